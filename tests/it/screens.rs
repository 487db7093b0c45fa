//! What a person sees: commands at terminals of 40, 60, 80 and 200 columns, with Chinese, emoji and
//! long subjects, kept as pictures in `tests/golden/screens`, and the bars while something takes long.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test it golden`, and look at the
//! pictures before you commit them.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::desk::Desk;
use crate::golden::holds;
use crate::terminal::{Ended, Terminal};
use crate::world::{World, told};
use meetctl::output::width::width;
use std::fs::File;

const WIDTHS: [u16; 4] = [40, 60, 80, 200];

/// What is hard to align.
const SUBJECTS: [&str; 5] = [
    "周会",
    "👩‍👩‍👧 Family day ❤️‍🔥 👍🏽",
    "Cafe\u{301} à la carte",
    "一个很长很长很长很长很长很长的会议主题，谁也不会把它读完 with an English tail of some length",
    "Q3 review 🇨🇳🇩🇪",
];

/// A sandbox in which these meetings are reserved; their ids.
fn desk() -> (World, Vec<String>) {
    let world = World::new();
    let create = |(n, subject): (usize, &&str)| {
        let start = format!("2031-05-{:02} 14:30", n + 1);
        let line = ["-p", "sandbox-myvmr", "meeting", "create", "--subject", subject, "--start", &start];
        let rest = ["--duration", "90m", "--host-password", "123456", "--json"];
        world.run(&[&line[..], &rest].concat()).exits(0).json()["id"].as_str().unwrap().to_owned()
    };
    let ids = SUBJECTS.iter().enumerate().map(create).collect();
    (world, ids)
}

const LIST: &str =
    "-p sandbox-myvmr meeting list --from 2031-05-01T00:00:00+08:00 --to 2031-06-01T00:00:00+08:00";
const AGENDA: &str = "-p sandbox-myvmr agenda --from 2031-05-01 --to 2031-06-01";

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// The command as it is typed, and the screen after it.
fn picture(line: &str, ended: &Ended) -> String {
    assert_eq!(ended.code, 0, "{line}: {}", ended.screen);
    format!("$ meetctl {line}\n{}\n", ended.screen)
}

#[test]
fn golden_screens() {
    let (world, ids) = desk();
    let lines = [
        LIST.to_owned(),
        AGENDA.to_owned(),
        format!("-p sandbox-myvmr meeting get {}", ids[1]),
        format!("{LIST} --fields id,subject,status,host,start,end"),
        "-p sandbox-myvmr room list".to_owned(),
        "vendors netease".to_owned(),
        "-p sandbox-myvmr meeting list --from 2040-01-01T00:00:00Z --to 2040-02-01T00:00:00Z".to_owned(),
    ];
    for columns in WIDTHS {
        let mut text = String::new();
        for line in &lines {
            let ended = Terminal::start(&world, columns, &words(line)).over();
            assert_eq!(ended.wrapped, None, "{columns} columns: {line}");
            text.push_str(&picture(line, &ended));
            for row in ended.screen.lines() {
                assert!(width(row) <= usize::from(columns), "{columns} columns: {row}");
            }
            if line.starts_with(LIST) {
                assert!(ids.iter().all(|id| ended.screen.contains(id.as_str())), "{}", ended.screen);
                aligned(&ended.screen);
            }
        }
        holds(&format!("tests/golden/screens/{columns}.txt"), &text);
    }
}

/// Every time of a list begins in one column, by what terminals really show.
fn aligned(screen: &str) {
    let at = |line: &str| line.find("2031-05-").map(|at| width(&line[..at]));
    let mut places: Vec<usize> = screen.lines().filter_map(at).collect();
    assert!(places.len() >= SUBJECTS.len(), "{screen}");
    places.dedup();
    assert_eq!(places.len(), 1, "{screen}");
}

