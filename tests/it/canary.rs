//! The secrets of every profile that a test writes are canaries: whatever the program prints, and
//! whatever it leaves in its state folder, is searched for them in every spelling that could carry
//! them. [`crate::world::ran`] does so for each run, so that the whole suite is one test of this.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Shorter ones would be found in innocent text.
const SHORTEST: usize = 8;

/// The keys of profiles whose values are secret, whatever the vendor.
const SECRET: &[&str] = &[
    "key",
    "token_key",
    "token_iv",
    "passkey",
    "passphrase",
    "auth",
    "api_key",
    "app_secret",
    "token",
    "headers",
    "body",
];

/// Files of the state folder are read up to this size.
const LARGEST: u64 = 4 << 20;

/// Folders of state in which a secret may stand: the sandbox's memory, which holds what a client sent
/// to it. Profiles' secrets stand in the profile file alone, tokens that were bought in `token-*`.
const MAY_HOLD: &[&str] = &["sandbox"];

/// A secret as it is, and as it could stand in a URL, a form, JSON, or a dump; backwards; its beginning.
pub fn spellings(secret: &str) -> BTreeSet<String> {
    let bytes = secret.as_bytes();
    let json = serde_json::to_string(secret).unwrap();
    // In base64 of a longer text the secret is at one of three offsets; its middle is always there.
    let inside = |skip: usize| {
        let middle = &bytes[skip.min(bytes.len())..];
        STANDARD.encode(&middle[..middle.len() / 3 * 3])
    };
    let mut all = BTreeSet::from([
        secret.to_owned(),
        STANDARD.encode(bytes),
        URL_SAFE.encode(bytes),
        inside(0),
        inside(1),
        inside(2),
        hex::encode(bytes),
        hex::encode_upper(bytes),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string().to_lowercase(),
        url::form_urlencoded::byte_serialize(bytes).collect(),
        json.trim_matches('"').to_owned(),
        bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", "),
        secret.chars().rev().collect(),
        secret.chars().take(SHORTEST).collect(),
    ]);
    if let Ok(raw) = hex::decode(secret) {
        all.insert(STANDARD.encode(&raw));
        all.insert(raw.iter().map(u8::to_string).collect::<Vec<_>>().join(", "));
    }
    all
}

/// No secret in any spelling in this text.
#[track_caller]
pub fn silent(what: &str, secrets: &[impl AsRef<str>], text: &str) {
    for secret in secrets.iter().map(AsRef::as_ref) {
        for spelling in spellings(secret) {
            assert!(!text.contains(&spelling), "{what}: {secret} is shown as {spelling}:\n{text}");
        }
    }
}

