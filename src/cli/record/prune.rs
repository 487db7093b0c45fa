//! `meetctl record prune`

use crate::archive::verify::archived;
use crate::cli::confirm::{ConfirmProfile, Typed};
use crate::cli::context::{Context, Target, json};
use crate::cli::dealing::Task;
use crate::cli::duration::duration;
use crate::cli::run::CallArgs;
use crate::client::draft::given;
use crate::env::now;
use crate::error::{Error, Kind, Result};
use crate::op::Route;
use crate::op::meeting::Outcome;
use crate::op::record::{DELETE, Delete, Found, PRUNE, Pick, same};
use crate::output::Printer;
use crate::time::local;
use clap::Args;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

#[derive(Args, Debug)]
#[group(skip)]
pub(super) struct Input {
    /// Only recordings that began longer ago than this: 90d, 36h
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    older_than: Duration,
    /// Only those that are in this folder, whole and unchanged
    #[arg(long, value_name = "DIR")]
    archived_in: Option<PathBuf>,
    /// Of this meeting, instead of all
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
    /// Only this recording; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "meeting")]
    record: Vec<String>,
    /// Of this host, where it is not the profile's
    #[arg(long, value_name = "EMAIL")]
    host: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    #[command(flatten)]
    confirm: ConfirmProfile,
}

impl Input {
    /// What is looked through: nothing that began after this moment is old enough.
    fn pick(&self, limit: Timestamp, zone: &TimeZone) -> Pick {
        let last = zone.to_datetime(limit).date();
        let to = self.to.clone().unwrap_or_else(|| last.to_string());
        Pick {
            meeting: self.meeting.clone(),
            record: self.record.clone(),
            host: self.host.iter().cloned().collect(),
            from: self.from.clone(),
            to: Some(to),
            ..Pick::default()
        }
    }
}

pub(super) fn run(context: &Context<'_>, input: &Input, args: &CallArgs) -> Result<()> {
    let target = context.target()?;
    target.profile.writable()?;
    let limit = SignedDuration::try_from(input.older_than).ok().and_then(|age| now().checked_sub(age).ok());
    let limit =
        limit.ok_or_else(|| Error::usage(tr!("--older-than: that is longer ago than the calendar goes")))?;
    let pick = input.pick(limit, &target.profile.zone);
    PRUNE.route(target.vendor, &target.profile, &given(&pick)?, &args.set)?;
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, PRUNE.shape)?;
    let (old, broken) = choose(context, &target, input, &pick, args, limit)?;
    if old.is_empty() && broken.is_empty() {
        context.hint(tr!("nothing to delete"));
        return printer.finish().map(drop);
    }
    for found in &old {
        context.hint(&tr!("to be deleted: {recording}", recording = describe(found, &target)));
    }
    let mut rows: Vec<Outcome> = broken;
    let mut ended = Ok(());
    if !old.is_empty() {
        let deletions = by_host(&old, input.host.as_deref());
        let question = tr!(
            "Delete {ids} recordings of profile {profile} for good?",
            ids = old.len(),
            profile = target.profile.name
        );
        let words = [target.profile.name.to_string()];
        let typed = Typed { what: tr!("the profile's name"), words: &words, given: &input.confirm.confirm };
        let all: Vec<String> = deletions.iter().flat_map(|one| one.id.iter().cloned()).collect();
        let fields = given(&Delete { id: all, host: deletions.first().and_then(|one| one.host.clone()) })?;
        let route = DELETE.route(target.vendor, &target.profile, &fields, &[])?;
        context.before_write(&target, route.calls, Some(&question), Some(&typed))?;
        let task = Task::of(DELETE.name, route.calls, &fields, &[]);
        let mut outcomes = Vec::new();
        ended = delete(context, &target, &task, route, &deletions, &mut outcomes);
        if context.global.dry_run || context.global.raw || outcomes.is_empty() {
            return ended.and_then(|()| verdict(&outcomes));
        }
        let stopped = matches!(&ended, Err(error) if matches!(error.kind(), Kind::Stopped(_)));
        rows.extend(if stopped { outcomes } else { look_again(context, &target, &pick, args, outcomes) });
    }
    rows.iter().try_for_each(|row| printer.row(json(row)?))?;
    printer.finish()?;
    ended.and_then(|()| verdict(&rows))
}

/// What is to be deleted, by host: the vendor may know a host by another name where it lists recordings than
/// where it deletes them.
fn by_host(old: &[Found], host: Option<&str>) -> Vec<Delete> {
    let mut all: Vec<Delete> = Vec::new();
    for found in old {
        let Some(id) = found.recording.id.clone() else { continue };
        let host = found.host.as_deref().or(host);
        match all.iter_mut().find(|one| one.host.as_deref() == host) {
            Some(one) => one.id.push(id),
            None => all.push(Delete { id: vec![id], host: host.map(str::to_owned) }),
        }
    }
    all
}

/// Deletes in one session, host by host, and says what became of each. An error is of the whole command; one of a
/// later host alone becomes that of its rows.
fn delete(
    context: &Context<'_>,
    target: &Target,
    task: &Task<'_>,
    route: &'static Route<Delete, Outcome>,
    deletions: &[Delete],
    rows: &mut Vec<Outcome>,
) -> Result<()> {
    context.with_session(target, task, async |session, _| {
        let mut planned = Ok(());
        for deletion in deletions {
            let before = rows.len();
            let keep = &mut |row: Outcome| {
                rows.push(row);
                Ok(())
            };
            match route.run(session, deletion, keep).await {
                Err(error) if error.kind() == Kind::Planned => planned = Err(error),
                Err(error) if matches!(error.kind(), Kind::Stopped(_)) || rows.is_empty() => {
                    return Err(error);
                }
                // Its rows say it already, or it is of all of them.
                Err(error) if rows.len() == before => {
                    let failed =
                        |id: &String| Outcome { id: id.clone(), ok: false, error: Some(error.clone()) };
                    rows.extend(deletion.id.iter().map(failed));
                }
                Ok(_) | Err(_) => {}
            }
        }
        planned
    })
}

