//! `meetctl batch …`: many writes from a file.

use super::bar::Bar;
use super::confirm::{self, ConfirmProfile, Typed};
use super::context::{Context, Target, note};
use super::grammar::{check, columns, command_of, writing};
use super::ledgers::{Decision, is_journal, named, read, resolve, shard, status};
use super::plan::print_each;
use super::{parsed, verbs, world};
use crate::batch::{self, Batch, Column, Ledger, Plan, Results, Settings, Tally};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::journal::unwritable;
use crate::op::Loss;
use crate::op::ask::json as json_of;
use crate::op::writing::Writing;
use crate::output::Printer;
use clap::{ArgMatches, Args, Command, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use sha1::{Digest, Sha1};
use std::cell::Cell;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

#[derive(Subcommand, Debug)]
enum Verb {
    /// Run a command once for each row of a file; the same command line continues what was stopped
    Run(RunArgs),
    /// Show what became of the rows of batches
    Status {
        /// A batch's journal, as `batch run` and `batch status` name it; without it, all of them
        #[arg(value_name = "JOURNAL")]
        journal: Option<PathBuf>,
    },
    /// Say what is to become of rows in doubt, after looking for yourself
    Resolve {
        /// The batch's journal, as `batch run` and `batch status` name it
        #[arg(value_name = "JOURNAL")]
        journal: PathBuf,
        /// Only this row; may be repeated
        #[arg(long, value_name = "N")]
        row: Vec<usize>,
        #[command(flatten)]
        decision: Decision,
    },
}

#[derive(Args, Debug)]
struct RunArgs {
    /// The command, in quotes: 'meeting create'
    #[arg(value_name = "COMMAND")]
    command: String,
    /// CSV with a first line that names the columns, or JSON lines; - is stdin
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    /// How many rows are in flight at a time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// Keep the journal here, instead of in the state folder
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Check every row and send nothing
    #[arg(long)]
    check: bool,
    /// Send rows again that were refused
    #[arg(long)]
    retry_failed: bool,
    /// Do only part K of N
    #[arg(long, value_name = "K/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    #[command(flatten)]
    confirm: ConfirmProfile,
    /// Also write the rows with what became of them to this file: CSV, or JSON lines if it ends in .jsonl
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

pub(super) static ROW: Shape = Shape {
    noun: "row",
    plural: "rows",
    columns: &[
        col("row", "ROW"),
        col("state", "STATE"),
        col("id", "ID"),
        col("join_url", "JOIN URL").show(Show::Secret),
        col("error", "ERROR").show(Show::Message),
        col("line", "LINE").show(Show::Wide),
        col("input", "INPUT").show(Show::Wide),
    ],
};

pub(super) static CHECK: Shape =
    Shape { noun: "check", plural: "checks", columns: &[col("rows", "ROWS"), col("sent", "SENT")] };

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Run(args) => run_batch(context, &args),
        Verb::Status { journal } => status(context, journal.as_deref()),
        Verb::Resolve { journal, row, decision } => resolve(context, &journal, &row, &decision),
    }
}

/// What the rows are read from, more than once: a copy, so that what is sent is what was checked, whatever
/// becomes of the file meanwhile. A mere check reads the file itself.
fn open(path: &Path, check: bool) -> Result<File> {
    let failed = |error: std::io::Error| file::unreadable(path.display(), &error);
    let stdin = path == Path::new("-");
    if check && !stdin && std::fs::metadata(path).map_err(failed)?.is_file() {
        return File::open(path).map_err(failed);
    }
    let copied = |mut from: Box<dyn Read>| {
        let mut copy = tempfile::tempfile()?;
        std::io::copy(&mut from, &mut copy).map(|_| copy)
    };
    let from: Box<dyn Read> = if stdin {
        Box::new(std::io::stdin().lock())
    } else {
        let file = File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.is_dir() {
            return Err(failed(std::io::ErrorKind::IsADirectory.into()));
        }
        Box::new(file)
    };
    copied(from).map_err(|error| {
        Error::failed(tr!("cannot copy {path} to a temporary file: {error}", path = path.display(), error))
            .hint(tr!("make room where temporary files are, or name another folder: TMPDIR=…"))
    })
}

