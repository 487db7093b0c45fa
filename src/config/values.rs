//! The small grammars of values: durations, addresses, header names, command lines.
//!
//! Errors here are fragments that never quote the value, since it may hold a password.

use std::time::Duration;
use url::{Host, Url};

/// A duration: `30s`, `1m30s`, `500ms`, or a number of seconds.
pub(super) fn duration(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero());
    }
    let mut rest = text;
    let mut total = Duration::ZERO;
    let mut coarser = u64::MAX;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, after) = rest.split_at(digits);
        let unit = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let millis: u64 = match unit {
            "h" => 3_600_000,
            "m" => 60_000,
            "s" => 1000,
            "ms" => 1,
            _ => return None,
        };
        if millis >= coarser {
            return None;
        }
        coarser = millis;
        let part = number.parse::<u64>().ok()?.checked_mul(millis)?;
        total = total.checked_add(Duration::from_millis(part))?;
        rest = after;
    }
    (!total.is_zero()).then_some(total)
}

/// The address of an API: https, or http where that is safe or allowed. The slash at the end of
/// its path is taken off.
pub(super) fn address(text: &str, allow_http: bool) -> Result<Url, &'static str> {
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
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Err("has no host"),
    };
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

/// Whether a name is a token of HTTP.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// Splits a command line in words as a shell does, with quotes and backslashes and nothing else.
pub(super) fn words(text: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next().ok_or("has a quote that does not close")? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next().ok_or("has a quote that does not close")? {
                        '"' => break,
                        '\\' => match chars.next().ok_or("has a quote that does not close")? {
                            c @ ('"' | '\\' | '$' | '`') => word.push(c),
                            c => word.extend(['\\', c]),
                        },
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(chars.next().ok_or("ends in a backslash")?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        for (text, millis) in [
            ("30s", 30_000),
            ("1m30s", 90_000),
            ("500ms", 500),
            ("2h", 7_200_000),
            ("30", 30_000),
            ("2.5", 2500),
        ] {
            assert_eq!(duration(text), Some(Duration::from_millis(millis)), "{text}");
        }
        for text in [
            "",
            "0",
            "0s",
            "-1",
            "-1s",
            "s",
            "1d",
            "1s1m",
            "1s1s",
            "30 s",
            "inf",
            "nan",
            "1e400",
            "99999999999999999999s",
            "9999999999999999h",
        ] {
            assert_eq!(duration(text), None, "{text}");
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
            assert_eq!(address(text, false).unwrap().as_str(), expected);
        }
        assert_eq!(address("http://meet.example.com", true).unwrap().as_str(), "http://meet.example.com/");
    }

    #[test]
    fn addresses_that_are_refused() {
        for (text, why) in [
            ("http://meet.example.com", "plain http"),
            ("HTTP://meet.example.com", "plain http"),
            ("http://localhost.evil", "plain http"),
            ("http://127.0.0.1.evil.example", "plain http"),
            ("http://[::ffff:127.0.0.1]", "plain http"),
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
            let error = address(text, false).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }

    #[test]
    fn header_names() {
        assert!(is_token("X-Api_Key1"));
        for name in ["", "a b", "a:", "é", "a\n"] {
            assert!(!is_token(name), "{name}");
        }
    }

    #[test]
    fn command_lines() {
        let split = |text| words(text).unwrap();
        assert_eq!(split("pass show netease"), ["pass", "show", "netease"]);
        assert_eq!(
            split(r#" a  'b c' "d \" \n $X" e\ f '' g"h"'i' "#),
            ["a", "b c", "d \" \\n $X", "e f", "", "ghi"]
        );
        assert_eq!(split("$(rm) | x; y > z"), ["$(rm)", "|", "x;", "y", ">", "z"]);
        assert!(split("  ").is_empty());
        for open in ["'a", "\"a", "\"a\\", "a\\"] {
            assert!(words(open).is_err(), "{open}");
        }
    }
}
