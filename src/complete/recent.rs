//! The meetings and recordings that commands printed lately, so that their ids can be completed without
//! asking anybody. Never a password, a link or a token: an id, a number, a subject and a start.
//!
//! One small JSON file a profile in the folder `recent` of the state folder, mode 0600, replaced whole
//! under a lock of its own, and only if something changed. It is a convenience: whatever goes wrong with
//! it is no reason for a command to fail or to wait.

use crate::document::MeetingState;
use crate::file;
use crate::text::{is_control, shorten};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many of a kind are kept for a profile; the oldest go first.
pub const KEPT: usize = 200;
/// Longer texts are cut; an id that is longer is none.
const LONGEST: usize = 80;
/// A larger file was not written here.
const LARGEST: u64 = 1 << 20;
/// Another process writes for a moment only.
const PATIENCE: Duration = Duration::from_millis(50);

/// A meeting or a recording that was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The number that people dial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// A meeting's subject, a recording's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it starts or started: RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
}

impl Entry {
    /// What it is, in a few words: `周会, 2030-01-07 14:00`.
    pub fn about(&self) -> String {
        let start =
            self.start.as_deref().and_then(|start| start.get(..16)).map(|start| start.replace('T', " "));
        let parts = [self.subject.clone(), start];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// What is kept of a profile, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recent {
    /// Meetings.
    pub meetings: Vec<Entry>,
    /// Recordings.
    pub recordings: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Meeting,
    Recording,
}

/// What one command printed, to be kept when it is done. Of a long list the first rows count, so its
/// length costs neither time nor memory.
#[derive(Debug)]
pub struct Seen {
    kind: Option<Kind>,
    /// Whether rows say what became of targets that are gone now.
    removes: bool,
    there: Vec<Entry>,
    gone: Vec<String>,
}

impl Seen {
    /// For a command that prints things of this noun (see [`crate::document::Shape`]).
    pub fn printed(noun: &str) -> Self {
        Self::of(noun, false)
    }

    /// For a command that removes things of this noun, and prints what became of each.
    pub fn removed(noun: &str) -> Self {
        Self::of(noun, true)
    }

    fn of(noun: &str, removes: bool) -> Self {
        let kind = match noun {
            "meeting" => Some(Kind::Meeting),
            "recording" => Some(Kind::Recording),
            _ => None,
        };
        Self { kind, removes, there: Vec::new(), gone: Vec::new() }
    }

    /// Whether no further row is of any use.
    pub fn is_full(&self) -> bool {
        self.kind.is_none() || self.there.len() + self.gone.len() >= KEPT
    }

    /// A row was printed.
    pub fn row(&mut self, row: &Value) {
        if self.is_full() {
            return;
        }
        let text = |name: &str| row.get(name).and_then(Value::as_str).and_then(clean);
        let Some(id) = row.get("id").and_then(Value::as_str).filter(|id| is_id(id)) else { return };
        let status = row.get("status").and_then(Value::as_str);
        if self.removes {
            if row.get("ok") == Some(&Value::Bool(true)) {
                self.gone.push(id.to_owned());
            }
        } else if status.and_then(MeetingState::of).is_some_and(MeetingState::is_gone) {
            self.gone.push(id.to_owned());
        } else {
            let number = text("number").filter(|number| is_id(number));
            let subject = text("subject").or_else(|| text("name"));
            self.there.push(Entry { id: id.to_owned(), number, subject, start: text("start") });
        }
    }

    /// What is kept, with what was seen; `None` if that is the same.
    fn merged(&self, known: &Recent) -> Option<Recent> {
        let mut merged = known.clone();
        let list = match self.kind? {
            Kind::Meeting => &mut merged.meetings,
            Kind::Recording => &mut merged.recordings,
        };
        list.retain(|entry| !self.gone.contains(&entry.id));
        let mut new = Vec::new();
        for seen in &self.there {
            match list.iter_mut().find(|entry| entry.id == seen.id) {
                // Not every answer has all that is known.
                Some(entry) => {
                    let Entry { number, subject, start, .. } = seen.clone();
                    entry.number = number.or_else(|| entry.number.take());
                    entry.subject = subject.or_else(|| entry.subject.take());
                    entry.start = start.or_else(|| entry.start.take());
                }
                None if new.iter().any(|entry: &Entry| entry.id == seen.id) => {}
                None => new.push(seen.clone()),
            }
        }
        list.splice(..0, new);
        list.truncate(KEPT);
        (merged != *known).then_some(merged)
    }

