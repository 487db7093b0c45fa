//! The one way in which an operation is run: route, refuse, confirm, call, print.

use super::context::{Context, Target, json, note};
use super::{confirm, plan, world};
use crate::client::call::Call;
use crate::client::draft::given;
use crate::client::session::{LARGEST_UPLOAD, Options, Session};
use crate::error::{Error, Result};
use crate::op::{How, Op, Route, writes};
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
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_content)]
    pub set: Vec<(String, String)>,
}

/// Reads `NAME=VALUE`.
pub(super) fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        None => Err("must be NAME=VALUE".to_owned()),
        Some(("", _)) => Err("the name is empty".to_owned()),
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
    }
}

/// Reads `NAME=VALUE` or `NAME=@FILE`; a file's last line end is not part of the value.
fn name_and_content(text: &str) -> Result<(String, String), String> {
    let (name, value) = name_and_value(text)?;
    if !value.starts_with('@') {
        return Ok((name, value));
    }
    let bytes = bytes_of(&value).map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{value} is not UTF-8"))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok((name, text.strip_suffix('\r').unwrap_or(text).to_owned()))
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
    read.map_err(|error| Error::usage(format!("cannot read {path}: {error}")))?;
    if bytes.len() as u64 > LARGEST_UPLOAD {
        return Err(Error::usage(format!("{path} is larger than 64 MiB")));
    }
    Ok(bytes)
}

impl Context<'_> {
    /// Runs an operation and prints what it gives.
    pub(super) fn call<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
    ) -> Result<()> {
        self.call_confirmed(op, input, args, None)
    }

    /// As [`Self::call`], after the user has said yes to this question.
    pub(super) fn call_confirmed<I: Serialize, O: Serialize>(
        &self,
        op: &'static Op<I, O>,
        input: &I,
        args: &CallArgs,
        question: Option<&str>,
    ) -> Result<()> {
        let target = self.target()?;
        let route = op.route(target.vendor, &target.profile, &given(input)?, &args.set)?;
        let options = self.output_options(target.profile.zone.clone());
        let mut out = std::io::stdout().lock();
        let mut printer = Printer::new(&mut out, &options, op.shape)?;
        if let How::Offline(make) = &route.how {
            return printer.one(json(&make(&target.profile, input)?)?);
        }
        self.before_write(&target, route, question)?;
        let (raw, dry) = (self.global.raw, self.global.dry_run);
        let mut single = None;
        let result = self.with_session(&target, route.calls, &args.set, async |session| {
            let mut sink = |row: O| if raw { Ok(()) } else { printer.row(json(&row)?) };
            single = perform(session, route, input, &mut sink).await?;
            Ok(())
        });
        if raw || dry {
            return result;
        }
        if let Some(value) = &single {
            let value = json(value)?;
            let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
            let printed = printer.one(value);
            return printed.map_err(|error| unprinted(error, route.calls, id.as_deref())).and(result);
        }
        // Rows that were printed stay readable even where a later one could not be had.
        if op.many && (result.is_ok() || printer.rows() > 0) {
            let rows = printer.finish().map_err(|error| unprinted(error, route.calls, None))?;
            if rows == 0 && options.format == Format::Table {
                self.hint(&format!("no {}", op.shape.plural));
            }
        }
        result
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
        let route = op.route(target.vendor, &target.profile, &given(input)?, &args.set)?;
        if let How::Offline(make) = &route.how {
            return make(&target.profile, input).map(Some);
        }
        self.before_write(target, route, None)?;
        let mut single = None;
        self.with_session(target, route.calls, &args.set, async |session| {
            single = perform(session, route, input, &mut |_| Ok(())).await?;
            Ok(())
        })?;
        Ok(single.filter(|_| !self.global.raw))
    }

    /// Runs code with a session on this target; afterwards prints what `--raw` and `--dry-run` want.
    pub(super) fn with_session(
        &self,
        target: &Target,
        calls: &'static [&'static Call],
        set: &[(String, String)],
        run: impl AsyncFnOnce(&Session) -> Result<()>,
    ) -> Result<()> {
        if target.profile.rate_limit.is_some() {
            self.hint("warning: rate_limit is not obeyed yet");
        }
        let options = Options {
            // `api` names no call beforehand, and prints what it gets.
            keep_answers: self.global.raw || calls.is_empty(),
            retries: self.global.retries,
            timeout: self.global.timeout(target.profile.timeout)?,
            verbose: self.global.verbose,
            dry_run: self.global.dry_run,
            set: set.to_vec(),
        };
        world::run(self, target, async |io, detour| {
            let session = Session::new(target.profile.clone(), target.vendor.dialect, io, options, calls)
                .detour(detour);
            let result = run(&session).await.and_then(|()| session.afterwards());
            let planned = session.planned();
            if !planned.is_empty() {
                plan::print(self, &planned)?;
            }
            if self.global.raw {
                self.print_raw(&session.answers())?;
            }
            result
        })
    }

    /// Says on a terminal which profile is written to, and asks where something would be lost.
    pub(super) fn before_write<I, O>(
        &self,
        target: &Target,
        route: &Route<I, O>,
        question: Option<&str>,
    ) -> Result<()> {
        if self.global.dry_run || !writes(route.calls) {
            return Ok(());
        }
        if self.env.terminal.stderr && !self.global.quiet {
            let host = target.profile.base_url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
            note(&format!("profile {} ({}, {host})", target.profile.name, target.vendor.product));
        }
        question.map_or(Ok(()), |question| confirm::ask(self, question))
    }
}

/// The result of a write could not be printed. What was done is done, and must not be done again.
fn unprinted(error: Error, calls: &[&Call], id: Option<&str>) -> Error {
    if !writes(calls) {
        return error;
    }
    note(&format!("it is done{}", id.map(|id| format!(": {id}")).unwrap_or_default()));
    error.with(|f| f.hint = Some("the call itself succeeded: do not repeat it".to_owned()))
}

/// Sends what a route sends, and hands over what comes of it: rows to the sink, a single thing at the end.
pub(super) async fn perform<I: Serialize, O>(
    session: &Session,
    route: &'static Route<I, O>,
    input: &I,
    sink: &mut dyn FnMut(O) -> Result<()>,
) -> Result<Option<O>> {
    let main = || route.calls.first().copied().ok_or_else(|| Error::failed("the route names no call"));
    match &route.how {
        How::Call(read) => {
            let answer = session.send(session.fill(main()?, input)?).await?;
            read(&session.profile, answer).map(Some)
        }
        How::Rows(read) => {
            if let Some(answer) = session.send_listing(session.fill(main()?, input)?).await? {
                read(&session.profile, answer)?.into_iter().try_for_each(sink)?;
            }
            Ok(None)
        }
        How::One(run) => run(session, input).await.map(Some),
        How::Each(run) => run(session, input, sink).await.map(|()| None),
        How::Offline(make) => make(&session.profile, input).map(Some),
    }
}
