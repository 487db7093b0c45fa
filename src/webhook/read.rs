//! Reading a store, also while another process writes it: callback by callback, in the order in
//! which they came, in constant memory.

use super::line::{Bad, Kept, decode};
use crate::error::{Error, Result};
use crate::file;
use crate::lines::{Line, Lines};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// No line is longer: a body of 1 MiB of controls, each written as six characters, and the rest.
const LONGEST_LINE: u64 = 8 << 20;

/// Shows every callback of a store to this function: its older parts first, `NAME.1`, `NAME.2`, …,
/// then `NAME`. `false`: there is no such store. What was begun and not finished at the end is left
/// out: it was never acknowledged.
pub fn visit(path: &Path, each: &mut dyn FnMut(Kept) -> Result<()>) -> Result<bool> {
    // Opened before the parts are listed, so that a part that is just being made is not missed.
    let newest = match file::open_to_read(path) {
        Ok(file) => Some(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unreadable(path, &error)),
    };
    let parts = parts(path).map_err(|error| unreadable(path, &error))?;
    let found = newest.is_some() || !parts.is_empty();
    for (_, part) in parts {
        let file = file::open_to_read(&part).map_err(|error| unreadable(&part, &error))?;
        if !newest.as_ref().is_some_and(|newest| same(newest, &file)) {
            scan(&part, file, each)?;
        }
    }
    if let Some(file) = newest {
        scan(path, file, each)?;
    }
    Ok(found)
}

/// Shows every callback of one file; returns where its last whole line ends.
pub fn scan(path: &Path, file: File, each: &mut dyn FnMut(Kept) -> Result<()>) -> Result<u64> {
    let mut lines = Lines::new(BufReader::with_capacity(64 << 10, file), LONGEST_LINE);
    let (mut whole, mut number) = (0, 0_u64);
    while let Some(line) = lines.following().map_err(|error| unreadable(path, &error))? {
        number += 1;
        let text = match line {
            Line::Whole(text) => text,
            Line::Torn(_) => break,
            Line::Overlong => return Err(damaged(path, number)),
        };
        match decode(text) {
            Ok(kept) => each(kept)?,
            Err(Bad::Damaged) => return Err(damaged(path, number)),
            Err(Bad::Newer) => {
                return Err(Error::config(tr!(
                    "{path}: line {number} was written by a later version of meetctl",
                    path = path.display(),
                    number
                ))
                .hint(tr!("use that version")));
            }
        }
        whole = lines.passed();
    }
    Ok(whole)
}

/// The older parts of a store and their numbers, the oldest first.
pub fn parts(path: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let folder = file::folder_of(path);
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(Vec::new()) };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut parts = Vec::new();
    for entry in entries {
        let entry = entry?;
        let own = entry.file_name();
        let digits = own.to_str().and_then(|own| own.strip_prefix(name)?.strip_prefix('.'));
        let plain = |digits: &&str| !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        if let Some(number) = digits.filter(plain).and_then(|digits| digits.parse().ok()) {
            parts.push((number, entry.path()));
        }
    }
    parts.sort_unstable();
    Ok(parts)
}

fn damaged(path: &Path, line: u64) -> Error {
    Error::config(tr!("{path}: line {line} is damaged", path = path.display(), line)).hint(tr!(
        "repair or remove that line, or move the file aside; every other line still holds its event"
    ))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::config(tr!("cannot read {path}: {error}", path = path.display(), error))
}

#[cfg(unix)]
fn same(a: &File, b: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |file: &File| file.metadata().ok().map(|info| (info.dev(), info.ino()));
    id(a).is_some() && id(a) == id(b)
}

#[cfg(not(unix))]
fn same(_: &File, _: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::super::line::{encode, tests::kept};
    use super::*;
    use crate::error::Kind;

    fn bodies(path: &Path) -> Result<(bool, Vec<String>)> {
        let mut all = Vec::new();
        let found = visit(path, &mut |kept| {
            all.push(String::from_utf8(kept.body).unwrap());
            Ok(())
        })?;
        Ok((found, all))
    }

    fn put(path: &Path, bodies: &[&str], tail: &[u8]) {
        let mut bytes: Vec<u8> = bodies.iter().flat_map(|body| encode(&kept(body.as_bytes()))).collect();
        bytes.extend_from_slice(tail);
        std::fs::write(path, bytes).unwrap();
    }

    #[test]
    fn parts_come_in_order_and_a_torn_end_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.jsonl");
        assert_eq!(bodies(&path).unwrap(), (false, vec![]));
        put(&path, &["d"], &encode(&kept(b"torn"))[..40]);
        for (name, body) in [("s.jsonl.10", "c"), ("s.jsonl.1", "a"), ("s.jsonl.2", "b")] {
            put(&folder.path().join(name), &[body], b"");
        }
        for other in ["s.jsonl.lock", "s.jsonl.01", "s.jsonl.x", "t.jsonl.1"] {
            std::fs::write(folder.path().join(other), "?\n").unwrap();
        }
        assert_eq!(bodies(&path).unwrap(), (true, ["a", "b", "c", "d"].map(String::from).to_vec()));
        // Between the two steps of a rotation there is no newest part.
        std::fs::remove_file(&path).unwrap();
        assert_eq!(bodies(&path).unwrap().1.len(), 3);
    }

    #[test]
    fn damage_in_the_middle_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        put(&path, &["a", "b", "c"], b"");
        let mut bytes = std::fs::read(&path).unwrap();
        let second = bytes.iter().position(|b| *b == b'\n').unwrap() + 60;
        bytes[second] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let error = bodies(&path).unwrap_err();
        assert_eq!(error.kind(), Kind::Config);
        assert!(error.to_string().ends_with("s: line 2 is damaged"), "{error}");
        put(&path, &["a"], b"{\"v\":9,\"x\":0}\n");
        assert!(bodies(&path).unwrap_err().to_string().contains("later version"));
        put(&path, &["a"], &vec![0; 9 << 20]);
        assert!(bodies(&path).unwrap_err().to_string().contains("line 2 is damaged"));
    }
}
