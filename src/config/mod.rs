//! The user's `profiles.toml`: read and checked, resolved into profiles, edited, and the sources
//! its secrets come from.
//!
//! - The file is read as a whole and its grammar checked at once, but each profile is judged only
//!   when it is used: a mistake in one does not stop another.
//! - No error quotes a line or a literal value of the file, since it may be the secret.
//! - Who may read and write the file decides what is believed. A file that others can write is
//!   refused; a literal secret wants mode 0600; a file of another user's may neither run commands,
//!   nor name files to be sent, nor hold secrets.
//! - Edits keep comments and order, replace the file atomically, and exclude one another by a lock
//!   on `profiles.toml.lock` beside it, which stays there, empty.

mod comments;
mod describe;
mod edit;
mod file;
mod inspect;
mod resolve;
mod secret;
mod tree;
mod trust;
mod values;

pub use describe::{Described, shown};
pub use edit::{Entry, New, Removed, remove, set_default};
pub use file::Profiles;
pub use inspect::{Guarded, guarded};
pub use secret::{COMMAND_LIMIT, Revealer, Vars};
pub use values::words;

use crate::error::{Error, Result};

/// Profile names that begin so are built in.
pub const BUILT_IN: &str = "sandbox-";

/// Which profile a command uses: the flag's, the environment's (`MEETCTL_PROFILE`; empty is as
/// good as unset), the file's `default`, or the only one there is.
pub fn choose(flag: Option<&str>, env: Option<&str>, profiles: Option<&Profiles>) -> Result<String> {
    let named = flag.or_else(|| env.filter(|name| !name.is_empty()));
    if let Some(name) = named.or_else(|| profiles.and_then(Profiles::default_name)) {
        return Ok(name.to_owned());
    }
    match profiles.map(Profiles::names).unwrap_or_default().as_slice() {
        [only] => Ok((*only).to_owned()),
        [] => Err(Error::config(tr!("no profile is set up")).hint(
            tr!("add one: meetctl profile add; or give -p NAME, set MEETCTL_PROFILE, or try: meetctl -p sandbox-weiyi …"),
        )),
        names => Err(Error::config(tr!("several profiles and no default: {names}", names = names.join(tr!(", ")))).hint(
            tr!("give -p NAME, set MEETCTL_PROFILE, or try: meetctl -p sandbox-weiyi …; meetctl profile use NAME sets the default"),
        )),
    }
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::testing::profiles;
    use super::*;
    use crate::error::Kind;

    const TWO: &str = "[profiles.a]\nvendor = 'fake'\n[profiles.b]\nvendor = 'fake'\n";

    #[test]
    fn flag_environment_default_only_one() {
        let two = profiles(&format!("default = 'b'\n{TWO}"));
        assert_eq!(choose(Some("f"), Some("e"), Some(&two)).unwrap(), "f");
        assert_eq!(choose(None, Some("e"), Some(&two)).unwrap(), "e");
        assert_eq!(choose(None, Some(""), Some(&two)).unwrap(), "b");
        let one = profiles("[profiles.only]\nvendor = 'fake'\n");
        assert_eq!(choose(None, None, Some(&one)).unwrap(), "only");
        assert_eq!(choose(Some("sandbox-weiyi"), None, None).unwrap(), "sandbox-weiyi");
    }

    #[test]
    fn no_choice_says_how_to_choose() {
        for profiles in [None, Some(profiles(TWO)), Some(profiles(""))] {
            let error = choose(None, None, profiles.as_ref()).unwrap_err();
            assert_eq!(error.kind(), Kind::Config);
            let hint = error.facts().hint.clone().unwrap();
            assert!(
                hint.contains("-p NAME, set MEETCTL_PROFILE, or try: meetctl -p sandbox-weiyi"),
                "{hint}"
            );
        }
    }
}
