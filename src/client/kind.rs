//! How the wire spells a value. [`Kind::wire`] is the only way in: for flags, for `--set`, for code.

use crate::error::Result;
use crate::text::{suggestion, truth};
use crate::time::{BEIJING, Clock, parse_date, parse_time};
use jiff::Timestamp;
use serde_json::Value;

/// What stands for a moment that never comes.
pub const NEVER: &str = "never";

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
    /// A whole number.
    Int,
    /// `true` or `false`.
    Bool,
    /// A truth value as the number 1 or 0.
    Bit,
    /// A truth value as the text `1` or `0`.
    BitText,
    /// A truth value as the text `yes` or `no`.
    YesNo,
    /// A moment, as unix seconds in a text.
    SecondsText,
    /// A moment, as unix seconds.
    Seconds,
    /// A moment, as unix milliseconds; `never` is -1.
    Millis,
    /// A moment in Beijing time: `2026-11-23 14:00:00`.
    Wall,
    /// A moment in Beijing time without seconds: `2026-11-23 14:00`.
    WallMinutes,
    /// A day: `2026-11-23`.
    Day,
    /// One of these of our words, each sent as the text beside it.
    OneOf(&'static [(&'static str, &'static str)]),
    /// One of these of our words, each sent as the number beside it.
    OneOfInt(&'static [(&'static str, i64)]),
    /// Several texts; a form sends each under the same name, JSON as a list.
    Texts,
    /// A JSON object.
    Object,
    /// A JSON list.
    List,
    /// A file.
    File,
}

impl Kind {
    /// Text without a documented limit, but not empty.
    pub const TEXT: Self = Self::Text { min: 1, max: usize::MAX };
    /// Text that may be empty.
    pub const ANY_TEXT: Self = Self::Text { min: 0, max: usize::MAX };

    /// Whether JSON is wanted, which may stand in a file.
    pub const fn is_structured(self) -> bool {
        matches!(self, Self::Texts | Self::Object | Self::List)
    }

    /// What goes out for a value in our own terms: a text, a truth value, a time as people write
    /// it, a list. The error is a fragment that reads after the parameter's name.
    pub fn wire(self, value: &Value, clock: &Clock) -> Result<Value, String> {
        let text = || scalar(value).ok_or_else(|| tr!("must be {kind}", kind = self.describe()));
        let truth = || truth(&text()?).ok_or_else(|| tr!("must be true or false").to_owned());
        let time = || parse_time(&text()?, clock).map_err(|error| error.to_string());
        match self {
            Self::Text { min, max } => measured(text()?, min, max).map(Value::String),
            Self::Int => {
                let text = text()?;
                let number = text
                    .trim()
                    .parse::<i64>()
                    .map(Value::from)
                    .or_else(|_| text.trim().parse::<u64>().map(Value::from));
                number.map_err(|_| tr!("must be a whole number").to_owned())
            }
            Self::Bool => truth().map(Value::Bool),
            Self::Bit => truth().map(|yes| Value::from(u8::from(yes))),
            Self::BitText => truth().map(|yes| Value::from(if yes { "1" } else { "0" })),
            Self::YesNo => truth().map(|yes| Value::from(if yes { "yes" } else { "no" })),
            Self::SecondsText => Ok(Value::String(time()?.as_second().to_string())),
            Self::Seconds => Ok(Value::from(time()?.as_second())),
            Self::Millis if text()? == NEVER => Ok(Value::from(-1)),
            Self::Millis => Ok(Value::from(time()?.as_millisecond())),
            Self::Wall => Ok(Value::String(beijing(time()?, "%Y-%m-%d %H:%M:%S"))),
            Self::WallMinutes => Ok(Value::String(beijing(time()?, "%Y-%m-%d %H:%M"))),
            Self::Day => {
                parse_date(&text()?).map(|day| Value::String(day.to_string())).map_err(|e| e.to_string())
            }
            Self::OneOf(words) => among(&text()?, words, |sent| Value::from(*sent)),
            Self::OneOfInt(words) => among(&text()?, words, |sent| Value::from(*sent)),
            Self::Texts => match structured(value)? {
                Value::Array(items) => {
                    let item = |item: &Value| scalar(item).filter(|text| !text.is_empty());
                    let texts: Option<Vec<String>> = items.iter().map(item).collect();
                    texts.map(Value::from).ok_or_else(|| tr!("must not hold empty texts").to_owned())
                }
                _ => Ok(Value::from(vec![text()?])),
            },
            Self::Object => Some(structured(value)?)
                .filter(Value::is_object)
                .ok_or_else(|| tr!("must be a JSON object").to_owned()),
            Self::List => Some(structured(value)?)
                .filter(Value::is_array)
                .ok_or_else(|| tr!("must be a JSON list").to_owned()),
            Self::File => Err(tr!("is a file and cannot be given as a text").to_owned()),
        }
    }

