//! The file in which callbacks are kept: append-only, mode 0600, one writer, cut into parts by size.
//!
//! An append is on the disk whole, or it did not happen: what a full disk left of it is cut off again,
//! so that no later line is glued to half of an earlier one.

use super::line::Kept;
use super::read::{parts, scan};
use crate::error::{Error, Result};
use crate::file;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A part is not made larger than this and one batch.
pub const LARGEST_PART: u64 = 64 << 20;

/// A store that this process writes to.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// `None` between the two steps of a rotation of which the second failed.
    file: Option<File>,
    /// Where the last whole line ends. A device has no such place.
    length: Option<u64>,
    /// Whether something may stand behind that place.
    torn: bool,
    largest: u64,
    /// Held for as long as the store is open.
    _lock: Option<File>,
}

impl Store {
    /// Opens a store for writing, or makes it; its folder must be there. What a crash left unfinished
    /// at its end is dropped. Shows its latest callbacks: those of its newest two parts.
    pub fn open(path: &Path, largest: u64, each: &mut dyn FnMut(Kept) -> Result<()>) -> Result<Self> {
        let failed = |error: io::Error| {
            Error::config(tr!("cannot open the store {path}: {error}", path = path.display(), error))
        };
        // A pipe would block, and a folder cannot be written.
        let kind = std::fs::metadata(path).ok().map(|info| info.file_type());
        if kind.is_some_and(|kind| !kind.is_file() && !is_device(kind)) {
            return Err(Error::config(tr!("the store {path} is not a file", path = path.display())));
        }
        if kind.is_some_and(|kind| !kind.is_file()) {
            let file = OpenOptions::new().append(true).open(path).map_err(failed)?;
            return Ok(Self {
                path: path.to_owned(),
                file: Some(file),
                length: None,
                torn: false,
                largest,
                _lock: None,
            });
        }
        let lock = file::lock(&file::beside(path, ".lock"), Duration::from_millis(200)).map_err(failed)?;
        let lock = lock.ok_or_else(|| {
            Error::config(tr!("another process is writing to the store {path}", path = path.display()))
                .hint(tr!("give each listener a store of its own: --store FILE"))
        })?;
        if let Some((_, part)) = parts(path).map_err(failed)?.pop() {
            scan(&part, file::open_to_read(&part).map_err(failed)?, each)?;
        }
        let file = create(path).map_err(failed)?;
        let length = scan(path, File::open(path).map_err(failed)?, each)?;
        let mut store = Self {
            path: path.to_owned(),
            file: Some(file),
            length: Some(length),
            torn: true,
            largest,
            _lock: Some(lock),
        };
        store.mend().map_err(failed)?;
        Ok(store)
    }

    /// Puts whole lines at the end and waits until they are on the disk. All of them are, or none.
    pub fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        self.rotate_if_due()?;
        self.mend()?;
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let Some(length) = self.length else { return file.write_all(lines) };
        self.torn = true;
        file.write_all(lines)?;
        file.sync_data()?;
        self.torn = false;
        self.length = Some(length + lines.len() as u64);
        Ok(())
    }

    /// Cuts off what the last append left, if it failed. If that cannot be done now, it is tried
    /// again before the next one.
    pub fn mend(&mut self) -> io::Result<()> {
        if let (true, Some(length), Some(file)) = (self.torn, self.length, &self.file) {
            if file.metadata()?.len() != length {
                file.set_len(length)?;
                file.sync_all()?;
            }
            self.torn = false;
        }
        Ok(())
    }

    fn rotate_if_due(&mut self) -> io::Result<()> {
        let due = self.length.is_some_and(|length| length >= self.largest);
        if due && self.file.is_some() {
            self.mend()?;
            let number = parts(&self.path)?.last().map_or(1, |(number, _)| number + 1);
            std::fs::rename(&self.path, file::beside(&self.path, &format!(".{number}")))?;
            self.file = None;
        }
        if self.file.is_none() {
            self.file = Some(create(&self.path)?);
            (self.length, self.torn) = (Some(0), false);
        }
        Ok(())
    }
}

/// The file, new or old, for appending; a new one's name is on the disk too.
fn create(path: &Path) -> io::Result<File> {
    let file = file::private(OpenOptions::new().append(true).create(true)).open(path)?;
    file::sync_name(path)?;
    Ok(file)
}

#[cfg(unix)]
fn is_device(kind: std::fs::FileType) -> bool {
    std::os::unix::fs::FileTypeExt::is_char_device(&kind)
}

#[cfg(not(unix))]
fn is_device(_: std::fs::FileType) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::super::line::{encode, tests::kept};
    use super::super::read::visit;
    use super::*;

    fn open(path: &Path, largest: u64) -> Result<(Store, usize)> {
        let mut count = 0;
        let store = Store::open(path, largest, &mut |_| {
            count += 1;
            Ok(())
        })?;
        Ok((store, count))
    }

    fn count(path: &Path) -> usize {
        let mut count = 0;
        visit(path, &mut |_| {
            count += 1;
            Ok(())
        })
        .unwrap();
        count
    }

    fn line(body: &str) -> Vec<u8> {
        encode(&kept(body.as_bytes()))
    }

    #[test]
    fn a_store_is_private_and_has_one_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let (mut store, _) = open(&path, LARGEST_PART).unwrap();
        store.append(&line("a")).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let error = open(&path, LARGEST_PART).unwrap_err();
        assert!(error.to_string().contains("another process"), "{error}");
        assert_eq!(count(&path), 1);
        drop(store);
        assert_eq!(open(&path, LARGEST_PART).unwrap().1, 1);
        assert!(open(folder.path(), LARGEST_PART).unwrap_err().to_string().contains("not a file"));
        assert!(open(&folder.path().join("no/s"), LARGEST_PART).is_err());
    }

    #[test]
    fn a_torn_end_is_dropped_at_every_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let whole = line("a");
        let torn = line("b");
        for cut in 0..torn.len() {
            std::fs::write(&path, [&whole[..], &torn[..cut]].concat()).unwrap();
            let (mut store, found) = open(&path, LARGEST_PART).unwrap();
            assert_eq!(found, 1);
            store.append(&line("c")).unwrap();
            assert_eq!(count(&path), 2, "cut at {cut}");
        }
    }

    #[test]
    fn what_a_failed_append_left_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let (mut store, _) = open(&path, LARGEST_PART).unwrap();
        store.append(&line("a")).unwrap();
        // As a disk that became full leaves it.
        OpenOptions::new().append(true).open(&path).unwrap().write_all(&line("b")[..50]).unwrap();
        store.torn = true;
        store.append(&line("c")).unwrap();
        assert_eq!(count(&path), 2);
    }

    #[test]
    fn large_stores_are_cut_into_parts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let (mut store, _) = open(&path, 100).unwrap();
        for n in 0..5 {
            store.append(&line(&n.to_string())).unwrap();
            assert_eq!(count(&path), n + 1);
        }
        let numbers: Vec<u64> = parts(&path).unwrap().into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        drop(store);
        // The newest two parts are shown.
        let (mut store, shown) = open(&path, 100).unwrap();
        assert_eq!(shown, 2);
        // Between the two steps of a rotation there is no file; the next append makes it.
        std::fs::rename(&path, folder.path().join("s.5")).unwrap();
        store.file = None;
        store.append(&line("5")).unwrap();
        assert_eq!(count(&path), 6);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_takes_nothing() {
        let (mut store, _) = open(Path::new("/dev/full"), LARGEST_PART).unwrap();
        assert_eq!(store.append(&line("a")).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
