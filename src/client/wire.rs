//! A request before it has bytes, and an answer after it has them: plain values, no sockets.

use super::trace::redacted;
use crate::secret::{HIDDEN, Secret};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use url::Url;

/// A value on its way out, and whether it may be shown.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// What is sent.
    pub value: Value,
}

/// What a [`Field`] carries.
#[derive(Clone, Debug)]
pub enum Value {
    /// Text that traces may show.
    Open(String),
    /// Text that traces must hide.
    Hidden(Secret),
    /// A file: its name as the vendor sees it, its media type, its bytes.
    File {
        /// The last component of the path that the user named.
        name: String,
        /// E.g. `image/png`.
        media_type: &'static str,
        /// The whole file.
        bytes: Vec<u8>,
    },
}

impl Field {
    /// A value that traces may show.
    pub fn open(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: Value::Open(value.into()) }
    }

    /// A value that traces must hide.
    pub fn hidden(name: &str, value: Secret) -> Self {
        Self { name: name.to_owned(), value: Value::Hidden(value) }
    }

    fn into_pair(self, show: Show) -> (String, String) {
        if let Value::Open(text) = self.value {
            return (self.name, text);
        }
        let text = self.text(show).to_owned();
        (self.name, text)
    }

    fn text(&self, show: Show) -> &str {
        match &self.value {
            Value::Open(text) => text,
            Value::Hidden(secret) if show == Show::Everything => secret.expose(),
            Value::Hidden(_) => HIDDEN,
            Value::File { .. } => "",
        }
    }
}

/// The media type of JSON.
pub const JSON: &str = "application/json; charset=utf-8";

/// The body of a request.
#[derive(Clone)]
pub enum Body {
    /// None.
    Empty,
    /// `multipart/form-data`, with this boundary.
    Multipart {
        /// Separates the parts; stands in none of them.
        boundary: String,
        /// The parts, in order.
        parts: Vec<Field>,
    },
    /// A JSON object, its fields in order.
    Json(Vec<(Cow<'static, str>, serde_json::Value, Secrecy)>),
    /// Bytes as they are.
    Bytes {
        /// The `Content-Type`.
        media_type: String,
        /// The body.
        bytes: Vec<u8>,
    },
}

/// Whether a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// Traces may show it.
    Open,
    /// Traces must hide it.
    Hidden,
}

/// Whether an encoding is for the socket or for somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// For the socket.
    Everything,
    /// For a trace or a dry run: secrets are replaced.
    NoSecrets,
}

/// A request with names and values; [`Request::encode`] makes the bytes.
#[derive(Clone)]
pub struct Request {
    /// `GET`, `POST`.
    pub method: &'static str,
    /// Scheme, host, port and path.
    pub url: Url,
    /// The query, in order.
    pub query: Vec<Field>,
    /// Headers beside `Content-Type`, in order.
    pub headers: Vec<Field>,
    /// The body.
    pub body: Body,
}

/// A request as bytes, secrets and all: its `Debug` shows only where it goes.
#[derive(Clone)]
pub struct Encoded {
    /// The method.
    pub method: &'static str,
    /// The whole URL.
    pub url: Url,
    /// All headers that we set ourselves.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What came back: complete, its length as announced, at most the cap.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Location`, of a redirect.
    pub location: Option<String>,
    /// `Retry-After`, as sent.
    pub retry_after: Option<String>,
    /// `Date`, as sent.
    pub date: Option<String>,
    /// The decoded body.
    pub body: Vec<u8>,
}

/// Why there is no complete answer.
#[derive(Clone, Debug)]
pub struct Broken {
    /// Whether the vendor may have seen the request.
    pub reach: Reach,
    /// Whether trying again is of any use (a wrong certificate stays wrong).
    pub passing: bool,
    /// What happened, without the URL's query and without secrets.
    pub what: String,
    /// What the user can do, where the transport knows it better than anybody.
    pub hint: Option<&'static str>,
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is certain that nothing was sent: no address, refused, no TLS.
    NotSent,
    /// At least a byte may have left.
    MayHaveArrived,
}

impl Broken {
    /// Nothing left, and trying again changes nothing.
    pub fn not_sent(what: impl Into<String>) -> Self {
        Self { reach: Reach::NotSent, passing: false, what: what.into(), hint: None }
    }

    /// Something may have left, and no complete answer came.
    pub fn lost(passing: bool, what: impl Into<String>) -> Self {
        Self { reach: Reach::MayHaveArrived, passing, what: what.into(), hint: None }
    }

    /// The same with what the user can do.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.url.path())
    }
}

impl std::fmt::Debug for Encoded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.url.path())
    }
}

