//! `record download` against servers that misbehave: whatever they do, a final name holds the whole and
//! right file or is not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::fileserver::{
    Object, is_call, listed, names, netease, netease_world, raw_head, recordings, statuses, sums_hold, weiyi,
};
use crate::server::{Received, Reply, Server};
use crate::world::{KEY, Ran, World};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const DATE: &str = "Wed, 21 Oct 2015 07:28:00 GMT";
const SIZE: usize = 200_000;
/// The file's name: the vendor's, the time, the ending.
const NAME: &str = "a 2026-11-01 10.00.00.mp4";

/// A vendor with one recording at the same server, which answers the requests for it by their number.
struct Stage {
    world: World,
    server: Server,
}

impl Stage {
    fn new(file: impl Fn(&Received, usize) -> Reply + Send + 'static) -> Self {
        let count = Mutex::new(0);
        let server = Server::start(move |request, _| {
            if is_call(request) {
                return weiyi(&["/f/a.mp4"]);
            }
            let mut count = count.lock().unwrap();
            *count += 1;
            file(request, *count - 1)
        });
        Self { world: World::at(&server.url(), ""), server }
    }

    fn dir(&self) -> PathBuf {
        self.world.path("out")
    }

    fn download(&self, more: &[&str]) -> Ran {
        let dir = self.dir();
        let line = ["record", "download", "--all", "--dir", dir.to_str().unwrap(), "--json"];
        self.world.run(&[&line[..], more].concat())
    }

    /// The requests for the file.
    fn asked(&self) -> Vec<Received> {
        self.server.requests().into_iter().filter(|request| !is_call(request)).collect()
    }

    /// The file is here, is this one, and nothing else is.
    #[track_caller]
    fn holds(&self, object: &Object) {
        assert_eq!(names(&self.dir()), ["SHA256SUMS", NAME, "manifest.jsonl"]);
        assert!(std::fs::read(self.dir().join(NAME)).unwrap() == object.bytes, "it is another file");
        sums_hold(&self.dir());
    }

    /// No file has a name.
    #[track_caller]
    fn holds_nothing(&self) {
        assert_eq!(recordings(&self.dir()), [""; 0]);
    }
}

fn range(request: &Received) -> (Option<&str>, Option<&str>) {
    (request.header("range"), request.header("if-range"))
}

#[test]
fn a_download_that_breaks_off_goes_on_where_it_stopped() {
    for (etag, modified, validator) in
        [(Some("\"a\""), None, "\"a\""), (Some("W/\"a\""), Some(DATE), DATE), (None, Some(DATE), DATE)]
    {
        let object = Object::new(1, SIZE).tagged(etag, modified);
        let served = object.clone();
        let stage = Stage::new(
            move |request, n| {
                if n == 0 { served.cut(request, 50) } else { served.serve(request) }
            },
        );
        stage.download(&[]).exits(0);
        stage.holds(&object);
        let asked = stage.asked();
        assert_eq!(range(&asked[0]), (None, None));
        assert_eq!(range(&asked[1]), (Some("bytes=100000-"), Some(validator)));
        assert_eq!(asked.len(), 2);
    }
}

#[test]
fn a_download_that_breaks_off_in_one_run_goes_on_in_the_next() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage =
        Stage::new(move |request, n| if n == 0 { served.cut(request, 50) } else { served.serve(request) });
    stage.download(&["--retries", "0"]).exits(8).says("cut short");
    stage.holds_nothing();
    assert_eq!(names(&stage.dir()), [format!("{NAME}.part"), format!("{NAME}.part.json")]);
    let side = std::fs::read_to_string(stage.dir().join(format!("{NAME}.part.json"))).unwrap();
    assert!(side.contains("/f/a.mp4") && side.contains("even") | side.contains("odd"), "{side}");
    assert_eq!(statuses(&stage.download(&[]).exits(0)), ["downloaded"]);
    stage.holds(&object);
    assert_eq!(range(&stage.asked()[1]).0, Some("bytes=100000-"));
}

