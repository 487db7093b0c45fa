//! What may stand at the cursor.

use super::machine::Machine;
use crate::cli::explain::EXIT_CODES;
use crate::cli::schema::shape_of;
use crate::client::call::Call;
use crate::client::kind::NEVER;
use crate::client::profile::{Holds, Key};
use crate::complete::recent::Entry;
use crate::complete::reply::{Names, Reply};
use crate::complete::spot::{Spot, Want, is_many};
use crate::document::MeetingState;
use crate::lang;
use crate::op::join_url::{LinkKind, Role};
use crate::op::meeting::Type;
use crate::op::writing::WRITING;
use crate::op::{self, CATALOGUE, Vendor};
use crate::vendor::VENDORS;
use clap::Arg;

/// What may stand at the cursor, and what of the typed value stays before it: `id,` of `id,sub`.
pub(super) fn values(spot: &Spot<'_>, machine: &Machine<'_>) -> (Reply, String) {
    let mut reply = Reply::default();
    let mut before = String::new();
    match spot.want {
        Want::Flag => flags(spot, &mut reply),
        Want::Value(arg) => before = value(spot, arg, machine, &mut reply),
        Want::Word(arg) => {
            if spot.may_descend() {
                for sub in spot.command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
                    reply.offer(sub.get_name(), sub.get_about().map(ToString::to_string).unwrap_or_default());
                }
            }
            if let Some(arg) = arg {
                before = value(spot, arg, machine, &mut reply);
            } else if reply.candidates.is_empty() {
                // Nothing but a flag can follow, and so the dashes need not be typed.
                flags(spot, &mut reply);
            }
        }
    }
    (reply, before)
}

/// The command's own flags first, then those of every command; not those that are there already.
fn flags(spot: &Spot<'_>, reply: &mut Reply) {
    let there =
        |arg: &Arg| !is_many(arg) && spot.given.iter().any(|(given, _)| given.get_id() == arg.get_id());
    let all = || spot.command.get_arguments().filter(|arg| !arg.is_hide_set() && !there(arg));
    let is_help = |arg: &Arg| matches!(arg.get_id().as_str(), "help" | "version");
    let own = all().filter(|arg| !arg.is_global_set() && !is_help(arg));
    let global = all().filter(|arg| arg.is_global_set());
    for arg in own.chain(global).chain(all().filter(|arg| is_help(arg))) {
        let Some(long) = arg.get_long() else { continue };
        reply.offer(format!("--{long}"), arg.get_help().map(ToString::to_string).unwrap_or_default());
    }
}

/// The values of a flag or an argument; what of a list is there already.
fn value(spot: &Spot<'_>, arg: &Arg, machine: &Machine<'_>, reply: &mut Reply) -> String {
    let possible = arg.get_possible_values();
    if arg.get_action().takes_values() && !possible.is_empty() {
        for value in possible.iter().filter(|value| !value.is_hide_set()) {
            reply.offer(value.get_name(), value.get_help().map(ToString::to_string).unwrap_or_default());
        }
        return String::new();
    }
    let words: &[&str] = match (spot.path.as_str(), arg.get_id().as_str()) {
        (_, "profile") => return list(spot, reply, |reply| profiles(machine, reply)),
        (_, "fields") => {
            reply.open = true;
            return list(spot, reply, |reply| {
                for column in shape_of(&spot.path).iter().flat_map(|shape| shape.columns) {
                    reply.offer(column.field, column.heading);
                }
            });
        }
        ("profile add", _) => {
            settings(spot, arg.get_id().as_str(), reply);
            &[]
        }
        ("profile show" | "profile remove" | "profile use" | "profile check", "name") => {
            profiles(machine, reply);
            &[]
        }
        (_, "vendor") => {
            vendors(reply);
            &[]
        }
        ("record delete", "id") | ("record get" | "record download" | "record prune", "record") => {
            recent(spot, arg, &machine.recent().recordings, reply, |entry| Some(&entry.id));
            &[]
        }
        (_, "meeting") => {
            recent(spot, arg, &machine.recent().meetings, reply, |entry| Some(&entry.id));
            &[]
        }
        (_, "dialled") | ("meeting get" | "meeting end" | "meeting list", "number") => {
            recent(spot, arg, &machine.recent().meetings, reply, |entry| entry.number.as_ref());
            &[]
        }
        ("batch run", "command") => {
            for writing in WRITING {
                reply.offer(writing.op.name(), lang::text(writing.op.about()));
            }
            &[]
        }
        ("api", "path") => {
            paths(spot, machine, reply);
            &[]
        }
        ("help", _) => {
            topics(spot, reply);
            &[]
        }
        (path, "set") => {
            parameters(path, machine.vendor(), reply);
            &[]
        }
        (_, "status") => {
            for state in MeetingState::listed() {
                reply.offer(state.name(), "");
            }
            &[]
        }
        (_, "role") => &Role::NAMES,
        ("join-url", "kind") => &LinkKind::NAMES,
        ("meeting list", "type") => &Type::NAMES,
        ("explain", "code") => &[EXIT_CODES],
        ("meeting create" | "meeting edit", "end") => &[NEVER],
        _ => &[],
    };
    for word in words {
        reply.offer(*word, "");
    }
    if reply.candidates.is_empty() {
        reply.names = names(arg);
    }
    String::new()
}

