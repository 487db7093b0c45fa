//! The rows of a file: CSV, or JSON lines, as the fields of a command's input.

use crate::client::draft::Given;
use crate::error::{Error, Result};
use crate::text::suggestion;
use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};
use std::cell::{self, RefCell};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How the text of a cell becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// As it is.
    Text,
    /// `true` or `false`, or `yes`, `no`, `1`, `0`.
    Flag,
    /// Several, with `;` between them.
    List,
    /// The name of a file that holds the value in its first line.
    File,
}

/// A column that a command's rows may have.
#[derive(Clone, Debug)]
pub struct Column {
    /// What the file calls it: a long flag without its dashes, an argument in lower case.
    pub title: String,
    /// The field of the command's input.
    pub field: String,
    /// What its cells hold.
    pub cell: Cell,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number among the rows, from 1.
    pub number: usize,
    /// The line of the file on which it begins.
    pub line: u64,
    /// Its cells as they stand in the file, under their titles.
    pub cells: Map<String, Value>,
    /// The same as the fields of the command's input; empty cells are left out.
    pub given: Given,
    /// `--set` pairs.
    pub set: Vec<(String, String)>,
}

/// What is wrong with a row, or with the whole file.
#[derive(Debug)]
pub enum Fault {
    /// This row is wrong; the next can be read.
    Row(String),
    /// Nothing more can be read.
    File(Error),
}

/// A file's rows, one by one. The whole of it is digested on the way.
pub struct Rows {
    source: Source,
    columns: Rc<[Column]>,
    digest: Rc<RefCell<Sha1>>,
    number: usize,
}

enum Source {
    Csv { reader: Box<Reader<Digesting>>, record: ByteRecord, titles: Vec<usize>, crlf: Rc<cell::Cell<bool>> },
    Lines { reader: BufReader<Digesting>, line: u64 },
}

/// Reads a file and digests what it reads.
struct Digesting {
    source: io::Chain<io::Cursor<Vec<u8>>, File>,
    digest: Rc<RefCell<Sha1>>,
    /// Whether the first line ends in CR LF; `None` before its end.
    ends: Option<bool>,
    last: u8,
    crlf: Rc<cell::Cell<bool>>,
}

impl Digesting {
    fn see(&mut self, bytes: &[u8]) {
        if self.ends.is_none()
            && let Some(at) = bytes.iter().position(|byte| *byte == b'\n')
        {
            let before = if at == 0 { self.last } else { bytes[at - 1] };
            self.ends = Some(before == b'\r');
            self.crlf.set(before == b'\r');
        }
        self.last = bytes.last().copied().unwrap_or(self.last);
        self.digest.borrow_mut().update(bytes);
    }
}

impl Read for Digesting {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(bytes)?;
        self.see(&bytes[..length]);
        Ok(length)
    }
}

/// A line of JSON that is longer is no row.
const LONGEST_LINE: u64 = 16 << 20;

impl Rows {
    /// Reads from the file's beginning: its own clone of the handle may be used for one pass at a time.
    pub fn read(file: &File, columns: Rc<[Column]>) -> Result<Self> {
        let unreadable = |error: io::Error| Error::usage(format!("cannot read the file: {error}"));
        let mut file = file.try_clone().map_err(unreadable)?;
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let mut start = Vec::new();
        file.by_ref().take(4).read_to_end(&mut start).map_err(unreadable)?;
        if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || start.contains(&0) {
            return Err(
                Error::usage("the file is UTF-16").hint("save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
            );
        }
        // Spreadsheets put a byte order mark before the first name.
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        let lines = start.first() == Some(&b'{');
        let digest = Rc::new(RefCell::new(Sha1::new()));
        let crlf = Rc::new(cell::Cell::new(false));
        let source = Digesting {
            source: io::Cursor::new(start).chain(file),
            digest: Rc::clone(&digest),
            ends: None,
            last: 0,
            crlf: Rc::clone(&crlf),
        };
        let source = if lines {
            Source::Lines { reader: BufReader::with_capacity(1 << 16, source), line: 0 }
        } else {
            let mut reader = Box::new(ReaderBuilder::new().buffer_capacity(1 << 16).from_reader(source));
            let titles = titles(&mut reader, &columns)?;
            Source::Csv { reader, record: ByteRecord::new(), titles, crlf }
        };
        Ok(Self { source, columns, digest, number: 0 })
    }

    /// The next row; `None` after the last.
    pub fn following(&mut self) -> Option<Result<Row, (u64, Fault)>> {
        let row = match &mut self.source {
            Source::Csv { reader, record, titles, crlf } => match reader.read_byte_record(record) {
                Ok(false) => return None,
                Ok(true) => {
                    // The reader has not yet taken the second half of the line end before this record.
                    let line = record.position().map_or(0, csv::Position::line) + u64::from(crlf.get());
                    of_record(record, titles, &self.columns, line)
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    Err((line, unreadable(&error)))
                }
            },
            Source::Lines { reader, line } => loop {
                let mut text = Vec::new();
                match reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text) {
                    Ok(0) => return None,
                    Ok(_) => *line += 1,
                    Err(error) => {
                        let error = Error::usage(format!("cannot read the file: {error}"));
                        break Err((*line, Fault::File(error)));
                    }
                }
                if !text.trim_ascii().is_empty() {
                    break of_json(&text, &self.columns, *line);
                }
            },
        };
        self.number += 1;
        Some(row.map(|row| Row { number: self.number, ..row }))
    }

