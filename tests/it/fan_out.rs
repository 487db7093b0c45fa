//! One listing of several profiles: side by side, in order, and each failure apart; and the agenda
//! that is made of such a listing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::{Desk, Fault, LIST, create};
use crate::server::{Reply, Server, refused_port};
use crate::world::World;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A profile at one vendor's address.
fn netease(name: &str, url: &str) -> String {
    format!(
        "[profiles.{name}]\nvendor = \"netease\"\nbase_url = \"{url}\"\napp_key = \"the-key\"\n\
         app_secret = \"canary-SECRET-7f3a\"\n"
    )
}

/// A profile whose vendor lists no meetings.
const WEIYI: &str =
    "[profiles.onprem]\nvendor = \"weiyi\"\nbase_url = \"http://127.0.0.1:9\"\nkey = \"canary-KEY+/=7f3a\"\n";

/// Noon on the first of December 2026 in Shanghai, in milliseconds.
const NOON: i64 = 1_796_097_600_000;
const HOUR: i64 = 3_600_000;

fn span(line: &[&'static str]) -> Vec<&'static str> {
    let times = ["--from", "2026-12-01T00:00:00+08:00", "--to", "2026-12-31T00:00:00+08:00"];
    [line, &times].concat()
}

/// A desk with so many meetings, one an hour.
fn with(name: &str, meetings: i64) -> Desk {
    let desk = Desk::honest();
    for at in 0..meetings {
        desk.put(&format!("{name}{at}"), NOON + at * HOUR, NOON + at * HOUR + HOUR);
    }
    desk
}

fn column(rows: &Value, field: &str) -> Vec<String> {
    let text = |row: &Value| row[field].as_str().unwrap_or_default().to_owned();
    rows.as_array().unwrap().iter().map(text).collect()
}

#[test]
fn profiles_are_asked_side_by_side_and_told_in_their_order() {
    // Each answers only when all three have been asked.
    let asked = Arc::new(AtomicUsize::new(0));
    let desk = |name: &'static str| {
        let asked = Arc::clone(&asked);
        let desk = Desk::new(move |path, _| {
            assert_eq!(path, LIST);
            asked.fetch_add(1, Ordering::SeqCst);
            let deadline = Instant::now() + Duration::from_secs(20);
            while asked.load(Ordering::SeqCst) < 3 {
                if Instant::now() > deadline {
                    return Some(Fault::Before(Reply::Json(200, r#"{"code": 414, "msg": "alone"}"#.into())));
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            None
        });
        for at in 0..3 {
            desk.put(&format!("{name}{at}"), NOON + at * HOUR, NOON + at * HOUR + HOUR);
        }
        desk
    };
    let (a, b, c) = (desk("a"), desk("b"), desk("c"));
    let text = [("a", &a), ("b", &b), ("c", &c)].map(|(name, desk)| netease(name, &desk.server.url()));
    let world = World::with(&text.concat());
    let line = span(&["-p", "c,a,b", "meeting", "list", "--timeout", "60s", "--json"]);
    let rows = world.run(&line).exits(0).json();
    assert_eq!(column(&rows, "subject"), ["c0", "c1", "c2", "a0", "a1", "a2", "b0", "b1", "b2"]);
    assert_eq!(column(&rows, "profile"), ["c", "c", "c", "a", "a", "a", "b", "b", "b"]);
}

#[test]
fn every_format_and_option_works_on_the_whole() {
    let (a, b) = (with("a", 3), with("b", 3));
    let world = World::with(&[netease("a", &a.server.url()), netease("b", &b.server.url())].concat());
    let list = |more: &[&'static str]| {
        world.run(&[&span(&["--all-profiles", "meeting", "list"])[..], more].concat()).exits(0)
    };
    let table = list(&[]).out;
    assert!(table.lines().next().unwrap().starts_with("PROFILE  ID "), "{table}");
    assert_eq!(table.lines().count(), 7);
    assert_eq!(list(&["-o", "jsonl"]).out.lines().count(), 6);
    assert_eq!(list(&["--jq", "length"]).out, "6\n");
    let csv = list(&["-o", "csv", "--fields", "profile,subject"]).out;
    assert_eq!(csv, "profile,subject\na,a0\na,a1\na,a2\nb,b0\nb,b1\nb,b2\n");
    // A limit is of the whole list.
    let limited = list(&["--limit", "4", "--json"]).says("there are more");
    assert_eq!(column(&limited.json(), "subject"), ["a0", "a1", "a2", "b0"]);
    let planned = list(&["--dry-run", "--json"]).json();
    assert_eq!(planned.as_array().unwrap().len(), 2);
    world.run(&span(&["--all-profiles", "meeting", "list", "--raw"])).exits(2).says("--raw");
    world.run(&["-p", "a,b", "meeting", "list", "--fields", "subjct"]).exits(2).prints_nothing();
}

#[test]
fn a_profile_that_fails_is_named_and_the_others_are_printed() {
    let good = with("a", 2);
    let refused = Server::start(|_, _| Reply::Json(200, r#"{"code": 401, "msg": "no"}"#.into()));
    let text = [
        netease("good", &good.server.url()),
        netease("gone", &format!("http://127.0.0.1:{}", refused_port())),
        netease("denied", &refused.url()),
        "[profiles.broken]\nvendor = \"netease\"\n".to_owned(),
        WEIYI.to_owned(),
    ];
    let world = World::with(&text.concat());
    let line = span(&["--all-profiles", "meeting", "list", "--retries", "0", "--json"]);
    let ran = world.run(&line).exits(9);
    assert_eq!(column(&ran.json(), "subject"), ["a0", "a1"]);
    let error = ran.error();
    assert_eq!(error["kind"], "partial");
    let message = error["message"].as_str().unwrap();
    for name in ["gone (temporary)", "denied (auth)", "broken (config)"] {
        assert!(message.contains(name), "{message}");
    }
    assert!(!message.contains("onprem") && !message.contains("good"), "{message}");
    let ran = ran.says("profile gone: ").says("profile denied: ").says("profile broken: ");
    ran.says("note: profile onprem is left out: ");
    // All of them, in the same way: still several.
    let line = span(&["-p", "gone,denied", "meeting", "list", "--retries", "0", "--json"]);
    world.run(&line).exits(9).prints_nothing();
}

#[test]
fn vendors_without_the_call_are_left_out() {
    let good = with("a", 1);
    let world = World::with(&[WEIYI, &netease("good", &good.server.url())].concat());
    let ran = world.run(&span(&["-p", "onprem,good", "meeting", "list", "--json"])).exits(0);
    assert_eq!(column(&ran.json(), "profile"), ["good"]);
    ran.says("note: profile onprem is left out: weiyi");
    let quiet = world.run(&span(&["-q", "-p", "onprem,good", "meeting", "list", "--json"])).exits(0);
    assert_eq!(quiet.err, "");
    // None of them has it.
    world.run(&["-p", "onprem,good", "room", "list"]).exits(7).prints_nothing().says("room list");
    // A flag that is wrong for all is wrong.
    let wrong = ["-p", "onprem,good", "meeting", "list", "--from", "someday"];
    world.run(&wrong).exits(2).prints_nothing().says("someday");
}

#[test]
fn other_commands_take_one_profile() {
    let desk = Desk::honest();
    let world = World::with(&[netease("a", &desk.server.url()), netease("b", &desk.server.url())].concat());
    for (line, says) in [
        (&["-p", "a,b", "meeting", "cancel", "1", "--yes"][..], "one profile at a time"),
        (&["--all-profiles", "meeting", "get", "1"], "one profile at a time"),
        (&["-p", "a,b", "vendors"], "one profile at a time"),
        (&["-p", "a,b", "live", "status", "1"], "one profile at a time"),
        (&["-p", "a,b", "record", "get", "1"], "names something of one profile"),
        (&["-p", "a,b", "live", "streams", "--watch"], "--watch"),
        (&["-p", "a,b,a", "meeting", "list"], "twice"),
        (&["-p", "a,", "meeting", "list"], "empty"),
        (&["-p", "a", "--all-profiles", "meeting", "list"], "cannot be used with"),
    ] {
        world.run(line).exits(2).says(says).prints_nothing();
    }
    world.run(&["-p", "a,nobody", "meeting", "list"]).exits(3).says("nobody");
    let mut command = world.command(&create("x"));
    command.env("MEETCTL_PROFILE", "a,b");
    crate::world::ran("create", &mut command).exits(2).says("one profile at a time");
    assert!(desk.server.requests().is_empty());
    // The environment may name several for a listing.
    let mut command = world.command(&span(&["meeting", "list", "--json"]));
    command.env("MEETCTL_PROFILE", "a,b");
    assert_eq!(crate::world::ran("list", &mut command).exits(0).json(), json!([]));
}

#[test]
fn the_other_listings_get_a_profile_too() {
    let world = World::new();
    let all = "sandbox-weiyi,sandbox-myvmr,sandbox-netease,sandbox-quanshi";
    for (line, profile) in [
        (["room", "list"], "sandbox-myvmr"),
        (["contact", "list"], "sandbox-myvmr"),
        (["phone", "list"], "sandbox-quanshi"),
        (["live", "streams"], "sandbox-weiyi"),
        (["record", "get"], "sandbox-weiyi"),
    ] {
        let ran = world.run(&[&["-p", all, "--json"][..], &line].concat()).exits(0).says("is left out");
        let rows = ran.json();
        let first = rows[0].as_object().unwrap();
        assert_eq!(first.keys().next().unwrap(), "profile", "{line:?}");
        assert_eq!(first["profile"], profile, "{line:?}");
    }
    assert!(world.run(&["-p", all, "live"]).exits(0).out.starts_with("PROFILE"));
}

/// A vendor that lists these meetings.
fn listing(rows: &Value) -> Server {
    let answer = json!({"code": 200, "ret": {"list": rows, "totalPages": 1}}).to_string();
    Server::start(move |_, _| Reply::Json(200, answer.clone()))
}

/// A meeting of [`listing`].
fn row(id: i64, subject: &str, host: &str, number: &str, hours: (i64, i64)) -> Value {
    json!({"meetingUniqueId": id, "subject": subject, "host": host, "meetingId": number, "status": 1,
           "startTime": NOON + hours.0 * HOUR, "endTime": NOON + hours.1 * HOUR})
}

#[test]
fn an_agenda_is_sorted_by_time_and_grouped_by_day() {
    let late = listing(&json!([row(1, "tomorrow", "", "1", (24, 25)), row(2, "first", "", "2", (0, 1))]));
    let early = listing(&json!([row(3, "second", "", "3", (1, 12)), row(4, "night", "", "4", (11, 13))]));
    let berlin = netease("b", &early.url()) + "timezone = \"Europe/Berlin\"\n";
    let world = World::with(&[netease("a", &late.url()), berlin, WEIYI.to_owned()].concat());
    let ran = world.run(&span(&["agenda", "--all-profiles", "--json"])).exits(0).says("onprem is left out");
    let rows = ran.json();
    assert_eq!(column(&rows, "subject"), ["first", "second", "night", "tomorrow"]);
    assert_eq!(column(&rows, "profile"), ["a", "b", "b", "a"]);
    // Documented meetings, in the zone of their profile.
    assert_eq!(rows[1]["start"], "2026-12-01T06:00:00+01:00");
    assert!(rows[0].get("day").is_none() && rows[0].get("extra").is_some());
    let table = world.run(&span(&["agenda", "-p", "a,b"])).exits(0).out;
    let shown: Vec<&str> =
        table.lines().map(|line| line.split("  scheduled").next().unwrap().trim_end()).collect();
    assert_eq!(
        shown,
        [
            "DAY             TIME (Asia/Shanghai)  SUBJECT   STATUS     NUMBER  PROFILE  ID",
            "Tue 2026-12-01  12:00–13:00           first",
            "                13:00–12-02 00:00     second",
            "                23:00–12-02 01:00     night",
            "Wed 2026-12-02  12:00–13:00           tomorrow",
        ]
    );
    let csv = world.run(&span(&["agenda", "-p", "a,b", "-o", "csv", "--fields", "subject"])).exits(0).out;
    assert_eq!(csv, "subject\nfirst\nsecond\nnight\ntomorrow\n");
    assert_eq!(world.run(&span(&["agenda", "-p", "b", "-o", "jsonl"])).exits(0).out.lines().count(), 2);
    // One profile alone fails as any command does.
    world.run(&["agenda", "-p", "onprem"]).exits(7).says("meeting list");
    world.run(&["agenda", "-p", "a", "--from", "tomorrow 10:00", "--to", "now"]).exits(2);
    world.run(&["agenda", "-p", "a", "--raw"]).exits(2);
    // Days are whole.
    let day = |from: &'static str, to: &'static str| {
        let rows = world.run(&["agenda", "-p", "a,b", "--from", from, "--to", to, "--json"]).exits(0).json();
        column(&rows, "subject")
    };
    assert_eq!(day("2026-12-01", "2026-12-01"), ["first", "second", "night"]);
    assert_eq!(day("2026-12-02", "2026-12-02"), ["night", "tomorrow"]);
    // The span is of the calendar's days: from midnight, for a week.
    let planned = world.run(&["agenda", "-p", "a", "--dry-run", "--json"]).exits(0).json();
    let body: Value = serde_json::from_str(planned["body"].as_str().unwrap()).unwrap();
    let (from, to) = (body["minStartTime"].as_i64().unwrap(), body["maxStartTime"].as_i64().unwrap());
    assert_eq!((to - from, (from + 8 * HOUR) % (24 * HOUR)), (7 * 24 * HOUR, 0));
}

#[test]
fn what_is_booked_twice_clashes_across_vendors() {
    let a = listing(&json!([
        row(1, "one", "Zhang@Example.com", "100", (0, 2)),
        row(2, "back to back", "zhang@example.com", "101", (2, 3)),
        row(3, "other day", "zhang@example.com", "100", (24, 26)),
    ]));
    let b = listing(&json!([
        row(1, "two", "zhang@example.com ", "102", (1, 2)),
        row(5, "nobody", "", "100", (1, 2)),
        row(6, "nobody too", "", "103", (1, 2)),
    ]));
    let same = netease("same", &a.url());
    let world = World::with(&[netease("a", &a.url()), same, netease("b", &b.url())].concat());
    let line = span(&["agenda", "-p", "a,b,same", "--clashes", "--json"]);
    let clashes = world.run(&line).exits(0).json();
    let told = |clash: &Value| {
        (
            clash["kind"].as_str().unwrap().to_owned(),
            clash["value"].as_str().unwrap().to_owned(),
            column(&clash["meetings"], "subject"),
        )
    };
    let told: Vec<_> = clashes.as_array().unwrap().iter().map(told).collect();
    assert_eq!(
        told,
        [
            ("host".into(), "zhang@example.com".into(), vec!["one".to_owned(), "two".into()]),
            ("number".into(), "100".into(), vec!["one".into(), "nobody".into()]),
        ]
    );
    let table = world.run(&span(&["agenda", "-p", "a,b", "--clashes"])).exits(0).out;
    assert_eq!(table.lines().count(), 5);
    assert!(
        table.lines().nth(1).unwrap().starts_with("host    zhang@example.com  Tue 2026-12-01  12:00–14:00"),
        "{table}"
    );
    let csv = world.run(&span(&["agenda", "-p", "a,b", "--clashes", "-o", "csv"])).exits(0).out;
    assert!(csv.starts_with("kind,value,profile,vendor,id,"), "{csv}");
    assert_eq!(csv.lines().filter(|line| line.starts_with("number,100,")).count(), 2);
    let none = world.run(&span(&["agenda", "-p", "b", "--clashes", "--json"])).exits(0);
    assert_eq!(none.json(), json!([]));
    world.run(&span(&["agenda", "-p", "b", "--clashes"])).exits(0).says("nothing clashes").prints_nothing();
}
