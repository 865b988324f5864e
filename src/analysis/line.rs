//! The figures of one scope in a few bytes: what is counted, norm by norm. [`super::Figures`] is made of it, and an
//! overview keeps nothing else of ten thousand boards.

use super::number::{Mean, Share};
use super::score::State;

/// What counts of one norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NormLine {
    /// What is known.
    pub state: State,
    /// The target of this norm: its own, else the board's, else the framework's.
    pub target: u8,
    /// True where there is at least one piece of evidence.
    pub evidence: bool,
}

impl NormLine {
    /// The level, where one was given.
    pub fn level(&self) -> Option<u8> {
        match self.state {
            State::Level(level) => Some(level),
            _ => None,
        }
    }

    /// True unless the norm is not applicable.
    pub fn applicable(&self) -> bool {
        self.state != State::NotApplicable
    }

    /// True where the norm applies and has no level yet.
    pub fn open(&self) -> bool {
        self.applicable() && self.level().is_none()
    }

    /// True where the level is at or above the target.
    pub fn on_target(&self) -> bool {
        self.level().is_some_and(|level| level >= self.target)
    }
}

/// The figures of one scope. A catalogue has at most [`crate::limits::NORMS`] norms and nine levels, so that two bytes
/// hold every count and every sum of levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line {
    /// Not applicable.
    pub not_applicable: u16,
    /// With a level.
    pub answered: u16,
    /// Applicable without a level.
    pub open: u16,
    /// At or above target.
    pub on_target: u16,
    /// Those of them with evidence.
    pub evidenced: u16,
    /// Sum of the levels of the answered norms.
    pub sum: u16,
    /// The lowest level given; 0 where nothing is answered.
    lowest: u8,
    /// The targets in the scope, a bit each.
    targets: u16,
}

impl Line {
    /// Counts one norm.
    pub fn add(&mut self, norm: &NormLine) {
        self.targets |= bit(norm.target);
        match norm.state {
            State::NotApplicable => self.not_applicable += 1,
            State::Level(level) => {
                self.answered += 1;
                self.sum += u16::from(level);
                self.lowest = if self.lowest == 0 { level } else { self.lowest.min(level) };
                self.on_target += u16::from(norm.on_target());
                self.evidenced += u16::from(norm.on_target() && norm.evidence);
            }
            State::Open | State::AskAround | State::CarriedOver => self.open += 1,
        }
    }

    /// All norms in the scope.
    pub fn total(&self) -> u16 {
        self.applicable() + self.not_applicable
    }

    /// All minus not applicable, open ones included.
    pub fn applicable(&self) -> u16 {
        self.answered + self.open
    }

    /// Answered, but below target.
    pub fn below(&self) -> u16 {
        self.answered - self.on_target
    }

    /// `on_target` of the applicable; `None` where nothing applies.
    pub fn share(&self) -> Option<Share> {
        Share::new(self.on_target.into(), self.applicable().into())
    }

    /// Mean level over the answered; `None` where nothing is answered. `target` is the framework's: together with those
    /// of the norms the targets that the mean must not reach by rounding alone.
    pub fn mean(&self, target: u8) -> Option<Mean> {
        let targets = self.targets | bit(target);
        Mean::new(self.sum.into(), self.answered.into(), (0..16).filter(|target| targets & bit(*target) != 0))
    }

    /// The lowest level given; `None` where nothing is answered.
    pub fn lowest(&self) -> Option<u8> {
        (self.answered > 0).then_some(self.lowest)
    }
}

/// The bit of a target; a scale has at most nine levels.
fn bit(target: u8) -> u16 {
    1 << target.min(15)
}
