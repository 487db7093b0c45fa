//! What the reader of the command line says, in the language of the person who typed it: help is a
//! walk over the tree, faults are told from their kind and context.
//!
//! English is clap's own and costs nothing.

use crate::lang::{self, Lang};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};

/// A command and all that is below it, with its texts in the language that is spoken.
pub(super) fn translated(command: Command) -> Command {
    if lang::spoken() == Lang::En {
        return command;
    }
    let shown = |text: Option<&StyledStr>| text.map(|text| lang::text(&text.to_string()).to_owned());
    let (about, long) = (shown(command.get_about()), shown(command.get_long_about()));
    let (before, after) = (shown(command.get_before_help()), shown(command.get_after_help()));
    let mut command = command.mut_args(argument).mut_subcommands(translated);
    // An absent text stays absent: to set it to nothing would hide what clap falls back on.
    for (text, set) in [
        (about, Command::about as fn(Command, String) -> Command),
        (long, Command::long_about),
        (before, Command::before_help),
        (after, Command::after_help),
    ] {
        if let Some(text) = text {
            command = set(command, text);
        }
    }
    command
}

fn argument(mut arg: Arg) -> Arg {
    let shown = |text: Option<&StyledStr>| text.map(|text| lang::text(&text.to_string()).to_owned());
    if let Some(text) = shown(arg.get_help()) {
        arg = arg.help(text);
    }
    if let Some(text) = shown(arg.get_long_help()) {
        arg = arg.long_help(text);
    }
    if let Some(heading) = arg.get_help_heading().and_then(lang::find) {
        arg = arg.help_heading(heading);
    }
    arg
}

/// The words that stand in every help text: clap's own, and the heading of the examples.
const FRAME: [&str; 12] = [
    msg!("Examples:"),
    msg!("Usage:"),
    msg!("Commands:"),
    msg!("Arguments:"),
    msg!("Options:"),
    msg!("Possible values:"),
    msg!("Print help (see more with '--help')"),
    msg!("Print help (see a summary with '-h')"),
    msg!("Print help"),
    msg!("Print version"),
    msg!("[default: "),
    msg!("[possible values: "),
];

/// A help text that clap has made, its frame translated too.
pub(super) fn help(text: String) -> String {
    if lang::spoken() == Lang::En {
        return text;
    }
    let text = FRAME.iter().fold(text, |text, word| text.replace(word, lang::text(word)));
    // clap puts its own colon behind a heading that is not its own.
    let heading = tr!("Global options");
    text.replace(&format!("{heading}:"), &format!("{heading}{}", tr!(": ")))
}

/// What is wrong with a command line: a line or more, tips, how it is typed.
pub(super) fn complaint(error: &clap::Error) -> String {
    let english = error.render().to_string();
    let english = english.strip_prefix("error: ").unwrap_or(&english).trim_end();
    if lang::spoken() == Lang::En {
        return english.to_owned();
    }
    let Some(mut text) = what(error) else { return help(english.to_owned()) };
    let tips = tips(error);
    if !tips.is_empty() {
        text.push('\n');
        for tip in &tips {
            text.extend(["\n  ", tr!("tip: "), tip]);
        }
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text.extend(["\n\n", &help(usage.to_string())]);
    }
    text.extend(["\n\n", tr!("For more information, try '--help'.")]);
    text
}

