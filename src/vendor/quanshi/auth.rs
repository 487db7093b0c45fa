//! How Quanshi is signed, how a token is bought, and how it says yes and no.

use super::{APP_ID, ID, check_api, codes};
use crate::client::json::{Fields, Json};
use crate::client::login::Login;
use crate::client::profile::Profile;
use crate::client::retry::Envelope;
use crate::client::session::{Dialect, Moment};
use crate::client::wire::{Body, Field, Request, Secrecy};
use crate::error::{Error, Result};
use crate::secret::Secret;
use serde_json::Value;
use sha1::{Digest, Sha1};
use url::Url;
use zeroize::Zeroizing;

/// Quanshi on the wire.
pub(super) static DIALECT: Dialect = Dialect {
    vendor: ID,
    sign,
    open,
    codes: codes::CODES,
    look_up: msg!("see whether it happened: meetctl meeting list, meeting get, or record get"),
    login: Some(Login { line: LOGIN, wanted, request: log_in, open: open_login, token }),
};

/// The call of the vendor's newer pages; its host is taken to be the API's.
const LOGIN: &str = "POST /token/create";
/// For how many seconds a token is good where the answer does not say.
const DAY: i64 = 86_400;

/// A token goes in a header; the profile's own fields go in the body, behind the call's and never
/// in their place. `appKey` is a parameter of the calls that take it.
fn sign(profile: &Profile, request: &mut Request, moment: &Moment) -> Result<()> {
    check_api(profile)?;
    if let Some(token) = profile.get("token")?.or_else(|| moment.token.clone()) {
        request.headers.push(Field::hidden("token", token));
    }
    if let Body::Json(fields) = &mut request.body {
        for (name, value) in profile.table("body")? {
            if !fields.iter().any(|(known, _, _)| *known == name) {
                fields.push((name.into(), Value::from(value.expose()), Secrecy::Hidden));
            }
        }
    }
    Ok(())
}

pub(super) fn wanted(profile: &Profile) -> bool {
    profile.has("app_secret") && !profile.has("token")
}

/// The sum is over secret, nonce and time; the time is in milliseconds, and may be off by little.
fn log_in(profile: &Profile, base: &Url, moment: &Moment) -> Result<Request> {
    let time = moment.now.as_millisecond().to_string();
    let nonce = hex::encode(moment.nonce);
    let sum = check_sum(profile.need("app_secret")?.expose(), &nonce, &time);
    let user = profile.text("user_id")?.and_then(|id| id.trim().parse::<u64>().ok()).ok_or_else(|| {
        Error::config(tr!("profile \"{name}\" has no \"user_id\" in digits", name = profile.name))
            .hint(tr!("app_secret buys a token for a user: add user_id = \"…\", or give a token"))
    })?;
    let app_id = profile.text("app_id")?.unwrap_or_else(|| APP_ID.to_owned());
    let mut url = base.clone();
    url.set_path(&format!("{}{}", base.path().trim_end_matches('/'), LOGIN.trim_start_matches("POST ")));
    Ok(Request {
        method: "POST",
        url,
        query: Vec::new(),
        headers: vec![
            Field::open("AppId", app_id),
            Field::open("Nonce", nonce),
            Field::open("CurTime", time),
            Field::hidden("CheckSum", Secret::new(sum)),
        ],
        body: Body::Json(vec![("userId".into(), Value::from(user), Secrecy::Open)]),
    })
}

/// Lower-case hexadecimal SHA-1.
pub(super) fn check_sum(secret: &str, nonce: &str, time: &str) -> String {
    hex::encode(Sha1::digest(text(secret, nonce, time)))
}

/// What the sum is over.
pub(super) fn text(secret: &str, nonce: &str, time: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("{secret}{nonce}{time}"))
}

fn token(answer: &Json) -> Option<(String, i64)> {
    let mut data = Fields::of(answer.get("data")?.clone());
    let token = data.text("token")?;
    Some((token, data.int("expire").filter(|seconds| *seconds > 0).unwrap_or(DAY)))
}

/// The newer pages' envelope: `code` is 200.
fn open_login(answer: &Json) -> Envelope {
    match number(answer, "code").as_deref() {
        Some("200") => Envelope::Success,
        Some(code) => failure(answer, code),
        None => match open(answer) {
            Envelope::Success => Envelope::Foreign,
            envelope => envelope,
        },
    }
}

