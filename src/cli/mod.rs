//! What people type: the tree of commands, the global options, and the way from one to the other
//! end of a command. Knows no vendor by name.

mod account;
mod agenda;
mod api;
mod audit;
mod bar;
mod bare;
mod batch;
mod builtin;
mod catalogue;
mod check;
mod complete;
mod completions;
mod confirm;
mod context;
mod dealing;
mod directory;
mod duration;
mod explain;
mod fan_out;
mod global;
mod grammar;
mod help;
mod in_order;
mod invite;
mod join_url;
mod ledgers;
pub mod links;
mod live;
mod man;
mod manual;
mod marks;
mod meeting;
mod outfile;
mod password;
mod pending;
mod plan;
mod profile;
mod qr;
mod record;
mod report;
mod run;
mod sandbox;
pub mod schema;
mod signals;
mod speech;
mod stopping;
mod typo;
mod watch;
mod webhook;
mod world;

use crate::env::Env;
use crate::error::{Error, Result};
use crate::lang;
use crate::output;
use crate::text::{escape_lines, shorten};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, FromArgMatches};
use context::Context;
use global::Global;
use manual::Detail;
use std::ffi::OsString;
use std::io::Write;

/// One word of the top level: how its part of the tree is built, and what runs it.
struct Noun {
    name: &'static str,
    about: &'static str,
    /// Called only when the command line names this word, so that the rest costs nothing.
    tree: fn(Command) -> Command,
    run: fn(&Context<'_>, ArgMatches) -> Result<()>,
}

const fn noun(
    name: &'static str,
    about: &'static str,
    tree: fn(Command) -> Command,
    run: fn(&Context<'_>, ArgMatches) -> Result<()>,
) -> Noun {
    Noun { name, about, tree, run }
}

/// The top level, in the order in which help lists it.
static NOUNS: &[Noun] = &[
    noun("meeting", "Reserve, change, cancel and look at meetings", meeting::tree, meeting::run),
    noun("record", "List, download, check, start, stop and delete recordings", record::tree, record::run),
    noun("join-url", "Make and read links to join with", join_url::tree, join_url::run),
    noun("live", "Look at live streams", live::tree, live::run),
    noun("report", "Show who was in a meeting, when and for how long", report::tree, report::run),
    noun("account", "Make and look at accounts", account::tree, account::run),
    noun("contact", "List contacts", directory::contact_tree, directory::run_contact),
    noun("room", "List meeting rooms", directory::room_tree, directory::run_room),
    noun("phone", "List the numbers to dial in with", directory::phone_tree, directory::run_phone),
    noun("webhook", "Receive, check and replay callbacks", webhook::tree, webhook::run),
    noun(
        "batch",
        "Run a command for each row of a file, and go on where it was stopped",
        batch::tree,
        batch::run,
    ),
    noun("pending", "Find out about writes whose outcome is not known", pending::tree, pending::run),
    noun("agenda", "Show what runs when, across profiles, and what clashes", agenda::tree, agenda::run),
    noun("audit", "List what was sent from here, and check that the log is whole", audit::tree, audit::run),
    noun("profile", "List, show, add, check and remove profiles", profile::tree, profile::run),
    noun("vendors", "Show what each vendor can do", catalogue::tree, catalogue::run),
    noun("explain", "Say what an error code means and what to do", explain::tree, explain::run),
    noun("api", "Send any call, signed with the profile", api::tree, api::run),
    noun("sandbox", "Simulate the vendors on this machine", sandbox::tree, sandbox::run),
    noun("completions", "Print a shell's completion script", completions::tree, completions::run),
    noun("man", "Write the manual pages", man::tree_of, man::run),
    noun("help", "Show the help of a command", manual::tree_of, manual::run),
];

/// The whole tree, every part of it built and explained: for `help`, manual pages, the golden list and tests.
pub fn tree() -> Command {
    let part = |noun: &Noun| manual::explained(Command::new(noun.name));
    let mut root = NOUNS.iter().fold(root(), |root, noun| root.subcommand(part(noun)));
    root.build();
    root
}

/// The part of the whole tree that these words lead to.
fn tree_to<'w>(mut words: impl Iterator<Item = &'w str>) -> Option<Command> {
    words.try_fold(tree(), |command, word| command.find_subcommand(word).cloned())
}

const NAME: &str = "meetctl";
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// With commit and target, as build.rs found them.
const LONG_VERSION: &str = env!("MEETCTL_VERSION");

fn root() -> Command {
    let root = Global::augment_args(Command::new(NAME))
        .version(VERSION)
        .long_version(LONG_VERSION)
        .about("One command line for every video-meeting vendor a company uses")
        .before_help(help::EXAMPLES)
        .after_help(msg!("Exit codes: meetctl explain exit-codes. What each vendor can do: meetctl vendors"))
        .help_template(help::TEMPLATE)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    speech::translated(root)
}

/// Runs one command line; the return value is the exit code.
pub fn run(env: &Env) -> u8 {
    if let Some(version) = bare::version(&env.args) {
        return say(&version);
    }
    lang::speak(global::language(env));
    if complete::asked(env) {
        complete::run(env);
        return 0;
    }
    let detail = Detail::of(&env.args);
    let bare = if detail == Detail::None { bare::read(&env.args).map(Ok) } else { None };
    match bare.unwrap_or_else(|| whole(&env.args, detail)) {
        Ok(typed) => dispatch(env, typed),
        Err(mut error) => {
            typo::command(&mut error, &env.args);
            typo::flag(&mut error, &env.args);
            refuse(env, &error)
        }
    }
}

/// What was typed.
struct Typed {
    noun: &'static Noun,
    /// The options that every command takes.
    global: Global,
    /// The noun's own part.
    matches: ArgMatches,
}

/// Reads a command line with the whole tree.
fn whole(args: &[OsString], detail: Detail) -> Result<Typed, clap::Error> {
    let mut matches = lazy_tree(detail).try_get_matches_from(args)?;
    let global = Global::from_arg_matches(&matches)?;
    let found = matches
        .remove_subcommand()
        .and_then(|(name, part)| Some((NOUNS.iter().find(|noun| noun.name == name)?, part)));
    // The tree asks for a noun, and has no others.
    let (noun, matches) = found.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::MissingSubcommand))?;
    Ok(Typed { noun, global, matches })
}

