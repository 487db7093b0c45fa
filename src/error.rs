//! What can go wrong, in the words of the interface: the kinds of failure, their exit codes,
//! and one error type that carries what a person needs next.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Why a command failed. Each kind has one exit code, and scripts may rely on both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Anything that no other kind names.
    #[default]
    Failed,
    /// The command line is wrong, or a confirmation is missing.
    Usage,
    /// A profile, a secret or the configuration file.
    Config,
    /// The vendor refused the credentials.
    Auth,
    /// No such meeting, recording or account.
    NotFound,
    /// The vendor's rules say no.
    Refused,
    /// This vendor has no such call, or its call cannot carry a flag.
    Unsupported,
    /// Busy, rate limited, unreachable: try again later.
    Temporary,
    /// Some of several items failed.
    Partial,
    /// A write was sent, its outcome is not known, and it was not repeated.
    InDoubt,
    /// Whoever read stdout went away. Nothing is said, and the exit code is 0.
    ClosedPipe,
    /// Not sent because this is a dry run. Nothing is said, and the exit code is 0.
    Planned,
    /// Stopped by this signal.
    Stopped(u8),
}

impl Kind {
    /// Every kind that the interface names, in the order of their exit codes; signals have none.
    pub const ALL: [Self; 10] = [
        Self::Failed,
        Self::Usage,
        Self::Config,
        Self::Auth,
        Self::NotFound,
        Self::Refused,
        Self::Unsupported,
        Self::Temporary,
        Self::Partial,
        Self::InDoubt,
    ];

    /// The names of [`Self::ALL`].
    pub const NAMES: [&str; Self::ALL.len()] = {
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].name();
            at += 1;
        }
        names
    };

    /// The process's exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::ClosedPipe | Self::Planned => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Config => 3,
            Self::Auth => 4,
            Self::NotFound => 5,
            Self::Refused => 6,
            Self::Unsupported => 7,
            Self::Temporary => 8,
            Self::Partial => 9,
            Self::InDoubt => 10,
            Self::Stopped(signal) => 128_u8.saturating_add(signal),
        }
    }

    /// The name in JSON errors.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ClosedPipe => "closed_pipe",
            Self::Planned => "planned",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::Config => "config",
            Self::Auth => "auth",
            Self::NotFound => "not_found",
            Self::Refused => "refused",
            Self::Unsupported => "unsupported",
            Self::Temporary => "temporary",
            Self::Partial => "partial",
            Self::InDoubt => "in_doubt",
            Self::Stopped(_) => "stopped",
        }
    }

    /// The kind of this name. Which signal stopped a command its name does not tell.
    fn named(name: &str) -> Option<Self> {
        let more = [Self::ClosedPipe, Self::Planned, Self::Stopped(0)];
        Self::ALL.into_iter().chain(more).find(|kind| kind.name() == name)
    }

    /// One line of English, for `explain exit-codes` and the documentation.
    pub fn about(self) -> &'static str {
        match self {
            Self::ClosedPipe => tr!("the reader of stdout went away"),
            Self::Planned => tr!("not sent: this is a dry run"),
            Self::Failed => tr!("anything else"),
            Self::Usage => tr!("the command line is wrong, or a confirmation is missing"),
            Self::Config => tr!("profile, secret or configuration file"),
            Self::Auth => tr!("the vendor refused the credentials"),
            Self::NotFound => tr!("no such meeting, recording, account"),
            Self::Refused => tr!("the vendor's rules say no: already recording, room taken, limit reached"),
            Self::Unsupported => tr!("this vendor has no such call"),
            Self::Temporary => tr!("busy, rate limited, unreachable: try again later"),
            Self::Partial => tr!("some of several items failed"),
            Self::InDoubt => tr!("a write was sent and its outcome is not known; it was not repeated"),
            Self::Stopped(2) => tr!("stopped by SIGINT (Ctrl-C)"),
            Self::Stopped(15) => tr!("stopped by SIGTERM"),
            Self::Stopped(_) => tr!("stopped by a signal"),
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A later program may know more kinds.
        <Cow<'de, str>>::deserialize(deserializer).map(|name| Self::named(&name).unwrap_or_default())
    }
}

/// The result of anything that can fail for a reason that a user is told.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure and what is known about it. Small to pass about: the facts are boxed. Its JSON form is the
/// `error` object of the interface: every field there, unknown ones `null`. Read again, it is the same
/// but for what only this process can know.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Error(Box<Facts>);

impl<'de> Deserialize<'de> for Error {
    /// A later program may write errors in another form: they are errors all the same.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Value::deserialize(deserializer)?;
        let facts = Facts::deserialize(&told);
        Ok(facts.map_or_else(|_| Self::failed(told.to_string()), |facts| Self(Box::new(facts))))
    }
}

