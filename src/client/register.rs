//! Where writes are noted: before they are sent, and again when it is known what became of them.

use super::io::Local;
use crate::error::{Error, Result};
use jiff::Timestamp;
use std::rc::Rc;

/// A write that is about to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Intent<'a> {
    /// The call: `POST /meeting/cancel`.
    pub call: &'a str,
    /// Which of several targets it is about; several where one call takes them together.
    pub targets: &'a [String],
    /// The ids of what was there before and could be taken for what is to be made, if anybody could see.
    pub seen: Option<&'a [String]>,
    /// When.
    pub at: Timestamp,
}

/// Names a write that was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket(pub usize);

/// What became of a write.
#[derive(Clone, Copy, Debug)]
pub enum Became<'a> {
    /// It was answered: it is done.
    Done,
    /// It was refused, or nothing of it was sent.
    NotDone(&'a Error),
    /// Nobody knows.
    Unknown(&'a Error),
}

/// Keeps evidence of what the rows of a batch do.
pub trait Evidence {
    /// A register for the writes of one row, which notes them in the inner one too. The target is
    /// what the row names as that which it changes.
    fn row(&self, row: usize, target: Option<&str>, inner: Rc<dyn Register>) -> Rc<dyn Register>;
    /// A second look has shown that a row whose outcome was not known is done.
    fn found(&self, row: usize);
}

/// Keeps notes of writes where they survive this process.
pub trait Register {
    /// Notes a write and waits until the note is on the disk. Where that fails nothing may be sent.
    fn intent<'a>(&'a self, intent: Intent<'a>) -> Local<'a, Result<Ticket>>;
    /// Notes what became of it. A note that cannot be written leaves the write in doubt.
    fn became<'a>(&'a self, ticket: Ticket, became: Became<'a>) -> Local<'a, ()>;
    /// What to type to find out about a write whose outcome is not known.
    fn resolve(&self, ticket: Ticket) -> Option<String>;
    /// The last write has made this, or was about it.
    fn made(&self, _id: &str) {}
}
