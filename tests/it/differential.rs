//! Against second opinions: signatures and tokens against OpenSSL's command line, what is printed
//! against a terminal emulator, and vendors' answers against what was changed in them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::fuzz_corpus::targets::json_answer;
use crate::server::{Reply, Server};
use crate::world::{TOKEN_IV, TOKEN_KEY, World};
use jiff::Timestamp;
use meetctl::op::meeting::MEETING;
use meetctl::output::{Format, Options, Printer};
use meetctl::secret::Secret;
use meetctl::text::escape;
use meetctl::vendor::weiyi::token::{Claims, Keys, Role, mint};
use meetctl::webhook::verify::sign;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::num::NonZero;
use std::process::{Command, Stdio};

/// What openssl makes of these bytes.
fn openssl(args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("openssl is installed");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {args:?}");
    output.stdout
}

fn digest(name: &str, input: &[u8]) -> String {
    hex::encode(openssl(&["dgst", &format!("-{name}"), "-binary"], input))
}

/// Each case starts a few programs.
fn few(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) })
}

#[test]
fn callbacks_are_signed_as_openssl_would() {
    let run =
        few(16).run(&(any::<String>(), "[0-9A-Za-z-]{1,40}", any::<Vec<u8>>()), |(secret, nonce, body)| {
            let now = Timestamp::from_millisecond(1_600_782_498_147).unwrap();
            let signature = sign(&Secret::new(secret.clone()), None, nonce.clone(), now, &body);
            let text = format!("{secret}{nonce}1600782498147{}", digest("md5", &body));
            prop_assert_eq!(signature.checksum, digest("sha1", text.as_bytes()));
            Ok(())
        });
    run.unwrap();
}

/// OpenSSL decrypts a token to the claims, and encrypts its text to the token.
#[test]
fn tokens_are_encrypted_as_openssl_would() {
    let keys = Keys::from_hex(TOKEN_KEY, TOKEN_IV).unwrap();
    let cipher = ["enc", "-aes-256-cbc", "-K", TOKEN_KEY, "-iv", TOKEN_IV, "-base64", "-A"];
    let run = few(16).run(&(any::<String>(), any::<String>(), any::<String>()), |(serial, userid, username)| {
        let claims = Claims { serial, userid, username, role: Role::Speaker };
        let token = mint(&keys, &claims);
        let plain = openssl(&[&cipher[..], &["-d"]].concat(), token.as_bytes());
        let inner: String = serde_json::from_slice(&plain).unwrap();
        let said: Value = serde_json::from_str(&inner).unwrap();
        let expected = json!({"serial": claims.serial, "userid": claims.userid, "username": claims.username,
            "joinRole": "speaker"});
        prop_assert_eq!(said, expected);
        prop_assert_eq!(String::from_utf8(openssl(&cipher, &plain)).unwrap(), token);
        Ok(())
    });
    run.unwrap();
}

/// Keys from words are OpenSSL's own derivation, in which the pass key is the salt.
#[test]
fn keys_from_words_are_openssls() {
    for (passkey, passphrase) in
        [("12345678", "passphrase"), ("abcdefgh", "会议 密码"), ("\u{1}234567 ", "a b")]
    {
        let salt = hex::encode(passkey);
        let args =
            ["enc", "-aes-256-cbc", "-md", "md5", "-S", &salt, "-pass", &format!("pass:{passphrase}"), "-P"];
        let text = String::from_utf8(openssl(&args, b"")).unwrap();
        let value = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim_start().trim_start_matches('=').trim().to_owned()
        };
        let (key, iv) = (value("key"), value("iv"));
        let claims =
            Claims { serial: "1".into(), userid: "2".into(), username: "x".into(), role: Role::Speaker };
        let ours = mint(&Keys::from_passphrase(passkey, passphrase), &claims);
        assert_eq!(ours, mint(&Keys::from_hex(&key, &iv).unwrap(), &claims), "{text}");
    }
}

/// The requests of NetEase's calls, as they arrive.
#[test]
fn calls_are_signed_as_openssl_would() {
    for secret in ["canary-secret", "会议 \\\"é", "\u{1F600}+/=&%"] {
        let server = Server::start(|_, _| Reply::Json(200, r#"{"code":200,"ret":{}}"#.into()));
        let quoted = serde_json::to_string(secret).unwrap();
        let world = World::with(&format!(
            "default = \"n\"\n[profiles.n]\nvendor = \"netease\"\nbase_url = \"{}\"\napp_key = \"k\"\napp_secret = {quoted}\n",
            server.url()
        ));
        world.run(&["record", "get", "1"]).exits(0);
        world.run(&["meeting", "join-info", "1", "--name", "名"]);
        let requests = server.requests();
        let header = |name: &str| requests[0].header(name).unwrap().to_owned();
        let text = format!("{secret}{}{}", header("nonce"), header("curtime"));
        assert_eq!(header("checksum"), digest("sha1", text.as_bytes()), "{secret}");
        let sum = digest("md5", &[&requests[1].body[..], b"@163"].concat());
        assert_eq!(requests[1].header("authorization"), Some(&*sum), "{secret}");
    }
}

/// A terminal of 24 lines on which no row of these tests is broken.
fn terminal(text: &str) -> vt100::Parser {
    let size = |cells: u16| NonZero::new(cells).unwrap();
    let mut terminal = vt100::Parser::new(size(24), size(400), 0);
    terminal.process(text.replace('\n', "\r\n").as_bytes());
    terminal
}

fn table(subject: &str, width: Option<usize>) -> String {
    let options = Options {
        format: Format::Table,
        fields: Vec::new(),
        jq: None,
        header: true,
        wide: false,
        show_secrets: false,
        color: false,
        spreadsheet: false,
        raw_cells: false,
        width,
        tell: None,
        zone: jiff::tz::TimeZone::UTC,
    };
    let mut out = Vec::new();
    let mut printer = Printer::new(&mut out, &options, &MEETING).unwrap();
    printer.row(json!({"id": "1", "subject": subject, "status": "running"})).unwrap();
    printer.finish().unwrap();
    String::from_utf8(out).unwrap()
}

/// Any text, of all planes, and often what a terminal obeys.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        any::<String>(),
        "[\u{0}-\u{1f}\u{7f}-\u{9f}]{1,4}",
        prop::sample::select(vec![
            "\u{1b}[2J",
            "\u{1b}[1A",
            "\u{1b}]0;title\u{7}",
            "\u{9b}31m",
            "\u{1b}[?1049h",
            "\u{1b}c",
            "\r\n",
            "\u{8}",
            "\u{1b}[6n",
            "\u{1b}P$q\u{1b}\\",
            "\u{202e}",
            "\t",
        ])
        .prop_map(str::to_owned),
        "[a-z会议 ]{1,8}",
    ];
    proptest::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
}

