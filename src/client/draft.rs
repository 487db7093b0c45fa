//! The values of one call on their way to a request: from flags, from `--set`, from code.

use super::call::{Call, Form, From, Param};
use super::json::Json;
#[cfg(doc)]
use super::kind::Kind;
use super::profile::Profile;
use super::wire::{Body, Field, Request, Secrecy, Value as Wire};
use crate::error::{Error, Kind as Failure, Result};
use crate::lang::{self, Lang};
use crate::secret::Secret;
use crate::text::{nearest, suggestion};
use crate::time::Clock;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::borrow::Cow;
use url::Url;

use super::given::said;
pub use super::given::{Given, given, picked};

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

/// A value on its way.
#[derive(Clone)]
enum Item {
    Data(Value, Secrecy),
    File(Upload),
}

/// The values of one call. Its `Debug` shows only which call: the values may be secrets.
#[derive(Clone)]
pub struct Draft {
    /// The call.
    pub call: &'static Call,
    items: Vec<(&'static Param, Item)>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Draft({})", self.call.line)
    }
}

impl Draft {
    /// A draft with what the flags of this input give and what is the same in every request.
    pub fn fill(call: &'static Call, input: &impl serde::Serialize, clock: &Clock) -> Result<Self> {
        let said = said(input)?;
        let value_of = |flag: &str| said.iter().find(|(name, _)| name == flag).map(|(_, value)| value);
        let mut draft = Self { call, items: Vec::with_capacity(call.params.len()) };
        for param in call.params {
            match param.from {
                From::Flag(flag) => {
                    if let Some(value) = value_of(flag) {
                        draft.add(param, value, clock).map_err(|why| wrong(&spell(flag), &why))?;
                    }
                }
                From::Always(value) => {
                    draft.add(param, &Value::from(value), clock).map_err(|why| wrong(param.name, &why))?;
                }
                From::Flags(_) | From::Signature | From::Code | From::Set => {}
            }
        }
        Ok(draft)
    }

    /// Lays `--set` values in; [`check_set`] has seen them.
    pub fn set(mut self, pairs: &[(String, String)], clock: &Clock) -> Result<Self> {
        for (name, value) in pairs {
            let param = check_set(self.call, name)?;
            self.add(param, &Value::from(value.as_str()), clock)
                .map_err(|why| wrong(&format!("--set {name}"), &why))?;
        }
        Ok(self)
    }

    /// Puts a value that code has computed, in our own terms (see [`Kind::wire`]). It takes the
    /// place of an earlier one.
    pub fn put(mut self, name: &str, value: impl Into<Value>, clock: &Clock) -> Result<Self> {
        let param = self.param(name)?;
        self.add(param, &value.into(), clock).map_err(|why| match param.flags() {
            [] => wrong(name, &why),
            flags => wrong(&flags.iter().map(|flag| spell(flag)).collect::<Vec<_>>().join(tr!(" or ")), &why),
        })?;
        Ok(self)
    }

    /// Puts a value that was read from the vendor, exactly as it is to be sent.
    pub fn put_wire(mut self, name: &str, value: Value) -> Result<Self> {
        let param = self.param(name)?;
        self.place(param, Item::Data(value, secrecy(param.secret)));
        Ok(self)
    }

    /// Puts fields of what was read before, `(parameter, field)`, where nothing else gave a value:
    /// what an edit would otherwise lose.
    pub fn keep(mut self, now: &Json, pairs: &[(&str, &str)]) -> Result<Self> {
        for (name, field) in pairs {
            match now.get(field) {
                Some(value) if !self.has(name) && *value != Json::Null => {
                    self = self.put_wire(name, Value::from(value.clone()))?;
                }
                _ => {}
            }
        }
        Ok(self)
    }

    /// Puts a file.
    pub fn put_file(mut self, name: &str, file: Upload) -> Result<Self> {
        let param = self.param(name)?;
        self.place(param, Item::File(file));
        Ok(self)
    }

    /// Whether a value is there already, from a flag, `--set` or code.
    pub fn has(&self, name: &str) -> bool {
        self.items.iter().any(|(param, _)| param.name == name)
    }

    /// The same for a parameter of this call's own table.
    fn holds(&self, param: &Param) -> bool {
        self.items.iter().any(|(known, _)| std::ptr::eq(*known, param))
    }

