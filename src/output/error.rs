//! Failures on stderr, for people and for scripts.

use super::json::compact;
use super::{BOLD_RED, paint};
use crate::error::{Error, Kind};
use crate::text::{escape, escape_lines, shorten};
use serde_json::json;
use std::borrow::Cow;
use std::io::Write;

/// No part of a message is longer than this, however much a server sends.
const LONGEST: usize = 4_000;

/// Says what failed, what the vendor said and what to do next; with `json`, in exactly one line.
///
/// A closed pipe is not mentioned. Nobody is left to be told that stderr cannot be written.
pub fn print_error(err: &mut dyn Write, error: &Error, json: bool, color: bool) {
    if error.kind() == Kind::ClosedPipe {
        return;
    }
    let mut text = if json { as_json(error) } else { as_text(error, color) };
    text.push('\n');
    // In one piece, so that no other process's line falls between ours.
    let _ = err.write_all(text.as_bytes());
    let _ = err.flush();
}

fn as_json(error: &Error) -> String {
    let bounded = error.clone().with(|facts| {
        let more = [
            &mut facts.code,
            &mut facts.vendor_message,
            &mut facts.hint,
            &mut facts.request_id,
            &mut facts.endpoint,
        ];
        for text in more.into_iter().flatten().chain([&mut facts.message]) {
            if let Cow::Owned(short) = shorten(text, LONGEST) {
                *text = short;
            }
        }
    });
    compact(&json!({ "error": bounded }))
}

fn as_text(error: &Error, color: bool) -> String {
    let facts = error.facts();
    let colon = tr!(": ");
    let label = format!("{}{}", tr!("error"), colon.trim_end());
    let label = if color { paint(&label, BOLD_RED) } else { label };
    let gap = &colon[colon.trim_end().len()..];
    let mut text = format!("{label}{gap}{}", line(&facts.message));

    let said: Vec<String> =
        [&facts.code, &facts.vendor_message].into_iter().flatten().map(|s| line(s)).collect();
    let asked = facts.endpoint.as_deref().map(line);
    let id = facts.request_id.as_deref().map(line);
    let hint =
        facts.hint.as_deref().map(|hint| escape_lines(&shorten(hint, LONGEST)).replace('\n', "\n        "));
    let parts = [
        (tr!("vendor says"), (!said.is_empty()).then(|| said.join(" "))),
        (tr!("call"), asked),
        (tr!("request id"), id),
        (tr!("hint"), hint),
    ];
    for (name, part) in parts {
        if let Some(part) = part {
            text.extend(["\n  ", name, colon, &part]);
        }
    }
    text
}

/// Bounded and escaped, all in one line.
fn line(text: &str) -> String {
    escape(&shorten(text, LONGEST)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(error: &Error, json: bool, color: bool) -> String {
        let mut out = Vec::new();
        print_error(&mut out, error, json, color);
        String::from_utf8(out).unwrap()
    }

    fn refused() -> Error {
        Error::new(Kind::NotFound, "no meeting \u{1b}[2K\n42")
            .hint("list them:\n  meetctl meeting list\u{9b}")
            .with(|f| {
                f.code = Some("4007".into());
                f.vendor_message = Some("会议不存在\u{202e}".into());
                f.endpoint = Some("POST /WebAPI/meetingmodify".into());
                f.request_id = Some("r-1".into());
            })
    }

    #[test]
    fn people_get_what_failed_and_what_to_do() {
        let expected = "error: no meeting \\u001b[2K\\n42\n  vendor says: 4007 会议不存在\\u202e\n  \
            call: POST /WebAPI/meetingmodify\n  request id: r-1\n  \
            hint: list them:\n          meetctl meeting list\\u009b\n";
        assert_eq!(printed(&refused(), false, false), expected);
        assert!(printed(&refused(), false, true).starts_with("\u{1b}[1;31merror:\u{1b}[0m no"));
        assert_eq!(printed(&Error::usage("no"), false, false), "error: no\n");
    }

    #[test]
    fn scripts_get_one_line() {
        let text = printed(&refused(), true, true);
        assert_eq!(text.matches('\n').count(), 1);
        assert!(!text.trim_end().chars().any(crate::text::is_control), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["error"], json!(refused()));
    }

    #[test]
    fn a_long_answer_is_bounded() {
        let error = Error::failed("会".repeat(1_000_000)).hint("x".repeat(1_000_000));
        assert!(printed(&error, false, false).chars().count() < 3 * LONGEST);
        assert!(printed(&error, true, false).chars().count() < 3 * LONGEST);
    }

    #[test]
    fn a_closed_pipe_is_not_mentioned() {
        let error = Error::new(Kind::ClosedPipe, "gone");
        assert_eq!(printed(&error, false, false), "");
        assert_eq!(printed(&error, true, false), "");
    }
}
