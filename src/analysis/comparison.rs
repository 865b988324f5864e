//! Two assessments beside each other: what rose, fell, came and went. Pure.
//!
//! Rules. A norm without a level is open, whatever was said about it; not applicable is neither a rise nor a fall. A
//! difference is always that between the two figures as they are shown, so that no reader sees 2,3 − 2,1 = 0,3.

use jiff::civil::Date;

use super::number::Difference;
use super::score::{self, Figures, NormResult, State, Verdict};
use crate::assessment::{Assessment, Method, Stage};
use crate::catalogue::Catalogue;

/// An assessment as it is compared: whose it is, which moment it stands for, and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The file as people know it.
    pub file: String,
    /// The name of the board.
    pub board: String,
    /// Its official number, where it is filled in.
    pub number: Option<String>,
    /// The reporting year.
    pub reporting_year: u32,
    /// The day the figures stand for, once finished.
    pub reference_date: Option<Date>,
    /// That day, or else the day of the last change.
    pub figures_date: Option<Date>,
    /// How the assessment was made.
    pub method: Method,
    /// How far it is.
    pub stage: Stage,
    /// The target of the board.
    pub target: u8,
    /// Whether the board complied.
    pub verdict: Verdict,
    /// The result of every norm, in catalogue order.
    pub norms: Vec<NormResult>,
    /// The figures of the whole.
    pub whole: Figures,
    /// The figures of every part.
    pub parts: Vec<Figures>,
    /// The figures of every domain.
    pub domains: Vec<Figures>,
}

impl Moment {
    /// Scores an assessment; `file` is its name as people know it.
    pub fn of(catalogue: &Catalogue, assessment: &Assessment, file: impl Into<String>) -> Self {
        let norms = score::norm_results(catalogue, assessment);
        let (board, meta) = (&assessment.board, &assessment.meta);
        Self {
            file: file.into(),
            board: board.shown_name().to_owned(),
            number: board.number.clone().filter(|number| !number.trim().is_empty()),
            reporting_year: meta.reporting_year,
            reference_date: meta.reference_date,
            figures_date: meta.reference_date.or(meta.updated_on),
            method: meta.method,
            stage: meta.stage,
            target: meta.target.unwrap_or(catalogue.target),
            verdict: score::verdict(&norms),
            whole: score::figures(catalogue, &norms, &|_| true),
            parts: score::part_figures(catalogue, &norms, &|_| true),
            domains: score::domain_figures(catalogue, &norms),
            norms,
        }
    }

    /// What puts moments in order: the reporting year, then the day.
    pub fn order(&self) -> (u32, Option<Date>) {
        (self.reporting_year, self.figures_date)
    }

    /// True where two files are of one board: the same number, or the same name where a number is missing.
    pub fn same_board(&self, other: &Self) -> bool {
        match (&self.number, &other.number) {
            (Some(own), Some(other)) => own.trim() == other.trim(),
            _ => self.same_name(other),
        }
    }

    fn same_name(&self, other: &Self) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        plain(&self.board) == plain(&other.board)
    }
}

/// What moments are called in a table or a chart: their year, or their day where the year is not enough.
pub fn labels<'m>(moments: impl IntoIterator<Item = &'m Moment> + Clone) -> Vec<String> {
    let named = |moment: &Moment| {
        let alike = moments.clone().into_iter().filter(|other| other.reporting_year == moment.reporting_year);
        match moment.figures_date.filter(|_| alike.count() > 1) {
            Some(day) => format!("{}-{}-{}", day.day(), day.month(), day.year()),
            None => moment.reporting_year.to_string(),
        }
    };
    let names: Vec<String> = moments.clone().into_iter().map(named).collect();
    let numbered = |(index, name): (usize, &String)| {
        let before = names[..index].iter().filter(|other| *other == name).count();
        let after = names[index + 1..].contains(name);
        if before > 0 || after { format!("{name} ({})", before + 1) } else { name.clone() }
    };
    names.iter().enumerate().map(numbered).collect()
}

/// What happened to a norm between two assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// A lower level.
    Fallen,
    /// A higher level.
    Risen,
    /// Was open, now has a level.
    New,
    /// Had a level, now is open.
    Gone,
    /// Became not applicable.
    NowNotApplicable,
    /// Was not applicable.
    NoLongerNotApplicable,
    /// The same level, still open, or still not applicable.
    Unchanged,
}

impl Movement {
    /// Every movement in the order in which it is shown: what needs attention first.
    pub const ALL: [Movement; 7] = [
        Movement::Fallen,
        Movement::Risen,
        Movement::New,
        Movement::Gone,
        Movement::NowNotApplicable,
        Movement::NoLongerNotApplicable,
        Movement::Unchanged,
    ];