    /// The value that is there already, as it will be sent.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.items.iter().find(|(param, _)| param.name == name).and_then(|(_, item)| match item {
            Item::Data(value, _) => Some(value),
            Item::File(_) => None,
        })
    }

    /// The request below this address, not yet signed. What no flag gave comes from the profile.
    pub fn request(
        mut self,
        base: &Url,
        boundary: impl FnOnce() -> String,
        profile: &Profile,
        clock: &Clock,
    ) -> Result<Request> {
        for param in self.call.params {
            let Some(key) = param.profile.filter(|_| !self.holds(param)) else { continue };
            if let Some(value) = profile.get(key)? {
                let failed = |why: String| {
                    Error::config(tr!("profile \"{name}\": \"{key}\" {why}", name = profile.name, key, why))
                };
                self.add(param, &Value::from(value.expose()), clock).map_err(failed)?;
            }
        }
        let missing = |param: &&Param| param.required && param.from != From::Signature && !self.holds(param);
        if let Some(param) = self.call.params.iter().find(missing) {
            return Err(self.missing(param, profile));
        }
        let mut url = base.clone();
        url.set_path(&[base.path().trim_end_matches('/'), &self.path()?].concat());
        let Self { call, mut items } = self;
        let place = |param: &Param| call.params.iter().position(|known| std::ptr::eq(known, param));
        // In the document's order, in whatever order they were put.
        items.sort_by_key(|(param, _)| place(param));
        if call.has_path_params() {
            items.retain(|(param, _)| !call.in_path(param));
        }
        let (mut headers, mut fields, mut members) = (Vec::new(), Vec::new(), Vec::new());
        if call.form == Form::Json {
            members.reserve(items.len());
        }
        for (param, item) in items {
            match item {
                Item::File(_) if param.header || call.form != Form::Multipart => {
                    let (call, name) = (call.line, param.name);
                    return Err(Error::failed(tr!("{call} cannot carry a file as {name}", call, name)));
                }
                Item::Data(value, secrecy) if !param.header && call.form == Form::Json => {
                    members.push((param.name.into(), value, secrecy));
                }
                item if param.header => push_fields(&mut headers, param.name, item),
                item => push_fields(&mut fields, param.name, item),
            }
        }
        let (query, body) = match call.form {
            Form::Query => (fields, Body::Empty),
            Form::Multipart => (Vec::new(), Body::Multipart { boundary: boundary(), parts: fields }),
            Form::Json => (Vec::new(), Body::Json(members)),
        };
        Ok(Request { method: call.method(), url, query, headers, body })
    }

    /// The path with its parameters. An absent one leaves its place empty, as documents ask.
    fn path(&self) -> Result<Cow<'static, str>> {
        let mut path = Cow::Borrowed(self.call.path());
        if !self.call.has_path_params() {
            return Ok(path);
        }
        for param in self.call.params.iter().filter(|param| self.call.in_path(param)) {
            let item = self.items.iter().find(|(known, _)| known.name == param.name).map(|(_, item)| item);
            let text = match item {
                Some(Item::Data(value, _)) => text_of(value.clone()),
                _ => String::new(),
            };
            // URL libraries fold these even when they are encoded: the call would be another one.
            if matches!(text.as_str(), "." | "..") {
                return Err(Error::usage(tr!(
                    "\"{text}\" cannot be sent as {param}",
                    text,
                    param = param.name
                )));
            }
            let encoded = utf8_percent_encode(&text, PATH).to_string();
            path = path.replace(&format!("{{{}}}", param.name), &encoded).into();
        }
        Ok(path)
    }

    fn param(&self, name: &str) -> Result<&'static Param> {
        self.call
            .param(name)
            .ok_or_else(|| Error::failed(tr!("{call} has no parameter {name}", call = self.call.line, name)))
    }

    fn add(&mut self, param: &'static Param, value: &Value, clock: &Clock) -> Result<(), String> {
        let value = param.kind.wire(value, clock)?;
        self.place(param, Item::Data(value, secrecy(param.secret)));
        Ok(())
    }

    fn place(&mut self, param: &'static Param, item: Item) {
        self.items.retain(|(known, _)| known.name != param.name);
        self.items.push((param, item));
    }

    fn missing(&self, param: &Param, profile: &Profile) -> Error {
        // The document's own heading says more to those who read its language.
        let call = match lang::spoken() {
            Lang::En => self.call.path().to_owned(),
            Lang::Zh => format!("{} {}", self.call.title, self.call.path()),
        };
        if let Some(key) = param.profile {
            let flags: Vec<String> =
                param.flags().iter().map(|flag| tr!(", or give {flag}", flag = spell(flag))).collect();
            return Error::config(tr!(
                "profile \"{name}\" has no \"{key}\", which this call needs ({call})",
                name = profile.name,
                key,
                call
            ))
            .hint(tr!("add {key} = \"…\" to the profile{flags}", key, flags = flags.concat()));
        }
        match param.flags() {
            [] => Error::usage(tr!(
                "\"{param}\" is missing: give --set {param}=… ({call})",
                param = param.name,
                call
            )),
            flags => {
                let flags: Vec<String> = flags.iter().map(|flag| spell(flag)).collect();
                Error::usage(tr!("{flags} is required ({call})", flags = flags.join(tr!(" or ")), call))
            }
        }
    }
}

