//! Lost answers: the look that follows (`matrix` has the cells), and what is kept for
//! those whose outcome stays unknown. The vendor here applies an effect before it loses the answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CANCEL, CREATE, Desk, EDIT, Fault, LIST, create};
use crate::server::{Reply, Server, refused_port};
use crate::world::{MEETCTL, World};
use serde_json::{Value, json};
use std::io::Read;
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn what_was_there_before_is_never_taken_for_what_was_made() {
    let (start, end) = (1_796_104_800_000, 1_796_108_400_000);
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    desk.put("Once", start, end);
    desk.world("").run(&create("Once")).exits(10);
    // One that differs in a minute is another one.
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    desk.put("Once", start + 60_000, end);
    desk.world("").run(&create("Once")).exits(10);
    // Two new ones cannot be told apart: somebody else has made the same at the same time.
    let desk =
        Desk::new(|path, nth| (path == CREATE && nth < 2).then_some(Fault::After(Reply::DropAfterReading)));
    let world = desk.world("");
    world.run(&create("Other")).exits(0);
    world.run(&create("Once")).exits(0);
    assert_eq!((desk.made("Other"), desk.made("Once")), (1, 1));
}

/// Only the vendor's own refusal says that nothing was done, whatever the status.
#[test]
fn a_page_or_a_success_under_an_errors_status_is_no_refusal() {
    let success = r#"{"code":200,"ret":{"meetingUniqueId":5}}"#;
    for reply in [Reply::with(404, &[], "<html>Not Found</html>"), Reply::Json(400, success.to_owned())] {
        let desk = Desk::once(CREATE, Fault::After(reply.clone()));
        desk.world("").run(&create("Once")).exits(0).says("the meeting was made");
        let desk = Desk::once(CREATE, Fault::Before(reply));
        desk.world("").run(&create("Once")).exits(10);
    }
}

/// The vendor says yes, and not to what.
#[test]
fn a_success_without_an_id_is_looked_up() {
    let bare = || Reply::Json(200, r#"{"code":200,"ret":{}}"#.to_owned());
    let desk = Desk::once(CREATE, Fault::After(bare()));
    let ran = desk.world("").run(&[&create("Once")[..], &["--json"]].concat());
    assert_eq!(ran.exits(0).says("the meeting was made").json()["id"], "7000000001");
    assert_eq!((desk.count(CREATE), desk.made("Once")), (1, 1));
    let desk = Desk::once(CREATE, Fault::Before(bare()));
    desk.world("").run(&create("Once")).exits(10).says("not under which id");
    assert_eq!((desk.count(CREATE), desk.made("Once")), (1, 0));
}

#[test]
fn without_a_list_or_a_start_nothing_is_guessed() {
    // The list fails before: a new meeting cannot be told from an old one.
    let desk = Desk::new(|path, _| match path {
        LIST => Some(Fault::Before(Reply::with(500, &[], "down"))),
        _ => Some(Fault::After(Reply::DropAfterReading)),
    });
    let world = desk.world("");
    world
        .run(&[&create("Once")[..], &["--retries", "0"]].concat())
        .exits(10)
        .says("cannot be listed")
        .says("could not be listed, so a new one cannot be told");
    assert_eq!(desk.made("Once"), 1);
    // Nor later, when it can be listed again.
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    let resolve = ["pending", "resolve", pending[0]["id"].as_str().unwrap(), "--retries", "0"];
    world.run(&resolve).exits(10).says("could not be listed");
    let desk = Desk::once(CREATE, Fault::After(Reply::DropAfterReading));
    let world = desk.world("");
    world.run(&["meeting", "create", "--subject", "Now", "--host", "1", "--instant"]).exits(10);
    assert_eq!((desk.count(LIST), desk.made("Now")), (0, 1));
}

#[test]
fn a_write_that_never_left_is_tried_again_and_not_in_doubt() {
    let world = World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"http://127.0.0.1:{}\"\napp_key = \"k\"\napp_secret = \"s\"\n",
        refused_port()
    ));
    world.run(&[&create("Once")[..], &["--retries", "1"]].concat()).exits(8);
    world.run(&["meeting", "cancel", "7", "--yes", "--retries", "1"]).exits(8);
    let none = world.run(&["pending", "list", "--json"]).exits(0).hides("no pending");
    assert_eq!(none.json(), json!([]));
    world.run(&["pending", "list"]).exits(0).says("no pending writes");
}

