//! Batches: checked before anything is sent, continued by the same command, each row exactly once or
//! named as in doubt.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CANCEL, CREATE, Desk, Fault, LIST};
use crate::server::Reply;
use crate::world::{MEETCTL, World, ran};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A file with so many meetings, one an hour.
fn timetable(rows: usize) -> String {
    let line = |row: usize| {
        let (day, hour) = (row / 24 % 28 + 1, row % 24);
        format!("课 {row},2026-12-{day:02}T{hour:02}:00:00+08:00,45m,1\n")
    };
    "subject,start,duration,host\n".to_owned() + &(1..=rows).map(line).collect::<String>()
}

const RUN: [&str; 3] = ["batch", "run", "meeting create"];

fn states(rows: &Value) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for row in rows.as_array().unwrap() {
        *states.entry(row["state"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    states
}

/// Every meeting of the timetable is there exactly once.
fn once_each(desk: &Desk, rows: usize) {
    let mut made: BTreeMap<String, usize> = BTreeMap::new();
    for meeting in desk.meetings() {
        *made.entry(meeting.subject).or_default() += 1;
    }
    assert!(made.values().all(|count| *count == 1), "{made:?}");
    assert_eq!(made.len(), rows);
}

#[test]
fn a_timetable_is_made_once_and_told_row_by_row() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(30));
    let checked = world.run(&[&RUN[..], &[&file, "--check"]].concat()).exits(0);
    assert_eq!((checked.out.as_str(), checked.err.as_str()), ("ROWS  30\nSENT  0\n", ""));
    assert_eq!(desk.count(CREATE) + desk.count(LIST), 0);

    let results = world.path("r.csv");
    let results = results.to_str().unwrap();
    let line = [&RUN[..], &[&file, "--json", "--results", results]].concat();
    let rows = world.run(&line).exits(0).json();
    once_each(&desk, 30);
    assert_eq!(states(&rows), [("done".to_owned(), 30)].into());
    assert_eq!((&rows[4]["row"], &rows[4]["line"]), (&json!(5), &json!(6)));
    assert_eq!(rows[4]["input"]["subject"], "课 5");
    let by_id =
        |id: &Value| desk.meetings().into_iter().find(|m| Some(m.id.to_string().as_str()) == id.as_str());
    for row in rows.as_array().unwrap() {
        assert_eq!(by_id(&row["id"]).unwrap().subject, row["input"]["subject"].as_str().unwrap());
    }
    let text = std::fs::read_to_string(results).unwrap();
    assert!(text.starts_with("subject,start,duration,host,row,state,id,join_url,error\n课 1,"), "{text}");
    assert_eq!(text.lines().count(), 31);
    // One list a batch, and the same command again sends nothing.
    assert_eq!(desk.count(LIST), 1);
    assert_eq!(states(&world.run(&line).exits(0).json()), [("done".to_owned(), 30)].into());
    assert_eq!((desk.count(CREATE), desk.count(LIST)), (30, 1));
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    assert_eq!((&status[0]["done"], &status[0]["command"]), (&json!(30), &json!("meeting create")));

    // The file has changed: that is no longer this batch.
    world.file("t.csv", timetable(31));
    world.run(&line).exits(2).says("has changed").says("--journal");
    let other = world.path("other.jsonl");
    let aside = [&line[..], &["--journal", other.to_str().unwrap(), "--check"]].concat();
    world.run(&aside).exits(0);
}

#[test]
fn every_fault_is_listed_before_anything_is_sent() {
    let desk = Desk::honest();
    let world = desk.world("");
    let run = |text: &str, more: &[&str]| {
        let file = world.file("t.csv", text);
        world.run(&[&RUN[..], &[&file], more].concat())
    };
    let faults = "subject,start,duration,host,end,mute-audio\n\
        good,2026-12-01 10:00,1h,1,,\n\
        ,2026-12-01 10:00,1h,1,,\n\
        both,2026-12-01 10:00,1h,1,2026-12-01 11:00,\n\
        0123456789012345678901234567890,2026-12-01 10:00,1h,1,,\n\
        when,yesterday,1h,1,,\n\
        flag,2026-12-01 10:00,1h,1,,perhaps\n";
    let ran = run(faults, &[]).exits(2).prints_nothing();
    for says in [
        "line 3: --subject is required",
        "line 4: the argument '--end",
        "line 5: --subject must have at most 30 characters",
        "line 6:",
        "line 7: column \"mute-audio\": it must be true or false",
    ] {
        assert!(ran.err.contains(says), "{says}\n{}", ran.err);
    }
    assert!(!ran.err.contains("line 2:"), "{}", ran.err);
    run("subject,strat\nx,y\n", &[]).exits(2).says("no column \"strat\"").says("start");
    run("subject,start,duration,host\na,2026-12-01 10:00,1h,1\na,2026-12-01 10:00,1h,1\n", &[])
        .exits(2)
        .says("line 3: the same as line 2");
    run(
        "subject,start,duration,host,password\na,2026-12-01 10:00,1h,1,\na,2026-12-01 10:00,1h,1,7\n",
        &["--check"],
    )
    .exits(0)
    .says("cannot be told apart");
    run("", &[]).exits(2).says("empty");
    run("subject,start\n", &[]).exits(2).says("no rows");
    run("subject,start,duration,room\nx,2026-12-01 10:00,1h,7\n", &[]).exits(2).says("--room");
    let file = world.file("t.csv", timetable(1));
    world.run(&["batch", "run", "meeting creat", &file]).exits(2).says("meeting create");
    world.run(&["batch", "run", "meeting list", &file]).exits(2).says("no command that changes something");
    world.run(&["batch", "run", "meeting create", "missing.csv"]).exits(2).says("missing.csv");
    assert_eq!(desk.count(CREATE) + desk.count(LIST), 0);
}

