//! Recordings.

use super::meeting::{OUTCOME, Outcome, Target};
use super::{Op, Route, live};
use crate::document::{Shape, Show, col};
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
}

impl Verbs {
    /// No recordings at all.
    pub const NONE: Self = Self { get: &[], delete: &[], open: &[], close: &[], status: &[] };
}

/// List recordings.
pub static GET: Op<Get, Recording> = Op {
    name: "record get",
    about: "List recordings, with their download links",
    shape: &RECORDING,
    many: true,
    routes: |v| v.record.get,
};
/// Delete recordings.
pub static DELETE: Op<Delete, Outcome> = Op {
    name: "record delete",
    about: "Delete recordings",
    shape: &OUTCOME,
    many: true,
    routes: |v| v.record.delete,
};
/// Start recording.
pub static OPEN: Op<Target, live::Stream> = Op {
    name: "record open",
    about: "Start recording a meeting",
    shape: &live::STREAM,
    many: false,
    routes: |v| v.record.open,
};
/// Stop recording.
pub static CLOSE: Op<Target, live::Stream> = Op {
    name: "record close",
    about: "Stop recording a meeting",
    shape: &live::STREAM,
    many: false,
    routes: |v| v.record.close,
};
/// Is it being recorded?
pub static STATUS: Op<Target, live::Stream> = Op {
    name: "record status",
    about: "Show whether a meeting is being recorded",
    shape: &live::STREAM,
    many: false,
    routes: |v| v.record.status,
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
    pub profile: String,
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
    pub extra: Map<String, Value>,
}

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
