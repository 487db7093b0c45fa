//! A vendor that loses answers: NetEase's calls over a list of meetings, where every fault can strike
//! before or after the effect. It counts what was really made, by subject.

#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a helper of tests")]

use crate::server::{Received, Reply, Server};
use crate::world::World;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// What becomes of one request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Nothing is done, and this is the answer.
    Before(Reply),
    /// It is done, and this is the answer in place of the right one.
    After(Reply),
}

#[derive(Clone, Debug)]
pub struct Meeting {
    pub id: u64,
    pub subject: String,
    pub body: Value,
    pub cancelled: bool,
}

#[derive(Default)]
struct State {
    meetings: Vec<Meeting>,
    calls: Vec<String>,
}

/// The vendor at work.
pub struct Desk {
    pub server: Server,
    state: Arc<Mutex<State>>,
}

/// The path of the call that makes a meeting.
pub const CREATE: &str = "/v2/meeting/create";
pub const LIST: &str = "/v2/meeting/list";
pub const EDIT: &str = "/v2/meeting/edit";
pub const GET: &str = "/v2/meeting/get";
pub const CANCEL: &str = "/v2/meeting/cancel";

impl Desk {
    pub fn new(faults: impl Fn(&str, usize) -> Option<Fault> + Send + Sync + 'static) -> Self {
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        let server = Server::start(move |request, _| {
            let mut state = shared.lock().unwrap();
            let nth = state.calls.iter().filter(|path| *path == request.path()).count();
            state.calls.push(request.path().to_owned());
            match faults(request.path(), nth) {
                Some(Fault::Before(reply)) => reply,
                Some(Fault::After(reply)) => {
                    state.serve(request);
                    reply
                }
                None => state.serve(request),
            }
        });
        Self { server, state }
    }

    /// One that never fails.
    pub fn honest() -> Self {
        Self::new(|_, _| None)
    }

    /// One that does this to the first request of this path, and serves all others.
    pub fn once(path: &'static str, fault: Fault) -> Self {
        Self::new(move |asked, nth| (asked == path && nth == 0).then(|| fault.clone()))
    }

    /// A world with a profile `cloud` at this vendor, and further lines in it.
    pub fn world(&self, more: &str) -> World {
        World::with(&format!(
            "default = \"cloud\"\n[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{}\"\n\
             app_key = \"the-key\"\napp_secret = \"canary-SECRET-7f3a\"\n{more}\n",
            self.server.url()
        ))
    }

    /// How many meetings with this subject were made, cancelled or not.
    pub fn made(&self, subject: &str) -> usize {
        self.meetings().iter().filter(|meeting| meeting.subject == subject).count()
    }

    pub fn meetings(&self) -> Vec<Meeting> {
        self.state.lock().unwrap().meetings.clone()
    }

    /// Puts a meeting there.
    pub fn put(&self, subject: &str, start: i64, end: i64) -> u64 {
        let body = json!({"subject": subject, "startTime": start, "endTime": end});
        self.state.lock().unwrap().make(&body)
    }

    /// How many requests of this path came.
    pub fn count(&self, path: &str) -> usize {
        self.state.lock().unwrap().calls.iter().filter(|call| *call == path).count()
    }
}

impl State {
    fn make(&mut self, body: &Value) -> u64 {
        let id = 7_000_000_001 + self.meetings.len() as u64;
        let subject = body["subject"].as_str().unwrap().to_owned();
        self.meetings.push(Meeting { id, subject, body: body.clone(), cancelled: false });
        id
    }

    fn serve(&mut self, request: &Received) -> Reply {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let ok = |ret: Value| Reply::Json(200, json!({"code": 200, "ret": ret}).to_string());
        let id = body["meetingUniqueId"].as_u64();
        let found = self.meetings.iter_mut().find(|meeting| Some(meeting.id) == id && !meeting.cancelled);
        match (request.path(), found) {
            (CREATE, _) => {
                let id = self.make(&body);
                ok(shown(self.meetings.iter().find(|meeting| meeting.id == id).unwrap()))
            }
            (LIST, _) => {
                let span = |meeting: &&Meeting| {
                    let start = meeting.body["startTime"].as_i64().unwrap_or_default();
                    let bound = |name: &str, usual| body[name].as_i64().unwrap_or(usual);
                    !meeting.cancelled
                        && bound("minStartTime", i64::MIN) <= start
                        && start <= bound("maxStartTime", i64::MAX)
                };
                let all: Vec<Value> = self.meetings.iter().filter(span).map(shown).collect();
                let page = usize::try_from(body["pageIndex"].as_u64().unwrap()).unwrap();
                let pages = all.len().div_ceil(100).max(1);
                let rows: Vec<Value> = all.into_iter().skip(page * 100).take(100).collect();
                ok(json!({"list": rows, "totalPages": pages}))
            }
            (_, None) => Reply::Json(200, r#"{"code": 2000, "msg": "该会议不存在"}"#.into()),
            (EDIT, Some(meeting)) => {
                for (name, value) in body.as_object().unwrap() {
                    meeting.body[name] = value.clone();
                }
                meeting.subject = meeting.body["subject"].as_str().unwrap().to_owned();
                ok(json!({}))
            }
            (CANCEL, Some(meeting)) => {
                meeting.cancelled = true;
                ok(json!({}))
            }
            (_, Some(meeting)) => ok(shown(meeting)),
        }
    }
}

fn shown(meeting: &Meeting) -> Value {
    let mut shown = meeting.body.clone();
    shown["meetingUniqueId"] = meeting.id.into();
    shown["meetingId"] = "123456789".into();
    shown["status"] = 1.into();
    shown
}

/// A command line that makes a meeting with this subject.
pub fn create(subject: &str) -> Vec<&str> {
    let start = "2026-12-01T14:00:00+08:00";
    vec!["meeting", "create", "--subject", subject, "--host", "1", "--start", start, "--duration", "1h"]
}
