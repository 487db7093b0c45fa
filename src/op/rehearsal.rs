//! Running an operation as far as its first call: whatever is refused before that is refused here, by the code
//! that sends, and nothing is sent.

use super::Reach;
use crate::client::io::{Ask, Io, Limits, Local, Opened, Step};
use crate::client::session::Warned;
use crate::client::wire::{Answer, Broken, Encoded};
use crate::error::{Error, Kind, Result};
use futures_util::FutureExt as _;
use jiff::Timestamp;
use serde_json::Value;
use std::rc::Rc;
use std::time::Duration;

impl Reach {
    /// The same in a world in which nothing can be sent, for [`rehearse`].
    #[must_use]
    pub fn offline(&self) -> Self {
        // What nobody hears was not said.
        Self { io: Rc::new(Offline(Rc::clone(&self.io))), warned: Warned::default(), ..self.clone() }
    }
}

/// Runs something that is [`Reach::offline`].
///
/// # Errors
///
/// Whatever it is refused with before anything would be sent.
pub fn rehearse<T>(run: impl Future<Output = Result<T>>) -> Result<()> {
    match run.now_or_never() {
        // It came as far as the first call.
        Some(Err(error)) if error.kind() == Kind::Planned => Ok(()),
        Some(result) => result.map(drop),
        None => Err(Error::failed(tr!("the check waits for something"))),
    }
}

fn offline() -> Broken {
    Broken::not_sent(tr!("nothing is sent while rows are checked"))
}

/// A world in which nothing can be sent, and nothing that is kept is changed.
struct Offline(Rc<dyn Io>);

impl Io for Offline {
    fn send<'a>(&'a self, _: &'a Encoded, _: Limits) -> Local<'a, Result<Answer, Broken>> {
        Box::pin(async { Err(offline()) })
    }
    fn open<'a>(&'a self, _: &'a Ask, _: Limits) -> Local<'a, Result<Opened, Broken>> {
        Box::pin(async { Err(offline()) })
    }
    fn pause(&self, _: Duration) -> Local<'_, ()> {
        Box::pin(async {})
    }
    fn now(&self) -> Timestamp {
        self.0.now()
    }
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
    fn random(&self) -> [u8; 16] {
        [0; 16]
    }
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.0.recall(name)
    }
    fn remember(&self, _: &str, _: &[u8]) {}
    fn events(&self, profile: &str, visit: &mut dyn FnMut(Value) -> Result<()>) -> Result<bool> {
        self.0.events(profile, visit)
    }
    fn update(&self, _: &str, _: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>) {}
    fn share(&self, _: &str, _: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> bool {
        false
    }
    fn writing(&self, _: Step) {}
    fn stopped(&self) -> Option<Error> {
        Some(Error::new(Kind::Planned, tr!("not sent: this is a check")))
    }
    fn note(&self, _: &str) {}
}
