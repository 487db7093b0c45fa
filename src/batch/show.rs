//! What became of each row, for the user: as rows to print, and as a file beside the one that was given.

use super::ledger::{Record, State, Told, look};
use super::rows::{Column, Rows};
use super::run::Settings;
use crate::error::{Error, Result};
use crate::file;
use crate::text::is_formula;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

/// The last word about each row, out of the journal.
#[derive(Debug, Default)]
pub struct Results {
    told: Told,
    /// By the row's number: what was made, or why not.
    words: HashMap<usize, Word>,
}

/// What there is to say of a row. Small: there may be a million.
#[derive(Debug)]
enum Word {
    Nothing,
    /// Its id and its link.
    Made(Option<Box<str>>, Option<Box<str>>),
    /// Why it failed, as JSON.
    Error(Box<str>),
}

impl Word {
    fn of(record: Record) -> Self {
        match record {
            Record { error: Some(error), .. } => Self::Error(error.to_string().into()),
            Record { id: None, join_url: None, .. } => Self::Nothing,
            Record { id, join_url, .. } => Self::Made(id.map(String::into), join_url.map(String::into)),
        }
    }
}

impl Results {
    /// Reads a batch's journal.
    pub fn read(journal: &Path) -> Result<Self> {
        let mut results = Self::default();
        look(journal, &mut |record| {
            results.told.take(&record);
            if let Some(row) = record.row {
                results.words.insert(row, Word::of(record));
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
    pub fn of(&self, number: usize) -> Map<String, Value> {
        let state = self.told.states.get(number.wrapping_sub(1)).copied().unwrap_or_default();
        let (id, join_url, error) = match self.words.get(&number) {
            Some(Word::Made(id, link)) if state == State::Done => (id.as_deref(), link.as_deref(), None),
            Some(Word::Error(error)) if state != State::Done => {
                (None, None, serde_json::from_str(error).ok())
            }
            _ => (None, None, None),
        };
        let mut result = Map::new();
        result.insert("row".to_owned(), number.into());
        result.insert("state".to_owned(), shown(state).name().into());
        result.insert("id".to_owned(), id.into());
        result.insert("join_url".to_owned(), join_url.into());
        result.insert("error".to_owned(), error.unwrap_or(Value::Null));
        result
    }
}

/// A server that was busy to the last has not done it.
const fn shown(state: State) -> State {
    match state {
        State::Busy => State::Failed,
        state => state,
    }
}

/// Receives each row's line and cells, and what became of it.
pub type Sink<'a> = dyn FnMut(u64, Map<String, Value>, Map<String, Value>) -> Result<()> + 'a;

/// Shows every row of this part with what became of it, in the order of the file.
pub fn each_result(
    file: &File,
    columns: &Rc<[Column]>,
    settings: &Settings,
    results: &Results,
    sink: &mut Sink<'_>,
) -> Result<()> {
    let mut rows = Rows::read(file, Rc::clone(columns))?;
    while let Some(Ok(row)) = rows.following() {
        if settings.takes(row.number) {
            sink(row.line, rows.cells(), results.of(row.number))?;
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
        each_result(file, columns, settings, results, &mut |_, cells, result| {
            let all = joined(cells, result);
            for title in all.keys().filter(|title| !titles.contains(title)).cloned().collect::<Vec<_>>() {
                titles.push(title);
            }
            Ok(())
        })?;
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut headed = false;
    each_result(file, columns, settings, results, &mut |_, cells, result| {
        let cells = joined(cells, result);
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
fn joined(mut cells: Map<String, Value>, result: Map<String, Value>) -> Map<String, Value> {
    for (name, value) in result {
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
