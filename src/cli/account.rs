//! `meetctl account …`

use super::context::Context;
use super::password::first_line;
use super::run::CallArgs;
use super::{parsed, verbs};
use crate::error::Result;
use crate::op::account::{CREATE, Create, GET, Get, SET_SHORT_ID, SET_TOKEN, SetShortId, SetToken};
use crate::op::unsupported;
use clap::{ArgMatches, Command, Subcommand};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
enum Verb {
    Create {
        #[command(flatten)]
        input: Create,
        /// Read the token that goes with --im-accid from this file; - is stdin
        #[arg(long, value_name = "FILE|-", requires = "im_accid")]
        token_file: Option<PathBuf>,
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
        /// Read the token from this file; - is stdin
        #[arg(long, value_name = "FILE|-", default_value = "-")]
        token_file: PathBuf,
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

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Create { mut input, token_file, call } => {
            input.token = token_file.as_deref().map(first_line).transpose()?;
            context.call(&CREATE, &input, &call)
        }
        Verb::Get { input, call } => context.call(&GET, &input, &call),
        Verb::SetToken { mut input, token_file, call } => {
            // What the vendor lacks is said before stdin is waited for.
            let target = context.target()?;
            if !SET_TOKEN.is_served(target.vendor) {
                return Err(unsupported(target.vendor, SET_TOKEN.name));
            }
            input.token = Some(first_line(&token_file)?);
            context.call(&SET_TOKEN, &input, &call)
        }
        Verb::SetShortId { input, call } => {
            let question = tr!("Clear the short number of {account}?", account = input.account_id);
            context.call_confirmed(&SET_SHORT_ID, &input, &call, &question)
        }
    }
}
