//! Secrets: a value that does not print itself, and the scrubber that takes known secrets out of
//! any text as the last line of defence.

use secrecy::{ExposeSecret, SecretString};
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
        for spelling in [percent.to_lowercase(), form.to_lowercase(), percent, form, json, plain.to_owned()] {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints_itself() {
        let secret = Secret::new("canary-value");
        assert_eq!(format!("{secret} {secret:?}"), "*** ***");
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
        scrubber.learn(&Secret::new("ab"));
        assert_eq!(scrubber.scrub("cab"), "cab");
    }
}
