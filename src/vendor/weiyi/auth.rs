//! How WeiyiPro is signed, and how it says yes and no.

use super::{ID, codes};
use crate::client::codes::find;
use crate::client::json::Json;
use crate::client::profile::Profile;
use crate::client::retry::Envelope;
use crate::client::session::{Dialect, Moment};
use crate::client::wire::{Body, Field, Request};
use crate::error::Result;

/// WeiyiPro on the wire.
pub(super) static DIALECT: Dialect = Dialect {
    vendor: ID,
    sign,
    open,
    codes: codes::CODES,
    look_up: msg!("WeiyiPro cannot list meetings: look in its console before you send this again"),
    login: None,
};

/// `key` is the first field of a form; a request without a form carries it in the query.
fn sign(profile: &Profile, request: &mut Request, _: &Moment) -> Result<()> {
    let key = Field::hidden("key", profile.need("key")?);
    match &mut request.body {
        Body::Multipart { parts, .. } => parts.insert(0, key),
        Body::Empty | Body::Json(_) | Body::Bytes { .. } => request.query.insert(0, key),
    }
    Ok(())
}

/// `result` is 0, or `code` in the one call that has no `result`; as a number or as a text. Gateways
/// like the name `code` too, so there only the vendor's own numbers count.
fn open(answer: &Json) -> Envelope {
    let text =
        |name: &str| Some(answer.get(name)?.as_text()?.trim().to_owned()).filter(|text| !text.is_empty());
    let known = |code: &String| code == "0" || find(codes::CODES, code).is_some();
    match text("result").or_else(|| text("code").filter(known)) {
        Some(code) if code == "0" => Envelope::Success,
        Some(code) => {
            Envelope::Failure { code, message: text("msg").or_else(|| text("message")), request_id: None }
        }
        None => Envelope::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Envelope {
        open(&Json::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn nought_is_success_however_it_is_written() {
        for text in [r#"{"result":0}"#, r#"{"result":"0"}"#, r#"{"code":0}"#, r#"{"result":null,"code":"0"}"#]
        {
            assert_eq!(read(text), Envelope::Success, "{text}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        for (text, code) in
            [(r#"{"result":-1}"#, "-1"), (r#"{"result":"4007"}"#, "4007"), (r#"{"result":true}"#, "true")]
        {
            assert!(matches!(read(text), Envelope::Failure { code: c, .. } if c == code), "{text}");
        }
        for text in [
            r#"{"result":null}"#,
            r#"{"result":[]}"#,
            "{}",
            "[]",
            "0",
            r#"{"result":""}"#,
            r#"{"code":502,"message":"upstream"}"#,
        ] {
            assert_eq!(read(text), Envelope::Foreign, "{text}");
        }
    }
}
