//! The transport against servers that misbehave, on loopback. No test asserts how long anything
//! took: limits are short, and the outcome tells which of them fired.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use crate::server::{Reply, Server, refused_port};
use base64::Engine as _;
use meetctl::client::io::{Io, Limits};
use meetctl::client::transport::{Places, RealIo, Settings, Transport};
use meetctl::client::wire::{Answer, Broken, Encoded, Reach};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

const CANARY: &str = "canary-7f3a";

/// Far longer than any test, so that nothing fires by itself.
const PATIENT: Limits = Limits {
    connect: Duration::from_secs(30),
    total: Duration::from_secs(60),
    silence: Duration::from_secs(60),
    body: 1 << 20,
};

const SHORT: Duration = Duration::from_millis(200);
const NEVER: Duration = Duration::from_secs(600);

fn settings() -> Settings {
    Settings { user_agent: "meetctl/0.0.0".into(), ..Settings::default() }
}

/// A request that is full of secrets.
fn post(url: &str) -> Encoded {
    Encoded {
        method: "POST",
        url: format!("{url}/WebAPI/{CANARY}?key={CANARY}").parse().unwrap(),
        headers: vec![("token".into(), CANARY.into()), ("content-type".into(), "text/plain".into())],
        body: CANARY.into(),
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outcome = runtime.block_on(future);
    runtime.shutdown_background();
    outcome
}

fn send_with(settings: Settings, request: &Encoded, limits: Limits) -> Result<Answer, Broken> {
    run(async { Transport::new(settings).send(request, limits).await })
}

fn send(url: &str, limits: Limits) -> Result<Answer, Broken> {
    send_with(settings(), &post(url), limits)
}

/// What goes wrong with this reply; the request must have been sent exactly once.
fn fails(reply: Reply, limits: Limits) -> Broken {
    let server = Server::start(move |_, _| reply.clone());
    let broken = silent(send(&server.url(), limits));
    assert_eq!(server.requests().len(), 1, "it is sent once: {broken:?}");
    assert_eq!(broken.reach, Reach::MayHaveArrived, "{broken:?}");
    broken
}

/// The failure, after a look for secrets in it.
fn silent(outcome: Result<Answer, Broken>) -> Broken {
    let broken = outcome.expect_err("this cannot succeed");
    assert!(!format!("{broken:?}").contains(CANARY), "{broken:?}");
    assert!(!format!("{broken:?}").contains("WebAPI"), "{broken:?}");
    broken
}

fn assert_told(broken: &Broken, reach: Reach, passing: bool, what: &str) {
    assert_eq!((broken.reach, broken.passing), (reach, passing), "{broken:?}");
    assert!(broken.what.contains(what), "{broken:?}");
}

use Reach::{MayHaveArrived, NotSent};

#[test]
fn a_request_arrives_as_it_was_encoded_and_the_answer_comes_back_whole() {
    let server = Server::start(|_, _| {
        let headers = [("Retry-After", "2"), ("Retry-After", "3"), ("Date", "Sat, 21 Nov 2026 00:00:00 GMT")];
        Reply::with(429, &headers, "busy")
    });
    let answer = send(&server.url(), PATIENT).unwrap();
    assert_eq!((answer.status, answer.body.as_slice()), (429, &b"busy"[..]));
    assert_eq!(answer.retry_after.as_deref(), Some("2, 3"));
    assert_eq!(answer.date.as_deref(), Some("Sat, 21 Nov 2026 00:00:00 GMT"));
    assert_eq!(answer.location, None);
    let received = server.requests().remove(0);
    assert_eq!(received.method, "POST");
    assert_eq!(received.path(), format!("/WebAPI/{CANARY}"));
    assert_eq!(received.query(), [("key".to_owned(), CANARY.to_owned())]);
    assert_eq!(received.header("token"), Some(CANARY));
    assert_eq!(received.header("user-agent"), Some("meetctl/0.0.0"));
    assert_eq!(received.header("accept-encoding"), Some("gzip"));
    assert_eq!(received.body, CANARY.as_bytes());
}

#[test]
fn a_post_without_body_says_so() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let request = Encoded { body: Vec::new(), ..post(&server.url()) };
    send_with(settings(), &request, PATIENT).unwrap();
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
}

