//! A profile and the world, and all that a route's code may await. Canned answers can stand in for
//! the world, so routes are tested without a socket.

use super::call::{Access, Call};
use super::codes::{Class, Code, find};
use super::draft::{Draft, Upload};
use super::io::{Io, Local};
use super::json::Json;
use super::login::{Login, Purse};
use super::pacer::Pacer;
use super::profile::Profile;
use super::register::{Became, Register, Ticket};
use super::retry::Envelope;
use super::wire::{Encoded, Field, Request};
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::lang;
use crate::secret::Secret;
use crate::time::Clock;
use jiff::Timestamp;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// Files larger than this are not sent.
pub const LARGEST_UPLOAD: u64 = 64 << 20;

/// What is to be sent along is larger than that.
pub fn too_large(path: impl std::fmt::Display) -> Error {
    Error::usage(tr!("{path} is larger than {most} MiB", path, most = LARGEST_UPLOAD >> 20))
}

/// What differs between vendors on the wire, as pure functions.
#[derive(Debug)]
pub struct Dialect {
    /// The vendor's id.
    pub vendor: &'static str,
    /// Adds the credentials to a request. Called anew for each attempt.
    pub sign: fn(&Profile, &mut Request, &Moment) -> Result<()>,
    /// Tells success from failure.
    pub open: fn(&Json) -> Envelope,
    /// The vendor's error codes.
    pub codes: &'static [Code],
    /// How a user finds out what became of a write in doubt.
    pub look_up: &'static str,
    /// How a token is got, for vendors whose calls carry one.
    pub login: Option<Login>,
}

/// What a signature is made of beside the profile: it differs from attempt to attempt.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The clock.
    pub now: Timestamp,
    /// Random, for a nonce.
    pub nonce: [u8; 16],
    /// What the login gave, for vendors that have one.
    pub token: Option<Secret>,
}

/// What the command line says about calls.
#[derive(Clone, Debug)]
pub struct Options {
    /// How often an attempt may be repeated.
    pub retries: u32,
    /// Bounds one call with its retries and waits.
    pub timeout: Duration,
    /// 0: quiet; 1: a line for each attempt; 2: headers and bodies too.
    pub verbose: u8,
    /// Print what would be sent, and send no write.
    pub dry_run: bool,
    /// Whether the vendor's own answers are kept, for `--raw` and `api`.
    pub keep_answers: bool,
    /// `--set` pairs, for the call that the command is named for.
    pub set: Vec<(String, String)>,
}

/// What the user was warned of, for the sessions of a command: that of each row of a file is one of its own.
#[derive(Clone, Default)]
pub struct Warned(Rc<RefCell<BTreeSet<String>>>);

impl Warned {
    /// No more are remembered: what a million rows say that are all different is no matter of memory.
    const MOST: usize = 1_000;

    /// Whether this was not said yet, as far as that is remembered.
    fn is_new(&self, text: &str) -> bool {
        let mut said = self.0.borrow_mut();
        if said.len() < Self::MOST { said.insert(text.to_owned()) } else { !said.contains(text) }
    }
}

/// One command's dealings with one vendor.
pub struct Session {
    /// The profile.
    pub profile: Rc<Profile>,
    /// The clock and zone of this command.
    pub clock: Clock,
    pub(super) dialect: &'static Dialect,
    pub(super) io: Rc<dyn Io>,
    pub(super) options: Options,
    pub(super) pacer: Rc<Pacer>,
    /// The token that the login gave in this process.
    pub(super) purse: Purse,
    /// Where the calls go, if not to the profile's address.
    detour: Option<Url>,
    calls: &'static [&'static Call],
    pub(super) planned: RefCell<Vec<Encoded>>,
    pub(super) answers: RefCell<Vec<Vec<u8>>>,
    /// What the user was warned of.
    warned: Warned,
    /// What is to be said after the result was printed.
    afterwards: RefCell<Option<Error>>,
    /// Whether lists are to prove something.
    proof: bool,
    /// Where writes are noted.
    pub(super) register: Option<Rc<dyn Register>>,
    /// Looks at what is there before a write, and again where its outcome is not known.
    pub(super) witness: Option<Rc<dyn Witness>>,
    /// Which of several targets are being dealt with.
    pub(super) targets: RefCell<Rc<[String]>>,
    /// The last write whose outcome is not known.
    pub(super) doubt: Cell<Option<Ticket>>,
}

