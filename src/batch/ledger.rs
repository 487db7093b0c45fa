//! The journal of a batch: what became of each row, and the group commit of many rows at once.

use crate::client::io::Local;
use crate::client::register::{Became, Intent, Register, Ticket};
use crate::document::words;
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::journal::{self, Journal, add_line, unwritable};
use crate::time::rfc3339;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use tokio::sync::Notify;

/// The kind in the header of these journals.
const KIND: &str = "batch";
/// Rises when older programs could misread what newer ones write.
const VERSION: u32 = 1;

/// What a batch is, and so what may be continued as the same one.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Plan {
    /// The command: `meeting create`.
    pub command: String,
    /// The profile.
    pub profile: String,
    /// The file, as it was named.
    pub file: String,
    /// SHA-1 of the file, which tells that it is the same.
    pub digest: String,
    /// The rows of the file.
    pub rows: usize,
    /// `K/N`, where this is a part of it.
    pub shard: Option<String>,
    /// When it was begun; relative times in it count from then. RFC 3339.
    pub began: String,
    /// The address of the server that its rows were sent to first. Journals of earlier programs have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
}

impl Plan {
    /// The same command for the same part of a file with the same profile, whatever stands in the file now.
    pub fn same_part(&self, other: &Self) -> bool {
        (&self.command, &self.profile, &self.shard) == (&other.command, &other.profile, &other.shard)
    }

    /// The same command for the same rows with the same profile, whichever part of them.
    pub fn same_rows(&self, other: &Self) -> bool {
        (&self.command, &self.profile, &self.digest) == (&other.command, &other.profile, &other.digest)
    }

    /// The same server, as far as both know theirs.
    fn same_server(&self, other: &Self) -> bool {
        self.server.as_ref().zip(other.server.as_ref()).is_none_or(|(one, two)| one == two)
    }

    /// Both are parts of a file that is divided among equally many.
    pub fn divided_alike(&self, other: &Self) -> bool {
        let parts = |plan: &Self| Some(plan.shard.as_ref()?.split_once('/')?.1.to_owned());
        parts(self).is_some() && parts(self) == parts(other)
    }
}

words! {
    /// What is known of a row.
    #[derive(Default)]
    #[repr(u8)]
    pub enum State {
        /// It is done.
        Done = "done",
        /// It was refused.
        Failed = "failed",
        /// It was sent, and nobody knows what became of it.
        Unknown = "in_doubt",
        /// Nothing of it was sent.
        #[default]
        Untried = "not_tried",
        /// The server was busy: it may be sent again after a look at the list.
        Busy = "busy",
    }
}

impl<'de> Deserialize<'de> for State {
    /// A state that only a newer program knows is none that lets a row be sent again.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(deserializer)?;
        Ok(Self::of(&name).unwrap_or(Self::Unknown))
    }
}

impl State {
    /// The names of those that users are told.
    pub const SHOWN: [&'static str; 4] =
        [Self::Done.name(), Self::Failed.name(), Self::Unknown.name(), Self::Untried.name()];

    /// As users are told: a server that was busy to the last has not done it.
    #[must_use]
    pub const fn shown(self) -> Self {
        match self {
            Self::Busy => Self::Failed,
            state => state,
        }
    }
}

/// All that a journal tells.
#[derive(Debug, Default)]
pub struct Told {
    /// What it is.
    pub plan: Plan,
    /// The state of each row, the first at 0.
    pub states: Vec<State>,
    /// How many of them are not untried any more.
    pub tried: usize,
    /// Ids of meetings that were there before the first row was sent; `None` before they were listed.
    pub seen: Option<Vec<String>>,
    /// The process that wrote last.
    pub owner: u32,
}

impl Told {
    /// Takes a record in.
    pub fn take(&mut self, record: &Record<'_>) {
        if let Some(plan) = &record.batch {
            self.plan = plan.clone();
            (self.states, self.tried) = (vec![State::Untried; self.plan.rows], 0);
        }
        if let Some(pid) = record.owner {
            self.owner = pid;
        }
        if let Some(seen) = &record.seen {
            self.seen = Some(seen.clone());
        }
        let row = record.row.unwrap_or_default();
        if let Some(state) = row.checked_sub(1).and_then(|at| self.states.get_mut(at)) {
            self.tried -= usize::from(*state != State::Untried);
            *state = record.state().unwrap_or(*state);
            self.tried += usize::from(*state != State::Untried);
        }
    }
}

/// One line of the journal: what it does not speak of is left out.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Record<'a> {
    /// The batch begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<Plan>,
    /// The process that writes from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<u32>,
    /// Ids of meetings that are there before the first row is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<Vec<String>>,
    /// The row that the rest is about, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// When it is sent. RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<Cow<'a, str>>,
    /// What is written to, where that is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Cow<'a, str>>,
    /// The state that it came into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub became: Option<State>,
    /// The id of what was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'a, str>>,
    /// The link to join with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_url: Option<Cow<'a, str>>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Cow<'a, Error>>,
}