/// Values with commas between them: what is there stays and is not offered again.
fn list(spot: &Spot<'_>, reply: &mut Reply, offer: impl FnOnce(&mut Reply)) -> String {
    let end = spot.typed.rfind(',').map_or(0, |comma| comma + 1);
    let before = spot.typed.get(..end).unwrap_or_default();
    offer(reply);
    reply.candidates.retain(|candidate| !before.split(',').any(|there| there == candidate.value));
    before.to_owned()
}

fn profiles(machine: &Machine<'_>, reply: &mut Reply) {
    for (name, vendor) in machine.profiles() {
        reply.offer(name, vendor.map(|vendor| lang::text(vendor.product)).unwrap_or_default());
    }
}

fn vendors(reply: &mut Reply) {
    for vendor in VENDORS {
        reply.offer(vendor.id, lang::text(vendor.product));
    }
}

/// What was printed lately, but for what is there already.
fn recent(
    spot: &Spot<'_>,
    arg: &Arg,
    entries: &[Entry],
    reply: &mut Reply,
    pick: impl Fn(&Entry) -> Option<&String>,
) {
    for entry in entries {
        if let Some(value) = pick(entry)
            && !spot.values(arg.get_id().as_str()).any(|there| there == value)
        {
            reply.offer(value, entry.about());
        }
    }
}

/// The parameters that `--set` reaches, of the profile's vendor; without a profile, of all.
fn parameters(path: &str, vendor: Option<&'static Vendor>, reply: &mut Reply) {
    let Some(op) = op::find(path) else { return };
    let of_one = vendor.is_some();
    for vendor in VENDORS.iter().copied().filter(|known| vendor.is_none_or(|vendor| vendor.id == known.id)) {
        for call in op.served(vendor).iter().filter_map(|way| way.calls.first()) {
            for param in call.params.iter().filter(|param| param.settable()) {
                let kind = param.kind.describe();
                let about = if of_one { kind } else { format!("{}: {kind}", vendor.id) };
                reply.offer(format!("{}=", param.name), about);
            }
        }
    }
    reply.open = true;
}

/// The settings of a vendor's profiles; secrets only where they do not stand on the command line.
fn settings(spot: &Spot<'_>, arg: &str, reply: &mut Reply) {
    if arg == "vendor" {
        return vendors(reply);
    }
    if !matches!(arg, "set" | "from_env" | "from_file" | "from_command" | "from_stdin") {
        return;
    }
    let named: Vec<&str> = spot.values("vendor").collect();
    let end = if arg == "from_stdin" { "" } else { "=" };
    for vendor in VENDORS.iter().filter(|vendor| named.is_empty() || named.contains(&vendor.id)) {
        let offered = |key: &&Key| key.holds != Holds::Secrets && (arg != "set" || !key.is_secret());
        for key in vendor.schema.keys.iter().filter(offered) {
            reply.offer(format!("{}{end}", key.name), lang::text(key.about));
        }
    }
    reply.open = !end.is_empty();
}

/// The paths of the vendor's calls that are sent with the method that is there.
fn paths(spot: &Spot<'_>, machine: &Machine<'_>, reply: &mut Reply) {
    let Some(vendor) = machine.vendor() else { return };
    let method = spot.values("method").next().unwrap_or_default().to_uppercase();
    let calls = CATALOGUE.iter().flat_map(|op| op.served(vendor)).flat_map(|way| way.calls);
    for call in calls.filter(|call: &&&Call| call.method() == method) {
        reply.offer(call.path(), call.title);
    }
}

/// The commands that help can be had for.
fn topics(spot: &Spot<'_>, reply: &mut Reply) {
    let Some(root) = super::super::tree_to(spot.values("command")) else { return };
    for sub in root.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        reply.offer(sub.get_name(), sub.get_about().map(ToString::to_string).unwrap_or_default());
    }
}

/// Whether a value is the name of a file, as help calls it.
fn names(arg: &Arg) -> Option<Names> {
    let named = arg.get_value_names().unwrap_or_default();
    let is = |word: &str| named.iter().any(|name| name.split('|').any(|part| part == word));
    if is("FILE") || is("IMAGE") || is("JOURNAL") {
        return Some(Names::Files);
    }
    is("DIR").then_some(Names::Folders)
}
