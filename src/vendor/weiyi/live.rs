//! Live streams of WeiyiPro.

use super::stream_url;
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::error::Result;
use crate::op::live::{Stream, Verbs};
use crate::op::{How, Route};

pub(super) static VERBS: Verbs =
    Verbs { streams: &[Route::new(&[&STREAMS], How::Rows(streams))], ..Verbs::NONE };

pub(super) static STREAMS: Call = Call::read("GET /WebAPI/getLiveStream", "获取直播")
    .takes(&[param("key", Kind::TEXT).signature().required(), param("serial", Kind::TEXT).flag("meeting")]);

/// "No stream" is told as one entry in which everything is empty.
fn streams(profile: &Profile, answer: Json) -> Result<Vec<Stream>> {
    let base = profile.address()?;
    let mut answer = Fields::of(answer);
    let mut streams = Vec::new();
    for (field, kind) in [("cdnStreams", "cdn"), ("serverStreams", "server")] {
        for mut row in answer.list(field)?.into_iter().filter(|row| !row.is_blank()) {
            // `pullUrl` here, `pullurl` where a meeting is made.
            let path = row.text("pullUrl").or_else(|| row.text("pullurl"));
            streams.push(Stream {
                meeting_id: row.text("serial"),
                kind: Some(kind),
                live: Some(path.is_some()),
                pull_url: path.map(|path| stream_url(base, &path)),
                extra: row.rest(),
                ..Stream::default()
            });
        }
    }
    Ok(streams)
}
