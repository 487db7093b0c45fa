//! `SHA256SUMS`, as `sha256sum -c` reads it.

use std::collections::BTreeMap;

/// Names and their sums in lower-case hex. Lines that are no sums are an error, with their number.
pub fn parse(text: &str) -> Result<BTreeMap<String, String>, usize> {
    let mut sums = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, sum) = entry(line).ok_or(at + 1)?;
        sums.insert(name, sum);
    }
    Ok(sums)
}

/// One line: a sum, a space, a space or an asterisk, a name. A backslash before it says that the name
/// has newlines and backslashes written as `\n` and `\\`.
fn entry(line: &str) -> Option<(String, String)> {
    let (escaped, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
    let (sum, name) = line.split_once([' '])?;
    let name = name.strip_prefix([' ', '*'])?;
    let hex = sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit());
    let name = if escaped { unescape(name)? } else { name.to_owned() };
    (hex && !name.is_empty()).then(|| (name, sum.to_ascii_lowercase()))
}

fn unescape(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => out.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            }),
            (c, false) => out.push(c),
        }
    }
    Some(out)
}

/// The whole file, names in order.
pub fn write(sums: &BTreeMap<String, String>) -> String {
    let line = |(name, sum): (&String, &String)| {
        if name.contains(['\\', '\n', '\r']) {
            let name = name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
            format!("\\{sum}  {name}\n")
        } else {
            format!("{sum}  {name}\n")
        }
    };
    sums.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_sha256sum_are_read() {
        let sum = "ab".repeat(32);
        let read = |line: String| parse(&line).map(|all| all.into_iter().next());
        assert_eq!(read(format!("{sum}  a b.mp4")), Ok(Some(("a b.mp4".into(), sum.clone()))));
        assert_eq!(read(format!("{} *x", sum.to_uppercase())), Ok(Some(("x".into(), sum.clone()))));
        assert_eq!(read(format!("\\{sum}  a\\\\b\\nc")), Ok(Some(("a\\b\nc".into(), sum.clone()))));
        assert_eq!(parse("\n# why\n"), Ok(BTreeMap::new()));
        for wrong in ["x", "00  a", &format!("{sum} a"), &format!("{sum}  "), &format!("\\{sum}  a\\x")] {
            assert_eq!(parse(wrong), Err(1), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(names in prop::collection::btree_set("[a\\\\\n\r #*.]{1,8}", 0..8)) {
            let sums: BTreeMap<_, _> = names.into_iter().map(|name| (name, "0f".repeat(32))).collect();
            prop_assert_eq!(parse(&write(&sums)), Ok(sums));
        }

        #[test]
        fn nothing_panics(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
