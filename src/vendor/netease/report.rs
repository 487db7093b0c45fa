//! Who was in a meeting of NetEase Meeting. Its API does not tell; the callbacks do that
//! `webhook listen` kept, which say who came and who went, and when.

use crate::client::io::Local;
use crate::client::json::{text, whole};
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::report::{Attendance, Of, Report, Verbs};
use crate::op::{How, Route};
use crate::time::{from_millis, rfc3339};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

pub(super) static VERBS: Verbs = Verbs { report: &[Route::new(&[], How::One(make)).also(&["meeting"])] };

fn make<'a>(s: &'a Session, input: &'a Of) -> Local<'a, Result<Report>> {
    Box::pin(async move {
        let mut log = Log::default();
        // Nothing is held of other meetings than this one.
        let found = s.events(&mut |event| {
            log.read(&event, &input.meeting);
            Ok(())
        })?;
        if !log.known {
            return Err(nothing(found, &input.meeting, &log));
        }
        Ok(Report::of_visits(input.meeting.clone(), log.visits(&input.meeting, &s.profile.zone)))
    })
}

fn nothing(found: bool, meeting: &str, log: &Log) -> Error {
    let why = if found { "no stored callback is of" } else { "no callbacks are stored, so none of" };
    let hint = match log.ids.iter().next() {
        Some(id) => format!("{meeting} is a number to join with; its meeting's id is {id}"),
        None => "NetEase Meeting does not tell who was there; `meetctl webhook listen` keeps the callbacks that \
                 do, from when it runs on: let it run before the meeting, with the same profile and state folder"
            .to_owned(),
    };
    Error::new(Kind::NotFound, format!("{why} meeting {meeting}"))
        .hint(hint)
        .with(|facts| facts.vendor = Some(super::ID))
}

/// One device of one person: the same account may be there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Seat {
    account: Option<String>,
    device: Option<String>,
}

/// What happened to a seat at one moment. What is told twice happened once.
#[derive(Clone, Copy, Debug, Default)]
struct Moment {
    join: bool,
    leave: bool,
}

/// What was told of one meeting. A set, so that it does not matter in which order it was told.
#[derive(Debug, Default)]
struct Log {
    known: bool,
    /// Meetings that have what was asked for as their number.
    ids: BTreeSet<String>,
    seats: BTreeMap<Seat, BTreeMap<i64, Moment>>,
    rooms: BTreeMap<Seat, BTreeSet<String>>,
    ends: BTreeSet<i64>,
}

/// A visit: from, to, and whether its end was told.
type Visit = (Option<i64>, Option<i64>, bool);

impl Log {
    /// Takes in a callback, if it is of this meeting.
    fn read(&mut self, event: &Value, meeting: &str) {
        let body = &event["msgBody"];
        let id = text(&body["meetingUniqueId"]);
        if id.as_deref() != Some(meeting) {
            if let (Some(id), Some(number)) = (id, text(&body["meetingId"]))
                && number == meeting
            {
                self.ids.insert(id);
            }
            return;
        }
        self.known = true;
        // A time outside the calendar cannot be shown, and sums of such times overflow.
        let time = whole(&body["time"]).filter(|time| from_millis(*time).is_some());
        let Some(time) = time else { return };
        let kind = whole(&event["msgType"]);
        match kind {
            Some(3 | 4) => drop(self.ends.insert(time)),
            Some(5 | 6) => {
                let seat = Seat { account: text(&body["accountId"]), device: text(&body["deviceId"]) };
                self.rooms.entry(seat.clone()).or_default().extend(text(&body["roomUid"]));
                let moment = self.seats.entry(seat).or_default().entry(time).or_default();
                moment.join |= kind == Some(5);
                moment.leave |= kind == Some(6);
            }
            _ => {}
        }
    }

