//! A command's flags and arguments as the columns of a file.

use super::{expand, in_one_line};
use crate::batch::{Cell, Column, Row};
use crate::error::{Error, Result};
use crate::op::writing::{WRITING, Writing, find};
use crate::text::suggestion;
use clap::{Arg, ArgAction, Command};
use serde_json::{Map, Value};
use std::rc::Rc;

/// The operation that a row is run with.
pub(super) fn writing(command: &str) -> Result<&'static Writing> {
    let words = command.split_whitespace().collect::<Vec<_>>().join(" ");
    find(&words).ok_or_else(|| {
        let names: Vec<&str> = WRITING.iter().map(|writing| writing.op.name()).collect();
        Error::usage(tr!("\"{command}\" is no command that changes something", command = words))
            .hint(suggestion(&words, &names))
    })
}

/// The part of the tree that a command's flags stand in.
pub(super) fn command_of(name: &'static str) -> Option<Command> {
    let mut words = name.split(' ');
    let noun = expand(Command::new(words.next()?));
    let verb = words.next()?;
    noun.get_subcommands().find(|sub| sub.get_name() == verb).cloned()
}

/// The columns that rows of this command may have: its own flags and arguments that its input holds.
pub(super) fn columns(writing: &Writing, command: &Command) -> Rc<[Column]> {
    let fields = writing.op.fields();
    command.get_arguments().filter_map(|arg| column(arg, &fields)).collect()
}

fn column(arg: &Arg, fields: &[String]) -> Option<Column> {
    let title = match arg.get_long() {
        Some(long) => long.to_owned(),
        None => arg.get_value_names()?.first()?.to_lowercase(),
    };
    let own = arg.get_id().as_str().replace('_', "-");
    let cell = match arg.get_action() {
        ArgAction::SetTrue => Cell::Flag,
        ArgAction::Append => Cell::List,
        _ if arg.get_possible_values().is_empty() => Cell::Text,
        _ => Cell::Word,
    };
    // What stands in a file goes where the value itself would go.
    let (field, cell) = match own.strip_suffix("-file") {
        Some("token") => (own.clone(), Cell::File),
        Some(value) if fields.iter().any(|field| field == value) => (value.to_owned(), Cell::File),
        _ => (own, cell),
    };
    (field == "set" || fields.contains(&field)).then_some(Column { title, field, cell })
}

/// Reads a row as a command line, for what flags exclude or need one another.
pub(super) fn check(
    command: &Command,
    columns: &[Column],
    row: &Row,
    cells: &Map<String, Value>,
) -> Result<()> {
    let mut args = vec![command.get_name().to_owned()];
    let mut positional = Vec::new();
    for column in columns {
        let Some(value) = cells.get(&column.title) else { continue };
        let filled = column.field == "set" || row.given.contains_key(&column.field);
        if !filled || value.as_str() == Some("") || value.is_null() {
            continue;
        }
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let flag = command.get_arguments().any(|arg| arg.get_long() == Some(&column.title));
        match column.cell {
            _ if !flag => positional.push(text),
            Cell::Flag => args.push(format!("--{}", column.title)),
            Cell::List if column.field == "set" => {}
            _ => args.push(format!("--{}={text}", column.title)),
        }
    }
    if !positional.is_empty() {
        args.push("--".to_owned());
        args.extend(positional);
    }
    match command.clone().no_binary_name(false).try_get_matches_from(args) {
        Ok(_) => Ok(()),
        Err(error) => Err(in_one_line(&super::speech::complaint(&error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_column_holds_is_read_off_its_flag() {
        let create = writing(" meeting  create ").unwrap();
        let columns = columns(create, &command_of(create.op.name()).unwrap());
        let cell = |title: &str| columns.iter().find(|column| column.title == title).map(|one| one.cell);
        assert_eq!(cell("subject"), Some(Cell::Text));
        assert_eq!(cell("api"), Some(Cell::Word));
        assert_eq!(cell("live"), Some(Cell::Flag));
        assert_eq!(cell("invite"), Some(Cell::List));
        assert_eq!(cell("password-file"), Some(Cell::File));
        assert_eq!(cell("profile"), None);
    }
}
