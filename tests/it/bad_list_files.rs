//! Bad files, arguments and surroundings, numbered as in the list of bad inputs, 64 to 80. What older
//! tests hold already is named beside its number.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::{KEY, MEETCTL, Ran, World, mode, ran};
use serde_json::json;
use std::process::{Command, Stdio};

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// 64: what a spreadsheet would compute is a text in CSV, and telephone numbers stay what they are.
#[test]
fn exported_cells_are_no_formulas() {
    for (text, cell) in [
        ("=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+1+cmd|x", "'+1+cmd|x"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\\t=1"),
        ("\r=1", "'\\r=1"),
        ("＝1+1", "'＝1+1"),
        ("+8613800138000", "+8613800138000"),
        ("-5", "-5"),
    ] {
        let answer = json!({"code": 200, "ret": {"meetingUniqueId": 7, "subject": text}}).to_string();
        let server = Server::start(move |_, _| Reply::Json(200, answer.clone()));
        let world = World::of_all(&server.url());
        let out = world.run(&words("-p netease meeting get 7 -o csv --fields subject")).exits(0).sound().out;
        let mut rows = csv::Reader::from_reader(out.as_bytes());
        let row = rows.records().next().unwrap().unwrap();
        assert_eq!(&row[0], cell, "{out}");
    }
}

/// `join-url --from` this file.
fn from(bytes: &[u8]) -> Ran {
    let world = World::at("https://meet.example.com", "");
    let file = world.file("guests.csv", bytes);
    world.run(&["join-url", "--from", &file]).sound()
}

/// 65, 66: the file, its exit code, and what is said or how many links are made. More rows are in
/// `links::faults_of_a_file_are_listed_by_line_and_nothing_is_printed`.
#[test]
fn files_that_are_hardly_csv() {
    let utf16: Vec<u8> =
        "\u{feff}meeting,user,name\n1,2,x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (number, bytes, code, says) in [
        (65, utf16.as_slice(), 2, "the file is UTF-16"),
        (65, &utf16[2..], 2, "the file is UTF-16"),
        (65, b"meeting,user,name\n1,2,\xd6\xdc\xbb\xe1\n", 2, "UTF-8"),
        (66, b"meeting,user,name\n1,2,\"x\n3,4,y\n", 2, "line 2"),
        (66, b"", 2, "is missing"),
        (66, b"\n\n\n", 2, "is missing"),
        (66, b"meeting,user,name\n1,2,a\0b\n", 2, "line 2: it holds a NUL byte"),
        (66, b"meeting,user,name,name\n", 2, "twice"),
        (66, b"meeting,user,nmae\n", 2, "did you mean \"name\"?"),
    ] {
        let ran = from(bytes).prints_nothing();
        assert_eq!(ran.code, Some(code), "{number}: {}", ran.err);
        ran.says(says);
    }
    for (number, text, links) in [
        (65, "\u{feff}meeting,user,name\r\n1,2,x\r\n", 1),
        (65, "meeting,user,name\r1,2,x\r3,4,y\r", 2),
        (65, "meeting,user,name\n1,2,x\r\n3,4,y\r5,6,z", 3),
        (66, "meeting,user,name\n", 0),
        (67, "meeting,user,name\n1,2,x\n1,2,x\n", 2),
    ] {
        let ran = from(text.as_bytes()).exits(0);
        assert_eq!(ran.out.lines().count(), links, "{number} {text:?}: {}", ran.out);
    }
    // 66: what is large is no harm, only large.
    let cell = [&b"meeting,user,name\n1,2,"[..], &vec![b'x'; 10 << 20], b"\n"].concat();
    assert_eq!(from(&cell).exits(0).out.lines().count(), 1);
    let columns = [&b"meeting,user,name"[..], &b",x".repeat(1_000_000), b"\n"].concat();
    from(&columns).exits(2).says("there is no column \"x\"");
}

/// 68: what can be read only once is read once.
#[test]
fn rows_from_a_pipe_with_a_name() {
    let world = World::at("https://meet.example.com", "");
    let pipe = world.path("guests");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::write(pipe, "meeting,user,name\n1,2,x\n1,,y\n").unwrap()
    });
    let ran = world.run(&["join-url", "--from", pipe.to_str().unwrap()]).sound().exits(2).says("line 3");
    writer.join().unwrap();
    assert_eq!(ran.out.lines().count(), 1, "the rows before the fault");
}

