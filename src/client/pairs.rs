//! Fields with their values, few enough to be searched one by one.

use serde::de::{Deserialize, Deserializer, value::MapDeserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Fields in their order, each name once. Up to a few dozen are found faster one by one than by a hash,
/// and a million rows have some. What a server sends may be longer: of that only names that we choose are
/// looked up, and two such lists are put together by [`Pairs::merge`].
#[derive(Clone, Debug)]
pub struct Pairs<K, V>(Vec<(K, V)>);

impl<K, V> Pairs<K, V> {
    /// No fields.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Fields whose names are known to differ.
    pub fn of_distinct(fields: Vec<(K, V)>) -> Self {
        Self(fields)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes all away, and keeps the memory.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Every value, in order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<K: AsRef<str>, V> Pairs<K, V> {
    fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(known, _)| known.as_ref() == name)
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.place(name).map(|at| &self.0[at].1)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.place(name).map(|at| &mut self.0[at].1)
    }

    /// Whether there is such a field.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// Sets a field, in its place if it is there, else at the end. Gives the value that it had.
    pub fn insert(&mut self, name: impl Into<K>, value: impl Into<V>) -> Option<V> {
        let (name, value) = (name.into(), value.into());
        if let Some(old) = self.get_mut(name.as_ref()) {
            Some(std::mem::replace(old, value))
        } else {
            self.0.push((name, value));
            None
        }
    }

    /// Sets the other's fields too. Both may be as long as a server likes, so here the names are hashed.
    pub fn merge(&mut self, more: Self) {
        if self.is_empty() {
            *self = more;
            return;
        }
        let known: HashMap<String, usize> = self.keys().map(str::to_owned).zip(0..).collect();
        for (name, value) in more {
            match known.get(name.as_ref()) {
                Some(at) => self.0[*at].1 = value,
                None => self.0.push((name, value)),
            }
        }
    }

    /// Takes a field away; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        self.place(name).map(|at| self.0.remove(at).1)
    }

    /// Keeps the fields that pass.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name.as_ref()));
    }

    /// All fields, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// Their names, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_ref())
    }
}

impl<K, V> Default for Pairs<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: AsRef<str>, V> FromIterator<(K, V)> for Pairs<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let mut pairs = Self::new();
        for (name, value) in fields {
            pairs.insert(name, value);
        }
        pairs
    }
}

impl<K, V> IntoIterator for Pairs<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The order does not count.
impl<K: AsRef<str>, V: PartialEq> PartialEq for Pairs<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<K: AsRef<str>, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: From<String>, V: From<Value>> Deserialize<'de> for Pairs<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self::from)
    }
}

impl<K: From<String>, V: From<Value>> From<Map<String, Value>> for Pairs<K, V> {
    fn from(fields: Map<String, Value>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<K: AsRef<str>, V: Into<Value>> From<Pairs<K, V>> for Map<String, Value> {
    fn from(pairs: Pairs<K, V>) -> Self {
        pairs.into_iter().map(|(name, value)| (name.as_ref().to_owned(), value.into())).collect()
    }
}

impl<K: AsRef<str>> Pairs<K, Value> {
    /// Reads a type out of the fields, as out of JSON.
    pub fn read<'de, T: Deserialize<'de>>(&'de self) -> serde_json::Result<T> {
        T::deserialize(MapDeserializer::new(self.iter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    type Fields = Pairs<String, Value>;

    #[test]
    fn a_type_is_read_as_out_of_json() {
        #[derive(serde::Deserialize, Debug, PartialEq)]
        struct Read {
            a: i64,
            b: Vec<Option<bool>>,
            c: Option<String>,
        }
        let fields: Fields = serde_json::from_value(json!({"a": 1, "b": [true, null]})).unwrap();
        let wanted = Read { a: 1, b: vec![Some(true), None], c: None };
        assert_eq!(fields.read::<Read>().unwrap(), wanted);
        let wrong: Fields = serde_json::from_value(json!({"a": "x", "b": []})).unwrap();
        assert!(wrong.read::<Read>().is_err());
    }

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(steps in prop::collection::vec(("[a-d]", 0..9_i64, any::<bool>()), 0..40)) {
            let (mut pairs, mut map) = (Fields::new(), Map::new());
            for (name, value, set) in steps {
                if set {
                    prop_assert_eq!(pairs.insert(name.as_str(), value), map.insert(name, value.into()));
                } else {
                    prop_assert_eq!(pairs.remove(&name), map.shift_remove(&name));
                }
                prop_assert_eq!((pairs.len(), pairs.is_empty()), (map.len(), map.is_empty()));
                prop_assert!(pairs.keys().eq(map.keys()));
            }
            prop_assert_eq!(pairs.contains_key("a"), map.contains_key("a"));
            prop_assert_eq!(serde_json::to_string(&pairs).unwrap(), serde_json::to_string(&map).unwrap());
            let mut merged: Fields = [("b", 1), ("z", 2)].map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect();
            let mut both = Map::from(merged.clone());
            merged.merge(pairs.clone());
            both.extend(map.clone());
            prop_assert_eq!(serde_json::to_string(&merged).unwrap(), serde_json::to_string(&both).unwrap());
            let reversed: Fields = map.clone().into_iter().rev().collect();
            prop_assert_eq!(&reversed, &pairs);
            prop_assert_eq!(Map::from(pairs), map);
        }
    }
}
