//! NetEase Meeting's fifteen calls as its document has them: what a command sends, and what it makes
//! of the document's own sample answers; what it makes of worse ones; and all of it against the
//! embedded sandbox.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::canary::Canaries;
use crate::server::{Received, Reply, Server};
use assert_cmd::Command;
use md5::Md5;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use tempfile::TempDir;

const SECRET: &str = "canary-SECRET+/=7f3a";

/// A home of its own, with a profile `cloud` at this address.
struct World(TempDir);

impl World {
    fn at(url: &str) -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        let profile = format!(
            "default = \"cloud\"\n[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{url}\"\n\
             app_key = \"the-key\"\napp_secret = \"{SECRET}\"\n"
        );
        world.file("profiles.toml", &profile);
        world
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        path.to_str().unwrap().to_owned()
    }

    fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meetctl"));
        command.args(args).current_dir(self.0.path()).env_clear();
        command
            .env("MEETCTL_SETTLE", "0s")
            .env("HOME", self.0.path())
            .env("MEETCTL_STATE", self.0.path().join("state"));
        command.env("MEETCTL_CONFIG", self.0.path().join("profiles.toml")).write_stdin("t0ken\n");
        let canaries = Canaries::of(&command);
        let output = command.output().unwrap();
        let ran = Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        canaries.check(&args.join(" "), args.contains(&"--raw"), &ran.out, &ran.err);
        ran
    }

    /// Runs a line of words without spaces at the sandbox.
    fn sandbox(&self, line: &str) -> Ran {
        let args: Vec<&str> = ["-p", "sandbox-netease"].into_iter().chain(line.split(' ')).collect();
        self.run(&args)
    }
}

#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?}: {}", self.err);
        self
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

