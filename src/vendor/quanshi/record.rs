//! Recordings: by hosts and days, by meeting, and their deletion.

use super::host::{self, Who};
use super::params::BASE_INFO;
use super::read::{first, moment};
use super::{ask, begin, flat};
use crate::client::call::{Call, param};
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::error::{Error, Result};
use crate::op::meeting::Outcome;
use crate::op::record::{Delete, Found, Get, Pick, Recording, Verbs};
use crate::op::{How, Route, Sink, When, each_group};
use crate::time::{BEIJING, parse_days};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

/// Hosts that one call takes.
const MOST_HOSTS: usize = 10;
/// Days that one call takes.
const MOST_DAYS: i64 = 14;
/// Recordings that one call deletes.
const MOST_RECORDINGS: usize = 20;

pub(super) static VERBS: Verbs = Verbs {
    get: &[
        Route::new(&[&BY_ID, &BASE_INFO], How::Each(|s, input, sink| Box::pin(by_meeting(s, input, sink))))
            .when(&[When::Given("meeting")]),
        Route::new(&[&BY_HOST], How::Each(|s, input, sink| Box::pin(by_host(s, input, sink)))),
    ],
    delete: &[Route::new(&[&DELETE], How::Each(|s, input, sink| Box::pin(delete(s, input, sink))))],
    download: &[
        Route::new(&[&BY_ID, &BASE_INFO], How::Each(|s, pick, sink| Box::pin(download(s, pick, sink))))
            .when(&[When::Given("meeting")]),
        by_days(&[&BY_HOST]).also(&["record", "all"]),
    ],
    prune: &[by_days(&[&BY_HOST]).also(&["record"])],
    ..Verbs::NONE
};

/// Recordings have no call that finds them by their ids, so they are looked for among the host's.
const fn by_days(calls: &'static [&'static Call]) -> Route<Pick, Found> {
    Route::new(calls, How::Each(|s, pick, sink| Box::pin(download(s, pick, sink))))
}

/// 九
static BY_HOST: Call =
    Call::read("POST /conference/movie/getConfReplay", "获取录制文件回放地址").json().takes(&[
        param("appId", Kind::Int).internal(),
        param("dateTime", Kind::ANY_TEXT).computed(&["from", "to"]),
        param("email", Kind::Texts).computed(&["host"]),
    ]);

/// 十九
static BY_ID: Call =
    Call::read("POST /confopenapi/conference/movie/getConfReplayById", "获取某场会议录制文件").json().takes(
        &[
            param("userId", Kind::Int).computed(&["host"]),
            param("conferenceId", Kind::TEXT).flag("meeting").required(),
        ],
    );

/// 十二. The sample's key ends in a space, the table's does not: it is sent without.
static DELETE: Call = Call::write("POST /conference/movie/recordsDelete", "删除录制").json().takes(&[
    param("appId", Kind::Int).internal(),
    param("userId", Kind::Int).computed(&["host"]),
    param("tempConferenceIds", Kind::Texts).computed(&["id"]).required(),
])
.advises(
    "50709",
    msg!("look at the id: it is the recording's (tempConferenceId), which \"record get\" prints as `id`, not the meeting's"),
);

async fn by_meeting(s: &Session, input: &Get, sink: &mut Sink<'_, Recording>) -> Result<()> {
    let host = match input.host.as_slice() {
        [] => None,
        [one] => Some(one.as_str()),
        _ => return Err(Error::usage(tr!("a meeting has one host: give --host once"))),
    };
    let meeting = input.meeting.as_deref().unwrap_or_default();
    let draft = host::put_of(s, begin(s, &BY_ID, input)?, host, meeting).await?;
    // One object, though the table says a map of lists.
    rows(ask(s, draft).await?)?.into_iter().filter_map(|row| recording(s, row)).try_for_each(sink)
}

