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
mod record;
mod report;
pub mod token;

use crate::client::profile::{Key, Profile, Schema};
use crate::op::{Vendor, account, directory};
use url::Url;

/// The vendor's record.
pub static VENDOR: Vendor = Vendor {
    id: ID,
    product: "WeiyiPro",
    schema: Schema { vendor: ID, base_url: None, keys: KEYS },
    dialect: &auth::DIALECT,
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
    Key { name: "key", secret: true, about: "the company's id (企业 ID), which every call carries" },
    Key { name: "token_key", secret: true, about: "signs join links: 64 hexadecimal digits" },
    Key { name: "token_iv", secret: true, about: "goes with token_key: 32 hexadecimal digits" },
    Key {
        name: "passkey",
        secret: true,
        about: "signs join links, with passphrase, where no token_key was given out",
    },
    Key { name: "passphrase", secret: true, about: "goes with passkey" },
    Key { name: "record_base_url", secret: false, about: "the recording server, where it is not the API's" },
];

/// A whole URL from a path in an answer. What is a URL already stays as it is.
fn whole(base: &Url, path: &str) -> String {
    if path.contains("://") {
        return path.to_owned();
    }
    // The document writes the words "the domain" where a server may put its own name or these words.
    let path = path.strip_prefix("域名").unwrap_or(path);
    format!("{}/{}", base.as_str().trim_end_matches('/'), path.trim_start_matches('/'))
}

/// The zone of times in answers, which carry none: the servers stand in China.
fn beijing() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::fixed(jiff::tz::offset(8))
}

/// A wall time of an answer, as the profile's zone shows it.
fn moment(profile: &Profile, text: Option<String>) -> Option<String> {
    let time = crate::time::parse_wall(&text?, &beijing())?;
    Some(crate::time::rfc3339(time, &profile.zone))
}
