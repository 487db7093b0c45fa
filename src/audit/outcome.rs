//! What became of a write, as the log tells it.

use crate::document::words;
use crate::error::{Error, Kind};

words! {
    /// What became of a write: the values of the field `outcome`.
    pub enum Outcome {
        /// It was answered with yes, or a second look has shown that it is done.
        Done = "done",
        /// The vendor said no.
        Refused = "refused",
        /// It is not done for another reason.
        Failed = "failed",
        /// Nobody knows.
        InDoubt = "in_doubt",
        /// Nothing of it left this machine.
        NotSent = "not_sent",
        /// The log does not say: its command was killed, or still runs.
        Sent = "sent",
        /// The user has looked, and nobody need know any more.
        Forgotten = "forgotten",
        /// The user lets a row of a batch be sent again.
        Resend = "resend",
        /// The user gives a row of a batch up.
        Dropped = "dropped",
    }
}

impl Outcome {
    /// What became of a write that failed in this way.
    pub(super) fn of_error(error: &Error) -> Self {
        match error.kind() {
            _ if error.facts().unsent => Self::NotSent,
            Kind::Stopped(_) => Self::NotSent,
            Kind::InDoubt => Self::InDoubt,
            Kind::Auth | Kind::NotFound | Kind::Refused => Self::Refused,
            Kind::Temporary => Self::Failed,
            _ if error.facts().code.is_some() => Self::Refused,
            _ => Self::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_explains_each() {
        let document = include_str!("../../docs/audit.md");
        for name in Outcome::NAMES {
            let row = |line: &str| line.starts_with('|') && line.contains(&format!("`{name}`"));
            assert!(document.lines().any(row), "docs/audit.md lacks {name}");
        }
    }
}
