//! Calls 14 to 18: the second generation's meetings, with rooms.

use serde_json::{Map, Value, json};

use super::Asked;
use super::clock::{DAY, midnight, written};
use super::conference::{live_link, phone_link, plan};
use super::event::{self, ROOMS};
use super::fields::{Body, Refusal, illegal, loose, misuse, no_conference, object, whole};
use super::links::by_pcode;
use super::reply::{Done, done};
use super::world::{Booking, Invitee, Meeting, Plan, User, World, by_email, by_id, host_of, noise, user_of};

/// The rest of calls 14 and 15. The samples of calls 17, 18 and 23 show that the cloud MCU is on; no parameter
/// turns it on or off.
fn room_plan(body: &Body<'_>) -> Result<Plan, Refusal> {
    Ok(Plan { invitees: participants(body)?, rooms: bookings(body)?, mcu: true, ..plan(body, false)? })
}

/// Ids and addresses with semicolons between them: the document names no separator, this is the vendor's own.
fn participants(body: &Body<'_>) -> Result<Vec<Invitee>, Refusal> {
    let parts = body.text("participantsLists").split(';').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let one = |user, name: &str, email: &str| Invitee {
                user,
                name: name.to_owned(),
                email: email.to_owned(),
                mobile: String::new(),
            };
            match loose(&json!(part)) {
                Some(id) => Ok(one(Some(id), by_id(id).map_or(part, |user| user.name), "")),
                None if part.contains('@') && !part.contains([',', ' ', '\n']) => {
                    Ok(one(by_email(part).map(|user| user.id), part, part))
                }
                None => illegal("participantsLists holds neither an id nor an address"),
            }
        })
        .collect()
}

fn bookings(body: &Body<'_>) -> Result<Vec<Booking>, Refusal> {
    let mut bookings: Vec<Booking> = Vec::new();
    for row in body.list("composeRoomList") {
        let Some(row) = row.as_object() else {
            return illegal("composeRoomList holds something that is no object");
        };
        let known = ["roomId", "isMainRoom", "equipIdList"];
        if let Some(name) = row.keys().find(|name| !known.contains(&name.as_str())) {
            return misuse(format!("unknown field {name} in composeRoomList"));
        }
        let Some(id) = row.get("roomId").and_then(whole) else { return illegal("roomId must be an integer") };
        let Some(room) = ROOMS.iter().find(|room| room.id == id) else {
            return illegal("there is no such room");
        };
        let main = row.get("isMainRoom").map_or(Some(0), whole).filter(|main| *main < 3);
        let Some(main) = main else { return illegal("isMainRoom must be 0, 1 or 2") };
        let equipment = match row.get("equipIdList") {
            None => Some(Vec::new()),
            Some(Value::Array(ids)) => ids.iter().map(whole).collect(),
            Some(_) => None,
        };
        let Some(equipment) = equipment else { return illegal("equipIdList must be an array of integers") };
        if equipment.iter().any(|id| !room.devices.iter().any(|(device, _)| device == id)) {
            return illegal("equipIdList holds what is not in that room");
        }
        if bookings.iter().any(|other| other.room == id || (main == 1 && other.main == 1)) {
            return illegal("a room comes twice, or two are the main one");
        }
        bookings.push(Booking { room: id, main, equipment });
    }
    Ok(bookings)
}

