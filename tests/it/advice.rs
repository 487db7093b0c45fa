//! What a refusal advises: it names the flag, the line or the column that is wrong, and what is said next leads on,
//! never astray.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{Ran, World, ran};

/// A command line in its words, which have no blanks.
fn run(world: &World, line: &str) -> Ran {
    world.run(&line.split(' ').collect::<Vec<_>>())
}

#[test]
fn a_wrong_time_names_its_flag() {
    let world = World::new();
    for (line, says) in [
        (
            "-p sandbox-netease meeting create --subject a --start bad --duration 1h",
            "--start: \"bad\" is not a time",
        ),
        (
            "-p sandbox-netease meeting create --subject a --start now --end bad",
            "--end: \"bad\" is not a time",
        ),
        (
            "-p sandbox-netease meeting create --subject a --start now --duration bad",
            "--duration: \"bad\" is not a",
        ),
        ("-p sandbox-quanshi meeting edit 1 --duration bad", "--duration: \"bad\" is not a duration"),
        ("-p sandbox-quanshi meeting list --from bad", "--from: \"bad\" is not a time"),
        ("-p sandbox-quanshi meeting list --to bad", "--to: \"bad\" is not a time"),
        ("-p sandbox-quanshi record get --from bad", "--from: \"bad\" is not a date"),
        ("-p sandbox-quanshi record download --all --to bad", "--to: \"bad\" is not a date"),
        (
            "-p sandbox-quanshi live viewer-url 1 --name a --expires bad",
            "--expires: \"bad\" is not a duration",
        ),
    ] {
        run(&world, line).exits(2).says(says);
        let error = run(&world, &format!("--json {line}")).exits(2).error();
        assert!(error["message"].as_str().unwrap().starts_with(says), "{line}: {error}");
    }
    let rows = world.file("rows.csv", "subject,start,duration\na,bad,1h\n");
    let batch = ["-p", "sandbox-netease", "batch", "run", "meeting create", &rows, "--check"];
    world.run(&batch).exits(2).says("line 2: --start: \"bad\" is not a time");
}

#[test]
fn what_is_not_found_is_looked_for_where_it_was_named() {
    let world = World::new();
    for (line, says, hides) in [
        ("-p sandbox-netease meeting join-info 999 --name a", "prints as `number`", "meetingUniqueId"),
        ("-p sandbox-netease meeting end --number 999 --yes", "prints as `number`", "meetingUniqueId"),
        ("-p sandbox-netease meeting end --short-id 999 --yes", "`short_id`", "meetingUniqueId"),
        ("-p sandbox-netease meeting get 999", "meetingUniqueId", "`short_id`"),
        ("-p sandbox-quanshi record delete 999 --yes", "tempConferenceId", "the conferenceId"),
        ("-p sandbox-quanshi meeting get 999", "the conferenceId", "tempConferenceId"),
        ("-p sandbox-myvmr record delete abc --yes", "it is the recording's", "reservation"),
    ] {
        run(&world, line).exits(5).says(says).hides(hides);
    }
}

#[test]
fn recordings_of_today_alone_are_told_to_be_so() {
    let world = World::new();
    let today = run(&world, "-p sandbox-quanshi record get").exits(0).says("of today only, ").says("--from");
    assert!(!today.err.contains("on: Quanshi"), "{}", today.err);
    // A last day alone is no single day: as `record download` does, a year is looked through.
    let until = run(&world, "-p sandbox-quanshi record get --to 2099-12-31 --json").exits(0);
    assert!(until.err.contains("from 2098-12-31 on"), "{}", until.err);
    let planned = run(&world, "-p sandbox-quanshi record get --from 2026-11-01 --to 2026-11-02 -n").exits(0);
    assert!(planned.out.contains("2026-11-01~2026-11-02") && planned.err.is_empty(), "{planned:?}");
}