/// `status` is 0 (one page writes `stauts`); the newer product has `code` 200 in its place.
fn open(answer: &Json) -> Envelope {
    match (number(answer, "status").or_else(|| number(answer, "stauts")), number(answer, "code")) {
        (Some(status), _) if status == "0" => Envelope::Success,
        (None, Some(code)) if code == "200" => Envelope::Success,
        (Some(code), _) | (None, Some(code)) => failure(answer, &code),
        (None, None) => Envelope::Foreign,
    }
}

fn number(answer: &Json, name: &str) -> Option<String> {
    let text = answer.get(name)?.as_text()?.trim().to_owned();
    Some(text).filter(|text| !text.is_empty())
}

/// `msg` is words only here: on success it is a trace id. Why each box was refused stands deeper.
fn failure(answer: &Json, code: &str) -> Envelope {
    let mut words: Vec<String> = number(answer, "msg").into_iter().collect();
    if let Some(Json::List(boxes)) = answer.get("result").and_then(|result| result.get("invalidBoxIdList")) {
        words.extend(boxes.iter().filter_map(|one| number(one, "errMsg")));
    }
    Envelope::Failure {
        code: code.to_owned(),
        message: (!words.is_empty()).then(|| words.join("; ")),
        request_id: number(answer, "request_id").or_else(|| number(answer, "reqid")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::profile::tests::profile;
    use crate::client::wire::Show;

    fn read(text: &str) -> Envelope {
        open(&Json::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn nought_is_success_however_it_is_written() {
        for text in [
            r#"{"status":0,"result":null}"#,
            r#"{"status":"0"}"#,
            r#"{"stauts":0}"#,
            r#"{"code":200,"data":{}}"#,
            r#"{"status":0,"code":500}"#,
            r#"{"status":null,"code":"200"}"#,
        ] {
            assert_eq!(read(text), Envelope::Success, "{text}");
        }
        for text in [r#"{"status":null}"#, r#"{"status":[]}"#, "{}", "[]", "0", r#"{"status":""}"#] {
            assert_eq!(read(text), Envelope::Foreign, "{text}");
        }
    }

    #[test]
    fn a_refusal_has_words_and_a_name_for_the_request() {
        let text = r#"{"status":"51208","reqid":"r-1","msg":"the num of valid boxIds is 0",
            "result":{"invalidBoxIdList":[{"errMsg":"not found"}]}}"#;
        let expected = Envelope::Failure {
            code: "51208".into(),
            message: Some("the num of valid boxIds is 0; not found".into()),
            request_id: Some("r-1".into()),
        };
        assert_eq!(read(text), expected);
        assert!(matches!(read(r#"{"code":200001}"#), Envelope::Failure { code, .. } if code == "200001"));
    }

    #[test]
    fn a_login_is_signed_in_headers() {
        let profile = profile(&[("app_secret", "s3cret"), ("user_id", "81299515")]);
        let now = jiff::Timestamp::from_millisecond(1_641_020_400_000).unwrap();
        let moment = Moment { now, nonce: [7; 16], token: None };
        let base = Url::parse("https://h.example/api").unwrap();
        let sent = log_in(&profile, &base, &moment).unwrap().encode(Show::Everything);
        assert_eq!(sent.url.as_str(), "https://h.example/api/token/create");
        assert_eq!(sent.body, br#"{"userId":81299515}"#);
        let nonce = "07".repeat(16);
        let expected = [
            ("AppId", "6"),
            ("Nonce", &nonce),
            ("CurTime", "1641020400000"),
            ("CheckSum", &check_sum("s3cret", &nonce, "1641020400000")),
        ];
        let headers: Vec<(&str, &str)> =
            sent.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).take(4).collect();
        assert_eq!(headers, expected);
    }

    #[test]
    fn a_login_succeeds_with_a_token_only() {
        let text = br#"{"code":200,"data":{"token":"t","expire":"60"}}"#;
        let answer = Json::parse(text).unwrap();
        assert_eq!((open_login(&answer), token(&answer)), (Envelope::Success, Some(("t".into(), 60))));
        let answer = Json::parse(br#"{"status":0}"#).unwrap();
        assert_eq!((open_login(&answer), token(&answer)), (Envelope::Foreign, None));
    }
}
