//! A sandbox and a client for the tests of this folder. The client writes raw HTTP: it is no part of the program.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use super::{Options, serve};

/// 2026-01-01 00:00:00 UTC.
pub(super) fn now() -> i64 {
    1_767_225_600
}

pub(super) struct Sandbox {
    // The server runs only while a test waits for it: everything is on the test's own thread.
    runtime: Runtime,
    address: SocketAddr,
    folder: PathBuf,
    log: Arc<Mutex<Vec<String>>>,
    server: JoinHandle<anyhow::Result<()>>,
}

impl Sandbox {
    pub(super) fn start(folder: &Path, faults: &[&str]) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        let options = Options {
            state_dir: folder.to_owned(),
            faults: faults.iter().map(|fault| fault.parse().unwrap()).collect(),
            now,
            links: Some("127.0.0.1:7710".to_owned()),
            log: Some(Box::new(move |line| lines.lock().unwrap().push(line.to_owned()))),
        };
        let server = runtime.spawn(serve(listener, options));
        Self { runtime, address, folder: folder.to_owned(), log, server }
    }

    pub(super) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// Sends a request, and gives everything that comes until the connection ends, in whichever way.
    pub(super) fn exchange(&self, request: &str) -> String {
        self.runtime.block_on(async {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            String::from_utf8(answer).unwrap()
        })
    }

    /// Was there an answer while the server ran, and how many bytes come on the same connection after its end?
    pub(super) fn before_and_after_the_end(&mut self, request: &str) -> (bool, usize) {
        self.runtime.block_on(async {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            let mut answer = [0; 4096];
            stream.write_all(request.as_bytes()).await.unwrap();
            let before = stream.read(&mut answer).await.unwrap();
            self.server.abort();
            assert!((&mut self.server).await.unwrap_err().is_cancelled());
            stream.write_all(request.as_bytes()).await.unwrap();
            (before > 0, stream.read(&mut answer).await.unwrap_or(0))
        })
    }

    pub(super) fn form(path: &str, fields: &[(&str, &str)]) -> String {
        let mut body = String::new();
        for (name, value) in fields {
            write!(body, "--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .unwrap();
        }
        body.push_str("--b--\r\n");
        Self::request("POST", path, "multipart/form-data; boundary=b", &body)
    }

    pub(super) fn request(method: &str, target: &str, kind: &str, body: &str) -> String {
        let kind = if kind.is_empty() { String::new() } else { format!("content-type: {kind}\r\n") };
        let length = body.len();
        format!(
            "{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{kind}content-length: {length}\r\n\r\n{body}"
        )
    }

    /// Status and body of an answer.
    pub(super) fn send(&self, request: &str) -> (u16, String) {
        let raw = self.exchange(request);
        let (head, body) = raw.split_once("\r\n\r\n").expect("an answer");
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    pub(super) fn json(&self, request: &str) -> (u16, Value) {
        let (status, body) = self.send(request);
        (status, serde_json::from_str(&body).expect(&body))
    }

    pub(super) fn post(&self, call: &str, fields: &[(&str, &str)]) -> (u16, Value) {
        self.json(&Self::form(&format!("/WebAPI/{call}"), fields))
    }

    pub(super) fn get(&self, call: &str, fields: &[(&str, &str)]) -> (u16, Value) {
        let query: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.json(&Self::request("GET", &format!("/WebAPI/{call}?{}", query.join("&")), "", ""))
    }

    pub(super) fn new_meeting() -> [(&'static str, &'static str); 5] {
        [
            ("key", "sandbox-weiyi-key"),
            ("meetingname", "测试 <b>"),
            ("starttime", "1767229200"),
            ("endtime", "1767232800"),
            ("chairmanpwd", "hunter2-chair"),
        ]
    }

    /// How many meetings there are, read from the state file: no call lists them.
    pub(super) fn meetings(&self) -> usize {
        // Any call that succeeds writes the file.
        self.get("getLiveStream", &[("key", "sandbox-weiyi-key")]);
        let path = self.folder.join("weiyi.json");
        let state: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        state["state"]["meetings"].as_object().unwrap().len()
    }
}