fn run_batch(context: &Context<'_>, args: &RunArgs) -> Result<()> {
    let writing = writing(&args.command)?;
    let name = writing.op.name();
    let target = context.target()?;
    target.profile.writable()?;
    let command = command_of(name).ok_or_else(|| Error::failed(tr!("there is no command {name}", name)))?;
    let columns = columns(writing, &command);
    // Whatever is wrong with the output is said before anything is sent.
    Printer::new(&mut std::io::sink(), &context.output_options(jiff::tz::TimeZone::UTC), &ROW)?;
    let file = open(&args.file, args.check)?;
    if let Some(results) = &args.results {
        check_results(results, &args.file)?;
    }
    let settings =
        Settings { jobs: usize::from(args.jobs), retry_failed: args.retry_failed, shard: args.shard };
    let options = context.call_options(&target, Vec::new());
    let patience = Some(options.timeout);
    let mut kept: Option<(Rc<Ledger>, PathBuf)> = None;
    let result = world::run(context, &target, patience, async |io, detour| {
        let mut reach = context.reach(&target, io, detour, options)?;
        // Relative times count from when the batch was begun, in the check as well.
        let now = reach.now;
        reach.now = begun(context, args, name, &target, &file).unwrap_or(now);
        let asked = Cell::new(false);
        let checked = batch::check(&file, &columns, writing, &reach, &|row, cells| {
            asked.set(asked.get() || writing.op.effect().loss.asks(&row.given));
            check(&command, &columns, row, cells)
        })?;
        checked.warnings.iter().for_each(|warning| context.hint(&tr!("warning: {warning}", warning)));
        if args.check {
            return context.print_one(&CHECK, json!({ "rows": checked.rows, "sent": 0 }));
        }
        if context.global.dry_run {
            let zone = target.profile.zone.clone();
            return print_each(context, zone, async |show| {
                batch::requests(&file, &columns, writing, &reach, &settings, show).await
            })
            .await;
        }
        context.announce(&target);
        if asked.get() {
            confirm_rows(context, args, writing, &target, checked.rows)?;
        }
        let plan = Plan {
            digest: checked.digest.clone(),
            rows: checked.rows,
            began: now.to_string(),
            ..plan(args, name, &target)
        };
        let (ledger, path) = ledger(context, args, &plan)?;
        // Somebody may have begun it, or taken its journal away, meanwhile.
        let began = began(&ledger.told.borrow().plan, &path)?;
        kept = Some((Rc::clone(&ledger), path));
        let mut checked = checked;
        if began != reach.now {
            reach.now = began;
            checked = batch::check(&file, &columns, writing, &reach, &|row, cells| {
                check(&command, &columns, row, cells)
            })?;
        }
        let evidence = context.evidence(&target, name)?;
        let total = Tally::of(&ledger.told.borrow().states, &settings).total();
        let bar = Bar::of(context, total as u64, msg!("rows"));
        // In a part of a file, the other parts' rows are never tried.
        let progress = || bar.set(ledger.told.borrow().tried as u64);
        let batch = Batch {
            reach,
            writing,
            file: &file,
            columns: Rc::clone(&columns),
            checked,
            ledger: Rc::clone(&ledger),
            settings,
            progress: &progress,
            evidence: &evidence,
        };
        batch.run().await
    });
    let Some((ledger, path)) = kept else { return result };
    let tally = Tally::of(&ledger.told.borrow().states, &settings);
    drop(ledger);
    let printed = print(context, args, &path, &file, &columns, &settings);
    both(verdict(context, tally, &path, result), printed)
}

/// The journal of this batch, begun or gone on with, and where it is.
fn ledger(context: &Context<'_>, args: &RunArgs, plan: &Plan) -> Result<(Rc<Ledger>, PathBuf)> {
    let path = journal(context, args, plan)?;
    if args.results.as_deref().is_some_and(|results| leads_to(results, &path)) {
        return Err(Error::usage(tr!("--results names the journal")).hint(tr!("name another file")));
    }
    if args.journal.is_none() {
        own_folder(&path)?;
        if !path.exists() {
            begun_otherwise(&path, plan)?;
        }
    }
    Ok((Ledger::open(&path, plan)?, path))
}