#[test]
fn any_writing_command_takes_rows() {
    let desk = Desk::honest();
    let world = desk.world("");
    let ids: Vec<String> = (0..4)
        .map(|n| desk.put(&format!("old {n}"), 1_796_104_800_000, 1_796_108_400_000).to_string())
        .collect();
    let rows = format!(
        "{{\"meeting\":{},\"subject\":\"new\"}}\n{{\"meeting\":\"{}\",\"subject\":\"newer\"}}\n",
        ids[0], ids[1]
    );
    let file = world.file("e.jsonl", rows);
    let edited = world.run(&["batch", "run", "meeting edit", &file, "-o", "jsonl"]).exits(0);
    assert_eq!(edited.out.lines().count(), 2);
    assert_eq!((desk.made("new"), desk.made("newer")), (1, 1));
    let file = world.file("c.csv", format!("meeting\n{};{}\n", ids[0], ids[1]));
    world.run(&["batch", "run", "meeting cancel", &file, "--yes"]).exits(2).says("one id a row");
    let file = world.file("c.csv", format!("meeting\n{}\n{}\n{}\n", ids[0], ids[1], ids[2]));
    world.run(&["batch", "run", "meeting cancel", &file]).exits(2).says("--yes");
    world.run(&["batch", "run", "meeting cancel", &file, "--yes"]).exits(0);
    let cancelled = desk.meetings().iter().filter(|meeting| meeting.cancelled).count();
    assert_eq!((cancelled, desk.count(CANCEL)), (3, 3));
    // What was refused is told, and sent again only when asked for.
    let file = world.file("d.csv", format!("meeting\n{}\n{}\n", ids[2], ids[3]));
    let line = ["batch", "run", "meeting cancel", &file, "--yes", "--json"];
    let ran = world.run(&line).exits(9).says("1 done, 1 failed").says("--retry-failed");
    assert_eq!(ran.json()[0]["error"]["kind"], "not_found");
    world.run(&line).exits(9);
    assert_eq!(desk.count(CANCEL), 5);
    world.run(&[&line[..], &["--retry-failed"]].concat()).exits(9);
    assert_eq!(desk.count(CANCEL), 6);
}

#[test]
fn rows_come_through_a_pipe_and_in_parts() {
    let desk = Desk::honest();
    let world = desk.world("");
    let piped = |args: &[&str]| {
        let mut command = world.command(&[&RUN[..], &["-", "--json"], args].concat());
        command.write_stdin(timetable(10));
        ran("batch run -", &mut command)
    };
    let first = piped(&["--shard", "1/3"]).exits(0).json();
    let rows: Vec<u64> = first.as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(rows, [1, 4, 7, 10]);
    piped(&["--shard", "1/3"]).exits(0);
    assert_eq!(desk.count(CREATE), 4);
    piped(&["--shard", "2/3"]).exits(0);
    piped(&["--shard", "3/3"]).exits(0);
    once_each(&desk, 10);
    piped(&["--shard", "4/3"]).exits(2);
}

