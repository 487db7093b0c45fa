//! What may stand at the cursor, in the words of each shell.
//!
//! The first line of an answer begins with `:` and says how to go on: `files` and `folders` leave the
//! names to the shell, `open` sets no space behind a value. Each further line is a value, and behind it
//! what it is, set off as the shell wants it.

use crate::text::{Printable, is_control, shorten};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Longer descriptions are cut.
const LONGEST: usize = 60;

/// One value that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What the word is to become, without its fixed part.
    pub value: String,
    /// What it is, in a few words; may be empty.
    pub about: String,
}

/// Names that the shell itself completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Of files.
    Files,
    /// Of folders.
    Folders,
}

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The values, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Whether names of files are as good.
    pub names: Option<Names>,
    /// Whether more of the same word may follow, so that no space is set behind a value.
    pub open: bool,
}

impl Reply {
    /// Offers a value. What holds a control character, or nothing, is not offered.
    pub fn offer(&mut self, value: impl Into<String>, about: impl AsRef<str>) {
        let value = value.into();
        if value.is_empty() || value.chars().any(is_control) {
            return;
        }
        let about = Printable::new(&shorten(about.as_ref(), LONGEST)).to_string();
        if !self.candidates.iter().any(|known| known.value == value) {
            self.candidates.push(Candidate { value, about });
        }
    }
}

/// Who asks, and what there is to know about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shell {
    /// bash. It replaces only what stands behind the last of `breaks` in the word; `list`: it will show
    /// the values and insert none; `quoted`: the word begins with a quote.
    #[expect(missing_docs, reason = "said above")]
    Bash { breaks: String, list: bool, quoted: bool },
    /// zsh, which matches values in its own ways.
    Zsh,
    /// fish, likewise.
    Fish,
    /// PowerShell.
    PowerShell,
    /// Elvish.
    Elvish,
}

impl Shell {
    /// Whether values that do not begin with what is typed are left out here; other shells find them by
    /// their own rules.
    const fn wants_prefixes(&self) -> bool {
        matches!(self, Self::Bash { .. } | Self::PowerShell | Self::Elvish)
    }
}

/// The answer for a shell. `fixed` is the part of the word before the value, `typed` what there is of the
/// value.
pub fn render(reply: &Reply, fixed: &str, typed: &str, shell: &Shell) -> String {
    let mut text = String::from(":");
    let words = [
        (reply.names == Some(Names::Files), "files "),
        (reply.names == Some(Names::Folders), "folders "),
        (reply.open, "open "),
    ];
    words.iter().filter(|(said, _)| *said).for_each(|(_, word)| text.push_str(word));
    text.push('\n');
    let near = |candidate: &&Candidate| !shell.wants_prefixes() || candidate.value.starts_with(typed);
    for Candidate { value, about } in reply.candidates.iter().filter(near) {
        let word = format!("{fixed}{value}");
        // Writing to a String cannot fail.
        let _ = match shell {
            Shell::Bash { list: true, .. } if !about.is_empty() => writeln!(text, "{value}  ({about})"),
            Shell::Bash { breaks, quoted, .. } => {
                let kept = if *quoted { 0 } else { broken(&format!("{fixed}{typed}"), breaks) };
                let rest = word.get(kept..).unwrap_or_default();
                let rest = if *quoted { Cow::Borrowed(rest) } else { escaped(rest, '\\') };
                writeln!(text, "{rest}")
            }
            Shell::Zsh => {
                let word = word.replace('\\', "\\\\").replace(':', "\\:");
                let colon = if about.is_empty() { "" } else { ":" };
                writeln!(text, "{word}{colon}{about}")
            }
            Shell::PowerShell => writeln!(text, "{}\t{about}", in_quotes(&word)),
            Shell::Fish | Shell::Elvish => writeln!(text, "{word}\t{about}"),
        };
    }
    text
}

/// How much of a word bash leaves alone: up to and with the last character that breaks words.
fn broken(word: &str, breaks: &str) -> usize {
    let breaks = |c: char| breaks.contains(c) && !c.is_whitespace() && !matches!(c, '\'' | '"');
    word.char_indices().rfind(|(_, c)| breaks(*c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// A value with this character before whatever a shell would take for its own.
fn escaped(value: &str, escape: char) -> Cow<'_, str> {
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:,%=".contains(c);
    if value.chars().all(plain) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        if !plain(c) {
            out.push(escape);
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// A value as one word of PowerShell.
fn in_quotes(value: &str) -> Cow<'_, str> {
    if value.chars().all(|c| c.is_alphanumeric() || "/._-+:=".contains(c)) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("'{}'", value.replace('\'', "''")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bash(list: bool) -> Shell {
        Shell::Bash { breaks: " \t\n\"'@><=;|&(:".to_owned(), list, quoted: false }
    }

    fn reply() -> Reply {
        let mut reply = Reply { open: true, ..Reply::default() };
        reply.offer("a:b", "one");
        reply.offer("a c", "");
        reply.offer("x", "three\u{1b}[31m");
        reply
    }

    #[test]
    fn each_shell_gets_its_own() {
        let say = |shell: &Shell| render(&reply(), "--x=", "a", shell);
        assert_eq!(say(&bash(false)), ":open \na:b\na\\ c\n");
        assert_eq!(say(&bash(true)), ":open \na:b  (one)\na\\ c\n");
        assert_eq!(say(&Shell::Zsh), ":open \n--x=a\\:b:one\n--x=a c\n--x=x:three\\u001b[31m\n");
        assert_eq!(say(&Shell::Fish), ":open \n--x=a:b\tone\n--x=a c\t\n--x=x\tthree\\u001b[31m\n");
        assert_eq!(say(&Shell::PowerShell), ":open \n--x=a:b\tone\n'--x=a c'\t\n");
        assert_eq!(say(&Shell::Elvish), ":open \n--x=a:b\tone\n--x=a c\t\n");
    }

    #[test]
    fn bash_replaces_only_what_stands_behind_a_break() {
        assert_eq!(render(&reply(), "", "a:", &bash(false)), ":open \nb\n");
        let quoted = Shell::Bash { breaks: ":=".to_owned(), list: false, quoted: true };
        assert_eq!(render(&reply(), "", "a", &quoted), ":open \na:b\na c\n");
    }

    #[test]
    fn names_are_left_to_the_shell() {
        let files = Reply { names: Some(Names::Files), ..Reply::default() };
        assert_eq!(render(&files, "", "", &Shell::Fish), ":files \n");
    }

    #[test]
    fn what_could_steer_a_terminal_is_not_offered() {
        let mut reply = Reply::default();
        reply.offer("a\tb", "");
        reply.offer("", "nothing");
        reply.offer("a", "first");
        reply.offer("a", "second");
        assert_eq!(reply.candidates, [Candidate { value: "a".into(), about: "first".into() }]);
    }

    proptest! {
        #[test]
        fn a_value_is_a_line(value in any::<String>(), about in any::<String>(), typed in any::<String>()) {
            let mut reply = Reply::default();
            reply.offer(value, about);
            for shell in [bash(false), bash(true), Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
                prop_assert!(render(&reply, "", &typed, &shell).lines().count() <= 2);
            }
        }
    }
}
