//! Secrets: a value that does not print itself, and the scrubber that takes known secrets out of
//! any text as the last line of defence.

use base64::engine::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::fmt;

/// What stands where a secret would.
pub const HIDDEN: &str = "***";

/// A secret text. `Debug` and `Display` show [`HIDDEN`]; the memory is wiped when it is dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Keeps a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The secret itself, for signing and sending only.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

/// A word in a field's name that makes its value a secret.
pub const WORDS: &[&str] = &[
    "pwd",
    "pass",
    "token",
    "secret",
    "sig",
    "auth",
    "key",
    "pin",
    "pcode",
    "checksum",
    "watchword",
    "pull",
    "push",
    "url",
    "link",
    "path",
];

/// Whether a field of this name may hold what lets somebody in.
pub fn is_named_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// A JSON value in which everything that may let somebody in is hidden: what has a secret's name, and links.
pub fn masked(value: &Value) -> Value {
    let field = |(name, value): (&String, &Value)| {
        let empty = match value {
            Value::Null | Value::Bool(_) => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Number(_) => false,
        };
        let hide = !empty && (is_named_secret(name) || is_whole(name, value) || is_link(value));
        (name.clone(), if hide { Value::from(HIDDEN) } else { masked(value) })
    };
    match value {
        Value::Array(items) => {
            let item = |item: &Value| if is_link(item) { Value::from(HIDDEN) } else { masked(item) };
            Value::Array(items.iter().map(item).collect())
        }
        Value::Object(fields) => Value::Object(fields.iter().map(field).collect()),
        // A bare text is a vendor's words, or the whole answer.
        value => value.clone(),
    }
}

/// Whether this is a result that is nothing but a text: a link or a launch string (vendors whose
/// `result` is their code write a number there); or a "description" that is a password.
fn is_whole(name: &str, value: &Value) -> bool {
    name == "desc" || name == "result" && value.as_str().is_some_and(|text| text.parse::<i64>().is_err())
}

/// Whoever has a link may come in, whatever its field is called.
fn is_link(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains("://"))
}

/// Replaces known secrets in texts that are about to be shown.
#[derive(Clone, Debug, Default)]
pub struct Scrubber(Vec<Secret>);

impl Scrubber {
    /// Secrets shorter than this are not looked for: they would blot out innocent text.
    const SHORTEST: usize = 4;

    /// Learns one more secret, in every spelling in which it may turn up.
    pub fn learn(&mut self, secret: &Secret) {
        let plain = secret.expose();
        if plain.len() < Self::SHORTEST {
            return;
        }
        let percent =
            percent_encoding::utf8_percent_encode(plain, percent_encoding::NON_ALPHANUMERIC).to_string();
        let form: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
        let json = serde_json::Value::from(plain).to_string();
        let json = json.trim_matches('"').to_owned();
        let small = |text: &str| small_escapes(text);
        let mut spellings = vec![small(&percent), small(&form), percent.to_lowercase(), form.to_lowercase()];
        spellings.extend([
            percent,
            form,
            json,
            plain.to_owned(),
            hex::encode(plain),
            hex::encode_upper(plain),
        ]);
        spellings.extend(
            [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD].map(|base64| base64.encode(plain)),
        );
        for spelling in spellings {
            if !self.0.iter().any(|known| known.expose() == spelling) {
                self.0.push(Secret::new(spelling));
            }
        }
        // A secret that another one begins with must not leave the other's end behind.
        self.0.sort_by_key(|known| std::cmp::Reverse(known.expose().len()));
    }

    /// The text with every known secret replaced by [`HIDDEN`].
    pub fn scrub(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.expose()) { text.replace(secret.expose(), HIDDEN) } else { text }
        })
    }
}

/// Percent escapes with small digits, as .NET writes them.
fn small_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        out.extend(["%", &escape.to_ascii_lowercase(), rest]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_secret_never_prints_itself() {
        let secret = Secret::new("canary-value");
        assert_eq!(format!("{secret} {secret:?}"), "*** ***");
    }

    #[test]
    fn what_lets_people_in_is_hidden_wherever_it_stands() {
        let told = json!({
            "eventWatchword": "canary", "list": [{"hostPwd": 123, "n": 1}], "home": "https://h.example/canary",
            "streams": ["rtmp://h.example/canary", "x"], "desc": "canary", "authed": true, "url": "", "keys": [], "link": null, "title": "path",
        });
        let shown = json!({
            "eventWatchword": "***", "list": [{"hostPwd": "***", "n": 1}], "home": "***",
            "streams": ["***", "x"], "desc": "***", "authed": true, "url": "", "keys": [], "link": null, "title": "path",
        });
        assert_eq!(masked(&told), shown);
    }

    #[test]
    fn known_secrets_are_scrubbed_in_both_spellings() {
        let mut scrubber = Scrubber::default();
        scrubber.learn(&Secret::new("p@ss/word"));
        assert_eq!(scrubber.scrub("k=p@ss/word&u=p%40ss%2Fword&l=p%40ss%2fword"), "k=***&u=***&l=***");
        scrubber.learn(&Secret::new("se-cr.et/key+1"));
        assert_eq!(scrubber.scrub("key=se-cr.et%2Fkey%2B1"), "key=***");
        scrubber.learn(&Secret::new("se-cr.et/key"));
        assert_eq!(scrubber.scrub("se-cr.et/key+1 se-cr.et/key"), "*** ***");
        assert_eq!(
            scrubber.scrub("c2UtY3IuZXQva2V5KzE= 73652d63722e65742f6b65792b31 se-cr.et%2fkey%2b1"),
            "*** *** ***"
        );
        scrubber.learn(&Secret::new("ab"));
        assert_eq!(scrubber.scrub("cab"), "cab");
    }
}
