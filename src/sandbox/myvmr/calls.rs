//! What each of MyVMR's calls does, and the checks of the values it is given.
//!
//! A call checks everything before it changes anything.

use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::world::{FOREIGN, Record, Reservation, Room, World, utc};
use super::{Done, Input, Outcome, Refusal, people};
use crate::sandbox::files::LARGEST;

fn misuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Misuse(why.into()))
}

/// An account is xxxx@xxxx. Whose it is, is not checked: the document has no code for a stranger's.
pub(super) fn account<'a>(input: &'a Input<'_>) -> Result<&'a str, Refusal> {
    let account = input.text("account");
    match account.split_once('@') {
        Some((user, host)) if !user.is_empty() && !host.is_empty() => Ok(account),
        _ => misuse("field account is not xxxx@xxxx"),
    }
}

/// The room of a short number. What a reservation's id gets here is not documented: the refusal of another
/// company's number, because it is no number of this one.
fn room<'a>(world: &'a mut World, number: &str) -> Result<&'a mut Room, Refusal> {
    let reserved = number.parse().is_ok_and(|id| world.reservations.contains_key(&id));
    match world.rooms.get_mut(number) {
        Some(room) => Ok(room),
        None if reserved || number == FOREIGN => Err(Refusal::Code(200_001, "no number of this company")),
        None => Err(Refusal::Code(200_008, "there is no room with this number")),
    }
}

pub(super) fn open_record(input: &Input<'_>, world: &mut World, now: i64) -> Outcome {
    let number = input.text("conferenceKey");
    let refused = match room(world, number)? {
        room if !room.started => Some((200_006, "the meeting has not started")),
        room if room.recording.is_some() => Some((200_003, "a recording is running")),
        room if !room.may_record => Some((200_004, "this room must not be recorded")),
        _ => None,
    };
    if let Some((code, why)) = refused {
        return Err(Refusal::Code(code, why));
    }
    let id = world.open();
    let room = room(world, number)?;
    room.recording = Some((id.clone(), now));
    room.last.clone_from(&id);
    Ok(Done::Data(json!({"recordId": id})))
}

/// It stops whatever runs in the room, whoever opened it.
pub(super) fn close_record(input: &Input<'_>, world: &mut World, now: i64) -> Outcome {
    let number = input.text("conferenceKey");
    let Some((id, since)) = room(world, number)?.recording.take() else {
        return Err(Refusal::Code(200_007, "no recording is running"));
    };
    world.records.push(Record { id: plain(&id), ..Record::of(number, since, now.max(since + 1)) });
    Ok(Done::Data(json!({"recordId": id})))
}

/// With and without dashes it is the same recording.
fn plain(id: &str) -> String {
    id.replace('-', "").to_ascii_lowercase()
}

/// A recording that is not there, or is still running, is an empty list: the document has no code for it.
pub(super) fn records(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    input.optional("origin")?;
    let id = plain(input.text("recordId"));
    let row = |record: &Record| {
        let mut row = json!({
            "recordId": record.id,
            "conferenceKey": record.room,
            "entId": 52,
            // As the sample has them: eight hours less than the name of the file says.
            "startTime": utc(record.start, "%Y-%m-%d %H:%M:%S"),
            "fileSize": record.size.min(LARGEST),
            "stopTime": utc(record.stop, "%Y-%m-%d %H:%M:%S"),
            "downUrl": record.url,
        });
        if let Some(cid) = &record.cid {
            row["cid"] = json!(cid);
        }
        row
    };
    let rows: Vec<Value> = world.records.iter().filter(|record| record.id == id).map(row).collect();
    Ok(Done::Data(json!(rows)))
}

/// 200008 is about meetings; the document has no code for a missing recording.
pub(super) fn delete_record(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    let (asked, before) = (input.text("recordId"), world.records.len());
    let id = plain(asked);
    world.records.retain(|record| record.id != id);
    if world.records.len() == before {
        return Err(Refusal::Code(200_008, "there is no recording with this id"));
    }
    Ok(Done::Data(json!({"recordId": asked})))
}

/// `recordId` names the last recording when none is running, and `failedReason` is empty, as in the sample.
pub(super) fn live_status(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    let number = input.text("conferenceKey");
    let room = room(world, number)?;
    let url = if room.live { format!("rtmp://live.sandbox.example/live/{number}") } else { String::new() };
    Ok(Done::Data(json!({
        "conferenceKey": number,
        "live": room.live,
        "rtmpUrl": url,
        "record": room.recording.is_some(),
        "recordId": room.last,
        "failedReason": "",
    })))
}

pub(super) fn info(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    let number = input.text("addr");
    let room = room(world, number)?;
    Ok(Done::Flat(json!({
        "code": 200,
        "msg": "success",
        "name": room.name,
        "alias": number,
        "hostpwd": room.host_pin,
        "guestpwd": room.guest_pin,
        "locked": room.locked,
        "started": room.started,
        "participants": room.participants,
    })))
}

