//! The status as JSON, for programs. The keys are Dutch and stable; `formaat` goes up when one changes its meaning.
//!
//! Every figure comes as it is shown (`getoond`) with the whole numbers behind it; what does not exist, such as the
//! mean of nothing, is `null`. `normen` below another key are norm ids; a day is `JJJJ-MM-DD`.
//!
//! | key | what |
//! |---|---|
//! | `formaat`, `soort`, `vertrouwelijkheid` | the format number, always `status`, and who may see it |
//! | `datum` | "today": `--datum`, or else the date in UTC |
//! | `normenkader` | id, name, edition, folder (`map`, `null` for the embedded one), target, names of the levels |
//! | `bestuur`, `meting` | whose assessment it is, of which year, how and how far |
//! | `oordeel` | whether the board complies, with the counts behind it (design section 5 rule 5) |
//! | `geheel`, `onderdelen`, `domeinen` | the figures of every scope: see `cijfers` |
//! | `cijfers` | `normen`, `niet-van-toepassing`, `toepasselijk`, `beantwoord`, `open`, `op-streefniveau`, `onderbouwd`, `percentage-op-streefniveau`, `gemiddelde`, `laagste`; always all of them |
//! | `zonder-voorlopige-normen` | the same without norms of which not even the number is known; `null` where there are none |
//! | `plan` | norms below target, and how many of them have a plan and a confirmed one |
//! | `navragen` | per role: norms that somebody said to ask here, and other open norms it probably knows about |
//! | `basismaatregelen` | with linked norms; the links are indicative |
//! | `groep` | the board in its group (`--groep`): place and quartiles per scope, `null` for what a small group must not tell; `null` without a group |
//! | `normen` | every norm: its state (`niveau`, `niet-van-toepassing`, `open`, `navragen`, `overgenomen`), level and target |

use serde_json::{Value, json};

mod check;
mod comparison;
pub mod overview;

pub use check::check;
pub use comparison::comparison;
pub use trend::trend;

use super::CONFIDENTIAL;
use crate::analysis::group::{FEWEST, Standing};
use crate::analysis::overview::Scope;
use crate::analysis::{Analysis, Figures, NormResult, Shown};
use crate::catalogue::{Catalogue, Origin};
use crate::finding::print::visible_char;

mod messages;
mod roles;
mod trend;

pub use messages::{findings, message, problem};
pub use roles::roles;

/// The format number of the status.
pub const FORMAT: u32 = 1;

/// The whole status as one JSON object, ending in a line end.
pub fn status(analysis: &Analysis<'_>) -> String {
    let (catalogue, assessment) = (analysis.catalogue, analysis.assessment);
    let meta = &assessment.meta;
    let value = json!({
        "formaat": FORMAT,
        "soort": "status",
        "vertrouwelijkheid": CONFIDENTIAL,
        "datum": analysis.today.to_string(),
        "normenkader": {
            "id": catalogue.id,
            "naam": catalogue.name,
            "editie": catalogue.edition,
            "map": folder(catalogue),
            "streefniveau": catalogue.target,
            "niveaus": catalogue.levels.iter().map(|level| level.name.as_str()).collect::<Vec<_>>(),
        },
        "bestuur": { "naam": assessment.board.name, "bestuursnummer": assessment.board.number },
        "meting": {
            "verslagjaar": meta.reporting_year,
            "werkwijze": meta.method.as_str(),
            "status": meta.stage.as_str(),
            "peildatum": meta.reference_date.map(|day| day.to_string()),
            "bijgewerkt-op": meta.updated_on.map(|day| day.to_string()),
        },
        "oordeel": {
            "voldoet": analysis.verdict.complies,
            "toepasselijk": analysis.verdict.applicable,
            "niet-van-toepassing": analysis.verdict.not_applicable,
            "open": analysis.verdict.open,
            "onder-streefniveau": analysis.verdict.below,
            "verlaagd-streefniveau": analysis.lowered_targets(),
        },
        "geheel": figures(catalogue, &analysis.whole),
        "onderdelen": catalogue.parts.iter().zip(&analysis.parts).map(|(part, found)| json!({
            "id": part.id,
            "naam": part.name,
            "cijfers": figures(catalogue, found),
        })).collect::<Vec<_>>(),
        "domeinen": catalogue.domains.iter().zip(&analysis.domains).map(|(domain, found)| json!({
            "code": domain.code,
            "naam": domain.name,
            "onderdeel": catalogue.parts[domain.part].id,
            "cijfers": figures(catalogue, found),
        })).collect::<Vec<_>>(),
        "zonder-voorlopige-normen": analysis.confirmed_only.as_ref().map(|only| json!({
            "geheel": figures(catalogue, &only.whole),
            "onderdelen": catalogue.parts.iter().zip(&only.parts).map(|(part, found)| json!({
                "id": part.id,
                "cijfers": figures(catalogue, found),
            })).collect::<Vec<_>>(),
        })),
        "plan": {
            "onder-streefniveau": analysis.plan.gaps,
            "met-actie-actiehouder-en-streefdatum": analysis.plan.planned,
            "bevestigd": analysis.plan.confirmed,
        },
        "groep": analysis.group.as_ref().map(|standing| group(analysis, standing)),
        "navragen": analysis.to_ask.iter().map(|role| json!({
            "rol": role.role,
            "navragen": ids(catalogue, &role.asked),
            "open": ids(catalogue, &role.open),
        })).collect::<Vec<_>>(),
        "basismaatregelen": analysis.measures.iter().map(|measure| json!({
            "nummer": measure.number,
            "titel": measure.title,
            "koppeling": "indicatief",
            "normen": ids(catalogue, &measure.norms),
            "cijfers": figures(catalogue, &measure.figures),
        })).collect::<Vec<_>>(),
        "normen": analysis.norms.iter().map(|result| norm(analysis, result)).collect::<Vec<_>>(),
    });
    safe(&format!("{value:#}\n"))
}

