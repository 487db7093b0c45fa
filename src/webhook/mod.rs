//! Callbacks (消息抄送) of NetEase Meeting: received, verified, kept, handed on and replayed.
//!
//! | part | what it does |
//! |---|---|
//! | [`verify`] | headers and body to a signature or a refusal; pure |
//! | [`events`] | what a body says, read leniently; pure; the vendor's own |
//! | [`line`] | one kept callback as one line of the store; pure |
//! | [`store`], [`read`] | the append-only file and its parts: written by one, read by many |
//! | [`writer`], [`keeper`], [`seen`] | group commit on threads of its own, where exact replays are noticed |
//! | [`listen`], [`answer`] | the HTTP receiver: connections, and what each request gets |
//! | [`courier`], [`forward`], [`exec`], [`print`] | handing callbacks on, which never holds up an answer |
//! | [`stores`] | where the callbacks of a profile are |
//! | [`replay`] | sending kept callbacks again, signed afresh |
//!
//! The order that everything here serves: *on the disk, then 200*. The vendor sends again what was
//! not answered 200, so a callback that cannot be kept is never lost by saying so.

pub mod answer;
pub mod courier;
pub mod exec;
pub mod forward;
pub mod keeper;
pub mod line;
pub mod listen;
pub mod print;
pub mod read;
pub mod replay;
pub mod seen;
pub mod store;
pub mod stores;
pub mod verify;
pub mod writer;

pub use crate::vendor::netease::callback as events;

/// The largest body that is read. Real ones have a few hundred bytes.
pub const LARGEST_BODY: usize = 1 << 20;

/// What is said of one that is larger.
pub fn too_large() -> String {
    tr!("the body is larger than {most} MiB", most = LARGEST_BODY >> 20)
}
