//! Quanshi's (全时) OpenAPI for cloud meetings, in both of its generations.
//!
//! Source: the vendor's "会议管理". What is odd in it: `/conference/*` carries `appId` 6, the newer
//! `/confopenapi/*` (the *room API*) carries none; `status` is 0, and `msg` is then a trace id; the
//! same field is a number here and a text there; cancelling is a GET with seven places in its path;
//! binding boxes has a plain http host of its own; times are Beijing time as text, or unix seconds;
//! the two generations number the states of a meeting differently; titles come percent-encoded from
//! the room API. How a customer proves who it is stands on a page that is not public, so a profile
//! may hold every way that is known: a key, a token, the secret that buys one, further fields of
//! the body, a client certificate.

mod auth;
mod booked;
mod boxes;
pub mod codes;
mod edit;
mod host;
mod invite;
mod join;
mod list;
mod live;
mod meeting;
mod params;
mod phone;
mod probe;
mod read;
mod record;
mod recurrence;
mod report;
mod room;

use crate::client::call::Call;
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json, Name};
use crate::client::profile::{Holds, Key, Need, Schema};
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::meeting::Generation;
use crate::op::{Vendor, account};
use crate::time::parse_duration;

/// The vendor's record.
pub static VENDOR: Vendor = Vendor {
    id: ID,
    product: msg!("Quanshi"),
    schema: Schema { vendor: ID, base_url: Some("https://openapi.quanshi.com"), keys: KEYS },
    dialect: &auth::DIALECT,
    probe: &probe::PROBE,
    callbacks: None,
    instead: &[
        ("meeting end", "Quanshi cannot end a running meeting; `meeting cancel` removes a reservation"),
        ("meeting join-info", "`join-url` gives a link, and --kind launch what a client is started with"),
        ("live streams", "`live viewer-url` makes a link to watch; `meeting get` shows live_url"),
        ("live status", "`meeting get --api room` tells whether a meeting has a live stream"),
        ("record open", "`meeting create --record` records a meeting from its start"),
        ("record status", "`record get` tells whether a recording is ready"),
        ("room list", "Quanshi's document has no list of rooms; `meeting get --api room` shows those booked"),
    ],
    meeting: &meeting::VERBS,
    record: &record::VERBS,
    live: &live::VERBS,
    report: &report::VERBS,
    join_url: &join::VERBS,
    account: &account::Verbs::NONE,
    directory: &phone::VERBS,
};

const ID: &str = "quanshi";

/// What `appId` is where the profile does not say.
const APP_ID: &str = "6";

/// What a profile may have for its calls beside or instead of `app_key`: the room API takes nothing else.
const OTHERS: &[&str] = &["token", "app_secret", "body", "client_cert", "headers"];

static KEYS: &[Key] = &[
    Key {
        name: "app_id",
        holds: Holds::Text,
        about: "the application's id; 6 unless you were given another",
        need: Need::Rarely,
    },
    Key {
        name: "app_key",
        holds: Holds::Secret,
        about: "the customer's key (appKey), for the calls that take one",
        need: Need::Unless(OTHERS),
    },
    Key {
        name: "user_id",
        holds: Holds::Text,
        about: "the host's user id, which most calls want",
        need: Need::Mostly,
    },
    Key {
        name: "email",
        holds: Holds::Text,
        about: "the host's e-mail address, where there is no user_id",
        need: Need::Instead("user_id"),
    },
    Key {
        name: "api",
        holds: Holds::Text,
        about: "which generation: \"conference\" (the default) or \"room\"",
        need: Need::Rarely,
    },
    Key { name: "token", holds: Holds::Secret, about: "sent as the header \"token\"", need: Need::Often },
    Key {
        name: "app_secret",
        holds: Holds::Secret,
        about: "buys a token with app_id and user_id, where there is none",
        need: Need::Instead("token"),
    },
    Key {
        name: "body",
        holds: Holds::Secrets,
        about: "further fields of every JSON body: body = { sessionId = \"…\" }",
        need: Need::Rarely,
    },
    Key {
        name: "client_cert",
        holds: Holds::Certificate,
        about: "the file of a client certificate (PEM)",
        need: Need::Rarely,
    },
    Key {
        name: "client_key",
        holds: Holds::CertificateKey,
        about: "the file of its key (PEM, without a password)",
        need: Need::With("client_cert"),
    },
    Key {
        name: "box_base_url",
        holds: Holds::Address,
        about: "where boxes are bound, http://confopenapi.quanshi.com unless given; plain http wants allow_http",
        need: Need::Rarely,
    },
];

