//! Many boards to the one model that every overview shows. Pure. Of every board only a [`BoardRow`] is kept, so that ten
//! thousand of them fit in a few megabytes.
//!
//! The rules (`help overzicht` tells them to people):
//! - A board with nothing answered, or to which nothing applies, has no mean and stays out of the spread; it is counted
//!   beside it. A board that is not complete counts with what it answered.
//! - Quartiles are inclusive, with linear interpolation: of n means in order the first lies at place 1 + (n - 1) / 4.
//!   Everything is calculated in whole fractions and rounded once.
//! - Two files of one board both count, unless the newest year only was asked for.

use jiff::civil::Date;

use super::line::{Line, NormLine};
use super::number::Shown;
use super::score::{self, Verdict, count};
use crate::assessment::{Assessment, Method, Stage};
use crate::catalogue::{Benchmark, Catalogue};
use crate::finding::{Code, Finding, Findings, Severity};

mod boards;
mod spread;

pub use boards::{Fingerprint, Found, Key, KeyLine, group_of, letters};
pub use spread::{Five, Place, Ranking, Spread};

/// What is kept of one assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardRow {
    /// The name of the board, or its letters in an anonymous overview.
    pub label: String,
    /// Where it was found, from the folder on, with `/` between the names; `None` in an anonymous overview.
    pub file: Option<String>,
    /// Official number of the board; `None` in an anonymous overview.
    pub number: Option<String>,
    /// Sectors; empty in an anonymous overview.
    pub sectors: Vec<String>,
    /// Number of schools; `None` in an anonymous overview.
    pub schools: Option<u32>,
    /// Number of pupils; `None` in an anonymous overview.
    pub pupils: Option<u32>,
    /// The reporting year.
    pub reporting_year: u32,
    /// How the assessment was made.
    pub method: Method,
    /// How far it is.
    pub stage: Stage,
    /// The day the figures stand for: the reference date, or else the last change; `None` in an anonymous overview.
    pub figures_date: Option<Date>,
    /// The target of the board as a whole: its own, else the framework's.
    pub target: u8,
    /// Whether the board complies.
    pub verdict: Verdict,
    /// True where the folder has more than one assessment of this board.
    pub repeated: bool,
    /// Every norm, in catalogue order.
    pub norms: Box<[NormLine]>,
    /// The figures of the whole.
    pub whole: Line,
    /// The figures of every part.
    pub parts: Box<[Line]>,
    /// The figures of every domain.
    pub domains: Box<[Line]>,
}

impl BoardRow {
    /// What an overview keeps of an assessment. `file` is where it was found.
    pub fn of(catalogue: &Catalogue, assessment: &Assessment, file: String) -> Self {
        let results = score::norm_results(catalogue, assessment);
        let mut whole = Line::default();
        let mut parts = vec![Line::default(); catalogue.parts.len()];
        let mut domains = vec![Line::default(); catalogue.domains.len()];
        let counted = |result: &score::NormResult| {
            let line = result.line();
            let domain = catalogue.norms[result.norm].domain;
            whole.add(&line);
            parts[catalogue.domains[domain].part].add(&line);
            domains[domain].add(&line);
            line
        };
        let norms = results.iter().map(counted).collect();
        let (board, meta) = (&assessment.board, &assessment.meta);
        Self {
            label: board.shown_name().to_owned(),
            file: Some(file),
            number: board.number.clone().filter(|number| !number.trim().is_empty()),
            sectors: board.sectors.clone(),
            schools: board.schools,
            pupils: board.pupils,
            reporting_year: meta.reporting_year,
            method: meta.method,
            stage: meta.stage,
            figures_date: meta.reference_date.or(meta.updated_on),
            target: meta.target.unwrap_or(catalogue.target),
            verdict: score::verdict(&results),
            repeated: false,
            norms,
            whole,
            parts: parts.into(),
            domains: domains.into(),
        }
    }

    /// The figures of a scope.
    pub fn line(&self, scope: Scope) -> &Line {
        match scope {
            Scope::Whole => &self.whole,
            Scope::Part(part) => &self.parts[part],
            Scope::Domain(domain) => &self.domains[domain],
        }
    }

    /// True where every applicable norm has a level.
    pub fn complete(&self) -> bool {
        self.whole.open == 0
    }

    /// The norms of a scope with the lowest level given there, as indexes in the catalogue.
    pub fn lowest_norms(&self, catalogue: &Catalogue, scope: Scope) -> Vec<usize> {
        let lowest = self.line(scope).lowest();
        let is_lowest = |norm: &usize| {
            lowest.is_some() && self.norms[*norm].level() == lowest && scope.holds(catalogue, *norm)
        };
        (0..self.norms.len()).filter(is_lowest).collect()
    }
}

/// What figures are about. Indexes are those of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All norms.
    Whole,
    /// A part.
    Part(usize),
    /// A domain.
    Domain(usize),
}

