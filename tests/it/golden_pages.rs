//! The pages of the documentation that are made from the program: its commands, its calls, its exit codes.
//! See [`crate::golden`] for how they are written anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::golden::holds;
use crate::world::World;
use clap::{Arg, Command};
use meetctl::env::variables;
use meetctl::error::Kind;
use serde_json::Value;
use std::fmt::Write as _;

/// A cell of a table: no bar ends it, and nothing in it is read as a tag.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

/// The same in code, where only the bar matters.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set())
}

/// `-p, --profile NAME`
fn typed(arg: &Arg) -> String {
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let flag = short.into_iter().chain(long).collect::<Vec<_>>().join(", ");
    if !arg.get_action().takes_values() {
        return flag;
    }
    let values = arg.get_value_names().unwrap_or_default().join(" ");
    format!("{flag} {values}").trim_start().to_owned()
}

/// What it does, the values it takes, and what it is where it is left out.
fn about(arg: &Arg) -> String {
    let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    if arg.get_action().takes_values() && !values.is_empty() {
        write!(text, ". One of: {}", values.join(", ")).unwrap();
    }
    let given: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if arg.get_action().takes_values() && !given.is_empty() {
        write!(text, ". Default: {}", given.join(", ")).unwrap();
    }
    if arg.is_required_set() {
        text.push_str(". Required");
    }
    cell(&text)
}

fn flags(args: &[&Arg], text: &mut String) {
    text.push_str("\n| argument or flag | what it does |\n|---|---|\n");
    for arg in args {
        writeln!(text, "| {} | {} |", code(&typed(arg)), about(arg)).unwrap();
    }
}

/// A command with its usage, arguments and examples, then those below it. A noun is a chapter.
fn chapter(path: &str, command: &Command, text: &mut String) {
    let level = if path.contains(' ') { "###" } else { "##" };
    let what = command.get_about().map(ToString::to_string).unwrap_or_default();
    writeln!(text, "\n{level} {path}\n\n{}.", cell(&what)).unwrap();
    let verbs: Vec<&Command> = shown(command).collect();
    if verbs.is_empty() || path == "join-url" || path == "live" {
        let usage = command.clone().render_usage().to_string();
        let one = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let usage: Vec<String> = usage.trim_start_matches("Usage:").lines().map(one).collect();
        writeln!(text, "\n```text\n{}\n```", usage.join("\n")).unwrap();
    }
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|arg| !arg.is_hide_set() && !arg.is_global_set() && arg.get_id() != "help")
        .collect();
    if !own.is_empty() {
        flags(&own, text);
    }
    let before = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let examples: Vec<&str> = before.lines().skip(1).map(str::trim).collect();
    if !examples.is_empty() {
        writeln!(text, "\nExamples:\n\n```text\n{}\n```", examples.join("\n")).unwrap();
    }
    for verb in verbs {
        chapter(&format!("{path} {}", verb.get_name()), verb, text);
    }
}

#[test]
fn the_page_of_commands() {
    let root = meetctl::cli::tree();
    let mut text = String::from(
        "# Commands\n\nMade from the definitions that `--help`, completion and the manual pages are made of. Where not \
         every vendor has a command or takes a flag, those that do stand in brackets.\n\n| command | what it does |\n\
         |---|---|\n",
    );
    for noun in shown(&root) {
        let (name, what) = (noun.get_name(), noun.get_about().map(ToString::to_string).unwrap_or_default());
        writeln!(text, "| [{name}](#{name}) | {} |", cell(&what)).unwrap();
    }
    for noun in shown(&root) {
        chapter(noun.get_name(), noun, &mut text);
    }
    text.push_str("\n## Options of every command\n");
    let global: Vec<&Arg> =
        root.get_arguments().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help").collect();
    flags(&global, &mut text);
    text.push_str(
        "\n## Environment variables\n\nAn empty `MEETCTL_…` is as one that is not set.\n\n| variable | what it does |\n|---|---|\n",
    );
    for variable in variables::ALL.iter().filter(|variable| variable.is_shown()) {
        writeln!(text, "| {} | {} |", code(variable.name()), cell(variable.about())).unwrap();
    }
    holds("docs/commands.md", &text);
}