#[test]
fn a_change_whose_answer_was_lost_is_read_again() {
    let lost = || Reply::DropAfterReading;
    let edit = |id: &str| ["meeting", "edit", id, "--subject", "New", "--json"].map(str::to_owned).to_vec();
    let cancel = |id: &str| ["meeting", "cancel", id, "--yes", "--json"].map(str::to_owned).to_vec();
    for path in [EDIT, CANCEL] {
        for (fault, code) in [(Fault::After(lost()), 0), (Fault::Before(lost()), 10)] {
            let desk = Desk::once(path, fault);
            let id = desk.put("Old", 1_796_104_800_000, 1_796_108_400_000).to_string();
            let line = if path == EDIT { edit(&id) } else { cancel(&id) };
            let ran = desk.world("").run(&line.iter().map(String::as_str).collect::<Vec<_>>());
            let ran = ran.exits(code);
            assert_eq!(desk.count(path), 1, "{path}");
            let says = if code == 0 { "a second look shows that it is done" } else { "a second look" };
            ran.says(says);
        }
    }
    // What only `--set` gives, or a secret that is not kept, cannot be compared later.
    let desk = Desk::once(EDIT, Fault::Before(lost()));
    let id = desk.put("Old", 1_796_104_800_000, 1_796_108_400_000).to_string();
    let world = desk.world("");
    world.run(&["meeting", "edit", &id, "--set", "settings={}"]).exits(10).says("--set");
    let desk = Desk::once(EDIT, Fault::Before(lost()));
    let id = desk.put("Old", 1_796_104_800_000, 1_796_108_400_000).to_string();
    let world = desk.world("");
    world.run(&["meeting", "edit", &id, "--password", "998877"]).exits(10);
    let pending = world.run(&["pending", "list", "--json"]).exits(0).hides("998877").json();
    world.run(&["pending", "resolve", pending[0]["id"].as_str().unwrap()]).exits(10).says("password");
    // A change that nobody can read back stays in doubt.
    let desk = Desk::once(EDIT, Fault::After(lost()));
    let id = desk.put("Old", 1_796_104_800_000, 1_796_108_400_000).to_string();
    desk.world("").run(&["meeting", "edit", &id, "--mute-audio"]).exits(10).says("--mute-audio");
}

#[test]
fn of_several_targets_each_has_its_second_look() {
    let desk = Desk::new(|path, nth| match (path, nth) {
        (CANCEL, 0) => Some(Fault::After(Reply::DropAfterReading)),
        (CANCEL, 1) => Some(Fault::Before(Reply::DropAfterReading)),
        _ => None,
    });
    let ids: Vec<String> = ["a", "b", "c"]
        .iter()
        .map(|subject| desk.put(subject, 1_796_104_800_000, 1_796_108_400_000).to_string())
        .collect();
    let world = desk.world("");
    let ran = world.run(&["meeting", "cancel", &ids[0], &ids[1], &ids[2], "--yes", "--json"]).exits(9);
    let told: Vec<bool> = ran.json().as_array().unwrap().iter().map(|row| row["ok"] == json!(true)).collect();
    assert_eq!((told, desk.count(CANCEL)), (vec![true, false, true], 3));
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    let targets: Vec<(&str, &str)> = pending
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["target"].as_str().unwrap(), row["state"].as_str().unwrap()))
        .collect();
    assert!(targets.contains(&(ids[1].as_str(), "unknown")), "{targets:?}");
}

