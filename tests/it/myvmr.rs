//! MyVMR's eleven calls as its document has them: what a command sends, byte for byte, and what it makes
//! of the document's own sample answers; then those answers broken in every way, wrong input, and every
//! command against the sandbox. A test fails if a call has no sample here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Received, Reply, Server};
use crate::world::{Ran, World};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// Recognisable, full of what headers and JSON may hold, and longer than the document's 60 characters.
const AUTH: &str = "canary0123456789abcdefghijklmnop:qrstuvwxyz+/=\"0123456789abcdefghijkl";
const ACCOUNT: &str = "admin@miwei.com";

/// One command, the document's answer to it, the request that it sends, and what it prints.
struct Sample {
    line: &'static str,
    call: &'static str,
    answer: &'static str,
    /// The query of a GET as it stands in the URL; the body of a POST.
    sent: &'static str,
    prints: fn() -> Value,
    /// What stderr says; empty: nothing.
    says: &'static str,
}

const OPENED: &str = r#"{"code": "200", "data": {"recordId": "a1e3595d-207a-4853-ba39-c576a5761952"}, "message": null, "state": 1}"#;
/// Without the two commas before closing braces.
const CLOSED: &str = OPENED;
/// Without the row that is three dots.
const RECORDS: &str = r#"{"code": "200", "data": [
    {"recordId": "02e555e21dc8dae6b6ea362ebbece8dd", "conferenceKey": "1866", "entId": 52,
     "startTime": "2019-05-31 01:43:09", "fileSize": 1027797, "stopTime": "2019-05-31 01:43:23",
     "downUrl": "http://xxxxxxx.cossh.myqcloud.com/2019-05-31/1866_094309.mp4?sign=tchXRYvuIsDY46D3297KGdceQllhPTEwMDQ1OTYwJmI9ZTUyJms9QUtJRGFCeG5oWW5yUkdEM29Vc3BSN3JXMVY1WjBPaDA2dlpHJmU9MTU3MTYyMTYxNSZ0PTE1NzEwMTY4MTUmcj0xNDk2NDYwMDY4JmY9"},
    {"recordId": "fef892788b675d384764e403781f1b1e", "conferenceKey": "1866", "entId": 52,
     "cid": "a15fcb02-9410-471c-af47-2b368715999f", "startTime": "2017-02-20 01:51:10", "fileSize": 102779700,
     "stopTime": "2017-02-20 02:51:10",
     "downUrl": "http://xxxxxx.cossh.myqcloud.com/2017-02-20/1866_100151.mp4?sign=/aT6y5Hbc0kD6TP%2BWqZ52LC88SthPTEwMDQ1OTYwJmI9ZTUyJms9QUtJRGFCeG5oWW5yUkdEM29Vc3BSN3JXMVY1WjBPaDA2dlpHJmU9MTU3MTYyMTYxNiZ0PTE1NzEwMTY4MTYmcj05MTc3MTM2MzgmZj0="}],
    "message": null, "state": 1}"#;
const STATUS: &str = r#"{"code": 200, "data": {"conferenceKey": "8000000", "live": false, "rtmpUrl": "", "record": false,
    "recordId": "a1e3595d-207a-4853-ba39-c576a5761952", "failedReason": ""}, "message": null, "state": 1}"#;
const INFO: &str = r#"{"code": 200, "msg": "success", "name": "会议室名称", "alias": "8000000", "hostpwd": "0000",
    "guestpwd": "0000", "locked": false, "started": true, "participants": 0}"#;
const ROOMS: &str = r#"{"code": 200, "data": [{"hostPin": "123456", "isPublicVmr": "yes", "livePwd": "", "hostView": "1:7",
    "alias": "17815027526meet@myvmr105.cn", "guestView": "1:7", "guestPin": "1234567", "pid": 3364, "type": 1,
    "maxSquare": "100", "pDesc": "何宗源的会议室", "sipkey": 100713, "isDispark": "no"}], "message": null, "state": 1}"#;
/// Without the comments, and with the bracket that closes `data`. The document gives it for contacts too.
const RESERVATIONS: &str = r#"{"code": 200, "data": [{"id": 1429, "theme": "会议主题", "introduction": "接口会议",
    "randomHostPwd": "99999", "randomVisitorPwd": "", "sipkey": "2516", "isAutoOpen": "no",
    "startDate": "2020-01-30 09:00", "endDate": "2020-01-30 13:00",
    "createSubscriber": {"id": 2756, "name": "蓝天"}, "createTime": "2020-01-07 11:48:40",
    "shortAddress": "https://api.myvmr.cn/meet/share/VTZI8", "bizProductId": 486,
    "visitorList": [{"id": "9182", "name": "xxxx"}, {"id": "9187", "name": "AAAAAA"}]}],
    "message": null, "state": 1}"#;
const CANCELLED: &str = r#"{"code": 200, "data": null, "message": "操作成功", "state": 1}"#;

/// What `meeting create` looks at first.
const LIST: &str = "/subscribe/getsubmeetings";

const CREATE: &str = "meeting create --subject 会议主题 --note 接口会议 --invite 9187 --invite 9182 \
    --start 2020-01-30T09:00:00+08:00 --end 2020-01-30T13:00:00+08:00 --room 486 --host-password 99999 \
    --password 888888 --set isAutoOpen=yes";