/// What is encoded in a segment of a path: everything but RFC 3986's unreserved characters.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

const fn secrecy(secret: bool) -> Secrecy {
    if secret { Secrecy::Hidden } else { Secrecy::Open }
}

/// A value as fields of a form, a query or headers: a list is one field an item.
fn push_fields(fields: &mut Vec<Field>, name: &str, item: Item) {
    let field = |value: Value, secrecy: Secrecy| match secrecy {
        Secrecy::Hidden => Field::hidden(name, Secret::new(text_of(value))),
        Secrecy::Open => Field::open(name, text_of(value)),
    };
    match item {
        Item::Data(Value::Array(items), secrecy) => {
            fields.extend(items.into_iter().map(|value| field(value, secrecy)));
        }
        Item::Data(value, secrecy) => fields.push(field(value, secrecy)),
        Item::File(Upload { name: file, media_type, bytes }) => {
            fields.push(Field { name: name.to_owned(), value: Wire::File { name: file, media_type, bytes } });
        }
    }
}

fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        value => value.to_string(),
    }
}

/// The parameter that `--set NAME=…` reaches, or why it reaches none.
pub fn check_set(call: &Call, name: &str) -> Result<&'static Param> {
    let free: Vec<&str> = call.params.iter().filter(|param| param.settable()).map(|p| p.name).collect();
    // What a flag sets may be meant as well, and then the flag is.
    let others = call.params.iter().filter(|param| !param.flags().is_empty() || param.profile.is_some());
    let near = nearest(name, others.map(|param| param.name).chain(free.iter().copied()))
        .and_then(|near| call.param(near).filter(|param| !param.settable()))
        .map(|param| {
            tr!(
                "did you mean \"{param}\"? --set does not reach it: {instead}",
                param = param.name,
                instead = instead(param)
            )
        });
    match call.param(name) {
        Some(param) if param.settable() => Ok(param),
        Some(param) => Err(Error::usage(tr!(
            "--set does not reach \"{name}\": {instead}",
            name,
            instead = instead(param)
        ))),
        None if free.is_empty() => Err(Error::new(
            Failure::Usage,
            tr!("--set {name}: every parameter of {line} has a flag of its own", name, line = call.line),
        )
        .with(|facts| facts.hint = near)),
        None => Err(Error::usage(tr!("--set: {line} has no parameter \"{name}\"", line = call.line, name))
            .hint(near.unwrap_or_else(|| suggestion(name, &free)))),
    }
}

/// Refuses `--set` of what a flag sets already.
pub fn check_twice(param: &Param, given: &Given) -> Result<()> {
    match param.flags().iter().find(|flag| given.contains_key(flag)) {
        Some(flag) => Err(Error::usage(tr!(
            "--set {name} and {flag} both set \"{name}\": give one of them",
            name = param.name,
            flag = spell(flag)
        ))),
        None => Ok(()),
    }
}

