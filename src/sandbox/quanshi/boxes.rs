//! Calls 11 and 13: access numbers, and the boxes of a meeting.

use serde_json::{Value, json};

use super::Asked;
use super::fields::{Refusal, illegal, misuse, no_conference, whole};
use super::reply::{Done, done};
use super::world::World;

/// Call 11.
pub(super) fn phones(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let (phone, billing) = (body.text("phone"), body.text("billingCode"));
    if !phone.bytes().all(|byte| byte.is_ascii_digit() || b"+-()".contains(&byte)) {
        return illegal("phone is no telephone number");
    }
    let number = |id: &str, number: &str, kind: &str| json!({"accessId": id, "accessno": number, "accessNoType": kind, "platform": "summit2"});
    let beijing = number("7135", "01055550135", "1");
    let shanghai = number("7136", "02155550136", "1");
    let own = number("7990", "4005550135", "2");
    let mut found = match phone.trim_start_matches("+86").trim_start_matches(['-', '(']) {
        "" => vec![beijing, shanghai],
        local if local.starts_with("010") => vec![beijing],
        local if local.starts_with("021") => vec![shanghai],
        // "1: Beijing's number is given by default." What happens without is not documented: there is none.
        _ if body.text("strategy") == "1" => vec![beijing],
        _ => Vec::new(),
    };
    if !billing.is_empty() && !world.meetings.values().any(|meeting| meeting.billing.to_string() == billing) {
        found.clear();
    }
    if body.text("acFlag") == "1" && !found.is_empty() {
        found.insert(0, own);
    }
    Ok(done(&json!(found)))
}

/// The boxes there are, and the customers they belong to: those of the sample, and one of another customer.
const BOXES: &[(&str, &str)] = &[
    ("GN3399BOX0001856", "154305"),
    ("GN3399BOX0001429", "154305"),
    ("GN3399BOX0001875", "154305"),
    ("GN3399BOX0007001", "020880"),
];

/// Call 13. What is bound replaces what was bound; if none of the boxes is valid, nothing changes.
pub(super) fn bind(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let id = asked.body.text("conferenceId");
    let rows = asked.body.list("boxInfoList");
    if rows.len() > 20 {
        return illegal("boxInfoList has more than 20 boxes");
    }
    let meeting = world.meetings.get_mut(id).filter(|meeting| !meeting.cancelled);
    let meeting = meeting.ok_or_else(|| no_conference(id))?;
    let (mut bound, mut good, mut bad) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        for (name, row) in split(row)? {
            let error = match BOXES.iter().find(|(known, _)| *known == name) {
                None => format!("not found box info by boxId:{name}"),
                Some((_, customer)) if *customer != meeting.host().customer => {
                    format!(
                        "the customerCode of this boxId: {name} difference with conference host's customerCode"
                    )
                }
                Some(_) => {
                    bound.push(name);
                    good.push(row);
                    continue;
                }
            };
            let mut row = row;
            row["errMsg"] = json!(error);
            bad.push(row);
        }
    }
    let none_valid = good.is_empty() && !bad.is_empty();
    if !none_valid {
        meeting.boxes = bound;
    }
    let result = done(&json!({"invalidBoxIdList": bad, "successBoxIdList": good}));
    Ok(if none_valid {
        Done { status: 51208, msg: Some("the num of valid boxIds is 0"), ..result }
    } else {
        result
    })
}

/// One row of the request, checked; a row for each box, since the table says "string array" and the sample a string.
fn split(row: &Value) -> Result<Vec<(String, Value)>, Refusal> {
    let Some(fields) = row.as_object() else {
        return illegal("boxInfoList holds something that is no object");
    };
    let known = ["boxId", "conferenceRoomId", "conferenceRoomPhone"];
    if let Some(name) = fields.keys().find(|name| !known.contains(&name.as_str())) {
        return misuse(format!("unknown field {name} in boxInfoList"));
    }
    let room = match fields.get("conferenceRoomId").map(whole) {
        Some(Some(room)) => room,
        Some(None) => return illegal("conferenceRoomId must be an integer"),
        None => return illegal("conferenceRoomId is missing: without a room it is 0"),
    };
    let phone = match fields.get("conferenceRoomPhone") {
        None => "",
        Some(Value::String(phone)) => phone,
        Some(_) => return illegal("conferenceRoomPhone must be a string"),
    };
    let names = match fields.get("boxId") {
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    let names: Option<Vec<&str>> =
        names.iter().map(|name| name.as_str().filter(|name| !name.is_empty())).collect();
    match names {
        Some(names) if !names.is_empty() => Ok(names
            .into_iter()
            .map(|name| {
                let row = json!({"boxId": name, "conferenceRoomId": room, "conferenceRoomPhone": phone});
                (name.to_owned(), row)
            })
            .collect()),
        _ => illegal("boxId must be a string, or an array of strings"),
    }
}
