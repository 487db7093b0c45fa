//! `meetctl record …`

mod download;
mod files;
mod progress;
mod prune;
mod verify;

use super::confirm::several;
use super::context::Context;
use super::run::CallArgs;
use super::watch::WatchArgs;
use super::{parsed, verbs};
use crate::error::Result;
use crate::op::meeting::Target;
use crate::op::record::{CLOSE, DELETE, Delete, GET, Get, OPEN, STATUS};
use clap::{ArgMatches, Command, Subcommand};

#[derive(Subcommand, Debug)]
enum Verb {
    Get {
        #[command(flatten)]
        input: Get,
        #[command(flatten)]
        call: CallArgs,
    },
    Delete {
        #[command(flatten)]
        input: Delete,
        #[command(flatten)]
        call: CallArgs,
    },
    Open {
        #[command(flatten)]
        input: Target,
        #[command(flatten)]
        call: CallArgs,
    },
    Close {
        #[command(flatten)]
        input: Target,
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
    Download {
        #[command(flatten)]
        input: download::Input,
        #[command(flatten)]
        call: CallArgs,
    },
    /// Check that a folder of recordings still holds what was downloaded
    Verify {
        #[command(flatten)]
        input: verify::Input,
    },
    Prune {
        #[command(flatten)]
        input: prune::Input,
        #[command(flatten)]
        call: CallArgs,
    },
}

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Get { input, call } => context.call(&GET, &input, &call),
        Verb::Delete { input, call } => {
            let question = format!("Delete the recording {} for good?", several(&input.id));
            context.call_confirmed(&DELETE, &input, &call, Some(&question))
        }
        Verb::Open { input, call } => context.call(&OPEN, &input, &call),
        Verb::Close { input, call } => context.call(&CLOSE, &input, &call),
        Verb::Status { input, watch, call } => context.watched(&STATUS, &input, &call, &watch),
        Verb::Download { input, call } => download::run(context, &input, &call),
        Verb::Verify { input } => verify::run(context, &input),
        Verb::Prune { input, call } => prune::run(context, &input, &call),
    }
}
