//! From one profile's table to a `Profile`: every key known, every value of its type.

use super::file::Profiles;
use super::tree::{Node, Table, Value, get};
use super::{trust, values};
use crate::client::address;
use crate::client::profile::{Holds, Key, Profile, Reveal, Schema, Source, every};
use crate::error::{Error, Result};
use crate::file::folder_of;
use crate::secret::Secret;
use crate::text::suggestion;
use crate::time::{ZONE, zone, zone_meant};
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// Headers that come with the request itself.
const OURS: [&str; 5] = ["host", "content-length", "content-type", "transfer-encoding", "connection"];

/// Resolves a profile.
pub(super) fn profile(
    file: &Profiles,
    name: &str,
    schemas: &[&'static Schema],
    reveal: Rc<dyn Reveal>,
) -> Result<Profile> {
    let (table, schema) = table(file, name, schemas)?;
    let reader = Reader { file, name };
    for (key, node) in table {
        if !schema.all().any(|known| known.name == key) {
            let known: Vec<&str> = schema.all().map(|known| known.name).collect();
            return Err(reader.wrong(node, &tr!("unknown key \"{key}\"", key)).hint(suggestion(key, &known)));
        }
    }
    let allow_http = reader.flag(table, &every::ALLOW_HTTP)?;
    let (mut settings, mut tables) = (BTreeMap::new(), BTreeMap::new());
    for key in schema.keys {
        let Some(node) = get(table, key.name) else { continue };
        if key.holds == Holds::Secrets {
            tables.insert(key.name, reader.entries(key, node)?);
        } else {
            settings.insert(key.name, reader.source(key.name, &|value| key.hides(value), node)?);
        }
    }
    // Known from the start, whoever shows them: a vendor may send back what a later call would have used.
    let mut revealed = BTreeMap::new();
    for key in schema.keys {
        let entries = tables.get(key.name).into_iter().flatten();
        let entries = entries.map(|(name, source)| (format!("{}.{name}", key.name), source));
        let setting = settings.get(key.name).map(|source| (key.name.to_owned(), source));
        for (name, source) in setting.into_iter().chain(entries) {
            if let Source::Literal(secret) = source
                && key.hides(source)
            {
                revealed.insert(name, secret.clone());
            }
        }
    }
    let path = |node| reader.text(&every::CA_FILE, node).map(PathBuf::from);
    Ok(Profile {
        name: name.into(),
        vendor: schema.vendor,
        base_url: reader.address(table, schema, allow_http)?,
        zone: reader.zone(table)?,
        timeout: reader.duration(table, &every::TIMEOUT, "30s")?,
        settle: reader.duration(table, &every::SETTLE, "15s")?,
        rate_limit: reader.rate(table)?,
        // Beside the file that names it, as with the files of secrets.
        ca_file: get(table, every::CA_FILE.name)
            .map(path)
            .transpose()?
            .map(|path| folder_of(&file.path).join(path)),
        headers: reader.headers(table)?,
        production: reader.flag(table, &every::PRODUCTION)?,
        read_only: reader.flag(table, &every::READ_ONLY)?,
        allow_http,
        settings,
        tables,
        reveal,
        revealed: Rc::new(RefCell::new(revealed)),
    })
}

/// A profile's table and its vendor's schema.
pub(super) fn table<'a>(
    file: &'a Profiles,
    name: &str,
    schemas: &[&'static Schema],
) -> Result<(&'a Table, &'static Schema)> {
    let node = file.node(name)?;
    let reader = Reader { file, name };
    if name.starts_with(super::BUILT_IN) {
        return Err(reader
            .wrong(node, tr!("the name is taken by a built-in profile"))
            .hint(tr!("give it another name")));
    }
    let Value::Table(table) = &node.value else {
        return Err(reader
            .wrong(node, tr!("not a table"))
            .hint(tr!("a profile begins with a line [profiles.NAME]")));
    };
    let ids: Vec<&str> = schemas.iter().map(|schema| schema.vendor).collect();
    let Some(vendor) = get(table, every::VENDOR.name) else {
        return Err(reader
            .wrong(node, tr!("no \"vendor\""))
            .hint(tr!("add vendor = \"…\"; there are: {ids}", ids = ids.join(tr!(", ")))));
    };
    let id = reader.text(&every::VENDOR, vendor)?;
    match schemas.iter().find(|schema| schema.vendor == id) {
        Some(schema) => Ok((table, schema)),
        None => Err(reader.wrong(vendor, tr!("\"vendor\" is no vendor's id")).hint(suggestion(id, &ids))),
    }
}

/// Reads the values of one profile.
struct Reader<'a> {
    file: &'a Profiles,
    name: &'a str,
}