/// The tree as a command line is read with it: a part is built when its word was typed, and explained if
/// help was asked for.
fn lazy_tree(detail: Detail) -> Command {
    let part = |noun: &Noun| Command::new(noun.name).about(lang::text(noun.about)).defer(detail.builder());
    NOUNS.iter().fold(detail.top(root()), |root, noun| root.subcommand(part(noun)))
}

/// Builds the part of the tree below one word. clap wants a plain function, so the word is looked
/// up again by its name.
fn expand(part: Command) -> Command {
    match NOUNS.iter().find(|noun| noun.name == part.get_name()) {
        Some(noun) => speech::translated(help::dress(noun.name, (noun.tree)(part).about(noun.about))),
        None => part,
    }
}

fn dispatch(env: &Env, typed: Typed) -> u8 {
    let Typed { noun, global, matches } = typed;
    // Now it is certain what was asked for; until now it was found without the grammar.
    lang::speak(global.language(env));
    let (json, color) = (global.json_errors(), global.color(env, env.terminal.stderr));
    let context = match Context::new(env, global) {
        Ok(context) => context,
        Err(error) => return report_failure(&error, json, color),
    };
    let checked = fan_out::check(&context, noun.name, &matches);
    let result = checked.and_then(|()| (noun.run)(&context, matches));
    let code = result.map_or_else(|error| report_failure(&error, json, color), |()| 0);
    context.told();
    context.flush_audit();
    code
}

fn report_failure(error: &Error, json: bool, color: bool) -> u8 {
    if !error.is_quiet() {
        output::print_error(&mut std::io::stderr().lock(), error, json, color);
    }
    error.kind().exit_code()
}

/// Prints what was asked for in place of a command.
fn say(text: &str) -> u8 {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_or_else(|error| report_failure(&Error::output(&error), false, false), |()| 0)
}

