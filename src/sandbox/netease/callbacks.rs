//! Callbacks (消息抄送) of the sandbox, of all seven types: one of the seeded meetings from its beginning to its
//! recordings, one that was cancelled and one whose number was taken back; signed and sent again as the document says.
//!
//! The document names five repetitions: after 2, 4 and 6 seconds, and twice after an hour. What was not taken waits for
//! its repetition together and holds up nothing else. Whether a repetition is signed anew is not said; here it is the
//! same request, byte for byte, which is the harder case for a receiver.

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context as _, bail};
use md5::Md5;
use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::calls::real;
use super::world::{Meeting, World};
use super::{APP_KEY, APP_SECRET};

/// The seeded meeting that is over and has recordings.
const MEETING: i64 = 110_119_370;
/// The seeded meeting that was cancelled before it began.
const CANCELLED: i64 = MEETING + 1;
/// The seeded meeting that was ended, and its number taken back.
const RECYCLED: i64 = MEETING + 2;
/// The waits before the repetitions, as the document has them.
pub const RESENT_AFTER: [Duration; 5] = [
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(6),
    Duration::from_secs(3_600),
    Duration::from_secs(3_600),
];
/// A receiver that says nothing for so long has not answered.
const SILENCE: Duration = Duration::from_secs(10);

/// Where callbacks go: plain HTTP on this machine, since the sandbox's secret is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// Host and port.
    authority: String,
    /// Path and query.
    target: String,
}

impl std::str::FromStr for Receiver {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rest = text.strip_prefix("http://").ok_or("it begins with http://")?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        let (host, port) = authority.rsplit_once(':').ok_or("it names a port")?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if !loopback {
            return Err("callbacks go to this machine only: 127.0.0.1, [::1] or localhost");
        }
        if port.parse::<u16>().is_err() || !target.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("it is no address: http://127.0.0.1:8080/path");
        }
        let target = if target.starts_with('/') { target.to_owned() } else { format!("/{target}") };
        Ok(Self { authority: authority.to_owned(), target })
    }
}

/// Sends all callbacks in their order, with links to this host and port, then again those that were not taken, after
/// each of these pauses. Each try gets a line in the log. Fails if one was never taken.
pub async fn call_back(
    receiver: &Receiver,
    own: &str,
    now: fn() -> i64,
    pauses: &[Duration],
    log: &dyn Fn(&str),
) -> anyhow::Result<()> {
    let mut waiting: Vec<(String, String)> = story(now(), own)
        .into_iter()
        .enumerate()
        .map(|(count, event)| {
            let nonce = format!("{:08}", 10_000_001 + count);
            let request = request(receiver, &event.to_string(), &nonce, now() * 1_000);
            (format!("callback {} (msgType {})", count + 1, event["msgType"]), request)
        })
        .collect();
    let mut pauses = pauses.iter();
    loop {
        let pause = pauses.next();
        let next = pause.map_or_else(|| "given up".to_owned(), |pause| format!("again in {}", human(*pause)));
        let mut left = Vec::new();
        for (what, request) in waiting {
            let outcome = timeout(SILENCE, send(receiver, &request)).await;
            let why = match outcome.unwrap_or_else(|_| Err(anyhow::anyhow!("no answer"))) {
                Ok(200) => {
                    log(&format!("{what} -> 200"));
                    continue;
                }
                Ok(status) => status.to_string(),
                Err(error) => format!("{error:#}"),
            };
            log(&format!("{what} -> {why}; {next}"));
            left.push((what, request));
        }
        match (left.len(), pause) {
            (0, _) => return Ok(()),
            (count, None) => bail!("{count} callbacks were not answered with 200"),
            (_, Some(pause)) => sleep(*pause).await,
        }
        waiting = left;
    }
}

/// A pause for people.
fn human(pause: Duration) -> String {
    match pause.as_secs() {
        0 => format!("{} ms", pause.as_millis()),
        seconds if seconds % 3_600 == 0 => format!("{} h", seconds / 3_600),
        seconds => format!("{seconds} s"),
    }
}

const MINUTE: i64 = 60_000;

