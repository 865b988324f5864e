//! Page one: the most urgent norms below target, each with its reason and first step.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet, shown};
use super::style;
use crate::analysis::{Analysis, Class, Gap};
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Begin hier";

const COLUMNS: [Column; 10] = [
    ("", 4.5),
    ("Norm", 10.0),
    ("Titel", 34.0),
    ("Niveau nu", 14.0),
    ("Streef-\nniveau", 12.0),
    ("Klasse", 9.0),
    ("Waarom", 42.0),
    ("Eerste stap", 50.0),
    ("Moeite", 9.0),
    ("Actiehouder", 17.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let gaps = analysis.page_one();
    let intro =
        if gaps.is_empty() { wording::no_gaps(analysis).to_owned() } else { wording::page_one(analysis) };
    let rows = (1..).zip(gaps).map(|(number, gap)| gap_row(analysis, number, gap)).collect();
    let (columns, rows) = shown(analysis, &COLUMNS, rows);
    let mut sheet = Sheet::list(NAME, analysis, &columns, &intro)?;
    if gaps.is_empty() {
        return sheet.finish(analysis, Paper::A4);
    }
    let headers: Vec<&str> = columns.iter().map(|(header, _)| *header).collect();
    let row = sheet.plain_table(Sheet::LIST_START, &headers, &rows, 0)?;
    sheet.freeze(Sheet::LIST_START + 1, 3)?;
    let classes = [Class::First, Class::Next, Class::Later]
        .map(|class| format!("{} = {}", class.as_str(), wording::class_meaning(class)))
        .join("; ");
    sheet.span(row + 1, 0, sheet.rightmost(), &format!("Volgorde: {classes}."), &style::quiet())?;
    sheet.span(row + 2, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    sheet.finish(analysis, Paper::OnePage)
}

fn gap_row(analysis: &Analysis, number: u32, gap: &Gap) -> Vec<Cell> {
    let norm = analysis.norm(gap.norm);
    let answer = analysis.answer(gap.norm);
    vec![
        Cell::Count(number),
        Cell::Bold(norm.id.clone()),
        Cell::Text(norm.marked_title()),
        Cell::LevelWords(gap.level),
        Cell::LevelWords(gap.target),
        Cell::Class(gap.class),
        Cell::Text(gap.reason.clone()),
        Cell::Text(norm.first_step.clone()),
        Cell::text(norm.effort.map_or("", |effort| effort.as_str())),
        Cell::optional(answer.and_then(|answer| answer.action_owner.as_ref())),
    ]
}
