//! State that somebody has changed, or has put there: it is refused and left as it is, and nothing is sent twice or
//! hidden because of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CREATE, Desk, Fault, create};
use crate::server::Reply;
use crate::world::{MEETCTL, World, mode, ran};
use serde_json::json;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

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

#[test]
fn a_row_in_doubt_keeps_why_when_a_second_look_finds_nothing() {
    let desk =
        Desk::new(|path, _| (path != "/v2/meeting/list").then_some(Fault::Before(Reply::DropAfterReading)));
    let world = desk.world("");
    let file = world.file("t.csv", "meeting\n7000000001\n");
    let line = ["batch", "run", "meeting cancel", &file, "--yes", "--json"];
    for _ in 0..2 {
        let rows = world.run(&line).exits(9).json();
        let error = &rows[0]["error"];
        assert_eq!((&error["kind"], &error["vendor"]), (&json!("in_doubt"), &json!("netease")), "{error}");
        assert_eq!(error["endpoint"], "POST /v2/meeting/cancel");
        let message = error["message"].as_str().unwrap();
        assert_eq!(message.matches("looking again failed").count(), 1, "{message}");
        assert!(!message.starts_with("looking again failed"), "{message}");
    }
    world.run(&create("Once")).exits(10);
    let pending = world.run(&["pending", "list", "--json"]).json();
    let error =
        world.run(&["pending", "resolve", pending[0]["id"].as_str().unwrap(), "--json"]).exits(10).error();
    assert_eq!(error["vendor"], "netease");
}

#[test]
fn what_was_left_behind_is_listed_by_its_profile() {
    let desk = Desk::new(|path, _| (path == CREATE).then_some(Fault::Before(Reply::DropAfterReading)));
    let world = desk.world("");
    let file = world.file("t.csv", ROWS);
    world.run(&[&RUN[..], &[&file]].concat()).exits(9);
    world.run(&create("Once")).exits(10);
    let count = |line: &[&str]| world.run(line).exits(0).json().as_array().unwrap().len();
    for list in [["batch", "status", "--json"], ["pending", "list", "--json"]] {
        assert_eq!(
            [&["-p", "cloud"][..], &["-p", "other"], &[]].map(|more| count(&[more, &list].concat())),
            [1, 0, 1]
        );
    }
}

#[test]
fn no_link_in_the_state_folder_leads_to_another_file() {
    let desk = Desk::honest();
    for name in ["audit/head", "audit/000001.jsonl", "pace-cloud-{}.json"] {
        let world = desk.world("rate_limit = 1000");
        world.run(&create("first")).exits(0);
        let state = world.path("state");
        let files = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path());
        let pace = files.into_iter().find(|path| path.to_str().unwrap().contains("/pace-")).unwrap();
        let path = if name.starts_with("pace") { pace } else { state.join(name) };
        let mine = world.file("mine", "do not lose me");
        fs::remove_file(&path).unwrap();
        symlink(&mine, &path).unwrap();
        let sent = desk.count(CREATE);
        let ran = world.run(&create("second")).says("symbolic link");
        // Without a pace of all processes each keeps its own; without a log nothing is sent.
        let expected = if name.starts_with("pace") { (Some(0), sent + 1) } else { (Some(1), sent) };
        assert_eq!((ran.code, desk.count(CREATE)), expected, "{name}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "do not lose me");
    }
}

#[test]
fn what_others_may_have_put_into_the_state_folder_is_not_used() {
    let desk = Desk::honest();
    let world = desk.world("");
    let state = world.path("state");
    fs::create_dir(&state).unwrap();
    for folder in ["pending", "batches"] {
        fs::create_dir(state.join(folder)).unwrap();
        mode(&state.join(folder), 0o777);
    }
    mode(&state, 0o1777);
    world.run(&create("One")).exits(0).says("others can write to");
    // A link to a folder of one's own is as good as the folder.
    mode(&state, 0o700);
    fs::rename(&state, world.path("elsewhere")).unwrap();
    symlink(world.path("elsewhere"), &state).unwrap();
    world.run(&create("Two")).exits(0).hides("others can write to");
    world.run(&["audit", "verify"]).exits(0);
    // Our own folders are for nobody else, however they are reached.
    fs::rename(world.path("elsewhere/audit"), world.path("log")).unwrap();
    symlink(world.path("log"), world.path("elsewhere/audit")).unwrap();
    mode(&world.path("log"), 0o777);
    let file = world.file("t.csv", ROWS);
    world.run(&[&RUN[..], &[&file]].concat()).exits(0);
    for folder in ["log", "elsewhere/pending", "elsewhere/batches"] {
        let shut = fs::metadata(world.path(folder)).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&shut) & 0o777, 0o700, "{folder}");
    }
}

