//! `meetctl webhook …`: callbacks received, checked and sent again.

use super::context::{Context, Target, note};
use super::duration::duration;
use super::signals::Signals;
use super::world::{on_runtime, settings};
use super::{parsed, verbs};
use crate::client::io::{Io, Limits};
use crate::client::transport::{RealIo, Transport};
use crate::config::words;
use crate::document::{Shape, Show, col};
use crate::env;
use crate::error::{Error, Kind, Result};
use crate::file::reason;
use crate::lang;
use crate::op::Callbacks;
use crate::output::{Format, Printer};
use crate::time::{Clock, parse_span};
use crate::vendor::VENDORS;
use crate::webhook::answer::Desk;
use crate::webhook::courier::{Courier, PAUSES};
use crate::webhook::listen::{self, serve};
use crate::webhook::print::Printer as LinePrinter;
use crate::webhook::seen::{CAPACITY, Seen};
use crate::webhook::store::{LARGEST_PART, Store};
use crate::webhook::verify::verify;
use crate::webhook::writer::Writer;
use crate::webhook::{LARGEST_BODY, exec, forward, replay, stores, too_large};
use clap::{ArgMatches, Args, Command, Subcommand};
use serde_json::json;
use std::io::Read as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long what is under way may take once the receiver was told to stop.
const PATIENCE: Duration = Duration::from_secs(8);

#[derive(Subcommand, Debug)]
enum Verb {
    /// Receive callbacks: verify, keep, print, and only then answer 200
    Listen(Listen),
    /// Check one callback's signature
    Verify(Verify),
    /// Send kept callbacks again, signed afresh
    Replay(Replay),
}

#[derive(Args, Debug)]
struct Listen {
    /// The address to listen on, behind a server that speaks https
    #[arg(long = "listen", value_name = "ADDR")]
    at: SocketAddr,
    /// The path that callbacks come to
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = path)]
    path: String,
    /// The file that keeps them [default: webhook/PROFILE.jsonl in the state folder]
    #[arg(long, value_name = "FILE")]
    store: Option<PathBuf>,
    /// Run this program for each event, which it gets on its stdin; no shell reads the words
    #[arg(long, value_name = "CMD")]
    exec: Option<String>,
    /// Send each event on to this address, as it came
    #[arg(long, value_name = "URL")]
    forward: Option<String>,
    /// How long a client may be idle, or take for the head of a request, or for its body
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = duration)]
    client_timeout: Duration,
    /// Refuse signatures that are older; the vendor sends again after up to two hours
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    max_age: Option<Duration>,
}

#[derive(Args, Debug)]
struct Verify {
    /// A header of the callback; repeat it for each
    #[arg(long, value_name = "NAME: VALUE", required = true)]
    header: Vec<String>,
    /// The body, byte for byte [default: stdin]
    #[arg(long, value_name = "FILE")]
    body: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct Replay {
    /// The store; its older parts (FILE.1, FILE.2, …) come first
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to send them
    #[arg(long, value_name = "URL")]
    url: String,
    /// From this time or day on
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Up to this time, or the end of this day
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
}

pub(super) static VERDICT: Shape = Shape {
    noun: "verdict",
    plural: "verdicts",
    columns: &[col("valid", "VALID"), col("reason", "REASON"), col("event", "EVENT").show(Show::Long)],
};

pub(super) static SENT: Shape = Shape {
    noun: "event",
    plural: "events",
    columns: &[
        col("time", "TIME").show(Show::Time),
        col("type", "TYPE"),
        col("meeting_id", "MEETING"),
        col("ok", "OK"),
        col("error", "ERROR").show(Show::Long),
    ],
};

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let verb: Verb = parsed(matches)?;
    let target = context.target()?;
    let Some(callbacks) = target.vendor.callbacks else {
        let senders: Vec<&str> = VENDORS.iter().filter(|v| v.callbacks.is_some()).map(|v| v.id).collect();
        return Err(Error::new(
            Kind::Unsupported,
            tr!(
                "{vendor} ({product}) sends no callbacks",
                vendor = target.vendor.id,
                product = lang::text(target.vendor.product)
            ),
        )
        .hint(tr!("name a profile of a vendor that does: {senders}", senders = senders.join(tr!(", "))))
        .with(|facts| facts.vendor = Some(target.vendor.id.into())));
    };
    match verb {
        Verb::Listen(input) => receive(context, &target, callbacks, input),
        Verb::Verify(input) => check(context, &target, callbacks, input),
        Verb::Replay(input) => resend(context, &target, callbacks, input),
    }
}

