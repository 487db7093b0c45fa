//! Where the result goes: a full disk, a reader that went away, no stdout at all.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CANCEL, CREATE, Desk, create};
use crate::world::{MEETCTL, World};
use std::fs::OpenOptions;
use std::process::{Command, Output, Stdio};

/// Rows for more links than any pipe holds.
fn world() -> World {
    let world = World::at("https://meet.example.com", "");
    let rows: Vec<String> = (0..5_000).map(|n| format!("1,{n},x")).collect();
    world.file("guests.csv", format!("meeting,user,name\n{}\n", rows.join("\n")));
    world
}

/// Each writes its result in another way.
const LINES: &[&str] = &[
    "join-url --from guests.csv",
    "join-url --from guests.csv -o json",
    "join-url --from guests.csv -o jsonl",
    "join-url --from guests.csv -o csv",
    "join-url --from guests.csv --wide",
    "join-url 1 --user 1 --name x",
    "vendors weiyi --params",
    "vendors --jq .[].command",
    "explain 4007",
    "completions bash",
    "--help",
    "--version",
    "meeting create --help",
    "meeting cancel 1 -n",
    "profile list",
];

fn command(world: &World, line: &str) -> Command {
    let mut command = Command::new(MEETCTL);
    command
        .args(line.split(' '))
        .current_dir(world.path(""))
        .env_clear()
        .envs(world.vars())
        .stderr(Stdio::piped());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_full_disk_is_told() {
    let world = world();
    for line in LINES {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&world, line).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}: {}", said(&output));
        assert!(said(&output).contains("cannot write the result: "), "{line}: {}", said(&output));
    }
}

/// The end that reads is closed before the program starts.
#[test]
fn a_closed_pipe_ends_quietly() {
    let world = world();
    for line in LINES {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command(&world, line).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "{line}");
    }
}

/// A write is done, whether or not its result can be printed: that is said with its id, and stands in the log.
#[test]
fn what_was_done_is_said_and_kept_where_it_cannot_be_printed() {
    let desk = Desk::honest();
    let world = desk.world("");
    let full = || Stdio::from(OpenOptions::new().write(true).open("/dev/full").unwrap());
    let closed = || Stdio::from(std::io::pipe().unwrap().1);
    let outcome = |id: &str| {
        let rows = world.run(&["audit", "list", "--id", id, "--json"]).exits(0).json();
        rows.as_array().unwrap().last().unwrap()["outcome"].clone()
    };
    for format in ["table", "json", "jsonl", "csv"] {
        for (to, code) in [(&full as &dyn Fn() -> Stdio, 1), (&closed, 0)] {
            let before = desk.meetings().len();
            let line = format!("{} -o {format}", create("Once").join(" "));
            let output = command(&world, &line).stdout(to()).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{format}: {}", said(&output));
            let made = desk.meetings();
            let id = made.last().unwrap().id.to_string();
            assert_eq!((made.len(), desk.count(CREATE)), (before + 1, before + 1));
            assert!(said(&output).contains(&format!("it is done: {id}\n")), "{format}: {}", said(&output));
            assert_eq!(outcome(&id), "done");

            let line = format!("meeting cancel {id} --yes -o {format}");
            let output = command(&world, &line).stdout(to()).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{format}: {}", said(&output));
            assert!(said(&output).contains("it is done"), "{format}: {}", said(&output));
            assert_eq!((desk.count(CANCEL), outcome(&id)), (before + 1, "done".into()));
        }
    }
    // Nothing of it is in doubt.
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), serde_json::json!([]));
}

#[test]
fn a_closed_stdout_is_no_panic() {
    let world = world();
    for line in LINES {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("exec {MEETCTL} {line} >&-")]).current_dir(world.path(""));
        let output = shell.env_clear().envs(world.vars()).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{line}: {:?} {}", output.status, said(&output));
        assert!(!said(&output).contains("panicked"), "{line}: {}", said(&output));
    }
}

#[test]
fn a_closed_stderr_is_no_panic() {
    let world = world();
    for (line, code) in
        [("meeting list", 7), ("nonsense", 2), ("-vv meeting cancel 1 -n", 0), ("live --jq", 2)]
    {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("exec {MEETCTL} {line} 2>&-")]).current_dir(world.path(""));
        let output = shell.env_clear().envs(world.vars()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{line}");
    }
}
