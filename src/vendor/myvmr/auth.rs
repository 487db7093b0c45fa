//! How MyVMR is signed, and how it says yes and no.

use super::{ID, codes};
use crate::client::json::Json;
use crate::client::profile::Profile;
use crate::client::retry::Envelope;
use crate::client::session::{Dialect, Moment};
use crate::client::wire::{Field, Request};
use crate::error::{Error, Result};
use crate::secret::Secret;

/// MyVMR on the wire.
pub(super) static DIALECT: Dialect = Dialect {
    vendor: ID,
    sign,
    open,
    codes: codes::CODES,
    look_up: msg!(
        "look before you send it again: `meeting list` shows reservations, `record status NUMBER` a recording"
    ),
    login: None,
};

/// Every call carries `auth`, also the one whose own section leaves it out.
///
/// The document gives it 60 characters; a real one is said to have 65. Its length is nobody's business.
fn sign(profile: &Profile, request: &mut Request, _: &Moment) -> Result<()> {
    request.headers.push(Field::hidden("auth", credential(profile)?));
    Ok(())
}

pub(super) fn credential(profile: &Profile) -> Result<Secret> {
    if let Some(auth) = profile.get("auth")? {
        return Ok(auth);
    }
    if !profile.has("api_id") && !profile.has("api_key") {
        return Err(Error::config(tr!(
            "profile \"{name}\" has neither \"auth\" nor \"api_id\" and \"api_key\"",
            name = profile.name
        ))
        .hint(tr!("add auth = { env = \"NAME\" } to the profile, or api_id and api_key")));
    }
    let (id, key) = (profile.need("api_id")?, profile.need("api_key")?);
    Ok(Secret::new(joined(id.expose(), key.expose())))
}

/// What stands for `auth` where there is none.
pub(super) fn joined(id: &str, key: &str) -> String {
    format!("{id}:{key}")
}

/// `code` is 200, compared whole, and `state`, where there is one, is 1.
fn open(answer: &Json) -> Envelope {
    let text = |name: &str| answer.get(name).and_then(Json::as_text);
    let (code, state) = (text("code").unwrap_or_default(), answer.get("state"));
    let failure = |code: &str| Envelope::Failure {
        code: code.to_owned(),
        message: text("message").or_else(|| text("msg")).filter(|words| !words.is_empty()),
        request_id: None,
    };
    match (code.trim(), state.map(|state| state.as_text().unwrap_or_default())) {
        ("", _) => Envelope::Foreign,
        ("200", None) => Envelope::Success,
        ("200", Some(state)) => match state.trim() {
            "1" => Envelope::Success,
            "0" => failure(codes::of_state(&text("message").unwrap_or_default())),
            _ => Envelope::Foreign,
        },
        (code, _) => failure(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::profile::tests::profile;
    use crate::error::Kind;

    fn read(text: &str) -> Envelope {
        open(&Json::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn success_is_a_whole_200_and_a_state_of_1() {
        for text in [
            r#"{"code":"200","data":{},"message":null,"state":1}"#,
            r#"{"code":200,"data":null,"message":"操作成功","state":1}"#,
            r#"{"code":200,"msg":"success","name":"x"}"#,
            r#"{"code":" 200 ","state":"1"}"#,
        ] {
            assert_eq!(read(text), Envelope::Success, "{text}");
        }
        for text in [
            "{}",
            "[]",
            "200",
            r#"{"state":1}"#,
            r#"{"code":null,"state":1}"#,
            r#"{"code":"","state":1}"#,
            r#"{"code":[200],"state":1}"#,
            r#"{"code":200,"state":null}"#,
            r#"{"code":200,"state":2}"#,
            r#"{"code":200,"state":{}}"#,
        ] {
            assert_eq!(read(text), Envelope::Foreign, "{text}");
        }
    }

    #[test]
    fn a_code_that_begins_with_200_is_a_failure() {
        let failed = |text: &str| match read(text) {
            Envelope::Failure { code, message, .. } => (code, message.unwrap_or_default()),
            other => panic!("{text}: {other:?}"),
        };
        let is = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        assert_eq!(failed(r#"{"code":200001,"message":"不匹配","state":0}"#), is("200001", "不匹配"));
        assert_eq!(failed(r#"{"code":"200009","msg":"已被预约"}"#), is("200009", "已被预约"));
        assert_eq!(failed(r#"{"code":200003,"message":null,"state":1}"#), is("200003", ""));
        assert_eq!(failed(r#"{"code":"200","message":"x","state":0}"#), is("state 0", "x"));
        assert_eq!(failed(r#"{"code":2000,"state":1}"#).0, "2000");
        assert_eq!(failed(r#"{"code":true}"#).0, "true");
    }

    #[test]
    fn the_credential_goes_verbatim_or_joined() {
        let made = |settings: &[(&'static str, &str)]| credential(&profile(settings));
        assert_eq!(made(&[("auth", "800")]).unwrap().expose(), "800");
        assert_eq!(made(&[("api_id", "id"), ("api_key", "key")]).unwrap().expose(), "id:key");
        assert_eq!(made(&[("auth", "a"), ("api_id", "id"), ("api_key", "k")]).unwrap().expose(), "a");
        for settings in [&[][..], &[("api_id", "id")], &[("api_key", "k")], &[("account", "a@b")]] {
            assert_eq!(made(settings).unwrap_err().kind(), Kind::Config, "{settings:?}");
        }
    }
}