#[test]
fn two_objects_are_never_joined() {
    let tags = [
        (Some("\"a\""), Some("\"b\""), None, None),
        (Some("W/\"a\""), Some("W/\"b\""), None, None),
        (None, None, None, None),
        (None, None, Some(DATE), Some("Thu, 22 Oct 2015 07:28:00 GMT")),
        // A server that forgets what If-Range is for, but names what it sends.
        (Some("\"a\""), Some("\"b\""), None, Some("forgets")),
    ];
    for (n, (old_tag, new_tag, old_date, new_date)) in tags.into_iter().enumerate() {
        let old = Object::new(1, SIZE).tagged(old_tag, old_date);
        let new = Object::new(2, SIZE).tagged(new_tag, new_date.filter(|date| *date != "forgets"));
        let (first, then) = (old, new.clone());
        let forgets = new_date == Some("forgets");
        let stage = Stage::new(move |request, n| {
            let mut request = request.clone();
            if forgets {
                request.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("if-range"));
            }
            if n == 0 { first.cut(&request, 50) } else { then.serve(&request) }
        });
        stage.download(&[]).exits(0);
        stage.holds(&new);
        let asked = stage.asked();
        let strong = matches!(n, 0 | 3 | 4);
        assert_eq!(asked[1].header("range").is_some(), strong, "case {n}");
    }
}

#[test]
fn a_part_that_does_not_fit_is_not_joined() {
    let total = SIZE;
    for wrong in [
        format!("bytes 0-{}/{total}", total / 2 - 1),
        format!("bytes {}-{}/{total}", total / 2 + 1, total),
        format!("bytes {}-{}/{}", total / 2, total - 1, total + 1),
        format!("bytes {}-{}/*", total / 2, total - 1),
        "bytes */*".to_owned(),
        String::new(),
    ] {
        let object = Object::new(1, SIZE);
        let (served, claim) = (object.clone(), wrong.clone());
        let stage = Stage::new(move |request, n| match n {
            0 => served.cut(request, 50),
            1 => {
                let headers = [("Content-Range", claim.as_str()), ("ETag", "\"odd\"")];
                Reply::with(206, &headers, &"x".repeat(total / 2))
            }
            _ => served.serve(request),
        });
        stage.download(&[]).exits(0).says("all of it is asked for again");
        stage.holds(&object);
        assert_eq!(range(&stage.asked()[2]), (None, None), "{wrong}");
    }
}

#[test]
fn a_part_longer_than_it_says_is_not_joined() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, n| match n {
        0 => served.cut(request, 50),
        1 => {
            // Chunked, so that nothing below sees it.
            let (status, mut headers) = served.head(request);
            headers.push(("Transfer-Encoding".into(), "chunked".into()));
            let half = &served.bytes[SIZE / 2..];
            let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
            Reply::Raw(
                [raw_head(status, &headers, None), chunk(half), chunk(b"more"), b"0\r\n\r\n".to_vec()]
                    .concat(),
            )
        }
        _ => served.serve(request),
    });
    stage.download(&[]).exits(0).says("sent more than it should have");
    stage.holds(&object);
}

/// All of it came, but not the end of the message: the next answer is 416.
#[test]
fn past_the_end_is_believed_only_if_the_sizes_agree() {
    for agrees in [true, false] {
        let object = Object::new(1, SIZE);
        let served = object.clone();
        let stage = Stage::new(move |request, n| match n {
            0 => {
                let (status, mut headers) = served.head(request);
                headers.push(("Transfer-Encoding".into(), "chunked".into()));
                let all = format!("{SIZE:x}\r\n");
                Reply::Raw(
                    [&raw_head(status, &headers, None), all.as_bytes(), &served.bytes, b"\r\n"].concat(),
                )
            }
            1 if !agrees => Reply::with(416, &[("Content-Range", "bytes */100000")], ""),
            _ => served.serve(request),
        });
        stage.download(&[]).exits(0);
        stage.holds(&object);
        let asked = stage.asked();
        assert_eq!(range(&asked[1]).0, Some("bytes=200000-"));
        assert_eq!(asked.len(), if agrees { 2 } else { 3 });
    }
}

