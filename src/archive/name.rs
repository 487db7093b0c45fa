//! Names of files, made of what a server said and what that cannot be trusted with: a name is one
//! component that every system takes, and it is the same one on each run.

use super::{BAD, MANIFEST, PART, SIDE};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// The longest name in bytes: 255 less what `.part.json` and a number take.
pub const LONGEST: usize = 236;
/// No ending is longer.
const LONGEST_ENDING: usize = 8;
/// Where nothing says what a file is.
const UNKNOWN: &str = "bin";
/// The archive's own files, whose endings no recording may have.
const OURS: [&str; 4] = [PART, SIDE, BAD, MANIFEST];
/// Names of devices on Windows, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What a name is made of, as it came.
#[derive(Clone, Debug, Default)]
pub struct Title {
    /// The subject, or the name that the vendor gave.
    pub subject: String,
    /// When it began, as people read it: `2026-11-23 14.00.00`.
    pub time: Option<String>,
    /// Which part of several, counted from 0 as vendors do.
    pub part: Option<u64>,
    /// The ending: `mp4`.
    pub format: Option<String>,
}

/// One component of a path: `subject time partN.ending`.
pub fn safe(title: &Title) -> String {
    let (subject, found) = split(&title.subject);
    let ending = title.format.as_deref().and_then(ending).or(found).unwrap_or_else(|| UNKNOWN.to_owned());
    let mut tail = String::new();
    if let Some(time) = &title.time {
        tail = format!(" {}", plain(time));
    }
    if let Some(part) = title.part.filter(|part| *part > 0) {
        tail = format!("{tail} part{}", part.saturating_add(1));
    }
    let tail = cut(&tail, LONGEST / 2);
    let subject = plain(subject);
    let stem = format!("{}{tail}", cut(&subject, LONGEST - tail.len() - ending.len() - 2));
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "recording" } else { stem };
    let before = if risky(stem) { "_" } else { "" };
    format!("{before}{stem}.{ending}")
}

/// The same name with a number: `name (2).mp4`.
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem} ({number}).{ending}"),
        None => format!("{name} ({number})"),
    }
}

/// What two names share that some file system takes for one.
pub fn folded(name: &str) -> String {
    name.nfc().collect::<String>().to_uppercase().to_lowercase().nfc().collect()
}

/// The first of a name and its numbered forms that is not taken; it is taken then.
pub fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(folded(name)) {
        return name.to_owned();
    }
    // Of one name more than are taken, one is free.
    let most = taken.len() + 2;
    (2..=most).map(|n| numbered(name, n)).find(|name| taken.insert(folded(name))).unwrap_or_default()
}

/// Whether a name is one component that stays where it is put.
pub fn is_component(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['/', '\\', '\0'])
}

/// A subject without its ending, if it ends in one.
fn split(subject: &str) -> (&str, Option<String>) {
    match subject.rsplit_once('.') {
        Some((stem, end)) if !stem.trim().is_empty() && end.chars().any(|c| c.is_ascii_alphabetic()) => {
            ending(end).map_or((subject, None), |end| (stem, Some(end)))
        }
        _ => (subject, None),
    }
}

/// A safe ending, in lower case.
fn ending(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('.').to_ascii_lowercase();
    let fine = (1..=LONGEST_ENDING).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && !OURS.iter().any(|own| own.rsplit('.').next() == Some(&text));
    fine.then_some(text)
}

