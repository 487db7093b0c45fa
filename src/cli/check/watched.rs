//! The world of a check: it lets everything through and keeps what came back last.

use crate::client::io::{Ask, Io, Limits, Local, Opened, Step};
use crate::client::wire::{Answer, Broken, Encoded};
use crate::error::{Error, Result};
use jiff::Timestamp;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// What came of the last request.
#[derive(Clone, Debug)]
pub(super) enum Seen {
    /// An answer: its `Date`, and our clock when it was here.
    Answer { date: Option<String>, at: Timestamp },
    /// None.
    Broken(Broken),
}

/// An [`Io`] that is looked at.
pub(super) struct Watched {
    io: Rc<dyn Io>,
    pub last: RefCell<Option<Seen>>,
}

impl Watched {
    pub(super) fn new(io: Rc<dyn Io>) -> Rc<Self> {
        Rc::new(Self { io, last: RefCell::default() })
    }
}

impl Io for Watched {
    fn send<'a>(&'a self, request: &'a Encoded, limits: Limits) -> Local<'a, Result<Answer, Broken>> {
        Box::pin(async move {
            let result = self.io.send(request, limits).await;
            *self.last.borrow_mut() = Some(match &result {
                Ok(answer) => Seen::Answer { date: answer.date.clone(), at: self.io.now() },
                Err(broken) => Seen::Broken(broken.clone()),
            });
            result
        })
    }
    fn open<'a>(&'a self, ask: &'a Ask, limits: Limits) -> Local<'a, Result<Opened, Broken>> {
        self.io.open(ask, limits)
    }
    fn pause(&self, time: Duration) -> Local<'_, ()> {
        self.io.pause(time)
    }
    fn now(&self) -> Timestamp {
        self.io.now()
    }
    fn elapsed(&self) -> Duration {
        self.io.elapsed()
    }
    fn random(&self) -> [u8; 16] {
        self.io.random()
    }
    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        self.io.recall(name)
    }
    fn remember(&self, name: &str, bytes: &[u8]) {
        self.io.remember(name, bytes);
    }
    fn events(&self, profile: &str, visit: &mut dyn FnMut(Value) -> Result<()>) -> Result<bool> {
        self.io.events(profile, visit)
    }
    fn update(&self, name: &str, change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>) {
        self.io.update(name, change);
    }
    fn share(&self, name: &str, change: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> bool {
        self.io.share(name, change)
    }
    fn writing(&self, step: Step) {
        self.io.writing(step);
    }
    fn stopped(&self) -> Option<Error> {
        self.io.stopped()
    }
    fn note(&self, line: &str) {
        self.io.note(line);
    }
}
