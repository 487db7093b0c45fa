//! What each of the calls for meetings does. A call checks everything before it changes anything.

use serde_json::{Value, json};

use super::fields::Fields;
use super::world::{CANCELLED, ENDED, Meeting, RECYCLED, RUNNING, SCHEDULED, World};
use super::{Outcome, Refusal};
use crate::sandbox::exchange::Incoming;
use crate::sandbox::files;

const UNKNOWN: Refusal = Refusal::Code(2000, "there is no such meeting");
const OVER: Refusal = Refusal::Code(2021, "the meeting is over");

fn wrong<T>(why: &'static str) -> Result<T, Refusal> {
    Err(Refusal::Code(300, why))
}

fn subject(fields: &Fields<'_>) -> Result<String, Refusal> {
    let text = fields.text("subject").unwrap_or_default();
    if text.trim().is_empty() || text.chars().count() > 30 {
        return Err(Refusal::Code(2017, "the subject does not have 1 to 30 characters"));
    }
    Ok(text.to_owned())
}

/// Thirteen digits are the milliseconds from 2001 to 2286: seconds do not pass.
fn time(millis: i64) -> Result<i64, Refusal> {
    match millis {
        1_000_000_000_000..=9_999_999_999_999 => Ok(millis),
        _ => wrong("a time is not in milliseconds"),
    }
}

fn end_time(millis: i64) -> Result<i64, Refusal> {
    if millis == -1 { Ok(millis) } else { time(millis) }
}

fn in_order(start: i64, end: i64) -> Result<(), Refusal> {
    if end != -1 && end <= start { wrong("endTime is not after startTime") } else { Ok(()) }
}

/// The document's structure: `controls` and `scene.roleTypes`, and nothing else.
fn settings(value: &Value) -> Result<Value, Refusal> {
    let known = |value: &Value, names: &[&str]| match value.as_object() {
        Some(fields) => match fields.keys().find(|name| !names.contains(&name.as_str())) {
            Some(name) => Err(Refusal::Misuse(format!("unknown field {name} in settings"))),
            None => Ok(()),
        },
        None => wrong("something in settings is not an object"),
    };
    let rows = |value: Option<&Value>| match value {
        None => Ok(Vec::new()),
        Some(Value::Array(rows)) => Ok(rows.clone()),
        Some(_) => wrong("something in settings is not a list"),
    };
    let among = |value: Option<&Value>, allowed: &[i64]| match value {
        None => Ok(()),
        Some(value) if value.as_i64().is_some_and(|number| allowed.contains(&number)) => Ok(()),
        Some(_) => wrong("a number in settings is not one of those documented"),
    };
    known(value, &["controls", "scene"])?;
    for control in rows(value.get("controls"))? {
        known(&control, &["type", "state", "attendeeOff", "allowSelfOn"])?;
        if control["type"] != "audio" && control["type"] != "video" {
            return wrong("the type of a control is neither audio nor video");
        }
        among(control.get("state"), &[0, 1])?;
        among(control.get("attendeeOff"), &[0, 1, 2])?;
        if !control.get("allowSelfOn").is_none_or(Value::is_boolean) {
            return wrong("allowSelfOn is not a Boolean");
        }
    }
    if let Some(scene) = value.get("scene") {
        known(scene, &["roleTypes"])?;
        for role in rows(scene.get("roleTypes"))? {
            known(&role, &["roleType", "maxCount"])?;
            among(role.get("roleType"), &[1, 2])?;
            if !role.get("maxCount").is_none_or(Value::is_u64) {
                return wrong("maxCount is not a number");
            }
        }
    }
    Ok(value.clone())
}

fn shown(id: i64, meeting: &Meeting) -> Value {
    json!({
        "meetingUniqueId": id,
        "meetingId": meeting.number,
        "subject": meeting.subject,
        "startTime": meeting.start,
        "endTime": meeting.end,
        "password": meeting.password,
        "settings": meeting.settings,
        "status": meeting.status,
        "shortId": meeting.short_id,
    })
}

