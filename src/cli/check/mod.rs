//! `meetctl profile check`: everything that a profile needs to work, one by one, and what to do next.

mod here;
mod row;
mod there;
mod watched;

pub(super) use here::lacking;
pub(super) use row::{CHECK, Row, State};

use super::builtin;
use super::context::{Context, Target, unknown_profile};
use crate::client::profile::Profile;
use crate::config::{self, Profiles};
use crate::env::variables;
use crate::error::{Error, Result};
use crate::output::Format;
use crate::vendor;
use clap::Args;
use row::{Rows, layout};

#[derive(Args, Debug)]
pub(super) struct Input {
    /// The profile [default: the one that commands would use]
    #[arg(value_name = "NAME", conflicts_with = "all")]
    name: Option<String>,
    /// Every profile of the file
    #[arg(long)]
    all: bool,
    /// Only what can be checked without the network
    #[arg(long)]
    offline: bool,
}

pub(super) fn run(context: &Context<'_>, input: &Input) -> Result<()> {
    let named = input.name.as_deref().or(context.global.profile.as_deref());
    let offline = input.offline || context.global.dry_run;
    let chosen = named.or_else(|| context.env.text(variables::PROFILE)).filter(|_| !input.all);
    let mut rows = Vec::new();
    match (chosen.and_then(builtin::find), context.profiles()) {
        // It needs no file, so a broken one is no matter of its.
        (Some(built_in), _) => rows.extend(one(context, built_in.profile, offline)?),
        // What is wrong with the file is what this is for: a row, and no more to look at.
        (None, Err(error)) => {
            let mut broken = Rows::of(chosen.unwrap_or_default());
            broken.error("file", &error);
            rows.extend(broken.all);
        }
        (None, Ok(profiles)) => {
            let names = match &profiles {
                Some(profiles) if input.all => profiles.names().into_iter().map(str::to_owned).collect(),
                _ if input.all => Vec::new(),
                _ => vec![config::choose(named, context.env.text(variables::PROFILE), profiles.as_ref())?],
            };
            if names.is_empty() {
                return Err(Error::config(tr!("there is no profile to check"))
                    .hint(tr!("add one: meetctl profile add; or try: meetctl profile check sandbox-weiyi")));
            }
            for name in &names {
                rows.extend(match builtin::find(name) {
                    Some(built_in) => one(context, built_in.profile, offline)?,
                    None => of_file(context, profiles.as_ref(), name, offline)?,
                });
            }
        }
    }
    print(context, &rows)?;
    verdict(&rows)
}

/// A profile of the file; a fault in it is a row like any other.
fn of_file(
    context: &Context<'_>,
    profiles: Option<&Profiles>,
    name: &str,
    offline: bool,
) -> Result<Vec<Row>> {
    let Some(profiles) = profiles.filter(|profiles| profiles.names().contains(&name)) else {
        return Err(unknown_profile(name, profiles));
    };
    let mut rows = Rows::of(name);
    here::file(&mut rows, profiles.path());
    match profiles.profile(name, &vendor::schemas(), &context.env.lookup()) {
        Ok(profile) => {
            let vendor = vendor::find(profile.vendor)?;
            examine(&mut rows, context, &Target { profile, vendor, embedded: false }, offline);
        }
        Err(error) => rows.error("settings", &error),
    }
    Ok(rows.all)
}

/// A built-in profile.
fn one(context: &Context<'_>, name: &str, offline: bool) -> Result<Vec<Row>> {
    let target = context.target_named(name)?;
    let mut rows = Rows::of(name);
    examine(&mut rows, context, &target, offline);
    Ok(rows.all)
}

/// A profile that is not written down yet.
pub(super) fn draft(context: &Context<'_>, profile: Profile) -> Result<Vec<Row>> {
    let mut rows = Rows::of(&profile.name);
    let target = Target { vendor: vendor::find(profile.vendor)?, profile, embedded: false };
    examine(&mut rows, context, &target, false);
    Ok(rows.all)
}

fn examine(rows: &mut Rows, context: &Context<'_>, target: &Target, offline: bool) {
    here::profile(rows, context, target);
    if !offline && target.profile.base_url.is_some() {
        there::server(rows, context, target);
    }
}

/// Marks and wrapped lines for people; words and fields for everybody else.
fn print(context: &Context<'_>, rows: &[Row]) -> Result<()> {
    let global = &context.global;
    let people = global.format() == Format::Table && global.jq.is_none() && global.fields.is_none();
    if people && !global.wide {
        let width = context.output_options(jiff::tz::TimeZone::UTC).width;
        return context.print_rows(&CHECK, layout(rows, width));
    }
    context.print_rows(&CHECK, rows.iter().map(Row::value))
}

/// The first failure decides how the command ends.
pub(super) fn verdict(rows: &[Row]) -> Result<()> {
    let failed: Vec<(&Row, crate::error::Kind)> = rows
        .iter()
        .filter_map(|row| match row.state {
            State::Failed(kind) => Some((row, kind)),
            State::Ok | State::Warning => None,
        })
        .collect();
    let Some((first, kind)) = failed.first() else { return Ok(()) };
    let more = match failed.len() {
        1 => String::new(),
        count => tr!(" (and {count} more)", count = count - 1),
    };
    let profile =
        if first.profile.is_empty() { String::new() } else { format!("{}{}", first.profile, tr!(": ")) };
    let error = Error::new(
        *kind,
        tr!(
            "{profile}{check} failed: {found}{more}",
            profile,
            check = first.check,
            found = first.found,
            more
        ),
    );
    Err(match &first.next {
        Some(next) => error.hint(next.as_str()),
        None => error,
    })
}
