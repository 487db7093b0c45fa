//! Sending a callback on to an address: the raw body and the headers that vouch for it.

use super::courier::Act;
use super::verify::Signature;
use crate::client::address;
use crate::client::io::{Io, Limits};
use crate::client::wire::{Answer, Broken, Encoded};
use crate::error::{Error, Result};
use std::rc::Rc;
use std::time::Duration;
use url::Url;

/// What one try may take.
pub const LIMITS: Limits = Limits {
    connect: Duration::from_secs(5),
    total: Duration::from_secs(10),
    silence: Duration::from_secs(10),
    body: 1 << 20,
};

/// The address that a user gave: as any address that is called, but for a query, which it may have.
pub fn address(flag: &str, text: &str, allow_http: bool) -> Result<Url> {
    let bare = text.split('?').next().unwrap_or(text);
    let checked =
        address::check(bare, allow_http).and_then(|_| Url::parse(text).map_err(|_| tr!("is not an address")));
    checked.map_err(|why| {
        Error::usage(tr!("{flag}: the address {why}", flag, why))
            .hint(tr!("write it as https://host:port/path; plain http beyond this machine needs allow_http = true in the profile"))
    })
}

/// The request that carries a callback.
pub fn request(url: &Url, signature: &Signature, body: Vec<u8>) -> Encoded {
    let mut headers = signature.headers();
    headers.push(("content-type".to_owned(), "application/json;charset=utf-8".to_owned()));
    Encoded { method: "POST", url: url.clone(), headers, body }
}

/// Whether the receiver took it, or why not. Anything but 2xx is a failure; a redirect is not followed.
pub fn taken(result: &Result<Answer, Broken>) -> Result<(), String> {
    match result {
        Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
        Ok(answer) => Err(tr!("the receiver answered {status}", status = answer.status)),
        Err(broken) => Err(broken.what.clone()),
    }
}

/// Forwards each callback as it came.
pub fn act(io: Rc<dyn Io>, url: Url) -> Act {
    Rc::new(move |kept| {
        let (io, request) = (Rc::clone(&io), request(&url, &kept.signature, kept.body.clone()));
        Box::pin(async move { taken(&io.send(&request, LIMITS).await) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_held_to_the_usual_rules() {
        let check = |text| address("--forward", text, false).map(|url| url.to_string());
        assert_eq!(check("https://h.example/a/?x=1").unwrap(), "https://h.example/a/?x=1");
        assert_eq!(check("http://127.0.0.1:9/cb").unwrap(), "http://127.0.0.1:9/cb");
        for bad in ["http://h.example/", "ftp://h", "h.example", "https://u:p@h.example/", ""] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(address("--url", "http://h.example/", true).is_ok());
    }
}
