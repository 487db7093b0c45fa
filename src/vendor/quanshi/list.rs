//! The three listings: a host's meetings in either generation, and a company's as its administrator.

use super::host::Who;
use super::params::{ADMIN_LIST, LIST, ROOM_LIST};
use super::read::{States, meeting};
use super::{ask, begin, flat, host, rows_of, unsupported};
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::session::Session;
use crate::error::{Error, Result};
use crate::op::Sink;
use crate::op::listing::Filter;
use crate::op::meeting::{Generation, List, Meeting};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;

/// More pages than this are not asked for: a server that always finds something new is mistaken.
const MOST_PAGES: usize = 1_000;

pub(super) async fn conference(s: &Session, input: &List, sink: &mut Sink<'_, Meeting>) -> Result<()> {
    let filter = Filter::of_reservations(input, &s.clock)?;
    let mut draft = host::put(s, begin(s, &LIST, input)?, input.host.as_deref(), Some("emailAccount"))?;
    // Without a span the server takes the next three months of its own accord.
    if filter.from.is_some() || filter.to.is_some() {
        draft = spanned(s, draft, &filter, ["startDate", "endDate"])?;
    }
    let host = host_of(&draft);
    let answer = ask(s, draft).await?;
    let total = answer.get("totalNum").and_then(|total| total.as_text()?.trim().parse::<usize>().ok());
    let rows = by_date(answer)?;
    let sent = rows.len();
    offer(s, filter, rows, States::Conference, host, sink)?;
    if let Some(total) = total.filter(|total| *total > sent) {
        let what = tr!(
            "the list is not complete: quanshi says that there are {total} meetings, and sent {sent}",
            total,
            sent
        );
        s.cut(&what, tr!("name a shorter span with --from and --to"))?;
    }
    Ok(())
}

pub(super) async fn room(s: &Session, input: &List, sink: &mut Sink<'_, Meeting>) -> Result<()> {
    let filter = Filter::of_reservations(input, &s.clock)?;
    let draft = host::put(s, begin(s, &ROOM_LIST, input)?, input.host.as_deref(), None)?;
    let mut draft = spanned(s, draft, &filter, ["startTime", "endTime"])?;
    // Left out, it means 0: no meeting that recurs would be listed.
    if !draft.has("inCycle") {
        draft = draft.put("inCycle", true, &s.clock)?;
    }
    let host = host_of(&draft);
    let answer = ask(s, draft).await?;
    offer(s, filter, rows_of(answer)?, States::Room, host, sink)
}

/// Puts the span: from now for three months, unless the user says otherwise.
fn spanned(s: &Session, draft: Draft, filter: &Filter, [from, to]: [&str; 2]) -> Result<Draft> {
    let far = || Error::usage(tr!("the span is out of range"));
    let later = |time: Timestamp, months: i64| {
        let there = time.to_zoned(TimeZone::UTC).checked_add(months.months()).map_err(|_| far())?;
        Ok::<_, Error>(there.timestamp())
    };
    let start = match (filter.from, filter.to) {
        (Some(from), _) => from,
        // A span that lies behind us ends where the user says and begins three months before.
        (None, Some(to)) if to < s.clock.now => later(to, -3)?,
        _ => s.clock.now,
    };
    let end = filter.to.map_or_else(|| later(start, 3), Ok)?;
    let wire = |time: Timestamp| format!("@{}", time.as_second());
    draft.put(from, wire(start), &s.clock)?.put(to, wire(end), &s.clock)
}

/// The rows of a map whose keys are dates, in their order; an empty map comes as `[]`.
fn by_date(result: Json) -> Result<Vec<Fields>> {
    let list = match result {
        object @ Json::Object(_) => Fields::of(object).take("list").unwrap_or(Json::Null),
        other => other,
    };
    match list {
        Json::Object(mut days) => {
            days.sort_by(|(one, _), (other, _)| one.cmp(other));
            flat(days)
        }
        other => rows_of(other),
    }
}

/// The id of the host whose meetings a draft asks for, if it is not an address.
fn host_of(draft: &Draft) -> Option<u64> {
    draft.value("userId")?.as_u64()
}

/// The id of the host whom a row names.
fn host_in(meeting: &Meeting) -> Option<u64> {
    meeting.host.as_deref()?.trim().parse().ok()
}

