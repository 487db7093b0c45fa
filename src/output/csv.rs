//! CSV (RFC 4180, lines end in LF) that a spreadsheet cannot take for formulas.

use super::fields::{Pick, Picks};
use super::json::compact;
use super::table::{masked, opens_doors};
use super::{BUFFER, Options, Sink, lost};
use crate::document::Show;
use crate::error::Result;
use crate::secret::HIDDEN;
use crate::text::escape;
use ::csv::{Terminator, Writer, WriterBuilder};
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// Rows as lines of cells.
pub struct Csv<'a> {
    out: Writer<&'a mut dyn Write>,
    picks: Picks,
    /// Whether the line of names is still to be written.
    header: bool,
    /// Whether tokens are written.
    tokens: bool,
}

impl<'a> Csv<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks, options: &Options) -> Self {
        let out = WriterBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_writer(out);
        Self { out, picks, header: options.header, tokens: options.show_secrets }
    }

    fn begin(&mut self) -> Result<()> {
        if std::mem::take(&mut self.header) {
            for pick in &self.picks.list {
                self.out.write_field(escape(&pick.name).as_bytes()).map_err(gone)?;
            }
            self.end_line()?;
        }
        Ok(())
    }

    fn cell<'v>(&self, pick: &Pick, row: &'v Value) -> Cow<'v, str> {
        let value = pick.of(row);
        match without_tokens(pick, value).filter(|_| !self.tokens) {
            Some(shown) => Cow::Owned(cell(&shown).into_owned()),
            None => cell(value),
        }
    }

    fn end_line(&mut self) -> Result<()> {
        self.out.write_record(None::<&[u8]>).map_err(gone)
    }
}

impl Sink for Csv<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        self.begin()?;
        for pick in &self.picks.list {
            self.out.write_field(self.cell(pick, &row).as_bytes()).map_err(gone)?;
        }
        self.end_line()
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.begin()?;
        self.out.flush().map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        self.row(value)?;
        self.finish()
    }
}

fn gone(error: ::csv::Error) -> crate::error::Error {
    lost(match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

/// What is shown of a value that may hold tokens.
fn without_tokens(pick: &Pick, value: &Value) -> Option<Value> {
    let token = match pick.column.show {
        Show::Token => true,
        Show::WideToken => pick.inside().is_some_and(opens_doors),
        _ => return None,
    };
    Some(if token && !value.is_null() { HIDDEN.into() } else { masked(value) })
}

fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::String(text) if is_formula(text) => Cow::Owned(format!("'{}", escape(text))),
        Value::String(text) => escape(text),
        nested => Cow::Owned(compact(nested)),
    }
}

/// Whether a spreadsheet might compute this text instead of showing it.
fn is_formula(text: &str) -> bool {
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '＝' | '＠' | '＋' | '－') => true,
        Some('+' | '-') => !is_number(&text[1..]),
        _ => false,
    }
}

/// Digits, perhaps with a fraction: what may stand behind a sign. A telephone number is one too.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}
