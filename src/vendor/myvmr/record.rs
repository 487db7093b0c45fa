//! Recordings of MyVMR. They are looked up by their own ids only, and no call lists those: what
//! `record open` and `record close` print is kept for each profile, so that a room's number finds it.

use super::live::{self, LIVE_REC_STATUS, data};
use super::{moment, rows};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::live::Stream;
use crate::op::meeting::{Outcome, Target};
use crate::op::record::{Delete, Found, Get, Pick, Recording, Verbs, same};
use crate::op::{How, Route, Sink, each_target};
use crate::time::parse_wall;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub(super) static VERBS: Verbs = Verbs {
    get: &[Route::new(
        &[&GET_RECORDS, &LIVE_REC_STATUS],
        How::Each(|s, input, sink| Box::pin(get(s, input, sink))),
    )],
    delete: &[Route::new(&[&DELETE], How::Each(|s, input, sink| Box::pin(delete(s, input, sink))))],
    open: &[Route::new(&[&OPEN], How::One(|s, input| Box::pin(switch(s, &OPEN, input, true))))],
    close: &[Route::new(&[&CLOSE], How::One(|s, input| Box::pin(switch(s, &CLOSE, input, false))))],
    status: &live::STATUS,
    download: &[finding(&[&GET_RECORDS, &LIVE_REC_STATUS]).also(&["all", "from", "to"])],
    prune: &[finding(&[&GET_RECORDS, &LIVE_REC_STATUS]).also(&["from", "to"])],
};

const fn finding(calls: &'static [&'static Call]) -> Route<Pick, Found> {
    Route::new(calls, How::Each(|s, pick, sink| Box::pin(find(s, pick, sink))))
}

static OPEN: Call = Call::write("POST /meeting/openRecord", "开启录制").json().takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("conferenceKey", Kind::TEXT).flag("meeting").required(),
]);

/// Takes no recording: it stops whatever runs in the room.
static CLOSE: Call = Call::write("POST /meeting/closeRecord", "关闭录制").json().takes(&[
    param("auth", Kind::TEXT).signature().header().required(),
    param("conferenceKey", Kind::TEXT).flag("meeting").required(),
]);

/// A read, although it is a POST. `recordId` is a text, though the document calls it a number here.
static GET_RECORDS: Call = Call::read("POST /meeting/getRecords", "获取录制文件")
    .json()
    .takes(&[
        param("auth", Kind::TEXT).signature().header().required(),
        param("recordId", Kind::TEXT).computed(&["record", "meeting"]).required(),
        param("origin", Kind::TEXT),
    ])
    .advises(NOT_FOUND, LOOK_AT_ID);

static DELETE: Call = Call::write("POST /meeting/delRecordFile", "删除录制文件")
    .json()
    .takes(&[
        param("auth", Kind::TEXT).signature().header().required(),
        param("recordId", Kind::TEXT).computed(&["id"]).required(),
    ])
    .advises(NOT_FOUND, LOOK_AT_ID);

/// The code for what is not there, be it a meeting or a recording.
pub(super) const NOT_FOUND: &str = "200008";
const LOOK_AT_ID: &str =
    msg!("look at the id: it is the recording's, which `record open`, `record close` and `record get` print");

async fn switch(s: &Session, call: &'static Call, input: &Target, on: bool) -> Result<Stream> {
    let mut data = data(&s.send(s.fill(call, input)?).await?);
    let record_id = data.text("recordId");
    match &record_id {
        Some(id) => keep(s, &input.meeting, id),
        None => s.warn(tr!("it is done, but the answer does not name the recording: see `record status`")),
    }
    Ok(Stream {
        meeting_id: Some(input.meeting.clone()),
        recording: Some(on),
        record_id,
        extra: data.rest(),
        ..Stream::default()
    })
}

async fn get(s: &Session, input: &Get, sink: &mut Sink<'_, Recording>) -> Result<()> {
    let ids = match (&input.record, &input.meeting) {
        (Some(record), _) => vec![record.clone()],
        (None, Some(room)) => known_and_current(s, room).await?,
        (None, None) => {
            return Err(Error::usage(tr!("say which recording: MyVMR finds them by their ids only")).hint(
                tr!("give --record ID, or NUMBER for those that meetctl itself opened or closed in a room"),
            ));
        }
    };
    let asked = if input.record.is_some() { Asked::Named } else { Asked::Known };
    look_up(s, &ids, asked, input.meeting.as_deref(), sink).await
}

