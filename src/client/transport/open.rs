//! Files: an answer whose body is read piece by piece, without a limit on its size, from servers that
//! are not the vendor's. Nothing that says who asks goes along.

use super::super::address::{is_local, is_loopback};
use super::super::io::{Ask, Body, Head, Limits, Local, Opened};
use super::super::wire::Broken;
use super::{Kind, Place, Transport, broken, connect_limit, not_sent, words};
use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};
use reqwest::{Method, Response};
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;
use url::Host;

impl Transport {
    /// One attempt at a file: no redirect is followed and nothing is sent twice.
    pub async fn open(&self, ask: &Ask, limits: Limits) -> Result<Opened, Broken> {
        let place = Place::of(&ask.url);
        let loopback = is_loopback(&ask.url);
        let tls = match ask.url.scheme() {
            "https" => true,
            "http" => !loopback, // a proxy may speak TLS
            other => {
                return Err(not_sent(tr!(
                    "a file cannot be had from an address that begins with {other}:",
                    other
                )));
            }
        };
        if !ask.url.username().is_empty() || ask.url.password().is_some() {
            return Err(not_sent(tr!("the address of {place} holds a user name or a password", place)));
        }
        if let (true, Some(host)) = (ask.public, ask.url.host_str()) {
            self.guard.watch(host);
        }
        let mut headers = HeaderMap::with_capacity(ask.headers.len() + 1);
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for (name, value) in &ask.headers {
            let value = HeaderValue::from_str(value)
                .map_err(|_| not_sent(tr!("header {name} holds characters that HTTP cannot carry", name)))?;
            headers.insert(*name, value);
        }
        let connect = connect_limit(limits);
        let client = self.client(Kind { loopback, tls, connect, files: true })?;
        let mut request = reqwest::Request::new(Method::GET, ask.url.clone());
        *request.headers_mut() = headers;
        match timeout(limits.total, client.execute(request)).await {
            Ok(Ok(response)) => {
                let head = head(&response);
                let body = Pieces { response, silence: limits.silence, place };
                Ok(Opened { head, body: Box::new(body) })
            }
            Ok(Err(error)) => Err(broken::before_answer(error, &place, connect)),
            Err(_) => {
                let what = tr!("no answer from {place} within {time}", place, time = words(limits.total));
                Err(Broken::lost(true, what))
            }
        }
    }
}

fn head(response: &Response) -> Head {
    let headers = response.headers();
    let text = |name: &str| Some(String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned());
    let length = text("content-length").and_then(|text| text.parse().ok());
    Head {
        status: response.status().as_u16(),
        length,
        framed: length.is_some() || headers.contains_key("transfer-encoding"),
        range: text("content-range"),
        etag: text("etag"),
        modified: text("last-modified"),
        media_type: text("content-type"),
        encoding: text("content-encoding"),
        location: text("location"),
        retry_after: text("retry-after"),
    }
}

struct Pieces {
    response: Response,
    silence: Duration,
    place: Place,
}

impl Body for Pieces {
    fn next(&mut self) -> Local<'_, Result<Option<Bytes>, Broken>> {
        Box::pin(async {
            match timeout(self.silence, self.response.chunk()).await {
                Ok(Ok(piece)) => Ok(piece),
                Ok(Err(error)) => Err(broken::within_answer(error, &self.place)),
                Err(_) => {
                    let (place, silence) = (&self.place, words(self.silence));
                    Err(Broken::lost(true, tr!("{place} sent nothing for {silence}", place, silence)))
                }
            }
        })
    }
}

/// Looks names up, and holds those that a redirect named to addresses that all the world can reach:
/// a server that redirects must not choose what is asked inside of the user's network. Names that go
/// through a proxy are looked up there, and none of this machine's network is reached.
#[derive(Clone, Default)]
pub(super) struct Guard(Arc<Mutex<BTreeSet<String>>>);

impl Guard {
    fn watch(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    fn watches(&self, name: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guarded = self.watches(name.as_str());
        Box::pin(async move {
            let all: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if guarded && all.iter().any(|address| inside(address.ip())) {
                return Err(LocalAddress.into());
            }
            Ok(Box::new(all.into_iter()) as Addrs)
        })
    }
}

fn inside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_local(&Host::<&str>::Ipv4(ip)),
        IpAddr::V6(ip) => is_local(&Host::<&str>::Ipv6(ip)),
    }
}

/// A name that was to be public leads to the local network.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address of the local network")]
pub(super) struct LocalAddress;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watched_name_does_not_lead_inside() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let guard = Guard::default();
        let found = || runtime.block_on(guard.resolve("localhost".parse().unwrap())).map(Iterator::count);
        assert!(found().unwrap() > 0);
        guard.watch("localhost");
        assert!(found().unwrap_err().is::<LocalAddress>());
    }
}
