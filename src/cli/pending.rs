//! `meetctl pending …`: writes whose outcome is not known.

use super::context::{Context, first_of, json};
use super::world;
use super::{parsed, verbs};
use crate::audit;
use crate::client::draft::Given;
use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind, Result};
use crate::op::Reach;
use crate::op::meeting::{OUTCOME, Outcome};
use crate::op::writing::{self, Writing};
use crate::output::Format;
use crate::pending::{self, Found, Held, Pending, State};
use crate::secret::is_named_secret;
use crate::time::{Clock, parse_time, rfc3339};
use clap::{ArgMatches, Command, Subcommand};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

#[derive(Subcommand, Debug)]
enum Verb {
    /// List writes whose outcome is not known, and those that were done but never told
    List,
    /// Look again what became of a write, and forget it if that is known now
    Resolve {
        /// Its id, as the error and `pending list` name it
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Forget a write: you have found out yourself what became of it
    Forget {
        /// Its id, as the error and `pending list` name it
        #[arg(value_name = "ID")]
        id: String,
    },
}

pub(super) static PENDING: Shape = Shape {
    noun: "pending write",
    plural: "pending writes",
    columns: &[
        col("id", "ID"),
        col("state", "STATE"),
        col("sent", "SENT AT").show(Show::Time),
        col("profile", "PROFILE"),
        col("vendor", "VENDOR").show(Show::Wide),
        col("command", "COMMAND"),
        col("target", "TARGET"),
        col("subject", "SUBJECT").show(Show::Long),
        col("call", "CALL").show(Show::Wide),
        col("error", "ERROR").show(Show::Message),
        col("input", "INPUT").show(Show::Wide),
    ],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let state = context.env.state_dir();
    match parsed(matches)? {
        Verb::List => {
            let (mut all, broken) = pending::list(state.as_deref())?;
            all.retain(|one| context.is_about(&one.story.profile));
            let rows = all.iter().flat_map(|one| one.writes.iter().map(|write| row(one, write)));
            context.print_rows(&PENDING, rows)?;
            let table = context.output_options(TimeZone::UTC).format == Format::Table;
            if table && all.is_empty() && broken.is_empty() {
                context.hint(tr!("no pending writes"));
            }
            first_of(broken)
        }
        Verb::Forget { id } => {
            let found = pending::find(state.as_deref(), &id)?;
            forget(context, id, &found)
        }
        Verb::Resolve { id } => match pending::find(state.as_deref(), &id)? {
            Found::Told(found) => resolve(context, &found),
            Found::Unclear(found) => Err(found.error),
        },
    }
}

/// Also what cannot be understood may be forgotten, by those who have looked for themselves.
fn forget(context: &Context<'_>, id: String, found: &Found) -> Result<()> {
    found.idle()?;
    if context.global.dry_run {
        context.hint(tr!("nothing was forgotten: this is a dry run"));
        return Ok(());
    }
    match found {
        Found::Told(pending) => decided(context, pending, audit::Outcome::Forgotten)?,
        Found::Unclear(_) => {
            context.decided(None, None, "pending forget", audit::Outcome::Forgotten, &[id])?;
        }
    }
    found.forget()
}

fn row(pending: &Pending, write: &Held) -> Value {
    let story = &pending.story;
    let text = |name: &str| story.input.get(name).and_then(Value::as_str);
    json!({
        "id": pending.id,
        "state": write.state,
        "sent": write.at,
        "profile": story.profile,
        "vendor": story.vendor,
        "command": story.command,
        "target": Some(names(pending, write).join(" ")).filter(|names| !names.is_empty()),
        "subject": text("subject"),
        "call": write.call,
        "error": write.error,
        "input": story.input,
    })
}

fn resolve(context: &Context<'_>, pending: &Pending) -> Result<()> {
    let story = &pending.story;
    pending.idle()?;
    let by_hand = || tr!("look for yourself, then: meetctl pending forget {id}", id = pending.id);
    let Some(writing) = writing::find(&story.command) else {
        return Err(Error::new(
            Kind::Unsupported,
            tr!("nothing can look at: {command}", command = story.command),
        )
        .hint(by_hand()));
    };
    let target = context.target_named(&story.profile)?;
    let server = target.profile.server();
    if (story.vendor.as_str(), story.server.as_str()) != (target.profile.vendor, server.as_str()) {
        let what = tr!(
            "profile \"{profile}\" leads to another server now than when this was sent",
            profile = story.profile
        );
        return Err(Error::config(what).hint(by_hand()));
    }
    let options = context.call_options(&target, Vec::new());
    let found = world::run(context, &target, None, async |io, detour| {
        let reach = context.reach(&target, io, detour, options)?;
        let mut found = Vec::new();
        for write in &pending.writes {
            let of_vendor = |error: Error| {
                error.hint(by_hand()).with(|facts| {
                    facts.vendor.get_or_insert(target.profile.vendor.into());
                })
            };
            found.push(again(&reach, writing, pending, write).await.map_err(of_vendor)?);
        }
        Ok(found)
    })?;
    // Printed first: what was not told is not forgotten.
    let single = found.len() == 1 && !found[0].is_null();
    if single {
        context.print_one_in(
            target.profile.zone.clone(),
            writing.op.shape(),
            found.into_iter().next().unwrap_or_default(),
        )?;
    } else {
        let outcome = |id: &str| json(&Outcome { id: id.to_owned(), ok: true, error: None });
        let ids = pending.writes.iter().flat_map(|write| match names(pending, write) {
            // It was sent to one thing that has no name.
            none if none.is_empty() => vec![""],
            names => names,
        });
        let rows = ids.map(outcome).collect::<Result<Vec<Value>>>()?;
        context.print_rows(&OUTCOME, rows)?;
    }
    decided(context, pending, audit::Outcome::Done)?;
    pending.forget()
}

/// Notes in the audit log what became of writes, or that nobody wants to know.
fn decided(context: &Context<'_>, pending: &Pending, outcome: audit::Outcome) -> Result<()> {
    let named = pending.writes.iter().flat_map(|write| names(pending, write));
    let ids: Vec<String> = named.map(str::to_owned).collect();
    let story = &pending.story;
    context.decided(Some(&story.profile), Some(&story.vendor), &story.command, outcome, &ids)
}

/// What a write is about.
fn names<'a>(pending: &'a Pending, write: &'a Held) -> Vec<&'a str> {
    if write.targets.is_empty() {
        return writing::named(&pending.story.input).into_iter().collect();
    }
    write.targets.iter().map(String::as_str).collect()
}

/// What a second look finds; `null` where the command would have printed no more than that it is done.
async fn again(reach: &Reach, writing: &Writing, pending: &Pending, write: &Held) -> Result<Value> {
    let hidden = &pending.story.hidden;
    if !hidden.is_empty() && writing.looks.compares() && write.state != State::Done {
        let what = tr!("whether {hidden} was changed cannot be read back", hidden = hidden.join(tr!(", ")));
        return Err(Error::new(Kind::InDoubt, what));
    }
    let look = writing.looks.again(reach, &pending.story.input, write.seen.clone())?;
    let Some(look) = look else {
        if write.state == State::Done {
            return Ok(Value::Null);
        }
        let what = tr!(
            "{vendor} has no call that shows what became of: {command}",
            vendor = reach.vendor.id,
            command = pending.story.command
        );
        return Err(Error::new(Kind::InDoubt, what));
    };
    let targets: Vec<Option<&str>> = match write.targets.as_slice() {
        [] => vec![None],
        targets => targets.iter().map(|target| Some(target.as_str())).collect(),
    };
    for target in targets {
        match look.again(target).await {
            Ok(()) => {}
            Err(_) if write.state == State::Done => return Ok(Value::Null),
            Err(error) => return Err(error),
        }
    }
    Ok(look.found().unwrap_or_default())
}

/// What is kept of a command's input: no secret, and times that mean the same later.
pub(super) fn lasting(given: &Given, clock: &Clock) -> Given {
    let mut kept = given.clone();
    kept.retain(|name| !is_named_secret(name));
    for name in ["start", "end"] {
        if let Some(Value::String(text)) = kept.get_mut(name)
            && let Ok(time) = parse_time(text, clock)
        {
            *text = rfc3339(time, &clock.zone);
        }
    }
    kept
}
