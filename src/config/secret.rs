//! Where secrets come from: the environment, a file, or a program run without a shell.

use super::trust::{self, Unreadable};
use crate::client::profile::{Reveal, Source, is_pem};
use crate::error::{Error, Result};
use crate::process::end_group;
use crate::secret::Secret;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a program may take to print a secret.
pub const COMMAND_LIMIT: Duration = Duration::from_secs(10);

/// The largest secret.
const LARGEST: u64 = 64 * 1024;

/// Room for it and one byte more, so that no copy of it is left behind by a buffer that grows.
const CAPACITY: usize = 64 * 1024 + 1;

/// Looks up a variable of the environment.
pub type Vars = Rc<dyn Fn(&str) -> Option<OsString>>;

/// Fetches secrets from where a profile says they are.
#[derive(Clone)]
pub struct Revealer {
    /// The environment.
    pub vars: Vars,
    /// The folder that relative paths start from: the configuration file's.
    pub base: PathBuf,
    /// How long a program may take.
    pub limit: Duration,
}

impl std::fmt::Debug for Revealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Revealer").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Reveal for Revealer {
    fn reveal(&self, profile: &str, key: &str, source: &Source) -> Result<Secret> {
        let failed = |(message, hint): Failure| {
            Error::config(tr!("profile \"{profile}\": \"{key}\": {message}", profile, key, message))
                .hint(hint)
        };
        match source {
            Source::Literal(secret) => Ok(secret.clone()),
            Source::Env(name) => self.variable(name).map_err(failed),
            Source::File(path) => self.file(path).map_err(failed),
            Source::Command(words) => self.command(words).map_err(failed),
        }
    }
}

/// What went wrong and what to do; never with the value in it.
type Failure = (String, String);

impl Revealer {
    fn variable(&self, name: &str) -> Result<Secret, Failure> {
        let hint = || tr!("set it: export {name}=…", name);
        let value =
            (self.vars)(name).ok_or_else(|| (tr!("environment variable {name} is not set", name), hint()))?;
        let value = value
            .into_string()
            .map_err(|_| (tr!("environment variable {name} is not UTF-8", name), hint()))?;
        if value.is_empty() {
            return Err((tr!("environment variable {name} is empty", name), hint()));
        }
        Ok(Secret::new(value))
    }

    fn file(&self, path: &Path) -> Result<Secret, Failure> {
        let full = self.base.join(path);
        let (bytes, trust) = trust::read(&full, LARGEST).map_err(|why| {
            let hint = match why {
                Unreadable::Missing if path.starts_with("~") => {
                    tr!("write the whole path: ~ is not expanded here")
                }
                _ => tr!("put the secret, and nothing else, in that file, or name another"),
            };
            (tr!("file {path} {why}", path = full.display(), why), hint.to_owned())
        })?;
        if trust.readable || trust.writable {
            let message = tr!("others can read or write file {path}", path = full.display());
            return Err((message, tr!("run: {command}", command = trust::chmod(&full))));
        }
        secret(&bytes).map_err(|why| {
            (
                tr!("file {path} {why}", path = full.display(), why),
                tr!("put the secret, and nothing else, in that file").to_owned(),
            )
        })
    }

    fn command(&self, words: &[String]) -> Result<Secret, Failure> {
        let Some((program, arguments)) = words.split_first() else {
            return Err((
                tr!("the command is empty").into(),
                tr!("write command = \"PROGRAM ARGUMENT…\"").into(),
            ));
        };
        let by_hand = || {
            tr!(
                "run it by hand to see why: it has to print the secret to stdout by itself within {limit}; \
                 there is no shell, so pipes want [\"sh\", \"-c\", \"…\"]",
                limit = format_args!("{:?}", self.limit)
            )
        };
        let failed = |why: String| (tr!("command \"{program}\" {why}", program, why), by_hand());
        // A path is the configuration's, not one in whatever folder the user happens to be in.
        let path = Path::new(program);
        let path = if path.components().count() > 1 { self.base.join(path) } else { path.to_owned() };
        let child = spawn(&path, arguments).map_err(|error| {
            failed(match error.kind() {
                std::io::ErrorKind::NotFound => tr!("was not found").to_owned(),
                kind => tr!("cannot be run: {kind}", kind),
            })
        })?;
        let (output, status) = output(child, self.limit).map_err(failed)?;
        match (status.success(), status.code()) {
            (true, _) => {}
            (false, Some(code)) => return Err(failed(tr!("ended with exit code {code}", code))),
            (false, None) => return Err(failed(tr!("was stopped by a signal").to_owned())),
        }
        secret(&output).map_err(|why| failed(tr!("printed a text that {why}", why)))
    }
}

