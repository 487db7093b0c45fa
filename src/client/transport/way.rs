//! The way to a server, step by step, for whoever wants to know where it ends. Nothing is sent on it.

use super::super::address::is_loopback;
use hyper_util::client::proxy::matcher::Matcher;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use url::{Host, Url};

/// The proxy through which an address is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Where it is, without user and password.
    pub address: Url,
    /// Whether it is given a user name or a password.
    pub login: bool,
}

/// The proxy that the environment, or the system, names for this address. This machine is never asked
/// through one.
pub fn proxy(url: &Url) -> Option<Proxy> {
    if is_loopback(url) {
        return None;
    }
    let found = Matcher::from_system().intercept(&url.as_str().parse().ok()?)?;
    let login = found.basic_auth().is_some() || found.raw_auth().is_some();
    let mut address = Url::parse(&found.uri().to_string()).ok()?;
    // Nothing that could be a password is ever shown.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    Some(Proxy { address, login })
}

/// The addresses of a server, in the order in which they are tried. Errors say why there is none, in
/// words that begin small.
pub async fn addresses(url: &Url, limit: Duration) -> Result<Vec<SocketAddr>, String> {
    let port = url.port_or_known_default().unwrap_or(0);
    let name = match url.host() {
        Some(Host::Ipv4(ip)) => return Ok(vec![SocketAddr::from((ip, port))]),
        Some(Host::Ipv6(ip)) => return Ok(vec![SocketAddr::from((ip, port))]),
        Some(Host::Domain(name)) => name,
        None => return Err(tr!("the address names no host").to_owned()),
    };
    match timeout(limit, lookup_host((name, port))).await {
        Ok(Ok(found)) => {
            let mut all: Vec<SocketAddr> = Vec::new();
            found.for_each(|address| {
                if !all.contains(&address) {
                    all.push(address);
                }
            });
            if all.is_empty() { Err(tr!("{name} has no address", name)) } else { Ok(all) }
        }
        // The system's words differ from system to system and say no more.
        Ok(Err(_)) => Err(tr!("cannot find the address of {name}", name)),
        Err(_) => Err(tr!("no answer about {name} within {limit}", name, limit = format_args!("{limit:?}"))),
    }
}

/// Connects to the first of these that answers, and hangs up again.
pub async fn connect(addresses: &[SocketAddr], limit: Duration) -> Result<SocketAddr, String> {
    let mut last = String::new();
    for address in addresses {
        match timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(_)) => return Ok(*address),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                last = tr!("{address} refused the connection", address);
            }
            Ok(Err(error)) => {
                last = tr!("no connection to {address}: {error}", address, error = error.kind());
            }
            Err(_) => {
                last = tr!(
                    "no connection to {address} within {limit}",
                    address,
                    limit = format_args!("{limit:?}")
                );
            }
        }
    }
    Err(last)
}
