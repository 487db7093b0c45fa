//! The language of what people read. The English text in the source is the key, as with gettext;
//! a translation is a catalogue beside this file, in the form that translators' tools read (PO).
//!
//! The language is presentation, set once for the process: what decides anything never asks for
//! it. English looks nothing up, and its texts are checked by the compiler as `format!`'s are.
//! A text without a translation is shown in English; a test finds each.
//!
//! Names that machines read are no texts: commands, flags, fields, ids, kinds, vendors' codes.

pub mod po;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Display, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The Chinese catalogue.
pub const ZH: &str = include_str!("zh.po");

/// A language that meetctl speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English, the language of the sources.
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// The language of a locale's name: `zh_CN.UTF-8` is Chinese, anything else English.
    pub fn of_locale(name: &str) -> Self {
        if name.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("zh")) { Self::Zh } else { Self::En }
    }
}

impl Lang {
    /// The tag for documents: `en`, `zh-CN`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }
}

/// Translations by their English texts.
type Catalogue = HashMap<Cow<'static, str>, Cow<'static, str>>;

static CHINESE: AtomicBool = AtomicBool::new(false);
static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();

/// From now on texts are in this language. For the start of the process.
pub fn speak(lang: Lang) {
    CHINESE.store(lang == Lang::Zh, Ordering::Relaxed);
}

/// The language that is spoken.
pub fn spoken() -> Lang {
    if CHINESE.load(Ordering::Relaxed) { Lang::Zh } else { Lang::En }
}

/// What this makes is in this language, whatever is spoken.
pub fn within<T>(lang: Lang, work: impl FnOnce() -> T) -> T {
    let before = spoken();
    speak(lang);
    let made = work();
    speak(before);
    made
}

/// The translation of a text, where there is one and English is not spoken.
pub fn find(key: &str) -> Option<&'static str> {
    if spoken() == Lang::En || key.is_empty() {
        return None;
    }
    let read = || po::read(ZH).map(|found| found.entries.into_iter().map(po::Entry::pair).collect());
    CATALOGUE.get_or_init(|| read().unwrap_or_default()).get(key).map(AsRef::as_ref)
}

/// A text without holes, in the language that is spoken.
pub fn text(key: &str) -> &str {
    find(key).unwrap_or(key)
}

/// A text with holes in the language that is spoken; [`tr!`] calls it.
pub fn say(key: &str, holes: &[(&str, &dyn Display)], english: fmt::Arguments<'_>) -> String {
    match find(key) {
        None => fmt::format(english),
        Some(template) => fill(template, holes),
    }
}

/// Puts values into the holes of a template. A hole that nobody fills stays as it is.
fn fill(template: &str, holes: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Hole(name) => match holes.iter().find(|(hole, _)| *hole == name) {
                // Writing to a String cannot fail.
                Some((_, value)) => drop(write!(out, "{value}")),
                None => out.extend(["{", name, "}"]),
            },
        }
    }
    out
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it stands.
    Text(&'a str),
    /// A value of this name.
    Hole(&'a str),
}

/// A template's parts: `{name}` is a hole, `{{` and `}}` are braces.
pub fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (piece, after) = match rest.find(['{', '}']) {
            None if rest.is_empty() => return None,
            None => (Piece::Text(rest), ""),
            Some(0) if rest.starts_with("{{") || rest.starts_with("}}") => {
                (Piece::Text(&rest[..1]), &rest[2..])
            }
            Some(0) => match rest.split_once('}') {
                Some((name, after)) if rest.starts_with('{') => (Piece::Hole(&name[1..]), after),
                _ => (Piece::Text(rest), ""),
            },
            Some(at) => (Piece::Text(&rest[..at]), &rest[at..]),
        };
        rest = after;
        Some(piece)
    })
}

/// Fails to compile where a text with holes is given no values. A brace before a blank is none.
pub const fn no_holes(key: &str) {
    let (bytes, mut at) = (key.as_bytes(), 0);
    while at + 1 < bytes.len() {
        assert!(bytes[at] != b'{' || bytes[at + 1] == b' ', "this text has a hole and no value for it");
        at += 1;
    }
}

/// A text for people, in their language: `tr!("no profile")` is a `&'static str`;
/// `tr!("cannot read {path}: {reason}", path, reason = error)` is a `String`, its values anything
/// that can be displayed.
///
/// The English text is the key. The compiler checks its holes against the values.
#[macro_export]
macro_rules! tr {
    ($key:literal) => {{
        const _: () = $crate::lang::no_holes($key);
        $crate::lang::text($key)
    }};
    ($key:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        match ($(&$crate::tr!(@value $name $(= $value)?),)+) {
            ($($name,)+) => $crate::lang::say(
                $key,
                &[$((stringify!($name), $name)),+],
                format_args!($key, $($name = $name),+),
            ),
        }
    };
    (@value $name:ident) => { $name };
    (@value $name:ident = $value:expr) => { $value };
}

/// Names a text of a static table, so that the catalogue holds it: [`text`] translates it where it
/// is shown.
#[macro_export]
macro_rules! msg {
    ($key:literal) => {
        $key
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn english_is_as_format_writes_it() {
        let path = "a.toml";
        assert_eq!(tr!("no profile"), "no profile");
        assert_eq!(tr!("{path}: line {line}", path, line = 1 + 2), "a.toml: line 3");
        assert_eq!(tr!("{{ env = {name} }}", name = "X"), "{ env = X }");
    }

    #[test]
    fn a_template_takes_values_in_its_own_order() {
        let values: [(&str, &dyn Display); 2] = [("path", &"a"), ("n", &7)];
        assert_eq!(fill("第 {n} 行：{path}", &values), "第 7 行：a");
        assert_eq!(fill("{{{n}}} {other}", &values), "{7} {other}");
        assert_eq!(fill("{path", &values), "{path");
        assert_eq!(fill("a}", &values), "a}");
    }

    #[test]
    fn the_language_is_that_of_the_locale() {
        for chinese in ["zh", "zh_CN.UTF-8", "zh-Hans", "ZH_cn"] {
            assert_eq!(Lang::of_locale(chinese), Lang::Zh, "{chinese}");
        }
        for other in ["", "z", "C", "POSIX", "en_US.UTF-8", "会议"] {
            assert_eq!(Lang::of_locale(other), Lang::En, "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_template_is_it_is_filled(template in ".*") {
            fill(&template, &[("a", &"b")]);
        }

        #[test]
        fn text_without_braces_is_itself(template in "[^{}]*") {
            prop_assert_eq!(fill(&template, &[]), template);
        }
    }
}