/// The secret in a file or output: one line end after it is not part of it. What has more lines is none, but
/// for keys and certificates, which are read and never sent.
fn secret(bytes: &[u8]) -> Result<Secret, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| tr!("is not UTF-8"))?;
    let line = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if line.is_empty() {
        return Err(tr!("is empty"));
    }
    if line.contains('\n') && !is_pem(line) {
        return Err(tr!("has more than one line"));
    }
    Ok(Secret::new(line))
}

/// Starts a program with nothing on stdin and nobody listening to its stderr, in a process group
/// of its own, so that it can be ended with all it started.
fn spawn(program: &Path, arguments: &[String]) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// What a program printed and how it ended. Whatever it does, it is gone and reaped afterwards.
fn output(mut child: Child, limit: Duration) -> Result<(Zeroizing<Vec<u8>>, ExitStatus), String> {
    let deadline = Instant::now() + limit;
    let result = collect(&mut child, deadline).map_err(|why| match why {
        Trouble::Late => tr!("did not end within {limit}", limit = format_args!("{limit:?}")),
        Trouble::Flood => tr!("printed more than {limit} KiB", limit = LARGEST / 1024),
        Trouble::Io(error) => tr!("cannot be read: {error}", error = error.kind()),
    });
    if result.is_err() {
        end(&mut child);
    }
    result
}

enum Trouble {
    Late,
    Flood,
    Io(std::io::Error),
}

