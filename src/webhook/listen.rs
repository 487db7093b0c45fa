//! The receiver's connections: how many, how long, and how they end.

use super::answer::Desk;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::pin::pin;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, sleep_until, timeout};

/// How long it may take until connections that are closed by force are gone.
const CLOSING: Duration = Duration::from_secs(1);

/// What a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many there may be.
    pub connections: usize,
    /// How long the head of a request may take, and how long a connection may be idle.
    pub head: Duration,
    /// The largest head, in bytes.
    pub largest_head: usize,
    /// How long requests that have begun may take once the receiver is told to stop.
    pub drain: Duration,
}

impl Limits {
    /// The usual ones, for clients that may take so long.
    pub fn with_patience(patience: Duration) -> Self {
        Self {
            connections: 256,
            head: patience,
            largest_head: 16 << 10,
            // Whoever uses all of it still gets an answer.
            drain: patience + Duration::from_secs(2),
        }
    }
}

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No request has begun.
    Waiting,
    /// A body is coming.
    Reading,
    /// A callback is on its way to the disk; its answer must not be lost.
    Storing,
}

/// One connection.
#[derive(Debug)]
pub struct Visit {
    stage: Cell<Stage>,
    since: Cell<Instant>,
    end: Notify,
}

impl Visit {
    fn new() -> Self {
        Self { stage: Cell::new(Stage::Waiting), since: Cell::new(Instant::now()), end: Notify::new() }
    }

    /// The connection does something else now.
    pub fn enter(&self, stage: Stage) {
        self.stage.set(stage);
        self.since.set(Instant::now());
    }
}

/// The open connections.
#[derive(Debug, Default)]
struct Visits {
    all: RefCell<Vec<Rc<Visit>>>,
    one_left: Notify,
}

impl Visits {
    fn leave(&self, visit: &Rc<Visit>) {
        self.all.borrow_mut().retain(|other| !Rc::ptr_eq(other, visit));
        self.one_left.notify_one();
    }

    /// Returns once there is none.
    async fn all_left(&self) {
        while !self.all.borrow().is_empty() {
            self.one_left.notified().await;
        }
    }

    /// Ends those that have kept us waiting for a request for longer than this, for ever.
    ///
    /// One timer for all of them, and it is set before the first comes. One for each request would cost a
    /// system call: the runtime interrupts its own next wait whenever a timer becomes the earliest.
    async fn drop_idle(&self, patience: Duration) {
        loop {
            let now = Instant::now();
            // Whoever begins to wait later has until later, so this is when to look again.
            let mut next = now + patience;
            for visit in self.all.borrow().iter().filter(|visit| visit.stage.get() == Stage::Waiting) {
                let until = visit.since.get() + patience;
                if until <= now {
                    visit.end.notify_one();
                } else {
                    next = next.min(until);
                }
            }
            sleep_until(next.into()).await;
        }
    }

    /// Makes room for one more: the connection that has kept us waiting for the longest has to go. Who
    /// sends a callback in one piece is never that one.
    async fn room(&self, limit: usize) {
        while self.all.borrow().len() >= limit {
            let oldest = {
                let all = self.all.borrow();
                let idle = all.iter().filter(|visit| visit.stage.get() != Stage::Storing);
                idle.min_by_key(|visit| visit.since.get()).cloned()
            };
            match oldest {
                Some(visit) => {
                    visit.end.notify_one();
                    self.leave(&visit);
                }
                None => self.one_left.notified().await,
            }
        }
    }
}

/// Takes callbacks until `stop` is done; then finishes what has begun.
pub async fn serve(listener: TcpListener, desk: Rc<Desk>, limits: Limits, stop: impl Future<Output = ()>) {
    let visits = Rc::new(Visits::default());
    let (closing, closed) = watch::channel(false);
    let mut stop = pin!(stop);
    let mut idle = pin!(visits.drop_idle(limits.head));
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            () = &mut idle => continue,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                visits.room(limits.connections).await;
                let visit = Rc::new(Visit::new());
                visits.all.borrow_mut().push(Rc::clone(&visit));
                let (desk, visits, closed) = (Rc::clone(&desk), Rc::clone(&visits), closed.clone());
                tokio::task::spawn_local(async move {
                    attend(stream, desk, &visit, limits, closed).await;
                    visits.leave(&visit);
                });
            }
            Err(error) => {
                // Too many open files, most likely: they become fewer.
                (desk.note)(&tr!("warning: cannot take a connection: {error}", error));
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    let _ = closing.send(true);
    if timeout(limits.drain, visits.all_left()).await.is_err() {
        (desk.note)(tr!("warning: some connections did not end in time and were closed"));
        visits.all.borrow().iter().for_each(|visit| visit.end.notify_one());
        // Closing is immediate; what still hangs then is the disk.
        let _ = timeout(CLOSING, visits.all_left()).await;
    }
}

/// One connection from beginning to end.
async fn attend(
    stream: TcpStream,
    desk: Rc<Desk>,
    visit: &Rc<Visit>,
    limits: Limits,
    mut closed: watch::Receiver<bool>,
) {
    // Only makes answers leave sooner.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let (desk, visit) = (Rc::clone(&desk), Rc::clone(visit));
        async move { Ok::<_, Infallible>(desk.answer(request, &visit).await) }
    });
    let mut connection = pin!(
        http1::Builder::new()
            // See `Visits::drop_idle`.
            .header_read_timeout(None)
            .max_buf_size(limits.largest_head)
            .serve_connection(TokioIo::new(stream), service)
    );
    let mut closing = false;
    loop {
        tokio::select! {
            // Whatever went wrong, the other side knows it or is gone.
            _ = connection.as_mut() => return,
            () = visit.end.notified() => return,
            _ = closed.changed(), if !closing => {
                closing = true;
                connection.as_mut().graceful_shutdown();
            }
            // A request may lie in the socket, unread; a connection without one has to go.
            () = sleep(Duration::from_millis(300)), if closing && visit.stage.get() == Stage::Waiting => return,
        }
    }
}
