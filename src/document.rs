//! What an output format receives: a shape (columns, declared beside the type they show) and
//! JSON values. Formats know nothing else.

mod meeting_state;
mod words;

pub use meeting_state::MeetingState;
pub(crate) use words::words;

/// One kind of thing that commands print: a meeting, a recording, a row of attendance.
#[derive(Debug)]
pub struct Shape {
    /// What one is called in messages: `meeting`.
    pub noun: &'static str,
    /// What several are called in messages: `meetings`.
    pub plural: &'static str,
    /// The JSON fields, in the order of the contract. `extra` is always the last.
    pub columns: &'static [Column],
}

/// One field of a [`Shape`].
#[derive(Debug)]
pub struct Column {
    /// The JSON field's name, which `--fields` takes.
    pub field: &'static str,
    /// The table's heading.
    pub heading: &'static str,
    /// How a table shows it.
    pub show: Show,
    /// Whether it is what a list is read for: on a narrow terminal it is neither shortened nor left out.
    pub keep: bool,
}

/// How a table shows a field. JSON always holds it whole, and CSV all but tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Always.
    Plain,
    /// An RFC 3339 time, shown in local form.
    Time,
    /// Free text, shortened first when the terminal is narrow.
    Long,
    /// An error object, of which its message is shown.
    Message,
    /// A password or a link that lets somebody in: hidden unless `--show-secrets`.
    Secret,
    /// A token, with which others act as this account: as `Secret`, and hidden in CSV too.
    Token,
    /// Only with `--wide` or when `--fields` asks for it.
    Wide,
    /// As `Wide`, and hidden like `Secret`.
    WideSecret,
    /// As `Wide`, for fields of which some are tokens by their name: hidden in CSV too.
    WideToken,
}

/// A column that tables show.
pub const fn col(field: &'static str, heading: &'static str) -> Column {
    Column { field, heading, show: Show::Plain, keep: false }
}

impl Column {
    /// The same column, shown another way.
    #[must_use]
    pub const fn show(self, show: Show) -> Self {
        Self { show, ..self }
    }

    /// The same column, which narrow terminals show whole.
    #[must_use]
    pub const fn keep(self) -> Self {
        Self { keep: true, ..self }
    }

    /// Whether tables hide what stands in it.
    pub const fn is_secret(&self) -> bool {
        matches!(self.show, Show::Secret | Show::WideSecret | Show::Token)
    }
}
