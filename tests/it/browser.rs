//! A headless Chromium, driven over WebDriver: what a page shows, runs and fetches in a real browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]
#![allow(clippy::disallowed_methods, reason = "PATH is the tester's")]

use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const MISSING: &str =
    "the tests open pages in a real browser: install Debian's packages chromium and chromium-driver";

/// Without a network of its own accord, and with an empty profile.
const ARGS: [&str; 9] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
];

/// A browser with one empty window; gone when it is dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Its home, which has to stay while it lives.
    profile: TempDir,
}

fn find(names: &[&str]) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|program| program.is_file())
        .expect(MISSING)
}

impl Browser {
    pub fn start() -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut driver = Command::new(find(&["chromedriver"]))
            .args(["--port=0"])
            .env("HOME", profile.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect(MISSING);
        let mut out = BufReader::new(driver.stdout.take().unwrap());
        let port = loop {
            let mut line = String::new();
            assert!(out.read_line(&mut line).unwrap() > 0, "chromedriver did not start");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim().trim_end_matches('.').parse().unwrap();
            }
        };
        // Whatever else it says is of no interest, but must go somewhere.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        let mut browser = Self { driver, port, session: String::new(), profile };
        let folder = format!("--user-data-dir={}", browser.profile.path().join("data").display());
        let args: Vec<&str> = ARGS.iter().copied().chain([folder.as_str()]).collect();
        let made = browser.call("POST", "/session", &json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"binary": find(&["chromium", "google-chrome", "chrome"]), "args": args},
            "goog:loggingPrefs": {"performance": "ALL"},
        }}}));
        made["sessionId"].as_str().unwrap().clone_into(&mut browser.session);
        browser
    }

    /// Opens a file and waits until it is loaded.
    pub fn open(&self, file: &Path) {
        self.ask("url", &json!({"url": url::Url::from_file_path(file).unwrap().as_str()}));
    }

    /// What this script returns in the page.
    pub fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({"script": script, "args": []}))
    }

    /// What a text is after this script: for checks that compare texts.
    pub fn text(&self, script: &str) -> String {
        self.run(script).as_str().unwrap_or_else(|| panic!("no text: {script}")).to_owned()
    }

    /// A command of the browser's own protocol.
    pub fn devtools(&self, command: &str, params: &Value) -> Value {
        self.ask("goog/cdp/execute", &json!({"cmd": command, "params": params}))
    }

    /// Every address that pages asked for since this was last called; not the browser's own page, with
    /// which it begins.
    pub fn requested(&self) -> Vec<String> {
        let log = self.ask("se/log", &json!({"type": "performance"}));
        let message =
            |entry: &Value| -> Value { serde_json::from_str(entry["message"].as_str().unwrap()).unwrap() };
        let messages = log.as_array().unwrap().iter().map(message);
        let sent = messages.filter(|m| m["message"]["method"] == "Network.requestWillBeSent");
        let urls = sent.map(|m| m["message"]["params"]["request"]["url"].as_str().unwrap().to_owned());
        urls.filter(|url| !url.starts_with("chrome:")).collect()
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        self.call("POST", &format!("/session/{}/{path}", self.session), body)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let answer = self.exchange(method, path, body).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        assert!(answer["value"].get("error").is_none(), "{path}: {answer}");
        answer["value"].clone()
    }

    fn exchange(&self, method: &str, path: &str, body: &Value) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(120)))?;
        let (body, port) = (body.to_string(), self.port);
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let line = line.trim_end().to_ascii_lowercase();
            if let Some(text) = line.strip_prefix("content-length:") {
                length = text.trim().parse().unwrap();
            }
            if line.is_empty() {
                break;
            }
        }
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to go, the driver takes its browser with it.
        let _ = self.exchange("DELETE", &format!("/session/{}", self.session), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
