//! Recognisable secrets in every place that holds one, many commands at their most talkative, and a
//! search for the secrets in all that was printed, in every spelling that could carry them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::canary;
use crate::server::{Reply, Server, refused_port};
use crate::world::{Ran, World, ran};

/// The secrets, each for one place.
const KEY: &str = "canary-key/7f3a+secret==";
const TOKEN_KEY: &str = "c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789";
const TOKEN_IV: &str = "c0ffee9876543210c0ffee9876543210";
const PASSKEY: &str = "canary passkey&91";
const PASSPHRASE: &str = "canary%passphrase";
const HEADER: &str = "canary-header=55";
const PASSWORD: &str = "canary-pass?4+";
const ANSWERED: &str = "canary-answered-secret";
const ALL: &[&str] = &[KEY, TOKEN_KEY, TOKEN_IV, PASSKEY, PASSPHRASE, HEADER, PASSWORD, ANSWERED];

/// No secret in any spelling in this text.
#[track_caller]
fn silent(what: &str, text: &str) {
    canary::silent(what, ALL, text);
}

/// An answer of the vendor that holds secrets of its own.
fn answer(result: u32) -> String {
    serde_json::json!({"result": result, "serial": "1", "sig": ANSWERED, "chairmanpwd": ANSWERED,
        "pushurl": format!("域名/app/1?auth_key={ANSWERED}"), "pullurl": format!("域名/x?auth_key={ANSWERED}"),
        "echo": if result == 0 { String::new() } else { format!("the key was {KEY}") }, "cdnStreams": [{"serial": "1", "pullUrl": format!("x?auth_key={ANSWERED}")}]})
    .to_string()
}

fn profile(url: &str, more: &str) -> World {
    let world = World::with(&format!(
        "default = \"onprem\"\n[profiles.onprem]\nvendor = \"weiyi\"\nbase_url = \"{url}\"\n{more}\n\
         headers = {{ X-Gate = \"{HEADER}\" }}\n"
    ));
    world.file("logo.png", "\u{89}PNG");
    world.file("password", PASSWORD);
    world
}

/// The same secrets, told in each way that a profile knows.
fn worlds(url: &str) -> Vec<World> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let hex = format!("token_key = \"{TOKEN_KEY}\"\ntoken_iv = \"{TOKEN_IV}\"");
    let words = format!("passkey = \"{PASSKEY}\"\npassphrase = \"{PASSPHRASE}\"");
    let command = format!(
        "key = {{ command = [\"sh\", \"-c\", {}] }}",
        quoted(&format!("echo '{KEY}'; echo '{KEY}' >&2"))
    );
    let file = profile(url, &format!("key = {{ file = \"the-key\" }}\n{words}"));
    file.file("the-key", format!("{KEY}\n"));
    vec![
        profile(url, &format!("key = \"{KEY}\"\n{hex}")),
        profile(url, &format!("key = {{ env = \"THE_KEY\" }}\n{words}")),
        profile(url, &format!("{command}\n{hex}")),
        file,
    ]
}

/// Command lines whose stdout may hold no secret either.
const LINES: &[&str] = &[
    "meeting create --subject x --start @1795413600 --duration 1h --host-password-file password",
    "meeting create --subject x --start @1795413600 --duration 1h --host-password canary-pass?4+ --live --wide",
    "meeting create --subject x --start @1795413600 --duration 1h --host-password canary-pass?4+ -n",
    "meeting create --subject x --start @1795413600 --duration 1h --host-password canary-pass?4+ -n --json",
    "meeting create --subject x --start @1795413600 --duration 1h --host-password canary-pass?4+ --record",
    "meeting create --subject x --start never --duration 1h --host-password canary-pass?4+",
    "meeting create --subject x --start @1795413600 --end never --host-password canary-pass?4+canary-pass?4+",
    "meeting edit 1 --start @1795413600 --end never --host-password-file password",
    "meeting edit 1 --start @1795413600 --end never --host-password-file password -n -o csv",
    "meeting cancel 1 2 --yes",
    "meeting cancel 1 2 -n -o jsonl",
    "meeting attach 1 --file-id 2 --wide",
    "meeting background 1 logo.png -n",
    "meeting files 1 -n",
    "report 1",
    "record get --json -n",
    "api GET /WebAPI/getLiveStream --query serial=1 -n",
    "api POST /WebAPI/getlogininfo -F serial=1 -n --json",
    "profile show",
    "profile show --json --show-secrets",
    "profile list -o csv",
    "join-url 1 --user 1 --name x",
    "join-url 1 --user 1 --name x --json",
    "join-url 1 --user 1 --name x --plain --invisible",
    "join-url inspect AAAA",
    "join-url inspect https://meet.example.com/?token=AAAA --json",
];

