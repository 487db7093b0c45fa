//! `meetctl record …`

mod download;
mod files;
mod progress;
mod prune;
pub(super) mod verify;

use super::confirm::{Confirm, Typed, each_once, several};
use super::context::Context;
use super::run::{CallArgs, Extra};
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
        confirm: Confirm,
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

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Get { input, call } => context.call(&GET, &input, &call),
        Verb::Delete { mut input, confirm, call } => {
            each_once(context, &mut input.id);
            let question =
                tr!("Delete the recording {recordings} for good?", recordings = several(&input.id));
            let typed = Typed { what: tr!("the recording's id"), words: &input.id, given: &confirm.confirm };
            let extra = Extra { question: Some(&question), typed: Some(typed), ..Extra::default() };
            context.call_with(&DELETE, &input, &call, &extra)
        }
        Verb::Open { input, call } => context.call(&OPEN, &input, &call),
        Verb::Close { input, call } => context.call(&CLOSE, &input, &call),
        Verb::Status { input, watch, call } => context.watched(&STATUS, &input, &call, &watch),
        Verb::Download { input, call } => download::run(context, &input, &call),
        Verb::Verify { input } => verify::run(context, &input),
        Verb::Prune { input, call } => prune::run(context, &input, &call),
    }
}
