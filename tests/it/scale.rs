//! docs/scale.md: its commands, run as they stand there. Parts of a batch on one machine, on several and as the
//! pods of a Job; receivers behind nginx, and their stores brought together.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use crate::desk::{CREATE, Desk, Fault};
use crate::server::Reply;
use crate::webhook::{Callback, Home, Listener, event};
use crate::world::{MEETCTL, World, mode};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const ROWS: usize = 30;
const PEOPLE: usize = 41;
const MACHINES: [&str; 4] = ["app1", "app2", "app3", "app4"];

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scale.md")).unwrap()
}

/// The block of the page that begins with this line.
#[track_caller]
fn block(page: &str, begins: &str) -> String {
    let (_, rest) =
        page.split_once(&format!("\n```{begins}\n")).unwrap_or_else(|| panic!("no block {begins}"));
    rest.split_once("\n```\n").unwrap().0.to_owned() + "\n"
}

/// A desk's world with the page's files, a timetable, and programs called `meetctl` and `ssh`. Each machine that
/// this `ssh` leads to has a state folder of its own.
fn place(desk: &Desk) -> World {
    let world = desk.world("");
    let row = |row: usize| format!("课 {row},2026-12-{:02} 10:00,45m,1\n", row % 28 + 1);
    let rows = (1..=ROWS).map(row).collect::<String>();
    world.file("timetable.csv", format!("subject,start,duration,host\n{rows}"));
    let script = |name: &str, text: &str| {
        world.file(name, text);
        mode(&world.path(name), 0o755);
    };
    script("part.sh", &block(&page(), "sh part.sh"));
    std::fs::create_dir(world.path("bin")).unwrap();
    script("bin/ssh", "#!/bin/sh\nexport MEETCTL_STATE=$PWD/$1\nshift\nexec sh -c \"$*\"\n");
    std::os::unix::fs::symlink(MEETCTL, world.path("bin/meetctl")).unwrap();
    world
}

fn shell(world: &World, line: &str) -> Output {
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", world.path("bin").display());
    let mut command = Command::new("sh");
    command.args(["-c", line]).env_clear().envs(world.vars()).env("PATH", path).env("SHELL", "/bin/sh");
    command.current_dir(world.path("")).output().unwrap()
}

