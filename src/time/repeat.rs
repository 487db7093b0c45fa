//! How a meeting is repeated, as people say it: `daily`, `weekly:MO,WE`, `monthly:1,17`.

use crate::document::words;
use crate::error::{Error, Result};
use crate::lang;
use crate::text::suggestion;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::str::FromStr;

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const FORMS: &str = msg!("give daily, weekly:MO,WE or monthly:1,17");

words! {
    /// How often.
    pub enum Frequency {
        /// On every day.
        Daily = "daily",
        /// On some days of every week.
        Weekly = "weekly",
        /// On some days of every month.
        Monthly = "monthly",
    }
}

/// A rule of recurrence: the value of `--repeat`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// How often.
    pub frequency: Frequency,
    /// On which days, in their order, each once: `MO,WE` or `1,17`; empty for every day.
    pub days: String,
}

impl FromStr for Repeat {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (name, days) = text.split_once(':').unwrap_or((text, ""));
        let frequency = Frequency::of(name).ok_or_else(|| {
            Error::usage(tr!("--repeat: there is no rule \"{other}\"", other = name))
                .hint(suggestion(name, &Frequency::NAMES))
        })?;
        let given = days.split(',').map(str::trim).filter(|day| !day.is_empty());
        let days = match frequency {
            Frequency::Daily if text == name => String::new(),
            Frequency::Daily => return wrong(tr!("daily takes no days")),
            Frequency::Weekly => {
                let given: Vec<String> = given.map(str::to_ascii_uppercase).collect();
                if let Some(day) = given.iter().find(|day| !DAYS.contains(&day.as_str())) {
                    return wrong(&tr!("weekly: there is no day \"{day}\"", day));
                }
                let days: Vec<&str> = DAYS.into_iter().filter(|day| given.iter().any(|d| d == day)).collect();
                if days.is_empty() {
                    return wrong(tr!("weekly has to name days"));
                }
                days.join(",")
            }
            Frequency::Monthly => {
                let mut days = Vec::new();
                for day in given {
                    match day.parse::<u8>() {
                        Ok(number @ 1..=31) => days.push(number),
                        _ => return wrong(&tr!("monthly: \"{day}\" is no day of a month", day)),
                    }
                }
                if days.is_empty() {
                    return wrong(tr!("monthly has to name days"));
                }
                days.sort_unstable();
                days.dedup();
                days.iter().map(u8::to_string).collect::<Vec<_>>().join(",")
            }
        };
        Ok(Self { frequency, days })
    }
}

fn wrong<T>(what: &str) -> Result<T> {
    Err(Error::usage(format!("--repeat {what}")).hint(lang::text(FORMS)))
}

/// The last second of a day: `--until` counts its day whole.
pub fn last_second(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(day.at(23, 59, 59, 0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_in_order_and_once() {
        for (text, frequency, days) in [
            ("daily", Frequency::Daily, ""),
            ("weekly:WE,MO", Frequency::Weekly, "MO,WE"),
            ("weekly:mo, mo", Frequency::Weekly, "MO"),
            ("monthly:17,1,19", Frequency::Monthly, "1,17,19"),
        ] {
            assert_eq!(text.parse::<Repeat>().unwrap(), Repeat { frequency, days: days.into() }, "{text}");
        }
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in [
            "",
            "daily:MO",
            "daily:",
            "weekly",
            "weekly:",
            "weekly:XX",
            "monthly:0",
            "monthly:32",
            "monthly:",
            "yearly",
        ] {
            assert!(text.parse::<Repeat>().is_err(), "{text}");
        }
        assert!("dayly".parse::<Repeat>().unwrap_err().facts().hint.as_ref().unwrap().contains("daily"));
    }
}
