//! A vendor's error codes as one table: the class is all that the rest of the program knows.

use crate::error::Kind;

/// What a vendor's error code means to the program. Retry, exit code and wording follow from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The credentials were refused.
    Auth,
    /// The credentials are good, but this one thing belongs to somebody else: the next may go.
    NotYours,
    /// There is no such thing.
    NotFound,
    /// There is nothing that fits: an empty list for a listing, not found elsewhere.
    NoData,
    /// The vendor's rules say no.
    Refused,
    /// What was sent is malformed or misses something.
    Invalid,
    /// The server is busy: a read may be repeated, a write may not, and everybody sends less for a while.
    Busy,
    /// This one thing cannot be done at the moment, which says nothing of others: repeated as if busy.
    NotNow,
    /// The server failed: what became of a write is not known.
    Server,
    /// A row of the vendor's table that describes a field and is no error.
    NotAnError,
}

impl Class {
    /// The kind of failure that a user is told.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Auth | Self::NotYours => Kind::Auth,
            Self::NotFound | Self::NoData => Kind::NotFound,
            Self::Refused => Kind::Refused,
            Self::Busy | Self::NotNow | Self::Server => Kind::Temporary,
            Self::Invalid | Self::NotAnError => Kind::Failed,
        }
    }
}

/// One row of a vendor's error table.
#[derive(Debug)]
pub struct Code {
    /// The code as the vendor writes it.
    pub code: &'static str,
    /// What it means to the program.
    pub class: Class,
    /// The document's own words.
    pub words: &'static str,
    /// The same in English.
    pub english: &'static str,
    /// What to do next; empty where there is nothing to add.
    pub hint: &'static str,
}

/// A row of a table, in the order of [`Code`]'s fields.
pub const fn row(
    code: &'static str,
    class: Class,
    words: &'static str,
    english: &'static str,
    hint: &'static str,
) -> Code {
    Code { code, class, words, english, hint }
}

/// The row of a code, compared whole: `200001` is not `200`.
pub fn find<'a>(table: &'a [Code], code: &str) -> Option<&'a Code> {
    table.iter().find(|row| row.code == code)
}