pub(super) fn create(fields: &Fields<'_>, world: &mut World, request: &Incoming) -> Outcome {
    let kind = match (fields.text("type"), fields.long("type")) {
        (Some("1"), _) | (_, Some(1)) => 1,
        (Some("2"), _) | (_, Some(2)) => 2,
        (Some("3"), _) | (_, Some(3)) => 3,
        _ => return Err(Refusal::Code(2023, "type is not 1, 2 or 3")),
    };
    let subject = subject(fields)?;
    let (start, end) = (fields.long("startTime"), fields.long("endTime"));
    if kind == 3 && (start.is_none() || end.is_none()) {
        return Err(Refusal::Code(301, "a reserved meeting needs startTime and endTime"));
    }
    let start = start.map_or(Ok(request.now * 1000), time)?;
    let end = end.map_or(Ok(-1), end_time)?;
    in_order(start, end)?;
    let settings = fields.value("settings").map_or(Ok(json!({})), settings)?;
    let host = fields.text("host").unwrap_or_default().to_owned();
    let (id, random) = world.new_meeting();
    let (number, short_id) = if kind == 2 { world.personal(&host) } else { (random, String::new()) };
    if world.meetings.values().any(|m| m.number == number && m.status == RUNNING) {
        return Err(Refusal::Code(2002, "a meeting with the personal number is running"));
    }
    let meeting = Meeting {
        number,
        short_id,
        kind,
        owner: fields.text("owner").unwrap_or(&host).to_owned(),
        host,
        subject,
        start,
        end,
        password: fields.text("password").unwrap_or_default().to_owned(),
        settings,
        // Whoever makes a meeting that is not reserved goes in at once.
        status: if kind == 3 { SCHEDULED } else { RUNNING },
        records: Vec::new(),
    };
    let answer = shown(id, &meeting);
    world.meetings.insert(id, meeting);
    Ok(Some(answer))
}

fn find<'a>(fields: &Fields<'_>, world: &'a mut World) -> Result<(i64, &'a mut Meeting), Refusal> {
    let id = fields.long("meetingUniqueId").unwrap_or_default();
    world.meetings.get_mut(&id).map(|meeting| (id, meeting)).ok_or(UNKNOWN)
}

/// What is cancelled or recycled has disappeared, says the document, but it has states for both: it can be read.
pub(super) fn get(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let (id, meeting) = find(fields, world)?;
    let mut answer = shown(id, meeting);
    answer["valid"] = json!(matches!(meeting.status, SCHEDULED | RUNNING));
    answer["avRoomCid"] =
        json!(if meeting.status == RUNNING { format!("{}", id * 7) } else { String::new() });
    Ok(Some(answer))
}

pub(super) fn edit(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let subject = subject(fields)?;
    let start = fields.long("startTime").map(time).transpose()?;
    let end = fields.long("endTime").map(end_time).transpose()?;
    let settings = fields.value("settings").map(settings).transpose()?;
    let (_, meeting) = find(fields, world)?;
    match meeting.status {
        SCHEDULED if meeting.kind == 3 => {}
        SCHEDULED | RUNNING => return Err(Refusal::Code(2025, "only what is reserved can be changed")),
        ENDED => return Err(OVER),
        _ => return Err(UNKNOWN),
    }
    let (start, end) = (start.unwrap_or(meeting.start), end.unwrap_or(meeting.end));
    in_order(start, end)?;
    (meeting.subject, meeting.start, meeting.end) = (subject, start, end);
    // Absent keeps; an empty text removes.
    if let Some(password) = fields.text("password") {
        password.clone_into(&mut meeting.password);
    }
    // As documented: the settings are replaced whole.
    if let Some(settings) = settings {
        meeting.settings = settings;
    }
    Ok(None)
}

pub(super) fn cancel(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let (_, meeting) = find(fields, world)?;
    match meeting.status {
        SCHEDULED => meeting.status = CANCELLED,
        RUNNING => return Err(Refusal::Code(2002, "the meeting is running: it can be ended")),
        ENDED => return Err(OVER),
        _ => return Err(UNKNOWN),
    }
    Ok(None)
}

/// The document does not say that only a running meeting can be ended; here a reserved one can be too.
fn end(fields: &Fields<'_>, found: Option<(i64, &mut Meeting)>) -> Outcome {
    let (_, meeting) = found.ok_or(UNKNOWN)?;
    match meeting.status {
        SCHEDULED | RUNNING => {}
        ENDED => return Err(OVER),
        _ => return Err(UNKNOWN),
    }
    // Personal numbers are never taken back.
    meeting.status = if fields.flag("recycle") && meeting.kind != 2 { RECYCLED } else { ENDED };
    Ok(None)
}

pub(super) fn end_by_unique_id(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    end(fields, Some(find(fields, world)?))
}

