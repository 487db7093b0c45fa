//! Where the cursor is: which command, which of its flags and arguments are there already, and what
//! may come next.

use clap::{Arg, ArgAction, Command};

/// The place of the cursor in a command line.
#[derive(Debug)]
pub struct Spot<'c> {
    /// The command so far, as it is typed: `meeting create`; empty at the top.
    pub path: String,
    /// The same as a part of the tree.
    pub command: &'c Command,
    /// The flags and arguments that are there already, with their values; a switch has an empty one.
    pub given: Vec<(&'c Arg, String)>,
    /// What may come next.
    pub want: Want<'c>,
    /// What of the word under the cursor is not the value: `--output=` of `--output=js`.
    pub fixed: String,
    /// What is typed of the value.
    pub typed: String,
}

/// What may come next.
#[derive(Debug)]
pub enum Want<'c> {
    /// A flag.
    Flag,
    /// The value of this flag.
    Value(&'c Arg),
    /// A command below this one, where there is any, or this argument.
    Word(Option<&'c Arg>),
}

impl<'c> Spot<'c> {
    /// The values that a flag or argument was given, the first one first.
    pub fn values<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s str> + use<'s, 'c> {
        let id = id.to_owned();
        self.given.iter().filter(move |(arg, _)| *arg.get_id() == id).map(|(_, value)| value.as_str())
    }

    /// Whether commands below this one may still follow.
    pub fn may_descend(&self) -> bool {
        !self.given.iter().any(|(arg, _)| arg.is_positional())
    }
}

/// Finds the place of the last word. The tree must be built, as far as these words go; the first word
/// is the one behind the program's name.
pub fn find<'c>(root: &'c Command, words: &[String]) -> Spot<'c> {
    let (last, before) = words.split_last().map_or(("", words), |(last, before)| (last.as_str(), before));
    let mut spot = Spot {
        path: String::new(),
        command: root,
        given: Vec::new(),
        want: Want::Flag,
        fixed: String::new(),
        typed: last.to_owned(),
    };
    // The flag whose value comes next, and whether `--` was there.
    let (mut waiting, mut literal) = (None, false);
    for word in before {
        if let Some(arg) = waiting.take() {
            spot.given.push((arg, word.clone()));
        } else if literal || !word.starts_with('-') || word == "-" {
            spot.word(word, literal);
        } else if word == "--" {
            literal = true;
        } else {
            waiting = spot.flag(word);
        }
    }
    spot.last(waiting, literal);
    spot
}

impl<'c> Spot<'c> {
    /// A word that is no flag: a command, or an argument.
    fn word(&mut self, word: &str, literal: bool) {
        let command = self.command;
        if let Some(sub) = command.find_subcommand(word).filter(|_| !literal && self.may_descend()) {
            if !self.path.is_empty() {
                self.path.push(' ');
            }
            self.path.push_str(sub.get_name());
            self.command = sub;
        } else if let Some(arg) = self.argument() {
            self.given.push((arg, word.to_owned()));
        }
    }

    /// A flag, or several in one word; the one that waits for its value.
    fn flag(&mut self, word: &str) -> Option<&'c Arg> {
        if let Some(name) = word.strip_prefix("--") {
            let (name, value) =
                name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
            let arg = self.long(name)?;
            if value.is_none() && takes_value(arg) {
                return Some(arg);
            }
            self.given.push((arg, value.unwrap_or_default().to_owned()));
            return None;
        }
        let mut chars = word.chars();
        chars.next();
        while let Some(c) = chars.next() {
            let arg = self.short(c)?;
            if takes_value(arg) {
                if chars.as_str().is_empty() {
                    return Some(arg);
                }
                self.given.push((arg, chars.as_str().to_owned()));
                return None;
            }
            self.given.push((arg, String::new()));
        }
        None
    }

    /// What the word under the cursor is to become.
    fn last(&mut self, waiting: Option<&'c Arg>, literal: bool) {
        if let Some(arg) = waiting {
            self.want = Want::Value(arg);
            return;
        }
        let word = std::mem::take(&mut self.typed);
        if literal || !word.starts_with('-') {
            self.typed = word;
            self.want = Want::Word(self.argument());
            return;
        }
        if let Some((name, value)) = word.strip_prefix("--").and_then(|rest| rest.split_once('='))
            && let Some(arg) = self.long(name)
        {
            (self.fixed, self.typed) = (format!("--{name}="), value.to_owned());
            self.want = Want::Value(arg);
            return;
        }
        let mut chars = word.chars();
        if let (Some('-'), Some(c)) = (chars.next(), chars.next())
            && !chars.as_str().is_empty()
            && let Some(arg) = self.short(c).filter(|arg| takes_value(arg))
        {
            (self.fixed, self.typed) = (format!("-{c}"), chars.as_str().to_owned());
            self.want = Want::Value(arg);
            return;
        }
        (self.typed, self.want) = (word, Want::Flag);
    }

    /// The argument that comes next.
    fn argument(&self) -> Option<&'c Arg> {
        let command = self.command;
        let filled = self.given.iter().filter(|(arg, _)| arg.is_positional()).count();
        let next = command.get_positionals().nth(filled);
        next.or_else(|| command.get_positionals().last().filter(|arg| is_many(arg)))
    }

    fn long(&self, name: &str) -> Option<&'c Arg> {
        let command = self.command;
        command.get_arguments().find(|arg| arg.get_long() == Some(name))
    }

    fn short(&self, c: char) -> Option<&'c Arg> {
        let command = self.command;
        command.get_arguments().find(|arg| arg.get_short() == Some(c))
    }
}

