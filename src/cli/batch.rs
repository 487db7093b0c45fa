//! `meetctl batch …`: many writes from a file.

use super::context::{Context, Target};
use super::grammar::{check, columns, command_of, writing};
use super::{confirm, parsed, verbs, world};
use crate::batch::{self, Batch, Checked, Column, Ledger, Plan, Results, Settings, State, Tally, Told};
use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind, Result};
use crate::op::Reach;
use crate::output::Printer;
use clap::{ArgMatches, Args, Command, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::fs::File;
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
    /// Also write the rows with what became of them to this file: CSV, or JSON lines if it ends in .jsonl
    #[arg(long, value_name = "FILE")]
    results: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Decision {
    /// They were not done: send them again with the next `batch run`
    #[arg(long)]
    resend: bool,
    /// They were done
    #[arg(long)]
    done: bool,
    /// Leave them alone: they count as failed
    #[arg(long)]
    drop: bool,
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts =
        text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    parts
        .filter(|(part, parts)| 1 <= *part && part <= parts)
        .ok_or_else(|| "must be K/N, from 1/N to N/N".to_owned())
}

static ROW: Shape = Shape {
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

static CHECK: Shape =
    Shape { noun: "check", plural: "checks", columns: &[col("rows", "ROWS"), col("sent", "SENT")] };

static STATUS: Shape = Shape {
    noun: "batch",
    plural: "batches",
    columns: &[
        col("journal", "JOURNAL"),
        col("command", "COMMAND"),
        col("profile", "PROFILE"),
        col("file", "FILE"),
        col("shard", "SHARD").show(Show::Wide),
        col("began", "BEGAN").show(Show::Time),
        col("rows", "ROWS"),
        col("done", "DONE"),
        col("failed", "FAILED"),
        col("in_doubt", "IN DOUBT"),
        col("not_tried", "NOT TRIED"),
        col("doubtful_rows", "DOUBTFUL ROWS").show(Show::Wide),
    ],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Run(args) => run_batch(context, &args),
        Verb::Status { journal } => status(context, journal.as_deref()),
        Verb::Resolve { journal, row, decision } => resolve(context, &journal, &row, &decision),
    }
}

/// The file, or stdin put into one: it is read more than once.
fn open(path: &Path) -> Result<File> {
    let failed = |error: std::io::Error| Error::usage(format!("cannot read {}: {error}", path.display()));
    if path == Path::new("-") || !std::fs::metadata(path).map_err(failed)?.is_file() {
        let mut spool = tempfile::tempfile().map_err(failed)?;
        if path == Path::new("-") {
            std::io::copy(&mut std::io::stdin().lock(), &mut spool).map_err(failed)?;
        } else {
            std::io::copy(&mut File::open(path).map_err(failed)?, &mut spool).map_err(failed)?;
        }
        return Ok(spool);
    }
    File::open(path).map_err(failed)
}

fn run_batch(context: &Context<'_>, args: &RunArgs) -> Result<()> {
    let writing = writing(&args.command)?;
    let name = writing.op.name();
    let target = context.target()?;
    let command = command_of(name).ok_or_else(|| Error::failed(format!("there is no command {name}")))?;
    let columns = columns(writing, &command);
    if context.global.dry_run {
        return Err(
            Error::usage("--dry-run shows one request").hint("--check checks every row and sends nothing")
        );
    }
    let file = open(&args.file)?;
    let settings =
        Settings { jobs: usize::from(args.jobs), retry_failed: args.retry_failed, shard: args.shard };
    let options = context.call_options(&target, &[])?;
    let patience = Some(options.timeout);
    let mut kept: Option<(Rc<Ledger>, PathBuf)> = None;
    let result = world::run(context, &target, patience, async |io, detour| {
        let mut reach = context.reach(&target, io, detour, options)?;
        let checked = batch::check(&file, &columns, writing, &reach, &|row| check(&command, &columns, row))?;
        checked.warnings.iter().for_each(|warning| context.hint(&format!("warning: {warning}")));
        if args.check {
            return context.print_one(&CHECK, json!({ "rows": checked.rows, "sent": 0 }));
        }
        confirm_rows(context, name, checked.rows)?;
        let plan = plan(args, name, &target, &checked, &reach);
        let path = journal(context, args, &plan)?;
        let ledger = Ledger::open(&path, &plan)?;
        kept = Some((Rc::clone(&ledger), path));
        let began = ledger.told.borrow().plan.began.clone();
        reach.now = began.parse().ok();
        let bar = bar(context, Tally::of(&ledger.told.borrow().states, &settings).total());
        let progress = || {
            let tally = Tally::of(&ledger.told.borrow().states, &settings);
            bar.set_position((tally.total() - tally.untried) as u64);
        };
        let batch = Batch {
            reach,
            writing,
            file: &file,
            columns: Rc::clone(&columns),
            checked,
            ledger: Rc::clone(&ledger),
            settings,
            progress: &progress,
        };
        let ended = batch.run().await;
        bar.finish_and_clear();
        ended
    });
    let Some((ledger, path)) = kept else { return result };
    let tally = Tally::of(&ledger.told.borrow().states, &settings);
    drop(ledger);
    print(context, args, &path, &file, &columns, &settings)?;
    verdict(context, tally, &path, result)
}

/// Deleting things a thousand times over is asked for once.
fn confirm_rows(context: &Context<'_>, name: &str, rows: usize) -> Result<()> {
    const ASKS: [&str; 4] = ["meeting cancel", "meeting end", "meeting boxes", "record delete"];
    if ASKS.contains(&name) { confirm::ask(context, &format!("Run {name} for {rows} rows?")) } else { Ok(()) }
}

fn plan(args: &RunArgs, name: &str, target: &Target, checked: &Checked, reach: &Reach) -> Plan {
    let file = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let piped = args.file == Path::new("-");
    Plan {
        command: name.to_owned(),
        profile: target.profile.name.clone(),
        file: if piped { "-".to_owned() } else { file.to_string_lossy().into_owned() },
        digest: checked.digest.clone(),
        rows: checked.rows,
        shard: args.shard.map(|(part, parts)| format!("{part}/{parts}")),
        began: reach.io.now().to_string(),
    }
}

/// Where the journal is: as told, or in the state folder under a name that the same command finds again.
fn journal(context: &Context<'_>, args: &RunArgs, plan: &Plan) -> Result<PathBuf> {
    if let Some(path) = &args.journal {
        return Ok(path.clone());
    }
    let state = context.env.state_dir().ok_or_else(|| {
        Error::config("there is no folder for the journal").hint("give --journal FILE, or set MEETCTL_STATE")
    })?;
    // What comes through a pipe has no name: the same rows are the same batch.
    let source = if plan.file == "-" { &plan.digest } else { &plan.file };
    let shard = plan.shard.as_deref().unwrap_or_default();
    let digest = Sha1::digest(format!("{}\n{}\n{source}\n{shard}", plan.command, plan.profile));
    let name = format!("{}-{}.jsonl", plan.command.replace(' ', "-"), &hex::encode(digest)[..12]);
    Ok(state.join("batches").join(name))
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
    if let Some(path) = &args.results {
        batch::write_results(path, file, columns, settings, &results)?;
    }
    let options = context.output_options(jiff::tz::TimeZone::UTC);
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, &ROW)?;
    batch::each_result(file, columns, settings, &results, &mut |row, mut result| {
        result.insert("line".to_owned(), row.line.into());
        result.insert("input".to_owned(), Value::Object(row.cells.clone()));
        printer.row(Value::Object(result))
    })?;
    printer.finish().map(drop)
}