    /// What it is called in `--params` and in errors.
    pub fn describe(self) -> String {
        let fixed = match self {
            Self::Text { min: 0 | 1, max: usize::MAX } => tr!("text"),
            Self::Text { min, max: usize::MAX } => return tr!("text, {min} characters or more", min),
            Self::Text { min: 0 | 1, max } => return tr!("text, {max} characters or fewer", max),
            Self::Text { min, max } => return tr!("text, {min} to {max} characters", min, max),
            Self::Int => tr!("whole number"),
            Self::Bool => tr!("true or false"),
            Self::Bit => tr!("1 or 0"),
            Self::BitText => tr!("\"1\" or \"0\""),
            Self::YesNo => tr!("\"yes\" or \"no\""),
            Self::SecondsText => tr!("unix seconds as text"),
            Self::Seconds => tr!("unix seconds"),
            Self::Millis => tr!("unix milliseconds"),
            Self::Wall => tr!("Beijing time with seconds"),
            Self::WallMinutes => tr!("Beijing time"),
            Self::Day => tr!("date"),
            Self::OneOf(words) => return one_of(words.iter().map(|(word, _)| *word)),
            Self::OneOfInt(words) => return one_of(words.iter().map(|(word, _)| *word)),
            Self::Texts => tr!("list of texts"),
            Self::Object => tr!("JSON object"),
            Self::List => tr!("JSON list"),
            Self::File => tr!("file"),
        };
        fixed.to_owned()
    }
}

/// A moment as the clocks in Beijing show it, whatever the profile's zone.
pub fn beijing(time: Timestamp, format: &str) -> String {
    time.to_zoned(BEIJING).strftime(format).to_string()
}

fn measured(text: String, min: usize, max: usize) -> Result<String, String> {
    let length = text.chars().count();
    if (min..=max).contains(&length) {
        return Ok(text);
    }
    Err(match (length, min, max) {
        (0, _, _) => tr!("must not be empty").to_owned(),
        (_, _, usize::MAX) => tr!("must have at least {min} characters, not {length}", min, length),
        (_, 0 | 1, _) => tr!("must have at most {max} characters, not {length}", max, length),
        _ => tr!("must have {min} to {max} characters, not {length}", min, max, length),
    })
}

