//! What a refusal advises: it names the flag, the line or the column that is wrong, and what is said next leads on,
//! never astray.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::world::{Ran, World, ran};

/// A command line in its words, which have no blanks.
fn run(world: &World, line: &str) -> Ran {
    world.run(&line.split(' ').collect::<Vec<_>>())
}

fn zh(world: &World, args: &[&str]) -> Ran {
    world.run(&[&["--lang", "zh"], args].concat())
}

#[test]
fn a_wrong_time_names_its_flag() {
    let world = World::new();
    for (line, says) in [
        (
            "-p sandbox-netease meeting create --subject a --start bad --duration 1h",
            "--start: \"bad\" is not a time",
        ),
        (
            "-p sandbox-netease meeting create --subject a --start now --end bad",
            "--end: \"bad\" is not a time",
        ),
        (
            "-p sandbox-netease meeting create --subject a --start now --duration bad",
            "--duration: \"bad\" is not a",
        ),
        ("-p sandbox-quanshi meeting edit 1 --duration bad", "--duration: \"bad\" is not a duration"),
        ("-p sandbox-quanshi meeting list --from bad", "--from: \"bad\" is not a time"),
        ("-p sandbox-quanshi meeting list --to bad", "--to: \"bad\" is not a time"),
        ("-p sandbox-quanshi record get --from bad", "--from: \"bad\" is not a date"),
        ("-p sandbox-quanshi record download --all --to bad", "--to: \"bad\" is not a date"),
        (
            "-p sandbox-quanshi live viewer-url 1 --name a --expires bad",
            "--expires: \"bad\" is not a duration",
        ),
    ] {
        run(&world, line).exits(2).says(says);
        let error = run(&world, &format!("--json {line}")).exits(2).error();
        assert!(error["message"].as_str().unwrap().starts_with(says), "{line}: {error}");
    }
    let rows = world.file("rows.csv", "subject,start,duration\na,bad,1h\n");
    let batch = ["-p", "sandbox-netease", "batch", "run", "meeting create", &rows, "--check"];
    world.run(&batch).exits(2).says("line 2: --start: \"bad\" is not a time");
}

#[test]
fn what_is_not_found_is_looked_for_where_it_was_named() {
    let world = World::new();
    for (line, says, hides) in [
        ("-p sandbox-netease meeting join-info 999 --name a", "prints as `number`", "meetingUniqueId"),
        ("-p sandbox-netease meeting end --number 999 --yes", "prints as `number`", "meetingUniqueId"),
        ("-p sandbox-netease meeting end --short-id 999 --yes", "`short_id`", "meetingUniqueId"),
        ("-p sandbox-netease meeting get 999", "meetingUniqueId", "`short_id`"),
        ("-p sandbox-quanshi record delete 999 --yes", "tempConferenceId", "the conferenceId"),
        ("-p sandbox-quanshi meeting get 999", "the conferenceId", "tempConferenceId"),
        ("-p sandbox-myvmr record delete abc --yes", "it is the recording's", "reservation"),
    ] {
        run(&world, line).exits(5).says(says).hides(hides);
    }
}

