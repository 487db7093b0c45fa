//! Tokens for vendors whose calls carry one: bought, kept between commands, refreshed once.

use super::call::Access;
use super::json::Json;
use super::profile::Profile;
use super::retry::Envelope;
use super::session::{Moment, Session};
use super::wire::Request;
use crate::error::{Error, Result};
use crate::secret::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
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

/// What is kept in the state folder.
#[derive(Serialize, Deserialize)]
struct Kept {
    token: String,
    /// Unix seconds.
    until: i64,
}

/// Tokens are not used in their last minute.
const MARGIN: i64 = 60;

/// The token for the next call; `None` where the profile wants none.
pub(super) async fn token(session: &Session, fresh: bool) -> Result<Option<Token>> {
    let Some(login) = session.dialect.login.as_ref().filter(|login| (login.wanted)(&session.profile)) else {
        return Ok(None);
    };
    let name = format!("token-{}.json", session.profile.name);
    if !fresh {
        let known = session.token.borrow().clone().or_else(|| kept(session, &name));
        if let Some(secret) = known {
            *session.token.borrow_mut() = Some(secret.clone());
            return Ok(Some(Token { secret, cached: true }));
        }
    }
    let (token, seconds) = buy(session, login).await?;
    let secret = Secret::new(token.clone());
    let kept = Kept { token, until: session.io.now().as_second().saturating_add(seconds) };
    if let Ok(bytes) = serde_json::to_vec(&kept) {
        session.io.remember(&name, &bytes);
    }
    session.profile.revealed.borrow_mut().insert("(token)".to_owned(), secret.clone());
    *session.token.borrow_mut() = Some(secret.clone());
    Ok(Some(Token { secret, cached: false }))
}

fn kept(session: &Session, name: &str) -> Option<Secret> {
    let kept: Kept = serde_json::from_slice(&session.io.recall(name)?).ok()?;
    let good =
        Timestamp::from_second(kept.until).is_ok() && kept.until - MARGIN > session.io.now().as_second();
    let secret = Secret::new(kept.token);
    session.profile.revealed.borrow_mut().insert("(token)".to_owned(), secret.clone());
    good.then_some(secret)
}

/// A login changes nothing that could be doubled, so it is repeated like a read.
async fn buy(session: &Session, login: &Login) -> Result<(String, i64)> {
    let base = session.base(false)?.clone();
    let make = || {
        let moment = Moment { now: session.io.now(), nonce: session.io.random(), token: None };
        (login.request)(&session.profile, &base, &moment)
    };
    let (_, answer) = session.exchange(Access::Read, login.line, login.open, &make).await;
    (login.token)(&answer?).ok_or_else(|| Error::failed(format!("{}: the answer holds no token", login.line)))
}
