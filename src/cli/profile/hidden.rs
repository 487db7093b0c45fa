//! A line that is typed without being shown.

use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use crate::text::Printable;
use std::io::{self, Read as _, Write as _};
use zeroize::Zeroizing;

/// Asks for a secret. What is typed is not shown; backspace and Ctrl-U work, Ctrl-C stops.
pub(super) fn line(prompt: &str) -> Result<Secret> {
    let lost = |error: io::Error| Error::usage(tr!("cannot ask for a secret here: {error}", error));
    let mut stderr = io::stderr().lock();
    // Silence first: what is typed ahead must not show either.
    let quiet = Quiet::begin().map_err(lost)?;
    write!(stderr, "{}", Printable::new(prompt)).and_then(|()| stderr.flush()).map_err(lost)?;
    let typed = read(&mut io::stdin().lock().bytes());
    drop(quiet);
    // The line end that was typed was not shown.
    let _ = writeln!(stderr);
    typed
}

/// The bytes up to the end of the line, edited as they come.
fn read(keys: &mut dyn Iterator<Item = io::Result<u8>>) -> Result<Secret> {
    const LONGEST: usize = 64 * 1024;
    const INTERRUPT: u8 = 0x03;
    const END: u8 = 0x04;
    const CLEAR: u8 = 0x15;
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    loop {
        match keys.next() {
            None | Some(Ok(END)) if line.is_empty() => {
                return Err(
                    Error::usage(tr!("nobody answered: stdin was closed")).hint(tr!("nothing was done"))
                );
            }
            None | Some(Ok(b'\n' | b'\r' | END)) => break,
            Some(Ok(INTERRUPT)) => {
                return Err(Error::new(Kind::Stopped(2), Kind::Stopped(2).about()));
            }
            Some(Ok(CLEAR)) => line.clear(),
            Some(Ok(0x7f | 0x08)) => {
                // The whole of a character.
                while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
            }
            Some(Ok(byte)) if line.len() < LONGEST => line.push(byte),
            Some(Ok(_)) => return Err(Error::usage(tr!("that is too long for a secret"))),
            Some(Err(error)) => return Err(Error::usage(tr!("cannot read what is typed: {error}", error))),
        }
    }
    match std::str::from_utf8(&line) {
        // Some terminals put an escape sequence around what is pasted; no secret has one in it.
        Ok(text) if text.contains(char::is_control) => {
            Err(Error::usage(tr!("that has a control character in it"))
                .hint(tr!("type or paste it once more")))
        }
        Ok(text) => Ok(Secret::new(text.trim())),
        Err(_) => Err(Error::usage(tr!("that is not UTF-8"))),
    }
}

/// While this is there, the terminal shows nothing that is typed, and hands over each key.
#[cfg(unix)]
struct Quiet(rustix::termios::Termios);

#[cfg(unix)]
impl Quiet {
    fn begin() -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        // Ctrl-C comes as a key, so that nobody is left behind with a silent terminal.
        quiet
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        tcsetattr(io::stdin(), OptionalActions::Now, &quiet)?;
        Ok(Self(before))
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &self.0);
    }
}

/// Elsewhere a terminal cannot be silenced from here.
#[cfg(not(unix))]
struct Quiet;

#[cfg(not(unix))]
impl Quiet {
    fn begin() -> io::Result<Self> {
        Err(io::Error::other(tr!("give --from-stdin, --from-env, --from-file or --from-command")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &[u8]) -> Result<String> {
        read(&mut keys.iter().map(|key| Ok(*key))).map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn a_line_is_edited_while_it_is_typed() {
        assert_eq!(typed(b"s3cret\n").unwrap(), "s3cret");
        assert_eq!(typed("s3cX\u{7f}ret会\u{8}\r".as_bytes()).unwrap(), "s3cret");
        assert_eq!(typed(b"wrong\x15right\nrest").unwrap(), "right");
        assert_eq!(typed(b"\x7f\x7f\n").unwrap(), "");
        assert_eq!(typed(b"end\x04").unwrap(), "end");
    }

    #[test]
    fn the_end_of_the_input_and_control_c_are_no_answers() {
        assert_eq!(typed(b"").unwrap_err().kind(), Kind::Usage);
        assert_eq!(typed(b"\x04").unwrap_err().kind(), Kind::Usage);
        assert_eq!(typed(b"abc\x03").unwrap_err().kind(), Kind::Stopped(2));
        assert_eq!(typed(b"\x1b[200~abc\n").unwrap_err().kind(), Kind::Usage);
        assert!(!typed(b"\x1b canary\n").unwrap_err().to_string().contains("canary"));
    }
}