fn collect(child: &mut Child, deadline: Instant) -> Result<(Zeroizing<Vec<u8>>, ExitStatus), Trouble> {
    let (sender, receiver) = sync_channel(1);
    let stdout = child.stdout.take();
    // A thread, because a grandchild can hold the pipe open for ever.
    std::thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::with_capacity(CAPACITY));
        let read = stdout.map_or(Ok(0), |out| out.take(LARGEST + 1).read_to_end(&mut bytes));
        let _ = sender.send(read.map(|_| bytes));
    });
    let left = deadline.saturating_duration_since(Instant::now());
    let bytes = match receiver.recv_timeout(left) {
        Ok(read) => read.map_err(Trouble::Io)?,
        Err(RecvTimeoutError::Timeout) => return Err(Trouble::Late),
        Err(RecvTimeoutError::Disconnected) => {
            return Err(Trouble::Io(std::io::ErrorKind::BrokenPipe.into()));
        }
    };
    if bytes.len() as u64 > LARGEST {
        return Err(Trouble::Flood);
    }
    loop {
        if let Some(status) = child.try_wait().map_err(Trouble::Io)? {
            return Ok((bytes, status));
        }
        if Instant::now() >= deadline {
            return Err(Trouble::Late);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Ends a child that was not waited for yet, and everything in its process group.
fn end(child: &mut Child) {
    end_group(child.id());
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::super::testing::shown;
    use super::*;

    const CANARY: &str = "canary9f3";

    fn revealer(base: &Path) -> Revealer {
        let vars: Vars = Rc::new(|name| match name {
            "SET" => Some("  canary9f3\n".into()),
            "EMPTY" => Some(OsString::new()),
            #[cfg(unix)]
            "BYTES" => Some(std::os::unix::ffi::OsStringExt::from_vec(b"canary9f3\xff".to_vec())),
            _ => None,
        });
        Revealer { vars, base: base.to_owned(), limit: Duration::from_secs(5) }
    }

    fn run(line: &[&str], limit: u64) -> Result<Secret> {
        let words = line.iter().map(ToString::to_string).collect();
        let revealer = Revealer { limit: Duration::from_millis(limit), ..revealer(Path::new(".")) };
        revealer.reveal("cloud", "app_secret", &Source::Command(words))
    }

    fn complaint(result: Result<Secret>) -> String {
        let error = shown(&result.unwrap_err());
        assert!(error.contains("profile \"cloud\": \"app_secret\""), "{error}");
        assert!(!error.contains(CANARY), "{error}");
        error
    }

    #[test]
    fn variables() {
        let revealer = revealer(Path::new("."));
        let get = |name: &str| revealer.reveal("cloud", "app_secret", &Source::Env(name.into()));
        assert_eq!(get("SET").unwrap().expose(), "  canary9f3\n");
        assert!(complaint(get("MISSING")).contains("environment variable MISSING is not set"));
        assert!(complaint(get("EMPTY")).contains("EMPTY is empty"));
        #[cfg(unix)]
        assert!(complaint(get("BYTES")).contains("BYTES is not UTF-8"));
        assert!(!format!("{revealer:?}").contains(CANARY));
    }

    #[cfg(unix)]
    #[test]
    fn files() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let revealer = revealer(dir.path());
        let path = dir.path().join("s");
        let get = |name: &str| revealer.reveal("cloud", "app_secret", &Source::File(name.into()));
        let put = |bytes: &[u8], mode| {
            std::fs::write(&path, bytes).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            get("s")
        };
        for (bytes, expected) in [
            ("canary9f3", CANARY),
            ("canary9f3\n", CANARY),
            ("canary9f3\r\n", CANARY),
            ("-----BEGIN X-----\ncanary9f3\n", "-----BEGIN X-----\ncanary9f3"),
            ("canary9f3\r", "canary9f3\r"),
            (" canary9f3 \n", " canary9f3 "),
        ] {
            assert_eq!(put(bytes.as_bytes(), 0o600).unwrap().expose(), expected);
        }
        assert_eq!(get(path.to_str().unwrap()).unwrap().expose(), " canary9f3 ");
        assert!(complaint(put(b"", 0o600)).contains("is empty"));
        assert!(complaint(put(b"\r\n", 0o600)).contains("is empty"));
        for lines in ["canary9f3\n\n", "canary9f3\nx", "\ncanary9f3", "canary9f3\r\nx\r\n"] {
            assert!(complaint(put(lines.as_bytes(), 0o600)).contains("has more than one line"));
        }
        assert!(complaint(put(b"canary9f3\xff", 0o600)).contains("is not UTF-8"));
        assert!(complaint(put(&vec![b'x'; 65537], 0o600)).contains("larger than 64 KiB"));
        assert_eq!(put(&vec![b'x'; 65536], 0o600).unwrap().expose().len(), 65536);
        for mode in [0o644, 0o640, 0o604, 0o620] {
            assert!(complaint(put(b"canary9f3", mode)).contains(&format!("chmod 600 {}", path.display())));
        }
        assert!(complaint(get("none")).contains("does not exist"));
        assert!(complaint(get("~/none")).contains("~ is not expanded"));
        assert!(complaint(get(".")).contains("not a regular file"));
    }

    #[cfg(unix)]
    mod commands {
        use super::*;

        #[test]
        fn output_is_the_secret() {
            assert_eq!(run(&["printf", " canary9f3 \\r\\n"], 5000).unwrap().expose(), " canary9f3 ");
            assert_eq!(run(&["echo", "$HOME; |"], 5000).unwrap().expose(), "$HOME; |");
            // The pipe is full before it ends.
            let long = "yes | tr -d '\\n' | head -c 60000";
            assert_eq!(run(&["sh", "-c", long], 5000).unwrap().expose().len(), 60000);
            assert!(complaint(run(&["printf", "canary9f3\\nx\\n"], 5000)).contains("more than one line"));
        }

        #[test]
        fn failures_name_the_program_and_neither_output_nor_arguments() {
            let error = complaint(run(&["sh", "-c", "echo canary9f3; echo canary9f3 >&2; exit 1"], 5000));
            assert!(error.contains("command \"sh\" ended with exit code 1"), "{error}");
            assert!(complaint(run(&["sh", "-c", "kill -9 $$"], 5000)).contains("signal"));
            assert!(complaint(run(&["no-such-program", CANARY], 5000)).contains("was not found"));
            assert!(complaint(run(&["/", CANARY], 5000)).contains("cannot be run"));
            assert!(complaint(run(&["true"], 5000)).contains("is empty"));
            assert!(complaint(run(&["printf", "canary9f3\\377"], 5000)).contains("not UTF-8"));
            assert!(complaint(run(&["nul\0", CANARY], 5000)).contains("cannot be run"));
            assert!(complaint(run(&[], 5000)).contains("empty"));
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn nothing_is_asked_and_stderr_is_not_shown() {
            let script = "test /dev/stdin -ef /dev/null && test /dev/stderr -ef /dev/null && echo canary9f3";
            assert_eq!(run(&["sh", "-c", script], 5000).unwrap().expose(), CANARY);
        }

        #[test]
        fn stdin_is_empty() {
            assert!(complaint(run(&["cat"], 5000)).contains("is empty"));
        }

        #[test]
        fn a_relative_program_is_sought_beside_the_configuration() {
            use std::os::unix::fs::PermissionsExt;
            let dir = tempfile::tempdir().unwrap();
            let script = dir.path().join("get.sh");
            std::fs::write(&script, "#!/bin/sh\necho canary9f3\n").unwrap();
            std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
            let source = Source::Command(vec!["./get.sh".into()]);
            assert_eq!(revealer(dir.path()).reveal("cloud", "k", &source).unwrap().expose(), CANARY);
        }

        #[test]
        fn a_flood_is_cut() {
            let start = Instant::now();
            assert!(complaint(run(&["yes", CANARY], 20_000)).contains("more than 64 KiB"));
            assert!(start.elapsed() < Duration::from_secs(10));
        }

        #[test]
        fn what_hangs_is_ended_in_time_with_all_it_started() {
            for script in [
                "sleep 30",
                "echo canary9f3; sleep 30 & exit 0",
                "exec >&-; sleep 30",
                "trap '' TERM; sleep 30; :",
            ] {
                let start = Instant::now();
                let dir = tempfile::tempdir().unwrap();
                let pids = dir.path().join("pids");
                let script = format!("echo $$ > {}; {script}", pids.display());
                let error = complaint(run(&["sh", "-c", &script], 400));
                assert!(error.contains("did not end within 400ms"), "{error}");
                assert!(start.elapsed() < Duration::from_secs(5), "{script}");
                let group = std::fs::read_to_string(&pids).unwrap();
                let group = rustix::process::Pid::from_raw(group.trim().parse().unwrap()).unwrap();
                // Killed grandchildren linger until init reaps them: wait for it, but not for 30 s.
                while rustix::process::test_kill_process_group(group).is_ok() && !defunct(group) {
                    assert!(start.elapsed() < Duration::from_secs(5), "{script} lives on");
                    std::thread::sleep(Duration::from_millis(10));
                }
            }
        }

        /// Whether only the dead are left of a group, where nobody reaps them.
        fn defunct(group: rustix::process::Pid) -> bool {
            let ps = Command::new("ps").args(["-eo", "pgid=,stat="]).output().unwrap();
            let id = group.as_raw_nonzero().to_string();
            let text = String::from_utf8_lossy(&ps.stdout).into_owned();
            text.lines()
                .map(|line| line.split_whitespace().collect::<Vec<_>>())
                .filter(|row| row.first() == Some(&id.as_str()))
                .all(|row| row[1].starts_with('Z'))
        }
    }
}