#[test]
fn files_of_spreadsheets_are_read_or_told_how_to_be_saved() {
    let world = World::new();
    let check = |name: &str, bytes: &[u8]| {
        let file = world.file(name, bytes);
        world.run(&["-p", "sandbox-netease", "batch", "run", "meeting create", &file, "--check"])
    };
    let links = |name: &str, bytes: &[u8]| {
        let file = world.file(name, bytes);
        world.run(&["-p", "sandbox-weiyi", "join-url", "--from", &file])
    };
    // GBK: not a list of all its rows, but one thing to do.
    let gbk = b"subject,start,duration\na,now,1h\n\xd6\xdc\xbb\xe1,now,1h\n\xd6\xdc\xbb\xe1,now,2h\n";
    check("gbk.csv", gbk)
        .exits(2)
        .says("line 3: the file is not UTF-8")
        .says("CSV UTF-8")
        .hides("mend these");
    let gbk = b"meeting,user,name\n1,1,\xd6\xdc\n1,2,\xbb\xe1\n";
    links("gbk.csv", gbk)
        .exits(2)
        .says("line 2: the file is not UTF-8")
        .says("CSV UTF-8")
        .hides("mend these");
    // What a spreadsheet adds at the end is no matter; what would be lost is told.
    check("wide.csv", b"subject,host,start,duration,,\na,h,now,1h,,\n,,,,,\n,,,,,\n").exits(0);
    links("wide.csv", b"meeting,user,name,\n1,1,a,\n,,,\n").exits(0);
    check("lost.csv", b"subject,start,duration,\na,now,1h,x\n")
        .exits(2)
        .says("line 2: column 4 holds something");
    check("hole.csv", b"subject,,start\na,,now\n").exits(2).says("line 1: column 2 has no name");
    check("book.csv", b"PK\x03\x04\x14\x00\x06\x00").exits(2).says("a workbook").says("CSV UTF-8");
    check("comma.csv", "subject，start\na，now\n".as_bytes()).exits(2).says("full-width commas");
}

#[test]
fn blanks_that_are_sent_are_told() {
    let world = World::new();
    let file = world.file(
        "rows.csv",
        "host,subject , start, duration , password\nh,A , now , 1h , 123456 \nh,B,now,1h,123456\n",
    );
    let line = ["-p", "sandbox-netease", "batch", "run", "meeting create", &file, "--check"];
    world.run(&line).exits(0).says("warning: line 2, column \"subject\", and 1 other cells");
    world.run(&[&line[..], &["-q"]].concat()).exits(0).hides("warning");
    let plain = world.file("plain.csv", "host,subject,start,duration\nh,A, now , 1h \n");
    let checked = world.run(&["-p", "sandbox-netease", "batch", "run", "meeting create", &plain, "--check"]);
    assert_eq!(checked.exits(0).err, "");
}

#[test]
fn an_id_that_a_spreadsheet_spoiled_is_told_and_blanks_are_taken_off() {
    let world = World::new();
    let link = |id: &str| {
        let file = world.file("guests.csv", format!("meeting,user,name,role\n{id},1,a, chairman\n"));
        world.run(&["-p", "sandbox-weiyi", "join-url", "--from", &file]).exits(0)
    };
    let whole = link("111111");
    assert_eq!(whole.err, "");
    assert_eq!(link("111111 ").out, whole.out);
    for odd in ["1.11E+05", "111111.0", "\"111,111\""] {
        link(odd).says("line 2").says("not made of digits");
    }
    let one =
        |id: &str| world.run(&["-p", "sandbox-weiyi", "join-url", id, "--user", "1", "--name", "a"]).exits(0);
    assert_eq!(one("111111").err, "");
    one("111111 ").says("not made of digits");
}

#[test]
fn recordings_of_today_alone_are_told_to_be_so() {
    let world = World::new();
    let today = run(&world, "-p sandbox-quanshi record get").exits(0).says("of today only, ").says("--from");
    assert!(!today.err.contains("on: Quanshi"), "{}", today.err);
    // A last day alone is no single day: as `record download` does, a year is looked through.
    let until = run(&world, "-p sandbox-quanshi record get --to 2099-12-31 --json").exits(0);
    assert!(until.err.contains("from 2098-12-31 on"), "{}", until.err);
    let planned = run(&world, "-p sandbox-quanshi record get --from 2026-11-01 --to 2026-11-02 -n").exits(0);
    assert!(planned.out.contains("2026-11-01~2026-11-02") && planned.err.is_empty(), "{planned:?}");
}

fn add(world: &World, line: &str) -> Ran {
    let mut command = world.command(&["profile", "add"]);
    command.args(line.split(' ')).env("MEETCTL_CONFIG", world.path("profiles.toml"));
    ran(line, &mut command)
}

