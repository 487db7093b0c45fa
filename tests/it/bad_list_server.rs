//! Bad things that a server sends, numbered as in the list of bad inputs: 1 to 12 are texts on their
//! way to a terminal, 13 to 27 are JSON. What older tests hold already is named beside its number.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::World;
use meetctl::text::is_control;
use serde_json::{Value, json};

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// A server that gives this to every request, and the profiles of all vendors at it.
fn always(reply: Reply) -> (World, Server) {
    let server = Server::start(move |_, _| reply.clone());
    (World::of_all(&server.url()), server)
}

/// 1 to 8: the text, and what a table shows of it.
const HOSTILE: &[(u8, &str, &str)] = &[
    (1, "a\u{1b}[2K\r OK all recordings deleted", "a\\u001b[2K\\r OK all recordings deleted"),
    (2, "a\u{9b}31mred", "a\\u009b31mred"),
    (3, "\u{1b}]52;c;cm0gLXJm\u{7}", "\\u001b]52;c;cm0gLXJm\\u0007"),
    (
        4,
        "\u{1b}]8;;https://evil.example\u{1b}\\bank\u{1b}]8;;\u{1b}\\",
        "\\u001b]8;;https://evil.example\\u001b\\bank",
    ),
    (5, "\u{1b}]0;title\u{7}", "\\u001b]0;title\\u0007"),
    (6, "host\u{202e}moc.elpmaxe\u{2066}x", "host\\u202emoc.elpmaxe\\u2066x"),
    (8, "one\r\ntwo\tthree\u{b}four\u{0}five", "one\\r\\ntwo\\tthree\\u000bfour\\u0000five"),
];

/// The same subject in an answer of each vendor that can show a meeting, and a command for it.
fn meetings(subject: &str) -> Vec<(Value, &'static str)> {
    let netease = json!({"code": 200, "ret": {"meetingUniqueId": 7, "meetingId": "8", "subject": subject}});
    let myvmr = json!({"code": 200, "state": 1, "data": [{"id": 7, "theme": subject, "sipkey": "8",
        "startDate": "2020-01-30 09:00", "endDate": "2020-01-30 13:00"}]});
    let quanshi = json!({"status": 0, "result": {"conferenceId": "7", "title": subject}, "errorMessage": ""});
    vec![
        (netease, "-p netease meeting get 7"),
        (myvmr, "-p myvmr meeting get 7"),
        (quanshi, "-p quanshi meeting get 7"),
    ]
}

#[test]
fn texts_that_would_move_a_terminal_are_shown_and_not_obeyed() {
    for (number, text, shown) in HOSTILE {
        for (answer, line) in meetings(text) {
            let (world, _server) = always(Reply::Json(200, answer.to_string()));
            for more in ["", " --wide", " -o csv", " -o json", " -o jsonl", " -vv", " --color always"] {
                let ran = world.run(&words(&format!("{line}{more}"))).exits(0);
                let out = ran.out.replace("\u{1b}[1m", "").replace("\u{1b}[2m", "").replace("\u{1b}[0m", "");
                assert!(out.lines().all(|line| !line.contains(is_control)), "{number} {more}: {out:?}");
                assert!(
                    ran.err.lines().all(|line| !line.contains(is_control)),
                    "{number} {more}: {:?}",
                    ran.err
                );
                // In JSON a backslash of the text itself is written twice.
                let wanted = if more.contains("json") {
                    shown.replace("\\bank", "\\\\bank")
                } else {
                    (*shown).to_owned()
                };
                assert!(out.contains(&wanted), "{number} {line}{more}: {out}");
            }
            let whole = world.run(&words(&format!("{line} --json"))).exits(0).json();
            assert_eq!(whole["subject"], **text, "{number}: nothing is lost");
        }
    }
}

/// 7: a hundred thousand accents on one letter take no more of a screen than a row may.
#[test]
fn a_flood_without_width_is_cut() {
    let flood = format!("e{}", "\u{301}".repeat(100_000));
    let (answer, line) = meetings(&flood).remove(0);
    let (world, _server) = always(Reply::Json(200, answer.to_string()));
    let mut command = world.command(&words(line));
    let ran = crate::world::ran(line, command.env("COLUMNS", "80")).exits(0).sound();
    assert!(ran.out.len() < 10_000, "{} bytes on a terminal of 80 columns", ran.out.len());
    let whole = world.run(&words(&format!("{line} --json"))).exits(0).json();
    assert_eq!(whole["subject"], flood, "nothing is lost");
}

