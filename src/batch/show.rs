//! What became of each row, for the user: as rows to print, and as a file beside the one that was given.

use super::ledger::{Record, State, Told, look};
use super::rows::{Cells, Column, Row, Rows, changed};
use super::run::Settings;
use crate::error::{Error, Result};
use crate::file;
use crate::text::is_formula;
use serde::Serialize;
use serde_json::{Map, Value};
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

/// The last word about each row, out of the journal.
#[derive(Debug, Default)]
pub struct Results {
    told: Told,
    /// What was made, or why not: of the first row at 0.
    words: Vec<Word>,
}

/// What there is to say of a row. Small: there may be a million.
#[derive(Clone, Debug, Default)]
enum Word {
    #[default]
    Nothing,
    /// Its id and its link.
    Made(Option<Box<str>>, Option<Box<str>>),
    /// Why it failed.
    Error(Error),
}

impl Word {
    fn of(record: Record<'_>) -> Self {
        match record {
            Record { error: Some(error), .. } => Self::Error(error.into_owned()),
            Record { id: None, join_url: None, .. } => Self::Nothing,
            Record { id, join_url, .. } => Self::Made(id.map(Into::into), join_url.map(Into::into)),
        }
    }
}

impl Results {
    /// Reads a batch's journal.
    pub fn read(journal: &Path) -> Result<Self> {
        let mut results = Self::default();
        look(journal, &mut |record| {
            results.told.take(&record);
            results.words.resize(results.told.states.len(), Word::Nothing);
            let at = record.row.and_then(|row| row.checked_sub(1));
            if let Some(word) = at.and_then(|at| results.words.get_mut(at)) {
                *word = Word::of(record);
            }
            Ok(())
        })?;
        Ok(results)
    }

    /// What the journal tells beside.
    pub fn told(&self) -> &Told {
        &self.told
    }

    /// What became of a row.
    fn of(&self, number: usize) -> Became<'_> {
        let at = number.wrapping_sub(1);
        let state = self.told.states.get(at).copied().unwrap_or_default();
        let (id, join_url, error) = match self.words.get(at) {
            Some(Word::Made(id, link)) if state == State::Done => (id.as_deref(), link.as_deref(), None),
            Some(Word::Error(error)) if state != State::Done => (None, None, Some(error)),
            _ => (None, None, None),
        };
        Became { row: number, state: state.shown(), id, join_url, error }
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
            let became = results.of(row.number);
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
    let failed = |error: std::io::Error| {
        Error::failed(tr!("cannot write {path}: {error}", path = path.display(), error))
    };
    let lines = path.extension().is_some_and(|ending| ending == "jsonl" || ending == "ndjson");
    let mut text = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    if !lines {
        // JSON lines need not all have the same fields.
        each_result(file, columns, settings, results, &mut |shown| {
            let all = joined(shown);
            for title in all.keys().filter(|title| !titles.contains(title)).cloned().collect::<Vec<_>>() {
                titles.push(title);
            }
            Ok(())
        })?;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut headed = false;
    each_result(file, columns, settings, results, &mut |shown| {
        let cells = joined(shown);
        if lines {
            serde_json::to_writer(&mut text, &cells).map_err(|error| failed(error.into()))?;
            text.push(b'\n');
            return Ok(());
        }
        if !std::mem::replace(&mut headed, true) {
            writer.write_record(&titles).map_err(|error| failed(error.into()))?;
        }
        let record = titles.iter().map(|name| cells.get(name).map(cell).unwrap_or_default());
        writer.write_record(record).map_err(|error| failed(error.into()))
    })?;
    let bytes = if lines { text } else { writer.into_inner().map_err(|error| failed(error.into_error()))? };
    file::replace(path, &bytes).map_err(failed)
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
