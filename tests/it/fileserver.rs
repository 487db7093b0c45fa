//! Files for the scripted server: honest answers as RFC 9110 has them, and the ways in which servers of
//! recordings go wrong. Beside them the vendors' answers that lead there.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use crate::server::{Received, Reply};
use crate::world::{Ran, World};
use md5::{Digest as _, Md5};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// A file at a server.
#[derive(Clone, Debug)]
pub struct Object {
    pub bytes: Vec<u8>,
    pub etag: Option<&'static str>,
    pub modified: Option<&'static str>,
    pub kind: &'static str,
}

impl Object {
    /// Bytes that follow from a number, with a strong tag of their own.
    pub fn new(seed: u64, length: usize) -> Self {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut bytes = Vec::with_capacity(length + 8);
        while bytes.len() < length {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend_from_slice(&state.to_le_bytes());
        }
        bytes.truncate(length);
        // A page begins with `<`, and this is none.
        bytes[0] = 0;
        let etag = Some(["\"even\"", "\"odd\""][usize::from(seed % 2 == 1)]);
        Self { bytes, etag, modified: None, kind: "video/mp4" }
    }

    pub fn tagged(self, etag: Option<&'static str>, modified: Option<&'static str>) -> Self {
        Self { etag, modified, ..self }
    }

    pub fn md5(&self) -> String {
        hex::encode(Md5::digest(&self.bytes))
    }

    /// Where the answer to this request begins: 0, unless it asks for a part of this very object.
    pub fn start(&self, request: &Received) -> usize {
        let from = request.header("range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
        let strong = self.etag.filter(|tag| !tag.starts_with("W/"));
        let same = match request.header("if-range") {
            None => true,
            Some(value) => Some(value) == strong || Some(value) == self.modified,
        };
        from.filter(|_| same).map_or(0, |from| from.parse().unwrap())
    }

    /// Status and headers of the honest answer.
    pub fn head(&self, request: &Received) -> (u16, Vec<(String, String)>) {
        let (from, total) = (self.start(request), self.bytes.len());
        let mut headers = vec![("Content-Type".to_owned(), self.kind.to_owned())];
        headers.extend(self.etag.map(|tag| ("ETag".to_owned(), tag.to_owned())));
        headers.extend(self.modified.map(|date| ("Last-Modified".to_owned(), date.to_owned())));
        match from {
            0 => (200, headers),
            from if from >= total => {
                headers.push(("Content-Range".to_owned(), format!("bytes */{total}")));
                (416, headers)
            }
            from => {
                headers.push(("Content-Range".to_owned(), format!("bytes {from}-{}/{total}", total - 1)));
                (206, headers)
            }
        }
    }

    /// The honest answer.
    pub fn serve(&self, request: &Received) -> Reply {
        let (status, headers) = self.head(request);
        let body = if status == 416 { Vec::new() } else { self.bytes[self.start(request)..].to_vec() };
        Reply::Status { status, headers, body }
    }

    /// The honest head, then only so much of what it announces, then the end.
    pub fn cut(&self, request: &Received, percent: usize) -> Reply {
        let (status, headers) = self.head(request);
        let body = &self.bytes[self.start(request)..];
        let sent = body.len() * percent / 100;
        Reply::Raw([raw_head(status, &headers, Some(body.len())), body[..sent].to_vec()].concat())
    }

    /// The honest answer in pieces.
    pub fn slow(&self, request: &Received, piece: usize, pause: Duration) -> Reply {
        let (status, headers) = self.head(request);
        let body = &self.bytes[self.start(request).min(self.bytes.len())..];
        let pieces = body.chunks(piece).map(<[u8]>::to_vec).collect();
        Reply::Pieces { head: raw_head(status, &headers, Some(body.len())), pieces, pause }
    }
}

/// The head of an answer.
pub fn raw_head(status: u16, headers: &[(String, String)], length: Option<usize>) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Told\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    if let Some(length) = length {
        write!(head, "Content-Length: {length}\r\n").unwrap();
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// WeiyiPro's list: one recording for each path, which stands below the server's own address.
pub fn weiyi(paths: &[&str]) -> Reply {
    let row = |(n, path): (usize, &&str)| {
        json!({"id": (n + 1).to_string(), "serial": "7", "duration": "60", "filepath": path,
            "createtime": "2026-11-01 10:00:00"})
    };
    let rows: Vec<Value> = paths.iter().enumerate().map(row).collect();
    Reply::Json(200, json!({"code": 0, "records": rows}).to_string())
}

/// Whether a request is for a vendor's call.
pub fn is_call(request: &Received) -> bool {
    request.path().starts_with("/WebAPI/") || request.path().starts_with("/v2/")
}

/// NetEase's list of one meeting, and the meeting, which nobody knows.
pub fn netease(request: &Received, files: &[Value]) -> Reply {
    match request.path() {
        "/v2/meeting/record/list" => Reply::Json(200, json!({"code": 200, "ret": files}).to_string()),
        _ => Reply::Json(200, json!({"code": 2026, "msg": "no such meeting"}).to_string()),
    }
}

/// A file as NetEase lists it.
pub fn listed(name: &str, url: &str, size: Option<usize>, md5: Option<&str>) -> Value {
    json!({"filename": name, "md5": md5, "size": size, "type": "mp4", "url": url, "mix": 1, "pieceIndex": 0})
}

/// A world with a NetEase profile at this address.
pub fn netease_world(url: &str) -> World {
    World::with(&format!(
        "default = \"cloud\"\n[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{url}\"\napp_key = \"k\"\n\
         app_secret = \"canary-secret-9f3a\"\n"
    ))
}

/// The names in a folder but for the lock, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != ".meetctl.lock");
    names.sort();
    names
}

/// The names of recordings in a folder: neither the lists nor what is on its way.
pub fn recordings(folder: &Path) -> Vec<String> {
    let ours =
        |name: &String| name == "SHA256SUMS" || name == "manifest.jsonl" || name.starts_with(".meetctl-");
    let on_its_way = |name: &String| [".part", ".part.json", ".bad"].iter().any(|end| name.ends_with(end));
    names(folder).into_iter().filter(|name| !ours(name) && !on_its_way(name)).collect()
}

/// The status of each row.
pub fn statuses(ran: &Ran) -> Vec<String> {
    ran.json().as_array().unwrap().iter().map(|row| row["status"].as_str().unwrap().to_owned()).collect()
}

/// What `sha256sum -c` says of a folder must be good.
#[track_caller]
pub fn sums_hold(folder: &Path) {
    let output = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "SHA256SUMS"])
        .current_dir(folder)
        .output()
        .expect("sha256sum, of GNU coreutils, is there");
    assert!(output.status.success(), "{output:?}");
}