/// What happened: three people, one of them twice, from the room's opening to the recordings; and the ends of two
/// other meetings.
fn story(now: i64, own: &str) -> Vec<Value> {
    let world = World::seed(now);
    let meetings = [MEETING, CANCELLED, RECYCLED].map(|id| world.meetings.get(&id));
    let [Some(meeting), Some(cancelled), Some(recycled)] = meetings else { return Vec::new() };
    let at = |minute: i64| meeting.start + minute * MINUTE;
    let room = |kind: i64, minute: i64, reason: Option<i64>| about(kind, MEETING, meeting, minute, reason);
    let person = |kind: i64, who: i64, minute: i64| {
        json!({"msgType": kind, "msgBody": {
            "accountId": (146_558_916_040_335_360 + who).to_string(),
            "deviceId": format!("95876217-bd4d-4d40-abd2-01ae2b56ae9{who}"),
            "roomUid": 162_123_717_474_551 + who,
            "meetingId": meeting.number, "meetingUniqueId": MEETING, "time": at(minute),
        }})
    };
    let mut all = vec![
        room(1, 0, None),
        person(5, 0, 0),
        person(5, 1, 2),
        person(6, 1, 20),
        person(5, 2, 21),
        person(5, 1, 25),
        person(6, 2, 58),
        person(6, 1, 59),
        person(6, 0, 60),
        room(3, 60, Some(HOST)),
    ];
    for file in &meeting.records {
        // One of the seeded ones has the shape of the document's table.
        let file = real(file, own);
        let file = file.get("fileInfo").unwrap_or(&file);
        all.push(json!({"msgType": 7, "msgBody": {
            "fileInfo": file, "meetingId": meeting.number, "meetingUniqueId": MEETING, "time": at(75),
        }}));
    }
    all.push(about(2, CANCELLED, cancelled, -30, None));
    all.push(about(4, RECYCLED, recycled, 45, Some(SERVER)));
    all
}

/// Why a meeting ended: its host ended it.
const HOST: i64 = 1;
/// Why a meeting ended: a call of the API ended it.
const SERVER: i64 = 4;

/// A callback about a meeting itself, so many minutes after its reserved start.
fn about(kind: i64, id: i64, meeting: &Meeting, minute: i64, reason: Option<i64>) -> Value {
    let mut body = json!({
        "type": meeting.kind, "meetingId": meeting.number, "meetingUniqueId": id,
        "subject": meeting.subject, "reserveStartTime": meeting.start, "reserveEndTime": meeting.end,
        "time": meeting.start + minute * MINUTE,
    });
    // A room that was never opened has no such time.
    if minute >= 0 {
        body["roomCreateTime"] = meeting.start.into();
    }
    if let Some(reason) = reason {
        body["reason"] = reason.into();
    }
    json!({"msgType": kind, "msgBody": body})
}

