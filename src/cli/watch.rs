//! `--watch`: asks again and again, and prints what changed. One connection and one login serve all
//! of it. What fails for now is said on stderr and asked again; anything else ends it.
//!
//! Ctrl-C ends it like any other program: by the signal itself, which shells show as 130.

use super::context::{Context, note};
use super::dealing::Task;
use super::duration::duration;
use super::run::CallArgs;
use crate::document::{Column, Shape, Show, col};
use crate::env;
use crate::error::{Error, Kind, Result};
use crate::op::Op;
use crate::op::ask::{AsJson, Ask, Typed};
use crate::output::{Format, Options, Printer};
use crate::text::Printable;
use crate::time::{local, rfc3339};
use clap::Args;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use std::io::Write as _;
use std::time::Duration;

/// Whether to look once or to keep looking.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct WatchArgs {
    /// Keep looking, and print what changes; with -o jsonl a line a change
    #[arg(long)]
    watch: bool,
    /// The pause between two looks [default: 10s]
    #[arg(long, value_name = "DURATION", requires = "watch", value_parser = duration)]
    interval: Option<Duration>,
}

/// The pause where none is asked for.
const INTERVAL: Duration = Duration::from_secs(10);
/// Nobody's server is asked more often.
const SHORTEST: Duration = Duration::from_secs(1);
/// What is different every time, and therefore tells no change.
const VOLATILE: [&str; 1] = ["duration_seconds"];

impl WatchArgs {
    fn pause(&self) -> Result<Duration> {
        let pause = self.interval.unwrap_or(INTERVAL);
        if pause < SHORTEST {
            return Err(Error::usage(tr!("--interval is too short")).hint(tr!("1s is the shortest")));
        }
        Ok(pause)
    }
}

impl Context<'_> {
    /// As [`Context::call`], again and again if that is wanted. Only for operations that read.
    pub(super) fn watched<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
        watch: &WatchArgs,
    ) -> Result<()> {
        if !watch.watch {
            return self.call(op, input, args);
        }
        if self.several()?.is_some() {
            return Err(Error::usage(tr!("--watch looks at one profile")).hint(tr!("name it with -p NAME")));
        }
        let pause = watch.pause()?;
        if self.global.raw {
            return Err(Error::usage(tr!("--raw prints the vendor's answers as they are: no --watch")));
        }
        if self.global.format() == Format::Json {
            return Err(
                Error::usage(tr!("a watch has no end, and so no JSON document")).hint(tr!("use -o jsonl"))
            );
        }
        self.keep_looking(&AsJson(Typed::new(op, input)?), args, pause)
    }

    fn keep_looking(&self, ask: &dyn Ask<Value>, args: &CallArgs, pause: Duration) -> Result<()> {
        let target = self.target()?;
        let way = ask.way(target.vendor, &target.profile, &args.set)?;
        let mut view = View::new(self.output_options(target.profile.zone.clone()), ask.op().shape());
        // Whatever is wrong with --fields and --jq is said before anything is sent.
        Printer::new(&mut std::io::sink(), &view.options, view.shape)?;
        let task = Task::of(ask.op().name(), way.calls(), ask.fields(), &args.set);
        self.with_session(&target, &task, async |session, _| {
            let mut known: Option<Vec<Seen>> = None;
            loop {
                let mut rows = Vec::new();
                let mut sink = |row| {
                    rows.push(row);
                    Ok(())
                };
                let looked = way.run(session, &mut sink).await;
                match looked {
                    Ok(one) => {
                        rows.extend(one);
                        let now = named(rows);
                        view.show(known.as_deref(), &now)?;
                        known = Some(now);
                    }
                    // What never worked is more likely wrong than busy.
                    Err(error) if known.is_some() && passes(error.kind()) => {
                        note(&tr!(
                            "warning: {error}; looking again in {time}",
                            error,
                            time = crate::time::human(pause)
                        ));
                    }
                    Err(error) => return Err(error),
                }
                tokio::time::sleep(pause).await;
            }
        })
    }
}

/// Whether the next look may be better: a busy server, or a gateway's page in place of an answer.
const fn passes(kind: Kind) -> bool {
    matches!(kind, Kind::Temporary | Kind::Failed)
}

/// A row and what it is known by.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    key: String,
    row: Value,
}

