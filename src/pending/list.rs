//! What earlier commands have left behind.

use super::record::{Outcome, Record, Story};
use super::{KIND, VERSION, folder, id_of, journal_in};
use crate::document::words;
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::journal;
use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

words! {
    /// What is known of a write.
    pub enum State {
        /// It was sent, and nobody knows what became of it.
        Unknown = "unknown",
        /// It is done, but its command was killed before it could say so.
        Done = "done",
        /// Another process is at it now.
        Running = "running",
    }
}

/// A write that was left behind.
#[derive(Clone, Debug)]
pub struct Held {
    /// Which of several targets it is about; several where one call took them together.
    pub targets: Vec<String>,
    /// The call.
    pub call: String,
    /// When it was sent: RFC 3339.
    pub at: String,
    /// Ids of what was there before, if anybody could see.
    pub seen: Option<Vec<String>>,
    /// What is known of it.
    pub state: State,
    /// Why its outcome is not known.
    pub error: Option<String>,
}

/// A command that left writes behind.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Names it to the user.
    pub id: String,
    /// What it was to do.
    pub story: Story,
    /// Those of its writes that were not refused, in the order of their sending.
    pub writes: Vec<Held>,
    /// Whether its process is still there.
    pub running: bool,
    path: PathBuf,
}

/// A journal of which nobody knows what it tells: it is damaged, or a later program's.
#[derive(Debug)]
pub struct Unclear {
    /// What is wrong with it.
    pub error: Error,
    /// Whether its process is still there.
    pub running: bool,
    path: PathBuf,
}

/// What a journal that is there comes to.
#[derive(Debug)]
pub enum Found {
    /// It tells what was sent.
    Told(Pending),
    /// It does not.
    Unclear(Unclear),
}

/// Every command that left writes behind, the oldest first, and what is wrong with journals that
/// cannot be read.
pub fn list(state: Option<&Path>) -> Result<(Vec<Pending>, Vec<Error>)> {
    let (mut found, mut broken) = (Vec::new(), Vec::new());
    let Some(state) = state else { return Ok((found, broken)) };
    let folder = folder(state);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok((found, broken)),
        Err(error) => return Err(unreadable(&folder, &error)),
    };
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            // What else is there cannot be known.
            Err(error) => {
                broken.push(unreadable(&folder, &error));
                break;
            }
        };
        let id = id_of(&path).map(str::to_owned);
        match id.map(|id| read(id, path)) {
            Some(Ok(Some(Found::Told(pending)))) => found.push(pending),
            Some(Ok(Some(Found::Unclear(Unclear { error, .. }))) | Err(error)) => broken.push(error),
            Some(Ok(None)) | None => {}
        }
    }
    found.sort_by(|a, b| sent(a).cmp(&sent(b)));
    Ok((found, broken))
}

/// No command sends more.
const MOST_WRITES: usize = 1 << 20;

fn sent(pending: &Pending) -> Option<&str> {
    pending.writes.first().map(|write| write.at.as_str())
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::failed(tr!("cannot read {path}: {error}", path = path.display(), error))
}

/// The journal of this id.
fn path_of(state: Option<&Path>, id: &str) -> Result<PathBuf> {
    let plain = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let path = state.filter(|_| plain).map(|state| journal_in(&folder(state), id));
    // One that cannot be looked at is there all the same.
    path.filter(|path| !matches!(path.try_exists(), Ok(false))).ok_or_else(|| {
        Error::new(Kind::NotFound, tr!("no pending write has the id \"{id}\"", id))
            .hint(tr!("meetctl pending list shows those that there are"))
    })
}

/// The one with this id.
///
/// # Errors
///
/// There is none, or the system does not let it be read.
pub fn find(state: Option<&Path>, id: &str) -> Result<Found> {
    let path = path_of(state, id)?;
    read(id.to_owned(), path)?.ok_or_else(|| {
        Error::new(Kind::NotFound, tr!("nothing of \"{id}\" is pending: it was never sent, or refused", id))
    })
}