impl Scope {
    /// Every scope of a catalogue: the whole, the parts, the domains.
    pub fn all(catalogue: &Catalogue) -> impl Iterator<Item = Scope> + use<> {
        let parts = (0..catalogue.parts.len()).map(Scope::Part);
        let domains = (0..catalogue.domains.len()).map(Scope::Domain);
        std::iter::once(Scope::Whole).chain(parts).chain(domains)
    }

    /// True where this norm is in the scope.
    pub fn holds(self, catalogue: &Catalogue, norm: usize) -> bool {
        let domain = catalogue.norms[norm].domain;
        match self {
            Scope::Whole => true,
            Scope::Part(part) => catalogue.domains[domain].part == part,
            Scope::Domain(wanted) => domain == wanted,
        }
    }
}

/// A file that could not be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it was found; in an anonymous overview "bestand" with a number.
    pub file: String,
    /// Line and column of the mistake that is told, where it has a place.
    pub place: Option<(usize, usize)>,
    /// The kind of that mistake: the first one that is no TOML, or else the first one.
    pub code: Code,
    /// What it is; in an anonymous overview what its code means.
    pub text: String,
    /// How many mistakes the file has.
    pub mistakes: u32,
}

impl Unreadable {
    /// What is wrong with a file, by the one mistake that says most.
    pub fn of(file: String, findings: &Findings) -> Self {
        let errors = || findings.0.iter().filter(|finding| finding.severity == Severity::Error);
        // A text that is no TOML lacks whatever the parser did not get to; that is not what is wrong with it.
        let first = errors().find(|finding| finding.code == Code::Syntax).or_else(|| errors().next());
        Self {
            file,
            place: first.and_then(Finding::place).map(|[start, _]| start),
            code: first.map_or(Code::Unreadable, |finding| finding.code),
            text: first.map_or(String::new(), |finding| finding.text.clone()),
            mistakes: count(errors()),
        }
    }
}

/// How the boards do on one norm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormBelow {
    /// Index of the norm.
    pub norm: usize,
    /// Boards with a level below their target.
    pub below: u32,
    /// Boards at or above their target.
    pub on_target: u32,
    /// Boards that have not answered it yet.
    pub open: u32,
    /// Boards to which it does not apply.
    pub not_applicable: u32,
    /// How many boards are at every level, the lowest first.
    pub levels: Box<[u32]>,
}

impl NormBelow {
    /// Boards with a level.
    pub fn answered(&self) -> u32 {
        self.below + self.on_target
    }
}

/// How many boards there are of what kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Boards that comply.
    pub complies: u32,
    /// Boards of which every applicable norm has a level.
    pub complete: u32,
    /// Boards with open norms.
    pub incomplete: u32,
    /// Boards without any figure: nothing answered, or nothing applies.
    pub without_figure: u32,
    /// Assessments that are finished or adopted.
    pub finished: u32,
    /// Assessments of a board of which there is more than one.
    pub repeated: u32,
    /// How many assessments were made in which way.
    pub methods: Vec<(Method, u32)>,
    /// How many assessments there are of every reporting year, the oldest first.
    pub years: Vec<(u32, u32)>,
}

/// A published figure beside that of these boards.
pub struct Published<'a> {
    /// The published figure, never to be shown without year, n, method and caution.
    pub benchmark: &'a Benchmark,
    /// The spread of the same part; `None` where the catalogue has no such part.
    pub own: Option<&'a Spread>,
}

/// Everything an overview may show.
pub struct Overview<'a> {
    /// The catalogue that was answered.
    pub catalogue: &'a Catalogue,
    /// "Today" as it came in; outputs never ask the clock.
    pub today: Date,
    /// True where nothing may tell who is who.
    pub anonymous: bool,
    /// True where only the newest assessment of every board counts.
    pub newest_only: bool,
    /// Assessments that were left out because there is a newer one of the same board.
    pub older: u32,
    /// The boards, sorted by label and file; anonymous: in an order that says nothing.
    pub boards: Vec<BoardRow>,
    /// The files that could not be used.
    pub unreadable: Vec<Unreadable>,
    /// How many boards there are of what kind.
    pub totals: Totals,
    /// The spread over the boards, of the whole.
    pub whole: Spread,
    /// Of every part.
    pub parts: Vec<Spread>,
    /// Of every domain.
    pub domains: Vec<Spread>,
    /// Every norm, most often below target first.
    pub below: Vec<NormBelow>,
}

impl<'a> Overview<'a> {
    /// The overview of what was found in a folder, whatever the order in which it was found.
    pub fn new(catalogue: &'a Catalogue, today: Date, found: Found) -> Self {
        let Found { boards, unreadable, anonymous, newest_only, older } = found;
        Self {
            whole: Spread::of(catalogue, &boards, Scope::Whole),
            parts: (0..catalogue.parts.len())
                .map(|part| Spread::of(catalogue, &boards, Scope::Part(part)))
                .collect(),
            domains: (0..catalogue.domains.len())
                .map(|domain| Spread::of(catalogue, &boards, Scope::Domain(domain)))
                .collect(),
            below: norms_below(catalogue, &boards),
            totals: totals(&boards),
            catalogue,
            today,
            anonymous,
            newest_only,
            older,
            boards,
            unreadable,
        }
    }

