//! Quanshi's 23 calls from the built program to its own sandbox: the client and the server were written
//! apart from each other after the same document, so each test is what both of them made of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{Ran, World};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

const NOTHING: [Value; 0] = [];

/// What no trace may show, whatever the test: the credentials, and how tokens, codes and launch strings look.
const SECRETS: &[&str] = &[
    "sandbox-quanshi-key",
    "2015010000",
    "07193426",
    "37193425",
    "canary",
    "tang://",
    "qsgnet://",
    "token=",
    "?t=",
    "?s=",
    "/k/",
];

/// A newcomer's home, and which calls left it.
struct Home {
    world: World,
    called: RefCell<BTreeSet<String>>,
}

/// The call of a line of the trace: its path, without what stands in it.
fn call_of(line: &str) -> Option<String> {
    let (request, _) = line.split_once(" → HTTP ")?;
    let path = request.split_once("http://")?.1.split_once('/')?.1;
    let names: Vec<&str> = path
        .split('/')
        .take_while(|part| !part.is_empty() && !part.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    Some(names.join("/"))
}

impl Home {
    fn new() -> Self {
        Self { world: World::new(), called: RefCell::default() }
    }

    /// Runs words with the built-in profile and the fullest trace, in which no secret may be.
    #[track_caller]
    fn run(&self, words: &[&str]) -> Ran {
        let ran = self.world.run(&[&["-p", "sandbox-quanshi", "--json", "-vv"], words].concat());
        self.called.borrow_mut().extend(ran.err.lines().filter_map(call_of));
        for secret in SECRETS {
            assert!(!ran.err.contains(secret), "{secret} is traced by {words:?}:\n{}", ran.err);
        }
        ran
    }

    /// Runs a line of words without spaces.
    #[track_caller]
    fn line(&self, line: &str) -> Ran {
        self.run(&line.split(' ').collect::<Vec<_>>())
    }

    /// What a line prints that succeeds.
    #[track_caller]
    fn ok(&self, line: &str) -> Value {
        self.line(line).exits(0).json()
    }

    /// A dry run shows a request and no secret, and sends no such call.
    #[track_caller]
    fn plans(&self, line: &str, call: &str) {
        let words: Vec<&str> =
            ["-p", "sandbox-quanshi", "-n", "-vv"].into_iter().chain(line.split(' ')).collect();
        let mut ran = self.world.run(&words).exits(0);
        assert!(ran.out.contains(&format!("http://127.0.0.1:7710/{call}")), "{line}: {}", ran.out);
        let sent: Vec<String> = ran.err.lines().filter_map(call_of).collect();
        assert!(!sent.iter().any(|sent| sent == call), "{line}: {sent:?}");
        for secret in SECRETS {
            ran = ran.hides(secret);
        }
    }

    /// All these calls and no others were sent.
    #[track_caller]
    fn called(&self, calls: &[&str]) {
        let expected: BTreeSet<String> = calls.iter().map(|call| (*call).to_owned()).collect();
        assert_eq!(*self.called.borrow(), expected);
    }
}

fn texts(rows: &Value, name: &str) -> Vec<String> {
    rows.as_array().unwrap().iter().map(|row| row[name].as_str().unwrap_or_default().to_owned()).collect()
}

fn id(meeting: &Value) -> String {
    meeting["id"].as_str().unwrap().to_owned()
}

/// The values at these places of a document.
fn at(document: &Value, places: &[&str]) -> Vec<Value> {
    places.iter().map(|place| document.pointer(place).cloned().unwrap_or(Value::Null)).collect()
}

const CREATE: &str = "conference/conference/reservConference2";
const UPDATE: &str = "conference/conference/updateReservConference";
const CANCEL: &str = "conference/conference/cancelReservConference";
const LIST: &str = "conference/business/getConferenceList";
const BASE_INFO: &str = "conference/conference/getConferenceBaseInfoById";
const STATUS: &str = "conference/conference/getConfStatus";
const JOIN: &str = "conference/launch/joinConference";
const LAUNCH: &str = "conference/launch/launchString";
const REPLAYS: &str = "conference/movie/getConfReplay";
const REPORT: &str = "conference/report/getReportData";
const PHONES: &str = "conference/conference/getPhoneAccessNum";
const DELETE: &str = "conference/movie/recordsDelete";
const BOXES: &str = "conference/conference/confBindBox";
const ROOM_CREATE: &str = "confopenapi/room/reservConference";
const ROOM_UPDATE: &str = "confopenapi/room/updateReservConference";
const ROOM_CANCEL: &str = "confopenapi/room/cancelReservConference";
const INFOS: &str = "confopenapi/room/conference/infos";
const ROOM_LIST: &str = "confopenapi/room/conference/list";
const REPLAY: &str = "confopenapi/conference/movie/getConfReplayById";
const PULL_URL: &str = "confopenapi/conference/getPullUrl";
const NO_SECRET: &str = "confopenapi/conference/launch/joinConferenceNoSecret";
const CLIENT: &str = "confopenapi/conference/launch/launchMeetingClient";
const ADMIN_LIST: &str = "confopenapi/room/conference/listByAdmin";

const CONFERENCES: &[&str] = &[CREATE, UPDATE, CANCEL, LIST, BASE_INFO, STATUS, INFOS];
const ROOMS: &[&str] = &[ROOM_CREATE, ROOM_UPDATE, ROOM_CANCEL, INFOS, ROOM_LIST];
const WAYS_IN: &[&str] = &[BASE_INFO, JOIN, LAUNCH, NO_SECRET, CLIENT, PULL_URL];
const RECORDS: &[&str] = &[REPLAYS, REPLAY, DELETE];
const REST: &[&str] = &[REPORT, PHONES, BOXES, ADMIN_LIST];

/// Each list is what its test has seen leave, so together they are every call of the document.
#[test]
fn every_call_of_the_document_is_driven() {
    let all: BTreeSet<&str> = [CONFERENCES, ROOMS, WAYS_IN, RECORDS, REST].concat().into_iter().collect();
    assert_eq!(all.len(), 23);
    assert_eq!(call_of("GET http://h:1/a/cancel/6/2//1/// → HTTP 200, 1 bytes"), Some("a/cancel".to_owned()));
}

#[test]
fn a_conference_comes_changes_and_goes() {
    let home = Home::new();
    let line = "meeting create --start 2030-01-07T10:00 --duration 90m --invite a@b.example --invite 10000002 \
                --invite 13800000001 --live --record --set livePassword=canary-live --set openWatchword=1 \
                --set eventWatchword=canary-word --set enableCloudMCU=1 --set joinLogin=1 --set useWaitingRoom=1 \
                --set password_type=secure --set from=uc --set email_notify=true --set isShowInfo=1 \
                --set recordCallbackUrl=http://127.0.0.1/x --set confLevelVideoStandard=high --note 备注";
    let words: Vec<&str> = line.split_whitespace().chain(["--subject", "测试% 周会"]).collect();
    let made = home.run(&words).exits(0).json();
    let id = id(&made);
    let places = ["/subject", "/start", "/end", "/duration_minutes", "/status", "/host"];
    let expected = [
        json!("测试% 周会"),
        json!("2030-01-07T10:00:00+08:00"),
        json!("2030-01-07T11:30:00+08:00"),
        json!(90),
        json!("scheduled"),
        json!("10000001"),
    ];
    assert_eq!(at(&made, &places), expected);
    assert_eq!(made["password"].as_str().unwrap().len(), 18);
    assert!(made["live_url"].is_string() && made["join_url"].is_string() && made["host_url"].is_string());
    // The vendor's trace id is not taken for words.
    assert_eq!(at(&home.ok(&format!("meeting get {id}")), &places), expected);

    let status = home.ok("meeting status 239790002");
    assert_eq!(
        at(&status, &["/status", "/participants", "/locked"]),
        [json!("running"), json!(3), json!(false)]
    );
    assert_eq!(home.ok("meeting status 239790003")["status"], "scheduled");

    for line in ["meeting list", "meeting list --type scheduled"] {
        assert_eq!(texts(&home.ok(line), "id"), ["239790003", "239790005", "239790004"], "{line}");
    }
    // Reservations are all that it lists.
    assert_eq!(home.ok("meeting list --type instant"), json!(NOTHING));
    let rows = home.ok("meeting list --from 2030-01-01T00:00 --to 2030-02-01T00:00");
    assert_eq!(
        (texts(&rows, "id"), texts(&rows, "subject")),
        (vec![id.clone()], vec!["测试% 周会".to_owned()])
    );
    // An empty map is `[]`.
    assert_eq!(home.ok("meeting list --from 2031-01-01T00:00 --to 2031-02-01T00:00"), json!(NOTHING));
    let rows = home.ok("meeting list --host guest@sandbox.example --status scheduled");
    assert_eq!(texts(&rows, "id"), ["239790003", "239790005", "239790004"]);

    // Of an edit that names one thing, all else stays; also those invited by id only.
    let before = home.ok(&format!("meeting get {id} --api room"));
    let edited = home.ok(&format!("meeting edit {id} --subject 新题"));
    assert_eq!(at(&edited, &places)[1..], expected[1..]);
    let after = home.ok(&format!("meeting get {id} --api room"));
    assert_eq!((&before["subject"], &after["subject"]), (&json!("测试% 周会"), &json!("新题")));
    kept(&before, &after);
    let extra = &after["extra"];
    let people: BTreeSet<String> = texts(&extra["attendList"], "user").into_iter().collect();
    assert_eq!(people, ["10000001", "10000002", "13800000001", "a@b.example"].map(str::to_owned).into());
    assert_eq!(
        at(extra, &["/enableCloudMCU", "/livePullPwd", "/calExtraInfo/eventWatchword", "/joinLogin"]),
        [json!(1), json!("canary-live"), json!("canary-word"), json!(1)]
    );
    let moved = home.ok(&format!("meeting edit {id} --end 2030-01-07T10:30"));
    assert_eq!((&moved["duration_minutes"], &moved["subject"]), (&json!(30), &json!("新题")));

    home.line("meeting cancel 239799999 --yes").exits(5).says("50709");
    let gone = home.line(&format!("meeting cancel {id} 239799999 --yes")).exits(9).json();
    assert_eq!((&gone[0]["ok"], &gone[1]["ok"]), (&json!(true), &json!(false)));
    home.line(&format!("meeting get {id}")).exits(5).says("50709").says("does not exist").prints_nothing();
    home.ok("meeting cancel 239790003 --host host@sandbox.example --yes --set language=zh-cn --set email_notify=true");
    home.line("meeting create --subject x --start 2030-01-07T10:00 --duration 1h --host 999")
        .exits(5)
        .says("51104");
    home.called(CONFERENCES);
}

/// Nothing but the subject, and when it was changed, is another.
#[track_caller]
fn kept(before: &Value, after: &Value) {
    let fields = |meeting: &Value| -> BTreeMap<String, Value> {
        let mut fields: BTreeMap<String, Value> =
            meeting.as_object().unwrap().iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let extra = fields.remove("extra").unwrap();
        fields.extend(
            extra.as_object().unwrap().iter().map(|(name, value)| (format!("extra {name}"), value.clone())),
        );
        for name in ["subject", "extra modifyTime", "extra title"] {
            fields.remove(name);
        }
        // In whatever order.
        if let Some(Value::Array(people)) = fields.get_mut("extra attendList") {
            people.sort_by_key(|person| person["user"].to_string());
            // The room API takes "UMS UserId and external e-mail" only: a name beside them has no place.
            for person in people {
                person["displayName"] = Value::Null;
            }
        }
        fields
    };
    assert_eq!(fields(before), fields(after));
}

/// The document: a meeting made with the cloud MCU "must" get it again with each edit.
#[test]
fn an_edit_of_the_subject_loses_nothing() {
    for api in ["conference", "room"] {
        for meeting in ["239790003", "239790004"] {
            let home = Home::new();
            let read = || home.ok(&format!("meeting get {meeting} --api room"));
            let before = read();
            home.ok(&format!("meeting edit {meeting} --api {api} --subject 只改题目"));
            let after = read();
            assert_eq!(after["subject"], "只改题目");
            kept(&before, &after);
            assert_eq!(after["extra"]["enableCloudMCU"], i32::from(meeting == "239790003"), "{api}");
            assert_eq!(after["extra"]["attendList"].as_array().unwrap().len(), 3);
        }
    }
    // The host by address only, whom the room API does not take.
    let home = Home::new();
    let edited = home.ok("meeting edit 239790003 --api room --host host@sandbox.example --note n");
    assert_eq!((&edited["subject"], &edited["extra"]["summary"]), (&json!("明日站会"), &json!("n")));
    let read = home.ok("meeting get 239790003 --api room --host host@sandbox.example");
    assert_eq!(read["extra"]["summary"], "n");
    // Names are told again where there is a place for them, and who cannot be told again is said.
    let people = |meeting: &Value| texts(&meeting["extra"]["invitee"], "name");
    let edited = home.ok("meeting edit 239790004 --subject x");
    assert_eq!(people(&edited), ["dtest04", "Sandbox Guest"]);
    home.ok("meeting edit 239790004 --invite 13800000001");
    home.line("meeting edit 239790004 --api room --subject y").exits(0).says("not everybody");
    // The document shows these in the sample of the first call only.
    home.line("meeting edit 239790003 --set extraInfo={}").exits(2).says("extraInfo");
    home.line("meeting edit 239790005 --subject x").exits(5).says("50709");
}

#[test]
fn rooms_devices_and_recurrence() {
    let home = Home::new();
    let mut made = Vec::new();
    for rule in ["daily", "weekly:MO,WE", "monthly:1,17"] {
        let meeting = home.ok(&format!(
            "meeting create --subject R --start 2030-01-07T10:00 --duration 30m --room 6515:main=6146,6148 \
             --room 6518:branch=6152 --room 6516 --repeat {rule} --until 2030-03-31 --invite a@b.example \
             --invite 10000002 --live --set livePassword=canary --set joinConfSelTag=1 --set joinConfTags=aa,bb \
             --set openWatchword=1 --set eventWatchword=canary-word --set autoVideo=2 --set hardwareVideo=1"
        ));
        assert_eq!(at(&meeting, &["/subject", "/status"]), [json!("R"), json!("scheduled")]);
        assert!(meeting["extra"]["eventId"].is_number() && meeting["password"].is_string());
        made.push(id(&meeting));
    }
    let single =
        id(&home.ok("meeting create --api room --subject 单场 --start 2030-01-07T12:00 --duration 45m"));
    let read = |id: &str| home.ok(&format!("meeting get {id} --api room"));
    let before = read(&made[1]);
    assert_eq!(
        at(
            &before,
            &[
                "/subject",
                "/start",
                "/end",
                "/duration_minutes",
                "/status",
                "/host",
                "/extra/calType",
                "/extra/roomId"
            ]
        ),
        [
            json!("R"),
            json!("2030-01-07T10:00:00+08:00"),
            json!("2030-01-07T10:30:00+08:00"),
            json!(30),
            json!("scheduled"),
            json!("10000001"),
            json!("M"),
            json!("6515,6518,6516")
        ]
    );

    // Rooms, their roles and devices, tags, watchword, the broadcast: an edit of the subject keeps them.
    let edited = home.line(&format!("meeting edit {} --api room --subject 新题", made[1])).exits(0);
    assert!(edited.err.contains("--repeat"), "{}", edited.err);
    kept(&before, &read(&made[1]));
    let event = before["extra"]["eventId"].to_string();
    let edited = home.ok(&format!(
        "meeting edit {} --event-id {event} --room 10935:main=58933 --invite x@y.example --duration 1h \
         --repeat monthly:2 --until 2030-04-30",
        made[1]
    ));
    assert_eq!(at(&edited, &["/duration_minutes", "/extra/roomId"]), [json!(60), json!("10935")]);
    assert_eq!(texts(&edited["extra"]["attendList"], "user"), ["10000001", "x@y.example"]);
    let pcode = before["host_password"].as_str().unwrap();
    let found = home
        .world
        .run(&["-p", "sandbox-quanshi", "--json", "meeting", "get", "--pcode", pcode])
        .exits(0)
        .json();
    assert_eq!((&found["id"], &found["subject"]), (&json!(made[1]), &json!("新题")));

    let span = "meeting list --api room --from 2030-01-01T00:00 --to 2030-02-01T00:00";
    assert_eq!(texts(&home.ok(&format!("{span} --set inCycle=0")), "id"), [single.as_str()]);
    let all: BTreeSet<String> = texts(&home.ok(span), "id").into_iter().collect();
    assert_eq!(all, made.iter().chain([&single]).cloned().collect());
    assert_eq!(texts(&home.ok("meeting list --api room"), "id"), ["239790003", "239790004"]);
    assert_eq!(home.ok("meeting list --api room --type instant"), json!(NOTHING));

    home.ok(&format!("meeting cancel {} --event-id {event} --yes", made[1]));
    home.ok(&format!("meeting cancel {} {} --api room --yes", made[0], made[2]));
    // The room API still tells a cancelled one.
    assert_eq!(read(&made[1])["status"], "cancelled");
    home.line(&format!("meeting cancel {} --api room --yes", made[1])).exits(5).says("50709");
    home.line("meeting create --subject R --start 2030-01-07T10:00 --duration 30m --room 1")
        .exits(1)
        .says("50103");
    home.called(ROOMS);
}

#[test]
fn ways_in() {
    let home = Home::new();
    let url = |line: &str| {
        let made = home.ok(line);
        made["url"].as_str().unwrap().to_owned()
    };
    let meeting = home.ok("meeting get 239790003");
    assert_eq!(url("join-url 239790003 --name 张伟"), meeting["join_url"].as_str().unwrap());
    assert_eq!(
        url("join-url 239790003 --name 张伟 --kind web --role chairman"),
        meeting["host_url"].as_str().unwrap()
    );
    let one = url("join-url 239790003 --name x --user 10000002 --expires 10m --uses 3");
    let other = url("join-url 239790003 --name x --user 10000002 --expires 10m");
    assert!(one.contains("?s=") && one != other, "{one}");
    home.line("join-url 239790003 --name x --password canary").exits(1).says("50103");

    let launch = url("join-url 239790003 --kind launch --name x --set iconUrl=http://127.0.0.1/a.png");
    let code = meeting["password"].as_str().unwrap();
    assert!(launch.starts_with("tang:///") && launch.contains(&format!("/pcode:{code}/")), "{launch}");
    let free = home
        .line("join-url 239790003 --kind no-password --user 10000002")
        .exits(0)
        .says("without a password");
    assert!(free.json()["url"].as_str().unwrap().ends_with("&wuid=10000002"), "{}", free.out);

    // A code that begins with a zero stays as it is.
    let old = home.ok("meeting get 2797368");
    assert_eq!(at(&old, &["/password", "/host_password"]), [json!("07193426"), json!("83152556")]);
    let read = url("join-url 2797368 --kind no-password --user 4307081");
    let given = url("join-url 2797368 --kind no-password --user 4307081 --password 07193426");
    let page = |url: &str| url.split('?').next().unwrap().to_owned();
    assert_eq!(page(&read), page(&given));
    assert_eq!(url("join-url 2797368 --name x --password 07193426"), old["join_url"].as_str().unwrap());

    let client = home.line("join-url --kind client").exits(0).says("without a password").json();
    assert!(client["url"].as_str().unwrap().starts_with("tang:///"));
    assert_eq!(client["url"], client["extra"]["webJoinLink"]);
    assert!(client["extra"]["appJoinLink"].as_str().unwrap().starts_with("qsgnet://"));
    let alone = home.world.run(&["-p", "sandbox-quanshi", "join-url", "--kind", "client", "-q"]).exits(0);
    assert!(alone.out.starts_with("tang:///") && alone.out.lines().count() == 1, "{}", alone.out);

    let watch = url(
        "live viewer-url 239790004 --name 张伟 --mobile 13800000001 --email a@b.example --external-id e1 \
         --expires 10h --uses 100 --set countryCode=86",
    );
    assert!(watch.contains("?t="), "{watch}");
    assert!(url("live viewer-url 239608224 --name x --host 87679779").contains("?t="));
    home.line("live viewer-url 239790003 --name x").exits(1).says("50103");
    home.called(WAYS_IN);
}

#[test]
fn recordings_are_found_and_deleted() {
    let home = Home::new();
    // The day before the one on which this sandbox began.
    let held =
        home.world.run(&["-p", "sandbox-quanshi", "--json", "meeting", "get", "239790001"]).exits(0).json();
    let day = &held["start"].as_str().unwrap()[..10];
    let mine = format!("record get --host host@sandbox.example --from {day} --to {day}");
    let rows = home.ok(&mine);
    assert_eq!(texts(&rows, "id"), ["1032790002", "1032790001"]);
    let [player, file] = rows.as_array().unwrap().as_slice() else { panic!("{rows}") };
    assert_eq!(
        at(file, &["/meeting_id", "/name", "/format", "/ready", "/duration_seconds", "/play_url"]),
        [json!("239790001"), json!("昨日复盘"), json!("mp4"), json!(true), json!(3300), Value::Null]
    );
    assert!(player["play_url"].as_str().unwrap().contains("/rec/page?id="));
    assert!(player["download_url"].as_str().unwrap().contains("昨日复盘"));
    // The profile's own address, today: there is none.
    assert_eq!(home.ok("record get"), json!(NOTHING));
    let split =
        "record get --host xmlpay16@hys.com --host host@sandbox.example --from 2020-08-01 --to 2020-08-30";
    let rows = home.line(split).exits(0).says("3 parts").json();
    // What has no recording is left out; what is not converted yet is not ready.
    assert_eq!(texts(&rows, "id"), ["1868782592", "1868780800", "1868778752", "1868778240", "1868992000"]);
    assert_eq!(at(&rows, &["/3/ready", "/4/ready"]), [json!(true), json!(false)]);
    assert_eq!(rows[4]["download_url"], Value::Null);

    // Of several the document's call tells one. Its addresses hold spaces, and stay as they are.
    let one = home.ok("record get 239790001");
    assert_eq!(texts(&one, "id"), ["1032790002"]);
    assert!(one[0]["play_url"].as_str().unwrap().contains("/rec/page? id="), "{one}");
    let sample = home.ok("record get 239599729 --host 88413072");
    assert_eq!((&sample[0]["id"], &sample[0]["duration_seconds"]), (&json!("1032713472"), &json!(129)));
    home.line("record get 239599729").exits(5).says("50709");

    // One verdict for all of a call.
    let none = home.line("record delete 1032790001 5 --yes").exits(9).json();
    assert_eq!((&none[0]["ok"], &none[1]["ok"]), (&json!(false), &json!(false)));
    let gone = home.ok("record delete 1032790002 1032790001 --yes");
    assert_eq!((&gone[0]["ok"], &gone[1]["ok"]), (&json!(true), &json!(true)));
    assert_eq!(home.ok(&mine), json!(NOTHING));
    assert_eq!(home.ok("record get 239790001"), json!(NOTHING));
    home.line("record delete 1032790002 --yes").exits(5).says("50709");
    home.line("record delete 5627222221 89868687677 2786363689 --host 63873738 --yes").exits(0);
    home.called(RECORDS);
}

#[test]
fn reports_numbers_boxes_and_the_administrators_list() {
    let home = Home::new();
    // The sample's own: three keys twice, first full, then empty.
    let report = home.line("report 1231232 --host 2162625").exits(0).says("more than once").json();
    let count = |name: &str| report[name].as_array().unwrap().len();
    assert_eq!((count("attendees"), count("invitees"), count("live"), count("people")), (2, 3, 2, 2));
    assert_eq!(
        at(
            &report,
            &["/summary/subject", "/summary/start", "/summary/extra/totalCount", "/attendees/0/email"]
        ),
        [json!("中台早会"), json!("2021-07-19T09:59:48+08:00"), json!(13), json!("zhangwei@sandbox.example")]
    );
    assert_eq!(at(&report, &["/invitees/2/attended", "/attendees/1/role"]), [json!(false), json!("host")]);
    let report = home.line("report 239790001").exits(0);
    assert!(!report.err.contains("more than once"), "{}", report.err);
    let report = report.json();
    assert_eq!(
        at(
            &report,
            &[
                "/summary/extra/attendeePercentage",
                "/rollcall/0/Answered",
                "/rollcall/0/kind",
                "/handsup/0/name"
            ]
        ),
        [json!("67%"), json!([0, 1]), json!("signed"), json!("张伟")]
    );
    assert_eq!(home.ok("report 239790001 --section handsup").as_array().unwrap().len(), 1);
    home.line("report 8762238").exits(5).says("50709");

    assert_eq!(texts(&home.ok("phone list"), "number"), ["01055550135", "02155550136"]);
    let local = home.ok("phone list --phone 010-59937429 --set acFlag=0 --set strategy=1");
    assert_eq!(texts(&local, "id"), ["7135"]);
    let own = home.ok("phone list --phone 021-1 --set acFlag=1");
    assert_eq!(texts(&own, "number"), ["4005550135", "02155550136"]);
    assert_eq!(home.ok("phone list --billing-code 1"), json!(NOTHING));

    let bound = home
        .line("meeting boxes 239376958 --box GN3399BOX0001856:187567899:010-256567 --box GN3399BOX0001429 --yes")
        .exits(0)
        .says("replaces")
        .json();
    assert_eq!(bound["extra"]["successBoxIdList"][1]["conferenceRoomId"], 0);
    let some = home
        .line("meeting boxes 239376958 --box GN3399BOX0001859:187567899 --box GN3399BOX0001875 --yes")
        .exits(9)
        .says("not found box info by boxId:GN3399BOX0001859")
        .json();
    assert_eq!(
        (&some["ok"], texts(&some["extra"]["successBoxIdList"], "boxId")),
        (&json!(false), vec!["GN3399BOX0001875".to_owned()])
    );
    home.line("meeting boxes 239376958 --box GN3399BOX0007001 --yes")
        .exits(6)
        .says("51208")
        .says("customerCode");
    home.ok("meeting boxes 239376958 --clear --yes");
    home.line("meeting boxes 239376958 --clear").exits(2).says("--yes");
    home.line("meeting boxes 1 --clear --yes").exits(5).says("50709");

    // Pages of ten, the cursor in no order: all of them, and each once.
    let span = "--from 2022-01-01T00:00 --to 2022-04-03T00:00";
    for limit in ["", " --set limit=3", " --set limit=100"] {
        let rows = home.ok(&format!("meeting list --admin 10000001 {span}{limit}"));
        let ids = texts(&rows, "id");
        assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (46, 46), "{limit}");
        for subject in ["100%完成/复盘", "a+b 季度总结", "Design review & retro"] {
            assert!(texts(&rows, "subject").contains(&subject.to_owned()), "{subject}");
        }
        assert_eq!(rows.as_array().unwrap().iter().filter(|row| row["status"] == "cancelled").count(), 1);
    }
    assert_eq!(home.ok(&format!("meeting list --admin 10000001 {span} --type personal")), json!(NOTHING));
    let cut = home.line(&format!("meeting list --admin 10000001 {span} --limit 6")).exits(0).says("--limit");
    assert_eq!(cut.json().as_array().unwrap().len(), 6);
    home.line(&format!("meeting list --admin 10000002 {span}")).exits(4).says("51101");
    home.called(REST);
}

