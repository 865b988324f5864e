//! Many boards as a workbook. Sheets with a row per board go to disk row by row, so that ten thousand boards fit; they
//! are filled side by side. The charts read the domains, never the boards.

use std::io::Write;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, Workbook, Worksheet};

use super::sheet::{self, Head};
use crate::analysis::overview::{Overview, Scope};
use crate::render::wording::overview as wording;
use crate::render::{CONFIDENTIAL, fingerprint};

mod boards;
mod cover;
mod explanation;
mod figures;
mod heat_map;
mod norms;
mod places;
mod spread;
mod temporary;
mod unreadable;
mod wide;

use temporary::with_temporary_files;
use wide::{Looks, Wide};

/// A sheet with a row per board or file, and how it is filled.
type Filled = fn(&Overview, &mut Wide<'_>) -> anyhow::Result<()>;

/// The workbook with a place for its fingerprint, into a file or anything else that can be written. Before it gets its
/// own name it is sealed, see [`fingerprint::seal_into`].
///
/// # Errors
/// Where `out` or a temporary file cannot be written.
pub fn overview(overview: &Overview, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let mut workbook = workbook(overview)?;
    with_temporary_files(|| Ok(workbook.save_to_writer(out)?))
}

/// How hard the sheets are packed, from 1 to 9. Packing is the one thing that cannot be done side by side: twice as
/// fast as the usual 6, for a file that is a quarter larger.
const PACKING: u8 = 2;

fn workbook(overview: &Overview) -> anyhow::Result<Workbook> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    workbook.set_properties(&properties(overview));
    let looks = Looks::registered(&mut workbook);
    let mut filled = wide_sheets(overview, &mut workbook, &looks)?.into_iter();
    let mut next = || filled.next().ok_or_else(|| anyhow::anyhow!("elk breed blad is er één keer"));
    let mut sheets = vec![
        cover::sheet(overview)?,
        next()?,
        next()?,
        norms::sheet(overview)?,
        spread::sheet(overview)?,
        next()?,
        next()?,
    ];
    sheets.extend(filled);
    sheets.push(explanation::sheet(overview)?);
    for worksheet in sheets {
        workbook.push_worksheet(worksheet);
    }
    Ok(workbook)
}

/// The sheets with a row per board, in the order of the workbook, and the files that could not be read where there are
/// any.
fn wide_sheets(
    overview: &Overview,
    workbook: &mut Workbook,
    looks: &Looks,
) -> anyhow::Result<Vec<Worksheet>> {
    let head = head(overview);
    let mut fill: Vec<(&'static str, Filled)> = vec![
        (boards::NAME, boards::fill),
        (heat_map::NAME, heat_map::fill),
        (places::NAME, places::fill),
        (figures::NAME, figures::fill),
    ];
    if !overview.unreadable.is_empty() {
        fill.push((unreadable::NAME, unreadable::fill));
    }
    let begin = |(name, fill)| Ok((Wide::new(name, workbook, &head, looks)?, fill));
    let begun: Vec<(Wide<'_>, Filled)> =
        with_temporary_files(|| fill.into_iter().map(begin).collect::<anyhow::Result<_>>())?;
    let filled = |(mut sheet, fill): (Wide<'_>, Filled)| {
        with_temporary_files(|| {
            fill(overview, &mut sheet)?;
            sheet.finish()
        })
    };
    begun.into_par_iter().map(filled).collect()
}

/// What stands at the top of every sheet and page.
fn head<'a>(overview: &Overview<'a>) -> Head<'a> {
    Head {
        document: wording::TITLE,
        owner: wording::boards(overview),
        moment: wording::moment(overview),
        catalogue: overview.catalogue,
        confidentiality: CONFIDENTIAL,
    }
}

/// The other sheets, each with what it is for.
fn contents(overview: &Overview) -> Vec<(&'static str, &'static str)> {
    let mut contents = vec![
        (boards::NAME, "een rij per bestuur, met cijfer en oordeel"),
        (heat_map::NAME, "alle besturen naast alle domeinen, in kleur"),
        (norms::NAME, "de normen die het vaakst onder het streefniveau staan"),
        (spread::NAME, "per domein hoe ver de besturen uit elkaar liggen"),
        (places::NAME, "de plaats van elk bestuur, per domein"),
        (figures::NAME, "alle cijfers van elk bestuur naast elkaar"),
    ];
    if !overview.unreadable.is_empty() {
        contents.push((unreadable::NAME, "bestanden die niet te lezen zijn"));
    }
    contents.push((explanation::NAME, "hoe er geteld is, en de bronnen"));
    contents
}

/// The scopes of a heat map or of places: the whole, the parts and the domains, with their names on one line.
fn scopes(overview: &Overview) -> Vec<(Scope, String)> {
    let catalogue = overview.catalogue;
    Scope::all(catalogue)
        .map(|scope| (scope, sheet::one_line(&wording::scope_name(catalogue, scope))))
        .collect()
}

fn properties(overview: &Overview) -> DocProperties {
    // The date decides the bytes, so a date that the file format does not know becomes its first day.
    let made = sheet::excel_date(overview.today).unwrap_or_default();
    DocProperties::new()
        .set_title(wording::TITLE)
        .set_subject(sheet::property(&format!(
            "{}, {}",
            overview.catalogue.title(),
            wording::boards(overview)
        )))
        .set_author("ibp-peil")
        .set_category(CONFIDENTIAL)
        .set_creation_datetime(&made)
        .set_custom_property(fingerprint::PROPERTY, fingerprint::PLACEHOLDER)
}
