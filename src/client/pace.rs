//! How fast a profile's calls may follow one another, and how often they may be repeated: what all
//! processes of a profile know together, as pure functions of the clock.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Calls are this much further apart than the limit asks, so that one which leaves up to [`LATE`]
/// after its turn stays within the limit: `floor((1 s + LATE) / (SPREAD / rate)) + 1 <= rate`.
const SPREAD: f64 = 1.03;
/// A call that would leave later than this after its turn takes a new one.
pub const LATE: Duration = Duration::from_millis(20);
/// Processes read the clock one after another; one that is further behind was set back.
const CLOCK_JUMPED: i64 = 1_000_000;
/// Other processes are held up no longer; a server that asks for more is not believed for them.
const LONGEST_HOLD: Duration = Duration::from_secs(60);
/// The first hold where the server names no time; each further one is twice as long.
const FIRST_HOLD: Duration = Duration::from_millis(500);
/// So many repetitions are free.
const FREE: f64 = 10.0;
/// Each first try allows so much of a further one.
const SHARE: f64 = 0.1;
/// After so long without a failure nothing is held against anybody.
const FORGET: i64 = 300_000_000;

/// What the processes of a profile share. Times are microseconds since 1970.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Shared {
    /// The last turn that was given out.
    turn: i64,
    /// Nobody sends before this.
    hold: i64,
    /// How often in a row the server was busy.
    strikes: u32,
    /// Repetitions, less what first tries and successes have earned.
    spent: f64,
    /// The last failure.
    failed: i64,
    /// When a turn or a hold was given last.
    given: i64,
}

impl Shared {
    /// Takes the next turn, if it comes within what is left. `Err` holds how long that would take.
    pub fn take_turn(&mut self, now: i64, rate: Option<f64>, left: Duration) -> Result<i64, Duration> {
        // Given in what is now the future: the clock was set back since, and nothing of it holds.
        let jumped = self.given > now.saturating_add(CLOCK_JUMPED);
        let sane = |time: i64| if jumped { 0 } else { time };
        let mut turn = now.max(sane(self.hold));
        if let Some(rate) = rate {
            turn = turn.max(sane(self.turn).saturating_add(gap(rate)));
        }
        let wait = micros(turn - now);
        if wait >= left && wait > Duration::ZERO {
            return Err(wait);
        }
        if rate.is_some() {
            (self.turn, self.given) = (turn, now);
        }
        Ok(turn)
    }

    /// Whether anybody has to wait, beside what a rate asks for.
    pub fn holds(&self, now: i64) -> bool {
        self.hold > now && self.given <= now.saturating_add(CLOCK_JUMPED)
    }

    /// The server was busy: everybody waits.
    pub fn busy(&mut self, now: i64, asked: Option<Duration>) {
        let own = FIRST_HOLD.saturating_mul(1 << self.strikes.min(8)).min(LONGEST_HOLD);
        // One answer that asks for a day must not lock everybody out: each call will hear it itself.
        let hold = asked.filter(|asked| *asked <= LONGEST_HOLD).unwrap_or(own);
        self.hold = self.hold.max(now.saturating_add(i64::try_from(hold.as_micros()).unwrap_or(i64::MAX)));
        self.strikes = self.strikes.saturating_add(1);
        (self.failed, self.given) = (now, now);
    }

    /// A call went through. `false`: there was nothing to mend.
    pub fn succeeded(&mut self) -> bool {
        let mended = self.strikes > 0 || self.spent > 0.0;
        self.strikes = 0;
        self.spent = (self.spent - 1.0).max(0.0);
        mended
    }

    /// Whether a call may be repeated once more, after so many first tries that were not counted yet.
    pub fn may_repeat(&mut self, now: i64, first_tries: u32) -> bool {
        // Processes read the clock one after another: only a jump is one.
        if now.saturating_sub(self.failed) > FORGET || self.failed.saturating_sub(now) > CLOCK_JUMPED {
            self.spent = 0.0;
        }
        self.failed = now;
        self.spent = (self.spent - SHARE * f64::from(first_tries)).max(0.0);
        let may = self.spent + 1.0 <= FREE;
        if may {
            self.spent += 1.0;
        }
        may
    }
}

/// The time between two turns.
fn gap(rate: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a limit of one call in a thousand years is none")]
    let gap = (SPREAD * 1e6 / rate.max(1e-9)).ceil() as i64;
    gap
}

