//! `--jq`: the JSON document through a jq expression. Strings come out raw, as with `gh`.

use super::fields::Picks;
use super::{Out, Sink, buffer, lost};
use crate::error::{Error, Result};
use crate::text::{escape, escape_lines, shorten};
use jaq_core::data::JustLut;
use jaq_core::load::{self, Arena, File, Loader};
use jaq_core::{Compiler, Ctx, Filter, ValT as _, Vars, compile};
use jaq_json::Val;
use serde_json::Value;
use std::io::Write;

/// Expressions of more words and signs are refused: the parser calls itself, and its stack ends.
const MOST: usize = 500;

/// What `jq` has and jaq leaves to its own program.
const FORMATS: &str = r#"
def @csv: [.[] | if type == "string" then "\"" + (split("\"") | join("\"\"")) + "\""
    elif . == null then "" else tostring end] | join(",");
def @tsv: [.[] | if type == "string" then split("\\") | join("\\\\") | split("\t") | join("\\t")
    | split("\n") | join("\\n") | split("\r") | join("\\r") elif . == null then "" else tostring end] | join("\t");
"#;

/// A compiled expression and what waits for it.
pub struct Jq<'a> {
    out: Out<'a>,
    filter: Filter<JustLut<Val>>,
    expression: String,
    picks: Picks,
    /// Each row on its own (JSON lines) rather than the list as a whole.
    by_row: bool,
    /// Whether the expression makes tabs itself, so that they stay.
    tabs: bool,
    rows: Vec<Val>,
}

impl<'a> Jq<'a> {
    pub fn new(out: &'a mut dyn Write, expression: &str, picks: Picks, by_row: bool) -> Result<Self> {
        let filter = compile(expression)?;
        let tabs = expression.contains("@tsv") || expression.contains("\\t");
        Ok(Self {
            out: buffer(out),
            filter,
            expression: expression.to_owned(),
            picks,
            by_row,
            tabs,
            rows: Vec::new(),
        })
    }

    fn value(&self, row: &Value) -> Val {
        if self.picks.asked {
            let entries = self.picks.list.iter().map(|pick| (string(&pick.name), convert(pick.of(row))));
            Val::obj(entries.collect())
        } else {
            convert(row)
        }
    }

    fn run(&mut self, input: Val) -> Result<()> {
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        for output in self.filter.id.run((context, input)) {
            let text = match output {
                Ok(Val::TStr(text) | Val::BStr(text)) => self.raw(&String::from_utf8_lossy(&text)),
                // Controls stand only inside of strings, so escaping the text escapes them.
                Ok(other) => escape(&other.to_string()).into_owned(),
                Err(exception) => return self.stopped(exception),
            };
            writeln!(self.out, "{text}").map_err(lost)?;
        }
        Ok(())
    }

    /// An error, or the expression's own `halt`.
    fn stopped(&self, exception: jaq_core::Exn<'_, Val>) -> Result<()> {
        match exception.get_err().map_err(jaq_core::Exn::get_halt) {
            Ok(error) => Err(match told(&error.to_string(), &self.expression).as_str() {
                "" => Error::failed(tr!("--jq: the expression does not fit the result")),
                told => Error::failed(format!("--jq{}{told}", tr!(": "))),
            }),
            Err(Ok(0)) => Ok(()),
            Err(Ok(code)) => Err(Error::failed(tr!("--jq: the expression stopped with halt({code})", code))),
            Err(Err(_)) => Err(Error::failed(tr!("--jq: the expression broke off"))),
        }
    }

    fn raw(&self, text: &str) -> String {
        if self.tabs {
            text.split('\t').map(escape_lines).collect::<Vec<_>>().join("\t")
        } else {
            escape_lines(text)
        }
    }
}

impl Sink for Jq<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        let value = self.value(&row);
        if self.by_row {
            return self.run(value);
        }
        self.rows.push(value);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if !self.by_row {
            let rows = std::mem::take(&mut self.rows).into_iter().collect();
            self.run(rows)?;
        }
        self.out.flush().map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        let value = self.value(&value);
        self.run(value)?;
        self.out.flush().map_err(lost)
    }
}

/// Ways in which jaq says that a value does not fit: what is before the value, and what is behind it.
const MISFITS: &[(&str, &str)] = &[
    ("cannot index ", " with "),
    ("cannot use ", " as "),
    ("cannot parse ", " as "),
    ("cannot convert ", " to "),
    ("cannot calculate ", " "),
    ("invalid path expression with input ", ""),
];

/// What went wrong, without the value: it may be a password. A key is told if the expression itself names it.
fn told(error: &str, expression: &str) -> String {
    let misfit = MISFITS.iter().find_map(|misfit| Some((misfit, error.strip_prefix(misfit.0)?)));
    let Some(((before, behind), rest)) = misfit else {
        // The expression's own words.
        return if raises(expression) { shorten(error, 1_000).into_owned() } else { String::new() };
    };
    let what = match rest.bytes().next() {
        Some(b'[') => "an array",
        Some(b'{') => "an object",
        Some(b'n') if rest.starts_with("null") => "null",
        Some(b't' | b'f') if rest.starts_with("true") || rest.starts_with("false") => "a truth value",
        Some(b'-' | b'0'..=b'9') => "a number",
        _ => "a text",
    };
    let last = rest.rsplit_once(behind).map_or("", |(_, last)| last);
    let last = last.split(':').next().unwrap_or_default();
    let is_open = |word: &str| TYPES.contains(&word) || expression.contains(word.trim_matches('"'));
    if last.is_empty() || !is_open(last) {
        format!("{before}{what}")
    } else {
        format!("{before}{what}{behind}{last}")
    }
}

