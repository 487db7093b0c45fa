//! Plain sentences for what goes wrong on a connection.
//!
//! Nothing here prints an error of the libraries: theirs hold the whole URL, with its secrets.

use super::super::wire::{Broken, Reach};
use super::open::LocalAddress;
use super::{Place, way, words};
use rustls::CertificateError as Certificate;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;
use url::Url;

type Cause<'a> = &'a (dyn Error + 'static);

/// The error and all its causes. An `io::Error` skips what it wraps when asked for its source.
fn causes(error: Cause<'_>) -> Vec<Cause<'_>> {
    let mut all = vec![error];
    let mut next = inner(error);
    while let Some(cause) = next {
        all.push(cause);
        next = inner(cause);
    }
    all
}

fn inner(error: Cause<'_>) -> Option<Cause<'_>> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

fn first<'a, E: Error + 'static>(causes: &[Cause<'a>]) -> Option<&'a E> {
    causes.iter().find_map(|cause| cause.downcast_ref())
}

fn io_kind(causes: &[Cause<'_>], kinds: &[ErrorKind]) -> bool {
    causes.iter().any(|c| c.downcast_ref::<io::Error>().is_some_and(|e| kinds.contains(&e.kind())))
}

const CUT: [ErrorKind; 4] = [
    ErrorKind::UnexpectedEof,
    ErrorKind::ConnectionReset,
    ErrorKind::ConnectionAborted,
    ErrorKind::BrokenPipe,
];

/// Why no answer began.
pub(super) fn before_answer(error: reqwest::Error, place: &Place, connect: Duration) -> Broken {
    let causes = causes(&error);
    let (reach, (passing, what, hint)) = if error.is_connect() {
        // The one proof that there is: hyper had no connection to write to.
        (Reach::NotSent, no_connection(&error, &causes, place, connect))
    } else if error.is_builder() {
        (Reach::NotSent, (false, tr!("the address of {place} cannot be used in a request", place), None))
    } else {
        let hyper = first::<hyper::Error>(&causes);
        let (passing, what) = if let Some(tls) = first::<rustls::Error>(&causes) {
            (false, tr!("{place} broke off TLS: {alert}", place, alert = alert(tls)))
        } else if hyper.is_some_and(hyper::Error::is_parse_too_large) {
            (false, tr!("the headers of the answer of {place} are too large", place))
        } else if hyper.is_some_and(hyper::Error::is_parse) {
            (false, tr!("{place} answered with something that is not HTTP", place))
        } else if io_kind(&causes, &[ErrorKind::TimedOut]) {
            (true, tr!("the connection to {place} went dead before an answer came", place))
        } else {
            (true, tr!("{place} closed the connection before an answer came", place))
        };
        (Reach::MayHaveArrived, (passing, what, None))
    };
    Broken { reach, passing, what, hint }
}

/// Why an answer that had begun did not end.
pub(super) fn within_answer(error: reqwest::Error, place: &Place) -> Broken {
    let causes = causes(&error);
    let (passing, what) = if first::<rustls::Error>(&causes).is_some() || io_kind(&causes, &CUT) {
        (true, tr!("the answer of {place} was cut short", place))
    } else if first::<hyper::Error>(&causes).is_none() {
        (false, tr!("the answer of {place} is damaged: it cannot be decompressed", place))
    } else if io_kind(&causes, &[ErrorKind::InvalidInput, ErrorKind::InvalidData]) {
        (false, tr!("the answer of {place} is not valid HTTP", place))
    } else {
        (true, tr!("the answer of {place} was cut short", place))
    };
    Broken::lost(passing, what)
}

type Told = (bool, String, Option<&'static str>);

fn no_connection(error: &reqwest::Error, causes: &[Cause<'_>], place: &Place, connect: Duration) -> Told {
    if let Some(told) = proxy(causes, place) {
        return told;
    }
    if let Some(error) = first::<rustls::Error>(causes) {
        return tls(error, place);
    }
    let there = place.with_port();
    if first::<LocalAddress>(causes).is_some() {
        return (
            false,
            tr!("{host} is an address of the local network: it is not asked for files", host = place.host),
            None,
        );
    }
    if error.is_dns() {
        let hint = tr!("check the host's name in the profile, and this machine's network");
        return (true, tr!("cannot find the address of {host}", host = place.host), Some(hint));
    }
    if error.is_timeout() {
        return (true, tr!("no connection to {there} within {time}", there, time = words(connect)), None);
    }
    if io_kind(causes, &[ErrorKind::ConnectionRefused]) {
        return (true, tr!("{there} refused the connection", there), None);
    }
    if io_kind(causes, &[ErrorKind::HostUnreachable, ErrorKind::NetworkUnreachable]) {
        return (true, tr!("there is no route to {there}", there), None);
    }
    if io_kind(causes, &CUT) {
        return (true, tr!("{there} closed the connection before TLS was set up", there), None);
    }
    // The operating system's own words hold no address.
    let reason =
        causes.iter().filter_map(|c| c.downcast_ref::<io::Error>()).find(|e| e.raw_os_error().is_some());
    let reason = reason.map(|e| format!("{}{e}", tr!(": "))).unwrap_or_default();
    (true, tr!("no connection to {there}{reason}", there, reason), None)
}

/// Says that nothing was sent where a proxy answered 407 to a request that it should have passed on. Within TLS
/// the answer is the server's own, and without a proxy as well.
pub(super) fn proxy_without_login(url: &Url, place: &Place) -> Result<(), Broken> {
    if url.scheme() != "http" || way::proxy(url).is_none() {
        return Ok(());
    }
    let there = place.with_port();
    Err(Broken::not_sent(tr!("the proxy wants a login before it connects to {there}", there))
        .hint(tr!("put its user name and password into HTTP_PROXY: http://USER:PASSWORD@HOST:PORT")))
}

/// The type of this error is private, so its words are read. They choose the sentence only: that
/// nothing was sent is already known.
fn proxy(causes: &[Cause<'_>], place: &Place) -> Option<Told> {
    let see = tr!("the proxy is the one in HTTPS_PROXY; NO_PROXY lists hosts that need none");
    let login = tr!("put its user name and password into HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT");
    let said = causes.iter().map(ToString::to_string).find(|text| text.starts_with("tunnel error"))?;
    let there = place.with_port();
    Some(if said.contains("authorization required") {
        (false, tr!("the proxy wants a login before it connects to {there}", there), Some(login))
    } else if said.contains("underlying connection") {
        (true, tr!("the proxy cannot be reached").to_owned(), Some(see))
    } else if said.contains("unsuccessful") {
        (true, tr!("the proxy did not connect to {there}", there), Some(see))
    } else {
        (true, tr!("the proxy closed the connection before {there} was reached", there), Some(see))
    })
}

fn tls(error: &rustls::Error, place: &Place) -> Told {
    let clock = tr!("check this machine's clock");
    let ca = tr!(
        "if the server or a proxy of your company has a CA of its own, name its PEM file as `ca_file` in the profile"
    );
    let there = place.with_port();
    let (what, hint) = match error {
        rustls::Error::InvalidCertificate(reason) => match reason {
            Certificate::Expired | Certificate::ExpiredContext { .. } => {
                (tr!("the certificate of {there} has expired", there), Some(clock))
            }
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                (tr!("the certificate of {there} is not valid yet", there), Some(clock))
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                (tr!("the certificate of {there} is for another name", there), None)
            }
            Certificate::UnknownIssuer => {
                (tr!("the certificate of {there} was issued by an unknown CA", there), Some(ca))
            }
            Certificate::Revoked => (tr!("the certificate of {there} was revoked", there), None),
            // Among these: a CA's own certificate in place of a server's, as self-signed ones are.
            _ => (tr!("the certificate of {there} cannot be trusted", there), Some(ca)),
        },
        rustls::Error::InvalidMessage(_) => (tr!("{there} does not speak TLS", there), None),
        other => (tr!("TLS with {there} failed: {alert}", there, alert = alert(other)), None),
    };
    (false, what, hint)
}

/// The rest of TLS, in words that are ours or the standard's, never the server's.
fn alert(error: &rustls::Error) -> String {
    match error {
        rustls::Error::AlertReceived(alert) => {
            tr!("it sent the alert {alert}", alert = format_args!("{alert:?}"))
        }
        rustls::Error::PeerIncompatible(_) => tr!("it is too old or too strict for this client").to_owned(),
        rustls::Error::PeerMisbehaved(_) | rustls::Error::InvalidMessage(_) => {
            tr!("it broke the rules of the protocol").to_owned()
        }
        _ => tr!("the connection is not sound").to_owned(),
    }
}
