//! Recordings of NetEase Meeting.

use super::{ret, rows};
use crate::client::call::{Call, param};
use crate::client::json::Fields;
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::record::{Get, Recording, Verbs};
use crate::op::{How, Route, Sink};

pub(super) static VERBS: Verbs = Verbs {
    get: &[Route::new(&[&RECORDS], How::Each(|s, input, sink| Box::pin(recordings(s, input, sink))))],
    ..Verbs::NONE
};

/// A read, although it is a POST.
static RECORDS: Call = Call::read("POST /v2/meeting/record/list", "会议录像列表").json().takes(&[param(
    "meetingUniqueId",
    Kind::Int,
)
.flag("meeting")
.required()]);

async fn recordings(s: &Session, input: &Get, sink: &mut Sink<'_, Recording>) -> Result<()> {
    let Some(answer) = s.send_listing(s.fill(&RECORDS, input)?).await? else { return Ok(()) };
    for row in rows(ret(answer), &["url", "filename", "fileInfo"])? {
        sink(recording(&s.profile, input, row))?;
    }
    Ok(())
}

/// The document's table has the file in `fileInfo`, its sample does not.
fn recording(profile: &Profile, input: &Get, mut row: Fields) -> Recording {
    let mut file = row.rows("fileInfo").into_iter().next().unwrap_or_default();
    let mut text = |name: &str| file.text(name).or_else(|| row.text(name));
    let (name, format, md5) = (text("filename"), text("type"), text("md5"));
    let (url, meeting) = (text("url"), text("meetingUniqueId"));
    let mut recording = Recording {
        profile: profile.name.clone(),
        vendor: profile.vendor,
        meeting_id: meeting.or_else(|| input.meeting.clone()),
        name,
        format,
        size_bytes: file.int("size").or_else(|| row.int("size")),
        md5,
        ready: Some(url.is_some()),
        download_url: url,
        extra: row.rest(),
        ..Recording::default()
    };
    recording.extra.extend(file.rest());
    recording
}
