//! `normen`: look at the catalogue and check it.

use std::path::Path;

use anyhow::Result;

use super::{Context, Outcome};
use crate::catalogue::file::{Files, read};
use crate::catalogue::{Catalogue, Norm, embedded};
use crate::cli::{Global, NormsAction, NormsArgs};
use crate::finding::closest;
use crate::problem::Problem;
use crate::render::text;
use crate::streams::Streams;

/// Shows the list, one norm in full, or what must be compared with the official site.
///
/// # Errors
/// The norm does not exist, or the result cannot be written.
pub fn run(context: &Context, args: &NormsArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let catalogue = &context.catalogue;
    let result = match &args.action {
        Some(_) if args.onbevestigd => return Err(alone().into()),
        Some(NormsAction::Toon { id }) => text::norm_in_full(catalogue, find(catalogue, id)?),
        None if args.onbevestigd => text::to_verify(catalogue),
        _ => text::catalogue_list(catalogue),
    };
    streams.out.write_all(result.as_bytes())?;
    Ok(Outcome::Done)
}

fn alone() -> Problem {
    Problem::new("--onbevestigd gaat niet samen met een opdracht achter normen")
        .hint("typ: ibp-peil normen --onbevestigd")
}

/// A norm by the id a person typed; capitals do not matter.
fn find<'a>(catalogue: &'a Catalogue, typed: &str) -> Result<&'a Norm, Problem> {
    let typed = typed.trim();
    let same = |norm: &&Norm| norm.id.to_lowercase() == typed.to_lowercase();
    if let Some(norm) = catalogue.norms.iter().find(same) {
        return Ok(norm);
    }
    let problem = Problem::new(format!("norm \"{typed}\" bestaat niet in dit normenkader"));
    let provisional = format!("V-{typed}");
    let ids = || catalogue.norms.iter().map(|norm| norm.id.as_str());
    let meant = ids().find(|id| id.eq_ignore_ascii_case(&provisional)).or_else(|| closest(typed, ids()));
    Err(match meant {
        Some(id) => problem.hint(format!("bedoel je {id}? ibp-peil normen toon {id}")),
        None => problem.hint("ibp-peil normen laat alle normen met hun nummer zien"),
    })
}

/// Checks a catalogue: the folder that is named, or else the one in use.
///
/// # Errors
/// Everything that is wrong with the catalogue.
pub fn validate(global: &Global, args: &NormsArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    if args.onbevestigd {
        return Err(alone().into());
    }
    let named = match &args.action {
        Some(NormsAction::Valideer { folder }) => folder.as_deref(),
        _ => None,
    };
    let files = files(named.or(global.normen.as_deref()))?;
    let catalogue = read(&files)?;
    streams.out.write_all(text::checked(&catalogue, files.stems().count()).as_bytes())?;
    Ok(Outcome::Done)
}

fn files(folder: Option<&Path>) -> Result<Files, crate::finding::Findings> {
    match folder {
        Some(folder) => Files::from_folder(folder),
        None => {
            let newest = &embedded::ALL[embedded::ALL.len() - 1];
            Ok(Files::embedded(newest.folder, newest.files))
        }
    }
}
