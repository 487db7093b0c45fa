//! The folder of recordings: names that servers chose, what stands in the way, a full disk, and
//! `record verify`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::fileserver::{
    Object, is_call, listed, names, netease, netease_world, recordings, statuses, sums_hold, weiyi,
};
use crate::server::Server;
use crate::world::World;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A NetEase meeting whose files have these names; each is another object.
fn named(all: &[&str]) -> (World, Server) {
    let base = Arc::new(Mutex::new(String::new()));
    let (own, all) = (Arc::clone(&base), all.iter().map(ToString::to_string).collect::<Vec<_>>());
    let server = Server::start(move |request, _| {
        if !is_call(request) {
            let number: u64 = request.path().trim_matches('/').parse().unwrap();
            return Object::new(number, 2_000).serve(request);
        }
        let url = |n: usize| format!("{}/{n}", own.lock().unwrap());
        let files: Vec<_> =
            all.iter().enumerate().map(|(n, name)| listed(name, &url(n), Some(2_000), None)).collect();
        netease(request, &files)
    });
    *base.lock().unwrap() = server.url();
    (netease_world(&server.url()), server)
}

/// Everything below this folder, with what it is.
fn below(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        all.push(path.display().to_string());
        if path.is_dir() && !path.is_symlink() {
            all.extend(below(&path));
        }
    }
    all
}

