//! Catalogue and assessment to the one report model that every output shows. Pure: no file, clock, terminal or
//! environment. Every figure is computed here, once.

use jiff::civil::Date;

use crate::assessment::{Answer, Assessment};
use crate::catalogue::{Benchmark, Catalogue, Domain, Norm};

pub mod comparison;
pub mod gap;
pub mod group;
pub mod line;
pub mod number;
pub mod outlook;
pub mod overview;
pub mod reliability;
pub mod score;
pub mod trend;

pub use comparison::{Changes, Comparison, Moment, Movement};
pub use gap::{Class, ClassCounts, Gap, PAGE_ONE};
pub use line::{Line, NormLine};
pub use number::{Mean, Share, Shown};
pub use outlook::{LinkedNorms, RoleToAsk, SupportFit, ThemeContrast, ThemeStanding};
pub use reliability::{LevelTexts, Reliability};
pub use score::{Figures, Lowest, NormResult, State, Verdict};
pub use trend::Trend;

/// Everything an output may show. Indexes of norms, domains and parts are those of the catalogue.
pub struct Analysis<'a> {
    /// The catalogue that was answered.
    pub catalogue: &'a Catalogue,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// "Today" as it came in; outputs never ask the clock.
    pub today: Date,
    /// The result of every norm, in catalogue order.
    pub norms: Vec<NormResult>,
    /// The figures of the whole.
    pub whole: Figures,
    /// The figures of every part.
    pub parts: Vec<Figures>,
    /// The figures of every domain.
    pub domains: Vec<Figures>,
    /// The same without the provisional norms; `None` where the catalogue has no provisional norms.
    pub confirmed_only: Option<ConfirmedOnly>,
    /// Whether the board complies (design section 5 rule 5).
    pub verdict: Verdict,
    /// Answered norms below their target, most urgent first.
    pub gaps: Vec<Gap>,
    /// How many gaps there are of every class.
    pub classes: ClassCounts,
    /// How far the plan is.
    pub plan: PlanProgress,
    /// Who still has to be asked what.
    pub to_ask: Vec<RoleToAsk>,
    /// The basismaatregelen with their linked norms; indicative.
    pub measures: Vec<LinkedNorms>,
    /// The attention points with their linked norms; indicative.
    pub attention: Vec<LinkedNorms>,
    /// Offers of support that fit the gaps, those for the largest gaps first; indicative.
    pub support: Vec<SupportFit>,
    /// The themes of the public paragraph, in catalogue order.
    pub themes: Vec<ThemeStanding>,
    /// Published figures beside the board's own.
    pub benchmarks: Vec<BenchmarkRow<'a>>,
    /// How far the catalogue itself can be relied on.
    pub reliability: Reliability,
    /// The figures of last year, where a file of last year was given.
    pub previous: Option<Previous>,
    /// The board in its group, where a group was given; only for the board itself, never for the public.
    pub group: Option<group::Standing>,
    /// True where the assessment came in without what people wrote in their own words, to be shared.
    pub without_notes: bool,
}

/// Figures without the norms of which not even the number is known.
pub struct ConfirmedOnly {
    /// The whole.
    pub whole: Figures,
    /// Every part.
    pub parts: Vec<Figures>,
}

/// How far the plan is: counts of norms below target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanProgress {
    /// Norms below target.
    pub gaps: u32,
    /// Of those, with an action, an action owner and a due date.
    pub planned: u32,
    /// Of those, also confirmed.
    pub confirmed: u32,
    /// The last due date among the planned ones.
    pub last_due: Option<Date>,
}

/// A published figure beside the board's own.
pub struct BenchmarkRow<'a> {
    /// The published figure, never to be shown without year, n, method and caution.
    pub benchmark: &'a Benchmark,
    /// The figures of the same part of this board; `None` where the catalogue has no such part.
    pub own: Option<Figures>,
}

/// Last year's figures.
pub struct Previous {
    /// The reporting year of that file.
    pub reporting_year: u32,
    /// The day those figures stand for, where known.
    pub reference_date: Option<Date>,
    /// The target of the board in that year.
    pub target: u8,
    /// The whole.
    pub whole: Figures,
    /// Every part.
    pub parts: Vec<Figures>,
    /// Norms whose level rose since then.
    pub risen: Vec<usize>,
    /// Norms whose level fell since then.
    pub fallen: Vec<usize>,
}

