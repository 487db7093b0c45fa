//! How NetEase Meeting is signed, and how it says yes and no.

use super::join_info::JOIN_INFO;
use super::{ID, codes};
use crate::client::codes::find;
use crate::client::json::Json;
use crate::client::profile::Profile;
use crate::client::retry::Envelope;
use crate::client::session::{Dialect, Moment};
use crate::client::wire::{Field, Request, Show};
use crate::error::Result;
use crate::secret::Secret;
use crate::text::hex_of;
use md5::Md5;
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

/// NetEase Meeting on the wire.
pub(super) static DIALECT: Dialect = Dialect {
    vendor: ID,
    sign,
    open,
    codes: codes::CODES,
    look_up: msg!("See whether it is done, with `meeting list` or `meeting get`, before you send it again"),
    login: None,
};

/// What stands behind a body in its `authorization`.
const SALT: &[u8] = b"@163";

/// Four headers, of which three are new in every attempt. The body is not signed, but for that of
/// the call for guests.
fn sign(profile: &Profile, request: &mut Request, moment: &Moment) -> Result<()> {
    let (key, secret) = (profile.need("app_key")?, profile.need("app_secret")?);
    let nonce = nonce(moment.nonce);
    let time = moment.now.as_second().to_string();
    let sum = check_sum(&secret, &nonce, &time);
    if request.url.path().ends_with(JOIN_INFO.path()) {
        // Over the very bytes that are sent.
        let body = request.clone().encode(Show::Everything).body;
        let authorization = hex_of(Md5::new().chain_update(&body).chain_update(SALT).finalize());
        request.headers.push(Field::hidden("authorization", Secret::new(authorization)));
    }
    request.headers.push(Field::open("AppKey", key.expose()));
    request.headers.push(Field::open("Nonce", nonce));
    request.headers.push(Field::open("CurTime", time));
    request.headers.push(Field::hidden("CheckSum", Secret::new(sum)));
    Ok(())
}

/// A positive integer of eight digits, as the document asks.
pub(super) fn nonce(random: [u8; 16]) -> String {
    (10_000_000 + u128::from_le_bytes(random) % 90_000_000).to_string()
}

pub(super) fn check_sum(secret: &Secret, nonce: &str, time: &str) -> String {
    hex_of(Sha1::digest(text(secret.expose(), nonce, time)))
}

/// What the sum is over.
pub(super) fn text(secret: &str, nonce: &str, time: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{secret}{nonce}{time}"))
}

/// `code` is 200, as a number or a text. The call for guests has a `code` of its own in `ret`, which
/// the document lists beside the outer one: a failure there is a failure.
fn open(answer: &Json) -> Envelope {
    let text = |of: &Json, name: &str| of.get(name)?.as_text().filter(|text| !text.trim().is_empty());
    let Some(code) = text(answer, "code") else { return Envelope::Foreign };
    let failure = |code: &str, of: &Json| Envelope::Failure {
        code: code.trim().to_owned(),
        message: text(of, "msg"),
        request_id: text(answer, "requestId"),
    };
    if code.trim() != "200" {
        return failure(&code, answer);
    }
    let inner = answer.get("ret").and_then(|ret| Some((ret, text(ret, "code")?)));
    match inner {
        Some((ret, code)) if find(codes::CODES, code.trim()).is_some() => failure(&code, ret),
        _ => Envelope::Success,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::profile::tests::profile;
    use crate::client::wire::{Body, Secrecy, Value};
    use url::Url;

    fn read(text: &str) -> Envelope {
        open(&Json::parse(text.as_bytes()).unwrap())
    }

    fn signed(path: &str, body: Body, random: u8) -> Vec<(String, String)> {
        let profile = profile(&[("app_key", "key"), ("app_secret", "appsecret")]);
        let url = Url::parse(&format!("https://h.example{path}")).unwrap();
        let mut request = Request { method: "POST", url, query: Vec::new(), headers: Vec::new(), body };
        let moment =
            Moment { now: "2020-07-13T11:17:16Z".parse().unwrap(), nonce: [random; 16], token: None };
        sign(&profile, &mut request, &moment).unwrap();
        let hidden =
            request.headers.iter().filter(|f| matches!(f.value, Value::Hidden(_))).map(|f| f.name.as_str());
        let hidden: Vec<&str> = hidden.collect();
        assert!(hidden.ends_with(&["CheckSum"]), "{hidden:?}");
        request.encode(Show::Everything).headers
    }

    /// The vectors of the notes on the document.
    #[test]
    fn sums_are_those_of_the_document() {
        let field = |name: &'static str, value: serde_json::Value| (name.into(), value, Secrecy::Open);
        let body = Body::Json(vec![
            field("meetingId", "123456789".into()),
            field("nickName", "hello".into()),
            field("video", 1.into()),
            field("audio", 1.into()),
        ]);
        let headers = signed(JOIN_INFO.path(), body, 1);
        assert_eq!(headers[0], ("authorization".to_owned(), "57b3ef478d2a6fb287c5b5a2a7117f8a".to_owned()));
    }

    #[test]
    fn every_attempt_is_signed_anew() {
        let first = signed("/v2/meeting/get", Body::Empty, 1);
        let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["AppKey", "Nonce", "CurTime", "CheckSum"]);
        assert_eq!(first[2].1, "1594639036");
        let second = signed("/v2/meeting/get", Body::Empty, 2);
        assert!(first[1] != second[1] && first[3] != second[3]);
        for random in [0, 1, 127, 255] {
            assert_eq!(nonce([random; 16]).len(), 8);
        }
    }

    #[test]
    fn two_hundred_is_success_however_it_is_written() {
        for text in [r#"{"code":200}"#, r#"{"code":"200","ret":null}"#, r#"{"code":200,"ret":{"code":200}}"#]
        {
            assert_eq!(read(text), Envelope::Success, "{text}");
        }
        for text in ["{}", "[]", r#"{"code":null}"#, r#"{"code":""}"#, r#"{"result":0}"#] {
            assert_eq!(read(text), Envelope::Foreign, "{text}");
        }
        let failure = |code: &str, message: Option<&str>, id: Option<&str>| Envelope::Failure {
            code: code.to_owned(),
            message: message.map(str::to_owned),
            request_id: id.map(str::to_owned),
        };
        assert_eq!(
            read(r#"{"code":401,"msg":"请求未通过验证","requestId":"mc_1","costTime":"25ms"}"#),
            failure("401", Some("请求未通过验证"), Some("mc_1"))
        );
        assert_eq!(read(r#"{"code":"2000"}"#), failure("2000", None, None));
        assert_eq!(read(r#"{"code":0}"#), failure("0", None, None));
        assert_eq!(read(r#"{"code":200,"ret":{"code":2014,"msg":"x"}}"#), failure("2014", Some("x"), None));
    }
}
