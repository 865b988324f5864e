//! A form as a workbook to fill in: a row per norm, a sheet per kind of question, and what stood there when it was made.
//! Only the cells to fill in are open; nothing is behind a password.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, Format, ProtectionOptions, Workbook,
    Worksheet, utility::column_number_to_name,
};

use super::sheet::{self, Head, Paper, Sheet, clean, excel_date, height};
use super::style;
use crate::assessment::annual_report::{FACTS, Kind as Fact};
use crate::catalogue::{MARK_FOOTNOTE, Norm};
use crate::dutch::{self, and_list};
use crate::form::cell::{Cell, shown};
use crate::form::layout::{
    BASIS, BOARD_SHEET, EXPLANATION, FACTS_SHEET, FILLED_IN_BY, KEY, LISTS, META_SHEET, NORM, NORMS, REPLY,
    VALUE,
};
use crate::form::{ANSWER, BOARD, Content, Form, Kind, META, Question, Slot, choices, level_choice};
use crate::render::CONFIDENTIAL;

/// The columns of the norms before those to fill in.
const READ: [(&str, f64); 6] = [
    (NORM, 9.0),
    ("Domein", 15.0),
    ("Titel", 21.0),
    ("Vraag", 30.0),
    ("Niveaus", 66.0),
    ("Wie weet dit", 14.0),
];
/// The row of the headers on the sheet with the norms, and that of what belongs in each column.
const HEADER: u32 = 4;
/// What a person fills in stands on this colour.
const OPEN_CELL: u32 = 0xFF_FC_EE;

/// The width of a column to fill in, in characters.
fn width(question: &Question) -> f64 {
    match question.kind {
        Kind::Level | Kind::Lines => 30.0,
        Kind::Text => 34.0,
        Kind::Date => 16.0,
        Kind::Line => 18.0,
        _ => 13.0,
    }
}

/// The form as bytes.
///
/// # Errors
/// Where the workbook cannot be put together; that is a mistake in this program, never in the form.
pub fn form(form: &Form<'_>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(form));
    let filled: BTreeMap<Slot, Content> =
        form.basis().into_iter().filter_map(|(slot, content)| Some((slot, content?))).collect();
    workbook.push_worksheet(explanation(form)?);
    workbook.push_worksheet(norms(form, &filled)?);
    if form.is_whole {
        let of = |questions: &'static [Question], slot: fn(&'static str) -> Slot| {
            questions.iter().map(move |question| (slot(question.key), question.text, question.help)).collect()
        };
        let facts: Vec<_> =
            FACTS.iter().map(|fact| (Slot::Fact(fact.key), fact.question, fact.help)).collect();
        for (name, asked) in
            [(BOARD_SHEET, of(BOARD, Slot::Board)), (META_SHEET, of(META, Slot::Meta)), (FACTS_SHEET, facts)]
        {
            workbook.push_worksheet(questions(form, name, &asked, &filled)?);
        }
    }
    workbook.push_worksheet(lists(form)?);
    workbook.push_worksheet(basis(form)?);
    Ok(workbook.save_to_buffer()?)
}

/// A text as a cell of a form shows it.
pub fn as_shown(text: &str) -> String {
    // LibreOffice throws a tab in a cell away, with nothing in its place.
    clean(text).replace('\t', " ")
}

fn head<'a>(form: &Form<'a>) -> Head<'a> {
    let owner = match form.assessment.board.name.trim() {
        "" => "leeg formulier".to_owned(),
        name => name.to_owned(),
    };
    let year = form.assessment.meta.reporting_year;
    Head {
        document: "Vragenlijst",
        owner,
        moment: format!("verslagjaar {year}"),
        catalogue: form.catalogue,
        confidentiality: CONFIDENTIAL,
    }
}

fn properties(form: &Form<'_>) -> DocProperties {
    let head = head(form);
    DocProperties::new()
        .set_title(sheet::property(&format!("Vragenlijst {}", head.owner)))
        .set_subject(sheet::property(&format!("{}, {}", form.catalogue.title(), head.moment)))
        .set_author("ibp-peil")
        .set_category(CONFIDENTIAL)
        .set_creation_datetime(&excel_date(form.today).unwrap_or_default())
}

