//! `--repeat` and `--until` as the room API's rule of recurrence.

use crate::error::{Error, Result};
use crate::lang;
use crate::text::suggestion;
use crate::time::{BEIJING, parse_date};
use jiff::Timestamp;
use serde_json::{Value, json};

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The rule (`cycleRole`) for `daily`, `weekly:MO,WE` or `monthly:1,17`.
pub(super) fn rule(text: &str) -> Result<Value> {
    let (frequency, days) = text.split_once(':').unwrap_or((text, ""));
    let list = || days.split(',').map(str::trim).filter(|day| !day.is_empty());
    let wrong = |what: String| Err(Error::usage(format!("--repeat {what}")).hint(lang::text(FORMS)));
    match frequency {
        "daily" if text == "daily" => Ok(json!({"frequency": "daily", "interval": 1})),
        "daily" => wrong(tr!("daily takes no days").to_owned()),
        "weekly" => {
            let days: Vec<String> = list().map(str::to_ascii_uppercase).collect();
            if let Some(day) = days.iter().find(|day| !DAYS.contains(&day.as_str())) {
                return wrong(tr!("weekly: there is no day \"{day}\"", day));
            }
            let in_order: Vec<&str> = DAYS.into_iter().filter(|day| days.iter().any(|d| d == day)).collect();
            if in_order.is_empty() {
                return wrong(tr!("weekly has to name days").to_owned());
            }
            Ok(json!({"frequency": "weekly", "interval": 1, "byday": in_order.join(",")}))
        }
        "monthly" => {
            let mut numbers = Vec::new();
            for day in list() {
                match day.parse::<u8>() {
                    Ok(number @ 1..=31) => numbers.push(number),
                    _ => return wrong(tr!("monthly: \"{day}\" is no day of a month", day)),
                }
            }
            numbers.sort_unstable();
            numbers.dedup();
            if numbers.is_empty() {
                return wrong(tr!("monthly has to name days").to_owned());
            }
            let days: Vec<String> = numbers.iter().map(u8::to_string).collect();
            Ok(json!({"frequency": "monthly", "interval": 1, "bymonthday": days.join(",")}))
        }
        other => Err(Error::usage(tr!("--repeat: there is no rule \"{other}\"", other))
            .hint(suggestion(other, &["daily", "weekly", "monthly"]))),
    }
}

const FORMS: &str = msg!("give daily, weekly:MO,WE or monthly:1,17");

/// The last second of the last day, in Beijing, where the rule's days are counted.
pub(super) fn until(text: &str, start: Option<Timestamp>) -> Result<Timestamp> {
    let day = parse_date(text).map_err(|error| error.of_flag("until"))?;
    let end = BEIJING
        .to_timestamp(day.at(23, 59, 59, 0))
        .map_err(|_| Error::usage(tr!("--until is out of range")))?;
    match start {
        Some(start) if end < start => Err(Error::usage(tr!("--until {day} is before --start", day))),
        _ => Ok(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_the_documents() {
        for (text, expected) in [
            ("daily", json!({"frequency": "daily", "interval": 1})),
            ("weekly:WE,MO", json!({"frequency": "weekly", "interval": 1, "byday": "MO,WE"})),
            ("weekly:mo, mo", json!({"frequency": "weekly", "interval": 1, "byday": "MO"})),
            ("monthly:17,1,19", json!({"frequency": "monthly", "interval": 1, "bymonthday": "1,17,19"})),
        ] {
            assert_eq!(rule(text).unwrap(), expected, "{text}");
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
            assert!(rule(text).is_err(), "{text}");
        }
        assert!(rule("dayly").unwrap_err().facts().hint.as_ref().unwrap().contains("daily"));
    }

    #[test]
    fn the_last_day_counts_whole_and_in_beijing() {
        assert_eq!(until("2021-09-15", None).unwrap().as_second(), 1_631_721_599);
        let start = Timestamp::from_second(1_631_721_600).unwrap();
        assert!(until("2021-09-15", Some(start)).is_err());
        assert!(until("15.9.2021", None).is_err());
    }
}
