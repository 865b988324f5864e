//! Design section 5: what counts, what is left out, and what a board may say of itself.

use super::line::{Line, NormLine};
use super::number::{Mean, Share};
use crate::assessment::{Assessment, Reply};
use crate::catalogue::{Catalogue, Norm};

/// What is known of one norm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Judged at this level.
    Level(u8),
    /// Not applicable: left out of every figure, counted beside it.
    NotApplicable,
    /// Nothing yet.
    Open,
    /// Someone else has to be asked; counts as open.
    AskAround,
    /// From last year and not yet confirmed; counts as open.
    CarriedOver,
}

impl State {
    /// The word that programs see.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Level(_) => "niveau",
            State::NotApplicable => "niet-van-toepassing",
            State::Open => "open",
            State::AskAround => "navragen",
            State::CarriedOver => "overgenomen",
        }
    }
}

/// The result of one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormResult {
    /// Index of the norm in the catalogue.
    pub norm: usize,
    /// What is known.
    pub state: State,
    /// The target of this norm: its own, else the board's, else the framework's.
    pub target: u8,
    /// What the verdict "voldoet" asks: the target, but never less than the framework's.
    pub required: u8,
    /// True where there is at least one piece of evidence.
    pub evidence: bool,
}

impl NormResult {
    /// What counts of it.
    pub fn line(&self) -> NormLine {
        NormLine { state: self.state, target: self.target, evidence: self.evidence }
    }

    /// The level, where one was given.
    pub fn level(&self) -> Option<u8> {
        self.line().level()
    }

    /// True unless the norm is not applicable.
    pub fn applicable(&self) -> bool {
        self.line().applicable()
    }

    /// True where the norm applies and has no level yet.
    pub fn open(&self) -> bool {
        self.line().open()
    }

    /// True where the level is at or above the target.
    pub fn on_target(&self) -> bool {
        self.line().on_target()
    }

    /// How many levels short of the target; `None` where there is no level or no gap.
    pub fn gap(&self) -> Option<u8> {
        self.level().filter(|level| *level < self.target).map(|level| self.target - level)
    }
}

/// The figures of a scope, always shown together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// All norms in the scope.
    pub total: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// All minus not applicable, open ones included.
    pub applicable: u32,
    /// With a level.
    pub answered: u32,
    /// Applicable without a level.
    pub open: u32,
    /// At or above target.
    pub on_target: u32,
    /// Those of them with evidence.
    pub evidenced: u32,
    /// `on_target` of `applicable`; `None` where nothing applies.
    pub share: Option<Share>,
    /// Mean level over the answered; `None` where nothing is answered.
    pub mean: Option<Mean>,
    /// The lowest level with its norms; `None` where nothing is answered.
    pub lowest: Option<Lowest>,
}

impl Figures {
    /// Answered, but below target.
    pub fn below(&self) -> u32 {
        self.answered - self.on_target
    }

    /// Applicable norms that are not at target, open ones included.
    pub fn not_on_target(&self) -> u32 {
        self.applicable - self.on_target
    }

    /// Norms that need no answer any more: with a level, or not applicable.
    pub fn settled(&self) -> u32 {
        self.answered + self.not_applicable
    }
}

/// The lowest level given, and the norms that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowest {
    /// The level.
    pub level: u8,
    /// Indexes of the norms.
    pub norms: Vec<usize>,
}

/// Whether the board complies: every applicable norm answered and at or above what is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// True where it complies. A board to which nothing applies does not: there is nothing to show.
    pub complies: bool,
    /// Applicable norms.
    pub applicable: u32,
    /// Norms that are not applicable.
    pub not_applicable: u32,
    /// Open norms.
    pub open: u32,
    /// Answered norms below what is required.
    pub below: u32,
}

pub(super) fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// The result of every norm, in catalogue order.
pub fn norm_results(catalogue: &Catalogue, assessment: &Assessment) -> Vec<NormResult> {
    let board_target = assessment.meta.target.unwrap_or(catalogue.target);
    let result = |(index, norm): (usize, &Norm)| {
        let answer = assessment.answers.get(&norm.id);
        let state = match answer {
            None => State::Open,
            Some(answer) if answer.carried_over => State::CarriedOver,
            Some(answer) => match answer.reply {
                Reply::Open => State::Open,
                Reply::AskAround(_) => State::AskAround,
                Reply::NotApplicable(_) => State::NotApplicable,
                Reply::Level(level) => State::Level(level),
            },
        };
        let target = answer.and_then(|answer| answer.target).unwrap_or(board_target);
        NormResult {
            norm: index,
            state,
            target,
            required: target.max(catalogue.target),
            evidence: answer.is_some_and(|answer| !answer.evidence.is_empty()),
        }
    };
    catalogue.norms.iter().enumerate().map(result).collect()
}

/// The figures of the norms that `keep` keeps.
pub fn figures(catalogue: &Catalogue, norms: &[NormResult], keep: &dyn Fn(&Norm) -> bool) -> Figures {
    let scope: Vec<&NormResult> = norms.iter().filter(|result| keep(&catalogue.norms[result.norm])).collect();
    let mut line = Line::default();
    scope.iter().for_each(|norm| line.add(&norm.line()));
    Figures {
        total: line.total().into(),
        not_applicable: line.not_applicable.into(),
        applicable: line.applicable().into(),
        answered: line.answered.into(),
        open: line.open.into(),
        on_target: line.on_target.into(),
        evidenced: line.evidenced.into(),
        share: line.share(),
        mean: line.mean(catalogue.target),
        lowest: line.lowest().map(|level| Lowest {
            level,
            norms: scope.iter().filter(|norm| norm.level() == Some(level)).map(|norm| norm.norm).collect(),
        }),
    }
}

/// The figures of every part, over the norms that `keep` keeps.
pub fn part_figures(
    catalogue: &Catalogue,
    norms: &[NormResult],
    keep: &dyn Fn(&Norm) -> bool,
) -> Vec<Figures> {
    (0..catalogue.parts.len())
        .map(|part| figures(catalogue, norms, &|norm| catalogue.domain_of(norm).part == part && keep(norm)))
        .collect()
}

/// The figures of every domain.
pub fn domain_figures(catalogue: &Catalogue, norms: &[NormResult]) -> Vec<Figures> {
    (0..catalogue.domains.len())
        .map(|domain| figures(catalogue, norms, &|norm| norm.domain == domain))
        .collect()
}

/// Whether the board complies.
pub fn verdict(norms: &[NormResult]) -> Verdict {
    let below = |norm: &&NormResult| norm.level().is_some_and(|level| level < norm.required);
    let applicable = count(norms.iter().filter(|norm| norm.applicable()));
    let open = count(norms.iter().filter(|norm| norm.open()));
    let below = count(norms.iter().filter(below));
    Verdict {
        complies: applicable > 0 && open == 0 && below == 0,
        applicable,
        not_applicable: count(norms.iter().filter(|norm| !norm.applicable())),
        open,
        below,
    }
}
