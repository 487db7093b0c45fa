//! Text that may be shown: the one type through which everything from a server, a file or the
//! command line passes before it reaches a terminal, and the search for the nearest name.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Text in which nothing can move the cursor, colour, hide or reorder what a person sees.
///
/// C0 (the newline too), DEL, C1 and the bidi controls are written as `\u001b` and the like.
/// The only way to make one escapes, so what takes a `Printable` cannot be fooled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printable(String);

impl Printable {
    /// Escapes whatever must not reach a terminal.
    pub fn new(text: &str) -> Self {
        Self(escape(text).into_owned())
    }

    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Printable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Whether a character must not reach a terminal as it is.
///
/// U+2028 and U+2029 are line ends to some programs, so they count; U+FEFF hides.
pub const fn is_control(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// Whether the UTF-8 of a control may begin with this byte.
const fn may_begin_control(byte: u8) -> bool {
    matches!(byte, 0..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe2 | 0xef)
}

/// Whether JSON writes this byte, or a character that begins with it, in another way.
const fn may_be_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\') || may_begin_control(byte)
}

/// What holds for each byte, for short texts: names of fields, ids, times.
type Table = [bool; 256];

const fn table(escaped: bool) -> Table {
    let mut table = [false; 256];
    let mut at = 0;
    while at < table.len() {
        #[expect(clippy::cast_possible_truncation, reason = "there are 256 of them")]
        let byte = at as u8;
        table[at] = if escaped { may_be_escaped(byte) } else { may_begin_control(byte) };
        at += 1;
    }
    table
}

/// Whether a byte of this text is one of those that the function and the table name alike.
#[inline]
fn holds(text: &str, table: &Table, one: impl Fn(u8) -> bool) -> bool {
    const SHORT: usize = 48;
    // A piece is looked at to its end, whatever is found in it: without a way out a byte of a short text costs
    // half, and of a long one the compiler looks at 16 at a time.
    if text.len() < SHORT {
        return text.bytes().fold(false, |found, byte| found | table[usize::from(byte)]);
    }
    let found = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | one(*byte));
    text.as_bytes().chunks(64).any(found)
}

/// Whether a text has to be searched for control characters. Most of what is printed is plain ASCII or
/// Chinese and has not.
pub fn may_hold_control(text: &str) -> bool {
    static CONTROLS: Table = table(false);
    holds(text, &CONTROLS, may_begin_control)
}

/// Escapes control characters as JSON writes them: `\u001b`.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !may_hold_control(text) || !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            c if is_control(c) => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Appends a text as JSON in which nothing can move a cursor: quoted, escaped as JSON has to be, and as
/// [`escape`] does, without a pass and a copy for each.
pub fn quote(out: &mut String, text: &str) {
    static ESCAPED: Table = table(true);
    out.push('"');
    // Most need no escaping, and are copied whole.
    if holds(text, &ESCAPED, may_be_escaped) {
        push_escaped(out, text);
    } else {
        out.push_str(text);
    }
    out.push('"');
}

fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_be_escaped) {
        // A byte that is special is never in the middle of a character.
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = from.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some(c) if is_control(c) => out.push_str(&escape(c.encode_utf8(&mut [0; 4]))),
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Escapes a text of several lines, keeping its newlines: for our own messages that quote others.
pub fn escape_lines(text: &str) -> String {
    text.split('\n').map(escape).collect::<Vec<_>>().join("\n")
}

/// Bytes as lower-case hexadecimal digits; for what every row pays, where `hex::encode` takes each digit
/// through an iterator of characters.
pub fn hex_of(bytes: impl AsRef<[u8]>) -> String {
    let bytes = bytes.as_ref();
    let mut digits = vec![0; bytes.len() * 2];
    // There is room for all of them, and each is ASCII.
    let _ = hex::encode_to_slice(bytes, &mut digits);
    String::from_utf8(digits).unwrap_or_default()
}

/// How many there are of each, where there are any: `2 done, 1 failed`.
pub fn counted(counts: &[(usize, &str)]) -> String {
    let some = counts.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| tr!("{count} {what}", count, what)).collect::<Vec<_>>().join(tr!(", "))
}

/// Cuts a text to at most `limit` characters and says so with an ellipsis.
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    match text.char_indices().nth(limit) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// A text as one word of a shell's command line, for commands that a person may copy.
pub fn shell_word(text: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:,%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{}'", text.replace('\'', r"'\''")))
}