#[test]
fn a_whole_answer_to_a_part_begins_anew() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, n| match n {
        0 => served.cut(request, 50),
        _ => Reply::Status { status: 200, headers: Vec::new(), body: served.bytes.clone() },
    });
    stage.download(&[]).exits(0);
    stage.holds(&object);
}

#[test]
fn bodies_that_never_become_whole_get_no_name() {
    type Body = (&'static str, i32, fn(&Received, usize) -> Reply, &'static str);
    let short = |request: &Received, _: usize| Object::new(1, SIZE).cut(request, 90);
    let chunked = |_: &Received, _: usize| Reply::ChunkedCut(Object::new(1, SIZE).bytes);
    let unframed = |_: &Received, _: usize| Reply::Raw([&raw_head(200, &[], None)[..], b"\0abc"].concat());
    let cases: [Body; 3] = [
        ("short", 8, short, "cut short"),
        ("chunked", 8, chunked, "cut short"),
        ("unframed", 1, unframed, "says how long it is"),
    ];
    for (name, code, file, says) in cases {
        let stage = Stage::new(file);
        stage.download(&["--retries", "1", "--timeout", "5s"]).exits(code).says(says);
        stage.holds_nothing();
        assert!(stage.asked().len() < 20, "{name}");
    }
}

/// HTTP says where a body ends; what comes behind is none of it.
#[test]
fn what_comes_behind_a_body_is_not_part_of_it() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, _| {
        let (status, headers) = served.head(request);
        Reply::Raw([&raw_head(status, &headers, Some(SIZE)), &served.bytes[..], b"more"].concat())
    });
    stage.download(&[]).exits(0);
    stage.holds(&object);
}

#[test]
fn a_web_page_is_no_recording() {
    let html = "<!DOCTYPE html><html><body>Please log in</body></html>";
    for (kind, body) in [
        ("text/html", html),
        ("video/mp4", html),
        ("video/mp4", "\u{feff}\n  <Error/>"),
        ("application/json", "{}"),
    ] {
        let stage = Stage::new(move |_, _| Reply::with(200, &[("Content-Type", kind)], body));
        stage.download(&[]).exits(1).says("in its place");
        assert_eq!(names(&stage.dir()), [""; 0]);
        // The vendor was asked for another link once.
        assert_eq!(stage.asked().len(), 2);
    }
    // Not even in the place of the rest.
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, n| match n {
        0 => served.cut(request, 50),
        1 => Reply::with(200, &[("Content-Type", "text/html")], html),
        _ => served.serve(request),
    });
    stage.download(&[]).exits(0);
    stage.holds(&object);
    assert_eq!(range(&stage.asked()[2]).0, Some("bytes=100000-"));
}

#[test]
fn what_is_compressed_or_empty_is_no_recording() {
    let stage = Stage::new(|_, _| Reply::with(200, &[("Content-Encoding", "gzip")], "\u{1f}"));
    stage.download(&[]).exits(1).says("compressed");
    assert_eq!(stage.asked()[0].header("accept-encoding"), Some("identity"));
    let stage = Stage::new(|_, _| Reply::with(200, &[], ""));
    stage.download(&[]).exits(1).says("it is empty, twice");
    stage.holds_nothing();
}

#[test]
fn too_slow_is_tried_again_and_given_up() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, n| {
        if n < 2 { served.slow(request, 100, Duration::from_millis(20)) } else { served.serve(request) }
    });
    let slow = ["--timeout", "1s", "--min-speed", "100000"];
    stage.download(&[&slow[..], &["--retries", "0"]].concat()).exits(8).says("bytes a second");
    stage.holds_nothing();
    stage.download(&[&slow[..], &["--retries", "2"]].concat()).exits(0);
    stage.holds(&object);
    assert!(range(&stage.asked()[1]).0.is_some());
    // Silence is the slowest.
    let stage = Stage::new(move |request, _| object.slow(request, 1_000, Duration::from_secs(60)));
    stage.download(&["--timeout", "1s", "--retries", "0"]).exits(8).says("sent nothing for 1 s");
}