/// Why recordings are asked for by these ids.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The user named one to see it: that it is gone is an error, and whatever came instead is shown.
    Named,
    /// They are kept as a room's: that one is gone is told, and hides none of the others.
    Known,
    /// The user named them to have or to delete them, and is told of those that are missing in the end.
    Picked,
}

/// Recordings by their ids.
async fn look_up(
    s: &Session,
    ids: &[String],
    asked: Asked,
    room: Option<&str>,
    sink: &mut Sink<'_, Recording>,
) -> Result<()> {
    for id in ids {
        let draft = s.fill(&GET_RECORDS, &Get::default())?.put("recordId", id.as_str(), &s.clock)?;
        let answer = match s.send_listing(draft).await {
            Err(error) if asked != Asked::Named && error.kind() == Failure::NotFound => {
                if asked == Asked::Known {
                    s.warn(&tr!("the recording {id} is not found: {error}", id, error));
                }
                continue;
            }
            answer => answer?,
        };
        let found = answer.as_ref().map(rows).transpose()?.unwrap_or_default();
        let found: Vec<Recording> = found.into_iter().map(|row| recording(s, row)).collect();
        // The answer is a list even for one id, and the document's sample has others in it.
        let is_it = |row: &Recording| row.id.as_deref().is_none_or(|other| same(other, id));
        let strange = !found.is_empty() && !found.iter().any(is_it);
        let all = strange && asked == Asked::Named;
        if all {
            s.warn(&tr!("none of what came is the recording {id}; all of it is shown", id));
        } else if strange {
            s.warn(&tr!("none of what came is the recording {id}; it is left out", id));
        }
        let of_room = |row: &Recording| match (room, &row.meeting_id) {
            (Some(asked), Some(room)) => asked == room,
            _ => true,
        };
        found.into_iter().filter(|row| (all || is_it(row)) && of_room(row)).try_for_each(&mut *sink)?;
    }
    Ok(())
}

/// What is to be downloaded or deleted: by ids, those that are known of a room, or all that are known.
async fn find(s: &Session, pick: &Pick, sink: &mut Sink<'_, Found>) -> Result<()> {
    let ids: Vec<String> = match &pick.meeting {
        Some(room) => known_of(s, room).await?,
        None if !pick.record.is_empty() => pick.record.clone(),
        None => kept(s).into_iter().map(|kept| kept.record).collect(),
    };
    if ids.is_empty() {
        let what = tr!(
            "no recording is known: MyVMR lists none, and only those that `record open` or `record close` made are kept here"
        );
        return Err(Error::new(Failure::Unsupported, what)
            .hint(tr!("name them: --record ID, or NUMBER of the room"))
            .with(|facts| facts.vendor = Some(s.profile.vendor.into())));
    }
    let mut each = |recording: Recording| {
        // Of the zone nothing is said. Read as UTC, a time is never earlier than it was.
        let at =
            recording.extra.get("startTime").and_then(|text| parse_wall(&text.as_text()?, &TimeZone::UTC));
        let found = Found::new(recording, at, &TimeZone::UTC);
        // The ids were looked at already.
        let wanted = Pick { record: Vec::new(), ..pick.clone() };
        if wanted.takes(&found, &s.profile.zone)? { sink(found) } else { Ok(()) }
    };
    let asked = if pick.record.is_empty() { Asked::Known } else { Asked::Picked };
    look_up(s, &ids, asked, pick.meeting.as_deref(), &mut each).await
}

/// The recordings of a room that this profile knows.
fn kept_of(s: &Session, room: &str) -> Vec<String> {
    kept(s).into_iter().filter(|kept| kept.room == room).map(|kept| kept.record).collect()
}

/// The recording that a room names now. Others may have opened it, so it is not kept: what is kept is what
/// `record prune` deletes.
async fn current(s: &Session, room: &str) -> Result<Option<String>> {
    let target = Target { meeting: room.to_owned(), ..Target::default() };
    Ok(live::status(s, &target).await?.record_id)
}

