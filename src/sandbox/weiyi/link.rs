//! WeiyiPro's join pages: who would join which meeting in which role.
//!
//! The link with one parameter carries a token: Base64 of AES-256-CBC with PKCS#7 of a JSON object that was encoded
//! twice. The link with many parameters has them behind the `#`, where no server ever sees them.

use aes::Aes256;
use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt as _, KeyIvInit as _};
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::world::World;
use crate::sandbox::exchange::{Answer, Fields, HTML, Incoming, Names};
use crate::sandbox::state::Store;
use crate::sandbox::weiyi;

/// The key of the sandbox's tokens. It is public, and looks like it.
pub(in crate::sandbox) const TOKEN_KEY: &str =
    "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c";
/// And the initialisation vector, which is the same for all tokens.
pub(in crate::sandbox) const TOKEN_IV: &str = "00112233445566778899aabbccddeeff";

/// The object in a token. The document's samples have these four, and nothing else is documented.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Token {
    serial: String,
    userid: String,
    username: String,
    join_role: String,
}

pub(super) fn owns(path: &str) -> bool {
    path == "/h5" || path.starts_with("/h5/")
}

pub(super) fn answer(request: &Incoming, store: &Store) -> Answer {
    if request.method != Method::GET && request.method != Method::HEAD {
        return page(StatusCode::METHOD_NOT_ALLOWED, "This page is only read", "Use GET.");
    }
    match request.path.as_str() {
        "/h5" | "/h5/" => page(
            StatusCode::OK,
            "Join in the browser",
            "The parameters of this link are behind its #, where only a browser sees them: the sandbox cannot \
             say who would join.",
        ),
        "/h5/index.html" => join(request, store),
        _ => page(StatusCode::NOT_FOUND, "No such page", "There are /h5/ and /h5/index.html?token=…"),
    }
}

fn join(request: &Incoming, store: &Store) -> Answer {
    let names = Names { once: &["token"], repeated: &[], files: &[] };
    let fields = match &request.query {
        Ok(query) => Fields::check(query, names),
        Err(why) => Err(why.clone()),
    };
    let token = fields.and_then(|fields| fields.get("token").ok_or_else(|| "no token".to_owned()));
    let token = match token.and_then(|token| open(token, TOKEN_KEY, TOKEN_IV).map_err(ToOwned::to_owned)) {
        Ok(token) => token,
        Err(why) => return page(StatusCode::FORBIDDEN, "This link is not valid", &why),
    };
    let role = match token.join_role.as_str() {
        "presenter" => "an ordinary participant (presenter)",
        "speaker" => "the speaker (speaker)",
        "chairman" => "the chairman (chairman)",
        _ => {
            return page(
                StatusCode::FORBIDDEN,
                "This link is not valid",
                "joinRole is none of the three roles",
            );
        }
    };
    let meeting = store.update(weiyi::NAME, World::seed, |world: &mut World| {
        world.meetings.get(&token.serial).map(|meeting| meeting.name.clone()).ok_or(())
    });
    match meeting {
        Err(error) => Answer::broken(&format!("{error:#}")),
        Ok(Err(())) => page(StatusCode::NOT_FOUND, "No such meeting", &format!("Serial {}.", token.serial)),
        Ok(Ok(name)) => page(
            StatusCode::OK,
            &name,
            &format!(
                "{} (user id {}) would join meeting {} as {role}.",
                token.username, token.userid, token.serial
            ),
        ),
    }
}

/// Decrypts a token; an error says which step failed.
fn open(token: &str, key: &str, iv: &str) -> Result<Token, &'static str> {
    let (key, iv) = (hex::decode(key), hex::decode(iv));
    let (Ok(key), Ok(iv)) = (key, iv) else {
        return Err("the key is not hexadecimal");
    };
    let mut bytes = STANDARD.decode(token).map_err(|_| "the token is not Base64 (standard, with padding)")?;
    let cipher =
        cbc::Decryptor::<Aes256>::new_from_slices(&key, &iv).map_err(|_| "the key has a wrong length")?;
    let plain =
        cipher.decrypt_padded::<Pkcs7>(&mut bytes).map_err(|_| "the token is encrypted with another key")?;
    let inner: String = serde_json::from_slice(plain)
        .map_err(|_| "the token is encrypted with another key, or not a JSON string")?;
    serde_json::from_str(&inner)
        .map_err(|_| "the token is not an object of the strings serial, userid, username and joinRole")
}