/// What is wrong, for the kinds that a person meets.
fn what(error: &clap::Error) -> Option<String> {
    let word = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.as_str()),
        _ => None,
    };
    let arg = || word(ContextKind::InvalidArg);
    let value = || word(ContextKind::InvalidValue);
    let count = |kind| match error.get(kind)? {
        ContextValue::Number(number) => Some(*number),
        _ => None,
    };
    let list = |kind| match error.get(kind) {
        Some(ContextValue::Strings(list)) => list.as_slice(),
        _ => &[],
    };
    Some(match error.kind() {
        ErrorKind::UnknownArgument => tr!("unexpected argument '{arg}' found", arg = arg()?),
        ErrorKind::InvalidSubcommand => {
            tr!("unrecognized subcommand '{command}'", command = word(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = list(ContextKind::InvalidArg).join("\n  ");
            tr!("the following required arguments were not provided:\n  {missing}", missing)
        }
        ErrorKind::MissingSubcommand => {
            tr!("'{command}' requires a subcommand", command = word(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::InvalidValue => {
            let said = match value()? {
                "" => tr!("a value is required for '{arg}' but none was supplied", arg = arg()?),
                value => tr!("invalid value '{value}' for '{arg}'", value, arg = arg()?),
            };
            match list(ContextKind::ValidValue) {
                [] => said,
                values => format!("{said}\n  {}{}]", tr!("[possible values: "), values.join(", ")),
            }
        }
        ErrorKind::ValueValidation => {
            let said = tr!("invalid value '{value}' for '{arg}'", value = value()?, arg = arg()?);
            match error.source() {
                Some(why) => format!("{said}{}{}", tr!(": "), reason(why)),
                None => said,
            }
        }
        ErrorKind::TooManyValues => {
            tr!(
                "unexpected value '{value}' for '{arg}' found; no more were expected",
                value = value()?,
                arg = arg()?
            )
        }
        ErrorKind::TooFewValues => tr!(
            "'{arg}' takes at least {wanted} values, and {given} were given",
            arg = arg()?,
            wanted = count(ContextKind::MinValues)?,
            given = count(ContextKind::ActualNumValues)?
        ),
        ErrorKind::WrongNumberOfValues => tr!(
            "'{arg}' takes {wanted} values, and {given} were given",
            arg = arg()?,
            wanted = count(ContextKind::ExpectedNumValues)?,
            given = count(ContextKind::ActualNumValues)?
        ),
        ErrorKind::NoEquals => tr!("equal sign is needed when assigning values to '{arg}'", arg = arg()?),
        ErrorKind::ArgumentConflict => {
            let first = arg()?;
            match error.get(ContextKind::PriorArg) {
                Some(ContextValue::String(prior)) if prior == first => {
                    tr!("the argument '{arg}' cannot be used multiple times", arg = first)
                }
                Some(ContextValue::String(prior)) => {
                    tr!("the argument '{arg}' cannot be used with '{other}'", arg = first, other = prior)
                }
                _ => {
                    let others = list(ContextKind::PriorArg).join("\n  ");
                    tr!("the argument '{arg}' cannot be used with:\n  {others}", arg = first, others)
                }
            }
        }
        ErrorKind::InvalidUtf8 => tr!("invalid UTF-8 was detected in one or more arguments").to_owned(),
        _ => return None,
    })
}

/// Why a value is none, where the library that reads numbers says so in English.
fn reason(why: &(dyn std::error::Error + 'static)) -> String {
    let said = why.to_string();
    match why.downcast_ref::<ParseIntError>().map(ParseIntError::kind) {
        Some(IntErrorKind::PosOverflow | IntErrorKind::NegOverflow) => tr!("it is out of range").to_owned(),
        Some(_) => tr!("it is no whole number").to_owned(),
        None => match said.split_once(" is not in ") {
            Some((_, range)) => tr!("it must be within {range}", range),
            None => said,
        },
    }
}

/// What may have been meant.
fn tips(error: &clap::Error) -> Vec<String> {
    let near = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        _ => Vec::new(),
    };
    let command = near(ContextKind::SuggestedSubcommand).join("', '");
    let arg = near(ContextKind::SuggestedArg).join("', '");
    let value = near(ContextKind::SuggestedValue).join("', '");
    let mut tips = Vec::new();
    if !command.is_empty() {
        tips.push(tr!("a similar subcommand exists: '{command}'", command));
    }
    if !arg.is_empty() {
        tips.push(tr!("a similar argument exists: '{arg}'", arg));
    }
    if !value.is_empty() {
        tips.push(tr!("a similar value exists: '{value}'", value));
    }
    if let Some(ContextValue::StyledStrs(others)) = error.get(ContextKind::Suggested) {
        tips.extend(others.iter().map(|tip| remedy(&tip.to_string())));
    }
    tips
}

/// A tip that clap has written out.
fn remedy(tip: &str) -> String {
    let inside = |before: &str, after: &str| Some(tip.strip_prefix(before)?.split_once(after)?.0.to_owned());
    if let Some(arg) = inside("to pass '", "' as a value, use '-- ") {
        return tr!("to pass '{arg}' as a value, use '-- {arg}'", arg);
    }
    match tip.strip_suffix("' exists").and_then(|tip| tip.strip_prefix('\'')) {
        Some(command) => tr!("'{command}' exists", command),
        None => tip.to_owned(),
    }
}
