//! Call 23: all meetings of a company, by pages.

use serde_json::{Value, json};

use super::Asked;
use super::event;
use super::fields::{Body, Refusal, illegal};
use super::reply::{Done, done};
use super::room::seconds;
use super::world::{Meeting, World, user_of};

/// However many are asked for, a page has no more. The document names no limit; a client should not need one.
const LONGEST_PAGE: usize = 20;

/// Milliseconds by the table, seconds in the sample: the digits tell which.
fn time(body: &Body<'_>, name: &str) -> Result<i64, Refusal> {
    match body.int(name) {
        Some(time) if seconds(time) => Ok(time),
        Some(time) if seconds(time / 1000) => Ok(time / 1000),
        _ => illegal(format!("{name} is no time in seconds or milliseconds")),
    }
}

/// The order is that of the starts, as in the sample, and the cursor is the id of the last event. A page begins
/// again with what starts at the same time as the cursor: who does not look at the ids has some meetings twice.
pub(super) fn list(asked: &Asked<'_>, world: &mut World) -> Result<Done, Refusal> {
    let body = &asked.body;
    let admin = user_of(body, "adminUserId")?;
    if !admin.admin {
        let msg = "check admin failed".to_owned();
        return Err(Refusal::Code(51101, msg, "the user is no administrator".to_owned()));
    }
    let (from, to) = (time(body, "startTime")?, time(body, "endTime")?);
    if to < from {
        return illegal("endTime is before startTime");
    }
    let Some(limit) = usize::try_from(body.int("limit").unwrap_or(10)).ok().filter(|limit| *limit > 0) else {
        return illegal("limit must be an integer from 1 on");
    };
    let limit = limit.min(LONGEST_PAGE);
    let mut found: Vec<&Meeting> = world
        .meetings
        .values()
        .filter(|meeting| {
            (from..=to).contains(&meeting.plan.start) && meeting.host().customer == admin.customer
        })
        .collect();
    // Of those with the same start, the later event comes first.
    found.sort_by_key(|meeting| (meeting.plan.start, -meeting.event));
    let cursor = body.int("eventIdFilter").filter(|event| *event > 0);
    let first = match cursor.map(|event| found.iter().position(|meeting| meeting.event == event)) {
        None => 0,
        Some(None) => return illegal("eventIdFilter is none of these events"),
        Some(Some(at)) => {
            let again =
                found[..at].iter().rev().take_while(|other| other.plan.start == found[at].plan.start).count();
            // A page brings something new all the same.
            let again = if again < limit { again } else { 0 };
            found.remove(at);
            at - again
        }
    };
    let page = found.into_iter().skip(first).take(limit);
    let rows: Vec<Value> = page.map(|meeting| event::of(meeting, asked.now, true)).collect();
    Ok(done(&json!(rows)))
}
