//! `-p a,b` and `--all-profiles`: one listing of several profiles, which are asked side by side.
//!
//! Rows come in the order of the profiles. A profile that fails is reported by its name and the
//! exit code is 9; one whose vendor has no such call, or not with these flags, is left out with a
//! note.

use super::builtin;
use super::context::{Context, Target, note};
use super::in_order::InOrder;
use super::run::{CallArgs, contents};
use super::{plan, sandbox, world};
use crate::client::draft::spell;
use crate::client::transport::stop::Stop;
use crate::client::wire::Encoded;
use crate::config::Profiles;
use crate::document::{Column, Shape, Show, col};
use crate::env::variables;
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::op::ask::Ask;
use crate::op::{self, CATALOGUE};
use crate::output::{Format, Printer};
use crate::time::default_zone;
use clap::ArgMatches;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::rc::Rc;
use tokio::sync::OnceCell;
use url::Url;

/// What is made of `meeting list`.
const AGENDA: &str = "agenda";
/// Without a verb it is one of its verbs.
const LIVE: &str = "live";
/// It reads no profile; the log is filtered by them.
const AUDIT_LIST: &str = "audit list";

/// So many profiles are asked at a time.
const SIDE_BY_SIDE: usize = 16;
/// What names something that one profile has and the others have not.
const OF_ONE: [&str; 2] = ["meeting", "record"];
/// The separator in `-p a,b`.
const COMMA: char = ',';

/// A profile that is to be asked, or why it cannot be.
pub(super) struct Asked {
    name: String,
    target: Result<Target>,
}

/// What became of asking one profile.
pub(super) struct Part {
    name: String,
    result: Result<()>,
    planned: Vec<Encoded>,
}

impl Part {
    /// Whether its vendor has no such call, or its call cannot carry what was given.
    fn left_out(&self) -> bool {
        matches!(&self.result, Err(error) if matches!(error.kind(), Kind::Unsupported | Kind::Usage))
    }

    /// The result of a command that asked only this one.
    pub(super) fn alone(self, context: &Context<'_>) -> Result<()> {
        if !self.planned.is_empty() {
            plan::print(context, &self.planned)?;
        }
        self.result
    }

    fn failed(&self) -> bool {
        !self.left_out()
            && self
                .result
                .as_ref()
                .is_err_and(|error| !matches!(error.kind(), Kind::Planned | Kind::ClosedPipe))
    }
}

/// Takes the rows of all profiles, each by its place in the order.
pub(super) trait Taker<O> {
    /// One row.
    fn row(&mut self, profile: usize, row: O) -> Result<()>;
    /// There are no more of this profile.
    fn over(&mut self, profile: usize) -> Result<()>;
}

/// Refuses several profiles for a command that acts on one.
pub(super) fn check(context: &Context<'_>, noun: &str, matches: &ArgMatches) -> Result<()> {
    let named = context.global.profile.as_deref().is_some_and(|names| names.contains(COMMA));
    if !named && !context.global.all_profiles {
        return Ok(());
    }
    let path = path(noun, matches);
    let is_listing = op::find(&path).is_some_and(|op| op.effect().gives.is_listing());
    if is_listing || [AGENDA, LIVE, AUDIT_LIST].contains(&path.as_str()) {
        return Ok(());
    }
    Err(of_one_only(&path))
}

/// The words of a command: `meeting list`.
fn path(noun: &str, matches: &ArgMatches) -> String {
    let mut words = vec![noun];
    let mut at = matches;
    while let Some((name, below)) = at.subcommand() {
        words.push(name);
        at = below;
    }
    words.join(" ")
}

/// Several profiles were named where one is wanted.
pub(super) fn of_one_only(command: &str) -> Error {
    let what = if command.is_empty() { tr!("this command").to_owned() } else { format!("{command:?}") };
    let listings = CATALOGUE.iter().filter(|op| op.effect().gives.is_listing()).map(|op| op.name());
    let commands: Vec<&str> = listings.chain([AGENDA]).collect();
    Error::usage(tr!("{what} works on one profile at a time", what)).hint(tr!(
        "name one with -p NAME; several can be asked by: {commands}",
        commands = commands.join(tr!(", "))
    ))
}