/// Our word, or what the wire calls it.
fn among<T: ToString>(text: &str, words: &[(&str, T)], send: impl Fn(&T) -> Value) -> Result<Value, String> {
    let known = words.iter().find(|(word, sent)| *word == text || sent.to_string() == text);
    known.map(|(_, sent)| send(sent)).ok_or_else(|| {
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        tr!("has no value \"{text}\": {suggestion}", text, suggestion = suggestion(text, &names))
    })
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// A value as it is, or the JSON that a text spells.
fn structured(value: &Value) -> Result<Value, String> {
    match value {
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => {
            serde_json::from_str(text).map_err(|error| tr!("is not JSON: {error}", error))
        }
        value => Ok(value.clone()),
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
    use jiff::tz::TimeZone;
    use serde_json::json;

    fn wire(kind: Kind, value: Value) -> Result<Value, String> {
        let zone = TimeZone::get("America/New_York").unwrap();
        let clock = Clock { now: Timestamp::from_second(1_795_000_000).unwrap(), zone };
        kind.wire(&value, &clock)
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        let kind = Kind::Text { min: 4, max: 20 };
        assert_eq!(wire(kind, json!("密码密码")).unwrap(), "密码密码");
        assert_eq!(wire(kind, json!("abc")).unwrap_err(), "must have 4 to 20 characters, not 3");
        assert!(wire(kind, json!("a".repeat(21))).is_err());
        assert_eq!(wire(Kind::TEXT, json!("")).unwrap_err(), "must not be empty");
        assert_eq!(wire(Kind::ANY_TEXT, json!("")).unwrap(), "");
        assert_eq!(wire(Kind::TEXT, json!(12_345_678_901_234_567_890_u64)).unwrap(), "12345678901234567890");
    }

    #[test]
    fn times_go_out_as_each_document_writes_them() {
        let time = || json!("2021-09-15T19:00:00+08:00");
        assert_eq!(wire(Kind::SecondsText, time()).unwrap(), "1631703600");
        assert_eq!(wire(Kind::Seconds, time()).unwrap(), 1_631_703_600);
        assert_eq!(wire(Kind::Millis, time()).unwrap(), 1_631_703_600_000_i64);
        assert_eq!(wire(Kind::Millis, json!(NEVER)).unwrap(), -1);
        // Beijing time on the wire, though the profile lives in New York.
        assert_eq!(wire(Kind::Wall, json!("2021-09-15 07:00")).unwrap(), "2021-09-15 19:00:00");
        assert_eq!(wire(Kind::WallMinutes, time()).unwrap(), "2021-09-15 19:00");
        assert_eq!(wire(Kind::Day, json!("2021-09-15")).unwrap(), "2021-09-15");
        for bad in ["2026-02-29 10:00", "24:00", ""] {
            assert!(wire(Kind::Seconds, json!(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn truth_has_five_spellings_on_the_wire() {
        assert_eq!(wire(Kind::Bool, json!("yes")).unwrap(), true);
        assert_eq!(wire(Kind::Bit, json!(true)).unwrap(), 1);
        assert_eq!(wire(Kind::BitText, json!(true)).unwrap(), "1");
        assert_eq!(wire(Kind::BitText, json!("no")).unwrap(), "0");
        assert_eq!(wire(Kind::YesNo, json!(false)).unwrap(), "no");
        assert_eq!(wire(Kind::Bit, json!("TRUE")).unwrap(), 1);
        assert!(wire(Kind::Bit, json!("maybe")).is_err());
    }

    #[test]
    fn words_become_what_the_wire_calls_them() {
        let kind = Kind::OneOfInt(&[("audio", 1), ("video", 2)]);
        assert_eq!(wire(kind, json!("video")).unwrap(), 2);
        assert_eq!(wire(kind, json!("2")).unwrap(), 2);
        assert!(wire(kind, json!("vidoe")).unwrap_err().contains("\"video\""));
        assert_eq!(wire(Kind::OneOf(&[("web", "6")]), json!("web")).unwrap(), "6");
    }

    #[test]
    fn structures_are_json_or_text_that_spells_it() {
        assert_eq!(wire(Kind::Texts, json!(["1", 2])).unwrap(), json!(["1", "2"]));
        assert_eq!(wire(Kind::Texts, json!("7")).unwrap(), json!(["7"]));
        assert!(wire(Kind::Texts, json!([""])).is_err());
        assert_eq!(wire(Kind::Object, json!(r#"{"a":1}"#)).unwrap(), json!({"a": 1}));
        assert!(wire(Kind::Object, json!("[1]")).is_err());
        assert!(wire(Kind::List, json!("[1")).unwrap_err().starts_with("is not JSON"));
        assert_eq!(
            wire(Kind::Int, json!("12345678901234567890")).unwrap(),
            json!(12_345_678_901_234_567_890_u64)
        );
        assert!(wire(Kind::Int, json!("1.5")).is_err());
    }
}
