//! Changing a meeting. Neither generation promises that what is left out stays as it is, so what
//! the meeting has now is read first and sent again.

use super::meeting::{LEAST_SV, completed, length, minute, no_end_is_no_end, shown, target, times};
use super::params::{BASE_INFO, INFOS, ROOM_UPDATE, UPDATE};
use super::read::{States, first, meeting, stamp, title_of};
use super::room::{booked, tagged, the_one, whose};
use super::{OTHERS, ask, begin, host, invite, minutes, nothing, rows_of};
use crate::client::call::From;
use crate::client::draft::{Draft, given, spell};
use crate::client::json::Fields;
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::op::meeting::{Create, Edit, Ends, Meeting};
use crate::time::{Moment, is_relative, parse_time};
use jiff::Timestamp;
use serde_json::Value;
use std::borrow::Cow;

/// What the room API tells of a meeting under the names by which it takes them.
const TOLD: &[(&str, &str)] = &[
    ("summary", "summary"),
    ("joinLogin", "joinLogin"),
    ("useWaitingRoom", "useWaitingRoom"),
    ("liveOpenFlag", "liveOpenFlag"),
    ("livePassword", "livePullPwd"),
    ("joinConfSelTag", "joinConfSelTag"),
    ("joinConfTags", "joinConfTags"),
];

const NOT_EVERYBODY: &str =
    msg!("not everybody who is invited can be told again: name them all with --invite");

/// Parameters that are about this one request and nothing that a meeting has.
const PASSING: &[&str] = &[
    "userId",
    "email",
    "eventId",
    "conferenceId",
    "callbackUrl",
    "informType",
    "email_notify",
    "sms_notify",
    "extend",
];

/// The times that the flags ask for, as far as they can be read without the meeting.
struct Wish {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    length: Option<i64>,
}

impl Wish {
    fn of(s: &Session, change: &Create) -> Result<Self> {
        no_end_is_no_end(change)?;
        let length = change.duration.as_deref().map(|text| minutes("duration", text)).transpose()?;
        if length.is_some() && change.start.is_none() {
            return Ok(Self { start: None, end: None, length });
        }
        let (start, end) = match (&change.start, &change.end) {
            // Without a start of its own the end is held against the meeting's.
            (None, Some(end)) => {
                let at = parse_time(end, &s.clock).map_err(|error| error.of_flag("end"))?;
                (None, Ends::At(if is_relative(end) { minute(at) } else { at }))
            }
            _ => times(s, change)?,
        };
        let end = match end {
            Ends::At(end) => Some(end),
            _ => None,
        };
        Ok(Self { start, end, length })
    }

    /// Puts start and length: what is asked for, else what the meeting has.
    fn put(&self, s: &Session, draft: Draft, now: &mut Fields) -> Result<Draft> {
        let had = now.take_if("startTime", stamp);
        let end = now.take_if("endTime", stamp);
        let minutes = now.int("length").filter(|minutes| *minutes > 0);
        let minutes = minutes.or_else(|| Some((end?.as_second() - had?.as_second()) / 60).filter(|m| *m > 0));
        let start = self.start.or(had);
        let length = match (self.length, self.end, start) {
            (Some(minutes), _, _) => Some(minutes),
            (None, Some(end), Some(start)) => Some(length(start, end)?),
            _ => minutes,
        };
        let mut draft = draft;
        if let Some(start) = start {
            draft = draft.put("starttime", format!("@{}", start.as_second()), &s.clock)?;
        }
        match length {
            Some(length) => draft.put("length", length, &s.clock),
            None => Ok(draft),
        }
    }
}

