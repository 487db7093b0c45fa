//! Signals that ask the process to stop, for commands that have something to put in order first.

use crate::error::Result;

/// Ends with the number of the first signal that asks the process to stop.
#[cfg(unix)]
pub(super) fn stopped() -> Result<impl Future<Output = u8>> {
    use crate::error::Error;
    use tokio::signal::unix::{SignalKind, signal};
    /// Sent where a file would become larger than a limit allows; it would end the process.
    const SIGXFSZ: i32 = 25;
    let listen =
        |kind| signal(kind).map_err(|error| Error::failed(format!("cannot wait for signals: {error}")));
    let (mut term, mut int) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    // Whoever listens to it makes the write fail instead, which is a full disk like any other.
    let too_large = listen(SignalKind::from_raw(SIGXFSZ))?;
    Ok(async move {
        let signal = tokio::select! { _ = term.recv() => 15, _ = int.recv() => 2 };
        drop(too_large);
        signal
    })
}

/// Ends with Ctrl-C.
#[cfg(not(unix))]
pub(super) fn stopped() -> Result<impl Future<Output = u8>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
        2
    })
}