/// What a script does about each kind of failure.
fn in_a_script(kind: Kind) -> &'static str {
    match kind {
        Kind::Failed => "stop, and show stderr to somebody",
        Kind::Usage => "mend the script: the same line fails again. It may lack `--yes`",
        Kind::Config => "run `meetctl profile check`; nothing was sent",
        Kind::Auth => {
            "stop everything with this profile: `meetctl profile check` tells a wrong clock from a wrong key"
        }
        Kind::NotFound => "often as good as done: what was to be cancelled or deleted is not there",
        Kind::Refused => "read `code` and `hint`; the same again is refused again until something changes",
        Kind::Unsupported => "use what the hint names; `meetctl vendors` lists who can do what",
        Kind::Temporary => {
            "run the same line again later, after the `--retries` of meetctl's own. If `retryable` is `false`, look first: \
             a write was answered \"busy\", and nobody says that it was not done"
        }
        Kind::Partial => "read the rows on stdout: each failed one holds its own `error`",
        Kind::InDoubt => "do not repeat: `meetctl pending list`, then `pending resolve ID`",
        _ => "no exit code of its own",
    }
}

#[test]
fn the_page_of_exit_codes() {
    let rows = World::new().run(&["explain", "exit-codes", "--json"]).exits(0).json();
    let mut text = String::from(
        "# Exit codes\n\nEach kind of failure has one exit code, and scripts may rely on both: the code, and `kind` in the \
         JSON of an error. `meetctl explain exit-codes` prints the first three columns.\n\n\
         | exit code | kind | meaning | in a script |\n|---|---|---|---|\n",
    );
    for row in rows.as_array().unwrap() {
        let found = Kind::ALL.into_iter().find(|kind| row["kind"] == kind.name());
        assert!(found.is_none_or(|kind| row["exit_code"] == kind.exit_code()), "{row}");
        let advice = match (&row["exit_code"], found) {
            (_, Some(kind)) => in_a_script(kind),
            (Value::Number(code), None) if code.as_u64() == Some(0) => "go on",
            _ => {
                "a write that was on its way is in `meetctl pending list`; a batch goes on with the same line"
            }
        };
        let kind = found.map(|kind| code(kind.name())).unwrap_or_default();
        let (number, meaning) = (&row["exit_code"], row["meaning"].as_str().unwrap());
        writeln!(text, "| {number} | {kind} | {} | {advice} |", cell(meaning)).unwrap();
    }
    text.push_str(SCRIPT);
    holds("docs/exit-codes.md", &text);
}

/// How the codes are used: cron's own case.
const SCRIPT: &str = r"
One command is one code. With several targets (`meeting cancel A B`) it is 9 if any failed; with one it is that one's
own. A reader that goes away (`| head`) is no failure, nor is a dry run.

```sh
meetctl meeting create --subject Daily --start 'today 09:30' --duration 15m --if-not-exists
case $? in
    0) ;;                                                       # made, or there already
    8) exit 75 ;;                                               # later: cron and systemd try again
    10) meetctl pending list | mail -s 'meetctl: look' ops@example.com ;;
    *) exit 1 ;;
esac
```

With `-o json` or `-o jsonl` the last line on stderr is the same as JSON; [json.md](json.md) lists its fields.
";

/// A row for each parameter of each call of a vendor.
pub fn parameters(vendor: &str, text: &mut String) {
    let rows = World::new().run(&["vendors", vendor, "--params", "--json"]).exits(0).json();
    let mut seen: Vec<(String, String, String, bool, Vec<String>)> = Vec::new();
    for row in rows.as_array().unwrap() {
        let field = |name: &str| row[name].as_str().unwrap().to_owned();
        let (call, name, from) = (field("call"), field("name"), field("from"));
        match seen.iter_mut().find(|row| row.0 == call && row.1 == name) {
            Some((.., known)) if !known.contains(&from) => known.push(from),
            Some(_) => {}
            None => seen.push((call, name, field("type"), row["required"] == true, vec![from])),
        }
    }
    text.push_str("\n| call | parameter | type | required | set by |\n|---|---|---|---|---|\n");
    let mut above = String::new();
    for (call, name, kind, required, from) in seen {
        let first = if call == above { String::new() } else { code(&call) };
        let required = if required { "yes" } else { "" };
        writeln!(
            text,
            "| {first} | {} | {} | {required} | {} |",
            code(&name),
            cell(&kind),
            cell(&from.join("; "))
        )
        .unwrap();
        above = call;
    }
}
