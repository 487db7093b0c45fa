//! What a vendor answered: a JSON value that keeps every one of equal keys, and a lenient reader
//! that *takes* fields out of it. What nobody took is `extra`, so nothing is lost.

use super::extra::Extra;
use crate::error::{Error, Result};
use crate::text::truth;
use foldhash::fast::RandomState;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::de::Read;
use serde_json::{Number, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// A JSON value in which an object keeps all of its entries, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number; integers of up to 64 bits digit for digit.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, equal keys and all.
    Object(Vec<(Name, Json)>),
}

/// The name of a field. The rows of a list share each name: an answer of 100,000 rows would
/// otherwise hold more names than values.
pub type Name = Rc<str>;

/// A float keeps fifteen digits, whatever they are: beyond, it may be another number than the one that was
/// written.
const KEPT: f64 = 1e15;

impl Json {
    /// Reads a body. A byte order mark is skipped; what follows the value is an error.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json = match std::str::from_utf8(bytes) {
            // Its texts need not be checked again one by one.
            Ok(text) => read(serde_json::Deserializer::from_str(text)),
            // The reader knows where it is wrong.
            Err(_) => read(serde_json::Deserializer::from_slice(bytes)),
        };
        json.map_err(|error| {
            // serde_json's own text quotes nothing of the body.
            Error::failed(tr!("the answer is not JSON: {error}", error))
        })
    }

    /// The field of an object; of several equal keys the one that says most.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Self::Object(entries) = self else { return None };
        entries.iter().filter(|(key, _)| **key == *name).map(|(_, value)| value).max_by_key(|v| v.fullness())
    }

    /// The value as text: a string, the digits of a number, `true`, `false`.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            // Its digits may be others by now, and a wrong id is worse than none.
            Self::Number(number) if is_rounded(number) => None,
            Self::Number(number) => Some(match number.as_i64() {
                // Nearly every id comes as one.
                Some(number) => itoa::Buffer::new().format(number).to_owned(),
                None => number.to_string(),
            }),
            Self::Bool(bool) => Some(bool.to_string()),
            _ => None,
        }
    }

    /// How much a value says: of equal keys the fuller one wins.
    fn fullness(&self) -> usize {
        match self {
            Self::Null => 0,
            Self::Text(text) if text.is_empty() => 0,
            Self::List(items) => items.len(),
            Self::Object(entries) => entries.len(),
            _ => 1,
        }
    }
}

impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(bool) => Self::Bool(bool),
            Json::Number(number) => Self::Number(number),
            Json::Text(text) => Self::String(text),
            Json::List(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Json::Object(_) => Self::Object(Fields::of(json).rest().into()),
        }
    }
}

/// Whether a number may be another one than was written: no integer of 64 bits is, nor a smaller float.
fn is_rounded(number: &Number) -> bool {
    number.is_f64() && number.as_f64().is_none_or(|float| float.abs() >= KEPT)
}

/// One value, and nothing after it.
fn read<'de, R: Read<'de>>(mut deserializer: serde_json::Deserializer<R>) -> serde_json::Result<Json> {
    let json = Reader(&Names::default()).deserialize(&mut deserializer)?;
    deserializer.end().map(|()| json)
}

/// The names that an answer has used so far.
#[derive(Default)]
struct Names {
    known: RefCell<Known>,
    /// How many fields the last object had: in a list the next one has as many.
    fields: Cell<usize>,
}

#[derive(Default)]
struct Known {
    /// Each name, in the order in which they first came.
    names: Vec<Name>,
    places: HashMap<Name, usize, RandomState>,
    /// Which name comes next, if this object is like the one before.
    next: usize,
}

impl Names {
    /// Names beyond so many are not shared: they are data, not names.
    const MOST: usize = 1 << 12;

