//! A dry run of a batch: what each row would send, and nothing is sent but the reads that this needs.

use super::rows::{Column, Row, Rows, changed};
use super::run::Settings;
use crate::client::wire::Encoded;
use crate::error::Result;
use crate::op::Reach;
use crate::op::writing::Writing;
use std::fs::File;
use std::rc::Rc;

/// Shows the requests of every row of this part of a file, in its order. The rows are checked already.
pub async fn requests(
    file: &File,
    columns: &Rc<[Column]>,
    writing: &'static Writing,
    reach: &Reach,
    settings: &Settings,
    show: &mut dyn FnMut(&Encoded) -> Result<()>,
) -> Result<()> {
    let mut rows = Rows::read(file, Rc::clone(columns))?;
    let mut row = Row::default();
    while let Some(read) = rows.read_into(&mut row) {
        read.map_err(changed)?;
        if settings.takes(row.number) {
            let reach = reach.with_set(&row.set);
            writing.op.requests(&reach, &row.given).await?.iter().try_for_each(&mut *show)?;
        }
    }
    Ok(())
}
