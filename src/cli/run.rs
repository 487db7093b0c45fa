//! The one way in which an operation is run: route, refuse, confirm, call, print.

use super::confirm::{self, Typed};
use super::context::{Context, Target, json, note};
use super::dealing::Task;
use crate::client::call::Call;
use crate::client::draft::given;
use crate::client::session::{LARGEST_UPLOAD, too_large};
use crate::complete::recent::Seen;
use crate::error::{Error, Result};
use crate::file;
use crate::jsonl::Row;
use crate::lang;
use crate::op::ask::{AsJson, Ask, Typed as Asked};
use crate::op::writing::finish;
use crate::op::{Gives, How, Op, writes};
use crate::output::{Format, Printer};
use clap::Args;
use serde::Serialize;
use serde_json::Value;
use std::io::Read;

/// The option that every command with a vendor call takes.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct CallArgs {
    /// Set a documented parameter that has no flag; `meetctl vendors NAME --params` lists them
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub set: Vec<(String, String)>,
}

/// Reads `NAME=VALUE`.
pub(super) fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        None => Err(tr!("must be NAME=VALUE").to_owned()),
        Some(("", _)) => Err(tr!("the name is empty").to_owned()),
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
    }
}

/// What `--set` gives, with what stands in `@FILE` where an object, a list or a secret is wanted: elsewhere `@`
/// begins a time or a text. A file's last line end is not part of the value.
pub(super) fn contents(set: &[(String, String)], calls: &[&Call]) -> Result<Vec<(String, String)>> {
    let content = |(name, value): &(String, String)| {
        // It reaches the call that the command is named for.
        let param = calls.first().and_then(|call| call.param(name));
        let from_file = param.is_some_and(|param| param.kind.is_structured() || param.secret);
        if !value.starts_with('@') || !from_file {
            return Ok((name.clone(), value.clone()));
        }
        let text = String::from_utf8(bytes_of(value)?)
            .map_err(|_| Error::usage(tr!("--set {name}: {value} is not UTF-8", name, value)))?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        Ok((name.clone(), text.strip_suffix('\r').unwrap_or(text).to_owned()))
    };
    set.iter().map(content).collect()
}

/// A body: the text itself, what stands in `@FILE`, or stdin with `@-`.
pub(super) fn bytes_of(text: &str) -> Result<Vec<u8>> {
    let Some(path) = text.strip_prefix('@') else { return Ok(text.as_bytes().to_vec()) };
    let source: std::io::Result<Box<dyn Read>> = match path {
        "-" => Ok(Box::new(std::io::stdin().lock())),
        path => std::fs::File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let mut bytes = Vec::new();
    let read = source.and_then(|source| source.take(LARGEST_UPLOAD + 1).read_to_end(&mut bytes));
    read.map_err(|error| file::unreadable(path, &error))?;
    if bytes.len() as u64 > LARGEST_UPLOAD {
        return Err(too_large(path));
    }
    Ok(bytes)
}

/// Gets a single thing after it was printed.
type Then<'a> = dyn Fn(&Value) -> Result<()> + 'a;

/// What goes beyond running an operation and printing its result.
#[derive(Clone, Copy, Default)]
pub(super) struct Extra<'a> {
    /// To be answered with yes first, if what was given loses something.
    pub question: Option<&'a str>,
    /// To be typed instead, where the profile is marked production.
    pub typed: Option<Typed<'a>>,
    /// Whether a meeting that is there already is as good as one that is made.
    pub if_not_exists: bool,
    /// What is done with a single thing after it was printed.
    pub then: Option<&'a Then<'a>>,
}