/// Deleting things a thousand times over is asked for once.
///
/// Where the profile is marked production, its name has to be typed: nobody types a thousand ids.
fn confirm_rows(
    context: &Context<'_>,
    args: &RunArgs,
    writing: &Writing,
    target: &Target,
    rows: usize,
) -> Result<()> {
    let question = tr!("Run {name} for {rows} rows?", name = writing.op.name(), rows);
    if target.profile.production && writing.op.effect().loss == Loss::ForGood {
        let words = [target.profile.name.to_string()];
        let typed = Typed { what: tr!("the profile's name"), words: &words, given: &args.confirm.confirm };
        return confirm::typed(context, &target.profile, &question, &typed);
    }
    confirm::ask(context, &question)
}

/// A batch, as far as it is known before its rows are read.
fn plan(args: &RunArgs, name: &str, target: &Target) -> Plan {
    let file = std::fs::canonicalize(&args.file).unwrap_or_else(|_| args.file.clone());
    let piped = !std::fs::metadata(&args.file).is_ok_and(|info| info.is_file());
    Plan {
        command: name.to_owned(),
        profile: target.profile.name.to_string(),
        file: if piped { "-".to_owned() } else { file.to_string_lossy().into_owned() },
        shard: args.shard.map(|(part, parts)| format!("{part}/{parts}")),
        server: Some(target.profile.server()),
        ..Plan::default()
    }
}

/// When this very batch was begun, if it was.
fn begun(
    context: &Context<'_>,
    args: &RunArgs,
    name: &str,
    target: &Target,
    file: &File,
) -> Option<Timestamp> {
    let mut plan = plan(args, name, target);
    // What comes through a pipe is known by what it is.
    if plan.file == "-" {
        plan.digest = batch::digest(file).ok()?;
    }
    let path = journal(context, args, &plan).ok().filter(|path| path.is_file())?;
    let told = read(&path).ok()?.plan;
    if plan.digest.is_empty() {
        plan.digest = batch::digest(file).ok()?;
    }
    if told.same_part(&plan) && told.same_rows(&plan) { told.began.parse().ok() } else { None }
}

/// When a batch was begun, as its journal tells it.
fn began(plan: &Plan, journal: &Path) -> Result<Timestamp> {
    plan.began.parse().map_err(|_| {
        Error::config(tr!("{path} does not tell when it was begun", path = journal.display()))
            .hint(tr!("restore the file from a copy, or move it away"))
    })
}

/// A place for the results that is none, or that would destroy the rows.
fn check_results(results: &Path, file: &Path) -> Result<()> {
    let folder = file::folder_of(results);
    let shown = results.display();
    if results.is_dir() || !folder.is_dir() {
        return Err(Error::usage(tr!("--results: {shown} cannot be a file", shown))
            .hint(tr!("name a file in a folder that is there")));
    }
    if leads_to(results, file) {
        return Err(Error::usage(tr!("--results: {shown} is the file with the rows", shown))
            .hint(tr!("name another file")));
    }
    Ok(())
}

/// Whether two paths are one file, also by way of links.
fn leads_to(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| std::fs::canonicalize(path).ok();
    one == other || (one.exists() && place(one) == place(other))
}

/// Refuses to begin anew what another journal has begun: the same rows under another name, or in
/// other parts, would be sent twice.
fn begun_otherwise(path: &Path, plan: &Plan) -> Result<()> {
    let entries =
        path.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    for other in entries.map(|entry| entry.path()).filter(|other| is_journal(other)) {
        let old = match read(&other) {
            Ok(told) => told.plan,
            // Nothing was ever in it.
            Err(error) if error.kind() == Kind::NotFound => continue,
            Err(error) => {
                note(&tr!(
                    "warning: whether these rows were begun in another batch is not known: {error}",
                    error
                ));
                continue;
            }
        };
        if old.same_rows(plan) && !old.divided_alike(plan) {
            let part = old.shard.as_deref().map(|shard| tr!(", part {shard}", shard)).unwrap_or_default();
            return Err(Error::usage(tr!(
                "these rows were begun already, as {file}{part}",
                file = old.file,
                part
            ))
            .hint(tr!(
                "go on with that one; --journal FILE begins anew (its journal: {other})",
                other = other.display()
            )));
        }
    }
    Ok(())
}