/// Locks everything but the cells to fill in; without a password, because it only prevents slips.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
}

fn open_cell() -> Format {
    style::cell().set_unlocked().set_background_color(Color::RGB(OPEN_CELL))
}

/// A cell to fill in: typed text stays what was typed, and a date is a date.
fn format(kind: Kind) -> Format {
    match kind {
        Kind::Date | Kind::Fact(Fact::DateOrWord) => {
            style::date().set_unlocked().set_background_color(Color::RGB(OPEN_CELL))
        }
        Kind::Number | Kind::Fact(Fact::Number) => open_cell().set_num_format("0"),
        _ => open_cell().set_num_format("@"),
    }
}

/// Writes a cell to fill in, with what is known already.
fn fill(
    sheet: &mut Sheet<'_>,
    row: u32,
    column: u16,
    slot: &Slot,
    form: &Form<'_>,
    filled: &BTreeMap<Slot, Content>,
    width: f64,
) -> anyhow::Result<()> {
    let format = format(slot.kind());
    let cell = filled.get(slot).map(|content| shown(slot, content, form.catalogue));
    let as_text = |sheet: &mut Sheet<'_>, text: &str| -> anyhow::Result<()> {
        let text = as_shown(text);
        sheet.raise(row, height(&text, width))?;
        sheet.worksheet.write_string_with_format(row, column, text, &format)?;
        Ok(())
    };
    match cell {
        None => {
            sheet.worksheet.write_blank(row, column, &format)?;
        }
        Some(Cell::Text(text)) => as_text(sheet, &text)?,
        Some(Cell::Number(number)) => {
            sheet.worksheet.write_number_with_format(row, column, number, &format)?;
        }
        Some(Cell::Day(date)) => match excel_date(date) {
            Some(found) => {
                sheet.worksheet.write_datetime_with_format(row, column, found, &format)?;
            }
            None => as_text(sheet, &date.to_string())?,
        },
        Some(Cell::Yes(yes)) => {
            sheet.worksheet.write_boolean_with_format(row, column, yes, &format)?;
        }
    }
    let words = choices(slot.kind());
    if !words.is_empty() {
        let list = DataValidation::new()
            .allow_list_strings(&words)?
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("Kies uit de lijst")?
            .set_error_message(format!("Hier kan: {}", dutch::or_list(&words)))?;
        sheet.worksheet.add_data_validation(row, column, row, column, &list)?;
    }
    sheet.reach(row, column);
    Ok(())
}

fn explanation(form: &Form<'_>) -> anyhow::Result<Worksheet> {
    let mut sheet = Sheet::new(EXPLANATION, form.catalogue, &[30.0, 60.0, 30.0])?;
    sheet.top("Vragenlijst", head(form))?;
    let mut row = 3;
    let chosen = match (form.is_whole, form.title.as_str()) {
        (true, _) | (_, "") => String::new(),
        (_, title) => format!(" Dit formulier gaat over: {title}."),
    };
    let asked = dutch::count(form.norms.len(), "norm", "normen");
    let lines = [
        format!(
            "Hoe ver is jullie school met informatiebeveiliging en privacy? Het blad Vragenlijst vraagt naar {asked}. \
             Vul alleen in wat je weet; de rest mag leeg blijven.{chosen}"
        ),
        format!("{} Je mag ook alleen het cijfer typen.", dutch::HOW_TO_CHOOSE),
        "Weet je het niet? Schrijf in de kolom Navragen bij wie het wel weet.".to_owned(),
        "Geldt een norm bij jullie niet? Schrijf waarom, in de kolom Niet van toepassing. Uitbesteden is geen reden: \
         het bestuur blijft verantwoordelijk."
            .to_owned(),
        "Gebruik functies, geen namen van mensen. In een cel naar een nieuwe regel: Alt+Enter.".to_owned(),
        "Alleen de lichtgele cellen kun je invullen. Kolommen breder of smaller maken mag, en bladen met eigen \
         aantekeningen toevoegen ook. Een cel leegmaken wist niets: wat er stond, blijft staan."
            .to_owned(),
        "Klaar? Bewaar het bestand als werkmap (xlsx) en stuur het terug aan wie het je stuurde. Die leest het in met: \
         ibp-peil importeer."
            .to_owned(),
    ];
    for line in &lines {
        sheet.span(row, 0, 2, line, &style::text())?;
        row += 1;
    }
    row = sheet.heading(row + 1, "Wie vult dit in?")?;
    sheet.line(row, 0, FILLED_IN_BY, &style::bold())?;
    sheet.worksheet.write_blank(row, 1, &open_cell().set_num_format("@"))?;
    sheet.line(row, 2, "Een functie, geen naam", &style::quiet())?;
    sheet.raise(row, 22.0)?;
    row = sheet.heading(row + 2, "Wat hoort in elke kolom van het blad Vragenlijst?")?;
    for question in ANSWER {
        sheet.line(row, 0, question.text, &style::bold())?;
        sheet.span(row, 1, 2, question.help, &style::text())?;
        row += 1;
    }
    protect(&mut sheet.worksheet);
    let mut worksheet = sheet.finish(head(form), Paper::A4)?;
    worksheet.set_portrait();
    Ok(worksheet)
}

