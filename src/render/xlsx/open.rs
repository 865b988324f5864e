//! The norms without a level, per person who may know the answer.

use rust_xlsxwriter::Worksheet;

use super::sheet::{Cell, Column, Paper, Sheet};
use super::style;
use crate::analysis::Analysis;
use crate::catalogue::MARK_FOOTNOTE;
use crate::render::wording;

/// The name of the sheet.
pub const NAME: &str = "Open";

const COLUMNS: [Column; 6] = [
    ("Wie kan het weten", 22.0),
    ("Norm", 10.0),
    ("Titel", 36.0),
    ("Domein", 28.0),
    ("Stand", 26.0),
    ("Vraag", 62.0),
];

pub fn sheet(analysis: &Analysis) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::list(NAME, analysis, &COLUMNS, &wording::open_intro(analysis))?;
    let mut rows = Vec::new();
    for role in &analysis.to_ask {
        for norm in wording::open_norms(role) {
            let found = analysis.norm(norm);
            rows.push(vec![
                Cell::Text(role.role.clone()),
                Cell::Bold(found.id.clone()),
                Cell::Text(found.marked_title()),
                Cell::Text(analysis.domain(norm).name.clone()),
                Cell::Text(wording::open_state(analysis, norm)),
                Cell::Text(found.question.clone()),
            ]);
        }
    }
    if !rows.is_empty() {
        let row = sheet.table(Sheet::LIST_START, "Open", &COLUMNS, &rows)?;
        sheet.freeze(Sheet::LIST_START + 1, 3)?;
        sheet.span(row + 1, 0, sheet.rightmost(), MARK_FOOTNOTE, &style::quiet())?;
    }
    sheet.finish(analysis, Paper::A4)
}
