//! Reading: what was written, and whether it still stands as it was written.

use super::chain::{Head, LONGEST, Link, Point, open};
use super::log::read_up_to;
use super::{file_of, head_of};
use crate::document::words;
use crate::error::{Error, Result};
use crate::file;
use crate::lines::{Line, Lines};
use serde_json::{Map, Value};
use std::cmp::Ordering;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a writer may keep the lock.
const PATIENCE: Duration = Duration::from_secs(5);

words! {
    /// How a log differs from what was written.
    pub enum Problem {
        /// A line is not as it was written, or stands on another one than it did.
        Changed = "changed",
        /// Lines are missing before this one.
        Removed = "removed",
        /// A line stands here that does not belong here.
        Inserted = "inserted",
        /// The last lines are missing.
        Truncated = "truncated",
        /// The head was gone when this line was written: lines before it may be missing.
        Headless = "headless",
    }
}

/// The first place at which a log is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The file.
    pub file: PathBuf,
    /// The line in it, from 1.
    pub line: u64,
    /// What is wrong there.
    pub problem: Problem,
}

/// What a walk along the chain has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files that were read.
    pub files: u64,
    /// Lines that hang together.
    pub lines: u64,
    /// The last of them.
    pub last: Point,
    /// The first line that is not what was written.
    pub broken: Option<Break>,
    /// Whether a half-written line follows, which a killed process leaves.
    pub torn: bool,
}

/// A file as it was when the lock was held.
struct Held {
    path: PathBuf,
    file: Option<File>,
    /// Its bytes.
    size: u64,
    /// Of these the ones that the head knows of.
    known: u64,
}

/// The state of a log at one moment; writers go on meanwhile.
struct Snapshot {
    head: Option<Head>,
    files: Vec<Held>,
}

fn snapshot(folder: &Path) -> io::Result<Option<Snapshot>> {
    let lock = match file::open_plain(OpenOptions::new().read(true), &head_of(folder)) {
        Ok(lock) => Some(lock),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let Some(lock) = lock else {
        // A log without its head is one that somebody has touched; no log at all is none.
        let numbers = super::log::numbers_of(folder)?;
        return Ok((!numbers.is_empty()).then_some(Snapshot { head: None, files: Vec::new() }));
    };
    if !file::acquire(&lock, PATIENCE)? {
        return Err(io::Error::new(io::ErrorKind::TimedOut, tr!("another process keeps its lock")));
    }
    let mut bytes = vec![0; Head::SIZE];
    let size = read_up_to(&lock, &mut bytes)?;
    let Some(head) = Head::read(&bytes[..size]) else {
        // A command that was killed at the very first line leaves an empty one.
        let begun = size == 0 && super::log::numbers_of(folder)?.is_empty();
        return Ok((!begun).then_some(Snapshot { head: None, files: Vec::new() }));
    };
    let mut files = Vec::new();
    // The one behind the last holds what a killed process wrote before the head knew of it.
    for number in head.first..=head.file + 1 {
        let path = file_of(folder, number);
        let file = match file::open_plain(OpenOptions::new().read(true), &path) {
            Ok(file) => Some(file),
            // It is made right before its first line is written.
            Err(error)
                if error.kind() == io::ErrorKind::NotFound
                    && (number > head.file || head.length == 0 && number == head.file) =>
            {
                continue;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let size = file.as_ref().map_or(Ok(0), |file| file.metadata().map(|info| info.len()))?;
        let known = match number {
            number if number < head.file => u64::MAX,
            number if number == head.file => head.length,
            _ => 0,
        };
        files.push(Held { path, file, size, known });
    }
    Ok(Some(Snapshot { head: Some(head), files }))
}

/// Walks along the chain. `None`: there is no log.
pub fn verify(folder: &Path) -> Result<Option<Checked>> {
    walk(folder, &mut |_| Ok(()))
}

/// Shows every line that is whole and tells of a write or a decision, in order, and says what is wrong with
/// the log.
pub fn each(
    folder: &Path,
    visit: &mut dyn FnMut(Map<String, Value>) -> Result<()>,
) -> Result<Option<Checked>> {
    walk(folder, visit)
}

fn walk(folder: &Path, visit: &mut dyn FnMut(Map<String, Value>) -> Result<()>) -> Result<Option<Checked>> {
    let unreadable = |error: io::Error| {
        Error::failed(tr!("cannot read the audit log in {folder}: {error}", folder = folder.display(), error))
    };
    let Some(snapshot) = snapshot(folder).map_err(unreadable)? else { return Ok(None) };
    let Some(head) = snapshot.head else {
        let broken = Break { file: head_of(folder), line: 1, problem: Problem::Changed };
        return Ok(Some(Checked { broken: Some(broken), ..Checked::default() }));
    };
    let mut checked = Checked { last: head.anchor.clone(), ..Checked::default() };
    let mut end = (file_of(folder, head.file), 1);
    for held in snapshot.files {
        let Some(file) = held.file else {
            checked.found(&held.path, 1, Problem::Removed);
            continue;
        };
        checked.files += 1;
        let mut lines = Lines::new(BufReader::new(file.take(held.size)), LONGEST);
        let (mut at, mut number) = (0, 0);
        while let Some(line) = lines.following().map_err(unreadable)? {
            number += 1;
            let link = match line {
                Line::Whole(text) => open(text),
                Line::Overlong => None,
                // Half a line is what a killed process leaves, but not where the head knows better.
                Line::Torn(_) => {
                    if at >= held.known {
                        checked.torn = true;
                    } else {
                        checked.found(&held.path, number, Problem::Truncated);
                    }
                    break;
                }
            };
            at = lines.passed();
            match link {
                Some(link) => {
                    if let Some(problem) = checked.take(&link) {
                        checked.found(&held.path, number, problem);
                    }
                    if !link.is_headless() {
                        visit(link.record)?;
                    }
                }
                None => checked.found(&held.path, number, Problem::Changed),
            }
        }
        end = (held.path, number + 1);
    }
    if checked.last.n < head.last.n {
        checked.found(&end.0, end.1, Problem::Truncated);
    } else if checked.last.n == head.last.n && checked.last != head.last {
        checked.found(&end.0, end.1.saturating_sub(1).max(1), Problem::Changed);
    }
    Ok(Some(checked))
}

impl Checked {
    /// Keeps the first problem.
    fn found(&mut self, file: &Path, line: u64, problem: Problem) {
        if self.broken.is_none() {
            self.broken = Some(Break { file: file.to_owned(), line, problem });
        }
    }

    /// Goes on to the next line; says if it does not follow.
    fn take(&mut self, link: &Link) -> Option<Problem> {
        let expected = self.last.n + 1;
        let problem = match link.point.n.cmp(&expected) {
            Ordering::Greater => Some(Problem::Removed),
            Ordering::Less => Some(Problem::Inserted),
            Ordering::Equal if link.prev != self.last.hash => Some(Problem::Changed),
            Ordering::Equal => link.is_headless().then_some(Problem::Headless),
        };
        if problem.is_none() && self.broken.is_none() {
            self.lines += 1;
        }
        self.last = link.point.clone();
        problem
    }
}
