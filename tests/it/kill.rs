//! Killed at any system call, and with system calls that fail: strace does it. A sample with a printed
//! seed runs here; `KILL_ALL=1 cargo test --release --test it kill` tries every single call.

#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, reason = "the seed of a sample")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::batch::continued;
use crate::desk::{CREATE, Desk, EDIT, create};
use crate::world::{MEETCTL, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// So many points of a command are tried where not all are.
const SAMPLE: usize = 40;

/// Runs the program under strace.
fn traced(world: &World, inject: &[&str], args: &[&str], log: &Path) -> Output {
    let output = Command::new("strace")
        .args(["-f", "-qq", "-s", "64", "-o", log.to_str().unwrap()])
        .args(inject)
        .arg(MEETCTL)
        .args(args)
        .current_dir(world.path(""))
        .env_clear()
        .envs(world.vars())
        .stdin(Stdio::null())
        .output();
    output.expect("strace is needed: install the Debian package strace")
}

/// The calls at which a command is killed: all of them, or a sample.
fn points(world: &World, args: &[&str]) -> Vec<usize> {
    let log = world.path("strace.log");
    let whole = traced(world, &[], args, &log);
    assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
    let calls = std::fs::read_to_string(&log).unwrap().lines().count();
    assert!(calls > 50, "{calls} calls");
    #[expect(clippy::disallowed_methods, reason = "asked for by hand")]
    let all = std::env::var_os("KILL_ALL").is_some();
    if all {
        return (1..=calls).collect();
    }
    let seed = std::process::id() as usize;
    let step = calls.div_ceil(SAMPLE);
    println!("seed {seed}: every {step}th of {calls} calls, from {}", seed % step + 1);
    (seed % step + 1..=calls).step_by(step).collect()
}

fn kill(world: &World, point: usize, args: &[&str]) -> Output {
    let inject = format!("inject=all:signal=SIGKILL:when={point}");
    traced(world, &["-e", &inject], args, Path::new("/dev/null"))
}

/// The writes that are still open, by `pending list`.
fn pending(world: &World) -> Vec<(String, String)> {
    let rows = world.run(&["pending", "list", "--json"]).exits(0).json();
    let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, "id"), text(row, "state"))).collect()
}

#[test]
fn a_create_that_is_killed_is_never_lost_and_never_doubled() {
    let desk = Desk::honest();
    let world = desk.world("");
    for point in points(&world, &create("First")) {
        let subject = format!("Killed {point}");
        let ran = kill(&world, point, &create(&subject));
        let told = String::from_utf8_lossy(&ran.stdout).contains("ID");
        let open = pending(&world);
        let made = desk.made(&subject);
        assert!(made <= 1, "call {point}: made {made} times");
        // What was made is known to the user, or is listed for him.
        assert!(made == 0 || told || open.len() == 1, "call {point}: made, untold and not listed");
        for (id, state) in open {
            if made == 1 {
                let found = world.run(&["pending", "resolve", &id, "--json"]).exits(0).json();
                assert!(state == "done" || found["subject"] == subject.as_str(), "call {point}: {found}");
            } else {
                world.run(&["pending", "forget", &id]).exits(0);
            }
        }
        // The log of writes is torn at most, and goes on.
        world.run(&["audit", "verify"]).exits(0);
        // Nothing of it holds up the next.
        assert!(pending(&world).is_empty(), "call {point}");
    }
}

#[test]
fn a_batch_that_is_killed_at_any_call_is_continued() {
    const ROWS: usize = 50;
    let rows = |name: &str| {
        (0..ROWS).fold("subject,start,duration,host\n".to_owned(), |csv, row| {
            csv + &format!("{name} {row},2026-12-01T{:02}:{:02}:00+08:00,30m,1\n", row / 60, row % 60)
        })
    };
    let desk = Desk::honest();
    let world = desk.world("");
    let line = |file: &str| ["batch", "run", "meeting create", file].map(str::to_owned).to_vec();
    let first = world.file("first.csv", rows("first"));
    let first = line(&first);
    for point in points(&world, &first.iter().map(String::as_str).collect::<Vec<_>>()) {
        let file = world.file(&format!("{point}.csv"), rows(&point.to_string()));
        let line = line(&file);
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        kill(&world, point, &line);
        world.run(&["audit", "verify"]).exits(0);
        continued(&world, &line);
        world.run(&["audit", "verify"]).exits(0);
        for row in 0..ROWS {
            let subject = format!("{point} {row}");
            assert_eq!(desk.made(&subject), 1, "killed at call {point}: {subject}");
        }
    }
}

