//! Times and durations in and out. Nothing here reads a clock: now and the zone are arguments.
//!
//! What people type is read strictly, because a meeting at the wrong hour is worse than a second
//! try; what servers send is read leniently, because nobody can ask them to try again.

mod moment;
mod repeat;
mod span;
mod zone;

pub use moment::Moment;
pub use repeat::{Frequency, Repeat, last_second};
pub use span::{parse_days, parse_span};
pub use zone::{ZONE, default_zone, zone, zone_meant};

use crate::error::{Error, Result};
use crate::lang;
use crate::text::shorten;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, offset};
use jiff::{SignedDuration, Timestamp};
use std::fmt::Write as _;
use std::time::Duration;

/// The forms that [`parse_time`] takes, as hints and help show them.
pub const TIME_FORMS: &str = "2026-11-23 14:00, 2026-11-23T14:00:00+08:00, \"today 14:00\", \"tomorrow 09:30\", \
                              now, +2h, @1795413600";

/// The forms that [`parse_duration`] takes, as hints and help show them.
pub const DURATION_FORMS: &str = "90m, 1h30m, 45s, 2d, 500ms";

/// The longest duration that makes sense here: a hundred years. It keeps sums of times in range.
const LONGEST: Duration = Duration::from_secs(36_500 * 86_400);

/// How much of a text that a user typed an error repeats.
const QUOTED: usize = 40;

/// What "now", "today" and a time without an offset mean.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The moment at which the command runs.
    pub now: Timestamp,
    /// The profile's zone.
    pub zone: TimeZone,
}

/// Reads a time that a user gave: [`TIME_FORMS`].
///
/// A wall time that the zone skips or has twice is an error, and the latter offers both offsets.
/// Fractions of a second are kept.
pub fn parse_time(text: &str, clock: &Clock) -> Result<Timestamp> {
    time(text.trim(), clock).map_err(|wrong| {
        let said =
            tr!("\"{text}\" is not a time: {why}", text = shorten(text.trim(), QUOTED), why = wrong.why);
        Error::usage(said).hint(wrong.hint.unwrap_or_else(|| tr!("give one of: {forms}", forms = TIME_FORMS)))
    })
}

/// Whether a time that a user gave counts from now (`now`, `+2h`), so that its seconds are the clock's and
/// nobody's wish.
pub fn is_relative(text: &str) -> bool {
    let text = text.trim();
    text.eq_ignore_ascii_case("now") || text.starts_with('+')
}

/// Reads a duration that a user gave: [`DURATION_FORMS`], larger units first.
///
/// It is never zero, and a day is 24 hours.
pub fn parse_duration(text: &str) -> Result<Duration> {
    duration(text.trim()).map_err(|wrong| {
        let said =
            tr!("\"{text}\" is not a duration: {why}", text = shorten(text.trim(), QUOTED), why = wrong.why);
        Error::usage(said)
            .hint(wrong.hint.unwrap_or_else(|| tr!("give one like {forms}", forms = DURATION_FORMS)))
    })
}

/// As [`parse_duration`], where `0` and `0s` are no time at all.
pub fn parse_duration_or_zero(text: &str) -> Result<Duration> {
    if matches!(text.trim(), "0" | "0s") { Ok(Duration::ZERO) } else { parse_duration(text) }
}

/// Reads a date that a user gave: `2026-11-23`.
pub fn parse_date(text: &str) -> Result<Date> {
    let mut reader = Reader(text.trim());
    let date = reader.date().and_then(|date| if reader.0.is_empty() { Ok(date) } else { Err(SHAPE.into()) });
    date.map_err(|wrong| {
        Error::usage(tr!(
            "\"{text}\" is not a date: {why}",
            text = shorten(text.trim(), QUOTED),
            why = wrong.why
        ))
        .hint(tr!("give one like 2026-11-23"))
    })
}

/// Reads a time that a server sent: `YYYY-MM-DD HH:MM[:SS]` in the zone in which it is meant.
///
/// Texts that are no time, such as `0000-00-00 00:00:00`, are `None`. A time that the zone skips
/// or has twice is read as most programs would: with the offset before the change.
pub fn parse_wall(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let mut reader = Reader(text.trim());
    let (at, offset) = reader.stamp().ok()?;
    match offset {
        Some(offset) => offset.to_timestamp(at).ok(),
        None => zone.to_ambiguous_timestamp(at).compatible().ok(),
    }
}

