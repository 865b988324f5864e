//! Where results go: the screen or a file, each its own place, and never over an assessment.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::documents::{Kind, is_changed, refusal};
use crate::cli::Target;
use crate::finding::print::visible_path;
use crate::problem::Problem;
use crate::storage::{Access, io_text, write_atomically};
use crate::streams::Streams;

/// Refuses formats that would go to the same place, and a result over an assessment.
///
/// # Errors
/// Two of them on the screen or in one file, or a file that looks like an assessment.
pub fn own_place_for_each<F>(targets: &[Target<F>]) -> Result<(), Problem> {
    if targets.iter().filter(|target| target.file.is_none()).count() > 1 {
        return Err(Problem::new("er kan maar één formaat op het scherm")
            .hint("geef de andere een bestand, bijvoorbeeld --formaat json=uit.json"));
    }
    let is_toml = |file: &&PathBuf| file.extension().is_some_and(|found| found.eq_ignore_ascii_case("toml"));
    if let Some(file) = targets.iter().filter_map(|target| target.file.as_ref()).find(is_toml) {
        // A slip that would cost an assessment.
        return Err(Problem::new(format!(
            "{} lijkt een meting; daar komt geen resultaat in",
            visible_path(file)
        ))
        .hint("kies een naam met een ander einde, bijvoorbeeld uitkomst.json"));
    }
    let mut files = BTreeSet::new();
    match targets.iter().filter_map(|target| target.file.as_ref()).find(|file| !files.insert(*file)) {
        Some(twice) => Err(Problem::new(format!("{} staat er twee keer", visible_path(twice)))
            .hint("geef elk formaat een eigen bestand")),
        None => Ok(()),
    }
}

/// Refuses to write over a document that a person changed, unless the person said so. Of the forms `document` says which
/// ones people edit; the others are for programs, and scripts count on it that they are replaced.
///
/// # Errors
/// A document was changed, or cannot be read.
pub fn leave_changed<F: Copy>(
    targets: &[Target<F>],
    document: impl Fn(F) -> Option<Kind>,
    overwrite: bool,
) -> Result<()> {
    let mut changed = Vec::new();
    for target in targets.iter().filter(|_| !overwrite) {
        if let (Some(file), Some(kind)) = (&target.file, document(target.format))
            && is_changed(file, kind).map_err(|error| not_written(file, &error))?
        {
            changed.push(visible_path(file));
        }
    }
    if changed.is_empty() { Ok(()) } else { Err(refusal(&changed, None)) }
}

/// Why a result is not in its file.
pub fn not_written(file: &Path, error: &io::Error) -> Problem {
    Problem::new(format!("{} kan niet geschreven worden: {}", visible_path(file), io_text(error)))
}

/// Sends a result to its place; a file is only for who made it, because it lists weak spots.
///
/// # Errors
/// The file or the stream cannot be written.
pub fn write<F>(target: &Target<F>, bytes: &[u8], streams: &mut Streams<'_>) -> Result<()> {
    match &target.file {
        None => Ok(streams.out.write_all(bytes)?),
        Some(file) => {
            Ok(write_atomically(file, bytes, Access::Private).map_err(|error| not_written(file, &error))?)
        }
    }
}