#[test]
fn a_large_body_arrives_whole() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let request = Encoded { body: (0..=255).cycle().take(3 << 20).collect(), ..post(&server.url()) };
    send_with(settings(), &request, PATIENT).unwrap();
    assert!(server.requests()[0].body == request.body);
}

#[test]
fn a_reset_while_the_body_is_sent_is_in_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 100]).unwrap();
        drop(stream); // with unread data: a reset
        listener.set_nonblocking(true).unwrap();
        listener
    });
    let request = Encoded { body: vec![b'x'; 16 << 20], ..post(&url) };
    let broken = silent(send_with(settings(), &request, PATIENT));
    assert_told(&broken, MayHaveArrived, true, "before an answer came");
    assert!(server.join().unwrap().accept().is_err(), "there is no second try");
}

#[test]
fn connections_are_kept_between_calls_and_left_when_the_server_closed_them() {
    let server = Server::start(|_, n| match n {
        1 => Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".to_vec()),
        _ => Reply::Json(200, "{}".into()),
    });
    run(async {
        let transport = Transport::new(settings());
        for _ in 0..3 {
            transport.send(&post(&server.url()), PATIENT).await.unwrap();
            tokio::time::sleep(SHORT).await;
        }
    });
    let connections: Vec<_> = server.requests().iter().map(|r| r.connection).collect();
    assert_eq!(connections, [0, 0, 1]);
}

/// What is left of a short time-out is another time at every send.
#[test]
fn connections_are_kept_however_little_time_is_left() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    run(async {
        let transport = Transport::new(settings());
        for spent in 0..10 {
            for total in [9_000_000, 5_000_000] {
                let total = Duration::from_micros(total - spent);
                let limits = Limits { connect: total, total, ..PATIENT };
                transport.send(&post(&server.url()), limits).await.unwrap();
            }
        }
    });
    assert_eq!((server.requests().len(), server.connections()), (20, 2));
}

#[test]
fn real_io_sends_waits_and_notes() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let (notes, noted) = std::sync::mpsc::channel();
    let note = move |line: &str| notes.send(line.to_owned()).unwrap();
    let io = RealIo::new(Transport::new(settings()), || jiff::Timestamp::UNIX_EPOCH, None, Box::new(note));
    run(async {
        assert_eq!(io.send(&post(&server.url()), PATIENT).await.unwrap().status, 200);
        let before = io.elapsed();
        io.pause(Duration::from_millis(1)).await;
        assert!(io.elapsed() > before);
    });
    io.note("a line");
    assert_eq!(noted.recv().unwrap(), "a line");
    assert_eq!(io.now(), jiff::Timestamp::UNIX_EPOCH);
    assert_ne!(io.random(), io.random());
}

#[test]
fn without_an_address_nothing_is_sent() {
    let broken = silent(send("https://nonexistent.invalid", PATIENT));
    assert_told(&broken, NotSent, true, "cannot find the address of nonexistent.invalid");
}

#[test]
fn a_refused_connection_is_nothing_sent() {
    let port = refused_port();
    for scheme in ["http", "https"] {
        let broken = silent(send(&format!("{scheme}://127.0.0.1:{port}"), PATIENT));
        assert_told(&broken, NotSent, true, &format!("127.0.0.1:{port} refused the connection"));
    }
}

