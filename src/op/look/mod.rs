//! A second look: what became of a write whose answer was lost.
//!
//! Nothing is guessed. A meeting counts as made if exactly one is there that was not there before and
//! is the same in subject and times; a change counts as done if the thing reads as it was wanted.

mod create;
mod wanted;

pub use create::{Key, Making, Span, Window, lists_by_host, make};
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

/// How a command looks again: with what the user gave and, for what was sent by an earlier process,
/// the ids of what was there before. `None`: this vendor has no way to look.
pub type Looks = fn(&Reach, &Given, Option<Vec<String>>) -> Result<Option<Rc<dyn Look>>>;

/// For writes that nothing can look at.
pub fn nothing(_: &Reach, _: &Given, _: Option<Vec<String>>) -> Result<Option<Rc<dyn Look>>> {
    Ok(None)
}

/// The input of an operation, from its fields.
pub fn input<I: DeserializeOwned>(given: &Given) -> Result<I> {
    given.read().map_err(|error| Error::usage(error.to_string()))
}

/// Nobody knows, and this is why.
fn unknown(why: impl Into<String>) -> Error {
    Error::new(Kind::InDoubt, why)
}