/// Whether this host holds a meeting: the older generation lists those that one is invited to as well. Where the
/// host is an address, only `isHost` tells.
fn holds(host: Option<u64>, meeting: &Meeting) -> bool {
    match host.zip(host_in(meeting)) {
        Some((host, told)) => host == told,
        None => meeting.extra.get("isHost").and_then(Json::as_text).is_none_or(|is| is.trim() != "0"),
    }
}

fn offer(
    s: &Session,
    mut filter: Filter,
    rows: Vec<Fields>,
    states: States,
    host: Option<u64>,
    sink: &mut Sink<'_, Meeting>,
) -> Result<()> {
    for row in rows {
        let mut meeting = meeting(&s.profile, row, states);
        meeting.invited_only = !holds(host, &meeting);
        if filter.offer(meeting, sink)?.is_break() {
            filter.warn_of_more(s);
            return Ok(());
        }
    }
    Ok(())
}

/// Whose meetings are looked for in the answer, which names hosts by their ids alone.
fn host_of_all(input: &List) -> Result<Option<u64>> {
    if input.api.as_deref() == Some(Generation::Conference.name()) {
        return Err(unsupported(tr!("--admin is a call of the room API, and not of --api conference"))
            .hint(tr!("leave --api out")));
    }
    match host::given(input.host.as_deref())? {
        None => Ok(None),
        Some(Who::User(id)) => Ok(Some(id)),
        Some(Who::Mail(_)) => {
            Err(unsupported(tr!("with --admin the answer names hosts by their ids, not by e-mail addresses"))
                .hint(tr!("give --host 81299515")))
        }
    }
}

/// The cursor is the last row's event id, although the rows are in no order of these: it goes on
/// until a page brings nothing new.
pub(super) async fn all(s: &Session, input: &List, sink: &mut Sink<'_, Meeting>) -> Result<()> {
    let host = host_of_all(input)?;
    let mut filter = Filter::of_reservations(input, &s.clock)?;
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut cursor: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut draft = spanned(s, begin(s, &ADMIN_LIST, input)?, &filter, ["startTime", "endTime"])?;
        if let Some(last) = &cursor {
            draft = draft.put("eventIdFilter", last.as_str(), &s.clock)?;
        }
        let mut fresh = false;
        let mut last = None;
        for row in rows_of(ask(s, draft).await?)? {
            let meeting = meeting(&s.profile, row, States::Room);
            let event = meeting.extra.get("eventId").and_then(Json::as_text);
            last = event.clone().or(last);
            let Some(key) = event.or_else(|| meeting.id.clone().map(|id| tr!("conference {id}", id))) else {
                continue;
            };
            if !seen.insert(key) {
                continue;
            }
            fresh = true;
            if host.is_some() && host != host_in(&meeting) {
                continue;
            }
            if filter.offer(meeting, sink)?.is_break() {
                filter.warn_of_more(s);
                return Ok(());
            }
        }
        match last.filter(|last| fresh && last.parse::<i64>().is_ok() && cursor.as_ref() != Some(last)) {
            Some(last) => cursor = Some(last),
            None => return Ok(()),
        }
    }
    let what = tr!("the list was cut after {most_pages} pages", most_pages = MOST_PAGES);
    s.cut(&what, tr!("name a shorter span with --from and --to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        let rows = by_date(Json::parse(text.as_bytes()).unwrap()).unwrap();
        rows.into_iter().filter_map(|mut row| row.text("id")).collect()
    }

    #[test]
    fn a_map_by_date_is_a_list_in_order() {
        let text =
            r#"{"list":{"2020-07-08":[{"id":3}],"2020-07-07":[{"id":1},{"id":2}],"2020-07-09":{"id":4}}}"#;
        assert_eq!(ids(text), ["1", "2", "3", "4"]);
        assert_eq!(ids(r#"{"list":[{"id":1}]}"#), ["1"]);
        for empty in [r#"{"list":[]}"#, r#"{"list":null}"#, "[]", "null", r#"{"list":{"2020-07-07":null}}"#] {
            assert!(ids(empty).is_empty(), "{empty}");
        }
        for wrong in [r#"{"list":"x"}"#, r#""x""#, "7", r#"{"list":{"2020-07-07":"x"}}"#, r#"["494"]"#] {
            assert!(by_date(Json::parse(wrong.as_bytes()).unwrap()).is_err(), "{wrong}");
        }
    }
}
