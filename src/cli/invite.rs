//! `--ics FILE` of `meeting create`, `edit`, `get` and `cancel`: an invitation that updates the one
//! before it.
//!
//! What a calendar was last told of each meeting is kept in the state folder: an invitation that
//! says the same has the same number again, one that says something new a higher one. Where nothing
//! is kept, as on another machine, the number is made from the clock, so that it is higher too.

use super::context::{Context, Target, note};
use super::outfile::OutFile;
use super::run::{CallArgs, Extra};
use crate::client::draft::given;
use crate::env;
use crate::error::{Error, Result};
use crate::file;
use crate::invite::rule::Rule;
use crate::invite::{Event, Method, calendar, uid};
use crate::lang;
use crate::op::Op;
use crate::op::meeting::{Create, Meeting};
use crate::time::{self, Moment};
use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// Where an invitation is to go.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct IcsArgs {
    /// Write an invitation for calendars to this file
    #[arg(long, value_name = "FILE")]
    ics: Option<OutFile>,
}

/// So many meetings are remembered; those that were told of least lately are forgotten first.
const REMEMBERED: usize = 4_096;
/// No more of what is remembered of them is read, in bytes.
const LARGEST: u64 = 64 << 20;
/// Numbers made from the clock count seconds from the start of 2020.
const EPOCH: i64 = 1_577_836_800;
/// What a calendar was last told of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Told {
    sequence: u32,
    digest: String,
    at: i64,
    subject: Option<String>,
    start: Option<String>,
    end: Option<String>,
}

