//! A profile and the world, and all that a route's code may await. Canned answers can stand in for
//! the world, so routes are tested without a socket.

use super::call::{Access, Call};
use super::codes::{Class, Code, find};
use super::draft::{Draft, Upload, given};
use super::io::{Io, Limits};
use super::json::Json;
use super::login::{self, Login, Token};
use super::profile::Profile;
use super::retry::{Budget, Envelope, Next, Outcome, classify, decide, retry_after};
use super::trace;
use super::wire::{Answer, Broken, Encoded, Field, Request, Show};
use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use crate::time::Clock;
use jiff::Timestamp;
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// Answers larger than this are not read to their end.
const LARGEST_ANSWER: usize = 64 << 20;
/// Files larger than this are not sent.
pub const LARGEST_UPLOAD: u64 = 64 << 20;
/// A connection stands within this time, or there is none.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest silence between two pieces of an answer.
const SILENCE: Duration = Duration::from_secs(60);

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

/// One command's dealings with one vendor.
pub struct Session {
    /// The profile.
    pub profile: Profile,
    /// The clock and zone of this command.
    pub clock: Clock,
    pub(super) dialect: &'static Dialect,
    pub(super) io: Rc<dyn Io>,
    options: Options,
    /// The token that the login gave in this process.
    pub(super) token: RefCell<Option<Secret>>,
    /// Where the calls go, if not to the profile's address.
    detour: Option<Url>,
    calls: &'static [&'static Call],
    planned: RefCell<Vec<Encoded>>,
    answers: RefCell<Vec<Vec<u8>>>,
    /// What is to be said after the result was printed.
    afterwards: RefCell<Option<Error>>,
}

impl Session {
    /// A session that may send these calls; the command is named for the first.
    pub fn new(
        profile: Profile,
        dialect: &'static Dialect,
        io: Rc<dyn Io>,
        options: Options,
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
            token: RefCell::default(),
            detour: None,
            calls,
            planned,
            answers,
            afterwards: RefCell::default(),
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
        let draft = Draft::fill(call, &given(input)?, &self.clock)?;
        if self.is_main(call) { draft.set(&self.options.set, &self.clock) } else { Ok(draft) }
    }

    /// Reads a file that is to be sent along.
    pub fn load(&self, path: &Path) -> Result<Upload> {
        let unreadable =
            |error: std::io::Error| Error::usage(format!("cannot read {}: {error}", path.display()));
        let info = std::fs::metadata(path).map_err(unreadable)?;
        if !info.is_file() {
            return Err(Error::usage(format!("{} is not a file", path.display())));
        }
        if info.len() > LARGEST_UPLOAD {
            return Err(Error::usage(format!("{} is larger than 64 MiB", path.display())));
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
        let request = draft.request(&base, &self.boundary(), &self.profile, &self.clock)?;
        self.dispatch(call.access, call.line, main, &request).await
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
            return Err(Error::failed("the profile's base_url cannot be called"));
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
                self.warn(&format!("it is done, but reading it back failed: {error}"));
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

    /// A warning for the user.
    pub fn warn(&self, text: &str) {
        self.io.note(&format!("warning: {text}"));
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
    pub fn in_doubt(&self, call: &Call, what: &str) -> Error {
        self.name(Error::new(Kind::InDoubt, what.to_owned()).hint(self.dialect.look_up), call.line)
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

    fn is_main(&self, call: &Call) -> bool {
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
    fn plans(&self, access: Access, main: bool) -> bool {
        self.options.dry_run && (access == Access::Write || main)
    }

    async fn dispatch(&self, access: Access, line: &str, main: bool, request: &Request) -> Result<Json> {
        if access == Access::Write && self.profile.read_only {
            return Err(Error::config(format!("profile \"{}\" is read-only", self.profile.name))
                .hint("remove read_only = true from the profile, or use another one"));
        }
        if self.plans(access, main) {
            self.planned.borrow_mut().push(self.signed(request, None)?.encode(Show::NoSecrets));
            return Err(Error::new(Kind::Planned, "not sent: this is a dry run"));
        }
        let token = login::token(self, false).await?;
        let cached = token.as_ref().is_some_and(|token| token.cached);
        match self.attempts(access, line, main, request, token).await {
            // A refused token is a proven no: nothing was done, so even a write may go again.
            Err(error) if cached && error.facts().stops => {
                let token = login::token(self, true).await?;
                if main {
                    self.answers.borrow_mut().pop();
                }
                self.attempts(access, line, main, request, token).await
            }
            result => result,
        }
    }

    async fn attempts(
        &self,
        access: Access,
        line: &str,
        main: bool,
        request: &Request,
        token: Option<Token>,
    ) -> Result<Json> {
        let token = token.map(|token| token.secret);
        let sign = || self.signed(request, token.as_ref());
        let (answer, result) = self.exchange(access, line, self.dialect.open, &sign).await;
        if let (true, Some(body)) = (main && self.options.keep_answers, answer) {
            self.answers.borrow_mut().push(body);
        }
        result
    }

    /// The one loop: make the request anew, send it, classify what came of it, and go again while
    /// that is allowed. Gives the last answer's bytes beside what they mean.
    pub(super) async fn exchange(
        &self,
        access: Access,
        line: &str,
        open: fn(&Json) -> Envelope,
        make: &dyn Fn() -> Result<Request>,
    ) -> (Option<Vec<u8>>, Result<Json>) {
        let start = self.io.elapsed();
        let spent = || self.io.elapsed().saturating_sub(start);
        let mut attempts = 1;
        loop {
            let request = match make() {
                Ok(request) => request,
                Err(error) => return (None, Err(error)),
            };
            let left = self.options.timeout.saturating_sub(spent());
            let limits = Limits {
                connect: CONNECT.min(left),
                total: left,
                silence: SILENCE.min(left),
                body: LARGEST_ANSWER,
            };
            let result = self.io.send(&request.encode(Show::Everything), limits).await;
            self.trace(attempts, &request, &result, spent());
            let outcome = classify(&result, open, self.dialect.codes);
            let asked = result.as_ref().ok().and_then(|answer| answer.retry_after.as_deref());
            let budget = Budget {
                attempts,
                retries: self.options.retries,
                left: self.options.timeout.saturating_sub(spent()),
                retry_after: asked.and_then(|text| retry_after(text, self.io.now())),
                jitter: f64::from(u32::from_le_bytes(first_four(self.io.random()))) / f64::from(u32::MAX),
            };
            let kind = match decide(access, &outcome, budget) {
                Next::Again(pause) => {
                    self.io.pause(pause).await;
                    attempts += 1;
                    continue;
                }
                Next::Done => Kind::Failed,
                Next::Fail(kind) => kind,
            };
            let done = match outcome {
                Outcome::Done(json) => Ok(json),
                outcome => Err(self.name(self.explain(access, kind, &outcome, &result, budget), line)),
            };
            return (result.ok().map(|answer| answer.body), done);
        }
    }

    fn trace(&self, attempt: u32, request: &Request, result: &Result<Answer, Broken>, time: Duration) {
        if self.options.verbose == 0 {
            return;
        }
        let scrubber = self.profile.scrubber();
        let shown = request.encode(Show::NoSecrets);
        for line in trace::lines(self.options.verbose, attempt, &shown, result, time, &scrubber) {
            self.io.note(&line);
        }
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

fn first_four(bytes: [u8; 16]) -> [u8; 4] {
    [bytes[0], bytes[1], bytes[2], bytes[3]]
}
