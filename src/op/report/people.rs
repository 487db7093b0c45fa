//! Visits folded to people.

use super::{Attendance, Report, moment};
use crate::client::json::whole;
use crate::error::Result;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// A stretch of time inside; without an end: still inside, as far as is known.
pub type Span = (Timestamp, Option<Timestamp>);

/// One person with all of their visits.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Person {
    /// The vendor's id of the person.
    pub user_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The first time they came.
    pub first_joined: Option<String>,
    /// The last time they went; `null` while they are inside.
    pub last_left: Option<String>,
    /// How often they came.
    pub visits: usize,
    /// Time inside; visits that overlap count once, a visit without an end counts nothing. `null` where no
    /// visit's length is known.
    pub duration_seconds: Option<i64>,
    /// Whether they are still inside, as far as the vendor knows.
    pub inside: bool,
    /// The mobile number.
    pub mobile: Option<String>,
    /// Whether they were invited; `null` where the vendor names no invitees.
    pub invited: Option<bool>,
    /// How long after the meeting's start they first came; 0: in time.
    pub late_seconds: Option<i64>,
    /// How long before the meeting's end they last went; 0: they stayed. `null` while inside.
    pub early_seconds: Option<i64>,
    /// How many roll calls they answered; `null` where there were none.
    pub rollcalls_answered: Option<usize>,
    /// How often they raised a hand; `null` where the vendor tells of no hands.
    pub hands_raised: Option<usize>,
    /// When they were inside: in order, without overlap.
    #[serde(skip)]
    pub spans: Vec<Span>,
}

/// What makes two visits one person's: the vendor's id, else name and address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Id(String),
    Name(Option<String>, Option<String>),
}

impl Key {
    fn of(visit: &Attendance) -> Self {
        match &visit.user_id {
            Some(id) => Self::Id(id.clone()),
            None => Self::Name(visit.name.clone(), visit.email.clone()),
        }
    }
}

/// Folds visits to people, in the order in which they first appear.
pub fn fold(report: &mut Report) -> Result<Vec<Person>> {
    let mut people: Vec<Person> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    report.visits(|visit| {
        let at = *places.entry(Key::of(&visit)).or_insert_with(|| {
            people.push(Person::default());
            people.len() - 1
        });
        people[at].take(visit);
        Ok(())
    })?;
    drop(places);
    let (start, end) = report.plan.times();
    let invited = (!report.invitees.is_empty()).then(|| Named::of(&report.invitees));
    let answers = (!report.rollcall.is_empty()).then(|| counted(&report.rollcall, answered));
    let hands = (!report.handsup.is_empty()).then(|| counted(&report.handsup, |_| 1));
    for person in &mut people {
        person.settle(start, end);
        person.invited =
            invited.as_ref().map(|named| person.names().iter().any(|name| named.0.contains(name)));
        let count = |table: &HashMap<Name, usize>| {
            person.names().iter().find_map(|name| table.get(name)).copied().unwrap_or(0)
        };
        (person.rollcalls_answered, person.hands_raised) =
            (answers.as_ref().map(count), hands.as_ref().map(count));
    }
    Ok(people)
}

impl Person {
    fn take(&mut self, visit: Attendance) {
        self.visits += 1;
        for (mine, theirs) in [
            (&mut self.user_id, visit.user_id),
            (&mut self.name, visit.name),
            (&mut self.email, visit.email),
            (&mut self.mobile, visit.mobile),
        ] {
            if mine.is_none() {
                *mine = theirs;
            }
        }
        let (joined, left) = (moment(visit.joined.as_ref()), moment(visit.left.as_ref()));
        match (joined, left) {
            (Some(joined), Some(left)) => self.spans.push((joined, Some(left.max(joined)))),
            (Some(joined), None) => {
                self.inside = true;
                self.spans.push((joined, None));
            }
            _ => {}
        }
        let earlier = |new: Option<Timestamp>, old: &Option<String>| match (new, moment(old.as_ref())) {
            (Some(new), Some(old)) => new < old,
            (new, None) => new.is_some(),
            (None, Some(_)) => false,
        };
        if earlier(joined, &self.first_joined) {
            self.first_joined = visit.joined;
        }
        if left.is_some() && left > moment(self.last_left.as_ref()) {
            self.last_left = visit.left;
        }
    }

    /// What can be told only when all visits are there.
    fn settle(&mut self, start: Option<Timestamp>, end: Option<Timestamp>) {
        let closed = self.spans.iter().filter_map(|(from, to)| to.map(|to| (*from, to))).collect();
        let closed = merged(closed);
        let lengths = closed.iter().map(|(from, to)| to.as_second() - from.as_second());
        self.duration_seconds = (!closed.is_empty()).then(|| lengths.sum());
        // What has no end reaches over all that follows.
        let open = self.spans.iter().filter(|span| span.1.is_none()).map(|span| span.0).min();
        self.spans = closed
            .into_iter()
            .filter(|(from, _)| open.is_none_or(|open| *from < open))
            .map(|(from, to)| (from, Some(open.map_or(to, |open| to.min(open)))))
            .collect();
        self.spans.extend(open.map(|open| (open, None)));
        if self.inside {
            self.last_left = None;
        }
        let seconds = |from: Timestamp, to: Timestamp| (to.as_second() - from.as_second()).max(0);
        let first = moment(self.first_joined.as_ref());
        self.late_seconds = start.zip(first).map(|(start, first)| seconds(start, first));
        let last = moment(self.last_left.as_ref());
        self.early_seconds = end.zip(last).map(|(end, last)| seconds(last, end));
    }

