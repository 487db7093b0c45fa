//! What to ask a server for, and what to make of its answer: pure.
//!
//! A part is continued only where the server says that the rest is of the same object. What says so is a
//! strong `ETag` or a `Last-Modified` date, sent along as `If-Range`.

use crate::client::io::Head;
use serde::{Deserialize, Serialize};

/// An object at a server, as its headers tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Its size in bytes.
    pub length: Option<u64>,
    /// `ETag`, as it came.
    pub etag: Option<String>,
    /// `Last-Modified`, as it came.
    pub modified: Option<String>,
}

impl Object {
    /// What tells it from any other object at this address: two parts with the same one are of one object.
    pub fn validator(&self) -> Option<&str> {
        let strong = |tag: &&str| tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"') && header(tag);
        self.etag.as_deref().filter(strong).or_else(|| self.modified.as_deref().filter(|date| header(date)))
    }

    /// Whether an answer with these headers may be of this object.
    fn agrees(&self, head: &Head) -> bool {
        let same = |ours: &Option<String>, theirs: &Option<String>| {
            ours.as_ref().zip(theirs.as_ref()).is_none_or(|(ours, theirs)| ours == theirs)
        };
        same(&self.etag, &head.etag) && same(&self.modified, &head.modified)
    }
}

fn header(text: &str) -> bool {
    !text.is_empty() && text.len() <= 256 && text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// What is here of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Have {
    /// The object.
    pub object: Object,
    /// So many bytes from its beginning.
    pub bytes: u64,
}

