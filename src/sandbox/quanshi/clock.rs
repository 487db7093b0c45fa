//! Times as this server writes and takes them: in Beijing, without saying so.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

pub(super) const DAY: i64 = 86_400;

const BEIJING: Offset = Offset::constant(8);

/// A time in Beijing, by a format of `strftime`; nothing for one that no calendar has.
pub(super) fn beijing(seconds: i64, format: &str) -> String {
    jiff::Timestamp::from_second(seconds)
        .map_or_else(|_| String::new(), |time| BEIJING.to_datetime(time).strftime(format).to_string())
}

/// `2020-09-07 20:00:00`
pub(super) fn written(seconds: i64) -> String {
    beijing(seconds, "%Y-%m-%d %H:%M:%S")
}

/// Every digit and every sign at its place: `0` stands for a digit.
fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, wanted)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
}

fn seconds(time: DateTime) -> Option<i64> {
    BEIJING.to_timestamp(time).ok().map(jiff::Timestamp::as_second)
}

/// Reads `2020-09-07 20:00:00`, and with a T in its middle where `t` says that this is taken too.
pub(super) fn read_time(text: &str, t: bool) -> Option<i64> {
    let known = has_form(text, "0000-00-00 00:00:00") || (t && has_form(text, "0000-00-00T00:00:00"));
    seconds(text.parse().ok().filter(|_| known)?)
}

/// The first second of `2020-09-07`.
pub(super) fn read_date(text: &str) -> Option<i64> {
    let date: Date = text.parse().ok().filter(|_| has_form(text, "0000-00-00"))?;
    seconds(date.at(0, 0, 0, 0))
}

/// The first second of the day of this time.
pub(super) fn midnight(time: i64) -> i64 {
    (time + 8 * 3600).div_euclid(DAY) * DAY - 8 * 3600
}

#[cfg(test)]
mod tests {
    use super::{beijing, midnight, read_date, read_time, written};

    #[test]
    fn times_have_one_form() {
        assert_eq!(read_time("2021-09-15 19:00:00", false), Some(1_631_703_600));
        assert_eq!(read_time("2021-09-15T19:00:00", true), Some(1_631_703_600));
        for text in [
            "2021-09-15T19:00:00",
            "2021-09-15 19:00",
            "2021-9-15 19:00:00",
            "2021-09-31 19:00:00",
            "2021-09-15 24:00:00",
            "1631703600",
            "",
            "２021-09-15 19:0",
        ] {
            assert_eq!(read_time(text, false), None, "{text}");
        }
        assert_eq!(read_date("2021-09-15"), Some(1_631_635_200));
        assert_eq!(read_date("2021-02-29"), None);
        assert_eq!(read_date("20210915"), None);
        assert_eq!(midnight(1_631_703_600), 1_631_635_200);
        assert_eq!(midnight(1_631_635_200), 1_631_635_200);
        assert_eq!(
            (written(1_631_635_200).as_str(), beijing(i64::MAX, "%Y")),
            ("2021-09-15 00:00:00", String::new())
        );
    }
}
