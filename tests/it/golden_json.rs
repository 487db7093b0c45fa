//! docs/json.md and docs/schema: every kind of object that commands print, made from the columns and types
//! in the code. See [`crate::golden`] for how they are written anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::golden::holds;
use meetctl::cli::schema::{DOCUMENTS, Form};
use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str = "# JSON

`-o json` (or `--json`) prints one document: an object for one thing, an array for a list. `-o jsonl` prints one object a
line. Fields are only ever added. Ids, numbers and passwords are texts, times RFC 3339 with offset; what is unknown is
`null`, an empty list `[]`. Nothing in JSON is ever translated, and control characters are escaped.

docs/schema holds a [JSON Schema](https://json-schema.org/draft/2020-12) of each object. The tests hold every JSON output
of their runs against these, and refuse a field that none names. Where several profiles are asked, each row of a listing
has `profile` too.

With `-o json` or `jsonl` a failure is the last line on stderr, an [error](#error).
";

#[test]
fn the_page_of_json_and_the_schemas() {
    let mut text = format!("{HEAD}\n| command | prints |\n|---|---|\n");
    let mut rows: Vec<(&str, Vec<String>)> = Vec::new();
    for document in DOCUMENTS {
        for (command, form) in document.commands() {
            let link = format!("[{0}](#{0})", document.name);
            let prints = if form == Form::List { format!("array of {link}") } else { link };
            match rows.iter_mut().find(|(name, _)| *name == command) {
                Some((_, all)) => all.push(prints),
                None => rows.push((command, vec![prints])),
            }
        }
    }
    rows.sort_by_key(|(name, _)| *name);
    for (command, prints) in rows {
        writeln!(text, "| `{command}` | {} |", prints.join(", or ")).unwrap();
    }
    text.push_str("| any of these with `--dry-run` | [request](#request), or an array of them |\n");
    text.push_str("| `api`, `webhook listen`, parts of `report` | what the vendor sent |\n");
    for document in DOCUMENTS {
        let (name, about) = (document.name, document.about);
        writeln!(text, "\n## {name}\n\n{about} [Schema](schema/{name}.schema.json)\n").unwrap();
        text.push_str("| field | type | what it is |\n|---|---|---|\n");
        for field in document.described() {
            writeln!(text, "| `{}` | {} | {} |", field.name, field.kind, field.about).unwrap();
        }
        let schema = serde_json::to_string_pretty(&document.schema()).unwrap();
        holds(&format!("docs/schema/{name}.schema.json"), &format!("{schema}\n"));
    }
    holds("docs/json.md", &text);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema");
    let there = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(there, DOCUMENTS.len(), "docs/schema holds a file that is no schema");
}
