//! MyVMR (紫荆云视), the BSS API of Zijing Cloud: rooms with short numbers, reservations of them,
//! recordings.
//!
//! Source: the vendor's "会中管理的 REST API". What is odd in it: how the `auth` header is made is not
//! said; `code` is a text in four calls and a number in the others; the business codes begin with the
//! digits of success; one answer is flat; a reservation has an `id`, a room a `pid` and a short number
//! that the calls name `conferenceKey`, `sipkey`, `addr` or `alias`; nothing edits a reservation.

mod auth;
pub mod codes;
mod directory;
mod live;
mod meeting;
mod probe;
mod record;

use crate::client::json::Json;
use crate::client::profile::{Holds, Key, Need, Schema};
use crate::error::{Error, Result};
use crate::op::{Vendor, account, join_url, report};
use jiff::Timestamp;

/// The vendor's record.
pub static VENDOR: Vendor = Vendor {
    id: ID,
    product: "MyVMR",
    schema: Schema { vendor: ID, base_url: None, keys: KEYS },
    dialect: &auth::DIALECT,
    probe: &probe::PROBE,
    callbacks: None,
    instead: &[
        (
            "meeting edit",
            "MyVMR cannot change a reservation: `meeting cancel` it and `meeting create` another. That is not \
             one step, somebody may take the room in between, and the new one has another id and link",
        ),
        ("meeting end", "MyVMR cannot end a running meeting; `meeting cancel` cancels a reservation"),
        ("join-url", "`meeting create`, `get` and `list` print the link to share as join_url"),
        ("live streams", "`live status NUMBER` asks about one room, and prints where to watch it"),
        ("live viewer-url", "`live status NUMBER` prints where to watch a room"),
        ("report", "MyVMR does not tell who was there; `meeting status NUMBER` counts who is"),
    ],
    meeting: &meeting::VERBS,
    record: &record::VERBS,
    live: &live::VERBS,
    report: &report::Verbs::NONE,
    join_url: &join_url::Verbs::NONE,
    account: &account::Verbs::NONE,
    directory: &directory::VERBS,
};

const ID: &str = "myvmr";

static KEYS: &[Key] = &[
    Key {
        name: "auth",
        holds: Holds::Secret,
        about: "the auth header, verbatim: on a cloud of your own the tenant's key, such as 800",
        need: Need::Always,
    },
    Key {
        name: "api_id",
        holds: Holds::Text,
        about: "with api_key, where there is no auth: sent as api_id:api_key, which no document confirms",
        need: Need::Instead("auth"),
    },
    Key { name: "api_key", holds: Holds::Secret, about: "goes with api_id", need: Need::With("api_id") },
    Key {
        name: "account",
        holds: Holds::Text,
        about: "the host's account (xxxx@xxxx), for reservations and lists",
        need: Need::Mostly,
    },
];

/// The rows of an answer. A single object is a list of one; anything else is none.
fn rows(answer: &Json) -> Result<Vec<Json>> {
    match answer.get("data") {
        Some(Json::List(items)) => Ok(items.clone()),
        Some(object @ Json::Object(_)) => Ok(vec![object.clone()]),
        None | Some(Json::Null) => Ok(Vec::new()),
        Some(Json::Text(text)) if text.is_empty() => Ok(Vec::new()),
        Some(_) => Err(Error::failed(tr!("the answer's \"data\" is not a list"))),
    }
}

/// A time of a reservation, which goes out and comes back in Beijing's.
fn moment(text: &str) -> Option<Timestamp> {
    crate::time::parse_wall(text, &crate::time::BEIJING)
}
