//! Recordings.

use super::meeting::{OUTCOME, Outcome, Target};
use super::{Effect, Gives, Loss, Op, Route, live};
use crate::client::extra::Extra;
use crate::document::{Shape, Show, col, words};
use crate::error::{Error, Result};
use crate::time::parse_days;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A vendor's routes for recordings.
#[derive(Debug)]
pub struct Verbs {
    /// `record get`
    pub get: &'static [Route<Get, Recording>],
    /// `record delete`
    pub delete: &'static [Route<Delete, Outcome>],
    /// `record open`
    pub open: &'static [Route<Target, live::Stream>],
    /// `record close`
    pub close: &'static [Route<Target, live::Stream>],
    /// `record status`
    pub status: &'static [Route<Target, live::Stream>],
    /// `record download`
    pub download: &'static [Route<Pick, Found>],
    /// `record prune`: how old recordings are found
    pub prune: &'static [Route<Pick, Found>],
}

impl Verbs {
    /// No recordings at all.
    pub const NONE: Self =
        Self { get: &[], delete: &[], open: &[], close: &[], status: &[], download: &[], prune: &[] };
}

/// List recordings.
pub static GET: Op<Get, Recording> = Op {
    name: "record get",
    about: "List recordings, with their download links",
    shape: &RECORDING,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.record.get,
};
/// Delete recordings.
pub static DELETE: Op<Delete, Outcome> = Op {
    name: "record delete",
    about: "Delete recordings",
    shape: &OUTCOME,
    effect: Effect::gives(Gives::Removed(&RECORDING)).loses(Loss::ForGood),
    routes: |v| v.record.delete,
};
/// Start recording.
pub static OPEN: Op<Target, live::Stream> = Op {
    name: "record open",
    about: "Start recording a meeting",
    shape: &live::STREAM,
    effect: Effect::gives(Gives::One),
    routes: |v| v.record.open,
};
/// Stop recording.
pub static CLOSE: Op<Target, live::Stream> = Op {
    name: "record close",
    about: "Stop recording a meeting",
    shape: &live::STREAM,
    effect: Effect::gives(Gives::One),
    routes: |v| v.record.close,
};
/// Is it being recorded?
pub static STATUS: Op<Target, live::Stream> = Op {
    name: "record status",
    about: "Show whether a meeting is being recorded",
    shape: &live::STREAM,
    effect: Effect::gives(Gives::One),
    routes: |v| v.record.status,
};

/// Download recordings.
pub static DOWNLOAD: Op<Pick, Found> = Op {
    name: "record download",
    about: "Download recordings, whole and verified",
    shape: &DOWNLOADED,
    effect: Effect::gives(Gives::Rows),
    routes: |v| v.record.download,
};
/// Delete old recordings.
pub static PRUNE: Op<Pick, Found> = Op {
    name: "record prune",
    about: "Delete old recordings from the vendor",
    shape: &OUTCOME,
    effect: Effect::gives(Gives::Rows).loses(Loss::ForGood),
    routes: |v| v.record.prune,
};

/// Which recordings to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Get {
    /// Of this meeting
    #[arg(value_name = "MEETING")]
    pub meeting: Option<String>,
    /// This recording
    #[arg(long, value_name = "ID")]
    pub record: Option<String>,
    /// Of this user
    #[arg(long, value_name = "USER")]
    pub user: Option<String>,
    /// Of this host; may be repeated
    #[arg(long, value_name = "EMAIL")]
    pub host: Vec<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

/// Which recordings to download or to delete for their age.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Pick {
    /// Of this meeting
    #[arg(value_name = "MEETING", required_unless_present_any = ["record", "all"])]
    pub meeting: Option<String>,
    /// This recording; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "meeting", value_parser = NonEmptyStringValueParser::new())]
    pub record: Vec<String>,
    /// All that the vendor lists, or that is known here
    #[arg(long, conflicts_with_all = ["meeting", "record"])]
    pub all: bool,
    /// Of this user
    #[arg(long, value_name = "USER")]
    pub user: Option<String>,
    /// Of this host; may be repeated
    #[arg(long, value_name = "EMAIL")]
    pub host: Vec<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
}

