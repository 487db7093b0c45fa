//! `meetctl profile add`

use super::{ask, file};
use crate::cli::check;
use crate::cli::confirm::can_ask;
use crate::cli::context::Context;
use crate::cli::password::first_line;
use crate::cli::run::name_and_value;
use crate::client::profile::{Holds, Key, Schema, Source, every};
use crate::config::{self, Entry, New};
use crate::error::{Error, Result};
use crate::op::Vendor;
use crate::secret::Secret;
use crate::vendor;
use clap::Args;
use std::path::Path;

#[derive(Args, Debug)]
pub(super) struct Input {
    /// What to call it
    #[arg(value_name = "NAME")]
    name: String,
    /// Its vendor; `meetctl vendors` lists them
    #[arg(long, value_name = "VENDOR")]
    vendor: Option<String>,
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
    /// Do not check what was typed before it is written down
    #[arg(long)]
    no_check: bool,
}

pub(super) fn run(context: &Context<'_>, input: &Input) -> Result<()> {
    // What comes through stdin leaves nobody to ask there.
    let asks = can_ask(context) && input.from_stdin.is_none();
    let vendor = match &input.vendor {
        Some(id) => vendor::find(id)?,
        None if asks => ask::vendor()?,
        None => {
            return Err(Error::usage(tr!("--vendor is missing, and nobody can be asked"))
                .hint(tr!("give --vendor {ids}", ids = ids().join("|"))));
        }
    };
    let schema = &vendor.schema;
    let given = entries(schema, input)?;
    shaped(vendor, &given)?;
    let (path, schemas) = (file(context)?, vendor::schemas());
    let new = New { path: &path, name: &input.name, entries: &[], default: input.default, schemas: &schemas };
    // Whatever is wrong with the name, the file and the flags is said before anything is asked.
    New { entries: &given, ..new }.draft(&context.env.lookup())?;
    let entries = if asks && !context.global.dry_run {
        match typed(context, schema, &given, input.no_check, new)? {
            Some(entries) => entries,
            None => {
                return Err(
                    Error::usage(tr!("stopped: nothing was written")).hint(tr!("run it again when you like"))
                );
            }
        }
    } else {
        complete(schema, &given)?;
        given
    };
    if context.global.dry_run {
        context.hint(tr!("nothing was written: this is a dry run"));
        return Ok(());
    }
    New { entries: &entries, ..new }.add()?;
    for (key, other) in schema.wanting(&|key| has(&entries, key)) {
        let next = check::lacking(other);
        context.hint(&tr!("warning: there is no \"{key}\"; {next}", key = key.name, next));
    }
    context.hint(&tr!(
        "added {input} to {path}; check it with: meetctl profile check {input}",
        input = input.name,
        path = path.display()
    ));
    Ok(())
}

/// Asks for what the flags did not give until it passes, or somebody decides; `None`: it is not to be.
fn typed(
    context: &Context<'_>,
    schema: &Schema,
    given: &[(String, Entry)],
    unchecked: bool,
    new: New<'_>,
) -> Result<Option<Vec<(String, Entry)>>> {
    loop {
        let mut entries = given.to_vec();
        entries.extend(ask::settings(schema, given)?);
        if unchecked {
            return Ok(Some(entries));
        }
        context.hint(tr!("checking it …"));
        let profile = New { entries: &entries, ..new }.draft(&context.env.lookup())?;
        match ask::verdict(context, &check::draft(context, profile)?)? {
            ask::Next::Keep => return Ok(Some(entries)),
            ask::Next::Stop => return Ok(None),
            ask::Next::Again if entries.len() == given.len() => {
                context.hint(tr!("all of it came from flags: stop, and run it again with others"));
                return Ok(None);
            }
            ask::Next::Again => {}
        }
    }
}

/// Whether a key is among the settings, or a table of this name.
fn has(entries: &[(String, Entry)], key: &str) -> bool {
    let in_table = |name: &str| name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    entries.iter().any(|(name, _)| name == key || in_table(name))
}

