//! A register that notes writes in the log as well.

use super::chain::Record;
use super::log::{Log, Place};
use super::outcome::Outcome;
use crate::client::io::Local;
use crate::client::register::{Became, Intent, Register, Ticket};
use crate::error::{Error, Result};
use crate::text::shorten;
use crate::time::rfc3339;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

/// No message is kept longer, in characters.
const LONGEST: usize = 1_000;

/// Who does what: the part of a line that is the same for all writes of a command.
#[derive(Clone, Debug, Default, Serialize)]
pub struct About {
    /// The user's name and number, the host's name and the process: under these names.
    #[serde(flatten)]
    pub who: Map<String, Value>,
    /// The profile's name, where it is known.
    pub profile: Option<String>,
    /// The vendor's id, where it is known.
    pub vendor: Option<String>,
    /// What it does: `meeting cancel`.
    pub operation: String,
    /// The command line, secrets hidden.
    pub command: String,
}

impl About {
    /// A line that tells what was decided or found out without a write, of a row where it is a batch's.
    pub fn decision(
        &self,
        at: Timestamp,
        row: Option<usize>,
        outcome: Outcome,
        ids: &[String],
    ) -> io::Result<Record> {
        let at = rfc3339(at, &TimeZone::UTC);
        Record::of(&Line { at, what: "decision", about: self, row, call: None, ids, outcome: Some(outcome) })
    }
}

/// A line about a write, or in place of one.
#[derive(Serialize)]
struct Line<'a> {
    at: String,
    what: &'a str,
    #[serde(flatten)]
    about: &'a About,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<&'a str>,
    ids: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

/// A line about what became of a write.
#[derive(Serialize)]
struct Ending<'a> {
    at: String,
    what: &'a str,
    /// The number of the write's line.
    of: u64,
    outcome: Outcome,
    ids: &'a [String],
    code: Option<&'a str>,
    error: Option<&'a str>,
}

/// Notes writes in another register and in the log: before they are sent, and when it is known what
/// became of them. The outcomes are handed to the log when this is dropped, so that they can hold the
/// ids of what was made.
pub struct Audited {
    inner: Rc<dyn Register>,
    log: Rc<Log>,
    about: Rc<About>,
    /// What it is done to, where one call is about one thing.
    target: Option<String>,
    /// The row of a batch.
    row: Option<usize>,
    now: fn() -> Timestamp,
    notes: RefCell<Vec<(Ticket, Note)>>,
}

/// A write whose line is in the log, and what became of it.
struct Note {
    /// The number of its line.
    line: u64,
    at: Option<Timestamp>,
    outcome: Option<Outcome>,
    ids: Vec<String>,
    code: Option<String>,
    error: Option<String>,
}

impl Note {
    fn new(line: u64, ids: Vec<String>) -> Self {
        Self { line, at: None, outcome: None, ids, code: None, error: None }
    }

    fn end(&mut self, at: Timestamp, outcome: Outcome, error: Option<&Error>) {
        (self.at, self.outcome) = (Some(at), Some(outcome));
        self.code = error.and_then(|error| error.facts().code.clone());
        self.error = error.map(|error| shorten(&error.to_string(), LONGEST).into_owned());
    }

    /// Hands its outcome to the log. One without was cut short: that its line has no outcome says so.
    fn tell(&self, log: &Log) {
        let (Some(outcome), Some(at)) = (self.outcome, self.at) else { return };
        let line = Ending {
            at: rfc3339(at, &TimeZone::UTC),
            what: "outcome",
            of: self.line,
            outcome,
            ids: &self.ids,
            code: self.code.as_deref(),
            error: self.error.as_deref(),
        };
        log.wait(Record::of(&line));
    }
}

impl Audited {
    /// Notes what goes through the inner register in the log too: the writes of one row of a batch, if it
    /// is one, and to this target where the calls do not name theirs.
    pub fn new(
        inner: Rc<dyn Register>,
        log: Rc<Log>,
        about: Rc<About>,
        row: Option<usize>,
        target: Option<String>,
        now: fn() -> Timestamp,
    ) -> Self {
        Self { inner, log, about, target, row, now, notes: RefCell::default() }
    }

    /// Puts a write's line into the log's queue.
    fn line_up(&self, intent: Intent<'_>, ids: &[String]) -> io::Result<Rc<Place>> {
        let at = rfc3339(intent.at, &TimeZone::UTC);
        let (about, row, call) = (&*self.about, self.row, Some(intent.call));
        let line = Line { at, what: "write", about, row, call, ids, outcome: None };
        Ok(self.log.line_up(Record::of(&line)?))
    }

    fn unwritable(&self, error: &io::Error) -> Error {
        let folder = self.log.folder().display();
        Error::failed(tr!("cannot write the audit log in {folder}: {error}", folder, error))
            .hint(tr!("without its line nothing is sent: free the disk, mend the folder, or set MEETCTL_STATE to another one"))
            .with(|facts| (facts.unsent, facts.stops) = (true, true))
    }

    fn end(&self, ticket: Ticket, became: Became<'_>) {
        let mut notes = self.notes.borrow_mut();
        let Some((_, note)) = notes.iter_mut().rev().find(|(known, _)| *known == ticket) else { return };
        let (outcome, error) = match became {
            Became::Done => (Outcome::Done, None),
            Became::NotDone(error) => (Outcome::of_error(error), Some(error)),
            Became::Unknown(error) => (Outcome::InDoubt, Some(error)),
        };
        note.end((self.now)(), outcome, error);
    }
}

impl Register for Audited {
    fn intent<'a>(&'a self, intent: Intent<'a>) -> Local<'a, Result<Ticket>> {
        Box::pin(async move {
            let ids = match intent.targets {
                [] => self.target.iter().cloned().collect(),
                targets => targets.to_vec(),
            };
            // While the inner register waits for the disk others line up too: one write for all.
            let place = self.line_up(intent, &ids).map_err(|error| self.unwritable(&error))?;
            let ticket = match self.inner.intent(intent).await {
                Ok(ticket) => ticket,
                Err(error) => {
                    if let Some(line) = self.log.withdraw(&place) {
                        let mut note = Note::new(line, ids);
                        note.end((self.now)(), Outcome::NotSent, Some(&error));
                        note.tell(&self.log);
                    }
                    return Err(error);
                }
            };
            match self.log.number(&place) {
                Ok(line) => {
                    self.notes.borrow_mut().push((ticket, Note::new(line, ids)));
                    Ok(ticket)
                }
                Err(error) => {
                    let error = self.unwritable(&error);
                    self.inner.became(ticket, Became::NotDone(&error)).await;
                    Err(error)
                }
            }
        })
    }

    fn became<'a>(&'a self, ticket: Ticket, became: Became<'a>) -> Local<'a, ()> {
        self.end(ticket, became);
        self.inner.became(ticket, became)
    }

    fn resolve(&self, ticket: Ticket) -> Option<String> {
        self.inner.resolve(ticket)
    }

    fn made(&self, id: &str) {
        if let Some((_, note)) = self.notes.borrow_mut().last_mut()
            && !note.ids.iter().any(|known| known == id)
        {
            note.ids.push(id.to_owned());
        }
        self.inner.made(id);
    }
}

impl Drop for Audited {
    fn drop(&mut self) {
        for (_, note) in self.notes.take() {
            note.tell(&self.log);
        }
    }
}
