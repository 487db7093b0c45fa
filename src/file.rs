//! Files that appear whole or not at all, for nobody else's eyes.

use crate::error::{Error, Result};
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// The longest pause between two looks at a lock.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);
/// No more of a shared file is read: it holds a few numbers.
const LARGEST_SHARED: u64 = 64 << 10;

/// Makes a folder, and those above it, mode 0700; one that is there stays as it is.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Whether a folder cannot be made at all, so that waiting or freeing the disk would not help.
pub fn nowhere(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), NotADirectory | NotFound | PermissionDenied | ReadOnlyFilesystem)
}

/// What unfinished files begin with: a process that is killed leaves one behind.
pub const UNFINISHED: &str = ".meetctl-";

/// Puts a file in the place of what is there: mode 0600, written whole and to the disk before it
/// gets its name. A reader sees the old file or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A temporary file of this kind has mode 0600 from its first moment.
    put(path, bytes, tempfile::Builder::new().prefix(UNFINISHED))
}

/// As [`replace`], for what others may read: the mode is what the user's umask leaves of 0666.
pub fn publish(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    put(path, bytes, &builder)
}

fn put(path: &Path, bytes: &[u8], builder: &tempfile::Builder<'_, '_>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// The name of a file that belongs to something whose name may hold anything, such as a profile.
pub fn name_of(owner: &str, ending: &str) -> String {
    const PLAIN: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
    let name = percent_encoding::utf8_percent_encode(owner, &PLAIN).to_string();
    format!("{name}.{ending}")
}

/// Takes the exclusive lock of this file, which is made if it is not there and stays: removing it
/// would let two hold two files. `None`: another process kept it for longer than this patience.
/// The lock goes with the process, however that ends.
pub fn lock(path: &Path, patience: Duration) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    Ok(acquire(&file, patience)?.then_some(file))
}

/// Takes the exclusive lock of a file that is open, as [`lock`] does. `Ok(false)`: another process
/// kept it for longer than this patience.
pub fn acquire(file: &File, patience: Duration) -> io::Result<bool> {
    let deadline = Instant::now() + patience;
    let mut pause = Duration::from_micros(250);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return Ok(false),
            Err(TryLockError::WouldBlock) => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Changes a small file under its lock, in place and without waiting for the disk: half of a change
/// may be lost in a crash. The change gets what is there; `None` from it leaves the file as it is.
/// `Ok(false)`: another process kept the lock for longer than this patience.
pub fn change(
    path: &Path,
    patience: Duration,
    change: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>,
) -> io::Result<bool> {
    let Some(mut file) = lock(path, patience)? else { return Ok(false) };
    let mut bytes = Vec::new();
    (&file).take(LARGEST_SHARED).read_to_end(&mut bytes)?;
    if let Some(new) = change(&bytes) {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&new)?;
        file.set_len(new.len() as u64)?;
    }
    Ok(true)
}

/// The whole of a short source, which is one line, without its end. Errors call it by this name.
pub fn only_line(source: impl Read, name: &str) -> Result<String> {
    const LARGEST: u64 = 64 << 10;
    let mut text = String::new();
    source
        .take(LARGEST)
        .read_to_string(&mut text)
        .map_err(|error| Error::usage(tr!("cannot read {name}: {error}", name, error)))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    match text.strip_suffix('\r').unwrap_or(text) {
        "" => Err(Error::usage(tr!("{name} is empty", name))),
        text if text.contains('\n') => Err(Error::usage(tr!("{name} holds more than one line", name))),
        text => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_private() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("a/b");
        private_folder(&folder).unwrap();
        private_folder(&folder).unwrap();
        let path = folder.join("x.json");
        replace(&path, b"old").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
        }
        assert!(replace(&folder.join("missing/x"), b"").is_err());
        assert_eq!(name_of("../a b", "json"), "..%2Fa%20b.json");
    }
}
