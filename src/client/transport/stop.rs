//! A signal's wish to stop, and the writes that it waits for.

use crate::client::io::Step;
use crate::error::{Error, Kind};
use std::cell::Cell;
use tokio::sync::Notify;

/// Shared by what hears signals and what sends.
#[derive(Debug, Default)]
pub struct Stop {
    asked: Cell<Option<Kind>>,
    /// Wakes those who wait for something else.
    wake: Notify,
    /// Writes that are noted, and whose outcome is not.
    open: Cell<usize>,
    /// Writes that are on their way.
    sending: Cell<usize>,
    /// Whether any write was sent.
    sent: Cell<bool>,
}

impl Stop {
    /// A signal of this kind came: nothing new is sent, and all pauses end.
    pub fn ask(&self, kind: Kind) {
        self.asked.set(Some(kind));
        self.wake.notify_waiters();
    }

    /// Ends when a signal has come.
    pub async fn asked(&self) {
        let woken = self.wake.notified();
        if self.asked.get().is_none() {
            woken.await;
        }
    }

    /// Whether the outcome of any write is still to be noted.
    pub fn waits(&self) -> bool {
        self.open.get() > 0 || self.is_sending()
    }

    /// Whether a write is on its way.
    pub fn is_sending(&self) -> bool {
        self.sending.get() > 0
    }

    /// A write has come this far.
    pub fn writing(&self, step: Step) {
        let (count, more) = match step {
            Step::Noted => (&self.open, true),
            Step::Over => (&self.open, false),
            Step::Sent => (&self.sending, true),
            Step::Answered => (&self.sending, false),
        };
        let now = count.get();
        count.set(if more { now + 1 } else { now.saturating_sub(1) });
        self.sent.set(self.sent.get() || step == Step::Sent);
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
