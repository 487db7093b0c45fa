//! CSV (RFC 4180, lines end in LF) that a spreadsheet cannot take for formulas, unless it is asked
//! for as it is.

use super::fields::{Pick, Picks};
use super::json::compact;
use super::{BUFFER, Options, Sink, lost};
use crate::document::Show;
use crate::error::Result;
use crate::secret::{HIDDEN, is_named_secret, masked};
use crate::text::{escape, is_formula};
use ::csv::{Terminator, Writer, WriterBuilder};
use serde_json::Value;
use std::borrow::Cow;
use std::io::{self, Write};

/// Rows as lines of cells.
pub struct Csv<'a> {
    out: Writer<Marked<'a>>,
    picks: Picks,
    options: &'a Options,
    /// Whether the line of names is still to be written.
    header: bool,
}

impl<'a> Csv<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks, options: &'a Options) -> Self {
        let out = WriterBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_writer(Marked { out, mark: options.spreadsheet });
        Self { out, picks, options, header: options.header }
    }

    fn begin(&mut self) -> Result<()> {
        if std::mem::take(&mut self.header) {
            for pick in &self.picks.list {
                let name = escape(&pick.name);
                let local = self.options.spreadsheet && pick.column.show == Show::Time;
                let name = match self.options.zone.iana_name() {
                    Some(zone) if local => Cow::Owned(format!("{name} ({zone})")),
                    _ => name,
                };
                self.out.write_field(name.as_bytes()).map_err(gone)?;
            }
            self.end_line()?;
        }
        Ok(())
    }

    fn cell<'v>(&self, pick: &Pick, row: &'v Value) -> Cow<'v, str> {
        let value = pick.of(row);
        let raw = self.options.raw_cells;
        if let Some(shown) = without_tokens(pick, value).filter(|_| !self.options.show_secrets) {
            return Cow::Owned(cell(&shown, raw).into_owned());
        }
        let local = self.options.spreadsheet && pick.column.show == Show::Time;
        match value.as_str().filter(|_| local).and_then(|text| text.parse::<jiff::Timestamp>().ok()) {
            // The one form that every spreadsheet takes for a date.
            Some(time) => {
                let at = time.to_zoned(self.options.zone.clone());
                Cow::Owned(at.strftime("%Y-%m-%d %H:%M:%S").to_string())
            }
            None => cell(value, raw),
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
        Show::WideToken => pick.inside().is_some_and(is_named_secret),
        _ => return None,
    };
    Some(if token && !value.is_null() { HIDDEN.into() } else { masked(value) })
}

/// Writes a byte order mark before the first byte: without one, spreadsheets do not expect UTF-8.
struct Marked<'a> {
    out: &'a mut dyn Write,
    mark: bool,
}

impl Write for Marked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.mark {
            self.out.write_all(b"\xef\xbb\xbf")?;
            self.mark = false;
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn cell(value: &Value, raw: bool) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(true) => Cow::Borrowed("true"),
        Value::Bool(false) => Cow::Borrowed("false"),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::String(text) if !raw && is_formula(text) => Cow::Owned(format!("'{}", escape(text))),
        Value::String(text) => escape(text),
        nested => Cow::Owned(compact(nested)),
    }
}
