//! What every command has at hand: the surroundings, the global options, the profile.

use super::bar::above;
use super::builtin;
use super::fan_out::of_one_only;
use super::global::Global;
use crate::audit::Log;
use crate::client::profile::Profile;
use crate::config::{self, Profiles};
use crate::document::{Shape, Show};
use crate::env::{Env, variables};
use crate::error::{Error, Result};
use crate::op::Vendor;
pub(super) use crate::op::ask::json;
use crate::output::{Options, Printer};
use crate::pending::Writes;
use crate::sandbox::{BUILT_IN, BuiltIn};
use crate::text::{Printable, escape_lines, nearest};
use crate::time::{default_zone, parse_duration_or_zero};
use crate::vendor;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::cell::{Cell, OnceCell, RefCell};
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

/// The zone in which a table shows times that belong to no profile. It is looked for only where there are any.
fn usual_zone(shape: &Shape) -> TimeZone {
    let times = shape.columns.iter().any(|column| column.show == Show::Time);
    if times { default_zone() } else { TimeZone::UTC }
}

/// A profile, its vendor, and whether its server is the embedded sandbox.
pub(super) struct Target {
    pub profile: Profile,
    pub vendor: &'static Vendor,
    pub embedded: bool,
}

/// What every command has at hand.
pub(super) struct Context<'e> {
    pub env: &'e Env,
    pub global: Global,
    /// The journals of this command's writes.
    pub writes: RefCell<Vec<Rc<Writes>>>,
    /// The log of what is sent, once something is.
    pub audit: OnceCell<Option<Rc<Log>>>,
    /// Whether a signal has kept something from being said about them.
    pub untold: Cell<bool>,
}

impl<'e> Context<'e> {
    pub(super) fn new(env: &'e Env, global: Global) -> Result<Self> {
        if global.raw && (global.fields.is_some() || global.jq.is_some()) {
            return Err(Error::usage(tr!(
                "--raw prints the vendor's answer as it is; --fields and --jq cannot change it"
            )));
        }
        // clap tells conflicts of options on one level only: these may stand before a command and behind it.
        if global.json && global.output.is_some() {
            return Err(Error::usage(tr!("--json and -o cannot be given together")));
        }
        if global.all_profiles && global.profile.is_some() {
            return Err(Error::usage(tr!("--all-profiles and -p cannot be given together")));
        }
        Ok(Self { env, global, writes: RefCell::default(), audit: OnceCell::new(), untold: Cell::default() })
    }

    /// The file with the profiles: the flag's, the environment's, the usual place.
    pub(super) fn config_file(&self) -> Option<PathBuf> {
        self.named_config().or_else(|| self.env.config_file())
    }

    fn named_config(&self) -> Option<PathBuf> {
        self.global.config.clone().or_else(|| self.env.named_config())
    }

    /// The profiles, if there is a file. One that was named must be there.
    pub(super) fn profiles(&self) -> Result<Option<Profiles>> {
        let Some(path) = self.config_file() else { return Ok(None) };
        let profiles = Profiles::read(&path)?;
        if profiles.is_none() && self.named_config().is_some() {
            return Err(Error::config(tr!("there is no file {path}", path = path.display()))
                .hint(tr!("name another with --config or MEETCTL_CONFIG, or make it: meetctl profile add")));
        }
        Ok(profiles)
    }

    /// The profile that this command uses. Reveals no secret.
    pub(super) fn target(&self) -> Result<Target> {
        if self.several()?.is_some() {
            return Err(of_one_only(""));
        }
        self.target_of(self.global.profile.as_deref())
    }

    /// Whether a list of what was done is to show what was done with this profile: `-p` names one, or several with
    /// commas between them. They need not be there any more.
    pub(super) fn is_about(&self, profile: &str) -> bool {
        let asked = self.global.profile.as_deref();
        asked.is_none_or(|names| names.split(',').any(|name| name.trim() == profile))
    }

    /// The profile of this name.
    pub(super) fn target_named(&self, name: &str) -> Result<Target> {
        self.target_of(Some(name))
    }

