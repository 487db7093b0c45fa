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
use crate::client::profile::{Holds, Key, Need, Schema};
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
    callbacks: None,
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
        holds: Holds::Secret,
        about: "the company's id (企业 ID), which every call carries",
        need: Need::Always,
    },
    Key {
        name: "token_key",
        holds: Holds::Secret,
        about: "signs join links: 64 hexadecimal digits",
        need: Need::Often,
    },
    Key {
        name: "token_iv",
        holds: Holds::Secret,
        about: "goes with token_key: 32 hexadecimal digits",
        need: Need::With("token_key"),
    },
    Key {
        name: "passkey",
        holds: Holds::Secret,
        about: "signs join links, with passphrase, where no token_key was given out",
        need: Need::Instead("token_key"),
    },
    Key { name: "passphrase", holds: Holds::Secret, about: "goes with passkey", need: Need::With("passkey") },
    Key {
        name: "record_base_url",
        holds: Holds::Address,
        about: "the recording server, where it is not the API's",
        need: Need::Rarely,
    },
];

/// What a stream's address begins with, where it says.
const SCHEMES: [&str; 13] = [
    "http", "https", "rtmp", "rtmps", "rtmpt", "rtsp", "rtsps", "srt", "webrtc", "artc", "artp", "ws", "wss",
];

/// A file's whole URL from what an answer holds: a URL as it is, anything else as a path below the base
/// (document, 获取录制文件: "需拼接录播服务器域名和端口").
fn file_url(base: &Url, path: &str) -> String {
    match scheme_of(path) {
        Some("http" | "https") => path.to_owned(),
        _ => below(base, path),
    }
}

/// A stream's whole URL: as [`file_url`], but for `host/…`, which servers send without a scheme
/// (document, 会议室创建: "域名/live/754884357.m3u8").
fn stream_url(base: &Url, address: &str) -> String {
    if scheme_of(address).is_some_and(|scheme| SCHEMES.contains(&scheme)) {
        return address.to_owned();
    }
    match address.split_once('/') {
        Some((host, _)) if is_host(host) => format!("{}://{address}", base.scheme()),
        _ => below(base, address),
    }
}

/// The scheme, in lower case where it is one that is known here.
fn scheme_of(address: &str) -> Option<&'static str> {
    let (scheme, _) = address.split_once("://")?;
    SCHEMES.into_iter().find(|known| known.eq_ignore_ascii_case(scheme))
}

/// Whether this can only be a host: a name with a dot or a port, or an address in brackets.
fn is_host(text: &str) -> bool {
    let (name, port) = match text.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (text, None),
    };
    let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let letters = match bracketed {
        Some(address) => {
            address.contains(':') && address.chars().all(|c| c.is_ascii_hexdigit() || ":.".contains(c))
        }
        None => !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c)),
    };
    letters
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
        && (bracketed.is_some() || port.is_some() || name.trim_matches('.').contains('.'))
}

/// A path below the base; `//host/…` with the base's scheme.
fn below(base: &Url, path: &str) -> String {
    if path.starts_with("//") {
        return format!("{}:{path}", base.scheme());
    }
    // The document writes the words "the domain" where a server puts its own name, or these words.
    let path = path.strip_prefix("域名").unwrap_or(path);
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
    fn files_are_below_the_base() {
        let base = Url::parse("https://meet.example/base").unwrap();
        for (path, expected) in [
            ("/upload/1.png", "https://meet.example/base/upload/1.png"),
            ("a.mp4", "https://meet.example/base/a.mp4"),
            ("20210107.x.d/1.mp4", "https://meet.example/base/20210107.x.d/1.mp4"),
            ("域名/upload/7.mp4", "https://meet.example/base/upload/7.mp4"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("HTTP://cdn.example/x", "HTTP://cdn.example/x"),
            ("rtmp://cdn.example/x", "https://meet.example/base/rtmp://cdn.example/x"),
        ] {
            assert_eq!(file_url(&base, path), expected);
        }
    }

    #[test]
    fn streams_may_be_anywhere() {
        let base = Url::parse("https://meet.example/base").unwrap();
        for (address, expected) in [
            ("域名/live/7.m3u8?auth_key=1", "https://meet.example/base/live/7.m3u8?auth_key=1"),
            ("live.example.com/live/7.m3u8", "https://live.example.com/live/7.m3u8"),
            ("media:1935/live/1", "https://media:1935/live/1"),
            ("[::1]:80/live/1", "https://[::1]:80/live/1"),
            ("[::1]/live/1", "https://[::1]/live/1"),
            ("//cdn.example/x", "https://cdn.example/x"),
            ("7.m3u8", "https://meet.example/base/7.m3u8"),
            ("live/7.m3u8", "https://meet.example/base/live/7.m3u8"),
            ("../live/7", "https://meet.example/base/../live/7"),
            ("media:port/7", "https://meet.example/base/media:port/7"),
            ("/u/a?x=http://b", "https://meet.example/base/u/a?x=http://b"),
            ("javascript://x%0aalert(1)", "https://meet.example/base/javascript://x%0aalert(1)"),
        ] {
            assert_eq!(stream_url(&base, address), expected);
        }
        for scheme in ["http", "rtmp", "rtsp", "srt", "webrtc", "artc", "RTMP"] {
            let address = format!("{scheme}://push.example:1/x");
            assert_eq!(stream_url(&base, &address), address);
        }
    }
}
