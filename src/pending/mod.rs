//! Writes whose outcome is not known: noted on the disk before they are sent, forgotten when the user
//! has been told what became of them.
//!
//! Each command that writes has a small journal of its own in the state folder, `pending/ID.jsonl`.
//! It is removed at the command's end if everything in it is known and told. What is found there
//! later was left by a command that was killed, or is in doubt.

mod journal;
mod list;
mod record;

pub use journal::Writes;
pub use list::{Found, Held, Pending, State, Unclear, find, list};
pub use record::Story;

use std::path::{Path, PathBuf};

/// The kind in the header of these journals.
const KIND: &str = "writes";
/// Rises when older programs could misread what newer ones write.
const VERSION: u32 = 1;

fn folder(state: &Path) -> PathBuf {
    state.join("pending")
}

/// The journal of this id, in that folder.
fn journal_in(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.jsonl"))
}

/// The id of a journal.
fn id_of(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_suffix(".jsonl")
}
