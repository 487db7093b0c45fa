//! The kept corpus of every fuzz target, run by the same functions that libFuzzer calls.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

#[path = "../../fuzz/targets/mod.rs"]
pub mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz"))
}

fn names(folder: &Path) -> BTreeSet<String> {
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    fs::read_dir(folder).unwrap().map(|entry| stem(entry.unwrap().path())).collect()
}

#[test]
fn every_kept_input_holds() {
    for (name, run) in targets::ALL {
        let folder = root().join("corpus").join(name);
        let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 5, "{name} has {} inputs", files.len());
        for file in files {
            let bytes = fs::read(&file).unwrap();
            assert!(bytes.len() <= 8 << 10, "{} is too large to be kept", file.display());
            let held = std::panic::catch_unwind(|| run(&bytes));
            assert!(held.is_ok(), "{name}: {}", file.display());
        }
    }
}

/// A target has a function, a file for libFuzzer, a line in the manifest and a corpus.
#[test]
fn every_target_is_whole() {
    let all: BTreeSet<String> = targets::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&root().join("fuzz_targets")), all);
    assert_eq!(names(&root().join("corpus")), all);
    let mut functions = names(&root().join("targets"));
    functions.remove("mod");
    assert_eq!(functions, all);
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for name in &all {
        assert!(
            manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n")),
            "{name}"
        );
        let file = fs::read_to_string(root().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(file.contains(&format!("meetctl_fuzz::{name}::run(data)")), "{name}");
    }
}

/// The target of answers reaches every operation that sends something, but for those that read a file.
#[test]
fn answers_reach_every_operation() {
    let reached = targets::json_answer::reached();
    println!("{} pairs of vendor and operation are reached", reached.len());
    for vendor in meetctl::vendor::VENDORS {
        let sending = meetctl::op::CATALOGUE.iter().filter(|op| {
            op.served(vendor).iter().any(|served| !served.calls.is_empty())
                && !op.name().starts_with("join-url")
        });
        let names: Vec<&str> = sending.map(|op| op.name()).collect();
        let here = reached.iter().filter(|(id, _)| *id == vendor.id).count();
        // The picture of `meeting background` and the token of `account set-token` are files.
        let files = ["meeting background", "account set-token"];
        let wanted = names.iter().filter(|name| !files.contains(name)).count();
        assert!(here >= wanted, "{}: {here} of {wanted}: {names:?}", vendor.id);
    }
}