static SAMPLES: &[Sample] = &[
    Sample {
        line: "record open 1866",
        call: "POST /meeting/openRecord",
        answer: OPENED,
        sent: r#"{"conferenceKey":"1866"}"#,
        prints: || {
            stream(
                json!({"meeting_id": "1866", "recording": true, "record_id": "a1e3595d-207a-4853-ba39-c576a5761952"}),
            )
        },
        says: "",
    },
    Sample {
        line: "record close 1866",
        call: "POST /meeting/closeRecord",
        answer: CLOSED,
        sent: r#"{"conferenceKey":"1866"}"#,
        prints: || {
            stream(
                json!({"meeting_id": "1866", "recording": false, "record_id": "a1e3595d-207a-4853-ba39-c576a5761952"}),
            )
        },
        says: "",
    },
    Sample {
        line: "record get --record 02E555E2-1DC8-DAE6-B6EA-362EBBECE8DD --set origin=https://vmr.example",
        call: "POST /meeting/getRecords",
        answer: RECORDS,
        sent: r#"{"recordId":"02E555E2-1DC8-DAE6-B6EA-362EBBECE8DD","origin":"https://vmr.example"}"#,
        prints: || json!([records()[0]]),
        says: "",
    },
    Sample {
        line: "record get --record 1",
        call: "POST /meeting/getRecords",
        answer: RECORDS,
        sent: r#"{"recordId":"1"}"#,
        prints: records,
        says: "warning: none of what came is the recording 1; all of it is shown\n",
    },
    Sample {
        line: "record delete a1e3595d207a4853ba39c576a5761952 --yes",
        call: "POST /meeting/delRecordFile",
        answer: OPENED,
        sent: r#"{"recordId":"a1e3595d207a4853ba39c576a5761952"}"#,
        prints: || json!([{"id": "a1e3595d207a4853ba39c576a5761952", "ok": true}]),
        says: "",
    },
    Sample {
        line: "record status 8000000",
        call: "POST /meeting/getLiveRecStatus",
        answer: STATUS,
        sent: r#"{"conferenceKey":"8000000"}"#,
        prints: live_status,
        says: "",
    },
    Sample {
        line: "live status 8000000",
        call: "POST /meeting/getLiveRecStatus",
        answer: STATUS,
        sent: r#"{"conferenceKey":"8000000"}"#,
        prints: live_status,
        says: "",
    },
    Sample {
        line: "meeting status 8000000",
        call: "GET /api/getmeetinginfo",
        answer: INFO,
        sent: "addr=8000000",
        prints: || {
            let mut status =
                meeting(json!({"number": "8000000", "subject": "会议室名称", "status": "running",
                "host_password": "0000", "password": "0000"}));
            status["participants"] = json!(0);
            status["duration_seconds"] = Value::Null;
            status["locked"] = json!(false);
            status
        },
        says: "",
    },
    Sample {
        line: "room list",
        call: "GET /subscribe/getmeeting",
        answer: ROOMS,
        sent: "account=admin%40miwei.com",
        prints: || {
            json!([{"id": "3364", "number": "100713", "name": "何宗源的会议室", "host_password": "123456",
                "password": "1234567", "extra": {"isPublicVmr": "yes", "livePwd": "", "hostView": "1:7",
                "alias": "17815027526meet@myvmr105.cn", "guestView": "1:7", "type": 1, "maxSquare": "100",
                "isDispark": "no"}}])
        },
        says: "",
    },
    Sample {
        line: "contact list --account b@c.cn",
        call: "GET /subscribe/getcontacts",
        answer: RESERVATIONS,
        sent: "account=b%40c.cn&pageIndex=1&pageSize=100&isAll=yes",
        prints: || {
            let mut extra = serde_json::from_str::<Value>(RESERVATIONS).unwrap()["data"][0].take();
            extra.as_object_mut().unwrap().remove("id");
            json!([{"id": "1429", "name": null, "extra": extra}])
        },
        says: "",
    },
    Sample {
        line: CREATE,
        call: "POST /subscribe/createmeet",
        answer: RESERVATIONS,
        sent: r#"{"account":"admin@miwei.com","theme":"会议主题","introduction":"接口会议","visitor_ids":"9187,9182","startDate":"2020-01-30 09:00","endDate":"2020-01-30 13:00","isAutoOpen":"yes","pid":486,"shostPwd":"99999","svisitorPwd":"888888"}"#,
        prints: || {
            let mut made = reservation();
            made["status"] = json!("scheduled");
            made
        },
        says: "warning: myvmr made the meeting with another isAutoOpen, password than was asked for; the result shows what it is\n",
    },
    Sample {
        line: "meeting create --subject 会议主题 --start @1580346000 --duration 4h",
        call: "POST /subscribe/createmeet",
        answer: RESERVATIONS,
        sent: r#"{"account":"admin@miwei.com","theme":"会议主题","startDate":"2020-01-30 09:00","endDate":"2020-01-30 13:00","pid":""}"#,
        prints: || {
            let mut made = reservation();
            made["status"] = json!("scheduled");
            made
        },
        says: "",
    },
    Sample {
        line: "meeting cancel 1429 --yes",
        call: "POST /subscribe/cancelmeet",
        answer: CANCELLED,
        sent: r#"{"st_id":"1429"}"#,
        prints: || json!([{"id": "1429", "ok": true}]),
        says: "",
    },
    Sample {
        line: "meeting list",
        call: "GET /subscribe/getsubmeetings",
        answer: RESERVATIONS,
        sent: "account=admin%40miwei.com",
        prints: || json!([reservation()]),
        says: "",
    },
    Sample {
        line: "meeting get 1429 --host x@y",
        call: "GET /subscribe/getsubmeetings",
        answer: RESERVATIONS,
        sent: "account=x%40y",
        prints: reservation,
        says: "",
    },
];