pub(super) async fn edit(s: &Session, input: &Edit) -> Result<Meeting> {
    let change = &input.change;
    let wish = Wish::of(s, change)?;
    let draft = begin(s, &UPDATE, input)?;
    changes(change, &draft)?;
    let draft = host::put(s, draft, change.host.as_deref(), Some("email"))?;
    let mut draft = completed(s, draft)?;
    if !change.invite.is_empty() {
        let invited = invite::list(&change.invite, draft.has("extend"))?;
        draft = draft.put_wire("inviteeList", invited)?;
    }
    let look = || begin(s, &BASE_INFO, &target(&input.meeting));
    let before = ask(s, look()?).await?;
    let mut now = rows_of(before.clone())?
        .into_iter()
        .find(|row| !row.is_blank())
        .ok_or_else(|| nothing(tr!("a meeting")))?;
    // Call 5 does not tell everything; the room API may know the rest, and may not know the meeting.
    let mut rest = host::put_if_known(s, begin(s, &INFOS, &target(&input.meeting))?, change.host.as_deref())?;
    if let Some(user) = now.int("userId").filter(|_| !rest.has("userId")) {
        rest = rest.put("userId", user, &s.clock)?;
    }
    let mut more = match ask(s, rest).await.and_then(rows_of) {
        Ok(rows) => rows.into_iter().find(|row| !row.is_blank()),
        Err(error) if matches!(error.kind(), Kind::Usage | Kind::Config) => return Err(error),
        // Only this call tells enableCloudMCU, unless the user does.
        Err(_) if draft.has("enableCloudMCU") => None,
        Err(error) if error.kind() == Kind::Temporary || (error.kind() == Kind::Auth && has_both(s)) => {
            return Err(error.with(|facts| {
                let hint = facts.hint.take().map_or_else(String::new, |hint| format!("{hint}{}", tr!("; ")));
                facts.hint = Some(tr!(
                    "{hint}nothing was changed, and --set enableCloudMCU=0 or =1 goes without",
                    hint
                ));
            }));
        }
        Err(error) => {
            s.warn(&tr!(
                "the room API does not tell this meeting's enableCloudMCU, which may be lost unless --set enableCloudMCU=1 says it again: {error}",
                error
            ));
            None
        }
    };
    draft = wish.put(s, draft, &mut now)?;
    draft = keep(s, draft, "title", first(&mut now, &["conferenceTitle", "dTitle"]))?;
    if !draft.has("inviteeList") {
        // Who was invited by id only has no address here; the room API tells the ids.
        let users = || more.as_mut().map(invite::users).unwrap_or_default();
        draft = draft.put_wire("inviteeList", invite::again(s, &mut now, users)?)?;
    }
    let mut known = vec!["inviteeList"];
    if let Some(mut more) = more {
        (draft, known) = told(s, draft, &mut more, known)?;
    }
    lost(s, &draft, &known);
    let sent = Sent::of(&draft);
    s.send(completed(s, draft)?).await?;
    let after = s.reread(look()?).await.map(super::result_of);
    let read = after.and_then(|answer| shown(s, answer, Some(&input.meeting)));
    Ok(match read {
        Some(meeting) => meeting,
        None => {
            sent.over(s, shown(s, before, Some(&input.meeting)).unwrap_or_else(|| Meeting::of(&s.profile)))
        }
    })
}

/// Refuses an edit that changes nothing: it would send everything again, and lose what cannot be told.
fn changes(change: &Create, draft: &Draft) -> Result<()> {
    let flags = given(change)?.keys().any(|flag| !["host", "api"].contains(&flag));
    let set = draft.call.params.iter().any(|param| param.settable() && draft.has(param.name));
    if flags || set {
        return Ok(());
    }
    Err(Error::usage(tr!("nothing is to change"))
        .hint(tr!("give --subject, --start, --end, --duration, another flag, or --set NAME=VALUE")))
}

/// Whether the profile has credentials for the room API as well. A customer of the older API alone is refused
/// there for every meeting, which says nothing of this one.
fn has_both(s: &Session) -> bool {
    OTHERS.iter().any(|key| s.profile.has_any(key))
}

pub(super) async fn edit_room(s: &Session, input: &Edit) -> Result<Meeting> {
    let change = &input.change;
    let wish = Wish::of(s, change)?;
    let draft = begin(s, &ROOM_UPDATE, input)?;
    changes(change, &draft)?;
    let draft = host::put(s, draft, change.host.as_deref(), Some("email"))?;
    let mut draft = booked(s, draft, change, wish.start)?;
    let tags_asked = draft.has("joinConfSelTag");
    let asked = begin(s, &INFOS, &target(&input.meeting))?;
    let look = whose(s, asked, Some(&input.meeting), change.host.as_deref()).await?;
    let before = ask(s, look.clone()).await?;
    let event = input.event_id.as_deref();
    let mut now = the_one(s, before.clone(), event)?;
    draft = wish.put(s, draft, &mut now)?;
    let title =
        first(&mut now, &["conferenceTitle"]).or_else(|| first(&mut now, &["title"]).map(|t| title_of(&t)));
    draft = keep(s, draft, "title", title)?;
    let mut known = vec!["participantsLists", "composeRoomList"];
    if !draft.has("participantsLists") {
        let (line, some_lost) = invite::kept_line(now.rows("attendList"));
        if !line.is_empty() {
            draft = draft.put("participantsLists", line, &s.clock)?;
        }
        if some_lost {
            s.warn(lang::text(NOT_EVERYBODY));
        }
    }
    if !draft.has("composeRoomList") {
        let rooms = invite::kept_rooms(&mut now);
        if !rooms.is_empty() {
            draft = draft.put_wire("composeRoomList", Value::Array(rooms))?;
        }
    }
    if now.text("calType").as_deref() == Some("M") && !draft.has("cycle") {
        s.warn(tr!(
            "the meeting recurs, and its rule cannot be read: give --repeat and --until, or it may be lost"
        ));
    }
    known.extend(["cycle", "repeatEndDate", "cycleRole"]);
    // Creating can turn these on, changing has no word for them.
    let unsaid: Vec<&str> = [("allowHardVideo", "hardwareVideo"), ("enableCloudMCU", "enableCloudMCU")]
        .into_iter()
        .filter_map(|(field, name)| now.bool(field).filter(|on| *on).map(|_| name))
        .collect();
    if !unsaid.is_empty() {
        s.warn(&tr!(
            "this call has no word for {unsaid}: look whether the meeting still has it",
            unsaid = unsaid.join(tr!(" and "))
        ));
    }
    (draft, known) = told(s, draft, &mut now, known)?;
    if tags_asked {
        // Those that the meeting has will do.
        tagged(&draft)?;
    }
    lost(s, &draft, &known);
    let sent = Sent::of(&draft);
    s.send(draft).await?;
    // The answer to a change is the answer to the creation again: only reading it anew tells.
    let after = s.reread(look).await.map(super::result_of);
    let read = after.and_then(|answer| the_one(s, answer, event).ok());
    Ok(match read {
        Some(row) => meeting(&s.profile, row, States::Room),
        None => sent.over(s, meeting(&s.profile, the_one(s, before, event)?, States::Room)),
    })
}

