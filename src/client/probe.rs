//! What a vendor contributes to the check of a profile: a harmless read, and proof that this program
//! signs as the vendor's document says.

use super::call::Call;
use super::draft::Draft;
use super::profile::Profile;
use super::session::{Moment, Session};
use crate::error::Result;

/// How a vendor's profiles are checked.
#[derive(Debug)]
pub struct Probe {
    /// The reads of which one is sent.
    pub calls: &'static [&'static Call],
    /// A read without side effect, chosen by what the profile holds, that is refused to whoever has
    /// wrong credentials.
    pub ask: fn(&Session) -> Result<Draft>,
    /// Whether a refusal with this code is no answer to whether the credentials are good.
    pub unclear: fn(&Profile, &str) -> bool,
    /// What this key of the profile has to look like, if this value does not. `base_url` is a key too.
    pub shape: fn(&str, &str) -> Option<&'static str>,
    /// What is made of the secrets, as the document says it.
    pub rule: &'static str,
    /// A known result of that rule, worked out anew.
    pub vector: fn() -> Result<Vector>,
    /// The text that is signed with this profile's secrets at this moment, each secret replaced by
    /// [`HIDDEN`](crate::secret::HIDDEN); `None` where this profile signs nothing. Secrets that cannot
    /// be used are an error.
    pub signed: fn(&Profile, &Moment) -> Result<Option<String>>,
}

/// A known result and the one that was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vector {
    /// What went in; public, as all of this is.
    pub given: &'static str,
    /// What came out now.
    pub got: String,
    /// What has to come out.
    pub wanted: &'static str,
}
