//! JSON and JSON lines, in which control characters are escaped beyond what JSON demands.

use super::fields::Picks;
use super::{BUFFER, Out, Sink, buffer, lost};
use crate::error::Result;
use crate::jsonl::Row;
use crate::text::{is_control, may_hold_control};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// JSON text in one line, safe to show.
pub fn compact(value: &impl Row) -> String {
    let mut text = String::new();
    // It cannot fail: every field of our own documents has a text for a name.
    let _ = value.line(&mut text);
    text
}

/// One document: an object, or an array written row by row.
pub struct Json<'a> {
    out: Out<'a>,
    picks: Picks,
    begun: bool,
}

impl<'a> Json<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks) -> Self {
        Self { out: buffer(out), picks, begun: false }
    }
}

impl Sink for Json<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        let before: &[u8] = if self.begun { b",\n  " } else { b"[\n  " };
        self.begun = true;
        self.out.write_all(before).map_err(lost)?;
        write(&mut self.out, &self.picks.json(&row), 1).map_err(lost)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let end: &[u8] = if self.begun { b"\n]\n" } else { b"[]\n" };
        self.out.write_all(end).and_then(|()| self.out.flush()).map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        write(&mut self.out, &self.picks.json(&value), 0)
            .and_then(|()| self.out.write_all(b"\n"))
            .and_then(|()| self.out.flush())
            .map_err(lost)
    }
}

/// An object a line.
pub struct Lines<'a> {
    out: &'a mut dyn Write,
    /// Lines that are not written yet.
    pending: String,
    picks: Picks,
}

impl<'a> Lines<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks) -> Self {
        Self { out, pending: String::new(), picks }
    }

    /// After a line was appended.
    fn end_line(&mut self) -> Result<()> {
        self.pending.push('\n');
        if self.pending.len() < BUFFER { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<()> {
        let written = self.out.write_all(self.pending.as_bytes());
        // Also after a failure: nobody knows how much of it was taken, and nothing may stand there twice.
        self.pending.clear();
        written.map_err(lost)
    }
}

impl Sink for Lines<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        self.picks.json(&row).line(&mut self.pending).map_err(lost)?;
        self.end_line()
    }

    fn written(&mut self, row: &dyn Row) -> Result<bool> {
        if self.picks.asked {
            return Ok(false);
        }
        row.line(&mut self.pending).map_err(lost)?;
        self.end_line().map(|()| true)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.flush()?;
        self.out.flush().map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        self.row(value)?;
        self.finish()
    }
}

fn write(out: &mut impl Write, value: &impl Serialize, depth: usize) -> io::Result<()> {
    let safe = Safe { depth, filled: false };
    value.serialize(&mut Serializer::with_formatter(out, safe)).map_err(io::Error::from)
}

/// serde_json's layout, begun at any depth, with every control character escaped.
struct Safe {
    depth: usize,
    /// Whether the innermost array or object holds anything yet.
    filled: bool,
}

impl Safe {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.new_line(out)?;
        }
        // Whatever holds this one now holds something.
        self.filled = true;
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.filled = true;
        if !first {
            out.write_all(b",")?;
        }
        self.new_line(out)
    }

    fn new_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        for _ in 0..self.depth {
            out.write_all(b"  ")?;
        }
        Ok(())
    }
}

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // serde_json itself escapes quotes, backslashes and C0.
        if !may_hold_control(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_control(*c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            write!(out, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}
