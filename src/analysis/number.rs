//! Numbers as they are shown: from whole numbers, half up to one decimal, and never better than the truth.

use std::fmt;

/// A number with one decimal, as it is shown everywhere: in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(pub u32);

impl Shown {
    /// The number itself, for cells and JSON; exactly what is shown, not more.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// Rounds a positive number that is written in a file to one decimal.
    pub fn from_f64(number: f64) -> Self {
        // Levels and percentages are small and positive, so the cast is safe.
        Self((number * 10.0).round() as u32)
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{},{}", self.0 / 10, self.0 % 10);
        f.pad(&text)
    }
}

/// Half up to tenths, in whole numbers.
fn tenths(numerator: u32, denominator: u32) -> u32 {
    let (numerator, denominator) = (u64::from(numerator), u64::from(denominator));
    u32::try_from((numerator * 20 + denominator) / (denominator * 2)).unwrap_or(u32::MAX)
}

/// A mean level: the sum of levels over the number of answered norms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mean {
    /// Sum of the levels.
    pub sum: u32,
    /// Number of levels; never 0.
    pub count: u32,
    /// As shown: a mean that is below a target never shows as that target.
    pub shown: Shown,
}

impl Mean {
    /// The mean of levels; `None` where there are none. `targets` are the targets that the shown mean must not
    /// reach by rounding alone.
    pub fn new(sum: u32, count: u32, targets: impl IntoIterator<Item = u8>) -> Option<Self> {
        if count == 0 {
            return None;
        }
        let mut shown = tenths(sum, count);
        for target in targets {
            if sum < u32::from(target) * count && shown >= u32::from(target) * 10 {
                shown = u32::from(target) * 10 - 1;
            }
        }
        Some(Self { sum, count, shown: Shown(shown) })
    }
}

/// A share in percent, shown with one decimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u32,
    /// The whole; never 0.
    pub whole: u32,
    /// As shown: 100 only when all, 0 only when none.
    pub shown: Shown,
}

impl Share {
    /// A share; `None` of nothing.
    pub fn new(part: u32, whole: u32) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let shown = match tenths(part * 100, whole) {
            1000 if part < whole => 999,
            0 if part > 0 => 1,
            shown => shown,
        };
        Some(Self { part, whole, shown: Shown(shown) })
    }
}

/// A shown number, or "–" where there is none.
pub fn or_dash(shown: Option<Shown>) -> String {
    shown.map_or("–".to_owned(), |shown| shown.to_string())
}