/// Runs a line that has to end well; what it printed.
#[track_caller]
fn done(world: &World, line: &str) -> String {
    let output = shell(world, line);
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn parallel(world: &World) -> bool {
    shell(world, "parallel --version").stdout.starts_with(b"GNU parallel")
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The parts' rows together are the file's, each once and done, and so are the meetings.
#[track_caller]
fn whole(world: &World, desk: &Desk) {
    let made = lines(&std::fs::read_to_string(world.path("made.jsonl")).unwrap());
    assert!(made.iter().all(|row| row["state"] == "done"), "{made:?}");
    let mut rows: Vec<_> =
        made.iter().map(|row| usize::try_from(row["row"].as_u64().unwrap()).unwrap()).collect();
    rows.sort_unstable();
    assert_eq!(rows, (1..=ROWS).collect::<Vec<_>>());
    once_each(desk);
}

#[track_caller]
fn once_each(desk: &Desk) {
    assert_eq!(desk.meetings().len(), ROWS);
    assert!((1..=ROWS).all(|row| desk.made(&format!("课 {row}")) == 1));
}

#[test]
fn parts_on_one_machine_make_each_row_once() {
    let page = page();
    for name in ["sh local", "sh xargs"] {
        let desk = Desk::honest();
        let world = place(&desk);
        // .ci/run installs it; without it the other line stands for both.
        if name == "sh local" && !parallel(&world) {
            continue;
        }
        let line = block(&page, name);
        for _ in 0..2 {
            done(&world, &line);
            whole(&world, &desk);
            assert_eq!(desk.count(CREATE), ROWS, "the same line again sends nothing");
        }
        let status = world.run(&["batch", "status", "--json"]).exits(0).json();
        let mut parts: Vec<_> =
            status.as_array().unwrap().iter().map(|batch| batch["shard"].clone()).collect();
        parts.sort_by_key(ToString::to_string);
        assert_eq!(parts, ["1/4", "2/4", "3/4", "4/4"]);
    }
}

#[test]
fn parts_on_several_machines_go_on_where_they_were_begun() {
    // Some answers are lost before anything is done: nobody can know, and somebody has to say.
    let desk = Desk::new(|path, nth| {
        (path == CREATE && nth < ROWS && nth % 6 == 1).then_some(Fault::Before(Reply::DropAfterReading))
    });
    let world = place(&desk);
    let with = parallel(&world);
    let line = if with {
        block(&page(), "sh machines")
    } else {
        let each = "K=$1; ssh app$K ./part.sh $K 4 > made.$K.jsonl";
        format!("seq 4 | xargs -P 4 -I N sh -c '{each}' sh N; R=$?; cat made.?.jsonl > made.jsonl; exit $R")
    };
    let first = shell(&world, &line);
    assert!(!first.status.success());
    if with {
        let log = std::fs::read_to_string(world.path("parts.log")).unwrap();
        let failed = log.lines().filter(|line| line.split('\t').nth(6) == Some("9")).count();
        assert_eq!(first.status.code(), Some(i32::try_from(failed).unwrap()), "{log}");
    }
    assert_eq!(desk.count(CREATE), ROWS);
    let mut doubtful = 0;
    for machine in MACHINES {
        let batches: Value =
            serde_json::from_str(&done(&world, &format!("ssh {machine} meetctl batch status --json")))
                .unwrap();
        let [batch] = batches.as_array().unwrap().as_slice() else { panic!("{machine}: {batches}") };
        assert_eq!(batch["shard"], json!(format!("{}/4", &machine[3..])));
        let rows = batch["doubtful_rows"].as_array().unwrap().len();
        doubtful += rows;
        if rows > 0 {
            let journal = batch["journal"].as_str().unwrap();
            done(&world, &format!("ssh {machine} meetctl batch resolve {journal} --resend"));
        }
    }
    assert_eq!(doubtful, ROWS / 6);
    done(&world, &line);
    whole(&world, &desk);
    assert_eq!(desk.count(CREATE), ROWS + doubtful);
}

/// What each pod of the manifest runs, with its volumes in this world.
#[test]
fn the_pods_of_the_job_make_each_row_once() {
    let manifest = block(&page(), "yaml");
    let (_, script) = manifest.split_once("            - |\n").unwrap();
    let script: String = script
        .lines()
        .map_while(|line| line.strip_prefix("              "))
        .fold(String::new(), |all, line| all + line + "\n");
    assert!(manifest.contains("  completions: 4\n  parallelism: 4\n") && script.contains("/4\""), "{script}");
    let desk = Desk::honest();
    let world = place(&desk);
    let home = world.path("");
    let script = script.replace("/state/", &format!("{}/state/", home.display()));
    let script = script.replace("/rows/", &format!("{}/", home.display()));
    // Each pod is started twice, as one that was evicted.
    for index in [0, 1, 2, 3, 0, 1, 2, 3] {
        let printed = done(&world, &format!("export JOB_COMPLETION_INDEX={index}\n{script}"));
        let rows: Vec<_> = lines(&printed).iter().map(|row| row["row"].as_u64().unwrap()).collect();
        assert!(rows.iter().all(|row| (row - 1) % 4 == index), "{index}: {rows:?}");
    }
    once_each(&desk);
    assert_eq!(desk.count(CREATE), ROWS);
}

/// nginx as it runs, until it is dropped.
struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// nginx with a page's configuration, without TLS and with these receivers for the shown ones; it and its port.
fn nginx(page: &str, folder: &Path, receivers: &[(&str, &Listener)]) -> (Nginx, u16) {
    let mut conf = block(page, "nginx");
    for (shown, receiver) in receivers {
        assert!(conf.contains(shown));
        conf = conf.replace(shown, &receiver.address.to_string());
    }
    let port = crate::server::refused_port();
    let conf: String =
        conf.lines().filter(|line| !line.contains("ssl_certificate")).fold(String::new(), |all, line| {
            all + &line.replace("listen 443 ssl", &format!("listen 127.0.0.1:{port}")) + "\n"
        });
    let here = folder.display();
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let temp = temp.map(|name| format!("{name}_temp_path {here}/{name};")).concat();
    let file = folder.join("nginx.conf");
    let head = format!("daemon off; master_process off; pid {here}/pid; error_log {here}/error.log;");
    std::fs::write(&file, format!("{head}\nevents {{}}\nhttp {{ access_log off; {temp}\n{conf} }}\n"))
        .unwrap();
    let nginx = ["/usr/sbin/nginx", "nginx"];
    let start = |path: &&str| {
        let mut command = Command::new(path);
        command.arg("-e").arg(folder.join("error.log")).arg("-p").arg(folder).arg("-c").arg(&file);
        command.stderr(Stdio::null()).spawn().ok()
    };
    let child = Nginx(nginx.iter().find_map(start).expect("nginx is missing: .ci/run installs it"));
    let begun = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(20), "nginx does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    (child, port)
}

fn post(port: u16, callback: &Callback) -> String {
    send(port, &callback.request("/netease"))
}

/// The status that a request is answered with.
fn send(port: u16, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request).unwrap();
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    String::from_utf8_lossy(&head[9..]).into_owned()
}

/// How many events a store holds.
fn kept(home: &Home) -> usize {
    std::fs::read_to_string(home.path("events.jsonl")).map_or(0, |text| text.lines().count())
}

/// The server that docs/webhooks.md puts before one receiver.
#[test]
fn the_server_in_front_passes_events_on_and_nothing_else() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/webhooks.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (home, folder) = (Home::new(), tempfile::tempdir().unwrap());
    let store = home.path("events.jsonl");
    let listener = home.listen(&["--path", "/netease", "--store", store.to_str().unwrap()]);
    let (_nginx, port) = nginx(&page, folder.path(), &[("127.0.0.1:8080", &listener)]);

    let good = Callback::of(&event(5, "a", 0), "join");
    let forged = good.with("CheckSum", |sum| sum.chars().rev().collect());
    // What the listener says of a bad one comes through.
    assert_eq!([post(port, &good), post(port, &forged)], ["200", "401"]);
    assert_eq!(send(port, b"GET /netease HTTP/1.1\r\nHost: x\r\n\r\n"), "403");
    let long = b"POST /netease HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n";
    assert_eq!(send(port, long), "413");
    assert_eq!(send(port, b"POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"), "404");
    assert_eq!(kept(&home), 1);
}

