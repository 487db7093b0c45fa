//! The options that every command takes.

use crate::env::Env;
use crate::error::{Error, Result};
use crate::output::{Format, Options};
use crate::time::parse_duration;
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
    #[arg(long, global = true, value_name = "DURATION")]
    pub timeout: Option<String>,
    /// How often a call may be repeated; a write never is once it may have been sent
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    pub retries: u32,
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

    /// Whether a stream may be coloured.
    pub(super) fn color(&self, env: &Env, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => color_of(env, terminal),
        }
    }

    /// The time that one call may take.
    pub(super) fn timeout(&self, profile: Option<Duration>) -> Result<Duration> {
        match &self.timeout {
            Some(text) => parse_duration(text)
                .map_err(|error| Error::usage(format!("--timeout: {error}")).hint("write it as 30s or 2m")),
            None => Ok(profile.unwrap_or(TIMEOUT)),
        }
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
            zone,
            spreadsheet: false,
            raw_cells: false,
        }
    }
}

/// Whether colour may be used where no option says so.
pub(super) fn color_of(env: &Env, terminal: bool) -> bool {
    terminal && env.var("NO_COLOR").is_none() && env.text("TERM") != Some("dumb")
}

/// Whether a command line that could not be read asks for JSON, so that even its error is JSON.
pub(super) fn wants_json(args: &[OsString]) -> bool {
    let args: Vec<&str> =
        args.iter().skip(1).filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
    let json = |value: &str| matches!(value, "json" | "jsonl");
    let joined = |arg: &&str| {
        let value = ["--output=", "-o=", "-o"].iter().find_map(|flag| arg.strip_prefix(flag));
        *arg == "--json" || value.is_some_and(json)
    };
    let apart = |pair: &[&str]| matches!(pair[0], "-o" | "--output") && json(pair[1]);
    args.iter().any(joined) || args.windows(2).any(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_an_unreadable_command_line_says_if_it_wants_json() {
        let wants = |line: &str| wants_json(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        for line in ["m --json x", "m -o json", "m -ojsonl", "m --output=json", "m x --output jsonl"] {
            assert!(wants(line), "{line}");
        }
        for line in ["m -o table", "m json", "m --json-file x", "m -- --json"] {
            assert!(!wants(line), "{line}");
        }
    }
}
