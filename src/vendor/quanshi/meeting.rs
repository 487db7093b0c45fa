//! Meetings of the older generation, and which generation serves a command.

use super::params::{
    ADMIN_LIST, BASE_INFO, CANCEL, CREATE, INFOS, LIST, ROOM_CANCEL, ROOM_CREATE, ROOM_LIST, ROOM_UPDATE,
    STATUS, UPDATE,
};
use super::read::{States, first, meeting};
use super::{ask, begin, booked, boxes, edit, host, invite, list, minutes, nothing, room, unsupported};
use crate::client::call::Call;
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::kind::NEVER;
use crate::client::session::Session;
use crate::document::MeetingState;
use crate::error::{Error, Result};
use crate::op::meeting::{Create, Ends, Generation, Get, Meeting, Outcome, Status, Target, Targets, Verbs};
use crate::op::{How, Route, Sink, When, each_target};
use crate::time::is_relative;
use jiff::Timestamp;

/// The room API, if these flags go with nothing else.
const fn by_room(or: &'static [&'static str]) -> When {
    When::Choice { name: "api", value: Generation::Room.name(), or }
}

pub(super) static VERBS: Verbs = Verbs {
    create: &[
        Route::new(&[&ROOM_CREATE], How::One(|s, input| Box::pin(room::create(s, input))))
            .when(const { &[by_room(&["room"])] }),
        Route::new(&[&CREATE], How::One(|s, input| Box::pin(create(s, input)))).also(&["api"]),
    ],
    edit: &[
        Route::new(
            &[&ROOM_UPDATE, &INFOS, &BASE_INFO],
            How::One(|s, input| Box::pin(edit::edit_room(s, input))),
        )
        .when(const { &[by_room(&["room", "event-id"])] }),
        Route::new(&[&UPDATE, &BASE_INFO, &INFOS], How::One(|s, input| Box::pin(edit::edit(s, input))))
            .also(&["api"]),
    ],
    cancel: &[
        Route::new(&[&ROOM_CANCEL], How::Each(|s, input, sink| Box::pin(room::cancel(s, input, sink))))
            .when(const { &[by_room(&["event-id"])] }),
        Route::new(&[&CANCEL], How::Each(|s, input, sink| Box::pin(cancel(s, input, sink)))).also(&["api"]),
    ],
    get: &[
        Route::new(&[&INFOS, &BASE_INFO], How::One(|s, input| Box::pin(room::get(s, input))))
            .when(const { &[by_room(&["event-id", "pcode"])] }),
        Route::new(&[&BASE_INFO], How::One(|s, input| Box::pin(get(s, input)))).also(&["host", "api"]),
    ],
    list: &[
        Route::new(&[&ADMIN_LIST], How::Each(|s, input, sink| Box::pin(list::all(s, input, sink))))
            .when(&[When::Given("admin")])
            .also(&["status", "type", "limit", "host", "api"]),
        Route::new(&[&ROOM_LIST], How::Each(|s, input, sink| Box::pin(list::room(s, input, sink))))
            .when(const { &[by_room(&[])] })
            .also(&["status", "type", "limit"]),
        Route::new(&[&LIST], How::Each(|s, input, sink| Box::pin(list::conference(s, input, sink))))
            .also(&["status", "type", "limit", "api"]),
    ],
    status: &[Route::new(&[&STATUS, &BASE_INFO], How::One(|s, input| Box::pin(status(s, input))))],
    boxes: &[
        Route::new(&[&boxes::BIND], How::One(|s, input| Box::pin(boxes::bind(s, input)))).also(&["host"])
    ],
    rooms: booked::rooms,
    ..Verbs::NONE
};

/// An end that the vendor has no word for is refused before anything is sent.
pub(super) fn no_end_is_no_end(input: &Create) -> Result<()> {
    match input.end.as_deref() {
        Some(NEVER) => Err(unsupported(tr!("quanshi's meetings end: --end never cannot be sent"))
            .hint(tr!("give --duration, or an end that is far away"))),
        _ => Ok(()),
    }
}

