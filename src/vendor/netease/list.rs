//! The list of NetEase Meeting: its pages, and the meeting that a number belongs to.

use super::{ID, meeting, ret, rows};
use crate::client::call::{Call, param};
use crate::client::draft::Draft;
use crate::client::json::{Fields, Json};
use crate::client::kind::Kind;
use crate::client::session::Session;
use crate::document::MeetingState;
use crate::error::{Error, Kind as Failure, Result};
use crate::op::Sink;
use crate::op::listing::Filter;
use crate::op::meeting::{Get, List, Meeting, Type};
use foldhash::fast::RandomState;
use serde_json::Value;
use std::collections::HashSet;
use std::hash::BuildHasher as _;
use std::ops::ControlFlow;

/// A read, although it is a POST. It knows scheduled and running meetings only.
///
/// `meeting get --number` looks a number up here, so only the flag that both commands have is named;
/// the route of `meeting list` names the others.
pub(super) static LIST: Call = Call::read("POST /v2/meeting/list", "查询可用的会议列表").json().takes(&[
    param("meetingUniqueId", Kind::Int),
    param("meetingId", Kind::TEXT).flag("number"),
    param("minStartTime", Kind::Millis).internal(),
    param("maxStartTime", Kind::Millis).internal(),
    param("statusList", Kind::List).internal(),
    param("type", TYPES).internal(),
    param("pageIndex", Kind::Int).internal(),
    param("pageSize", Kind::Int).always("100"),
]);

/// The kinds of meetings, as the document's table types them.
pub(super) const TYPES: Kind =
    Kind::OneOf(&[(Type::Instant.name(), "1"), (Type::Personal.name(), "2"), (Type::Scheduled.name(), "3")]);

/// The rows that a page was asked for.
const PAGE: usize = 100;
/// Five million meetings: whoever sends more pages sends them without end.
const PAGES: u32 = 50_000;
/// After so many, pages are full as a rule, or they come without end.
const FULL: u32 = 5_000;

pub(super) async fn list(s: &Session, input: &List, sink: &mut Sink<'_, Meeting>) -> Result<()> {
    let mut filter = Filter::new(input, &s.clock)?;
    let (from, to) = (filter.from, filter.to);
    let kind = filter.kind.map(|kind| TYPES.wire(&Value::from(kind.name()), &s.clock));
    let kind = kind.transpose().map_err(Error::usage)?;
    let states = numbers(&filter.states);
    let make = || {
        let mut draft = s.fill(&LIST, input)?;
        for (name, time) in [("minStartTime", from), ("maxStartTime", to)] {
            if let Some(time) = time {
                draft = draft.put_wire(name, time.as_millisecond().into())?;
            }
        }
        if let Some(states) = &states {
            draft = draft.put_wire("statusList", states.clone().into())?;
        }
        match &kind {
            Some(kind) => draft.put_wire("type", kind.clone()),
            None => Ok(draft),
        }
    };
    if let Some(never) = filter.states.iter().find(|state| number(**state).is_none()) {
        s.warn(&tr!(
            "NetEase lists only meetings that have not started or that run: none is {state}",
            state = never.name()
        ));
    }
    walk(s, make, |meeting| {
        let next = filter.offer(meeting, &mut *sink)?;
        if next.is_break() {
            filter.warn_of_more(s);
        }
        Ok(next)
    })
    .await
}

/// The number by which the call asks for a state: it knows two.
const fn number(state: MeetingState) -> Option<i64> {
    match state {
        MeetingState::Scheduled => Some(1),
        MeetingState::Running => Some(2),
        _ => None,
    }
}

/// The states asked for, where the call can carry all of them. Others are looked for in the answer.
fn numbers(asked: &[MeetingState]) -> Option<Vec<i64>> {
    let mut numbers = asked.iter().copied().map(number).collect::<Option<Vec<i64>>>()?;
    numbers.sort_unstable();
    numbers.dedup();
    Some(numbers).filter(|numbers| !numbers.is_empty())
}

/// The id of the meeting that has this number now. Several meetings can have a personal number: the
/// one that runs is meant, if one does.
pub(super) async fn find(s: &Session, input: &Get) -> Result<String> {
    let number = input.number.as_deref().unwrap_or_default();
    let mut found: Vec<(String, bool)> = Vec::new();
    walk(
        s,
        || s.fill(&LIST, input),
        |meeting| {
            if let (Some(id), true) = (meeting.id, meeting.number.as_deref() == Some(number)) {
                found.push((id, meeting.status == Some(MeetingState::Running)));
            }
            Ok(ControlFlow::Continue(()))
        },
    )
    .await?;
    let mut running = found.iter().filter(|(_, running)| *running);
    if let (Some((id, _)), None) = (running.next(), running.next()) {
        return Ok(id.clone());
    }
    let told = |error: Error| error.with(|facts| facts.vendor = Some(ID.into()));
    match found.as_slice() {
        [(id, _)] => Ok(id.clone()),
        [] => Err(told(Error::new(
            Failure::NotFound,
            tr!("no scheduled or running meeting has the number {number}", number),
        ))
        .hint(tr!("the vendor lists no others; one that is over is shown by its id: meeting get MEETING"))),
        several => {
            let ids: Vec<&str> = several.iter().map(|(id, _)| id.as_str()).collect();
            Err(told(Error::new(Failure::Refused, tr!("several meetings have the number {number}", number)))
                .hint(tr!("name one by its id: {ids}", ids = ids.join(tr!(", ")))))
        }
    }
}

