//! Evidence: every write that is sent stands in a log in the state folder, each line chained to the
//! one before it by a hash, so that a line that is changed, removed or inserted later is noticed.
//!
//! `audit/000001.jsonl`, `000002.jsonl`, … hold the lines, the highest number the newest. `audit/head`
//! is the lock, and says where the chain ends: without it nobody could tell that the last lines were
//! cut off. When the files grow beyond their limit the oldest is dropped, and the head keeps the hash
//! of its last line as the anchor of the first one that is left.
//!
//! A write is one line before it is sent (without which it is not sent), and one when its outcome is
//! known, which goes into the file together with the next line or at the command's end. So one that
//! was killed in between is told too. Nothing is synced to the disk for it: after a power cut the
//! last lines may be missing, which cannot be told from somebody's having cut them off.
//!
//! This proves nothing against somebody who writes the whole log anew, head and all: whoever fears
//! that keeps the hash that `audit verify` prints somewhere else.

mod chain;
mod command;
mod log;
mod outcome;
mod read;
mod register;

pub use chain::Record;
pub use command::command_line;
pub use log::{Limit, Log};
pub use outcome::Outcome;
pub use read::{Break, Checked, Problem, each, verify};
pub use register::{About, Audited};

use std::path::{Path, PathBuf};

/// The files that are kept.
const FILES: u64 = 5;

/// Where the log of this state folder is.
pub fn folder(state: &Path) -> PathBuf {
    state.join("audit")
}

#[cfg(test)]
mod tests;

fn head_of(folder: &Path) -> PathBuf {
    folder.join("head")
}

fn file_of(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:06}.jsonl"))
}
