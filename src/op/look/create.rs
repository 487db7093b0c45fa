//! Meetings whose creation was not answered: the list is compared with what it was before.

use super::{Look, unknown};
use crate::client::draft::{Given, given};
use crate::client::io::Local;
use crate::client::session::Witness;
use crate::document::MeetingState;
use crate::error::{Error, Kind, Result};
use crate::op::Reach;
use crate::op::meeting::{Ends, Generation, LIST, List, Meeting, times};
use crate::time::{Clock, Moment, rfc3339};
use foldhash::quality::FixedState;
use jiff::Timestamp;
use serde_json::Value;
use std::cell::RefCell;
use std::hash::BuildHasher;
use std::time::Duration;

/// The first pause between two looks; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The pause between two questions whether it is this process's turn.
const TURN_PAUSE: Duration = Duration::from_millis(20);

/// Whether this process may look and make now. Of several that look for the same meeting at once each would see
/// none, and each would make one. Once it was true, the turn is kept as long as this is.
pub type Turn = Box<dyn Fn() -> bool>;

/// What tells one meeting from another of a host where no id is known: subject and times, to the minute, since
/// some vendors keep no seconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    subject: String,
    start: i64,
    end: Option<i64>,
}

fn minute(time: Timestamp) -> i64 {
    time.as_second().div_euclid(60)
}

impl Key {
    /// The key of a meeting that is to be made, and where it will stand, from the input's fields, of which only
    /// a few are read: every row of a file passes here. `None` where it starts at once.
    ///
    /// # Errors
    ///
    /// Its times are none, or contradict each other.
    pub fn of(given: &Given, clock: &Clock) -> Result<Option<(Self, Span)>> {
        let text = |name: &str| given.get(name).and_then(Value::as_str);
        let (start, end) = times(text("start"), text("end"), text("duration"), clock)?;
        let (Some(subject), Some(start)) = (text("subject"), start) else { return Ok(None) };
        let end = if let Ends::At(end) = end { Some(minute(end)) } else { None };
        let key = Self { subject: subject.to_owned(), start: minute(start), end };
        let span = Span::at(&key, text("host"), text("api"), given.contains_key("room"));
        Ok(Some((key, span)))
    }

    /// The same as a number, with the host that lists are asked for.
    pub fn hash(&self, host: Option<&str>) -> u64 {
        FixedState::default().hash_one((self.subject.trim(), self.start, host.unwrap_or_default()))
    }

    /// The key of a meeting that a list shows; `None` where it is another host's.
    pub fn shown(meeting: &Meeting) -> Option<Self> {
        if meeting.invited_only {
            return None;
        }
        let at = |time: Moment| minute(time.time());
        let (start, end) = (at(meeting.start?), meeting.end.map(at));
        Some(Self { subject: meeting.subject.clone()?, start, end })
    }

    /// Whether a meeting that a list shows has the same subject and start.
    pub fn begins(&self, meeting: &Meeting) -> bool {
        Self { end: None, ..self.clone() }.fits(meeting)
    }

    /// Whether a meeting that a list shows can be this one. What the list does not tell excludes nothing.
    pub fn fits(&self, meeting: &Meeting) -> bool {
        let at = |time: Option<Moment>| time.map(|time| minute(time.time()));
        let end = at(meeting.end);
        meeting.subject.as_deref().map(str::trim) == Some(self.subject.trim())
            && at(meeting.start) == Some(self.start)
            && (end.is_none() || self.end.is_none() || end == self.end)
            && !meeting.status.is_some_and(MeetingState::is_gone)
            && !meeting.invited_only
    }
}

/// Where meetings that are to be made will stand in a list: times in minutes since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The host that the list is asked for; `None`: the profile's.
    pub host: Option<String>,
    /// The generation of the vendor's API, where the user named one.
    pub api: Option<String>,
    /// The first start.
    pub start: i64,
    /// The last end.
    pub end: i64,
}

impl Span {
    /// Where one meeting will stand.
    fn at(key: &Key, host: Option<&str>, api: Option<&str>, rooms: bool) -> Self {
        // A meeting with rooms is made in the generation that has them.
        let api = api.or(rooms.then_some(Generation::Room.name())).map(str::to_owned);
        let end = key.end.unwrap_or(key.start + 60);
        Self { host: host.map(str::to_owned), api, start: key.start, end }
    }

    /// Takes another in, which is asked for in the same way.
    pub fn join(&mut self, other: &Self) {
        self.start = self.start.min(other.start);
        self.end = self.end.max(other.end);
    }
}