/// Whether a list with so many pages, and so many meetings on them, may have another page.
fn may_go_on(pages: u32, meetings: u64) -> bool {
    pages < FULL || (pages < PAGES && meetings * 2 >= u64::from(pages) * PAGE as u64)
}

/// The ids of a page, as their hashes.
type Ids = HashSet<u64, RandomState>;

/// Hands on the meetings of all pages, until it is told to stop. Pages are numbered from 0.
///
/// The list may change between two pages, so a row that the page before held already is left out. A
/// page without anything new would come again for ever.
async fn walk(
    s: &Session,
    make: impl Fn() -> Result<Draft>,
    mut take: impl FnMut(Meeting) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let (mut before, mut first, mut seen) = (Ids::default(), None, 0_u64);
    let hashes = RandomState::default();
    let id_hash = |row: &Fields| match row.get("meetingUniqueId")? {
        Json::Number(number) => Some(hashes.hash_one(number)),
        id => id.as_text().filter(|id| !id.is_empty()).map(|id| hashes.hash_one(id)),
    };
    let mut sent = 0;
    while may_go_on(sent, seen) {
        let page = sent;
        sent += 1;
        let draft = make()?.put_wire("pageIndex", page.into())?;
        let Some(answer) = s.send_listing(draft).await? else { return Ok(()) };
        let ret = ret(answer);
        let (pages, total) = (whole(&ret, "totalPages"), whole(&ret, "totalNum"));
        let rows = rows(ret, &["meetingUniqueId"])?;
        let keys: Vec<Option<u64>> = rows.iter().map(id_hash).collect();
        let Some(lead) = keys.first().copied() else {
            if let Some(total) = total.filter(|total| *total > seen) {
                return Err(odd(tr!(
                    "says that there are {total} meetings, but page {page} holds none of the missing ones",
                    total,
                    page
                )));
            }
            return Ok(());
        };
        let mut ids = Ids::with_capacity_and_hasher(keys.len(), RandomState::default());
        ids.extend(keys.iter().flatten());
        if page > 0 && lead.is_some() && (lead == first || ids.is_subset(&before)) {
            return Err(odd(tr!("sent the same meetings again as page {page}", page)));
        }
        if page == 0 {
            first = lead;
        }
        let count = rows.len();
        seen += count as u64;
        for (row, key) in rows.into_iter().zip(keys) {
            let known = key.is_some_and(|key| before.contains(&key));
            if !known && take(meeting(&s.profile, row))?.is_break() {
                return Ok(());
            }
        }
        let more = match (pages, total) {
            (Some(pages), _) => u64::from(page) + 1 < pages,
            (None, Some(total)) => seen < total,
            (None, None) => count >= PAGE,
        };
        if !more {
            return Ok(());
        }
        before = ids;
    }
    Err(odd(tr!("sent {pages} pages and still says that there are more", pages = sent)))
}

fn odd(what: String) -> Error {
    Error::failed(tr!("the list is not complete: netease {what}", what))
        .hint(tr!("narrow it: --from, --to, --status, --type"))
        .with(|facts| facts.vendor = Some(ID.into()))
}

fn whole(ret: &Json, name: &str) -> Option<u64> {
    ret.get(name)?.as_text()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_read_while_their_pages_are_full() {
        for (pages, meetings, goes_on) in [
            (0, 0, true),
            (4_999, 4_999, true),
            (5_000, 5_000, false),
            (5_000, 249_999, false),
            (5_000, 250_000, true),
            (49_999, 4_999_900, true),
            (50_000, 5_000_000, false),
        ] {
            assert_eq!(may_go_on(pages, meetings), goes_on, "{pages} pages with {meetings} meetings");
        }
    }

    #[test]
    fn only_states_that_the_call_knows_are_sent() {
        let sent = |asked: &[&str]| {
            numbers(&asked.iter().filter_map(|name| MeetingState::of(name)).collect::<Vec<_>>())
        };
        assert_eq!(sent(&["running", "scheduled", "running"]), Some(vec![1, 2]));
        assert_eq!(sent(&["running"]), Some(vec![2]));
        assert_eq!(sent(&["running", "ended"]), None);
        assert_eq!(sent(&[]), None);
    }
}