impl Request {
    /// The bytes, or what a person may see of them.
    pub fn encode(self, show: Show) -> Encoded {
        let mut url = self.url;
        if !self.query.is_empty() {
            let mut pairs = url.query_pairs_mut();
            for field in &self.query {
                pairs.append_pair(&field.name, field.text(show));
            }
        }
        let mut headers = Vec::with_capacity(self.headers.len() + 1);
        headers.extend(self.headers.into_iter().map(|field| field.into_pair(show)));
        let mut media_type = |of: String| headers.push(("content-type".to_owned(), of));
        let body = match self.body {
            Body::Empty => Vec::new(),
            Body::Multipart { boundary, parts } => {
                media_type(format!("multipart/form-data; boundary={boundary}"));
                multipart(&boundary, &parts, show)
            }
            Body::Json(fields) => {
                media_type(JSON.to_owned());
                // It cannot fail: names are texts, and a value is JSON already.
                serde_json::to_vec(&Members { fields: &fields, show }).unwrap_or_default()
            }
            Body::Bytes { media_type: of, bytes } => {
                media_type(of);
                match show {
                    Show::Everything => bytes,
                    Show::NoSecrets => redacted(&bytes).into_bytes(),
                }
            }
        };
        Encoded { method: self.method, url, headers, body }
    }
}

/// The fields of a JSON object, each shown or hidden.
struct Members<'a> {
    fields: &'a [(Cow<'static, str>, serde_json::Value, Secrecy)],
    show: Show,
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hides = |secrecy: Secrecy| secrecy == Secrecy::Hidden && self.show == Show::NoSecrets;
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for (name, value, secrecy) in self.fields {
            if hides(*secrecy) {
                map.serialize_entry(name, HIDDEN)?;
            } else {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

/// `multipart/form-data` (RFC 7578). Names and file names are escaped as browsers do it.
fn multipart(boundary: &str, parts: &[Field], show: Show) -> Vec<u8> {
    let quoted = |name: &str| name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let mut out = Vec::new();
    for part in parts {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
        out.extend_from_slice(head.as_bytes());
        if let Value::File { name, media_type, bytes } = &part.value {
            let file = format!("; filename=\"{}\"\r\nContent-Type: {media_type}\r\n\r\n", quoted(name));
            out.extend_from_slice(file.as_bytes());
            if show == Show::Everything {
                out.extend_from_slice(bytes);
            } else {
                out.extend_from_slice(format!("({} bytes)", bytes.len()).as_bytes());
            }
        } else {
            out.extend_from_slice(b"\r\n\r\n");
            out.extend_from_slice(part.text(show).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: Body) -> Request {
        Request {
            method: "POST",
            url: Url::parse("https://h.example/WebAPI/x").unwrap(),
            query: vec![Field::hidden("key", Secret::new("s3cret&")), Field::open("serial", "1 2")],
            headers: vec![Field::hidden("token", Secret::new("t0ken"))],
            body,
        }
    }

    #[test]
    fn the_socket_gets_everything_and_eyes_get_no_secret() {
        let sent = request(Body::Empty).encode(Show::Everything);
        assert_eq!(sent.url.as_str(), "https://h.example/WebAPI/x?key=s3cret%26&serial=1+2");
        assert_eq!(sent.headers, [("token".to_owned(), "t0ken".to_owned())]);
        let shown = request(Body::Empty).encode(Show::NoSecrets);
        assert_eq!(shown.url.as_str(), "https://h.example/WebAPI/x?key=***&serial=1+2");
        assert_eq!(shown.headers, [("token".to_owned(), "***".to_owned())]);
    }

    #[test]
    fn json_is_compact_and_in_order() {
        let body = Body::Json(vec![
            ("subject".into(), "周会".into(), Secrecy::Open),
            ("password".into(), "s3cret".into(), Secrecy::Hidden),
            ("endTime".into(), (-1).into(), Secrecy::Open),
        ]);
        let sent = request(body.clone()).encode(Show::Everything);
        assert_eq!(
            String::from_utf8(sent.body).unwrap(),
            r#"{"subject":"周会","password":"s3cret","endTime":-1}"#
        );
        let shown = request(body).encode(Show::NoSecrets);
        assert_eq!(
            String::from_utf8(shown.body).unwrap(),
            r#"{"subject":"周会","password":"***","endTime":-1}"#
        );
    }

    #[test]
    fn multipart_is_written_as_rfc_7578_says() {
        let parts = vec![
            Field::open("meetingname", "周会"),
            Field::hidden("key", Secret::new("k")),
            Field {
                name: "filedata".into(),
                value: Value::File {
                    name: "a\"b\r\n.png".into(),
                    media_type: "image/png",
                    bytes: vec![0, 255],
                },
            },
        ];
        let body = Body::Multipart { boundary: "B".into(), parts };
        let sent = request(body.clone()).encode(Show::Everything);
        let expected = [
            &b"--B\r\nContent-Disposition: form-data; name=\"meetingname\"\r\n\r\n"[..],
            "周会".as_bytes(),
            b"\r\n--B\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n",
            b"--B\r\nContent-Disposition: form-data; name=\"filedata\"; filename=\"a%22b%0D%0A.png\"\r\n",
            b"Content-Type: image/png\r\n\r\n\x00\xff\r\n--B--\r\n",
        ]
        .concat();
        assert_eq!(sent.body, expected);
        assert_eq!(sent.headers.last().unwrap().1, "multipart/form-data; boundary=B");
        let shown = String::from_utf8(request(body).encode(Show::NoSecrets).body).unwrap();
        assert!(shown.contains("name=\"key\"\r\n\r\n***") && shown.contains("(2 bytes)"));
    }
}