/// The facts of a failure, in the order in which the JSON form of an error shows them.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Facts {
    /// What kind of failure this is; it decides the exit code.
    pub kind: Kind,
    /// What failed, in one line. May hold text from a server: escape it before printing.
    pub message: String,
    /// The vendor's id.
    pub vendor: Option<Cow<'static, str>>,
    /// The vendor's error code, as it sent it.
    pub code: Option<String>,
    /// The vendor's own words.
    pub vendor_message: Option<String>,
    /// What to do next.
    pub hint: Option<String>,
    /// Whether the same command may simply be run again later.
    pub retryable: bool,
    /// The vendor's name for the request, for its support desk.
    pub request_id: Option<String>,
    /// The documented call that failed, e.g. `POST /WebAPI/meetingcreate`.
    pub endpoint: Option<String>,
    /// Whether everything else would fail in the same way: the credentials themselves were refused,
    /// or nothing can be noted.
    #[serde(skip)]
    pub stops: bool,
    /// Whether it is certain that nothing was sent, so that it can simply be tried again.
    #[serde(skip)]
    pub unsent: bool,
}

impl Error {
    /// A failure of this kind; the message says what failed, in one line.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            message: message.into(),
            retryable: matches!(kind, Kind::Temporary | Kind::Stopped(_)),
            stops: kind == Kind::Auth,
            ..Facts::default()
        }))
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    /// The profile, a secret or the configuration file is wrong.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(Kind::Config, message)
    }

    /// Anything else.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::new(Kind::Failed, message)
    }

    /// A failure to write the result: a closed pipe ends quietly, anything else is told.
    pub fn output(error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::new(Kind::ClosedPipe, tr!("stdout was closed"));
        }
        Self::failed(tr!("cannot write the result: {error}", error))
            .hint(tr!("what was printed is not complete: free the disk, or send the output elsewhere"))
    }

    /// Adds what to do next; an earlier hint is kept.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint.get_or_insert_with(|| hint.into());
        self
    }

    /// Says first which flag gave what is wrong; a column of a file has the flag's name.
    #[must_use]
    pub fn of_flag(self, flag: &str) -> Self {
        self.with(|facts| facts.message = format!("--{flag}{}{}", tr!(": "), facts.message))
    }

    /// Changes facts in place, for the layer that knows them.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    /// What is known.
    pub fn facts(&self) -> &Facts {
        &self.0
    }

    /// The kind of failure.
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// Whether what comes next, of the same kind and with the same profile, would fail in the same way.
    pub fn stops(&self) -> bool {
        self.0.stops || matches!(self.0.kind, Kind::Config | Kind::Stopped(_))
    }

    /// Whether there is nothing to say: the command ended as it should.
    pub fn is_quiet(&self) -> bool {
        self.0.kind.exit_code() == 0
    }

    /// Whether the same command may simply be run again later.
    pub fn retryable(&self) -> bool {
        self.0.retryable
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_interface() {
        let codes: Vec<(u8, &str)> = Kind::ALL.iter().map(|k| (k.exit_code(), k.name())).collect();
        let expected = [
            (1, "failed"),
            (2, "usage"),
            (3, "config"),
            (4, "auth"),
            (5, "not_found"),
            (6, "refused"),
            (7, "unsupported"),
            (8, "temporary"),
            (9, "partial"),
            (10, "in_doubt"),
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn json_form_has_every_field_and_is_read_again() {
        let bare = Error::new(Kind::Temporary, "busy").hint("wait").hint("not this one");
        let bare_text = r#"{"kind":"temporary","message":"busy","vendor":null,"code":null,"vendor_message":null,"hint":"wait","retryable":true,"request_id":null,"endpoint":null}"#;
        let full = Error::new(Kind::Refused, "周会").with(|facts| {
            facts.vendor = Some("netease".into());
            facts.code = Some("4007".into());
            facts.vendor_message = Some("no".into());
            facts.request_id = Some("r-1".into());
            facts.endpoint = Some("POST /x".into());
        });
        let full_text = r#"{"kind":"refused","message":"周会","vendor":"netease","code":"4007","vendor_message":"no","hint":null,"retryable":false,"request_id":"r-1","endpoint":"POST /x"}"#;
        for (error, text) in [(bare, bare_text), (full, full_text)] {
            assert_eq!(serde_json::to_string(&error).unwrap(), text);
            assert_eq!(serde_json::from_str::<Error>(text).unwrap(), error);
        }
        let later: Error = serde_json::from_str(r#"{"kind":"eclipsed","message":"x","moon":1}"#).unwrap();
        assert_eq!(later, Error::failed("x"));
        assert_eq!(serde_json::from_str::<Kind>("\"stopped\"").unwrap().name(), "stopped");
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let closed = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(Error::output(&closed).kind().exit_code(), 0);
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(Error::output(&full).kind().exit_code(), 1);
    }
}