/// A value of this shape of which only this is known.
fn known(mut all: Value, known: Value) -> Value {
    for (name, value) in known.as_object().unwrap() {
        assert!(all.get(name).is_some(), "there is no {name}");
        all[name] = value.clone();
    }
    all
}

fn meeting(fields: Value) -> Value {
    let all = json!({"profile": "vmr", "vendor": "myvmr", "id": null, "number": null, "short_id": null,
        "subject": null, "start": null, "end": null, "duration_minutes": null, "status": null, "host": null,
        "host_password": null, "password": null, "join_url": null, "host_url": null, "live_url": null, "extra": {}});
    known(all, fields)
}

fn stream(fields: Value) -> Value {
    let all = json!({"meeting_id": null, "kind": null, "pull_url": null, "push_url": null, "live": null,
        "recording": null, "record_id": null, "extra": {}});
    known(all, fields)
}

fn live_status() -> Value {
    stream(json!({"meeting_id": "8000000", "live": false, "recording": false,
        "record_id": "a1e3595d-207a-4853-ba39-c576a5761952", "extra": {"failedReason": ""}}))
}

/// The times look like Beijing's less eight hours, but nobody says so: they stay as they came.
fn records() -> Value {
    let rows = serde_json::from_str::<Value>(RECORDS).unwrap()["data"].take();
    let record = |row: &Value, name: &str, seconds: i64| {
        let mut extra = row.clone();
        for taken in ["recordId", "conferenceKey", "fileSize", "downUrl"] {
            extra.as_object_mut().unwrap().remove(taken);
        }
        json!({"profile": "vmr", "vendor": "myvmr", "id": row["recordId"], "meeting_id": "1866", "name": name,
            "format": "mp4", "size_bytes": row["fileSize"], "duration_seconds": seconds, "start": null, "end": null,
            "md5": null, "download_url": row["downUrl"], "play_url": null, "ready": true, "extra": extra})
    };
    json!([record(&rows[0], "1866_094309.mp4", 14), record(&rows[1], "1866_100151.mp4", 3600)])
}

fn reservation() -> Value {
    meeting(
        json!({"id": "1429", "number": "2516", "subject": "会议主题", "start": "2020-01-30T09:00:00+08:00",
        "end": "2020-01-30T13:00:00+08:00", "duration_minutes": 240, "status": "ended", "host": "蓝天", "host_password": "99999",
        "join_url": "https://api.myvmr.cn/meet/share/VTZI8", "extra": {"introduction": "接口会议",
        "isAutoOpen": "no", "createSubscriber": {"id": 2756, "name": "蓝天"}, "createTime": "2020-01-07 11:48:40",
        "bizProductId": 486,
        "visitorList": [{"id": "9182", "name": "xxxx"}, {"id": "9187", "name": "AAAAAA"}]}}),
    )
}

/// A world with a profile `vmr` at this address.
fn at(url: &str, more: &str) -> World {
    World::with(&format!(
        "default = \"vmr\"\n[profiles.vmr]\nvendor = \"myvmr\"\nbase_url = \"{url}\"\naccount = \"{ACCOUNT}\"\n{more}\n"
    ))
}

fn served(answer: &str) -> (World, Server) {
    let answer = answer.to_owned();
    let server = Server::start(move |_, _| Reply::Json(200, answer.clone()));
    (at(&server.url(), &format!("auth = '{AUTH}'")), server)
}

fn run(world: &World, line: &str) -> Ran {
    world.run(&line.split_whitespace().collect::<Vec<_>>())
}

fn sent(request: &Received) -> String {
    match request.method.as_str() {
        "GET" => request.target.split_once('?').map_or("", |(_, query)| query).to_owned(),
        _ => String::from_utf8(request.body.clone()).unwrap(),
    }
}

