//! A failed attempt in the user's words: what happened, what it means, what to do next.

use super::call::Access;
use super::codes::{Class, find};
use super::retry::{Budget, LARGEST_SKEW, Outcome, http_date};
use super::session::Session;
use super::wire::{Answer, Broken};
use crate::error::{Error, Kind, Result};
use crate::lang;
use crate::time::human;
use std::time::Duration;
use url::Url;

impl Session {
    /// The failure in the user's words: what happened, what it means, what to do.
    pub(super) fn explain(
        &self,
        access: Access,
        kind: Kind,
        outcome: &Outcome,
        result: &Result<Answer, Broken>,
        budget: Budget,
    ) -> Error {
        let error = self.happened(kind, outcome, result);
        let error = match self.skew(result).filter(|_| error.facts().stops) {
            Some(skew) => error.with(|f| {
                f.message = tr!(
                    "{message}, and your clock is {skew}",
                    message = f.message.trim_end_matches(['.', '。']),
                    skew
                );
                f.hint = Some(tr!("set the clock of this machine (NTP), then try again").to_owned());
            }),
            None => error,
        };
        match (kind, budget.retry_after) {
            (Kind::InDoubt, _) => error.with(|f| {
                let what = f.message.trim_end_matches(['.', '。']);
                f.message = tr!("{what}; the request was sent and what became of it is not known", what);
                let look_up = tr!("it was not repeated. {look_up}", look_up = lang::text(self.dialect.look_up));
                f.hint = Some(match f.hint.take() {
                    Some(hint) => format!("{look_up}{}{hint}", tr!("; ")),
                    None => look_up,
                });
            }),
            // None of the documents says that "busy" means "not done".
            (Kind::Temporary, _)
                if access == Access::Write && !matches!(outcome, Outcome::NotSent { .. }) =>
            {
                error.with(|f| {
                    f.retryable = false;
                    f.hint = Some(tr!("it was not repeated, since nobody says that such an answer means \"not done\". {look_up}", look_up = lang::text(self.dialect.look_up)));
                })
            }
            (Kind::Temporary, Some(wait)) => {
                let capped = wait.min(Duration::from_secs(366 * 86_400));
                error.hint(tr!("it asks to wait {time}: try again then", time = human(capped)))
            }
            (Kind::Temporary, None) => error.hint(tr!("try again later")),
            _ => error,
        }
    }

    /// What happened, whatever it means for what was to be done.
    fn happened(&self, kind: Kind, outcome: &Outcome, result: &Result<Answer, Broken>) -> Error {
        let host =
            self.profile.base_url.as_ref().and_then(Url::host_str).unwrap_or(tr!("the server")).to_owned();
        match (outcome, result) {
            (_, Err(broken)) => {
                let error = Error::new(kind, broken.what.clone());
                match broken.hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                }
            }
            (Outcome::Refused { code, message, request_id, .. }, _) => {
                self.refusal(kind, code, message.as_deref(), request_id.as_deref())
            }
            (Outcome::Throttled, _) => {
                Error::new(kind, tr!("{host} says: too many requests (HTTP 429)", host))
            }
            (Outcome::Gateway(status), _) => {
                Error::new(kind, tr!("{host} failed (HTTP {status})", host, status))
            }
            (Outcome::Denied(status @ (401 | 403)), _) => {
                Error::new(kind, tr!("{host} refused the credentials (HTTP {status})", host, status))
                    .hint(tr!("check the profile's key and base_url: meetctl profile show"))
            }
            (Outcome::Denied(status), _) if kind == Kind::InDoubt => Error::new(
                kind,
                tr!("{host} answered HTTP {status} without the vendor's refusal", host, status),
            )
            .hint(tr!("is the profile's base_url the address of the API? meetctl profile show")),
            (Outcome::Denied(status @ (404 | 405)), _) => {
                Error::new(kind, tr!("{host} does not know this call (HTTP {status})", host, status))
                    .hint(tr!("is the profile's base_url the address of the API? meetctl profile show"))
            }
            (Outcome::Denied(status), _) => {
                Error::new(kind, tr!("{host} refused the request (HTTP {status})", host, status))
                    .hint(tr!("--raw shows what it answered"))
            }
            (Outcome::Redirected(status), Ok(answer)) => {
                let target =
                    answer.location.as_deref().and_then(|to| self.profile.base_url.as_ref()?.join(to).ok());
                let target =
                    target.as_ref().and_then(Url::host_str).unwrap_or(tr!("another address")).to_owned();
                Error::new(
                    kind,
                    tr!(
                        "{host} redirects to {target} (HTTP {status}); redirects are not followed",
                        host,
                        target,
                        status
                    ),
                )
                .hint(tr!("if that is the API's address, set it as the profile's base_url"))
            }
            _ => Error::new(kind, tr!("{host} answered with something that is not the vendor's JSON", host))
                .hint(tr!("is the profile's base_url the address of the API? --raw shows the answer")),
        }
    }

    fn refusal(&self, kind: Kind, code: &str, message: Option<&str>, request_id: Option<&str>) -> Error {
        let row = find(self.dialect.codes, code);
        let meaning =
            row.map_or(tr!("an error that its document does not explain"), |row| lang::text(row.english));
        let error = Error::new(
            kind,
            tr!("{vendor} answered {code}: {meaning}", vendor = self.dialect.vendor, code, meaning),
        )
        .with(|facts| {
            facts.code = Some(code.to_owned());
            facts.vendor_message = message.or_else(|| row.map(|row| row.words)).map(str::to_owned);
            facts.vendor_message = facts.vendor_message.take().filter(|words| !words.is_empty());
            facts.request_id = request_id.map(str::to_owned);
            facts.stops &= row.is_none_or(|row| row.class != Class::NotYours);
        });
        match row {
            Some(row) if !row.hint.is_empty() => error.hint(lang::text(row.hint)),
            _ => error,
        }
    }

    pub(super) fn name(&self, error: Error, line: &str) -> Error {
        let scrubber = self.profile.scrubber();
        error.with(|facts| {
            facts.vendor = Some(self.dialect.vendor.into());
            facts.endpoint = Some(line.to_owned());
            facts.message = scrubber.scrub(&facts.message);
            for text in [&mut facts.vendor_message, &mut facts.code, &mut facts.request_id] {
                *text = text.take().map(|text| scrubber.scrub(&text));
            }
        })
    }

    /// How far our clock is from the server's, if that is too far for signatures.
    fn skew(&self, result: &Result<Answer, Broken>) -> Option<String> {
        let theirs = http_date(result.as_ref().ok()?.date.as_deref()?)?;
        let (ours, theirs) = (self.io.now().as_second(), theirs.as_second());
        let apart = Duration::from_secs(ours.abs_diff(theirs));
        let side = if ours < theirs {
            tr!("{time} behind", time = human(apart))
        } else {
            tr!("{time} ahead", time = human(apart))
        };
        (apart > LARGEST_SKEW).then_some(side)
    }
}
