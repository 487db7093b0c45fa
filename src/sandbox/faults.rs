//! The rules of `--fault`: what shall go wrong, and when.
//!
//! A rule is `[PATH-SUBSTRING[#N]:]ACTION`. It is for the requests whose path contains the substring (for all of
//! them without one), and with `#N` only for the Nth of those, counted from 1 since the start. Every rule counts for
//! itself. Of the rules that are for a request all latencies act, and of the others the first.
//!
//! Some actions come before the effect of the request, some after it; this difference is what they are for.

use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Names, values and meanings of all actions, as an error lists them.
const ACTIONS: &[(&str, &str)] = &[
    ("latency=DURATION", "waits before anything else, for example 500ms or 2s"),
    ("busy", "the vendor's \"busy\" code, without effect"),
    ("code=NNNN", "an error code of the vendor, without effect"),
    ("status=NNN", "an HTML page with this HTTP status, without effect"),
    ("status-after=NNN", "the same after the effect"),
    ("html", "an HTML page with status 200, without effect"),
    ("retry-after=VALUE", "status 429 with this Retry-After, without effect"),
    ("redirect=URL", "status 302 to this URL, without effect"),
    ("drop-before", "closes the connection without effect and answer"),
    ("drop-after", "closes the connection after the effect, without answer"),
    ("truncate", "closes the connection after the effect, in the middle of the answer"),
    ("half-json", "a whole answer after the effect, with only half of the JSON"),
    ("empty", "an empty answer after the effect"),
];

const LONGEST_LATENCY: Duration = Duration::from_secs(600);

/// One rule; parsed from its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    path: String,
    nth: Option<u32>,
    pub(super) action: Action,
}

/// Why a text is no rule, and which actions there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct FaultError(String);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    Latency(Duration),
    Busy,
    Code(i64),
    Status(u16),
    StatusAfter(u16),
    Html,
    RetryAfter(String),
    Redirect(String),
    DropBefore,
    DropAfter,
    Truncate,
    HalfJson,
    Empty,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Latency(time) => write!(f, "latency={}ms", time.as_millis()),
            Self::Busy => f.write_str("busy"),
            Self::Code(code) => write!(f, "code={code}"),
            Self::Status(status) => write!(f, "status={status}"),
            Self::StatusAfter(status) => write!(f, "status-after={status}"),
            Self::Html => f.write_str("html"),
            Self::RetryAfter(value) => write!(f, "retry-after={value}"),
            Self::Redirect(url) => write!(f, "redirect={url}"),
            Self::DropBefore => f.write_str("drop-before"),
            Self::DropAfter => f.write_str("drop-after"),
            Self::Truncate => f.write_str("truncate"),
            Self::HalfJson => f.write_str("half-json"),
            Self::Empty => f.write_str("empty"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(nth) = self.nth {
            write!(f, "#{nth}")?;
        }
        if !self.path.is_empty() || self.nth.is_some() {
            f.write_str(":")?;
        }
        write!(f, "{}", self.action)
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        // A colon behind a '=' belongs to the value, as in redirect=http://…
        let (selector, action) = match text.split_once(':') {
            Some((selector, action)) if !selector.contains('=') => (Some(selector), action),
            _ => (None, text),
        };
        let (path, nth) = match selector {
            None => ("", None),
            Some("") => return Err(wrong(format!("{text:?}: there is nothing in front of the colon"))),
            Some(selector) => match selector.split_once('#') {
                None => (selector, None),
                Some((path, nth)) => match nth.parse::<u32>() {
                    Ok(nth) if nth > 0 => (path, Some(nth)),
                    _ => return Err(wrong(format!("{nth:?} behind the # is not a number from 1 on"))),
                },
            },
        };
        Ok(Self { path: path.to_owned(), nth, action: action.parse()? })
    }
}

impl FromStr for Action {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        let known = ACTIONS.iter().find(|(usage, _)| usage.split('=').next() == Some(name));
        let Some((usage, _)) = known else {
            return Err(wrong(format!("{name:?} is no action")));
        };
        let Some(value) = value else {
            return match name {
                "busy" => Ok(Self::Busy),
                "html" => Ok(Self::Html),
                "drop-before" => Ok(Self::DropBefore),
                "drop-after" => Ok(Self::DropAfter),
                "truncate" => Ok(Self::Truncate),
                "half-json" => Ok(Self::HalfJson),
                "empty" => Ok(Self::Empty),
                _ => Err(wrong(format!("{name} needs a value: {usage}"))),
            };
        };
        let status = || match value.parse::<u16>() {
            Ok(status @ 200..=599) => Ok(status),
            _ => Err(wrong(format!("{value:?} is not an HTTP status from 200 to 599"))),
        };
        let header = || match value {
            _ if !value.is_empty() && value.bytes().all(|byte| (0x20..0x7f).contains(&byte)) => {
                Ok(value.to_owned())
            }
            _ => Err(wrong(format!("{value:?} cannot be the value of an HTTP header"))),
        };
        match name {
            "latency" => duration(value).map(Self::Latency),
            "code" => match value.parse() {
                Ok(code) => Ok(Self::Code(code)),
                Err(_) => Err(wrong(format!("{value:?} is not an error code: a number is needed"))),
            },
            "status" => status().map(Self::Status),
            "status-after" => status().map(Self::StatusAfter),
            "retry-after" => header().map(Self::RetryAfter),
            "redirect" => header().map(Self::Redirect),
            _ => Err(wrong(format!("{name} takes no value"))),
        }
    }
}

