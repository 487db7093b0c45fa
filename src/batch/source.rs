//! The bytes of a file with rows on their way to a parser: digested, their lines counted, and no row
//! without end.

use sha1::{Digest, Sha1};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Chain, Cursor, Read};
use std::rc::Rc;

/// A row of CSV that is longer is none: a quote that is not closed takes the rest of the file in.
pub(super) const LONGEST_ROW: u64 = 1 << 20;

/// What a parser's reader and its owner both know.
#[derive(Default)]
pub(super) struct Watch {
    digest: RefCell<Sha1>,
    /// Where the line ends are that the parser has read, but nobody has asked for.
    ends: RefCell<VecDeque<u64>>,
    /// How many there were before these.
    passed: Cell<u64>,
    /// No byte from this offset on is given out.
    bound: Cell<Option<u64>>,
    /// Whether the parser has seen the end of the file: it looks for it only if no line end has ended a row.
    ended: Cell<bool>,
}

impl Watch {
    /// The line in which a row began that ends at this offset and holds so many line ends itself.
    ///
    /// Parsers count lines in their own way: not the empty ones that they skip, and the second half of
    /// a CR LF only when they come to the next row.
    pub(super) fn line(&self, end: u64, within: u64) -> u64 {
        let (mut ends, mut closed) = (self.ends.borrow_mut(), false);
        while let Some(at) = ends.front().copied().filter(|at| *at < end) {
            ends.pop_front();
            self.passed.set(self.passed.get() + 1);
            closed = at + 1 == end && !self.ended.get();
        }
        (self.passed.get() + u64::from(!closed)).saturating_sub(within)
    }

    /// The next row begins at this offset; what is read ahead of it comes on top.
    pub(super) fn expect_row(&self, at: u64, ahead: usize) {
        self.bound.set(Some(at + LONGEST_ROW + ahead as u64));
    }

    /// SHA-1 of all that was read.
    pub(super) fn digest(&self) -> String {
        hex::encode(self.digest.borrow().clone().finalize())
    }
}

/// Reads a file, and watches what is read.
pub(super) struct Watched {
    source: Chain<Cursor<Vec<u8>>, File>,
    offset: u64,
    watch: Rc<Watch>,
}

impl Watched {
    /// The beginning of a file that was read already, and the rest of it.
    pub(super) fn new(start: Vec<u8>, rest: File) -> (Self, Rc<Watch>) {
        let watch = Rc::<Watch>::default();
        (Self { source: Cursor::new(start).chain(rest), offset: 0, watch: Rc::clone(&watch) }, watch)
    }
}

impl Read for Watched {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.watch.bound.get().is_some_and(|bound| self.offset >= bound) {
            let what = tr!(
                "a row is longer than {limit} KiB: perhaps a quote is not closed",
                limit = LONGEST_ROW >> 10
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let length = self.source.read(bytes)?;
        self.watch.ended.set(length == 0);
        let read = &bytes[..length];
        self.watch.digest.borrow_mut().update(read);
        let ends = read.iter().zip(self.offset..).filter(|(byte, _)| **byte == b'\n').map(|(_, at)| at);
        self.watch.ends.borrow_mut().extend(ends);
        self.offset += length as u64;
        Ok(length)
    }
}
