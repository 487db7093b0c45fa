//! Handing callbacks on: a few at a time, repeated where it fails, and never in the way of an answer.

use super::events::Event;
use super::line::Kept;
use crate::client::io::Local;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// How many are handed on at the same time.
const AT_ONCE: u32 = 4;
/// How many bytes of callbacks may wait. What comes on top is only kept.
const WAITING: usize = 8 << 20;
/// The waits before the second, third and fourth try.
pub const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// Does it once; the error says why it failed.
pub type Act = Rc<dyn Fn(Arc<Kept>) -> Local<'static, Result<(), String>>>;

/// One receiver of callbacks: a program or an address.
pub struct Courier {
    what: &'static str,
    send: UnboundedSender<Arc<Kept>>,
    load: Rc<Cell<usize>>,
    open: Rc<Cell<u64>>,
    lost: Cell<u64>,
    failed: Rc<Cell<u64>>,
    work: JoinHandle<()>,
    note: Rc<dyn Fn(&str)>,
}

impl Courier {
    /// Starts one; `what` is the flag that asked for it. Needs a `LocalSet`.
    pub fn start(what: &'static str, act: Act, pauses: &'static [Duration], note: Rc<dyn Fn(&str)>) -> Self {
        let (send, receive) = unbounded_channel();
        let (load, open, failed) = (Rc::default(), Rc::default(), Rc::default());
        let round = Round {
            what,
            act,
            pauses,
            load: Rc::clone(&load),
            open: Rc::clone(&open),
            failed: Rc::clone(&failed),
            note: Rc::clone(&note),
        };
        let work = tokio::task::spawn_local(run(Rc::new(round), receive));
        Self { what, send, load, open, lost: Cell::new(0), failed, work, note }
    }

    /// Hands a callback on, later.
    pub fn take(&self, kept: Arc<Kept>) {
        let load = self.load.get() + kept.size();
        if load > WAITING {
            self.lost.set(self.lost.get() + 1);
            if self.lost.get().is_power_of_two() {
                let (what, lost) = (self.what, self.lost.get());
                (self.note)(&tr!(
                    "warning: {what} is too slow: {lost} events were stored but not handed on; meetctl webhook replay sends them",
                    what,
                    lost
                ));
            }
            return;
        }
        self.load.set(load);
        self.open.set(self.open.get() + 1);
        // The other end lives as long as this one.
        let _ = self.send.send(kept);
    }

    /// Waits for what is under way, but not forever; tells and returns how many were not handed on.
    pub async fn finish(self, patience: Duration) -> u64 {
        drop(self.send);
        // What has not ended by then is counted as open.
        let _ = tokio::time::timeout(patience, self.work).await;
        let unsent = self.lost.get() + self.failed.get() + self.open.get();
        if unsent > 0 {
            let what = self.what;
            (self.note)(&tr!(
                "warning: events not handed on by {what}: {unsent}; all are stored, meetctl webhook replay sends them",
                what,
                unsent
            ));
        }
        unsent
    }
}

impl std::fmt::Debug for Courier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Courier").field("what", &self.what).finish_non_exhaustive()
    }
}

struct Round {
    what: &'static str,
    act: Act,
    pauses: &'static [Duration],
    load: Rc<Cell<usize>>,
    open: Rc<Cell<u64>>,
    failed: Rc<Cell<u64>>,
    note: Rc<dyn Fn(&str)>,
}

async fn run(round: Rc<Round>, mut receive: UnboundedReceiver<Arc<Kept>>) {
    let slots = Arc::new(Semaphore::new(AT_ONCE as usize));
    while let Some(kept) = receive.recv().await {
        // The semaphore is never closed.
        let slot = Arc::clone(&slots).acquire_owned().await.ok();
        let round = Rc::clone(&round);
        tokio::task::spawn_local(async move {
            round.deliver(&kept).await;
            round.load.set(round.load.get() - kept.size());
            round.open.set(round.open.get() - 1);
            drop(slot);
        });
    }
    let _ = slots.acquire_many(AT_ONCE).await;
}

