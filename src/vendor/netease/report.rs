//! Who was in a meeting of NetEase Meeting. Its API does not tell; the callbacks do that
//! `webhook listen` kept, which say who came and who went, and when.

use super::callback::Type;
use crate::client::extra::Extra;
use crate::client::io::Local;
use crate::client::json::{text, whole};
use crate::client::session::Session;
use crate::error::{Error, Kind, Result};
use crate::op::report::{Attendance, Of, Plan, Report, Verbs};
use crate::op::{How, Route};
use crate::spill::Sorter;
use crate::time::{from_millis, rfc3339};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) static VERBS: Verbs = Verbs { report: &[Route::new(&[], How::One(make)).also(&["meeting"])] };

fn make<'a>(s: &'a Session, input: &'a Of) -> Local<'a, Result<Report>> {
    Box::pin(async move {
        let mut log = Log::default();
        // Nothing is held of other meetings than this one, and of this one only what fits.
        let found = s.events(&mut |event| log.read(&event, &input.meeting))?;
        if !log.known {
            return Err(nothing(found, &input.meeting, &log));
        }
        log.report(&input.meeting, &s.profile.zone)
    })
}

fn nothing(found: bool, meeting: &str, log: &Log) -> Error {
    let why =
        if found { tr!("no stored callback is of") } else { tr!("no callbacks are stored, so none of") };
    let hint = match &log.id {
        Some(id) => tr!("{meeting} is a number to join with; its meeting's id is {id}", meeting, id),
        None => tr!("NetEase Meeting does not tell who was there; `meetctl webhook listen` keeps the callbacks that \
                 do, from when it runs on: let it run before the meeting, with the same profile and state folder")
            .to_owned(),
    };
    Error::new(Kind::NotFound, tr!("{why} meeting {meeting}", why, meeting))
        .hint(hint)
        .with(|facts| facts.vendor = Some(super::ID.into()))
}

/// One device of one person: the same account may be there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// What the callbacks tell of one meeting. Who came and went is sorted by seat and time, outside of
/// memory where it is much.
#[derive(Debug, Default)]
struct Log {
    known: bool,
    /// A meeting that has what was asked for as its number.
    id: Option<String>,
    told: Sorter,
    plan: Plan,
    reserved: Reserved,
    /// When the room was first opened, as the callback of that tells.
    starts: Option<i64>,
    /// The same, as callbacks of what came later tell.
    opened: Option<i64>,
    /// When the room was closed.
    ends: BTreeSet<i64>,
    /// When the meeting was taken back, for which its room may have been closed long since.
    recycled: BTreeSet<i64>,
}

/// From when to when a meeting was reserved.
type Reserved = (Option<i64>, Option<i64>);

/// A span that does not end after its start, as in the document's own example, is no reservation.
fn reservation(start: Option<i64>, end: Option<i64>) -> Reserved {
    match (start, end) {
        (Some(start), Some(end)) if end <= start => (None, None),
        span => span,
    }
}

