//! A profile's pace, shared by all processes of this user through a small file in the state folder.

use super::io::Io;
use super::pace::{LATE, Shared, micros};
use super::profile::Profile;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// What other processes have learned is looked up no more often than this.
const GLANCE: Duration = Duration::from_millis(50);

/// Gives out turns, and keeps the budget for repetitions.
pub struct Pacer {
    io: Rc<dyn Io>,
    profile: Rc<Profile>,
    /// See [`Self::name`].
    name: OnceCell<String>,
    /// Stands in for the file where there can be none.
    own: RefCell<Shared>,
    /// When the file was looked at last, and whether anything was in it.
    glance: Cell<Option<(Duration, bool)>>,
    /// First tries that the budget has not been told of.
    first_tries: Cell<u32>,
}

impl Pacer {
    /// Reads nothing yet.
    pub fn new(io: Rc<dyn Io>, profile: Rc<Profile>) -> Self {
        Self {
            io,
            profile,
            name: OnceCell::new(),
            own: RefCell::default(),
            glance: Cell::default(),
            first_tries: Cell::default(),
        }
    }

    /// The file: one for each profile and server.
    fn name(&self) -> &str {
        self.name.get_or_init(|| {
            let server = self.profile.server();
            format!("pace-{}-{:08x}.json", self.profile.name, crc32fast::hash(server.as_bytes()))
        })
    }

    /// Waits for a turn to send. `Err` holds how long that would take, which is more than is left.
    pub(super) async fn turn(&self, left: Duration) -> Result<(), Duration> {
        let (began, rate) = (self.io.elapsed(), self.profile.rate_limit);
        loop {
            if rate.is_none() && !self.anything_known() {
                return Ok(());
            }
            let left = left.saturating_sub(self.io.elapsed().saturating_sub(began));
            let now = self.now();
            let turn = self.change(|shared| match rate {
                None if !shared.holds(now) => (Ok(now), false),
                _ => (shared.take_turn(now, rate, left), rate.is_some()),
            })?;
            self.io.pause(micros(turn.saturating_sub(now))).await;
            // Woken late, it would crowd those whose turn is next.
            if rate.is_none() || micros(self.now().saturating_sub(turn)) <= LATE {
                return Ok(());
            }
        }
    }

    /// A call is sent for the first time.
    pub(super) fn first_try(&self) {
        self.first_tries.set(self.first_tries.get().saturating_add(1));
    }

    /// Whether the budget allows one more repetition.
    pub(super) fn may_repeat(&self) -> bool {
        let (now, first_tries) = (self.now(), self.first_tries.take());
        self.change(|shared| (shared.may_repeat(now, first_tries), true))
    }

    /// The server was busy.
    pub(super) fn busy(&self, asked: Option<Duration>) {
        let now = self.now();
        self.change(|shared| (shared.busy(now, asked), true));
    }

    /// A call went through.
    pub(super) fn succeeded(&self) {
        if self.anything_known() {
            self.change(|shared| ((), shared.succeeded()));
        }
    }

    /// Whether there is a file at all: hardly ever, so that is all most calls pay for.
    fn anything_known(&self) -> bool {
        let now = self.io.elapsed();
        match self.glance.get() {
            Some((then, known)) if now.saturating_sub(then) < GLANCE => known,
            _ => {
                let known = self.io.recall(self.name()).is_some() || *self.own.borrow() != Shared::default();
                self.glance.set(Some((now, known)));
                known
            }
        }
    }

    /// Changes what is shared, alone. The change says whether it is worth writing.
    fn change<T>(&self, change: impl Fn(&mut Shared) -> (T, bool)) -> T {
        let mut result = None;
        let shared = self.io.share(self.name(), &mut |bytes| {
            let mut shared: Shared = serde_json::from_slice(bytes).unwrap_or_default();
            let (value, changed) = change(&mut shared);
            result = Some(value);
            changed.then(|| serde_json::to_vec(&shared).unwrap_or_default())
        });
        if shared {
            self.glance.set(Some((self.io.elapsed(), true)));
        }
        result.unwrap_or_else(|| change(&mut self.own.borrow_mut()).0)
    }

    fn now(&self) -> i64 {
        self.io.now().as_microsecond()
    }
}
