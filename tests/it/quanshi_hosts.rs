//! Quanshi: which meetings are a host's own, and how the host of a call is found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Received, Reply, Server};
use crate::world::World;
use serde_json::{Value, json};
use std::sync::Mutex;

const WEEKLY: [&str; 13] = [
    "meeting",
    "create",
    "--api",
    "room",
    "--subject",
    "weekly",
    "--start",
    "2026-12-02T09:00:00+08:00",
    "--duration",
    "1h",
    "--repeat",
    "weekly:WE",
    "--until=2026-12-30",
];

fn world(server: &Server, more: &str) -> World {
    let url = server.url();
    World::with(&format!(
        "default = \"q\"\n[profiles.q]\nvendor = \"quanshi\"\nbase_url = \"{url}\"\n{more}\n"
    ))
}

fn yes(result: &Value) -> Reply {
    Reply::Json(200, json!({"status": 0, "result": result}).to_string())
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body).unwrap_or_default()
}

/// Left out, `inCycle` means that no meeting that recurs is listed.
#[test]
fn a_meeting_that_recurs_is_found_again() {
    let home = World::new();
    let create = [&["-p", "sandbox-quanshi", "--json"], &WEEKLY[..], &["--if-not-exists"]].concat();
    let made = home.run(&create).exits(0).json();
    let again = home.run(&create).exits(0).says("it exists already").json();
    assert_eq!(made["id"], again["id"]);
    let list =
        ["-p", "sandbox-quanshi", "--json", "meeting", "list", "--api", "room", "--from", "2026-12-02"];
    let listed = home.run(&list).exits(0).json();
    assert!(listed.as_array().unwrap().iter().any(|row| row["id"] == made["id"]), "{listed}");
}

/// The document does not say what the end of a series is: its meeting's, or its own.
#[test]
fn a_meeting_that_recurs_is_found_after_a_lost_answer() {
    for end in [1_796_176_800, 1_798_646_399] {
        let made = Mutex::new(false);
        let server = Server::start(move |request, _| {
            let mut made = made.lock().unwrap();
            if request.path().ends_with("reservConference") {
                *made = true;
                return Reply::DropAfterReading;
            }
            let row = json!({"conferenceId": "7", "title": "weekly", "calType": "M", "startTime": 1_796_173_200,
                "endTime": end, "length": 60, "hostId": 81_299_515, "status": 1});
            let shown = *made && body(request)["inCycle"] == 1;
            yes(&if shown { json!([row]) } else { json!([]) })
        });
        let ran = world(&server, "user_id = 81299515").run(&[&WEEKLY[..], &["--json"]].concat()).exits(0);
        assert_eq!(ran.says("the meeting was made: 7").json()["id"], "7", "{end}");
    }
}

/// The list of the older generation names meetings of others as well: what is somebody else's was not made here.
#[test]
fn a_meeting_that_one_is_invited_to_is_not_ones_own() {
    let create =
        ["meeting", "create", "--subject", "Once", "--start", "2026-12-01T10:00:00+08:00", "--duration=1h"];
    let row = |id: &str, user: &Value, is_host: &Value| {
        json!({"conferenceId": id, "conferenceTitle": "Once", "startTime": "2026-12-01 10:00:00",
            "endTime": "2026-12-01 11:00:00", "status": "1", "userId": user, "isHost": is_host})
    };
    let (me, other) = (json!("7"), json!("999"));
    for (profile, user, is_host, own) in [
        ("user_id = 7", &other, json!(0), false),
        // With an id the ids decide.
        ("user_id = 7", &me, json!(0), true),
        ("user_id = 7", &other, json!(1), false),
        ("user_id = 7", &Value::Null, json!("0"), false),
        ("user_id = 7", &Value::Null, Value::Null, true),
        ("email = \"a@b.c\"", &other, json!("0"), false),
        ("email = \"a@b.c\"", &other, json!(1), true),
    ] {
        let rows = row("5", user, &is_host);
        let made = Mutex::new(false);
        let server = Server::start(move |request, _| {
            let mut made = made.lock().unwrap();
            if request.path().ends_with("reservConference2") {
                *made = true;
                return Reply::DropAfterReading;
            }
            let list = if *made { json!({"2026-12-01": [rows]}) } else { json!([]) };
            yes(&json!({ "list": list }))
        });
        // What appears meanwhile is taken for the one that was made, or not.
        let world = world(&server, profile);
        let ran = world.run(&create).exits(if own { 0 } else { 10 });
        assert_eq!(ran.err.contains("the meeting was made: 5"), own, "{profile} {user} {is_host}");
        // Now it is there, and stands for one that would be made, or not.
        let ran = world.run(&[&create[..], &["--if-not-exists"]].concat());
        assert_eq!(ran.err.contains("it exists already"), own, "{profile} {user} {is_host}: {}", ran.err);
        let listed = world.run(&["meeting", "list", "--json", "--from", "2026-12-01"]).exits(0).json();
        assert_eq!(listed[0]["id"], "5");
        assert_eq!(listed[0].get("invited_only"), None);
    }
}

/// Where a meeting is named, its host is known to those who know an address only.
#[test]
fn an_address_will_do_where_a_meeting_is_named() {
    let server = Server::start(|request, _| match request.path() {
        "/conference/conference/getConferenceBaseInfoById/6/5" => {
            yes(&json!({"userId": "77", "pcode2": "1"}))
        }
        path if path.contains("BaseInfoById") => {
            Reply::Json(200, r#"{"status":50709,"msg":"no"}"#.to_owned())
        }
        path if path.ends_with("joinConferenceNoSecret") => yes(&json!({"joinLink": "https://h.example/x"})),
        path if path.ends_with("getPullUrl") => yes(&json!("https://h.example/x")),
        path if path.ends_with("getConfReplayById") => yes(&json!([])),
        _ => yes(&json!({"confStatus": 1, "userId": body(request)["userId"], "summary": {"confTitle": "x"}})),
    });
    let by_mail = world(&server, "email = \"a@b.c\"");
    let by_id = world(&server, "user_id = 1");
    let nobody = world(&server, "");
    for line in ["meeting status 5", "report 5", "record get 5", "live viewer-url 5 --name x"] {
        let words: Vec<&str> = line.split(' ').collect();
        let user = |world: &World, more: &[&str]| {
            world.run(&[&words[..], more].concat()).exits(0);
            body(server.requests().last().unwrap())["userId"].clone()
        };
        assert_eq!(user(&by_mail, &[]), 77, "{line}");
        assert_eq!(user(&by_id, &["--host", "a@b.c"]), 77, "{line}");
        assert_eq!(user(&nobody, &[]), 77, "{line}");
        // An id is taken as it is.
        assert_eq!(user(&by_id, &[]), 1, "{line}");
        assert_eq!(user(&by_mail, &["--host", "9"]), 9, "{line}");
        let other = line.replace('5', "6");
        by_mail.run(&other.split(' ').collect::<Vec<_>>()).exits(5).says("50709");
    }
    // Without a meeting there is nobody to ask, and nobody joins as a host that was not named.
    let before = server.requests().len();
    for line in [
        "join-url --kind client",
        "join-url 5 --kind no-password",
        "record delete 1 --yes",
        "meeting list --api room",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        by_mail.run(&words).exits(3).says("user_id");
        by_id.run(&[&words[..], &["--host", "a@b.c"]].concat()).exits(7).says("user id");
    }
    assert_eq!(server.requests().len(), before);
}
