//! Join links of the built program: byte for byte those of the vectors, and read back as they were
//! made, whatever the name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server};
use crate::world::{TOKEN_IV, TOKEN_KEY, World, ran};
use serde_json::{Value, json};

const BASE: &str = "https://meet.example.com:8443/x/";
/// What the links begin with.
const START: &str = "https://meet.example.com:8443/x/h5/index.html?token=";

fn vectors() -> Vec<Value> {
    serde_json::from_str(include_str!("../vectors/weiyi-join-tokens.json")).unwrap()
}

/// A profile `onprem` with these lines and no other keys.
fn onprem(lines: &str) -> World {
    World::with(&format!("[profiles.onprem]\nvendor = \"weiyi\"\nbase_url = \"{BASE}\"\n{lines}\n"))
}

fn hex_keys(key: &str, iv: &str) -> World {
    onprem(&format!("token_key = \"{key}\"\ntoken_iv = \"{iv}\""))
}

fn link<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["-p", "onprem", "join-url", "111111", "--user", "123456", "--name", name], more].concat()
}

#[test]
fn tokens_are_those_of_the_vectors_with_either_kind_of_keys() {
    assert_eq!(vectors().len(), 8);
    for vector in vectors() {
        let text = |name: &str| vector[name].as_str().unwrap();
        let claim = |name: &str| vector["claims"][name].as_str().unwrap();
        let expected = format!("{START}{}\n", text("token"));
        let (serial, user, name) = (claim("serial"), claim("userid"), claim("username"));
        let words = format!("passkey = \"{}\"\npassphrase = \"{}\"", text("passkey"), text("passphrase"));
        for world in [hex_keys(text("key"), text("iv")), onprem(&words)] {
            let make = [
                "-p",
                "onprem",
                "join-url",
                serial,
                "--user",
                user,
                "--name",
                name,
                "--role",
                claim("joinRole"),
            ];
            let made = world.run(&make).exits(0);
            assert_eq!((made.out.as_str(), made.err.as_str()), (expected.as_str(), ""), "{name}");
            for pasted in [made.out.trim(), text("token")] {
                let read =
                    world.run(&["-p", "onprem", "--json", "join-url", "inspect", pasted]).exits(0).json();
                assert_eq!((&read["meeting_id"], &read["user_id"]), (&json!(serial), &json!(user)), "{name}");
                assert_eq!((&read["name"], &read["role"]), (&json!(name), &vector["claims"]["joinRole"]));
                assert_eq!((&read["kind"], &read["expires"]), (&json!("token"), &json!(false)));
            }
        }
    }
}

#[test]
fn the_default_role_is_the_documents_presenter() {
    let vector = vectors().remove(0);
    let made = hex_keys(TOKEN_KEY, TOKEN_IV).run(&link("weiyi我", &[])).exits(0);
    assert_eq!(made.out, format!("{START}{}\n", vector["token"].as_str().unwrap()));
}

#[test]
fn names_come_back_as_they_were_given() {
    let long = "名".repeat(10_000);
    let world = hex_keys(TOKEN_KEY, TOKEN_IV);
    for name in [
        "say \"hi\"",
        "O'Brien",
        "back\\slash",
        "\\u6211",
        "a/b",
        "</script>",
        "😀👩‍👩‍👧",
        "a\u{2028}b\u{2029}c",
        "a&b=c#d?e%20+",
        "José",
        "日本語",
        " spaces ",
        "-dash",
        "\u{202e}bidi",
        "{\"a\":1}",
        &long,
    ] {
        for more in [&[][..], &["--plain"]] {
            let name_flag = format!("--name={name}");
            let args = [&["-p", "onprem", "join-url", "111111", "--user", "1&2", &name_flag], more].concat();
            let made = world.run(&args).exits(0);
            assert_eq!(made.out.lines().count(), 1, "{name}");
            assert!(made.out.trim_end().bytes().all(|b| b.is_ascii_graphic()), "{}", made.out);
            if made.out.len() > 100_000 {
                continue; // longer than an argument may be
            }
            let read =
                world.run(&["-p", "onprem", "--json", "join-url", "inspect", made.out.trim()]).exits(0);
            assert_eq!((&read.json()["name"], &read.json()["user_id"]), (&json!(name), &json!("1&2")));
        }
    }
}

