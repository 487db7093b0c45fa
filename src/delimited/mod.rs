//! CSV as spreadsheets and scripts write it: with commas, semicolons or tabs, with or without a byte order
//! mark, with line ends of any kind, also mixed. It is read as a stream, and each row has the line on which
//! an editor shows it.

pub mod faults;
mod watch;

pub use watch::{Watch, Watched};

use crate::error::{Error, Result};
use crate::file;
use crate::text::suggestion;
use csv::{ByteRecord, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter};
use sha1::{Digest, Sha1};
use std::io::{self, Read};
use std::rc::Rc;

/// What a Chinese keyboard writes where the signs between cells should stand.
const WIDE: [char; 2] = ['，', '；'];

/// How much is read at once, in bytes.
pub const BUFFER: usize = 1 << 16;
/// What a file is shows in so many bytes.
const START: usize = 4 << 10;

/// How the files of spreadsheets begin that are no texts: .xlsx and .ods, which are ZIP archives, and .xls.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// What is wrong with a row, or with the whole file.
#[derive(Debug)]
pub enum Fault {
    /// This row is wrong; the next can be read.
    Row(String),
    /// Nothing more can be read.
    File(Error),
}

impl Fault {
    /// The file cannot be read.
    pub fn unreadable(error: &io::Error) -> Self {
        Self::File(Error::usage(tr!("cannot read the file: {error}", error = file::reason(error))))
    }

    fn of(error: &csv::Error) -> Self {
        match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => Self::Row(tr!(
                "{len} cells where the first line names {expected_len} columns",
                len,
                expected_len
            )),
            csv::ErrorKind::Io(error) => Self::unreadable(error),
            _ => Self::Row(tr!("this is not CSV").to_owned()),
        }
    }

    /// No text can be made of the bytes, and of no other row's either: the whole file is in another encoding.
    pub fn not_utf8(line: u64) -> Self {
        let what = tr!("line {line}: the file is not UTF-8, but perhaps GBK", line);
        Self::File(Error::usage(what).hint(tr!("save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")))
    }

    /// The same as an error, for those whom either ends.
    pub fn into_error(self) -> Error {
        match self {
            Self::Row(what) => Error::usage(what),
            Self::File(error) => error,
        }
    }
}

/// A file whose beginning was looked at.
pub struct Source<R> {
    /// Its first bytes, without a byte order mark.
    start: Vec<u8>,
    rest: R,
}

impl<R: Read> Source<R> {
    /// Looks at the beginning: its first line or a few KiB. More is not waited for, because a pipe's
    /// other end may want to see first what becomes of that line.
    ///
    /// # Errors
    ///
    /// Of the kind `usage`: it cannot be read, it is UTF-16, or a workbook.
    pub fn new(mut rest: R) -> Result<Self> {
        let (mut start, mut length) = (vec![0; START], 0);
        while length < START && !start[..length].trim_ascii_start().contains(&b'\n') {
            match rest.read(&mut start[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::unreadable(&error).into_error()),
            }
        }
        start.truncate(length);
        let marked = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
        // The names of columns are ASCII: every other byte of them is zero.
        if marked || start.iter().take(2).any(|byte| *byte == 0) {
            return Err(Error::usage(tr!("the file is UTF-16"))
                .hint(tr!("save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")));
        }
        if WORKBOOKS.iter().any(|mark| start.starts_with(mark)) {
            return Err(Error::usage(tr!("the file is a workbook or an archive, not a text"))
                .hint(tr!("open it in a spreadsheet, and save it there as \"CSV UTF-8\"")));
        }
        // Spreadsheets put a byte order mark before the first name.
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        Ok(Self { start, rest })
    }

    /// The first byte that is not blank.
    pub fn first(&self) -> Option<u8> {
        self.start.trim_ascii_start().first().copied()
    }