/// Cases 51 to 55 of the list of bad inputs.
#[test]
fn hostile_names_stay_in_the_folder_and_are_the_same_each_time() {
    let (long, cjk) = ("x".repeat(300), "会".repeat(255));
    let hostile = [
        "../../x",
        "..",
        ".",
        "",
        "/abs",
        "C:\\x",
        "a/b",
        "a\\b",
        "../../../../../../../../tmp/evil.mp4",
        ".bashrc",
        "-rf",
        "~",
        "con",
        "nul.mp4",
        "a.mp4.part",
        "a.mp4.part.json",
        "a.mp4",
        "x\u{1b}[31mred\n.mp4",
        "nul\0l.mp4",
        "%2e%2e%2fy.mp4",
        "\u{202e}4pm.exe",
        "SHA256SUMS",
        "manifest.jsonl",
        ".meetctl.lock",
        &long,
        &cjk,
        "same.mp4",
        "same.mp4",
        "SAME.mp4",
        "jose\u{301}.mp4",
        "jos\u{e9}.mp4",
    ];
    let (world, _server) = named(&hostile);
    let before = below(&world.path(""));
    let line = ["record", "download", "1", "--dir", "deep/out", "--json", "--jobs", "4"];
    let first = world.run(&line).exits(0);
    let out = world.path("deep/out");
    let found = recordings(&out);
    assert_eq!(found.len(), hostile.len(), "{found:#?}");
    for name in &found {
        let path = out.join(name);
        assert!(path.symlink_metadata().unwrap().is_file() && name.len() <= 245, "{name}");
        assert!(!name.starts_with(['.', '-', '~']) && !name.chars().any(char::is_control), "{name}");
    }
    sums_hold(&out);
    let outside: Vec<String> = below(&world.path(""))
        .into_iter()
        .filter(|path| !path.contains("deep") && !path.contains("state"))
        .collect();
    assert_eq!(outside, before, "something was written outside of the folder");
    // The same names on the next run, and in another folder.
    let again = world.run(&line).exits(0);
    let paths = |ran: &crate::world::Ran| {
        let rows = ran.json();
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["path"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(&first), paths(&again));
    assert!(statuses(&again).iter().all(|status| status == "present"));
    world.run(&["record", "download", "1", "--dir", "other"]).exits(0);
    assert_eq!(recordings(&world.path("other")), found);
    for name in &found {
        let read = |folder: &Path| std::fs::read(folder.join(name)).unwrap();
        assert!(read(&out) == read(&world.path("other")), "{name} is another recording there");
    }
}

/// Case 56.
#[cfg(unix)]
#[test]
fn what_stands_in_the_way_is_not_touched() {
    let all = [
        "file.mp4",
        "dir.mp4",
        "link.mp4",
        "fifo.mp4",
        "partlink.mp4",
        "partfifo.mp4",
        "sidelink.mp4",
        "free.mp4",
    ];
    let (world, _server) = named(&all);
    let out = world.path("out");
    std::fs::create_dir(&out).unwrap();
    let mine = world.path("mine");
    std::fs::write(&mine, "mine").unwrap();
    std::fs::write(out.join("file.mp4"), "mine").unwrap();
    std::fs::create_dir(out.join("dir.mp4")).unwrap();
    for name in ["link.mp4", "partlink.mp4.part", "sidelink.mp4.part.json"] {
        std::os::unix::fs::symlink(&mine, out.join(name)).unwrap();
    }
    for name in ["fifo.mp4", "partfifo.mp4.part"] {
        rustix::fs::mkfifoat(rustix::fs::CWD, out.join(name), rustix::fs::Mode::from_raw_mode(0o600))
            .unwrap();
    }
    let ran = world.run(&["record", "download", "1", "--dir", "out", "--json"]).exits(9);
    let rows = ran.json();
    let status = |name: &str| {
        let rows = rows.as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap()["status"].as_str().unwrap().to_owned()
    };
    let became: Vec<String> = all.iter().map(|name| status(name)).collect();
    assert_eq!(became[..6], ["failed"; 6], "{}", ran.err);
    // A link in the place of our own note is replaced, not followed.
    assert_eq!(became[6..], ["downloaded"; 2]);
    assert_eq!(std::fs::read(&mine).unwrap(), b"mine");
    assert_eq!(std::fs::read(out.join("file.mp4")).unwrap(), b"mine");
    assert!(out.join("dir.mp4").is_dir() && out.join("link.mp4").is_symlink());
    ran.says("something of that name is in the folder");
}

#[test]
fn what_was_changed_here_is_moved_aside_and_fetched_again() {
    let (world, server) = named(&["a.mp4", "b.mp4"]);
    let line = ["record", "download", "1", "--dir", "out", "--json"];
    world.run(&line).exits(0);
    let out = world.path("out");
    let asked = || server.requests().iter().filter(|request| !is_call(request)).count();
    assert_eq!(asked(), 2);
    let before = std::fs::read(out.join("a.mp4")).unwrap();
    let mut damaged = before.clone();
    damaged[1_000] ^= 1;
    std::fs::write(out.join("a.mp4"), &damaged).unwrap();
    world.run(&["record", "verify", "out", "--json"]).exits(9);
    let ran = world.run(&line).exits(0).says("it was changed since it was downloaded");
    assert_eq!(statuses(&ran), ["downloaded", "present"]);
    assert_eq!(std::fs::read(out.join("a.mp4.bad")).unwrap(), damaged);
    assert!(std::fs::read(out.join("a.mp4")).unwrap() == before);
    // One that was only touched is read, and stays.
    std::fs::write(out.join("b.mp4"), std::fs::read(out.join("b.mp4")).unwrap()).unwrap();
    assert_eq!(statuses(&world.run(&line).exits(0)), ["present"; 2]);
    // What a run that was killed right after it wrote the lists left beside it goes.
    std::fs::write(out.join("b.mp4.part.json"), "{}").unwrap();
    assert_eq!(statuses(&world.run(&line).exits(0)), ["present"; 2]);
    assert!(!out.join("b.mp4.part.json").exists());
    // One that is gone comes back under its name.
    std::fs::remove_file(out.join("a.mp4")).unwrap();
    assert_eq!(statuses(&world.run(&line).exits(0)), ["downloaded", "present"]);
    assert_eq!(asked(), 4);
    sums_hold(&out);
}

#[test]
fn damaged_lists_stop_the_run_before_anything_is_lost() {
    let (world, _server) = named(&["a.mp4"]);
    let line = ["record", "download", "1", "--dir", "out"];
    world.run(&line).exits(0);
    let out = world.path("out");
    for (list, text) in [("manifest.jsonl", "{\"path\":\"a.mp4\"\n"), ("SHA256SUMS", "x\n")] {
        let before = std::fs::read(out.join(list)).unwrap();
        std::fs::write(out.join(list), text).unwrap();
        std::fs::remove_file(out.join("a.mp4")).unwrap();
        world.run(&line).exits(1).says("damaged at line 1");
        assert_eq!(std::fs::read_to_string(out.join(list)).unwrap(), text);
        world.run(&["record", "verify", "out"]).exits(1).says("damaged at line 1");
        std::fs::write(out.join(list), before).unwrap();
        world.run(&line).exits(0);
    }
}

#[test]
fn verify_tells_each_kind_of_damage() {
    let (world, _server) = named(&["a.mp4", "b.mp4", "c.mp4"]);
    world.run(&["record", "download", "1", "--dir", "out"]).exits(0);
    // Neither a profile nor a network is needed.
    let alone = World::new();
    let folder = world.path("out");
    let verify = |code| {
        let ran = alone.run(&["record", "verify", folder.to_str().unwrap(), "--json"]).exits(code);
        let rows = ran.json();
        let row = |row: &serde_json::Value| {
            format!("{} {}", row["path"].as_str().unwrap(), row["status"].as_str().unwrap())
        };
        rows.as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(verify(0), ["a.mp4 ok", "b.mp4 ok", "c.mp4 ok"]);
    std::fs::write(folder.join("a.mp4"), "other").unwrap();
    std::fs::remove_file(folder.join("b.mp4")).unwrap();
    std::fs::write(folder.join("d.mp4.part"), "").unwrap();
    std::fs::write(folder.join("mine.txt"), "").unwrap();
    assert_eq!(
        verify(9),
        ["a.mp4 changed", "b.mp4 missing", "c.mp4 ok", "d.mp4.part unfinished", "mine.txt unlisted"]
    );
    std::fs::remove_file(folder.join("c.mp4")).unwrap();
    verify(1);
    alone.run(&["record", "verify", "nowhere"]).exits(5);
    alone.run(&["record", "verify", "."]).exits(5).says("SHA256SUMS");
}

/// Runs a command line that may read only what its user's modes allow; `None` where root cannot be bound.
#[cfg(unix)]
pub fn bound(world: &World, args: &[&str], unreadable: &Path) -> Option<crate::world::Ran> {
    crate::world::mode(unreadable, 0o000);
    if std::fs::File::open(unreadable).is_err() {
        return Some(world.run(args));
    }
    let caps = "--bounding-set=-dac_override,-dac_read_search";
    let able = std::process::Command::new("setpriv").args([caps, "true"]).output();
    if !able.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let mut command = assert_cmd::Command::new("setpriv");
    command.args([caps, crate::world::MEETCTL]).args(args).current_dir(world.path("")).env_clear();
    command.envs(world.vars());
    Some(crate::world::ran(&args.join(" "), &mut command))
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_neither_changed_nor_missing() {
    let (world, _server) = named(&["a.mp4", "b.mp4"]);
    world.run(&["record", "download", "1", "--dir", "out"]).exits(0);
    let out = world.path("out");
    let states = |ran: &crate::world::Ran| {
        let row = |row: &serde_json::Value| row["status"].as_str().unwrap().to_owned();
        ran.json().as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    let verify = ["record", "verify", "out", "--json"];
    if let Some(ran) = bound(&world, &verify, &out.join("a.mp4")) {
        let ran = ran.exits(9).says("1 of 2 files could not be read").hides("fetches again");
        assert_eq!(states(&ran), ["unreadable", "ok"]);
        assert!(ran.err.contains("a.mp4"), "{}", ran.err);
    } else {
        eprintln!("root reads every file here, and cannot be bound");
    }
    crate::world::mode(&out.join("a.mp4"), 0o600);
    // A folder that leads to itself, which stops root, too.
    let sums = std::fs::read_to_string(out.join("SHA256SUMS")).unwrap();
    let sums = format!("{sums}{}  loop/c.mp4\n", "0".repeat(64));
    std::fs::write(out.join("SHA256SUMS"), sums).unwrap();
    std::os::unix::fs::symlink("loop", out.join("loop")).unwrap();
    let ran = world.run(&verify).exits(9);
    assert_eq!(states(&ran)[..3], ["ok", "ok", "unreadable"]);
}

/// A disk of one megabyte. As root it is one; else a limit on the size of files stands in for it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_what_came_is_kept() {
    use std::process::Command;
    struct Disk(std::path::PathBuf);
    impl Drop for Disk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    let object = Object::new(1, 3 << 20);
    let served = object.clone();
    let server = Server::start(move |request, _| {
        if is_call(request) { weiyi(&["/f/a.mp4", "/f/b.mp4"]) } else { served.serve(request) }
    });
    let world = World::at(&server.url(), "");
    let out = world.path("out");
    std::fs::create_dir(&out).unwrap();
    let line = ["record", "download", "--all", "--dir", "out", "--json", "--jobs", "1"];
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs"])
        .arg(&out)
        .output()
        .is_ok_and(|output| output.status.success());
    let disk = mounted.then(|| Disk(out.clone()));
    let ran = if mounted {
        world.run(&line)
    } else {
        eprintln!(
            "no disk could be mounted (that takes root): a limit on the size of files stands in for it"
        );
        let script = format!("ulimit -f 1024; exec {} \"$@\"", crate::world::MEETCTL);
        let mut shell = assert_cmd::Command::new("bash");
        shell
            .args(["-c", &script, "bash"])
            .args(line)
            .current_dir(world.path(""))
            .env_clear()
            .envs(world.vars());
        crate::world::ran("under a limit", &mut shell)
    };
    let ran = ran.exits(1).says("cannot write");
    assert!(!mounted || ran.err.contains("the disk is full"), "{}", ran.err);
    assert_eq!(recordings(&out), [""; 0]);
    assert!(
        names(&out).iter().any(|name| Path::new(name).extension().is_some_and(|end| end == "part")),
        "{:?}",
        names(&out)
    );
    // One was asked for, not both: the next would not have fitted either.
    assert_eq!(server.requests().iter().filter(|request| !is_call(request)).count(), 1);
    if mounted {
        let more = Command::new("mount").args(["-o", "remount,size=20m"]).arg(&out).status().unwrap();
        assert!(more.success());
    }
    world.run(&line).exits(0);
    let resumed = server.requests().iter().any(|request| request.header("range").is_some());
    assert!(resumed && std::fs::read(out.join("a 2026-11-01 10.00.00.mp4")).unwrap() == object.bytes);
    drop(disk);
}
