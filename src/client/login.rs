//! Tokens for vendors whose calls carry one: bought, kept between commands, refreshed once.

use super::call::Access;
use super::json::Json;
use super::profile::Profile;
use super::retry::Envelope;
use super::session::{Moment, Session};
use super::wire::{Field, Request, Show};
use crate::error::{Error, Result};
use crate::secret::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha1::{Digest, Sha1};
use std::rc::Rc;
use std::time::Duration;
use tokio::sync::Mutex;
use url::Url;

/// How a vendor's token is got, as pure functions.
#[derive(Debug)]
pub struct Login {
    /// The documented call, for messages.
    pub line: &'static str,
    /// Whether this profile wants a token that has to be got.
    pub wanted: fn(&Profile) -> bool,
    /// The signed request.
    pub request: fn(&Profile, &Url, &Moment) -> Result<Request>,
    /// Tells success from failure, where this call does so in its own way.
    pub open: fn(&Json) -> Envelope,
    /// The token in a successful answer, and for how many seconds it is good.
    pub token: fn(&Json) -> Option<(String, i64)>,
}

/// A token at hand.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub secret: Secret,
    /// Whether it is from before this call, so that it may have been revoked since.
    pub cached: bool,
}

/// The token that the sessions of one profile share in this process. Whoever gets one holds it locked, so that
/// rows that are sent side by side wait for one login instead of logging each other out.
#[derive(Clone, Default)]
pub struct Purse(Rc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    token: Option<Fresh>,
    /// When the last login failed, and why.
    failed: Option<(Duration, Error)>,
}

/// A token, and the Unix second until which it is good.
#[derive(Clone)]
struct Fresh {
    secret: Secret,
    until: i64,
}

/// What is kept in the state folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Whose token this is; see [`owner`].
    owner: String,
    token: String,
    /// Unix seconds.
    until: i64,
}

/// Tokens are not used in their last minute.
const MARGIN: i64 = 60;

/// The token for the next call; `None` where the profile wants none. One that was `refused` is not used again,
/// but another that somebody has got meanwhile is.
pub(super) async fn token(session: &Session, refused: Option<&Secret>) -> Result<Option<Token>> {
    let Some(login) = session.dialect.login.as_ref().filter(|login| (login.wanted)(&session.profile)) else {
        return Ok(None);
    };
    let good = |fresh: &Fresh| {
        fresh.until.saturating_sub(MARGIN) > session.io.now().as_second()
            && refused.is_none_or(|refused| refused.expose() != fresh.secret.expose())
    };
    let asked = session.io.elapsed();
    let mut held = session.purse.0.lock().await;
    let name = file(session);
    if !held.token.as_ref().is_some_and(good) {
        let owner = owner(session, login)?;
        held.token = kept(session, &name, &owner).filter(good);
        if held.token.is_none() {
            // Whoever waited while it failed need not find out once more.
            if let Some((_, error)) = held.failed.as_ref().filter(|(at, _)| *at > asked) {
                return Err(error.clone());
            }
            let bought = buy(session, login).await.map_err(|error| {
                // Of the call that needed it nothing has left.
                let error = error.with(|facts| facts.unsent = true);
                held.failed = Some((session.io.elapsed(), error.clone()));
                error
            });
            let (token, seconds) = bought?;
            let secret = Secret::new(token.clone());
            let until = session.io.now().as_second().saturating_add(seconds);
            if let Ok(bytes) = serde_json::to_vec(&Kept { owner, token, until }) {
                session.io.remember(&name, &bytes);
            }
            session.profile.revealed.borrow_mut().insert("(token)".to_owned(), secret.clone());
            held.token = Some(Fresh { secret: secret.clone(), until });
            return Ok(Some(Token { secret, cached: false }));
        }
    }
    Ok(held.token.as_ref().map(|fresh| Token { secret: fresh.secret.clone(), cached: true }))
}

/// Uses this token no more; the next call gets another.
pub(super) async fn forget(session: &Session, refused: &Secret) {
    let mut held = session.purse.0.lock().await;
    if held.token.as_ref().is_some_and(|held| held.secret.expose() == refused.expose()) {
        held.token = None;
    }
    session.io.update(&file(session), &mut |bytes| {
        let kept: Kept = serde_json::from_slice(&bytes?).ok()?;
        (kept.token == refused.expose()).then(Vec::new)
    });
}

/// Where the token is kept between commands.
fn file(session: &Session) -> String {
    format!("token-{}.json", session.profile.name)
}

/// A digest of server, credentials and user: the login as it would be at the beginning of time. A
/// token is used only where it is the same, however the profile is called.
fn owner(session: &Session, login: &Login) -> Result<String> {
    let moment = Moment { now: Timestamp::UNIX_EPOCH, nonce: [0; 16], token: None };
    let request =
        (login.request)(&session.profile, session.profile.address()?, &moment)?.encode(Show::Everything);
    let headers = request.headers.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    let mut digest = Sha1::new().chain_update(request.url.as_str()).chain_update(&request.body);
    headers.for_each(|part| digest.update(part));
    Ok(hex::encode(digest.finalize()))
}

fn kept(session: &Session, name: &str, owner: &str) -> Option<Fresh> {
    let kept: Kept = serde_json::from_slice(&session.io.recall(name)?).ok()?;
    if kept.owner != owner || !fits_header(&kept.token) {
        return None;
    }
    let secret = Secret::new(kept.token);
    session.profile.revealed.borrow_mut().insert("(token)".to_owned(), secret.clone());
    Timestamp::from_second(kept.until).is_ok().then_some(Fresh { secret, until: kept.until })
}

/// A login changes nothing that could be doubled, so it is repeated like a read.
async fn buy(session: &Session, login: &Login) -> Result<(String, i64)> {
    let base = session.base(false)?.clone();
    let make = || {
        let moment = Moment { now: session.io.now(), nonce: session.io.random(), token: None };
        let mut request = (login.request)(&session.profile, &base, &moment)?;
        for (name, value) in session.profile.extra_headers()? {
            request.headers.push(Field::hidden(&name, value));
        }
        Ok(request)
    };
    let (_, answer) = session.exchange(Access::Read, login.line, login.open, &make).await;
    let wrong = |what: &str| session.name(Error::failed(what), login.line);
    let (token, seconds) =
        (login.token)(&answer?).ok_or_else(|| wrong(tr!("the login's answer holds no token")))?;
    if !fits_header(&token) {
        return Err(wrong(tr!("the login's answer holds a token with characters that HTTP cannot carry")));
    }
    Ok((token, seconds))
}

/// Whether a token can go in a header.
fn fits_header(token: &str) -> bool {
    token.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}
