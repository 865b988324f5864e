//! The result of `vergelijk` with two assessments as JSON. The schema is `tests/schemas/vergelijking.schema.json`.

use serde_json::{Value, json};

use super::{figures, folder, safe};
use crate::analysis::comparison::{
    Caution, Change, Comparison, Moment, Movement, Passage, ScopeChange, Scopes,
};
use crate::analysis::number::Difference;
use crate::analysis::{Changes, NormResult};
use crate::catalogue::Catalogue;
use crate::render::CONFIDENTIAL;
use crate::render::wording::comparison as words;

/// The format number of a comparison.
pub const FORMAT: u32 = 1;

/// The whole comparison as one JSON object, ending in a line end.
pub fn comparison(comparison: &Comparison<'_>) -> String {
    let catalogue = comparison.catalogue;
    let said = |caution: &Caution| warning(*caution, &words::caution(comparison, *caution));
    let value = json!({
        "formaat": FORMAT,
        "soort": "vergelijking",
        "vertrouwelijkheid": CONFIDENTIAL,
        "versie": env!("CARGO_PKG_VERSION"),
        "datum": comparison.today.to_string(),
        "normenkader": framework(catalogue),
        "waarschuwingen": comparison.cautions.iter().map(said).collect::<Vec<_>>(),
        "oud": moment(&comparison.labels[0], &comparison.old),
        "nieuw": moment(&comparison.labels[1], &comparison.new),
        "aantallen": counts(&comparison.changes),
        "cijfers": scopes(catalogue, &comparison.scopes),
        "normen": comparison.changes.0.iter().map(|found| change(catalogue, found)).collect::<Vec<_>>(),
    });
    safe(&format!("{value:#}\n"))
}

pub(super) fn framework(catalogue: &Catalogue) -> Value {
    json!({ "id": catalogue.id, "editie": catalogue.edition, "map": folder(catalogue) })
}

pub(super) fn warning(caution: Caution, text: &str) -> Value {
    let kind = match caution {
        Caution::OtherBoard => "ander-bestuur",
        Caution::WrongOrder => "volgorde",
        Caution::OtherMethod => "andere-werkwijze",
        Caution::OtherTarget => "ander-streefniveau",
    };
    json!({ "soort": kind, "tekst": text })
}

/// Which assessment this is; its figures stand elsewhere.
pub(super) fn moment(label: &str, moment: &Moment) -> Value {
    json!({
        "naam": label,
        "bestand": moment.file,
        "bestuur": moment.board,
        "bestuursnummer": moment.number,
        "verslagjaar": moment.reporting_year,
        "werkwijze": moment.method.as_str(),
        "status": moment.stage.as_str(),
        "peildatum": moment.reference_date.map(|day| day.to_string()),
        "stand-van": moment.figures_date.map(|day| day.to_string()),
        "streefniveau": moment.target,
        "voldoet": moment.verdict.complies,
    })
}

/// To how many norms what happened.
pub(super) fn counts(changes: &Changes) -> Value {
    let movements = Movement::ALL.into_iter().map(|movement| (movement.as_str(), changes.count(movement)));
    let passages = [
        ("op-streefniveau-gekomen", changes.passed(Passage::Reached)),
        ("van-streefniveau-gezakt", changes.passed(Passage::Lost)),
    ];
    movements.chain(passages).map(|(word, count)| (word.to_owned(), Value::from(count))).collect()
}

/// The figures of every scope, with their differences.
pub(super) fn scopes(catalogue: &Catalogue, scopes: &Scopes) -> Value {
    json!({
        "geheel": scope(catalogue, &scopes.whole),
        "onderdelen": catalogue.parts.iter().zip(&scopes.parts).map(|(part, found)| json!({
            "id": part.id,
            "naam": part.name,
            "cijfers": scope(catalogue, found),
        })).collect::<Vec<_>>(),
        "domeinen": catalogue.domains.iter().zip(&scopes.domains).map(|(domain, found)| json!({
            "code": domain.code,
            "naam": domain.name,
            "onderdeel": catalogue.parts[domain.part].id,
            "cijfers": scope(catalogue, found),
        })).collect::<Vec<_>>(),
    })
}

fn scope(catalogue: &Catalogue, change: &ScopeChange) -> Value {
    json!({
        "oud": figures(catalogue, &change.old),
        "nieuw": figures(catalogue, &change.new),
        "verschil": {
            "op-streefniveau": change.on_target,
            "percentage-op-streefniveau": change.share.map(Difference::value),
            "onderbouwd": change.evidenced,
            "gemiddelde": change.mean.map(Difference::value),
            "open": change.open,
            "niet-van-toepassing": change.not_applicable,
        },
    })
}

fn change(catalogue: &Catalogue, change: &Change) -> Value {
    let norm = &catalogue.norms[change.norm];
    json!({
        "id": norm.id,
        "titel": norm.title,
        "titel-bevestigd": !norm.unconfirmed(),
        "domein": catalogue.domain_of(norm).code,
        "verandering": change.movement.as_str(),
        "ander-streefniveau": change.other_target(),
        "oud": result(&change.old),
        "nieuw": result(&change.new),
    })
}

fn result(result: &NormResult) -> Value {
    json!({
        "stand": result.state.as_str(),
        "niveau": result.level(),
        "streefniveau": result.target,
        "op-streefniveau": result.on_target(),
        "bewijs": result.evidence,
    })
}
