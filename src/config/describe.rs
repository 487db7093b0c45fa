//! A profile as `profile show` prints it: what is set and where it comes from, never a secret.

use super::file::Profiles;
use super::resolve;
use super::tree::{Node, Value, get};
use crate::client::profile::{Holds, LiteralOnly, Schema, Source, every};
use crate::error::Result;
use crate::secret::HIDDEN;
use crate::time::ZONE;
use std::rc::Rc;

/// Where a value comes from: the file, or what holds where it says nothing.
const FILE: &str = msg!("file");
const DEFAULT: &str = msg!("default");

/// One line of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// The key; a header is `headers.NAME`.
    pub key: String,
    /// The value, what hides it, or where it comes from.
    pub value: String,
    /// Whether the value is a secret.
    pub secret: bool,
    /// `file` or `default`.
    pub origin: &'static str,
}

impl Profiles {
    /// What a profile says: the common keys, then the vendor's, each in its fixed order. Reveals
    /// nothing and runs nothing.
    pub fn describe(&self, name: &str, schemas: &[&'static Schema]) -> Result<Vec<Described>> {
        let profile = resolve::profile(self, name, schemas, Rc::new(LiteralOnly))?;
        let (table, schema) = resolve::table(self, name, schemas)?;
        let base_url = profile.base_url.as_ref().map(ToString::to_string);
        let mut rows = Vec::new();
        for key in every::KEYS {
            let row = |value, origin| Described { key: key.name.to_owned(), value, secret: false, origin };
            match (key.holds, get(table, key.name)) {
                (Holds::Secrets, _) => rows.extend(profile.headers.iter().map(|(name, source)| {
                    let (key, value) = (format!("{}.{name}", key.name), shown(source, true));
                    Described { key, value, secret: true, origin: FILE }
                })),
                (Holds::Address, node) => {
                    let origin = if node.is_some() { FILE } else { DEFAULT };
                    rows.extend(base_url.clone().map(|value| row(value, origin)));
                }
                (Holds::Zone, None) => rows.push(row(ZONE.to_owned(), DEFAULT)),
                (_, Some(node)) => rows.push(row(plain(node), FILE)),
                (_, None) => {}
            }
        }
        for key in schema.keys {
            let row = |name, source| {
                let secret = key.hides(source);
                Described { key: name, value: shown(source, secret), secret, origin: FILE }
            };
            let entries = profile.tables.get(key.name).into_iter().flatten();
            rows.extend(entries.map(|(name, source)| row(format!("{}.{name}", key.name), source)));
            rows.extend(profile.settings.get(key.name).map(|source| row(key.name.to_owned(), source)));
        }
        Ok(rows)
    }
}

/// A value that is no secret.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::Bool(flag) => flag.to_string(),
        _ => node.literal().unwrap_or_default().to_owned(),
    }
}

/// Where a value comes from, or the value itself if it is no secret.
pub fn shown(source: &Source, secret: bool) -> String {
    match source {
        Source::Literal(_) if secret => HIDDEN.to_owned(),
        Source::Literal(value) => value.expose().to_owned(),
        Source::Env(name) => tr!("from environment {name}", name),
        Source::File(path) => tr!("from file {path}", path = path.display()),
        // The arguments may hold what nobody should see.
        Source::Command(words) => match words.as_slice() {
            [program] => tr!("from command {program}", program),
            words => tr!("from command {program} …", program = words.first().map_or("", String::as_str)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{SCHEMAS, profiles};

    fn rows(lines: &str) -> Vec<String> {
        let file = profiles(&format!("[profiles.a]\nvendor = 'fake'\n{lines}\n"));
        let rows = file.describe("a", &SCHEMAS).unwrap();
        rows.iter().map(|r| format!("{}={} {} {}", r.key, r.value, r.secret, r.origin)).collect()
    }

    #[test]
    fn defaults_are_told_from_the_file() {
        let expected = [
            "vendor=fake false file",
            "base_url=https://fake.example/api false default",
            "timezone=Asia/Shanghai false default",
        ];
        assert_eq!(rows(""), expected);
    }

    #[test]
    fn the_key_of_a_certificate_is_hidden_and_the_name_of_its_file_is_not() {
        let last = |value: &str| {
            let file = profiles(&format!("[profiles.a]\nvendor = 'premises'\nclient_key = '{value}'\n"));
            let row = file.describe("a", &SCHEMAS).unwrap().pop().unwrap();
            (row.value, row.secret)
        };
        assert_eq!(last("key.pem"), ("key.pem".to_owned(), false));
        assert_eq!(last("-----BEGIN PRIVATE KEY----- canary9f3"), ("***".to_owned(), true));
    }

    #[test]
    fn secrets_are_hidden_and_sources_named() {
        let lines = "app_secret = 'canary9f3'\napp_id = 6\nread_only = true\nrate_limit = 10\ntimezone = 'UTC'\n\
                     headers = { X-A = 'canary9f3', X-B = { command = 'pass canary9f3' }, X-C = { command = 'get' } }";
        assert_eq!(
            rows(lines),
            [
                "vendor=fake false file",
                "base_url=https://fake.example/api false default",
                "timezone=UTC false file",
                "rate_limit=10 false file",
                "headers.X-A=*** true file",
                "headers.X-B=from command pass … true file",
                "headers.X-C=from command get true file",
                "read_only=true false file",
                "app_id=6 false file",
                "app_secret=*** true file",
            ]
        );
        assert_eq!(
            rows("app_secret = { env = 'A' }").pop().unwrap(),
            "app_secret=from environment A true file"
        );
        assert_eq!(rows("app_secret = { file = 'f' }").pop().unwrap(), "app_secret=from file f true file");
    }
}