/// Rows with what each is known by: its ids and its kind, and its place among equals.
fn named(rows: Vec<Value>) -> Vec<Seen> {
    let mut equals: HashMap<String, usize> = HashMap::new();
    let name = |row: Value| {
        let part = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let base = format!("{} #", ["id", "meeting_id", "kind"].map(part).join(" "));
        let place = equals.entry(base.clone()).or_default();
        *place += 1;
        Seen { key: format!("{base}{place}"), row }
    };
    rows.into_iter().map(name).collect()
}

/// What became of a row since the last look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    First,
    New,
    Changed,
    Gone,
}

impl Change {
    const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// What is to be told of this look: each change with the row before, if there was one, and after.
fn changes<'a>(before: Option<&'a [Seen]>, now: &'a [Seen]) -> Vec<(Change, Option<&'a Value>, &'a Value)> {
    let Some(before) = before else {
        return now.iter().map(|seen| (Change::First, None, &seen.row)).collect();
    };
    // Indexed, as a list may have a million rows.
    let index = |list: &'a [Seen]| -> HashMap<&'a str, &'a Value> {
        list.iter().map(|seen| (seen.key.as_str(), &seen.row)).collect()
    };
    let (old, new) = (index(before), index(now));
    let mut all = Vec::new();
    for seen in now {
        match old.get(seen.key.as_str()).copied() {
            None => all.push((Change::New, None, &seen.row)),
            Some(old) if steady(old) != steady(&seen.row) => {
                all.push((Change::Changed, Some(old), &seen.row));
            }
            Some(_) => {}
        }
    }
    all.extend(
        before
            .iter()
            .filter(|seen| !new.contains_key(seen.key.as_str()))
            .map(|seen| (Change::Gone, None, &seen.row)),
    );
    all
}

/// A row without what is different every time.
fn steady(row: &Value) -> Value {
    let mut row = row.clone();
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|name, _| !VOLATILE.contains(&name.as_str()));
    }
    row
}

/// How changes are printed.
struct View {
    options: Options,
    shape: &'static Shape,
    plain: &'static Shape,
}

impl View {
    fn new(options: Options, plain: &'static Shape) -> Self {
        // A jq expression gets a row at a time.
        let format = if options.jq.is_some() { Format::Jsonl } else { options.format };
        let shape = if format == Format::Table { plain } else { with_change(plain) };
        Self { options: Options { format, ..options }, shape, plain }
    }

    fn show(&mut self, before: Option<&[Seen]>, now: &[Seen]) -> Result<()> {
        let changes = changes(before, now);
        if changes.is_empty() && before.is_some() {
            return Ok(());
        }
        let mut out = std::io::stdout().lock();
        let at = env::now();
        if self.options.format == Format::Table && before.is_some() {
            let time = local(at, &self.options.zone);
            for (change, old, row) in changes {
                let line = format!("{time}  {}", self.line(change, old, row));
                writeln!(out, "{}", Printable::new(&line)).map_err(|error| Error::output(&error))?;
            }
            return out.flush().map_err(|error| Error::output(&error));
        }
        let told = rfc3339(at, &self.options.zone);
        let mut printer = Printer::new(&mut out, &self.options, self.shape)?;
        for (change, _, row) in changes {
            let mut row = row.clone();
            if let (Some(fields), true) = (row.as_object_mut(), self.options.format != Format::Table) {
                fields.insert("change".to_owned(), change.name().into());
                fields.insert("observed_at".to_owned(), told.clone().into());
            }
            printer.row(row)?;
        }
        printer.finish()?;
        drop(out);
        self.options.header = false;
        Ok(())
    }

    /// A change in words: `2516 recording: no → yes`.
    fn line(&self, change: Change, old: Option<&Value>, row: &Value) -> String {
        let names = ["id", "meeting_id", "kind"].into_iter().filter_map(|name| row.get(name)?.as_str());
        let who = names.collect::<Vec<_>>().join(" ");
        let Some(old) = old else { return format!("{who}  {}", change.name()) };
        let hidden = |column: &Column| column.is_secret() && !self.options.show_secrets;
        let shown = |value: Option<&Value>, zone: &TimeZone| match value {
            None | Some(Value::Null) => "–".to_owned(),
            Some(Value::Bool(flag)) => if *flag { tr!("yes") } else { tr!("no") }.to_owned(),
            Some(Value::String(text)) => text.parse().map_or_else(|_| text.clone(), |time| local(time, zone)),
            Some(other) => other.to_string(),
        };
        let zone = &self.options.zone;
        let told = self
            .plain
            .columns
            .iter()
            .filter(|column| {
                !VOLATILE.contains(&column.field) && old.get(column.field) != row.get(column.field)
            })
            .map(|column| match column.field {
                field if hidden(column) || field == "extra" => tr!("{field}: changed", field),
                field => {
                    let (old, new) = (shown(old.get(field), zone), shown(row.get(field), zone));
                    format!("{field}{}{old} → {new}", tr!(": "))
                }
            });
        format!("{who}  {}", told.collect::<Vec<_>>().join(tr!(", ")))
    }
}

