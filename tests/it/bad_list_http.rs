//! Bad HTTP, numbered as in the list of bad inputs, 28 to 50: how bytes are framed, how long they take,
//! where they point. What older tests hold already is named beside its number.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::World;
use std::time::Duration;

const READ: &str = "-p weiyi --retries 0 meeting status 1";
const WRITE: &str = "-p weiyi --retries 0 meeting attach 1 --file-id 2";

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// What a read and a write come to, each of one request, and that neither says too much.
#[track_caller]
fn come_to(number: u8, reply: Reply, read: i32, write: i32) {
    let server = Server::start(move |_, _| reply.clone());
    let world = World::of_all(&server.url());
    for (line, code) in [(READ, read), (WRITE, write)] {
        let ran = world.run(&words(line)).sound();
        assert_eq!(ran.code, Some(code), "{number}: {line}: {}", ran.err);
    }
    assert_eq!(server.requests().len(), 2, "{number}: each was sent once");
}

fn raw(head: &str, body: &str) -> Reply {
    Reply::Raw(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n{body}").into_bytes())
}

const GOOD: &str = r#"{"result": 0}"#;

/// 28, 29: the cap counts what is decoded, and what never ends is left.
#[test]
fn too_much_is_not_read() {
    come_to(28, Reply::GzipBomb(512), 1, 10);
    come_to(29, Reply::Endless, 1, 10);
    let announced = raw("Content-Length: 1073741824", "\"");
    come_to(29, announced, 1, 10);
}

/// 30, 31, 33, 47: heads that flood.
#[test]
fn heads_are_bounded() {
    come_to(30, Reply::HeaderFlood(20_000), 1, 10);
    come_to(31, raw(&format!("X-Long: {}\r\nContent-Length: 13", "x".repeat(1 << 20)), GOOD), 1, 10);
    for flood in ["100 Continue", "103 Early Hints"] {
        let flood = format!("HTTP/1.1 {flood}\r\n\r\n").repeat(10_000);
        let reply =
            Reply::Raw(format!("{flood}HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{GOOD}").into_bytes());
        come_to(33, reply, 0, 0);
    }
    for cookie in ["a=\u{1b}[2K", "a=\u{9b}31m", "a=\u{7f}"] {
        let server =
            Server::start(move |_, _| raw(&format!("Set-Cookie: {cookie}\r\nContent-Length: 13"), GOOD));
        let world = World::of_all(&server.url());
        let ran = world.run(&words(&format!("{READ} -vv"))).sound();
        assert!(matches!(ran.code, Some(0 | 1 | 8)), "{:?} {}", ran.code, ran.err);
    }
}

/// 32, 34: where an answer ends is not in doubt, or the answer is none.
#[test]
fn frames_that_contradict_themselves_are_no_answer() {
    for (number, head, body) in [
        (32, "Content-Length: 13\r\nContent-Length: 5", GOOD),
        (32, "Content-Length: 13, 5", GOOD),
        (32, "Content-Length: -1", GOOD),
        (34, "Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFF\r\n{\"result\": 0}\r\n0\r\n\r\n"),
        (34, "Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n{\"result\": 0}\r\n0\r\n\r\n"),
        (34, "Transfer-Encoding: chunked", "-1\r\n{\"result\": 0}\r\n0\r\n\r\n"),
    ] {
        let server = Server::start(move |_, _| raw(head, body));
        let world = World::of_all(&server.url());
        let read = world.run(&words(READ)).sound();
        assert!(matches!(read.code, Some(1 | 8)), "{number} {head}: {:?} {}", read.code, read.err);
        world.run(&words(WRITE)).sound().exits(10);
        assert_eq!(server.requests().len(), 2, "{number}");
    }
    // Both ways to tell the end: chunks are what counts (RFC 9112, 6.3), whatever the length says.
    let both = raw("Content-Length: 3\r\nTransfer-Encoding: chunked", "d\r\n{\"result\": 0}\r\n0\r\n\r\n");
    come_to(32, both, 0, 0);
}

/// 35: a byte now and then ends at the deadline. 36 is `bad_answers::a_server_that_is_not_there_or_says_nothing`,
/// 37 `netease::a_list_without_end_is_given_up` and `myvmr::contacts_end_with_an_empty_or_a_repeated_page`.
#[test]
fn a_trickle_ends_at_the_deadline() {
    let reply = Reply::Trickle { body: vec![b' '; 600], pause: Duration::from_millis(100) };
    let server = Server::start(move |_, _| reply.clone());
    let world = World::of_all(&server.url());
    world.run(&words(&format!("{READ} --timeout 1s"))).sound().exits(8);
    world.run(&words(&format!("{WRITE} --timeout 1s"))).sound().exits(10);
}

/// 38 to 43: whatever a redirect's target is, nothing goes there; `redirects` has the listener that would
/// see it. Quanshi's cancel is a GET, and is sent once all the same.
#[test]
fn odd_targets_of_redirects_are_told_and_left() {
    for target in [
        "file:///etc/passwd",
        "//evil.example/x",
        "http:/one-slash",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]:1/",
        "http://0x7f.1:1/",
        "http://2130706433:1/",
        "http://user:pass@evil.example/",
        "javascript:alert(1)",
        "\u{9b}31m",
        "?key=a",
        "",
        "http://[",
    ] {
        for (line, code) in [
            (READ, 1),
            (WRITE, 10),
            ("-p quanshi meeting cancel 7 --yes", 10),
            ("-p netease meeting list", 1),
        ] {
            let server = Server::start(move |_, _| Reply::Redirect(302, target.to_owned()));
            let world = World::of_all(&server.url());
            let ran = world.run(&words(&format!("{line} -vv"))).sound();
            // What is no header at all is no answer.
            let codes =
                if target.contains('\u{9b}') { [code, if code == 1 { 8 } else { 10 }] } else { [code, code] };
            assert!(
                ran.code.is_some_and(|code| codes.contains(&code)),
                "{target} {line}: {:?} {}",
                ran.code,
                ran.err
            );
            assert!(!ran.err.contains("user:pass"), "{}", ran.err);
            assert!(crate::redirects::once_each(&server.requests()), "{target} {line}");
        }
    }
}