/// The recordings of a room that this profile knows, and the one that the room names now.
async fn known_and_current(s: &Session, room: &str) -> Result<Vec<String>> {
    let mut known = kept_of(s, room);
    if known.is_empty() {
        return known_of(s, room).await;
    }
    match current(s, room).await {
        Ok(Some(id)) if !known.iter().any(|known| same(known, &id)) => known.push(id),
        Ok(_) => {}
        // Nothing goes on there.
        Err(error) if matches!(error.kind(), Failure::NotFound | Failure::Refused) => {}
        Err(error) => s.warn(&tr!("whether {room} is being recorded is not known: {error}", room, error)),
    }
    Ok(known)
}

/// The recordings of a room that this profile knows; where it knows none, the one that the room names.
async fn known_of(s: &Session, room: &str) -> Result<Vec<String>> {
    let known = kept_of(s, room);
    if !known.is_empty() {
        return Ok(known);
    }
    current(s, room).await?.map(|id| vec![id]).ok_or_else(|| {
        let what = tr!("no recording of {room} is known: MyVMR finds them by their ids only", room);
        Error::new(Failure::NotFound, what)
            .hint(tr!("give --record ID; `record open` printed it"))
            .with(|facts| facts.vendor = Some(s.profile.vendor.into()))
    })
}

fn recording(s: &Session, row: Json) -> Recording {
    // Times look like Beijing's less eight hours, but the document does not say so. They stay in
    // `extra` as they came; the length between them is the same in any zone.
    let at = |name: &str| row.get(name).and_then(Json::as_text).and_then(|text| moment(&text));
    let length = at("startTime").zip(at("stopTime")).map(|(from, to)| to.as_second() - from.as_second());
    let mut row = Fields::of(row);
    // Signed: it goes out exactly as it came in.
    let download_url = row.text("downUrl");
    let path = download_url.as_deref().and_then(|url| url.split(['?', '#']).next());
    let name = path.and_then(|path| path.rsplit('/').next()).filter(|name| !name.is_empty());
    Recording {
        profile: s.profile.name.clone(),
        vendor: s.profile.vendor,
        id: row.text("recordId"),
        meeting_id: row.text("conferenceKey"),
        name: name.map(str::to_owned),
        format: name.and_then(|name| Some(name.rsplit_once('.')?.1.to_ascii_lowercase())),
        size_bytes: row.int("fileSize"),
        duration_seconds: length.filter(|seconds| *seconds >= 0),
        ready: Some(download_url.is_some()),
        download_url,
        extra: row.rest(),
        ..Recording::default()
    }
}

async fn delete(s: &Session, input: &Delete, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    each_target(s, &input.id, sink, async |id| {
        let draft = s.fill(&DELETE, &Delete::default())?.put("recordId", id, &s.clock)?;
        let deleted = data(&s.send(draft).await?).text("recordId");
        if let Some(other) = deleted.filter(|other| !same(other, id)) {
            s.warn(&tr!("{id} was to be deleted, and the answer names {other}", id, other));
        }
        if kept(s).iter().any(|kept| same(&kept.record, id)) {
            change(s, |all| all.retain(|kept| !same(&kept.record, id)));
        }
        Ok(())
    })
    .await
}

/// A recording and the room it was made in.
#[derive(Clone, Serialize, Deserialize)]
struct Kept {
    room: String,
    record: String,
}

const FILE: &str = "myvmr-records";
/// So many are kept; older ones are found by their ids only.
const MOST: usize = 500;

fn kept(s: &Session) -> Vec<Kept> {
    s.recall(FILE).and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn keep(s: &Session, room: &str, record: &str) {
    change(s, |all| {
        if !all.iter().any(|kept| kept.room == room && same(&kept.record, record)) {
            all.push(Kept { room: room.to_owned(), record: record.to_owned() });
        }
    });
}

/// Changes what is kept, alone. What cannot be read is left as it is: it may be mended by hand.
fn change(s: &Session, change: impl Fn(&mut Vec<Kept>)) {
    s.update(FILE, &mut |bytes| {
        let known = bytes.map_or_else(|| Ok(Vec::new()), |bytes| serde_json::from_slice(&bytes));
        let Ok(mut all) = known else {
            s.warn(tr!("the list of recordings in the state folder is damaged: this one was not added"));
            return None;
        };
        change(&mut all);
        all.drain(..all.len().saturating_sub(MOST));
        serde_json::to_vec(&all).ok()
    });
}
