//! Where a write goes, and what keeps it from going there: the line that names the profile, profiles
//! marked production, and profiles that only read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::terminal::Terminal;
use crate::world::World;
use meetctl::op::{CATALOGUE, Loss};
use serde_json::json;

/// A server that says yes to everything, in the words of all four vendors.
fn yes() -> Server {
    Server::start(|request, _| match request.path() {
        "/meeting/getRecords" | "/conference/movie/getConfReplay" => Reply::Json(200, "{}".into()),
        _ => Reply::Json(
            200,
            json!({"code": 200, "state": 1, "status": 0, "result": 0, "ret": {}}).to_string(),
        ),
    })
}

fn world(server: &Server, more: &str) -> World {
    let url = server.url();
    World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{url}\"\napp_key = \"k\"\napp_secret = \"canary-1\"\n{more}\n\
         [profiles.vmr]\nvendor = \"myvmr\"\nbase_url = \"{url}\"\nauth = \"canary-2\"\naccount = \"a@b\"\n{more}\n"
    ))
}

fn sent(server: &Server, path: &str) -> usize {
    server.requests().iter().filter(|request| request.path() == path).count()
}

const END: &str = "/v2/meeting/deleteByMeetingUniqueId";
const DELETE: &str = "/meeting/delRecordFile";

