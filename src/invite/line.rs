//! Content lines of RFC 5545, section 3.1: ended with CR LF, folded at 75 octets between characters.

use crate::text::escape;

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// Lines of a calendar file.
#[derive(Clone, Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// A line as it is, folded. It must hold no control character.
    pub fn plain(&mut self, line: &str) -> &mut Self {
        let mut room = LONGEST;
        for c in line.chars().filter(|c| !c.is_control()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
        self
    }

    /// A property whose value is text: line ends stay, other control characters are shown.
    pub fn text(&mut self, name: &'static str, text: &str) -> &mut Self {
        let mut line = format!("{name}:");
        for (n, part) in text.replace("\r\n", "\n").split('\n').enumerate() {
            if n > 0 {
                line.push_str("\\n");
            }
            for c in escape(part).chars() {
                if matches!(c, '\\' | ';' | ',') {
                    line.push('\\');
                }
                line.push(c);
            }
        }
        self.plain(&line)
    }

    /// The file's text.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A quoted value of a parameter, which may hold no quote and no control.
pub fn parameter(text: &str) -> String {
    format!("\"{}\"", escape(text).replace('"', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.into_string()
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let text = folded(&"会".repeat(60));
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST));
        assert_eq!(text.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "会".repeat(60)));
        assert_eq!(folded("a\r\nb\u{1b}"), "SUMMARY:a\\nb\\\\u001b\r\n");
        assert_eq!(parameter("a\"b;c\n"), "\"a'b;c\\n\"");
    }

    proptest! {
        #[test]
        fn unfolding_gives_the_line_back(text in "\\PC*") {
            let out = folded(&text);
            prop_assert!(out.ends_with("\r\n"));
            prop_assert!(out.split("\r\n").all(|line| line.len() <= LONGEST));
            prop_assert_eq!(out.matches("\r\n").count(), out.matches("\r\n ").count() + 1);
        }
    }
}
