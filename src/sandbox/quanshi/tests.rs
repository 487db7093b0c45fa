//! What all calls have in common, and what the tests of the groups need.

use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use tempfile::TempDir;

use super::calls::CALLS;
use super::{BOXES_AT, BUSY, EMAIL, KEY, SECRET, TOKEN, USER_ID};
use crate::sandbox::BUILT_IN;
use crate::sandbox::testing::{Sandbox, now};

mod admin;
mod boxes;
mod listing;
mod meetings;
mod others;
mod rooms;

struct Quanshi {
    sandbox: Sandbox,
    _folder: TempDir,
}

impl Quanshi {
    fn start() -> Self {
        Self::with(&[])
    }

    fn with(faults: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { sandbox: Sandbox::start(folder.path(), faults), _folder: folder }
    }

    fn raw(&self, path: &str, body: &str, headers: &str) -> (u16, String) {
        let length = body.len();
        self.sandbox.send(&format!(
            "POST /{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n{headers}\
             content-length: {length}\r\n\r\n{body}"
        ))
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let (status, text) = self.raw(path, &body.to_string(), "");
        (status, serde_json::from_str(&text).expect(&text))
    }

    /// The result of a call that succeeds.
    fn ok(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.post(path, body);
        assert_eq!((status, &answer["status"]), (200, &json!(0)), "{path} {body}: {answer}");
        answer["result"].clone()
    }

    /// The number of a call that does not; the answer has the shape of the document's one sample of a failure.
    fn code(&self, path: &str, body: &Value) -> i64 {
        let (status, answer) = self.post(path, body);
        assert_eq!(
            (status, names(&answer)),
            (200, vec!["status", "msg", "content_type"]),
            "{path} {body}: {answer}"
        );
        answer["status"].as_i64().unwrap()
    }

    /// What is said about a request that no correct client sends.
    fn misuse(&self, path: &str, body: &Value) -> String {
        let (status, answer) = self.post(path, body);
        assert_eq!((status, &answer["result"]), (400, &json!(-1)), "{path} {body}: {answer}");
        answer["sandbox"].as_str().unwrap().to_owned()
    }

    /// Each change makes a good body a bad one: of its number, or, for 0, good again.
    fn codes(&self, path: &str, good: &Value, changes: &[(&str, Value, i64)]) {
        for (name, value, code) in changes {
            let body = with(good, &[(name, value.clone())]);
            if *code == 0 {
                self.ok(path, &body);
            } else {
                assert_eq!(self.code(path, &body), *code, "{name} {value}");
            }
        }
    }

    fn get(&self, path: &str) -> (u16, Value) {
        self.sandbox.json(&Sandbox::request("GET", &format!("/{path}"), "", ""))
    }
}

