//! Documents that people edit after the program made them: one is only replaced while it is still what the program wrote,
//! unless the person says otherwise. `fingerprint` tells the two apart.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use crate::dutch::and_list;
use crate::finding::print::visible_path;
use crate::problem::Problem;
use crate::render::fingerprint;
use crate::storage::Refusal;

/// How a document carries its fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Markdown: a line at the end.
    Text,
    /// A workbook or a Word file: a property inside.
    Package,
}

/// A text that is larger is none that the program made, in bytes.
const LARGEST_TEXT: u64 = 32 * 1024 * 1024;

/// A workbook that is larger is none that the program made, in bytes: an overview of as many boards as a folder may hold
/// has half of that. Only the list of its parts is read.
const LARGEST_PACKAGE: u64 = 64 * 1024 * 1024;

/// Why a document was not replaced: it was changed by a person, or something else made it. Below the [`Problem`] that
/// says so, for whoever can ask.
#[derive(Debug)]
pub struct Changed;

impl std::fmt::Display for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("veranderd sinds ibp-peil het maakte")
    }
}

impl std::error::Error for Changed {}

/// True where something lies at this place that the program may not replace unasked.
///
/// # Errors
/// What lies there is no ordinary file, or cannot be read.
pub(super) fn is_changed(path: &Path, kind: Kind) -> io::Result<bool> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let largest = match kind {
        Kind::Text => LARGEST_TEXT,
        Kind::Package => LARGEST_PACKAGE,
    };
    if !metadata.is_file() {
        return Err(Refusal("dit is geen gewoon bestand").error(io::ErrorKind::InvalidInput));
    }
    if metadata.len() > largest {
        return Ok(true);
    }
    let file = File::open(path)?;
    Ok(!match kind {
        Kind::Text => {
            let mut bytes = Vec::new();
            file.take(LARGEST_TEXT).read_to_end(&mut bytes)?;
            fingerprint::is_untouched_text(&bytes)
        }
        Kind::Package => fingerprint::is_untouched_package(BufReader::new(file)),
    })
}

/// Refuses to replace these documents, in a folder that was chosen or each by its own name.
pub(super) fn refusal(names: &[String], folder: Option<&Path>) -> anyhow::Error {
    let (are, it) = if names.len() == 1 { ("is", "het") } else { ("zijn", "ze") };
    let place = folder.map_or(String::new(), |folder| format!(" in {}", visible_path(folder)));
    let elsewhere = if folder.is_some() { "kies achter -o een andere map" } else { "kies een andere naam" };
    let problem = Problem::new(format!(
        "{}{place} {are} veranderd sinds ibp-peil {it} maakte; er is niets geschreven",
        and_list(names)
    ))
    .hint(format!(
        "ook opslaan in Excel of Word telt als veranderen; {elsewhere}, of vervang {it} met --overschrijf"
    ));
    anyhow::Error::new(Changed).context(problem)
}
