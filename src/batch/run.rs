//! Sending the rows: so many at a time, each noted before and after.

use super::Checked;
use super::ledger::{Ledger, Record, State};
use super::reconcile::{Lists, adopt, again, reasons};
use super::rows::{Column, Row, Rows, changed};
use crate::client::register::{Evidence, Register};
use crate::error::{Error, Kind, Result};
use crate::op::Reach;
use crate::op::writing::{Writing, named};
use crate::text::counted;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs::File;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// After so many rows in a row that could not even be sent, the rest is not tried.
const UNREACHABLE: usize = 10;
/// After so many rows in a row that are in doubt, beside those in flight that one outage may take, the rest is not
/// tried either: what answers is not well, or not the vendor at all, and each further row would be one more
/// to look up, by hand where there is no list.
const UNCLEAR: usize = 10;
/// How often a row that the server was too busy for is sent again.
const ROUNDS: usize = 3;

/// How a batch is sent.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many rows are in flight.
    pub jobs: usize,
    /// Whether rows that failed are sent again.
    pub retry_failed: bool,
    /// Which part of the file: `(K, N)` is every row whose number, divided by N, leaves K - 1.
    pub shard: Option<(usize, usize)>,
}

impl Settings {
    /// Whether a row is of this part.
    pub fn takes(&self, row: usize) -> bool {
        self.shard.is_none_or(|(part, parts)| (row - 1) % parts == part - 1)
    }
}

/// How many rows are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Done.
    pub done: usize,
    /// Refused, or not repeated.
    pub failed: usize,
    /// In doubt.
    pub unknown: usize,
    /// Not tried.
    pub untried: usize,
}

impl Tally {
    /// Counts the rows of this part.
    pub fn of(states: &[State], settings: &Settings) -> Self {
        let mut tally = Self::default();
        for (_, state) in states.iter().enumerate().filter(|(at, _)| settings.takes(at + 1)) {
            *match state {
                State::Done => &mut tally.done,
                State::Failed | State::Busy => &mut tally.failed,
                State::Unknown => &mut tally.unknown,
                State::Untried => &mut tally.untried,
            } += 1;
        }
        tally
    }

    /// All rows.
    pub fn total(&self) -> usize {
        self.done + self.failed + self.unknown + self.untried
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&counted(&[
            (self.done, tr!("done")),
            (self.failed, tr!("failed")),
            (self.unknown, tr!("in doubt")),
            (self.untried, tr!("not tried")),
        ]))
    }
}

/// A batch that is ready to be sent.
pub struct Batch<'a> {
    /// What its operations are run with.
    pub reach: Reach,
    /// The operation of every row.
    pub writing: &'static Writing,
    /// The file with the rows.
    pub file: &'a File,
    /// Its columns.
    pub columns: Rc<[Column]>,
    /// What the check has found out.
    pub checked: Checked,
    /// Its journal.
    pub ledger: Rc<Ledger>,
    /// How it is sent.
    pub settings: Settings,
    /// Told after each row.
    pub progress: &'a dyn Fn(),
    /// What it leaves for those who ask later who has done what.
    pub evidence: &'a dyn Evidence,
}

/// Why no further row is sent.
#[derive(Default)]
struct Halt {
    because: RefCell<Option<Error>>,
    /// Rows in a row that could not be sent.
    unsent: Cell<usize>,
    /// Rows in a row that are in doubt.
    unclear: Cell<usize>,
    /// That these were too many, and why the last is.
    unclear_because: RefCell<Option<Error>>,
}

impl Halt {
    fn is_set(&self) -> bool {
        self.because.borrow().is_some() || self.unclear_because.borrow().is_some()
    }

    /// Takes in what became of a row. An error says why no other is to follow.
    fn take(&self, result: Result<Vec<Value>>, jobs: usize) -> Result<()> {
        let Err(error) = result else {
            self.unsent.set(0);
            self.unclear.set(0);
            return Ok(());
        };
        if error.facts().unsent {
            // It says nothing of how the vendor answers.
            self.unsent.set(self.unsent.get() + 1);
            return if error.stops() || self.unsent.get() >= UNREACHABLE { Err(error) } else { Ok(()) };
        }
        self.unsent.set(0);
        if error.stops() {
            return Err(error);
        }
        self.unclear.set(if error.kind() == Kind::InDoubt { self.unclear.get() + 1 } else { 0 });
        let count = self.unclear.get();
        if count >= jobs + UNCLEAR {
            let what = tr!(
                "{count} rows in a row had no clear outcome, so no more were sent: {error}",
                count,
                error
            );
            self.unclear_because.borrow_mut().get_or_insert(Error::new(Kind::InDoubt, what));
        }
        Ok(())
    }
}

