//! A folder of recordings: whole, verified files, a list of what they are, and their sums.
//!
//! | file | what it is |
//! |---|---|
//! | `NAME` | a recording: whole, or not there at all |
//! | `NAME.part` | what has arrived of one, mode 0600 |
//! | `NAME.part.json` | which object that is a part of, see [`side`] |
//! | `NAME.bad` | what arrived whole and was not what the vendor said |
//! | `manifest.jsonl` | a line a recording: what it is, whence, how large, its sums |
//! | `SHA256SUMS` | the same for `sha256sum -c` |
//! | `.meetctl.lock` | held by the one that writes here |
//!
//! [`name`], [`plan`] and most of [`manifest`] and [`sums`] are pure; [`part`] writes files, and [`fetch`]
//! brings both together with a server.

pub mod fetch;
pub mod manifest;
pub mod name;
pub mod part;
pub mod plan;
pub mod present;
pub mod side;
pub mod sums;
pub mod verify;

use crate::error::{Error, Kind, Result};
use crate::file;
use manifest::Manifest;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The list of recordings.
pub const MANIFEST: &str = "manifest.jsonl";
/// The list of sums.
pub const SUMS: &str = "SHA256SUMS";
const LOCK: &str = ".meetctl.lock";
/// What a file's name ends in while it comes.
const PART: &str = ".part";
/// What stands beside that, and says what it is.
const SIDE: &str = ".part.json";
/// What came, and was wrong.
const BAD: &str = ".bad";

/// A folder that this process alone writes to.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    /// Goes with the process, however that ends.
    _lock: File,
}

impl Archive {
    /// Takes the folder, which is made (mode 0700) if it is not there. Another process in it: [`Kind::Temporary`].
    pub fn take(folder: &Path) -> Result<Self> {
        let shown = folder.display();
        let lock = file::private_folder(folder).and_then(|()| {
            let lock = folder.join(LOCK);
            // A link would be followed, and a pipe would wait for its other end.
            match lock.symlink_metadata() {
                Ok(found) if !found.is_file() => Err(io::Error::other(tr!("{lock} is no file", lock = LOCK))),
                _ => file::lock(&lock, Duration::ZERO),
            }
        });
        match lock {
            Ok(Some(lock)) => {
                sweep(folder);
                Ok(Self { folder: folder.to_owned(), _lock: lock })
            }
            Ok(None) => {
                Err(Error::new(Kind::Temporary, tr!("another meetctl is downloading to {shown}", shown))
                    .hint(tr!("wait for it, or name another folder with --dir")))
            }
            Err(error) => Err(Error::failed(tr!("cannot write to {shown}: {error}", shown, error))
                .hint(tr!("name a folder of yours with --dir"))),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is known of the files in it.
    pub fn manifest(&self) -> Result<Manifest> {
        Manifest::read(&self.folder)
    }
}

/// Removes lists that a process was writing when it was killed. Whoever holds the lock writes none meanwhile.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let unfinished = |name: &std::ffi::OsString| name.to_str().is_some_and(file::is_unfinished);
    for entry in entries.flatten().filter(|entry| unfinished(&entry.file_name())) {
        // One that stays is in nobody's way.
        let _ = std::fs::remove_file(entry.path());
    }
}

/// A failure of the disk, which no other try mends.
pub(crate) fn disk(what: &str, path: &Path, error: &io::Error) -> Error {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            tr!(
                "the disk is full: free some of it; what has arrived is kept, and the same command goes on from there"
            )
        }
        io::ErrorKind::FileTooLarge => tr!("the file is larger than this disk or a limit allows"),
        _ => tr!("see that the folder can be written to; the same command goes on where this one stopped"),
    };
    Error::failed(tr!("cannot {what} {path}: {error}", what, path = path.display(), error)).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_was_writing_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let names = [".meetctl-a1B2c3", ".meetctl-long-name", "a.mp4", "a.mp4.part", "SHA256SUMS"];
        for name in names {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(folder.path());
        let mut left: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, [".meetctl-long-name", "SHA256SUMS", "a.mp4", "a.mp4.part"]);
        sweep(&folder.path().join("none"));
    }
}
