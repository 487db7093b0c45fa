//! What can be checked on this machine alone.

use super::row::Rows;
use crate::cli::context::{Context, Target};
use crate::cli::world;
use crate::client::address::is_loopback;
use crate::client::profile::{Key, Source, every};
use crate::client::session::Moment;
use crate::config;
use crate::env;
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::secret::Secret;
use std::path::Path;

/// The file with the profiles, which could be read: its mode and owner.
pub(super) fn file(rows: &mut Rows, path: &Path) {
    let shown = path.display();
    let Some(guarded) = config::guarded(path) else {
        return rows.warn("file", tr!("{shown} cannot be looked at", shown), tr!("see to its permissions"));
    };
    let mode = guarded.mode.map(|mode| tr!(", mode {mode}", mode)).unwrap_or_default();
    if guarded.foreign {
        let next =
            tr!("copy it, or write secrets as { env = \"NAME\" }: from such a file no secret is taken");
        rows.warn("file", tr!("{shown}{mode}, belongs to another user", shown, mode), next);
    } else if guarded.readable {
        let found =
            tr!("{shown}{mode}: others can read it, and may, while no secret stands in it", shown, mode);
        rows.warn("file", found, tr!("run: {chmod}", chmod = guarded.chmod));
    } else {
        rows.ok("file", tr!("{shown}{mode}, yours", shown, mode));
    }
}

/// The profile itself: its settings and secrets, its address, its certificates, and what it signs.
pub(super) fn profile(rows: &mut Rows, context: &Context<'_>, target: &Target) {
    settings(rows, target);
    secrets(rows, target);
    address(rows, target);
    certificates(rows, context, target);
    signature(rows, target);
}

/// What the vendor's commands need is there, and what is there looks as it has to.
fn settings(rows: &mut Rows, target: &Target) {
    let (profile, schema) = (&target.profile, &target.vendor.schema);
    let has = |key: &str| profile.has_any(key);
    let lack =
        |key: &Key| tr!("there is no \"{key}\": {about}", key = key.name, about = lang::text(key.about));
    for key in schema.missing(&has) {
        let next = tr!("add it to the profile: {key} = {{ env = \"NAME\" }}", key = key.name);
        rows.fail("settings", Kind::Config, lack(key), Some(next));
    }
    for (key, other) in schema.wanting(&has) {
        rows.warn("settings", lack(key), lacking(other));
    }
    let address = profile.base_url.as_ref().map(ToString::to_string);
    let typed = schema.keys.iter().filter(|key| !key.is_secret()).filter_map(|key| {
        let value = match profile.settings.get(key.name)? {
            Source::Literal(value) => value.clone(),
            // Where it cannot be had is told with the secrets.
            _ => profile.get(key.name).ok()??,
        };
        Some((key.name, value.expose().to_owned()))
    });
    for (key, value) in address.map(|address| (every::BASE_URL.name, address)).into_iter().chain(typed) {
        if let Some(wanted) = (target.vendor.probe.shape)(key, &value) {
            rows.fail(
                "settings",
                Kind::Config,
                tr!("\"{key}\" has a wrong value", key),
                Some(wanted.to_owned()),
            );
        }
    }
}

/// What to do about a key that most commands want.
pub(in crate::cli) fn lacking(other: Option<&str>) -> String {
    match other {
        Some(other) => tr!("without it, or \"{other}\", many commands fail: add it to the profile", other),
        None => tr!("without it many commands fail: add it to the profile").to_owned(),
    }
}

/// Every secret is fetched, and none is shown.
fn secrets(rows: &mut Rows, target: &Target) {
    let profile = &target.profile;
    for key in target.vendor.schema.keys {
        if let Some(entries) = profile.tables.get(key.name).filter(|entries| !entries.is_empty()) {
            fetched(rows, key.name, entries.len(), profile.table(key.name));
        }
        let Some(source) = profile.settings.get(key.name) else { continue };
        if !key.hides(source) && matches!(source, Source::Literal(_)) {
            continue;
        }
        let place = match source {
            Source::Literal(_) if target.embedded => tr!("built in").to_owned(),
            Source::Literal(_) => tr!("in the file").to_owned(),
            elsewhere => config::shown(elsewhere, true),
        };
        match profile.get(key.name) {
            Ok(Some(value)) if value.expose().trim() != value.expose() => rows.warn(
                "secret",
                tr!("{key}: {place}, with white space at an end", key = key.name, place),
                tr!("take it off, unless it belongs to the value"),
            ),
            Ok(_) => rows.ok("secret", format!("{}{}{place}", key.name, tr!(": "))),
            Err(error) => rows.error("secret", &error),
        }
    }
    if !profile.headers.is_empty() {
        fetched(rows, every::HEADERS.name, profile.headers.len(), profile.extra_headers());
    }
}