/// The system finishes the TCP handshake, nobody answers the one of TLS.
#[test]
fn a_connection_that_is_not_set_up_in_time_is_nothing_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let broken = silent(send(&url, Limits { connect: SHORT, ..PATIENT }));
    assert_told(&broken, NotSent, true, "within 200 ms");
    // Also if the time for all is as short: the inner limit fires first.
    let broken = silent(send(&url, Limits { total: SHORT, ..PATIENT }));
    assert_told(&broken, NotSent, true, "no connection to 127.0.0.1:");
}

#[test]
fn an_answer_that_does_not_come_in_time_is_in_doubt() {
    let broken = fails(Reply::Hang(NEVER), Limits { total: SHORT, ..PATIENT });
    assert_told(&broken, MayHaveArrived, true, "no answer from 127.0.0.1:");
    assert!(broken.what.ends_with("within 200 ms"), "{broken:?}");
}

#[test]
fn a_trickle_is_bounded_by_the_time_for_all() {
    let reply = Reply::Trickle { body: vec![b'x'; 100_000], pause: Duration::from_millis(20) };
    let broken = fails(reply, Limits { total: 2 * SHORT, ..PATIENT });
    assert_told(&broken, MayHaveArrived, true, "was not complete within 400 ms");
}

#[test]
fn a_silence_within_an_answer_is_bounded() {
    let reply = Reply::Trickle { body: vec![b'x'; 10], pause: NEVER };
    let broken = fails(reply, Limits { silence: SHORT, ..PATIENT });
    assert_told(&broken, MayHaveArrived, true, "stopped coming for 200 ms");
}

#[test]
fn a_slow_answer_within_its_limits_is_an_answer() {
    let trickle = Reply::Trickle { body: b"slow".to_vec(), pause: Duration::from_millis(5) };
    let server = Server::start(move |_, _| Reply::Late(SHORT, Box::new(trickle.clone())));
    // The limit on silence is for the answer, not for the wait before it.
    let limits = Limits { silence: SHORT / 2, ..PATIENT };
    assert_eq!(send(&server.url(), limits).unwrap().body, b"slow");
}

#[test]
fn a_cut_answer_is_no_answer() {
    let cut = [
        Reply::Truncated { announce: 100, body: b"{\"errorcode\":0".to_vec() },
        Reply::Truncated { announce: 100, body: Vec::new() },
        Reply::ChunkedCut(b"{\"errorcode\":0}".to_vec()),
        Reply::Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{".to_vec()),
        Reply::Raw(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08".to_vec(),
        ),
    ];
    for reply in cut {
        assert_told(&fails(reply, PATIENT), MayHaveArrived, true, "was cut short");
    }
    let half = Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec());
    assert_told(&fails(half, PATIENT), MayHaveArrived, true, "before an answer came");
}

#[test]
fn a_lost_answer_is_in_doubt_and_nothing_is_sent_again() {
    for reply in [Reply::DropBeforeReading, Reply::DropAfterReading] {
        assert_told(
            &fails(reply, PATIENT),
            MayHaveArrived,
            true,
            "closed the connection before an answer came",
        );
    }
}

#[test]
fn nonsense_is_told_as_such() {
    let cases = [
        (Reply::Raw(b"SSH-2.0-x\r\n\r\n".to_vec()), "not HTTP"),
        (
            Reply::Raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec()),
            "not valid HTTP",
        ),
        (Reply::with(200, &[("Content-Encoding", "gzip")], "this is no gzip"), "cannot be decompressed"),
        (Reply::HeaderFlood(5000), "headers"),
        (Reply::with(200, &[("X", &"x".repeat(4 << 20))], ""), "headers"),
    ];
    for (reply, what) in cases {
        assert_told(&fails(reply, PATIENT), MayHaveArrived, false, what);
    }
}

#[test]
fn a_redirect_is_an_answer_and_is_not_followed() {
    let other = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let target = format!("{}/elsewhere", other.url());
    for status in [301, 302, 303, 307, 308] {
        let to = target.clone();
        let server = Server::start(move |_, _| Reply::Redirect(status, to.clone()));
        let answer = send(&server.url(), PATIENT).unwrap();
        assert_eq!((answer.status, answer.location.as_ref()), (status, Some(&target)));
        assert_eq!(server.requests().len(), 1);
    }
    assert_eq!(other.connections(), 0);
}

