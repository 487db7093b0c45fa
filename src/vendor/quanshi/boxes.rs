//! Binding room systems ("boxes") to a meeting: another host, plain http unless the profile says
//! otherwise, and each time all that were bound before are gone.

use super::{ask, begin, host, rows_of};
use crate::client::call::{Call, param};
use crate::client::json::Fields;
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::meeting::{Boxes, Done};
use serde_json::{Value, json};

/// Boxes that one call takes; a second call would undo the first.
const MOST: usize = 20;

/// 十三
pub(super) static BIND: Call = Call::write("POST /conference/conference/confBindBox", "已预约的会议绑定盒子")
    .at("box_base_url", "http://confopenapi.quanshi.com")
    .json()
    .takes(&[
        param("boxInfoList", Kind::List).computed(&["box", "clear"]).required(),
        param("conferenceId", Kind::TEXT).flag("meeting").required(),
    ]);

pub(super) async fn bind(s: &Session, input: &Boxes) -> Result<Done> {
    host::given(input.host.as_deref())?;
    let list = list(&input.boxes)?;
    s.warn("this replaces every box that was bound to the meeting");
    let answer = ask(s, begin(s, &BIND, input)?.put_wire("boxInfoList", Value::Array(list))?).await?;
    let mut row = rows_of(answer).unwrap_or_default().into_iter().next().unwrap_or_default();
    let refused: Vec<Fields> = row.rows("invalidBoxIdList");
    let why: Vec<Value> = refused.into_iter().map(|one| Value::Object(one.rest())).collect();
    let mut extra = row.rest();
    extra.insert("invalidBoxIdList".to_owned(), Value::Array(why.clone()));
    if !why.is_empty() {
        let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let told: Vec<String> =
            why.iter().map(|one| format!("{} ({})", text(one, "boxId"), text(one, "errMsg"))).collect();
        s.fail_afterwards(
            Error::new(
                Failure::Partial,
                format!("{} of {} boxes were not bound: {}", why.len(), input.boxes.len(), told.join("; ")),
            )
            .hint("the others are bound; mend the list and send all of it again, since it replaces them")
            .with(|facts| facts.vendor = Some(super::ID)),
        );
    }
    Ok(Done { id: input.meeting.clone(), ok: why.is_empty(), url: None, extra })
}

/// `--box ID[:ROOM[:PHONE]]`; a box in no room has room 0.
fn list(boxes: &[String]) -> Result<Vec<Value>> {
    if boxes.len() > MOST {
        return Err(Error::usage(format!("{} boxes: Quanshi binds {MOST} at most", boxes.len()))
            .hint("a second call would undo the first, so they cannot be sent in parts"));
    }
    let mut all: Vec<Value> = Vec::new();
    for text in boxes {
        let wrong = |what: &str| {
            Error::usage(format!("--box \"{}\": {what}", crate::text::shorten(text, 40)))
                .hint("give ID, ID:ROOM or ID:ROOM:PHONE: --box GN3399BOX0001856:187567899:010-256567")
        };
        let mut parts = text.splitn(3, ':');
        let id = parts.next().unwrap_or_default();
        if id.is_empty() || id.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(wrong("the box's id is missing, or has a space in it"));
        }
        let room = match parts.next() {
            None | Some("") => 0,
            Some(room) => room.parse::<u64>().map_err(|_| wrong("the room's id is a number"))?,
        };
        let phone = parts.next().unwrap_or_default();
        if phone.chars().any(char::is_control) {
            return Err(wrong("the room's telephone number has a control character"));
        }
        if all.iter().any(|known| known["boxId"] == id) {
            return Err(wrong("the box is named twice"));
        }
        all.push(json!({ "boxId": id, "conferenceRoomId": room, "conferenceRoomPhone": phone }));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(boxes: &[&str]) -> Result<Vec<Value>> {
        list(&boxes.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_box_has_an_id_and_perhaps_a_room() {
        let expected = [
            json!({"boxId": "A", "conferenceRoomId": 0, "conferenceRoomPhone": ""}),
            json!({"boxId": "B", "conferenceRoomId": 187_567_899, "conferenceRoomPhone": "010-2:5"}),
        ];
        assert_eq!(read(&["A", "B:187567899:010-2:5"]).unwrap(), expected);
        assert_eq!(read(&[]).unwrap(), [] as [Value; 0]);
        for wrong in [&[""][..], &["A:x"], &["A", "A"], &["A b"], &["A\n"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn twenty_go_and_one_more_does_not() {
        let names: Vec<String> = (0..21).map(|n| format!("B{n}")).collect();
        assert_eq!(list(&names[..20]).unwrap().len(), 20);
        assert_eq!(list(&names).unwrap_err().kind(), Failure::Usage);
    }
}
