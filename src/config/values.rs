//! The small grammars of values: durations, header names, command lines.
//!
//! Errors here are fragments that never quote the value, since it may hold a password.

use crate::time::parse_duration;
use std::time::Duration;

/// A duration: `30s`, `1m30s`, `500ms`, or a number of seconds.
pub(super) fn duration(text: &str) -> Option<Duration> {
    match text.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()),
        Err(_) => parse_duration(text).ok(),
    }
}

/// Whether a name is a token of HTTP.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Splits a command line in words as a shell does, with quotes and backslashes and nothing else.
pub fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next().ok_or(tr!("has a quote that does not close"))? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next().ok_or(tr!("has a quote that does not close"))? {
                        '"' => break,
                        '\\' => match chars.next().ok_or(tr!("has a quote that does not close"))? {
                            c @ ('"' | '\\' | '$' | '`') => word.push(c),
                            c => word.extend(['\\', c]),
                        },
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(chars.next().ok_or(tr!("ends in a backslash"))?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, millis) in [
            ("30s", 30_000),
            ("1m30s", 90_000),
            ("500ms", 500),
            ("2h", 7_200_000),
            ("30", 30_000),
            ("2.5", 2500),
        ] {
            assert_eq!(duration(text), Some(Duration::from_millis(millis)), "{text}");
        }
        for text in [
            "",
            "0",
            "0s",
            "-1",
            "-1s",
            "s",
            "1s1m",
            "1s1s",
            "30 s",
            "inf",
            "nan",
            "1e400",
            "99999999999999999999s",
            "9999999999999999h",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn header_names() {
        assert!(is_token("X-Api_Key1"));
        for name in ["", "a b", "a:", "é", "a\n"] {
            assert!(!is_token(name), "{name}");
        }
    }

    #[test]
    fn command_lines() {
        let split = |text| words(text).unwrap();
        assert_eq!(split("pass show netease"), ["pass", "show", "netease"]);
        assert_eq!(
            split(r#" a  'b c' "d \" \n $X" e\ f '' g"h"'i' "#),
            ["a", "b c", "d \" \\n $X", "e f", "", "ghi"]
        );
        assert_eq!(split("$(rm) | x; y > z"), ["$(rm)", "|", "x;", "y", ">", "z"]);
        assert!(split("  ").is_empty());
        for open in ["'a", "\"a", "\"a\\", "a\\"] {
            assert!(words(open).is_err(), "{open}");
        }
    }
}
