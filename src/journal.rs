//! Append-only files of JSON lines that survive being killed at any moment.
//!
//! Each line is a JSON object whose last field is a checksum of what stands before it, so `jq` can
//! read the file and a half-written line is told from a whole one. The first line is a header with
//! the journal's kind and version. A torn end is what a crash leaves, and is dropped: of the last line
//! the beginning, or zeros in it. All other damage is no crash, and is refused with its line.

use crate::error::{Error, Kind, Result};
use crate::file;
use crate::lines::{Line, Lines};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `,"sum":"` and `"}`: what stands around the eight hexadecimal digits at a line's end.
const BEFORE: &[u8] = b",\"sum\":\"";
const AFTER: &[u8] = b"\"}";
const TAIL: usize = BEFORE.len() + 8 + AFTER.len();
/// No longer line is written or read, in bytes.
const LONGEST: u64 = 64 << 20;
/// What every header begins with.
const HEADER: &[u8] = b"{\"journal\":";
/// No header is longer.
const LONGEST_HEADER: usize = 256;

/// What the first line says.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
struct Header {
    /// What is kept in this file: `writes`, `batch`.
    journal: String,
    /// Rises when older programs could misread what newer ones write.
    version: u32,
}

/// A record as one line.
pub fn line(record: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    add_line(&mut line, record)?;
    Ok(line)
}

/// Adds a record as one line more. What is there already stays as it is, also where this fails.
pub fn add_line(lines: &mut Vec<u8>, record: &impl Serialize) -> io::Result<()> {
    let begin = lines.len();
    let written = serde_json::to_writer(&mut *lines, record);
    // The closing brace makes room for the checksum.
    if let Err(error) = written {
        lines.truncate(begin);
        return Err(error.into());
    }
    if lines.pop() != Some(b'}') || lines.len() < begin + 2 {
        lines.truncate(begin);
        return Err(io::Error::other("a record is an object with fields"));
    }
    let sum = crc32fast::hash(&lines[begin..]);
    let mut digits = [0; 8];
    // Four bytes are eight digits.
    let _ = hex::encode_to_slice(sum.to_be_bytes(), &mut digits);
    for part in [BEFORE, &digits, AFTER, b"\n"] {
        lines.extend_from_slice(part);
    }
    // Whoever reads it would take it for damage.
    if (lines.len() - begin) as u64 > LONGEST {
        lines.truncate(begin);
        return Err(io::Error::other(tr!("a record is too long")));
    }
    Ok(())
}

/// What a whole line holds; `None` if its checksum does not fit. Takes it without its line end.
pub fn read<T: DeserializeOwned>(line: &[u8]) -> Option<T> {
    let (body, tail) = line.split_at(line.len().checked_sub(TAIL)?);
    let digits = tail.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    let sum = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    if sum != crc32fast::hash(body) {
        return None;
    }
    let mut whole = body.to_vec();
    whole.push(b'}');
    serde_json::from_slice(&whole).ok()
}

