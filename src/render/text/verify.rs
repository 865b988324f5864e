//! What a person must still compare with the official site, in the order in which it matters.

use super::norms::{listed, norms, section};
use super::{catalogue_line, heading, running, wrapped};
use crate::catalogue::{Catalogue, Certainty, MARK_FOOTNOTE, Norm, Status};

const TITLE: &str = "nummer en titel van derden: klopt de titel?";
const NUMBER_AND_TITLE: &str = "eigen invulling: kloppen nummer en titel?";
const EXISTENCE: &str = "voorlopig: bestaat de norm, en onder welk nummer?";

/// The whole list.
pub fn to_verify(catalogue: &Catalogue) -> String {
    let mut out = heading("Te vergelijken met de officiële site");
    out.push_str(&catalogue_line(catalogue));
    out.push_str(&running(&catalogue.source));
    out.push_str(&numbers_and_titles(catalogue));
    out.push_str(&targets(catalogue));
    out.push_str(&level_texts(catalogue));
    out.push_str(&pages_and_links(catalogue));
    if catalogue.norms.iter().any(Norm::unconfirmed) {
        out.push_str(&format!("\n{}", running(MARK_FOOTNOTE)));
    }
    out
}

/// What must be asked of the official site about the number and title of a norm.
fn question(norm: &Norm) -> Option<&'static str> {
    match norm.status {
        _ if norm.provisional => Some(EXISTENCE),
        Status::Confirmed => None,
        Status::SecondHand => Some(TITLE),
        Status::Reconstructed => Some(NUMBER_AND_TITLE),
    }
}

fn numbers_and_titles(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    for (index, part) in catalogue.parts.iter().enumerate() {
        for wanted in [TITLE, NUMBER_AND_TITLE, EXISTENCE] {
            let belongs =
                |norm: &&Norm| catalogue.domain_of(norm).part == index && question(norm) == Some(wanted);
            let found: Vec<&Norm> = catalogue.norms.iter().filter(belongs).collect();
            if !found.is_empty() {
                out.push_str(&format!(
                    "\n{}",
                    running(&format!("{} – {wanted} ({})", part.name, norms(found.len())))
                ));
                found.iter().for_each(|norm| out.push_str(&with_page(norm)));
            }
        }
    }
    out
}

fn with_page(norm: &Norm) -> String {
    listed(norm) + &wrapped("           ", "           ", &norm.source)
}

/// The texts that decide most: those of the target, at norms that exist for certain.
fn targets(catalogue: &Catalogue) -> String {
    let at_target = usize::from(catalogue.target).saturating_sub(1);
    let not_whole = |norm: &&Norm| {
        !norm.unconfirmed() && norm.certainty.get(at_target).is_some_and(|found| *found != Certainty::Seen)
    };
    let ids: Vec<&str> = catalogue.norms.iter().filter(not_whole).map(|norm| norm.id.as_str()).collect();
    let title = format!("Eerst: niveau {} van bevestigde normen, nog niet helemaal gezien", catalogue.target);
    section(&title, &ids.join(", "))
}

/// All level texts that were not read whole. Norms of which the same levels are uncertain stand together: that is one
/// line instead of twenty.
fn level_texts(catalogue: &Catalogue) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for norm in &catalogue.norms {
        let what = uncertain_levels(norm);
        match groups.iter_mut().find(|(group, _)| *group == what) {
            Some((_, ids)) => ids.push(&norm.id),
            None if what.is_empty() => {}
            None => groups.push((what, vec![&norm.id])),
        }
    }
    let lines: Vec<String> = groups.iter().map(|(what, ids)| format!("{what}: {}", ids.join(", "))).collect();
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| wrapped("  ", "    ", line)).collect();
    format!("\nNiveauteksten die deels gezien of afgeleid zijn (achter het woord de niveaus)\n{lines}")
}

/// Such as "deels 3 · afgeleid 4 5".
fn uncertain_levels(norm: &Norm) -> String {
    let levels = |wanted: Certainty| {
        let found = norm.certainty.iter().enumerate().filter(move |(_, certainty)| **certainty == wanted);
        found.map(|(index, _)| format!(" {}", index + 1)).collect::<String>()
    };
    let kinds = [Certainty::Partial, Certainty::Inferred].map(|kind| (kind.as_str(), levels(kind)));
    let known = kinds.iter().filter(|(_, levels)| !levels.is_empty());
    known.map(|(kind, levels)| format!("{kind}{levels}")).collect::<Vec<_>>().join(" · ")
}

fn pages_and_links(catalogue: &Catalogue) -> String {
    let unknown = catalogue.domains.iter().filter(|domain| domain.source.is_empty());
    let unknown: Vec<&str> = unknown.map(|domain| domain.code.as_str()).collect();
    let without_related = catalogue.norms.iter().filter(|norm| norm.related.is_empty()).count();
    let without_project = catalogue.norms.iter().filter(|norm| norm.growth_path.is_empty()).count();
    let empty = format!(
        "verwante wetten en normen bij {}; deelproject van het Groeipad bij {}",
        norms(without_related),
        norms(without_project)
    );
    section("Domeinen waarvan de officiële pagina niet bekend is", &unknown.join(", "))
        + &section("Nog niet ingevuld", &empty)
}
