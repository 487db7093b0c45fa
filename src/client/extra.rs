//! What an answer says beyond what has a name of its own.

use super::json::{Json, Name};
use super::pairs::Pairs;

/// Fields that nobody took, in the vendor's order and under its names, each once.
pub type Extra = Pairs<Name, Json>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json::Fields;
    use serde_json::{Map, Value, json};

    fn extra(text: &str) -> Extra {
        Fields::of(Json::parse(text.as_bytes()).unwrap()).rest()
    }

    #[test]
    fn a_field_stands_once_whoever_sets_it() {
        let mut told = extra(r#"{"b":1,"a":2}"#);
        told.insert("b", Value::from(3));
        told.insert("c", Value::from("x"));
        told.merge(extra(r#"{"a":[{"x":1,"x":2}],"d":null}"#));
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