/// A body with other values; null leaves a field out.
fn with(body: &Value, changes: &[(&str, Value)]) -> Value {
    let mut body = body.as_object().unwrap().clone();
    for (name, value) in changes {
        if value.is_null() {
            body.shift_remove(*name);
        } else {
            body.insert((*name).to_owned(), value.clone());
        }
    }
    Value::Object(body)
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn texts(rows: &Value, name: &str) -> Vec<String> {
    let text = |row: &Value| row[name].as_str().map_or_else(|| row[name].to_string(), ToOwned::to_owned);
    rows.as_array().unwrap().iter().map(text).collect()
}

const STATE: &str = "conference/conference/getConfStatus";

fn of(id: &str) -> Value {
    json!({"appId": 6, "userId": USER_ID, "conferenceId": id})
}

#[test]
fn there_are_23_calls_and_a_profile_for_them() {
    assert_eq!(CALLS.len(), 23);
    let profile = BUILT_IN.iter().find(|profile| profile.profile == "sandbox-quanshi").unwrap();
    let id = USER_ID.to_string();
    let mut settings = vec![("app_id", "6"), ("app_key", KEY), ("user_id", id.as_str()), ("email", EMAIL)];
    settings.push(("box_base_url", BOXES_AT));
    assert_eq!((profile.vendor, profile.settings), ("quanshi", settings.as_slice()));
}

#[test]
fn what_no_correct_client_sends_is_refused_aloud() {
    let quanshi = Quanshi::start();
    for call in CALLS.iter().filter(|call| !call.get) {
        let path = &format!("{}6/2797400", &call.path[1..]);
        let path = if call.path.ends_with('/') { path } else { &call.path[1..] };
        assert_eq!(quanshi.misuse(path, &json!({"meetctl": 1})), "unknown field meetctl");
        assert_eq!(quanshi.get(path).0, 405, "{path}");
        for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
            let request = Sandbox::request("POST", &format!("/{path}"), kind, "{}");
            assert_eq!(quanshi.sandbox.send(&request).0, 415, "{path} {kind}");
        }
        assert_eq!(quanshi.misuse(path, &json!([])), "the body must be a JSON object");
        assert_eq!(quanshi.raw(path, "{", "").0, 400);
        assert_eq!(
            quanshi.misuse(&format!("{path}?appId=6"), &json!({})),
            "no call has parameters in a query"
        );
    }
    let (status, text) =
        quanshi.raw(STATE, r#"{"appId":6,"userId":10000001,"appId":6,"conferenceId":"1"}"#, "");
    assert_eq!((status, text.contains("field appId comes twice")), (400, true), "{text}");
    assert_eq!(quanshi.post("conference/conference/reservConference", &json!({})).0, 404);
    assert_eq!(quanshi.post("confopenapi/room/reservConference/", &json!({})).0, 404);
}

#[test]
fn ids_keys_and_hosts_are_checked() {
    let quanshi = Quanshi::start();
    quanshi.codes(
        STATE,
        &of("239790003"),
        &[
            ("appId", json!(6), 0),
            ("appId", json!("6"), 50103),
            ("appId", json!(7), 50103),
            ("appId", Value::Null, 50103),
            ("userId", Value::Null, 50103),
            ("userId", json!(0), 50103),
            ("userId", json!("10000001"), 50103),
            ("userId", json!(-1), 50103),
            ("userId", json!(1.5), 50103),
            ("userId", json!(77), 51104),
            // A user, but not the host.
            ("userId", json!(10_000_002), 50709),
            ("conferenceId", json!(239_790_003), 50103),
            ("conferenceId", json!(""), 50103),
            ("conferenceId", json!("8762238"), 50709),
        ],
    );
    assert_eq!(
        quanshi.raw(STATE, &of("8762238").to_string(), "").1,
        r#"{"status":50709,"msg":"conference does not exist  8762238 or get conference failed","content_type":"application/json"}"#
    );
    let phones = "conference/conference/getPhoneAccessNum";
    assert_eq!(quanshi.code(phones, &json!({})), 50103);
    assert_eq!(quanshi.code(phones, &json!({"appKey": "598c2c48"})), 51101);
    assert_eq!(quanshi.code(phones, &json!({"appKey": ""})), 50103);
    // What the table does not list is not taken.
    assert_eq!(
        quanshi.misuse(STATE, &with(&of("239790003"), &[("appKey", json!(KEY))])),
        "unknown field appKey"
    );
}

#[test]
fn tokens_are_issued_and_checked() {
    let quanshi = Quanshi::start();
    let millis = now() * 1000;
    let create = |app: &str, time: i64, secret: &str, body: &Value| {
        let sum = hex::encode(Sha1::digest(format!("{secret}abc{time}")));
        let headers = format!("AppId: {app}\r\nNonce: abc\r\nCurTime: {time}\r\nCheckSum: {sum}\r\n");
        let (status, text) = quanshi.raw("token/create", &body.to_string(), &headers);
        (status, serde_json::from_str::<Value>(&text).unwrap())
    };
    let admin = json!({"userId": USER_ID});
    let (status, answer) = create("6", millis - 299_000, SECRET, &admin);
    assert_eq!((status, &answer["code"], &answer["data"]["expire"]), (200, &json!(200), &json!(86_400)));
    let token = answer["data"]["token"].as_str().unwrap().to_owned();
    let other = create("6", millis, SECRET, &json!({"userId": USER_ID, "userName": "x"})).1;
    assert_ne!(other["data"]["token"], json!(token));
    for (app, time, secret, body, status) in [
        ("7", millis, SECRET, &admin, 401),
        ("6", millis + 301_000, SECRET, &admin, 401),
        ("6", now(), SECRET, &admin, 401),
        ("6", millis, "else", &admin, 401),
        ("6", millis, SECRET, &json!({"userId": 10_000_002}), 401),
        ("6", millis, SECRET, &json!({"userId": "10000001"}), 400),
        ("6", millis, SECRET, &json!({"userId": USER_ID, "x": 1}), 400),
    ] {
        assert_eq!(create(app, time, secret, body).0, status, "{app} {time} {secret} {body}");
    }
    assert_eq!(quanshi.raw("token/create", "{}", "").0, 401);

    for path in [STATE, "confopenapi/conference/movie/getConfReplayById"] {
        let body =
            with(&of("239790003"), if path == STATE { &[] } else { &[("appId", Value::Null)] }).to_string();
        let status = |headers: &str| quanshi.raw(path, &body, headers);
        assert_eq!(status("").0, 200);
        assert_eq!(status(&format!("token: {token}\r\n")).0, 200);
        assert_eq!(status(&format!("Token: {TOKEN}\r\n")).0, 200);
        let wrong = r#"{"status":401,"msg":"the token is not known","content_type":"application/json"}"#;
        assert_eq!(status("token: wrong\r\n"), (401, wrong.to_owned()));
        assert_eq!(status(&format!("token: {TOKEN}\r\ntoken: {TOKEN}\r\n")).0, 401);
    }
    let log = quanshi.sandbox.log().join("\n");
    assert!(!log.contains(&token) && !log.contains(TOKEN) && !log.contains(SECRET), "{log}");
}

#[test]
fn faults_have_the_shape_of_the_call() {
    let quanshi = Quanshi::with(&["getConfStatus#1:busy", "#2:code=50709", "token/create:code=7"]);
    assert_eq!(quanshi.code(STATE, &of("239790003")), BUSY);
    assert_eq!(quanshi.code(STATE, &of("239790003")), 50709);
    assert_eq!(quanshi.post("token/create", &json!({})).1["code"], 7);
}

#[test]
fn envelopes_are_those_of_the_samples() {
    let quanshi = Quanshi::start();
    let (_, text) = quanshi.raw("conference/conference/getConferenceBaseInfoById/6/2797400", "", "");
    assert!(
        text.contains(r#""conferenceTitle":"\u6d4b\u8bd5%""#) && text.contains(r"http:\/\/mtest"),
        "{text}"
    );
    let answer: Value = serde_json::from_str(&text).unwrap();
    let legacy = "status result msg request_id timestamp callSeq content_type request_duration";
    assert_eq!(names(&answer).join(" "), legacy);
    assert!(answer["msg"].as_str().unwrap().starts_with("conferenceserver-192.0.2.230-"));
    let admin = json!({"startTime": 1_641_020_400, "endTime": 1_648_897_421, "adminUserId": USER_ID});
    let (_, text) = quanshi.raw("confopenapi/room/conference/listByAdmin", &admin.to_string(), "");
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert!(text.contains("https://mtest"), "not escaped");
    assert_eq!((&answer["conferenceid"], &answer["record"]), (&json!(""), &json!(0)));
    assert!(answer.get("msg").is_none() && answer["request_id"] != answer["reqid"]);
}
