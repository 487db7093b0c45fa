//! From rows to bytes on stdout. A command hands over JSON values in the order of the contract;
//! each format is one file here, and [`Printer::new`] is the one place that knows them all.
//!
//! What came from a server reaches stdout only with its control characters escaped, in every
//! format, whether or not stdout is a terminal.

mod csv;
mod error;
mod fields;
mod grid;
mod jq;
mod json;
pub mod qr;
mod table;
pub mod width;

pub use error::print_error;

use crate::document::Shape;
use crate::error::{Error, Result};
use crate::jsonl::Row;
use fields::Picks;
use serde_json::Value;
use std::io::{BufWriter, Write};

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people: aligned columns, local times, secrets hidden.
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
}

/// What the global options say about output.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Fields to print, in this order; none asks for all.
    pub fields: Vec<String>,
    /// A jq expression that the JSON document goes through.
    pub jq: Option<String>,
    /// Whether tables and CSV begin with a line of names.
    pub header: bool,
    /// Whether tables show every column.
    pub wide: bool,
    /// Whether tables show passwords and links, and CSV tokens.
    pub show_secrets: bool,
    /// Whether stdout may be coloured.
    pub color: bool,
    /// The terminal's columns. `None`, a pipe or a file: nothing is ever cut.
    pub width: Option<usize>,
    /// Told once if a terminal has no room for all of a table. `None`: nobody asked for hints.
    pub tell: Option<fn(&str)>,
    /// The time zone in which tables show times.
    pub zone: jiff::tz::TimeZone,
    /// Whether CSV is for a spreadsheet: a byte order mark, local times, their zone in the headings.
    pub spreadsheet: bool,
    /// Whether CSV holds texts as they are, even those that a spreadsheet would compute.
    pub raw_cells: bool,
}

/// One format at work. It owns its buffer, so that each may choose what to buffer.
trait Sink {
    /// One row of a list.
    fn row(&mut self, row: Value) -> Result<()>;
    /// Writes a row down without making a document of it. `false`: this format needs one.
    fn written(&mut self, _: &dyn Row) -> Result<bool> {
        Ok(false)
    }
    /// The end of a list: whatever closes it, then a flush whose failure counts.
    fn finish(self: Box<Self>) -> Result<()>;
    /// A single thing, instead of a list.
    fn one(self: Box<Self>, value: Value) -> Result<()>;
}

/// Writes one result, a list or a single thing.
///
/// When a list breaks off, call [`Printer::finish`] before reporting why: it closes the JSON
/// array, so that what was printed can still be read.
pub struct Printer<'a> {
    sink: Box<dyn Sink + 'a>,
    rows: usize,
}

impl<'a> Printer<'a> {
    /// Checks `--fields` and compiles `--jq`, so call it before anything is sent.
    /// Nothing is written yet.
    pub fn new(out: &'a mut dyn Write, options: &'a Options, shape: &'static Shape) -> Result<Self> {
        let picks = Picks::new(&options.fields, shape)?;
        let sink: Box<dyn Sink + 'a> = match (&options.jq, options.format) {
            (Some(_), Format::Csv) => {
                return Err(Error::usage(tr!("--jq works on JSON and cannot be used with -o csv"))
                    .hint(tr!("leave -o csv out and let the expression end in @csv")));
            }
            (Some(expression), format) => {
                Box::new(jq::Jq::new(out, expression, picks, format == Format::Jsonl)?)
            }
            (None, Format::Table) => Box::new(table::Table::new(out, picks, options)),
            (None, Format::Json) => Box::new(json::Json::new(out, picks)),
            (None, Format::Jsonl) => Box::new(json::Lines::new(out, picks)),
            (None, Format::Csv) => Box::new(csv::Csv::new(out, picks, options)),
        };
        Ok(Self { sink, rows: 0 })
    }

    /// Prints a single thing: an object, not a list of one.
    pub fn one(self, value: Value) -> Result<()> {
        self.sink.one(value)
    }

    /// Prints one row of a list.
    pub fn row(&mut self, row: Value) -> Result<()> {
        self.rows += 1;
        self.sink.row(row)
    }

    /// Prints one row of a list as it is, if this format can. `false`: it is still to be printed.
    pub fn written(&mut self, row: &dyn Row) -> Result<bool> {
        let written = self.sink.written(row)?;
        self.rows += usize::from(written);
        Ok(written)
    }

    /// How many rows there were so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Ends the list, writes what is still held back, and returns the number of rows.
    pub fn finish(self) -> Result<usize> {
        self.sink.finish()?;
        Ok(self.rows)
    }
}

impl std::fmt::Debug for Printer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Printer").field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// How much is collected before it is written.
const BUFFER: usize = 64 * 1024;

type Out<'a> = BufWriter<&'a mut dyn Write>;

fn buffer(out: &mut dyn Write) -> Out<'_> {
    BufWriter::with_capacity(BUFFER, out)
}

/// For `map_err` on whatever writes to stdout.
fn lost(error: impl Into<std::io::Error>) -> Error {
    Error::output(&error.into())
}

const BOLD: &str = "1";
const DIM: &str = "2";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const BOLD_RED: &str = "1;31";

/// Our own colours. The text must be escaped already.
fn paint(text: &str, code: &str) -> String {
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests;
