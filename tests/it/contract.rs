//! WeiyiPro's ten calls as its document has them: what a command sends, byte for byte, and what it
//! makes of the document's own sample answers. A test fails if a call has no sample here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Received, Reply, Server};
use crate::world::{KEY, KEY_IN_URL, Ran, World, form};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot text: \xff--";

/// One command, the document's answer to it, the request that it sends, and what it prints.
struct Sample {
    line: &'static str,
    call: &'static str,
    answer: &'static str,
    /// The fields behind `key`, in order: of the form, or of the query of a GET, as they stand there.
    fields: &'static [&'static str],
    /// With `BASE` in place of the server's address.
    prints: fn() -> Value,
}

const CREATED: &str = r#"{ "version": 1173, "serial": 754884357, "roomid": "5ff66be5bfc2421a04767eb7",
    "sig": "203usx24yeijd3zjfbpTqWGskyA2Hw7z9ngrZDQFV8=",
    "pushurl": "域名/app/754884357?auth_key=1801234303-0-0-ca771167c25b04bea29b8f8afb3cb84d",
    "pullurl": "域名/live/754884357.m3u8?auth_key=1801234303-0-0-a636d01ebded4dd94c5276da00c7530d",
    "pullurl2": "域名/hls/754884357.m3u8", "recordpath": "域名/upload/754884357.mp4", "result": 0 }"#;
const EDITED: &str = r#"{"result": 0, "serial": 431383322}"#;
const VISITS: &str = r#"{"result": 0, "logininfo": [{"userid": "D171LM9P", "entertime": "2020-12-30 09:56:50",
    "serial": "111111", "leavetime": "2020-12-30 09:58:20"}]}"#;
const FILES: &str = r#"{"result": 0, "meetingfile": [{"fileid": "494", "filename": "1.png",
    "downloadpath": "/upload/20210107_104054_ratndkwo.png", "filetype": "png"}]}"#;
const STREAMS: &str = r#"{"result": 0, "cdnStreams": [{"serial": "", "pullUrl": ""}],
    "serverStreams": [{"serial": "", "pullUrl": ""}]}"#;
const RECORDS: &str = r#"{"code": 0, "records": [{"id": "2", "serial": "655796682", "duration": "2",
    "filepath": "/upload/84c9/1/user/84c9.mp4", "createtime": "2025-11-04 15:46:27"}]}"#;

