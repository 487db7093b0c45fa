//! A profile as the rest of the program sees it: settings with the names the vendor declares,
//! each revealed only when something needs it.

pub mod every;
mod key;

pub use key::{Holds, Key, Need, Schema, Want, is_pem};

use super::address;
use crate::error::{Error, Result};
use crate::secret::{Scrubber, Secret};
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// Where a setting's value stands.
#[derive(Clone, Debug)]
pub enum Source {
    /// In the file itself.
    Literal(Secret),
    /// In a variable of the environment.
    Env(String),
    /// In a file of its own; one line end after it is not part of it.
    File(PathBuf),
    /// On the standard output of a program, run without a shell.
    Command(Vec<String>),
}

/// Fetches a value from its source. The one implementation with I/O is in `config`.
pub trait Reveal {
    /// The value of the profile's `key`. Errors name the key and the source, never the value.
    fn reveal(&self, profile: &str, key: &str, source: &Source) -> Result<Secret>;
}

/// Reveals literals only: for built-in profiles and tests.
#[derive(Debug)]
pub struct LiteralOnly;

impl Reveal for LiteralOnly {
    fn reveal(&self, profile: &str, key: &str, source: &Source) -> Result<Secret> {
        match source {
            Source::Literal(secret) => Ok(secret.clone()),
            _ => Err(Error::config(tr!("profile \"{profile}\": \"{key}\" is not a literal", profile, key))),
        }
    }
}

/// A profile, checked and resolved, but for its secrets, which are revealed one by one.
#[derive(Clone)]
pub struct Profile {
    /// Its name in the file. Every row of every list repeats it.
    pub name: Rc<str>,
    /// The vendor's id.
    pub vendor: &'static str,
    /// Where the vendor's API is; without user, query and fragment. The path has no slash at its end.
    pub base_url: Option<Url>,
    /// The zone in which times without an offset are meant and shown.
    pub zone: TimeZone,
    /// Bounds one call with its retries, where no flag says otherwise.
    pub timeout: Option<Duration>,
    /// How long a meeting that was made may take to appear in a list.
    pub settle: Option<Duration>,
    /// Requests a second.
    pub rate_limit: Option<f64>,
    /// A certificate authority to trust beside the system's (PEM).
    pub ca_file: Option<PathBuf>,
    /// Headers that go with every call; their values are secrets.
    pub headers: Vec<(String, Source)>,
    /// Whether destructive commands want a stronger confirmation.
    pub production: bool,
    /// Whether writes are refused.
    pub read_only: bool,
    /// Whether plain http is allowed beyond this machine.
    pub allow_http: bool,
    /// The vendor's own keys.
    pub settings: BTreeMap<&'static str, Source>,
    /// The vendor's keys that hold a table, and what is in each.
    pub tables: BTreeMap<&'static str, Vec<(String, Source)>>,
    /// How sources become values.
    pub reveal: Rc<dyn Reveal>,
    /// What was revealed so far.
    pub revealed: Rc<RefCell<BTreeMap<String, Secret>>>,
}

impl Profile {
    /// Whether the profile gives a value for this key. Reveals nothing.
    pub fn has(&self, key: &str) -> bool {
        self.settings.contains_key(key)
    }

    /// Whether it gives a value for this key, or any in the table of this name.
    pub fn has_any(&self, key: &str) -> bool {
        let table = || self.tables.get(key).is_some_and(|entries| !entries.is_empty());
        self.has(key) || table() || (key == every::HEADERS.name && !self.headers.is_empty())
    }

    /// The value of one of the vendor's keys, if the profile has it.
    pub fn get(&self, key: &str) -> Result<Option<Secret>> {
        self.settings.get(key).map(|source| self.value(key, source)).transpose()
    }

    /// The value of a key that this command cannot do without.
    pub fn need(&self, key: &str) -> Result<Secret> {
        self.get(key)?.ok_or_else(|| {
            Error::config(tr!("profile \"{name}\" has no \"{key}\"", name = self.name, key)).hint(tr!("add it to the profile: {key} = \"…\", or {key} = {{ env = \"NAME\" }}, {{ file = \"…\" }}, {{ command = \"…\" }}", key))
        })
    }