    /// What separates the cells: spreadsheets write `;` where the comma is a decimal sign, and tabs when
    /// asked.
    fn separator(&self) -> u8 {
        let header = self.start.trim_ascii_start().split(|byte| *byte == b'\n').next().unwrap_or_default();
        [b',', b';', b'\t'].into_iter().find(|separator| header.contains(separator)).unwrap_or(b',')
    }

    /// SHA-1 of all its bytes, as [`Watch::digest`] tells it of what was read.
    pub fn digest(mut self) -> Result<String> {
        let (mut sum, mut bytes) = (Sha1::new_with_prefix(&self.start), vec![0; BUFFER]);
        loop {
            match self.rest.read(&mut bytes) {
                Ok(0) => return Ok(hex::encode(sum.finalize())),
                Ok(read) => sum.update(&bytes[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Fault::unreadable(&error).into_error()),
            }
        }
    }

    /// All its bytes, watched.
    pub fn watched(self, watch: Rc<Watch>) -> Watched<R> {
        Watched::new(self.start, self.rest, watch)
    }

    /// Its rows.
    pub fn table(self, watch: Rc<Watch>) -> Table<R> {
        let mut builder = ReaderBuilder::new();
        builder.buffer_capacity(BUFFER).delimiter(self.separator());
        watch.expect_row(0, BUFFER);
        let reader = builder.from_reader(self.watched(Rc::clone(&watch)));
        Table { reader, record: ByteRecord::new(), named: usize::MAX, watch }
    }
}

/// The rows of a file, one by one.
pub struct Table<R> {
    reader: Reader<Watched<R>>,
    record: ByteRecord,
    /// So many columns have names. Behind them a spreadsheet may have written empty ones.
    named: usize,
    watch: Rc<Watch>,
}

impl<R: Read> Table<R> {
    /// Which of these columns each cell belongs to, by the first line. Names may differ in case and in
    /// blanks around them. A file without any line has none. Columns without a name at the end of the line
    /// are left out: nothing may stand in them.
    ///
    /// # Errors
    ///
    /// Of the kind `usage`: a column that is not one of these, with the nearest name, that is there twice, or
    /// that has no name.
    pub fn titles(&mut self, known: &[&str]) -> Result<Vec<usize>> {
        let first = |what: String| Error::usage(tr!("line 1: {what}", what));
        let header = self.reader.byte_headers().map_err(|error| match Fault::of(&error) {
            Fault::Row(what) => first(what),
            Fault::File(error) => error,
        })?;
        if std::str::from_utf8(header.as_slice()).is_err() {
            return Err(Fault::not_utf8(1).into_error());
        }
        let named = |bytes: &[u8]| !bytes.trim_ascii().is_empty();
        self.named = header
            .iter()
            .enumerate()
            .filter(|(_, bytes)| named(bytes))
            .map(|(at, _)| at + 1)
            .max()
            .unwrap_or(0);
        let mut titles = Vec::new();
        for (at, bytes) in header.iter().take(self.named).enumerate() {
            let title = String::from_utf8_lossy(bytes).trim().to_ascii_lowercase();
            if title.is_empty() {
                return Err(first(tr!("column {number} has no name", number = at + 1))
                    .hint(tr!("name it, or take it out")));
            }
            if title.contains(WIDE) {
                return Err(first(tr!("there are full-width commas between the columns").to_owned())
                    .hint(tr!("write , between them, in every line")));
            }
            let Some(column) = known.iter().position(|column| *column == title) else {
                return Err(
                    first(tr!("there is no column \"{title}\"", title)).hint(suggestion(&title, known))
                );
            };
            if titles.contains(&column) {
                return Err(first(tr!("the column \"{title}\" is there twice", title)));
            }
            titles.push(column);
        }
        Ok(titles)
    }

    /// Goes on to the next row with anything in it; `None` after the last. Spreadsheets end their files with
    /// rows that hold separators alone.
    pub fn advance(&mut self) -> Option<Result<(), Fault>> {
        loop {
            let read = self.read();
            let whole = matches!(read, None | Some(Err(Fault::File(_))));
            if whole || !self.record.as_slice().trim_ascii().is_empty() {
                return read;
            }
        }
    }

