//! The log of what was sent: each write in it, with its outcome and without a secret, in a chain
//! that many processes make and nobody can mend.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{CANCEL, CREATE, Desk, Fault, create};
use crate::server::{Reply, Server, refused_port};
use crate::world::{MEETCTL, World, ran};
use meetctl::batch::{Ledger, Plan, State};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

const LIST: [&str; 3] = ["audit", "list", "--json"];
const VERIFY: [&str; 3] = ["audit", "verify", "--json"];

fn entries(world: &World) -> Vec<Value> {
    world.run(&LIST).exits(0).json().as_array().unwrap().clone()
}

fn told(entry: &Value) -> (String, String, Value) {
    let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    (text("operation"), text("outcome"), entry["ids"].clone())
}

/// What was to be changed stands in the log and among the pending writes also where nobody answered.
#[test]
fn an_account_is_named_whatever_becomes_of_the_write() {
    let server = Server::start(|_, _| Reply::DropAfterReading);
    let world = World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{}\"\napp_key = \"k\"\napp_secret = \"canary-1\"\n",
        server.url()
    ));
    world.file("token.txt", "canary-2\n");
    world.file("accounts.csv", "account,short\n148,10001\n");
    world.run(&["account", "set-token", "146", "--token-file", "token.txt"]).exits(10);
    world.run(&["account", "set-short-id", "147", "10000"]).exits(10);
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    let targets = pending.as_array().unwrap().iter().map(|write| write["target"].as_str().unwrap());
    assert_eq!(targets.collect::<Vec<_>>(), ["146", "147"]);
    world.run(&["batch", "run", "account set-short-id", "accounts.csv"]).exits(9);
    let all: Vec<_> = entries(&world).iter().map(told).collect();
    let doubt = |operation: &str, id: &str| (operation.to_owned(), "in_doubt".to_owned(), json!([id]));
    assert_eq!(
        all,
        [
            doubt("account set-token", "146"),
            doubt("account set-short-id", "147"),
            doubt("account set-short-id", "148")
        ]
    );
}

/// The newest file.
fn newest(world: &World) -> PathBuf {
    let folder = world.path("state/audit");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "jsonl")).max().unwrap()
}

