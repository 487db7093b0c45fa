//! What is done for a batch of callbacks beside the runtime's thread: lines made of them, copies found,
//! and one trip to the disk.

use super::line::{Kept, encode};
use super::print::{Lines, line};
use super::seen::{Key, Seen};
use super::store::Store;
use std::collections::HashSet;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

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

/// What is told when a thread is gone.
pub(super) fn ended() -> Outcome {
    Outcome::Failed(tr!("the store's thread has ended").into())
}

/// A callback on its way.
pub(super) struct Job {
    pub(super) kept: Arc<Kept>,
    pub(super) key: Key,
    pub(super) answer: oneshot::Sender<Outcome>,
    /// What bounds the memory for large bodies; given back when this one is done.
    pub(super) _turn: Option<OwnedSemaphorePermit>,
}

/// Callbacks and their lines.
pub(super) struct Batch {
    jobs: Vec<Job>,
    /// What is stored of each, and what is printed.
    stored: Texts,
    printed: Texts,
}

impl Batch {
    pub(super) fn encode(jobs: Vec<Job>) -> Self {
        let (mut stored, mut printed) = (Texts::default(), Texts::default());
        for job in &jobs {
            stored.push(&encode(&job.kept));
            printed.push(line(&job.kept).as_bytes());
        }
        Self { jobs, stored, printed }
    }

    pub(super) fn len(&self) -> usize {
        self.jobs.len()
    }

    pub(super) fn append(&mut self, other: Self) {
        self.jobs.extend(other.jobs);
        other.stored.iter().for_each(|text| self.stored.push(text));
        other.printed.iter().for_each(|text| self.printed.push(text));
    }
}

/// Texts in one piece of memory.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
    }

    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, end)| &self.bytes[begin..*end])
    }
}

/// A batch that came back from the disk.
pub(super) struct Done {
    jobs: Vec<Job>,
    outcomes: Vec<Outcome>,
    lines: Lines,
}

impl Done {
    pub(super) fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Hands on what is new, and tells everybody who waits.
    pub(super) fn settle(self, stored: &impl Fn(&[Arc<Kept>], Lines)) {
        let new = self.jobs.iter().zip(&self.outcomes).filter(|(_, outcome)| **outcome == Outcome::Stored);
        let new: Vec<_> = new.map(|(job, _)| Arc::clone(&job.kept)).collect();
        if !new.is_empty() {
            stored(&new, self.lines);
        }
        for (job, outcome) in self.jobs.into_iter().zip(self.outcomes) {
            // Whoever asked may have gone away.
            let _ = job.answer.send(outcome);
        }
    }
}

/// The store, and what is known of its content.
pub(super) struct Keeper {
    pub(super) store: Store,
    pub(super) seen: Seen,
}

impl Keeper {
    /// Keeps a batch, all or nothing of what is new in it. Blocks.
    pub(super) fn keep(&mut self, batch: Batch) -> Done {
        let Self { store, seen } = self;
        let (mut fresh, mut new, mut lines) = (HashSet::new(), Vec::new(), Lines::default());
        for ((job, stored), printed) in batch.jobs.iter().zip(batch.stored.iter()).zip(batch.printed.iter()) {
            // Two copies may come in one batch.
            if !seen.contains(&job.key) && fresh.insert(job.key) {
                new.extend_from_slice(stored);
                lines.push(printed);
            }
        }
        let result = if new.is_empty() { Ok(()) } else { store.append(&new) };
        if result.is_err() {
            // If this fails too, it is tried again before the next append.
            let _ = store.mend();
        }
        let outcome = |job: &Job| match &result {
            Ok(()) if fresh.remove(&job.key) => {
                seen.insert(job.key);
                Outcome::Stored
            }
            Err(error) if !seen.contains(&job.key) => Outcome::Failed(error.to_string()),
            _ => Outcome::Replay,
        };
        let outcomes = batch.jobs.iter().map(outcome).collect();
        Done { jobs: batch.jobs, outcomes, lines }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::super::read::visit;
    use super::super::store::LARGEST_PART;
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    fn job(body: u8) -> Job {
        let kept = kept(&[body]);
        Job { key: kept.key(), kept: Arc::new(kept), answer: oneshot::channel().0, _turn: None }
    }

    fn keeper(path: &Path) -> Keeper {
        Keeper { store: Store::open(path, LARGEST_PART, &mut |_| Ok(())).unwrap(), seen: Seen::new(100) }
    }

    fn bodies(path: &Path) -> Vec<u8> {
        let mut all = Vec::new();
        visit(path, &mut |kept| {
            all.extend(kept.body);
            Ok(())
        })
        .unwrap();
        all
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_batch_fails_whole_but_for_what_is_on_the_disk_since_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(&folder.path().join("s"));
        assert_eq!(keeper.keep(Batch::encode(vec![job(1)])).outcomes, [Outcome::Stored]);
        keeper.store = Store::open(Path::new("/dev/full"), LARGEST_PART, &mut |_| Ok(())).unwrap();
        for _ in 0..2 {
            let done = keeper.keep(Batch::encode(vec![job(2), job(1), job(2)]));
            let [Outcome::Failed(_), Outcome::Replay, Outcome::Failed(_)] = &done.outcomes[..] else {
                panic!("{:?}", done.outcomes)
            };
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn however_they_come_together_each_is_kept_and_shown_once_in_order(
            sent in prop::collection::vec(prop::collection::vec(0..40_u8, 1..6), 1..12),
            together in 1..4_usize,
        ) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("s");
            let mut keeper = keeper(&path);
            let (mut distinct, mut stored, mut shown) = (Vec::new(), Vec::new(), Vec::new());
            for batches in sent.chunks(together) {
                let mut all = Batch::encode(Vec::new());
                for bodies in batches {
                    all.append(Batch::encode(bodies.iter().map(|body| job(*body)).collect()));
                }
                prop_assert_eq!(all.len(), batches.concat().len());
                let done = keeper.keep(all);
                for (job, outcome) in done.jobs.iter().zip(&done.outcomes) {
                    let body = job.kept.body[0];
                    let new = !distinct.contains(&body);
                    prop_assert_eq!(outcome, if new { &Outcome::Stored } else { &Outcome::Replay });
                    if new {
                        distinct.push(body);
                        shown.extend_from_slice(line(&job.kept).as_bytes());
                        shown.push(b'\n');
                    }
                }
                stored.extend_from_slice(done.lines.text());
            }
            prop_assert_eq!(bodies(&path), distinct);
            prop_assert_eq!(stored, shown);
        }
    }
}
