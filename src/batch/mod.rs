//! Many writes from a file: every row is checked before the first is sent, each is noted on the disk
//! before and after, and what was stopped is continued by the same command.
//!
//! Nothing is lost and nothing is doubled: a row is *done*, *failed*, *not tried*, or *in doubt*. One
//! in doubt is looked up in the vendor's list, and is never sent again unless the user says so.

mod blanks;
mod check;
mod ledger;
mod reconcile;
mod requests;
mod rows;
mod run;
mod show;

pub use check::{Checked, Grammar, check};
pub use ledger::{Ledger, Plan, Record, State, Told, look};
pub use requests::requests;
pub use rows::{Cell, Cells, Column, Fault, Row, Rows, digest};
pub use run::{Batch, Settings, Tally};
pub use show::{Results, Shown, each_result, write_results};

use std::path::{Path, PathBuf};

/// Where the journals are whose places nobody has named.
pub fn folder(state: &Path) -> PathBuf {
    state.join("batches")
}
