//! One line of JSON for each callback, on a thread of its own: whoever reads slowly, or not at all,
//! holds up nothing.

use super::line::Kept;
use crate::text::escape;
use serde::de::IgnoredAny;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many bytes of lines may wait for a slow reader.
const WAITING: usize = 8 << 20;

/// The event as it came, in one line and with `received_at`, safe to show.
pub fn line(kept: &Kept) -> String {
    let text = std::str::from_utf8(&kept.body).ok();
    let text = text.filter(|text| serde_json::from_str::<IgnoredAny>(text).is_ok()).map(compact);
    let at = serde_json::Value::from(kept.received_at.as_str());
    let line = match text.as_deref().and_then(|text| text.strip_suffix('}')) {
        Some("{") => format!("{{\"received_at\":{at}}}"),
        Some(open) => format!("{open},\"received_at\":{at}}}"),
        None => {
            let body = serde_json::Value::from(String::from_utf8_lossy(&kept.body));
            format!("{{\"body\":{body},\"received_at\":{at}}}")
        }
    };
    escape(&line).into_owned()
}

/// JSON without the white space between its parts; every digit stays as it is.
fn compact(text: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let mut out = String::with_capacity(text.len());
    // What stands between two pieces of white space goes over in one piece.
    let mut begin = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !within && matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            out.push_str(&text[begin..at]);
            begin = at + 1;
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = within,
            b'"' => within = !within,
            _ => {}
        }
    }
    out.push_str(&text[begin..]);
    out
}

/// Lines that are ready to be printed.
#[derive(Debug, Default)]
pub struct Lines {
    text: Vec<u8>,
    count: u64,
}

impl Lines {
    /// Adds the [`line`] of a callback.
    pub fn push(&mut self, line: &[u8]) {
        self.text.extend_from_slice(line);
        self.text.push(b'\n');
        self.count += 1;
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }
}

/// The way to the thread that prints.
#[derive(Debug)]
pub struct Printer {
    batches: Sender<Vec<u8>>,
    load: Arc<AtomicUsize>,
    lost: std::cell::Cell<u64>,
    thread: JoinHandle<bool>,
}

impl Printer {
    /// Starts the thread; the first failure to write is told once, and no more is written.
    pub fn start(
        out: impl Write + Send + 'static,
        failed: impl Fn(&io::Error) + Send + 'static,
    ) -> io::Result<Self> {
        let (batches, waiting) = channel();
        let load = Arc::new(AtomicUsize::new(0));
        let written = Arc::clone(&load);
        let thread = std::thread::Builder::new()
            .name("print".into())
            .spawn(move || print(out, &waiting, &written, failed))?;
        Ok(Self { batches, load, lost: std::cell::Cell::new(0), thread })
    }

    /// Prints these lines, later, unless too many wait already.
    pub fn take(&self, lines: Lines) {
        if self.load.load(Ordering::Relaxed) > WAITING {
            self.lost.set(self.lost.get() + lines.count);
        } else {
            self.load.fetch_add(lines.text.len(), Ordering::Relaxed);
            let _ = self.batches.send(lines.text);
        }
    }

    /// Waits for what is to be printed, but not forever; says whether every line was.
    pub fn finish(self, patience: Duration) -> bool {
        drop(self.batches);
        let began = Instant::now();
        while !self.thread.is_finished() && began.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.thread.is_finished() && self.thread.join().unwrap_or(false) && self.lost.get() == 0
    }
}

fn print(
    mut out: impl Write,
    waiting: &Receiver<Vec<u8>>,
    load: &AtomicUsize,
    failed: impl Fn(&io::Error),
) -> bool {
    let mut whole = true;
    while let Ok(text) = waiting.recv() {
        if whole && let Err(error) = out.write_all(&text).and_then(|()| out.flush()) {
            whole = false;
            failed(&error);
        }
        load.fetch_sub(text.len(), Ordering::Relaxed);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_event_is_one_line_digit_for_digit_and_without_controls() {
        let body = "{ \"msgType\" : 1,\n\t\"msgBody\":{\"id\":12345678901234567890,\"subject\":\"a \\\" b\u{9b}31m\\u001b\"} }\r\n";
        assert_eq!(
            line(&kept(body.as_bytes())),
            "{\"msgType\":1,\"msgBody\":{\"id\":12345678901234567890,\"subject\":\"a \\\" b\\u009b31m\\u001b\"},\"received_at\":\"2026-11-23T06:00:00Z\"}"
        );
        assert_eq!(line(&kept(b" { } ")), "{\"received_at\":\"2026-11-23T06:00:00Z\"}");
    }

    #[test]
    fn what_is_no_object_is_shown_as_text() {
        for body in [&b"\xff\x1b["[..], b"[1]", b"", b"{", b"\"}\""] {
            let json: serde_json::Value = serde_json::from_str(&line(&kept(body))).unwrap();
            assert_eq!(json["body"], String::from_utf8_lossy(body).into_owned());
        }
    }

    #[test]
    fn a_reader_that_went_away_is_told_once() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let count = Arc::new(AtomicUsize::new(0));
        let told = Arc::clone(&count);
        let printer = Printer::start(Closed, move |_| {
            told.fetch_add(1, Ordering::SeqCst);
        })
        .unwrap();
        for _ in 0..100 {
            let mut lines = Lines::default();
            lines.push(line(&kept(b"{}")).as_bytes());
            printer.take(lines);
        }
        assert!(!printer.finish(Duration::from_secs(5)));
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!(Printer::start(Vec::new(), |_| ()).unwrap().finish(Duration::from_secs(5)));
    }

    proptest! {
        #[test]
        fn the_line_holds_the_same_event(subject in any::<String>(), number in any::<i64>()) {
            let event = serde_json::json!({"msgType": number, "msgBody": {"subject": subject}});
            let text = line(&kept(serde_json::to_string_pretty(&event).unwrap().as_bytes()));
            prop_assert!(!text.chars().any(crate::text::is_control));
            let mut read: serde_json::Value = serde_json::from_str(&text).unwrap();
            read.as_object_mut().unwrap().remove("received_at");
            prop_assert_eq!(read, event);
        }
    }
}
