//! `profile add`: on a terminal it asks for what the vendor needs, off one it takes flags and stdin.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::terminal::Terminal;
use crate::world::{Ran, World, ran};

const SECRET: &str = "canary-SECRET-7f3a";

fn add(world: &World, args: &[&str], stdin: &str) -> Ran {
    let mut command = world.command(&[&["profile", "add"], args].concat());
    command.env("MEETCTL_CONFIG", world.path("profiles.toml")).write_stdin(stdin);
    ran(&args.join(" "), &mut command)
}

fn written(world: &World) -> String {
    std::fs::read_to_string(world.path("profiles.toml")).unwrap_or_default()
}

#[test]
fn off_a_terminal_what_is_missing_is_named_with_its_flags() {
    let world = World::new();
    let ran = add(&world, &["a"], "");
    ran.exits(2).says("--vendor").says("weiyi").prints_nothing();
    let ran = add(&world, &["a", "--vendor", "netease"], "").exits(2);
    ran.says("--set app_key=…").says("--from-env app_secret=NAME").says("--from-stdin app_secret");
    let ran = add(&world, &["a", "--vendor", "weiyi"], "").exits(2);
    ran.says("--set base_url=…").says("--from-env key=NAME");
    // One key in the place of another, and what goes with it.
    let at = "base_url=https://vmr.example.com";
    let ran = add(&world, &["a", "--vendor", "myvmr", "--set", at, "--set", "api_id=1"], "").exits(2);
    ran.says("api_key").hides("\"auth\"");
    // A table of secrets has names of its own; without one, `{ env = … }` would be one of them.
    for given in [["--set", "headers=x"], ["--from-env", "headers=X"], ["--from-stdin", "headers"]] {
        add(&world, &[&["a", "--vendor", "netease"], &given[..]].concat(), "x\n")
            .exits(2)
            .says("\"headers\" is a table")
            .says("--from-env headers.NAME=");
    }
    assert_eq!(written(&world), "");
    let ran = add(&world, &["a", "--vendor", "nteease"], "").exits(2);
    ran.says("did you mean \"netease\"?");
}

