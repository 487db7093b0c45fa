//! Help: there for every command whatever is broken, with examples first and the vendors that have it;
//! what was meant by a word that is none; and manual pages that formatters take.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{World, ran};
use clap::Command;
use std::process;

/// Every command of the tree, as it is typed.
fn commands() -> Vec<Vec<String>> {
    fn walk(path: &[String], command: &Command, all: &mut Vec<Vec<String>>) {
        all.push(path.to_vec());
        for sub in command.get_subcommands() {
            walk(&[path, &[sub.get_name().to_owned()]].concat(), sub, all);
        }
    }
    let mut all = Vec::new();
    walk(&[], &meetctl::cli::tree(), &mut all);
    all
}

/// No home, no state, and a configuration that is broken.
#[test]
fn help_needs_nothing() {
    let world = World::with("[profiles.broken");
    for path in commands() {
        for flag in ["-h", "--help"] {
            let args: Vec<&str> = path.iter().map(String::as_str).chain([flag]).collect();
            let mut command = world.command(&args);
            command.env_remove("HOME").env_remove("MEETCTL_STATE");
            let help = ran(&args.join(" "), &mut command).exits(0).sound().out;
            assert!(help.contains("Usage: meetctl"), "{args:?}: {help}");
            assert!(help.contains("Exit codes: meetctl explain exit-codes"), "{args:?}: {help}");
            let op = meetctl::op::find(&path.join(" "));
            assert_eq!(help.contains("Vendors: "), op.is_some(), "{args:?}: {help}");
        }
    }
}

#[test]
fn every_command_has_examples_first() {
    let world = World::new();
    let all = commands();
    let is_last =
        |path: &[String]| !all.iter().any(|other| other.len() > path.len() && other.starts_with(path));
    for path in all.iter().filter(|path| is_last(path)) {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = world.run(&args).exits(0).out;
        let examples = help.find("Examples:\n  meetctl ").unwrap_or_else(|| panic!("{args:?}: {help}"));
        assert!(examples < help.find("Usage:").unwrap(), "{args:?}: {help}");
    }
}

#[test]
fn short_help_is_a_screen_and_says_where_the_rest_is() {
    let world = World::new();
    let short = world.run(&["meeting", "cancel", "-h"]).exits(0).out;
    let long = world.run(&["meeting", "cancel", "--help"]).exits(0).out;
    assert!(short.lines().count() < 30, "{short}");
    assert!(short.contains("Examples and all options: meetctl meeting cancel --help"), "{short}");
    for flag in ["--event-id", "--profile", "--yes"] {
        assert!(short.contains(flag) && long.contains(flag), "{flag}: {short}");
    }
    for flag in ["--no-header", "--retries", "Examples:\n"] {
        assert!(!short.contains(flag) && long.contains(flag), "{flag}: {short}");
    }
    // Hidden in help is not gone.
    world.run(&["vendors", "--no-header", "-o", "csv"]).exits(0);
}

#[test]
fn flags_that_only_some_vendors_take_say_which() {
    let world = World::new();
    let help = world.run(&["meeting", "create", "--help"]).exits(0).out;
    assert!(help.contains("monthly:1,17 (quanshi)\n"), "{help}");
    assert!(help.contains("What the meeting is about\n"), "{help}");
    let list = world.run(&["meeting", "--help"]).exits(0).out;
    let line = |verb: &str| list.lines().find(|line| line.trim_start().starts_with(verb)).unwrap();
    assert!(line("attach").ends_with("(weiyi)"), "{list}");
    assert!(!line("create").ends_with(')'), "{list}");
}

#[test]
fn help_is_a_command_too() {
    let world = World::new();
    let asked = world.run(&["help", "meeting", "create"]).exits(0).out;
    assert_eq!(asked, world.run(&["meeting", "create", "--help"]).exits(0).out);
    assert_eq!(world.run(&["help", "meeting create"]).exits(0).out, asked);
    assert_eq!(world.run(&["help"]).exits(0).out, world.run(&["--help"]).exits(0).out);
    world.run(&["help", "meeting", "crate"]).exits(2).says("did you mean \"create\"?").prints_nothing();
    world.run(&["help", "meeting", "create", "x"]).exits(2).says("meetctl meeting create has no command");
}

#[test]
fn what_was_meant_is_named() {
    let world =
        World::with("[profiles.cloud]\nvendor = 'netease'\napp_key = 'k'\napp_secret = 'canary-secret'\n");
    let meant = |line: &str, text: &str| {
        let args: Vec<&str> = line.split(' ').collect();
        let code = world.run(&args).code.unwrap();
        assert!(code == 2 || code == 3, "{line}: {code}");
        world.run(&args).exits(code).says(text).prints_nothing().sound();
    };
    meant("meting create", "exists: 'meeting'\n");
    meant("meeting crate", "exists: 'create'\n");
    meant("-p cloud meeting --json crate", "exists: 'create'");
    meant("meeting delete 1", "exists: 'cancel'\n");
    meant("record ls", "exists: 'get'\n");
    meant("profile new x", "exists: 'add'\n");
    meant("meeting create --subjct x", "exists: '--subject'");
    meant("-p cluod meeting get 1", "did you mean \"cloud\"?");
    meant("-p sandbox-weyi meeting get 1", "did you mean \"sandbox-weiyi\"?");
    meant("-p cloud meeting list --fields subjct", "did you mean \"subject\"?");
    meant(
        "-p sandbox-quanshi meeting create --subject a --set livePasword=1",
        "did you mean \"livePassword\"?",
    );
    let titel = "-p sandbox-quanshi meeting create --subject a --set titel=x";
    meant(titel, "did you mean \"title\"? --set does not reach it: give --subject");
    let none = World::new();
    none.run(&["-p", "sandbox-netese", "meeting", "list"]).exits(3).says("did you mean \"sandbox-netease\"?");
}

#[cfg(unix)]
#[test]
fn manual_pages_are_written_and_formatters_take_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let line = "umask 022; exec \"$0\" man a/man1";
    let output = process::Command::new("sh")
        .args(["-c", line, crate::world::MEETCTL])
        .current_dir(world.path(""))
        .env_clear()
        .output()
        .unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    let folder = world.path("a/man1");
    let pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(pages.len(), commands().len());
    for path in ["meetctl.1", "meetctl-meeting.1", "meetctl-meeting-create.1"] {
        assert!(folder.join(path).is_file(), "{path}");
    }
    for page in &pages {
        assert_eq!(std::fs::metadata(page).unwrap().permissions().mode() & 0o777, 0o644, "{page:?}");
    }
    let lint = process::Command::new("mandoc").args(["-Tlint", "-Wwarning"]).args(&pages).output();
    let lint = lint.expect("mandoc is missing; .ci/run installs it");
    assert!(lint.status.success(), "{}", String::from_utf8_lossy(&lint.stdout));
    let create = folder.join("meetctl-meeting-create.1");
    let shown = process::Command::new("mandoc").arg("-Tutf8").arg(create).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("周会") && shown.contains("2026-11-23T14:00:00+08:00"), "{shown}");
    // Written again in their place, and not at all in a dry run.
    world.run(&["man", "a/man1"]).exits(0).prints_nothing();
    world.run(&["man", "b", "-n"]).exits(0);
    assert!(!world.path("b").exists());
    world.file("c", "");
    world.run(&["man", "c"]).exits(1).says("cannot write to c");
}
