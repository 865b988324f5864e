//! An overview as a table: a row per board, or a row per board and norm; and the key to an anonymous one.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Table, guarded};
use crate::analysis::Shown;
use crate::analysis::overview::{BoardRow, KeyLine, Overview, Ranking, Scope};
use crate::catalogue::{Catalogue, Norm};
use crate::render::batches;

/// What is known of a board, before its figures.
const BOARD: [&str; 19] = [
    "bestand",
    "bestuur",
    "bestuursnummer",
    "sectoren",
    "scholen",
    "leerlingen",
    "verslagjaar",
    "werkwijze",
    "status",
    "cijfers_van",
    "streefniveau",
    "meer_metingen",
    "voldoet",
    "voldoet_toepasselijk",
    "voldoet_nvt",
    "voldoet_open",
    "voldoet_onder",
    "normenkader",
    "editie",
];

/// The figures of every scope, behind its name.
const FIGURES: [&str; 10] = [
    "gemiddelde",
    "op_streefniveau",
    "percentage",
    "onderbouwd",
    "toepasselijk",
    "beantwoord",
    "open",
    "nvt",
    "laagste",
    "plaats",
];

/// A row per board: what is known of it, and the figures of the whole, every part and every domain.
///
/// # Errors
/// What cannot be written.
pub fn boards(overview: &Overview<'_>, out: &mut dyn Write) -> io::Result<()> {
    let catalogue = overview.catalogue;
    let scopes: Vec<(Scope, Ranking)> =
        Scope::all(catalogue).map(|scope| (scope, overview.ranking(scope))).collect();
    let mut table = Table::new(&mut *out);
    for name in BOARD {
        table.cell(name)?;
    }
    for (scope, _) in &scopes {
        for figure in FIGURES {
            table.text(&format!("{}_{figure}", column(catalogue, *scope)))?;
        }
    }
    table.end_of_row()?;
    table.finish()?;
    batches::written(&overview.boards, out, |board, row| {
        let mut table = Table::new(row);
        about(overview, board, &mut table)?;
        for (scope, ranking) in &scopes {
            figures(overview, board, *scope, ranking, &mut table)?;
        }
        table.end_of_row()?;
        table.finish()
    })
}

fn column(catalogue: &Catalogue, scope: Scope) -> &str {
    match scope {
        Scope::Whole => "geheel",
        Scope::Part(part) => &catalogue.parts[part].id,
        Scope::Domain(domain) => &catalogue.domains[domain].code,
    }
}

fn about(overview: &Overview<'_>, board: &BoardRow, table: &mut Table<'_>) -> io::Result<()> {
    table.text(board.file.as_deref().unwrap_or_default())?;
    table.text(&board.label)?;
    table.text(board.number.as_deref().unwrap_or_default())?;
    table.text(&board.sectors.join(" "))?;
    table.number(board.schools)?;
    table.number(board.pupils)?;
    table.number(Some(board.reporting_year))?;
    table.cell(board.method.as_str())?;
    table.cell(board.stage.as_str())?;
    table.cell(board.figures_date.map(|day| day.to_string()).unwrap_or_default())?;
    table.number(Some(board.target))?;
    table.truth(board.repeated)?;
    let verdict = &board.verdict;
    table.truth(verdict.complies)?;
    for count in [verdict.applicable, verdict.not_applicable, verdict.open, verdict.below] {
        table.number(Some(count))?;
    }
    table.text(&overview.catalogue.id)?;
    table.text(&overview.catalogue.edition)
}

fn figures(
    overview: &Overview<'_>,
    board: &BoardRow,
    scope: Scope,
    ranking: &Ranking,
    table: &mut Table<'_>,
) -> io::Result<()> {
    let line = board.line(scope);
    decimal(overview.mean(board, scope), table)?;
    table.number(Some(line.on_target))?;
    decimal(line.share().map(|share| share.shown), table)?;
    for count in [line.evidenced, line.applicable(), line.answered, line.open, line.not_applicable] {
        table.number(Some(count))?;
    }
    table.number(line.lowest())?;
    table.number(ranking.place(line).map(|place| place.place))
}

/// A number with one decimal behind a point.
fn decimal(shown: Option<Shown>, table: &mut Table<'_>) -> io::Result<()> {
    match shown {
        Some(shown) => table.cell(format!("{}.{}", shown.0 / 10, shown.0 % 10)),
        None => table.cell(""),
    }
}

/// The columns of the long form.
const NORMS: [&str; 15] = [
    "bestand",
    "bestuur",
    "bestuursnummer",
    "verslagjaar",
    "onderdeel",
    "domein",
    "norm",
    "titel",
    "titel_bevestigd",
    "stand",
    "niveau",
    "streefniveau",
    "op_streefniveau",
    "van_toepassing",
    "bewijs",
];

/// A row per board and norm.
///
/// # Errors
/// What cannot be written.
pub fn norms(overview: &Overview<'_>, out: &mut dyn Write) -> io::Result<()> {
    let catalogue = overview.catalogue;
    let mut table = Table::new(&mut *out);
    for name in NORMS {
        table.cell(name)?;
    }
    table.end_of_row()?;
    table.finish()?;
    // The same for every board, and there may be ten thousand of them.
    let norms: Vec<NormCells<'_>> =
        catalogue.norms.iter().map(|norm| NormCells::of(catalogue, norm)).collect();
    batches::written(&overview.boards, out, |board, rows| {
        let file = guarded(board.file.as_deref().unwrap_or_default());
        let (label, number) = (guarded(&board.label), guarded(board.number.as_deref().unwrap_or_default()));
        let mut table = Table::new(rows);
        for (norm, line) in norms.iter().zip(&board.norms) {
            for text in [&file, &label, &number] {
                table.cell(text.as_bytes())?;
            }
            table.number(Some(board.reporting_year))?;
            for text in &norm.texts {
                table.cell(text.as_bytes())?;
            }
            table.truth(norm.confirmed)?;
            table.cell(line.state.as_str())?;
            table.number(line.level())?;
            table.number(Some(line.target))?;
            table.truth(line.on_target())?;
            table.truth(line.applicable())?;
            table.truth(line.evidence)?;
            table.end_of_row()?;
        }
        table.finish()
    })
}

/// The cells that say which norm it is.
struct NormCells<'a> {
    /// Part, domain, id and title.
    texts: [Cow<'a, str>; 4],
    confirmed: bool,
}

impl<'a> NormCells<'a> {
    fn of(catalogue: &'a Catalogue, norm: &'a Norm) -> Self {
        let (part, domain) = (catalogue.part_of(norm), catalogue.domain_of(norm));
        Self {
            texts: [&part.id, &domain.code, &norm.id, &norm.title].map(|text| guarded(text)),
            confirmed: !norm.unconfirmed(),
        }
    }
}

/// Which letters of an anonymous overview are which board.
///
/// # Errors
/// What cannot be written.
pub fn key(key: &[KeyLine], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out);
    for name in ["letter", "bestuur", "bestuursnummer", "verslagjaar", "bestand"] {
        table.cell(name)?;
    }
    table.end_of_row()?;
    for line in key {
        table.text(&line.label)?;
        table.text(&line.name)?;
        table.text(line.number.as_deref().unwrap_or_default())?;
        table.number(line.reporting_year)?;
        table.text(&line.file)?;
        table.end_of_row()?;
    }
    table.finish()
}
