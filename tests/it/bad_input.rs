//! Command lines and profile files that are wrong: each is refused with the exit code of the
//! interface, in words that name what is wrong, before anything is sent.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::{KEY, MEETCTL, Ran, TOKEN_KEY, World, mode, ran, told};
use serde_json::json;

const DONE: &str = r#"{"result": 0, "serial": "1"}"#;

/// A world whose server must not be reached.
struct Unreached(World, Server);

impl Unreached {
    fn new(more: &str) -> Self {
        let server = Server::start(|_, _| Reply::Json(200, DONE.into()));
        Self(World::at(&server.url(), more), server)
    }

    #[track_caller]
    fn refuses(&self, args: &[&str], code: i32, says: &[&str]) -> Ran {
        let ran = self.0.run(args).exits(code).prints_nothing();
        let ran = says.iter().fold(ran, |ran, text| ran.says(text));
        assert_eq!(self.1.connections(), 0, "something was sent by: meetctl {}", ran.line);
        // The same as JSON, in one line, with every field.
        let json = self.0.run(&[&["--json"], args].concat()).exits(code).prints_nothing();
        let error = json.error();
        assert_eq!(error.as_object().unwrap().len(), 9, "{error}");
        assert_eq!(told(&json.err).lines().count(), 1, "{}", json.err);
        ran.hides(KEY).hides("\u{1b}")
    }
}

fn create<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["meeting", "create", "--subject", "x"], more].concat()
}

