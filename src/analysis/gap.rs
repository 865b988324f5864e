//! The gaps, most urgent first, and how far the plan is.

use super::PlanProgress;
use super::score::{NormResult, count};
use crate::assessment::{Assessment, PlanStatus};
use crate::catalogue::{Catalogue, Effort, Norm};
use crate::dutch;

/// The most gaps page one shows.
pub const PAGE_ONE: usize = 12;

/// From how many levels short a gap is large.
const LARGE_GAP: u8 = 2;

/// How urgent a gap is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The law asks it now, or a basismaatregel or attention point points at it.
    First,
    /// Two or more levels short.
    Next,
    /// The rest.
    Later,
}

impl Class {
    /// The word people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Class::First => "eerst",
            Class::Next => "daarna",
            Class::Later => "later",
        }
    }
}

/// An answered norm below its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Index of the norm in the catalogue.
    pub norm: usize,
    /// How urgent.
    pub class: Class,
    /// Level now.
    pub level: u8,
    /// Target of this norm.
    pub target: u8,
    /// Levels short.
    pub short: u8,
    /// Why it is in this class, in Dutch; every reason that holds, the strongest first.
    pub reason: String,
}

/// The gaps in order: class, law first, gap, small effort, catalogue order.
pub fn gaps(catalogue: &Catalogue, norms: &[NormResult]) -> Vec<Gap> {
    let mut gaps: Vec<(Gap, bool)> = norms
        .iter()
        .filter_map(|result| Some((result, result.gap()?, result.level()?)))
        .map(|(result, short, level)| {
            let norm = &catalogue.norms[result.norm];
            let (class, reason) = class_and_reason(catalogue, norm, short);
            let gap = Gap { norm: result.norm, class, level, target: result.target, short, reason };
            (gap, !norm.statutory.is_empty())
        })
        .collect();
    gaps.sort_by_key(|(gap, law)| {
        let effort = catalogue.norms[gap.norm].effort.unwrap_or(Effort::Large);
        let law_first = gap.class == Class::First && *law;
        (gap.class, !law_first, u8::MAX - gap.short, effort, gap.norm)
    });
    gaps.into_iter().map(|(gap, _)| gap).collect()
}

/// How many gaps there are of every class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassCounts {
    /// Of class "eerst".
    pub first: u32,
    /// Of class "daarna".
    pub next: u32,
    /// Of class "later".
    pub later: u32,
}

/// Counts the gaps of every class.
pub fn class_counts(gaps: &[Gap]) -> ClassCounts {
    let of = |class| count(gaps.iter().filter(|gap| gap.class == class));
    ClassCounts { first: of(Class::First), next: of(Class::Next), later: of(Class::Later) }
}

fn class_and_reason(catalogue: &Catalogue, norm: &Norm, short: u8) -> (Class, String) {
    let mut reasons = Vec::new();
    if !norm.statutory.is_empty() {
        reasons.push(format!("de wet vraagt de kern nu al ({}, indicatief)", norm.statutory.join(", ")));
    }
    let measures =
        catalogue.measures.items.iter().filter(|measure| measure.norms.iter().any(|link| link.id == norm.id));
    reasons.extend(measures.map(|measure| format!("basismaatregel {} (indicatief)", measure.number)));
    let points =
        catalogue.attention.items.iter().filter(|point| point.norms.iter().any(|link| link.id == norm.id));
    reasons.extend(
        points.map(|point| format!("aandachtspunt: {} (indicatief)", dutch::lower_first(&point.title))),
    );
    let class = match reasons.is_empty() {
        false => Class::First,
        true if short >= LARGE_GAP => Class::Next,
        true => Class::Later,
    };
    let levels =
        if short == 1 { "één niveau te gaan".to_owned() } else { format!("{short} niveaus te gaan") };
    reasons.push(levels);
    (class, reasons.join("; "))
}

/// How far the plan is.
pub fn plan_progress(catalogue: &Catalogue, assessment: &Assessment, norms: &[NormResult]) -> PlanProgress {
    let answers = || {
        norms
            .iter()
            .filter(|result| result.gap().is_some())
            .filter_map(|result| assessment.answers.get(&catalogue.norms[result.norm].id))
    };
    let planned = || {
        answers().filter(|answer| {
            let filled = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
            filled(&answer.action) && filled(&answer.action_owner) && answer.due.is_some()
        })
    };
    PlanProgress {
        gaps: count(answers()),
        planned: count(planned()),
        confirmed: count(planned().filter(|answer| answer.plan_status == Some(PlanStatus::Confirmed))),
        last_due: planned().filter_map(|answer| answer.due).max(),
    }
}
