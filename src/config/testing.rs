//! What the tests of this folder share: a vendor that does not exist.

use super::file::Profiles;
use super::secret::Vars;
use super::trust::Trust;
use crate::client::profile::{Holds, Key, Need, Profile, Schema};
use crate::error::{Error, Kind, Result};
use std::path::Path;
use std::rc::Rc;

/// A vendor with an address of its own.
pub static FAKE: Schema = Schema {
    vendor: "fake",
    base_url: Some("https://fake.example/api/"),
    keys: &[
        Key { name: "app_id", holds: Holds::Text, about: "an id", need: Need::Rarely },
        Key { name: "app_secret", holds: Holds::Secret, about: "a secret", need: Need::Rarely },
    ],
};

/// A vendor without one.
pub static PREMISES: Schema = Schema {
    vendor: "premises",
    base_url: None,
    keys: &[
        Key { name: "key", holds: Holds::Secret, about: "a secret", need: Need::Rarely },
        Key { name: "client_key", holds: Holds::CertificateKey, about: "a key", need: Need::Rarely },
    ],
};

/// Both.
pub static SCHEMAS: [&Schema; 2] = [&FAKE, &PREMISES];

/// A text as the contents of `p.toml`, which nobody else can read.
pub fn profiles(text: &str) -> Profiles {
    Profiles::parse(Path::new("p.toml"), text, Trust::default()).unwrap()
}

/// The error of a text.
pub fn refused(text: &str) -> Error {
    Profiles::parse(Path::new("p.toml"), text, Trust::default()).unwrap_err()
}

/// An environment with one variable.
pub fn vars() -> Vars {
    Rc::new(|name| (name == "FAKE_SECRET").then(|| "from the environment".into()))
}

/// The profile `a` of a file that holds these lines in it.
pub fn profile(lines: &str) -> Result<Profile> {
    profiles(&format!("[profiles.a]\nvendor = 'fake'\n{lines}\n")).profile("a", &SCHEMAS, &vars())
}

/// Everything an error shows; it has to be about the configuration and say what to do.
pub fn shown(error: &Error) -> String {
    assert_eq!(error.kind(), Kind::Config, "{error}");
    assert!(error.facts().hint.is_some(), "no hint: {error}");
    format!("{error} {error:?}").replace("\\\"", "\"")
}
