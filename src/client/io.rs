//! The world as calls see it: sending, waiting, the clock, chance, and a line for the user.

use super::wire::{Answer, Broken, Encoded};
use crate::error::{Error, Result};
use bytes::Bytes;
use jiff::Timestamp;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

/// A future that stays on its thread: nothing here is `Send`, and nothing needs to be.
pub type Local<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Time limits of one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the connection: address, TCP and TLS.
    pub connect: Duration,
    /// For the whole attempt.
    pub total: Duration,
    /// The longest silence between two pieces of the answer.
    pub silence: Duration,
    /// The largest decoded body, in bytes.
    pub body: usize,
}

/// A request for a file. It carries no credential, whatever the profile holds.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Where it is. Plain http is allowed: nothing secret goes along but the address itself.
    pub url: Url,
    /// `Range` and `If-Range`.
    pub headers: Vec<(&'static str, String)>,
    /// Refuse names that lead to addresses of the local network.
    pub public: bool,
}

/// The head of the answer with a file, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Length`.
    pub length: Option<u64>,
    /// Whether the end of the body can be told from a connection that broke off.
    pub framed: bool,
    /// `Content-Range`.
    pub range: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
    /// `Content-Type`.
    pub media_type: Option<String>,
    /// `Content-Encoding`.
    pub encoding: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
}

/// The body of an answer, piece by piece.
pub trait Body {
    /// The next piece, as it came from the socket; `None`: the body is complete.
    fn next(&mut self) -> Local<'_, Result<Option<Bytes>, Broken>>;
}

/// An answer whose head is here and whose body is still to be read.
pub struct Opened {
    /// The head.
    pub head: Head,
    /// The body.
    pub body: Box<dyn Body>,
}

/// How far a write has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is being noted: from here on its outcome has to be noted too.
    Noted,
    /// It goes out.
    Sent,
    /// It was answered, or nobody waits for an answer any more.
    Answered,
    /// Its outcome is noted.
    Over,
}

/// What a session needs of the world. One is real, others stand in front of it, and those of tests have a script.
///
/// Nothing has a usual meaning here: whoever stands in front of another and forgot to pass something on would
/// give it that one.
pub trait Io {
    /// Sends one request, once, and reads the whole answer. Follows no redirect, repeats nothing.
    fn send<'a>(&'a self, request: &'a Encoded, limits: Limits) -> Local<'a, Result<Answer, Broken>>;
    /// Asks for a file, once, and gives the answer as soon as its head is here: `connect` and `total` of
    /// the limits bound that. Follows no redirect, repeats nothing.
    fn open<'a>(&'a self, ask: &'a Ask, limits: Limits) -> Local<'a, Result<Opened, Broken>>;
    /// Waits, but no longer than until a signal asks the program to stop.
    fn pause(&self, time: Duration) -> Local<'_, ()>;
    /// The clock.
    fn now(&self) -> Timestamp;
    /// Time that only goes forward, since some fixed moment: for deadlines.
    fn elapsed(&self) -> Duration;
    /// Sixteen random bytes, for nonces, boundaries and jitter.
    fn random(&self) -> [u8; 16];
    /// What was remembered under this name in the state folder; `None` if there is nothing to read.
    fn recall(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under this name in the state folder: whole, mode 0600. What cannot be kept is
    /// only worked out again, so a failure is a warning.
    fn remember(&self, name: &str, bytes: &[u8]);
    /// Shows every callback that was kept for this profile to this function, in the order in which
    /// they came. `false`: none was ever kept.
    fn events(&self, profile: &str, visit: &mut dyn FnMut(serde_json::Value) -> Result<()>) -> Result<bool>;
    /// Changes what is remembered under this name, alone: the change gets what is there, and `None`
    /// from it leaves that as it is.
    fn update(&self, name: &str, change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>);
    /// Changes a small thing that all processes share, alone and without waiting for the disk: it need
    /// not survive a crash. The change gets what is there, or nothing; `None` from it leaves that as it
    /// is. `false`: there is no place for it, and the change was not asked.
    fn share(&self, name: &str, change: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> bool;
    /// How far a write has come: a signal waits for it for a while.
    fn writing(&self, step: Step);
    /// Whether a signal has asked the program to stop: nothing new may be sent.
    fn stopped(&self) -> Option<Error>;
    /// A line for the user, on stderr: a warning or a trace. The text is escaped by the receiver.
    fn note(&self, line: &str);
}
