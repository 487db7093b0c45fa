//! NetEase Meeting's fifteen HTTP calls, as strict as the document: which there are, and what holds for all of them.
//!
//! Of a request, this is checked in this order: the call, the method, the content type, the four headers of the
//! signature, the names and types of the fields, the required fields, their values, what they name. A failure is
//! the document's number in HTTP 200, but for a signature that is refused: the vendor's newer pages say that
//! failures may come with another status, and for this one HTTP has its own.

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value, json};

mod accounts;
pub(super) mod callbacks;
mod calls;
mod fields;
mod guests;
mod signature;
mod words;
mod world;

use crate::sandbox::exchange::{Answer, Incoming, JSON, Payload, name_twice};
use crate::sandbox::files;
use crate::sandbox::server::Vendor;
use crate::sandbox::state::Store;
use fields::{Field, Fields, Type, check, maybe, must};
use words::WORDS;
use world::World;

pub(super) const NAME: &str = "netease";
/// The credentials are public.
pub(super) const APP_KEY: &str = "sandbox-netease-key";
pub(super) const APP_SECRET: &str = "sandbox-netease-secret";

pub(super) const VENDOR: Vendor = Vendor { owns, answer, refuse, busy: 512 };

/// Why a call is not done.
pub(super) enum Refusal {
    /// A number of the document, and a word for the log.
    Code(i64, &'static str),
    /// What no correct client sends: HTTP 400.
    Misuse(String),
}

/// What stands in `ret`; some calls have none.
type Outcome = Result<Option<Value>, Refusal>;

struct Call {
    path: &'static str,
    fields: &'static [Field],
    run: fn(&Fields<'_>, &mut World, &Incoming) -> Outcome,
}

const UNIQUE_ID: Field = must("meetingUniqueId", Type::Long);
const SUBJECT: Field = must("subject", Type::Text);
const START: Field = maybe("startTime", Type::Long);
const END: Field = maybe("endTime", Type::Long);
const PASSWORD: Field = maybe("password", Type::Password);
const SETTINGS: Field = maybe("settings", Type::Object);
const RECYCLE: Field = maybe("recycle", Type::Bool);
const ACCOUNT: Field = must("accountId", Type::Text);
const SHORT_ID: Field = maybe("shortId", Type::Text);

const CALLS: &[Call] = &[
    Call {
        path: "/v1/account/create",
        fields: &[maybe("imAccid", Type::Text), maybe("imToken", Type::Text), SHORT_ID],
        run: accounts::create,
    },
    Call {
        path: "/v1/account/getByImAccid",
        fields: &[must("imAccid", Type::Text)],
        run: accounts::by_im_accid,
    },
    Call { path: "/v1/account/getByAccountId", fields: &[ACCOUNT], run: accounts::by_id },
    Call {
        path: "/v1/account/updateToken",
        fields: &[ACCOUNT, must("accountToken", Type::Text)],
        run: accounts::update_token,
    },
    Call { path: "/v1/account/updateShortId", fields: &[ACCOUNT, SHORT_ID], run: accounts::update_short_id },
    Call {
        path: "/v2/meeting/create",
        fields: &[
            must("host", Type::Text),
            maybe("owner", Type::Text),
            must("type", Type::Loose),
            PASSWORD,
            SETTINGS,
            SUBJECT,
            START,
            END,
        ],
        run: calls::create,
    },
    Call { path: guests::PATH, fields: guests::FIELDS, run: guests::join },
    Call { path: "/v2/meeting/get", fields: &[UNIQUE_ID], run: calls::get },
    Call {
        path: "/v2/meeting/edit",
        fields: &[UNIQUE_ID, SUBJECT, START, END, PASSWORD, SETTINGS],
        run: calls::edit,
    },
    Call { path: "/v2/meeting/cancel", fields: &[UNIQUE_ID], run: calls::cancel },
    Call {
        path: "/v2/meeting/deleteByMeetingUniqueId",
        fields: &[UNIQUE_ID, RECYCLE],
        run: calls::end_by_unique_id,
    },
    Call {
        path: "/v2/meeting/deleteByMeetingId",
        fields: &[must("meetingId", Type::Text), RECYCLE],
        run: calls::end_by_number,
    },
    Call {
        path: "/v2/meeting/deleteByMeetingShortId",
        fields: &[must("shortId", Type::Text), RECYCLE],
        run: calls::end_by_short_id,
    },
    Call { path: "/v2/meeting/record/list", fields: &[UNIQUE_ID], run: calls::records },
    Call {
        path: "/v2/meeting/list",
        fields: &[
            maybe("meetingUniqueId", Type::Long),
            maybe("meetingId", Type::Text),
            maybe("minStartTime", Type::Long),
            maybe("maxStartTime", Type::Long),
            maybe("statusList", Type::Ints),
            maybe("type", Type::Text),
            maybe("pageIndex", Type::Long),
            maybe("pageSize", Type::Long),
        ],
        run: calls::list,
    },
];

fn owns(path: &str) -> bool {
    ["/v1/account/", "/v1/meeting/", "/v2/meeting/", calls::FILES]
        .iter()
        .any(|prefix| path.starts_with(prefix))
}

fn refuse(path: &str, code: i64) -> Answer {
    let status = if code == 401 { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let words = WORDS.iter().find(|(known, _)| *known == code).map_or("未知错误", |(_, words)| words);
    let body = json!({"code": code, "msg": words, "requestId": request_id(path), "costTime": "12ms"});
    Answer::new(status, JSON, body.to_string(), code.to_string())
}

/// It looks like the document's, and follows from what was asked, as everything here.
fn request_id(of: &str) -> String {
    let number = u64::from_str_radix(&world::noise("request", of)[..12], 16).unwrap_or_default();
    format!("mc_{:012}", number % 1_000_000_000_000)
}

/// A recording's file; its link is good for ever, as the document's looks.
fn file(request: &Incoming, name: &str, store: &Store) -> Answer {
    let known = |world: &mut World| {
        let named = |file: &Value| file["filename"] == name || file["fileInfo"]["filename"] == name;
        Ok::<bool, Refusal>(world.meetings.values().any(|meeting| meeting.records.iter().any(named)))
    };
    match store.update(NAME, || World::seed(request.now), known) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Ok(true)) => files::answer(request, name, files::size_of(name)),
        Ok(_) => files::none(),
    }
}

fn answer(request: &Incoming, store: &Store) -> Answer {
    let path = request.path.as_str();
    if let Some(name) = path.strip_prefix(calls::FILES) {
        return file(request, name, store);
    }
    let Some(call) = CALLS.iter().find(|call| call.path == path) else {
        return Answer::misuse(StatusCode::NOT_FOUND, "there is no such call");
    };
    let refused = |refusal| match refusal {
        Refusal::Misuse(why) => Answer::misuse(StatusCode::BAD_REQUEST, &why),
        Refusal::Code(code, why) => Answer { note: format!("{code}: {why}"), ..refuse(path, code) },
    };
    if request.method != Method::POST {
        return Answer::misuse(StatusCode::METHOD_NOT_ALLOWED, "every call needs POST");
    }
    let body = match body(request) {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let checked = signature::check(request).and_then(|()| check(body, call.fields));
    let fields = match checked {
        Ok(fields) => fields,
        Err(refusal) => return refused(refusal),
    };
    let now = request.now;
    match store.update(NAME, || World::seed(now), |world: &mut World| (call.run)(&fields, world, request)) {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Err(refusal)) => refused(refusal),
        // As the document's samples: calls that answer nothing have only a code.
        Ok(Ok(None)) => Answer::new(StatusCode::OK, JSON, json!({"code": 200}).to_string(), "200"),
        Ok(Ok(Some(ret))) => {
            let body = json!({"code": 200, "ret": ret, "requestId": request_id(path), "costTime": "12ms"});
            Answer::new(StatusCode::OK, JSON, body.to_string(), "200")
        }
    }
}

/// The object in the body, which is `application/json;charset=utf-8`.
fn body(request: &Incoming) -> Result<&Map<String, Value>, Answer> {
    let misuse = |status, why: &str| Err(Answer::misuse(status, why));
    let kind = request.header("content-type").unwrap_or_default();
    if kind.to_ascii_lowercase().replace(' ', "") != "application/json;charset=utf-8" {
        let why = "the content type must be application/json;charset=utf-8";
        return misuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, why);
    }
    if !matches!(&request.query, Ok(query) if query.is_empty()) {
        return misuse(StatusCode::BAD_REQUEST, "the fields are in the body, not in the query");
    }
    if let Some(name) = name_twice(&request.raw) {
        return misuse(StatusCode::BAD_REQUEST, &format!("field {name} comes twice"));
    }
    match &request.body {
        Payload::Json(Ok(Value::Object(fields))) => Ok(fields),
        Payload::Json(Err(why)) => misuse(StatusCode::BAD_REQUEST, why),
        _ => misuse(StatusCode::BAD_REQUEST, "the body is not a JSON object"),
    }
}

#[cfg(test)]
mod tests;
