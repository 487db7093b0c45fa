//! What each of WeiyiPro's calls does, and the checks of the values it is given.
//!
//! A call checks everything before it changes anything.

use serde_json::{Value, json};

use super::world::{Derived, Meeting, World, beijing, noise};
use crate::sandbox::exchange::Fields;

const TIME: &str = "%Y-%m-%d %H:%M:%S";

/// Why a call is not done.
pub(super) enum Refusal {
    /// A number of the document, and a word for the log.
    Code(i64, &'static str),
    /// What the document has no number for: HTTP 400.
    Misuse(String),
}

pub(super) type Outcome = Result<Value, Refusal>;

fn misuse<T>(why: &str) -> Result<T, Refusal> {
    Err(Refusal::Misuse(why.to_owned()))
}

fn serial<'a>(fields: &Fields<'a>) -> Result<&'a str, Refusal> {
    match fields.get("serial") {
        None | Some("") => Err(Refusal::Code(5100, "there is no serial")),
        Some(serial) => Ok(serial),
    }
}

/// A field that may be absent, but if it is there it must say something.
fn optional<'a>(fields: &Fields<'a>, name: &str) -> Result<Option<&'a str>, Refusal> {
    match fields.get(name) {
        Some("") => misuse(&format!("field {name} is empty: leave it out")),
        value => Ok(value),
    }
}

const UNKNOWN: Refusal = Refusal::Code(4007, "there is no meeting with this serial");

fn meeting<'a>(world: &'a mut World, serial: &str) -> Result<&'a mut Meeting, Refusal> {
    world.meetings.get_mut(serial).ok_or(UNKNOWN)
}

/// Some answers have the serial as a number, others as a text.
fn number(serial: &str) -> Value {
    serial.parse::<u64>().map_or_else(|_| json!(serial), |number| json!(number))
}

fn name(text: &str) -> Result<String, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Code(4003, "meetingname is empty"));
    }
    Ok(text.to_owned())
}

/// Ten digits are the seconds from 2001 to 2286: neither milliseconds nor a date pass.
fn time(text: &str) -> Result<i64, Refusal> {
    let digits = text.len() == 10 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|_| digits)
        .ok_or(Refusal::Code(4004, "a time is not ten digits of Unix seconds"))
}

/// Start and end; without an end the meeting is permanent.
fn times(fields: &Fields<'_>) -> Result<(i64, Option<i64>), Refusal> {
    let Some(start) = fields.get("starttime") else {
        return Err(Refusal::Code(5004, "there is no starttime"));
    };
    let start = time(start)?;
    let end = fields.get("endtime").map(time).transpose()?;
    if end.is_some_and(|end| end <= start) {
        return Err(Refusal::Code(4005, "endtime is not after starttime"));
    }
    Ok((start, end))
}

fn password(text: &str) -> Result<String, Refusal> {
    if !(4..=20).contains(&text.chars().count()) {
        return Err(Refusal::Code(4006, "chairmanpwd does not have 4 to 20 characters"));
    }
    Ok(text.to_owned())
}

pub(super) fn create(fields: &Fields<'_>, world: &mut World, now: i64) -> Outcome {
    let name = name(fields.get("meetingname").unwrap_or_default())?;
    let (start, end) = times(fields)?;
    let Some(chairman_password) = fields.get("chairmanpwd") else {
        return Err(Refusal::Code(5002, "there is no chairmanpwd"));
    };
    let chairman_password = password(chairman_password)?;
    let live = match fields.get("islive") {
        None | Some("0") => false,
        Some("1") => true,
        Some(_) => return misuse("islive is neither 0 nor 1"),
    };
    world.version += 1;
    let serial = world.new_serial();
    let derived = Derived::of(&serial, now);
    let files = Vec::new();
    let meeting = Meeting { name, start, end, chairman_password, live, created: now, files, picture: None };
    world.meetings.insert(serial.clone(), meeting);
    Ok(json!({
        "version": world.version,
        "serial": number(&serial),
        "roomid": derived.room,
        "sig": derived.signature,
        "pushurl": derived.push,
        "pullurl": derived.pull,
        "pullurl2": derived.pull2,
        "recordpath": derived.record,
        "result": 0,
    }))
}

pub(super) fn modify(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let serial = serial(fields)?;
    let (start, end) = times(fields)?;
    let name = fields.get("meetingname").map(name).transpose()?;
    let chairman_password = fields.get("chairmanpwd").map(password).transpose()?;
    let meeting = meeting(world, serial)?;
    meeting.start = start;
    // As documented: no endtime makes the meeting permanent, it does not keep the old one.
    meeting.end = end;
    if let Some(name) = name {
        meeting.name = name;
    }
    if let Some(chairman_password) = chairman_password {
        meeting.chairman_password = chairman_password;
    }
    Ok(json!({"result": 0, "serial": number(serial)}))
}

