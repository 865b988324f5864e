//! All norms below target, most urgent first, with the plan beside them: a list to filter and work through.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet, shown};
use super::style;
use crate::analysis::{Analysis, Gap};
use crate::assessment::Answer;
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Gaplijst";

const COLUMNS: [Column; 15] = [
    ("Klasse", 9.0),
    ("Norm", 10.0),
    ("Titel", 34.0),
    ("Niveau nu", 9.0),
    ("Naam van het niveau", 14.0),
    ("Streef-niveau", 12.0),
    ("Verschil", 10.0),
    ("Reden", 40.0),
    ("Eerste stap", 48.0),
    ("Moeite", 9.5),
    ("Actie", 38.0),
    ("Actiehouder", 18.0),
    ("Streefdatum", 18.0),
    ("Plan", 11.0),
    ("Afgerond op", 18.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let intro = if analysis.gaps.is_empty() {
        wording::no_gaps(analysis).to_owned()
    } else {
        wording::plan(analysis)
    };
    let rows = analysis.gaps.iter().map(|gap| gap_row(analysis, gap)).collect();
    let (columns, rows) = shown(analysis, &COLUMNS, rows);
    let mut sheet = Sheet::list(NAME, analysis, &columns, &intro)?;
    if analysis.gaps.is_empty() {
        return sheet.finish(analysis, Paper::A4);
    }
    let row = sheet.table(Sheet::LIST_START, "Gaps", &columns, &rows)?;
    sheet.freeze(Sheet::LIST_START + 1, 3)?;
    sheet.span(row + 1, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(analysis, Paper::A3)
}

fn gap_row(analysis: &Analysis, gap: &Gap) -> Vec<Cell> {
    let norm = analysis.norm(gap.norm);
    let answer: Option<&Answer> = analysis.answer(gap.norm);
    let text = |field: fn(&Answer) -> &Option<String>| {
        Cell::optional(answer.and_then(|answer| field(answer).as_ref()))
    };
    vec![
        Cell::Class(gap.class),
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        Cell::Level(Some(gap.level)),
        Cell::LevelName(Some(gap.level)),
        Cell::LevelWords(gap.target),
        Cell::Count(gap.short.into()),
        Cell::Text(gap.reason.clone()),
        Cell::Text(norm.first_step.clone()),
        Cell::text(norm.effort.map_or("", |effort| effort.as_str())),
        text(|answer| &answer.action),
        text(|answer| &answer.action_owner),
        Cell::Date(answer.and_then(|answer| answer.due)),
        Cell::text(answer.and_then(|answer| answer.plan_status).map_or("", |status| status.as_str())),
        Cell::Date(answer.and_then(|answer| answer.completed_on)),
    ]
}
