//! `meetctl vendors`: what each vendor can do, walked out of the routes.

use super::context::Context;
use super::parsed;
use crate::client::call::{Call, From};
use crate::client::draft::spell;
use crate::document::{Shape, Show, col};
use crate::error::Result;
use crate::lang;
use crate::op::{CATALOGUE, Vendor};
use crate::vendor::{VENDORS, find};
use clap::{ArgMatches, Args, Command};
use serde_json::{Value, json};

#[derive(Args, Debug)]
struct Input {
    /// Only this vendor, call by call
    #[arg(value_name = "NAME")]
    vendor: Option<String>,
    /// Every parameter of every call
    #[arg(long)]
    params: bool,
}

pub(super) static ABILITY: Shape = Shape {
    noun: "ability",
    plural: "abilities",
    columns: &[
        col("command", "COMMAND").keep(),
        col("about", "ABOUT").show(Show::Long),
        col("vendors", "VENDORS").keep(),
    ],
};

pub(super) static SERVED: Shape = Shape {
    noun: "command",
    plural: "commands",
    columns: &[
        col("vendor", "VENDOR").show(Show::Wide),
        col("command", "COMMAND").keep(),
        col("calls", "CALLS"),
        col("flags", "TAKES").show(Show::Long),
        col("writes", "WRITES"),
    ],
};

pub(super) static PARAMETER: Shape = Shape {
    noun: "parameter",
    plural: "parameters",
    columns: &[
        col("vendor", "VENDOR").show(Show::Wide),
        col("command", "COMMAND"),
        col("call", "CALL"),
        col("title", "TITLE").show(Show::Wide),
        col("name", "PARAMETER"),
        col("type", "TYPE"),
        col("access", "ACCESS").show(Show::Wide),
        col("required", "REQUIRED"),
        col("from", "FROM"),
        col("secret", "SECRET").show(Show::Wide),
    ],
};

pub(super) fn tree(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let input: Input = parsed(matches)?;
    let vendors = match &input.vendor {
        Some(name) => vec![find(name)?],
        None => VENDORS.to_vec(),
    };
    if input.params {
        return context.print_rows(&PARAMETER, vendors.into_iter().flat_map(parameters));
    }
    match input.vendor {
        Some(_) => context.print_rows(&SERVED, vendors.into_iter().flat_map(commands)),
        None => context.print_rows(&ABILITY, abilities()),
    }
}

/// A row a command: who has it.
fn abilities() -> impl Iterator<Item = Value> {
    CATALOGUE.iter().map(|op| {
        let having: Vec<&str> = VENDORS.iter().filter(|v| op.is_served(v)).map(|v| v.id).collect();
        json!({ "command": op.name(), "about": lang::text(op.about()), "vendors": having })
    })
}

/// A row for each way in which a vendor serves a command.
fn commands(vendor: &'static Vendor) -> Vec<Value> {
    served(vendor)
        .map(|(command, calls, flags)| {
            let lines: Vec<&str> = calls.iter().map(|call| call.line).collect();
            json!({
                "vendor": vendor.id,
                "command": command,
                "calls": if lines.is_empty() { vec![tr!("(offline)")] } else { lines },
                "flags": flags.iter().map(|flag| spell(flag)).collect::<Vec<_>>(),
                "writes": crate::op::writes(calls),
            })
        })
        .collect()
}

/// A row for each parameter of each call.
fn parameters(vendor: &'static Vendor) -> Vec<Value> {
    let rows = served(vendor).flat_map(|(command, calls, flags)| {
        calls.iter().flat_map(move |call| {
            let (command, flags) = (command.clone(), flags.clone());
            call.params.iter().map(move |param| {
                json!({
                    "vendor": vendor.id,
                    "command": command,
                    "call": call.line,
                    "title": call.title,
                    "access": call.access,
                    "name": param.name,
                    "type": param.kind.describe(),
                    "required": param.required,
                    "from": match &param.from {
                        From::Signature => tr!("the profile").to_owned(),
                        From::Set => format!("--set {}=…", param.name),
                        From::Always(value) => tr!("always {value}", value),
                        // Not every command that sends the call has the flag.
                        From::Code if flags.contains(&param.name) => spell(param.name),
                        From::Code => param.profile.map_or(tr!("meetctl itself").to_owned(), |key| tr!("the profile's {key}", key)),
                        From::Flag(_) | From::Flags(_) => {
                            let set = param.settable().then(|| format!("--set {}=…", param.name));
                            let flags = param.flags().iter().map(|flag| spell(flag));
                            flags.chain(set).collect::<Vec<_>>().join(tr!(" or "))
                        }
                    },
                    "secret": param.secret,
                })
            })
        })
    });
    rows.collect()
}

type Way = (String, &'static [&'static Call], Vec<&'static str>);

fn served(vendor: &'static Vendor) -> impl Iterator<Item = Way> {
    CATALOGUE.iter().flat_map(move |op| {
        op.served(vendor)
            .into_iter()
            .map(|way| (format!("{} {}", op.name(), way.when).trim().to_owned(), way.calls, way.flags))
    })
}