    fn read(&mut self) -> Option<Result<(), Fault>> {
        self.watch.expect_row(self.reader.position().byte(), BUFFER);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => None,
            // Spreadsheets write none; a file that was torn holds them.
            Ok(true) if memchr(0, self.record.as_slice()).is_some() => {
                Some(Err(Fault::Row(tr!("it holds a NUL byte").to_owned())))
            }
            Ok(true) => Some(self.only_named()),
            Err(error) => Some(Err(self.over_lines(Fault::of(&error)))),
        }
    }

    /// Says of a row with too few or too many cells that one of them has several lines: what looks like the fault
    /// of a row is a quote that took the rows behind it in, which nobody checks.
    fn over_lines(&self, fault: Fault) -> Fault {
        let lines = memchr_iter(b'\n', self.record.as_slice()).count();
        match fault {
            Fault::Row(what) if lines > 0 => Fault::Row(tr!(
                "{what}; a cell of it goes on for {lines} more lines: perhaps a quote is not closed",
                what,
                lines
            )),
            fault => fault,
        }
    }

    /// Refuses a row with something in a column that has no name: it would be lost.
    fn only_named(&self) -> Result<(), Fault> {
        let filled = |at: &usize| self.record.get(*at).is_some_and(|cell| !cell.trim_ascii().is_empty());
        match (self.named..self.record.len()).find(filled) {
            None => Ok(()),
            Some(at) => Err(Fault::Row(tr!(
                "column {number} holds something, and has no name in the first line",
                number = at + 1
            ))),
        }
    }