    /// What happened from one state to the next.
    pub fn between(old: State, new: State) -> Self {
        match (old, new) {
            (State::NotApplicable, State::NotApplicable) => Movement::Unchanged,
            (_, State::NotApplicable) => Movement::NowNotApplicable,
            (State::NotApplicable, _) => Movement::NoLongerNotApplicable,
            (State::Level(old), State::Level(new)) if new < old => Movement::Fallen,
            (State::Level(old), State::Level(new)) if new > old => Movement::Risen,
            (State::Level(_), State::Level(_)) => Movement::Unchanged,
            (State::Level(_), _) => Movement::Gone,
            (_, State::Level(_)) => Movement::New,
            _ => Movement::Unchanged,
        }
    }

    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Movement::Fallen => "gedaald",
            Movement::Risen => "gestegen",
            Movement::New => "nieuw",
            Movement::Gone => "vervallen",
            Movement::NowNotApplicable => "nu-niet-van-toepassing",
            Movement::NoLongerNotApplicable => "was-niet-van-toepassing",
            Movement::Unchanged => "gelijk",
        }
    }
}

/// Which way a norm passed its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// Was not at its target, and now is.
    Reached,
    /// Was at its target, and no longer is.
    Lost,
}

/// One norm in two assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Index of the norm in the catalogue.
    pub norm: usize,
    /// What happened.
    pub movement: Movement,
    /// The earlier result.
    pub old: NormResult,
    /// The later result.
    pub new: NormResult,
}

impl Change {
    /// How many levels it rose or, below zero, fell; `None` where there are no two levels.
    pub fn difference(&self) -> Option<i64> {
        self.new.level().zip(self.old.level()).map(|(new, old)| i64::from(new) - i64::from(old))
    }

    /// True where the target of this norm is another than it was.
    pub fn other_target(&self) -> bool {
        self.old.target != self.new.target
    }

    /// Whether the norm passed its target; each time the target that held then.
    pub fn passage(&self) -> Option<Passage> {
        match (self.old.on_target(), self.new.on_target()) {
            (false, true) => Some(Passage::Reached),
            (true, false) => Some(Passage::Lost),
            _ => None,
        }
    }
}

/// Every norm in two assessments, in catalogue order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes(pub Vec<Change>);

impl Changes {
    /// Compares the results of every norm.
    pub fn between(old: &[NormResult], new: &[NormResult]) -> Self {
        let change = |(old, new): (&NormResult, &NormResult)| Change {
            norm: new.norm,
            movement: Movement::between(old.state, new.state),
            old: old.clone(),
            new: new.clone(),
        };
        Self(old.iter().zip(new).map(change).collect())
    }

    /// The norms to which this happened.
    pub fn of(&self, movement: Movement) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.movement == movement)
    }

    /// To how many norms this happened.
    pub fn count(&self, movement: Movement) -> u32 {
        score::count(self.of(movement))
    }

    /// How many norms passed their target this way.
    pub fn passed(&self, passage: Passage) -> u32 {
        score::count(self.0.iter().filter(|change| change.passage() == Some(passage)))
    }

    /// True where nothing happened to any norm.
    pub fn none(&self) -> bool {
        self.0.iter().all(|change| change.movement == Movement::Unchanged)
    }
}

/// The figures of a scope in two assessments, with what changed. Every difference is the later minus the earlier one,
/// as shown; `None` where one of the two does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeChange {
    /// The earlier figures.
    pub old: Figures,
    /// The later figures.
    pub new: Figures,
    /// Norms on target.
    pub on_target: i64,
    /// Norms on target with evidence.
    pub evidenced: i64,
    /// Open norms.
    pub open: i64,
    /// Norms that are not applicable.
    pub not_applicable: i64,
    /// Percentage points of the share on target.
    pub share: Option<Difference>,
    /// Mean level.
    pub mean: Option<Difference>,
}

impl ScopeChange {
    /// Compares the figures of one scope.
    pub fn between(old: &Figures, new: &Figures) -> Self {
        let difference = |figure: fn(&Figures) -> u32| i64::from(figure(new)) - i64::from(figure(old));
        let (old_share, new_share) = (old.share.as_ref(), new.share.as_ref());
        let (old_mean, new_mean) = (old.mean.as_ref(), new.mean.as_ref());
        Self {
            on_target: difference(|figures| figures.on_target),
            evidenced: difference(|figures| figures.evidenced),
            open: difference(|figures| figures.open),
            not_applicable: difference(|figures| figures.not_applicable),
            share: new_share.zip(old_share).map(|(new, old)| new.shown.minus(old.shown)),
            mean: new_mean.zip(old_mean).map(|(new, old)| new.shown.minus(old.shown)),
            old: old.clone(),
            new: new.clone(),
        }
    }

    fn each(old: &[Figures], new: &[Figures]) -> Vec<Self> {
        old.iter().zip(new).map(|(old, new)| Self::between(old, new)).collect()
    }
}

/// The figures of the whole, every part and every domain in two assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes {
    /// The whole.
    pub whole: ScopeChange,
    /// Every part.
    pub parts: Vec<ScopeChange>,
    /// Every domain.
    pub domains: Vec<ScopeChange>,
}

