//! Whatever a run prints as JSON is held against the schema of its command: [`crate::world::ran`] does so for
//! each run, so that the whole suite is one test of docs/schema. Here, unlike in what is published, a field
//! that no schema names is refused: it would be undocumented.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use crate::world::World;
use clap::{Arg, Command};
use meetctl::cli::schema::{DOCUMENTS, FREE, Form};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SCHEMAS: LazyLock<BTreeMap<&str, Value>> =
    LazyLock::new(|| DOCUMENTS.iter().map(|document| (document.name, document.schema())).collect());

static TREE: LazyLock<Command> = LazyLock::new(meetctl::cli::tree);

/// What is wrong with a value, by the part of JSON Schema that our schemas use. A keyword that is not
/// known here is a mistake of the test.
fn faults(schema: &Value, value: &Value, place: &str, all: &mut Vec<String>) {
    let schema = schema.as_object().unwrap();
    for (keyword, rule) in schema {
        match keyword.as_str() {
            "$schema" | "$id" | "title" | "description" => {}
            "$ref" => {
                let name = rule.as_str().and_then(|file| file.strip_suffix(".schema.json")).unwrap();
                faults(&SCHEMAS[name], value, place, all);
            }
            "anyOf" => {
                let tried = |part: &Value| {
                    let mut found = Vec::new();
                    faults(part, value, place, &mut found);
                    found
                };
                let tried: Vec<Vec<String>> = rule.as_array().unwrap().iter().map(tried).collect();
                if tried.iter().all(|found| !found.is_empty()) {
                    all.extend(tried.into_iter().next().unwrap());
                }
            }
            "type" => {
                let one = std::slice::from_ref(rule);
                let types = rule.as_array().map_or(one, Vec::as_slice);
                if !types.iter().any(|kind| is(value, kind.as_str().unwrap())) {
                    all.push(format!("{place}: {value} is not {rule}"));
                }
            }
            "enum" => {
                if !rule.as_array().unwrap().contains(value) {
                    all.push(format!("{place}: {value} is none of {rule}"));
                }
            }
            "format" => {
                assert_eq!(rule, "date-time");
                if value.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_err()) {
                    all.push(format!("{place}: {value} is no time with an offset"));
                }
            }
            "properties" => object(rule.as_object().unwrap(), value, place, all),
            "required" => {
                let missing =
                    |name: &&Value| value.is_object() && value.get(name.as_str().unwrap()).is_none();
                let missing = rule.as_array().unwrap().iter().filter(missing);
                all.extend(missing.map(|name| format!("{place}: {name} is missing")));
            }
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    faults(rule, item, &format!("{place}[{at}]"), all);
                }
            }
            other => panic!("a keyword that this test does not know: {other}"),
        }
    }
}

/// The properties of an object. One that has some has no others.
fn object(properties: &Map<String, Value>, value: &Value, place: &str, all: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        match properties.get(name) {
            Some(schema) => faults(schema, value, &format!("{place}.{name}"), all),
            None => all.push(format!("{place}: no schema names \"{name}\"")),
        }
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type of JSON Schema: {other}"),
    }
}

/// What is wrong with an object by this schema.
pub fn against(name: &str, value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    faults(&SCHEMAS[name], value, name, &mut all);
    all
}

/// The command that these arguments name: `meeting create`. Values of flags are passed over.
fn path(args: &[&str]) -> String {
    let (mut command, mut path, mut value) = (&*TREE, Vec::new(), false);
    for arg in args {
        if std::mem::take(&mut value) {
            continue;
        }
        if let Some(sub) = command.find_subcommand(arg) {
            path.push(*arg);
            command = sub;
            continue;
        }
        let known = |known: &&Arg| match arg.strip_prefix("--") {
            Some(long) => known.get_long() == Some(long),
            None => arg
                .strip_prefix('-')
                .is_some_and(|short| known.get_short().is_some_and(|c| *short == c.to_string())),
        };
        let flag = command.get_arguments().find(known).or_else(|| TREE.get_arguments().find(known));
        value = flag.is_some_and(|flag| flag.get_action().takes_values());
    }
    path.join(" ")
}

/// Whether one of the arguments is this flag, its value in the same or in the next one.
fn has(args: &[&str], names: &[&str]) -> bool {
    args.iter()
        .any(|arg| names.contains(arg) || names.iter().any(|name| arg.starts_with(&format!("{name}="))))
}

/// `json` or `jsonl`, if the arguments ask for it and nothing changes what is printed then.
fn format(args: &[&str]) -> Option<&'static str> {
    let shaped = ["--fields", "--jq", "--raw", "--help", "-h", "--version"];
    let own = has(args, &["--section"]) && has(args, &["invitees", "live", "rollcall", "handsup"]);
    if own || has(args, &shaped) {
        return None;
    }
    let pair = |name: &str| args.windows(2).any(|two| ["-o", "--output"].contains(&two[0]) && two[1] == name);
    let named = |name: &str| pair(name) || has(args, &[&format!("-o{name}"), &format!("--output={name}")]);
    if named("jsonl") {
        return Some("jsonl");
    }
    (named("json") || has(args, &["--json"])).then_some("json")
}