fn run(world: &World, line: &str, more: &[&str]) -> Ran {
    let args: Vec<&str> = line.split(' ').chain(more.iter().copied()).collect();
    ran(line, world.command(&args).env("THE_KEY", KEY))
}

#[test]
fn no_secret_is_printed_by_anything() {
    let (ok, refuses) = (answer(0), answer(4102));
    let answers = Server::start(move |_, _| Reply::Json(200, ok.clone()));
    let refusals = Server::start(move |_, _| Reply::Json(200, refuses.clone()));
    let redirects = Server::start(|_, _| Reply::Redirect(302, format!("/x?key={KEY}&a={ANSWERED}")));
    let pages = Server::start(|_, _| Reply::with(403, &[], &format!("<html>{KEY} {HEADER} {ANSWERED}")));
    let nobody = format!("http://127.0.0.1:{}", refused_port());
    for url in [answers.url(), refusals.url(), redirects.url(), pages.url(), nobody] {
        // How a secret is told matters to what is sent, not to what comes back.
        let ways = if url == answers.url() { worlds(&url) } else { worlds(&url).drain(..1).collect() };
        for world in ways {
            for line in LINES {
                let ran = run(&world, line, &["-vv", "--retries", "0"]);
                assert_ne!(ran.code, Some(3), "{line}: {}", ran.err);
                silent(&ran.line, &ran.err);
                silent(&ran.line, &ran.out);
            }
            // JSON holds passwords and links whole; what goes to stderr does not.
            for line in ["live", LINES[1], "meeting status 1 --raw"] {
                let ran = run(&world, line, &["-vv", "--retries", "0", "-o", "jsonl"]);
                silent(&ran.line, &ran.err);
            }
        }
    }
    assert!(answers.requests().iter().any(|r| r.target.contains("canary-key%2F7f3a")), "nothing was tried");
    assert!(answers.requests().iter().any(|r| String::from_utf8_lossy(&r.body).contains(PASSWORD)));
    assert!(answers.requests().iter().all(|r| r.header("x-gate").is_some()));
}

#[test]
fn a_dry_run_shows_the_request_and_sends_nothing() {
    let server = Server::start(|_, _| Reply::Json(200, answer(0)));
    for world in worlds(&server.url()) {
        for line in LINES.iter().filter(|line| line.contains(" -n")) {
            let ran = run(&world, line, &["-vv"]).exits(0);
            silent(&ran.line, &format!("{}{}", ran.out, ran.err));
            assert!(ran.out.contains("/WebAPI/") && ran.out.contains("***"), "{line}: {}", ran.out);
            assert!(ran.out.to_lowercase().contains("x-gate"), "{line}: {}", ran.out);
        }
        let plan = run(&world, "meeting cancel 7 8 -n --json", &[]).exits(0).json();
        assert_eq!(plan.as_array().unwrap().len(), 2);
        let request = &plan[1];
        assert_eq!((&request["method"], &request["headers"]["X-Gate"]), (&"POST".into(), &"***".into()));
        assert_eq!(request["url"].as_str().unwrap(), format!("{}/WebAPI/meetingdelete", server.url()));
        assert!(request["body"].as_str().unwrap().contains("name=\"serial\"\r\n\r\n8\r\n"));
    }
    assert_eq!(server.connections(), 0);
}

/// What reads a secret from stdin keeps it to itself, and to the owner of the file.
#[test]
fn a_secret_that_is_added_is_not_shown() {
    let world = World::new();
    let args = [
        "profile",
        "add",
        "x",
        "--vendor",
        "weiyi",
        "--set",
        "base_url=https://meet.example.com",
        "--from-stdin",
        "key",
    ];
    let path = world.path("profiles.toml");
    let mut add = world.command(&args);
    let added = ran("profile add", add.env("MEETCTL_CONFIG", &path).write_stdin(format!("{KEY}\n"))).exits(0);
    silent("profile add", &format!("{}{}", added.out, added.err));
    assert!(std::fs::read_to_string(&path).unwrap().contains(KEY));
    let again = ran("again", world.command(&args).write_stdin(KEY));
    assert_ne!(again.code, Some(0));
    silent("profile add again", &format!("{}{}", again.out, again.err));
    for line in [
        &["profile", "show", "x"][..],
        &["profile", "list"],
        &["-p", "x", "live", "-n"],
        &["profile", "remove", "x", "--yes"],
    ] {
        let ran = world.run(line).exits(0);
        silent(&ran.line, &format!("{}{}", ran.out, ran.err));
    }
    // A secret has no place on the command line.
    let flag = world.run(&["profile", "add", "y", "--vendor", "weiyi", "--set", &format!("key={KEY}")]);
    assert_ne!(flag.code, Some(0));
    silent("--set key=", &format!("{}{}", flag.out, flag.err));
}

