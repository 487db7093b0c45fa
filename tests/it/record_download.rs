//! `record download` for each vendor, and what a user sees of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::fileserver::{
    Object, is_call, listed, names, netease, netease_world, recordings, statuses, sums_hold, weiyi,
};
use crate::server::{Reply, Server};
use crate::world::{MEETCTL, World};
use serde_json::{Value, json};
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[test]
fn every_vendor_of_the_sandbox_is_downloaded_and_verified() {
    let world = World::new();
    let out = world.path("out");
    let download = |profile: &str, what: &[&str]| {
        let line = [&["-p", profile, "record", "download"], what, &["--dir", "out", "--json", "-q"]].concat();
        world.run(&line)
    };
    world.run(&["-p", "sandbox-myvmr", "record", "open", "2516"]).exits(0);
    world.run(&["-p", "sandbox-myvmr", "record", "close", "2516"]).exits(0);
    for (profile, what, files) in [
        ("sandbox-weiyi", &["--all"][..], 3),
        ("sandbox-weiyi", &["655796682"], 2),
        ("sandbox-quanshi", &["--all"], 2),
        ("sandbox-quanshi", &["239790001"], 1),
        ("sandbox-quanshi", &["--record", "1032790001", "--record", "1032790002"], 2),
        ("sandbox-netease", &["110119370"], 3),
        ("sandbox-myvmr", &["--all"], 1),
        ("sandbox-myvmr", &["2516"], 1),
        ("sandbox-myvmr", &["--record", "02e555e2-1dc8-dae6-b6ea-362ebbece8dd"], 1),
    ] {
        let rows = download(profile, what).exits(0).json();
        assert_eq!(rows.as_array().unwrap().len(), files, "{profile} {what:?}");
        for row in rows.as_array().unwrap() {
            let path = world.path(row["path"].as_str().unwrap());
            let length = std::fs::metadata(&path).unwrap().len();
            assert_eq!(row["size_bytes"], length, "{profile}");
            assert_eq!(row["sha256"].as_str().unwrap().len(), 64);
            assert!(row["md5"].is_string() || profile != "sandbox-netease");
            assert_eq!(row["error"], Value::Null);
        }
    }
    assert_eq!(recordings(&out).len(), 3 + 2 + 3 + 2);
    sums_hold(&out);
    world.run(&["record", "verify", "out"]).exits(0);
    // Nothing is fetched twice.
    assert_eq!(statuses(&download("sandbox-weiyi", &["--all"]).exits(0)), ["present"; 3]);
    #[cfg(unix)]
    for name in names(&out) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(out.join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn days_pick_what_is_downloaded() {
    let world = World::new();
    let ids = |more: &[&str]| {
        let line =
            [&["-p", "sandbox-weiyi", "record", "download", "--all", "--dir", "o", "--json"], more].concat();
        let rows = world.run(&line).exits(0).json();
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--from", "2025-11-04"]), ["2", "3"]);
    assert_eq!(ids(&["--to", "2025-11-03"]), ["4"]);
    assert_eq!(ids(&["--from", "2026-01-01"]), [""; 0]);
}

#[test]
fn where_nothing_tells_what_there_is_it_is_said() {
    let world = World::new();
    for profile in ["sandbox-netease", "sandbox-myvmr"] {
        world
            .run(&["-p", profile, "record", "download", "--all", "--dir", "o"])
            .exits(7)
            .says("no recording is known");
    }
    let line = |profile, what: &[&'static str]| {
        [&["-p", profile, "record", "download", "--dir", "o"], what].concat()
    };
    world.run(&line("sandbox-weiyi", &["431383322"])).exits(5).says("there is no recording of 431383322");
    world.run(&line("sandbox-weiyi", &["--record", "99"])).exits(5).says("there is no recording 99");
    world.run(&line("sandbox-weiyi", &["--record", "2", "--record", "99"])).exits(9).says("1 not found");
    world.run(&line("sandbox-weiyi", &[])).exits(2);
    world.run(&line("sandbox-weiyi", &["1", "--all"])).exits(2);
    world.run(&line("sandbox-weiyi", &["1", "--host", "a@b.example"])).exits(7).says("--host");
    world.run(&line("sandbox-weiyi", &["1", "--wait", "soon"])).exits(2).says("--wait");
    world.run(&line("sandbox-weiyi", &["--all", "--jobs", "0"])).exits(2);
}

#[test]
fn a_dry_run_writes_nothing() {
    let world = World::new();
    let ran = world.run(&["-p", "sandbox-weiyi", "record", "download", "--all", "--dir", "o", "-n"]).exits(0);
    assert!(ran.out.contains("POST") && ran.out.contains("getRoomRecord"), "{}", ran.out);
    assert!(!world.path("o").exists());
}

/// A quanshi server whose recording becomes ready with this answer.
fn becoming_ready(at: usize) -> (World, Server) {
    let base = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&base);
    let calls = Mutex::new(0);
    let server = Server::start(move |request, _| {
        if request.method == "GET" {
            return Object::new(1, 5_000).serve(request);
        }
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        let ready = *calls > at;
        let mut row = json!({"conferenceId": "1", "tempConferenceId": "2", "conferenceTitle": "周会", "hasRecord": "1",
            "isRecordConvertReady": if ready { "1" } else { "0" }, "realStartTime": "2026-11-01 10:00:00"});
        if ready {
            row["recordDownUrl"] = json!(format!("{}/a b/周会.mp4", own.lock().unwrap()));
        }
        Reply::Json(200, json!({"status": 0, "result": row}).to_string())
    });
    *base.lock().unwrap() = server.url();
    let world = World::with(&format!(
        "default = \"q\"\n[profiles.q]\nvendor = \"quanshi\"\nbase_url = \"{}\"\napp_id = \"6\"\napp_key = \"k\"\n\
         user_id = \"1\"\ntoken = \"t\"\n",
        server.url()
    ));
    (world, server)
}

#[test]
fn what_is_not_ready_is_named_and_waited_for() {
    let (world, _server) = becoming_ready(usize::MAX);
    let line = ["record", "download", "1", "--dir", "o", "--json"];
    let ran = world.run(&line).exits(9).says("1 not ready yet: 2").says("--wait");
    assert_eq!(statuses(&ran), ["not_ready"]);
    let (world, server) = becoming_ready(2);
    let ran =
        world.run(&[&line[..], &["--wait", "60s"]].concat()).exits(0).says("waiting for 周会 2026-11-01");
    assert_eq!(statuses(&ran), ["downloaded"]);
    assert_eq!(recordings(&world.path("o")), ["周会 2026-11-01 10.00.00.mp4"]);
    let target = server.requests().last().unwrap().target.clone();
    assert_eq!(target, "/a%20b/%E5%91%A8%E4%BC%9A.mp4");
}

#[test]
fn a_wait_that_runs_out_is_no_success() {
    let (world, _server) = becoming_ready(usize::MAX);
    let line = ["record", "download", "1", "--dir", "o", "--wait", "1s", "--json"];
    let ran = world.run(&line).exits(9).says("not ready yet");
    assert_eq!(statuses(&ran), ["not_ready"]);
    assert_eq!(recordings(&world.path("o")), [""; 0]);
}

#[test]
fn one_that_fails_stops_no_other() {
    let server = Server::start(|request, _| match request.path() {
        "/f/bad.mp4" => Reply::with(200, &[("Content-Type", "text/html")], "<html>"),
        path if path.starts_with("/f/") => Object::new(path.len() as u64, 9_000).serve(request),
        _ => weiyi(&["/f/a.mp4", "/f/bad.mp4", "/f/bbb.mp4", "/f/cc.mp4"]),
    });
    let world = World::at(&server.url(), "");
    for jobs in ["1", "3"] {
        let out = format!("o{jobs}");
        let ran =
            world.run(&["record", "download", "--all", "--dir", &out, "--jobs", jobs, "--json"]).exits(9);
        assert_eq!(statuses(&ran), ["downloaded", "failed", "downloaded", "downloaded"]);
        assert_eq!(ran.json()[1]["error"]["kind"], "failed");
        assert_eq!(ran.error()["kind"], "partial");
        assert_eq!(recordings(&world.path(&out)).len(), 3);
        sums_hold(&world.path(&out));
    }
    // Each format has its way to say it.
    let line = ["record", "download", "--all", "--dir", "o1", "-o"];
    let csv = world.run(&[&line[..], &["csv", "--fields", "id,status"]].concat()).exits(9).out;
    assert_eq!(csv, "id,status\n1,present\n2,failed\n3,present\n4,present\n");
    assert_eq!(world.run(&[&line[..], &["jsonl"]].concat()).exits(9).out.lines().count(), 4);
    let table = world.run(&line[..5]).exits(9).says("of 4: 3 here already, 1 failed").out;
    assert!(table.contains("STATUS") && !table.contains("http://"), "{table}");
}

fn child(world: &World, args: &[&str]) -> Child {
    let mut command = Command::new(MEETCTL);
    command.args(args).current_dir(world.path("")).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    command.envs(world.vars());
    command.spawn().unwrap()
}

fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < end, "{what}: not within 30 s");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// One file at once, and one that never ends.
fn endless() -> (World, Server, Object) {
    let object = Object::new(1, 400_000);
    let served = object.clone();
    let stuck = Mutex::new(true);
    let server = Server::start(move |request, _| match request.path() {
        "/f/a.mp4" => Object::new(2, 9_000).serve(request),
        "/f/b.mp4" if std::mem::take(&mut *stuck.lock().unwrap()) => {
            served.slow(request, 200_000, Duration::from_secs(600)).at_once(200_000)
        }
        "/f/b.mp4" => served.serve(request),
        _ => weiyi(&["/f/a.mp4", "/f/b.mp4"]),
    });
    (World::at(&server.url(), ""), server, object)
}

trait AtOnce {
    fn at_once(self, bytes: usize) -> Self;
}

impl AtOnce for Reply {
    /// Sends so much of the pieces along with the head.
    fn at_once(self, bytes: usize) -> Self {
        let Reply::Pieces { mut head, pieces, pause } = self else { panic!("not in pieces") };
        let all = pieces.concat();
        head.extend_from_slice(&all[..bytes]);
        Reply::Pieces { head, pieces: vec![all[bytes..].to_vec()], pause }
    }
}

const B: &str = "b 2026-11-01 10.00.00.mp4";

#[cfg(unix)]
#[test]
fn stopped_by_a_signal_it_keeps_what_it_has() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let (world, _server, object) = endless();
        let out = world.path("out");
        let mut running = child(&world, &["record", "download", "--all", "--dir", "out", "--json"]);
        let part = out.join(format!("{B}.part"));
        eventually("half of it comes", || std::fs::metadata(&part).is_ok_and(|part| part.len() == 200_000));
        eventually("the other is whole", || recordings(&out).len() == 1);
        let kill = Command::new("kill").args(["-s", signal, &running.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let (mut rows, mut said) = (String::new(), String::new());
        running.stdout.take().unwrap().read_to_string(&mut rows).unwrap();
        running.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(running.wait().unwrap().code(), Some(code), "{said}");
        assert!(said.contains("\"kind\":\"stopped\""), "{said}");
        let rows: Value = serde_json::from_str(&rows).unwrap();
        assert_eq!(rows[0]["status"], "downloaded");
        sums_hold(&out);
        let ran = world.run(&["record", "download", "--all", "--dir", "out", "--json"]).exits(0);
        assert_eq!(statuses(&ran), ["present", "downloaded"]);
        assert!(std::fs::read(out.join(B)).unwrap() == object.bytes);
    }
}

#[test]
fn the_second_run_in_a_folder_says_so() {
    let (world, _server, _) = endless();
    let line = ["record", "download", "--all", "--dir", "out"];
    let mut running = child(&world, &line);
    let part = world.path("out").join(format!("{B}.part"));
    eventually("it has begun", || part.exists());
    world.run(&line).exits(8).says("another meetctl is downloading to out");
    // Another folder is another matter.
    world.run(&["record", "download", "--all", "--dir", "other"]).exits(0);
    running.kill().unwrap();
    running.wait().unwrap();
    world.run(&line).exits(0);
}

#[test]
fn progress_is_a_line_a_file_where_there_is_no_terminal() {
    let world = World::new();
    let line = ["-p", "sandbox-weiyi", "record", "download", "--all", "--dir", "o"];
    let ran = world.run(&line).exits(0);
    assert_eq!(ran.err.lines().filter(|line| line.starts_with("downloaded ")).count(), 3, "{}", ran.err);
    assert!(!ran.err.contains('\u{1b}') && !ran.out.contains("downloaded "), "{}", ran.err);
    let quiet = World::new();
    assert_eq!(quiet.run(&[&line[..], &["-q"]].concat()).exits(0).err, "");
}

/// The same recordings however often the callback comes, and however often the vendor lists them.
#[test]
fn a_file_listed_twice_is_one() {
    let base = Arc::new(Mutex::new(String::new()));
    let own = Arc::clone(&base);
    let server = Server::start(move |request, _| {
        if !is_call(request) {
            return Object::new(request.path().len() as u64, 9_000).serve(request);
        }
        let url = |name: &str| format!("{}/{name}", own.lock().unwrap());
        let files = [
            listed("a.mp4", &url("a.mp4"), None, None),
            listed("a.mp4", &url("a.mp4"), None, None),
            listed("a.mp4", &url("other/a.mp4"), None, None),
        ];
        netease(request, &files)
    });
    *base.lock().unwrap() = server.url();
    let world = netease_world(&server.url());
    for status in ["downloaded", "present"] {
        let ran = world.run(&["record", "download", "1", "--dir", "o", "--json"]).exits(0);
        assert_eq!(statuses(&ran), [status; 2]);
        assert_eq!(recordings(&world.path("o")), ["a (2).mp4", "a.mp4"]);
    }
}

/// Starts nginx with this folder as its own. It tells that it listens by its pid; the port may be another's by
/// then, and is not to be asked before.
#[cfg(unix)]
fn nginx_in(nginx: &str, files: &World) -> Option<(Child, u16)> {
    let port = crate::server::refused_port();
    let here = files.path("").display().to_string();
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temp = temp.map(|name| format!("{name}_temp_path {here}/{name};")).concat();
    let text = format!(
        "daemon off; master_process off; pid {here}/pid; error_log {here}/error.log;\n\
         events {{}} http {{ access_log {here}/access.log combined; {temp}\n\
         server {{ listen 127.0.0.1:{port}; root {here}/www; default_type video/mp4;\n\
         location /f/ {{ alias {here}/www/; limit_rate 1m; limit_rate_after 1m; }} }} }}"
    );
    let config = files.file("nginx.conf", text);
    let error_log = format!("{here}/error.log");
    let mut running = Command::new(nginx)
        .args(["-p", &here, "-e", &error_log, "-c", &config])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let pid = files.path("pid");
    let mut ended = false;
    eventually("nginx listens", || {
        ended = running.try_wait().unwrap().is_some();
        ended || std::fs::read(&pid).is_ok_and(|pid| !pid.is_empty())
    });
    (!ended).then_some((running, port))
}

/// The web server of many vendors, as Debian has it.
#[cfg(unix)]
#[test]
fn a_real_nginx_is_resumed() {
    let nginx = ["/usr/sbin/nginx", "nginx"]
        .into_iter()
        .find(|path| Command::new(path).arg("-v").stderr(Stdio::null()).status().is_ok())
        .expect("nginx is missing: install Debian's nginx-light; .ci/run does it");
    let files = World::new();
    let object = Object::new(3, 3_000_000);
    let root = files.path("www");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(root.join("a.mp4"), &object.bytes).unwrap();
    let (mut running, port) = (0..5).find_map(|_| nginx_in(nginx, &files)).expect("nginx does not start");
    let vendor = Server::start(|_, _| weiyi(&["/f/a.mp4"]));
    let world = World::at(&vendor.url(), &format!("record_base_url = \"http://127.0.0.1:{port}\""));
    let line = ["record", "download", "--all", "--dir", "out", "--json"];
    let part = world.path("out/a 2026-11-01 10.00.00.mp4.part");
    let mut first = child(&world, &line);
    eventually("some of it comes", || std::fs::metadata(&part).is_ok_and(|part| part.len() > 100_000));
    first.kill().unwrap();
    first.wait().unwrap();
    let had = std::fs::metadata(&part).unwrap().len();
    let ran = world.run(&line).exits(0);
    let log = std::fs::read_to_string(files.path("access.log")).unwrap();
    running.kill().unwrap();
    running.wait().unwrap();
    assert_eq!(statuses(&ran), ["downloaded"]);
    assert!(std::fs::read(world.path("out/a 2026-11-01 10.00.00.mp4")).unwrap() == object.bytes);
    // 206 with what was missing, no more.
    let rest = format!(" 206 {} ", 3_000_000 - had);
    assert!(log.contains(&rest), "{rest}: {log}");
}