/// The minutes between two moments; the wire knows nothing finer.
pub(super) fn length(start: Timestamp, end: Timestamp) -> Result<i64> {
    let seconds = end.as_second() - start.as_second();
    match seconds % 60 {
        _ if seconds <= 0 => Err(Error::usage(tr!("--end is not after the meeting's start"))),
        0 => Ok(seconds / 60),
        _ => Err(Error::usage(tr!(
            "Quanshi counts a meeting's length in whole minutes: mend --end or --duration"
        ))),
    }
}

/// Start and end as the wire can say them. It counts a length in minutes, and so a time that is meant from now on
/// loses its seconds: no end at a full minute could else be told, now or in a later edit.
pub(super) fn times(s: &Session, input: &Create) -> Result<(Option<Timestamp>, Ends)> {
    let relative = |text: &Option<String>| text.as_deref().is_some_and(is_relative);
    let (start, end) = input.times(&s.clock)?;
    let with_start = input.end.is_none() && relative(&input.start);
    let end = match end {
        Ends::At(end) if with_start || relative(&input.end) => Ends::At(minute(end)),
        end => end,
    };
    Ok((if relative(&input.start) { start.map(minute) } else { start }, end))
}

/// The full minute before.
pub(super) fn minute(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second().div_euclid(60) * 60).unwrap_or(time)
}

/// Start and length of a meeting that is to be made.
pub(super) fn timed(s: &Session, draft: Draft, input: &Create) -> Result<Draft> {
    no_end_is_no_end(input)?;
    if let Some(text) = &input.duration {
        minutes("duration", text)?;
    }
    let (start, end) = times(s, input)?;
    let start = start.ok_or_else(|| Error::usage(tr!("--start is required")))?;
    let draft = draft.put("starttime", format!("@{}", start.as_second()), &s.clock)?;
    match end {
        Ends::At(end) => draft.put("length", length(start, end)?, &s.clock),
        _ => Ok(draft),
    }
}

/// The cloud MCU wants a client version (`sv`) of at least this.
pub(super) const LEAST_SV: i64 = 100;

/// What belongs together: a version with the cloud MCU, and switches that have two names each.
pub(super) fn completed(s: &Session, mut draft: Draft) -> Result<Draft> {
    let number = |draft: &Draft, name: &str| draft.value(name).and_then(serde_json::Value::as_i64);
    if number(&draft, "enableCloudMCU") == Some(1) {
        match number(&draft, "sv") {
            None => draft = draft.put("sv", LEAST_SV, &s.clock)?,
            Some(sv) if sv >= LEAST_SV => {}
            Some(_) => {
                return Err(Error::usage(tr!(
                    "--set sv: with enableCloudMCU it is {least_sv} or more",
                    least_sv = LEAST_SV
                )));
            }
        }
    }
    // Which of the two wins is not documented.
    for (one, other) in
        [("isShowInfo", "showInfo"), ("isShowVideo", "showVideo"), ("isAllowUnmute", "allowUnmute")]
    {
        for (from, to) in [(one, other), (other, one)] {
            if draft.call.param(to).is_some()
                && !draft.has(to)
                && let Some(value) = number(&draft, from)
            {
                draft = draft.put(to, value, &s.clock)?;
            }
        }
    }
    Ok(draft)
}

async fn create(s: &Session, input: &Create) -> Result<Meeting> {
    let draft = timed(s, begin(s, &CREATE, input)?, input)?;
    let draft = host::put(s, draft, input.host.as_deref(), Some("email"))?;
    if draft.value("cycle").is_some_and(|cycle| cycle == "2") && !draft.has("periodEndDate") {
        return Err(Error::usage(tr!("--set cycle=2: a recurrence needs an end"))
            .hint(tr!("add --set periodEndDate=2026-12-30")));
    }
    // "Make sure that it is an empty list, not an empty text."
    let draft = if draft.has("inviteeList") {
        draft
    } else {
        let invited = invite::list(&input.invite, draft.has("extend"))?;
        draft.put_wire("inviteeList", invited)?
    };
    let draft = completed(s, draft)?;
    made(s, &CREATE, States::Conference, draft, input).await
}