/// A target that is named twice is one target, whatever the vendor: the second try would find nothing.
#[test]
fn a_target_that_is_named_twice_is_dealt_with_once() {
    for (vendor, line) in [
        ("netease", "meeting cancel"),
        ("netease", "meeting end"),
        ("weiyi", "meeting cancel"),
        ("myvmr", "record delete"),
        ("quanshi", "meeting cancel"),
        ("quanshi", "record delete"),
    ] {
        let answer = r#"{"code":200,"state":1,"status":0,"result":"0","data":{}}"#;
        let server = Server::start(move |_, _| Reply::Json(200, answer.to_owned()));
        let world = World::of_all(&server.url());
        let words: Vec<&str> = line.split(' ').chain(["5", "6", "5", "5", "--yes", "--json"]).collect();
        let ran = world.run(&[&["-p", vendor], &words[..]].concat()).exits(0);
        let ran = ran.says("given more than once, dealt with once: 5");
        let ids: Vec<String> =
            ran.json().as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        let sent = if line == "record delete" && vendor == "quanshi" { 1 } else { 2 };
        assert_eq!((ids.join(" ").as_str(), server.requests().len()), ("5 6", sent), "{vendor} {line}");
    }
}

#[test]
fn what_is_pending_is_resolved_or_forgotten() {
    let desk = Desk::new(|path, nth| match (path, nth) {
        // It appears in the list only later.
        (CREATE, 0) => Some(Fault::After(Reply::DropAfterReading)),
        (LIST, 1) => Some(Fault::Before(Reply::Json(200, r#"{"code":200,"ret":{"list":[]}}"#.into()))),
        _ => None,
    });
    let world = desk.world("");
    world.run(&[&create("Once")[..], &["--password", "canary-1"]].concat()).exits(10);
    let pending = world.run(&["pending", "list", "--json"]).exits(0).hides("canary-1").json();
    let id = pending[0]["id"].as_str().unwrap();
    let row = &pending[0];
    assert_eq!(
        (&row["command"], &row["profile"], &row["subject"], &row["state"]),
        (&json!("meeting create"), &json!("cloud"), &json!("Once"), &json!("unknown"))
    );
    let found = world.run(&["pending", "resolve", id, "--json"]).exits(0).json();
    assert_eq!(found["id"], "7000000001");
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
    world.run(&["pending", "resolve", id]).exits(5);
    world.run(&["pending", "forget", id]).exits(5);

    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    world.run(&create("Never")).exits(10);
    let id = world.run(&["pending", "list", "--json"]).exits(0).json()[0]["id"].as_str().unwrap().to_owned();
    world.run(&["pending", "resolve", &id]).exits(10).says("pending forget");
    world.run(&["pending", "forget", &id]).exits(0);
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
}

#[test]
fn if_it_exists_it_is_printed_and_none_is_made() {
    let desk = Desk::honest();
    let world = desk.world("");
    let line = [&create("Daily")[..], &["--if-not-exists", "--json"]].concat();
    let first = world.run(&line).exits(0).json();
    let second = world.run(&line).exits(0).json();
    assert_eq!((&first["id"], desk.made("Daily"), desk.count(CREATE)), (&second["id"], 1, 1));
    // The same subject and start: a longer one is no other meeting.
    let longer: Vec<&str> = line.iter().map(|word| if *word == "1h" { "2h" } else { word }).collect();
    let third = world.run(&longer).exits(0).says("it exists already").json();
    assert_eq!((&third["id"], desk.count(CREATE)), (&first["id"], 1));
    // Nobody may say "it does not exist" who could not look.
    let blind = Desk::new(|path, _| (path == LIST).then(|| Fault::Before(Reply::with(500, &[], "down"))));
    let world = blind.world("");
    world.run(&[&line[..], &["--retries", "0"]].concat()).exits(8).says("cannot see whether it exists");
    assert_eq!(blind.count(CREATE), 0);
    world
        .run(&["meeting", "create", "--subject", "x", "--host", "1", "--instant", "--if-not-exists"])
        .exits(2);
    let weiyi = World::at("http://127.0.0.1:9", "");
    let create = [
        "meeting",
        "create",
        "--subject",
        "x",
        "--start",
        "+1h",
        "--duration",
        "1h",
        "--host-password",
        "1234",
    ];
    weiyi.run(&[&create[..], &["--if-not-exists"]].concat()).exits(7).says("lists no meetings");
}

/// Of two at once neither would see what the other makes.
#[cfg(unix)]
#[test]
fn two_at_once_make_one_if_it_does_not_exist() {
    // The first hears nothing; the second is told that there is none, and is slow to hear it.
    let none = Reply::Json(200, r#"{"code":200,"ret":{"list":[],"totalPages":1}}"#.into());
    let late = Reply::Late(Duration::from_secs(1), Box::new(none));
    let desk = Desk::new(move |path, nth| match (path, nth) {
        (LIST, 0) => Some(Fault::Before(Reply::Hang(Duration::from_secs(60)))),
        (LIST, 1) => Some(Fault::Before(late.clone())),
        _ => None,
    });
    let world = desk.world("");
    let line = [&create("Daily")[..], &["--if-not-exists", "--json"]].concat();
    let looking = |nth: usize| {
        let child = spawned(&world, &line);
        while desk.count(LIST) < nth {
            std::thread::sleep(Duration::from_millis(5));
        }
        child
    };
    let mut dead = looking(1);
    // Who does not want to wait longer is told why, and has sent nothing.
    let hasty = world.run(&[&line[..], &["--timeout", "50ms"]].concat()).exits(8);
    hasty.says("another meetctl is making this meeting");
    assert_eq!(desk.count(LIST), 1);
    // The dead hold nobody up.
    dead.kill().unwrap();
    dead.wait().unwrap();
    let first = looking(2);
    let second = world.run(&line).exits(0).says("it exists already").json();
    let first: Value = serde_json::from_slice(&first.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!((&first["id"], desk.made("Daily")), (&second["id"], 1));
    // Another meeting waits for nobody's.
    world.run(&[&create("Other")[..], &["--if-not-exists"]].concat()).exits(0);
}

#[test]
fn a_write_that_cannot_be_noted_is_not_sent() {
    let desk = Desk::honest();
    let world = desk.world("");
    // A file where the folder should be is a place that cannot be used: that is said, and it goes on.
    let blocked = world.file("blocked", "");
    let mut command = world.command(&create("Works"));
    command.env("MEETCTL_STATE", format!("{blocked}/state"));
    crate::world::ran("create", &mut command).exits(0).says("writes are not noted");
    assert_eq!(desk.made("Works"), 1);
    // A disk that is full is another matter. Files may not grow beyond nothing here.
    let shell = format!("ulimit -f 0; trap '' XFSZ; exec {MEETCTL} \"$@\"");
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", &shell, "sh"]).args(create("Full")).env_clear().envs(world.vars());
    crate::world::ran("create", &mut command).exits(1).says("nothing is sent");
    assert_eq!((desk.made("Full"), desk.count(CREATE)), (0, 1));
}

#[cfg(unix)]
fn signal(child: &std::process::Child, name: &str) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Starts a command whose output is kept.
#[cfg(unix)]
fn spawned(world: &World, args: &[&str]) -> std::process::Child {
    let mut command = Command::new(MEETCTL);
    command.args(args).env_clear().envs(world.vars()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Starts a create and waits until the vendor has its request.
#[cfg(unix)]
fn started(desk: &Desk, world: &World) -> std::process::Child {
    let child = spawned(world, &create("Once"));
    while desk.count(CREATE) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[cfg(unix)]
#[test]
fn a_signal_waits_for_the_answer_to_a_write() {
    let late =
        |pause| Fault::After(Reply::Late(Duration::from_millis(pause), Box::new(Reply::DropAfterReading)));
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        // The answer comes in time: it is told, although the program was stopped.
        let desk = Desk::new(move |path, _| {
            (path == CREATE).then(|| {
                let body = json!({"code": 200, "ret": {"meetingUniqueId": 5}}).to_string();
                Fault::Before(Reply::Late(Duration::from_millis(300), Box::new(Reply::Json(200, body))))
            })
        });
        let world = desk.world("");
        let child = started(&desk, &world);
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("ID"), "{output:?}");
        assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
        // It does not: the write stays noted.
        let desk = Desk::once(CREATE, late(20_000));
        let world = desk.world("");
        let child = started(&desk, &world);
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code));
        assert!(String::from_utf8_lossy(&output.stderr).contains("pending list"), "{output:?}");
        let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
        assert_eq!(pending[0]["state"], "unknown");
        let id = pending[0]["id"].as_str().unwrap();
        assert_eq!(world.run(&["pending", "resolve", id, "--json"]).exits(0).json()["subject"], "Once");
    }
}

#[cfg(unix)]
#[test]
fn what_was_killed_is_in_doubt_until_it_is_looked_up() {
    let desk = Desk::once(CREATE, Fault::After(Reply::Hang(Duration::from_secs(20))));
    let world = desk.world("");
    let mut child = started(&desk, &world);
    let running: Value = world.run(&["pending", "list", "--json"]).exits(0).json();
    assert_eq!(running[0]["state"], "running");
    world.run(&["pending", "resolve", running[0]["id"].as_str().unwrap()]).exits(8).says("still at it");
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    assert_eq!((rest.as_str(), &pending[0]["state"]), ("", &json!("unknown")));
    let id = pending[0]["id"].as_str().unwrap();
    world.run(&["pending", "forget", id, "--dry-run"]).exits(0).says("this is a dry run");
    assert_eq!(world.run(&["pending", "resolve", id, "--json"]).exits(0).json()["id"], "7000000001");
    assert_eq!(desk.made("Once"), 1);
}

/// Nothing that waits for its turn leaves after a signal, and nothing of it is in doubt.
#[cfg(unix)]
#[test]
fn what_waits_for_its_turn_is_not_sent_after_a_signal() {
    let desk = Desk::honest();
    let world = desk.world("rate_limit = 0.2");
    world.run(&["meeting", "get", "7"]).exits(5);
    let child = spawned(&world, &create("Once"));
    std::thread::sleep(Duration::from_millis(500));
    signal(&child, "INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert_eq!((desk.count(CREATE), desk.made("Once")), (0, 0));
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
}

/// The same where the write was noted already.
#[cfg(unix)]
#[test]
fn what_was_noted_and_waits_for_its_turn_is_not_in_doubt() {
    let desk = Desk::honest();
    let world = desk.world("rate_limit = 0.2");
    let id = desk.put("Once", 1_895_413_600_000, 1_895_417_200_000).to_string();
    world.run(&["meeting", "get", &id]).exits(0);
    let child = spawned(&world, &["meeting", "cancel", &id, "--yes", "--json"]);
    let noted =
        || std::fs::read_dir(world.path("state/pending")).is_ok_and(|mut notes| notes.next().is_some());
    while !noted() {
        std::thread::sleep(Duration::from_millis(5));
    }
    signal(&child, "TERM");
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(143), "{err}");
    assert!(!err.contains("waiting for the answer") && !err.contains("pending list"), "{err}");
    assert_eq!((desk.count(CANCEL), desk.made("Once")), (0, 1));
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
}

/// The write is done, and what is printed goes nowhere: the process can be ended like any other.
#[cfg(unix)]
#[test]
fn a_signal_ends_what_prints_without_end() {
    use std::os::unix::process::ExitStatusExt as _;
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        let desk = Desk::honest();
        let world = desk.world("");
        let mut child = Command::new(MEETCTL)
            .args([&create("Once")[..], &["--json", "--jq", "def f: f; f"]].concat())
            .env_clear()
            .envs(world.vars())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while desk.made("Once") == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        // The first may still find the answer on its way; whoever prints has no more to wait for.
        let ended = (0..100).find_map(|_| {
            signal(&child, name);
            std::thread::sleep(Duration::from_millis(200));
            child.try_wait().unwrap()
        });
        let status = ended.unwrap_or_else(|| {
            child.kill().unwrap();
            panic!("{name} is not heeded")
        });
        assert!(status.signal() == Some(number) || status.code() == Some(128 + number), "{status}");
    }
}

/// A signal while a lost answer is looked for: the write stays noted, and nobody is told to try again.
#[cfg(unix)]
#[test]
fn a_signal_during_a_second_look_hides_no_doubt() {
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    let child = Command::new(MEETCTL)
        .args(create("Once"))
        .arg("--json")
        .env_clear()
        .envs(world.vars())
        .env("MEETCTL_SETTLE", "30s")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while desk.count(LIST) < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    signal(&child, "TERM");
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(143), "{err}");
    assert!(err.contains("pending list") && err.contains("\"retryable\":false"), "{err}");
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    assert_eq!(pending[0]["state"], "unknown");
}

#[test]
fn a_damaged_note_is_refused_and_a_torn_one_is_not() {
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    world.run(&create("Once")).exits(10);
    let folder = world.path("state/pending");
    let path = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}{{\"write\":0,\"bec")).unwrap();
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json()[0]["state"], "unknown");
    std::fs::write(&path, text.replacen("Once", "Oncf", 1)).unwrap();
    world.run(&["pending", "list"]).exits(3).says("line 2 is damaged");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
    }
}

