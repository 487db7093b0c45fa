//! `NAME.part.json`: which object the `.part` beside it is a part of. Without it a part is worth nothing:
//! the beginning of one recording and the end of another have the right size together.

use super::plan::Object;
use crate::file;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

const VERSION: u32 = 1;
/// A larger file was not written here.
const LARGEST: u64 = 1 << 20;

/// What stands in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    version: u32,
    /// Which recording.
    pub key: String,
    /// The address without its query.
    pub url: String,
    /// Which object the server sends for it.
    pub object: Object,
    /// So many bytes are on the disk for certain.
    pub synced: u64,
    /// Since which start of the machine it runs: what was written in the same run is all there, synced or not.
    pub boot: Option<String>,
    /// The sum of all of it, once all of it is there and right.
    pub sha256: Option<String>,
}

impl Side {
    /// Nothing has arrived yet.
    pub fn new(key: &str, url: &str, object: Object) -> Self {
        let (key, url) = (key.to_owned(), url.to_owned());
        Self { version: VERSION, key, url, object, synced: 0, boot: boot(), sha256: None }
    }

    /// Reads it, if it is there, is of this recording, and can be read.
    pub fn read(path: &Path, key: &str) -> Option<Self> {
        // One that is a link was not made here.
        let side: Self = serde_json::from_slice(&file::read_plain(path, LARGEST).ok()?).ok()?;
        (side.version == VERSION && side.key == key).then_some(side)
    }

    /// Puts it in the place of an earlier one, whole.
    pub fn write(&mut self, path: &Path) -> io::Result<()> {
        self.boot = boot();
        file::replace(path, &serde_json::to_vec(self)?)
    }

    /// How much of a part of this length can be trusted: after the machine went down only what was synced.
    pub fn trusted(&self, length: u64) -> u64 {
        if self.boot.is_some() && self.boot == boot() { length } else { length.min(self.synced) }
    }
}

/// The name of this run of the machine, where the system gives it one.
fn boot() -> Option<String> {
    let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    Some(id.trim().to_owned()).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_file_is_of_one_recording() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part.json");
        assert_eq!(Side::read(&path, "k"), None);
        let mut side = Side::new("k", "https://a.example/x", Object::default());
        side.write(&path).unwrap();
        assert_eq!(Side::read(&path, "k").as_ref(), Some(&side));
        assert_eq!(Side::read(&path, "other"), None);
        std::fs::write(&path, "{").unwrap();
        assert_eq!(Side::read(&path, "k"), None);
    }

    #[test]
    fn after_a_crash_of_the_machine_only_what_was_synced_counts() {
        let mut side = Side { synced: 7, ..Side::new("k", "", Object::default()) };
        side.boot = Some("another".to_owned());
        assert_eq!([side.trusted(5), side.trusted(9)], [5, 7]);
        side.boot = None;
        assert_eq!(side.trusted(9), 7);
    }
}