async fn by_host(s: &Session, input: &Get, sink: &mut Sink<'_, Recording>) -> Result<()> {
    let hosts = hosts(s, &input.host)?;
    let today = BEIJING.to_datetime(s.clock.now).date();
    let (from, to) = match parse_days(input.from.as_deref(), input.to.as_deref())? {
        (None, Some(to)) => (Some(year_before(s, to)), Some(to)),
        (None, None) => {
            s.warn(&tr!("of today only, {today}: --from and --to name other days", today));
            (None, None)
        }
        days => days,
    };
    let spans = spans(from, to, today)?;
    let calls = spans.len() * hosts.chunks(MOST_HOSTS).len();
    if calls > 1 {
        s.warn(&tr!(
            "asked for in {calls} parts: one takes {most_hosts} hosts and {most_days} days",
            calls,
            most_hosts = MOST_HOSTS,
            most_days = MOST_DAYS
        ));
    }
    for span in spans {
        for hosts in hosts.chunks(MOST_HOSTS) {
            let draft = begin(s, &BY_HOST, &json!({}))?.put("dateTime", span.as_str(), &s.clock)?.put(
                "email",
                hosts.to_vec(),
                &s.clock,
            )?;
            for row in rows(ask(s, draft).await?)? {
                recording(s, row).map_or(Ok(()), &mut *sink)?;
            }
        }
    }
    Ok(())
}

/// Where nothing says from when on: the call wants days, and each fortnight costs one.
const DAYS_BACK: i64 = 365;

/// The day from which on recordings are asked for where only the last day is known.
fn year_before(s: &Session, last: Date) -> Date {
    let from = last.saturating_sub(DAYS_BACK.days());
    s.warn(&tr!("from {from} on: Quanshi lists by days; --from names an earlier one", from));
    from
}

async fn download(s: &Session, pick: &Pick, sink: &mut Sink<'_, Found>) -> Result<()> {
    let mut input = Get {
        meeting: pick.meeting.clone(),
        host: pick.host.clone(),
        from: pick.from.clone(),
        to: pick.to.clone(),
        ..Get::default()
    };
    let mut each = |recording: Recording| {
        // Recordings are listed by their host's address, and deleted by the host's id.
        let host = recording.extra.get("userId").and_then(Json::as_text).filter(|id| !id.trim().is_empty());
        let found = Found { host, ..Found::of(recording, &s.profile.zone) };
        if pick.takes(&found, &s.profile.zone)? { sink(found) } else { Ok(()) }
    };
    if input.meeting.is_some() {
        return by_meeting(s, &input, &mut each).await;
    }
    if input.from.is_none() {
        let last = parse_days(None, input.to.as_deref())?.1;
        let last = last.unwrap_or_else(|| BEIJING.to_datetime(s.clock.now).date());
        input.from = Some(year_before(s, last).to_string());
    }
    by_host(s, &input, &mut each).await
}

/// The hosts' addresses: the flags', else the profile's.
fn hosts(s: &Session, given: &[String]) -> Result<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    for text in given {
        match Who::parse(text) {
            Some(Who::Mail(address)) if !all.contains(&address) => all.push(address),
            Some(Who::Mail(_)) => {}
            _ => {
                return Err(Error::usage(tr!("--host must be an e-mail address where no MEETING is named"))
                    .hint(tr!("recordings are looked up by hosts' addresses: --host somebody@example.com")));
            }
        }
    }
    if all.is_empty() {
        match s.profile.text("email")?.as_deref().and_then(Who::parse) {
            Some(Who::Mail(address)) => all.push(address),
            _ => {
                return Err(Error::config(tr!(
                    "profile \"{name}\" has no \"email\"",
                    name = s.profile.name
                ))
                .hint(tr!(
                    "name the hosts with --host somebody@example.com, or the meeting, or add email = \"…\""
                )));
            }
        }
    }
    Ok(all)
}

/// The days asked for, in parts that one call takes. Without a first day it is today alone, which is an empty
/// text.
fn spans(from: Option<Date>, to: Option<Date>, today: Date) -> Result<Vec<String>> {
    let Some(mut from) = from else { return Ok(vec![String::new()]) };
    let to = to.unwrap_or_else(|| today.max(from));
    if to < from {
        return Err(Error::usage(tr!("--to is before --from")));
    }
    let mut spans = Vec::new();
    loop {
        let last = from.checked_add((MOST_DAYS - 1).days()).map_or(to, |last| last.min(to));
        spans.push(format!("{from}~{last}"));
        match last.tomorrow() {
            Ok(next) if last < to => from = next,
            _ => return Ok(spans),
        }
    }
}

