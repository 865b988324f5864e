//! The assessments of one board through the years. Pure.
//!
//! Rules. Moments stand in the order of their reporting year and then of their day. Two files of the same year and day
//! are one moment too many, and files of several boards are no trend.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::comparison::{Caution, Changes, Moment, Scopes, labels};
use super::overview::Unreadable;
use crate::catalogue::Catalogue;
use crate::limits::MOMENTS;

/// The assessments of one board, oldest first.
pub struct Trend<'a> {
    /// The catalogue that all of them answered.
    pub catalogue: &'a Catalogue,
    /// "Today" as it came in.
    pub today: Date,
    /// At least two.
    pub moments: Vec<Moment>,
    /// What every moment is called in a table or a chart.
    pub labels: Vec<String>,
    /// What happened to every norm between one moment and the next.
    pub steps: Vec<Changes>,
    /// All figures between one moment and the next.
    pub between: Vec<Scopes>,
    /// All figures of the last moment beside the first.
    pub since_first: Scopes,
    /// Why to be careful.
    pub cautions: Vec<Caution>,
    /// The files that could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// Why files make no trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoTrend {
    /// Fewer than two moments: this many.
    TooFew(usize),
    /// More moments than anybody can look at: this many.
    TooMany(usize),
    /// Several boards: their names, sorted, each once.
    Boards(Vec<String>),
    /// Two files of one moment.
    SameMoment(Box<[Moment; 2]>),
}

impl<'a> Trend<'a> {
    /// Puts the moments in order and compares each with the one before.
    ///
    /// # Errors
    /// There are too few or too many of them, they are of several boards, or two are of the same moment.
    pub fn new(
        catalogue: &'a Catalogue,
        today: Date,
        mut moments: Vec<Moment>,
        unreadable: Vec<Unreadable>,
    ) -> Result<Self, NoTrend> {
        moments.sort_by(|a, b| (a.order(), &a.file).cmp(&(b.order(), &b.file)));
        one_board(&moments)?;
        if let Some(pair) = moments.windows(2).find(|pair| pair[0].order() == pair[1].order()) {
            return Err(NoTrend::SameMoment(Box::new([pair[0].clone(), pair[1].clone()])));
        }
        if moments.len() > MOMENTS {
            return Err(NoTrend::TooMany(moments.len()));
        }
        let [first, .., last] = moments.as_slice() else { return Err(NoTrend::TooFew(moments.len())) };
        let differs =
            |same: fn(&Moment, &Moment) -> bool| moments.windows(2).any(|pair| !same(&pair[0], &pair[1]));
        let found = [
            (differs(|a, b| a.method == b.method), Caution::OtherMethod),
            (differs(|a, b| a.target == b.target), Caution::OtherTarget),
        ];
        Ok(Self {
            catalogue,
            today,
            labels: labels(&moments),
            steps: moments.windows(2).map(|pair| Changes::between(&pair[0].norms, &pair[1].norms)).collect(),
            between: moments.windows(2).map(|pair| Scopes::between(&pair[0], &pair[1])).collect(),
            since_first: Scopes::between(first, last),
            cautions: found.into_iter().filter(|(holds, _)| *holds).map(|(_, caution)| caution).collect(),
            unreadable,
            moments,
        })
    }

    /// The last moment.
    pub fn last(&self) -> &Moment {
        &self.moments[self.moments.len() - 1]
    }
}

/// Refuses files of several boards. A file without a number belongs to the board of which it has the name.
fn one_board(moments: &[Moment]) -> Result<(), NoTrend> {
    let Some(known) = moments.iter().find(|moment| moment.number.is_some()).or(moments.first()) else {
        return Ok(());
    };
    let belongs = |moment: &Moment| {
        moment.same_board(known)
            || moment.number.is_none()
                && moments.iter().any(|other| other.same_board(known) && other.same_board(moment))
    };
    if moments.iter().all(belongs) {
        return Ok(());
    }
    let named = |moment: &Moment| match &moment.number {
        Some(number) => format!("{} ({number})", moment.board),
        None => moment.board.clone(),
    };
    let names: BTreeSet<String> = moments.iter().map(named).collect();
    Err(NoTrend::Boards(names.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::assessment::Assessment;
    use crate::catalogue::embedded::newest;

    const TODAY: Date = date(2026, 11, 21);

    fn moment(name: &str, number: Option<&str>, year: u32) -> Moment {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", year, TODAY);
        assessment.board.name = name.to_owned();
        assessment.board.number = number.map(str::to_owned);
        Moment::of(&newest(), &assessment, format!("{name}-{year}.toml"))
    }

    fn no_trend(moments: &[Moment]) -> Option<NoTrend> {
        Trend::new(&newest(), TODAY, moments.to_vec(), Vec::new()).err()
    }

    #[test]
    fn moments_come_in_order_of_year_whatever_their_files_are_called() {
        let catalogue = newest();
        let moments = vec![moment("A", None, 2026), moment("A", None, 2024), moment("A", None, 2025)];
        let trend = Trend::new(&catalogue, TODAY, moments, Vec::new()).ok().unwrap();
        assert_eq!(trend.labels, ["2024", "2025", "2026"]);
        assert_eq!((trend.steps.len(), trend.last().reporting_year), (2, 2026));
    }

    #[test]
    fn a_renamed_board_is_one_board_and_a_file_without_number_goes_by_either_name() {
        let renamed = [moment("Oud", Some("00001"), 2024), moment("Nieuw", Some("00001"), 2025)];
        assert_eq!(no_trend(&renamed), None);
        for name in ["Oud", "nieuw"] {
            assert_eq!(no_trend(&[&renamed[..], &[moment(name, None, 2026)]].concat()), None, "{name}");
        }
        let stranger = no_trend(&[&renamed[..], &[moment("Ander", None, 2026)]].concat());
        let names = ["Ander", "Nieuw (00001)", "Oud (00001)"].map(str::to_owned);
        assert_eq!(stranger, Some(NoTrend::Boards(names.to_vec())));
    }

    #[test]
    fn one_moment_or_the_same_moment_twice_is_no_trend() {
        assert_eq!(no_trend(&[]), Some(NoTrend::TooFew(0)));
        assert_eq!(no_trend(&[moment("A", None, 2026)]), Some(NoTrend::TooFew(1)));
        let twice = no_trend(&[moment("A", None, 2026), moment("A", None, 2026)]);
        assert!(matches!(twice, Some(NoTrend::SameMoment(_))));
    }
}
