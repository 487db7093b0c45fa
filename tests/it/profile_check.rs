//! `profile check`: what it finds on this machine, on the way to the server and at the server, and how
//! it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server, refused_port};
use crate::transport::{Issued, issue};
use crate::world::{KEY, Ran, TOKEN_IV, TOKEN_KEY, World, mode, ran};
use serde_json::Value;
use std::io::{Read as _, Write as _};

const SECRET: &str = "canary-SECRET-7f3a";

fn check(world: &World, args: &[&str]) -> Ran {
    world.run(&[&["profile", "check", "--json", "-q", "--timeout", "20s", "--retries", "0"], args].concat())
}

/// `check=state` of every row, in order.
fn states(ran: &Ran) -> Vec<String> {
    let word = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = ran.json();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{}={}", word(row, "check"), word(row, "state")))
        .collect()
}

#[track_caller]
fn row(ran: &Ran, check: &str) -> Value {
    let rows = ran.json();
    let found = rows.as_array().unwrap().iter().find(|row| row["check"] == check);
    found.unwrap_or_else(|| panic!("no {check} in {rows:#}")).clone()
}

#[track_caller]
fn finds(ran: &Ran, check: &str, state: &str, found: &str) {
    let row = row(ran, check);
    assert_eq!(row["state"], state, "{row:#}");
    assert!(row["found"].as_str().unwrap().contains(found), "{row:#}");
    assert_eq!(row["next"].is_null(), state == "ok", "{row:#}");
}

fn netease(url: &str, more: &str) -> World {
    World::with(&format!(
        "[profiles.cloud]\nvendor = \"netease\"\nbase_url = \"{url}\"\napp_key = \"the-key\"\napp_secret = \"{SECRET}\"\n{more}\n"
    ))
}

fn answers(body: &'static str) -> Server {
    Server::start(move |_, _| Reply::Json(200, body.to_owned()))
}

const YES: &str = r#"{"code":200,"ret":{"list":[]}}"#;

#[test]
fn the_built_in_profiles_pass() {
    for vendor in ["weiyi", "myvmr", "netease", "quanshi"] {
        let world = World::new();
        let ran = check(&world, &[&format!("sandbox-{vendor}")]).exits(0);
        assert!(states(&ran).iter().all(|state| state.ends_with("=ok")), "{}", ran.out);
        finds(&ran, "credentials", "ok", "accepted");
        finds(&ran, "self-test", "ok", "as it must");
        finds(&ran, "clock", "ok", "agrees");
        // Without the network there is no server to be asked.
        let ran = check(&world, &[&format!("sandbox-{vendor}"), "--offline"]).exits(0);
        assert!(!ran.out.contains("credentials") && !ran.out.contains("connection"), "{}", ran.out);
    }
}