/// A draft from an input's fields, with the application's id where the call takes it.
fn begin(s: &Session, call: &'static Call, input: &impl serde::Serialize) -> Result<Draft> {
    let draft = s.fill(call, input)?;
    if call.param("appId").is_none() {
        return Ok(draft);
    }
    let id = s.profile.text("app_id")?;
    draft.put("appId", id.as_deref().unwrap_or(APP_ID), &s.clock).map_err(|error| {
        Error::config(tr!("profile \"{name}\": \"app_id\" is wrong: {error}", name = s.profile.name, error))
    })
}

/// Sends a draft; what stands in the answer's `result`.
async fn ask(s: &Session, draft: Draft) -> Result<Json> {
    s.send(draft).await.map(result_of)
}

/// The `result` of an answer. Its document calls it a "JSON string" and shows objects: either will do.
fn result_of(answer: Json) -> Json {
    match Fields::of(answer).take("result") {
        Some(Json::Text(text)) if text.trim_start().starts_with(['{', '[']) => {
            Json::parse(text.as_bytes()).unwrap_or(Json::Text(text))
        }
        Some(result) => result,
        None => Json::Null,
    }
}

/// The rows of a list; a single object is a list of one; `null`, `""` and nothing at all are none.
/// Anything else is an error: an answer that is not understood must not look like an empty list.
fn rows_of(result: Json) -> Result<Vec<Fields>> {
    match result {
        Json::List(items) if items.iter().all(|item| matches!(item, Json::Object(_) | Json::Null)) => {
            Ok(items.into_iter().filter(|item| *item != Json::Null).map(Fields::of).collect())
        }
        object @ Json::Object(_) => Ok(vec![Fields::of(object)]),
        Json::Null => Ok(Vec::new()),
        Json::Text(text) if text.trim().is_empty() => Ok(Vec::new()),
        _ => Err(unread(tr!("the answer's result is not a list of objects"))),
    }
}

/// The rows of all lists of a map.
fn flat(entries: Vec<(Name, Json)>) -> Result<Vec<Fields>> {
    let lists: Vec<_> = entries.into_iter().map(|(_, rows)| rows_of(rows)).collect::<Result<_>>()?;
    Ok(lists.into_iter().flatten().collect())
}

/// The vendor said yes, but its answer is not understood.
fn unread(what: &str) -> Error {
    Error::failed(what).hint(tr!("--raw shows the answer")).with(|facts| facts.vendor = Some(ID.into()))
}

/// The vendor said yes, but there is nothing in its answer.
fn nothing(what: &str) -> Error {
    Error::new(Kind::NotFound, tr!("quanshi answered without {what}", what))
        .hint(tr!("is the id right, and is it the host's? --raw shows the answer"))
        .with(|facts| facts.vendor = Some(ID.into()))
}

/// This cannot be said to Quanshi.
fn unsupported(what: &str) -> Error {
    Error::new(Kind::Unsupported, what).with(|facts| facts.vendor = Some(ID.into()))
}

/// A flag's duration in minutes, which is how the wire counts.
fn minutes(flag: &str, text: &str) -> Result<i64> {
    let seconds = parse_duration(text).map_err(|error| error.of_flag(flag))?.as_secs();
    match i64::try_from(seconds / 60) {
        Ok(minutes) if seconds % 60 == 0 && minutes > 0 => Ok(minutes),
        _ => Err(Error::usage(tr!("--{flag} {text}: Quanshi counts in whole minutes", flag, text))),
    }
}

/// Which generation `--api` or the profile asks for is read by the routes; this refuses other words.
fn check_api(s: &crate::client::profile::Profile) -> Result<()> {
    match s.text("api")?.as_deref().map(Generation::of) {
        None | Some(Some(_)) => Ok(()),
        Some(None) => Err(Error::config(tr!("profile \"{name}\": \"api\" has a wrong value", name = s.name))
            .hint(tr!("write api = \"conference\" or api = \"room\""))),
    }
}
