//! Tables for people: aligned, within the terminal, a row a line, secrets hidden.

use super::fields::{EXTRA, Pick, Picks};
use super::grid::{GAP, Grid, cut, fit, is_secret, width};
use super::json::compact;
use super::{BOLD, DIM, GREEN, Options, Out, Sink, YELLOW, buffer, lost, paint};
use crate::document::{Column, Show};
use crate::error::Result;
use crate::lang;
use crate::secret::HIDDEN;
use crate::text::{escape, shorten};
use comfy_table::{ColumnConstraint, Width, presets};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::Write;

/// No cell holds more characters, whatever a server sends: combining marks have no width.
const LONGEST: usize = 2_000;
/// Rows laid out at a time, so that a long list does not stand in memory twice.
const CHUNK: usize = 1_000;

/// A list as columns, or one thing as lines of name and value.
pub struct Table<'a> {
    out: Out<'a>,
    options: &'a Options,
    picks: Picks,
    grid: Grid,
}

impl<'a> Table<'a> {
    pub fn new(out: &'a mut dyn Write, picks: Picks, options: &'a Options) -> Self {
        let grid = Grid::new(picks.list.len());
        Self { out: buffer(out), options, picks, grid }
    }

    /// Writes these columns of a grid, each cut to its width. `tint` colours a cell.
    fn draw<'c>(
        &mut self,
        grid: &Grid,
        columns: &[(usize, usize)],
        mut header: Option<Vec<String>>,
        tint: impl Fn(usize, usize) -> Option<&'c str>,
    ) -> Result<()> {
        for start in (0..grid.rows()).step_by(CHUNK) {
            let mut table = comfy_table::Table::new();
            table.load_style(presets::NOTHING).force_no_tty();
            table.add_rows(header.take());
            for row in start..grid.rows().min(start + CHUNK) {
                table.add_row(columns.iter().map(|&(at, room)| {
                    let text = cut(grid.cell(row, at), room);
                    match tint(row, at) {
                        Some(code) if self.options.color => paint(&text, code),
                        _ => text.into_owned(),
                    }
                }));
            }
            for (column, &(_, room)) in table.column_iter_mut().zip(columns) {
                column.set_padding((0, narrow(GAP)));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(room + GAP))));
            }
            for line in table.lines() {
                writeln!(self.out, "{}", line.trim_end()).map_err(lost)?;
            }
        }
        self.out.flush().map_err(lost)
    }
}

impl Sink for Table<'_> {
    fn row(&mut self, row: Value) -> Result<()> {
        for pick in &self.picks.list {
            self.grid.push(&cell(pick, pick.of(&row), self.options));
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let grid = std::mem::replace(&mut self.grid, Grid::new(0));
        let options = self.options;
        let shown: Vec<usize> = (0..self.picks.list.len())
            .filter(|&at| self.picks.asked || options.wide || !only_wide(self.picks.list[at].column))
            .collect();
        let filled = |at: &usize| grid.widths[*at] > 0;
        let all = self.picks.asked || !shown.iter().any(filled);
        let shown: Vec<usize> = shown.into_iter().filter(|at| all || filled(at)).collect();

        let columns: Vec<&Column> = shown.iter().map(|&at| self.picks.list[at].column).collect();
        let headings: Vec<String> =
            shown.iter().map(|&at| heading(&self.picks.list[at]).into_owned()).collect();
        let wanted = shown.iter().zip(&headings).map(|(&at, heading)| {
            let heading = if options.header { width(heading) } else { 1 };
            grid.widths[at].max(heading)
        });
        let wanted: Vec<usize> = wanted.collect();
        let room = options.width.unwrap_or(usize::MAX);
        let kept = fit(&columns, &wanted, room, self.picks.asked, !options.show_secrets);

        let names = options.header.then(|| {
            let names = kept.iter().map(|&(at, room)| cut(&headings[at], room));
            names.map(|name| if options.color { paint(&name, BOLD) } else { name.into_owned() }).collect()
        });
        let status: Vec<bool> = self.picks.list.iter().map(|pick| pick.name == "status").collect();
        let places: Vec<(usize, usize)> = kept.into_iter().map(|(at, room)| (shown[at], room)).collect();
        self.draw(&grid, &places, names, |row, at| status[at].then(|| colour(grid.cell(row, at))).flatten())
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        let mut grid = Grid::new(2);
        let mut line = |pick: &Pick, value: &Value, even_empty: bool| {
            let text = cell(pick, value, self.options);
            if even_empty || !text.is_empty() {
                grid.push(&heading(pick));
                grid.push(&text);
            }
        };
        let nothing = Map::new();
        for pick in &self.picks.list {
            if pick.name == EXTRA && !self.picks.asked {
                let extra = pick.of(&value).as_object().filter(|_| self.options.wide);
                for (name, value) in extra.unwrap_or(&nothing) {
                    let name = Cow::Owned(format!("{EXTRA}.{name}"));
                    line(&Pick { name, column: pick.column }, value, false);
                }
            } else {
                line(pick, pick.of(&value), self.picks.asked);
            }
        }
        // Values stay whole: a link is there to be copied.
        let places = [(0, grid.widths[0]), (1, grid.widths[1])];
        self.draw(&grid, &places, None, |row, at| match at {
            0 => Some(BOLD),
            _ => colour(grid.cell(row, at)).filter(|_| grid.cell(row, 0).eq_ignore_ascii_case("status")),
        })
    }
}