#[test]
fn what_is_signed_is_shown_and_the_secret_is_not() {
    let server = answers(YES);
    let ran = check(&netease(&server.url(), ""), &["cloud"]).exits(0).hides(SECRET);
    let signed = row(&ran, "signed");
    let text = signed["signed"].as_str().unwrap();
    // The secret, a nonce of eight digits, and seconds.
    let digits = text.strip_prefix("***").unwrap();
    assert!(digits.len() == 18 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{text}");
    finds(&ran, "self-test", "ok", "8ef83f6b14fbccdf9e2b421abb375ee8f79651d3");
    finds(&ran, "secret", "ok", "app_secret: in the file");
    finds(&ran, "file", "ok", "mode 600, yours");
    // One read, and nothing else.
    let asked: Vec<String> = server.requests().iter().map(|request| request.path().to_owned()).collect();
    assert_eq!(asked, ["/v2/meeting/list"]);

    // The keys of join links are tried, too: here the text that a token hides is shown.
    let server = answers(r#"{"result":0}"#);
    let good = World::at(&server.url(), "");
    let ran = check(&good, &[]).exits(0).hides(KEY).hides(TOKEN_KEY).hides(TOKEN_IV);
    assert!(row(&ran, "signed")["signed"].as_str().unwrap().contains("joinRole"));
    let text = std::fs::read_to_string(good.path("profiles.toml")).unwrap();
    good.file("profiles.toml", text.replace(TOKEN_KEY, "c0ffee"));
    let ran = check(&good, &["--offline"]).exits(3).hides("c0ffee");
    finds(&ran, "signed", "failed", "token_key");
}

#[test]
fn refused_credentials_are_told_from_other_refusals() {
    for (body, code, state, found) in [
        (r#"{"code":401,"msg":"请求未通过验证"}"#, 4, "failed", "请求未通过验证"),
        (r#"{"code":2000,"msg":"该会议不存在"}"#, 0, "ok", "accepted"),
        (r#"{"code":987654,"msg":"?"}"#, 0, "warning", "not proven"),
        (r#"{"hello":"world"}"#, 3, "failed", "not the vendor's JSON"),
    ] {
        let server = answers(body);
        let ran = check(&netease(&server.url(), ""), &[]).exits(code);
        finds(&ran, "credentials", state, found);
        if code != 0 {
            let kind = if code == 4 { "auth" } else { "config" };
            assert_eq!(ran.error()["kind"], kind);
            assert!(ran.error()["hint"].is_string());
        }
    }
    // Nothing can be done with credentials that are good for nothing.
    let server = answers(r#"{"result":3002}"#);
    let profile =
        format!("[profiles.w]\nvendor = \"weiyi\"\nbase_url = \"{}\"\nkey = \"{SECRET}\"\n", server.url());
    finds(&check(&World::with(&profile), &[]).exits(0), "credentials", "warning", "frozen");
    // Where the vendor says only that the thing is another's, a thing that was made up proves nothing.
    let server = answers(r#"{"code":200001,"message":"不匹配","state":0}"#);
    for (more, code, state) in [("", 0, "warning"), ("account = \"a@b\"", 4, "failed")] {
        let profile = format!(
            "[profiles.vmr]\nvendor = \"myvmr\"\nbase_url = \"{}\"\nauth = \"{SECRET}\"\n{more}\n",
            server.url()
        );
        let ran = check(&World::with(&profile), &[]).exits(code);
        assert_eq!(row(&ran, "credentials")["state"], state, "{}", ran.out);
    }
}

#[test]
fn a_wrong_clock_is_found_by_the_date_of_the_answer() {
    let dated = |body: &'static str| {
        Server::start(move |_, _| Reply::with(200, &[("date", "Thu, 01 Jan 2026 00:00:00 GMT")], body))
    };
    let server = dated(YES);
    let ran = check(&netease(&server.url(), ""), &[]).exits(0);
    finds(&ran, "clock", "warning", "ahead of the server's");
    let server = dated(r#"{"code":401}"#);
    let ran = check(&netease(&server.url(), ""), &[]).exits(4);
    finds(&ran, "clock", "failed", "ahead of the server's");
    let server = answers(YES);
    finds(&check(&netease(&server.url(), ""), &[]).exits(0), "clock", "warning", "no Date");
}

#[test]
fn the_way_to_the_server_is_gone_as_far_as_it_leads() {
    let port = refused_port();
    let ran = check(&netease(&format!("http://127.0.0.1:{port}"), ""), &[]).exits(8);
    finds(&ran, "connection", "failed", "refused the connection");
    assert!(!ran.out.contains("credentials"), "{}", ran.out);
    let ran = check(&netease("https://no-such-host.invalid", ""), &[]).exits(8);
    finds(&ran, "name", "failed", "cannot find the address of no-such-host.invalid");
    let server = Server::start(|_, _| Reply::DropAfterReading);
    let ran = check(&netease(&server.url(), ""), &[]).exits(8);
    finds(&ran, "credentials", "failed", "closed the connection");
}

/// Serves over TLS for ever: the first connection is only knocked at.
fn over_tls(issued: &Issued) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let config = std::sync::Arc::clone(&issued.config);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut tls =
                rustls::StreamOwned::new(rustls::ServerConnection::new(config.clone()).unwrap(), stream);
            if tls.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {
                let head =
                    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", YES.len());
                let _ = tls.write_all(format!("{head}{YES}").as_bytes());
                tls.conn.send_close_notify();
                let _ = tls.flush();
            }
        }
    });
    url
}

#[test]
fn a_certificate_that_is_wrong_is_named() {
    let good = issue("127.0.0.1", (2020, 2099));
    let world = netease(&over_tls(&good), "ca_file = \"ca.pem\"");
    world.file("ca.pem", &good.ca);
    let ran = check(&world, &[]).exits(0);
    finds(&ran, "tls", "ok", "trusted");
    finds(&ran, "ca_file", "ok", "ca.pem");
    // The same server for whoever does not know the CA.
    let ran = check(&netease(&over_tls(&good), ""), &[]).exits(3);
    finds(&ran, "tls", "failed", "unknown CA");
    let old = issue("127.0.0.1", (2001, 2002));
    let world = netease(&over_tls(&old), "ca_file = \"ca.pem\"");
    world.file("ca.pem", &old.ca);
    let ran = check(&world, &[]).exits(3);
    finds(&ran, "tls", "failed", "expired");
    assert!(!ran.out.contains("credentials"), "{}", ran.out);
    world.file("ca.pem", "nothing");
    finds(&check(&world, &["--offline"]).exits(3), "ca_file", "failed", "no certificate");
}

#[test]
fn a_proxy_is_shown_without_its_password() {
    let port = refused_port();
    let world = netease("https://meet.example.com", "");
    let mut command = world.command(&["profile", "check", "--json", "-q", "--timeout", "20s"]);
    command.env("HTTPS_PROXY", format!("http://user:canary-proxy-password@127.0.0.1:{port}"));
    let ran = ran("check", &mut command).exits(8).hides("canary-proxy").hides("user:");
    finds(&ran, "proxy", "ok", &format!("http://127.0.0.1:{port}/, with a login"));
    finds(&ran, "connection", "failed", "the proxy");
}

#[test]
fn what_is_wrong_with_file_and_settings_is_a_row_and_no_crash() {
    let server = answers(YES);
    for (text, check_name, found) in [
        ("this is [not TOML", "file", "line 1"),
        ("[profiles.a]\nvendor = \"netease\"\nbase_url = \"http://x.example\"\n", "settings", "plain http"),
        ("[profiles.a]\nvendor = \"nobody\"\n", "settings", "no vendor's id"),
        ("[profiles.a]\nvendor = \"netease\"\napp_key = \"k\"\n", "settings", "app_secret"),
        ("[profiles.a]\nvendor = \"weiyi\"\nkey = \"canary-k\"\n", "address", "base_url"),
    ] {
        let world = World::with(text);
        for args in [&["--offline"][..], &["a", "--offline"], &["--all", "--offline"]] {
            let ran = check(&world, args).exits(3).hides("canary-k");
            finds(&ran, check_name, "failed", found);
            assert_eq!(ran.error()["kind"], "config");
        }
    }
    let open = netease(&server.url(), "");
    mode(&open.path("profiles.toml"), 0o644);
    finds(&check(&open, &[]).exits(3).hides(SECRET), "settings", "failed", "others can read");
    mode(&open.path("profiles.toml"), 0o666);
    finds(&check(&open, &[]).exits(3).hides(SECRET), "file", "failed", "others can write");

    let env = World::with(&format!(
        "[profiles.a]\nvendor = \"netease\"\nbase_url = \"{}\"\napp_key = \"k\"\napp_secret = {{ env = \"THE_SECRET\" }}\n",
        server.url()
    ));
    mode(&env.path("profiles.toml"), 0o644);
    let line = ["profile", "check", "--json", "-q"];
    let ran = ran("check", &mut env.command(&line)).exits(3);
    finds(&ran, "secret", "failed", "THE_SECRET is not set");
    finds(&ran, "file", "warning", "others can read it");
    let set = crate::world::ran("check", env.command(&line).env("THE_SECRET", SECRET)).exits(0).hides(SECRET);
    finds(&set, "secret", "ok", "from environment THE_SECRET");
    let spaced = crate::world::ran("check", env.command(&line).env("THE_SECRET", "canary 1 ")).exits(0);
    finds(&spaced, "secret", "warning", "white space");
}

#[test]
fn several_profiles_are_one_list_and_the_first_failure_decides() {
    let (good, bad) = (answers(YES), answers(r#"{"code":401}"#));
    let profile = |name: &str, url: &str| {
        format!(
            "[profiles.{name}]\nvendor = \"netease\"\nbase_url = \"{url}\"\napp_key = \"k\"\napp_secret = \"{SECRET}\"\n"
        )
    };
    let world = World::with(&[profile("good", &good.url()), profile("bad", &bad.url())].concat());
    let ran = check(&world, &["--all"]).exits(4);
    let rows = ran.json();
    let of = |name: &str| rows.as_array().unwrap().iter().filter(|row| row["profile"] == name).count();
    assert!(of("good") > 5 && of("good") == of("bad"), "{rows:#}");
    check(&world, &["good"]).exits(0);
    check(&world, &[]).exits(3).says("several profiles");
    check(&world, &["goood"]).exits(3).says("did you mean \\\"good\\\"?");
    check(&World::new(), &["--all"]).exits(3).says("no profile to check");

    // For people: one table, marks and words, and the next step below what was found.
    let table = world.run(&["profile", "check", "--all", "-q"]).exits(4);
    for text in ["PROFILE", "CHECK", "✓ ok", "✗ failed", "credentials", "→ "] {
        assert!(table.out.contains(text), "no {text} in {}", table.out);
    }
}

#[cfg(unix)]
#[test]
fn on_a_narrow_terminal_nothing_is_cut_off() {
    use crate::terminal::Terminal;
    let world = World::with("[profiles.a]\nvendor = \"netease\"\napp_key = \"k\"\n");
    let (code, seen) =
        Terminal::start(&world, 60, &["profile", "check", "--offline", "--color", "never"]).ends();
    assert_eq!(code, 3, "{seen}");
    let table: Vec<&str> = seen.lines().take_while(|line| !line.contains("error:")).collect();
    assert!(table.iter().all(|line| line.trim_end().chars().count() <= 60), "{seen}");
    assert!(!seen.contains('…'), "{seen}");
    let words: Vec<&str> = seen.split_whitespace().collect();
    assert!(words.join(" ").contains("app_secret = { env"), "{seen}");
}

/// A slip in the name of a built-in profile is answered even where there is no file.
#[test]
fn the_nearest_built_in_profile_is_named_without_a_file() {
    for world in [World::new(), World::with("[profiles.cloud]\nvendor = \"netease\"\n")] {
        for line in [
            &["-p", "sandbox-wieyi", "live"][..],
            &["profile", "show", "sandbox-wieyi"],
            &["profile", "check", "sandbox-wieyi"],
        ] {
            world.run(line).exits(3).says("did you mean \"sandbox-weiyi\"?");
        }
    }
}
