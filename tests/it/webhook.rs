//! `webhook listen`, `verify`, `replay` and the report made from what was kept, against the built
//! program and with callbacks signed by a second reading of the document. Everything is on loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::canary::Canaries;
use crate::server::{Reply, Server};
use md5::Md5;
use meetctl::webhook::line::Kept;
use meetctl::webhook::read::visit;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

const SECRET: &str = "canary-app-secret";
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder with a profile and a place for state.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let config = home.path("profiles.toml");
        let profile =
            format!("[profiles.n]\nvendor = \"netease\"\napp_key = \"key\"\napp_secret = \"{SECRET}\"\n");
        std::fs::write(
            &config,
            profile + "[profiles.w]\nvendor = \"weiyi\"\nkey = \"k\"\nbase_url = \"https://w.example\"\n",
        )
        .unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn store(&self) -> PathBuf {
        self.path("state/webhook/n.jsonl")
    }

    fn dress(&self, command: &mut Command, args: &[&str]) {
        command
            .args(args)
            .env("MEETCTL_CONFIG", self.path("profiles.toml"))
            .env("MEETCTL_STATE", self.path("state"))
            .env("MEETCTL_PROFILE", "n")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// Runs a command to its end, with this on its stdin.
    pub fn run(&self, args: &[&str], stdin: &[u8]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meetctl"));
        self.dress(&mut command, args);
        let mut child = command.spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(stdin);
        let output = child.wait_with_output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        self.canaries().check(&args.join(" "), false, &text(&output.stdout), &text(&output.stderr));
        output
    }

    fn canaries(&self) -> Canaries {
        Canaries::at(Some(self.path("profiles.toml")), Some(self.path("state")))
    }

    pub fn listen(&self, args: &[&str]) -> Listener {
        Listener::start(self, Command::new(env!("CARGO_BIN_EXE_meetctl")), args)
    }
}

/// A receiver that runs.
pub struct Listener {
    child: Child,
    pub address: SocketAddr,
    out: Option<JoinHandle<String>>,
    err: Arc<Mutex<String>>,
    canaries: Canaries,
}