/// Whether the vendor's list is asked for by host; otherwise it shows those of all.
pub fn lists_by_host(reach: &Reach) -> bool {
    let list = List { host: Some("x".to_owned()), ..List::default() };
    given(&list).is_ok_and(|given| LIST.route(reach.vendor, &reach.profile, &given, &[]).is_ok())
}

/// The list of a span.
pub struct Window {
    reach: Reach,
    list: List,
    /// The host that it is asked for.
    pub host: Option<String>,
}

impl Window {
    /// `None` where the vendor has no list of meetings.
    pub fn new(reach: &Reach, span: &Span) -> Option<Self> {
        let at = |minute: i64| {
            let time = Timestamp::from_second(minute.saturating_mul(60)).unwrap_or(Timestamp::MAX);
            Some(rfc3339(time, &reach.profile.zone))
        };
        let wide = List { from: at(span.start), to: at(span.end + 1), ..List::default() };
        // The host and the generation narrow the list where it takes them.
        let hosted = List { host: span.host.clone(), ..wide.clone() };
        let narrow = List { api: span.api.clone(), ..hosted.clone() };
        let takes = |list: &List| {
            let given = given(list).ok()?;
            LIST.route(reach.vendor, &reach.profile, &given, &[]).ok().map(drop)
        };
        let list = [narrow, hosted, wide].into_iter().find(|list| takes(list).is_some())?;
        Some(Self { reach: reach.clone(), list, host: span.host.clone() })
    }

    /// Shows every meeting in it.
    pub async fn each(&self, sink: &mut dyn FnMut(Meeting) -> Result<()>) -> Result<()> {
        self.reach.list(&LIST, &self.list, sink).await
    }
}

/// Looks for a meeting that is being made.
pub struct Making {
    reach: Reach,
    window: Window,
    key: Key,
    /// What fitted before; `None` until that is known.
    seen: RefCell<Option<Vec<String>>>,
    /// Where one that is there already is as good: when it may be looked for.
    if_not_exists: Option<Turn>,
    found: RefCell<Option<Meeting>>,
}

impl Making {
    /// A look for the meeting that this input asks for. `None` where the vendor lists no meetings, or the
    /// input names no start, so that there is no span to look in.
    pub fn new(reach: &Reach, fields: &Given, seen: Option<Vec<String>>) -> Result<Option<Self>> {
        let Some((key, span)) = Key::of(fields, &reach.clock())? else { return Ok(None) };
        let Some(window) = Window::new(reach, &span) else { return Ok(None) };
        let (seen, found) = (RefCell::new(seen), RefCell::default());
        Ok(Some(Self { reach: reach.clone(), window, key, seen, if_not_exists: None, found }))
    }

    /// Lets a meeting that is there already stand for the one that is to be made.
    #[must_use]
    pub fn if_not_exists(self, turn: Turn) -> Self {
        Self { if_not_exists: Some(turn), ..self }
    }

    /// Waits for this process's turn, no longer than a call may take.
    async fn wait(&self, turn: &Turn) -> Result<()> {
        let io = &self.reach.io;
        let began = io.elapsed();
        while !turn() {
            if let Some(stopped) = io.stopped() {
                return Err(stopped);
            }
            if io.elapsed().saturating_sub(began) >= self.reach.options.timeout {
                let busy = Error::new(Kind::Temporary, tr!("another meetctl is making this meeting"));
                return Err(busy.hint(tr!("try again when it is done")).with(|facts| facts.unsent = true));
            }
            io.pause(TURN_PAUSE).await;
        }
        Ok(())
    }

    /// The meetings that fit, as the list shows them now, and whether there may be others.
    async fn fitting(&self) -> (Vec<Meeting>, Result<()>) {
        let asked = self.if_not_exists.is_some();
        let mut found = Vec::new();
        let listed = self
            .window
            .each(&mut |meeting| {
                let fits = if asked { self.key.begins(&meeting) } else { self.key.fits(&meeting) };
                if fits && meeting.id.is_some() {
                    found.push(meeting);
                }
                Ok(())
            })
            .await;
        (found, listed)
    }

    /// Says which meeting was found; a list that names no host leaves that to the user.
    fn tell(&self, what: &str, meeting: &Meeting) {
        let id = meeting.id.as_deref().unwrap_or_default();
        let host = match (&self.window.host, &meeting.host) {
            (Some(host), None) => tr!(" (the list does not tell whether its host is {host})", host),
            _ => String::new(),
        };
        self.reach.io.note(&format!("{what}{}{id}{host}", tr!(": ")));
    }