#[test]
fn what_does_not_fit_is_named_once_and_wide_shows_it() {
    let (world, ids) = desk();
    let line = words(LIST);
    let ended = Terminal::start(&world, 80, &line).over();
    assert_eq!(ended.seen.matches("--wide or -o json shows all").count(), 1, "{}", ended.seen);
    assert!(ended.seen.contains("left out to fit: "), "{}", ended.seen);
    let quiet = Terminal::start(&world, 80, &[&line[..], &["-q"]].concat()).over();
    assert!(!quiet.seen.contains("left out"), "{}", quiet.seen);
    // Wide, and in a pipe, everything is there; on a terminal it may take several rows.
    let wide = Terminal::start(&world, 80, &[&line[..], &["--wide"]].concat()).over();
    assert!(
        wide.seen.contains("an English tail of some length") && !wide.seen.contains('…'),
        "{}",
        wide.seen
    );
    let piped = world.run(&line).exits(0);
    assert!(
        SUBJECTS
            .iter()
            .chain(&ids.iter().map(String::as_str).collect::<Vec<_>>())
            .all(|text| piped.out.contains(text))
    );
    assert!(piped.out.starts_with("ID ") && piped.out.contains("START (Asia/Shanghai)"), "{}", piped.out);
    assert!(
        !piped.out.contains('\u{1b}') && !piped.out.contains('…') && piped.err.is_empty(),
        "{}",
        piped.err
    );
    let mut narrow = world.command(&line);
    narrow.env("COLUMNS", "40");
    assert_eq!(crate::world::ran("COLUMNS=40", &mut narrow).out, piped.out);
}

/// The words stand without the colours, and every cell ends its own.
#[test]
fn colour_says_nothing_that_words_do_not() {
    let (world, _) = desk();
    let line = words(LIST);
    let plain = world.run(&line).exits(0).out;
    let coloured = world.run(&[&line[..], &["--color", "always"]].concat()).exits(0).out;
    assert!(coloured.contains("\u{1b}[33mscheduled\u{1b}[0m"), "{coloured}");
    let mut rest = String::new();
    let mut on = false;
    for part in coloured.split_inclusive('\u{1b}') {
        let text = part.strip_suffix('\u{1b}').unwrap_or(part);
        let shown = match text.split_once('m').filter(|_| !rest.is_empty() || on || text.starts_with('[')) {
            Some((code, shown)) if code.starts_with('[') => {
                on = code != "[0";
                shown
            }
            _ => text,
        };
        assert!(
            !on || !shown.contains(['\n']) && !shown.contains("  "),
            "a colour leaves its cell: {shown:?}"
        );
        rest.push_str(shown);
    }
    assert!(!on);
    assert_eq!(rest, plain);
}

/// A colour is for terminals that have any, and for people who want it.
#[test]
fn terminals_without_colour_get_none() {
    let (world, _) = desk();
    let seen = |vars: &[(&str, &str)], more: &[&str]| {
        let line = [&words(LIST)[..], more].concat();
        let ended = Terminal::with(&world, 80, &line, vars, None).over();
        assert_eq!(ended.code, 0, "{}", ended.seen);
        ended.seen.contains('\u{1b}')
    };
    assert!(seen(&[], &[]));
    assert!(!seen(&[("NO_COLOR", "1")], &[]));
    assert!(!seen(&[("TERM", "dumb")], &[]));
    assert!(!seen(&[], &["--color", "never"]));
    assert!(seen(&[("NO_COLOR", "1")], &["--color", "always"]));
}

