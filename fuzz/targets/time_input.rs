//! Times, durations and dates, as users type them and as servers send them.

use super::shown;
use jiff::Timestamp;
use meetctl::error::Kind;
use meetctl::time::{Clock, human, local, parse_date, parse_duration, parse_time, parse_wall, rfc3339, zone};

/// What is refused says how; what is read is the same when it was shown and is read again.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let now: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
    for name in ["Asia/Shanghai", "America/New_York"] {
        let zone = zone(name).unwrap();
        let clock = Clock { now, zone: zone.clone() };
        match parse_time(&text, &clock) {
            Ok(time) => again(time, &clock),
            Err(error) => {
                assert_eq!(error.kind(), Kind::Usage, "{error}");
                shown(&error);
            }
        }
        if let Some(time) = parse_wall(&text, &zone) {
            again(time, &clock);
        }
    }
    match parse_duration(&text) {
        Ok(duration) => {
            assert!(!duration.is_zero() && !human(duration).is_empty());
            // Sums with it stay in range.
            assert!(now.checked_add(duration).is_ok(), "{duration:?}");
        }
        Err(error) => assert_eq!(error.kind(), Kind::Usage, "{error}"),
    }
    match parse_date(&text) {
        Ok(date) => assert_eq!(parse_date(&date.to_string()).unwrap(), date),
        Err(error) => assert_eq!(error.kind(), Kind::Usage, "{error}"),
    }
    // A name is looked for in the database, wherever it points.
    if data.len() < 60 {
        let _ = zone(&text);
    }
}

fn again(time: Timestamp, clock: &Clock) {
    let written = rfc3339(time, &clock.zone);
    assert!(!local(time, &clock.zone).is_empty());
    // What is written has milliseconds at most, and years of four digits.
    if (0..=9999).contains(&clock.zone.to_datetime(time).year()) {
        let read = parse_time(&written, clock).unwrap_or_else(|error| panic!("{written}: {error}"));
        let millis = |time: Timestamp| time.as_nanosecond().div_euclid(1_000_000);
        assert_eq!(millis(read), millis(time), "{written}");
    }
}