impl Pending {
    /// Refuses while its process is still at it.
    pub fn idle(&self) -> Result<()> {
        let what = || tr!("process {pid} is still at it", pid = self.story.pid);
        if self.running { Err(at_it(what())) } else { Ok(()) }
    }

    /// Forgets its writes, unless its process is still at it.
    pub fn forget(&self) -> Result<()> {
        self.idle()?;
        remove(&self.path)
    }
}

impl Found {
    /// Refuses while its process is still at it.
    pub fn idle(&self) -> Result<()> {
        match self {
            Self::Told(pending) => pending.idle(),
            Self::Unclear(Unclear { running: true, .. }) => Err(at_it(tr!("a process is still at it"))),
            Self::Unclear(_) => Ok(()),
        }
    }

    /// Forgets it, unless its process is still at it.
    pub fn forget(&self) -> Result<()> {
        self.idle()?;
        match self {
            Self::Told(Pending { path, .. }) | Self::Unclear(Unclear { path, .. }) => remove(path),
        }
    }
}

fn at_it(what: impl Into<String>) -> Error {
    Error::new(Kind::Temporary, what).hint(tr!("wait for it, or stop it"))
}

fn remove(path: &Path) -> Result<()> {
    std::fs::remove_file(path)
        .map_err(|error| Error::failed(tr!("cannot remove {path}: {error}", path = path.display(), error)))
}

/// Reads one journal. `None`: nothing was ever sent, or all of it was refused.
fn read(id: String, path: PathBuf) -> Result<Option<Found>> {
    let file = match file::open_plain(OpenOptions::new().read(true), &path) {
        Ok(file) => file,
        // It was removed a moment ago: its command has ended well.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&path, &error)),
    };
    // Kept to the end: nobody may begin to write to what is about to be removed.
    let running = !file::acquire(&file, Duration::ZERO).map_err(|error| unreadable(&path, &error))?;
    let (mut story, mut writes, mut strange) = (None, Vec::new(), false);
    let looked = journal::look(&path, KIND, VERSION, &mut |record: Record<'static>| {
        match record {
            Record::Story { story: told } => story = Some(told.into_owned()),
            Record::Other(_) => strange = true,
            Record::Intent { write, .. } if write > MOST_WRITES => strange = true,
            record => note(record, running, &mut writes),
        }
        Ok(())
    });
    match looked {
        Ok(_) => {}
        // It was read, and what it says is what is wrong.
        Err(error) if error.kind() == Kind::Config => {
            return Ok(Some(Found::Unclear(Unclear { error, running, path })));
        }
        Err(error) => return Err(error),
    }
    let writes: Vec<Held> = writes.into_iter().flatten().collect();
    // What is not understood may be a write that was sent.
    if writes.is_empty() && !strange && !running {
        // Killed before it had sent anything: not worth a word.
        let _ = std::fs::remove_file(&path);
    }
    drop(file);
    if writes.is_empty() && !strange {
        return Ok(None);
    }
    let Some(story) = story.filter(|_| !writes.is_empty()) else {
        let what = tr!("{path} is damaged: it does not say what was sent", path = path.display());
        let error = Error::config(what).hint(tr!("look for yourself, then: meetctl pending forget {id}", id));
        return Ok(Some(Found::Unclear(Unclear { error, running, path })));
    };
    Ok(Some(Found::Told(Pending { id, story, writes, running, path })))
}