#[test]
fn an_edit_that_is_killed_is_done_or_listed() {
    let desk = Desk::honest();
    let world = desk.world("");
    let id = desk.put("before", 1_796_104_800_000, 1_796_108_400_000).to_string();
    let line = |subject: &str| ["meeting", "edit", &id, "--subject", subject, "--json"].map(str::to_owned);
    let first = line("first");
    for point in points(&world, &first.each_ref().map(String::as_str)) {
        let subject = format!("Killed {point}");
        let sent = desk.count(EDIT);
        let ran = kill(&world, point, &line(&subject).each_ref().map(String::as_str));
        let told = String::from_utf8_lossy(&ran.stdout).contains(&subject);
        let (done, open) = (desk.made(&subject) == 1, pending(&world));
        assert!(desk.count(EDIT) <= sent + 1, "call {point}: it is sent once");
        assert!(!done || told || open.len() == 1, "call {point}: done, untold and not listed");
        for (id, _) in open {
            let resolved = world.run(&["pending", "resolve", &id, "--json"]);
            assert_eq!(resolved.code, Some(if done { 0 } else { 10 }), "call {point}: {}", resolved.err);
            if !done {
                world.run(&["pending", "forget", &id]).exits(0);
            }
        }
    }
}

#[test]
fn a_download_that_is_killed_leaves_a_whole_file_or_none() {
    let world = World::new();
    let dir = world.path("archive");
    let line = ["-p", "sandbox-weiyi", "record", "download", "655796682", "--dir", dir.to_str().unwrap()];
    let points = points(&world, &line);
    let whole = files(&dir);
    assert!(!whole.is_empty());
    for point in points {
        std::fs::remove_dir_all(&dir).unwrap();
        kill(&world, point, &line);
        for (name, bytes) in files(&dir) {
            assert!(
                whole.get(&name).is_none_or(|right| *right == bytes),
                "call {point}: {name} is not whole"
            );
        }
        world.run(&line).exits(0);
        assert_eq!(files(&dir), whole, "call {point}");
        world.run(&["record", "verify", dir.to_str().unwrap()]).exits(0);
    }
}

/// The recordings in a folder, by their names.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let named = entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path()));
    let recordings =
        named.filter(|(name, _)| Path::new(name).extension().is_some_and(|ending| ending == "mp4"));
    recordings.map(|(name, path)| (name, std::fs::read(path).unwrap())).collect()
}

/// No row's request leaves before its intent is on the disk: a power cut loses no knowledge of it.
#[test]
fn a_batch_sends_no_row_whose_intent_could_be_lost() {
    const ROWS: usize = 30;
    let desk = Desk::honest();
    let world = desk.world("");
    let rows = (0..ROWS).fold("subject,start,duration,host\n".to_owned(), |csv, row| {
        csv + &format!("row-{row}-,2026-12-01T01:{row:02}:00+08:00,30m,1\n")
    });
    let file = world.file("rows.csv", rows);
    let log = world.path("strace.log");
    let ran = traced(&world, SENDING, &["batch", "run", "meeting create", &file, "--jobs", "8"], &log);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(sent_durably(&log), ROWS);
}

/// A system tells once that a file could not be synced: that the next sync succeeds says nothing.
#[test]
fn after_a_sync_that_failed_nothing_is_sent() {
    const ROWS: usize = 40;
    let desk = Desk::honest();
    let world = desk.world("");
    for nth in 1..=4 {
        let rows = (0..ROWS).fold("subject,start,duration,host\n".to_owned(), |csv, row| {
            csv + &format!("row-{row}-{nth},2026-12-01T01:{row:02}:00+08:00,30m,1\n")
        });
        let file = world.file("rows.csv", rows);
        let log = world.path("strace.log");
        let inject = format!("inject=fdatasync:error=EIO:when={nth}");
        let traced_so = [SENDING, &["-e", &inject]].concat();
        let line =
            ["batch", "run", "meeting create", &file, "--jobs", "8", "--journal", &format!("{nth}.jsonl")];
        let ran = traced(&world, &traced_so, &line, &log);
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(std::fs::read_to_string(&log).unwrap().contains("EIO"), "sync {nth} never came");
        assert!(!ran.status.success() && !err.contains("panicked"), "{nth}: {err}");
        assert!(sent_durably(&log) < ROWS, "{nth}: {err}");
    }
}

/// What is traced to see when intents are durable, and rows are sent.
const SENDING: &[&str] = &["-y", "-s", "20000", "-e", "trace=write,writev,sendto,sendmsg,fdatasync"];

