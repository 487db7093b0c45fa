//! Cells of CSV that begin or end with a blank where it is sent as it stands. A spreadsheet shows none of them,
//! and a password with one is another password; but it may be meant, so it is no fault.

use super::rows::{Cell, Column, Row};
use serde_json::Value;

/// Columns whose cells are read, and the blanks around them taken off.
const READ: [&str; 4] = ["start", "end", "duration", "until"];

/// What was seen of them so far.
#[derive(Debug, Default)]
pub(super) struct Blanks {
    /// The line and the title of the first.
    first: Option<(u64, String)>,
    cells: usize,
}

impl Blanks {
    /// Looks at a row.
    pub(super) fn see(&mut self, row: &Row, columns: &[Column]) {
        for (field, value) in row.given.iter() {
            let Value::String(text) = value else { continue };
            if text.trim().len() == text.len() || READ.contains(&field) {
                continue;
            }
            // What came out of a file of its own stands in no cell.
            let of_cell = |column: &&Column| column.field == field && column.cell == Cell::Text;
            let Some(column) = columns.iter().find(of_cell) else { continue };
            self.first.get_or_insert_with(|| (row.line, column.title.clone()));
            self.cells += 1;
        }
    }

    /// What is to be said of them, if there are any.
    pub(super) fn warning(&self) -> Option<String> {
        let (line, title) = self.first.as_ref()?;
        Some(match self.cells - 1 {
            0 => tr!(
                "line {line}, column \"{title}\": a blank at an end of the cell is sent with it",
                line,
                title
            ),
            more => tr!(
                "line {line}, column \"{title}\", and {more} other cells: a blank at an end of the cell is sent with it",
                line,
                title,
                more
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn column(title: &str, cell: Cell) -> Column {
        Column { title: title.into(), field: title.into(), cell }
    }

    fn warning(rows: &[Value]) -> Option<String> {
        let columns =
            [column("subject", Cell::Text), column("start", Cell::Text), column("password", Cell::File)];
        let mut blanks = Blanks::default();
        for (at, row) in rows.iter().enumerate() {
            let mut read = Row { line: at as u64 + 2, ..Row::default() };
            for (name, value) in row.as_object().unwrap() {
                read.given.insert(name.clone(), value.clone());
            }
            blanks.see(&read, &columns);
        }
        blanks.warning()
    }

    #[test]
    fn the_first_is_named_and_the_others_are_counted() {
        assert_eq!(warning(&[json!({"subject": "a b"}), json!({"live": true})]), None);
        // A time is read without them, and a file holds what it holds.
        assert_eq!(warning(&[json!({"start": " now ", "password": " x"})]), None);
        let one = warning(&[json!({"subject": "a"}), json!({"subject": "a "})]).unwrap();
        assert!(one.starts_with("line 3, column \"subject\":"), "{one}");
        let three =
            warning(&[json!({"subject": "\u{3000}a"}), json!({"subject": " a"}), json!({"subject": "a\t"})]);
        assert!(three.unwrap().starts_with("line 2, column \"subject\", and 2 other cells:"));
    }
}
