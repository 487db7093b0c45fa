//! Who was in a meeting, and for how long. Visits are folded to people here, for every vendor alike.

use super::{Op, Route};
use crate::document::{Shape, Show, col};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A vendor's routes for reports.
#[derive(Debug)]
pub struct Verbs {
    /// `report`
    pub report: &'static [Route<Of, Report>],
}

impl Verbs {
    /// No reports at all.
    pub const NONE: Self = Self { report: &[] };
}

/// Show who was there.
pub static REPORT: Op<Of, Report> = Op {
    name: "report",
    about: "Show who was in a meeting, when and for how long",
    shape: &ATTENDANCE,
    many: false,
    routes: |v| v.report.report,
};

/// The meeting to report on.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Of {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// A part of a report, which tables, CSV and JSON lines show alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(missing_docs, reason = "the names are the interface's own; help would be longer for their docs")]
pub enum Section {
    Summary,
    Attendees,
    Invitees,
    Live,
    Rollcall,
    Handsup,
    People,
}

/// One visit of one person.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Attendance {
    pub meeting_id: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub mobile: Option<String>,
    pub role: Option<String>,
    pub joined: Option<String>,
    pub left: Option<String>,
    pub duration_seconds: Option<i64>,
    pub client: Option<String>,
    pub access: Option<String>,
    pub ip: Option<String>,
    pub city: Option<String>,
    pub attended: Option<bool>,
    pub extra: Map<String, Value>,
}

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
    /// Time inside; visits that overlap count once, a visit without an end counts nothing.
    pub duration_seconds: i64,
    /// Whether they are still inside, as far as the vendor knows.
    pub inside: bool,
}

/// A whole report.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Report {
    pub meeting_id: String,
    pub summary: Value,
    pub attendees: Vec<Attendance>,
    pub invitees: Vec<Map<String, Value>>,
    pub live: Value,
    pub rollcall: Vec<Map<String, Value>>,
    pub handsup: Vec<Map<String, Value>>,
    pub people: Vec<Person>,
}

impl Report {
    /// A report made of visits alone: the people and the figures follow from them.
    pub fn of_visits(meeting_id: String, attendees: Vec<Attendance>) -> Self {
        let people = fold(&attendees);
        let first = people.iter().filter_map(|p| p.first_joined.as_ref()).min();
        let last = people.iter().filter_map(|p| p.last_left.as_ref()).max();
        let summary = json!({
            "people": people.len(),
            "visits": attendees.len(),
            "inside": people.iter().filter(|p| p.inside).count(),
            "first_joined": first,
            "last_left": last,
        });
        Self { meeting_id, summary, attendees, people, ..Self::default() }
    }
}

/// Folds visits to people, in the order in which they first appear.
pub fn fold(visits: &[Attendance]) -> Vec<Person> {
    let mut people: Vec<(Person, Vec<(Timestamp, Timestamp)>)> = Vec::new();
    for visit in visits {
        let same = |person: &Person| match (&visit.user_id, &person.user_id) {
            (Some(a), Some(b)) => a == b,
            (None, None) => visit.name == person.name && visit.email == person.email,
            _ => false,
        };
        let at = people.iter().position(|(person, _)| same(person)).unwrap_or_else(|| {
            let (user_id, name, email) = (visit.user_id.clone(), visit.name.clone(), visit.email.clone());
            people.push((Person { user_id, name, email, ..Person::default() }, Vec::new()));
            people.len() - 1
        });
        let (person, spans) = &mut people[at];
        let moment = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<Timestamp>().ok());
        person.visits += 1;
        match (moment(&visit.joined), moment(&visit.left)) {
            (Some(joined), Some(left)) => spans.push((joined, left.max(joined))),
            (Some(_), None) => person.inside = true,
            _ => {}
        }
        if visit.joined.is_some() && (person.first_joined.is_none() || visit.joined < person.first_joined) {
            person.first_joined.clone_from(&visit.joined);
        }
        if visit.left > person.last_left {
            person.last_left.clone_from(&visit.left);
        }
    }
    people
        .into_iter()
        .map(|(mut person, spans)| {
            person.duration_seconds = covered(spans);
            if person.inside {
                person.last_left = None;
            }
            person
        })
        .collect()
}

