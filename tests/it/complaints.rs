//! What users of command lines complain of, each answered by a test: docs/complaints.md names them,
//! and here stand those that have no better place.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::Desk;
use crate::server::{Reply, Server};
use crate::world::{World, ran, told};
use serde_json::{Deserializer, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The complaints of docs/complaints.md, each with the tests that answer it: `file::function`.
fn answers() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("docs/complaints.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    let answer = |row: &str| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [complaint, _, tests] = cells.as_slice() else { panic!("{row}") };
        let tests = tests.split(',').map(|test| test.trim().trim_matches('`').to_owned());
        ((*complaint).to_owned(), tests.collect())
    };
    rows.map(answer).collect()
}

#[test]
fn every_complaint_names_tests_that_are_there() {
    let answers = answers();
    assert_eq!(answers.len(), 11);
    for (complaint, tests) in answers {
        assert!(!tests.is_empty(), "{complaint}");
        for test in tests {
            let (file, function) = test.split_once("::").unwrap_or_else(|| panic!("{complaint}: {test}"));
            let path = root().join("tests/it").join(format!("{file}.rs"));
            let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{test}: {error}"));
            let (before, _) = source
                .split_once(&format!("\nfn {function}() {{"))
                .unwrap_or_else(|| panic!("{complaint}: there is no {test}"));
            let above = before.lines().rev().take_while(|line| line.starts_with(['#', '/']));
            assert!(above.into_iter().any(|line| line == "#[test]"), "{test} is no test");
            assert!(!before.ends_with("#[ignore]"), "{test} is not run");
        }
    }
}

const SPAN: [&str; 4] = ["--from", "2099-01-01 00:00", "--to", "2100-01-01 00:00"];

#[test]
fn an_empty_list_is_a_list() {
    let desk = Desk::honest();
    let world = desk.world("");
    let list = |more: &[&str]| world.run(&[&["meeting", "list"], &SPAN[..], more].concat()).exits(0);
    let people = list(&[]);
    assert_eq!((people.out.as_str(), people.err.as_str()), ("", "no meetings\n"));
    assert_eq!(list(&["--json"]).json(), json!([]));
    assert_eq!(list(&["--jq", "length"]).out, "0\n");
    assert_eq!(list(&["-o", "jsonl"]).out, "");
    assert_eq!(list(&["-o", "csv"]).out.lines().count(), 1);
    for more in [&["--json"][..], &["-o", "jsonl"], &["-o", "csv"]] {
        assert_eq!(list(more).err, "", "{more:?}");
    }
}

/// However it ends: one document on stdout, or none; and with JSON the error is one line on stderr.
#[test]
fn there_is_one_document_on_stdout() {
    let desk = Desk::honest();
    let world = desk.world("");
    let id = desk.put("Review", 4_100_000_000_000, 4_100_003_600_000).to_string();
    let lines: [(&[&str], i32, usize); 8] = [
        (&["meeting", "list", SPAN[0], SPAN[1], SPAN[2], SPAN[3]], 0, 1),
        (&["meeting", "get", &id], 0, 1),
        (&["meeting", "get", "404"], 5, 0),
        (&["meeting", "cancel", &id, "404", "--yes"], 9, 1),
        (&["meeting", "cancel", "404", "--yes"], 5, 1),
        (
            &[
                "meeting",
                "create",
                "--host",
                "u",
                "--subject",
                "x",
                "--start",
                "2099-02-03 14:00",
                "--duration",
                "1h",
                "-n",
            ],
            0,
            1,
        ),
        (&["profile", "list"], 0, 1),
        (&["meeting", "list", "--no-such-flag"], 2, 0),
    ];
    for (line, code, documents) in lines {
        let ran = world.run(&[line, &["--json"]].concat()).exits(code);
        let found: Result<Vec<Value>, _> = Deserializer::from_str(&ran.out).into_iter().collect();
        assert_eq!(
            found.unwrap_or_else(|error| panic!("{line:?}: {error}: {}", ran.out)).len(),
            documents,
            "{line:?}"
        );
        if code != 0 {
            assert!(ran.error()["kind"].is_string(), "{line:?}: {}", ran.err);
        }
    }
}

#[test]
fn errors_stand_on_stderr() {
    let server = Server::start(|_, _| Reply::with(503, &[], "busy"));
    let world = World::at(&server.url(), "");
    let lines: [(&[&str], i32); 5] = [
        (&["live", "streams", "--retries", "0"], 8),
        (&["meeting", "list"], 7),
        (&["nonsense"], 2),
        (&["-p", "nobody", "live"], 3),
        (&["meeting", "cancel", "1"], 2),
    ];
    for (line, code) in lines {
        for format in ["table", "json", "jsonl", "csv"] {
            let ran = world.run(&[line, &["-o", format]].concat()).exits(code).prints_nothing();
            assert!(!told(&ran.err).is_empty(), "{line:?}");
        }
    }
}

/// The machine's zone changes nothing: times are read and shown in the profile's.
#[test]
fn no_zone_shifts_a_date() {
    let world = World::with(
        "[profiles.near]\nvendor = \"netease\"\napp_key = \"k\"\napp_secret = \"canary-1\"\n\
         [profiles.far]\nvendor = \"netease\"\napp_key = \"k\"\napp_secret = \"canary-2\"\ntimezone = \"America/New_York\"\n",
    );
    let sent = |profile: &str, start: &str, zone: &str| {
        let line = [
            "-p",
            profile,
            "meeting",
            "create",
            "--host",
            "u",
            "--subject",
            "x",
            "--start",
            start,
            "--duration",
            "1h",
            "-n",
            "--json",
        ];
        ran(zone, world.command(&line).env("TZ", zone)).exits(0).out
    };
    let instants = |out: &str| -> BTreeSet<String> {
        let digits = out.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 13);
        digits.map(str::to_owned).collect()
    };
    // 14:00 in Shanghai is 06:00 UTC; in New York, in winter, 19:00 UTC.
    for zone in ["UTC", "Asia/Tokyo", "America/Los_Angeles", "Nowhere/None"] {
        let near = instants(&sent("near", "2031-01-07 14:00", zone));
        assert!(near.contains("1925532000000"), "{zone}: {near:?}");
        let far = instants(&sent("far", "2031-01-07 14:00", zone));
        assert!(far.contains("1925578800000"), "{zone}: {far:?}");
        // With its offset a time is itself, whatever the profile says.
        let exact = instants(&sent("far", "2031-01-07T14:00:00+08:00", zone));
        assert!(exact.contains("1925532000000"), "{zone}: {exact:?}");
    }
    let desk = Desk::honest();
    desk.put("Review", 1_925_532_000_000, 1_925_535_600_000);
    let world = desk.world("");
    for zone in ["UTC", "America/Los_Angeles"] {
        let line = ["meeting", "list", "--from", "2031-01-01 00:00", "--to", "2031-02-01 00:00"];
        let shown = ran(zone, world.command(&line).env("TZ", zone)).exits(0).out;
        assert!(shown.contains("START (Asia/Shanghai)") && shown.contains("2031-01-07 14:00"), "{shown}");
        let line = [&line[..], &["--json"]].concat();
        let rows = ran(zone, world.command(&line).env("TZ", zone)).exits(0).json();
        assert_eq!(rows[0]["start"], "2031-01-07T14:00:00+08:00");
    }
}