fn fetched(rows: &mut Rows, key: &str, count: usize, values: Result<Vec<(String, Secret)>>) {
    match values {
        Ok(_) if count == 1 => rows.ok("secret", tr!("{key}: 1 value", key)),
        Ok(_) => rows.ok("secret", tr!("{key}: {count} values", key, count)),
        Err(error) => rows.error("secret", &error),
    }
}

fn address(rows: &mut Rows, target: &Target) {
    match target.profile.address() {
        Ok(_) if target.embedded => rows.ok("address", tr!("the embedded sandbox")),
        Ok(url) if url.scheme() == "http" && !is_loopback(url) => rows.warn(
            "address",
            tr!("{url}: everybody on the way can read the credentials", url),
            tr!("write https:// if the server has it, and take allow_http out"),
        ),
        Ok(url) => rows.ok("address", url.as_str().trim_end_matches('/')),
        Err(error) => rows.error("address", &error),
    }
}

fn certificates(rows: &mut Rows, context: &Context<'_>, target: &Target) {
    if let Some(path) = &target.profile.ca_file {
        let shown = path.display();
        match std::fs::read_to_string(path) {
            Ok(text) if text.contains("-----BEGIN CERTIFICATE-----") => {
                rows.ok(every::CA_FILE.name, shown.to_string());
            }
            Ok(_) => {
                let next = tr!("ca_file is a text file with lines like -----BEGIN CERTIFICATE-----");
                let found = tr!("{shown} holds no certificate in PEM form", shown);
                rows.fail(every::CA_FILE.name, Kind::Config, found, Some(next.to_owned()));
            }
            Err(error) => {
                let next =
                    tr!("name a file that is there: relative paths start from the configuration's folder");
                rows.fail(
                    every::CA_FILE.name,
                    Kind::Config,
                    format!("{shown}{}{error}", tr!(": ")),
                    Some(next.to_owned()),
                );
            }
        }
    }
    match world::identity(context, target) {
        Ok(None) => {}
        Ok(Some(_)) => rows.ok("client certificate", tr!("certificate and key can be read")),
        Err(error) => rows.error("client certificate", &error),
    }
}

/// The vendor's known result, worked out anew; and what this profile would sign now, for those who work
/// it out by hand.
fn signature(rows: &mut Rows, target: &Target) {
    let probe = target.vendor.probe;
    match (probe.vector)() {
        Ok(vector) if vector.got == vector.wanted => {
            let found = tr!(
                "{rule}: {given} makes {wanted}, as it must",
                rule = lang::text(probe.rule),
                given = vector.given,
                wanted = vector.wanted
            );
            rows.ok("self-test", found);
        }
        Ok(vector) => {
            let found = tr!(
                "{given} makes {got}, and must make {wanted}",
                given = vector.given,
                got = vector.got,
                wanted = vector.wanted
            );
            rows.fail(
                "self-test",
                Kind::Failed,
                found,
                Some(tr!("this is a fault of meetctl: report it").into()),
            );
        }
        Err(error) => rows.error("self-test", &error),
    }
    let mut nonce = [0; 16];
    // An example: one without chance is as good.
    let _ = getrandom::fill(&mut nonce);
    match (probe.signed)(&target.profile, &Moment { now: env::now(), nonce, token: None }) {
        Ok(Some(signed)) => rows.signed(tr!("for this profile, now: {signed}", signed), signed),
        Ok(None) => rows.ok("signed", tr!("nothing: the profile holds nothing that signs")),
        // What is missing was said already.
        Err(error) if rows.failed() && error.kind() == Kind::Config => told(rows, &error),
        Err(error) => rows.error("signed", &error),
    }
}

/// An error that says something which no row says yet.
fn told(rows: &mut Rows, error: &Error) {
    let known = rows.all.iter().any(|row| row.check == "settings" || row.found == error.facts().message);
    if !known {
        rows.error("signed", error);
    }
}