/// checkSum = sha1_hex_lowercase(appSecret + nonce + curTime + md5_hex_lowercase(msgStr)), curTime in milliseconds.
fn request(receiver: &Receiver, body: &str, nonce: &str, time: i64) -> String {
    let md5 = hex::encode(Md5::digest(body));
    let sum = hex::encode(Sha1::digest(format!("{APP_SECRET}{nonce}{time}{md5}")));
    let Receiver { authority, target } = receiver;
    let length = body.len();
    format!(
        "POST {target} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nContent-Type: application/json;charset=utf-8\r\n\
         AppKey: {APP_KEY}\r\nNonce: {nonce}\r\nCurTime: {time}\r\nCheckSum: {sum}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// The status of the answer.
async fn send(receiver: &Receiver, request: &str) -> anyhow::Result<u16> {
    let mut stream = TcpStream::connect(&receiver.authority).await.context("cannot connect")?;
    stream.write_all(request.as_bytes()).await.context("cannot send")?;
    let mut answer = Vec::new();
    // Only the first line counts.
    stream.take(4_096).read_to_end(&mut answer).await.context("no answer")?;
    let status =
        std::str::from_utf8(answer.get(9..12).unwrap_or_default()).ok().and_then(|code| code.parse().ok());
    status.filter(|_| answer.starts_with(b"HTTP/1.")).context("the answer is not HTTP")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::now;
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::{Arc, Mutex};

    const SHORT: [Duration; 5] = [Duration::from_millis(1); 5];

    /// Answers so many requests with these statuses; the last one stays. Gives what came, and the log.
    fn sent_to(statuses: &'static [u16], requests: usize) -> (Vec<String>, Vec<String>, bool) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = format!("http://{}/cb", listener.local_addr().unwrap()).parse().unwrap();
        let server = std::thread::spawn(move || {
            let answer = |n: usize| {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"}}") {
                    let mut piece = [0; 4_096];
                    let read = stream.read(&mut piece).unwrap();
                    request.extend_from_slice(&piece[..read]);
                }
                let status = statuses.get(n).or(statuses.last()).unwrap();
                write!(stream, "HTTP/1.1 {status} X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    .unwrap();
                String::from_utf8(request).unwrap()
            };
            (0..requests).map(answer).collect::<Vec<_>>()
        });
        let log = Arc::new(Mutex::new(Vec::new()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let add = |line: &str| log.lock().unwrap().push(line.to_owned());
        let done = runtime.block_on(call_back(&receiver, "127.0.0.1:7710", now, &SHORT, &add)).is_ok();
        let log = log.lock().unwrap().clone();
        (server.join().unwrap(), log, done)
    }

    fn count() -> usize {
        story(now(), "127.0.0.1:7710").len()
    }

    #[test]
    fn a_meeting_is_told_from_its_beginning_to_its_recordings() {
        let (requests, log, done) = sent_to(&[200], count());
        assert!(done && log.iter().all(|line| line.ends_with("-> 200")), "{log:?}");
        let kinds: Vec<i64> =
            story(now(), "127.0.0.1:7710").iter().map(|event| event["msgType"].as_i64().unwrap()).collect();
        assert_eq!(kinds[..10], [1, 5, 5, 6, 5, 5, 6, 6, 6, 3]);
        assert_eq!(kinds[10..], [7, 7, 7, 2, 4]);
        let seeded = World::seed(now()).meetings;
        assert_eq!(
            [CANCELLED, RECYCLED].map(|id| seeded[&id].status),
            [super::super::world::CANCELLED, super::super::world::RECYCLED]
        );
        let recording = &story(now(), "127.0.0.1:7710")[10]["msgBody"];
        assert!(recording["fileInfo"]["url"].is_string() && recording["fileInfo"]["pieceIndex"] == 0);
        assert!(requests[0].starts_with("POST /cb HTTP/1.1\r\n"), "{}", requests[0]);
        assert!(requests[0].contains("\r\nCurTime: 1767225600000\r\n"));
    }

    #[test]
    fn what_is_not_answered_200_is_sent_again_unchanged_and_then_given_up() {
        let total = count();
        // The first two are refused, and the first of them once more; nothing else waits for them.
        let mut answers = vec![200; total + 2];
        (answers[0], answers[1], answers[total]) = (500, 302, 503);
        let (requests, log, done) = sent_to(answers.leak(), total + 3);
        assert!(done && requests[total..] == [&requests[..2], &requests[..1]].concat(), "{log:?}");
        assert!(log[0].contains("500; again in 1 ms") && log[1].contains("302; again"), "{log:?}");
        let (requests, log, done) = sent_to(&[503], total * 6);
        assert!(!done && requests.len() == total * 6);
        assert_eq!(log.iter().filter(|line| line.contains("given up")).count(), total);
        assert_eq!(RESENT_AFTER.map(human), ["2 s", "4 s", "6 s", "1 h", "1 h"]);
    }

    #[test]
    fn the_sum_is_the_documents() {
        let receiver = "http://localhost:1".parse().unwrap();
        let request = request(&receiver, "{}", "n", 1_600_782_498_147);
        // md5("{}") = 99914b932bd37a50b983c5e7c90ae93b
        let sum =
            hex::encode(Sha1::digest(format!("{APP_SECRET}n160078249814799914b932bd37a50b983c5e7c90ae93b")));
        assert!(request.contains(&format!("\r\nCheckSum: {sum}\r\n")), "{request}");
        assert!(request.starts_with("POST / HTTP/1.1\r\nHost: localhost:1\r\n"));
    }

    #[test]
    fn only_this_machine_is_called() {
        let read = |text: &str| text.parse::<Receiver>();
        assert_eq!(read("http://[::1]:8080/a?b=c").unwrap().target, "/a?b=c");
        assert_eq!(read("http://127.0.0.1:8080?x").unwrap().target, "/?x");
        for bad in [
            "https://127.0.0.1:1/",
            "http://127.0.0.1/",
            "http://10.0.0.1:1/",
            "http://127.0.0.1.evil.example:1/",
            "http://u@127.0.0.1:1/",
            "http://127.0.0.1:x/",
            "http://127.0.0.1:1/a b",
            "http://127.0.0.1:1/\r\nX: y",
            "",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