    /// The spread of a scope.
    pub fn spread(&self, scope: Scope) -> &Spread {
        match scope {
            Scope::Whole => &self.whole,
            Scope::Part(part) => &self.parts[part],
            Scope::Domain(domain) => &self.domains[domain],
        }
    }

    /// The order of the boards in a scope, for the place of each.
    pub fn ranking(&self, scope: Scope) -> Ranking {
        Ranking::of(&self.boards, scope)
    }

    /// The boards by their mean level, the lowest first and those without one at the end; equal ones stay in order.
    pub fn weakest_boards(&self) -> Vec<usize> {
        self.boards_by(|place| std::cmp::Reverse(place.unwrap_or(0)))
    }

    /// The boards by their place, the best first and those without one at the end; equal ones stay in order.
    pub fn strongest_boards(&self) -> Vec<usize> {
        self.boards_by(|place| place.unwrap_or(u32::MAX))
    }

    fn boards_by<K: Ord>(&self, key: impl Fn(Option<u32>) -> K) -> Vec<usize> {
        let ranking = self.ranking(Scope::Whole);
        let mut order: Vec<usize> = (0..self.boards.len()).collect();
        order.sort_by_cached_key(|board| {
            key(ranking.place(&self.boards[*board].whole).map(|place| place.place))
        });
        order
    }

    /// The mean level of a board as every output shows it; `None` where it has none.
    pub fn mean(&self, board: &BoardRow, scope: Scope) -> Option<Shown> {
        board.line(scope).mean(self.catalogue.target).map(|mean| mean.shown)
    }

    /// The domains with a figure, the lowest median first; the lower mean first where those are equal.
    pub fn weakest_domains(&self) -> Vec<usize> {
        let mut found: Vec<usize> =
            (0..self.domains.len()).filter(|domain| self.domains[*domain].five.is_some()).collect();
        found.sort_by(|a, b| self.domains[*a].compare(&self.domains[*b]));
        found
    }

    /// Every domain: the weakest first, and those without a figure at the end.
    pub fn domains_weakest_first(&self) -> Vec<usize> {
        let mut order = self.weakest_domains();
        order.extend((0..self.domains.len()).filter(|domain| self.domains[*domain].five.is_none()));
        order
    }

    /// The published figures beside those of these boards.
    pub fn published(&self) -> impl Iterator<Item = Published<'_>> {
        self.catalogue.benchmarks.iter().map(|benchmark| Published {
            benchmark,
            own: self
                .catalogue
                .parts
                .iter()
                .position(|part| part.id == benchmark.part)
                .map(|part| &self.parts[part]),
        })
    }
}

fn norms_below(catalogue: &Catalogue, boards: &[BoardRow]) -> Vec<NormBelow> {
    let empty = |norm| NormBelow {
        norm,
        below: 0,
        on_target: 0,
        open: 0,
        not_applicable: 0,
        levels: vec![0; catalogue.levels.len()].into(),
    };
    let mut found: Vec<NormBelow> = (0..catalogue.norms.len()).map(empty).collect();
    for board in boards {
        for (counted, norm) in found.iter_mut().zip(&board.norms) {
            match norm.level() {
                Some(level) => {
                    let at = counted.levels.get_mut(usize::from(level).wrapping_sub(1));
                    at.into_iter().for_each(|boards| *boards += 1);
                    if norm.on_target() {
                        counted.on_target += 1;
                    } else {
                        counted.below += 1;
                    }
                }
                None if norm.applicable() => counted.open += 1,
                None => counted.not_applicable += 1,
            }
        }
    }
    // A stable sort: what is equal stays in catalogue order.
    found.sort_by_key(|norm| std::cmp::Reverse(norm.below));
    found
}

/// Counts the boards of every kind.
pub(super) fn totals(boards: &[BoardRow]) -> Totals {
    let counted = |keep: &dyn Fn(&BoardRow) -> bool| count(boards.iter().filter(|board| keep(board)));
    let methods =
        Method::CHOICES.iter().map(|(_, method)| (*method, counted(&|board| board.method == *method)));
    let mut years: Vec<u32> = boards.iter().map(|board| board.reporting_year).collect();
    years.sort_unstable();
    Totals {
        complies: counted(&|board| board.verdict.complies),
        complete: counted(&BoardRow::complete),
        incomplete: counted(&|board| !board.complete()),
        without_figure: counted(&|board| board.whole.answered == 0),
        finished: counted(&|board| board.stage != Stage::Open),
        repeated: counted(&|board| board.repeated),
        methods: methods.filter(|(_, count)| *count > 0).collect(),
        years: years.chunk_by(|a, b| a == b).map(|same| (same[0], count(same.iter()))).collect(),
    }
}

#[cfg(test)]
mod tests;
