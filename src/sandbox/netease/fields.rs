//! The fields of a body: which a call knows, and of which JSON type each is.

use serde_json::{Map, Value};

use super::Refusal;

/// The types of the document's tables.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Type {
    /// Long, Integer, int: a whole number, never a text of digits.
    Long,
    /// String, not empty.
    Text,
    /// String, of which the document says what an empty one means.
    Password,
    /// String in the table and a number in the sample: either.
    Loose,
    /// Boolean.
    Bool,
    /// JsonObject.
    Object,
    /// `List<Integer>`.
    Ints,
}

/// A field that a call knows.
pub(super) struct Field {
    name: &'static str,
    kind: Type,
    required: bool,
}

#[cfg(test)]
impl Field {
    /// Its name, and whether it is required.
    pub(super) fn said(&self) -> (&'static str, bool) {
        (self.name, self.required)
    }
}

pub(super) const fn must(name: &'static str, kind: Type) -> Field {
    Field { name, kind, required: true }
}

pub(super) const fn maybe(name: &'static str, kind: Type) -> Field {
    Field { name, kind, required: false }
}

/// The fields of a request after the check.
pub(super) struct Fields<'a>(&'a Map<String, Value>);

/// A field that is not known is a slip of the client and said loudly; a wrong type has a number.
pub(super) fn check<'a>(body: &'a Map<String, Value>, known: &[Field]) -> Result<Fields<'a>, Refusal> {
    for (name, value) in body {
        let Some(field) = known.iter().find(|field| field.name == name) else {
            return Err(Refusal::Misuse(format!("unknown field {name}")));
        };
        let fits = match field.kind {
            Type::Long => value.is_i64(),
            Type::Text | Type::Password => value.is_string(),
            Type::Loose => value.is_string() || value.is_i64(),
            Type::Bool => value.is_boolean(),
            Type::Object => value.is_object(),
            Type::Ints => value.as_array().is_some_and(|items| items.iter().all(Value::is_i64)),
        };
        if !fits {
            return Err(Refusal::Code(300, "a field has the wrong JSON type"));
        }
    }
    for field in known {
        match body.get(field.name) {
            None if field.required => return Err(Refusal::Code(301, "a required field is missing")),
            Some(Value::String(text)) if text.is_empty() && field.kind != Type::Password => {
                return Err(Refusal::Code(301, "a field is empty"));
            }
            _ => {}
        }
    }
    Ok(Fields(body))
}

impl<'a> Fields<'a> {
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str()
    }

    pub(super) fn long(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.0.get(name)
    }
}
