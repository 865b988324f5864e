//! How far the catalogue itself can be relied on: what was seen on the official site and what was not.

use super::score::count;
use crate::catalogue::{Catalogue, Certainty, Norm, Status};

/// How much of the catalogue is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reliability {
    /// All norms.
    pub norms: u32,
    /// Norms whose number and title were seen on the official site.
    pub confirmed: u32,
    /// Norms whose number and title come from another party.
    pub second_hand: u32,
    /// Norms whose number and title are our own inference; the provisional ones are among them.
    pub reconstructed: u32,
    /// Norms of which not even the number is known.
    pub provisional: u32,
    /// How sure the level texts are: one entry per level, the lowest first.
    pub levels: Vec<LevelTexts>,
    /// Indexes of the norms with a title or level text that must still be compared with the official site.
    pub to_compare: Vec<usize>,
}

/// How sure the texts of one level are, over all norms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LevelTexts {
    /// Our wording of a text that was read whole.
    pub seen: u32,
    /// The source was cut off or second-hand.
    pub partial: u32,
    /// Inferred from the title and the general levels.
    pub inferred: u32,
    /// The catalogue does not say.
    pub unknown: u32,
}

impl Reliability {
    /// Norms whose title has not been compared with the official site.
    pub fn unconfirmed(&self) -> u32 {
        self.second_hand + self.reconstructed
    }
}

/// How much of a catalogue is confirmed.
pub fn reliability(catalogue: &Catalogue) -> Reliability {
    let with = |status| count(catalogue.norms.iter().filter(|norm| norm.status == status));
    Reliability {
        norms: count(catalogue.norms.iter()),
        confirmed: with(Status::Confirmed),
        second_hand: with(Status::SecondHand),
        reconstructed: with(Status::Reconstructed),
        provisional: count(catalogue.norms.iter().filter(|norm| norm.provisional)),
        levels: (0..catalogue.levels.len()).map(|level| level_texts(catalogue, level)).collect(),
        to_compare: (0..catalogue.norms.len())
            .filter(|index| must_be_compared(&catalogue.norms[*index]))
            .collect(),
    }
}

fn level_texts(catalogue: &Catalogue, level: usize) -> LevelTexts {
    let with = |certainty| {
        count(catalogue.norms.iter().filter(|norm| norm.certainty.get(level).copied() == certainty))
    };
    LevelTexts {
        seen: with(Some(Certainty::Seen)),
        partial: with(Some(Certainty::Partial)),
        inferred: with(Some(Certainty::Inferred)),
        unknown: with(None),
    }
}

fn must_be_compared(norm: &Norm) -> bool {
    norm.unconfirmed()
        || norm.certainty.is_empty()
        || norm.certainty.iter().any(|certainty| *certainty != Certainty::Seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded;

    #[test]
    fn every_norm_has_exactly_one_status_and_every_level_text_one_certainty() {
        let catalogue = embedded::newest();
        let found = reliability(&catalogue);
        assert_eq!(found.confirmed + found.unconfirmed(), found.norms);
        assert_eq!(found.levels.len(), catalogue.levels.len());
        for level in &found.levels {
            assert_eq!(level.seen + level.partial + level.inferred + level.unknown, found.norms);
        }
    }

    #[test]
    fn every_norm_with_a_marked_title_must_still_be_compared() {
        let catalogue = embedded::newest();
        let found = reliability(&catalogue);
        for (index, norm) in catalogue.norms.iter().enumerate() {
            assert!(!norm.unconfirmed() || found.to_compare.contains(&index), "{}", norm.id);
        }
        assert!(found.to_compare.len() < catalogue.norms.len(), "some norms were seen whole");
    }
}
