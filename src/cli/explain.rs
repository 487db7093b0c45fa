//! `meetctl explain`: the vendors' error codes and our exit codes, in words.

use super::context::Context;
use super::parsed;
use crate::client::codes::{Class, find};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::text::nearest;
use crate::vendor::{self, VENDORS};
use clap::{ArgMatches, Args, Command};
use serde_json::{Value, json};

/// What is explained that is no code.
pub(super) const EXIT_CODES: &str = "exit-codes";

#[derive(Args, Debug)]
struct Input {
    /// A vendor's error code, an exit code, a kind of failure, or exit-codes
    #[arg(value_name = "CODE", allow_hyphen_values = true)]
    code: String,
    /// Only this vendor's
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
}

pub(super) static EXPLANATION: Shape = Shape {
    noun: "explanation",
    plural: "explanations",
    columns: &[
        col("vendor", "VENDOR"),
        col("code", "CODE"),
        col("meaning", "MEANING"),
        col("words", "VENDOR'S WORDS"),
        col("kind", "KIND"),
        col("exit_code", "EXIT CODE"),
        col("retryable", "RETRYABLE"),
        col("hint", "WHAT TO DO").show(Show::Long),
    ],
};

pub(super) static EXIT_CODE: Shape = Shape {
    noun: "exit code",
    plural: "exit codes",
    columns: &[col("exit_code", "EXIT CODE"), col("kind", "KIND"), col("meaning", "MEANING")],
};

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    if input.code == EXIT_CODES {
        return context.print_rows(&EXIT_CODE, exit_codes());
    }
    let vendors = match &input.vendor {
        Some(name) => vec![vendor::find(name)?],
        None => VENDORS.to_vec(),
    };
    let rows: Vec<Value> = vendors
        .iter()
        .filter_map(|vendor| {
            let row = find(vendor.codes(), &input.code)?;
            let error = row.class != Class::NotAnError;
            Some(json!({
                "vendor": vendor.id,
                "code": row.code,
                "meaning": lang::text(row.english),
                "words": Some(row.words).filter(|words| !words.is_empty()),
                "kind": error.then(|| row.class.kind().name()),
                "exit_code": error.then(|| row.class.kind().exit_code()),
                "retryable": error && row.class.kind() == Kind::Temporary,
                "hint": match row.hint {
                    "" if !error => Some(tr!("this row of the vendor's table describes a field and is no error")),
                    "" => None,
                    hint => Some(lang::text(hint)),
                },
            }))
        })
        .collect();
    // What no vendor knows may be one of our own, or a kind of failure.
    let own = |row: &Value| {
        row["exit_code"].as_u64() == input.code.parse().ok() || row["kind"] == input.code.as_str()
    };
    match rows.as_slice() {
        [] => match exit_codes().into_iter().find(own) {
            Some(row) if input.vendor.is_none() => context.print_one(&EXIT_CODE, row),
            _ => Err(unknown(&input.code, &vendors)),
        },
        [one] => context.print_one(&EXPLANATION, one.clone()),
        _ => context.print_rows(&EXPLANATION, rows),
    }
}

fn exit_codes() -> Vec<Value> {
    let done = json!({ "exit_code": 0, "kind": Value::Null, "meaning": tr!("done") });
    let kinds = Kind::ALL
        .iter()
        .map(|kind| json!({ "exit_code": kind.exit_code(), "kind": kind.name(), "meaning": kind.about() }));
    let signals = [(130, tr!("stopped by Ctrl-C")), (143, tr!("stopped by SIGTERM"))];
    let signals =
        signals.map(|(code, meaning)| json!({ "exit_code": code, "kind": Value::Null, "meaning": meaning }));
    std::iter::once(done).chain(kinds).chain(signals).collect()
}

fn unknown(code: &str, vendors: &[&crate::op::Vendor]) -> Error {
    let error = Error::new(Kind::NotFound, tr!("no vendor's document explains the code \"{code}\"", code));
    let words = vendors
        .iter()
        .flat_map(|vendor| vendor.codes())
        .map(|row| row.code)
        .chain([EXIT_CODES])
        .chain(Kind::NAMES);
    match nearest(code, words) {
        Some(name) => error.hint(tr!("did you mean \"{name}\"?", name)),
        None => error.hint(tr!("meetctl explain exit-codes lists our own codes")),
    }
}
