//! What became of an attempt, and what to do next: two pure functions.
//!
//! The first says what can be *proven*. *Not sent*: no address, refused, no TLS. *Refused*: a
//! complete, well-formed answer of the vendor. Everything else after the first byte may have left
//! is in doubt for a write, and a write in doubt is never repeated.

use super::call::Access;
use super::codes::{Class, Code, find};
use super::json::Json;
use super::wire::{Answer, Broken, Reach};
use crate::error::Kind;
use jiff::Timestamp;
use std::time::Duration;

/// Clocks this far apart explain a refused signature.
pub const LARGEST_SKEW: Duration = Duration::from_secs(30);

/// What a vendor's envelope says, as its document writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Envelope {
    /// The success test holds.
    Success,
    /// A refusal.
    Failure {
        /// The vendor's code, as it sent it.
        code: String,
        /// Its words, if it has any.
        message: Option<String>,
        /// Its name for the request.
        request_id: Option<String>,
    },
    /// This is not one of the vendor's answers.
    Foreign,
}

/// What became of one attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The vendor did it.
    Done(Json),
    /// The vendor said no, completely and well-formed.
    Refused {
        /// What its code means.
        class: Class,
        /// The code.
        code: String,
        /// The vendor's words.
        message: Option<String>,
        /// The vendor's name for the request.
        request_id: Option<String>,
    },
    /// Somebody said no in HTTP's own terms (4xx), perhaps a gateway: the vendor's refusal it is not.
    Denied(u16),
    /// HTTP 429: come back later.
    Throttled,
    /// Nothing was sent. `passing`: another try may help.
    NotSent {
        /// Whether another try may help.
        passing: bool,
    },
    /// The request may have arrived; no complete answer came. `passing` as above.
    Lost {
        /// Whether another try may help.
        passing: bool,
    },
    /// A gateway or the server failed: HTTP 408 or 5xx.
    Gateway(u16),
    /// A redirect, which is never followed.
    Redirected(u16),
    /// A complete answer that is not the vendor's: a login page, half a JSON text.
    Garbled,
}

impl Outcome {
    /// What became of an attempt to which no whole answer came.
    pub fn of_broken(broken: &Broken) -> Self {
        let passing = broken.passing;
        match broken.reach {
            Reach::NotSent => Self::NotSent { passing },
            Reach::MayHaveArrived => Self::Lost { passing },
        }
    }

    /// Whether the server asks everybody to send less.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Throttled | Self::Refused { class: Class::Busy, .. })
    }
}

/// Classifies an attempt by what can be proven.
pub fn classify(result: &Result<Answer, Broken>, open: fn(&Json) -> Envelope, codes: &[Code]) -> Outcome {
    let answer = match result {
        Ok(answer) => answer,
        Err(broken) => return Outcome::of_broken(broken),
    };
    if (300..400).contains(&answer.status) {
        return Outcome::Redirected(answer.status);
    }
    let body = Json::parse(&answer.body);
    let envelope = body.as_ref().map_or(Envelope::Foreign, open);
    match (envelope, body) {
        (Envelope::Success, Ok(json)) if answer.status < 300 => Outcome::Done(json),
        (Envelope::Failure { code, message, request_id }, _) => {
            let known = find(codes, &code).map(|row| row.class);
            let class = known.unwrap_or(match answer.status {
                429 => Class::Busy,
                500.. => Class::Server,
                401 | 403 => Class::Auth,
                _ => Class::Invalid,
            });
            // With a 4xx even an unclear code says that nothing was done.
            let class = match class {
                Class::Server if (400..500).contains(&answer.status) => Class::Invalid,
                class => class,
            };
            Outcome::Refused { class, code, message, request_id }
        }
        _ => match answer.status {
            429 => Outcome::Throttled,
            408 | 500.. => Outcome::Gateway(answer.status),
            400.. => Outcome::Denied(answer.status),
            _ => Outcome::Garbled,
        },
    }
}

/// How long and how often an attempt may be repeated.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Attempts made so far.
    pub attempts: u32,
    /// How many repetitions are allowed.
    pub retries: u32,
    /// What is left of the call's time.
    pub left: Duration,
    /// What `Retry-After` asks for.
    pub retry_after: Option<Duration>,
    /// Between 0 and 1, evenly spread.
    pub jitter: f64,
}

/// Between 0 and 1, evenly spread, as the random bytes are.
pub fn jitter([a, b, c, d, ..]: [u8; 16]) -> f64 {
    f64::from(u32::from_le_bytes([a, b, c, d])) / f64::from(u32::MAX)
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// The call is done.
    Done,
    /// Wait so long, then send it again.
    Again(Duration),
    /// The call has failed.
    Fail(Kind),
}

