//! Logs that are written, dropped, torn and tampered with.

use super::chain::{Head, Point, Record, open};
use super::*;
use serde_json::{Map, Value, json};
use std::fs;
use tempfile::TempDir;

fn record(n: usize) -> Record {
    Record::of(&json!({ "what": "write", "text": format!("周会 {n}") })).unwrap()
}

/// The line that hangs on this one.
fn seal(on: &Point, record: &Record) -> Vec<u8> {
    let (mut line, mut last) = (Vec::new(), on.clone());
    chain::seal(&mut line, &mut last, record).unwrap();
    line
}

fn small() -> Limit {
    Limit::bytes(Limit::LEAST).unwrap()
}

/// Lines with their ends.
fn text<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A log with so many lines.
fn log(lines: usize) -> (TempDir, Log) {
    let place = tempfile::tempdir().unwrap();
    let log = Log::new(folder(place.path()), small());
    for n in 1..=lines {
        assert_eq!(log.append(record(n)).unwrap(), n as u64);
    }
    (place, log)
}

fn found(log: &Log) -> Option<(String, u64, Problem)> {
    let broken = verify(log.folder()).unwrap().unwrap().broken?;
    Some((broken.file.file_name().unwrap().to_str().unwrap().to_owned(), broken.line, broken.problem))
}

#[test]
fn what_is_written_is_read_and_hangs_together() {
    let (_place, log) = log(5);
    let mut texts = Vec::new();
    let checked = each(log.folder(), &mut |line| {
        texts.push(line["text"].as_str().unwrap().to_owned());
        Ok(())
    });
    let checked = checked.unwrap().unwrap();
    assert_eq!(texts.len(), 5);
    assert_eq!((checked.lines, checked.files, checked.broken, checked.torn), (5, 1, None, false));
    assert_eq!(verify(&log.folder().join("nowhere")).unwrap(), None);
}

