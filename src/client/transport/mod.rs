//! The socket side of [`Io`]: one HTTP/1.1 attempt, with limits, and never a second one.
//!
//! What went wrong is told apart by what can be proven (see [`Reach`](super::wire::Reach)): only a failure
//! before the connection stood is `NotSent`.

mod broken;
mod open;
#[cfg_attr(any(windows, target_vendor = "apple"), allow(dead_code))]
mod roots;
pub mod stop;
mod tls;
pub mod way;

pub use roots::Places;
use stop::Stop;

use super::address::is_loopback;
use super::io::{Ask, Io, Limits, Local, Opened, Step};
use super::wire::{Answer, Broken, Encoded};
use crate::error::Error;
use crate::file;
use crate::secret::Secret;
use jiff::Timestamp;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Response, StatusCode, redirect, retry};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::{error::Elapsed, timeout};
use url::Url;

/// A connection that was idle for longer is not used again. Apache and Node close theirs after 5 s,
/// and a write on a connection that the server is just closing would be in doubt for nothing.
const IDLE: Duration = Duration::from_secs(4);

/// How long another process may hold a file in the state folder.
const PATIENCE: Duration = Duration::from_secs(5);
/// No more of what is kept in the state folder is read, in bytes.
const LARGEST_KEPT: u64 = 16 << 20;

/// What holds for every request.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Certificates (PEM) that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Where the system's own are, if something was said of it; nothing: where they usually are.
    pub system_ca: Places,
    /// Whether requests may go over plain HTTP to hosts other than this machine.
    pub allow_http: bool,
    /// A certificate to show to servers, and its key: PEM.
    pub identity: Option<Secret>,
    /// The `User-Agent`.
    pub user_agent: String,
}

/// Sends requests. Costs nothing before the first one; keeps connections between them.
///
/// Needs a tokio runtime with its timers and sockets. Names are looked up on a thread of that
/// runtime, which cannot be interrupted: end the program with `Runtime::shutdown_background`, or a
/// dead name server holds up the exit.
pub struct Transport {
    settings: Settings,
    clients: Mutex<Vec<(Kind, Client)>>,
    guard: open::Guard,
}

/// What clients differ in. There are few of them in one run, as [`connect_limit`] knows only few times.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind {
    /// Loopback is never asked from a proxy.
    loopback: bool,
    /// Plain HTTP to this machine must not pay for reading the system's certificates.
    tls: bool,
    /// A property of the client, not of the request.
    connect: Duration,
    /// For files: as they are, and without the certificate that says who asks.
    files: bool,
}

impl Transport {
    /// Reads nothing and opens nothing yet.
    pub fn new(settings: Settings) -> Self {
        Self { settings, clients: Mutex::default(), guard: open::Guard::default() }
    }

