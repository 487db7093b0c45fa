//! Where a meeting stands.

use super::words;

words! {
    /// Where a meeting stands: the values of the field `status`.
    pub enum MeetingState {
        /// It has not begun.
        Scheduled = "scheduled",
        /// Somebody is inside.
        Running = "running",
        /// It is over.
        Ended = "ended",
        /// It was called off.
        Cancelled = "cancelled",
        /// It is over, and its number was given back.
        Recycled = "recycled",
        /// It runs, and nobody else can come in.
        Locked = "locked",
        /// Its time went by.
        Expired = "expired",
        /// The vendor does not let anybody in any more.
        Invalid = "invalid",
        /// The room is not in use: `meeting status` alone says so.
        Idle = "idle",
    }
}

impl MeetingState {
    /// Those that a list can show.
    pub fn listed() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|state| *state != Self::Idle)
    }

    /// Whether it can no longer be named in a command, nor take place.
    pub const fn is_gone(self) -> bool {
        matches!(self, Self::Cancelled | Self::Recycled | Self::Invalid)
    }
}
