//! How profiles of Quanshi are checked. Only the login that buys a token is signed.

use super::auth::{check_sum, text, wanted};
use super::host::Who;
use super::phone::NUMBERS;
use super::{begin, check_api};
use crate::client::probe::{Probe, Vector};
use crate::client::profile::Profile;
use crate::client::session::Moment;
use crate::error::Result;
use crate::secret::HIDDEN;

/// The numbers to dial in with are the same for everybody.
pub(super) static PROBE: Probe = Probe {
    calls: &[&NUMBERS],
    ask: |s| begin(s, &NUMBERS, &()),
    unclear: |_, _| false,
    shape,
    rule: msg!(
        "the login's CheckSum is SHA1(app_secret + Nonce + CurTime) in lower-case hexadecimal, CurTime in milliseconds; calls carry token and appKey as they are"
    ),
    vector: || {
        // Computed from the vendor's rule; anybody can repeat it.
        Ok(Vector {
            given: "app_secret \"appsecret\", Nonce abc, CurTime 1641020400000",
            got: check_sum("appsecret", "abc", "1641020400000"),
            wanted: "92f136e06e98111bfcd33dbf45326ee2c264e29e",
        })
    },
    signed,
};

fn shape(key: &str, value: &str) -> Option<&'static str> {
    match (key, Who::parse(value)) {
        ("user_id", Some(Who::User(_))) | ("email", Some(Who::Mail(_))) => None,
        ("user_id", _) => Some(tr!("it is made of digits: user_id = \"81299515\"")),
        ("email", _) => Some(tr!("it is an address: email = \"somebody@example.com\"")),
        _ => None,
    }
}

fn signed(profile: &Profile, moment: &Moment) -> Result<Option<String>> {
    check_api(profile)?;
    if !wanted(profile) {
        return Ok(None);
    }
    profile.need("app_secret")?;
    let time = moment.now.as_millisecond().to_string();
    Ok(Some(text(HIDDEN, &hex::encode(moment.nonce), &time).to_string()))
}
