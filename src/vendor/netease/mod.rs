//! NetEase Meeting (网易会议), Rest API v1 and v2.
//!
//! Source: the vendor's "REST API" document. What is odd in it: every call is a POST, reads as well;
//! times are milliseconds in bodies, seconds in the signature; `ret` is an object, a list, or not
//! there at all; `meetingUniqueId` is a number that looks like a meeting number (`meetingId`, a text)
//! and must never be taken for one; where the meetings stand in the answer of the list is not said.

mod account;
mod auth;
pub mod callback;
pub mod codes;
mod join_info;
mod list;
mod meeting;
mod probe;
mod record;
mod report;

use crate::client::json::{Fields, Json, Name};
use crate::client::profile::{Holds, Key, Need, Profile, Schema};
use crate::document::MeetingState;
use crate::error::{Error, Result};
use crate::op::meeting::Meeting;
use crate::op::{Callbacks, Vendor, directory, join_url, live};
use crate::time::{Moment, from_millis};

/// The vendor's record.
pub static VENDOR: Vendor = Vendor {
    id: ID,
    product: msg!("NetEase Meeting"),
    schema: Schema { vendor: ID, base_url: Some("https://meeting-api.netease.im"), keys: KEYS },
    dialect: &auth::DIALECT,
    probe: &probe::PROBE,
    callbacks: Some(Callbacks { secret: "app_secret", sender: "app_key" }),
    instead: &[
        (
            "join-url",
            "NetEase Meeting has no links: `meeting join-info NUMBER --name NAME` gives a guest's client what it needs to join",
        ),
        ("meeting status", "`meeting get` shows whether a meeting is scheduled, running or over"),
        ("live status", "`meeting join-info` tells where a meeting is streamed, if it is"),
        ("live streams", "`meeting join-info` tells where a meeting is streamed, if it is"),
    ],
    meeting: &meeting::VERBS,
    record: &record::VERBS,
    live: &live::Verbs::NONE,
    report: &report::VERBS,
    join_url: &join_url::Verbs::NONE,
    account: &account::VERBS,
    directory: &directory::Verbs::NONE,
};

const ID: &str = "netease";

static KEYS: &[Key] = &[
    Key {
        name: "app_key",
        holds: Holds::Text,
        about: "the application's key (AppKey), which every call carries",
        need: Need::Always,
    },
    Key {
        name: "app_secret",
        holds: Holds::Secret,
        about: "signs calls, and what the vendor sends (AppSecret)",
        need: Need::Always,
    },
];

/// `ret`, which holds all that an answer says.
fn ret(answer: Json) -> Json {
    Fields::of(answer).take("ret").unwrap_or(Json::Null)
}

/// The one thing in `ret`; a list of one is that thing.
fn one(answer: Json) -> Json {
    match ret(answer) {
        Json::List(mut items) if items.len() == 1 => items.swap_remove(0),
        ret => ret,
    }
}

/// The rows in `ret`: under `list`, which the document does not name, in the only list that there
/// is, or `ret` itself. An object with one of these marks is a row alone.
fn rows(ret: Json, marks: &[&str]) -> Result<Vec<Fields>> {
    let whole = match ret {
        Json::List(items) => return Ok(items.into_iter().map(Fields::of).collect()),
        Json::Object(_) => ret,
        Json::Null => return Ok(Vec::new()),
        Json::Text(text) if text.is_empty() => return Ok(Vec::new()),
        _ => return Err(Error::failed(tr!("the answer's \"ret\" is neither a list nor an object"))),
    };
    if marks.iter().any(|mark| whole.get(mark).is_some()) {
        return Ok(vec![Fields::of(whole)]);
    }
    let Json::Object(entries) = whole else { return Ok(Vec::new()) };
    let mut lists: Vec<(Name, Vec<Json>)> = Vec::new();
    for (name, value) in entries {
        match value {
            Json::List(items) if *name == *"list" => {
                lists = vec![(name, items)];
                break;
            }
            Json::List(items) => lists.push((name, items)),
            _ => {}
        }
    }
    if lists.len() > 1 {
        let names: Vec<&str> = lists.iter().map(|(name, _)| name.as_ref()).collect();
        return Err(Error::failed(tr!(
            "the answer holds several lists: {names}",
            names = names.join(tr!(", "))
        ))
        .hint(tr!("--raw shows the answer")));
    }
    Ok(lists.into_iter().flat_map(|(_, items)| items).map(Fields::of).collect())
}