    /// One attempt: no redirect is followed and nothing is sent twice.
    pub async fn send(&self, request: &Encoded, limits: Limits) -> Result<Answer, Broken> {
        let (ready, connect, client) = self.prepare(request, limits)?;
        let place = Place::of(&request.url);
        let began = Instant::now();
        let response = match timeout(limits.total, client.execute(ready)).await {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return Err(broken::before_answer(error, &place, connect)),
            Err(Elapsed { .. }) => {
                let what = tr!("no answer from {place} within {time}", place, time = words(limits.total));
                return Err(Broken::lost(true, what));
            }
        };
        if response.status() == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
            broken::proxy_without_login(&request.url, &place)?;
        }
        let left = limits.total.saturating_sub(began.elapsed());
        timeout(left, read(response, limits, &place)).await.unwrap_or_else(|_| {
            let what = tr!(
                "the answer of {place} was not complete within {time}",
                place,
                time = words(limits.total)
            );
            Err(Broken::lost(true, what))
        })
    }

    /// All that can be wrong before a socket is opened.
    fn prepare(
        &self,
        request: &Encoded,
        limits: Limits,
    ) -> Result<(reqwest::Request, Duration, Client), Broken> {
        let place = Place::of(&request.url);
        let loopback = is_loopback(&request.url);
        let tls = match request.url.scheme() {
            "https" => true,
            "http" if loopback => false,
            "http" if self.settings.allow_http => true, // a proxy may speak TLS
            "http" => {
                return Err(not_sent(tr!("http://{place} is not encrypted: nothing was sent", place)).hint(
                    tr!("use https, or set `allow_http = true` in the profile to send secrets in the clear"),
                ));
            }
            other => return Err(not_sent(tr!("cannot send to an address that begins with {other}:", other))),
        };
        if !request.url.username().is_empty() || request.url.password().is_some() {
            return Err(not_sent(tr!("the address of {place} holds a user name or a password", place))
                .hint(tr!("addresses get printed and logged: keep secrets in the profile's own settings")));
        }
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| not_sent(tr!("the method is not one of HTTP's")))?;
        let mut headers = HeaderMap::with_capacity(request.headers.len() + 1);
        // Some servers answer 411 to a POST without this, and hyper leaves it out.
        if request.body.is_empty() && !matches!(method, Method::GET | Method::HEAD) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        for (name, value) in &request.headers {
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
                not_sent(tr!("{name} cannot be the name of a header", name = format_args!("{name:?}")))
            })?;
            // The library lets bytes above 127 pass, which no two servers read alike.
            let mut value =
                Some(value).filter(|v| v.is_ascii()).and_then(|v| HeaderValue::from_str(v).ok()).ok_or_else(
                    || not_sent(tr!("header {name} holds characters that HTTP cannot carry", name)),
                )?;
            value.set_sensitive(true);
            headers.append(header, value);
        }
        let connect = connect_limit(limits);
        let client = self.client(Kind { loopback, tls, connect, files: false })?;
        let mut ready = reqwest::Request::new(method, request.url.clone());
        *ready.headers_mut() = headers;
        if !request.body.is_empty() {
            *ready.body_mut() = Some(request.body.clone().into());
        }
        Ok((ready, connect, client))
    }

    fn client(&self, kind: Kind) -> Result<Client, Broken> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = clients.iter().find(|(k, _)| *k == kind) {
            return Ok(client.clone());
        }
        let client = self.build(kind)?;
        clients.push((kind, client.clone()));
        Ok(client)
    }

    fn build(&self, kind: Kind) -> Result<Client, Broken> {
        // Fails if there is a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(&self.settings.user_agent)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .http1_only()
            .connect_timeout(kind.connect)
            .pool_idle_timeout(IDLE);
        if kind.loopback {
            builder = builder.no_proxy();
        }
        if kind.files {
            builder = builder.no_gzip().dns_resolver(self.guard.clone());
        }
        // Without TLS nothing of the system's is read.
        builder = if kind.tls {
            builder.tls_backend_preconfigured(tls::config(&self.settings, !kind.files)?)
        } else {
            builder.tls_certs_only([])
        };
        builder.build().map_err(|error| not_sent(tr!("cannot start: {error}", error)))
    }
}

/// How long a connection may take to be set up. The client's own limit must fire before the one around
/// all: only it proves that nothing left.
///
/// It is part of what clients differ in, and the time that is left is another one at every send. Where
/// that is what bounds it, it is therefore one of a few: a power of two of milliseconds, or one and a half.
fn connect_limit(limits: Limits) -> Duration {
    let most = limits.total.saturating_sub(limits.total / 8);
    if limits.connect <= most {
        return limits.connect;
    }
    let millis = u64::try_from(most.as_millis()).unwrap_or(u64::MAX);
    let power = millis.checked_ilog2().map_or(0, |bits| 1 << bits);
    let between = power + power / 2;
    Duration::from_millis(if millis >= between { between } else { power })
}

/// Reads the answer to its end. Counts what comes out of the decompressor, not what goes in.
async fn read(mut response: Response, limits: Limits, place: &Place) -> Result<Answer, Broken> {
    let headers = response.headers();
    let text = |name: &str| {
        let mut values = headers.get_all(name).iter();
        values.next().map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned())
    };
    let retry_after: Vec<_> =
        headers.get_all("retry-after").iter().map(|v| String::from_utf8_lossy(v.as_bytes())).collect();
    let mut answer = Answer {
        status: response.status().as_u16(),
        location: text("location"),
        retry_after: (!retry_after.is_empty()).then(|| retry_after.join(", ")),
        date: text("date"),
        body: Vec::new(),
    };
    let too_large = || Broken::lost(false, tr!("the answer is larger than {size}", size = size(limits.body)));
    if response.content_length().is_some_and(|n| n > limits.body as u64) {
        return Err(too_large());
    }
    loop {
        match timeout(limits.silence, response.chunk()).await {
            Ok(Ok(Some(piece))) if piece.len() > limits.body - answer.body.len() => return Err(too_large()),
            Ok(Ok(Some(piece))) => answer.body.extend_from_slice(&piece),
            Ok(Ok(None)) => return Ok(answer),
            Ok(Err(error)) => return Err(broken::within_answer(error, place)),
            Err(Elapsed { .. }) => {
                let silence = words(limits.silence);
                let what = tr!("the answer of {place} stopped coming for {time}", place, time = silence);
                return Err(Broken::lost(true, what));
            }
        }
    }
}

