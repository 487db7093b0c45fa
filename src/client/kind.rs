//! How the wire spells a value. [`Kind::wire`] is the only way in: for flags, for `--set`, for code.

use crate::error::Result;
use crate::time::{Clock, parse_time};
use serde_json::Value;

/// The type of a parameter, as its document gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text of so many characters.
    Text {
        /// At least.
        min: usize,
        /// At most.
        max: usize,
    },
    /// A moment, as unix seconds in a text.
    Seconds,
    /// A truth value, as the text `1` or `0`.
    Flag01,
    /// Several texts; each is sent under the same name.
    Texts,
    /// A file.
    File,
}

impl Kind {
    /// Text without a documented limit, but not empty.
    pub const TEXT: Self = Self::Text { min: 1, max: usize::MAX };

    /// What goes out for a value in our own terms: a text, a truth value, a time as people write
    /// it, a list. The error is a fragment that reads after the parameter's name.
    pub fn wire(self, value: &Value, clock: &Clock) -> Result<Vec<String>, String> {
        match self {
            Self::Text { min, max } => {
                let text = scalar(value).ok_or("must be a text")?;
                let length = text.chars().count();
                if (min..=max).contains(&length) {
                    return Ok(vec![text]);
                }
                Err(match (length, max) {
                    (0, _) => "must not be empty".to_owned(),
                    (_, usize::MAX) => format!("must have at least {min} characters, not {length}"),
                    _ => format!("must have {min} to {max} characters, not {length}"),
                })
            }
            Self::Seconds => {
                let text = scalar(value).ok_or("must be a time")?;
                let time = parse_time(&text, clock).map_err(|error| error.to_string())?;
                Ok(vec![time.as_second().to_string()])
            }
            Self::Flag01 => match scalar(value).as_deref() {
                Some("true" | "1" | "yes") => Ok(vec!["1".to_owned()]),
                Some("false" | "0" | "no") => Ok(vec!["0".to_owned()]),
                _ => Err("must be true or false".to_owned()),
            },
            Self::Texts => match value {
                Value::Array(items) => items
                    .iter()
                    .map(|item| {
                        scalar(item)
                            .filter(|text| !text.is_empty())
                            .ok_or_else(|| "must not be empty".to_owned())
                    })
                    .collect(),
                one => Ok(vec![scalar(one).ok_or("must be a list of texts")?]),
            },
            Self::File => Err("is a file and cannot be given as a text".to_owned()),
        }
    }

    /// What it is called in `--params`.
    pub fn describe(self) -> String {
        match self {
            Self::Text { min: 0 | 1, max: usize::MAX } => "text".to_owned(),
            Self::Text { min, max: usize::MAX } => format!("text, {min} characters or more"),
            Self::Text { min, max } => format!("text, {min} to {max} characters"),
            Self::Seconds => "unix seconds as text".to_owned(),
            Self::Flag01 => "\"1\" or \"0\"".to_owned(),
            Self::Texts => "texts, one part each".to_owned(),
            Self::File => "file".to_owned(),
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wire(kind: Kind, value: Value) -> Result<Vec<String>, String> {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        let clock = Clock { now: jiff::Timestamp::from_second(1_795_000_000).unwrap(), zone };
        kind.wire(&value, &clock)
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let kind = Kind::Text { min: 4, max: 20 };
        assert_eq!(wire(kind, json!("密码密码")).unwrap(), ["密码密码"]);
        assert_eq!(wire(kind, json!("abc")).unwrap_err(), "must have 4 to 20 characters, not 3");
        assert!(wire(kind, json!("a".repeat(21))).is_err());
        assert_eq!(wire(Kind::TEXT, json!("")).unwrap_err(), "must not be empty");
        assert_eq!(
            wire(Kind::TEXT, json!(12_345_678_901_234_567_890_u64)).unwrap(),
            ["12345678901234567890"]
        );
    }

    #[test]
    fn times_become_unix_seconds_in_a_text() {
        assert_eq!(wire(Kind::Seconds, json!("2021-09-15 19:00:00")).unwrap(), ["1631703600"]);
        assert_eq!(wire(Kind::Seconds, json!("@1429242959")).unwrap(), ["1429242959"]);
        assert!(wire(Kind::Seconds, json!("2026-02-29 10:00")).is_err());
    }

    #[test]
    fn truth_is_one_or_nought() {
        assert_eq!(wire(Kind::Flag01, json!(true)).unwrap(), ["1"]);
        assert_eq!(wire(Kind::Flag01, json!("no")).unwrap(), ["0"]);
        assert!(wire(Kind::Flag01, json!("maybe")).is_err());
    }

    #[test]
    fn a_list_is_one_text_an_item() {
        assert_eq!(wire(Kind::Texts, json!(["1", 2])).unwrap(), ["1", "2"]);
        assert_eq!(wire(Kind::Texts, json!("7")).unwrap(), ["7"]);
        assert!(wire(Kind::Texts, json!([""])).is_err());
    }
}
