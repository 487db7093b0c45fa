//! The rules that the head of src/lib.rs states, read out of the sources: who may import whom, who
//! may name a runtime, the clock or a file, and how long a file may be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use meetctl::env::variables;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each part of the crate, and the parts that it may name beside itself and the floor.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("main", &["env"]),
    ("lib", &["cli", "env"]),
    (
        "cli",
        &[
            "vendor", "op", "client", "config", "output", "report", "invite", "sandbox", "webhook",
            "pending", "batch", "archive", "audit", "complete", "env",
        ],
    ),
    ("webhook", &["vendor", "client"]),
    ("pending", &["client"]),
    ("batch", &["op", "client"]),
    ("archive", &["client"]),
    ("audit", &["client"]),
    ("complete", &[]),
    ("vendor", &["op", "client"]),
    ("op", &["client"]),
    ("client", &[]),
    ("config", &["client"]),
    ("output", &[]),
    ("report", &["op"]),
    ("invite", &[]),
    ("sandbox", &[]),
    ("env", &[]),
    ("error", &[]),
    ("text", &[]),
    ("secret", &[]),
    ("time", &[]),
    ("file", &[]),
    ("journal", &[]),
    ("lines", &[]),
    ("jsonl", &[]),
    ("delimited", &[]),
    ("spill", &[]),
    ("process", &[]),
    ("lang", &[]),
    ("document", &[]),
];

/// Below everything: all may name these, but for the sandbox, which shares nothing.
const FLOOR: &[&str] = &[
    "error",
    "text",
    "secret",
    "time",
    "file",
    "journal",
    "lines",
    "jsonl",
    "delimited",
    "spill",
    "process",
    "document",
    "lang",
];

/// What only some parts may name: the words, and the parts (or files) that may.
const RESERVED: &[(&[&str], &[&str])] = &[
    (&["reqwest", "rustls", "webpki", "openssl_probe"], &["client/transport/"]),
    (&["hyper"], &["client/transport/", "webhook/"]),
    // Of a token, whose lock needs no runtime.
    (&["tokio"], &["client/login.rs", "client/transport/", "batch/", "cli/", "sandbox/", "webhook/"]),
    (&["axum"], &["sandbox/"]),
    (&["roff"], &["cli/"]),
    (&["toml", "toml_edit"], &["config/"]),
    (&["jaq_core", "jaq_std", "jaq_json"], &["output/"]),
    (&["std::env", "dirs"], &["env.rs"]),
    (&["SystemTime", "Timestamp::now", "Zoned::now"], &["env.rs"]),
    (&["process::Command", "process::exit"], &["config/secret.rs", "webhook/exec.rs"]),
    (&["std::net", "TcpStream", "TcpListener"], &["client/transport/", "cli/", "sandbox/", "webhook/"]),
    // `session` loads what is uploaded; `op` and `vendor` never do.
    (
        &["std::fs"],
        &[
            "archive/",
            "audit/",
            "cli/",
            "complete/",
            "file.rs",
            "journal.rs",
            "pending/",
            "batch/",
            "config/",
            "sandbox/",
            "webhook/",
            "client/session.rs",
            "client/transport/",
        ],
    ),
    (&["unsafe"], &[]),
];

/// Lines of code in one file, neither its tests nor comments nor empty lines counted.
const LONGEST: usize = 400;

/// Files that are longer, and how long they may be until they are split.
const LONGER: &[(&str, usize)] = &[];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A source file: its path below src/, and its code without comments and tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The part of the crate that it belongs to.
    fn part(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The lines on which this word stands by itself.
    fn lines_with(&self, word: &str) -> Vec<&str> {
        let whole = |line: &&str| {
            line.match_indices(word).any(|(at, _)| {
                let inside = |c: char| c.is_alphanumeric() || c == '_';
                let before = |c: char| inside(c) || c == '.';
                !line[..at].ends_with(before) && !line[at + word.len()..].starts_with(inside)
            })
        };
        self.code.lines().filter(whole).collect()
    }

    /// The parts named behind `crate::`, in paths and in `use` lines with braces.
    fn names(&self) -> BTreeSet<String> {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let mut names = BTreeSet::new();
        for (start, prefix) in self.code.match_indices("crate::").chain(self.code.match_indices("meetctl::"))
        {
            let rest = &self.code[start + prefix.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                let mut depth = 0;
                let mut expected = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => expected = true,
                        c if c.is_alphabetic() && expected => {
                            names.insert(word(&list[at..]));
                            expected = false;
                        }
                        _ => {}
                    }
                }
            } else {
                names.insert(word(rest));
            }
        }
        names
    }
}

/// Without comments and without the tests, which are the last part of a file.
fn code(text: &str) -> String {
    let tests = ["\n#[cfg(test)]\nmod tests {", "\n#[cfg(all(test, unix))]\nmod tests {"];
    let without_tests = tests.iter().fold(text, |text, start| text.split(start).next().unwrap());
    let lines: Vec<&str> =
        without_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    lines.join("\n")
}