fn norms(form: &Form<'_>, filled: &BTreeMap<Slot, Content>) -> anyhow::Result<Worksheet> {
    let widths: Vec<f64> = READ.iter().map(|(_, width)| *width).chain(ANSWER.iter().map(width)).collect();
    let mut sheet = Sheet::new(NORMS, form.catalogue, &widths)?;
    sheet.top("Vragenlijst", head(form))?;
    sheet.span(2, 0, 4, "Vul de lichtgele cellen in. Op het blad Uitleg staat hoe.", &style::text())?;
    let headers = READ.iter().map(|(name, _)| (*name, "")).chain(ANSWER.iter().map(|q| (q.text, q.help)));
    for (column, (name, help)) in (0..).zip(headers) {
        sheet.worksheet.write_string_with_format(HEADER, column, name, &style::header())?;
        let width = widths[usize::from(column)];
        sheet.raise(HEADER, height(name, width - 2.0) + 4.0)?;
        sheet.raise(HEADER + 1, height(help, width))?;
        sheet.worksheet.write_string_with_format(HEADER + 1, column, help, &style::quiet())?;
    }
    let top = form.catalogue.top_level();
    let first = u16::try_from(READ.len())?;
    let mut row = HEADER + 2;
    for (list, index) in (0..).zip(&form.norms) {
        let norm = &form.catalogue.norms[*index];
        let who: Vec<&str> = norm.who.iter().map(|role| role.as_str()).collect();
        let cells = [
            norm.id.clone(),
            form.catalogue.domain_of(norm).name.clone(),
            norm.marked_title(),
            norm.question.clone(),
            level_texts(form, norm),
            and_list(&who),
        ];
        for (column, text) in (0..).zip(cells) {
            let text = clean(&text);
            sheet.raise(row, height(&text, widths[usize::from(column)]))?;
            let format = if column == 0 { style::cell().set_bold() } else { style::cell() };
            sheet.worksheet.write_string_with_format(row, column, text, &format)?;
        }
        for (column, question) in (first..).zip(ANSWER) {
            let slot = Slot::Answer(norm.id.clone(), question.key);
            fill(&mut sheet, row, column, &slot, form, filled, width(question))?;
            if question.kind == Kind::Level {
                let name = column_number_to_name(list);
                let range = format!("={LISTS}!${name}$1:${name}${top}");
                // What is typed is judged when it is read: the number alone is right too.
                let list =
                    DataValidation::new().allow_list_formula(range.as_str().into()).show_error_message(false);
                sheet.worksheet.add_data_validation(row, column, row, column, &list)?;
            }
        }
        row += 1;
    }
    sheet.span(row + 1, 1, 4, MARK_FOOTNOTE, &style::quiet())?;
    protect(&mut sheet.worksheet);
    sheet.worksheet.set_freeze_panes(HEADER + 2, 1)?;
    sheet.worksheet.set_repeat_rows(HEADER, HEADER)?;
    sheet.worksheet.set_zoom(90);
    let mut worksheet = sheet.finish(head(form), Paper::A3)?;
    // What is asked on the one page, what is filled in beside it on the next.
    worksheet.set_print_fit_to_pages(2, 0);
    worksheet.set_repeat_columns(0, 0)?;
    Ok(worksheet)
}

