//! How the mean levels of many boards lie: lowest, quartiles, highest and mean, and the place of one board among them.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::{BoardRow, Scope};
use crate::analysis::line::Line;
use crate::analysis::number::{Share, Shown, not_reaching};
use crate::catalogue::Catalogue;

/// The figures of one scope over many boards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Boards with a mean.
    pub boards: u32,
    /// Boards without one: nothing answered, or nothing applies.
    pub without: u32,
    /// Lowest, quartiles and highest of the means; `None` where no board has one.
    pub five: Option<Five>,
    /// The mean of the means, every board weighing the same; `None` where no board has one.
    pub mean: Option<Shown>,
    /// Norms at or above target, of all boards together.
    pub on_target: u32,
    /// Those of them with evidence.
    pub evidenced: u32,
    /// Applicable norms of all boards together, open ones included.
    pub applicable: u32,
    /// Open norms of all boards together.
    pub open: u32,
    /// `on_target` of `applicable`; `None` where nothing applies.
    pub share: Option<Share>,
    /// The median and the mean, exact; for the order of domains.
    exact: Option<[Fraction; 2]>,
}

/// Lowest, quartiles and highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Five {
    /// The lowest mean.
    pub lowest: Shown,
    /// A quarter of the boards is at or below it.
    pub q1: Shown,
    /// Half of the boards is at or below it.
    pub median: Shown,
    /// Three quarters of the boards are at or below it.
    pub q3: Shown,
    /// The highest mean.
    pub highest: Shown,
}

impl Spread {
    /// The spread of a scope over these boards.
    pub fn of(catalogue: &Catalogue, boards: &[BoardRow], scope: Scope) -> Self {
        let mut lines: Vec<&Line> = boards.iter().map(|board| board.line(scope)).collect();
        let total = |number: fn(&Line) -> u16| lines.iter().map(|line| u32::from(number(line))).sum::<u32>();
        let (on_target, evidenced) = (total(|line| line.on_target), total(|line| line.evidenced));
        let (applicable, open) = (total(Line::applicable), total(|line| line.open));
        lines.retain(|line| line.answered > 0);
        let shown_of = |line: &Line| line.mean(catalogue.target).map_or(Shown(0), |mean| mean.shown);
        // The lower shown first where two are equal: a target of a board's own can make that difference.
        lines.sort_by(|a, b| order(a, b).then_with(|| shown_of(a).cmp(&shown_of(b))));
        let shown = |fraction: &Fraction| fraction.shown(catalogue.target);
        // A place that is exactly that of a board shows what that board shows.
        let at = |quarter: usize| match place_of(lines.len(), quarter) {
            (below, 0) => shown_of(lines[below]),
            (below, part) => shown(&between(lines[below], lines[below + 1], part)),
        };
        let has_figure = !lines.is_empty();
        let five =
            has_figure.then(|| Five { lowest: at(0), q1: at(1), median: at(2), q3: at(3), highest: at(4) });
        let exact = has_figure.then(|| [exact_median(&lines), mean_of_means(&lines)]);
        let with = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        Self {
            boards: with,
            without: u32::try_from(boards.len()).unwrap_or(u32::MAX) - with,
            five,
            mean: exact.as_ref().map(|[_, mean]| shown(mean)),
            on_target,
            evidenced,
            applicable,
            open,
            share: Share::new(on_target, applicable),
            exact,
        }
    }

    /// The lower median first, then the lower mean; to the last digit.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let by = |own: &Fraction, other: &Fraction| {
            (&own.numerator * &other.denominator).cmp(&(&other.numerator * &own.denominator))
        };
        match (&self.exact, &other.exact) {
            (Some([median, mean]), Some([other_median, other_mean])) => {
                by(median, other_median).then_with(|| by(mean, other_mean))
            }
            (own, other) => own.is_none().cmp(&other.is_none()),
        }
    }
}

/// An exact number. The mean of means with many different denominators does not fit in the numbers of the processor.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fraction {
    numerator: BigUint,
    denominator: BigUint,
}