/// A link that leads to itself stands in for a file that cannot be opened: it stops root, too.
#[cfg(unix)]
#[test]
fn a_journal_that_cannot_be_read_is_not_taken_for_none() {
    let desk = Desk::once(CREATE, Fault::Before(Reply::DropAfterReading));
    let world = desk.world("");
    world.run(&create("Never")).exits(10);
    let id = world.run(&["pending", "list", "--json"]).exits(0).json()[0]["id"].as_str().unwrap().to_owned();
    let journal = world.path("state/pending").join(format!("{id}.jsonl"));
    std::fs::rename(&journal, world.path("aside")).unwrap();
    std::os::unix::fs::symlink(&journal, &journal).unwrap();
    let name = format!("{id}.jsonl");
    world.run(&["pending", "list"]).exits(1).says("cannot read").says(&name).hides("no pending writes");
    for verb in ["resolve", "forget"] {
        world.run(&["pending", verb, &id]).exits(1).says("cannot read").hides("never sent");
    }
    std::fs::rename(world.path("aside"), &journal).unwrap();
    world.run(&["pending", "forget", &id]).exits(0);
}

#[test]
fn a_journal_that_does_not_tell_its_command_is_damaged() {
    let world = World::new();
    let line = |record: Value| meetctl::journal::line(&record).unwrap();
    let header = line(json!({"journal": "writes", "version": 1}));
    let write = line(json!({"write": 0, "call": "POST /x", "at": "2026-11-23T06:00:00Z"}));
    std::fs::create_dir_all(world.path("state/pending")).unwrap();
    let stories = [line(json!({"story": "cancel"})), line(json!({"story": {"command": 7}})), Vec::new()];
    for (n, story) in stories.into_iter().enumerate() {
        let id = format!("0000000{n}");
        let path = world.path("state/pending").join(format!("{id}.jsonl"));
        std::fs::write(&path, [&header[..], &story, &write].concat()).unwrap();
        world.run(&["pending", "list"]).exits(3).says(&id).says("damaged").hides("POST /x");
        world.run(&["pending", "resolve", &id]).exits(3).says("damaged");
        // It may be forgotten all the same, by those who have looked for themselves.
        world.run(&["pending", "forget", &id]).exits(0);
        assert!(!path.exists());
    }
}