/// The secrets in a profile file. In one that is no TOML nothing is found: tests of such files name theirs.
pub fn in_profiles(text: &str) -> Vec<String> {
    fn texts(value: &Value, all: &mut Vec<String>) {
        match value {
            Value::String(text) if text.len() >= SHORTEST => all.push(text.clone()),
            // Where a secret comes from is no secret.
            Value::Table(table) if ["env", "file", "command"].iter().any(|way| table.contains_key(*way)) => {}
            Value::Table(table) => table.iter().for_each(|(_, value)| texts(value, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    let file: Table = text.parse().unwrap_or_default();
    let profiles = file.get("profiles").and_then(Value::as_table).into_iter().flatten();
    for (_, profile) in profiles {
        // One vendor's app_key is public.
        let public = profile.get("vendor").and_then(Value::as_str) == Some("netease");
        for (key, value) in profile.as_table().into_iter().flatten() {
            if SECRET.contains(&key.as_str()) || key == "app_key" && !public {
                texts(value, &mut all);
            }
        }
    }
    all
}

/// What a run must not show: found before it, searched for after it.
pub struct Canaries {
    secrets: Vec<String>,
    state: Option<PathBuf>,
}

impl Canaries {
    /// The secrets in the profile file of a command that is about to run.
    pub fn of(command: &Command) -> Self {
        let var = |name: &str| {
            let found = command.get_envs().find(|(known, _)| *known == OsStr::new(name));
            found.and_then(|(_, value)| Some(PathBuf::from(value?)))
        };
        let folder = command.get_current_dir().unwrap_or_else(|| Path::new(""));
        Self::at(
            var("MEETCTL_CONFIG").map(|path| folder.join(path)),
            var("MEETCTL_STATE").map(|path| folder.join(path)),
        )
    }

    /// The secrets in this profile file, and the state folder of the same run.
    pub fn at(config: Option<PathBuf>, state: Option<PathBuf>) -> Self {
        // Some tests put a pipe, or a file without end, where the profiles should be.
        let readable =
            |path: &PathBuf| fs::metadata(path).is_ok_and(|info| info.is_file() && info.len() <= LARGEST);
        let text = config.filter(readable).and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
        Self { secrets: in_profiles(&text), state }
    }

    /// What was printed and what was kept holds none of them. `raw` is an answer as it came.
    #[track_caller]
    pub fn check(&self, line: &str, raw: bool, out: &str, err: &str) {
        silent(line, &self.secrets, err);
        if !raw {
            silent(line, &self.secrets, out);
        }
        if !self.secrets.is_empty() {
            self.state.iter().for_each(|folder| self.search(line, folder));
        }
    }

    #[track_caller]
    fn search(&self, line: &str, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                if !MAY_HOLD.iter().any(|known| name == *known) {
                    self.search(line, &path);
                }
            } else if entry.metadata().is_ok_and(|info| info.is_file() && info.len() <= LARGEST) {
                let text = fs::read(&path).unwrap_or_default();
                silent(
                    &format!("{line}: {}", path.display()),
                    &self.secrets,
                    &String::from_utf8_lossy(&text),
                );
            }
        }
    }
}

/// The search itself: it must find what is there, and know what is secret.
#[test]
fn the_search_finds_every_spelling() {
    let secrets =
        ["canary-key/7f3a+secret==", "canary passkey&91", "canary%passphrase", "c0ffee0123456789c0ffee"];
    for secret in secrets {
        let around = [format!("x{secret}y"), format!("xy{secret}z"), format!("xyz{secret}")];
        for text in around.iter().map(|text| STANDARD.encode(text)) {
            assert!(spellings(secret).iter().any(|spelling| text.contains(spelling)), "{secret}");
        }
        let backwards: String = secret.chars().rev().collect();
        for text in [hex::encode(secret), backwards, secret[..8].to_owned()] {
            let found = std::panic::catch_unwind(|| silent("", &[secret], &text)).is_err();
            assert!(found, "{text}");
        }
    }
    let text = "[profiles.a]\nvendor = 'netease'\napp_key = 'public-key'\napp_secret = 'canary-1'\n\
                [profiles.b]\nvendor = 'quanshi'\napp_key = 'canary-2'\nbody = { x = 'canary-3', y = 1 }\n\
                headers = { A = 'canary-4', B = { env = 'NAME-OF-IT' } }\ntoken = { file = 'canary-file' }\n";
    assert_eq!(in_profiles(text).join(" "), "canary-1 canary-2 canary-3 canary-4");
    assert_eq!(in_profiles("not [ TOML"), [] as [String; 0]);
}

/// What is kept is searched too.
#[test]
fn the_search_reads_the_state_folder() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("p.toml");
    fs::write(&config, "[profiles.a]\nvendor = 'weiyi'\nkey = 'canary-key-1'\n").unwrap();
    let canaries = Canaries::at(Some(config), Some(folder.path().join("state")));
    let kept = folder.path().join("state/deep/file");
    fs::create_dir_all(kept.parent().unwrap()).unwrap();
    fs::write(&kept, "harmless").unwrap();
    canaries.check("x", false, "", "");
    fs::write(&kept, hex::encode("canary-key-1")).unwrap();
    let found = std::panic::catch_unwind(|| canaries.check("x", false, "", ""));
    assert!(found.is_err());
}
