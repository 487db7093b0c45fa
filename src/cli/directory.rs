//! `meetctl contact list`, `room list` and `phone list`

use super::context::Context;
use super::run::CallArgs;
use super::{parsed, verbs};
use crate::error::Result;
use crate::op::directory::{CONTACTS, Contacts, PHONES, Phones, ROOMS, Rooms};
use clap::{ArgMatches, Command, Subcommand};

#[derive(Subcommand, Debug)]
enum ContactVerb {
    List {
        #[command(flatten)]
        input: Contacts,
        #[command(flatten)]
        call: CallArgs,
    },
}

#[derive(Subcommand, Debug)]
enum RoomVerb {
    List {
        #[command(flatten)]
        input: Rooms,
        #[command(flatten)]
        call: CallArgs,
    },
}

#[derive(Subcommand, Debug)]
enum PhoneVerb {
    List {
        #[command(flatten)]
        input: Phones,
        #[command(flatten)]
        call: CallArgs,
    },
}

pub(super) fn contact_tree(command: Command) -> Command {
    verbs::<ContactVerb>(command)
}

pub(super) fn room_tree(command: Command) -> Command {
    verbs::<RoomVerb>(command)
}

pub(super) fn phone_tree(command: Command) -> Command {
    verbs::<PhoneVerb>(command)
}

pub(super) fn run_contact(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let ContactVerb::List { input, call } = parsed(matches)?;
    context.call(&CONTACTS, &input, &call)
}

pub(super) fn run_room(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let RoomVerb::List { input, call } = parsed(matches)?;
    context.call(&ROOMS, &input, &call)
}

pub(super) fn run_phone(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let PhoneVerb::List { input, call } = parsed(matches)?;
    context.call(&PHONES, &input, &call)
}