/// When a recurrence ends. `cycle` 1 needs the end and the rule, and without it neither of them means anything.
fn recurrence(body: &Body<'_>, start: i64) -> Result<Option<i64>, Refusal> {
    let (end, rule) = (body.int("repeatEndDate"), body.get("cycleRole").and_then(object));
    if body.text("cycle") != "1" {
        return match (end, rule) {
            (None, None) => Ok(None),
            _ => illegal("repeatEndDate or cycleRole without cycle 1"),
        };
    }
    let (Some(end), Some(rule)) = (end, rule) else {
        return illegal("cycle is 1 without repeatEndDate and cycleRole");
    };
    if !seconds(end) || end < midnight(start) {
        return illegal("repeatEndDate is no time in seconds from the start on");
    }
    let known = ["frequency", "interval", "byday", "bymonthday"];
    if let Some(name) = rule.keys().find(|name| !known.contains(&name.as_str())) {
        return misuse(format!("unknown field {name} in cycleRole"));
    }
    if rule.get("interval").and_then(whole).is_none_or(|interval| interval == 0) {
        return illegal("interval must be an integer from 1 on");
    }
    let has = |name: &str| rule.contains_key(name);
    let good = match rule.get("frequency").and_then(Value::as_str) {
        Some("daily") => !has("byday") && !has("bymonthday"),
        Some("weekly") => {
            let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            !has("bymonthday") && each(&rule, "byday", |day| days.contains(&day))
        }
        Some("monthly") => {
            let day = |day: &str| day.parse::<u8>().is_ok_and(|number| (1..=31).contains(&number));
            !has("byday") && each(&rule, "bymonthday", |text| !text.starts_with(['0', '+']) && day(text))
        }
        _ => false,
    };
    if good { Ok(Some(end)) } else { illegal("cycleRole is not one of the document's rules") }
}

fn each(rule: &Map<String, Value>, name: &str, good: impl Fn(&str) -> bool) -> bool {
    rule.get(name).and_then(Value::as_str).is_some_and(|text| text.split(',').all(good))
}

/// Ten digits: neither milliseconds nor a count of days.
pub(super) fn seconds(time: i64) -> bool {
    (1_000_000_000..10_000_000_000).contains(&time)
}

/// Call 14.
pub(super) fn reserve(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let host = host_of(&asked.body, "email")?;
    let plan = room_plan(&asked.body)?;
    let until = recurrence(&asked.body, plan.start)?;
    Ok(done(&reserved(world.create(host, plan, until, asked.now), asked.now)))
}

/// The conference of calls 15 and 16: by one of its ids, or by both, if they belong together.
fn conference(body: &Body<'_>, world: &World, host: &User) -> Result<String, Refusal> {
    let id = body.text("conferenceId");
    let event = match (body.int("eventId").filter(|event| *event > 0), id) {
        (None, "") => return illegal("conferenceId and eventId are both missing"),
        (None, id) => return Ok(world.of(id, host)?.id.clone()),
        (Some(event), _) => event,
    };
    let meeting = world.meetings.values().find(|meeting| meeting.event == event);
    let meeting = world.of(meeting.map_or("", |meeting| &meeting.id), host);
    let meeting = meeting.map_err(|_| no_conference(&event.to_string()))?;
    if !id.is_empty() && id != meeting.id {
        return illegal("conferenceId and eventId are not of the same conference");
    }
    Ok(meeting.id.clone())
}

/// Call 15. What is not sent is lost, as in call 2, but for the recurrence: without `cycle` it stays. The answer is
/// that of the sample, the conference as it was before.
pub(super) fn update(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let host = host_of(body, "email")?;
    let id = conference(body, world, host)?;
    let plan = room_plan(body)?;
    let until = recurrence(body, plan.start)?;
    let meeting = world.of_mut(&id, host)?;
    let before = reserved(meeting, asked.now);
    let (mcu, from) = (meeting.plan.mcu, meeting.plan.from.clone());
    let (fixed_password, email_notify) = (meeting.plan.fixed_password, meeting.plan.email_notify);
    let hard_video = meeting.plan.hard_video;
    meeting.plan = Plan { from, mcu, fixed_password, email_notify, hard_video, ..plan };
    if !body.text("cycle").is_empty() {
        meeting.until = until;
    }
    meeting.modified = asked.now;
    Ok(done(&before))
}

/// Call 16. `shareUserId` is a flag in the table and a user in the vendor's other documents: any number is taken.
pub(super) fn cancel(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let host = host_of(&asked.body, "email")?;
    let id = conference(&asked.body, world, host)?;
    world.of_mut(&id, host)?.cancelled = true;
    Ok(done(&Value::Null))
}

