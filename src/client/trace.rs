//! What `-v` and `-vv` show of an attempt, and what a dry run shows of a request.

use super::json::Json;
use super::wire::{Answer, Broken, Encoded};
use crate::secret::{Scrubber, masked};
use crate::text::shorten;
use serde_json::Value;
use std::time::Duration;

/// More of a body than this many characters is not shown.
const LONGEST_BODY: usize = 4_000;

/// The lines for one attempt; the request is already without secrets.
pub fn lines(
    verbose: u8,
    attempt: u32,
    request: &Encoded,
    result: &Result<Answer, Broken>,
    time: Duration,
    scrubber: &Scrubber,
) -> Vec<String> {
    let what = match result {
        Ok(answer) => format!("HTTP {}, {} bytes", answer.status, answer.body.len()),
        Err(broken) => broken.what.clone(),
    };
    let (method, url, millis) = (request.method, &request.url, time.as_millis());
    let mut lines =
        vec![scrubber.scrub(&format!("{method} {url} → {what} ({millis} ms, attempt {attempt})"))];
    if verbose < 2 {
        return lines;
    }
    // A text is scrubbed before it is cut, so that no half of a secret is left.
    let body = |mark: &str, text: &str| {
        let text = scrubber.scrub(text);
        shorten(&text, LONGEST_BODY).lines().map(|line| format!("{mark} {line}")).collect::<Vec<_>>()
    };
    let header = |mark: &str, name: &str, value: &str| scrubber.scrub(&format!("{mark} {name}: {value}"));
    lines.extend(request.headers.iter().map(|(name, value)| header(">", name, value)));
    lines.extend(body(">", &String::from_utf8_lossy(&request.body)));
    if let Ok(answer) = result {
        let known =
            [("location", &answer.location), ("retry-after", &answer.retry_after), ("date", &answer.date)];
        for (name, value) in known {
            lines.extend(value.as_deref().map(|value| header("<", name, &without_secrets(value))));
        }
        lines.extend(body("<", &redacted(&answer.body)));
    }
    lines
}

/// An address or a path without its query, which may be ours, and without a user's name and password.
pub fn without_secrets(target: &str) -> String {
    let target = target.split_once('?').map_or(target, |(head, _)| head);
    match target.split_once("//") {
        Some((scheme, rest)) => {
            let host = rest.split('/').next().unwrap_or_default();
            let user = host.rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}//{}", &rest[user..])
        }
        None => target.to_owned(),
    }
}

/// A request as text, for a dry run.
pub fn http_text(request: &Encoded) -> String {
    let mut text = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        text.extend([name, ": ", value, "\n"]);
    }
    if !request.body.is_empty() {
        text.push('\n');
        text.push_str(&String::from_utf8_lossy(&request.body).replace("\r\n", "\n"));
    }
    text
}

/// A body with the values of secret-looking fields hidden. What is not JSON could hold anything, so
/// only its length is told.
pub fn redacted(body: &[u8]) -> String {
    match Json::parse(body) {
        Ok(json) => masked(&Value::from(json)).to_string(),
        Err(_) => tr!("({bytes} bytes that are not JSON; --raw prints them)", bytes = body.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_shown_without_what_lets_people_in() {
        for (target, shown) in [
            ("https://u:canary@h.example/a@b?key=canary", "https://h.example/a@b"),
            ("//canary@h", "//h"),
            ("/x?canary", "/x"),
            ("http:/one-slash", "http:/one-slash"),
            ("//a@canary@h/", "//h/"),
        ] {
            assert_eq!(without_secrets(target), shown);
        }
    }

    #[test]
    fn answers_are_shown_without_what_lets_people_in() {
        let body = br#"{"serial":7,"sig":"canary","pushurl":"canary","hostPwd":123,"list":[{"token":"canary","n":1}],"passwords":["canary"],"auth":{"v":"canary"},"pass":null}"#;
        assert_eq!(
            redacted(body),
            r#"{"serial":7,"sig":"***","pushurl":"***","hostPwd":"***","list":[{"token":"***","n":1}],"passwords":"***","auth":"***","pass":null}"#
        );
        assert!(!redacted(b"<html>canary").contains("canary"));
        assert_eq!(redacted(br#"{"status":0,"result":"tang:///canary"}"#), r#"{"status":0,"result":"***"}"#);
        assert_eq!(redacted(br#"{"result":"0","pcode1":"canary"}"#), r#"{"result":"0","pcode1":"***"}"#);
    }
}