/// Looks at what a write is to change: before it is sent, and again where its answer was lost.
pub trait Witness {
    /// Called before a write that the command is named for, after everything that can be checked on
    /// this machine. Gives the ids of what is there already and could be taken for what is to be made.
    /// `None`: nobody could see.
    fn before(&self) -> Local<'_, Result<Option<Vec<String>>>> {
        Box::pin(async { Ok(None) })
    }
    /// Whether things are now as they were wanted: of this target, where there are several. An error
    /// says why nobody knows.
    fn again<'a>(&'a self, target: Option<&'a str>) -> Local<'a, Result<()>>;
}

impl Session {
    /// A session that may send these calls; the command is named for the first. All of a profile share a
    /// pacer and a purse.
    pub fn new(
        profile: Rc<Profile>,
        dialect: &'static Dialect,
        io: Rc<dyn Io>,
        options: Options,
        pacer: Rc<Pacer>,
        purse: Purse,
        calls: &'static [&'static Call],
    ) -> Self {
        let clock = Clock { now: io.now(), zone: profile.zone.clone() };
        let (planned, answers) = (RefCell::default(), RefCell::default());
        Self {
            profile,
            clock,
            dialect,
            io,
            options,
            pacer,
            purse,
            detour: None,
            calls,
            planned,
            answers,
            warned: Warned::default(),
            afterwards: RefCell::default(),
            proof: false,
            register: None,
            witness: None,
            targets: RefCell::default(),
            doubt: Cell::default(),
        }
    }

    /// Relative times count from then, not from now.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.clock.now = now;
        self
    }

    /// Warns of nothing that stands here: of several sessions of a command each would say the same.
    #[must_use]
    pub fn warned(mut self, warned: Warned) -> Self {
        self.warned = warned;
        self
    }

    /// Lists are to prove what is there and what is not.
    #[must_use]
    pub fn for_proof(mut self) -> Self {
        self.proof = true;
        self
    }

    /// Notes writes here before they are sent.
    #[must_use]
    pub fn registered(mut self, register: Option<Rc<dyn Register>>) -> Self {
        self.register = register;
        self
    }

    /// Lets this look at what is there before a write, and after one whose answer was lost.
    #[must_use]
    pub fn witnessed(mut self, witness: Option<Rc<dyn Witness>>) -> Self {
        self.witness = witness;
        self
    }

    /// What follows is about these of several targets.
    pub fn aim(&self, targets: &[String]) {
        *self.targets.borrow_mut() = targets.into();
    }

    /// A write's outcome is not known: looks again. Done is done, whatever became of the answer;
    /// otherwise the error says what was found, and what to type next.
    pub async fn second_look(&self, target: Option<&str>, error: Error) -> Result<()> {
        let Some(witness) = &self.witness else { return Err(error) };
        match witness.again(target).await {
            Ok(()) => {
                self.settle().await;
                Ok(())
            }
            Err(found) => Err(error.with(|facts| {
                facts.message =
                    format!("{}{}{found}", facts.message.trim_end_matches(['.', '。']), tr!("; "));
            })),
        }
    }

    /// What the last write has made, or was about.
    pub fn made(&self, id: &str) {
        if let Some(register) = &self.register {
            register.made(id);
        }
    }

    /// The last write in doubt is in doubt no longer: it is done.
    async fn settle(&self) {
        if let (Some(register), Some(ticket)) = (&self.register, self.doubt.take()) {
            register.became(ticket, Became::Done).await;
        }
    }

    /// Sends the calls to this address; links are still made with the profile's.
    #[must_use]
    pub fn detour(mut self, address: Option<Url>) -> Self {
        self.detour = address;
        self
    }

    /// A draft of this call from an input's fields, with `--set` if the command is named for it.
    pub fn fill(&self, call: &'static Call, input: &impl serde::Serialize) -> Result<Draft> {
        let draft = Draft::fill(call, input, &self.clock)?;
        if self.is_main(call) { draft.set(&self.options.set, &self.clock) } else { Ok(draft) }
    }

    /// Reads a file that is to be sent along.
    pub fn load(&self, path: &Path) -> Result<Upload> {
        let unreadable = |error: std::io::Error| file::unreadable(path.display(), &error);
        let info = std::fs::metadata(path).map_err(unreadable)?;
        if !info.is_file() {
            return Err(Error::usage(tr!("{path} is not a file", path = path.display())));
        }
        if info.len() > LARGEST_UPLOAD {
            return Err(too_large(path.display()));
        }
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let name =
            path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        Ok(Upload { name, media_type: media_type(path), bytes })
    }

    /// Sends a draft: sign, send, open, classify, retry, until it is done or has failed.
    ///
    /// In a dry run a write, and the call that the command is named for, is planned instead: the
    /// error is of the kind [`Kind::Planned`].
    pub async fn send(&self, draft: Draft) -> Result<Json> {
        let call = draft.call;
        debug_assert!(self.calls.iter().any(|c| std::ptr::eq(*c, call)), "undeclared: {}", call.line);
        let main = self.is_main(call);
        let base = match call.base {
            Some((key, default)) if self.detour.is_none() => self.profile.address_at(key, default)?,
            _ => self.base(self.plans(call.access, main))?.clone(),
        };
        let request = draft.request(&base, || self.boundary(), &self.profile, &self.clock)?;
        self.dispatch(call.access, call.line, main, &request).await.map_err(|error| advised(call, error))
    }

    /// Sends a listing: "no matching data" is an empty list, not a failure.
    pub async fn send_listing(&self, draft: Draft) -> Result<Option<Json>> {
        match self.send(draft).await {
            Err(error) if self.class(&error) == Some(Class::NoData) => Ok(None),
            answer => answer.map(Some),
        }
    }

    /// Sends a request that no table describes, for `api`. Its URL is below the profile's address.
    pub async fn send_bare(&self, access: Access, line: &str, request: &Request) -> Result<Json> {
        let mut request = request.clone();
        let base = self.base(self.plans(access, true))?;
        if self.detour.is_some() && !moved(&mut request.url, base) {
            return Err(Error::failed(tr!("the profile's base_url cannot be called")));
        }
        self.dispatch(access, line, true, &request).await
    }

    /// Where an address is to be called: at the detour, if it is one of the profile's server.
    pub fn located(&self, mut url: Url) -> Url {
        let own = self.profile.base_url.as_ref().is_some_and(|base| base.origin() == url.origin());
        if let (true, Some(detour)) = (own, &self.detour) {
            moved(&mut url, detour);
        }
        url
    }

    /// The world, for what is no call of the vendor's.
    pub fn world(&self) -> &dyn Io {
        self.io.as_ref()
    }

    /// What would have been sent, secrets hidden.
    pub fn planned(&self) -> Vec<Encoded> {
        self.planned.borrow().clone()
    }

    /// Reads back what a write has made. The write stays done where this fails: that is a warning.
    pub async fn reread(&self, draft: Draft) -> Option<Json> {
        match self.send(draft).await {
            Ok(answer) => Some(answer),
            Err(error) if error.kind() == Kind::Planned => None,
            Err(error) => {
                self.warn(&tr!("it is done, but reading it back failed: {error}", error));
                None
            }
        }
    }

    /// The vendor's own answers to the call that the command is named for.
    pub fn answers(&self) -> Vec<Vec<u8>> {
        self.answers.borrow().clone()
    }

    /// Shows every callback that was kept for this profile. `false`: none was ever kept.
    pub fn events(&self, visit: &mut dyn FnMut(serde_json::Value) -> Result<()>) -> Result<bool> {
        self.io.events(&self.profile.name, visit)
    }

    /// A warning for the user, who is told it once.
    pub fn warn(&self, text: &str) {
        if !self.warned.is_new(text) {
            return;
        }
        self.io.note(&tr!("warning: {text}", text));
    }

    /// A list is known to have more than it shows. People are warned, and told what to do; nothing can be
    /// proven from it.
    pub fn cut(&self, what: &str, remedy: &str) -> Result<()> {
        if self.proof {
            return Err(Error::failed(what));
        }
        self.warn(&format!("{what}{}{remedy}", tr!("; ")));
        Ok(())
    }

    /// The result is to be printed, but the command has failed all the same: some of it is not done.
    pub fn fail_afterwards(&self, error: Error) {
        *self.afterwards.borrow_mut() = Some(error);
    }

    /// What [`Self::fail_afterwards`] was given.
    pub fn afterwards(&self) -> Result<()> {
        self.afterwards.borrow_mut().take().map_or(Ok(()), Err)
    }

    /// A write succeeded, but its answer does not say what it made.
    pub async fn in_doubt(&self, call: &Call, what: &str) -> Error {
        let error = self.name(
            Error::new(Kind::InDoubt, what.to_owned()).hint(lang::text(self.dialect.look_up)),
            call.line,
        );
        self.doubted(self.doubt.take(), error).await
    }

    /// What this profile's earlier commands kept under this name; `None` if there is nothing to read.
    pub fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.io.recall(&format!("{name}-{}.json", self.profile.name))
    }

    /// Changes what is remembered, as [`Io::update`] does.
    pub fn update(&self, name: &str, change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>) {
        self.io.update(&format!("{name}-{}.json", self.profile.name), change);
    }

    /// A boundary that stands in no part: 32 random hex digits.
    pub fn boundary(&self) -> String {
        format!("meetctl-{}", hex::encode(self.io.random()))
    }

    /// The request with credentials and the profile's own headers.
    pub(super) fn signed(&self, request: &Request, token: Option<&Secret>) -> Result<Request> {
        let mut request = request.clone();
        let moment = Moment { now: self.io.now(), nonce: self.io.random(), token: token.cloned() };
        (self.dialect.sign)(&self.profile, &mut request, &moment)?;
        for (name, value) in self.profile.extra_headers()? {
            request.headers.push(Field::hidden(&name, value));
        }
        Ok(request)
    }

    fn class(&self, error: &Error) -> Option<Class> {
        Some(find(self.dialect.codes, error.facts().code.as_deref()?)?.class)
    }

    pub(super) fn is_main(&self, call: &Call) -> bool {
        self.calls.first().is_some_and(|main| std::ptr::eq(*main, call))
    }

    /// Where calls go: links are made with the profile's address, which a plan shows too.
    pub(super) fn base(&self, planned: bool) -> Result<&Url> {
        match &self.detour {
            Some(detour) if !planned => Ok(detour),
            _ => self.profile.address(),
        }
    }

    /// Whether this is shown instead of being sent. The reads that a plan needs are sent.
    pub(super) fn plans(&self, access: Access, main: bool) -> bool {
        self.options.dry_run && (access == Access::Write || main)
    }
}

/// A refusal with what this call advises, where it has advice of its own for it.
fn advised(call: &Call, error: Error) -> Error {
    match call.advice {
        Some((code, hint))
            if error.kind() == Kind::NotFound && error.facts().code.as_deref() == Some(code) =>
        {
            error.with(|facts| facts.hint = Some(lang::text(hint).to_owned()))
        }
        _ => error,
    }
}

/// The same path at another server: only scheme, host and port differ.
fn moved(url: &mut Url, to: &Url) -> bool {
    url.set_scheme(to.scheme()).is_ok()
        && url.set_host(to.host_str()).is_ok()
        && url.set_port(to.port()).is_ok()
}

/// The media type that a file's ending says.
pub fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_said_once_as_long_as_it_is_remembered() {
        let warned = Warned::default();
        assert!(warned.is_new("first") && !warned.is_new("first"));
        (1..Warned::MOST).for_each(|n| assert!(warned.is_new(&n.to_string())));
        // From here on nothing more is remembered: it is said each time, and what is known still never.
        assert!(warned.is_new("one more") && warned.is_new("one more") && !warned.is_new("first"));
        assert_eq!(warned.0.borrow().len(), Warned::MOST);
    }
}
