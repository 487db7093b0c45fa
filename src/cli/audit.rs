//! `meetctl audit …`: the log of what was sent, and the hooks by which commands write it.

use super::context::{Context, Target, note};
use super::{parsed, verbs};
use crate::audit::{self, About, Audited, Checked, Limit, Log, Outcome, command_line};
use crate::client::draft::Given;
use crate::client::register::{Evidence, Register};
use crate::document::{Shape, Show, col};
use crate::env::{self, variables::AUDIT_MAX_BYTES};
use crate::error::{Error, Result};
use crate::file;
use crate::op::writing::named;
use crate::output::{Format, Printer};
use crate::text::suggestion;
use crate::time::{Clock, default_zone, parse_span};
use clap::{ArgMatches, Args, Command, Subcommand};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::rc::Rc;

/// A line about a decision names no more: one about all rows of a large batch would be too long to be read.
const IDS: usize = 1_000;

#[derive(Subcommand, Debug)]
enum Verb {
    /// List the writes that were sent from here, and what became of them
    List(ListArgs),
    /// Check that no line of the log was changed, removed or inserted
    Verify,
}

#[derive(Args, Debug)]
struct ListArgs {
    /// From this time or day on
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Up to this time, or the end of this day
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// Only with this outcome: done, refused, failed, in_doubt, not_sent, sent, …; may be repeated
    #[arg(long, value_name = "OUTCOME")]
    outcome: Vec<String>,
    /// Only about this meeting, recording or account
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Only the newest so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) static ENTRY: Shape = Shape {
    noun: "entry",
    plural: "entries",
    columns: &[
        col("n", "N").show(Show::Wide),
        col("at", "AT").show(Show::Time),
        col("user", "USER"),
        col("profile", "PROFILE"),
        col("vendor", "VENDOR").show(Show::Wide),
        col("operation", "COMMAND"),
        col("ids", "IDS").show(Show::Long),
        col("row", "ROW"),
        col("outcome", "OUTCOME"),
        col("code", "CODE"),
        col("error", "ERROR").show(Show::Long),
        col("outcome_at", "OUTCOME AT").show(Show::Wide),
        col("what", "WHAT").show(Show::Wide),
        col("call", "CALL").show(Show::Wide),
        col("uid", "UID").show(Show::Wide),
        col("host", "HOST NAME").show(Show::Wide),
        col("pid", "PID").show(Show::Wide),
        col("command", "COMMAND LINE").show(Show::Wide),
    ],
};

pub(super) static CHECKED: Shape = Shape {
    noun: "check",
    plural: "checks",
    columns: &[
        col("ok", "OK"),
        col("lines", "LINES"),
        col("files", "FILES"),
        col("hash", "LAST HASH"),
        col("torn", "TORN END"),
        col("problem", "PROBLEM"),
        col("file", "FILE"),
        col("line", "LINE"),
    ],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let state = context.env.state_dir().ok_or_else(|| {
        Error::config(tr!("there is no folder for the audit log"))
            .hint(tr!("set MEETCTL_STATE to a folder of yours"))
    })?;
    let folder = audit::folder(&state);
    match parsed(matches)? {
        Verb::List(args) => list(context, &folder, &args),
        Verb::Verify => verify(context, &folder),
    }
}

/// Which lines are asked for.
struct Filter<'a> {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    context: &'a Context<'a>,
    args: &'a ListArgs,
}

