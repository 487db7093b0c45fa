//! How much room a text takes on a terminal.
//!
//! Terminals add up the widths of single characters; only some of them draw a joined emoji, or one
//! with a colour of skin, in the room of one. [`steady`] leaves out what they do not agree on, so
//! that a column stands in line on all of them.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// Joins emoji into one, on terminals that know how.
const JOINER: char = '\u{200d}';

/// How many columns of a terminal a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(width_of).sum() }
}

fn width_of(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// The text without what makes emoji wider on some terminals than on others: joiners between them,
/// signs that choose a form, colours of skin. The emoji themselves stay.
pub fn steady(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == JOINER || chooses(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    // Whether an emoji, or what belonged to one, is just behind. Joiners elsewhere shape letters.
    let mut emoji = false;
    for c in text.chars() {
        let skin = is_skin(c) && emoji;
        if matches!(c, '\u{fe0e}' | '\u{fe0f}') || skin || c == JOINER && emoji {
            emoji = true;
            continue;
        }
        emoji = width_of(c) == 2;
        out.push(c);
    }
    Cow::Owned(out)
}

const fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

const fn chooses(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}') || is_skin(c)
}

/// The text in at most `room` columns, with an ellipsis where it was cut.
pub fn cut(text: &str, room: usize) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let mut used = 1; // the ellipsis
    for (at, c) in text.char_indices() {
        used += width_of(c);
        if used > room {
            return Cow::Owned(format!("{}…", &text[..at]));
        }
    }
    Cow::Borrowed("…")
}

/// The text in exactly so many columns: cut, or with blanks behind it.
pub fn filled(text: &str, room: usize) -> String {
    let shown = cut(text, room);
    let blanks = room.saturating_sub(width(&shown));
    format!("{shown}{:blanks$}", "")
}

/// Signs that begin no line.
const CLOSING: &str = "，。；：、？！）”》…,.;:?!)]}";
/// Signs that end no line.
const OPENING: &str = "（“《([{";

/// Breaks a text into lines of at most so many columns: between words, between Chinese characters, and
/// within what is longer than a line.
pub fn wrapped(text: &str, room: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split(' ') {
        for (at, unit) in units(word).enumerate() {
            let blank = usize::from(at == 0 && !line.is_empty());
            if used > 0 && used + blank + width(unit) > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if blank > 0 {
                line.push(' ');
                used += 1;
            }
            for c in unit.chars() {
                if used + width_of(c) > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(c);
                used += width_of(c);
            }
        }
    }
    lines.push(line);
    lines
}

/// The parts of a word between which a line may end: one for a word of letters, more where it is Chinese.
fn units(word: &str) -> impl Iterator<Item = &str> {
    let is_wide = |c: char| width_of(c) == 2 || c == '”';
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let text = rest?;
        let pairs = text.char_indices().zip(text.chars().skip(1));
        let ends = |((_, before), after): &((usize, char), char)| {
            (is_wide(*before) || is_wide(*after)) && !OPENING.contains(*before) && !CLOSING.contains(*after)
        };
        let end = pairs.into_iter().find(ends).map(|((at, before), _)| at + before.len_utf8());
        let (unit, left) = end.map_or((text, None), |end| (&text[..end], Some(&text[end..])));
        rest = left;
        Some(unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_between_words_and_between_chinese_characters() {
        for (text, room, lines) in [
            (
                "the certificate of 会议.example has expired",
                15,
                &["the certificate", "of 会议.example", "has expired"][..],
            ),
            ("abcdefghijkl mn", 5, &["abcde", "fghij", "kl mn"]),
            ("请用 --config 指定另一个文件，或新建", 16, &["请用 --config 指", "定另一个文件，或", "新建"]),
            ("没有“key”：（企业）", 11, &["没有“key”：", "（企业）"]),
            ("未显示：号码、短号", 12, &["未显示：号", "码、短号"]),
        ] {
            assert_eq!(wrapped(text, room), lines, "{text}");
        }
    }

    #[test]
    fn what_terminals_do_not_agree_on_is_left_out() {
        for (text, shown, columns) in [
            ("周会", "周会", 4),
            ("👩‍👩‍👧", "👩👩👧", 6),
            ("❤️‍🔥", "❤🔥", 3),
            ("👍🏽", "👍", 2),
            ("1️⃣", "1\u{20e3}", 1),
            ("e\u{301}", "e\u{301}", 1),
            ("🇨🇳", "🇨🇳", 2),
            // A colour of skin alone is an emoji; this joiner shapes letters.
            ("🏽", "🏽", 2),
            ("क्\u{200d}ष", "क्\u{200d}ष", 2),
        ] {
            assert_eq!((&*steady(text), width(&steady(text))), (shown, columns), "{text}");
        }
    }

    #[test]
    fn a_text_fills_its_room() {
        assert_eq!(filled("周会", 6), "周会  ");
        assert_eq!(filled("周会议", 5), "周会…");
        assert_eq!(filled("周会议", 4), "周… ");
        assert_eq!(filled("e\u{301}te\u{301}", 2), "e\u{301}…");
        assert_eq!(filled("x", 0), "…");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_room_and_nothing_is_lost(text in "[a-z会，“” ]{0,80}", room in 2_usize..40) {
            let lines = wrapped(&text, room);
            prop_assert!(lines.iter().all(|line| width(line) <= room + 1), "{lines:?}");
            let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }

        #[test]
        fn what_is_cut_fits(text in "[a周👩🏽\u{200d}\u{fe0f}\u{301}🇨]{0,12}", room in 1_usize..20) {
            let text = steady(&text).into_owned();
            prop_assert_eq!(width(&filled(&text, room)), room);
            prop_assert_eq!(&*steady(&text), &text);
        }
    }
}
