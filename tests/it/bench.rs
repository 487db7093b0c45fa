//! The benchmark's programs: they parse, their table and docs/performance.md have the same rows, and what is
//! behind its floor is named. Nothing is timed here.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::World;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs `bench/run` without installing or building anything.
fn bench(world: &World, args: &[&str]) -> Output {
    let mut command = Command::new("python3");
    command.arg(root().join("bench/run")).args(args).env("CARGO_TARGET_DIR", world.path("target"));
    command.output().expect("python3 is missing: .ci/run installs it")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The cells of a table's lines, heads and rules left out.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what |"));
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

#[test]
fn the_page_has_every_row_of_the_table_with_its_floor_and_aim() {
    let world = World::new();
    let output = bench(&world, &["--list"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = said(&output);
    let page = fs::read_to_string(root().join("docs/performance.md")).unwrap();
    let (_, rest) = page.split_once("<!-- bench/run -->\n").expect("the mark before the record");
    let (record, _) = rest.split_once("<!-- /bench/run -->\n").expect("the mark after the record");
    // | part | what | unit | floor | aim |, and | what | unit | ours | theirs | ratio | floor | aim | holds |.
    let wanted: Vec<_> =
        rows(&list).into_iter().skip(1).map(|row| [row[1], row[2], row[3], row[4]]).collect();
    let recorded: Vec<_> = rows(record)
        .into_iter()
        .filter(|row| row.len() == 8)
        .map(|row| [row[0], row[1], row[5], row[6]])
        .collect();
    assert!(wanted.len() > 20, "{list}");
    assert_eq!(wanted, recorded, "docs/performance.md is behind bench/lib/table.py: run bench/run");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_program_of_the_benchmark_parses() {
    let mut programs = files(&root().join("bench"));
    programs.retain(|path| path.extension().is_none_or(|ending| ending == "py"));
    assert!(programs.len() > 15, "{programs:?}");
    let parse =
        "import ast, sys\nfor path in sys.argv[1:]: ast.parse(open(path, encoding='utf-8').read(), path)";
    let output = Command::new("python3").args(["-c", parse]).args(&programs).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_program_that_is_too_large_is_named_and_a_small_one_passes() {
    let world = World::new();
    let small = world.file("small", "#!/bin/sh\necho small 1.0\n");
    let large = world.file("large", vec![b'\n'; 9_000_000]);
    for path in [&small, &large] {
        crate::world::mode(Path::new(path), 0o755);
    }
    let only = ["--quick", "--only", "size", "--bin"];
    let output = bench(&world, &[&only[..], &[&small]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said(&output).contains("| ≤ 8 | ≤ 4.5 | the aim |"), "{}", said(&output));
    let output = bench(&world, &[&only[..], &[&large]].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(
        error.contains("behind its floor: the binary") && said(&output).contains("| **no** |"),
        "{error}"
    );
}