impl Scopes {
    /// Compares all figures of two moments.
    pub fn between(old: &Moment, new: &Moment) -> Self {
        Self {
            whole: ScopeChange::between(&old.whole, &new.whole),
            parts: ScopeChange::each(&old.parts, &new.parts),
            domains: ScopeChange::each(&old.domains, &new.domains),
        }
    }
}

/// Why figures must be compared with care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// The files are of two boards.
    OtherBoard,
    /// The first file is later than the second.
    WrongOrder,
    /// Somebody else judged.
    OtherMethod,
    /// The board chose another target.
    OtherTarget,
}

/// Two assessments, compared.
pub struct Comparison<'a> {
    /// The catalogue that both answered.
    pub catalogue: &'a Catalogue,
    /// "Today" as it came in.
    pub today: Date,
    /// The first assessment.
    pub old: Moment,
    /// The second one.
    pub new: Moment,
    /// What the two are called in a table.
    pub labels: [String; 2],
    /// Every norm.
    pub changes: Changes,
    /// Every figure.
    pub scopes: Scopes,
    /// Why to be careful, most important first.
    pub cautions: Vec<Caution>,
}

impl<'a> Comparison<'a> {
    /// Compares two assessments in the order in which they are given.
    pub fn new(catalogue: &'a Catalogue, today: Date, old: Moment, new: Moment) -> Self {
        // Between two boards there is no earlier and later.
        let one_board = old.same_board(&new);
        let found = [
            (!one_board, Caution::OtherBoard),
            (one_board && old.order() > new.order(), Caution::WrongOrder),
            (old.method != new.method, Caution::OtherMethod),
            (old.target != new.target, Caution::OtherTarget),
        ];
        Self {
            catalogue,
            today,
            labels: labels([&old, &new]).try_into().unwrap_or_default(),
            changes: Changes::between(&old.norms, &new.norms),
            scopes: Scopes::between(&old, &new),
            cautions: found.into_iter().filter(|(holds, _)| *holds).map(|(_, caution)| caution).collect(),
            old,
            new,
        }
    }

    /// The norms with another target, apart from those that only follow the target of the board.
    pub fn other_targets(&self) -> Vec<&Change> {
        let follows =
            |change: &Change| change.old.target == self.old.target && change.new.target == self.new.target;
        self.changes.0.iter().filter(|change| change.other_target() && !follows(change)).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalogue::embedded::newest;

    fn moment(year: u32, day: Option<Date>) -> Moment {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", year, date(2026, 11, 21));
        assessment.meta.reference_date = day;
        assessment.meta.updated_on = None;
        Moment::of(&newest(), &assessment, "x.toml")
    }

    #[test]
    fn every_pair_of_states_is_one_movement_and_its_mirror_is_the_opposite() {
        let opposite = |movement| match movement {
            Movement::Fallen => Movement::Risen,
            Movement::Risen => Movement::Fallen,
            Movement::New => Movement::Gone,
            Movement::Gone => Movement::New,
            Movement::NowNotApplicable => Movement::NoLongerNotApplicable,
            Movement::NoLongerNotApplicable => Movement::NowNotApplicable,
            Movement::Unchanged => Movement::Unchanged,
        };
        let states = [
            State::Level(1),
            State::Level(2),
            State::NotApplicable,
            State::Open,
            State::AskAround,
            State::CarriedOver,
        ];
        for old in states {
            assert_eq!(Movement::between(old, old), Movement::Unchanged);
            for new in states {
                let found = Movement::between(old, new);
                assert_eq!(Movement::between(new, old), opposite(found), "{old:?} {new:?}");
            }
        }
        assert_eq!(Movement::between(State::Level(2), State::CarriedOver), Movement::Gone);
        assert_eq!(Movement::between(State::AskAround, State::Level(1)), Movement::New);
        assert_eq!(Movement::between(State::Open, State::NotApplicable), Movement::NowNotApplicable);
    }

    #[test]
    fn a_moment_is_called_by_its_year_unless_the_year_comes_twice() {
        let day = Some(date(2026, 3, 4));
        let moments = [moment(2025, day), moment(2026, day), moment(2026, None), moment(2027, None)];
        assert_eq!(labels(&moments), ["2025", "4-3-2026", "2026", "2027"]);
        let same = [moment(2026, day), moment(2026, day)];
        assert_eq!(labels(&same), ["4-3-2026 (1)", "4-3-2026 (2)"]);
    }

    #[test]
    fn a_board_is_known_by_its_number_and_else_by_its_name() {
        let board = |name: &str, number: Option<&str>| Moment {
            board: name.to_owned(),
            number: number.map(str::to_owned),
            ..moment(2026, None)
        };
        let (a, renamed) = (board("Stichting A", Some("00001")), board("Stichting Nieuw A", Some("00001")));
        assert!(a.same_board(&renamed));
        assert!(!a.same_board(&board("Stichting A", Some("00002"))));
        assert!(a.same_board(&board("stichting  a", None)));
        assert!(!renamed.same_board(&board("Stichting A", None)));
    }
}