/// The headers that ask for the rest; none: ask for all.
pub fn ask(have: Option<&Have>) -> Vec<(&'static str, String)> {
    match have.and_then(|have| Some((have.bytes, have.object.validator()?))) {
        Some((bytes, validator)) if bytes > 0 => {
            vec![("range", format!("bytes={bytes}-")), ("if-range", validator.to_owned())]
        }
        _ => Vec::new(),
    }
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The body is the object from this byte on.
    Take {
        /// 0: all of it.
        from: u64,
        /// Where the body ends in the object, where that is said.
        until: Option<u64>,
        /// The object.
        object: Object,
    },
    /// What is here is all of it.
    Whole,
    /// It does not fit what is here: ask for all of it. Says why.
    Restart(&'static str),
    /// The link leads nowhere any more.
    Expired,
    /// Try again later.
    Later,
    /// It is not a recording. Says what it is.
    Foreign(&'static str),
    /// The server says no.
    Refused,
}

/// Judges an answer to a request that asked for the rest of this, or for all.
pub fn judge(head: &Head, asked: Option<&Have>) -> Verdict {
    match head.status {
        200 | 206 if compressed(head) => Verdict::Foreign(tr!("a compressed copy, which was not asked for")),
        200 | 206 if page(head) => Verdict::Foreign(tr!("a web page or a message")),
        200 => Verdict::Take {
            from: 0,
            until: head.length,
            object: Object { length: head.length, etag: head.etag.clone(), modified: head.modified.clone() },
        },
        206 => asked.map_or(Verdict::Refused, |have| rest(head, have)),
        416 => match asked {
            None => Verdict::Refused,
            Some(have) => {
                let total =
                    head.range.as_deref().and_then(|text| text.trim().strip_prefix("bytes */")?.parse().ok());
                let whole = total == Some(have.bytes)
                    && have.object.length.is_none_or(|length| length == have.bytes)
                    && have.object.agrees(head);
                if whole {
                    Verdict::Whole
                } else {
                    Verdict::Restart(tr!("there is no such part of it (HTTP 416)"))
                }
            }
        },
        401 | 403 | 404 | 410 => Verdict::Expired,
        408 | 425 | 429 | 500.. => Verdict::Later,
        _ => Verdict::Refused,
    }
}

/// An answer with a part: it must begin where ours ends, in an object of the same size and name.
fn rest(head: &Head, have: &Have) -> Verdict {
    let Some((first, last, total)) = head.range.as_deref().and_then(content_range) else {
        return Verdict::Restart(tr!("the server does not say which part it sent"));
    };
    let length = total.or(have.object.length);
    if first != have.bytes {
        return Verdict::Restart(tr!("the server sent another part"));
    }
    if total.is_none() || have.object.length.is_some_and(|length| total != Some(length)) {
        return Verdict::Restart(tr!("the file has another size now"));
    }
    // A part that was asked for by its tag has to say it (RFC 9110, section 15.3.7); a date it need not.
    let by_tag = have.object.etag.is_some() && have.object.validator() == have.object.etag.as_deref();
    if !have.object.agrees(head) || by_tag && head.etag.is_none() {
        return Verdict::Restart(tr!("the file was changed"));
    }
    let until = last.saturating_add(1);
    if head.length.is_some_and(|length| Some(length) != until.checked_sub(first)) {
        return Verdict::Restart(tr!("the part that was sent has another size than it says"));
    }
    Verdict::Take { from: first, until: Some(until), object: Object { length, ..have.object.clone() } }
}

/// `bytes 5-9/10`; the total may be unknown: `*`. First and last byte, and how many there are.
pub fn content_range(text: &str) -> Option<(u64, u64, Option<u64>)> {
    let (span, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = span.split_once('-')?;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let (first, last): (u64, u64) = (number(first)?, number(last)?);
    let total = if total == "*" { None } else { Some(number(total)?) };
    (first <= last && total.is_none_or(|total| last < total)).then_some((first, last, total))
}

fn compressed(head: &Head) -> bool {
    head.encoding.as_deref().is_some_and(|e| !matches!(e.trim(), "" | "identity"))
}

/// Whether the media type is one that no recording has.
fn page(head: &Head) -> bool {
    let kind = head.media_type.as_deref().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(
        kind.as_str(),
        "text/html" | "application/xhtml+xml" | "application/json" | "multipart/byteranges"
    )
}

/// Whether a file that begins like this is a page in disguise. `None`: more of it is needed.
pub fn is_markup(beginning: &[u8]) -> Option<bool> {
    let rest = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    let first = rest.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(first) => Some(*first == b'<'),
        // No recording begins with so much white space, and none is so short.
        None => (beginning.len() >= 512).then_some(false),
    }
}

/// The vendor's MD5, if it can be one: 32 hex digits.
pub fn md5(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    (text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[expect(clippy::unnecessary_wraps, reason = "stands for headers that are there")]
    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn object(length: Option<u64>, etag: &str, modified: &str) -> Object {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Object { length, etag: text(etag), modified: text(modified) }
    }

    fn have() -> Have {
        Have { object: object(Some(10), "\"a\"", ""), bytes: 5 }
    }

    fn part(range: &str) -> Head {
        Head { status: 206, range: some(range), etag: some("\"a\""), ..Head::default() }
    }

    #[test]
    fn only_what_names_one_object_is_a_validator() {
        for (etag, modified, expected) in [
            ("\"a\"", "Mon, 01", Some("\"a\"")),
            ("W/\"a\"", "Mon, 01", Some("Mon, 01")),
            ("W/\"a\"", "", None),
            ("a", "", None),
            ("\"\"", "", None),
            ("\"a\nb\"", "", None),
            ("", "Mon, 01", Some("Mon, 01")),
            ("", "", None),
        ] {
            assert_eq!(object(None, etag, modified).validator(), expected, "{etag} {modified}");
        }
        assert_eq!(ask(None), []);
        assert_eq!(ask(Some(&Have { bytes: 0, ..have() })), []);
        assert_eq!(ask(Some(&Have { object: object(Some(10), "W/\"a\"", ""), bytes: 5 })), []);
        assert_eq!(ask(Some(&have())), [("range", "bytes=5-".to_owned()), ("if-range", "\"a\"".to_owned())]);
    }

    #[test]
    fn a_part_must_fit() {
        let fits = Verdict::Take { from: 5, until: Some(10), object: have().object };
        assert_eq!(judge(&part("bytes 5-9/10"), Some(&have())), fits);
        let shorter = Verdict::Take { from: 5, until: Some(7), object: have().object };
        assert_eq!(judge(&part("bytes 5-6/10"), Some(&have())), shorter);
        for range in [
            "bytes 0-9/10",
            "bytes 4-9/10",
            "bytes 6-9/10",
            "bytes 5-9/11",
            "bytes 5-9/*",
            "*/*",
            "bytes */*",
            "bytes 5-10/10",
            "bytes 9-5/10",
            "5-9/10",
            "bytes +5-9/10",
            "bytes 5-9",
            "",
            "bytes 5-99999999999999999999/10",
        ] {
            assert!(matches!(judge(&part(range), Some(&have())), Verdict::Restart(_)), "{range}");
        }
        let other = Head { etag: some("\"b\""), ..part("bytes 5-9/10") };
        assert!(matches!(judge(&other, Some(&have())), Verdict::Restart(_)));
        let unnamed = Head { etag: None, ..part("bytes 5-9/10") };
        assert!(matches!(judge(&unnamed, Some(&have())), Verdict::Restart(_)));
        // Asked for by its date it need not say it again.
        for tag in ["", "W/\"a\""] {
            let dated = Have { object: object(Some(10), tag, "Mon, 01"), bytes: 5 };
            assert!(matches!(judge(&unnamed, Some(&dated)), Verdict::Take { from: 5, .. }), "{tag}");
        }
        let long = Head { length: Some(6), ..part("bytes 5-9/10") };
        assert!(matches!(judge(&long, Some(&have())), Verdict::Restart(_)));
        assert_eq!(judge(&part("bytes 5-9/10"), None), Verdict::Refused);
    }

    #[test]
    fn a_whole_answer_begins_anew() {
        let head = Head { status: 200, length: Some(4), etag: some("\"b\""), ..Head::default() };
        let all = Verdict::Take { from: 0, until: Some(4), object: object(Some(4), "\"b\"", "") };
        assert_eq!(judge(&head, Some(&have())), all);
        assert_eq!(judge(&head, None), all);
    }

    #[test]
    fn past_the_end_is_whole_only_if_the_sizes_agree() {
        let past = |range: &str| Head { status: 416, range: some(range), ..Head::default() };
        let all = Have { bytes: 10, ..have() };
        assert_eq!(judge(&past("bytes */10"), Some(&all)), Verdict::Whole);
        let unknown = Have { object: object(None, "\"a\"", ""), bytes: 10 };
        assert_eq!(judge(&past("bytes */10"), Some(&unknown)), Verdict::Whole);
        for (range, have) in [("bytes */9", &all), ("bytes */5", &have()), ("", &all), ("bytes */*", &all)] {
            assert!(matches!(judge(&past(range), Some(have)), Verdict::Restart(_)), "{range}");
        }
        assert_eq!(judge(&past("bytes */10"), None), Verdict::Refused);
    }

    #[test]
    fn statuses_say_what_to_do() {
        let of = |status| judge(&Head { status, ..Head::default() }, None);
        assert!([401, 403, 404, 410].into_iter().all(|status| of(status) == Verdict::Expired));
        assert!([408, 429, 500, 503, 599].into_iter().all(|status| of(status) == Verdict::Later));
        assert!([204, 304, 400, 451].into_iter().all(|status| of(status) == Verdict::Refused));
    }

    #[test]
    fn pages_are_no_recordings() {
        let of = |kind: &str| judge(&Head { status: 200, media_type: some(kind), ..Head::default() }, None);
        for kind in ["text/html", "Text/HTML; charset=utf-8", "application/json", "application/xhtml+xml"] {
            assert!(matches!(of(kind), Verdict::Foreign(_)), "{kind}");
        }
        for kind in ["video/mp4", "application/octet-stream", "text/plain", "", "audio/aac"] {
            assert!(matches!(of(kind), Verdict::Take { .. }), "{kind}");
        }
        let gzip = Head { status: 200, encoding: some("gzip"), ..Head::default() };
        assert!(matches!(judge(&gzip, None), Verdict::Foreign(_)));
        for (bytes, expected) in [
            (&b"<html>"[..], Some(true)),
            (b"\xef\xbb\xbf\r\n <!DOCTYPE", Some(true)),
            (b"\0\0\0\x18ftyp", Some(false)),
            (b"FLV", Some(false)),
            (b" \n", None),
            (b"", None),
        ] {
            assert_eq!(is_markup(bytes), expected, "{bytes:?}");
        }
        assert_eq!(is_markup(&[b' '; 600]), Some(false));
    }

    #[test]
    fn sums_of_vendors_are_read_leniently() {
        let sum = "900150983cd24fb0d6963f7d28e17f72";
        assert_eq!(md5(&format!(" {} ", sum.to_uppercase())).as_deref(), Some(sum));
        for none in ["", "xxxxxx", "900150983cd24fb0d6963f7d28e17f7", "g00150983cd24fb0d6963f7d28e17f72"] {
            assert_eq!(md5(none), None, "{none}");
        }
    }

    proptest! {
        /// Whatever a server says: what is continued begins where ours ends, and in an object of our size.
        #[test]
        fn nothing_is_joined_that_does_not_fit(
            status in 100_u16..600, range in "(bytes )?[0-9*]{1,3}-?[0-9]{0,3}/?[0-9*]{0,3}",
            etag in any::<Option<bool>>(), length in any::<Option<u64>>(), bytes in 1_u64..12,
        ) {
            let have = Have { bytes, ..have() };
            let etag = etag.map(|same| if same { "\"a\"" } else { "\"b\"" }.to_owned());
            let head = Head { status, range: Some(range), etag: etag.clone(), length, ..Head::default() };
            match judge(&head, Some(&have)) {
                Verdict::Take { from, object, until } if from > 0 => {
                    prop_assert_eq!((status, from, object.length), (206, bytes, Some(10)));
                    prop_assert!(etag.is_none_or(|etag| etag == "\"a\"") && until.unwrap() <= 10);
                }
                Verdict::Whole => prop_assert_eq!((status, bytes), (416, 10)),
                _ => {}
            }
        }
    }
}
