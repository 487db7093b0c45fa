//! Calls 1 to 3: the first generation's meetings are made, changed and cancelled.

use serde_json::{Value, json};

use super::Asked;
use super::clock::{DAY, read_date, read_time, written};
use super::fields::{Body, Refusal, illegal, loose, misuse, whole};
use super::reply::{Done, done};
use super::world::{Invitee, Meeting, Plan, World, by_email, by_id, host_of, no_user, word};

/// What calls 1, 2, 14 and 15 have in common.
pub(super) fn plan(body: &Body<'_>, t: bool) -> Result<Plan, Refusal> {
    let Some(start) = read_time(body.text("starttime"), t) else {
        return illegal("starttime is not like 2013-05-30 14:41:20");
    };
    let length = body.int("length").unwrap_or_default();
    // The document states no longest one; thirty days keep the clock in its bounds.
    if !(1..=43_200).contains(&length) {
        return illegal("length is not a number of minutes");
    }
    let paired = |switch: &str, text: &str| -> Result<Option<String>, Refusal> {
        match (body.on(switch), body.text(text)) {
            (true, "") => illegal(format!("{switch} is 1 without {text}")),
            (on, text) => Ok(on.then(|| text.to_owned())),
        }
    };
    let title = body.text("title");
    if title.trim().is_empty() {
        return illegal("title is empty");
    }
    Ok(Plan {
        title: title.to_owned(),
        start,
        length,
        summary: body.text("summary").to_owned(),
        live: body.on("liveOpenFlag").then(|| body.text("livePassword").to_owned()),
        watchword: paired("openWatchword", "eventWatchword")?,
        tags: paired("joinConfSelTag", "joinConfTags")?,
        join_login: body.on("joinLogin"),
        waiting_room: body.on("useWaitingRoom"),
        hard_video: body.on("hardwareVideo"),
        ..Plan::default()
    })
}

/// The rest of calls 1 and 2.
fn legacy_plan(body: &Body<'_>, t: bool) -> Result<Plan, Refusal> {
    let mcu = body.on("enableCloudMCU");
    if mcu && body.int("sv").unwrap_or_default() < 100 {
        return illegal("enableCloudMCU is 1 and sv is less than 100");
    }
    let callback = body.text("recordCallbackUrl");
    if !callback.is_empty() && !callback.starts_with("http://") && !callback.starts_with("https://") {
        return illegal("recordCallbackUrl is no URL");
    }
    let from = body.text("from");
    Ok(Plan {
        from: if from.is_empty() { "uc" } else { from }.to_owned(),
        invitees: body
            .list("inviteeList")
            .iter()
            .map(|one| invitee(one, body.text("extend")))
            .collect::<Result<_, _>>()?,
        mcu,
        fixed_password: body.int("password_type") == Some(0),
        email_notify: body.on("email_notify"),
        ..plan(body, t)?
    })
}

fn invitee(one: &Value, extend: &str) -> Result<Invitee, Refusal> {
    let Some(one) = one.as_object() else { return illegal("inviteeList holds something that is no object") };
    // The last four are in the sample only.
    let known = ["userId", "email", "mobile", "name", "cId", "groupName", "groupId"];
    if let Some(name) = one.keys().find(|name| !known.contains(&name.as_str())) {
        return misuse(format!("unknown field {name} in inviteeList"));
    }
    let text = |name: &str| match one.get(name) {
        None => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => illegal(format!("{name} in inviteeList must be a string")),
    };
    let user = match one.get("userId") {
        None => None,
        Some(id) => match id.as_u64().and_then(|id| i64::try_from(id).ok()) {
            Some(id) => Some(id).filter(|id| *id > 0),
            None => return illegal("userId in inviteeList must be an integer"),
        },
    };
    text("groupName")?;
    text("groupId")?;
    if one.get("cId").is_some_and(|id| whole(id).is_none()) {
        return illegal("cId in inviteeList must be an integer");
    }
    let (mut email, mobile, name) = (text("email")?, text("mobile")?, text("name")?);
    if !email.is_empty() && !email.contains('@') {
        if extend.is_empty() {
            return illegal("email in inviteeList is no address, and there is no extend");
        }
        email = format!("{email}@{}", extend.trim_start_matches('@'));
    }
    if user.is_none() && email.is_empty() && mobile.is_empty() {
        return illegal("somebody in inviteeList has no userId, no email and no mobile");
    }
    // As in the sample of call 5: without a name it is the address.
    let name = match user.and_then(by_id) {
        _ if !name.is_empty() => name,
        Some(user) => user.name.to_owned(),
        None => email.clone(),
    };
    // An account of the company is that user, however it is named: 1 inside, 2 outside.
    let user = user.or_else(|| by_email(&email).map(|user| user.id));
    Ok(Invitee { user, name, email, mobile })
}