    /// The visits, in the order in which they began.
    fn visits(&self, meeting: &str, zone: &TimeZone) -> Vec<Attendance> {
        let mut all: Vec<(i64, &Seat, Visit)> = Vec::new();
        for (seat, moments) in &self.seats {
            let visits = fold(moments, &self.ends);
            all.extend(visits.into_iter().map(|visit| (visit.0.or(visit.1).unwrap_or(0), seat, visit)));
        }
        all.sort_unstable();
        let shown = |millis: Option<i64>| Some(rfc3339(from_millis(millis?)?, zone));
        let row = |(_, seat, (joined, left, told)): (i64, &Seat, Visit)| {
            let mut extra = Map::new();
            extra.extend(seat.device.clone().map(|device| ("deviceId".to_owned(), device.into())));
            let rooms: Vec<&str> = self.rooms.get(seat).into_iter().flatten().map(String::as_str).collect();
            if !rooms.is_empty() {
                extra.insert("roomUid".to_owned(), rooms.join(",").into());
            }
            if joined.is_none() {
                extra.insert("join_event".to_owned(), "missing".into());
            }
            if left.is_some() && !told {
                extra.insert("leave_event".to_owned(), "missing".into());
            }
            Attendance {
                meeting_id: Some(meeting.to_owned()),
                user_id: seat.account.clone(),
                joined: shown(joined),
                left: shown(left),
                duration_seconds: joined.zip(left).map(|(from, to)| (to - from).max(0) / 1_000),
                attended: Some(true),
                extra,
                ..Attendance::default()
            }
        };
        all.into_iter().map(row).collect()
    }
}

