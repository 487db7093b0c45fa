//! The program against its own sandbox: embedded for the built-in profile, and as a process of its
//! own that is told to misbehave. Both keep their state in one folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{MEETCTL, Ran, World};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Runs a line with the built-in profile.
fn built_in(world: &World, line: &str) -> Ran {
    let args: Vec<&str> = ["-p", "sandbox-weiyi"].into_iter().chain(line.split(' ')).collect();
    world.run(&args)
}

fn create<'a>(subject: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let line = [
        "meeting",
        "create",
        "--start",
        "2026-11-23 14:00",
        "--duration",
        "1h",
        "--host-password",
        "pass1234",
    ];
    [&line, &["--subject", subject][..], more].concat()
}

/// The subjects of the meetings that the sandbox remembers.
fn remembered(world: &World) -> Vec<String> {
    let Ok(text) = std::fs::read_to_string(world.path("state/sandbox/weiyi.json")) else { return Vec::new() };
    let state: Value = serde_json::from_str(&text).unwrap();
    let meetings = state["state"]["meetings"].as_object().unwrap();
    meetings.values().map(|meeting| meeting["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_newcomer_sees_a_meeting_come_and_go() {
    let world = World::new();
    let made = world.run(&[&["-p", "sandbox-weiyi", "--json"], &create("周会", &["--live"])[..]].concat());
    let made = made.exits(0).json();
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["profile"], "sandbox-weiyi");
    assert_eq!(
        (&made["start"], &made["end"]),
        (&json!("2026-11-23T14:00:00+08:00"), &json!("2026-11-23T15:00:00+08:00"))
    );

    let streams = built_in(&world, &format!("live streams {id} --json")).exits(0).json();
    assert_eq!(streams[0]["pull_url"], made["live_url"]);
    let whole = built_in(&world, &format!("report {id} --json")).exits(0).json();
    assert_eq!(whole["people"].as_array().unwrap().len(), 3);
    assert_eq!(whole["attendees"].as_array().unwrap().len(), 5);
    built_in(&world, &format!("meeting status {id}")).exits(0);
    built_in(&world, &format!("meeting edit {id} --start @1795413600 --duration 2h --subject New")).exits(0);
    assert!(remembered(&world).contains(&"New".to_owned()));
    built_in(&world, &format!("meeting status {id}0")).exits(5).says("4007").prints_nothing();

    built_in(&world, &format!("meeting cancel {id} --yes")).exits(0);
    let again = built_in(&world, &format!("meeting cancel {id} --yes --json")).exits(5);
    assert_eq!((&again.json()[0]["ok"], &again.json()[0]["error"]["code"]), (&json!(false), &json!("4007")));
    assert!(!remembered(&world).contains(&"New".to_owned()));
}

#[test]
fn files_pictures_and_recordings() {
    let world = World::new();
    world.file("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let names = |line: &str| -> Vec<Value> {
        let rows = built_in(&world, &format!("{line} --json")).exits(0).json();
        rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
    };
    assert_eq!(names("meeting files 431383322"), [] as [Value; 0]);
    built_in(&world, "meeting attach 431383322 --file-id 496 --file-id 494").exits(0);
    assert_eq!(names("meeting files 431383322"), ["496", "494"]);
    built_in(&world, "meeting attach 431383322 --file-id 1").exits(5).says("4105");
    assert_eq!(names("record get"), ["2", "3", "4"]);
    assert_eq!(names("record get 655796682 --user 张伟"), ["3"]);
    assert_eq!(names("record get 431383322"), [] as [Value; 0]);

    let done = built_in(&world, "meeting background 431383322 logo.png --json").exits(0).json();
    let url = done["url"].as_str().unwrap();
    assert!(
        url.starts_with("http://127.0.0.1:7710/uploads/")
            && std::path::Path::new(url).extension() == Some("png".as_ref()),
        "{url}"
    );
    built_in(&world, "meeting background 431383322 none.png").exits(2).says("none.png");
    built_in(&world, "meeting background 431383322 .").exits(2).says("not a file");
}

#[test]
fn any_call_can_be_sent_by_hand() {
    let world = World::new();
    let raw = built_in(&world, "api GET /WebAPI/getClassBeginTime --query serial=111111").exits(0);
    assert_eq!(raw.json()["serial"], 111_111);
    let form =
        built_in(&world, "api POST /WebAPI/getlogininfo -F serial=111111 --jq .logininfo[0].userid").exits(0);
    assert_eq!(form.out, "D171LM9P\n");
    built_in(&world, "api POST /WebAPI/meetingdelete -F serial=1").exits(5).says("4007");
    built_in(&world, "api GET https://127.0.0.1/WebAPI/x").exits(2);
}

/// A sandbox as a process of its own.
struct Sandbox {
    child: Child,
    world: World,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Sandbox {
    fn start(fault: &str) -> Self {
        let world = World::new();
        let mut child = Command::new(MEETCTL)
            .args(["sandbox", "--listen", "127.0.0.1:0", "--fault", fault])
            .env_clear()
            .envs(world.vars())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(world.path("log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on http://").expect("the first line says where it listens");
        world.file(
            "profiles.toml",
            format!(
                "default = \"local\"\n[profiles.local]\nvendor = \"weiyi\"\n\
                 base_url = \"http://{}\"\nkey = \"sandbox-weiyi-key\"\n",
                url.trim_end()
            ),
        );
        Self { child, world }
    }

    /// The lines of its log that are about requests.
    fn log(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.world.path("log")).unwrap();
        log.lines().filter(|line| line.contains(" /WebAPI/")).map(str::to_owned).collect()
    }
}

/// What goes wrong, the exit codes of a read and of a create, and whether the create had its effect.
const FAULTS: &[(&str, i32, i32, bool)] = &[
    ("busy", 8, 8, false),
    ("code=4103", 6, 6, false),
    ("code=4102", 4, 4, false),
    ("code=-1", 8, 10, false),
    ("status=502", 8, 10, false),
    ("status-after=502", 8, 10, true),
    ("status=403", 4, 4, false),
    ("status=404", 1, 10, false),
    ("html", 1, 10, false),
    ("retry-after=86400", 8, 8, false),
    ("redirect=http://127.0.0.1:9/elsewhere?x=1", 1, 10, false),
    ("drop-before", 8, 10, false),
    ("drop-after", 8, 10, true),
    ("truncate", 8, 10, true),
    ("half-json", 1, 10, true),
    ("empty", 1, 10, true),
];

#[test]
fn each_fault_has_its_exit_code_and_no_write_is_sent_twice() {
    for (fault, read, write, effect) in FAULTS {
        let sandbox = Sandbox::start(fault);
        let ran =
            sandbox.world.run(&["live", "streams", "--json", "--retries", "0"]).exits(*read).prints_nothing();
        assert_eq!(ran.error()["retryable"], json!(*read == 8), "{fault}");
        assert_eq!(sandbox.log().len(), 1, "{fault}: {:?}", sandbox.log());

        let ran = sandbox.world.run(&create("Once", &["--json"])).exits(*write).prints_nothing();
        assert_eq!(ran.error()["endpoint"], "POST /WebAPI/meetingcreate", "{fault}");
        assert_eq!(sandbox.log().len(), 2, "{fault}: it is sent once: {:?}", sandbox.log());
        let times = remembered(&sandbox.world).iter().filter(|name| *name == "Once").count();
        assert_eq!(times, usize::from(*effect), "{fault}");
        if *write == 10 {
            ran.says("it was not repeated").says("look in its console");
        }
    }
}

#[test]
fn a_timeout_is_temporary_for_a_read_and_doubt_for_a_write() {
    let sandbox = Sandbox::start("latency=60s");
    sandbox.world.run(&["live", "streams", "--timeout", "300ms"]).exits(8);
    sandbox.world.run(&create("Once", &["--timeout", "1s"])).exits(10);
}

#[test]
fn reads_survive_what_passes_and_writes_do_not_try() {
    for fault in
        ["#1:busy", "getLiveStream#1:drop-before", "#1:truncate", "#1:status=503", "#1:retry-after=0"]
    {
        let sandbox = Sandbox::start(fault);
        let rows = sandbox.world.run(&["live", "streams", "--json"]).exits(0).json();
        assert_eq!(rows.as_array().unwrap().len(), 2, "{fault}");
        assert_eq!(sandbox.log().len(), 2, "{fault}: {:?}", sandbox.log());
    }
    let sandbox = Sandbox::start("#1:busy");
    sandbox.world.run(&create("Once", &[])).exits(8).says("9999").says("系统繁忙请重试");
    assert_eq!(sandbox.log().len(), 1);
    assert_eq!(sandbox.world.run(&create("Once", &["--json"])).exits(0).json()["subject"], "Once");
    let times = remembered(&sandbox.world).iter().filter(|name| *name == "Once").count();
    assert_eq!(times, 1);
}

/// `Retry-After` of a day is not waited for, though three repetitions were allowed.
#[test]
fn a_long_wait_fails_at_once() {
    let sandbox = Sandbox::start("retry-after=86400");
    sandbox.world.run(&["live", "streams"]).exits(8).says("HTTP 429").says("1 d");
    assert_eq!(sandbox.log().len(), 1);
}

#[test]
fn the_sandbox_says_what_is_wrong_with_its_command_line() {
    let world = World::new();
    world.run(&["sandbox", "--fault", "drop-aftr"]).exits(2).says("drop-after").prints_nothing();
    world.run(&["sandbox", "--listen", "0.0.0.0:0"]).exits(2).says("loopback");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    world.run(&["sandbox", "--listen", &address]).exits(3).says(&address).prints_nothing();
}

#[test]
fn a_built_in_profile_can_be_the_default() {
    let world = World::with("[profiles.cloud]\nvendor = \"netease\"\napp_key = \"k\"\napp_secret = \"s\"\n");
    world.run(&["profile", "use", "sandbox-nope"]).exits(3).says("no profile");
    world.run(&["profile", "use", "sandbox-myvmr"]).exits(0);
    world.run(&["meeting", "list", "-v"]).exits(0).says("getsubmeetings");
    let listed = world.run(&["profile", "list", "--json"]).exits(0).json();
    let default: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["default"] == true)
        .map(|row| &row["name"])
        .collect();
    assert_eq!(default, ["sandbox-myvmr"]);
    assert!(world.run(&["profile", "show"]).exits(0).out.contains("(embedded)"));
    assert!(world.run(&["profile", "check", "--offline"]).exits(0).out.contains("sandbox-myvmr"));
}

/// Elsewhere `@` begins a text or a time.
#[test]
fn only_objects_and_lists_are_read_from_files() {
    let world = World::new();
    let file = world.file("settings.json", "{\"a\": 1}\n");
    let made =
        ["meeting", "create", "--subject", "x", "--start", "+1h", "--duration", "1h", "--host", "1", "--set"];
    let plan =
        |profile: &str, set: &str| world.run(&[&made[..], &[set, "-n", "-p", profile]].concat()).exits(0).out;
    assert!(plan("sandbox-quanshi", "extend=@quanshi.com").contains("\"extend\":\"@quanshi.com\""));
    let settings = format!("settings=@{file}");
    assert!(plan("sandbox-netease", &settings).contains(r#""settings":{"a":1}"#));
    world
        .run(&[&made[..], &["settings=@no-such", "-n", "-p", "sandbox-netease"]].concat())
        .exits(2)
        .says("no-such");
}
