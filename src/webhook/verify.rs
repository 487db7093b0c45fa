//! Whether a callback was signed by the vendor. Pure: the clock is an argument.
//!
//! `CheckSum = sha1_hex(AppSecret + Nonce + CurTime + md5_hex(body))`, with nothing between the parts.
//! Strict grammar is what makes that safe: as CurTime has exactly 13 digits and the hash of the body is
//! our own, nothing can move from one part to another without changing the sum, whatever a nonce is
//! made of.

use super::seen::Key;
use crate::secret::Secret;
use jiff::Timestamp;
use md5::Md5;
use sha1::{Digest as _, Sha1};
use std::fmt;
use std::time::Duration;
use subtle::ConstantTimeEq as _;

/// The longest nonce; the document names this limit for calls.
const LONGEST_NONCE: usize = 128;

/// The headers of a callback that was signed with our secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The application it is for. Not part of the sum.
    pub app_key: Option<String>,
    /// A random text.
    pub nonce: String,
    /// When it was signed: milliseconds since 1970, 13 digits.
    pub cur_time: String,
    /// 40 lower-case hexadecimal digits.
    pub checksum: String,
}

impl Signature {
    /// The headers, as they are sent.
    pub fn headers(&self) -> Vec<(String, String)> {
        let mut headers = vec![
            ("CurTime".to_owned(), self.cur_time.clone()),
            ("Nonce".to_owned(), self.nonce.clone()),
            ("CheckSum".to_owned(), self.checksum.clone()),
        ];
        if let Some(key) = &self.app_key {
            headers.insert(0, ("AppKey".to_owned(), key.clone()));
        }
        headers
    }
}

/// A callback that is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What vouches for it.
    pub signature: Signature,
    /// What an exact replay has in common with it.
    pub key: Key,
}

/// Why a callback is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A header is not there.
    Missing(&'static str),
    /// A header is there more than once.
    Twice(&'static str),
    /// A header is not of the documented form.
    Malformed(&'static str),
    /// The `MD5` header is not the body's.
    OtherBody,
    /// The sum is not that of this body under our secret.
    Forged,
    /// The sum is right, but it was signed too long ago, or in the future.
    Stale,
}

impl Refusal {
    /// One word for scripts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing(_) => "missing_header",
            Self::Twice(_) => "repeated_header",
            Self::Malformed(_) => "malformed_header",
            Self::OtherBody => "md5_mismatch",
            Self::Forged => "checksum_mismatch",
            Self::Stale => "outside_max_age",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => f.write_str(&tr!("the header {name} is missing", name)),
            Self::Twice(name) => f.write_str(&tr!("the header {name} is there more than once", name)),
            Self::Malformed(name) => {
                f.write_str(&tr!("the header {name} is not {form}", name, form = grammar(name)))
            }
            Self::OtherBody => f.write_str(tr!("the header MD5 is not that of the body")),
            Self::Forged => {
                f.write_str(tr!("CheckSum is not that of this body under the profile's app_secret"))
            }
            Self::Stale => f.write_str(tr!("CurTime is further from the clock than --max-age allows")),
        }
    }
}

fn grammar(name: &str) -> &'static str {
    match name {
        "CheckSum" => tr!("40 lower-case hexadecimal digits"),
        "MD5" => tr!("32 lower-case hexadecimal digits"),
        "CurTime" => tr!("13 digits (milliseconds since 1970)"),
        _ => tr!("1 to 128 printable ASCII characters"),
    }
}

/// How old a signature may be.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The clock.
    pub now: Timestamp,
    /// The largest distance, in either direction.
    pub max_age: Duration,
}

/// Checks headers and raw body. Header names count in any case; other headers are ignored.
pub fn verify(
    headers: &[(&str, &[u8])],
    body: &[u8],
    secret: &Secret,
    window: Option<Window>,
) -> Result<Verified, Refusal> {
    let find = |name: &'static str| {
        let mut values = headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| *v);
        let value = values.next();
        if values.next().is_some() {
            return Err(Refusal::Twice(name));
        }
        let Some(value) = value else { return Ok(None) };
        let text = std::str::from_utf8(value).ok().filter(|text| is_of_form(name, text));
        text.map(|text| Some(text.to_owned())).ok_or(Refusal::Malformed(name))
    };
    let need = |name| find(name)?.ok_or(Refusal::Missing(name));
    let (checksum, cur_time, nonce) = (need("CheckSum")?, need("CurTime")?, need("Nonce")?);
    let (app_key, md5) = (find("AppKey")?, find("MD5")?);
    // Ours, whatever a header says.
    let ours = md5_of(body);
    if md5.is_some_and(|theirs| theirs.as_bytes() != md5_digits(ours)) {
        return Err(Refusal::OtherBody);
    }
    let expected = sum(secret, &nonce, &cur_time, &md5_digits(ours));
    let mut given = [0; 20];
    // The same as comparing digits: lower-case ones can be read in one way only.
    hex::decode_to_slice(&checksum, &mut given).map_err(|_| Refusal::Malformed("CheckSum"))?;
    if !bool::from(expected.ct_eq(&given)) {
        return Err(Refusal::Forged);
    }
    if let Some(Window { now, max_age }) = window {
        let signed: i64 = cur_time.parse().map_err(|_| Refusal::Malformed("CurTime"))?;
        if u128::from(now.as_millisecond().abs_diff(signed)) > max_age.as_millis() {
            return Err(Refusal::Stale);
        }
    }
    let key = Key { checksum: expected, body: ours };
    Ok(Verified { signature: Signature { app_key, nonce, cur_time, checksum }, key })
}

