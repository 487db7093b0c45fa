//! `--repeat` and `--until` as a rule of recurrence (RFC 5545, section 3.3.10). The vendor has
//! already accepted both, so whatever is not known here is left out, not refused.

use super::zone::utc;
use crate::time::parse_date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

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
        let (frequency, days) = repeat.split_once(':').unwrap_or((repeat, ""));
        let list = || days.split(',').map(str::trim).filter(|day| !day.is_empty());
        let pattern = match frequency {
            "daily" => "FREQ=DAILY".to_owned(),
            "weekly" => {
                let given: Vec<String> = list().map(str::to_ascii_uppercase).collect();
                let days: Vec<&str> = DAYS.into_iter().filter(|day| given.iter().any(|g| g == day)).collect();
                format!("FREQ=WEEKLY;BYDAY={}", Some(days).filter(|days| !days.is_empty())?.join(","))
            }
            "monthly" => {
                let mut days: Vec<u8> = list().filter_map(|day| day.parse().ok()).collect();
                days.retain(|day| (1..=31).contains(day));
                days.sort_unstable();
                days.dedup();
                let days: Vec<String> = days.iter().map(u8::to_string).collect();
                format!("FREQ=MONTHLY;BYMONTHDAY={}", Some(days).filter(|days| !days.is_empty())?.join(","))
            }
            _ => return None,
        };
        let until = zone.to_timestamp(parse_date(until).ok()?.at(23, 59, 59, 0)).ok()?;
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
