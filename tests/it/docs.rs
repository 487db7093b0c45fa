//! The documents are true: what the README shows is run and compared, what it names is there, and
//! the example of a configuration names every key and is accepted.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A home of its own, in which nothing of the tester's acts.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let bin = Path::new(env!("CARGO_BIN_EXE_meetctl")).parent().unwrap();
        // Not the tester's PATH alone: `meetctl` has to be the one that was just built.
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([bin.to_owned()].into_iter().chain(std::env::split_paths(&path)));
        let home = self.0.path();
        command.current_dir(home).env_clear().env("PATH", path.unwrap());
        command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
        command.env("APPDATA", home.join("config")).env("MEETCTL_STATE", home.join("state"));
        command
    }

    fn meetctl(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.command(env!("CARGO_BIN_EXE_meetctl")).args(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// The fenced blocks of a text: their language and their lines.
fn blocks(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut blocks: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(language) if !open => blocks.push((language, Vec::new())),
            None if open => blocks.last_mut().unwrap().1.push(line),
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    assert!(!open, "a block has no end");
    blocks
}

/// What stands between the marks of the README's test command.
fn test_command() -> String {
    let readme = text("README.md");
    let (_, rest) = readme.split_once("\n<!-- test -->\n").expect("the mark before the test command");
    let (marked, _) = rest.split_once("\n<!-- /test -->\n").expect("the mark after the test command");
    let blocks = blocks(marked);
    let [("sh", lines)] = blocks.as_slice() else { panic!("{marked}") };
    lines.join("\n")
}

#[test]
fn the_readme_begins_with_two_commands() {
    let readme = text("README.md");
    let blocks = blocks(&readme);
    assert_eq!(blocks[0], ("sh", vec!["sh docs/first-steps.sh"]));
    assert_eq!(blocks[1].1.join("\n"), test_command());
    let test = test_command();
    for part in ["cargo fmt --check", "cargo clippy", "--all-targets", "-D warnings", "cargo test"] {
        assert!(test.contains(part), "{test}");
    }
    assert_eq!(test.matches("--locked").count(), 2, "{test}");
}

/// `.ci/run`, with programs in place of cargo and others that only say how they were called: the crates
/// are judged, then the README's command is run, and what was tested is installed.
#[cfg(unix)]
#[test]
fn ci_runs_the_command_of_the_readme() {
    let home = Home::new();
    let bin = home.0.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    for name in [
        "cargo",
        "cc",
        "rustup",
        "chromium",
        "chromedriver",
        "nginx",
        "python3",
        "strace",
        "zsh",
        "fish",
        "elvish",
        "mandoc",
        "openssl",
        "ps",
        "git",
        "systemd-analyze",
        "parallel",
    ] {
        use std::os::unix::fs::PermissionsExt as _;
        let path = bin.join(name);
        std::fs::write(&path, format!("#!/bin/sh\necho \"{name} $*\"\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = home.command("bash");
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let output = command.env("PATH", path).arg(root().join(".ci/run")).output().unwrap();
    let test = test_command();
    let ran: String = test.split(" && ").flat_map(|part| [part, "\n"]).collect();
    let said = String::from_utf8_lossy(&output.stdout);
    let (crates, rest) = said.split_once("+ ").unwrap();
    let installed = rest.strip_prefix(&format!("{test}\n{ran}")).expect(rest);
    assert!(installed.starts_with("cargo install ") && installed.lines().count() == 1, "{output:?}");
    assert!(crates.ends_with("cargo deny --locked check licenses bans sources\n"), "{output:?}");
    assert!(output.status.success());
}

/// Whether the text is as shown, where `…` stands for anything within a line.
fn matches(shown: &str, line: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last.is_some_and(|part| part.is_empty() || rest.ends_with(part))
}

/// The documents whose commands are run.
const SHOWN: &[&str] =
    &["README.md", "docs/batch.md", "docs/cookbook.md", "docs/join-links.md", "docs/scripting.md"];

/// Runs every line that begins with `$ `, in order and with one state folder a document. Its exit code
/// has to be 0, or N where `# exit N` stands behind it; what is shown below it has to be what it
/// prints. A command without anything below it may print what it likes.
#[cfg(unix)]
#[test]
fn the_documents_show_what_happens() {
    for document in SHOWN {
        let home = Home::new();
        let text = text(document);
        let mut ran = 0;
        for (language, lines) in blocks(&text) {
            match language {
                // ```csv NAME: the file that the next commands read.
                language if language.starts_with("csv") || language.starts_with("file ") => {
                    let name = language.split_once(' ').map_or("attendees.csv", |(_, name)| name);
                    home.file(name, &format!("{}\n", lines.join("\n")));
                }
                "console" | "sh" => {
                    for example in lines.split(|line| line.starts_with("$ ")).zip(
                        std::iter::once(None)
                            .chain(lines.iter().filter_map(|line| line.strip_prefix("$ ")).map(Some)),
                    ) {
                        let (shown, Some(line)) = example else { continue };
                        assert!(line.contains("meetctl ") || *document == "docs/cookbook.md", "{line}");
                        check(&home, line, shown);
                        ran += 1;
                    }
                }
                _ => {}
            }
        }
        assert!(ran > 1, "{document}: {ran} commands");
    }
}

#[cfg(unix)]
fn check(home: &Home, line: &str, shown: &[&str]) {
    let wanted = line.split_once("# exit ").map_or(0, |(_, code)| code.trim().parse().unwrap());
    let output = home.command("sh").args(["-c", &format!("exec 2>&1; {line}")]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(wanted), "{line}\n{printed}");
    let printed: Vec<&str> = printed.lines().collect();
    let same = printed.len() == shown.len()
        && shown.iter().zip(&printed).all(|(shown, line)| matches(shown, line.trim_end()));
    assert!(shown.is_empty() || same, "{line}\nprints\n{}", printed.join("\n"));
}

/// The cookbook has its twenty tasks, each with a command that is run.
#[test]
fn the_cookbook_has_twenty_tasks() {
    let book = text("docs/cookbook.md");
    let tasks: Vec<&str> = book.split("\n## ").skip(1).collect();
    assert!(tasks.len() >= 20, "{} tasks", tasks.len());
    for task in tasks {
        assert!(task.contains("```console\n$ "), "no command: {}", task.lines().next().unwrap());
    }
}

/// What a heading is called in links.
fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    let folder = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = folder.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let pages = pages.map(|path| format!("docs/{}", path.file_name().unwrap().to_str().unwrap()));
    let pages: Vec<String> = pages.collect();
    let readme = text("README.md");
    let readers_find = |page: &&String| readme.contains(&format!("]({page})"));
    assert_eq!(pages.iter().find(|page| !readers_find(page)), None, "a page that the README does not name");
    for document in ["README.md", "CHANGELOG.md"].into_iter().chain(pages.iter().map(String::as_str)) {
        let here = text(document);
        let folder = root().join(document).parent().unwrap().to_owned();
        for target in here.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(to, _)| to) {
            if target.starts_with("https://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { root().join(document) } else { folder.join(file) };
            assert!(path.exists(), "{document}: {target}");
            if !heading.is_empty() {
                let there = std::fs::read_to_string(path).unwrap();
                let mut found = there.lines().filter_map(|line| line.strip_prefix("## ")).map(slug);
                assert!(found.any(|slug| slug == heading), "{document}: {target}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_first_steps_lead_to_the_end() {
    let home = Home::new();
    let mut command = home.command("sh");
    command.arg(root().join("docs/first-steps.sh")).env("MEETCTL_BIN", env!("CARGO_BIN_EXE_meetctl"));
    // A file that cannot be read proves that no configuration is needed.
    let output = command.env("MEETCTL_CONFIG", home.0.path().join("none.toml")).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && crate::world::told(&stderr).is_empty(), "{stdout}{stderr}");
    for part in [
        "\nhttp://127.0.0.1:7710/h5/index.html?token=",
        "lets \"张三\" join",
        "\nMEETING ",
        "\nUSER ",
        "yes\n",
    ] {
        assert!(stdout.contains(part), "{part}\n{stdout}");
    }
}

#[test]
fn the_example_of_a_configuration_is_accepted() {
    let home = Home::new();
    let example = text("profiles.example.toml");
    let path = home.file("profiles.toml", &example);
    let path = path.to_str().unwrap();
    let names = example.lines().filter_map(|line| line.strip_prefix("[profiles.")?.strip_suffix(']'));
    let mut shown = Vec::new();
    for name in names {
        let (code, json, error) = home.meetctl(&["--config", path, "profile", "show", name, "--json"]);
        assert_eq!(code, 0, "{error}");
        let rows: Vec<Value> = serde_json::from_str(&json).unwrap();
        let set = rows.iter().filter(|row| row["origin"] != "default");
        shown.extend(set.map(|row| row["key"].as_str().unwrap().to_owned()));
    }
    // What a profile may hold, as the refusal of an unknown key lists it; for every vendor.
    for schema in meetctl::vendor::schemas() {
        let unknown = format!("[profiles.a]\nvendor = \"{}\"\nzzzzzzzzzzzzzzzzzzzzzzzz = 1\n", schema.vendor);
        let path = home.file("unknown.toml", &unknown);
        let args = ["--config", path.to_str().unwrap(), "profile", "show", "a", "--json"];
        let (code, _, error) = home.meetctl(&args);
        assert_eq!(code, 3);
        let error: Value = serde_json::from_str(&error).unwrap();
        let known = error["error"]["hint"].as_str().unwrap().strip_prefix("there are: ").unwrap();
        let known: Vec<&str> = known.split(", ").collect();
        assert!(schema.keys.iter().all(|key| known.contains(&key.name)), "{known:?}");
        for key in known {
            let named = shown.iter().any(|name| name == key || name.starts_with(&format!("{key}.")));
            assert!(named, "profiles.example.toml does not set \"{key}\"");
        }
        assert!(example.contains(&format!("vendor = \"{}\"", schema.vendor)));
    }
}

/// The tests of a source: the names of its functions that are run as such.
fn tests_of(source: &str) -> Vec<&str> {
    let mut lines = source.lines().map(str::trim);
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        if line == "#[test]" {
            let function = lines.by_ref().find_map(|line| line.strip_prefix("fn "));
            names.extend(function.and_then(|rest| rest.split('(').next()));
        }
    }
    names
}

/// Each promise of docs/reliability.md names what shows it: one test of `tests/it` by the beginning of its name, or
/// a module, there or in `src`, that has tests.
#[test]
fn every_fault_names_tests_that_are_there() {
    let page = text("docs/reliability.md");
    let source = |path: String| std::fs::read_to_string(root().join(path)).ok();
    let mut rows = 0;
    for line in page.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(char::is_numeric))
    {
        let shows = line.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names: Vec<&str> = shows.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{line}");
        for name in names {
            let (module, function) = name.split_once("::").unwrap_or((name, ""));
            let of_module = source(format!("tests/it/{module}.rs"));
            let tests = of_module.as_deref().map(tests_of).unwrap_or_default();
            let begins = function.strip_suffix('…');
            let meant = |test: &&&str| begins.map_or(**test == function, |begin| test.starts_with(begin));
            let found = if function.is_empty() { tests.len() } else { tests.iter().filter(meant).count() };
            let path = format!("src/{}", name.replace("::", "/"));
            let own = [format!("{path}.rs"), format!("{path}/mod.rs")].into_iter().find_map(source);
            let has_tests = own.is_some_and(|own| own.contains("\n#[cfg(test)]\n"));
            let one = found == 1 || function.is_empty() && found > 1;
            assert!(one || has_tests, "{name}: {found} tests of this name\n{line}");
        }
        rows += 1;
    }
    assert!(rows > 25, "{rows} rows");
}
