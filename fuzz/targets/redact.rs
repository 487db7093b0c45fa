//! What traces, plans and errors show of a request and its answer: never the secret, wherever it
//! stands. Input: a name, a text that goes around the secret, and an answer.

use super::{pieces, shown};
use meetctl::client::trace::{http_text, lines, redacted};
use meetctl::client::wire::{Answer, Body, Field, Request, Secrecy, Show};
use meetctl::error::Error;
use meetctl::secret::{Scrubber, Secret, WORDS, masked};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;

/// Recognisable, and full of what URLs and JSON escape.
const CANARY: &str = "c4n4ry/+=\"\\ é&7f3a";

/// The secret in each spelling in which it could turn up.
fn spellings() -> [String; 5] {
    let percent = utf8_percent_encode(CANARY, NON_ALPHANUMERIC).to_string();
    let json = Value::from(CANARY).to_string();
    let form = url::form_urlencoded::byte_serialize(CANARY.as_bytes()).collect();
    [CANARY.to_owned(), percent.to_lowercase(), percent, json.trim_matches('"').to_owned(), form]
}

#[track_caller]
fn silent(text: &str) {
    for spelling in spellings() {
        assert!(!text.contains(&spelling), "{spelling} is shown: {text}");
    }
}

/// A body of each form, the secret in it hidden by its declaration.
fn bodies(name: &str, text: &str) -> [Body; 3] {
    let parts =
        vec![Field::open("a", text), Field::hidden(name, Secret::new(CANARY)), Field::open(name, text)];
    let fields = vec![
        ("a".into(), Value::from(text), Secrecy::Open),
        (name.to_owned().into(), json!([CANARY, {"x": CANARY}]), Secrecy::Hidden),
    ];
    [Body::Empty, Body::Multipart { boundary: "B".to_owned(), parts }, Body::Json(fields)]
}

/// Hidden is what was declared hidden, what is known to be secret, and what is named like a secret.
pub fn run(data: &[u8]) {
    let [name, text, answer] = pieces(data).map(|piece: &[u8]| String::from_utf8_lossy(piece).into_owned());
    // Who knows the secret may write it where it is shown, and what hides it may be typed too.
    if [&name, &text, &answer].iter().any(|piece| piece.contains("c4n4ry") || piece.contains("***")) {
        return;
    }
    for body in bodies(&name, &text) {
        let request = Request {
            method: "POST",
            url: Url::parse("https://h.example/a/b").unwrap(),
            query: vec![Field::open("q", &*text), Field::hidden(&name, Secret::new(CANARY))],
            headers: vec![Field::hidden(&name, Secret::new(CANARY))],
            body,
        };
        let everything = request.clone().encode(Show::Everything);
        assert!(everything.headers[0].1 == CANARY && everything.url.as_str().contains("c4n4ry"));
        silent(&http_text(&request.encode(Show::NoSecrets)));
    }

    // A server that sends the secret back, known as it is: in the trace, in the error.
    let mut scrubber = Scrubber::default();
    scrubber.learn(&Secret::new(CANARY));
    let request = Request {
        method: "GET",
        url: Url::parse("https://h.example/a").unwrap(),
        query: vec![Field::open("echo", format!("{text}{CANARY}"))],
        headers: vec![Field::open("x-echo", format!("{text}{CANARY}{text}"))],
        body: Body::Json(vec![("echo".into(), Value::from(CANARY), Secrecy::Open)]),
    };
    let echo = json!({"plain": format!("{text}{CANARY}"), &*text: [CANARY]}).to_string();
    for body in [answer.clone(), echo, format!("{text}{CANARY}")] {
        let location = Some(format!("https://h.example/?k={CANARY}"));
        let answer = Answer { status: 200, location, body: body.into_bytes(), ..Answer::default() };
        let all =
            lines(2, 1, &request.clone().encode(Show::NoSecrets), &Ok(answer), Duration::ZERO, &scrubber);
        silent(&all.join("\n"));
    }
    silent(&shown(&Error::failed(scrubber.scrub(&format!("{text}{CANARY}{text}")))));

    // A secret of somebody else's, that only its name betrays.
    let word = WORDS[data.len() % WORDS.len()];
    let betrayed = json!({"list": [{format!("{name}{}{text}", word.to_uppercase()): [{"deep": CANARY}]}]});
    silent(&masked(&betrayed).to_string());
    silent(&redacted(betrayed.to_string().as_bytes()));
}
