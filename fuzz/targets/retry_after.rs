//! `Retry-After` and `Date`: any text of a header.

use jiff::Timestamp;
use meetctl::client::retry::{http_date, retry_after};
use std::time::Duration;

/// Nothing but digits and dates asks for a wait, and a date in the past asks for none.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let now: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
    let wait = retry_after(&text, now);
    let digits = text.trim();
    let seconds = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    match http_date(digits) {
        _ if seconds => assert_eq!(wait, Some(Duration::from_secs(digits.parse().unwrap_or(u64::MAX)))),
        Some(date) if date <= now => assert_eq!(wait, Some(Duration::ZERO)),
        Some(date) => assert_eq!(wait, Duration::try_from(date.duration_since(now)).ok()),
        None => assert_eq!(wait, None),
    }
}