impl Batch<'_> {
    /// Sends every row that is to be sent, and looks up what is in doubt. An error says why it ended
    /// before the last row; what was done until then stands in the journal.
    pub async fn run(&self) -> Result<()> {
        let lists = self.lists();
        // First of all what an earlier run has left.
        self.settle(lists.as_ref()).await?;
        let sends = |_: usize, state: State| match state {
            State::Untried => true,
            State::Failed | State::Busy => self.settings.retry_failed,
            State::Done | State::Unknown => false,
        };
        if self.count(sends) == 0 {
            return Ok(());
        }
        if let Some(lists) = &lists
            && self.ledger.told.borrow().seen.is_none()
        {
            self.look_before(lists).await?;
        }
        let mut ended = self.pass(&sends).await;
        for _ in 0..ROUNDS {
            if !matches!(ended, Ok(None)) || self.count(|_, state| state == State::Busy) == 0 {
                break;
            }
            // That busy means "not done" nobody says: only what the list certainly does not show goes again.
            match self.settle(lists.as_ref()).await {
                Ok(absent) if absent.is_empty() => break,
                Ok(absent) => {
                    let again = |row: usize, state| state == State::Busy && absent.contains(&row);
                    ended = self.pass(&again).await;
                }
                Err(error) => ended = Err(error),
            }
        }
        self.ledger.committed().await?;
        let stopped = self.reach.io.stopped().is_some();
        let looked = if stopped { Ok(()) } else { self.settle(lists.as_ref()).await.map(drop) };
        let unclear = ended?;
        looked?;
        // Where that look has left nothing to send there is nothing to tell but what became of the rows.
        match unclear {
            Some(error) if self.count(sends) > 0 => Err(error),
            _ => Ok(()),
        }
    }

    /// The lists in which new meetings will stand, where this is about new meetings.
    fn lists(&self) -> Option<Lists> {
        if self.writing.looks.for_new() { Lists::new(&self.reach, &self.checked.spans) } else { None }
    }

    fn count(&self, which: impl Fn(usize, State) -> bool) -> usize {
        let told = self.ledger.told.borrow();
        let mine = |at: &usize| self.settings.takes(at + 1);
        (0..told.states.len()).filter(mine).filter(|at| which(at + 1, told.states[*at])).count()
    }

    /// Notes which meetings are there already: what is new can be told only from them.
    async fn look_before(&self, lists: &Lists) -> Result<()> {
        match lists.taken_for(&self.checked.keys).await {
            Ok(seen) => {
                self.ledger.note(&Record { seen: Some(seen), ..Record::default() })?;
                self.ledger.flush()
            }
            Err(error) if error.facts().unsent || error.kind() == Kind::Auth => Err(error),
            Err(error) => {
                self.reach.io.note(&tr!("warning: the meetings that are there cannot be listed ({error}): rows whose answer is lost stay in doubt", error));
                Ok(())
            }
        }
    }

    /// Looks up the rows in doubt, and those that the server was too busy for. Gives those whose
    /// meeting is certainly not there.
    async fn settle(&self, lists: Option<&Lists>) -> Result<BTreeSet<usize>> {
        let asked = |_: usize, state| matches!(state, State::Unknown | State::Busy);
        let mut absent = BTreeSet::new();
        if self.count(asked) == 0 {
            return Ok(absent);
        }
        let rows = self.rows(&asked)?;
        self.ledger.committed().await?;
        match lists {
            Some(lists) if self.ledger.told.borrow().seen.is_some() => {
                absent = adopt(&self.reach, &self.ledger, lists, &rows).await?;
            }
            _ if !self.writing.looks.for_new() => {
                let known = reasons(&self.ledger, &rows.iter().map(|row| row.number).collect())?;
                for row in &rows {
                    let known = known.get(&row.number);
                    again(&self.reach, &self.ledger, self.writing, row, known).await?;
                }
            }
            _ => {}
        }
        self.ledger.committed().await?;
        let told = self.ledger.told.borrow();
        let done = |row: &&Row| told.states.get(row.number - 1) == Some(&State::Done);
        rows.iter().filter(done).for_each(|row| self.evidence.found(row.number));
        Ok(absent)
    }

    /// The rows in these states.
    fn rows(&self, which: &dyn Fn(usize, State) -> bool) -> Result<Vec<Row>> {
        let mut rows = Rows::read(self.file, Rc::clone(&self.columns))?;
        let mut found = Vec::new();
        while let Some(row) = rows.following() {
            let row = row.map_err(changed)?;
            let state = self.ledger.told.borrow().states.get(row.number - 1).copied();
            if self.settings.takes(row.number) && state.is_some_and(|state| which(row.number, state)) {
                found.push(row);
            }
        }
        Ok(found)
    }

    /// Sends the rows in these states: as many at a time as there are workers. `Some`: too many of them had no
    /// clear outcome.
    async fn pass(&self, which: &dyn Fn(usize, State) -> bool) -> Result<Option<Error>> {
        let halt = Halt::default();
        let rows = RefCell::new(Rows::read(self.file, Rc::clone(&self.columns))?);
        let work = |_| self.work(&rows, which, &halt);
        let mut workers: FuturesUnordered<_> = (0..self.settings.jobs).map(work).collect();
        poll_fn(|context| {
            let all = loop {
                match workers.poll_next_unpin(context) {
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) => break Poll::Ready(()),
                    Poll::Pending => break Poll::Pending,
                }
            };
            // Whatever was noted is in the journal before anything is waited for.
            if let Err(error) = self.ledger.flush() {
                halt.because.borrow_mut().get_or_insert(error);
            }
            all
        })
        .await;
        drop(workers);
        if let Some(error) = halt.because.take() {
            return Err(error);
        }
        self.reach.io.stopped().map_or(Ok(halt.unclear_because.take()), Err)
    }

    /// Sends one row after the other until there are no more, or something holds up all of them.
    async fn work(&self, rows: &RefCell<Rows>, which: &dyn Fn(usize, State) -> bool, halt: &Halt) {
        let mut row = Row::default();
        while !halt.is_set() && self.reach.io.stopped().is_none() {
            let read = rows.borrow_mut().read_into(&mut row);
            match read {
                None => return,
                Some(Ok(())) => {}
                Some(Err(fault)) => {
                    halt.because.borrow_mut().get_or_insert(changed(fault));
                    return;
                }
            }
            let state = self.ledger.told.borrow().states.get(row.number - 1).copied();
            if self.settings.takes(row.number) && state.is_some_and(|state| which(row.number, state)) {
                self.one(&row, halt).await;
                (self.progress)();
            }
        }
    }

    async fn one(&self, row: &Row, halt: &Halt) {
        let result = if row.set.is_empty() {
            self.send(&self.reach, row).await
        } else {
            self.send(&self.reach.with_set(&row.set), row).await
        };
        // One that never left is as untried as before.
        let sent = self.ledger.told.borrow().states.get(row.number - 1) == Some(&State::Unknown);
        let unsent = matches!(&result, Err(error) if error.facts().unsent);
        let noted = match &result {
            Ok(made) => self.ledger.became(row.number, State::Done, made.first(), None),
            Err(error) if unsent || stopped(error) => {
                if sent {
                    self.ledger.became(row.number, State::Untried, None, Some(error))
                } else {
                    Ok(())
                }
            }
            Err(error) => self.ledger.became(row.number, self.failed(error, sent), None, Some(error)),
        };
        if let Err(error) = noted.and(halt.take(result, self.settings.jobs)) {
            halt.because.borrow_mut().get_or_insert(error);
        }
    }

    async fn send(&self, reach: &Reach, row: &Row) -> Result<Vec<Value>> {
        let register: Rc<dyn Register> =
            self.evidence.row(row.number, named(&row.given), self.ledger.of_row(row.number));
        // Meetings that were made without an answer are looked up together, at the end.
        let looks = self.writing.looks;
        let look = if looks.for_new() { None } else { looks.again(reach, &row.given, None)? };
        self.writing.op.run(reach, &row.given, Some(register), look).await
    }

    fn failed(&self, error: &Error, sent: bool) -> State {
        match error.kind() {
            Kind::InDoubt => State::Unknown,
            Kind::Temporary if sent && self.writing.looks.for_new() => State::Busy,
            _ => State::Failed,
        }
    }
}

