//! What the program is built of: no dependency that nothing uses, no more crates than today, and
//! nothing that does not come from crates.io with a checksum. `deny.toml` judges licences and
//! duplicates, with cargo-deny.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use toml::{Table, Value};

/// The crates of the program on Linux, its macros included; raise it only for a crate that is worth
/// it, and lower it when one goes.
const MOST_CRATES: usize = 192;

/// Dependencies that no source names, and why they are there.
const UNNAMED: &[(&str, &str)] = &[("idna_adapter", "its release decides which Unicode tables idna brings")];

/// Libraries that are not named as their crates are.
const LIBRARIES: &[(&str, &str)] = &[("md-5", "md5")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table(file: &str) -> Table {
    fs::read_to_string(root().join(file)).unwrap().parse().unwrap()
}

/// All sources below these folders, in one text.
fn sources(folders: &[&str]) -> String {
    fn read(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, text);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut text = String::new();
    for folder in folders {
        read(&root().join(folder), &mut text);
    }
    text
}

/// The dependencies in these sections, there for every target or for one.
fn dependencies(manifest: &Table, section: &str) -> Vec<String> {
    let names = |table: &Table| -> Vec<String> {
        let found = table.get(section).and_then(Value::as_table);
        found.map(|table| table.keys().cloned().collect()).unwrap_or_default()
    };
    let targets = manifest.get("target").and_then(Value::as_table);
    let of_targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table).flat_map(names);
    names(manifest).into_iter().chain(of_targets).collect()
}

/// Those whose name stands in no path of these sources.
fn unnamed(names: Vec<String>, text: &str) -> Vec<String> {
    let is_named = |name: &String| {
        let library = LIBRARIES.iter().find(|(known, _)| known == name).map(|(_, library)| *library);
        let name = library.map_or_else(|| name.replace('-', "_"), str::to_owned);
        let ends = |c: char| !(c.is_alphanumeric() || c == '_');
        text.match_indices(&name).any(|(at, _)| {
            let rest = &text[at + name.len()..];
            let used = text[..at].ends_with("use ") && rest.starts_with([';', ' ']);
            (rest.starts_with("::") || used) && text[..at].chars().next_back().is_none_or(ends)
        })
    };
    names.into_iter().filter(|name| !is_named(name)).collect()
}

#[test]
fn no_dependency_is_unused() {
    let main = table("Cargo.toml");
    let unused: Vec<String> = unnamed(dependencies(&main, "dependencies"), &sources(&["src"]))
        .into_iter()
        .filter(|name| !UNNAMED.iter().any(|(known, _)| known == name))
        .collect();
    assert!(unused.is_empty(), "nothing in src/ uses {unused:?}");
    let unused = unnamed(dependencies(&main, "dev-dependencies"), &sources(&["src", "tests"]));
    assert!(unused.is_empty(), "no test uses {unused:?}");
    let unused = unnamed(
        dependencies(&table("fuzz/Cargo.toml"), "dependencies"),
        &sources(&["fuzz/targets", "fuzz/fuzz_targets"]),
    );
    assert!(unused.is_empty(), "no fuzz target uses {unused:?}");
}

#[test]
fn the_tree_does_not_grow_unnoticed() {
    let args = [
        "tree",
        "--locked",
        "--offline",
        "-e",
        "normal",
        "--prefix",
        "none",
        "--target",
        "x86_64-unknown-linux-gnu",
    ];
    let output = Command::new(env!("CARGO")).args(args).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let crates: BTreeSet<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
    println!("{} crates in the program's tree, at most {MOST_CRATES}", crates.len());
    assert!(crates.len() > 50 && crates.len() <= MOST_CRATES, "{} crates: {crates:#?}", crates.len());
}

#[test]
fn everything_comes_from_one_registry_with_a_checksum() {
    for (file, own) in [("Cargo.lock", 1), ("fuzz/Cargo.lock", 2)] {
        let lock = table(file);
        let packages: Vec<&Table> =
            lock["package"].as_array().unwrap().iter().filter_map(Value::as_table).collect();
        let (strange, ours): (Vec<&Table>, Vec<&Table>) = packages
            .iter()
            .filter(|package| !package.contains_key("checksum"))
            .partition(|p| p.contains_key("source"));
        assert!(strange.is_empty(), "{file}: {strange:?}");
        assert_eq!(ours.len(), own, "{file}: {ours:?}");
        for package in packages.iter().filter(|package| package.contains_key("source")) {
            let source = package["source"].as_str();
            assert_eq!(source, Some("registry+https://github.com/rust-lang/crates.io-index"), "{file}");
        }
    }
}

/// The search itself: what it must find, and what it must not take for a use.
#[test]
fn unused_dependencies_are_seen() {
    let unused = |text: &str| unnamed(vec!["serde_json".into(), "md-5".into(), "hex".into()], text);
    assert_eq!(unused("use serde_json::json;\nlet x = hex::encode(md5::x());"), [] as [&str; 0]);
    assert_eq!(unused("my_serde_json::x; // hex\nlet hex = md5; use hexa;"), ["serde_json", "md-5", "hex"]);
}