/// Refuses values that no command of this vendor could use. What stands elsewhere is not fetched for it.
fn shaped(vendor: &Vendor, given: &[(String, Entry)]) -> Result<()> {
    for (key, entry) in given {
        if let Entry::Text(value) = entry
            && let Some(wanted) = (vendor.probe.shape)(key, value)
        {
            return Err(Error::usage(tr!("\"{key}\" has a wrong value", key)).hint(wanted));
        }
    }
    Ok(())
}

/// Refuses what lacks something, with the flags that give it.
fn complete(schema: &Schema, given: &[(String, Entry)]) -> Result<()> {
    let mut missing = schema.missing(&|key| has(given, key));
    if schema.base_url.is_none() && !has(given, every::BASE_URL.name) {
        missing.insert(0, &every::BASE_URL);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().map(|key| tr!("\"{name}\"", name = key.name)).collect();
    let flags: Vec<String> = missing
        .iter()
        .map(|Key { name, holds, .. }| match holds {
            Holds::Secret | Holds::Secrets => tr!("--from-env {name}=NAME (or --from-stdin {name})", name),
            _ => tr!("--set {name}=…", name),
        })
        .collect();
    Err(Error::usage(tr!(
        "{vendor} needs {names}, and nobody can be asked",
        vendor = schema.vendor,
        names = names.join(tr!(" and "))
    ))
    .hint(tr!("give {flags}", flags = flags.join(tr!(" and ")))))
}

fn ids() -> Vec<&'static str> {
    vendor::VENDORS.iter().map(|vendor| vendor.id).collect()
}

/// What the flags give.
fn entries(schema: &Schema, input: &Input) -> Result<Vec<(String, Entry)>> {
    let given = [&input.set, &input.from_env, &input.from_file, &input.from_command];
    let names = given.into_iter().flatten().map(|(key, _)| key).chain(&input.from_stdin);
    let is_table =
        |key: &str| schema.key(key).is_some_and(|known| known.holds == Holds::Secrets && known.name == key);
    if let Some(key) = names.into_iter().find(|key| is_table(key)) {
        return Err(Error::usage(tr!("\"{key}\" is a table: name what is in it", key))
            .hint(tr!("give --from-env {key}.NAME=VARIABLE", key)));
    }
    let mut entries = vec![(every::VENDOR.name.to_owned(), Entry::Text(schema.vendor.to_owned()))];
    for (key, value) in &input.set {
        let literal = Source::Literal(Secret::new(value.as_str()));
        if schema.key(key).is_some_and(|known| known.hides(&literal)) {
            return Err(Error::usage(tr!("\"{key}\" is a secret: on the command line others can see it", key))
                .hint(tr!("give --from-env {key}=NAME, --from-file {key}=PATH, --from-command {key}=…, or --from-stdin {key}", key)));
        }
        entries.push((key.clone(), plain(schema, key, value)?));
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
        let entry = if is_secret(schema, key) {
            Entry::Secret(Secret::new(secret))
        } else {
            plain(schema, key, &secret)?
        };
        entries.push((key.clone(), entry));
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    if let Some((key, _)) = keys.iter().zip(keys.iter().skip(1)).find(|(a, b)| a == b) {
        return Err(Error::usage(tr!("\"{key}\" is given twice", key)));
    }
    Ok(entries)
}

/// `true`, `false` and numbers where the key wants them, else text.
fn plain(schema: &Schema, key: &str, value: &str) -> Result<Entry> {
    match schema.key(key).map(|key| key.holds) {
        Some(Holds::Flag) => match value {
            "true" => Ok(Entry::Bool(true)),
            "false" => Ok(Entry::Bool(false)),
            _ => Err(Error::usage(tr!("\"{key}\" must be true or false", key))),
        },
        Some(Holds::Rate) => match value.parse() {
            Ok(number) => Ok(Entry::Number(number)),
            Err(_) => Err(Error::usage(tr!("\"rate_limit\" must be a number of requests a second"))),
        },
        _ => Ok(Entry::Text(value.to_owned())),
    }
}

fn is_secret(schema: &Schema, key: &str) -> bool {
    schema.key(key).is_some_and(Key::is_secret)
}