#[test]
fn lost_answers_are_looked_up_together_and_never_sent_again() {
    // Of 40: every fifth answer is lost after the effect, every seventh before.
    let desk = Desk::new(|path, nth| match path {
        CREATE if nth < 40 && nth % 5 == 0 => Some(Fault::After(Reply::DropAfterReading)),
        CREATE if nth < 40 && nth % 7 == 0 => Some(Fault::Before(Reply::with(502, &[], "<html>"))),
        _ => None,
    });
    let world = desk.world("");
    let file = world.file("t.csv", timetable(40));
    let line = [&RUN[..], &[&file, "--json", "--jobs", "8"]].concat();
    let ran = world.run(&line).exits(9).says("in doubt").says("batch resolve");
    let rows = ran.json();
    let lost = (0..40).filter(|n| n % 5 != 0 && n % 7 == 0).count();
    assert_eq!(states(&rows), [("done".to_owned(), 40 - lost), ("in_doubt".to_owned(), lost)].into());
    assert_eq!((desk.count(CREATE), desk.meetings().len()), (40, 40 - lost));
    // The same command looks again and sends nothing.
    world.run(&line).exits(9);
    assert_eq!(desk.count(CREATE), 40);
    // Only the user can say that they were not done.
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    let journal = status[0]["journal"].as_str().unwrap();
    assert_eq!(status[0]["doubtful_rows"].as_array().unwrap().len(), lost);
    let row = status[0]["doubtful_rows"][0].to_string();
    let sure = rows.as_array().unwrap().iter().find(|row| row["state"] == "done").unwrap()["row"].to_string();
    world.run(&["batch", "resolve", journal, "--row", &sure, "--resend"]).exits(2).says("not in doubt");
    world.run(&["batch", "resolve", journal, "--drop", "--dry-run"]).exits(0).says("this is a dry run");
    world.run(&["batch", "resolve", journal, "--row", &row, "--drop"]).exits(0);
    world.run(&["batch", "resolve", journal, "--resend"]).exits(0);
    world.run(&line).exits(9).says("1 failed");
    assert_eq!(desk.meetings().len(), 39);
}

#[test]
fn rows_that_the_server_was_busy_for_go_again_after_a_look() {
    // 510 says nothing about the effect: once it took place, once not.
    let busy = || Reply::Json(200, r#"{"code": 510, "msg": "x"}"#.into());
    let desk = Desk::new(move |path, nth| match (path, nth) {
        (CREATE, 1) => Some(Fault::After(busy())),
        (CREATE, 2) => Some(Fault::Before(busy())),
        _ => None,
    });
    let world = desk.world("");
    let file = world.file("t.csv", timetable(6));
    world.run(&[&RUN[..], &[&file, "--jobs", "1"]].concat()).exits(0);
    once_each(&desk, 6);
    assert_eq!(desk.count(CREATE), 7);
}

/// Where no list can show that a busy answer meant "not done", the row is not sent again.
#[test]
fn rows_that_nobody_can_look_up_are_not_sent_again() {
    let busy = || Reply::Json(200, r#"{"code": 510, "msg": "x"}"#.into());
    // The list fails; a row has no start.
    let blind = Desk::new(move |path, nth| match (path, nth) {
        (LIST, _) => Some(Fault::Before(Reply::with(200, &[], "<html>"))),
        (CREATE, 0) => Some(Fault::After(busy())),
        _ => None,
    });
    let world = blind.world("");
    let file = world.file("t.csv", timetable(3));
    let line = [&RUN[..], &[&file, "--jobs", "1", "--retries", "0"]].concat();
    world.run(&line).exits(9).says("1 failed");
    world.run(&line).exits(9);
    assert_eq!((blind.count(CREATE), blind.meetings().len()), (3, 3));
    let desk = Desk::new(move |path, nth| (path == CREATE && nth == 0).then(|| Fault::After(busy())));
    let world = desk.world("");
    let file = world
        .file("t.csv", "subject,instant,start,duration,host\nNow,yes,,,1\nThen,,2026-12-01 10:00,1h,1\n");
    let line = [&RUN[..], &[&file, "--jobs", "1"]].concat();
    world.run(&line).exits(9);
    world.run(&line).exits(9);
    assert_eq!((desk.made("Now"), desk.made("Then"), desk.count(CREATE)), (1, 1, 2));
}

/// The same rows under another name, or whole after a part, are not begun anew by accident.
#[test]
fn the_same_rows_are_not_begun_twice() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(4));
    std::fs::create_dir(world.path("d")).unwrap();
    let roundabout = world.path("d/../t.csv");
    world.run(&[&RUN[..], &[&file]].concat()).exits(0);
    world.run(&[&RUN[..], &[roundabout.to_str().unwrap()]].concat()).exits(0);
    let copy = world.file("copy.csv", timetable(4));
    world.run(&[&RUN[..], &[&copy]].concat()).exits(2).says("begun already");
    world.run(&[&RUN[..], &[&file, "--shard", "1/2"]].concat()).exits(2).says("begun already");
    once_each(&desk, 4);
    let own = [&RUN[..], &[&copy, "--journal", "own.jsonl"]].concat();
    world.run(&own).exits(0);
    assert_eq!(desk.count(CREATE), 8);
    // A journal that nobody can read may be of these rows; those that were begun are found all the same.
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    let journal = std::path::Path::new(status[0]["journal"].as_str().unwrap());
    let damaged = journal.with_file_name("meeting-create-0.jsonl");
    let text = std::fs::read_to_string(journal).unwrap();
    std::fs::write(&damaged, text.replacen("\"row\":1,", "\"row\":2,", 1)).unwrap();
    world.run(&[&RUN[..], &[&copy]].concat()).exits(2).says("begun already");
    let other = world.file("o.csv", timetable(1).replace("subject", "subject ").as_str());
    world.run(&[&RUN[..], &[&other]].concat()).exits(0).says("is not known").says("meeting-create-0.jsonl");
    std::fs::remove_file(damaged).unwrap();
    let made = desk.count(CREATE);
    // Whatever is wrong with the output is said before anything is sent.
    let file = world.file("u.csv", timetable(5));
    for wrong in [["--fields", "nosuch"], ["--jq", "foo("], ["--results", "d"], ["--results", "no/where.csv"]]
    {
        world.run(&[&RUN[..], &[&file], &wrong[..]].concat()).exits(2);
    }
    world.run(&[&RUN[..], &[&file, "--results", &file]].concat()).exits(2).says("the file with the rows");
    #[cfg(unix)]
    {
        let (journal, link) = (world.file("j.jsonl", ""), world.path("r.jsonl"));
        std::os::unix::fs::symlink(&journal, &link).unwrap();
        let line = [&RUN[..], &[&file, "--journal", &journal, "--results", link.to_str().unwrap()]].concat();
        world.run(&line).exits(2).says("--results names the journal");
    }
    assert_eq!(desk.count(CREATE), made);
}

