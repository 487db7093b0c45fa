//! CSV (RFC 4180, lines end in LF) that a spreadsheet cannot take for formulas.

use super::fields::Picks;
use super::json::compact;
use super::{BUFFER, Sink, lost};
use crate::error::Result;
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
}

impl<'a> Csv<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks, header: bool) -> Self {
        let out = WriterBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_writer(out);
        Self { out, picks, header }
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

    fn end_line(&mut self) -> Result<()> {
        self.out.write_record(None::<&[u8]>).map_err(gone)
    }
}

impl Sink for Csv<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        self.begin()?;
        for pick in &self.picks.list {
            self.out.write_field(cell(pick.of(&row)).as_bytes()).map_err(gone)?;
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