/// The terminal is in the state that plain text of two lines leaves it in: no attribute, no title, no
/// other screen, the cursor at the start of the third line, and the first row untouched.
#[test]
fn a_table_is_plain_text_to_a_terminal() {
    let run = few(400).run(&hostile(), |subject| {
        let text = table(&subject, Some(120));
        let terminal = terminal(&text);
        let screen = terminal.screen();
        prop_assert_eq!(screen.cursor_position(), (2, 0), "{:?}", text);
        prop_assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        prop_assert!(screen.contents().starts_with("ID"), "{:?}", screen.contents());
        for column in 0..400 {
            let cell = screen.cell(1, column).unwrap();
            prop_assert!(!cell.bold() && !cell.inverse() && cell.fgcolor() == vt100::Color::Default);
        }
        // What the same row shows when its text was made harmless before.
        let harmless = self::terminal(&table(&escape(&subject), Some(120)));
        prop_assert_eq!(screen.contents(), harmless.screen().contents());
        prop_assert_eq!(screen.state_formatted(), harmless.screen().state_formatted());
        Ok(())
    });
    run.unwrap();
}

/// The test above would see what it looks for.
#[test]
fn a_terminal_obeys_what_is_not_escaped() {
    let moved = terminal("ID  x\n1  \u{1b}[31m\u{1b}[1Ared\n");
    assert_ne!(moved.screen().cursor_position(), (2, 0));
}

/// About so many changes of one answer are tried.
const MOST: usize = 40;

/// Each place of an answer changed in each way: left out, null, a number for a text and back, a list for
/// an object and back, and something unknown beside it.
fn mutations(value: &Value) -> Vec<Value> {
    fn places(value: &Value, at: &str, found: &mut Vec<String>) {
        found.push(at.to_owned());
        match value {
            Value::Object(map) => map.iter().for_each(|(name, value)| {
                places(value, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }),
            Value::Array(list) => list
                .iter()
                .take(2)
                .enumerate()
                .for_each(|(n, value)| places(value, &format!("{at}/{n}"), found)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    let mut found = Vec::new();
    places(value, "", &mut found);
    for at in found {
        let Some(old) = value.pointer(&at) else { continue };
        let mut others =
            vec![Value::Null, json!([]), json!({}), json!(""), json!([old]), json!({"x": old}), json!(-1)];
        others.push(match old {
            Value::String(text) => text.parse::<i64>().map_or(json!(7), Value::from),
            Value::Number(number) => Value::from(number.to_string()),
            other => Value::from(other.to_string()),
        });
        others.push(json!("\u{1b}[2K\u{202e}"));
        others.push(json!(1e300));
        for other in others {
            let mut changed = value.clone();
            *changed.pointer_mut(&at).unwrap() = other;
            all.push(changed);
        }
        let mut less = value.clone();
        let (parent, name) = at.rsplit_once('/').unwrap_or_default();
        if let Some(map) = less.pointer_mut(parent).and_then(Value::as_object_mut) {
            map.shift_remove(&name.replace("~1", "/").replace("~0", "~"));
            all.push(less);
        }
        let mut more = value.clone();
        if let Some(map) = more.pointer_mut(&at).and_then(Value::as_object_mut) {
            map.insert("unknownField".to_owned(), json!({"deep": [1, "odd"]}));
            all.push(more);
        }
    }
    all
}

/// The answers of the corpus, which began as the documents' samples: the target itself says what a false
/// success is. Every vendor's commands, every place, every way.
#[test]
fn no_changed_answer_panics_or_becomes_a_success() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/json_answer");
    let (mut answers, mut changed) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        let Some((head, body)) = bytes.split_at_checked(3) else { continue };
        let Ok(answer) = serde_json::from_slice::<Value>(body) else { continue };
        if !answer.is_object() || body.len() > 1_500 {
            continue;
        }
        answers += 1;
        // The same answer under every HTTP status that the target knows.
        for status in 0..8 {
            json_answer::run(&[&head[..2], &[status], body].concat());
        }
        // A long answer repeats itself: some of its places will do.
        let all = mutations(&answer);
        for mutation in all.iter().step_by((all.len() / MOST).max(1)) {
            changed += 1;
            json_answer::run(&[head, mutation.to_string().as_bytes()].concat());
        }
    }
    assert!(answers >= 40 && changed > 2_000, "{answers} answers, {changed} changes");
}
