//! What is still open per role as JSON, for programs that send mail. Levels and answers are not in it, so it is not
//! confidential; its keys are told by `tests/schemas/status-rol.schema.json`.

use serde_json::{Value, json};

use super::safe;
use crate::analysis::{Analysis, RoleToAsk};
use crate::render::wording::{asking, open_norms};

/// The format number.
const FORMAT: u32 = 1;

/// The open norms of these roles as one JSON object, ending in a line end.
pub fn roles(analysis: &Analysis<'_>, roles: &[&RoleToAsk]) -> String {
    let value = json!({
        "formaat": FORMAT,
        "soort": "status-rol",
        "datum": analysis.today.to_string(),
        "normenkader": { "id": analysis.catalogue.id, "editie": analysis.catalogue.edition },
        "bestuur": analysis.assessment.board.name,
        "verslagjaar": analysis.assessment.meta.reporting_year,
        "rollen": roles.iter().map(|found| role(analysis, found)).collect::<Vec<_>>(),
    });
    safe(&format!("{value:#}\n"))
}

fn role(analysis: &Analysis<'_>, role: &RoleToAsk) -> Value {
    json!({
        "rol": role.role,
        "onderwerp": asking::subject(analysis.catalogue, open_norms(role).count()),
        "vragen": open_norms(role).map(|index| {
            let norm = analysis.norm(index);
            json!({
                "id": norm.id,
                "titel": norm.title,
                "titel-bevestigd": !norm.unconfirmed(),
                "gevraagd": role.asked.contains(&index),
                "vraag": asking::question(norm, &role.role),
            })
        }).collect::<Vec<_>>(),
    })
}
