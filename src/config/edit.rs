//! Editing the file: comments and order are kept, the file is replaced as a whole or not at all,
//! and two edits at once wait for each other.

use super::comments;
use super::file::Profiles;
use super::secret::Vars;
use super::trust::{self, Trust};
use crate::client::profile::{Holds, Profile, Schema};
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::secret::Secret;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};
use zeroize::Zeroizing;

/// How long an edit waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// A value to write.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A text that is no secret.
    Text(String),
    /// A secret, to stand in the file.
    Secret(Secret),
    /// `{ env = "…" }`.
    Env(String),
    /// `{ file = "…" }`.
    File(String),
    /// `{ command = […] }`: the program and its arguments.
    Command(Vec<String>),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
}

/// What removing a profile changed beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// It was the default, and now there is none.
    pub was_default: bool,
}

/// A profile that is to be added.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    /// The file.
    pub path: &'a Path,
    /// Its name.
    pub name: &'a str,
    /// Its keys and values, in order; a key `TABLE.NAME` stands in a table.
    pub entries: &'a [(String, Entry)],
    /// Whether it becomes the default.
    pub default: bool,
    /// What the vendors' profiles hold.
    pub schemas: &'a [&'static Schema],
}

impl New<'_> {
    /// Adds it; the file and its folder are made if there are none. The profile is checked before
    /// anything is written.
    pub fn add(&self) -> Result<()> {
        check_name(self.name)?;
        let target = trust::target(self.path);
        make_folder(file::folder_of(&target))?;
        let check = |edited: &Profiles| {
            let nothing: Vars = Rc::new(|_| None);
            edited.profile(self.name, self.schemas, &nothing).map(|_| ())
        };
        edit(self.path, &target, check, |document| self.put(document))
    }

    /// The profile as it would be, without writing anything.
    pub fn draft(&self, vars: &Vars) -> Result<Profile> {
        check_name(self.name)?;
        let mut document = document(self.path, &current(self.path)?)?;
        self.put(&mut document)?;
        let text = Zeroizing::new(document.to_string());
        Profiles::parse(self.path, &text, Trust::default())?.profile(self.name, self.schemas, vars)
    }

    fn put(&self, document: &mut DocumentMut) -> Result<()> {
        let (path, name) = (self.path, self.name);
        let empty = document.as_table().is_empty();
        let profiles = document.entry("profiles").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        if profiles.get(name).is_some() {
            return Err(Error::config(tr!(
                "there is already a profile \"{name}\" in {path}",
                name,
                path = path.display()
            ))
            .hint(tr!("choose another name, or remove it first: meetctl profile remove NAME")));
        }
        let Some(profiles) = profiles.as_table_mut() else {
            return Err(Error::config(tr!(
                "\"profiles\" in {path} is an inline table",
                path = path.display()
            ))
            .hint(tr!("give each profile a line [profiles.NAME], then try again")));
        };
        let mut table = Table::new();
        for (key, entry) in self.entries {
            let held = |(name, _): &(&str, &str)| {
                let key = self.schemas.iter().find_map(|schema| schema.key(name));
                key.is_some_and(|key| key.holds == Holds::Secrets)
            };
            put(&mut table, key, key.split_once('.').filter(held), entry)?;
        }
        let head = format!("{}\n", comments::HEAD);
        let gap = if !empty || self.default { "\n" } else { &head };
        comments::explain(&mut table, self.schemas, gap);
        profiles.insert(name, Item::Table(table));
        if self.default {
            put_default(document, name);
            if empty {
                comments::head(document);
            }
        }
        Ok(())
    }
}

/// Removes a profile, and the `default` that named it.
pub fn remove(path: &Path, name: &str) -> Result<Removed> {
    edit_existing(path, |document| {
        Profiles::parse(path, &document.to_string(), Trust::default())?.node(name)?;
        let profiles = document.get_mut("profiles").and_then(Item::as_table_like_mut);
        if let Some(Item::Table(table)) = profiles.and_then(|profiles| profiles.remove(name)) {
            comments::keep_after_table(document, &table);
        }
        let was_default = document.get("default").and_then(Item::as_str) == Some(name);
        if was_default {
            comments::remove_key(document, "default");
        }
        Ok(Removed { was_default })
    })
}

/// Makes a profile the default: one of the file, or a built-in one.
pub fn set_default(path: &Path, name: &str, built_in: bool) -> Result<()> {
    edit_existing(path, |document| {
        if !built_in {
            Profiles::parse(path, &document.to_string(), Trust::default())?.node(name)?;
        }
        put_default(document, name);
        Ok(())
    })
}

