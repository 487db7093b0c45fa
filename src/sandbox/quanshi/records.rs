//! Calls 9, 12 and 19: recordings.

use serde_json::{Map, Value, json};

use super::Asked;
use super::clock::{DAY, beijing, midnight, read_date, written};
use super::fields::{Refusal, illegal, misuse, no_conference};
use super::reply::{Done, done};
use super::world::{Meeting, Record, Session, World, by_email, user_of, word};

/// The sample writes the name with a space behind it, the table without: either is taken, but not both.
pub(super) const TEMP_IDS: [&str; 2] = ["tempConferenceIds", "tempConferenceIds "];

/// Call 9: a map by e-mail. Addresses without anything are not in it.
pub(super) fn replays(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let emails = asked.body.list("email");
    if emails.is_empty() || emails.len() > 10 {
        return illegal("email does not have 1 to 10 addresses");
    }
    let (from, to) = days(asked.body.text("dateTime"), asked.now)?;
    let mut result = Map::new();
    for email in emails {
        let Some(email) = email.as_str().filter(|email| email.contains('@')) else {
            return illegal("email holds something that is no address");
        };
        let Some(host) = by_email(email) else { continue };
        let rows: Vec<Value> = world
            .sessions
            .iter()
            .filter(|session| session.record != Record::Deleted && (from..to).contains(&session.start))
            .filter_map(|session| Some((session, world.meetings.get(&session.conference)?)))
            .filter(|(_, meeting)| meeting.host == host.id)
            .map(|(session, meeting)| row(session, meeting, false))
            .collect();
        if !rows.is_empty() {
            result.insert(email.to_owned(), Value::Array(rows));
        }
    }
    Ok(done(&Value::Object(result)))
}

/// `2020-08-14~2020-08-27`: at most fourteen days, the first and the last counted. Empty is today.
fn days(text: &str, now: i64) -> Result<(i64, i64), Refusal> {
    if text.is_empty() {
        let today = midnight(now);
        return Ok((today, today + DAY));
    }
    let span = text.split_once('~').and_then(|(from, to)| Some((read_date(from)?, read_date(to)? + DAY)));
    match span {
        None => illegal("dateTime is not like 2020-08-14~2020-08-27"),
        Some((from, to)) if to <= from => illegal("dateTime ends before it begins"),
        Some((from, to)) if to - from > 14 * DAY => illegal("dateTime is more than 14 days"),
        Some(span) => Ok(span),
    }
}

/// A recording of calls 9 and 19. All numbers are strings; the addresses hold Chinese as it is, those of call 19
/// spaces too, as the document prints them.
fn row(session: &Session, meeting: &Meeting, single: bool) -> Value {
    let plan = &meeting.plan;
    let temp = &session.temp;
    let has = !matches!(session.record, Record::None | Record::Deleted);
    let ready = matches!(session.record, Record::File | Record::Player);
    let flag = |on: bool| if on { "1" } else { "0" };
    let mut row = json!({
        "userId": meeting.host.to_string(),
        "conferenceId": meeting.id,
        "tempConferenceId": temp,
        "startTime": written(plan.start),
        "endTime": written(meeting.end()),
        "length": plan.length.to_string(),
        "pwdType": flag(single),
        "informType": if single { "0" } else { "3" },
        "pcode1": meeting.pcode1,
        "pcode2": meeting.pcode2,
    });
    if !single {
        row["status"] = json!("4");
    }
    for (name, value) in [
        ("conferenceTitle", plan.title.as_str()),
        ("hasReport", "1"),
        ("isReportReady", "1"),
        ("hasRecord", flag(has)),
        ("isRecordConvertReady", flag(ready)),
        ("realStartTime", &written(session.start)),
        ("realEndTime", &written(session.end)),
    ] {
        row[name] = json!(value);
    }
    let base = "https://rtest.sandbox.example";
    let day = beijing(session.start, "%Y%m%d");
    let name = format!("{}_{}.mp4", plan.title, beijing(session.start, "%Y%m%d%H%M%S"));
    let id = format!("{}{}", word(temp, 15), word(&format!("more {temp}"), 16));
    let (player, file, report) = if single {
        row["recordFlag"] = json!(flag(has));
        // The spaces are in the document: one after the question mark, one in the middle of the id.
        let spaced = format!("{} {}", &id[..15], &id[15..]);
        (
            format!("{base}/rec/page? id={id}&v=1"),
            format!("{base}/resources/{day}/{temp}/downloadzip/{spaced}.mp4?dname={name}"),
            format!("http://uniform.sandbox.example/confspace/report/download2/{spaced}/{}", meeting.id),
        )
    } else {
        (
            format!("{base}/rec/page?id={id}"),
            format!("{base}/resources/{day}/{temp}/downloadzip/{name}"),
            format!("https://uniform.sandbox.example/rest/conference/report/download/{temp}"),
        )
    };
    if ready {
        // Only some rows have the first two, and `recordUrl` is now the player's, now the file's.
        if session.record == Record::Player {
            row["replayUrl"] = json!(player);
            row["downloadUrl"] = json!(file);
        }
        if single {
            row["recordUrl"] = json!(player);
            row["recordDownUrl"] = json!(file);
        } else {
            row["recordDownUrl"] = json!(file);
            row["recordUrl"] = json!(if session.record == Record::Player { &player } else { &file });
        }
    }
    row["reportDownUrl"] = json!(report);
    row
}

/// Call 12. One verdict for all: with an id that is none of the host's, nothing is deleted.
pub(super) fn delete(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let host = user_of(&asked.body, "userId")?;
    let given: Vec<&str> = TEMP_IDS.into_iter().filter(|name| asked.body.get(name).is_some()).collect();
    let [name] = given.as_slice() else {
        return if given.is_empty() {
            illegal("tempConferenceIds is missing")
        } else {
            misuse("tempConferenceIds comes twice, with a space and without")
        };
    };
    let ids = asked.body.list(name);
    if ids.is_empty() || ids.len() > 20 {
        return illegal("tempConferenceIds does not have 1 to 20 ids");
    }
    let Some(ids) = ids.iter().map(Value::as_str).collect::<Option<Vec<_>>>() else {
        return illegal("tempConferenceIds holds something that is no string");
    };
    for id in &ids {
        let known = world.sessions.iter_mut().find(|session| {
            let has = !matches!(session.record, Record::None | Record::Deleted);
            let own = world.meetings.get(&session.conference).is_some_and(|meeting| meeting.host == host.id);
            session.temp == *id && has && own
        });
        known.ok_or_else(|| no_conference(id))?.record = Record::Deleted;
    }
    Ok(Done { msg: Some("delete record success"), ..done(&Value::Null) })
}

/// Call 19: one object, of the newest of several. A meeting that has none left answers null; the document is silent.
pub(super) fn by_conference(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let meeting = world.of(asked.body.text("conferenceId"), user_of(&asked.body, "userId")?)?;
    let session = world
        .sessions
        .iter()
        .find(|session| session.conference == meeting.id && session.record != Record::Deleted);
    Ok(done(&session.map_or(Value::Null, |session| row(session, meeting, true))))
}
