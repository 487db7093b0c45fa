//! The cells of a table and the room that each column gets.

use super::width::width;
use crate::document::{Column, Show};

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

/// A column that wants to be shown.
#[derive(Debug)]
pub struct Wish<'c> {
    /// What it holds.
    pub column: &'c Column,
    /// The room that it would fill.
    pub wanted: usize,
    /// The room that its heading cannot do without.
    pub heading: usize,
    /// The widest of its cells.
    pub cells: usize,
}

/// Which columns a terminal has room for.
#[derive(Debug, PartialEq, Eq)]
pub struct Fit {
    /// The places of those shown, each with its room.
    pub shown: Vec<(usize, usize)>,
    /// The places of those left out.
    pub left_out: Vec<usize>,
}

/// The least that a text is shortened to. Less of it tells nothing.
const LEAST: usize = 8;
/// The least that a subject is shortened to, before columns are left out for it.
const LEAST_OF_SUBJECT: usize = 16;

/// Chooses the columns that fit into a terminal, and their widths; `None` where not even the first
/// column, the id, the subject and the time have room side by side.
///
/// In this order they give way: texts but the subject, to 8 columns; hidden secrets, which are left
/// out; the subject, to 16; then whole columns from the right, the status last. Ids, times, statuses and passwords
/// are never shortened: they are copied, or mean nothing in part. Columns that were asked for, or that say that
/// they are what the list is read for, are never left out.
pub fn fit(wishes: &[Wish<'_>], room: usize, asked: bool, hidden: bool) -> Option<Fit> {
    let matters = matters(wishes);
    let mut kept: Vec<usize> = (0..wishes.len()).collect();
    let mut left_out = Vec::new();
    loop {
        let needed = |subject: bool| {
            let of = |at: &usize| least(&wishes[*at], subject);
            kept.iter().map(of).sum::<usize>() + GAP * kept.len().saturating_sub(1)
        };
        let secret = kept.iter().rposition(|at| hidden && !asked && wishes[*at].column.is_secret());
        let gone = if let Some(secret) = secret.filter(|_| needed(false) > room) {
            secret
        } else if needed(true) <= room {
            break;
        } else if asked {
            return None;
        } else {
            let may = |at: &usize| !matters.contains(at);
            let not_status = |at: &usize| may(at) && wishes[*at].column.field != "status";
            kept.iter().rposition(not_status).or_else(|| kept.iter().rposition(may))?
        };
        left_out.push(kept.remove(gone));
    }
    left_out.sort_unstable();
    Some(Fit { shown: shared(wishes, &kept, room), left_out })
}

/// The room that each gets of what there is, which is enough for the least of all.
fn shared(wishes: &[Wish<'_>], kept: &[usize], room: usize) -> Vec<(usize, usize)> {
    let mut shown: Vec<(usize, usize)> = kept.iter().map(|&at| (at, wishes[at].wanted)).collect();
    for subject in [false, true] {
        let total = shown.iter().map(|(_, width)| width).sum::<usize>() + GAP * shown.len().saturating_sub(1);
        for _ in room..total {
            let giving = shown.iter_mut().filter(|(at, width)| *width > least(&wishes[*at], subject));
            let Some((_, width)) = giving.max_by_key(|(_, width)| *width) else { break };
            *width -= 1;
        }
    }
    shown
}

/// What a column cannot do without.
fn least(wish: &Wish<'_>, subject: bool) -> usize {
    let whole = wish.cells.max(wish.heading);
    let of_text = |least: usize| whole.min(least.max(wish.heading));
    match kind(wish.column) {
        Kind::Whole => whole.min(wish.wanted),
        Kind::Subject if !subject => wish.wanted,
        Kind::Subject => of_text(LEAST_OF_SUBJECT).min(wish.wanted),
        Kind::Text => of_text(LEAST).min(wish.wanted),
    }
}

/// The places of what a list is read for: its first column, the id, the subject, the time, and those that say so.
fn matters(wishes: &[Wish<'_>]) -> Vec<usize> {
    let first = |is: &dyn Fn(&Column) -> bool| wishes.iter().position(|wish| is(wish.column));
    let of = [
        first(&|_| true),
        first(&|column| column.field == "id"),
        first(&|column| column.show == Show::Long),
        first(&|column| column.show == Show::Time),
    ];
    let kept = wishes.iter().enumerate().filter(|(_, wish)| wish.column.keep).map(|(at, _)| at);
    of.into_iter().flatten().chain(kept).collect()
}

/// How a column gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not at all.
    Whole,
    /// Last.
    Subject,
    /// First.
    Text,
}

/// How this column gives way.
pub fn kind(column: &Column) -> Kind {
    let id = column.field == "id" || column.field == "number" || column.field.ends_with("_id");
    match column.show {
        _ if column.keep => Kind::Whole,
        Show::Long => Kind::Subject,
        Show::Time => Kind::Whole,
        _ if id || column.is_secret() || matches!(column.field, "status" | "day") => Kind::Whole,
        _ => Kind::Text,
    }
}

#[cfg(test)]
#[path = "grid_tests.rs"]
mod tests;