/// Reads a journal to its end, each record with the place where its line begins. Gives the number of bytes that
/// are whole: what follows is torn.
///
/// `Ok(0)` is a file without a whole header: nothing was ever in it.
fn replay<T: DeserializeOwned>(
    source: impl BufRead,
    kind: &str,
    version: u32,
    visit: &mut dyn FnMut(T, u64) -> Result<()>,
) -> Result<u64, Trouble> {
    let (mut whole, mut number, mut torn) = (0, 0_u64, None);
    let mut lines = Lines::new(source, LONGEST);
    while let Some(line) = lines.following()? {
        if torn == Some(1) {
            // Nothing is written behind a header before it is on the disk.
            return Err(Trouble::Damaged(1));
        }
        number += 1;
        let text = match line {
            Line::Whole(text) => text,
            // The last one, or one that is being written right now.
            Line::Torn(text) if number > 1 || is_torn_header(text) => break,
            Line::Torn(_) => return Err(Trouble::Foreign),
            Line::Overlong => return Err(Trouble::Damaged(torn.unwrap_or(number))),
        };
        if number == 1 {
            match read::<Header>(text) {
                Some(header) if header.journal != kind => return Err(Trouble::Other(header.journal)),
                Some(header) if header.version > version => return Err(Trouble::Newer(header.version)),
                Some(_) => {}
                None if is_torn_header(text) && has_zeros(text) => torn = Some(1),
                None if text.starts_with(HEADER) => return Err(Trouble::Damaged(1)),
                None => return Err(Trouble::Foreign),
            }
        } else if let Some(record) = read(text) {
            if let Some(number) = torn {
                return Err(Trouble::Damaged(number));
            }
            visit(record, whole).map_err(Trouble::Visitor)?;
        } else if read::<IgnoredAny>(text).is_some() {
            return Err(Trouble::Unknown(number));
        } else if has_zeros(text) {
            torn.get_or_insert(number);
        } else {
            return Err(Trouble::Damaged(torn.unwrap_or(number)));
        }
        if torn.is_none() {
            whole = lines.passed();
        }
    }
    Ok(whole)
}

/// Whether this may be what a power cut leaves of a line: places that the disk never got are zeros.
fn has_zeros(text: &[u8]) -> bool {
    text.contains(&0)
}

/// Whether this is no more than the beginning of a header: nothing else is written before one is on the disk.
fn is_torn_header(text: &[u8]) -> bool {
    let zeros = text.iter().position(|byte| *byte == 0).unwrap_or(text.len());
    let written = &text[..zeros];
    text.len() <= LONGEST_HEADER && (HEADER.starts_with(written) || written.starts_with(HEADER))
}

/// Why a journal cannot be used.
#[derive(Debug)]
enum Trouble {
    Io(io::Error),
    /// This line is damaged, and not in a way that a crash leaves.
    Damaged(u64),
    /// It is none.
    Foreign,
    /// It is a journal of another kind.
    Other(String),
    /// It was written by a newer program.
    Newer(u32),
    /// This line is whole, and no record that this program knows.
    Unknown(u64),
    Visitor(Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Trouble {
    fn tell(self, path: &Path) -> Error {
        let path = path.display();
        match self {
            Self::Io(error) => Error::failed(tr!("cannot read {path}: {error}", path, error)),
            Self::Damaged(line) => Error::config(tr!("{path}: line {line} is damaged", path, line))
                .hint(tr!("no crash leaves such a line: restore the file from a copy, or move it away")),
            Self::Foreign => Error::config(tr!("{path} is not a journal", path))
                .hint(tr!("name another file: this one is left as it is")),
            Self::Other(kind) => {
                Error::config(tr!("{path} is a journal of another kind: {kind}", path, kind))
            }
            Self::Newer(version) => Error::config(tr!(
                "{path} was written by a newer meetctl (version {version} of the file)",
                path,
                version
            ))
            .hint(tr!("use the newer one")),
            Self::Unknown(line) => Error::config(tr!(
                "{path}: line {line} is of a form that this meetctl does not know",
                path,
                line
            ))
            .hint(tr!("use the newer one")),
            Self::Visitor(error) => error,
        }
    }
}

/// Reads a journal that somebody may be writing to. `false`: there is none.
pub fn look<T: DeserializeOwned>(
    path: &Path,
    kind: &str,
    version: u32,
    visit: &mut dyn FnMut(T) -> Result<()>,
) -> Result<bool> {
    look_with_places(path, kind, version, &mut |record, _| visit(record))
}

/// As [`look`], with the place of each record, by which [`Places`] reads it once more.
pub fn look_with_places<T: DeserializeOwned>(
    path: &Path,
    kind: &str,
    version: u32,
    visit: &mut dyn FnMut(T, u64) -> Result<()>,
) -> Result<bool> {
    match file::open_to_read(path) {
        Ok(file) => {
            let read = replay(BufReader::new(file), kind, version, visit);
            read.map(|whole| whole > 0).map_err(|trouble| trouble.tell(path))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Trouble::Io(error).tell(path)),
    }
}

/// Single records of a journal, by their places: memory need not hold what is to be shown of them.
#[derive(Debug)]
pub struct Places {
    path: PathBuf,
    source: BufReader<File>,
    /// Where the source stands.
    at: u64,
}

impl Places {
    /// Opens a journal that was looked at.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| Trouble::Io(error).tell(path))?;
        Ok(Self { path: path.to_owned(), source: BufReader::with_capacity(64 << 10, file), at: 0 })
    }

    /// The record at a place. Those of neighbouring places cost no read of their own.
    pub fn read<T: DeserializeOwned>(&mut self, place: u64) -> Result<T> {
        let record = self.record(place).map_err(|error| Trouble::Io(error).tell(&self.path))?;
        // It was there a moment ago.
        record.ok_or_else(|| Trouble::Io(io::ErrorKind::InvalidData.into()).tell(&self.path))
    }

    fn record<T: DeserializeOwned>(&mut self, place: u64) -> io::Result<Option<T>> {
        let by = i128::from(place) - i128::from(self.at);
        self.source.seek_relative(i64::try_from(by).map_err(io::Error::other)?)?;
        let mut lines = Lines::new(&mut self.source, LONGEST);
        let record = match lines.following()? {
            Some(Line::Whole(text)) => read(text),
            _ => None,
        };
        self.at = place + lines.passed();
        Ok(record)
    }
}

/// A journal that this process alone writes to. The lock goes with the process, however that ends.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
    /// The length of what is whole.
    length: u64,
    /// Why the disk refused once. A system tells that of a file once, and forgets what it lost: that a
    /// later wait succeeds says nothing.
    refused: OnceCell<io::Error>,
}