/// Runs a line against these answers, in turn; the last one stays.
fn served(line: &str, answers: &[Reply]) -> (Ran, Vec<Received>) {
    let answers = answers.to_vec();
    let server = Server::start(move |_, n| answers[n.min(answers.len() - 1)].clone());
    let world = World::at(&server.url());
    let settings = world.file("settings.json", r#"{"controls": [{"type": "video", "attendeeOff": 2}]}"#);
    let line = line.replace("SETTINGS", &settings);
    let ran = world.run(&line.split(' ').collect::<Vec<_>>());
    (ran, server.requests())
}

fn ok(ret: &str) -> Reply {
    Reply::Json(
        200,
        format!(r#"{{"code":200,"ret":{ret},"requestId":"mc_932241123450","costTime":"406ms"}}"#),
    )
}

fn bare() -> Reply {
    Reply::Json(200, r#"{"code": 200}"#.to_owned())
}

fn fails(code: i64) -> Reply {
    Reply::Json(200, format!(r#"{{"code":{code},"msg":"服务器的话"}}"#))
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

/// The four headers of the signature, each once, and what they must be.
fn assert_signed(request: &Received) {
    let once = |name: &str| {
        let values: Vec<&str> = request
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
            .collect();
        assert_eq!(values.len(), 1, "{name}: {values:?}");
        values[0].to_owned()
    };
    let (nonce, time) = (once("Nonce"), once("CurTime"));
    assert_eq!(once("AppKey"), "the-key");
    assert!(nonce.len() == 8 && nonce.parse::<u32>().unwrap() > 0, "{nonce}");
    assert_eq!((time.len(), time.parse::<u64>().is_ok()), (10, true), "{time}");
    assert_eq!(once("CheckSum"), hex::encode(Sha1::digest(format!("{SECRET}{nonce}{time}"))));
    let kind = once("content-type").replace(' ', "");
    assert_eq!(kind, "application/json;charset=utf-8");
    assert!(request.headers.iter().all(|(_, value)| !value.contains(SECRET)));
}

const MEETING: &str = r#"{"meetingUniqueId": 1234567890, "meetingId": "123456789", "subject": "随机会议",
    "startTime": 1795413600000, "endTime": 1795417200000, "password": "", "status": 1, "shortId": "10000",
    "settings": {"scene": {"roleTypes": [{"roleType": 2, "maxCount": 1}]},
        "controls": [{"type": "audio", "attendeeOff": 0, "state": 0}]}, "valid": true, "avRoomCid": "77"}"#;

fn meeting() -> Value {
    json!({"profile": "cloud", "vendor": "netease", "id": "1234567890", "number": "123456789", "short_id": "10000",
        "subject": "随机会议", "start": "2026-11-23T14:00:00+08:00", "end": "2026-11-23T15:00:00+08:00",
        "duration_minutes": 60, "status": "scheduled", "host": null, "host_password": null, "password": null,
        "join_url": null, "host_url": null, "live_url": null, "extra": {
            "settings": {"scene": {"roleTypes": [{"roleType": 2, "maxCount": 1}]},
                "controls": [{"type": "audio", "attendeeOff": 0, "state": 0}]}, "valid": true, "avRoomCid": "77"}})
}

const ACCOUNT: &str = r#"{"accountId": "146558916040335360", "accountToken": "qwer1234",
    "personalMeetingId": 4130603726, "shortId": "10000"}"#;

fn account() -> Value {
    json!({"id": "146558916040335360", "token": "qwer1234", "number": "4130603726", "short_id": "10000", "extra": {}})
}

const RECORDS: &str = r#"[{"filename": "0-1234-0-mix.aac", "md5": "xxxxxx", "size": 12345667, "type": "aac",
    "url": "http://xiazai.vod.126.net/xiazai/0-1234-0-mix.aac", "mix": 1, "pieceIndex": 0}]"#;

fn recording() -> Value {
    json!({"profile": "cloud", "vendor": "netease", "id": null, "meeting_id": "110119120",
        "name": "0-1234-0-mix.aac", "format": "aac", "size_bytes": 12_345_667, "duration_seconds": null,
        "start": null, "end": null, "md5": "xxxxxx",
        "download_url": "http://xiazai.vod.126.net/xiazai/0-1234-0-mix.aac", "play_url": null, "ready": true,
        "extra": {"mix": 1, "pieceIndex": 0}})
}

/// A command, the answers it gets, the requests that it sends, and what it prints.
struct Sample {
    line: &'static str,
    answers: fn() -> Vec<Reply>,
    sends: fn() -> Vec<(&'static str, Value)>,
    prints: fn() -> Value,
}

static SAMPLES: &[Sample] = &[
    Sample {
        line: "account create --im-accid abcdefghijk --token-file - --short-id 10000",
        answers: || vec![ok(ACCOUNT)],
        sends: || {
            vec![(
                "/v1/account/create",
                json!({"imAccid": "abcdefghijk", "imToken": "t0ken", "shortId": "10000"}),
            )]
        },
        prints: account,
    },
    Sample {
        line: "account create",
        answers: || vec![ok(ACCOUNT)],
        sends: || vec![("/v1/account/create", json!({}))],
        prints: account,
    },
    Sample {
        line: "account get --im-accid abcdefghijk",
        answers: || vec![ok(ACCOUNT)],
        sends: || vec![("/v1/account/getByImAccid", json!({"imAccid": "abcdefghijk"}))],
        prints: account,
    },
    Sample {
        line: "account get 146558916040335360",
        answers: || vec![ok(ACCOUNT)],
        sends: || vec![("/v1/account/getByAccountId", json!({"accountId": "146558916040335360"}))],
        prints: account,
    },
    Sample {
        line: "account set-token abcdefghijk",
        answers: || vec![bare()],
        sends: || {
            vec![("/v1/account/updateToken", json!({"accountId": "abcdefghijk", "accountToken": "t0ken"}))]
        },
        prints: || json!({"id": "abcdefghijk", "token": null, "number": null, "short_id": null, "extra": {}}),
    },
    Sample {
        line: "account set-short-id abcdefghijk 1234",
        answers: || vec![bare()],
        sends: || vec![("/v1/account/updateShortId", json!({"accountId": "abcdefghijk", "shortId": "1234"}))],
        prints: || json!({"id": "abcdefghijk", "token": null, "number": null, "short_id": "1234", "extra": {}}),
    },
    Sample {
        line: "account set-short-id abcdefghijk --clear --yes",
        answers: || vec![bare()],
        sends: || vec![("/v1/account/updateShortId", json!({"accountId": "abcdefghijk"}))],
        prints: || json!({"id": "abcdefghijk", "token": null, "number": null, "short_id": null, "extra": {}}),
    },
    Sample {
        line: "meeting create --subject 随机会议 --host abcdefghijk --start 2026-11-23T14:00:00+08:00 --duration 1h --password 123456 --mute-audio --set settings=@SETTINGS --set owner=boss",
        answers: || vec![ok(MEETING)],
        sends: || {
            let settings = json!({"controls": [{"type": "video", "attendeeOff": 2}, {"type": "audio", "attendeeOff": 1}]});
            vec![(
                "/v2/meeting/create",
                json!({"host": "abcdefghijk", "owner": "boss", "type": "3", "password": "123456",
                "settings": settings, "subject": "随机会议", "startTime": 1_795_413_600_000_i64, "endTime": 1_795_417_200_000_i64}),
            )]
        },
        prints: || {
            let mut made = meeting();
            (made["host"], made["password"]) = (json!("abcdefghijk"), json!("123456"));
            made
        },
    },
    Sample {
        line: "meeting create --subject x --host h --instant --mute-audio --video-off",
        answers: || vec![ok(MEETING)],
        sends: || {
            let controls = json!([{"type": "audio", "attendeeOff": 1}, {"type": "video", "attendeeOff": 1}]);
            vec![(
                "/v2/meeting/create",
                json!({"host": "h", "type": "1", "settings": {"controls": controls}, "subject": "x"}),
            )]
        },
        prints: || with_host(meeting(), "h"),
    },
    Sample {
        line: "meeting create --subject x --host h --personal",
        answers: || vec![ok(MEETING)],
        sends: || vec![("/v2/meeting/create", json!({"host": "h", "type": "2", "subject": "x"}))],
        prints: || with_host(meeting(), "h"),
    },
    Sample {
        line: "meeting create --subject x --host h --start @1795413600 --end never",
        answers: || {
            vec![ok(
                r#"{"meetingUniqueId": "5", "meetingId": 123456789, "startTime": 1795413600000, "endTime": -1}"#,
            )]
        },
        sends: || {
            vec![(
                "/v2/meeting/create",
                json!({"host": "h", "type": "3", "subject": "x", "startTime": 1_795_413_600_000_i64, "endTime": -1}),
            )]
        },
        prints: || {
            let mut made = with_host(meeting(), "h");
            for name in ["end", "duration_minutes", "status", "short_id"] {
                made[name] = Value::Null;
            }
            (made["id"], made["subject"], made["extra"]) = (json!("5"), json!("x"), json!({"endTime": -1}));
            made
        },
    },
    Sample {
        line: "meeting get 1234567890",
        answers: || vec![ok(MEETING)],
        sends: || vec![("/v2/meeting/get", json!({"meetingUniqueId": 1_234_567_890}))],
        prints: meeting,
    },
    Sample {
        line: "meeting get --number 123456789",
        answers: || {
            vec![ok(&format!(r#"{{"totalNum": 1, "totalPages": 1, "list": [{MEETING}]}}"#)), ok(MEETING)]
        },
        sends: || {
            vec![
                ("/v2/meeting/list", json!({"meetingId": "123456789", "pageIndex": 0, "pageSize": 100})),
                ("/v2/meeting/get", json!({"meetingUniqueId": 1_234_567_890})),
            ]
        },
        prints: meeting,
    },
    Sample {
        line: "meeting edit 1234567890 --start 2026-11-23T14:30:00+08:00",
        answers: || vec![ok(MEETING), bare(), ok(MEETING)],
        sends: || {
            edits(
                json!({"meetingUniqueId": 1_234_567_890, "subject": "随机会议", "startTime": 1_795_415_400_000_i64}),
            )
        },
        prints: meeting,
    },
    Sample {
        line: "meeting edit 1234567890 --subject 新的主题 --duration 2h --password= --video-off",
        answers: || vec![ok(MEETING), bare(), ok(MEETING)],
        sends: || {
            let settings = json!({"scene": {"roleTypes": [{"roleType": 2, "maxCount": 1}]},
                "controls": [{"type": "audio", "attendeeOff": 0, "state": 0}, {"type": "video", "attendeeOff": 1}]});
            edits(
                json!({"meetingUniqueId": 1_234_567_890, "subject": "新的主题", "endTime": 1_795_420_800_000_i64,
                "password": "", "settings": settings}),
            )
        },
        prints: meeting,
    },
    Sample {
        line: "meeting cancel 110119120 2 --yes",
        answers: || vec![bare()],
        sends: || {
            vec![
                ("/v2/meeting/cancel", json!({"meetingUniqueId": 110_119_120})),
                ("/v2/meeting/cancel", json!({"meetingUniqueId": 2})),
            ]
        },
        prints: || json!([{"id": "110119120", "ok": true}, {"id": "2", "ok": true}]),
    },
    Sample {
        line: "meeting end 110119120 --yes",
        answers: || vec![bare()],
        sends: || vec![("/v2/meeting/deleteByMeetingUniqueId", json!({"meetingUniqueId": 110_119_120}))],
        prints: || json!([{"id": "110119120", "ok": true}]),
    },
    Sample {
        line: "meeting end 110119120 --recycle --yes",
        answers: || vec![bare()],
        sends: || {
            vec![(
                "/v2/meeting/deleteByMeetingUniqueId",
                json!({"meetingUniqueId": 110_119_120, "recycle": true}),
            )]
        },
        prints: || json!([{"id": "110119120", "ok": true}]),
    },
    Sample {
        line: "meeting end --number 1234567890 --recycle --yes",
        answers: || vec![bare()],
        sends: || {
            vec![("/v2/meeting/deleteByMeetingId", json!({"meetingId": "1234567890", "recycle": true}))]
        },
        prints: || json!([{"id": "1234567890", "ok": true}]),
    },
    Sample {
        line: "meeting end --short-id 10000 --recycle --yes",
        answers: || vec![bare()],
        sends: || vec![("/v2/meeting/deleteByMeetingShortId", json!({"shortId": "10000", "recycle": true}))],
        prints: || json!([{"id": "10000", "ok": true}]),
    },
    Sample {
        line: "record get 110119120",
        answers: || vec![ok(RECORDS)],
        sends: || vec![("/v2/meeting/record/list", json!({"meetingUniqueId": 110_119_120}))],
        prints: || json!([recording()]),
    },
    Sample {
        line: "meeting list --from @1795413600 --to @1795420000 --status running --type instant --number 123456789 --set meetingUniqueId=7",
        answers: || {
            vec![ok(r#"{"pageIndex": 0, "pageSize": 100, "totalNum": 0, "totalPages": 0, "list": []}"#)]
        },
        sends: || {
            vec![(
                "/v2/meeting/list",
                json!({"meetingUniqueId": 7, "meetingId": "123456789",
                "minStartTime": 1_795_413_600_000_i64, "maxStartTime": 1_795_420_000_000_i64, "statusList": [2],
                "type": "1", "pageIndex": 0, "pageSize": 100}),
            )]
        },
        prints: || json!([]),
    },
    Sample {
        line: "meeting join-info 123456789 --name hello --video --audio",
        answers: || {
            vec![ok(
                r#"{"code": 200, "msg": "", "imToken": "t", "avRoomUid": 162123717474551, "meetingId": "123456789", "duration": 5}"#,
            )]
        },
        sends: || {
            vec![(
                "/v1/meeting/anonymousJoinInfo",
                json!({"meetingId": "123456789", "nickName": "hello", "video": 1, "audio": 1}),
            )]
        },
        prints: || json!({"imToken": "t", "avRoomUid": "162123717474551", "meetingId": "123456789", "duration": 5}),
    },
    Sample {
        line: "meeting join-info 123456789 --name 张三 --shadow --password 0042 --client-type ios --device-id d-1",
        answers: || vec![ok(r#"{"imToken": "t"}"#)],
        sends: || {
            vec![(
                "/v1/meeting/anonymousJoinInfo",
                json!({"meetingId": "123456789", "nickName": "张三", "video": 2,
                "audio": 2, "password": "0042", "roleType": 4}),
            )]
        },
        prints: || json!({"imToken": "t"}),
    },
];

fn with_host(mut meeting: Value, host: &str) -> Value {
    meeting["host"] = json!(host);
    meeting
}

/// What came, without the list that `meeting create` looks at first.
fn but_list<'a>(requests: &'a [Received], line: &str) -> impl Iterator<Item = &'a Received> {
    let creates = line.starts_with("meeting create");
    requests.iter().filter(move |request| !(creates && request.target == "/v2/meeting/list"))
}

fn edits(sent: Value) -> Vec<(&'static str, Value)> {
    let get = || ("/v2/meeting/get", json!({"meetingUniqueId": 1_234_567_890}));
    vec![get(), ("/v2/meeting/edit", sent), get()]
}

#[test]
fn every_call_is_sent_and_read_as_its_document_says() {
    for sample in SAMPLES {
        let (ran, requests) = served(&format!("{} --json", sample.line), &(sample.answers)());
        let ran = ran.exits(0);
        let sent: Vec<(String, Value)> =
            but_list(&requests, sample.line).map(|request| (request.target.clone(), body(request))).collect();
        let wanted: Vec<(String, Value)> =
            (sample.sends)().into_iter().map(|(path, body)| (path.to_owned(), body)).collect();
        assert_eq!(sent, wanted, "{}", sample.line);
        assert_eq!(ran.json(), (sample.prints)(), "{}", sample.line);
        assert_eq!(crate::world::told(&ran.err), "", "{}", sample.line);
        for request in &requests {
            assert_eq!(request.method, "POST");
            assert_signed(request);
        }
    }
}

#[test]
fn no_call_and_no_parameter_is_without_a_sample() {
    let rows =
        World::at("http://127.0.0.1:1").run(&["vendors", "netease", "--params", "--json"]).exits(0).json();
    let sent: Vec<(String, Value)> = SAMPLES
        .iter()
        .flat_map(|sample| (sample.sends)())
        .map(|(path, body)| (format!("POST {path}"), body))
        .collect();
    let mut calls: Vec<&str> = Vec::new();
    for row in rows.as_array().unwrap() {
        let (call, name) = (row["call"].as_str().unwrap(), row["name"].as_str().unwrap());
        calls.push(call);
        let header = ["authorization", "clientType", "deviceId"].contains(&name);
        let seen = sent.iter().any(|(known, body)| known == call && body.get(name).is_some());
        assert!(seen || header, "{call} {name}");
    }
    // These two have no parameter that must be there, but a row for each that may be.
    calls.sort_unstable();
    calls.dedup();
    assert_eq!(calls.len(), 15);
}

#[test]
fn a_guests_body_is_signed_as_it_is_sent() {
    let line = "meeting join-info 123456789 --name hello --video --audio";
    let (ran, requests) = served(line, &[ok(r#"{"imToken": "t0ken-of-im"}"#)]);
    assert!(!ran.exits(0).out.contains("t0ken-of-im"), "a table hides it");
    let request = &requests[0];
    let sum = hex::encode(Md5::digest([&request.body[..], b"@163"].concat()));
    assert_eq!(request.header("authorization"), Some(&*sum));
    // The vector of the notes: the document's sample body.
    assert_eq!(sum, "57b3ef478d2a6fb287c5b5a2a7117f8a");
    assert_eq!((request.header("clienttype"), request.header("deviceid")), (Some("6"), Some("meetctl")));
    for (word, number) in
        [("tv", "1"), ("android", "3"), ("pc", "4"), ("mac", "5"), ("sip", "7"), ("linux", "8")]
    {
        let (_, requests) = served(&format!("{line} --client-type {word}"), &[ok("{}")]);
        assert_eq!(requests[0].header("clienttype"), Some(number));
    }
}

#[test]
fn what_is_wrong_is_refused_before_anything_is_sent() {
    let long = format!("meeting create --host h --instant --subject {}", "题".repeat(31));
    for (line, code, says) in [
        (&*long, 2, "--subject must have"),
        ("meeting create --host h --subject x", 2, "--start is required"),
        ("meeting create --host h --subject x --start @1795413600", 2, "--end or --duration is required"),
        ("meeting create --subject x --instant", 2, "--host is required"),
        ("meeting create --subject x --host h --instant --set settings=[1]", 2, "must be a JSON object"),
        ("meeting create --subject x --host h --instant --set type=1", 2, "--instant or --personal"),
        ("meeting create --subject x --host h --instant --live", 7, "--live"),
        ("meeting edit 1", 2, "nothing is to change"),
        ("meeting edit 1 --start @1795413600 --end @1795413600", 2, "is not after"),
        ("meeting get abc", 2, "must be a whole number"),
        ("meeting end 1 --number 2 --yes", 2, "cannot be used"),
        ("meeting end 1", 2, "--yes"),
        ("account set-short-id a", 2, "give the new short number, or --clear"),
        ("account set-short-id a 123", 2, "4 to 8"),
        ("account set-short-id a --clear", 2, "--yes"),
        ("meeting join-info 1 --name a_b", 2, "must not hold"),
        ("meeting join-info 1 --name abcdefghijk", 2, "characters"),
        ("meeting join-info 1 --name a --client-type phone", 2, "has no value"),
        ("meeting join-info 1 --name a --device-id 设备", 2, "header"),
        ("meeting list --type schedulde", 2, "scheduled"),
        ("meeting list --status runing", 2, "running"),
        ("meeting list --admin a", 7, "--admin"),
        ("meeting get --pcode 1", 7, "--number"),
        ("record get", 2, "MEETING is required"),
        ("record get 1 --user u", 7, "--user"),
        ("join-url 1 --user u --name n", 7, "meeting join-info"),
        ("meeting status 1", 7, "meeting get"),
    ] {
        let (ran, requests) = served(line, &[bare()]);
        ran.exits(code).says(says);
        assert_eq!(requests.len(), 0, "{line}");
    }
}

#[test]
fn ret_may_be_anything() {
    for (ret, read, write) in [
        ("null", 5, 10),
        ("[]", 5, 10),
        ("\"\"", 5, 10),
        ("{}", 5, 10),
        (&*format!("[{MEETING}]"), 0, 0),
        (&*MEETING.replace("\"123456789\"", "123456789"), 0, 0),
    ] {
        let (ran, _) = served("meeting get 1234567890 --json", &[ok(ret)]);
        let ran = ran.exits(read);
        let (made, requests) = served("meeting create --subject x --host h --instant --json", &[ok(ret)]);
        let made = made.exits(write);
        assert_eq!(requests.len(), 1);
        if read == 0 {
            assert_eq!(
                (ran.json()["number"].as_str(), made.json()["id"].as_str()),
                (Some("123456789"), Some("1234567890"))
            );
        }
        let rows = served("record get 1 --json", &[ok(ret)]).0.exits(0).json();
        let one = usize::from(ret.starts_with("[{"));
        assert_eq!(rows.as_array().unwrap().len(), one, "{ret}");
    }
    served("meeting get 1", &[bare()]).0.exits(5);
    served("account create", &[bare()]).0.exits(10);
    served("meeting join-info 1 --name a", &[bare()]).0.exits(10);
    let nested = format!(
        r#"[{{"fileInfo": {}}}]"#,
        &RECORDS[1..RECORDS.len() - 1].replace("12345667", "\"12345667\"")
    );
    assert_eq!(served("record get 110119120 --json", &[ok(&nested)]).0.exits(0).json(), json!([recording()]));
    // A list in `fileInfo` is all of its files, with what is told beside them.
    for (ret, names) in [
        (
            r#"{"meetingUniqueId":7,"fileInfo":[{"filename":"a","url":"http://h/a"},{"filename":"b"}]}"#,
            &["a", "b"][..],
        ),
        (r#"[{"fileInfo":[{"filename":"a"},{"filename":"b"}]},{"filename":"c"}]"#, &["a", "b", "c"]),
        (r#"{"meetingUniqueId":7,"fileInfo":[]}"#, &[]),
    ] {
        let rows = served("record get 7 --json", &[ok(ret)]).0.exits(0).json();
        let told: Vec<&Value> = rows.as_array().unwrap().iter().map(|row| &row["name"]).collect();
        assert_eq!(told, names, "{ret}");
        assert!(rows.as_array().unwrap().iter().all(|row| row["meeting_id"] == "7"), "{rows}");
    }
    // `code` may be a text.
    served("meeting cancel 1 --yes", &[Reply::Json(200, r#"{"code":"200"}"#.into())]).0.exits(0);
}

#[test]
fn a_failure_is_what_its_code_says_whatever_http_says() {
    for (code, read, write, reads) in [
        (401, 4, 4, 1),
        (402, 6, 6, 1),
        (300, 1, 1, 1),
        (501, 8, 10, 2),
        (510, 8, 8, 2),
        (512, 8, 8, 2),
        (701, 8, 8, 2),
        (2000, 5, 5, 1),
        (2025, 6, 6, 1),
        (31337, 1, 1, 1),
    ] {
        for status in [200, 500] {
            if (code, status) == (31337, 500) {
                continue; // An unknown code with HTTP 500 is a server's failure.
            }
            let reply = Reply::Json(status, format!(r#"{{"code":{code},"msg":"服务器的话"}}"#));
            let (ran, requests) = served("meeting get 1 --retries 1 --json", std::slice::from_ref(&reply));
            let error = ran.exits(read).err;
            assert!(
                error.contains("服务器的话") && error.contains(&format!("\"code\":\"{code}\"")),
                "{error}"
            );
            assert_eq!(requests.len(), reads, "{code} {status}");
            if reads > 1 {
                let nonces: Vec<_> = requests.iter().map(|request| request.header("nonce")).collect();
                assert_ne!(nonces[0], nonces[1], "a fresh nonce for every attempt");
                requests.iter().for_each(assert_signed);
            }
            let (ran, requests) = served("meeting cancel 1 --yes --json", &[reply]);
            ran.exits(write);
            let writes = requests.iter().filter(|request| request.target == "/v2/meeting/cancel").count();
            assert_eq!(writes, 1, "{code} {status}");
        }
    }
    let (ran, requests) = served("meeting get 1234567890 --json", &[fails(510), ok(MEETING)]);
    assert_eq!((ran.exits(0).json(), requests.len()), (meeting(), 2));
}

#[test]
fn a_clock_that_is_hours_off_is_named() {
    for (hours, side) in [(3_i64, "behind"), (-3, "ahead")] {
        for status in [200, 401] {
            let server = Server::start(move |request, _| {
                let ours = request.header("curtime").unwrap().parse().unwrap();
                // Half a minute more, so that a second that passes on the way changes nothing.
                let apart = jiff::SignedDuration::from_secs(hours * 3600 + hours.signum() * 30);
                let theirs = jiff::Timestamp::from_second(ours).unwrap() + apart;
                let date = theirs.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
                Reply::with(status, &[("Date", &date)], r#"{"code":401,"msg":"请求未通过验证"}"#)
            });
            World::at(&server.url())
                .run(&["meeting", "get", "1"])
                .exits(4)
                .says("your clock is 3 h")
                .says(side);
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[test]
fn an_edit_that_is_done_stays_done_and_an_end_is_never_guessed() {
    let line = "meeting edit 1234567890 --subject y --end @1795420800 --password p --json";
    let (ran, requests) = served(line, &[ok(MEETING), bare(), fails(300)]);
    let edited = ran.exits(0).says("it is done, but reading it back failed").json();
    assert_eq!(
        (&edited["subject"], &edited["password"], &edited["duration_minutes"]),
        (&json!("y"), &json!("p"), &json!(120))
    );
    assert_eq!(requests.len(), 3);
    // The new start is behind the end that the meeting has.
    let (ran, requests) = served("meeting edit 1234567890 --start @1795420800", &[ok(MEETING)]);
    ran.exits(2).says("--end or --duration");
    assert_eq!(requests.len(), 1);
    // A dry run reads what it needs and writes nothing.
    let (ran, requests) = served("meeting edit 1234567890 --mute-audio --dry-run --json", &[ok(MEETING)]);
    let plan = ran.exits(0).json();
    assert!(plan["body"].as_str().unwrap().contains(r#""attendeeOff":1"#), "{plan}");
    assert_eq!((requests.len(), plan["headers"]["CheckSum"].as_str()), (1, Some("***")));
}

fn page(ids: std::ops::Range<u64>, more: &str) -> String {
    let rows: Vec<String> =
        ids.map(|id| format!(r#"{{"meetingUniqueId":{id},"meetingId":{}}}"#, 9 * id)).collect();
    format!(r#"{{{more}"list":[{}]}}"#, rows.join(","))
}

#[test]
fn a_list_is_read_to_its_end_and_no_further() {
    let count = |replies: &[Reply], code: i32| {
        let (ran, requests) = served("meeting list -o jsonl", replies);
        (ran.exits(code).out.lines().count(), requests.len())
    };
    // The totals end it; without them a page that is not full does.
    assert_eq!(
        count(&[ok(&page(0..100, r#""totalPages":2,"#)), ok(&page(100..130, r#""totalPages":2,"#))], 0),
        (130, 2)
    );
    assert_eq!(
        count(&[ok(&page(0..20, r#""totalNum":"25","#)), ok(&page(20..25, r#""totalNum":"25","#))], 0),
        (25, 2)
    );
    assert_eq!(count(&[ok(&page(0..100, "")), ok(&page(100..101, ""))], 0), (101, 2));
    assert_eq!(count(&[ok(&page(0..100, "")), ok("{}")], 0), (100, 2));
    // A meeting that moved to the next page meanwhile is shown once.
    assert_eq!(count(&[ok(&page(0..100, "")), ok(&page(99..105, ""))], 0), (105, 2));
    // Without ids nothing says that two are the same.
    let nameless = |count: usize| {
        let rows = vec![r#"{"meetingUniqueId":"","subject":"x"}"#; count].join(",");
        ok(&format!(r#"{{"totalPages":2,"list":[{rows}]}}"#))
    };
    assert_eq!(count(&[nameless(100), nameless(3)], 0), (103, 2));
    for ret in ["null", "[]", "{}", r#"{"totalNum":0}"#] {
        assert_eq!(count(&[ok(ret)], 0), (0, 1), "{ret}");
    }
    assert_eq!(count(&[bare()], 0), (0, 1));
    assert_eq!(count(&[ok(&page(0..3, "").replace("list", "meetings"))], 0), (3, 1));
    assert_eq!(count(&[ok("[{\"meetingUniqueId\":1},{\"meetingUniqueId\":2}]")], 0), (2, 1));
    // The same page again, two in turn, and one that is missing: the list is not complete, and says so.
    assert_eq!(count(&[ok(&page(0..100, ""))], 1), (100, 2));
    assert_eq!(count(&[ok(&page(0..100, "")), ok(&page(100..200, "")), ok(&page(0..100, ""))], 1), (200, 3));
    assert_eq!(
        count(&[ok(&page(0..100, r#""totalNum":150,"#)), ok(r#"{"totalNum":150,"list":[]}"#)], 1),
        (100, 2)
    );
}

#[test]
fn a_list_without_end_is_given_up() {
    let server = Server::start(|_, n| {
        let n = n as u64;
        ok(&page(n..n + 1, r#""totalPages":4611686018427387904,"#))
    });
    let ran = World::at(&server.url()).run(&["meeting", "list", "-o", "jsonl"]);
    let lines = ran.exits(1).says("not complete").out.lines().count();
    assert_eq!((lines, server.requests().len()), (5_000, 5_000));
    let ran = World::at(&server.url())
        .run(&["meeting", "list", "--limit", "3", "--json"])
        .exits(0)
        .says("--limit 3");
    assert_eq!((ran.json().as_array().unwrap().len(), server.requests().len()), (3, 5_004));
}

#[test]
fn a_number_is_looked_up_and_an_id_is_never_taken_for_one() {
    let row = |id: u64, number: &str, status: u8| {
        format!(r#"{{"meetingUniqueId":{id},"meetingId":{number},"status":{status}}}"#)
    };
    let get = |rows: &[String]| {
        let list = ok(&format!("[{}]", rows.join(",")));
        let (ran, requests) = served("meeting get --number 123456789 --json", &[list, ok(MEETING)]);
        (ran, requests.last().map(body).unwrap())
    };
    // A vendor that ignores the filter does not lead to another meeting.
    let (ran, _) = get(&[row(123_456_789, "5", 2), row(7, "\"1234567890\"", 1)]);
    ran.exits(5).says("no scheduled or running meeting has the number 123456789");
    let (ran, sent) = get(&[row(1, "123456789", 1), row(2, "123456789", 2)]);
    ran.exits(0);
    assert_eq!(sent, json!({"meetingUniqueId": 2}), "the one that runs");
    let (ran, _) = get(&[row(1, "123456789", 1), row(2, "123456789", 1)]);
    ran.exits(6).says("1, 2");
}

#[test]
fn secrets_are_hidden_in_traces_and_plans() {
    let line = "meeting create --subject x --host h --instant --password hunter2 -vv --json";
    let (ran, _) = served(line, &[ok(MEETING)]);
    assert!(!ran.err.contains("hunter2") && ran.err.contains("Nonce"), "{}", ran.err);
    let (ran, requests) = served("account set-token a --dry-run", &[bare()]);
    let ran = ran.exits(0);
    assert!(requests.is_empty() && !ran.out.contains("t0ken") && !ran.out.contains(SECRET), "{}", ran.out);
    let (ran, _) = served("account get a", &[ok(ACCOUNT)]);
    assert!(!ran.exits(0).out.contains("qwer1234"));
    let (ran, _) = served("account get a --show-secrets", &[ok(ACCOUNT)]);
    assert!(ran.exits(0).out.contains("qwer1234"));
}

/// Meeting passwords and links stand in CSV; tokens only where they are asked for.
#[test]
fn tokens_show_in_json_and_where_they_are_asked_for() {
    let account = r#"{"accountId": "a", "accountToken": "t0ken-1", "imToken": "t0ken-2", "shortId": "1234"}"#;
    let info = r#"{"meetingId": "1", "accountToken": "t0ken-1", "imToken": "t0ken-2", "avRoomCheckSum": "t0ken-3",
        "meetingKey": "t0ken-4"}"#;
    for (line, answer, tokens) in [("account get a", account, 2), ("meeting join-info 1 --name x", info, 4)] {
        let shown = |more: &str| {
            let (ran, _) = served(&format!("{line}{more}"), &[ok(answer)]);
            ran.exits(0).out.matches("t0ken").count()
        };
        for hides in ["", " --wide", " -o csv"] {
            assert_eq!(shown(hides), 0, "{line}{hides}");
        }
        for shows in [" --show-secrets --wide", " -o csv --show-secrets", " --json", " -o jsonl"] {
            assert_eq!(shown(shows), tokens, "{line}{shows}");
        }
    }
    let fields = "account get a -o csv --no-header --fields";
    let (ran, _) = served(&format!("{fields} token,extra.imToken,short_id,extra"), &[ok(account)]);
    assert_eq!(ran.exits(0).out, "***,***,1234,\"{\"\"imToken\"\":\"\"***\"\"}\"\n");
    let meeting = r#"{"meetingUniqueId": 7, "meetingId": "1", "password": "s3cret"}"#;
    let (ran, _) = served("meeting get 7 -o csv", &[ok(meeting)]);
    assert!(ran.exits(0).out.contains("s3cret"));
}

/// What is about one account or one attendee slows nobody else down.
#[test]
fn what_cannot_be_done_now_holds_up_nothing_else() {
    let server = Server::start(|request, _| match request.path() {
        "/v2/meeting/get" => ok(r#"{"meetingUniqueId": 5}"#),
        _ => fails(701),
    });
    let world = World::at(&server.url());
    for _ in 0..8 {
        world.run(&["meeting", "join-info", "1", "--name", "x"]).exits(8);
    }
    assert_eq!(server.requests().len(), 8);
    world.run(&["meeting", "get", "5"]).exits(0);
}

#[test]
fn settings_can_be_taken_away() {
    let old = r#"{"meetingUniqueId": 7, "subject": "x", "settings": {"scene": {"roleTypes": []},
        "controls": [{"type": "audio", "attendeeOff": 1}, {"type": "video", "attendeeOff": 1}]}}"#;
    for (set, sent) in [
        (r#"{"controls":[]}"#, json!({"scene": {"roleTypes": []}})),
        (
            r#"{"scene":null,"controls":[{"type":"audio","attendeeOff":0}]}"#,
            json!({"controls": [{"type": "audio", "attendeeOff": 0}, {"type": "video", "attendeeOff": 1}]}),
        ),
    ] {
        let (ran, requests) = served(&format!("meeting edit 7 --set settings={set}"), &[ok(old)]);
        ran.exits(0);
        assert_eq!(body(&requests[1])["settings"], sent);
    }
    // There is nothing to edit.
    let (ran, requests) = served("meeting edit 7 --subject y", &[ok("null")]);
    ran.exits(5).says("without a meeting");
    assert_eq!(requests.len(), 1);
}

#[test]
fn a_meeting_lives_in_the_sandbox() {
    let world = World::at("http://127.0.0.1:1");
    let run = |line: &str| world.sandbox(line);
    let made = run("meeting create --subject 周会 --host 146558916040335360 --start +2h --duration 90m --password 123456 --mute-audio --json")
        .exits(0)
        .json();
    let (id, number) = (made["id"].as_str().unwrap(), made["number"].as_str().unwrap());
    assert_eq!((&made["status"], &made["duration_minutes"]), (&json!("scheduled"), &json!(90)));
    assert_eq!(run(&format!("meeting get --number {number} --json")).exits(0).json()["id"], json!(id));
    let edited =
        run(&format!("meeting edit {id} --subject 月会 --end never --password= --video-off --json")).exits(0);
    assert_eq!(crate::world::told(&edited.err), "");
    let edited = edited.json();
    assert_eq!(
        (&edited["subject"], &edited["end"], &edited["password"]),
        (&json!("月会"), &Value::Null, &Value::Null)
    );
    let controls = json!([{"type": "audio", "attendeeOff": 1}, {"type": "video", "attendeeOff": 1}]);
    assert_eq!(edited["extra"]["settings"], json!({"controls": controls}));
    let plan = run(&format!("meeting edit {id} --subject x --dry-run --json")).exits(0).json();
    assert_eq!(plan["url"], "http://127.0.0.1:7710/v2/meeting/edit");
    assert_eq!(
        run(&format!("meeting cancel {id} --yes --json")).exits(0).json(),
        json!([{"id": id, "ok": true}])
    );
    run(&format!("meeting cancel {id} --yes")).exits(5);
    assert_eq!(run(&format!("meeting get {id} --json")).exits(0).json()["status"], "cancelled");
    let several = run(&format!("meeting cancel 110119130 {id} --yes --json")).exits(9).json();
    assert_eq!((&several[0]["ok"], &several[1]["error"]["code"]), (&json!(true), &json!("2000")));
}

#[test]
fn meetings_are_ended_in_three_ways_in_the_sandbox() {
    let world = World::at("http://127.0.0.1:1");
    let make = |how: &str| {
        let line = format!("meeting create --subject x --host 146558916040335360 {how} --json");
        let made = world.sandbox(&line).exits(0).json();
        assert_eq!(made["status"], "running");
        made
    };
    let state = |made: &Value| {
        let line = format!("meeting get {} --json", made["id"].as_str().unwrap());
        world.sandbox(&line).exits(0).json()["status"].clone()
    };
    let made = make("--instant");
    // The id is no number, and the number is no id.
    world.sandbox(&format!("meeting end --number {} --yes", made["id"].as_str().unwrap())).exits(5);
    world.sandbox(&format!("meeting end {} --yes", made["number"].as_str().unwrap())).exits(5);
    world.sandbox(&format!("meeting end {} --yes", made["id"].as_str().unwrap())).exits(0);
    assert_eq!(state(&made), "ended");
    world.sandbox(&format!("meeting end {} --yes", made["id"].as_str().unwrap())).exits(6);
    let made = make("--instant");
    world
        .sandbox(&format!("meeting end --number {} --recycle --yes", made["number"].as_str().unwrap()))
        .exits(0);
    assert_eq!(state(&made), "recycled");
    let made = make("--personal");
    world.sandbox("meeting end --short-id 10000 --yes").exits(0);
    assert_eq!(state(&made), "ended");
}

#[test]
fn the_sandbox_lists_all_its_meetings() {
    let world = World::at("http://127.0.0.1:1");
    let list = |line: &str| world.sandbox(format!("meeting list --json {line}").trim_end()).exits(0).json();
    let all = list("");
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 250);
    let ids: std::collections::BTreeSet<&str> = all.iter().map(|m| m["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 250);
    let count = |line: &str| list(line).as_array().unwrap().len();
    assert_eq!((count("--status running"), count("--status scheduled --status running")), (2, 250));
    assert_eq!((count("--status ended"), count("--type instant"), count("--type personal")), (0, 1, 0));
    assert_eq!(count(&format!("--number {}", all[7]["number"].as_str().unwrap())), 1);
    assert_eq!(count(&format!("--from {}", all[150]["start"].as_str().unwrap())), 100);
    assert_eq!(count(&format!("--to {}", all[150]["start"].as_str().unwrap())), 151);
    let ran = world.sandbox("meeting list --limit 120 --json").exits(0).says("--limit 120");
    assert_eq!(ran.json().as_array().unwrap().len(), 120);
    assert_eq!(world.sandbox("meeting list --limit 250 --json").exits(0).err, "");
}

#[test]
fn guests_recordings_and_accounts_of_the_sandbox() {
    let world = World::at("http://127.0.0.1:1");
    let run = |line: &str| world.sandbox(line);
    let info = run("meeting join-info 100000000 --name 张三 --audio --json").exits(0).json();
    assert_eq!((&info["meetingId"], &info["meetingUniqueId"]), (&json!("100000000"), &json!("110119120")));
    run("meeting join-info 100031676 --name a").exits(6).says("password");
    run("meeting join-info 100031676 --name a --password 086420 --shadow --client-type linux").exits(0);
    let files = run("record get 110119370 --json").exits(0).json();
    let sizes: Vec<_> =
        files.as_array().unwrap().iter().map(|file| file["size_bytes"].as_i64().unwrap()).collect();
    assert_eq!(sizes, [843_100, 702_620, 708_780]);
    assert_eq!(run("record get 110119120 --json").exits(0).json(), json!([]));
    let made = run("account create --im-accid carol --token-file - --short-id 4321 --json").exits(0).json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(run("account get --im-accid carol --json").exits(0).json(), made);
    run("account create --im-accid carol").exits(6);
    run(&format!("account set-token {id}")).exits(0);
    run(&format!("account set-short-id {id} --clear --yes")).exits(0);
    let now = run(&format!("account get {id} --json")).exits(0).json();
    assert_eq!((&now["token"], &now["short_id"]), (&json!("t0ken"), &Value::Null));
    run("account get 1").exits(5);
}
