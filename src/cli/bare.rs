//! The fast way to read a command line: a tree of the words that were typed and of nothing else.
//!
//! Most of a short command's time would go into building commands that nobody asked for, and into giving
//! each its copy of the global options. Texts are left out too: whatever this tree does not take is read
//! again with the whole one, which has them, so that help and complaints are the same as ever.

use super::{NOUNS, Noun, root};
use clap::error::{ErrorKind, Result};
use clap::{ArgMatches, Command};
use std::ffi::OsString;

/// What was typed, if it is a sound command line or asks for the version. `None`: read it with the whole
/// tree.
pub(super) fn read(args: &[OsString]) -> Option<Result<ArgMatches>> {
    let typed = |name: &str| args.iter().skip(1).any(|arg| arg == name);
    let nouns = NOUNS.iter().filter(|noun| typed(noun.name));
    let mut tree = nouns.fold(root(), |root, noun| root.subcommand(part(noun, &typed)));
    let read = tree.try_get_matches_from_mut(args);
    // The process gives its memory back in one piece, when it ends.
    std::mem::forget(tree);
    match read {
        Err(error) if error.kind() != ErrorKind::DisplayVersion => None,
        read => Some(read),
    }
}

/// A noun with those of its verbs that were typed. A word that only looks like a verb, since it is some
/// flag's value, costs a little time and changes nothing.
fn part(noun: &Noun, typed: &impl Fn(&str) -> bool) -> Command {
    let whole = (noun.tree)(Command::new(noun.name));
    if whole.get_arguments().next().is_some() || !whole.has_subcommands() {
        return whole;
    }
    let verbs: Vec<Command> =
        whole.get_subcommands().filter(|verb| typed(verb.get_name())).cloned().collect();
    std::mem::forget(whole);
    Command::new(noun.name).subcommand_required(true).arg_required_else_help(true).subcommands(verbs)
}

#[cfg(test)]
mod tests {
    use super::super::{Detail, lazy_tree};
    use super::*;

    fn of(line: &str) -> Option<Result<ArgMatches>> {
        read(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    /// All that was typed, and how it came to be there: the words, then each argument with its texts.
    fn said(matches: &ArgMatches) -> Vec<String> {
        let told = |id: &clap::Id| {
            let texts = matches.get_raw(id.as_str()).map(Iterator::collect::<Vec<_>>);
            format!("{id} {texts:?} {:?}", matches.value_source(id.as_str()))
        };
        let mut all: Vec<String> = matches.ids().map(told).collect();
        all.sort();
        if let Some((name, below)) = matches.subcommand() {
            all.push(name.to_owned());
            all.extend(said(below));
        }
        all
    }

    /// What both trees take means the same to both.
    #[test]
    fn the_whole_tree_reads_the_same() {
        for line in [
            "meetctl profile list",
            "meetctl profile list --json -q",
            "meetctl -p meeting join-url 1 --user record --name list",
            "meetctl join-url inspect https://meet.example.com/?token=x",
            "meetctl meeting cancel cancel --yes",
            "meetctl -p a,b meeting list --limit 3 -o csv",
            "meetctl batch run meeting rows.csv --check",
            "meetctl explain meeting",
        ] {
            let bare = of(line).unwrap().unwrap();
            let whole = lazy_tree(Detail::None).try_get_matches_from(line.split(' ')).unwrap();
            assert_eq!(said(&bare), said(&whole), "{line}");
        }
    }

    #[test]
    fn what_is_not_sound_is_left_to_the_whole_tree() {
        for line in [
            "meetctl",
            "meetctl meting list",
            "meetctl meeting",
            "meetctl meeting lst",
            "meetctl profile list --no",
        ] {
            assert!(of(line).is_none(), "{line}");
        }
    }
}