#[test]
fn the_cap_counts_what_is_decompressed() {
    let server = Server::start(|_, _| Reply::GzipBomb(3));
    let exact = Limits { body: 3 << 20, ..PATIENT };
    assert_eq!(send(&server.url(), exact).unwrap().body.len(), exact.body);
    let announced = Reply::Truncated { announce: 2 << 20, body: Vec::new() };
    for reply in [Reply::GzipBomb(2000), Reply::Endless, announced] {
        assert_told(&fails(reply, PATIENT), MayHaveArrived, false, "the answer is larger than 1 MiB");
    }
}

#[test]
fn plain_http_leaves_this_machine_only_if_it_may() {
    let broken = silent(send("http://nonexistent.invalid", PATIENT));
    assert_told(&broken, NotSent, false, "http://nonexistent.invalid is not encrypted");
    assert!(broken.hint.unwrap().contains("allow_http"));
    let allowed = Settings { allow_http: true, ..settings() };
    let broken = silent(send_with(allowed, &post("http://nonexistent.invalid"), PATIENT));
    assert_told(&broken, NotSent, true, "cannot find the address");
    let broken = silent(send("ftp://nonexistent.invalid", PATIENT));
    assert_told(&broken, NotSent, false, "begins with ftp:");
}

#[test]
fn what_http_cannot_carry_is_not_sent() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    for value in ["a\r\nx: canary-7f3a", "a\nb", "a\0canary-7f3a", "周"] {
        let mut request = post(&server.url());
        request.headers[0].1 = value.into();
        let broken = silent(send_with(settings(), &request, PATIENT));
        assert_told(&broken, NotSent, false, "header token holds characters that HTTP cannot carry");
    }
    let mut request = post(&server.url());
    request.headers[0].0 = "to ken".into();
    assert_told(&silent(send_with(settings(), &request, PATIENT)), NotSent, false, "name of a header");
    let request = post(&server.url().replace("//", "//canary-7f3a:canary-7f3a@"));
    assert_told(
        &silent(send_with(settings(), &request, PATIENT)),
        NotSent,
        false,
        "a user name or a password",
    );
    assert_eq!(server.connections(), 0);
}

/// A certificate for these names, for these years, and the CA that issued it, as PEM.
pub(crate) struct Issued {
    pub ca: String,
    pub config: Arc<rustls::ServerConfig>,
}

pub(crate) fn issue(name: &str, years: (i32, i32)) -> Issued {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_key = KeyPair::generate().unwrap();
    let ca_certificate = ca.self_signed(&ca_key).unwrap();
    let mut leaf = CertificateParams::new(vec![name.to_owned()]).unwrap();
    leaf.not_before = date_time_ymd(years.0, 1, 1);
    leaf.not_after = date_time_ymd(years.1, 1, 1);
    let key = KeyPair::generate().unwrap();
    let certificate = leaf.signed_by(&key, &Issuer::new(ca, ca_key)).unwrap();
    let base64 = base64::engine::general_purpose::STANDARD.encode(ca_certificate.der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key.serialize_der().try_into().unwrap())
        .unwrap();
    let ca = format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    Issued { ca, config: Arc::new(config) }
}

/// Serves one connection over TLS: reads something, answers this.
pub(crate) fn tls_server(config: Arc<rustls::ServerConfig>, answer: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut tls = rustls::StreamOwned::new(rustls::ServerConnection::new(config).unwrap(), stream);
        if tls.read(&mut [0; 4096]).is_ok() {
            let _ = tls.write_all(answer);
            tls.conn.send_close_notify();
            let _ = tls.flush();
        }
    });
    url
}

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

