//! All norms with everything that was answered.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet, shown};
use super::style;
use crate::analysis::{Analysis, NormResult, State};
use crate::assessment::{Answer, Reply};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Antwoorden";

const COLUMNS: [Column; 14] = [
    ("Norm", 10.0),
    ("Titel", 34.0),
    ("Domein", 20.0),
    ("Onderdeel", 19.0),
    ("Vraag", 36.0),
    ("Niveau", 9.5),
    ("Stand", 15.0),
    ("Reden n.v.t. of bij wie navragen", 36.0),
    ("Toelichting", 46.0),
    ("Bewijs", 32.0),
    ("Beoordeeld op", 18.0),
    ("Beoordeeld door", 18.0),
    ("Eigen streef-niveau", 13.0),
    ("Reden van het eigen streefniveau", 22.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let intro = wording::figures_line(analysis.catalogue, &analysis.whole);
    let rows = analysis.norms.iter().map(|result| answer_row(analysis, result)).collect();
    let (columns, rows) = shown(analysis, &COLUMNS, rows);
    let mut sheet = Sheet::list(NAME, analysis, &columns, &format!("Geheel: {intro}"))?;
    let row = sheet.table(Sheet::LIST_START, "Antwoorden", &columns, &rows)?;
    sheet.freeze(Sheet::LIST_START + 1, 2)?;
    sheet.span(row + 1, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(analysis, Paper::A3)
}

fn answer_row(analysis: &Analysis, result: &NormResult) -> Vec<Cell> {
    let norm = analysis.norm(result.norm);
    let domain = analysis.domain(result.norm);
    let answer = analysis.answer(result.norm);
    let text = |field: fn(&Answer) -> &Option<String>| {
        Cell::optional(answer.and_then(|answer| field(answer).as_ref()))
    };
    let state = match result.state {
        State::Level(level) => Cell::LevelName(Some(level)),
        State::NotApplicable => Cell::text("n.v.t."),
        State::Open | State::AskAround | State::CarriedOver => {
            Cell::Text(wording::open_state(analysis, result.norm))
        }
    };
    let reason = match answer.map(|answer| &answer.reply) {
        Some(Reply::NotApplicable(reason)) => Cell::Text(reason.clone()),
        Some(Reply::AskAround(who)) => Cell::Text(format!("navragen bij: {who}")),
        _ => Cell::Blank,
    };
    vec![
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        Cell::Text(domain.name.clone()),
        Cell::Text(analysis.catalogue.parts[domain.part].name.clone()),
        Cell::Text(norm.question.clone()),
        Cell::Level(result.level()),
        state,
        reason,
        text(|answer| &answer.note),
        answer.map_or(Cell::Blank, |answer| Cell::Text(answer.evidence.join("\n"))),
        Cell::Date(answer.and_then(|answer| answer.assessed_on)),
        text(|answer| &answer.assessed_by),
        answer.and_then(|answer| answer.target).map_or(Cell::Blank, Cell::LevelWords),
        text(|answer| &answer.target_reason),
    ]
}