/// Pairs what happened at one seat. A visit whose end was not told ends, at the latest, where the next
/// one begins or the room is closed.
fn fold(moments: &BTreeMap<i64, Moment>, ends: &BTreeSet<i64>) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut inside: Option<i64> = None;
    let times: BTreeSet<i64> = moments.keys().chain(ends).copied().collect();
    for time in times {
        let mut moment = moments.get(&time).copied().unwrap_or_default();
        if moment.leave
            && let Some(joined) = inside.take()
        {
            visits.push((Some(joined), Some(time), true));
            moment.leave = false;
        }
        if (moment.join || ends.contains(&time))
            && let Some(joined) = inside.take()
        {
            visits.push((Some(joined), Some(time), false));
        }
        match (moment.join, moment.leave) {
            (true, true) => visits.push((Some(time), Some(time), true)),
            (true, false) => inside = Some(time),
            (false, true) => visits.push((None, Some(time), true)),
            (false, false) => {}
        }
    }
    visits.extend(inside.map(|joined| (Some(joined), None, false)));
    visits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// A callback about this account, so many seconds after the beginning.
    fn event(kind: i64, account: &str, second: i64) -> Value {
        json!({"msgType": kind, "msgBody": {"accountId": account, "deviceId": format!("d-{account}"), "roomUid": 7,
            "meetingId": "1122334455", "meetingUniqueId": 112_211, "time": 1_605_857_677_000 + second * 1_000}})
    }

    fn visits(events: &[Value]) -> Vec<(String, Option<i64>, Option<i64>)> {
        let mut log = Log::default();
        for event in events {
            log.read(event, "112211");
        }
        let second = |time: Option<String>| {
            let time: jiff::Timestamp = time?.parse().unwrap();
            Some(time.as_second() - 1_605_857_677)
        };
        let row = |row: Attendance| (row.user_id.unwrap(), second(row.joined), second(row.left));
        log.visits("112211", &TimeZone::UTC).into_iter().map(row).collect()
    }

    fn row(
        account: &str,
        joined: impl Into<Option<i64>>,
        left: impl Into<Option<i64>>,
    ) -> (String, Option<i64>, Option<i64>) {
        (account.to_owned(), joined.into(), left.into())
    }

    const JOIN: i64 = 5;
    const LEAVE: i64 = 6;
    const END: i64 = 3;

    #[test]
    fn several_visits_and_somebody_inside() {
        let events = [
            event(JOIN, "a", 0),
            event(JOIN, "b", 5),
            event(LEAVE, "a", 10),
            event(JOIN, "a", 20),
            event(LEAVE, "a", 30),
        ];
        assert_eq!(visits(&events), [row("a", 0, 10), row("b", 5, None), row("a", 20, 30)]);
    }

    #[test]
    fn what_is_missing_or_doubled_or_late_is_survived() {
        // A leave without a join; a join that was told twice; a leave that came before its join.
        assert_eq!(visits(&[event(LEAVE, "a", 10)]), [row("a", None, 10)]);
        let doubled = [event(JOIN, "a", 0), event(JOIN, "a", 0), event(LEAVE, "a", 9), event(LEAVE, "a", 9)];
        assert_eq!(visits(&doubled), [row("a", 0, 9)]);
        assert_eq!(visits(&[event(LEAVE, "a", 9), event(JOIN, "a", 0)]), [row("a", 0, 9)]);
        // A lost leave: the visit ends where the next begins, or with the room.
        let lost = [event(JOIN, "a", 0), event(JOIN, "a", 5), event(END, "", 8)];
        assert_eq!(visits(&lost), [row("a", 0, 5), row("a", 5, 8)]);
        // As in the document's examples: both at the same moment.
        assert_eq!(visits(&[event(JOIN, "a", 0), event(LEAVE, "a", 0)]), [row("a", 0, 0)]);
        assert_eq!(
            visits(&[event(JOIN, "a", 0), event(LEAVE, "a", 5), event(JOIN, "a", 5)]),
            [row("a", 0, 5), row("a", 5, None)]
        );
    }

    #[test]
    fn two_devices_are_two_seats_and_one_person() {
        let mut log = Log::default();
        for (device, kind, second) in [("x", JOIN, 0), ("y", JOIN, 5), ("x", LEAVE, 10), ("y", LEAVE, 20)] {
            let mut event = event(kind, "a", second);
            event["msgBody"]["deviceId"] = device.into();
            log.read(&event, "112211");
        }
        let report = Report::of_visits("112211".into(), log.visits("112211", &TimeZone::UTC));
        assert_eq!(report.attendees.len(), 2);
        assert_eq!((report.people.len(), report.people[0].duration_seconds), (1, 20));
        assert_eq!(report.attendees[0].extra["deviceId"], "x");
    }

    #[test]
    fn other_meetings_and_odd_bodies_are_left_out() {
        let mut log = Log::default();
        let mut other = event(JOIN, "a", 0);
        other["msgBody"]["meetingUniqueId"] = 5.into();
        for event in [other, json!(null), json!([]), json!({"msgBody": {"meetingUniqueId": true}})] {
            log.read(&event, "112211");
        }
        assert!(!log.known && log.visits("", &TimeZone::UTC).is_empty());
        // The number of a meeting is never taken for its id, but the id is offered.
        log.read(&event(JOIN, "a", 0), "1122334455");
        assert!(!log.known);
        let hint = nothing(true, "1122334455", &log).facts().hint.clone().unwrap();
        assert!(hint.ends_with("id is 112211"), "{hint}");
        let hint = nothing(false, "1", &Log::default()).facts().hint.clone().unwrap();
        assert!(hint.contains("webhook listen"), "{hint}");
    }

    #[test]
    fn times_outside_the_calendar_are_no_times() {
        let mut wild = event(JOIN, "a", 0);
        wild["msgBody"]["time"] = i64::MAX.into();
        assert_eq!(visits(&[wild]), []);
    }

    proptest! {
        #[test]
        fn neither_order_nor_repetition_matters(
            told in prop::collection::vec((prop::sample::select(vec![JOIN, LEAVE, END]), "[ab]", 0..8_i64), 0..20),
            order in any::<prop::sample::Index>(),
            again in any::<prop::sample::Index>(),
        ) {
            let events: Vec<Value> = told.iter().map(|(kind, who, at)| event(*kind, who, *at)).collect();
            let mut other = events.clone();
            if !other.is_empty() {
                let (turn, copy) = (order.index(other.len()), again.index(other.len()));
                other.rotate_left(turn);
                other.push(events[copy].clone());
                other.reverse();
            }
            prop_assert_eq!(visits(&events), visits(&other));
        }

        #[test]
        fn visits_of_one_seat_do_not_overlap_and_use_every_leave(
            told in prop::collection::vec((prop::sample::select(vec![JOIN, LEAVE]), 0..20_i64), 0..20),
        ) {
            let events: Vec<Value> = told.iter().map(|(kind, at)| event(*kind, "a", *at)).collect();
            let rows = visits(&events);
            for pair in rows.windows(2) {
                let end = pair[0].2.unwrap();
                prop_assert!(pair[1].1.or(pair[1].2).unwrap() >= end);
            }
            let leaves: BTreeSet<i64> = told.iter().filter(|(kind, _)| *kind == LEAVE).map(|(_, at)| *at).collect();
            let ended: BTreeSet<i64> = rows.iter().filter_map(|row| row.2).collect();
            prop_assert!(leaves.is_subset(&ended));
            prop_assert!(rows.iter().filter(|row| row.2.is_none()).count() <= 1);
        }
    }
}
