//! Keeping a file's comments when what they stand before is removed.

use toml_edit::{Decor, DocumentMut, Item, Table};

/// Removes a key of the top. The comments before it, such as those about the file, stay.
pub(super) fn remove_key(document: &mut DocumentMut, key: &str) {
    if let Some((key, _)) = document.as_table_mut().remove_entry(key) {
        let before = prefix(key.leaf_decor());
        carry(document, isize::MIN, &before);
    }
}

/// After a table was removed: the comments before it stay, but for the block that touches it.
pub(super) fn keep_after_table(document: &mut DocumentMut, removed: &Table) {
    let before = prefix(removed.decor());
    if let Some(end) = before.rfind("\n\n") {
        carry(document, removed.position().unwrap_or(isize::MAX), &before[..end + 2]);
    }
}

fn prefix(decor: &Decor) -> String {
    decor.prefix().and_then(|text| text.as_str()).unwrap_or_default().to_owned()
}

/// Puts comments before the first table after this position, or at the end.
fn carry(document: &mut DocumentMut, after: isize, comments: &str) {
    if !comments.contains('#') {
        return;
    }
    let mut positions = Vec::new();
    headed(document.as_table(), &mut positions);
    let next = positions.into_iter().filter(|position| *position > after).min();
    if let Some(table) = next.and_then(|position| at(document.as_table_mut(), position)) {
        let before = format!("{comments}{}", prefix(table.decor()));
        table.decor_mut().set_prefix(before);
        return;
    }
    let trailing = format!("{comments}{}", document.trailing().as_str().unwrap_or_default());
    document.set_trailing(trailing);
}

/// The positions of the tables that have a line of their own.
fn headed(table: &Table, positions: &mut Vec<isize>) {
    for table in table.iter().filter_map(|(_, item)| item.as_table()) {
        if !table.is_implicit() && !table.is_dotted() {
            positions.extend(table.position());
        }
        headed(table, positions);
    }
}

fn at(table: &mut Table, position: isize) -> Option<&mut Table> {
    table.iter_mut().filter_map(|(_, item)| Item::as_table_mut(item)).find_map(|table| {
        if table.position() == Some(position) && !table.is_implicit() {
            Some(table)
        } else {
            at(table, position)
        }
    })
}