    /// The address of its server, by which journals know it again; empty where there is none.
    pub fn server(&self) -> String {
        self.base_url.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// The headers that go with every call.
    pub fn extra_headers(&self) -> Result<Vec<(String, Secret)>> {
        self.values(every::HEADERS.name, &self.headers)
    }

    /// What stands in one of the vendor's tables.
    pub fn table(&self, key: &str) -> Result<Vec<(String, Secret)>> {
        self.tables.get(key).map_or(Ok(Vec::new()), |entries| self.values(key, entries))
    }

    fn values(&self, key: &str, entries: &[(String, Source)]) -> Result<Vec<(String, Secret)>> {
        let value = |(name, source): &(String, Source)| {
            Ok((name.clone(), self.value(&format!("{key}.{name}"), source)?))
        };
        entries.iter().map(value).collect()
    }

    /// The address of the vendor's API, or the error that says how to name it.
    pub fn address(&self) -> Result<&Url> {
        self.base_url.as_ref().ok_or_else(|| {
            Error::config(tr!("profile \"{name}\" has no \"base_url\"", name = self.name))
                .hint(tr!("add the address of your installation: base_url = \"https://meet.example.com\""))
        })
    }

    /// A setting that is no secret, as text. Nothing has to be hidden because of it.
    pub fn text(&self, key: &str) -> Result<Option<String>> {
        let reveal = |source| Ok(self.reveal.reveal(&self.name, key, source)?.expose().to_owned());
        self.settings.get(key).map(reveal).transpose()
    }

    /// The address under this key, or this one. It is held to the same rules as `base_url`.
    pub fn address_at(&self, key: &str, default: &str) -> Result<Url> {
        let text = self.text(key)?;
        address::check(text.as_deref().unwrap_or(default), self.allow_http).map_err(|why| {
            Error::config(tr!("profile \"{name}\": \"{key}\" {why}", name = self.name, key, why)).hint(tr!(
                "write it as {key} = \"https://host:port\"; plain http needs allow_http = true",
                key
            ))
        })
    }

    /// Refuses every write where the profile says so.
    pub fn writable(&self) -> Result<()> {
        if !self.read_only {
            return Ok(());
        }
        Err(Error::config(tr!("profile \"{name}\" is read-only", name = self.name))
            .hint(tr!("remove read_only = true from the profile, or use another one")))
    }

    /// Everything revealed so far, to be taken out of texts that are shown.
    pub fn scrubber(&self) -> Scrubber {
        let mut scrubber = Scrubber::default();
        for secret in self.revealed.borrow().values() {
            scrubber.learn(secret);
        }
        scrubber
    }

    fn value(&self, key: &str, source: &Source) -> Result<Secret> {
        if let Some(known) = self.revealed.borrow().get(key) {
            return Ok(known.clone());
        }
        let secret = self.reveal.reveal(&self.name, key, source)?;
        self.revealed.borrow_mut().insert(key.to_owned(), secret.clone());
        Ok(secret)
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profile")
            .field("name", &self.name)
            .field("vendor", &self.vendor)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A profile with these literals, for tests of what lies above.
    pub(crate) fn profile(settings: &[(&'static str, &str)]) -> Profile {
        let literal = |(key, value): &(&'static str, &str)| (*key, Source::Literal(Secret::new(*value)));
        Profile {
            name: "test".into(),
            vendor: "test",
            base_url: Some(Url::parse("https://h.example").unwrap()),
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            timeout: None,
            settle: None,
            rate_limit: None,
            ca_file: None,
            headers: Vec::new(),
            production: false,
            read_only: false,
            allow_http: false,
            settings: settings.iter().map(literal).collect(),
            tables: BTreeMap::new(),
            reveal: Rc::new(LiteralOnly),
            revealed: Rc::default(),
        }
    }

    #[test]
    fn another_address_is_held_to_the_same_rules() {
        let at =
            |profile: &Profile| profile.address_at("box", "http://box.example").map(|url| url.to_string());
        assert_eq!(at(&profile(&[])).unwrap_err().kind(), crate::error::Kind::Config);
        assert_eq!(at(&Profile { allow_http: true, ..profile(&[]) }).unwrap(), "http://box.example/");
        assert_eq!(at(&profile(&[("box", "http://127.0.0.1:1")])).unwrap(), "http://127.0.0.1:1/");
        assert!(at(&profile(&[("box", "ftp://x")])).is_err());
    }
}