#[test]
fn a_meeting_that_cannot_be() {
    let unreached = Unreached::new("");
    let at =
        |more: &[&'static str]| create(&[&["--start", "@1795413600", "--end", "@1795417200"], more].concat());
    let password = |text: &'static str| at(&["--host-password", text]);
    let timed = |start: &'static str, end: &'static str| {
        create(&["--host-password", "pass1234", "--start", start, "--end", end])
    };
    for (args, says) in [
        (password("abc"), &["--host-password must have 4 to 20 characters, not 3"][..]),
        (password("abcdefghijklmnopqrstu"), &["not 21"]),
        (password("密码密"), &["not 3"]),
        (at(&[]), &["--host-password"]),
        (timed("@1795417200", "@1795413600"), &["--end", "not after"]),
        (timed("@1795413600", "@1795413600"), &["not after"]),
        (timed("2026-02-29", "never"), &["2026-02-29", "no such day"]),
        (timed("2026-02-29 10:00", "never"), &["no such day"]),
        (timed("2026-13-01 10:00", "never"), &["2026-13-01"]),
        (timed("2026-11-23 25:00", "never"), &["25:00"]),
        (timed("yesterday", "never"), &["yesterday", "tomorrow 09:30"]),
        (timed("a\u{1b}[2Kb", "never"), &["\\u001b"]),
        (create(&["--start", "@1795413600", "--host-password", "pass1234"]), &["--end never"]),
        (create(&["--start", "@1795413600", "--duration", "90", "--host-password", "pass1234"]), &["unit"]),
        (create(&["--start", "@1795413600", "--duration", "0m", "--host-password", "pass1234"]), &["zero"]),
        (create(&["--end", "never", "--host-password", "pass1234"]), &["--start is required"]),
        (
            vec!["meeting", "create", "--start", "@1", "--end", "never", "--host-password", "1234"],
            &["--subject is required"],
        ),
        (at(&["--host-password", "pass1234", "--duration", "1h"]), &["--duration"]),
        (at(&["--host-password-file", "none"]), &["none"]),
        (at(&["--set", "islive=1", "--host-password", "pass1234"]), &["give --live"]),
        (at(&["--set", "key=1", "--host-password", "pass1234"]), &["meetctl itself"]),
        (at(&["--set", "foo=1", "--host-password", "pass1234"]), &["--set foo"]),
        (at(&["--set", "foo", "--host-password", "pass1234"]), &["NAME=VALUE"]),
    ] {
        unreached.refuses(&args, 2, says);
    }
}

#[test]
fn what_the_vendor_cannot_do_names_what_it_can() {
    let unreached = Unreached::new("");
    let made = create(&["--start", "@1795413600", "--end", "never", "--host-password", "pass1234"]);
    for (args, says) in [
        (vec!["meeting", "list"], &["meeting list", "`meeting create` prints"][..]),
        (vec!["meeting", "get", "1"], &["`meeting status`"]),
        (vec!["meeting", "end", "1", "--yes"], &["`meeting cancel`"]),
        (vec!["record", "delete", "1", "--yes"], &["record get"]),
        (vec!["live", "status", "1"], &["`live streams`"]),
        (vec!["account", "get", "1"], &["meetctl vendors weiyi"]),
        (vec!["room", "list"], &["meetctl vendors weiyi"]),
        ([&made[..], &["--password", "guest"]].concat(), &["--password", "--host-password"]),
        ([&made[..], &["--record"]].concat(), &["--record"]),
        ([&made[..], &["--invite", "bob"]].concat(), &["--invite"]),
        (vec!["meeting", "edit", "1", "--start", "@1", "--end", "never", "--live"], &["--live"]),
        (vec!["record", "get", "--from", "2026-01-01", "--to", "2026-01-02"], &["--from"]),
    ] {
        unreached.refuses(&args, 7, says);
    }
}

#[test]
fn words_that_are_no_commands_flags_or_fields() {
    let unreached = Unreached::new("");
    let long = "x".repeat(100_000);
    for (args, says) in [
        (vec!["meeeting", "list"], &["'meeting'"][..]),
        (vec!["meeting", "crate"], &["'create'"]),
        (vec!["meeting", "create", "--subjct", "x"], &["'--subject'"]),
        (vec!["meeting", "status"], &["MEETING"]),
        (vec!["live", "--output", "xml"], &["jsonl"]),
        (vec!["live", "--fields", "pull_ulr"], &["\"pull_url\"", "meeting_id, kind"]),
        (vec!["live", "--fields", "kind,kind"], &["twice"]),
        (vec!["live", "--jq", ".["], &["--jq"]),
        (vec!["live", "--raw", "--jq", "."], &["--raw"]),
        (vec!["live", "--timeout", "5"], &["--timeout"]),
        (vec!["live", "--retries=-1"], &["--retries"]),
        (vec!["explain", "4007", "--vendor", "weiyy"], &["weiyi"]),
        (vec!["vendors", "weiyy"], &["weiyi"]),
        (vec!["meeting", "cancel", "1"], &["--yes"]),
        (vec!["meeting", "cancel", "1", "--no-input"], &["--yes"]),
        (vec!["\u{1b}[2Kx"], &["subcommand"]),
        (vec!["meeting", "create", "--x\u{9b}31m\u{202e}"], &["\\u009b", "\\u202e"]),
    ] {
        unreached.refuses(&args, 2, says).hides("\u{9b}").hides("\u{202e}");
    }
    for args in [[&*long, "x"], ["meeting", &*long], ["--profile", &*long]] {
        let ran = unreached.0.run(&args);
        assert!(
            matches!(ran.code, Some(2 | 3)) && ran.err.len() < 10_000,
            "{:?} {}",
            ran.code,
            ran.err.len()
        );
    }
}

/// A command line that cannot be read is still answered in JSON, with all that a person is told.
#[test]
fn usage_errors_are_whole_in_json() {
    let world = World::new();
    let error = world.run(&["meeting", "status", "-o", "jsonl"]).exits(2).error();
    assert_eq!(error["message"], "the following required arguments were not provided: <MEETING>");
    let error = world.run(&["meeting", "status", "1", "--json", "--jsno"]).exits(2).error();
    assert_eq!((&error["kind"], &error["retryable"]), (&json!("usage"), &json!(false)));
    assert!(error["hint"].as_str().unwrap().contains("'--json'"), "{error}");
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let unreached = Unreached::new("");
    let bytes = std::ffi::OsStr::from_bytes(b"a\xffb");
    for line in [&["meeting", "status"][..], &["join-url", "1", "--user", "1", "--name"], &["-p"], &[]] {
        ran("not UTF-8", unreached.0.command(line).arg(bytes)).exits(2).prints_nothing().says("error: ");
    }
    assert_eq!(unreached.1.connections(), 0);
}

/// `[profiles.onprem]` with these lines; the exit code of a read is 3 and this is said.
#[test]
fn profiles_that_are_wrong() {
    let server = Server::start(|_, _| Reply::Json(200, DONE.into()));
    let url = server.url();
    let good = format!("vendor = \"weiyi\"\nbase_url = \"{url}\"\n");
    let key = format!("key = \"{KEY}\"\n");
    for (lines, says) in [
        (format!("{good}kez = \"{KEY}\""), &["\"kez\"", "\"key\"", "line 4"][..]),
        (format!("{good}token_kye = \"{KEY}\""), &["\"token_key\""]),
        (format!("{good}key = {KEY}"), &["line 4", "TOML"]),
        (format!("{good}key = \"{KEY}"), &["line 4"]),
        (format!("{good}key = [\"{KEY}\"]"), &["\"key\""]),
        (format!("{good}key = {{ evn = \"{KEY}\" }}"), &["{ env = \"NAME\" }"]),
        (format!("{good}key = \"\""), &["\"key\""]),
        (good.clone(), &["has no \"key\""]),
        (format!("vendor = \"weiyy\"\nbase_url = \"{url}\"\n{key}"), &["weiyi"]),
        (format!("base_url = \"{url}\"\n{key}"), &["vendor"]),
        (format!("vendor = \"weiyi\"\n{key}"), &["base_url"]),
        (format!("vendor = \"weiyi\"\n{key}base_url = \"http://meet.example.com\""), &["allow_http"]),
        (
            format!("vendor = \"weiyi\"\n{key}base_url = \"https://u:{TOKEN_KEY}@meet.example.com\""),
            &["base_url"],
        ),
        (format!("vendor = \"weiyi\"\n{key}base_url = \"meet\""), &["base_url"]),
        (format!("{good}{key}timezone = \"Mars/Base\""), &["timezone"]),
        (format!("{good}{key}timeout = \"soon\""), &["timeout"]),
        (format!("{good}{key}headers = {{ Host = \"x\" }}"), &["Host"]),
        (format!("{good}key = {{ env = \"NO_SUCH_NAME\" }}"), &["NO_SUCH_NAME"]),
        (format!("{good}key = {{ file = \"none\" }}"), &["none"]),
        (format!("{good}key = {{ command = \"no-such-program {KEY}\" }}"), &["no-such-program"]),
        (
            format!("{good}key = {{ command = [\"sh\", \"-c\", \"echo {KEY} >&2; exit 3\"] }}"),
            &["exit code 3"],
        ),
        (format!("{good}{key}[profiles.onprem]"), &["line"]),
    ] {
        let world = World::with(&format!("[profiles.onprem]\n{lines}\n"));
        let ran = world.run(&["-p", "onprem", "-vv", "live"]).exits(3).prints_nothing();
        says.iter().fold(ran, |ran, text| ran.says(text)).hides(KEY).hides(TOKEN_KEY);
    }
    assert_eq!(server.connections(), 0);
    // A command that hangs is ended after ten seconds; `config::secret` tests it with a shorter limit.
}

#[test]
fn a_profile_that_is_not_there() {
    let world = World::at("http://127.0.0.1:9", "");
    world.run(&["-p", "onpremm", "live"]).exits(3).says("\"onprem\"");
    world.run(&["--config", "none.toml", "live"]).exits(3).says("none.toml");
    World::new().run(&["live"]).exits(3).says("sandbox-weiyi");
    World::new().run(&["-p", "x", "live"]).exits(3).says("\"x\"");
    let mut var = world.command(&["live"]);
    ran("MEETCTL_PROFILE", var.env("MEETCTL_PROFILE", "fromvar")).exits(3).says("\"fromvar\"");
}

#[cfg(unix)]
#[test]
fn a_secret_that_others_can_read_is_refused_with_the_remedy() {
    let unreached = Unreached::new("");
    for bits in [0o644, 0o640, 0o604] {
        mode(&unreached.0.path("profiles.toml"), bits);
        unreached.refuses(&["live"], 3, &["others can read", "chmod 600", "profiles.toml"]);
        unreached.refuses(&["join-url", "1", "--user", "1", "--name", "x"], 3, &["chmod 600"]);
    }
    mode(&unreached.0.path("profiles.toml"), 0o620);
    unreached.refuses(&["live"], 3, &["others can write", "chmod 600"]);

    // Without a literal secret the same file is good.
    let url = unreached.1.url();
    let open = World::with(&format!(
        "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"{url}\"\nkey = {{ env = \"SOME_KEY\" }}\n"
    ));
    mode(&open.path("profiles.toml"), 0o644);
    ran("live", open.command(&["live"]).env("SOME_KEY", "k")).exits(0);
    assert_eq!(unreached.1.requests()[0].query()[0].1, "k");
}

#[test]
fn a_profile_that_only_reads_writes_nothing() {
    let unreached = Unreached::new("read_only = true");
    for args in [
        &create(&["--start", "@1795413600", "--end", "never", "--host-password", "pass1234"])[..],
        &["meeting", "edit", "1", "--start", "@1795413600", "--end", "never"],
        &["meeting", "cancel", "1", "--yes"],
        &["meeting", "attach", "1", "--file-id", "2"],
        &["api", "POST", "/WebAPI/meetingdelete", "-F", "serial=1"],
    ] {
        unreached.refuses(args, 3, &["read-only"]);
    }
    unreached.0.run(&["live"]).exits(0);
    unreached.0.run(&["report", "1"]).exits(0);
}

/// Without HOME, and with a profile file that cannot be read, all that needs no profile works.
#[test]
fn what_needs_no_profile_works_without_one() {
    let broken = World::with("this is [not TOML");
    for line in [
        "--help",
        "--version",
        "vendors",
        "vendors weiyi --params",
        "explain 4007",
        "explain exit-codes",
        "completions bash",
        "meeting create --help",
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        assert!(!broken.run(&args).exits(0).out.is_empty(), "{line}");
        let mut bare = assert_cmd::Command::new(MEETCTL);
        assert!(!ran(line, bare.args(&args).env_clear()).exits(0).out.is_empty(), "{line}");
    }
    broken.run(&["live"]).exits(3).says("line 1");
    broken.run(&["-p", "sandbox-weiyi", "live"]).exits(0);

    let world = World::at("https://meet.example.com", "");
    let path = world.path("profiles.toml");
    let mut bare = assert_cmd::Command::new(MEETCTL);
    bare.env_clear().args(["join-url", "1", "--user", "1", "--name", "x", "--config"]).arg(path);
    assert!(
        ran("join-url", &mut bare).exits(0).out.starts_with("https://meet.example.com/h5/index.html?token=")
    );
}