/// How it ended: what stopped it, or what is not done.
fn verdict(context: &Context<'_>, tally: Tally, journal: &Path, result: Result<()>) -> Result<()> {
    let summary = format!("of {} rows: {tally}", tally.total());
    let go_on = if tally.unknown > 0 {
        format!(
            "look at the rows in doubt, then: meetctl batch resolve {} --resend|--done|--drop",
            journal.display()
        )
    } else if tally.untried > 0 {
        "the same command line goes on with the rest".to_owned()
    } else {
        "mend what is wrong, then the same command line with --retry-failed".to_owned()
    };
    match result {
        Err(error) => Err(error.with(|facts| {
            let partial = tally.done > 0 && !matches!(facts.kind, Kind::Stopped(_));
            facts.kind = if partial { Kind::Partial } else { facts.kind };
            facts.message = format!("{summary}; {}", facts.message);
            let hint = facts.hint.take().map(|hint| format!("{hint}; then: {go_on}"));
            facts.hint = Some(hint.unwrap_or(go_on));
        })),
        Ok(()) if tally.done == tally.total() => {
            context.hint(&summary);
            Ok(())
        }
        Ok(()) => Err(Error::new(Kind::Partial, summary).hint(go_on)),
    }
}

fn bar(context: &Context<'_>, total: usize) -> ProgressBar {
    if !context.env.terminal.stderr || context.global.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {per_sec}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// What a journal tells about its batch, as one row.
fn summary(path: &Path, told: &Told) -> Value {
    let doubtful: Vec<usize> =
        (1..=told.states.len()).filter(|row| told.states[row - 1] == State::Unknown).collect();
    json!({
        "journal": path.to_string_lossy(),
        "command": told.plan.command,
        "profile": told.plan.profile,
        "file": told.plan.file,
        "shard": told.plan.shard,
        "began": told.plan.began,
        "rows": told.plan.rows,
        "done": told.count(State::Done),
        "failed": told.count(State::Failed) + told.count(State::Busy),
        "in_doubt": doubtful.len(),
        "not_tried": told.count(State::Untried),
        "doubtful_rows": doubtful,
    })
}

fn read(path: &Path) -> Result<Told> {
    let mut told = Told::default();
    let found = batch::look(path, &mut |record| {
        told.take(&record);
        Ok(())
    })?;
    if found {
        return Ok(told);
    }
    Err(Error::new(Kind::NotFound, format!("there is no journal {}", path.display()))
        .hint("meetctl batch status lists those in the state folder"))
}

fn status(context: &Context<'_>, journal: Option<&Path>) -> Result<()> {
    if let Some(path) = journal {
        return context.print_one(&STATUS, summary(path, &read(path)?));
    }
    let folder = context.env.state_dir().map(|state| state.join("batches"));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    paths.sort();
    if paths.is_empty() {
        context.hint("no batches");
    }
    let rows = paths.iter().map(|path| Ok(summary(path, &read(path)?))).collect::<Result<Vec<Value>>>()?;
    context.print_rows(&STATUS, rows)
}

fn resolve(context: &Context<'_>, path: &Path, rows: &[usize], decision: &Decision) -> Result<()> {
    let told = read(path)?;
    let doubtful = |row: &usize| told.states.get(row.wrapping_sub(1)) == Some(&State::Unknown);
    if let Some(row) = rows.iter().find(|row| !doubtful(row)) {
        return Err(Error::usage(format!("row {row} is not in doubt"))
            .hint("meetctl batch status JOURNAL --json names the rows that are"));
    }
    let state = match decision {
        Decision { resend: true, .. } => State::Untried,
        Decision { done: true, .. } => State::Done,
        _ => State::Failed,
    };
    let ledger = Ledger::open(path, &told.plan)?;
    let chosen: Vec<usize> =
        if rows.is_empty() { (1..=told.states.len()).filter(doubtful).collect() } else { rows.to_vec() };
    for row in &chosen {
        ledger.became(*row, state, None, None)?;
    }
    ledger.sync()?;
    context.print_one(&STATUS, summary(path, &ledger.told.borrow()))
}
