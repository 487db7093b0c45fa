//! Tables for people: aligned, within the terminal, a row a line, secrets hidden.

use super::fields::{EXTRA, Pick, Picks};
use super::grid::{Fit, GAP, Grid, Kind, Wish, fit, kind};
use super::json::compact;
use super::width::{cut, steady, width, wrapped};
use super::{BOLD, DIM, GREEN, Options, Out, Sink, YELLOW, buffer, lost, paint};
use crate::document::{Column, MeetingState, Show};
use crate::error::Result;
use crate::lang;
use crate::secret::{HIDDEN, is_named_secret, masked};
use crate::text::{escape, shorten};
use comfy_table::{ColumnConstraint, Width, presets};
use jiff::tz::TimeZone;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::Write;

/// No cell holds more characters, whatever a server sends: combining marks have no width.
const LONGEST: usize = 2_000;
/// The least room of a value beside its heading, on terminals however narrow.
const BESIDE: usize = 8;
/// Said on stderr where a list was shortened.
const WHOLE: &str = msg!("--wide or -o json shows all");

/// Rows laid out at a time, so that a long list does not stand in memory twice.
const CHUNK: usize = 1_000;

/// A text, and the colour that it has where there are colours.
type Cell<'t> = (&'t str, Option<&'t str>);

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

    /// Writes a line of cells in these widths, each cut to its own.
    fn line<'t>(&mut self, cells: impl Iterator<Item = Cell<'t>>, rooms: &[usize]) -> Result<()> {
        self.lines(std::iter::once(cells), rooms)
    }

    /// Writes such lines. Every cell resets its colour.
    fn lines<'t, Cells: Iterator<Item = Cell<'t>>>(
        &mut self,
        rows: impl Iterator<Item = Cells>,
        rooms: &[usize],
    ) -> Result<()> {
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let mut table = comfy_table::Table::new();
            table.load_style(presets::NOTHING);
            let mut coloured = Vec::new();
            for cells in rows.by_ref().take(CHUNK) {
                let cells: Vec<_> =
                    cells.zip(rooms).map(|((text, code), room)| (cut(text, *room), code)).collect();
                table.add_row(cells.iter().map(|(text, _)| &**text));
                if self.options.color {
                    coloured.push(cells);
                }
            }
            for (column, room) in table.column_iter_mut().zip(rooms) {
                column.set_padding((0, narrow(GAP)));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(room + GAP))));
            }
            for (at, line) in table.lines().enumerate() {
                let line =
                    coloured.get(at).map_or(Cow::Borrowed(&*line), |cells| painted(&line, cells, rooms));
                writeln!(self.out, "{}", line.trim_end()).map_err(lost)?;
            }
        }
        Ok(())
    }

    /// The columns that a list shows of this grid: those that are not only for `--wide`, and not empty.
    fn shown(&self, grid: &Grid) -> Vec<usize> {
        let (asked, wide) = (self.picks.asked, self.options.wide);
        let shown: Vec<usize> = (0..self.picks.list.len())
            .filter(|&at| asked || wide || !only_wide(self.picks.list[at].column))
            .collect();
        let filled = |at: &usize| grid.widths[*at] > 0;
        let all = asked || !shown.iter().any(filled);
        shown.into_iter().filter(|at| all || filled(at)).collect()
    }

    /// What stands above these columns: in full, and as short as it may be. The first time names its
    /// zone, unless somebody else did.
    fn headings(&self, shown: &[usize]) -> Vec<[String; 2]> {
        let zone = zone_name(&self.options.zone);
        let plain = |at: &usize| heading(&self.picks.list[*at]).into_owned();
        let mut headings: Vec<[String; 2]> = shown.iter().map(|at| [plain(at), plain(at)]).collect();
        let time = |at: &usize| self.picks.list[*at].column.show == Show::Time;
        if let Some(first) = shown.iter().position(time)
            && !headings.iter().any(|[heading, _]| heading.contains(&zone))
        {
            let [full, short] = &mut headings[first];
            *short = format!("{short} ({})", city(&zone));
            *full = format!("{full} ({zone})");
        }
        headings
    }

    /// Each row as lines of name and value, for terminals that have no room for columns.
    fn blocks(&mut self, grid: &Grid, shown: &[usize], room: usize) -> Result<bool> {
        let asked = self.picks.asked;
        let names: Vec<String> = shown.iter().map(|&at| heading(&self.picks.list[at]).into_owned()).collect();
        let beside = names.iter().map(|name| width(name)).max().unwrap_or(0);
        let left = room.saturating_sub(beside + GAP).max(BESIDE);
        let (mut cut_any, mut zone) = (false, Some(zone_name(&self.options.zone)));
        for row in 0..grid.rows() {
            if row > 0 {
                writeln!(self.out).map_err(lost)?;
            }
            for (&at, name) in shown.iter().zip(&names) {
                let column = self.picks.list[at].column;
                let stars = column.is_secret() && !self.options.show_secrets;
                let mut text = Cow::Borrowed(grid.cell(row, at));
                if !asked && (stars || text.is_empty()) {
                    continue;
                }
                if column.show == Show::Time
                    && !text.is_empty()
                    && let Some(zone) = zone.take()
                {
                    text = Cow::Owned(in_zone(&text, &zone, left));
                }
                let code = self.tint(at, &text);
                if kind(column) != Kind::Whole {
                    cut_any |= width(&text) > left;
                    text = Cow::Owned(cut(&text, left).into_owned());
                }
                let wide = width(&text);
                if wide > left {
                    // It stays in one piece, for those who copy it.
                    self.line([(name.as_str(), Some(BOLD))].into_iter(), &[beside])?;
                    self.line([(&*text, code)].into_iter(), &[wide])?;
                } else {
                    self.line([(name.as_str(), Some(BOLD)), (&*text, code)].into_iter(), &[beside, wide])?;
                }
            }
        }
        Ok(cut_any)
    }

    fn tint(&self, at: usize, text: &str) -> Option<&'static str> {
        (self.picks.list[at].name == "status").then(|| colour(text)).flatten()
    }

    /// Says once that there is more, where a person can see that something is missing.
    fn tell(&self, left_out: &[&str], cut_any: bool) {
        let Some(tell) = self.options.tell else { return };
        let what = match left_out {
            [] if cut_any => tr!("shortened to fit").to_owned(),
            [] => return,
            names => tr!("left out to fit: {names}", names = names.join(tr!(", "))),
        };
        let lines = wrapped(&what, self.options.width.unwrap_or(usize::MAX));
        for line in &lines {
            tell(line);
        }
        tell(lang::text(WHOLE));
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
        if grid.rows() == 0 {
            return self.out.flush().map_err(lost);
        }
        let options = self.options;
        let shown = self.shown(&grid);
        let headings = self.headings(&shown);
        let wish = |(&at, [full, short]): (&usize, &[String; 2])| {
            let (full, short) = if options.header { (width(full), width(short)) } else { (1, 1) };
            let cells = grid.widths[at];
            Wish { column: self.picks.list[at].column, wanted: cells.max(full), heading: short, cells }
        };
        let wishes: Vec<Wish<'_>> = shown.iter().zip(&headings).map(wish).collect();
        let room = options.width.filter(|_| !options.wide).unwrap_or(usize::MAX);
        let Some(Fit { shown: places, left_out }) =
            fit(&wishes, room, self.picks.asked, !options.show_secrets)
        else {
            let cut_any = self.blocks(&grid, &shown, room)?;
            self.out.flush().map_err(lost)?;
            self.tell(&[], cut_any);
            return Ok(());
        };
        let cut_any = places.iter().any(|&(at, room)| wishes[at].cells > room);
        let rooms: Vec<usize> = places.iter().map(|(_, room)| *room).collect();
        if options.header {
            let heading = |&(at, room): &(usize, usize)| {
                let [full, short] = &headings[at];
                (if width(full) <= room { full.as_str() } else { short.as_str() }, Some(BOLD))
            };
            self.line(places.iter().map(heading), &rooms)?;
        }
        let status: Vec<bool> = self.picks.list.iter().map(|pick| pick.name == "status").collect();
        let cell = |row: usize, at: usize| {
            let text = grid.cell(row, at);
            (text, status[at].then(|| colour(text)).flatten())
        };
        let cells =
            |row: usize| places.iter().map(move |&(at, _)| (row, at)).map(|(row, at)| cell(row, shown[at]));
        self.lines((0..grid.rows()).map(cells), &rooms)?;
        self.out.flush().map_err(lost)?;
        let left_out: Vec<&str> = left_out.into_iter().map(|at| headings[at][0].as_str()).collect();
        self.tell(&left_out, cut_any);
        Ok(())
    }

    fn one(mut self: Box<Self>, value: Value) -> Result<()> {
        let mut grid = Grid::new(2);
        let mut zone = Some(zone_name(&self.options.zone));
        let beside = self.picks.list.iter().map(|pick| width(&heading(pick))).max().unwrap_or(0);
        let left = self.options.width.map_or(usize::MAX, |room| room.saturating_sub(beside + GAP));
        let mut line = |pick: &Pick, value: &Value, even_empty: bool| {
            let mut text = cell(pick, value, self.options);
            if pick.column.show == Show::Time
                && !text.is_empty()
                && let Some(zone) = zone.take()
            {
                text = Cow::Owned(in_zone(&text, &zone, left));
            }
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
        let rooms = [grid.widths[0], grid.widths[1]];
        for row in 0..grid.rows() {
            let (name, text) = (grid.cell(row, 0), grid.cell(row, 1));
            let code = colour(text).filter(|_| name.eq_ignore_ascii_case("status"));
            self.line([(name, Some(BOLD)), (text, code)].into_iter(), &rooms)?;
        }
        self.out.flush().map_err(lost)
    }
}

