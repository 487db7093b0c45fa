//! `meetctl profile …`

use super::context::{Context, no_such_file};
use super::password::first_line;
use super::run::name_and_value;
use super::{builtin, confirm, parsed, verbs};
use crate::client::profile::Schema;
use crate::config::{self, Entry};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Result};
use crate::sandbox::BUILT_IN;
use crate::secret::{HIDDEN, Secret};
use crate::vendor;
use clap::{ArgMatches, Args, Command, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
    /// Add a profile
    Add(Add),
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

#[derive(Args, Debug)]
struct Add {
    /// What to call it
    #[arg(value_name = "NAME")]
    name: String,
    /// Its vendor; `meetctl vendors` lists them
    #[arg(long, value_name = "VENDOR")]
    vendor: String,
    /// A setting that is no secret; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = name_and_value)]
    set: Vec<(String, String)>,
    /// A setting that stands in a variable of the environment; may be repeated
    #[arg(long, value_name = "KEY=VARIABLE", value_parser = name_and_value)]
    from_env: Vec<(String, String)>,
    /// A setting that stands in a file of its own; may be repeated
    #[arg(long, value_name = "KEY=PATH", value_parser = name_and_value)]
    from_file: Vec<(String, String)>,
    /// A setting that a program prints, e.g. key='pass show weiyi'; may be repeated
    #[arg(long, value_name = "KEY=COMMAND", value_parser = name_and_value)]
    from_command: Vec<(String, String)>,
    /// A secret that is read from stdin and kept in the file, which only you can read
    #[arg(long, value_name = "KEY")]
    from_stdin: Option<String>,
    /// Make it the default
    #[arg(long)]
    default: bool,
}

static PROFILE: Shape = Shape {
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

static SETTING: Shape = Shape {
    noun: "setting",
    plural: "settings",
    columns: &[col("key", "KEY"), col("value", "VALUE"), col("secret", "SECRET"), col("origin", "FROM")],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::List => list(context),
        Verb::Show { name } => show(context, name),
        Verb::Add(input) => add(context, &input),
        Verb::Use { .. } | Verb::Remove { .. } if context.global.dry_run => {
            context.hint("nothing was written: this is a dry run");
            Ok(())
        }
        Verb::Remove { name } => remove(context, &name),
        Verb::Use { name } => {
            config::set_default(&file(context)?, &name)?;
            context.hint(&format!("{name} is the default now"));
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
    for built_in in BUILT_IN {
        rows.push(json!({
            "name": built_in.profile,
            "vendor": built_in.vendor,
            "base_url": "(embedded)",
            "default": false,
            "origin": "built in",
            "problem": Value::Null,
        }));
    }
    context.print_rows(&PROFILE, rows)
}

fn show(context: &Context<'_>, name: Option<String>) -> Result<()> {
    let named = name.or_else(|| context.global.profile.clone());
    let chosen = named.as_deref().or_else(|| context.env.text("MEETCTL_PROFILE"));
    if let Some(built_in) = chosen.and_then(builtin::find) {
        let secret = |key: &str| {
            let schema = vendor::find(built_in.vendor).map(|vendor| &vendor.schema);
            schema.is_ok_and(|schema| schema.keys.iter().any(|known| known.name == key && known.secret))
        };
        let fixed = |key: &str, value: &str, secret: bool| json!({ "key": key, "value": if secret { HIDDEN } else { value }, "secret": secret, "origin": "built in" });
        let common = [fixed("vendor", built_in.vendor, false), fixed("base_url", "(embedded)", false)];
        let settings = built_in.settings.iter().map(|(key, value)| fixed(key, value, secret(key)));
        return context.print_rows(&SETTING, common.into_iter().chain(settings));
    }
    let profiles = context.profiles()?;
    let name = config::choose(named.as_deref(), context.env.text("MEETCTL_PROFILE"), profiles.as_ref())?;
    let Some(profiles) = profiles else { return Err(no_such_file(&name)) };
    let rows = profiles
        .describe(&name, &vendor::schemas())?
        .into_iter()
        .map(|row| json!({ "key": row.key, "value": row.value, "secret": row.secret, "origin": row.origin }));
    context.print_rows(&SETTING, rows)
}

fn add(context: &Context<'_>, input: &Add) -> Result<()> {
    let schema = &vendor::find(&input.vendor)?.schema;
    let mut entries = vec![("vendor".to_owned(), Entry::Text(schema.vendor.to_owned()))];
    for (key, value) in &input.set {
        if is_secret(schema, key) {
            return Err(Error::usage(format!("\"{key}\" is a secret: on the command line others can see it"))
                .hint(format!("give --from-env {key}=NAME, --from-file {key}=PATH, --from-command {key}=…, or --from-stdin {key}")));
        }
        entries.push((key.clone(), plain(key, value)?));
    }
    for (key, value) in &input.from_env {
        entries.push((key.clone(), Entry::Env(value.clone())));
    }
    for (key, value) in &input.from_file {
        entries.push((key.clone(), Entry::File(value.clone())));
    }
    for (key, value) in &input.from_command {
        let words =
            config::words(value).map_err(|why| Error::usage(format!("--from-command {key} {why}")))?;
        entries.push((key.clone(), Entry::Command(words)));
    }
    if let Some(key) = &input.from_stdin {
        let secret = first_line(Path::new("-"))?;
        let entry =
            if is_secret(schema, key) { Entry::Secret(Secret::new(secret)) } else { plain(key, &secret)? };
        entries.push((key.clone(), entry));
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    if let Some((key, _)) = keys.iter().zip(keys.iter().skip(1)).find(|(a, b)| a == b) {
        return Err(Error::usage(format!("\"{key}\" is given twice")));
    }
    let path = file(context)?;
    if context.global.dry_run {
        context.hint("nothing was written: this is a dry run");
        return Ok(());
    }
    config::add(&path, &input.name, &entries, input.default, &vendor::schemas())?;
    context.hint(&format!(
        "added {} to {}; look at it with: meetctl profile show {}",
        input.name,
        path.display(),
        input.name
    ));
    Ok(())
}

fn remove(context: &Context<'_>, name: &str) -> Result<()> {
    confirm::ask(context, &format!("Remove the profile {name}?"))?;
    let removed = config::remove(&file(context)?, name)?;
    context.hint(&format!("removed {name}"));
    if removed.was_default {
        context.hint("it was the default; set another with: meetctl profile use NAME");
    }
    Ok(())
}

/// `true`, `false` and numbers where the key wants them, else text.
fn plain(key: &str, value: &str) -> Result<Entry> {
    match key {
        "allow_http" | "production" | "read_only" => match value {
            "true" => Ok(Entry::Bool(true)),
            "false" => Ok(Entry::Bool(false)),
            _ => Err(Error::usage(format!("\"{key}\" must be true or false"))),
        },
        "rate_limit" => match value.parse() {
            Ok(number) => Ok(Entry::Number(number)),
            Err(_) => Err(Error::usage("\"rate_limit\" must be a number of requests a second")),
        },
        _ => Ok(Entry::Text(value.to_owned())),
    }
}

fn is_secret(schema: &Schema, key: &str) -> bool {
    key.starts_with("headers.") || schema.keys.iter().any(|known| known.name == key && known.secret)
}

fn file(context: &Context<'_>) -> Result<PathBuf> {
    context.config_file().ok_or_else(|| {
        Error::config("there is no folder for profiles: HOME is not set")
            .hint("name a file with --config or MEETCTL_CONFIG")
    })
}
