//! Believable fictitious boards. What a framework asks comes from the catalogue, so that another framework gives boards
//! that answer that one.

use ibp_peil::assessment::{Assessment, Method, Stage, save};
use ibp_peil::catalogue::Catalogue;
use jiff::ToSpan;
use jiff::civil::{Date, date};

mod answers;
pub mod chance;
mod facts;
pub mod identity;

use answers::Strength;
use chance::Chance;

/// The calendar year that the boards report on.
const REPORTING_YEAR: i16 = 2026;

/// Makes boards; each by its number, and each the same however many are made.
pub struct Generator<'a> {
    catalogue: &'a Catalogue,
    seed: u64,
    /// How many of a hundred boards are not finished.
    unfinished: u32,
}

/// When a board worked on its assessment.
struct Calendar {
    begun: Date,
    /// The last day something was answered.
    reference: Date,
    adopted: Date,
}

impl<'a> Generator<'a> {
    /// A generator of boards that answer this catalogue.
    pub fn new(catalogue: &'a Catalogue, seed: u64, unfinished: u32) -> Self {
        Self { catalogue, seed, unfinished }
    }

    /// The name of the file of a board.
    pub fn file_name(&self, number: u32) -> String {
        format!("bestuur-{number:05}.toml")
    }

    /// The file of a board, as the program itself would save it.
    pub fn text(&self, number: u32) -> String {
        save::new_text(&self.board(number))
    }

    /// True for the boards that are not finished: spread evenly, and exactly as many as were asked for.
    pub fn is_unfinished(&self, number: u32) -> bool {
        let up_to = |number: u32| u64::from(number) * u64::from(self.unfinished) / 100;
        up_to(number) > up_to(number - 1)
    }

    /// The board with this number, from 1.
    pub fn board(&self, number: u32) -> Assessment {
        let chance = &mut Chance::of(self.seed, number);
        let board = identity::board(self.seed, number, chance);
        let strength = Strength::of(self.catalogue, chance);
        let calendar = Calendar::of(chance);
        let year = u32::try_from(REPORTING_YEAR).unwrap_or(0);
        let catalogue = self.catalogue;
        let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, year, calendar.begun);
        assessment.facts = facts::facts(&board, &strength, &calendar, chance);
        assessment.answers = answers::answers(catalogue, &strength, &calendar, chance);
        assessment.board = board;
        circumstances(&mut assessment, &calendar, self.is_unfinished(number), chance);
        if self.is_unfinished(number) {
            answers::leave_open(catalogue, &mut assessment, chance);
        }
        assessment
    }
}

/// Who made the assessment, in what way, and how far it is.
fn circumstances(assessment: &mut Assessment, calendar: &Calendar, unfinished: bool, chance: &mut Chance) {
    let meta = &mut assessment.meta;
    let roles = ["ICT-coördinator", "privacy officer", "beleidsmedewerker IBP", "directeur"];
    meta.assessor = Some((*chance.one_of(&roles)).to_owned());
    meta.method = match chance.below(20) {
        0..=2 => Method::PeerReview,
        3 => Method::External,
        _ => Method::SelfAssessment,
    };
    meta.updated_on = Some(calendar.reference);
    meta.stage = match chance.below(20) {
        _ if unfinished => Stage::Open,
        0..=1 => Stage::Open,
        2..=11 => Stage::Finished,
        _ => Stage::Adopted,
    };
    if meta.stage != Stage::Open {
        meta.reference_date = Some(calendar.reference);
    }
    if meta.stage == Stage::Adopted {
        meta.adopted_on = Some(calendar.adopted);
        meta.plan_adopted_on = Some(calendar.adopted);
        meta.fg_advised_on = Some(calendar.reference.saturating_add(2.days()));
        meta.updated_on = Some(calendar.adopted);
        answers::confirm_plan(&mut assessment.answers);
    }
}

impl Calendar {
    fn of(chance: &mut Chance) -> Self {
        let begun = date(REPORTING_YEAR, 8, 24).saturating_add(i64::from(chance.below(35)).days());
        let reference = begun.saturating_add(i64::from(chance.between(12, 34)).days());
        let adopted = reference.saturating_add(i64::from(chance.between(5, 18)).days());
        Self { begun, reference, adopted }
    }

    /// A day on which something was answered.
    fn working_day(&self, chance: &mut Chance) -> Date {
        let days = self.begun.until(self.reference).map_or(0, |span| span.get_days());
        self.begun.saturating_add(i64::from(chance.below(days.unsigned_abs() + 1)).days())
    }

    /// A day between two days of the year, as month and day.
    fn in_year(from: (i8, i8), days: u32, chance: &mut Chance) -> Date {
        date(REPORTING_YEAR, from.0, from.1).saturating_add(i64::from(chance.below(days)).days())
    }
}
