//! Numbers as they are shown: from whole numbers, half up to one decimal, and never better than the truth.

use std::cmp::Ordering;
use std::fmt;

/// A number with one decimal, as it is shown everywhere: in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown(pub u32);

impl Shown {
    /// The number itself, for cells and JSON; exactly what is shown, not more.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// The level that a mean has reached: its whole part.
    pub fn level(self) -> u8 {
        u8::try_from(self.0 / 10).unwrap_or(u8::MAX)
    }

    /// Rounds a positive number that is written in a file to one decimal.
    pub fn from_f64(number: f64) -> Self {
        // Levels and percentages are small and positive, so the cast is safe.
        Self((number * 10.0).round() as u32)
    }

    /// How much more this is than another, both as shown.
    pub fn minus(self, other: Self) -> Difference {
        Difference(i64::from(self.0) - i64::from(other.0))
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{},{}", self.0 / 10, self.0 % 10);
        f.pad(&text)
    }
}

/// The difference between two numbers as they are shown, in tenths: "+0,2", "−0,2", "0,0".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Difference(pub i64);

impl Difference {
    /// The number itself, for cells and JSON; exactly what is shown, not more.
    pub fn value(self) -> f64 {
        // Differences of shown numbers are small, so nothing is lost.
        self.0 as f64 / 10.0
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        f.pad(&format!("{}{},{}", sign(self.0), size / 10, size % 10))
    }
}

/// A whole number with its sign: "+6", "−3", "0".
pub fn signed(number: i64) -> String {
    format!("{}{}", sign(number), number.unsigned_abs())
}

fn sign(number: i64) -> &'static str {
    match number.cmp(&0) {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    }
}

/// Half up to tenths, in whole numbers.
fn tenths(numerator: u64, denominator: u64) -> u32 {
    u32::try_from((numerator * 20 + denominator) / (denominator * 2)).unwrap_or(u32::MAX)
}

/// A number of tenths that does not reach a target by rounding alone; `is_below` tells whether the exact number is below
/// a target.
pub(super) fn not_reaching(
    mut tenths: u32,
    targets: impl IntoIterator<Item = u8>,
    is_below: impl Fn(u32) -> bool,
) -> Shown {
    for target in targets.into_iter().map(u32::from) {
        if tenths >= target * 10 && is_below(target) {
            tenths = target * 10 - 1;
        }
    }
    Shown(tenths)
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
        let shown = not_reaching(tenths(sum.into(), count.into()), targets, |target| sum < target * count);
        Some(Self { sum, count, shown })
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
        let shown = match tenths(u64::from(part) * 100, whole.into()) {
            1000 if part < whole => 999,
            0 if part > 0 => 1,
            shown => shown,
        };
        Some(Self { part, whole, shown: Shown(shown) })
    }
}

/// A number that a person wrote with decimals, kept exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    /// The digits without the comma.
    digits: u32,
    /// How many of them stand behind the comma; at most [`Decimal::MOST_PLACES`].
    places: u32,
}

impl Decimal {
    /// The most digits behind the comma that are read.
    pub const MOST_PLACES: u32 = 4;

