//! A file's comments: kept when what they stand before is removed, and written for what is new.

use crate::client::profile::{Schema, every};
use toml_edit::{Decor, DocumentMut, Item, Table};

/// What a file begins with that meetctl makes.
pub(super) const HEAD: &str = "\
# The profiles of meetctl: one for each account at a vendor of meetings. -p NAME chooses one.
#   meetctl profile check NAME   checks one, from this file's mode to the credentials
#   meetctl profile show NAME    shows one, its secrets hidden
# Nobody else may read a file with secrets in it: chmod 600.
";

/// Says of each key of a new profile what it is for, and before them all which others there are.
pub(super) fn explain(table: &mut Table, schemas: &[&'static Schema], gap: &str) {
    let id = table.get(every::VENDOR.name).and_then(Item::as_str).unwrap_or_default();
    // A vendor that is none is refused before anything is written.
    let Some(schema) = schemas.iter().find(|schema| schema.vendor == id) else { return };
    let given: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let all = schema.keys.iter().chain(every::KEYS).map(|key| key.name);
    let others: Vec<&str> = all.filter(|key| !given.iter().any(|given| given == key)).collect();
    for name in given.iter().skip(1) {
        if let (Some(known), Some(mut key)) = (schema.key(name), table.key_mut(name)) {
            key.leaf_decor_mut().set_prefix(format!("\n# {}.\n", sentence(known.about)));
        }
    }
    let other = wrapped(&format!("It may also have: {}.", others.join(", ")));
    table.decor_mut().set_prefix(format!("{gap}{other}"));
}

/// What the file is, before its first line.
pub(super) fn head(document: &mut DocumentMut) {
    if let Some(mut key) = document.key_mut("default") {
        key.leaf_decor_mut().set_prefix(format!(
            "{HEAD}\n# The profile of commands that name none with -p NAME or MEETCTL_PROFILE.\n"
        ));
    }
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A comment of lines that are not too long.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 100;
    let (mut lines, mut line) = (String::new(), "#".to_owned());
    for word in text.split(' ') {
        if line.len() + 1 + word.len() > WIDTH {
            lines.extend([line.as_str(), "\n"]);
            "#".clone_into(&mut line);
        }
        line.extend([" ", word]);
    }
    lines.extend([line.as_str(), "\n"]);
    lines
}

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
