//! Files of lines that are only ever added to, read line by line and never more than a limit of one: journals,
//! the audit log, the store of callbacks. What a line holds, and how it proves itself, is theirs to say.

use std::io::{self, BufRead, Read as _};

/// What stands at a place of such a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A line, without its end.
    Whole(&'a [u8]),
    /// One without an end, so the last: what a crash left, or what is being written right now.
    Torn(&'a [u8]),
    /// A longer one than its writer makes. It is passed over as a whole, up to its end.
    Overlong,
}

/// The lines of a source, one after the other.
#[derive(Debug)]
pub struct Lines<R> {
    source: R,
    longest: u64,
    line: Vec<u8>,
    passed: u64,
}

impl<R: BufRead> Lines<R> {
    /// Lines of so many bytes at most, their ends counted.
    pub fn new(source: R, longest: u64) -> Self {
        Self { source, longest, line: Vec::new(), passed: 0 }
    }

    /// The next line; `None` at the end.
    pub fn following(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let read = self.source.by_ref().take(self.longest).read_until(b'\n', &mut self.line)? as u64;
        self.passed += read;
        Ok(match self.line.strip_suffix(b"\n") {
            _ if read == 0 => None,
            Some(text) => Some(Line::Whole(text)),
            None if read < self.longest => Some(Line::Torn(&self.line)),
            None => {
                self.passed += self.source.skip_until(b'\n')? as u64;
                Some(Line::Overlong)
            }
        })
    }

    /// How many bytes the lines had so far, with their ends.
    pub fn passed(&self) -> u64 {
        self.passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Each line as text, and where it ended.
    fn read(bytes: &[u8], longest: u64) -> Vec<(String, u64)> {
        let mut lines = Lines::new(bytes, longest);
        let mut all = Vec::new();
        while let Some(line) = lines.following().unwrap() {
            let text = match line {
                Line::Whole(text) => String::from_utf8(text.to_vec()).unwrap(),
                Line::Torn(_) => "Torn".to_owned(),
                Line::Overlong => "Overlong".to_owned(),
            };
            all.push((text, lines.passed()));
        }
        all
    }

    #[test]
    fn a_torn_end_is_told_from_a_line_that_is_too_long() {
        let line = |text: &str, passed| (text.to_owned(), passed);
        assert_eq!(read(b"", 4), []);
        assert_eq!(read(b"abc\n\nab", 4), [line("abc", 4), line("", 5), line("Torn", 7)]);
        assert_eq!(read(b"abcd\na\n", 4), [line("Overlong", 5), line("a", 7)]);
        assert_eq!(read(b"a\nabcdefghij\nb", 4), [line("a", 2), line("Overlong", 13), line("Torn", 14)]);
        assert_eq!(read(b"abcdefg", 4), [line("Overlong", 7)]);
    }

    proptest! {
        #[test]
        fn every_byte_is_passed_and_no_line_is_longer(text in "[ab\n]{0,40}", longest in 1_u64..9) {
            let all = read(text.as_bytes(), longest);
            prop_assert_eq!(all.last().map_or(0, |last| last.1), text.len() as u64);
            let whole = |(text, _): &&(String, u64)| text != "Torn" && text != "Overlong";
            prop_assert!(all.iter().filter(whole).all(|(text, _)| (text.len() as u64) < longest));
        }
    }
}
