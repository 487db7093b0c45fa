//! `--exec`: a program gets each callback on its stdin. No shell reads the command line, so nothing
//! that an event says can become a command.

use super::courier::Act;
use super::line::Kept;
use crate::process::end_group;
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
    let mut command = Command::new(program);
    // Our stdout is for events alone.
    command.args(arguments).stdin(Stdio::piped()).stdout(to_stderr()).kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    let mut child =
        command.spawn().map_err(|error| tr!("cannot start {program}: {error}", program, error))?;
    let mut group = Group(child.id());
    if let Some(mut stdin) = child.stdin.take() {
        // A program need not read what it does not care for.
        let _ = stdin.write_all(&kept.body).await;
        let _ = stdin.shutdown().await;
    }
    let status =
        child.wait().await.map_err(|error| tr!("cannot wait for {program}: {error}", program, error))?;
    // It has ended by itself; what it leaves running it means to leave.
    group.0 = None;
    if status.success() { Ok(()) } else { Err(status.to_string()) }
}

/// A program and all that it has started. Whoever gives up waiting for it ends them, before it is reaped.
struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            end_group(leader);
        }
    }
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

    #[test]
    fn what_runs_for_too_long_is_ended_with_all_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let script = format!("sleep 30 & echo $! > {}; wait", pid.display());
        assert!(run_one(&["sh", "-c", &script], b"").unwrap_err().contains("longer than 800 ms"));
        let pid = std::fs::read_to_string(pid).unwrap();
        // Gone, or dead where nobody reaps it.
        let lives = || {
            let ps =
                std::process::Command::new("ps").args(["-o", "stat=", "-p", pid.trim()]).output().unwrap();
            !ps.stdout.is_empty() && !ps.stdout.starts_with(b"Z")
        };
        let start = std::time::Instant::now();
        while lives() {
            assert!(start.elapsed() < Duration::from_secs(10), "it lives on");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
