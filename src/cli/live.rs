//! `meetctl live …`

use super::context::Context;
use super::parsed;
use super::run::CallArgs;
use crate::error::{Error, Result};
use crate::op::live::{STATUS, STREAMS, Streams, VIEWER_URL, Viewer};
use crate::op::meeting::Target;
use clap::{ArgMatches, Args, Command, Subcommand};

/// Without a verb: `streams` or `status`, whichever the vendor has.
#[derive(Args, Debug)]
#[group(skip)]
#[command(args_conflicts_with_subcommands = true)]
struct Input {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    streams: Streams,
    #[command(flatten)]
    call: CallArgs,
}

#[derive(Subcommand, Debug)]
enum Verb {
    Streams {
        #[command(flatten)]
        input: Streams,
        #[command(flatten)]
        call: CallArgs,
    },
    Status {
        #[command(flatten)]
        input: Target,
        #[command(flatten)]
        call: CallArgs,
    },
    ViewerUrl {
        #[command(flatten)]
        input: Viewer,
        #[command(flatten)]
        call: CallArgs,
    },
}

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    let Input { verb, streams, call } = parsed(matches)?;
    match verb {
        Some(Verb::Streams { input, call }) => context.call(&STREAMS, &input, &call),
        Some(Verb::Status { input, call }) => context.call(&STATUS, &input, &call),
        Some(Verb::ViewerUrl { input, call }) => context.call(&VIEWER_URL, &input, &call),
        None => {
            let vendor = context.target()?.vendor;
            match streams.meeting {
                Some(ref meeting) if (STREAMS.routes)(vendor).is_empty() => {
                    context.call(&STATUS, &Target { meeting: meeting.clone(), ..Target::default() }, &call)
                }
                None if (STREAMS.routes)(vendor).is_empty() && !(STATUS.routes)(vendor).is_empty() => {
                    Err(Error::usage("MEETING is missing").hint("name the meeting: meetctl live MEETING"))
                }
                _ => context.call(&STREAMS, &streams, &call),
            }
        }
    }
}