    fn shared(&self, name: &str) -> Name {
        let mut known = self.known.borrow_mut();
        if let Some(next) = known.names.get(known.next)
            && **next == *name
        {
            let name = Rc::clone(next);
            known.next += 1;
            return name;
        }
        if let Some((key, place)) = known.places.get_key_value(name) {
            let (key, place) = (Rc::clone(key), *place);
            known.next = place + 1;
            return key;
        }
        let key: Name = name.into();
        if known.names.len() < Self::MOST {
            known.names.push(Rc::clone(&key));
            known.next = known.names.len();
            let place = known.next - 1;
            known.places.insert(Rc::clone(&key), place);
        }
        key
    }
}

impl<'de> DeserializeSeed<'de> for &Names {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &Names {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }
    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(self.shared(name))
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Reader<'k>(&'k Names);

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }
    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        /// Room for so many fields is not taken before they come.
        const MANY: usize = 64;
        let mut entries = Vec::with_capacity(self.0.fields.get().min(MANY));
        while let Some(key) = map.next_key_seed(self.0)? {
            entries.push((key, map.next_value_seed(self)?));
        }
        self.0.fields.set(entries.len());
        // A list holds many of these, and each has grown beyond what it needs.
        entries.shrink_to_fit();
        Ok(Json::Object(entries))
    }
}

/// Of equal keys the places of those that are kept; `None` if all differ.
fn winners(entries: &[(Name, Json)]) -> Option<Vec<usize>> {
    /// Up to so many keys are compared with each other.
    const FEW: usize = 32;
    let earlier = |at: usize, key: &Name| entries[..at].iter().any(|(other, _)| other == key);
    if entries.len() <= FEW && !entries.iter().enumerate().any(|(at, (key, _))| earlier(at, key)) {
        return None;
    }
    let mut winners: Vec<usize> = Vec::with_capacity(entries.len());
    // An answer may hold any number of keys, so they are not searched one by one.
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    for (i, (key, value)) in entries.iter().enumerate() {
        let place = *places.entry(key).or_insert(winners.len());
        match winners.get_mut(place) {
            Some(winner) if value.fullness() >= entries[*winner].1.fullness() => *winner = i,
            Some(_) => {}
            None => winners.push(i),
        }
    }
    Some(winners)
}

/// As the interface shows it: an object's keys are told apart, as [`Fields::of`] does.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => match winners(entries) {
                None => serializer.collect_map(entries.iter().map(|(key, value)| (&**key, value))),
                Some(winners) => {
                    let kept = winners.into_iter().map(|i| (&*entries[i].0, &entries[i].1));
                    serializer.collect_map(kept)
                }
            },
        }
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(bool) => Self::Bool(bool),
            Value::Number(number) => Self::Number(number),
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(fields) => {
                Self::Object(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
            }
        }
    }
}

/// The fields of one object, taken out one by one.
///
/// A field that does not fit what is asked for is left where it is, so it turns up in `extra`.
#[derive(Debug, Default)]
pub struct Fields(Vec<(Name, Json)>);

impl Fields {
    /// The fields of an object; anything else has none. Of equal keys the fuller is kept, and of two
    /// that say as much the later, as in every other reader.
    pub fn of(json: Json) -> Self {
        let Json::Object(entries) = json else { return Self::default() };
        let Some(winners) = winners(&entries) else { return Self(entries) };
        let mut entries: Vec<Option<(Name, Json)>> = entries.into_iter().map(Some).collect();
        Self(winners.into_iter().filter_map(|i| entries[i].take()).collect())
    }