impl Context<'_> {
    /// Runs an operation and prints what it gives.
    pub(super) fn call<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
    ) -> Result<()> {
        self.call_with(op, input, args, &Extra::default())
    }

    /// As [`Self::call`], after the user has said yes to this question if what was given loses something.
    pub(super) fn call_confirmed<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
        question: &str,
    ) -> Result<()> {
        self.call_with(op, input, args, &Extra { question: Some(question), ..Extra::default() })
    }

    /// As [`Self::call`], with what goes beyond it.
    pub(super) fn call_with<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
        extra: &Extra<'_>,
    ) -> Result<()> {
        self.answer(&AsJson(Asked::new(op, input)?), args, extra)
    }

    fn answer(&self, ask: &dyn Ask<Value>, args: &CallArgs, extra: &Extra<'_>) -> Result<()> {
        if let Some(names) = self.several()? {
            return self.fan_out(names, ask, args);
        }
        let op = ask.op();
        let target = self.target()?;
        let way = ask.way(target.vendor, &target.profile, &args.set)?;
        let options = self.output_options(target.profile.zone.clone());
        let mut out = std::io::stdout().lock();
        let mut printer = Printer::new(&mut out, &options, op.shape())?;
        if let Some(made) = way.offline(&target.profile) {
            return printer.one(made?);
        }
        let calls = way.calls();
        let question = extra.question.filter(|_| op.effect().loss.asks(ask.fields()));
        self.before_write(&target, calls, question, extra.typed.as_ref())?;
        let (raw, dry) = (self.global.raw, self.global.dry_run);
        let task = Task {
            if_not_exists: extra.if_not_exists,
            ..Task::of(op.name(), calls, ask.fields(), &args.set)
        };
        let mut single = None;
        let mut seen = match op.effect().gives {
            Gives::Removed(shape) => Seen::removed(shape.noun),
            _ => Seen::printed(op.shape().noun),
        };
        let result = self.with_session(&target, &task, async |session, look| {
            let mut rows = |row: &dyn Row| {
                // The first ones are remembered; of a long list most are only written down.
                if raw || (seen.is_full() && printer.written(row)?) {
                    return Ok(());
                }
                let row = json(row)?;
                seen.row(&row);
                printer.row(row)
            };
            let result = way.write(session, &mut rows).await;
            single = finish(result, way.each(), session, look).await?;
            Ok(())
        });
        if raw || dry {
            return result;
        }
        if let Some(value) = single {
            let id = value.get("id").and_then(Value::as_str);
            let printed = printer.one(value.clone());
            seen.row(&value);
            self.remember(&target.profile.name, &seen);
            printed.map_err(|error| unprinted(error, calls, id))?;
            return extra.then.map_or(Ok(()), |then| then(&value)).and(result);
        }
        // Rows that were printed stay readable even where a later one could not be had.
        if op.effect().gives.is_many() && (result.is_ok() || printer.rows() > 0) {
            let rows = printer.finish().map_err(|error| unprinted(error, calls, None))?;
            if rows == 0 && options.format == Format::Table {
                self.hint(&tr!("no {plural}", plural = lang::text(op.shape().plural)));
            }
        }
        self.remember(&target.profile.name, &seen);
        result
    }

    /// Keeps the ids of what was printed, for completion. A convenience: that it fails is said under -v only.
    pub(super) fn remember(&self, profile: &str, seen: &Seen) {
        let Some(state) = self.env.state_dir() else { return };
        if let Err(error) = seen.keep(&state, profile)
            && self.global.verbose > 0
        {
            note(&tr!("ids are not remembered for completion: {error}", error));
        }
    }

    /// Runs an operation that gives one thing, for commands that print it in their own way. A dry run
    /// and `--raw` have printed what they print, and give nothing.
    pub(super) fn obtain<I: Serialize, O>(
        &self,
        target: &Target,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
    ) -> Result<Option<O>> {
        let fields = given(input)?;
        let route = op.route(target.vendor, &target.profile, &fields, &args.set)?;
        if let How::Offline(make) = &route.how {
            return make(&target.profile, input).map(Some);
        }
        self.before_write(target, route.calls, None, None)?;
        let task = Task::of(op.name, route.calls, &fields, &args.set);
        let mut single = None;
        self.with_session(target, &task, async |session, _| {
            single = route.run(session, input, &mut |_| Ok(())).await?;
            Ok(())
        })?;
        Ok(single.filter(|_| !self.global.raw))
    }

    /// Says which profile is written to, and asks where something would be lost.
    pub(super) fn before_write(
        &self,
        target: &Target,
        calls: &[&Call],
        question: Option<&str>,
        typed: Option<&Typed<'_>>,
    ) -> Result<()> {
        if !writes(calls) {
            return Ok(());
        }
        target.profile.writable()?;
        if self.global.dry_run {
            return Ok(());
        }
        self.announce(target);
        match (question, typed.filter(|_| target.profile.production)) {
            (None, _) => Ok(()),
            (Some(question), Some(typed)) => confirm::typed(self, &target.profile, question, typed),
            (Some(question), None) => confirm::ask(self, question),
        }
    }

    /// One line on stderr before anything is written: where to. An error still comes after it.
    pub(super) fn announce(&self, target: &Target) {
        let profile = &target.profile;
        let address = match &profile.base_url {
            _ if target.embedded => tr!("sandbox").to_owned(),
            Some(url) => url.as_str().trim_end_matches('/').to_owned(),
            None => tr!("no address").to_owned(),
        };
        let marked = if profile.production { tr!(", production") } else { "" };
        self.hint(&tr!(
            "profile {profile} ({vendor}, {address}{marked})",
            profile = profile.name,
            vendor = profile.vendor,
            address,
            marked
        ));
    }
}

/// The result of a write could not be printed. What was done is done, and must not be done again.
fn unprinted(error: Error, calls: &[&Call], id: Option<&str>) -> Error {
    if !writes(calls) {
        return error;
    }
    note(&tr!("it is done{id}", id = id.map(|id| format!("{}{id}", tr!(": "))).unwrap_or_default()));
    error.with(|f| f.hint = Some(tr!("the call itself succeeded: do not repeat it").to_owned()))
}