/// How many rows were sent, each after its intent was on the disk: after a sync that failed nothing is.
fn sent_durably(log: &Path) -> usize {
    let (mut noted, mut durable, mut syncing) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    let (mut sent, mut broken) = (0, false);
    for line in std::fs::read_to_string(log).unwrap().lines() {
        let thread = line.split(' ').next().unwrap().to_owned();
        broken |= line.contains("fdatasync") && line.contains("EIO");
        if broken && line.contains("fdatasync") {
            syncing.remove(&thread);
        } else if line.contains("fdatasync(") && line.contains("<unfinished") {
            syncing.insert(thread, noted.clone());
        } else if line.contains("fdatasync resumed") {
            durable.extend(syncing.remove(&thread).unwrap());
        } else if line.contains("fdatasync(") {
            durable.extend(noted.iter().copied());
        } else if line.contains(r#"{\"row\":"#) {
            // One write holds the lines of many rows.
            let intents = line.split(r#"{\"row\":"#).skip(1).filter(|text| text.contains(r#"\"sent\":"#));
            noted.extend(intents.filter_map(number));
        } else if let Some(row) =
            after(line, r#"\"subject\":\"row-"#).filter(|_| line.contains("/create HTTP"))
        {
            sent += 1;
            assert!(
                durable.contains(&(row + 1)),
                "row {} left before its intent was durable\n{line}",
                row + 1
            );
        }
    }
    sent
}

/// The number that follows this text.
fn after(line: &str, text: &str) -> Option<usize> {
    number(line.split(text).nth(1)?)
}

/// The number with which a text begins.
fn number(text: &str) -> Option<usize> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[test]
fn a_profile_that_is_being_added_is_there_whole_or_not_at_all() {
    let world =
        World::with("[profiles.old]\nvendor = \"netease\"\napp_key = \"k\"\napp_secret = \"canary-old\"\n");
    let before = std::fs::read(world.path("profiles.toml")).unwrap();
    let add = |name: &str| {
        ["profile", "add", name, "--vendor", "netease", "--set", "app_key=x", "--from-env", "app_secret=S"]
            .map(str::to_owned)
            .to_vec()
    };
    let first = add("first");
    for point in points(&world, &first.iter().map(String::as_str).collect::<Vec<_>>()) {
        std::fs::write(world.path("profiles.toml"), &before).unwrap();
        let line = add("new");
        kill(&world, point, &line.iter().map(String::as_str).collect::<Vec<_>>());
        let now = std::fs::read(world.path("profiles.toml")).unwrap();
        let names = world.run(&["profile", "list", "--json"]).exits(0).out;
        assert!(names.contains("old"), "call {point}");
        assert!(now == before || names.contains("new"), "call {point}: neither the old file nor the new one");
        world
            .run(&[
                "profile",
                "add",
                "after",
                "--vendor",
                "netease",
                "--set",
                "app_key=x",
                "--from-env",
                "app_secret=S",
            ])
            .exits(0);
    }
}

#[test]
fn an_intent_is_on_the_disk_before_the_request_leaves() {
    let desk = Desk::honest();
    let world = desk.world("");
    let log = world.path("strace.log");
    let only = ["-e", "trace=write,writev,sendto,sendmsg,fsync,fdatasync"];
    assert!(traced(&world, &only, &create("Once"), &log).status.success());
    let text = std::fs::read_to_string(&log).unwrap();
    let line = |what: &str| {
        text.lines().position(|line| line.contains(what)).unwrap_or_else(|| panic!("{what}\n{text}"))
    };
    let (intent, request) = (line(r#"{\"write\":0,"#), line("POST /v2/meeting/create HTTP"));
    let fd = text.lines().nth(intent).unwrap().split("write(").nth(1).unwrap().split(',').next().unwrap();
    let synced =
        text.lines().enumerate().skip(intent).find(|(_, line)| line.contains(&format!("fdatasync({fd})")));
    let (synced, _) = synced.expect("the intent is synced");
    assert!(intent < synced && synced < request, "{intent} {synced} {request}\n{text}");
}

#[test]
fn calls_that_fail_are_told_and_nothing_is_sent_without_a_note() {
    let desk = Desk::honest();
    let world = desk.world("");
    let log = world.path("strace.log");
    for (what, sent) in [
        ("fdatasync:error=EIO", false),
        ("fsync:error=EIO", false),
        ("fdatasync:error=ENOSPC:when=1", false),
        ("connect:error=ETIMEDOUT", false),
        ("getrandom:error=ENOSYS", true),
        ("recvfrom:error=ECONNRESET:when=3+", true),
    ] {
        let subject = format!("Faulty {what}");
        let before = desk.count(CREATE);
        let inject = format!("inject={what}");
        let ran =
            traced(&world, &["-e", &inject], &[&create(&subject)[..], &["--retries", "0"]].concat(), &log);
        let err = String::from_utf8_lossy(&ran.stderr);
        let code = ran.status.code().unwrap_or_else(|| panic!("{what}: a signal; {err}"));
        assert!(code <= 10 && !err.contains("panicked"), "{what}: {code} {err}");
        assert!(sent || desk.count(CREATE) == before, "{what}: it was sent; {err}");
        assert!(sent || code != 0, "{what}: {err}");
        for (id, _) in pending(&world) {
            world.run(&["pending", "forget", &id]).exits(0);
        }
    }
    // Whatever the first file is that cannot be opened, it is told.
    for when in (5..60).step_by(5) {
        let inject = format!("inject=openat:error=EMFILE:when={when}+");
        let ran = traced(&world, &["-e", &inject], &create("Many"), &log);
        let err = String::from_utf8_lossy(&ran.stderr);
        assert!(
            ran.status.code().is_some_and(|code| code <= 127) && !err.contains("panicked"),
            "{when}: {err}"
        );
        for (id, _) in pending(&world) {
            world.run(&["pending", "forget", &id]).exits(0);
        }
    }
}