/// Text without what could move it elsewhere, hide it, or be refused by a file system.
fn plain(text: &str) -> String {
    let mapped = |c: char| match c {
        c if crate::text::is_control(c) => '_',
        '/'
        | '\\'
        | ':'
        | '*'
        | '?'
        | '"'
        | '<'
        | '>'
        | '|'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'
        | '\u{fffd}' => '_',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let text: String = text.nfc().map(mapped).collect();
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// At most so many bytes, cut before a character that does not fit whole.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end()
}

/// Whether a shell, a tool or a system would take a name for something else than a file.
fn risky(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or(stem).trim_end().to_ascii_lowercase();
    let numbered = base.strip_prefix("com").or_else(|| base.strip_prefix("lpt"));
    stem.starts_with(['-', '.', '~', '$', '#'])
        || DEVICES.contains(&base.as_str())
        || numbered.is_some_and(|n| {
            matches!(n, "¹" | "²" | "³") || n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(subject: &str) -> String {
        safe(&Title { subject: subject.to_owned(), ..Title::default() })
    }

    #[test]
    fn names_say_what_when_and_which_part() {
        let title = Title {
            subject: "产品周会.MP4".to_owned(),
            time: Some("2026-11-23 14.00.00".to_owned()),
            part: Some(1),
            format: None,
        };
        assert_eq!(safe(&title), "产品周会 2026-11-23 14.00.00 part2.mp4");
        assert_eq!(safe(&Title { part: Some(0), time: None, ..title.clone() }), "产品周会.mp4");
        assert_eq!(
            safe(&Title { format: Some("flv".into()), time: None, part: None, ..title }),
            "产品周会.flv"
        );
        assert_eq!(named("Q3 v1.2"), "Q3 v1.2.bin");
    }

    /// Cases 51 to 54 of the list of bad inputs.
    #[test]
    fn hostile_names_become_harmless() {
        for (subject, expected) in [
            ("../../x", "_.._x.bin"),
            ("..", "recording.bin"),
            (".", "recording.bin"),
            ("", "recording.bin"),
            ("   ", "recording.bin"),
            ("/abs.mp4", "_abs.mp4"),
            ("C:\\x.mp4", "C__x.mp4"),
            ("a/b.mp4", "a_b.mp4"),
            ("a\\b.mp4", "a_b.mp4"),
            (".bashrc", "bashrc.bin"),
            ("-rf", "_-rf.bin"),
            ("~", "_~.bin"),
            ("con", "_con.bin"),
            ("nul.mp4", "_nul.mp4"),
            ("COM1.x.mp4", "_COM1.x.mp4"),
            ("a.mp4.part", "a.mp4.part.bin"),
            ("manifest.jsonl", "manifest.jsonl.bin"),
            ("SHA256SUMS", "SHA256SUMS.bin"),
            ("a\u{1b}[31m\nred.mp4", "a_[31m_red.mp4"),
            ("nul\0byte.mp4", "nul_byte.mp4"),
            ("%2e%2e%2fx.mp4", "%2e%2e%2fx.mp4"),
            ("\u{202e}4pm.exe", "_4pm.exe"),
        ] {
            assert_eq!(named(subject), expected, "{subject:?}");
        }
        let long = named(&"会".repeat(300));
        assert!(long.len() <= LONGEST && long.ends_with("会.bin"), "{long}");
        // One byte is left for the underscore before a risky name.
        assert_eq!(named(&"x".repeat(300)).len(), LONGEST - 1);
    }

    #[test]
    fn names_alike_are_numbered() {
        let mut taken = BTreeSet::new();
        let mut next = |name: &str| free(name, &mut taken);
        assert_eq!(next("a.mp4"), "a.mp4");
        assert_eq!(next("a.mp4"), "a (2).mp4");
        assert_eq!(next("A.MP4"), "A (3).MP4");
        assert_eq!(next("jose\u{301}.mp4"), "jose\u{301}.mp4");
        assert_eq!(next("JOS\u{c9}.mp4"), "JOS\u{c9} (2).mp4");
        assert_eq!(next("a (2).mp4"), "a (2) (2).mp4");
    }

    proptest! {
        #[test]
        fn a_name_is_one_component_whatever_was_said(
            subject in any::<String>(), time in any::<Option<String>>(), part in any::<Option<u64>>(),
            format in any::<Option<String>>(),
        ) {
            let name = safe(&Title { subject, time, part, format });
            prop_assert!(is_component(&name) && name.len() <= LONGEST, "{name:?}");
            prop_assert!(!name.starts_with(['.', '-', '~', ' ']) && !name.ends_with(['.', ' ']), "{name:?}");
            prop_assert!(!name.chars().any(crate::text::is_control), "{name:?}");
            prop_assert!(!OURS.iter().any(|ours| name.to_lowercase().ends_with(&format!(".{ours}"))), "{name:?}");
        }

        #[test]
        fn no_two_names_fold_to_one(subjects in prop::collection::vec("[aAb.]{0,3}", 0..40)) {
            let mut taken = BTreeSet::new();
            let all: Vec<String> = subjects.iter().map(|s| free(&named(s), &mut taken)).collect();
            let folded: BTreeSet<String> = all.iter().map(|name| folded(name)).collect();
            prop_assert_eq!(folded.len(), all.len());
        }
    }
}
