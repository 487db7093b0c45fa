//! What runs when, and what clashes: two meetings at the same time with one host, in one room or
//! under one number, whatever their vendors.

use super::meeting::{Meeting, Rooms};
use crate::document::{MeetingState, words};
use crate::time::Moment;
use clap::Args;
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Which meetings an agenda shows.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub struct Agenda {
    /// From this time or day on [default: today]
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// Up to this time, or the end of this day [default: seven days after --from]
    #[arg(long, value_name = "TIME")]
    pub to: Option<String>,
    /// Only meetings at the same time that share their host, their room or their number
    #[arg(long)]
    pub clashes: bool,
}

words! {
    /// What two meetings cannot both have at the same time.
    #[derive(PartialOrd, Ord)]
    pub enum Shared {
        /// Who holds it: compared without regard to case.
        Host = "host",
        /// A room, by its id.
        Room = "room",
        /// The number that people dial.
        Number = "number",
    }
}

/// The time of a meeting and what it takes up: half open, from the first instant to the one at
/// which the next may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    from: i128,
    to: i128,
    takes: Vec<(Shared, String)>,
}

impl Booking {
    /// From one time to another. Without an end, or with one that is not after the start, it is the
    /// moment of the start: it clashes with what runs then, and with nothing later.
    pub fn new(start: Timestamp, end: Option<Timestamp>, takes: Vec<(Shared, String)>) -> Self {
        let from = start.as_nanosecond();
        let end = end.map(Timestamp::as_nanosecond).filter(|end| *end > from);
        Self { from, to: end.unwrap_or(from + 1), takes }
    }

