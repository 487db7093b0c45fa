//! Servers that answer what they should not, or do not answer: the exit code, what is said, and that
//! nothing from them reaches a terminal or is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server, refused_port};
use crate::world::{KEY, World, form};
use meetctl::text::is_control;
use serde_json::{Value, json};
use std::time::Duration;

const READ: &[&str] = &["meeting", "files", "1", "--retries", "0"];
const WRITE: &[&str] = &["meeting", "attach", "1", "--file-id", "2"];
/// A file's name that clears the line, colours, reorders and breaks it.
const HOSTILE: &str = "a\u{1b}[2K\u{9b}31m\u{202e}b\nc\rd\te\u{7f}\u{2028}\u{2066}f\u{0}";

fn html(status: u16) -> Reply {
    Reply::with(status, &[("Content-Type", "text/html")], "<html>\u{1b}[2J<title>Log in</title></html>")
}

/// What comes back, and the exit codes of a read and a write.
#[test]
fn answers_that_are_not_the_vendors() {
    let brackets = "[".repeat(200_000);
    let objects = "{\"a\":".repeat(200_000);
    for (reply, read, write) in [
        (html(200), 1, 10),
        (html(401), 4, 4),
        (html(403), 4, 4),
        (html(404), 1, 10),
        (html(429), 8, 8),
        (html(500), 8, 10),
        (html(502), 8, 10),
        (Reply::Json(200, r#"{"result": 0, "meetingfi"#.into()), 1, 10),
        (Reply::Json(200, r#"{"result": 0} trailing"#.into()), 1, 10),
        (Reply::Json(200, brackets), 1, 10),
        (Reply::Json(200, objects), 1, 10),
        (Reply::Json(200, String::new()), 1, 10),
        (Reply::Json(200, "0".into()), 1, 10),
        (Reply::Json(200, r#"{"result": "9999"}"#.into()), 8, 8),
        (Reply::Json(500, r#"{"result": 4007}"#.into()), 5, 5),
        (Reply::with(200, &[], "\u{feff}{\"result\": 4007}"), 5, 5),
        (Reply::DropAfterReading, 8, 10),
        (Reply::Truncated { announce: 100, body: b"{\"result\": 0".to_vec() }, 8, 10),
        (Reply::ChunkedCut(b"{\"result\": 0}".to_vec()), 8, 10),
        (Reply::Raw(b"SSH-2.0-OpenSSH\r\n".to_vec()), 1, 10),
    ] {
        let (world, server) = World::served(reply.clone());
        for (args, code) in [(READ, read), (WRITE, write)] {
            let ran = world.run(args);
            assert_eq!(ran.code, Some(code), "{args:?} {:?} {}", format!("{reply:?}").get(..60), ran.err);
            let ran = ran.prints_nothing().hides("\u{1b}").hides(KEY);
            assert!(
                ran.err.len() < 2_000 && ran.err.lines().all(|line| !line.contains(is_control)),
                "{}",
                ran.err
            );
        }
        assert_eq!(server.requests().len(), 2, "{reply:?}");
    }
}

#[test]
fn a_server_that_is_not_there_or_says_nothing() {
    let world = World::at(&format!("http://127.0.0.1:{}", refused_port()), "");
    world.run(READ).exits(8).says("refused the connection").hides(KEY);
    world.run(&[WRITE, &["--retries", "0"]].concat()).exits(8).says("refused the connection").hides(KEY);

    let (world, server) = World::served(Reply::Hang(Duration::from_secs(60)));
    world.run(&[READ, &["--timeout", "300ms"]].concat()).exits(8).hides(KEY);
    world.run(&[WRITE, &["--timeout", "1s"]].concat()).exits(10).hides(KEY);
    assert_eq!(server.requests().len(), 2);
    let world = World::at(&server.url(), "timeout = \"1s\"");
    world.run(WRITE).exits(10);
}

/// The credentials would go with it.
#[test]
fn no_redirect_is_followed() {
    let other = Server::start(|_, _| Reply::Json(200, r#"{"result": 0}"#.into()));
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/WebAPI/x?key={KEY}", other.url());
        let (world, server) = World::served(Reply::Redirect(status, to));
        world.run(&[READ, &["-vv"]].concat()).exits(1).says("127.0.0.1").hides(KEY);
        world.run(&[WRITE, &["-vv"]].concat()).exits(10).hides(KEY);
        world.run(&["api", "GET", "/x"]).exits(1);
        assert_eq!(server.requests().len(), 3);
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn a_large_id_keeps_its_digits() {
    let id = "12345678901234567890";
    let (world, _server) =
        World::served(Reply::Json(200, format!(r#"{{"result": 0, "serial": {id}, "n": {id}}}"#)));
    let answer = world.run(&["meeting", "status", "1", "--json"]).exits(0);
    assert_eq!(answer.json()["id"], id);
    assert!(answer.out.contains(&format!("\"n\": {id}")), "{}", answer.out);
    for format in ["table", "jsonl", "csv"] {
        let out = world.run(&["meeting", "status", "1", "--wide", "-o", format]).exits(0).out;
        assert_eq!(out.matches(id).count(), 3, "{out}");
    }
}

#[test]
fn hostile_names_reach_no_terminal_and_lose_nothing() {
    let answer = json!({"result": 0, "meetingfile": [{"fileid": HOSTILE, "filename": HOSTILE, "downloadpath": "/x",
        "filetype": HOSTILE, HOSTILE: HOSTILE}]});
    let (world, _server) = World::served(Reply::Json(200, answer.to_string()));
    for more in [
        &["-o", "table"][..],
        &["-o", "table", "--wide"],
        &["-o", "csv"],
        &["-o", "json"],
        &["-o", "jsonl"],
        &["--jq", ".[].name"],
        &["--fields", "name"],
        &["--color", "never"],
        &["-vv"],
    ] {
        let ran = world.run(&[READ, more].concat()).exits(0);
        for line in ran.out.lines().chain(ran.err.lines()) {
            assert!(!line.contains(is_control), "{more:?}: {line:?}");
        }
        // What jq prints is its own text, in which a line end is one.
        let end = if more[0] == "--jq" { "\n" } else { "\\n" };
        let escaped = format!("\\u001b[2K\\u009b31m\\u202eb{end}c");
        assert!(ran.out.contains(&escaped), "{more:?}: {}", ran.out);
    }
    let row = world.run(&[READ, &["--json"]].concat()).exits(0).json()[0].clone();
    assert_eq!((&row["name"], &row["extra"][HOSTILE]), (&json!(HOSTILE), &json!(HOSTILE)));
    // A row is a line in a table and in CSV, whatever is in it.
    assert_eq!(world.run(READ).exits(0).out.lines().count(), 2);
    assert_eq!(world.run(&[READ, &["-o", "csv"]].concat()).exits(0).out.lines().count(), 2);
    // What was typed goes out whole, and comes back escaped.
    let (world, server) = World::served(Reply::Json(200, r#"{"result": 0, "serial": 1}"#.into()));
    let args = [
        "meeting",
        "create",
        "--start",
        "@1795413600",
        "--end",
        "never",
        "--host-password",
        "pass1234",
        "--subject",
        "a\u{1b}[2K\u{202e}b",
    ];
    assert!(world.run(&args).exits(0).out.contains("a\\u001b[2K\\u202eb"));
    assert!(form(&server.requests()[0]).contains(&"meetingname=a\u{1b}[2K\u{202e}b".to_owned()));
}

#[test]
fn raw_is_the_answer_byte_for_byte() {
    for answer in
        [&b"{ \"result\" : 0,\n \"x\":\"\x1b\xff\" }\n"[..], b"{\"result\": 4007}", b"<html>\x1b[2K"]
    {
        let reply = Reply::Status { status: 200, headers: Vec::new(), body: answer.to_vec() };
        let (world, _server) = World::served(reply);
        for line in [
            &["live", "--raw"][..],
            &["report", "1", "--raw"],
            &["meeting", "status", "1", "--raw"],
            &["api", "GET", "/x", "--raw"],
        ] {
            let output = world.command(line).output().unwrap();
            assert_eq!(output.stdout, answer, "{line:?}");
        }
    }
    let server = Server::start(|_, n| Reply::Json(200, format!(r#"{{"result": 0, "n": {n}}}"#)));
    let out =
        World::at(&server.url(), "").run(&["meeting", "cancel", "1", "2", "--yes", "--raw"]).exits(0).out;
    assert_eq!(out, "{\"result\": 0, \"n\": 0}\n{\"result\": 0, \"n\": 1}");
}

/// Every kind of failure, as JSON: the last line on stderr, all fields, and its own exit code.
#[test]
fn every_kind_of_error_has_its_exit_code() {
    let refused = |code: u32| Reply::Json(200, format!("{{\"result\": {code}}}"));
    let cancel = &["meeting", "cancel", "1", "2", "--yes"][..];
    for (reply, args, code, kind) in [
        (html(200), READ, 1, "failed"),
        (refused(0), &["meeting", "cancel", "1"][..], 2, "usage"),
        (refused(0), &["-p", "nobody", "live"], 3, "config"),
        (refused(4102), READ, 4, "auth"),
        (refused(4007), WRITE, 5, "not_found"),
        (refused(4103), WRITE, 6, "refused"),
        (refused(0), &["meeting", "list"], 7, "unsupported"),
        (refused(9999), WRITE, 8, "temporary"),
        (refused(4007), cancel, 9, "partial"),
        (html(200), WRITE, 10, "in_doubt"),
    ] {
        let (world, _server) = World::served(reply);
        for format in ["json", "jsonl"] {
            let ran = world.run(&[args, &["-v", "-o", format]].concat()).exits(code);
            let error = ran.error();
            assert_eq!(error["kind"], kind, "{error}");
            // A busy answer to a write does not say that nothing was done.
            assert_eq!(error["retryable"], json!(kind == "temporary" && args != WRITE));
            let fields: Vec<&String> = error.as_object().unwrap().keys().collect();
            let all = "kind message vendor code vendor_message hint retryable request_id endpoint";
            assert_eq!(fields, all.split(' ').collect::<Vec<_>>());
            assert_eq!(ran.err.matches("{\"error\":").count(), 1, "{}", ran.err);
        }
    }
    let (world, _server) = World::served(refused(4007));
    let error = world.run(&[WRITE, &["--json"]].concat()).error();
    assert_eq!((&error["vendor"], &error["code"]), (&json!("weiyi"), &json!("4007")));
    assert_eq!(error["vendor_message"], "会议不存在、会议无效已被删除、会议过期");
    assert_eq!(error["endpoint"], "POST /WebAPI/meetingbindfile");
    world.run(WRITE).says("4007").says("会议不存在").says("POST /WebAPI/meetingbindfile").says("hint:");
}

#[test]
fn several_targets_are_told_one_by_one() {
    let server = Server::start(|request, _| match request.method.as_str() {
        // A second look at what is in doubt.
        "GET" => html(502),
        _ => match form(request)[1].as_str() {
            "serial=2" => Reply::Json(200, r#"{"result": 4007}"#.into()),
            "serial=3" => html(502),
            "serial=4" => Reply::Json(200, r#"{"result": 4102}"#.into()),
            _ => Reply::Json(200, r#"{"result": 0}"#.into()),
        },
    });
    let world = World::at(&server.url(), "");
    let cancel = |ids: &[&str], code: i32| -> Vec<Value> {
        let args = [&["meeting", "cancel", "--yes", "--json"], ids].concat();
        world.run(&args).exits(code).json().as_array().unwrap().clone()
    };
    let rows = cancel(&["1", "2", "5", "3", "6"], 9);
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r["id"].as_str().unwrap(), r["ok"] == json!(true), r["error"]["kind"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("1", true, None),
            ("2", false, Some("not_found")),
            ("5", true, None),
            ("3", false, Some("in_doubt")),
            ("6", true, None)
        ]
    );
    assert_eq!(cancel(&["1", "5"], 0).len(), 2);
    // With one target the exit code is its own error's.
    assert_eq!((cancel(&["2"], 5).len(), cancel(&["3"], 10).len(), cancel(&["4"], 4).len()), (1, 1, 1));
    // Refused credentials would be refused again: the rest is not tried.
    let before = server.requests().len();
    let rows = cancel(&["4", "1", "5"], 9);
    assert_eq!((rows.len(), &rows[2]["ok"], server.requests().len() - before), (3, &json!(false), 1));
    let lines = world.run(&["meeting", "cancel", "1", "2", "--yes", "-o", "jsonl"]).exits(9).out;
    assert_eq!(lines.lines().count(), 2);
}