/// Whether a list shows this column only with `--wide`.
fn only_wide(column: &Column) -> bool {
    matches!(column.show, Show::Wide | Show::WideSecret | Show::WideToken) || column.field == EXTRA
}

fn heading(pick: &Pick) -> Cow<'_, str> {
    if pick.inside().is_some() {
        bounded(Cow::Borrowed(&*pick.name))
    } else {
        Cow::Borrowed(lang::text(pick.column.heading))
    }
}

/// What a cell shows, escaped and bounded.
fn cell<'v>(pick: &Pick, value: &'v Value, options: &Options) -> Cow<'v, str> {
    let show = pick.column.show;
    let secret = is_secret(pick.column) || pick.inside().is_some_and(opens_doors);
    let mut text = match value {
        Value::Object(_) | Value::Array(_) if pick.column.field == EXTRA && !options.show_secrets => {
            Cow::Owned(plain(&masked(value)).into_owned())
        }
        Value::String(text) if show == Show::Time => local(text, options),
        Value::Object(error) if show == Show::Message => error.get("message").map_or("".into(), plain),
        value => plain(value),
    };
    if secret && !options.show_secrets && !text.is_empty() {
        text = Cow::Borrowed(HIDDEN);
    }
    bounded(text)
}

fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Bool(true) => Cow::Borrowed(tr!("yes")),
        Value::Bool(false) => Cow::Borrowed(tr!("no")),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::String(text) => Cow::Borrowed(text),
        Value::Array(list) => Cow::Owned(list.iter().map(plain).collect::<Vec<_>>().join(", ")),
        Value::Object(map) if map.is_empty() => Cow::Borrowed(""),
        Value::Object(map) => Cow::Owned(compact(map)),
    }
}

fn bounded(text: Cow<'_, str>) -> Cow<'_, str> {
    // Printable ASCII, by far the most, passes as it is.
    if text.len() <= LONGEST && text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return text;
    }
    let escaped = escape(&shorten(&text, LONGEST)).into_owned();
    Cow::Owned(shorten(&escaped, LONGEST).into_owned())
}

/// A time as people write it, to the minute unless there is more to it.
fn local<'v>(text: &'v str, options: &Options) -> Cow<'v, str> {
    let Ok(instant) = text.parse::<jiff::Timestamp>() else {
        return Cow::Borrowed(text);
    };
    let time = instant.to_zoned(options.zone.clone());
    let form = if time.second() == 0 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d %H:%M:%S" };
    Cow::Owned(time.strftime(form).to_string())
}

/// Whether a vendor's own field is, by its name, a password or a link that lets somebody in.
pub(super) fn opens_doors(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pass", "pwd", "pin", "pcode", "secret", "token", "key", "sig", "auth", "url", "link"]
        .iter()
        .any(|word| name.contains(word))
}

/// `extra` without what opens doors.
pub(super) fn masked(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| {
                let hide = opens_doors(name) && !plain(value).is_empty();
                (name.clone(), if hide { Value::from(HIDDEN) } else { masked(value) })
            })
            .collect(),
        Value::Array(list) => list.iter().map(masked).collect(),
        other => other.clone(),
    }
}

/// A hint at what the word says anyway.
fn colour(status: &str) -> Option<&'static str> {
    match status {
        "running" => Some(GREEN),
        "scheduled" => Some(YELLOW),
        "ended" | "cancelled" | "recycled" | "expired" => Some(DIM),
        _ => None,
    }
}

/// Widths as comfy-table takes them; cells are bounded, so nothing is lost.
fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