/// What sets a parameter that `--set` does not reach.
fn instead(param: &Param) -> String {
    match (param.flags(), param.profile) {
        ([], Some(key)) => tr!("the profile's {key} does", key),
        ([], None) => tr!("meetctl itself sets it").to_owned(),
        (flags, _) => {
            tr!("give {flags}", flags = flags.iter().map(|f| spell(f)).collect::<Vec<_>>().join(tr!(" or ")))
        }
    }
}

/// `--subject` for a flag, `MEETING` for an argument.
pub fn spell(flag: &str) -> String {
    match ARGUMENTS.iter().find(|(field, _)| *field == flag) {
        Some((_, shown)) => (*shown).to_owned(),
        None => format!("--{flag}"),
    }
}

/// The fields of inputs that are arguments, not flags, and how they are typed.
pub const ARGUMENTS: &[(&str, &str)] = &[
    ("meeting", "MEETING"),
    ("image", "IMAGE"),
    ("account-id", "ACCOUNT"),
    ("short", "SHORT"),
    ("dialled", "NUMBER"),
    ("id", "ID"),
    ("link", "URL|TOKEN"),
];

fn wrong(name: &str, why: &str) -> Error {
    Error::usage(format!("{name} {why}"))
}

#[cfg(test)]
mod tests {
    use super::super::call::param;
    use super::super::kind::Kind;
    use super::super::profile::tests::profile;
    use super::super::wire::Show;
    use super::*;
    use serde_json::json;

    static CALL: Call = Call::write("POST /x/create", "预约").multipart().takes(&[
        param("key", Kind::TEXT).signature().required(),
        param("name", Kind::TEXT).flag("subject").required(),
        param("end", Kind::SecondsText).computed(&["end", "duration"]),
        param("ids[]", Kind::Texts).flag("file-id"),
        param("pwd", Kind::Text { min: 4, max: 20 }).flag("host-password").secret(),
        param("level", Kind::BitText),
        param("islive", Kind::BitText).flag("live").or_set(),
        param("rule", Kind::Object).computed(&["repeat"]).or_set(),
    ]);

    fn clock() -> Clock {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        Clock { now: jiff::Timestamp::from_second(1_795_000_000).unwrap(), zone }
    }

    fn fill(value: Value) -> Result<Draft> {
        Draft::fill(&CALL, &value, &clock())
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
        let request = draft
            .request(&Url::parse("https://h.example/base/").unwrap(), || "B".into(), &profile(&[]), &clock())
            .unwrap();
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
        let missing =
            fill(json!({})).unwrap().request(&base, || "B".into(), &profile(&[]), &clock()).unwrap_err();
        assert_eq!(missing.to_string(), "--subject is required (/x/create)");
        assert_eq!(missing.kind(), Failure::Usage);
    }

    #[test]
    fn set_reaches_only_what_nothing_else_sets() {
        let refuse = |name: &str| check_set(&CALL, name).unwrap_err();
        assert!(refuse("key").to_string().contains("meetctl itself"));
        assert!(refuse("name").to_string().contains("give --subject"));
        assert!(refuse("end").to_string().contains("--end or --duration"));
        assert!(refuse("levle").facts().hint.as_ref().unwrap().contains("\"level\""));
        let hint = refuse("naem").facts().hint.clone().unwrap();
        assert_eq!(hint, "did you mean \"name\"? --set does not reach it: give --subject");
        assert_eq!(check_set(&CALL, "level").unwrap().name, "level");
        let wrong = fill(json!({"subject": "s"})).unwrap().set(&[("level".into(), "7".into())], &clock());
        assert_eq!(wrong.unwrap_err().to_string(), "--set level must be true or false");
    }

    #[test]
    fn set_reaches_what_a_flag_cannot_say_unless_the_flag_is_given() {
        for name in ["islive", "rule"] {
            assert_eq!(check_set(&CALL, name).unwrap().name, name);
        }
        let pairs = [("islive".to_owned(), "0".to_owned())];
        let draft = fill(json!({"subject": "s"})).unwrap().set(&pairs, &clock()).unwrap();
        assert_eq!(draft.value("islive"), Some(&json!("0")));
        let given = |value: Value| given(&value).unwrap();
        let twice = |name: &str, value: Value| check_twice(CALL.param(name).unwrap(), &given(value));
        let error = twice("islive", json!({"live": true})).unwrap_err();
        assert_eq!(error.to_string(), "--set islive and --live both set \"islive\": give one of them");
        assert_eq!(twice("rule", json!({"repeat": "daily"})).unwrap_err().kind(), Failure::Usage);
        twice("rule", json!({"live": true})).unwrap();
        twice("level", json!({"live": true, "repeat": "daily"})).unwrap();
    }

