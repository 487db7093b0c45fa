//! The Chinese catalogue against the program: no text without a translation, none that is not
//! used, none that loses a value or a name, and no message that goes past the catalogue.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use clap::Command;
use meetctl::lang::{Piece, ZH, pieces, po};
use meetctl::op::CATALOGUE;
use meetctl::vendor::VENDORS;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every text that is shown, and a place where it is.
type Texts = BTreeMap<String, String>;

/// The program's own sources, without comments and tests.
fn sources() -> Vec<(String, String)> {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    found.sort();
    let name = |path: &Path| path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
    let only_tests = |name: &str| name.ends_with("tests.rs") || name.ends_with("testing.rs");
    let code = |text: &str| {
        // Tests of a file's own stand at its end; a module that only tests have is a line anywhere.
        let end = text.find("\n#[cfg(test)]\nmod tests {").or_else(|| text.find("\n#[cfg(all(test"));
        let text = &text[..end.unwrap_or(text.len())];
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    let all: Vec<(String, String)> = found
        .iter()
        .map(|path| (name(path), code(&std::fs::read_to_string(path).unwrap())))
        .filter(|(name, _)| !only_tests(name) && !name.starts_with("lang/"))
        .collect();
    assert!(all.len() > 100, "the sources were not found");
    all
}

/// The string literal that the code begins with, its escapes resolved, and what is behind it.
fn literal(code: &str) -> Option<(String, &str)> {
    let mut rest = code.trim_start().strip_prefix('"')?;
    let mut text = String::new();
    loop {
        let at = rest.find(['"', '\\'])?;
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(rest) = rest.strip_prefix('"') {
            return Some((text, rest));
        }
        let escaped = rest[1..].chars().next()?;
        match escaped {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            '\n' => {
                rest = rest[2..].trim_start();
                continue;
            }
            '"' | '\\' => text.push(escaped),
            other => panic!("\\{other} in {text}"),
        }
        rest = &rest[1 + escaped.len_utf8()..];
    }
}

/// The literals behind each place where the code has this.
fn behind<'a>(code: &'a str, start: &'a str) -> impl Iterator<Item = (String, &'a str)> {
    let whole = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let found = code.match_indices(start).filter(move |(at, _)| start.starts_with('.') || whole(*at));
    found.filter_map(|(at, _)| literal(&code[at + start.len()..]))
}

/// A text of help without the vendors behind it.
fn unmarked(text: &str) -> &str {
    let vendors = |list: &str| list.split(", ").all(|id| VENDORS.iter().any(|vendor| vendor.id == id));
    match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((text, list)) if vendors(list) => text,
        _ => text,
    }
}

/// All texts that must have a translation.
fn texts() -> Texts {
    fn walk(path: &str, command: &Command, put: &mut impl FnMut(&str, &str)) {
        let command_texts = [command.get_about(), command.get_long_about()];
        let args = command.get_arguments().flat_map(|arg| [arg.get_help(), arg.get_long_help()]);
        for text in command_texts.into_iter().chain(args).flatten() {
            put(unmarked(&text.to_string()), path);
        }
        for heading in command.get_arguments().filter_map(clap::Arg::get_help_heading) {
            put(heading, path);
        }
        for sub in command.get_subcommands() {
            walk(&format!("{path} {}", sub.get_name()), sub, put);
        }
    }
    let mut all = Texts::new();
    let mut put = |text: &str, place: &str| {
        if !text.is_empty() {
            all.entry(text.to_owned()).or_insert_with(|| place.to_owned());
        }
    };
    for (name, code) in sources() {
        for start in ["tr!(", "msg!(", "noun: ", "plural: "] {
            behind(&code, start).for_each(|(text, _)| put(&text, &name));
        }
        for start in ["col(", "noun("] {
            let second = |rest: &str| Some(literal(rest.strip_prefix(',')?)?.0);
            behind(&code, start).filter_map(|(_, rest)| second(rest)).for_each(|text| put(&text, &name));
        }
    }
    walk("meetctl", &meetctl::cli::tree(), &mut put);
    for op in CATALOGUE {
        put(op.about(), op.name());
    }
    for vendor in VENDORS {
        for row in vendor.codes() {
            put(row.english, vendor.id);
            put(row.hint, vendor.id);
        }
        vendor.instead.iter().for_each(|(_, text)| put(text, vendor.id));
        vendor.schema.keys.iter().for_each(|key| put(key.about, vendor.id));
    }
    all
}

fn catalogue() -> Vec<po::Entry> {
    po::read(ZH).unwrap().entries
}

#[test]
fn every_text_has_a_translation_and_every_translation_is_used() {
    let (texts, entries) = (texts(), catalogue());
    let known: BTreeSet<&str> = entries.iter().map(|entry| &*entry.id).collect();
    assert_eq!(known.len(), entries.len(), "a text is there twice");
    let missing: Vec<String> = texts
        .iter()
        .filter(|(text, _)| !known.contains(text.as_str()))
        .map(|(text, place)| format!("{place}: {text:?}"))
        .collect();
    let unused: Vec<&&str> = known.iter().filter(|text| !texts.contains_key(**text)).collect();
    assert!(missing.is_empty(), "src/lang/zh.po lacks {}:\n{}", missing.len(), missing.join("\n"));
    assert!(unused.is_empty(), "src/lang/zh.po has what is shown nowhere: {unused:#?}");
}

/// The names of the holes, each once.
fn holes(text: &str) -> BTreeSet<&str> {
    pieces(text).filter_map(|piece| if let Piece::Hole(name) = piece { Some(name) } else { None }).collect()
}