/// Every vendor's commands: reads, writes, offline ones, and those that fail before anything is sent.
const OF_ALL: &[&str] = &[
    "-p weiyi meeting status 1",
    "-p weiyi meeting files 1",
    "-p weiyi record get",
    "-p weiyi report 1",
    "-p weiyi live",
    "-p weiyi join-url 1 --user 1 --name x",
    "-p weiyi meeting list",
    "-p myvmr meeting list",
    "-p myvmr meeting get 1",
    "-p myvmr meeting create --subject x --start @1795413600 --duration 1h --room 1 --host-password 99999",
    "-p myvmr meeting cancel 1 --yes",
    "-p myvmr meeting status 1",
    "-p myvmr record open 1",
    "-p myvmr record get 1",
    "-p myvmr record delete 1 --yes",
    "-p myvmr live status 1",
    "-p myvmr room list",
    "-p myvmr contact list",
    "-p myvmr api POST /meeting/openRecord -F conferenceKey=1",
    "-p netease meeting create --subject x --host h --instant --password 123456",
    "-p netease meeting get 1",
    "-p netease meeting get --number 1",
    "-p netease meeting list",
    "-p netease meeting edit 1 --subject y",
    "-p netease meeting end 1 --yes",
    "-p netease meeting join-info 1 --name n",
    "-p netease account get 1",
    "-p netease record get 1",
    "-p netease report 1",
    "-p netease webhook verify --header CheckSum:x --header Nonce:n --header CurTime:1 --body profiles.toml",
    "-p netease api POST /scene/meeting/api/v2/get -F meetingUniqueId=1",
    "-p quanshi meeting create --subject x --start @1795413600 --duration 1h",
    "-p quanshi meeting edit 1 --subject y",
    "-p quanshi meeting cancel 1 --yes",
    "-p quanshi meeting list",
    "-p quanshi meeting list --admin 1",
    "-p quanshi meeting get 1 --api room",
    "-p quanshi meeting boxes 1 --box 2 --yes",
    "-p quanshi record get --host a@b.c --from 2026-11-01 --to 2026-11-02",
    "-p quanshi join-url 1 --user 1 --name x",
    "-p quanshi live viewer-url 1 --name n",
    "-p quanshi report 1",
    "-p quanshi phone list",
    "-p quanshi api GET /conference/x",
    "profile list",
    "profile show weiyi",
    "profile show myvmr",
    "profile show netease --json",
    "profile show quanshi --show-secrets",
];

/// What a server sends that read the request and tells it to everybody: as the vendor's refusal, as a
/// refusal of the credentials, and as a page.
fn tell_tale(kind: usize, request: &crate::server::Received) -> Reply {
    let heads: Vec<String> = request.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let body = String::from_utf8_lossy(&request.body);
    let told = format!("{} {} {body}", request.target, heads.join(" "));
    let codes = [(1, 31_337), (4102, 401), (0, 200)][kind.min(2)];
    let answer = serde_json::json!({"result": codes.0, "code": codes.1, "status": codes.0, "state": 0, "msg": told,
        "message": told, "errorMessage": told, "requestId": told, "desc": told, "request_id": told});
    match kind {
        0 => Reply::Json(200, answer.to_string()),
        1 => Reply::Json(401, answer.to_string()),
        _ => Reply::with(403, &[("Location", "/x")], &format!("<html>{told}")),
    }
}