/// A span in microseconds; one that lies behind is none.
pub(super) fn micros(time: i64) -> Duration {
    Duration::from_micros(u64::try_from(time).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: Duration = Duration::from_secs(60);

    /// The most that leave in any window of one second.
    fn densest(mut sent: Vec<i64>) -> usize {
        sent.sort_unstable();
        sent.iter()
            .enumerate()
            .map(|(first, from)| sent[first..].iter().take_while(|at| **at < from + 1_000_000).count())
            .max()
            .unwrap_or(0)
    }

    proptest! {
        /// However many processes ask, and whenever, and however late each leaves, within the bound.
        #[test]
        fn no_second_holds_more_than_the_limit(
            rate in 1u32..200,
            asks in prop::collection::vec((0i64..3_000_000, 0i64..20_000, any::<bool>()), 1..400),
        ) {
            let mut shared = Shared::default();
            let mut asks = asks;
            asks.sort_unstable();
            let mut sent = Vec::new();
            for (at, late, killed) in asks {
                let turn = shared.take_turn(1_000_000_000 + at, Some(f64::from(rate)), MINUTE * 60);
                // One that was killed has taken its turn and never leaves.
                if let (Ok(turn), false) = (turn, killed) {
                    sent.push(turn + late);
                }
            }
            prop_assert!(densest(sent) <= rate as usize);
        }

        /// In a total outage: repetitions are at most a tenth of the first tries, and ten.
        #[test]
        fn an_outage_is_not_made_worse(calls in prop::collection::vec((1u32..9, 0i64..30_000_000), 1..400)) {
            let (mut shared, mut now) = (Shared::default(), 5_000_000_000_000);
            let (mut first, mut repeated) = (0, 0);
            for (tries, pause) in calls {
                now += pause;
                first += 1;
                let mut uncounted = 1;
                for _ in 1..tries {
                    if shared.may_repeat(now, std::mem::take(&mut uncounted)) {
                        repeated += 1;
                    }
                }
            }
            prop_assert!(f64::from(repeated) <= 0.1 * f64::from(first) + 10.0);
        }
    }

    #[test]
    fn nearly_the_whole_limit_is_used() {
        for rate in [1, 5, 10, 100, 1000] {
            let mut shared = Shared::default();
            let turns: Vec<i64> = (0..=rate * 10)
                .map(|_| shared.take_turn(1_000_000_000, Some(f64::from(rate)), MINUTE).unwrap())
                .collect();
            let seconds = micros(turns.last().unwrap() - turns[0]).as_secs_f64();
            assert!(f64::from(rate) * 10.0 / seconds >= 0.97 * f64::from(rate), "{rate}: {seconds}");
        }
    }

    #[test]
    fn a_busy_server_holds_everybody_but_never_for_long() {
        let mut shared = Shared::default();
        shared.busy(0, Some(Duration::from_secs(2)));
        assert_eq!(shared.take_turn(0, None, MINUTE), Ok(2_000_000));
        assert_eq!(shared.take_turn(0, None, Duration::from_secs(1)), Err(Duration::from_secs(2)));
        assert!(shared.holds(1_999_999) && !shared.holds(2_000_000));
        let mut shared = Shared::default();
        shared.busy(0, Some(Duration::from_secs(86_400)));
        assert_eq!(shared.take_turn(0, None, MINUTE), Ok(500_000));
        // Without a time of its own the server is given more at each strike.
        let mut shared = Shared::default();
        let holds = [500_000, 1_000_000, 2_000_000].map(|_| {
            shared.busy(0, None);
            shared.take_turn(0, None, MINUTE).unwrap()
        });
        assert_eq!(holds, [500_000, 1_000_000, 2_000_000]);
        assert!(shared.succeeded() && !shared.succeeded());
        shared.busy(10_000_000, None);
        assert_eq!(shared.take_turn(10_000_000, None, MINUTE), Ok(10_500_000));
    }

    #[test]
    fn a_clock_that_was_set_back_stops_nobody() {
        let mut shared =
            Shared { turn: i64::MAX, hold: i64::MAX, given: 10_000_000_000, ..Shared::default() };
        assert_eq!(shared.take_turn(1_000, Some(1.0), MINUTE).unwrap(), 1_030_000);
    }

    #[test]
    fn the_budget_comes_back() {
        let mut shared = Shared::default();
        let spend = |shared: &mut Shared, now| (0..40).filter(|_| shared.may_repeat(now, 0)).count();
        assert_eq!(spend(&mut shared, 1), 10);
        shared.succeeded();
        assert_eq!(spend(&mut shared, 2), 1);
        assert_eq!(spend(&mut shared, 2 + FORGET), 0);
        assert_eq!(spend(&mut shared, 4 + 2 * FORGET), 10);
    }
}
