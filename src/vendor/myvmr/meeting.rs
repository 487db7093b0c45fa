//! Meetings of MyVMR: reservations, which have ids, and what goes on in a room, which has a number.

use super::record::NOT_FOUND;
use super::{moment, rows};
use crate::client::call::{Call, param};
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::document::MeetingState;
use crate::error::{Error, Kind as Failure, Result};
use crate::lang;
use crate::op::listing::Filter;
use crate::op::meeting::{Create, Ends, Get, List, Meeting, Outcome, Status, Target, Targets, Verbs};
use crate::op::{How, Route, Sink, each_call};
use crate::text::{shell_word, shorten};
use crate::time::Moment;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

pub(super) static VERBS: Verbs = Verbs {
    create: &[Route::new(&[&CREATE], How::One(|s, input| Box::pin(create(s, input))))],
    cancel: &[Route::new(&[&CANCEL], How::Each(|s, input, sink| Box::pin(cancel(s, input, sink))))],
    get: &[Route::new(&[&RESERVATIONS], How::One(|s, input| Box::pin(get(s, input))))
        .also(&["meeting", "number"])],
    list: &[Route::new(&[&RESERVATIONS], How::Each(|s, input, sink| Box::pin(list(s, input, sink))))
        .also(&["from", "to", "status", "type", "number", "limit"])],
    status: &[Route::new(&[&INFO], How::One(|s, input| Box::pin(status(s, input))))],
    ..Verbs::NONE
};

static CREATE: Call = Call::write("POST /subscribe/createmeet", "创建预约会议")
    .json()
    .takes(&[
        param("auth", Kind::TEXT).signature().header().required(),
        param("account", Kind::TEXT).flag("host").profile("account").required(),
        param("theme", Kind::TEXT).flag("subject").required(),
        param("introduction", Kind::ANY_TEXT).flag("note"),
        param("visitor_ids", Kind::TEXT).computed(&["invite"]),
        param("startDate", Kind::WallMinutes).flag("start").required(),
        param("endDate", Kind::WallMinutes).computed(&["end", "duration"]).required(),
        param("isAutoOpen", Kind::YesNo),
        param("pid", Kind::Int).computed(&["room"]).required(),
        param("shostPwd", Kind::ANY_TEXT).flag("host-password").secret(),
        param("svisitorPwd", Kind::ANY_TEXT).flag("password").secret(),
    ])
    .advises(NOT_FOUND, msg!("look at --room: it takes the `id` that \"room list\" prints, not the number"));

static CANCEL: Call = Call::write("POST /subscribe/cancelmeet", "取消预约会议").json().takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("st_id", Kind::TEXT).flag("meeting").required(),
]);

static RESERVATIONS: Call = Call::read("GET /subscribe/getsubmeetings", "查询预约列表").takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("account", Kind::TEXT).flag("host").profile("account").required(),
]);

/// Its own section names no `auth`; the document's first one says that every call has it.
static INFO: Call = Call::read("GET /api/getmeetinginfo", "获取会议信息").takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("addr", Kind::TEXT).flag("meeting").required(),
]);

async fn create(s: &Session, input: &Create) -> Result<Meeting> {
    let (start, end) = input.times(&s.clock)?;
    let end = match end {
        Ends::At(end) => end,
        Ends::Never => {
            let error =
                Error::new(Failure::Unsupported, tr!("myvmr's meetings have an end: --end never is none"))
                    .hint(tr!("give --end TIME or --duration 1h30m"));
            return Err(error.with(|facts| facts.vendor = Some(s.profile.vendor.into())));
        }
        Ends::Unsaid => {
            return Err(Error::usage(tr!("say when the meeting ends"))
                .hint(tr!("give --end TIME or --duration 1h30m")));
        }
    };
    // Both are sent to the minute, so `now` may have seconds; a length with seconds would be cut.
    if start.is_some_and(|start| (end.as_second() - start.as_second()) % 60 != 0) {
        return Err(Error::usage(tr!("MyVMR keeps whole minutes, and this length is none"))
            .hint(tr!("give --end or --duration in whole minutes")));
    }
    let mut draft = s.fill(&CREATE, input)?.put("endDate", format!("@{}", end.as_second()), &s.clock)?;
    draft = match input.room.as_slice() {
        // An empty text lets the server choose a room.
        [] => draft.put_wire("pid", Value::from(""))?,
        [room] => draft.put("pid", room.as_str(), &s.clock)?,
        _ => return Err(Error::usage(tr!("MyVMR books one room for a meeting: give --room once"))),
    };
    if !input.invite.is_empty() {
        draft = draft.put("visitor_ids", contacts(&input.invite)?, &s.clock)?;
    }
    let asked = ECHO.map(|(name, ..)| draft.value(name).cloned());
    let visitors = draft.value("visitor_ids").cloned();
    // It was made, whatever the answer looks like.
    let row = made(rows(&s.send(draft).await?).unwrap_or_default(), &asked);
    let row = row.filter(|row| row.get("id").and_then(Json::as_text).is_some_and(|id| !id.is_empty()));
    let Some(row) = row else {
        return Err(s
            .in_doubt(&CREATE, tr!("myvmr says the meeting was made, but not under which id"))
            .await);
    };
    let other = differences(&asked, visitors.as_ref(), &row);
    if !other.is_empty() {
        s.warn(&tr!(
            "myvmr made the meeting with another {other} than was asked for; the result shows what it is",
            other = other.join(tr!(", "))
        ));
    }
    let mut meeting = reservation(s, row);
    meeting.status = Some(MeetingState::Scheduled);
    Ok(meeting)
}

