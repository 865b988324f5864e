//! A form as a table for Dutch Excel: `;` between the cells, a byte order mark, a row per norm. Texts keep their lines,
//! and what cannot be seen in them stands there as its number, so that the table says exactly what the assessment says.

use std::io;

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::of_the_stream;
use crate::form::cell::{Cell, shown};
use crate::form::layout::NORM;
use crate::form::text::to_cell;
use crate::form::{ANSWER, Content, Form, Kind, Slot};

/// The columns before those to fill in.
const READ: [&str; 3] = [NORM, "Titel", "Vraag"];

/// The form as bytes.
///
/// # Errors
/// Never: it is written to memory.
pub fn form(form: &Form<'_>) -> io::Result<Vec<u8>> {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    // Some spreadsheets also take a comma or a tab for the end of a cell.
    let mut table = WriterBuilder::new();
    table.delimiter(b';').terminator(Terminator::CRLF).quote_style(QuoteStyle::NonNumeric);
    let mut out = table.from_writer(&mut bytes);
    let headers = READ.iter().copied().chain(ANSWER.iter().map(|question| question.text));
    out.write_record(headers).map_err(of_the_stream)?;
    let basis: std::collections::BTreeMap<Slot, Option<Content>> = form.basis().into_iter().collect();
    for index in &form.norms {
        let norm = &form.catalogue.norms[*index];
        let read = [norm.id.clone(), norm.marked_title(), norm.question.clone()];
        let filled = ANSWER.iter().map(|question| {
            let slot = Slot::Answer(norm.id.clone(), question.key);
            basis
                .get(&slot)
                .and_then(Option::as_ref)
                .map_or(String::new(), |content| text(form, &slot, content))
        });
        let cells = read.into_iter().chain(filled).map(|text| to_cell(&text));
        out.write_record(cells).map_err(of_the_stream)?;
    }
    out.flush()?;
    drop(out);
    Ok(bytes)
}

/// What stands in a cell: a level as its number, a day as a program reads it.
fn text(form: &Form<'_>, slot: &Slot, content: &Content) -> String {
    match (slot.kind(), content, shown(slot, content, form.catalogue)) {
        (Kind::Level, Content::Number(level), _) => level.to_string(),
        (_, _, Cell::Text(text)) => text,
        (_, _, Cell::Number(number)) => number.to_string(),
        (_, _, Cell::Day(date)) => date.to_string(),
        (_, _, Cell::Yes(yes)) => if yes { "ja" } else { "nee" }.to_owned(),
    }
}