fn trusting(pem: &str) -> (tempfile::TempDir, Settings) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, pem).unwrap();
    (folder, Settings { ca_file: Some(file), ..settings() })
}

#[test]
fn a_certificate_is_checked_and_the_error_says_what_is_wrong_with_it() {
    let good = issue("127.0.0.1", (2000, 2100));
    let (_folder, trust) = trusting(&good.ca);
    let url = tls_server(good.config.clone(), OK);
    assert_eq!(send_with(trust, &post(&url), PATIENT).unwrap().body, b"{}");

    let broken = silent(send(&tls_server(good.config, OK), PATIENT));
    assert_told(&broken, NotSent, false, "was issued by an unknown CA");
    assert!(broken.hint.unwrap().contains("ca_file"));

    let bad = [
        (issue("127.0.0.1", (2000, 2001)), "has expired"),
        (issue("127.0.0.1", (2100, 2101)), "is not valid yet"),
        (issue("meet.example", (2000, 2100)), "is for another name"),
    ];
    for (issued, what) in bad {
        let (_folder, trust) = trusting(&issued.ca);
        let broken = silent(send_with(trust, &post(&tls_server(issued.config, OK)), PATIENT));
        assert_told(&broken, NotSent, false, what);
    }
}

/// A system's store: many authorities, of which a server needs one.
#[test]
fn the_systems_certificates_are_found_in_its_file_and_its_folders() {
    let good = issue("127.0.0.1", (2000, 2100));
    let others: Vec<String> = (0..5).map(|_| issue("other.example", (2000, 2100)).ca).collect();
    let damaged = "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n";
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    // 64 digits a line, as openssl writes it.
    let lines: Vec<&[u8]> = good.ca.lines().nth(1).unwrap().as_bytes().chunks(64).collect();
    let pem = |end: &str| {
        let body: Vec<&str> = lines.iter().map(|line| std::str::from_utf8(line).unwrap()).collect();
        ["-----BEGIN CERTIFICATE-----", &body.join(end), "-----END CERTIFICATE-----", ""].join(end)
    };
    let whole = at("all.pem", &format!("# notes\n{}{damaged}{}{}", others[0], pem("\n"), others[1]));
    let dos = at("dos.pem", &format!("{}{}", others[2], pem("\r\n")));
    let strangers = at("others.pem", &others.concat());
    let one = at("folder/one.pem", &good.ca).parent().unwrap().to_owned();
    at("folder/notes.txt", "none");
    at("folder/below/more.pem", &others[3]);
    let strange = at("strange/other.pem", &others[4]).parent().unwrap().to_owned();
    let sent = |file: Option<&PathBuf>, folders: &[&PathBuf]| {
        let folders = folders.iter().map(|folder| (*folder).clone()).collect();
        let system_ca = Places { file: file.cloned(), folders };
        let trust = Settings { system_ca, ..settings() };
        send_with(trust, &post(&tls_server(good.config.clone(), OK)), PATIENT)
    };
    for (file, folders) in [
        (Some(&whole), &[][..]),
        (Some(&dos), &[]),
        (None, &[&one]),
        // The folder has what the file lacks.
        (Some(&strangers), &[&strange, &one]),
    ] {
        assert_eq!(sent(file, folders).unwrap().body, b"{}", "{file:?} {folders:?}");
    }
    for (file, folders) in [(Some(&strangers), &[][..]), (None, &[&strange]), (Some(&strangers), &[&strange])]
    {
        // They have the name of the one that is needed, and not its key.
        assert_told(&silent(sent(file, folders)), NotSent, false, "cannot be trusted");
    }
    let (missing, empty) =
        (place.path().join("none.pem"), at("empty/notes", "").parent().unwrap().to_owned());
    for (file, folders) in
        [(Some(&missing), &[][..]), (None, &[&empty]), (Some(&missing), &[&empty, &missing])]
    {
        let broken = silent(sent(file, folders));
        assert_told(&broken, NotSent, false, "cannot load the system's CA certificates");
        assert!(broken.hint.unwrap().contains("SSL_CERT_FILE"));
    }
}

