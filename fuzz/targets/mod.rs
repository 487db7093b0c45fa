//! The fuzz targets: each takes any bytes and panics if something that must hold does not.
//!
//! The same functions are run twice: by libFuzzer (`fuzz_targets/NAME.rs`) on what it makes up, and
//! by `cargo test` (`tests/it/fuzz_corpus.rs`) on the corpus that is kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "that is how a target fails")]

pub mod batch_rows;
pub mod content_range;
pub mod csv_rows;
pub mod http1_response;
pub mod join_token_inspect;
pub mod join_url_parse;
pub mod journal_replay;
pub mod jq_expr;
pub mod json_answer;
pub mod profile_toml;
pub mod redact;
pub mod retry_after;
pub mod safe_name;
pub mod sanitize_terminal;
pub mod time_input;
pub mod webhook_line;
pub mod webhook_request;

/// A target, and the name that its corpus has.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: &[Target] = &[
    ("batch_rows", batch_rows::run),
    ("content_range", content_range::run),
    ("csv_rows", csv_rows::run),
    ("http1_response", http1_response::run),
    ("join_token_inspect", join_token_inspect::run),
    ("join_url_parse", join_url_parse::run),
    ("jq_expr", jq_expr::run),
    ("journal_replay", journal_replay::run),
    ("json_answer", json_answer::run),
    ("profile_toml", profile_toml::run),
    ("redact", redact::run),
    ("retry_after", retry_after::run),
    ("safe_name", safe_name::run),
    ("sanitize_terminal", sanitize_terminal::run),
    ("time_input", time_input::run),
    ("webhook_line", webhook_line::run),
    ("webhook_request", webhook_request::run),
];

/// Every byte of this text may reach a terminal: no control but the newline.
#[track_caller]
pub(crate) fn printable(text: &str) {
    let hostile = text.chars().find(|c| *c != '\n' && meetctl::text::is_control(*c));
    assert_eq!(hostile, None, "{text:?}");
}

/// A failure, as the user sees it, may reach a terminal and is bounded.
#[track_caller]
pub(crate) fn shown(error: &meetctl::error::Error) -> String {
    let mut texts = String::new();
    for json in [false, true] {
        let mut out = Vec::new();
        meetctl::output::print_error(&mut out, error, json, false);
        let text = String::from_utf8(out).unwrap();
        assert!(!json || text.ends_with("}\n") && text.matches('\n').count() == 1, "{text}");
        // A few texts of at most 4000 characters each, of which a control is written with six.
        assert!(text.len() < 300_000, "{} bytes", text.len());
        printable(&text);
        texts.push_str(&text);
    }
    texts
}

/// The pieces between the first newlines, so that one input can be several texts.
pub(crate) fn pieces<const N: usize>(data: &[u8]) -> [&[u8]; N] {
    let mut all = data.splitn(N, |byte| *byte == b'\n');
    std::array::from_fn(|_| all.next().unwrap_or_default())
}