#[test]
fn plain_links_are_the_documents() {
    let world = onprem("");
    let made = world.run(&link("张 三", &["--plain", "--invisible", "--role", "chairman"])).exits(0);
    assert_eq!(
        made.out,
        "https://meet.example.com:8443/x/h5/#/login?serial=111111&userid=123456&username=%E5%BC%A0%20%E4%B8%89&invisible=1&joinRole=chairman\n"
    );
    let read = world.run(&["-p", "onprem", "--json", "join-url", "inspect", made.out.trim()]).exits(0).json();
    assert_eq!(
        (&read["kind"], &read["invisible"], &read["name"]),
        (&json!("plain"), &json!(true), &json!("张 三"))
    );
    let made = world.run(&link("x", &["--plain"])).exits(0);
    assert!(made.out.ends_with("&username=x&invisible=0&joinRole=presenter\n"), "{}", made.out);
}

/// What cannot be: exit code and what is said.
#[test]
fn what_a_link_cannot_carry_is_refused() {
    let world = hex_keys(TOKEN_KEY, TOKEN_IV);
    let esc = "a\u{1b}[2Kb";
    for (args, code, says) in [
        (link("x", &["--invisible"]), 7, "--plain"),
        (link("x", &["--role", "presentor"]), 2, "presenter"),
        (link("x", &["--role", "Chairmann"]), 2, "chairman"),
        (link("", &[]), 2, "name"),
        (link(esc, &[]), 2, "control character"),
        (link("a\nb", &[]), 2, "control character"),
        (link("a\u{9b}b", &[]), 2, "control character"),
        (link("a\u{7f}b", &["--plain"]), 2, "control character"),
        (link("x", &["--kind", "web"]), 7, "--kind"),
        (link("x", &["--expires", "1h"]), 7, "--expires"),
        (link("x", &["--set", "a=1"]), 2, "--set"),
        (vec!["-p", "onprem", "join-url"], 2, "MEETING"),
        (vec!["-p", "onprem", "join-url", "1", "--name", "x"], 2, "--user"),
        (vec!["-p", "onprem", "join-url", "1", "--user", "1"], 2, "name"),
    ] {
        world.run(&args).exits(code).says(says).prints_nothing().hides("\u{1b}").hides("\u{9b}");
    }
}

#[test]
fn every_undecodable_token_is_answered_alike() {
    let world = hex_keys(TOKEN_KEY, TOKEN_IV);
    let good = vectors().remove(0)["token"].as_str().unwrap().to_owned();
    let foreign = vectors().remove(1)["token"].as_str().unwrap().to_owned();
    let cut = &good[..good.len() - 24];
    let flipped = good.replacen("84FU", "85FU", 1);
    let said: Vec<String> = [
        "",
        "会议",
        "AAAA",
        "not base64!",
        "https://meet.example.com/h5/index.html?token=AAAA",
        &foreign,
        cut,
        &flipped,
        "AAAAAAAAAAAAAAAAAAAAAA==",
        "https://meet.example.com/",
        "84FUudYrqSSBCHSoXUIw5Q%3D%3D",
    ]
    .iter()
    .map(|token| world.run(&["-p", "onprem", "join-url", "inspect", token]).exits(1).prints_nothing().err)
    .collect();
    assert!(said[0].contains("this is not a join link or token"), "{}", said[0]);
    assert!(said.iter().all(|text| *text == said[0]), "{said:#?}");
}

