//! Recordings of WeiyiPro.

use super::{file_url, moment};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::record::{Found, Get, Pick, Recording, Verbs};
use crate::op::{How, Route, Sink};
use crate::time::rfc3339;

pub(super) static VERBS: Verbs = Verbs {
    get: &[Route::new(&[&RECORDS], How::Each(|s, input, sink| Box::pin(get(s, input, sink))))],
    download: &[Route::new(&[&RECORDS], How::Each(|s, pick, sink| Box::pin(download(s, pick, sink))))
        .also(&["record", "all", "from", "to"])],
    ..Verbs::NONE
};

/// A read, although it is a POST. Without meeting and user it answers everything [inferred].
static RECORDS: Call = Call::read("POST /WebAPI/getRoomRecord", "获取录制文件").multipart().takes(&[
    param("key", Kind::TEXT).signature().required(),
    param("serial", Kind::TEXT).flag("meeting"),
    param("userid", Kind::TEXT).flag("user"),
]);

/// One call lists all that there are; it knows no days and no single recording.
async fn download(s: &Session, pick: &Pick, sink: &mut Sink<'_, Found>) -> Result<()> {
    let Some(answer) = s.send_listing(s.fill(&RECORDS, pick)?).await? else { return Ok(()) };
    for recording in recordings(&s.profile, pick.meeting.as_deref(), answer)? {
        let found = Found::of(recording, &s.profile.zone);
        if pick.takes(&found, &s.profile.zone)? {
            sink(found)?;
        }
    }
    Ok(())
}

async fn get(s: &Session, input: &Get, sink: &mut Sink<'_, Recording>) -> Result<()> {
    let Some(answer) = s.send_listing(s.fill(&RECORDS, input)?).await? else { return Ok(()) };
    recordings(&s.profile, input.meeting.as_deref(), answer)?.into_iter().try_for_each(sink)
}

/// A row that does not say what meeting it is of is of the one that was asked for.
fn recordings(profile: &Profile, asked: Option<&str>, answer: Json) -> Result<Vec<Recording>> {
    let base = profile.address_at("record_base_url", profile.address()?.as_str())?;
    let recording = |mut row: Fields| {
        let path = row.text("filepath");
        let name =
            path.as_deref().and_then(|path| path.split('?').next()?.rsplit('/').next()).map(str::to_owned);
        Recording {
            profile: profile.name.clone(),
            vendor: profile.vendor,
            id: row.text("id"),
            meeting_id: row.text("serial").or_else(|| asked.map(str::to_owned)),
            format: name.as_deref().and_then(|name| Some(name.rsplit_once('.')?.1.to_ascii_lowercase())),
            name,
            duration_seconds: row.int("duration"),
            start: moment(&mut row, "createtime").map(|time| rfc3339(time, &profile.zone)),
            ready: Some(path.is_some()),
            download_url: path.map(|path| file_url(&base, &path)),
            extra: row.rest(),
            ..Recording::default()
        }
    };
    Ok(Fields::of(answer).list("records")?.into_iter().filter(|row| !row.is_blank()).map(recording).collect())
}