/// The objects of an output, and whether they came as a list.
fn objects(text: &str, format: &str) -> Result<(Vec<Value>, Option<Form>), serde_json::Error> {
    if format == "jsonl" {
        return Ok((text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?, None));
    }
    Ok(match serde_json::from_str(text)? {
        Value::Array(all) => (all, Some(Form::List)),
        one => (vec![one], Some(Form::One)),
    })
}

/// Holds what a run printed against the schemas of its command.
#[track_caller]
pub fn check(args: &[&str], out: &str, err: &str) {
    let last = err.trim_end().lines().last().unwrap_or_default();
    if last.starts_with("{\"error\":") {
        let error = serde_json::from_str(last).unwrap();
        assert_eq!(against("error", &error), [] as [String; 0], "meetctl {args:?}\n{last}");
    }
    let Some(format) = format(args).filter(|_| !out.is_empty()) else { return };
    let command = path(args);
    if FREE.contains(&command.as_str()) && !has(args, &["-n", "--dry-run"]) {
        return;
    }
    let (objects, form) =
        objects(out, format).unwrap_or_else(|error| panic!("meetctl {args:?}: {error}\n{out}"));
    let prints = |(name, own): (&str, Form)| name == command && form.is_none_or(|form| form == own);
    let documents = DOCUMENTS.iter().filter(|document| document.commands().any(prints));
    let planned = has(args, &["-n", "--dry-run"]).then_some("request");
    let names: Vec<&str> = planned.into_iter().chain(documents.map(|document| document.name)).collect();
    assert!(!names.is_empty(), "no schema says that \"{command}\" prints this {form:?}:\n{out}");
    let judge = |name: &&str| objects.iter().flat_map(|object| against(name, object)).collect::<Vec<_>>();
    let judged: Vec<Vec<String>> = names.iter().map(judge).collect();
    let best = judged.iter().min_by_key(|faults| faults.len()).unwrap();
    assert!(best.is_empty(), "meetctl {args:?}: {names:?}\n{}", best.join("\n"));
}

/// The check itself: what it must see.
#[test]
fn what_no_schema_allows_is_seen() {
    let good = json!({"id": "1", "ok": true});
    assert_eq!(against("outcome", &good), [] as [String; 0]);
    for (bad, said) in [
        (json!({"id": "1"}), "\"ok\" is missing"),
        (json!({"id": 1, "ok": true}), "outcome.id: 1 is not \"string\""),
        (json!({"id": "1", "ok": true, "new": 1}), "no schema names \"new\""),
        (json!({"id": "1", "ok": true, "error": {"kind": "odd"}}), "\"odd\" is none of"),
        (json!([]), "[] is not \"object\""),
    ] {
        let found = against("outcome", &bad);
        assert!(found.iter().any(|fault| fault.contains(said)), "{bad}: {found:?}");
    }
    let stops = |args: &[&str], out: &str| std::panic::catch_unwind(|| check(args, out, "")).is_err();
    let cancel = ["-p", "meeting", "meeting", "cancel", "1", "--json"];
    assert!(!stops(&cancel, r#"[{"id": "1", "ok": true}]"#));
    assert!(stops(&cancel, r#"{"id": "1", "ok": true}"#), "a list of one is a list");
    assert!(stops(&cancel, r#"[{"id": "1", "ok": true, "new": 1}]"#));
    assert!(stops(&cancel, "[] []"), "two documents");
    assert!(stops(&["man", "x", "--json"], "{}"), "a command without a schema");
    let time = json!({"error": null, "received": "2030-01-07 14:00"});
    assert!(!against("callback-sent", &time).is_empty());
}

#[test]
fn the_command_is_found_among_flags() {
    assert_eq!(path(&["-p", "record", "--json", "meeting", "--timeout", "2s", "create"]), "meeting create");
    assert_eq!(path(&["live", "7", "-o", "json"]), "live");
    assert_eq!(format(&["report", "1", "--json", "--fields=id"]), None);
    assert_eq!(format(&["report", "1", "--output=jsonl"]), Some("jsonl"));
}

/// What stands in a file instead of on stdout.
#[test]
fn the_manifest_of_an_archive_is_as_its_schema_says() {
    let world = World::new();
    world.run(&["-p", "sandbox-weiyi", "record", "download", "655796682", "--dir", "archive"]).exits(0);
    let manifest = std::fs::read_to_string(world.path("archive/manifest.jsonl")).unwrap();
    assert_eq!(manifest.lines().count(), 2);
    for line in manifest.lines() {
        assert_eq!(
            against("archived-file", &serde_json::from_str(line).unwrap()),
            [] as [String; 0],
            "{line}"
        );
    }
}