/// A page without scripts; both texts are escaped here.
fn page(status: StatusCode, title: &str, text: &str) -> Answer {
    let (title, text) = (escaped(title), escaped(text));
    let body = format!(
        "<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body>\n<h1>{title}</h1>\n<p>{text}</p>\n<p>meetctl sandbox: nothing was joined.</p>\n</body>\n</html>\n"
    );
    let mut answer = Answer::new(status, HTML, body, format!("HTTP {}", status.as_u16()));
    answer.headers.push(("content-security-policy", "default-src 'none'".to_owned()));
    answer.headers.push(("x-content-type-options", "nosniff".to_owned()));
    answer
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use aes::cipher::{BlockModeEncrypt as _, KeyIvInit as _};
    use base64::Engine as _;

    use super::{Aes256, Pkcs7, STANDARD, TOKEN_IV, TOKEN_KEY, open};
    use crate::sandbox::testing::Sandbox;

    fn encrypted(plain: &str) -> String {
        let (key, iv) = (hex::decode(TOKEN_KEY).unwrap(), hex::decode(TOKEN_IV).unwrap());
        let mut bytes = plain.as_bytes().to_vec();
        let length = bytes.len();
        bytes.resize(length + 16, 0);
        let cipher = cbc::Encryptor::<Aes256>::new_from_slices(&key, &iv).unwrap();
        STANDARD.encode(cipher.encrypt_padded::<Pkcs7>(&mut bytes, length).unwrap())
    }

    fn token(serial: &str, name: &str, role: &str) -> String {
        let object = serde_json::json!({"serial": serial, "userid": "7", "username": name, "joinRole": role})
            .to_string();
        encrypted(&serde_json::to_string(&object).unwrap())
    }

    fn page(sandbox: &Sandbox, method: &str, target: &str) -> (u16, String) {
        sandbox.send(&Sandbox::request(method, target, "", ""))
    }

    fn join(sandbox: &Sandbox, token: &str) -> (u16, String) {
        let token = token.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        page(sandbox, "GET", &format!("/h5/index.html?token={token}"))
    }

    #[test]
    fn the_sample_of_the_document_opens() {
        let (key, iv) = (
            "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33",
            "e116172f58fe068ba347992514110c83",
        );
        let sample = "84FUudYrqSSBCHSoXUIw5VvXuOkuVOu/7PeQM3pTw+1Ekn5FqlitQ2Fwi4az9eAPC0hgQJB6IrFa6Mt8fG8mi5HbvjaTnlxx\
                      t8gnlxcCo+zU8apaB1bD+1UIBNBXaAM0nSUr60RgWV5EK80mJWgC7w==";
        let token = open(sample, key, iv).map_err(ToOwned::to_owned).unwrap();
        assert_eq!((token.serial.as_str(), token.userid.as_str()), ("111111", "123456"));
        assert_eq!((token.username.as_str(), token.join_role.as_str()), ("weiyi我", "presenter"));
        assert!(open(sample, TOKEN_KEY, TOKEN_IV).is_err());
    }

    #[test]
    fn the_page_says_who_would_join_and_escapes_it() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[]);
        let (status, body) =
            join(&sandbox, &token("111111", "</p><script>alert('\"&')</script>", "chairman"));
        assert_eq!(status, 200);
        assert!(body.contains("产品周会") && body.contains("the chairman"), "{body}");
        assert!(
            body.contains("&lt;/p&gt;&lt;script&gt;alert(&#39;&quot;&amp;&#39;)&lt;/script&gt; (user id 7)")
        );
        assert!(!body.contains("<script"), "{body}");

        let serial = sandbox.post("meetingcreate", &Sandbox::new_meeting()).1["serial"].to_string();
        let (status, body) = join(&sandbox, &token(&serial, "bob", "presenter"));
        assert_eq!(status, 200);
        assert!(body.contains("<h1>测试 &lt;b&gt;</h1>"), "{body}");
        let raw = sandbox.exchange(&Sandbox::request("GET", "/h5/", "", ""));
        assert!(raw.contains("content-security-policy: default-src 'none'\r\n"), "{raw}");
    }

    #[test]
    fn what_is_not_valid_joins_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[]);
        let good = token("111111", "bob", "speaker");
        assert_eq!(join(&sandbox, &good).0, 200);
        assert_eq!(join(&sandbox, &token("<i>", "bob", "speaker")).0, 404);
        assert!(join(&sandbox, &token("<i>", "bob", "speaker")).1.contains("Serial &lt;i&gt;."));
        for bad in [
            String::new(),
            "x".to_owned(),
            good.trim_end_matches('=')[..good.len() - 8].to_owned(),
            good.replacen(&good[..4], "AAAA", 1),
            token("111111", "bob", "boss"),
            // Encoded once instead of twice, a number for a text, a field too many.
            encrypted(r#"{"serial":"111111","userid":"7","username":"bob","joinRole":"speaker"}"#),
            encrypted(
                r#""{\"serial\":111111,\"userid\":\"7\",\"username\":\"bob\",\"joinRole\":\"speaker\"}""#,
            ),
            encrypted(
                r#""{\"serial\":\"111111\",\"userid\":\"7\",\"username\":\"bob\",\"joinRole\":\"speaker\",\"x\":\"1\"}""#,
            ),
        ] {
            assert_eq!(join(&sandbox, &bad).0, 403, "{bad}");
        }
        for (method, target, status) in [
            ("GET", "/h5/", 200),
            ("GET", "/h5/index.html", 403),
            ("GET", "/h5/index.html?token=a&token=b", 403),
            ("GET", "/h5/x", 404),
            ("GET", "/h5x", 404),
            ("POST", "/h5/", 405),
        ] {
            assert_eq!(page(&sandbox, method, target).0, status, "{target}");
        }
    }
}