#[test]
fn every_write_stands_in_the_log_with_its_outcome() {
    // The second create is lost after it was done and not found again, the third is refused.
    let desk = Desk::new(|path, nth| match (path, nth) {
        (CREATE, 1) => Some(Fault::Before(Reply::DropAfterReading)),
        (CREATE, 2) => Some(Fault::Before(Reply::Json(200, r#"{"code": 414, "msg": "wrong"}"#.into()))),
        _ => None,
    });
    let world = desk.world("");
    let secret = ["--password", "canary-meeting-pw", "--set", "roomConfig={\"pw\":\"canary-meeting-pw\"}"];
    world.run(&[&create("Made")[..], &secret[..2]].concat()).exits(0);
    let id = desk.meetings()[0].id.to_string();
    world.run(&create("Lost")).exits(10);
    world.run(&create("Refused")).exits(1);
    world.run(&["meeting", "edit", &id, "--subject", "Other"]).exits(0);
    world.run(&["meeting", "cancel", &id, "404", "--yes"]).exits(9);
    world.run(&["api", "POST", "/v2/meeting/cancel", "-d", &format!("{{\"meetingUniqueId\": {id}}}")]);
    // What reads, and what is only planned, is no write.
    world.run(&["meeting", "list"]).exits(0);
    world.run(&[&create("Planned")[..], &["--dry-run"]].concat()).exits(0);
    let entries = entries(&world);
    let all: Vec<_> = entries.iter().map(told).collect();
    let expected = [
        ("meeting create", "done", json!([id])),
        ("meeting create", "in_doubt", json!([])),
        ("meeting create", "refused", json!([])),
        ("meeting edit", "done", json!([id])),
        ("meeting cancel", "done", json!([id])),
        ("meeting cancel", "refused", json!(["404"])),
        ("api", "refused", json!([])),
    ];
    assert_eq!(
        all,
        expected.map(|(operation, outcome, ids)| (operation.to_owned(), outcome.to_owned(), ids))
    );
    let first = &entries[0];
    assert_eq!(
        (&first["profile"], &first["vendor"], &first["call"]),
        (&json!("cloud"), &json!("netease"), &json!("POST /v2/meeting/create"))
    );
    assert!(first["at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
    assert!(first["pid"].is_u64() && first["uid"].is_u64() && first["host"].is_string());
    assert!(first["command"].as_str().unwrap().contains("--password '***'"), "{first}");
    assert_eq!((&entries[2]["code"], &entries[5]["code"]), (&json!("414"), &json!("2000")));
    let text = std::fs::read_to_string(newest(&world)).unwrap();
    assert!(!text.contains("canary"), "{text}");
    assert_eq!(world.run(&VERIFY).exits(0).json()["ok"], true);
    // The outcome that was not known is found out later: that is in the log too.
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    world.run(&["pending", "forget", pending[0]["id"].as_str().unwrap()]).exits(0);
    let last = world.run(&[&LIST[..], &["--limit", "1"]].concat()).exits(0).says("7 older ones").json();
    assert_eq!(told(&last[0]), ("meeting create".into(), "forgotten".into(), json!([])));
    // Filters.
    let count =
        |more: &[&str]| world.run(&[&LIST[..], more].concat()).exits(0).json().as_array().unwrap().len();
    assert_eq!(count(&["--outcome", "done"]), 3);
    assert_eq!(count(&["--id", &id]), 3);
    assert_eq!((count(&["-p", "cloud"]), count(&["-p", "other,another"])), (8, 0));
    assert_eq!((count(&["--from", "+1h"]), count(&["--to", "+1h"])), (0, 8));
    assert_eq!(
        world.run(&["audit", "list", "-o", "csv", "--fields", "operation"]).exits(0).out.lines().count(),
        9
    );
    assert!(world.run(&["audit", "list"]).exits(0).out.starts_with("AT "));
}

#[test]
fn what_never_left_is_told_as_such() {
    let url = format!("http://127.0.0.1:{}", refused_port());
    let world = World::at(&url, "");
    let line = ["meeting", "cancel", "1", "--yes", "--retries", "0"];
    world.run(&line).exits(8);
    assert_eq!(told(&entries(&world)[0]), ("meeting cancel".into(), "not_sent".into(), json!(["1"])));
    world.run(&["audit", "list", "--outcome", "done"]).exits(0).says("no entries");
    world.run(&["audit", "list", "--outcome", "in-doubt"]).exits(2).says("did you mean \"in_doubt\"?");
    assert_eq!(World::new().run(&VERIFY).exits(0).says("no audit log yet").json()["lines"], 0);
}

#[test]
fn nothing_is_sent_that_cannot_be_noted() {
    let desk = Desk::honest();
    let world = desk.world("");
    std::fs::create_dir_all(world.path("state/audit/head")).unwrap();
    world
        .run(&create("Never"))
        .exits(1)
        .says("cannot write the audit log")
        .says("nothing is sent")
        .prints_nothing();
    let file = world.file("t.csv", "subject,start,duration,host\nNever,2026-12-01T14:00:00+08:00,1h,1\n");
    world.run(&["batch", "run", "meeting create", &file]).exits(1).says("cannot write the audit log");
    assert_eq!((desk.count(CREATE), desk.made("Never")), (0, 0));
    assert_eq!(world.run(&["pending", "list", "--json"]).exits(0).json(), json!([]));
    // The place is mended, and the batch goes on.
    std::fs::remove_dir(world.path("state/audit/head")).unwrap();
    world.run(&["batch", "run", "meeting create", &file]).exits(0);
    assert_eq!(desk.made("Never"), 1);
    let mut command = world.command(&create("x"));
    command.env("MEETCTL_AUDIT_MAX_BYTES", "12");
    ran("create", &mut command).exits(2).says("MEETCTL_AUDIT_MAX_BYTES");
}

#[test]
fn a_batch_leaves_a_line_a_row() {
    let desk = Desk::once(CREATE, Fault::After(Reply::DropAfterReading));
    let world = desk.world("");
    let row = |n: usize| format!("Row {n},2026-12-{n:02}T14:00:00+08:00,1h,1\n");
    let file = world
        .file("t.csv", "subject,start,duration,host\n".to_owned() + &(1..=9).map(row).collect::<String>());
    world.run(&["batch", "run", "meeting create", &file, "--jobs", "3"]).exits(0);
    let entries = entries(&world);
    // One answer was lost, and its meeting found in the list at the end.
    let with = |outcome: &str| entries.iter().filter(|entry| entry["outcome"] == outcome).collect::<Vec<_>>();
    assert_eq!((with("done").len(), with("in_doubt").len(), entries.len()), (9, 1, 10));
    let lost = &with("in_doubt")[0]["row"];
    let found = with("done").into_iter().find(|entry| entry["what"] == "decision").unwrap();
    assert_eq!((&found["row"], &found["operation"]), (lost, &json!("meeting create")));
    let rows: std::collections::BTreeSet<u64> =
        entries.iter().filter_map(|entry| entry["row"].as_u64()).collect();
    assert_eq!(rows, (1..=9).collect());
    for entry in with("done").into_iter().filter(|entry| entry["what"] == "write") {
        let id = entry["ids"][0].as_str().unwrap();
        let made = desk.meetings().into_iter().find(|meeting| meeting.id.to_string() == id).unwrap();
        assert_eq!(made.subject, format!("Row {}", entry["row"]));
    }
    assert!(entries[0]["command"].as_str().unwrap().starts_with("meetctl batch run 'meeting create' "));
    world.run(&VERIFY).exits(0);
}

#[test]
fn many_processes_write_one_chain() {
    let desk = Desk::honest();
    let world = desk.world("");
    let ids: Vec<String> = (0..40).map(|n| desk.put(&format!("m{n}"), n, n + 1).to_string()).collect();
    let children: Vec<_> = ids
        .chunks(5)
        .map(|ids| {
            let mut command = Command::new(MEETCTL);
            command.args(["meeting", "cancel", "--yes", "--json"]).args(ids).env_clear().envs(world.vars());
            // Small files, so that some process begins the next one under the others' hands.
            command.env("MEETCTL_AUDIT_MAX_BYTES", "65536").stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    assert_eq!(children.len(), 8);
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(desk.count(CANCEL), 40);
    let checked = world.run(&VERIFY).exits(0).json();
    assert_eq!(
        (&checked["ok"], &checked["lines"], &checked["torn"]),
        (&json!(true), &json!(80), &json!(false))
    );
    assert!(checked["files"].as_u64().unwrap() > 1, "{checked}");
    let mut told: Vec<String> =
        entries(&world).iter().map(|entry| entry["ids"][0].as_str().unwrap().to_owned()).collect();
    told.sort();
    assert_eq!(told, ids);
    assert!(entries(&world).iter().all(|entry| entry["outcome"] == "done"));
}

/// One line about all of them would be longer than what reads the log takes.
#[test]
fn a_decision_about_many_rows_is_several_lines() {
    const ROWS: usize = 10_000;
    let world = World::new();
    let plan = Plan { command: "meeting create".to_owned(), rows: ROWS, ..Plan::default() };
    let ledger = Ledger::open(&world.path("b.jsonl"), &plan).unwrap();
    for row in 1..=ROWS {
        ledger.became(row, State::Unknown, None, None).unwrap();
    }
    drop(ledger);
    world.run(&["batch", "resolve", "b.jsonl", "--drop"]).exits(0);
    world.run(&VERIFY).exits(0);
    let text = std::fs::read_to_string(newest(&world)).unwrap();
    assert!(text.lines().all(|line| line.len() < 20_000));
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // A journal does not say whose vendor's it is.
    assert!(lines.iter().all(|line| line["outcome"] == "dropped" && line["vendor"].is_null()));
    let ids = lines.iter().flat_map(|line| line["ids"].as_array().unwrap());
    let ids: Vec<&str> = ids.map(|id| id.as_str().unwrap()).collect();
    assert_eq!(ids, (1..=ROWS).map(|row| format!("row {row}")).collect::<Vec<_>>());
}

#[cfg(unix)]
#[test]
fn a_command_that_is_killed_leaves_its_line() {
    let desk = Desk::once(CREATE, Fault::After(Reply::Hang(Duration::from_secs(60))));
    let world = desk.world("");
    let mut child =
        Command::new(MEETCTL).args(create("Once")).env_clear().envs(world.vars()).spawn().unwrap();
    while desk.count(CREATE) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(told(&entries(&world)[0]), ("meeting create".into(), "sent".into(), json!([])));
    let pending = world.run(&["pending", "list", "--json"]).exits(0).json();
    // Of several profiles at once, times are shown where they are meant unless a profile says otherwise.
    let sent: jiff::Timestamp = pending[0]["sent"].as_str().unwrap().parse().unwrap();
    let shown = sent.in_tz("Asia/Shanghai").unwrap().strftime("%Y-%m-%d %H:%M").to_string();
    assert!(world.run(&["pending", "list"]).exits(0).out.contains(&shown), "{shown}");
    world.run(&["pending", "resolve", pending[0]["id"].as_str().unwrap()]).exits(0);
    assert_eq!(told(&entries(&world)[1]).1, "done");
    // Half a line, as a kill leaves it: said, but no harm; the next write goes on.
    let whole = std::fs::read(newest(&world)).unwrap();
    std::fs::write(newest(&world), [&whole[..], b"{\"n\":3,\"pre"].concat()).unwrap();
    assert_eq!(world.run(&VERIFY).exits(0).says("half a line").json()["torn"], true);
    world.run(&create("Next")).exits(0);
    assert_eq!(world.run(&VERIFY).exits(0).json()["lines"], 4);
}

#[test]
fn tampering_is_named_with_file_and_line() {
    let desk = Desk::honest();
    let world = desk.world("");
    (0..3).for_each(|n| drop(world.run(&create(&format!("m{n}"))).exits(0)));
    let path = newest(&world);
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6);
    let (one, cut) = (lines[..2].join("\n"), lines[3..].join("\n"));
    for (problem, line, changed) in [
        ("changed", 3, text.replacen("m1", "mX", 1)),
        ("removed", 3, format!("{one}\n{cut}\n")),
        ("inserted", 3, format!("{one}\n{}\n{}\n{cut}\n", lines[1], lines[2])),
        ("truncated", 6, lines[..5].join("\n") + "\n"),
        ("truncated", 6, text[..text.len() - 9].to_owned()),
    ] {
        std::fs::write(&path, &changed).unwrap();
        let ran = world.run(&VERIFY).exits(1).says(&format!("000001.jsonl, line {line}: ")).says(problem);
        let found = ran.json();
        assert_eq!(
            (&found["ok"], &found["problem"], &found["line"]),
            (&json!(false), &json!(problem), &json!(line)),
        );
        assert!(found["file"].as_str().unwrap().ends_with("000001.jsonl"));
        world.run(&LIST).exits(0).says("audit verify");
    }
    std::fs::write(&path, &text).unwrap();
    let hash = world.run(&VERIFY).exits(0).json()["hash"].clone();
    assert!(text.trim_end().ends_with(&format!("\"hash\":{hash}}}")));
}
