//! One request, from reading to answering: routing by path, faults, and the log line.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

use super::exchange::{Answer, Incoming, printable};
use super::faults::{Action, Rules};
use super::state::Store;
use super::wire::{Doorman, LastWords};
use super::{Log, Options, myvmr, netease, quanshi, weiyi};

/// The longest body that is read. The documents state no limit.
const LONGEST_BODY: usize = 8 * 1024 * 1024;

/// One simulated vendor.
pub(super) struct Vendor {
    /// Does this path belong to it?
    pub(super) owns: fn(path: &str) -> bool,
    /// Does what the request asks for.
    pub(super) answer: fn(request: &Incoming, store: &Store) -> Answer,
    /// A well-formed answer with this error code, to this path.
    pub(super) refuse: fn(path: &str, code: i64) -> Answer,
    /// Its code for "busy, try again".
    pub(super) busy: i64,
}

const VENDORS: &[Vendor] = &[weiyi::VENDOR, myvmr::VENDOR, netease::VENDOR, quanshi::VENDOR];

struct Shared {
    store: Store,
    rules: Rules,
    now: fn() -> i64,
    log: Option<Log>,
    own: String,
    closed: Arc<AtomicBool>,
}

/// Connections outlive the listener; this ends them with their next request.
struct CloseOnDrop(Arc<AtomicBool>);

impl Drop for CloseOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs the sandbox until the future is dropped.
///
/// The listener must be on a loopback address: the sandbox's credentials are public.
pub async fn serve(listener: TcpListener, options: Options) -> anyhow::Result<()> {
    let address = listener.local_addr().context("the sandbox has no address")?;
    if !address.ip().is_loopback() {
        bail!("the sandbox listens on loopback only, not on {address}");
    }
    let closed = Arc::new(AtomicBool::new(false));
    let _guard = CloseOnDrop(Arc::clone(&closed));
    let shared = Shared {
        store: Store::open(&options.state_dir)?,
        rules: Rules::new(options.faults),
        now: options.now,
        log: options.log,
        own: options.links.unwrap_or_else(|| address.to_string()),
        closed,
    };
    let app = Router::new().fallback(handle).with_state(Arc::new(shared));
    let app = app.into_make_service_with_connect_info::<LastWords>();
    axum::serve(Doorman(listener), app).await.context("the sandbox cannot listen any more")
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<LastWords>,
    request: Request,
) -> Response {
    if shared.closed.load(Ordering::Relaxed) {
        return hang_up(&line, Vec::new());
    }
    let what = format!("{} {}", request.method(), request.uri().path());
    let (reply, note) = reply(&shared, request).await;
    if let Some(log) = &shared.log {
        log(&printable(&format!("{what} -> {note}")));
    }
    match reply {
        Reply::Whole(answer) => answer.into_response(),
        Reply::Nothing => hang_up(&line, Vec::new()),
        Reply::Half(answer) => {
            let (status, body) = (answer.status.as_u16(), answer.body.as_slice());
            let mut head = format!("HTTP/1.1 {status} Truncated\r\ncontent-type: {}\r\n", answer.kind);
            for (name, value) in &answer.headers {
                // Writing to a String cannot fail.
                let _ = write!(head, "{name}: {value}\r\n");
            }
            let _ = write!(head, "content-length: {}\r\n\r\n", body.len());
            hang_up(&line, [head.as_bytes(), half(&answer.body)].concat())
        }
    }
}

enum Reply {
    Whole(Answer),
    /// The head and the first half of the body, then the end.
    Half(Answer),
    Nothing,
}

/// The reply to a request, and what the log says about it.
async fn reply(shared: &Shared, request: Request) -> (Reply, String) {
    let (parts, body) = request.into_parts();
    let announced =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let body = match announced {
        Some(length) if length > LONGEST_BODY => None,
        _ => to_bytes(body, LONGEST_BODY).await.ok(),
    };
    let Some(body) = body else {
        let why = "the body is longer than 8 MiB, or broke off";
        let answer = Answer::misuse(StatusCode::PAYLOAD_TOO_LARGE, why);
        let note = answer.note.clone();
        return (Reply::Whole(answer), note);
    };
    let request = Incoming::read(parts, body, (shared.now)(), &shared.own).await;
    let plan = shared.rules.plan(&request.path);
    if plan.latency > Duration::ZERO {
        tokio::time::sleep(plan.latency).await;
    }

    let vendor = VENDORS.iter().find(|vendor| (vendor.owns)(&request.path));
    let serve = || match vendor {
        Some(vendor) => (vendor.answer)(&request, &shared.store),
        None => unknown(&request.path),
    };
    let refuse = |code: Option<i64>| match vendor {
        Some(vendor) => (vendor.refuse)(&request.path, code.unwrap_or(vendor.busy)),
        None => unknown(&request.path),
    };
    let Some(action) = plan.action else {
        let answer = serve();
        let note = answer.note.clone();
        return (Reply::Whole(answer), note);
    };
    let before = match action {
        Action::Busy => Some(refuse(None)),
        Action::Code(code) => Some(refuse(Some(*code))),
        Action::Status(status) => Some(page(*status)),
        Action::Html => Some(Answer::page(StatusCode::OK)),
        Action::RetryAfter(value) => Some(with_header(page(429), "retry-after", value)),
        Action::Redirect(url) => Some(with_header(page(302), "location", url)),
        _ => None,
    };
    if let Some(answer) = before {
        return (Reply::Whole(answer), format!("fault {action}"));
    }
    if *action == Action::DropBefore {
        return (Reply::Nothing, format!("fault {action}"));
    }
    let mut answer = serve();
    let note = format!("fault {action} after {}", answer.note);
    let reply = match action {
        Action::DropAfter => Reply::Nothing,
        Action::Truncate => Reply::Half(answer),
        Action::StatusAfter(status) => Reply::Whole(page(*status)),
        Action::HalfJson => {
            answer.body.truncate(half(&answer.body).len());
            Reply::Whole(answer)
        }
        Action::Empty => {
            answer.status = StatusCode::OK;
            answer.body.clear();
            Reply::Whole(answer)
        }
        _ => Reply::Whole(answer),
    };
    (reply, note)
}

