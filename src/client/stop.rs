//! A signal's wish to stop, and the writes that it waits for.

use crate::error::{Error, Kind};
use std::cell::Cell;

/// Shared by what hears signals and what sends.
#[derive(Debug, Default)]
pub struct Stop {
    asked: Cell<Option<Kind>>,
    writing: Cell<usize>,
    /// Whether any write was sent.
    sent: Cell<bool>,
}

impl Stop {
    /// A signal of this kind came: nothing new is sent.
    pub fn ask(&self, kind: Kind) {
        self.asked.set(Some(kind));
    }

    /// Whether a write is on its way.
    pub fn waits(&self) -> bool {
        self.writing.get() > 0
    }

    /// A write begins (`true`) or ends.
    pub fn writing(&self, begins: bool) {
        self.sent.set(true);
        let now = self.writing.get();
        self.writing.set(if begins { now + 1 } else { now.saturating_sub(1) });
    }

    /// Whether any write was sent, so that there is something to tell.
    pub fn sent(&self) -> bool {
        self.sent.get()
    }

    /// Why nothing new may be sent, if that is so.
    pub fn stopped(&self) -> Option<Error> {
        self.asked.get().map(stopped)
    }
}

/// The program was stopped by a signal.
pub fn stopped(kind: Kind) -> Error {
    Error::new(kind, kind.about()).with(|facts| facts.unsent = true)
}
