//! JSON and JSON lines, in which control characters are escaped beyond what JSON demands.

use super::fields::Picks;
use super::{Out, Sink, buffer, lost};
use crate::error::Result;
use crate::text::{is_control, may_hold_control};
use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// JSON text in one line, safe to show.
pub fn compact(value: &impl Serialize) -> String {
    let mut text = Vec::new();
    // Neither can fail: memory takes every write, and only ASCII and whole strings are written.
    let _ = write(&mut text, value, Style::Line);
    String::from_utf8(text).unwrap_or_default()
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
        write(&mut self.out, &self.picks.json(&row), Style::Indented { depth: 1 }).map_err(lost)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let end: &[u8] = if self.begun { b"\n]\n" } else { b"[]\n" };
        self.out.write_all(end).and_then(|()| self.out.flush()).map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        write(&mut self.out, &self.picks.json(&value), Style::Indented { depth: 0 })
            .and_then(|()| self.out.write_all(b"\n"))
            .and_then(|()| self.out.flush())
            .map_err(lost)
    }
}

/// An object a line.
pub struct Lines<'a> {
    out: Out<'a>,
    picks: Picks,
}

impl<'a> Lines<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks) -> Self {
        Self { out: buffer(out), picks }
    }
}

impl Sink for Lines<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        write(&mut self.out, &self.picks.json(&row), Style::Line)
            .and_then(|()| self.out.write_all(b"\n"))
            .map_err(lost)
    }

    fn written(&mut self, row: &dyn erased_serde::Serialize) -> Result<bool> {
        if self.picks.asked {
            return Ok(false);
        }
        let written = write(&mut self.out, row, Style::Line).and_then(|()| self.out.write_all(b"\n"));
        written.map(|()| true).map_err(lost)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.flush().map_err(lost)
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        self.row(value)?;
        self.finish()
    }
}

#[derive(Clone, Copy)]
enum Style {
    Line,
    Indented { depth: usize },
}

fn write(out: &mut impl Write, value: &(impl Serialize + ?Sized), style: Style) -> io::Result<()> {
    let safe = match style {
        Style::Line => Safe { indented: false, depth: 0, filled: false },
        Style::Indented { depth } => Safe { indented: true, depth, filled: false },
    };
    value.serialize(&mut Serializer::with_formatter(out, safe)).map_err(io::Error::from)
}

/// serde_json's layout, begun at any depth, with every control character escaped.
struct Safe {
    indented: bool,
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
        if self.indented {
            out.write_all(b"\n")?;
            for _ in 0..self.depth {
                out.write_all(b"  ")?;
            }
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
        out.write_all(if self.indented { b": " } else { b":" })
    }
}
