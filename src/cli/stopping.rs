//! SIGINT and SIGTERM while something may be on its way to a vendor.

use super::context::note;
use super::signals::Signals;
use super::world::Code;
use crate::client::transport::stop::{Stop, stopped};
use crate::error::{Error, Kind, Result};
use std::cell::Cell;
use std::time::Duration;

/// Runs code until it ends or a signal comes. A write that is on its way is waited for, and nothing
/// new is sent; a second signal ends that too. What was sent stays noted.
pub(super) async fn heed(
    stop: &Stop,
    patience: Duration,
    untold: &Cell<bool>,
    mut code: Code<'_>,
) -> Result<()> {
    let mut signals = Signals::listen()?;
    let kind = tokio::select! {
        biased;
        result = &mut code => return result,
        signal = signals.next() => Kind::Stopped(signal),
    };
    // What it was about to say of a write that is known to be done, or in doubt, is not said any more.
    let left = || {
        if !stop.sent() {
            return stopped(kind);
        }
        untold.set(true);
        Error::new(kind, tr!("{kind}; a write had been sent", kind = kind.about()))
            .hint(tr!("what became of it is noted: meetctl pending list"))
            .with(|facts| facts.retryable = false)
    };
    stop.ask(kind);
    if !stop.waits() {
        return Err(left());
    }
    // What is noted and not sent ends by itself, and is noted as not sent.
    if stop.is_sending() {
        note(tr!("stopping: waiting for the answer to what was sent (again to stop at once)"));
    }
    tokio::select! {
        biased;
        result = &mut code => match result {
            Err(error) if error.kind() == kind => Err(error),
            Err(error) => Err(error.with(|facts| facts.kind = kind)),
            Ok(()) => Err(stopped(kind).with(|facts| facts.retryable = false)),
        },
        _ = signals.next() => Err(left()),
        () = tokio::time::sleep(patience) => Err(left()),
    }
}