impl Pick {
    /// Whether a recording is among those that were asked for, as far as it says so itself. One whose time is
    /// not known is left out by no day.
    pub fn takes(&self, found: &Found, zone: &TimeZone) -> Result<bool> {
        let (from, to) = parse_days(self.from.as_deref(), self.to.as_deref())?;
        let at = found.at.map(|at| zone.to_datetime(at).date());
        let after = from.zip(at).is_none_or(|(from, at)| from <= at);
        let before = to.zip(at).is_none_or(|(to, at)| at <= to);
        let id = found.recording.id.as_deref().unwrap_or_default();
        let named = self.record.is_empty() || self.record.iter().any(|record| same(record, id));
        Ok(after && before && named)
    }

    /// The ids that were named, and are among none of these.
    pub fn missing<'a>(&'a self, found: impl Iterator<Item = &'a Recording> + Clone) -> Vec<&'a str> {
        let is = |id: &str| found.clone().any(|one| one.id.as_deref().is_some_and(|other| same(other, id)));
        self.record.iter().map(String::as_str).filter(|id| !is(id)).collect()
    }
}

/// Whether two ids name one recording: some calls write them with dashes, others without.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |id: &str| id.replace('-', "").to_ascii_lowercase();
    plain(one) == plain(other)
}

/// Which recordings to delete.
#[derive(Args, Clone, Debug, Default, Deserialize, Serialize)]
#[group(skip)]
#[serde(default, rename_all = "kebab-case")]
pub struct Delete {
    /// The recordings' ids
    #[arg(value_name = "ID", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub id: Vec<String>,
    /// Their host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// A recording, as every vendor's answers are shown.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Recording {
    pub profile: Rc<str>,
    pub vendor: &'static str,
    pub id: Option<String>,
    pub meeting_id: Option<String>,
    pub name: Option<String>,
    pub format: Option<String>,
    pub size_bytes: Option<i64>,
    pub duration_seconds: Option<i64>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub md5: Option<String>,
    pub download_url: Option<String>,
    pub play_url: Option<String>,
    pub ready: Option<bool>,
    pub extra: Extra,
}

/// A recording, and what else is known of it that makes a name for its file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The recording.
    pub recording: Recording,
    /// What the meeting was about, where that is not the recording's own name.
    pub subject: Option<String>,
    /// When it began; where its zone is not said, the latest that it can have been.
    pub at: Option<Timestamp>,
    /// The same as people read it, with characters that every file system takes.
    pub time: Option<String>,
    /// Which part of several, from 0.
    pub part: Option<u64>,
    /// Whose it is, as `record delete` names its host, where the vendor tells.
    pub host: Option<String>,
}

impl Found {
    /// A recording that began then.
    pub fn new(recording: Recording, at: Option<Timestamp>, zone: &TimeZone) -> Self {
        let time = at.map(|at| zone.to_datetime(at).strftime("%Y-%m-%d %H.%M.%S").to_string());
        Self { recording, at, time, ..Self::default() }
    }

    /// A recording whose own start says when it began.
    pub fn of(recording: Recording, zone: &TimeZone) -> Self {
        let at = recording.start.as_deref().and_then(|start| start.parse().ok());
        Self::new(recording, at, zone)
    }

    /// Whether it can be downloaded now.
    pub fn ready(&self) -> bool {
        self.recording.ready != Some(false) && self.recording.download_url.is_some()
    }

    /// What tells it from every other recording, on each run.
    pub fn key(&self) -> String {
        let recording = &self.recording;
        let id = recording.id.as_deref().map(|id| id.replace('-', "").to_ascii_lowercase());
        let own = match id {
            Some(id) => serde_json::json!([id]),
            None => serde_json::json!([recording.name, self.part, recording.md5]),
        };
        serde_json::json!([recording.vendor, recording.profile, recording.meeting_id, own]).to_string()
    }
}