/// Every level of a norm: number, name, short label and full text.
fn level_texts(form: &Form<'_>, norm: &Norm) -> String {
    let text = |(level, full): (u8, &String)| {
        let label = norm.label(level);
        let short = if label == full { String::new() } else { format!(" ({label})") };
        format!("{level} {}{short}: {full}", form.catalogue.level_name(level))
    };
    (1u8..).zip(&norm.levels).map(text).collect::<Vec<_>>().join("\n")
}

fn questions(
    form: &Form<'_>,
    name: &'static str,
    asked: &[(Slot, &'static str, &'static str)],
    filled: &BTreeMap<Slot, Content>,
) -> anyhow::Result<Worksheet> {
    const COLUMNS: [(&str, f64); 4] = [("Vraag", 52.0), (REPLY, 46.0), ("Uitleg", 46.0), (KEY, 34.0)];
    let widths = COLUMNS.map(|(_, width)| width);
    let mut sheet = Sheet::new(name, form.catalogue, &widths)?;
    sheet.top(name, head(form))?;
    let intro = if name == FACTS_SHEET {
        format!(
            "Deze feiten komen in het jaarverslag en gaan over 1 januari tot en met 31 december {}.",
            form.assessment.meta.reporting_year
        )
    } else {
        "Vul de lichtgele cellen in; wat je niet weet, mag leeg blijven.".to_owned()
    };
    sheet.span(2, 0, 3, &intro, &style::text())?;
    for (column, (header, _)) in (0..).zip(COLUMNS) {
        sheet.worksheet.write_string_with_format(HEADER, column, header, &style::header())?;
    }
    sheet.raise(HEADER, 22.0)?;
    let open = asked.iter().filter(|(slot, ..)| slot.kind() != Kind::Fixed);
    for (row, (slot, text, help)) in (HEADER + 1..).zip(open) {
        let help = match slot.kind() {
            Kind::Fact(kind) => format!("{help} Invullen: {}.", kind.text()).trim_start().to_owned(),
            _ => (*help).to_owned(),
        };
        for (column, text) in [(0, *text), (2, help.as_str()), (3, slot.path().as_str())] {
            sheet.raise(row, height(text, widths[usize::from(column)]))?;
            let format = if column == 0 {
                style::cell()
            } else {
                style::cell().set_font_color(Color::RGB(style::QUIET))
            };
            sheet.worksheet.write_string_with_format(row, column, text, &format)?;
            sheet.reach(row, column);
        }
        fill(&mut sheet, row, 1, slot, form, filled, widths[1])?;
    }
    protect(&mut sheet.worksheet);
    sheet.freeze(HEADER + 1, 0)?;
    sheet.finish(head(form), Paper::A4)
}

/// A column per norm with its levels to choose from: the list itself may not be longer than 255 characters.
fn lists(form: &Form<'_>) -> anyhow::Result<Worksheet> {
    let mut worksheet = Worksheet::new();
    worksheet.set_name(LISTS)?.set_hidden(true);
    for (column, index) in (0..).zip(&form.norms) {
        let norm = &form.catalogue.norms[*index];
        for (row, level) in (0..).zip(1..=form.catalogue.top_level()) {
            worksheet.write_string(row, column, clean(&level_choice(norm, level)))?;
        }
    }
    protect(&mut worksheet);
    Ok(worksheet)
}

/// What stood there when the form was made, as it stands in a file; a list in pieces below each other.
fn basis(form: &Form<'_>) -> anyhow::Result<Worksheet> {
    let mut worksheet = Worksheet::new();
    worksheet.set_name(BASIS)?.set_very_hidden(true);
    worksheet.write_string(0, 0, KEY)?;
    worksheet.write_string(0, 1, VALUE)?;
    let mut row = 1;
    for (slot, content) in form.basis() {
        let pieces = content.map_or(vec![String::new()], |content| content.pieces());
        for piece in pieces {
            worksheet.write_string(row, 0, slot.path())?;
            // A mark at both ends: a spreadsheet may throw away spaces at the edge of a cell.
            worksheet.write_string(row, 1, format!("|{piece}|"))?;
            row += 1;
        }
    }
    protect(&mut worksheet);
    Ok(worksheet)
}