/// 44: a wait that is none, or is too long. 45 is `netease::a_clock_that_is_hours_off_is_named`, 46 a row of
/// `bad_answers::answers_that_are_not_the_vendors`.
#[test]
fn waits_that_are_none_are_our_own_and_long_ones_end_at_once() {
    let busy = |headers: &[&str]| {
        let headers: Vec<(String, String)> =
            headers.iter().map(|value| ("Retry-After".to_owned(), (*value).to_owned())).collect();
        let server = Server::start(move |_, _| Reply::Status {
            status: 429,
            headers: headers.clone(),
            body: Vec::new(),
        });
        let world = World::of_all(&server.url());
        let ran = world.run(&words("-p weiyi --retries 1 --timeout 20s meeting status 1")).sound().exits(8);
        // A write is not repeated, whatever is asked for.
        let before = server.requests().len();
        world.run(&words(WRITE)).sound().exits(8);
        assert_eq!(server.requests().len(), before + 1);
        (before, ran)
    };
    for nonsense in ["inf", "1e400", "-5", "1.5", "120junk", "NaN", "", "0", "Thu, 01 Jan 1970 00:00:00 GMT"]
    {
        assert_eq!(busy(&[nonsense]).0, 2, "{nonsense}");
    }
    assert_eq!(busy(&["1", "3600"]).0, 2, "two of them are none");
    for long in ["86400", "99999999999999999999999", "Fri, 31 Dec 2100 23:59:59 GMT"] {
        let (sent, ran) = busy(&[long]);
        assert_eq!(sent, 1, "{long}");
        ran.says("it asks to wait");
    }
}

/// 48: an answer that only a proxy gives. The proxies themselves are in `transport`, as are the
/// certificates of 49.
#[test]
fn a_proxys_answer_is_no_answer() {
    let headers = [("Proxy-Authenticate", "Basic realm=\"\u{202e}x\"")];
    come_to(48, Reply::with(407, &headers[..0], "<html>"), 1, 1);
    come_to(48, raw("Proxy-Authenticate: Basic\r\nContent-Length: 6", "<html>"), 1, 10);
}
