//! Requests, forms and answers, and the checks on the names of fields that every vendor's calls need.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Query};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

/// A request that has arrived whole.
pub(super) struct Incoming {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Result<Vec<Part>, String>,
    /// Names in lower case; a header that comes twice stands twice.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Payload,
    /// The body byte for byte, for signatures over it.
    pub(super) raw: Bytes,
    /// When it came, in Unix seconds.
    pub(super) now: i64,
    /// Host and port for links that lead back here.
    pub(super) own: String,
}

/// The body of a request, by its content type.
pub(super) enum Payload {
    Empty,
    Form(Result<Vec<Part>, String>),
    /// `application/json`.
    Json(Result<serde_json::Value, String>),
    /// A body of a type that nothing here reads, or none at all.
    Other,
}

/// One field of a form or of a query.
pub(super) struct Part {
    name: String,
    value: Value,
}

enum Value {
    Text(String),
    File { name: String, size: usize },
}

impl Incoming {
    pub(super) async fn read(parts: Parts, body: Bytes, now: i64, own: &str) -> Self {
        let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
        let query = match Query::<Vec<(String, String)>>::try_from_uri(&parts.uri) {
            Ok(Query(pairs)) => {
                Ok(pairs.into_iter().map(|(name, text)| Part { name, value: Value::Text(text) }).collect())
            }
            Err(_) => Err("the query cannot be read".to_owned()),
        };
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        let headers = parts.headers.iter().map(header).collect();
        let raw = body.clone();
        let body = if essence.eq_ignore_ascii_case("multipart/form-data") {
            Payload::Form(read_form(parts, body).await)
        } else if essence.eq_ignore_ascii_case("application/json") {
            Payload::Json(
                serde_json::from_slice(&body).map_err(|error| format!("the body is not JSON: {error}")),
            )
        } else if body.is_empty() && kind.is_empty() {
            Payload::Empty
        } else {
            Payload::Other
        };
        Self { method, path, query, headers, body, raw, now, own: own.to_owned() }
    }
}

impl Part {
    /// Whether it has this name and is not empty.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name && matches!(&self.value, Value::Text(text) if !text.is_empty())
    }
}

impl Incoming {
    /// The value of a header that comes exactly once.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut values =
            self.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }
}

async fn read_form(parts: Parts, body: Bytes) -> Result<Vec<Part>, String> {
    let mut request = Request::from_parts(parts, Body::from(body));
    // The whole body is here already; the server has its own limit.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|error| error.body_text())?;
    let mut fields = Vec::new();
    loop {
        let Some(field) = form.next_field().await.map_err(|error| error.body_text())? else {
            return Ok(fields);
        };
        let Some(name) = field.name().map(ToOwned::to_owned) else {
            return Err("a field has no name".to_owned());
        };
        let file_name = field.file_name().map(ToOwned::to_owned);
        let bytes = field.bytes().await.map_err(|error| error.body_text())?;
        let value = match file_name {
            Some(file_name) => Value::File { name: file_name, size: bytes.len() },
            None => match String::from_utf8(bytes.to_vec()) {
                Ok(text) => Value::Text(text),
                Err(_) => return Err(format!("field {name} is not UTF-8")),
            },
        };
        fields.push(Part { name, value });
    }
}

/// The first name that stands twice in the object that a JSON text is.
///
/// Of a name that comes twice the parser keeps the last value, so this needs the text.
pub(super) fn name_twice(json: &[u8]) -> Option<String> {
    serde_json::from_slice::<Twice>(json).ok()?.0
}

struct Twice(Option<String>);

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Twice;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Twice, A::Error> {
                let (mut seen, mut twice) = (Vec::new(), None);
                while let Some((name, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                    if seen.contains(&name) {
                        twice.get_or_insert(name);
                    } else {
                        seen.push(name);
                    }
                }
                Ok(Twice(twice))
            }
        }
        deserializer.deserialize_map(Names)
    }
}

/// The names a call knows.
#[derive(Clone, Copy)]
pub(super) struct Names {
    /// Text fields, each at most once.
    pub(super) once: &'static [&'static str],
    /// Text fields that may come several times.
    pub(super) repeated: &'static [&'static str],
    /// Files, each at most once.
    pub(super) files: &'static [&'static str],
}

/// The fields of a request, after the check that each of them is known, of the right kind and as often as it may.
pub(super) struct Fields<'a>(&'a [Part]);

impl<'a> Fields<'a> {
    pub(super) fn check(parts: &'a [Part], names: Names) -> Result<Self, String> {
        let mut seen: Vec<&str> = Vec::new();
        for Part { name, value } in parts {
            let name = name.as_str();
            let is_file = names.files.contains(&name);
            if !is_file && !names.once.contains(&name) && !names.repeated.contains(&name) {
                return Err(format!("unknown field {name}"));
            }
            match value {
                Value::Text(_) if is_file => {
                    return Err(format!("field {name} must be a file, with a file name"));
                }
                Value::File { .. } if !is_file => return Err(format!("field {name} must not be a file")),
                _ => {}
            }
            if seen.contains(&name) && !names.repeated.contains(&name) {
                return Err(format!("field {name} comes twice"));
            }
            seen.push(name);
        }
        Ok(Self(parts))
    }

    /// The text of a field, which may be empty.
    pub(super) fn get(&self, wanted: &str) -> Option<&'a str> {
        self.all(wanted).next()
    }

    pub(super) fn all(&self, wanted: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter_map(move |part| match &part.value {
            Value::Text(text) if part.name == wanted => Some(text.as_str()),
            _ => None,
        })
    }

    /// Name and size of a file.
    pub(super) fn file(&self, wanted: &str) -> Option<(&'a str, usize)> {
        self.0.iter().find_map(|part| match &part.value {
            Value::File { name, size } if part.name == wanted => Some((name.as_str(), *size)),
            _ => None,
        })
    }
}

/// What is sent back, and what the log says about it.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) kind: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// For the log: no secrets. It need not be printable.
    pub(super) note: String,
}

pub(super) const JSON: &str = "application/json";
pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const TEXT: &str = "text/plain; charset=utf-8";

impl Answer {
    pub(super) fn new(
        status: StatusCode,
        kind: &'static str,
        body: impl Into<Vec<u8>>,
        note: impl Into<String>,
    ) -> Self {
        Self { status, kind, headers: Vec::new(), body: body.into(), note: note.into() }
    }

    /// The refusal of a request that no correct client sends.
    pub(super) fn misuse(status: StatusCode, why: &str) -> Self {
        let body = serde_json::json!({"result": -1, "sandbox": why}).to_string();
        Self::new(status, JSON, body, format!("HTTP {}: {why}", status.as_u16()))
    }

    /// A failure of the sandbox itself.
    pub(super) fn broken(why: &str) -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, TEXT, format!("sandbox: {why}\n"), format!("HTTP 500: {why}"))
    }

    /// A page of a web server in between.
    pub(super) fn page(status: StatusCode) -> Self {
        let title = format!("{} {}", status.as_u16(), status.canonical_reason().unwrap_or("Status"));
        let body = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
             <hr><center>sandbox</center>\r\n</body>\r\n</html>\r\n"
        );
        Self::new(status, HTML, body, format!("HTTP {}", status.as_u16()))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status).header(CONTENT_TYPE, self.kind);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        // Every name and value comes from here or has been checked; this is for a slip.
        response
            .body(Body::from(self.body))
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// A text for one line of a terminal: whatever could move its cursor is written out.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(400) {
        let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if c.is_control() || hidden {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
