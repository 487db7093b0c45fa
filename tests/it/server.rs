//! A server that misbehaves as it is told: scripted HTTP/1.1 on loopback, without any HTTP library,
//! so that it can break every rule. It runs the script (the "effect" of a request) before it loses
//! an answer, so that lost answers are really ambiguous.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::Duration;

/// How often a waiting thread looks whether the server was stopped.
const TICK: Duration = Duration::from_millis(5);

/// What a request gets.
#[derive(Clone, Debug)]
pub enum Reply {
    /// A status and a JSON body; the connection is kept.
    Json(u16, String),
    /// Any well-formed answer; `Content-Length` is added. The connection is kept.
    Status { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    /// `Location`, no body; the connection is kept.
    Redirect(u16, String),
    /// These bytes as they are, then the end of the connection.
    Raw(Vec<u8>),
    /// Leaves the request unread in the socket, so that the system resets the connection.
    DropBeforeReading,
    /// Reads the whole request and closes in an orderly way.
    DropAfterReading,
    /// Says nothing for so long, then closes.
    Hang(Duration),
    /// Answers so much later.
    Late(Duration, Box<Reply>),
    /// A well-formed 200, body byte by byte with a pause after each.
    Trickle { body: Vec<u8>, pause: Duration },
    /// These bytes, then the pieces with a pause before each, then the end of the connection.
    Pieces { head: Vec<u8>, pieces: Vec<Vec<u8>>, pause: Duration },
    /// 200 that announces more than comes.
    Truncated { announce: usize, body: Vec<u8> },
    /// 200 with one chunk and no end.
    ChunkedCut(Vec<u8>),
    /// 200 with chunks until the client goes away.
    Endless,
    /// 200, gzip: so many MiB of zeros, in a thousandth of that.
    GzipBomb(usize),
    /// 200 with so many headers.
    HeaderFlood(usize),
}

impl Reply {
    /// Any status with headers and a text.
    pub fn with(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Self::Status { status, headers, body: body.as_bytes().to_vec() }
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// `GET`, `POST`.
    pub method: String,
    /// Path and query, as they stood in the first line.
    pub target: String,
    /// In order, names as they came.
    pub headers: Vec<(String, String)>,
    /// The whole body.
    pub body: Vec<u8>,
    /// The connection, counted from 0.
    pub connection: usize,
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub filename: Option<String>,
    pub content_type: Option<String>,
    pub value: Vec<u8>,
}

impl Received {
    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    /// The target without its query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }

