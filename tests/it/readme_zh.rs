//! README.zh-CN.md is README.md in Chinese: the same headings, blocks, commands, names and links.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::path::Path;

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The fenced blocks, and the prose without them.
fn parts(text: &str) -> (Vec<String>, String) {
    let (mut blocks, mut prose, mut inside) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        let fence = line.starts_with("```");
        if fence && !inside {
            blocks.push(String::new());
        }
        let part = if fence || inside { blocks.last_mut().unwrap() } else { &mut prose };
        part.extend([line, "\n"]);
        inside ^= fence;
    }
    (blocks, prose)
}

/// What stands between backticks, a line break being a blank.
fn names(prose: &str) -> BTreeSet<String> {
    let spans = prose.split('`').skip(1).step_by(2);
    spans.map(|span| span.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What is linked to, but for the other language.
fn links(prose: &str) -> Vec<&str> {
    let targets = prose.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    targets.filter(|target| !target.starts_with("README")).collect()
}

#[test]
fn both_languages_say_the_same() {
    let (english, chinese) = (text("README.md"), text("README.zh-CN.md"));
    let ((blocks, english), (same, chinese)) = (parts(&english), parts(&chinese));
    assert!(blocks.len() > 5);
    for (block, other) in blocks.iter().zip(&same) {
        assert_eq!(block, other, "this block differs");
    }
    assert_eq!(blocks.len(), same.len());

    let levels = |prose: &str| -> Vec<usize> {
        let headings = prose.lines().filter(|line| line.starts_with('#'));
        headings.map(|line| line.chars().take_while(|c| *c == '#').count()).collect()
    };
    assert_eq!(levels(&english), levels(&chinese), "the headings");
    let rows = |prose: &str| prose.lines().filter(|line| line.starts_with('|')).count();
    assert_eq!(rows(&english), rows(&chinese), "the tables");
    assert_eq!(names(&english), names(&chinese), "the names in backticks");
    assert_eq!(links(&english), links(&chinese), "the links");
    for (prose, other) in [(&english, "README.zh-CN.md"), (&chinese, "README.md")] {
        assert!(prose.contains(&format!("]({other})")), "no link to {other}");
    }
}