/// A dry run of each kind: what would be sent, with nothing in it that lets anybody in.
#[test]
fn dry_runs_show_requests_and_no_secrets() {
    let home = Home::new();
    let made = "--subject x --start 2030-01-07T10:00 --duration 1h --live --set livePassword=canary \
                --set openWatchword=1 --set eventWatchword=canary";
    home.plans(&format!("meeting create {made}"), CREATE);
    home.plans(&format!("meeting create --api room {made}"), ROOM_CREATE);
    for (line, call) in [
        ("meeting edit 239790003 --subject x", UPDATE),
        ("meeting edit 239790003 --api room --subject x", ROOM_UPDATE),
        ("meeting edit 239790003 --api room --subject x --host host@sandbox.example", ROOM_UPDATE),
        ("meeting cancel 239790003", CANCEL),
        ("meeting cancel 239790003 --api room", ROOM_CANCEL),
        ("meeting list", LIST),
        ("meeting list --api room", ROOM_LIST),
        ("meeting list --admin 10000001", ADMIN_LIST),
        ("meeting get 239790003", BASE_INFO),
        ("meeting get --pcode 201501000037116005", INFOS),
        ("meeting status 239790003", STATUS),
        ("join-url 239790003 --name x", JOIN),
        ("join-url 239790003 --name x --kind launch", LAUNCH),
        ("join-url 2797368 --kind no-password --password 07193426", NO_SECRET),
        ("join-url --kind client", CLIENT),
        ("live viewer-url 239790004 --name x", PULL_URL),
        ("record get", REPLAYS),
        ("record get 239790001", REPLAY),
        ("record delete 1032790001", DELETE),
        ("report 239790001", REPORT),
        ("phone list", PHONES),
        ("meeting boxes 239376958 --clear", BOXES),
    ] {
        home.plans(line, call);
    }
    // Nothing of it was done.
    assert_eq!(texts(&home.ok("meeting list"), "subject"), ["明日站会", "Guest's own", "Town hall 直播"]);
}

/// What each row of a batch would warn of alike is told once, and not at all for the check alone.
#[test]
fn rows_warn_of_the_same_once() {
    let world = World::new();
    let rows = world.file("rows.csv", "meeting,subject\n239790003,x\n239790001,y\n239790002,z\n");
    let line = ["-p", "sandbox-quanshi", "batch", "run", "meeting edit", &rows];
    let told = |ran: Ran| ran.exits(0).err.matches("may forget them").count();
    assert_eq!(told(world.run(&[&line[..], &["--check"]].concat())), 0);
    assert_eq!(told(world.run(&line)), 1);
}
