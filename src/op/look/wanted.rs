//! Changes whose answers were lost: the thing is read again and compared with what was wanted.

use super::{Look, input, unknown};
use crate::client::codes::{Class, find};
use crate::client::draft::Given;
use crate::client::io::Local;
use crate::client::session::Witness;
use crate::document::MeetingState;
use crate::error::{Error, Kind, Result};
use crate::op::live::Stream;
use crate::op::meeting::{Edit, End, Ends, GET, Get, Meeting, STATUS, Target, Targets};
use crate::op::{Reach, Route, record};
use crate::time::{Clock, Moment};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// Reads one target and says whether it is as wanted; the value is what the command would have printed.
type Check = dyn for<'a> Fn(&'a Reach, Option<&'a str>) -> Local<'a, Result<Value>>;

struct Wanted {
    reach: Reach,
    check: Box<Check>,
    found: RefCell<Option<Value>>,
}

impl Witness for Wanted {
    fn again<'a>(&'a self, target: Option<&'a str>) -> Local<'a, Result<()>> {
        Box::pin(async move {
            let found = (self.check)(&self.reach, target).await?;
            *self.found.borrow_mut() = Some(found);
            self.reach.io.note(tr!("the answer was lost, but a second look shows that it is done"));
            Ok(())
        })
    }
}

impl Look for Wanted {
    fn found(&self) -> Option<Value> {
        self.found.borrow_mut().take()
    }
}

type Found = Result<Option<Rc<dyn Look>>>;

fn wanted(
    reach: &Reach,
    check: impl for<'a> Fn(&'a Reach, Option<&'a str>) -> Local<'a, Result<Value>> + 'static,
) -> Rc<dyn Look> {
    Rc::new(Wanted { reach: reach.clone(), check: Box::new(check), found: RefCell::default() })
}

fn failed(error: Error) -> Error {
    unknown(tr!("looking again failed: {error}", error))
}

fn value(thing: &impl Serialize) -> Result<Value> {
    serde_json::to_value(thing).map_err(|error| Error::failed(error.to_string()))
}

/// After `meeting edit`: every field that was to change reads as it was given.
pub fn edited(reach: &Reach, given: &Given) -> Found {
    if !GET.is_served(reach.vendor) {
        return Ok(None);
    }
    let edit: Edit = input(given)?;
    let names: Vec<String> = given.keys().filter(|name| !SELECTS.contains(name)).map(str::to_owned).collect();
    Ok(Some(wanted(reach, move |reach, _| {
        let (edit, names) = (edit.clone(), names.clone());
        Box::pin(async move {
            if let Some(name) = names.iter().find(|name| !READABLE.contains(&name.as_str())) {
                return Err(unknown(tr!("whether --{name} was changed cannot be read back", name)));
            }
            if names.is_empty() || !reach.options.set.is_empty() {
                return Err(unknown(tr!("whether what --set gives was changed cannot be read back")));
            }
            let get = Get {
                meeting: Some(edit.meeting.clone()),
                host: edit.change.host.clone(),
                api: edit.change.api.clone(),
                event_id: edit.event_id.clone(),
                ..Get::default()
            };
            let now = reach.ask(&GET, &get).await.map_err(failed)?;
            let clock = reach.clock();
            if reads_as(&now, &edit, &clock)? {
                value(&now)
            } else {
                Err(unknown(tr!("a second look does not show the change")))
            }
        })
    })))
}

/// Flags of an edit that choose the meeting, not what changes.
const SELECTS: [&str; 4] = ["meeting", "event-id", "host", "api"];
/// Flags whose effect every vendor's `meeting get` tells.
const READABLE: [&str; 6] = ["subject", "start", "end", "duration", "password", "host-password"];

fn reads_as(now: &Meeting, edit: &Edit, clock: &Clock) -> Result<bool> {
    let change = &edit.change;
    let same = |wanted: Option<Timestamp>, is: Option<Moment>| match wanted {
        Some(wanted) => is.is_some_and(|is| is.time().as_second() / 60 == wanted.as_second() / 60),
        None => true,
    };
    // A length counts from the start that the meeting has, where no new one was given.
    let mut asked = change.clone();
    if asked.start.is_none() && asked.duration.is_some() {
        asked.start = now.start.map(|start| start.to_string());
    }
    let (start, end) = asked.times(clock)?;
    let ends = match end {
        Ends::At(end) => same(Some(end), now.end),
        Ends::Never => now.end.is_none(),
        Ends::Unsaid => true,
    };
    let text = |wanted: &Option<String>, is: &Option<String>| match wanted {
        Some(wanted) => is.as_deref().unwrap_or_default() == wanted,
        None => true,
    };
    Ok(same(start, now.start)
        && ends
        && text(&change.subject, &now.subject)
        && text(&change.password, &now.password)
        && text(&change.host_password, &now.host_password))
}

/// After `meeting cancel`: the meeting is gone, or says that it was cancelled.
pub fn cancelled(reach: &Reach, given: &Given) -> Found {
    let targets: Targets = input(given)?;
    Ok(gone(reach, MeetingState::is_gone, move |id| Get {
        meeting: Some(id.to_owned()),
        host: targets.host.clone(),
        api: targets.api.clone(),
        event_id: targets.event_id.clone(),
        ..Get::default()
    }))
}