    /// What lists of other kinds may call this person by: the surest first.
    fn names(&self) -> Vec<Name> {
        [("email", &self.email), ("mobile", &self.mobile), ("name", &self.name)]
            .into_iter()
            .filter_map(|(kind, text)| Some((kind, plain(text.as_ref()?)?)))
            .collect()
    }
}

/// Spans in order, those that touch or overlap made one.
fn merged(mut spans: Vec<(Timestamp, Timestamp)>) -> Vec<(Timestamp, Timestamp)> {
    spans.sort_unstable();
    let mut merged: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// By what somebody is called, and how: an address is no name.
type Name = (&'static str, String);

/// Everybody whom a list names, by all that it calls them.
struct Named(HashSet<Name>);

impl Named {
    fn of(rows: &[Map<String, Value>]) -> Self {
        Self(rows.iter().flat_map(names).collect())
    }
}

fn names(row: &Map<String, Value>) -> Vec<Name> {
    ["email", "mobile", "name"]
        .into_iter()
        .filter_map(|kind| Some((kind, plain(row.get(kind)?.as_str()?)?)))
        .collect()
}

/// A name as it is compared.
fn plain(text: &str) -> Option<String> {
    Some(text.trim().to_lowercase()).filter(|text| !text.is_empty())
}

/// How much each row adds for those whom it names. A person is found by the surest name that fits.
fn counted(
    rows: &[Map<String, Value>],
    worth: impl Fn(&Map<String, Value>) -> usize,
) -> HashMap<Name, usize> {
    let mut table = HashMap::new();
    for row in rows {
        let worth = worth(row);
        for name in names(row) {
            *table.entry(name).or_insert(0) += worth;
        }
    }
    table
}

/// What somebody did at each roll call: a list of 0 and 1.
pub(super) fn answers(row: &Map<String, Value>) -> &[Value] {
    let list = ["Answered", "answered"].into_iter().find_map(|name| row.get(name)?.as_array());
    list.map_or(&[], Vec::as_slice)
}

/// Which kind of roll calls a row is of, where there are several.
pub(super) fn kind(row: &Map<String, Value>) -> &str {
    row.get("kind").and_then(Value::as_str).unwrap_or_default()
}

/// The roll calls that this row says were answered.
fn answered(row: &Map<String, Value>) -> usize {
    answers(row).iter().filter(|answer| **answer == Value::Bool(true) || whole(answer) == Some(1)).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{at, report, visit};
    use super::*;
    use serde_json::json;

    #[test]
    fn visits_fold_to_people_and_overlap_counts_once() {
        let mut report = report(&[
            visit("a", "14:10", Some("14:30")),
            visit("b", "14:05", None),
            visit("a", "14:00", Some("14:20")),
            visit("a", "15:00", Some("15:01")),
        ]);
        let people = fold(&mut report).unwrap();
        assert_eq!(people.len(), 2);
        assert_eq!(
            (people[0].visits, people[0].duration_seconds, people[0].inside),
            (3, Some(31 * 60), false)
        );
        assert_eq!(people[0].first_joined, Some(at("14:00")));
        assert_eq!(people[0].last_left, Some(at("15:01")));
        assert_eq!((people[0].late_seconds, people[0].early_seconds), (Some(0), Some(0)));
        assert_eq!((people[1].inside, people[1].duration_seconds, &people[1].last_left), (true, None, &None));
        assert_eq!((people[1].late_seconds, people[1].early_seconds), (Some(300), None));
    }

    #[test]
    fn a_leave_before_its_join_counts_nothing() {
        let people = fold(&mut report(&[visit("a", "15:00", Some("14:00"))])).unwrap();
        assert_eq!(people[0].duration_seconds, Some(0));
    }

    #[test]
    fn times_are_compared_as_moments_not_as_text() {
        let mut early = visit("a", "14:30", Some("14:40"));
        early.joined = Some("2026-11-23T06:10:00Z".into());
        let people = fold(&mut report(&[visit("a", "14:20", Some("14:25")), early])).unwrap();
        assert_eq!(people[0].first_joined.as_deref(), Some("2026-11-23T06:10:00Z"));
        assert_eq!(people[0].duration_seconds, Some(30 * 60));
    }

    #[test]
    fn invitees_roll_calls_and_hands_find_their_person() {
        let named = |name: &str, email: &str| {
            let mut visit = visit("", "14:00", Some("14:59"));
            (visit.user_id, visit.name, visit.email) = (None, Some(name.into()), Some(email.into()));
            visit
        };
        let mut report =
            report(&[named("张伟", "a@x.example"), named("张伟", "b@x.example"), named("李娜", "")]);
        let rows = |value: Value| serde_json::from_value(value).unwrap();
        report.invitees = rows(json!([{"name": "Zhang", "email": " A@x.example"}, {"name": "王芳"}]));
        report.rollcall = rows(json!([{"name": "张伟", "email": "b@x.example", "Answered": [0, 1, "1"]}]));
        report.handsup = rows(json!([{"name": "李娜", "mobile": ""}, {"name": "李娜"}]));
        let people = fold(&mut report).unwrap();
        let told: Vec<_> = people.iter().map(|p| (p.invited, p.rollcalls_answered, p.hands_raised)).collect();
        assert_eq!(told[0].0, Some(true));
        assert_eq!(told[1], (Some(false), Some(2), Some(0)));
        assert_eq!(told[2], (Some(false), Some(0), Some(2)));
        assert_eq!(people[0].early_seconds, Some(60));
    }
}
