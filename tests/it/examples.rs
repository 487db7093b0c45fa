//! Every example that help shows is run as it stands: some vendor's sandbox takes it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{MEETCTL, World};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const VENDORS: [&str; 4] = ["weiyi", "myvmr", "netease", "quanshi"];

/// The examples of docs/commands.md, which is made of help's own, but for those that go on until somebody
/// stops them, or write outside the home folder.
fn examples() -> Vec<String> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md")).unwrap();
    let blocks = page.split("Examples:\n\n```text\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let goes_on = |line: &str| {
        ["meetctl sandbox", "meetctl webhook listen", "--watch", "--wait", "> /"]
            .iter()
            .any(|part| line.contains(part))
    };
    blocks.flat_map(str::lines).filter(|line| !goes_on(line)).map(str::to_owned).collect()
}

/// A home with the files and profiles that the examples name.
fn home() -> World {
    let world = World::with(
        "default = \"cloud\"\n\
         [profiles.cloud]\nvendor = \"netease\"\nbase_url = \"http://127.0.0.1:9\"\napp_key = \"k\"\napp_secret = \"s\"\n\
         [profiles.onprem]\nvendor = \"weiyi\"\nbase_url = \"http://127.0.0.1:9\"\nkey = \"k\"\n",
    );
    for (name, text) in [
        ("pw.txt", "1234\n"),
        ("token.txt", "im-token\n"),
        ("logo.png", "\u{89}PNG"),
        ("attendees.csv", "meeting,user,name\n111111,1001,张三\n"),
        ("timetable.csv", "subject,start,duration,host-password\n周会,2030-01-07 14:00,1h,1234\n"),
        ("ids.csv", "meeting\n111111\n"),
        ("events.jsonl", ""),
        ("body.json", "{}"),
    ] {
        world.file(name, text);
    }
    for folder in ["bin", "archive", ".local/share/bash-completion/completions", ".config/fish/completions"] {
        std::fs::create_dir_all(world.path(folder)).unwrap();
    }
    std::os::unix::fs::symlink(MEETCTL, world.path("bin/meetctl")).unwrap();
    world
}

fn run(world: &World, vendor: &str, line: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", line]).env_clear().envs(world.vars()).current_dir(world.path(""));
    command.env("PATH", format!("{}:/usr/bin:/bin", world.path("bin").display())).env("HOME", world.path(""));
    command.env("MEETCTL_PROFILE", format!("sandbox-{vendor}"));
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // For those that read a secret.
    let _ = child.stdin.take().unwrap().write_all(b"secret\n");
    child.wait_with_output().unwrap()
}

/// Whether it was understood: done, or refused for a reason that lies in the sandbox, where a meeting of
/// the example is not. A question that nobody answers, a link that is shortened and a callback that somebody
/// else has signed are examples too.
fn understood(line: &str, output: &Output) -> bool {
    let err = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0 | 5 | 6 | 8 | 9) => true,
        Some(2) => err.contains("nobody can be asked"),
        Some(1 | 4) => line.contains('…') || line.starts_with("meetctl webhook verify"),
        Some(3) => line.starts_with("meetctl profile check"),
        _ => false,
    }
}

#[test]
fn every_example_of_help_is_taken_by_a_vendor() {
    let examples = examples();
    assert!(examples.len() > 90, "{} examples", examples.len());
    let mut refused = Vec::new();
    for line in &examples {
        let world = home();
        if line.starts_with("meetctl profile add") {
            std::fs::remove_file(world.path("profiles.toml")).unwrap();
        }
        let tried: Vec<Output> = VENDORS
            .iter()
            .scan(false, |done, vendor| {
                let output = (!*done).then(|| run(&world, vendor, line))?;
                *done = understood(line, &output);
                Some(output)
            })
            .collect();
        if !tried.iter().any(|output| understood(line, output)) {
            let said = tried.iter().map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
            refused.push(format!("{line}\n{}", said.collect::<String>()));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n\n"));
}