/// The states of meetings, by the numbers that stand for them.
const STATES: [MeetingState; 6] = [
    MeetingState::Invalid,
    MeetingState::Scheduled,
    MeetingState::Running,
    MeetingState::Ended,
    MeetingState::Cancelled,
    MeetingState::Recycled,
];

/// A meeting as every call tells it.
fn meeting(profile: &Profile, mut row: Fields) -> Meeting {
    let mut meeting = Meeting::of(profile);
    meeting.id = row.text("meetingUniqueId");
    meeting.number = row.text("meetingId");
    meeting.short_id = row.text("shortId");
    meeting.subject = row.text("subject");
    meeting.host = row.text("host");
    meeting.password = row.text("password");
    let mut time = |name: &str| {
        let millis = row.int(name).filter(|millis| *millis != 0)?;
        if let Some(time) = from_millis(millis).filter(|_| millis > 0) {
            return Some(time);
        }
        // -1: without end. There is no time to show for it, so the vendor's own word stays.
        meeting.extra.insert(name, serde_json::Value::from(millis));
        None
    };
    let (start, end) = (time("startTime"), time("endTime"));
    meeting.start = start.map(|time| Moment::new(time, &profile.zone));
    meeting.end = end.map(|time| Moment::new(time, &profile.zone));
    meeting.duration_minutes = start.zip(end).map(|(start, end)| (end.as_second() - start.as_second()) / 60);
    let state = row.int("status");
    meeting.status = state.and_then(|state| STATES.get(usize::try_from(state).ok()?)).copied();
    if let (None, Some(unknown)) = (meeting.status, state) {
        meeting.extra.insert("status", serde_json::Value::from(unknown));
    }
    meeting.extra.merge(row.rest());
    meeting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::profile::tests::profile;
    use serde_json::json;

    fn json(text: &str) -> Json {
        Json::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_list_is_found_wherever_it_stands() {
        let count = |text: &str| rows(ret(json(text)), &["url"]).map(|rows| rows.len());
        for (text, wanted) in [
            (r#"{"ret":{"list":[{},{}],"other":[{}]}}"#, 2),
            (r#"{"ret":{"meetings":[{},{}],"totalNum":2}}"#, 2),
            (r#"{"ret":[{},{}]}"#, 2),
            (r#"{"ret":{"url":"u"}}"#, 1),
            (r#"{"ret":{"list":null,"totalNum":0}}"#, 0),
            (r#"{"ret":{}}"#, 0),
            (r#"{"ret":null}"#, 0),
            (r#"{"ret":""}"#, 0),
            ("{}", 0),
        ] {
            assert_eq!(count(text).unwrap(), wanted, "{text}");
        }
        assert!(count(r#"{"ret":{"a":[],"b":[]}}"#).unwrap_err().to_string().contains("a, b"));
    }

    #[test]
    fn a_meeting_has_its_types_whatever_was_sent() {
        let read = |text: &str| meeting(&profile(&[]), Fields::of(one(json(text))));
        let m = read(
            r#"{"ret":[{"meetingUniqueId":1234567890123456789,"meetingId":123456789,"startTime":"1795413600000",
            "endTime":1795417200000,"status":"2","password":"","shortId":null,"valid":true}]}"#,
        );
        assert_eq!(m.id.as_deref(), Some("1234567890123456789"));
        assert_eq!(
            (m.number.as_deref(), m.status, m.password),
            (Some("123456789"), Some(MeetingState::Running), None)
        );
        assert_eq!(m.start.unwrap().to_string(), "2026-11-23T14:00:00+08:00");
        assert_eq!((m.duration_minutes, m.extra.iter().count()), (Some(60), 2));
        let m = read(r#"{"ret":{"startTime":0,"endTime":-1,"status":9}}"#);
        assert_eq!((m.start, m.end, m.duration_minutes, m.status), (None, None, None, None));
        assert_eq!(json!(m.extra), json!({"endTime": -1, "status": 9}));
        let states: Vec<_> = (0..6).map(|n| read(&format!(r#"{{"ret":{{"status":{n}}}}}"#)).status).collect();
        let names: Vec<&str> = states.into_iter().flatten().map(MeetingState::name).collect();
        assert_eq!(names, ["invalid", "scheduled", "running", "ended", "cancelled", "recycled"]);
    }
}
