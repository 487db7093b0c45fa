//! `meetctl profile …`

mod add;
mod ask;
mod hidden;

use super::context::{Context, unknown_profile};
use super::{builtin, check, confirm, parsed, verbs};
use crate::client::profile::{Key, every};
use crate::complete::recent;
use crate::config::{self, Profiles};
use crate::document::{Shape, Show, col};
use crate::env::variables;
use crate::error::{Error, Result};
use crate::lang;
use crate::sandbox::BUILT_IN;
use crate::secret::HIDDEN;
use crate::vendor;
use clap::{ArgMatches, Command, Subcommand};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
enum Verb {
    /// List the profiles, the built-in ones too
    List,
    /// Show a profile's settings; secrets are hidden and not fetched
    Show {
        /// The profile [default: the one that commands would use]
        #[arg(value_name = "NAME")]
        name: Option<String>,
    },
    /// Add a profile: asks on a terminal for what is missing, checks it, and writes it down
    Add(add::Input),
    /// Check a profile: file, secrets, network, clock and credentials, one by one
    Check(check::Input),
    /// Remove a profile
    Remove {
        /// The profile
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Make a profile the default
    Use {
        /// The profile
        #[arg(value_name = "NAME")]
        name: String,
    },
}

pub(in crate::cli) static PROFILE: Shape = Shape {
    noun: "profile",
    plural: "profiles",
    columns: &[
        col("name", "NAME"),
        col("vendor", "VENDOR"),
        col("base_url", "BASE URL"),
        col("default", "DEFAULT"),
        col("origin", "FROM"),
        col("problem", "PROBLEM").show(Show::Long),
    ],
};

pub(in crate::cli) static SETTING: Shape = Shape {
    noun: "setting",
    plural: "settings",
    columns: &[col("key", "KEY"), col("value", "VALUE"), col("secret", "SECRET"), col("origin", "FROM")],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::List => list(context),
        Verb::Show { name } => show(context, name),
        Verb::Add(input) => add::run(context, &input),
        Verb::Check(input) => check::run(context, &input),
        Verb::Use { .. } | Verb::Remove { .. } if context.global.dry_run => {
            context.hint(tr!("nothing was written: this is a dry run"));
            Ok(())
        }
        Verb::Remove { name } => remove(context, &name),
        Verb::Use { name } => {
            config::set_default(&file(context)?, &name, builtin::find(&name).is_some())?;
            context.hint(&tr!("{name} is the default now", name));
            Ok(())
        }
    }
}

/// The profiles of the file, then the built-in ones. A profile with a fault is listed with it.
fn list(context: &Context<'_>) -> Result<()> {
    let profiles = context.profiles()?;
    let schemas = vendor::schemas();
    let mut rows: Vec<Value> = Vec::new();
    if let Some(profiles) = &profiles {
        for name in profiles.names() {
            let profile = profiles.profile(name, &schemas, &context.env.lookup());
            rows.push(json!({
                "name": name,
                "vendor": profile.as_ref().ok().map(|profile| profile.vendor),
                "base_url": profile.as_ref().ok().and_then(|p| p.base_url.as_ref()).map(url::Url::as_str),
                "default": profiles.default_name() == Some(name),
                "origin": profiles.path().display().to_string(),
                "problem": profile.err().map(|error| error.to_string()),
            }));
        }
    }
    let default = profiles.as_ref().and_then(Profiles::default_name);
    for built_in in BUILT_IN {
        rows.push(json!({
            "name": built_in.profile,
            "vendor": built_in.vendor,
            "base_url": tr!("(embedded)"),
            "default": default == Some(built_in.profile),
            "origin": tr!("built in"),
            "problem": Value::Null,
        }));
    }
    context.print_rows(&PROFILE, rows)
}

fn show(context: &Context<'_>, name: Option<String>) -> Result<()> {
    let named = name.or_else(|| context.global.profile.clone());
    let chosen = named.as_deref().or_else(|| context.env.text(variables::PROFILE));
    if let Some(built_in) = chosen.and_then(builtin::find) {
        let secret = |key: &str| {
            let schema = vendor::find(built_in.vendor).map(|vendor| &vendor.schema);
            schema.is_ok_and(|schema| schema.key(key).is_some_and(Key::is_secret))
        };
        let fixed = |key: &str, value: &str, secret: bool| json!({ "key": key, "value": if secret { HIDDEN } else { value }, "secret": secret, "origin": tr!("built in") });
        let common = [
            fixed(every::VENDOR.name, built_in.vendor, false),
            fixed(every::BASE_URL.name, tr!("(embedded)"), false),
        ];
        let settings = built_in.settings.iter().map(|(key, value)| fixed(key, value, secret(key)));
        return context.print_rows(&SETTING, common.into_iter().chain(settings));
    }
    let profiles = context.profiles()?;
    let name = config::choose(named.as_deref(), context.env.text(variables::PROFILE), profiles.as_ref())?;
    if builtin::find(&name).is_some() {
        return show(context, Some(name));
    }
    let Some(profiles) = profiles.as_ref().filter(|profiles| profiles.names().contains(&name.as_str()))
    else {
        return Err(unknown_profile(&name, profiles.as_ref()));
    };
    let rows = profiles
        .describe(&name, &vendor::schemas())?
        .into_iter()
        .map(|row| json!({ "key": row.key, "value": row.value, "secret": row.secret, "origin": lang::text(row.origin) }));
    context.print_rows(&SETTING, rows)
}

fn remove(context: &Context<'_>, name: &str) -> Result<()> {
    confirm::ask(context, &tr!("Remove the profile {name}?", name))?;
    let removed = config::remove(&file(context)?, name)?;
    if let Some(state) = context.env.state_dir() {
        recent::forget(&state, name);
    }
    context.hint(&tr!("removed {name}", name));
    if removed.was_default {
        context.hint(tr!("it was the default; set another with: meetctl profile use NAME"));
    }
    Ok(())
}

fn file(context: &Context<'_>) -> Result<PathBuf> {
    context.config_file().ok_or_else(|| {
        Error::config(tr!("there is no folder for profiles: HOME is not set"))
            .hint(tr!("name a file with --config or MEETCTL_CONFIG"))
    })
}
