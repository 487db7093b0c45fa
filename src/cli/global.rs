//! The options that every command takes.

use super::context::note;
use super::duration::duration;
use crate::env::{Env, variables};
use crate::lang::Lang;
use crate::output::{Format, Options};
use clap::{ArgAction, Args, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// The options that every command takes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// The profile to use; a listing takes several: a,b [env: MEETCTL_PROFILE]
    #[arg(short, long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Ask every profile at once; for listings
    #[arg(long, global = true, conflicts_with = "profile")]
    pub all_profiles: bool,
    /// The file with the profiles [env: MEETCTL_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How to print the result
    #[arg(short, long, global = true, value_name = "FORMAT", value_enum, conflicts_with = "json")]
    pub output: Option<OutputFormat>,
    /// The same as -o json
    #[arg(long, global = true)]
    pub json: bool,
    /// Print only these fields, in this order
    #[arg(long, global = true, value_name = "A,B", value_delimiter = ',')]
    pub fields: Option<Vec<String>>,
    /// Put the JSON result through a jq expression
    #[arg(long, global = true, value_name = "EXPR")]
    pub jq: Option<String>,
    /// Leave the line of headings out
    #[arg(long, global = true)]
    pub no_header: bool,
    /// Print the vendor's own answer, byte for byte
    #[arg(long, global = true)]
    pub raw: bool,
    /// Show every column
    #[arg(long, global = true)]
    pub wide: bool,
    /// Show passwords, links and tokens in tables, and tokens in CSV
    #[arg(long, global = true)]
    pub show_secrets: bool,
    /// Print what would be sent, secrets hidden, and send no write
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// Answer every question with yes
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Never ask; fail instead
    #[arg(long, global = true)]
    pub no_input: bool,
    /// No hints and warnings
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Trace the calls on stderr; -vv with headers and bodies. Secrets are hidden
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// When to use colour; auto: on a terminal, unless NO_COLOR is set or TERM is dumb
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Bounds one call with its retries and waits [default: 30s]
    #[arg(long, global = true, value_name = "DURATION", value_parser = duration)]
    pub timeout: Option<Duration>,
    /// How often a call may be repeated; a write never is once it may have been sent
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    pub retries: u32,
    /// The language of help, tables and messages; JSON and CSV are the same in all [default: the locale's]
    #[arg(long, global = true, value_name = "LANG", value_enum)]
    pub lang: Option<Language>,
}

/// A language that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    En,
    Zh,
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum OutputFormat {
    Table,
    Json,
    Jsonl,
    Csv,
}

/// When colour is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// How long one call may take, where neither flag nor profile says otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

impl Global {
    /// The format that was asked for.
    pub(super) fn format(&self) -> Format {
        match self.output {
            _ if self.json => Format::Json,
            None | Some(OutputFormat::Table) => Format::Table,
            Some(OutputFormat::Json) => Format::Json,
            Some(OutputFormat::Jsonl) => Format::Jsonl,
            Some(OutputFormat::Csv) => Format::Csv,
        }
    }

    /// Whether errors are printed as JSON too.
    pub(super) fn json_errors(&self) -> bool {
        matches!(self.format(), Format::Json | Format::Jsonl)
    }

    /// The language of this run. What a program reads, JSON and CSV, is English from end to end,
    /// the errors on stderr included.
    pub(super) fn language(&self, env: &Env) -> Lang {
        if self.jq.is_some() || self.format() != Format::Table { Lang::En } else { self.readers(env) }
    }

    /// The language of files for people, a page or an invitation, whatever is printed beside them.
    pub(super) fn readers(&self, env: &Env) -> Lang {
        match self.lang {
            Some(Language::En) => Lang::En,
            Some(Language::Zh) => Lang::Zh,
            None => of_locale(env),
        }
    }

    /// Whether a stream may be coloured.
    pub(super) fn color(&self, env: &Env, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => color_of(env, terminal),
        }
    }

    /// The time that one call may take.
    pub(super) fn timeout(&self, profile: Option<Duration>) -> Duration {
        self.timeout.or(profile).unwrap_or(TIMEOUT)
    }

    /// What the output formats need to know.
    pub(super) fn output_options(&self, env: &Env, zone: jiff::tz::TimeZone) -> Options {
        Options {
            format: self.format(),
            fields: self.fields.clone().unwrap_or_default(),
            jq: self.jq.clone(),
            header: !self.no_header,
            wide: self.wide,
            show_secrets: self.show_secrets,
            color: self.color(env, env.terminal.stdout),
            width: env.terminal.stdout.then(|| env.columns()).flatten(),
            tell: (!self.quiet).then_some(note as fn(&str)),
            zone,
            spreadsheet: false,
            raw_cells: false,
        }
    }
}

/// Whether colour may be used where no option says so.
pub(super) fn color_of(env: &Env, terminal: bool) -> bool {
    terminal && env.var(variables::NO_COLOR).is_none() && !env.is_dumb()
}

/// The language that a command line asks for, before it is read: help and its faults are in it too.
pub(super) fn language(env: &Env) -> Lang {
    let args = words(&env.args);
    if args.contains(&"--json") || formats(&args).any(|value| matches!(value, "json" | "jsonl" | "csv")) {
        return Lang::En;
    }
    match values(&args, &["--lang="], &["--lang"]).last() {
        Some("en") => Lang::En,
        Some("zh") => Lang::Zh,
        _ => of_locale(env),
    }
}

/// The language of the surroundings: the first of these that is set decides.
fn of_locale(env: &Env) -> Lang {
    let locale = [variables::LC_ALL, variables::LC_MESSAGES, variables::LANG];
    let set = locale.into_iter().find_map(|variable| env.text(variable));
    set.map_or(Lang::En, Lang::of_locale)
}

/// Whether a command line that could not be read asks for JSON, so that even its error is JSON.
pub(super) fn wants_json(args: &[OsString]) -> bool {
    let args = words(args);
    args.contains(&"--json") || formats(&args).any(|value| matches!(value, "json" | "jsonl"))
}

/// The values that `-o` seems to have, however it is written: `-qojson` and `-vo json` are its too.
fn formats<'a>(args: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let short = |(at, arg): (usize, &&'a str)| {
        let behind = arg.strip_prefix('-')?.trim_start_matches(['n', 'q', 'v', 'y']).strip_prefix('o')?;
        match behind.trim_start_matches('=') {
            "" => args.get(at + 1).copied(),
            value => Some(value),
        }
    };
    values(args, &["--output="], &["--output"]).chain(args.iter().enumerate().filter_map(short))
}

/// What may be flags: everything up to `--`.
fn words(args: &[OsString]) -> Vec<&str> {
    args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect()
}

/// The values that a flag seems to have, in one word with it or in the next.
fn values<'a>(
    args: &'a [&'a str],
    joined: &'a [&'a str],
    apart: &'a [&'a str],
) -> impl Iterator<Item = &'a str> {
    let within = args.iter().filter_map(|arg| joined.iter().find_map(|flag| arg.strip_prefix(flag)));
    let next = args.windows(2).filter(|pair| apart.contains(&pair[0])).map(|pair| pair[1]);
    within.chain(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_an_unreadable_command_line_says_if_it_wants_json() {
        let wants = |line: &str| wants_json(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        for line in [
            "m --json x",
            "m -o json",
            "m -ojsonl",
            "m --output=json",
            "m x --output jsonl",
            "m -qojson",
            "m -vo json",
        ] {
            assert!(wants(line), "{line}");
        }
        for line in ["m -o table", "m json", "m --json-file x", "m -- --json"] {
            assert!(!wants(line), "{line}");
        }
    }
}
