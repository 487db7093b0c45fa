//! `meetctl live …`

use super::context::Context;
use super::run::CallArgs;
use super::watch::WatchArgs;
use super::{parsed, verb_alone, with_verbs};
use crate::error::{Error, Result};
use crate::op::live::{STATUS, STREAMS, Streams, VIEWER_URL, Viewer};
use crate::op::meeting::Target;
use clap::{ArgMatches, Args, Command, Subcommand};

/// Without a verb: `streams` or `status`, whichever the vendor has.
#[derive(Args, Debug)]
#[group(skip)]
struct Input {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    streams: Streams,
    #[command(flatten)]
    watch: WatchArgs,
    #[command(flatten)]
    call: CallArgs,
}

#[derive(Subcommand, Debug)]
enum Verb {
    Streams {
        #[command(flatten)]
        input: Streams,
        #[command(flatten)]
        watch: WatchArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    Status {
        #[command(flatten)]
        input: Target,
        #[command(flatten)]
        watch: WatchArgs,
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
    with_verbs(Input::augment_args(command))
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    verb_alone("live", &matches)?;
    let Input { verb, streams, watch, call } = parsed(matches)?;
    match verb {
        Some(Verb::Streams { input, watch, call }) => context.watched(&STREAMS, &input, &call, &watch),
        Some(Verb::Status { input, watch, call }) => context.watched(&STATUS, &input, &call, &watch),
        Some(Verb::ViewerUrl { input, call }) => context.call(&VIEWER_URL, &input, &call),
        None if context.several()?.is_some() => context.watched(&STREAMS, &streams, &call, &watch),
        None => {
            let vendor = context.target()?.vendor;
            match streams.meeting {
                Some(ref meeting) if !STREAMS.is_served(vendor) => {
                    let input = Target { meeting: meeting.clone(), ..Target::default() };
                    context.watched(&STATUS, &input, &call, &watch)
                }
                None if !STREAMS.is_served(vendor) && STATUS.is_served(vendor) => {
                    Err(Error::usage(tr!("MEETING is missing"))
                        .hint(tr!("name the meeting: meetctl live MEETING")))
                }
                _ => context.watched(&STREAMS, &streams, &call, &watch),
            }
        }
    }
}
