//! Recordings of WeiyiPro.

use super::{moment, whole};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::Result;
use crate::op::record::{Found, Pick, Recording, Verbs};
use crate::op::{How, Route, Sink};
use crate::time::rfc3339;

pub(super) static VERBS: Verbs = Verbs {
    get: &[Route::new(&[&RECORDS], How::Rows(recordings))],
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
    for recording in recordings(&s.profile, answer)? {
        let found = Found::of(recording, &s.profile.zone);
        if pick.takes(&found, &s.profile.zone)? {
            sink(found)?;
        }
    }
    Ok(())
}

fn recordings(profile: &Profile, answer: Json) -> Result<Vec<Recording>> {
    let base = profile.address_at("record_base_url", profile.address()?.as_str())?;
    let recording = |mut row: Fields| {
        let path = row.text("filepath");
        let name =
            path.as_deref().and_then(|path| path.split('?').next()?.rsplit('/').next()).map(str::to_owned);
        Recording {
            profile: profile.name.clone(),
            vendor: profile.vendor,
            id: row.text("id"),
            meeting_id: row.text("serial"),
            format: name.as_deref().and_then(|name| Some(name.rsplit_once('.')?.1.to_ascii_lowercase())),
            name,
            duration_seconds: row.int("duration"),
            start: moment(&mut row, "createtime").map(|time| rfc3339(time, &profile.zone)),
            ready: Some(path.is_some()),
            download_url: path.map(|path| whole(&base, &path)),
            extra: row.rest(),
            ..Recording::default()
        }
    };
    Ok(Fields::of(answer).list("records")?.into_iter().map(recording).collect())
}
