//! The state of a vendor: one JSON file, changed as a whole and under a lock.
//!
//! A change reads the file, applies itself and puts a new file in place of the old one, all of it under an exclusive
//! lock on a file next to it. So a state outlives the process, a reader never sees half of one, and two sandboxes on
//! one folder lose nothing of each other.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The version of the files' format. A file of another version is refused, never reinterpreted.
const VERSION: u32 = 1;

/// The folder with the state files.
pub(super) struct Store {
    folder: PathBuf,
}

#[derive(Serialize)]
struct FileOut<'a, S> {
    version: u32,
    vendor: &'a str,
    state: &'a S,
}

#[derive(Deserialize)]
struct Head {
    version: u32,
    vendor: String,
}

#[derive(Deserialize)]
struct Body<S> {
    state: S,
}

impl Store {
    /// Makes the folder if it is missing.
    pub(super) fn open(folder: &Path) -> anyhow::Result<Self> {
        let store = Self { folder: folder.to_owned() };
        store.make_folder()?;
        Ok(store)
    }

    /// Applies a change to the state of a vendor. A change that answers `Err` leaves the state as it was.
    ///
    /// The outer error is about the file: it names the file and repeats nothing of what is in it.
    pub(super) fn update<S, R, E>(
        &self,
        vendor: &str,
        seed: impl FnOnce() -> S,
        change: impl FnOnce(&mut S) -> Result<R, E>,
    ) -> anyhow::Result<Result<R, E>>
    where
        S: Serialize + DeserializeOwned,
    {
        self.make_folder()?;
        let path = self.folder.join(format!("{vendor}.json"));
        let lock_path = self.folder.join(format!("{vendor}.lock"));
        let lock =
            private_file(&lock_path).with_context(|| format!("cannot open {}", lock_path.display()))?;
        lock.lock().with_context(|| format!("cannot lock {}", lock_path.display()))?;

        let before = match fs::read(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read the state file {}", path.display()));
            }
        };
        let mut state = match &before {
            Some(bytes) => {
                parse(vendor, bytes).map_err(|error| anyhow!("the state file {} {error}", path.display()))?
            }
            None => seed(),
        };
        let done = change(&mut state);
        if done.is_ok() {
            let after = serde_json::to_vec_pretty(&FileOut { version: VERSION, vendor, state: &state })?;
            if before.as_deref() != Some(&after[..]) {
                self.replace(&path, &after)
                    .with_context(|| format!("cannot write the state file {}", path.display()))?;
            }
        }
        // Closing the file gives the lock back.
        drop(lock);
        Ok(done)
    }

    fn make_folder(&self) -> anyhow::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.folder)
            .with_context(|| format!("cannot make the state folder {}", self.folder.display()))
    }

    /// The new file is whole on the disk before it takes the name; it is made with mode 0600.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        #[cfg(unix)]
        File::open(&self.folder)?.sync_all()?;
        Ok(())
    }
}

fn parse<S: DeserializeOwned>(vendor: &str, bytes: &[u8]) -> anyhow::Result<S> {
    // serde's own text may quote what is in the file, passwords of meetings among it.
    let damaged = |error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        anyhow!("is damaged at line {line}, column {column}; remove it to start afresh")
    };
    let head: Head = serde_json::from_slice(bytes).map_err(damaged)?;
    if head.version != VERSION {
        bail!(
            "has version {}, this program writes version {VERSION}; remove it to start afresh",
            head.version
        );
    }
    if head.vendor != vendor {
        bail!("is that of another vendor; remove it to start afresh");
    }
    let body: Body<S> = serde_json::from_slice(bytes).map_err(damaged)?;
    Ok(body.state)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Store;

    fn add(store: &Store, number: i64) -> anyhow::Result<Result<Vec<i64>, ()>> {
        store.update(
            "test",
            || vec![1],
            |state: &mut Vec<i64>| {
                state.push(number);
                Ok(state.clone())
            },
        )
    }

    #[test]
    fn a_change_stays_and_a_refused_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        let store = Store::open(&inner).unwrap();
        assert_eq!(add(&store, 2).unwrap(), Ok(vec![1, 2]));
        let refused = store.update("test", Vec::new, |state: &mut Vec<i64>| {
            state.clear();
            Err::<(), _>("no")
        });
        assert_eq!(refused.unwrap(), Err("no"));
        assert_eq!(add(&Store::open(&inner).unwrap(), 3).unwrap(), Ok(vec![1, 2, 3]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &str| fs::metadata(inner.join(path)).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(""), mode("test.json"), mode("test.lock")), (0o700, 0o600, 0o600));
        }
        assert_eq!(fs::read_dir(&inner).unwrap().count(), 2, "a temporary file was left behind");
    }

    #[test]
    fn writers_at_the_same_time_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let folder = folder.path();
                scope.spawn(move || {
                    let store = Store::open(folder).unwrap();
                    for round in 0..5 {
                        add(&store, 100 * writer + round).unwrap().unwrap();
                    }
                });
            }
        });
        let all = add(&Store::open(folder.path()).unwrap(), 0).unwrap().unwrap();
        assert_eq!(all.len(), 1 + 20 + 1);
    }

    #[test]
    fn a_damaged_file_is_an_error_that_keeps_the_contents_to_itself() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let path = folder.path().join("test.json");
        for (text, wanted) in [
            ("", "damaged"),
            ("{\"version\":1,\"vendor\":\"test\",\"state\":[\"hunter2\"]}", "damaged"),
            ("{\"version\":1,\"vendor\":\"test\",\"state\":[1", "damaged"),
            ("{\"version\":2,\"vendor\":\"test\",\"state\":[]}", "version 2"),
            ("{\"version\":1,\"vendor\":\"else\",\"state\":[]}", "another vendor"),
        ] {
            fs::write(&path, text).unwrap();
            let error = format!("{:#}", add(&store, 1).unwrap_err());
            assert!(error.contains(wanted) && error.contains("test.json"), "{text}: {error}");
            assert!(!error.contains("hunter2"), "{error}");
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "the file was changed");
        }
    }
}