/// The headers of a callback signed now.
pub fn sign(
    secret: &Secret,
    app_key: Option<String>,
    nonce: String,
    now: Timestamp,
    body: &[u8],
) -> Signature {
    let cur_time = format!("{:013}", now.as_millisecond());
    let checksum = hex::encode(sum(secret, &nonce, &cur_time, &md5_digits(md5_of(body))));
    Signature { app_key, nonce, cur_time, checksum }
}

/// The MD5 of a body.
pub fn md5_of(body: &[u8]) -> [u8; 16] {
    Md5::digest(body).into()
}

fn sum(secret: &Secret, nonce: &str, cur_time: &str, md5: &[u8]) -> [u8; 20] {
    let parts = [secret.expose().as_bytes(), nonce.as_bytes(), cur_time.as_bytes(), md5];
    parts.iter().fold(Sha1::new(), Sha1::chain_update).finalize().into()
}

/// The digits of an MD5.
fn md5_digits(md5: [u8; 16]) -> [u8; 32] {
    let mut digits = [0; 32];
    // Two for each byte.
    let _ = hex::encode_to_slice(md5, &mut digits);
    digits
}

fn is_of_form(name: &str, text: &str) -> bool {
    let lower_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    let short = (1..=LONGEST_NONCE).contains(&text.len());
    match name {
        "CheckSum" => text.len() == 40 && text.bytes().all(lower_hex),
        "MD5" => text.len() == 32 && text.bytes().all(lower_hex),
        "CurTime" => text.len() == 13 && text.bytes().all(|b| b.is_ascii_digit()),
        // "A random text": the document names no letters for a nonce.
        _ => short && text.bytes().all(|b| b.is_ascii_graphic()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Kept;
    use super::*;
    use proptest::prelude::*;

    const BODY: &[u8] = br#"{"msgType":3,"msgBody":{}}"#;
    const SUM: &str = "6238cd2b00a34884c61e02c6184e68dd9c7f1e98";
    const GOOD: [(&str, &str); 4] =
        [("AppKey", "k"), ("Nonce", "n"), ("CurTime", "1600782498147"), ("CheckSum", SUM)];

    fn check(headers: &[(&str, &str)], body: &[u8], window: Option<Window>) -> Result<Signature, Refusal> {
        let secret = Secret::new("appsecret");
        let headers: Vec<_> = headers.iter().map(|(n, v)| (*n, v.as_bytes())).collect();
        let verified = verify(&headers, body, &secret, window)?;
        let kept = Kept { received_at: String::new(), signature: verified.signature, body: body.to_vec() };
        assert_eq!(kept.key(), verified.key);
        Ok(kept.signature)
    }

    fn with(name: &str, value: &str) -> Result<Signature, Refusal> {
        let mut headers = GOOD.to_vec();
        headers.retain(|(n, _)| *n != name);
        headers.push((name, value));
        check(&headers, BODY, None)
    }

    #[test]
    fn the_golden_vectors_hold() {
        assert_eq!(hex::encode(md5_of(BODY)), "550124e3738c320e81de8734627c7ca0");
        let secret = Secret::new("appsecret");
        assert_eq!(
            hex::encode(sum(&secret, "12345678", "1594639036", b"")),
            "8ef83f6b14fbccdf9e2b421abb375ee8f79651d3"
        );
        let of_body = sum(&secret, "n", "1600782498147", b"550124e3738c320e81de8734627c7ca0");
        assert_eq!(hex::encode(of_body), SUM);
        let body = br#"{"meetingId":"123456789","nickName":"hello","video":1,"audio":1}@163"#;
        assert_eq!(hex::encode(md5_of(body)), "57b3ef478d2a6fb287c5b5a2a7117f8a");
        let signature = check(&GOOD, BODY, None).unwrap();
        assert_eq!((signature.nonce.as_str(), signature.checksum.as_str()), ("n", SUM));
        let now = Timestamp::from_millisecond(1_600_782_498_147).unwrap();
        assert_eq!(sign(&secret, Some("k".into()), "n".into(), now, BODY), signature);
    }

    #[test]
    fn names_count_in_any_case_and_the_order_does_not() {
        let headers =
            [("CHECKSUM", SUM), ("x", "y"), ("curtime", "1600782498147"), ("nonce", "n"), ("appKey", "k")];
        assert!(check(&headers, BODY, None).is_ok());
        assert!(check(&headers[..4], BODY, None).unwrap().app_key.is_none());
    }

    #[test]
    fn each_header_has_its_grammar_and_is_there_once() {
        for (name, value) in [
            ("CheckSum", SUM.to_uppercase()),
            ("CheckSum", SUM[1..].to_owned()),
            ("CheckSum", format!("{SUM}0")),
            ("CheckSum", SUM.replace('6', "g")),
            ("CurTime", "1600782498".to_owned()),
            ("CurTime", "16007824981470".to_owned()),
            ("CurTime", "-160078249814".to_owned()),
            ("CurTime", "+160078249814".to_owned()),
            ("Nonce", String::new()),
            ("Nonce", "n n".to_owned()),
            ("Nonce", "x".repeat(129)),
            ("Nonce", "n\t".to_owned()),
            ("Nonce", "é".to_owned()),
            ("AppKey", "é".to_owned()),
            ("MD5", "550124E3738C320E81DE8734627C7CA0".to_owned()),
        ] {
            let error = with(name, &value).unwrap_err();
            assert!(matches!(error, Refusal::Malformed(n) if n == name), "{name}: {value}: {error}");
        }
        for (i, (name, value)) in GOOD.iter().enumerate() {
            let mut headers = GOOD.to_vec();
            headers.push((&*name.to_ascii_lowercase().leak(), value));
            assert_eq!(check(&headers, BODY, None), Err(Refusal::Twice(name)));
            headers = GOOD.to_vec();
            headers.remove(i);
            let missing = check(&headers, BODY, None);
            assert!(*name == "AppKey" || missing == Err(Refusal::Missing(name)));
        }
    }

    #[test]
    fn a_nonce_has_any_visible_letters() {
        let now = Timestamp::from_millisecond(1_600_782_498_147).unwrap();
        let visible: String = (b'!'..=b'~').map(char::from).collect();
        for nonce in ["dGhlIG5vbmNl+/==", "a_b.c:d", "{x}", &visible, &"+".repeat(128)] {
            let signature = sign(&Secret::new("appsecret"), None, nonce.to_owned(), now, BODY);
            let headers = signature.headers();
            let headers: Vec<_> = headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            assert_eq!(check(&headers, BODY, None), Ok(signature), "{nonce}");
        }
    }

    #[test]
    fn another_body_or_time_or_secret_is_refused() {
        assert_eq!(check(&GOOD, br#"{"msgType":3, "msgBody":{}}"#, None), Err(Refusal::Forged));
        assert_eq!(with("CurTime", "1600782498148"), Err(Refusal::Forged));
        assert_eq!(with("Nonce", "m"), Err(Refusal::Forged));
        // A header that tells the right hash of another body.
        assert_eq!(with("MD5", &hex::encode(md5_of(b"x"))), Err(Refusal::OtherBody));
        assert!(with("MD5", &hex::encode(md5_of(BODY))).is_ok());
        // The first digit of the time as the last of the nonce: the same text to hash.
        let mut recut = GOOD.to_vec();
        recut[1].1 = "n1";
        recut[2].1 = "600782498147";
        assert_eq!(check(&recut, BODY, None), Err(Refusal::Malformed("CurTime")));
    }

    #[test]
    fn the_window_ends_where_it_says_in_both_directions() {
        let at = |millis: i64| {
            let now = Timestamp::from_millisecond(1_600_782_498_147 + millis).unwrap();
            check(&GOOD, BODY, Some(Window { now, max_age: Duration::from_secs(60) })).is_ok()
        };
        assert_eq!([-60_001, -60_000, 0, 60_000, 60_001].map(at), [false, true, true, true, false]);
    }

    proptest! {
        #[test]
        fn nothing_panics_and_only_the_right_sum_is_good(name in "[A-Za-z0-9]{1,9}", value in any::<Vec<u8>>()) {
            let sum = value.as_slice();
            let headers =
                [(name.as_str(), sum), ("CurTime", b"1600782498147"), ("Nonce", b"n"), ("CheckSum", sum)];
            let good = verify(&headers, BODY, &Secret::new("appsecret"), None).is_ok();
            prop_assert!(!good || value == SUM.as_bytes());
        }
    }
}
