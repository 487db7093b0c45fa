//! What Quanshi's answers say about meetings, in our own terms. Both generations name the same
//! things differently, and neither is true to its own table.

use crate::client::json::{Fields, Json};
use crate::client::profile::Profile;
use crate::document::MeetingState;
use crate::op::meeting::Meeting;
use crate::time::{BEIJING, Moment, from_millis, from_seconds, parse_wall};
use jiff::{SignedDuration, Timestamp};

/// How a generation numbers the states of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum States {
    /// 1 created, 2 running, 4 ended, 18 locked, 5 expired.
    Conference,
    /// 0 cancelled, 1 created, 4 ended.
    Room,
}

impl States {
    /// The state that a number means.
    pub(super) fn state(self, number: i64) -> Option<MeetingState> {
        match (self, number) {
            (Self::Room, 0) => Some(MeetingState::Cancelled),
            (_, 1) => Some(MeetingState::Scheduled),
            (Self::Conference, 2) => Some(MeetingState::Running),
            (_, 4) => Some(MeetingState::Ended),
            (Self::Conference, 18) => Some(MeetingState::Locked),
            (Self::Conference, 5) => Some(MeetingState::Expired),
            _ => None,
        }
    }
}

/// A time of an answer: Beijing time as text, unix seconds or milliseconds.
pub(super) fn stamp(value: &Json) -> Option<Timestamp> {
    let text = value.as_text()?;
    let text = text.trim();
    match text.parse::<i64>() {
        Ok(0) => None,
        // Seconds of this size are some three thousand years away.
        Ok(number) if number.unsigned_abs() >= 100_000_000_000 => from_millis(number),
        Ok(number) => from_seconds(number),
        Err(_) => parse_wall(text, &BEIJING),
    }
}

/// Takes the first of these fields that holds a time, as the profile's zone shows it.
pub(super) fn moment(profile: &Profile, row: &mut Fields, names: &[&str]) -> Option<Moment> {
    let time = names.iter().find_map(|name| row.take_if(name, stamp))?;
    Some(Moment::new(time, &profile.zone))
}

/// Takes the first of these fields that holds a text.
pub(super) fn first(row: &mut Fields, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| row.take_if(name, |value| value.as_text().filter(|text| !text.trim().is_empty())))
}

/// A meeting; nothing that was not understood is lost.
pub(super) fn meeting(profile: &Profile, mut row: Fields, states: States) -> Meeting {
    let mut meeting = Meeting::of(profile);
    meeting.id = first(&mut row, &["conferenceId"]);
    // Where there is a `conferenceTitle`, `title` is the subject of the mail that invites.
    meeting.subject = first(&mut row, &["conferenceTitle", "dTitle"])
        .or_else(|| first(&mut row, &["title"]).map(|title| title_of(&title)));
    meeting.start = moment(profile, &mut row, &["startTime", "startTimeUnix"]);
    meeting.duration_minutes = row.int("length");
    meeting.end = end(profile, &mut row, meeting.start, meeting.duration_minutes);
    meeting.status = row.take_if("status", |value| states.state(value.as_text()?.trim().parse().ok()?));
    meeting.host = first(&mut row, &["userId", "hostId"]);
    meeting.host_password = first(&mut row, &["pcode1"]);
    meeting.password = first(&mut row, &["pcode2"]);
    // A "description" that is the attendees' password.
    row.take_if("desc", |value| value.as_text().filter(|text| Some(text) == meeting.password.as_ref()));
    meeting.join_url = first(&mut row, &["attendeeJoinUrl", "meetAttendeeJoinUrl"]);
    meeting.host_url = first(&mut row, &["hostJoinUrl", "hostConferenceUrl", "meetHostJoinUrl"]);
    meeting.live_url = first(&mut row, &["pullUrl", "livePullUrl"]);
    meeting.extra = row.rest();
    meeting
}

/// When a meeting ends. What a row of a series means by its end is not documented: the end of the meeting, or
/// of the whole series. Its length can only be the meeting's.
fn end(profile: &Profile, row: &mut Fields, start: Option<Moment>, minutes: Option<i64>) -> Option<Moment> {
    let length =
        minutes.filter(|minutes| *minutes > 0).map(|n| SignedDuration::from_secs(n.saturating_mul(60)));
    let counted = start.zip(length).and_then(|(start, length)| start.time().checked_add(length).ok());
    let recurs = row.get("calType").and_then(Json::as_text).as_deref() == Some("M");
    if let Some(counted) = counted.filter(|_| recurs) {
        row.take_if("endTime", |told| stamp(told).filter(|told| *told == counted));
        return Some(Moment::new(counted, &profile.zone));
    }
    moment(profile, row, &["endTime", "endTimeUnix"])
        .or_else(|| counted.map(|end| Moment::new(end, &profile.zone)))
}