/// Each way to tamper with the lines of a file, and what is said of it.
#[test]
fn tampering_is_noticed_where_it_was_done() {
    /// What is done, how, and where it is noticed.
    type Case = (&'static str, fn(&mut Vec<String>), Option<(u64, Problem)>);
    let renumbered = |lines: &mut Vec<String>| {
        // Somebody who knows the form: a false line with a hash that fits, in place of the third.
        let before = open(lines[1].as_bytes()).unwrap().point;
        let line = seal(&before, &record(99));
        lines[2] = String::from_utf8(line).unwrap().trim_end().to_owned();
    };
    let forged = |lines: &mut Vec<String>| {
        let before = open(lines[1].as_bytes()).unwrap().point;
        let line = seal(&before, &record(99));
        lines.insert(2, String::from_utf8(line).unwrap().trim_end().to_owned());
    };
    let cases: &[Case] = &[
        ("nothing", |_| {}, None),
        ("a letter", |l| l[2] = l[2].replace("周会 3", "周会 8"), Some((3, Problem::Changed))),
        ("the hash", |l| l[2] = l[2].replace("\"hash\":\"", "\"hash\":\"0"), Some((3, Problem::Changed))),
        ("a field more", |l| l[0] = l[0].replacen('{', "{\"x\":1,", 1), Some((1, Problem::Changed))),
        ("no JSON", |l| l[1] = "x".into(), Some((2, Problem::Changed))),
        ("an empty line", |l| l.insert(1, String::new()), Some((2, Problem::Changed))),
        ("the first removed", |l| drop(l.remove(0)), Some((1, Problem::Removed))),
        ("one removed", |l| drop(l.remove(2)), Some((3, Problem::Removed))),
        ("two removed", |l| drop(l.drain(1..3)), Some((2, Problem::Removed))),
        ("one twice", |l| l.insert(2, l[1].clone()), Some((3, Problem::Inserted))),
        ("two swapped", |l| l.swap(1, 2), Some((2, Problem::Removed))),
        ("one replaced", renumbered, Some((4, Problem::Changed))),
        ("one forged", forged, Some((4, Problem::Inserted))),
        ("the last cut off", |l| drop(l.pop()), Some((5, Problem::Truncated))),
        ("all cut off", |l| l.clear(), Some((1, Problem::Truncated))),
    ];
    for (name, tamper, expected) in cases {
        let (_place, log) = log(5);
        let path = file_of(log.folder(), 1);
        let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        tamper(&mut lines);
        fs::write(&path, text(lines.iter().map(String::as_str))).unwrap();
        let expected = expected.map(|(line, problem)| ("000001.jsonl".to_owned(), line, problem));
        assert_eq!(found(&log), expected, "{name}");
        // Writing on does not hide it.
        log.append(record(6)).unwrap();
        let later = found(&log);
        assert_eq!(later.is_some(), expected.is_some(), "{name}: {later:?}");
    }
}

/// Somebody's doing like any other: what stands behind it is still shown, and nothing is cut off.
#[test]
fn a_line_that_is_too_long_hides_no_other() {
    let long = vec![b'x'; usize::try_from(chain::LONGEST).unwrap()];
    // In the middle, and behind what the head knows: with an end, and without one.
    for (at, end) in [(1, "\n"), (3, "\n"), (3, "")] {
        let (_place, log) = log(3);
        let path = file_of(log.folder(), 1);
        let text = fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let [before, behind] = [&lines[..at], &lines[at..]].map(|lines| lines.concat().into_bytes());
        fs::write(&path, [&before, &long, end.as_bytes(), &behind].concat()).unwrap();
        log.append(record(4)).unwrap();
        let mut texts = Vec::new();
        let checked = each(log.folder(), &mut |line| {
            texts.push(line["text"].as_str().unwrap().to_owned());
            Ok(())
        });
        assert_eq!(texts, [1, 2, 3, 4].map(|n| format!("周会 {n}")), "{at} {end:?}");
        let broken = checked.unwrap().unwrap().broken.unwrap();
        assert_eq!((broken.line, broken.problem), (at as u64 + 1, Problem::Changed), "{at} {end:?}");
        assert!(fs::metadata(&path).unwrap().len() > chain::LONGEST, "{at} {end:?}");
    }
}

#[test]
fn files_that_are_removed_or_cut_are_noticed() {
    let (place, log) = log(0);
    for n in 1..=90 {
        log.append(record(n)).unwrap();
    }
    assert!(file_of(log.folder(), 2).exists());
    let last = (1..100).take_while(|n| file_of(log.folder(), *n).exists()).last().unwrap();
    let keep = |name: &str| {
        let to = place.path().join(name);
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(log.folder()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
        to
    };
    let broken = |folder: &Path| {
        let broken = verify(folder).unwrap().unwrap().broken.unwrap();
        (broken.file.file_name().unwrap().to_str().unwrap().to_owned(), broken.problem)
    };
    let one = keep("one");
    fs::remove_file(file_of(&one, 1)).unwrap();
    assert_eq!(broken(&one), ("000001.jsonl".into(), Problem::Removed));
    let newest = keep("newest");
    fs::remove_file(file_of(&newest, last)).unwrap();
    assert_eq!(broken(&newest).1, Problem::Removed);
    let half = keep("half");
    let bytes = fs::read(file_of(&half, 1)).unwrap();
    fs::write(file_of(&half, 1), &bytes[..bytes.len() - 7]).unwrap();
    assert_eq!(broken(&half), ("000001.jsonl".into(), Problem::Truncated));
    for head in [None, Some("x")] {
        let headless = keep(&format!("{head:?}"));
        match head {
            None => fs::remove_file(head_of(&headless)).unwrap(),
            Some(text) => fs::write(head_of(&headless), text).unwrap(),
        }
        assert_eq!(broken(&headless), ("head".into(), Problem::Changed));
        // It can be written on, and what is left hangs together again; but that does not hide it.
        let next = Log::new(headless.clone(), small());
        assert_eq!((next.append(record(91)).unwrap(), next.was_headless()), (92, true));
        assert_eq!(next.append(record(92)).unwrap(), 93);
        assert_eq!(broken(&headless), (format!("{last:06}.jsonl"), Problem::Headless));
        let checked = verify(&headless).unwrap().unwrap();
        assert_eq!(checked.last.n, 93);
    }
    assert_eq!(found(&log), None);
}

/// Whoever cuts lines off and takes the head away, which knew of them, has cut a hole all the same.
#[test]
fn a_log_that_is_cut_and_without_its_head_says_so() {
    for lines in [2, 0] {
        let (_place, log) = log(5);
        let path = file_of(log.folder(), 1);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, text(whole.lines().take(lines))).unwrap();
        fs::remove_file(head_of(log.folder())).unwrap();
        let next = Log::new(log.folder().to_owned(), small());
        next.append(record(6)).unwrap();
        assert!(next.was_headless());
        assert_eq!(found(&next), Some(("000001.jsonl".into(), lines as u64 + 1, Problem::Headless)));
        // What the log is about is shown without that.
        let mut shown = 0;
        each(log.folder(), &mut |line| {
            shown += usize::from(line.contains_key("text"));
            Ok(())
        })
        .unwrap();
        assert_eq!(shown, lines + 1);
    }
}

#[test]
fn the_oldest_file_is_dropped_and_the_rest_still_hangs_together() {
    let (_place, log) = log(0);
    for n in 1..=600 {
        log.append(record(n)).unwrap();
    }
    let files: Vec<u64> = (1..100).filter(|n| file_of(log.folder(), *n).exists()).collect();
    assert_eq!(files.len() as u64, FILES);
    assert!(files[0] > 1);
    let size: u64 = files.iter().map(|n| fs::metadata(file_of(log.folder(), *n)).unwrap().len()).sum();
    assert!(size <= Limit::LEAST, "{size}");
    let checked = verify(log.folder()).unwrap().unwrap();
    assert_eq!((checked.broken, checked.files, checked.last.n), (None, FILES, 600));
    assert!(checked.lines < 600);
    // What the first line hangs on is known: dropping one more by hand is noticed.
    let first = fs::read_to_string(file_of(log.folder(), files[0])).unwrap();
    fs::write(file_of(log.folder(), files[0]), text(first.lines().skip(1))).unwrap();
    assert_eq!(found(&log).unwrap().2, Problem::Removed);
}

/// Wherever a process is killed while it writes, the next one goes on and nothing looks tampered with.
#[test]
fn a_kill_at_any_point_leaves_a_log_that_goes_on() {
    let (_place, log) = log(3);
    let path = file_of(log.folder(), 1);
    let before = fs::read(&path).unwrap();
    let head = Head::read(&fs::read(head_of(log.folder())).unwrap()).unwrap();
    let line = seal(&head.last, &record(4));
    for cut in 0..=line.len() {
        fs::write(&path, [&before[..], &line[..cut]].concat()).unwrap();
        fs::write(head_of(log.folder()), head.bytes().unwrap()).unwrap();
        let checked = verify(log.folder()).unwrap().unwrap();
        let whole = cut == line.len();
        assert_eq!((checked.broken, checked.torn), (None, cut > 0 && !whole), "{cut}");
        // Another process goes on, and then this one, which still has its files open.
        let next = Log::new(log.folder().to_owned(), small()).append(record(5)).unwrap();
        assert_eq!(next, if whole { 5 } else { 4 });
        assert_eq!(log.append(record(6)).unwrap(), next + 1);
        assert_eq!(found(&log), None, "{cut}");
    }
}

#[test]
fn a_kill_between_two_files_leaves_a_log_that_goes_on() {
    let (_place, log) = log(0);
    let mut n = 0;
    while !file_of(log.folder(), 2).exists() {
        let head = fs::read(head_of(log.folder())).unwrap_or_default();
        n += 1;
        log.append(record(n)).unwrap();
        if file_of(log.folder(), 2).exists() {
            // It was killed before the head could tell of the new file.
            fs::write(head_of(log.folder()), head).unwrap();
        }
    }
    assert_eq!(found(&log), None);
    let next = Log::new(log.folder().to_owned(), small()).append(record(n + 1)).unwrap();
    assert_eq!(next, n as u64 + 1);
    assert_eq!(log.append(record(n + 2)).unwrap(), next + 1);
    let checked = verify(log.folder()).unwrap().unwrap();
    assert_eq!((checked.broken, checked.lines, checked.files), (None, next + 1, 2));
}

#[test]
fn outcomes_wait_for_the_next_line() {
    let (_place, log) = log(1);
    log.wait(Ok(record(2)));
    assert_eq!(verify(log.folder()).unwrap().unwrap().lines, 1);
    assert_eq!(log.append(record(3)).unwrap(), 3);
    log.wait(Ok(record(4)));
    log.flush().unwrap();
    log.flush().unwrap();
    assert_eq!(verify(log.folder()).unwrap().unwrap().lines, 4);
}

/// Rows that go on together: the first that asks has them all written, in their order.
#[test]
fn lines_that_are_lined_up_are_written_together() {
    let (_place, log) = log(2);
    log.wait(Ok(record(3)));
    let places: Vec<_> = (4..=6).map(|n| log.line_up(record(n))).collect();
    assert_eq!(verify(log.folder()).unwrap().unwrap().lines, 2);
    assert_eq!(log.number(&places[1]).unwrap(), 5);
    let mut texts = Vec::new();
    let mut note = |line: &Map<String, Value>| {
        texts.push((line["n"].as_u64().unwrap(), line["text"].as_str().unwrap().to_owned()));
        Ok(())
    };
    assert_eq!(each(log.folder(), &mut |line| note(&line)).unwrap().unwrap().broken, None);
    assert_eq!(texts, (1..=6).map(|n| (n, format!("周会 {n}"))).collect::<Vec<_>>());
    assert_eq!([0, 2].map(|at| log.number(&places[at]).unwrap()), [4, 6]);
    // What is not to be written after all leaves no line, unless it stands there already.
    let (gone, there) = (log.line_up(record(0)), log.line_up(record(7)));
    assert_eq!((log.withdraw(&gone), log.withdraw(&places[0])), (None, Some(4)));
    assert_eq!((log.number(&there).unwrap(), log.number(&gone).is_err()), (7, true));
}

/// Nothing is sent for a line that is not there: all who lined up are told, and what waits is kept.
#[test]
fn a_queue_that_cannot_be_written_is_an_error_to_each() {
    let place = tempfile::tempdir().unwrap();
    let blocked = place.path().join("state");
    fs::write(&blocked, "a file").unwrap();
    let log = Log::new(folder(&blocked), small());
    log.wait(Ok(record(1)));
    let places: Vec<_> = (2..=3).map(|n| log.line_up(record(n))).collect();
    assert!(places.iter().all(|place| log.number(place).is_err()));
    fs::remove_file(&blocked).unwrap();
    assert!(log.number(&places[0]).is_err(), "it was told that it is not written");
    let again = log.line_up(record(4));
    assert_eq!(log.number(&again).unwrap(), 2, "after the one that waited");
}

#[test]
fn a_place_that_cannot_be_written_is_an_error_and_nothing_is_lost() {
    let place = tempfile::tempdir().unwrap();
    let log = Log::new(folder(place.path()), small());
    fs::create_dir_all(head_of(log.folder())).unwrap();
    log.wait(Ok(record(1)));
    assert!(log.append(record(2)).is_err());
    fs::remove_dir(head_of(log.folder())).unwrap();
    // What waited still waits; what was refused does not come back.
    assert_eq!(log.append(record(3)).unwrap(), 2);
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_place, log) = log(1);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(log.folder()), mode(&head_of(log.folder()))), (0o700, 0o600));
    assert_eq!(mode(&file_of(log.folder(), 1)), 0o600);
}
