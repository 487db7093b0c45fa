//! What became of each row, for the user: as rows to print, and as a file beside the one that was given.

use super::ledger::{Record, State, Told, look_with_places};
use super::rows::{Cells, Column, Row, Rows, changed};
use super::run::Settings;
use crate::error::{Error, Result};
use crate::file;
use crate::journal::Places;
use crate::text::is_formula;
use serde::Serialize;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fs::File;
use std::io;
use std::num::NonZeroU64;
use std::path::Path;
use std::rc::Rc;

/// The last word about each row, out of the journal. What was made, and why not, stays there until it is shown:
/// there may be a million rows.
#[derive(Debug)]
pub struct Results {
    told: Told,
    journal: RefCell<Places>,
    /// Where the last record of each row stands in the journal: of the first row at 0.
    places: Vec<Option<NonZeroU64>>,
}

impl Results {
    /// Reads a batch's journal.
    pub fn read(journal: &Path) -> Result<Self> {
        let (mut told, mut places) = (Told::default(), Vec::new());
        look_with_places(journal, &mut |record, at| {
            told.take(&record);
            places.resize(told.states.len(), None);
            let row = record.row.and_then(|row| row.checked_sub(1));
            if let Some(place) = row.and_then(|row| places.get_mut(row)) {
                // The header stands before all records.
                *place = NonZeroU64::new(at);
            }
            Ok(())
        })?;
        Ok(Self { told, journal: RefCell::new(Places::open(journal)?), places })
    }

    /// The last record about a row; an empty one where there is none.
    fn last(&self, number: usize) -> Result<Record<'static>> {
        let place = number.checked_sub(1).and_then(|at| *self.places.get(at)?);
        place.map_or_else(|| Ok(Record::default()), |place| self.journal.borrow_mut().read(place.get()))
    }
}

/// What became of a row.
#[derive(Serialize)]
struct Became<'a> {
    row: usize,
    state: State,
    id: Option<&'a str>,
    join_url: Option<&'a str>,
    error: Option<&'a Error>,
}

impl<'a> Became<'a> {
    /// What a row's state and its last record say.
    fn of(row: usize, state: State, last: &'a Record<'_>) -> Self {
        let (done, failed) = (state == State::Done, state != State::Done);
        Self {
            row,
            state: state.shown(),
            id: last.id.as_deref().filter(|_| done),
            join_url: last.join_url.as_deref().filter(|_| done),
            error: last.error.as_deref().filter(|_| failed),
        }
    }
}

/// A row with what became of it.
#[derive(Serialize)]
pub struct Shown<'a> {
    #[serde(flatten)]
    became: Became<'a>,
    line: u64,
    input: Cells<'a>,
}

/// Receives each row and what became of it.
pub type Sink<'a> = dyn FnMut(&Shown<'_>) -> Result<()> + 'a;

/// Shows every row of this part with what became of it, in the order of the file.
pub fn each_result(
    file: &File,
    columns: &Rc<[Column]>,
    settings: &Settings,
    results: &Results,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let mut rows = Rows::read(file, Rc::clone(columns))?;
    let mut row = Row::default();
    while let Some(read) = rows.read_into(&mut row) {
        read.map_err(changed)?;
        if settings.takes(row.number) {
            let state = results.told.states.get(row.number - 1).copied().unwrap_or_default();
            let last = results.last(row.number)?;
            let became = Became::of(row.number, state, &last);
            sink(&Shown { became, line: row.line, input: rows.cells() })?;
        }
    }
    Ok(())
}

/// Writes the rows' own columns and what became of each into a file, whole or not at all: JSON lines
/// where its name ends so, CSV otherwise.
pub fn write_results(
    path: &Path,
    file: &File,
    columns: &Rc<[Column]>,
    settings: &Settings,
    results: &Results,
) -> Result<()> {
    let failed =
        |error: io::Error| Error::failed(tr!("cannot write {path}: {error}", path = path.display(), error));
    let lines = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
    let each = |sink: &mut Sink<'_>| each_result(file, columns, settings, results, sink);
    file::replace_with(path, failed, |out| {
        if lines {
            return each(&mut |shown| {
                serde_json::to_writer(&mut *out, &joined(shown)).map_err(|error| failed(error.into()))?;
                out.write_all(b"\n").map_err(failed)
            });
        }
        // Rows of JSON lines need not all have the same fields.
        let mut titles: Vec<String> = Vec::new();
        each(&mut |shown| {
            for (title, _) in joined(shown) {
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            Ok(())
        })?;
        let mut writer = csv::Writer::from_writer(out);
        if !titles.is_empty() {
            writer.write_record(&titles).map_err(|error| failed(error.into()))?;
        }
        each(&mut |shown| {
            let cells = joined(shown);
            let record = titles.iter().map(|name| cells.get(name).map(cell).unwrap_or_default());
            writer.write_record(record).map_err(|error| failed(error.into()))
        })?;
        writer.flush().map_err(failed)
    })
}

/// A row's own cells, then what became of it; a name that both have is the row's.
fn joined(shown: &Shown<'_>) -> Map<String, Value> {
    let mut cells = shown.input.document();
    let Ok(Value::Object(became)) = serde_json::to_value(&shown.became) else { return cells };
    for (name, value) in became {
        let name = if cells.contains_key(&name) { format!("result_{name}") } else { name };
        cells.insert(name, value);
    }
    cells
}

/// A value as a cell that no spreadsheet takes for a formula: an error is its message.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if is_formula(text) => format!("'{text}"),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<String>>().join(";"),
        Value::Object(fields) => fields.get("message").map_or_else(|| value.to_string(), cell),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ledger::{Ledger, Plan};
    use super::super::rows::Cell;
    use super::*;
    use std::io::Write as _;

    #[test]
    fn rows_that_cannot_be_read_again_are_not_left_out() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"subject\na\n\xff\nb\n").unwrap();
        let columns = [Column { title: "subject".into(), field: "subject".into(), cell: Cell::Text }].into();
        let settings = Settings { jobs: 1, retry_failed: false, shard: None };
        let place = tempfile::tempdir().unwrap();
        let journal = place.path().join("b.jsonl");
        drop(Ledger::open(&journal, &Plan { rows: 3, ..Plan::default() }).unwrap());
        let results = Results::read(&journal).unwrap();
        let mut shown = 0;
        let error = each_result(&file, &columns, &settings, &results, &mut |_| {
            shown += 1;
            Ok(())
        });
        assert!(error.unwrap_err().to_string().starts_with("line 3: "));
        assert_eq!(shown, 1);
    }
}