/// What clap has to say: help and version on stdout, faults on stderr with exit code 2.
fn refuse(env: &Env, error: &clap::Error) -> u8 {
    if !error.use_stderr() {
        let text = error.render();
        let color = global::color_of(env, env.terminal.stdout);
        let text = speech::help(if color { text.ansi().to_string() } else { text.to_string() });
        return say(&text);
    }
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand
    ) {
        return unfinished(env, error);
    }
    // The text quotes what was typed, whatever that was and however long.
    let text = speech::complaint(error);
    if global::wants_json(&env.args) {
        return report_failure(&in_one_line(&text), true, false);
    }
    // Nobody is left to tell if stderr is gone.
    let text = escape_lines(&shorten(&text, 4_000));
    let _ = writeln!(std::io::stderr().lock(), "{}{}{text}", tr!("error"), tr!(": "));
    crate::error::Kind::Usage.exit_code()
}

/// A command line that ends before its command: people see the help of what was typed so far, and everybody
/// what is missing.
fn unfinished(env: &Env, error: &clap::Error) -> u8 {
    let help = error.render().to_string();
    let usage = help.lines().find_map(|line| line.strip_prefix("Usage: ")).unwrap_or(NAME);
    let words: Vec<&str> = usage.split(' ').take_while(|word| !word.starts_with(['[', '<'])).collect();
    let mut group = tree_to(words.iter().copied().skip(1)).unwrap_or_else(tree);
    // Behind options clap has only said what is missing.
    let help = match error.kind() {
        ErrorKind::MissingSubcommand => group.render_help().to_string(),
        _ => help.clone(),
    };
    let names: Vec<&str> = group.get_subcommands().map(Command::get_name).collect();
    let (command, names) = (words.join(" "), names.join(tr!(", ")));
    let error = Error::usage(tr!("\"{command}\" needs a command: {names}", command, names))
        .hint(tr!("see what each does: {command} --help", command));
    if global::wants_json(&env.args) {
        return report_failure(&error, true, false);
    }
    // Nobody is left to tell if stderr is gone.
    let _ = writeln!(std::io::stderr().lock(), "{}\n", speech::help(help).trim_end());
    report_failure(&error, false, global::color_of(env, env.terminal.stderr))
}

/// clap's paragraphs (what is wrong, tips, usage) as an error of ours.
fn in_one_line(text: &str) -> Error {
    let joined = |paragraph: &str| paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut paragraphs = text.split("\n\n");
    let what = joined(paragraphs.next().unwrap_or_default());
    let tip = paragraphs.find_map(|paragraph| paragraph.trim_start().strip_prefix(tr!("tip: ")));
    let error = Error::usage(shorten(&what, 1_000));
    error.hint(tip.map_or(tr!("meetctl COMMAND --help shows how it is typed").to_owned(), joined))
}

/// The part of the tree that a derived enum of verbs describes.
fn verbs<V: clap::Subcommand>(command: Command) -> Command {
    V::augment_subcommands(command).subcommand_required(true).arg_required_else_help(true)
}

/// A command that does something by itself and has verbs too. With clap's own rule for those a verb behind a
/// global option would be an argument; see [`verb_alone`].
fn with_verbs(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let usage = format!("meetctl {name} [OPTIONS] [MEETING]\n       meetctl {name} <COMMAND>");
    command.override_usage(usage)
}

/// Refuses what belongs to the command itself before one of its verbs, where it would go unheard.
fn verb_alone(command: &str, matches: &ArgMatches) -> Result<()> {
    let Some(verb) = matches.subcommand_name() else { return Ok(()) };
    let global = <global::Global as Args>::augment_args(Command::new(""));
    let is_global = |id: &clap::Id| {
        global.get_arguments().any(|arg| arg.get_id() == id)
            || global.get_groups().any(|group| group.get_id() == id)
    };
    let typed = |id: &&clap::Id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine);
    match matches.ids().filter(typed).find(|id| !is_global(id)) {
        None => Ok(()),
        Some(id) => Err(Error::usage(tr!(
            "\"{what}\" goes behind \"{verb}\", if that takes it",
            what = id.as_str().replace('_', "-"),
            verb
        ))
        .hint(tr!("meetctl {command} {verb} --help shows what it takes", command, verb))),
    }
}

/// The verb that was typed, or the flags of a command without verbs.
fn parsed<V: FromArgMatches>(mut matches: ArgMatches) -> Result<V> {
    V::from_arg_matches_mut(&mut matches).map_err(|error| Error::usage(error.to_string()))
}