#[test]
fn a_profile_that_cannot_work_is_not_called_ready() {
    let world = World::new();
    add(&world, "n --vendor quanshi").exits(0).says("warning: there is no \"app_key\"");
    add(&world, "s --vendor quanshi --from-env body.sessionId=S --set user_id=1").exits(0).hides("warning");
    let with = "q --vendor quanshi --from-env app_key=K";
    add(&world, &format!("{with} --set user_id=host@x.cn")).exits(2).says("user_id").says("81299515");
    add(&world, &format!("{with} --set email=12345")).exits(2).says("email").says("somebody@example.com");
    add(&world, "w --vendor weiyi --from-env key=K --set base_url=https://h.cn/WebAPI")
        .exits(2)
        .says("which meetctl adds");
    // What only some commands want is told, and keeps nobody from adding it.
    add(&world, with).exits(0).says("warning: there is no \"user_id\"").says("\"email\"");
    add(&world, "b --vendor quanshi --from-env token=T --set email=a@b.cn").exits(0).hides("warning");
    add(&world, "v --vendor myvmr --from-env auth=A --set base_url=https://h.cn")
        .exits(0)
        .says("no \"account\"");

    let check = |profile: &str| {
        let world = World::with(&format!("[profiles.a]\n{profile}\n"));
        let mut command = world.command(&["profile", "check", "a", "--offline", "--json"]);
        ran(profile, command.env("K", "canary-1234567"))
    };
    let states = |ran: &Ran| {
        let rows = ran.json();
        let row = |row: &serde_json::Value| {
            format!("{}: {}", row["state"].as_str().unwrap(), row["found"].as_str().unwrap())
        };
        rows.as_array()
            .unwrap()
            .iter()
            .filter(|row| row["check"] == "settings")
            .map(row)
            .collect::<Vec<_>>()
            .join("|")
    };
    let quanshi = "vendor = \"quanshi\"\napp_key = { env = \"K\" }\n";
    for (more, code, found) in [
        ("user_id = \"host@x.cn\"", 3, "failed: \"user_id\" has a wrong value"),
        ("email = \"12345\"", 3, "failed: \"email\" has a wrong value"),
        ("", 0, "warning: there is no \"user_id\""),
        ("email = \"a@b.cn\"", 0, ""),
        ("user_id = 81299515", 0, ""),
    ] {
        let ran = check(&format!("{quanshi}{more}")).exits(code);
        let found_now = states(&ran);
        assert!(
            if found.is_empty() { found_now.is_empty() } else { found_now.starts_with(found) },
            "{more}: {found_now}"
        );
    }
    let ran = check("vendor = \"quanshi\"\nuser_id = 1").exits(0);
    assert!(states(&ran).starts_with("warning: there is no \"app_key\""));
    let ran = check("vendor = \"myvmr\"\nauth = { env = \"K\" }\nbase_url = \"https://h.cn\"").exits(0);
    assert!(states(&ran).starts_with("warning: there is no \"account\""));
    let ran =
        check("vendor = \"weiyi\"\nkey = { env = \"K\" }\nbase_url = \"https://h.cn/webapi/\"").exits(3);
    assert!(states(&ran).starts_with("failed: \"base_url\""));
}

#[test]
fn a_group_without_its_command_lists_them() {
    let world = World::new();
    let people = run(&world, "record").exits(2).prints_nothing().says("Commands:");
    assert!(people.err.starts_with("List, download"), "{}", people.err);
    let last = people.err.lines().find(|line| line.starts_with("error: ")).unwrap();
    assert!(last.starts_with("error: \"meetctl record\" needs a command: get, "), "{last}");
    let error = run(&world, "--json record").exits(2).error();
    assert!(
        error["message"].as_str().unwrap().starts_with("\"meetctl record\" needs a command: get, "),
        "{error}"
    );
    assert!(zh(&world, &["batch"]).exits(2).err.contains("“meetctl batch”"));
}

