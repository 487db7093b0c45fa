//! The values of one call on their way to a request: from flags, from `--set`, from code.

use super::call::{Call, Form, From, Param};
use super::kind::Kind;
use super::wire::{Body, Field, Request, Value as Wire};
use crate::error::{Error, Kind as Failure, Result};
use crate::secret::Secret;
use crate::text::suggestion;
use crate::time::Clock;
use serde_json::{Map, Value};
use url::Url;

/// What the user gave: the input's fields under their flags' names, without the unset ones.
pub type Given = Map<String, Value>;

/// The fields of an input that say something: set, true, not empty.
pub fn given(input: &impl serde::Serialize) -> Result<Given> {
    let value = serde_json::to_value(input).map_err(|error| Error::failed(error.to_string()))?;
    let Value::Object(fields) = value else { return Ok(Given::new()) };
    let says =
        |value: &Value| !matches!(value, Value::Null | Value::Bool(false)) && value != &Value::Array(vec![]);
    Ok(fields.into_iter().filter(|(_, value)| says(value)).collect())
}

/// A file that is sent along.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name the vendor sees.
    pub name: String,
    /// E.g. `image/png`.
    pub media_type: &'static str,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// The values of one call.
#[derive(Debug)]
pub struct Draft {
    /// The call.
    pub call: &'static Call,
    fields: Vec<(&'static Param, Wire)>,
}

impl Draft {
    /// A draft with the values that the flags of this input give.
    pub fn fill(call: &'static Call, given: &Given, clock: &Clock) -> Result<Self> {
        let mut draft = Self { call, fields: Vec::new() };
        for param in call.params {
            if let From::Flag(flag) = param.from
                && let Some(value) = given.get(flag)
            {
                draft.add(param, value, clock).map_err(|why| wrong(&spell(flag), &why))?;
            }
        }
        Ok(draft)
    }

    /// Lays `--set` values in; [`check_set`] has seen them.
    pub fn set(mut self, pairs: &[(String, String)], clock: &Clock) -> Result<Self> {
        for (name, value) in pairs {
            let param = check_set(self.call, name)?;
            let value = set_value(param.kind, value);
            self.add(param, &value, clock).map_err(|why| wrong(&format!("--set {name}"), &why))?;
        }
        Ok(self)
    }

    /// Puts a value that code has computed, in our own terms (see [`Kind::wire`]).
    pub fn put(mut self, name: &str, value: impl Into<Value>, clock: &Clock) -> Result<Self> {
        let param = self.param(name)?;
        self.add(param, &value.into(), clock).map_err(|why| wrong(name, &why))?;
        Ok(self)
    }

    /// Puts a file.
    pub fn put_file(mut self, name: &str, file: Upload) -> Result<Self> {
        let param = self.param(name)?;
        let Upload { name, media_type, bytes } = file;
        self.fields.push((param, Wire::File { name, media_type, bytes }));
        Ok(self)
    }

    /// The request below this address, not yet signed.
    pub fn request(&self, base: &Url, boundary: &str) -> Result<Request> {
        if let Some(missing) = self.call.params.iter().find(|param| {
            param.required
                && param.from != From::Signature
                && !self.fields.iter().any(|(p, _)| p.name == param.name)
        }) {
            return Err(self.missing(missing));
        }
        let mut url = base.clone();
        url.set_path(&format!("{}{}", base.path().trim_end_matches('/'), self.call.path()));
        let ordered = self
            .call
            .params
            .iter()
            .flat_map(|param| self.fields.iter().filter(move |(p, _)| p.name == param.name));
        let fields = ordered
            .map(|(param, value)| Field { name: param.name.to_owned(), value: value.clone() })
            .collect();
        let (query, body) = match self.call.form {
            Form::Query => (fields, Body::Empty),
            Form::Multipart => (Vec::new(), Body::Multipart { boundary: boundary.to_owned(), parts: fields }),
        };
        Ok(Request { method: self.call.method(), url, query, headers: Vec::new(), body })
    }

    fn param(&self, name: &str) -> Result<&'static Param> {
        self.call
            .param(name)
            .ok_or_else(|| Error::failed(format!("{} has no parameter {name}", self.call.line)))
    }

    fn add(&mut self, param: &'static Param, value: &Value, clock: &Clock) -> Result<(), String> {
        for text in param.kind.wire(value, clock)? {
            let wire = if param.secret { Wire::Hidden(Secret::new(text)) } else { Wire::Open(text) };
            self.fields.push((param, wire));
        }
        Ok(())
    }

    fn missing(&self, param: &Param) -> Error {
        let error = |what: String| Error::usage(format!("{what} ({} {})", self.call.title, self.call.path()));
        match param.flags() {
            [] => error(format!("\"{}\" is missing: give --set {}=…", param.name, param.name)),
            flags => {
                let flags: Vec<String> = flags.iter().map(|flag| spell(flag)).collect();
                error(format!("{} is required", flags.join(" or ")))
            }
        }
    }
}