    /// A field, which stays where it is.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| **key == *name).map(|(_, value)| value)
    }

    /// Takes a field, whatever it is.
    pub fn take(&mut self, name: &str) -> Option<Json> {
        let at = self.0.iter().position(|(key, _)| **key == *name)?;
        Some(self.0.remove(at).1)
    }

    /// Takes a text; a number gives its digits. Empty and `null` are nothing.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(key, _)| **key == *name)?;
        let text = match &mut self.0[at].1 {
            // It is taken, so it need not be copied.
            Json::Text(text) => std::mem::take(text),
            other => other.as_text()?,
        };
        self.0.remove(at);
        Some(text).filter(|text| !text.is_empty())
    }

    /// Takes an integer, as a number or as digits in a string; `7.0` is one too.
    pub fn int(&mut self, name: &str) -> Option<i64> {
        self.take_if(name, |value| {
            if let Json::Number(number) = value
                && let Some(number) = number.as_i64()
            {
                return Some(number);
            }
            let text = value.as_text()?;
            let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
            let none = !fraction.is_empty() && fraction.bytes().all(|digit| digit == b'0');
            whole.parse().ok().filter(|_| none)
        })
    }

    /// Takes a truth value: `true`, `1`, `"1"`, `"yes"` and their opposites.
    pub fn bool(&mut self, name: &str) -> Option<bool> {
        self.take_if(name, |value| truth(&value.as_text()?))
    }

    /// Takes a field if this reads it; else it stays.
    pub fn read<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.take_if(name, |value| read(&value.as_text()?))
    }

    /// Takes a list of objects, as [`Self::rows`] does, but anything else under this name is an error:
    /// an answer that is not understood must not look like an empty list.
    pub fn list(&mut self, name: &str) -> Result<Vec<Fields>> {
        let fits = match self.get(name) {
            None | Some(Json::Null | Json::Object(_)) => true,
            Some(Json::List(items)) => items.iter().all(|item| matches!(item, Json::Object(_))),
            Some(Json::Text(text)) => text.is_empty(),
            Some(_) => false,
        };
        if !fits {
            return Err(Error::failed(tr!("the answer's \"{name}\" is not a list of objects", name)));
        }
        Ok(self.rows(name))
    }

    /// Takes a list. `null`, absent and `""` are the empty list; a single object is a list of one.
    pub fn rows(&mut self, name: &str) -> Vec<Fields> {
        match self.take(name) {
            Some(Json::List(items)) => items.into_iter().map(Fields::of).collect(),
            Some(object @ Json::Object(_)) => vec![Fields::of(object)],
            _ => Vec::new(),
        }
    }

    /// Whether no field says anything.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(_, value)| value.fullness() == 0)
    }

    /// Everything that nobody took, under the vendor's names.
    pub fn rest(self) -> Extra {
        Extra::of_distinct(self.0)
    }

    /// Takes a field if it can be read so; else it stays, and turns up in `extra`.
    pub fn take_if<T>(&mut self, name: &str, read: impl FnOnce(&Json) -> Option<T>) -> Option<T> {
        let at = self.0.iter().position(|(key, _)| **key == *name)?;
        let value = read(&self.0[at].1)?;
        self.0.remove(at);
        Some(value)
    }
}