fn duration(text: &str) -> Result<Duration, FaultError> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let time = match (number.parse::<u64>(), unit) {
        (Ok(number), "ms") => Duration::from_millis(number),
        (Ok(number), "s") => Duration::from_secs(number),
        _ => return Err(wrong(format!("{text:?} is not a duration: 500ms or 2s is one"))),
    };
    if time > LONGEST_LATENCY {
        return Err(wrong(format!("{text:?} is longer than {} s", LONGEST_LATENCY.as_secs())));
    }
    Ok(time)
}

fn wrong(what: String) -> FaultError {
    let mut text = what;
    text.push_str("\na fault is [PATH-SUBSTRING[#N]:]ACTION, and the actions are:");
    for (usage, meaning) in ACTIONS {
        // Writing to a String cannot fail.
        let _ = write!(text, "\n  {usage:<18} {meaning}");
    }
    FaultError(text)
}

/// All rules of one server, with what they have counted.
pub(super) struct Rules(Vec<(Fault, AtomicU32)>);

/// What is to happen to one request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan<'a> {
    pub(super) latency: Duration,
    pub(super) action: Option<&'a Action>,
}

impl Rules {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self(faults.into_iter().map(|fault| (fault, AtomicU32::new(0))).collect())
    }

    /// Counts a request, and says what is to happen to it.
    pub(super) fn plan(&self, path: &str) -> Plan<'_> {
        let mut plan = Plan { latency: Duration::ZERO, action: None };
        for (fault, count) in &self.0 {
            if !path.contains(&fault.path) {
                continue;
            }
            let number = count.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            if fault.nth.is_some_and(|nth| nth != number) {
                continue;
            }
            match &fault.action {
                Action::Latency(time) => plan.latency += *time,
                action => plan.action = plan.action.or(Some(action)),
            }
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ACTIONS, Action, Fault, Plan, Rules};

    #[test]
    fn rules_are_read_and_printed_alike() {
        for text in [
            "latency=500ms",
            "busy",
            "#3:busy",
            "getLiveStream#1:status=503",
            "meetingcreate:drop-after",
            "redirect=http://127.0.0.1:1/x?a=b",
            "/h5/:redirect=https://a.example/#1:2",
            "a:retry-after=Wed, 21 Oct 2026 07:28:00 GMT",
            "a:code=-1",
            "status-after=500",
            "html",
            "drop-before",
            "truncate",
            "half-json",
            "empty",
        ] {
            assert_eq!(text.parse::<Fault>().expect(text).to_string(), text);
        }
        assert_eq!("latency=2s".parse::<Fault>().unwrap().action, Action::Latency(Duration::from_secs(2)));
    }

    #[test]
    fn what_is_wrong_is_said_with_what_there_is() {
        for (text, wanted) in [
            ("", "\"\" is no action"),
            ("drop-aftr", "\"drop-aftr\" is no action"),
            ("a:", "\"\" is no action"),
            (":busy", "in front of the colon"),
            ("a#0:busy", "\"0\" behind the #"),
            ("a#x:busy", "\"x\" behind the #"),
            ("a#:busy", "behind the #"),
            ("latency", "needs a value: latency=DURATION"),
            ("latency=2", "not a duration"),
            ("latency=s", "not a duration"),
            ("latency=-1s", "not a duration"),
            ("latency=99999999999999999999s", "not a duration"),
            ("latency=601s", "longer than 600 s"),
            ("busy=1", "takes no value"),
            ("code=x", "not an error code"),
            ("status=99", "not an HTTP status"),
            ("status-after=600", "not an HTTP status"),
            ("retry-after=a\r\nb: c", "HTTP header"),
            ("redirect=", "HTTP header"),
        ] {
            let error = text.parse::<Fault>().expect_err(text).to_string();
            assert!(error.contains(wanted), "{text:?}: {error}");
            for (usage, _) in ACTIONS {
                assert!(error.contains(usage), "{text:?} does not list {usage}");
            }
            assert!(!error.contains('\r'), "{error}");
        }
    }

    #[test]
    fn rules_count_what_they_match_and_combine() {
        let parse = |text: &str| text.parse::<Fault>().unwrap();
        let rules = Rules::new(
            ["create#2:busy", "latency=5ms", "create:latency=10ms", "live:html", "empty"].map(parse).to_vec(),
        );
        let plan = |path| {
            let Plan { latency, action } = rules.plan(path);
            (latency.as_millis(), action.map(ToString::to_string).unwrap_or_default())
        };
        assert_eq!(plan("/create"), (15, "empty".to_owned()));
        assert_eq!(plan("/live"), (5, "html".to_owned()));
        assert_eq!(plan("/create"), (15, "busy".to_owned()));
        assert_eq!(plan("/create"), (15, "empty".to_owned()));
        assert_eq!(Rules::new(Vec::new()).plan("/"), Plan { latency: Duration::ZERO, action: None });
    }
}