/// The parameter that `--set NAME=…` reaches, or why it reaches none.
pub fn check_set(call: &Call, name: &str) -> Result<&'static Param> {
    let free: Vec<&str> = call.params.iter().filter(|p| p.from == From::Set).map(|p| p.name).collect();
    match call.param(name) {
        Some(param) if param.from == From::Set => Ok(param),
        Some(param) => {
            let by = match param.flags() {
                [] => "meetctl itself sets it".to_owned(),
                flags => format!("give {}", flags.iter().map(|f| spell(f)).collect::<Vec<_>>().join(" or ")),
            };
            Err(Error::usage(format!("--set does not reach \"{name}\": {by}")))
        }
        None if free.is_empty() => Err(Error::new(
            Failure::Usage,
            format!("--set {name}: every parameter of {} has a flag of its own", call.line),
        )),
        None => Err(Error::usage(format!("--set: {} has no parameter \"{name}\"", call.line))
            .hint(suggestion(name, &free))),
    }
}

/// `--subject` for a flag, `MEETING` for an argument.
pub fn spell(flag: &str) -> String {
    if ARGUMENTS.contains(&flag) { flag.to_uppercase() } else { format!("--{flag}") }
}

/// The fields of inputs that are arguments, not flags.
pub const ARGUMENTS: &[&str] = &["meeting", "image", "account", "id", "link"];

fn set_value(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Texts => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())),
        _ => Value::String(text.to_owned()),
    }
}

fn wrong(name: &str, why: &str) -> Error {
    Error::usage(format!("{name} {why}"))
}

#[cfg(test)]
mod tests {
    use super::super::call::param;
    use super::super::wire::Show;
    use super::*;
    use serde_json::json;

    static CALL: Call = Call::write("POST /x/create", "预约").multipart().takes(&[
        param("key", Kind::TEXT).signature().required(),
        param("name", Kind::TEXT).flag("subject").required(),
        param("end", Kind::Seconds).computed(&["end", "duration"]),
        param("ids[]", Kind::Texts).flag("file-id"),
        param("pwd", Kind::Text { min: 4, max: 20 }).flag("host-password").secret(),
        param("level", Kind::Flag01),
    ]);

    fn clock() -> Clock {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        Clock { now: jiff::Timestamp::from_second(1_795_000_000).unwrap(), zone }
    }

    fn fill(value: Value) -> Result<Draft> {
        Draft::fill(&CALL, &given(&value)?, &clock())
    }

    #[test]
    fn a_request_has_the_documents_names_in_its_order() {
        let draft =
            fill(json!({"file-id": ["1", "2"], "subject": "周会", "host-password": "secret1", "x": null}))
                .unwrap()
                .put("end", "@1600000000", &clock())
                .unwrap()
                .set(&[("level".into(), "true".into())], &clock())
                .unwrap();
        let request = draft.request(&Url::parse("https://h.example/base/").unwrap(), "B").unwrap();
        assert_eq!((request.method, request.url.as_str()), ("POST", "https://h.example/base/x/create"));
        let body = String::from_utf8(request.encode(Show::NoSecrets).body).unwrap();
        let names: Vec<&str> =
            body.split("name=\"").skip(1).map(|part| part.split('"').next().unwrap()).collect();
        assert_eq!(names, ["name", "end", "ids[]", "ids[]", "pwd", "level"]);
        assert!(body.contains("1600000000") && !body.contains("secret1"));
    }

    #[test]
    fn what_is_wrong_is_named_as_the_user_typed_it() {
        let message = |result: Result<Draft>| result.unwrap_err().to_string();
        assert_eq!(
            message(fill(json!({"subject": "s", "host-password": "abc"}))),
            "--host-password must have 4 to 20 characters, not 3"
        );
        let base = Url::parse("https://h.example").unwrap();
        let missing = fill(json!({})).unwrap().request(&base, "B").unwrap_err();
        assert_eq!(missing.to_string(), "--subject is required (预约 /x/create)");
        assert_eq!(missing.kind(), Failure::Usage);
    }

    #[test]
    fn set_reaches_only_what_nothing_else_sets() {
        let refuse = |name: &str| check_set(&CALL, name).unwrap_err();
        assert!(refuse("key").to_string().contains("meetctl itself"));
        assert!(refuse("name").to_string().contains("give --subject"));
        assert!(refuse("end").to_string().contains("--end or --duration"));
        assert!(refuse("levle").facts().hint.as_ref().unwrap().contains("\"level\""));
        assert_eq!(check_set(&CALL, "level").unwrap().name, "level");
        let wrong = fill(json!({"subject": "s"})).unwrap().set(&[("level".into(), "7".into())], &clock());
        assert_eq!(wrong.unwrap_err().to_string(), "--set level must be true or false");
    }
}
