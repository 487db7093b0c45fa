//! A file's mode and owner, for the check of a profile.

use super::trust::{self, Trust, Unreadable};
use std::path::Path;

/// Who can do what with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarded {
    /// The mode's nine bits, in octal; `None` on systems without.
    pub mode: Option<String>,
    /// Whether it belongs to somebody who is neither this user nor root.
    pub foreign: bool,
    /// Whether others can read it.
    pub readable: bool,
    /// The command that makes it this user's alone.
    pub chmod: String,
}

/// Looks at a file that can be read; `None` if it cannot.
pub fn guarded(path: &Path) -> Option<Guarded> {
    const LARGEST: u64 = 1024 * 1024;
    let trust = match trust::read(path, LARGEST) {
        Ok((_, trust)) => trust,
        Err(Unreadable::TooLarge(_)) => Trust::default(),
        Err(_) => return None,
    };
    let (foreign, readable) = (trust.foreign, trust.readable);
    Some(Guarded { mode: mode(path), foreign, readable, chmod: trust::chmod(path) })
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    Some(format!("{:03o}", std::fs::metadata(path).ok()?.mode() & 0o777))
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<String> {
    None
}
