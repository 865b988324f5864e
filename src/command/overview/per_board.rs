//! `--per-bestuur`: the overview as a workbook, and beside it a folder for every board with its own report. The boards
//! are read once more, one at a time per processor: an overview keeps only a little of each.

use std::io::Cursor;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;

use super::folder_names::folder_names;
use super::progress::Progress;
use crate::analysis::analyse;
use crate::analysis::group::{Group, Standing};
use crate::analysis::overview::{BoardRow, Overview, group_of};
use crate::cli::OverviewArgs;
use crate::command::Context;
use crate::command::report::{Output, write_all, write_report};
use crate::finding::print::visible;
use crate::problem::Problem;
use crate::render::fingerprint::seal_package;
use crate::render::xlsx;
use crate::signals::Signals;
use crate::storage::Access;
use crate::streams::Streams;

/// The name of the overview in the folder.
const OVERVIEW: &str = "overzicht.xlsx";

/// Of so many boards without a report it is told why.
const TOLD: usize = 20;

/// Writes the overview and the reports into `folder`. A board whose report cannot be made does not stop the others.
///
/// # Errors
/// The overview cannot be written, or some report could not be made.
pub fn write(
    context: &Context,
    args: &OverviewArgs,
    overview: &Overview<'_>,
    folder: &Path,
    (signals, progress): (&Signals, &Progress),
    streams: &mut Streams<'_>,
) -> Result<()> {
    let mut draft = Cursor::new(Vec::new());
    xlsx::overview(overview, &mut draft)?;
    let workbook = Output { name: OVERVIEW, bytes: seal_package(draft.get_ref())?, access: Access::Private };
    write_all(folder, &[workbook], args.overschrijf)?;
    let names = folder_names(
        overview.boards.iter().map(|board| (board.label.as_str(), board.reporting_year)),
        &[OVERVIEW],
    );
    let groups = Groups::new(overview);
    progress.reading(overview.boards.len());
    let one = |(board, name): (&BoardRow, &String)| -> Option<(String, anyhow::Error)> {
        if signals.stop().is_some() {
            return None;
        }
        let standing = groups.standing(overview, board);
        let made = report(context, args, board, standing, &folder.join(name));
        progress.one_more();
        made.err().map(|error| (board.label.clone(), error))
    };
    let failed: Vec<(String, anyhow::Error)> =
        overview.boards.par_iter().zip(&names).filter_map(one).collect();
    progress.finish();
    if failed.is_empty() {
        return Ok(());
    }
    for (_, error) in failed.iter().take(TOLD) {
        crate::report(error, streams);
    }
    Err(not_made(&failed).into())
}

fn report(
    context: &Context,
    args: &OverviewArgs,
    board: &BoardRow,
    standing: Standing,
    folder: &Path,
) -> Result<()> {
    let file = board.file.as_deref().ok_or_else(|| anyhow::anyhow!("een bestuur zonder bestand"))?;
    let found = context.read(&args.folder.join(file))?;
    let mut analysis = analyse(&context.catalogue, &found.assessment, None, context.today);
    analysis.group = Some(standing);
    write_report(&analysis, folder, args.overschrijf)?;
    Ok(())
}

fn not_made(failed: &[(String, anyhow::Error)]) -> Problem {
    let names: Vec<String> = failed.iter().take(3).map(|(name, _)| visible(name)).collect();
    let more = if failed.len() > names.len() { " en andere" } else { "" };
    let text = match failed.len() {
        1 => format!("het rapport van {} is niet gemaakt", names.join(", ")),
        number => format!("de rapporten van {number} besturen zijn niet gemaakt: {}{more}", names.join(", ")),
    };
    Problem::new(text).hint("de andere rapporten en het overzicht zijn er wel")
}

/// The group of every board. It is the same for all boards that are there once.
struct Groups {
    common: Option<Group>,
    unreadable: u32,
}

impl Groups {
    fn new(overview: &Overview<'_>) -> Self {
        let unreadable = u32::try_from(overview.unreadable.len()).unwrap_or(u32::MAX);
        let once = overview.boards.iter().find(|board| !board.repeated);
        let common = once.map(|board| Self::group(overview, board, unreadable));
        Self { common, unreadable }
    }

    fn group(overview: &Overview<'_>, board: &BoardRow, unreadable: u32) -> Group {
        Group::new(overview.catalogue, &group_of(board, overview.boards.clone()), unreadable)
    }

    fn standing(&self, overview: &Overview<'_>, board: &BoardRow) -> Standing {
        match self.common.as_ref().filter(|_| !board.repeated) {
            Some(group) => group.standing(overview.catalogue, board),
            // An older assessment of a board stands beside the others of today.
            None => Self::group(overview, board, self.unreadable).standing(overview.catalogue, board),
        }
    }
}
