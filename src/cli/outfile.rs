//! A file that a command is told to write: whole or not at all, for nobody else's eyes.

use crate::error::{Error, Result};
use crate::file;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// Where to write something.
#[derive(Clone, Debug)]
pub(super) struct OutFile(PathBuf);

impl FromStr for OutFile {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err(tr!("the name is empty")),
            "-" => Err(tr!("this is written to a file only: name one")),
            text => Ok(Self(PathBuf::from(text))),
        }
    }
}

impl fmt::Display for OutFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.display().fmt(f)
    }
}

impl OutFile {
    /// Says before anything is sent what would be in the way.
    pub(super) fn check(&self) -> Result<()> {
        let folder = file::folder_of(&self.0);
        if !folder.is_dir() {
            return Err(Error::usage(tr!(
                "cannot write {file}: there is no folder {folder}",
                file = self,
                folder = folder.display()
            )));
        }
        if self.0.exists() && !self.0.is_file() {
            return Err(Error::usage(tr!("cannot write {file}: that is no file", file = self)));
        }
        Ok(())
    }

    /// Puts these bytes there, in place of what is there; mode 0600.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<()> {
        file::replace(&self.0, bytes).map_err(|error| {
            Error::failed(tr!("cannot write {file}: {error}", file = self, error))
                .hint(tr!("what was there before is untouched"))
        })
    }
}
