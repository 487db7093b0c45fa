//! The figures of a report: how many were there, when most, who was late and who went early.

use super::people::{answers, kind};
use super::{Person, Report};
use crate::client::extra::Extra;
use crate::time::rfc3339;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The figures of a report. Of those that the vendor's answer leaves open nothing is known: `null`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// How many people came.
    pub people: usize,
    /// How many visits they made.
    pub visits: usize,
    /// How many are still inside, as far as is known.
    pub inside: usize,
    /// When the first of them came.
    pub first_joined: Option<String>,
    /// When the last of them went.
    pub last_left: Option<String>,
    /// What the meeting was about.
    pub subject: Option<String>,
    /// When it began.
    pub start: Option<String>,
    /// When it ended.
    pub end: Option<String>,
    /// How many were invited.
    pub invited: Option<usize>,
    /// How many of them came.
    pub invited_present: Option<usize>,
    /// The part of those invited that came: 0 to 1, to four digits.
    pub attendance_rate: Option<f64>,
    /// How many came after the start, beyond the grace.
    pub late: Option<usize>,
    /// How many went before the end, beyond the grace.
    pub left_early: Option<usize>,
    /// The grace.
    pub grace_seconds: i64,
    /// How long a person was inside, on average of those of whom that is known.
    pub average_seconds: Option<i64>,
    /// The most people inside at once.
    pub peak: usize,
    /// When there were that many for the first time.
    pub peak_at: Option<String>,
    /// How many roll calls there were, of all kinds.
    pub rollcalls: usize,
    /// How often a hand was raised.
    pub hands_raised: usize,
    /// The vendor's own figures, under its names.
    pub extra: Extra,
}

impl Figures {
    /// The figures of this report and its people.
    pub fn of(report: &Report, people: &[Person]) -> Self {
        let (start, end) = report.plan.times();
        let grace = report.plan.grace_seconds;
        let over = |seconds: fn(&Person) -> Option<i64>| {
            people.iter().filter(|person| seconds(person).is_some_and(|seconds| seconds > grace)).count()
        };
        let came = |row: &&Map<String, Value>| row.get("attended") == Some(&Value::Bool(true));
        let invited = Some(report.invitees.len()).filter(|count| *count > 0);
        let present = invited.map(|_| report.invitees.iter().filter(came).count());
        let lengths: Vec<i64> = people.iter().filter_map(|person| person.duration_seconds).collect();
        let count = i64::try_from(lengths.len()).unwrap_or(i64::MAX);
        let levels = levels(people, end);
        let peak = levels.iter().map(|level| level.inside).max().unwrap_or(0);
        let peak_at = levels.iter().find(|level| level.inside == peak && peak > 0);
        let first = by_moment(people.iter().filter_map(|p| p.first_joined.as_ref())).next();
        let last = by_moment(people.iter().filter_map(|p| p.last_left.as_ref())).next_back();
        Self {
            people: people.len(),
            visits: report.attendees.count(),
            inside: people.iter().filter(|person| person.inside).count(),
            first_joined: first.cloned(),
            last_left: last.cloned(),
            subject: report.plan.subject.clone(),
            start: report.plan.start.clone(),
            end: report.plan.end.clone(),
            invited,
            invited_present: present,
            attendance_rate: present.zip(invited).map(|(came, all)| rate(came, all)),
            late: start.map(|_| over(|person| person.late_seconds)),
            left_early: end.map(|_| over(|person| person.early_seconds)),
            grace_seconds: grace,
            average_seconds: (count > 0).then(|| lengths.iter().sum::<i64>() / count),
            peak,
            // In the offset in which the first time is written, so that all look alike.
            peak_at: peak_at.map(|level| rfc3339(level.at, &zone_like(first))),
            rollcalls: rollcalls(&report.rollcall),
            hands_raised: report.handsup.len(),
            extra: report.extra.clone(),
        }
    }
}

/// Each row has an answer to every roll call of its kind.
fn rollcalls(rows: &[Map<String, Value>]) -> usize {
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let calls = most.entry(kind(row)).or_default();
        *calls = answers(row).len().max(*calls);
    }
    most.values().sum()
}

/// How many were inside from one moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// From when on.
    pub at: Timestamp,
    /// How many people.
    pub inside: usize,
}

/// How many people were inside, change by change. Those without an end are inside until the
/// meeting's end, or until the last moment of which anything is known.
pub fn levels(people: &[Person], end: Option<Timestamp>) -> Vec<Level> {
    let spans = || people.iter().flat_map(|person| &person.spans);
    let last = spans().map(|(from, to)| to.unwrap_or(*from)).chain(end).max();
    // Whoever came last and stays is inside too, if only for a moment.
    let last = last.and_then(|last| last.checked_add(SignedDuration::from_secs(1)).ok());
    let mut changes: Vec<(Timestamp, bool)> = Vec::new();
    for (from, to) in spans() {
        let to = to.or(last).unwrap_or(*from);
        if to > *from {
            changes.extend([(*from, true), (to, false)]);
        }
    }
    changes.sort_unstable();
    let mut levels: Vec<Level> = Vec::new();
    let mut inside = 0_usize;
    for (at, came) in changes {
        inside = if came { inside + 1 } else { inside.saturating_sub(1) };
        match levels.last_mut() {
            Some(level) if level.at == at => level.inside = inside,
            _ => levels.push(Level { at, inside }),
        }
    }
    levels
}

