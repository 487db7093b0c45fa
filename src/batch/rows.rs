//! The rows of a file: CSV, or JSON lines, as the fields of a command's input.

use crate::client::draft::Given;
use crate::delimited::{self, BUFFER, Table, Watch, Watched};
use crate::error::{Error, Result};
use crate::file;
use crate::text::{suggestion, truth};
use csv::ByteRecord;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

pub use crate::delimited::Fault;

/// How the text of a cell becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// As it is.
    Text,
    /// The same, but the command line takes only certain words.
    Word,
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

impl Column {
    /// What is wrong with one of its cells.
    fn wrong(&self, what: &str) -> String {
        tr!("column \"{title}\": {what}", title = self.title, what)
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number among the rows, from 1.
    pub number: usize,
    /// The line of the file on which it begins.
    pub line: u64,
    /// Its cells as the fields of the command's input; empty ones are left out.
    pub given: Given,
    /// `--set` pairs.
    pub set: Vec<(String, String)>,
}

/// A file's rows, one by one. The whole of it is digested on the way.
pub struct Rows {
    source: Source,
    columns: Rc<[Column]>,
    watch: Rc<Watch>,
    number: usize,
}

enum Source {
    Csv { table: Box<Table<File>>, titles: Vec<usize> },
    Lines { reader: BufReader<Watched<File>>, line: u64, cells: Map<String, Value> },
}

/// A row of CSV that is longer is none: a quote that is not closed takes the rest of the file in.
const LONGEST_ROW: u64 = 1 << 20;
/// A line of JSON that is longer is no row.
const LONGEST_LINE: u64 = 16 << 20;

/// The file from its beginning: its own clone of the handle may be used for one pass at a time.
fn source(file: &File) -> Result<delimited::Source<File>> {
    let unreadable = |error: io::Error| Fault::unreadable(&error).into_error();
    let mut file = file.try_clone().map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    delimited::Source::new(file)
}

/// The digest of a file, as [`Rows::digest`] tells it after the last row.
pub fn digest(file: &File) -> Result<String> {
    source(file)?.digest()
}

impl Rows {
    /// Reads a file from its beginning, in one pass at a time.
    pub fn read(file: &File, columns: Rc<[Column]>) -> Result<Self> {
        let source = source(file)?;
        let watch = Rc::new(Watch::whole(LONGEST_ROW));
        let source = match source.first() {
            Some(b'[') => {
                return Err(Error::usage(tr!("the file is a JSON list"))
                    .hint(tr!("write one object on each line: jq -c '.[]' FILE | meetctl batch run … -")));
            }
            Some(b'{') => {
                let reader = BufReader::with_capacity(BUFFER, source.watched(Rc::clone(&watch)));
                Source::Lines { reader, line: 0, cells: Map::new() }
            }
            _ => {
                let mut table = Box::new(source.table(Rc::clone(&watch)));
                let titles = table.titles(&titles(&columns))?;
                if titles.is_empty() {
                    let some: Vec<&str> = columns.iter().take(3).map(|column| &*column.title).collect();
                    return Err(Error::usage(tr!("the file is empty")).hint(tr!(
                        "its first line names the columns: {columns},…",
                        columns = some.join(",")
                    )));
                }
                Source::Csv { table, titles }
            }
        };
        Ok(Self { source, columns, watch, number: 0 })
    }

    /// The next row; `None` after the last.
    pub fn following(&mut self) -> Option<Result<Row, (u64, Fault)>> {
        let mut row = Row::default();
        self.read_into(&mut row).map(|read| read.map(|()| row))
    }

    /// Puts the next row into this one, whose memory is used again; `None` after the last.
    pub fn read_into(&mut self, row: &mut Row) -> Option<Result<(), (u64, Fault)>> {
        row.set.clear();
        let (line, read) = match &mut self.source {
            Source::Csv { table, titles } => {
                let read = table.advance()?;
                let fault =
                    |what| if table.is_utf8() { Fault::Row(what) } else { Fault::not_utf8(table.line()) };
                let take = |()| row.take_record(table.record(), titles, &self.columns).map_err(fault);
                (table.line(), read.and_then(take))
            }
            Source::Lines { reader, line, cells } => loop {
                let mut text = Vec::new();
                match reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text) {
                    Ok(0) => return None,
                    Ok(_) => *line += 1,
                    Err(error) => break (*line, Err(Fault::unreadable(&error))),
                }
                if !text.trim_ascii().is_empty() {
                    row.given.clear();
                    break (*line, row.take_json(&text, cells, &self.columns).map_err(Fault::Row));
                }
            },
        };
        self.number += 1;
        (row.number, row.line) = (self.number, line);
        Some(read.map_err(|fault| (line, fault)))
    }