#[test]
fn every_damaged_journal_is_named_and_none_is_removed_that_is_in_use() {
    let world = World::new();
    let folder = world.path("state/pending");
    std::fs::create_dir_all(&folder).unwrap();
    let header = json!({"journal": "writes", "version": 1});
    let write = json!({"write": 0, "call": "POST /x", "at": "2026-11-23T06:00:00Z"});
    let text = [header, write].map(|record| meetctl::journal::line(&record).unwrap()).concat();
    let ids = ["00000001", "00000002", "00000003"];
    let path = |id: &str| folder.join(format!("{id}.jsonl"));
    for id in ids {
        std::fs::write(path(id), &text).unwrap();
    }
    let ran = world.run(&["pending", "list"]).exits(3);
    assert!(ids.iter().all(|id| ran.err.contains(id)), "{}", ran.err);

    let held = std::fs::File::open(path(ids[0])).unwrap();
    held.lock().unwrap();
    for more in [&[][..], &["--dry-run"]] {
        world.run(&[&["pending", "forget", ids[0]], more].concat()).exits(8).says("still at it");
    }
    drop(held);
    world.run(&["pending", "forget", ids[0], "--dry-run"]).exits(0).says("nothing was forgotten");
    assert!(path(ids[0]).exists());
    world.run(&["pending", "forget", ids[0]]).exits(0);
    assert!(!path(ids[0]).exists() && path(ids[1]).exists());
}