impl Context<'_> {
    /// The names of several profiles, where the command line or the environment asks for them.
    pub(super) fn several(&self) -> Result<Option<Vec<String>>> {
        if self.global.all_profiles {
            let profiles = self.profiles()?;
            let names: Vec<String> = profiles.iter().flat_map(Profiles::names).map(str::to_owned).collect();
            if names.is_empty() {
                return Err(
                    Error::config(tr!("no profile is set up")).hint(tr!("add one: meetctl profile add"))
                );
            }
            return Ok(Some(names));
        }
        let flag = self.global.profile.as_deref();
        let text = flag.or_else(|| self.env.text(variables::PROFILE)).filter(|text| text.contains(COMMA));
        text.map(|text| split(text, if flag.is_some() { "-p" } else { variables::PROFILE.name() }))
            .transpose()
    }

    /// These profiles, in this order. A name that nobody knows is refused at once; what else is
    /// wrong with a profile is its own affair.
    pub(super) fn asked(&self, names: Vec<String>) -> Result<Vec<Asked>> {
        let profiles = self.profiles()?;
        let known = |name: &str| {
            builtin::find(name).is_some() || profiles.as_ref().is_some_and(|all| all.names().contains(&name))
        };
        let asked = |name: String| match self.target_named(&name) {
            Err(error) if !known(&name) => Err(error),
            target => Ok(Asked { name, target }),
        };
        names.into_iter().map(asked).collect()
    }

    /// Prints one listing of several profiles.
    pub(super) fn fan_out(&self, names: Vec<String>, ask: &dyn Ask<Value>, args: &CallArgs) -> Result<()> {
        let (name, shape) = (ask.op().name(), ask.op().shape());
        if !ask.op().effect().gives.is_listing() {
            return Err(of_one_only(name));
        }
        if self.global.raw {
            return Err(Error::usage(tr!(
                "--raw prints one vendor's answers: name one profile with -p NAME"
            )));
        }
        let fields = ask.fields();
        if let Some(field) = OF_ONE.into_iter().find(|field| fields.contains_key(field)) {
            return Err(Error::usage(tr!("{flag} names something of one profile", flag = spell(field)))
                .hint(tr!("name that profile with -p NAME")));
        }
        let asked = self.asked(names)?;
        let options = self.output_options(zone(&asked));
        let mut out = std::io::stdout().lock();
        let mut printer = Printer::new(&mut out, &options, with_profile(shape))?;
        let names: Vec<String> = asked.iter().map(|one| one.name.clone()).collect();
        let limit = fields.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
        let order = InOrder::new(names.len(), limit, |row| printer.row(row));
        let taker = RefCell::new(Rows { names: &names, order });
        let parts = self.gather(asked, ask, args, &taker)?;
        let cut = taker.into_inner().order.cut;
        if self.global.dry_run {
            return self.verdict(parts, name);
        }
        if printer.rows() > 0 || parts.iter().any(|part| part.result.is_ok()) {
            let rows = printer.finish()?;
            if rows == 0 && options.format == Format::Table {
                self.hint(&tr!("no {plural}", plural = lang::text(shape.plural)));
            }
        }
        if cut {
            self.hint(&tr!(
                "warning: --limit {limit}: there are more {plural}",
                limit = limit.unwrap_or(0),
                plural = lang::text(shape.plural)
            ));
        }
        self.verdict(parts, name)
    }

    /// Asks the profiles side by side. An error is one of the taker's; what else fails stands in the
    /// parts, which come in the order of the profiles.
    pub(super) fn gather<O>(
        &self,
        asked: Vec<Asked>,
        ask: &dyn Ask<O>,
        args: &CallArgs,
        taker: &RefCell<dyn Taker<O> + '_>,
    ) -> Result<Vec<Part>> {
        let asking = Asking {
            context: self,
            ask,
            args,
            taker,
            stop: Rc::new(Stop::default()),
            sandbox: OnceCell::new(),
            broken: RefCell::default(),
        };
        world::on_runtime(async {
            let mut parts: Vec<Option<Part>> = asked.iter().map(|_| None).collect();
            let mut waiting = asked.into_iter().enumerate();
            let mut flying = FuturesUnordered::new();
            loop {
                while flying.len() < SIDE_BY_SIDE {
                    let Some((at, one)) = waiting.next() else { break };
                    flying.push(asking.one(at, one));
                }
                let Some((at, part)) = flying.next().await else { break };
                parts[at] = Some(part);
                // Nobody reads what the others would still give.
                if let Some(error) = asking.broken.take() {
                    return Err(error);
                }
            }
            Ok(parts.into_iter().flatten().collect())
        })
    }

    /// What the whole came to.
    pub(super) fn verdict(&self, mut parts: Vec<Part>, what: &str) -> Result<()> {
        let planned: Vec<Encoded> =
            parts.iter_mut().flat_map(|part| std::mem::take(&mut part.planned)).collect();
        if !planned.is_empty() {
            plan::print(self, &planned)?;
        }
        if parts.iter().all(Part::left_out) {
            return Err(nobody(parts, what));
        }
        for part in parts.iter().filter(|part| part.left_out()) {
            if let Err(error) = &part.result {
                self.hint(&tr!("note: profile {part} is left out: {error}", part = part.name, error));
            }
        }
        let all = parts.len();
        let failed: Vec<Part> = parts.into_iter().filter(Part::failed).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let named = |part: &Part| match &part.result {
            Err(error) => format!("{}{}", part.name, tr!(" ({text})", text = error.kind().name())),
            Ok(()) => part.name.clone(),
        };
        let summary = tr!(
            "{failed} of {all} profiles failed: {names}",
            failed = failed.len(),
            all,
            names = failed.iter().map(named).collect::<Vec<_>>().join(tr!(", "))
        );
        for part in &failed {
            if let Err(error) = &part.result {
                note(&told(&part.name, error));
            }
        }
        Err(Error::new(Kind::Partial, summary).hint(tr!("what the others gave is printed")))
    }
}

