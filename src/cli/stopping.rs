//! SIGINT and SIGTERM while something may be on its way to a vendor.

use super::context::note;
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
    let mut signals = Signals::new()?;
    tokio::pin!(code);
    let kind = tokio::select! {
        biased;
        result = &mut code => return result,
        kind = signals.next() => kind,
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

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let deaf = |error| Error::failed(format!("cannot heed signals: {error}"));
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(deaf)?,
            terminate: signal(SignalKind::terminate()).map_err(deaf)?,
        })
    }

    async fn next(&mut self) -> Kind {
        tokio::select! {
            _ = self.interrupt.recv() => Kind::Interrupted,
            _ = self.terminate.recv() => Kind::Terminated,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Kind {
        // Without this there is nothing to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        Kind::Interrupted
    }
}