    /// How many rows were read so far.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The digest of the file, after the last row.
    pub fn digest(&self) -> String {
        hex::encode(self.digest.borrow().clone().finalize())
    }
}

/// Which column each cell of a record belongs to.
fn titles(reader: &mut Reader<Digesting>, columns: &[Column]) -> Result<Vec<usize>> {
    let header = reader.byte_headers().map_err(|error| match unreadable(&error) {
        Fault::Row(what) => Error::usage(format!("line 1: {what}")),
        Fault::File(error) => error,
    })?;
    let mut titles = Vec::new();
    for bytes in header {
        let title = String::from_utf8_lossy(bytes).trim().to_ascii_lowercase();
        let column = column(&title, columns).map_err(|what| {
            let known: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
            Error::usage(format!("line 1: {what}")).hint(suggestion(&title, &known))
        })?;
        if titles.contains(&column) {
            return Err(Error::usage(format!("line 1: the column \"{title}\" is there twice")));
        }
        titles.push(column);
    }
    if titles.is_empty() {
        return Err(
            Error::usage("the file is empty").hint("its first line names the columns: subject,start,…")
        );
    }
    Ok(titles)
}

fn column(title: &str, columns: &[Column]) -> Result<usize, String> {
    columns
        .iter()
        .position(|column| column.title == title)
        .ok_or_else(|| format!("there is no column \"{title}\""))
}

fn unreadable(error: &csv::Error) -> Fault {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Fault::Row(format!("{len} cells where the first line names {expected_len} columns"))
        }
        csv::ErrorKind::Io(error) => Fault::File(Error::usage(format!("cannot read the file: {error}"))),
        _ => Fault::Row("this is not CSV".to_owned()),
    }
}

fn of_record(
    record: &ByteRecord,
    titles: &[usize],
    columns: &[Column],
    line: u64,
) -> Result<Row, (u64, Fault)> {
    let mut row = Row { line, ..Row::default() };
    for (bytes, column) in record.iter().zip(titles) {
        let column = &columns[*column];
        let fault = |what: String| (line, Fault::Row(format!("column \"{}\": {what}", column.title)));
        let text = std::str::from_utf8(bytes).map_err(|_| fault("it is not UTF-8".to_owned()))?;
        row.cells.insert(column.title.clone(), text.into());
        if !text.is_empty() {
            row.put(column, &Value::from(text)).map_err(fault)?;
        }
    }
    Ok(row)
}

fn of_json(text: &[u8], columns: &[Column], line: u64) -> Result<Row, (u64, Fault)> {
    let fault = |what: String| (line, Fault::Row(what));
    let cells: Map<String, Value> = serde_json::from_slice(text).map_err(|error| {
        fault(format!("this is not a JSON object on one line (column {})", error.column()))
    })?;
    let mut row = Row { line, ..Row::default() };
    for (title, value) in &cells {
        let column = column(title, columns).map_err(|what| {
            let known: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
            fault(format!("{what}: {}", suggestion(title, &known)))
        })?;
        let column = &columns[column];
        row.put(column, value).map_err(|what| fault(format!("column \"{}\": {what}", column.title)))?;
    }
    row.cells = cells;
    Ok(row)
}

impl Row {
    /// Puts a cell's value where the command's input has it.
    fn put(&mut self, column: &Column, value: &Value) -> Result<(), String> {
        let text = |value: &Value| match value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(truth) => Ok(truth.to_string()),
            _ => Err("it must be a text".to_owned()),
        };
        let list = |value: &Value| match value {
            Value::Array(items) => items.iter().map(text).collect(),
            value => {
                let text = text(value)?;
                let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
                Ok(parts.map(str::to_owned).collect::<Vec<String>>())
            }
        };
        if value.is_null() {
            return Ok(());
        }
        let value = match column.cell {
            Cell::Text => text(value)?.into(),
            Cell::Flag => match text(value)?.trim().to_ascii_lowercase().as_str() {
                "1" | "true" | "yes" => Value::Bool(true),
                "0" | "false" | "no" | "" => return Ok(()),
                _ => return Err("it must be true or false".to_owned()),
            },
            Cell::File => first_line(&text(value)?)?.into(),
            Cell::List if column.field == "set" => {
                for pair in list(value)? {
                    let (name, value) = pair.split_once('=').ok_or("it must be NAME=VALUE")?;
                    self.set.push((name.to_owned(), value.to_owned()));
                }
                return Ok(());
            }
            Cell::List => match list(value)? {
                items if items.is_empty() => return Ok(()),
                items => items.into(),
            },
        };
        if self.given.insert(column.field.clone(), value).is_some() {
            return Err(format!("\"{}\" is given twice", column.field));
        }
        Ok(())
    }
}

