//! Keeping callbacks: one thread writes, and all that wait share one trip to the disk.

use super::line::{Kept, encode};
use super::seen::{Key, Seen};
use super::store::Store;
use std::collections::HashSet;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// How many callbacks one trip to the disk takes along, and how many may wait for it.
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
    key: Key,
    line: Vec<u8>,
    answer: oneshot::Sender<Outcome>,
}

/// The way to the thread that writes.
#[derive(Debug)]
pub struct Writer {
    jobs: SyncSender<Job>,
    thread: JoinHandle<Store>,
}

impl Writer {
    /// Starts the thread. It knows the callbacks that were seen before.
    pub fn start(store: Store, seen: Seen) -> std::io::Result<Self> {
        let (jobs, waiting) = sync_channel(BATCH * 2);
        let thread =
            std::thread::Builder::new().name("store".into()).spawn(move || write(store, seen, &waiting))?;
        Ok(Self { jobs, thread })
    }

    /// Keeps a callback; returns once its fate is known.
    pub async fn keep(&self, kept: &Kept) -> Outcome {
        let (answer, fate) = oneshot::channel();
        match self.jobs.try_send(Job { key: kept.key(), line: encode(kept), answer }) {
            Ok(()) => fate.await.unwrap_or_else(|_| Outcome::Failed("the store's thread has ended".into())),
            Err(TrySendError::Full(_)) => Outcome::Failed("too many events wait for the disk".into()),
            Err(TrySendError::Disconnected(_)) => Outcome::Failed("the store's thread has ended".into()),
        }
    }

    /// Ends the thread, after all that waits is written.
    pub fn finish(self) {
        drop(self.jobs);
        // A thread that panicked has written what it could.
        let _ = self.thread.join();
    }
}

fn write(mut store: Store, mut seen: Seen, waiting: &Receiver<Job>) -> Store {
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(job) = waiting.try_recv()
        {
            batch.push(job);
        }
        let mut fresh = HashSet::new();
        let mut lines = Vec::new();
        let before: Vec<bool> = batch
            .iter()
            .map(|job| {
                let known = seen.contains(&job.key);
                if !known && fresh.insert(&job.key) {
                    lines.extend_from_slice(&job.line);
                }
                known
            })
            .collect();
        let result = if lines.is_empty() { Ok(()) } else { store.append(&lines) };
        if result.is_err() {
            // If this fails too, it is tried again before the next append.
            let _ = store.mend();
        }
        for (job, known) in batch.into_iter().zip(before) {
            let outcome = match &result {
                _ if known => Outcome::Replay,
                Err(error) => Outcome::Failed(error.to_string()),
                Ok(()) if seen.contains(&job.key) => Outcome::Replay,
                Ok(()) => {
                    seen.insert(job.key);
                    Outcome::Stored
                }
            };
            // Whoever asked may have gone away; the callback is kept all the same.
            let _ = job.answer.send(outcome);
        }
    }
    store
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::super::read::visit;
    use super::super::store::LARGEST_PART;
    use super::*;
    use std::path::Path;

    fn start(path: &Path) -> Writer {
        let mut seen = Seen::new(100);
        let store = Store::open(path, LARGEST_PART, &mut |kept| {
            seen.insert(kept.key());
            Ok(())
        });
        Writer::start(store.unwrap(), seen).unwrap()
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn an_exact_replay_is_not_kept_again_not_even_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        for first in [Outcome::Stored, Outcome::Replay] {
            let writer = start(&path);
            assert_eq!(run(writer.keep(&kept(b"a"))), first);
            assert_eq!(run(writer.keep(&kept(b"a"))), Outcome::Replay);
            writer.finish();
        }
        let mut count = 0;
        visit(&path, &mut |_| {
            count += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(count, 1);
    }

    #[test]
    fn copies_that_wait_together_are_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let writer = start(&path);
        let outcomes = run(async {
            let (a, b, c) = (kept(b"a"), kept(b"a"), kept(b"b"));
            tokio::join!(writer.keep(&a), writer.keep(&b), writer.keep(&c))
        });
        assert_eq!(outcomes, (Outcome::Stored, Outcome::Replay, Outcome::Stored));
        writer.finish();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_cannot_be_kept_is_no_replay_later() {
        let writer = start(Path::new("/dev/full"));
        for _ in 0..2 {
            assert!(matches!(run(writer.keep(&kept(b"a"))), Outcome::Failed(_)));
        }
        writer.finish();
    }
}