#[test]
fn a_server_that_fails_for_a_while_is_asked_again() {
    let object = Object::new(1, SIZE);
    let served = object.clone();
    let stage = Stage::new(move |request, n| match n {
        0 => Reply::with(503, &[("Retry-After", "0")], "busy"),
        1 => Reply::DropAfterReading,
        2 => Reply::with(429, &[("Retry-After", "0")], ""),
        _ => served.serve(request),
    });
    stage.download(&[]).exits(0);
    stage.holds(&object);
    let stage = Stage::new(|_, _| Reply::with(503, &[("Retry-After", "86400")], ""));
    stage.download(&[]).exits(8).says("HTTP 503");
    assert_eq!(stage.asked().len(), 1);
}

/// A vendor whose link is another one each time it is asked.
fn expiring(file: impl Fn(&Received, usize) -> Reply + Send + 'static) -> (World, Server) {
    let count = Mutex::new((0, 0));
    let server = Server::start(move |request, _| {
        let mut count = count.lock().unwrap();
        if is_call(request) {
            count.0 += 1;
            return weiyi(&[&format!("/f/a.mp4?sign=canary-{}", count.0)]);
        }
        count.1 += 1;
        file(request, count.1 - 1)
    });
    (World::at(&server.url(), ""), server)
}

#[test]
fn a_link_that_ends_in_the_middle_is_asked_for_again() {
    for changed in [false, true] {
        let (old, new) = (Object::new(1, SIZE), Object::new(if changed { 2 } else { 1 }, SIZE));
        let served = new.clone();
        let (world, server) = expiring(move |request, n| match n {
            0 => old.cut(request, 50),
            1 => Reply::with(403, &[], "expired"),
            _ if request.target.ends_with("canary-1") => Reply::with(403, &[], "expired"),
            _ => served.serve(request),
        });
        let ran = world.run(&["record", "download", "--all", "--dir", "out", "-v"]).exits(0);
        let ran = ran.hides("canary");
        assert!(std::fs::read(world.path("out").join(NAME)).unwrap() == new.bytes, "{}", ran.err);
        let files: Vec<_> = server.requests().into_iter().filter(|r| !is_call(r)).collect();
        assert_eq!((files.len(), files[2].target.as_str()), (3, "/f/a.mp4?sign=canary-2"));
        assert_eq!(range(&files[2]).0, Some("bytes=100000-"));
        // Nothing that lets people in is kept.
        for name in names(&world.path("out")) {
            let bytes = std::fs::read(world.path("out").join(name)).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("canary"));
        }
    }
    let (world, server) = expiring(|_, _| Reply::with(403, &[], ""));
    world.run(&["record", "download", "--all", "--dir", "out"]).exits(1).says("HTTP 403").hides("canary");
    let calls = server.requests().iter().filter(|request| is_call(request)).count();
    assert_eq!((calls, server.requests().len()), (2, 4));
}

/// What, size, MD5, how many wrong files come first, exit code, what is said.
type Case<'a> = (&'a str, Option<usize>, Option<&'a str>, usize, i32, &'a str);

/// A NetEase recording with a size and a sum, at the same server.
fn summed(
    size: Option<usize>,
    md5: Option<&str>,
    file: impl Fn(usize) -> Object + Send + 'static,
) -> (World, Server) {
    let base = Arc::new(Mutex::new(String::new()));
    let (own, md5) = (Arc::clone(&base), md5.map(str::to_owned));
    let count = Mutex::new(0);
    let server = Server::start(move |request, _| {
        if is_call(request) {
            let url = format!("{}/f/a.mp4", own.lock().unwrap());
            return netease(request, &[listed("a.mp4", &url, size, md5.as_deref())]);
        }
        let mut count = count.lock().unwrap();
        *count += 1;
        file(*count - 1).serve(request)
    });
    *base.lock().unwrap() = server.url();
    (netease_world(&server.url()), server)
}

