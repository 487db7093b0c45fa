//! Keeping callbacks: from the runtime's thread to the disk and back.
//!
//! | thread | what it does with callbacks that wait |
//! |---|---|
//! | the runtime's | sends them on as they come, and answers what came back |
//! | `encode` | makes their lines |
//! | `store` | one write and one sync for all whose lines are made |
//!
//! A sync takes as long for one as for many, and the disk should never wait for anything else: so while it
//! syncs, lines are made for the next time, and everything that is ready by then goes along. Waking another
//! thread costs more than all else that is done for an event. Therefore nothing goes from thread to thread
//! one by one, a thread with work waiting does not sleep, and what was allocated for a request is given back
//! on the thread that took it: allocators lock what another thread gives back.

use super::keeper::{Batch, Done, Job, Keeper, Outcome, ended};
use super::line::Kept;
use super::print::Lines;
use super::seen::{Key, Seen};
use super::store::Store;
use std::cell::Cell;
use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use tokio::task::{JoinHandle, spawn_local};
use tokio::time::timeout;

/// How many callbacks one trip to the disk takes along.
const BATCH: usize = 256;
/// How many may be under way. There can be more than connections, as who hangs up leaves one behind.
const UNDER_WAY: usize = 2 * BATCH;

/// The way to the disk.
#[derive(Debug)]
pub struct Writer {
    jobs: UnboundedSender<Job>,
    under_way: Rc<Cell<usize>>,
    work: JoinHandle<()>,
}

impl Writer {
    /// Starts its threads, with the callbacks that were seen before. `stored` gets what is new and the
    /// lines that show it, once it is on the disk and whether or not its sender still waits; it must not
    /// wait. Needs a `LocalSet`.
    pub fn start(
        store: Store,
        seen: Seen,
        stored: impl Fn(&[Arc<Kept>], Lines) + 'static,
    ) -> io::Result<Self> {
        let (jobs, waiting) = unbounded_channel();
        let (to_encode, from_runtime) = mpsc::channel::<Vec<Job>>();
        let (to_store, from_encode) = mpsc::channel();
        let (to_runtime, back) = unbounded_channel();
        // Each ends when the one before it has, and its last work is done.
        let thread = |name: &str| std::thread::Builder::new().name(name.to_owned());
        thread("encode").spawn(move || {
            for jobs in from_runtime {
                if to_store.send(Batch::encode(jobs)).is_err() {
                    return;
                }
            }
        })?;
        let mut keeper = Keeper { store, seen };
        thread("store").spawn(move || {
            while let Ok(first) = from_encode.recv() {
                if to_runtime.send(keeper.keep(gather(first, &from_encode))).is_err() {
                    return;
                }
            }
        })?;
        let under_way = Rc::default();
        let work = spawn_local(run(waiting, to_encode, back, Rc::clone(&under_way), stored));
        Ok(Self { jobs, under_way, work })
    }

    /// Keeps a callback; returns once its fate is known. Who stops waiting changes nothing of it.
    pub async fn keep(&self, kept: Kept, key: Key, turn: Option<OwnedSemaphorePermit>) -> Outcome {
        if self.under_way.get() >= UNDER_WAY {
            return Outcome::Failed(tr!("too many events wait for the disk").into());
        }
        let (answer, fate) = oneshot::channel();
        if self.jobs.send(Job { kept: Arc::new(kept), key, answer, _turn: turn }).is_ok() {
            self.under_way.set(self.under_way.get() + 1);
        }
        fate.await.unwrap_or_else(|_| ended())
    }

    /// Ends it after all that waits is written and handed on, which is given so much time. `false`:
    /// the disk took longer.
    pub async fn finish(self, patience: Duration) -> bool {
        drop(self.jobs);
        timeout(patience, self.work).await.is_ok()
    }
}

/// All whose lines are made go along, up to a limit.
fn gather(mut batch: Batch, more: &mpsc::Receiver<Batch>) -> Batch {
    while batch.len() < BATCH
        && let Ok(next) = more.try_recv()
    {
        batch.append(next);
    }
    batch
}

/// Sends callbacks on, and tells their fate.
async fn run(
    mut waiting: UnboundedReceiver<Job>,
    to_encode: mpsc::Sender<Vec<Job>>,
    mut back: UnboundedReceiver<Done>,
    under_way: Rc<Cell<usize>>,
    stored: impl Fn(&[Arc<Kept>], Lines),
) {
    let mut to_encode = Some(to_encode);
    loop {
        let mut jobs = Vec::new();
        tokio::select! {
            // What waits goes first: the other threads may have nothing to do.
            biased;
            count = waiting.recv_many(&mut jobs, BATCH), if to_encode.is_some() => {
                // No more will come; or the thread has ended, and who waits is told so.
                if count == 0 || to_encode.as_ref().is_none_or(|thread| thread.send(jobs).is_err()) {
                    to_encode = None;
                }
            }
            done = back.recv() => {
                let Some(done) = done else { return };
                under_way.set(under_way.get() - done.len());
                done.settle(&stored);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::super::read::visit;
    use super::super::store::LARGEST_PART;
    use super::*;
    use std::cell::RefCell;
    use std::future::poll_fn;
    use std::path::Path;
    use std::rc::Rc;
    use std::task::Poll;

    const PATIENCE: Duration = Duration::from_secs(20);

    fn run_local<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tokio::task::LocalSet::new().block_on(&runtime, future)
    }

    async fn keep(writer: &Writer, body: &[u8]) -> Outcome {
        let kept = kept(body);
        let key = kept.key();
        writer.keep(kept, key, None).await
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
            move |new: &[Arc<Kept>], _| copy.borrow_mut().extend(new.iter().map(|kept| kept.body.clone()));
        (Writer::start(store.unwrap(), seen, note).unwrap(), handed)
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
                assert_eq!(keep(&writer, b"a").await, first);
                assert_eq!(keep(&writer, b"a").await, Outcome::Replay);
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
            let outcomes = tokio::join!(keep(&writer, b"a"), keep(&writer, b"a"), keep(&writer, b"b"));
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
            // Polled once and given up, as by a connection that breaks off then. A timer could let the
            // disk win.
            let mut asked = Box::pin(keep(&writer, b"a"));
            let ready = poll_fn(|context| Poll::Ready(asked.as_mut().poll(context).is_ready())).await;
            assert!(!ready);
            drop(asked);
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
                assert!(matches!(keep(&writer, b"a").await, Outcome::Failed(_)));
            }
            assert!(writer.finish(PATIENCE).await && handed.borrow().is_empty());
        });
    }
}