fn path(text: &str) -> Result<String, String> {
    let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'?' | b'#');
    if text.starts_with('/') && text.bytes().all(plain) {
        return Ok(text.to_owned());
    }
    Err(tr!("it begins with / and has no space, ? or #; write other characters as %XX").to_owned())
}

fn check(context: &Context<'_>, target: &Target, callbacks: Callbacks, input: Verify) -> Result<()> {
    let secret = target.profile.need(callbacks.secret)?;
    let mut headers = Vec::new();
    for header in &input.header {
        let (name, value) = header.split_once(':').ok_or_else(|| {
            Error::usage(tr!("--header is written 'Name: value'")).hint("--header 'Nonce: 12345678'")
        })?;
        headers.push((name.trim(), value.trim_matches([' ', '\t']).as_bytes()));
    }
    let mut body = Vec::new();
    let limit = LARGEST_BODY as u64 + 1;
    let read = match &input.body {
        Some(path) => std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut body)),
        None => std::io::stdin().lock().take(limit).read_to_end(&mut body),
    };
    read.map_err(|error| Error::usage(tr!("cannot read the body: {error}", error = reason(&error))))?;
    if body.len() > LARGEST_BODY {
        let what = too_large();
        return Err(Error::usage(tr!("{what}, which `webhook listen` refuses", what)));
    }
    let refusal = verify(&headers, &body, &secret, None).err();
    let event = refusal.is_none().then(|| serde_json::from_slice::<serde_json::Value>(&body).ok()).flatten();
    let verdict = json!({
        "valid": refusal.is_none(),
        "reason": refusal.map(crate::webhook::verify::Refusal::name),
        "event": event,
    });
    context.print_one(&VERDICT, verdict)?;
    refusal.map_or(Ok(()), |refusal| {
        Err(Error::new(Kind::Auth, tr!("the callback is not to be believed: {refusal}", refusal))
            .hint(tr!("the body has to be the very bytes that came, and app_secret that of the AppKey")))
    })
}

/// Refuses what `webhook listen` cannot do.
fn may_listen(context: &Context<'_>) -> Result<()> {
    if context.global.fields.is_some() || context.global.jq.is_some() || context.global.raw {
        return Err(Error::usage(tr!(
            "webhook listen prints whole events; --fields, --jq and --raw are not for it"
        ))
        .hint("meetctl webhook listen … | jq …"));
    }
    if context.global.dry_run {
        return Err(Error::usage(tr!("webhook listen stores what it answers; --dry-run is not for it"))
            .hint(tr!("meetctl webhook verify checks a callback and stores nothing")));
    }
    Ok(())
}

fn receive(context: &Context<'_>, target: &Target, callbacks: Callbacks, input: Listen) -> Result<()> {
    may_listen(context)?;
    let secret = target.profile.need(callbacks.secret)?;
    let (max_age, patience) = (input.max_age, input.client_timeout);
    let program = input.exec.as_deref().map(words).transpose();
    let program = program.map_err(|why| Error::usage(format!("--exec {why}")))?;
    if program.as_ref().is_some_and(Vec::is_empty) {
        return Err(Error::usage(tr!("--exec names no program")));
    }
    let allow_http = target.profile.allow_http;
    let address = input.forward.map(|url| forward::address("--forward", &url, allow_http)).transpose()?;
    on_runtime(async {
        // First of all, so that a signal is never lost; and a file limit must not end the process. They are
        // listened to until the end: a second signal must not cut off what the first has left.
        let mut signals = Signals::listen()?;
        let listener = TcpListener::bind(input.at).await.map_err(|error| {
            Error::config(tr!("cannot listen on {at}: {error}", at = input.at, error))
                .hint(tr!("name a free port of this machine: --listen 127.0.0.1:0"))
        })?;
        let local = listener.local_addr().map_err(|error| Error::failed(error.to_string()))?;
        let path = stores::place(context.env.state_dir().as_deref(), &target.profile.name, input.store)?;
        let mut seen = Seen::new(CAPACITY);
        let store = Store::open(&path, LARGEST_PART, &mut |kept| {
            seen.insert(kept.key());
            Ok(())
        })?;
        let cannot_start = |error: std::io::Error| Error::failed(tr!("cannot start: {error}", error));
        let broken = |error: &std::io::Error| {
            note(&tr!("warning: cannot print events any more, they are stored all the same: {error}", error));
        };
        let lines = LinePrinter::start(std::io::stdout(), broken).map_err(cannot_start)?;

        let quiet = context.global.quiet;
        let say: Rc<dyn Fn(&str)> = Rc::new(move |line: &str| {
            if !quiet {
                note(line);
            }
        });
        let courier = |what, act| Courier::start(what, act, &PAUSES, Rc::clone(&say));
        let couriers: Rc<Vec<Courier>> = Rc::new(
            [
                program.map(|words| courier("--exec", exec::act(words, exec::LONGEST))),
                address.map(|url| courier("--forward", forward::act(world(context, target), url))),
            ]
            .into_iter()
            .flatten()
            .collect(),
        );
        let lines = Rc::new(lines);
        let (to_print, to_hand_on) = (Rc::clone(&lines), Rc::clone(&couriers));
        let writer = Writer::start(store, seen, move |new, lines| {
            to_print.take(lines);
            to_hand_on.iter().for_each(|courier| new.iter().cloned().for_each(|kept| courier.take(kept)));
        })
        .map_err(cannot_start)?;
        let mut desk = Desk::new(input.path.clone(), secret, env::now, patience, writer);
        desk.max_age = max_age;
        let shown = Rc::clone(&say);
        desk.note = Box::new(move |line| shown(line));
        context.hint(&tr!("listening on http://{local}{path}", local, path = input.path));
        context.hint(&tr!("storing in {path}", path = path.display()));
        let desk = Rc::new(desk);
        let stopped = async {
            signals.next().await;
        };
        serve(listener, Rc::clone(&desk), listen::Limits::with_patience(patience), stopped).await;
        wind_up(desk, couriers, lines, &path).await
    })
}

