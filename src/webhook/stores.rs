//! Where a profile's callbacks are kept, so that a report finds them without being told.

use super::read::{unreadable, visit};
use crate::error::{Error, Result};
use crate::file;
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// No more of their list is read, in bytes: a path has 4096 at most.
const LARGEST: u64 = 1 << 20;
/// How many other places are remembered.
const REMEMBERED: usize = 16;

/// Where callbacks are kept unless a file is named.
fn folder_in(state: &Path) -> PathBuf {
    state.join("webhook")
}

/// The file to keep callbacks in: the one that was named, or the usual one, whose folder is made. A
/// named one is remembered in the state folder, where there is one.
pub fn place(state: Option<&Path>, profile: &str, named: Option<PathBuf>) -> Result<PathBuf> {
    let folder = state.map(folder_in);
    let made = folder.as_deref().map(file::own_folder);
    let Some(named) = named else {
        let folder = folder.ok_or_else(|| {
            Error::config(tr!("there is no folder for state: HOME is not set"))
                .hint(tr!("name a file: --store FILE"))
        })?;
        if let Some(Err(error)) = made {
            return Err(Error::config(tr!(
                "cannot make {folder}: {error}",
                folder = folder.display(),
                error
            )));
        }
        return Ok(folder.join(file::name_of(profile, "jsonl")));
    };
    let named = std::path::absolute(&named).unwrap_or(named);
    if let (Some(folder), Some(Ok(()))) = (&folder, made) {
        // A report would have to be told the place; that is no reason not to receive.
        let _ = remember(&folder.join(file::name_of(profile, "json")), &named);
    }
    Ok(named)
}

/// Shows every kept callback of this profile that is JSON. `false`: there is no store.
pub fn events(
    state: Option<&Path>,
    profile: &str,
    each: &mut dyn FnMut(Value) -> Result<()>,
) -> Result<bool> {
    let Some(folder) = state.map(folder_in) else { return Ok(false) };
    let mut found = false;
    let others = recall(&folder.join(file::name_of(profile, "json")));
    for path in [folder.join(file::name_of(profile, "jsonl"))].iter().chain(&others) {
        found |= visit(path, &mut |kept| kept.json().map_or(Ok(()), &mut *each))?;
    }
    Ok(found)
}

fn remember(list: &Path, store: &Path) -> io::Result<()> {
    let _lock = file::lock(&file::beside(list, ".lock"), Duration::from_secs(2))?;
    let mut all = recall(list);
    if all.first().map(PathBuf::as_path) == Some(store) {
        return Ok(());
    }
    all.retain(|known| known != store);
    all.insert(0, store.to_owned());
    all.truncate(REMEMBERED);
    file::replace(list, &serde_json::to_vec(&all)?)
}

fn recall(list: &Path) -> Vec<PathBuf> {
    let all = file::read_plain(list, LARGEST).map_err(|error| unreadable(list, &error)).unwrap_or_default();
    let all: Vec<PathBuf> = serde_json::from_slice(&all).unwrap_or_default();
    // A device keeps nothing, and reading one may never end.
    all.into_iter().filter(|path| !path.exists() || path.is_file()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::line::{encode, tests::kept};
    use super::*;

    #[test]
    fn events_of_every_store_of_a_profile_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let count = |profile: &str| {
            let mut all = Vec::new();
            let found = events(Some(&state), profile, &mut |event| {
                all.push(event["n"].as_i64().unwrap());
                Ok(())
            });
            (found.unwrap(), all)
        };
        assert_eq!(count("../a b"), (false, vec![]));
        let usual = place(Some(&state), "../a b", None).unwrap();
        assert_eq!(usual, state.join("webhook/..%2Fa%20b.jsonl"));
        let named = folder.path().join("x.jsonl");
        for _ in 0..2 {
            assert_eq!(place(Some(&state), "../a b", Some(named.clone())).unwrap(), named);
        }
        place(Some(&state), "../a b", Some("/dev/full".into())).unwrap();
        std::fs::write(&usual, encode(&kept(b"{\"n\":1}"))).unwrap();
        std::fs::write(&named, [encode(&kept(b"no json")), encode(&kept(b"{\"n\":2}"))].concat()).unwrap();
        assert_eq!(count("../a b"), (true, vec![1, 2]));
        assert_eq!(count("other"), (false, vec![]));
        assert!(place(None, "a", None).is_err());
        assert_eq!(place(None, "a", Some(named.clone())).unwrap(), named);
    }
}