/// The contacts' ids as one text with commas.
fn contacts(invite: &[String]) -> Result<String> {
    let ids: Vec<&str> = invite.iter().flat_map(|text| text.split(',')).map(str::trim).collect();
    // The document shows numbers, and does not say that an id is one; a name is none.
    let is_id = |id: &&str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic());
    if let Some(wrong) = ids.iter().find(|id| !is_id(id)) {
        let wrong = shorten(wrong, 40);
        return Err(Error::usage(tr!("--invite takes ids of contacts, and \"{wrong}\" is none", wrong))
            .hint(tr!("meetctl contact list prints them; between several stands a plain comma")));
    }
    Ok(ids.join(","))
}

/// What was asked for, under which name it comes back, and what people call it.
const ECHO: [(&str, &str, &str); 8] = [
    ("theme", "theme", msg!("subject")),
    ("introduction", "introduction", msg!("note")),
    ("startDate", "startDate", msg!("start")),
    ("endDate", "endDate", msg!("end")),
    ("isAutoOpen", "isAutoOpen", "isAutoOpen"),
    ("pid", "bizProductId", msg!("room")),
    ("shostPwd", "randomHostPwd", msg!("host password")),
    ("svisitorPwd", "randomVisitorPwd", msg!("password")),
];

/// The row of the new meeting: the answer is a list. Of several it is the one with this subject and time.
fn made(mut rows: Vec<Json>, asked: &[Option<Value>; ECHO.len()]) -> Option<Json> {
    if rows.len() > 1 {
        let fits =
            |row: &Json, at: usize| asked[at].as_ref().is_none_or(|asked| echoes(asked, row, ECHO[at].1));
        rows.retain(|row| [0, 2, 3].iter().all(|at| fits(row, *at)));
    }
    (rows.len() == 1).then(|| rows.remove(0))
}

/// Whether a field says what was asked for, or nothing.
fn echoes(asked: &Value, row: &Json, field: &str) -> bool {
    let asked = asked.as_str().map_or_else(|| asked.to_string(), str::to_owned);
    let said = match row.get(field) {
        None | Some(Json::Null) => return true,
        Some(said) => said.as_text().unwrap_or_default(),
    };
    said == asked || moment(&asked).is_some_and(|time| moment(&said) == Some(time))
}

/// What the answer says differently. The document's own sample does so in three places.
fn differences(
    asked: &[Option<Value>; ECHO.len()],
    visitors: Option<&Value>,
    row: &Json,
) -> Vec<&'static str> {
    let mut other = Vec::new();
    for ((_, field, words), asked) in ECHO.iter().zip(asked) {
        // An empty room was the server's to choose.
        let chosen = *field == "bizProductId" && asked.as_ref().is_some_and(|room| room == "");
        if !chosen && asked.as_ref().is_some_and(|asked| !echoes(asked, row, field)) {
            other.push(lang::text(words));
        }
    }
    if let (Some(Value::String(asked)), Some(Json::List(people))) = (visitors, row.get("visitorList")) {
        let mut wanted: Vec<String> = asked.split(',').map(str::to_owned).collect();
        let mut there: Vec<String> =
            people.iter().filter_map(|person| person.get("id").and_then(Json::as_text)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        there.sort_unstable();
        if wanted != there {
            other.push(tr!("list of people invited"));
        }
    }
    other
}

/// A reservation as the lists and the answer to its creation show it.
fn reservation(s: &Session, row: Json) -> Meeting {
    let time = |name: &str| row.get(name).and_then(Json::as_text).and_then(|text| moment(&text));
    let (start, end) = (time("startDate"), time("endDate"));
    let host = row.get("createSubscriber").and_then(|who| who.get("name")).and_then(Json::as_text);
    let mut row = Fields::of(row);
    let mut meeting = Meeting::of(&s.profile);
    meeting.timed(start, end.map_or(Ends::Unsaid, Ends::At), &s.clock);
    for (name, known) in [("startDate", start), ("endDate", end)] {
        if known.is_some() {
            row.take(name);
        }
    }
    Meeting {
        id: row.text("id"),
        number: row.text("sipkey"),
        subject: row.text("theme"),
        status: state(start, end, s.clock.now),
        host: host.filter(|name| !name.is_empty()),
        host_password: row.text("randomHostPwd"),
        password: row.text("randomVisitorPwd"),
        join_url: row.text("shortAddress"),
        extra: row.rest(),
        ..meeting
    }
}

