//! The sections of a report as columns and typed cells, which a page and a workbook show each in
//! their own way.

use crate::document::{Shape, Show};
use crate::lang;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// So many of the vendor's own fields become columns; a server that sends more is not believed.
const OWN_FIELDS: usize = 24;

/// One value of a section.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    #[default]
    Empty,
    /// Text, which is never a formula or markup.
    Text(String),
    /// A number that is counted.
    Number(f64),
    /// A part of a whole, 0 to 1.
    Share(f64),
    /// A length of time.
    Seconds(i64),
    /// A moment.
    Time(Timestamp),
    /// Yes or no.
    Flag(bool),
}

/// A section of a report.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// What it is called.
    pub title: &'static str,
    /// The headings.
    pub columns: Vec<String>,
    /// Which columns hold moments.
    pub times: Vec<bool>,
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// How many rows there were; more than are here if there were too many.
    pub total: usize,
}

/// Where a column's value stands in a row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    Field(String),
    Own(String),
}

/// Makes a sheet row by row.
#[derive(Debug)]
pub struct Builder {
    sheet: Sheet,
    places: HashMap<Place, usize>,
    own: usize,
    most: usize,
    kinds: HashMap<&'static str, Show>,
}

impl Builder {
    /// An empty section that keeps at most so many rows. Its columns are those of the shape that
    /// some row fills, and then the vendor's own fields, in the order in which rows bring them.
    pub fn new(title: &'static str, shape: &'static Shape, most: usize) -> Self {
        let mut builder = Self {
            sheet: Sheet { title, ..Sheet::default() },
            places: HashMap::new(),
            own: 0,
            most,
            kinds: shape.columns.iter().map(|column| (column.field, column.show)).collect(),
        };
        for column in shape.columns.iter().filter(|column| !matches!(column.field, "extra" | "meeting_id")) {
            builder.column(Place::Field(column.field.to_owned()), sentence(column.heading));
        }
        builder
    }

    /// Adds a row, if there is room; counts it in any case.
    pub fn row(&mut self, row: &Map<String, Value>) {
        self.sheet.total += 1;
        if self.sheet.rows.len() >= self.most {
            return;
        }
        let mut cells = vec![Cell::Empty; self.sheet.columns.len()];
        let mut put = |at: usize, cell: Cell| {
            cells.resize(cells.len().max(at + 1), Cell::Empty);
            cells[at] = cell;
        };
        for (name, value) in row {
            match value {
                Value::Object(own) if name == "extra" => {
                    for (name, value) in own {
                        if let Some(at) = self.place(Place::Own(name.clone()), name) {
                            put(at, any(value));
                        }
                    }
                }
                _ if name == "meeting_id" => {}
                value => {
                    if let Some(at) = self.place(Place::Field(name.clone()), name) {
                        put(at, typed(name, value, self.kinds.get(name.as_str()).copied()));
                    }
                }
            }
        }
        self.sheet.rows.push(cells);
    }

    /// The section, without the columns that nothing fills.
    pub fn finish(self) -> Sheet {
        let mut sheet = self.sheet;
        let width = sheet.columns.len();
        sheet.rows.iter_mut().for_each(|row| row.resize(width, Cell::Empty));
        let filled: Vec<bool> = (0..width)
            .map(|at| sheet.rows.is_empty() || sheet.rows.iter().any(|row| row[at] != Cell::Empty))
            .collect();
        let keep = |list: &mut Vec<String>| retain(list, &filled);
        keep(&mut sheet.columns);
        sheet.rows.iter_mut().for_each(|row| retain(row, &filled));
        sheet.times = (0..sheet.columns.len())
            .map(|at| sheet.rows.iter().any(|row| matches!(row[at], Cell::Time(_))))
            .collect();
        sheet
    }

    fn column(&mut self, place: Place, heading: String) -> usize {
        self.sheet.columns.push(heading);
        let at = self.sheet.columns.len() - 1;
        self.places.insert(place, at);
        at
    }

    /// The column of this place; a new one while there is room.
    fn place(&mut self, place: Place, name: &str) -> Option<usize> {
        if let Some(at) = self.places.get(&place) {
            return Some(*at);
        }
        if self.own >= OWN_FIELDS {
            return None;
        }
        self.own += 1;
        Some(self.column(place, name.to_owned()))
    }
}

/// The title of the figures.
pub const SUMMARY_TITLE: &str = msg!("Summary");

/// The figures: a row for each.
pub fn figures(shape: &'static Shape, figures: &Map<String, Value>) -> Sheet {
    let mut sheet = Sheet {
        title: SUMMARY_TITLE,
        columns: vec![tr!("Figure").to_owned(), tr!("Value").to_owned()],
        times: vec![false, false],
        ..Sheet::default()
    };
    let mut put = |name: String, cell: Cell| {
        if cell != Cell::Empty {
            sheet.rows.push(vec![Cell::Text(name), cell]);
        }
    };
    for column in shape.columns {
        match figures.get(column.field) {
            Some(Value::Object(own)) => own.iter().for_each(|(name, value)| put(name.clone(), any(value))),
            Some(value) => put(sentence(column.heading), typed(column.field, value, Some(column.show))),
            None => {}
        }
    }
    sheet.total = sheet.rows.len();
    sheet
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().copied().unwrap_or(false));
}