/// 69: more times are in `bad_input::a_meeting_that_cannot_be`.
#[test]
fn times_that_are_none() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let world = World::at(&server.url(), "timezone = \"America/New_York\"");
    for (start, says) in [
        ("24:00", "is not a time"),
        ("2026-11-23 24:00", "is not a time"),
        ("29.02", "is not a time"),
        ("2026-02-29 10:00", "no such day"),
        ("2027-03-14 02:30", "2027-03-14 02:30"),
        ("2026-11-01 01:30", "-04:00"),
        ("10000-01-01 00:00", "is not a time"),
        ("2026-11-23 10:00:60", "is not a time"),
        ("2026-11-23T10:00:00+99:00", "is not a time"),
        ("@99999999999999999999", "is not a time"),
        ("\u{ff12}026-11-23 10:00", "is not a time"),
    ] {
        let line = [
            "meeting",
            "create",
            "--subject",
            "x",
            "--end",
            "never",
            "--host-password",
            "pass1234",
            "--start",
            start,
        ];
        world.run(&line).sound().exits(2).prints_nothing().says(says);
    }
    assert_eq!(server.connections(), 0);
}

/// 70, 71: subjects and guests. 31 characters are in `netease::what_is_wrong_is_refused_…`.
#[test]
fn subjects_and_guests_are_texts() {
    let answer = json!({"code": 200, "ret": {"meetingUniqueId": 7}}).to_string();
    let server = Server::start(move |_, _| Reply::Json(200, answer.clone()));
    let world = World::of_all(&server.url());
    let create = |subject: &str| {
        world
            .run(&["-p", "netease", "meeting", "create", "--host", "h", "--instant", "--subject", subject])
            .sound()
    };
    for subject in ["😀", "e\u{301}", "\u{301}", "12345", "$(id)", "--help"] {
        let before = server.requests().len();
        let ran = if subject.starts_with('-') {
            world
                .run(&["-p", "netease", "meeting", "create", "--host", "h", "--instant", "--subject=--help"])
                .sound()
        } else {
            create(subject)
        };
        ran.exits(0);
        let sent: Vec<_> = server.requests().split_off(before);
        let bodies: Vec<serde_json::Value> =
            sent.iter().filter_map(|request| serde_json::from_slice(&request.body).ok()).collect();
        assert!(bodies.iter().any(|body| body["subject"] == *subject), "{subject}: {bodies:?}");
    }
    // A newline in an address stays in the body, where it is no header.
    let before = server.requests().len();
    let guest = "a@b.c\r\nX-Injected: yes";
    let line = [
        "-p",
        "quanshi",
        "meeting",
        "create",
        "--subject",
        "x",
        "--start",
        "@1795413600",
        "--duration",
        "1h",
    ];
    world.run(&[&line[..], &["--invite", guest]].concat()).sound();
    assert!(server.requests()[before..].iter().all(|request| request.header("x-injected").is_none()));
}

/// 72: the file itself. Its permissions are in `bad_input::a_secret_that_others_can_read_…`; that no error
/// quotes a line of it, in `bad_input::profiles_that_are_wrong`, and so is 73.
#[test]
fn profile_files_that_are_none() {
    let good = format!(
        "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"https://h\"\nkey = \"{KEY}\"\n"
    );
    let show = |world: &World| world.run(&["profile", "show"]).sound();
    // A link to a good file is good.
    let world = World::new();
    world.file("real.toml", &good);
    std::os::unix::fs::symlink(world.path("real.toml"), world.path("profiles.toml")).unwrap();
    show(&world).exits(0);
    // A file that is endless, none, a folder, a pipe, a device.
    let world = World::new();
    world.file("profiles.toml", "");
    std::fs::File::options().write(true).open(world.path("profiles.toml")).unwrap().set_len(1 << 30).unwrap();
    show(&world).exits(3).says("profiles.toml");
    let world = World::new();
    std::fs::create_dir(world.path("profiles.toml")).unwrap();
    show(&world).exits(3).says("profiles.toml");
    let world = World::new();
    assert!(Command::new("mkfifo").arg(world.path("profiles.toml")).status().unwrap().success());
    show(&world).exits(3).says("profiles.toml");
    let world = World::new();
    world.run(&["--config", "/dev/zero", "profile", "show"]).sound().exits(3).says("/dev/zero");
    // Everybody can put another one in its place.
    let world = World::with(&good);
    mode(&world.path(""), 0o777);
    show(&world).exits(3).says("everybody can replace");
    mode(&world.path(""), 0o700);
    show(&world).exits(0);
    // What is not TOML is not quoted.
    for text in [
        "canary-line\n",
        "[profiles.a]\nkey = canary-line\n",
        "[profiles.a]\nkey = \"canary-line\n",
        "\0canary-line",
    ] {
        show(&World::with(text)).exits(3).hides("canary-line");
    }
    let world = World::new();
    world.file("profiles.toml", b"[profiles.a]\nkey = \"\xff\"\n");
    show(&world).exits(3).says("UTF-8");
}

