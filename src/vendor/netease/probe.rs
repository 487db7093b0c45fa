//! How profiles of NetEase Meeting are checked.

use super::auth::{check_sum, nonce, text};
use super::list::LIST;
use crate::client::draft::Draft;
use crate::client::probe::{Probe, Vector};
use crate::client::profile::Profile;
use crate::client::session::{Moment, Session};
use crate::error::Result;
use crate::secret::{HIDDEN, Secret};

pub(super) static PROBE: Probe = Probe {
    calls: &[&LIST],
    ask,
    unclear: |_, _| false,
    shape: |_, _| None,
    rule: msg!(
        "CheckSum is SHA1(AppSecret + Nonce + CurTime) in lower-case hexadecimal; CurTime is in seconds"
    ),
    vector: || {
        Ok(Vector {
            given: "AppSecret \"appsecret\", Nonce 12345678, CurTime 1594639036",
            got: check_sum(&Secret::new("appsecret"), "12345678", "1594639036"),
            wanted: "8ef83f6b14fbccdf9e2b421abb375ee8f79651d3",
        })
    },
    signed,
};

/// The first page of what begins at this very moment, which is hardly anything.
fn ask(s: &Session) -> Result<Draft> {
    let now = s.clock.now.as_millisecond();
    let draft = s.fill(&LIST, &())?.put_wire("pageIndex", 0.into())?;
    draft.put_wire("minStartTime", now.into())?.put_wire("maxStartTime", now.into())
}

fn signed(profile: &Profile, moment: &Moment) -> Result<Option<String>> {
    profile.need("app_key")?;
    profile.need("app_secret")?;
    let time = moment.now.as_second().to_string();
    Ok(Some(text(HIDDEN, &nonce(moment.nonce), &time).to_string()))
}
