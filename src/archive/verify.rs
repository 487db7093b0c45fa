//! Whether a folder still holds what its lists say. Needs no profile and no network.

use super::manifest::{Manifest, damaged, text};
use super::{BAD, MANIFEST, PART, SIDE, SUMS, name, part, sums};
use crate::document::words;
use crate::error::{Error, Kind, Result};
use crate::lang;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::Path;

words! {
    /// What became of a file.
    pub enum State {
        /// It is what the lists say.
        Ok = "ok",
        /// It is another one, or the two lists do not agree.
        Changed = "changed",
        /// It is not there.
        Missing = "missing",
        /// It is there, and cannot be read: nobody knows whether it is right.
        Unreadable = "unreadable",
        /// A download that has not ended.
        Unfinished = "unfinished",
        /// A download that came whole and wrong.
        Bad = "bad",
        /// No list knows it.
        Unlisted = "unlisted",
    }
}

/// A file, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Its name in the folder.
    pub path: String,
    /// What became of it.
    pub status: State,
    /// Its size in bytes, if it could be read.
    pub size_bytes: Option<u64>,
    /// What it is: lower-case hex.
    pub sha256: Option<String>,
    /// What it should be: lower-case hex.
    pub expected: Option<String>,
}

/// What each listed file should be: sums that the lists give it, one or two.
type Expected = BTreeMap<String, BTreeSet<String>>;

fn expected(folder: &Path, manifest: &Manifest) -> Result<Expected> {
    let mut all = Expected::new();
    let path = folder.join(SUMS);
    for (name, sum) in sums::parse(&text(&path)?).map_err(|line| damaged(&path, line))? {
        let inside = !Path::new(&name).is_absolute() && !name.split('/').any(|part| part == "..");
        if !inside {
            return Err(Error::failed(tr!(
                "{sums} names a file outside of the folder: {name}",
                sums = SUMS,
                name
            )));
        }
        all.entry(name).or_default().insert(sum);
    }
    for entry in manifest.entries() {
        all.entry(entry.path.clone()).or_default().insert(entry.sha256.clone());
    }
    Ok(all)
}

/// Checks every file; each is shown as soon as it was read. The error at the end sums up.
pub fn verify(folder: &Path, show: &mut dyn FnMut(Checked) -> Result<()>) -> Result<()> {
    if !folder.is_dir() {
        return Err(Error::new(
            Kind::NotFound,
            tr!("there is no folder {folder}", folder = folder.display()),
        ));
    }
    let expected = expected(folder, &Manifest::read(folder)?)?;
    if expected.is_empty() {
        return Err(Error::new(
            Kind::NotFound,
            tr!(
                "{folder} has neither {sums} nor {manifest}: nothing says what should be there",
                folder = folder.display(),
                sums = SUMS,
                manifest = MANIFEST
            ),
        )
        .hint(tr!("name a folder that `record download --dir` made")));
    }
    let (mut right, mut wrong, mut unfinished, mut unread) = (0_usize, 0_usize, 0_usize, Vec::new());
    for (name, sums) in &expected {
        let (checked, error) = check(folder, name, sums);
        match (checked.status, error) {
            (State::Ok, _) => right += 1,
            (_, Some(error)) => unread.push(error),
            (_, None) => wrong += 1,
        }
        show(checked)?;
    }
    for (path, status) in others(folder, &expected)? {
        unfinished += usize::from(status == State::Unfinished);
        show(Checked { path, status, size_bytes: None, sha256: None, expected: None })?;
    }
    if let Some(first) = unread.first() {
        let what = tr!(
            "{unread} of {all} files could not be read, and {wrong} are not what they should be; the first: {first}",
            unread = unread.len(),
            all = right + wrong + unread.len(),
            wrong,
            first
        );
        let kind = if right == 0 { Kind::Failed } else { Kind::Partial };
        return Err(Error::new(kind, what)
            .hint(tr!("make them readable, or mend the disk, and verify again: they may be whole")));
    }
    match (right, wrong, unfinished) {
        (_, 0, 0) => Ok(()),
        (0, wrong, _) if wrong > 0 => {
            Err(Error::failed(tr!("none of {wrong} files is what it should be", wrong))
                .hint(lang::text(AGAIN)))
        }
        (right, wrong, 0) => {
            let what = tr!("{wrong} of {all} files are not what they should be", wrong, all = right + wrong);
            Err(Error::new(Kind::Partial, what).hint(lang::text(AGAIN)))
        }
        (right, wrong, unfinished) => {
            let what = tr!(
                "{wrong} of {all} files are not what they should be, and {unfinished} have not arrived whole",
                wrong,
                all = right + wrong,
                unfinished
            );
            Err(Error::new(Kind::Partial, what).hint(lang::text(AGAIN)))
        }
    }
}

const AGAIN: &str = msg!("`record download` into the same folder fetches again what is missing or changed");

