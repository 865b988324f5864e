//! Two assessments beside each other in the terminal: what fell first, because that needs attention.

use super::{catalogue_line, heading, running, table, wrapped};
use crate::analysis::comparison::{Change, Comparison, Movement, ScopeChange};
use crate::catalogue::{Catalogue, MARK_FOOTNOTE};
use crate::dutch::capital_first;
use crate::finding::print::visible;
use crate::render::CONFIDENTIAL;
use crate::render::wording::{self, comparison as words};

/// The most norms that the last line names.
const NAMED: usize = 12;

/// The whole comparison.
pub fn comparison(comparison: &Comparison<'_>) -> String {
    let mut blocks = vec![head(comparison), cautions(comparison), summary(comparison)];
    let moved = Movement::ALL.into_iter().filter(|movement| *movement != Movement::Unchanged);
    blocks.extend(moved.map(|movement| norms(comparison, movement)));
    blocks.extend([targets(comparison), scopes(comparison), footnotes(comparison), now(comparison)]);
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn head(comparison: &Comparison<'_>) -> String {
    let mut out =
        heading(&format!("{} · {} naast elkaar", words::owners(comparison), words::moments(comparison)));
    out.push_str(&catalogue_line(comparison.catalogue));
    for (name, moment) in [("Eerst:  ", &comparison.old), ("Daarna: ", &comparison.new)] {
        out.push_str(&wrapped(name, "        ", &words::moment(moment)));
        // A path is never folded: it must stay usable.
        out.push_str(&format!("        {}\n", visible(&moment.file)));
    }
    out.push_str(&running(CONFIDENTIAL));
    out
}

fn cautions(comparison: &Comparison<'_>) -> String {
    let said = comparison.cautions.iter().map(|caution| words::caution(comparison, *caution));
    said.map(|text| wrapped("Let op: ", "        ", &format!("{text}."))).collect()
}

fn summary(comparison: &Comparison<'_>) -> String {
    let changes = &comparison.changes;
    running(&format!("{}\n{}", words::summary(changes), words::passages(changes)))
}

/// The norms to which this happened, as a table.
fn norms(comparison: &Comparison<'_>, movement: Movement) -> String {
    let rows: Vec<Vec<String>> =
        comparison.changes.of(movement).map(|change| norm_row(comparison.catalogue, change)).collect();
    if rows.is_empty() {
        return String::new();
    }
    let [old, new] = &comparison.labels;
    let title = format!("{} ({})", words::movement(movement), rows.len());
    let passed = rows.iter().any(|row| row.last().is_some_and(|word| !word.is_empty()));
    let header = ["Norm", "Titel", old, new, "Streef-\nniveau"];
    // Without a word in it the last column only takes room.
    let shown = header.len() - usize::from(!passed);
    let rows = rows.into_iter().map(|mut row| {
        row.truncate(shown);
        row
    });
    running(&title) + &table(&header[..shown], rows.collect(), &[])
}

fn norm_row(catalogue: &Catalogue, change: &Change) -> Vec<String> {
    let norm = &catalogue.norms[change.norm];
    vec![
        norm.id.clone(),
        norm.marked_title(),
        words::state(catalogue, change.old.state),
        words::state(catalogue, change.new.state),
        words::passage(change).to_owned(),
    ]
}

/// Norms with another target than they had.
fn targets(comparison: &Comparison<'_>) -> String {
    let catalogue = comparison.catalogue;
    let mut out = String::new();
    for change in comparison.other_targets() {
        let norm = &catalogue.norms[change.norm];
        let text = format!(
            "{} {}: {} → {}",
            norm.id,
            norm.marked_title(),
            wording::level(catalogue, change.old.target),
            wording::level(catalogue, change.new.target)
        );
        out.push_str(&wrapped("  ", "    ", &text));
    }
    if out.is_empty() { out } else { format!("Ander streefniveau\n{out}") }
}

/// The figures of the whole, every part and every domain.
fn scopes(comparison: &Comparison<'_>) -> String {
    let (catalogue, scopes) = (comparison.catalogue, &comparison.scopes);
    let mut rows = vec![scope_row("Alles samen".to_owned(), &scopes.whole)];
    for (part, change) in scopes.parts.iter().enumerate() {
        rows.push(scope_row(catalogue.parts[part].name.clone(), change));
        let domains = catalogue.domains.iter().zip(&scopes.domains);
        for (domain, change) in domains.filter(|(domain, _)| domain.part == part) {
            rows.push(scope_row(format!("· {} {}", domain.code, domain.name), change));
        }
    }
    let header =
        ["Domein", "Op streefniveau", "Ver-\nschil", "Onder-\nbouwd", "Open", "Gemiddelde", "Ver-\nschil"];
    table(&header, rows, &[1, 2, 3, 4, 5, 6])
}

fn scope_row(name: String, change: &ScopeChange) -> Vec<String> {
    vec![
        name,
        words::on_target(change),
        words::on_target_difference(change),
        words::counts(change, |figures| figures.evidenced),
        words::counts(change, |figures| figures.open),
        words::means(change),
        words::difference(change.mean),
    ]
}

/// What to look at first, once more at the end: the beginning may have left the screen by now.
fn now(comparison: &Comparison<'_>) -> String {
    let changes = &comparison.changes;
    let lost: Vec<&str> = [Movement::Fallen, Movement::Gone]
        .into_iter()
        .flat_map(|movement| changes.of(movement))
        .map(|change| comparison.catalogue.norms[change.norm].id.as_str())
        .collect();
    if lost.is_empty() {
        return String::new();
    }
    let (named, rest) = lost.split_at(lost.len().min(NAMED));
    let more = if rest.is_empty() { String::new() } else { format!(" en nog {}", rest.len()) };
    wrapped("Nu: ", "    ", &format!("kijk na wat daalde of verviel: {}{more}.", named.join(", ")))
}

fn footnotes(comparison: &Comparison<'_>) -> String {
    let shown = comparison
        .changes
        .0
        .iter()
        .filter(|change| change.movement != Movement::Unchanged || change.other_target());
    let marked = shown.map(|change| &comparison.catalogue.norms[change.norm]).any(|norm| norm.unconfirmed());
    let mark = if marked { format!("{MARK_FOOTNOTE}\n") } else { String::new() };
    running(&format!("{mark}{}", capital_first(words::DIFFERENCE)))
}
