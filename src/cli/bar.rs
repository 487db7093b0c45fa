//! Bars on stderr while something takes long: only where a person can see them, never wider than the
//! terminal, gone at the end. Whatever else is said on stderr goes above them.

use super::context::Context;
use crate::lang;
use crate::output::width::filled;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The bars that are up now: there is one terminal, and every line on stderr has to know.
static UP: Mutex<Option<MultiProgress>> = Mutex::new(None);

fn up() -> MutexGuard<'static, Option<MultiProgress>> {
    UP.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes to stderr above the bars, if any are up. A bar that is drawn in between would tear the line.
pub(super) fn above(write: impl FnOnce()) {
    let bars = up().clone();
    match bars {
        Some(bars) => bars.suspend(write),
        None => write(),
    }
}

/// Bars that are up until this is dropped.
pub(super) struct Bars {
    bars: MultiProgress,
    columns: usize,
}

/// What is assumed of a terminal that does not tell.
const COLUMNS: usize = 80;

impl Bars {
    /// None: nobody would see them, or the terminal cannot move its cursor.
    pub(super) fn new(context: &Context<'_>) -> Option<Self> {
        let env = context.env;
        if !env.terminal.stderr || context.global.quiet || env.is_dumb() {
            return None;
        }
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        *up() = Some(bars.clone());
        // Some terminals wrap a line that fills them.
        Some(Self { bars, columns: env.error_columns().unwrap_or(COLUMNS).saturating_sub(1) })
    }

    /// Adds a bar of so many things, called `noun`, which shows what fits.
    pub(super) fn count(&self, total: u64, noun: &str) -> ProgressBar {
        let noun = lang::text(noun);
        let template = match self.columns {
            79.. => format!("{{bar:30}} {{pos}}/{{len}} {noun}, {{per_sec}}, {{eta}}"),
            49.. => format!("{{bar:16}} {{pos}}/{{len}} {noun}"),
            _ => "{pos}/{len}".to_owned(),
        };
        self.bars.add(styled(ProgressBar::new(total), &template))
    }

    /// Adds the bar of all files, which stays the last.
    pub(super) fn files(&self) -> ProgressBar {
        self.bars.add(styled(ProgressBar::new(0), &format!("{{pos}}/{{len}} {}", tr!("files"))))
    }

    /// Adds the bar of one file above that of all.
    pub(super) fn file(&self, all: &ProgressBar, name: &str, here: u64, total: Option<u64>) -> ProgressBar {
        let (room, rest) = layout(self.columns, total.is_some());
        let bar = match total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::no_length(),
        };
        // Only then does anything draw it: alone it would draw itself in between.
        let bar = self.bars.insert_before(all, styled(bar, &format!("{{msg}}{rest}")));
        bar.set_message(filled(name, room));
        bar.set_position(here);
        bar.reset_eta();
        bar
    }
}

/// The room of a file's name, and what stands behind it.
const fn layout(columns: usize, length_known: bool) -> (usize, &'static str) {
    match (columns, length_known) {
        (99.., true) => (32, " {bar:20} {bytes:>11} / {total_bytes:>11} {bytes_per_sec:>13} {eta:>4}"),
        (59.., true) => (24, " {bytes:>11} / {total_bytes:>11} {eta:>4}"),
        (_, true) => (columns.saturating_sub(10), " {percent:>3}% {eta:>4}"),
        (59.., false) => (32, " {bytes:>11} {bytes_per_sec:>13}"),
        (_, false) => (columns.saturating_sub(12), " {bytes:>11}"),
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        *up() = None;
        // A terminal that is gone needs no clearing.
        let _ = self.bars.clear();
    }
}

/// One bar, where it can be seen.
pub(super) struct Bar(Option<(ProgressBar, Bars)>);

impl Bar {
    /// A bar of so many things, called `noun`.
    pub(super) fn of(context: &Context<'_>, total: u64, noun: &str) -> Self {
        Self(Bars::new(context).map(|bars| (bars.count(total, noun), bars)))
    }

    /// No bar.
    pub(super) const fn none() -> Self {
        Self(None)
    }

    /// So many are done.
    pub(super) fn set(&self, done: u64) {
        if let Some((bar, _)) = &self.0 {
            bar.set_position(done);
        }
    }
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a template's parts fill at most.
    fn widest(rest: &str) -> usize {
        let parts = [
            ("{bar:20}", 20),
            ("{bytes:>11}", 11),
            ("{total_bytes:>11}", 11),
            ("{bytes_per_sec:>13}", 13),
            ("{eta:>4}", 4),
            ("{percent:>3}", 3),
        ];
        let text =
            parts.iter().fold(rest.to_owned(), |text, (part, room)| text.replace(part, &"x".repeat(*room)));
        assert!(!text.contains('{'), "{text}");
        text.len()
    }

    #[test]
    fn no_bar_is_wider_than_its_terminal() {
        for columns in 20..200 {
            for known in [false, true] {
                let (room, rest) = layout(columns, known);
                assert!(room > 0 && room + widest(rest) <= columns, "{columns}: {room} and {rest}");
            }
        }
    }
}
