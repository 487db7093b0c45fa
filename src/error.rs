//! What can go wrong, in the words of the interface: the kinds of failure, their exit codes,
//! and one error type that carries what a person needs next.

use std::fmt;

/// Why a command failed. Each kind has one exit code, and scripts may rely on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Anything that no other kind names.
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

/// The result of anything that can fail for a reason that a user is told.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure and what is known about it. Small to pass about: the facts are boxed.
#[derive(Debug)]
pub struct Error(Box<Facts>);

/// The facts of a failure, as the JSON form of an error shows them.
#[derive(Debug)]
pub struct Facts {
    /// What kind of failure this is; it decides the exit code.
    pub kind: Kind,
    /// What failed, in one line. May hold text from a server: escape it before printing.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The vendor's id.
    pub vendor: Option<&'static str>,
    /// The vendor's error code, as it sent it.
    pub code: Option<String>,
    /// The vendor's own words.
    pub vendor_message: Option<String>,
    /// The vendor's name for the request, for its support desk.
    pub request_id: Option<String>,
    /// The documented call that failed, e.g. `POST /WebAPI/meetingcreate`.
    pub endpoint: Option<String>,
    /// Whether the same command may simply be run again later.
    pub retryable: bool,
    /// Whether everything else would fail in the same way: the credentials themselves were refused,
    /// or nothing can be noted.
    pub stops: bool,
    /// Whether it is certain that nothing was sent, so that it can simply be tried again.
    pub unsent: bool,
}

impl Error {
    /// A failure of this kind; the message says what failed, in one line.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            message: message.into(),
            hint: None,
            vendor: None,
            code: None,
            vendor_message: None,
            request_id: None,
            endpoint: None,
            retryable: matches!(kind, Kind::Temporary | Kind::Stopped(_)),
            stops: kind == Kind::Auth,
            unsent: false,
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

    /// Whether there is nothing to say: the command ended as it should.
    pub fn is_quiet(&self) -> bool {
        self.0.kind.exit_code() == 0
    }

    /// Whether the same command may simply be run again later.
    pub fn retryable(&self) -> bool {
        self.0.retryable
    }

    /// The error that an `error` object was made of, as far as that tells it.
    pub fn from_json(value: &serde_json::Value) -> Self {
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let kind = text("kind").and_then(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name));
        let error = Self::new(kind.unwrap_or(Kind::Failed), text("message").unwrap_or_default());
        error.with(|facts| {
            facts.hint = text("hint");
            facts.code = text("code");
            facts.vendor_message = text("vendor_message");
            facts.request_id = text("request_id");
            facts.endpoint = text("endpoint");
            facts.retryable = value["retryable"] == true;
        })
    }

    /// The `error` object of the interface: every field there, unknown ones `null`.
    pub fn to_json(&self) -> serde_json::Value {
        let f = &self.0;
        serde_json::json!({
            "kind": f.kind.name(),
            "message": f.message,
            "vendor": f.vendor,
            "code": f.code,
            "vendor_message": f.vendor_message,
            "hint": f.hint,
            "retryable": self.retryable(),
            "request_id": f.request_id,
            "endpoint": f.endpoint,
        })
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
    fn json_form_has_every_field() {
        let error = Error::new(Kind::Temporary, "busy").hint("wait").hint("not this one");
        let json = error.to_json();
        assert_eq!(json["kind"], "temporary");
        assert_eq!(json["retryable"], true);
        assert_eq!(json["hint"], "wait");
        assert!(json["request_id"].is_null());
        assert_eq!(json.as_object().unwrap().len(), 9);
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let closed = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        assert_eq!(Error::output(&closed).kind().exit_code(), 0);
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        assert_eq!(Error::output(&full).kind().exit_code(), 1);
    }
}
