//! Whether a room of MyVMR is live and recorded.

use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::live::{Stream, Verbs};
use crate::op::meeting::Target;
use crate::op::{How, Route};

pub(super) static VERBS: Verbs = Verbs { status: &STATUS, ..Verbs::NONE };

/// `live status` and `record status` are one call.
pub(super) static STATUS: [Route<Target, Stream>; 1] =
    [Route::new(&[&LIVE_REC_STATUS], How::One(|s, input| Box::pin(status(s, input))))];

/// A read, although it is a POST.
pub(super) static LIVE_REC_STATUS: Call =
    Call::read("POST /meeting/getLiveRecStatus", "获取直播录播状态").json().takes(&[
        param("auth", Kind::TEXT).signature().header().required(),
        param("conferenceKey", Kind::TEXT).flag("meeting").required(),
    ]);

pub(super) async fn status(s: &Session, input: &Target) -> Result<Stream> {
    let mut data = data(&s.send(s.fill(&LIVE_REC_STATUS, input)?).await?);
    Ok(Stream {
        meeting_id: data.text("conferenceKey").or_else(|| Some(input.meeting.clone())),
        kind: None,
        pull_url: data.text("rtmpUrl"),
        push_url: None,
        live: data.bool("live"),
        recording: data.bool("record"),
        // The document's sample names one although nothing is recorded: perhaps the last one.
        record_id: data.text("recordId"),
        extra: data.rest(),
    })
}

/// The object in an answer. Where it is something else, nothing is known.
pub(super) fn data(answer: &Json) -> Fields {
    answer.get("data").cloned().map(Fields::of).unwrap_or_default()
}