/// The first pause at most; each further one at most doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// No pause of our own is longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

/// Decides. A write is repeated only if it is certain that nothing of it was sent.
pub fn decide(access: Access, outcome: &Outcome, budget: Budget) -> Next {
    let read = access == Access::Read;
    let (repeat, kind) = match outcome {
        Outcome::Done(_) => return Next::Done,
        Outcome::NotSent { passing: true } => (true, Kind::Temporary),
        Outcome::NotSent { passing: false } => (false, Kind::Config),
        // What a write in such a state became is not known: "database failure" is no refusal either.
        Outcome::Lost { passing: true }
        | Outcome::Gateway(_)
        | Outcome::Refused { class: Class::Server, .. } => {
            (read, if read { Kind::Temporary } else { Kind::InDoubt })
        }
        Outcome::Denied(401 | 403) => (false, Kind::Auth),
        // The answer of a proxy, of which the transport knows nothing.
        Outcome::Denied(407) => (false, Kind::Failed),
        // Neither a page nor a success under an error's status says that nothing was done.
        Outcome::Lost { passing: false } | Outcome::Garbled | Outcome::Denied(_) | Outcome::Redirected(_) => {
            (false, if read { Kind::Failed } else { Kind::InDoubt })
        }
        Outcome::Refused { class: Class::Busy | Class::NotNow, .. } | Outcome::Throttled => {
            (read, Kind::Temporary)
        }
        Outcome::Refused { class, .. } => (false, class.kind()),
    };
    if !repeat || budget.attempts > budget.retries {
        return Next::Fail(kind);
    }
    let doubled = FIRST_PAUSE.saturating_mul(1 << budget.attempts.saturating_sub(1).min(10));
    let pause = budget
        .retry_after
        .unwrap_or_else(|| doubled.min(LONGEST_PAUSE).mul_f64(budget.jitter.clamp(0.0, 1.0)));
    if pause >= budget.left { Next::Fail(kind) } else { Next::Again(pause) }
}

/// Reads `Retry-After`: seconds in digits, or an HTTP date. Anything else asks for nothing.
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let text = header.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = http_date(text)?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