impl Listener {
    fn start(home: &Home, mut command: Command, args: &[&str]) -> Self {
        home.dress(&mut command, &[&["webhook", "listen", "--listen", "127.0.0.1:0"], args].concat());
        let mut child = command.spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let out = std::thread::spawn(move || {
            let mut text = String::new();
            stdout.read_to_string(&mut text).unwrap();
            text
        });
        let err = Arc::new(Mutex::new(String::new()));
        let (mut lines, copy) = (BufReader::new(child.stderr.take().unwrap()).lines(), Arc::clone(&err));
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("listening on http://").unwrap_or_else(|| panic!("{first}"));
        let address = address.split('/').next().unwrap().parse().unwrap();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                writeln!(copy.lock().unwrap(), "{line}").unwrap();
            }
        });
        Self { child, address, out: Some(out), err, canaries: home.canaries() }
    }

    fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// The status that a raw request gets; `None`: none.
    fn status(&self, request: &[u8]) -> Option<u16> {
        let mut stream = self.connect();
        let _ = stream.write_all(request);
        status(&mut stream)
    }

    fn post(&self, callback: &Callback) -> Option<u16> {
        self.status(&callback.request("/"))
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap().success());
    }

    /// Asks it to stop; its exit status and all that it printed.
    fn stop(mut self) -> (ExitStatus, String, String) {
        self.signal("-TERM");
        let status = self.child.wait().unwrap();
        let out = self.out.take().unwrap().join().unwrap();
        let err = self.err.lock().unwrap().clone();
        self.canaries.check("webhook listen", false, &out, &err);
        (status, out, err)
    }

    fn errors(&self) -> String {
        self.err.lock().unwrap().clone()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status of the next answer on a connection, which is read whole.
fn status(stream: &mut TcpStream) -> Option<u16> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if !matches!(stream.read(&mut byte), Ok(1)) {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    stream.read_exact(&mut vec![0; length.parse().unwrap()]).ok()?;
    head.split(' ').nth(1).unwrap().parse().ok()
}

/// A callback as it is sent.
#[derive(Clone)]
pub struct Callback {
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Callback {
    fn signed(body: &[u8], nonce: &str) -> Self {
        let now = meetctl::env::now().as_millisecond().to_string();
        let md5 = hex::encode(Md5::digest(body));
        let sum = hex::encode(Sha1::digest(format!("{SECRET}{nonce}{now}{md5}")));
        let headers = [("AppKey", "key"), ("Nonce", nonce), ("CurTime", &now), ("CheckSum", &sum)];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Self { headers, body: body.to_vec() }
    }

    pub fn of(event: &Value, nonce: &str) -> Self {
        Self::signed(event.to_string().as_bytes(), nonce)
    }

    pub fn with(&self, name: &str, change: impl Fn(&str) -> String) -> Self {
        let mut changed = self.clone();
        let header = changed.headers.iter_mut().find(|(n, _)| n == name).unwrap();
        header.1 = change(&header.1);
        changed
    }

    fn head(&self, path: &str) -> String {
        let lines = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        format!("POST {path} HTTP/1.1\r\nHost: x\r\n{}", lines.collect::<String>())
    }

    pub fn request(&self, path: &str) -> Vec<u8> {
        let head = format!("{}Content-Length: {}\r\n\r\n", self.head(path), self.body.len());
        [head.as_bytes(), &self.body].concat()
    }
}

pub fn event(kind: i64, account: &str, time: i64) -> Value {
    json!({"msgType": kind, "msgBody": {"accountId": account, "deviceId": "d", "roomUid": 1,
        "meetingId": "1122334455", "meetingUniqueId": 112_211, "time": 1_605_857_677_000 + time * 1_000}})
}

fn kept(path: &Path) -> Vec<Kept> {
    let mut all = Vec::new();
    visit(path, &mut |kept| {
        all.push(kept);
        Ok(())
    })
    .unwrap();
    all
}

fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_good_event_is_kept_printed_and_answered_200_and_its_replay_only_answered() {
    let home = Home::new();
    let listener = home.listen(&[]);
    let hostile = "{ \"msgType\": 1,\n \"msgBody\": {\"subject\": \"a\\u001b[2K\u{9b}31m\u{202e}\", \"meetingUniqueId\": 12345678901234567890} }";
    let callback = Callback::signed(hostile.as_bytes(), "n-1");
    assert_eq!(listener.post(&callback), Some(200));
    assert_eq!(kept(&home.store()).len(), 1, "it is on the disk once it is answered");
    let mut turned = callback.clone();
    turned.headers.reverse();
    turned.headers.iter_mut().for_each(|(name, _)| *name = name.to_uppercase());
    assert_eq!((listener.post(&callback), listener.post(&turned)), (Some(200), Some(200)));
    // The same event, signed anew, is another callback.
    assert_eq!(listener.post(&Callback::signed(hostile.as_bytes(), "n-2")), Some(200));
    let (code, out, _) = listener.stop();
    assert_eq!(code.code(), Some(0));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    assert!(lines[0].contains("\"meetingUniqueId\":12345678901234567890"), "{out}");
    assert!(lines[0].contains("a\\u001b[2K\\u009b31m\\u202e") && !lines[0].contains('\u{9b}'), "{out}");
    let line: Value = serde_json::from_str(lines[0]).unwrap();
    assert!(line["msgType"] == 1 && line["received_at"].is_string());
    let all = kept(&home.store());
    assert_eq!(all.iter().map(|kept| kept.body.as_slice()).collect::<Vec<_>>(), [hostile.as_bytes(); 2]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(home.store()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // After a restart the replay is still known.
    let listener = home.listen(&[]);
    assert_eq!(listener.post(&callback), Some(200));
    let (_, out, _) = listener.stop();
    assert_eq!((out.as_str(), kept(&home.store()).len()), ("", 2));
}

#[test]
fn what_is_not_signed_as_documented_is_refused() {
    let home = Home::new();
    let listener = home.listen(&["--path", "/cb", "--max-age", "1h"]);
    // The document names no letters for a nonce.
    let nonce = "{no\"nce}\\/+==1";
    let good = Callback::of(&event(3, "a", 0), nonce);
    let mut twice = good.clone();
    twice.headers.push(("checksum".into(), good.headers[3].1.clone()));
    let mut spaced = good.clone();
    spaced.body.insert(1, b' ');
    let mut other_md5 = good.clone();
    other_md5.headers.push(("MD5".into(), hex::encode(Md5::digest(b"x"))));
    let mut missing = good.clone();
    missing.headers.remove(1);
    let bad = [
        (400, good.with("CheckSum", str::to_uppercase)),
        (400, good.with("CheckSum", |sum| sum[1..].to_owned())),
        (400, good.with("CheckSum", |sum| format!("{sum}0"))),
        (400, good.with("CurTime", |time| time[..10].to_owned())),
        (400, good.with("CurTime", |time| format!("{time}0"))),
        (400, twice),
        (400, missing),
        (401, spaced),
        (401, other_md5),
        (401, good.with("Nonce", |_| "nonce-2".into())),
        (401, good.with("CurTime", |time| (time.parse::<u64>().unwrap() - 10_000_000).to_string())),
    ];
    for (expected, callback) in bad {
        assert_eq!(listener.status(&callback.request("/cb")), Some(expected), "{:?}", callback.headers);
    }
    for path in ["/", "/cb/", "/x/..%2fcb", "/CB"] {
        assert_eq!(listener.status(&good.request(path)), Some(404), "{path}");
    }
    let get = String::from_utf8(good.request("/cb")).unwrap().replacen("POST", "GET", 1);
    assert_eq!(listener.status(get.as_bytes()), Some(405));
    assert!(kept(&home.store()).is_empty());
    // The same connection takes several requests, also sent at once; and HTTP 1.0 is taken too.
    let mut stream = listener.connect();
    stream.write_all(&[good.request("/cb"), good.request("/cb?x=1")].concat()).unwrap();
    assert_eq!([status(&mut stream), status(&mut stream)], [Some(200); 2]);
    let old = String::from_utf8(good.request("/cb")).unwrap().replacen("HTTP/1.1", "HTTP/1.0", 1);
    assert_eq!(listener.status(old.as_bytes()), Some(200));
    let (code, _, err) = listener.stop();
    let stored: Vec<String> = kept(&home.store()).into_iter().map(|kept| kept.signature.nonce).collect();
    assert_eq!((code.code(), stored), (Some(0), vec![nonce.to_owned()]));
    assert!(err.contains("refused with 401") && err.contains("CheckSum is not 40 lower-case"), "{err}");
}

#[test]
fn bodies_without_measure_or_end_cost_neither_memory_nor_other_callbacks() {
    let home = Home::new();
    let listener = home.listen(&[]);
    let good = Callback::of(&event(3, "a", 0), "n");
    let head = good.head("/");
    // Said to be 300 MB: refused before it is read.
    let request = format!("{head}Content-Length: 314572800\r\n\r\n");
    assert_eq!(listener.status(request.as_bytes()), Some(413));
    // Chunks without end: refused at 1 MiB.
    let mut stream = listener.connect();
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &vec![b'x'; 0x10000], b"\r\n"].concat();
    let sent = (0..4_800).take_while(|_| stream.write_all(&chunk).is_ok()).count();
    assert!(sent < 400, "{sent} chunks were taken");
    // Many at once with 1 MiB each, 1,000 idle ones, and ones that send a byte now and then.
    let large = format!("{head}Content-Length: 1048576\r\n\r\n{}", "x".repeat(600_000));
    let mut held: Vec<TcpStream> = Vec::new();
    for n in 0..1_000 {
        let Ok(mut stream) = TcpStream::connect(listener.address) else { continue };
        stream.set_nonblocking(true).unwrap();
        match n % 10 {
            0 => drop(stream.write(large.as_bytes())),
            1 => drop(stream.write(b"POST / HTT")),
            2 => drop(stream.write(format!("{head}Content-Length: 20\r\n\r\n{{").as_bytes())),
            _ => {}
        }
        held.push(stream);
        if n % 250 == 0 {
            let callback = Callback::of(&event(3, "a", n), "n");
            assert_eq!(listener.post(&callback), Some(200), "after {n} connections");
        }
    }
    assert_eq!(listener.post(&good), Some(200));
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string(format!("/proc/{}/status", listener.child.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kib < 64 << 10, "{kib} KiB");
    }
    drop(held);
    assert_eq!(listener.stop().0.code(), Some(0));
    assert_eq!(kept(&home.store()).len(), 5);
}

/// Reads until the other side has ended the connection: all that came. `None`: it did not.
fn until_dropped(stream: &mut TcpStream) -> Option<String> {
    let mut all = Vec::new();
    match stream.read_to_end(&mut all) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(_) => return None,
    }
    Some(String::from_utf8(all).unwrap())
}

#[test]
fn slow_and_idle_clients_are_dropped_while_others_are_served() {
    let home = Home::new();
    let listener = home.listen(&["--client-timeout", "1s"]);
    let good = Callback::of(&event(3, "a", 0), "n");
    let head = format!("{}Content-Length: 100000\r\n\r\n", good.head("/"));
    let chunked = format!("{}Transfer-Encoding: chunked\r\n\r\n", good.head("/"));
    // What each begins with, and what it goes on with, a piece now and then.
    let slow: [(&[u8], &[u8], &str); 5] = [
        (b"", b"", ""),
        (b"", b"G", ""),
        (b"POST / HTTP/1.1\r\nX: ", b"x", ""),
        (head.as_bytes(), b"x", "HTTP/1.1 408 "),
        (chunked.as_bytes(), b"1\r\nx\r\n", "HTTP/1.1 408 "),
    ];
    let mut clients: Vec<_> = slow
        .map(|(first, then, answer)| {
            let mut stream = listener.connect();
            stream.write_all(first).unwrap();
            (stream, then, answer)
        })
        .into();
    // One that was served and then says nothing more.
    let mut served = listener.connect();
    served.write_all(&good.request("/")).unwrap();
    assert_eq!(status(&mut served), Some(200));
    clients.push((served, b"", ""));
    let done = Arc::new(Mutex::new(false));
    let waiting: Vec<_> = clients
        .into_iter()
        .map(|(mut stream, then, answer)| {
            let (mut writer, then, done) = (stream.try_clone().unwrap(), then.to_vec(), Arc::clone(&done));
            let writing = std::thread::spawn(move || {
                while !*done.lock().unwrap() && (then.is_empty() || writer.write_all(&then).is_ok()) {
                    sleep(Duration::from_millis(50));
                }
            });
            std::thread::spawn(move || {
                let came = until_dropped(&mut stream);
                assert!(came.as_ref().is_some_and(|came| came.starts_with(answer)), "{answer:?}: {came:?}");
                assert!(!answer.is_empty() || came.as_deref() == Some(""), "{came:?}");
                writing
            })
        })
        .collect();
    // An honest client notices nothing.
    for n in 0..20 {
        assert_eq!(listener.post(&Callback::of(&event(5, "b", n), &format!("n{n}"))), Some(200));
        sleep(Duration::from_millis(50));
    }
    let ended: Vec<_> = waiting.into_iter().map(JoinHandle::join).collect();
    *done.lock().unwrap() = true;
    for client in ended {
        client.unwrap().join().unwrap();
    }
    assert_eq!(listener.stop().0.code(), Some(0));
    assert_eq!(kept(&home.store()).len(), 21);
}

#[test]
fn a_full_disk_is_answered_5xx_and_nothing_is_lost() {
    let home = Home::new();
    let listener = home.listen(&["--store", "/dev/full"]);
    for _ in 0..2 {
        assert_eq!(listener.post(&Callback::of(&event(3, "a", 0), "n")), Some(503));
    }
    let (code, out, err) = listener.stop();
    assert_eq!((code.code(), out.as_str()), (Some(0), ""));
    assert!(err.contains("could not be stored: No space left"), "{err}");

    // A limit on the size of files, in the middle of a line.
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 8; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_meetctl")]);
    let store = home.path("limited.jsonl");
    let listener = Listener::start(&home, shell, &["--store", store.to_str().unwrap()]);
    let answers: Vec<Option<u16>> =
        (0..40).map(|n| listener.post(&Callback::of(&event(5, "a", n), &format!("n{n}")))).collect();
    let good = answers.iter().filter(|answer| **answer == Some(200)).count();
    assert!(good > 2 && good < 40, "{answers:?}");
    assert!(answers.iter().all(|answer| matches!(answer, Some(200 | 503))), "{answers:?}");
    assert_eq!(kept(&store).len(), good);
    assert!(std::fs::read(&store).unwrap().ends_with(b"\n"), "no half line stays");
    assert_eq!(listener.stop().0.code(), Some(0));
    // With room again, what was refused is taken.
    let listener = home.listen(&["--store", store.to_str().unwrap()]);
    for n in 0..40 {
        assert_eq!(listener.post(&Callback::of(&event(5, "a", n), &format!("m{n}"))), Some(200));
    }
    drop(listener);
    assert_eq!(kept(&store).len(), good + 40);
}

#[test]
fn what_is_wrong_with_the_command_is_told_by_its_exit_code() {
    let home = Home::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let code = |args: &[&str]| home.run(args, b"").status.code();
    assert_eq!(code(&["webhook", "listen", "--listen", &address]), Some(3));
    let listen = ["webhook", "listen", "--listen", "127.0.0.1:0"];
    let with = |more: &[&str]| code(&[&listen, more].concat());
    assert_eq!(with(&["-p", "w"]), Some(7));
    for flag in [["--max-age", "yesterday"], ["--client-timeout", "0s"]] {
        let ran = home.run(&[&listen[..], &flag].concat(), b"");
        let said = String::from_utf8(ran.stderr).unwrap();
        assert!(ran.status.code() == Some(2) && said.contains(flag[0]), "{said}");
    }
    assert_eq!(with(&["--path", "no-slash"]), Some(2));
    assert_eq!(with(&["--exec", "'"]), Some(2));
    assert_eq!(with(&["--forward", "http://far.example/"]), Some(2));
    assert_eq!(with(&["--store", "/no/such/folder/x"]), Some(3));
    assert_eq!(with(&["--jq", "."]), Some(2));
    // Nothing could be received without being stored.
    assert_eq!(with(&["-n"]), Some(2));
    assert!(!home.store().exists());
    // Two that would write to the same file.
    let first = home.listen(&[]);
    assert_eq!(with(&[]), Some(3));
    drop(first);
    // A store that is damaged in the middle.
    let bad = home.path("bad");
    std::fs::write(&bad, "{\"v\":1}\n").unwrap();
    let output = home.run(&[&listen[..], &["--store", bad.to_str().unwrap()]].concat(), b"");
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 1 is damaged"));
}

#[test]
fn stopping_finishes_what_has_begun() {
    for signal in ["-TERM", "-INT"] {
        let home = Home::new();
        let mut listener = home.listen(&[]);
        let good = Callback::of(&event(3, "a", 0), "n");
        let request = good.request("/");
        let (first, rest) = request.split_at(request.len() - 10);
        let mut stream = listener.connect();
        stream.write_all(first).unwrap();
        let idle = listener.connect();
        sleep(Duration::from_millis(200));
        listener.signal(signal);
        sleep(Duration::from_millis(500));
        assert!(TcpStream::connect(listener.address).is_err(), "no new connection is taken");
        stream.write_all(rest).unwrap();
        assert_eq!(status(&mut stream), Some(200));
        assert_eq!(listener.child.wait().unwrap().code(), Some(0));
        assert_eq!(kept(&home.store()).len(), 1);
        drop(idle);
    }
}

#[test]
fn who_hangs_up_at_once_loses_the_answer_and_nobody_the_event() {
    const SENT: u64 = 300;
    let home = Home::new();
    let listener = home.listen(&[]);
    for n in 0..SENT {
        let nonce = format!("n{n}");
        let callback = Callback::of(&event(5, &nonce, 0), &nonce);
        let mut stream = listener.connect();
        stream.write_all(&callback.request("/")).unwrap();
        // At each point of its way: being read, being stored, being answered.
        sleep(Duration::from_micros(n % 30 * 100));
    }
    // Connections are taken in their order, so all of them were taken before this one.
    assert_eq!(listener.post(&Callback::of(&event(5, "last", 0), "last")), Some(200));
    let (code, out, _) = listener.stop();
    let mut stored: Vec<String> = Vec::new();
    for kept in kept(&home.store()) {
        let event: Value = serde_json::from_slice(&kept.body).unwrap();
        stored.push(event["msgBody"]["accountId"].as_str().unwrap().to_owned());
    }
    let mut printed: Vec<String> = Vec::new();
    for line in out.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        printed.push(event["msgBody"]["accountId"].as_str().unwrap().to_owned());
    }
    stored.sort();
    printed.sort();
    assert!(code.code() == Some(0) && stored.len() > 10, "{code}: {} were stored", stored.len());
    assert_eq!(stored, printed);
}

#[test]
fn stdout_that_went_away_stops_nothing_and_is_told_at_the_end() {
    let home = Home::new();
    let mut shell = Command::new("sh");
    shell.args(["-c", "exec \"$0\" \"$@\" > /dev/full", env!("CARGO_BIN_EXE_meetctl")]);
    let listener = Listener::start(&home, shell, &[]);
    for n in 0..3 {
        assert_eq!(listener.post(&Callback::of(&event(3, "a", n), "n")), Some(200));
    }
    let (code, _, err) = listener.stop();
    assert_eq!((code.code(), kept(&home.store()).len()), (Some(1), 3));
    assert!(err.contains("cannot print events any more"), "{err}");
}

/// Small and good enough to choose moments.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn killed_at_any_moment_it_has_every_event_that_it_answered_with_200() {
    const ROUNDS: u32 = 50;
    const TRIES: u32 = 200;
    let seed = meetctl::env::now().subsec_nanosecond().unsigned_abs();
    println!("seed {seed}");
    let mut chance = Chance(u64::from(seed) | 1);
    let home = Home::new();
    let answered = Arc::new(Mutex::new(BTreeSet::new()));
    let mut killed_under_load = 0;
    let mut round = 0;
    while killed_under_load < ROUNDS && round < TRIES {
        round += 1;
        let mut listener = home.listen(&[]);
        let address = listener.address;
        let before = answered.lock().unwrap().len();
        let clients: Vec<_> = (0..4)
            .map(|client| {
                let answered = Arc::clone(&answered);
                std::thread::spawn(move || {
                    let Ok(mut stream) = TcpStream::connect(address) else { return };
                    stream.set_read_timeout(Some(PATIENCE)).unwrap();
                    for n in 0..2_000 {
                        let nonce = format!("{round}-{client}-{n}");
                        let callback = Callback::of(&event(5, &nonce, n), &nonce);
                        if stream.write_all(&callback.request("/")).is_err() {
                            return;
                        }
                        match status(&mut stream) {
                            Some(200) => drop(answered.lock().unwrap().insert(nonce)),
                            other => return assert_eq!(other, None),
                        }
                    }
                })
            })
            .collect();
        sleep(Duration::from_micros(500 + chance.below(60_000)));
        listener.child.kill().unwrap();
        listener.child.wait().unwrap();
        for client in clients {
            client.join().unwrap();
        }
        killed_under_load += u32::from(answered.lock().unwrap().len() > before);
    }
    // What the last kill left at the end is dropped, and the store goes on.
    assert_eq!(home.listen(&[]).stop().0.code(), Some(0));
    let stored: BTreeSet<String> = kept(&home.store()).into_iter().map(|kept| kept.signature.nonce).collect();
    let answered = answered.lock().unwrap();
    let missing: Vec<&String> = answered.difference(&stored).collect();
    assert!(
        missing.is_empty(),
        "seed {seed}: {} of {} are missing: {missing:?}",
        missing.len(),
        answered.len()
    );
    assert!(killed_under_load >= ROUNDS, "seed {seed}: only {killed_under_load} rounds had answers");
}

