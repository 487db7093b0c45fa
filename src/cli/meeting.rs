//! `meetctl meeting …`

use super::confirm::several;
use super::context::Context;
use super::password::PasswordFiles;
use super::run::CallArgs;
use super::{parsed, verbs};
use crate::error::Result;
use crate::op::meeting::{
    ATTACH, Attach, BACKGROUND, BOXES, Background, Boxes, CANCEL, CREATE, Create, EDIT, END, Edit, End,
    FILES, GET, Get, JOIN_INFO, JoinInfo, LIST, List, STATUS, Target, Targets,
};
use clap::{ArgMatches, Command, Subcommand};

#[derive(Subcommand, Debug)]
enum Verb {
    Create {
        #[command(flatten)]
        input: Create,
        #[command(flatten)]
        files: PasswordFiles,
        /// Print the meeting if one with this subject and start is there already, and make none
        #[arg(long)]
        if_not_exists: bool,
        #[command(flatten)]
        call: CallArgs,
    },
    Edit {
        #[command(flatten)]
        input: Edit,
        #[command(flatten)]
        files: PasswordFiles,
        #[command(flatten)]
        call: CallArgs,
    },
    Cancel {
        #[command(flatten)]
        input: Targets,
        #[command(flatten)]
        call: CallArgs,
    },
    End {
        #[command(flatten)]
        input: End,
        #[command(flatten)]
        call: CallArgs,
    },
    Get {
        #[command(flatten)]
        input: Get,
        #[command(flatten)]
        call: CallArgs,
    },
    List {
        #[command(flatten)]
        input: List,
        #[command(flatten)]
        call: CallArgs,
    },
    Status {
        #[command(flatten)]
        input: Target,
        #[command(flatten)]
        call: CallArgs,
    },
    JoinInfo {
        #[command(flatten)]
        input: JoinInfo,
        #[command(flatten)]
        call: CallArgs,
    },
    Attach {
        #[command(flatten)]
        input: Attach,
        #[command(flatten)]
        call: CallArgs,
    },
    Files {
        #[command(flatten)]
        input: Target,
        #[command(flatten)]
        call: CallArgs,
    },
    Background {
        #[command(flatten)]
        input: Background,
        #[command(flatten)]
        call: CallArgs,
    },
    Boxes {
        #[command(flatten)]
        input: Boxes,
        #[command(flatten)]
        call: CallArgs,
    },
}

pub(super) fn tree(command: Command) -> Command {
    verbs::<Verb>(command)
}

pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Create { mut input, files, if_not_exists, call } => {
            files.read(&mut input.password, &mut input.host_password)?;
            if if_not_exists {
                return context.call_unless_there(&CREATE, &input, &call);
            }
            context.call(&CREATE, &input, &call)
        }
        Verb::Edit { mut input, files, call } => {
            files.read(&mut input.change.password, &mut input.change.host_password)?;
            context.call(&EDIT, &input, &call)
        }
        Verb::Cancel { input, call } => {
            let question = format!("Cancel {}?", several(&input.meeting));
            context.call_confirmed(&CANCEL, &input, &call, Some(&question))
        }
        Verb::End { input, call } => {
            let which = input.number.as_ref().or(input.short_id.as_ref());
            let which = which.cloned().unwrap_or_else(|| several(&input.meeting));
            let question = format!("End {which} for everybody?");
            context.call_confirmed(&END, &input, &call, Some(&question))
        }
        Verb::Get { input, call } => context.call(&GET, &input, &call),
        Verb::List { input, call } => context.call(&LIST, &input, &call),
        Verb::Status { input, call } => context.call(&STATUS, &input, &call),
        Verb::JoinInfo { input, call } => context.call(&JOIN_INFO, &input, &call),
        Verb::Attach { input, call } => context.call(&ATTACH, &input, &call),
        Verb::Files { input, call } => context.call(&FILES, &input, &call),
        Verb::Background { input, call } => context.call(&BACKGROUND, &input, &call),
        Verb::Boxes { input, call } => {
            let question = format!("Replace all room systems bound to {}?", input.meeting);
            context.call_confirmed(&BOXES, &input, &call, Some(&question))
        }
    }
}
