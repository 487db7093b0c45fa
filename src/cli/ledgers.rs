//! The journals of batches, looked at from outside: `batch status` and `batch resolve`.

use super::context::{Context, first_of};
use crate::audit::Outcome;
use crate::batch::{self, Ledger, Settings, State, Tally, Told};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind, Result};
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub(super) struct Decision {
    /// They were not done: send them again with the next `batch run`
    #[arg(long)]
    pub resend: bool,
    /// They were done
    #[arg(long)]
    pub done: bool,
    /// Leave them alone: they count as failed
    #[arg(long)]
    pub drop: bool,
}

impl Decision {
    /// What a row becomes, and what the audit log calls that. Of the three exactly one is given.
    fn what(&self) -> (State, Outcome) {
        match self {
            Self { resend: true, .. } => (State::Untried, Outcome::Resend),
            Self { done: true, .. } => (State::Done, Outcome::Done),
            Self { drop: _, .. } => (State::Failed, Outcome::Dropped),
        }
    }
}

/// Reads `K/N`.
pub(super) fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts =
        text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    parts
        .filter(|(part, parts)| 1 <= *part && part <= parts)
        .ok_or_else(|| tr!("must be K/N, from 1/N to N/N").to_owned())
}

pub(super) static STATUS: Shape = Shape {
    noun: "batch",
    plural: "batches",
    columns: &[
        col("journal", "JOURNAL").keep(),
        col("command", "COMMAND").keep(),
        col("profile", "PROFILE").keep(),
        col("file", "FILE").keep(),
        col("shard", "SHARD").show(Show::Wide),
        col("began", "BEGAN").show(Show::Time),
        col("rows", "ROWS"),
        col("done", "DONE"),
        col("failed", "FAILED"),
        col("in_doubt", "IN DOUBT").keep(),
        col("not_tried", "NOT TRIED").keep(),
        col("doubtful_rows", "DOUBTFUL ROWS").show(Show::Wide),
    ],
};

/// Whether this is the name of a journal.
pub(super) fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "jsonl")
}

/// A journal that the user has named: a link to one is followed, which nothing else does.
pub(super) fn named(path: &Path) -> PathBuf {
    let followed = path.is_symlink().then(|| std::fs::canonicalize(path).ok()).flatten();
    followed.unwrap_or_else(|| path.to_owned())
}

/// What a journal tells about its batch, as one row.
fn summary(path: &Path, told: &Told) -> Value {
    let settings = Settings {
        jobs: 1,
        retry_failed: false,
        shard: told.plan.shard.as_deref().and_then(|text| shard(text).ok()),
    };
    let tally = Tally::of(&told.states, &settings);
    json!({
        "journal": path.to_string_lossy(),
        "command": told.plan.command,
        "profile": told.plan.profile,
        "file": told.plan.file,
        "shard": told.plan.shard,
        "began": told.plan.began,
        "rows": tally.total(),
        "done": tally.done,
        "failed": tally.failed,
        "in_doubt": tally.unknown,
        "not_tried": tally.untried,
        "doubtful_rows": doubtful(told),
    })
}

pub(super) fn read(path: &Path) -> Result<Told> {
    let mut told = Told::default();
    let found = batch::look(path, &mut |record| {
        told.take(&record);
        Ok(())
    })?;
    if found {
        return Ok(told);
    }
    Err(Error::new(Kind::NotFound, tr!("there is no journal {path}", path = path.display()))
        .hint(tr!("meetctl batch status lists those in the state folder")))
}

pub(super) fn status(context: &Context<'_>, journal: Option<&Path>) -> Result<()> {
    if let Some(path) = journal {
        return context.print_one(&STATUS, summary(path, &read(path)?));
    }
    let folder = context.env.state_dir().map(|state| batch::folder(&state));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| is_journal(path));
    paths.sort();
    if paths.is_empty() {
        context.hint(tr!("no batches"));
    }
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for path in &paths {
        match read(path) {
            Ok(told) if context.is_about(&told.plan.profile) => rows.push(summary(path, &told)),
            Ok(_) => {}
            // One that was killed at its birth has nothing to tell.
            Err(error) if error.kind() == Kind::NotFound => {}
            Err(error) => broken.push(error),
        }
    }
    context.print_rows(&STATUS, rows)?;
    first_of(broken)
}

pub(super) fn resolve(context: &Context<'_>, path: &Path, rows: &[usize], decision: &Decision) -> Result<()> {
    let told = read(path)?;
    if context.global.dry_run {
        chosen(&told, rows)?;
        context.hint(tr!("nothing was decided: this is a dry run"));
        return context.print_one(&STATUS, summary(path, &told));
    }
    let ledger = Ledger::open(&named(path), &told.plan)?;
    // A run may have gone on with these rows until a moment ago; from now on nobody does.
    let chosen = chosen(&ledger.told.borrow(), rows)?;
    let (state, outcome) = decision.what();
    let named: Vec<String> = chosen.iter().map(|row| format!("row {row}")).collect();
    context.decided(Some(&told.plan.profile), None, &told.plan.command, outcome, &named)?;
    for row in &chosen {
        ledger.became(*row, state, None, None)?;
    }
    ledger.sync()?;
    context.print_one(&STATUS, summary(path, &ledger.told.borrow()))
}

/// The rows that are decided about: these, which must be in doubt, or all that are.
fn chosen(told: &Told, rows: &[usize]) -> Result<Vec<usize>> {
    let doubtful = doubtful(told);
    if let Some(row) = rows.iter().find(|row| doubtful.binary_search(row).is_err()) {
        return Err(Error::usage(tr!("row {row} is not in doubt", row))
            .hint(tr!("meetctl batch status JOURNAL --json names the rows that are")));
    }
    Ok(if rows.is_empty() { doubtful } else { rows.to_vec() })
}

/// The rows whose outcome is not known, in order.
fn doubtful(told: &Told) -> Vec<usize> {
    (1..=told.states.len()).filter(|row| told.states[row - 1] == State::Unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_in_doubt_are_decided_about() {
        let states = vec![State::Unknown, State::Done, State::Unknown, State::Busy, State::Untried];
        let told = Told { states, ..Told::default() };
        let chosen = |rows: &[usize]| chosen(&told, rows).ok();
        assert_eq!(chosen(&[]), Some(vec![1, 3]));
        assert_eq!(chosen(&[3]), Some(vec![3]));
        for row in [0, 2, 4, 5, 6, usize::MAX] {
            assert_eq!(chosen(&[3, row]), None, "{row}");
        }
    }
}