impl Journal {
    /// Opens or makes a journal, mode 0600, shows what is in it, and cuts off a torn end. `None`:
    /// another process writes to it.
    pub fn open<T: DeserializeOwned>(
        path: &Path,
        kind: &str,
        version: u32,
        visit: &mut dyn FnMut(T) -> Result<()>,
    ) -> Result<Option<Self>> {
        let failed = |error: io::Error| {
            Error::failed(tr!("cannot open {path}: {error}", path = path.display(), error))
        };
        let Some(file) = file::lock(path, Duration::ZERO).map_err(failed)? else { return Ok(None) };
        // Somebody may have removed it before the lock was had.
        if !file::has_name(&file).map_err(failed)? {
            return Ok(None);
        }
        let whole = replay(BufReader::new(&file), kind, version, &mut |record, _| visit(record));
        let length = whole.map_err(|trouble| trouble.tell(path))?;
        let mut journal = Self { file, path: path.to_owned(), length, refused: OnceCell::new() };
        journal.cut().map_err(|error| journal.full(&error))?;
        if length == 0 {
            journal.write(&Header { journal: kind.to_owned(), version })?;
            journal.sync()?;
            file::sync_name(path).map_err(|error| journal.full(&error))?;
        }
        Ok(Some(journal))
    }

    /// Writes a record.
    pub fn write(&mut self, record: &impl Serialize) -> Result<()> {
        let line = line(record).map_err(|error| self.full(&error))?;
        self.append(&line)
    }

