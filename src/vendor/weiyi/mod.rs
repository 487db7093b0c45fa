//! WeiyiPro's Web server API (weiyipro.com), which every company runs itself.
//!
//! Source: the vendor's "Web 服务器 API". What is odd in it: every write is `multipart/form-data`,
//! file or not; `key` is the only credential and stands in the form, or in the query of the three
//! calls by GET; `result` (once `code`) is 0 as a number or a text; there is no text with an error;
//! times are unix seconds written as text. It cannot list meetings, so what became of a meeting
//! whose answer was lost cannot be found out here.

mod auth;
pub mod codes;
mod join_url;
mod live;
mod meeting;
mod probe;
mod record;
mod report;
pub mod token;

use crate::client::json::Fields;
use crate::client::profile::{Key, Need, Schema};
use crate::op::{Vendor, account, directory};
use crate::time::{BEIJING, parse_wall};
use jiff::Timestamp;
use url::Url;

/// The vendor's record.
pub static VENDOR: Vendor = Vendor {
    id: ID,
    product: "WeiyiPro",
    schema: Schema { vendor: ID, base_url: None, keys: KEYS },
    dialect: &auth::DIALECT,
    probe: &probe::PROBE,
    callback_secret: None,
    instead: &[
        ("meeting list", "WeiyiPro cannot list meetings; keep the id that `meeting create` prints"),
        (
            "meeting get",
            "WeiyiPro cannot show a meeting; `meeting status`, `live streams` and `report` tell what it knows",
        ),
        ("meeting end", "WeiyiPro cannot end a running meeting; `meeting cancel` deletes it"),
        ("live status", "`live streams` lists what is live"),
    ],
    meeting: &meeting::VERBS,
    record: &record::VERBS,
    live: &live::VERBS,
    report: &report::VERBS,
    join_url: &join_url::VERBS,
    account: &account::Verbs::NONE,
    directory: &directory::Verbs::NONE,
};

const ID: &str = "weiyi";

static KEYS: &[Key] = &[
    Key {
        name: "key",
        secret: true,
        about: "the company's id (企业 ID), which every call carries",
        need: Need::Always,
    },
    Key {
        name: "token_key",
        secret: true,
        about: "signs join links: 64 hexadecimal digits",
        need: Need::Often,
    },
    Key {
        name: "token_iv",
        secret: true,
        about: "goes with token_key: 32 hexadecimal digits",
        need: Need::With("token_key"),
    },
    Key {
        name: "passkey",
        secret: true,
        about: "signs join links, with passphrase, where no token_key was given out",
        need: Need::Instead("token_key"),
    },
    Key { name: "passphrase", secret: true, about: "goes with passkey", need: Need::With("passkey") },
    Key {
        name: "record_base_url",
        secret: false,
        about: "the recording server, where it is not the API's",
        need: Need::Rarely,
    },
];

/// A whole URL from what an answer holds: a URL as it is, `//host/…` and `host.name/…` with the base's
/// scheme, anything else as a path below the base.
fn whole(base: &Url, link: &str) -> String {
    if ["https://", "http://", "rtmp://", "rtmps://"].iter().any(|scheme| link.starts_with(scheme)) {
        return link.to_owned();
    }
    if let Some(rest) = link.strip_prefix("//") {
        return format!("{}://{rest}", base.scheme());
    }
    let host = link.split(['/', '?']).next().unwrap_or_default();
    if host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c)) {
        return format!("{}://{link}", base.scheme());
    }
    // The document writes the words "the domain" where a server puts its own name, or these words.
    let path = link.strip_prefix("域名").unwrap_or(link);
    format!("{}/{}", base.as_str().trim_end_matches('/'), path.trim_start_matches('/'))
}

/// Takes a time out of an answer, which carries no zone: the servers stand in China.
fn moment(row: &mut Fields, name: &str) -> Option<Timestamp> {
    row.read(name, |text| parse_wall(text, &BEIJING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_become_whole() {
        let base = Url::parse("https://meet.example/base").unwrap();
        for (link, expected) in [
            ("/upload/1.png", "https://meet.example/base/upload/1.png"),
            ("域名/live/7.m3u8?auth_key=1", "https://meet.example/base/live/7.m3u8?auth_key=1"),
            ("live.example.com/live/7.m3u8", "https://live.example.com/live/7.m3u8"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("rtmp://push.example/x", "rtmp://push.example/x"),
            ("/u/a?x=http://b", "https://meet.example/base/u/a?x=http://b"),
            ("javascript://x%0aalert(1)", "https://meet.example/base/javascript://x%0aalert(1)"),
        ] {
            assert_eq!(whole(&base, link), expected);
        }
    }
}
