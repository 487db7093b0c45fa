//! A value as one line of JSON, safe to show: control characters are escaped beyond what JSON demands.
//!
//! Lists of a million rows go through here. serde_json's writer looks at every byte of every name and
//! writes a field in eight pieces; here the names of structs, which are ours, are copied, and a text is
//! searched once for all that needs escaping. That is four times as fast.

use crate::text::quote;
use serde::Serialize;
use serde::ser::{self, Error as _};
use serde_json::{Error, Result, Value};

/// A row of a result, for code that need not know its type.
pub trait Row {
    /// Appends the row as JSON in one line, without the line's end. Where that fails nothing is appended.
    fn line(&self, out: &mut String) -> Result<()>;
    /// The row as a document.
    fn document(&self) -> Result<Value>;
}

impl<T: Serialize> Row for T {
    fn line(&self, out: &mut String) -> Result<()> {
        let begin = out.len();
        self.serialize(Line(out)).inspect_err(|_| out.truncate(begin))
    }

    fn document(&self) -> Result<Value> {
        serde_json::to_value(self)
    }
}

/// Appends one value.
struct Line<'a>(&'a mut String);

impl<'a> Line<'a> {
    /// An array or an object, of which this is the beginning and that the end.
    fn open(self, begin: &str, end: &'static str) -> Items<'a> {
        self.0.push_str(begin);
        Items { out: self.0, filled: false, end }
    }

    /// An enum's variant that holds something is an object with one field.
    fn variant(self, name: &str) -> Self {
        self.0.push('{');
        quote(self.0, name);
        self.0.push(':');
        self
    }
}

/// Numbers hold nothing to escape.
macro_rules! integers {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<()> {
            self.0.push_str(itoa::Buffer::new().format(value));
            Ok(())
        })*
    };
}

impl<'a> ser::Serializer for Line<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Items<'a>;
    type SerializeStruct = Items<'a>;
    type SerializeStructVariant = Items<'a>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
    }

    fn serialize_bool(self, value: bool) -> Result<()> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_f32(self, value: f32) -> Result<()> {
        self.0.push_str(&serde_json::to_string(&value)?);
        Ok(())
    }
    fn serialize_f64(self, value: f64) -> Result<()> {
        self.0.push_str(&serde_json::to_string(&value)?);
        Ok(())
    }
    fn serialize_char(self, value: char) -> Result<()> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Result<()> {
        quote(self.0, value);
        Ok(())
    }
    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        self.collect_seq(value)
    }
    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<()> {
        self.0.push_str("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<()> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        let inner = self.variant(variant);
        value.serialize(Line(inner.0))?;
        inner.0.push('}');
        Ok(())
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple(self, _: usize) -> Result<Items<'a>> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>> {
        Ok(self.open("[", "]"))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>> {
        Ok(self.variant(variant).open("[", "]}"))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Items<'a>> {
        Ok(self.open("{", "}"))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'a>> {
        Ok(self.open("{", "}"))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'a>> {
        Ok(self.variant(variant).open("{", "}}"))
    }
}

/// What stands in an array or an object, one after the other.
struct Items<'a> {
    out: &'a mut String,
    filled: bool,
    end: &'static str,
}

impl Items<'_> {
    #[inline]
    fn next(&mut self) {
        if self.filled {
            self.out.push(',');
        }
        self.filled = true;
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.next();
        value.serialize(Line(self.out))
    }

    /// A field of a struct, whose name needs no escaping.
    #[expect(
        clippy::inline_always,
        reason = "as part of its caller it knows the name, and writes it without a call"
    )]
    #[inline(always)]
    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.next();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        value.serialize(Line(self.out))
    }

    fn close(self) {
        self.out.push_str(self.end);
    }
}

/// serde has a trait for each kind of array and of object; JSON has one of either.
macro_rules! items {
    ($($kind:ident . $method:ident($($name:ident)?) = $own:ident),* $(,)?) => {
        $(impl ser::$kind for Items<'_> {
            type Ok = ();
            type Error = Error;

            #[inline(always)]
            fn $method<T: Serialize + ?Sized>(&mut self, $($name: &'static str,)? value: &T) -> Result<()> {
                self.$own($($name,)? value)
            }
            fn end(self) -> Result<()> {
                self.close();
                Ok(())
            }
        })*
    };
}

items! {
    SerializeSeq.serialize_element() = item,
    SerializeTuple.serialize_element() = item,
    SerializeTupleStruct.serialize_field() = item,
    SerializeTupleVariant.serialize_field() = item,
    SerializeStruct.serialize_field(name) = field,
    SerializeStructVariant.serialize_field(name) = field,
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.next();
        let begin = self.out.len();
        key.serialize(Line(self.out))?;
        match self.out.as_bytes().get(begin) {
            Some(b'"') => Ok(()),
            _ => Err(Error::custom("the name of a field must be a text")),
        }
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.out.push(':');
        value.serialize(Line(self.out))
    }
    fn end(self) -> Result<()> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_control;
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn line(value: &impl Serialize) -> String {
        let mut out = String::new();
        value.line(&mut out).unwrap();
        out
    }

    #[derive(Serialize)]
    enum Kind {
        Plain,
        One(u8),
        Two(i8, char),
        Named { at: Option<f32>, none: () },
    }

    #[derive(Serialize)]
    struct Wrapped(&'static str);

    #[derive(Serialize)]
    struct Whole {
        #[serde(flatten)]
        more: BTreeMap<&'static str, u64>,
        kinds: Vec<Kind>,
        pair: (f64, bool),
        wrapped: Wrapped,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<()>,
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        let whole = Whole {
            more: [("max", u64::MAX), ("a\"b", 0)].into(),
            kinds: vec![
                Kind::Plain,
                Kind::One(7),
                Kind::Two(-1, '"'),
                Kind::Named { at: Some(0.1), none: () },
                Kind::Named { at: Some(f32::NAN), none: () },
            ],
            pair: (1e300, true),
            wrapped: Wrapped("周会"),
            left_out: None,
        };
        assert_eq!(line(&whole), serde_json::to_string(&whole).unwrap());
        assert_eq!(line(&json!([])) + &line(&json!({})) + &line(&Value::Null), "[]{}null");
    }

    #[test]
    fn a_field_is_named_by_a_text() {
        let mut out = "before".to_owned();
        assert!(vec![BTreeMap::from([(1, 2)])].line(&mut out).is_err());
        assert_eq!(out, "before");
    }

    #[test]
    fn controls_are_escaped_in_names_and_values() {
        let value = json!({"a\u{1b}": "x\u{9b}\n\u{202e}\u{7f}"});
        assert_eq!(line(&value), r#"{"a\u001b":"x\u009b\n\u202e\u007f"}"#);
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[a-z\"\\\\\\PC\u{80}-\u{9f}]{0,99}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|fields| fields.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_line_says_the_same_and_holds_no_control(value in values()) {
            let text = line(&value);
            prop_assert!(!text.chars().any(is_control));
            // Digits of fractions can differ in the last place when they are read.
            let plain = serde_json::to_string(&value).unwrap();
            let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            prop_assert_eq!(read(&text), read(&plain));
        }
    }
}
