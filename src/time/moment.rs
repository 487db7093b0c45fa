//! A time as it is shown.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A time with the offset of the zone that it is shown in: `2026-11-23T14:00:00+08:00` as a text and in
/// JSON, with milliseconds if there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    time: Timestamp,
    offset: Offset,
}

impl Moment {
    /// This time, as this zone shows it.
    pub fn new(time: Timestamp, zone: &TimeZone) -> Self {
        Self { time, offset: in_minutes(zone.to_offset(time)) }
    }

    /// The time itself.
    pub fn time(self) -> Timestamp {
        self.time
    }

    /// Hands the text on. Every row of a list has two, and `format!` takes ten times as long.
    fn with_text<T>(self, take: impl FnOnce(&str) -> T) -> T {
        let mut bytes = *b"0000-00-00T00:00:00.000+00:00";
        let at = self.offset.to_datetime(self.time);
        let end = write(&mut bytes, at, self.offset);
        // It is ASCII.
        let text = str::from_utf8(&bytes[..end]).unwrap_or_default();
        // Before the year 0 ISO 8601 wants a sign and six digits.
        if at.year() < 0 { take(&format!("{:+07}{}", at.year(), &text[4..])) } else { take(text) }
    }
}

/// An offset in whole minutes. Before zones were standard they had seconds, which this format cannot say.
fn in_minutes(offset: Offset) -> Offset {
    if offset.seconds() % 60 == 0 { offset } else { Offset::UTC }
}

/// Writes the digits, and says where the text ends.
fn write(bytes: &mut [u8; 29], at: DateTime, offset: Offset) -> usize {
    let small = |number: i8| u32::from(number.unsigned_abs());
    digits(&mut bytes[0..4], at.year().unsigned_abs().into());
    digits(&mut bytes[5..7], small(at.month()));
    digits(&mut bytes[8..10], small(at.day()));
    digits(&mut bytes[11..13], small(at.hour()));
    digits(&mut bytes[14..16], small(at.minute()));
    digits(&mut bytes[17..19], small(at.second()));
    let mut end = 19;
    if at.millisecond() != 0 {
        digits(&mut bytes[20..23], at.millisecond().unsigned_abs().into());
        end = 23;
    }
    let minutes = offset.seconds().unsigned_abs() / 60;
    let tail = &mut bytes[end..end + 6];
    tail.copy_from_slice(if offset.is_negative() { b"-00:00" } else { b"+00:00" });
    digits(&mut tail[1..3], minutes / 60);
    digits(&mut tail[4..6], minutes % 60);
    end + 6
}

/// A number with zeros before it.
fn digits(out: &mut [u8], number: u32) {
    let mut rest = number;
    for digit in out.iter_mut().rev() {
        *digit = b"0123456789"[(rest % 10) as usize];
        rest /= 10;
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with_text(|text| f.write_str(text))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

/// Reads a text with its offset.
impl FromStr for Moment {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let offset = Pieces::parse(text)?.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Self { time: text.parse()?, offset: in_minutes(offset) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(time: &str, zone: &str) -> String {
        Moment::new(time.parse().unwrap(), &TimeZone::get(zone).unwrap()).to_string()
    }

    #[test]
    fn times_are_written() {
        for (time, zone, wanted) in [
            ("2026-11-23T06:00:00Z", "Asia/Shanghai", "2026-11-23T14:00:00+08:00"),
            ("2026-11-23T06:00:00Z", "UTC", "2026-11-23T06:00:00+00:00"),
            ("2026-11-23T06:00:00.0071Z", "Asia/Shanghai", "2026-11-23T14:00:00.007+08:00"),
            ("2026-11-23T06:00:00.120Z", "America/St_Johns", "2026-11-23T02:30:00.120-03:30"),
            ("1900-01-01T00:00:00Z", "Asia/Shanghai", "1900-01-01T00:00:00+00:00"),
            ("0001-02-03T04:05:06Z", "UTC", "0001-02-03T04:05:06+00:00"),
            ("-000001-02-03T04:05:06Z", "UTC", "-000001-02-03T04:05:06+00:00"),
        ] {
            assert_eq!(shown(time, zone), wanted);
        }
    }

    proptest! {
        #[test]
        fn a_text_says_the_time_and_the_offset(
            seconds in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
            millis in 0..1_000_i32,
            minutes in -14 * 60..=14 * 60_i32,
        ) {
            let time = Timestamp::new(seconds, millis * 1_000_000).unwrap_or(Timestamp::MAX);
            let zone = TimeZone::fixed(Offset::from_seconds(minutes * 60).unwrap());
            let moment = Moment::new(time, &zone);
            let read: Moment = moment.to_string().parse().unwrap();
            prop_assert_eq!((read.time().as_millisecond(), read.offset), (time.as_millisecond(), moment.offset));
        }
    }

    #[test]
    fn a_text_is_the_same_moment() {
        let text = "2026-11-23T02:30:00-03:30";
        let moment: Moment = text.parse().unwrap();
        assert_eq!(
            (moment.to_string().as_str(), moment.time().to_string().as_str()),
            (text, "2026-11-23T06:00:00Z")
        );
    }
}