/// Nobody is at the other end of these pipes, and nobody waits for them.
#[test]
fn no_pipe_in_the_place_of_a_file_holds_up_a_command() {
    let desk = Desk::honest();
    let world = desk.world("rate_limit = 1000");
    world.run(&create("first")).exits(0);
    let pipe = |path: &Path| {
        let _ = fs::remove_file(path);
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let timed = |args: &[&str]| {
        let mut command = world.command(args);
        command.timeout(Duration::from_secs(60));
        ran(&args.join(" "), &mut command)
    };
    let state = world.path("state");
    let files = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path());
    let pace = files.into_iter().find(|path| path.to_str().unwrap().contains("/pace-")).unwrap();
    pipe(&pace);
    timed(&create("second")).exits(0).says("not a plain file");
    fs::remove_file(pace).unwrap();
    pipe(&world.path("state/audit/000001.jsonl"));
    timed(&create("third")).exits(1).says("not a plain file");
    timed(&["audit", "verify"]).exits(1).says("not a plain file");
    pipe(&world.path("state/pending/0a0a0a0a.jsonl"));
    timed(&["pending", "list"]).exits(1).says("not a plain file");
    fs::create_dir(world.path("out")).unwrap();
    pipe(&world.path("out/SHA256SUMS"));
    timed(&["record", "verify", "out"]).exits(1).says("not a plain file");
    timed(&["-p", "sandbox-weiyi", "record", "download", "655796682", "--dir", "out"])
        .exits(1)
        .says("not a plain file");
}

#[test]
fn an_audit_log_that_was_cut_says_so_after_the_next_write() {
    let desk = Desk::honest();
    let world = desk.world("");
    for subject in ["one", "two", "three"] {
        world.run(&create(subject)).exits(0).hides("gone or damaged");
    }
    let log = world.path("state/audit/000001.jsonl");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.split_inclusive('\n').take(2).collect::<String>()).unwrap();
    fs::remove_file(world.path("state/audit/head")).unwrap();
    world.run(&create("four")).exits(0).says("gone or damaged").says("audit verify");
    world.run(&create("five")).exits(0).hides("gone or damaged");
    let found =
        world.run(&["audit", "verify", "--json"]).exits(1).says("lines before it may be missing").json();
    assert_eq!((&found["problem"], &found["line"]), (&json!("headless"), &json!(3)));
    let rows = world.run(&["audit", "list", "--json"]).exits(0).says("audit verify").json();
    assert_eq!(rows.as_array().unwrap().len(), 3);
}

/// Whatever number of files may be open, that there are too few is said.
#[test]
fn too_few_descriptors_are_told() {
    let desk = Desk::honest();
    let world = desk.world("");
    for (limit, line) in (4..14).flat_map(|limit| [(limit, create("x")), (limit, vec!["meeting", "list"])]) {
        let shell = format!("ulimit -n {limit}; exec {MEETCTL} \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &shell, "sh"])
            .args(&line)
            .env_clear()
            .envs(world.vars())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        // Below four not even the program's own libraries can be opened.
        let code = output.status.code().unwrap_or_else(|| panic!("{limit}: a signal; {err}"));
        assert!((code <= 10 || code == 127) && !err.contains("panicked"), "{limit}: {code} {err}");
    }
}

#[test]
fn a_batch_that_is_interrupted_names_what_goes_on() {
    let desk =
        Desk::new(|path, _| (path == CREATE).then_some(Fault::After(Reply::Hang(Duration::from_secs(60)))));
    let world = desk.world("");
    let file = world.file("t.csv", ROWS);
    let child = Command::new(MEETCTL)
        .args([&RUN[..], &[&file]].concat())
        .env_clear()
        .envs(world.vars())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while desk.count(CREATE) < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let signal = || {
        let pid = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::INT)
    };
    // The second one ends also what is in flight; when it is heard twice is the system's affair.
    while signal().is_ok() && !defunct(child.id()) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.contains("the same command line goes on") && !err.contains("pending list"), "{err}");
    assert!(!err.contains("batch resolve"), "{err}");
}

fn defunct(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

#[test]
fn a_secret_of_two_lines_is_sent_nowhere() {
    let desk = Desk::honest();
    let world = World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{}\"\napp_key = \"k\"\napp_secret = {{ file = \"s\" }}\n",
        desk.server.url()
    ));
    world.file("s", "canary-one\ncanary-two\n");
    world.run(&create("Never")).exits(3).says("has more than one line").hides("canary");
    assert_eq!(desk.count(CREATE), 0);
    world.file("s", "canary-one\n");
    world.run(&create("Once")).exits(0);
}

#[test]
fn a_documented_write_is_one_however_its_path_is_spelt() {
    let server = crate::server::Server::start(|_, _| Reply::Json(200, "{}".into()));
    let world = World::at(&server.url(), "read_only = true");
    for path in [
        "/WebAPI/meetingdelete",
        "/WebAPI/%6deetingdelete",
        "/WebAPI//meetingdelete",
        "/WebAPI/MeetingDelete/",
    ] {
        world.run(&["api", "GET", path]).exits(3).says("read_only");
    }
    assert!(server.requests().is_empty());
}