/// The state of a reservation by its times, since no answer has another: whether anybody came nobody says.
fn state(start: Option<Timestamp>, end: Option<Timestamp>, now: Timestamp) -> Option<MeetingState> {
    match (start?, end?) {
        (_, end) if end <= now => Some(MeetingState::Ended),
        (start, _) if start > now => Some(MeetingState::Scheduled),
        _ => Some(MeetingState::Running),
    }
}

async fn cancel(s: &Session, input: &Targets, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    let target = |id: &str| Target { meeting: id.to_owned(), ..Target::default() };
    each_call(s, &input.meeting, sink, |id| s.fill(&CANCEL, &target(id))).await
}

async fn reservations(s: &Session, input: &impl Serialize) -> Result<Vec<Meeting>> {
    let draft: Draft = s.fill(&RESERVATIONS, input)?;
    let answer = s.send_listing(draft).await?.unwrap_or(Json::Null);
    Ok(rows(&answer)?.into_iter().map(|row| reservation(s, row)).collect())
}

async fn list(s: &Session, input: &List, sink: &mut Sink<'_, Meeting>) -> Result<()> {
    let mut filter = Filter::of_reservations(input, &s.clock)?;
    for meeting in reservations(s, input).await? {
        if filter.offer(meeting, sink)?.is_break() {
            filter.warn_of_more(s);
            break;
        }
    }
    Ok(())
}

/// One reservation, found in the list. An id is never taken for a number, nor a number for an id.
async fn get(s: &Session, input: &Get) -> Result<Meeting> {
    let (mut all, missing) = (reservations(s, input).await?, |what: String| {
        Error::new(Failure::NotFound, what).with(|facts| facts.vendor = Some(s.profile.vendor.into()))
    });
    if let Some(id) = &input.meeting {
        if let Some(at) = all.iter().position(|meeting| meeting.id.as_ref() == Some(id)) {
            return Ok(all.swap_remove(at));
        }
        let error = missing(tr!("the account has no reservation with the id {id}", id));
        return Err(if all.iter().any(|meeting| meeting.number.as_ref() == Some(id)) {
            error.hint(tr!(
                "{id} is the number of a room: meetctl meeting get --number {shell_word}",
                id,
                shell_word = shell_word(id)
            ))
        } else {
            error
                .hint(tr!("`meeting list` prints the ids; a room's own state: meetctl meeting status NUMBER"))
        });
    }
    let number = input.number.as_deref().unwrap_or_default();
    all.retain(|meeting| meeting.number.as_deref() == Some(number));
    // A room has one number and many reservations: the one that is on, or else the next.
    let over =
        |meeting: &Meeting| !matches!(meeting.status, Some(MeetingState::Running | MeetingState::Scheduled));
    let begins = |meeting: &Meeting| meeting.start.map(Moment::time);
    all.sort_by_key(|meeting| (over(meeting), begins(meeting)));
    if all.len() > 1 {
        let ids: Vec<&str> = all.iter().filter_map(|meeting| meeting.id.as_deref()).collect();
        s.warn(&tr!(
            "{all} reservations have the number {number} ({ids}): the next one is shown",
            all = all.len(),
            number,
            ids = ids.join(tr!(", "))
        ));
    }
    all.into_iter().next().ok_or_else(|| {
        missing(tr!("the account has no reservation of the room {number}", number))
            .hint(tr!("the room itself: meetctl meeting status {number}", number = shell_word(number)))
    })
}

/// What goes on in a room. The answer is flat, and has no `data`.
async fn status(s: &Session, input: &Target) -> Result<Status> {
    let answer = s.send(s.fill(&INFO, input)?).await?;
    // The sample is flat, but its table is headed "data".
    let inner = answer.get("data").filter(|data| matches!(data, Json::Object(_)));
    let mut answer = Fields::of(inner.cloned().unwrap_or(answer));
    let mut status = Status {
        participants: answer.int("participants"),
        locked: answer.bool("locked"),
        ..Status::default()
    };
    let state = answer
        .bool("started")
        .map(|started| if started { MeetingState::Running } else { MeetingState::Idle });
    let (number, subject) = (answer.text("alias"), answer.text("name"));
    let (host_password, password) = (answer.text("hostpwd"), answer.text("guestpwd"));
    for envelope in ["code", "msg", "message", "state"] {
        answer.take(envelope);
    }
    status.meeting = Meeting {
        number: number.or_else(|| Some(input.meeting.clone())),
        subject,
        status: state,
        host_password,
        password,
        extra: answer.rest(),
        ..Meeting::of(&s.profile)
    };
    Ok(status)
}
