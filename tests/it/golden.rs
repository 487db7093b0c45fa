//! What is written down and must follow the program: the tree of commands, the table of what each
//! vendor can do, and the completion scripts.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test it golden`, and look at the
//! difference before you commit it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::World;
use clap::{Arg, ArgAction, Command};
use std::fmt::Write as _;
use std::path::Path;

/// More of a difference than this many lines is not shown.
const SHOWN: usize = 30;

/// Compares a file of the repository with what it must hold, or writes it.
#[track_caller]
pub fn holds(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    #[expect(clippy::disallowed_methods, reason = "a switch of this test, not of the program")]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        return;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "{file} is not what the program says. If that is meant: UPDATE_GOLDEN=1 cargo test --test it golden\n{}",
        difference(&written, text)
    );
}

/// The lines that only one of the two has, in order: `-` in the file, `+` in the program.
fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old[same..old.len() - tail], &new[same..new.len() - tail]);
    let gone = gone.iter().filter(|line| !come.contains(line)).map(|line| format!("- {line}"));
    let come = come.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let lines: Vec<String> = gone.chain(come).take(SHOWN).collect();
    if lines.is_empty() {
        return format!("the same lines in another order or number, from line {}", same + 1);
    }
    format!("from line {}:\n{}", same + 1, lines.join("\n"))
}

/// `--subject <TEXT>`, `-p, --profile <NAME>`, `<MEETING>...`: as it is typed, and what it takes.
fn typed(arg: &Arg) -> String {
    let mut text = String::new();
    if let Some(short) = arg.get_short() {
        write!(text, "-{short}").unwrap();
    }
    if let Some(long) = arg.get_long() {
        write!(text, "{}--{long}", if text.is_empty() { "" } else { ", " }).unwrap();
    }
    if arg.get_action().takes_values() {
        let names: Vec<String> =
            arg.get_value_names().unwrap_or_default().iter().map(|n| format!("<{n}>")).collect();
        write!(text, "{}{}", if text.is_empty() { "" } else { " " }, names.join(" ")).unwrap();
        let values: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
        if !values.is_empty() {
            write!(text, " [{}]", values.join("|")).unwrap();
        }
    }
    if matches!(arg.get_action(), ArgAction::Append | ArgAction::Count) {
        text.push_str("...");
    }
    if arg.is_required_set() {
        text.push_str(" (required)");
    }
    text
}

/// A command, its flags, and all commands below it. The options that every command takes stand
/// once, at the root.
fn walk(path: &str, command: &Command, text: &mut String) {
    writeln!(text, "{path}").unwrap();
    let root = !path.contains(' ');
    for arg in command.get_arguments().filter(|arg| root || !arg.is_global_set()) {
        if !matches!(arg.get_id().as_str(), "help" | "version") {
            writeln!(text, "    {}", typed(arg)).unwrap();
        }
    }
    for sub in command.get_subcommands() {
        walk(&format!("{path} {}", sub.get_name()), sub, text);
    }
}

#[test]
fn the_tree_of_commands() {
    let mut text = String::new();
    walk("meetctl", &meetctl::cli::tree(), &mut text);
    holds("tests/golden/commands.txt", &text);
}

#[test]
fn what_each_vendor_can_do() {
    let world = World::new();
    let mut lines = vec!["vendors".to_owned()];
    for vendor in meetctl::vendor::VENDORS {
        lines.push(format!("vendors {}", vendor.id));
        lines.push(format!("vendors {} --params --wide", vendor.id));
    }
    let said = |line: String| {
        let args: Vec<&str> = line.split(' ').collect();
        format!("$ meetctl {line}\n{}", world.run(&args).exits(0).out)
    };
    let all: Vec<String> = lines.into_iter().map(said).collect();
    holds("tests/golden/vendors.txt", &all.join("\n"));
}

