//! Keeping callbacks: all that wait share one trip to the disk, made beside the runtime's thread.
//!
//! Waking another thread costs more than everything else that is done for an event. Therefore nothing
//! goes from thread to thread one by one: a batch goes over, and its outcomes come back, together.

use super::line::{Kept, encode};
use super::seen::{Key, Seen};
use super::store::Store;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::{JoinHandle, spawn_blocking, spawn_local, yield_now};
use tokio::time::timeout;

/// How many callbacks one trip to the disk takes along.
const BATCH: usize = 256;

/// What became of a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the disk.
    Stored,
    /// It is on the disk since before: an exact replay.
    Replay,
    /// It is not.
    Failed(String),
}

struct Job {
    kept: Arc<Kept>,
    answer: oneshot::Sender<Outcome>,
    /// What bounds the memory for large bodies; given back when this one is done.
    _turn: Option<OwnedSemaphorePermit>,
}

/// The way to the disk.
#[derive(Debug)]
pub struct Writer {
    jobs: Sender<Job>,
    work: JoinHandle<()>,
}

impl Writer {
    /// Starts it, with the callbacks that were seen before. `stored` gets what is new, once it is on
    /// the disk and whether or not its sender still waits; it must not wait. Needs a `LocalSet`.
    pub fn start(store: Store, seen: Seen, stored: impl Fn(&[Arc<Kept>]) + 'static) -> Self {
        let (jobs, waiting) = channel(BATCH * 2);
        let work = spawn_local(run(Keeper { store, seen }, waiting, stored));
        Self { jobs, work }
    }

    /// Keeps a callback; returns once its fate is known. Who stops waiting changes nothing of it.
    pub async fn keep(&self, kept: Kept, turn: Option<OwnedSemaphorePermit>) -> Outcome {
        let (answer, fate) = oneshot::channel();
        let ended = || Outcome::Failed(tr!("the store's thread has ended").into());
        match self.jobs.try_send(Job { kept: Arc::new(kept), answer, _turn: turn }) {
            Ok(()) => fate.await.unwrap_or_else(|_| ended()),
            Err(TrySendError::Full(_)) => Outcome::Failed(tr!("too many events wait for the disk").into()),
            Err(TrySendError::Closed(_)) => ended(),
        }
    }

    /// Ends it after all that waits is written and handed on, which is given so much time. `false`:
    /// the disk took longer.
    pub async fn finish(self, patience: Duration) -> bool {
        drop(self.jobs);
        timeout(patience, self.work).await.is_ok()
    }
}

/// While one batch is at the disk, the next one gathers.
async fn run(mut keeper: Keeper, mut waiting: Receiver<Job>, stored: impl Fn(&[Arc<Kept>])) {
    loop {
        let mut batch = Vec::new();
        if waiting.recv_many(&mut batch, BATCH).await == 0 {
            return;
        }
        // Who is ready now comes along: a trip takes as long for one as for all, and the others would wait
        // for it and then for their own.
        yield_now().await;
        while batch.len() < BATCH
            && let Ok(job) = waiting.try_recv()
        {
            batch.push(job);
        }
        let trip = spawn_blocking(move || {
            let outcomes = keeper.keep(&batch);
            (keeper, batch, outcomes)
        });
        // If it panicked, nothing more can be kept, and who waits is told so.
        let Ok((back, batch, outcomes)) = trip.await else { return };
        keeper = back;
        let new = batch.iter().zip(&outcomes).filter(|(_, outcome)| **outcome == Outcome::Stored);
        let new: Vec<_> = new.map(|(job, _)| Arc::clone(&job.kept)).collect();
        if !new.is_empty() {
            stored(&new);
        }
        for (job, outcome) in batch.into_iter().zip(outcomes) {
            // Whoever asked may have gone away.
            let _ = job.answer.send(outcome);
        }
    }
}

/// The store, and what is known of its content. Its work blocks.
struct Keeper {
    store: Store,
    seen: Seen,
}

