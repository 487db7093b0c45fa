//! What a company has beside meetings: rooms, contacts, access numbers.

use super::{Effect, Gives, Op, Route};
use crate::client::extra::Extra;
use crate::document::{Shape, Show, col};
use clap::Args;
use serde::Serialize;

/// A vendor's routes for rooms, contacts and access numbers.
#[derive(Debug)]
pub struct Verbs {
    /// `contact list`
    pub contacts: &'static [Route<Contacts, Contact>],
    /// `room list`
    pub rooms: &'static [Route<Rooms, Room>],
    /// `phone list`
    pub phones: &'static [Route<Phones, Phone>],
}

impl Verbs {
    /// None of them.
    pub const NONE: Self = Self { contacts: &[], rooms: &[], phones: &[] };
}

/// List contacts.
pub static CONTACTS: Op<Contacts, Contact> = Op {
    name: "contact list",
    about: "List contacts",
    shape: &CONTACT,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.directory.contacts,
};
/// List rooms.
pub static ROOMS: Op<Rooms, Room> = Op {
    name: "room list",
    about: "List meeting rooms",
    shape: &ROOM,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.directory.rooms,
};
/// List access numbers.
pub static PHONES: Op<Phones, Phone> = Op {
    name: "phone list",
    about: "List the numbers to dial in with",
    shape: &PHONE,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.directory.phones,
};

/// Whose contacts to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Contacts {
    /// Of this account, where it is not the profile's
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
}

/// Whose rooms to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Rooms {
    /// Of this account, where it is not the profile's
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
}

/// Which numbers to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Phones {
    /// Of this billing code
    #[arg(long, value_name = "B")]
    pub billing_code: Option<String>,
    /// Of this number
    #[arg(long, value_name = "N")]
    pub phone: Option<String>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// A contact.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Contact {
    pub id: Option<String>,
    pub name: Option<String>,
    pub extra: Extra,
}

/// A meeting room.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Room {
    pub id: Option<String>,
    pub number: Option<String>,
    pub name: Option<String>,
    pub host_password: Option<String>,
    pub password: Option<String>,
    pub extra: Extra,
}

/// A number to dial in with.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Phone {
    pub id: Option<String>,
    pub number: Option<String>,
    pub kind: Option<String>,
    pub platform: Option<String>,
    pub extra: Extra,
}

/// How contacts are shown.
pub static CONTACT: Shape = Shape {
    noun: "contact",
    plural: "contacts",
    columns: &[col("id", "ID"), col("name", "NAME").show(Show::Long), col("extra", "EXTRA").show(Show::Wide)],
};

/// How rooms are shown.
pub static ROOM: Shape = Shape {
    noun: "room",
    plural: "rooms",
    columns: &[
        col("id", "ID"),
        col("number", "NUMBER"),
        col("name", "NAME").show(Show::Long),
        col("host_password", "HOST PASSWORD").show(Show::Secret),
        col("password", "PASSWORD").show(Show::Secret),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How access numbers are shown.
pub static PHONE: Shape = Shape {
    noun: "number",
    plural: "numbers",
    columns: &[
        col("id", "ID"),
        col("number", "NUMBER"),
        col("kind", "KIND"),
        col("platform", "PLATFORM"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};
