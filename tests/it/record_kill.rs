//! `kill -9` at random moments of a download: a final name never holds anything but the whole and right
//! file, the lists are never damaged, and in the end everything is there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::fileserver::{Object, is_call, names, recordings, statuses, sums_hold, weiyi};
use crate::server::Server;
use crate::world::{MEETCTL, World};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How often it is killed.
const KILLS: usize = 200;
const FILES: [&str; 4] = ["/f/1.mp4", "/f/2.mp4", "/f/3.mp4", "/f/4.mp4"];

fn object(path: &str) -> Object {
    Object::new(path.bytes().map(u64::from).sum(), 120_000 + path.len())
}

#[test]
fn killed_at_any_moment_it_leaves_nothing_wrong_and_goes_on() {
    #[expect(clippy::disallowed_methods, reason = "a seed that differs from run to run")]
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
    let seed = u64::try_from(seed).unwrap();
    eprintln!("seed {seed}");
    let server = Server::start(|request, _| {
        if is_call(request) {
            return weiyi(&FILES);
        }
        object(request.path()).slow(request, 12_000, Duration::from_millis(3))
    });
    let world = World::at(&server.url(), "");
    let line = ["record", "download", "--all", "--dir", "out", "--json", "--jobs", "2"];
    let mut state = seed | 1;
    let (mut killed, mut finished, mut rounds) = (0, 0, 0);
    while killed < KILLS {
        rounds += 1;
        assert!(rounds < KILLS * 5, "it ends before it can be killed (seed {seed})");
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut child = Command::new(MEETCTL)
            .args(line)
            .current_dir(world.path(""))
            .env_clear()
            .envs(world.vars())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(state % 120_000));
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "it failed by itself (seed {seed}): {status}");
            finished += 1;
        } else {
            child.kill().unwrap();
            killed += 1;
        }
        child.wait().unwrap();
        let out = world.path("out");
        for name in recordings(&out) {
            let path = format!("/f/{}.mp4", name.split(' ').next().unwrap());
            let right = std::fs::read(out.join(&name)).unwrap() == object(&path).bytes;
            assert!(right, "{name} is wrong (seed {seed}, kill {killed})");
        }
        if out.join("SHA256SUMS").exists() {
            sums_hold(&out);
        }
        // Once all is there, it begins anew.
        if recordings(&out).len() == FILES.len() && state % 3 == 0 {
            std::fs::remove_dir_all(&out).unwrap();
        }
    }
    let ran = world.run(&line).exits(0);
    assert_eq!(statuses(&ran).len(), FILES.len());
    let out = world.path("out");
    assert_eq!(names(&out).len(), FILES.len() + 2, "{:?}", names(&out));
    sums_hold(&out);
    let resumed = server.requests().iter().filter(|request| request.header("range").is_some()).count();
    assert!(resumed > 0, "no part was ever used again (seed {seed})");
    eprintln!("{killed} kills, {finished} runs that ended, {resumed} parts that were continued");
}
