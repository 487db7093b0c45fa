//! The keys that the profiles of all vendors may have. What each is called, what it holds and what it is for
//! stands here and nowhere else.

use super::{Holds, Key, Need};

/// Whose profile it is.
pub static VENDOR: Key = key("vendor", Holds::Text, "the vendor whose account it is");
/// Where the vendor's API is.
pub static BASE_URL: Key =
    key("base_url", Holds::Address, "where the vendor's API is: scheme, host and, if need be, port and path");
/// The zone of times.
pub static TIMEZONE: Key = key("timezone", Holds::Zone, "the zone of times without an offset, in and out");
/// Requests a second.
pub static RATE_LIMIT: Key = key(
    "rate_limit",
    Holds::Rate,
    "requests a second, shared by all meetctl processes of this user on this profile",
);
/// The bound of a call.
pub static TIMEOUT: Key = key("timeout", Holds::Text, "bounds one call with its retries and waits");
/// How late lists are.
pub static SETTLE: Key = key("settle", Holds::Text, "how long a meeting may take to appear in a list");
/// Whether plain http is allowed.
pub static ALLOW_HTTP: Key = key(
    "allow_http",
    Holds::Flag,
    "lets calls go over plain http, where everybody on the way can read the credentials",
);
/// An authority of the user's own.
pub static CA_FILE: Key =
    key("ca_file", Holds::Text, "a certificate authority (PEM) to trust beside the system's");
/// Headers of every call.
pub static HEADERS: Key = key("headers", Holds::Secrets, "go with every call; their values are secrets");
/// Whether a mistake is expensive.
pub static PRODUCTION: Key = key(
    "production",
    Holds::Flag,
    "asks for the id to be typed before a meeting is ended or a recording is deleted",
);
/// Whether nothing may be changed.
pub static READ_ONLY: Key = key("read_only", Holds::Flag, "refuses every write");

/// All of them, in the order in which they are shown.
pub static KEYS: [&Key; 11] = [
    &VENDOR,
    &BASE_URL,
    &TIMEZONE,
    &RATE_LIMIT,
    &TIMEOUT,
    &SETTLE,
    &ALLOW_HTTP,
    &CA_FILE,
    &HEADERS,
    &PRODUCTION,
    &READ_ONLY,
];

const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, about, need: Need::Rarely }
}
