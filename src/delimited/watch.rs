//! The bytes of a file with rows on their way to a parser: their lines counted, no row without end, and
//! all of it digested, where that is asked for.

use memchr::memchr_iter;
use sha1::{Digest, Sha1};
use std::cell::{Cell, RefCell};
use std::io::{self, Chain, Cursor, Read};
use std::rc::Rc;

/// What a parser's reader and its owner both know.
#[derive(Debug, Default)]
pub struct Watch {
    digest: Option<RefCell<Sha1>>,
    /// A row that is longer is none, in bytes.
    longest: Option<u64>,
    /// What the parser has read last: its lines are counted when somebody asks, which for most rows is never.
    kept: RefCell<Vec<u8>>,
    /// The offset at which that begins.
    from: Cell<u64>,
    /// The offset at which the row begins.
    row: Cell<u64>,
    /// Up to this offset line ends are counted, and so many there were.
    counted: Cell<(u64, u64)>,
    /// No byte from this offset on is given out.
    bound: Cell<Option<u64>>,
    /// Whether the parser has seen the end of the file: it looks for it only if no line end has ended a row.
    ended: Cell<bool>,
}

impl Watch {
    /// Digests all that is read, and gives out no row that is longer, in bytes.
    pub fn whole(longest: u64) -> Self {
        Self { digest: Some(RefCell::default()), longest: Some(longest), ..Self::default() }
    }

    /// The next row begins at this offset; what is read ahead of it comes on top.
    pub(super) fn expect_row(&self, at: u64, ahead: usize) {
        self.row.set(at);
        self.bound.set(self.longest.map(|longest| at + longest + ahead as u64));
    }

    /// The line in which the row began that ends at this offset and holds so many line ends itself.
    ///
    /// Parsers count lines in their own way: not the empty ones that they skip, and the second half of
    /// a CR LF only when they come to the next row.
    pub(super) fn line(&self, end: u64, within: u64) -> u64 {
        let kept = self.kept.borrow();
        let lines = self.lines_before_row(&kept);
        let row = &kept[self.place(self.row.get(), &kept)..self.place(end, &kept)];
        let closed = row.ends_with(b"\n") && !self.ended.get();
        (lines + ends(row) + u64::from(!closed)).saturating_sub(within)
    }

    /// How many lines end before the row.
    fn lines_before_row(&self, kept: &[u8]) -> u64 {
        let (at, lines) = self.counted.get();
        let lines = lines + ends(&kept[self.place(at, kept)..self.place(self.row.get(), kept)]);
        self.counted.set((self.row.get(), lines));
        lines
    }

    /// Where in what is kept this offset is.
    fn place(&self, offset: u64, kept: &[u8]) -> usize {
        usize::try_from(offset.saturating_sub(self.from.get())).map_or(kept.len(), |at| at.min(kept.len()))
    }

    /// The parser reads on: what lies before the row is not needed any more.
    fn keep(&self, read: &[u8]) {
        let mut kept = self.kept.borrow_mut();
        self.lines_before_row(&kept);
        let done = self.place(self.row.get(), &kept);
        kept.drain(..done);
        self.from.set(self.from.get() + done as u64);
        kept.extend_from_slice(read);
    }

    /// SHA-1 of all that was read, in lower-case hex; empty where none was asked for.
    pub fn digest(&self) -> String {
        self.digest.as_ref().map(|digest| hex::encode(digest.borrow().clone().finalize())).unwrap_or_default()
    }
}

/// How many lines end here.
fn ends(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

/// Reads a file, and watches what is read.
#[derive(Debug)]
pub struct Watched<R> {
    source: Chain<Cursor<Vec<u8>>, R>,
    offset: u64,
    watch: Rc<Watch>,
}

impl<R: Read> Watched<R> {
    /// The beginning of a file that was read already, and the rest of it.
    pub(super) fn new(start: Vec<u8>, rest: R, watch: Rc<Watch>) -> Self {
        Self { source: Cursor::new(start).chain(rest), offset: 0, watch }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.watch.bound.get().is_some_and(|bound| self.offset >= bound) {
            let what = tr!(
                "a row is longer than {limit} KiB: perhaps a quote is not closed",
                limit = self.watch.longest.unwrap_or_default() >> 10
            );
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let length = self.source.read(bytes)?;
        self.watch.ended.set(length == 0);
        let read = &bytes[..length];
        if let Some(digest) = &self.watch.digest {
            digest.borrow_mut().update(read);
        }
        self.watch.keep(read);
        self.offset += length as u64;
        Ok(length)
    }
}