    fn target_of(&self, flag: Option<&str>) -> Result<Target> {
        let var = self.env.text(variables::PROFILE);
        let built_in = |built_in: &'static BuiltIn| {
            let vendor = vendor::find(built_in.vendor)?;
            Ok(Target { profile: builtin::profile(built_in, vendor)?, vendor, embedded: true })
        };
        // It needs no file, so none is read.
        if let Some(named) = flag.or(var).and_then(builtin::find) {
            return built_in(named);
        }
        let profiles = self.profiles()?;
        let name = config::choose(flag, var, profiles.as_ref())?;
        if let Some(default) = builtin::find(&name) {
            return built_in(default);
        }
        let Some(profiles) = profiles.as_ref().filter(|profiles| profiles.names().contains(&name.as_str()))
        else {
            return Err(unknown_profile(&name, profiles.as_ref()));
        };
        let profile = profiles.profile(&name, &vendor::schemas(), &self.env.lookup())?;
        Ok(Target { vendor: vendor::find(profile.vendor)?, profile, embedded: false })
    }

    /// The command has said all that it had to say: what is known of its writes is forgotten.
    pub(super) fn told(&self) {
        if self.untold.get() {
            return;
        }
        self.writes.borrow_mut().drain(..).for_each(|writes| writes.told());
    }

    /// How long a meeting may take to appear in a list: the environment's, the profile's, 15 seconds.
    pub(super) fn settle(&self, target: &Target) -> Result<Duration> {
        const USUAL: Duration = Duration::from_secs(15);
        let Some(text) = self.env.text(variables::SETTLE) else {
            return Ok(target.profile.settle.unwrap_or(USUAL));
        };
        parse_duration_or_zero(text).ok().ok_or_else(|| {
            Error::usage(tr!("MEETCTL_SETTLE: \"{text}\" is no duration", text))
                .hint(tr!("write it as 15s or 2m"))
        })
    }

    /// How results are printed.
    pub(super) fn output_options(&self, zone: TimeZone) -> Options {
        self.global.output_options(self.env, zone)
    }

    /// Prints a value that no vendor was asked for.
    pub(super) fn print_one(&self, shape: &'static Shape, value: Value) -> Result<()> {
        self.print_one_in(usual_zone(shape), shape, value)
    }

    /// Prints a value whose times a table shows in this zone.
    pub(super) fn print_one_in(&self, zone: TimeZone, shape: &'static Shape, value: Value) -> Result<()> {
        let options = self.output_options(zone);
        let mut out = std::io::stdout().lock();
        Printer::new(&mut out, &options, shape)?.one(value)
    }

    /// Prints rows that no vendor was asked for.
    pub(super) fn print_rows(
        &self,
        shape: &'static Shape,
        rows: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        let options = self.output_options(usual_zone(shape));
        let mut out = std::io::stdout().lock();
        let mut printer = Printer::new(&mut out, &options, shape)?;
        rows.into_iter().try_for_each(|row| printer.row(row))?;
        printer.finish().map(drop)
    }

    /// A vendor's answers, byte for byte; but on a terminal no answer may steer it.
    pub(super) fn print_raw(&self, answers: &[Vec<u8>]) -> Result<()> {
        let mut out = std::io::stdout().lock();
        for (i, answer) in answers.iter().enumerate() {
            let gap: &[u8] = if i > 0 { b"\n" } else { b"" };
            let written = out.write_all(gap).and_then(|()| {
                if self.env.terminal.stdout {
                    writeln!(out, "{}", escape_lines(&String::from_utf8_lossy(answer)))
                } else {
                    out.write_all(answer)
                }
            });
            written.map_err(|error| Error::output(&error))?;
        }
        out.flush().map_err(|error| Error::output(&error))
    }

    /// Lines on stderr that are no part of the result; `-q` silences them.
    pub(super) fn hint(&self, text: &str) {
        if !self.global.quiet {
            text.lines().for_each(note);
        }
    }
}

/// Writes text to stdout; everything in it is our own or already escaped.
pub(super) fn print_text(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| Error::output(&error))
}

/// There is no profile of this name: the nearest one, and those that there are. The built-in ones
/// are there without a file.
pub(super) fn unknown_profile(name: &str, profiles: Option<&Profiles>) -> Error {
    let there: Vec<&str> = profiles.map(Profiles::names).unwrap_or_default();
    let all = there.iter().copied().chain(BUILT_IN.iter().map(|built_in| built_in.profile));
    let near = nearest(name, all).map(|near| tr!("did you mean \"{near}\"? ", near)).unwrap_or_default();
    match profiles {
        None => Error::config(tr!("there is no profile \"{name}\": no file with profiles was found", name))
            .hint(tr!("{near}add one: meetctl profile add; or try: meetctl -p sandbox-weiyi …", near)),
        Some(profiles) => {
            let error = Error::config(tr!(
                "no profile \"{name}\" in {profiles}",
                name,
                profiles = profiles.path().display()
            ));
            error.hint(match there.as_slice() {
                [] => tr!("{near}it holds no profile; add one: meetctl profile add", near),
                there => tr!("{near}There are: {there}", near, there = there.join(tr!(", "))),
            })
        }
    }
}

/// The first of several errors; the others are told before it.
pub(super) fn first_of(errors: Vec<Error>) -> Result<()> {
    let mut errors = errors.into_iter();
    let first = errors.next();
    errors.for_each(|error| note(&tr!("warning: {error}", error)));
    first.map_or(Ok(()), Err)
}

/// A line on stderr, escaped. Nobody is left to tell if stderr is gone.
pub(super) fn note(text: &str) {
    above(|| drop(writeln!(std::io::stderr().lock(), "{}", Printable::new(text))));
}
