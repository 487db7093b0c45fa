//! How profiles of WeiyiPro are checked. Calls are not signed: the key goes with them as it is. What is
//! made with secrets are join tokens.

use super::join_url::keys;
use super::live::STREAMS;
use super::token::{Claims, Keys, Role, mint, plain};
use crate::client::probe::{Probe, Vector};
use crate::client::profile::Profile;
use crate::client::session::Moment;
use crate::error::{Error, Result};

/// Without a meeting the call lists what is live.
pub(super) static PROBE: Probe = Probe {
    calls: &[&STREAMS],
    ask: |s| s.fill(&STREAMS, &()),
    unclear: |_, _| false,
    shape,
    rule: msg!("join tokens are AES-256-CBC over JSON in JSON, in base64; calls carry the key as it is"),
    vector,
    signed,
};

/// The document writes addresses whole, and whoever copies one copies the path of its calls too.
fn shape(key: &str, value: &str) -> Option<&'static str> {
    let of_calls = |part: &str| part.eq_ignore_ascii_case("WebAPI");
    let whole = key == "base_url" && value.split('/').any(of_calls);
    whole.then(|| tr!("it ends before /WebAPI, which meetctl adds: base_url = \"https://meet.example.com\""))
}

/// The keys of the document's sample, as its Java and its PHP give them.
const KEY: &str = "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33";
const IV: &str = "e116172f58fe068ba347992514110c83";
const PASSKEY: &str = "SYXCXASD";
const PASSPHRASE: &str = "AYQTYCAXAX";

fn sample() -> Claims {
    let text = |text: &str| text.to_owned();
    Claims {
        serial: text("111111"),
        userid: text("123456"),
        username: text("weiyi我"),
        role: Role::Presenter,
    }
}

/// Both kinds of keys have to make the sample's token.
fn vector() -> Result<Vector> {
    let got = mint(&Keys::from_hex(KEY, IV)?, &sample());
    if mint(&Keys::from_passphrase(PASSKEY, PASSPHRASE), &sample()) != got {
        return Err(Error::failed(tr!("passkey and passphrase give another key than the document's sample")));
    }
    Ok(Vector {
        given: tr!("the sample of the document, for meeting 111111, user 123456, weiyi我"),
        got,
        wanted: "84FUudYrqSSBCHSoXUIw5VvXuOkuVOu/7PeQM3pTw+1Ekn5FqlitQ2Fwi4az9eAPC0hgQJB6IrFa6Mt8fG8mi5HbvjaTnlxxt8gn\
                 lxcCo+zU8apaB1bD+1UIBNBXaAM0nSUr60RgWV5EK80mJWgC7w==",
    })
}

/// The text that a token of the sample's guest hides, if the profile has keys to hide it with.
fn signed(profile: &Profile, _: &Moment) -> Result<Option<String>> {
    if !["token_key", "token_iv", "passkey", "passphrase"].iter().any(|key| profile.has(key)) {
        return Ok(None);
    }
    keys(profile)?;
    Ok(Some(plain(&sample())))
}
