//! A reader of catalogues (GNU gettext's PO files), of as much of that form as ours have: comments,
//! and entries of a `msgid` and a `msgstr`, each of one or more quoted lines. Strict: whatever else
//! stands there is a fault.

use std::borrow::Cow;

/// One text and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of its `msgid`, from 1.
    pub line: usize,
    /// The English text.
    pub id: Cow<'static, str>,
    /// The translation.
    pub text: Cow<'static, str>,
}

impl Entry {
    /// Key and value of a catalogue.
    pub fn pair(self) -> (Cow<'static, str>, Cow<'static, str>) {
        (self.id, self.text)
    }
}

/// What a file holds.
#[derive(Debug)]
pub struct Po {
    /// The text of the header, the entry whose `msgid` is empty.
    pub header: Cow<'static, str>,
    /// The others, in their order.
    pub entries: Vec<Entry>,
}

/// Which part of an entry a line goes on with.
#[derive(PartialEq)]
enum At {
    Outside,
    Id,
    Text,
}

/// Reads a catalogue; the error names the line.
pub fn read(file: &'static str) -> Result<Po, String> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = At::Outside;
    for (line, content) in (1..).zip(file.lines()) {
        let fault = |what: &str| format!("line {line}: {what}");
        if content.is_empty() || content.starts_with('#') {
            if at == At::Id {
                return Err(fault("a msgid without its msgstr"));
            }
            at = At::Outside;
        } else if let Some(rest) = content.strip_prefix("msgid ") {
            if at == At::Id {
                return Err(fault("a msgid without its msgstr"));
            }
            let id = quoted(rest).ok_or_else(|| fault("the quotes"))?;
            entries.push(Entry { line, id, text: Cow::Borrowed("") });
            at = At::Id;
        } else {
            let entry = entries.last_mut().ok_or_else(|| fault("no msgid before it"))?;
            let rest = match content.strip_prefix("msgstr ") {
                Some(rest) if at == At::Id => {
                    at = At::Text;
                    rest
                }
                Some(_) => return Err(fault("a msgstr without its msgid")),
                None => content,
            };
            let more = quoted(rest).ok_or_else(|| fault("neither comment, msgid, msgstr nor quoted"))?;
            let part = match at {
                At::Outside => return Err(fault("no msgid before it")),
                At::Id => &mut entry.id,
                At::Text => &mut entry.text,
            };
            if part.is_empty() {
                *part = more;
            } else {
                part.to_mut().push_str(&more);
            }
        }
    }
    if at == At::Id {
        return Err("the last msgid has no msgstr".to_owned());
    }
    if entries.first().is_none_or(|entry| !entry.id.is_empty()) {
        return Err("the first entry is not the header".to_owned());
    }
    let header = entries.remove(0).text;
    match entries.iter().find(|entry| entry.id.is_empty()) {
        Some(empty) => Err(format!("line {}: an empty msgid", empty.line)),
        None => Ok(Po { header, entries }),
    }
}

/// The text between two quotes, its escapes resolved. Most have none and cost no copy.
fn quoted(text: &'static str) -> Option<Cow<'static, str>> {
    let inside = text.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains(['\\', '"']) {
        return Some(Cow::Borrowed(inside));
    }
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                c @ ('"' | '\\') => c,
                _ => return None,
            },
            c => c,
        });
    }
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "msgid \"\"\nmsgstr \"Language: zh\\n\"\n\n";

    fn of(text: &str) -> Result<Po, String> {
        read(Box::leak(format!("{HEAD}{text}").into_boxed_str()))
    }

    #[test]
    fn entries_are_read() {
        let file = of(
            "# a note\nmsgid \"a \"\n\"\\\"b\\\"\"\nmsgstr \"\"\n\"甲\\n\"\n\"乙\"\n\nmsgid \"c\"\nmsgstr \"丙\"\n",
        );
        let file = file.unwrap();
        assert_eq!(file.header, "Language: zh\n");
        let found: Vec<(&str, &str)> = file.entries.iter().map(|e| (&*e.id, &*e.text)).collect();
        assert_eq!(found, [("a \"b\"", "甲\n乙"), ("c", "丙")]);
        assert_eq!(file.entries[1].line, 11);
    }

    #[test]
    fn faults_are_named() {
        for (text, line) in [
            ("msgid \"a\"\n\nmsgstr \"b\"\n", "line 5"),
            ("msgid \"a\"\nmsgstr \"b\n", "line 5"),
            ("msgid \"a\nmsgstr \"b\"\n", "line 4"),
            ("msgstr \"b\"\n", "line 4"),
            ("msgctxt \"x\"\n", "line 4"),
            ("msgid \"\"\nmsgstr \"b\"\n", "line 4"),
            ("msgid \"a\"\nmsgstr \"\\q\"\n", "line 5"),
            ("msgid \"a\"\n", "the last"),
        ] {
            let fault = of(text).unwrap_err();
            assert!(fault.starts_with(line), "{text:?}: {fault}");
        }
        assert!(read("msgid \"a\"\nmsgstr \"b\"\n").unwrap_err().contains("header"));
    }
}
