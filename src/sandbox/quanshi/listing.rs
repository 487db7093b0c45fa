//! Calls 4 to 6: the first generation's meetings are looked up.

use serde_json::{Map, Value, json};

use super::Asked;
use super::clock::{DAY, beijing, read_date, read_time, written};
use super::conference::{live_link, phone_link};
use super::fields::{Refusal, illegal, misuse, no_conference};
use super::reply::{Done, done};
use super::world::{Invitee, Meeting, User, World, host_of, user_of};

/// Call 4. `list` is a map by date; PHP makes an empty one a list.
pub(super) fn list(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let user = host_of(body, "emailAccount")?;
    // The form of the two is not documented: a date, or a time, both in Beijing. A last day is meant to its end.
    let time = |name: &str, silent: i64, last: i64| match body.text(name) {
        "" => Ok(silent),
        text => match read_time(text, false).or_else(|| read_date(text).map(|day| day + last)) {
            Some(time) => Ok(time),
            None => illegal(format!("{name} is neither a date nor a time")),
        },
    };
    let from = time("startDate", asked.now, 0)?;
    let to = time("endDate", asked.now + 92 * DAY, DAY - 1)?;
    if to < from {
        return illegal("endDate is before startDate");
    }
    let invited =
        |invitee: &Invitee| invitee.user == Some(user.id) || invitee.email.eq_ignore_ascii_case(user.email);
    let mut found: Vec<&Meeting> = world
        .meetings
        .values()
        .filter(|meeting| !meeting.cancelled && (from..=to).contains(&meeting.plan.start))
        .filter(|meeting| meeting.host == user.id || meeting.plan.invitees.iter().any(invited))
        .collect();
    found.sort_by_key(|meeting| (meeting.plan.start, meeting.event));
    let mut days = Map::new();
    for meeting in &found {
        let day = days.entry(beijing(meeting.plan.start, "%Y-%m-%d")).or_insert_with(|| json!([]));
        if let Value::Array(rows) = day {
            rows.push(row(meeting, user, world, asked.now));
        }
    }
    let list = if days.is_empty() { json!([]) } else { Value::Object(days) };
    Ok(done(&json!({"totalNum": found.len(), "list": list, "currentTime": written(asked.now)})))
}

fn row(meeting: &Meeting, user: &User, world: &World, now: i64) -> Value {
    let (host, plan) = (meeting.host(), &meeting.plan);
    let is_host = meeting.host == user.id;
    let attendee = |invitee: &Invitee| {
        json!({
            "email": invitee.email, "mobile": invitee.mobile, "name": invitee.name,
            "countryNum": "", "extName": "", "extType": "0",
        })
    };
    json!({
        "userId": host.id.to_string(),
        "conferenceId": meeting.id,
        "conferenceTitle": plan.title,
        "startTime": written(plan.start),
        "endTime": written(meeting.end()),
        "length": plan.length.to_string(),
        // Who is only invited does not see it here; the document does not say.
        "pcode1": if is_host { &meeting.pcode1 } else { "" },
        "pcode2": meeting.pcode2,
        "status": status(meeting, world, now).to_string(),
        "location": "",
        "from": plan.from,
        "attendeeList": plan.invitees.iter().map(attendee).collect::<Vec<_>>(),
        "creatorAccount": host.email,
        "userName": host.name,
        "isHost": i32::from(is_host),
    })
}

fn status(meeting: &Meeting, world: &World, now: i64) -> i64 {
    meeting.status(world.sessions.iter().any(|session| session.conference == meeting.id), now)
}

/// Call 5: appId and conferenceId are in the path, although it is a POST. All numbers are strings.
pub(super) fn info(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let [app, id] = asked.segments.as_slice() else {
        return misuse("the path must end in appId and conferenceId");
    };
    if app != "6" {
        return illegal("appId must be 6");
    }
    // The table lists both as parameters: in a body they may be too, and then they have to agree.
    if asked.body.get("conferenceId").is_some_and(|other| other != id) {
        return illegal("conferenceId is not that of the path");
    }
    let found = world.meetings.get(id).filter(|meeting| !meeting.cancelled);
    let meeting = found.ok_or_else(|| no_conference(id))?;
    let (host, plan) = (meeting.host(), &meeting.plan);
    let invitee = |invitee: &Invitee| {
        json!({
            "groupName": "", "email": invitee.email, "mobile": invitee.mobile, "countryNum": "",
            "name": invitee.name, "isDuring": "0", "updateTime": "",
            "cId": "0", "extType": "0", "extName": "",
        })
    };
    Ok(done(&json!({
        "userId": host.id.to_string(),
        "conferenceTitle": plan.title,
        "startTime": written(plan.start),
        "endTime": written(meeting.end()),
        "length": plan.length.to_string(),
        "pcode1": meeting.pcode1,
        "pcode2": meeting.pcode2,
        "conferenceId": meeting.id,
        "timezone": "GMT+8，北京，重庆，上海，香港，台北，新加坡，佩斯",
        "tempConferenceId": "",
        "status": status(meeting, world, asked.now).to_string(),
        "location": "",
        "inviteeGroupList": "",
        "from": plan.from,
        "billingcode": meeting.billing.to_string(),
        "displayName": host.name,
        "name": host.name,
        "hostJoinUrl": format!("http://{}", meeting.link("host")),
        "attendeeJoinUrl": format!("http://{}", meeting.link("join")),
        "total_invitee": plan.invitees.len().to_string(),
        "invitee": plan.invitees.iter().map(invitee).collect::<Vec<_>>(),
        "currentTime": written(asked.now),
        "moreAccessNumUrl": format!("http://meetnow.sandbox.example/conference/access_number/6/{}.html", host.id),
        "accessNum": [
            {"area": "ALL", "number": "400-555-0135"},
            {"area": "Beijing", "number": "+86(10)5555-0135"},
        ],
        "statusInfo": null,
        "extraInfo": null,
        "wcallUrl": phone_link(meeting),
        "hardwareLocation": "",
        "hardwareVideoIpList": ["192.0.2.91"],
        "pullUrl": plan.live.as_ref().map(|_| live_link(meeting)).unwrap_or_default(),
    })))
}

/// Call 6.
pub(super) fn state(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let meeting = world.of(asked.body.text("conferenceId"), user_of(&asked.body, "userId")?)?;
    let status = status(meeting, world, asked.now);
    let open = (meeting.plan.start - 2 * 3600..meeting.end()).contains(&asked.now);
    Ok(done(&json!({
        "confStatus": status,
        "attendees": if [2, 18].contains(&status) { 3 } else { 0 },
        "pwdType": i32::from(!meeting.plan.fixed_password),
        "mayJoin": i32::from(open),
        "advanceHours": "2",
    })))
}