words! {
    /// What became of a download.
    pub enum Fetched {
        /// It is here now.
        Downloaded = "downloaded",
        /// It was here before.
        Present = "present",
        /// The vendor has not made it yet.
        NotReady = "not_ready",
        /// It is not here.
        Failed = "failed",
    }
}

/// What became of a recording that was to be downloaded.
#[derive(Clone, Debug, Serialize)]
pub struct Downloaded {
    /// What the vendor says of it.
    #[serde(flatten)]
    pub recording: Recording,
    /// The file, where there is one.
    pub path: Option<String>,
    /// Its SHA-256 in lower-case hex.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: Fetched,
    /// Why it failed.
    pub error: Option<Error>,
}

/// How downloads are shown.
pub static DOWNLOADED: Shape = Shape {
    noun: "recording",
    plural: "recordings",
    columns: &[
        col("profile", "PROFILE").show(Show::Wide),
        col("vendor", "VENDOR").show(Show::Wide),
        col("id", "ID"),
        col("meeting_id", "MEETING"),
        col("name", "NAME").show(Show::Wide),
        col("format", "FORMAT").show(Show::Wide),
        col("size_bytes", "BYTES"),
        col("duration_seconds", "SECONDS").show(Show::Wide),
        col("start", "START").show(Show::Time),
        col("end", "END").show(Show::Wide),
        col("md5", "MD5").show(Show::Wide),
        col("download_url", "DOWNLOAD URL").show(Show::WideSecret),
        col("play_url", "PLAY URL").show(Show::WideSecret),
        col("ready", "READY").show(Show::Wide),
        col("path", "FILE").show(Show::Long),
        col("sha256", "SHA256").show(Show::Wide),
        col("status", "STATUS"),
        col("error", "ERROR").show(Show::Message),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

/// How recordings are shown.
pub static RECORDING: Shape = Shape {
    noun: "recording",
    plural: "recordings",
    columns: &[
        col("profile", "PROFILE").show(Show::Wide),
        col("vendor", "VENDOR").show(Show::Wide),
        col("id", "ID"),
        col("meeting_id", "MEETING"),
        col("name", "NAME").show(Show::Long),
        col("format", "FORMAT"),
        col("size_bytes", "BYTES"),
        col("duration_seconds", "SECONDS"),
        col("start", "START").show(Show::Time),
        col("end", "END").show(Show::Time),
        col("md5", "MD5").show(Show::Wide),
        col("download_url", "DOWNLOAD URL").show(Show::Secret),
        col("play_url", "PLAY URL").show(Show::Secret),
        col("ready", "READY"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_compared_without_dashes_and_case() {
        let id = "a1e3595d-207a-4853-ba39-c576a5761952";
        assert!(same(id, "a1e3595d207a4853ba39c576a5761952") && same(id, "A1E3595D207A4853BA39C576A5761952"));
        assert!(!same(id, "a1e3595d207a4853ba39c576a5761953") && !same(id, ""));
    }

    #[test]
    fn days_and_ids_pick() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let found = Found::of(
            Recording {
                id: Some("A-1".into()),
                start: Some("2026-11-23T23:30:00Z".into()),
                ..Recording::default()
            },
            &zone,
        );
        assert_eq!(found.time.as_deref(), Some("2026-11-24 07.30.00"));
        let takes = |from: &str, to: &str, id: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let record = some(id).into_iter().collect();
            Pick { from: some(from), to: some(to), record, ..Pick::default() }.takes(&found, &zone).unwrap()
        };
        assert!(takes("", "", "") && takes("2026-11-24", "2026-11-24", "a1"));
        assert!(!takes("2026-11-25", "", "") && !takes("", "2026-11-23", "") && !takes("", "", "a2"));
        let unknown = Found::default();
        assert!(Pick { from: Some("2026-11-25".into()), ..Pick::default() }.takes(&unknown, &zone).unwrap());
        assert_ne!(unknown.key(), found.key());
    }
}