#[test]
fn the_file_says_what_each_key_is_for() {
    let world = World::new();
    let line =
        ["cloud", "--vendor", "netease", "--set", "app_key=k", "--from-stdin", "app_secret", "--default"];
    add(&world, &line, &format!("{SECRET}\n")).exits(0).says("profile check cloud").hides(SECRET);
    let text = written(&world);
    for part in [
        "# The profiles of meetctl:",
        "default = \"cloud\"",
        "# It may also have: base_url, timezone",
        "# The application's key (AppKey), which every call carries.\napp_key = \"k\"",
        "# Signs calls, and what the vendor sends (AppSecret).\napp_secret = \"canary-SECRET-7f3a\"",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    world.run(&["profile", "check", "--offline"]).exits(0);
    let more = ["second", "--vendor", "netease", "--set", "app_key=k", "--from-env", "app_secret=S"];
    add(&world, &more, "").exits(0);
    let text = written(&world);
    assert_eq!(text.matches("# The profiles of meetctl:").count(), 1, "{text}");
    // What completion remembers of it goes too.
    std::fs::create_dir_all(world.path("state/recent")).unwrap();
    world.file("state/recent/second.json", "{}");
    world.run(&["profile", "remove", "second", "--yes"]).exits(0);
    assert!(!written(&world).contains("env = \"S\""));
    assert!(!world.path("state/recent/second.json").exists());
}

/// A server that takes one secret's calls only: the second that comes, by the time the profile is right.
fn server(refuse_first: bool) -> Server {
    Server::start(move |_, nth| {
        let code = if refuse_first && nth == 0 { 401 } else { 200 };
        Reply::Json(200, format!(r#"{{"code":{code},"ret":{{"list":[]}}}}"#))
    })
}

fn start(world: &World, more: &[&str]) -> Terminal {
    let path = world.path("profiles.toml");
    let line = ["--config", path.to_str().unwrap(), "profile", "add", "cloud", "--vendor", "netease"];
    Terminal::start(world, 100, &[&line[..], more].concat())
}

#[test]
fn on_a_terminal_it_asks_checks_and_writes() {
    let (world, server) = (World::new(), server(false));
    let mut terminal = start(&world, &["--set", &format!("base_url={}", server.url())]);
    terminal.sees("app_key: the application's key").sees("  app_key: ").types("\n");
    terminal.sees("it is needed").sees("  app_key: ").types("the-key\n");
    terminal.sees("app_secret (not shown): ").types(&format!("wrong\u{15}{SECRET}\n"));
    terminal.sees("✓ ok credentials").sees("added cloud");
    let (code, seen) = terminal.ends();
    assert_eq!(code, 0, "{seen}");
    // It was typed at a terminal that shows what is typed, but for this.
    assert!(seen.contains("the-key") && !seen.contains("canary") && !seen.contains("wrong"), "{seen}");
    // Nothing else was asked for.
    assert!(!seen.contains("timezone:") && !seen.contains("Vendor:"), "{seen}");
    assert!(written(&world).contains(SECRET));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn what_does_not_pass_may_be_typed_again_kept_or_left() {
    let ask = |world: &World, server: &Server| {
        let mut terminal = start(world, &["--set", &format!("base_url={}", server.url())]);
        terminal.sees("app_key: ").sees("  app_key: ").types("k\n").sees("(not shown): ").types("first\n");
        terminal.sees("✗ failed credentials").sees("stop (s)? ");
        terminal
    };
    let (world, refusing) = (World::new(), server(true));
    let mut terminal = ask(&world, &refusing);
    terminal.types("t\n").sees("  app_key: ").types("k\n").sees("(not shown): ").types("second\n");
    terminal.sees("✓ ok credentials");
    let (code, seen) = terminal.ends();
    assert_eq!(code, 0, "{seen}");
    assert!(written(&world).contains("second") && !written(&world).contains("first"));

    let (world, refusing) = (World::new(), server(true));
    let mut terminal = ask(&world, &refusing);
    terminal.types("s\n");
    assert_eq!(terminal.ends().0, 2);
    assert_eq!(written(&world), "");

    let (world, refusing) = (World::new(), server(true));
    let mut terminal = ask(&world, &refusing);
    terminal.types("k\n").sees("added cloud");
    assert_eq!(terminal.ends().0, 0);
    assert!(written(&world).contains("first"));
}

#[test]
fn questions_end_where_somebody_stops_or_wants_none() {
    let world = World::new();
    let mut terminal = start(&world, &[]);
    terminal.sees("  app_key: ").types("k\n").sees("(not shown): ").types("abc\u{3}");
    let (code, seen) = terminal.ends();
    assert_eq!((code, written(&world).as_str()), (130, ""), "{seen}");

    let mut terminal = start(&world, &[]);
    terminal.sees("  app_key: ").types("\u{4}");
    assert_eq!(terminal.ends().0, 2);

    // Nothing is asked where nobody wants to be asked, even at a terminal.
    let (code, seen) = start(&world, &["--no-input"]).ends();
    assert!(code == 2 && seen.contains("--from-env app_secret=NAME"), "{seen}");

    let mut terminal = start(&world, &["--no-check"]);
    terminal.sees("  app_key: ").types("k\n").sees("(not shown): ").types("s\n").sees("added cloud");
    let (code, seen) = terminal.ends();
    assert!(code == 0 && !seen.contains("checking"), "{seen}");
}

#[test]
fn the_vendor_is_asked_for_and_only_what_it_needs() {
    let world = World::new();
    let path = world.path("profiles.toml");
    let line = ["--config", path.to_str().unwrap(), "profile", "add", "vmr", "--no-check"];
    let mut terminal = Terminal::start(&world, 100, &line);
    terminal
        .sees("Vendor: ")
        .types("mvymr\n")
        .sees("did you mean \"myvmr\"?")
        .sees("Vendor: ")
        .types("myvmr\n");
    terminal.sees("  base_url: ").types("http://vmr.example.com\n").sees("plain http");
    terminal.sees("  base_url: ").types("https://vmr.example.com\n");
    // Without auth the two that stand in its place.
    terminal.sees("auth (not shown; Enter leaves it out): ").types("\n");
    terminal.sees("  api_id: ").types("the-id\n").sees("api_key (not shown): ").types("the-key\n");
    terminal.sees("account (Enter leaves it out): ").types("\n").sees("added vmr");
    let (code, seen) = terminal.ends();
    assert_eq!(code, 0, "{seen}");
    let text = written(&world);
    assert!(
        text.contains("api_key = \"the-key\"") && !text.contains("\naccount") && !text.contains("\nauth"),
        "{text}"
    );
}
