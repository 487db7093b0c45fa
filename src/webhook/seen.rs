//! The last callbacks, so that an exact replay is answered and not kept twice.

use std::collections::{HashMap, VecDeque};
use std::hash::{Hash, Hasher};

/// How many callbacks are remembered. With their places in the queue this costs less than 16 MiB.
pub const CAPACITY: usize = 1 << 16;

/// What an exact replay repeats: the signature and the body. The nonce alone would not do: it is not
/// the only thing that is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The signature.
    pub checksum: [u8; 20],
    /// The MD5 of the body.
    pub body: [u8; 16],
}

impl Hash for Key {
    /// The signature is a hash already, and nobody without the secret can choose it.
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write(&self.checksum[..8]);
    }
}

/// A bounded set; what was asked for longest ago goes first.
#[derive(Debug)]
pub struct Seen {
    capacity: usize,
    clock: u64,
    last: HashMap<Key, u64>,
    order: VecDeque<(Key, u64)>,
}

impl Seen {
    /// An empty set of this size.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, clock: 0, last: HashMap::new(), order: VecDeque::new() }
    }

    /// Whether it is there; if so it counts as new again.
    pub fn contains(&mut self, key: &Key) -> bool {
        let known = self.last.contains_key(key);
        if known {
            self.insert(*key);
        }
        known
    }

    /// Adds one, or makes it new again.
    pub fn insert(&mut self, key: Key) {
        self.clock += 1;
        self.last.insert(key, self.clock);
        self.order.push_back((key, self.clock));
        // Entries that were made new again stand in the queue twice, so that is bounded too.
        while self.last.len() > self.capacity || self.order.len() > self.capacity * 2 {
            let Some((key, at)) = self.order.pop_front() else { return };
            if self.last.get(&key) == Some(&at) {
                self.last.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> Key {
        Key { checksum: [n; 20], body: [n; 16] }
    }

    #[test]
    fn the_one_asked_for_longest_ago_goes_first() {
        let mut seen = Seen::new(3);
        (1..=3).for_each(|n| seen.insert(key(n)));
        assert!(seen.contains(&key(1)));
        seen.insert(key(4));
        assert!(!seen.contains(&key(2)));
        assert!([1, 3, 4].iter().all(|n| seen.contains(&key(*n))));
        for _ in 0..1_000 {
            assert!(seen.contains(&key(1)));
        }
        assert!(seen.order.len() <= 6 && seen.last.len() <= 3);
    }

    #[test]
    fn signature_and_body_count_together() {
        let mut seen = Seen::new(3);
        seen.insert(key(1));
        assert!(!seen.contains(&Key { body: [2; 16], ..key(1) }));
        assert!(!seen.contains(&Key { checksum: [2; 20], ..key(1) }));
    }
}