/// Where the journal is: as told, or in the state folder under a name that the same command finds again.
fn journal(context: &Context<'_>, args: &RunArgs, plan: &Plan) -> Result<PathBuf> {
    if let Some(path) = &args.journal {
        return Ok(named(path));
    }
    let state = context.env.state_dir().ok_or_else(|| {
        Error::config(tr!("there is no folder for the journal"))
            .hint(tr!("give --journal FILE, or set MEETCTL_STATE"))
    })?;
    // What comes through a pipe has no name: the same rows are the same batch.
    let source = if plan.file == "-" { &plan.digest } else { &plan.file };
    let shard = plan.shard.as_deref().unwrap_or_default();
    let digest = Sha1::digest(format!("{}\n{}\n{source}\n{shard}", plan.command, plan.profile));
    let name = format!("{}-{}.jsonl", plan.command.replace(' ', "-"), &hex::encode(digest)[..12]);
    Ok(batch::folder(&state).join(name))
}

/// The folder of a journal whose place nobody has named is nobody else's.
fn own_folder(journal: &Path) -> Result<()> {
    file::own_folder(file::folder_of(journal)).map_err(|error| unwritable(journal, &error))
}

fn print(
    context: &Context<'_>,
    args: &RunArgs,
    journal: &Path,
    file: &File,
    columns: &Rc<[Column]>,
    settings: &Settings,
) -> Result<()> {
    let results = Results::read(journal)?;
    let write = |path| batch::write_results(path, file, columns, settings, &results);
    let written = args.results.as_deref().map_or(Ok(()), write);
    // Also after a failure: what was made is told somewhere.
    let show = || {
        let options = context.output_options(jiff::tz::TimeZone::UTC);
        let mut out = std::io::stdout().lock();
        let mut printer = Printer::new(&mut out, &options, &ROW)?;
        batch::each_result(file, columns, settings, &results, &mut |shown| {
            if printer.written(shown)? { Ok(()) } else { printer.row(json_of(shown)?) }
        })?;
        printer.finish().map(drop)
    };
    both(written, show())
}

/// The first of two failures; the second is told at once.
fn both(first: Result<()>, second: Result<()>) -> Result<()> {
    if let (Err(_), Err(also)) = (&first, &second)
        && also.kind() != Kind::ClosedPipe
    {
        note(&tr!("warning: {error}", error = also));
    }
    first.and(second)
}

/// How it ended: what stopped it, or what is not done.
fn verdict(context: &Context<'_>, tally: Tally, journal: &Path, result: Result<()>) -> Result<()> {
    let summary = tr!("of {all} rows: {tally}", all = tally.total(), tally);
    let stopped = matches!(&result, Err(error) if matches!(error.kind(), Kind::Stopped(_)));
    let go_on = if stopped {
        // Also with the rows that were in flight: they are noted in the journal, and looked up first of all.
        tr!("the same command line goes on with the rest").to_owned()
    } else if tally.unknown > 0 {
        tr!(
            "look at the rows in doubt, then: meetctl batch resolve {journal} --resend|--done|--drop",
            journal = journal.display()
        )
    } else if tally.untried > 0 {
        tr!("the same command line goes on with the rest").to_owned()
    } else {
        tr!("the same command line with --retry-failed tries them again; a row that is wrong itself goes into a new file")
            .to_owned()
    };
    match result {
        Err(error) => Err(error.with(|facts| {
            let partial = tally.done + tally.unknown > 0 && !matches!(facts.kind, Kind::Stopped(_));
            facts.kind = if partial { Kind::Partial } else { facts.kind };
            facts.message = format!("{summary}{}{}", tr!("; "), facts.message);
            // What holds for one write that was sent does not hold for a row.
            let hint =
                facts.hint.take().filter(|_| !stopped).map(|hint| tr!("{hint}; then: {go_on}", hint, go_on));
            facts.hint = Some(hint.unwrap_or(go_on));
        })),
        Ok(()) if tally.done == tally.total() => {
            context.hint(&summary);
            Ok(())
        }
        Ok(()) => Err(Error::new(Kind::Partial, summary).hint(go_on)),
    }
}
