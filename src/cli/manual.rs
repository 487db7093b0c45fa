//! How much help is shown (`-h` a screen, `--help` all there is), and `meetctl help COMMAND`.

use super::context::{Context, print_text};
use super::{expand, lazy_tree, marks, parsed, speech, tree};
use crate::error::{Error, Result};
use crate::text::suggestion;
use clap::{ArgMatches, Args, Command};
use std::ffi::OsString;

/// How much help a command line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// None: the tree is built as fast as it can be.
    None,
    /// `-h`: the command's own flags, and those of every command that are needed most.
    Brief,
    /// `--help`: examples and every flag.
    Full,
}

/// The options of every command that `-h` shows.
const NEEDED_MOST: &[&str] =
    &["profile", "output", "json", "fields", "dry_run", "yes", "quiet", "verbose", "help", "version"];

impl Detail {
    /// What these arguments ask for. One that only looks like it costs a little time, nothing else.
    pub(super) fn of(args: &[OsString]) -> Self {
        let args = || args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
        let short = |arg: &str| arg.starts_with('-') && !arg.starts_with("--") && arg.contains('h');
        if args().any(|arg| arg == "--help") || args().next() == Some("help") {
            Self::Full
        } else if args().any(short) {
            Self::Brief
        } else {
            Self::None
        }
    }

    /// What builds the part of the tree below a word.
    pub(super) const fn builder(self) -> fn(Command) -> Command {
        match self {
            Self::None => expand,
            Self::Brief => brief,
            Self::Full => explained,
        }
    }

    /// The top of the tree.
    pub(super) fn top(self, root: Command) -> Command {
        match self {
            Self::None | Self::Full => root,
            Self::Brief => root.mut_args(|arg| {
                let shown = NEEDED_MOST.contains(&arg.get_id().as_str());
                if shown { arg } else { arg.hide(true) }
            }),
        }
    }
}

/// A part of the tree with which vendors have what.
pub(super) fn explained(part: Command) -> Command {
    let name = part.get_name().to_owned();
    marks::mark(&name, expand(part))
}

/// The same without examples.
fn brief(part: Command) -> Command {
    fn cut(path: &str, command: Command) -> Command {
        let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
        let footer = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let more = tr!("Examples and all options: meetctl {path} --help", path);
        let command = command.before_help(None::<&str>).after_help(format!("{footer}\n{more}"));
        names.into_iter().fold(command, |command, name| {
            command.mut_subcommand(&name, |sub| cut(&format!("{path} {name}"), sub))
        })
    }
    let name = part.get_name().to_owned();
    cut(&name, explained(part))
}

#[derive(Args, Debug)]
struct Input {
    /// The command: meeting create
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn tree_of(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    // The list at the top says of a noun what its verbs do together.
    let mut command = if input.command.is_empty() { lazy_tree(Detail::Full) } else { tree() };
    for word in input.command.iter().flat_map(|words| words.split_whitespace()) {
        command = match command.find_subcommand(word) {
            Some(found) => found.clone(),
            None => return Err(unknown(&command, word)),
        };
    }
    let help = command.render_help();
    let color = context.global.color(context.env, context.env.terminal.stdout);
    print_text(&speech::help(if color { help.ansi().to_string() } else { help.to_string() }))
}

fn unknown(command: &Command, word: &str) -> Error {
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let above = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let error = Error::usage(tr!("{above} has no command \"{word}\"", above, word));
    if names.is_empty() { error } else { error.hint(suggestion(word, &names)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_help_is_asked_for() {
        let detail = |line: &str| Detail::of(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        for line in ["m --help", "m help meeting", "m meeting create --help -p x", "m -h --help"] {
            assert_eq!(detail(line), Detail::Full, "{line}");
        }
        for line in ["m -h", "m meeting -vh", "m meeting create -h"] {
            assert_eq!(detail(line), Detail::Brief, "{line}");
        }
        for line in ["m", "m meeting", "m meeting create --host h", "m explain -- -h", "m meeting help"] {
            assert_eq!(detail(line), Detail::None, "{line}");
        }
    }
}
