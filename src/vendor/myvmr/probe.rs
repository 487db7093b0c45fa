//! How profiles of MyVMR are checked. Nothing is signed: the auth header goes as it is.

use super::auth::{credential, joined};
use super::directory::ROOMS;
use super::live::LIVE_REC_STATUS;
use crate::client::draft::Draft;
use crate::client::probe::{Probe, Vector};
use crate::client::profile::Profile;
use crate::client::session::{Moment, Session};
use crate::error::Result;
use crate::secret::HIDDEN;

pub(super) static PROBE: Probe = Probe {
    calls: &[&ROOMS, &LIVE_REC_STATUS],
    ask,
    // "The number does not belong to this auth": the number is made up, the auth may be good.
    unclear: |profile, code| code == "200001" && !profile.has("account"),
    shape: |_, _| None,
    rule: msg!("the auth header is auth as it is, or api_id:api_key; nothing is signed"),
    vector: || {
        Ok(Vector { given: "api_id \"id\", api_key \"key\"", got: joined("id", "key"), wanted: "id:key" })
    },
    signed,
};

/// The account's rooms; without an account a room that cannot be, which only who is known is told.
fn ask(s: &Session) -> Result<Draft> {
    if s.profile.has("account") {
        return s.fill(&ROOMS, &());
    }
    s.fill(&LIVE_REC_STATUS, &())?.put("conferenceKey", "0", &s.clock)
}

fn signed(profile: &Profile, _: &Moment) -> Result<Option<String>> {
    credential(profile)?;
    let id = if profile.has("auth") { None } else { profile.text("api_id")? };
    Ok(Some(format!("auth: {}", id.map_or_else(|| HIDDEN.to_owned(), |id| joined(&id, HIDDEN)))))
}