/// The answer of calls 14 and 15, with the names of the samples, not those of the tables.
fn reserved(meeting: &Meeting, now: i64) -> Value {
    let (host, plan) = (meeting.host(), &meeting.plan);
    let (host_url, join_url) =
        (format!("https://{}", meeting.link("host")), format!("https://{}", meeting.link("join")));
    let account = hex::encode(noise("account", host.email));
    let mut result = json!({
        "conferenceId": meeting.id,
        "pcode1": meeting.pcode1,
        "pcode2": meeting.pcode2,
        "billingcode": meeting.billing.to_string(),
        "groupId": meeting.group,
        "eventId": meeting.event,
        "attendeeJoinUrl": join_url,
        "hostJoinUrl": host_url,
        "pullUrl": plan.live.as_ref().map(|_| live_link(meeting)).unwrap_or_default(),
        "liveViewFlag": i32::from(plan.live.as_ref().is_some_and(|password| !password.is_empty())),
        "livePlaybackFlag": 0,
        "livePlaybackTime": 0,
        "beeAttendeeJoinUrl": "",
        "beeHostJoinUrl": "",
        "confHostId": 0,
        "largeGroup": 0,
        "usedConfTickets": 0,
        "wcallurl": phone_link(meeting),
        "joinHostUrl": "",
        "guestJoinUrl": "",
        "audienceJoinUrl": join_url,
        "audienceUnionUrl": "",
    });
    let rest = json!({
        "userId": host.id,
        "conferenceTitle": plan.title,
        "billingCode": meeting.billing.to_string(),
        "startTime": written(plan.start),
        "endTime": written(meeting.end()),
        "length": plan.length,
        "status": 1,
        "createAccount": format!("{}-{}-{}-{}-{}", &account[..8], &account[8..12], &account[12..16], &account[16..20], &account[20..]),
        "createName": host.name,
        "currentTime": written(now),
        // The host's name, as in the sample: the meeting's title is the next one.
        "title": host.name,
        "dTitle": plan.title,
        "hostName": host.name,
        "desc": meeting.pcode2,
        "host": host.name,
        "hostConferenceUrl": host_url,
        "hostMobile": "",
        "h323Ip": ["192.0.2.91"],
        "startTimeUnix": plan.start,
        "endTimeUnix": meeting.end(),
        "hostConferenceLongUrl": host_url,
        "attendeeJoinLongUrl": join_url,
        "email_notify": false,
    });
    if let (Value::Object(result), Value::Object(rest)) = (&mut result, rest) {
        result.extend(rest);
    }
    result
}

/// Call 17. A cancelled conference is still there, with status 0.
pub(super) fn infos(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let (id, pcode) = (asked.body.text("conferenceId"), asked.body.text("pcode"));
    let host = user_of(&asked.body, "userId")?;
    let meeting = match (id, pcode) {
        ("", "") => return illegal("conferenceId and pcode are both missing"),
        // "The host's password": the attendees' finds nothing.
        ("", pcode) => by_pcode(world, |meeting| meeting.pcode1 == pcode && meeting.host == host.id),
        (id, pcode) => world
            .meetings
            .get(id)
            .filter(|meeting| meeting.host == host.id && (pcode.is_empty() || pcode == meeting.pcode1)),
    };
    let meeting = meeting.ok_or_else(|| no_conference(if id.is_empty() { pcode } else { id }))?;
    Ok(done(&json!([event::of(meeting, asked.now, false)])))
}

/// Call 18. The times are strings in the table and numbers in the sample, seconds in both.
pub(super) fn list(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let host = user_of(&asked.body, "userId")?;
    let (from, to) =
        (asked.body.int("startTime").unwrap_or_default(), asked.body.int("endTime").unwrap_or_default());
    if !seconds(from) || !seconds(to) || to < from || to - from > 3_660 * DAY {
        return illegal("startTime and endTime are not two times in seconds, in order");
    }
    let cycles = asked.body.on("inCycle");
    let mut found: Vec<&Meeting> = world
        .meetings
        .values()
        .filter(|meeting| meeting.host == host.id && (from..=to).contains(&meeting.plan.start))
        .filter(|meeting| cycles || meeting.until.is_none())
        .collect();
    found.sort_by_key(|meeting| (meeting.plan.start, meeting.event));
    let rows: Vec<Value> = found.into_iter().map(|meeting| event::of(meeting, asked.now, false)).collect();
    Ok(done(&json!(rows)))
}