#[test]
fn what_would_fail_for_all_stops_the_batch() {
    let refuse = |code: i64| Reply::Json(200, format!(r#"{{"code": {code}, "msg": "x"}}"#));
    let desk = Desk::new(move |path, nth| (path == CREATE && nth >= 3).then(|| Fault::Before(refuse(401))));
    let world = desk.world("");
    let file = world.file("t.csv", timetable(20));
    let line = [&RUN[..], &[&file, "--json", "--jobs", "1"]].concat();
    let rows = world.run(&line).exits(9).says("16 not tried").json();
    assert_eq!((desk.count(CREATE), &rows[3]["error"]["kind"]), (4, &json!("auth")));

    // Nobody is there: after ten in a row the rest is not tried, and nothing is in doubt.
    let world = World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"http://127.0.0.1:{}\"\napp_key = \"k\"\napp_secret = \"s\"\n",
        crate::server::refused_port()
    ));
    let file = world.file("t.csv", timetable(40));
    let ran = world.run(&[&RUN[..], &[&file, "--json", "--retries", "0"]].concat()).exits(8);
    assert_eq!(states(&ran.json()), [("not_tried".to_owned(), 40)].into());
}

/// What is not the vendor answers pages for ever: the rows behind the first are not put in doubt one by one.
/// A shorter outage, which takes what is in flight and a few more, does not end the batch.
#[test]
fn rows_without_a_clear_outcome_stop_the_batch() {
    let page = |status| Fault::Before(Reply::with(status, &[], "<html>"));
    let away = Desk::new(move |path, nth| (path != CREATE || nth >= 5).then(|| page(404)));
    let world = away.world("");
    let file = world.file("t.csv", timetable(60));
    let line = [&RUN[..], &[&file, "--json", "--jobs", "4"]].concat();
    let rows = world.run(&line).exits(9).says("14 rows in a row had no clear outcome").json();
    let states = states(&rows);
    // Those in flight when it began, and when it was noticed, come on top.
    assert!((14..=20).contains(&states["in_doubt"]), "{states:?}");
    assert_eq!((states["done"], states["in_doubt"] + states["not_tried"]), (5, 55));
    assert_eq!(away.count(CREATE), 5 + states["in_doubt"]);

    // Answers that are lost, all of them: what was made is found, and the rest is not tried.
    for (count, code) in [(15, 0), (40, 9)] {
        let mute = Desk::new(|path, _| (path == CREATE).then_some(Fault::After(Reply::DropAfterReading)));
        let world = mute.world("");
        let file = world.file("t.csv", timetable(count));
        let ran = world.run(&[&RUN[..], &[&file, "--jobs", "4", "--json"]].concat()).exits(code);
        let (made, states) = (mute.meetings().len(), self::states(&ran.json()));
        assert_eq!((states["done"], mute.count(CREATE)), (made, made), "{}", ran.err);
        let told = ["no more were sent", "the same command line goes on"];
        assert!(told.iter().all(|text| ran.err.contains(text) == (code == 9)), "{}", ran.err);
    }

    let outage = Desk::new(move |path, nth| (path == CREATE && (5..18).contains(&nth)).then(|| page(502)));
    let world = outage.world("");
    let file = world.file("t.csv", timetable(60));
    world.run(&[&RUN[..], &[&file, "--jobs", "4"]].concat()).exits(9).says("13 in doubt");
    assert_eq!(outage.meetings().len(), 47);
}

