//! The boards of a folder, for one board to be compared with.

use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use super::Context;
use super::fill::quoted;
use crate::analysis::group::{Group, Standing};
use crate::analysis::overview::{BoardRow, group_of};
use crate::assessment::Assessment;
use crate::finding::Findings;
use crate::finding::print::{visible, visible_path};
use crate::folder::{assessments, without_assessments};
use crate::gate::requirements;
use crate::problem::Problem;
use crate::render::text::running;
use crate::streams::Streams;

/// How a board stands in the group of this folder. A file in it that cannot be used is counted and named, and the rest
/// is compared.
///
/// # Errors
/// The folder cannot be read, or has no assessment that can be used.
pub fn standing(
    context: &Context,
    own: &Assessment,
    folder: &Path,
    streams: &mut Streams<'_>,
) -> Result<Standing> {
    let contents = assessments(folder, None)?;
    let each: Vec<Option<BoardRow>> = contents
        .files
        .par_iter()
        .filter_map(|file| match context.read(&file.path) {
            Ok(found) => Some(Some(BoardRow::of(&context.catalogue, &found.assessment, file.name.clone()))),
            Err(Findings(_)) if requirements::is_one(&file.path) => None,
            Err(Findings(_)) => Some(None),
        })
        .collect();
    if each.is_empty() {
        return Err(without_assessments(folder, None).into());
    }
    let read = each.len();
    let others: Vec<BoardRow> = each.into_iter().flatten().collect();
    let unreadable = read - others.len() + contents.unreadable.0.len();
    let named = visible_path(folder);
    let way = format!("ibp-peil overzicht {} -o overzicht.xlsx zegt waarom", visible(&quoted(folder)));
    if others.is_empty() {
        return Err(Problem::new(format!("in de map {named} is geen enkele meting te lezen"))
            .hint(way)
            .into());
    }
    if unreadable > 0 && !context.quiet {
        let files = match unreadable {
            1 => "is 1 bestand niet te lezen; het telt niet mee".to_owned(),
            more => format!("zijn {more} bestanden niet te lezen; ze tellen niet mee"),
        };
        streams.say(running(&format!("Let op: in de groep {named} {files}. {way}.")).trim_end());
    }
    let own = BoardRow::of(&context.catalogue, own, String::new());
    let boards = group_of(&own, others);
    let group = Group::new(&context.catalogue, &boards, u32::try_from(unreadable).unwrap_or(u32::MAX));
    Ok(group.standing(&context.catalogue, &own))
}