/// The zone of times that vendors write without one: Beijing's, which has had one offset since 1991.
pub const BEIJING: TimeZone = TimeZone::fixed(offset(8));

/// A time from the seconds since 1970 that a server sent.
pub fn from_seconds(seconds: i64) -> Option<Timestamp> {
    Timestamp::from_second(seconds).ok()
}

/// A time from the milliseconds since 1970 that a server sent.
pub fn from_millis(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

/// The time as JSON shows it, as [`Moment`] does.
pub fn rfc3339(time: Timestamp, zone: &TimeZone) -> String {
    Moment::new(time, zone).to_string()
}

/// The time as a table shows it: `2026-11-23 14:00`, with seconds if there are any.
pub fn local(time: Timestamp, zone: &TimeZone) -> String {
    let at = zone.to_datetime(time);
    let mut out = format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
    if at.second() != 0 {
        let _ = write!(out, ":{:02}", at.second());
    }
    out
}

/// A duration for a message: `3 min 12 s`. At most two units; what is smaller is left out.
pub fn human(duration: Duration) -> String {
    let (seconds, millis) = (duration.as_secs(), duration.subsec_millis());
    let pair = |large: u64, unit: &str, small: u64, lower: &str| {
        if small == 0 { format!("{large} {unit}") } else { format!("{large} {unit} {small} {lower}") }
    };
    match seconds {
        0 if millis > 0 => format!("{millis} {}", tr!("ms")),
        1..10 if millis >= 100 => format!("{seconds}.{} {}", millis / 100, tr!("s")),
        0..60 => format!("{seconds} {}", tr!("s")),
        60..3_600 => pair(seconds / 60, tr!("min"), seconds % 60, tr!("s")),
        3_600..86_400 => pair(seconds / 3_600, tr!("h"), seconds / 60 % 60, tr!("min")),
        _ => pair(seconds / 86_400, tr!("d"), seconds / 3_600 % 24, tr!("h")),
    }
}

/// Why a text cannot be read, and what would help more than the list of forms.
struct Wrong {
    why: String,
    hint: Option<String>,
}

impl From<&str> for Wrong {
    fn from(why: &str) -> Self {
        Self { why: lang::text(why).to_owned(), hint: None }
    }
}

impl Wrong {
    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

const SHAPE: &str = msg!("its form is not known");
const OUT_OF_RANGE: &str = msg!("it is too far away");

fn time(text: &str, clock: &Clock) -> Result<Timestamp, Wrong> {
    // What begins with a digit has a date, and files have many of these.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return stamp(text, clock);
    }
    if text.is_empty() {
        return Err(tr!("it is empty").into());
    }
    if text.eq_ignore_ascii_case("now") {
        return Ok(clock.now);
    }
    if let Some(seconds) = text.strip_prefix('@') {
        let seconds: i64 = seconds.parse().map_err(|_| tr!("seconds since 1970 are a whole number"))?;
        return Timestamp::from_second(seconds).map_err(|_| OUT_OF_RANGE.into());
    }
    if let Some(ahead) = text.strip_prefix('+') {
        let ahead = SignedDuration::try_from(duration(ahead)?).map_err(|_| OUT_OF_RANGE)?;
        return clock.now.checked_add(ahead).map_err(|_| OUT_OF_RANGE.into());
    }
    let (day, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let today = || clock.zone.to_datetime(clock.now).date();
    let day = if day.eq_ignore_ascii_case("today") {
        Some(("today", today()))
    } else if day.eq_ignore_ascii_case("tomorrow") {
        Some(("tomorrow", today().tomorrow().map_err(|_| OUT_OF_RANGE)?))
    } else {
        None
    };
    let Some((name, date)) = day else { return stamp(text, clock) };
    let mut reader = Reader(rest.trim_start());
    if reader.0.is_empty() {
        return Err(
            Wrong::from(tr!("the time of day is missing")).hint(tr!("say when: \"{name} 14:00\"", name))
        );
    }
    let time = reader.time()?;
    if !reader.0.is_empty() {
        return Err(SHAPE.into());
    }
    at_wall(date.to_datetime(time), &clock.zone)
}

fn stamp(text: &str, clock: &Clock) -> Result<Timestamp, Wrong> {
    let (at, offset) = Reader(text).stamp()?;
    match offset {
        Some(offset) => offset.to_timestamp(at).map_err(|_| OUT_OF_RANGE.into()),
        None => at_wall(at, &clock.zone),
    }
}

/// The one moment at which the clocks of a zone show this time.
fn at_wall(at: DateTime, zone: &TimeZone) -> Result<Timestamp, Wrong> {
    let name = zone.iana_name().unwrap_or(tr!("the profile's zone"));
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(at).map_err(|_| OUT_OF_RANGE.into()),
        AmbiguousOffset::Gap { .. } => {
            let why = tr!("in {name} the clocks are put forward and skip it", name);
            Err(Wrong { why, hint: Some(tr!("give a time before or after the change").to_owned()) })
        }
        AmbiguousOffset::Fold { before, after } => {
            let why = tr!("in {name} the clocks are put back and show it twice", name);
            let (before, after) = (offset_text(before), offset_text(after));
            let hint =
                tr!("give the offset: {at}{before} is the earlier, {at}{after} the later", at, before, after);
            Err(Wrong { why, hint: Some(hint) })
        }
    }
}

fn duration(text: &str) -> Result<Duration, Wrong> {
    /// The units and their milliseconds, the largest first.
    const UNITS: [(&str, u64); 5] =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
    if text.is_empty() {
        return Err(tr!("it is empty").into());
    }
    if text.starts_with('-') {
        return Err(tr!("it is negative").into());
    }
    let (mut rest, mut largest, mut total) = (text, 0, 0_u64);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        if number.is_empty() {
            return Err(SHAPE.into());
        }
        let number: u64 = number.parse().map_err(|_| tr!("it is too long"))?;
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        if unit.is_empty() && after.is_empty() && number == 0 && total == 0 {
            return Err(tr!("it is zero").into());
        }
        if unit.is_empty() && after.is_empty() {
            // Which one is meant nobody knows: after the wrong one too much may be deleted.
            let number = shorten(text, QUOTED);
            return Err(Wrong::from(tr!("a unit is missing"))
                .hint(tr!("give a unit: {number}s, {number}m, {number}h or {number}d", number)));
        }
        if unit.is_empty() {
            return Err(tr!("numbers are whole and have a unit right after them").into());
        }
        let place = UNITS.iter().position(|(name, _)| *name == unit);
        let Some(place) = place else {
            return Err(tr!("the units are d, h, m, s and ms").into());
        };
        if place < largest {
            return Err(tr!("each unit may be there once, the larger first").into());
        }
        largest = place + 1;
        let millis = UNITS.get(place).and_then(|(_, millis)| number.checked_mul(*millis));
        total = millis.and_then(|millis| total.checked_add(millis)).ok_or(tr!("it is too long"))?;
        rest = after.trim_start();
    }
    match Duration::from_millis(total) {
        Duration::ZERO => Err(tr!("it is zero").into()),
        long if long > LONGEST => Err(tr!("it is too long").into()),
        duration => Ok(duration),
    }
}