    /// The one meeting that is new.
    async fn look(&self) -> Result<Option<Meeting>> {
        let Some(seen) = self.seen.borrow().clone() else {
            return Err(unknown(tr!(
                "the meetings that were there before could not be listed, so a new one cannot be told"
            )));
        };
        let (mut new, listed) = self.fitting().await;
        listed.map_err(|error| unknown(tr!("looking for it failed: {error}", error)))?;
        new.retain(|meeting| meeting.id.as_ref().is_some_and(|id| !seen.contains(id)));
        match new.len() {
            0 => Ok(None),
            1 => Ok(new.pop()),
            several => {
                let ids: Vec<String> = new.into_iter().filter_map(|meeting| meeting.id).collect();
                Err(unknown(tr!(
                    "{count} new meetings could be it: {ids}",
                    count = several,
                    ids = ids.join(tr!(", "))
                )))
            }
        }
    }
}

impl Witness for Making {
    fn before(&self) -> Local<'_, Result<Option<Vec<String>>>> {
        Box::pin(async {
            if let Some(turn) = &self.if_not_exists {
                self.wait(turn).await?;
            }
            let asked = self.if_not_exists.is_some();
            let (fitting, listed) = self.fitting().await;
            // One that is seen is there, whatever else is not seen.
            if let (true, Some(first)) = (asked, fitting.first()) {
                self.tell(tr!("it exists already, and nothing was made"), first);
                *self.found.borrow_mut() = Some(first.clone());
                return Err(Error::new(Kind::Planned, tr!("it exists already: nothing was sent")));
            }
            match listed {
                Ok(()) => {
                    let ids: Vec<String> = fitting.into_iter().filter_map(|meeting| meeting.id).collect();
                    *self.seen.borrow_mut() = Some(ids.clone());
                    Ok(Some(ids))
                }
                Err(error) if asked => Err(error.with(|facts| {
                    facts.message = tr!("cannot see whether it exists: {message}", message = facts.message);
                    facts.unsent = true;
                })),
                // What stops the list stops the write as well, but nothing has been sent yet.
                Err(error) if error.facts().unsent || error.kind() == Kind::Auth => Err(error),
                Err(error) => {
                    self.reach.io.note(&tr!("warning: the meetings that are there cannot be listed ({error}): if the answer to this is lost, it cannot be looked up", error));
                    Ok(None)
                }
            }
        })
    }

    fn again<'a>(&'a self, _: Option<&'a str>) -> Local<'a, Result<()>> {
        Box::pin(async {
            let began = self.reach.io.elapsed();
            let mut pause = FIRST_PAUSE;
            loop {
                if let Some(meeting) = self.look().await? {
                    self.tell(tr!("the answer was lost, but the meeting was made"), &meeting);
                    *self.found.borrow_mut() = Some(meeting);
                    return Ok(());
                }
                let left = self.reach.settle.saturating_sub(self.reach.io.elapsed().saturating_sub(began));
                if left.is_zero() {
                    return Err(unknown(tr!("no such meeting has appeared in the list")));
                }
                self.reach.io.pause(pause.min(left)).await;
                pause *= 2;
            }
        })
    }
}

impl Look for Making {
    fn found(&self) -> Option<Value> {
        serde_json::to_value(self.found.borrow_mut().take()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::meeting::Create;

    fn key() -> Key {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        let clock = Clock { now: "2026-11-23T06:00:00Z".parse().unwrap(), zone };
        let create = Create {
            subject: Some("周会".into()),
            start: Some("2026-11-23 14:00".into()),
            duration: Some("1h".into()),
            ..Create::default()
        };
        Key::of(&given(&create).unwrap(), &clock).unwrap().unwrap().0
    }

    fn meeting(subject: &str, start: &str, end: Option<&str>) -> Meeting {
        Meeting {
            subject: Some(subject.into()),
            start: format!("2026-11-23T{start}+08:00").parse().ok(),
            end: end.and_then(|end| format!("2026-11-23T{end}+08:00").parse().ok()),
            ..Meeting::default()
        }
    }

    #[test]
    fn subject_and_times_tell_meetings_apart() {
        let fits = |meeting: Meeting| key().fits(&meeting);
        assert!(fits(meeting("周会", "14:00:00", Some("15:00:00"))));
        assert!(fits(meeting(" 周会", "14:00:59", None)));
        assert!(!fits(meeting("周会 2", "14:00:00", Some("15:00:00"))));
        assert!(!fits(meeting("周会", "14:01:00", Some("15:00:00"))));
        assert!(!fits(meeting("周会", "14:00:00", Some("15:30:00"))));
        let cancelled =
            Meeting { status: Some(MeetingState::Cancelled), ..meeting("周会", "14:00:00", None) };
        assert!(!fits(cancelled));
        let another = Meeting { invited_only: true, ..meeting("周会", "14:00:00", None) };
        assert!(Key::shown(&another).is_none() && !fits(another));
    }
}
