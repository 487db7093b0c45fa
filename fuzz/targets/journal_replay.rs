//! A journal as a crash leaves it: any cut of a valid one replays, and no damage is taken for truth.

use meetctl::journal::{line, look, read};
use serde_json::{Value, json};
use std::fs;

/// The first byte says where the journal is cut, the second which byte of it is changed; what follows are
/// the records.
pub fn run(data: &[u8]) {
    // Any bytes may stand in a file, and a line that is read is one that was written.
    for text in data.split(|byte| *byte == b'\n') {
        if let Some(value) = read::<Value>(text) {
            assert!(value.is_object());
        }
    }
    let [cut, at, rest @ ..] = data else { return };
    let records: Vec<Value> = rest
        .split(|byte| *byte == b'\n')
        .map(|text| json!({ "text": String::from_utf8_lossy(text) }))
        .collect();
    let header = line(&json!({ "journal": "fuzz", "version": 1 })).unwrap();
    let lines: Vec<Vec<u8>> = records.iter().map(|record| line(record).unwrap()).collect();
    let whole: Vec<u8> = header.iter().chain(lines.iter().flatten()).copied().collect();

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal");
    let replay = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let mut found = Vec::new();
        let result = look(&path, "fuzz", 1, &mut |record: Value| {
            found.push(record);
            Ok(())
        });
        (result.is_ok(), found)
    };
    let (ok, found) = replay(&whole[..whole.len() * usize::from(*cut) / 255]);
    assert!(ok && records.starts_with(&found), "{found:?}");
    let mut damaged = whole.clone();
    let at = whole.len() * usize::from(*at) / 256;
    damaged[at] ^= 1;
    let (ok, found) = replay(&damaged);
    // A line that is damaged is the torn end, or the journal is refused.
    assert!(!ok || records.starts_with(&found) && found.len() < records.len(), "{found:?}");
}
