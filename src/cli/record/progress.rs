//! What a person sees of downloads: a bar a file and one in all on a terminal, a line a file elsewhere.

use crate::archive::fetch::Wanted;
use crate::cli::bar::Bars;
use crate::cli::context::{Context, note};
use crate::output::width::steady;
use crate::text::escape;
use indicatif::{HumanBytes, ProgressBar};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What is shown.
pub(super) struct Progress {
    quiet: bool,
    /// The bar of all files, and the terminal that it is on. None: nobody sees it.
    bars: RefCell<Option<(ProgressBar, Bars)>>,
    files: RefCell<BTreeMap<String, ProgressBar>>,
}

impl Progress {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let bars = Bars::new(context).map(|bars| (bars.files(), bars));
        Self { quiet: context.global.quiet, bars: RefCell::new(bars), files: RefCell::default() }
    }

    /// So many files are to come.
    pub(super) fn expect(&self, files: usize) {
        if let Some((all, _)) = &*self.bars.borrow() {
            all.inc_length(files as u64);
        }
    }

    /// So much of a file is here.
    pub(super) fn moved(&self, wanted: &Wanted, bytes: u64, total: Option<u64>) {
        let bars = self.bars.borrow();
        let Some((all, bars)) = &*bars else { return };
        let mut files = self.files.borrow_mut();
        let bar = files
            .entry(wanted.key.clone())
            .or_insert_with(|| bars.file(all, &steady(&escape(&wanted.name)), bytes, total));
        bar.set_position(bytes);
    }

    /// A file is done with; the line says how.
    pub(super) fn ended(&self, wanted: &Wanted, line: Option<String>) {
        if let Some(bar) = self.files.borrow_mut().remove(&wanted.key) {
            bar.finish_and_clear();
        }
        if let Some((all, _)) = &*self.bars.borrow() {
            all.inc(1);
        }
        if let Some(line) = line.filter(|_| !self.quiet) {
            note(&line);
        }
    }

    /// A warning.
    pub(super) fn warn(&self, text: &str) {
        if !self.quiet {
            note(&tr!("warning: {text}", text));
        }
    }

    /// Nothing more comes.
    pub(super) fn end(&self) {
        drop(self.bars.take());
    }
}

/// `12.3 MiB`
pub(super) fn size(bytes: u64) -> String {
    HumanBytes(bytes).to_string()
}
