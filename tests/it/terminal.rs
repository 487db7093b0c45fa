//! A program at a terminal of its own: keys to press, and the screen as a person sees it.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use crate::world::{MEETCTL, World};
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use std::ffi::OsString;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// Enough that nothing scrolls away.
const ROWS: u16 = 120;

/// What the terminal received.
struct Seen {
    /// As it came.
    bytes: Vec<u8>,
    /// What became of it on the screen.
    screen: vt100::Parser,
    /// The screen of the first moment at which a line did not fit into its row.
    wrapped: Option<String>,
}

impl Seen {
    fn take(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.screen.process(bytes);
        let screen = self.screen.screen();
        let mut rows = 0..screen.size().0.get();
        if self.wrapped.is_none() && rows.any(|row| screen.row_wrapped(row)) {
            self.wrapped = Some(screen.contents());
        }
    }
}

/// A program at a terminal of its own. It is killed when this is dropped.
pub struct Terminal {
    child: Child,
    pty: Arc<Pty>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<JoinHandle<()>>,
    /// How much of what was seen is behind us.
    read: usize,
}

/// How a run ended.
pub struct Ended {
    pub code: i32,
    /// All that was seen, as it came.
    pub seen: String,
    /// What stands on the screen, without blanks at the ends of lines.
    pub screen: String,
    /// The screen when a line first did not fit into its row.
    pub wrapped: Option<String>,
}

impl Terminal {
    /// Starts a command line in this world, at a terminal so many columns wide.
    pub fn start(world: &World, columns: u16, args: &[&str]) -> Self {
        Self::with(world, columns, args, &[], None)
    }

    /// The same with further variables, and perhaps with stdout in a file, as a shell's `>` puts it there.
    pub fn with(
        world: &World,
        columns: u16,
        args: &[&str],
        vars: &[(&str, &str)],
        stdout: Option<File>,
    ) -> Self {
        let line: Vec<&str> = std::iter::once(MEETCTL).chain(args.iter().copied()).collect();
        let own = world.vars().into_iter().filter(|(name, path)| *name != "MEETCTL_CONFIG" || path.exists());
        let own = own.map(|(name, path)| (name.to_owned(), path.into_os_string()));
        let more = vars.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value)));
        Self::of(columns, &line, own.chain(more), &world.path(""), stdout)
    }

    /// Starts any program in this environment and folder.
    pub fn of(
        columns: u16,
        line: &[&str],
        vars: impl IntoIterator<Item = (String, OsString)>,
        folder: &Path,
        stdout: Option<File>,
    ) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(ROWS, columns)).unwrap();
        let mut command = Command::new(line[0]).args(&line[1..]).env_clear().env("TERM", "xterm");
        command = command.envs(vars).current_dir(folder);
        if let Some(file) = stdout {
            command = command.stdout(file);
        }
        let child = command.spawn(pts).unwrap_or_else(|error| panic!("{line:?}: {error}"));
        let size = |count: u16| NonZero::new(count).unwrap();
        let seen = Seen {
            bytes: Vec::new(),
            screen: vt100::Parser::new(size(ROWS), size(columns), 0),
            wrapped: None,
        };
        let (pty, seen) = (Arc::new(pty), Arc::new((Mutex::new(seen), Condvar::new())));
        let (shown, shared) = (Arc::clone(&pty), Arc::clone(&seen));
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 4096];
            // The end is an error (EIO) on Linux.
            while let Ok(count) = (&*shown).read(&mut piece)
                && count > 0
            {
                shared.0.lock().unwrap_or_else(PoisonError::into_inner).take(&piece[..count]);
                shared.1.notify_all();
            }
        });
        Self { child, pty, seen, reader: Some(reader), read: 0 }
    }

    /// Types this.
    pub fn types(&mut self, keys: &str) -> &mut Self {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Waits until this came, after what was waited for before.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        let read = self.read;
        let at = self.until(text, |seen| {
            let text_at = String::from_utf8_lossy(&seen.bytes).get(read..)?.find(text)?;
            Some(read + text_at + text.len())
        });
        self.read = at;
        self
    }

    /// Waits until the screen is like this.
    #[track_caller]
    pub fn waits(&self, what: &str, like: impl Fn(&str) -> bool) {
        self.until(what, |seen| like(&seen.screen.screen().contents()).then_some(()));
    }

    /// Waits until this is on the screen.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        self.waits(text, |screen| screen.contains(text));
    }

    #[track_caller]
    fn until<T>(&self, what: &str, mut found: impl FnMut(&Seen) -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.lock();
        loop {
            if let Some(found) = found(&seen) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what:?} was not seen in:\n{}", seen.screen.screen().contents());
            seen = self.seen.1.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end: the exit code, and all that was seen.
    #[track_caller]
    pub fn ends(self) -> (i32, String) {
        let ended = self.over();
        (ended.code, ended.seen)
    }

    /// Waits for the end.
    #[track_caller]
    pub fn over(mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            let screen = self.lock().screen.screen().contents();
            assert!(Instant::now() < deadline, "it does not end: {screen}");
            std::thread::sleep(Duration::from_millis(5));
        };
        self.reader.take().unwrap().join().unwrap();
        let seen = self.lock();
        let screen = seen.screen.screen().contents();
        Ended {
            code: status.code().unwrap(),
            seen: String::from_utf8_lossy(&seen.bytes).into_owned(),
            screen: screen.lines().flat_map(|line| [line.trim_end(), "\n"]).collect(),
            wrapped: seen.wrapped.clone(),
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