#[test]
fn one_process_works_on_a_batch_and_the_other_says_so() {
    let open = Arc::new(AtomicBool::new(false));
    let gate = Arc::clone(&open);
    let desk = Desk::new(move |path, _| {
        let held = path == CREATE && !gate.load(Ordering::SeqCst);
        held.then(|| Fault::After(Reply::Late(Duration::from_millis(700), Box::new(Reply::DropAfterReading))))
    });
    let world = desk.world("");
    let file = world.file("t.csv", timetable(3));
    let line = [&RUN[..], &[&file, "--jobs", "1"]].concat();
    let mut first = start(&world, &line);
    while desk.count(CREATE) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    world.run(&line).exits(8).says(&format!("process {}", first.id()));
    first.kill().unwrap();
    first.wait().unwrap();
    open.store(true, Ordering::SeqCst);
    // A dead owner holds nothing.
    world.run(&line).exits(0);
    once_each(&desk, 3);
}

/// Runs a batch that was killed again. Rows whose intent was noted and whose request never left stay in
/// doubt until the user says that they were not done.
pub fn continued(world: &World, line: &[&str]) {
    // What was on its way when the process died has arrived by then.
    std::thread::sleep(Duration::from_millis(100));
    let first = world.run(line);
    if first.code == Some(9) {
        let status = world.run(&["batch", "status", "--json"]).exits(0).json();
        let doubtful = status.as_array().unwrap().iter().find(|batch| batch["in_doubt"] != json!(0)).unwrap();
        let journal = doubtful["journal"].as_str().unwrap();
        world.run(&["batch", "resolve", journal, "--resend"]).exits(0);
        world.run(line).exits(0);
    } else {
        first.exits(0);
    }
}

fn start(world: &World, args: &[&str]) -> std::process::Child {
    Command::new(MEETCTL)
        .args(args)
        .current_dir(world.path(""))
        .env_clear()
        .envs(world.vars())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Killed again and again at moments that a seed chooses, and continued: each row exactly once.
#[test]
fn a_batch_that_is_killed_is_continued_without_loss_or_double() {
    const ROWS: usize = 200;
    let seed = u64::from(std::process::id());
    println!("seed {seed}");
    let mut chance = seed;
    let mut random = move |below: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % below
    };
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(ROWS));
    let line = [&RUN[..], &[&file, "--jobs", "8"]].concat();
    for _ in 0..20 {
        let mut child = start(&world, &line);
        let wait = Duration::from_millis(20 + random(180));
        std::thread::sleep(wait);
        child.kill().unwrap();
        child.wait().unwrap();
    }
    continued(&world, &line);
    once_each(&desk, ROWS);
    let sent = desk.count(CREATE);
    assert_eq!(sent, ROWS, "no row was sent twice (seed {seed})");
    world.run(&line).exits(0);
    assert_eq!(desk.count(CREATE), sent, "a second run does nothing");
}

#[cfg(unix)]
#[test]
fn ctrl_c_finishes_what_is_in_flight_and_says_how_to_go_on() {
    let desk = Desk::new(|path, _| {
        (path == CREATE).then(|| {
            // Slow enough for the signal to come in the middle.
            std::thread::sleep(Duration::from_millis(20));
        });
        None
    });
    let world = desk.world("");
    let file = world.file("t.csv", timetable(100));
    let line = [&RUN[..], &[&file, "--jobs", "2"]].concat();
    let child = start(&world, &line);
    while desk.count(CREATE) < 5 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{err}");
    assert!(err.contains("not tried") && err.contains("same command line"), "{err}");
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    assert_eq!(status[0]["in_doubt"], json!(0), "{status}");
    let sent = desk.count(CREATE);
    assert!(sent < 100);
    world.run(&line).exits(0);
    once_each(&desk, 100);
    assert_eq!(desk.count(CREATE), 100);
}

/// Who cannot wait for an answer that may take half a minute stops it once more.
#[cfg(unix)]
#[test]
fn a_second_ctrl_c_waits_no_longer_and_the_row_is_in_doubt() {
    let desk = Desk::once(CREATE, Fault::After(Reply::Hang(Duration::from_secs(20))));
    let world = desk.world("");
    let file = world.file("t.csv", timetable(3));
    let line = [&RUN[..], &[&file, "--jobs", "1"]].concat();
    let mut child = start(&world, &line);
    let id = child.id().to_string();
    let interrupt = || Command::new("kill").args(["-s", "INT", &id]).status().unwrap();
    while desk.count(CREATE) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(interrupt().success());
    let mut err = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(err.any(|line| line.contains("again to stop at once")));
    let asked = Instant::now();
    assert!(interrupt().success());
    let rest: String = err.collect();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert!(asked.elapsed() < Duration::from_secs(10), "{rest}");
    assert!(rest.contains("1 in doubt, 2 not tried"), "{rest}");
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    assert_eq!(status[0]["in_doubt"], json!(1), "{status}");
    world.run(&line).exits(0);
    once_each(&desk, 3);
}

