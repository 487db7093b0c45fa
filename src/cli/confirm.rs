//! Questions before something is lost.

use super::context::Context;
use crate::client::profile::Profile;
use crate::error::{Error, Result};
use crate::text::{Printable, shell_word};
use clap::Args;
use std::collections::BTreeSet;
use std::io::{BufRead as _, Write as _};

/// Asks on a terminal; off one, `--yes` is the only way to say yes.
pub(super) fn ask(context: &Context<'_>, question: &str) -> Result<()> {
    if context.global.yes {
        return Ok(());
    }
    if !can_ask(context) {
        return Err(Error::usage(tr!("{question} Not confirmed, and nobody can be asked", question))
            .hint(tr!("add --yes to say yes beforehand, or --dry-run to see what would be sent")));
    }
    match line(&format!("{question} [y/N] "))?.to_lowercase().as_str() {
        "y" | "yes" | "是" => Ok(()),
        _ => Err(Error::usage(tr!("not confirmed: nothing was sent")).hint(tr!("answer y to go on"))),
    }
}

/// Whether there is somebody to answer questions.
pub(super) fn can_ask(context: &Context<'_>) -> bool {
    !context.global.no_input && context.env.terminal.stdin && context.env.terminal.stderr
}

/// Asks for a line. The end of the input is an error: nobody answers any more.
pub(super) fn line(prompt: &str) -> Result<String> {
    let gone = |_| Error::usage(tr!("nobody answered: stdin was closed")).hint(tr!("nothing was done"));
    let mut stderr = std::io::stderr().lock();
    write!(stderr, "{}", Printable::new(prompt)).and_then(|()| stderr.flush()).map_err(gone)?;
    drop(stderr);
    let mut answer = String::new();
    if std::io::stdin().lock().read_line(&mut answer).map_err(gone)? == 0 {
        // The cursor stands behind the question.
        let _ = writeln!(std::io::stderr().lock());
        return Err(Error::usage(tr!("nobody answered: stdin was closed")).hint(tr!("nothing was done")));
    }
    Ok(answer.trim().to_owned())
}

/// Each target once, in the order in which they were first named: what was done cannot be done again.
pub(super) fn each_once(context: &Context<'_>, ids: &mut Vec<String>) {
    let (mut seen, mut again) = (BTreeSet::new(), Vec::new());
    ids.retain(|id| {
        let first = seen.insert(id.clone());
        if !first && !again.contains(id) {
            again.push(id.clone());
        }
        first
    });
    if !again.is_empty() {
        context.hint(&tr!("given more than once, dealt with once: {ids}", ids = again.join(tr!(", "))));
    }
}

/// `--confirm`, for what ends meetings and deletes recordings.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct Confirm {
    /// Name it once more, where the profile says production = true and --yes is not enough; may be repeated
    #[arg(long, value_name = "ID")]
    pub confirm: Vec<String>,
}

/// `--confirm` where a command finds what it deletes by itself.
#[derive(Args, Clone, Debug, Default)]
#[group(skip)]
pub(super) struct ConfirmProfile {
    /// The profile's name, where it says production = true and --yes is not enough
    #[arg(long, value_name = "PROFILE")]
    pub confirm: Vec<String>,
}

/// What has to be typed where the profile says `production = true`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed<'a> {
    /// What it is: `the meeting's id`.
    pub what: &'a str,
    /// Each of these, once.
    pub words: &'a [String],
    /// What `--confirm` gave.
    pub given: &'a [String],
}

/// On a production profile every word has to be typed, or given beforehand. `--yes` changes nothing here: it is what stands in scripts and in fingers.
pub(super) fn typed(
    context: &Context<'_>,
    profile: &Profile,
    question: &str,
    typed: &Typed<'_>,
) -> Result<()> {
    let left: Vec<&String> = typed.words.iter().filter(|word| !typed.given.contains(word)).collect();
    if left.is_empty() {
        return Ok(());
    }
    let why = tr!("profile {profile} is marked production", profile = profile.name);
    if !can_ask(context) {
        let flags: Vec<String> = left.iter().map(|word| format!("--confirm {}", shell_word(word))).collect();
        return Err(Error::usage(tr!("{question} {why}: --yes is not enough", question, why)).hint(tr!(
            "name it once more: {flags}; or see with --dry-run what would be sent",
            flags = flags.join(" ")
        )));
    }
    super::context::note(&tr!("{question} {why}.", question, why));
    for word in left {
        let answer = line(&tr!("Type {what} ({word}) to go on: ", what = typed.what, word))?;
        if answer != *word {
            return Err(Error::usage(tr!("that is another one: nothing was sent"))
                .hint(tr!("type it exactly as it is shown")));
        }
    }
    Ok(())
}

/// `A`, or `A, B and 3 more`, for questions.
pub(super) fn several(ids: &[String]) -> String {
    match ids {
        [a, b, _, rest @ ..] if !rest.is_empty() => {
            tr!("{a}, {b} and {more} more", a, b, more = ids.len() - 2)
        }
        ids => ids.join(tr!(", ")),
    }
}
