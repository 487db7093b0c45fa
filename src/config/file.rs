//! Reading `profiles.toml` and checking what concerns the file as a whole.

use super::secret::{COMMAND_LIMIT, Revealer, Vars};
use super::tree::{self, Node, Table, Value};
use super::trust::{self, Trust, Unreadable};
use crate::client::profile::{Profile, Schema};
use crate::error::{Error, Result};
use crate::file::folder_of;
use crate::text::{nearest, suggestion};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use zeroize::Zeroizing;

/// The largest file that is read.
const LARGEST: u64 = 1024 * 1024;

/// The keys outside of all profiles.
const TOP: [&str; 2] = ["default", "profiles"];

/// A profile file whose grammar is right. Its profiles are judged when they are used.
pub struct Profiles {
    pub(super) path: PathBuf,
    pub(super) trust: Trust,
    default: Option<String>,
    tables: Table,
}

impl Profiles {
    /// Reads a file; `None` if there is none.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let text = Self::text(path)?;
        text.map(|(text, trust)| Self::parse(path, &text, trust)).transpose()
    }

    /// The text of a file that nobody else can have changed; `None` if there is none.
    pub(super) fn text(path: &Path) -> Result<Option<(Zeroizing<String>, Trust)>> {
        let file = || tr!("configuration file {path}", path = path.display());
        let (bytes, trust) = match trust::read(path, LARGEST) {
            Ok(read) => read,
            Err(Unreadable::Missing) => return Ok(None),
            Err(why) => {
                let error = Error::config(format!("{} {why}", file()));
                return Err(error.hint(tr!("name another one with --config FILE, or mend this one")));
            }
        };
        if trust.writable {
            return Err(Error::config(tr!("others can write {file}", file = file()))
                .hint(tr!("look through it, then run: {command}", command = trust::chmod(path))));
        }
        if trust::replaceable(path) {
            return Err(Error::config(tr!("everybody can replace {file}", file = file()))
                .hint(tr!("take the write permission of others off its folder: chmod o-w")));
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(Some((Zeroizing::new(text.to_owned()), trust))),
            Err(_) => {
                Err(Error::config(tr!("{file} is not UTF-8", file = file())).hint(tr!("save it as UTF-8")))
            }
        }
    }

    /// Takes a text as the contents of the file.
    pub(super) fn parse(path: &Path, text: &str, trust: Trust) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let top = tree::parse(text).map_err(|fault| {
            let (path, line, column, problem) = (path.display(), fault.line, fault.column, fault.problem);
            Error::config(tr!(
                "configuration file {path}: line {line}, column {column}: {problem}",
                path,
                line,
                column,
                problem
            ))
            .hint(tr!("mend that line; the file is TOML, and texts in it stand in quotes"))
        })?;
        let mut profiles = Self { path: path.to_owned(), trust, default: None, tables: Table::new() };
        for (key, node) in top {
            let wrong = |text: String| {
                Error::config(tr!(
                    "configuration file {path}: line {line}: {text}",
                    path = path.display(),
                    line = node.line,
                    text
                ))
            };
            match (key.as_str(), node.value) {
                ("default", Value::Text(name)) => profiles.default = Some(name.expose().to_owned()),
                ("default", _) => {
                    return Err(wrong(tr!("\"default\" is not the name of a profile").into())
                        .hint(tr!("write default = \"NAME\"")));
                }
                ("profiles", Value::Table(tables)) => profiles.tables = tables,
                ("profiles", _) => {
                    return Err(wrong(tr!("\"profiles\" is not a table").into())
                        .hint(tr!("a profile begins with a line [profiles.NAME]")));
                }
                (_, Value::Table(_)) => {
                    return Err(wrong(tr!("unknown table \"{key}\"", key)).hint(tr!(
                        "a profile begins with a line [profiles.NAME]; {suggestion}",
                        suggestion = suggestion(&key, &TOP)
                    )));
                }
                (_, _) => {
                    return Err(wrong(tr!("unknown key \"{key}\"", key)).hint(tr!(
                        "the keys of a profile stand below its line [profiles.NAME]; {suggestion}",
                        suggestion = suggestion(&key, &TOP)
                    )));
                }
            }
        }
        Ok(profiles)
    }

    /// The names of the profiles, in the order of the file.
    pub fn names(&self) -> Vec<&str> {
        self.tables.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// The name that `default` gives, whether there is such a profile or not.
    pub fn default_name(&self) -> Option<&str> {
        self.default.as_deref()
    }

    /// The file, as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A profile, checked; its secrets are fetched when something needs them. `vars` looks up
    /// variables of the environment.
    pub fn profile(&self, name: &str, schemas: &[&'static Schema], vars: &Vars) -> Result<Profile> {
        let reveal =
            Revealer { vars: vars.clone(), base: folder_of(&self.path).to_owned(), limit: COMMAND_LIMIT };
        super::resolve::profile(self, name, schemas, Rc::new(reveal))
    }

    /// The node of a profile, or the error that names what there is.
    pub(super) fn node(&self, name: &str) -> Result<&Node> {
        tree::get(&self.tables, name).ok_or_else(|| {
            let error =
                Error::config(tr!("no profile \"{name}\" in {path}", name, path = self.path.display()));
            match self.names().as_slice() {
                [] => error.hint(tr!("it holds no profile; add one: meetctl profile add")),
                names if nearest(name, names.iter().copied()).is_none() => {
                    error.hint(suggestion(name, names))
                }
                names => error.hint(tr!(
                    "{suggestion} There are: {names}",
                    suggestion = suggestion(name, names),
                    names = names.join(tr!(", "))
                )),
            }
        })
    }
}

impl std::fmt::Debug for Profiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profiles")
            .field("path", &self.path)
            .field("names", &self.names())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{refused, shown};
    use super::*;

    #[test]
    fn no_file_is_no_error() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Profiles::read(&dir.path().join("none.toml")).unwrap().is_none());
    }

    #[test]
    fn names_keep_the_order_of_the_file() {
        let text = "default = 'a'\n[profiles.z]\nvendor = 'fake'\n[profiles.a]\nvendor = 'fake'\n";
        let profiles =
            Profiles::parse(Path::new("p.toml"), &format!("\u{feff}{text}"), Trust::default()).unwrap();
        assert_eq!(profiles.names(), ["z", "a"]);
        assert_eq!(profiles.default_name(), Some("a"));
        assert!(format!("{profiles:?}").contains("names: [\"z\", \"a\"]"));
    }

    #[test]
    fn faults_of_the_whole_file_name_place_and_remedy() {
        for (text, expected) in [
            ("defalt = 'a'\n", "did you mean \"default\"?"),
            ("[cloud]\nvendor = 'fake'\n", "[profiles.NAME]"),
            ("vendor = 'fake'\n", "[profiles.NAME]"),
            ("default = 3\n", "line 1: \"default\""),
            ("\n[[profiles]]\n", "line 2: \"profiles\" is not a table"),
            ("[profiles.a]\nx = canary9f3\n", "line 2, column 5: a text without quotes"),
        ] {
            let error = shown(&refused(text));
            assert!(error.contains(expected) && error.contains("p.toml"), "{text}: {error}");
            assert!(!error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn an_unknown_profile_is_answered_with_the_nearest() {
        let profiles =
            Profiles::parse(Path::new("p.toml"), "[profiles.cloud]\n[profiles.lab]\n", Trust::default());
        let error = shown(&profiles.unwrap().node("cluod").err().unwrap());
        assert!(error.contains("did you mean \"cloud\"? There are: cloud, lab"), "{error}");
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn with(bytes: &[u8], mode: u32) -> (tempfile::TempDir, PathBuf) {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("profiles.toml");
            std::fs::write(&path, bytes).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            (dir, path)
        }

        #[test]
        fn a_file_that_others_write_is_refused() {
            for mode in [0o620, 0o602, 0o666] {
                let (_dir, path) = with(b"", mode);
                let error = shown(&Profiles::read(&path).unwrap_err());
                assert!(error.contains(&format!("chmod 600 {}", path.display())), "{error}");
            }
            let (_dir, path) = with(b"", 0o644);
            assert!(Profiles::read(&path).unwrap().is_some());
        }

        #[test]
        fn a_file_that_others_replace_is_refused() {
            let (dir, path) = with(b"", 0o600);
            std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o777)).unwrap();
            assert!(shown(&Profiles::read(&path).unwrap_err()).contains("replace"));
            std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o1777)).unwrap();
            assert!(Profiles::read(&path).unwrap().is_some());
        }

        #[test]
        fn a_link_to_a_file_is_a_file_and_its_target_is_judged() {
            let (dir, path) = with(b"[profiles.a]\n", 0o600);
            let link = dir.path().join("link.toml");
            symlink("profiles.toml", &link).unwrap();
            assert_eq!(Profiles::read(&link).unwrap().unwrap().names(), ["a"]);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).unwrap();
            assert!(Profiles::read(&link).is_err());
        }

        #[test]
        fn folders_large_files_and_other_encodings_are_refused() {
            let (dir, _) = with(b"", 0o600);
            assert!(shown(&Profiles::read(dir.path()).unwrap_err()).contains("not a regular file"));
            let (_dir, path) = with(b"# \xff canary9f3\n", 0o600);
            let error = shown(&Profiles::read(&path).unwrap_err());
            assert!(error.contains("not UTF-8") && !error.contains("canary"), "{error}");
            let large = vec![b'\n'; 1024 * 1024];
            let (_dir, path) = with(&large, 0o600);
            assert!(Profiles::read(&path).unwrap().is_some());
            let (_dir, path) = with(&[large, vec![b'\n']].concat(), 0o600);
            assert!(shown(&Profiles::read(&path).unwrap_err()).contains("larger than 1024 KiB"));
        }
    }
}
