//! Invitations, read back by another's reader: Python's icalendar.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use crate::server::{Reply, Server};
use crate::world::World;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// What an invitation says.
#[track_caller]
fn read(world: &World, name: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Where .ci/run puts the package, or wherever this Python has it.
    let output = Command::new("python3")
        .arg(root.join("tests/it/ics.py"))
        .arg(world.path(name))
        .env("PYTHONPATH", root.join("target/python"))
        .output()
        .expect("the tests read invitations with python3: install it");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !said.contains("No module named 'icalendar'"),
        "the tests read invitations with icalendar: python3 -m pip install --target target/python icalendar==7.3.0"
    );
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn netease(world: &World, words: &[&str]) -> crate::world::Ran {
    world.run(&[&["-p", "sandbox-netease"], words].concat())
}

const MAKE: [&str; 11] = [
    "meeting",
    "create",
    "--subject",
    "周会; Review, \\ part 1",
    "--host",
    "146558916040335360",
    "--start",
    "2027-01-11T14:00:00+08:00",
    "--duration",
    "90m",
    "--json",
];

#[test]
fn an_invitation_is_followed_through_a_meetings_life() {
    let world = World::new();
    let run = |words: &[&str]| netease(&world, words).exits(0);
    let made = run(&[&MAKE[..], &["--password", "123456", "--ics", "1.ics"]].concat()).json();
    let id = made["id"].as_str().unwrap();
    let first = read(&world, "1.ics");
    assert_eq!(first["method"], "PUBLISH");
    assert_eq!(first["uid"], json!(format!("netease-{id}@127.0.0.1")));
    assert_eq!((&first["sequence"], &first["status"]), (&json!(0), &json!("CONFIRMED")));
    assert_eq!(first["start"], "2027-01-11T06:00:00+00:00");
    assert_eq!(first["end"], "2027-01-11T07:30:00+00:00");
    assert_eq!(first["zones"], json!(["Asia/Shanghai"]));
    assert_eq!(first["summary"], "周会; Review, \\ part 1");
    let description = first["description"].as_str().unwrap();
    assert!(description.contains("Password: 123456"), "{description}");
    assert!(
        description.contains(&format!("Meeting number: {}", made["number"].as_str().unwrap())),
        "{description}"
    );

    // The same again is the same; what is new is higher; and the end is the highest.
    run(&["meeting", "get", id, "--ics", "2.ics"]);
    let second = read(&world, "2.ics");
    assert_eq!(second["uid"], first["uid"]);
    run(&["meeting", "get", id, "--ics", "3.ics"]);
    assert_eq!(read(&world, "3.ics")["sequence"], second["sequence"], "nothing has changed");
    run(&["meeting", "edit", id, "--subject", "月会", "--ics", "4.ics"]);
    let edited = read(&world, "4.ics");
    assert_eq!((&edited["uid"], &edited["summary"]), (&first["uid"], &json!("月会")));
    let number = |told: &Value| told["sequence"].as_i64().unwrap();
    assert!(number(&edited) > number(&second), "{edited}");
    run(&["meeting", "edit", id, "--subject", "年会", "--ics", "5.ics"]);
    assert!(number(&read(&world, "5.ics")) > number(&edited));
    run(&["meeting", "cancel", id, "--yes", "--ics", "6.ics"]);
    let gone = read(&world, "6.ics");
    assert_eq!(
        (&gone["method"], &gone["status"], &gone["uid"]),
        (&json!("CANCEL"), &json!("CANCELLED"), &first["uid"])
    );
    assert!(number(&gone) > number(&read(&world, "5.ics")));
    assert_eq!((&gone["summary"], &gone["start"]), (&json!("年会"), &first["start"]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(world.path("1.ics")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "it holds a password");
    }
}

#[test]
fn another_machine_goes_on_counting() {
    let world = World::new();
    let made = netease(&world, &[&MAKE[..], &["--ics", "1.ics"]].concat()).exits(0).json();
    let id = made["id"].as_str().unwrap();
    std::fs::remove_file(world.path("state/invitations.json")).unwrap();
    netease(&world, &["meeting", "edit", id, "--subject", "x", "--ics", "2.ics"]).exits(0);
    let (first, second) = (read(&world, "1.ics"), read(&world, "2.ics"));
    assert_eq!(first["uid"], second["uid"]);
    assert!(second["sequence"].as_i64() > first["sequence"].as_i64());
}

/// What another command may be about to write is not overwritten, and the clock numbers the invitation.
#[test]
fn while_another_holds_the_numbers_none_is_kept() {
    let world = World::new();
    let made = netease(&world, &[&MAKE[..], &["--ics", "1.ics"]].concat()).exits(0).json();
    let id = made["id"].as_str().unwrap();
    let kept = || std::fs::read_to_string(world.path("state/invitations.json")).unwrap();
    let before = kept();
    let held = std::fs::File::open(world.path("state/invitations.lock")).unwrap();
    held.lock().unwrap();
    let edit = |subject: &str, file: &str| {
        netease(&world, &["meeting", "edit", id, "--subject", subject, "--ics", file]).exits(0)
    };
    edit("x", "2.ics").says("is held by another meetctl");
    assert_eq!(kept(), before);
    drop(held);
    edit("y", "3.ics").hides("is held by");
    assert_ne!(kept(), before);
    let number = |file: &str| read(&world, file)["sequence"].as_i64().unwrap();
    assert!(number("1.ics") < number("2.ics") && number("2.ics") <= number("3.ics"));
}

/// WeiyiPro in a zone whose clocks change: the host's password, which its call wants, is told to nobody.
#[test]
fn a_zone_that_changes_is_told_with_its_rules_and_the_hosts_password_with_nobody() {
    let server = Server::start(|_, _| Reply::Json(200, "{\"result\": 0, \"serial\": 754884357}".into()));
    let world = World::at(&server.url(), "timezone = \"America/New_York\"");
    for (start, utc) in
        [("2027-01-11 09:00", "2027-01-11T14:00:00+00:00"), ("2027-07-12 09:00", "2027-07-12T13:00:00+00:00")]
    {
        let line = [
            "meeting",
            "create",
            "--subject",
            "s",
            "--start",
            start,
            "--duration",
            "1h",
            "--host-password",
            "canary-host",
            "--ics",
            "w.ics",
        ];
        world.run(&line).exits(0);
        let told = read(&world, "w.ics");
        assert_eq!((&told["start"], &told["zones"]), (&json!(utc), &json!(["America/New_York"])));
        assert!(!std::fs::read_to_string(world.path("w.ics")).unwrap().contains("canary"));
    }
    // A permanent meeting has no end to write.
    world
        .run(&[
            "meeting",
            "create",
            "--subject",
            "s",
            "--start",
            "2027-01-11 09:00",
            "--end",
            "never",
            "--host-password",
            "1234",
            "--ics",
            "p.ics",
        ])
        .exits(0);
    assert_eq!(read(&world, "p.ics")["end"], Value::Null);
}

#[test]
fn a_repetition_is_a_rule_and_long_hostile_text_is_text() {
    let world = World::new();
    let subject = format!("{}\"; BEGIN:VEVENT", "会".repeat(60));
    let line = [
        "-p",
        "sandbox-quanshi",
        "meeting",
        "create",
        "--api",
        "room",
        "--subject",
        &subject,
        "--start",
        "2027-01-11 14:00",
        "--duration",
        "1h",
        "--repeat",
        "weekly:MO,WE",
        "--until",
        "2027-03-31",
        "--ics",
        "r.ics",
        "--json",
    ];
    let ran = world.run(&line);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let told = read(&world, "r.ics");
    assert_eq!(told["rule"], "FREQ=WEEKLY;UNTIL=20270331T155959Z;BYDAY=MO,WE");
    assert_eq!(told["start"], "2027-01-11T06:00:00+00:00");
    assert_eq!(told["summary"], json!(subject));
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is_done() {
    let server = Server::start(|_, _| Reply::Json(200, "{\"result\": 0, \"serial\": 1}".into()));
    let world = World::at(&server.url(), "");
    let make = [
        "meeting",
        "create",
        "--subject",
        "s",
        "--start",
        "+1h",
        "--duration",
        "1h",
        "--host-password",
        "1234",
    ];
    world.run(&[&make[..], &["--ics", "no/such.ics"]].concat()).exits(2).prints_nothing();
    world.run(&[&make[..], &["--ics", "x.ics", "--raw"]].concat()).exits(2).prints_nothing();
    world.run(&["meeting", "cancel", "1", "2", "--yes", "--ics", "x.ics"]).exits(2).prints_nothing();
    assert_eq!(server.requests().len(), 0);
    // A plan writes nothing, and a failure leaves nothing.
    world.run(&[&make[..], &["--ics", "x.ics", "--dry-run"]].concat()).exits(0);
    assert!(!world.path("x.ics").exists());
    let refusing = Server::start(|_, _| Reply::Json(200, "{\"result\": 4007}".into()));
    let world = World::at(&refusing.url(), "");
    let ran = world.run(&["meeting", "cancel", "1", "--yes", "--ics", "x.ics"]);
    assert!(ran.code != Some(0) && !world.path("x.ics").exists());
}

/// A rule that `--set` gives is the vendor's own, and an invitation for one meeting must not look like the whole.
#[test]
fn a_recurrence_that_cannot_be_written_is_told() {
    let world = World::new();
    let create = |more: &[&str]| {
        let start = ["--start", "2027-01-11T14:00:00+08:00", "--duration", "90m", "--ics", "x.ics"];
        let line = ["-p", "sandbox-quanshi", "meeting", "create", "--subject", "R"];
        world.run(&[&line, &start[..], more].concat()).exits(0).err.contains("cannot be written in it")
    };
    let rule = r#"cycleRole={"frequency":"weekly","interval":2,"byday":"MO"}"#;
    assert!(create(&["--api", "room", "--set", rule, "--until", "2027-02-01"]));
    assert!(create(&["--set", "cycle=2", "--set", "periodEndDate=2027-02-01"]));
    assert!(!create(&["--api", "room", "--repeat", "weekly:MO", "--until", "2027-02-01"]));
    assert!(!create(&["--set", "cycle=0", "--set", "email_notify=true"]));
}