/// 9, 10: what a vendor says goes to stderr, and what is asked of `explain` comes back.
#[test]
fn a_vendors_words_are_escaped_on_stderr() {
    let text = HOSTILE.iter().map(|(_, text, _)| *text).collect::<Vec<_>>().join("");
    for (answer, line) in [
        (json!({"code": 2000, "msg": text, "requestId": text}), "-p netease meeting get 7"),
        (json!({"code": text, "msg": text}), "-p netease meeting cancel 7 --yes"),
        (json!({"code": "500", "message": text, "state": 0}), "-p myvmr meeting list"),
        (json!({"status": text, "result": ""}), "-p quanshi meeting status 7"),
        (json!({"result": text}), "-p weiyi live"),
    ] {
        let (world, _server) = always(Reply::Json(200, answer.to_string()));
        for more in ["", " --json", " -vv"] {
            let ran = world.run(&words(&format!("{line}{more}"))).sound();
            assert_ne!(ran.code, Some(0), "{line}");
            assert!(ran.err.contains("\\u001b[2K"), "{line}{more}: {}", ran.err);
        }
    }
    let world = World::new();
    for line in [&["explain", &*text][..], &["vendors", &text], &["meeting", &text], &["-p", &text, "live"]] {
        let text = text.replace('\0', "");
        let line: Vec<&str> =
            line.iter().map(|word| if word.len() > 50 { text.as_str() } else { word }).collect();
        let ran = world.run(&line).sound();
        assert!(
            matches!(ran.code, Some(2 | 3 | 5)) && ran.err.contains("\\u202e"),
            "{:?} {}",
            ran.code,
            ran.err
        );
    }
}

// 11: `bad_input::words_that_are_no_commands_flags_or_fields`.

/// 12: what looks like a flag or a command is a text; a command that is offered can be copied.
#[test]
fn commands_that_are_offered_can_be_copied() {
    for text in ["--help", "-rf", "$(reboot)", "`id`", "a;b"] {
        for (answer, line) in meetings(text) {
            let (world, _server) = always(Reply::Json(200, answer.to_string()));
            assert!(world.run(&words(line)).exits(0).sound().out.contains(text), "{line}");
        }
    }
    let rows = json!({"code": 200, "state": 1, "data": [{"id": 7, "theme": "x", "sipkey": "$(reboot)"}]});
    let (world, _server) = always(Reply::Json(200, rows.to_string()));
    world.run(&words("-p myvmr meeting get $(reboot)")).exits(5).says("--number '$(reboot)'");
    world.run(&words("-p myvmr meeting get --number `id`")).exits(5).says("meeting status '`id`'");
}

/// 13 is `bad_answers::a_large_id_keeps_its_digits`. 14: a password may be "0000" or 0.
#[test]
fn passwords_keep_their_zeros() {
    let rows = json!({"code": 200, "state": 1, "data": [{"id": 7, "theme": "x", "sipkey": "8",
        "randomHostPwd": "0000", "randomVisitorPwd": 0}]});
    let (world, _server) = always(Reply::Json(200, rows.to_string()));
    let meeting = world.run(&words("-p myvmr meeting get 7 --json")).exits(0).json();
    assert_eq!((&meeting["host_password"], &meeting["password"]), (&json!("0000"), &json!("0")));
}

