//! What a server says it sends of a file.

use meetctl::archive::plan::content_range;

/// What is read of it is a part of a file, and is written the same.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((first, last, total)) = content_range(&text) else { return };
    assert!(first <= last && total.is_none_or(|total| last < total), "{first}-{last}/{total:?}");
    let total = total.map_or_else(|| "*".to_owned(), |total| total.to_string());
    let again = content_range(&format!("bytes {first}-{last}/{total}"));
    assert_eq!(again, content_range(&text));
}