#[test]
fn a_full_disk_stops_before_the_next_row() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(150));
    // Files may grow to 8 KiB: some rows fit into the journal, then none.
    let shell = format!("ulimit -f 16; trap '' XFSZ; exec {MEETCTL} \"$@\"");
    let mut command = assert_cmd::Command::new("sh");
    command
        .args(["-c", &shell, "sh"])
        .args(RUN)
        .arg(&file)
        .args(["--jobs", "1"])
        .env_clear()
        .envs(world.vars());
    ran("batch run", &mut command).exits(9).says("nothing is sent").says("not tried");
    let sent = desk.count(CREATE);
    assert!((1..150).contains(&sent), "{sent}");
    assert_eq!(desk.meetings().len(), sent);
    world.run(&[&RUN[..], &[&file]].concat()).exits(0);
    once_each(&desk, 150);
}

#[test]
fn a_damaged_journal_is_refused_and_a_torn_one_is_continued() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(5));
    let journal = world.path("j.jsonl");
    let line = [&RUN[..], &[&file, "--journal", journal.to_str().unwrap()]].concat();
    world.run(&line).exits(0);
    let text = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, format!("{text}{{\"row\":5,\"sen")).unwrap();
    world.run(&line).exits(0);
    std::fs::write(&journal, text.replacen("\"row\":1,", "\"row\":2,", 1)).unwrap();
    world.run(&line).exits(3).says("damaged");
    let header = text.lines().next().unwrap().to_owned();
    let newer = crc(&header[..header.find(",\"sum\"").unwrap()].replace("\"version\":1", "\"version\":2"));
    std::fs::write(&journal, text.replacen(&header, &newer, 1)).unwrap();
    world.run(&line).exits(3).says("newer");
    std::fs::write(&journal, "my notes\n").unwrap();
    world.run(&line).exits(3).says("not a journal");
    assert_eq!(std::fs::read_to_string(&journal).unwrap(), "my notes\n");
    assert_eq!(desk.count(CREATE), 5);
}

/// A line with the checksum that it should have.
fn crc(body: &str) -> String {
    format!("{body},\"sum\":\"{:08x}\"}}", crc32fast::hash(body.as_bytes()))
}

/// Several processes on one profile: what reaches the server stays within its rate.
#[test]
fn all_processes_of_a_profile_share_its_rate() {
    const RATE: usize = 20;
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrivals);
    let desk = Desk::new(move |_, _| {
        log.lock().unwrap().push(std::time::Instant::now());
        None
    });
    let world = desk.world(&format!("rate_limit = {RATE}"));
    let children: Vec<std::process::Child> = (0..4)
        .map(|part| {
            let file = world.file(&format!("{part}.csv"), timetable(12).replace("课", &format!("课{part}-")));
            start(&world, &[&RUN[..], &[file.as_str(), "--jobs", "4"]].concat())
        })
        .collect();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    let mut times = arrivals.lock().unwrap().clone();
    times.sort();
    assert_eq!(desk.meetings().len(), 48);
    for (at, first) in times.iter().enumerate() {
        let within =
            times[at..].iter().take_while(|time| time.duration_since(*first) < Duration::from_secs(1));
        // The server's clock sees them a little closer than they were sent.
        assert!(within.count() <= RATE + 1, "more than {RATE} in a second");
    }
}

/// What a signal finds noted and waiting for its turn never left: it is in no doubt, and goes out when the batch goes on.
#[cfg(unix)]
#[test]
fn rows_that_wait_for_their_turn_are_sent_after_a_stop() {
    let desk = Desk::honest();
    let world = desk.world("rate_limit = 5");
    let file = world.file("t.csv", timetable(14));
    let line = [&RUN[..], &[&file, "--jobs", "4"]].concat();
    let child = start(&world, &line);
    while desk.count(CREATE) < 3 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    assert_eq!((&status[0]["in_doubt"], &status[0]["done"]), (&json!(0), &json!(desk.count(CREATE))));
    world.run(&line).exits(0);
    once_each(&desk, 14);
    assert_eq!(desk.count(CREATE), 14);
}