/// Every surrounding that a terminal may have, for commands of every kind: the same result, no line
/// wrapped, nothing that steers a terminal that cannot be steered.
#[test]
fn the_matrix_of_terminals() {
    let (world, ids) = desk();
    let get = format!("-p sandbox-myvmr meeting get {}", ids[0]);
    let lines =
        [LIST, AGENDA, &get, "vendors weiyi", "explain exit-codes", "-p sandbox-myvmr meeting get 1 --raw"];
    let surroundings: [&[(&str, &str)]; 5] = [
        &[("NO_COLOR", "1")],
        &[("TERM", "dumb")],
        &[("LANG", "C"), ("LC_ALL", "C")],
        &[("COLUMNS", "40")],
        &[("LANG", "C"), ("TERM", "dumb"), ("COLUMNS", "40")],
    ];
    for line in lines {
        let line = words(line);
        let plain = world.run(&line);
        for vars in surroundings {
            let mut piped = world.command(&line);
            piped.envs(vars.iter().copied());
            let piped = crate::world::ran(&format!("{vars:?}"), &mut piped);
            assert_eq!(
                (piped.code, &piped.out, told(&piped.err)),
                (plain.code, &plain.out, told(&plain.err)),
                "{vars:?}"
            );
            let ended = Terminal::with(&world, 80, &line, vars, None).over();
            assert_eq!(Some(ended.code), plain.code, "{vars:?} {line:?}: {}", ended.seen);
            let named = |name: &str| vars.iter().any(|(known, _)| *known == name);
            if named("NO_COLOR") || named("TERM") {
                assert!(!ended.seen.contains('\u{1b}'), "{vars:?} {line:?}: {:?}", ended.seen);
            }
            assert!(!ended.seen.contains("panicked"), "{}", ended.seen);
            let list = line.contains(&"list") || line.contains(&"agenda");
            if list && named("COLUMNS") {
                let widest = ended.screen.lines().map(width).max().unwrap();
                // What is said on stderr is no table.
                let told =
                    ended.screen.lines().filter(|line| line.contains("to fit")).map(width).max().unwrap_or(0);
                assert!(widest <= 40.max(told), "{vars:?} {line:?}:\n{}", ended.screen);
            }
        }
        // A reader that went away, with somebody at the terminal.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ended =
            Terminal::with(&world, 80, &line, &[], Some(File::from(std::os::fd::OwnedFd::from(writer))))
                .over();
        assert!(!ended.seen.contains("panicked"), "{}", ended.seen);
        assert!(plain.code != Some(0) || ended.code == 0, "{line:?}: {}", ended.seen);
    }
}

/// A recording with a long Chinese name, which comes slowly enough to be seen.
#[test]
fn bars_fit_their_terminal_and_leave_no_trace() {
    for columns in WIDTHS {
        let world = World::new();
        let line = "-p sandbox-weiyi record download --all --dir out --jobs 2";
        let ended = Terminal::start(&world, columns, &words(line)).over();
        assert_eq!(ended.code, 0, "{}", ended.screen);
        for trace in [" files\n", "%", " / "] {
            assert!(!ended.screen.contains(trace), "{columns}: {}", ended.screen);
        }
        // Elsewhere, and on a terminal that cannot move its cursor, there are lines and no bar.
        let dumb = Terminal::with(&world, columns, &words(line), &[("TERM", "dumb")], None).over();
        assert!(!dumb.seen.contains('\u{1b}'), "{:?}", dumb.seen);
    }
}

/// A bar of rows goes on below a warning, which stays whole; at the end the bar is gone.
#[test]
fn warnings_stand_above_a_bar() {
    let desk = Desk::honest();
    let world = desk.world("");
    let rows: Vec<String> =
        (0..40).map(|n| format!("第{n}次周会,u,2031-05-01 {:02}:00,1h\n", n % 24)).collect();
    world.file("rows.csv", format!("subject,host,start,duration\n{}", rows.concat()));
    for columns in [40, 80] {
        let journal = format!("journal-{columns}.jsonl");
        let line = ["batch", "run", "meeting create", "rows.csv", "-v", "--journal", &journal];
        let out = File::create(world.path("out.txt")).unwrap();
        let ended = Terminal::with(&world, columns, &line, &[], Some(out)).over();
        assert_eq!(ended.code, 0, "{}", ended.seen);
        assert!(ended.seen.contains("/40"), "no bar was seen: {}", ended.seen);
        assert!(!ended.screen.contains("/40"), "{}", ended.screen);
        // Every line of the trace stands alone: it begins where the bar was cleared.
        let traced = ended.screen.lines().filter(|line| line.contains("POST")).count();
        assert!(traced > 0, "{}", ended.screen);
        assert!(
            ended.screen.lines().all(|line| !line.contains("POST") || line.starts_with("POST")),
            "{}",
            ended.screen
        );
    }
}