#[test]
fn receivers_behind_a_balancer_lose_nothing_and_report_together() {
    let homes = [Home::new(), Home::new()];
    let listen = |home: &Home| {
        let store = home.path("events.jsonl");
        home.listen(&["--path", "/netease", "--store", store.to_str().unwrap()])
    };
    let (first, second) = (listen(&homes[0]), listen(&homes[1]));
    let folder = tempfile::tempdir().unwrap();
    let shown = [("10.0.0.11:8080", &first), ("10.0.0.12:8080", &second)];
    let (nginx, port) = nginx(&page(), folder.path(), &shown);

    let at = |n: usize| i64::try_from(n).unwrap() * 60;
    // People come; each event is sent twice, as if its answer had been lost. Of an odd number, taking turns
    // would bring the second one to the other receiver.
    let joins: Vec<Callback> =
        (0..PEOPLE).map(|n| Callback::of(&event(5, &format!("a{n}"), at(n)), &format!("join-{n}"))).collect();
    for callback in joins.iter().chain(&joins) {
        assert_eq!(post(port, callback), "200");
    }
    let both = [kept(&homes[0]), kept(&homes[1])];
    assert!(both.iter().sum::<usize>() == PEOPLE && both.iter().all(|kept| *kept > 1), "{both:?}");

    // One dies. The other takes what comes; and one of those that only the dead one had, when it comes again.
    drop(first);
    for n in 0..PEOPLE {
        let leave = Callback::of(&event(6, &format!("a{n}"), at(n) + 600), &format!("leave-{n}"));
        assert_eq!(post(port, &leave), "200");
    }
    let mut again = joins.iter().inspect(|callback| assert_eq!(post(port, callback), "200"));
    assert!(again.any(|_| kept(&homes[1]) > both[1] + PEOPLE));
    drop(nginx);
    drop(second);
    assert_eq!([kept(&homes[0]), kept(&homes[1])], [both[0], both[1] + PEOPLE + 1]);

    // On a third machine.
    let home = Home::new();
    for (n, other) in homes.iter().enumerate() {
        let folder = home.path(&format!("received/app{n}"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(other.path("events.jsonl"), folder.join("events.jsonl")).unwrap();
    }
    // A copy that was taken while a line was being written.
    let torn = home.path("received/app0/events.jsonl");
    std::fs::OpenOptions::new().append(true).open(torn).unwrap().write_all(b"{\"v\":1,\"sum\":\"ab").unwrap();
    // The profile of this home is `n`.
    let script = block(&page(), "sh merge").replace("cloud.jsonl", "n.jsonl");
    let mut merge = Command::new("sh");
    merge.args(["-eu", "-c", &script]).current_dir(home.path("")).env("MEETCTL_STATE", home.path("state"));
    assert!(merge.status().unwrap().success());
    let output = home.run(&["report", "112211", "--json"], b"");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let visits = report["attendees"].as_array().unwrap();
    let mut people: Vec<_> = visits.iter().map(|visit| visit["user_id"].as_str().unwrap()).collect();
    people.sort_unstable();
    people.dedup();
    assert_eq!((visits.len(), people.len()), (PEOPLE, PEOPLE));
    assert!(visits.iter().all(|visit| !visit["joined"].is_null() && !visit["left"].is_null()));
}