/// The figures of a scope, always together.
fn figures(catalogue: &Catalogue, figures: &Figures) -> Value {
    json!({
        "normen": figures.total,
        "niet-van-toepassing": figures.not_applicable,
        "toepasselijk": figures.applicable,
        "beantwoord": figures.answered,
        "open": figures.open,
        "op-streefniveau": figures.on_target,
        "onderbouwd": figures.evidenced,
        "percentage-op-streefniveau": figures.share.as_ref().map(|share| json!({
            "getoond": shown(share.shown), "deel": share.part, "geheel": share.whole,
        })),
        "gemiddelde": figures.mean.as_ref().map(|mean| json!({
            "getoond": shown(mean.shown), "som": mean.sum, "aantal": mean.count,
        })),
        "laagste": figures.lowest.as_ref().map(|lowest| json!({
            "niveau": lowest.level, "normen": ids(catalogue, &lowest.norms),
        })),
    })
}

/// The board in its group.
fn group(analysis: &Analysis<'_>, standing: &Standing) -> Value {
    let catalogue = analysis.catalogue;
    json!({
        "besturen": standing.boards,
        "niet-gelezen": standing.unreadable,
        "minste-besturen": FEWEST,
        "werkwijzen": standing.methods.iter().map(|(method, count)| json!({
            "werkwijze": method.as_str(), "aantal": count,
        })).collect::<Vec<_>>(),
        "verslagjaren": standing.years.iter().map(|(year, count)| json!({
            "verslagjaar": year, "aantal": count,
        })).collect::<Vec<_>>(),
        "bereiken": standing.scopes.iter().map(|found| {
            let (kind, id) = match found.scope {
                Scope::Whole => ("geheel", Value::Null),
                Scope::Part(part) => ("onderdeel", catalogue.parts[part].id.as_str().into()),
                Scope::Domain(domain) => ("domein", catalogue.domains[domain].code.as_str().into()),
            };
            json!({
                "soort": kind,
                "id": id,
                "gemiddelde": found.own.map(shown),
                "groep": found.group.as_ref().map(|group| json!({
                    "besturen": group.boards,
                    "eerste-kwartiel": shown(group.q1),
                    "midden": shown(group.median),
                    "derde-kwartiel": shown(group.q3),
                    "plaats": group.place.map(|place| json!({
                        "plaats": place.place, "gedeeld-door": place.shared, "van": place.of,
                    })),
                })),
            })
        }).collect::<Vec<_>>(),
    })
}

fn shown(shown: Shown) -> Value {
    shown.value().into()
}

fn ids<'a>(catalogue: &'a Catalogue, norms: &[usize]) -> Vec<&'a str> {
    norms.iter().map(|norm| catalogue.norms[*norm].id.as_str()).collect()
}

fn norm(analysis: &Analysis<'_>, result: &NormResult) -> Value {
    let norm = analysis.norm(result.norm);
    json!({
        "id": norm.id,
        "titel": norm.title,
        "titel-bevestigd": !norm.unconfirmed(),
        "voorlopig": norm.provisional,
        "domein": analysis.domain(result.norm).code,
        "stand": result.state.as_str(),
        "niveau": result.level(),
        "streefniveau": result.target,
        "op-streefniveau": result.on_target(),
        "bewijs": result.evidence,
    })
}

/// The folder of the catalogue; `null` for the one inside the program.
fn folder(catalogue: &Catalogue) -> Value {
    match &catalogue.origin {
        Origin::Embedded => Value::Null,
        Origin::Folder(folder) => folder.display().to_string().into(),
    }
}

/// Characters that could steer a terminal are written as JSON escapes; they can only stand inside texts.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || visible_char(c) == c {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