/// A line with its cells in their colours. Colours are put into what is laid out already, since escape
/// sequences have no width.
fn painted<'l>(line: &'l str, cells: &[(Cow<'_, str>, Option<&str>)], rooms: &[usize]) -> Cow<'l, str> {
    let mut out = String::with_capacity(line.len() + 16);
    let mut rest = line;
    for ((text, code), room) in cells.iter().zip(rooms) {
        let Some(after) = rest.strip_prefix(&**text) else { return Cow::Borrowed(line) };
        match code {
            Some(code) if !text.is_empty() => out.push_str(&paint(text, code)),
            _ => out.push_str(text),
        }
        let gap = (room + GAP).saturating_sub(width(text)).min(after.len());
        let Some((gap, next)) = after.split_at_checked(gap) else { return Cow::Borrowed(line) };
        out.push_str(gap);
        rest = next;
    }
    Cow::Owned(out + rest)
}

/// The zone's name, or its distance from UTC.
fn zone_name(zone: &TimeZone) -> String {
    let offset = || zone.to_fixed_offset().map_or_else(|_| "local".to_owned(), |offset| offset.to_string());
    zone.iana_name().map_or_else(offset, str::to_owned)
}

/// The last part of a zone's name, which is a city's as a rule.
fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// A time with its zone, as far as there is room.
fn in_zone(text: &str, zone: &str, room: usize) -> String {
    let named = [format!("{text} ({zone})"), format!("{text} ({})", city(zone))];
    named.into_iter().find(|named| width(named) <= room).unwrap_or_else(|| text.to_owned())
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
    let secret = pick.column.is_secret() || pick.inside().is_some_and(is_named_secret);
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
    let text = bounded(text);
    if options.width.is_none() || text.is_ascii() {
        return text;
    }
    Cow::Owned(steady(&text).into_owned())
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

/// Widths as comfy-table takes them; cells are bounded, so nothing is lost.
fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

/// A hint at what the word says anyway.
fn colour(status: &str) -> Option<&'static str> {
    Some(match MeetingState::of(status)? {
        MeetingState::Running => GREEN,
        MeetingState::Scheduled | MeetingState::Locked => YELLOW,
        MeetingState::Ended
        | MeetingState::Cancelled
        | MeetingState::Recycled
        | MeetingState::Expired
        | MeetingState::Invalid
        | MeetingState::Idle => DIM,
    })
}