/// A value that is a text or a number, as a text; for JSON that was kept by meetctl itself.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value that is a whole number, also where it is written as a text.
pub fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(text: &str) -> Fields {
        Fields::of(Json::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn scalars_are_read_leniently() {
        let mut f = fields(r#"{"a":"7","b":8,"c":"yes","d":0,"e":"","f":null,"g":true,"h":" 9 "}"#);
        assert_eq!((f.int("a"), f.int("b"), f.int("h")), (Some(7), Some(8), Some(9)));
        let mut f2 = fields(r#"{"a":1027797.0,"b":"7.00","c":7.5,"d":"7.","e":".0","f":1e300}"#);
        let read = ["a", "b", "c", "d", "e", "f"].map(|name| f2.int(name));
        assert_eq!(read, [Some(1_027_797), Some(7), None, None, None, None]);
        assert_eq!((f.bool("c"), f.bool("d"), f.bool("g")), (Some(true), Some(false), Some(true)));
        assert_eq!((f.text("e"), f.text("f"), f.text("missing")), (None, None, None));
    }

    #[test]
    fn big_ids_keep_every_digit() {
        let mut f = fields(r#"{"serial":12345678901234567890,"pcode":"012345678901234567"}"#);
        assert_eq!(f.text("serial").unwrap(), "12345678901234567890");
        assert_eq!(f.text("pcode").unwrap(), "012345678901234567");
    }

    #[test]
    fn of_equal_keys_the_fuller_wins() {
        let text = r#"{"x":{"a":1},"x":[],"n":1,"n":2,"case":1,"Case":2}"#;
        let mut f = fields(text);
        assert_eq!(f.take("x"), Some(Json::parse(br#"{"a":1}"#).unwrap()));
        assert_eq!(f.int("n"), Some(2));
        assert_eq!((f.int("case"), f.int("Case")), (Some(1), Some(2)));
        assert_eq!(
            Json::parse(text.as_bytes()).unwrap().get("x"),
            Some(&Json::parse(br#"{"a":1}"#).unwrap())
        );
    }

    #[test]
    fn what_does_not_fit_stays_in_extra() {
        let mut f = fields(r#"{"serial":{"odd":1},"note":"x"}"#);
        assert_eq!(f.text("serial"), None);
        let rest = f.rest();
        assert_eq!(serde_json::json!(rest), serde_json::json!({"serial":{"odd":1},"note":"x"}));
    }

    #[test]
    fn a_list_may_be_missing_null_or_single() {
        let mut f = fields(r#"{"a":null,"b":{"x":1},"c":[{"x":1},{"x":2}],"d":""}"#);
        let counts: Vec<usize> = ["a", "b", "c", "d", "e"].iter().map(|n| f.rows(n).len()).collect();
        assert_eq!(counts, [0, 1, 2, 0, 0]);
    }

    #[test]
    fn what_is_no_list_is_no_empty_list() {
        let mut f = fields(r#"{"a":null,"b":{"x":1},"c":["494"],"d":"","e":7}"#);
        let counts: Vec<Option<usize>> = ["a", "b", "c", "d", "e", "f"]
            .iter()
            .map(|name| f.list(name).ok().map(|list| list.len()))
            .collect();
        assert_eq!(counts, [Some(0), Some(1), None, Some(0), None, Some(0)]);
    }

    #[test]
    fn a_number_beyond_64_bits_is_no_id() {
        let mut f = fields(r#"{"id":123456789012345678901234567890,"max":18446744073709551615}"#);
        assert_eq!((f.text("id"), f.text("max").as_deref()), (None, Some("18446744073709551615")));
        assert!(f.rest().get("id").is_some());
    }

    #[test]
    fn a_float_that_may_have_been_rounded_is_no_id() {
        let text = |number: &str| fields(&format!("{{\"id\":{number}}}")).text("id");
        for lost in [
            "18446744073709551616",
            "18500000000000000000",
            "-9223372036854775809",
            "1000000000000000.0",
            "1e300",
        ] {
            assert_eq!(text(lost), None, "{lost}");
        }
        for (number, id) in [
            ("9007199254740993", "9007199254740993"),
            ("999999999999999.0", "999999999999999.0"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("1027797.0", "1027797.0"),
            ("1.25", "1.25"),
        ] {
            assert_eq!(text(number).as_deref(), Some(id), "{number}");
        }
    }

    #[test]
    fn hostile_bodies_are_errors() {
        for body in [&b""[..], b"<html>", b"{\"a\":", b"{} x", b"\"\\ud800\"", b"\"\xff\"", b"NaN"] {
            assert!(Json::parse(body).is_err(), "{body:?}");
        }
        assert!(Json::parse("[".repeat(200_000).as_bytes()).is_err());
        assert!(Json::parse(b"\xef\xbb\xbf{}").is_ok());
    }

    proptest! {
        /// Names are guessed from the row before: rows that differ, and objects in them, must not mix them up.
        #[test]
        fn every_value_stands_under_its_name(
            rows in prop::collection::vec(prop::collection::btree_map("[a-f]", 0..9_i64, 0..6), 0..12),
            nested in prop::collection::btree_map("[a-f]", 0..9_i64, 0..6),
        ) {
            let rows: Vec<Value> = rows.into_iter().map(|row| serde_json::json!({"c": row, "d": nested, "e": row})).collect();
            let value = Value::from(rows);
            let text = value.to_string();
            prop_assert_eq!(Value::from(Json::parse(text.as_bytes()).unwrap()), value);
        }

        #[test]
        fn any_bytes_never_panic(bytes in any::<Vec<u8>>()) {
            let _ = Json::parse(&bytes).map(Fields::of).map(|mut f| (f.text("a"), f.rows("b").len()));
        }
    }
}
