//! Lines and how they hang together: pure.

use crate::journal;
use crate::text::hex_of;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use std::io::{self, Write as _};

/// `,"hash":"` and `"}`: what stands around a line's hash.
const BEFORE: &[u8] = b",\"hash\":\"";
const AFTER: &[u8] = b"\"}";
const DIGITS: usize = 64;
/// No longer line is written or read, in bytes.
pub const LONGEST: u64 = 16 << 20;
/// What makes a record a line takes no more: its number, the hash before it, and its own.
const AROUND: usize = 256;
/// Most records are shorter, in bytes.
const USUAL: usize = 512;
/// What a line is about that says that the head was gone.
const HEADLESS: &str = "headless";
/// What stands before the first line of all.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A place in the chain: a line's number, from 1, and its hash in lower-case hex.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The line's number.
    pub n: u64,
    /// SHA-256 of all that stands in the line before its hash, which begins with the hash of the
    /// line before it.
    pub hash: String,
}

impl Default for Point {
    fn default() -> Self {
        Self { n: 0, hash: NOTHING.to_owned() }
    }
}

/// Where the chain begins and ends.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The number of the first file that is kept.
    pub first: u64,
    /// The last line before that file: what its first line hangs on.
    pub anchor: Point,
    /// The number of the file that is written to.
    pub file: u64,
    /// How many bytes of it are written.
    pub length: u64,
    /// The last line.
    pub last: Point,
}

impl Default for Head {
    fn default() -> Self {
        Self { first: 1, anchor: Point::default(), file: 1, length: 0, last: Point::default() }
    }
}

impl Head {
    /// So many bytes are written each time, so that no older head can shine through.
    pub const SIZE: usize = 512;

    /// As it stands in its file.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = journal::line(self)?;
        if bytes.len() > Self::SIZE {
            return Err(io::Error::other(tr!("the head of the log is too long")));
        }
        bytes.resize(Self::SIZE, b' ');
        Ok(bytes)
    }

    /// What stands in the file; `None` if it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let line = bytes.split(|byte| *byte == b'\n').next()?;
        journal::read(line)
    }
}

/// What a line is to say: a JSON object, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record(Vec<u8>);

impl Record {
    /// The fields of an object, without those by which lines hang together. What would make a line that is
    /// too long to be read is an error.
    pub fn of(fields: &impl Serialize) -> io::Result<Self> {
        let mut text = Vec::with_capacity(USUAL);
        serde_json::to_writer(&mut text, fields)?;
        if !text.starts_with(b"{") {
            return Err(io::Error::other("a record is an object"));
        }
        if (text.len() + AROUND) as u64 > LONGEST {
            return Err(io::Error::other(tr!("a record is too long")));
        }
        Ok(Self(text))
    }

    /// What is written first where the head was gone.
    pub fn headless() -> io::Result<Self> {
        Self::of(&serde_json::json!({ "what": HEADLESS }))
    }

    /// What stands between its braces.
    fn fields(&self) -> &[u8] {
        self.0.get(1..self.0.len() - 1).unwrap_or_default()
    }
}

/// Adds a line that hangs on this point, with its line end, and moves the point on to it.
pub fn seal(lines: &mut Vec<u8>, last: &mut Point, record: &Record) -> io::Result<()> {
    let begin = lines.len();
    last.n += 1;
    write!(lines, "{{\"n\":{},\"prev\":\"{}\"", last.n, last.hash)?;
    if !record.fields().is_empty() {
        lines.push(b',');
        lines.extend_from_slice(record.fields());
    }
    last.hash = hex_of(Sha256::digest(&lines[begin..]));
    for part in [BEFORE, last.hash.as_bytes(), AFTER, b"\n"] {
        lines.extend_from_slice(part);
    }
    Ok(())
}

/// A line that is as it was written.
#[derive(Debug)]
pub struct Link {
    /// Its own place.
    pub point: Point,
    /// The hash of the line before it.
    pub prev: String,
    /// All of it.
    pub record: Map<String, Value>,
}

impl Link {
    /// Whether the head was gone when it was written: lines before it may be missing.
    pub fn is_headless(&self) -> bool {
        self.record.get("what").and_then(Value::as_str) == Some(HEADLESS)
    }
}

/// Reads a line without its line end; `None` if its hash does not fit.
pub fn open(line: &[u8]) -> Option<Link> {
    let (body, tail) = line.split_at(line.len().checked_sub(BEFORE.len() + DIGITS + AFTER.len())?);
    let hash = tail.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    if hash != hex_of(Sha256::digest(body)).as_bytes() {
        return None;
    }
    let record: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let n = record.get("n")?.as_u64()?;
    let prev = record.get("prev")?.as_str()?.to_owned();
    Some(Link { point: Point { n, hash: String::from_utf8_lossy(hash).into_owned() }, prev, record })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// A line with such a text, and the point that it is.
    fn sealed(on: &Point, text: &str) -> (Vec<u8>, Point) {
        let (mut line, mut last) = (Vec::new(), on.clone());
        seal(&mut line, &mut last, &Record::of(&json!({ "text": text })).unwrap()).unwrap();
        (line, last)
    }

    #[test]
    fn a_line_hangs_on_the_one_before() {
        let (first, one) = sealed(&Point::default(), "周会");
        let (second, two) = sealed(&one, "b");
        let link = open(second.strip_suffix(b"\n").unwrap()).unwrap();
        assert_eq!((&link.point, &link.prev, link.record["text"].as_str()), (&two, &one.hash, Some("b")));
        assert_eq!(open(first.strip_suffix(b"\n").unwrap()).unwrap().prev, NOTHING);
        // Any JSON reader reads it, and anybody can check it: sha256sum of what stands before the hash.
        assert!(serde_json::from_slice::<Value>(&first).is_ok());
        assert!(Record::of(&json!([1])).is_err());
        assert!(Record::of(&json!({ "text": "x".repeat(usize::try_from(LONGEST).unwrap()) })).is_err());
        let (mut bare, mut last) = (Vec::new(), two);
        seal(&mut bare, &mut last, &Record::of(&json!({})).unwrap()).unwrap();
        assert_eq!(open(bare.strip_suffix(b"\n").unwrap()).unwrap().point, last);
    }

    #[test]
    fn a_head_survives_its_file_and_no_damage() {
        let head = Head {
            file: 7,
            length: u64::MAX,
            last: Point { n: u64::MAX, ..Point::default() },
            ..Head::default()
        };
        let mut bytes = head.bytes().unwrap();
        assert_eq!((bytes.len(), Head::read(&bytes)), (Head::SIZE, Some(head)));
        bytes[20] ^= 1;
        assert_eq!((Head::read(&bytes), Head::read(b"")), (None, None));
    }

    proptest! {
        /// No byte of a line can be changed, and nothing makes it panic.
        #[test]
        fn a_changed_byte_is_noticed(text in ".{0,20}", at: prop::sample::Index, flip in 1u8..) {
            let (mut line, _) = sealed(&Point::default(), &text);
            line.pop();
            let at = at.index(line.len());
            line[at] ^= flip;
            prop_assert!(open(&line).is_none());
        }
    }
}
