//! Names of files, made of what a server said.

use super::{pieces, printable};
use meetctl::archive::name::{LONGEST, Title, folded, free, is_component, safe};
use std::collections::BTreeSet;

/// The result is always one component that stays in its folder, the same each time, and never another's.
pub fn run(data: &[u8]) {
    let [subject, time, part, format] = pieces(data);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let title = Title {
        subject: text(subject),
        time: (!time.is_empty()).then(|| text(time)),
        part: text(part).parse().ok(),
        format: (!format.is_empty()).then(|| text(format)),
    };
    let name = safe(&title);
    assert_eq!(name, safe(&title));
    assert!(is_component(&name) && name.len() <= LONGEST, "{name:?}");
    assert!(!name.starts_with(['.', '-', ' ']) && !name.ends_with(['.', ' ']), "{name:?}");
    assert!(!name.contains('\n'), "{name:?}");
    printable(&name);
    let mut taken = BTreeSet::new();
    let names: Vec<String> = (0..3).map(|_| free(&name, &mut taken)).collect();
    let distinct: BTreeSet<String> = names.iter().map(|name| folded(name)).collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
    assert!(names.iter().all(|name| is_component(name) && name.len() <= 255), "{names:?}");
}
