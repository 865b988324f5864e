//! The result of `toets` as JSON. The schema is `tests/schemas/toets.schema.json`.

use serde_json::{Value, json};

use super::{folder, messages, safe};
use crate::finding::Findings;
use crate::gate::{Case, Check, CheckedFile, Judgement, Subject, to_do};
use crate::render::CONFIDENTIAL;
use crate::render::pointer::Pointer;

/// The format number of the result.
pub const FORMAT: u32 = 1;

/// The whole result as one JSON object, ending in a line end.
pub fn check(check: &Check<'_>) -> String {
    let catalogue = check.catalogue;
    let counts = check.counts();
    let value = json!({
        "formaat": FORMAT,
        "soort": "toets",
        "vertrouwelijkheid": CONFIDENTIAL,
        "versie": env!("CARGO_PKG_VERSION"),
        "datum": check.today.to_string(),
        "normenkader": {
            "id": catalogue.id,
            "editie": catalogue.edition,
            "map": folder(catalogue),
        },
        "eisen": check.gates.iter().map(|gate| gate.name.as_str()).collect::<Vec<_>>(),
        "uitkomst": check.verdict().as_str(),
        "aantallen": {
            "gehaald": counts.met,
            "niet-gehaald": counts.not_met,
            "niet-te-lezen": counts.broken,
        },
        "bestanden": check.files.iter().map(|file| checked_file(check, file)).collect::<Vec<_>>(),
    });
    safe(&format!("{value:#}\n"))
}

fn checked_file(check: &Check<'_>, file: &CheckedFile) -> Value {
    match &file.found {
        Ok(judged) => {
            let pointer = Pointer::new(check.catalogue, judged);
            json!({
                "bestand": file.name,
                "uitkomst": file.verdict().as_str(),
                "bestuur": judged.board,
                "verslagjaar": judged.reporting_year,
                "eisen": judged.judgements.iter().map(|found| judgement(check, &pointer, found)).collect::<Vec<_>>(),
                "te-doen": to_do(&judged.judgements),
                "bevindingen": findings(&judged.warnings),
            })
        }
        Err(found) => json!({
            "bestand": file.name,
            "uitkomst": file.verdict().as_str(),
            "bestuur": null,
            "verslagjaar": null,
            "eisen": [],
            "te-doen": [],
            "bevindingen": findings(found),
        }),
    }
}

fn judgement(check: &Check<'_>, pointer: &Pointer<'_>, judgement: &Judgement) -> Value {
    json!({
        "eis": judgement.gate,
        "inhoud": judgement.demand,
        "gehaald": judgement.met,
        "samenvatting": judgement.summary,
        "onderdelen": judgement.cases.iter().map(|found| case(check, pointer, found)).collect::<Vec<_>>(),
    })
}

fn case(check: &Check<'_>, pointer: &Pointer<'_>, case: &Case) -> Value {
    let place = pointer.place(case);
    let (norm, key) = match case.subject {
        Subject::Norm(norm) => (Some(check.catalogue.norms[norm].id.as_str()), None),
        Subject::Meta(key) => (None, Some(key)),
        Subject::AnnualReport => (None, Some("jaarverslag")),
        Subject::Together => (None, None),
    };
    json!({
        "norm": norm,
        "sleutel": key,
        "uitkomst": case.outcome.as_str(),
        "tekst": case.text,
        "regel": place.line,
        "kolom": place.column,
    })
}

fn findings(findings: &Findings) -> Vec<Value> {
    findings.0.iter().map(messages::value).collect()
}