    /// The cells of the row that was read last, as they stand in the file, under their titles.
    pub fn cells(&self) -> Cells<'_> {
        Cells(self)
    }

    /// Whether its rows are CSV, whose cells nothing marks off from what is around them.
    pub fn is_csv(&self) -> bool {
        matches!(self.source, Source::Csv { .. })
    }

    /// How many rows were read so far.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The digest of the file, after the last row.
    pub fn digest(&self) -> String {
        self.watch.digest()
    }
}

/// The cells of a row, in the order of the file: they serialize as an object.
pub struct Cells<'a>(&'a Rows);

impl Cells<'_> {
    /// The same as a document.
    pub fn document(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(cells)) => cells,
            _ => Map::new(),
        }
    }
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.source {
            Source::Csv { table, titles } => {
                serializer.collect_map(
                    table.record().iter().zip(titles).map(|(bytes, column)| {
                        (&self.0.columns[*column].title, String::from_utf8_lossy(bytes))
                    }),
                )
            }
            Source::Lines { cells, .. } => cells.serialize(serializer),
        }
    }
}

/// A line's object, and a name that it has twice: of two values one would be lost without a word.
struct Told {
    cells: Map<String, Value>,
    twice: Option<String>,
}

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Told;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Told, A::Error> {
                let mut told = Told { cells: Map::new(), twice: None };
                while let Some((title, value)) = map.next_entry::<String, Value>()? {
                    if told.cells.contains_key(&title) {
                        told.twice.get_or_insert(title);
                    } else {
                        told.cells.insert(title, value);
                    }
                }
                Ok(told)
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// What the file may call them.
fn titles(columns: &[Column]) -> Vec<&str> {
    columns.iter().map(|column| column.title.as_str()).collect()
}

impl Row {
    fn take_record(
        &mut self,
        record: &ByteRecord,
        titles: &[usize],
        columns: &[Column],
    ) -> Result<(), String> {
        let filled = || record.iter().zip(titles).filter(|(bytes, _)| !bytes.is_empty());
        let columns_of = || filled().map(|(_, column)| &columns[*column]);
        // The row before has the same cells more often than not: then only their texts are new.
        let alike = columns_of().all(|column| matches!(column.cell, Cell::Text | Cell::Word))
            && columns_of().map(|column| &column.field).eq(self.given.keys());
        if alike {
            for ((bytes, column), value) in filled().zip(self.given.values_mut()) {
                let text = utf8(bytes).map_err(|what| columns[*column].wrong(&what))?;
                match value {
                    Value::String(kept) => {
                        kept.clear();
                        kept.push_str(text);
                    }
                    value => *value = text.into(),
                }
            }
            return Ok(());
        }
        self.given.clear();
        for (bytes, column) in filled() {
            let column = &columns[*column];
            let put = utf8(bytes).and_then(|text| self.put(column, Value::from(text)));
            put.map_err(|what| column.wrong(&what))?;
        }
        Ok(())
    }

    /// Leaves the line's own cells in `cells`.
    fn take_json(
        &mut self,
        text: &[u8],
        cells: &mut Map<String, Value>,
        columns: &[Column],
    ) -> Result<(), String> {
        cells.clear();
        let told: Told = serde_json::from_slice(text).map_err(|error| {
            tr!("this is not a JSON object on one line (column {error})", error = error.column())
        })?;
        if let Some(title) = told.twice {
            return Err(tr!("the column \"{title}\" is there twice", title));
        }
        *cells = told.cells;
        for (title, value) in cells {
            let column = columns.iter().find(|column| column.title == *title).ok_or_else(|| {
                let what = tr!("there is no column \"{title}\"", title);
                format!("{what}{}{}", tr!(": "), suggestion(title, &titles(columns)))
            })?;
            self.put(column, value.clone()).map_err(|what| column.wrong(&what))?;
        }
        Ok(())
    }

    /// Puts a cell's value where the command's input has it.
    fn put(&mut self, column: &Column, value: Value) -> Result<(), String> {
        let text = |value: &Value| match value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(truth) => Ok(truth.to_string()),
            _ => Err(tr!("it must be a text").to_owned()),
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
            Cell::Text | Cell::Word if value.is_string() => value,
            Cell::Text | Cell::Word => text(&value)?.into(),
            Cell::Flag => match text(&value)? {
                text if text.trim().is_empty() => return Ok(()),
                text => match truth(&text) {
                    Some(true) => Value::Bool(true),
                    Some(false) => return Ok(()),
                    None => return Err(tr!("it must be true or false").to_owned()),
                },
            },
            Cell::File => {
                let path = text(&value)?;
                let unreadable = |error: io::Error| file::unreadable(&path, &error).to_string();
                let file = File::open(&path).map_err(unreadable)?;
                file::only_line(file, &path).map_err(|error| error.to_string())?.into()
            }
            Cell::List if column.field == "set" => {
                for pair in list(&value)? {
                    let (name, value) = pair.split_once('=').ok_or(tr!("it must be NAME=VALUE"))?;
                    self.set.push((name.to_owned(), value.to_owned()));
                }
                return Ok(());
            }
            Cell::List => match list(&value)? {
                items if items.is_empty() => return Ok(()),
                items => items.into(),
            },
        };
        if self.given.insert(column.field.clone(), value).is_some() {
            return Err(tr!("\"{field}\" is given twice", field = column.field));
        }
        Ok(())
    }
}

