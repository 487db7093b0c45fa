//! A report as files for people: a page and a workbook. Both are made of the same [`Sheet`]s, so
//! they cannot disagree; [`mask`] hides what is personal before either is made.
//!
//! | part | what it does |
//! |---|---|
//! | [`sheet`] | the sections of a report as columns and typed cells; pure |
//! | [`chart`] | who was in when, and how many: positions in time; pure |
//! | [`markup`] | HTML in which nothing from outside can be markup |
//! | [`page`] | the page: one file, which fetches nothing and runs nothing but its own script |
//! | [`workbook`] | the workbook: typed cells, never a formula |
//! | [`mask`] | hides telephone numbers and addresses of every kind; pure |

pub mod chart;
pub mod markup;
pub mod mask;
pub mod page;
pub mod sheet;
pub mod workbook;

pub use sheet::{Cell, Sheet};

use crate::op::report::{Figures, Person, Plan};
use jiff::tz::TimeZone;

/// All that a file about a meeting shows.
#[derive(Debug)]
pub struct Content {
    /// The meeting's id.
    pub meeting_id: String,
    /// The figures.
    pub figures: Figures,
    /// What the meeting was to be.
    pub plan: Plan,
    /// The people, for the chart.
    pub people: Vec<Person>,
    /// The sections that hold anything, the figures first.
    pub sheets: Vec<Sheet>,
    /// The zone in which times are shown.
    pub zone: TimeZone,
}

/// What a zone is called.
pub fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().map_or_else(|| tr!("the profile's zone").to_owned(), str::to_owned)
}
