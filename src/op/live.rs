//! Live streams.

use super::meeting::Target;
use super::{Effect, Gives, Op, Route};
use crate::client::extra::Extra;
use crate::document::{Shape, Show, col};
use clap::Args;
use serde::Serialize;

/// A vendor's routes for live streams.
#[derive(Debug)]
pub struct Verbs {
    /// `live streams`
    pub streams: &'static [Route<Streams, Stream>],
    /// `live status`
    pub status: &'static [Route<Target, Stream>],
    /// `live viewer-url`
    pub viewer_url: &'static [Route<Viewer, super::join_url::Link>],
}

impl Verbs {
    /// No live streams at all.
    pub const NONE: Self = Self { streams: &[], status: &[], viewer_url: &[] };
}

/// List running streams.
pub static STREAMS: Op<Streams, Stream> = Op {
    name: "live streams",
    about: "List live streams and where to watch them",
    shape: &STREAM,
    effect: Effect::gives(Gives::Listing),
    routes: |v| v.live.streams,
};
/// Is it live?
pub static STATUS: Op<Target, Stream> = Op {
    name: "live status",
    about: "Show whether a meeting is live and recorded",
    shape: &STREAM,
    effect: Effect::gives(Gives::One),
    routes: |v| v.live.status,
};
/// A link for a viewer.
pub static VIEWER_URL: Op<Viewer, super::join_url::Link> = Op {
    name: "live viewer-url",
    about: "Make a link that lets somebody watch without a password",
    shape: &super::join_url::LINK,
    effect: Effect::gives(Gives::One),
    routes: |v| v.live.viewer_url,
};

/// Whose streams to list.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Streams {
    /// Of this meeting; without it, of all
    #[arg(value_name = "MEETING")]
    pub meeting: Option<String>,
}

/// Who is to watch.
#[derive(Args, Clone, Debug, Default, Serialize)]
#[group(skip)]
#[serde(rename_all = "kebab-case")]
pub struct Viewer {
    /// The meeting's id
    #[arg(value_name = "MEETING")]
    pub meeting: String,
    /// The viewer's name
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// The viewer's mobile number
    #[arg(long, value_name = "NUMBER")]
    pub mobile: Option<String>,
    /// The viewer's e-mail address
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
    /// The viewer's id in your own systems
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    /// How long the link is good for
    #[arg(long, value_name = "DURATION")]
    pub expires: Option<String>,
    /// How often the link may be used
    #[arg(long, value_name = "N")]
    pub uses: Option<u32>,
    /// The host, where it is not the profile's
    #[arg(long, value_name = "USER|EMAIL")]
    pub host: Option<String>,
}

/// A stream and what is known of the live state.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are the interface's own and named there")]
pub struct Stream {
    pub meeting_id: Option<String>,
    pub kind: Option<&'static str>,
    pub pull_url: Option<String>,
    pub push_url: Option<String>,
    pub live: Option<bool>,
    pub recording: Option<bool>,
    pub record_id: Option<String>,
    pub extra: Extra,
}

/// How streams are shown.
pub static STREAM: Shape = Shape {
    noun: "stream",
    plural: "streams",
    columns: &[
        col("meeting_id", "MEETING"),
        col("kind", "KIND"),
        col("pull_url", "PULL URL").show(Show::Secret),
        col("push_url", "PUSH URL").show(Show::Secret),
        col("live", "LIVE"),
        col("recording", "RECORDING"),
        col("record_id", "RECORD ID"),
        col("extra", "EXTRA").show(Show::Wide),
    ],
};
