//! `--watch`: only what changes is told, what fails for now is survived, and Ctrl-C ends it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::{MEETCTL, World};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};

/// A running watch; killed when it is dropped.
struct Watch(Child);

impl Watch {
    fn start(world: &World, line: &str) -> Self {
        let mut command = Command::new(MEETCTL);
        command.args(line.split(' ')).current_dir(world.path("")).env_clear().envs(world.vars());
        let pipes = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self(pipes.spawn().unwrap())
    }

    /// So many lines of stdout; waits for them.
    fn lines(&mut self, count: usize) -> Vec<String> {
        let lines = BufReader::new(self.0.stdout.as_mut().unwrap()).lines();
        lines.take(count).map(Result::unwrap).collect()
    }

    /// Ends it as Ctrl-C does: what a shell then shows, and what it had said.
    fn interrupt(mut self) -> (i32, String) {
        use std::os::unix::process::ExitStatusExt as _;
        let killed = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let status = self.0.wait().unwrap();
        let mut said = String::new();
        self.0.stderr.as_mut().unwrap().read_to_string(&mut said).unwrap();
        (status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap(), said)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn streams(kinds: &[(&str, &str)]) -> Reply {
    let rows = |kind: &str| -> Vec<Value> {
        let mine = kinds.iter().filter(|(of, _)| *of == kind);
        mine.map(|(_, path)| json!({"serial": "7", "pullUrl": path})).collect()
    };
    Reply::Json(
        200,
        json!({"result": 0, "cdnStreams": rows("cdn"), "serverStreams": rows("server")}).to_string(),
    )
}

/// A stream comes, nothing changes, the server fails twice, a second comes, the first goes.
fn story() -> Server {
    Server::start(|_, at| match at {
        0 | 1 => streams(&[("cdn", "/a.m3u8")]),
        2 => Reply::with(503, &[], "busy"),
        3 => Reply::Json(200, "<html>".into()),
        4 => streams(&[("cdn", "/a.m3u8"), ("server", "/b.m3u8")]),
        _ => streams(&[("server", "/c.m3u8")]),
    })
}

#[test]
fn a_line_a_change_until_ctrl_c() {
    let server = story();
    let world = World::at(&server.url(), "");
    let mut watch = Watch::start(&world, "live streams --watch --interval 1s -o jsonl --retries 0");
    let lines: Vec<Value> = watch.lines(4).iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> =
        lines.iter().map(|line| (line["change"].as_str().unwrap(), line["kind"].as_str().unwrap())).collect();
    assert_eq!(told, [("first", "cdn"), ("new", "server"), ("changed", "server"), ("gone", "cdn")]);
    assert_eq!(lines[2]["pull_url"], json!(format!("{}/c.m3u8", server.url())), "the whole address");
    assert!(lines.iter().all(|line| line["observed_at"].as_str().unwrap().contains("+08:00")));
    let (code, said) = watch.interrupt();
    assert_eq!(code, 130);
    assert_eq!(said.matches("looking again in 1 s").count(), 2, "{said}");
    // One connection served all of it, but for what the failures cost.
    assert!(server.connections() < server.requests().len());
}

#[test]
fn people_read_changes_in_words() {
    let server = story();
    let world = World::at(&server.url(), "");
    let mut watch = Watch::start(&world, "live --watch --interval 1s --retries 0");
    let lines = watch.lines(5);
    assert!(lines[0].starts_with("MEETING") && lines[1].contains("cdn"), "{lines:?}");
    assert!(lines[2].ends_with("7 server  new"), "{lines:?}");
    assert!(
        lines[3].ends_with("7 server  pull_url: changed") && lines[4].ends_with("7 cdn  gone"),
        "{lines:?}"
    );
    assert_eq!(watch.interrupt().0, 130);
}

#[test]
fn csv_has_its_heading_once() {
    let server = story();
    let world = World::at(&server.url(), "");
    let line = "live streams --watch --interval 1s --retries 0 -o csv --fields kind,change";
    let mut watch = Watch::start(&world, line);
    assert_eq!(watch.lines(5), ["kind,change", "cdn,first", "server,new", "server,changed", "cdn,gone"]);
}

#[test]
fn what_never_worked_and_what_is_refused_ends_it() {
    let server = Server::start(|_, _| Reply::with(503, &[], "busy"));
    let world = World::at(&server.url(), "");
    let line = ["live", "streams", "--watch", "--interval", "1s", "--retries", "0"];
    world.run(&line).exits(8).prints_nothing();
    assert_eq!(server.requests().len(), 1);
    let server = Server::start(|_, at| match at {
        0 => streams(&[]),
        _ => Reply::Json(200, "{\"result\": 4002}".into()),
    });
    let world = World::at(&server.url(), "");
    let ran = world.run(&[&line[..], &["-o", "jsonl"]].concat());
    assert!(matches!(ran.code, Some(1..=7)), "{ran:?}");
    assert_eq!(server.requests().len(), 2);
    let silent = Server::start(|_, _| streams(&[]));
    let world = World::at(&silent.url(), "");
    for (more, says) in [
        (&["--json"][..], "-o jsonl"),
        (&["--raw"], "--raw"),
        (&["--fields", "nonsense"], "no field"),
        (&["--interval", "10ms"], "--interval"),
        (&["--interval", "often"], "--interval"),
    ] {
        let words = [&["live", "streams", "--watch"], more].concat();
        world.run(&words).exits(2).prints_nothing().says(says);
    }
    world.run(&["live", "streams", "--interval", "5s"]).exits(2);
    assert_eq!(silent.requests().len(), 0);
}

#[test]
fn a_recording_and_a_meeting_are_watched_too() {
    let world = World::new();
    for line in ["record status 2516", "live status 2516", "live 2516", "meeting status 2516"] {
        let line = format!("-p sandbox-myvmr {line} --watch --interval 1s -o jsonl");
        let mut watch = Watch::start(&world, &line);
        let first: Value = serde_json::from_str(&watch.lines(1)[0]).unwrap();
        assert_eq!(first["change"], "first", "{line}");
        assert_eq!(watch.interrupt().0, 130);
    }
}