impl Log {
    /// Takes in a callback, if it is of this meeting.
    fn read(&mut self, event: &Value, meeting: &str) -> Result<()> {
        let body = &event["msgBody"];
        let id = text(&body["meetingUniqueId"]);
        if id.as_deref() != Some(meeting) {
            if let (Some(id), Some(number)) = (id, text(&body["meetingId"]))
                && number == meeting
                && self.id.as_ref().is_none_or(|known| id < *known)
            {
                self.id = Some(id);
            }
            return Ok(());
        }
        self.known = true;
        // A time outside the calendar cannot be shown, and sums of such times overflow.
        let time = |name: &str| whole(&body[name]).filter(|time| from_millis(*time).is_some());
        let positive = |name: &str| time(name).filter(|time| *time > 0);
        let kind = whole(&event["msgType"]).map(Type::of);
        if kind.is_some_and(Type::is_of_meeting) {
            self.plan.subject = text(&body["subject"]).or(self.plan.subject.take());
            let (start, end) = reservation(positive("reserveStartTime"), positive("reserveEndTime"));
            self.reserved = (start.or(self.reserved.0), end.or(self.reserved.1));
            self.opened = self.opened.into_iter().chain(positive("roomCreateTime")).min();
        }
        let Some(time) = time("time") else { return Ok(()) };
        match kind {
            Some(Type::Start) => self.starts = self.starts.into_iter().chain([time]).min(),
            Some(Type::End) => drop(self.ends.insert(time)),
            Some(Type::Recycle) => drop(self.recycled.insert(time)),
            Some(kind @ (Type::Join | Type::Leave)) => {
                let seat = Seat { account: text(&body["accountId"]), device: text(&body["deviceId"]) };
                let room = text(&body["roomUid"]);
                let value = serde_json::to_vec(&(kind == Type::Join, time, room));
                let value = value.map_err(|error| unkept(&error.into()))?;
                self.told.push(&seat.key(time)?, &value).map_err(|error| unkept(&error))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The report: the visits in the order in which they began.
    fn report(self, meeting: &str, zone: &TimeZone) -> Result<Report> {
        let Self { told, plan, reserved, starts, opened, ends, recycled, .. } = self;
        let reserved = reservation(reserved.0, reserved.1);
        // No visit goes on after the meeting was taken back; the room's end that is only where nobody told one.
        let last = ends.last().copied();
        let mut closings = ends;
        closings.extend(recycled.iter().filter(|time| last.is_none_or(|last| **time > last)));
        let closed = last.or_else(|| recycled.last().copied());
        let mut visits = Sorter::default();
        let mut sitting = Sitting::default();
        told.each(
            |error| unkept(&error),
            |key, value| {
                let told = || Error::failed(tr!("a temporary file was changed"));
                let (join, time, room): (bool, i64, Option<String>) =
                    serde_json::from_slice(value).map_err(|_| told())?;
                let seat = key.len().checked_sub(size_of::<i64>()).map(|end| &key[..end]).ok_or_else(told)?;
                if sitting.key != seat {
                    std::mem::take(&mut sitting).stand_up(&closings, meeting, zone, &mut visits)?;
                    sitting.key = seat.to_vec();
                }
                sitting.rooms.extend(room);
                sitting.tell(time, join, &closings);
                Ok(())
            },
        )?;
        sitting.stand_up(&closings, meeting, zone, &mut visits)?;
        let mut report = Report::of_visits(meeting, [])?;
        visits.each(
            |error| unkept(&error),
            |_, visit| {
                let visit = serde_json::from_slice(visit).map_err(|error| unkept(&error.into()))?;
                report.visit(&visit)
            },
        )?;
        // A room that closed before the time that was reserved was not left early.
        let end = reserved.1.map_or(closed, |end| Some(closed.map_or(end, |closed| closed.min(end))));
        let shown = |millis: Option<i64>| Some(rfc3339(from_millis(millis?)?, zone));
        report.plan = Plan { start: shown(reserved.0.or(starts).or(opened)), end: shown(end), ..plan };
        Ok(report)
    }
}

impl Seat {
    /// Seats by name, and the moments of each in order.
    fn key(&self, time: i64) -> Result<Vec<u8>> {
        let mut key = serde_json::to_vec(self).map_err(|error| unkept(&error.into()))?;
        key.extend(in_order(time));
        Ok(key)
    }
}

/// A number as bytes that compare as the numbers do.
fn in_order(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

fn unkept(error: &std::io::Error) -> Error {
    Error::failed(tr!("cannot sort the callbacks in a temporary file: {error}", error))
        .hint(tr!("make room where temporary files are, or name another folder: TMPDIR=…"))
}

/// A visit: from, to, and whether its end was told.
type Visit = (Option<i64>, Option<i64>, bool);

/// One seat, told moment by moment. A visit whose end was not told ends, at the latest, where the
/// next one begins or the room is closed.
#[derive(Debug, Default)]
struct Sitting {
    /// Whose it is; empty: nobody's.
    key: Vec<u8>,
    rooms: BTreeSet<String>,
    now: Option<(i64, Moment)>,
    inside: Option<i64>,
    visits: Vec<Visit>,
}

impl Sitting {
    /// Takes in that somebody came or went. Times never go back.
    fn tell(&mut self, time: i64, join: bool, ends: &BTreeSet<i64>) {
        if self.now.is_some_and(|(now, _)| now != time) {
            self.settle(ends);
        }
        let (_, moment) = self.now.get_or_insert((time, Moment::default()));
        moment.join |= join;
        moment.leave |= !join;
    }

    /// All that happened at one moment is known.
    fn settle(&mut self, ends: &BTreeSet<i64>) {
        let Some((time, mut moment)) = self.now.take() else { return };
        if let Some(joined) = self.inside
            && let Some(end) = closed_after(joined, ends).filter(|end| *end < time)
        {
            self.visits.push((Some(joined), Some(end), false));
            self.inside = None;
        }
        if moment.leave
            && let Some(joined) = self.inside.take()
        {
            self.visits.push((Some(joined), Some(time), true));
            moment.leave = false;
        }
        if (moment.join || ends.contains(&time))
            && let Some(joined) = self.inside.take()
        {
            self.visits.push((Some(joined), Some(time), false));
        }
        match (moment.join, moment.leave) {
            (true, true) => self.visits.push((Some(time), Some(time), true)),
            (true, false) => self.inside = Some(time),
            (false, true) => self.visits.push((None, Some(time), true)),
            (false, false) => {}
        }
    }

    /// Nothing more is told of this seat: its visits become rows.
    fn stand_up(
        mut self,
        ends: &BTreeSet<i64>,
        meeting: &str,
        zone: &TimeZone,
        rows: &mut Sorter,
    ) -> Result<()> {
        self.settle(ends);
        if let Some(joined) = self.inside {
            self.visits.push((Some(joined), closed_after(joined, ends), false));
        }
        let seat: Seat = serde_json::from_slice(&self.key).unwrap_or_default();
        let rooms: Vec<String> = self.rooms.into_iter().collect();
        let rooms = rooms.join(",");
        for (at, visit) in self.visits.into_iter().enumerate() {
            let began = visit.0.or(visit.1).unwrap_or(0);
            let key = [&in_order(began)[..], &self.key, &at.to_be_bytes()].concat();
            let row = serde_json::to_vec(&row(visit, &seat, &rooms, meeting, zone));
            let row = row.map_err(|error| unkept(&error.into()))?;
            rows.push(&key, &row).map_err(|error| unkept(&error))?;
        }
        Ok(())
    }
}

/// When the room was next closed.
fn closed_after(time: i64, ends: &BTreeSet<i64>) -> Option<i64> {
    use std::ops::Bound::{Excluded, Unbounded};
    ends.range((Excluded(time), Unbounded)).next().copied()
}

fn row((joined, left, told): Visit, seat: &Seat, rooms: &str, meeting: &str, zone: &TimeZone) -> Attendance {
    let shown = |millis: Option<i64>| Some(rfc3339(from_millis(millis?)?, zone));
    let mut extra = Extra::default();
    if let Some(device) = &seat.device {
        extra.insert("deviceId", Value::from(device.as_str()));
    }
    if !rooms.is_empty() {
        extra.insert("roomUid", Value::from(rooms));
    }
    if joined.is_none() {
        extra.insert("join_event", Value::from("missing"));
    }
    if left.is_some() && !told {
        extra.insert("leave_event", Value::from("missing"));
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
        let second = |time: Option<String>| {
            let time: jiff::Timestamp = time?.parse().unwrap();
            Some(time.as_second() - 1_605_857_677)
        };
        let row = |row: Attendance| (row.user_id.unwrap(), second(row.joined), second(row.left));
        rows(log_of(events)).into_iter().map(row).collect()
    }

    fn log_of(events: &[Value]) -> Log {
        let mut log = Log::default();
        for event in events {
            log.read(event, "112211").unwrap();
        }
        log
    }

    fn rows(log: Log) -> Vec<Attendance> {
        let mut rows = Vec::new();
        log.report("112211", &TimeZone::UTC)
            .unwrap()
            .visits(|row| {
                rows.push(row);
                Ok(())
            })
            .unwrap();
        rows
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
    const RECYCLE: i64 = 4;

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
            log.read(&event, "112211").unwrap();
        }
        let mut report = log.report("112211", &TimeZone::UTC).unwrap();
        assert_eq!(report.attendees.count(), 2);
        let people = report.people().unwrap();
        assert_eq!((people.len(), people[0].duration_seconds), (1, Some(20)));
        assert_eq!(report.document().unwrap()["attendees"][0]["extra"]["deviceId"], "x");
    }

    #[test]
    fn the_plan_is_what_was_reserved_but_for_a_room_that_closed_early() {
        let mut room = event(1, "", 3);
        room["msgBody"]["subject"] = "周会".into();
        let start = 1_605_857_677_000_i64;
        room["msgBody"]["reserveStartTime"] = start.into();
        room["msgBody"]["reserveEndTime"] = (start + 600_000).into();
        let told = plan(&[room.clone(), event(JOIN, "a", 0)]);
        assert_eq!(told.subject.as_deref(), Some("周会"));
        assert_eq!(told.start.as_deref(), Some("2020-11-20T07:34:37+00:00"));
        assert_eq!(told.end.as_deref(), Some("2020-11-20T07:44:37+00:00"));
        let closed = |second| plan(&[room.clone(), event(END, "", second)]).end;
        assert_eq!(closed(60).as_deref(), Some("2020-11-20T07:35:37+00:00"));
        assert_eq!(closed(6_000).as_deref(), Some("2020-11-20T07:44:37+00:00"));
        // Nothing reserved: when the room was opened and closed.
        let told = plan(&[event(1, "", 3), event(END, "", 60)]);
        assert_eq!((told.start.is_some(), told.end), (true, closed(60)));
    }

    fn plan(events: &[Value]) -> Plan {
        log_of(events).report("112211", &TimeZone::UTC).unwrap().plan
    }

    #[test]
    fn taking_a_meeting_back_is_no_closing_of_its_room() {
        // Closed after a minute, taken back a day later: nobody left a day early.
        let events = [event(JOIN, "a", 0), event(END, "", 60), event(RECYCLE, "", 86_400)];
        assert_eq!(plan(&events).end.as_deref(), Some("2020-11-20T07:35:37+00:00"));
        assert_eq!(visits(&events), [row("a", 0, 60)]);
        // A room that was not told to be closed was closed by then.
        let lost = [event(JOIN, "a", 0), event(RECYCLE, "", 90)];
        assert_eq!(plan(&lost).end.as_deref(), Some("2020-11-20T07:36:07+00:00"));
        assert_eq!(visits(&lost), [row("a", 0, 90)]);
        // Taken back before those inside have gone.
        let early = [event(JOIN, "a", 0), event(RECYCLE, "", 9), event(LEAVE, "a", 10), event(END, "", 10)];
        assert_eq!(visits(&early), [row("a", 0, 10)]);
    }

    #[test]
    fn a_lost_start_is_told_by_what_came_later() {
        let mut end = event(END, "", 60);
        end["msgBody"]["roomCreateTime"] = 1_605_857_670_000_i64.into();
        let opened = Some("2020-11-20T07:34:30+00:00");
        assert_eq!(plan(&[event(JOIN, "a", 0), end.clone()]).start.as_deref(), opened);
        assert_eq!(plan(&[event(1, "", 3), end.clone()]).start.as_deref(), Some("2020-11-20T07:34:40+00:00"));
        for none in [json!(0), json!(-1), json!(null), json!("x"), i64::MAX.into()] {
            end["msgBody"]["roomCreateTime"] = none;
            assert_eq!(plan(std::slice::from_ref(&end)).start, None);
        }
    }

    #[test]
    fn a_span_without_length_is_no_reservation() {
        let reserved = |mut event: Value, start: i64, end: i64| {
            event["msgBody"]["reserveStartTime"] = (1_605_857_677_000 + start * 1_000).into();
            event["msgBody"]["reserveEndTime"] = (1_605_857_677_000 + end * 1_000).into();
            event
        };
        for length in [0, -60] {
            let told = [event(1, "", 3), reserved(event(END, "", 60), -600, -600 + length)];
            let plan = plan(&told);
            assert_eq!(plan.start.as_deref(), Some("2020-11-20T07:34:40+00:00"));
            assert_eq!(plan.end.as_deref(), Some("2020-11-20T07:35:37+00:00"));
        }
        // One that another callback told stays.
        let told = [reserved(event(1, "", 3), 0, 60), reserved(event(END, "", 90), 5, 5)];
        assert_eq!(plan(&told).end.as_deref(), Some("2020-11-20T07:35:37+00:00"));
    }

    #[test]
    fn other_meetings_and_odd_bodies_are_left_out() {
        let mut log = Log::default();
        let mut other = event(JOIN, "a", 0);
        other["msgBody"]["meetingUniqueId"] = 5.into();
        for event in [other, json!(null), json!([]), json!({"msgBody": {"meetingUniqueId": true}})] {
            log.read(&event, "112211").unwrap();
        }
        assert!(!log.known);
        // The number of a meeting is never taken for its id, but the id is offered.
        log.read(&event(JOIN, "a", 0), "1122334455").unwrap();
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
