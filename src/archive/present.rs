//! What is here already: a recording that was fetched is not fetched again, and nothing that stands in the
//! folder is ever overwritten.

use super::BAD;
use super::fetch::Wanted;
use super::manifest::{Entry, Manifest};
use super::name::{Title, free, safe};
use super::part::{self, Sums};
use super::side::Side;
use crate::error::{Error, Result};
use crate::file;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Whether a recording is here.
#[derive(Debug)]
pub enum Here {
    /// It is, as the manifest says.
    Known,
    /// It is, though the manifest does not say so yet: an earlier run ended before it could be written.
    Found(Sums),
    /// It is not.
    No,
}

/// Gives each recording its name: the manifest's, or one that no other recording has. The titles are in an
/// order that is the same on each run, so that equal ones are numbered the same way.
pub fn names(manifest: &Manifest, titles: &[(String, Title)]) -> Vec<String> {
    let mut taken: BTreeSet<String> =
        manifest.entries().map(|entry| super::name::folded(&entry.path)).collect();
    let name = |(key, title): &(String, Title)| match manifest.find(key) {
        Some(entry) => entry.path.clone(),
        None => free(&safe(title), &mut taken),
    };
    titles.iter().map(name).collect()
}

/// Looks. A file that was changed since it was listed is moved aside. `warn` is told of it.
pub async fn look(
    folder: &Path,
    manifest: &RefCell<Manifest>,
    wanted: &Wanted,
    warn: &dyn Fn(&str),
) -> Result<Here> {
    let target = folder.join(&wanted.name);
    let unreadable = |error: io::Error| {
        Error::failed(tr!("cannot read {target}: {error}", target = target.display(), error))
    };
    let found = match target.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Here::No),
        Err(error) => return Err(unreadable(error)),
        Ok(found) if !found.is_file() => return Err(taken(&target)),
        Ok(found) => found,
    };
    let read = async || part::sums_in_turns(&target, wanted.md5.is_some()).await.map_err(unreadable);
    let listed = manifest.borrow().find(&wanted.key).filter(|entry| entry.path == wanted.name).cloned();
    if let Some(entry) = listed {
        if entry.size_bytes == found.len() && entry.modified.is_some() && entry.modified == modified(&found) {
            return Ok(Here::Known);
        }
        if read().await?.sha256 == entry.sha256 {
            manifest.borrow_mut().put(Entry { modified: modified(&found), ..entry });
            return Ok(Here::Known);
        }
        let bad = file::beside(&target, BAD);
        std::fs::rename(&target, &bad).map_err(|error| super::disk(tr!("write"), &bad, &error))?;
        manifest.borrow_mut().remove(&wanted.name);
        warn(&tr!(
            "{name}: it was changed since it was downloaded; it is {name}.bad now, and is fetched again",
            name = wanted.name
        ));
        return Ok(Here::No);
    }
    let side = Side::read(&part::side_path(&target), &wanted.key).and_then(|side| side.sha256);
    if side.is_none() && wanted.md5.is_none() {
        return Err(taken(&target));
    }
    let sums = read().await?;
    let by_side = side.is_some_and(|sha256| sha256 == sums.sha256);
    let by_vendor = wanted.md5.is_some() && wanted.md5 == sums.md5;
    if by_side || by_vendor { Ok(Here::Found(sums)) } else { Err(taken(&target)) }
}

/// When a file was last changed, as the manifest writes it.
pub fn modified(found: &Metadata) -> Option<String> {
    let since = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(since.as_nanos().to_string())
}

/// A name that is taken by something that must not be touched.
fn taken(target: &Path) -> Error {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Error::failed(tr!("{name}: something of that name is in the folder, and no list here knows it", name))
        .hint(tr!("move it out of the folder: nothing that is there is ever overwritten"))
}

#[cfg(test)]
mod tests {
    use super::super::manifest::tests::entry;
    use super::super::part::tests::now;
    use super::super::plan::Object;
    use super::*;

    fn wanted(md5: Option<&str>) -> Wanted {
        Wanted { key: "k".into(), name: "a.mp4".into(), md5: md5.map(str::to_owned), ..Wanted::default() }
    }

    #[test]
    fn names_stay_what_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::read(folder.path()).unwrap();
        let title = |key: &str| (key.to_owned(), Title { subject: "a.mp4".into(), ..Title::default() });
        assert_eq!(names(&manifest, &[title("k"), title("l")]), ["a.mp4", "a (2).mp4"]);
        manifest.put(entry("a (2).mp4", "l", ""));
        assert_eq!(
            names(&manifest, &[title("j"), title("k"), title("l")]),
            ["a.mp4", "a (3).mp4", "a (2).mp4"]
        );
        assert_eq!(names(&manifest, &[title("l")]), ["a (2).mp4"]);
    }

    #[test]
    fn what_is_here_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.mp4");
        let manifest = RefCell::new(Manifest::read(folder.path()).unwrap());
        let look = |wanted: &Wanted| now(super::look(folder.path(), &manifest, wanted, &|_| ()));
        assert!(matches!(look(&wanted(None)), Ok(Here::No)));
        std::fs::write(&file, "abc").unwrap();
        assert!(look(&wanted(None)).is_err(), "nobody knows it");
        let md5 = "900150983cd24fb0d6963f7d28e17f72";
        assert!(matches!(look(&wanted(Some(md5))), Ok(Here::Found(_))));
        assert!(look(&wanted(Some("00150983cd24fb0d6963f7d28e17f720"))).is_err());
        let sum = part::sums(&file, false).unwrap().sha256;
        let mut side = Side::new("k", "", Object::default());
        side.sha256 = Some(sum.clone());
        side.write(&part::side_path(&file)).unwrap();
        assert!(matches!(look(&wanted(None)), Ok(Here::Found(_))));
        manifest.borrow_mut().put(Entry { size_bytes: 3, ..entry("a.mp4", "k", &sum) });
        assert!(matches!(look(&wanted(None)), Ok(Here::Known)));
        assert!(manifest.borrow().find("k").unwrap().modified.is_some());
        std::fs::write(&file, "abd").unwrap();
        let known = manifest.borrow().find("k").unwrap().clone();
        manifest.borrow_mut().put(Entry { modified: None, ..known });
        assert!(matches!(look(&wanted(None)), Ok(Here::No)));
        assert!(manifest.borrow().find("k").is_none() && folder.path().join("a.mp4.bad").exists());
        std::fs::create_dir(&file).unwrap();
        assert!(look(&wanted(None)).is_err());
        // One that cannot be looked at may be there: a name that is too long stands for a disk that fails.
        let unseen = Wanted { name: "x".repeat(300), ..wanted(None) };
        assert!(look(&unseen).is_err());
    }
}
