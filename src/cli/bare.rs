//! The fast way to read a command line: a tree of the words that were typed and of nothing else.
//!
//! Most of a short command's time would go into building commands that nobody asked for, and into giving
//! each command on the way its copy of the global options and of their values. So the words of the
//! command are found first, and only the last of them is given those options. Texts are left out too:
//! whatever is not read here is read again with the whole tree, which has them, so help and complaints
//! are the same as ever.

use super::{Global, LONG_VERSION, NAME, NOUNS, Typed, VERSION};
use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches as _};
use std::cell::OnceCell;
use std::ffi::OsString;
use std::mem::forget;

/// What was typed, if it is a sound command line. `None`: read it with the whole tree.
pub(super) fn read(args: &[OsString]) -> Option<Typed> {
    let mut words = Words { args, options: OnceCell::new(), next: 1, before: Vec::new() };
    let noun = words.next().and_then(|word| NOUNS.iter().find(|noun| noun.name == word))?;
    let whole = (noun.tree)(Command::new(noun.name));
    let verbs = whole.get_arguments().next().is_none() && whole.has_subcommands();
    let tree = if verbs {
        let word = words.next()?;
        let verb = whole.get_subcommands().find(|verb| verb.get_name() == word)?.clone();
        words.before.insert(0, word.into());
        forget(whole);
        // Nothing is below it to which values would have to be handed on.
        let verb = Global::augment_args(verb).mut_args(|arg| arg.global(false));
        Command::new(noun.name).subcommand_required(true).subcommand(verb)
    } else {
        forget(whole);
        // Flags of its own may take a global option's letter, so it has to see those.
        let own = (noun.tree)(Global::augment_args(Command::new(noun.name)));
        if own.has_subcommands() { own } else { own.mut_args(|arg| arg.global(false)) }
    };
    let mut rest = args.get(words.next..)?;
    let mut line = vec![OsString::from(noun.name)];
    // Where arguments and verbs exclude each other, nothing may stand before the verb.
    if let [verb, after @ ..] = rest
        && !verbs
        && tree.find_subcommand(verb).is_some()
    {
        line.push(verb.clone());
        rest = after;
    }
    line.append(&mut words.before);
    line.extend_from_slice(rest);
    forget(words);
    let matches = parse(tree, &line).ok()?;
    let last = if verbs { matches.subcommand()?.1 } else { &matches };
    Some(Typed { noun, global: Global::from_arg_matches(last).ok()?, matches })
}

/// The answer to `--version`, if that is all that was asked for.
pub(super) fn version(args: &[OsString]) -> Option<String> {
    let [_, word] = args else { return None };
    let version = match word.to_str()? {
        "-V" => VERSION,
        "--version" => LONG_VERSION,
        _ => return None,
    };
    Some(format!("{NAME} {version}\n"))
}

fn parse(mut tree: Command, line: &[OsString]) -> clap::error::Result<ArgMatches> {
    let read = tree.try_get_matches_from_mut(line);
    // The process gives its memory back in one piece, when it ends.
    forget(tree);
    read
}

/// The words among the arguments, with global options between them.
struct Words<'a> {
    args: &'a [OsString],
    /// The global options: only needed where some stand before a word.
    options: OnceCell<Command>,
    next: usize,
    /// The options that stood before the word that was found last.
    before: Vec<OsString>,
}

