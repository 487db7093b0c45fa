//! What is wrong with the rows of a file: told together, so that all of it can be mended at once.

use crate::error::{Error, Result};
use std::fmt::Display;

/// At most so many faults are listed.
const MOST: usize = 20;

/// Faults, in the order of their lines.
#[derive(Debug, Default)]
pub struct Faults(Vec<String>);

impl Faults {
    /// What is wrong in a line.
    pub fn push(&mut self, line: u64, what: impl Display) {
        self.0.push(tr!("line {line}: {what}", line, what));
    }

    /// Whether there are more than are listed: the rest need not be looked for.
    pub fn are_enough(&self) -> bool {
        self.0.len() > MOST
    }

    /// An error if there are any, of the kind `usage`. `undone`: what was not done for them.
    pub fn verdict(self, undone: &str) -> Result<()> {
        // A message is one line, a hint may have several.
        let error = match self.0.as_slice() {
            [] => return Ok(()),
            [fault] => Error::usage(tr!("{fault}; {undone}", fault, undone))
                .hint(tr!("mend this line and run it again")),
            faults => {
                let more = if self.are_enough() { tr!("\n… and perhaps more") } else { "" };
                let faults = faults.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join("\n");
                Error::usage(tr!("the file has faults; {undone}", undone)).hint(tr!(
                    "mend these lines and run it again:\n{faults}{more}",
                    faults,
                    more
                ))
            }
        };
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(count: u64) -> (String, String) {
        let mut faults = Faults::default();
        (1..=count).for_each(|line| faults.push(line, "wrong"));
        let error = faults.verdict("nothing was sent").unwrap_err();
        (error.to_string(), error.facts().hint.clone().unwrap())
    }

    #[test]
    fn one_is_the_message_and_several_are_listed() {
        assert!(Faults::default().verdict("").is_ok());
        assert_eq!(told(1).0, "line 1: wrong; nothing was sent");
        let (message, hint) = told(2);
        assert_eq!(message, "the file has faults; nothing was sent");
        assert!(hint.ends_with(":\nline 1: wrong\nline 2: wrong"), "{hint}");
        assert!(told(20).1.ends_with("line 20: wrong"));
        assert!(told(21).1.ends_with("line 20: wrong\n… and perhaps more"));
    }
}