/// After `meeting end`: the meeting is gone, or says that it has ended.
pub fn ended(reach: &Reach, given: &Given) -> Found {
    let end: End = input(given)?;
    if end.short_id.is_some() {
        return Ok(None);
    }
    let over = |state: MeetingState| state == MeetingState::Ended || state.is_gone();
    Ok(gone(reach, over, move |id| match &end.number {
        Some(number) => Get { number: Some(number.clone()), ..Get::default() },
        None => Get { meeting: Some(id.to_owned()), ..Get::default() },
    }))
}

/// Whether a meeting is gone, or in one of these states. One that has ended was not cancelled.
fn gone(
    reach: &Reach,
    over: fn(MeetingState) -> bool,
    get: impl Fn(&str) -> Get + 'static,
) -> Option<Rc<dyn Look>> {
    let (by_get, by_status) = (GET.is_served(reach.vendor), STATUS.is_served(reach.vendor));
    if !by_get && !by_status {
        return None;
    }
    Some(wanted(reach, move |reach, target| {
        let get = get(target.unwrap_or_default());
        Box::pin(async move {
            let status = if by_get {
                reach.ask(&GET, &get).await.map(|meeting| meeting.status)
            } else {
                let target =
                    Target { meeting: get.meeting.clone().unwrap_or_default(), host: get.host.clone() };
                reach.ask(&STATUS, &target).await.map(|status| status.meeting.status)
            };
            match status {
                // The vendor's own word. That it is in no list that we may see, or in no answer, or that nothing is
                // known of it, proves less.
                Err(error) if says_gone(reach, &error) => Ok(Value::Null),
                Err(error) if error.kind() == Kind::NotFound => {
                    Err(unknown(tr!("a second look does not find the meeting, which may have other reasons")))
                }
                Ok(Some(state)) if over(state) => Ok(Value::Null),
                Ok(_) => Err(unknown(tr!("a second look shows that the meeting is still there"))),
                Err(error) => Err(failed(error)),
            }
        })
    }))
}

fn says_gone(reach: &Reach, error: &Error) -> bool {
    let code = error.facts().code.as_deref().and_then(|code| find(reach.vendor.codes(), code));
    code.is_some_and(|code| code.class == Class::NotFound)
}

/// After `record open`: the meeting is being recorded.
pub fn opened(reach: &Reach, given: &Given) -> Found {
    recording(reach, given, true)
}

/// After `record close`: the meeting is not being recorded.
pub fn closed(reach: &Reach, given: &Given) -> Found {
    recording(reach, given, false)
}

fn recording(reach: &Reach, given: &Given, on: bool) -> Found {
    if !record::STATUS.is_served(reach.vendor) {
        return Ok(None);
    }
    let target: Target = input(given)?;
    Ok(Some(wanted(reach, move |reach, _| {
        let target = target.clone();
        Box::pin(async move {
            let stream: Stream = reach.ask(&record::STATUS, &target).await.map_err(failed)?;
            match stream.recording {
                // Whoever opened it: that an id is this command's own nobody says.
                Some(now) if now == on => {
                    value(&Stream { record_id: stream.record_id.filter(|_| !on), ..stream })
                }
                Some(_) => Err(unknown(tr!("a second look does not show the change"))),
                None => Err(unknown(tr!("a second look does not tell whether it is being recorded"))),
            }
        })
    })))
}

/// After `record delete`: the recording is gone.
pub fn deleted(reach: &Reach, _: &Given) -> Found {
    // Only where a recording can be asked for by its id.
    let by_id = |route: &Route<record::Get, record::Recording>| route.flags().contains(&"record");
    if !(record::GET.routes)(reach.vendor).iter().any(by_id) {
        return Ok(None);
    }
    Ok(Some(wanted(reach, |reach, target| {
        let id = target.unwrap_or_default().to_owned();
        Box::pin(async move {
            let mut left = false;
            let get = record::Get { record: Some(id.clone()), ..record::Get::default() };
            let mut see = |recording: record::Recording| {
                left |= recording.id.is_none_or(|other| record::same(&other, &id));
                Ok(())
            };
            reach.list(&record::GET, &get, &mut see).await.map_err(failed)?;
            if left {
                Err(unknown(tr!("a second look shows that it is still there")))
            } else {
                Ok(Value::Null)
            }
        })
    })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::meeting::Create;

    #[test]
    fn an_edit_is_done_when_all_that_was_given_reads_so() {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        let clock = Clock { now: "2026-11-23T06:00:00Z".parse().unwrap(), zone };
        let now = Meeting {
            subject: Some("new".into()),
            start: "2026-11-23T14:00:00+08:00".parse().ok(),
            end: "2026-11-23T15:30:00+08:00".parse().ok(),
            ..Meeting::default()
        };
        let reads = |change: Create| reads_as(&now, &Edit { change, ..Edit::default() }, &clock).unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert!(reads(Create { subject: text("new"), ..Create::default() }));
        assert!(reads(Create { duration: text("90m"), ..Create::default() }));
        assert!(reads(Create {
            start: text("2026-11-23 14:00"),
            end: text("2026-11-23 15:30"),
            ..Create::default()
        }));
        // A password that was cleared reads as none.
        assert!(reads(Create { password: text(""), ..Create::default() }));
        assert!(!reads(Create { subject: text("old"), ..Create::default() }));
        assert!(!reads(Create { duration: text("1h"), ..Create::default() }));
        assert!(!reads(Create { end: text("never"), ..Create::default() }));
        assert!(!reads(Create { password: text("1234"), ..Create::default() }));
    }
}
