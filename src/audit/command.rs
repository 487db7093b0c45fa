//! The command line as the log keeps it: as it was typed, with what is secret hidden.

use crate::client::trace::without_secrets;
use crate::secret::{HIDDEN, is_named_secret};
use crate::text::{shell_word, shorten};
use std::ffi::OsString;

/// No command line is kept longer, in characters.
const LONGEST: usize = 4_000;
/// Flags whose value is `NAME=VALUE`.
const PAIRS: [&str; 3] = ["set", "query", "form"];
/// Flags whose value is a whole body.
const BODIES: [&str; 1] = ["data"];
/// Short flags with a value, and the long ones that they stand for.
const SHORT: [(char, &str); 4] = [('p', "profile"), ('o', "output"), ('d', "data"), ('F', "form")];
/// A flag that is named after secrets and has no value.
const SWITCH: &str = "show-secrets";

/// What was typed, in the form in which a shell takes it.
pub fn command_line(args: &[OsString]) -> String {
    let texts: Vec<String> = args.iter().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let mut words = vec!["meetctl".to_owned()];
    let mut pending: Option<&'static str> = None;
    let mut hide_next = false;
    let mut only_values = false;
    for text in &texts {
        if let Some(name) = pending.take() {
            words.push(value_of(name, text));
        } else if std::mem::take(&mut hide_next) {
            words.push(HIDDEN.to_owned());
        } else if only_values || !text.starts_with('-') || text == "-" {
            words.push(positional(text));
        } else if text == "--" {
            only_values = true;
            words.push(text.clone());
        } else if let Some(flag) = text.strip_prefix("--") {
            let (name, value) =
                flag.split_once('=').map_or((flag, None), |(name, value)| (name, Some(value)));
            if let Some(value) = value {
                words.push(format!("--{name}={}", value_of(name, value)));
            } else {
                pending = PAIRS.iter().chain(&BODIES).find(|known| **known == name).copied();
                hide_next = pending.is_none() && hides(name);
                words.push(text.clone());
            }
        } else {
            let (shown, waits) = cluster(text);
            pending = waits;
            words.push(shown);
        }
    }
    let line = words.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ");
    shorten(&line, LONGEST).into_owned()
}

/// Short flags in one word: `-vFname=value`. Gives the flag whose value is the next word, if one is.
fn cluster(text: &str) -> (String, Option<&'static str>) {
    for (at, letter) in text.char_indices().skip(1) {
        if let Some((_, name)) = SHORT.iter().find(|(short, _)| *short == letter) {
            let (flags, value) = text.split_at(at + letter.len_utf8());
            let value = value.strip_prefix('=').unwrap_or(value);
            if value.is_empty() {
                return (text.to_owned(), Some(name));
            }
            return (format!("{flags}{}", value_of(name, value)), None);
        }
    }
    (text.to_owned(), None)
}

fn hides(name: &str) -> bool {
    // Where a secret is read from is no secret.
    is_named_secret(name) && name != SWITCH && !name.ends_with("-file")
}

/// A flag's value, as far as it may be shown.
fn value_of(name: &str, value: &str) -> String {
    if hides(name) || BODIES.contains(&name) && !value.starts_with('@') {
        return HIDDEN.to_owned();
    }
    if !PAIRS.contains(&name) {
        return value.to_owned();
    }
    match value.split_once('=') {
        // A form's file is named, not told.
        Some((_, file)) if name == "form" && file.starts_with('@') => value.to_owned(),
        // An object may hold anything.
        Some((inner, content)) if is_named_secret(inner) || content.starts_with(['{', '[']) => {
            format!("{inner}={HIDDEN}")
        }
        _ => value.to_owned(),
    }
}

/// An argument. Addresses and paths may have secrets in their query.
fn positional(text: &str) -> String {
    if text.starts_with('/') || text.contains("://") { without_secrets(text) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{ArgAction, Command};

    /// The tables of flags are the commands' own, or a new flag's secret would be kept.
    #[test]
    fn the_flags_are_those_of_the_commands() {
        fn walk(command: &Command, short: &mut Vec<(char, String)>) {
            for arg in command.get_arguments() {
                let Some(long) = arg.get_long() else { continue };
                let valued = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
                if let (true, Some(letter)) = (valued, arg.get_short()) {
                    short.push((letter, long.to_owned()));
                }
                let pairs = arg
                    .get_value_names()
                    .is_some_and(|names| names.iter().any(|n| n.as_str().ends_with("=VALUE")));
                assert_eq!(pairs, PAIRS.contains(&long), "--{long} of {}", command.get_name());
                assert!(valued || !is_named_secret(long) || long == SWITCH, "--{long} has no value to hide");
            }
            command.get_subcommands().for_each(|command| walk(command, short));
        }
        let mut short = Vec::new();
        walk(&crate::cli::tree(), &mut short);
        short.sort();
        short.dedup();
        let mut known = SHORT.map(|(letter, long)| (letter, long.to_owned()));
        known.sort();
        assert_eq!(short, known);
    }

    fn shown(words: &[&str]) -> String {
        let args: Vec<OsString> =
            std::iter::once("/usr/bin/meetctl").chain(words.iter().copied()).map(OsString::from).collect();
        command_line(&args)
    }

    #[test]
    fn what_is_secret_is_hidden_however_it_is_typed() {
        for words in [
            &["meeting", "create", "--password", "canary", "--subject", "周会"][..],
            &["meeting", "create", "--host-password=canary"],
            &["meeting", "edit", "1", "--set", "hostPwd=canary"],
            &["meeting", "edit", "1", "--set", "livePassword=@canary"],
            &["api", "GET", "/x", "--query", "token=@canary"],
            &["meeting", "edit", "1", "--set=body={\"a\":\"canary\"}"],
            &["api", "POST", "/x?key=canary", "-d", "{\"a\":\"canary\"}"],
            &["api", "POST", "/x", "-dcanary"],
            &["api", "POST", "/x", "-vd=canary"],
            &["api", "POST", "/x", "-vF", "token=canary"],
            &["api", "POST", "/x", "-vFsig=canary", "-Fkey=canary", "-F", "pwd=canary"],
            &["api", "POST", "/x", "--data=canary", "--query", "auth=canary"],
            &["--password", "--canary"],
        ] {
            let line = shown(words);
            assert!(!line.contains("canary") && line.contains(HIDDEN), "{line}");
        }
    }

    #[test]
    fn the_rest_stays_as_it_was_typed() {
        for (words, line) in [
            (
                &["meeting", "cancel", "1", "-p", "cloud", "--yes"][..],
                "meetctl meeting cancel 1 -p cloud --yes",
            ),
            (&["-qy", "meeting", "end", "7"], "meetctl -qy meeting end 7"),
            (&["--show-secrets", "meeting", "end", "7"], "meetctl --show-secrets meeting end 7"),
            (&["account", "create", "--token-file", "t.txt"], "meetctl account create --token-file t.txt"),
            (&["api", "POST", "/x", "-d", "@body.json"], "meetctl api POST /x -d @body.json"),
            (&["meeting", "edit", "1", "--set", "a=b"], "meetctl meeting edit 1 --set 'a=b'"),
            (&["batch", "run", "meeting create", "-"], "meetctl batch run 'meeting create' -"),
        ] {
            assert_eq!(shown(words), line);
        }
        assert!(shown(&[&"x".repeat(100_000)]).chars().count() <= LONGEST + 1);
    }
}
