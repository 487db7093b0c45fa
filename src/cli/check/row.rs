//! What a check found, and how it is shown.

use crate::document::{Shape, Show, col};
use crate::error::{Error, Kind};
use crate::lang;
use crate::output::width::wrapped;
use crate::text::escape;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

pub(in crate::cli) static CHECK: Shape = Shape {
    noun: "check",
    plural: "checks",
    columns: &[
        col("profile", "PROFILE"),
        col("check", "CHECK"),
        col("state", "STATE"),
        col("found", "FOUND"),
        col("next", "NEXT STEP"),
        col("signed", "SIGNED").show(Show::Wide),
    ],
};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum State {
    Ok,
    /// It works, but somebody should look at it.
    Warning,
    /// Commands will fail for this reason.
    Failed(Kind),
}

impl State {
    /// The names of all.
    pub(in crate::cli) const NAMES: [&'static str; 3] =
        [Self::Ok.name(), Self::Warning.name(), Self::Failed(Kind::Failed).name()];

    const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Failed(_) => "failed",
        }
    }

    /// For people: a mark, and the word, since not every font and ear has the mark.
    pub(in crate::cli) fn mark(self) -> &'static str {
        match self {
            Self::Ok => tr!("✓ ok"),
            Self::Warning => tr!("! warning"),
            Self::Failed(_) => tr!("✗ failed"),
        }
    }
}

/// One check of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Row {
    pub profile: String,
    pub check: &'static str,
    pub state: State,
    pub found: String,
    /// What to do next.
    pub next: Option<String>,
    /// The text that is signed, secrets hidden.
    pub signed: Option<String>,
}

impl Row {
    pub(super) fn value(&self) -> Value {
        json!({
            "profile": self.profile,
            "check": self.check,
            "state": self.state.name(),
            "found": self.found,
            "next": self.next,
            "signed": self.signed,
        })
    }
}

/// The rows of one profile.
pub(super) struct Rows {
    profile: String,
    pub all: Vec<Row>,
}

impl Rows {
    pub(super) fn of(profile: &str) -> Self {
        Self { profile: profile.to_owned(), all: Vec::new() }
    }

    fn push(&mut self, check: &'static str, state: State, found: String, next: Option<String>) {
        let profile = self.profile.clone();
        self.all.push(Row { profile, check, state, found, next, signed: None });
    }

    pub(super) fn ok(&mut self, check: &'static str, found: impl Into<String>) {
        self.push(check, State::Ok, found.into(), None);
    }

    pub(super) fn warn(&mut self, check: &'static str, found: impl Into<String>, next: impl Into<String>) {
        self.push(check, State::Warning, found.into(), Some(next.into()));
    }

    pub(super) fn fail(
        &mut self,
        check: &'static str,
        kind: Kind,
        found: impl Into<String>,
        next: Option<String>,
    ) {
        self.push(check, State::Failed(kind), found.into(), next);
    }

    /// A failure as a command would tell it. What is neither refused nor out of reach is a matter of
    /// the profile.
    pub(super) fn error(&mut self, check: &'static str, error: &Error) {
        let kind = match error.kind() {
            kind @ (Kind::Auth | Kind::Temporary | Kind::Config | Kind::Stopped(_)) => kind,
            _ => Kind::Config,
        };
        let facts = error.facts();
        let said =
            facts.vendor_message.as_ref().map(|said| tr!(" ({text})", text = said)).unwrap_or_default();
        self.fail(check, kind, format!("{}{said}", facts.message.trim_end_matches('。')), facts.hint.clone());
    }

    pub(super) fn signed(&mut self, found: String, signed: String) {
        self.ok("signed", found);
        if let Some(row) = self.all.last_mut() {
            row.signed = Some(signed);
        }
    }

    /// Whether something will keep commands from working.
    pub(super) fn failed(&self) -> bool {
        self.all.iter().any(|row| matches!(row.state, State::Failed(_)))
    }
}

/// Blanks between the columns of a table.
const GAP: usize = 2;
/// No column of text is narrower, however narrow the terminal.
const NARROWEST: usize = 20;

/// The rows as a table shows them: nothing is cut off, what is long goes on in the next line, and the
/// next step stands below what was found.
pub(super) fn layout(rows: &[Row], width: Option<usize>) -> Vec<Value> {
    let widest = |heading: &str, cell: &dyn Fn(&Row) -> usize| {
        rows.iter().map(cell).max().unwrap_or(0).max(lang::text(heading).width()) + GAP
    };
    let before = widest("PROFILE", &|row| row.profile.width())
        + widest("CHECK", &|row| row.check.len())
        + widest("STATE", &|row| row.state.mark().width());
    let room = width.map_or(usize::MAX, |width| width.saturating_sub(before).max(NARROWEST));
    let mut lines = Vec::new();
    for row in rows {
        let next = row.next.as_ref().map(|next| format!("→ {next}"));
        let mut texts = Vec::new();
        for text in std::iter::once(row.found.as_str()).chain(next.as_deref()) {
            // Our own hints may have several lines; each is a line here too.
            text.lines().for_each(|line| texts.extend(wrapped(&escape(line), room)));
        }
        let mut texts = texts.into_iter();
        lines.push(json!({
            "profile": row.profile,
            "check": row.check,
            "state": row.state.mark(),
            "found": texts.next(),
        }));
        lines.extend(texts.map(|text| json!({ "found": text })));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let mut rows = Rows::of("cloud");
        rows.ok("file", "profiles.toml, mode 600, yours");
        rows.fail("tls", Kind::Config, "the certificate has expired", Some("check the clock".into()));
        rows.all
    }

    #[test]
    fn the_next_step_stands_below_what_was_found() {
        let shown = layout(&rows(), None);
        let cells: Vec<(&str, &str)> = shown
            .iter()
            .map(|row| (row["state"].as_str().unwrap_or_default(), row["found"].as_str().unwrap()))
            .collect();
        let expected = [
            ("✓ ok", "profiles.toml, mode 600, yours"),
            ("✗ failed", "the certificate has expired"),
            ("", "→ check the clock"),
        ];
        assert_eq!(cells, expected);
        assert_eq!(rows()[1].value()["state"], "failed");
    }
}