#[test]
fn programs_and_addresses_get_each_event_and_a_failure_is_repeated() {
    let home = Home::new();
    let (log, marks) = (home.path("log of 'events'"), home.path("marks"));
    let script = home.path("script");
    // Fails the first time. A line is one write, since several run at the same time.
    let text = format!(
        "if mkdir '{}' 2>/dev/null; then echo to-stderr; exit 1; fi; event=$(cat); printf '%s\\n' \"$event\" >> \"$1\"",
        marks.display()
    );
    std::fs::write(&script, text).unwrap();
    let exec = format!("sh {} \"{}\"", script.display(), log.display());
    let second_home = Home::new();
    let second = second_home.listen(&[]);
    let listener = home.listen(&["--exec", &exec, "--forward", &second.url()]);
    let events: Vec<Value> = (0..5).map(|n| event(5, &n.to_string(), n)).collect();
    for (n, event) in events.iter().enumerate() {
        assert_eq!(listener.post(&Callback::of(event, &format!("n{n}"))), Some(200));
    }
    // The forwarded ones carry the signature that they came with.
    eventually("five events are forwarded", || kept(&second_home.store()).len() == 5);
    let lines = || std::fs::read_to_string(&log).unwrap_or_default();
    eventually("five events are handed to the program", || lines().lines().count() == 5);
    let mut seen: Vec<String> = lines().lines().map(str::to_owned).collect();
    seen.sort();
    let mut sent: Vec<String> = events.iter().map(Value::to_string).collect();
    sent.sort();
    assert_eq!(seen, sent);
    let mut nonces: Vec<String> = kept(&second_home.store()).into_iter().map(|k| k.signature.nonce).collect();
    nonces.sort();
    assert_eq!(nonces, ["n0", "n1", "n2", "n3", "n4"]);
    assert!(
        listener.errors().contains("--exec failed for the join of meeting 112211"),
        "{}",
        listener.errors()
    );
    let (code, out, err) = listener.stop();
    assert_eq!((code.code(), out.lines().count()), (Some(0), 5));
    assert!(err.contains("to-stderr") && !out.contains("to-stderr"), "{err}");
}