/// Nobody could be asked. A command line that is wrong for one vendor is wrong; that none of them has
/// the call is said of all.
fn nobody(parts: Vec<Part>, what: &str) -> Error {
    let several = parts.len() > 1;
    let mut errors: Vec<Error> = parts.into_iter().filter_map(|part| part.result.err()).collect();
    if let Some(at) = errors.iter().position(|error| error.kind() != Kind::Unsupported) {
        return errors.swap_remove(at);
    }
    match errors.into_iter().next() {
        Some(error) if several => {
            Error::new(Kind::Unsupported, tr!("no vendor of these profiles has: {what}", what))
                .hint(tr!("for one: {error}; meetctl vendors shows who can do what", error))
        }
        Some(error) => error,
        None => Error::failed(tr!("no profile was asked")),
    }
}

/// One profile's failure as a line on stderr.
fn told(name: &str, error: &Error) -> String {
    let facts = error.facts();
    let said: Vec<&str> =
        [&facts.code, &facts.vendor_message].into_iter().flatten().map(String::as_str).collect();
    let said =
        if said.is_empty() { String::new() } else { tr!(" (vendor says: {said})", said = said.join(" ")) };
    let hint = facts.hint.as_deref().map(|hint| format!("{}{hint}", tr!("; "))).unwrap_or_default();
    tr!("error: profile {name}: {error}{said}{hint}", name, error, said, hint)
}