#[test]
fn size_and_md5_of_the_vendor_are_held_to() {
    let (right, wrong) = (Object::new(1, SIZE), Object::new(2, SIZE));
    let md5 = right.md5();
    let upper = format!(" {} ", md5.to_uppercase());
    let other = right.clone();
    let cases: [Case<'_>; 8] = [
        ("all is right", Some(SIZE), Some(&md5), 0, 0, ""),
        ("upper case", Some(SIZE), Some(&upper), 0, 0, ""),
        ("no md5", Some(SIZE), Some(""), 0, 0, ""),
        ("nothing like an md5", None, Some("xxxxxx"), 0, 0, "is none"),
        ("wrong once", Some(SIZE), Some(&md5), 1, 0, "all of it is asked for again"),
        (
            "wrong for ever",
            Some(SIZE),
            Some(&md5),
            9,
            1,
            "its MD5 is not the one that the vendor gave, twice",
        ),
        ("wrong size", Some(SIZE + 1), None, 0, 1, "has 200000 bytes, and the vendor says 200001, twice"),
        ("wrong size, right md5", Some(SIZE + 1), Some(&md5), 0, 0, "its MD5 is right"),
    ];
    for (what, size, md5, wrongs, code, says) in cases {
        let (right, wrong) = (right.clone(), wrong.clone());
        let (world, server) =
            summed(size, md5, move |n| if n < wrongs { wrong.clone() } else { right.clone() });
        let ran = world.run(&["record", "download", "1", "--dir", "out", "--json"]).exits(code).says(says);
        let files = server.requests().iter().filter(|request| !is_call(request)).count();
        let out = world.path("out");
        if code == 0 {
            assert_eq!(
                (files, names(&out)),
                (1 + wrongs, vec!["SHA256SUMS".into(), "a.mp4".into(), "manifest.jsonl".into()]),
                "{what}"
            );
            assert!(std::fs::read(out.join("a.mp4")).unwrap() == other.bytes, "{what}");
            sums_hold(&out);
            let manifest = std::fs::read_to_string(out.join("manifest.jsonl")).unwrap();
            assert_eq!(
                manifest.contains(&other.md5()),
                md5.is_some_and(|md5| md5.trim().len() == 32),
                "{what}"
            );
        } else {
            // One clean repetition, and what came last is kept aside.
            assert_eq!((files, names(&out)), (2, vec!["a.mp4.bad".to_owned()]), "{what}");
            assert_eq!(statuses(&ran), ["failed"]);
        }
    }
}

#[test]
fn no_credential_reaches_the_server_with_the_files() {
    let object = Object::new(1, 1_000);
    let served = object.clone();
    let second = Arc::new(Server::start(move |request, _| served.serve(request)));
    let target = format!("{}/moved.mp4", second.url());
    let first = Server::start(move |request, _| {
        if is_call(request) { weiyi(&["/f/a.mp4"]) } else { Reply::Redirect(302, target.clone()) }
    });
    let more = "headers = { X-Gate = \"canary-gate-5d1e\" }";
    let world = World::at(&first.url(), more);
    let ran = world.run(&["record", "download", "--all", "--dir", "out", "-vv"]).exits(0);
    assert!(std::fs::read(world.path("out").join(NAME)).unwrap() == object.bytes);
    let file = |request: &Received| !is_call(request);
    let files: Vec<Received> = first.requests().into_iter().filter(file).chain(second.requests()).collect();
    assert_eq!(files.len(), 2);
    for request in &files {
        let all = format!("{} {:?}", request.target, request.headers);
        assert!(!all.contains("canary") && !all.contains(KEY) && request.body.is_empty(), "{all}");
        let allowed = ["accept", "accept-encoding", "host", "user-agent"];
        let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.iter().all(|name| allowed.contains(&name.to_lowercase().as_str())), "{names:?}");
    }
    ran.hides("canary-gate");
}

