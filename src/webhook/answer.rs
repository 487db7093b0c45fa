//! What one request gets: its body read within limits, its signature checked, the callback kept, and
//! only then 200.

use super::keeper::Outcome;
use super::line::Kept;
use super::listen::{Stage, Visit};
use super::verify::{Refusal, Verified, Window, verify};
use super::writer::Writer;
use super::{LARGEST_BODY, too_large};
use crate::secret::Secret;
use crate::time::rfc3339;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderValue};
use hyper::http::{HeaderMap, request::Parts};
use hyper::{Method, Request, Response, StatusCode};
use jiff::{Timestamp, tz::TimeZone};
use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Bodies up to this size are read at once; larger ones take turns, which bounds the memory.
const SMALL_BODY: usize = 16 << 10;
/// How many large bodies are read at the same time.
const LARGE_BODIES: usize = 8;
/// How many refusals a second are told on stderr; the rest is counted.
const TOLD: u32 = 10;

/// What all requests share.
pub struct Desk {
    /// The only path that takes callbacks.
    pub path: String,
    /// What callbacks are signed with.
    pub secret: Secret,
    /// How old a signature may be, if that is limited.
    pub max_age: Option<Duration>,
    /// The clock.
    pub clock: fn() -> Timestamp,
    /// The longest time that a body may take.
    pub patience: Duration,
    /// Where callbacks are kept.
    pub writer: Writer,
    /// A line for the user.
    pub note: Box<dyn Fn(&str)>,
    large: Arc<Semaphore>,
    told: Cell<(Option<Instant>, u32)>,
    last: RefCell<(i64, String)>,
}

/// A status and why.
struct Reply(StatusCode, String);

impl Desk {
    /// A desk; limits on memory are its own.
    pub fn new(
        path: String,
        secret: Secret,
        clock: fn() -> Timestamp,
        patience: Duration,
        writer: Writer,
    ) -> Self {
        Self {
            path,
            secret,
            max_age: None,
            clock,
            patience,
            writer,
            note: Box::new(|_| ()),
            large: Arc::new(Semaphore::new(LARGE_BODIES)),
            told: Cell::new((None, 0)),
            // No time has no text yet.
            last: RefCell::new((i64::MIN, String::new())),
        }
    }

    /// Answers one request.
    pub async fn answer(&self, request: Request<Incoming>, visit: &Visit) -> Response<Full<Bytes>> {
        visit.enter(Stage::Reading);
        let (status, text) = match self.receive(request, visit).await {
            Ok(replay) => (StatusCode::OK, Bytes::from_static(if replay { b"known\n" } else { b"stored\n" })),
            Err(Reply(status, why)) => {
                self.tell(&tr!("refused with {status}: {why}", status = status.as_u16(), why));
                (status, Bytes::from(why + "\n"))
            }
        };
        visit.enter(Stage::Waiting);
        let mut response = Response::new(Full::new(text));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        // What is left of a body that was not read would be taken for the next request.
        if matches!(status, StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(hyper::header::ALLOW, HeaderValue::from_static("POST"));
        }
        response
    }

    /// Reads, verifies and keeps; says whether it was an exact replay.
    async fn receive(&self, request: Request<Incoming>, visit: &Visit) -> Result<bool, Reply> {
        let (Parts { method, uri, headers, .. }, body) = request.into_parts();
        if uri.path() != self.path {
            return Err(Reply(StatusCode::NOT_FOUND, tr!("callbacks do not come to this path").into()));
        }
        if method != Method::POST {
            return Err(Reply(StatusCode::METHOD_NOT_ALLOWED, tr!("callbacks come by POST").into()));
        }
        let late = |_| Reply(StatusCode::REQUEST_TIMEOUT, tr!("the body came too slowly").into());
        let (body, turn) = timeout(self.patience, self.read(body)).await.map_err(late)??;
        let now = (self.clock)();
        let window = self.max_age.map(|max_age| Window { now, max_age });
        let Verified { signature, key } =
            verify(&pairs(&headers), &body, &self.secret, window).map_err(|refusal| {
                let status = match refusal {
                    Refusal::Missing(_) | Refusal::Twice(_) | Refusal::Malformed(_) => {
                        StatusCode::BAD_REQUEST
                    }
                    Refusal::OtherBody | Refusal::Forged | Refusal::Stale => StatusCode::UNAUTHORIZED,
                };
                Reply(status, refusal.to_string())
            })?;
        let kept = Kept { received_at: self.received_at(now), signature, body };
        visit.enter(Stage::Storing);
        // This future is dropped when the sender hangs up. The writer goes on: an event that was stored
        // but not handed on would never be, because its repetition is a replay.
        match self.writer.keep(kept, key, turn).await {
            Outcome::Replay => Ok(true),
            Outcome::Stored => Ok(false),
            Outcome::Failed(why) => {
                let why = tr!("the event could not be stored: {why}", why);
                Err(Reply(StatusCode::SERVICE_UNAVAILABLE, why))
            }
        }
    }

    async fn read(&self, mut body: Incoming) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Reply> {
        let refused = || Reply(StatusCode::PAYLOAD_TOO_LARGE, too_large());
        let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
        if announced > LARGEST_BODY {
            return Err(refused());
        }
        let mut turn = None;
        let mut bytes = Vec::with_capacity(announced.min(SMALL_BODY));
        while let Some(frame) = body.frame().await {
            let frame =
                frame.map_err(|_| Reply(StatusCode::BAD_REQUEST, tr!("the body broke off").to_owned()))?;
            let Ok(piece) = frame.into_data() else { continue };
            let length = bytes.len() + piece.len();
            if length > LARGEST_BODY {
                return Err(refused());
            }
            if turn.is_none() && length > SMALL_BODY {
                // The semaphore is never closed.
                turn = Arc::clone(&self.large).acquire_owned().await.ok();
            }
            bytes.extend_from_slice(&piece);
        }
        Ok((bytes, turn))
    }

    /// The time as it is kept, to a millisecond. Under load many events come in one.
    fn received_at(&self, now: Timestamp) -> String {
        let mut last = self.last.borrow_mut();
        if last.0 != now.as_millisecond() {
            *last = (now.as_millisecond(), rfc3339(now, &TimeZone::UTC));
        }
        last.1.clone()
    }

    /// Tells a refusal, unless there are too many.
    fn tell(&self, text: &str) {
        let (since, count) = self.told.get();
        let now = Instant::now();
        let Some(since) = since.filter(|since| now.duration_since(*since) < Duration::from_secs(1)) else {
            if count > TOLD {
                (self.note)(&tr!("… and {count} more were refused", count = count - TOLD));
            }
            self.told.set((Some(now), 1));
            return (self.note)(text);
        };
        self.told.set((Some(since), count + 1));
        if count < TOLD {
            (self.note)(text);
        }
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("path", &self.path).finish_non_exhaustive()
    }
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
