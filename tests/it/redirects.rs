//! The second listener: every redirect of every vendor points at it, by every status, to the same
//! origin, to another, and from TLS to none. It must see nothing: no credential, and no request.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Received, Reply, Server};
use crate::transport::{issue, tls_server};
use crate::world::World;

/// A read and a write of each vendor, and of `api`. Quanshi's cancel is a write by GET.
const LINES: &[&str] = &[
    "-p weiyi live streams",
    "-p weiyi meeting cancel 7 --yes",
    "-p weiyi meeting create --subject x --start @1795413600 --end never --host-password pass1234",
    "-p weiyi api GET /WebAPI/getLiveStream",
    "-p myvmr meeting list",
    "-p myvmr record open 7",
    "-p myvmr api POST /meeting/openRecord -F a=b",
    "-p netease meeting get 7",
    "-p netease meeting list",
    "-p netease meeting create --subject x --host h --instant",
    "-p netease meeting join-info 7 --name n",
    "-p netease api POST /scene/meeting/api/v2/create -F a=b",
    "-p quanshi meeting status 7",
    "-p quanshi meeting cancel 7 --yes",
    "-p quanshi meeting create --subject x --start @1795413600 --duration 1h",
    "-p quanshi meeting boxes 7 --box 1 --yes",
    "-p quanshi api GET /conference/x",
];

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

#[test]
fn no_origin_gets_a_request_from_a_redirect() {
    let second = Server::start(|_, _| Reply::Json(200, r#"{"result":0,"code":200,"status":0}"#.into()));
    let port = second.address().port();
    // Another port is another origin, and so is another name of this machine.
    for (target, statuses) in
        [(second.url(), &STATUSES[..]), (format!("http://localhost:{port}"), &[302, 307])]
    {
        for &status in statuses {
            let to = format!("{target}/x");
            let first =
                Server::start(move |request, _| Reply::Redirect(status, format!("{to}{}", request.target)));
            let world = World::of_all(&first.url());
            for line in LINES {
                let before = first.requests().len();
                let ran = world.run(&words(line)).sound();
                assert!(matches!(ran.code, Some(1 | 10)), "{status} {line}: {:?} {}", ran.code, ran.err);
                assert!(once_each(&first.requests()[before..]), "{status} {line}: once, and no further");
            }
        }
    }
    assert_eq!(second.connections(), 0, "{:?}", second.requests());
}

#[test]
fn the_same_origin_gets_no_second_request() {
    for status in STATUSES {
        let server = Server::start(move |_, _| Reply::Redirect(status, "/elsewhere".to_owned()));
        let world = World::of_all(&server.url());
        for line in LINES {
            let before = server.requests().len();
            let ran = world.run(&words(line)).sound();
            assert!(matches!(ran.code, Some(1 | 10)), "{status} {line}: {:?} {}", ran.code, ran.err);
            assert!(once_each(&server.requests()[before..]), "{status} {line}");
        }
        assert!(server.requests().iter().all(|request| request.path() != "/elsewhere"));
    }
}

#[test]
fn nothing_is_sent_in_the_clear_because_a_redirect_says_so() {
    let second = Server::start(|_, _| Reply::Json(200, r#"{"result":0}"#.into()));
    let issued = issue("127.0.0.1", (2000, 2100));
    for (n, status) in STATUSES.into_iter().enumerate() {
        // Each line with one of the statuses, and each status with several lines.
        // The server takes one connection, and this one looks at the list first.
        let looks = |line: &&&str| !line.contains("--duration");
        for line in LINES.iter().filter(looks).skip(n).step_by(STATUSES.len()) {
            let answer = format!(
                "HTTP/1.1 {status} Moved\r\nLocation: {}/x\r\nContent-Length: 0\r\n\r\n",
                second.url()
            );
            let url = tls_server(issued.config.clone(), answer.into_bytes().leak());
            let world = World::of_all(&url);
            let ca = world.file("ca.pem", &issued.ca);
            let profiles = std::fs::read_to_string(world.path("profiles.toml")).unwrap();
            world.file(
                "profiles.toml",
                profiles.replace("vendor = ", &format!("ca_file = \"{ca}\"\nvendor = ")),
            );
            let ran = world.run(&words(line)).sound();
            assert!(matches!(ran.code, Some(1 | 10)), "{status} {line}: {:?} {}", ran.code, ran.err);
            assert!(ran.err.contains("redirects to 127.0.0.1"), "{status} {line}: {}", ran.err);
        }
    }
    assert_eq!(second.connections(), 0, "{:?}", second.requests());
}

/// A write is sent once; a look before or after it is another call, and is sent once too.
pub fn once_each(requests: &[Received]) -> bool {
    let mut targets: Vec<&str> = requests.iter().map(|request| request.target.as_str()).collect();
    targets.sort_unstable();
    let all = targets.len();
    targets.dedup();
    all > 0 && targets.len() == all
}

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}