#[test]
fn names_are_no_ids_of_contacts() {
    let world = World::new();
    let create = "-p sandbox-myvmr meeting create --subject a --start tomorrow --duration 1h --invite";
    let create = |who: &str| {
        let args: Vec<&str> =
            create.split(' ').map(|word| if word == "tomorrow" { "tomorrow 09:00" } else { word }).collect();
        world.run(&[&args[..], &[who, "-n"]].concat())
    };
    for wrong in ["李雷", "9182，9187", "a b"] {
        create(wrong).exits(2).says("--invite takes ids of contacts").says("contact list");
    }
    create("9182,9187").exits(0);
}

/// A room has a number as well, which `live` and `record` take.
#[test]
fn a_room_that_is_not_there_is_looked_up_by_its_id() {
    let world = World::new();
    let create = "-p sandbox-myvmr meeting create --subject x --start +1h --duration 1h --room";
    let room = |room| [&create.split(' ').collect::<Vec<_>>()[..], &[room]].concat();
    world.run(&room("100713")).exits(5).says("--room: it takes the `id` that \"room list\" prints");
    world.run(&room("3364")).exits(0);
}

#[test]
fn what_was_in_english_alone_is_in_chinese_too() {
    let world = World::new();
    for vendor in ["weiyi", "myvmr", "netease", "quanshi"] {
        let shown = zh(&world, &["profile", "check", &format!("sandbox-{vendor}"), "--offline"]).exits(0).out;
        let test = shown.split("self-test").nth(1).unwrap();
        assert!(
            !["are", "is", "calls"].iter().any(|word| test.split_whitespace().any(|other| other == *word)),
            "{test}"
        );
    }
    zh(&world, &["profile", "add", "a", "--vendor", "weiyi"]).exits(2).hides(" and ");
    let run = ["-p", "sandbox-netease", "batch", "run", "meeting create", "no.csv", "--check"];
    zh(&world, &run).exits(2).says("没有这个文件").hides("os error");
    world.run(&run).exits(2).says("No such file");
    for line in ["account set-token 1 --token-file no.txt", "webhook verify --header x:1 --body no.txt"] {
        let run = [&["-p", "sandbox-netease"][..], &line.split(' ').collect::<Vec<_>>()].concat();
        zh(&world, &run).exits(2).says("没有这个文件").hides("os error");
        world.run(&run).exits(2).says("No such file");
    }
    let rows = world.file("rows.csv", "subject,start,duration\na,now,1h\n");
    let run = ["-p", "sandbox-netease", "batch", "run", "meeting create", &rows, "--check"];
    world.run(&run).exits(2).says("--host is required (/v2/meeting/create)");
    let rows = world.file("rows.csv", "host,subject,start,duration\nh,a,now,1h\n");
    let checked = zh(&world, &["-p", "sandbox-netease", "batch", "run", "meeting create", &rows, "--check"]);
    assert!(checked.exits(0).out.contains("已发送"));
}

#[test]
fn the_sandbox_prints_profiles_of_its_own_address() {
    use std::io::{BufRead as _, BufReader};
    let world = World::new();
    let mut command = std::process::Command::new(crate::world::MEETCTL);
    command.args(["sandbox", "--listen", "127.0.0.1:0"]).env_clear().envs(world.vars());
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped());
    let mut sandbox = command.spawn().unwrap();
    let lines = BufReader::new(sandbox.stderr.take().unwrap()).lines().map_while(Result::ok);
    let told: Vec<String> = lines.take_while(|line| !line.starts_with("stop it")).collect();
    sandbox.kill().unwrap();
    sandbox.wait().unwrap();
    let of = |key: &str| {
        told.iter().filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = ")).collect::<Vec<_>>()
    };
    let base = of("base_url");
    assert!(base.len() == 4 && of("box_base_url") == base[..1], "{told:?}");
}
