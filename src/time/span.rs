//! Spans of time as people give them: from a time or a day, to a time or the end of a day.

use super::{Clock, parse_date, parse_time};
use crate::error::{Error, Result};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

/// Reads both ends of a span, `--from` and `--to`, as far as they are given. A day alone begins at its midnight
/// as the first end, and is over with its last millisecond as the second: `2026-11-23`, `today`, `tomorrow`.
pub fn parse_span(
    from: Option<&str>,
    to: Option<&str>,
    clock: &Clock,
) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
    let far = || Error::usage(tr!("the span is out of range"));
    let midnight = |date: Date| date.to_zoned(clock.zone.clone()).map(|at| at.timestamp()).map_err(|_| far());
    let first = |text: &str| match day(text, clock) {
        Some(date) => midnight(date),
        None => parse_time(text, clock).map_err(|error| error.of_flag("from")),
    };
    let last = |text: &str| match day(text, clock) {
        Some(date) => Ok(midnight(date.tomorrow().map_err(|_| far())?)? - 1.millisecond()),
        None => parse_time(text, clock).map_err(|error| error.of_flag("to")),
    };
    let span = (from.map(first).transpose()?, to.map(last).transpose()?);
    match span {
        (Some(from), Some(to)) if to < from => Err(Error::usage(tr!("--to is before --from"))),
        span => Ok(span),
    }
}

/// Reads the first and the last of some days, `--from` and `--to`, as far as they are given.
pub fn parse_days(from: Option<&str>, to: Option<&str>) -> Result<(Option<Date>, Option<Date>)> {
    let day = |flag, text: Option<&str>| {
        text.map(|text| parse_date(text).map_err(|error| error.of_flag(flag))).transpose()
    };
    Ok((day("from", from)?, day("to", to)?))
}

/// A day, where no time of it is given.
fn day(text: &str, clock: &Clock) -> Option<Date> {
    let today = clock.zone.to_datetime(clock.now).date();
    match text.trim() {
        "today" => Some(today),
        "tomorrow" => today.tomorrow().ok(),
        text => parse_date(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn days_are_whole_and_times_are_as_they_are() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let clock = Clock { now: "2026-11-23T06:00:00Z".parse().unwrap(), zone };
        let span = |from: &str, to: &str| {
            let (from, to) = parse_span(Some(from), Some(to), &clock).ok()?;
            Some([from.unwrap().to_string(), to.unwrap().to_string()])
        };
        let told = |from: &str, to: &str| Some([from.to_owned(), to.to_owned()]);
        assert_eq!(
            span("2026-11-24", "2026-11-24"),
            told("2026-11-23T16:00:00Z", "2026-11-24T15:59:59.999Z")
        );
        assert_eq!(span("today", " tomorrow"), told("2026-11-22T16:00:00Z", "2026-11-24T15:59:59.999Z"));
        assert_eq!(span("now", "+2h"), told("2026-11-23T06:00:00Z", "2026-11-23T08:00:00Z"));
        assert_eq!(span("today 14:00", "today 14:00"), told("2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z"));
        for (from, to) in [("tomorrow", "today"), ("now", "-9999-12-31"), ("now", "9999-12-31"), ("1", "now")]
        {
            assert_eq!(span(from, to), None, "{from} {to}");
        }
        assert_eq!(parse_span(None, None, &clock).unwrap(), (None, None));
    }
}