/// A dry run shows what each row would send, and sends nothing.
#[test]
fn a_dry_run_shows_the_request_of_each_row() {
    let desk = Desk::honest();
    let world = desk.world("");
    let file = world.file("t.csv", timetable(3));
    let line = [&RUN[..], &[&file, "--dry-run"]].concat();
    let told = world.run(&[&line[..], &["--json"]].concat()).exits(0).json();
    let subjects: Vec<Value> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|request| {
            assert!(request["url"].as_str().unwrap().ends_with(CREATE), "{request}");
            let body: Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
            body["subject"].clone()
        })
        .collect();
    assert_eq!(subjects, ["课 1", "课 2", "课 3"]);
    let shown = world.run(&[&line[..], &["--shard", "2/3"]].concat()).exits(0);
    assert_eq!((shown.out.matches("POST ").count(), shown.out.matches("课 2").count()), (1, 1));
    // An edit is made of what is there.
    let id = desk.put("old", 1_895_413_600_000, 1_895_417_200_000).to_string();
    let edits = world.file("e.csv", format!("meeting,password\n{id},123456\n"));
    let told = world.run(&["batch", "run", "meeting edit", &edits, "-n", "--json"]).exits(0).json();
    assert!(told[0]["body"].as_str().unwrap().contains("old"), "{told}");
    assert_eq!((desk.count(CREATE), desk.count(LIST), desk.count("/v2/meeting/edit")), (0, 0, 0));
    assert_eq!(world.run(&["batch", "status", "--json"]).exits(0).json(), json!([]));
}