#[test]
fn every_call_is_sent_and_read_as_its_document_says() {
    for sample in SAMPLES {
        let (world, server) = served(sample.answer);
        let ran = run(&world, &format!("{} --json", sample.line)).exits(0).hides(AUTH);
        let creates = sample.line.starts_with("meeting create");
        let requests = if creates { server.requests_but(LIST) } else { server.requests() };
        // A list of contacts has ended only when a page brings nothing new.
        let pages = if sample.line.starts_with("contact") { 2 } else { 1 };
        assert_eq!(requests.len(), pages, "{}", sample.line);
        let request = &requests[0];
        assert_eq!(format!("{} {}", request.method, request.path()), sample.call, "{}", sample.line);
        assert_eq!(sent(request), sample.sent, "{}", sample.line);
        assert_eq!(request.header("auth"), Some(AUTH), "{}", sample.line);
        let kind = request.header("content-type").map(|kind| kind.split(';').next().unwrap());
        assert_eq!(kind, (request.method == "POST").then_some("application/json"), "{}", sample.line);
        if request.method == "POST" {
            assert_eq!(request.target, request.path(), "{}", sample.line);
        }
        assert_eq!(ran.json(), (sample.prints)(), "{}", sample.line);
        assert_eq!(crate::world::told(&ran.err), sample.says, "{}", sample.line);
    }
}

/// The table above knows every call and every parameter that the program knows, and no others.
#[test]
fn no_call_and_no_parameter_is_without_a_sample() {
    let rows = run(&World::new(), "vendors myvmr --params --json").exits(0).json();
    let rows = rows.as_array().unwrap();
    let mut calls: Vec<&str> = rows.iter().map(|row| row["call"].as_str().unwrap()).collect();
    let mut samples: Vec<&str> = SAMPLES.iter().map(|sample| sample.call).collect();
    for list in [&mut calls, &mut samples] {
        list.sort_unstable();
        list.dedup();
    }
    assert_eq!((&calls, calls.len()), (&samples, 11));
    for row in rows {
        let (call, name) = (row["call"].as_str().unwrap(), row["name"].as_str().unwrap());
        let seen = |sample: &&Sample| {
            sample.sent.contains(&format!("\"{name}\":")) || sample.sent.contains(&format!("{name}="))
        };
        assert!(
            name == "auth" || SAMPLES.iter().filter(|s| s.call == call).any(|s| seen(&s)),
            "{call} {name}"
        );
    }
}