/// A cell of a field that we know.
fn typed(name: &str, value: &Value, show: Option<Show>) -> Cell {
    match value {
        Value::String(text) if show == Some(Show::Time) => {
            text.parse().map_or_else(|_| Cell::Text(text.clone()), Cell::Time)
        }
        Value::Number(number) if name.ends_with("_seconds") => {
            number.as_i64().map_or(Cell::Empty, Cell::Seconds)
        }
        Value::Number(number) if name.ends_with("_rate") => number.as_f64().map_or(Cell::Empty, Cell::Share),
        value => any(value),
    }
}

/// A cell of the vendor's own.
fn any(value: &Value) -> Cell {
    /// Whole numbers up to this are exact as a workbook's.
    const EXACT: i64 = 1 << 53;
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            // Ids keep all of their digits.
            (Some(whole), _) if whole.abs() > EXACT => Cell::Text(whole.to_string()),
            (_, Some(float)) => Cell::Number(float),
            _ => Cell::Text(number.to_string()),
        },
        Value::String(text) if text.is_empty() => Cell::Empty,
        Value::String(text) => Cell::Text(text.clone()),
        Value::Array(list) if list.is_empty() => Cell::Empty,
        Value::Array(list) if list.iter().all(|item| !item.is_array() && !item.is_object()) => {
            let items = list.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned));
            Cell::Text(items.collect::<Vec<_>>().join(", "))
        }
        Value::Object(map) if map.is_empty() => Cell::Empty,
        nested => Cell::Text(nested.to_string()),
    }
}

/// `FIRST JOINED` as it is written in a sentence: `First joined`.
fn sentence(heading: &str) -> String {
    // Its cells are lengths, not numbers of seconds.
    if heading == "SECONDS" {
        return tr!("Time inside").to_owned();
    }
    if let Some(translated) = lang::find(heading) {
        return translated.to_owned();
    }
    let mut chars = heading.chars();
    let first = chars.next().map(String::from).unwrap_or_default();
    match heading {
        "IP" => heading.to_owned(),
        _ => first + &chars.as_str().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::report::{ATTENDANCE, SUMMARY};
    use serde_json::json;

    fn sheet(rows: Value, most: usize) -> Sheet {
        let mut builder = Builder::new("Attendees", &ATTENDANCE, most);
        rows.as_array().unwrap().iter().for_each(|row| builder.row(row.as_object().unwrap()));
        builder.finish()
    }

    #[test]
    fn cells_have_the_type_of_what_they_hold() {
        let sheet = sheet(
            json!([
                {"meeting_id": "1", "name": "=1+1", "joined": "2026-11-23T14:00:00+08:00", "duration_seconds": 90, "attended": true,
                 "left": "soon", "extra": {"group": "A", "id": 162_123_717_474_551_999_i64, "list": [1, "x"]}},
                {"name": null, "duration_seconds": null, "extra": {"more": 1.5, "group": ""}},
            ]),
            10,
        );
        let columns = ["Name", "Joined", "Left", "Time inside", "Attended", "group", "id", "list", "more"];
        assert_eq!(sheet.columns, columns);
        let row = &sheet.rows[0];
        assert_eq!(row[0], Cell::Text("=1+1".into()));
        assert_eq!(row[1], Cell::Time("2026-11-23T06:00:00Z".parse().unwrap()));
        assert_eq!(
            (&row[2], &row[3], &row[4]),
            (&Cell::Text("soon".into()), &Cell::Seconds(90), &Cell::Flag(true))
        );
        assert_eq!(
            (&row[6], &row[7]),
            (&Cell::Text("162123717474551999".into()), &Cell::Text("1, x".into()))
        );
        assert_eq!((&sheet.rows[1][8], &sheet.rows[1][5]), (&Cell::Number(1.5), &Cell::Empty));
        assert_eq!(sheet.times.iter().filter(|time| **time).count(), 1);
    }

    #[test]
    fn rows_and_columns_are_bounded() {
        let wide: Map<String, Value> = (0..1_000).map(|n| (format!("f{n}"), n.into())).collect();
        let sheet = sheet(json!([{"name": "a", "extra": wide}, {"name": "b"}, {"name": "c"}]), 2);
        assert_eq!((sheet.rows.len(), sheet.total), (2, 3));
        assert_eq!(sheet.columns.len(), 1 + OWN_FIELDS);
    }

    #[test]
    fn figures_are_rows() {
        let told = json!({"people": 3, "attendance_rate": 0.5, "average_seconds": 60, "late": null, "extra": {"totalCount": 7}});
        let sheet = figures(&SUMMARY, told.as_object().unwrap());
        let row = |at: usize| (sheet.rows[at][0].clone(), sheet.rows[at][1].clone());
        assert_eq!(row(0), (Cell::Text("People".into()), Cell::Number(3.0)));
        assert_eq!(row(1), (Cell::Text("Rate".into()), Cell::Share(0.5)));
        assert_eq!(row(2), (Cell::Text("Average seconds".into()), Cell::Seconds(60)));
        assert_eq!(row(3), (Cell::Text("totalCount".into()), Cell::Number(7.0)));
    }
}