/// A chain of three: the root is found by the name of who issued the certificate between.
#[test]
fn a_chain_ends_at_a_root_of_the_system() {
    let name = |text: &str| {
        let mut name = DistinguishedName::new();
        name.push(DnType::CommonName, text);
        name
    };
    let authority = |text: &str| {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name = name(text);
        params
    };
    let (root, root_key) = (authority("Root of the test"), KeyPair::generate().unwrap());
    let root_certificate = root.self_signed(&root_key).unwrap();
    let (between, between_key) = (authority("Between"), KeyPair::generate().unwrap());
    let between_certificate = between.signed_by(&between_key, &Issuer::new(root, root_key)).unwrap();
    let mut leaf = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    leaf.distinguished_name = name("Leaf");
    let key = KeyPair::generate().unwrap();
    let certificate = leaf.signed_by(&key, &Issuer::new(between, between_key)).unwrap();
    let serving = |chain: Vec<rustls::pki_types::CertificateDer<'static>>| {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key.serialize_der().try_into().unwrap())
            .unwrap();
        tls_server(Arc::new(config), OK)
    };
    let base64 = base64::engine::general_purpose::STANDARD.encode(root_certificate.der());
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("ca.pem");
    let stranger = issue("other.example", (2000, 2100)).ca;
    std::fs::write(
        &file,
        format!("{stranger}-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n"),
    )
    .unwrap();
    let trust =
        || Settings { system_ca: Places { file: Some(file.clone()), folders: Vec::new() }, ..settings() };
    let whole = serving(vec![certificate.der().clone(), between_certificate.der().clone()]);
    assert_eq!(send_with(trust(), &post(&whole), PATIENT).unwrap().body, b"{}");
    // Without the one between, nobody can tell.
    let broken = silent(send_with(trust(), &post(&serving(vec![certificate.der().clone()])), PATIENT));
    assert_told(&broken, NotSent, false, "was issued by an unknown CA");
}

#[test]
fn what_is_lost_after_the_handshake_is_in_doubt() {
    let good = issue("127.0.0.1", (2000, 2100));
    let (_folder, trust) = trusting(&good.ca);
    let broken = silent(send_with(trust.clone(), &post(&tls_server(good.config.clone(), b"")), PATIENT));
    assert_told(&broken, MayHaveArrived, true, "before an answer came");
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}";
    let broken = silent(send_with(trust, &post(&tls_server(good.config, cut)), PATIENT));
    assert_told(&broken, MayHaveArrived, true, "was cut short");
}

#[test]
fn a_port_without_tls_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        for answer in [&b"HTTP/1.1 400 Bad Request\r\n\r\n"[..], b""] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut hello = [0; 4096];
            let read = stream.read(&mut hello).unwrap();
            assert!(read < hello.len());
            stream.write_all(answer).unwrap();
        }
    });
    let broken = silent(send(&url, PATIENT));
    assert_told(&broken, NotSent, false, "does not speak TLS");
    let broken = silent(send(&url, PATIENT));
    assert_told(&broken, NotSent, true, "before TLS was set up");
    server.join().unwrap();
}

#[test]
fn a_ca_file_that_is_none_is_named() {
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let behind = format!("{}-----BEGIN CERTIFICATE-----\nAAAA!\n", issue("other.example", (2000, 2100)).ca);
    for (pem, what) in [
        ("nothing", "holds no certificate"),
        (damaged, "holds a certificate that cannot be used"),
        (&behind, "holds a certificate that cannot be used"),
    ] {
        let (_folder, trust) = trusting(pem);
        let broken = silent(send_with(trust.clone(), &post("https://127.0.0.1:1"), PATIENT));
        assert_told(&broken, NotSent, false, what);
        assert!(broken.what.contains("ca.pem"), "{broken:?}");
        // It is read when it is needed, and not before.
        assert_eq!(send_with(trust, &post(&server.url()), PATIENT).unwrap().status, 200);
    }
    let missing = Settings { ca_file: Some("/nonexistent/ca.pem".into()), ..settings() };
    let broken = silent(send_with(missing, &post("https://127.0.0.1:1"), PATIENT));
    assert_told(&broken, NotSent, false, "cannot read the CA certificates in /nonexistent/ca.pem");
}

