//! A program on a terminal of its own, whose screen can be read and whose keys can be pressed.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// A busy machine may take so long for anything.
const PATIENCE: Duration = Duration::from_secs(90);
const ROWS: u16 = 50;

/// A program on a terminal of its own; it is hung up when this is dropped.
pub struct Terminal {
    driver: Child,
    keys: Option<ChildStdin>,
    screen: Arc<(Mutex<vt100::Parser>, Condvar)>,
}

impl Terminal {
    /// Starts a program in this environment and folder, on a terminal of so many columns.
    pub fn start<'e>(
        columns: u16,
        line: &[&str],
        vars: impl IntoIterator<Item = (&'e str, &'e OsStr)>,
        folder: &Path,
    ) -> Self {
        let driver = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/terminal.py");
        let mut driver = Command::new("python3")
            .arg(driver)
            .args([ROWS.to_string(), columns.to_string()])
            .args(line)
            .env_clear()
            .envs(vars)
            .env("TERM", "xterm")
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 makes the terminals of these tests");
        let size = |count: u16| NonZero::new(count).unwrap();
        let screen = vt100::Parser::new(size(ROWS), size(columns), 0);
        let screen = Arc::new((Mutex::new(screen), Condvar::new()));
        let (shared, mut shown) = (Arc::clone(&screen), driver.stdout.take().unwrap());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = shown.read(&mut bytes) {
                if count == 0 {
                    break;
                }
                shared.0.lock().unwrap().process(&bytes[..count]);
                shared.1.notify_all();
            }
        });
        let keys = driver.stdin.take();
        Self { driver, keys, screen }
    }

    /// Presses keys.
    pub fn types(&mut self, keys: &str) {
        let input = self.keys.as_mut().unwrap();
        input.write_all(keys.as_bytes()).and_then(|()| input.flush()).unwrap();
    }

    /// Waits until the screen is like this.
    #[track_caller]
    pub fn waits(&self, what: &str, like: impl Fn(&str) -> bool) {
        let (screen, news) = &*self.screen;
        let deadline = Instant::now() + PATIENCE;
        let mut screen = screen.lock().unwrap();
        while !like(&screen.screen().contents()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "{what} is not on the screen:\n{}", screen.screen().contents());
            screen = news.wait_timeout(screen, left).unwrap().0;
        }
    }

    /// Waits until this is on the screen.
    #[track_caller]
    pub fn shows(&self, text: &str) {
        self.waits(text, |screen| screen.contains(text));
    }

    /// What is on the screen now.
    pub fn screen(&self) -> String {
        self.screen.0.lock().unwrap().screen().contents()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.keys.take());
        let _ = self.driver.wait();
    }
}
