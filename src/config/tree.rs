//! The file's contents as a tree that remembers order and lines and shows no value.

use crate::lang;
use crate::secret::Secret;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the line it stands on.
pub(super) struct Node {
    pub line: usize,
    pub value: Value,
}

/// What a value is. Texts and numbers are kept as secrets, since any of them may be one.
pub(super) enum Value {
    Text(Secret),
    Number(Secret),
    Bool(bool),
    List(Vec<Node>),
    Table(Table),
    Date,
}

/// Keys in the order of the file, with the line each stands on.
pub(super) type Table = Vec<(String, Node)>;

impl Node {
    /// The text or number as it was written.
    pub(super) fn literal(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text.expose()),
            _ => None,
        }
    }

    /// The text; a number is none.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    /// What to call a value of this type.
    pub(super) fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => tr!("a text"),
            Value::Number(_) => tr!("a number"),
            Value::Bool(_) => tr!("true or false"),
            Value::List(_) => tr!("a list"),
            Value::Table(_) => tr!("a table"),
            Value::Date => tr!("a date"),
        }
    }
}

/// Finds a key.
pub(super) fn get<'a>(table: &'a Table, key: &str) -> Option<&'a Node> {
    table.iter().find(|(name, _)| name == key).map(|(_, node)| node)
}

/// A place in the file and what is wrong there, in words that hold nothing of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    pub line: usize,
    pub column: usize,
    pub problem: &'static str,
}

/// Parses TOML.
pub(super) fn parse(text: &str) -> Result<Table, SyntaxError> {
    let lines = Lines::of(text);
    match DeTable::parse(text) {
        Ok(table) => Ok(lines.table(table.get_ref())),
        Err(error) => {
            let at = error.span().unwrap_or(0..0).start;
            let line = lines.line(at);
            let start = line.checked_sub(2).map_or(0, |before| lines.0[before] + 1);
            let column = text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
            Err(SyntaxError { line, column, problem: problem(error.message()) })
        }
    }
}

/// The parser's message in our words, because its own may come to quote the file.
fn problem(message: &str) -> &'static str {
    const KNOWN: [(&str, &str); 9] = [
        ("duplicate key", msg!("a key is given twice")),
        ("string values must be quoted", msg!("a text without quotes")),
        (
            "invalid basic string",
            msg!("a text whose quotes do not close, or with a character that must be escaped"),
        ),
        ("invalid literal string", msg!("a text whose quotes do not close")),
        ("invalid unquoted key", msg!("a key with a character that wants quotes")),
        ("key with no value", msg!("a key without a value")),
        ("unclosed table", msg!("a table's bracket does not close")),
        ("unclosed array", msg!("a list's bracket does not close")),
        ("unclosed inline table", msg!("an inline table's brace does not close")),
    ];
    KNOWN
        .iter()
        .find(|(start, _)| message.starts_with(start))
        .map_or(tr!("not valid TOML"), |(_, ours)| lang::text(ours))
}

/// Where the lines end.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let mut rows: Vec<(Range<usize>, (String, Node))> = table
            .iter()
            .map(|(key, value)| {
                let node = self.node(value, key.span().start);
                (key.span(), (key.get_ref().to_string(), node))
            })
            .collect();
        rows.sort_by_key(|(span, _)| span.start);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn node(&self, value: &Spanned<DeValue<'_>>, at: usize) -> Node {
        let item = |item: &Spanned<DeValue<'_>>| self.node(item, item.span().start);
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(Secret::new(&**text)),
            DeValue::Integer(number) => Value::Number(Secret::new(decimal(number.as_str(), number.radix()))),
            DeValue::Float(number) => Value::Number(Secret::new(number.as_str())),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::List(items.iter().map(item).collect()),
            DeValue::Table(table) => Value::Table(self.table(table)),
        };
        Node { line: self.line(at), value }
    }
}

/// An integer in decimal; one that is too large for that stays as it was written.
fn decimal(digits: &str, radix: u32) -> String {
    match u128::from_str_radix(digits, radix) {
        Ok(number) if radix != 10 => number.to_string(),
        _ => digits.trim_start_matches('+').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> SyntaxError {
        parse(text).err().unwrap()
    }

    #[test]
    fn order_lines_and_numbers_are_kept() {
        let table = parse("z = 6\na = 0x10\n[t]\nf = 2.50\nn = 1_000\nd = 2026-01-01\n").unwrap();
        let names: Vec<&str> = table.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["z", "a", "t"]);
        assert_eq!(get(&table, "a").unwrap().literal(), Some("16"));
        assert_eq!(get(&table, "a").unwrap().line, 2);
        let Value::Table(t) = &get(&table, "t").unwrap().value else { panic!("no table") };
        assert_eq!(get(t, "f").unwrap().literal(), Some("2.50"));
        assert_eq!(get(t, "n").unwrap().literal(), Some("1000"));
        assert_eq!((get(t, "d").unwrap().kind(), get(t, "d").unwrap().line), ("a date", 6));
    }

    #[test]
    fn faults_have_a_place_and_quote_nothing() {
        let unquoted = fault("a = 1\nkey = canary9f3\n");
        assert_eq!((unquoted.line, unquoted.column), (2, 7));
        assert_eq!(unquoted.problem, "a text without quotes");
        assert_eq!(fault("a = 1\na = 2\n").problem, "a key is given twice");
        assert_eq!(fault("é = 1\n").line, 1);
        for text in [
            "a = 'canary9f3",
            "a = \"canary9f3\\q\"",
            "canary9f3",
            "[canary9f3",
            "a = { canary9f3",
            "a = 'x' canary9f3",
        ] {
            assert!(!format!("{:?}", fault(text)).contains("canary"), "{text}");
        }
    }

    #[test]
    fn deep_nesting_does_not_end_the_program() {
        for deep in [
            "[".repeat(100_000),
            format!("a = {}", "[".repeat(100_000)),
            format!("{}a = 1", "a.".repeat(100_000)),
            format!("[{}a]", "a.".repeat(100_000)),
        ] {
            let _ = parse(&deep);
        }
    }
}