    /// Writes whole lines (see [`add_line`]). What could not be written whole is taken back.
    pub fn append(&mut self, lines: &[u8]) -> Result<()> {
        if let Err(error) = self.file.write_all(lines) {
            // If even this fails, the next opening finds the torn end.
            let _ = self.cut();
            return Err(self.full(&error));
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Waits until everything is on the disk. If that has failed once it fails from then on.
    pub fn sync(&self) -> Result<()> {
        self.trusted()?;
        self.synced(self.file.sync_data())
    }

    /// A second handle, for waiting for the disk elsewhere; [`Self::synced`] is told how that ended.
    pub fn handle(&self) -> Result<File> {
        self.file.try_clone().map_err(|error| self.full(&error))
    }

    /// Takes note of how a wait for the disk ended.
    pub fn synced(&self, ended: io::Result<()>) -> Result<()> {
        ended.map_err(|error| {
            let told = self.full(&error);
            // The first refusal is the one that counts.
            let _ = self.refused.set(error);
            told
        })
    }

    /// An error, if the disk has refused once: what was written may be lost.
    pub fn trusted(&self) -> Result<()> {
        self.refused.get().map_or(Ok(()), |error| Err(self.full(error)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A write that failed, in the user's words.
    pub fn full(&self, error: &io::Error) -> Error {
        unwritable(&self.path, error)
    }

    fn cut(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::Start(self.length)).map(drop)
    }
}

/// A journal could not be written, so what it should have announced was not done.
pub fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::new(Kind::Failed, tr!("cannot write {path}: {error}", path = path.display(), error))
        .hint(tr!("without a journal nothing is sent: free the disk, or set MEETCTL_STATE to another folder"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::io::Read as _;

    fn written(records: &[Value]) -> Vec<u8> {
        let header = line(&Header { journal: "test".into(), version: 1 }).unwrap();
        records.iter().fold(header, |mut bytes, record| {
            bytes.extend(line(record).unwrap());
            bytes
        })
    }

    fn replayed(source: impl BufRead) -> Result<(Vec<Value>, u64), Trouble> {
        let mut found = Vec::new();
        let whole = replay(source, "test", 1, &mut |value, _| {
            found.push(value);
            Ok(())
        })?;
        Ok((found, whole))
    }

    #[test]
    fn a_line_is_json_and_proves_itself() {
        let line = line(&json!({"row": 1, "id": "周会\u{1b}"})).unwrap();
        let text = std::str::from_utf8(&line).unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!((&value["row"], value["sum"].as_str().unwrap().len()), (&json!(1), 8));
        let read: Value = read(line.strip_suffix(b"\n").unwrap()).unwrap();
        assert_eq!(read, json!({"row": 1, "id": "周会\u{1b}"}));
        for wrong in [json!(7), json!([]), json!({})] {
            assert!(super::line(&wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_damaged_middle_is_refused_with_its_line() {
        let mut bytes = written(&[json!({"a": 1}), json!({"a": 2}), json!({"a": 3})]);
        let at = bytes.windows(5).position(|w| w == b"\"a\":2").unwrap() + 4;
        bytes[at] = b'9';
        assert!(matches!(replayed(&bytes[..]), Err(Trouble::Damaged(3))));
        // The same at the end is what a crash leaves: zeros, or pages that never came.
        bytes.truncate(at);
        for end in [&b""[..], &[0; 9000], b"\0\0\"}\n", b"\0\"}\n{\"a\":3,\"su"] {
            let torn = [&bytes[..], end].concat();
            assert_eq!(replayed(&torn[..]).unwrap().0, [json!({"a": 1})]);
        }
    }

    /// Whatever is done to whole lines, also to the last or to all of them, it is no crash.
    #[test]
    fn only_the_end_of_the_last_line_may_be_torn() {
        let text = String::from_utf8(written(&[json!({"a": 1}), json!({"a": 2})])).unwrap();
        let in_each = |change: fn(&str) -> String| text.lines().map(change).collect::<String>();
        for (line, changed) in [
            (1, in_each(|line| format!("{line}\r\n"))),
            (1, in_each(|line| format!("{line} \n"))),
            (1, in_each(|line| line.replacen(':', ": ", 1) + "\n")),
            (2, text.replace("\"a\"", "'a'")),
            (3, text.replace(":2,", ":3,")),
            (3, text.replace(":2,", ":\0,") + "x\n"),
            (2, text.replace("\"a\":1,", "\"a\":\0,")),
            (1, text.replacen("test", "\0", 1)),
        ] {
            assert!(
                matches!(replayed(changed.as_bytes()), Err(Trouble::Damaged(found)) if found == line),
                "{changed}"
            );
        }
    }

    /// What stands behind it was written, and none of it may be cut off.
    #[test]
    fn a_line_that_is_too_long_is_neither_written_nor_taken_for_a_torn_end() {
        let long = json!({"a": "x".repeat(usize::try_from(LONGEST).unwrap())});
        let mut lines = written(&[json!({"a": 1})]);
        let before = lines.clone();
        assert!(add_line(&mut lines, &long).is_err());
        assert!(lines == before);
        drop(long);
        let behind = [b"\n", &line(&json!({"a": 2})).unwrap()[..]].concat();
        let source = before.chain(io::repeat(b'x').take(LONGEST)).chain(&behind[..]);
        assert!(matches!(replayed(BufReader::new(source)), Err(Trouble::Damaged(3))));
    }

    #[test]
    fn other_kinds_and_newer_versions_are_refused() {
        let header = |journal: &str, version| line(&Header { journal: journal.into(), version }).unwrap();
        assert!(matches!(replayed(&header("batch", 1)[..]), Err(Trouble::Other(_))));
        assert!(matches!(replayed(&header("test", 2)[..]), Err(Trouble::Newer(2))));
        assert!(matches!(replayed(&b""[..]), Ok((_, 0))));
        let long = [HEADER, &[b'x'; 4096]].concat();
        // Zeros alone do not make a header that a power cut left.
        for notes in [&b"# notes\n"[..], b"# notes", &[0; 4096], b"no\0tes\n", b"no\0tes\nmore\n", &long] {
            assert!(matches!(replayed(notes), Err(Trouble::Foreign)), "{notes:?}");
        }
        // Nor does a header's beginning that somebody ended.
        let cut = [HEADER, b"\n"].concat();
        assert!(matches!(replayed(&cut[..]), Err(Trouble::Damaged(1))));
        let whole = header("test", 1);
        for length in 0..whole.len() {
            assert!(matches!(replayed(&whole[..length]), Ok((_, 0))), "{length}");
            let torn = [&whole[..length], &vec![0; whole.len() - length]].concat();
            assert!(matches!(replayed(&torn[..]), Ok((_, 0))), "{length}");
        }
    }

    #[test]
    fn one_process_writes_and_a_torn_end_is_cut() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("j.jsonl");
        let open = |found: &mut Vec<Value>| {
            Journal::open(&path, "test", 1, &mut |value| {
                found.push(value);
                Ok(())
            })
            .unwrap()
        };
        let mut first = open(&mut Vec::new()).unwrap();
        first.write(&json!({"a": 1})).unwrap();
        assert!(open(&mut Vec::new()).is_none(), "two processes hold one journal");
        drop(first);
        std::fs::write(&path, [&std::fs::read(&path).unwrap()[..], b"{\"a\":2,\"su"].concat()).unwrap();
        let mut found = Vec::new();
        let mut second = open(&mut found).unwrap();
        assert_eq!(found, [json!({"a": 1})]);
        second.write(&json!({"a": 3})).unwrap();
        second.sync().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), written(&[json!({"a": 1}), json!({"a": 3})]));
    }

    /// A handle that can only read stands in for a disk that takes nothing more.
    #[test]
    fn what_cannot_be_written_is_an_error_and_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("j.jsonl");
        let mut journal = Journal::open(&path, "test", 1, &mut |_: Value| Ok(())).unwrap().unwrap();
        journal.write(&json!({"row": 1})).unwrap();
        let before = std::fs::read(&path).unwrap();
        journal.file = File::open(&path).unwrap();
        let error = journal.write(&json!({"row": 2})).unwrap_err();
        assert!(error.kind() == Kind::Failed && error.to_string().contains("cannot write"), "{error}");
        assert_eq!((std::fs::read(&path).unwrap(), journal.length), (before.clone(), before.len() as u64));
    }

    #[test]
    fn a_disk_that_refused_once_is_not_trusted_again() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("j.jsonl");
        let mut journal = Journal::open(&path, "test", 1, &mut |_: Value| Ok(())).unwrap().unwrap();
        let refused = |text: &str| Err(io::Error::other(text.to_owned()));
        journal.sync().unwrap();
        assert!(journal.synced(refused("first")).unwrap_err().to_string().contains("first"));
        assert!(journal.synced(refused("second")).unwrap_err().to_string().contains("second"));
        // What can still be written is: it tells more than nothing.
        journal.write(&json!({"a": 1})).unwrap();
        assert!(journal.sync().unwrap_err().to_string().contains("first"));
        assert!(journal.trusted().is_err());
    }

    /// A later program's record is no torn end, which would be cut off.
    #[test]
    fn a_whole_line_of_an_unknown_form_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("j.jsonl");
        let open =
            || Journal::open(&path, "test", 1, &mut |_: std::collections::BTreeMap<String, u8>| Ok(()));
        let mut journal = open().unwrap().unwrap();
        journal.write(&json!({"a": 1})).unwrap();
        journal.write(&json!({"a": "x"})).unwrap();
        drop(journal);
        let text = std::fs::read(&path).unwrap();
        assert!(open().err().unwrap().to_string().contains("line 3 is of a form"));
        assert_eq!(std::fs::read(&path).unwrap(), text);
    }

    #[test]
    fn a_record_is_found_at_its_place() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("j.jsonl");
        let mut journal = Journal::open(&path, "test", 1, &mut |_: Value| Ok(())).unwrap().unwrap();
        let records: Vec<Value> = (0..9).map(|n| json!({"text": "x".repeat(n * 9_000)})).collect();
        for record in &records {
            journal.write(record).unwrap();
        }
        let mut found = Vec::new();
        look_with_places(&path, "test", 1, &mut |record: Value, at| {
            found.push((record, at));
            Ok(())
        })
        .unwrap();
        let mut places = Places::open(&path).unwrap();
        for (record, at) in found.iter().chain(found.iter().rev()) {
            assert_eq!(places.read::<Value>(*at).unwrap(), *record);
        }
        assert_eq!(found.into_iter().map(|(record, _)| record).collect::<Vec<_>>(), records);
        assert!(places.read::<Value>(1).is_err() && places.read::<Value>(u64::MAX).is_err());
    }

    #[test]
    fn a_file_that_is_no_journal_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("notes");
        std::fs::write(&path, "do not lose me\n").unwrap();
        let error = Journal::open(&path, "test", 1, &mut |_: Value| Ok(())).unwrap_err();
        assert_eq!(error.kind(), Kind::Config);
        assert_eq!(std::fs::read(&path).unwrap(), b"do not lose me\n");
        std::fs::write(&path, "{\"journal\":\"te").unwrap();
        assert!(Journal::open(&path, "test", 1, &mut |_: Value| Ok(())).unwrap().is_some());
    }

    proptest! {
        /// However a journal is cut, what was whole before the cut is read, and nothing else.
        #[test]
        fn any_cut_of_a_journal_replays(texts in prop::collection::vec(".{0,20}", 0..8), cut: prop::sample::Index) {
            let records: Vec<Value> = texts.iter().map(|text| json!({"text": text})).collect();
            let bytes = written(&records);
            let (found, whole) = replayed(&bytes[..cut.index(bytes.len() + 1)]).unwrap();
            prop_assert_eq!(&found[..], &records[..found.len()]);
            prop_assert!(bytes[..cut.index(bytes.len() + 1)].len() as u64 >= whole);
        }

        /// No bytes make it panic, and none that were not written are believed.
        #[test]
        fn a_flipped_byte_is_noticed(at: prop::sample::Index, flip in 1u8..) {
            let mut bytes = written(&[json!({"a": 1}), json!({"b": 2})]);
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            if let Ok((found, _)) = replayed(&bytes[..]) {
                let written = |value: &Value| *value == json!({"a": 1}) || *value == json!({"b": 2});
                let all = found.iter().all(written);
                prop_assert!(all);
            }
        }
    }
}
