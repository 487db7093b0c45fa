//! What was meant by a word that is none: the nearest command, another tool's word for it, or the verb
//! without its noun; the nearest flag; and whether quotes are missing around two words.

use super::tree;
use crate::complete::spot;
use crate::text::{nearest, shell_word};
use clap::Command;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// What other tools say, and what it is called here; the first that the noun has is meant.
const OTHER_WORDS: &[(&[&str], &[&str])] = &[
    (&["delete", "del", "rm", "remove", "drop"], &["cancel", "delete", "remove", "forget"]),
    (&["ls", "list", "search", "find", "query"], &["list", "get"]),
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

/// What other tools call a flag, and what it is called here; the first that the command has is meant.
const OTHER_FLAGS: &[(&[&str], &[&str])] = &[
    (&["title", "topic", "name"], &["subject", "name"]),
    (&["time", "begin", "start-time"], &["start", "from"]),
    (&["finish", "end-time"], &["end", "to"]),
    (&["length"], &["duration"]),
    (&["since", "after"], &["from"]),
    (&["until", "before"], &["to", "end"]),
    (&["format"], &["output"]),
];

/// Puts the flag that was meant into clap's refusal of one, and takes out a guess that is far off; or says that
/// quotes are missing.
pub(super) fn flag(error: &mut clap::Error, args: &[OsString]) {
    if error.kind() != ErrorKind::UnknownArgument {
        return;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidArg) else { return };
    let word = word.clone();
    let words: Vec<String> = args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let Some(name) = word.strip_prefix("--") else {
        if let Some(tip) = quotes(&words, &word) {
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
        }
        return;
    };
    let before: Vec<String> =
        words.into_iter().take_while(|known| !known.starts_with(&word)).chain([word.clone()]).collect();
    let tree = tree();
    let command = spot::find(&tree, &before).command;
    let has = |flag: &str| command.get_arguments().any(|arg| arg.get_long() == Some(flag));
    let others = OTHER_FLAGS.iter().filter(|(words, _)| words.contains(&name)).flat_map(|(_, ours)| *ours);
    if let Some(meant) = others.copied().find(|flag| has(flag)) {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{meant}")));
        return;
    }
    let guess = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(guess)) => guess.trim_start_matches('-').to_owned(),
        _ => return,
    };
    if guess.starts_with(name) || name.starts_with(&guess) {
        return;
    }
    // More than half of it was typed as it is.
    let longer = name.chars().count().max(guess.chars().count());
    if strsim::osa_distance(name, &guess) * 2 >= longer {
        error.remove(ContextKind::SuggestedArg);
    }
}

/// What to quote where a word came too many: the command of a batch, or a day and its time.
fn quotes(words: &[String], word: &str) -> Option<String> {
    let at = words.iter().position(|known| known == word)?;
    let verb = words.windows(2).position(|pair| pair[0] == "batch" && pair[1] == "run");
    if let Some([noun, verb]) = verb.and_then(|verb| words.get(verb + 2..verb + 4))
        && tree().find_subcommand(noun).is_some_and(|noun| noun.find_subcommand(verb).is_some())
    {
        return Some(tr!("put the command into quotes: batch run '{noun} {verb}' …", noun, verb));
    }
    let day = words.get(at.checked_sub(1)?)?;
    let is_day = matches!(day.as_str(), "today" | "tomorrow") || crate::time::parse_date(day).is_ok();
    let both = format!("{day} {word}");
    (is_day && word.contains(':')).then(|| tr!("put both into quotes: {quoted}", quoted = shell_word(&both)))
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
        assert_eq!(below("record", "list"), "get");
        assert_eq!(below("profile", "new"), "add");
        assert_eq!(below("", "open"), "record open");
        assert_eq!(below("meeting", "zzzzz"), "");
    }

    /// What is said of a command line that is refused.
    fn told(line: &[&str]) -> String {
        let args: Vec<OsString> =
            std::iter::once("meetctl").chain(line.iter().copied()).map(OsString::from).collect();
        let mut error = tree().try_get_matches_from(&args).unwrap_err();
        flag(&mut error, &args);
        error.render().to_string()
    }

    #[test]
    fn the_flag_that_was_meant_and_none_that_is_far_off() {
        for (flag, meant) in [
            ("--title", "'--subject'"),
            ("--time", "'--start'"),
            ("--length", "'--duration'"),
            ("--subjct", "'--subject'"),
        ] {
            let told = told(&["meeting", "create", flag, "x"]);
            assert!(told.contains(meant), "{told}");
        }
        let told = told(&["meeting", "cancel", "1", "--reason", "x"]);
        assert!(!told.contains("similar"), "{told}");
    }

    #[test]
    fn quotes_that_are_missing_are_named() {
        let two = told(&["meeting", "create", "--start", "tomorrow", "14:00"]);
        assert!(two.contains("'tomorrow 14:00'"), "{two}");
        let batch = told(&["batch", "run", "meeting", "create", "f.csv"]);
        assert!(batch.contains("batch run 'meeting create'"), "{batch}");
        let plain = told(&["meeting", "get", "1", "2"]);
        assert!(!plain.contains("quotes"), "{plain}");
    }
}
