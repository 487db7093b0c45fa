use super::super::testing::{SCHEMAS, shown, vars};
use super::*;
use std::path::PathBuf;

struct Place {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

impl Place {
    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { path: dir.path().join("new/meetctl/profiles.toml"), _dir: dir }
    }

    fn with(text: &str) -> Self {
        let place = Self::empty();
        make_folder(file::folder_of(&place.path)).unwrap();
        file::replace(&place.path, text.as_bytes()).unwrap();
        place
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.path).unwrap()
    }

    fn add(&self, name: &str, make_default: bool) -> Result<()> {
        let entries = [("vendor".to_owned(), Entry::Text("fake".into()))];
        New { path: &self.path, name, entries: &entries, default: make_default, schemas: &SCHEMAS }.add()
    }

    fn names(&self) -> Vec<String> {
        let file = Profiles::read(&self.path).unwrap().unwrap();
        file.names().into_iter().map(str::to_owned).collect()
    }
}

#[test]
fn the_first_profile_makes_the_file() {
    let place = Place::empty();
    let entries = [
        ("vendor", Entry::Text("fake".into())),
        ("app_id", Entry::Number(6.0)),
        ("app_secret", Entry::Secret(Secret::new("canary\"9f3\n"))),
        ("rate_limit", Entry::Number(2.5)),
        ("read_only", Entry::Bool(true)),
        ("headers.X-A", Entry::Env("FAKE_SECRET".into())),
        ("headers.X-B", Entry::Command(vec!["pass".into(), "a b".into()])),
        ("headers.X-C", Entry::File("f".into())),
    ];
    let entries: Vec<_> = entries.into_iter().map(|(key, entry)| (key.to_owned(), entry)).collect();
    let new = New { path: &place.path, name: "cloud", entries: &entries, default: true, schemas: &SCHEMAS };
    let draft = new.draft(&vars()).unwrap();
    assert_eq!(draft.need("app_secret").unwrap().expose(), "canary\"9f3\n");
    assert!(!place.path.exists(), "a draft writes nothing");
    new.add().unwrap();
    let expected = r#"# The profiles of meetctl: one for each account at a vendor of meetings. -p NAME chooses one.
#   meetctl profile check NAME   checks one, from this file's mode to the credentials
#   meetctl profile show NAME    shows one, its secrets hidden
# Nobody else may read a file with secrets in it: chmod 600.

# The profile of commands that name none with -p NAME or MEETCTL_PROFILE.
default = "cloud"

# It may also have: base_url, timezone, timeout, settle, allow_http, ca_file, production.
[profiles.cloud]
vendor = "fake"

# An id.
app_id = 6

# A secret.
app_secret = """
canary"9f3
"""

# Requests a second, shared by all meetctl processes of this user on this profile.
rate_limit = 2.5

# Refuses every write.
read_only = true

# Go with every call; their values are secrets.
headers = { X-A = { env = "FAKE_SECRET" }, X-B = { command = ["pass", "a b"] }, X-C = { file = "f" } }
"#;
    assert_eq!(place.text(), expected);
    let profile = Profiles::read(&place.path).unwrap().unwrap().profile("cloud", &SCHEMAS, &vars()).unwrap();
    assert_eq!(profile.need("app_secret").unwrap().expose(), "canary\"9f3\n");
    assert!(!format!("{entries:?}").contains("canary"));
}

#[cfg(unix)]
#[test]
fn files_are_private_and_links_stay() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
    let place = Place::empty();
    place.add("a", false).unwrap();
    let folder = file::folder_of(&place.path);
    assert_eq!((mode(folder), mode(file::folder_of(folder))), (0o700, 0o700));
    assert_eq!((mode(&place.path), mode(&file::beside(&place.path, ".lock"))), (0o600, 0o600));
    let link = folder.join("link.toml");
    symlink("profiles.toml", &link).unwrap();
    set_default(&link, "a", false).unwrap();
    assert!(link.is_symlink() && place.text().contains("default = \"a\""));
    let left: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

const COMMENTED: &str = r#"# About this file.

# About the default.
default = "a" # the usual one

# About a.
[profiles.a] # in line
vendor = "fake" # why
# commented = 1

# About b.
[profiles.b]
vendor = "fake"

[profiles.b.headers] # sub
X-A = "1"

# The end.
"#;

#[test]
fn comments_and_order_are_kept() {
    let place = Place::with(COMMENTED);
    set_default(&place.path, "b", false).unwrap();
    assert_eq!(place.text(), COMMENTED.replace("default = \"a\"", "default = \"b\""));
    place.add("c", false).unwrap();
    let text = place.text();
    assert!(text.contains("\n[profiles.c]\nvendor = \"fake\"\n"), "{text}");
    assert!(text.contains("\n\n# It may also have: app_id, app_secret, base_url,"), "{text}");
    assert_eq!(place.names(), ["a", "b", "c"]);
    for line in COMMENTED.lines().filter(|line| line.contains('#') && !line.starts_with("default")) {
        assert!(text.contains(line), "{line} is missing in {text}");
    }
}

