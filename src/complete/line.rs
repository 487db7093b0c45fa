//! A command line as a shell hands it over: one text up to the cursor.

/// The words of a line, as a shell splits them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The words; the last is the one under the cursor, empty after a space.
    pub words: Vec<String>,
    /// Whether a quote is open in the last one.
    pub open: bool,
}

/// Splits a line with its quotes. `escape` takes the meaning off the character behind it: a backslash,
/// or the grave accent of PowerShell. It never fails: half a line is what completion is about.
pub fn split(line: &str, escape: char) -> Line {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('"') | None, c) if c == escape => word.get_or_insert_default().extend(chars.next()),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.push(word.unwrap_or_default());
    // `NAME=value meetctl …`: the variables of a shell's assignment are not the program's words.
    let set = words.iter().take_while(|word| is_assignment(word)).count();
    words.drain(..set.min(words.len() - 1));
    Line { words, open: quote.is_some() }
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(line: &str) -> Vec<String> {
        split(line, '\\').words
    }

    #[test]
    fn words_are_those_of_a_shell() {
        assert_eq!(words("meetctl meeting "), ["meetctl", "meeting", ""]);
        assert_eq!(words("meetctl  mee"), ["meetctl", "mee"]);
        assert_eq!(words("m --subject 'a b' --no"), ["m", "--subject", "a b", "--no"]);
        assert_eq!(words(r#"m a\ b "c \" d" ''"#), ["m", "a b", "c \" d", ""]);
        assert_eq!(words("X=1 _Y2='a b' m -p a=b"), ["m", "-p", "a=b"]);
        assert_eq!(words(""), [""]);
        assert_eq!(split("m a` b", '`').words, ["m", "a b"]);
    }

    #[test]
    fn an_open_quote_is_seen() {
        let line = split("m 'meeting cr", '\\');
        assert_eq!((line.words[1].as_str(), line.open), ("meeting cr", true));
        assert!(!split("m 'meeting create' ", '\\').open);
    }

    proptest! {
        #[test]
        fn there_is_always_a_last_word(line in any::<String>()) {
            prop_assert!(!split(&line, '\\').words.is_empty());
        }
    }
}
