//! Two assessments beside each other as Markdown: what the workbook says, in a form to read, mail and keep.

use super::escape;
use super::page::{Page, labelled};
use crate::analysis::Figures;
use crate::analysis::comparison::{Change, Comparison, Movement, ScopeChange, Scopes};
use crate::analysis::number::signed;
use crate::catalogue::{Catalogue, MARK_FOOTNOTE};
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, comparison as words};

/// The whole document.
pub fn comparison(comparison: &Comparison<'_>) -> String {
    let mut page = Page::default();
    page.block(format!("# {}: {}", words::TITLE, escape(&words::owners(comparison))));
    page.block(format!("**{CONFIDENTIAL}**"));
    page.list([
        labelled("Normenkader", &comparison.catalogue.name),
        labelled("Editie", &wording::edition(comparison.catalogue)),
        labelled("Eerst", &words::moment(&comparison.old)),
        labelled("Daarna", &words::moment(&comparison.new)),
        labelled("Bestanden", &format!("{}, {}", comparison.old.file, comparison.new.file)),
    ]);
    let cautions = comparison.cautions.iter().map(|caution| words::caution(comparison, *caution));
    careful(&mut page, cautions);
    page.block(format!("**{}**", escape(&words::summary(&comparison.changes))));
    let passages = words::passages(&comparison.changes);
    if !passages.is_empty() {
        page.block(escape(&passages));
    }
    for movement in Movement::ALL.into_iter().filter(|movement| *movement != Movement::Unchanged) {
        norms(&mut page, comparison, movement);
    }
    targets(&mut page, comparison);
    page.heading("Cijfers");
    figures(&mut page, comparison.catalogue, &comparison.scopes, &comparison.labels);
    page.block(MARK_FOOTNOTE);
    page.block(format!("{} · {CONFIDENTIAL}", escape(&comparison.catalogue.title())));
    page.text
}

/// Why to be careful, in a box.
pub(super) fn careful<T: AsRef<str>>(page: &mut Page, cautions: impl Iterator<Item = T>) {
    let lines: Vec<String> = cautions.map(|text| format!("> Let op: {}.", escape(text.as_ref()))).collect();
    if !lines.is_empty() {
        page.block(lines.join("\n>\n"));
    }
}

fn norms(page: &mut Page, comparison: &Comparison<'_>, movement: Movement) {
    let rows: Vec<Vec<String>> =
        comparison.changes.of(movement).map(|change| norm_row(comparison.catalogue, change)).collect();
    if rows.is_empty() {
        return;
    }
    page.heading(&format!("{} ({})", words::movement(movement), rows.len()));
    let [old, new] = &comparison.labels;
    page.table(&["Norm", "Titel", old, new, "Streefniveau", "Gehaald of kwijt"], &rows);
}

fn norm_row(catalogue: &Catalogue, change: &Change) -> Vec<String> {
    let norm = &catalogue.norms[change.norm];
    vec![
        escape(&norm.id),
        escape(&norm.marked_title()),
        escape(&words::state(catalogue, change.old.state)),
        escape(&words::state(catalogue, change.new.state)),
        escape(&wording::level(catalogue, change.new.target)),
        words::passage(change).to_owned(),
    ]
}

fn targets(page: &mut Page, comparison: &Comparison<'_>) {
    let catalogue = comparison.catalogue;
    let rows: Vec<Vec<String>> = comparison
        .other_targets()
        .into_iter()
        .map(|change| {
            let norm = &catalogue.norms[change.norm];
            vec![
                escape(&norm.id),
                escape(&norm.marked_title()),
                escape(&wording::level(catalogue, change.old.target)),
                escape(&wording::level(catalogue, change.new.target)),
            ]
        })
        .collect();
    if !rows.is_empty() {
        page.heading("Ander streefniveau");
        page.table(&["Norm", "Titel", &comparison.labels[0], &comparison.labels[1]], &rows);
    }
}

/// The figures of every scope in both, each with its difference.
fn figures(page: &mut Page, catalogue: &Catalogue, scopes: &Scopes, labels: &[String; 2]) {
    let [old, new] = labels;
    let headers = [
        "".to_owned(),
        format!("Op streefniveau {old}:"),
        format!("{new}:"),
        "Verschil:".to_owned(),
        "Onderbouwd:".to_owned(),
        "Open:".to_owned(),
        "N.v.t.:".to_owned(),
        format!("Gemiddelde \\* {old}:"),
        format!("{new}:"),
        "Verschil:".to_owned(),
        format!("Laagste {old}"),
        new.clone(),
    ];
    let mut rows = vec![figures_row(catalogue, "**Geheel**".to_owned(), &scopes.whole)];
    for (part, change) in catalogue.parts.iter().zip(&scopes.parts) {
        rows.push(figures_row(catalogue, format!("**{}**", escape(&part.name)), change));
    }
    for (domain, change) in catalogue.domains.iter().zip(&scopes.domains) {
        let name = format!("{} {}", escape(&domain.code), escape(&domain.name));
        rows.push(figures_row(catalogue, name, change));
    }
    page.table(&headers.each_ref().map(String::as_str), &rows);
    page.block(format!("\\* {} {}", wording::MEAN_CAUTION, words::DIFFERENCE));
}

fn figures_row(catalogue: &Catalogue, name: String, change: &ScopeChange) -> Vec<String> {
    let count = |figure: fn(&Figures) -> u32, difference: i64| match difference {
        0 => figure(&change.new).to_string(),
        _ => format!("{} → {} ({})", figure(&change.old), figure(&change.new), signed(difference)),
    };
    vec![
        name,
        wording::on_target(&change.old),
        wording::on_target(&change.new),
        words::on_target_difference(change),
        count(|figures| figures.evidenced, change.evidenced),
        count(|figures| figures.open, change.open),
        count(|figures| figures.not_applicable, change.not_applicable),
        wording::mean(&change.old),
        wording::mean(&change.new),
        words::difference(change.mean),
        escape(&wording::lowest(catalogue, &change.old)),
        escape(&wording::lowest(catalogue, &change.new)),
    ]
}
