//! Who may read and write a file, and reading it without being fooled about it.

use crate::file::folder_of;
use crate::text::shell_word;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What a file's owner and mode allow to others. On systems without them: nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trust {
    /// Others can read it. A file of root's may be readable by a group: root chose whom it holds, and
    /// that is how systemd hands over a credential.
    pub readable: bool,
    /// Its group or everybody can write it.
    pub writable: bool,
    /// It belongs to somebody who is neither this user nor root.
    pub foreign: bool,
}

impl Trust {
    #[cfg(unix)]
    fn of(facts: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self::judge(facts.mode(), facts.uid(), rustix::process::geteuid().as_raw())
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self::default()
    }

    #[cfg(unix)]
    fn judge(mode: u32, owner: u32, user: u32) -> Self {
        let foreign = owner != user && owner != 0;
        let others = if owner == 0 && user != 0 { 0o004 } else { 0o044 };
        Self { readable: mode & others != 0, writable: mode & 0o022 != 0, foreign }
    }
}

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Unreadable {
    Missing,
    NotAFile,
    TooLarge(u64),
    Io(std::io::Error),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str(tr!("does not exist")),
            Self::NotAFile => f.write_str(tr!("is not a regular file")),
            Self::TooLarge(limit) => f.write_str(&tr!("is larger than {size} KiB", size = limit / 1024)),
            Self::Io(error) => f.write_str(&tr!("cannot be read: {error}", error)),
        }
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

/// Reads a regular file of at most `limit` bytes. Symbolic links are followed.
pub(super) fn read(path: &Path, limit: u64) -> Result<(Zeroizing<Vec<u8>>, Trust), Unreadable> {
    // Before it is opened, because opening a FIFO waits for a writer.
    if !std::fs::metadata(path)?.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let file = File::open(path)?;
    // Of the open file, so that nobody can exchange it between the check and the reading.
    let facts = file.metadata()?;
    if !facts.is_file() {
        return Err(Unreadable::NotAFile);
    }
    if facts.len() > limit {
        return Err(Unreadable::TooLarge(limit));
    }
    let capacity = usize::try_from(facts.len()).unwrap_or(0) + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::TooLarge(limit));
    }
    Ok((bytes, Trust::of(&facts)))
}

/// Whether everybody may put another file in this one's place.
#[cfg(unix)]
pub(super) fn replaceable(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    // Writable by everybody, without the sticky bit that keeps others' files safe.
    let open = |path: &Path| std::fs::metadata(folder_of(path)).is_ok_and(|f| f.mode() & 0o1002 == 0o002);
    open(path) || open(&target(path))
}

/// Whether everybody may put another file in this one's place.
#[cfg(not(unix))]
pub(super) fn replaceable(_: &Path) -> bool {
    false
}

/// Where symbolic links lead, even if nothing is there yet.
pub(super) fn target(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match std::fs::read_link(&path) {
            Ok(link) => path = folder_of(&path).join(link),
            Err(_) => break,
        }
    }
    path
}

/// The command that mends a file's mode.
pub(super) fn chmod(path: &Path) -> String {
    let path = path.display().to_string();
    if path.starts_with('-') {
        return chmod(&Path::new(".").join(path));
    }
    format!("chmod 600 {}", shell_word(&path))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn owner_and_mode_are_judged() {
        let trust = Trust::judge(0o100_600, 1000, 1000);
        assert!(!trust.readable && !trust.writable && !trust.foreign);
        assert!(Trust::judge(0o100_640, 1000, 1000).readable);
        assert!(Trust::judge(0o100_604, 1000, 1000).readable);
        assert!(Trust::judge(0o100_620, 1000, 1000).writable);
        assert!(Trust::judge(0o100_602, 1000, 1000).writable);
        assert!(!Trust::judge(0o100_440, 0, 1000).readable);
        assert!(Trust::judge(0o100_444, 0, 1000).readable);
        assert!(Trust::judge(0o100_440, 0, 0).readable);
        assert!(Trust::judge(0o100_460, 0, 1000).writable);
        assert!(Trust::judge(0o100_600, 1001, 1000).foreign);
        assert!(!Trust::judge(0o100_600, 0, 1000).foreign);
        assert!(Trust::judge(0o100_600, 1000, 0).foreign);
    }

    #[test]
    fn only_regular_files_of_bounded_size_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("f");
        assert!(matches!(read(&file, 4), Err(Unreadable::Missing)));
        std::fs::write(&file, "1234").unwrap();
        assert_eq!(*read(&file, 4).unwrap().0, b"1234");
        assert!(matches!(read(&file, 3), Err(Unreadable::TooLarge(3))));
        assert!(matches!(read(dir.path(), 4), Err(Unreadable::NotAFile)));
        assert!(matches!(read(Path::new("/dev/zero"), 4), Err(Unreadable::NotAFile)));
        let fifo = dir.path().join("fifo");
        assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        assert!(matches!(read(&fifo, 4), Err(Unreadable::NotAFile)));
        symlink("f", dir.path().join("link")).unwrap();
        assert_eq!(*read(&dir.path().join("link"), 4).unwrap().0, b"1234");
        symlink("loop", dir.path().join("loop")).unwrap();
        assert!(matches!(read(&dir.path().join("loop"), 4), Err(Unreadable::Io(_))));
    }

    #[test]
    fn links_lead_to_their_target_even_if_it_is_missing() {
        let dir = tempfile::tempdir().unwrap();
        symlink("there", dir.path().join("link")).unwrap();
        assert_eq!(target(&dir.path().join("link")), dir.path().join("there"));
    }

    #[test]
    fn a_folder_open_to_all_is_told_from_a_sticky_one() {
        let dir = tempfile::tempdir().unwrap();
        let mode = |mode| {
            std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            replaceable(&dir.path().join("f"))
        };
        assert!(!mode(0o700) && !mode(0o1777) && mode(0o777));
    }

    #[test]
    fn the_chmod_can_be_pasted() {
        assert_eq!(chmod(Path::new("/a/b.toml")), "chmod 600 /a/b.toml");
        assert_eq!(chmod(Path::new("/a b/it's")), r"chmod 600 '/a b/it'\''s'");
        assert_eq!(chmod(Path::new("-x")), "chmod 600 ./-x");
    }
}
