//! The built program in a world of its own: an empty environment, a temporary home, a profile file,
//! and what a run of it printed.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use crate::canary::Canaries;
use crate::server::{Part, Received, Reply, Server};
use assert_cmd::Command;
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The program under test.
pub const MEETCTL: &str = env!("CARGO_BIN_EXE_meetctl");
/// The company's id in the profiles of tests: recognisable, and full of what URLs and JSON escape.
pub const KEY: &str = "canary-KEY+/=7f3a";
/// [`KEY`] as it stands in a query.
pub const KEY_IN_URL: &str = "canary-KEY%2B%2F%3D7f3a";
/// The keys of the document's sample.
pub const TOKEN_KEY: &str = "34b7ee4783925cfc4b5c75116f6f9de52181a450f0ad499fcc9b84e6e55fec33";
/// Goes with [`TOKEN_KEY`].
pub const TOKEN_IV: &str = "e116172f58fe068ba347992514110c83";

/// A home of its own; gone when it is dropped.
pub struct World(TempDir);

impl World {
    /// Without a profile file.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With this text as its profile file, which only its owner can read.
    pub fn with(profiles: &str) -> Self {
        let world = Self::new();
        world.file("profiles.toml", profiles);
        world
    }

    /// With a profile `onprem` at this address, and further lines in it.
    pub fn at(url: &str, more: &str) -> Self {
        Self::with(&format!(
            "default = \"onprem\"\n[profiles.onprem]\nvendor = \"weiyi\"\nbase_url = \"{url}\"\nkey = \"{KEY}\"\n\
             token_key = \"{TOKEN_KEY}\"\ntoken_iv = \"{TOKEN_IV}\"\n{more}\n"
        ))
    }

    /// With a profile for each vendor, named after it, at this address.
    pub fn of_all(url: &str) -> Self {
        let four = [
            ("weiyi", format!("key = \"{KEY}\"\ntoken_key = \"{TOKEN_KEY}\"\ntoken_iv = \"{TOKEN_IV}\"")),
            ("myvmr", "auth = \"canary-AUTH:+/=7f3b\"\naccount = \"admin@example.com\"".to_owned()),
            ("netease", "app_key = \"the-key\"\napp_secret = \"canary-APP+/=7f3c\"".to_owned()),
            (
                "quanshi",
                format!("app_key = \"canary-QS+/=7f3d\"\nuser_id = 81299515\nbox_base_url = \"{url}\""),
            ),
        ];
        let profile = |(name, more): &(&str, String)| {
            format!("[profiles.{name}]\nvendor = \"{name}\"\nbase_url = \"{url}\"\n{more}\n")
        };
        Self::with(&four.iter().map(profile).collect::<Vec<_>>().concat())
    }

    /// With a profile `onprem` at a server that gives this to every request.
    pub fn served(reply: Reply) -> (Self, Server) {
        let server = Server::start(move |_, _| reply.clone());
        (Self::at(&server.url(), ""), server)
    }

    /// A place in this world.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file that only its owner can read; its path.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        mode(&path, 0o600);
        path.to_str().unwrap().to_owned()
    }

    /// The variables that every run gets.
    pub fn vars(&self) -> [(&'static str, PathBuf); 4] {
        [
            // Nothing here takes time to appear in a list.
            ("MEETCTL_SETTLE", PathBuf::from("0s")),
            ("HOME", self.0.path().to_owned()),
            ("MEETCTL_STATE", self.path("state")),
            ("MEETCTL_CONFIG", self.path("profiles.toml")),
        ]
    }

    /// A command of this world, not yet run. The configuration is named only if it is there.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(MEETCTL);
        command.args(args).current_dir(self.0.path()).env_clear();
        for (name, value) in self.vars() {
            if name != "MEETCTL_CONFIG" || value.exists() {
                command.env(name, value);
            }
        }
        command
    }

    /// Runs a command line.
    #[track_caller]
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(&args.join(" "), &mut self.command(args))
    }
}

#[cfg(unix)]
pub fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub fn mode(_: &Path, _: u32) {}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub line: String,
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end. What it prints must be UTF-8, show no secret of its profiles, and where it is
/// JSON be what the command's schema says.
#[track_caller]
pub fn ran(line: &str, command: &mut Command) -> Ran {
    let canaries = Canaries::of(command);
    // An answer is printed as it came, and what it holds is the server's affair.
    let has = |word: &str| command.get_args().any(|arg| arg == word);
    let raw = has("--raw") || has("api") && !has("-n");
    let output = command.output().unwrap();
    let ran = Ran {
        line: line.chars().take(200).collect(),
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    };
    canaries.check(&ran.line, raw, &ran.out, &ran.err);
    let args: Vec<&str> = command.get_args().filter_map(|arg| arg.to_str()).collect();
    // What was stopped in the middle has printed what it had.
    if ran.code.is_some() {
        crate::schema::check(&args, &ran.out, &ran.err);
    }
    ran
}

/// What stands on stderr beside the line with which every write says where it goes.
pub fn told(err: &str) -> String {
    let named = |line: &&str| line.starts_with("profile ") && line.contains(" (") && line.ends_with(")\n");
    err.split_inclusive('\n').filter(|line| !named(line)).collect()
}

impl Ran {
    /// The run, which must have ended like this.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "meetctl {}\n{}\n{}", self.line, self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// The run, which must have said this on stderr.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?} of: meetctl {}\n{}", self.line, self.err);
        self
    }

    /// The run, which must not have said this anywhere.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        let hidden = !self.err.contains(text) && !self.out.contains(text);
        assert!(hidden, "{text:?} is shown by: meetctl {}\n{}\n{}", self.line, self.out, self.err);
        self
    }

    /// The run, which must have printed nothing on stdout.
    #[track_caller]
    pub fn prints_nothing(self) -> Self {
        assert_eq!(self.out, "", "meetctl {}", self.line);
        self
    }

    /// The run, of which no line could move a cursor, flood a screen or be taken for a crash.
    #[track_caller]
    pub fn sound(self) -> Self {
        for text in [&self.out, &self.err] {
            let hostile = text.chars().find(|c| *c != '\n' && meetctl::text::is_control(*c));
            assert_eq!(hostile, None, "meetctl {}: {text}", self.line);
        }
        assert!(!self.err.contains("panicked"), "meetctl {}: {}", self.line, self.err);
        assert!(self.err.len() < 30_000, "meetctl {}: {} bytes on stderr", self.line, self.err.len());
        self
    }

    /// The document on stdout.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("meetctl {}: {error}\n{}\n{}", self.line, self.out, self.err))
    }

    /// The error as JSON: the last line on stderr.
    #[track_caller]
    pub fn error(&self) -> Value {
        let last = self.err.trim_end_matches('\n').lines().last().unwrap_or_default();
        let mut value: Value =
            serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {}", self.err));
        value["error"].take()
    }
}

/// The parts of a form, each on a line: `name=value`, or `name=@filename (type) bytes`.
pub fn form(request: &Received) -> Vec<String> {
    let shown = |part: Part| {
        let value = String::from_utf8_lossy(&part.value).into_owned();
        match (part.filename, part.content_type) {
            (None, None) => format!("{}={value}", part.name),
            (file, kind) => {
                format!("{}=@{} ({}) {value}", part.name, file.unwrap_or_default(), kind.unwrap_or_default())
            }
        }
    };
    request.form().into_iter().map(shown).collect()
}