/// The room API's titles come percent-encoded, but nothing says that all do: what does not decode to
/// text stays as it is, and so does `+`.
pub(super) fn title_of(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| -> Option<u8> {
        let digits = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%')?;
        u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok().filter(|_| digits[0] != b'+')
    };
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while at < bytes.len() {
        // A run of encoded bytes is text as a whole or not at all.
        let mut run = Vec::new();
        while let Some(byte) = (at + run.len() * 3 < bytes.len()).then(|| hex(at + run.len() * 3)).flatten() {
            run.push(byte);
        }
        if run.is_empty() {
            let next = text[at..].chars().next().unwrap_or_default();
            out.push(next);
            at += next.len_utf8();
            continue;
        }
        let end = at + run.len() * 3;
        match String::from_utf8(run) {
            Ok(decoded) => out.push_str(&decoded),
            Err(_) => out.push_str(&text[at..end]),
        }
        at = end;
    }
    out
}

/// A duration of an answer, `HH:MM:SS`, in seconds.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let parts: Vec<i64> = text
        .trim()
        .split(':')
        .map(|part| part.parse().ok().filter(|n| (0..1_000_000).contains(n)))
        .collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(hours * 3600 + minutes * 60 + seconds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::profile::tests::profile;
    use proptest::prelude::*;

    #[test]
    fn titles_are_decoded_as_far_as_they_are_encoded() {
        for (text, expected) in [
            ("%E5%AE%A2%E6%88%B7", "客户"),
            ("pxytest0001%E7%9A%84002", "pxytest0001的002"),
            ("测试%", "测试%"),
            ("50% + 1", "50% + 1"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            ("%E5%AE", "%E5%AE"),
            ("%+1", "%+1"),
            ("a+b%20c", "a+b c"),
            ("", ""),
        ] {
            assert_eq!(title_of(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_title_survives(text in "\\PC*") {
            let encoded = text.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"));
            prop_assert_eq!(title_of(&encoded), text.clone());
            let _ = title_of(&text);
        }
    }

    #[test]
    fn times_are_text_seconds_or_milliseconds() {
        for text in [
            r#""2021-09-15 19:00:00""#,
            "1631703600",
            r#""1631703600""#,
            "1631703600000",
            r#"" 2021-09-15 19:00""#,
        ] {
            let json = Json::parse(text.as_bytes()).unwrap();
            assert_eq!(stamp(&json).unwrap().as_second(), 1_631_703_600, "{text}");
        }
        for text in ["0", r#""""#, "null", "[]", r#""soon""#, "9223372036854775807"] {
            assert_eq!(stamp(&Json::parse(text.as_bytes()).unwrap()), None, "{text}");
        }
    }

    #[test]
    fn durations_are_three_numbers() {
        assert_eq!((seconds("01:54:30"), seconds(" 100:00:01 ")), (Some(6870), Some(360_001)));
        for text in ["", "1:2", "a:b:c", "-1:00:00", "99999999999999999999:0:0"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn the_generations_number_states_differently() {
        assert_eq!(
            (States::Room.state(0), States::Conference.state(0)),
            (Some(MeetingState::Cancelled), None)
        );
        assert_eq!((States::Room.state(2), States::Conference.state(18)), (None, Some(MeetingState::Locked)));
    }

    #[test]
    fn a_series_ends_with_its_meeting() {
        let read = |kind: &str, end: i64| {
            let text = format!(
                r#"{{"conferenceId":1,"calType":"{kind}","startTime":1796176800,"endTime":{end},"length":60}}"#
            );
            let row = Fields::of(Json::parse(text.as_bytes()).unwrap());
            let meeting = meeting(&profile(&[]), row, States::Room);
            (meeting.end.unwrap().time().as_second(), meeting.extra.contains_key("endTime"))
        };
        let (hour, month) = (1_796_180_400, 1_798_768_800);
        assert_eq!((read("M", hour), read("M", month)), ((hour, false), (hour, true)));
        assert_eq!((read("E", hour), read("E", month)), ((hour, false), (month, false)));
    }

    #[test]
    fn what_is_not_understood_is_kept() {
        let text = r#"{"conferenceId":239,"title":"mail","conferenceTitle":"测试%","desc":"1","pcode2":"0000",
            "startTime":"soon","status":77,"billingCode":"1","billingcode":"1"}"#;
        let row = Fields::of(Json::parse(text.as_bytes()).unwrap());
        let meeting = meeting(&profile(&[]), row, States::Conference);
        assert_eq!(meeting.id.as_deref(), Some("239"));
        assert_eq!((meeting.subject.as_deref(), meeting.password.as_deref()), (Some("测试%"), Some("0000")));
        assert_eq!((meeting.start, meeting.status), (None, None));
        let names: Vec<&str> = meeting.extra.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["title", "desc", "startTime", "status", "billingCode", "billingcode"]);
    }
}