    /// Keeps what was seen. `Ok(false)`: there was nothing to write, or another process is at it.
    pub fn keep(&self, state: &Path, profile: &str) -> io::Result<bool> {
        if self.there.is_empty() && self.gone.is_empty() {
            return Ok(false);
        }
        let path = place(state, profile);
        if self.there.is_empty() && !path.exists() || self.merged(&read(state, profile)).is_none() {
            return Ok(false);
        }
        file::own_folder(&state.join(FOLDER))?;
        let Some(_lock) = file::lock(&path.with_extension("lock"), PATIENCE)? else { return Ok(false) };
        let Some(merged) = self.merged(&read(state, profile)) else { return Ok(false) };
        file::replace(&path, &serde_json::to_vec(&merged)?)?;
        Ok(true)
    }
}

const FOLDER: &str = "recent";

fn place(state: &Path, profile: &str) -> PathBuf {
    state.join(FOLDER).join(file::name_of(profile, "json"))
}

/// What is kept of a profile; nothing if it cannot be read.
pub fn read(state: &Path, profile: &str) -> Recent {
    let text = file::read_plain(&place(state, profile), LARGEST);
    text.ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default()
}

/// Removes what is kept of a profile. A convenience: nothing is lost if it stays.
pub fn forget(state: &Path, profile: &str) {
    let _ = std::fs::remove_file(place(state, profile));
}

/// A text without controls, and not too long.
fn clean(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !is_control(*c)).collect();
    (!text.is_empty()).then(|| shorten(&text, LONGEST).into_owned())
}

/// What can be typed again as it is.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().nth(LONGEST).is_none() && !text.chars().any(is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn see(noun: &str, rows: &[Value]) -> Seen {
        told(Seen::printed(noun), rows)
    }

    fn told(mut seen: Seen, rows: &[Value]) -> Seen {
        for row in rows {
            seen.row(row);
        }
        seen
    }

    fn ids(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.id.as_str()).collect()
    }

    #[test]
    fn what_was_printed_is_kept_and_what_is_gone_goes() {
        let state = tempfile::tempdir().unwrap();
        let keep = |seen: Seen| seen.keep(state.path(), "a/b").unwrap();
        let row = json!({"id": "1", "number": "9", "subject": "周\u{1b}会", "start": "2030-01-07T14:00:00+08:00",
                         "password": "canary", "join_url": "https://canary"});
        assert!(keep(see("meeting", std::slice::from_ref(&row))));
        assert!(!keep(see("meeting", &[row])), "nothing is new");
        assert!(keep(see("meeting", &[json!({"id": "2"}), json!({"id": "3"})])));
        assert!(keep(see("recording", &[json!({"id": "r", "name": "part 1"})])));
        let known = read(state.path(), "a/b");
        assert_eq!(ids(&known.meetings), ["2", "3", "1"]);
        assert_eq!(known.meetings[2].about(), "周会, 2030-01-07 14:00");
        assert_eq!(known.recordings[0].about(), "part 1");
        let text = std::fs::read_to_string(state.path().join("recent/a%2Fb.json")).unwrap();
        assert!(!text.contains("canary"), "{text}");

        assert!(keep(see("meeting", &[json!({"id": "3", "status": "cancelled"})])));
        let outcomes = [json!({"id": "1", "ok": true}), json!({"id": "2", "ok": false})];
        assert!(keep(told(Seen::removed("meeting"), &outcomes)));
        assert!(keep(told(Seen::removed("recording"), &[json!({"id": "r", "ok": true})])));
        let known = read(state.path(), "a/b");
        assert_eq!((ids(&known.meetings), known.recordings.len()), (vec!["2"], 0));
        assert!(!keep(see("room", &[json!({"id": "5"})])));
        assert_eq!(read(state.path(), "other"), Recent::default());
    }

    #[test]
    fn an_answer_that_says_less_takes_nothing_away() {
        let old = Recent {
            meetings: vec![Entry { id: "1".into(), subject: Some("s".into()), ..Entry::default() }],
            ..Recent::default()
        };
        assert_eq!(see("meeting", &[json!({"id": "1"})]).merged(&old), None);
        let changed = see("meeting", &[json!({"id": "1", "subject": "t"})]).merged(&old).unwrap();
        assert_eq!(changed.meetings[0].subject.as_deref(), Some("t"));
    }

    #[test]
    fn only_so_many_are_kept_whatever_is_printed() {
        let rows: Vec<Value> = (0..1_000).map(|i| json!({"id": i.to_string()})).collect();
        let seen = see("meeting", &rows);
        assert_eq!(seen.there.len(), KEPT);
        let known = seen.merged(&Recent::default()).unwrap();
        let more = see("meeting", &[json!({"id": "new"})]).merged(&known).unwrap();
        assert_eq!((more.meetings.len(), more.meetings[0].id.as_str()), (KEPT, "new"));
    }

    #[test]
    fn what_cannot_be_typed_is_not_kept() {
        let long = "9".repeat(LONGEST + 1);
        let rows =
            [json!({"id": "a\nb"}), json!({"id": ""}), json!({"id": long}), json!({"id": null}), json!([])];
        assert!(see("meeting", &rows).there.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_none_of_ours_is_nothing() {
        use std::os::unix::fs::PermissionsExt as _;
        let state = tempfile::tempdir().unwrap();
        assert!(see("meeting", &[json!({"id": "1"})]).keep(state.path(), "p").unwrap());
        let path = place(state.path(), "p");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        for text in ["", "[]", "{\"meetings\": 5}", "\u{0}"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(read(state.path(), "p"), Recent::default());
        }
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        assert_eq!(read(state.path(), "p"), Recent::default());
        // Nobody waits for another process.
        let _held = file::lock(&path.with_extension("lock"), PATIENCE).unwrap().unwrap();
        assert!(!see("meeting", &[json!({"id": "2"})]).keep(state.path(), "p").unwrap());
    }
}