impl Filter<'_> {
    /// Whether a line is asked for as far as is known before its outcome.
    fn begins(&self, line: &Map<String, Value>) -> bool {
        let at = line["at"].as_str().and_then(|at| at.parse::<Timestamp>().ok());
        let profile = line.get("profile").and_then(Value::as_str).unwrap_or_default();
        self.from.is_none_or(|from| at.is_some_and(|at| from <= at))
            && self.to.is_none_or(|to| at.is_some_and(|at| at <= to))
            && self.context.is_about(profile)
    }

    fn ends(&self, row: &Map<String, Value>) -> bool {
        let outcome = row.get("outcome").and_then(Value::as_str).unwrap_or_default();
        let has = |id: &String| {
            row.get("ids").and_then(Value::as_array).is_some_and(|ids| ids.iter().any(|known| known == id))
        };
        (self.args.outcome.is_empty() || self.args.outcome.iter().any(|asked| asked == outcome))
            && self.args.id.as_ref().is_none_or(has)
    }
}

fn list(context: &Context<'_>, folder: &Path, args: &ListArgs) -> Result<()> {
    let zone = default_zone();
    let clock = Clock { now: env::now(), zone: zone.clone() };
    let (from, to) = parse_span(args.from.as_deref(), args.to.as_deref(), &clock)?;
    if let Some(wrong) = args.outcome.iter().find(|name| Outcome::of(name).is_none()) {
        return Err(Error::usage(tr!("--outcome: there is no outcome \"{outcome}\"", outcome = wrong))
            .hint(suggestion(wrong, &Outcome::NAMES)));
    }
    let filter = Filter { from, to, context, args };
    let options = context.output_options(zone);
    let mut out = io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, &ENTRY)?;
    // An outcome stands behind its write, so all are kept until the end.
    let mut rows: BTreeMap<u64, Map<String, Value>> = BTreeMap::new();
    let checked = audit::each(folder, &mut |line| {
        let number = line["n"].as_u64().unwrap_or_default();
        if let Some(of) = line.get("of").and_then(Value::as_u64) {
            if let Some(row) = rows.get_mut(&of) {
                for name in ["outcome", "ids", "code", "error"] {
                    row.insert(name.to_owned(), line.get(name).cloned().unwrap_or_default());
                }
                row.insert("outcome_at".to_owned(), line.get("at").cloned().unwrap_or_default());
            }
        } else if filter.begins(&line) {
            rows.insert(number, line);
        }
        Ok(())
    })?;
    let rows: Vec<Map<String, Value>> =
        rows.into_values().map(shown).filter(|row| filter.ends(row)).collect();
    let skipped = args.limit.map_or(0, |limit| rows.len().saturating_sub(limit));
    for row in rows.into_iter().skip(skipped) {
        printer.row(Value::Object(row))?;
    }
    if printer.finish()? == 0 && options.format == Format::Table {
        context.hint(tr!("no entries"));
    }
    if skipped > 0 {
        context.hint(&tr!(
            "warning: --limit {limit}: there are {skipped} older ones",
            limit = args.limit.unwrap_or(0),
            skipped
        ));
    }
    if let Some(broken) = checked.and_then(|checked| checked.broken) {
        context.hint(&tr!(
            "warning: the log is not as it was written ({broken}, line {line}): meetctl audit verify",
            broken = broken.file.display(),
            line = broken.line
        ));
    }
    Ok(())
}

/// A line with every field that a row has.
fn shown(line: Map<String, Value>) -> Map<String, Value> {
    let waits = line.get("what").and_then(Value::as_str) == Some("write");
    let value = |field: &str| match (field, line.get(field)) {
        // Earlier programs wrote down what they did not know as an empty text.
        ("profile" | "vendor", Some(value)) if value == "" => Value::Null,
        (_, Some(value)) => value.clone(),
        ("outcome", None) if waits => Outcome::Sent.name().into(),
        ("ids", None) => json!([]),
        _ => Value::Null,
    };
    ENTRY.columns.iter().map(|column| (column.field.to_owned(), value(column.field))).collect()
}

