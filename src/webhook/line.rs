//! One kept callback as one line of the store: JSON that any tool reads, with a checksum by which a
//! line that was torn or damaged is recognised.
//!
//! ```text
//! {"v":1,"sum":"<16 hex digits>","received_at":"…","app_key":"…","nonce":"…","cur_time":"…","checksum":"…","body":"…"}
//! ```
//!
//! `sum` is the beginning of the MD5 of all that follows it, from the quote of `"received_at"` to the
//! last brace. `body` is what was received, byte for byte, or `body_base64` where that is no UTF-8.
//! Controls in it are written `\u001b`, so that a terminal can show the file.

use super::seen::Key;
use super::verify::{Signature, md5_of};
use crate::text::quote;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use std::borrow::Cow;

/// The version that this program writes, and the only one it reads.
const PREFIX: &[u8] = b"{\"v\":1,\"sum\":\"";
const SUM: usize = 16;

/// A callback that was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When it came, RFC 3339.
    pub received_at: String,
    /// The headers that vouch for it.
    pub signature: Signature,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

impl Kept {
    /// What an exact replay has in common with it.
    pub fn key(&self) -> Key {
        let mut checksum = [0; 20];
        // It was checked to be 40 digits when it came.
        let _ = hex::decode_to_slice(&self.signature.checksum, &mut checksum);
        Key { checksum, body: md5_of(&self.body) }
    }

    /// About how many bytes it takes in memory.
    pub fn size(&self) -> usize {
        self.body.len() + 512
    }

    /// The body as JSON, if it is.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Why a line cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// It is not what was written.
    Damaged,
    /// It was written by a later version of this program.
    Newer,
}

#[derive(Deserialize)]
struct Record<'a> {
    received_at: Cow<'a, str>,
    app_key: Option<Cow<'a, str>>,
    nonce: Cow<'a, str>,
    cur_time: Cow<'a, str>,
    checksum: Cow<'a, str>,
    body: Option<Cow<'a, str>>,
    body_base64: Option<String>,
}

/// The line, its newline included.
pub fn encode(kept: &Kept) -> Vec<u8> {
    let Signature { app_key, nonce, cur_time, checksum } = &kept.signature;
    let text = std::str::from_utf8(&kept.body).ok();
    let encoded = if text.is_none() { Some(STANDARD.encode(&kept.body)) } else { None };
    let fields = [
        ("received_at", Some(kept.received_at.as_str())),
        ("app_key", app_key.as_deref()),
        ("nonce", Some(nonce.as_str())),
        ("cur_time", Some(cur_time.as_str())),
        ("checksum", Some(checksum.as_str())),
        ("body", text),
        ("body_base64", encoded.as_deref()),
    ];
    // By hand: serialized and then escaped, it took a third of all instructions of the storing thread.
    let mut rest = String::with_capacity(kept.size());
    for (name, value) in fields {
        let Some(value) = value else { continue };
        let comma = if rest.is_empty() { "" } else { "," };
        rest.extend([comma, "\"", name, "\":"]);
        quote(&mut rest, value);
    }
    rest.push('}');
    [PREFIX, &sum(rest.as_bytes()), b"\",", rest.as_bytes(), b"\n"].concat()
}

/// The callback that stands in a line without its newline.
pub fn decode(line: &[u8]) -> Result<Kept, Bad> {
    let Some(rest) = line.strip_prefix(PREFIX) else {
        let digits = line.strip_prefix(b"{\"v\":").unwrap_or_default();
        let end = digits.iter().position(|b| !b.is_ascii_digit()).unwrap_or(0);
        let newer = end > 0 && end < 10 && digits[end] == b',' && &digits[..end] != b"1";
        return Err(if newer { Bad::Newer } else { Bad::Damaged });
    };
    let (given, rest) = rest.split_at_checked(SUM).ok_or(Bad::Damaged)?;
    let rest = rest.strip_prefix(b"\",").ok_or(Bad::Damaged)?;
    if sum(rest) != given {
        return Err(Bad::Damaged);
    }
    let json = [b"{", rest].concat();
    let record: Record<'_> = serde_json::from_slice(&json).map_err(|_| Bad::Damaged)?;
    let body = match (record.body, record.body_base64) {
        (Some(text), None) => text.into_owned().into_bytes(),
        (None, Some(text)) => STANDARD.decode(text).map_err(|_| Bad::Damaged)?,
        _ => return Err(Bad::Damaged),
    };
    let signature = Signature {
        app_key: record.app_key.map(Cow::into_owned),
        nonce: record.nonce.into_owned(),
        cur_time: record.cur_time.into_owned(),
        checksum: record.checksum.into_owned(),
    };
    Ok(Kept { received_at: record.received_at.into_owned(), signature, body })
}

fn sum(bytes: &[u8]) -> [u8; SUM] {
    let mut text = [0; SUM];
    // Two digits for each of half as many bytes.
    let _ = hex::encode_to_slice(&md5_of(bytes)[..SUM / 2], &mut text);
    text
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn kept(body: &[u8]) -> Kept {
        let now = jiff::Timestamp::from_millisecond(1_600_782_498_147).unwrap();
        let secret = crate::secret::Secret::new("s");
        let signature = super::super::verify::sign(&secret, Some("k".into()), "n".into(), now, body);
        Kept { received_at: "2026-11-23T06:00:00Z".into(), signature, body: body.to_vec() }
    }

    #[test]
    fn a_line_is_json_that_a_terminal_can_show() {
        let line = encode(&kept("{\"a\":\"\u{1b}[2K\u{9b}\u{202e}周会\"}\r\n".as_bytes()));
        let text = std::str::from_utf8(line.strip_suffix(b"\n").unwrap()).unwrap();
        assert!(!text.chars().any(crate::text::is_control), "{text}");
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!((&json["v"], &json["nonce"]), (&1.into(), &"n".into()));
        assert_eq!(json["body"], "{\"a\":\"\u{1b}[2K\u{9b}\u{202e}周会\"}\r\n");
    }

    #[test]
    fn a_later_version_is_told_from_damage() {
        assert_eq!(decode(b"{\"v\":2,\"x\":1}"), Err(Bad::Newer));
        for damaged in
            [&b""[..], b"{\"v\":1,", b"{\"v\":x,", b"\0\0\0", b"{\"v\":1,\"sum\":\"0000000000000000\",}"]
        {
            assert_eq!(decode(damaged), Err(Bad::Damaged));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(body in any::<Vec<u8>>(), text in any::<String>()) {
            for kept in [kept(&body), kept(text.as_bytes())] {
                let line = encode(&kept);
                prop_assert_eq!(line.iter().position(|b| *b == b'\n'), Some(line.len() - 1));
                prop_assert_eq!(decode(&line[..line.len() - 1]).unwrap(), kept);
            }
        }

        #[test]
        fn one_changed_byte_is_noticed(body in "[a-z]{0,20}", at in any::<prop::sample::Index>(), by in 1..=255_u8) {
            let mut line = encode(&kept(body.as_bytes()));
            line.pop();
            let at = at.index(line.len());
            line[at] ^= by;
            prop_assert!(decode(&line).is_err());
        }
    }
}
