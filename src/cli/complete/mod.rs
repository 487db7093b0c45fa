//! `meetctl __complete SHELL …`, which the scripts of `meetctl completions` ask.
//!
//! The words come as arguments, the one under the cursor last; from bash as `TYPE BREAKS LINE`, its
//! `COMP_TYPE`, `COMP_WORDBREAKS` and the line up to the cursor; from PowerShell as the line in the
//! variable `MEETCTL_COMPLETE`. Exit code 0 always, and nothing on stderr: nobody would see it there.

mod machine;
mod values;

use crate::complete::line::split;
use crate::complete::reply::{Shell, render};
use crate::complete::spot;
use crate::env::{Env, variables};
use crate::lang;
use clap::Command;
use machine::Machine;
use std::io::Write as _;

/// What asks for completions, in place of a command.
pub(super) const WORD: &str = "__complete";

/// Whether a shell asks for completions. The only thing that this costs other commands.
pub(super) fn asked(env: &Env) -> bool {
    env.args.get(1).is_some_and(|word| word == WORD)
}

/// Answers a shell.
pub(super) fn run(env: &Env) {
    let args: Vec<String> = env.args.iter().skip(2).map(|arg| arg.to_string_lossy().into_owned()).collect();
    if let Some((shell, words)) = question(env, &args) {
        let text = answer(env, &shell, &words);
        // A shell that went away needs no answer.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }
}

/// Who asks, and the words behind the program's name.
fn question(env: &Env, args: &[String]) -> Option<(Shell, Vec<String>)> {
    let (name, rest) = args.split_first()?;
    let behind = |mut words: Vec<String>| {
        words.remove(0);
        if words.is_empty() { vec![String::new()] } else { words }
    };
    Some(match (name.as_str(), rest) {
        ("bash", [kind, breaks, line]) => {
            let line = split(line, '\\');
            // 63: the values are listed below the line, and none of them is put into it.
            let shell = Shell::Bash { breaks: breaks.clone(), list: kind == "63", quoted: line.open };
            (shell, behind(line.words))
        }
        ("powershell", []) => {
            let line = split(env.text(variables::COMPLETE).unwrap_or_default(), '`');
            (Shell::PowerShell, behind(line.words))
        }
        ("zsh", words) => (Shell::Zsh, words.to_vec()),
        ("fish", words) => (Shell::Fish, words.to_vec()),
        ("elvish", words) => (Shell::Elvish, words.to_vec()),
        _ => return None,
    })
}

fn answer(env: &Env, shell: &Shell, words: &[String]) -> String {
    let tree = tree(words);
    let spot = spot::find(&tree, words);
    let machine = Machine::new(env, &spot);
    let (reply, before) = values::values(&spot, &machine);
    let fixed = format!("{}{before}", spot.fixed);
    render(&reply, &fixed, spot.typed.get(before.len()..).unwrap_or_default(), shell)
}

/// The tree, as far as these words can go.
fn tree(words: &[String]) -> Command {
    let named = |noun: &&super::Noun| words.iter().any(|word| word == noun.name);
    let mut root = super::NOUNS.iter().fold(super::root(), |root, noun| {
        let part = Command::new(noun.name).about(lang::text(noun.about));
        root.subcommand(if named(&noun) { super::manual::explained(part) } else { part })
    });
    root.build();
    root
}
