//! Files that appear whole or not at all, for nobody else's eyes.

use crate::error::{Error, Result};
use crate::lang::{self, Lang};
use std::borrow::Cow;
use std::fmt::Display;
use std::fs::{DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The longest pause between two looks at a lock.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);
/// No more of a shared file is read: it holds a few numbers.
const LARGEST_SHARED: u64 = 64 << 10;

/// Makes a folder, and those above it, mode 0700; one that is there stays as it is, whoever it belongs to.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// As [`private_folder`], for a folder that nobody else may put files or links into. One that is there is
/// refused if it is another user's (root may use it); where everybody can write to it, be it sticky or not, that
/// is ended, as far as the file system knows of such things.
pub fn own_folder(folder: &Path) -> io::Result<()> {
    match std::fs::metadata(folder) {
        Ok(found) if found.is_dir() => match trusted(&found) {
            Ok(()) => Ok(()),
            Err(_) if shut(folder).is_ok() => Ok(()),
            Err(why) => Err(io::Error::other(format!("{}: {why}", folder.display()))),
        },
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => private_folder(folder),
    }
}

/// Leaves a folder to its owner alone. Only an owner, or root, can.
fn shut(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700));
    #[cfg(not(unix))]
    Err(io::Error::other(folder.display().to_string()))
}

/// Refuses what others can change, whom the user did not choose: a group may be meant.
#[cfg(unix)]
fn trusted(found: &Metadata) -> Result<(), &'static str> {
    use std::os::unix::fs::MetadataExt;
    let user = rustix::process::geteuid().as_raw();
    // In containers root is the user of folders that come from outside.
    if user != 0 && found.uid() != user && found.uid() != 0 {
        return Err(tr!("it belongs to another user"));
    }
    if found.mode() & 0o002 != 0 {
        return Err(tr!("everybody can write to it"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn trusted(_: &Metadata) -> Result<(), &'static str> {
    Ok(())
}

/// Whether others than its owner can put files and links into a folder.
pub fn is_open_to_others(folder: &Path) -> bool {
    #[cfg(unix)]
    return std::fs::metadata(folder)
        .is_ok_and(|found| std::os::unix::fs::MetadataExt::mode(&found) & 0o022 != 0);
    #[cfg(not(unix))]
    false
}

/// Whether a folder cannot be made at all, so that waiting or freeing the disk would not help.
pub fn nowhere(error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
    matches!(error.kind(), NotADirectory | NotFound | PermissionDenied | ReadOnlyFilesystem)
}

/// A file that the user has named cannot be read.
pub fn unreadable(path: impl Display, error: &io::Error) -> Error {
    Error::usage(tr!("cannot read {path}: {error}", path, error = reason(error)))
}

/// Why something could not be done with a file, in the language that is spoken: the system's own words are
/// those of its locale, or English.
pub fn reason(error: &io::Error) -> Cow<'_, str> {
    use io::ErrorKind::{
        IsADirectory, NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull,
    };
    if lang::spoken() == Lang::En {
        return error.to_string().into();
    }
    Cow::Borrowed(match error.kind() {
        NotFound => tr!("there is no such file"),
        PermissionDenied => tr!("permission denied"),
        IsADirectory => tr!("it is a folder"),
        NotADirectory => tr!("a part of the path is no folder"),
        ReadOnlyFilesystem => tr!("the disk can only be read"),
        StorageFull => tr!("the disk is full"),
        _ => return error.to_string().into(),
    })
}

/// The folder that a file stands in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path with something behind its name: `FILE.lock`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// What is made with these options is for nobody else's eyes: mode 0600.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Opens a plain file (see [`open_plain`]) for reading and writing, or makes it, mode 0600. What is in it
/// stays.
pub fn open(path: &Path) -> io::Result<File> {
    open_plain(OpenOptions::new().create(true).truncate(false).read(true).write(true), path)
}

/// Opens a file for reading that is one: a link to it is followed, but no pipe waits for its other end.
pub fn open_to_read(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    set_flags(&mut options, rustix::fs::OFlags::NONBLOCK);
    only_plain(options.read(true).open(path)?)
}

/// Opens a file that is one: no link is followed, and no pipe waits for its other end.
pub fn open_plain(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    set_flags(options, rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK);
    only_plain(private(options).open(path).map_err(linked)?)
}

#[cfg(unix)]
fn set_flags(options: &mut OpenOptions, flags: rustix::fs::OFlags) {
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, i32::try_from(flags.bits()).unwrap_or(0));
}