/// Puts a value that was read, where nothing else gave one.
fn keep(s: &Session, draft: Draft, name: &str, value: Option<String>) -> Result<Draft> {
    match value {
        Some(value) if !draft.has(name) => draft.put(name, value, &s.clock),
        _ => Ok(draft),
    }
}

/// Puts what the room API tells of a meeting, but for what is the default anyway; and which
/// parameters are thereby known.
fn told(
    s: &Session,
    mut draft: Draft,
    now: &mut Fields,
    mut known: Vec<&'static str>,
) -> Result<(Draft, Vec<&'static str>)> {
    let mut put = |draft: Draft, row: &mut Fields, name: &'static str, field: &str| -> Result<Draft> {
        let Some(value) = row.take_if(field, crate::client::json::Json::as_text) else { return Ok(draft) };
        known.push(name);
        if draft.call.param(name).is_none() || draft.has(name) || value.is_empty() || value == "0" {
            return Ok(draft);
        }
        draft.put(name, value, &s.clock)
    };
    for (name, field) in TOLD {
        draft = put(draft, now, name, field)?;
    }
    let mut more = now.take("calExtraInfo").map(Fields::of).unwrap_or_default();
    for name in ["openWatchword", "eventWatchword"] {
        draft = put(draft, &mut more, name, name)?;
    }
    // Without it nobody gets into a meeting that was made with it.
    let cloud = now.bool("enableCloudMCU");
    let version = now.int("sv");
    if let Some(cloud) = cloud {
        known.extend(["enableCloudMCU", "sv"]);
        if cloud && draft.call.param("enableCloudMCU").is_some() && !draft.has("enableCloudMCU") {
            draft = draft.put("enableCloudMCU", true, &s.clock)?;
            if let Some(version) = version.filter(|version| *version >= LEAST_SV)
                && !draft.has("sv")
            {
                draft = draft.put("sv", version, &s.clock)?;
            }
        }
    }
    Ok((draft, known))
}

/// Names what the meeting may have and this edit cannot say again.
fn lost(s: &Session, draft: &Draft, known: &[&str]) {
    let names: Vec<Cow<'_, str>> = draft
        .call
        .params
        .iter()
        .filter(|param| matches!(param.from, From::Set | From::Flag(_) | From::Flags(_)))
        .filter(|param| {
            !draft.has(param.name) && !known.contains(&param.name) && !PASSING.contains(&param.name)
        })
        .map(|param| match param.flags() {
            [flag, ..] if !param.settable() => {
                Cow::Owned(format!("{}{}", param.name, tr!(" ({text})", text = spell(flag))))
            }
            _ => Cow::Borrowed(param.name),
        })
        .collect();
    if !names.is_empty() {
        s.warn(&tr!("Quanshi does not tell these settings and may forget them: {names}; say again what was set, with --set or the flag that is named", names = names.join(tr!(", "))));
    }
}

/// What an edit sent, for when it cannot be read back.
struct Sent {
    title: Option<String>,
    start: Option<Timestamp>,
    length: Option<i64>,
}

impl Sent {
    fn of(draft: &Draft) -> Self {
        let text = |name: &str| draft.value(name).and_then(Value::as_str).map(str::to_owned);
        let start = text("starttime").and_then(|text| stamp(&crate::client::json::Json::Text(text)));
        Self { title: text("title"), start, length: draft.value("length").and_then(Value::as_i64) }
    }

    fn over(self, s: &Session, mut meeting: Meeting) -> Meeting {
        let show = |time: Timestamp| Moment::new(time, &s.profile.zone);
        let end = self
            .start
            .zip(self.length)
            .and_then(|(start, minutes)| start.checked_add(jiff::SignedDuration::from_mins(minutes)).ok());
        meeting.subject = self.title.or(meeting.subject);
        meeting.start = self.start.map(show).or(meeting.start);
        meeting.end = end.map(show).or(meeting.end);
        meeting.duration_minutes = self.length.or(meeting.duration_minutes);
        meeting
    }
}
