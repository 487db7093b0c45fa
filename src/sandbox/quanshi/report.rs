//! Call 10: the report of a meeting that was held.

use serde_json::{Value, json};

use super::Asked;
use super::clock::written;
use super::fields::Refusal;
use super::reply::{Done, done};
use super::world::{World, user_of};

/// 2022-01-01 in Beijing. The samples are older: a report of their time has the old and the new fields in one
/// object, three names twice. A newer one has each name once.
const NEW_REPORTS: i64 = 1_640_966_400;

pub(super) fn data(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let meeting = world.of(asked.body.text("conferenceId"), user_of(&asked.body, "userId")?)?;
    let title = &meeting.plan.title;
    let session = world.sessions.iter().find(|session| session.conference == meeting.id);
    // Nobody came, so there is nothing to report. What the real server says then is not documented.
    let Some(session) = session else {
        let summary = summary(title, "", "", 0);
        return Ok(done(&json!({
            "attendees": [], "handsup": [], "invitees": [], "live": null, "rollcall": [],
            "summary": summary, "videoRollcall": [],
        })));
    };
    let at = |seconds: i64| written(session.start + seconds);
    let (start, end) = (at(0), written(session.end));
    let stays = [(at(12), at(1_500), "00:24:48"), (at(-30), end.clone(), "00:25:35")];
    if session.start < NEW_REPORTS {
        return Ok(Done {
            status: 0,
            result: twice(&json!(title).to_string(), &start, &end, &stays),
            msg: None,
        });
    }
    let mut summary = summary(title, &start, &end, 3);
    for (name, value) in [
        ("attendeePercentage", json!("67%")),
        ("handsupCount", json!(1)),
        ("handsupPercentage", json!("33%")),
        ("inviteAttendedCount", json!(2)),
        ("inviteCount", json!(3)),
        ("rollcallAnswer", json!([{"num": 1, "percentage": "50%"}, {"num": 2, "percentage": "100%"}])),
        ("rollcallNum", json!(2)),
    ] {
        summary[name] = value;
    }
    let person = |name: &str, mobile: &str| {
        json!({
            "name": name, "mobile": mobile, "email": "zhangwei@sandbox.example", "groupName": "未分组",
            "extType": 0, "extName": "",
        })
    };
    let with = |mut person: Value, name: &str, value: Value| {
        person[name] = value;
        person
    };
    let rows = |text: String| serde_json::from_str::<Value>(&text).unwrap_or_default();
    Ok(done(&json!({
        "attendees": rows(format!("[{}]", attendees(&stays))),
        "handsup": [with(person("张伟", "13800000001"), "createTime", json!(session.start + 300))],
        "invitees": rows(format!("[{}]", invitees(&stays))),
        "live": rows(format!("[{}]", live(&stays))),
        "rollcall": [
            with(person("张伟", "13800000001"), "Answered", json!([0, 1])),
            with(person("李娜", ""), "Answered", json!([1, 1])),
        ],
        "summary": summary,
        "videoRollcall": [],
    })))
}

fn summary(title: &str, start: &str, end: &str, count: i64) -> Value {
    json!({
        "attendeePercentage": "",
        "confTitle": title,
        "endTime": end,
        "handsupCount": 0,
        "handsupPercentage": "",
        "inviteAttendedCount": 0,
        "inviteCount": 0,
        "rollcallAnswer": [],
        "rollcallNum": 0,
        "startTime": start,
        "totalCount": count,
        "videoRollcallAnswer": [],
        "videoRollcallNum": 0,
    })
}

/// When somebody came, went, and for how long.
type Stay = (String, String, &'static str);

/// Two people; the spaces around some values are the sample's.
fn attendee([first, second]: &[Stay; 2], which: bool, client: &str, more: &str) -> String {
    if which {
        let (join, leave, total) = first;
        format!(
            r#"{{"name":"张伟","groupName":"数据组","mobile":"13800000001","email":" zhangwei@sandbox.example","role":0,"joinTime":"{join}","offlineTime":"{leave}","totalTime":"{total}","clientType":"{client}","accessType":"voip","ip":"192.0.2.9 13800000001","phoneTime":"","voipTime":"{total}"{more}}}"#
        )
    } else {
        let (join, leave, total) = second;
        format!(
            r#"{{"name":"李娜","groupName":"未分组","mobile":"1380000002","email":"lina@sandbox.example","role":1,"joinTime":"{join}","offlineTime":"{leave}","totalTime":"{total}","clientType":"{client}","accessType":"phone","ip":"1380000002","phoneTime":"{total}","voipTime":""{more}}}"#
        )
    }
}

fn attendees(stays: &[Stay; 2]) -> String {
    format!("{},{}", attendee(stays, true, "pc", ""), attendee(stays, false, "phone", ""))
}

fn invitees(stays: &[Stay; 2]) -> String {
    let came = r#","attend":1"#;
    let absent = r#"{"name":"王芳","groupName":"未分组","mobile":"75500000003","email":"wangfang@sandbox.example","role":0,"joinTime":"","offlineTime":"","totalTime":"","clientType":"","accessType":"","ip":"","phoneTime":"","voipTime":"","attend":0}"#;
    format!("{},{},{absent}", attendee(stays, true, "pc", came), attendee(stays, false, "pc", came))
}

fn live([first, second]: &[Stay; 2]) -> String {
    let one = |name: &str, mobile: &str, (join, leave, total): &Stay, device: &str, city: &str| {
        format!(
            r#"{{"name":"{name}","mobile":"{mobile}","joinTime":"{join}","offlineTime":"{leave}","deviceType":"{device}","totalTime":"{total}","browserName":"Chrome Mobile","ip":"192.0.2.203, 198.51.100.237","city":"{city}"}}"#
        )
    };
    format!(
        "{},{}",
        one("王芳", "75500000003", first, "pc", "中国-北京"),
        one("李娜", "", second, "phone", "广东-深圳")
    )
}

/// The result of the sample, with `summary`, `invitees` and `live` twice: first full and of the old form, then empty
/// and of the new one.
fn twice(title: &str, start: &str, end: &str, stays: &[Stay; 2]) -> String {
    let (attendees, invitees, live) = (attendees(stays), invitees(stays), live(stays));
    format!(
        r#"{{"summary":{{"confTitle":{title},"startTime":"{start} ","endTime":"{end}","totalNum":2}},"attendees":[{attendees}],"invitees":[{invitees}],"live":[{live}],"handsup":[],"invitees":[],"live":null,"rollcall":[],"summary":{{"attendeePercentage":"","confTitle":{title},"endTime":"{end}","handsupCount":0,"handsupPercentage":"","inviteAttendedCount":0,"inviteCount":0,"rollcallAnswer":[],"rollcallNum":0,"startTime":"{start}","totalCount":13,"videoRollcallAnswer":[],"videoRollcallNum":0}},"videoRollcall":[]}}"#
    )
}
