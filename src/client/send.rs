//! How a session sends: refuse, plan, note, and the one loop that sends, classifies and repeats.

use super::call::Access;
use super::io::{Limits, Step};
use super::json::Json;
use super::login::{self, Token};
use super::register::{Became, Intent, Ticket};
use super::retry::{Budget, Envelope, Next, Outcome, classify, decide, jitter, retry_after};
use super::session::Session;
use super::trace;
use super::wire::{Answer, Broken, Encoded, Request, Show};
use crate::error::{Error, Kind, Result};
use crate::time::human;
use std::time::Duration;

/// Answers larger than this are not read to their end.
const LARGEST_ANSWER: usize = 64 << 20;
/// A connection stands within this time, or there is none.
const CONNECT: Duration = Duration::from_secs(10);
/// The longest silence between two pieces of an answer.
const SILENCE: Duration = Duration::from_secs(60);

impl Session {
    pub(super) async fn dispatch(
        &self,
        access: Access,
        line: &str,
        main: bool,
        request: &Request,
    ) -> Result<Json> {
        let write = access == Access::Write;
        if write {
            self.profile.writable()?;
        }
        if self.plans(access, main) {
            self.planned.borrow_mut().push(self.signed(request, None)?.encode(Show::NoSecrets));
            return Err(Error::new(Kind::Planned, tr!("not sent: this is a dry run")));
        }
        if let Some(stopped) = self.io.stopped() {
            return Err(stopped);
        }
        if !write {
            let token = login::token(self, None).await?;
            return self.with_token(access, line, main, request, token).await;
        }
        let seen = match &self.witness {
            Some(witness) if main => witness.before().await?,
            _ => None,
        };
        // Before anything is noted: a login may take its time.
        let token = login::token(self, None).await?;
        // From the note on a signal waits until the outcome is noted too, or what never left would be in doubt.
        self.io.writing(Step::Noted);
        let result = match self.note(line, seen.as_deref()).await {
            Ok(ticket) => {
                let result = self.with_token(access, line, main, request, token).await;
                self.noted(ticket, result).await
            }
            Err(error) => Err(error),
        };
        self.io.writing(Step::Over);
        result
    }

    /// Notes a write before it is sent: where that fails, nothing is.
    async fn note(&self, call: &str, seen: Option<&[String]>) -> Result<Option<Ticket>> {
        let Some(register) = &self.register else { return Ok(None) };
        let targets = self.targets.borrow().clone();
        let intent = Intent { call, targets: &targets, seen, at: self.io.now() };
        register.intent(intent).await.map(Some)
    }

    async fn noted(&self, ticket: Option<Ticket>, result: Result<Json>) -> Result<Json> {
        self.doubt.set(ticket);
        let (Some(register), Some(ticket)) = (&self.register, ticket) else { return result };
        match result {
            Ok(answer) => {
                register.became(ticket, Became::Done).await;
                Ok(answer)
            }
            Err(error) if error.kind() == Kind::InDoubt => Err(self.doubted(Some(ticket), error).await),
            Err(error) => {
                register.became(ticket, Became::NotDone(&error)).await;
                Err(error)
            }
        }
    }

    /// Notes that nobody knows what became of a write, and says how to find out.
    pub(super) async fn doubted(&self, ticket: Option<Ticket>, error: Error) -> Error {
        let (Some(register), Some(ticket)) = (&self.register, ticket) else { return error };
        self.doubt.set(Some(ticket));
        register.became(ticket, Became::Unknown(&error)).await;
        let Some(command) = register.resolve(ticket) else { return error };
        error.with(|facts| {
            let hint = facts.hint.take().unwrap_or_default();
            facts.hint =
                Some(tr!("{hint}; then: {command}", hint = hint.trim_end_matches(['.', '。']), command));
        })
    }

    async fn with_token(
        &self,
        access: Access,
        line: &str,
        main: bool,
        request: &Request,
        token: Option<Token>,
    ) -> Result<Json> {
        let cached = token.as_ref().filter(|token| token.cached).map(|token| token.secret.clone());
        match (self.attempts(access, line, main, request, token).await, cached) {
            // That the vendor itself refuses the token is a proven no: nothing was done, so even a write may go
            // again. A gateway's page proves nothing, but the token is not used again.
            (Err(error), Some(refused)) if error.facts().stops => {
                if access == Access::Write && error.facts().code.is_none() {
                    login::forget(self, &refused).await;
                    return Err(error.with(|facts| {
                        let hint = facts.hint.take().unwrap_or_default();
                        facts.hint = Some(tr!("{hint}; the next call gets another token", hint));
                    }));
                }
                let token = login::token(self, Some(&refused)).await?;
                if main {
                    self.answers.borrow_mut().pop();
                }
                self.attempts(access, line, main, request, token).await
            }
            (result, _) => result,
        }
    }

