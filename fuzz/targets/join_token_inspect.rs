//! `join-url inspect` of a token, and that what was minted is read back.

use meetctl::vendor::weiyi::token::{Claims, Keys, Role, Said, check_name, mint, open};

/// The keys of the document's sample.
const KEY: &str = "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33";
const IV: &str = "e116172f58fe068ba347992514110c83";

/// No text panics, nobody else's token opens, and every token of ours says what was put into it.
pub fn run(data: &[u8]) {
    let keys = Keys::from_hex(KEY, IV).unwrap();
    let text = String::from_utf8_lossy(data);
    let _ = open(&keys, &text);
    let [serial, userid, username] =
        super::pieces(data).map(|p: &[u8]| String::from_utf8_lossy(p).into_owned());
    let _ = check_name(&username);
    let role = Role::ALL[data.first().map_or(0, |byte| usize::from(byte % 3))];
    let claims = Claims { serial, userid, username, role };
    let token = mint(&keys, &claims);
    let said = Some(Said::from(claims)).filter(|said| !said.serial.is_empty());
    assert_eq!(open(&keys, &token), said);
    // A byte of it changed is no token, or at least says something else.
    let mut bytes = token.clone().into_bytes();
    let at = data.len() % bytes.len();
    bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(bytes).unwrap();
    let passphrase = Keys::from_passphrase("sparq", "other");
    let (forged, foreign) = (open(&keys, &changed), open(&passphrase, &token));
    assert!(foreign.is_none() && (forged.is_none() || forged != said), "{changed}");
}