#[test]
fn verify_says_whether_a_callback_is_to_be_believed() {
    let home = Home::new();
    let good = Callback::of(&event(3, "a", 0), "n");
    let headers: Vec<String> = good.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let mut args = vec!["webhook", "verify", "--json"];
    for header in &headers {
        args.extend(["--header", header]);
    }
    let output = home.run(&args, &good.body);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &verdict["valid"]), (Some(0), &json!(true)));
    assert_eq!((&verdict["reason"], &verdict["event"]["msgType"]), (&Value::Null, &json!(3)));

    let output = home.run(&args, &[good.body.as_slice(), b" "].concat());
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(verdict, json!({"valid": false, "reason": "checksum_mismatch", "event": null}));
    let error: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "auth");

    let body = home.path("body");
    std::fs::write(&body, &good.body).unwrap();
    let mut from_file = args.clone();
    from_file.extend(["--body", body.to_str().unwrap()]);
    assert_eq!(home.run(&from_file, b"").status.code(), Some(0));
    from_file.extend(["--header", headers[3].as_str()]);
    let output = home.run(&from_file, b"");
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &verdict["reason"]), (Some(4), &json!("repeated_header")));
    assert_eq!(home.run(&["webhook", "verify", "--header", "no colon"], b"").status.code(), Some(2));
    assert_eq!(home.run(&["webhook", "verify", "--header", "a: b", "-p", "w"], b"").status.code(), Some(7));
}