impl Record<'_> {
    /// The state that it puts its row into.
    fn state(&self) -> Option<State> {
        if self.sent.is_some() { Some(State::Unknown) } else { self.became }
    }
}

/// Reads a batch's journal that somebody may be writing to.
pub fn look(path: &Path, visit: &mut dyn FnMut(Record<'_>) -> Result<()>) -> Result<bool> {
    journal::look(path, KIND, VERSION, &mut in_order(path, visit))
}

/// Refuses a journal whose first record, and that alone, does not say which batch it is of: without it
/// rows that were sent would be taken for none.
fn in_order(
    path: &Path,
    visit: &mut dyn FnMut(Record<'_>) -> Result<()>,
) -> impl FnMut(Record<'static>) -> Result<()> {
    let mut begun = false;
    move |record| {
        if record.batch.is_some() == begun {
            let what = if begun {
                tr!("it tells of two batches")
            } else {
                tr!("it does not say which batch it is of")
            };
            return Err(Error::config(tr!("{path} is damaged: {what}", path = path.display(), what))
                .hint(tr!("restore the file from a copy, or move it away")));
        }
        begun = true;
        visit(record)
    }
}

/// As [`look`], with the place of each record in the file.
pub(super) fn look_with_places(
    path: &Path,
    visit: &mut dyn FnMut(Record<'_>, u64) -> Result<()>,
) -> Result<bool> {
    journal::look_with_places(path, KIND, VERSION, &mut |record: Record<'static>, at| visit(record, at))
}

/// A journal that is open for writing.
pub struct Ledger {
    journal: RefCell<Journal>,
    syncing: Arc<File>,
    /// Lines that were noted and go into the journal together.
    lines: RefCell<Vec<u8>>,
    /// Records noted, and of these on the disk.
    noted: Cell<u64>,
    durable: Cell<u64>,
    busy: Cell<bool>,
    turn: Notify,
    /// What is known of the rows.
    pub told: RefCell<Told>,
}

impl Ledger {
    /// Opens a batch's journal, or begins one with this plan.
    pub fn open(path: &Path, plan: &Plan) -> Result<Rc<Self>> {
        let folder = file::folder_of(path);
        file::private_folder(folder).map_err(|error| unwritable(folder, &error))?;
        let mut told = Told::default();
        let mut take = |record: Record<'_>| {
            told.take(&record);
            Ok(())
        };
        let journal = Journal::open(path, KIND, VERSION, &mut in_order(path, &mut take))?;
        let Some(mut journal) = journal else { return Err(held(path)) };
        if told.plan == Plan::default() {
            let begun = Record { batch: Some(plan.clone()), ..Record::default() };
            journal.write(&begun)?;
            told.take(&begun);
        } else {
            same(&told.plan, plan, path)?;
        }
        journal.write(&Record { owner: Some(std::process::id()), ..Record::default() })?;
        journal.sync()?;
        let syncing = Arc::new(journal.handle()?);
        Ok(Rc::new(Self {
            journal: RefCell::new(journal),
            syncing,
            lines: RefCell::default(),
            noted: Cell::default(),
            durable: Cell::default(),
            busy: Cell::default(),
            turn: Notify::new(),
            told: RefCell::new(told),
        }))
    }

    /// Notes a record. It is in the journal after [`Self::flush`], and on the disk after
    /// [`Self::committed`].
    pub fn note(&self, record: &Record<'_>) -> Result<()> {
        add_line(&mut self.lines.borrow_mut(), record).map_err(|error| self.journal.borrow().full(&error))?;
        self.told.borrow_mut().take(record);
        self.noted.set(self.noted.get() + 1);
        Ok(())
    }

    /// Writes what was noted, in one write. What cannot be written stays noted.
    pub fn flush(&self) -> Result<()> {
        let mut lines = self.lines.borrow_mut();
        if lines.is_empty() {
            return Ok(());
        }
        self.journal.borrow_mut().append(&lines)?;
        lines.clear();
        Ok(())
    }

    /// Waits until everything noted so far is on the disk: all who wait at the same time share one
    /// wait for the disk.
    pub async fn committed(&self) -> Result<()> {
        let mine = self.noted.get();
        while self.durable.get() < mine {
            self.journal.borrow().trusted()?;
            if self.busy.replace(true) {
                self.turn.notified().await;
                continue;
            }
            self.gather().await;
            let noted = self.noted.get();
            let synced = self.write_and_wait().await;
            self.busy.set(false);
            if synced.is_ok() {
                self.durable.set(noted);
            }
            self.turn.notify_waiters();
            synced?;
        }
        Ok(())
    }

    /// Lets those join in who are ready, as long as there are any: a wait for the disk costs as much
    /// CPU time as a row or two.
    async fn gather(&self) {
        let mut before = 0;
        while before != self.noted.get() {
            before = self.noted.get();
            tokio::task::yield_now().await;
        }
    }

    async fn write_and_wait(&self) -> Result<()> {
        self.flush()?;
        let file = Arc::clone(&self.syncing);
        let synced = tokio::task::spawn_blocking(move || file.sync_data()).await;
        self.journal.borrow().synced(synced.map_err(io::Error::other).and_then(|synced| synced))
    }

    /// Waits until everything is on the disk, alone.
    pub fn sync(&self) -> Result<()> {
        self.journal.borrow().trusted()?;
        self.flush()?;
        self.journal.borrow().sync()
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.journal.borrow().path().to_owned()
    }

    /// What a row has become, with its error or what was made.
    pub fn became(
        &self,
        row: usize,
        state: State,
        made: Option<&Value>,
        error: Option<&Error>,
    ) -> Result<()> {
        let text = |name: &str| Some(Cow::Borrowed(made?.get(name)?.as_str()?));
        let (id, join_url) = if state == State::Done { (text("id"), text("join_url")) } else { (None, None) };
        let error = error.map(Cow::Borrowed);
        self.note(&Record { row: Some(row), became: Some(state), id, join_url, error, ..Record::default() })
    }

    /// Notes the writes of one row.
    pub fn of_row(self: &Rc<Self>, row: usize) -> Rc<dyn Register> {
        Rc::new(OfRow { ledger: Rc::clone(self), row })
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        // However it ends, what is known is written; who must know whether it is has asked before.
        let _ = self.flush();
    }
}

struct OfRow {
    ledger: Rc<Ledger>,
    row: usize,
}

impl Register for OfRow {
    fn intent<'a>(&'a self, intent: Intent<'a>) -> Local<'a, Result<Ticket>> {
        Box::pin(async move {
            let sent = Record {
                row: Some(self.row),
                sent: Some(rfc3339(intent.at, &TimeZone::UTC).into()),
                // A row has one.
                target: intent.targets.first().map(|target| Cow::Borrowed(target.as_str())),
                ..Record::default()
            };
            let noted = match self.ledger.note(&sent) {
                Ok(()) => self.ledger.committed().await,
                Err(error) => Err(error),
            };
            // Nothing was sent, and nothing will be while this lasts.
            noted.map_err(|error| error.with(|facts| (facts.unsent, facts.stops) = (true, true)))?;
            Ok(Ticket(self.row))
        })
    }

    fn became<'a>(&'a self, _: Ticket, _: Became<'a>) -> Local<'a, ()> {
        // The row's own record follows, with what was made.
        Box::pin(async {})
    }

    fn resolve(&self, _: Ticket) -> Option<String> {
        None
    }
}

fn held(path: &Path) -> Error {
    let mut told = Told::default();
    // Whoever holds it has named itself; if that cannot be read, it is held all the same.
    let _ = look(path, &mut |record| {
        told.take(&record);
        Ok(())
    });
    Error::new(
        Kind::Temporary,
        tr!(
            "this batch is being run by process {owner} (journal: {path})",
            owner = told.owner,
            path = path.display()
        ),
    )
    .hint(tr!("wait for it, or stop it; what it has done is kept"))
}

/// Refuses to continue what is not the same batch.
fn same(old: &Plan, new: &Plan, path: &Path) -> Result<()> {
    let differs = |what: &str| {
        let hint = tr!(
            "put new or corrected rows alone into a new file; --journal begins a batch anew, which would send the rows that are done once more (this one's journal: {path})",
            path = path.display()
        );
        Err(Error::usage(tr!("{what} since this batch was begun", what)).hint(hint))
    };
    if !old.same_part(new) {
        return Err(Error::usage(tr!(
            "the journal {path} is of another batch: {command} with profile {profile}{old}",
            path = path.display(),
            command = old.command,
            profile = old.profile,
            old = old.shard.as_deref().map(|shard| tr!(", part {shard}", shard)).unwrap_or_default()
        ))
        .hint(tr!("name another journal with --journal")));
    }
    if !old.same_rows(new) {
        return differs(tr!("the file has changed"));
    }
    if !old.same_server(new) {
        let what = tr!(
            "profile \"{profile}\" leads to another server now than when this batch was begun",
            profile = old.profile
        );
        return Err(Error::config(what).hint(tr!(
            "to go on with it, lead the profile back to {server}; to begin anew there, name another journal with --journal",
            server = old.server.as_deref().unwrap_or_default()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_last_word_about_a_row_holds() {
        let mut told = Told::default();
        let take = |told: &mut Told, record: Value| told.take(&serde_json::from_value(record).unwrap());
        take(&mut told, json!({"batch": Plan { rows: 4, ..Plan::default() }}));
        for record in [
            json!({"row": 1, "sent": "now", "target": null}),
            json!({"row": 1, "became": "done", "id": "7"}),
            json!({"row": 2, "sent": "now"}),
            json!({"row": 3, "sent": "now"}),
            json!({"row": 3, "became": "not_tried"}),
            json!({"row": 4, "sent": "now"}),
            json!({"row": 4, "became": "failed"}),
            json!({"row": 0, "became": "failed"}),
            json!({"row": 99, "became": "failed"}),
        ] {
            take(&mut told, record);
        }
        assert_eq!(told.states, [State::Done, State::Unknown, State::Untried, State::Failed]);
    }

    /// Journals that lie on disks: they are read as they stand there, and written in the same way.
    #[test]
    fn lines_stay_what_they_were() {
        let error = Error::new(Kind::Temporary, "busy");
        let became = |row, became| Record { row: Some(row), became: Some(became), ..Record::default() };
        for (record, line) in [
            (
                Record {
                    row: Some(1),
                    sent: Some("now".into()),
                    target: Some("9".into()),
                    ..Record::default()
                },
                r#"{"row":1,"sent":"now","target":"9"}"#,
            ),
            (
                Record { id: Some("7".into()), join_url: Some("https://a".into()), ..became(1, State::Done) },
                r#"{"row":1,"became":"done","id":"7","join_url":"https://a"}"#,
            ),
            (
                Record { error: Some(Cow::Borrowed(&error)), ..became(2, State::Busy) },
                r#"{"row":2,"became":"busy","error":{"kind":"temporary","message":"busy","vendor":null,"code":null,"vendor_message":null,"hint":null,"retryable":true,"request_id":null,"endpoint":null}}"#,
            ),
            (became(3, State::Untried), r#"{"row":3,"became":"not_tried"}"#),
            (became(4, State::Failed), r#"{"row":4,"became":"failed"}"#),
            (became(5, State::Unknown), r#"{"row":5,"became":"in_doubt"}"#),
        ] {
            assert_eq!(serde_json::to_string(&record).unwrap(), line);
            assert_eq!(serde_json::from_str::<Record<'_>>(line).unwrap(), record);
        }
        let later: Record<'_> = serde_json::from_str(r#"{"row":5,"became":"half_done","new":1}"#).unwrap();
        assert_eq!(later, became(5, State::Unknown));
        // An error in a form of its own is one all the same.
        let line = r#"{"row":2,"became":"busy","error":{"kind":"quota","message":7}}"#;
        let later: Record<'_> = serde_json::from_str(line).unwrap();
        assert_eq!(later.became, Some(State::Busy));
        assert_eq!(later.error.unwrap().to_string(), r#"{"kind":"quota","message":7}"#);
    }

    /// What is noted reaches the journal when that is asked for, and at the latest when it is closed.
    #[test]
    fn what_is_noted_is_written_together() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("b.jsonl");
        let ledger = Ledger::open(&path, &Plan { rows: 3, ..Plan::default() }).unwrap();
        let states = || {
            let mut told = Told::default();
            look(&path, &mut |record| {
                told.take(&record);
                Ok(())
            })
            .unwrap();
            told.states
        };
        let became = |row, state| ledger.became(row, state, None, None).unwrap();
        became(1, State::Done);
        became(2, State::Failed);
        assert_eq!(ledger.told.borrow().states, [State::Done, State::Failed, State::Untried]);
        assert_eq!(states(), [State::Untried; 3]);
        ledger.flush().unwrap();
        assert_eq!(states(), [State::Done, State::Failed, State::Untried]);
        became(3, State::Unknown);
        drop(ledger);
        assert_eq!(states(), [State::Done, State::Failed, State::Unknown]);
    }

    #[test]
    fn a_journal_says_first_and_once_which_batch_it_is_of() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("b.jsonl");
        let plan = Plan { rows: 1, command: "meeting create".into(), ..Plan::default() };
        let ledger = Ledger::open(&path, &plan).unwrap();
        ledger.became(1, State::Done, None, None).unwrap();
        drop(ledger);
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for (damaged, says) in [
            ([&lines[..1], &lines[2..]].concat().concat(), "which batch"),
            ([&lines[..], &lines[1..]].concat().concat(), "two batches"),
        ] {
            std::fs::write(&path, &damaged).unwrap();
            for error in
                [Ledger::open(&path, &plan).err().unwrap(), look(&path, &mut |_| Ok(())).unwrap_err()]
            {
                assert!(error.to_string().contains(says), "{error}");
                assert_eq!(error.kind(), Kind::Config);
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
        }
        // Killed right after its birth.
        std::fs::write(&path, lines[0]).unwrap();
        assert_eq!(Ledger::open(&path, &plan).unwrap().told.borrow().plan, plan);
    }

    #[test]
    fn another_server_is_not_the_same_batch() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("b.jsonl");
        let plan = |server: Option<&str>| Plan { rows: 1, server: server.map(Into::into), ..Plan::default() };
        drop(Ledger::open(&path, &plan(Some("https://a.example/"))).unwrap());
        let error = Ledger::open(&path, &plan(Some("https://b.example/"))).err().unwrap();
        assert_eq!(error.kind(), Kind::Config);
        assert!(error.facts().hint.as_deref().unwrap().contains("https://a.example/"));
        drop(Ledger::open(&path, &plan(Some("https://a.example/"))).unwrap());
        // An earlier program's journal does not say.
        let (old, none) = (place.path().join("old.jsonl"), plan(None));
        drop(Ledger::open(&old, &Plan { command: "x".into(), ..none.clone() }).unwrap());
        assert!(!std::fs::read_to_string(&old).unwrap().contains("server"));
        assert!(
            Ledger::open(&old, &Plan { command: "x".into(), ..plan(Some("https://b.example/")) }).is_ok()
        );
    }

    #[test]
    fn another_file_is_not_the_same_batch() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("b.jsonl");
        let plan = |digest: &str, command: &str| Plan {
            digest: digest.into(),
            command: command.into(),
            rows: 1,
            ..Plan::default()
        };
        drop(Ledger::open(&path, &plan("a", "meeting create")).unwrap());
        let again = Ledger::open(&path, &plan("a", "meeting create")).unwrap();
        let held = Ledger::open(&path, &plan("a", "meeting create")).err().unwrap();
        assert!(held.to_string().contains(&std::process::id().to_string()), "{held}");
        assert_eq!(held.kind(), Kind::Temporary);
        drop(again);
        for (other, says) in
            [(plan("b", "meeting create"), "changed"), (plan("a", "meeting edit"), "another batch")]
        {
            let error = Ledger::open(&path, &other).err().unwrap();
            assert!(error.to_string().contains(says), "{error}");
            assert_eq!(error.kind(), Kind::Usage);
        }
    }
}