/// Reads an HTTP date (RFC 9110, IMF-fixdate).
pub fn http_date(text: &str) -> Option<Timestamp> {
    let date = jiff::fmt::rfc2822::parse(text).ok()?;
    Some(date.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn open(json: &Json) -> Envelope {
        match json.get("result").and_then(Json::as_text).as_deref() {
            Some("0") => Envelope::Success,
            Some(code) => Envelope::Failure { code: code.to_owned(), message: None, request_id: None },
            None => Envelope::Foreign,
        }
    }

    static CODES: &[Code] = &[
        Code { code: "4007", class: Class::NotFound, words: "", english: "", hint: "" },
        Code { code: "9999", class: Class::Busy, words: "", english: "", hint: "" },
        Code { code: "4107", class: Class::Server, words: "", english: "", hint: "" },
    ];

    type Attempt = Result<Answer, Broken>;

    #[expect(clippy::unnecessary_wraps, reason = "stands beside `broken` in the tables")]
    fn answer(status: u16, body: &str) -> Attempt {
        Ok(Answer { status, body: body.as_bytes().to_vec(), ..Answer::default() })
    }

    fn broken(reach: Reach, passing: bool) -> Attempt {
        Err(Broken { reach, passing, what: String::new(), hint: None })
    }

    fn budget(attempts: u32) -> Budget {
        Budget { attempts, retries: 3, left: Duration::from_secs(30), retry_after: None, jitter: 1.0 }
    }

    /// Read and write, side by side: what each attempt comes to when nothing is left to try.
    #[test]
    fn what_can_be_proven_decides() {
        let html = "<html>login</html>";
        let cases: &[(Attempt, bool, Kind, bool, Kind)] = &[
            // attempt, read repeats, read fails as, write repeats, write fails as
            (broken(Reach::NotSent, true), true, Kind::Temporary, true, Kind::Temporary),
            (broken(Reach::NotSent, false), false, Kind::Config, false, Kind::Config),
            (broken(Reach::MayHaveArrived, true), true, Kind::Temporary, false, Kind::InDoubt),
            (broken(Reach::MayHaveArrived, false), false, Kind::Failed, false, Kind::InDoubt),
            (answer(200, r#"{"result":4007}"#), false, Kind::NotFound, false, Kind::NotFound),
            (answer(200, r#"{"result":"4007"}"#), false, Kind::NotFound, false, Kind::NotFound),
            (answer(200, r#"{"result":9999}"#), true, Kind::Temporary, false, Kind::Temporary),
            (answer(500, r#"{"result":4107}"#), true, Kind::Temporary, false, Kind::InDoubt),
            (answer(400, r#"{"result":4107}"#), false, Kind::Failed, false, Kind::Failed),
            (answer(500, r#"{"result":31337}"#), true, Kind::Temporary, false, Kind::InDoubt),
            (answer(200, r#"{"result":31337}"#), false, Kind::Failed, false, Kind::Failed),
            (answer(500, r#"{"result":0}"#), true, Kind::Temporary, false, Kind::InDoubt),
            (answer(502, html), true, Kind::Temporary, false, Kind::InDoubt),
            (answer(408, ""), true, Kind::Temporary, false, Kind::InDoubt),
            (answer(429, html), true, Kind::Temporary, false, Kind::Temporary),
            (answer(403, html), false, Kind::Auth, false, Kind::Auth),
            (answer(404, html), false, Kind::Failed, false, Kind::InDoubt),
            (answer(400, r#"{"result":0}"#), false, Kind::Failed, false, Kind::InDoubt),
            (answer(407, html), false, Kind::Failed, false, Kind::Failed),
            (answer(302, ""), false, Kind::Failed, false, Kind::InDoubt),
            (answer(200, html), false, Kind::Failed, false, Kind::InDoubt),
            (answer(200, ""), false, Kind::Failed, false, Kind::InDoubt),
            (answer(200, r#"{"result":null}"#), false, Kind::Failed, false, Kind::InDoubt),
            (answer(200, r#"{"result":0"#), false, Kind::Failed, false, Kind::InDoubt),
        ];
        for (attempt, read_again, read_kind, write_again, write_kind) in cases {
            let outcome = classify(attempt, open, CODES);
            for (access, again, kind) in
                [(Access::Read, read_again, read_kind), (Access::Write, write_again, write_kind)]
            {
                let first = decide(access, &outcome, budget(1));
                assert_eq!(matches!(first, Next::Again(_)), *again, "{access:?} {attempt:?} {outcome:?}");
                assert_eq!(decide(access, &outcome, budget(4)), Next::Fail(*kind), "{access:?} {attempt:?}");
            }
        }
    }

    #[test]
    fn success_is_success_in_either_spelling() {
        for body in [r#"{"result":0}"#, r#"{"result":"0"}"#] {
            let outcome = classify(&answer(200, body), open, CODES);
            assert!(matches!(outcome, Outcome::Done(_)));
            assert_eq!(decide(Access::Write, &outcome, budget(1)), Next::Done);
        }
    }

    #[test]
    fn retry_after_is_digits_or_a_date() {
        let now: Timestamp = "2026-11-23T06:00:00Z".parse().unwrap();
        let read = |text: &str| retry_after(text, now);
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(read("Mon, 23 Nov 2026 06:02:00 GMT"), Some(Duration::from_secs(120)));
        assert_eq!(read("Thu, 01 Jan 1970 00:00:00 GMT"), Some(Duration::ZERO));
        for nonsense in ["inf", "1e400", "-5", "1.5", "120junk", "", "NaN", "120, 60"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
        assert_eq!(read("99999999999999999999999"), Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn a_wait_past_the_deadline_fails_at_once() {
        let late = Budget { retry_after: Some(Duration::from_secs(86_400)), ..budget(1) };
        assert_eq!(decide(Access::Read, &Outcome::Throttled, late), Next::Fail(Kind::Temporary));
        let soon = Budget { retry_after: Some(Duration::from_secs(2)), ..budget(1) };
        assert_eq!(decide(Access::Read, &Outcome::Throttled, soon), Next::Again(Duration::from_secs(2)));
    }

    proptest! {
        /// No write is sent twice unless it is certain that the first was not sent.
        #[test]
        fn a_write_is_repeated_only_when_nothing_was_sent(
            status in 100u16..600, body in ".{0,40}", attempts in 1u32..9, passing: bool, jitter in 0.0f64..1.0,
        ) {
            let budget = Budget { jitter, ..budget(attempts) };
            for attempt in [answer(status, &body), broken(Reach::MayHaveArrived, passing)] {
                let outcome = classify(&attempt, open, CODES);
                prop_assert!(!matches!(decide(Access::Write, &outcome, budget), Next::Again(_)));
            }
        }

        #[test]
        fn pauses_stay_within_what_is_left(attempts in 1u32..9, left_ms in 0u64..20_000, jitter in 0.0f64..1.0) {
            let left = Duration::from_millis(left_ms);
            let budget = Budget { left, jitter, ..budget(attempts) };
            if let Next::Again(pause) = decide(Access::Read, &Outcome::Throttled, budget) {
                prop_assert!(pause < left && attempts <= 3);
            }
        }
    }
}
