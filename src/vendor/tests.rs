//! What must hold of every vendor's tables, so that a slip in one is seen at once.

use super::VENDORS;
use crate::client::call::{Access, Call, From};
use crate::client::draft::spell;
use crate::op::{CATALOGUE, Vendor, find, writes, writing};
use std::collections::BTreeSet;

fn calls(vendor: &Vendor) -> Vec<&'static Call> {
    let mut calls: Vec<&'static Call> = Vec::new();
    for served in CATALOGUE.iter().flat_map(|op| op.served(vendor)) {
        for call in served.calls {
            if !calls.iter().any(|known| std::ptr::eq(*known, *call)) {
                calls.push(call);
            }
        }
    }
    calls
}

#[test]
fn operations_and_calls_have_names_of_their_own() {
    let names: BTreeSet<&str> = CATALOGUE.iter().map(|op| op.name()).collect();
    assert_eq!(names.len(), CATALOGUE.len());
    for vendor in VENDORS {
        let lines: BTreeSet<&str> = calls(vendor).iter().map(|call| call.line).collect();
        assert_eq!(lines.len(), calls(vendor).len(), "{}", vendor.id);
    }
}

#[test]
fn every_flag_in_a_table_is_a_flag_of_its_command() {
    let tree = crate::cli::tree();
    for vendor in VENDORS {
        for op in CATALOGUE {
            let words: Vec<&str> = op.name().split(' ').collect();
            let mut command = &tree;
            for word in &words {
                command = command.find_subcommand(word).unwrap_or_else(|| panic!("no command {}", op.name()));
            }
            let name = |arg: &clap::Arg| arg.get_long().unwrap_or(arg.get_id().as_str()).replace('_', "-");
            let known: BTreeSet<String> = command.get_arguments().map(name).collect();
            for flag in op.served(vendor).iter().flat_map(|served| &served.flags) {
                assert!(
                    known.contains(*flag),
                    "{} {}: no flag {flag}; there are {known:?}",
                    vendor.id,
                    op.name()
                );
            }
        }
    }
}

#[test]
fn what_is_typed_without_a_flag_is_spelt_so() {
    let tree = crate::cli::tree();
    for op in CATALOGUE {
        let command = op.name().split(' ').try_fold(&tree, |command, word| command.find_subcommand(word));
        let flags: BTreeSet<&str> =
            VENDORS.iter().flat_map(|vendor| op.served(vendor)).flat_map(|served| served.flags).collect();
        for arg in command.unwrap().get_arguments() {
            let field = arg.get_id().as_str().replace('_', "-");
            if flags.contains(field.as_str()) {
                let typed = match arg.get_long() {
                    Some(long) => format!("--{long}"),
                    None => arg.get_value_names().unwrap()[0].to_string(),
                };
                // One table serves all commands: this flag alone is called like the arguments of the others.
                let other = (op.name(), typed.as_str()) == ("record prune", "--meeting");
                assert_eq!(spell(&field) == typed, !other, "{}: {field}", op.name());
            }
        }
    }
}

#[test]
fn every_operation_that_changes_something_is_one_that_batches_run() {
    for op in CATALOGUE {
        let mut served = VENDORS.iter().flat_map(|vendor| op.served(vendor));
        // What lets a guest in changes nothing that could be made twice.
        let is_write = served.any(|served| writes(served.calls)) && op.name() != "meeting join-info";
        assert_eq!(is_write, writing::find(op.name()).is_some(), "{}", op.name());
    }
}

#[test]
fn every_required_parameter_can_be_given() {
    for call in VENDORS.iter().flat_map(|vendor| calls(vendor)) {
        for param in call.params {
            assert!(
                !param.required || param.from != From::Set || call.access == Access::Read,
                "{} {}",
                call.line,
                param.name
            );
        }
        let names: BTreeSet<&str> = call.params.iter().map(|param| param.name).collect();
        assert_eq!(names.len(), call.params.len(), "{}: a parameter twice", call.line);
    }
}

#[test]
fn instead_names_operations_that_exist_and_are_missing() {
    for vendor in VENDORS {
        for (name, _) in vendor.instead {
            let op = find(name).unwrap_or_else(|| panic!("no operation {name}"));
            assert!(!op.is_served(vendor), "{} serves {name}", vendor.id);
        }
    }
}

#[test]
fn an_error_code_stands_once_in_its_table() {
    for vendor in VENDORS {
        let codes: BTreeSet<&str> = vendor.codes().iter().map(|row| row.code).collect();
        assert_eq!(codes.len(), vendor.codes().len(), "{}", vendor.id);
    }
}

/// The run-time check of `profile check`, at test time: what this program signs is what the documents say.
#[test]
fn every_vendor_signs_as_its_document_says() {
    for vendor in VENDORS {
        let vector = (vendor.probe.vector)().unwrap();
        assert_eq!(vector.got, vector.wanted, "{}", vendor.id);
        assert!(vendor.probe.calls.iter().all(|call| call.access == Access::Read), "{}", vendor.id);
    }
}