pub(super) fn rooms(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    account(input)?;
    let row = |(number, room): (&String, &Room)| {
        json!({
            "hostPin": room.host_pin,
            "isPublicVmr": "yes",
            "livePwd": "",
            "hostView": "1:7",
            "alias": format!("{number}meet@sandbox.example"),
            "guestView": "1:7",
            "guestPin": room.guest_pin,
            "pid": room.pid,
            "type": if room.lecture { 2 } else { 1 },
            "maxSquare": "100",
            "pDesc": room.name,
            // A number here, a text in a reservation.
            "sipkey": number.parse::<u64>().map_or_else(|_| json!(number), |number| json!(number)),
            "isDispark": "no",
        })
    };
    Ok(Done::Data(json!(world.rooms.iter().map(row).collect::<Vec<Value>>())))
}

const MINUTES: &str = "%Y-%m-%d %H:%M";

/// `2020-01-30 09:00`, and nothing else.
fn minutes(input: &Input<'_>, name: &str) -> Result<DateTime, Refusal> {
    let text = input.text(name);
    match DateTime::strptime(MINUTES, text) {
        Ok(time) if time.strftime(MINUTES).to_string() == text => Ok(time),
        _ => misuse(format!("field {name} is not YYYY-MM-DD HH:MM")),
    }
}

pub(super) fn create(input: &Input<'_>, world: &mut World, now: i64) -> Outcome {
    let account = account(input)?;
    let (start, end) = (minutes(input, "startDate")?, minutes(input, "endDate")?);
    if end <= start {
        return misuse("endDate is not after startDate");
    }
    if !matches!(input.optional("isAutoOpen")?, None | Some("yes" | "no")) {
        return misuse("isAutoOpen is neither yes nor no");
    }
    let mut visitors: Vec<&str> = match input.text("visitor_ids") {
        "" => Vec::new(),
        ids => ids.split(',').collect(),
    };
    if visitors.iter().any(|id| id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit())) {
        return misuse("visitor_ids is not a list of numbers with commas");
    }
    // People whom nobody knows are left out; the others come back in the opposite order, as in the sample.
    visitors.retain(|id| people::name(id).is_some());
    visitors.reverse();
    let taken = |number: &str| {
        let clashes = |other: &Reservation| {
            let time = |text: &str| DateTime::strptime(MINUTES, text).ok();
            other.room == number && time(&other.start) < Some(end) && Some(start) < time(&other.end)
        };
        world.reservations.values().any(clashes)
    };
    let room = match input.value("pid").and_then(Value::as_u64) {
        Some(pid) => match world.rooms.iter().find(|(_, room)| room.pid == pid) {
            Some((number, _)) => number.clone(),
            None => return Err(Refusal::Code(200_008, "there is no room with this pid")),
        },
        // "Chosen by the system": the first that is free.
        None => match world.rooms.keys().find(|number| !taken(number)) {
            Some(number) => number.clone(),
            None => return Err(Refusal::Code(200_009, "every room is booked then")),
        },
    };
    if taken(&room) {
        return Err(Refusal::Code(200_009, "the room is booked then"));
    }
    let id = world.new_reservation();
    let host_password = match input.text("shostPwd") {
        "" => (10_000 + id * 7_919 % 90_000).to_string(),
        password => password.to_owned(),
    };
    let new = Reservation {
        account: account.to_owned(),
        room,
        theme: input.text("theme").to_owned(),
        introduction: input.text("introduction").to_owned(),
        start: input.text("startDate").to_owned(),
        end: input.text("endDate").to_owned(),
        host_password,
        visitor_password: input.text("svisitorPwd").to_owned(),
        visitors: visitors.into_iter().map(str::to_owned).collect(),
        created: now,
    };
    let row = shown(id, &new, world);
    world.reservations.insert(id, new);
    // A list, though it is one meeting.
    Ok(Done::Data(json!([row])))
}

fn shown(id: u64, it: &Reservation, world: &World) -> Value {
    let visitor = |id: &String| json!({"id": id, "name": people::name(id).unwrap_or_default()});
    json!({
        "id": id,
        "theme": it.theme,
        "introduction": it.introduction,
        "randomHostPwd": it.host_password,
        "randomVisitorPwd": it.visitor_password,
        "sipkey": it.room,
        // As in the sample, whatever was asked for.
        "isAutoOpen": "no",
        "startDate": it.start,
        "endDate": it.end,
        "createSubscriber": {"id": 2756, "name": "蓝天"},
        "createTime": utc(it.created + 8 * 3600, "%Y-%m-%d %H:%M:%S"),
        "shortAddress": format!("https://meet.sandbox.example/meet/share/S{id}"),
        "bizProductId": world.rooms.get(&it.room).map(|room| room.pid),
        "visitorList": it.visitors.iter().map(visitor).collect::<Vec<_>>(),
    })
}

pub(super) fn reservations(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    let account = account(input)?;
    let rows: Vec<Value> = world
        .reservations
        .iter()
        .filter(|(_, it)| it.account == account)
        .map(|(id, it)| shown(*id, it, world))
        .collect();
    Ok(Done::Data(json!(rows)))
}

pub(super) fn cancel(input: &Input<'_>, world: &mut World, _: i64) -> Outcome {
    let id = input.text("st_id").parse().ok();
    match id.and_then(|id| world.reservations.remove(&id)) {
        Some(_) => Ok(Done::Told("操作成功")),
        None => Err(Refusal::Code(200_008, "there is no reservation with this id")),
    }
}