pub(super) fn delete(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let serial = serial(fields)?;
    meeting(world, serial)?;
    world.delete(serial);
    Ok(json!({"version": world.version, "serial": serial, "result": 0}))
}

pub(super) fn duration(fields: &Fields<'_>, world: &mut World, now: i64) -> Outcome {
    let serial = serial(fields)?;
    let duration = meeting(world, serial)?.duration(now);
    Ok(json!({"result": 0, "serial": number(serial), "duration": duration}))
}

/// Whether the real call adds or replaces is not documented. This one adds, and knows a file once.
pub(super) fn bind_files(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let serial = serial(fields)?;
    let ids: Vec<&str> = fields.all("fileidarr[]").collect();
    if ids.is_empty() {
        return misuse("field fileidarr[] is missing");
    }
    if ids.iter().any(|id| !world.files.iter().any(|file| file.id == *id)) {
        return Err(Refusal::Code(4105, "there is no file with this id"));
    }
    let meeting = meeting(world, serial)?;
    for id in ids {
        if !meeting.files.iter().any(|known| known == id) {
            meeting.files.push(id.to_owned());
        }
    }
    Ok(json!({"result": 0}))
}

pub(super) fn set_picture(fields: &Fields<'_>, world: &mut World, now: i64) -> Outcome {
    let serial = serial(fields)?;
    let (name, size) = match fields.file("filedata") {
        None => return misuse("field filedata is missing"),
        Some(("", _)) => return misuse("the file in filedata has no name"),
        Some((_, 0)) => return misuse("the file in filedata is empty"),
        Some(file) => file,
    };
    let meeting = meeting(world, serial)?;
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let plain =
        (1..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let extension = if plain { extension } else { "bin" };
    let noise = noise(&format!("{serial} {size}"), name, 8);
    let letters: String = noise.into_iter().map(|byte| char::from(b'a' + byte % 26)).collect();
    let path = format!("/uploads/{}_{letters}.{extension}", beijing(now, "%Y%m%d_%H%M%S"));
    meeting.picture = Some(path.clone());
    Ok(json!({"result": 0, "picPath": path}))
}

pub(super) fn files(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let ids = meeting(world, serial(fields)?)?.files.clone();
    let rows: Vec<Value> = ids
        .iter()
        .filter_map(|id| world.files.iter().find(|file| file.id == *id))
        .map(|file| {
            json!({
                "fileid": file.id,
                "filename": file.name,
                "downloadpath": file.path,
                "filetype": file.path.rsplit('.').next(),
            })
        })
        .collect();
    // The document does not say how "none" looks; it is an empty list here.
    Ok(json!({"result": 0, "meetingfile": rows}))
}

pub(super) fn live_streams(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let wanted = optional(fields, "serial")?;
    if let Some(serial) = wanted {
        meeting(world, serial)?;
    }
    let entry = |serial: &str, url: &str| json!({"serial": serial, "pullUrl": url});
    let (mut cdn, mut server) = (Vec::new(), Vec::new());
    for (serial, meeting) in &world.meetings {
        if meeting.live && wanted.is_none_or(|wanted| wanted == serial) {
            let derived = Derived::of(serial, meeting.created);
            cdn.push(entry(serial, &derived.pull));
            server.push(entry(serial, &derived.pull2));
        }
    }
    if cdn.is_empty() {
        // As in the sample: one entry of nothing.
        cdn.push(entry("", ""));
        server.push(entry("", ""));
    }
    Ok(json!({"result": 0, "cdnStreams": cdn, "serverStreams": server}))
}

pub(super) fn visits(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let serial = serial(fields)?;
    let rows: Vec<Value> = meeting(world, serial)?
        .visits()
        .iter()
        .map(|visit| {
            json!({
                "userid": visit.user,
                "entertime": beijing(visit.enter, TIME),
                "serial": serial,
                // Somebody still inside: not documented, and empty here.
                "leavetime": visit.leave.map(|leave| beijing(leave, TIME)).unwrap_or_default(),
            })
        })
        .collect();
    Ok(json!({"result": 0, "logininfo": rows}))
}

pub(super) fn records(fields: &Fields<'_>, world: &mut World, _: i64) -> Outcome {
    let serial = optional(fields, "serial")?;
    let user = optional(fields, "userid")?;
    if let Some(serial) = serial {
        meeting(world, serial)?;
    }
    let rows: Vec<Value> = world
        .records
        .iter()
        .filter(|record| serial.is_none_or(|serial| record.serial == serial))
        .filter(|record| user.is_none_or(|user| record.user == user))
        .map(|record| {
            json!({
                "id": record.id,
                "serial": record.serial,
                "duration": record.seconds.to_string(),
                "filepath": record.path,
                "createtime": beijing(record.created, TIME),
            })
        })
        .collect();
    if rows.is_empty() {
        return Err(Refusal::Code(4105, "there is no such recording"));
    }
    Ok(json!({"code": 0, "records": rows}))
}
