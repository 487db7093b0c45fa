//! What comes of an operation: what it gives, and what is lost by it.

use crate::client::draft::Given;
use crate::document::Shape;

/// What comes of an operation. One value, for each method of its trait is a table's entry for each operation,
/// which every start pays for.
#[derive(Clone, Copy, Debug)]
pub struct Effect {
    /// One thing, or which rows.
    pub gives: Gives,
    /// What it asks about before it is sent.
    pub loss: Loss,
}

impl Effect {
    /// It gives this, and nothing is lost by it.
    pub const fn gives(gives: Gives) -> Self {
        Self { gives, loss: Loss::Nothing }
    }

    /// The same, but for this loss.
    #[must_use]
    pub const fn loses(self, loss: Loss) -> Self {
        Self { loss, ..self }
    }
}

/// What an operation gives.
#[derive(Clone, Copy, Debug)]
pub enum Gives {
    /// One thing.
    One,
    /// Rows about one thing, or about each of the targets that were named. `report` puts its own into one document.
    Rows,
    /// What a profile has of a kind. It only reads, and several profiles can be asked at once.
    Listing,
    /// A row for each target. Those with which it succeeded were things of this shape, and are gone.
    Removed(&'static Shape),
}

impl Gives {
    /// Whether it is printed as a list.
    pub const fn is_many(self) -> bool {
        !matches!(self, Self::One)
    }

    /// Whether several profiles can be asked at once.
    pub const fn is_listing(self) -> bool {
        matches!(self, Self::Listing)
    }
}

/// What is lost by an operation, and therefore asked about before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nothing: what it makes or changes can be changed again.
    Nothing,
    /// Something that can be made again.
    Something,
    /// The same, where this flag is given.
    With(&'static str),
    /// Something that nobody can bring back: on a profile that says `production = true` it has to be typed
    /// besides, whatever way the operation is run.
    ForGood,
}

impl Loss {
    /// Whether it asks before it is sent. Looks only at which flags are there, not at their values.
    pub fn asks(self, given: &Given) -> bool {
        match self {
            Self::Nothing => false,
            Self::Something | Self::ForGood => true,
            Self::With(flag) => given.contains_key(flag),
        }
    }
}