/// Analyses an assessment. `previous` is last year's, of the same edition.
pub fn analyse<'a>(
    catalogue: &'a Catalogue,
    assessment: &'a Assessment,
    previous: Option<&Assessment>,
    today: Date,
) -> Analysis<'a> {
    let norms = score::norm_results(catalogue, assessment);
    let provisional = catalogue.norms.iter().any(|norm| norm.provisional);
    let figures = |keep: &dyn Fn(&Norm) -> bool| score::figures(catalogue, &norms, keep);
    let parts = score::part_figures(catalogue, &norms, &|_| true);
    let benchmarks = catalogue
        .benchmarks
        .iter()
        .map(|benchmark| BenchmarkRow {
            benchmark,
            own: catalogue
                .parts
                .iter()
                .position(|part| part.id == benchmark.part)
                .map(|part| parts[part].clone()),
        })
        .collect();
    let gaps = gap::gaps(catalogue, &norms);
    Analysis {
        whole: figures(&|_| true),
        domains: score::domain_figures(catalogue, &norms),
        confirmed_only: provisional.then(|| ConfirmedOnly {
            whole: figures(&|norm| !norm.provisional),
            parts: score::part_figures(catalogue, &norms, &|norm| !norm.provisional),
        }),
        verdict: score::verdict(&norms),
        classes: gap::class_counts(&gaps),
        plan: gap::plan_progress(catalogue, assessment, &norms),
        to_ask: outlook::to_ask(catalogue, assessment, &norms),
        measures: outlook::measures(catalogue, &norms),
        attention: outlook::attention(catalogue, &norms),
        support: outlook::support(catalogue, &gaps),
        themes: outlook::themes(catalogue, &norms),
        benchmarks,
        reliability: reliability::reliability(catalogue),
        previous: previous.map(|previous| compare(catalogue, &norms, previous)),
        group: None,
        without_notes: false,
        parts,
        gaps,
        norms,
        catalogue,
        assessment,
        today,
    }
}

fn compare(catalogue: &Catalogue, norms: &[NormResult], previous: &Assessment) -> Previous {
    let old = score::norm_results(catalogue, previous);
    let changes = Changes::between(&old, norms);
    let moved = |movement| changes.of(movement).map(|change| change.norm).collect();
    Previous {
        reporting_year: previous.meta.reporting_year,
        reference_date: previous.meta.reference_date,
        target: previous.meta.target.unwrap_or(catalogue.target),
        whole: score::figures(catalogue, &old, &|_| true),
        parts: score::part_figures(catalogue, &old, &|_| true),
        risen: moved(Movement::Risen),
        fallen: moved(Movement::Fallen),
    }
}

impl Analysis<'_> {
    /// A norm by index.
    pub fn norm(&self, index: usize) -> &Norm {
        &self.catalogue.norms[index]
    }

    /// The domain of a norm.
    pub fn domain(&self, index: usize) -> &Domain {
        self.catalogue.domain_of(self.norm(index))
    }

    /// The answer to a norm, where there is anything at all.
    pub fn answer(&self, index: usize) -> Option<&Answer> {
        self.assessment.answer(&self.norm(index).id)
    }

    /// The day the figures stand for: the reference date, or else the last change.
    pub fn figures_date(&self) -> Option<Date> {
        let meta = &self.assessment.meta;
        meta.reference_date.or(meta.updated_on)
    }

    /// The gaps that page one shows: the most urgent ones, and never more than fit.
    pub fn page_one(&self) -> &[Gap] {
        &self.gaps[..self.gaps.len().min(PAGE_ONE)]
    }

    /// The target of every norm without a target of its own: the board's, or else the framework's.
    pub fn board_target(&self) -> u8 {
        self.assessment.meta.target.unwrap_or(self.catalogue.target)
    }

    /// How many provisional norms were answered with a level.
    pub fn provisional_answered(&self) -> u32 {
        let answered = |norm: &&NormResult| norm.level().is_some() && self.norm(norm.norm).provisional;
        score::count(self.norms.iter().filter(answered))
    }

    /// How many norms have an own target below the framework's.
    pub fn lowered_targets(&self) -> u32 {
        score::count(self.norms.iter().filter(|norm| norm.target < norm.required && norm.applicable()))
    }

    /// How many provisional norms weigh in the figures: judged, or set aside as not applicable.
    pub fn provisional_weighed(&self) -> u32 {
        let weighed = |norm: &&NormResult| !norm.open() && self.norm(norm.norm).provisional;
        score::count(self.norms.iter().filter(weighed))
    }

    /// The target of the board as a whole: its own, else the framework's.
    pub fn target(&self) -> u8 {
        self.assessment.meta.target.unwrap_or(self.catalogue.target)
    }

    /// How many norms are at or above the framework's own target, whatever target the board chose.
    pub fn on_framework_target(&self) -> u32 {
        let on_target = |norm: &&NormResult| norm.level().is_some_and(|level| level >= self.catalogue.target);
        score::count(self.norms.iter().filter(on_target))
    }

    /// How many applicable norms have an own target below the board's.
    pub fn targets_below_board(&self) -> u32 {
        score::count(self.norms.iter().filter(|norm| norm.applicable() && norm.target < self.target()))
    }

    /// How many applicable norms have an own target above the board's.
    pub fn targets_above_board(&self) -> u32 {
        score::count(self.norms.iter().filter(|norm| norm.applicable() && norm.target > self.target()))
    }

    /// Which themes are really ahead and really behind; empty while any norm is open.
    pub fn theme_contrast(&self) -> ThemeContrast {
        if self.whole.open > 0 { ThemeContrast::default() } else { outlook::theme_contrast(&self.themes) }
    }
}
