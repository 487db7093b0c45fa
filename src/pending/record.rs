//! The lines of these journals: what the commands write is what the list reads.

use crate::client::draft::Given;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a command was to do, as its journal tells it. Holds no secret.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(default)]
pub struct Story {
    /// The profile's name.
    pub profile: String,
    /// The vendor's id.
    pub vendor: String,
    /// The server's address.
    pub server: String,
    /// The command: `meeting create`.
    pub command: String,
    /// What the user gave, under the flags' names.
    pub input: Given,
    /// Inputs that are left out because they are secret, or that `--set` gave.
    pub hidden: Vec<String>,
    /// The process.
    pub pid: u32,
    /// Whether a second look can be had later.
    pub resolvable: bool,
}

/// One line. Its fields tell which it is, so an intent, which has no field of its own, is tried last.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Record<'a> {
    /// The first line.
    Story { story: Cow<'a, Story> },
    /// What became of a write.
    Became { write: usize, became: Outcome, error: Option<Cow<'a, str>> },
    /// A write that is about to be sent.
    Intent {
        /// Its number among the command's writes, from 0.
        write: usize,
        /// The call: `POST /meeting/cancel`.
        #[serde(default)]
        call: Cow<'a, str>,
        #[serde(default)]
        target: Targets<'a>,
        /// Ids of what was there before, if anybody could see.
        #[serde(default)]
        seen: Option<Cow<'a, [String]>>,
        /// When: RFC 3339.
        #[serde(default)]
        at: Cow<'a, str>,
    },
    /// What a later program may add.
    #[serde(skip_serializing)]
    Other(IgnoredAny),
}

/// What became of a write.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// It was answered: it is done.
    Done,
    /// It was refused, or nothing of it was sent.
    NotDone,
    /// Nobody knows; nor does this program, if a later one has found a better word.
    #[serde(other)]
    Unknown,
}

/// What a write is about.
#[derive(Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Targets<'a> {
    /// Nothing that has a name yet: `null`.
    #[default]
    None,
    One(Cow<'a, str>),
    /// Several that one call takes together.
    Several(Cow<'a, [String]>),
}

impl<'a> Targets<'a> {
    /// These.
    pub fn of(targets: &'a [String]) -> Self {
        match targets {
            [] => Self::None,
            [one] => Self::One(one.into()),
            several => Self::Several(several.into()),
        }
    }

    /// All of them.
    pub fn into_vec(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![one.into_owned()],
            Self::Several(several) => several.into_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Journals that lie on disks: they are read as they stand there, and written in the same way.
    #[test]
    fn lines_stay_what_they_were() {
        let targets = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let intent = |target, seen| Record::Intent {
            write: 1,
            call: "POST /x".into(),
            target,
            seen,
            at: "2026-11-23T06:00:00Z".into(),
        };
        let became = |became, error: Option<&'static str>| Record::Became {
            write: 1,
            became,
            error: error.map(Into::into),
        };
        let story = Story {
            profile: "cloud".into(),
            vendor: "netease".into(),
            server: "https://a.example/".into(),
            command: "meeting create".into(),
            input: [("subject".to_owned(), "周会".into())].into_iter().collect(),
            hidden: targets(&["password"]),
            pid: 7,
            resolvable: true,
        };
        let (two, three) = (targets(&["a", "b"]), targets(&["1", "2", "3"]));
        for (record, line) in [
            (
                Record::Story { story: Cow::Owned(story) },
                r#"{"story":{"profile":"cloud","vendor":"netease","server":"https://a.example/","command":"meeting create","input":{"subject":"周会"},"hidden":["password"],"pid":7,"resolvable":true}}"#,
            ),
            (
                intent(Targets::None, Some(Cow::Borrowed(&three))),
                r#"{"write":1,"call":"POST /x","target":null,"seen":["1","2","3"],"at":"2026-11-23T06:00:00Z"}"#,
            ),
            (
                intent(Targets::of(&two[..1]), None),
                r#"{"write":1,"call":"POST /x","target":"a","seen":null,"at":"2026-11-23T06:00:00Z"}"#,
            ),
            (
                intent(Targets::of(&two), None),
                r#"{"write":1,"call":"POST /x","target":["a","b"],"seen":null,"at":"2026-11-23T06:00:00Z"}"#,
            ),
            (became(Outcome::Done, None), r#"{"write":1,"became":"done","error":null}"#),
            (became(Outcome::NotDone, Some("no")), r#"{"write":1,"became":"not_done","error":"no"}"#),
            (became(Outcome::Unknown, Some("lost")), r#"{"write":1,"became":"unknown","error":"lost"}"#),
        ] {
            assert_eq!(serde_json::to_string(&record).unwrap(), line);
            assert_eq!(serde_json::from_str::<Record<'_>>(line).unwrap(), record);
        }
    }

    #[test]
    fn what_is_new_or_left_out_does_not_damage_a_line() {
        for (line, record) in [
            (
                r#"{"write":1,"became":"half_done"}"#,
                Record::Became { write: 1, became: Outcome::Unknown, error: None },
            ),
            (
                r#"{"write":2,"new":[1]}"#,
                Record::Intent {
                    write: 2,
                    call: "".into(),
                    target: Targets::None,
                    seen: None,
                    at: "".into(),
                },
            ),
            (r#"{"story":{}}"#, Record::Story { story: Cow::Owned(Story::default()) }),
            (r#"{"note":"x"}"#, Record::Other(IgnoredAny)),
            (r#"{"write":"one"}"#, Record::Other(IgnoredAny)),
        ] {
            assert_eq!(serde_json::from_str::<Record<'_>>(line).unwrap(), record, "{line}");
        }
    }
}