pub(super) fn end_by_number(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let number = fields.text("meetingId");
    end(fields, current(world, |meeting| Some(meeting.number.as_str()) == number))
}

pub(super) fn end_by_short_id(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let short = fields.text("shortId");
    end(fields, current(world, |meeting| Some(meeting.short_id.as_str()) == short))
}

/// Of the meetings with one number, the one that runs; if none does, the next; if there is none, the last.
pub(super) fn current(world: &mut World, fits: impl Fn(&Meeting) -> bool) -> Option<(i64, &mut Meeting)> {
    let rank = |meeting: &Meeting| match meeting.status {
        RUNNING => (0, meeting.start),
        SCHEDULED => (1, meeting.start),
        status => (2 + i32::from(status), -meeting.start),
    };
    let found = world.meetings.iter_mut().filter(|(_, meeting)| fits(meeting));
    found.min_by_key(|(_, meeting)| rank(meeting)).map(|(id, meeting)| (*id, meeting))
}

pub(super) fn records(fields: &Fields<'_>, world: &mut World, request: &Incoming) -> Outcome {
    let (_, meeting) = find(fields, world)?;
    // How "none" looks is not documented; it is an empty list here.
    Ok(Some(meeting.records.iter().map(|file| real(file, &request.own)).collect()))
}

/// A recording as it is listed, with the size, the sum and the link of what is served for it.
pub(super) fn real(file: &Value, own: &str) -> Value {
    let mut file = file.clone();
    let inner = if file["fileInfo"].is_object() { &mut file["fileInfo"] } else { &mut file };
    let name = inner["filename"].as_str().unwrap_or_default().to_owned();
    let size = files::size_of(&name);
    inner["size"] = json!(size);
    inner["md5"] = json!(files::md5_of(&name, size));
    inner["url"] = json!(format!("http://{own}{FILES}{name}"));
    file
}

/// Where recordings are.
pub(super) const FILES: &str = "/xiazai/";

pub(super) fn list(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let page = match fields.long("pageIndex").unwrap_or(0) {
        page @ 0.. => usize::try_from(page).unwrap_or(usize::MAX),
        _ => return wrong("pageIndex is below 0"),
    };
    let size = match fields.long("pageSize").unwrap_or(20) {
        size @ 1..=100 => usize::try_from(size).unwrap_or(100),
        _ => return wrong("pageSize is not 1 to 100"),
    };
    let states: Vec<i64> = fields
        .value("statusList")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect();
    if states.iter().any(|state| ![1, 2].contains(state)) {
        return wrong("statusList knows 1 and 2");
    }
    let kind = match fields.text("type") {
        None => None,
        Some(kind @ ("1" | "2" | "3")) => kind.parse::<u8>().ok(),
        Some(_) => return Err(Refusal::Code(2023, "type is not 1, 2 or 3")),
    };
    let (from, to) = (
        fields.long("minStartTime").map(time).transpose()?,
        fields.long("maxStartTime").map(time).transpose()?,
    );
    let (id, number) = (fields.long("meetingUniqueId"), fields.text("meetingId"));
    let mut found: Vec<(&i64, &Meeting)> = world
        .meetings
        .iter()
        .filter(|(_, meeting)| matches!(meeting.status, SCHEDULED | RUNNING))
        .filter(|(_, meeting)| states.is_empty() || states.contains(&i64::from(meeting.status)))
        .filter(|(known, _)| id.is_none_or(|id| **known == id))
        .filter(|(_, meeting)| number.is_none_or(|number| meeting.number == number))
        .filter(|(_, meeting)| kind.is_none_or(|kind| meeting.kind == kind))
        .filter(|(_, meeting)| from.is_none_or(|from| meeting.start >= from))
        .filter(|(_, meeting)| to.is_none_or(|to| meeting.start <= to))
        .collect();
    found.sort_by_key(|(id, meeting)| (meeting.start, **id));
    let rows = found.iter().skip(page.saturating_mul(size)).take(size).map(|(id, meeting)| {
        let mut row = shown(**id, meeting);
        // In the list the number is a number, not a text.
        row["meetingId"] = meeting.number.parse::<i64>().map_or(Value::Null, Value::from);
        row
    });
    let rows: Vec<Value> = rows.collect();
    Ok(Some(json!({
        "pageIndex": page,
        "pageSize": size,
        "totalNum": found.len(),
        "totalPages": found.len().div_ceil(size),
        "list": rows,
    })))
}
