//! What a user gave, out of an operation's input: only the fields that say something.

use crate::error::{Error, Result};
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeStruct, Serializer};
use serde_json::{Value, to_value};
use std::borrow::Cow;

/// What the user gave: the input's fields under their flags' names, without the unset ones.
pub type Given = super::pairs::Pairs<String, Value>;

/// The fields of an input that say something: set, true, not empty.
pub fn given(input: &impl Serialize) -> Result<Given> {
    Ok(said(input)?.into_iter().map(|(name, value)| (name.into_owned(), value)).collect())
}

/// The same in the order of the input, for those who look at each once.
///
/// Inputs have many fields and few of them are set, so the rest is not even copied: a file of a
/// million rows passes here.
pub(super) fn said(input: &impl Serialize) -> Result<Said> {
    input.serialize(Picker::of(None)).map_err(|error| Error::failed(error.to_string()))
}

/// Only these fields of a result, as far as they say something.
pub fn picked(result: &impl Serialize, names: &'static [&'static str]) -> Result<Given> {
    let said = result.serialize(Picker::of(Some(names))).map_err(|error| Error::failed(error.to_string()))?;
    Ok(said.into_iter().map(|(name, value)| (name.into_owned(), value)).collect())
}

/// Fields that say something.
pub(super) type Said = Vec<(Cow<'static, str>, Value)>;

/// Hardly anybody gives more.
const USUAL: usize = 8;

/// Serializes a struct, or a map with text keys, and keeps what says something.
struct Picker {
    said: Said,
    /// Nothing else is looked at.
    only: Option<&'static [&'static str]>,
}

impl Picker {
    fn of(only: Option<&'static [&'static str]>) -> Self {
        Self { said: Said::with_capacity(USUAL), only }
    }

    fn pick<T: Serialize + ?Sized>(&mut self, name: Cow<'static, str>, value: &T) -> Result<(), Wrong> {
        if self.only.is_some_and(|only| !only.contains(&name.as_ref())) {
            return Ok(());
        }
        let value = to_value(value)?;
        let empty = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !empty {
            self.said.push((name, value));
        }
        Ok(())
    }
}

type Wrong = serde_json::Error;

impl SerializeStruct for Picker {
    type Ok = Said;
    type Error = Wrong;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Wrong> {
        self.pick(Cow::Borrowed(name), value)
    }

    fn end(self) -> Result<Said, Wrong> {
        Ok(self.said)
    }
}

/// Where inputs hold others (`serde(flatten)`), they come as maps.
struct MapPicker(Picker, Option<String>);

impl SerializeMap for MapPicker {
    type Ok = Said;
    type Error = Wrong;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Wrong> {
        match to_value(key)? {
            Value::String(name) => self.1 = Some(name),
            _ => return Err(Wrong::custom("a field's name is no text")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Wrong> {
        if let Some(name) = self.1.take() {
            self.0.pick(Cow::Owned(name), value)?;
        }
        Ok(())
    }

    fn end(self) -> Result<Said, Wrong> {
        Ok(self.0.said)
    }
}

/// An input or a result that is no struct: a mistake in an operation, not in what somebody typed.
fn no_struct<T>() -> Result<T, Wrong> {
    Err(Wrong::custom("inputs and results are structs"))
}

/// The many kinds of value that an input is not.
macro_rules! refuse {
    ($($method:ident($($kind:ty),*) -> $result:ty;)*) => {
        $(fn $method(self, $(_: $kind),*) -> Result<$result, Wrong> { no_struct() })*
    };
}

impl Serializer for Picker {
    type Ok = Said;
    type Error = Wrong;
    type SerializeSeq = Impossible<Said, Wrong>;
    type SerializeTuple = Impossible<Said, Wrong>;
    type SerializeTupleStruct = Impossible<Said, Wrong>;
    type SerializeTupleVariant = Impossible<Said, Wrong>;
    type SerializeMap = MapPicker;
    type SerializeStruct = Self;
    type SerializeStructVariant = Impossible<Said, Wrong>;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<MapPicker, Wrong> {
        Ok(MapPicker(self, None))
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Said, Wrong> {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Said, Wrong> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Said, Wrong> {
        no_struct()
    }
    /// Nothing is given.
    fn serialize_unit(self) -> Result<Said, Wrong> {
        Ok(self.said)
    }
    refuse! {
        serialize_bool(bool) -> Said;
        serialize_i8(i8) -> Said;
        serialize_i16(i16) -> Said;
        serialize_i32(i32) -> Said;
        serialize_i64(i64) -> Said;
        serialize_u8(u8) -> Said;
        serialize_u16(u16) -> Said;
        serialize_u32(u32) -> Said;
        serialize_u64(u64) -> Said;
        serialize_f32(f32) -> Said;
        serialize_f64(f64) -> Said;
        serialize_char(char) -> Said;
        serialize_str(&str) -> Said;
        serialize_bytes(&[u8]) -> Said;
        serialize_none() -> Said;
        serialize_unit_struct(&'static str) -> Said;
        serialize_unit_variant(&'static str, u32, &'static str) -> Said;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Serialize, Default)]
    #[serde(rename_all = "kebab-case")]
    struct Inner {
        host_password: Option<String>,
        invite: Vec<String>,
        live: bool,
        limit: Option<usize>,
    }

    #[derive(Serialize, Default)]
    struct Outer {
        meeting: String,
        #[serde(flatten)]
        inner: Inner,
    }

    /// The same as what a document of the whole says, without the fields that say nothing.
    fn by_document(input: &impl Serialize) -> Given {
        let Value::Object(fields) = to_value(input).unwrap() else { return Given::new() };
        let says = |value: &Value| {
            !matches!(value, Value::Null | Value::Bool(false)) && value != &Value::Array(vec![])
        };
        fields.into_iter().filter(|(_, value)| says(value)).collect()
    }

    #[test]
    fn only_what_says_something_is_given() {
        let inner = Inner { host_password: Some(String::new()), live: true, ..Inner::default() };
        assert_eq!(json!(given(&inner).unwrap()), json!({"host-password": "", "live": true}));
        let outer = Outer { meeting: "7".into(), inner };
        let found = given(&outer).unwrap();
        assert_eq!(found, by_document(&outer));
        assert_eq!(found.keys().collect::<Vec<_>>(), ["meeting", "host-password", "live"]);
        let limited = Inner { limit: Some(0), invite: vec!["a".into()], ..Inner::default() };
        assert_eq!(given(&limited).unwrap(), by_document(&limited));
        assert!(given(&Some(())).unwrap().is_empty() && given(&"text").is_err());
        let few = picked(&outer, &["live", "meeting", "limit"]).unwrap();
        assert_eq!(json!(few), json!({"meeting": "7", "live": true}));
        assert_eq!(picked(&by_document(&outer), &["live"]).unwrap().len(), 1);
    }
}
