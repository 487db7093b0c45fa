//! Accounts.

use super::{Effect, Gives, Loss, Op, Route};
use crate::client::extra::Extra;
use crate::document::{Shape, Show, col};
use clap::Args;
use serde::{Deserialize, Serialize};

/// A vendor's routes for accounts.
#[derive(Debug)]
pub struct Verbs {
    /// `account create`
    pub create: &'static [Route<Create, Account>],
    /// `account get`
    pub get: &'static [Route<Get, Account>],
    /// `account set-token`
    pub set_token: &'static [Route<SetToken, Account>],
    /// `account set-short-id`
    pub set_short_id: &'static [Route<SetShortId, Account>],
}

impl Verbs {
    /// No accounts at all.
    pub const NONE: Self = Self { create: &[], get: &[], set_token: &[], set_short_id: &[] };
}

/// Make an account.
pub static CREATE: Op<Create, Account> = Op {
    name: "account create",
    about: "Make an account",
    shape: &ACCOUNT,
    effect: Effect::gives(Gives::One),
    routes: |v| v.account.create,
};
/// Show an account.
pub static GET: Op<Get, Account> = Op {
    name: "account get",
    about: "Show an account",
    shape: &ACCOUNT,
    effect: Effect::gives(Gives::One),
    routes: |v| v.account.get,
};
/// Set an account's token.
pub static SET_TOKEN: Op<SetToken, Account> = Op {
    name: "account set-token",
    about: "Set an account's token; it is read from stdin or a file",
    shape: &ACCOUNT,
    effect: Effect::gives(Gives::One),
    routes: |v| v.account.set_token,
};
/// Set or clear an account's short number.
pub static SET_SHORT_ID: Op<SetShortId, Account> = Op {
    name: "account set-short-id",
    about: "Set or clear an account's short number",
    shape: &ACCOUNT,
    effect: Effect::gives(Gives::One).loses(Loss::With("clear")),
    routes: |v| v.account.set_short_id,
};

/// The account to make.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Create {
    /// The account's id in instant messaging
    #[arg(long, value_name = "A")]
    pub im_accid: Option<String>,
    /// Its short number
    #[arg(long, value_name = "S")]
    pub short_id: Option<String>,
    /// The token; it comes from stdin or a file (`--token-file`), never from the command line.
    #[arg(skip)]
    #[serde(rename = "token-file")]
    pub token: Option<String>,
}

/// The account to show.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Get {
    /// The account's id
    #[arg(value_name = "ACCOUNT", required_unless_present = "im_accid")]
    pub account_id: Option<String>,
    /// By its id in instant messaging
    #[arg(long, value_name = "A", conflicts_with = "account_id")]
    pub im_accid: Option<String>,
}

/// The account whose token is set.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct SetToken {
    /// The account's id
    #[arg(value_name = "ACCOUNT")]
    pub account_id: String,
    /// The token; it comes from stdin or a file (`--token-file`), never from the command line.
    #[arg(skip)]
    #[serde(rename = "token-file")]
    pub token: Option<String>,
}

/// The account whose short number is set or cleared.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct SetShortId {
    /// The account's id
    #[arg(value_name = "ACCOUNT")]
    pub account_id: String,
    /// The new short number
    #[arg(value_name = "SHORT")]
    pub short: Option<String>,
    /// Clear it
    #[arg(long, conflicts_with = "short")]
    pub clear: bool,
}

/// An account.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Account {
    pub id: Option<String>,
    pub token: Option<String>,
    pub number: Option<String>,
    pub short_id: Option<String>,
    pub extra: Extra,
}

/// How accounts are shown.
pub static ACCOUNT: Shape = Shape {
    noun: "account",
    plural: "accounts",
    columns: &[
        col("id", "ID"),
        col("token", "TOKEN").show(Show::Token),
        col("number", "NUMBER"),
        col("short_id", "SHORT"),
        col("extra", "EXTRA").show(Show::WideToken),
    ],
};
