//! What a person sees of downloads: a bar a file and one in all on a terminal, a line a file elsewhere.

use crate::archive::fetch::Wanted;
use crate::cli::context::{Context, note};
use crate::lang;
use crate::text::shorten;
use indicatif::{HumanBytes, MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::collections::BTreeMap;

const FILE: &str = "{msg:32!} {bar:20} {bytes:>10} / {total_bytes:10} {bytes_per_sec:>12} {eta:>4}";
const FILE_OF_UNKNOWN_SIZE: &str = "{msg:32!} {spinner} {bytes:>10} {bytes_per_sec:>12}";
const ALL: &str = msg!("{msg:32} {bar:20} {pos:>10} / {len} files");

/// What is shown.
pub(super) struct Progress {
    quiet: bool,
    /// None: no terminal.
    bars: Option<(MultiProgress, ProgressBar)>,
    files: RefCell<BTreeMap<String, ProgressBar>>,
}

impl Progress {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let seen = context.env.terminal.stderr && !context.global.quiet;
        let bars = seen.then(|| {
            let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
            let all = bars.add(styled(ProgressBar::new(0), ALL).with_message("all"));
            (bars, all)
        });
        Self { quiet: context.global.quiet, bars, files: RefCell::default() }
    }

    /// So many files are to come.
    pub(super) fn expect(&self, files: usize) {
        if let Some((_, all)) = &self.bars {
            all.inc_length(files as u64);
        }
    }

    /// So much of a file is here.
    pub(super) fn moved(&self, wanted: &Wanted, bytes: u64, total: Option<u64>) {
        let Some((bars, all)) = &self.bars else { return };
        let mut files = self.files.borrow_mut();
        let bar = files.entry(wanted.key.clone()).or_insert_with(|| {
            let bar = match total {
                Some(total) => styled(ProgressBar::new(total), FILE),
                None => styled(ProgressBar::no_length(), FILE_OF_UNKNOWN_SIZE),
            };
            bar.set_position(bytes);
            bar.reset_eta();
            bars.insert_before(all, bar.with_message(shorten(&wanted.name, 31).into_owned()))
        });
        bar.set_position(bytes);
    }

    /// A file is done with; the line says how.
    pub(super) fn ended(&self, wanted: &Wanted, line: Option<String>) {
        if let Some(bar) = self.files.borrow_mut().remove(&wanted.key) {
            bar.finish_and_clear();
        }
        if let Some((_, all)) = &self.bars {
            all.inc(1);
        }
        if let Some(line) = line.filter(|_| !self.quiet) {
            self.say(&line);
        }
    }

    /// A line that is no part of the result.
    pub(super) fn say(&self, line: &str) {
        match &self.bars {
            // A bar that is drawn in between would tear the line.
            Some((bars, _)) => bars.suspend(|| note(line)),
            None => note(line),
        }
    }

    /// A warning.
    pub(super) fn warn(&self, text: &str) {
        if !self.quiet {
            self.say(&tr!("warning: {text}", text));
        }
    }

    /// Nothing more comes.
    pub(super) fn end(&self) {
        if let Some((bars, _)) = &self.bars {
            // A terminal that is gone needs no clearing.
            let _ = bars.clear();
        }
    }
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(lang::text(template)) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// `12.3 MiB`
pub(super) fn size(bytes: u64) -> String {
    HumanBytes(bytes).to_string()
}