/// Takes in what a record says of a write.
fn note(record: Record<'_>, running: bool, writes: &mut Vec<Option<Held>>) {
    match record {
        Record::Became { write, became, error } => {
            let Some(place) = writes.get_mut(write) else { return };
            let state = match became {
                Outcome::Done => State::Done,
                Outcome::Unknown => State::Unknown,
                Outcome::NotDone => return *place = None,
            };
            if let Some(held) = place {
                (held.state, held.error) = (state, error.map(Cow::into_owned));
            }
        }
        Record::Intent { write, call, target, seen, at } if write >= writes.len() => {
            // A number that is missing could not be noted, and so was never sent.
            writes.resize_with(write, || None);
            writes.push(Some(Held {
                targets: target.into_vec(),
                call: call.into_owned(),
                at: at.into_owned(),
                seen: seen.map(Cow::into_owned),
                state: if running { State::Running } else { State::Unknown },
                error: None,
            }));
        }
        Record::Intent { .. } | Record::Story { .. } | Record::Other(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::register::{Became, Intent, Register};
    use crate::pending::Writes;
    use serde_json::{Value, json};

    fn writes(state: &Path, id: u8) -> Writes {
        let story = Story { command: "meeting cancel".into(), ..Story::default() };
        Writes::new(Some(state), [id; 4], story, Box::new(|_| {}))
    }

    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut future = std::pin::pin!(future);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match future.as_mut().poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("it waits"),
        }
    }

    fn send_all(writes: &Writes, targets: &[&str]) -> crate::client::register::Ticket {
        let at = "2026-11-23T06:00:00Z".parse().unwrap();
        let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
        now(writes.intent(Intent { call: "POST /x", targets: &targets, seen: None, at })).unwrap()
    }

    fn send(writes: &Writes, target: &str) -> crate::client::register::Ticket {
        send_all(writes, &[target])
    }

    #[test]
    fn what_is_known_and_told_is_forgotten() {
        let place = tempfile::tempdir().unwrap();
        let command = writes(place.path(), 1);
        let ticket = send(&command, "a");
        assert_eq!(list(Some(place.path())).unwrap().0[0].writes[0].state, State::Running);
        now(command.became(ticket, Became::Done));
        command.told();
        assert!(list(Some(place.path())).unwrap().0.is_empty());
        assert_eq!(std::fs::read_dir(place.path().join("pending")).unwrap().count(), 0);
    }

    #[test]
    fn what_was_killed_or_is_in_doubt_is_listed() {
        let place = tempfile::tempdir().unwrap();
        let killed = writes(place.path(), 1);
        let (done, refused) = (send(&killed, "a"), send(&killed, "b"));
        send(&killed, "c");
        now(killed.became(done, Became::Done));
        now(killed.became(refused, Became::NotDone(&Error::failed("no"))));
        drop(killed);
        let doubted = writes(place.path(), 2);
        let ticket = send_all(&doubted, &["d", "e"]);
        send_all(&doubted, &[]);
        now(doubted.became(ticket, Became::Unknown(&Error::failed("lost"))));
        doubted.told();
        let all = list(Some(place.path())).unwrap().0;
        let states: Vec<Vec<(String, State)>> = all
            .iter()
            .map(|one| one.writes.iter().map(|write| (write.targets.join(" "), write.state)).collect())
            .collect();
        let known = |target: &str, state| (target.to_owned(), state);
        assert_eq!(
            states,
            [
                vec![known("a", State::Done), known("c", State::Unknown)],
                vec![known("d e", State::Unknown), known("", State::Unknown)]
            ]
        );
        assert_eq!(all[1].writes[0].error.as_deref(), Some("lost"));
        find(Some(place.path()), "02020202").unwrap().forget().unwrap();
        assert_eq!(find(Some(place.path()), "02020202").unwrap_err().kind(), Kind::NotFound);
    }

    /// A later program's lines, or nonsense under a right checksum.
    #[test]
    fn what_is_not_understood_is_kept() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("pending");
        file::private_folder(&folder).unwrap();
        for record in [
            json!({"write": 0, "target": {"id": "1"}}),
            json!({"write": 0, "at": null}),
            json!({"write": 1_000_000_000_000_000_000_u64, "call": "POST /x"}),
        ] {
            let path = folder.join("0a0a0a0a.jsonl");
            let mut journal =
                journal::Journal::open(&path, KIND, VERSION, &mut |_: Value| Ok(())).unwrap().unwrap();
            journal.write(&json!({"story": {"command": "meeting create"}})).unwrap();
            journal.write(&record).unwrap();
            drop(journal);
            let (found, broken) = list(Some(place.path())).unwrap();
            assert!(found.is_empty() && broken[0].to_string().contains("is damaged"), "{record} {broken:?}");
            assert!(path.exists(), "{record}");
            std::fs::remove_file(path).unwrap();
        }
    }
}