#[test]
fn a_file_of_guests_becomes_links_in_order() {
    let world = hex_keys(TOKEN_KEY, TOKEN_IV);
    let file = world.file(
        "guests.csv",
        "\u{feff}name,user,meeting,role,plain,invisible\n\"O'Brien, \"\"Bob\"\"\",1,111111,chairman,,\r\nweiyi我,123456,,,,\n\"two\u{2028}parts\",3,222222,speaker,yes,TRUE\n",
    );
    let run = |more: &[&str]| {
        let args = [&["-p", "onprem", "join-url", "111111", "--from", &file], more].concat();
        world.run(&args).exits(0)
    };
    let lines = run(&[]).out;
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], format!("{START}{}", vectors()[0]["token"].as_str().unwrap()));
    assert!(
        lines[2].contains("/h5/#/login?serial=222222&userid=3&")
            && lines[2].ends_with("invisible=1&joinRole=speaker")
    );

    let rows = run(&["-o", "json"]).json();
    let urls: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["url"].as_str().unwrap()).collect();
    assert_eq!(urls, lines);
    assert_eq!((&rows[0]["name"], &rows[0]["role"]), (&json!("O'Brien, \"Bob\""), &json!("chairman")));
    let jsonl = run(&["-o", "jsonl"]).out;
    let jsonl: Vec<Value> = jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(jsonl), rows);
    let csv = run(&["-o", "csv", "--fields", "user_id,url"]).out;
    assert_eq!(
        csv.lines().collect::<Vec<_>>(),
        ["user_id,url", &format!("1,{}", urls[0]), &format!("123456,{}", urls[1]), &format!("3,{}", urls[2])]
    );

    let mut piped = world.command(&["-p", "onprem", "join-url", "--from", "-", "--plain"]);
    let piped = ran("--from -", piped.write_stdin("meeting,user,name\n7,1,x\n")).exits(0);
    assert!(piped.out.contains("serial=7&userid=1&username=x"), "{}", piped.out);
}

#[test]
fn faults_of_a_file_are_listed_by_line_and_nothing_is_printed() {
    let world = hex_keys(TOKEN_KEY, TOKEN_IV);
    for (text, says) in [
        ("meeting,user,nam\n1,2,x\n", &["\"nam\"", "\"name\""][..]),
        ("meeting,user\n1,2\n", &["\"name\" is missing"]),
        ("user,name\n2,x\n", &["\"meeting\" is missing"]),
        ("meeting,user,name,name\n1,2,x,y\n", &["twice"]),
        (
            "meeting,user,name,role\n1,2,x,king\n1,2,x,speaker\n1,,y,\n1,2,,\n",
            &["line 2:", "line 4:", "line 5:"],
        ),
        ("meeting,user,name\n1,2,ok\n1,2,a\u{1b}b\n", &["line 3:", "control character"]),
        ("meeting,user,name\n1,2,x\n1,2\n", &["line 3", "2 cells"]),
        ("meeting,user,name,plain\n1,2,x,maybe\n", &["line 2:", "\"plain\""]),
        ("", &["\"meeting\" is missing"]),
        // Lines as editors count them, whatever ends them.
        ("meeting,user,name\r\n1,2,x\r\n1,2\r\n1,,y\r\n", &["line 3: 2 cells", "line 4:"]),
        ("meeting,user,name\n\n1,2,\"x\"\n\n\n1,2,y\r\n1,2,a\u{1b}b\n", &["line 7:"]),
        ("meeting;user;name\n1;2;x\n1;;x\n", &["line 3:"]),
    ] {
        let file = world.file("guests.csv", text);
        let mut ran = world.run(&["-p", "onprem", "join-url", "--from", &file]).exits(2).prints_nothing();
        for part in says {
            ran = ran.says(part);
        }
        ran.hides("\u{1b}");
    }
    let file = world.file("guests.csv", b"meeting,user,name\n1,2,ok\n1,2,\xff\n");
    world
        .run(&["-p", "onprem", "join-url", "--from", &file])
        .exits(2)
        .says("line 3")
        .says("UTF-8")
        .prints_nothing();
    world.run(&["-p", "onprem", "join-url", "--from", "none.csv"]).exits(2).says("none.csv");
}