/// The seconds that these spans cover together.
fn covered(mut spans: Vec<(Timestamp, Timestamp)>) -> i64 {
    spans.sort_unstable();
    let (mut total, mut until) = (0, Timestamp::MIN);
    for (from, to) in spans {
        let from = from.max(until);
        total += (to.as_second() - from.as_second()).max(0);
        until = until.max(to);
    }
    total
}

/// How visits are shown.
pub static ATTENDANCE: Shape = Shape {
    noun: "visit",
    plural: "visits",
    columns: &[
        col("meeting_id", "MEETING").show(Show::Wide),
        col("user_id", "USER"),
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("mobile", "MOBILE"),
        col("role", "ROLE"),
        col("joined", "JOINED").show(Show::Time),
        col("left", "LEFT").show(Show::Time),
        col("duration_seconds", "SECONDS"),
        col("client", "CLIENT").show(Show::Wide),
        col("access", "ACCESS").show(Show::Wide),
        col("ip", "IP").show(Show::Wide),
        col("city", "CITY").show(Show::Wide),
        col("attended", "ATTENDED").show(Show::Wide),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How people are shown.
pub static PEOPLE: Shape = Shape {
    noun: "person",
    plural: "people",
    columns: &[
        col("user_id", "USER"),
        col("name", "NAME").show(Show::Long),
        col("email", "E-MAIL"),
        col("first_joined", "FIRST JOINED").show(Show::Time),
        col("last_left", "LAST LEFT").show(Show::Time),
        col("visits", "VISITS"),
        col("duration_seconds", "SECONDS"),
        col("inside", "INSIDE"),
    ],
};

/// How a whole report is shown as one document.
pub static WHOLE: Shape = Shape {
    noun: "report",
    plural: "reports",
    columns: &[
        col("meeting_id", "MEETING"),
        col("summary", "SUMMARY"),
        col("attendees", "ATTENDEES"),
        col("invitees", "INVITEES"),
        col("live", "LIVE"),
        col("rollcall", "ROLL CALLS"),
        col("handsup", "RAISED HANDS"),
        col("people", "PEOPLE"),
    ],
};

/// How the figures are shown.
pub static SUMMARY: Shape = Shape {
    noun: "summary",
    plural: "summaries",
    columns: &[
        col("people", "PEOPLE"),
        col("visits", "VISITS"),
        col("inside", "STILL INSIDE"),
        col("first_joined", "FIRST JOINED").show(Show::Time),
        col("last_left", "LAST LEFT").show(Show::Time),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(user: &str, joined: &str, left: Option<&str>) -> Attendance {
        let at = |time: &str| format!("2026-11-23T{time}:00+08:00");
        Attendance {
            user_id: Some(user.to_owned()),
            joined: Some(at(joined)),
            left: left.map(at),
            ..Attendance::default()
        }
    }

    #[test]
    fn visits_fold_to_people_and_overlap_counts_once() {
        let visits = [
            visit("a", "14:10", Some("14:30")),
            visit("b", "14:05", None),
            visit("a", "14:00", Some("14:20")),
            visit("a", "15:00", Some("15:01")),
        ];
        let people = fold(&visits);
        assert_eq!(people.len(), 2);
        assert_eq!((people[0].visits, people[0].duration_seconds, people[0].inside), (3, 31 * 60, false));
        assert_eq!(people[0].first_joined.as_deref(), Some("2026-11-23T14:00:00+08:00"));
        assert_eq!(people[0].last_left.as_deref(), Some("2026-11-23T15:01:00+08:00"));
        assert_eq!((people[1].inside, people[1].duration_seconds, &people[1].last_left), (true, 0, &None));
    }

    #[test]
    fn a_leave_before_its_join_counts_nothing() {
        assert_eq!(fold(&[visit("a", "15:00", Some("14:00"))])[0].duration_seconds, 0);
    }

    #[test]
    fn the_figures_follow_from_the_visits() {
        let report = Report::of_visits(
            "1".into(),
            vec![visit("a", "14:00", Some("14:20")), visit("b", "14:05", None)],
        );
        assert_eq!(report.summary["people"], 2);
        assert_eq!(report.summary["inside"], 1);
        assert_eq!(report.summary["last_left"], "2026-11-23T14:20:00+08:00");
    }
}
