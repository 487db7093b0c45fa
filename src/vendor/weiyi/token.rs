//! The join token: four fields as JSON, encoded twice by PHP's rules, AES-256-CBC, base64.
//!
//! The scheme has no time, no nonce and no check sum: one attendee's token is the same each time,
//! never expires, and a changed one cannot be told from a strange one. Treat tokens as secrets.
//!
//! Nothing here reads anything but its arguments.

mod links;

/// The roles that a token names, in the vendor's words, which are ours.
pub use crate::op::join_url::Role;
pub use links::{Pasted, Said, link, plain_link, push_link, read_link, url_encoded};

use crate::error::{Error, Result};
use aes::{Aes256Dec, Aes256Enc};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::{Array, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit};
use md5::{Digest, Md5};
use std::fmt;
use zeroize::Zeroizing;

/// The bytes of a key, an iv and so a block.
const KEY: usize = 32;
const BLOCK: usize = 16;

/// What an installation makes its tokens with, prepared once for any number of them.
#[derive(Clone)]
pub struct Keys {
    encrypt: Aes256Enc,
    decrypt: Aes256Dec,
    iv: [u8; BLOCK],
}

impl Keys {
    /// From `token_key` and `token_iv`, which are hexadecimal.
    pub fn from_hex(key_hex: &str, iv_hex: &str) -> Result<Self> {
        let exchanged = |error: Error| match (key_hex.len(), iv_hex.len()) {
            (32, 64) => {
                error.with(|f| f.hint = Some(tr!("token_key and token_iv may be exchanged").to_owned()))
            }
            _ => error,
        };
        let key = from_hex::<KEY>("token_key", key_hex).map_err(exchanged)?;
        let iv = from_hex::<BLOCK>("token_iv", iv_hex)?;
        Ok(Self::new(&key, *iv))
    }

    /// From `passkey` and `passphrase`: OpenSSL's `EVP_BytesToKey` with MD5 and one round, in
    /// which the pass key is the salt.
    pub fn from_passphrase(passkey: &str, passphrase: &str) -> Self {
        let mut derived = Zeroizing::new([0_u8; KEY + BLOCK]);
        let mut last: &[u8] = &[];
        for part in derived.chunks_exact_mut(BLOCK) {
            let digest = Md5::new().chain_update(last).chain_update(passphrase).chain_update(passkey);
            part.copy_from_slice(&digest.finalize());
            last = part;
        }
        let (mut key, mut iv) = (Zeroizing::new([0; KEY]), [0; BLOCK]);
        let (first, second) = derived.split_at(KEY);
        key.copy_from_slice(first);
        iv.copy_from_slice(second);
        Self::new(&key, iv)
    }

    fn new(key: &[u8; KEY], iv: [u8; BLOCK]) -> Self {
        Self { encrypt: Aes256Enc::new(key.into()), decrypt: Aes256Dec::new(key.into()), iv }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").finish_non_exhaustive()
    }
}

/// The bytes of a hexadecimal secret. The error says what is wrong with it and quotes nothing.
fn from_hex<const N: usize>(name: &str, text: &str) -> Result<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    if hex::decode_to_slice(text, &mut *bytes).is_ok() {
        return Ok(bytes);
    }
    let wanted = N * 2;
    let base64_of_it = || {
        let bare = text.trim_end_matches('=');
        bare.len() == (N * 8).div_ceil(6)
            && bare.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/-_".contains(&b))
    };
    let why = if text.is_empty() {
        tr!("it is empty").to_owned()
    } else if text.bytes().all(|b| b.is_ascii_hexdigit()) && text.len() % 2 == 1 {
        tr!("it has {digits} hexadecimal digits, an odd number", digits = text.len())
    } else if text.bytes().all(|b| b.is_ascii_hexdigit()) {
        tr!("it is {bytes} bytes long, and {wanted} are wanted", bytes = text.len() / 2, wanted = N)
    } else if base64_of_it() {
        tr!("it looks like base64, and hexadecimal is wanted").to_owned()
    } else if text.contains(char::is_whitespace) {
        tr!("it has white space in it").to_owned()
    } else {
        tr!("not all of it is hexadecimal digits").to_owned()
    };
    Err(Error::config(tr!("\"{name}\" is no key: {why}", name, why)).hint(tr!(
        "{name} is exactly {wanted} hexadecimal digits; or give passkey and passphrase instead",
        name,
        wanted
    )))
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The meeting.
    pub serial: String,
    /// The attendee, unique within it.
    pub userid: String,
    /// The name that the others see.
    pub username: String,
    /// What the attendee may do.
    pub role: Role,
}

