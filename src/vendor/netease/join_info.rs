//! What a guest's client needs to join a meeting of NetEase Meeting.

use super::meeting::{LOOK_AT_NUMBER, NOT_FOUND};
use super::one;
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::{Error, Result};
use crate::op::meeting::JoinInfo;
use serde_json::{Map, Value};

/// A write: each call allocates an anonymous account. It is the one call that is signed twice.
pub(super) static JOIN_INFO: Call = Call::write("POST /v1/meeting/anonymousJoinInfo", "匿名入会获取会议信息")
    .json()
    .takes(&[
        param("authorization", Kind::TEXT).signature().header().required(),
        param("clientType", CLIENTS).flag("client-type").header().required(),
        param("deviceId", Kind::TEXT).flag("device-id").header().required(),
        param("meetingId", Kind::TEXT).flag("dialled").required(),
        param("nickName", Kind::Text { min: 1, max: 10 }).flag("name").required(),
        param("video", SWITCH).computed(&["video"]).required(),
        param("audio", SWITCH).computed(&["audio"]).required(),
        param("password", Kind::ANY_TEXT).flag("password").secret(),
        param("roleType", ROLE).computed(&["shadow"]),
    ])
    .advises(NOT_FOUND, LOOK_AT_NUMBER);

/// The document's AOS is Android.
const CLIENTS: Kind = Kind::OneOfInt(&[
    ("tv", 1),
    ("ios", 2),
    ("android", 3),
    ("pc", 4),
    ("mac", 5),
    ("web", 6),
    ("sip", 7),
    ("linux", 8),
]);
const SWITCH: Kind = Kind::OneOfInt(&[("on", 1), ("off", 2)]);
const ROLE: Kind = Kind::OneOfInt(&[("member", 1), ("shadow", 4)]);

/// Where no flag says otherwise; the vendor's own web client sends the same type.
const CLIENT: &str = "web";
const DEVICE: &str = "meetctl";

pub(super) async fn join_info(s: &Session, input: &JoinInfo) -> Result<Map<String, Value>> {
    if let Some(wrong) = input.name.chars().find(|c| !may_be_in_a_name(*c)) {
        return Err(Error::usage(tr!("--name must not hold \"{wrong}\"", wrong))
            .hint(tr!("a guest's name is up to 10 Chinese characters, letters and digits")));
    }
    let visible = |text: &String| text.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    if !input.device_id.as_ref().is_none_or(visible) {
        return Err(Error::usage(tr!(
            "--device-id travels in a header: letters, digits and signs of ASCII only"
        )));
    }
    let mut draft = s.fill(&JOIN_INFO, input)?;
    for (name, value) in [("clientType", CLIENT), ("deviceId", DEVICE)] {
        if !draft.has(name) {
            draft = draft.put(name, value, &s.clock)?;
        }
    }
    let switch = |on: bool| if on { "on" } else { "off" };
    draft = draft.put("video", switch(input.video), &s.clock)?;
    draft = draft.put("audio", switch(input.audio), &s.clock)?;
    if input.shadow {
        draft = draft.put("roleType", "shadow", &s.clock)?;
    }
    let answer = one(s.send(draft).await?);
    if !matches!(&answer, Json::Object(fields) if !fields.is_empty()) {
        return Err(s.in_doubt(&JOIN_INFO, tr!("netease says yes, but not how to join")).await);
    }
    let mut fields = Fields::of(answer);
    // These belong to the envelope, although the document lists them here too.
    fields.take("code");
    fields.take("msg");
    let mut info = Map::from(fields.rest());
    for name in ["meetingUniqueId", "avRoomUid", "chatRoomId"] {
        // Identifiers are texts: JSON readers round such numbers.
        if let Some(value) = info.get_mut(name).filter(|value| value.is_number()) {
            *value = Value::from(value.to_string());
        }
    }
    Ok(info)
}

/// Chinese characters, letters and digits.
fn may_be_in_a_name(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_chinese_letters_and_digits() {
        assert!("张三Zhang3〇𠮷".chars().all(may_be_in_a_name));
        for c in " _-.é😀あ，\u{202e}\n".chars() {
            assert!(!may_be_in_a_name(c), "{c:?}");
        }
    }
}