/// Whether a flag has a value.
fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

/// Whether a flag or an argument may be there more than once.
pub fn is_many(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append | ArgAction::Count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tree() -> Command {
        let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
        let value = |name: &'static str| Arg::new(name).long(name);
        let create = Command::new("create").arg(value("subject")).arg(flag("live"));
        let many = Arg::new("meeting").action(ArgAction::Append);
        let cancel = Command::new("cancel").arg(many);
        let link = Command::new("join-url")
            .arg(Arg::new("meeting"))
            .subcommand(Command::new("inspect").arg(Arg::new("link")));
        let mut root = Command::new("m")
            .arg(value("profile").short('p').global(true))
            .arg(flag("quiet").short('q').global(true))
            .subcommand(Command::new("meeting").subcommand(create).subcommand(cancel))
            .subcommand(link);
        root.build();
        root
    }

    /// The path, what is wanted, what is fixed and what is typed.
    fn at(line: &str) -> String {
        let tree = tree();
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let spot = find(&tree, &words);
        let want = match spot.want {
            Want::Flag => "flag".to_owned(),
            Want::Value(arg) => format!("--{}", arg.get_id()),
            Want::Word(arg) => arg.map_or("word".to_owned(), |arg| arg.get_id().to_string()),
        };
        format!("{}: {want} {}|{}", spot.path, spot.fixed, spot.typed)
    }

    #[test]
    fn the_cursor_is_found() {
        for (line, expected) in [
            ("", ": word |"),
            ("mee", ": word |mee"),
            ("meeting ", "meeting: word |"),
            ("-p x meeting create --", "meeting create: flag |--"),
            ("meeting create --subject ", "meeting create: --subject |"),
            ("meeting create --subject --li", "meeting create: --subject |--li"),
            ("meeting create --subject=a", "meeting create: --subject --subject=|a"),
            ("meeting -qp x create -px", "meeting create: --profile -p|x"),
            ("meeting create -qp ", "meeting create: --profile |"),
            ("-px meeting cancel 1 2 ", "meeting cancel: meeting |"),
            ("meeting cancel -- -", "meeting cancel: meeting |-"),
            ("meeting cancel --unknown 1 -q", "meeting cancel: flag |-q"),
            ("join-url inspect ", "join-url inspect: link |"),
            ("join-url 5 inspect", "join-url: word |inspect"),
            ("nothing ", ": word |"),
        ] {
            assert_eq!(at(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_given_is_known() {
        let tree = tree();
        let words: Vec<String> = "-p a meeting cancel 1 2 -q ".split(' ').map(str::to_owned).collect();
        let spot = find(&tree, &words);
        assert_eq!(spot.values("profile").collect::<Vec<_>>(), ["a"]);
        assert_eq!(spot.values("meeting").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(spot.values("quiet").count(), 1);
    }

    proptest! {
        #[test]
        fn no_line_is_too_odd(words in proptest::collection::vec("(--?)?[a-z=-]{0,9}|meeting|create|-p", 0..7)) {
            find(&tree(), &words);
        }
    }
}
