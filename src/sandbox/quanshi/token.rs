//! Tokens, which the document does not know: `POST /token/create` of the vendor's newer documents, and the header.
//!
//! A request without the header is served, since the document has none. One with a wrong token is answered with
//! HTTP 401 and `"status":401`, a number that no document has.

use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use super::fields::{Refusal, whole};
use super::world::{World, by_id, digits};
use super::{APP_ID, SECRET, TOKEN};
use crate::sandbox::exchange::Incoming;

/// How long a token is good, in seconds.
const LIFE: i64 = 86_400;
/// How far the client's clock may be off.
const CLOCK_MS: u64 = 5 * 60 * 1000;

fn refused<T>(why: &str) -> Result<T, Refusal> {
    Err(Refusal::Http(401, why.to_owned()))
}

/// Is the token of this request good, if it has one?
pub(super) fn check(request: &Incoming, world: &World) -> Result<(), Refusal> {
    if !request.headers.iter().any(|(name, _)| name == "token") {
        return Ok(());
    }
    match request.header("token") {
        None => refused("there are several tokens"),
        Some(TOKEN) => Ok(()),
        Some(token) => match world.tokens.get(token) {
            Some(end) if request.now < *end => Ok(()),
            Some(_) => refused("the token has expired"),
            None => refused("the token is not known"),
        },
    }
}

/// The answer of `token/create`, whose envelope is another one.
pub(super) fn create(request: &Incoming, body: &Value, world: &mut World) -> Result<String, Refusal> {
    let (Some(app), Some(nonce), Some(time), Some(sum)) = (
        request.header("appid"),
        request.header("nonce"),
        request.header("curtime"),
        request.header("checksum"),
    ) else {
        return refused("AppId, Nonce, CurTime and CheckSum must be there, each once");
    };
    if app != APP_ID.to_string() {
        return refused("AppId is not that of the sandbox");
    }
    if nonce.is_empty() || nonce.chars().count() > 128 {
        return refused("Nonce does not have 1 to 128 characters");
    }
    let millis = time.parse::<i64>().ok().filter(|_| time.bytes().all(|byte| byte.is_ascii_digit()));
    // Seconds are not close to milliseconds, so they fail here.
    if millis.is_none_or(|millis| millis.abs_diff(request.now * 1000) > CLOCK_MS) {
        return refused("CurTime is not the time in milliseconds");
    }
    if sum != hex::encode(Sha1::digest(format!("{SECRET}{nonce}{time}"))) {
        return refused("CheckSum is wrong");
    }
    let bad = |why: &str| Err(Refusal::Misuse(why.to_owned()));
    let Some(fields) = body.as_object() else { return bad("the body must be a JSON object") };
    if let Some(name) = fields.keys().find(|name| !["userId", "userName"].contains(&name.as_str())) {
        return bad(&format!("unknown field {name}"));
    }
    if fields.get("userName").is_some_and(|name| !name.is_string()) {
        return bad("userName must be a string");
    }
    let Some(id) = fields.get("userId").and_then(whole) else { return bad("userId must be an integer") };
    let Some(user) = by_id(id).filter(|user| user.admin) else {
        return refused("userId is no administrator");
    };
    world.tokens.retain(|_, end| request.now < *end);
    let token = world.issue("token");
    world.tokens.insert(token.clone(), request.now + LIFE);
    Ok(json!({
        "code": 200,
        "msg": "success",
        "requestId": digits(&token, 16),
        "timeStamp": request.now * 1000,
        "data": {
            "token": token,
            "userId": user.id,
            "userName": user.name,
            "expire": LIFE,
            "createTime": request.now * 1000,
            "customerCode": user.customer,
        },
    })
    .to_string())
}