impl From<Claims> for Said {
    fn from(Claims { serial, userid, username, role }: Claims) -> Self {
        Self { serial, userid, username, role: role.name().to_owned(), ..Self::default() }
    }
}

/// Refuses a name that no token should carry: an empty one, or one with control characters.
pub fn check_name(name: &str) -> Result<()> {
    if name.is_empty() {
        return Err(Error::usage(tr!("--name is missing or empty"))
            .hint(tr!("give the name that the others will see")));
    }
    match name.chars().find(|c| c.is_control()) {
        None => Ok(()),
        Some(c) => Err(Error::usage(tr!(
            "the name holds a control character, U+{code}",
            code = format_args!("{:04X}", u32::from(c))
        ))
        .hint(tr!("names are one line of printable text"))),
    }
}

/// Makes tokens, any number of them without allocating again.
pub struct Mint {
    keys: Keys,
    block: Vec<u8>,
    token: String,
}

impl fmt::Debug for Mint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mint").finish_non_exhaustive()
    }
}

impl Mint {
    /// A mint for one installation.
    pub const fn new(keys: Keys) -> Self {
        Self { keys, block: Vec::new(), token: String::new() }
    }

    /// One token in base64, as it is before it is encoded for a URL.
    pub fn mint(&mut self, serial: &str, userid: &str, username: &str, role: Role) -> &str {
        let text = &mut self.block;
        text.clear();
        push_plain(text, serial, userid, username, role);

        // PKCS#7: as many bytes as are missing, and a whole block if none is.
        let missing = BLOCK - text.len() % BLOCK;
        text.resize(text.len() + missing, u8::try_from(missing).unwrap_or_default());

        let (blocks, _) = Array::slice_as_chunks_mut(text);
        cbc::Encryptor::inner_iv_init(&self.keys.encrypt, &self.keys.iv.into()).encrypt_blocks(blocks);

        self.token.clear();
        STANDARD.encode_string(text, &mut self.token);
        &self.token
    }
}

