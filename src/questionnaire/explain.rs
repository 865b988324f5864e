//! Everything the catalogue knows of the norm that is shown.

use super::screen::{Line, Screen, Tone, hint, hints};
use super::{Key, Place, Questionnaire, Turn, norm};
use crate::catalogue::{Catalogue, Norm};

/// Where the official text is: the page of the norm, or else of its domain, or else the site.
fn official_link<'c>(catalogue: &'c Catalogue, norm: &'c Norm) -> &'c str {
    let candidates = [&norm.source, &catalogue.domain_of(norm).source, &catalogue.source];
    candidates.into_iter().find(|link| !link.is_empty()).map_or("", String::as_str)
}

fn heading(text: &str) -> [Line; 2] {
    [Line::blank(), Line::text(text).tone(Tone::Strong)]
}

/// The explanation of the norm that is shown.
pub fn screen(q: &Questionnaire<'_>) -> Screen {
    let norm = q.norm();
    let mut screen = norm::head(q);
    let lines = &mut screen.lines;
    lines.push(norm::title_line(norm));
    lines.push(Line::text(norm.question.as_str()));
    if !norm.why.is_empty() {
        lines.push(Line::text(format!("Waarom: {}", norm.why)).tone(Tone::Quiet));
    }
    lines.extend(level_texts(q, norm));
    let mut section = |title: &str, text: &str| {
        if !text.is_empty() {
            lines.extend(heading(title));
            lines.push(Line::text(text));
        }
    };
    section("Zo ziet het eruit op school", &norm.example);
    section("Eerste stap", &norm.first_step);
    section("Vraag aan de ICT-leverancier", &norm.supplier);
    let who: Vec<&str> = norm.who.iter().map(|role| role.as_str()).collect();
    section("Wie weet dit meestal", &who.join(", "));
    section("Wet (indicatief)", &norm.statutory.join(", "));
    if !norm.evidence.is_empty() {
        lines.extend(heading("Hiermee kun je laten zien dat je het streefniveau haalt"));
        lines.extend(norm.evidence.iter().map(|item| Line::item("  - ", item.as_str())));
    }
    lines.extend(heading("Officiële tekst"));
    lines.push(Line::text(official_link(q.catalogue, norm)));
    if norm.provisional {
        lines.push(Line::text("Het nummer is voorlopig: het echte nummer van deze norm is nog niet bekend."));
    }
    if !norm.provenance.is_empty() {
        lines.push(Line::text(norm.provenance.as_str()).tone(Tone::Quiet));
    }
    screen.hints = vec![hint(format!("1-{}", q.catalogue.top_level()), "kies")];
    screen.hints.extend(hints([("↑↓ of spatie", "lezen"), ("Esc of Enter", "terug naar de vraag")]));
    screen.footnote = norm::footnote(norm);
    screen
}

fn level_texts(q: &Questionnaire<'_>, norm: &Norm) -> Vec<Line> {
    let mut lines = Vec::new();
    for (level, text) in (1..).zip(&norm.levels) {
        let target = if level == q.target() { norm::target_mark(q) } else { "" };
        let certainty = norm.certainty.get(usize::from(level) - 1);
        let certainty = certainty.map_or(String::new(), |certainty| format!(" ({})", certainty.as_str()));
        let title = format!("{level} {}{certainty}", q.catalogue.level_name(level));
        lines.extend([Line::blank(), Line::text(title).tail(target).tone(Tone::Strong)]);
        lines.push(Line::item("  ", text.as_str()));
    }
    if !norm.certainty.is_empty() {
        lines.push(Line::blank());
        lines.push(
            Line::text(
                "De teksten zijn van ons. Gezien: naar een tekst die we helemaal lazen. Deels: de bron was niet \
                 compleet. Afgeleid: uit de titel en de algemene niveaus.",
            )
            .tone(Tone::Quiet),
        );
    }
    lines
}

/// Handles a key at the explanation: a level answers at once.
pub(super) fn input(q: &mut Questionnaire<'_>, key: Key) -> Turn {
    match key {
        Key::Escape | Key::Enter | Key::Char('u' | 'U' | '?') => Turn::to(Place::Norm { all_levels: false }),
        Key::Char(c) => match norm::level_of(q, c) {
            Some(level) => norm::choose_level(q, level),
            None => {
                q.unknown_key(key);
                Turn::to(Place::Explain)
            }
        },
        _ => {
            q.unknown_key(key);
            Turn::to(Place::Explain)
        }
    }
}