/// 74: one line end after a secret is the editor's; all else is the secret.
#[test]
fn secrets_from_files_are_taken_as_they_are() {
    for (text, sent) in [
        ("canary key\n", "canary key"),
        ("canary key\r\n", "canary key"),
        ("canary key \n", "canary key "),
        ("canary", "canary"),
    ] {
        let server = Server::start(|_, _| Reply::Json(200, r#"{"result":0}"#.into()));
        let url = server.url();
        let world = World::with(&format!(
            "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"{url}\"\nkey = {{ file = \"the-key\" }}\n"
        ));
        world.file("the-key", text);
        world.run(&["live"]).sound().exits(0);
        assert_eq!(server.requests()[0].query()[0].1, sent, "{text:?}");
    }
    for text in ["", "\n", "\r\n"] {
        let world = World::with(
            "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"https://h\"\nkey = { file = \"the-key\" }\n",
        );
        world.file("the-key", text);
        world.run(&["live"]).sound().exits(3).says("the-key");
    }
}

/// 75: a program that floods is stopped. That one which hangs is ended, is in `config::secret`; the others
/// are in `bad_input::profiles_that_are_wrong`.
#[test]
fn a_program_that_floods_is_no_secret() {
    for command in
        ["[\"yes\", \"canary-flood\"]", "[\"sh\", \"-c\", \"yes canary-flood >&2; yes canary-flood\"]"]
    {
        let world = World::with(&format!(
            "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"https://h\"\nkey = {{ command = {command} }}\n"
        ));
        world.run(&["live", "-vv"]).sound().exits(3).prints_nothing().hides("canary-flood");
    }
}

/// 76: addresses.
#[test]
fn addresses_that_are_refused_or_mended() {
    let shown = |address: &str| {
        let world = World::with(&format!(
            "default = \"a\"\n[profiles.a]\nvendor = \"weiyi\"\nbase_url = \"{address}\"\nkey = \"{KEY}\"\n"
        ));
        world.run(&["live", "-n"]).sound()
    };
    for refused in [
        "https://user:canary-pass@h.example",
        "https://h.example?key=1",
        "https://h.example/#x",
        "http://meet.example.com",
        "HTTP://meet.example.com",
        "http://localhost.evil",
        "http://127.0.0.1.evil",
        "https:///",
        "h.example",
        "file:///etc",
        "ftp://h.example",
        "https://h.example:99999",
        "https://h .example",
    ] {
        shown(refused).exits(3).prints_nothing().says("base_url").hides("canary-pass");
    }
    for (good, wanted) in [
        ("https://h.example/", "https://h.example/WebAPI/"),
        ("https://h.example/a/b/", "https://h.example/a/b/WebAPI/"),
        ("HTTPS://H.example", "https://h.example/WebAPI/"),
        ("http://localhost:1", "http://localhost:1/WebAPI/"),
        ("http://[::1]:1", "http://[::1]:1/WebAPI/"),
    ] {
        let ran = shown(good).exits(0);
        assert!(ran.out.contains(wanted), "{good}: {}", ran.out);
    }
    // A name that only looks like another is shown as it is: in ASCII, or refused.
    let ran = shown("https://meet.ex\u{430}mple.com");
    assert!(ran.code == Some(3) || ran.out.contains("xn--"), "{:?} {}", ran.code, ran.out);
}

// 77: `links::wrong_keys_are_told_and_never_quoted`.

/// 78: surroundings that are odd. Proxies are in `transport`.
#[test]
fn odd_surroundings_change_nothing() {
    let server = Server::start(|_, _| Reply::Json(200, r#"{"result":0}"#.into()));
    let world = World::at(&server.url(), "");
    for (name, value) in [
        ("NO_PROXY", "*,,[::1,\u{7f}, http://x"),
        ("SSL_CERT_FILE", "/nonexistent/ca.pem"),
        ("LANG", "C"),
        ("LC_ALL", "xx_YY.nonsense"),
        ("TERM", "dumb"),
        ("TERM", ""),
        ("COLUMNS", "0"),
        ("COLUMNS", "-1"),
        ("COLUMNS", "99999999999999999999"),
        ("COLUMNS", "1"),
        ("TZ", "Mars/Base"),
        ("NO_COLOR", "\u{1b}"),
        ("MEETCTL_PROFILE", ""),
        ("HOME", "/nonexistent"),
        ("HOME", ""),
    ] {
        let mut command = world.command(&["meeting", "status", "1"]);
        let ran = ran(&format!("{name}={value}"), command.env(name, value)).sound().exits(0);
        assert!(!ran.out.is_empty(), "{name}={value}");
    }
    // With a proxy for everything, what is on this machine is asked directly.
    let mut command = world.command(&["meeting", "status", "1"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, "http://user:canary-proxy@127.0.0.1:1");
    }
    ran("proxies", &mut command).sound().exits(0).hides("canary-proxy");
}

// 79: `bad_input::an_argument_that_is_not_utf8`, `quanshi::an_id_in_a_path_stays_one_segment`.

/// 80: a stdin that is closed, empty or full of nothing; what is closed or full besides is in `streams`.
#[test]
fn a_question_without_an_answer_is_no() {
    let server = Server::start(|_, _| Reply::Json(200, r#"{"result":0}"#.into()));
    let world = World::at(&server.url(), "");
    for line in ["meeting cancel 7", "meeting cancel 7 --host 1", "profile remove onprem"] {
        for redirect in ["<&-", "</dev/null", "</dev/zero"] {
            let mut shell = Command::new("/bin/sh");
            shell.args(["-c", &format!("exec {MEETCTL} {line} {redirect}")]).current_dir(world.path(""));
            let output = shell.env_clear().envs(world.vars()).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(matches!(output.status.code(), Some(2 | 7)), "{line} {redirect}: {said}");
        }
    }
    // A secret that is to come from stdin and does not.
    let mut command = world.command(&[
        "profile",
        "add",
        "b",
        "--vendor",
        "weiyi",
        "--set",
        "base_url=https://h",
        "--from-stdin",
        "key",
    ]);
    let ran = ran("no key", command.write_stdin("")).sound();
    assert!(matches!(ran.code, Some(2 | 3)), "{:?} {}", ran.code, ran.err);
    assert_eq!(server.connections(), 0);
}

/// 80: what a signal does while an answer is awaited: the program ends, and by that signal or its code.
#[test]
fn signals_end_a_read_that_waits() {
    for (signal, code) in [("-HUP", 129), ("-TERM", 143), ("-INT", 130)] {
        let server = Server::start(|_, _| Reply::Hang(std::time::Duration::from_secs(60)));
        let world = World::at(&server.url(), "");
        // Whoever runs the tests in the background may have them ignore signals.
        let mut child = Command::new("env")
            .args(["--default-signal=HUP,INT,TERM", MEETCTL, "meeting", "status", "1"])
            .env_clear()
            .envs(world.vars())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while server.requests().is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let pid = child.id().to_string();
        // It may be stopped for a while; the signal waits for it.
        for name in ["-STOP", signal, "-CONT"] {
            assert!(Command::new("kill").args([name, &pid]).status().unwrap().success());
        }
        let status = child.wait().unwrap();
        let by_signal = std::os::unix::process::ExitStatusExt::signal(&status);
        assert!(status.code() == Some(code) || by_signal == Some(code - 128), "{signal}: {status:?}");
    }
}
