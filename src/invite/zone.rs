//! Times of a calendar file, and a zone's own rules in it (`VTIMEZONE`), so that a calendar without
//! a table of zones reads them too.

use super::line::Lines;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// At most so many changes of a zone are told.
const CHANGES: usize = 64;
/// A change that comes within this time after the meeting is told too: it may still be moved.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 370);

/// The zone's name, if it has one and is not UTC, which needs none.
pub fn name(zone: &TimeZone) -> Option<String> {
    let fits = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    zone.iana_name()
        .filter(|name| !matches!(*name, "UTC" | "Etc/UTC" | "Etc/Unknown"))
        .filter(fits)
        .map(str::to_owned)
}

/// A moment in UTC: `20261123T060000Z`.
pub fn utc(time: Timestamp) -> String {
    format!("{}Z", wall(time, &TimeZone::UTC))
}

/// A moment as clocks in this zone show it: `20261123T140000`.
pub fn wall(time: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(time).strftime("%Y%m%dT%H%M%S").to_string()
}

/// The zone's rules from the one that holds at the start of the meeting on.
pub fn component(lines: &mut Lines, zone: &TimeZone, start: Timestamp, last: Timestamp) {
    let Some(name) = name(zone) else { return };
    lines.plain("BEGIN:VTIMEZONE").plain(&format!("TZID:{name}"));
    // What holds at a moment began at it or before.
    let after = start.checked_add(SignedDuration::from_secs(1)).unwrap_or(start);
    let until = last.checked_add(AHEAD).unwrap_or(last);
    let first = zone.preceding(after).next();
    if first.is_none() {
        let info = zone.to_offset_info(start);
        lines.plain("BEGIN:STANDARD").plain("DTSTART:19700101T000000");
        let offset = offset(info.offset());
        lines.plain(&format!("TZOFFSETFROM:{offset}")).plain(&format!("TZOFFSETTO:{offset}"));
        lines.text("TZNAME", info.abbreviation()).plain("END:STANDARD");
    }
    let next = zone.following(start).take(CHANGES).take_while(|change| change.timestamp() <= until);
    for change in first.into_iter().chain(next) {
        let at = change.timestamp();
        let part =
            Part { at, from: zone.to_offset(before(at)), to: change.offset(), dst: change.dst().is_dst() };
        part.put(lines, change.abbreviation());
    }
    lines.plain("END:VTIMEZONE");
}

fn before(time: Timestamp) -> Timestamp {
    time.checked_sub(SignedDuration::from_secs(1)).unwrap_or(time)
}

/// One change of a zone's offset.
struct Part {
    at: Timestamp,
    from: Offset,
    to: Offset,
    dst: bool,
}

impl Part {
    fn put(&self, lines: &mut Lines, abbreviation: &str) {
        let (begin, end) =
            if self.dst { ("BEGIN:DAYLIGHT", "END:DAYLIGHT") } else { ("BEGIN:STANDARD", "END:STANDARD") };
        // The change is written as the clocks showed it that were just put forward or back.
        let at = self.from.to_datetime(self.at).strftime("%Y%m%dT%H%M%S").to_string();
        lines.plain(begin).plain(&format!("DTSTART:{at}"));
        lines.plain(&format!("TZOFFSETFROM:{}", offset(self.from)));
        lines.plain(&format!("TZOFFSETTO:{}", offset(self.to)));
        lines.text("TZNAME", abbreviation).plain(end);
    }
}

/// `+0800`, with seconds where an old offset has them.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3_600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component_of(zone: &str, start: &str) -> String {
        let mut lines = Lines::default();
        let start = start.parse().unwrap();
        component(&mut lines, &TimeZone::get(zone).unwrap(), start, start);
        lines.into_string().replace("\r\n", " ")
    }

    #[test]
    fn a_zone_that_changes_tells_its_next_changes() {
        let text = component_of("America/New_York", "2026-11-23T06:00:00Z");
        assert_eq!(
            text,
            "BEGIN:VTIMEZONE TZID:America/New_York \
             BEGIN:STANDARD DTSTART:20261101T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 TZNAME:EST END:STANDARD \
             BEGIN:DAYLIGHT DTSTART:20270314T020000 TZOFFSETFROM:-0500 TZOFFSETTO:-0400 TZNAME:EDT END:DAYLIGHT \
             BEGIN:STANDARD DTSTART:20271107T020000 TZOFFSETFROM:-0400 TZOFFSETTO:-0500 TZNAME:EST END:STANDARD \
             END:VTIMEZONE "
        );
    }

    #[test]
    fn a_zone_that_does_not_change_tells_what_holds() {
        let text = component_of("Asia/Shanghai", "2026-11-23T06:00:00Z");
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1);
        assert!(
            text.contains("DTSTART:19910915T020000 TZOFFSETFROM:+0900 TZOFFSETTO:+0800 TZNAME:CST"),
            "{text}"
        );
        assert_eq!(component_of("UTC", "2026-11-23T06:00:00Z"), "");
        assert_eq!(name(&TimeZone::fixed(jiff::tz::offset(8))), None);
        assert_eq!(offset(Offset::from_seconds(-(3 * 3_600 + 6 * 60 + 28)).unwrap()), "-030628");
    }
}