/// 15: of equal keys the fuller wins, and of equally full ones the last. 16: keys that differ in case
/// are two; quanshi's own sample has them (`quanshi::every_command_sends_its_calls_…`).
#[test]
fn equal_keys_have_a_rule() {
    let ran = |answer: &str| {
        let (world, _server) = always(Reply::Json(200, answer.to_owned()));
        world.run(&words("-p netease meeting get 7 --json")).sound()
    };
    let meeting =
        r#""ret":{"meetingUniqueId":7,"subject":"a","subject":"b","Subject":"c","note":[],"note":[1]}"#;
    let read = ran(&format!(r#"{{"code":200,{meeting}}}"#)).exits(0).json();
    assert_eq!(
        (&read["subject"], &read["extra"]["Subject"], &read["extra"]["note"]),
        (&json!("b"), &json!("c"), &json!([1]))
    );
    ran(&format!(r#"{{"code":200,"code":2000,{meeting}}}"#)).exits(5);
    ran(&format!(r#"{{"code":2000,"code":200,{meeting}}}"#)).exits(0);
}

/// 17 to 27: the body, and the exit codes of a read and a write. 17, 20 (the mark before UTF-8), 22, 23,
/// 26 and 27 are rows of `bad_answers::answers_that_are_not_the_vendors`.
#[test]
fn bodies_that_are_not_json_or_not_an_answer() {
    let utf16: Vec<u8> = "{\"result\":0}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gbk = b"{\"result\":0,\"meetingname\":\"\xd6\xdc\xbb\xe1\"}".to_vec();
    let rows: Vec<(u8, Vec<u8>, i32, i32)> = vec![
        (18, b"{\"result\":0,\"x\":\"\xff\xfe\"}".to_vec(), 1, 10),
        (19, br#"{"result":0,"x":"\ud800"}"#.to_vec(), 1, 10),
        (20, utf16, 1, 10),
        (20, gbk, 1, 10),
        (21, br#"{"result":0,"serial":NaN}"#.to_vec(), 1, 10),
        (21, br#"{"result":0,"serial":1e999}"#.to_vec(), 1, 10),
        (21, br#"{"result":0,"serial":01}"#.to_vec(), 1, 10),
        (21, br#"{"result":-0.5}"#.to_vec(), 1, 1),
        (25, br#"{"result":-1}"#.to_vec(), 8, 10),
        (25, br#"{"result":null}"#.to_vec(), 1, 10),
        (25, br#"{"result":[]}"#.to_vec(), 1, 10),
        (25, br#"{"result":{"result":0}}"#.to_vec(), 1, 10),
        (25, br#"[{"result":0}]"#.to_vec(), 1, 10),
        (25, br#""0""#.to_vec(), 1, 10),
        (25, b"null".to_vec(), 1, 10),
    ];
    for (number, body, read, write) in rows {
        let (world, server) = always(Reply::Status { status: 200, headers: Vec::new(), body: body.clone() });
        let shown = String::from_utf8_lossy(&body).into_owned();
        for (line, code) in [("meeting status 1", read), ("meeting attach 1 --file-id 2", write)] {
            let ran = world.run(&words(&format!("-p weiyi --retries 0 {line}"))).sound();
            assert_eq!(ran.code, Some(code), "{number} {shown} {line}: {}", ran.err);
        }
        assert_eq!(server.requests().len(), 2, "{number} {shown}: no write is repeated");
    }
}

/// 21: where an id is due, numbers keep their digits, and what is no id is not made one.
#[test]
fn odd_numbers_are_no_ids() {
    for (number, id) in [("-0", "-0.0"), ("1.0", "1.0"), ("18446744073709551615", "18446744073709551615")] {
        let (world, _server) = always(Reply::Json(200, format!(r#"{{"result":0,"serial":{number}}}"#)));
        let ran = world.run(&words("-p weiyi meeting status 1 --json")).exits(0).sound();
        assert_eq!(ran.json()["id"], id, "what came, not what it may have meant");
    }
    let (world, _server) =
        always(Reply::Json(200, r#"{"result":0,"serial":123456789012345678901234567890}"#.into()));
    let create =
        "-p weiyi meeting create --subject x --start @1795413600 --end never --host-password pass1234";
    world.run(&words(create)).exits(10).sound();
}

/// 24: a code that begins like success is none.
#[test]
fn a_code_is_compared_whole() {
    for code in ["\"200001\"", "\"2000\"", "\" 200 \"", "2e2", "\"200.0\"", "true", "20"] {
        let (world, server) =
            always(Reply::Json(200, format!(r#"{{"code":{code},"ret":{{"meetingUniqueId":7}}}}"#)));
        for line in
            ["-p netease meeting get 7", "-p netease meeting cancel 7 --yes", "-p myvmr record open 7"]
        {
            let ran = world.run(&words(line)).sound();
            let near = matches!(code, "\" 200 \"" | "2e2" | "\"200.0\"");
            assert!(ran.code != Some(0) || near, "{line} takes {code} for success");
        }
        assert!(!server.requests().is_empty());
    }
}