    /// The query, decoded, in order.
    pub fn query(&self) -> Vec<(String, String)> {
        let query = self.target.split_once('?').map_or("", |(_, query)| query);
        url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    /// The parts of a multipart form, in order. Panics on any deviation from RFC 7578.
    pub fn form(&self) -> Vec<Part> {
        let kind = self.header("content-type").expect("a form has a Content-Type");
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").expect("it is a multipart form");
        let mut rest = self.body.as_slice();
        rest = rest.strip_prefix(format!("--{boundary}").as_bytes()).expect("it begins with the boundary");
        let separator = format!("\r\n--{boundary}");
        let mut parts = Vec::new();
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let head_end = find(part, b"\r\n\r\n").expect("a part has a head");
            let head = std::str::from_utf8(&part[..head_end]).expect("a part's head is text");
            let body = &part[head_end + 4..];
            let end = find(body, separator.as_bytes()).expect("a part ends with the boundary");
            parts.push(Part::parse(head, &body[..end]));
            rest = &body[end + separator.len()..];
        }
        assert_eq!(rest, b"--\r\n", "a form ends with its last boundary");
        parts
    }
}

impl Part {
    fn parse(head: &str, value: &[u8]) -> Self {
        let mut lines = head.split("\r\n");
        let disposition = lines.next().unwrap();
        let attributes =
            disposition.strip_prefix("Content-Disposition: form-data; name=\"").expect("a part has a name");
        let (name, filename) = match attributes.split_once("\"; filename=\"") {
            Some((name, file)) => (name, Some(file)),
            None => (attributes, None),
        };
        let last = filename.unwrap_or(name);
        let last = last.strip_suffix('"').expect("a name ends with a quote");
        assert!(!last.contains('"') && !name.trim_end_matches('"').contains('"'), "stray quote in {head:?}");
        let content_type =
            lines.next().map(|l| l.strip_prefix("Content-Type: ").expect("only this header").to_owned());
        assert_eq!(lines.next(), None, "a part has no other header");
        Self {
            name: if filename.is_some() { name } else { last }.to_owned(),
            filename: filename.is_some().then(|| last.to_owned()),
            content_type,
            value: value.to_vec(),
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

type Script = dyn Fn(&Received, usize) -> Reply + Send;

struct State {
    script: Mutex<Box<Script>>,
    received: Mutex<Vec<Received>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
}

/// A running server; stops when it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    listener: Option<JoinHandle<()>>,
}

impl Server {
    /// Listens on a free port. The script sees each whole request and its number, from 0.
    pub fn start(script: impl Fn(&Received, usize) -> Reply + Send + 'static) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        let state = Arc::new(State {
            script: Mutex::new(Box::new(script)),
            received: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let shared = Arc::clone(&state);
        let listener = std::thread::spawn(move || {
            for stream in socket.incoming() {
                if shared.stopped.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let number = shared.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&shared);
                // A client that goes away ends this with an error, which is nobody's business.
                std::thread::spawn(move || shared.serve(stream, number));
            }
        });
        Self { address, state, listener: Some(listener) }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What came so far, lost answers included.
    pub fn requests(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }

    /// What came so far but for calls of this path: `meeting create` looks at the list first.
    pub fn requests_but(&self, path: &str) -> Vec<Received> {
        self.requests().into_iter().filter(|request| !request.path().ends_with(path)).collect()
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.stopped.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        let _ = self.listener.take().unwrap().join();
    }
}

/// A port of this machine where nobody listens.
pub fn refused_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl State {
    fn serve(&self, mut stream: TcpStream, connection: usize) -> Option<()> {
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(TICK)).unwrap();
        loop {
            let (received, unread) = self.receive(&mut stream, connection)?;
            let number = {
                let mut all = self.received.lock().unwrap();
                all.push(received.clone());
                all.len() - 1
            };
            let reply = (self.script.lock().unwrap())(&received, number);
            if matches!(reply, Reply::DropBeforeReading) {
                assert!(unread > 0, "the request was too large to be left in the socket");
                return None; // the end of a stream with unread data is a reset
            }
            stream.read_exact(&mut vec![0; unread]).ok()?;
            self.answer(&mut stream, reply)?;
        }
    }

    /// A request, and how many of its bytes still lie in the socket: all if it was short, so that the
    /// script may decide that it was never read.
    fn receive(&self, stream: &mut TcpStream, connection: usize) -> Option<(Received, usize)> {
        let mut peeked = vec![0; 32 << 10];
        let mut seen = 0;
        let mut idle = 0;
        loop {
            if let Some((mut received, length)) = Received::head(&peeked[..seen], connection) {
                let start = find(&peeked[..seen], b"\r\n\r\n").unwrap() + 4;
                let end = start + length;
                if end <= seen {
                    received.body = peeked[start..end].to_vec();
                    return Some((received, end));
                }
                if end > peeked.len() || idle > 20 {
                    let mut all = vec![0; end];
                    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
                    stream.read_exact(&mut all).ok()?;
                    stream.set_read_timeout(Some(TICK)).unwrap();
                    received.body = all.split_off(start);
                    return Some((received, 0));
                }
            }
            assert!(seen < peeked.len(), "the head of the request is too large for this server");
            if self.stopped.load(Ordering::SeqCst) {
                return None;
            }
            match stream.peek(&mut peeked) {
                Ok(0) => return None,
                Ok(n) if n == seen => {
                    // Peeking does not wait for more than what is there.
                    idle += 1;
                    sleep(TICK);
                }
                Ok(n) => seen = n,
                Err(e)
                    if matches!(e.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {}
                Err(_) => return None,
            }
        }
    }

    fn answer(&self, stream: &mut TcpStream, reply: Reply) -> Option<()> {
        let (kept, bytes) = match reply {
            Reply::Json(status, body) => {
                (true, whole(status, &[("Content-Type".into(), "application/json".into())], body.as_bytes()))
            }
            Reply::Status { status, headers, body } => (true, whole(status, &headers, &body)),
            Reply::Redirect(status, to) => (true, whole(status, &[("Location".into(), to)], b"")),
            Reply::Raw(bytes) => (false, bytes),
            Reply::DropBeforeReading | Reply::DropAfterReading => (false, Vec::new()),
            Reply::Hang(time) => {
                self.wait(time)?;
                (false, Vec::new())
            }
            Reply::Late(time, reply) => {
                self.wait(time)?;
                return self.answer(stream, *reply);
            }
            Reply::Trickle { body, pause } => {
                stream.write_all(&head(200, &[length(body.len())])).ok()?;
                for byte in body {
                    stream.write_all(&[byte]).ok()?;
                    self.wait(pause)?;
                }
                (true, Vec::new())
            }
            Reply::Pieces { head, pieces, pause } => {
                stream.write_all(&head).ok()?;
                for piece in pieces {
                    self.wait(pause)?;
                    stream.write_all(&piece).ok()?;
                }
                (false, Vec::new())
            }
            Reply::Truncated { announce, body } => (false, [head(200, &[length(announce)]), body].concat()),
            Reply::ChunkedCut(body) => (false, [head(200, &[chunked()]), chunk(&body)].concat()),
            Reply::Endless => {
                stream.write_all(&head(200, &[chunked()])).ok()?;
                let piece = chunk(&vec![b'x'; 32 << 10]);
                while !self.stopped.load(Ordering::SeqCst) {
                    stream.write_all(&piece).ok()?;
                }
                return None;
            }
            Reply::GzipBomb(mib) => {
                (true, whole(200, &[("Content-Encoding".into(), "gzip".into())], &bomb(mib)))
            }
            Reply::HeaderFlood(count) => {
                let headers: Vec<_> = (0..count).map(|n| (format!("X-Flood-{n}"), "x".repeat(100))).collect();
                (true, whole(200, &headers, b"{}"))
            }
        };
        stream.write_all(&bytes).ok()?;
        if kept {
            return Some(());
        }
        let _ = stream.shutdown(Shutdown::Write);
        None
    }

    fn wait(&self, time: Duration) -> Option<()> {
        let end = std::time::Instant::now() + time;
        while std::time::Instant::now() < end {
            if self.stopped.load(Ordering::SeqCst) {
                return None;
            }
            sleep(TICK.min(end.saturating_duration_since(std::time::Instant::now())));
        }
        Some(())
    }
}

impl Received {
    /// The head of a request and the length of its body, once the head is there.
    fn head(bytes: &[u8], connection: usize) -> Option<(Self, usize)> {
        let end = find(bytes, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).expect("the head of a request is text");
        let mut lines = head.split("\r\n");
        let first: Vec<_> = lines.next().unwrap().split(' ').collect();
        let [method, target, "HTTP/1.1"] = first[..] else { panic!("not HTTP/1.1: {first:?}") };
        let headers: Vec<_> = lines
            .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("not a header: {line:?}")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let (method, target) = (method.to_owned(), target.to_owned());
        let received = Self { method, target, headers, body: Vec::new(), connection };
        assert_eq!(received.header("transfer-encoding"), None, "vendors want a Content-Length");
        let length =
            received.header("content-length").map_or(0, |n| n.parse().expect("a length is a number"));
        Some((received, length))
    }
}

fn length(bytes: usize) -> (String, String) {
    ("Content-Length".into(), bytes.to_string())
}

fn chunked() -> (String, String) {
    ("Transfer-Encoding".into(), "chunked".into())
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

fn head(status: u16, headers: &[(String, String)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Told\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head.push_str("\r\n");
    head.into_bytes()
}

fn whole(status: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    [head(status, &[headers, &[length(body.len())]].concat()).as_slice(), body].concat()
}

/// One MiB is compressed once: after a full flush, its blocks may be repeated.
fn bomb(mib: usize) -> Vec<u8> {
    let zeros = vec![0; 1 << 20];
    let mut compress = flate2::Compress::new(flate2::Compression::best(), false);
    let mut blocks = Vec::with_capacity(8 << 10);
    compress.compress_vec(&zeros, &mut blocks, flate2::FlushCompress::Full).unwrap();
    assert_eq!(compress.total_in(), 1 << 20);
    let mut one = flate2::Crc::new();
    one.update(&zeros);
    let mut all = flate2::Crc::new();
    (0..mib).for_each(|_| all.combine(&one));
    let header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".as_slice();
    let last = b"\x01\0\0\xff\xff".as_slice();
    [header, &blocks.repeat(mib), last, &all.sum().to_le_bytes(), &all.amount().to_le_bytes()].concat()
}

#[test]
fn forms_are_taken_apart() {
    let body = b"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n\
        --B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n\x00\r\n\
        --B--\r\n";
    let received = Received {
        method: "POST".into(),
        target: "/p?a=%26+b&c".into(),
        headers: vec![("Content-Type".into(), "multipart/form-data; boundary=B".into())],
        body: body.to_vec(),
        connection: 0,
    };
    let expected = [
        Part { name: "a".into(), filename: None, content_type: None, value: b"1\r\n2".to_vec() },
        Part {
            name: "f".into(),
            filename: Some("x.png".into()),
            content_type: Some("image/png".into()),
            value: vec![0],
        },
    ];
    assert_eq!(received.form(), expected);
    assert_eq!(received.query(), [("a".into(), "& b".into()), ("c".into(), String::new())]);
    assert_eq!(received.path(), "/p");
}