#[expect(clippy::cast_precision_loss, reason = "counts of people")]
fn rate(part: usize, all: usize) -> f64 {
    let exact = part as f64 / all as f64;
    (exact * 10_000.0).round() / 10_000.0
}

fn by_moment<'a>(times: impl Iterator<Item = &'a String>) -> impl DoubleEndedIterator<Item = &'a String> {
    let mut times: Vec<(Timestamp, &String)> =
        times.filter_map(|text| Some((text.parse().ok()?, text))).collect();
    times.sort_unstable();
    times.into_iter().map(|(_, text)| text)
}

/// A zone with the offset that a time is written with.
fn zone_like(text: Option<&String>) -> TimeZone {
    let pieces = text.and_then(|text| jiff::fmt::temporal::Pieces::parse(text).ok());
    let offset = pieces.and_then(|pieces| pieces.to_numeric_offset());
    TimeZone::fixed(offset.unwrap_or(Offset::UTC))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, report, visit};
    use super::*;
    use serde_json::json;

    #[test]
    fn the_figures_follow_from_the_visits() {
        let mut report = report(&[
            visit("a", "13:58", Some("14:20")),
            visit("b", "14:05", None),
            visit("c", "14:10", Some("15:02")),
        ]);
        report.plan.grace_seconds = 60;
        let people = report.people().unwrap();
        let figures = Figures::of(&report, &people);
        assert_eq!((figures.people, figures.visits, figures.inside), (3, 3, 1));
        assert_eq!(figures.first_joined, Some(at("13:58")));
        assert_eq!(figures.last_left, Some(at("15:02")));
        assert_eq!((figures.late, figures.left_early), (Some(2), Some(1)));
        assert_eq!((figures.peak, figures.peak_at), (3, Some(at("14:10"))));
        assert_eq!(figures.average_seconds, Some((22 + 52) * 60 / 2));
        assert_eq!((figures.invited, figures.attendance_rate), (None, None));
    }

    #[test]
    fn the_rate_is_of_those_invited() {
        let mut report = report(&[]);
        let rows = json!([{"attended": true}, {"attended": false}, {"attended": true}, {"attended": null}]);
        report.invitees = serde_json::from_value(rows).unwrap();
        let figures = Figures::of(&report, &[]);
        assert_eq!((figures.invited, figures.invited_present), (Some(4), Some(2)));
        assert_eq!(figures.attendance_rate, Some(0.5));
        assert_eq!((figures.peak, figures.peak_at, figures.average_seconds), (0, None, None));
        assert_eq!(rate(2, 3).to_string(), "0.6667");
    }

    #[test]
    fn roll_calls_of_both_kinds_are_counted_for_all_and_for_each() {
        let named = |name: &str| {
            let visit = visit("", "14:00", None);
            super::super::Attendance { user_id: None, name: Some(name.to_owned()), ..visit }
        };
        let rows = json!([
            {"name": "a", "kind": "signed", "Answered": [1, 0]},
            {"name": "b", "kind": "signed", "Answered": [1, 1, 1]},
            {"name": "a", "kind": "video", "Answered": [1]},
        ]);
        let mut report = report(&[named("a"), named("b")]);
        report.rollcall = serde_json::from_value(rows).unwrap();
        let people = report.people().unwrap();
        assert_eq!(Figures::of(&report, &people).rollcalls, 4);
        assert_eq!(people.iter().map(|p| p.rollcalls_answered).collect::<Vec<_>>(), [Some(2), Some(3)]);
    }

    #[test]
    fn who_came_last_and_is_inside_counts() {
        let mut report = report(&[visit("a", "14:00", None), visit("b", "14:10", None)]);
        let people = report.people().unwrap();
        let figures = Figures::of(&report, &people);
        assert_eq!((figures.inside, figures.peak, figures.peak_at), (2, 2, Some(at("14:10"))));
        assert_eq!(figures.average_seconds, None);
        let levels = levels(&people, None);
        assert_eq!(levels.iter().map(|level| level.inside).collect::<Vec<_>>(), [1, 2, 0]);
    }

    #[test]
    fn who_comes_when_another_goes_is_no_peak() {
        let mut report = report(&[visit("a", "14:00", Some("14:30")), visit("b", "14:30", Some("14:40"))]);
        let levels = levels(&report.people().unwrap(), None);
        assert_eq!(levels.iter().map(|level| level.inside).collect::<Vec<_>>(), [1, 1, 0]);
    }
}
