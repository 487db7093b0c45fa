//! The file in which callbacks are kept, after a crash or a stranger has had it.

use meetctl::webhook::line::{Kept, decode, encode};
use meetctl::webhook::verify::Signature;

/// No line panics; what was kept is read back, and what is left of a torn line is not believed.
pub fn run(data: &[u8]) {
    if let Ok(kept) = decode(data) {
        let line = encode(&kept);
        assert_eq!(decode(line.strip_suffix(b"\n").unwrap()), Ok(kept));
    }
    let [nonce, key, body] = super::pieces(data);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let signature = Signature {
        app_key: (!key.is_empty()).then(|| text(key)),
        nonce: text(nonce),
        cur_time: "1600782498147".to_owned(),
        checksum: "0".repeat(40),
    };
    let kept = Kept { received_at: "2026-11-23T06:00:00Z".to_owned(), signature, body: body.to_vec() };
    let line = encode(&kept);
    let line = line.strip_suffix(b"\n").unwrap();
    super::printable(std::str::from_utf8(line).unwrap());
    assert!(!line.contains(&b'\n'));
    assert_eq!(decode(line).as_ref(), Ok(&kept));
    let cut = data.iter().map(|byte| usize::from(*byte)).sum::<usize>() % line.len();
    assert!(decode(&line[..cut]).is_err(), "the first {cut} bytes are believed");
    // A checksum of 64 bits guards everything behind it; the rest is compared as it stands.
    let mut changed = line.to_vec();
    changed[cut] ^= 1;
    assert!(decode(&changed).is_err(), "byte {cut} may be changed");
}
