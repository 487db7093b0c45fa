//! The journal of one command's writes.

use super::{KIND, VERSION, folder};
use crate::client::draft::Given;
use crate::client::io::Local;
use crate::client::register::{Became, Intent, Register, Ticket};
use crate::error::{Error, Result};
use crate::file;
use crate::journal::{Journal, line, unwritable};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long another process may hold a journal that was just made.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a command was to do, as its journal tells it. Holds no secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(default)]
pub struct Story {
    /// The profile's name.
    pub profile: String,
    /// The vendor's id.
    pub vendor: String,
    /// The server's address.
    pub server: String,
    /// The command: `meeting create`.
    pub command: String,
    /// What the user gave, under the flags' names.
    pub input: Given,
    /// Inputs that are left out because they are secret, or that `--set` gave.
    pub hidden: Vec<String>,
    /// The process.
    pub pid: u32,
    /// Whether a second look can be had later.
    pub resolvable: bool,
}

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
        let path = folder.join(format!("{}.jsonl", self.id));
        match file::private_folder(&folder) {
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
        let story = line(&json!({ "story": self.story })).and_then(|line| journal.append(&line));
        story.map_err(|error| journal.full(&error))?;
        Ok(Some(journal))
    }

    fn write(&self, record: &impl Serialize, wait: bool) -> Result<()> {
        let mut journal = self.journal.borrow_mut();
        let Some(journal) = journal.as_mut() else { return Ok(()) };
        let written = line(record)
            .and_then(|line| journal.append(&line))
            .and_then(|()| if wait { journal.sync() } else { Ok(()) });
        written.map_err(|error| journal.full(&error))
    }

    fn begin(&self, intent: Intent<'_>) -> Result<Ticket> {
        if self.journal.borrow().is_none() && !self.off.get() {
            let journal = self.state.as_deref().map_or(Ok(None), |state| self.open(state))?;
            self.off.set(journal.is_none());
            *self.journal.borrow_mut() = journal;
        }
        let ticket = Ticket(self.known.borrow().len());
        let target = match intent.targets {
            [] => Value::Null,
            [one] => json!(one),
            several => json!(several),
        };
        let record = json!({
            "write": ticket.0,
            "call": intent.call,
            "target": target,
            "seen": intent.seen,
            "at": intent.at.to_string(),
        });
        if let Err(error) = self.write(&record, true) {
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
        let (state, error) = match became {
            Became::Done => ("done", None),
            Became::NotDone(error) => ("not_done", Some(error)),
            Became::Unknown(error) => ("unknown", Some(error)),
        };
        let record = json!({ "write": ticket.0, "became": state, "error": error.map(ToString::to_string) });
        // The intent stands: an outcome that is not on the disk leaves it in doubt, which is true.
        if let Err(error) = self.write(&record, true) {
            (self.warn)(&tr!("warning: what became of the write cannot be noted: {error}", error));
        }
        if let Some(known) = self.known.borrow_mut().get_mut(ticket.0) {
            *known = !matches!(became, Became::Unknown(_));
        }
        Box::pin(async {})
    }

    fn resolve(&self, _: Ticket) -> Option<String> {
        let verb = if self.story.resolvable { "resolve" } else { "forget" };
        self.journal.borrow().as_ref().map(|_| format!("meetctl pending {verb} {}", self.id))
    }
}