impl Reader<'_> {
    fn wrong(&self, node: &Node, what: &str) -> Error {
        let path = self.file.path.display();
        Error::config(tr!(
            "profile \"{name}\" ({path}, line {line}): {what}",
            name = self.name,
            path,
            line = node.line,
            what
        ))
    }

    fn wanted(&self, key: &str, node: &Node, what: &str) -> Error {
        let kind = node.kind();
        self.wrong(node, &tr!("\"{key}\" has a wrong value ({kind})", key, kind))
            .hint(tr!("write {what}", what))
    }

    fn text<'n>(&self, key: &Key, node: &'n Node) -> Result<&'n str> {
        let text = node.text().filter(|text| !text.is_empty());
        text.ok_or_else(|| {
            self.wanted(key.name, node, &tr!("a text in quotes: {key} = \"…\"", key = key.name))
        })
    }

    fn flag(&self, table: &Table, key: &Key) -> Result<bool> {
        let Some(node) = get(table, key.name) else { return Ok(false) };
        let Value::Bool(flag) = node.value else {
            let what = tr!("{key} = true or {key} = false, without quotes", key = key.name);
            return Err(self.wanted(key.name, node, &what));
        };
        Ok(flag)
    }

    fn rate(&self, table: &Table) -> Result<Option<f64>> {
        let key = every::RATE_LIMIT.name;
        let Some(node) = get(table, key) else { return Ok(None) };
        let rate = node.literal().and_then(|text| text.parse().ok());
        let rate = rate.filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
        let wanted = || self.wanted(key, node, tr!("requests a second, more than none: rate_limit = 10"));
        rate.map(Some).ok_or_else(wanted)
    }

    fn duration(&self, table: &Table, key: &Key, example: &str) -> Result<Option<Duration>> {
        let Some(node) = get(table, key.name) else { return Ok(None) };
        node.literal().and_then(values::duration).map(Some).ok_or_else(|| {
            let key = key.name;
            let what = tr!("a duration: {key} = \"{example}\", or a number of seconds", key, example);
            self.wanted(key, node, &what)
        })
    }

    fn zone(&self, table: &Table) -> Result<TimeZone> {
        let node = get(table, every::TIMEZONE.name);
        let name = node.map_or(Ok(ZONE), |node| self.text(&every::TIMEZONE, node))?;
        zone(name).ok_or_else(|| {
            let what = tr!("\"timezone\" is not in the time zone database");
            let error = node.map_or_else(|| Error::config(what), |node| self.wrong(node, what));
            error.hint(match zone_meant(name) {
                Some(meant) => {
                    tr!(
                        "did you mean \"{meant}\"? Zones are named as in \"{zone}\" or \"UTC\"",
                        meant,
                        zone = ZONE
                    )
                }
                None => tr!("write a name such as \"{zone}\" or \"UTC\"", zone = ZONE),
            })
        })
    }

    fn address(&self, table: &Table, schema: &Schema, allow_http: bool) -> Result<Option<Url>> {
        let Some(node) = get(table, every::BASE_URL.name) else {
            let parse =
                |text| address::check(text, true).map_err(|why| Error::failed(format!("{text} {why}")));
            return schema.base_url.map(parse).transpose();
        };
        let text = self.text(&every::BASE_URL, node)?;
        address::check(text, allow_http).map(Some).map_err(|why| {
            let error = self.wrong(node, &tr!("\"base_url\" {why}", why));
            let only_plain = address::check(text, true).is_ok();
            error.hint(if only_plain {
                tr!("write https://, or, if the way there is safe, add allow_http = true")
            } else {
                tr!("write scheme, host, port and path only: base_url = \"https://meet.example.com\"")
            })
        })
    }

    fn headers(&self, table: &Table) -> Result<Vec<(String, Source)>> {
        let key = &every::HEADERS;
        let Some(node) = get(table, key.name) else { return Ok(Vec::new()) };
        let Value::Table(table) = &node.value else {
            return Err(self.wanted(key.name, node, tr!("a table: headers = { X-Name = \"…\" }")));
        };
        let mut headers: Vec<(String, Source)> = Vec::with_capacity(table.len());
        for (name, node) in table {
            let key = format!("{}.{name}", key.name);
            if !values::is_token(name) {
                let error = self.wrong(node, &tr!("\"{key}\" is not the name of a header", key));
                return Err(error.hint(tr!("use letters, digits and hyphens")));
            }
            if OURS.contains(&name.to_ascii_lowercase().as_str()) {
                let error = self.wrong(node, &tr!("\"{key}\" is a header that meetctl sets itself", key));
                return Err(error.hint(tr!("take it out")));
            }
            if headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name)) {
                let error = self.wrong(node, &tr!("\"{key}\" is given twice", key));
                return Err(error.hint(tr!("headers are the same in upper and lower case: take one out")));
            }
            let source = self.source(&key, &|_| true, node)?;
            if matches!(&source, Source::Literal(value) if value.expose().chars().any(char::is_control)) {
                let error = self.wrong(node, &tr!("\"{key}\" has a control character", key));
                return Err(error.hint(tr!("a header is one line")));
            }
            headers.push((name.clone(), source));
        }
        Ok(headers)
    }

    /// The values of a table under whatever names they have.
    fn entries(&self, key: &Key, node: &Node) -> Result<Vec<(String, Source)>> {
        let Value::Table(table) = &node.value else {
            let what = tr!("a table: {key} = {{ name = \"…\" }}", key = key.name);
            return Err(self.wanted(key.name, node, &what));
        };
        let entry = |(name, node): &(String, Node)| {
            Ok((name.clone(), self.source(&format!("{}.{name}", key.name), &|value| key.hides(value), node)?))
        };
        table.iter().map(entry).collect()
    }

    /// A value that may stand elsewhere, if this file may say so: which literals are secrets is told.
    fn source(&self, key: &str, hides: &dyn Fn(&Source) -> bool, node: &Node) -> Result<Source> {
        let source = match &node.value {
            Value::Table(table) => self.elsewhere(key, node, table)?,
            _ => match node.literal().filter(|text| !text.is_empty()) {
                Some(text) => Source::Literal(Secret::new(text)),
                None => return Err(self.wanted(key, node, &forms(key))),
            },
        };
        let (path, trust, secret) = (&self.file.path, self.file.trust, hides(&source));
        let bold = match &source {
            Source::Literal(_) => secret,
            Source::Env(_) => false,
            Source::File(_) | Source::Command(_) => true,
        };
        if bold && trust.foreign {
            let what = tr!("\"{key}\" is not taken from a file that belongs to another user", key);
            let hint = tr!(
                "copy the file and name the copy with --config, or write {key} = {{ env = \"NAME\" }}",
                key
            );
            return Err(self.wrong(node, &what).hint(hint));
        }
        if secret && trust.readable && matches!(source, Source::Literal(_)) {
            let what = tr!("others can read the file, and \"{key}\" is a secret", key);
            let hint = tr!(
                "run: {command}, or write {key} = {{ env = \"NAME\" }}",
                command = trust::chmod(path),
                key
            );
            return Err(self.wrong(node, &what).hint(hint));
        }
        Ok(source)
    }

    fn elsewhere(&self, key: &str, node: &Node, table: &Table) -> Result<Source> {
        let unclear = || {
            self.wrong(node, &tr!("\"{key}\" has to name one source", key))
                .hint(tr!("write {forms}", forms = forms(key)))
        };
        let [(form, value)] = table.as_slice() else { return Err(unclear()) };
        let text = || {
            let text = value.text().filter(|text| !text.is_empty() && !text.contains('\0'));
            text.ok_or_else(|| self.wanted(&format!("{key}.{form}"), value, &forms(key)))
        };
        match form.as_str() {
            "env" => {
                let name = text()?;
                if name.contains(['=', '$']) || name.contains(char::is_whitespace) {
                    let what = tr!("\"{key}.env\" is not the name of an environment variable", key);
                    return Err(self.wrong(value, &what).hint(tr!("write the name alone, without $ and =")));
                }
                Ok(Source::Env(name.to_owned()))
            }
            "file" => Ok(Source::File(text()?.into())),
            "command" => self.command(key, value).map(Source::Command),
            _ => Err(unclear()),
        }
    }

    fn command(&self, key: &str, node: &Node) -> Result<Vec<String>> {
        let key = format!("{key}.command");
        let hint = tr!("command = \"PROGRAM ARGUMENT…\", or command = [\"PROGRAM\", \"ARGUMENT\"]");
        let words = match &node.value {
            Value::List(items) => {
                let word = |item: &Node| item.text().map(str::to_owned);
                items
                    .iter()
                    .map(word)
                    .collect::<Option<Vec<_>>>()
                    .ok_or_else(|| self.wanted(&key, node, hint))?
            }
            Value::Text(line) => values::words(line.expose()).map_err(|why| {
                self.wrong(node, &format!("\"{key}\" {why}")).hint(tr!("write {hint}", hint))
            })?,
            _ => return Err(self.wanted(&key, node, hint)),
        };
        match words.first() {
            Some(program) if !program.is_empty() => Ok(words),
            _ => Err(self.wanted(&key, node, hint)),
        }
    }
}

/// How a value may be given.
fn forms(key: &str) -> String {
    tr!("{key} = \"…\", or {key} = {{ env = \"NAME\" }}, {{ file = \"…\" }}, {{ command = \"…\" }}", key)
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
