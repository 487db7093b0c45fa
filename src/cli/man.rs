//! `meetctl man DIR`: a manual page a command, made of the same definitions as `--help`.

use super::context::Context;
use super::help::examples_of;
use super::{help, parsed, tree};
use crate::env::variables;
use crate::error::{Error, Kind, Result};
use crate::file;
use crate::lang::{self, Lang};
use crate::op::offered_by;
use crate::vendor::VENDORS;
use clap::{Arg, ArgMatches, Args, Command};
use roff::{Inline, Roff, bold, italic, roman};
use std::path::PathBuf;

#[derive(Args, Debug)]
struct Input {
    /// The folder to write the pages to; made if it is not there
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

pub(super) fn tree_of(command: Command) -> Command {
    Input::augment_args(command)
}

pub(super) fn run(context: &Context<'_>, matches: ArgMatches) -> Result<()> {
    let Input { dir } = parsed(matches)?;
    if context.global.dry_run {
        context.hint(tr!("nothing was written: this is a dry run"));
        return Ok(());
    }
    let failed = |error: std::io::Error| {
        Error::failed(tr!("cannot write to {dir}: {error}", dir = dir.display(), error))
    };
    std::fs::create_dir_all(&dir).map_err(failed)?;
    // What is installed is for every user of the machine.
    let pages = lang::within(Lang::En, || pages(&tree()));
    for (name, text) in &pages {
        file::publish(&dir.join(name), text.as_bytes()).map_err(failed)?;
    }
    context.hint(&tr!("{pages} pages are in {dir}", pages = pages.len(), dir = dir.display()));
    Ok(())
}

/// Every page: its file's name and its text. The tree must be built.
fn pages(root: &Command) -> Vec<(String, String)> {
    fn walk(path: &[&str], command: &Command, all: &mut Vec<(String, String)>) {
        all.push((format!("{}.1", title(path)), page(path, command)));
        for sub in shown(command) {
            walk(&[path, &[sub.get_name()]].concat(), sub, all);
        }
    }
    let mut all = Vec::new();
    walk(&[root.get_name()], root, &mut all);
    all
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set())
}

/// `meetctl-meeting-create`
fn title(path: &[&str]) -> String {
    path.join("-")
}

fn page(path: &[&str], command: &Command) -> String {
    let (title, is_root) = (title(path), path.len() == 1);
    let typed = path[1..].join(" ");
    let about = command.get_long_about().or_else(|| command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    let version = concat!("meetctl ", env!("CARGO_PKG_VERSION"));
    page.control("TH", [title.as_str(), "1", DATE, version, "Manual of meetctl"]);
    section(&mut page, "NAME", format!("{title} - {about}"));
    let usage = command.clone().render_usage().to_string();
    section(
        &mut page,
        "SYNOPSIS",
        usage.trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" "),
    );
    section(&mut page, "DESCRIPTION", format!("{about}."));
    let vendors = offered_by(&typed, VENDORS.iter().copied());
    if !vendors.is_empty() {
        paragraph(&mut page, &format!("Vendors that have it: {vendors}."));
    }
    options(&mut page, command, is_root);
    let mut subs = shown(command).peekable();
    if subs.peek().is_some() {
        page.control("SH", ["COMMANDS"]);
        for sub in subs {
            let name = format!("{title}-{}", sub.get_name());
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            item(&mut page, [bold(name), roman("(1)")], about);
        }
    }
    examples(&mut page, &typed);
    exit_status(&mut page, is_root);
    page.control("SH", ["ENVIRONMENT"]);
    for variable in variables::ALL.iter().filter(|known| known.is_own() || is_root && known.is_shown()) {
        item(&mut page, [bold(variable.name())], variable.about());
    }
    page.control("SH", ["FILES"]);
    for (name, about) in FILES {
        item(&mut page, [italic(*name)], *about);
    }
    see_also(&mut page, path, command);
    page.render()
}

/// When the pages last changed in what they say; not the day of the build, so that builds are alike.
const DATE: &str = "2026-11-22";

const FILES: &[(&str, &str)] = &[
    ("~/.config/meetctl/profiles.toml", "The profiles: which vendor, which server, which keys."),
    ("~/.local/state/meetctl", "Journals of writes, and what completion remembers."),
];

fn section(page: &mut Roff, heading: &str, text: String) {
    page.control("SH", [heading]);
    page.text([roman(text)]);
}

fn paragraph(page: &mut Roff, text: &str) {
    page.control("PP", []);
    page.text([roman(text)]);
}

fn item(page: &mut Roff, head: impl Into<Vec<Inline>>, text: impl Into<String>) {
    page.control("TP", []);
    page.text(head);
    page.text([roman(text)]);
}

