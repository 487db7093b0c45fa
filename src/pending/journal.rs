//! The journal of one command's writes.

use super::record::{Outcome, Record, Story, Targets};
use super::{KIND, VERSION, folder};
use crate::client::io::Local;
use crate::client::register::{Became, Intent, Register, Ticket};
use crate::error::{Error, Result};
use crate::file;
use crate::journal::{Journal, unwritable};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another process may hold a journal that was just made.
const PATIENCE: Duration = Duration::from_secs(2);

/// Notes the writes of one command. Costs nothing until the first.
pub struct Writes {
    state: Option<PathBuf>,
    id: String,
    story: Story,
    warn: Box<dyn Fn(&str)>,
    journal: RefCell<Option<Journal>>,
    /// Whether each write's outcome is known.
    known: RefCell<Vec<bool>>,
    /// There is no place for a journal, and the user knows.
    off: Cell<bool>,
}

impl Writes {
    /// Notes writes below this state folder. The id names them to the user.
    pub fn new(state: Option<&Path>, id: [u8; 4], story: Story, warn: Box<dyn Fn(&str)>) -> Self {
        Self {
            state: state.map(Path::to_owned),
            id: hex::encode(id),
            story,
            warn,
            journal: RefCell::default(),
            known: RefCell::default(),
            off: Cell::default(),
        }
    }

    /// The command has told what became of its writes. What is known is forgotten; a journal with
    /// something in doubt stays.
    pub fn told(&self) {
        let Some(journal) = self.journal.borrow_mut().take() else { return };
        if self.known.borrow().iter().all(|known| *known) {
            // If it stays, it is told once more.
            let _ = std::fs::remove_file(journal.path());
        }
    }

    fn open(&self, state: &Path) -> Result<Option<Journal>> {
        let folder = folder(state);
        let path = super::journal_in(&folder, &self.id);
        match file::own_folder(&folder) {
            Ok(()) => {}
            Err(error) if file::nowhere(&error) => {
                (self.warn)(&tr!(
                    "warning: {state} cannot be used ({error}): writes are not noted, so one whose answer is lost is not listed",
                    state = state.display(),
                    error
                ));
                return Ok(None);
            }
            Err(error) => return Err(unwritable(&folder, &error)),
        }
        // Somebody who lists what is pending holds it for a moment.
        let deadline = Instant::now() + PATIENCE;
        let mut journal = loop {
            match Journal::open(&path, KIND, VERSION, &mut |_: IgnoredAny| Ok(()))? {
                Some(journal) => break journal,
                None if Instant::now() >= deadline => {
                    return Err(Error::failed(tr!(
                        "{path} is held by another process",
                        path = path.display()
                    ))
                    .hint(tr!("nothing was sent: try again")));
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        journal.write(&Record::Story { story: Cow::Borrowed(&self.story) })?;
        Ok(Some(journal))
    }

    /// Writes a record and waits until it is on the disk.
    fn note(&self, record: &Record<'_>) -> Result<()> {
        let mut journal = self.journal.borrow_mut();
        let Some(journal) = journal.as_mut() else { return Ok(()) };
        journal.write(record)?;
        journal.sync()
    }

    fn begin(&self, intent: Intent<'_>) -> Result<Ticket> {
        if self.journal.borrow().is_none() && !self.off.get() {
            let journal = self.state.as_deref().map_or(Ok(None), |state| self.open(state))?;
            self.off.set(journal.is_none());
            *self.journal.borrow_mut() = journal;
        }
        let ticket = Ticket(self.known.borrow().len());
        let intent = Record::Intent {
            write: ticket.0,
            call: intent.call.into(),
            target: Targets::of(intent.targets),
            seen: intent.seen.map(Cow::Borrowed),
            at: intent.at.to_string().into(),
        };
        if let Err(error) = self.note(&intent) {
            // Nothing was sent; but of what went before there may be something to keep.
            if self.known.borrow().is_empty() {
                self.told();
            }
            return Err(error);
        }
        self.known.borrow_mut().push(false);
        Ok(ticket)
    }
}

impl Register for Writes {
    fn intent<'a>(&'a self, intent: Intent<'a>) -> Local<'a, Result<Ticket>> {
        Box::pin(async move { self.begin(intent) })
    }

    fn became<'a>(&'a self, ticket: Ticket, became: Became<'a>) -> Local<'a, ()> {
        let (outcome, error) = match became {
            Became::Done => (Outcome::Done, None),
            Became::NotDone(error) => (Outcome::NotDone, Some(error)),
            Became::Unknown(error) => (Outcome::Unknown, Some(error)),
        };
        let error = error.map(|error| error.to_string().into());
        // The intent stands: an outcome that is not on the disk leaves it in doubt, which is true.
        if let Err(error) = self.note(&Record::Became { write: ticket.0, became: outcome, error }) {
            (self.warn)(&tr!("warning: what became of the write cannot be noted: {error}", error));
        }
        if let Some(known) = self.known.borrow_mut().get_mut(ticket.0) {
            *known = outcome != Outcome::Unknown;
        }
        Box::pin(async {})
    }

    fn resolve(&self, _: Ticket) -> Option<String> {
        let verb = if self.story.resolvable { "resolve" } else { "forget" };
        self.journal.borrow().as_ref().map(|_| format!("meetctl pending {verb} {}", self.id))
    }
}
