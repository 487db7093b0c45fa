//! `meetctl join-url`

use super::context::{Context, json, print_text};
use super::qr::QrArgs;
use super::run::CallArgs;
use super::{links, parsed, verb_alone, with_verbs};
use crate::error::Result;
use crate::op::join_url::{INSPECT, Inspect, LINK, MAKE, Make};
use crate::output::{Format, Printer};
use crate::text::Printable;
use clap::{ArgMatches, Args, Command, Subcommand};
use std::path::PathBuf;

#[derive(Args, Debug)]
#[group(skip)]
struct Input {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    make: Make,
    /// Make a link for each row of this CSV file; - is stdin. Columns: meeting, user, name, role, invisible, plain
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["user", "name", "qr", "qr_png", "qr_svg"])]
    from: Option<PathBuf>,
    #[command(flatten)]
    qr: QrArgs,
    #[command(flatten)]
    call: CallArgs,
}

#[derive(Subcommand, Debug)]
enum Verb {
    Inspect {
        #[command(flatten)]
        input: Inspect,
    },
}

pub(super) fn tree(command: Command) -> Command {
    with_verbs(Input::augment_args(command))
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    verb_alone("join-url", &matches)?;
    let Input { verb, make, from, qr, call } = parsed(matches)?;
    if let Some(Verb::Inspect { input }) = verb {
        return context.call(&INSPECT, &input, &CallArgs::default());
    }
    if let Some(file) = from {
        return links::run(context, &make, &file, &call);
    }
    if let Some(meeting) = make.meeting.as_deref().filter(|meeting| links::is_odd(meeting))
        && context.target()?.vendor.join_url.mint.is_some()
    {
        context.hint(&tr!("warning: {odd}", odd = links::oddity(meeting)));
    }
    // A link goes into a ticket or a mail, so it stands alone unless a format is asked for.
    let alone = context.global.format() == Format::Table
        && !context.global.wide
        && context.global.fields.is_none()
        && context.global.jq.is_none();
    let scanned = qr.wanted(context)?;
    if !alone && !scanned {
        return context.call(&MAKE, &make, &call);
    }
    let target = context.target()?;
    let options = context.output_options(target.profile.zone.clone());
    let mut out = std::io::stdout().lock();
    let printer = Printer::new(&mut out, &options, &LINK)?;
    let Some(link) = context.obtain(&target, &MAKE, &make, &call)? else { return Ok(()) };
    if alone {
        print_text(&format!("{}\n", Printable::new(&link.url)))?;
    } else {
        printer.one(json(&link)?)?;
    }
    if scanned { qr.show(context, &link.url) } else { Ok(()) }
}
