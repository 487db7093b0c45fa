//! Who was in a meeting, and for how long: one model of attendance for every vendor. Vendors tell
//! visits; people and figures are made from these, here, and only when they are asked for.

mod figures;
mod people;
mod shape;

pub use figures::{Figures, Level, levels};
pub use people::{Person, Span, fold};
pub use shape::{ATTENDANCE, HANDSUP, INVITED, PEOPLE, ROLLCALL, SUMMARY, WHOLE};

use super::{Effect, Gives, Op, Route};
use crate::client::extra::Extra;
use crate::error::{Error, Result};
use crate::spill::Rows;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
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
    effect: Effect::gives(Gives::Rows),
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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
    pub extra: Extra,
}

/// What the meeting was to be, as far as it is known. Times are RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What it was about.
    pub subject: Option<String>,
    /// When it began.
    pub start: Option<String>,
    /// When it ended.
    pub end: Option<String>,
    /// Who comes or goes within so many seconds of that is in time.
    pub grace_seconds: i64,
}

impl Plan {
    /// Start and end as moments.
    pub fn times(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        (moment(self.start.as_ref()), moment(self.end.as_ref()))
    }
}

/// What a vendor tells about who was there.
#[derive(Debug, Default)]
pub struct Report {
    /// The meeting's id.
    pub meeting_id: String,
    /// What it was to be.
    pub plan: Plan,
    /// Every visit, in the vendor's order. There may be more than memory should hold.
    pub attendees: Rows<Attendance>,
    /// Who was invited, and whether they came.
    pub invitees: Vec<Map<String, Value>>,
    /// Who watched the live stream; `null` where the vendor does not tell.
    pub live: Value,
    /// Who answered the roll calls.
    pub rollcall: Vec<Map<String, Value>>,
    /// Who raised a hand.
    pub handsup: Vec<Map<String, Value>>,
    /// The vendor's own figures, under its names.
    pub extra: Extra,
}

impl Report {
    /// A report of visits alone.
    pub fn of_visits(
        meeting_id: impl Into<String>,
        visits: impl IntoIterator<Item = Attendance>,
    ) -> Result<Self> {
        let mut report = Self { meeting_id: meeting_id.into(), ..Self::default() };
        visits.into_iter().try_for_each(|visit| report.visit(&visit))?;
        Ok(report)
    }

    /// Adds a visit.
    pub fn visit(&mut self, visit: &Attendance) -> Result<()> {
        self.attendees.push(visit).map_err(|error| spilled(&error))
    }

    /// Shows every visit.
    pub fn visits(&mut self, show: impl FnMut(Attendance) -> Result<()>) -> Result<()> {
        self.attendees.each(|error| spilled(&error), show)
    }

    /// The people, in the order in which they first appear.
    pub fn people(&mut self) -> Result<Vec<Person>> {
        fold(self)
    }

    /// All of it as the interface's one document.
    pub fn document(&mut self) -> Result<Value> {
        let people = self.people()?;
        let figures = Figures::of(self, &people);
        let mut attendees = Vec::with_capacity(self.attendees.count());
        self.visits(|visit| {
            attendees.push(value(&visit)?);
            Ok(())
        })?;
        Ok(json!({
            "meeting_id": self.meeting_id,
            "summary": value(&figures)?,
            "attendees": attendees,
            "invitees": self.invitees,
            "live": self.live,
            "rollcall": self.rollcall,
            "handsup": self.handsup,
            "people": value(&people)?,
        }))
    }
}

/// A part of a report as the interface's JSON.
pub fn value(part: &impl Serialize) -> Result<Value> {
    serde_json::to_value(part)
        .map_err(|error| Error::failed(tr!("cannot make JSON of the report: {error}", error)))
}

fn spilled(error: &std::io::Error) -> Error {
    Error::failed(tr!("cannot keep the report's rows in a temporary file: {error}", error))
        .hint(tr!("make room where temporary files are, or name another folder: TMPDIR=…"))
}

fn moment(text: Option<&String>) -> Option<Timestamp> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A visit on one day, at these times of it.
    pub(super) fn visit(user: &str, joined: &str, left: Option<&str>) -> Attendance {
        Attendance {
            user_id: Some(user.to_owned()),
            joined: Some(at(joined)),
            left: left.map(at),
            ..Attendance::default()
        }
    }

    pub(super) fn at(time: &str) -> String {
        format!("2026-11-23T{time}:00+08:00")
    }

    pub(super) fn report(visits: &[Attendance]) -> Report {
        let mut report = Report::of_visits("1", visits.to_vec()).unwrap();
        report.plan = Plan { start: Some(at("14:00")), end: Some(at("15:00")), ..Plan::default() };
        report
    }

    #[test]
    fn the_document_has_every_part() {
        let mut report = report(&[visit("a", "14:00", Some("14:20")), visit("b", "14:05", None)]);
        let document = report.document().unwrap();
        let names: Vec<&String> = document.as_object().unwrap().keys().collect();
        let expected =
            ["meeting_id", "summary", "attendees", "invitees", "live", "rollcall", "handsup", "people"];
        assert_eq!(names, expected);
        assert_eq!(document["attendees"][1]["left"], Value::Null);
        assert_eq!(document["people"][0]["duration_seconds"], 1200);
        assert_eq!(document["live"], Value::Null);
    }

    #[test]
    fn an_error_of_the_reader_is_its_own() {
        let mut report = report(&[visit("a", "14:00", None)]);
        assert_eq!(report.visits(|_| Err(Error::usage("mine"))).unwrap_err().to_string(), "mine");
    }

    proptest! {
        /// Whatever the visits: nobody is inside for longer than they were there at all, the
        /// people's visits are all the visits, and the curve ends where it began.
        #[test]
        fn figures_agree_with_each_other(
            told in prop::collection::vec(("[abc]", 0..59_u8, prop::option::of(0..59_u8)), 0..30)
        ) {
            let visits: Vec<Attendance> = told
                .iter()
                .map(|(who, from, to)| {
                    let minute = |minute: &u8| format!("14:{minute:02}");
                    visit(who, &minute(from), to.as_ref().map(minute).as_deref())
                })
                .collect();
            let mut report = report(&visits);
            let people = report.people().unwrap();
            let figures = Figures::of(&report, &people);
            prop_assert_eq!(people.iter().map(|p| p.visits).sum::<usize>(), visits.len());
            prop_assert!(figures.peak <= people.len());
            for person in &people {
                prop_assert!(person.spans.windows(2).all(|pair| pair[0].1.unwrap_or(Timestamp::MAX) <= pair[1].0));
                if let (Some(first), Some(last)) = (moment(person.first_joined.as_ref()), moment(person.last_left.as_ref())) {
                    prop_assert!(person.duration_seconds.unwrap_or(0) <= (last.as_second() - first.as_second()).max(0));
                }
            }
            let levels = levels(&people, report.plan.times().1);
            prop_assert!(levels.last().is_none_or(|level| level.inside == 0));
            prop_assert!(levels.windows(2).all(|pair| pair[0].at < pair[1].at));
        }
    }
}
