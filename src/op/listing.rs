//! What `meeting list` does alike for every vendor: the filters that its call lacks, and `--limit`.

use super::Sink;
use super::meeting::{List, Meeting, Type};
use crate::client::session::Session;
use crate::document::MeetingState;
use crate::error::{Error, Result};
use crate::text::suggestion;
use crate::time::{Clock, Moment, parse_span};
use jiff::Timestamp;
use std::ops::ControlFlow;

/// The filters of a listing, read and checked.
#[derive(Debug)]
pub struct Filter {
    /// Meetings that end before it are left out.
    pub from: Option<Timestamp>,
    /// Meetings that start after it are left out.
    pub to: Option<Timestamp>,
    /// The states that are asked for; none: any.
    pub states: Vec<MeetingState>,
    /// The type that is asked for; none: any.
    pub kind: Option<Type>,
    /// Nothing that this vendor lists is asked for.
    none: bool,
    number: Option<String>,
    limit: Option<usize>,
    shown: usize,
}

impl Filter {
    /// Reads the filters; call it before anything is sent.
    pub fn new(input: &List, clock: &Clock) -> Result<Self> {
        let (from, to) = parse_span(input.from.as_deref(), input.to.as_deref(), clock)?;
        let states = input.status.iter().map(|name| state(name)).collect::<Result<_>>()?;
        let kind = input.kind.as_deref().map(kind).transpose()?;
        let (number, limit) = (input.number.clone(), input.limit);
        Ok(Self { from, to, states, kind, none: false, number, limit, shown: 0 })
    }

    /// The same for a vendor that lists reservations and nothing else.
    pub fn of_reservations(input: &List, clock: &Clock) -> Result<Self> {
        let filter = Self::new(input, clock)?;
        let none = filter.kind.is_some_and(|kind| kind != Type::Scheduled);
        Ok(Self { none, ..filter })
    }

    /// Whether a meeting is asked for. What a vendor does not tell filters nothing out.
    pub fn admits(&self, meeting: &Meeting) -> bool {
        let start = meeting.start.map(Moment::time);
        let last = meeting.end.map(Moment::time).or(start);
        let early = self.from.is_some_and(|from| last.is_some_and(|last| last < from));
        let late = self.to.is_some_and(|to| start.is_some_and(|start| start > to));
        let status = |state: MeetingState| self.states.is_empty() || self.states.contains(&state);
        let number = |asked: &String| {
            meeting.number.as_ref() == Some(asked) || meeting.short_id.as_ref() == Some(asked)
        };
        !self.none
            && !early
            && !late
            && meeting.status.is_none_or(status)
            && self.number.as_ref().is_none_or(number)
    }

    /// Hands a meeting on if it is asked for. `Break` says that `--limit` is reached and that there
    /// would have been more: [say so](Self::warn_of_more), and fetch no further page.
    pub fn offer(&mut self, meeting: Meeting, sink: &mut Sink<'_, Meeting>) -> Result<ControlFlow<()>> {
        if !self.admits(&meeting) {
            return Ok(ControlFlow::Continue(()));
        }
        if self.limit.is_some_and(|limit| self.shown >= limit) {
            return Ok(ControlFlow::Break(()));
        }
        self.shown += 1;
        sink(meeting)?;
        Ok(ControlFlow::Continue(()))
    }

    /// Says that `--limit` has left meetings out.
    pub fn warn_of_more(&self, s: &Session) {
        let limit = self.limit.unwrap_or_default();
        s.warn(&tr!("--limit {limit}: there are more meetings than these", limit));
    }
}

/// Reads a value of `--status`.
fn state(name: &str) -> Result<MeetingState> {
    MeetingState::listed().find(|state| state.name() == name).ok_or_else(|| {
        let names: Vec<&str> = MeetingState::listed().map(MeetingState::name).collect();
        Error::usage(tr!("--status: there is no state \"{status}\"", status = name))
            .hint(suggestion(name, &names))
    })
}

/// Reads the value of `--type`.
fn kind(name: &str) -> Result<Type> {
    Type::of(name).ok_or_else(|| {
        Error::usage(tr!("--type: there is no type \"{kind}\"", kind = name))
            .hint(suggestion(name, &Type::NAMES))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> Clock {
        let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
        Clock { now: "2026-11-23T06:00:00Z".parse().unwrap(), zone }
    }

    fn meeting(start: &str, end: Option<&str>, status: Option<MeetingState>) -> Meeting {
        let at = |time: &str| format!("2026-11-23T{time}:00+08:00").parse().unwrap();
        Meeting {
            start: Some(at(start)),
            end: end.map(at),
            status,
            number: Some("9".into()),
            ..Meeting::default()
        }
    }

    #[test]
    fn what_touches_the_span_is_listed() {
        let list = List {
            from: Some("2026-11-23 14:00".into()),
            to: Some("2026-11-23 15:00".into()),
            ..List::default()
        };
        let filter = Filter::new(&list, &clock()).unwrap();
        let admits = |start, end| filter.admits(&meeting(start, end, None));
        assert!(admits("13:00", Some("14:30")) && admits("14:30", None) && admits("15:00", Some("16:00")));
        assert!(!admits("13:00", Some("13:59")) && !admits("15:01", None));
        assert!(filter.admits(&Meeting::default()));
    }

    #[test]
    fn states_and_numbers_are_compared_whole() {
        let list = List { status: vec!["running".into()], number: Some("9".into()), ..List::default() };
        let filter = Filter::new(&list, &clock()).unwrap();
        assert!(filter.admits(&meeting("14:00", None, Some(MeetingState::Running))));
        assert!(!filter.admits(&meeting("14:00", None, Some(MeetingState::Ended))));
        assert!(!filter.admits(&Meeting { number: Some("99".into()), ..meeting("14:00", None, None) }));
        let wrong = List { status: vec!["runing".into()], ..List::default() };
        assert!(
            Filter::new(&wrong, &clock()).unwrap_err().facts().hint.as_ref().unwrap().contains("running")
        );
    }

    #[test]
    fn of_reservations_only_those_that_are_asked_for_are_listed() {
        let admits = |kind: Option<&str>| {
            let list = List { kind: kind.map(Into::into), ..List::default() };
            Filter::of_reservations(&list, &clock()).unwrap().admits(&meeting("14:00", None, None))
        };
        assert!(admits(None) && admits(Some("scheduled")));
        assert!(!admits(Some("instant")) && !admits(Some("personal")));
    }

    #[test]
    fn a_limit_breaks_only_when_there_is_more() {
        let mut filter = Filter::new(&List { limit: Some(1), ..List::default() }, &clock()).unwrap();
        let mut shown = 0;
        let mut sink = |_| {
            shown += 1;
            Ok(())
        };
        assert!(filter.offer(meeting("14:00", None, None), &mut sink).unwrap().is_continue());
        assert!(filter.offer(meeting("14:00", None, None), &mut sink).unwrap().is_break());
        assert_eq!(shown, 1);
    }
}
