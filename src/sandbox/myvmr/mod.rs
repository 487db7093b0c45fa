//! MyVMR's eleven calls, as strict as the document: which there are, and what holds for all of them.
//!
//! Of a request, this is checked in this order: the call, the method, where its fields are, `auth`, their names and
//! types, their values, what they name. A refusal is HTTP 200 with the document's code and `state` 0; the document
//! shows none, so this is a choice. `code` is a text in the four calls whose samples have one, else a number.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

mod calls;
mod people;
mod world;

use crate::sandbox::exchange::{Answer, Fields, Incoming, JSON, Names, Payload, name_twice};
use crate::sandbox::files;
use crate::sandbox::server::Vendor;
use crate::sandbox::state::Store;
use world::World;

pub(super) const NAME: &str = "myvmr";
/// The credential, which is public.
pub(super) const AUTH: &str = "sandbox-myvmr-auth";
/// The host's account.
pub(super) const ACCOUNT: &str = "admin@sandbox.example";

/// The document has no code for "busy"; an older text of the vendor calls 500 a server error.
pub(super) const VENDOR: Vendor = Vendor { owns, answer, refuse, busy: 500 };

/// How a field of a JSON body is written.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Text,
    /// A number, or an empty text.
    NumberOrEmpty,
}

/// Name, type, and whether it must be there.
type Field = (&'static str, Type, bool);

const TEXT: Type = Type::Text;

enum Shape {
    /// GET, with these in the query: required ones, optional ones.
    Query(Names, &'static [&'static str]),
    /// POST, with these in a JSON object.
    Body(&'static [Field]),
}

struct Call {
    path: &'static str,
    shape: Shape,
    /// Whether `code` is a text.
    text_code: bool,
    run: fn(&Input<'_>, &mut World, now: i64) -> Outcome,
}

/// The checked fields of a request.
enum Input<'a> {
    Query(Fields<'a>),
    Body(&'a Map<String, Value>),
}

impl Input<'_> {
    /// The text of a field; one that is absent is empty.
    fn text(&self, name: &str) -> &str {
        match self {
            Input::Query(fields) => fields.get(name).unwrap_or_default(),
            Input::Body(fields) => fields.get(name).and_then(Value::as_str).unwrap_or_default(),
        }
    }

    /// The text of a field that may be absent, but if it is there it must say something.
    fn optional(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let text = match self {
            Input::Query(fields) => fields.get(name),
            Input::Body(fields) => fields.get(name).and_then(Value::as_str),
        };
        match text {
            Some("") => Err(Refusal::Misuse(format!("field {name} is empty: leave it out"))),
            text => Ok(text),
        }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        match self {
            Input::Query(_) => None,
            Input::Body(fields) => fields.get(name),
        }
    }
}

/// Why a call is not done.
enum Refusal {
    /// A code of the document, and a word for the log.
    Code(i64, &'static str),
    /// What the document has no code for: HTTP 400.
    Misuse(String),
}

/// What stands in `data`, or a whole answer.
enum Done {
    Data(Value),
    /// With this `message`.
    Told(&'static str),
    Flat(Value),
}

type Outcome = Result<Done, Refusal>;

const fn get(
    path: &'static str,
    all: &'static [&'static str],
    required: &'static [&'static str],
    run: fn(&Input<'_>, &mut World, i64) -> Outcome,
) -> Call {
    let names = Names { once: all, repeated: &[], files: &[] };
    Call { path, shape: Shape::Query(names, required), text_code: false, run }
}

const fn post(
    path: &'static str,
    text_code: bool,
    fields: &'static [Field],
    run: fn(&Input<'_>, &mut World, i64) -> Outcome,
) -> Call {
    Call { path, shape: Shape::Body(fields), text_code, run }
}

const ROOM: &[Field] = &[("conferenceKey", TEXT, true)];
const CREATE: &[Field] = &[
    ("account", TEXT, true),
    ("theme", TEXT, true),
    ("introduction", TEXT, false),
    ("visitor_ids", TEXT, false),
    ("startDate", TEXT, true),
    ("endDate", TEXT, true),
    ("isAutoOpen", TEXT, false),
    ("pid", Type::NumberOrEmpty, true),
    ("shostPwd", TEXT, false),
    ("svisitorPwd", TEXT, false),
];
const PAGED: &[&str] = &["account", "pageIndex", "pageSize", "isAll"];

const CALLS: &[Call] = &[
    post("/meeting/openRecord", true, ROOM, calls::open_record),
    post("/meeting/closeRecord", true, ROOM, calls::close_record),
    post("/meeting/getRecords", true, &[("recordId", TEXT, true), ("origin", TEXT, false)], calls::records),
    post("/meeting/delRecordFile", true, &[("recordId", TEXT, true)], calls::delete_record),
    post("/meeting/getLiveRecStatus", false, ROOM, calls::live_status),
    get("/api/getmeetinginfo", &["addr"], &["addr"], calls::info),
    get("/subscribe/getmeeting", &["account"], &["account"], calls::rooms),
    get("/subscribe/getcontacts", PAGED, &["account"], people::contacts),
    post("/subscribe/createmeet", false, CREATE, calls::create),
    post("/subscribe/cancelmeet", false, &[("st_id", TEXT, true)], calls::cancel),
    get("/subscribe/getsubmeetings", &["account"], &["account"], calls::reservations),
];

fn find(path: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.path == path)
}

fn owns(path: &str) -> bool {
    find(path).is_some() || path.starts_with(FILES)
}

/// Where the seeded links lead, and where that is here.
const STORAGE: &str = "sandbox.cossh.example";
const FILES: &str = "/cos/";

/// A recording's file, for who has the whole link.
fn file(request: &Incoming, store: &Store) -> Answer {
    let path = request.path.strip_prefix(FILES).unwrap_or_default();
    let signed = request.query.as_ref().is_ok_and(|query| query.iter().any(|part| part.is("sign")));
    let size = |world: &mut World| {
        let is_it =
            |url: &str| url.split('?').next().is_some_and(|url| url.ends_with(&format!("{STORAGE}/{path}")));
        Ok::<_, Refusal>(world.records.iter().find(|record| is_it(&record.url)).map(|record| record.size))
    };
    match store.update(NAME, World::seed, size) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Ok(Some(size))) if signed => files::answer(request, path, size.min(files::LARGEST)),
        Ok(Ok(Some(_))) => Answer::page(StatusCode::FORBIDDEN),
        Ok(_) => files::none(),
    }
}

fn code(call: &Call, code: i64) -> Value {
    if call.text_code { json!(code.to_string()) } else { json!(code) }
}

fn refuse(path: &str, number: i64) -> Answer {
    let code = find(path).map_or_else(|| json!(number), |call| code(call, number));
    let words = world::WORDS.iter().find(|(known, _)| *known == number).map_or("失败", |(_, words)| words);
    let body = json!({"code": code, "data": null, "message": words, "state": 0});
    Answer::new(StatusCode::OK, JSON, body.to_string(), number.to_string())
}

fn answer(request: &Incoming, store: &Store) -> Answer {
    let path = request.path.as_str();
    if path.starts_with(FILES) {
        return file(request, store);
    }
    let Some(call) = find(path) else {
        return Answer::misuse(StatusCode::NOT_FOUND, "there is no such call");
    };
    let refused = |refusal| match refusal {
        Refusal::Misuse(why) => Answer::misuse(StatusCode::BAD_REQUEST, &why),
        Refusal::Code(code, why) => Answer { note: format!("{code}: {why}"), ..refuse(path, code) },
    };
    let method = if matches!(call.shape, Shape::Body(_)) { Method::POST } else { Method::GET };
    if request.method != method {
        return Answer::misuse(StatusCode::METHOD_NOT_ALLOWED, &format!("the call needs {method}"));
    }
    // "Every call": the one whose section leaves it out, too. Which code a wrong one gets is not documented.
    if request.header("auth") != Some(AUTH) {
        return refused(Refusal::Code(200_001, "auth is missing, twice there, or not that of the sandbox"));
    }
    let input = match input(call, request) {
        Ok(input) => input,
        Err(answer) => return answer,
    };
    match store.update(NAME, World::seed, |world: &mut World| (call.run)(&input, world, request.now)) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Err(refusal)) => refused(refusal),
        Ok(Ok(done)) => {
            let code = code(call, 200);
            let body = match done {
                Done::Flat(body) => body,
                Done::Data(data) => json!({"code": code, "data": data, "message": null, "state": 1}),
                Done::Told(words) => json!({"code": code, "data": null, "message": words, "state": 1}),
            };
            let own = format!("{}{}", request.own, FILES.trim_end_matches('/'));
            Answer::new(StatusCode::OK, JSON, body.to_string().replace(STORAGE, &own), "200")
        }
    }
}

