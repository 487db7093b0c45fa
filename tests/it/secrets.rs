//! Recognisable secrets in every place that holds one, many commands at their most talkative, and a
//! search for the secrets in all that was printed, in every spelling that could carry them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server, refused_port};
use crate::world::{Ran, World, ran};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

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

/// A secret as it is, and as it could stand in a URL, a form, JSON, or a dump.
fn spellings(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let json = serde_json::to_string(secret).unwrap();
    // In base64 of a longer text the secret is at one of three offsets; its middle is always there.
    let inside = |skip: usize| {
        let middle = &bytes[skip..];
        STANDARD.encode(&middle[..middle.len() / 3 * 3])
    };
    let mut all = vec![
        secret.to_owned(),
        STANDARD.encode(bytes),
        URL_SAFE.encode(bytes),
        inside(0),
        inside(1),
        inside(2),
        hex::encode(bytes),
        hex::encode_upper(bytes),
        utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
        url::form_urlencoded::byte_serialize(bytes).collect(),
        json.trim_matches('"').to_owned(),
        bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(", "),
    ];
    if let Ok(raw) = hex::decode(secret) {
        all.push(STANDARD.encode(&raw));
        all.push(raw.iter().map(u8::to_string).collect::<Vec<_>>().join(", "));
    }
    all
}

/// No secret in any spelling in this text.
#[track_caller]
fn silent(what: &str, text: &str) {
    for secret in ALL {
        for spelling in spellings(secret) {
            assert!(!text.contains(&spelling), "{what}: {secret} is shown as {spelling}:\n{text}");
        }
    }
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
    "api GET /WebAPI/getLiveStream -q serial=1 -n",
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

/// The search itself: it must find what is there.
#[test]
fn the_search_finds_every_spelling() {
    for secret in ALL {
        let around = [format!("x{secret}y"), format!("xy{secret}z"), format!("xyz{secret}")];
        for text in around.iter().map(|text| STANDARD.encode(text)) {
            assert!(spellings(secret).iter().any(|spelling| text.contains(spelling)), "{secret}");
        }
    }
}
