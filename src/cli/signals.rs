//! Signals that ask the process to stop, for commands that have something to put in order first.

use crate::error::Result;
#[cfg(unix)]
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

/// Whether nobody listens. tokio's handlers stay when a listener goes, so a process that prints to a pipe
/// which nobody reads could not be ended: then these signals do again what they do to any process.
#[cfg(unix)]
static UNHEEDED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// Listens to SIGINT and SIGTERM, which do not end the process meanwhile. There is one at a time.
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
        use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
        use signal_hook::flag::register_conditional_default;
        use tokio::signal::unix::{SignalKind, signal};
        let failed = |error: std::io::Error| Error::failed(tr!("cannot wait for signals: {error}", error));
        let listen = |number| signal(SignalKind::from_raw(number)).map_err(failed);
        let signals =
            Self { interrupt: listen(SIGINT)?, terminate: listen(SIGTERM)?, _too_large: listen(SIGXFSZ)? };
        let first = UNHEEDED.get().is_none();
        let unheeded = UNHEEDED.get_or_init(Arc::default);
        unheeded.store(false, Ordering::Relaxed);
        if first {
            for number in [SIGINT, SIGTERM] {
                register_conditional_default(number, Arc::clone(unheeded)).map_err(failed)?;
            }
        }
        Ok(signals)
    }

    /// Ends with the number of the next signal that asks the process to stop.
    pub(super) async fn next(&mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => 2,
            _ = self.terminate.recv() => 15,
        }
    }
}

#[cfg(unix)]
impl Drop for Signals {
    fn drop(&mut self) {
        if let Some(unheeded) = UNHEEDED.get() {
            unheeded.store(true, Ordering::Relaxed);
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