impl<'a> Words<'a> {
    /// The next word. `None`: there is none, or what stands before it is better read by the whole tree.
    fn next(&mut self) -> Option<&'a str> {
        loop {
            let arg = self.args.get(self.next)?;
            let text = arg.to_str()?;
            if !text.starts_with('-') {
                self.next += 1;
                return Some(text);
            }
            self.next += 1;
            let (name, follows) = self.option(text)?;
            self.before.push(name.into());
            if follows {
                self.before.push(self.args.get(self.next)?.clone());
                self.next += 1;
            }
        }
    }

    /// A global option as it is written in full, and whether its value is the next argument. `None`: it
    /// is no global option.
    fn option(&self, text: &str) -> Option<(String, bool)> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let long = name.strip_prefix("--").filter(|name| !name.is_empty());
        let short = name.strip_prefix('-').filter(|_| long.is_none()).and_then(|name| {
            let mut letters = name.chars();
            letters.next().filter(|_| letters.next().is_none())
        });
        let named = |arg: &&Arg| {
            long.is_some_and(|name| arg.get_long() == Some(name))
                || short.is_some_and(|name| arg.get_short() == Some(name))
        };
        let options = self.options.get_or_init(|| Global::augment_args(Command::new(NAME)));
        let arg = options.get_arguments().find(named)?;
        let follows = arg.get_action().takes_values() && value.is_none();
        let value = value.map(|value| format!("={value}")).unwrap_or_default();
        // A command may have another use for the letter.
        Some((format!("--{}{value}", arg.get_long()?), follows))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Detail, whole};
    use super::*;

    fn line(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    /// The words, then each argument that is no global option with its texts, and these options.
    fn said(typed: &Typed) -> (Vec<String>, String) {
        fn below(matches: &ArgMatches, all: &mut Vec<String>) {
            let global = Global::augment_args(Command::new(NAME));
            let own = |id: &&clap::Id| {
                *id != "Global" && global.get_arguments().all(|known| known.get_id() != id.as_str())
            };
            let told = |id: &clap::Id| {
                let texts = matches.get_raw(id.as_str()).map(Iterator::collect::<Vec<_>>);
                format!("{id} {texts:?} {:?}", matches.value_source(id.as_str()))
            };
            let mut here: Vec<String> = matches.ids().filter(own).map(told).collect();
            here.sort();
            all.append(&mut here);
            if let Some((name, matches)) = matches.subcommand() {
                all.push(name.to_owned());
                below(matches, all);
            }
        }
        let mut all = vec![typed.noun.name.to_owned()];
        below(&typed.matches, &mut all);
        (all, format!("{:?}", typed.global))
    }

    /// What is read here means the same to the whole tree.
    #[test]
    fn the_whole_tree_reads_the_same() {
        for text in [
            "meetctl profile list",
            "meetctl profile list --json -q",
            "meetctl -p meeting join-url 1 --user record --name list",
            "meetctl join-url inspect https://meet.example.com/?token=x --json",
            "meetctl meeting cancel cancel --yes -- -5",
            "meetctl -p a,b meeting --quiet list --limit 3 -o csv",
            "meetctl --timeout=5s meeting --retries 0 list -vv",
            "meetctl batch run meeting rows.csv --check",
            "meetctl explain meeting",
            "meetctl -p x live streams 7 --watch",
            "meetctl -p x --json live 7",
            "meetctl -p x join-url inspect token",
            "meetctl -q api GET /WebAPI/getLiveStream --query serial=7 -p x",
            "meetctl -p=x -v -o json api --quiet POST /x -d {}",
            "meetctl -vo jsonl vendors",
        ] {
            let whole = whole(&line(text), Detail::None).unwrap();
            match read(&line(text)) {
                Some(bare) => assert_eq!(said(&bare), said(&whole), "{text}"),
                None => assert!(text.contains("-vo"), "{text}"),
            }
        }
    }

    #[test]
    fn what_is_not_sound_is_left_to_the_whole_tree() {
        for text in [
            "meetctl",
            "meetctl meting list",
            "meetctl meeting",
            "meetctl meeting lst",
            "meetctl profile list --no",
            "meetctl --help profile list",
            "meetctl profile list --help",
            "meetctl -p",
            "meetctl -- profile list",
            "meetctl profile list -p a -p b",
            "meetctl -p a profile list -p b",
        ] {
            assert!(read(&line(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn a_version_alone_is_answered_as_the_tree_answers_it() {
        for text in ["meetctl --version", "meetctl -V"] {
            let answer = whole(&line(text), Detail::None).err().unwrap().render().to_string();
            assert_eq!(version(&line(text)), Some(answer), "{text}");
        }
        assert_eq!(version(&line("meetctl profile --version")), None);
        assert_eq!(version(&line("meetctl --json --version")), None);
    }
}
