//! Programs that are started, and how they are ended with all that they have started themselves.

/// Ends every process of a group, whose leader was started in a group of its own and is not reaped yet: later its
/// number may be another's.
pub fn end_group(leader: u32) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(leader).ok().and_then(rustix::process::Pid::from_raw) {
        // They may all have ended by themselves.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    #[cfg(not(unix))]
    let _ = leader;
}