#[test]
fn cells_are_separated_as_spreadsheets_do() {
    let world = onprem("");
    let links = |text: &str| {
        let file = world.file("guests.csv", text);
        world.run(&["-p", "onprem", "join-url", "--plain", "--from", &file]).exits(0).out
    };
    let commas = links("meeting,user,name\n1,2,\"a;b\"\n");
    assert!(commas.contains("serial=1&userid=2&username=a%3Bb&"), "{commas}");
    assert_eq!(links("meeting;user;name\r\n1;2;\"a;b\"\r\n"), commas);
    assert_eq!(links("meeting\tuser\tname\n1\t2\ta;b\n"), commas);
}

#[test]
fn wrong_keys_are_told_and_never_quoted() {
    let base64 = "NLfuR4OSXPxLXHURb2+d5SGBpFDwrUn8zJuE5uVf7DM=";
    for (key, iv) in [
        (&TOKEN_KEY[2..], TOKEN_IV),
        (&TOKEN_KEY[1..], TOKEN_IV),
        (base64, TOKEN_IV),
        (TOKEN_IV, TOKEN_KEY),
        (TOKEN_KEY, &TOKEN_IV[1..]),
        (&format!("zz{}", &TOKEN_KEY[2..]), TOKEN_IV),
    ] {
        let ran = hex_keys(key, iv).run(&link("x", &[])).exits(3).says("token_").prints_nothing();
        ran.hides(&key[4..20]).hides(&iv[4..20]);
    }
    onprem("token_key = \"aa\"").run(&link("x", &[])).exits(3).says("token_iv");
    onprem("passkey = \"aa\"").run(&link("x", &[])).exits(3).says("passphrase");
    onprem("").run(&["-p", "onprem", "join-url", "inspect", "AAAA"]).exits(3).says("token_key");
}

/// Global options may stand between a command that has verbs too and its verb; its own flags may not.
#[test]
fn a_verb_is_found_behind_global_options() {
    let world = onprem("");
    let made = world.run(&link("x", &["--plain"])).exits(0);
    let url = made.out.trim();
    for line in
        [&["join-url", "-p", "onprem", "inspect"][..], &["join-url", "--json", "inspect", "-p", "onprem"]]
    {
        world.run(&[line, &[url]].concat()).exits(0).says("");
    }
    world
        .run(&["join-url", "--user", "1", "inspect", url, "-p", "onprem"])
        .exits(2)
        .says("behind \"inspect\"");
    // What looks like a verb is none behind a flag that takes a value.
    let made = world.run(&link("inspect", &["--plain"])).exits(0);
    assert!(made.out.contains("username=inspect"), "{}", made.out);
    world.run(&["live", "-p", "status", "streams"]).exits(3).says("\"status\"");
    let (world, server) = World::served(Reply::Json(200, r#"{"result":0}"#.into()));
    world.run(&["live", "--json", "-p", "onprem", "streams"]).exits(0);
    assert!(server.requests().iter().all(|request| !request.target.contains("serial")));
}

/// What others put into their links is told, and what is odd in it.
#[test]
fn links_of_others_are_told_as_they_are() {
    let world = onprem("");
    let read =
        |link: &str| world.run(&["-p", "onprem", "--json", "join-url", "inspect", link]).exits(0).json();
    let told = read("https://h/h5/#/login?serial=7&username=x&foo=bar");
    assert_eq!((&told["extra"], &told["role"]), (&json!({"foo": "bar"}), &Value::Null));
    assert_eq!(told["grants"], "lets \"x\" join meeting 7; names no role");
    let told = read("https://h/h5/#/login?serial=7&userid=1&joinRole=king");
    assert_eq!(told["grants"], "lets \"1\" join meeting 7 in a role that does not exist");
}

#[test]
fn links_are_made_and_read_without_a_socket() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let world = World::at(&server.url(), "");
    let made = world.run(&link("x", &[])).exits(0);
    world.run(&link("x", &["--plain", "-o", "csv"])).exits(0);
    world.run(&["join-url", "inspect", made.out.trim()]).exits(0);
    let file = world.file("guests.csv", "meeting,user,name\n1,2,x\n");
    world.run(&["join-url", "--from", &file]).exits(0);
    assert_eq!(server.connections(), 0);
}