#[test]
fn removing_takes_the_default_along_and_leaves_other_comments() {
    let place = Place::with(COMMENTED);
    assert_eq!(remove(&place.path, "b").unwrap(), Removed { was_default: false });
    assert_eq!(remove(&place.path, "a").unwrap(), Removed { was_default: true });
    assert_eq!(place.names(), [""; 0]);
    let text = place.text();
    assert!(text.contains("# About this file.") && text.contains("# The end."), "{text}");
    assert!(!text.contains("default =") && !text.contains("profiles"), "{text}");
    let place = Place::with(
        "# License\n\n# a\n[profiles.a]\nvendor = 'fake'\n\n# b\n[profiles.b]\nvendor = 'fake'\n",
    );
    remove(&place.path, "a").unwrap();
    assert_eq!(place.text(), "# License\n\n\n# b\n[profiles.b]\nvendor = 'fake'\n");
}

#[test]
fn dotted_and_inline_profiles_can_be_removed() {
    let place = Place::with("profiles.a.vendor = 'fake'\nprofiles.b = { vendor = 'fake' }\n");
    place.add("c", false).unwrap();
    remove(&place.path, "a").unwrap();
    remove(&place.path, "b").unwrap();
    assert_eq!(place.names(), ["c"]);
    let place = Place::with("profiles = { a = { vendor = 'fake' } }\n");
    assert!(shown(&place.add("b", false).unwrap_err()).contains("inline"));
    remove(&place.path, "a").unwrap();
}

#[test]
fn what_is_wrong_is_not_written() {
    let place = Place::with("[profiles.a]\nvendor = 'fake'\n");
    let before = place.text();
    assert!(shown(&place.add("a", true).unwrap_err()).contains("already a profile \"a\""));
    let wrong = |entries: &[(&str, &str)]| {
        let entries: Vec<_> = entries
            .iter()
            .map(|(key, text)| ((*key).to_owned(), Entry::Secret(Secret::new(*text))))
            .collect();
        let new = New { path: &place.path, name: "b", entries: &entries, default: false, schemas: &SCHEMAS };
        let error = new.add().unwrap_err();
        assert!(!format!("{error:?}").contains("canary"));
        error
    };
    assert!(shown(&wrong(&[("vendor", "fake"), ("app_secert", "canary9f3")])).contains("app_secret"));
    assert!(shown(&wrong(&[("app_secret", "canary9f3")])).contains("vendor"));
    assert_eq!(wrong(&[("vendor", "fake"), ("vendor", "canary9f3")]).kind(), Kind::Usage);
    assert!(shown(&remove(&place.path, "b").unwrap_err()).contains("no profile \"b\""));
    assert!(shown(&set_default(&place.path, "b", false).unwrap_err()).contains("no profile \"b\""));
    assert_eq!(place.text(), before);
    let place = Place::with("[profiles.a]\nvendor = canary9f3\n");
    for error in [place.add("b", false).unwrap_err(), remove(&place.path, "a").unwrap_err()] {
        let error = shown(&error);
        assert!(error.contains("line 2, column 10") && !error.contains("canary"), "{error}");
    }
    let place = Place::empty();
    assert!(shown(&remove(&place.path, "a").unwrap_err()).contains("there is no configuration file"));
    assert!(!file::folder_of(&place.path).exists());
}

#[test]
fn bad_names_are_errors_of_usage() {
    let place = Place::empty();
    for name in ["", "-p", "a b", "a/b", "会议", "a\n", "sandbox-mine", "\""] {
        assert_eq!(place.add(name, false).unwrap_err().kind(), Kind::Usage, "{name}");
    }
    assert!(!place.path.exists());
    place.add("A1._-", false).unwrap();
    assert_eq!(place.names(), ["A1._-"]);
}

#[test]
fn edits_at_once_all_survive() {
    let place = Place::empty();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let place = &place;
            scope.spawn(move || {
                for round in 0..5 {
                    place.add(&format!("p{thread}-{round}"), false).unwrap();
                }
            });
        }
    });
    assert_eq!(place.names().len(), 20);
}

#[test]
fn an_edit_does_not_wait_for_ever() {
    let place = Place::with("");
    let held = lock(&place.path, Duration::ZERO).unwrap();
    let error = lock(&place.path, Duration::from_millis(50)).unwrap_err();
    assert_eq!(error.kind(), Kind::Temporary);
    assert!(error.to_string().contains("another meetctl is editing"));
    drop(held);
    lock(&place.path, Duration::ZERO).unwrap();
}
