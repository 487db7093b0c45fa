//! Who was in a meeting, as the report after it tells.

use super::params::BASE_INFO;
use super::read::{first, moment, seconds, stamp};
use super::{ask, begin, host, nothing, rows_of};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::report::{Attendance, Of, Plan, Report, Verbs};
use crate::op::{How, Route};
use crate::time::Moment;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

pub(super) static VERBS: Verbs =
    Verbs { report: &[Route::new(&[&DATA, &BASE_INFO], How::One(|s, input| Box::pin(report(s, input))))] };

/// 十
static DATA: Call = Call::read("POST /conference/report/getReportData", "获取会后报告数据").json().takes(&[
    param("appId", Kind::Int).internal(),
    param("conferenceId", Kind::TEXT).flag("meeting").required(),
    param("userId", Kind::Int).computed(&["host"]),
]);

async fn report(s: &Session, input: &Of) -> Result<Report> {
    let draft = host::put_of(s, begin(s, &DATA, input)?, input.host.as_deref(), &input.meeting).await?;
    let result = trimmed(ask(s, draft).await?);
    let twice = twice(&result);
    if !twice.is_empty() {
        s.warn(&tr!(
            "the answer has {twice} more than once; the fuller of each is shown",
            twice = twice.join(tr!(", "))
        ));
    }
    let none = || nothing(tr!("a report"));
    let mut result = rows_of(result)?.into_iter().find(|row| !row.is_blank()).ok_or_else(none)?;
    let visits = |rows: Vec<Fields>, all: bool| {
        let told = rows.into_iter().filter(|row| !row.is_blank());
        told.map(move |row| visit(s, &input.meeting, row, all))
    };
    let mut report = Report::of_visits(&input.meeting, visits(result.list("attendees")?, true))?;
    report.invitees = visits(result.list("invitees")?, false).map(|visit| fields(&visit)).collect();
    report.live = match result.take("live") {
        Some(Json::Null) | None => Value::Null,
        Some(rows) => visits(rows_of(rows)?, true).map(|visit| Value::Object(fields(&visit))).collect(),
    };
    let kinds = [("rollcall", "signed"), ("videoRollcall", "video")];
    for (name, kind) in kinds {
        report.rollcall.extend(result.list(name)?.into_iter().map(|row| {
            let mut row = Map::from(row.rest());
            row.insert("kind".to_owned(), Value::from(kind));
            row
        }));
    }
    report.handsup = result.list("handsup")?.into_iter().map(|row| row.rest().into()).collect();
    summed(s, &mut report, result);
    Ok(report)
}

/// What the meeting was, and the vendor's own figures.
fn summed(s: &Session, report: &mut Report, mut result: Fields) {
    let mut told = result.rows("summary").into_iter().next().unwrap_or_default();
    report.plan = Plan {
        subject: first(&mut told, &["confTitle"]),
        start: moment(&s.profile, &mut told, &["startTime"]).map(|time| time.to_string()),
        end: moment(&s.profile, &mut told, &["endTime"]).map(|time| time.to_string()),
        ..Plan::default()
    };
    report.extra = told.rest();
    report.extra.merge(result.rest());
}

fn visit(s: &Session, meeting: &str, mut row: Fields, came: bool) -> Attendance {
    let length = |row: &mut Fields, name: &str| row.take_if(name, |value| seconds(&value.as_text()?));
    // `totalTIme` in the table.
    let stayed = length(&mut row, "totalTime").or_else(|| length(&mut row, "totalTIme"));
    let time = |row: &mut Fields, name: &str| row.take_if(name, stamp);
    let joined = time(&mut row, "joinTime");
    // A visit whose length is told is over, even where it is not told when.
    let left = time(&mut row, "offlineTime").or_else(|| {
        let stayed = stayed.filter(|seconds| *seconds > 0)?;
        joined?.checked_add(SignedDuration::from_secs(stayed)).ok()
    });
    let shown = |time: Timestamp| Moment::new(time, &s.profile.zone).to_string();
    Attendance {
        meeting_id: Some(meeting.to_owned()),
        user_id: first(&mut row, &["userId"]),
        name: first(&mut row, &["name"]),
        email: first(&mut row, &["email"]),
        mobile: first(&mut row, &["mobile"]),
        role: row.take_if("role", |role| match role.as_text()?.trim() {
            "0" => Some("attendee".to_owned()),
            "1" => Some("host".to_owned()),
            _ => None,
        }),
        joined: joined.map(shown),
        left: left.map(shown),
        duration_seconds: stayed,
        client: first(&mut row, &["clientType", "deviceType"]),
        access: first(&mut row, &["accessType"]),
        ip: first(&mut row, &["ip"]),
        city: first(&mut row, &["city"]),
        attended: row.bool("attend").or(came.then_some(true)),
        extra: row.rest(),
    }
}

fn fields(visit: &Attendance) -> Map<String, Value> {
    match serde_json::to_value(visit) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The same without the spaces around texts that stand in the vendor's own sample.
fn trimmed(json: Json) -> Json {
    match json {
        Json::Text(text) => Json::Text(text.trim().to_owned()),
        Json::List(items) => Json::List(items.into_iter().map(trimmed).collect()),
        Json::Object(entries) => {
            Json::Object(entries.into_iter().map(|(key, value)| (key, trimmed(value))).collect())
        }
        other => other,
    }
}

/// The keys that an object has more than once.
fn twice(json: &Json) -> Vec<&str> {
    let Json::Object(entries) = json else { return Vec::new() };
    let mut twice = Vec::new();
    for (at, (key, _)) in entries.iter().enumerate() {
        if entries[..at].iter().any(|(earlier, _)| earlier == key) && !twice.contains(&key.as_ref()) {
            twice.push(key);
        }
    }
    twice
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_stand_twice_are_named_once() {
        let json = Json::parse(br#"{"a":1,"b":[" x "],"a":2,"a":3,"c":0,"b":[]}"#).unwrap();
        assert_eq!(twice(&json), ["a", "b"]);
        assert!(twice(&Json::Null).is_empty());
        assert_eq!(trimmed(json).get("b"), Some(&Json::List(vec![Json::Text("x".into())])));
    }
}