/// Checks a file; with why it could not be read, if so.
fn check(folder: &Path, name: &str, sums: &BTreeSet<String>) -> (Checked, Option<Error>) {
    let expected = sums.iter().next().cloned();
    let mut checked =
        Checked { path: name.to_owned(), status: State::Missing, size_bytes: None, sha256: None, expected };
    let path = folder.join(name);
    let found = match path.symlink_metadata() {
        Ok(info) if info.is_file() => part::sums(&path, false),
        // A folder, a link or a pipe stands in its place.
        Ok(_) => {
            checked.status = State::Changed;
            return (checked, None);
        }
        Err(error) => Err(error),
    };
    match found {
        Ok(found) => {
            let right = sums.len() == 1 && sums.contains(&found.sha256);
            checked.status = if right { State::Ok } else { State::Changed };
            (checked.size_bytes, checked.sha256) = (Some(found.size), Some(found.sha256));
        }
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(error) => {
            checked.status = State::Unreadable;
            return (checked, Some(unreadable(&path, &error)));
        }
    }
    (checked, None)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::failed(tr!("cannot read {path}: {error}", path = path.display(), error))
}

/// Files that no list knows, in order.
fn others(folder: &Path, expected: &Expected) -> Result<Vec<(String, State)>> {
    let failed = |error: io::Error| unreadable(folder, &error);
    let mut found: Vec<(String, State)> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if path.starts_with('.') || path == SUMS || path == MANIFEST || expected.contains_key(&path) {
            continue;
        }
        let ends = |ending: &str| path.ends_with(ending);
        let status = match () {
            () if ends(PART) => State::Unfinished,
            () if ends(BAD) => State::Bad,
            () if ends(SIDE) => continue,
            () => State::Unlisted,
        };
        found.push((path, status));
    }
    found.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// The recordings of a folder that are there and right, by key: what may be deleted elsewhere. The
/// function is asked first whether a recording matters, since reading it takes its time.
///
/// One that cannot be read is an error of them all: while a disk fails, or is another user's, nothing
/// that lies elsewhere is to be deleted.
pub fn archived(folder: &Path, matters: &dyn Fn(&str) -> bool) -> Result<BTreeMap<String, bool>> {
    let mut all = BTreeMap::new();
    let manifest = Manifest::read(folder)?;
    let expected = expected(folder, &manifest)?;
    for entry in manifest.entries().filter(|entry| matters(&entry.key)) {
        let sums = expected.get(&entry.path).cloned().unwrap_or_default();
        let (checked, error) = check(folder, &entry.path, &sums);
        if let Some(error) = error {
            return Err(
                error.hint(tr!("nothing was deleted: make it readable, or mend the disk, and run it again"))
            );
        }
        let right = checked.status == State::Ok && checked.size_bytes == Some(entry.size_bytes);
        all.insert(entry.key.clone(), right && name::is_component(&entry.path));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::super::manifest::tests::entry;
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn each_kind_of_damage_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let run = || {
            let mut rows = Vec::new();
            let result = verify(folder.path(), &mut |row| {
                rows.push((row.path, row.status));
                Ok(())
            });
            (rows, result.map_err(|error| error.kind()))
        };
        assert_eq!(run(), (vec![], Err(Kind::NotFound)));
        std::fs::write(at("a"), "abc").unwrap();
        std::fs::write(at(SUMS), format!("{ABC}  a\n")).unwrap();
        assert_eq!(run(), (vec![("a".into(), State::Ok)], Ok(())));
        std::fs::write(at("b"), "abc").unwrap();
        std::fs::write(at("x.part"), "").unwrap();
        std::fs::write(at("x.part.json"), "").unwrap();
        std::fs::write(at("y.bad"), "").unwrap();
        std::fs::write(at("z"), "").unwrap();
        std::fs::write(at(SUMS), format!("{ABC}  a\n{ABC}  b\n{ABC}  c\n")).unwrap();
        std::fs::write(at("b"), "abd").unwrap();
        let names = ["a", "b", "c", "x.part", "y.bad", "z"].map(str::to_owned);
        let states =
            [State::Ok, State::Changed, State::Missing, State::Unfinished, State::Bad, State::Unlisted];
        assert_eq!(run(), (names.into_iter().zip(states).collect(), Err(Kind::Partial)));
        std::fs::write(at(SUMS), format!("{ABC}  c\n")).unwrap();
        assert_eq!(run().1, Err(Kind::Failed));
        std::fs::write(at(SUMS), format!("{ABC}  ../c\n")).unwrap();
        assert_eq!(run().1, Err(Kind::Failed));
    }

    #[test]
    fn only_what_verifies_counts_as_archived() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::read(folder.path()).unwrap();
        for (name, text) in [("a", "abc"), ("b", "abd")] {
            std::fs::write(folder.path().join(name), text).unwrap();
            let size_bytes = 3;
            manifest.put(crate::archive::manifest::Entry { size_bytes, ..entry(name, name, ABC) });
        }
        manifest.put(entry("c", "c", ABC));
        manifest.put(entry("d", "d", ABC));
        manifest.save().unwrap();
        let found = archived(folder.path(), &|key| key != "d").unwrap();
        let expected = [("a", true), ("b", false), ("c", false)];
        assert_eq!(found, expected.into_iter().map(|(key, right)| (key.to_owned(), right)).collect());
    }
}