fn only_plain(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other(tr!("it is not a plain file"))) }
}

/// The system speaks of too many links where there is one.
fn linked(error: io::Error) -> io::Error {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        return io::Error::other(tr!("it is a symbolic link, and none is followed here"));
    }
    error
}

/// The beginning of a plain file (see [`open_plain`]), so many bytes at most.
pub fn read_plain(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_plain(OpenOptions::new().read(true), path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All of a plain file (see [`open_plain`]) of so many bytes at most, if nobody else can have written it.
pub fn read_own(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open_plain(OpenOptions::new().read(true), path)?;
    let found = file.metadata()?;
    trusted(&found).map_err(io::Error::other)?;
    if found.len() > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether an open file still has a name: what is written to one that was removed is lost.
pub fn has_name(file: &File) -> io::Result<bool> {
    let info = file.metadata()?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::MetadataExt::nlink(&info) > 0);
    #[cfg(not(unix))]
    Ok(info.is_file())
}

/// Waits until a file's name is on the disk too: without it all that was synced into the file is lost.
pub fn sync_name(path: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened.
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

/// Gives a file another name, also on the disk.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)?;
    sync_name(to)
}

/// What unfinished files begin with: a process that is killed leaves one behind.
const UNFINISHED: &str = ".meetctl-";
/// So many letters follow.
const UNIQUE: usize = 6;

/// Whether a file of this name is what [`replace`] or [`publish`] were writing.
pub fn is_unfinished(name: &str) -> bool {
    name.strip_prefix(UNFINISHED).is_some_and(|rest| rest.len() == UNIQUE)
}

/// Puts a file in the place of what is there: mode 0600, written whole and to the disk before it
/// gets its name. A reader sees the old file or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A temporary file of this kind has mode 0600 from its first moment.
    replace_with(path, |error| error, |file| file.write_all(bytes))
}

/// As [`replace`], with what this writes, which need not fit into memory. `lost` names a failure of the disk.
pub fn replace_with<E>(
    path: &Path,
    lost: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    put(path, &mut tempfile::Builder::new(), lost, write)
}

/// As [`replace`], for what others may read: the mode is what the user's umask leaves of 0666.
pub fn publish(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    put(path, &mut builder, |error| error, |file| file.write_all(bytes))
}

fn put<E>(
    path: &Path,
    builder: &mut tempfile::Builder<'_, '_>,
    lost: impl Fn(io::Error) -> E,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let file = builder.prefix(UNFINISHED).rand_bytes(UNIQUE).tempfile_in(folder_of(path)).map_err(&lost)?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush().map_err(&lost)?;
    drop(out);
    file.as_file().sync_all().map_err(&lost)?;
    file.persist(path).map_err(|error| lost(error.error))?;
    sync_name(path).map_err(lost)
}

/// The name of a file that belongs to something whose name may hold anything, such as a profile.
pub fn name_of(owner: &str, ending: &str) -> String {
    format!("{}.{ending}", plain(owner))
}

/// A name that may hold anything as one component of a path.
pub fn plain(name: &str) -> String {
    const PLAIN: percent_encoding::AsciiSet =
        percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
    percent_encoding::utf8_percent_encode(name, &PLAIN).to_string()
}

/// Takes the exclusive lock of this file, which is made if it is not there and stays: removing it
/// would let two hold two files. `None`: another process kept it for longer than this patience.
/// The lock goes with the process, however that ends.
pub fn lock(path: &Path, patience: Duration) -> io::Result<Option<File>> {
    let file = open(path)?;
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
    source.take(LARGEST).read_to_string(&mut text).map_err(|error| unreadable(name, &error))?;
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
        // One that ends half-way leaves what is there, and nothing else.
        let half = |file: &mut dyn Write| file.write_all(b"half").and(Err(io::Error::other("enough")));
        assert_eq!(replace_with(&path, |error| error, half).unwrap_err().to_string(), "enough");
        assert_eq!(
            (std::fs::read(&path).unwrap(), std::fs::read_dir(&folder).unwrap().count()),
            (b"new".to_vec(), 1)
        );
        rename(&path, &folder.join("y.json")).unwrap();
        assert_eq!(read_plain(&folder.join("y.json"), 2).unwrap(), b"ne");
        assert!(read_plain(&folder, 2).is_err());
        assert_eq!(name_of("../a b", "json"), "..%2Fa%20b.json");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_others_can_write_to_is_shut() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let place = tempfile::tempdir().unwrap();
        let (folder, link) = (place.path().join("a"), place.path().join("link"));
        own_folder(&folder.join("b")).unwrap();
        symlink(&folder, &link).unwrap();
        let mode = |mode| std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).unwrap();
        for open in [0o777, 0o1777, 0o702] {
            mode(open);
            assert!(is_open_to_others(&folder));
            own_folder(&link).unwrap();
            assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        for shut in [0o700, 0o755, 0o770] {
            mode(shut);
            own_folder(&link).unwrap();
            assert_eq!(is_open_to_others(&folder), shut == 0o770);
        }
        let file = folder.join("x");
        std::fs::write(&file, "abc").unwrap();
        assert_eq!(read_own(&file, 3).unwrap(), b"abc");
        assert!(read_own(&file, 2).is_err());
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o666)).unwrap();
        assert!(read_own(&file, 3).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn neither_a_link_nor_a_pipe_stands_in_for_a_file() {
        let place = tempfile::tempdir().unwrap();
        let [file, link, pipe] = ["file", "link", "pipe"].map(|name| place.path().join(name));
        std::fs::write(&file, "mine").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(open(&link).unwrap_err().to_string().contains("symbolic link"));
        assert!(lock(&link, Duration::ZERO).is_err());
        assert!(change(&link, Duration::ZERO, &mut |_| Some(b"other".to_vec())).is_err());
        assert!(open(&pipe).unwrap_err().to_string().contains("not a plain file"));
        assert!(open_to_read(&pipe).is_err() && read_plain(&pipe, 1).is_err());
        assert_eq!(std::io::read_to_string(open_to_read(&link).unwrap()).unwrap(), "mine");
    }

    #[test]
    fn a_file_that_was_removed_has_no_name() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("x");
        let file = open(&path).unwrap();
        assert!(has_name(&file).unwrap());
        #[cfg(unix)]
        {
            std::fs::remove_file(&path).unwrap();
            assert!(!has_name(&file).unwrap());
        }
    }

    #[test]
    fn paths_are_made_of_paths() {
        assert_eq!(folder_of(Path::new("a/b")), Path::new("a"));
        assert_eq!(folder_of(Path::new("b")), Path::new("."));
        assert_eq!(beside(Path::new("a/b.json"), ".lock"), Path::new("a/b.json.lock"));
        let place = tempfile::tempdir().unwrap();
        let made =
            tempfile::Builder::new().prefix(UNFINISHED).rand_bytes(UNIQUE).tempfile_in(place.path()).unwrap();
        assert!(is_unfinished(made.path().file_name().unwrap().to_str().unwrap()));
        assert!(!is_unfinished(".meetctl.lock") && !is_unfinished(".meetctl-notes.md"));
    }
}