static SAMPLES: &[Sample] = &[
    Sample {
        line: "meeting create --subject 周会 --start 2026-11-23T14:00:00+08:00 --duration 1h --host-password pass1234 --live",
        call: "POST /WebAPI/meetingcreate",
        answer: CREATED,
        fields: &[
            "meetingname=周会",
            "starttime=1795413600",
            "endtime=1795417200",
            "chairmanpwd=pass1234",
            "islive=1",
        ],
        prints: || {
            let mut made = created();
            made["live_url"] =
                json!("BASE/live/754884357.m3u8?auth_key=1801234303-0-0-a636d01ebded4dd94c5276da00c7530d");
            made["extra"].as_object_mut().unwrap().remove("pullurl");
            made
        },
    },
    Sample {
        line: "meeting create --subject 周会 --start 2026-11-23T14:00:00+08:00 --end 2026-11-23T15:00:00+08:00 --host-password pass1234",
        call: "POST /WebAPI/meetingcreate",
        answer: CREATED,
        fields: &["meetingname=周会", "starttime=1795413600", "endtime=1795417200", "chairmanpwd=pass1234"],
        prints: created,
    },
    Sample {
        line: "meeting create --subject x --start @1795413600 --end never --host-password pass1234",
        call: "POST /WebAPI/meetingcreate",
        answer: r#"{"result": 0, "serial": "7"}"#,
        fields: &["meetingname=x", "starttime=1795413600", "chairmanpwd=pass1234"],
        prints: || {
            meeting(json!({"id": "7", "number": "7", "subject": "x", "status": "scheduled",
                "start": "2026-11-23T14:00:00+08:00", "host_password": "pass1234"}))
        },
    },
    Sample {
        line: "meeting edit 431383322 --subject y --start @1795413600 --duration 90m --host-password pass1234",
        call: "POST /WebAPI/meetingmodify",
        answer: EDITED,
        fields: &[
            "serial=431383322",
            "meetingname=y",
            "chairmanpwd=pass1234",
            "starttime=1795413600",
            "endtime=1795419000",
        ],
        prints: || {
            meeting(
                json!({"id": "431383322", "number": "431383322", "subject": "y", "host_password": "pass1234",
                "start": "2026-11-23T14:00:00+08:00", "end": "2026-11-23T15:30:00+08:00", "duration_minutes": 90}),
            )
        },
    },
    Sample {
        line: "meeting edit 431383322 --start @1795413600 --end never",
        call: "POST /WebAPI/meetingmodify",
        answer: EDITED,
        fields: &["serial=431383322", "starttime=1795413600"],
        prints: || {
            meeting(json!({"id": "431383322", "number": "431383322", "start": "2026-11-23T14:00:00+08:00"}))
        },
    },
    Sample {
        line: "meeting cancel 662498204 --yes",
        call: "POST /WebAPI/meetingdelete",
        answer: r#"{"version": 1174, "serial": "662498204", "result": 0}"#,
        fields: &["serial=662498204"],
        prints: || json!([{"id": "662498204", "ok": true}]),
    },
    Sample {
        line: "meeting status 431383322",
        call: "GET /WebAPI/getClassBeginTime",
        answer: r#"{"result": 0, "serial": 431383322, "duration": 3600}"#,
        fields: &["serial=431383322"],
        prints: || {
            let mut status = meeting(json!({"id": "431383322", "number": "431383322"}));
            status["duration_seconds"] = json!(3600);
            status["participants"] = Value::Null;
            status["locked"] = Value::Null;
            status
        },
    },
    Sample {
        line: "meeting attach 111111 --file-id 494 --file-id 495",
        call: "POST /WebAPI/meetingbindfile",
        answer: r#"{"result": 0}"#,
        fields: &["serial=111111", "fileidarr[]=494", "fileidarr[]=495"],
        prints: || json!({"id": "111111", "ok": true, "url": null, "extra": {}}),
    },
    Sample {
        line: "meeting background 111111 会议.png",
        call: "POST /WebAPI/uploadRoomPic",
        answer: r#"{"result": 0, "picPath": "/uploads/20210107_104711_ltqpupbr.png"}"#,
        fields: &[
            "filedata=@会议.png (image/png) \u{fffd}PNG\r\n\u{1a}\nnot text: \u{fffd}--",
            "serial=111111",
        ],
        prints: || json!({"id": "111111", "ok": true, "url": "BASE/uploads/20210107_104711_ltqpupbr.png", "extra": {}}),
    },
    Sample {
        line: "meeting files 111111",
        call: "GET /WebAPI/getmeetingfile",
        answer: FILES,
        fields: &["serial=111111"],
        prints: || {
            json!([{"id": "494", "name": "1.png", "format": "png", "extra": {},
                "download_url": "BASE/upload/20210107_104054_ratndkwo.png"}])
        },
    },
    Sample {
        line: "live streams",
        call: "GET /WebAPI/getLiveStream",
        answer: STREAMS,
        fields: &[],
        prints: || json!([]),
    },
    Sample {
        line: "live 7",
        call: "GET /WebAPI/getLiveStream",
        answer: r#"{"result": 0, "cdnStreams": [{"serial": "7", "pullUrl": "域名/live/7.m3u8"}, {"serial": "", "pullUrl": ""}],
            "serverStreams": [{"serial": 7, "pullUrl": "https://cdn.example/7.flv", "new": 1}]}"#,
        fields: &["serial=7"],
        prints: || {
            let stream = |kind: &str, url: &str, extra: Value| {
                json!({"meeting_id": "7", "kind": kind, "pull_url": url, "push_url": null, "live": true,
                    "recording": null, "record_id": null, "extra": extra})
            };
            json!([
                stream("cdn", "BASE/live/7.m3u8", json!({})),
                stream("server", "https://cdn.example/7.flv", json!({"new": 1}))
            ])
        },
    },
    Sample {
        line: "report 111111",
        call: "POST /WebAPI/getlogininfo",
        answer: VISITS,
        fields: &["serial=111111"],
        prints: || {
            let (from, to) = ("2020-12-30T09:56:50+08:00", "2020-12-30T09:58:20+08:00");
            json!({"meeting_id": "111111", "live": null, "invitees": [], "rollcall": [], "handsup": [],
                "summary": {"people": 1, "visits": 1, "inside": 0, "first_joined": from, "last_left": to,
                    "subject": null, "start": null, "end": null, "invited": null, "invited_present": null,
                    "attendance_rate": null, "late": null, "left_early": null, "grace_seconds": 60,
                    "average_seconds": 90, "peak": 1, "peak_at": from, "rollcalls": 0, "hands_raised": 0, "extra": {}},
                "attendees": [{"meeting_id": "111111", "user_id": "D171LM9P", "name": null, "email": null,
                    "mobile": null, "role": null, "joined": from, "left": to, "duration_seconds": 90,
                    "client": null, "access": null, "ip": null, "city": null, "attended": true, "extra": {}}],
                "people": [{"user_id": "D171LM9P", "name": null, "email": null, "first_joined": from,
                    "last_left": to, "visits": 1, "duration_seconds": 90, "inside": false,
                    "mobile": null, "invited": null, "late_seconds": null, "early_seconds": null,
                    "rollcalls_answered": null, "hands_raised": null}]})
        },
    },
    Sample {
        line: "record get 655796682 --user u&1",
        call: "POST /WebAPI/getRoomRecord",
        answer: RECORDS,
        fields: &["serial=655796682", "userid=u&1"],
        prints: || json!([recording("BASE/upload/84c9/1/user/84c9.mp4")]),
    },
    Sample {
        line: "record get",
        call: "POST /WebAPI/getRoomRecord",
        answer: RECORDS,
        fields: &[],
        prints: || json!([recording("BASE/upload/84c9/1/user/84c9.mp4")]),
    },
];