/// Why a row that was read before cannot be read again.
pub(super) fn changed((line, fault): (u64, Fault)) -> Error {
    match fault {
        Fault::File(error) => error,
        Fault::Row(what) => {
            Error::failed(tr!("line {line}: {what}, which the check did not find", line, what))
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| tr!("it is not UTF-8").to_owned())
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
            let whole = matches!(row, Err((_, Fault::File(_))));
            all.push(row.map_err(|(line, fault)| match fault {
                Fault::Row(what) => (line, what),
                Fault::File(error) => (line, error.to_string()),
            }));
            if whole {
                break;
            }
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
    fn lines_are_counted_as_editors_do() {
        let lines = |text: &str| -> Vec<u64> {
            let number = |row: Result<Row, (u64, String)>| row.map_or_else(|(line, _)| line, |row| row.line);
            read(text.as_bytes()).unwrap().into_iter().map(number).collect()
        };
        assert_eq!(lines("subject,live\n\n\na,1\n\nb,1\n"), [4, 6]);
        assert_eq!(lines("subject,live\r\n\r\na,1\r\n\"b\r\nb\",1\r\nc,perhaps\r\nd"), [3, 4, 6, 7]);
        // Line ends that differ, as files have that two programs wrote.
        assert_eq!(lines("subject,live\r\na,1\nb,1\r\n\nc,1"), [2, 3, 5]);
        // A quote that is not closed, or closed by the end of the file.
        assert_eq!(lines("subject,live\n\"a,1\nb,1\n"), [2]);
        assert_eq!(lines("subject,live\na,1\n\"b\n\""), [2, 3]);
        assert_eq!(lines("\n{\"subject\":\"a\"}\n\n{\"subject\":\"b\"}"), [2, 4]);
    }

    #[test]
    fn cells_are_separated_as_spreadsheets_do() {
        for separator in [",", ";", "\t"] {
            let text = format!("subject{separator}invite\na{separator}\"b;c\"\n");
            let rows = read(text.as_bytes()).unwrap();
            let given = &rows[0].as_ref().unwrap().given;
            assert_eq!(serde_json::to_string(given).unwrap(), r#"{"subject":"a","invite":["b","c"]}"#);
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_does_not_take_the_file_in() {
        let rest = "x,y,z\n".repeat(1 << 19);
        let rows = read(format!("subject,live\na,1\n\"b,1\n{rest}").as_bytes()).unwrap();
        assert_eq!(rows[0].as_ref().unwrap().line, 2);
        let (_, what) = rows[1].as_ref().unwrap_err();
        assert!(what.contains("a quote is not closed"), "{what}");
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_fault_names_its_line_and_column() {
        let rows = read(b"subject,live\nx,perhaps\ny\nz,1\n\xff,1\nz,1\n").unwrap();
        let faults: Vec<(u64, String)> = rows.into_iter().filter_map(Result::err).collect();
        assert_eq!(faults[0], (2, "column \"live\": it must be true or false".into()));
        assert_eq!(faults[1], (3, "1 cells where the first line names 2 columns".into()));
        // It is the file that is wrong: no other row can be read either.
        assert!(faults[2].0 == 5 && faults[2].1.starts_with("line 5: the file is not UTF-8"), "{faults:?}");
        assert_eq!(faults.len(), 3);
        let twice = read(b"{\"subject\":1,\"subject\":2}\n").unwrap();
        assert_eq!(twice[0].as_ref().unwrap_err().1, "the column \"subject\" is there twice");
        let rows = read(b"{\"subject\":1}\n{\"subjct\":1}\n{]\n").unwrap();
        assert_eq!(rows[0].as_ref().unwrap().given.get("subject").unwrap(), "1");
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
            (b" [{\"subject\":\"a\"}]", "JSON list"),
        ] {
            let error = read(text).err().unwrap();
            assert!(error.to_string().contains(says), "{error}");
        }
        assert!(read(b"subjcet\nx\n").err().unwrap().facts().hint.as_ref().unwrap().contains("subject"));
    }
}