/// Every answer that is this one with one thing wrong in it.
fn mutations(sample: &Value) -> Vec<Value> {
    fn places(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
            }
            // One row stands for all.
            Value::Array(items) => {
                items.iter().take(1).for_each(|value| places(value, &format!("{at}/0"), found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    places(sample, "", &mut found);
    let mut all = Vec::new();
    for place in found {
        let mut put = |value: Value| {
            let mut other = sample.clone();
            *other.pointer_mut(&place).unwrap() = value;
            all.push(other);
        };
        put(Value::Null);
        match sample.pointer(&place).unwrap() {
            Value::String(text) => {
                put(json!(text.parse::<i64>().unwrap_or(7)));
                put(json!([text]));
            }
            Value::Number(number) => put(json!(number.to_string())),
            Value::Bool(bool) => put(json!(bool.to_string())),
            Value::Array(items) => {
                put(json!({}));
                put(items.first().cloned().unwrap_or_default());
                put(json!([null, 1, "x", [], {}]));
            }
            Value::Object(fields) => {
                put(json!([]));
                put(json!([fields]));
                let mut more = fields.clone();
                more.insert("unknown \u{1b}[2K".to_owned(), json!({"new": [1]}));
                put(Value::Object(more));
            }
            Value::Null => put(json!("words")),
        }
        if let Some((parent, name)) = place.rsplit_once('/') {
            let mut other = sample.clone();
            if let Some(fields) = other.pointer_mut(parent).and_then(Value::as_object_mut) {
                fields.shift_remove(name);
                all.push(other);
            }
        }
    }
    all
}

#[test]
fn broken_answers_never_panic_and_never_become_success() {
    let mut last = "";
    for sample in SAMPLES {
        // `meeting get` reads the list in its own way.
        if std::mem::replace(&mut last, sample.call) == sample.call && !sample.line.starts_with("meeting get")
        {
            continue;
        }
        let current = Arc::new(Mutex::new(String::new()));
        let shared = Arc::clone(&current);
        let server = Server::start(move |_, _| Reply::Json(200, shared.lock().unwrap().clone()));
        let world = at(&server.url(), &format!("auth = '{AUTH}'"));
        for answer in mutations(&serde_json::from_str(sample.answer).unwrap()) {
            *current.lock().unwrap() = answer.to_string();
            let ran = run(&world, &format!("{} --json --retries 0", sample.line));
            let code = answer.get("code").map(|code| code.as_str().map_or(code.to_string(), str::to_owned));
            let state = answer.get("state").is_none_or(|state| *state == 1 || *state == "1");
            let success = code.as_deref() == Some("200") && state;
            let context = format!("{}\n{answer}\n{}", sample.line, ran.err);
            assert!(!ran.err.contains("panicked") && !ran.err.contains('\u{1b}'), "{context}");
            assert!(ran.code != Some(0) || success, "{context}");
            assert!(matches!(ran.code, Some(0 | 1 | 4 | 5 | 6 | 8 | 10)), "{:?} {context}", ran.code);
            if ran.code == Some(0) {
                ran.json();
            }
        }
    }
}

#[test]
fn a_refusal_is_one_however_it_is_written() {
    for (code, exit) in [
        ("200001", 4),
        ("200002", 6),
        ("200003", 6),
        ("200004", 6),
        ("200005", 6),
        ("200006", 6),
        ("200007", 6),
        ("200008", 5),
        ("200009", 6),
        ("403", 4),
        ("400", 1),
        ("2001", 1),
        ("31337", 1),
    ] {
        for written in [format!("\"{code}\""), code.to_owned()] {
            for rest in [
                r#""message": "不", "state": 0"#,
                r#""msg": "不""#,
                r#""message": "不", "state": 1, "data": {}"#,
            ] {
                let (world, server) = served(&format!("{{\"code\": {written}, {rest}}}"));
                let ran = run(&world, "record open 1 --json").exits(exit).prints_nothing();
                assert_eq!(
                    (&ran.error()["code"], &ran.error()["vendor_message"]),
                    (&json!(code), &json!("不"))
                );
                assert!(server.requests_but(LIST).len() <= 1);
            }
        }
    }
    let (world, _server) = served(r#"{"code": 200001, "data": null, "message": "x", "state": 0}"#);
    run(&world, "meeting status 1429").exits(4).says("`number`").says("api_key");
    let (world, _server) = served(r#"{"code": 200, "data": null, "message": "x", "state": 0}"#);
    run(&world, "room list").exits(1).says("state").prints_nothing();
    for (words, exit) in [("当前会议室没有开启会议", 6), ("auth码不能为空", 4)] {
        let answer = json!({"code": 200, "data": null, "message": words, "state": 0}).to_string();
        let (world, server) = served(&answer);
        run(&world, "record open 1866").exits(exit).says(words);
        assert_eq!(server.requests_but(LIST).len(), 1);
    }
    // The table of this call is headed "data", and its sample has none.
    let (world, _server) = served(&format!(r#"{{"code": 200, "state": 1, "data": {INFO}}}"#));
    let told = run(&world, "meeting status 8000000 --json").exits(0).json();
    assert_eq!((&told["subject"], &told["status"]), (&json!("会议室名称"), &json!("running")));
    // What was made is not known: no guess is printed, and nothing is sent again.
    for data in
        ["null", "[]", "{}", r#"[{"theme": "x"}]"#, r#"[{"id": 1, "theme": "a"}, {"id": 2, "theme": "b"}]"#]
    {
        let (world, server) =
            served(&format!(r#"{{"code": 200, "data": {data}, "message": null, "state": 1}}"#));
        run(&world, CREATE).exits(10).says("meeting list").prints_nothing();
        assert_eq!(server.requests_but(LIST).len(), 1);
    }
}

#[test]
fn the_credential_is_sent_as_it_is_and_never_shown() {
    let server = Server::start(|_, _| Reply::Json(200, INFO.into()));
    let world = at(&server.url(), "api_id = \"canary-id\"\napi_key = \"canary-key\"");
    run(&world, "meeting status 1 -vv").exits(0).hides("canary-key");
    run(&world, "record open 1 --dry-run").exits(0).hides("canary-key");
    assert_eq!(server.requests()[0].header("auth"), Some("canary-id:canary-key"));
    run(&at(&server.url(), ""), "meeting status 1").exits(3).says("\"auth\"");
    run(&at(&server.url(), "api_key = \"k\""), "meeting status 1").exits(3).says("\"api_id\"");
    let world = World::with(&format!(
        "[profiles.vmr]\nvendor = \"myvmr\"\nbase_url = \"{}\"\nauth = \"800\"\n",
        server.url()
    ));
    run(&world, "-p vmr room list").exits(3).says("account");
    run(&world, "-p vmr meeting list").exits(3).says("--host");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn wrong_input_is_refused_before_anything_is_sent() {
    let (world, server) = served(RESERVATIONS);
    let base = "meeting create --subject x --start @1580346000";
    for (more, code, says) in [
        ("--duration 1h --set isAutoOpn=yes", 2, "isAutoOpen"),
        ("--duration 1h --set isAutoOpen=maybe", 2, "true or false"),
        ("--duration 1h --set theme=y", 2, "--subject"),
        ("--duration 1h --set auth=y", 2, "meetctl itself"),
        ("--duration 1h --room main", 2, "--room must be a whole number"),
        ("--duration 1h --room 1 --room 2", 2, "--room once"),
        ("--duration 1h --invite ,", 2, "--invite"),
        ("--duration 20s", 2, "whole minutes"),
        ("--end @1580345999", 2, "is not after --start"),
        ("", 2, "--end TIME"),
        ("--end never", 7, "--end never"),
        ("--duration 1h --live", 7, "--live"),
        ("--duration 1h --record", 7, "--record"),
        ("--duration 1h --repeat daily --until 2026-12-01", 7, "--repeat"),
    ] {
        run(&world, &format!("{base} {more}")).exits(code).says(says).prints_nothing();
    }
    let newline =
        ["meeting", "create", "--subject", "x", "--start", "now", "--duration", "1h", "--invite", "1\n2"];
    world.run(&newline).exits(2).says("--invite");
    for (line, code, says) in [
        ("meeting edit 1429 --subject x", 7, "not one step"),
        ("meeting end 1429 --yes", 7, "meeting cancel"),
        ("meeting list --from now --to 2020-01-01T00:00:00Z", 2, "--to is before --from"),
        ("meeting list --status runing", 2, "running"),
        ("meeting list --type schedulde", 2, "scheduled"),
        ("meeting list --admin x", 7, "--admin"),
        ("meeting get --pcode 0123", 7, "--pcode"),
        ("meeting cancel 1429", 2, "--yes"),
        ("record delete 1", 2, "--yes"),
        ("record get", 2, "--record ID"),
        ("record get 1 --user u", 7, "--user"),
        ("record get --record 1 --set recordId=2", 2, "--record"),
        ("join-url 1 --user 1 --name x", 7, "join_url"),
        ("report 1", 7, "meeting status"),
        ("live streams", 7, "live status"),
    ] {
        run(&world, line).exits(code).says(says).prints_nothing();
    }
    world.run(&["record", "delete", "", "--yes"]).exits(2).says("<ID>");
    world.run(&["meeting", "status", ""]).exits(2).says("MEETING must not be empty");
    assert_eq!(server.connections(), 0);
    // What has a place of its own in a URL is encoded.
    world.run(&["meeting", "status", "a/ ?#%&="]).exits(0);
    assert_eq!(sent(&server.requests()[0]), "addr=a%2F+%3F%23%25%26%3D");
}

/// The contacts that the request of this number, from 0, is answered with.
type Pages = fn(usize) -> std::ops::Range<usize>;

/// Whatever a server makes of `isAll` and of pages, each contact comes once.
#[test]
fn contacts_end_with_an_empty_or_a_repeated_page() {
    let page = |ids: std::ops::Range<usize>| {
        let rows: Vec<Value> = ids.map(|id| json!({"id": id, "name": format!("n{id}")})).collect();
        json!({"code": 200, "data": rows, "message": null, "state": 1}).to_string()
    };
    let servers: [(Pages, usize, usize); 5] = [
        (|n| n * 100..((n + 1) * 100).min(230), 230, 4),
        (|n| n.min(2) * 10..(n.min(2) + 1) * 10, 30, 4),
        (|_| 0..40, 40, 2),
        (|_| 0..5000, 5000, 1),
        (|_| 0..0, 0, 1),
    ];
    for (pages, count, requests) in servers {
        let server = Server::start(move |_, n| Reply::Json(200, page(pages(n))));
        let world = at(&server.url(), "auth = \"800\"");
        let rows = run(&world, "contact list --json").exits(0).json();
        let ids: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        assert_eq!(ids, (0..count).map(|id| id.to_string()).collect::<Vec<_>>());
        let indices: Vec<String> =
            server.requests().iter().map(|request| request.query()[1].1.clone()).collect();
        assert_eq!(indices, (1..=requests).map(|index| index.to_string()).collect::<Vec<_>>());
    }
    let odd = r#"{"code": 200, "data": [{"uid": 1}, "张三", 7, null], "message": null, "state": 1}"#;
    let (world, _server) = served(odd);
    let rows = run(&world, "contact list --json").exits(0).json();
    let extras = json!([{"uid": 1}, {}, {"value": 7}, {"value": null}]);
    for (at, extra) in extras.as_array().unwrap().iter().enumerate() {
        assert_eq!(&rows[at]["extra"], extra);
    }
    assert_eq!(rows[1]["name"], "张三");
}

/// What `record open` printed finds the recording later, by the room.
#[test]
fn recordings_are_remembered_by_room() {
    let (id, plain) = ("A1E3595D-207a-4853-ba39-c576a5761952", "a1e3595d207a4853ba39c576a5761952");
    let server = Server::start(move |request, _| {
        let row = |id: &str, size: &str| {
            format!(r#"{{"recordId": "{id}", "conferenceKey": "7", "fileSize": {size}}}"#)
        };
        let data = match request.path() {
            "/meeting/openRecord" => format!(r#"{{"recordId": "{id}"}}"#),
            "/meeting/getRecords" if sent(request).contains("gone") => {
                return Reply::Json(200, r#"{"code": "200008", "state": 0}"#.to_owned());
            }
            "/meeting/getRecords" => format!("[{}, {}]", row(plain, "1.5e3"), row("other", "\"12\"")),
            "/meeting/getLiveRecStatus" => r#"{"recordId": "other"}"#.to_owned(),
            _ => r#"{"recordId": "A1E3"}"#.to_owned(),
        };
        Reply::Json(200, format!(r#"{{"code": "200", "data": {data}, "message": null, "state": 1}}"#))
    });
    let world = at(&server.url(), "auth = \"800\"");
    run(&world, "record open 7").exits(0);
    run(&world, "record open 7").exits(0);
    let kept = std::fs::read_to_string(world.path("state/myvmr-records-vmr.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), json!([{"room": "7", "record": id}]));
    let rows = run(&world, "record get 7 --json").exits(0).json();
    assert_eq!(
        (rows.as_array().unwrap().len(), &rows[0]["id"], &rows[0]["size_bytes"]),
        (2, &json!(plain), &json!(1500))
    );
    // The room names another one, which somebody else opened: it is shown, and never kept as one of ours to delete.
    assert_eq!(rows[1]["id"], "other");
    assert_eq!(std::fs::read_to_string(world.path("state/myvmr-records-vmr.json")).unwrap(), kept);
    assert_eq!((&rows[0]["ready"], &rows[0]["download_url"]), (&json!(false), &Value::Null));
    // Of another room nothing is kept: the room itself is asked. The rows that came are not of that room.
    assert_eq!(run(&world, "record get 8 --json").exits(0).json(), json!([]));
    assert_eq!(run(&world, "record get 7 --record other --json").exits(0).json()[0]["size_bytes"], 12);
    // One that is gone hides none of the others; named by its id it is an error.
    let two = json!([{"room": "7", "record": "gone"}, {"room": "7", "record": id}]);
    std::fs::write(world.path("state/myvmr-records-vmr.json"), two.to_string()).unwrap();
    assert_eq!(run(&world, "record get 7 --json").exits(0).says("gone").json()[0]["id"], plain);
    run(&world, "record get --record gone").exits(5);
    std::fs::write(world.path("state/myvmr-records-vmr.json"), kept).unwrap();
    run(&world, &format!("record delete {plain} --yes")).exits(0).says("names A1E3");
    assert_eq!(std::fs::read_to_string(world.path("state/myvmr-records-vmr.json")).unwrap(), "[]");
}

/// Whose recordings other than what was asked for come, as in the document's sample, and of whose one is gone.
fn of_others() -> Server {
    Server::start(|request, _| {
        let id = |id: &str| sent(request).contains(id);
        let row = |id: &str| {
            json!({"recordId": id, "conferenceKey": "1", "startTime": "2019-05-31 01:43:09",
                "stopTime": "2019-05-31 01:43:23", "downUrl": "http://h.example/a.mp4?sign=x"})
        };
        let data = match request.path() {
            "/meeting/getRecords" if id("gone") => {
                return Reply::Json(200, r#"{"code": "200008", "state": 0}"#.to_owned());
            }
            "/meeting/getRecords" if id("a1") => json!([row("b2"), row("c3")]),
            "/meeting/getRecords" => json!([row("d4")]),
            "/meeting/delRecordFile" if id("D4") => return Reply::with(502, &[], "bad gateway"),
            "/meeting/openRecord" => return Reply::with(502, &[], "bad gateway"),
            "/meeting/getLiveRecStatus" => json!({"conferenceKey": "7", "record": true, "recordId": "b2"}),
            _ => json!({"recordId": "d4"}),
        };
        Reply::Json(200, json!({"code": "200", "data": data, "state": 1}).to_string())
    })
}

#[test]
fn what_nobody_named_is_neither_deleted_nor_downloaded() {
    let server = of_others();
    let world = at(&server.url(), "auth = \"800\"");
    let asked = |path: &str| server.requests().iter().filter(|request| request.path() == path).count();
    run(&world, "record get --record a1").exits(0).says("all of it is shown");
    let ran = run(&world, "record prune --record a1 --older-than 30d --yes").exits(0);
    ran.says("it is left out").says("no recording a1 that is old enough").says("nothing to delete");
    assert_eq!(asked("/meeting/delRecordFile"), 0);
    run(&world, "record download --record a1 --dir recordings").exits(5).says("there is no recording a1");
    // One that is gone hides none of the others.
    let ran = run(&world, "record prune --record gone --record d4 --older-than 30d --yes --json").exits(1);
    ran.says("no recording gone that is old enough").says("still lists it");
    let ran = run(&world, "record download --record gone --record d4 --dir recordings --retries 0").exits(9);
    ran.says("1 not found").says("there is no recording gone");
}

#[test]
fn a_lost_answer_is_made_up_for_by_nothing_of_others() {
    let server = of_others();
    let world = at(&server.url(), "auth = \"800\"");
    run(&world, "record delete D4 --yes").exits(10).says("it is still there");
    // It is being recorded; whose recording that is nobody says.
    let opened = run(&world, "record open 7 --json").exits(0).says("a second look").json();
    assert_eq!((&opened["recording"], &opened["record_id"]), (&json!(true), &Value::Null));
}

/// One that is over was not cancelled.
#[test]
fn a_lost_cancel_is_not_done_because_the_time_is_over() {
    let server = Server::start(|request, _| {
        if request.path() == "/subscribe/cancelmeet" {
            return Reply::with(502, &[], "bad gateway");
        }
        let row = json!({"id": 1, "startDate": "2020-01-30 10:00", "endDate": "2020-01-30 11:00"});
        Reply::Json(200, json!({"code": 200, "data": [row], "state": 1}).to_string())
    });
    let world = at(&server.url(), "auth = \"800\"");
    run(&world, "meeting cancel 1 --yes").exits(10).says("still there");
}

#[test]
fn times_tell_what_state_a_reservation_is_in() {
    let server = Server::start(|_, _| {
        let row = |id: u8, start: &str, end: &str| json!({"id": id, "startDate": start, "endDate": end});
        let data = json!([
            row(1, "2020-01-30 10:00", "2020-01-30 11:00"),
            row(2, "2020-01-30 10:00", "2099-01-30 11:00"),
            row(3, "2099-01-30 10:00", "2099-01-30 11:00"),
        ]);
        Reply::Json(200, json!({"code": 200, "data": data, "state": 1}).to_string())
    });
    let world = at(&server.url(), "auth = \"800\"");
    let ids = |status: &str| {
        let rows = run(&world, &format!("meeting list --json --status {status}")).exits(0).json();
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(["ended", "running", "scheduled"].map(ids), [["1"], ["2"], ["3"]]);
}

#[test]
fn lists_are_filtered_here() {
    let row = |id: u32, room: &str, day: &str| json!({"id": id, "sipkey": room, "startDate": format!("{day} 09:00"), "endDate": format!("{day} 10:00:00")});
    let rows = [
        row(1, "7", "2020-01-01"),
        row(2, "7", "2099-01-02"),
        row(3, "8", "2099-01-01"),
        row(4, "7", "2099-01-01"),
    ];
    let (world, _server) =
        served(&json!({"code": 200, "data": rows, "message": null, "state": 1}).to_string());
    let ids = |line: &str| run(&world, &format!("{line} --jq [.[].id]|join(\",\")")).exits(0).out;
    assert_eq!(ids("meeting list"), "1,2,3,4\n");
    assert_eq!(ids("meeting list --from 2099-01-01T00:00:00Z --to 2099-01-01T12:00:00Z"), "3,4\n");
    assert_eq!(ids("meeting list --number 7 --from 2050-01-01T00:00:00Z --type scheduled"), "2,4\n");
    assert_eq!(ids("meeting list --type instant"), "\n");
    assert_eq!(
        run(&world, "meeting list --limit 2 --json")
            .exits(0)
            .says("--limit 2")
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let got = |line: &str| run(&world, &format!("{line} --jq .id")).exits(0);
    assert_eq!(got("meeting get 3").out, "3\n");
    assert_eq!(got("meeting get --number 7").says("4, 2, 1").out, "4\n");
    run(&world, "meeting get 7").exits(5).says("--number 7").prints_nothing();
    run(&world, "meeting get --number 3").exits(5).prints_nothing();
}

#[test]
fn every_command_works_against_the_sandbox() {
    let world = World::new();
    let vmr = |line: &str| run(&world, &format!("-p sandbox-myvmr {line}"));
    let rooms = vmr("room list --json").exits(0).json();
    assert_eq!(
        (rooms.as_array().unwrap().len(), &rooms[2]["id"], &rooms[2]["number"]),
        (4, &json!("486"), &json!("2516"))
    );
    assert_eq!(vmr("contact list --json").exits(0).json().as_array().unwrap().len(), 25);

    let create = "meeting create --subject 周会 --start 2030-05-01T14:00:00+08:00 --duration 1h --json";
    let made =
        vmr(&format!("{create} --room 486 --invite 9182 --host-password 007 --password 0042")).exits(0);
    assert_eq!(crate::world::told(&made.err), "");
    let made = made.json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(
        (&made["number"], &made["host_password"], &made["password"]),
        (&json!("2516"), &json!("007"), &json!("0042"))
    );
    assert_eq!(
        (&made["profile"], &made["end"]),
        (&json!("sandbox-myvmr"), &json!("2030-05-01T15:00:00+08:00"))
    );
    vmr(&format!("{create} --room 486")).exits(6).says("200009").prints_nothing();
    vmr(&format!("{create} --invite 1 --set isAutoOpen=yes"))
        .exits(0)
        .says("isAutoOpen, list of people invited");
    assert_eq!(vmr(&format!("meeting get {id} --json")).exits(0).json(), made);
    assert_eq!(vmr("meeting get --number 2516 --json").exits(0).json()["id"], made["id"]);
    assert_eq!(vmr("meeting list --json").exits(0).json().as_array().unwrap().len(), 5);
    let cancel = format!("meeting cancel {id} {id} --yes --json");
    let told = vmr(&cancel).exits(0).says("dealt with once").json();
    assert_eq!(told, json!([{"id": id, "ok": true}]));
    assert_eq!(vmr(&cancel).json()[0]["error"]["code"], "200008");

    let state = vmr("meeting status 100713 --json").exits(0).json();
    assert_eq!((&state["status"], &state["password"]), (&json!("idle"), &json!("1234567")));
    vmr("meeting status 1429").exits(4).says("200001").says("`number`");
    let opened = vmr("record open 2516 --json").exits(0).json()["record_id"].clone();
    vmr("record open 2516").exits(6).says("200003");
    vmr("record open 100713").exits(6).says("200006");
    vmr("record open 8000000").exits(6).says("200004");
    let state = vmr("record status 2516 --json").exits(0).json();
    assert_eq!((&state["recording"], &state["record_id"]), (&json!(true), &opened));
    assert_eq!(vmr("live 1866 --json").exits(0).json()["live"], true);
    assert_eq!(vmr("record close 2516 --json").exits(0).json()["record_id"], opened);
    vmr("record close 2516").exits(6).says("200007");
    let found = vmr("record get 2516 --json").exits(0).json();
    let plain = opened.as_str().unwrap().replace('-', "");
    assert_eq!((found.as_array().unwrap().len(), &found[0]["id"]), (1, &json!(plain)));
    vmr(&format!("record delete {plain} --yes")).exits(0);
    vmr(&format!("record delete {plain} --yes")).exits(5);
    vmr("record get 2516").exits(0);
}
