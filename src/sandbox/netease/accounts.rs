//! What each of the calls for accounts does.

use serde_json::{Value, json};

use super::fields::Fields;
use super::world::{Account, World, noise};
use super::{Outcome, Refusal};
use crate::sandbox::exchange::Incoming;

const UNKNOWN: Refusal = Refusal::Code(1014, "there is no such account");

/// Four to eight; the document does not say of what, and numbers are what its samples have.
fn short_id(fields: &Fields<'_>, world: &World, of: &str) -> Result<Option<String>, Refusal> {
    let Some(text) = fields.text("shortId") else { return Ok(None) };
    if !(4..=8).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Code(300, "shortId does not have 4 to 8 digits"));
    }
    if world.accounts.iter().any(|(id, account)| id != of && account.short_id == text) {
        return Err(Refusal::Code(2011, "the short number is taken"));
    }
    Ok(Some(text.to_owned()))
}

fn shown(id: &str, account: &Account) -> Value {
    json!({
        "accountId": id,
        "accountToken": account.token,
        "personalMeetingId": account.number,
        "shortId": account.short_id,
    })
}

pub(super) fn create(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let (im_accid, im_token) = (fields.text("imAccid"), fields.text("imToken"));
    if im_accid.is_none() && im_token.is_some() {
        return Err(Refusal::Code(301, "imToken comes without imAccid"));
    }
    if im_accid.is_some_and(|accid| world.accounts.values().any(|account| account.im_accid == accid)) {
        return Err(Refusal::Code(1019, "this imAccid has an account"));
    }
    let short_id = short_id(fields, world, "")?.unwrap_or_default();
    let (id, number) = world.new_account();
    let im_accid = im_accid.map_or_else(|| noise("accid", &id), ToOwned::to_owned);
    let account = Account { token: noise("token", &id), im_accid, number, short_id };
    let answer = shown(&id, &account);
    world.accounts.insert(id, account);
    Ok(Some(answer))
}

pub(super) fn by_im_accid(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let wanted = fields.text("imAccid");
    let found = world.accounts.iter().find(|(_, account)| Some(account.im_accid.as_str()) == wanted);
    found.map(|(id, account)| Some(shown(id, account))).ok_or(UNKNOWN)
}

pub(super) fn by_id(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let (id, account) = find(fields, world)?;
    Ok(Some(shown(id, account)))
}

fn find<'a, 'w>(fields: &Fields<'a>, world: &'w mut World) -> Result<(&'a str, &'w mut Account), Refusal> {
    let id = fields.text("accountId").unwrap_or_default();
    world.accounts.get_mut(id).map(|account| (id, account)).ok_or(UNKNOWN)
}

pub(super) fn update_token(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let (_, account) = find(fields, world)?;
    fields.text("accountToken").unwrap_or_default().clone_into(&mut account.token);
    Ok(None)
}

/// As documented: without `shortId` the short number is cleared.
pub(super) fn update_short_id(fields: &Fields<'_>, world: &mut World, _: &Incoming) -> Outcome {
    let id = fields.text("accountId").unwrap_or_default();
    let short_id = short_id(fields, world, id)?.unwrap_or_default();
    find(fields, world)?.1.short_id = short_id;
    Ok(None)
}