fn hang_up(line: &LastWords, last: Vec<u8>) -> Response {
    line.hang_up_after(last);
    // Never sent: the line replaces the next write, whatever it is.
    StatusCode::OK.into_response()
}

fn page(status: u16) -> Answer {
    Answer::page(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

fn with_header(mut answer: Answer, name: &'static str, value: &str) -> Answer {
    answer.headers.push((name, value.to_owned()));
    answer
}

fn unknown(path: &str) -> Answer {
    Answer::misuse(StatusCode::NOT_FOUND, &format!("no vendor has the path {path}"))
}

/// Of a text, no half characters.
fn half(body: &[u8]) -> &[u8] {
    let mut end = body.len() / 2;
    while body.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) && std::str::from_utf8(body).is_ok() {
        end -= 1;
    }
    &body[..end]
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener as Blocking;
    use std::time::{Duration, Instant};

    use serde_json::json;

    use super::super::testing::{Sandbox, now};
    use super::super::{Fault, Options, serve};

    const PATH: &str = "/WebAPI/meetingcreate";

    /// The answer to a creation under a fault, and how many meetings there are afterwards.
    fn create_under(fault: &str) -> (String, usize, String) {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[fault]);
        let raw = sandbox.exchange(&Sandbox::form(PATH, &Sandbox::new_meeting()));
        let log = sandbox.log();
        assert_eq!(log.len(), 1, "{log:?}");
        // Another process, without faults, sees what is there.
        drop(sandbox);
        (raw, Sandbox::start(folder.path(), &[]).meetings(), log[0].clone())
    }

    const BEFORE: usize = 4;

    #[test]
    fn faults_without_effect() {
        for (fault, start, end) in [
            ("busy", "HTTP/1.1 200", "{\"result\":9999}"),
            ("code=4103", "HTTP/1.1 200", "{\"result\":4103}"),
            ("status=503", "HTTP/1.1 503", "</html>\r\n"),
            ("html", "HTTP/1.1 200", "</html>\r\n"),
            ("meetingcreate:retry-after=7", "HTTP/1.1 429", "</html>\r\n"),
            ("meetingcreate#1:redirect=http://127.0.0.1:9/x", "HTTP/1.1 302", "</html>\r\n"),
            ("drop-before", "", ""),
        ] {
            let (raw, meetings, log) = create_under(fault);
            assert!(raw.starts_with(start) && raw.ends_with(end), "{fault}: {raw}");
            assert_eq!((raw.is_empty(), meetings), (fault == "drop-before", BEFORE), "{fault}");
            let action = fault.parse::<Fault>().unwrap().action.to_string();
            assert_eq!(log, format!("POST {PATH} -> fault {action}"));
        }
        assert!(create_under("retry-after=7").0.contains("\r\nretry-after: 7\r\n"));
        assert!(create_under("redirect=http://a.example/").0.contains("\r\nlocation: http://a.example/\r\n"));
    }

    #[test]
    fn faults_after_the_effect() {
        for (fault, start) in [
            ("drop-after", ""),
            ("truncate", "HTTP/1.1 200"),
            ("half-json", "HTTP/1.1 200"),
            ("empty", "HTTP/1.1 200"),
            ("status-after=502", "HTTP/1.1 502"),
        ] {
            let (raw, meetings, log) = create_under(fault);
            assert!(raw.starts_with(start), "{fault}: {raw}");
            assert_eq!(meetings, BEFORE + 1, "{fault}");
            assert_eq!(log, format!("POST {PATH} -> fault {fault} after 0"));
            let (head, body) = raw.split_once("\r\n\r\n").unwrap_or_default();
            let announced: usize = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or_default();
            match fault {
                "drop-after" => assert_eq!(raw, ""),
                "truncate" => assert!(body.len() > 50 && announced > body.len() * 2 - 10, "{raw}"),
                "half-json" => {
                    assert!(body.len() > 50 && announced == body.len(), "{raw}");
                    assert!(serde_json::from_str::<serde_json::Value>(body).unwrap_err().is_eof());
                }
                "empty" => assert_eq!((announced, body), (0, "")),
                _ => assert!(body.contains("502 Bad Gateway"), "{raw}"),
            }
        }
    }

    #[test]
    fn a_latency_waits_and_leaves_the_rest_to_the_next_rule() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &["latency=20ms", "#2:busy", "getRoomRecord:code=4108"]);
        let fields = [("key", "sandbox-weiyi-key"), ("serial", "111111")];
        let begin = Instant::now();
        assert_eq!(sandbox.get("getmeetingfile", &fields).1["result"], 0);
        assert!(begin.elapsed() >= Duration::from_millis(20));
        assert_eq!(sandbox.get("getmeetingfile", &fields), (200, json!({"result": 9999})));
        assert_eq!(sandbox.get("getmeetingfile", &fields).1["result"], 0);
        // This call has its verdict under another name.
        assert_eq!(sandbox.post("getRoomRecord", &fields), (200, json!({"code": 4108})));
    }

    #[test]
    fn the_state_outlives_the_server_and_two_servers_share_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Sandbox::start(folder.path(), &[]), Sandbox::start(folder.path(), &[]));
        let mut serials = Vec::new();
        for sandbox in [&one, &two, &one, &two] {
            serials.push(sandbox.post("meetingcreate", &Sandbox::new_meeting()).1["serial"].to_string());
        }
        drop(one);
        let three = Sandbox::start(folder.path(), &[]);
        for serial in &serials {
            let fields = [("key", "sandbox-weiyi-key"), ("serial", serial.as_str())];
            assert_eq!(three.post("meetingdelete", &fields).1["result"], 0, "{serial}");
            assert_eq!(two.post("meetingdelete", &fields).1["result"], 4007, "{serial}");
        }
        assert_eq!(three.meetings(), BEFORE);
    }

    #[test]
    fn a_damaged_state_is_said_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[]);
        let path = folder.path().join("weiyi.json");
        std::fs::write(&path, "{oops").unwrap();
        let raw = sandbox.exchange(&Sandbox::form(PATH, &Sandbox::new_meeting()));
        assert!(raw.starts_with("HTTP/1.1 500") && raw.contains("weiyi.json is damaged at line 1"), "{raw}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{oops");
    }

    #[test]
    fn the_log_is_printable_and_has_no_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[]);
        sandbox.post("meetingcreate", &Sandbox::new_meeting());
        sandbox.post("meetingcreate", &[("key", "hunter2-key"), ("meetingname", "x")]);
        sandbox.post("meetingcreate", &[("key", "hunter2-key"), ("a\u{9b}2J\u{202e}b", "hunter2")]);
        sandbox.get("getLiveStream", &[("key", "sandbox-weiyi-key"), ("serial", "1")]);
        sandbox.exchange("GET /h5/index.html?token=hunter2 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        sandbox.exchange("GET /nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(
            sandbox.log(),
            [
                "POST /WebAPI/meetingcreate -> 0",
                "POST /WebAPI/meetingcreate -> 4102: the key is not that of the sandbox",
                "POST /WebAPI/meetingcreate -> HTTP 400: unknown field a\\u{9b}2J\\u{202e}b",
                "GET /WebAPI/getLiveStream -> 4007: there is no meeting with this serial",
                "GET /h5/index.html -> HTTP 403",
                "GET /nothing -> HTTP 404: no vendor has the path /nothing",
            ]
        );
    }

    #[test]
    fn a_long_body_is_refused_unread() {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::start(folder.path(), &[]);
        let raw = sandbox.exchange(&format!(
            "POST {PATH} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=b\r\n\
             content-length: {}\r\n\r\n",
            8 * 1024 * 1024 + 1
        ));
        assert!(raw.starts_with("HTTP/1.1 413"), "{raw}");
    }

    #[test]
    fn a_connection_ends_with_its_server() {
        let folder = tempfile::tempdir().unwrap();
        let mut sandbox = Sandbox::start(folder.path(), &[]);
        assert_eq!(sandbox.before_and_after_the_end("GET /h5/ HTTP/1.1\r\nhost: x\r\n\r\n"), (true, 0));
    }

    #[test]
    fn only_loopback_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(async {
            let listener = Blocking::bind("0.0.0.0:0").unwrap();
            listener.set_nonblocking(true).unwrap();
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let options =
                Options { state_dir: folder.path().into(), faults: Vec::new(), now, links: None, log: None };
            serve(listener, options).await.unwrap_err()
        });
        assert!(error.to_string().contains("loopback only"), "{error}");
    }
}
