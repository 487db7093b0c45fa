//! Quanshi's 23 calls of two generations, as strict as the document: which there are, and what holds for all.
//!
//! Of a request, this is checked in this order: the call, the method, the content type, the token if there is one,
//! the names of the fields, their types and `appId` and `appKey`, the host, the values, the conference. What no
//! correct client sends is HTTP 400 to 415; everything else is HTTP 200 with the document's number: 50103 parameters,
//! 50709 no such conference, 51101 not the customer's administrator, 51104 no such host, 51208 no valid box.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value};

mod admin;
mod boxes;
mod calls;
mod clock;
mod conference;
mod event;
mod fields;
mod links;
mod listing;
mod records;
mod reply;
mod report;
mod room;
mod seeds;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod world;

use crate::sandbox::exchange::{Answer, Incoming, JSON, Payload, name_twice};
use crate::sandbox::files;
use crate::sandbox::server::Vendor;
use crate::sandbox::state::Store;
use calls::{CALLS, Call};
use fields::{Body, Refusal, misuse};
use world::World;

pub(super) const NAME: &str = "quanshi";
/// The credentials. They are public.
pub(super) const KEY: &str = "sandbox-quanshi-key";
/// Boxes have a host of their own, which is this listener too: a dry run shows it.
pub(super) const BOXES_AT: &str = "http://127.0.0.1:7710";
/// Of `token/create`.
const SECRET: &str = "sandbox-quanshi-secret";
/// A token that never ends.
const TOKEN: &str = "sandbox-quanshi-token";
const APP_ID: i64 = 6;
const APP_KEY: &str = KEY;
/// The host of the built-in profile, who is an administrator too.
const USER_ID: i64 = 10_000_001;
pub(super) const EMAIL: &str = "host@sandbox.example";

/// The document has no number for "busy": a client cannot know that this one is worth another try.
const BUSY: i64 = 59_999;

pub(super) const VENDOR: Vendor = Vendor { owns, answer, refuse, busy: BUSY };

/// What a call is asked.
struct Asked<'a> {
    body: Body<'a>,
    /// Of the path, behind that of the call, decoded.
    segments: Vec<String>,
    now: i64,
}

const CREATE_TOKEN: &str = "/token/create";

/// Where recordings are.
const FILES: &str = "/resources/";
/// The server of the seeded links.
const STORAGE: &str = "https://rtest.sandbox.example/resources/";

/// A recording's file: `/resources/DAY/TEMP/downloadzip/NAME`, as long as it was not deleted.
fn file(request: &Incoming, store: &Store) -> Answer {
    let temp = request.path.split('/').nth(3).unwrap_or_default();
    let known = |world: &mut World| {
        let is_it = |session: &world::Session| {
            session.temp == temp && matches!(session.record, world::Record::File | world::Record::Player)
        };
        Ok::<bool, Refusal>(world.sessions.iter().any(is_it))
    };
    match store.update(NAME, || World::seed(request.now), known) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Ok(true)) => files::answer(request, temp, files::size_of(temp)),
        Ok(_) => files::none(),
    }
}

fn owns(path: &str) -> bool {
    path.starts_with(FILES)
        || path.starts_with("/conference/")
        || path.starts_with("/confopenapi/")
        || path == CREATE_TOKEN
}

fn find(path: &str) -> Option<&'static Call> {
    CALLS
        .iter()
        .find(|call| if call.path.ends_with('/') { path.starts_with(call.path) } else { path == call.path })
}

fn refuse(path: &str, code: i64) -> Answer {
    if path == CREATE_TOKEN {
        let body = serde_json::json!({"code": code, "msg": "failed", "requestId": "0", "timeStamp": 0});
        return Answer::new(StatusCode::OK, JSON, body.to_string(), code.to_string());
    }
    Answer::new(StatusCode::OK, JSON, reply::failure(code, "conference server failed"), code.to_string())
}