impl Round {
    async fn deliver(&self, kept: &Arc<Kept>) {
        let mut pauses = self.pauses.iter();
        loop {
            let Err(why) = (self.act)(Arc::clone(kept)).await else { return };
            let event = kept.json().map_or_else(|| "event".to_owned(), |json| Event::read(&json).says());
            let (what, nonce) = (self.what, &kept.signature.nonce);
            let Some(pause) = pauses.next() else {
                self.failed.set(self.failed.get() + 1);
                let tries = self.pauses.len() + 1;
                (self.note)(&tr!(
                    "warning: {what} failed {tries} times for the {event} (nonce {nonce}), which is stored: {why}",
                    what,
                    tries,
                    event,
                    nonce,
                    why
                ));
                return;
            };
            (self.note)(&tr!(
                "{what} failed for the {event} (nonce {nonce}): {why}; trying again",
                what,
                event,
                nonce,
                why
            ));
            tokio::time::sleep(*pause).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::*;
    use std::cell::RefCell;

    const SHORT: &[Duration] = &[Duration::from_millis(1); 3];

    fn run_local<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tokio::task::LocalSet::new().block_on(&runtime, future)
    }

    type Notes = Rc<RefCell<Vec<String>>>;
    type Note = Rc<dyn Fn(&str)>;

    fn notes() -> (Notes, Note) {
        let notes = Rc::new(RefCell::new(Vec::new()));
        let copy = Rc::clone(&notes);
        (notes, Rc::new(move |line: &str| copy.borrow_mut().push(line.to_owned())))
    }

    #[test]
    fn a_failure_is_repeated_three_times_and_told() {
        let (notes, note) = notes();
        let tries = Rc::new(Cell::new(0));
        let count = Rc::clone(&tries);
        let act: Act = Rc::new(move |kept: Arc<Kept>| {
            count.set(count.get() + 1);
            // The first callback fails for ever, the second once.
            let bad = kept.body == b"1" || count.get() < 6;
            Box::pin(async move { if bad { Err("no".to_owned()) } else { Ok(()) } })
        });
        let lost = run_local(async {
            let courier = Courier::start("--exec", act, SHORT, note);
            courier.take(Arc::new(kept(b"1")));
            tokio::time::sleep(Duration::from_millis(50)).await;
            courier.take(Arc::new(kept(b"2")));
            courier.finish(Duration::from_secs(5)).await
        });
        assert_eq!((tries.get(), lost), (6, 1));
        let notes = notes.borrow();
        assert_eq!(notes.iter().filter(|note| note.contains("failed 4 times")).count(), 1, "{notes:?}");
    }

    #[test]
    fn what_is_under_way_at_the_end_is_counted() {
        let (notes, note) = notes();
        let act: Act = Rc::new(|_| Box::pin(std::future::pending()));
        let unsent = run_local(async {
            let courier = Courier::start("--exec", act, SHORT, note);
            (0..6).for_each(|_| courier.take(Arc::new(kept(b"1"))));
            courier.finish(Duration::from_millis(20)).await
        });
        assert_eq!(unsent, 6);
        assert!(notes.borrow()[0].contains("by --exec: 6;"), "{:?}", notes.borrow());
    }

    #[test]
    fn few_run_at_once_and_what_waits_is_bounded() {
        let (notes, note) = notes();
        let (now, most) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let (n, m) = (Rc::clone(&now), Rc::clone(&most));
        let act: Act = Rc::new(move |_| {
            let (n, m) = (Rc::clone(&n), Rc::clone(&m));
            Box::pin(async move {
                n.set(n.get() + 1);
                m.set(n.get().max(m.get()));
                tokio::time::sleep(Duration::from_millis(2)).await;
                n.set(n.get() - 1);
                Ok(())
            })
        });
        let lost = run_local(async {
            let courier = Courier::start("--forward", act, SHORT, note);
            for _ in 0..40 {
                courier.take(Arc::new(kept(&vec![b'x'; 1 << 20])));
            }
            courier.finish(Duration::from_secs(5)).await
        });
        assert_eq!((most.get(), lost), (4, 33));
        assert!(notes.borrow()[0].contains("too slow"));
    }
}