    async fn attempts(
        &self,
        access: Access,
        line: &str,
        main: bool,
        request: &Request,
        token: Option<Token>,
    ) -> Result<Json> {
        let token = token.map(|token| token.secret);
        let sign = || self.signed(request, token.as_ref());
        let (answer, result) = self.exchange(access, line, self.dialect.open, &sign).await;
        if let (true, Some(body)) = (main && self.options.keep_answers, answer) {
            self.answers.borrow_mut().push(body);
        }
        result
    }

    /// The one loop: make the request anew, send it, classify what came of it, and go again while
    /// that is allowed. Gives the last answer's bytes beside what they mean.
    pub(super) async fn exchange(
        &self,
        access: Access,
        line: &str,
        open: fn(&Json) -> Envelope,
        make: &dyn Fn() -> Result<Request>,
    ) -> (Option<Vec<u8>>, Result<Json>) {
        let start = self.io.elapsed();
        let spent = || self.io.elapsed().saturating_sub(start);
        let left = || self.options.timeout.saturating_sub(spent());
        let mut attempts = 1;
        self.pacer.first_try();
        loop {
            if let Err(wait) = self.pacer.turn(left()).await {
                return (None, Err(self.name(self.held_up(wait), line)));
            }
            // A signal may have come while it was waited for: nothing new is sent.
            if let Some(stopped) = self.io.stopped() {
                return (None, Err(stopped));
            }
            let request = match make() {
                Ok(request) => request,
                Err(error) => return (None, Err(error)),
            };
            let limits = Limits {
                connect: CONNECT.min(left()),
                total: left(),
                silence: SILENCE.min(left()),
                body: LARGEST_ANSWER,
            };
            let shown = (self.options.verbose > 0).then(|| request.clone().encode(Show::NoSecrets));
            let encoded = request.encode(Show::Everything);
            let write = access == Access::Write;
            if write {
                self.io.writing(Step::Sent);
            }
            let result = self.io.send(&encoded, limits).await;
            if write {
                self.io.writing(Step::Answered);
            }
            if let Some(shown) = shown {
                self.trace(attempts, &shown, &result, spent());
            }
            let outcome = classify(&result, open, self.dialect.codes);
            let asked = result.as_ref().ok().and_then(|answer| answer.retry_after.as_deref());
            let budget = Budget {
                attempts,
                retries: self.options.retries,
                left: left(),
                retry_after: asked.and_then(|text| retry_after(text, self.io.now())),
                jitter: if matches!(outcome, Outcome::Done(_)) { 0.0 } else { jitter(self.io.random()) },
            };
            if outcome.is_busy() {
                self.pacer.busy(budget.retry_after);
            }
            let mut next = decide(access, &outcome, budget);
            if matches!(next, Next::Again(_)) && !self.pacer.may_repeat() {
                next = decide(access, &outcome, Budget { retries: 0, ..budget });
            }
            let kind = match next {
                Next::Again(pause) => {
                    self.io.pause(pause).await;
                    attempts += 1;
                    continue;
                }
                Next::Done => Kind::Failed,
                Next::Fail(kind) => kind,
            };
            let unsent = matches!(outcome, Outcome::NotSent { .. });
            let done = match outcome {
                Outcome::Done(json) => {
                    self.pacer.succeeded();
                    Ok(json)
                }
                outcome => {
                    let error = self.explain(access, kind, &outcome, &result, budget);
                    Err(self.name(error.with(|facts| facts.unsent = unsent), line))
                }
            };
            return (result.ok().map(|answer| answer.body), done);
        }
    }

    /// The profile's turn to send comes too late for this call.
    fn held_up(&self, wait: Duration) -> Error {
        let what = tr!(
            "profile \"{name}\" may not send for another {wait}: nothing was sent",
            name = self.profile.name,
            wait = human(wait)
        );
        Error::new(Kind::Temporary, what)
            .hint(tr!("its rate_limit is used up, or the server has asked to wait: try again then, or give a longer --timeout"))
            .with(|facts| facts.unsent = true)
    }

    fn trace(&self, attempt: u32, shown: &Encoded, result: &Result<Answer, Broken>, time: Duration) {
        let scrubber = self.profile.scrubber();
        for line in trace::lines(self.options.verbose, attempt, shown, result, time, &scrubber) {
            self.io.note(&line);
        }
    }
}