/// Whether an expression calls `error` itself: not as a field's name.
fn raises(expression: &str) -> bool {
    expression.match_indices("error").any(|(at, word)| {
        let (before, behind) = (expression[..at].trim_end(), expression[at + word.len()..].trim_start());
        behind.starts_with('(') || before.ends_with('|') || before.is_empty()
    })
}

/// What jaq calls types.
const TYPES: &[&str] = &[
    "iterable (array or object)",
    "rangeable (array or string)",
    "array",
    "object",
    "string",
    "number",
    "integer",
    "JSON",
    "time",
    "bytes",
    "character",
];

fn string(text: &str) -> Val {
    Val::utf8_str(text.as_bytes().to_vec())
}

fn convert(value: &Value) -> Val {
    match value {
        Value::Null => Val::Null,
        Value::Bool(truth) => Val::Bool(*truth),
        // From its digits, so that none is lost.
        Value::Number(number) => Val::from_num(&number.to_string()).unwrap_or(Val::Null),
        Value::String(text) => string(text),
        Value::Array(list) => list.iter().map(convert).collect(),
        Value::Object(map) => {
            Val::obj(map.iter().map(|(name, value)| (string(name), convert(value))).collect())
        }
    }
}

fn compile(expression: &str) -> Result<Filter<JustLut<Val>>> {
    if words(expression) > MOST {
        return Err(wrong(tr!("the expression has more than {most} words and signs", most = MOST)));
    }
    let ours = load::parse(FORMATS, |parser| parser.defs()).unwrap_or_default();
    let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs()).chain(ours);
    // Without `env`: the environment holds secrets.
    let functions =
        jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs()).filter(|(name, ..)| *name != "env");
    let arena = Arena::default();
    let modules = Loader::new(definitions)
        .load(&arena, File { code: expression, path: () })
        .map_err(|errors| wrong(errors.first().map_or_else(String::new, |(_, error)| syntax(error))))?;
    Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
        wrong(errors.iter().flat_map(|(_, undefined)| undefined).next().map_or_else(String::new, unknown))
    })
}

fn wrong(why: impl std::fmt::Display) -> Error {
    Error::usage(format!("--jq{}{why}", tr!(": ")))
        .hint(tr!("the language is described at https://jqlang.org/manual/"))
}

fn syntax(error: &load::Error<&str>) -> String {
    let (expected, found) = match error {
        load::Error::Io(_) => return tr!("modules cannot be loaded").to_owned(),
        load::Error::Lex(errors) => match errors.first() {
            Some((expected, found)) => (expected.as_str(), *found),
            None => return tr!("not a jq expression").to_owned(),
        },
        load::Error::Parse(errors) => match errors.first() {
            Some((expected, found)) => (expected.as_str(), *found),
            None => return tr!("not a jq expression").to_owned(),
        },
    };
    match found {
        "" => tr!("expected {expected}, but the expression ends there", expected),
        found => tr!("expected {expected}, found \"{found}\"", expected, found = shorten(found, 40)),
    }
}

fn unknown((name, kind): &compile::Error<&str>) -> String {
    tr!("there is no {kind} \"{name}\"", kind = kind.as_str(), name = shorten(name, 40))
}

/// How many words and signs a text has: never less than what the parser can nest.
fn words(expression: &str) -> usize {
    let mut within = false;
    let starts = expression.bytes().filter(|byte| {
        let word = byte.is_ascii_alphanumeric() || *byte >= 0x80;
        let start = !(byte.is_ascii_whitespace() || word && within);
        within = word;
        start
    });
    starts.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_told_without_the_value() {
        for (error, expression, wanted) in [
            (r#"cannot index [{"a":"canary"}] with "nope""#, ".nope", r#"cannot index an array with "nope""#),
            (r#"cannot index "canary" with "canary""#, ".a[.b]", "cannot index a text"),
            (
                r#"cannot use "canary" as iterable (array or object)"#,
                ".a[]",
                "cannot use a text as iterable (array or object)",
            ),
            ("cannot use canary as an x as array", ".a[]", "cannot use a text as array"),
            ("cannot parse canary as JSON: canary", ".a|tonumber", "cannot parse a text as JSON"),
            (r#"cannot calculate 5 - {"a":"canary"}"#, ".a-.b", "cannot calculate a number"),
            ("cannot use null as number", ".a", "cannot use null as number"),
            ("canary has no length", ".a|length", ""),
            ("my own words", r#"error("my own words")"#, "my own words"),
            ("my own words", r#""my own words" | error"#, "my own words"),
            ("canary is no time", ".[] | {error, at: (.password | fromdate)}", ""),
        ] {
            assert_eq!(told(error, expression), wanted);
        }
    }
}
