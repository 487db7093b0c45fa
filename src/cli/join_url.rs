//! `meetctl join-url`

use super::context::{Context, print_text};
use super::run::CallArgs;
use super::{links, parsed};
use crate::error::{Error, Result};
use crate::op::join_url::{INSPECT, Inspect, MAKE, Make};
use crate::output::Format;
use crate::text::Printable;
use clap::{ArgMatches, Args, Command, Subcommand};
use std::path::PathBuf;

#[derive(Args, Debug)]
#[group(skip)]
#[command(args_conflicts_with_subcommands = true)]
struct Input {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    make: Make,
    /// Make a link for each row of this CSV file; - is stdin. Columns: meeting, user, name, role, invisible, plain
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["user", "name"])]
    from: Option<PathBuf>,
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
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    let Input { verb, make, from, call } = parsed(matches)?;
    if let Some(Verb::Inspect { input }) = verb {
        return context.call(&INSPECT, &input, &CallArgs::default());
    }
    if let Some(file) = from {
        return links::run(context, &make, &file);
    }
    if make.meeting.is_none() {
        return Err(Error::usage("MEETING is missing").hint("meetctl join-url MEETING --user ID --name NAME"));
    }
    // A link goes into a ticket or a mail, so it stands alone unless a format is asked for.
    if context.global.format() == Format::Table
        && !context.global.wide
        && context.global.fields.is_none()
        && context.global.jq.is_none()
    {
        let target = context.target()?;
        let Some(link) = context.obtain(&target, &MAKE, &make, &call)? else { return Ok(()) };
        return print_text(&format!("{}\n", Printable::new(&link.url)));
    }
    context.call(&MAKE, &make, &call)
}