/// The command's own options; those that every command takes stand in the page of the program.
fn options(page: &mut Roff, command: &Command, is_root: bool) {
    let is_help = |arg: &Arg| matches!(arg.get_id().as_str(), "help" | "version");
    let own = command
        .get_arguments()
        .filter(|arg| !arg.is_hide_set() && (is_root || !arg.is_global_set() && !is_help(arg)));
    page.control("SH", ["OPTIONS"]);
    let own: Vec<&Arg> = own.collect();
    for arg in &own {
        item(page, head(arg), body(arg));
    }
    let others = "The options that every command takes stand in meetctl(1).";
    match own.is_empty() {
        // A paragraph right behind a heading is none to formatters.
        true => drop(page.text([roman(others)])),
        false if !is_root => paragraph(page, others),
        false => {}
    }
}

/// `-p, --profile NAME`
fn head(arg: &Arg) -> Vec<Inline> {
    let mut head = Vec::new();
    let short = arg.get_short().map(|short| format!("-{short}"));
    for flag in short.into_iter().chain(arg.get_long().map(|long| format!("--{long}"))) {
        if !head.is_empty() {
            head.push(roman(", "));
        }
        head.push(bold(flag));
    }
    if arg.get_action().takes_values() {
        let names = arg.get_value_names().unwrap_or_default();
        if !head.is_empty() {
            head.push(roman(" "));
        }
        head.push(italic(names.join(" ")));
    }
    head
}

fn body(arg: &Arg) -> String {
    let mut body = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if !body.is_empty() && !body.ends_with(['.', ']']) {
        body.push('.');
    }
    if arg.get_action().takes_values() {
        let values = arg.get_possible_values();
        let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        let given: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !values.is_empty() {
            body.extend([" One of: ", values.join(", ").as_str(), "."]);
        }
        if !given.is_empty() {
            body.extend([" Default: ", given.join(", ").as_str(), "."]);
        }
    }
    body
}

fn examples(page: &mut Roff, typed: &str) {
    let own = examples_of(typed).iter().copied();
    let first = help::EXAMPLES.lines().skip(1).map(str::trim).filter(|_| typed.is_empty());
    let mut lines = own.chain(first).peekable();
    if lines.peek().is_none() {
        return;
    }
    page.control("SH", ["EXAMPLES"]);
    page.control("nf", []);
    for line in lines {
        page.text([roman(line)]);
    }
    page.control("fi", []);
}

fn exit_status(page: &mut Roff, is_root: bool) {
    page.control("SH", ["EXIT STATUS"]);
    if !is_root {
        page.text([roman("0 if it is done. meetctl(1) and \"meetctl explain exit-codes\" list the others.")]);
        return;
    }
    item(page, [bold("0")], "done");
    for kind in Kind::ALL {
        item(page, [bold(kind.exit_code().to_string())], format!("{}: {}", kind.name(), kind.about()));
    }
    item(page, [bold("130, 143")], "stopped by a signal");
}

/// The program, the noun, and the other verbs of the noun.
fn see_also(page: &mut Roff, path: &[&str], command: &Command) {
    let mut pages: Vec<String> = (1..path.len()).map(|length| title(&path[..length])).collect();
    pages.extend(shown(command).map(|sub| format!("{}-{}", title(path), sub.get_name())));
    if pages.is_empty() {
        return;
    }
    page.control("SH", ["SEE ALSO"]);
    let mut line = Vec::new();
    for (i, name) in pages.iter().enumerate() {
        line.push(bold(name.as_str()));
        line.push(roman(if i + 1 < pages.len() { "(1), " } else { "(1)" }));
    }
    page.text(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_help_says() {
        let pages = pages(&tree());
        let page = |name: &str| pages.iter().find(|(file, _)| file == name).unwrap().1.replace("\\-", "-");
        let create = page("meetctl-meeting-create.1");
        for part in ["--subject", "--host-password", "meetctl meeting create --subject 周会", "EXIT STATUS"]
        {
            assert!(create.contains(part), "{part}: {create}");
        }
        assert!(!create.contains("--no-header"), "{create}");
        assert!(page("meetctl.1").contains("--no-header"));
        assert!(page("meetctl-meeting.1").contains("meetctl-meeting-create"));
        // An option that a person reads must not begin a request of the formatter.
        for (name, text) in &pages {
            let known = ["TH", "SH", "PP", "TP", "nf", "fi", "ie", "el"];
            for line in text.lines().filter_map(|line| line.strip_prefix('.')) {
                let request = line.split_whitespace().next().unwrap_or_default();
                assert!(known.contains(&request), "{name}: .{line}");
            }
            let headings = [
                "NAME",
                "SYNOPSIS",
                "DESCRIPTION",
                "OPTIONS",
                "EXIT STATUS",
                "ENVIRONMENT",
                "FILES",
                "SEE ALSO",
            ];
            assert!(headings.iter().all(|heading| text.contains(heading)), "{name}");
        }
        assert!(pages.len() > 50, "{}", pages.len());
    }
}
