//! What is said to people who are asked for their part: in a mail, in a letter, on paper. Never a level or an answer.

use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Domain, Norm, Role};
use crate::dutch::{and_list, capital_first, count, lower_first};
use crate::finding::print::on_one_line;

/// How what to ask a supplier begins in a catalogue, the longest first: it is said to the board.
const ASK: [&str; 2] = ["Vraag om ", "Vraag "];

/// What it is about: "informatiebeveiliging en privacy".
pub fn subject_matter(catalogue: &Catalogue) -> String {
    let parts: Vec<String> = catalogue.parts.iter().map(|part| lower_first(&part.name)).collect();
    and_list(&parts)
}

/// The name of the board, where there is one already.
pub fn named_board(assessment: &Assessment) -> Option<String> {
    let name = on_one_line(assessment.board.name.trim());
    (!name.is_empty()).then_some(name)
}

/// Who asks.
pub fn board(assessment: &Assessment) -> String {
    named_board(assessment).unwrap_or_else(|| "Ons bestuur".to_owned())
}

/// The subject of a message with so many questions; short enough for one line.
pub fn subject(catalogue: &Catalogue, questions: usize) -> String {
    format!("{} over {}", count(questions, "vraag", "vragen"), subject_matter(catalogue))
}

/// True for those who are addressed formally and show things instead of choosing a level.
pub fn is_outsider(role: &str) -> bool {
    role.eq_ignore_ascii_case(Role::IctSupplier.as_str())
}

/// What an outsider is asked to show for a norm, below [`TO_SHOW`]; where the catalogue does not say so, its question.
pub fn to_show(norm: &Norm) -> String {
    match norm.supplier.trim() {
        "" => norm.question.clone(),
        text => capital_first(ASK.iter().find_map(|ask| text.strip_prefix(ask)).unwrap_or(text)),
    }
}

/// The name of a domain as it stands above its questions.
pub fn domain_title(catalogue: &Catalogue, domain: &Domain) -> String {
    format!("{} {} ({})", domain.code, domain.name, lower_first(&catalogue.parts[domain.part].name))
}

/// How an outsider is addressed.
pub const TO_OUTSIDER: &str = "Geachte leverancier,";

/// Why an outsider is asked.
pub fn why_outsider(catalogue: &Catalogue, assessment: &Assessment) -> String {
    format!(
        "{} brengt over {} in kaart hoe het staat met {} ({}). Een deel daarvan doet u voor ons. Wij blijven zelf \
         verantwoordelijk, en moeten dus kunnen laten zien hoe het geregeld is.",
        board(assessment),
        assessment.meta.reporting_year,
        subject_matter(catalogue),
        catalogue.name
    )
}

/// How an outsider may answer.
pub const TO_SEND: &str = "Wilt u ons vóór [INVULLEN: datum] sturen wat u bij de onderwerpen hieronder kunt laten zien? \
     Is iets er niet, laat dat dan gerust weten: ook dat helpt ons. Stuur gevoelige documenten langs een beveiligde weg, \
     en geen wachtwoorden of persoonsgegevens.";

/// What stands above the things to show.
pub const TO_SHOW: &str = "Wij vragen u, per onderwerp:";

/// What someone is asked for a norm.
pub fn question(norm: &Norm, role: &str) -> String {
    if is_outsider(role) { to_show(norm) } else { norm.question.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded::newest;

    #[test]
    fn what_a_supplier_is_asked_is_said_to_the_supplier() {
        let catalogue = newest();
        for norm in catalogue.norms.iter().filter(|norm| !norm.supplier.is_empty()) {
            let text = to_show(norm);
            assert!(text.starts_with(char::is_uppercase), "{} {text}", norm.id);
            for piece in ["Om ", "Vraag ", " en om ", "leverancier"] {
                assert!(!text.contains(piece), "{} {text}", norm.id);
            }
            // In a letter these would be the wrong people.
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            for word in ["jullie", "je", "jij", "zij", "hun", "hen", "we"] {
                assert!(!words.contains(&word), "{} {text}", norm.id);
            }
        }
    }
}
