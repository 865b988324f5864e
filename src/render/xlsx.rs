//! The gap analysis as a workbook: one sheet per question a reader has. Text and numbers only, never a formula.

use rust_xlsxwriter::{DocProperties, Workbook};

use super::{Report, fingerprint, wording};
use crate::analysis::Analysis;

mod answers;
mod chart;
mod comparison;
mod cover;
mod domains;
mod explanation;
mod form;
mod front;
mod gaps;
mod group;
mod measures;
mod open;
mod overview;
mod sheet;
mod start;
mod style;
mod trace;
mod trend;

pub use comparison::comparison;
pub use form::{as_shown, form};
pub use overview::overview;
pub use sheet::CUT;
pub use trend::trend;

/// The sheets that are always there, in order, each with what it is for.
const CONTENTS: &[(&str, &str)] = &[
    (domains::NAME, "de cijfers en grafieken per domein"),
    (start::NAME, "de dringendste normen, met reden en eerste stap"),
    (gaps::NAME, "alle normen onder het streefniveau, met het plan"),
    (open::NAME, "de open normen, en wie het kan weten"),
    (answers::NAME, "alle normen met antwoord, toelichting en bewijs"),
    (measures::NAME, "de basismaatregelen, de aandachtspunten en ondersteuning die past"),
    (trace::NAME, "waar elke zin van de IBP-paragraaf op rust"),
    (explanation::NAME, "hoe er geteld is, en wat nog niet bevestigd is"),
];

/// The board in its group, only where a group was given; comes behind the domains.
const GROUP: (&str, &str) = (group::NAME, "jullie plaats in de groep, per domein");

/// The sheets of this report.
fn contents(analysis: &Analysis) -> Vec<(&'static str, &'static str)> {
    let mut contents = CONTENTS.to_vec();
    if analysis.without_notes
        && let Some(answers) = contents.iter_mut().find(|(name, _)| *name == answers::NAME)
    {
        answers.1 = "alle normen met het antwoord, zonder toelichting en bewijs";
    }
    if analysis.group.is_some() {
        contents.insert(1, GROUP);
    }
    contents
}

/// The workbook as bytes.
///
/// # Errors
/// Where the workbook cannot be put together; that is a mistake in this program, never in the report.
pub fn render(report: &Report<'_>) -> anyhow::Result<Vec<u8>> {
    let analysis = report.analysis;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report));
    let mut sheets = vec![cover::sheet(analysis)?, domains::sheet(analysis)?];
    if let Some(standing) = &analysis.group {
        sheets.push(group::sheet(analysis, standing)?);
    }
    sheets.extend([
        start::sheet(analysis)?,
        gaps::sheet(analysis)?,
        open::sheet(analysis)?,
        answers::sheet(analysis)?,
        measures::sheet(analysis)?,
        trace::sheet(report)?,
        explanation::sheet(analysis)?,
    ]);
    for worksheet in sheets {
        workbook.push_worksheet(worksheet);
    }
    fingerprint::seal_package(&workbook.save_to_buffer()?)
}

/// What the file says of itself: what it is, whose it is and on which day it was made.
fn properties_of(head: &sheet::Head<'_>, today: jiff::civil::Date) -> DocProperties {
    let owner = sheet::property(&head.owner);
    // The date decides the bytes, so a date that the file format does not know becomes its first day.
    let made = sheet::excel_date(today).unwrap_or_default();
    DocProperties::new()
        .set_title(format!("{} {owner}", head.document))
        .set_subject(sheet::property(&format!("{}, {}", head.catalogue.title(), head.moment)))
        .set_company(owner)
        .set_author("ibp-peil")
        .set_category(head.confidentiality)
        .set_creation_datetime(&made)
        .set_custom_property(fingerprint::PROPERTY, fingerprint::PLACEHOLDER)
}

fn properties(report: &Report<'_>) -> DocProperties {
    let analysis = report.analysis;
    let board = sheet::property(wording::board(analysis));
    // The date decides the bytes, so a date that the file format does not know becomes its first day.
    let made = sheet::excel_date(analysis.today).unwrap_or_default();
    DocProperties::new()
        .set_title(format!("{} {board}", wording::TITLE))
        .set_subject(sheet::property(&format!(
            "{}, verslagjaar {}, {}",
            analysis.catalogue.title(),
            analysis.assessment.meta.reporting_year,
            wording::short_reference_date(analysis)
        )))
        .set_company(board)
        .set_author("ibp-peil")
        .set_category(wording::confidentiality(analysis))
        .set_creation_datetime(&made)
        .set_custom_property(fingerprint::PROPERTY, fingerprint::PLACEHOLDER)
}