/// The candidate that a person most likely meant, if any is near enough.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&word.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(score, _)| *score > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// `did you mean …?`, or the list of what there is.
pub fn suggestion(word: &str, candidates: &[&str]) -> String {
    match nearest(word, candidates.iter().copied()) {
        Some(name) => tr!("did you mean \"{name}\"?", name),
        None => tr!("there are: {names}", names = candidates.join(tr!(", "))),
    }
}

/// What a text says that is to be true or false: `true`, `1`, `yes` and their opposites, in capitals too, as
/// spreadsheets write them.
pub fn truth(text: &str) -> Option<bool> {
    let text = text.trim();
    let says = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    match (says(["true", "1", "yes"]), says(["false", "0", "no"])) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Whether a spreadsheet might compute this text instead of showing it.
pub fn is_formula(text: &str) -> bool {
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r' | '＝' | '＠' | '＋' | '－') => true,
        Some('+' | '-') => !is_number(&text[1..]),
        _ => false,
    }
}

/// Digits, perhaps with a fraction: what may stand behind a sign. A telephone number is one too.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn controls_are_shown_not_obeyed() {
        let hostile = "a\u{1b}[2K\u{9b}31m\u{202e}x\r\n\u{7f}\u{2028}";
        assert_eq!(Printable::new(hostile).as_str(), "a\\u001b[2K\\u009b31m\\u202ex\\r\\n\\u007f\\u2028");
    }

    #[test]
    fn harmless_text_is_untouched() {
        assert_eq!(escape("周会 😀 José \"quoted\" \\ /"), "周会 😀 José \"quoted\" \\ /");
    }

    #[test]
    fn what_is_copied_into_a_shell_stays_one_word() {
        for plain in ["1429", "/home/a-b/profiles.toml", "周会", "a@b.c"] {
            assert_eq!(shell_word(plain), plain);
        }
        assert_eq!(shell_word("$(reboot)"), "'$(reboot)'");
        assert_eq!(shell_word("a b;`id`"), "'a b;`id`'");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn truth_has_three_words_for_each_side_and_no_others() {
        for (words, says) in
            [(["true", "1", "yes"], Some(true)), (["false", "0", "no"], Some(false)), (["", "y", "01"], None)]
        {
            for word in words {
                let spellings = [word.to_owned(), word.to_uppercase(), format!(" {word}\t")];
                assert!(spellings.iter().all(|text| truth(text) == says), "{word}");
            }
        }
    }

    #[test]
    fn the_nearest_name_is_offered() {
        assert_eq!(nearest("presentor", ["presenter", "speaker", "chairman"]), Some("presenter"));
        assert_eq!(nearest("zzz", ["presenter", "speaker"]), None);
        assert!(suggestion("zzz", &["a", "b"]).contains("a, b"));
    }

    #[test]
    fn what_there_is_none_of_is_not_counted() {
        assert_eq!(counted(&[(2, "done"), (0, "failed"), (1, "not tried")]), "2 done, 1 not tried");
        assert_eq!(counted(&[(0, "done")]), "");
    }

    #[test]
    fn shortening_cuts_on_a_character() {
        assert_eq!(shorten("会议会议", 2), "会议…");
        assert_eq!(shorten("会议", 2), "会议");
    }

    proptest! {
        #[test]
        fn nothing_printable_holds_a_control(text in any::<String>()) {
            prop_assert!(!Printable::new(&text).as_str().chars().any(is_control));
        }

        #[test]
        fn a_quoted_text_is_json_and_nothing_in_it_moves_a_cursor(text in any::<String>(), odd in "[\"\\\\\u{0}-\u{20}\u{7e}-\u{a1}\u{2027}-\u{202f}周😀]*") {
            for text in [text, odd] {
                let mut quoted = "x".to_owned();
                quote(&mut quoted, &text);
                prop_assert!(!quoted.contains(is_control), "{quoted}");
                prop_assert_eq!(serde_json::from_str::<String>(&quoted[1..]).unwrap(), text);
            }
        }

        #[test]
        fn what_is_escaped_does_not_depend_on_where_it_stands(before in "[a-z周]{0,130}", c in any::<char>()) {
            let text = format!("{before}{c}");
            prop_assert_eq!(escape(&text).into_owned(), format!("{before}{}", escape(&c.to_string())));
        }

        #[test]
        fn escaping_twice_changes_nothing(text in any::<String>()) {
            let once = escape(&text).into_owned();
            prop_assert_eq!(escape(&once).into_owned(), once);
        }
    }
}
