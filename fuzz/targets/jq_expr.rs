//! `--jq`: any text as an expression. What may run for ever is only compiled.

use super::{printable, shown};
use meetctl::error::Kind;
use meetctl::op::meeting::MEETING;
use meetctl::output::{Format, Options, Printer};
use serde_json::json;

/// The words whose work is bounded by their input. Multiplying repeats texts, and dots recur.
const BOUNDED: &[&str] = &[
    "length",
    "keys",
    "map",
    "select",
    "tostring",
    "tonumber",
    "type",
    "not",
    "empty",
    "add",
    "first",
    "last",
    "join",
    "split",
    "id",
    "subject",
    "extra",
    "start",
    "null",
    "true",
    "false",
    "and",
    "or",
    "if",
    "then",
    "else",
    "end",
    "as",
    "has",
    "in",
    "test",
    "csv",
    "tsv",
    "json",
    "text",
    "html",
    "uri",
    "sort",
    "reverse",
    "flatten",
    "floor",
    "error",
    "try",
    "catch",
    "to_entries",
    "from_entries",
    "ascii_downcase",
    "explode",
    "implode",
    "ltrimstr",
    "startswith",
    "contains",
    "index",
    "min",
    "max",
    "unique",
    "group_by",
    "any",
    "all",
];

/// Whether an expression comes to its end by itself.
fn ends(expression: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let words = expression.split(|c| !word(c)).filter(|part| !part.is_empty());
    expression.len() < 200
        && !expression.contains(['*', '$'])
        && !expression.contains("..")
        && words
            .into_iter()
            .all(|part| BOUNDED.contains(&part) || part.len() < 3 && part.parse::<u8>().is_ok())
}

/// A fault of the expression is a usage error; what it prints holds no control.
pub fn run(data: &[u8]) {
    let Ok(expression) = std::str::from_utf8(data) else { return };
    let options = Options {
        format: Format::Json,
        fields: Vec::new(),
        jq: Some(expression.to_owned()),
        header: true,
        wide: false,
        show_secrets: false,
        color: false,
        spreadsheet: false,
        raw_cells: false,
        width: None,
        tell: None,
        zone: jiff::tz::TimeZone::UTC,
    };
    let mut out = Vec::new();
    let result = Printer::new(&mut out, &options, &MEETING).map(|mut printer| {
        if !ends(expression) {
            return Ok(0);
        }
        printer.row(
            json!({"id": "1", "subject": "a\u{1b}[2K\u{202e}", "start": null, "extra": {"n": [1, "b\tc"]}}),
        )?;
        printer.finish()
    });
    match result {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => drop(shown(&error)),
        Err(error) => {
            assert_eq!(error.kind(), Kind::Usage, "{error}");
            shown(&error);
        }
    }
    // Tabs are let through only where the expression asks for them.
    printable(&String::from_utf8_lossy(&out).replace('\t', ""));
}
