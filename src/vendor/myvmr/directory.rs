//! Rooms and contacts of MyVMR.

use super::rows;
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::directory::{Contact, Contacts, Room, Verbs};
use crate::op::{How, Route, Sink};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) static VERBS: Verbs = Verbs {
    rooms: &[Route::new(&[&ROOMS], How::Rows(rooms))],
    contacts: &[Route::new(&[&CONTACTS], How::Each(|s, input, sink| Box::pin(contacts(s, input, sink))))],
    ..Verbs::NONE
};

pub(super) static ROOMS: Call = Call::read("GET /subscribe/getmeeting", "获取当前账号可预约的会议室信息")
    .takes(&[
        param("auth", Kind::TEXT).signature().header().required(),
        param("account", Kind::TEXT).flag("account").profile("account").required(),
    ]);

static CONTACTS: Call = Call::read("GET /subscribe/getcontacts", "获取通讯录信息").takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("account", Kind::TEXT).flag("account").profile("account").required(),
    param("pageIndex", Kind::Int).internal(),
    param("pageSize", Kind::Int).internal(),
    param("isAll", Kind::YesNo).always("yes"),
]);

/// How many contacts are asked for at once.
const PAGE: usize = 100;
/// No company has more pages.
const PAGES: usize = 1000;

fn rooms(_: &Profile, answer: Json) -> Result<Vec<Room>> {
    let room = |row: Json| {
        let mut row = Fields::of(row);
        Room {
            // What `meeting create --room` takes; the number is what people dial and room calls take.
            id: row.text("pid"),
            number: row.text("sipkey"),
            name: row.text("pDesc"),
            host_password: row.text("hostPin"),
            password: row.text("guestPin"),
            extra: row.rest(),
        }
    };
    Ok(rows(&answer)?.into_iter().map(room).collect())
}

/// Every contact. `isAll` asks for all at once; whether a server heeds it shows only in what comes, so
/// pages are asked for until one is empty or brings nothing new.
async fn contacts(s: &Session, input: &Contacts, sink: &mut Sink<'_, Contact>) -> Result<()> {
    let mut seen = BTreeSet::new();
    for page in 1..=PAGES {
        let draft = s.fill(&CONTACTS, input)?;
        let draft = draft.put("pageIndex", page, &s.clock)?.put("pageSize", PAGE, &s.clock)?;
        let Some(answer) = s.send_listing(draft).await? else { return Ok(()) };
        let rows = rows(&answer)?;
        let all_at_once = rows.len() > PAGE;
        let before = seen.len();
        for row in rows {
            if seen.insert(Value::from(row.clone()).to_string()) {
                sink(contact(row))?;
            }
        }
        if all_at_once || seen.len() == before {
            return Ok(());
        }
    }
    s.warn(&tr!("stopped after {pages} pages: there may be more contacts", pages = PAGES));
    Ok(())
}

/// The document shows a reservation where a contact should be: an id and a name if there are any, and
/// whatever else comes.
fn contact(row: Json) -> Contact {
    match row {
        row @ Json::Object(_) => {
            let mut row = Fields::of(row);
            Contact { id: row.text("id"), name: row.text("name"), extra: row.rest() }
        }
        Json::Text(name) => Contact { name: Some(name), ..Contact::default() },
        other => {
            let mut contact = Contact::default();
            contact.extra.insert("value", other);
            contact
        }
    }
}
