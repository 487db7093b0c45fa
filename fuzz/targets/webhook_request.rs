//! A callback: its headers, one a line up to an empty line, then its body.

use jiff::Timestamp;
use meetctl::secret::Secret;
use meetctl::webhook::events::Event;
use meetctl::webhook::line::Kept;
use meetctl::webhook::print;
use meetctl::webhook::verify::{Refusal, Window, sign, verify};
use std::time::Duration;

/// The secret that no input knows.
const SECRET: &str = "canary-app-secret";

/// Nothing that we did not sign is believed, and what we signed only as it was signed.
pub fn run(data: &[u8]) {
    let end = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = end.map_or((data, &b""[..]), |at| (&data[..at], &data[at + 2..]));
    let lines: Vec<(String, &[u8])> = head
        .split(|byte| *byte == b'\n')
        .filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some((String::from_utf8_lossy(&line[..colon]).trim().to_owned(), line[colon + 1..].trim_ascii()))
        })
        .collect();
    let headers: Vec<(&str, &[u8])> = lines.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let secret = Secret::new(SECRET);
    let now = Timestamp::from_millisecond(1_600_782_498_147).unwrap();
    let window = Some(Window { now, max_age: Duration::from_secs(300) });
    match verify(&headers, body, &secret, window) {
        // The seeds hold one that is signed right.
        Ok(good) => assert_eq!(sign(&secret, None, good.signature.nonce, now, body).cur_time.len(), 13),
        Err(refusal) => assert!(!refusal.to_string().contains(SECRET) && !refusal.name().is_empty()),
    }

    let signature = sign(&secret, Some("key".to_owned()), "n0nce".to_owned(), now, body);
    let signed = signature.headers();
    let headers: Vec<(&str, &[u8])> =
        signed.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    assert_eq!(verify(&headers, body, &secret, window).map(|good| good.signature).as_ref(), Ok(&signature));
    let late = Window { now: now + Duration::from_secs(301), max_age: Duration::from_secs(300) };
    assert_eq!(verify(&headers, body, &secret, Some(late)), Err(Refusal::Stale));
    let mut changed = body.to_vec();
    changed.push(b' ');
    assert_eq!(verify(&headers, &changed, &secret, window), Err(Refusal::Forged));
    assert_eq!(
        verify(&[&headers[..], &headers[1..2]].concat(), body, &secret, None),
        Err(Refusal::Twice("CurTime"))
    );

    if let Ok(json) = serde_json::from_slice(body) {
        assert!(!Event::read(&json).says().is_empty());
    }
    let kept = Kept { received_at: "2026-11-23T06:00:00Z".to_owned(), signature, body: body.to_vec() };
    let line = print::line(&kept);
    assert!(!line.contains(meetctl::text::is_control), "{line:?}");
    assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{line:?}");
}
