//! Recordings of NetEase Meeting.

use super::callback::Type;
use super::{meeting, ret, rows};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json, text, whole};
use crate::client::kind::Kind;
use crate::client::profile::Profile;
use crate::client::session::Session;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::record::{Found, Get, Pick, Recording, Verbs};
use crate::op::{How, Route, Sink};
use crate::time::{Moment, from_millis};
use jiff::Timestamp;
use std::collections::BTreeMap;

pub(super) static VERBS: Verbs = Verbs {
    get: &[Route::new(&[&RECORDS], How::Each(|s, input, sink| Box::pin(recordings(s, input, sink))))],
    download: &[Route::new(
        &[&RECORDS, &meeting::GET],
        How::Each(|s, pick, sink| Box::pin(download(s, pick, sink))),
    )
    .also(&["all", "from", "to"])],
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
    listed(s, input).await?.into_iter().try_for_each(sink)
}

async fn listed(s: &Session, input: &Get) -> Result<Vec<Recording>> {
    let Some(answer) = s.send_listing(s.fill(&RECORDS, input)?).await? else { return Ok(Vec::new()) };
    let rows = rows(ret(answer), &["url", "filename", "fileInfo"])?;
    Ok(rows.into_iter().flat_map(files).map(|row| recording(&s.profile, input, row)).collect())
}

/// What the callbacks told of a meeting.
#[derive(Default)]
struct Told {
    subject: Option<String>,
    start: Option<Timestamp>,
    /// When the last of its recordings was ready.
    ready: Option<Timestamp>,
    files: Vec<Json>,
}

/// The meetings that callbacks told recordings of, or this one. `None`: no callback was ever kept.
fn told(s: &Session, only: Option<&str>) -> Result<Option<BTreeMap<String, Told>>> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    let found = s.events(&mut |event| {
        let body = &event["msgBody"];
        let Some(id) = text(&body["meetingUniqueId"]) else { return Ok(()) };
        if only.is_some_and(|only| only != id) {
            return Ok(());
        }
        let time = |name: &str| whole(&body[name]).filter(|millis| *millis > 0).and_then(from_millis);
        let told = all.entry(id).or_default();
        match whole(&event["msgType"]).map(Type::of) {
            Some(kind) if kind.is_of_meeting() => {
                told.subject = text(&body["subject"]).or(told.subject.take());
                told.start = time("roomCreateTime").or(told.start).or_else(|| time("reserveStartTime"));
            }
            Some(Type::Recording) => {
                told.ready = told.ready.max(time("time"));
                told.files.extend(Json::parse(body.to_string().as_bytes()).ok());
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found.then_some(all))
}

/// The files of one meeting, or of all meetings that callbacks told recordings of: no call lists those.
async fn download(s: &Session, pick: &Pick, sink: &mut Sink<'_, Found>) -> Result<()> {
    let told = told(s, pick.meeting.as_deref())?;
    let Some(meeting) = &pick.meeting else {
        let Some(told) = told else {
            let what = tr!(
                "no recording is known: NetEase Meeting lists those of one meeting only, and no callbacks are stored"
            );
            return Err(Error::new(Failure::Unsupported, what)
                .hint(tr!("name the meeting; or let `meetctl webhook listen` run, which keeps what tells of recordings"))
                .with(|facts| facts.vendor = Some(super::ID.into())));
        };
        for (meeting, told) in told.into_iter().filter(|(_, told)| !told.files.is_empty()) {
            let day = told.start.or(told.ready);
            let wanted = Found::new(Recording::default(), day, &s.profile.zone);
            if pick.takes(&wanted, &s.profile.zone)? {
                of_meeting(s, pick, &meeting, told, sink).await?;
            }
        }
        return Ok(());
    };
    let told = told.and_then(|mut all| all.remove(meeting)).unwrap_or_default();
    of_meeting(s, pick, meeting, told, sink).await
}

async fn of_meeting(
    s: &Session,
    pick: &Pick,
    meeting: &str,
    mut told: Told,
    sink: &mut Sink<'_, Found>,
) -> Result<()> {
    let input = Get { meeting: Some(meeting.to_owned()), ..Get::default() };
    let mut files = match listed(s, &input).await {
        // Of many, one that is gone hides none of the others.
        Err(error) if pick.all && error.kind() == Failure::NotFound => {
            s.warn(&tr!("meeting {meeting}: {error}", meeting, error));
            Vec::new()
        }
        files => files?,
    };
    for file in std::mem::take(&mut told.files).into_iter().map(Fields::of).flat_map(self::files) {
        let file = recording(&s.profile, &input, file);
        let same = |known: &Recording| known.name == file.name && known.md5 == file.md5;
        if !files.iter().any(same) {
            files.push(file);
        }
    }
    if told.subject.is_none() && !files.is_empty() {
        // Only names are made of it: a meeting that cannot be read is downloaded all the same.
        if let Ok(answer) = s.send(s.fill(&meeting::GET, &input)?).await {
            let known = super::meeting(&s.profile, Fields::of(super::one(answer)));
            told.subject = known.subject;
            told.start = known.start.map(Moment::time);
        }
    }
    for file in files {
        let part = file.extra.get("pieceIndex").and_then(|part| part.as_text()?.parse().ok());
        let at = told.start.or(told.ready);
        let subject = told.subject.clone();
        let found = Found { subject, part, ..Found::new(file, at, &s.profile.zone) };
        if pick.takes(&found, &s.profile.zone)? {
            sink(found)?;
        }
    }
    Ok(())
}

/// A row for each file: `fileInfo`, where it is a list, holds any number of them.
fn files(row: Fields) -> Vec<Fields> {
    let own = row.get("url").is_some() || row.get("filename").is_some();
    let files = match row.get("fileInfo") {
        Some(Json::List(files)) if !own => files.clone(),
        _ => return vec![row],
    };
    let shared = row.rest();
    let one = |file: Json| {
        let mut row = shared.clone();
        row.insert("fileInfo", file);
        Fields::of(Json::Object(row.into_iter().collect()))
    };
    files.into_iter().map(one).collect()
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
    recording.extra.merge(file.rest());
    recording
}
