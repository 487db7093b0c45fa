//! Questions before something is lost.

use super::context::Context;
use crate::error::{Error, Result};
use crate::text::Printable;
use std::io::{BufRead as _, Write as _};

/// Asks on a terminal; off one, `--yes` is the only way to say yes.
pub(super) fn ask(context: &Context<'_>, question: &str) -> Result<()> {
    if context.global.yes {
        return Ok(());
    }
    if context.global.no_input || !context.env.terminal.stdin || !context.env.terminal.stderr {
        return Err(Error::usage(format!("{question} Not confirmed, and nobody can be asked"))
            .hint("add --yes to say yes beforehand, or --dry-run to see what would be sent"));
    }
    let mut stderr = std::io::stderr().lock();
    let asked = write!(stderr, "{} [y/N] ", Printable::new(question)).and_then(|()| stderr.flush());
    drop(stderr);
    let mut answer = String::new();
    let read = asked.and_then(|()| std::io::stdin().lock().read_line(&mut answer));
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" | "是" if read.is_ok() => Ok(()),
        _ => Err(Error::usage("not confirmed: nothing was sent").hint("answer y to go on")),
    }
}

/// `A`, or `A, B and 3 more`, for questions.
pub(super) fn several(ids: &[String]) -> String {
    match ids {
        [a, b, _, rest @ ..] if !rest.is_empty() => format!("{a}, {b} and {} more", ids.len() - 2),
        ids => ids.join(", "),
    }
}
