//! What is downloaded as a recording: bytes that follow from a name, so that they are the same on each run and
//! nothing has to be stored. Ranges are served as RFC 9110 has them, with an `ETag` and a date.

use axum::http::{Method, StatusCode};
use md5::{Digest as _, Md5};

use super::exchange::{Answer, Incoming};

/// No recording of the sandbox is larger.
pub(super) const LARGEST: u64 = 1_027_797;
/// No recording was ever changed after this.
const CHANGED: &str = "Wed, 30 Dec 2020 02:00:00 GMT";

/// The size of a recording of which nothing else is known: some hundred kilobytes.
pub(super) fn size_of(name: &str) -> u64 {
    let sum = Md5::digest(name);
    300_000 + u64::from(u16::from_le_bytes([sum[0], sum[1]])) * 10
}

/// A recording. It begins as an MP4 does; the rest looks random.
pub(super) fn content(name: &str, size: u64) -> Vec<u8> {
    let size = usize::try_from(size.min(LARGEST)).unwrap_or_default();
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    let sum = Md5::digest(name);
    let mut state =
        sum.iter().fold(1_u64, |state, byte| state.wrapping_mul(257).wrapping_add(u64::from(*byte)));
    while bytes.len() < size {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

/// Its MD5 in lower-case hex.
pub(super) fn md5_of(name: &str, size: u64) -> String {
    hex::encode(Md5::digest(content(name, size)))
}

/// No such file: what a storage service says to a link that has ended, or never was.
pub(super) fn none() -> Answer {
    Answer::page(StatusCode::NOT_FOUND)
}

/// The answer to a request for a recording.
pub(super) fn answer(request: &Incoming, name: &str, size: u64) -> Answer {
    if request.method != Method::GET {
        return Answer::misuse(StatusCode::METHOD_NOT_ALLOWED, "a file is asked for with GET");
    }
    let credentials = ["authorization", "auth", "appkey", "checksum", "token", "cookie"];
    if let Some((name, _)) = request.headers.iter().find(|(name, _)| credentials.contains(&name.as_str())) {
        return Answer::misuse(
            StatusCode::BAD_REQUEST,
            &format!("{name} must not go to the server with the files"),
        );
    }
    let all = content(name, size);
    let tag = format!("\"{}\"", hex::encode(Md5::digest(format!("{name} {}", all.len()))));
    let same = request.header("if-range").is_none_or(|value| value == tag || value == CHANGED);
    let range = request.header("range").filter(|_| same).and_then(|range| read(range, all.len()));
    let (status, body, range) = match range {
        None => (StatusCode::OK, all, None),
        Some(Err(())) => {
            (StatusCode::RANGE_NOT_SATISFIABLE, Vec::new(), Some(format!("bytes */{}", all.len())))
        }
        Some(Ok((from, to))) => {
            let range = format!("bytes {from}-{}/{}", to - 1, all.len());
            (StatusCode::PARTIAL_CONTENT, all[from..to].to_vec(), Some(range))
        }
    };
    let mut answer = Answer::new(status, "video/mp4", body, status.as_u16().to_string());
    answer.headers =
        vec![("etag", tag), ("last-modified", CHANGED.to_owned()), ("accept-ranges", "bytes".to_owned())];
    answer.headers.extend(range.map(|range| ("content-range", range)));
    answer
}

/// One range, its end not included. `None`: not one that is understood, so all is sent.
fn read(range: &str, length: usize) -> Option<Result<(usize, usize), ()>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let from: usize = from.parse().ok()?;
    let to = if to.is_empty() { length } else { to.parse::<usize>().ok()?.saturating_add(1).min(length) };
    Some(if from < to { Ok((from, to)) } else { Err(()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_is_the_same_file() {
        assert_eq!(content("a", 1_000), content("a", 1_000));
        assert_ne!(content("a", 1_000), content("b", 1_000));
        assert_eq!(content("a", 1_000).len(), 1_000);
        assert_eq!(content("a", u64::MAX).len() as u64, LARGEST);
        assert!((300_000..LARGEST).contains(&size_of("x")));
    }

    #[test]
    fn ranges_are_read() {
        assert_eq!(read("bytes=5-", 10), Some(Ok((5, 10))));
        assert_eq!(read("bytes=5-6", 10), Some(Ok((5, 7))));
        assert_eq!(read("bytes=5-99", 10), Some(Ok((5, 10))));
        assert_eq!(read("bytes=10-", 10), Some(Err(())));
        for other in ["bytes=-5", "bytes=0-1,3-4", "lines=1-", "bytes=x-"] {
            assert_eq!(read(other, 10), None, "{other}");
        }
    }
}