/// [`ran`] searches each run for every secret of its profiles; here the runs say as much as they can,
/// and the server repeats to us all that it was sent.
#[test]
fn no_vendors_secret_comes_back() {
    let kinds = 3;
    for kind in 0..=kinds {
        let server = Server::start(move |request, _| match kind {
            3 => Reply::Truncated { announce: 9_999, body: request.target.clone().into_bytes() },
            kind => tell_tale(kind, request),
        });
        let world = World::of_all(&server.url());
        let text = std::fs::read_to_string(world.path("profiles.toml")).unwrap();
        let secrets = canary::in_profiles(&text);
        assert!(secrets.len() >= 6, "{secrets:?}");
        for line in OF_ALL {
            let words: Vec<&str> = line.split(' ').collect();
            let ran = world.run(&[&words[..], &["-vv", "--retries", "0"]].concat()).sound();
            assert_ne!(ran.code, Some(3), "{line}: {}", ran.err);
            world.run(&[&words[..], &["-vv", "-n", "--json"]].concat()).sound();
        }
        // They were sent: what is not tried is not shown either.
        let sent: Vec<String> = server
            .requests()
            .iter()
            .map(|r| format!("{} {:?} {}", r.target, r.headers, String::from_utf8_lossy(&r.body)))
            .collect();
        let sent = sent.concat();
        for piece in ["canary-KEY%2B", "canary-AUTH:", "canary-QS+"] {
            assert!(sent.contains(piece), "{piece} was never sent");
        }
    }
}

/// A program that is asked for a secret learns no other one, neither from its arguments nor around it.
#[cfg(target_os = "linux")]
#[test]
fn no_child_is_told_a_secret() {
    let server = Server::start(|_, _| Reply::Json(200, answer(0)));
    let hex = format!("token_key = \"{TOKEN_KEY}\"\ntoken_iv = \"{TOKEN_IV}\"");
    let world = profile(
        &server.url(),
        &format!("key = {{ command = [\"sh\", \"./child\", \"an argument\"] }}\n{hex}"),
    );
    let dump = "{ echo \"$0 $*\"; env; tr '\\0' '\\n' < /proc/$PPID/cmdline; tr '\\0' '\\n' < /proc/$PPID/environ; } > dump";
    world.file("child", format!("{dump}\necho '{KEY}'\n"));
    run(&world, "live", &["-vv"]).exits(0);
    run(&world, LINES[0], &["-vv"]);
    let seen = std::fs::read_to_string(world.path("dump")).unwrap();
    assert!(seen.contains("./child an argument") && seen.contains("MEETCTL_CONFIG="), "{seen}");
    // The test's own variable is for other profiles.
    canary::silent("a child", ALL, &seen.replace(&format!("THE_KEY={KEY}"), ""));
    assert!(server.requests().iter().any(|request| request.target.contains("canary-key%2F7f3a")));
}

/// What a wrong `--jq` met is not told: it may be a password.
#[test]
fn an_expression_that_does_not_fit_shows_no_value() {
    let row = format!(r#"{{"id": 1, "sipkey": "7", "randomVisitorPwd": "{ANSWERED}"}}"#);
    let body = format!(r#"{{"code": 200, "data": [{row}], "state": 1}}"#);
    let server = Server::start(move |_, _| Reply::Json(200, body.clone()));
    let world = World::with(&format!(
        "default = \"m\"\n[profiles.m]\nvendor = \"myvmr\"\nbase_url = \"{}\"\nauth = \"a\"\naccount = \"b\"\n",
        server.url()
    ));
    for (expression, told) in [
        (".nope", "cannot index an array with \"nope\""),
        (".[0].password|tonumber", "does not fit"),
        (".[0].password[]", "cannot use a text as iterable"),
        (".[0].password-1", "cannot calculate a text"),
    ] {
        let ran = world.run(&["meeting", "list", "--jq", expression]).exits(1).says(told);
        silent(expression, &ran.err);
    }
}

/// A secret that no call has used yet is known all the same.
#[test]
fn a_login_that_echoes_another_secret_is_scrubbed() {
    let body = format!(r#"{{"code": 403, "status": 403, "msg": "bad {KEY}"}}"#);
    let server = Server::start(move |_, _| Reply::Json(200, body.clone()));
    let world = World::with(&format!(
        "default = \"q\"\n[profiles.q]\nvendor = \"quanshi\"\nbase_url = \"{}\"\napp_id = \"1\"\napp_key = \"{KEY}\"\napp_secret = \"{PASSWORD}\"\nuser_id = \"7\"\n",
        server.url()
    ));
    for format in ["table", "json"] {
        let ran = world.run(&["meeting", "list", "-vv", "-o", format]);
        assert!(ran.err.contains("bad ***"), "{}", ran.err);
        silent(format, &ran.err);
    }
}
