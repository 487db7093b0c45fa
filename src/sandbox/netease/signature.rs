//! The signature of a request: four headers, each exactly once.

use md5::Md5;
use sha1::{Digest as _, Sha1};

use super::{APP_KEY, APP_SECRET, Refusal};
use crate::sandbox::exchange::Incoming;

/// The document allows a minute.
const LARGEST_SKEW: u64 = 60;

pub(super) fn check(request: &Incoming) -> Result<(), Refusal> {
    let header =
        |name| request.header(name).ok_or(Refusal::Code(401, "a header of the signature is missing"));
    let (key, nonce) = (header("appkey")?, header("nonce")?);
    let (time, sum) = (header("curtime")?, header("checksum")?);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if key != APP_KEY {
        return Err(Refusal::Code(401, "the AppKey is not that of the sandbox"));
    }
    // "A random positive integer of 8 digits, 128 characters at most." The vendor's own SDK sends 32 hexadecimal
    // digits; the document counts here.
    if !digits(nonce) || nonce.len() > 128 || nonce.bytes().all(|byte| byte == b'0') {
        return Err(Refusal::Code(401, "the Nonce is not a positive integer of at most 128 digits"));
    }
    let seconds = time.parse::<i64>().ok().filter(|_| digits(time) && time.len() == 10);
    let Some(seconds) = seconds else {
        return Err(Refusal::Code(401, "CurTime is not ten digits of Unix seconds"));
    };
    if seconds.abs_diff(request.now) > LARGEST_SKEW {
        return Err(Refusal::Code(401, "CurTime is more than a minute off"));
    }
    let wanted = hex::encode(Sha1::digest(format!("{APP_SECRET}{nonce}{time}")));
    if sum != wanted {
        return Err(Refusal::Code(401, "the CheckSum is wrong"));
    }
    Ok(())
}

/// `authorization` of the call for guests: over the very bytes that came.
pub(super) fn check_body(request: &Incoming) -> Result<(), Refusal> {
    let Some(sum) = request.header("authorization") else {
        return Err(Refusal::Code(401, "there is no authorization"));
    };
    if sum != hex::encode(Md5::digest([&request.raw[..], b"@163"].concat())) {
        return Err(Refusal::Code(401, "the authorization is not that of this body"));
    }
    Ok(())
}
