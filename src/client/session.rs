//! A profile and the world, and all that a route's code may await. Canned answers can stand in for
//! the world, so routes are tested without a socket.

use super::call::{Access, Call};
use super::codes::{Class, Code, find};
use super::draft::{Draft, Upload, given};
use super::io::{Io, Limits};
use super::json::Json;
use super::profile::Profile;
use super::retry::{Budget, Envelope, Next, Outcome, classify, decide, retry_after};
use super::trace;
use super::wire::{Answer, Broken, Encoded, Field, Request, Show};
use crate::error::{Error, Kind, Result};
use crate::time::{Clock, human};
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
    pub sign: fn(&Profile, &mut Request) -> Result<()>,
    /// Tells success from failure.
    pub open: fn(&Json) -> Envelope,
    /// The vendor's error codes.
    pub codes: &'static [Code],
    /// How a user finds out what became of a write in doubt.
    pub look_up: &'static str,
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
    /// `--set` pairs, for the call that the command is named for.
    pub set: Vec<(String, String)>,
}

/// One command's dealings with one vendor.
pub struct Session {
    /// The profile.
    pub profile: Profile,
    /// The clock and zone of this command.
    pub clock: Clock,
    dialect: &'static Dialect,
    io: Rc<dyn Io>,
    options: Options,
    /// Where the calls go, if not to the profile's address.
    detour: Option<Url>,
    calls: &'static [&'static Call],
    planned: RefCell<Vec<Encoded>>,
    answers: RefCell<Vec<Vec<u8>>>,
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
        Self { profile, clock, dialect, io, options, detour: None, calls, planned, answers }
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
        let request = draft.request(self.base()?, &self.boundary())?;
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
        let base = self.base()?;
        // The same path at another server: only host and port differ.
        let moved =
            request.url.set_host(base.host_str()).is_ok() && request.url.set_port(base.port()).is_ok();
        if !moved {
            return Err(Error::failed("the profile's base_url cannot be called"));
        }
        self.dispatch(access, line, true, &request).await
    }

    /// What would have been sent, secrets hidden.
    pub fn planned(&self) -> Vec<Encoded> {
        self.planned.borrow().clone()
    }

    /// The vendor's own answers to the call that the command is named for.
    pub fn answers(&self) -> Vec<Vec<u8>> {
        self.answers.borrow().clone()
    }

    /// A warning for the user.
    pub fn warn(&self, text: &str) {
        self.io.note(&format!("warning: {text}"));
    }

    /// A write succeeded, but its answer does not say what it made.
    pub fn in_doubt(&self, call: &Call, what: &str) -> Error {
        self.name(Error::new(Kind::InDoubt, what.to_owned()).hint(self.dialect.look_up), call.line)
    }

    /// A boundary that stands in no part: 32 random hex digits.
    pub fn boundary(&self) -> String {
        format!("meetctl-{}", hex::encode(self.io.random()))
    }

    /// The request with credentials and the profile's own headers.
    pub fn signed(&self, request: &Request) -> Result<Request> {
        let mut request = request.clone();
        (self.dialect.sign)(&self.profile, &mut request)?;
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

    /// Where calls go: links are made with the profile's address, which a dry run shows too.
    fn base(&self) -> Result<&Url> {
        match &self.detour {
            Some(detour) if !self.options.dry_run => Ok(detour),
            _ => self.profile.address(),
        }
    }

    async fn dispatch(&self, access: Access, line: &str, main: bool, request: &Request) -> Result<Json> {
        if access == Access::Write && self.profile.read_only {
            return Err(Error::config(format!("profile \"{}\" is read-only", self.profile.name))
                .hint("remove read_only = true from the profile, or use another one"));
        }
        if self.options.dry_run && (access == Access::Write || main) {
            self.planned.borrow_mut().push(self.signed(request)?.encode(Show::NoSecrets));
            return Err(Error::new(Kind::Planned, "not sent: this is a dry run"));
        }
        self.attempts(access, line, main, request).await
    }

    async fn attempts(&self, access: Access, line: &str, main: bool, request: &Request) -> Result<Json> {
        let start = self.io.elapsed();
        for attempts in 1.. {
            let signed = self.signed(request)?;
            let left = self.options.timeout.saturating_sub(self.io.elapsed().saturating_sub(start));
            let limits = Limits {
                connect: CONNECT.min(left),
                total: left,
                silence: SILENCE.min(left),
                body: LARGEST_ANSWER,
            };
            let result = self.io.send(&signed.encode(Show::Everything), limits).await;
            self.trace(attempts, &signed, &result, self.io.elapsed().saturating_sub(start));
            let outcome = classify(&result, self.dialect.open, self.dialect.codes);
            let asked = result.as_ref().ok().and_then(|a| a.retry_after.as_deref());
            let budget = Budget {
                attempts,
                retries: self.options.retries,
                left: self.options.timeout.saturating_sub(self.io.elapsed().saturating_sub(start)),
                retry_after: asked.and_then(|text| retry_after(text, self.io.now())),
                jitter: f64::from(u32::from_le_bytes(first_four(self.io.random()))) / f64::from(u32::MAX),
            };
            let next = decide(access, &outcome, budget);
            if let Next::Again(pause) = next {
                self.io.pause(pause).await;
                continue;
            }
            let raw = result.as_ref().ok().map(|answer| answer.body.clone());
            if let (true, Some(raw)) = (main, &raw) {
                self.answers.borrow_mut().push(raw.clone());
            }
            return match (next, outcome) {
                (Next::Done, Outcome::Done(json)) => Ok(json),
                (Next::Fail(kind), outcome) => {
                    let error = self.explain(kind, &outcome, &result, budget);
                    Err(self.name(error, line))
                }
                _ => Err(Error::failed("an attempt ended without an outcome")),
            };
        }
        Err(Error::failed("no attempt was made"))
    }

    /// The failure in the user's words: what happened, what it means, what to do.
    fn explain(
        &self,
        kind: Kind,
        outcome: &Outcome,
        result: &Result<Answer, Broken>,
        budget: Budget,
    ) -> Error {
        let host = self.profile.base_url.as_ref().and_then(Url::host_str).unwrap_or("the server").to_owned();
        let error = match (outcome, result) {
            (_, Err(broken)) => {
                let error = Error::new(kind, broken.what.clone());
                match broken.hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                }
            }
            (Outcome::Refused { code, message, request_id, .. }, _) => {
                self.refusal(kind, code, message.as_deref(), request_id.as_deref())
            }
            (Outcome::Throttled, _) => Error::new(kind, format!("{host} says: too many requests (HTTP 429)")),
            (Outcome::Gateway(status), _) => Error::new(kind, format!("{host} failed (HTTP {status})")),
            (Outcome::Denied(status @ (401 | 403)), _) => {
                Error::new(kind, format!("{host} refused the credentials (HTTP {status})"))
                    .hint("check the profile's key and base_url: meetctl profile show")
            }
            (Outcome::Denied(status), _) => {
                Error::new(kind, format!("{host} does not know this call (HTTP {status})"))
                    .hint("is the profile's base_url the address of the API? meetctl profile show")
            }
            (Outcome::Redirected(status), Ok(answer)) => {
                let target =
                    answer.location.as_deref().and_then(|to| self.profile.base_url.as_ref()?.join(to).ok());
                let target = target.as_ref().and_then(Url::host_str).unwrap_or("another address").to_owned();
                Error::new(
                    kind,
                    format!("{host} redirects to {target} (HTTP {status}); redirects are not followed"),
                )
                .hint("if that is the API's address, set it as the profile's base_url")
            }
            _ => Error::new(kind, format!("{host} answered with something that is not the vendor's JSON"))
                .hint("is the profile's base_url the address of the API? --raw shows the answer"),
        };
        match (kind, budget.retry_after) {
            (Kind::InDoubt, _) => error.with(|f| {
                f.message.push_str("; the request was sent and what became of it is not known");
                f.hint = Some(format!("it was not repeated. {}", self.dialect.look_up));
            }),
            (Kind::Temporary, Some(wait)) => {
                let capped = wait.min(Duration::from_secs(366 * 86_400));
                error.hint(format!("it asks to wait {}: try again then", human(capped)))
            }
            (Kind::Temporary, None) => error.hint("try again later"),
            _ => error,
        }
    }

    fn refusal(&self, kind: Kind, code: &str, message: Option<&str>, request_id: Option<&str>) -> Error {
        let row = find(self.dialect.codes, code);
        let meaning = row.map_or("an error that its document does not explain", |row| row.english);
        let error =
            Error::new(kind, format!("{} answered {code}: {meaning}", self.dialect.vendor)).with(|facts| {
                facts.code = Some(code.to_owned());
                facts.vendor_message = message.or_else(|| row.map(|row| row.words)).map(str::to_owned);
                facts.vendor_message = facts.vendor_message.take().filter(|words| !words.is_empty());
                facts.request_id = request_id.map(str::to_owned);
            });
        match row {
            Some(row) if !row.hint.is_empty() => error.hint(row.hint),
            _ => error,
        }
    }

    fn name(&self, error: Error, line: &str) -> Error {
        let scrubber = self.profile.scrubber();
        error.with(|facts| {
            facts.vendor = Some(self.dialect.vendor);
            facts.endpoint = Some(line.to_owned());
            facts.message = scrubber.scrub(&facts.message);
            facts.vendor_message = facts.vendor_message.take().map(|text| scrubber.scrub(&text));
        })
    }

    fn trace(&self, attempt: u32, request: &Request, result: &Result<Answer, Broken>, time: Duration) {
        if self.options.verbose == 0 {
            return;
        }
        let scrubber = self.profile.scrubber();
        for line in
            trace::lines(self.options.verbose, attempt, &request.encode(Show::NoSecrets), result, time)
        {
            self.io.note(&scrubber.scrub(&line));
        }
    }
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