impl Fraction {
    /// Half up to one decimal; what is below the target never shows as the target.
    fn shown(&self, target: u8) -> Shown {
        let tenths = (&self.numerator * 20_u32 + &self.denominator) / (&self.denominator * 2_u32);
        let tenths = u32::try_from(tenths).unwrap_or(u32::MAX);
        not_reaching(tenths, [target], |target| self.numerator < &self.denominator * target)
    }
}

/// How two means compare, exactly.
fn order(a: &Line, b: &Line) -> Ordering {
    cross(a, b).cmp(&cross(b, a))
}

fn cross(a: &Line, b: &Line) -> u32 {
    u32::from(a.sum) * u32::from(b.answered)
}

/// Where a quartile lies among so many in order: the index below it, and how many quarters further.
fn place_of(count: usize, quarter: usize) -> (usize, u32) {
    let place = (count - 1) * quarter;
    (place / 4, (place % 4) as u32)
}

/// So many quarters of the way from one mean to another.
fn between(a: &Line, b: &Line, part: u32) -> Fraction {
    let numerator = u64::from(cross(a, b)) * u64::from(4 - part) + u64::from(cross(b, a)) * u64::from(part);
    let denominator = 4 * u64::from(a.answered) * u64::from(b.answered);
    Fraction { numerator: numerator.into(), denominator: denominator.into() }
}

/// The median of means in order, of which there is at least one.
fn exact_median(lines: &[&Line]) -> Fraction {
    let (below, part) = place_of(lines.len(), 2);
    between(lines[below], lines.get(below + 1).unwrap_or(&lines[below]), part)
}

/// The mean of means, of which there is at least one. Those with the same denominator are added first: there are never
/// more denominators than norms.
fn mean_of_means(lines: &[&Line]) -> Fraction {
    let mut sums = std::collections::BTreeMap::<u16, u64>::new();
    for line in lines {
        *sums.entry(line.answered).or_default() += u64::from(line.sum);
    }
    let start = Fraction { numerator: 0_u32.into(), denominator: 1_u32.into() };
    let sum = sums.into_iter().fold(start, |total, (answered, sum)| {
        let divisor = common_divisor(&total.denominator, answered);
        Fraction {
            numerator: total.numerator * (answered / divisor) + &total.denominator / divisor * sum,
            denominator: total.denominator * (answered / divisor),
        }
    });
    Fraction { denominator: sum.denominator * lines.len(), ..sum }
}

/// The greatest common divisor.
fn common_divisor(a: &BigUint, b: u16) -> u16 {
    let rest = u16::try_from(a % b).unwrap_or(0);
    let (mut a, mut b) = (b, rest);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The means of one scope in order, the highest first.
pub struct Ranking {
    /// Sum of the levels and number of the answered norms.
    means: Vec<(u16, u16)>,
}

/// The place of one board in a scope: 1 is the highest mean. Boards with the same mean share the better place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub place: u32,
    /// How many boards have this place, this one included.
    pub shared: u32,
    /// How many boards have a mean.
    pub of: u32,
}

impl Ranking {
    /// The order of the boards that have a mean in this scope.
    pub fn of(boards: &[BoardRow], scope: Scope) -> Self {
        let lines = boards.iter().map(|board| board.line(scope)).filter(|line| line.answered > 0);
        let mut means: Vec<(u16, u16)> = lines.map(|line| (line.sum, line.answered)).collect();
        means.sort_by(|a, b| compared(*b, *a));
        Self { means }
    }

    /// The place of a board with these figures, itself one of those in the order; `None` where it has no mean.
    pub fn place(&self, line: &Line) -> Option<Place> {
        if line.answered == 0 {
            return None;
        }
        let own = (line.sum, line.answered);
        let better = self.means.partition_point(|mean| compared(*mean, own).is_gt());
        let not_worse = self.means.partition_point(|mean| compared(*mean, own).is_ge());
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Some(Place {
            place: number(better + 1),
            shared: number((not_worse - better).max(1)),
            of: number(self.means.len()),
        })
    }
}

fn compared(a: (u16, u16), b: (u16, u16)) -> Ordering {
    (u32::from(a.0) * u32::from(b.1)).cmp(&(u32::from(b.0) * u32::from(a.1)))
}
