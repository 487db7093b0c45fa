//! `record prune`: what is old enough and, if that is asked for, archived is deleted, and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Received, Reply, Server};
use crate::world::{Ran, World};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn outcomes(ran: &Ran) -> Vec<(String, bool)> {
    let row = |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["ok"].as_bool().unwrap());
    ran.json().as_array().unwrap().iter().map(row).collect()
}

fn left(world: &World) -> Vec<String> {
    let line = [
        "-p",
        "sandbox-quanshi",
        "record",
        "get",
        "--from",
        "2026-01-01",
        "--to",
        "2027-01-01",
        "--json",
        "-q",
    ];
    let rows = world.run(&line).json();
    let mut ids: Vec<String> =
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

const QUANSHI: [&str; 4] = ["-p", "sandbox-quanshi", "record", "prune"];

/// The sandbox has two recordings of yesterday; how long ago the second is depends on the time of day.
#[test]
fn only_what_is_archived_is_deleted() {
    let world = World::new();
    let prune = |more: &[&str]| world.run(&[&QUANSHI[..], &["--older-than", "1m", "--json"], more].concat());
    world
        .run(&["-p", "sandbox-quanshi", "record", "download", "--record", "1032790001", "--dir", "out", "-q"])
        .exits(0);
    // Off a terminal nothing is deleted without --yes, but what would be is told.
    let ran = prune(&[]).exits(2).says("to be deleted: 1032790001, 昨日复盘").prints_nothing();
    ran.says("--yes");
    let ran = prune(&["--dry-run", "--archived-in", "out"]).exits(0);
    assert!(
        ran.out.contains("recordsDelete")
            && ran.out.contains("1032790001")
            && !ran.out.contains("1032790002")
    );
}

#[test]
fn what_is_not_old_stays() {
    let world = World::new();
    let ran = world.run(&[&QUANSHI[..], &["--older-than", "90d", "--yes", "--json"]].concat()).exits(0);
    assert_eq!(ran.out.trim(), "[]");
    ran.says("nothing to delete");
    world.run(&[&QUANSHI[..], &["--older-than", "soon"]].concat()).exits(2).says("--older-than");
    for profile in ["sandbox-weiyi", "sandbox-netease"] {
        world
            .run(&["-p", profile, "record", "prune", "--older-than", "1d", "--yes"])
            .exits(7)
            .says("record prune");
    }
}

#[test]
fn an_archive_that_does_not_verify_protects_its_recordings() {
    let world = World::new();
    let line = ["--older-than", "1m", "--archived-in", "out", "--yes", "--json"];
    let prune = || world.run(&[&QUANSHI[..], &line].concat());
    prune().exits(0).says("kept, because it is not archived: 1032790001");
    world.run(&["-p", "sandbox-quanshi", "record", "download", "--all", "--dir", "out", "-q"]).exits(0);
    let name = "昨日复盘";
    let all = crate::fileserver::recordings(&world.path("out"));
    let file = all.iter().find(|file| file.starts_with(name)).unwrap();
    let path = world.path("out").join(file);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let before = left(&world);
    let ran = prune().exits(9).says("1 of 2 are not deleted");
    let rows = outcomes(&ran);
    assert_eq!(rows.iter().filter(|(_, ok)| *ok).count(), 1, "{rows:?}");
    let kept: BTreeSet<String> = rows.iter().filter(|(_, ok)| !ok).map(|(id, _)| id.clone()).collect();
    assert_eq!((before.len(), left(&world)), (2, kept.into_iter().collect::<Vec<_>>()));
}

#[test]
fn recordings_that_are_kept_by_id_are_pruned_too() {
    let world = World::new();
    for verb in ["open", "close"] {
        world.run(&["-p", "sandbox-myvmr", "record", verb, "2516"]).exits(0);
    }
    let line = ["-p", "sandbox-myvmr", "record", "prune", "--yes", "--json", "--older-than"];
    // It was made just now.
    assert_eq!(world.run(&[&line[..], &["1h"]].concat()).exits(0).out.trim(), "[]");
    let old = "02e555e21dc8dae6b6ea362ebbece8dd";
    let ran = world.run(&[&line[..], &["90d", "--record", old]].concat()).exits(0);
    assert_eq!(outcomes(&ran), [(old.to_owned(), true)]);
    world.run(&["-p", "sandbox-myvmr", "record", "get", "--record", old, "--json"]).exits(0).says("").json();
}

/// A vendor that says yes to every deletion, and does what it says only for some.
fn stubborn() -> (World, Server) {
    let gone: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let server = Server::start(move |request: &Received, _| {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let id = body["recordId"].as_str().unwrap().to_owned();
        let data = match request.path() {
            "/meeting/delRecordFile" => {
                if !id.starts_with('f') {
                    gone.lock().unwrap().insert(id.clone());
                }
                json!({"recordId": id})
            }
            _ if gone.lock().unwrap().contains(&id) => json!([]),
            _ => json!([{"recordId": id, "conferenceKey": "1", "startTime": "2019-05-31 01:43:09",
                "fileSize": 5, "stopTime": "2019-05-31 01:43:23", "downUrl": "http://h.example/a.mp4?sign=x"}]),
        };
        Reply::Json(200, json!({"code": "200", "data": data, "state": 1}).to_string())
    });
    let world = World::with(&format!(
        "default = \"m\"\n[profiles.m]\nvendor = \"myvmr\"\nbase_url = \"{}\"\nauth = \"a\"\n",
        server.url()
    ));
    (world, server)
}

#[test]
fn what_is_still_there_afterwards_is_told() {
    let (world, server) = stubborn();
    let line =
        ["record", "prune", "--older-than", "90d", "--yes", "--json", "--record", "a1", "--record", "f2"];
    let ran = world.run(&line).exits(9).says("1 of 2 are not deleted");
    assert_eq!(outcomes(&ran), [("a1".to_owned(), true), ("f2".to_owned(), false)]);
    assert!(ran.json()[1]["error"]["message"].as_str().unwrap().contains("still lists it"));
    world
        .run(&["record", "prune", "--older-than", "90d", "--yes", "--record", "f2"])
        .exits(1)
        .says("still lists it");
    let deleted = |request: &&Received| request.path() == "/meeting/delRecordFile";
    assert_eq!(server.requests().iter().filter(deleted).count(), 3);
}

/// Quanshi lists recordings by their host's address and deletes them by the host's id, which each of them tells.
#[test]
fn the_host_of_what_is_deleted_is_that_of_what_was_listed() {
    let world = World::new();
    let line = ["--older-than", "1m", "--host", "host@sandbox.example", "--record", "1032790001", "--yes"];
    let ran = world.run(&[&QUANSHI[..], &line, &["--json"]].concat()).exits(0);
    assert_eq!(outcomes(&ran), [("1032790001".to_owned(), true)]);
    assert_eq!(left(&world), ["1032790002"]);
    // Of several hosts each has a call of its own.
    let server = Server::start(|request: &Received, _| {
        let row = |id: &str, user: i64| {
            json!({"tempConferenceId": id, "conferenceId": "1", "userId": user.to_string(), "hasRecord": "1",
                "realStartTime": "2026-08-01 10:00:00", "realEndTime": "2026-08-01 11:00:00"})
        };
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let result = match request.path() {
            "/conference/movie/recordsDelete" => Value::Null,
            _ if body["dateTime"].as_str().unwrap().contains("2026-08-01") => {
                json!({"a@b.c": [row("11", 7), row("12", 8), row("13", 7)]})
            }
            _ => json!([]),
        };
        let told = Reply::Json(200, json!({"status": 0, "result": result}).to_string());
        if result.is_null() { Reply::Late(Duration::from_millis(400), Box::new(told)) } else { told }
    });
    let world = World::with(&format!(
        "default = \"q\"\n[profiles.q]\nvendor = \"quanshi\"\nbase_url = \"{}\"\nemail = \"a@b.c\"\n",
        server.url()
    ));
    let line =
        ["record", "prune", "--older-than", "1m", "--from", "2026-08-01", "--to", "2026-08-02", "--yes"];
    world.run(&line).exits(0);
    let deleted: Vec<Value> = server
        .requests()
        .iter()
        .filter(|request| request.path().ends_with("recordsDelete"))
        .map(|request| serde_json::from_slice(&request.body).unwrap())
        .collect();
    let expected = [
        json!({"appId": 6, "userId": 7, "tempConferenceIds": ["11", "13"]}),
        json!({"appId": 6, "userId": 8, "tempConferenceIds": ["12"]}),
    ];
    assert_eq!(deleted, expected);
    // Together they are one result, and one signal ends them all.
    let planned = world.run(&[&line[..], &["--dry-run", "--json"]].concat()).exits(0).json();
    assert_eq!(planned.as_array().unwrap().len(), 2);
    #[cfg(unix)]
    {
        let deletions = || server.requests().iter().filter(|r| r.path().ends_with("recordsDelete")).count();
        let mut command = std::process::Command::new(crate::world::MEETCTL);
        let mut child = command.args(line).env_clear().envs(world.vars()).spawn().unwrap();
        while deletions() < 3 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let sent = std::process::Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status();
        assert!(sent.unwrap().success());
        assert_eq!((child.wait().unwrap().code(), deletions()), (Some(130), 3));
    }
}

#[test]
fn a_profile_that_only_reads_deletes_nothing() {
    let (world, server) = stubborn();
    let text = std::fs::read_to_string(world.path("profiles.toml")).unwrap();
    world.file("profiles.toml", format!("{text}read_only = true\n"));
    let ran = world.run(&["record", "prune", "--older-than", "90d", "--yes", "--record", "a1", "--json"]);
    ran.exits(3).says("read-only");
    assert!(server.requests().iter().all(|request| request.path() != "/meeting/delRecordFile"));
}

#[cfg(unix)]
#[test]
fn an_archive_that_cannot_be_read_deletes_nothing() {
    let world = World::new();
    world.run(&["-p", "sandbox-quanshi", "record", "download", "--all", "--dir", "out", "-q"]).exits(0);
    let file = crate::fileserver::recordings(&world.path("out")).remove(0);
    let line = ["--older-than", "1m", "--archived-in", "out", "--yes", "--json"];
    let path = world.path("out").join(&file);
    let Some(ran) = crate::record_folder::bound(&world, &[&QUANSHI[..], &line].concat(), &path) else {
        return;
    };
    ran.exits(1).says("cannot read").says(&file).hides("download it again");
    assert_eq!(left(&world).len(), 2);
}