/// What a command does with the meeting that its invitation is about.
#[derive(Clone, Copy)]
pub(super) enum Does<'a> {
    /// Makes it of this.
    Make(&'a Create),
    /// Changes this of it.
    Change(&'a Create),
    /// Shows it.
    Show,
}

/// Runs an operation that gives a meeting, prints it, and writes the invitation if one is wanted.
pub(super) fn call<I: Serialize>(
    context: &Context<'_>,
    op: &'static Op<I, Meeting>,
    input: &I,
    args: &CallArgs,
    ics: &IcsArgs,
    does: Does<'_>,
    if_not_exists: bool,
) -> Result<()> {
    let extra = Extra { if_not_exists, ..Extra::default() };
    let Some(file) = &ics.ics else { return context.call_with(op, input, args, &extra) };
    check(context, file)?;
    let target = context.target()?;
    let calls = op.route(target.vendor, &target.profile, &given(input)?, &args.set)?.calls;
    let recurs =
        |name: &str| calls.first().and_then(|call| call.param(name)).is_some_and(|param| param.recurs);
    if let Some((name, _)) = args.set.iter().find(|(name, _)| recurs(name)) {
        context.hint(&tr!(
            "warning: the invitation shows one meeting: that it recurs by --set {name} cannot be written in it",
            name
        ));
    }
    // A repetition's days are counted in one zone, so its times are written in that zone.
    let write = |value: &Value| {
        let meeting = shown(value, &target);
        let (first, told) = match does {
            Does::Make(told) => (true, Some(told)),
            Does::Change(told) => (false, Some(told)),
            Does::Show => (false, None),
        };
        let rule = told
            .and_then(|told| Rule::of(told.repeat.as_ref()?, told.until.as_ref()?, &time::default_zone()));
        let zone = if rule.is_some() { time::default_zone() } else { target.profile.zone.clone() };
        publish(context, &target, &meeting, Shown { rule, zone, first }, file).map_err(|error| {
            let id = meeting.id.as_deref().unwrap_or_default();
            error.with(|facts| {
                facts.message = tr!(
                    "{command} of meeting {id} is done, but: {message}",
                    command = op.name,
                    id,
                    message = facts.message
                );
            })
        })
    };
    context.call_with(op, input, args, &Extra { then: Some(&write), ..extra })
}

/// What an invitation needs to know of a meeting, out of its printed form.
fn shown(value: &Value, target: &Target) -> Meeting {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let time = |name: &str| value[name].as_str()?.parse().ok();
    Meeting {
        id: text("id"),
        number: text("number"),
        short_id: text("short_id"),
        subject: text("subject"),
        start: time("start"),
        end: time("end"),
        host: text("host"),
        password: text("password"),
        join_url: text("join_url"),
        ..Meeting::of(&target.profile)
    }
}

/// Runs a cancellation, and writes what takes the meeting out of calendars.
pub(super) fn cancel(
    context: &Context<'_>,
    ids: &[String],
    ics: &IcsArgs,
    run: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let Some(file) = &ics.ics else { return run() };
    check(context, file)?;
    let [id] = ids else {
        return Err(Error::usage(tr!("--ics writes about one meeting")).hint(tr!("cancel one at a time")));
    };
    run()?;
    if context.global.dry_run {
        return Ok(());
    }
    let target = context.target()?;
    let meeting = Meeting { id: Some(id.clone()), ..Meeting::of(&target.profile) };
    let uid = uid(target.vendor.id, target.profile.base_url.as_ref(), id);
    let event = |told: Option<&Told>| {
        let told = told.cloned().unwrap_or_default();
        let mut event = event(&uid, &meeting, target.profile.zone.clone());
        event.method = Method::Cancel;
        event.summary = told.subject.unwrap_or(event.summary);
        (event.start, event.end) = (moment(told.start.as_ref()), moment(told.end.as_ref()));
        event
    };
    write(context, &uid, &meeting, false, file, event)
}

fn check(context: &Context<'_>, file: &OutFile) -> Result<()> {
    if context.global.raw {
        return Err(Error::usage(tr!("--raw prints the vendor's answer as it is: no --ics")));
    }
    file.check()
}

/// How a meeting is shown in its invitation.
struct Shown {
    rule: Option<Rule>,
    zone: TimeZone,
    /// Whether nobody can know of it yet.
    first: bool,
}

fn publish(
    context: &Context<'_>,
    target: &Target,
    meeting: &Meeting,
    shown: Shown,
    file: &OutFile,
) -> Result<()> {
    let Some(id) = &meeting.id else {
        return Err(Error::failed(tr!("the invitation cannot be written: the meeting has no id")));
    };
    if meeting.start.is_none() {
        return Err(Error::failed(tr!(
            "the invitation cannot be written: the vendor does not say when the meeting starts"
        )));
    }
    let uid = uid(target.vendor.id, target.profile.base_url.as_ref(), id);
    let Shown { rule, zone, first } = shown;
    let event = |told: Option<&Told>| {
        let mut event = event(&uid, meeting, zone);
        // An edit's answer may not repeat what stayed as it was.
        if let (None, Some(subject)) = (&meeting.subject, told.and_then(|told| told.subject.clone())) {
            event.summary = subject;
        }
        event.rule = rule;
        event
    };
    write(context, &uid, meeting, first, file, event)
}

/// What those invited need: never the host's password or link.
fn event(uid: &str, meeting: &Meeting, zone: TimeZone) -> Event {
    let lines = [
        (tr!("Join"), &meeting.join_url),
        (tr!("Meeting number"), &meeting.number),
        (tr!("Short number"), &meeting.short_id),
        (tr!("Password"), &meeting.password),
    ];
    let line = |(name, value): (&str, &Option<String>)| {
        Some(format!("{name}{}{}", tr!(": "), value.as_ref().filter(|value| !value.is_empty())?))
    };
    let named = meeting.number.as_ref().or(meeting.id.as_ref());
    Event {
        method: Method::Publish,
        uid: uid.to_owned(),
        sequence: 0,
        stamp: env::now(),
        start: meeting.start.map(Moment::time),
        end: meeting.end.map(Moment::time),
        zone,
        summary: meeting
            .subject
            .clone()
            .unwrap_or_else(|| tr!("Meeting {meeting}", meeting = named.map_or("", String::as_str))),
        description: lines.into_iter().filter_map(line).collect(),
        url: meeting.join_url.clone(),
        organizer: meeting.host.clone(),
        rule: None,
    }
}

/// Numbers the invitation, writes it, and remembers what was told.
fn write(
    context: &Context<'_>,
    uid: &str,
    meeting: &Meeting,
    first: bool,
    file: &OutFile,
    event: impl FnOnce(Option<&Told>) -> Event,
) -> Result<()> {
    let state = context.env.state_dir();
    let place = state.as_deref().filter(|folder| file::private_folder(folder).is_ok());
    let lock = place.and_then(|folder| alone(&folder.join("invitations.lock")));
    let kept = place.map(|folder| folder.join("invitations.json"));
    let mut all = kept.as_deref().map(recall).unwrap_or_default();
    let before = all.get(uid);
    let mut event = lang::within(context.global.readers(context.env), || event(before));
    let now = event.stamp;
    (event.stamp, event.sequence) = (Timestamp::UNIX_EPOCH, 0);
    let digest = hex::encode(Sha256::digest(calendar(&event).as_bytes()));
    (event.stamp, event.sequence) = (now, number(before, &digest, first, now));
    file.write(calendar(&event).as_bytes())?;
    let shown = |time: Option<Timestamp>| time.map(|time| time.to_string());
    let told = Told {
        sequence: event.sequence,
        digest,
        at: now.as_second(),
        subject: meeting.subject.clone().or(Some(event.summary)),
        start: shown(event.start),
        end: shown(event.end),
    };
    all.insert(uid.to_owned(), told);
    forget(&mut all);
    if let (Some(kept), Some(_lock), Ok(bytes)) = (kept, lock, serde_json::to_vec(&all)) {
        // What cannot be kept is made from the clock next time.
        let _ = file::replace(&kept, &bytes);
    }
    Ok(())
}

/// The lock of what is kept. Nothing is kept without it, because what another command keeps at the same time
/// would be lost.
fn alone(path: &Path) -> Option<File> {
    let name = "invitations.json";
    match file::lock(path, Duration::from_secs(2)) {
        Ok(Some(lock)) => return Some(lock),
        Ok(None) => note(&tr!("warning: {name} is held by another meetctl: going on without it", name)),
        Err(error) => note(&tr!("warning: cannot use {name} in the state folder: {error}", name, error)),
    }
    None
}

/// The number of an invitation: it rises whenever something new is told.
fn number(before: Option<&Told>, digest: &str, first: bool, now: Timestamp) -> u32 {
    match before {
        Some(told) if told.digest == digest => told.sequence,
        None if first => 0,
        before => {
            let clock = u32::try_from(now.as_second() - EPOCH).unwrap_or(0);
            before.map_or(clock, |told| clock.max(told.sequence.saturating_add(1)))
        }
    }
}

fn recall(path: &Path) -> BTreeMap<String, Told> {
    file::read_own(path, LARGEST)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

fn forget(all: &mut BTreeMap<String, Told>) {
    while all.len() > REMEMBERED {
        let Some(oldest) = all.iter().min_by_key(|(_, told)| told.at).map(|(uid, _)| uid.clone()) else {
            return;
        };
        all.remove(&oldest);
    }
}

fn moment(text: Option<&String>) -> Option<Timestamp> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_rises_with_what_is_new_and_never_falls() {
        let now = Timestamp::from_second(EPOCH + 100).unwrap();
        let told = |sequence, digest: &str| Told { sequence, digest: digest.into(), ..Told::default() };
        assert_eq!(number(None, "a", true, now), 0);
        assert_eq!(number(None, "a", false, now), 100);
        assert_eq!(number(Some(&told(0, "a")), "a", false, now), 0);
        assert_eq!(number(Some(&told(0, "a")), "b", false, now), 100);
        assert_eq!(number(Some(&told(100, "a")), "b", false, now), 101);
        assert_eq!(number(Some(&told(u32::MAX, "a")), "b", false, now), u32::MAX);
    }

    #[test]
    fn what_is_oldest_is_forgotten() {
        let told = |n: i64| (n.to_string(), Told { at: n, ..Told::default() });
        let mut all: BTreeMap<String, Told> = (0..5_000).map(told).collect();
        forget(&mut all);
        assert_eq!(all.len(), REMEMBERED);
        assert!(!all.contains_key("0") && all.contains_key("4999"));
    }
}
