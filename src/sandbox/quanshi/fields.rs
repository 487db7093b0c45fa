//! The fields of a body: their names, their JSON types, and the values that need nothing else to be judged.
//!
//! An unknown name is misuse. A wrong type or value is 50103, for which the document has that number.

use serde_json::{Map, Value};

use super::{APP_ID, APP_KEY};

/// Why a call is not done.
pub(super) enum Refusal {
    /// A number of the document, what is said with it, and a word for the log.
    Code(i64, String, String),
    /// What the document has no number for, and what no correct client sends: HTTP 400.
    Misuse(String),
    /// HTTP of its own: the token, the method, the content type.
    Http(u16, String),
}

pub(super) fn misuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Misuse(why.into()))
}

/// 50103, "the parameters of the request are not legal".
pub(super) fn illegal<T>(why: impl Into<String>) -> Result<T, Refusal> {
    let why = why.into();
    Err(Refusal::Code(50103, format!("request param is illegal: {why}"), why))
}

/// 50709, in the document's words: there are two spaces.
pub(super) fn no_conference(id: &str) -> Refusal {
    let msg = format!("conference does not exist  {id} or get conference failed");
    Refusal::Code(50709, msg, "there is no such conference".to_owned())
}

/// What a field may be.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A JSON integer, not negative.
    Int,
    /// The same, or its digits as a text.
    Loose,
    /// One of these integers.
    OneOf(&'static [i64]),
    /// One of these, or its digits as a text.
    LooseOneOf(&'static [i64]),
    /// 0, 1, their digits as a text, or the words `true` and `false` as a text.
    LooseSwitch,
    Bool,
    /// A boolean, or its word as a text.
    LooseBool,
    Text,
    /// One of these texts.
    TextOf(&'static [&'static str]),
    List,
    /// An object, or a text that holds one.
    Json,
    /// A list, or one object instead of a list of one.
    ListOrOne,
    /// The application's id.
    App,
    LooseApp,
    /// The customer's key.
    Key,
}

pub(super) struct Field {
    name: &'static str,
    kind: Kind,
    must: bool,
}

/// A field that has to be there, and not empty.
pub(super) const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, must: true }
}

pub(super) const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, must: false }
}

/// 0 or 1.
pub(super) const SWITCH: Kind = Kind::OneOf(&[0, 1]);

impl Kind {
    fn takes(self, value: &Value) -> bool {
        let listed = |values: &[i64]| whole(value).is_some_and(|number| values.contains(&number));
        match self {
            Self::Int => whole(value).is_some(),
            Self::Loose => loose(value).is_some(),
            Self::OneOf(values) => listed(values),
            Self::LooseOneOf(values) => loose(value).is_some_and(|number| values.contains(&number)),
            Self::LooseSwitch => {
                loose(value).is_some_and(|number| number < 2)
                    || matches!(value.as_str(), Some("true" | "false"))
            }
            Self::Bool => value.is_boolean(),
            Self::LooseBool => value.is_boolean() || matches!(value.as_str(), Some("true" | "false")),
            Self::Text | Self::Key => value.is_string(),
            Self::TextOf(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
            Self::List => value.is_array(),
            Self::Json => object(value).is_some(),
            Self::ListOrOne => value.is_array() || value.is_object(),
            Self::App => whole(value) == Some(APP_ID),
            Self::LooseApp => loose(value) == Some(APP_ID),
        }
    }

    fn wanted(self) -> String {
        match self {
            Self::Int => "must be an integer".to_owned(),
            Self::Loose => "must be an integer, or its digits".to_owned(),
            Self::OneOf(values) => format!("must be an integer of {values:?}"),
            Self::LooseOneOf(values) => format!("must be one of {values:?}"),
            Self::LooseSwitch => "must be 0 or 1".to_owned(),
            Self::Bool | Self::LooseBool => "must be true or false".to_owned(),
            Self::Text | Self::Key => "must be a string".to_owned(),
            Self::TextOf(texts) => format!("must be a string of {texts:?}"),
            Self::List => "must be an array".to_owned(),
            Self::Json => "must be an object, or a string that holds one".to_owned(),
            Self::ListOrOne => "must be an array, or one object".to_owned(),
            Self::App | Self::LooseApp => format!("must be {APP_ID}"),
        }
    }
}

/// A JSON integer that is not negative.
pub(super) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().filter(|number| *number >= 0)
}

/// The same, or its digits as a text.
pub(super) fn loose(value: &Value) -> Option<i64> {
    let digits = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    whole(value).or_else(|| value.as_str().filter(digits)?.parse().ok())
}

/// An object, or the one in a text.
pub(super) fn object(value: &Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(object) => Some(object.clone()),
        Value::String(text) => serde_json::from_str(text).ok(),
        _ => None,
    }
}

/// A body after the check of its names and types.
pub(super) struct Body<'a>(&'a Map<String, Value>);

impl<'a> Body<'a> {
    pub(super) fn check(body: &'a Map<String, Value>, fields: &[Field]) -> Result<Self, Refusal> {
        for name in body.keys() {
            if !fields.iter().any(|field| field.name == name) {
                return misuse(format!("unknown field {name}"));
            }
        }
        for Field { name, kind, must } in fields {
            match body.get(*name) {
                None if *must => return illegal(format!("{name} is missing")),
                Some(value) if !kind.takes(value) => return illegal(format!("{name} {}", kind.wanted())),
                Some(Value::String(text)) if *must && text.is_empty() => {
                    return illegal(format!("{name} is empty"));
                }
                Some(value) if matches!(kind, Kind::Key) && value != APP_KEY => {
                    // The key names the customer; 51101 is the document's number for the wrong one.
                    let msg = "check admin failed".to_owned();
                    return Err(Refusal::Code(51101, msg, "appKey is not that of the sandbox".to_owned()));
                }
                _ => {}
            }
        }
        Ok(Self(body))
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }

    /// The text of a field; empty where there is none.
    pub(super) fn text(&self, name: &str) -> &'a str {
        self.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The number of a field, or that in its text.
    pub(super) fn int(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(loose)
    }

    /// 1, true, or one of them as a text.
    pub(super) fn on(&self, name: &str) -> bool {
        self.int(name) == Some(1) || self.get(name) == Some(&Value::Bool(true)) || self.text(name) == "true"
    }

    pub(super) fn list(&self, name: &str) -> &'a [Value] {
        match self.get(name) {
            Some(Value::Array(values)) => values,
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            _ => &[],
        }
    }
}
