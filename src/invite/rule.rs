//! `--repeat` and `--until` as a rule of recurrence (RFC 5545, section 3.3.10). The vendor has
//! already accepted both, so a rule that is not known here is left out, not refused.

use super::zone::utc;
use crate::time::{Frequency, Repeat, last_second, parse_date};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How a meeting is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `FREQ=WEEKLY;BYDAY=MO,WE`
    pattern: String,
    /// The end of its last day.
    pub until: Timestamp,
}

impl Rule {
    /// The rule of `daily`, `weekly:MO,WE` or `monthly:1,17`, whose days are counted in this zone.
    pub fn of(repeat: &str, until: &str, zone: &TimeZone) -> Option<Self> {
        let Repeat { frequency, days } = repeat.parse().ok()?;
        let pattern = match frequency {
            Frequency::Daily => "FREQ=DAILY".to_owned(),
            Frequency::Weekly => format!("FREQ=WEEKLY;BYDAY={days}"),
            Frequency::Monthly => format!("FREQ=MONTHLY;BYMONTHDAY={days}"),
        };
        let until = last_second(parse_date(until).ok()?, zone)?;
        Some(Self { pattern, until })
    }

    /// As it stands in the file.
    pub fn text(&self) -> String {
        format!("{};UNTIL={}", self.pattern, utc(self.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_the_calendars() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let text = |repeat| Rule::of(repeat, "2026-12-31", &zone).map(|rule| rule.text());
        assert_eq!(text("daily").unwrap(), "FREQ=DAILY;UNTIL=20261231T155959Z");
        assert_eq!(text("weekly:we,MO").unwrap(), "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T155959Z");
        assert_eq!(text("monthly:17,1").unwrap(), "FREQ=MONTHLY;BYMONTHDAY=1,17;UNTIL=20261231T155959Z");
        for none in ["yearly", "weekly", "weekly:XX", "monthly:0"] {
            assert_eq!(text(none), None);
        }
        assert_eq!(Rule::of("daily", "soon", &zone), None);
    }
}
