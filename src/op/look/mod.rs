//! A second look: what became of a write whose answer was lost.
//!
//! Nothing is guessed. A meeting counts as made if exactly one is there that was not there before and
//! is the same in subject and times; a change counts as done if the thing reads as it was wanted.

mod create;
mod wanted;

pub use create::{Key, Making, Span, Turn, Window, lists_by_host};
pub use wanted::{cancelled, closed, deleted, edited, ended, opened};

use super::Reach;
use crate::client::draft::Given;
use crate::client::session::Witness;
use crate::error::{Error, Kind, Result};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::rc::Rc;

/// Looks again at what one command was to change.
pub trait Look: Witness {
    /// What was found when things were as wanted, as the command would have printed it.
    fn found(&self) -> Option<Value>;
}

/// What shows the outcome of a command where its answer was lost.
#[derive(Clone, Copy, Debug)]
pub enum Looks {
    /// Nothing does.
    Nothing,
    /// The list of meetings, in which the one that was made stands beside those that were there before.
    Lists,
    /// Every field that was given reads as it was given; what cannot be read back leaves it in doubt.
    Fields(Again),
    /// The thing is in the state that was wanted.
    State(Again),
}

/// Makes the look from what the user gave. `None`: this vendor has no way to look.
pub type Again = fn(&Reach, &Given) -> Result<Option<Rc<dyn Look>>>;

impl Looks {
    /// The look for a command with this input, with the ids of what was `seen` before it where an earlier
    /// process has sent it. `None`: there is no way to look.
    pub fn again(
        self,
        reach: &Reach,
        given: &Given,
        seen: Option<Vec<String>>,
    ) -> Result<Option<Rc<dyn Look>>> {
        match self {
            Self::Nothing => Ok(None),
            Self::Lists => Ok(Making::new(reach, given, seen)?.map(|making| Rc::new(making) as Rc<dyn Look>)),
            Self::Fields(look) | Self::State(look) => look(reach, given),
        }
    }

    /// Whether it is a new meeting that is looked for.
    pub const fn for_new(self) -> bool {
        matches!(self, Self::Lists)
    }

    /// Whether what cannot be read back leaves it in doubt.
    pub const fn compares(self) -> bool {
        matches!(self, Self::Fields(_))
    }
}

/// The input of an operation, from its fields.
pub fn input<I: DeserializeOwned>(given: &Given) -> Result<I> {
    given.read().map_err(|error| Error::usage(error.to_string()))
}

/// Nobody knows, and this is why.
fn unknown(why: impl Into<String>) -> Error {
    Error::new(Kind::InDoubt, why)
}