    /// What a meeting takes up, and the rooms that its vendor finds in it. `None`: its start is not known, or it
    /// does not take place.
    pub fn of(meeting: &Meeting, rooms: Rooms) -> Option<Self> {
        if meeting.status.is_some_and(|state| state.is_gone() || state == MeetingState::Expired) {
            return None;
        }
        let known = |text: &Option<String>| {
            let text = text.as_deref()?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let mut takes = Vec::new();
        takes.extend(known(&meeting.host).map(|host| (Shared::Host, host.to_lowercase())));
        takes.extend(known(&meeting.number).map(|number| (Shared::Number, number)));
        takes.extend(rooms(meeting).into_iter().map(|room| (Shared::Room, room)));
        Some(Self::new(meeting.start?.time(), meeting.end.map(Moment::time), takes))
    }

    /// Whether both go on at one instant. One that begins when the other ends does not.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Bookings that share something while they overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What they share.
    pub shared: Shared,
    /// Its name.
    pub value: String,
    /// Which bookings, by their places; each overlaps with at least one other of them.
    pub bookings: Vec<usize>,
}

/// Finds all clashes, by kind, value and time. Takes O(n log n) for n bookings.
pub fn clashes(bookings: &[Booking]) -> Vec<Clash> {
    let mut users: BTreeMap<(Shared, &str), Vec<usize>> = BTreeMap::new();
    for (at, booking) in bookings.iter().enumerate() {
        for (shared, value) in &booking.takes {
            let users = users.entry((*shared, value)).or_default();
            if users.last() != Some(&at) {
                users.push(at);
            }
        }
    }
    let mut found = Vec::new();
    for ((shared, value), mut users) in users {
        users.sort_by_key(|at| (bookings[*at].from, *at));
        let mut group: Vec<usize> = Vec::new();
        // What begins before the group's last instant overlaps with the one that reaches so far.
        let mut until = i128::MIN;
        for at in users {
            if bookings[at].from >= until {
                close(&mut found, shared, value, &mut group);
            }
            until = until.max(bookings[at].to);
            group.push(at);
        }
        close(&mut found, shared, value, &mut group);
    }
    found
}

fn close(found: &mut Vec<Clash>, shared: Shared, value: &str, group: &mut Vec<usize>) {
    let bookings = std::mem::take(group);
    if bookings.len() > 1 {
        found.push(Clash { shared, value: value.to_owned(), bookings });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn meeting(start: &str, end: Option<&str>) -> Meeting {
        Meeting {
            start: start.parse().ok(),
            end: end.and_then(|end| end.parse().ok()),
            host: Some(" Zhang@Example.com ".into()),
            number: Some("186".into()),
            ..Meeting::default()
        }
    }

    fn clash(one: &Meeting, other: &Meeting) -> Vec<(&'static str, String)> {
        // Each takes up the room that its short number names.
        let rooms: Rooms = |meeting| meeting.short_id.iter().cloned().collect();
        let bookings: Vec<Booking> =
            [one, other].into_iter().filter_map(|meeting| Booking::of(meeting, rooms)).collect();
        clashes(&bookings).into_iter().map(|clash| (clash.shared.name(), clash.value)).collect()
    }

    #[test]
    fn only_what_is_known_and_overlaps_clashes() {
        let one = meeting("2026-11-23T14:00:00+08:00", Some("2026-11-23T15:00:00+08:00"));
        // The same hour in another zone, and another spelling of the host.
        let mut other = meeting("2026-11-23T07:30:00+01:00", Some("2026-11-23T08:30:00+01:00"));
        other.host = Some("zhang@example.com".into());
        other.number = Some("9".into());
        assert_eq!(clash(&one, &other), [("host", "zhang@example.com".to_owned())]);
        // One begins when the other ends.
        other.start = "2026-11-23T15:00:00+08:00".parse().ok();
        assert!(clash(&one, &other).is_empty());
        // Nothing is not the same as nothing.
        let nobody = |host: Option<&str>| Meeting { host: host.map(Into::into), number: None, ..one.clone() };
        for host in [None, Some(""), Some("  ")] {
            assert!(clash(&nobody(host), &nobody(host)).is_empty(), "{host:?}");
        }
        for status in ["cancelled", "recycled", "invalid", "expired"].map(MeetingState::of) {
            assert!(clash(&one, &Meeting { status, ..one.clone() }).is_empty(), "{status:?}");
        }
        assert_eq!(clash(&one, &one).len(), 2);
        let booked = |room: &str| Meeting { short_id: Some(room.into()), ..nobody(None) };
        assert_eq!(clash(&booked("6518"), &booked("6518")), [("room", "6518".to_owned())]);
        assert!(clash(&booked("6518"), &booked("6516")).is_empty());
    }

    #[test]
    fn without_an_end_it_is_the_moment_of_its_start() {
        let hour = meeting("2026-11-23T14:00:00Z", Some("2026-11-23T15:00:00Z"));
        for (start, end, clashes) in [
            ("2026-11-23T14:59:59Z", None, true),
            ("2026-11-23T14:00:00Z", None, true),
            ("2026-11-23T15:00:00Z", None, false),
            ("2026-11-23T13:00:00Z", None, false),
            ("2026-11-23T14:30:00Z", Some("2026-11-23T14:00:00Z"), true),
            ("2026-11-23T13:00:00Z", Some("2026-11-23T13:00:00Z"), false),
        ] {
            assert_eq!(!clash(&hour, &meeting(start, end)).is_empty(), clashes, "{start} {end:?}");
        }
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_confuse() {
        // 02:30 comes twice on this night: these are an hour apart.
        let first = meeting("2026-10-25T02:30:00+02:00", Some("2026-10-25T02:00:00+01:00"));
        let second = meeting("2026-10-25T02:30:00+01:00", Some("2026-10-25T03:00:00+01:00"));
        assert!(clash(&first, &second).is_empty());
        let long = meeting("2026-10-25T02:30:00+02:00", Some("2026-10-25T02:31:00+01:00"));
        assert_eq!(clash(&long, &second).len(), 2);
    }

    /// Components of the graph of all pairs.
    fn naive(bookings: &[Booking]) -> Vec<Clash> {
        let mut found = Vec::new();
        let mut all: Vec<(Shared, String)> = bookings.iter().flat_map(|one| one.takes.clone()).collect();
        all.sort();
        all.dedup();
        for (shared, value) in all {
            let users: Vec<usize> = (0..bookings.len())
                .filter(|at| bookings[*at].takes.contains(&(shared, value.clone())))
                .collect();
            let mut group: Vec<usize> = (0..bookings.len()).collect();
            for _ in &users {
                for &a in &users {
                    for &b in &users {
                        if bookings[a].overlaps(&bookings[b]) {
                            let low = group[a].min(group[b]);
                            (group[a], group[b]) = (low, low);
                        }
                    }
                }
            }
            for leader in &users {
                let members: Vec<usize> = users.iter().copied().filter(|at| group[*at] == *leader).collect();
                if members.len() > 1 {
                    found.push(Clash { shared, value: value.clone(), bookings: members });
                }
            }
        }
        found
    }

    /// In one order, whoever found them.
    fn sorted(mut found: Vec<Clash>) -> Vec<(Shared, String, Vec<usize>)> {
        for clash in &mut found {
            clash.bookings.sort_unstable();
        }
        let mut all: Vec<_> =
            found.into_iter().map(|clash| (clash.shared, clash.value, clash.bookings)).collect();
        all.sort();
        all
    }

    fn any_booking() -> impl Strategy<Value = Booking> {
        let takes = prop::collection::vec(
            (prop::sample::select(vec![Shared::Host, Shared::Room, Shared::Number]), "[ab]"),
            0..4,
        );
        (0_i64..20, prop::option::of(-2_i64..8), takes).prop_map(|(start, length, takes)| {
            let time = |second| Timestamp::from_second(second).unwrap();
            Booking::new(time(start), length.map(|length| time(start + length)), takes)
        })
    }

    proptest! {
        #[test]
        fn the_sweep_finds_what_all_pairs_find(bookings in prop::collection::vec(any_booking(), 0..12)) {
            prop_assert_eq!(sorted(clashes(&bookings)), sorted(naive(&bookings)));
        }

        /// In a clash each overlaps with another of it, and shares what it is named for.
        #[test]
        fn a_clash_holds_nobody_without_reason(bookings in prop::collection::vec(any_booking(), 0..12)) {
            for clash in clashes(&bookings) {
                for &one in &clash.bookings {
                    prop_assert!(bookings[one].takes.contains(&(clash.shared, clash.value.clone())));
                    let met = |other: &&usize| **other != one && bookings[one].overlaps(&bookings[**other]);
                    prop_assert!(clash.bookings.iter().find(met).is_some());
                }
            }
        }
    }
}