impl Keeper {
    /// Keeps a batch, all or nothing of what is new in it.
    fn keep(&mut self, batch: &[Job]) -> Vec<Outcome> {
        let known: Vec<(Key, bool)> = batch
            .iter()
            .map(|job| {
                let key = job.kept.key();
                let known = self.seen.contains(&key);
                (key, known)
            })
            .collect();
        let (mut fresh, mut lines) = (HashSet::new(), Vec::new());
        for (job, (key, known)) in batch.iter().zip(&known) {
            if !known && fresh.insert(key) {
                lines.extend_from_slice(&encode(&job.kept));
            }
        }
        let result = if lines.is_empty() { Ok(()) } else { self.store.append(&lines) };
        if result.is_err() {
            // If this fails too, it is tried again before the next append.
            let _ = self.store.mend();
        }
        let outcome = |(key, known): (Key, bool)| match &result {
            _ if known => Outcome::Replay,
            Err(error) => Outcome::Failed(error.to_string()),
            // Two copies in one batch.
            Ok(()) if self.seen.contains(&key) => Outcome::Replay,
            Ok(()) => {
                self.seen.insert(key);
                Outcome::Stored
            }
        };
        known.into_iter().map(outcome).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::super::read::visit;
    use super::super::store::LARGEST_PART;
    use super::*;
    use std::cell::RefCell;
    use std::path::Path;
    use std::rc::Rc;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn run_local<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tokio::task::LocalSet::new().block_on(&runtime, future)
    }

    type Handed = Rc<RefCell<Vec<Vec<u8>>>>;

    fn start(path: &Path) -> (Writer, Handed) {
        let mut seen = Seen::new(100);
        let store = Store::open(path, LARGEST_PART, &mut |kept| {
            seen.insert(kept.key());
            Ok(())
        });
        let handed = Handed::default();
        let copy = Rc::clone(&handed);
        let note =
            move |new: &[Arc<Kept>]| copy.borrow_mut().extend(new.iter().map(|kept| kept.body.clone()));
        (Writer::start(store.unwrap(), seen, note), handed)
    }

    fn count(path: &Path) -> usize {
        let mut count = 0;
        visit(path, &mut |_| {
            count += 1;
            Ok(())
        })
        .unwrap();
        count
    }

    #[test]
    fn an_exact_replay_is_not_kept_again_not_even_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        run_local(async {
            for first in [Outcome::Stored, Outcome::Replay] {
                let (writer, handed) = start(&path);
                assert_eq!(writer.keep(kept(b"a"), None).await, first);
                assert_eq!(writer.keep(kept(b"a"), None).await, Outcome::Replay);
                assert!(writer.finish(PATIENCE).await);
                assert_eq!(handed.borrow().len(), usize::from(first == Outcome::Stored));
            }
        });
        assert_eq!(count(&path), 1);
    }

    #[test]
    fn copies_that_wait_together_are_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        run_local(async {
            let (writer, handed) = start(&path);
            let keep = |body| writer.keep(kept(body), None);
            let outcomes = tokio::join!(keep(b"a"), keep(b"a"), keep(b"b"));
            assert_eq!(outcomes, (Outcome::Stored, Outcome::Replay, Outcome::Stored));
            assert!(writer.finish(PATIENCE).await);
            assert_eq!(*handed.borrow(), [b"a", b"b"]);
        });
        assert_eq!(count(&path), 2);
    }

    #[test]
    fn who_stops_waiting_does_not_stop_what_was_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        run_local(async {
            let (writer, handed) = start(&path);
            // Asked once and given up at once, as a connection does that breaks off then.
            let asked = timeout(Duration::ZERO, writer.keep(kept(b"a"), None)).await;
            assert!(asked.is_err());
            assert!(writer.finish(PATIENCE).await);
            assert_eq!(*handed.borrow(), [b"a"]);
        });
        assert_eq!(count(&path), 1);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_kept_is_no_replay_later() {
        run_local(async {
            let (writer, handed) = start(Path::new("/dev/full"));
            for _ in 0..2 {
                assert!(matches!(writer.keep(kept(b"a"), None).await, Outcome::Failed(_)));
            }
            assert!(writer.finish(PATIENCE).await && handed.borrow().is_empty());
        });
    }
}