/// In a total outage the repetitions of all processes together stay within a tenth, and ten.
#[test]
fn an_outage_is_not_made_worse() {
    let desk = Desk::new(|_, _| Some(Fault::Before(Reply::with(503, &[], "down"))));
    let world = desk.world("");
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let vars = world.vars();
            std::thread::spawn(move || {
                for _ in 0..10 {
                    let status = Command::new(MEETCTL)
                        .args(["meeting", "get", "7"])
                        .env_clear()
                        .envs(vars.clone())
                        .stdout(Stdio::null())
                        .stderr(Stdio::null())
                        .status();
                    assert_eq!(status.unwrap().code(), Some(8));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let sent = desk.server.requests().len();
    assert!((80..=98).contains(&sent), "{sent} requests for 80 calls");
}

/// What one process hears of a busy server holds the others up.
#[test]
fn a_busy_answer_slows_the_next_process() {
    let desk =
        Desk::new(|_, nth| (nth == 0).then(|| Fault::Before(Reply::with(429, &[("Retry-After", "40")], ""))));
    let world = desk.world("");
    world.run(&["meeting", "list", "--retries", "0"]).exits(8);
    world.run(&["meeting", "list", "--timeout", "5s"]).exits(8).says("may not send for another");
    assert_eq!(desk.server.requests().len(), 1);
    // A broken or old note of it stops nobody.
    let state = world.path("state");
    for entry in std::fs::read_dir(&state).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("pace-") {
            std::fs::write(entry.path(), "{\"turn\": 99").unwrap();
        }
    }
    world.run(&["meeting", "list", "--timeout", "5s"]).exits(0);
}

/// What is sent is what was checked, also where the file is written over in its place meanwhile.
#[test]
fn a_file_that_changes_while_it_is_sent_changes_nothing() {
    let path: Arc<Mutex<Option<String>>> = Arc::default();
    let place = Arc::clone(&path);
    let desk = Desk::new(move |asked, nth| {
        if asked == CREATE && nth == 0 {
            let path = place.lock().unwrap().clone().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, text.replace('课', "会")).unwrap();
        }
        None
    });
    let world = desk.world("");
    // More than is read ahead.
    let file = world.file("t.csv", timetable(1_400));
    *path.lock().unwrap() = Some(file.clone());
    let results = world.path("r.csv");
    world.run(&[&RUN[..], &[&file, "-q", "--results", results.to_str().unwrap()]].concat()).exits(0);
    once_each(&desk, 1_400);
    assert!(desk.meetings().iter().all(|meeting| meeting.subject.starts_with('课')));
    assert!(!std::fs::read_to_string(results).unwrap().contains('会'));
}

/// The moments that a batch's journals give as its beginning.
fn began(world: &World) -> jiff::Timestamp {
    let status = world.run(&["batch", "status", "--json"]).exits(0).json();
    status[0]["began"].as_str().unwrap().parse().unwrap()
}

#[test]
fn relative_times_count_from_when_the_batch_began() {
    // The first answer takes longer than the unit in which times are told.
    let desk = Desk::new(|path, nth| {
        if (path, nth) == (CREATE, 0) {
            std::thread::sleep(Duration::from_millis(1_100));
        }
        None
    });
    let world = desk.world("");
    let file = world.file("t.csv", "subject,start,duration,host\na,+2h,45m,1\nb,+2h,45m,1\n");
    world.run(&[&RUN[..], &[&file, "--jobs", "1"]].concat()).exits(0);
    let starts: Vec<i64> =
        desk.meetings().iter().map(|made| made.body["startTime"].as_i64().unwrap() / 1_000).collect();
    assert_eq!(starts, [began(&world).as_second() + 7_200; 2]);
}

/// What was right when the batch was begun is right when it goes on, although it is later then.
#[test]
fn the_check_of_a_batch_that_goes_on_reads_times_as_the_first_did() {
    let refuse = || Fault::Before(Reply::Json(200, r#"{"code": 401, "msg": "x"}"#.into()));
    let desk = Desk::new(move |path, nth| ((path, nth) == (CREATE, 1)).then(refuse));
    let world = desk.world("");
    let end = "2099-01-01T12:00:00Z";
    let file = world.file("t.csv", format!("subject,start,end,host\na,now,{end},1\nb,now,{end},1\n"));
    let line = [&RUN[..], &[&file, "--jobs", "1"]].concat();
    world.run(&line).exits(9);
    // A clock that has gone on for a day beyond the end cannot be had: the batch was begun so much earlier, and
    // ends earlier.
    let (status, text) = (world.run(&["batch", "status", "--json"]).json(), std::fs::read_to_string(&file));
    let (journal, past) = (status[0]["journal"].as_str().unwrap(), "2026-01-01T12:00:00Z");
    std::fs::write(&file, text.unwrap().replace(end, past)).unwrap();
    // Another file is not this batch: it is checked with the time that it is.
    world.run(&[&line[..], &["--check"]].concat()).exits(2).says("is not after --start");
    let digest = hex::encode(Sha1::digest(std::fs::read(&file).unwrap()));
    let lines = std::fs::read_to_string(journal).unwrap();
    let old = |line: &str| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        record["batch"]["began"] = json!("2026-01-01T11:00:00Z");
        record["batch"]["digest"] = json!(digest);
        record.as_object_mut().unwrap().remove("sum");
        crc(record.to_string().strip_suffix('}').unwrap())
    };
    let lines: Vec<String> = lines
        .lines()
        .map(|line| if line.contains("\"batch\":{") { old(line) } else { line.to_owned() })
        .collect();
    std::fs::write(journal, lines.join("\n") + "\n").unwrap();
    world.run(&[&line[..], &["--retry-failed"]].concat()).exits(0);
    assert_eq!(desk.meetings().len(), 2);
}

/// As the single command, which asks only before it clears a number.
#[test]
fn a_batch_asks_where_its_command_does() {
    let world = World::new();
    let run = |text: &str| {
        let file = world.file("t.csv", text);
        world.run(&["-p", "sandbox-netease", "batch", "run", "account set-short-id", &file])
    };
    run("account,clear\n1,true\n").exits(2).says("--yes");
    run("account,short,clear\n1,12345,\n2,,true\n").exits(2).says("--yes");
    let ran = run("account,short\n1,12345\n");
    assert_ne!(ran.code, Some(2), "{}", ran.err);
    ran.hides("Not confirmed");
}

/// Also where rows failed, which is told as the command's own failure.
#[test]
fn what_was_made_is_printed_where_the_file_of_results_fails() {
    for (fault, code) in [(None, 1), (Some(r#"{"code":2001,"msg":"no"}"#), 9)] {
        let folder: Arc<Mutex<Option<std::path::PathBuf>>> = Arc::default();
        let place = Arc::clone(&folder);
        let desk = Desk::new(move |asked, nth| {
            if (asked, nth) == (CREATE, 0) {
                std::fs::remove_dir(place.lock().unwrap().take().unwrap()).unwrap();
            }
            fault
                .filter(|_| (asked, nth) == (CREATE, 1))
                .map(|body| Fault::Before(Reply::Json(200, body.into())))
        });
        let world = desk.world("");
        let file = world.file("t.csv", timetable(2));
        std::fs::create_dir(world.path("out")).unwrap();
        *folder.lock().unwrap() = Some(world.path("out"));
        let results = world.path("out/r.csv");
        let line =
            [&RUN[..], &[&file, "--jobs", "1", "--json", "--results", results.to_str().unwrap()]].concat();
        let rows = world.run(&line).exits(code).says("r.csv").json();
        assert_eq!(rows[0]["id"], desk.meetings()[0].id.to_string());
    }
}

#[test]
fn every_damaged_journal_of_a_batch_is_named() {
    let world = World::new();
    let folder = world.path("state/batches");
    std::fs::create_dir_all(&folder).unwrap();
    let header = meetctl::journal::line(&json!({"journal": "batch", "version": 1})).unwrap();
    for name in ["first.jsonl", "second.jsonl"] {
        std::fs::write(folder.join(name), [&header[..], b"damaged\n", &header].concat()).unwrap();
    }
    let ran = world.run(&["batch", "status"]).exits(3).says("warning: ");
    assert!(ran.err.contains("first.jsonl") && ran.err.contains("second.jsonl"), "{}", ran.err);
}