fn stopped(error: &Error) -> bool {
    matches!(error.kind(), Kind::Stopped(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_ends_when_no_row_has_a_clear_outcome() {
        let (clear, unclear) = (|| Ok(Vec::new()), || Err(Error::new(Kind::InDoubt, "lost")));
        let refused = || Err(Error::new(Kind::Refused, "no"));
        let unsent = || Err(Error::failed("no connection").with(|facts| facts.unsent = true));
        let after = |results: Vec<Result<Vec<Value>>>, jobs| {
            let halt = Halt::default();
            let ended =
                results.into_iter().position(|result| halt.take(result, jobs).is_err() || halt.is_set());
            ended.map(|at| at + 1)
        };
        let doubts = |count: usize| (0..count).map(|_| unclear());
        assert_eq!(after(doubts(40).collect(), 4), Some(14));
        assert_eq!(after(doubts(40).collect(), 256), None);
        // One clear outcome, whatever it is, tells that somebody answers.
        for one in [clear(), refused()] {
            assert_eq!(after(doubts(13).chain([one]).chain(doubts(13)).collect(), 4), None);
        }
        // One that never left tells nothing.
        let flapping = (0..40).map(|at| if at % 2 == 0 { unclear() } else { unsent() });
        assert_eq!(after(flapping.collect(), 4), Some(27));
        assert_eq!(after((0..40).map(|_| unsent()).collect(), 4), Some(UNREACHABLE));
    }
}
