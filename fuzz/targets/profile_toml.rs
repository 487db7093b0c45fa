//! `profiles.toml`: any bytes as the file, and that an edit of it leaves the rest alone.

use super::shown;
use meetctl::config::{Profiles, remove, set_default};
use meetctl::error::Kind;
use meetctl::vendor::schemas;
use std::cell::OnceCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;
use tempfile::TempDir;

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

/// In memory where there is such a place: each edit waits until the file is safe on the disk.
fn path() -> PathBuf {
    let make = || tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    FOLDER.with(|folder| folder.get_or_init(make).path().join("profiles.toml"))
}

/// Faults are of the kind `config`; secrets are described as hidden; an edit keeps the names.
pub fn run(data: &[u8]) {
    let path = path();
    fs::write(&path, data).unwrap();
    private(&path);
    let profiles = match Profiles::read(&path) {
        Ok(profiles) => profiles.unwrap(),
        Err(error) => {
            assert_eq!(error.kind(), Kind::Config, "{error}");
            shown(&error);
            return;
        }
    };
    let names: Vec<String> = profiles.names().into_iter().map(str::to_owned).collect();
    for name in &names {
        // Revealed is nothing: no program is run.
        match profiles.profile(name, &schemas(), &(Rc::new(|_: &str| None) as _)) {
            Ok(profile) => assert_eq!(*profile.name, **name),
            Err(error) => {
                assert_eq!(error.kind(), Kind::Config, "{error}");
                shown(&error);
            }
        }
        for row in profiles.describe(name, &schemas()).into_iter().flatten() {
            assert!(!row.secret || row.value == "***" || row.value.starts_with("from "), "{row:?}");
        }
    }
    let Some(first) = names.first() else { return };
    if set_default(&path, first, false).is_ok() {
        let edited = Profiles::read(&path).unwrap().unwrap();
        assert_eq!(edited.default_name(), Some(first.as_str()));
        assert_eq!(edited.names(), names);
    }
    if remove(&path, first).is_ok() {
        let edited = Profiles::read(&path).unwrap().unwrap();
        assert_eq!(edited.names(), names[1..], "the other profiles");
    }
}

#[cfg(unix)]
fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) {}
