//! Meetings of the room API: rooms, devices, recurrence.

use super::meeting::{check_ids, made, target, timed, times};
use super::params::{INFOS, ROOM_CANCEL, ROOM_CREATE};
use super::read::{States, meeting};
use super::{ask, begin, host, invite, nothing, recurrence, rows_of};
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::meeting::{Create, Get, Meeting, Outcome, Targets};
use crate::op::{Sink, each_target};
use jiff::Timestamp;

pub(super) async fn create(s: &Session, input: &Create) -> Result<Meeting> {
    let draft = timed(s, begin(s, &ROOM_CREATE, input)?, input)?;
    let draft = host::put(s, draft, input.host.as_deref(), Some("email"))?;
    let (start, _) = times(s, input)?;
    let draft = booked(s, draft, input, start)?;
    tagged(&draft)?;
    made(s, &ROOM_CREATE, States::Room, draft, input).await
}

/// Those invited, the rooms and the recurrence that the flags name.
pub(super) fn booked(
    s: &Session,
    mut draft: Draft,
    input: &Create,
    start: Option<Timestamp>,
) -> Result<Draft> {
    if !input.invite.is_empty() {
        draft = draft.put("participantsLists", invite::line(&input.invite)?, &s.clock)?;
    }
    if !input.room.is_empty() {
        draft = draft.put_wire("composeRoomList", invite::rooms(&input.room)?)?;
    }
    if let Some(rule) = &input.repeat {
        draft = draft.put_wire("cycleRole", recurrence::rule(rule)?)?;
    }
    recurring(s, draft, input.until.as_deref(), start)
}

/// The recurrence whose rule `--repeat` or `--set cycleRole` gave, with its end.
fn recurring(s: &Session, draft: Draft, until: Option<&str>, start: Option<Timestamp>) -> Result<Draft> {
    let cycle = draft.value("cycle").map(|cycle| cycle == "1");
    match (draft.has("cycleRole"), until) {
        (true, _) if cycle == Some(false) => {
            Err(Error::usage(tr!("--set cycle=0: a meeting that does not recur has no cycleRole")))
        }
        (true, Some(until)) => {
            let end = recurrence::until(until, start)?.as_second();
            draft.put("cycle", "1", &s.clock)?.put("repeatEndDate", format!("@{end}"), &s.clock)
        }
        (true, None) => {
            Err(Error::usage(tr!("--repeat (or --set cycleRole) needs --until: a recurrence needs an end")))
        }
        (false, _) if cycle == Some(true) => Err(Error::usage(tr!(
            "--set cycle=1: a recurrence needs a rule: give --repeat or --set cycleRole=…"
        ))),
        (false, Some(_)) => Err(Error::usage(tr!("--until goes with --repeat or --set cycleRole=…"))),
        (false, None) => Ok(draft),
    }
}

/// "If joinConfSelTag is 1 the list of tags must not be empty."
pub(super) fn tagged(draft: &Draft) -> Result<()> {
    let is_on = draft.value("joinConfSelTag").is_some_and(|on| *on == 1);
    let tags = draft.value("joinConfTags").and_then(serde_json::Value::as_str);
    if is_on && tags.is_none_or(|tags| tags.split(',').all(|tag| tag.trim().is_empty())) {
        return Err(Error::usage(tr!("--set joinConfSelTag=1: there are no tags to choose from"))
            .hint(tr!("add --set joinConfTags=aa,bb")));
    }
    Ok(())
}

pub(super) async fn cancel(s: &Session, input: &Targets, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    check_ids(&input.meeting)?;
    if input.event_id.is_some() && input.meeting.len() > 1 {
        return Err(
            Error::usage(tr!("--event-id belongs to one MEETING")).hint(tr!("cancel them one by one"))
        );
    }
    each_target(s, &input.meeting, sink, async |id| {
        let mut draft = begin(s, &ROOM_CANCEL, &target(id))?;
        if let Some(event) = &input.event_id {
            draft = draft.put("eventId", event.as_str(), &s.clock)?;
        }
        s.send(host::put(s, draft, input.host.as_deref(), Some("email"))?).await.map(drop)
    })
    .await
}

/// A question about a meeting, with its host. This call takes no address of a host, but the older
/// generation tells without one whose meeting it is.
pub(super) async fn whose(
    s: &Session,
    draft: Draft,
    meeting: Option<&str>,
    host: Option<&str>,
) -> Result<Draft> {
    let draft = host::put_if_known(s, draft, host)?;
    let Some(meeting) = meeting.filter(|_| !draft.has("userId")) else { return Ok(draft) };
    match host::of(s, meeting).await {
        Ok(Some(user)) => draft.put("userId", user, &s.clock),
        Err(error) if matches!(error.kind(), Kind::Usage | Kind::Config) => Err(error),
        // It may be told without.
        Ok(None) | Err(_) => Ok(draft),
    }
}

pub(super) async fn get(s: &Session, input: &Get) -> Result<Meeting> {
    let mut draft = begin(s, &INFOS, input)?;
    if let Some(pcode) = &input.pcode {
        draft = draft.put("pcode", pcode.as_str(), &s.clock)?;
    }
    let draft = whose(s, draft, input.meeting.as_deref(), input.host.as_deref()).await?;
    if !draft.has("pcode") && !draft.has("conferenceId") {
        return Err(Error::usage(tr!("MEETING is missing")));
    }
    if let Some(event) = &input.event_id
        && event.parse::<u64>().is_err()
    {
        return Err(Error::usage(tr!("--event-id must be a whole number")));
    }
    let row = the_one(s, ask(s, draft).await?, input.event_id.as_deref())?;
    Ok(meeting(&s.profile, row, States::Room))
}

/// The meeting of an answer; of several that of this event.
pub(super) fn the_one(s: &Session, answer: Json, event: Option<&str>) -> Result<Fields> {
    let is_it = |row: &mut Fields| match event {
        Some(event) => row.take_if("eventId", |id| Some(id.as_text().as_deref() == Some(event))),
        None => Some(true),
    };
    // Looking takes the field out, so it is looked at in a copy.
    let (all, copies) = (rows_of(answer.clone())?, rows_of(answer)?);
    let mut found: Vec<Fields> = all
        .into_iter()
        .zip(copies)
        .filter(|(row, _)| !row.is_blank())
        .filter_map(|(row, mut copy)| is_it(&mut copy).unwrap_or(true).then_some(row))
        .collect();
    if found.len() > 1 {
        s.warn(&tr!(
            "quanshi told {found} meetings, the first is taken; --event-id tells them apart",
            found = found.len()
        ));
    }
    if found.is_empty() {
        return Err(nothing(event.map_or(tr!("a meeting"), |_| tr!("a meeting of this event id"))));
    }
    Ok(found.swap_remove(0))
}