/// Where a request goes, as errors say it: host and port, never the path, query or user.
struct Place {
    host: String,
    port: u16,
    usual: bool,
}

impl Place {
    fn of(url: &Url) -> Self {
        Self {
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port_or_known_default().unwrap_or_default(),
            usual: url.port().is_none(),
        }
    }

    fn with_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.usual { f.write_str(&self.host) } else { f.write_str(&self.with_port()) }
    }
}

fn not_sent(what: impl Into<String>) -> Broken {
    Broken::not_sent(what)
}

fn words(time: Duration) -> String {
    match (time.as_secs(), time.subsec_millis()) {
        (seconds, 0) => format!("{seconds} {}", tr!("s")),
        (0, millis) => format!("{millis} {}", tr!("ms")),
        _ => format!("{:.1} {}", time.as_secs_f64(), tr!("s")),
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        n if n >= 1 << 20 && n % (1 << 20) == 0 => format!("{} MiB", n >> 20),
        n if n >= 1 << 10 && n % (1 << 10) == 0 => format!("{} KiB", n >> 10),
        n => tr!("{n} bytes", n),
    }
}

/// The world itself.
pub struct RealIo {
    transport: Transport,
    clock: fn() -> Timestamp,
    began: Instant,
    /// The folder for what is remembered between commands; without one nothing is.
    state: Option<PathBuf>,
    notes: Box<dyn Fn(&str)>,
    /// Whether a signal has asked to stop.
    stop: Rc<Stop>,
    /// How callbacks that were kept are found, where there is a receiver of callbacks.
    events: Option<Box<Events>>,
}

/// Shows the callbacks that were kept for a profile; see [`Io::events`].
pub type Events =
    dyn Fn(&str, &mut dyn FnMut(serde_json::Value) -> crate::error::Result<()>) -> crate::error::Result<bool>;

impl RealIo {
    /// The clock, the folder for state and the place for notes come from whoever owns them.
    pub fn new(
        transport: Transport,
        clock: fn() -> Timestamp,
        state: Option<PathBuf>,
        notes: Box<dyn Fn(&str)>,
    ) -> Self {
        Self { transport, clock, began: Instant::now(), state, notes, stop: Rc::default(), events: None }
    }

    /// Heeds signals.
    #[must_use]
    pub fn stopped_by(mut self, stop: Rc<Stop>) -> Self {
        self.stop = stop;
        self
    }

    /// Finds callbacks that were kept.
    #[must_use]
    pub fn with_events(mut self, events: Box<Events>) -> Self {
        self.events = Some(events);
        self
    }
}

impl Io for RealIo {
    fn send<'a>(&'a self, request: &'a Encoded, limits: Limits) -> Local<'a, Result<Answer, Broken>> {
        Box::pin(self.transport.send(request, limits))
    }

    fn open<'a>(&'a self, ask: &'a Ask, limits: Limits) -> Local<'a, Result<Opened, Broken>> {
        Box::pin(self.transport.open(ask, limits))
    }

