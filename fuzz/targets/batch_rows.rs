//! The file of `batch run`: CSV with any separator, or JSON lines.

use super::shown;
use meetctl::batch::{Cell, Column, Fault, Rows};
use meetctl::error::Kind;
use std::io::Write as _;
use std::rc::Rc;

/// Each row or fault stands on a line of the file, later ones not before earlier ones, and reading the
/// file again gives the same.
pub fn run(data: &[u8]) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(data).unwrap();
    let first = read(&file, data);
    assert_eq!(first, read(&file, data));
}

fn read(file: &std::fs::File, data: &[u8]) -> Vec<(u64, String)> {
    let column = |title: &str, cell| Column { title: title.into(), field: title.into(), cell };
    let columns: Rc<[Column]> =
        [column("subject", Cell::Text), column("live", Cell::Flag), column("invite", Cell::List)].into();
    let mut rows = match Rows::read(file, columns) {
        Ok(rows) => rows,
        Err(error) => {
            assert_eq!(error.kind(), Kind::Usage);
            return vec![(0, shown(&error))];
        }
    };
    let lines = data.split(|byte| *byte == b'\n').count() as u64;
    let (mut all, mut last) = (Vec::new(), 0);
    while let Some(row) = rows.following() {
        let (line, what) = match row {
            Ok(row) => (row.line, format!("{:?}", row.given)),
            Err((line, Fault::Row(what))) => (line, what),
            Err((line, Fault::File(error))) => {
                all.push((line, shown(&error)));
                return all;
            }
        };
        // A file whose lines end in CR alone is one line.
        assert!((last..=lines).contains(&line), "line {line} of {lines}, after {last}");
        last = line;
        all.push((line, what));
    }
    all
}
