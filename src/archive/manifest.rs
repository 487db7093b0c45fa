//! `manifest.jsonl`: what is in the folder. `SHA256SUMS` is written along with it.
//!
//! Both are replaced as a whole, so that a reader sees all of one state; a line that is not ours stays.

use super::{MANIFEST, SUMS, sums};
use crate::error::{Error, Result};
use crate::file;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A file that is here, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in the folder.
    pub path: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
    /// Lower-case hex, where the vendor gave it and it was right.
    pub md5: Option<String>,
    /// When it was whole: RFC 3339.
    pub finished: String,
    /// When the file was last changed, in nanoseconds since 1970: while that and the size hold, it need not be
    /// read again to know that it is the same.
    pub modified: Option<String>,
    /// The address that it came from, without its query, which may be a secret.
    pub source: Option<String>,
    /// Which recording it is: the key that [`crate::archive::fetch::Wanted`] has.
    pub key: String,
    /// What the vendor said of it.
    pub recording: Map<String, Value>,
}

/// All of them, by name.
#[derive(Debug)]
pub struct Manifest {
    folder: PathBuf,
    entries: BTreeMap<String, Entry>,
    /// The names of the files of each recording.
    names: BTreeMap<String, BTreeSet<String>>,
    removed: BTreeSet<String>,
    changed: bool,
}

impl Manifest {
    /// Reads it; none is an empty one.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST);
        let mut manifest = Self {
            folder: folder.to_owned(),
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
            removed: BTreeSet::new(),
            changed: false,
        };
        for (at, line) in text(&path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let entry: Entry = serde_json::from_str(line).map_err(|_| damaged(&path, at + 1))?;
            if !super::name::is_component(&entry.path) {
                return Err(damaged(&path, at + 1));
            }
            manifest.insert(entry);
        }
        Ok(manifest)
    }

    fn insert(&mut self, entry: Entry) {
        self.take(&entry.path);
        self.names.entry(entry.key.clone()).or_default().insert(entry.path.clone());
        self.entries.insert(entry.path.clone(), entry);
    }

    fn take(&mut self, path: &str) -> Option<Entry> {
        let entry = self.entries.remove(path)?;
        if let Some(names) = self.names.get_mut(&entry.key) {
            names.remove(path);
        }
        Some(entry)
    }

    /// The files, by name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The file of this recording; of several, the first by name.
    pub fn find(&self, key: &str) -> Option<&Entry> {
        self.entries.get(self.names.get(key)?.first()?)
    }

    /// Adds a file, or changes what is known of it. Nothing is written yet.
    pub fn put(&mut self, entry: Entry) {
        self.changed |= self.entries.get(&entry.path) != Some(&entry);
        self.insert(entry);
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &str) {
        self.changed |= self.take(path).is_some();
        self.removed.insert(path.to_owned());
    }

    /// Writes both lists, if there is something new.
    pub fn save(&mut self) -> Result<()> {
        if !self.changed {
            return Ok(());
        }
        let path = self.folder.join(SUMS);
        let mut all = sums::parse(&text(&path)?).map_err(|line| damaged(&path, line))?;
        all.retain(|path, _| !self.removed.contains(path));
        all.extend(self.entries.values().map(|entry| (entry.path.clone(), entry.sha256.clone())));
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| super::disk(tr!("write"), &path, &error)
        };
        file::replace(&path, sums::write(&all).as_bytes()).map_err(failed(&path))?;
        let path = self.folder.join(MANIFEST);
        let mut lines = Vec::new();
        for entry in self.entries.values() {
            serde_json::to_writer(&mut lines, entry).map_err(|error| failed(&path)(error.into()))?;
            lines.push(b'\n');
        }
        file::replace(&path, &lines).map_err(failed(&path))?;
        self.changed = false;
        Ok(())
    }
}

/// A text file; one that is not there is empty. It is a file: no pipe is waited for.
pub(super) fn text(path: &Path) -> Result<String> {
    match file::open_to_read(path).and_then(io::read_to_string) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Error::failed(tr!("cannot read {path}: {error}", path = path.display(), error))),
        Ok(text) => Ok(text),
    }
}

pub(super) fn damaged(path: &Path, line: usize) -> Error {
    Error::failed(tr!("{path} is damaged at line {line}", path = path.display(), line))
        .hint(tr!("take it out of the folder, or mend that line; files that are there are never overwritten"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn entry(path: &str, key: &str, sha256: &str) -> Entry {
        Entry {
            path: path.to_owned(),
            size_bytes: 1,
            sha256: sha256.to_owned(),
            md5: None,
            finished: "2026-11-23T14:00:00Z".to_owned(),
            modified: None,
            source: None,
            key: key.to_owned(),
            recording: Map::new(),
        }
    }

    #[test]
    fn both_lists_are_written_and_what_is_not_ours_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = ("1f".repeat(32), "2f".repeat(32));
        let sums = folder.path().join(SUMS);
        std::fs::write(&sums, format!("{two}  mine.txt\n{two}  gone.txt\n")).unwrap();
        let mut manifest = Manifest::read(folder.path()).unwrap();
        manifest.save().unwrap();
        assert!(!folder.path().join(MANIFEST).exists(), "nothing is new");
        manifest.put(entry("b.mp4", "k", &one));
        manifest.save().unwrap();
        assert_eq!(
            std::fs::read_to_string(&sums).unwrap(),
            format!("{one}  b.mp4\n{two}  gone.txt\n{two}  mine.txt\n")
        );
        let mut again = Manifest::read(folder.path()).unwrap();
        assert_eq!(again.find("k"), Some(&entry("b.mp4", "k", &one)));
        again.put(entry("b.mp4", "k", &one));
        assert!(!again.changed);
        again.remove("b.mp4");
        again.save().unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap().entries().count(), 0);
        assert!(!std::fs::read_to_string(&sums).unwrap().contains("b.mp4"));
    }

    #[test]
    fn a_recording_is_found_by_its_key_whatever_was_put_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::read(folder.path()).unwrap();
        let found = |manifest: &Manifest, key| manifest.find(key).map(|entry| entry.path.clone());
        manifest.put(entry("b", "k", ""));
        manifest.put(entry("a", "k", ""));
        manifest.put(entry("c", "l", ""));
        assert_eq!(found(&manifest, "k").as_deref(), Some("a"));
        // The same file becomes another recording's.
        manifest.put(entry("a", "l", ""));
        assert_eq!(found(&manifest, "k").as_deref(), Some("b"));
        assert_eq!(found(&manifest, "l").as_deref(), Some("a"));
        manifest.remove("b");
        manifest.remove("a");
        assert_eq!((found(&manifest, "k"), found(&manifest, "l").as_deref()), (None, Some("c")));
    }

    #[test]
    fn what_is_damaged_is_said_and_left() {
        let folder = tempfile::tempdir().unwrap();
        let line = serde_json::to_string(&entry("../x", "k", "")).unwrap();
        for text in ["{\n", "{}\n", &line] {
            std::fs::write(folder.path().join(MANIFEST), text).unwrap();
            assert!(Manifest::read(folder.path()).unwrap_err().to_string().contains("damaged at line 1"));
        }
    }
}
