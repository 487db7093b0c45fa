//! The way to a file: its link, and the redirects that it may take.
//!
//! Redirects are followed here and not by the HTTP library, so that each step can be refused: none leads
//! from https to http, and none into the local network, but for the profile's own hosts.

use super::address::is_local;
use super::io::{Ask, Io, Limits, Opened};
use super::wire::Broken;
use url::Url;

/// More are not followed.
pub const MOST_REDIRECTS: usize = 5;

/// A link, and what goes along with it.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// Where to begin: the vendor's own link, which may lead anywhere.
    pub url: &'a Url,
    /// `Range` and `If-Range`.
    pub headers: Vec<(&'static str, String)>,
    /// Hosts that redirects may lead to although they are in the local network.
    pub own: &'a [String],
}

/// Asks for a file and follows redirects, until an answer is none. The limits hold for all steps together.
pub async fn follow(io: &dyn Io, way: Way<'_>, limits: Limits) -> Result<Opened, Broken> {
    let mut ask = Ask { url: way.url.clone(), headers: way.headers, public: false };
    let began = io.elapsed();
    for _ in 0..=MOST_REDIRECTS {
        let total = limits.total.saturating_sub(io.elapsed().saturating_sub(began));
        let opened = io.open(&ask, Limits { connect: limits.connect.min(total), total, ..limits }).await?;
        if !matches!(opened.head.status, 301 | 302 | 303 | 307 | 308) {
            return Ok(opened);
        }
        let location = opened.head.location.as_deref().unwrap_or_default();
        let (url, public) = step(&ask.url, location, way.own).map_err(|why| refused(&ask.url, why))?;
        ask.url = url;
        ask.public = public;
    }
    Err(refused(way.url, tr!("more than five times")))
}

fn refused(from: &Url, why: &str) -> Broken {
    let host = from.host_str().unwrap_or_default();
    Broken::lost(false, tr!("{host} redirects {why}: that is not followed", host, why))
}

/// One redirect: where it leads, and whether that must be an address of the public network.
fn step(from: &Url, location: &str, own: &[String]) -> Result<(Url, bool), &'static str> {
    if location.is_empty() || location.chars().any(char::is_control) {
        return Err(tr!("to nowhere"));
    }
    let to = from.join(location).map_err(|_| tr!("to something that is no address"))?;
    match (from.scheme(), to.scheme()) {
        (_, "https") | ("http", "http") => {}
        ("https", "http") => return Err(tr!("from https to http")),
        _ => return Err(tr!("to something that is no web address")),
    }
    if !to.username().is_empty() || to.password().is_some() {
        return Err(tr!("to an address with a user name in it"));
    }
    let Some(host) = to.host() else { return Err(tr!("to an address without a host")) };
    let is_own = to.host_str().is_some_and(|host| own.iter().any(|own| own.eq_ignore_ascii_case(host)));
    if !is_own && is_local(&host) {
        return Err(tr!("to an address of the local network"));
    }
    Ok((to, !is_own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(url: &str) -> Url {
        Url::parse(url).unwrap()
    }

    #[test]
    fn redirects_that_are_followed() {
        let own = ["10.0.0.5".to_owned(), "rec.lan".to_owned()];
        for (from, location, to, public) in [
            ("https://a.example/x?s=1", "/y", "https://a.example/y", true),
            ("http://a.example/x", "https://b.example/y?z", "https://b.example/y?z", true),
            ("http://a.example/x", "//b.example:81/y", "http://b.example:81/y", true),
            ("https://a.example/x", "https://10.0.0.5:9/y", "https://10.0.0.5:9/y", false),
            ("https://a.example/x", "https://REC.lan/y", "https://rec.lan/y", false),
        ] {
            assert_eq!(step(&at(from), location, &own), Ok((at(to), public)), "{location}");
        }
    }

    #[test]
    fn redirects_that_are_refused() {
        for (location, why) in [
            ("", "to nowhere"),
            ("http://a.example/", "from https to http"),
            ("file:///etc/passwd", "to something that is no web address"),
            ("data:text/plain,x", "to something that is no web address"),
            ("https://u:p@b.example/", "to an address with a user name in it"),
            ("https://169.254.169.254/", "to an address of the local network"),
            ("https://0x7f.1/", "to an address of the local network"),
            ("https://2130706433/", "to an address of the local network"),
            ("//localhost/", "to an address of the local network"),
            ("//[::1]/", "to an address of the local network"),
            ("https://[", "to something that is no address"),
            ("//A\u{ae}/", "to something that is no address"),
            ("/a\u{1b}[2J", "to nowhere"),
        ] {
            assert_eq!(step(&at("https://a.example/x"), location, &[]), Err(why), "{location}");
        }
    }

    proptest! {
        #[test]
        fn no_redirect_leaves_https_or_goes_inside(location in any::<String>()) {
            if let Ok((to, public)) = step(&at("https://a.example/x"), &location, &[]) {
                prop_assert!(to.scheme() == "https" && public && !is_local(&to.host().unwrap()));
            }
        }
    }
}
