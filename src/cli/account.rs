//! `meetctl account …`

use super::context::Context;
use super::run::CallArgs;
use super::{parsed, verbs};
use crate::error::Result;
use crate::op::account::{CREATE, Create, GET, Get, SET_SHORT_ID, SET_TOKEN, SetShortId, SetToken};
use clap::{ArgMatches, Command, Subcommand};

#[derive(Subcommand, Debug)]
enum Verb {
    Create {
        #[command(flatten)]
        input: Create,
        #[command(flatten)]
        call: CallArgs,
    },
    Get {
        #[command(flatten)]
        input: Get,
        #[command(flatten)]
        call: CallArgs,
    },
    SetToken {
        #[command(flatten)]
        input: SetToken,
        #[command(flatten)]
        call: CallArgs,
    },
    SetShortId {
        #[command(flatten)]
        input: SetShortId,
        #[command(flatten)]
        call: CallArgs,
    },
}

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Create { input, call } => context.call(&CREATE, &input, &call),
        Verb::Get { input, call } => context.call(&GET, &input, &call),
        Verb::SetToken { input, call } => context.call(&SET_TOKEN, &input, &call),
        Verb::SetShortId { input, call } => {
            let question = input.clear.then(|| format!("Clear the short number of {}?", input.account));
            context.call_confirmed(&SET_SHORT_ID, &input, &call, question.as_deref())
        }
    }
}
