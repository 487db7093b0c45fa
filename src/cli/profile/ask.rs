//! The questions of `profile add` on a terminal: what the vendor needs, and nothing else.

use super::hidden;
use crate::cli::check::{Row, State};
use crate::cli::confirm::line;
use crate::cli::context::{Context, note};
use crate::client::address;
use crate::client::profile::{Schema, Want, every};
use crate::config::Entry;
use crate::error::Result;
use crate::lang;
use crate::op::Vendor;
use crate::secret::Secret;
use crate::vendor::{VENDORS, find};

/// Which vendor it is for.
pub(super) fn vendor() -> Result<&'static Vendor> {
    for vendor in VENDORS {
        note(&format!("  {:<8} {}", vendor.id, lang::text(vendor.product)));
    }
    loop {
        let answer = line(tr!("Vendor: "))?;
        match find(&answer) {
            Ok(vendor) => return Ok(vendor),
            Err(error) => {
                let hint = error.facts().hint.as_deref().unwrap_or_default();
                note(&format!("  {error}{}{hint}", tr!("; ")));
            }
        }
    }
}

/// What the flags did not give: the address, where the vendor has none of its own, and the vendor's keys.
pub(super) fn settings(schema: &Schema, given: &[(String, Entry)]) -> Result<Vec<(String, Entry)>> {
    let mut typed: Vec<(String, Entry)> = Vec::new();
    if schema.base_url.is_none() && !has(given, &[], every::BASE_URL.name) {
        let insecure = given
            .iter()
            .any(|(key, entry)| key == every::ALLOW_HTTP.name && matches!(entry, Entry::Bool(true)));
        typed.push((every::BASE_URL.name.to_owned(), Entry::Text(server(insecure)?)));
    }
    for key in schema.keys {
        if has(given, &typed, key.name) {
            continue;
        }
        let must = match schema.wants(key, &|name| has(given, &typed, name)) {
            Want::No => continue,
            Want::Must => true,
            Want::May => false,
        };
        note(&format!("{}{}{}", key.name, tr!(": "), lang::text(key.about)));
        let rest = match (key.is_secret(), must) {
            (true, true) => tr!(" (not shown): "),
            (true, false) => tr!(" (not shown; Enter leaves it out): "),
            (false, true) => tr!(": "),
            (false, false) => tr!(" (Enter leaves it out): "),
        };
        let prompt = format!("  {}{rest}", key.name);
        let entry = loop {
            let value = if key.is_secret() { hidden::line(&prompt)? } else { Secret::new(line(&prompt)?) };
            match (value.expose().is_empty(), must) {
                (true, true) => note(tr!("  it is needed")),
                (true, false) => break None,
                (false, _) if key.is_secret() => break Some(Entry::Secret(value)),
                (false, _) => break Some(Entry::Text(value.expose().to_owned())),
            }
        };
        typed.extend(entry.map(|entry| (key.name.to_owned(), entry)));
    }
    Ok(typed)
}

fn has(given: &[(String, Entry)], typed: &[(String, Entry)], key: &str) -> bool {
    given.iter().chain(typed).any(|(name, _)| name == key)
}

fn server(insecure: bool) -> Result<String> {
    note(tr!("base_url: where the vendor's API is, such as https://meet.example.com"));
    loop {
        let answer = line(&format!("  base_url{}", tr!(": ")))?;
        match address::check(&answer, insecure) {
            Ok(_) => return Ok(answer),
            Err(why) => note(&tr!("  base_url {why}", why)),
        }
    }
}

/// What is to become of a profile that did not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Keep,
    Again,
    Stop,
}

/// Shows what was found, and asks what is to be done if something failed.
pub(super) fn verdict(context: &Context<'_>, rows: &[Row]) -> Result<Next> {
    for row in rows {
        context.hint(&format!("{} {}{}{}", row.state.mark(), row.check, tr!(": "), row.found));
        if let Some(next) = &row.next {
            context.hint(&format!("    → {next}"));
        }
    }
    if !rows.iter().any(|row| matches!(row.state, State::Failed(_))) {
        return Ok(Next::Keep);
    }
    loop {
        match line(tr!("Keep it all the same (k), type it again (t), or stop (s)? "))?.as_str() {
            "k" | "keep" => return Ok(Next::Keep),
            "t" | "type" => return Ok(Next::Again),
            "" | "s" | "stop" => return Ok(Next::Stop),
            _ => note(tr!("  k, t or s")),
        }
    }
}