/// Call 1.
pub(super) fn reserve(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let host = host_of(body, "email")?;
    let plan = legacy_plan(body, false)?;
    let ends = body.text("periodEndDate");
    let until = if body.int("cycle") == Some(2) {
        match read_date(ends) {
            Some(day) if day + DAY > plan.start => Some(day + DAY - 1),
            _ => return illegal("cycle is 2 and periodEndDate is no day from the start on"),
        }
    } else if ends.is_empty() {
        None
    } else {
        return illegal("periodEndDate without cycle 2");
    };
    let meeting = world.create(host, plan, until, asked.now);
    Ok(done(&reserved(meeting, asked.now)))
}

/// Call 2. What is not sent is lost: nothing promises that it is kept, and of `enableCloudMCU` the document says so.
/// Only what the call cannot carry stays: rooms, tags and recurrence.
pub(super) fn update(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let host = host_of(body, "email")?;
    let meeting = world.of_mut(body.text("conferenceId"), host)?;
    // The table has a space in the middle of the time, the sample a T.
    let plan = legacy_plan(body, true)?;
    let (rooms, from) = (meeting.plan.rooms.clone(), meeting.plan.from.clone());
    let tags = meeting.plan.tags.clone();
    meeting.plan = Plan { from, tags, rooms, ..plan };
    meeting.modified = asked.now;
    Ok(done(&reserved(meeting, asked.now)))
}

/// The answer of calls 1 and 2. `title` is that of the mail, and `desc` is a password.
fn reserved(meeting: &Meeting, now: i64) -> Value {
    let (host, plan) = (meeting.host(), &meeting.plan);
    let (host_url, join_url) =
        (format!("http://{}", meeting.link("host")), format!("http://{}", meeting.link("join")));
    let mut result = json!({
        "conferenceId": meeting.id,
        "pcode1": meeting.pcode1,
        "pcode2": meeting.pcode2,
        "userId": host.id,
        "conferenceTitle": plan.title,
        "billingCode": meeting.billing.to_string(),
        "billingcode": meeting.billing.to_string(),
        "startTime": written(plan.start),
        "endTime": written(meeting.end()),
        "length": plan.length,
        "status": 1,
        "creatorAccount": host.email,
        "creatorName": host.name,
        "location": "",
        "currentTime": written(now),
        "title": format!("邀请您参加{}的会议", host.name),
        "dTitle": plan.title,
        "hostname": host.name,
        "desc": meeting.pcode2,
        "host": host.name,
        "hostConferenceUrl": host_url,
        "attendeeJoinUrl": join_url,
        "informType": 0,
        "from": plan.from,
        "hostMobile": "",
        "email_notify": plan.email_notify,
        "h323Ip": ["192.0.2.91"],
        "startTimeUnix": 0,
        "endTimeUnix": 0,
        "usedConfTickets": 0,
        "wcallUrl": phone_link(meeting),
        "hostConferenceLongUrl": host_url,
        "attendeeJoinLongUrl": join_url,
    });
    // "Not returned where there is no live broadcast."
    if let Some(password) = &plan.live {
        result["pullPwd"] = json!(password);
        result["pullUrl"] = json!(live_link(meeting));
    }
    result
}

pub(super) fn phone_link(meeting: &Meeting) -> String {
    format!("https://dwz.sandbox.example/{}", word(&format!("phone {}", meeting.id), 8))
}

pub(super) fn live_link(meeting: &Meeting) -> String {
    format!("https://ltest.sandbox.example/activity/{}", word(&format!("live {}", meeting.id), 7))
}

/// Call 3: appId, conferenceId, language, userIdEmail, callbackUrl, `email_notify`, `sms_notify`, all in the path. The
/// sample has four of them; the template, and the words about the language, want all seven.
pub(super) fn cancel(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let [app, id, language, host, _callback, email, sms] = asked.segments.as_slice() else {
        return misuse("the path must end in seven segments, some of which may be empty");
    };
    if app != "6" {
        return illegal("appId must be 6");
    }
    if !language.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
        return illegal("language is not like zh-cn");
    }
    for (name, flag) in [("email_notify", email), ("sms_notify", sms)] {
        if !["", "true", "false"].contains(&flag.as_str()) {
            return illegal(format!("{name} must be true or false"));
        }
    }
    if host.is_empty() {
        return illegal("userIdEmail is empty");
    }
    let host = loose(&json!(host)).map_or_else(|| by_email(host), by_id).ok_or_else(no_user)?;
    world.of_mut(id, host)?.cancelled = true;
    Ok(done(&Value::Null))
}
