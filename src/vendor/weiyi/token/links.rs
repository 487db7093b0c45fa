//! The two kinds of join URL: with one token, and with everything in the open.

use super::Role;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value};
use url::Url;

/// What is encoded in a value: everything but RFC 3986's unreserved characters.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A token in base64 as it stands in a URL.
pub fn url_encoded(token: &str) -> String {
    utf8_percent_encode(token, VALUE).to_string()
}

/// The URL with one token. The token is plain base64.
pub fn link(base: &Url, token: &str) -> String {
    let mut out = String::new();
    push_link(&mut out, base, token);
    out
}

/// Appends the URL with one token, for those who make many.
pub fn push_link(out: &mut String, base: &Url, token: &str) {
    out.push_str(start(base));
    out.push_str("/h5/index.html?token=");
    out.extend(utf8_percent_encode(token, VALUE));
}

/// The URL with everything in the open. Its query is inside the fragment, where the page reads it.
pub fn plain_link(
    base: &Url,
    serial: &str,
    userid: &str,
    username: &str,
    invisible: bool,
    role: Role,
) -> String {
    format!(
        "{}/h5/#/login?serial={}&userid={}&username={}&invisible={}&joinRole={role}",
        start(base),
        utf8_percent_encode(serial, VALUE),
        utf8_percent_encode(userid, VALUE),
        utf8_percent_encode(username, VALUE),
        u8::from(invisible),
    )
}

/// Scheme, host and path of a base address, without the slash at its end.
fn start(base: &Url) -> &str {
    base[..url::Position::AfterPath].trim_end_matches('/')
}

/// What a user pasted to be looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pasted {
    /// A token, in plain base64; whose it is, only the keys can tell.
    Token(String),
    /// A URL with everything in the open.
    Plain(Said),
}

/// What a link or token says, whoever made it: what it lacks is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The meeting.
    pub serial: String,
    /// The attendee.
    pub userid: String,
    /// The name that the others see.
    pub username: String,
    /// Whether the others see the attendee; unknown unless it says 0 or 1.
    pub invisible: Option<bool>,
    /// The role as it is written there, which may be none that exists.
    pub role: String,
    /// All that no document names.
    pub rest: Map<String, Value>,
}

impl Said {
    /// What fields of these names and values say; `None` if they name no meeting.
    pub(super) fn of(mut fields: Map<String, Value>) -> Option<Self> {
        // PHP writes numbers as they were given to it.
        let mut text = |name: &str| {
            let text = match fields.get(name) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                // What cannot be read stays with the rest.
                _ => return String::new(),
            };
            fields.remove(name);
            text
        };
        let serial = Some(text("serial")).filter(|serial| !serial.is_empty())?;
        let (userid, username, role) = (text("userid"), text("username"), text("joinRole"));
        let invisible = match text("invisible").as_str() {
            "0" => Some(false),
            "1" => Some(true),
            "" => None,
            other => {
                fields.insert("invisible".to_owned(), other.into());
                None
            }
        };
        Some(Self { serial, userid, username, invisible, role, rest: fields })
    }
}

/// Takes apart a join URL of either kind, or a bare token.
pub fn read_link(text: &str) -> Option<Pasted> {
    let text = &pasted(text);
    if !text.contains(['?', '#']) {
        return to_base64(text).map(Pasted::Token);
    }
    let (page, fragment) = text.split_once('#').unwrap_or((text, ""));
    if let Some(token) = parameter(page, "token").or_else(|| parameter(fragment, "token")) {
        return to_base64(token).map(Pasted::Token);
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut fields = Map::new();
    for (name, value) in parameters(fragment) {
        // The first of a name counts.
        fields.entry(decoded(name)).or_insert_with(|| decoded(value).into());
    }
    Said::of(fields).map(Pasted::Plain)
}

/// The text without what a mail or a chat puts around it: brackets, quotes, the end of a sentence, and the ends of
/// lines where it was wrapped. A link has none of them.
fn pasted(text: &str) -> String {
    let around = |c: char| c.is_whitespace() || "<>\"“”‘’（）「」『』《》【】，。；、！".contains(c);
    text.lines().map(str::trim).collect::<String>().trim_matches(around).to_owned()
}

/// The encoded value of a parameter in what follows the question mark.
fn parameter<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    parameters(text).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Names and values, encoded, in what follows the question mark.
fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = text.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// Plain base64 from a token as it stands in a URL or form, if it has the letters of one.
///
/// A space stands for the `+` that form decoding has eaten; line ends come from pasting.
pub(super) fn to_base64(token: &str) -> Option<String> {
    let token = token.trim_matches(['\r', '\n', '\t']);
    let token = percent_decode_str(token).decode_utf8().ok()?.replace(' ', "+");
    let letters = |b: u8| b.is_ascii_alphanumeric() || b"+/=".contains(&b);
    (!token.is_empty() && token.bytes().all(letters)).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn base(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn links_are_those_of_the_document() {
        assert_eq!(link(&base("https://xx.com"), "a+/="), "https://xx.com/h5/index.html?token=a%2B%2F%3D");
        assert_eq!(
            link(&base("https://xx.com:8443/x/"), "ab"),
            "https://xx.com:8443/x/h5/index.html?token=ab"
        );
        assert_eq!(
            plain_link(&base("https://xx.com"), "123456789", "1234", "name", true, Role::Presenter),
            "https://xx.com/h5/#/login?serial=123456789&userid=1234&username=name&invisible=1&joinRole=presenter"
        );
        assert!(
            plain_link(&base("http://h/x"), "1", "a&b=c", "张 三+#/?", false, Role::Chairman)
                .starts_with("http://h/x/h5/#/login?serial=1&userid=a%26b%3Dc&username=%E5%BC%A0%20%E4%B8%89%2B%23%2F%3F&invisible=0&")
        );
    }

    #[test]
    fn pasted_links_are_read() {
        let token = |text: &str| Some(Pasted::Token(text.to_owned()));
        assert_eq!(read_link(" https://h/h5/index.html?a=1&token=x%2By%2F%3D%3D#top\n"), token("x+y/=="));
        assert_eq!(read_link("https://h/h5/index.html?token=x+y/=="), token("x+y/=="));
        assert_eq!(read_link("x%2By/=="), token("x+y/=="));
        assert_eq!(read_link("x y/=="), token("x+y/=="));
        assert_eq!(
            read_link("https://h/h5/#/login?serial=1&username=100%&invisible=2&joinRole=king"),
            Some(Pasted::Plain(Said {
                serial: "1".into(),
                username: "100%".into(),
                role: "king".into(),
                rest: Map::from_iter([("invisible".into(), "2".into())]),
                ..Said::default()
            }))
        );
        for text in
            ["", " ", "https://h/h5/", "https://h/?x=1", "https://h/?serial=1", "https://h/?token=", "会议"]
        {
            assert_eq!(read_link(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn links_are_read_as_they_were_made(
            serial in ".+", userid in any::<String>(), username in any::<String>(), invisible in any::<bool>(),
        ) {
            let made = plain_link(&base("https://h/x"), &serial, &userid, &username, invisible, Role::Speaker);
            prop_assert!(made.is_ascii() && !made.contains(' '));
            let role = "speaker".to_owned();
            let rest = Map::new();
            let read = Pasted::Plain(Said { serial, userid, username, invisible: Some(invisible), role, rest });
            prop_assert_eq!(read_link(&made), Some(read));
        }
    }
}