/// The first line of a short file, which is all of it.
fn first_line(path: &str) -> Result<String, String> {
    const LARGEST: u64 = 64 << 10;
    let file = File::open(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let mut text = String::new();
    file.take(LARGEST).read_to_string(&mut text).map_err(|error| format!("cannot read {path}: {error}"))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    match text.strip_suffix('\r').unwrap_or(text) {
        "" => Err(format!("{path} is empty")),
        text if text.contains('\n') => Err(format!("{path} holds more than one line")),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn columns() -> Rc<[Column]> {
        let column = |title: &str, cell| Column { title: title.into(), field: title.into(), cell };
        [
            column("subject", Cell::Text),
            column("live", Cell::Flag),
            column("invite", Cell::List),
            column("set", Cell::List),
        ]
        .into()
    }

    fn read(text: &[u8]) -> Result<Vec<Result<Row, (u64, String)>>> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        let mut rows = Rows::read(&file, columns())?;
        let mut all = Vec::new();
        while let Some(row) = rows.following() {
            all.push(row.map_err(|(line, fault)| match fault {
                Fault::Row(what) => (line, what),
                Fault::File(error) => (line, error.to_string()),
            }));
        }
        Ok(all)
    }

    #[test]
    fn csv_and_json_lines_say_the_same() {
        let csv = "\u{feff}subject,live,invite,set\n周会,yes,a; b;,x=1;y=2\n\"a\n;b\",,,\n";
        let json = "{\"subject\":\"周会\",\"live\":true,\"invite\":[\"a\",\"b\"],\"set\":\"x=1;y=2\"}\n\n{\"subject\":\"a\\n;b\",\"live\":false,\"invite\":null}";
        let given = |text: &str| -> Vec<(Given, usize)> {
            read(text.as_bytes())
                .unwrap()
                .into_iter()
                .map(|row| row.unwrap())
                .map(|row| (row.given, row.set.len()))
                .collect()
        };
        assert_eq!(given(csv), given(json));
        let first = &given(csv)[0];
        assert_eq!(
            serde_json::to_string(&first.0).unwrap(),
            r#"{"subject":"周会","live":true,"invite":["a","b"]}"#
        );
        assert_eq!(first.1, 2);
        let lines: Vec<u64> =
            read(csv.as_bytes()).unwrap().into_iter().map(|row| row.unwrap().line).collect();
        assert_eq!(lines, [2, 3]);
        let crlf = csv.replace('\n', "\r\n").replace("a\r\n;b", "a;b");
        let lines: Vec<u64> =
            read(crlf.as_bytes()).unwrap().into_iter().map(|row| row.unwrap().line).collect();
        assert_eq!(lines, [2, 3]);
    }

    #[test]
    fn a_fault_names_its_line_and_column() {
        let rows = read(b"subject,live\nx,perhaps\ny\n\xff,1\nz,1\n").unwrap();
        let faults: Vec<(u64, String)> = rows.into_iter().filter_map(Result::err).collect();
        assert_eq!(faults[0], (2, "column \"live\": it must be true or false".into()));
        assert_eq!(faults[1], (3, "1 cells where the first line names 2 columns".into()));
        assert_eq!(faults[2].0, 4);
        assert_eq!(faults.len(), 3);
        let rows = read(b"{\"subject\":1}\n{\"subjct\":1}\n{]\n").unwrap();
        assert_eq!(rows[0].as_ref().unwrap().given["subject"], "1");
        assert!(rows[1].as_ref().unwrap_err().1.contains("subject"), "{rows:?}");
        assert!(rows[2].is_err());
    }

    #[test]
    fn headers_are_checked_first() {
        for (text, says) in [
            (&b""[..], "empty"),
            (b"subjcet\nx\n", "no column \"subjcet\""),
            (b"subject,subject\nx,y\n", "twice"),
            (b"\xff\xfes\0u\0", "UTF-16"),
        ] {
            let error = read(text).err().unwrap();
            assert!(error.to_string().contains(says), "{error}");
        }
        assert!(read(b"subjcet\nx\n").err().unwrap().facts().hint.as_ref().unwrap().contains("subject"));
    }
}
