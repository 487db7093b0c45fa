//! Rows of several sources that are read side by side, handed on in the order of the sources.
//!
//! The rows of the source whose turn it is pass straight through. Those of a later one wait, in a
//! few MiB of memory and beyond that in a temporary file.

use crate::error::{Error, Result};
use crate::spill::Rows;
use serde_json::Value;

/// Puts rows in order and stops at a limit.
pub(super) struct InOrder<F> {
    show: F,
    /// What waits of each source.
    sources: Vec<Source>,
    turn: usize,
    /// How many more rows may be shown, where there is a limit.
    left: Option<usize>,
    /// Whether there would have been more than the limit lets through.
    pub cut: bool,
}

#[derive(Default)]
struct Source {
    waiting: Rows<Value>,
    over: bool,
}

impl<F: FnMut(Value) -> Result<()>> InOrder<F> {
    /// For so many sources; at most `limit` rows are shown.
    pub(super) fn new(sources: usize, limit: Option<usize>, show: F) -> Self {
        let sources = (0..sources).map(|_| Source::default()).collect();
        Self { show, sources, turn: 0, left: limit, cut: false }
    }

    /// Takes a row of this source.
    pub(super) fn row(&mut self, source: usize, row: Value) -> Result<()> {
        if source == self.turn {
            return pass(&mut self.show, &mut self.left, &mut self.cut, row);
        }
        self.sources[source].waiting.push(&row).map_err(|error| lost(&error))
    }

    /// This source has no more rows.
    pub(super) fn over(&mut self, source: usize) -> Result<()> {
        self.sources[source].over = true;
        while self.sources.get(self.turn).is_some_and(|source| source.over) {
            self.turn += 1;
            let Some(next) = self.sources.get_mut(self.turn) else { break };
            let mut waiting = std::mem::take(&mut next.waiting);
            let (show, left, cut) = (&mut self.show, &mut self.left, &mut self.cut);
            waiting.each(|error| lost(&error), |row| pass(show, left, cut, row))?;
        }
        Ok(())
    }
}

fn pass(
    show: &mut impl FnMut(Value) -> Result<()>,
    left: &mut Option<usize>,
    cut: &mut bool,
    row: Value,
) -> Result<()> {
    match left {
        Some(0) => {
            *cut = true;
            return Ok(());
        }
        Some(left) => *left -= 1,
        None => {}
    }
    show(row)
}

fn lost(error: &std::io::Error) -> Error {
    Error::failed(tr!("cannot keep the rows that wait for their turn: {error}", error))
        .hint(tr!("free the disk, or ask for fewer profiles at a time"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn shown(sources: usize, limit: Option<usize>, events: &[(usize, Option<i64>)]) -> (Vec<i64>, bool) {
        let mut rows = Vec::new();
        let mut order = InOrder::new(sources, limit, |row: Value| {
            rows.push(row.as_i64().unwrap());
            Ok(())
        });
        for (source, row) in events {
            match row {
                Some(row) => order.row(*source, json!(row)).unwrap(),
                None => order.over(*source).unwrap(),
            }
        }
        let cut = order.cut;
        (rows, cut)
    }

    #[test]
    fn the_first_source_passes_and_the_others_wait() {
        let events = [(1, Some(10)), (0, Some(1)), (1, None), (0, Some(2))];
        assert_eq!(shown(3, None, &events).0, [1, 2]);
        let more = [&events[..], &[(2, Some(20)), (0, None), (2, Some(21)), (2, None)]].concat();
        assert_eq!(shown(3, None, &more).0, [1, 2, 10, 20, 21]);
    }

    #[test]
    fn a_limit_is_of_all_sources_together() {
        let events = [(0, Some(1)), (1, Some(10)), (0, None), (1, Some(11)), (1, None)];
        assert_eq!(shown(2, Some(2), &events), (vec![1, 10], true));
        assert_eq!(shown(2, Some(3), &events), (vec![1, 10, 11], false));
    }

    proptest! {
        /// However the rows come in, they go out source by source.
        #[test]
        fn every_interleaving_gives_the_same(
            lengths in prop::collection::vec(0_usize..5, 1..5),
            picks in prop::collection::vec(any::<prop::sample::Index>(), 64),
        ) {
            let mut queues: Vec<Vec<(usize, Option<i64>)>> = lengths.iter().enumerate().map(|(source, length)| {
                let row = |n: usize| (source, Some(i64::try_from(source * 100 + n).unwrap()));
                std::iter::once((source, None)).chain((0..*length).rev().map(row)).collect()
            }).collect();
            let expected: Vec<i64> =
                queues.iter().flat_map(|queue| queue.iter().rev().filter_map(|(_, row)| *row)).collect();
            let mut events = Vec::new();
            for pick in picks {
                queues.retain(|queue| !queue.is_empty());
                if queues.is_empty() { break; }
                let at = pick.index(queues.len());
                events.extend(queues[at].pop());
            }
            prop_assert_eq!(shown(lengths.len(), None, &events).0, expected);
        }
    }
}