    fn pause(&self, time: Duration) -> Local<'_, ()> {
        Box::pin(async move {
            tokio::select! {
                () = tokio::time::sleep(time) => {}
                () = self.stop.asked() => {}
            }
        })
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        if getrandom::fill(&mut bytes).is_err() {
            bytes = unlike_before(self.began.elapsed());
        }
        bytes
    }

    fn recall(&self, name: &str) -> Option<Vec<u8>> {
        file::read_own(&self.state.as_ref()?.join(file::plain(name)), LARGEST_KEPT).ok()
    }

    fn remember(&self, name: &str, bytes: &[u8]) {
        let Some(folder) = &self.state else { return };
        let kept =
            file::private_folder(folder).and_then(|()| file::replace(&folder.join(file::plain(name)), bytes));
        if let Err(error) = kept {
            self.note(&tr!("warning: cannot keep {name} in the state folder: {error}", name, error));
        }
    }

    fn events(
        &self,
        profile: &str,
        visit: &mut dyn FnMut(serde_json::Value) -> crate::error::Result<()>,
    ) -> crate::error::Result<bool> {
        self.events.as_ref().map_or(Ok(false), |events| events(profile, visit))
    }

    fn update(&self, name: &str, change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>) {
        let Some(folder) = &self.state else { return };
        // Two commands at once must not lose what the other one learned.
        let lock = folder.join(file::name_of(name, "lock"));
        let held = file::private_folder(folder).and_then(|()| file::lock(&lock, PATIENCE));
        match held {
            Ok(Some(_held)) => {
                if let Some(bytes) = change(self.recall(name)) {
                    self.remember(name, &bytes);
                }
            }
            Ok(None) => self.note(&tr!("warning: {name} was not updated: another meetctl holds it", name)),
            Err(error) => {
                self.note(&tr!("warning: cannot keep {name} in the state folder: {error}", name, error));
            }
        }
    }

    fn share(&self, name: &str, change: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> bool {
        let Some(folder) = &self.state else { return false };
        let path = folder.join(file::plain(name));
        let done = file::private_folder(folder).and_then(|()| file::change(&path, PATIENCE, change));
        match done {
            Ok(true) => true,
            Ok(false) => {
                self.note(&tr!("warning: {name} is held by another meetctl: going on without it", name));
                false
            }
            Err(error) => {
                self.note(&tr!("warning: cannot use {name} in the state folder: {error}", name, error));
                false
            }
        }
    }

    fn writing(&self, step: Step) {
        self.stop.writing(step);
    }

    fn stopped(&self) -> Option<Error> {
        self.stop.stopped()
    }

    fn note(&self, line: &str) {
        (self.notes)(line);
    }
}

/// For a machine without a source of chance: not secret, but another one each time, which is all
/// that boundaries, nonces and jitter need. No key may ever be made of it.
fn unlike_before(elapsed: Duration) -> [u8; 16] {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let seed = (elapsed, std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, seed).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << 64 | half(1)).to_ne_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_in_units_that_people_use() {
        let times = [10_000, 300, 1_500].map(|ms| words(Duration::from_millis(ms)));
        assert_eq!(times, ["10 s", "300 ms", "1.5 s"]);
        assert_eq!([64 << 20, 4 << 10, 1000].map(size), ["64 MiB", "4 KiB", "1000 bytes"]);
    }

    #[test]
    fn what_is_left_gives_few_limits_for_connecting_and_none_beyond_it() {
        let limit = |connect: u64, total: u64| {
            let [connect, total] = [connect, total].map(Duration::from_micros);
            connect_limit(Limits { connect, total, silence: total, body: 0 })
        };
        assert_eq!(limit(10_000_000, 60_000_000), Duration::from_secs(10));
        let mut known = std::collections::BTreeSet::new();
        for total in (0..11_000_000).step_by(997) {
            let limit = limit(10_000_000, total);
            let most = Duration::from_micros(total - total / 8);
            assert!(limit <= most, "{limit:?} of {most:?}");
            assert!(limit * 3 >= most * 2 || most < Duration::from_millis(2), "{limit:?} of {most:?}");
            known.insert(limit);
        }
        assert!(known.len() <= 32, "{known:?}");
    }

    #[test]
    fn loopback_is_told_by_the_address_and_not_by_how_it_looks() {
        let all =
            |urls: &[&str]| urls.iter().map(|u| is_loopback(&Url::parse(u).unwrap())).collect::<Vec<_>>();
        let near =
            ["http://localhost:1/", "http://127.9.9.9/", "http://[::1]/", "http://[::ffff:127.0.0.1]/"];
        assert!(all(&near).into_iter().all(|yes| yes));
        let far =
            ["http://localhost.example/", "http://127.0.0.1.example/", "http://10.0.0.1/", "http://[::2]/"];
        assert!(!all(&far).into_iter().any(|yes| yes));
    }

    #[test]
    fn without_chance_no_two_values_are_alike() {
        assert_ne!(unlike_before(Duration::ZERO), unlike_before(Duration::ZERO));
    }
}
