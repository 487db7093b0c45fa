//! What was meant by a word that is none: the nearest command, another tool's word for it, or the verb
//! without its noun; and the nearest profile.

use super::tree;
use crate::complete::spot;
use crate::text::nearest;
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// What other tools say, and what it is called here; the first that the noun has is meant.
const OTHER_WORDS: &[(&[&str], &[&str])] = &[
    (&["delete", "del", "rm", "remove", "drop"], &["cancel", "delete", "remove", "forget"]),
    (&["ls", "search", "find", "query"], &["list", "get"]),
    (&["show", "view", "info", "describe", "read"], &["get", "show", "status"]),
    (&["update", "modify", "change", "set", "patch", "reschedule"], &["edit", "use"]),
    (&["new", "add", "make", "book", "schedule", "reserve"], &["create", "add"]),
    (&["start", "begin"], &["open", "create"]),
    (&["stop", "finish", "terminate", "kill"], &["end", "close"]),
];

/// Puts the command that was meant into clap's refusal of a word.
pub(super) fn command(error: &mut clap::Error, args: &[OsString]) {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return };
    let word = word.clone();
    let words = args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned());
    // The first such word is the wrong one: behind it nothing was read.
    let mut before: Vec<String> = words.take_while(|known| *known != word).collect();
    before.push(word.clone());
    let tree = tree();
    let meant = meant(spot::find(&tree, &before).command, &word);
    if !meant.is_empty() {
        error.insert(ContextKind::SuggestedSubcommand, ContextValue::Strings(meant));
    }
}

/// The commands below this one that a word may mean.
fn meant(parent: &Command, word: &str) -> Vec<String> {
    let names: Vec<&str> = parent.get_subcommands().map(Command::get_name).collect();
    let others = OTHER_WORDS.iter().filter(|(words, _)| words.contains(&word)).flat_map(|(_, ours)| *ours);
    if let Some(name) = others.copied().find(|ours| names.contains(ours)) {
        return vec![name.to_owned()];
    }
    if let Some(name) = nearest(word, names.iter().copied()) {
        return vec![name.to_owned()];
    }
    // `meetctl list`: which one?
    let having = parent.get_subcommands().filter(|noun| noun.find_subcommand(word).is_some());
    having.map(|noun| format!("{} {word}", noun.get_name())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_was_meant() {
        let tree = tree();
        let below = |path: &str, word: &str| {
            let words = path.split(' ').filter(|word| !word.is_empty());
            let parent = words.fold(&tree, |command, word| command.find_subcommand(word).unwrap());
            meant(parent, word).join("|")
        };
        assert_eq!(below("", "meting"), "meeting");
        assert_eq!(below("meeting", "crate"), "create");
        assert_eq!(below("meeting", "delete"), "cancel");
        assert_eq!(below("record", "rm"), "delete");
        assert_eq!(below("record", "ls"), "get");
        assert_eq!(below("profile", "new"), "add");
        assert_eq!(below("", "open"), "record open");
        assert_eq!(below("meeting", "zzzzz"), "");
    }
}