/// Changes a file that has to be there already.
fn edit_existing<T>(path: &Path, change: impl FnOnce(&mut DocumentMut) -> Result<T>) -> Result<T> {
    let target = trust::target(path);
    if Profiles::read(path)?.is_none() {
        return Err(Error::config(tr!("there is no configuration file {path}", path = path.display()))
            .hint(tr!("make one: meetctl profile add")));
    }
    edit(path, &target, |_| Ok(()), change)
}

fn edit<T>(
    path: &Path,
    target: &Path,
    check: impl FnOnce(&Profiles) -> Result<()>,
    change: impl FnOnce(&mut DocumentMut) -> Result<T>,
) -> Result<T> {
    let _lock = lock(target, PATIENCE)?;
    let mut document = document(path, &current(path)?)?;
    let outcome = change(&mut document)?;
    let new = Zeroizing::new(document.to_string());
    check(&Profiles::parse(path, &new, Trust::default())?)?;
    file::replace(target, new.as_bytes()).map_err(|error| cannot(tr!("write"), path, &error))?;
    Ok(outcome)
}

/// What the file holds now, if it may be edited.
fn current(path: &Path) -> Result<Zeroizing<String>> {
    match Profiles::text(path)? {
        Some((_, trust)) if trust.foreign => Err(Error::config(tr!(
            "configuration file {path} belongs to another user",
            path = path.display()
        ))
        .hint(tr!("edit it as that user, or name another file with --config"))),
        Some((text, trust)) => {
            // First, because its errors have places and quote nothing.
            Profiles::parse(path, &text, trust)?;
            Ok(text)
        }
        None => Ok(Zeroizing::new(String::new())),
    }
}

fn document(path: &Path, text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|_| {
        Error::config(tr!("configuration file {path} cannot be edited", path = path.display()))
            .hint(tr!("edit it by hand"))
    })
}

fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Error {
    Error::config(tr!("cannot {what} {path}: {error}", what, path = path.display(), error))
        .hint(tr!("see to the folder's permissions and space, or name another file with --config"))
}

/// Names that need no quotes anywhere, and cannot be taken for a flag or a built-in profile.
fn check_name(name: &str) -> Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if name.is_empty() || name.starts_with('-') || !name.chars().all(plain) {
        return Err(Error::usage(tr!("\"{name}\" cannot be the name of a profile", name))
            .hint(tr!("use letters, digits, dots, hyphens and underscores, and no hyphen at the front")));
    }
    if name.starts_with(super::BUILT_IN) {
        return Err(Error::usage(tr!("\"{name}\" is kept for a built-in profile", name))
            .hint(tr!("choose a name that does not begin with {prefix}", prefix = super::BUILT_IN)));
    }
    Ok(())
}

/// Puts a value under a key, or under a name in one that holds a table.
fn put(table: &mut Table, key: &str, within: Option<(&str, &str)>, entry: &Entry) -> Result<()> {
    let fresh = match within {
        Some((name, inner)) => {
            let inline = table.entry(name).or_insert_with(|| Item::Value(InlineTable::new().into()));
            inline.as_inline_table_mut().is_some_and(|all| all.insert(inner, value(entry)).is_none())
        }
        None => table.insert(key, Item::Value(value(entry))).is_none(),
    };
    if fresh {
        return Ok(());
    }
    Err(Error::usage(tr!("\"{key}\" is given twice", key)).hint(tr!("give each key once")))
}

fn value(entry: &Entry) -> Value {
    let source = |form: &str, value: Value| {
        let mut table = InlineTable::new();
        table.insert(form, value);
        table.into()
    };
    match entry {
        Entry::Text(text) => text.as_str().into(),
        Entry::Secret(secret) => secret.expose().into(),
        Entry::Env(name) => source("env", name.as_str().into()),
        Entry::File(path) => source("file", path.as_str().into()),
        Entry::Command(words) => source("command", words.iter().collect::<Array>().into()),
        Entry::Bool(flag) => (*flag).into(),
        // 10 and not 10.0, as a person writes it.
        Entry::Number(number) => {
            format!("{number}").parse::<i64>().map_or_else(|_| (*number).into(), Value::from)
        }
    }
}

/// Sets `default`; comments beside it stay.
fn put_default(document: &mut DocumentMut, name: &str) {
    let mut new = Value::from(name);
    if let Some(old) = document.get("default").and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    match document.get_mut("default") {
        Some(item) => *item = Item::Value(new),
        None => {
            document.insert("default", Item::Value(new));
        }
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    file::private_folder(folder).map_err(|error| cannot(tr!("make"), folder, &error))
}

/// Waits until no other edit is under way. The lock goes with the process, however it ends.
fn lock(target: &Path, patience: Duration) -> Result<File> {
    let path = file::beside(target, ".lock");
    file::lock(&path, patience).map_err(|error| cannot(tr!("lock"), &path, &error))?.ok_or_else(|| {
        Error::new(Kind::Temporary, tr!("another meetctl is editing the configuration file"))
            .hint(tr!("try again when it is done"))
    })
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