/// What machines read, and must be found in a translation as it is: flags, commands, files, addresses.
fn names(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| c.is_whitespace() || "\"'`,;:()[]{}|…：，。；（）、“”".contains(c) || !c.is_ascii();
    let words = text.split(ends).map(|word| word.trim_end_matches(['.', '?', '=']));
    let name = |word: &&str| {
        word.starts_with("--") && word.len() > 3
            || word.contains('_')
            || word.len() > 2 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            || word.contains(".toml")
    };
    words.filter(name).collect()
}

#[test]
fn no_translation_loses_a_value_or_a_name() {
    let mut faults = Vec::new();
    for entry in catalogue() {
        if holes(&entry.id) != holes(&entry.text) {
            faults.push(format!("line {}: other holes: {}", entry.line, entry.text));
        }
        for name in names(&entry.id).into_iter().filter(|name| !entry.text.contains(name)) {
            // A heading in capitals is a word, not a name.
            let heading = entry.id.chars().all(|c| !c.is_ascii_lowercase());
            if !heading {
                faults.push(format!("line {}: {name} is gone: {}", entry.line, entry.text));
            }
        }
        let ends = |text: &str| text.ends_with('\n');
        if ends(&entry.id) != ends(&entry.text) {
            faults.push(format!("line {}: its end: {}", entry.line, entry.text));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Translations that may stand without a Chinese character: names, signs, units.
const NO_CHINESE: &[&str] = &[
    " ({text})",
    "  base_url {why}",
    "--set {name}=…",
    ", ",
    ": ",
    "; ",
    "APP KEY",
    "BASE URL",
    "ID",
    "IM APP KEY",
    "IP",
    "MD5",
    "PID",
    "RTC APP KEY",
    "SHA256",
    "UID",
    "\"base_url\" {why}",
    "\"user_id\"",
    "\"{name}\"",
    "--box \"{text}\": {what}",
    "--room \"{text}\": {what}",
    "user_id = \"81299515\"",
    "no \"{key}\"",
    "{count} {what}",
    "{fault}; {undone}",
    "{question} {why}.",
];

#[test]
fn translations_are_chinese() {
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut faults = Vec::new();
    for entry in catalogue() {
        if !han(&entry.text) && !NO_CHINESE.contains(&&*entry.id) {
            faults.push(format!("line {}: {:?} = {:?}", entry.line, entry.id, entry.text));
        }
        // A full-width sentence has full-width punctuation.
        let half = entry.text.as_bytes().windows(2).any(|pair| pair[0] >= 0x80 && b",;?!".contains(&pair[1]));
        if half {
            faults.push(format!("line {}: half-width punctuation: {}", entry.line, entry.text));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let unused: Vec<_> =
        NO_CHINESE.iter().filter(|id| !catalogue().iter().any(|entry| entry.id == **id)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// Commands to be copied, which are the same in every language.
const COMMANDS: &[&str] = &["meetctl webhook listen … | jq …"];

/// Whether a literal reads like words for people.
fn is_prose(text: &str) -> bool {
    let mut bare = String::new();
    for piece in pieces(text) {
        bare.push_str(if let Piece::Text(text) = piece { text } else { "\u{0}" });
    }
    let word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let words = bare.split([' ', ',', ';', '.', ':', '?']).filter(|part| word(part)).count();
    words > 1 && !COMMANDS.contains(&text)
}

/// Where a message begins that a person will read.
const PLACES: &[&str] = &[
    "Error::usage(",
    "Error::config(",
    "Error::failed(",
    "Error::new(kind, ",
    ".hint(",
    ".hint(&",
    ".warn(",
    "warn(&",
    "note(",
    "note(&",
    "confirm::ask(context, ",
    "confirm::ask(context, &",
    ".message = ",
    "const NEXT: &str = ",
];

#[test]
fn no_message_goes_past_the_catalogue() {
    let kinds = ["Auth", "Failed", "Refused", "NotFound", "Unsupported", "Temporary", "Partial", "InDoubt"];
    let kinds = kinds.map(|kind| format!("Error::new(Kind::{kind}, "));
    let mut faults = Vec::new();
    for (name, code) in sources().iter().filter(|(name, _)| !name.starts_with("sandbox/")) {
        for place in PLACES.iter().copied().chain(kinds.iter().map(String::as_str)) {
            for start in [place.to_owned(), format!("{place}format!(")] {
                let found = behind(code, &start).filter(|(text, _)| is_prose(text));
                faults.extend(found.map(|(text, _)| format!("{name}: {text}")));
            }
        }
    }
    assert!(faults.is_empty(), "write these with tr!: {faults:#?}");
}

/// The reading itself: what it must see.
#[test]
fn texts_are_seen() {
    let found = |code: &str| behind(code, "tr!(").map(|(text, _)| text).collect::<Vec<_>>();
    assert_eq!(found("x(tr!(\"a \\\"b\\\"\"), tr!(\n    \"c \\\n     d\", e))"), ["a \"b\"", "c d"]);
    assert!(is_prose("no such {thing}") && is_prose("cannot read {path}: {error}"));
    assert!(!is_prose("--timeout: {error}") && !is_prose("{a}: {b}") && !is_prose("bytes={n}-"));
    assert_eq!(
        names("give --end TIME, see app_key (or `a.toml`)"),
        ["--end", "TIME", "a.toml", "app_key"].into()
    );
    assert_eq!(holes("{a} {{b}} {c}"), ["a", "c"].into());
}