    static CANCEL: Call = Call::write("GET /c/cancel/{appId}/{id}/{language}/{mail}", "取消").takes(&[
        param("appId", Kind::Int).always("6"),
        param("id", Kind::TEXT).flag("meeting").required(),
        param("language", Kind::ANY_TEXT),
        param("mail", Kind::Bool),
    ]);

    static TYPED: Call = Call::write("POST /v2/create", "创建").json().takes(&[
        param("userId", Kind::Int).flag("host").profile("user_id").required(),
        param("clientType", Kind::OneOfInt(&[("web", 6)])).flag("client-type").header(),
        param("settings", Kind::Object),
    ]);

    fn url(call: &'static Call, input: Value) -> Result<String> {
        let base = Url::parse("https://h.example").unwrap();
        let draft = Draft::fill(call, &input, &clock())?;
        Ok(draft
            .request(&base, || "B".into(), &profile(&[]), &clock())?
            .encode(Show::Everything)
            .url
            .to_string())
    }

    #[test]
    fn a_path_keeps_empty_places_and_encodes_the_rest() {
        assert_eq!(
            url(&CANCEL, json!({"meeting": "a/ ?#%我"})).unwrap(),
            "https://h.example/c/cancel/6/a%2F%20%3F%23%25%E6%88%91//"
        );
        for id in [".", ".."] {
            assert_eq!(url(&CANCEL, json!({"meeting": id})).unwrap_err().kind(), Failure::Usage);
        }
    }

    #[test]
    fn json_is_typed_and_the_profile_gives_what_no_flag_gave() {
        let base = Url::parse("https://h.example").unwrap();
        let make = |input: Value, settings: &[(&'static str, &str)]| {
            let draft = Draft::fill(&TYPED, &input, &clock()).unwrap();
            draft
                .request(&base, || "B".into(), &profile(settings), &clock())
                .map(|request| request.encode(Show::Everything))
        };
        let sent = make(json!({"client-type": "web"}), &[("user_id", "81299515")]).unwrap();
        assert_eq!(sent.body, br#"{"userId":81299515}"#);
        assert_eq!(sent.headers[0], ("clientType".to_owned(), "6".to_owned()));
        let sent = make(json!({"host": "7"}), &[("user_id", "81299515")]).unwrap();
        assert_eq!(sent.body, br#"{"userId":7}"#);
        assert_eq!(make(json!({}), &[]).unwrap_err().kind(), Failure::Config);
        assert_eq!(make(json!({}), &[("user_id", "x")]).unwrap_err().kind(), Failure::Config);
    }

    #[test]
    fn a_file_goes_with_a_form_or_nothing_goes() {
        static FILE: [Param; 1] = [param("file", Kind::File)];
        static HEADER: [Param; 1] = [param("file", Kind::File).header()];
        static FORM: Call = Call::write("POST /x/pic", "图片").multipart().takes(&FILE);
        static OTHERS: [Call; 3] = [
            Call::write("POST /x/pic", "图片").json().takes(&FILE),
            Call::write("POST /x/pic", "图片").takes(&FILE),
            Call::write("POST /x/pic", "图片").multipart().takes(&HEADER),
        ];
        let base = Url::parse("https://h.example").unwrap();
        let make = |call: &'static Call| {
            let file = Upload { name: "a.png".into(), media_type: "image/png", bytes: b"PNG".to_vec() };
            let draft = Draft::fill(call, &json!({}), &clock()).unwrap().put_file("file", file).unwrap();
            draft.request(&base, || "B".into(), &profile(&[]), &clock())
        };
        let body = String::from_utf8(make(&FORM).unwrap().encode(Show::Everything).body).unwrap();
        assert!(body.contains("PNG"), "{body}");
        for call in &OTHERS {
            assert!(make(call).unwrap_err().to_string().contains("cannot carry a file as file"));
        }
    }
}