/// All sources but those that hold nothing but tests.
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let path = |file: &Path| file.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
    let only_tests = |path: &str| {
        path.ends_with("tests.rs") || path.ends_with("testing.rs") || path.ends_with("_tests.rs")
    };
    let all = files(&src).into_iter().map(|file| (path(&file), fs::read_to_string(&file).unwrap()));
    let sources: Vec<Source> = all
        .filter(|(path, _)| !only_tests(path))
        .map(|(path, text)| Source { path, code: code(&text) })
        .collect();
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

#[test]
fn who_may_import_whom() {
    let mut breaches = Vec::new();
    for source in sources() {
        let part = source.part();
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == part) else {
            breaches
                .push(format!("{}: {part} is in no row of this test: where does it belong?", source.path));
            continue;
        };
        for named in source.names() {
            let floor = FLOOR.contains(&named.as_str()) && part != "sandbox";
            let is_part = MAY_NAME.iter().any(|(name, _)| *name == named);
            if is_part && named != part && !floor && !allowed.contains(&named.as_str()) {
                breaches.push(format!("{}: {part} must not name {named}", source.path));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn who_may_name_a_runtime_the_clock_and_the_disk() {
    let mut breaches = Vec::new();
    for source in sources() {
        for (words, allowed) in RESERVED {
            if allowed.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for word in *words {
                for line in source.lines_with(word) {
                    breaches.push(format!("{}: {word}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn no_vendor_is_named_outside_of_its_folder() {
    let mut breaches = Vec::new();
    // Help and the sandbox show examples; the built-in profiles are the sandbox's. Callbacks are one
    // vendor's, which their module says once.
    let free = ["vendor/", "sandbox/", "cli/help.rs", "webhook/mod.rs"];
    for source in sources().iter().filter(|s| !free.iter().any(|place| s.path.starts_with(place))) {
        for word in ["weiyi", "WeiyiPro", "myvmr", "netease", "quanshi"] {
            let code = |line: &&str| !line.contains("sandbox-weiyi") && !line.trim_start().starts_with("#[");
            let lines = source.lines_with(word).into_iter();
            breaches.extend(lines.filter(code).map(|line| format!("{}: {}", source.path, line.trim())));
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// What is read is a row of the table, since nothing else can be read. This is for what texts name.
#[test]
fn no_variable_is_named_that_is_not_in_the_table() {
    // Those of the build, and of the scripts that stand in the documents.
    let others = ["MEETCTL_VERSION", "MEETCTL_COMMIT", "MEETCTL_BIN"];
    let known =
        |name: &str| others.contains(&name) || variables::ALL.iter().any(|variable| variable.name() == name);
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let files = files(&root().join("src")).into_iter().chain(docs.filter(|path| path.is_file()));
    let more = ["README.md", "README.zh-CN.md", "src/lang/zh.po"].map(|name| root().join(name));
    let mut unknown = Vec::new();
    for file in files.chain(more) {
        let text = fs::read_to_string(&file).unwrap();
        for (at, prefix) in text.match_indices("MEETCTL_") {
            let rest = &text[at + prefix.len()..];
            let end = rest.find(|c: char| !c.is_ascii_uppercase() && c != '_').unwrap_or(rest.len());
            let name = format!("{prefix}{}", &rest[..end]);
            if end > 0 && !known(&name) {
                unknown.push(format!("{}: {name}", file.display()));
            }
        }
    }
    assert!(unknown.is_empty(), "src/env/variables.rs lacks these: {unknown:#?}");
}

#[test]
fn no_file_is_too_long() {
    let lines = |source: &Source| source.code.lines().filter(|line| !line.trim().is_empty()).count();
    let allowed =
        |source: &Source| LONGER.iter().find(|(path, _)| *path == source.path).map_or(LONGEST, |row| row.1);
    let sources = sources();
    for (path, _) in LONGER {
        let source = sources.iter().find(|source| source.path == *path);
        assert!(source.is_some_and(|source| lines(source) > LONGEST), "{path} is no exception any more");
    }
    let long: Vec<String> = sources
        .iter()
        .filter(|source| lines(source) > allowed(source))
        .map(|source| format!("{}: {} lines", source.path, lines(source)))
        .collect();
    assert!(long.is_empty(), "split these, {LONGEST} lines of code are enough: {long:#?}");
}

#[test]
fn every_integration_test_is_run() {
    let folder = root().join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for file in files(&folder) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(name == "main" || main.contains(&format!("mod {name};\n")), "{name} is not in main.rs");
    }
    let stray: Vec<PathBuf> = fs::read_dir(root().join("tests"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .collect();
    assert!(stray.is_empty(), "each of these would be linked by itself: {stray:?}");
}

/// The reading itself: what it must see.
#[test]
fn breaches_are_seen() {
    let source = |code: &str| Source { path: "op/x.rs".into(), code: super::architecture::code(code) };
    let names = |text: &str| source(text).names().into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(names("use crate::cli::Context;"), "cli");
    assert_eq!(names("use crate::{client::{call, json}, output, error::Error};"), "client error output");
    assert_eq!(names("let x = crate::sandbox::serve();"), "sandbox");
    assert_eq!(names("// crate::cli\n/// [`crate::cli`]"), "");
    assert_eq!(names("fn a() {}\n\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}"), "");
    assert_eq!(source("use tokio::net;\nlet tokio_x = 1;").lines_with("tokio"), ["use tokio::net;"]);
}