/// A meeting of which only this is known.
fn meeting(known: Value) -> Value {
    let mut all = json!({"profile": "onprem", "vendor": "weiyi", "id": null, "number": null, "short_id": null,
        "subject": null, "start": null, "end": null, "duration_minutes": null, "status": null, "host": null,
        "host_password": null, "password": null, "join_url": null, "host_url": null, "live_url": null, "extra": {}});
    for (name, value) in known.as_object().unwrap() {
        assert!(all.get(name).is_some(), "a meeting has no {name}");
        all[name] = value.clone();
    }
    all
}

fn created() -> Value {
    meeting(json!({"id": "754884357", "number": "754884357", "subject": "周会", "status": "scheduled",
        "start": "2026-11-23T14:00:00+08:00", "end": "2026-11-23T15:00:00+08:00", "duration_minutes": 60,
        "host_password": "pass1234", "extra": {
            "version": 1173, "roomid": "5ff66be5bfc2421a04767eb7",
            "sig": "203usx24yeijd3zjfbpTqWGskyA2Hw7z9ngrZDQFV8=",
            "pushurl": "域名/app/754884357?auth_key=1801234303-0-0-ca771167c25b04bea29b8f8afb3cb84d",
            "pullurl": "域名/live/754884357.m3u8?auth_key=1801234303-0-0-a636d01ebded4dd94c5276da00c7530d",
            "pullurl2": "域名/hls/754884357.m3u8", "recordpath": "域名/upload/754884357.mp4"}}))
}

fn recording(url: &str) -> Value {
    json!({"profile": "onprem", "vendor": "weiyi", "id": "2", "meeting_id": "655796682", "name": "84c9.mp4",
        "format": "mp4", "size_bytes": null, "duration_seconds": 2, "start": "2025-11-04T15:46:27+08:00",
        "end": null, "md5": null, "download_url": url, "play_url": null, "ready": true, "extra": {}})
}

/// Runs a line with this answer; the run and the one request that it sent.
#[track_caller]
fn exchange(line: &str, answer: &str, code: i32) -> (Ran, Received, String) {
    let (world, server) = World::served(Reply::Json(200, answer.to_owned()));
    world.file("会议.png", PNG);
    let args: Vec<&str> = line.split(' ').chain(["--json"]).collect();
    let ran = world.run(&args).exits(code);
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "{line}");
    (ran, requests.remove(0), server.url())
}