/// Reads `a,b`. A name that comes twice is a slip, and would show everything twice.
fn split(text: &str, from: &str) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for name in text.split(COMMA).map(str::trim) {
        if name.is_empty() {
            return Err(Error::usage(tr!("{from} {text}: a name is empty", from, text))
                .hint(tr!("write it as -p a,b")));
        }
        if names.iter().any(|known| known == name) {
            return Err(Error::usage(tr!("{from} names the profile \"{name}\" twice", from, name)));
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

/// The zone in which a table shows times: the profiles' own if they agree, or else the first one's.
pub(super) fn zone(asked: &[Asked]) -> TimeZone {
    let mut zones =
        asked.iter().filter_map(|one| one.target.as_ref().ok()).map(|target| &target.profile.zone);
    zones.next().cloned().unwrap_or_else(default_zone)
}

/// The server of each profile, as far as it is known.
pub(super) fn servers(asked: &[Asked]) -> Vec<Option<Url>> {
    let server = |one: &Asked| one.target.as_ref().ok().and_then(|target| target.profile.base_url.clone());
    asked.iter().map(server).collect()
}

/// The same columns with the profile before them. It lives as long as the program, once.
pub(super) fn with_profile(shape: &'static Shape) -> &'static Shape {
    let own = shape.columns.iter().filter(|column| column.field != PROFILE);
    let columns: Vec<Column> = std::iter::once(col(PROFILE, "PROFILE").show(Show::Plain))
        .chain(own.map(|column| Column { ..*column }))
        .collect();
    Box::leak(Box::new(Shape { noun: shape.noun, plural: shape.plural, columns: columns.leak() }))
}

const PROFILE: &str = "profile";

/// Rows on their way to the printer, each with its profile's name in front.
struct Rows<'a, F> {
    names: &'a [String],
    order: InOrder<F>,
}

impl<F: FnMut(Value) -> Result<()>> Taker<Value> for Rows<'_, F> {
    fn row(&mut self, profile: usize, row: Value) -> Result<()> {
        let row = match row {
            Value::Object(fields) => {
                let mut named = Map::with_capacity(fields.len() + 1);
                named.insert(PROFILE.to_owned(), self.names[profile].as_str().into());
                named.extend(fields.into_iter().filter(|(name, _)| name != PROFILE));
                Value::Object(named)
            }
            other => other,
        };
        self.order.row(profile, row)
    }

    fn over(&mut self, profile: usize) -> Result<()> {
        self.order.over(profile)
    }
}

/// What all profiles are asked.
struct Asking<'a, 'e, O> {
    context: &'a Context<'e>,
    ask: &'a dyn Ask<O>,
    args: &'a CallArgs,
    taker: &'a RefCell<dyn Taker<O> + 'a>,
    stop: Rc<Stop>,
    /// One embedded sandbox serves every built-in profile.
    sandbox: OnceCell<Url>,
    /// Why no further row can be taken.
    broken: RefCell<Option<Error>>,
}

impl<O> Asking<'_, '_, O> {
    async fn one(&self, at: usize, asked: Asked) -> (usize, Part) {
        let mut planned = Vec::new();
        let result = match asked.target {
            Ok(target) => self.ask(at, &asked.name, &target, &mut planned).await,
            Err(error) => Err(error),
        };
        let over = self.taker.borrow_mut().over(at);
        if let Err(error) = over {
            self.broken.borrow_mut().get_or_insert(error);
        }
        (at, Part { name: asked.name, result, planned })
    }

    async fn ask(&self, at: usize, name: &str, target: &Target, planned: &mut Vec<Encoded>) -> Result<()> {
        let way = self.ask.way(target.vendor, &target.profile, &self.args.set)?;
        let options = self.context.call_options(target, contents(&self.args.set, way.calls())?);
        let embedded = async || sandbox::embed(self.context).await;
        let detour =
            if target.embedded { Some(self.sandbox.get_or_try_init(embedded).await?.clone()) } else { None };
        let io = world::real(self.context, target, &self.stop, Some(name))?;
        let session = self.context.reach(target, io, detour, options)?.session(way.calls(), None, None);
        let mut sink = |row: O| {
            let taken = self.taker.borrow_mut().row(at, row);
            taken.map_err(|error| {
                // The profile is told that it can stop; the error itself is of the whole command.
                let quiet = Error::new(Kind::ClosedPipe, tr!("the result cannot be written"));
                self.broken.borrow_mut().get_or_insert(error);
                quiet
            })
        };
        let result = way.run(&session, &mut sink).await;
        *planned = session.planned();
        result?;
        session.afterwards()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::call::Access;
    use crate::op::Gives;
    use crate::vendor::VENDORS;

    #[test]
    fn names_are_split_and_none_comes_twice() {
        assert_eq!(split("a, b", "-p").unwrap(), ["a", "b"]);
        for wrong in ["a,", ",", "a,,b", "a,b,a"] {
            assert_eq!(split(wrong, "-p").unwrap_err().kind(), Kind::Usage, "{wrong}");
        }
    }

    /// Nobody is told where a write goes, and nobody is asked, where several profiles are.
    #[test]
    fn what_is_asked_of_several_only_reads() {
        for op in CATALOGUE.iter().filter(|op| op.effect().gives.is_listing()) {
            let ways = VENDORS.iter().flat_map(|vendor| op.served(vendor));
            let mut calls = ways.flat_map(|way| way.calls);
            assert!(calls.all(|call| call.access == Access::Read), "{}", op.name());
        }
        let lists = CATALOGUE.iter().filter(|op| op.name().ends_with(" list"));
        assert!(lists.map(|op| op.effect().gives).all(Gives::is_listing));
    }

    #[test]
    fn the_profile_is_the_first_column_and_comes_once() {
        for shape in [&crate::op::meeting::MEETING, &crate::op::directory::ROOM] {
            let shape = with_profile(shape);
            assert_eq!((shape.columns[0].field, shape.columns[0].show), (PROFILE, Show::Plain));
            assert_eq!(shape.columns.iter().filter(|column| column.field == PROFILE).count(), 1);
        }
    }
}
