//! Every row is checked before the first is sent, by the code that sends.

use super::blanks::Blanks;
use super::rows::{Cell, Column, Fault, Row, Rows, changed};
use crate::delimited::faults::Faults;
use crate::error::{Error, Kind, Result};
use crate::op::look::{Key, Span, lists_by_host};
use crate::op::writing::Writing;
use crate::op::{Reach, rehearse};
use foldhash::quality::FixedState;
use serde_json::{Map, Value};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasher, Hash, Hasher};
use std::rc::Rc;

/// What the command line's own grammar says of a row: flags that exclude or need one another.
pub type Grammar<'a> = dyn Fn(&Row, &Map<String, Value>) -> Result<()> + 'a;

/// What is known of a file whose rows can all be sent.
#[derive(Debug)]
pub struct Checked {
    /// How many rows there are.
    pub rows: usize,
    /// SHA-1 of the file.
    pub digest: String,
    /// Hashes of what tells the meetings apart that are to be made, sorted.
    pub keys: Vec<u64>,
    /// Where those meetings will stand in lists.
    pub spans: Vec<Span>,
    /// What is strange, but no fault.
    pub warnings: Vec<String>,
}

/// Checks a file, every row of it.
pub fn check(
    file: &File,
    columns: &Rc<[Column]>,
    writing: &'static Writing,
    reach: &Reach,
    grammar: &Grammar<'_>,
) -> Result<Checked> {
    let offline = reach.offline();
    let clock = reach.clock();
    let by_host = lists_by_host(reach);
    let creates = writing.looks.for_new();
    let mut rows = Rows::read(file, Rc::clone(columns))?;
    let (mut hashes, mut keys, mut faults) = (Vec::new(), Vec::new(), Faults::default());
    let mut spans = Spans::default();
    let mut patterns = Patterns::new(columns);
    let mut blanks = Blanks::default();
    let mut row = Row::default();
    while let Some(read) = rows.read_into(&mut row) {
        if faults.are_enough() {
            break;
        }
        match read {
            Err((line, Fault::File(error))) => return Err(error.hint(tr!("at line {line}", line))),
            Err((line, Fault::Row(what))) => faults.push(line, what),
            Ok(()) => {
                if rows.is_csv() {
                    blanks.see(&row, columns);
                }
                hashes.push(hash(&row));
                if creates && let Ok(Some((key, mut span))) = Key::of(&row.given, &clock) {
                    span.host = span.host.filter(|_| by_host);
                    keys.push(key.hash(span.host.as_deref()));
                    spans.add(span);
                }
                let allowed = patterns.allows(&row, || grammar(&row, &rows.cells().document()));
                match allowed.and_then(|()| checked(&row, writing, &offline)) {
                    Ok(()) => {}
                    // The profile is wrong, not the row.
                    Err(error) if error.kind() == Kind::Config => return Err(error),
                    Err(error) => {
                        let hint = error.facts().hint.as_deref().map(|hint| tr!(" ({text})", text = hint));
                        faults.push(row.line, format_args!("{error}{}", hint.unwrap_or_default()));
                    }
                }
            }
        }
    }
    let count = rows.number();
    let digest = rows.digest();
    let undone = tr!("nothing was sent");
    faults.verdict(undone)?;
    equal(file, columns, &mut hashes)?.verdict(undone)?;
    if count == 0 {
        return Err(Error::usage(tr!("the file has no rows")));
    }
    keys.sort_unstable();
    let doubled = keys.windows(2).filter(|pair| pair[0] == pair[1]).count();
    let mut warnings: Vec<String> = blanks.warning().into_iter().collect();
    if doubled > 0 {
        warnings.push(tr!(
            "{doubled} rows make meetings with the same subject and times as another: if an answer is lost, they cannot be told apart",
            doubled
        ));
    }
    keys.dedup();
    let spans = spans.all();
    Ok(Checked { rows: count, digest, keys, spans, warnings })
}

fn checked(row: &Row, writing: &'static Writing, offline: &Reach) -> Result<()> {
    // What became of each is noted by row.
    let targets = ["meeting", "id"].iter().filter_map(|name| row.given.get(name)?.as_array());
    if targets.into_iter().any(|targets| targets.len() > 1) {
        return Err(Error::usage(tr!("several ids in one cell")).hint(tr!("write one id a row")));
    }
    let with_set;
    let reach = if row.set.is_empty() {
        offline
    } else {
        with_set = offline.with_set(&row.set);
        &with_set
    };
    rehearse(writing.op.run(reach, &row.given, None, None))
}

/// Where the meetings of all rows will stand, by host and generation of the API.
#[derive(Default)]
struct Spans {
    known: HashMap<(Option<String>, Option<String>), Span>,
    /// That of the rows just before, which are of the same host more often than not.
    latest: Option<Span>,
}

impl Spans {
    fn add(&mut self, span: Span) {
        match &mut self.latest {
            Some(latest) if latest.host == span.host && latest.api == span.api => latest.join(&span),
            latest => {
                let before = latest.replace(span);
                self.keep(before);
            }
        }
    }

