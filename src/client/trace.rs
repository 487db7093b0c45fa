//! What `-v` and `-vv` show of an attempt, and what a dry run shows of a request.

use super::json::Json;
use super::wire::{Answer, Broken, Encoded};
use crate::secret::HIDDEN;
use crate::text::shorten;
use serde_json::Value;
use std::time::Duration;

/// More of a body than this many characters is not shown.
const LONGEST_BODY: usize = 4_000;

/// A word in a field's name that makes its value a secret.
const SECRET_WORDS: &[&str] = &[
    "pwd", "pass", "token", "secret", "sig", "auth", "key", "pin", "pull", "push", "url", "link", "path",
    "pcode", "desc",
];

/// The lines for one attempt; the request is already without secrets.
pub fn lines(
    verbose: u8,
    attempt: u32,
    request: &Encoded,
    result: &Result<Answer, Broken>,
    time: Duration,
) -> Vec<String> {
    let what = match result {
        Ok(answer) => format!("HTTP {}, {} bytes", answer.status, answer.body.len()),
        Err(broken) => broken.what.clone(),
    };
    let mut lines = vec![format!(
        "{} {} → {what} ({} ms, attempt {attempt})",
        request.method,
        request.url,
        time.as_millis()
    )];
    if verbose < 2 {
        return lines;
    }
    lines.extend(request.headers.iter().map(|(name, value)| format!("> {name}: {value}")));
    lines.extend(shown(&request.body).lines().map(|line| format!("> {line}")));
    if let Ok(answer) = result {
        for (name, value) in
            [("location", &answer.location), ("retry-after", &answer.retry_after), ("date", &answer.date)]
        {
            // A redirect's target may carry what was in our query.
            let value = value.as_deref().map(|v| v.split_once('?').map_or(v, |(head, _)| head));
            lines.extend(value.map(|value| format!("< {name}: {value}")));
        }
        lines.extend(shown(redacted(&answer.body).as_bytes()).lines().map(|line| format!("< {line}")));
    }
    lines
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

fn shown(body: &[u8]) -> String {
    shorten(&String::from_utf8_lossy(body), LONGEST_BODY).replace('\r', "")
}

/// An answer's body with the values of secret-looking fields hidden. What is not JSON could hold
/// anything, so only its length is told.
fn redacted(body: &[u8]) -> String {
    match Json::parse(body) {
        Ok(json) => hide(Value::from(json)).to_string(),
        Err(_) => format!("({} bytes that are not JSON; --raw prints them)", body.len()),
    }
}

fn hide(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(hide).collect()),
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| {
                    let lower = name.to_ascii_lowercase();
                    let secret =
                        SECRET_WORDS.iter().any(|word| lower.contains(word)) || is_whole(&lower, &value);
                    let value = match value {
                        Value::String(text) if secret && !text.is_empty() => Value::String(HIDDEN.to_owned()),
                        Value::Number(_) if secret => Value::String(HIDDEN.to_owned()),
                        value => hide(value),
                    };
                    (name, value)
                })
                .collect(),
        ),
        value => value,
    }
}

/// Whether this is a result that is nothing but a text: a link or a launch string. Vendors whose
/// `result` is their code write a number there.
fn is_whole(name: &str, value: &Value) -> bool {
    name == "result" && value.as_str().is_some_and(|text| text.parse::<i64>().is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_shown_without_what_lets_people_in() {
        let body = br#"{"serial":7,"sig":"canary","pushurl":"canary","hostPwd":123,"list":[{"token":"canary","n":1}]}"#;
        assert_eq!(
            redacted(body),
            r#"{"serial":7,"sig":"***","pushurl":"***","hostPwd":"***","list":[{"token":"***","n":1}]}"#
        );
        assert!(!redacted(b"<html>canary").contains("canary"));
        assert_eq!(redacted(br#"{"status":0,"result":"tang:///canary"}"#), r#"{"status":0,"result":"***"}"#);
        assert_eq!(redacted(br#"{"result":"0","pcode1":"canary"}"#), r#"{"result":"0","pcode1":"***"}"#);
    }
}
