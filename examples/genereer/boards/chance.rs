//! Chance that comes out the same on every computer and for ever: the key stream of the cipher ChaCha8, which is
//! published and cannot change, taken four bytes at a time, and nothing but whole numbers after that.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The chances of one board.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// Begins anew for a board. Every board has a stream of its own, so that it is the same however many there are.
    pub fn of(seed: u64, board: u32) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut stream = ChaCha8Rng::from_seed(key);
        stream.set_stream(u64::from(board));
        Self(stream)
    }

    /// A whole number below `most`, each as likely as the other but for one part in millions.
    pub fn below(&mut self, most: u32) -> u32 {
        let scaled = u64::from(self.0.next_u32()) * u64::from(most);
        u32::try_from(scaled >> 32).unwrap_or(0)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// A whole number around zero; two of three lie within `usual` of it, none lies beyond three and a half times it.
    pub fn around(&mut self, usual: u32) -> i32 {
        // Four throws of a die together come close to the bell that people's work follows.
        let most = usual * 7 / 8;
        let thrown: u32 = (0..4).map(|_| self.below(2 * most + 1)).sum();
        i32::try_from(thrown).unwrap_or(0) - i32::try_from(4 * most).unwrap_or(0)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of_hundred: u32) -> bool {
        self.below(100) < of_hundred
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let most = u32::try_from(choices.len()).unwrap_or(u32::MAX);
        &choices[self.below(most) as usize]
    }

    /// So many of these, each at most once, in the order in which they stand.
    pub fn some_of<'a, T>(&mut self, choices: &'a [T], wanted: usize) -> Vec<&'a T> {
        let mut chosen = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            let left = u32::try_from(choices.len() - index).unwrap_or(u32::MAX);
            if (self.below(left) as usize) < wanted.saturating_sub(chosen.len()) {
                chosen.push(choice);
            }
        }
        chosen
    }
}
