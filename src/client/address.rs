//! Which addresses may be called: https, or http where that is safe or allowed.

use url::{Host, Url};

/// The address of an API: https, or http where that is safe or allowed. The slash at the end of
/// its path is taken off.
pub fn check(text: &str, allow_http: bool) -> Result<Url, &'static str> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(tr!("is not an address: it has a space, a backslash or a control character"));
    }
    let Some((_, rest)) = text.split_once("://") else {
        return Err(tr!("is not an address: it has to begin with https://"));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if authority.contains('@') {
        return Err(tr!("holds a user name or password"));
    }
    if !authority.is_ascii() {
        return Err(tr!("has a host with other characters than ASCII: write its xn-- form"));
    }
    let mut url = Url::parse(text).map_err(|_| tr!("is not an address"))?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(tr!("has a query or fragment"));
    }
    if url.host().is_none() {
        return Err(tr!("has no host"));
    }
    let loopback = is_loopback(&url);
    match url.scheme() {
        "https" => {}
        "http" if loopback || allow_http => {}
        "http" => return Err(tr!("is plain http, which anybody on the way can read and change")),
        _ => return Err(tr!("is neither https nor http")),
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

/// Whether a host is, as far as its name or number says, on this machine or the local network, or an
/// address that means nothing on the public network. Names are looked up by whoever connects.
pub fn is_local<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.as_ref().trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(ip) => {
            let [a, b, c, _] = ip.octets();
            ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || a == 0
                || a >= 224
                || (a == 100 && b & 0xc0 == 64)
                || (a == 198 && b & 0xfe == 18)
                || (a == 192 && b == 0 && c == 0)
        }
        Host::Ipv6(ip) => {
            let parts = ip.segments();
            let v4 = |at: usize| {
                let ([a, b], [c, d]) = (parts[at].to_be_bytes(), parts[at + 1].to_be_bytes());
                is_local::<S>(&Host::Ipv4([a, b, c, d].into()))
            };
            match parts {
                // An IPv4 address in another dress: mapped, translated, or in a tunnel.
                [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, ..] => v4(6),
                [0x2002, ..] => v4(1),
                [first, ..] => {
                    first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80 || first & 0xff00 == 0xff00
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_addresses_are_told_however_they_are_written() {
        let local = |url: &str| is_local(&Url::parse(url).unwrap().host().unwrap().to_owned());
        for url in [
            "http://127.0.0.1",
            "http://0x7f.1",
            "http://2130706433",
            "http://0.0.0.0",
            "http://10.1.2.3",
            "http://172.16.0.1",
            "http://192.168.1.1",
            "http://169.254.169.254",
            "http://100.64.0.1",
            "http://198.18.0.1",
            "http://224.0.0.1",
            "http://255.255.255.255",
            "http://localhost",
            "http://LOCALHOST.",
            "http://a.localhost",
            "http://[::1]",
            "http://[::]",
            "http://[fd00::1]",
            "http://[fe80::1]",
            "http://[ff02::1]",
            "http://[::ffff:10.0.0.1]",
            "http://[64:ff9b::7f00:1]",
            "http://[2002:7f00:1::]",
            "http://[::ffff:a9fe:a9fe]",
            "http://[::127.0.0.1]",
        ] {
            assert!(local(url), "{url}");
        }
        for url in [
            "http://8.8.8.8",
            "http://172.32.0.1",
            "http://100.128.0.1",
            "http://[2606:4700::1]",
            "http://[::ffff:8.8.8.8]",
            "http://localhost.example",
            "http://example.com",
        ] {
            assert!(!local(url), "{url}");
        }
    }

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