#[test]
fn replayed_events_reach_another_receiver_signed_afresh() {
    let (home, second_home) = (Home::new(), Home::new());
    let listener = home.listen(&[]);
    for n in 0..6 {
        assert_eq!(listener.post(&Callback::of(&event(5, "a", n * 60), &format!("n{n}"))), Some(200));
    }
    let store = home.store();
    let store = store.to_str().unwrap();
    let second = second_home.listen(&["--max-age", "1m"]);
    let url = second.url();
    // The store is read while its listener runs. The first event is of 2020-11-20T07:34:37Z.
    let args = ["webhook", "replay", store, "--url", &url, "-o", "jsonl", "--from", "2020-11-20T07:35:00Z"];
    let planned = home.run(&[&args[..], &["--dry-run"]].concat(), b"");
    assert_eq!(
        (planned.status.code(), String::from_utf8(planned.stdout).unwrap().lines().count()),
        (Some(0), 5)
    );
    // A day alone is meant whole.
    for (from, to, events) in [("2020-11-20", "2020-11-20", 6), ("2020-11-21", "2020-11-21", 0)] {
        let days =
            ["webhook", "replay", store, "--url", &url, "-o", "jsonl", "-n", "--from", from, "--to", to];
        let planned = home.run(&days, b"");
        let text = String::from_utf8(planned.stdout).unwrap();
        assert_eq!((planned.status.code(), text.lines().count()), (Some(0), events), "{from}: {text}");
    }
    assert!(kept(&second_home.store()).is_empty());
    let output = home.run(&[&args[..], &["--to", "2020-11-20T07:38:37Z"]].concat(), b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), text.lines().count()), (Some(0), 4), "{text}");
    let row: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    let expected = json!({"time": "2020-11-20T07:35:37Z", "type": "join", "meeting_id": "112211", "ok": true, "error": null});
    assert_eq!(row["time"].as_str().unwrap().replace("+00:00", "Z"), expected["time"]);
    assert_eq!((&row["type"], &row["ok"], &row["error"]), (&expected["type"], &expected["ok"], &Value::Null));
    let bodies = |kept: Vec<Kept>| kept.into_iter().map(|kept| kept.body).collect::<Vec<_>>();
    assert_eq!(bodies(kept(&second_home.store())), bodies(kept(&home.store()))[1..5]);
    // Nobody there: every event is a failure, and the rest is not tried for ever.
    drop(second);
    let output = home.run(&["webhook", "replay", store, "--url", &url, "--retries", "0", "--json"], b"");
    assert_eq!(output.status.code(), Some(9));
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(rows.as_array().unwrap().iter().filter(|row| row["ok"] == false).count(), 6);
    assert_eq!(home.run(&["webhook", "replay", "/no/file", "--url", &url], b"").status.code(), Some(2));
}