fn answer(request: &Incoming, store: &Store) -> Answer {
    if request.path.starts_with(FILES) {
        return file(request, store);
    }
    match store.update(NAME, || World::seed(request.now), |world: &mut World| serve(request, world)) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Ok((body, status))) => {
            let body = body.replace(STORAGE, &format!("http://{}{FILES}", request.own));
            Answer::new(StatusCode::OK, JSON, body, status.to_string())
        }
        Ok(Err(Refusal::Misuse(why))) => Answer::misuse(StatusCode::BAD_REQUEST, &why),
        Ok(Err(Refusal::Code(code, msg, why))) => {
            Answer::new(StatusCode::OK, JSON, reply::failure(code, &msg), format!("{code}: {why}"))
        }
        Ok(Err(Refusal::Http(401, why))) => {
            let body = if request.path == CREATE_TOKEN {
                serde_json::json!({"code": 401, "msg": why, "requestId": "0", "timeStamp": request.now * 1000}).to_string()
            } else {
                reply::failure(401, &why)
            };
            Answer::new(StatusCode::UNAUTHORIZED, JSON, body, format!("HTTP 401: {why}"))
        }
        Ok(Err(Refusal::Http(status, why))) => {
            Answer::misuse(StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST), &why)
        }
    }
}

/// The body of the answer, and the status in it.
fn serve(request: &Incoming, world: &mut World) -> Result<(String, i64), Refusal> {
    let path = request.path.as_str();
    let http = |status, why: &str| Err(Refusal::Http(status, why.to_owned()));
    if path == CREATE_TOKEN {
        return match (&request.body, request.method == Method::POST) {
            (Payload::Json(Ok(body)), true) => Ok((token::create(request, body, world)?, 200)),
            (_, true) => http(415, "the body must be application/json"),
            (_, false) => http(405, "the call needs POST"),
        };
    }
    let Some(call) = find(path) else { return http(404, "there is no such call") };
    if (request.method == Method::GET) != call.get || !(call.get || request.method == Method::POST) {
        return http(405, if call.get { "the call needs GET" } else { "the call needs POST" });
    }
    if request.query.as_ref().map_or(true, |query| !query.is_empty()) {
        return misuse("no call has parameters in a query");
    }
    let in_path = call.path.ends_with('/');
    let nothing = Map::new();
    let body = match &request.body {
        // Call 5 has its parameters in the path, and may do without a body.
        Payload::Empty | Payload::Json(_) if in_path && request.raw.is_empty() && !call.get => &nothing,
        Payload::Json(Err(why)) => return misuse(why.as_str()),
        Payload::Json(Ok(_)) | Payload::Form(_) | Payload::Other if call.get => {
            return misuse("a GET has no body and no content type");
        }
        Payload::Empty if call.get => &nothing,
        Payload::Json(Ok(Value::Object(fields))) => fields,
        Payload::Json(Ok(_)) => return misuse("the body must be a JSON object"),
        Payload::Empty | Payload::Form(_) | Payload::Other => {
            return http(415, "the content type must be application/json");
        }
    };
    token::check(request, world)?;
    if let Some(name) = name_twice(&request.raw) {
        return misuse(format!("field {name} comes twice"));
    }
    let segments = if in_path { decode(&path[call.path.len()..])? } else { Vec::new() };
    let asked = Asked { body: Body::check(body, call.fields)?, segments, now: request.now };
    let done = (call.run)(&asked, world)?;
    Ok((call.shape.around(&done, path, request.now), done.status))
}

fn decode(rest: &str) -> Result<Vec<String>, Refusal> {
    let decoded = |segment| percent_encoding::percent_decode_str(segment).decode_utf8();
    rest.split('/')
        .map(|segment| decoded(segment).map(std::borrow::Cow::into_owned))
        .collect::<Result<_, _>>()
        .or_else(|_| misuse("a segment of the path is not UTF-8"))
}
