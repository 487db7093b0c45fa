//! What a guest's client needs to join.

use serde_json::json;

use super::fields::{Field, Fields, Type, maybe, must};
use super::world::{ENDED, RUNNING, SCHEDULED, World, noise};
use super::{APP_KEY, Outcome, Refusal, calls, signature};
use crate::sandbox::exchange::Incoming;

pub(super) const PATH: &str = "/v1/meeting/anonymousJoinInfo";

pub(super) const FIELDS: &[Field] = &[
    must("meetingId", Type::Text),
    must("nickName", Type::Text),
    must("video", Type::Long),
    must("audio", Type::Long),
    maybe("password", Type::Password),
    maybe("roleType", Type::Long),
];

/// Headers, body and meeting, in this order. It changes nothing that is kept, although the real one has one guest
/// more afterwards.
pub(super) fn join(fields: &Fields<'_>, world: &mut World, request: &Incoming) -> Outcome {
    signature::check_body(request)?;
    match request.header("clienttype") {
        None => return Err(Refusal::Code(302, "there is no clientType")),
        Some("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8") => {}
        Some(_) => return Err(Refusal::Code(3001, "clientType is not 1 to 8")),
    }
    let device = request.header("deviceid").filter(|device| !device.is_empty());
    let device = device.ok_or(Refusal::Code(302, "there is no deviceId"))?;
    let name = fields.text("nickName").unwrap_or_default();
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if name.chars().count() > 10 || !name.chars().all(|c| c.is_ascii_alphanumeric() || chinese(c)) {
        return Err(Refusal::Code(2003, "nickName is not up to 10 Chinese characters, letters, digits"));
    }
    if !matches!(fields.long("video"), Some(1 | 2)) {
        return Err(Refusal::Code(2004, "video is neither 1 nor 2"));
    }
    if !matches!(fields.long("audio"), Some(1 | 2)) {
        return Err(Refusal::Code(2005, "audio is neither 1 nor 2"));
    }
    if !matches!(fields.long("roleType"), None | Some(1 | 4)) {
        return Err(Refusal::Code(300, "roleType is neither 1 nor 4"));
    }
    let number = fields.text("meetingId").unwrap_or_default();
    let found = calls::current(world, |meeting| meeting.number == number);
    let (id, meeting) = found.ok_or(Refusal::Code(2000, "there is no such meeting"))?;
    match meeting.status {
        SCHEDULED | RUNNING => {}
        ENDED => return Err(Refusal::Code(2021, "the meeting is over")),
        _ => return Err(Refusal::Code(2000, "there is no such meeting")),
    }
    match fields.text("password") {
        None | Some("") if !meeting.password.is_empty() => {
            return Err(Refusal::Code(2018, "the meeting wants a password"));
        }
        Some(password) if !meeting.password.is_empty() && password != meeting.password => {
            return Err(Refusal::Code(2014, "the password is wrong"));
        }
        _ => {}
    }
    let guest = format!("{number} {name} {device}");
    let uid = u64::from_str_radix(&noise("uid", &guest)[..11], 16).unwrap_or_default();
    Ok(Some(json!({
        "appKey": APP_KEY,
        "imAppKey": noise("im", APP_KEY),
        "nrtcAppKey": noise("nrtc", APP_KEY),
        "accountId": format!("3{uid:017}"),
        "accountToken": noise("account", &guest),
        "imAccid": noise("accid", &guest),
        "imToken": noise("token", &guest),
        "avRoomCheckSum": noise("room", &guest),
        "avRoomCName": noise("name", number),
        "avRoomCid": noise("cid", number),
        "avRoomUid": uid,
        // These two are in seconds, unlike everything else.
        "duration": (request.now - meeting.start / 1000).max(0),
        "createTime": meeting.start / 1000,
        "audioAllMute": 0,
        "pushUrl": "",
        "meetingKey": noise("key", number),
        "meetingId": number,
        "shortId": meeting.short_id,
        "meetingUniqueId": id,
        "sipCid": "",
    })))
}
