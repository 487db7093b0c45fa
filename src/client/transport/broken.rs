//! Plain sentences for what goes wrong on a connection.
//!
//! Nothing here prints an error of the libraries: theirs hold the whole URL, with its secrets.

use super::super::wire::{Broken, Reach};
use super::open::LocalAddress;
use super::{Place, words};
use rustls::CertificateError as Certificate;
use std::error::Error;
use std::io::{self, ErrorKind};
use std::time::Duration;

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
        (Reach::NotSent, (false, format!("the address of {place} cannot be used in a request"), None))
    } else {
        let hyper = first::<hyper::Error>(&causes);
        let (passing, what) = if let Some(tls) = first::<rustls::Error>(&causes) {
            (false, format!("{place} broke off TLS: {}", alert(tls)))
        } else if hyper.is_some_and(hyper::Error::is_parse_too_large) {
            (false, format!("the headers of the answer of {place} are too large"))
        } else if hyper.is_some_and(hyper::Error::is_parse) {
            (false, format!("{place} answered with something that is not HTTP"))
        } else if io_kind(&causes, &[ErrorKind::TimedOut]) {
            (true, format!("the connection to {place} went dead before an answer came"))
        } else {
            (true, format!("{place} closed the connection before an answer came"))
        };
        (Reach::MayHaveArrived, (passing, what, None))
    };
    Broken { reach, passing, what, hint }
}

/// Why an answer that had begun did not end.
pub(super) fn within_answer(error: reqwest::Error, place: &Place) -> Broken {
    let causes = causes(&error);
    let (passing, what) = if first::<rustls::Error>(&causes).is_some() || io_kind(&causes, &CUT) {
        (true, format!("the answer of {place} was cut short"))
    } else if first::<hyper::Error>(&causes).is_none() {
        (false, format!("the answer of {place} is damaged: it cannot be decompressed"))
    } else if io_kind(&causes, &[ErrorKind::InvalidInput, ErrorKind::InvalidData]) {
        (false, format!("the answer of {place} is not valid HTTP"))
    } else {
        (true, format!("the answer of {place} was cut short"))
    };
    Broken { reach: Reach::MayHaveArrived, passing, what, hint: None }
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
            format!("{} is an address of the local network: it is not asked for files", place.host),
            None,
        );
    }
    if error.is_dns() {
        let hint = "check the host's name in the profile, and this machine's network";
        return (true, format!("cannot find the address of {}", place.host), Some(hint));
    }
    if error.is_timeout() {
        return (true, format!("no connection to {there} within {}", words(connect)), None);
    }
    if io_kind(causes, &[ErrorKind::ConnectionRefused]) {
        return (true, format!("{there} refused the connection"), None);
    }
    if io_kind(causes, &[ErrorKind::HostUnreachable, ErrorKind::NetworkUnreachable]) {
        return (true, format!("there is no route to {there}"), None);
    }
    if io_kind(causes, &CUT) {
        return (true, format!("{there} closed the connection before TLS was set up"), None);
    }
    // The operating system's own words hold no address.
    let reason =
        causes.iter().filter_map(|c| c.downcast_ref::<io::Error>()).find(|e| e.raw_os_error().is_some());
    let reason = reason.map(|e| format!(": {e}")).unwrap_or_default();
    (true, format!("no connection to {there}{reason}"), None)
}

/// The type of this error is private, so its words are read. They choose the sentence only: that
/// nothing was sent is already known.
fn proxy(causes: &[Cause<'_>], place: &Place) -> Option<Told> {
    const SEE: &str = "the proxy is the one in HTTPS_PROXY; NO_PROXY lists hosts that need none";
    const LOGIN: &str = "put its user name and password into HTTPS_PROXY: http://USER:PASSWORD@HOST:PORT";
    let said = causes.iter().map(ToString::to_string).find(|text| text.starts_with("tunnel error"))?;
    let there = place.with_port();
    Some(if said.contains("authorization required") {
        (false, format!("the proxy wants a login before it connects to {there}"), Some(LOGIN))
    } else if said.contains("underlying connection") {
        (true, "the proxy cannot be reached".to_owned(), Some(SEE))
    } else if said.contains("unsuccessful") {
        (true, format!("the proxy did not connect to {there}"), Some(SEE))
    } else {
        (true, format!("the proxy closed the connection before {there} was reached"), Some(SEE))
    })
}

fn tls(error: &rustls::Error, place: &Place) -> Told {
    const CLOCK: &str = "check this machine's clock";
    const CA: &str = "if the server or a proxy of your company has a CA of its own, name its PEM file as `ca_file` in the profile";
    let there = place.with_port();
    let (what, hint) = match error {
        rustls::Error::InvalidCertificate(reason) => match reason {
            Certificate::Expired | Certificate::ExpiredContext { .. } => {
                (format!("the certificate of {there} has expired"), Some(CLOCK))
            }
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                (format!("the certificate of {there} is not valid yet"), Some(CLOCK))
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                (format!("the certificate of {there} is for another name"), None)
            }
            Certificate::UnknownIssuer => {
                (format!("the certificate of {there} was issued by an unknown CA"), Some(CA))
            }
            Certificate::Revoked => (format!("the certificate of {there} was revoked"), None),
            // Among these: a CA's own certificate in place of a server's, as self-signed ones are.
            _ => (format!("the certificate of {there} cannot be trusted"), Some(CA)),
        },
        rustls::Error::InvalidMessage(_) => (format!("{there} does not speak TLS"), None),
        other => (format!("TLS with {there} failed: {}", alert(other)), None),
    };
    (false, what, hint)
}

/// The rest of TLS, in words that are ours or the standard's, never the server's.
fn alert(error: &rustls::Error) -> String {
    match error {
        rustls::Error::AlertReceived(alert) => format!("it sent the alert {alert:?}"),
        rustls::Error::PeerIncompatible(_) => "it is too old or too strict for this client".to_owned(),
        rustls::Error::PeerMisbehaved(_) | rustls::Error::InvalidMessage(_) => {
            "it broke the rules of the protocol".to_owned()
        }
        _ => "the connection is not sound".to_owned(),
    }
}