/// docs/vendors.md: every documented call, and the command that reaches it.
#[test]
fn the_table_of_calls() {
    let mut text = String::from(
        "# Every documented call, the command that reaches it, and its parameters\n\nMade from the tables in the code \
         by a test; `meetctl vendors NAME --params` lists the same. A call that the command sends besides the one that \
         it is named for has it in its row too.\n",
    );
    let mut calls = 0;
    for vendor in meetctl::vendor::VENDORS {
        let mut rows: Vec<(&str, &str, &str, Vec<String>)> = Vec::new();
        for op in meetctl::op::CATALOGUE {
            for way in op.served(vendor) {
                let command = format!("`{}`", format!("{} {}", op.name(), way.when).trim());
                if way.calls.is_empty() && op.name() == "join-url" {
                    let title =
                        if way.when.is_empty() { "URL with one token" } else { "URL with many parameters" };
                    rows.push(("(offline)", title, "read", vec![command.clone()]));
                }
                for call in way.calls {
                    let command = command.clone();
                    let write = if meetctl::op::writes(&[call]) { "write" } else { "read" };
                    match rows.iter_mut().find(|(line, ..)| *line == call.line) {
                        Some((.., commands)) if !commands.contains(&command) => commands.push(command),
                        Some(_) => {}
                        None => rows.push((call.line, call.title, write, vec![command])),
                    }
                }
            }
        }
        let count = rows.len();
        write!(text, "\n## {} ({}): {count} calls\n\n", vendor.product, vendor.id).unwrap();
        text.push_str("| call | title | kind | command |\n|---|---|---|---|\n");
        for (line, title, write, commands) in rows {
            writeln!(text, "| `{line}` | {title} | {write} | {} |", commands.join(", ")).unwrap();
        }
        crate::golden_pages::parameters(vendor.id, &mut text);
        calls += count;
    }
    assert_eq!(calls, 61, "as many as the documents have");
    holds("docs/vendors.md", &text);
}

#[test]
fn completion_scripts() {
    let files = [
        ("bash", "meetctl.bash"),
        ("zsh", "_meetctl"),
        ("fish", "meetctl.fish"),
        ("powershell", "_meetctl.ps1"),
        ("elvish", "meetctl.elv"),
    ];
    for (shell, file) in files {
        let script = World::new().run(&["completions", shell]).exits(0).out;
        holds(&format!("completions/{file}"), &script);
    }
    let there = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("completions")).unwrap().count();
    assert_eq!(there, files.len(), "completions/ holds a file that is no script");
}

/// A command line is read with a tree that is built as far as it is needed; the whole tree must not
/// differ from it.
#[test]
fn help_is_the_same_in_both_ways_of_building_the_tree() {
    fn paths(path: &[String], command: &Command, all: &mut Vec<(Vec<String>, Command)>) {
        all.push((path.to_vec(), command.clone()));
        for sub in command.get_subcommands() {
            paths(&[path, &[sub.get_name().to_owned()]].concat(), sub, all);
        }
    }
    let (world, mut all) = (World::new(), Vec::new());
    paths(&[], &meetctl::cli::tree(), &mut all);
    assert!(all.len() > 40);
    for (path, mut command) in all {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let out = world.run(&args).exits(0).out;
        let flags = |text: &str| -> Vec<String> {
            let words = text.split_whitespace().map(|word| word.trim_matches([',', '[', ']']).to_owned());
            let mut flags: Vec<String> = words.filter(|word| word.starts_with("--")).collect();
            flags.sort_unstable();
            flags.dedup();
            flags
        };
        assert_eq!(flags(&out), flags(&command.render_help().to_string()), "{path:?}");
    }
}

#[test]
fn differences_are_shown() {
    assert_eq!(difference("a\nb\nc", "a\nx\nc"), "from line 2:\n- b\n+ x");
    assert_eq!(difference("a\nb", "a\nb\nc"), "from line 3:\n+ c");
    assert_eq!(difference("", "a"), "from line 1:\n+ a");
    assert_eq!(difference("a\nb", "b\na"), "the same lines in another order or number, from line 1");
}