/// The same columns, and what a watch adds. It lives as long as the program, once.
fn with_change(shape: &'static Shape) -> &'static Shape {
    let own = shape.columns.iter().map(|column| Column { ..*column });
    let added = [col("change", "CHANGE"), col("observed_at", "OBSERVED AT").show(Show::Time)];
    let columns: Vec<Column> = own.chain(added).collect();
    Box::leak(Box::new(Shape { noun: shape.noun, plural: shape.plural, columns: columns.leak() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::live::STREAM;
    use serde_json::json;

    fn look(rows: Value) -> Vec<Seen> {
        named(rows.as_array().unwrap().clone())
    }

    fn told(before: &[Seen], now: &[Seen]) -> Vec<(&'static str, String)> {
        changes(Some(before), now)
            .into_iter()
            .map(|(change, _, row)| (change.name(), row["kind"].as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    #[test]
    fn only_what_changed_is_told() {
        let before = look(
            json!([{"meeting_id": "1", "kind": "cdn", "live": true}, {"meeting_id": "1", "kind": "server", "live": true}]),
        );
        assert_eq!(changes(None, &before).len(), 2);
        assert!(told(&before, &before).is_empty());
        let now = look(
            json!([{"meeting_id": "1", "kind": "cdn", "live": false}, {"meeting_id": "2", "kind": "x"}]),
        );
        assert_eq!(
            told(&before, &now),
            [("changed", "cdn".into()), ("new", "x".into()), ("gone", "server".into())]
        );
    }

    #[test]
    fn a_clock_that_runs_is_no_change() {
        let look = |seconds: i64, status: &str| {
            look(json!([{"id": "1", "duration_seconds": seconds, "status": status}]))
        };
        assert!(changes(Some(&look(1, "running")), &look(11, "running")).is_empty());
        assert_eq!(changes(Some(&look(1, "running")), &look(11, "ended")).len(), 1);
    }

    #[test]
    fn equal_rows_are_told_apart_by_their_place() {
        let rows = look(json!([{"kind": "a"}, {"kind": "a"}]));
        assert_ne!(rows[0].key, rows[1].key);
        let fewer = look(json!([{"kind": "a"}]));
        assert_eq!(told(&rows, &fewer), [("gone", "a".into())]);
    }

    #[test]
    fn a_line_says_what_was_and_what_is_without_secrets() {
        let options = Options {
            format: Format::Table,
            fields: Vec::new(),
            jq: None,
            header: true,
            wide: false,
            show_secrets: false,
            color: false,
            width: None,
            tell: None,
            zone: TimeZone::UTC,
            spreadsheet: false,
            raw_cells: false,
        };
        let view = View::new(options, &STREAM);
        let row = |live: bool, url: &str| json!({"meeting_id": "7", "live": live, "pull_url": url, "record_id": null});
        let line = view.line(Change::Changed, Some(&row(false, "a")), &row(true, "b"));
        assert_eq!(line, "7  pull_url: changed, live: no → yes");
        let view = View { options: Options { show_secrets: true, ..view.options }, ..view };
        let line = view.line(Change::Changed, Some(&row(true, "a")), &row(true, "b"));
        assert_eq!(line, "7  pull_url: a → b");
        assert_eq!(view.line(Change::Gone, None, &row(true, "a")), "7  gone");
    }

    #[test]
    fn rows_of_a_watch_say_when_and_what() {
        let fields: Vec<&str> = with_change(&STREAM).columns.iter().map(|column| column.field).collect();
        assert!(fields.ends_with(&["change", "observed_at"]));
        assert_eq!(fields.len(), STREAM.columns.len() + 2);
        assert_eq!(steady(&json!({"duration_seconds": 1, "id": "1"})), json!({"id": "1"}));
    }
}