/// The text that is encrypted: the four fields as JSON, in a text of JSON.
fn push_plain(text: &mut Vec<u8>, serial: &str, userid: &str, username: &str, role: Role) {
    text.extend_from_slice(br#""{\"serial\":\""#);
    push_twice(text, serial);
    text.extend_from_slice(br#"\",\"userid\":\""#);
    push_twice(text, userid);
    text.extend_from_slice(br#"\",\"username\":\""#);
    push_twice(text, username);
    text.extend_from_slice(br#"\",\"joinRole\":\""#);
    text.extend_from_slice(role.name().as_bytes());
    text.extend_from_slice(br#"\"}""#);
}

/// The text that a token hides: what is encrypted to make one.
pub fn plain(claims: &Claims) -> String {
    let mut text = Vec::new();
    push_plain(&mut text, &claims.serial, &claims.userid, &claims.username, claims.role);
    String::from_utf8_lossy(&text).into_owned()
}

/// One token in base64, as it is before it is encoded for a URL.
pub fn mint(keys: &Keys, claims: &Claims) -> String {
    let mut mint = Mint::new(keys.clone());
    mint.mint(&claims.serial, &claims.userid, &claims.username, claims.role);
    mint.token
}

/// Appends what is between the quotes when PHP's `json_encode` is applied to a text twice.
///
/// PHP escapes `/` and everything beyond ASCII, and leaves DEL as it is.
fn push_twice(out: &mut Vec<u8>, text: &str) {
    for c in text.chars() {
        match c {
            '"' => out.extend_from_slice(br#"\\\""#),
            '\\' => out.extend_from_slice(br"\\\\"),
            '/' => out.extend_from_slice(br"\\\/"),
            '\u{8}' => out.extend_from_slice(br"\\b"),
            '\u{c}' => out.extend_from_slice(br"\\f"),
            '\n' => out.extend_from_slice(br"\\n"),
            '\r' => out.extend_from_slice(br"\\r"),
            '\t' => out.extend_from_slice(br"\\t"),
            ' '..='\u{7f}' => out.extend(u8::try_from(c)),
            _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| push_unit(out, *unit)),
        }
    }
}

/// Appends one UTF-16 unit as `\\u6211`: the backslash of the inner text, escaped by the outer.
fn push_unit(out: &mut Vec<u8>, unit: u16) {
    let digit = |shift: u16| match (unit >> shift & 0xf).to_le_bytes()[0] {
        low @ 0..10 => b'0' + low,
        high => b'a' + high - 10,
    };
    out.extend_from_slice(&[b'\\', b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

/// What a token says, or `None` if it is none that these keys made.
///
/// Takes it as it stands in a URL or in plain base64, and spaces for the `+` that form decoding
/// has eaten. There is one answer to every fault on purpose, so that nobody learns from it.
///
/// What decodes to an object that names a meeting was made with the keys, whatever else is odd in it.
pub fn open(keys: &Keys, token: &str) -> Option<Said> {
    let mut text = STANDARD.decode(links::to_base64(token)?).ok()?;
    let (blocks, rest) = Array::slice_as_chunks_mut(&mut text);
    if !rest.is_empty() {
        return None;
    }
    cbc::Decryptor::inner_iv_init(&keys.decrypt, &keys.iv.into()).decrypt_blocks(blocks);

    let padding = usize::from(*text.last()?);
    let (outer, end) = text.split_at_checked(text.len().checked_sub(padding)?)?;
    if !(1..=BLOCK).contains(&padding) || end.iter().any(|byte| usize::from(*byte) != padding) {
        return None;
    }
    let inner: String = serde_json::from_slice(outer).ok()?;
    Said::of(serde_json::from_str(&inner).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use proptest::prelude::*;
    use serde_json::{Map, Value};
    use std::fmt::Write as _;

    const KEY_HEX: &str = "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33";
    const IV_HEX: &str = "e116172f58fe068ba347992514110c83";

    fn sample() -> Keys {
        Keys::from_hex(KEY_HEX, IV_HEX).unwrap()
    }

    fn claims(userid: &str, username: &str, role: Role) -> Claims {
        Claims { serial: "111111".into(), userid: userid.into(), username: username.into(), role }
    }

    /// A token around any plaintext, right or wrong.
    fn seal(keys: &Keys, plain: &[u8]) -> String {
        let mut text = plain.to_vec();
        let missing = BLOCK - text.len() % BLOCK;
        text.resize(text.len() + missing, u8::try_from(missing).unwrap());
        seal_padded(keys, text)
    }

    fn seal_padded(keys: &Keys, mut text: Vec<u8>) -> String {
        let (blocks, _) = Array::slice_as_chunks_mut(&mut text);
        cbc::Encryptor::inner_iv_init(&keys.encrypt, &keys.iv.into()).encrypt_blocks(blocks);
        STANDARD.encode(text)
    }

    fn twice(text: &str) -> String {
        let mut out = Vec::new();
        push_twice(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_vectors_match_byte_for_byte_with_both_kinds_of_keys() {
        let vectors: Vec<Value> =
            serde_json::from_str(include_str!("../../../tests/vectors/weiyi-join-tokens.json")).unwrap();
        assert_eq!(vectors.len(), 8);
        for vector in &vectors {
            let text = |name: &str| vector[name].as_str().unwrap();
            let claim = |name: &str| vector["claims"][name].as_str().unwrap().to_owned();
            let claims = Claims {
                serial: claim("serial"),
                userid: claim("userid"),
                username: claim("username"),
                role: claim("joinRole").parse().unwrap(),
            };
            for keys in [
                Keys::from_hex(text("key"), text("iv")).unwrap(),
                Keys::from_passphrase(text("passkey"), text("passphrase")),
            ] {
                let token = mint(&keys, &claims);
                assert_eq!(url_encoded(&token), text("token"));
                let said = Some(Said::from(claims.clone()));
                assert_eq!(open(&keys, text("token")), said);
                assert_eq!(open(&keys, &token), said);
                assert_eq!(open(&keys, &token.replace('+', " ")), said);
            }
        }
    }

    #[test]
    fn the_samples_of_the_document_match() {
        let keys = sample();
        for (claims, token) in [
            (
                claims("123456", "weiyi我", Role::Presenter),
                "84FUudYrqSSBCHSoXUIw5VvXuOkuVOu/7PeQM3pTw+1Ekn5FqlitQ2Fwi4az9eAPC0hgQJB6IrFa6Mt8fG8mi5HbvjaTnlxx\
                 t8gnlxcCo+zU8apaB1bD+1UIBNBXaAM0nSUr60RgWV5EK80mJWgC7w==",
            ),
            (
                claims("123456", "bob", Role::Chairman),
                "84FUudYrqSSBCHSoXUIw5VvXuOkuVOu/7PeQM3pTw+1Ekn5FqlitQ2Fwi4az9eAPl1+Q9heuhxu2s3DIVsfS8CVcQh+vIHBw\
                 KbpL+5ReevqprcHjJ4+cqahetA+/Lz5X",
            ),
            (
                claims("1", "a/b 😀é", Role::Speaker),
                "84FUudYrqSSBCHSoXUIw5VvXuOkuVOu/7PeQM3pTw+2FfQLlLNITENIwC8I4tV8puL5DHTveBdTTTSykljq8Z6OH0vB8dMAl\
                 LY9rGHc5xDILC3zo/+PQ1wO0w663HITQOrUG+1zm0DOga1cS6qfQ43s/JCIuFBiA8CSVMbY4/eg=",
            ),
        ] {
            assert_eq!(mint(&keys, &claims), token);
            assert_eq!(open(&keys, token), Some(claims.into()));
        }
    }

    #[test]
    fn texts_are_escaped_as_php_does_twice() {
        for (text, expected) in [
            ("a/b 😀é", r"a\\\/b \\ud83d\\ude00\\u00e9"),
            ("say \"hi\"", r#"say \\\"hi\\\""#),
            ("back\\slash", r"back\\\\slash"),
            ("\u{8}\u{c}\n\r\t", r"\\b\\f\\n\\r\\t"),
            ("\0\u{1f}\u{7f}\u{80}", "\\\\u0000\\\\u001f\u{7f}\\\\u0080"),
            ("\u{2028}\u{ffff}\u{10000}\u{10ffff}", r"\\u2028\\uffff\\ud800\\udc00\\udbff\\udfff"),
            ("O'Brien <&>", "O'Brien <&>"),
        ] {
            assert_eq!(twice(text), expected);
        }
        // One character of each row of 256, in all planes.
        for c in (0..=0x10_ff_u32).filter_map(|row| char::from_u32(row << 8 | 0xab)) {
            let mut units = [0; 2];
            let expected = c.encode_utf16(&mut units).iter().fold(String::new(), |mut text, unit| {
                let _ = write!(text, "\\\\u{unit:04x}");
                text
            });
            assert_eq!(twice(&c.to_string()), expected);
        }
    }

    #[test]
    fn one_mint_makes_many_tokens() {
        let keys = sample();
        let mut mint_ = Mint::new(keys.clone());
        let long = "会议😀\"\\/".repeat(2_000);
        for name in [long.as_str(), "bob", "", "weiyi我", &long] {
            let claims = claims("1", name, Role::Speaker);
            assert_eq!(mint_.mint("111111", "1", name, Role::Speaker), mint(&keys, &claims));
            assert_eq!(open(&keys, mint_.mint("111111", "1", name, Role::Speaker)), Some(claims.into()));
        }
    }

    #[test]
    fn the_tokens_of_the_java_sample_open_too() {
        // It leaves é as it is and escapes the slash once.
        let plain =
            r#""{\"serial\":\"1\",\"userid\":\"2\",\"username\":\"a\/é\\u6211\",\"joinRole\":\"speaker\"}""#;
        let opened = open(&sample(), &seal(&sample(), plain.as_bytes())).unwrap();
        assert_eq!((opened.username.as_str(), opened.role.as_str()), ("a/é我", "speaker"));
    }

    #[test]
    fn odd_tokens_of_others_open_as_well() {
        let odd = r#"{"serial":1,"userid":2,"username":null,"joinRole":"king","invisible":1,"exp":99}"#;
        let said = open(&sample(), &seal(&sample(), serde_json::to_string(odd).unwrap().as_bytes())).unwrap();
        let texts = [said.serial, said.userid, said.username, said.role];
        assert_eq!(texts, ["1", "2", "", "king"]);
        let rest = [("exp".into(), 99.into()), ("username".into(), Value::Null)];
        assert_eq!((said.invisible, said.rest), (Some(true), Map::from_iter(rest)));
    }

    #[test]
    fn what_is_no_token_opens_to_nothing() {
        let keys = sample();
        let sealed = |inner: &str| seal(&keys, serde_json::to_string(inner).unwrap().as_bytes());
        let good = r#"{"serial":"1","userid":"2","username":"n","joinRole":"speaker","more":1}"#;
        for inner in [
            "",
            "null",
            "[]",
            r#"["1","2","n","speaker"]"#,
            r#"{"serial":"","userid":"2","username":"n","joinRole":"speaker"}"#,
            r#"{"serial":null,"userid":"2","username":"n","joinRole":"speaker"}"#,
            r#"{"userid":"2","username":"n","joinRole":"speaker"}"#,
            r#"{"serial":"1","userid":"2","username":"n","joinRole":"speaker"} x"#,
        ] {
            assert_eq!(open(&keys, &sealed(inner)), None, "{inner}");
        }
        assert_eq!(open(&keys, &seal(&keys, good.as_bytes())), None, "encoded once");
        assert_eq!(open(&keys, &seal(&keys, b"\"\xff\"")), None, "not UTF-8");
        for padding in [[0; 16], [17; 16], [255; 16]] {
            assert_eq!(open(&keys, &seal_padded(&keys, padding.to_vec())), None);
        }
        for token in ["", " ", "=", "%", "AAAA", "84FUudYrqSSBCHSoXUIw5Q==", "会议", "%ff%fe"] {
            assert_eq!(open(&keys, token), None, "{token}");
        }
        let other = Keys::from_passphrase("a", "b");
        assert_eq!(open(&other, &mint(&keys, &claims("1", "n", Role::Speaker))), None);
    }

    #[test]
    fn errors_of_keys_say_what_is_wrong_and_quote_nothing() {
        let wrong = |key: &str, iv: &str| {
            let error = Keys::from_hex(key, iv).unwrap_err();
            assert_eq!(error.kind(), Kind::Config);
            let told = format!("{error} {}", error.facts().hint.clone().unwrap());
            for secret in [key, iv] {
                assert!(secret.len() < 4 || !told.contains(secret), "{told}");
            }
            told
        };
        assert!(wrong(&KEY_HEX[1..], IV_HEX).contains("63 hexadecimal digits, an odd number"));
        assert!(wrong(&KEY_HEX[2..], IV_HEX).contains("31 bytes"));
        assert!(wrong("", IV_HEX).contains("empty"));
        assert!(wrong(KEY_HEX, &IV_HEX[2..]).contains("\"token_iv\" is no key: it is 15 bytes"));
        assert!(wrong(&STANDARD.encode([0xfb; 32]), IV_HEX).contains("base64"));
        assert!(wrong(KEY_HEX, &STANDARD.encode([0xfb; 16])).contains("base64"));
        assert!(wrong(&format!(" {KEY_HEX}"), IV_HEX).contains("white space"));
        assert!(wrong(&KEY_HEX.replace('4', "x"), IV_HEX).contains("hexadecimal digits"));
        assert!(wrong(&KEY_HEX.replace('4', "会"), IV_HEX).contains("hexadecimal digits"));
        assert!(wrong(IV_HEX, KEY_HEX).contains("exchanged"));
        assert!(Keys::from_hex(&KEY_HEX.to_uppercase(), IV_HEX).is_ok());
        assert!(!format!("{:?}", sample()).contains("52"));
    }

    #[test]
    fn roles_are_read_and_the_nearest_is_offered() {
        assert_eq!("chairman".parse::<Role>().unwrap(), Role::Chairman);
        assert_eq!(Role::default().to_string(), "presenter");
        let error = "Presentor".parse::<Role>().unwrap_err();
        assert_eq!(error.kind(), Kind::Usage);
        assert_eq!(error.facts().hint.as_deref(), Some("did you mean \"presenter\"?"));
    }

    #[test]
    fn names_are_any_text_but_empty_or_with_controls() {
        for name in ["bob", " ", "会议 😀", "a\u{202e}b", "\u{2028}", "\"\\/"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "a\nb", "\u{7f}", "\u{9b}31m", "\0"] {
            assert_eq!(check_name(name).unwrap_err().kind(), Kind::Usage);
        }
        assert!(check_name("a\u{1b}").unwrap_err().to_string().contains("U+001B"));
    }

    proptest! {
        #[test]
        fn what_is_minted_opens(
            serial in any::<String>(), userid in any::<String>(), username in any::<String>(),
            role in prop::sample::select(Role::ALL.to_vec()),
        ) {
            let keys = sample();
            let claims = Claims { serial, userid, username, role };
            let token = mint(&keys, &claims);
            let as_url = open(&keys, &url_encoded(&token));
            let said = Some(Said::from(claims)).filter(|said| !said.serial.is_empty());
            prop_assert_eq!(&as_url, &said);
            prop_assert_eq!(open(&keys, &token), said);
        }

        #[test]
        fn the_text_is_what_a_json_reader_reads_twice(text in any::<String>()) {
            let inner: String = serde_json::from_str(&format!("\"{}\"", twice(&text))).unwrap();
            prop_assert!(inner.is_ascii());
            let read: String = serde_json::from_str(&format!("\"{inner}\"")).unwrap();
            prop_assert_eq!(read, text);
        }

        #[test]
        fn a_changed_token_never_says_the_same(at in any::<prop::sample::Index>(), to in any::<char>()) {
            let keys = sample();
            let claims = claims("123456", "weiyi我", Role::Presenter);
            let mut token: Vec<char> = mint(&keys, &claims).chars().collect();
            let at = at.index(token.len());
            // A space stands for a plus.
            prop_assume!(token[at] != to && !(token[at] == '+' && to == ' '));
            token[at] = to;
            let changed: String = token.into_iter().collect();
            prop_assert_ne!(open(&keys, &changed), Some(claims.into()));
        }

        #[test]
        fn a_changed_bit_never_says_the_same(at in any::<prop::sample::Index>(), bit in 0..8_u32) {
            let keys = sample();
            let claims = claims("123456", "weiyi我", Role::Presenter);
            let mut bytes = STANDARD.decode(mint(&keys, &claims)).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            prop_assert_ne!(open(&keys, &STANDARD.encode(bytes)), Some(claims.into()));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), bytes in any::<Vec<u8>>()) {
            let keys = sample();
            prop_assert_eq!(open(&keys, &text), None);
            prop_assert_eq!(open(&keys, &STANDARD.encode(bytes)), None);
            let _ = (read_link(&text), Keys::from_hex(&text, &text).is_err());
        }
    }
}