fn verify(context: &Context<'_>, folder: &Path) -> Result<()> {
    let found = audit::verify(folder)?;
    if found.is_none() {
        context.hint(tr!("there is no audit log yet"));
    }
    let Checked { files, lines, last, broken, torn } = found.unwrap_or_default();
    let (file, line, problem) = match &broken {
        Some(at) => (json!(at.file.to_string_lossy()), json!(at.line), json!(at.problem.name())),
        None => (Value::Null, Value::Null, Value::Null),
    };
    context.print_one(
        &CHECKED,
        json!({
            "ok": broken.is_none(),
            "lines": lines,
            "files": files,
            "hash": (broken.is_none() && last.n > 0).then_some(last.hash),
            "torn": torn,
            "problem": problem,
            "file": file,
            "line": line,
        }),
    )?;
    if torn {
        context.hint(tr!("note: half a line stands at the end: a command was killed while it wrote"));
    }
    let Some(at) = broken else { return Ok(()) };
    let what = match at.problem {
        audit::Problem::Changed => tr!("this line is not as it was written"),
        audit::Problem::Removed => tr!("lines are missing before this one"),
        audit::Problem::Inserted => tr!("here or before it stands a line that was not written by meetctl"),
        audit::Problem::Truncated => tr!("the last lines are missing from here on"),
        audit::Problem::Headless => {
            tr!(
                "head, which tells where the log ends, was gone when this line was written: lines before it may be missing"
            )
        }
    };
    Err(Error::failed(tr!("{file}, line {line}: {what} ({problem})", file = at.file.display(), line = at.line, what, problem = at.problem.name())).hint(
        tr!("somebody has touched the log, or the power failed while it was written; what stands before that line is as it was"),
    ))
}

impl Context<'_> {
    /// The log, where there is a place for it; a state folder that cannot be used at all is no reason
    /// to do nothing, but it is said.
    pub(super) fn audit(&self) -> Result<Option<Rc<Log>>> {
        if let Some(known) = self.audit.get() {
            return Ok(known.clone());
        }
        let limit = self.audit_limit()?;
        let state = self.env.state_dir();
        let log = match state.as_deref().map(|state| (state, audit::folder(state))) {
            None => None,
            Some((state, folder)) => match file::own_folder(&folder) {
                Ok(()) => {
                    if file::is_open_to_others(state) {
                        self.hint(&tr!(
                            "warning: others can write to {folder}, and so change what is kept there: chmod go-w",
                            folder = state.display()
                        ));
                    }
                    Some(Rc::new(Log::new(folder, limit)))
                }
                Err(error) if file::nowhere(&error) => {
                    self.hint(&tr!(
                        "warning: {folder} cannot be used ({error}): this is not in the audit log",
                        folder = folder.display(),
                        error
                    ));
                    None
                }
                Err(error) => return Err(unwritable(&folder, &error)),
            },
        };
        Ok(self.audit.get_or_init(|| log).clone())
    }

    fn audit_limit(&self) -> Result<Limit> {
        let Some(text) = self.env.text(AUDIT_MAX_BYTES) else { return Ok(Limit::default()) };
        let max_bytes = AUDIT_MAX_BYTES.name();
        text.parse().ok().and_then(Limit::bytes).ok_or_else(|| {
            Error::usage(tr!("{max_bytes}: \"{text}\" is no size", max_bytes, text)).hint(tr!(
                "write it in bytes, {least} or more: {max_bytes}=52428800",
                least = Limit::LEAST,
                max_bytes
            ))
        })
    }

    /// The same register, whose writes are in the log too.
    pub(super) fn audited(
        &self,
        target: &Target,
        operation: &str,
        given: &Given,
        inner: Rc<dyn Register>,
    ) -> Result<Rc<dyn Register>> {
        let Some(log) = self.audit()? else { return Ok(inner) };
        let about = Rc::new(self.about(target, operation));
        Ok(Rc::new(Audited::new(inner, log, about, None, named(given).map(str::to_owned), env::now)))
    }

    fn about(&self, target: &Target, operation: &str) -> About {
        let profile = &target.profile;
        About {
            profile: Some(profile.name.to_string()),
            vendor: Some(profile.vendor.to_owned()),
            command: profile.scrubber().scrub(&command_line(&self.env.args)),
            operation: operation.to_owned(),
            who: who(self),
        }
    }

    /// The evidence that a batch leaves.
    pub(super) fn evidence(&self, target: &Target, operation: &str) -> Result<BatchEvidence> {
        Ok(BatchEvidence { log: self.audit()?, about: Rc::new(self.about(target, operation)) })
    }

    /// Notes that a user decided, or found out, what became of writes.
    pub(super) fn decided(
        &self,
        profile: Option<&str>,
        vendor: Option<&str>,
        operation: &str,
        outcome: Outcome,
        ids: &[String],
    ) -> Result<()> {
        let Some(log) = self.audit()? else { return Ok(()) };
        let about = About {
            profile: profile.map(str::to_owned),
            vendor: vendor.map(str::to_owned),
            command: command_line(&self.env.args),
            operation: operation.to_owned(),
            who: who(self),
        };
        let failed = |error: &io::Error| unwritable(log.folder(), error);
        // No ids are a line too, and all lines are written together.
        let parts = ids.chunks(IDS).chain(ids.is_empty().then_some(ids));
        let records = parts.map(|ids| about.decision(env::now(), None, outcome, ids));
        let records = records.collect::<io::Result<Vec<_>>>().map_err(|error| failed(&error))?;
        let places: Vec<_> = records.into_iter().map(|record| log.line_up(record)).collect();
        places.iter().try_for_each(|place| log.number(place).map(drop)).map_err(|error| failed(&error))
    }

    /// Writes what the log was not told yet. What was done is done, so a failure is a warning.
    pub(super) fn flush_audit(&self) {
        let Some(log) = self.audit.get().and_then(Option::as_ref) else { return };
        if let Err(error) = log.flush() {
            note(&tr!("warning: what became of the writes is not in the audit log: {error}", error));
        }
        if log.was_headless() {
            note(&tr!(
                "warning: {head} was gone or damaged, so lines may be missing from the audit log: meetctl audit verify",
                head = log.folder().join("head").display()
            ));
        }
    }
}

