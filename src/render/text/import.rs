//! What an import changes, and where people answered differently.

use super::{heading, table, wrapped};
use crate::assessment::Assessment;
use crate::assessment::differences::Difference;
use crate::assessment::place::Place;
use crate::catalogue::Catalogue;
use crate::dutch::{self, shorten};
use crate::form::combine::{Dispute, Owner};

/// The most characters that a version shows of one thing it says.
const SHOWN: usize = 90;

/// Everything that changes in the assessment, a line each.
pub fn changes(catalogue: &Catalogue, file: &str, changes: &[Difference]) -> String {
    let mut out = heading(&format!("Dit verandert er in {file}"));
    for change in changes {
        out.push_str(&wrapped("- ", "  ", &change.line(catalogue, usize::MAX)));
    }
    out.push('\n');
    out
}

/// Every place where people differ, with what each says, who and when; empty where they agree.
pub fn disputes(catalogue: &Catalogue, file: &str, parts: &[String], disputes: &[Dispute]) -> String {
    let mut out = String::new();
    for (title, decided) in [("Hier verschillen de antwoorden", false), ("Hier koos --voorrang", true)] {
        let found: Vec<&Dispute> =
            disputes.iter().filter(|dispute| dispute.winner.is_some() == decided).collect();
        if found.is_empty() {
            continue;
        }
        out.push_str(&heading(title));
        for dispute in found {
            out.push_str(&one(catalogue, file, parts, dispute));
            out.push('\n');
        }
    }
    out
}

fn one(catalogue: &Catalogue, file: &str, parts: &[String], dispute: &Dispute) -> String {
    let mut out = wrapped("", "  ", &dispute.place.title(catalogue));
    let rows = dispute
        .versions
        .iter()
        .map(|(owner, version)| {
            let name = match owner {
                Owner::Target => file,
                Owner::Part(index) => parts.get(*index).map_or("", String::as_str),
            };
            let name = match dispute.winner {
                Some(winner) if winner == *owner => format!("{name} (overgenomen)"),
                Some(_) => format!("{name} (niet overgenomen)"),
                None => name.to_owned(),
            };
            let (who, when) = signature(&dispute.place, version);
            vec![name, says(catalogue, &dispute.place, version), who, when]
        })
        .collect();
    out.push_str(&table(&["Bestand", "Zegt", "Door", "Op"], rows, &[]));
    out
}

fn says(catalogue: &Catalogue, place: &Place, version: &Assessment) -> String {
    let said: Vec<String> = place
        .contents(version, catalogue)
        .into_iter()
        .filter(|(label, _)| !label.starts_with("beoordeeld"))
        .map(|(label, text)| match label {
            "" | "antwoord" => shorten(&text, SHOWN),
            label => format!("{label}: {}", shorten(&text, SHOWN)),
        })
        .collect();
    if said.is_empty() { "niets".to_owned() } else { said.join("\n") }
}

fn signature(place: &Place, version: &Assessment) -> (String, String) {
    let Place::Norm(id) = place else { return (String::new(), String::new()) };
    let answer = version.answer(id);
    (
        answer.and_then(|answer| answer.assessed_by.clone()).unwrap_or_default(),
        answer.and_then(|answer| answer.assessed_on).map_or(String::new(), dutch::date),
    )
}
