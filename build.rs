//! Says what `meetctl --version` prints beside the version: the commit, its day, and the target.
//!
//! The commit is `MEETCTL_COMMIT`, for packagers (empty: none), else git's, in a release build whose
//! sources are the top of a git working tree. Nothing is an error: from a tarball or from crates.io,
//! or without git, the commit is left out. Debug builds do not ask git, because every commit would
//! then compile everything anew.

#![allow(clippy::disallowed_methods, reason = "cargo speaks to build scripts by variables")]
#![allow(clippy::print_stdout, reason = "and they answer on stdout")]

use std::env;
use std::path::Path;
use std::process::Command;

/// Longer text is no commit.
const LONGEST: usize = 64;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MEETCTL_COMMIT");
    let text = |name| env::var(name).unwrap_or_default();
    let commit = match env::var("MEETCTL_COMMIT") {
        Ok(given) if sound(&given) => given,
        Ok(_) => {
            println!("cargo::error=MEETCTL_COMMIT must be at most {LONGEST} printable ASCII characters");
            return;
        }
        Err(env::VarError::NotUnicode(_)) => {
            println!("cargo::error=MEETCTL_COMMIT must be printable ASCII");
            return;
        }
        Err(env::VarError::NotPresent) if text("PROFILE") == "debug" => String::new(),
        Err(env::VarError::NotPresent) => of_git(&text("CARGO_MANIFEST_DIR")).unwrap_or_default(),
    };
    let separator = if commit.is_empty() { "" } else { ", " };
    let (version, target) = (text("CARGO_PKG_VERSION"), text("TARGET"));
    println!("cargo::rustc-env=MEETCTL_VERSION={version} ({commit}{separator}{target})");
}

/// Whether this can stand in a line of a terminal, and in one of cargo's.
fn sound(text: &str) -> bool {
    text.len() <= LONGEST && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// `2feebed 2026-11-22`, if `folder` is the top of a working tree. Cargo is told which files change
/// with the commit; only those that are there, because a missing one means "always" to it.
fn of_git(folder: &str) -> Option<String> {
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        // Set in git's hooks, for another repository perhaps.
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE");
        let output = command.arg("-C").arg(folder).args(args).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim_end_matches(['\r', '\n']).to_owned())
    };
    // Sources that were unpacked inside another repository are not its commit.
    if !git(&["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        let path = Path::new(folder).join(git(&["rev-parse", "--git-path", name])?);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    let commit = git(&["log", "-1", "--no-show-signature", "--abbrev=7", "--format=%h %cs"])?;
    (!commit.is_empty() && sound(&commit)).then_some(commit)
}