#[test]
fn every_write_says_where_it_goes() {
    let server = yes();
    let world = world(&server, "");
    let line = format!("profile cloud (netease, {})", server.url());
    let end = ["-p", "cloud", "meeting", "end", "1", "--yes"];
    world.run(&end).exits(0).says(&line);
    world
        .run(&["-p", "cloud", "api", "POST", "/v2/meeting/cancel", "-d", "{\"meetingUniqueId\":1}"])
        .says(&line);
    world.file("ids.csv", "meeting\n1\n");
    world.run(&["-p", "cloud", "batch", "run", "meeting end", "ids.csv", "--yes"]).says(&line);
    // Not for reads, dry runs and the quiet.
    world.run(&["-p", "cloud", "meeting", "list"]).hides("profile cloud (");
    world.run(&[&end[..], &["--dry-run"]].concat()).exits(0).hides("profile cloud (");
    world.run(&[&end[..], &["-q"]].concat()).exits(0).hides("profile cloud (");
    world
        .run(&["-p", "sandbox-netease", "meeting", "cancel", "1", "--yes"])
        .says("profile sandbox-netease (netease, sandbox)");
    // With JSON the error is still the last line.
    let refused = Server::start(|_, _| Reply::Json(200, r#"{"code":2000}"#.into()));
    let world = self::world(&refused, "");
    let ran = world.run(&[&end[..], &["--json"]].concat()).exits(5);
    assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
    assert_eq!(ran.error()["kind"], "not_found");
}

/// Every operation that says of itself that something is lost by it.
#[test]
fn what_loses_something_is_asked_about() {
    let server = yes();
    let world = World::of_all(&server.url());
    let losing = || CATALOGUE.iter().filter(|op| op.effect().loss != Loss::Nothing);
    let for_good = losing().filter(|op| op.effect().loss == Loss::ForGood).map(|op| op.name());
    assert!(for_good.eq(["meeting end", "record delete", "record prune"]));
    assert_eq!(losing().count(), 6);
    for op in losing() {
        let line = match op.name() {
            "meeting cancel" => "-p netease meeting cancel 1",
            "meeting end" => "-p netease meeting end 1",
            "meeting boxes" => "-p quanshi meeting boxes 1 --clear",
            "record delete" => "-p myvmr record delete 1",
            "account set-short-id" => "-p netease account set-short-id 1 --clear",
            // It has to find something first: see below.
            "record prune" => continue,
            name => panic!("how is {name} typed?"),
        };
        let args: Vec<&str> = line.split(' ').collect();
        world.run(&args).exits(2).says("Not confirmed").prints_nothing();
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_production_profile_wants_the_id_once_more() {
    let server = yes();
    let world = world(&server, "production = true");
    let end = ["-p", "cloud", "meeting", "end", "7000000001"];
    for more in [&[][..], &["--yes"], &["--yes", "--confirm", "7000000002"], &["--no-input", "-y"]] {
        let ran = world.run(&[&end[..], more].concat()).exits(2).prints_nothing();
        ran.says("--confirm 7000000001").says("--yes is not enough");
    }
    let delete = ["-p", "vmr", "record", "delete", "r1", "r2"];
    let ran = world.run(&[&delete[..], &["--yes", "--confirm", "r1"]].concat()).exits(2);
    ran.says("--confirm r2").hides("--confirm r1");
    assert_eq!(sent(&server, END) + sent(&server, DELETE), 0);

    world.run(&[&end[..], &["--confirm", "7000000001"]].concat()).exits(0).says(", production)");
    world.run(&[&delete[..], &["--confirm", "r1", "--confirm", "r2"]].concat()).exits(0);
    world.run(&["-p", "cloud", "meeting", "end", "--number", "5", "--confirm", "5"]).exits(0);
    assert_eq!((sent(&server, END), sent(&server, DELETE)), (1, 2));
    // What can be made again asks as it always does, and a dry run asks nothing.
    world.run(&["-p", "cloud", "meeting", "cancel", "1", "--yes"]).exits(0);
    world.run(&[&end[..], &["--dry-run"]].concat()).exits(0);
}

#[test]
fn there_is_no_way_around_it() {
    let server = yes();
    let world = world(&server, "production = true");
    world.file("ids.csv", "meeting\n1\n2\n");
    let batch = ["-p", "cloud", "batch", "run", "meeting end", "ids.csv"];
    world.run(&[&batch[..], &["--yes"]].concat()).exits(2).says("--confirm cloud").prints_nothing();
    world.run(&[&batch[..], &["--check"]].concat()).exits(0);
    let api = ["-p", "cloud", "api", "POST", END, "-d", "{\"meetingUniqueId\":1}"];
    world.run(&[&api[..], &["--yes"]].concat()).exits(2).says("--confirm cloud");
    assert_eq!(sent(&server, END), 0);
    world.run(&[&api[..], &["--confirm", "cloud"]].concat()).exits(0);
    world.run(&[&batch[..], &["--confirm", "cloud"]].concat()).exits(0);
    assert_eq!(sent(&server, END), 3);
}

#[test]
fn pruning_on_a_production_profile_wants_its_name() {
    let server = Server::start(|request, _| {
        let record = json!({"recordId": "r1", "downloadUrl": "http://127.0.0.1:1/x.mp4", "startTime": "2020-01-01 10:00:00"});
        let data = if request.path() == DELETE { json!(null) } else { json!([record]) };
        Reply::Json(200, json!({"code": "200", "state": 1, "data": data}).to_string())
    });
    let world = world(&server, "production = true");
    let prune = ["-p", "vmr", "record", "prune", "--older-than", "90d", "--record", "r1"];
    let ran = world.run(&[&prune[..], &["--yes"]].concat());
    assert!(!ran.err.contains("nothing to delete"), "the server's recording is not understood: {}", ran.err);
    ran.exits(2).says("--confirm vmr");
    assert_eq!(sent(&server, DELETE), 0);
    world.run(&[&prune[..], &["--confirm", "vmr"]].concat());
    assert_eq!(sent(&server, DELETE), 1);
}

#[test]
fn on_a_terminal_the_id_is_typed() {
    let server = yes();
    let world = world(&server, "production = true");
    // --yes changes nothing.
    let line = ["-p", "cloud", "meeting", "end", "7000000001", "--yes"];
    let mut terminal = Terminal::start(&world, 100, &line);
    terminal.sees("production").sees("Type the meeting's id (7000000001) to go on: ").types("y\n");
    let (code, seen) = terminal.ends();
    assert!(code == 2 && seen.contains("nothing was sent"), "{seen}");
    assert_eq!(sent(&server, END), 0);
    let mut terminal = Terminal::start(&world, 100, &line);
    terminal.sees("to go on: ").types("7000000001\n");
    let (code, seen) = terminal.ends();
    assert_eq!((code, sent(&server, END)), (0, 1), "{seen}");
}

/// Every command that changes something, each way in which there is one.
#[test]
fn a_profile_that_only_reads_refuses_every_write() {
    let server = yes();
    let url = server.url();
    let all = World::of_all(&url);
    let text = std::fs::read_to_string(all.path("profiles.toml")).unwrap();
    all.file("profiles.toml", text.replace("vendor = ", "read_only = true\nvendor = "));
    all.file("ids.csv", "meeting\n1\n");
    all.file("token", "t0ken\n");
    all.file("logo.png", "x");
    let create = "meeting create --subject x --start @1795413600 --duration 1h --host-password 12345";
    for line in [
        &format!("-p weiyi {create}"),
        "-p weiyi meeting edit 1 --start @1795413600 --end never",
        "-p weiyi meeting cancel 1 --yes",
        "-p weiyi meeting attach 1 --file-id 2",
        "-p weiyi meeting background 1 logo.png",
        &format!("-p myvmr {create} --room 1"),
        "-p myvmr meeting cancel 1",
        "-p myvmr record open 1",
        "-p myvmr record close 1",
        "-p myvmr record delete 1",
        "-p myvmr record prune --older-than 1d --record 1",
        "-p netease meeting create --subject x --host 1 --start @1795413600 --duration 1h --if-not-exists",
        "-p netease meeting edit 1 --subject y",
        "-p netease meeting end 1 --confirm 1",
        "-p netease account create --im-accid a",
        "-p netease account set-token 1 --token-file token",
        "-p netease account set-short-id 1 --clear",
        "-p netease api POST /v2/meeting/create -d {}",
        "-p netease api PUT /whatever",
        "-p netease api DELETE /whatever",
        "-p netease api GET /v2/meeting/cancel",
        "-p quanshi meeting cancel 1 --yes",
        "-p quanshi meeting boxes 1 --clear --yes",
        "-p quanshi record delete 1 --yes",
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        all.run(&args).exits(3).says("is read-only").prints_nothing();
        all.run(&[&args[..], &["--dry-run"]].concat()).exits(3).says("is read-only");
    }
    all.run(&["-p", "netease", "batch", "run", "meeting end", "ids.csv", "--yes"])
        .exits(3)
        .says("is read-only");
    // Not even asked for: what is refused needs no answer and no look.
    assert_eq!(server.connections(), 0);
    all.run(&["-p", "netease", "meeting", "list"]).exits(0);
    assert!(server.connections() > 0);
}