    /// Reads "2,5", "2.5" or "3"; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, behind) =
            text.split_once([',', '.']).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || behind.is_some_and(|behind| !digits(behind)) {
            return None;
        }
        let behind = behind.unwrap_or_default();
        let places = u32::try_from(behind.len()).ok().filter(|places| *places <= Self::MOST_PLACES)?;
        // Six digits fit in the multiplications below.
        let digits = format!("{whole}{behind}").parse().ok().filter(|digits| *digits < 1_000_000)?;
        Some(Self { digits, places })
    }

    fn scale(places: u32) -> u64 {
        10_u64.pow(places)
    }

    /// How `sum / count` compares with this number; `count` is not 0.
    fn order_of(self, sum: u32, count: u32) -> Ordering {
        (u64::from(sum) * Self::scale(self.places)).cmp(&(u64::from(self.digits) * u64::from(count)))
    }

    /// True where the mean `sum / count` is this number or more, to the last digit; `count` is not 0.
    pub fn is_reached_by(self, sum: u32, count: u32) -> bool {
        self.order_of(sum, count).is_ge()
    }

    /// The mean `sum / count` in as many decimals as it takes to see on which side of this number it is.
    pub fn compared_with(self, sum: u32, count: u32) -> String {
        let wanted = self.order_of(sum, count);
        // Two different fractions differ by at least one part in count times scale, so this ends.
        (self.places.max(1)..)
            .map(|places| {
                let (scale, count) = (Self::scale(places), u64::from(count));
                let rounded = (u64::from(sum) * scale * 2 + count) / (count * 2);
                Self { digits: u32::try_from(rounded).unwrap_or(u32::MAX), places }
            })
            .find(|shown| {
                let (own, other) =
                    (u64::from(shown.digits) * Self::scale(self.places), u64::from(self.digits));
                own.cmp(&(other * Self::scale(shown.places))) == wanted || shown.places > 8
            })
            .map_or(String::new(), |shown| shown.to_string())
    }

    /// True where the number lies from `least` to `most`.
    pub fn lies_within(self, least: u8, most: u8) -> bool {
        self.order_of(u32::from(least), 1).is_le() && self.order_of(u32::from(most), 1).is_ge()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u32.pow(self.places);
        match self.places {
            0 => write!(f, "{}", self.digits),
            places => {
                write!(f, "{},{:0width$}", self.digits / scale, self.digits % scale, width = places as usize)
            }
        }
    }
}

/// A shown number, or "–" where there is none.
pub fn or_dash(shown: Option<Shown>) -> String {
    shown.map_or("–".to_owned(), |shown| shown.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_shows_as_many_decimals_as_it_takes_to_see_that_it_falls_short() {
        let wanted = Decimal::parse("2,5").unwrap();
        let shown = |sum, count| (wanted.is_reached_by(sum, count), wanted.compared_with(sum, count));
        assert_eq!(shown(246, 100), (false, "2,46".to_owned()));
        assert_eq!(shown(24_999, 10_000), (false, "2,4999".to_owned()));
        assert_eq!(shown(5, 2), (true, "2,5".to_owned()));
        assert_eq!(shown(24, 10), (false, "2,4".to_owned()));
        assert_eq!(shown(3, 1), (true, "3,0".to_owned()));
        assert_eq!(shown(251, 100), (true, "2,51".to_owned()));
    }

    #[test]
    fn a_difference_is_that_of_the_shown_numbers_and_has_its_sign() {
        assert_eq!(Shown(23).minus(Shown(21)).to_string(), "+0,2");
        assert_eq!(Shown(21).minus(Shown(123)).to_string(), "−10,2");
        assert_eq!(Shown(21).minus(Shown(21)).to_string(), "0,0");
        assert_eq!(Shown(21).minus(Shown(22)).value(), -0.1);
        assert_eq!([6, -3, 0].map(signed), ["+6", "−3", "0"]);
    }

    #[test]
    fn a_decimal_is_read_with_a_comma_or_a_point_and_nothing_else() {
        let read = |text| Decimal::parse(text).map(|number| number.to_string());
        assert_eq!(read("2,50"), Some("2,50".to_owned()));
        assert_eq!(read("2.5"), Some("2,5".to_owned()));
        assert_eq!(read("3"), Some("3".to_owned()));
        for wrong in ["", ",", "2,", ",5", "-1", "+2", "2,12345", "2e1", "twee", "9999999", "2,5,1"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let number = Decimal::parse("0,9").unwrap();
        assert!(!number.lies_within(1, 5));
        assert!(Decimal::parse("5,0").unwrap().lies_within(1, 5));
        assert!(!Decimal::parse("5,01").unwrap().lies_within(1, 5));
    }
}
