//! Which vendors have a command and take a flag, told where only some do: `(weiyi, netease)`. Read out of
//! the routes, so that help cannot disagree with them.

use crate::op::{self, Operation, Served};
use crate::vendor::VENDORS;
use clap::{Arg, Command};

/// An operation, and every vendor that has it with the ways in which it serves it.
struct Offer(Vec<(&'static str, Vec<Served>)>);

impl Offer {
    fn of(op: &dyn Operation) -> Self {
        let served = VENDORS.iter().map(|vendor| (vendor.id, op.served(vendor)));
        Self(served.filter(|(_, ways)| !ways.is_empty()).collect())
    }

    /// Whether a vendor takes a flag.
    fn takes(&self, flag: &str) -> bool {
        self.0.iter().any(|(_, ways)| ways.iter().any(|way| way.flags.contains(&flag)))
    }

    /// The vendors, if they are not all.
    fn some(&self) -> Option<String> {
        let some = !self.0.is_empty() && self.0.len() < VENDORS.len();
        some.then(|| self.0.iter().map(|(vendor, _)| *vendor).collect::<Vec<_>>().join(tr!(", ")))
    }

    /// The vendors that take a flag, if they are some of those that have the command.
    fn takers(&self, flag: &str) -> Option<String> {
        let takes = |ways: &Vec<Served>, flag: &str| ways.iter().any(|way| way.flags.contains(&flag));
        let takers = |flag: &str| -> Vec<&str> {
            self.0.iter().filter(|(_, ways)| takes(ways, flag)).map(|(vendor, _)| *vendor).collect()
        };
        let mut found = takers(flag);
        // What stands in a file goes where the value itself would go.
        if found.is_empty()
            && let Some(value) = flag.strip_suffix("-file")
        {
            found = takers(value);
        }
        (!found.is_empty() && found.len() < self.0.len()).then(|| found.join(tr!(", ")))
    }
}

/// Puts the vendors behind the flags of a command, and behind the commands below it in their list.
pub(super) fn mark(path: &str, command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = match op::find(path).map(Offer::of) {
        Some(offer) => command.mut_args(|arg| marked(&offer, arg)),
        None => command,
    };
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(&name, |sub| {
            let sub = mark(&path, sub);
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            match op::find(&path).and_then(|op| Offer::of(op).some()) {
                Some(vendors) => sub.about(format!("{about}{}", tr!(" ({text})", text = vendors))),
                None => sub,
            }
        })
    })
}

/// Flags of inputs that several commands share: with some of these no vendor takes them. Whoever types one is told so.
const SHARED: [&str; 3] = ["host", "instant", "personal"];

fn marked(offer: &Offer, arg: Arg) -> Arg {
    let flag = arg.get_id().as_str().replace('_', "-");
    if SHARED.contains(&flag.as_str()) && !offer.takes(&flag) {
        return arg.hide(true);
    }
    match (offer.takers(&flag), arg.get_help().map(ToString::to_string)) {
        (Some(vendors), Some(help)) if !arg.is_global_set() => {
            arg.help(format!("{help}{}", tr!(" ({text})", text = vendors)))
        }
        _ => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::draft::spell;
    use crate::op::{CATALOGUE, writing};

    /// Every flag of every operation says of each vendor what its routes say.
    #[test]
    fn help_says_what_the_routes_say() {
        let tree = crate::cli::tree();
        let (mut marked, mut hidden) = (0, 0);
        for op in CATALOGUE {
            let command = op.name().split(' ').try_fold(&tree, |c, word| c.find_subcommand(word)).unwrap();
            let having: Vec<_> = VENDORS.iter().filter(|v| op.is_served(v)).collect();
            for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
                let flag = arg.get_id().as_str().replace('_', "-");
                let takes =
                    |v: &&&&crate::op::Vendor| op.served(v).iter().any(|w| w.flags.contains(&flag.as_str()));
                let takers: Vec<&str> = having.iter().filter(takes).map(|v| v.id).collect();
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                let said = format!("({})", takers.join(", "));
                let nobody = takers.is_empty() && SHARED.contains(&flag.as_str());
                assert_eq!(arg.is_hide_set(), nobody, "{} {}", op.name(), spell(&flag));
                // What an input holds and no vendor takes is for no eyes.
                let of_input = writing::find(op.name()).is_some_and(|one| one.op.fields().contains(&flag));
                assert!(!takers.is_empty() || nobody || !of_input, "{} {}", op.name(), spell(&flag));
                hidden += usize::from(arg.is_hide_set());
                if !takers.is_empty() && takers.len() < having.len() {
                    assert!(help.ends_with(&said), "{} {}: {help}", op.name(), spell(&flag));
                    marked += 1;
                } else if !flag.ends_with("-file") {
                    assert!(
                        takers.is_empty() || !help.ends_with(&said),
                        "{} {}: {help}",
                        op.name(),
                        spell(&flag)
                    );
                }
            }
        }
        assert!(marked > 20 && hidden > 0, "{marked} {hidden}");
    }

    #[test]
    fn a_password_in_a_file_is_a_password() {
        let offer = Offer::of(op::find("meeting create").unwrap());
        assert_eq!(offer.takers("password-file"), offer.takers("password"));
        assert_eq!(offer.takers("no-such-flag"), None);
        assert_eq!(offer.some(), None);
        assert!(Offer::of(op::find("meeting attach").unwrap()).some().is_some());
    }
}
