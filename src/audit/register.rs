//! A register that notes writes in the log as well.

use super::log::Log;
use crate::client::io::Local;
use crate::client::register::{Became, Intent, Register, Ticket};
use crate::error::{Error, Kind, Result};
use crate::text::shorten;
use crate::time::rfc3339;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use std::task::Poll;

/// No message is kept longer, in characters.
const LONGEST: usize = 1_000;

/// Who does what: the part of a line that is the same for all writes of a command.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The user's name and number, the host's name and the process: under these names.
    pub who: Map<String, Value>,
    /// The profile's name.
    pub profile: String,
    /// The vendor's id.
    pub vendor: String,
    /// The command line, secrets hidden.
    pub command: String,
    /// What it does: `meeting cancel`.
    pub operation: String,
    /// What it does that to, where one call is about one thing.
    pub target: Option<String>,
    /// The row of a batch.
    pub row: Option<usize>,
}

impl About {
    /// A line that tells what was decided or found out without a write.
    pub fn decision(&self, at: Timestamp, outcome: &str, ids: &[String]) -> Map<String, Value> {
        let mut line = self.line("decision", at);
        line.insert("ids".to_owned(), ids.into());
        line.insert("outcome".to_owned(), outcome.into());
        line
    }

    fn line(&self, what: &str, at: Timestamp) -> Map<String, Value> {
        let mut line = Map::new();
        line.insert("at".to_owned(), rfc3339(at, &TimeZone::UTC).into());
        line.insert("what".to_owned(), what.into());
        line.extend(self.who.clone());
        line.insert("profile".to_owned(), self.profile.as_str().into());
        line.insert("vendor".to_owned(), self.vendor.as_str().into());
        line.insert("operation".to_owned(), self.operation.as_str().into());
        line.insert("command".to_owned(), self.command.as_str().into());
        if let Some(row) = self.row {
            line.insert("row".to_owned(), row.into());
        }
        line
    }
}

/// Notes writes in another register and in the log: before they are sent, and when it is known what
/// became of them. The outcomes are handed to the log when this is dropped, so that they can hold the
/// ids of what was made.
pub struct Audited {
    inner: Rc<dyn Register>,
    log: Rc<Log>,
    about: About,
    now: Box<dyn Fn() -> Timestamp>,
    notes: RefCell<Vec<Note>>,
}

/// A write that was noted.
struct Note {
    ticket: Ticket,
    /// The number of its line.
    line: u64,
    at: Option<Timestamp>,
    outcome: Option<&'static str>,
    ids: Vec<String>,
    code: Option<String>,
    error: Option<String>,
}

impl Audited {
    /// Notes what goes through the inner register in the log too.
    pub fn new(inner: Rc<dyn Register>, log: Rc<Log>, about: About, now: Box<dyn Fn() -> Timestamp>) -> Self {
        Self { inner, log, about, now, notes: RefCell::default() }
    }

    async fn begin(&self, intent: Intent<'_>, ticket: Ticket) -> Result<()> {
        let target = intent.target.or(self.about.target.as_deref());
        let ids: Vec<String> = target.map(str::to_owned).into_iter().collect();
        let mut line = self.about.line("write", intent.at);
        line.insert("call".to_owned(), intent.call.into());
        line.insert("ids".to_owned(), ids.as_slice().into());
        let place = self.log.line_up(line);
        // Others that were noted together with this one line up too.
        yield_once().await;
        let line = self.log.number(&place).map_err(|error| {
            let what = tr!("cannot write the audit log in {folder}: {error}", folder = self.log.folder().display(), error);
            Error::failed(what)
                .hint(tr!("without its line nothing is sent: free the disk, mend the folder, or set MEETCTL_STATE to another one"))
                .with(|facts| (facts.unsent, facts.stops) = (true, true))
        })?;
        let note = Note { ticket, line, at: None, outcome: None, ids, code: None, error: None };
        self.notes.borrow_mut().push(note);
        Ok(())
    }

    fn end(&self, ticket: Ticket, became: Became<'_>) {
        let mut notes = self.notes.borrow_mut();
        let Some(note) = notes.iter_mut().rev().find(|note| note.ticket == ticket) else { return };
        let (outcome, error) = match became {
            Became::Done => ("done", None),
            Became::NotDone(error) => (outcome_of(error), Some(error)),
            Became::Unknown(error) => ("in_doubt", Some(error)),
        };
        note.at = Some((self.now)());
        note.outcome = Some(outcome);
        note.code = error.and_then(|error| error.facts().code.clone());
        note.error = error.map(|error| shorten(&error.to_string(), LONGEST).into_owned());
    }
}

impl Register for Audited {
    fn intent<'a>(&'a self, intent: Intent<'a>) -> Local<'a, Result<Ticket>> {
        Box::pin(async move {
            let ticket = self.inner.intent(intent).await?;
            if let Err(error) = self.begin(intent, ticket).await {
                self.inner.became(ticket, Became::NotDone(&error)).await;
                return Err(error);
            }
            Ok(ticket)
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
        if let Some(note) = self.notes.borrow_mut().last_mut()
            && !note.ids.iter().any(|known| known == id)
        {
            note.ids.push(id.to_owned());
        }
        self.inner.made(id);
    }
}

impl Drop for Audited {
    fn drop(&mut self) {
        for note in self.notes.take() {
            // One without an outcome was cut short: that its line has no outcome says so.
            let (Some(outcome), Some(at)) = (note.outcome, note.at) else { continue };
            let line = json!({
                "at": rfc3339(at, &TimeZone::UTC),
                "what": "outcome",
                "of": note.line,
                "outcome": outcome,
                "ids": note.ids,
                "code": note.code,
                "error": note.error,
            });
            if let Value::Object(line) = line {
                self.log.wait(line);
            }
        }
    }
}

/// Lets everybody else who is ready go first.
async fn yield_once() {
    let mut yielded = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A failure in one word: `not_sent`, `refused` by the vendor, or `failed`, which is all else that is
/// known not to be done.
fn outcome_of(error: &Error) -> &'static str {
    match error.kind() {
        _ if error.facts().unsent => "not_sent",
        Kind::Stopped(_) => "not_sent",
        Kind::InDoubt => "in_doubt",
        Kind::Auth | Kind::NotFound | Kind::Refused => "refused",
        Kind::Temporary => "failed",
        _ if error.facts().code.is_some() => "refused",
        _ => "failed",
    }
}