fn unwritable(folder: &Path, error: &io::Error) -> Error {
    Error::failed(tr!("cannot write the audit log in {folder}: {error}", folder = folder.display(), error))
        .hint(tr!(
            "without it nothing is done: free the disk, mend the folder, or set MEETCTL_STATE to another one"
        ))
}

fn who(context: &Context<'_>) -> Map<String, Value> {
    let who = context.env.who();
    let user = who.uid.and_then(name_of).or(who.user);
    let mut all = Map::new();
    all.insert("user".to_owned(), user.into());
    all.insert("uid".to_owned(), who.uid.into());
    all.insert("host".to_owned(), who.host.into());
    all.insert("pid".to_owned(), std::process::id().into());
    all
}

/// The name of a user in the system's own list. Variables can say anything.
fn name_of(uid: u32) -> Option<String> {
    let list = std::fs::read_to_string("/etc/passwd").ok()?;
    let uid = uid.to_string();
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    })
}

/// The evidence that a batch leaves: a line a row before it is sent, and what became of it.
pub(super) struct BatchEvidence {
    log: Option<Rc<Log>>,
    about: Rc<About>,
}

impl Evidence for BatchEvidence {
    fn row(&self, row: usize, target: Option<&str>, inner: Rc<dyn Register>) -> Rc<dyn Register> {
        let Some(log) = &self.log else { return inner };
        let (log, about) = (Rc::clone(log), Rc::clone(&self.about));
        Rc::new(Audited::new(inner, log, about, Some(row), target.map(str::to_owned), env::now))
    }

    fn found(&self, row: usize) {
        let Some(log) = &self.log else { return };
        log.wait(self.about.decision(env::now(), Some(row), Outcome::Done, &[]));
    }
}
