//! The fault matrix: one table of what can become of a request and its answer, and for each row what a
//! read, a create, a change and a batch make of it. The vendor applies an effect before it loses the
//! answer (`After`), or does nothing (`Before`); how often it was asked is counted there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CREATE, Desk, EDIT, Fault, GET, create};
use crate::server::Reply;
use crate::world::{MEETCTL, Ran, World};
use serde_json::json;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// How a read takes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// It is tried again: once is no failure, always is this exit code.
    Again(i32),
    /// It fails at once.
    Fails(i32),
}

/// What becomes of a write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Write {
    /// Nobody knows: it is looked up. Done if it was done, exit 10 if not.
    Doubt,
    /// It is believed: this exit code, and nothing is looked up. A batch goes on.
    Refused(i32),
    /// The same, but a batch stops: every other row would fail alike.
    Stops(i32),
    /// Exit 8 and not repeated; a batch sends it again after a look that shows nothing.
    Busy,
}

/// A row: its number in the matrix, what it is, the answer, and what follows.
type Row = (u8, &'static str, Reply, Read, Write);

fn rows() -> Vec<Row> {
    use Read::{Again, Fails};
    let json = |status, body: &str| Reply::Json(status, body.to_owned());
    let half = || br#"{"code": 200, "ret""#.to_vec();
    let busy = [("Retry-After", "0")];
    vec![
        (6, "the connection ends", Reply::DropAfterReading, Again(8), Write::Doubt),
        (8, "502 from a gateway", Reply::with(502, &[], "<html>bad gateway</html>"), Again(8), Write::Doubt),
        (8, "503 from a gateway", Reply::with(503, &[], "<html>wait</html>"), Again(8), Write::Doubt),
        (8, "504 from a gateway", Reply::with(504, &[], ""), Again(8), Write::Doubt),
        (9, "500, internal", json(500, r#"{"code": 501, "msg": "x"}"#), Again(8), Write::Doubt),
        (9, "501 with 200", json(200, r#"{"code": 501, "msg": "x"}"#), Again(8), Write::Doubt),
        (10, "429", Reply::with(429, &busy, ""), Again(8), Write::Busy),
        (10, "510", json(200, r#"{"code": 510, "msg": "x"}"#), Again(8), Write::Busy),
        (10, "512", json(200, r#"{"code": 512, "msg": "x"}"#), Again(8), Write::Busy),
        (11, "a wait of a day", Reply::with(429, &[("Retry-After", "86400")], ""), Fails(8), Write::Busy),
        (11, "a wait that is none", Reply::with(429, &[("Retry-After", "-5")], ""), Again(8), Write::Busy),
        (12, "401", json(401, r#"{"code": 401, "msg": "x"}"#), Fails(4), Write::Stops(4)),
        (12, "403 of a gateway", Reply::with(403, &[], "<html>no</html>"), Fails(4), Write::Stops(4)),
        (
            13,
            "401, and the clock is three hours off",
            Reply::with(200, &[("Date", "Mon, 23 Nov 2020 03:00:00 GMT")], r#"{"code": 401, "msg": "x"}"#),
            Fails(4),
            Write::Stops(4),
        ),
        (15, "no such meeting", json(200, r#"{"code": 2000, "msg": "x"}"#), Fails(5), Write::Refused(5)),
        (16, "an empty answer", Reply::with(200, &[], ""), Fails(1), Write::Doubt),
        (
            16,
            "a login page",
            Reply::with(200, &[("Content-Type", "text/html")], "<html>login</html>"),
            Fails(1),
            Write::Doubt,
        ),
        (16, "half a JSON text", json(200, r#"{"code": 200, "ret": {"#), Fails(1), Write::Doubt),
        (16, "a wrong type", json(200, r#"{"code": [200]}"#), Fails(1), Write::Doubt),
        // Shorter than announced is row 6 for a read: the connection has ended.
        (6, "cut", Reply::Truncated { announce: 900, body: half() }, Again(8), Write::Doubt),
        (6, "chunked without an end", Reply::ChunkedCut(half()), Again(8), Write::Doubt),
        (20, "a bomb", Reply::GzipBomb(80), Fails(1), Write::Doubt),
        (20, "deep JSON", json(200, &"[".repeat(200_000)), Fails(1), Write::Doubt),
        (20, "headers without end", Reply::HeaderFlood(20_000), Fails(1), Write::Doubt),
        (21, "a redirect", Reply::Redirect(307, "http://127.0.0.1:9/x".into()), Fails(1), Write::Doubt),
    ]
}

const START: i64 = 1_796_104_800_000;
const END: i64 = 1_796_108_400_000;

/// What holds in every cell: nothing on stdout, the cause on stderr in a few lines, and no credential.
#[track_caller]
fn failed(ran: Ran, code: i32, what: &str) {
    let ran = ran.exits(code).prints_nothing().hides("canary-SECRET-7f3a");
    assert!(ran.err.contains("error") && ran.err.len() < 3_000, "{what}: {}", ran.err);
}

#[track_caller]
fn nothing_is_pending(world: &World, what: &str) {
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]), "{what}");
}

#[test]
fn reads() {
    for (row, what, reply, read, _) in rows() {
        let what = format!("{row}: {what}");
        let always = reply.clone();
        let desk = Desk::new(move |path, _| (path == GET).then(|| Fault::Before(always.clone())));
        let id = desk.put("Once", START, END).to_string();
        let line = ["meeting", "get", id.as_str(), "--retries", "1"];
        let (code, tries) = match read {
            Read::Again(code) => (code, 2),
            Read::Fails(code) => (code, 1),
        };
        failed(desk.world("").run(&line), code, &what);
        assert_eq!(desk.count(GET), tries, "{what}");

        let desk = Desk::once(GET, Fault::Before(reply));
        let id = desk.put("Once", START, END).to_string();
        let ran = desk.world("").run(&["meeting", "get", id.as_str(), "--retries", "1", "--json"]);
        match read {
            Read::Again(_) => assert_eq!(ran.exits(0).json()["id"], id, "{what}"),
            Read::Fails(code) => failed(ran, code, &what),
        }
    }
}

#[test]
fn creates() {
    for (row, what, reply, _, write) in rows() {
        for (fault, effects) in [(Fault::After(reply.clone()), 1), (Fault::Before(reply.clone()), 0)] {
            let what = format!("{row}: {what}, {effects} made");
            let desk = Desk::once(CREATE, fault);
            let world = desk.world("");
            let ran = world.run(&[&create("Once")[..], &["--json"]].concat());
            assert_eq!((desk.count(CREATE), desk.made("Once")), (1, effects), "{what}: {}", ran.err);
            match write {
                Write::Doubt if effects == 1 => {
                    let ran = ran.exits(0);
                    assert_eq!(ran.json()["id"], "7000000001", "{what}");
                    ran.says("the meeting was made: 7000000001");
                    nothing_is_pending(&world, &what);
                }
                Write::Doubt => {
                    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
                    let id = pending[0]["id"].as_str().unwrap();
                    let ran = ran.exits(10).prints_nothing().hides("canary-SECRET-7f3a");
                    ran.says(&format!("meetctl pending resolve {id}")).says("no such meeting has appeared");
                }
                Write::Refused(code) | Write::Stops(code) => {
                    ran.exits(code).prints_nothing();
                    nothing_is_pending(&world, &what);
                }
                Write::Busy => {
                    ran.exits(8).prints_nothing().says("\"retryable\":false");
                    nothing_is_pending(&world, &what);
                }
            }
        }
    }
}

#[test]
fn changes() {
    for (row, what, reply, _, write) in rows() {
        for (fault, done) in [(Fault::After(reply.clone()), true), (Fault::Before(reply.clone()), false)] {
            let what = format!("{row}: {what}, done: {done}");
            let desk = Desk::once(EDIT, fault);
            let id = desk.put("Old", START, END).to_string();
            let world = desk.world("");
            let ran = world.run(&["meeting", "edit", &id, "--subject", "New", "--json"]);
            assert_eq!((desk.count(EDIT), desk.made("New")), (1, usize::from(done)), "{what}: {}", ran.err);
            match write {
                Write::Doubt if done => {
                    assert_eq!(ran.exits(0).json()["subject"], "New", "{what}");
                    nothing_is_pending(&world, &what);
                }
                Write::Doubt => {
                    ran.exits(10).prints_nothing().says("meetctl pending resolve");
                }
                Write::Refused(code) | Write::Stops(code) => {
                    ran.exits(code).prints_nothing();
                    nothing_is_pending(&world, &what);
                }
                Write::Busy => {
                    ran.exits(8).prints_nothing();
                    nothing_is_pending(&world, &what);
                }
            }
        }
    }
}

#[test]
fn batches() {
    const FILE: &str = "subject,start,duration,host\nOne,2026-12-01 14:00,1h,1\nTwo,2026-12-01 16:00,1h,1\n";
    for (row, what, reply, _, write) in rows() {
        for (fault, effects) in [(Fault::After(reply.clone()), 1), (Fault::Before(reply.clone()), 0)] {
            let what = format!("{row}: {what}, {effects} made");
            // What keeps all others waiting is tried elsewhere.
            if matches!((row, write), (11, Write::Busy)) {
                continue;
            }
            let desk = Desk::once(CREATE, fault);
            let world = desk.world("");
            let file = world.file("rows.csv", FILE);
            let line = ["batch", "run", "meeting create", &file, "--jobs", "1", "--json"];
            let ran = world.run(&line);
            let states: Vec<String> = match serde_json::from_str(&ran.out) {
                Ok(serde_json::Value::Array(rows)) => {
                    rows.iter().map(|row| row["state"].as_str().unwrap().to_owned()).collect()
                }
                _ => panic!("{what}: {}{}", ran.out, ran.err),
            };
            let made = (desk.made("One"), desk.made("Two"));
            let (code, expected, there, sent) = match write {
                Write::Doubt | Write::Busy if effects == 1 => (0, ["done", "done"], (1, 1), 2),
                Write::Doubt => (9, ["in_doubt", "done"], (0, 1), 2),
                Write::Refused(_) => (9, ["failed", "done"], (effects, 1), 2),
                Write::Stops(code) => (code, ["failed", "not_tried"], (effects, 0), 1),
                Write::Busy => (0, ["done", "done"], (1, 1), 3),
            };
            assert_eq!((states, made), (expected.map(str::to_owned).to_vec(), there), "{what}: {}", ran.err);
            assert_eq!(desk.count(CREATE), sent, "{what}: {}", ran.err);
            ran.exits(code).hides("canary-SECRET-7f3a");
            // Once more sends only what was not tried; what was refused or is in doubt is left alone.
            let again = world.run(&line);
            assert_eq!(desk.made("One"), there.0, "{what}: {}", again.err);
            assert_eq!(desk.made("Two"), 1, "{what}: {}", again.err);
        }
    }
}

/// Row 33: what was suspended goes on when it wakes. A read is signed anew and tried again while there is
/// time; a write is sent once, and looked up.
#[cfg(unix)]
#[test]
fn a_command_that_was_suspended_goes_on() {
    let lost = || Reply::Late(Duration::from_secs(1), Box::new(Reply::DropAfterReading));
    let suspended = |world: &World, args: &[&str]| {
        let mut command = Command::new(MEETCTL);
        command.args(args).env_clear().envs(world.vars()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let signal = |name: &str| {
            Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
        };
        sleep(Duration::from_millis(600));
        signal("-STOP");
        sleep(Duration::from_secs(2));
        signal("-CONT");
        let code = child.wait().unwrap().code();
        code.unwrap()
    };
    let desk = Desk::once(GET, Fault::Before(lost()));
    let id = desk.put("Once", START, END).to_string();
    assert_eq!(suspended(&desk.world(""), &["meeting", "get", &id]), 0);
    let requests = desk.server.requests();
    let nonces: Vec<_> = requests.iter().map(|request| request.header("Nonce").unwrap()).collect();
    assert!(nonces.len() == 2 && nonces[0] != nonces[1], "{nonces:?}");
    // Time that was slept away counts.
    let desk = Desk::new(move |path, _| (path == GET).then(|| Fault::Before(lost())));
    let id = desk.put("Once", START, END).to_string();
    assert_eq!(suspended(&desk.world(""), &["meeting", "get", &id, "--timeout", "2s"]), 8);
    for (fault, code) in [(Fault::After(lost()), 0), (Fault::Before(lost()), 10)] {
        let desk = Desk::once(CREATE, fault);
        let world = desk.world("");
        assert_eq!(suspended(&world, &[&create("Once")[..], &["--timeout", "2s"]].concat()), code);
        assert_eq!(desk.count(CREATE), 1);
    }
}
