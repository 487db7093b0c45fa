//! Positions in time: which part of a strip each stay covers, where the hours are, and how many
//! people were inside. All positions are parts of the whole, 0 to 1.

use crate::op::report::{Level, Person, Plan, levels};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// At most so many people have a strip each.
pub const STRIPS: usize = 200;
/// At most so many steps make the curve.
const STEPS: usize = 500;
/// At most about so many marks stand on the axis.
const MARKS: i64 = 8;

/// The stretch of time that a chart shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Its beginning.
    pub from: Timestamp,
    /// Its end; after its beginning.
    pub to: Timestamp,
    /// The planned part of it.
    pub plan: Option<(f64, f64)>,
}

impl Window {
    /// All that is known of: every stay, and the meeting's own times. `None`: nothing is.
    pub fn of(people: &[Person], plan: &Plan) -> Option<Self> {
        let (start, end) = plan.times();
        let stays = || people.iter().flat_map(|person| &person.spans);
        let first = stays().map(|(from, _)| *from).chain(start).min()?;
        let last = stays().map(|(from, to)| to.unwrap_or(*from)).chain(end).max()?;
        let minute = SignedDuration::from_mins(1);
        let to = if last > first { last } else { first.checked_add(minute).ok()? };
        let window = Self { from: first, to, plan: None };
        let plan = start.zip(end).filter(|(start, end)| end > start);
        Some(Self { plan: plan.map(|(start, end)| (window.at(start), window.at(end))), ..window })
    }

    /// Where a moment is.
    #[expect(clippy::cast_precision_loss, reason = "a position on a screen")]
    pub fn at(&self, time: Timestamp) -> f64 {
        let whole = self.to.as_second() - self.from.as_second();
        let part = time.as_second() - self.from.as_second();
        (part as f64 / whole.max(1) as f64).clamp(0.0, 1.0)
    }

    /// Where a stay begins and how long it is; one without an end lasts as long as the window.
    pub fn stay(&self, (from, to): (Timestamp, Option<Timestamp>)) -> (f64, f64) {
        let (from, to) = (self.at(from), to.map_or(1.0, |to| self.at(to)));
        (from, (to - from).max(0.0))
    }

    /// Marks for the axis, at round times of this zone: where each is, and when.
    pub fn marks(&self, zone: &TimeZone) -> Vec<(f64, Timestamp)> {
        const STEPS: [i64; 15] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 43_200];
        let whole = self.to.as_second() - self.from.as_second();
        let fits = |step: &&i64| whole / (**step * 60) <= MARKS;
        let step = STEPS.iter().find(fits).map_or(whole / MARKS, |step| step * 60).max(60);
        // Round in the zone's own time, as clocks there show it.
        let shift = i64::from(zone.to_offset(self.from).seconds());
        let first = (self.from.as_second() + shift).div_euclid(step) * step - shift;
        (0..=MARKS + 2)
            .filter_map(|n| Timestamp::from_second(first.checked_add(n.checked_mul(step)?)?).ok())
            .filter(|time| *time >= self.from && *time <= self.to)
            .map(|time| (self.at(time), time))
            .collect()
    }
}

/// Those who have a strip: everybody, or those who stayed longest; in the order in which they came.
pub fn strips(people: &[Person]) -> Vec<&Person> {
    let mut shown: Vec<(usize, &Person)> =
        people.iter().enumerate().filter(|(_, person)| !person.spans.is_empty()).collect();
    shown.sort_by_key(|(at, person)| (!person.inside, -person.duration_seconds.unwrap_or(0), *at));
    shown.truncate(STRIPS);
    shown.sort_by_key(|(at, person)| (person.spans[0].0, *at));
    shown.into_iter().map(|(_, person)| person).collect()
}

/// How many people were inside: steps from left to right, each until the next. Where there are more
/// than can be seen, each is the most of its part.
pub fn curve(people: &[Person], window: &Window, end: Option<Timestamp>) -> Vec<(f64, usize)> {
    let levels = levels(people, end);
    if levels.len() <= STEPS {
        return levels.iter().map(|Level { at, inside }| (window.at(*at), *inside)).collect();
    }
    let mut steps: Vec<(f64, usize)> = Vec::with_capacity(STEPS);
    let mut next = levels.iter().peekable();
    let mut inside = 0;
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    for step in 0..STEPS {
        let until = (step + 1) as f64 / STEPS as f64;
        let mut most = inside;
        while let Some(level) = next.next_if(|level| window.at(level.at) < until || step + 1 == STEPS) {
            inside = level.inside;
            most = most.max(inside);
        }
        steps.push((step as f64 / STEPS as f64, most));
    }
    steps.push((1.0, 0));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(minute: i64) -> Timestamp {
        Timestamp::from_second(1_795_413_600 + minute * 60).unwrap()
    }

    fn person(spans: &[(i64, Option<i64>)]) -> Person {
        let spans: Vec<_> = spans.iter().map(|(from, to)| (time(*from), to.map(time))).collect();
        let length: i64 =
            spans.iter().filter_map(|(from, to)| Some(to.as_ref()?.as_second() - from.as_second())).sum();
        Person {
            inside: spans.iter().any(|span| span.1.is_none()),
            spans,
            duration_seconds: Some(length),
            ..Person::default()
        }
    }

    #[test]
    fn a_window_holds_all_that_is_known() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let plan = Plan {
            start: Some(crate::time::rfc3339(time(0), &zone)),
            end: Some(crate::time::rfc3339(time(60), &zone)),
            ..Plan::default()
        };
        let people = [person(&[(-20, Some(20)), (30, None)])];
        let window = Window::of(&people, &plan).unwrap();
        assert_eq!((window.from, window.to, window.plan), (time(-20), time(60), Some((0.25, 1.0))));
        assert_eq!(window.stay(people[0].spans[0]), (0.0, 0.5));
        assert_eq!(window.stay(people[0].spans[1]), (0.625, 0.375));
        let marks = window.marks(&zone);
        assert_eq!(marks.first(), Some(&(0.0, time(-20))));
        assert_eq!(marks.len(), 9);
        assert_eq!(Window::of(&[], &Plan::default()), None);
        let point = Window::of(&[person(&[(5, Some(5))])], &Plan::default()).unwrap();
        assert_eq!(point.to, time(6));
    }

    #[test]
    fn marks_stay_few_however_long_it_was() {
        for minutes in [1, 7, 59, 61, 600, 5_000, 100_000, 10_000_000] {
            let window = Window { from: time(0), to: time(minutes), plan: None };
            let count = window.marks(&TimeZone::UTC).len();
            assert!((1..=11).contains(&count), "{minutes}: {count}");
        }
    }

    #[test]
    fn many_people_stay_a_chart() {
        let people: Vec<Person> = (0..3_000).map(|n| person(&[(n, Some(n + 1 + n % 7))])).collect();
        let window = Window::of(&people, &Plan::default()).unwrap();
        let strips = strips(&people);
        assert_eq!(strips.len(), STRIPS);
        assert!(strips.iter().all(|person| person.duration_seconds == Some(7 * 60)));
        assert!(strips.windows(2).all(|pair| pair[0].spans[0].0 <= pair[1].spans[0].0));
        let curve = curve(&people, &window, None);
        assert!(curve.len() <= STEPS + 1 && curve.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(curve.last(), Some(&(1.0, 0)));
        assert_eq!(super::curve(&people[..1], &window, None), [(0.0, 1), (window.at(time(1)), 0)]);
    }
}
