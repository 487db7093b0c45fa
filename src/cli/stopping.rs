//! SIGINT and SIGTERM while something may be on its way to a vendor.

use super::context::note;
use super::signals::Signals;
use crate::client::stop::{Stop, stopped};
use crate::error::{Error, Kind, Result};
use std::future::Future;
use std::time::Duration;

/// Runs code until it ends or a signal comes. A write that is on its way is waited for, and nothing
/// new is sent; a second signal ends that too. What was sent stays noted.
pub(super) async fn heed<T>(
    stop: &Stop,
    patience: Duration,
    code: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut signals = Signals::listen()?;
    tokio::pin!(code);
    let kind = tokio::select! {
        biased;
        result = &mut code => return result,
        signal = signals.next() => Kind::Stopped(signal),
    };
    if !stop.waits() {
        return Err(stopped(kind));
    }
    stop.ask(kind);
    note("stopping: waiting for the answer to what was sent (again to stop at once)");
    let unanswered = || {
        Error::new(kind, format!("{} before it was known what became of a write", kind.about()))
            .hint("it is noted: meetctl pending list")
    };
    tokio::select! {
        biased;
        result = &mut code => match result {
            Err(error) if error.kind() == kind => Err(error),
            Err(error) => Err(error.with(|facts| facts.kind = kind)),
            Ok(_) => Err(stopped(kind)),
        },
        _ = signals.next() => Err(unanswered()),
        () = tokio::time::sleep(patience) => Err(unanswered()),
    }
}
