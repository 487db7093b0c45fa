//! The cells of a table and the room that each column gets.

use super::fields::EXTRA;
use crate::document::{Column, Show};
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Blanks between columns.
pub const GAP: usize = 2;

/// Cells, row after row, in one piece of memory: a million rows cost little more than their text.
#[derive(Debug)]
pub struct Grid {
    columns: usize,
    text: String,
    ends: Vec<usize>,
    /// The widest cell of each column.
    pub widths: Vec<usize>,
}

impl Grid {
    pub fn new(columns: usize) -> Self {
        Self { columns: columns.max(1), text: String::new(), ends: Vec::new(), widths: vec![0; columns] }
    }

    /// Adds the next cell of the row.
    pub fn push(&mut self, cell: &str) {
        let column = self.ends.len() % self.columns;
        self.widths[column] = self.widths[column].max(width(cell));
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    pub fn rows(&self) -> usize {
        self.ends.len() / self.columns
    }

    pub fn cell(&self, row: usize, column: usize) -> &str {
        let at = row * self.columns + column;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }
}

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The text in at most `room` columns, with an ellipsis where it was cut.
pub fn cut(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut used = 1; // the ellipsis
    for (at, c) in text.char_indices() {
        // U+FE0F makes a narrow sign before it wide.
        used += if c == '\u{fe0f}' { 1 } else { c.width().unwrap_or(0) };
        if used > room {
            return Cow::Owned(format!("{}…", &text[..at]));
        }
    }
    Cow::Borrowed("…")
}

/// Chooses the columns that fit into a terminal, and their widths.
///
/// Free text gives way first, then the rest, ids and times last. A column of a few characters tells
/// nothing, so if that is not enough, columns are left out: those of hidden secrets, then from the
/// right. Columns that were asked for are narrowed further instead.
pub fn fit(
    columns: &[&Column],
    widths: &[usize],
    room: usize,
    asked: bool,
    hidden: bool,
) -> Vec<(usize, usize)> {
    let mut kept: Vec<(usize, usize)> = widths.iter().copied().enumerate().collect();
    loop {
        let far = asked || kept.len() == 1;
        narrow(columns, &mut kept, room, far);
        if total(&kept) <= room || kept.len() <= 1 {
            return kept;
        }
        let secret = |&(at, _): &(usize, usize)| hidden && is_secret(columns[at]);
        let least = kept.iter().rposition(secret).unwrap_or(kept.len() - 1);
        kept.remove(least);
        for (at, width) in &mut kept {
            *width = widths[*at];
        }
    }
}

/// Takes from the widest column that may give, again and again.
fn narrow(columns: &[&Column], kept: &mut [(usize, usize)], room: usize, far: bool) {
    let free = |c: &Column| c.show == Show::Long || c.field == EXTRA;
    let mut pass = |floor: usize, gives: &dyn Fn(&Column) -> bool| {
        for _ in room..total(kept) {
            let giving = kept.iter_mut().filter(|(at, width)| *width > floor && gives(columns[*at]));
            let Some((_, width)) = giving.max_by_key(|(_, width)| *width) else { break };
            *width -= 1;
        }
    };
    pass(12, &free);
    pass(8, &|c| !is_id(c) && c.show != Show::Time);
    if far {
        pass(4, &|c| !is_id(c));
        pass(1, &|_| true);
    }
}

fn total(kept: &[(usize, usize)]) -> usize {
    kept.iter().map(|(_, width)| width).sum::<usize>() + GAP * kept.len().saturating_sub(1)
}

fn is_id(column: &Column) -> bool {
    column.field == "id" || column.field == "number" || column.field.ends_with("_id")
}

/// Whether tables hide what stands in this column.
pub fn is_secret(column: &Column) -> bool {
    matches!(column.show, Show::Secret | Show::WideSecret | Show::Token)
}
