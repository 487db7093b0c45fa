//! Passwords that come from files, so that they stand in no process list and no shell history.

use crate::error::{Error, Result};
use crate::file::{only_line, unreadable};
use clap::Args;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Where `meeting create` and `edit` may read passwords.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct PasswordFiles {
    /// Read the attendees' password from this file; - is stdin
    #[arg(long, value_name = "FILE|-", conflicts_with = "password")]
    pub password_file: Option<PathBuf>,
    /// Read the host's password from this file; - is stdin
    #[arg(long, value_name = "FILE|-", conflicts_with = "host_password")]
    pub host_password_file: Option<PathBuf>,
}

impl PasswordFiles {
    /// Fills in the passwords that stand in files.
    pub(super) fn read(&self, password: &mut Option<String>, host: &mut Option<String>) -> Result<()> {
        let stdin = Some(Path::new("-"));
        if self.password_file.as_deref() == stdin && self.host_password_file.as_deref() == stdin {
            return Err(Error::usage(tr!(
                "only one of --password-file and --host-password-file can be stdin"
            )));
        }
        for (file, target) in [(&self.password_file, password), (&self.host_password_file, host)] {
            if let Some(path) = file {
                *target = Some(first_line(path)?);
            }
        }
        Ok(())
    }
}

/// The whole of a short file or of stdin, without the line end behind it.
pub(super) fn first_line(path: &Path) -> Result<String> {
    let name = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    if path == Path::new("-") {
        return only_line(std::io::stdin().lock(), &name);
    }
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    only_line(file, &name)
}
