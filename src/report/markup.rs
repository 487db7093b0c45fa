//! HTML in which nothing from outside can be markup: what is written as markup is part of the
//! program, by its type, and everything else is escaped.

use crate::text::escape;
use std::fmt::Write as _;

/// A growing piece of HTML.
#[derive(Clone, Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// Markup, which only the program itself can give.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text from anywhere, for between tags and within double quotes. Control characters and those
    /// that reorder a line are shown, not obeyed.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in escape(text).chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '`' => self.0.push_str("&#96;"),
                c => self.0.push(c),
            }
        }
        self
    }

    /// A whole number.
    pub fn whole(&mut self, number: impl Into<i128>) -> &mut Self {
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{}", number.into());
        self
    }

    /// A number, to three digits behind the point.
    pub fn number(&mut self, number: f64) -> &mut Self {
        let number = if number.is_finite() { number } else { 0.0 };
        let _ = write!(self.0, "{number:.3}");
        self
    }

    /// The whole text.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_shown_and_nothing_else() {
        let mut markup = Markup::default();
        markup.raw("<b>").text("</b><script>\"'`&\u{202e}\u{1b}张").raw("</b>");
        let expected = "<b>&lt;/b&gt;&lt;script&gt;&quot;&#39;&#96;&amp;\\u202e\\u001b张</b>";
        assert_eq!(markup.into_string(), expected);
        let mut markup = Markup::default();
        markup.number(f64::NAN).raw(" ").number(1.0 / 3.0).raw(" ").whole(-7);
        assert_eq!(markup.into_string(), "0.000 0.333 -7");
    }

    proptest! {
        #[test]
        fn no_text_opens_a_tag_or_closes_a_quote(text in any::<String>()) {
            let mut markup = Markup::default();
            markup.text(&text);
            prop_assert!(!markup.into_string().contains(['<', '>', '"', '\'', '`']));
        }
    }
}