/// The fields from where this call has them, each known and of its type.
fn input<'a>(call: &Call, request: &'a Incoming) -> Result<Input<'a>, Answer> {
    let bad = |why: &str| Answer::misuse(StatusCode::BAD_REQUEST, why);
    let query = request.query.as_ref().map_err(|why| bad(why))?;
    match (&call.shape, &request.body) {
        (Shape::Query(names, required), Payload::Empty) => {
            let fields = Fields::check(query, *names).map_err(|why| bad(&why))?;
            match required.iter().find(|name| fields.get(name).unwrap_or_default().is_empty()) {
                Some(name) => Err(bad(&format!("field {name} is missing or empty"))),
                None => Ok(Input::Query(fields)),
            }
        }
        (Shape::Query(..), _) => Err(bad("a GET has no body and no content type")),
        (Shape::Body(_), _) if !query.is_empty() => {
            Err(bad("the fields of a POST are in its body, not in the query"))
        }
        (Shape::Body(known), Payload::Json(Ok(Value::Object(body)))) => {
            if let Some(name) = name_twice(&request.raw) {
                return Err(bad(&format!("field {name} comes twice")));
            }
            check(known, body).map_err(|why| bad(&why))?;
            Ok(Input::Body(body))
        }
        (Shape::Body(_), Payload::Json(Ok(_))) => Err(bad("the body is not a JSON object")),
        (Shape::Body(_), Payload::Json(Err(why))) => Err(bad(why)),
        (Shape::Body(_), _) => Err(Answer::misuse(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the content type must be application/json",
        )),
    }
}

fn check(known: &[Field], body: &Map<String, Value>) -> Result<(), String> {
    for (name, value) in body {
        let Some((_, wanted, _)) = known.iter().find(|(known, ..)| known == name) else {
            return Err(format!("unknown field {name}"));
        };
        match (wanted, value) {
            (Type::Text, Value::String(_)) => {}
            (Type::NumberOrEmpty, Value::String(text)) if text.is_empty() => {}
            (Type::NumberOrEmpty, Value::Number(number)) if number.is_u64() => {}
            (Type::Text, _) => return Err(format!("field {name} must be a text")),
            (Type::NumberOrEmpty, _) => {
                return Err(format!("field {name} must be a number, or an empty text"));
            }
        }
    }
    let absent = |(name, wanted, required): &&Field| match body.get(*name) {
        None => *required,
        Some(value) => *required && *wanted == Type::Text && value == "",
    };
    match known.iter().find(absent) {
        Some((name, ..)) => Err(format!("field {name} is missing or empty")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