fn offset_text(offset: Offset) -> String {
    let minutes = offset.seconds().abs() / 60;
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What is left of a text that is read from its start.
struct Reader<'a>(&'a str);

impl Reader<'_> {
    /// A date, a time of day, perhaps an offset, and nothing after them.
    fn stamp(&mut self) -> Result<(DateTime, Option<Offset>), Wrong> {
        let date = self.date()?;
        if self.0.is_empty() {
            return Err(
                Wrong::from(tr!("the time of day is missing")).hint(tr!("add it: {date} 14:00", date))
            );
        }
        if !self.take('T') && !self.take('t') {
            let time = self.0.trim_start();
            if time.len() == self.0.len() {
                return Err(SHAPE.into());
            }
            self.0 = time;
        }
        let at = date.to_datetime(self.time()?);
        let offset = self.offset()?;
        if self.0.is_empty() { Ok((at, offset)) } else { Err(SHAPE.into()) }
    }

    fn date(&mut self) -> Result<Date, Wrong> {
        let year = self.number(4)?;
        self.expect('-')?;
        let month = self.small()?;
        self.expect('-')?;
        let day = self.small()?;
        Date::new(year, month, day).map_err(|_| tr!("there is no such day").into())
    }

    fn time(&mut self) -> Result<Time, Wrong> {
        let hour = self.small()?;
        self.expect(':')?;
        let minute = self.small()?;
        let second = if self.take(':') { self.small()? } else { 0 };
        let nanos = if self.take('.') { self.fraction()? } else { 0 };
        Time::new(hour, minute, second, nanos)
            .map_err(|_| tr!("there is no such time of day; they go from 00:00 to 23:59:59").into())
    }

    /// `Z`, `+08:00` or `+0800`, perhaps after a space.
    fn offset(&mut self) -> Result<Option<Offset>, Wrong> {
        self.0 = self.0.trim_start();
        if self.0.is_empty() {
            return Ok(None);
        }
        if self.take('Z') || self.take('z') {
            return Ok(Some(Offset::UTC));
        }
        let sign = match (self.take('+'), self.take('-')) {
            (true, false) => 1,
            (false, true) => -1,
            _ => return Err(SHAPE.into()),
        };
        let hours = i32::from(self.small()?);
        self.take(':');
        let minutes = i32::from(self.small()?);
        if hours > 23 || minutes > 59 {
            return Err(tr!("there is no such offset").into());
        }
        let offset = Offset::from_seconds(sign * (hours * 3_600 + minutes * 60));
        offset.map(Some).map_err(|_| tr!("there is no such offset").into())
    }

    /// The digits after the point, as nanoseconds; what is smaller is dropped.
    fn fraction(&mut self) -> Result<i32, Wrong> {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        if digits.is_empty() {
            return Err(SHAPE.into());
        }
        self.0 = rest;
        let nanos = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
        Ok(nanos.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0')))
    }

    fn small(&mut self) -> Result<i8, Wrong> {
        i8::try_from(self.number(2)?).map_err(|_| SHAPE.into())
    }

    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Result<i16, Wrong> {
        let (number, rest) = self.0.split_at_checked(digits).ok_or(SHAPE)?;
        if !number.bytes().all(|b| b.is_ascii_digit()) {
            return Err(SHAPE.into());
        }
        self.0 = rest;
        number.parse().map_err(|_| SHAPE.into())
    }

    fn expect(&mut self, c: char) -> Result<(), Wrong> {
        if self.take(c) { Ok(()) } else { Err(SHAPE.into()) }
    }

    fn take(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn clock(name: &str) -> Clock {
        Clock { now: at("2026-11-23T05:30:15Z"), zone: zone(name) }
    }

    fn read(text: &str) -> String {
        parse_time(text, &clock("Asia/Shanghai")).map_or_else(|e| e.to_string(), |t| t.to_string())
    }

    #[test]
    fn the_built_in_zone_is_the_system_s() {
        let now = Timestamp::from_second(1_795_413_600).unwrap();
        let offset = |zone: TimeZone| zone.to_offset(now);
        assert_eq!(offset(super::zone(ZONE).unwrap()), offset(TimeZone::get(ZONE).unwrap()));
        assert_eq!(super::zone("Europe/Berlin").unwrap().iana_name(), Some("Europe/Berlin"));
        assert!(super::zone("Asia/Nowhere").is_none());
    }

    #[test]
    fn every_form_of_time_is_read() {
        for (text, expected) in [
            ("2026-11-23T14:00:00+08:00", "2026-11-23T06:00:00Z"),
            ("2026-11-23t14:00:00.250z", "2026-11-23T14:00:00.25Z"),
            ("2026-11-23 14:00:00 -0330", "2026-11-23T17:30:00Z"),
            ("2026-11-23T14:00-00:00", "2026-11-23T14:00:00Z"),
            ("2026-11-23T14:00:00.1234567899Z", "2026-11-23T14:00:00.123456789Z"),
            ("2026-11-23 14:00", "2026-11-23T06:00:00Z"),
            (" 2026-11-23T14:00:05 ", "2026-11-23T06:00:05Z"),
            ("now", "2026-11-23T05:30:15Z"),
            ("Today 14:00", "2026-11-23T06:00:00Z"),
            ("tomorrow 09:30", "2026-11-24T01:30:00Z"),
            ("+2h", "2026-11-23T07:30:15Z"),
            ("+1h30m", "2026-11-23T07:00:15Z"),
            ("@1795413600", "2026-11-23T06:00:00Z"),
            ("@-1", "1969-12-31T23:59:59Z"),
            ("2028-02-29 00:00", "2028-02-28T16:00:00Z"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn today_is_the_day_of_the_zone() {
        let late = Clock { now: at("2026-11-23T20:00:00Z"), zone: zone("Asia/Shanghai") };
        assert_eq!(parse_time("today 00:00", &late).unwrap(), at("2026-11-23T16:00:00Z"));
    }

    #[test]
    fn what_is_no_time_is_refused_with_the_forms() {
        for text in [
            "",
            "  ",
            "29.02",
            "14:00",
            "2026-02-29 10:00",
            "2026-13-01 10:00",
            "2026-11-23 24:00",
            "2026-11-23 14:60",
            "2026-11-23 14:00:60",
            "2026-11-23 2pm",
            "2026-11-23",
            "2026-11-2314:00",
            "2026-11-23 14:00 CET",
            "2026-11-23 14:00+24:00",
            "2026-11-23 14:00:00.",
            "20261123T1400",
            "9999-12-31 23:59",
            "9999-12-31T23:59:59Z",
            "today",
            "tomorrow noon",
            "today 14:00Z",
            "yesterday 14:00",
            "+",
            "+2",
            "+-2h",
            "+99999d",
            "@",
            "@1.5",
            "@99999999999999",
            "２０２６-11-23 14:00",
        ] {
            let error = parse_time(text, &clock("Asia/Shanghai")).unwrap_err();
            assert_eq!(error.kind(), Kind::Usage, "{text}");
            assert!(error.to_string().contains(text.trim()), "{error}");
            assert!(error.facts().hint.is_some());
        }
        let hint = |text| parse_time(text, &clock("UTC")).unwrap_err().facts().hint.clone().unwrap();
        assert_eq!(hint("tomorrow"), "say when: \"tomorrow 14:00\"");
        assert_eq!(hint("2026-11-23"), "add it: 2026-11-23 14:00");
        assert_eq!(hint("+90"), "give a unit: 90s, 90m, 90h or 90d");
        assert!(hint("soon").contains(TIME_FORMS));
        assert!(parse_time(&"9".repeat(5_000), &clock("UTC")).unwrap_err().to_string().len() < 200);
    }

    #[test]
    fn skipped_and_doubled_wall_times_are_refused() {
        let clock = clock("America/New_York");
        let gap = parse_time("2026-03-08 02:30", &clock).unwrap_err();
        assert!(gap.to_string().contains("America/New_York") && gap.to_string().contains("skip"), "{gap}");
        let fold = parse_time("2026-11-01 01:30", &clock).unwrap_err();
        assert!(fold.to_string().contains("twice"), "{fold}");
        let hint = fold.facts().hint.clone().unwrap();
        assert!(hint.contains("2026-11-01T01:30:00-04:00") && hint.contains("2026-11-01T01:30:00-05:00"));
        assert_eq!(parse_time("2026-11-01T01:30:00-05:00", &clock).unwrap(), at("2026-11-01T06:30:00Z"));
    }

    #[test]
    fn durations_are_read() {
        for (text, millis) in [
            ("90m", 5_400_000),
            ("1h30m", 5_400_000),
            ("1h 30m", 5_400_000),
            ("45s", 45_000),
            ("2d", 172_800_000),
            ("500ms", 500),
            ("1d2h3m4s5ms", 93_784_005),
        ] {
            assert_eq!(parse_duration(text).unwrap(), Duration::from_millis(millis), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "",
            "0s",
            "0h0m",
            "-5m",
            "90",
            "1h30",
            "1.5h",
            "90 m",
            "m",
            "90M",
            "3 weeks",
            "30m1h",
            "1m1m",
            "36501d",
            "18446744073709551616s",
            "18446744073709551615d",
            "１h",
        ] {
            let error = parse_duration(text).unwrap_err();
            assert_eq!(error.kind(), Kind::Usage, "{text}");
            assert!(error.facts().hint.is_some());
        }
        let hint = parse_duration("90").unwrap_err().facts().hint.clone();
        assert_eq!(hint.as_deref(), Some("give a unit: 90s, 90m, 90h or 90d"));
        assert!(parse_duration(&"9".repeat(5_000)).unwrap_err().facts().hint.as_ref().unwrap().len() < 100);
    }

    #[test]
    fn no_time_at_all_is_a_duration_where_that_makes_sense() {
        for text in ["0", "0s", " 0 "] {
            assert_eq!(parse_duration_or_zero(text).unwrap(), Duration::ZERO, "{text}");
            assert!(parse_duration(text).is_err(), "{text}");
        }
        assert_eq!(parse_duration_or_zero("15m").unwrap(), Duration::from_secs(900));
        for text in ["", "00", "0m", "5", "soon"] {
            assert!(parse_duration_or_zero(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_are_read() {
        assert_eq!(parse_date(" 2026-11-23 ").unwrap(), jiff::civil::date(2026, 11, 23));
        for text in ["2026-02-29", "2026-1-1", "23.11.2026", "2026-11-23 14:00", "", "today"] {
            assert_eq!(parse_date(text).unwrap_err().kind(), Kind::Usage, "{text}");
        }
    }

    #[test]
    fn times_of_servers_are_read_leniently() {
        let beijing = zone("Asia/Shanghai");
        let wall = |text: &str| parse_wall(text, &beijing).map(Timestamp::as_second);
        assert_eq!(wall("2021-09-15 19:00:00"), Some(1_631_703_600));
        assert_eq!(wall(" 2021-09-15T19:00\u{a0}"), Some(1_631_703_600));
        assert_eq!(wall("2021-09-15T11:00:00Z"), Some(1_631_703_600));
        for text in ["", " ", "0000-00-00 00:00:00", "2021-09-15", "-", "null", "1631703600"] {
            assert_eq!(wall(text), None, "{text}");
        }
        let new_york = zone("America/New_York");
        assert_eq!(parse_wall("2026-11-01 01:30:00", &new_york), Some(at("2026-11-01T05:30:00Z")));
        assert_eq!(parse_wall("2026-03-08 02:30:00", &new_york), Some(at("2026-03-08T07:30:00Z")));
        assert_eq!(from_seconds(i64::MAX), None);
        assert_eq!(from_millis(1_631_703_600_000), from_seconds(1_631_703_600));
    }

    #[test]
    fn times_are_written() {
        let beijing = zone("Asia/Shanghai");
        let time = at("2026-11-23T06:00:00Z");
        assert_eq!(local(time, &beijing), "2026-11-23 14:00");
        assert_eq!(local(at("2026-11-23T06:00:09Z"), &beijing), "2026-11-23 14:00:09");
    }

    #[test]
    fn durations_are_written_for_people() {
        for (millis, expected) in [
            (0, "0 s"),
            (250, "250 ms"),
            (1_500, "1.5 s"),
            (2_030, "2 s"),
            (12_700, "12 s"),
            (192_000, "3 min 12 s"),
            (180_000, "3 min"),
            (5_400_000, "1 h 30 min"),
            (183_600_000, "2 d 3 h"),
        ] {
            assert_eq!(human(Duration::from_millis(millis)), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            // 1970 to 2100.
            millis in 0..4_133_980_800_000_i64,
            name in prop::sample::select(vec!["Asia/Shanghai", "America/New_York", "Africa/Monrovia"]),
        ) {
            let clock = clock(name);
            let time = from_millis(millis).unwrap();
            prop_assert_eq!(parse_time(&rfc3339(time, &clock.zone), &clock).unwrap(), time);
            let whole = from_seconds(time.as_second()).unwrap();
            let shown = local(whole, &clock.zone);
            // In the hour that is shown twice, an error is right.
            let twice = clock.zone.to_ambiguous_timestamp(clock.zone.to_datetime(whole)).is_ambiguous();
            match parse_time(&shown, &clock) {
                Ok(read) => prop_assert_eq!(read, whole),
                Err(error) => prop_assert!(twice, "{}", error),
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let clock = clock("America/New_York");
            let _ = (parse_time(&text, &clock), parse_duration(&text), parse_date(&text));
            let _ = parse_wall(&text, &clock.zone);
        }

        #[test]
        fn no_text_of_the_right_letters_panics(text in "[-+@0-9T: .hmsdZ]{0,30}") {
            let clock = clock("Asia/Shanghai");
            let _ = (parse_time(&text, &clock), parse_duration(&text), parse_date(&text));
            let _ = parse_wall(&text, &clock.zone);
        }

        #[test]
        fn durations_are_whole_sums(h in 0..1_000_u64, m in 0..1_000_u64, s in 1..1_000_u64) {
            let read = parse_duration(&format!("{h}h{m}m{s}s")).unwrap();
            prop_assert_eq!(read.as_secs(), h * 3_600 + m * 60 + s);
        }
    }
}
