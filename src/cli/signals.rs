//! Signals that ask the process to stop, for commands that have something to put in order first.

use crate::error::Result;

/// Listens to SIGINT and SIGTERM, which no longer end the process.
#[cfg(unix)]
pub(super) struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    /// Sent where a file would become larger than a limit allows; it would end the process. Whoever
    /// listens to it makes the write fail instead, which is a full disk like any other.
    _too_large: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    pub(super) fn listen() -> Result<Self> {
        use crate::error::Error;
        use tokio::signal::unix::{SignalKind, signal};
        const SIGXFSZ: i32 = 25;
        let listen = |kind| {
            signal(kind).map_err(|error| Error::failed(tr!("cannot wait for signals: {error}", error)))
        };
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            _too_large: listen(SignalKind::from_raw(SIGXFSZ))?,
        })
    }

    /// Ends with the number of the next signal that asks the process to stop.
    pub(super) async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 2,
            _ = self.terminate.recv() => 15,
        }
    }
}

/// Listens to Ctrl-C.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> Result<Self> {
        Ok(Self)
    }

    pub(super) async fn next(&mut self) -> u8 {
        // Without this there is nothing to wait for.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        2
    }
}