#[test]
fn redirects_end_somewhere() {
    // Five steps are followed, six are not.
    for (steps, code) in [(5, 0), (6, 1), (usize::MAX, 1)] {
        let object = Object::new(1, 1_000);
        let stage = Stage::new(move |request, n| {
            if n < steps { Reply::Redirect(307, format!("/step{n}")) } else { object.serve(request) }
        });
        let ran = stage.download(&[]).exits(code);
        if code == 1 {
            ran.says("more than five times");
            assert_eq!(stage.asked().len(), 6);
            stage.holds_nothing();
        }
    }
}

#[test]
fn redirects_do_not_lead_into_the_local_network() {
    let inside = Server::start(|_, _| Reply::with(200, &[], "\0secret"));
    let port = inside.address().port();
    for target in [
        format!("http://localhost:{port}/"),
        format!("http://127.0.0.2:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://0.0.0.0:{port}/"),
        "http://169.254.169.254/latest".to_owned(),
        "file:///etc/passwd".to_owned(),
        format!("http://user:pw@127.0.0.1:{port}/"),
    ] {
        let to = target.clone();
        let stage = Stage::new(move |_, _| Reply::Redirect(302, to.clone()));
        stage.download(&[]).exits(1).says("that is not followed");
        stage.holds_nothing();
    }
    assert_eq!(inside.requests().len(), 0);
    // The profile's own host, however it is written, is where it was set up to be.
    let stage = Stage::new(move |_, _| Reply::Redirect(302, format!("http://0x7f.1:{port}/")));
    stage.download(&[]).exits(0);
}

#[test]
fn plain_links_of_a_vendor_are_warned_of() {
    let object = Object::new(1, 1_000);
    let files = Server::start(move |request, _| object.serve(request));
    let url = format!("{}/a.mp4?canary", files.url());
    let vendor = Server::start(move |request, _| netease(request, &[listed("a.mp4", &url, None, None)]));
    let world = netease_world(&vendor.url());
    let line = ["record", "download", "1", "--dir", "out"];
    world.run(&line).exits(0).says("warning: the vendor's links to 127.0.0.1 are plain http").hides("canary");
    // The profile's own server was chosen by who set it up.
    let (world, _server) = summed(None, None, |_| Object::new(1, 1_000));
    assert!(!world.run(&line).exits(0).err.contains("plain http"));
}

#[test]
fn a_link_that_is_none_fails_alone() {
    for url in ["", "javascript:alert(1)", "not a link", "http://"] {
        let vendor = Server::start(move |request, _| netease(request, &[listed("a.mp4", url, None, None)]));
        let world = netease_world(&vendor.url());
        let ran = world.run(&["record", "download", "1", "--dir", "out", "--json"]);
        // Without any link it is not ready.
        let (code, status) = if url.is_empty() { (9, "not_ready") } else { (1, "failed") };
        assert_eq!(statuses(&ran.exits(code)), [status], "{url}");
    }
}

/// Two recordings may have one name and one tag: what is here of the first is no part of the second.
#[test]
fn a_part_of_another_recording_is_not_continued() {
    let (old, new) = (Object::new(1, SIZE), Object::new(3, SIZE));
    let (first, second) = (old, new.clone());
    let calls = Mutex::new(0);
    let server = Server::start(move |request, _| {
        let mut calls = calls.lock().unwrap();
        if is_call(request) {
            *calls += 1;
            let id = format!("\"id\":\"{calls}\"");
            let Reply::Json(status, body) = weiyi(&["/f/a.mp4"]) else { panic!("not JSON") };
            return Reply::Json(status, body.replace("\"id\":\"1\"", &id));
        }
        if *calls == 1 { first.cut(request, 50) } else { second.serve(request) }
    });
    let world = World::at(&server.url(), "");
    let line = ["record", "download", "--all", "--dir", "out", "--retries", "0"];
    world.run(&line).exits(8);
    world.run(&line).exits(0);
    assert!(std::fs::read(world.path("out").join(NAME)).unwrap() == new.bytes);
    assert_eq!(range(server.requests().last().unwrap()), (None, None));
}
