//! `--fields`: which fields, and in which order.

use crate::document::{Column, Shape};
use crate::error::{Error, Result};
use crate::lang;
use crate::text::suggestion;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::borrow::Cow;

/// Before the name of a vendor's own field.
const INSIDE: &str = "extra.";
/// The field that holds what has no normalised name.
pub const EXTRA: &str = "extra";

static NULL: Value = Value::Null;

/// One field that is printed.
#[derive(Debug)]
pub struct Pick {
    /// Its name in JSON and CSV: the field's, or `extra.name`.
    pub name: Cow<'static, str>,
    /// The column that it is, or lies in.
    pub column: &'static Column,
}

impl Pick {
    /// The vendor's name, if this reaches into `extra`.
    pub fn inside(&self) -> Option<&str> {
        self.name.strip_prefix(INSIDE)
    }

    /// This field of a row; `null` if the row lacks it.
    pub fn of<'v>(&self, row: &'v Value) -> &'v Value {
        let value = row.get(self.column.field);
        match self.inside() {
            None => value,
            Some(inner) => value.and_then(|extra| extra.get(inner)),
        }
        .unwrap_or(&NULL)
    }
}

/// The fields that are printed.
#[derive(Debug)]
pub struct Picks {
    /// In this order.
    pub list: Vec<Pick>,
    /// Whether `--fields` named them, so that none may be left out.
    pub asked: bool,
}

impl Picks {
    /// The fields that were asked for, or all of them.
    pub fn new(asked: &[String], shape: &'static Shape) -> Result<Self> {
        if asked.is_empty() {
            let list = shape.columns.iter().map(|column| Pick { name: column.field.into(), column });
            return Ok(Self { list: list.collect(), asked: false });
        }
        let mut list: Vec<Pick> = Vec::with_capacity(asked.len());
        for name in asked.iter().map(|name| name.trim()) {
            if list.iter().any(|pick| pick.name == name) {
                return Err(Error::usage(tr!("--fields names \"{name}\" twice", name)));
            }
            list.push(find(name, shape)?);
        }
        Ok(Self { list, asked: true })
    }

    /// The row as JSON shows it.
    pub fn json<'v>(&'v self, row: &'v Value) -> impl Serialize + 'v {
        Picked(self, row)
    }
}

fn find(name: &str, shape: &'static Shape) -> Result<Pick> {
    let inside = name.strip_prefix(INSIDE).is_some_and(|inner| !inner.is_empty());
    let field = if inside { EXTRA } else { name };
    if let Some(column) = shape.columns.iter().find(|column| column.field == field) {
        return Ok(Pick { name: Cow::Owned(name.to_owned()), column });
    }
    let known: Vec<&str> = shape.columns.iter().map(|column| column.field).collect();
    let all = known.join(tr!(", "));
    Err(if name.is_empty() {
        Error::usage(tr!("--fields has an empty name")).hint(tr!(
            "{plural} have: {all}",
            plural = lang::text(shape.plural),
            all
        ))
    } else {
        Error::usage(tr!(
            "{plural} have no field \"{name}\"; {suggestion}",
            plural = lang::text(shape.plural),
            name,
            suggestion = suggestion(name, &known)
        ))
        .hint(tr!("the fields are: {all}; extra.NAME reaches into extra", all))
    })
}

/// A row reduced to its picks, without a copy of anything.
struct Picked<'v>(&'v Picks, &'v Value);

impl Serialize for Picked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(picks, row) = self;
        if !picks.asked {
            return row.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(picks.list.len()))?;
        for pick in &picks.list {
            map.serialize_entry(&pick.name, pick.of(row))?;
        }
        map.end()
    }
}