/// Those that are old enough, and are archived if that is asked for; and what is wrong with the archive.
fn choose(
    context: &Context<'_>,
    target: &Target,
    input: &Input,
    pick: &Pick,
    args: &CallArgs,
    limit: Timestamp,
) -> Result<(Vec<Found>, Vec<Outcome>)> {
    let found = list(context, target, pick, args)?;
    for id in pick.missing(found.iter().map(|found| &found.recording)) {
        context.hint(&tr!("no recording {id} that is old enough", id));
    }
    let unknown = found.iter().filter(|found| found.at.is_none() || found.recording.id.is_none()).count();
    if unknown > 0 {
        context.hint(&tr!("kept: {unknown} of which it is not known how old they are", unknown));
    }
    let is_old = |found: &Found| found.recording.id.is_some() && found.at.is_some_and(|at| at < limit);
    let old: Vec<Found> = found.into_iter().filter(is_old).collect();
    let Some(folder) = &input.archived_in else { return Ok((old, Vec::new())) };
    let keys: BTreeSet<String> = old.iter().map(Found::key).collect();
    let here = archived(folder, &|key| keys.contains(key))?;
    let mut broken = Vec::new();
    let mut keep = Vec::new();
    for found in old {
        match here.get(&found.key()) {
            Some(true) => keep.push(found),
            Some(false) => {
                let what =
                    tr!("not deleted: its file in {folder} is missing or changed", folder = folder.display());
                let error = Error::failed(what).hint(tr!("download it again: meetctl record download"));
                let id = found.recording.id.unwrap_or_default();
                broken.push(Outcome { id, ok: false, error: Some(error) });
            }
            None => context.hint(&tr!(
                "kept, because it is not archived: {recording}",
                recording = describe(&found, target)
            )),
        }
    }
    Ok((keep, broken))
}

/// What the vendor lists, also in a dry run: it changes nothing, and the rest is made of it.
fn list(context: &Context<'_>, target: &Target, pick: &Pick, args: &CallArgs) -> Result<Vec<Found>> {
    let fields = given(pick)?;
    let route = PRUNE.route(target.vendor, &target.profile, &fields, &args.set)?;
    let mut global = context.global.clone();
    (global.dry_run, global.raw) = (false, false);
    let reading = Context::new(context.env, global)?;
    let task = Task::of(PRUNE.name, route.calls, &fields, &args.set);
    let mut found = Vec::new();
    reading.with_session(target, &task, async |session, _| {
        let keep = &mut |one: Found| {
            found.push(one);
            Ok(())
        };
        route.run(session, pick, keep).await.map(drop)
    })?;
    Ok(found)
}

/// A vendor may say yes and delete nothing.
fn look_again(
    context: &Context<'_>,
    target: &Target,
    pick: &Pick,
    args: &CallArgs,
    mut outcomes: Vec<Outcome>,
) -> Vec<Outcome> {
    let record: Vec<String> = outcomes.iter().filter(|row| row.ok).map(|row| row.id.clone()).collect();
    if record.is_empty() {
        return outcomes;
    }
    let again = Pick { meeting: None, record, ..pick.clone() };
    let left = match list(context, target, &again, args) {
        Ok(left) => left,
        // A list that knows nothing of them any more.
        Err(error) if error.kind() == Kind::NotFound => Vec::new(),
        Err(error) => {
            context.hint(&tr!("warning: whether they are gone could not be looked up: {error}", error));
            Vec::new()
        }
    };
    let still: BTreeMap<&str, &Found> =
        left.iter().filter_map(|found| Some((found.recording.id.as_deref()?, found))).collect();
    for row in outcomes.iter_mut().filter(|row| row.ok) {
        // One without a link cannot be had any more: some vendors list what they have deleted for a while.
        let there =
            still.iter().any(|(id, found)| same(id, &row.id) && found.recording.download_url.is_some());
        if there {
            row.ok = false;
            let error = Error::failed(tr!("the vendor says that it is deleted, and still lists it"))
                .hint(tr!("look again later: meetctl record get"));
            row.error = Some(error);
        }
    }
    outcomes
}

fn verdict(rows: &[Outcome]) -> Result<()> {
    let failed: Vec<&Outcome> = rows.iter().filter(|row| !row.ok).collect();
    match (failed.as_slice(), rows.len()) {
        ([], _) => Ok(()),
        ([one], 1) => Err(one.error.clone().unwrap_or_else(|| Error::failed(tr!("not deleted")))),
        (failed, all) => Err(Error::new(
            Kind::Partial,
            tr!("{failed} of {all} are not deleted", failed = failed.len(), all),
        )
        .hint(tr!("the result says which"))),
    }
}

fn describe(found: &Found, target: &Target) -> String {
    let recording = &found.recording;
    let at = found.at.map(|at| local(at, &target.profile.zone));
    let size = recording.size_bytes.map(|size| tr!("{size} bytes", size));
    let parts = [recording.id.clone(), found.subject.clone().or_else(|| recording.name.clone()), at, size];
    parts.into_iter().flatten().collect::<Vec<_>>().join(tr!(", "))
}
