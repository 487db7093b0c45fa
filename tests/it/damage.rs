//! State that somebody has changed, or has put there: it is refused and left as it is, and nothing is sent twice or
//! hidden because of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CREATE, Desk, Fault, create};
use crate::server::Reply;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

const RUN: [&str; 3] = ["batch", "run", "meeting create"];
const ROWS: &str =
    "subject,start,duration,host\nA,2026-12-01T14:00:00+08:00,1h,1\nB,2026-12-02T14:00:00+08:00,1h,1\n";

/// What is done to a text that nobody but us should change, each in a way that no crash does it.
const CHANGES: [fn(&str) -> String; 5] = [
    |text| text.replace('\n', "\r\n"),
    |text| text.replace('"', "'"),
    |text| {
        let (header, rest) = text.split_once('\n').unwrap();
        format!("{header}\n{}", rest.replace(':', ": "))
    },
    |text| text.replace("\"journal\":\"", "\"journal\":\"x"),
    |text| format!("{}\n", text.trim_end_matches("}\n")),
];

fn only_file(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = files.find(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    found.unwrap()
}

#[test]
fn a_batch_whose_journal_was_changed_is_not_begun_anew() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", ROWS);
    let line = [&RUN[..], &[&file]].concat();
    world.run(&line).exits(0);
    let journal = only_file(&world.path("state/batches"));
    let text = fs::read_to_string(&journal).unwrap();
    let without_plan = |text: &str| {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        [lines[0], &lines[2..].concat()].concat()
    };
    for change in CHANGES.into_iter().chain([without_plan as fn(&str) -> String]) {
        let changed = change(&text);
        fs::write(&journal, &changed).unwrap();
        world.run(&line).exits(3).hides("there is no journal");
        world.run(&["batch", "status"]).exits(3).says(journal.to_str().unwrap());
        world.run(&["batch", "status", journal.to_str().unwrap()]).exits(3).hides("there is no journal");
        assert_eq!(fs::read_to_string(&journal).unwrap(), changed);
    }
    assert_eq!(desk.count(CREATE), 2);
}

#[test]
fn a_note_of_a_write_in_doubt_that_was_changed_is_not_removed() {
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    world.run(&create("Once")).exits(10);
    let path = only_file(&world.path("state/pending"));
    let text = fs::read_to_string(&path).unwrap();
    for change in CHANGES {
        let changed = change(&text);
        fs::write(&path, &changed).unwrap();
        world.run(&["pending", "list"]).exits(3).says(path.to_str().unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), changed);
    }
    // A write that was never on the disk was never sent.
    let header_and_story: String = text.split_inclusive('\n').take(2).collect();
    fs::write(&path, format!("{header_and_story}{{\"write\":0,\"ca")).unwrap();
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
    assert!(!path.exists());
}

/// What somebody has made on another server by the same name is not what was in doubt here.
#[test]
fn a_batch_does_not_go_on_at_another_server() {
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    let file = world.file("t.csv", ROWS);
    let line = [&RUN[..], &[&file]].concat();
    world.run(&line).exits(9);
    let other = Desk::honest();
    let there = other.world("");
    fs::copy(there.path("profiles.toml"), world.path("profiles.toml")).unwrap();
    other.put("A", 1_796_104_800_000, 1_796_108_400_000);
    world.run(&line).exits(3).says("leads to another server").hides("done");
    assert_eq!(other.count(CREATE), 0);
}