#[test]
fn every_call_is_sent_and_read_as_its_document_says() {
    for sample in SAMPLES {
        let (ran, request, base) = exchange(sample.line, sample.answer, 0);
        let (method, path) = sample.call.split_once(' ').unwrap();
        assert_eq!(request.method, method, "{}", sample.line);
        if method == "GET" {
            let key = format!("key={KEY_IN_URL}");
            let query = [&[key.as_str()], sample.fields].concat().join("&");
            assert_eq!(request.target, format!("{path}?{query}"), "{}", sample.line);
            assert_eq!((request.header("content-type"), request.body.len()), (None, 0), "{}", sample.line);
        } else {
            assert_eq!(request.target, path, "{}", sample.line);
            let fields: Vec<String> = std::iter::once(format!("key={KEY}"))
                .chain(sample.fields.iter().map(|field| (*field).to_owned()))
                .collect();
            assert_eq!(form(&request), fields, "{}", sample.line);
        }
        let expected = (sample.prints)().to_string().replace("BASE", &base);
        let expected: Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(ran.json(), expected, "{}", sample.line);
        assert_eq!(crate::world::told(&ran.err), "", "{}", sample.line);
    }
}

/// The table above knows every call that the program knows, and the program every call of the table.
#[test]
fn no_call_is_without_a_sample() {
    let rows = World::new().run(&["vendors", "weiyi", "--params", "--json"]).exits(0).json();
    let mut calls: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["call"].as_str().unwrap()).collect();
    let mut samples: Vec<&str> = SAMPLES.iter().map(|sample| sample.call).collect();
    calls.sort_unstable();
    calls.dedup();
    samples.sort_unstable();
    samples.dedup();
    assert_eq!(calls, samples);
    assert_eq!(calls.len(), 10);
}

/// Every parameter of the program's tables is sent by some sample, so that its name is seen here.
#[test]
fn no_parameter_is_without_a_sample() {
    let rows = World::new().run(&["vendors", "weiyi", "--params", "--json"]).exits(0).json();
    for row in rows.as_array().unwrap() {
        let (call, name) = (row["call"].as_str().unwrap(), row["name"].as_str().unwrap());
        let starts = format!("{name}=");
        let mut fields = SAMPLES.iter().filter(|s| s.call == call).flat_map(|s| s.fields);
        assert!(name == "key" || fields.any(|field| field.starts_with(&starts)), "{call} {name}");
    }
}

