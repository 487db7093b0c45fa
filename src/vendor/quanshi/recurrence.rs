//! `--repeat` and `--until` as the room API's rule of recurrence.

use crate::error::{Error, Result};
use crate::time::{BEIJING, Frequency, Repeat, last_second, parse_date};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The rule (`cycleRole`) for `daily`, `weekly:MO,WE` or `monthly:1,17`.
pub(super) fn rule(text: &str) -> Result<Value> {
    let Repeat { frequency, days } = text.parse()?;
    Ok(match frequency {
        Frequency::Daily => json!({"frequency": "daily", "interval": 1}),
        Frequency::Weekly => json!({"frequency": "weekly", "interval": 1, "byday": days}),
        Frequency::Monthly => json!({"frequency": "monthly", "interval": 1, "bymonthday": days}),
    })
}

/// The last second of the last day, in Beijing, where the rule's days are counted.
pub(super) fn until(text: &str, start: Option<Timestamp>) -> Result<Timestamp> {
    let day = parse_date(text).map_err(|error| error.of_flag("until"))?;
    let end = last_second(day, &BEIJING).ok_or_else(|| Error::usage(tr!("--until is out of range")))?;
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
            ("monthly:17,1,19", json!({"frequency": "monthly", "interval": 1, "bymonthday": "1,17,19"})),
        ] {
            assert_eq!(rule(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn the_last_day_counts_whole_and_in_beijing() {
        assert_eq!(until("2021-09-15", None).unwrap().as_second(), 1_631_721_599);
        let start = Timestamp::from_second(1_631_721_600).unwrap();
        assert!(until("2021-09-15", Some(start)).is_err());
        assert!(until("15.9.2021", None).is_err());
    }
}
