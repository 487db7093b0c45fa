//! What a callback (消息抄送) says, read leniently: a field that is missing or of another type is unknown, and
//! a type that the document does not know is still an event.

use crate::client::json::{text, whole};
use crate::time::from_millis;
use jiff::Timestamp;
use serde_json::Value;

/// The seven documented types, and any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 1: the meeting's room was opened.
    Start,
    /// 2: a reserved meeting was cancelled.
    Cancel,
    /// 3: the room was closed.
    End,
    /// 4: the meeting and its number are gone.
    Recycle,
    /// 5: somebody came.
    Join,
    /// 6: somebody went.
    Leave,
    /// 7: a recording is ready.
    Recording,
    /// Something that the document does not know.
    Other(i64),
}

impl Type {
    /// The type of this number.
    pub const fn of(number: i64) -> Self {
        match number {
            1 => Self::Start,
            2 => Self::Cancel,
            3 => Self::End,
            4 => Self::Recycle,
            5 => Self::Join,
            6 => Self::Leave,
            7 => Self::Recording,
            other => Self::Other(other),
        }
    }

    /// Whether it tells of the meeting as a whole, with its subject and its times.
    pub const fn is_of_meeting(self) -> bool {
        matches!(self, Self::Start | Self::Cancel | Self::End | Self::Recycle)
    }

    /// One word for people and scripts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Cancel => "cancel",
            Self::End => "end",
            Self::Recycle => "recycle",
            Self::Join => "join",
            Self::Leave => "leave",
            Self::Recording => "recording",
            Self::Other(_) => "other",
        }
    }
}

/// What all types have in common, as far as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: Option<Type>,
    /// The meeting's id: `meetingUniqueId`.
    pub meeting_id: Option<String>,
    /// The number to join with: `meetingId`.
    pub number: Option<String>,
    /// When it happened.
    pub time: Option<Timestamp>,
    /// Who came or went.
    pub account: Option<String>,
}

impl Event {
    /// Reads a callback's body.
    pub fn read(body: &Value) -> Self {
        let inner = &body["msgBody"];
        Self {
            kind: whole(&body["msgType"]).map(Type::of),
            meeting_id: text(&inner["meetingUniqueId"]),
            number: text(&inner["meetingId"]),
            time: whole(&inner["time"]).and_then(from_millis),
            account: text(&inner["accountId"]),
        }
    }

    /// For messages: `join of meeting 112211`.
    pub fn says(&self) -> String {
        let kind = self.kind.map_or("event", Type::name);
        match &self.meeting_id {
            Some(id) => tr!("{kind} of meeting {id}", kind, id),
            None => tr!("{kind} of no known meeting", kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn the_documents_examples_are_read() {
        let join = json!({"msgType": 5, "msgBody": {
            "accountId": "146558916040335360", "deviceId": "95876217", "roomUid": 162_123_717_474_551_i64,
            "meetingId": "1122334455", "meetingUniqueId": 112_211, "time": 1_605_857_677_012_i64}});
        let event = Event::read(&join);
        assert_eq!(event.kind, Some(Type::Join));
        assert_eq!(event.meeting_id.as_deref(), Some("112211"));
        assert_eq!(event.number.as_deref(), Some("1122334455"));
        assert_eq!(event.account.as_deref(), Some("146558916040335360"));
        assert_eq!(event.time.unwrap().as_millisecond(), 1_605_857_677_012);
        assert_eq!(event.says(), "join of meeting 112211");
        let names: Vec<&str> = (1..=8).map(|n| Type::of(n).name()).collect();
        assert_eq!(names, ["start", "cancel", "end", "recycle", "join", "leave", "recording", "other"]);
    }

    #[test]
    fn other_types_and_missing_fields_are_unknown_not_wrong() {
        let event = Event::read(
            &json!({"msgType": "6", "msgBody": {"meetingUniqueId": "1", "time": "1605857677012"}}),
        );
        assert_eq!((event.kind, event.time.is_some()), (Some(Type::Leave), true));
        for odd in [json!(null), json!([]), json!("x"), json!({"msgType": 1.5, "msgBody": 7})] {
            assert_eq!(Event::read(&odd), Event::default());
        }
        assert_eq!(Event::read(&json!({"msgType": 99})).says(), "other of no known meeting");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), number in any::<i64>()) {
            Event::read(&json!({"msgType": number, "msgBody": {"time": number, "meetingUniqueId": text}}));
            Event::read(&json!({"msgType": text, "msgBody": {"time": text, "meetingUniqueId": number}}));
        }
    }
}