/// Sends what makes a meeting, and reads what was made.
pub(super) async fn made(
    s: &Session,
    call: &'static Call,
    states: States,
    draft: Draft,
    input: &Create,
) -> Result<Meeting> {
    let mut made = meeting(&s.profile, Fields::of(ask(s, draft).await?), states);
    if made.id.is_none() {
        return Err(s.in_doubt(call, tr!("quanshi says the meeting was made, but not under which id")).await);
    }
    if made.subject.is_none() {
        made.subject.clone_from(&input.subject);
    }
    if made.start.is_none() {
        let (start, end) = times(s, input)?;
        made.timed(start, end, &s.clock);
    }
    made.status = made.status.or(Some(MeetingState::Scheduled));
    Ok(made)
}

/// An id that a path cannot carry is refused before the first of several is sent.
pub(super) fn check_ids(ids: &[String]) -> Result<()> {
    match ids.iter().find(|id| matches!(id.as_str(), "" | "." | "..")) {
        Some(id) => Err(Error::usage(tr!("\"{id}\" is no meeting's id", id))),
        None => Ok(()),
    }
}

async fn cancel(s: &Session, input: &Targets, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    check_ids(&input.meeting)?;
    let who = host::find(s, input.host.as_deref())?.ok_or_else(|| {
        Error::config(tr!("profile \"{name}\" has no \"user_id\" and no \"email\"", name = s.profile.name))
            .hint(tr!("add user_id = \"81299515\" or email = \"…\" to the profile, or give --host"))
    })?;
    each_target(s, &input.meeting, sink, async |id| {
        let draft = begin(s, &CANCEL, &target(id))?.put("userIdEmail", who.to_string(), &s.clock)?;
        s.send(draft).await.map(drop)
    })
    .await
}

/// The input of calls that take a meeting and nothing else.
pub(super) fn target(id: &str) -> Target {
    Target { meeting: id.to_owned(), host: None }
}

async fn get(s: &Session, input: &Get) -> Result<Meeting> {
    host::given(input.host.as_deref())?;
    if input.meeting.is_none() {
        return Err(Error::usage(tr!("MEETING is missing")));
    }
    let answer = ask(s, begin(s, &BASE_INFO, input)?).await?;
    shown(s, answer, input.meeting.as_deref()).ok_or_else(|| nothing(tr!("a meeting")))
}

/// A meeting as call 5 tells it.
pub(super) fn shown(s: &Session, answer: Json, id: Option<&str>) -> Option<Meeting> {
    let row = super::rows_of(answer).ok()?.into_iter().find(|row| !row.is_blank())?;
    let mut meeting = meeting(&s.profile, row, States::Conference);
    meeting.id = meeting.id.or_else(|| id.map(str::to_owned));
    Some(meeting)
}

async fn status(s: &Session, input: &Target) -> Result<Status> {
    let draft = host::put_of(s, begin(s, &STATUS, input)?, input.host.as_deref(), &input.meeting).await?;
    let mut row = super::rows_of(ask(s, draft).await?)?
        .into_iter()
        .find(|row| !row.is_blank())
        .ok_or_else(|| nothing(tr!("a status")))?;
    let mut status = Status { meeting: Meeting::of(&s.profile), ..Status::default() };
    status.meeting.id = first(&mut row, &["conferenceId"]).or_else(|| Some(input.meeting.clone()));
    let state = row.take_if("confStatus", |value| {
        let number = value.as_text()?.trim().parse().ok()?;
        States::Conference.state(number)
    });
    status.meeting.status = state;
    status.participants = row.int("attendees");
    status.locked = state.map(|state| state == MeetingState::Locked);
    status.meeting.extra = row.rest();
    Ok(status)
}
