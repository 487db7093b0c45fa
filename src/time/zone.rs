//! Zones by name, and what somebody meant who gave a name that is none.

use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The zone where nobody names one.
pub const ZONE: &str = "Asia/Shanghai";

/// The zone of this name in the system's database, or else in the one that is built in.
///
/// To find any zone, the system's whole database is looked through, which takes longer than all the
/// rest of signing a link. [`ZONE`] has not changed since 1991, so it is always the built-in one.
pub fn zone(name: &str) -> Option<TimeZone> {
    if name == ZONE {
        return TimeZoneDatabase::bundled().get(name).ok();
    }
    TimeZone::get(name).ok()
}

/// The zone where nobody names one, [`ZONE`].
pub fn default_zone() -> TimeZone {
    zone(ZONE).unwrap_or(TimeZone::UTC)
}

/// What else people call China's time: letters and digits only.
const CHINA: [&str; 17] = [
    "cst",
    "cn",
    "bjt",
    "ctt",
    "china",
    "chinastandardtime",
    "beijing",
    "peking",
    "shanghai",
    "北京",
    "北京时间",
    "上海",
    "中国",
    "东八区",
    "8",
    "08",
    "0800",
];

/// The zone that was meant by a name that is none, where there is no doubt: a wrong guess would move every
/// meeting by hours.
pub fn zone_meant(name: &str) -> Option<String> {
    if is_china(name) {
        return Some(ZONE.to_owned());
    }
    let known = jiff::tz::db().available().map(|known| known.to_string());
    // Copies of the whole database, which count seconds in another way.
    let known = known.filter(|known| !known.starts_with("posix/") && !known.starts_with("right/"));
    let mut near: Vec<(usize, String)> =
        known.filter_map(|known| Some((apart(name, &known)?, known))).collect();
    near.sort_unstable();
    match near.as_slice() {
        [(first, meant), (second, _), ..] if first < second => Some(meant.clone()),
        [(_, meant)] => Some(meant.clone()),
        _ => None,
    }
}

/// How far a name is from a zone's, where it may be that one: a slip in a name that has a continent before its
/// city, or a city alone.
fn apart(name: &str, known: &str) -> Option<usize> {
    let (known_area, known_city) = known.rsplit_once('/')?;
    match name.rsplit_once('/') {
        Some((area, city)) => {
            let apart = distance(area, known_area) + distance(city, known_city);
            (apart <= 2 && apart * 4 <= name.chars().count()).then_some(apart)
        }
        None => (distance(name, known_city) == 0).then_some(0),
    }
}

/// Whether a name that is no zone's can only be China's time: its cities, its abbreviation, its offset.
fn is_china(name: &str) -> bool {
    let plain: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let before = ["asia", "utc", "gmt"].into_iter().find_map(|before| plain.strip_prefix(before));
    CHINA.contains(&before.unwrap_or(&plain)) && !name.contains(['-', '−'])
}

/// How many letters differ, whatever their case and what stands between words.
fn distance(one: &str, other: &str) -> usize {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    strsim::osa_distance(&plain(one), &plain(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chinas_time_is_known_by_any_name() {
        for name in [
            "CST",
            "UTC+8",
            "utc+08:00",
            "GMT+8",
            "GMT+0800",
            "UTC 8",
            "+08:00",
            "+8",
            "+0800",
            "Beijing",
            "Asia/Beijing",
            "Asia / Peking",
            "China",
            "China Standard Time",
            "北京",
            "北京时间",
            "shanghai",
            "Asia/Beijing ",
        ] {
            assert_eq!(zone_meant(name).as_deref(), Some(ZONE), "{name}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_stays_on_its_continent() {
        for (name, meant) in [
            ("Asia/Shangai", "Asia/Shanghai"),
            ("asia/tokio", "Asia/Tokyo"),
            ("Aisa/Tokyo", "Asia/Tokyo"),
            ("America/New York", "America/New_York"),
            ("new york", "America/New_York"),
            ("Berlin", "Europe/Berlin"),
        ] {
            assert_eq!(zone_meant(name).as_deref(), Some(meant), "{name}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_a_guess_may_be_hours_off() {
        for name in [
            "UTC+9",
            "UTC-8",
            "GMT-08:00",
            "-08:00",
            "+80",
            "UTC+5:30",
            "Pacific",
            "PDT",
            "Asia/Shenzhen",
            "x",
            "",
        ] {
            assert_eq!(zone_meant(name), None, "{name}");
        }
    }
}
