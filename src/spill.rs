//! Rows that memory should not hold: in the order in which they came, or sorted. A few MiB of them
//! stay in memory; what is more goes to temporary files without a name, which nobody else can open
//! and which are gone with the process.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::io::{self, BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::marker::PhantomData;
use tempfile::SpooledTempFile;

/// So many bytes of rows stay in memory.
const HELD: usize = 4 << 20;
/// What is read ahead of each sorted run.
const AHEAD: usize = 16 << 10;

/// Rows in the order in which they came.
pub struct Rows<T> {
    file: BufWriter<SpooledTempFile>,
    count: usize,
    row: PhantomData<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { file: BufWriter::with_capacity(AHEAD, SpooledTempFile::new(HELD)), count: 0, row: PhantomData }
    }
}

impl<T> fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("count", &self.count).finish_non_exhaustive()
    }
}

impl<T: Serialize + DeserializeOwned> Rows<T> {
    /// Adds a row behind the others.
    pub fn push(&mut self, row: &T) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, row)?;
        self.file.write_all(b"\n")?;
        self.count += 1;
        Ok(())
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Shows every row. The rows stay, and more may follow, also where `show` has failed. `lost` names a
    /// failure to read them.
    pub fn each<E>(
        &mut self,
        lost: impl Fn(io::Error) -> E,
        mut show: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        self.file.flush().map_err(&lost)?;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(0)).map_err(&lost)?;
        let mut reader = BufReader::with_capacity(AHEAD, &mut *file);
        let mut line = Vec::new();
        let mut shown = || loop {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(&lost)? == 0 {
                return Ok(());
            }
            show(serde_json::from_slice(&line).map_err(|error| lost(error.into()))?)?;
        };
        let shown = shown();
        // What follows goes behind all of them, however far this came.
        let end = file.seek(SeekFrom::End(0)).map(drop).map_err(lost);
        shown.and(end)
    }
}

/// Records that come in any order and go out by their keys, compared byte by byte. Equal keys may
/// come out in any order.
#[derive(Debug)]
pub struct Sorter {
    /// The records one behind the other, each key followed by its value.
    bytes: Vec<u8>,
    /// Where each record begins, where its key ends, and where it ends.
    marks: Vec<(usize, usize, usize)>,
    runs: Vec<SpooledTempFile>,
    held: usize,
}

impl Default for Sorter {
    fn default() -> Self {
        Self::holding(HELD)
    }
}

impl Sorter {
    /// A sorter that keeps about so many bytes in memory.
    pub fn holding(held: usize) -> Self {
        Self { bytes: Vec::new(), marks: Vec::new(), runs: Vec::new(), held }
    }

    /// Takes in a record.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(value);
        self.marks.push((start, middle, self.bytes.len()));
        if self.bytes.len() + self.marks.len() * size_of::<(usize, usize, usize)>() >= self.held {
            self.spill()?;
        }
        Ok(())
    }

    /// Shows every record, key and value, in the order of the keys. `lost` names a failure to read
    /// them.
    pub fn each<E>(
        mut self,
        lost: impl Fn(io::Error) -> E,
        mut show: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.runs.is_empty() {
            self.sort();
            return self.marks.iter().try_for_each(|(start, middle, end)| {
                show(&self.bytes[*start..*middle], &self.bytes[*middle..*end])
            });
        }
        self.spill().map_err(&lost)?;
        (self.bytes, self.marks) = (Vec::new(), Vec::new());
        let mut readers: Vec<_> =
            self.runs.into_iter().map(|run| BufReader::with_capacity(AHEAD, run)).collect();
        let mut heads = BinaryHeap::with_capacity(readers.len());
        for (run, reader) in readers.iter_mut().enumerate() {
            if let Some((key, value)) = record(reader).map_err(&lost)? {
                heads.push(Reverse((key, run, value)));
            }
        }
        while let Some(Reverse((key, run, value))) = heads.pop() {
            show(&key, &value)?;
            if let Some((key, value)) = record(&mut readers[run]).map_err(&lost)? {
                heads.push(Reverse((key, run, value)));
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.marks.sort_unstable_by(|a, b| bytes[a.0..a.1].cmp(&bytes[b.0..b.1]));
    }

    /// Writes what is held as one sorted run.
    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let mut out = BufWriter::with_capacity(AHEAD, SpooledTempFile::new(0));
        for (start, middle, end) in &self.marks {
            for part in [&self.bytes[*start..*middle], &self.bytes[*middle..*end]] {
                out.write_all(&(part.len() as u64).to_le_bytes())?;
                out.write_all(part)?;
            }
        }
        let mut run = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        run.seek(SeekFrom::Start(0))?;
        self.runs.push(run);
        self.bytes.clear();
        self.marks.clear();
        Ok(())
    }
}

/// A key and its value.
type Record = (Vec<u8>, Vec<u8>);

/// The next record of a run.
fn record(run: &mut impl io::BufRead) -> io::Result<Option<Record>> {
    if run.fill_buf()?.is_empty() {
        return Ok(None);
    }
    Ok(Some((part(run)?, part(run)?)))
}

fn part(run: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    run.read_exact(&mut length)?;
    let length = usize::try_from(u64::from_le_bytes(length)).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    run.read_exact(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every row, in order.
    fn all<T: Serialize + DeserializeOwned>(rows: &mut Rows<T>) -> Vec<T> {
        let mut all = Vec::new();
        let take = |row| {
            all.push(row);
            Ok(())
        };
        rows.each::<io::Error>(|error| error, take).unwrap();
        all
    }

    #[test]
    fn rows_come_back_as_often_as_asked_and_in_order() {
        let mut rows: Rows<String> = Rows::default();
        let long = "周会\n".repeat(1 << 20);
        for row in ["a", &long, "b"] {
            rows.push(&row.to_owned()).unwrap();
        }
        for more in [3, 4] {
            let all = all(&mut rows);
            assert_eq!((all.len(), rows.count()), (more, more));
            assert!(all[0] == "a" && all[1] == long && all[2] == "b");
            rows.push(&"c".to_owned()).unwrap();
        }
    }

    #[test]
    fn an_error_of_the_reader_ends_it_and_costs_no_row() {
        let mut rows: Rows<usize> = Rows::default();
        // More than is read ahead, so that the reader stops in the middle of the file.
        let many = AHEAD;
        (0..many).for_each(|row| rows.push(&row).unwrap());
        assert!(rows.each(|error| error, |_| Err(io::Error::other("enough"))).is_err());
        rows.push(&many).unwrap();
        assert!(all(&mut rows).into_iter().eq(0..=many));
    }

    proptest! {
        #[test]
        fn sorted_is_sorted_however_little_is_held(
            records in proptest::collection::vec((any::<Vec<u8>>(), any::<u8>()), 0..60),
            held in 1_usize..400,
        ) {
            let mut sorter = Sorter::holding(held);
            for (key, value) in &records {
                sorter.push(key, &[*value]).unwrap();
            }
            let mut out = Vec::new();
            sorter.each::<io::Error>(|error| error, |key, value| {
                out.push((key.to_vec(), value[0]));
                Ok(())
            }).unwrap();
            prop_assert!(out.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            let mut expected = records;
            expected.sort();
            out.sort();
            prop_assert_eq!(out, expected);
        }
    }
}