/// An event that the receiver does not want is not pressed on it, and it may say how long to wait.
#[test]
fn a_replay_repeats_only_what_may_be_taken_later() {
    let home = Home::new();
    let listener = home.listen(&[]);
    for n in 0..3 {
        assert_eq!(listener.post(&Callback::of(&event(5, "a", n * 60), &format!("n{n}"))), Some(200));
    }
    drop(listener);
    let receiver = Server::start(|_, number| match number {
        0 => Reply::with(503, &[], ""),
        1 => Reply::with(200, &[], ""),
        2 => Reply::with(400, &[], ""),
        _ => Reply::with(429, &[("Retry-After", "3600")], ""),
    });
    let store = home.store();
    let args = ["webhook", "replay", store.to_str().unwrap(), "--url", &receiver.url(), "--json"];
    let output = home.run(&args, b"");
    assert_eq!(output.status.code(), Some(9));
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap();
    let taken: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["ok"] == true).collect();
    assert_eq!((taken, receiver.requests().len()), (vec![true, false, false], 4));
}

#[test]
fn a_report_is_made_from_what_was_kept() {
    let home = Home::new();
    let report = |meeting: &str| home.run(&["report", meeting, "--json"], b"");
    let output = report("112211");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("webhook listen"));
    // One store is the usual one, the other was named.
    let elsewhere = home.path("elsewhere.jsonl");
    let told = [(6, "a", 30), (5, "a", 0), (5, "b", 10), (5, "a", 0), (5, "a", 40), (6, "c", 5)];
    for (half, args) in told.chunks(3).zip([&[][..], &["--store", elsewhere.to_str().unwrap()]]) {
        let listener = home.listen(args);
        for (kind, who, at) in half {
            assert_eq!(
                listener.post(&Callback::of(&event(*kind, who, *at), &format!("{kind}{who}{at}"))),
                Some(200)
            );
        }
    }
    let output = report("112211");
    let report_json: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let rows = report_json["attendees"].as_array().unwrap();
    let row = |n: usize| {
        (rows[n]["user_id"].as_str().unwrap(), &rows[n]["duration_seconds"], rows[n]["left"].is_null())
    };
    assert_eq!(row(0), ("a", &json!(30), false));
    assert_eq!(row(1), ("c", &Value::Null, false));
    assert_eq!(row(2), ("b", &Value::Null, true));
    assert_eq!(row(3), ("a", &Value::Null, true));
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0]["joined"], "2020-11-20T15:34:37+08:00");
    assert_eq!(
        (&report_json["summary"]["people"], &report_json["summary"]["inside"]),
        (&json!(3), &json!(2))
    );
    // A number is not taken for an id.
    let output = report("1122334455");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("its meeting's id is 112211"));
}