#[test]
fn requests_carry_the_headers_that_they_should() {
    let (_, request, base) = exchange("report 1", VISITS, 0);
    let kind = request.header("content-type").unwrap().to_owned();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(request.body.starts_with(format!("--{boundary}\r\n").as_bytes()));
    assert_eq!(request.header("user-agent"), Some(concat!("meetctl/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string()));
    assert_eq!(request.header("host"), base.strip_prefix("http://"));
    for absent in ["authorization", "cookie", "referer", "transfer-encoding"] {
        assert_eq!(request.header(absent), None);
    }
    let (_, again, _) = exchange("report 1", VISITS, 0);
    assert_ne!(again.header("content-type"), Some(&*kind), "the boundary is random");
}

#[test]
fn the_profile_adds_its_headers_its_path_and_the_recording_server() {
    let server = Server::start(|_, _| Reply::Json(200, RECORDS.into()));
    let world = World::at(
        &format!("{}/sub/", server.url()),
        "record_base_url = \"https://rec.example:8443/x/\"\nheaders = { X-Gate = \"open\" }",
    );
    let rows = world.run(&["record", "get", "--json"]).exits(0).json();
    assert_eq!(rows, json!([recording("https://rec.example:8443/x/upload/84c9/1/user/84c9.mp4")]));
    let request = server.requests().remove(0);
    assert_eq!(
        (request.target.as_str(), request.header("x-gate")),
        ("/sub/WebAPI/getRoomRecord", Some("open"))
    );
}

#[test]
fn that_nothing_is_known_of_a_meeting_does_not_say_that_it_is_gone() {
    for (answer, code) in [(r#"{"result": 4105}"#, 10), (r#"{"result": 3003}"#, 0)] {
        let server = Server::start(move |request, _| match request.path() {
            "/WebAPI/meetingdelete" => Reply::with(502, &[], "bad gateway"),
            _ => Reply::Json(200, answer.to_owned()),
        });
        World::at(&server.url(), "").run(&["meeting", "cancel", "77", "--yes"]).exits(code);
    }
}

#[test]
fn a_stream_without_an_address_is_not_live() {
    let answer = r#"{"result": 0, "cdnStreams": [{"serial": "123", "pullUrl": ""}]}"#;
    let streams = exchange("live streams 123", answer, 0).0.json();
    assert_eq!((&streams[0]["live"], &streams[0]["pull_url"]), (&json!(false), &Value::Null));
}

#[test]
fn no_matching_data_is_an_empty_list() {
    for line in ["record get 1", "meeting files 1", "live streams 1", "report 1 --section attendees"] {
        for answer in [r#"{"result": 4105}"#, r#"{"code": "4105"}"#] {
            assert_eq!(exchange(line, answer, 0).0.json(), json!([]), "{line} {answer}");
        }
    }
    assert_eq!(exchange("report 1", r#"{"result": 4105}"#, 0).0.json()["people"], json!([]));
    for answer in [r#"{"result": 0}"#, r#"{"result": 0, "meetingfile": null}"#] {
        assert_eq!(exchange("meeting files 1", answer, 0).0.json(), json!([]), "{answer}");
    }
}

#[test]
fn result_is_read_however_it_is_written() {
    for (answer, read, write) in [
        (r#"{"result": "0"}"#, 0, 0),
        // A failure without a reason may be anywhere: a write may have been done.
        (r#"{"result": -1}"#, 8, 10),
        (r#"{"result": "-1"}"#, 8, 10),
        (r#"{"result": null}"#, 1, 10),
        ("{}", 1, 10),
        ("[]", 1, 10),
        (r#"{"result": 4007}"#, 5, 5),
        (r#"{"result": "4007"}"#, 5, 5),
        (r#"{"result": 4102}"#, 4, 4),
        (r#"{"result": 4103}"#, 6, 6),
        (r#"{"result": 31337}"#, 1, 1),
    ] {
        exchange("meeting status 1 --retries 0", answer, read);
        exchange("meeting attach 1 --file-id 2", answer, write);
    }
}

/// An edit without an end would make the meeting permanent; nothing is sent before the user says so.
#[test]
fn an_edit_asks_for_the_end() {
    let (world, server) = World::served(Reply::Json(200, EDITED.into()));
    world
        .run(&["meeting", "edit", "1", "--subject", "x", "--start", "@1795413600"])
        .exits(2)
        .says("--end never");
    world.run(&["meeting", "edit", "1", "--subject", "x", "--end", "never"]).exits(2).says("--start");
    world.run(&["meeting", "edit", "1", "--subject", "x", "--duration", "1h"]).exits(2).says("--start");
    assert_eq!(server.connections(), 0);
}

/// What an answer does not repeat is what was asked for, and an empty object is no row.
#[test]
fn rows_that_name_no_meeting_are_of_the_one_asked_for() {
    let (world, _server) = World::served(Reply::Json(
        200,
        json!({"result": 0, "code": 0, "duration": 5, "records": [{"id": 1, "filepath": "a.mp4"}, {}], "meetingfile": {}})
            .to_string(),
    ));
    let told = |line: &str| {
        let args: Vec<&str> = line.split(' ').collect();
        world.run(&[&args[..], &["-p", "onprem", "--json"]].concat()).exits(0).json()
    };
    assert_eq!(told("meeting status 77")["id"], "77");
    let records = told("record get 77");
    assert_eq!((records.as_array().unwrap().len(), &records[0]["meeting_id"]), (1, &json!("77")));
    // However it looks, a file is on the recording server.
    assert!(records[0]["download_url"].as_str().unwrap().ends_with("/a.mp4"), "{records}");
    assert!(records[0]["download_url"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{records}");
    assert_eq!(told("meeting files 77"), json!([]));
}