    /// Whether the row can be read as text.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(self.record.as_slice()).is_ok()
    }

    /// The cells of the row, as they stand in the file.
    pub fn record(&self) -> &ByteRecord {
        &self.record
    }

    /// The line of the file on which the row begins, from 1.
    pub fn line(&self) -> u64 {
        let within = self.record.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1;
        self.watch.line(self.reader.position().byte(), within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives one piece at a time.
    struct Pieces(Vec<&'static [u8]>);

    impl Read for Pieces {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(io::Error::other("nobody should ask for more"));
            }
            let piece = self.0.remove(0);
            bytes[..piece.len()].copy_from_slice(piece);
            Ok(piece.len())
        }
    }

    #[test]
    fn no_more_than_the_first_line_is_waited_for() {
        let pieces = vec![&b"\xef\xbb"[..], b"\xbf a;", b"b\n1;2\n"];
        let mut table = Source::new(Pieces(pieces)).unwrap().table(Rc::default());
        assert_eq!(table.titles(&["b", "a"]).unwrap(), [1, 0]);
        table.advance().unwrap().unwrap();
        assert_eq!((table.record().iter().collect::<Vec<_>>(), table.line()), (vec![&b"1"[..], b"2"], 2));
        assert!(matches!(table.advance(), Some(Err(Fault::File(_)))));
    }

    #[test]
    fn the_line_of_a_row_is_told_as_often_as_asked() {
        let mut table = Source::new(&b"a,b\r\n\r\n1,\"2\n3\"\r\n4\r\n"[..]).unwrap().table(Rc::default());
        table.titles(&["a", "b"]).unwrap();
        table.advance().unwrap().unwrap();
        assert_eq!([table.line(), table.line()], [3, 3]);
        assert!(matches!(table.advance(), Some(Err(Fault::Row(_)))));
        assert_eq!([table.line(), table.line()], [5, 5]);
        assert!(table.advance().is_none());
    }

    #[test]
    fn a_quote_that_takes_rows_in_is_named() {
        let said = |text: &[u8]| read(text).unwrap().last().unwrap().1.clone().unwrap_err();
        assert!(said(b"a,b\n1,2\n\"3,4\n5,6\n7,8\n").contains("3 more lines: perhaps a quote"));
        assert!(!said(b"a,b\n1,2,3\n").contains("quote"));
    }

    #[test]
    fn a_nul_is_no_text() {
        let mut table = Source::new(&b"a,b\n1,2\nx\0,3\n"[..]).unwrap().table(Rc::default());
        table.titles(&["a", "b"]).unwrap();
        table.advance().unwrap().unwrap();
        assert!(matches!(table.advance(), Some(Err(Fault::Row(what))) if what.contains("NUL")));
    }

    /// The rows of a file as they come, by line.
    fn read(text: &[u8]) -> Result<Vec<(u64, Result<String, String>)>> {
        let mut table = Source::new(text)?.table(Rc::default());
        table.titles(&["a", "b"])?;
        let mut rows = Vec::new();
        while let Some(read) = table.advance() {
            let cells = || table.record().iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join("|");
            let read = read.map(|()| cells()).map_err(|fault| fault.into_error().to_string());
            rows.push((table.line(), read));
        }
        Ok(rows)
    }

    #[test]
    fn what_spreadsheets_leave_at_the_end_is_left_out() {
        let rows = read(b"a,b,,\n1,2,,\n,,,\n3,,,\n , ,\n,,,\n").unwrap();
        assert_eq!(rows, [(2, Ok("1|2||".to_owned())), (4, Ok("3|||".to_owned()))]);
        let rows = read(b"a,b,\n1,2,3\n4,5,\n").unwrap();
        assert!(rows[0].1.as_ref().unwrap_err().contains("column 3"), "{rows:?}");
        assert_eq!(rows[1], (3, Ok("4|5|".to_owned())));
        let error = read(b"a,,b\n1,2,3\n").unwrap_err();
        assert_eq!(error.to_string(), "line 1: column 2 has no name");
        assert!(read(b"").unwrap().is_empty() && read(b"a,b\n,\n").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_such_text_is_told_with_what_to_do() {
        for (text, says, hint) in [
            (&b"PK\x03\x04\x14\0"[..], "workbook", "CSV UTF-8"),
            (b"\xd0\xcf\x11\xe0\xa1", "workbook", "CSV UTF-8"),
            (b"\xd6\xf7\xcc\xe2,b\n1,2\n", "not UTF-8", "CSV UTF-8"),
            ("a，b\n1，2\n".as_bytes(), "full-width", "write ,"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
            assert!(error.facts().hint.as_ref().unwrap().contains(hint), "{error}");
        }
    }

    proptest! {
        /// Separators alone in a row, wherever, change neither the other rows nor their lines.
        #[test]
        fn empty_rows_change_no_other(rows in prop::collection::vec(prop::option::of("[1-9]{1,3}"), 0..20)) {
            let line = |cell: &Option<String>| cell.as_ref().map_or(",\n".into(), |cell| format!("{cell},x\n"));
            let text = format!("a,b\n{}", rows.iter().map(line).collect::<String>());
            let expected: Vec<_> = rows.iter().enumerate()
                .filter_map(|(at, cell)| Some((at as u64 + 2, Ok(format!("{}|x", cell.as_ref()?)))))
                .collect();
            prop_assert_eq!(read(text.as_bytes()).unwrap(), expected);
        }
    }

    #[test]
    fn a_digest_is_that_of_what_is_read() {
        let text = &b"\xef\xbb\xbfa,b\n1,2\n"[..];
        let watch = Rc::new(Watch::whole(1 << 20));
        let mut table = Source::new(text).unwrap().table(Rc::clone(&watch));
        table.titles(&["a", "b"]).unwrap();
        while table.advance().is_some() {}
        assert_eq!(Source::new(text).unwrap().digest().unwrap(), watch.digest());
        assert_ne!(Source::new(&text[..9]).unwrap().digest().unwrap(), watch.digest());
    }
}
