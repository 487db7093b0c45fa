//! What an answer says beyond what has a name of its own.

use super::json::{Json, Name};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

/// Fields that nobody took, in the vendor's order and under its names, each once.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "Map<String, Value>")]
pub struct Extra(pub(super) Vec<(Name, Json)>);

impl Extra {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Sets a field: in its place if it is there, else at the end.
    pub fn insert(&mut self, name: &str, value: impl Into<Value>) {
        self.put(name.into(), Json::from(value.into()));
    }

    /// Sets the other's fields too.
    pub fn extend(&mut self, other: Self) {
        if self.0.is_empty() {
            *self = other;
            return;
        }
        other.0.into_iter().for_each(|(name, value)| self.put(name, value));
    }

    /// Takes a field away.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let at = self.0.iter().position(|(known, _)| **known == *name)?;
        Some(self.0.remove(at).1)
    }

    /// All fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn put(&mut self, name: Name, value: Json) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }
}

impl From<Map<String, Value>> for Extra {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl From<Extra> for Map<String, Value> {
    fn from(extra: Extra) -> Self {
        extra.0.into_iter().map(|(name, value)| (name.as_ref().to_owned(), value.into())).collect()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json::Fields;
    use serde_json::json;

    fn extra(text: &str) -> Extra {
        Fields::of(Json::parse(text.as_bytes()).unwrap()).rest()
    }

    #[test]
    fn a_field_stands_once_whoever_sets_it() {
        let mut told = extra(r#"{"b":1,"a":2}"#);
        told.insert("b", 3);
        told.insert("c", "x");
        told.extend(extra(r#"{"a":[{"x":1,"x":2}],"d":null}"#));
        assert_eq!((told.remove("c"), told.remove("c")), (Some(Json::Text("x".into())), None));
        let wanted = r#"{"b":3,"a":[{"x":2}],"d":null}"#;
        assert_eq!(serde_json::to_string(&told).unwrap(), wanted);
        assert_eq!(serde_json::to_string(&Map::from(told)).unwrap(), wanted);
    }

    #[test]
    fn it_is_shown_as_the_same_document() {
        let text =
            r#"{"n":-1,"big":18446744073709551615,"f":0.5,"t":"周","l":[null,true,{}],"o":{"a":{"b":[]}}}"#;
        let whole = extra(text);
        assert_eq!(serde_json::to_string(&whole).unwrap(), text);
        assert_eq!(Value::Object(whole.into()), serde_json::from_str::<Value>(text).unwrap());
        assert!(json!(Extra::default()).as_object().is_some_and(Map::is_empty));
    }
}