/// A sandbox that runs.
struct Sandbox(Child);

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_sandbox_calls_back_and_its_meeting_is_reported() {
    let home = Home::new();
    let listener = home.listen(&["-p", "sandbox-netease"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_meetctl"));
    home.dress(&mut command, &["sandbox", "--listen", "127.0.0.1:0", "--callback", &listener.url()]);
    let sandbox = Sandbox(command.spawn().unwrap());
    let store = home.path("state/webhook/sandbox-netease.jsonl");
    let types = || -> BTreeSet<i64> {
        let of = |kept: Kept| kept.json().unwrap()["msgType"].as_i64().unwrap();
        kept(&store).into_iter().map(of).collect()
    };
    eventually("the sandbox calls back with every type", || types() == (1..=7).collect());
    drop(sandbox);
    // The callbacks tell of recordings too, which nothing else lists.
    let out = home.path("recordings");
    let line =
        ["-p", "sandbox-netease", "record", "download", "--all", "--json", "--dir", out.to_str().unwrap()];
    let output = home.run(&line, b"");
    let rows: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let downloaded = rows.as_array().unwrap().iter().filter(|row| row["status"] == "downloaded");
    assert_eq!((downloaded.count(), output.status.code()), (3, Some(0)), "{output:?}");
    let output = home.run(&["-p", "sandbox-netease", "report", "110119370", "--json"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!((&report["summary"]["people"], &report["summary"]["visits"]), (&json!(3), &json!(4)));
    assert_eq!(
        (&report["summary"]["inside"], &report["people"][0]["duration_seconds"]),
        (&json!(0), &json!(3_600))
    );
}

#[test]
fn the_sandbox_calls_back_again_until_it_is_heard() {
    let home = Home::new();
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", receiver.local_addr().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_meetctl"));
    let wrong = home.run(&["sandbox", "--callback-resend", "1ms"], b"");
    assert_eq!(wrong.status.code(), Some(2), "it goes with --callback");
    let waits = ["--callback", &url, "--callback-resend", "1ms,1ms"];
    home.dress(&mut command, &[&["sandbox", "--listen", "127.0.0.1:0"], &waits[..]].concat());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let came = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in receiver.incoming() {
            let (mut stream, mut request) = (stream.unwrap(), Vec::new());
            while !request.ends_with(b"}}") {
                let mut piece = [0; 4_096];
                let read = stream.read(&mut piece).unwrap();
                request.extend_from_slice(&piece[..read]);
            }
            stream.write_all(b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n").unwrap();
            came.lock().unwrap().push(request);
        }
    });
    let mut sandbox = Sandbox(command.spawn().unwrap());
    let log = Arc::new(Mutex::new(String::new()));
    let (lines, copy) = (BufReader::new(sandbox.0.stderr.take().unwrap()).lines(), Arc::clone(&log));
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            writeln!(copy.lock().unwrap(), "{line}").unwrap();
        }
    });
    // Three times in all, and then it is given up.
    eventually("the sandbox gives up", || {
        log.lock().unwrap().contains("15 callbacks were not answered with 200")
    });
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 45);
    assert!(requests[..15] == requests[15..30] && requests[..15] == requests[30..]);
}
