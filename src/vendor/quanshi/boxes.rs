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
    s.warn(tr!("this replaces every box that was bound to the meeting"));
    let answer = ask(s, begin(s, &BIND, input)?.put_wire("boxInfoList", Value::Array(list))?).await?;
    let mut row = rows_of(answer).unwrap_or_default().into_iter().next().unwrap_or_default();
    let told = Told::of(&mut row);
    let asked = input.boxes.iter().map(|text| text.split(':').next().unwrap_or_default());
    let failures = told.failures(asked);
    let some = matches!(&told.bound, Some(Value::Array(bound)) if !bound.is_empty());
    let mut extra = row.rest();
    extra.insert("invalidBoxIdList", Value::from(told.refused));
    if let Some(bound) = told.bound {
        extra.insert("successBoxIdList", bound);
    } else if failures.is_empty() && !input.boxes.is_empty() {
        s.warn(tr!("quanshi said yes, and does not tell which boxes are bound"));
    }
    if !failures.is_empty() {
        let again = tr!("mend the list and send all of it again, since it replaces what is bound");
        let which = failures.join("; ");
        let what = match input.boxes.len() {
            0 => tr!("no box was to stay bound, and quanshi names some as refused: {which}", which),
            all => {
                tr!("{failed} of {all} boxes were not bound: {which}", failed = failures.len(), all, which)
            }
        };
        s.fail_afterwards(
            Error::new(Failure::Partial, what)
                .hint(if some { tr!("the others are bound; {again}", again) } else { again.to_owned() })
                .with(|facts| facts.vendor = Some(super::ID.into())),
        );
    }
    Ok(Done { id: input.meeting.clone(), ok: failures.is_empty(), url: None, extra })
}

/// What the answer says of each box.
struct Told {
    /// Those refused, in whatever form they were told.
    refused: Vec<Value>,
    /// Those bound; `None` where the answer says nothing of them.
    bound: Option<Value>,
}

impl Told {
    fn of(row: &mut Fields) -> Self {
        let mut take = |name: &str| row.take(name).map_or(Value::Null, Value::from);
        let refused = match take("invalidBoxIdList") {
            Value::Array(items) => items.into_iter().filter(says).collect(),
            other => Some(other).filter(says).into_iter().collect(),
        };
        Self { refused, bound: Some(take("successBoxIdList")).filter(|bound| !bound.is_null()) }
    }

    /// Each box that is not bound, with the reason if one was told: those refused, and those asked for
    /// that are in neither list.
    fn failures<'a>(&self, asked: impl Iterator<Item = &'a str>) -> Vec<String> {
        let line = |one: &Value| match (id(one), one["errMsg"].as_str()) {
            (Some(id), Some(why)) => format!("{id}{}", tr!(" ({text})", text = why)),
            (Some(id), None) => id,
            (None, _) => one.to_string(),
        };
        let mut all: Vec<String> = self.refused.iter().map(line).collect();
        if let Some(Value::Array(bound)) = &self.bound {
            let known: Vec<String> = self.refused.iter().chain(bound).filter_map(id).collect();
            let missing = asked.filter(|asked| !known.iter().any(|id| id == asked));
            all.extend(missing.map(|id| tr!("{id} (not among those bound)", id)));
        }
        all
    }
}

/// Whether a value says anything.
fn says(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    }
}

/// The id of a box, which is told as an object or as the id alone.
fn id(one: &Value) -> Option<String> {
    match one {
        Value::Object(_) => id(one.get("boxId")?),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// `--box ID[:ROOM[:PHONE]]`; a box in no room has room 0.
fn list(boxes: &[String]) -> Result<Vec<Value>> {
    if boxes.len() > MOST {
        return Err(Error::usage(tr!(
            "{boxes} boxes: Quanshi binds {most} at most",
            boxes = boxes.len(),
            most = MOST
        ))
        .hint(tr!("a second call would undo the first, so they cannot be sent in parts")));
    }
    let mut all: Vec<Value> = Vec::new();
    for text in boxes {
        let wrong = |what: &str| {
            Error::usage(tr!("--box \"{text}\": {what}", text = crate::text::shorten(text, 40), what))
                .hint(tr!("give ID, ID:ROOM or ID:ROOM:PHONE: --box GN3399BOX0001856:187567899:010-256567"))
        };
        let mut parts = text.splitn(3, ':');
        let id = parts.next().unwrap_or_default();
        if id.is_empty() || id.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(wrong(tr!("the box's id is missing, or has a space in it")));
        }
        let room = match parts.next() {
            None | Some("") => 0,
            Some(room) => room.parse::<u64>().map_err(|_| wrong(tr!("the room's id is a number")))?,
        };
        let phone = parts.next().unwrap_or_default();
        if phone.chars().any(char::is_control) {
            return Err(wrong(tr!("the room's telephone number has a control character")));
        }
        if all.iter().any(|known| known["boxId"] == id) {
            return Err(wrong(tr!("the box is named twice")));
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
    fn a_refused_box_is_one_in_whatever_form_it_is_told() {
        let failures = |answer: &str| {
            let mut row = Fields::of(crate::client::json::Json::parse(answer.as_bytes()).unwrap());
            Told::of(&mut row).failures(["A", "B"].into_iter())
        };
        for (refused, told) in [
            (r#""A""#, "A"),
            (r#"["A"]"#, "A"),
            (r#"[{"boxId":"A","errMsg":"no"}]"#, "A (no)"),
            (r#"{"boxId":"A"}"#, "A"),
            ("7", "7"),
            ("true", "true"),
        ] {
            assert_eq!(failures(&format!("{{\"invalidBoxIdList\":{refused}}}")), [told], "{refused}");
        }
        for none in ["null", "[]", r#""""#, "[null]", "{}"] {
            assert!(failures(&format!("{{\"invalidBoxIdList\":{none}}}")).is_empty(), "{none}");
        }
        let answer = r#"{"invalidBoxIdList":[],"successBoxIdList":[{"boxId":"A"}]}"#;
        assert_eq!(failures(answer), ["B (not among those bound)"]);
        assert!(failures(r#"{"successBoxIdList":["A","B"]}"#).is_empty());
    }

    #[test]
    fn twenty_go_and_one_more_does_not() {
        let names: Vec<String> = (0..21).map(|n| format!("B{n}")).collect();
        assert_eq!(list(&names[..20]).unwrap().len(), 20);
        assert_eq!(list(&names).unwrap_err().kind(), Failure::Usage);
    }
}
