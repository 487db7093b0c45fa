//! The process's surroundings, read once: arguments, variables, streams, terminals, the clock.
//! Everything after is a function of this value.

pub mod variables;

use jiff::Timestamp;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use variables::Variable;

/// Looks a variable up that a user's profile names.
pub type Lookup = Rc<dyn Fn(&str) -> Option<OsString>>;

/// What the process was given.
#[derive(Clone, Debug)]
pub struct Env {
    /// The command line, the program's name first.
    pub args: Vec<OsString>,
    vars: Rc<HashMap<OsString, OsString>>,
    /// Whether stdin, stdout and stderr are terminals.
    pub terminal: Terminal,
}

/// Which of the standard streams are terminals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// Questions can be answered.
    pub stdin: bool,
    /// A person reads the result.
    pub stdout: bool,
    /// A person reads warnings and progress.
    pub stderr: bool,
}

/// Who runs this program, and where.
#[derive(Clone, Debug)]
pub struct Who {
    /// The user's name, as the environment tells it.
    pub user: Option<String>,
    /// The user's number.
    pub uid: Option<u32>,
    /// The host's name.
    pub host: Option<String>,
}

impl Env {
    /// Reads the real surroundings.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn of_process() -> Self {
        Self {
            args: std::env::args_os().collect(),
            vars: Rc::new(std::env::vars_os().collect()),
            terminal: Terminal {
                stdin: std::io::stdin().is_terminal(),
                stdout: std::io::stdout().is_terminal(),
                stderr: std::io::stderr().is_terminal(),
            },
        }
    }

    /// A variable that is set and not empty.
    pub fn var(&self, variable: Variable) -> Option<&OsStr> {
        self.vars.get(OsStr::new(variable.name())).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }

    /// A variable as text.
    pub fn text(&self, variable: Variable) -> Option<&str> {
        self.var(variable)?.to_str()
    }

    /// A variable as a list of paths, without the empty ones.
    pub fn paths(&self, variable: Variable) -> Vec<PathBuf> {
        let paths = self.var(variable).map(std::env::split_paths).into_iter().flatten();
        paths.filter(|path| !path.as_os_str().is_empty()).collect()
    }

    /// A function that looks up what a profile names with `{ env = "NAME" }`.
    pub fn lookup(&self) -> Lookup {
        let vars = Rc::clone(&self.vars);
        Rc::new(move |name| vars.get(OsStr::new(name)).cloned())
    }

    /// The file with the profiles that `MEETCTL_CONFIG` names.
    pub fn named_config(&self) -> Option<PathBuf> {
        self.var(variables::CONFIG).map(PathBuf::from)
    }

    /// Where the profiles stand unless somebody says otherwise. `None` without a home.
    pub fn config_file(&self) -> Option<PathBuf> {
        Some(dirs::config_dir()?.join("meetctl").join("profiles.toml"))
    }

    /// Where state is kept: `MEETCTL_STATE`, or `meetctl` in the user's state folder.
    pub fn state_dir(&self) -> Option<PathBuf> {
        if let Some(path) = self.var(variables::STATE) {
            return Some(Path::new(path).to_owned());
        }
        Some(dirs::state_dir().or_else(dirs::data_local_dir)?.join("meetctl"))
    }

    /// Who runs this, and where.
    pub fn who(&self) -> Who {
        let users = [variables::USER, variables::LOGNAME, variables::USERNAME];
        let user = users.into_iter().find_map(|variable| self.text(variable));
        #[cfg(unix)]
        let (uid, host) = {
            let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
            (Some(rustix::process::getuid().as_raw()), Some(host))
        };
        #[cfg(not(unix))]
        let (uid, host) = (None, self.text(variables::COMPUTERNAME).map(str::to_owned));
        Who { user: user.map(str::to_owned), uid, host }
    }

    /// Whether the terminal can neither move its cursor nor show colours.
    pub fn is_dumb(&self) -> bool {
        self.text(variables::TERM) == Some("dumb")
    }

    /// The terminal's width in columns: `COLUMNS`, or what the terminal says.
    pub fn columns(&self) -> Option<usize> {
        self.given_columns().or_else(|| width(std::io::stdout()))
    }

    /// The same of the terminal on which warnings and progress are seen.
    pub fn error_columns(&self) -> Option<usize> {
        self.given_columns().or_else(|| width(std::io::stderr()))
    }

    fn given_columns(&self) -> Option<usize> {
        self.text(variables::COLUMNS).and_then(|text| text.parse().ok()).filter(|columns| *columns > 0)
    }
}

/// The clock, now.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// The clock, now, in unix seconds.
pub fn now_seconds() -> i64 {
    now().as_second()
}

#[cfg(unix)]
fn width(terminal: impl std::os::fd::AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(terminal).ok()?;
    (size.ws_col > 0).then_some(usize::from(size.ws_col))
}

#[cfg(not(unix))]
fn width<T>(_: T) -> Option<usize> {
    None
}