/// Ends what is under way when nobody is received any more. What was answered 200 is on the disk; the rest is
/// courtesy, and bounded.
async fn wind_up(
    desk: Rc<Desk>,
    couriers: Rc<Vec<Courier>>,
    lines: Rc<LinePrinter>,
    store: &Path,
) -> Result<()> {
    let hangs = || {
        Error::failed(tr!(
            "some events were still on their way to the disk and were neither answered nor handed on"
        ))
        .hint(tr!("meetctl webhook replay sends those that are in {path}", path = store.display()))
    };
    // Also the events whose senders hung up. While one is under way, the lines and couriers have another owner.
    if !Rc::into_inner(desk).ok_or_else(hangs)?.writer.finish(PATIENCE).await {
        return Err(hangs());
    }
    for courier in Rc::into_inner(couriers).ok_or_else(hangs)? {
        // It tells by itself how many it did not hand on; they are stored, so that is no failure.
        courier.finish(PATIENCE).await;
    }
    if Rc::into_inner(lines).ok_or_else(hangs)?.finish(PATIENCE) {
        return Ok(());
    }
    Err(Error::failed(tr!("not every event could be printed"))
        .hint(tr!("all are in {path}", path = store.display())))
}

fn resend(context: &Context<'_>, target: &Target, callbacks: Callbacks, input: Replay) -> Result<()> {
    let clock = Clock { now: env::now(), zone: target.profile.zone.clone() };
    let (from, to) = parse_span(input.from.as_deref(), input.to.as_deref(), &clock)?;
    let total = context.global.timeout(target.profile.timeout);
    let plan = replay::Plan {
        url: forward::address("--url", &input.url, target.profile.allow_http)?,
        from,
        to,
        secret: target.profile.need(callbacks.secret)?,
        app_key: target.profile.text(callbacks.sender)?,
        retries: context.global.retries,
        limits: Limits { total, silence: total, ..forward::LIMITS },
        dry_run: context.global.dry_run,
    };
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    let mut printer = Printer::new(&mut out, &options, &SENT)?;
    let result = on_runtime(async {
        let io = world(context, target);
        let mut each = |row| printer.row(super::context::json(&row)?);
        replay::replay(&input.file, &plan, &*io, &mut each).await
    });
    if result.as_ref().is_err_and(|error| matches!(error.kind(), Kind::Usage | Kind::ClosedPipe)) {
        return result.map(drop);
    }
    let rows = printer.finish()?;
    let (chosen, failed) = result?;
    if rows == 0 && options.format == Format::Table {
        context.hint(tr!("no events"));
    }
    if failed > 0 {
        return Err(Error::new(
            Kind::Partial,
            tr!("{failed} of {chosen} events were not taken", failed, chosen),
        )
        .hint(tr!("they are still in the store: send them again with --from and --to")));
    }
    Ok(())
}

/// The sockets through which callbacks are sent on.
fn world(context: &Context<'_>, target: &Target) -> Rc<dyn Io> {
    Rc::new(RealIo::new(Transport::new(settings(context, target)), env::now, None, Box::new(note)))
}