/// A proxy that reads one request, records it and answers this.
fn proxy(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://user:{CANARY}@{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _): (TcpStream, _) = listener.accept().unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(head).unwrap()
    });
    (url, thread)
}

/// Only a process of its own has an environment of its own: this one runs when it is called by
/// [`through_proxy`], and prints its outcome.
#[test]
#[allow(clippy::disallowed_methods, reason = "the parent test talks to it through its environment")]
fn child_behind_a_proxy() {
    let Ok(url) = std::env::var("TRANSPORT_TEST_URL") else { return };
    match send_with(Settings { allow_http: true, ..settings() }, &post(&url), PATIENT) {
        Ok(answer) => println!("\nanswer {}", answer.status),
        Err(broken) => println!("\n{:?} {} {}", broken.reach, broken.passing, broken.what),
    }
}

#[allow(clippy::disallowed_methods, reason = "the name of the test binary")]
fn through_proxy(proxy: &str, url: &str) -> String {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "transport::child_behind_a_proxy", "--nocapture"])
        .env("TRANSPORT_TEST_URL", url)
        .env("HTTPS_PROXY", proxy)
        .env("HTTP_PROXY", proxy)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .current_dir(Path::new("/"))
        .output()
        .unwrap();
    let said = String::from_utf8([child.stdout, child.stderr].concat()).unwrap();
    assert!(!said.contains(CANARY), "{said}");
    said
}

#[test]
fn proxies_of_the_environment_are_used_and_named_without_their_password() {
    const URL: &str = "https://meet.example:8443";
    let cases = [
        (
            "HTTP/1.1 407 No\r\n\r\n",
            "NotSent false the proxy wants a login before it connects to meet.example:8443",
        ),
        ("HTTP/1.1 502 No\r\n\r\n", "NotSent true the proxy did not connect to meet.example:8443"),
        ("", "NotSent true the proxy closed the connection"),
        ("HTTP/1.1 200 OK\r\n\r\n", "NotSent true meet.example:8443 closed the connection before TLS"),
    ];
    for (answer, expected) in cases {
        let (url, thread) = proxy(answer);
        let said = through_proxy(&url, URL);
        assert!(said.contains(expected), "{said}");
        let asked = thread.join().unwrap();
        assert!(asked.starts_with("CONNECT meet.example:8443 HTTP/1.1\r\n"), "{asked}");
        assert!(asked.to_ascii_lowercase().contains("proxy-authorization: basic"), "{asked}");
    }
    // Without TLS the proxy answers in the server's place, and has sent nothing on.
    let (url, thread) = proxy("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
    let said = through_proxy(&url, "http://meet.example:8080");
    assert!(
        said.contains("NotSent false the proxy wants a login before it connects to meet.example:8080"),
        "{said}"
    );
    assert!(thread.join().unwrap().starts_with("POST http://meet.example:8080/"), "{said}");
    let nobody = format!("http://user:{CANARY}@127.0.0.1:{}", refused_port());
    let said = through_proxy(&nobody, URL);
    assert!(said.contains("NotSent true the proxy cannot be reached"), "{said}");
}

#[test]
fn loopback_is_never_asked_from_a_proxy() {
    let nobody = format!("http://127.0.0.1:{}", refused_port());
    let server = Server::start(|_, _| Reply::Json(200, "{}".into()));
    let said = through_proxy(&nobody, &server.url());
    assert!(said.contains("answer 200"), "{said}");
}