/// The rows of a map whose keys are addresses, of a list, or of one meeting.
fn rows(result: Json) -> Result<Vec<Fields>> {
    match result {
        Json::Object(entries) if entries.iter().any(|(key, _)| key.contains('@')) => flat(entries),
        result => super::rows_of(result),
    }
}

/// A recording; a meeting that has none is none.
fn recording(s: &Session, mut row: Fields) -> Option<Recording> {
    // Taken only where it says no, so that it is shown with the others.
    let no = |text: &str| ["0", "false", "no"].contains(&text.trim()).then_some(());
    if row.is_blank() || row.read("hasRecord", no).is_some() {
        return None;
    }
    let profile = &s.profile;
    let start = moment(profile, &mut row, &["realStartTime"]);
    let end = moment(profile, &mut row, &["realEndTime"]);
    let seconds = start.zip(end).map(|(from, to)| to.time().as_second() - from.time().as_second());
    let download = first(&mut row, &["recordDownUrl", "downloadUrl"]);
    let play = first(&mut row, &["replayUrl"]).or_else(|| {
        // Sometimes a page, sometimes the file again.
        row.take_if("recordUrl", |url| {
            url.as_text().filter(|url| !url.is_empty() && Some(url) != download.as_ref())
        })
    });
    let file = download.as_deref().map(|url| url.split(['?', '#']).next().unwrap_or(url));
    let ending = file.and_then(|file| file.rsplit('/').next()?.rsplit_once('.'));
    Some(Recording {
        profile: profile.name.clone(),
        vendor: profile.vendor,
        id: first(&mut row, &["tempConferenceId"]),
        meeting_id: first(&mut row, &["conferenceId"]),
        name: first(&mut row, &["conferenceTitle"]),
        format: ending.map(|(_, ending)| ending.to_ascii_lowercase()).filter(|e| (1..6).contains(&e.len())),
        duration_seconds: seconds.filter(|seconds| *seconds >= 0),
        start: start.map(|time| time.to_string()),
        end: end.map(|time| time.to_string()),
        ready: row.bool("isRecordConvertReady"),
        download_url: download,
        play_url: play,
        extra: row.rest(),
        ..Recording::default()
    })
}

async fn delete(s: &Session, input: &Delete, sink: &mut Sink<'_, Outcome>) -> Result<()> {
    let parts = input.id.chunks(MOST_RECORDINGS);
    if parts.len() > 1 {
        s.warn(&tr!(
            "deleted in {parts} parts: one takes {most_recordings}",
            parts = parts.len(),
            most_recordings = MOST_RECORDINGS
        ));
    }
    each_group(s, &input.id, MOST_RECORDINGS, sink, async |part| {
        let draft = host::put(s, begin(s, &DELETE, &json!({}))?, input.host.as_deref(), None)?;
        s.send(draft.put("tempConferenceIds", part.to_vec(), &s.clock)?).await.map(drop)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn days_are_asked_for_fourteen_at_a_time() {
        let today = day("2026-11-24").unwrap();
        let read = |from, to| spans(from, to, today).unwrap();
        assert_eq!(read(None, None), [""]);
        assert_eq!(read(day("2026-11-01"), day("2026-11-14")), ["2026-11-01~2026-11-14"]);
        assert_eq!(
            read(day("2026-11-01"), day("2026-11-29")),
            ["2026-11-01~2026-11-14", "2026-11-15~2026-11-28", "2026-11-29~2026-11-29"]
        );
        assert_eq!(read(day("2026-11-20"), None), ["2026-11-20~2026-11-24"]);
        assert_eq!(read(day("2026-12-20"), None), ["2026-12-20~2026-12-20"]);
        assert!(spans(day("2026-11-02"), day("2026-11-01"), today).is_err());
        assert!(read(day("9999-12-20"), day("9999-12-31")).len() == 1);
    }
}
