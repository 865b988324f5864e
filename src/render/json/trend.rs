//! The result of `vergelijk` with a folder as JSON. The schema is `tests/schemas/trend.schema.json`.

use serde_json::{Value, json};

use super::comparison::{counts, framework, moment, scopes, warning};
use super::{figures, safe};
use crate::analysis::Trend;
use crate::analysis::comparison::Moment;
use crate::analysis::overview::Unreadable;
use crate::catalogue::Catalogue;
use crate::render::CONFIDENTIAL;
use crate::render::wording::comparison as words;

/// The format number of a trend.
pub const FORMAT: u32 = 1;

/// The whole trend as one JSON object, ending in a line end.
pub fn trend(trend: &Trend<'_>) -> String {
    let catalogue = trend.catalogue;
    let value = json!({
        "formaat": FORMAT,
        "soort": "trend",
        "vertrouwelijkheid": CONFIDENTIAL,
        "versie": env!("CARGO_PKG_VERSION"),
        "datum": trend.today.to_string(),
        "normenkader": framework(catalogue),
        "bestuur": trend.last().board,
        "waarschuwingen": trend.cautions.iter()
            .map(|caution| warning(*caution, words::trend_caution(*caution)))
            .collect::<Vec<_>>(),
        "metingen": trend.labels.iter().zip(&trend.moments).map(|(label, found)| json!({
            "meting": moment(label, found),
            "cijfers": all_figures(catalogue, found),
        })).collect::<Vec<_>>(),
        "stappen": trend.labels.windows(2).zip(trend.steps.iter().zip(&trend.between))
            .map(|(labels, (changes, found))| json!({
                "van": labels[0],
                "naar": labels[1],
                "aantallen": counts(changes),
                "cijfers": scopes(catalogue, found),
            })).collect::<Vec<_>>(),
        "sinds-de-eerste": scopes(catalogue, &trend.since_first),
        "niet-te-lezen": trend.unreadable.iter().map(unreadable).collect::<Vec<_>>(),
    });
    safe(&format!("{value:#}\n"))
}

fn all_figures(catalogue: &Catalogue, moment: &Moment) -> Value {
    json!({
        "geheel": figures(catalogue, &moment.whole),
        "onderdelen": catalogue.parts.iter().zip(&moment.parts).map(|(part, found)| json!({
            "id": part.id,
            "cijfers": figures(catalogue, found),
        })).collect::<Vec<_>>(),
        "domeinen": catalogue.domains.iter().zip(&moment.domains).map(|(domain, found)| json!({
            "code": domain.code,
            "cijfers": figures(catalogue, found),
        })).collect::<Vec<_>>(),
    })
}

fn unreadable(file: &Unreadable) -> Value {
    json!({
        "bestand": file.file,
        "regel": file.place.map(|(line, _)| line),
        "kolom": file.place.map(|(_, column)| column),
        "code": file.code.as_str(),
        "tekst": file.text,
        "fouten": file.mistakes,
    })
}
