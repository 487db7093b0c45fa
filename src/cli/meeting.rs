//! `meetctl meeting …`

use super::confirm::{Confirm, Typed, each_once, several};
use super::context::Context;
use super::invite::{self, Does, IcsArgs};
use super::password::PasswordFiles;
use super::run::{CallArgs, Extra};
use super::watch::WatchArgs;
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
        ics: IcsArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    Edit {
        #[command(flatten)]
        input: Edit,
        #[command(flatten)]
        files: PasswordFiles,
        #[command(flatten)]
        ics: IcsArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    Cancel {
        #[command(flatten)]
        input: Targets,
        #[command(flatten)]
        ics: IcsArgs,
        #[command(flatten)]
        call: CallArgs,
    },
    End {
        #[command(flatten)]
        input: End,
        #[command(flatten)]
        confirm: Confirm,
        #[command(flatten)]
        call: CallArgs,
    },
    Get {
        #[command(flatten)]
        input: Get,
        #[command(flatten)]
        ics: IcsArgs,
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
        watch: WatchArgs,
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

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    match parsed(matches)? {
        Verb::Create { mut input, files, if_not_exists, ics, call } => {
            files.read(&mut input.password, &mut input.host_password)?;
            invite::call(context, &CREATE, &input, &call, &ics, Does::Make(&input), if_not_exists)
        }
        Verb::Edit { mut input, files, ics, call } => {
            files.read(&mut input.change.password, &mut input.change.host_password)?;
            invite::call(context, &EDIT, &input, &call, &ics, Does::Change(&input.change), false)
        }
        Verb::Cancel { mut input, ics, call } => {
            each_once(context, &mut input.meeting);
            let question = tr!("Cancel {meetings}?", meetings = several(&input.meeting));
            let cancel = || context.call_confirmed(&CANCEL, &input, &call, &question);
            invite::cancel(context, &input.meeting, &ics, cancel)
        }
        Verb::End { mut input, confirm, call } => {
            each_once(context, &mut input.meeting);
            let other = input.number.as_ref().or(input.short_id.as_ref());
            let ids = other.map_or_else(|| input.meeting.clone(), |other| vec![other.clone()]);
            let question = tr!("End {which} for everybody?", which = several(&ids));
            let typed = Typed { what: tr!("the meeting's id"), words: &ids, given: &confirm.confirm };
            let extra = Extra { question: Some(&question), typed: Some(typed), ..Extra::default() };
            context.call_with(&END, &input, &call, &extra)
        }
        Verb::Get { input, ics, call } => invite::call(context, &GET, &input, &call, &ics, Does::Show, false),
        Verb::List { input, call } => context.call(&LIST, &input, &call),
        Verb::Status { input, watch, call } => context.watched(&STATUS, &input, &call, &watch),
        Verb::JoinInfo { input, call } => context.call(&JOIN_INFO, &input, &call),
        Verb::Attach { input, call } => context.call(&ATTACH, &input, &call),
        Verb::Files { input, call } => context.call(&FILES, &input, &call),
        Verb::Background { input, call } => context.call(&BACKGROUND, &input, &call),
        Verb::Boxes { input, call } => {
            let question = tr!("Replace all room systems bound to {meeting}?", meeting = input.meeting);
            context.call_confirmed(&BOXES, &input, &call, &question)
        }
    }
}
