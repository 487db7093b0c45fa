//! Which addresses may be called: https, or http where that is safe or allowed.

use url::{Host, Url};

/// The address of an API: https, or http where that is safe or allowed. The slash at the end of
/// its path is taken off.
pub fn check(text: &str, allow_http: bool) -> Result<Url, &'static str> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err("is not an address: it has a space, a backslash or a control character");
    }
    let Some((_, rest)) = text.split_once("://") else {
        return Err("is not an address: it has to begin with https://");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if authority.contains('@') {
        return Err("holds a user name or password");
    }
    if !authority.is_ascii() {
        return Err("has a host with other characters than ASCII: write its xn-- form");
    }
    let mut url = Url::parse(text).map_err(|_| "is not an address")?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or fragment");
    }
    if url.host().is_none() {
        return Err("has no host");
    }
    let loopback = is_loopback(&url);
    match url.scheme() {
        "https" => {}
        "http" if loopback || allow_http => {}
        "http" => return Err("is plain http, which anybody on the way can read and change"),
        _ => return Err("is neither https nor http"),
    }
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    Ok(url)
}

/// Whether an address is on this machine, whatever it looks like.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_taken() {
        for (text, expected) in [
            ("https://meet.example.com", "https://meet.example.com/"),
            ("HTTPS://Meet.Example.com:8443/api/v1//", "https://meet.example.com:8443/api/v1"),
            ("https://meet.example.com/会议", "https://meet.example.com/%E4%BC%9A%E8%AE%AE"),
            ("http://localhost:8080/x/", "http://localhost:8080/x"),
            ("HTTP://127.1.2.3", "http://127.1.2.3/"),
            ("http://[::1]:1", "http://[::1]:1/"),
        ] {
            assert_eq!(check(text, false).unwrap().as_str(), expected);
        }
        assert_eq!(check("http://meet.example.com", true).unwrap().as_str(), "http://meet.example.com/");
    }

    #[test]
    fn addresses_that_are_refused() {
        for (text, why) in [
            ("http://meet.example.com", "plain http"),
            ("HTTP://meet.example.com", "plain http"),
            ("http://localhost.evil", "plain http"),
            ("http://127.0.0.1.evil.example", "plain http"),
            ("http://localhost@evil.example", "user name"),
            ("https://me:canary9f3@meet.example.com", "user name"),
            ("https://@meet.example.com", "user name"),
            ("https://meet.example.com/?canary9f3", "query"),
            ("https://meet.example.com?", "query"),
            ("https://meet.example.com/#", "fragment"),
            ("https://m\u{435}et.example.com", "ASCII"),
            ("https://meet.example.com\\@evil", "backslash"),
            (" https://meet.example.com", "space"),
            ("https:meet.example.com", "begin with https"),
            ("meet.example.com", "begin with https"),
            ("ftp://meet.example.com", "neither"),
            ("https://", "not an address"),
            ("https://meet.example.com:99999", "not an address"),
        ] {
            let error = check(text, false).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
