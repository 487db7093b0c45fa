//! The embedded sandbox: a strict, stateful stand-in for the vendors' servers, over real HTTP on loopback.
//!
//! It shares no code with the rest of the crate, on purpose: what the client sends is checked by a second
//! reading of the vendors' documents, so that one mistake cannot hide on both sides.
//!
//! | part | what it holds |
//! |---|---|
//! | [`serve`], [`Options`], [`BUILT_IN`] | all that the rest of the program sees |
//! | `server` | one request from reading to answering: routing by path, faults, the log line |
//! | `wire` | the connection, which can be cut below HTTP |
//! | `exchange` | requests, forms and answers, and the checks on names that all vendors need |
//! | `faults` | the rules of `--fault` |
//! | `files` | what is downloaded as a recording |
//! | `state` | the state file of a vendor: locked, atomic, versioned |
//! | `weiyi` | WeiyiPro: its calls, what they do and remember, the join page; a folder for each vendor |
//! | `myvmr` | MyVMR: its calls, rooms, reservations and recordings |
//! | `netease` | NetEase Meeting: the same, and its signature |
//! | `quanshi` | Quanshi: its calls of two generations, which share one memory |
//!
//! Where a document is silent the sandbox makes a choice, and a comment next to it says which. A request that no
//! correct client sends (an unknown field, a field twice, a wrong content type) is refused with an HTTP status and
//! `{"result":-1,"sandbox":"why"}`, which no vendor answers: it is meant to be seen.

mod exchange;
mod faults;
mod files;
mod myvmr;
mod netease;
mod quanshi;
mod server;
mod state;
#[cfg(test)]
mod testing;
mod weiyi;
mod wire;

use std::path::PathBuf;

pub use faults::{Fault, FaultError};
pub use netease::callbacks::{RESENT_AFTER, Receiver, call_back};
pub use server::serve;

/// What takes the log lines.
pub type Log = Box<dyn Fn(&str) + Send + Sync>;

/// What a sandbox is started with.
pub struct Options {
    /// The folder of the state files, made (mode 0700) if it is missing. Several sandboxes may share it.
    pub state_dir: PathBuf,
    /// What shall go wrong, in the order of importance: of several that match, the first one acts.
    pub faults: Vec<Fault>,
    /// The clock, in Unix seconds.
    pub now: fn() -> i64,
    /// Host and port that links name; those of the listener if there are none.
    pub links: Option<String>,
    /// Gets one line for each request (`POST /WebAPI/meetingcreate -> 0`): printable, without secrets.
    pub log: Option<Log>,
}

/// The profile that talks to the sandbox of one vendor; the base URL is the listener's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    /// The name of the profile.
    pub profile: &'static str,
    /// The vendor it is for.
    pub vendor: &'static str,
    /// Names and values of its settings, the credentials among them; they are no secrets.
    pub settings: &'static [(&'static str, &'static str)],
}

/// The built-in profile of each vendor the sandbox knows.
pub const BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        profile: "sandbox-weiyi",
        vendor: "weiyi",
        settings: &[
            ("key", weiyi::KEY),
            ("token_key", weiyi::link::TOKEN_KEY),
            ("token_iv", weiyi::link::TOKEN_IV),
        ],
    },
    BuiltIn {
        profile: "sandbox-myvmr",
        vendor: "myvmr",
        settings: &[("auth", myvmr::AUTH), ("account", myvmr::ACCOUNT)],
    },
    BuiltIn {
        profile: "sandbox-netease",
        vendor: "netease",
        settings: &[("app_key", netease::APP_KEY), ("app_secret", netease::APP_SECRET)],
    },
    BuiltIn {
        profile: "sandbox-quanshi",
        vendor: quanshi::NAME,
        settings: &[
            ("app_id", "6"),
            ("app_key", quanshi::KEY),
            ("user_id", "10000001"),
            ("email", quanshi::EMAIL),
            ("box_base_url", quanshi::BOXES_AT),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::BUILT_IN;

    #[test]
    fn built_in_settings_are_usable() {
        for profile in BUILT_IN {
            for (name, value) in profile.settings {
                let wanted = match *name {
                    "token_key" => 32,
                    "token_iv" => 16,
                    _ => continue,
                };
                assert_eq!(hex::decode(value).expect("hex").len(), wanted, "{name}");
            }
        }
        let first = |vendor: &str| BUILT_IN.iter().find(|known| known.vendor == vendor).unwrap().settings[0];
        assert_eq!(first("weiyi"), ("key", "sandbox-weiyi-key"));
        assert_eq!(first("netease"), ("app_key", "sandbox-netease-key"));
        assert_eq!(first("myvmr"), ("auth", "sandbox-myvmr-auth"));
    }
}
