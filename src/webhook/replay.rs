//! Sending kept callbacks again, in their order, signed afresh.

use super::events::Event;
use super::forward::{request, taken};
use super::line::Kept;
use super::read::visit;
use super::verify::sign;
use crate::client::call::Access;
use crate::client::io::{Io, Limits};
use crate::client::retry::{Budget, Envelope, Next, classify, decide, jitter, retry_after};
use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;
use tokio::sync::mpsc::channel;
use url::Url;

/// After so many failures in a row the receiver is taken to be away, and the rest is not tried.
const GIVE_UP: u32 = 5;

/// What is sent, and where.
#[derive(Debug)]
pub struct Plan {
    /// The receiver.
    pub url: Url,
    /// Only events of this time or later.
    pub from: Option<Timestamp>,
    /// Only events of this time or earlier.
    pub to: Option<Timestamp>,
    /// What to sign with.
    pub secret: Secret,
    /// What to send as `AppKey` where the stored callback has none.
    pub app_key: Option<String>,
    /// How often one event is tried again.
    pub retries: u32,
    /// What one try may take.
    pub limits: Limits,
    /// Send nothing; only say what would be sent.
    pub dry_run: bool,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// When it happened, or came, if it does not say.
    pub time: Option<String>,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// The meeting.
    pub meeting_id: Option<String>,
    /// Whether the receiver took it; unknown in a dry run.
    pub ok: Option<bool>,
    /// Why not.
    pub error: Option<String>,
}

/// Sends what the plan says from this store, and shows each event to `each`. Returns the number of
/// events that were chosen and of those that failed.
pub async fn replay(
    path: &Path,
    plan: &Plan,
    io: &dyn Io,
    each: &mut dyn FnMut(Row) -> Result<()>,
) -> Result<(u64, u64)> {
    let (send_on, mut events) = channel::<Kept>(64);
    let file = path.to_owned();
    let reader = tokio::task::spawn_blocking(move || {
        visit(&file, &mut |kept| {
            send_on.blocking_send(kept).map_err(|_| Error::failed(tr!("the reader of the store was stopped")))
        })
    });
    let (mut chosen, mut failed, mut in_a_row) = (0, 0, 0);
    while let Some(kept) = events.recv().await {
        let event = kept.json().map(|json| Event::read(&json)).unwrap_or_default();
        let time = event.time.or_else(|| kept.received_at.parse().ok());
        let early = plan.from.is_some_and(|from| time.is_none_or(|time| time < from));
        let late = plan.to.is_some_and(|to| time.is_none_or(|time| time > to));
        if early || late {
            continue;
        }
        chosen += 1;
        let result = match plan {
            Plan { dry_run: true, .. } => None,
            _ if in_a_row >= GIVE_UP => {
                Some(Err(tr!("not tried: the receiver took none of the last").to_owned()))
            }
            plan => Some(deliver(plan, kept, io).await),
        };
        match result {
            Some(Err(_)) => (failed, in_a_row) = (failed + 1, in_a_row + 1),
            _ => in_a_row = 0,
        }
        each(Row {
            time: time.map(|time| crate::time::rfc3339(time, &jiff::tz::TimeZone::UTC)),
            kind: event.kind.map(super::events::Type::name),
            meeting_id: event.meeting_id,
            ok: result.as_ref().map(Result::is_ok),
            error: result.and_then(Result::err),
        })?;
    }
    let found =
        reader.await.map_err(|error| Error::failed(tr!("cannot read the store: {error}", error)))??;
    if !found {
        return Err(Error::new(Kind::Usage, tr!("there is no file {path}", path = path.display())));
    }
    Ok((chosen, failed))
}

async fn deliver(plan: &Plan, kept: Kept, io: &dyn Io) -> Result<(), String> {
    let app_key = kept.signature.app_key.or_else(|| plan.app_key.clone());
    let mut attempts = 1;
    loop {
        let nonce = hex::encode(io.random());
        let signature = sign(&plan.secret, app_key.clone(), nonce, io.now(), &kept.body);
        let result = io.send(&request(&plan.url, &signature, kept.body.clone()), plan.limits).await;
        let taken = taken(&result);
        if taken.is_ok() {
            return taken;
        }
        // A receiver's answer has no form of its own: its status says all.
        let outcome = classify(&result, |_| Envelope::Foreign, &[]);
        let asked = result.as_ref().ok().and_then(|answer| answer.retry_after.as_deref());
        let budget = Budget {
            attempts,
            retries: plan.retries,
            left: plan.limits.total,
            retry_after: asked.and_then(|text| retry_after(text, io.now())),
            jitter: jitter(io.random()),
        };
        // Whoever takes callbacks may get one twice: it may be repeated as what reads.
        let Next::Again(pause) = decide(Access::Read, &outcome, budget) else { return taken };
        io.pause(pause).await;
        attempts += 1;
    }
}
