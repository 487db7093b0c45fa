//! `--exec`: a program gets each callback on its stdin. No shell reads the command line, so nothing
//! that an event says can become a command.

use super::courier::Act;
use super::line::Kept;
use std::process::Stdio;
use std::rc::Rc;
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

/// A program that runs for longer is ended, and has failed.
pub const LONGEST: Duration = Duration::from_secs(60);

/// Runs this program with these arguments, the first word being its name.
pub fn act(words: Vec<String>, longest: Duration) -> Act {
    let words = Rc::new(words);
    Rc::new(move |kept| {
        let words = Rc::clone(&words);
        Box::pin(async move {
            let outcome = timeout(longest, run(&words, &kept)).await;
            outcome.unwrap_or_else(|_| {
                Err(tr!("it ran for longer than {time}", time = crate::time::human(longest)))
            })
        })
    })
}

async fn run(words: &[String], kept: &Kept) -> Result<(), String> {
    let (program, arguments) = words.split_first().ok_or(tr!("no program is named"))?;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        // Our stdout is for events alone.
        .stdout(to_stderr())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| tr!("cannot start {program}: {error}", program, error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program need not read what it does not care for.
        let _ = stdin.write_all(&kept.body).await;
        let _ = stdin.shutdown().await;
    }
    let status =
        child.wait().await.map_err(|error| tr!("cannot wait for {program}: {error}", program, error))?;
    if status.success() { Ok(()) } else { Err(status.to_string()) }
}

#[cfg(unix)]
fn to_stderr() -> Stdio {
    use std::os::fd::AsFd as _;
    std::io::stderr().as_fd().try_clone_to_owned().map_or_else(|_| Stdio::null(), Stdio::from)
}

#[cfg(not(unix))]
fn to_stderr() -> Stdio {
    Stdio::null()
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::super::line::tests::kept;
    use super::*;
    use std::sync::Arc;

    fn run_one(words: &[&str], body: &[u8]) -> Result<(), String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        runtime.block_on(act(words, Duration::from_millis(800))(Arc::new(kept(body))))
    }

    #[test]
    fn the_event_comes_on_stdin_and_the_status_counts() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("$(x) y");
        let out = out.to_str().unwrap();
        run_one(&["tee", out], b"{\"a\":1}").unwrap();
        assert_eq!(std::fs::read(out).unwrap(), b"{\"a\":1}");
        assert_eq!(run_one(&["true"], &vec![b'x'; 1 << 20]), Ok(()));
        assert!(run_one(&["false"], b"").unwrap_err().contains("exit status: 1"));
        assert!(run_one(&["/no/such/program"], b"").unwrap_err().contains("cannot start"));
        assert!(run_one(&["sleep", "30"], b"").unwrap_err().contains("longer than 800 ms"));
        assert!(run_one(&[], b"").is_err());
    }
}