    fn keep(&mut self, span: Option<Span>) {
        let Some(span) = span else { return };
        match self.known.entry((span.host.clone(), span.api.clone())) {
            Entry::Occupied(mut known) => known.get_mut().join(&span),
            Entry::Vacant(place) => {
                place.insert(span);
            }
        }
    }

    fn all(mut self) -> Vec<Span> {
        let latest = self.latest.take();
        self.keep(latest);
        self.known.into_values().collect()
    }
}

/// The combinations of flags that the command line's grammar allows: it looks at which flags are there, and at
/// those that take certain words, so rows in which these are the same are read only once.
struct Patterns<'a> {
    words: Vec<&'a str>,
    allowed: HashSet<u64>,
}

impl<'a> Patterns<'a> {
    fn new(columns: &'a [Column]) -> Self {
        let words = columns.iter().filter(|column| column.cell == Cell::Word);
        Self { words: words.map(|column| &*column.field).collect(), allowed: HashSet::new() }
    }

    fn allows(&mut self, row: &Row, grammar: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut hasher = FixedState::default().build_hasher();
        self.words.iter().for_each(|field| row.given.get(field).hash(&mut hasher));
        row.given.keys().for_each(|name| name.hash(&mut hasher));
        let pattern = hasher.finish();
        if !self.allowed.contains(&pattern) {
            grammar()?;
            self.allowed.insert(pattern);
        }
        Ok(())
    }
}

/// The same for rows that say the same, in whatever order.
fn hash(row: &Row) -> u64 {
    let of = |pair: (&str, &Value)| FixedState::default().hash_one(pair);
    let given = row.given.iter().map(|(name, value)| of((name, value)));
    let set = row.set.iter().map(|(name, value)| of((name, &Value::from(value.as_str()))).rotate_left(1));
    given.chain(set).fold(0, u64::wrapping_add)
}

/// Rows that are the same as an earlier one: the file is read again only if there are any.
fn equal(file: &File, columns: &Rc<[Column]>, hashes: &mut [u64]) -> Result<Faults> {
    hashes.sort_unstable();
    let repeated = hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    // The line of the first of each; all the others are nobody's equal.
    let mut first: HashMap<u64, Option<u64>> = repeated.map(|hash| (hash, None)).collect();
    let mut faults = Faults::default();
    if first.is_empty() {
        return Ok(faults);
    }
    let mut rows = Rows::read(file, Rc::clone(columns))?;
    let mut row = Row::default();
    while let Some(read) = rows.read_into(&mut row) {
        read.map_err(changed)?;
        match first.get_mut(&hash(&row)) {
            Some(Some(earlier)) => faults.push(row.line, tr!("the same as line {earlier}", earlier)),
            Some(none) => *none = Some(row.line),
            None => {}
        }
        if faults.are_enough() {
            break;
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn equals(text: &[u8], hashes: &mut [u64]) -> Result<()> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        let column = Column { title: "subject".into(), field: "subject".into(), cell: Cell::Text };
        equal(&file, &[column].into(), hashes)?.verdict("nothing was sent")
    }

    fn subject(text: &str) -> u64 {
        let given = [("subject".to_owned(), text.into())].into_iter().collect();
        hash(&Row { given, ..Row::default() })
    }

    #[test]
    fn equal_rows_name_the_first_of_them() {
        let mut hashes = ["a", "b", "a", "c", "a"].map(subject);
        let error = equals(b"subject\na\nb\na\nc\na\n", &mut hashes).unwrap_err();
        let found = error.facts().hint.clone().unwrap();
        assert!(found.ends_with(":\nline 4: the same as line 2\nline 6: the same as line 2"), "{found}");
        assert!(equals(b"subject\na\n", &mut [1, 2]).is_ok());
    }

    #[test]
    fn rows_of_one_pattern_are_looked_at_once_unless_words_of_theirs_differ() {
        let column = |field: &str, cell| Column { title: field.into(), field: field.into(), cell };
        let columns = [column("subject", Cell::Text), column("api", Cell::Word)];
        let mut patterns = Patterns::new(&columns);
        let mut looked_at = |given: &[(&str, &str)]| {
            let given = given.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
            let mut looked = false;
            let look = || {
                looked = true;
                Ok(())
            };
            patterns.allows(&Row { given, ..Row::default() }, look).unwrap();
            looked
        };
        assert!(looked_at(&[("subject", "a")]));
        assert!(!looked_at(&[("subject", "b")]));
        assert!(looked_at(&[("subject", "a"), ("api", "room")]));
        assert!(looked_at(&[("subject", "a"), ("api", "rooms")]));
        assert!(!looked_at(&[("subject", "b"), ("api", "room")]));
    }

    #[test]
    fn rows_that_cannot_be_read_again_are_not_taken_for_different() {
        let mut hashes = ["a", "b", "a"].map(subject);
        let error = equals(b"subject\na\n\xff\na\n", &mut hashes).unwrap_err();
        assert!(error.to_string().starts_with("line 3: "), "{error}");
    }
}
