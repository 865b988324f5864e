//! `rapport`: the gap analysis and the IBP paragraph as files in a folder.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use anyhow::Result;

use super::{Context, Outcome, group};
use crate::analysis::{Analysis, analyse};
use crate::assessment::redact::without_notes;
use crate::cli::ReportArgs;
use crate::dutch::and_list;
use crate::finding::print::visible_path;
use crate::paragraph::{Length, write};
use crate::problem::Problem;
use crate::render::text::running;
use crate::render::{Report, docx, fingerprint, markdown, xlsx};
use crate::storage::{Access, io_text, write_atomically};
use crate::streams::Streams;

/// A file that is ready to be written.
pub(super) struct Output {
    /// Its name in the folder.
    pub name: &'static str,
    /// What comes in it.
    pub bytes: Vec<u8>,
    /// Who may read it.
    pub access: Access,
}

impl Output {
    /// True where a file of this name is still what the program once wrote, today or before.
    fn is_untouched(&self, bytes: &[u8]) -> bool {
        match Path::new(self.name).extension().and_then(OsStr::to_str) {
            Some("md") => fingerprint::is_untouched_text(bytes),
            _ => fingerprint::is_untouched_package(bytes),
        }
    }
}

/// A file larger than this is no report that the program made, in bytes.
const LARGEST_REPORT: u64 = 32 * 1024 * 1024;

/// Makes every file first and only then writes them, so that a mistake leaves nothing half done.
///
/// # Errors
/// A file cannot be used or made, the folder cannot be written, or a file in it was changed by a person ([`Changed`]).
pub fn run(context: &Context, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let previous = context.read_previous(args.vorige.as_ref())?;
    let previous = previous.as_ref().map(|file| &file.assessment);
    // The paragraph stays whole: it is for the public, and nothing that is left out was ever in it.
    let shared = args.zonder_toelichting.then(|| without_notes(&file.assessment));
    let assessment = shared.as_ref().unwrap_or(&file.assessment);
    let mut analysis = analyse(&context.catalogue, assessment, previous, context.today);
    analysis.without_notes = shared.is_some();
    if let Some(folder) = &args.groep {
        analysis.group = Some(group::standing(context, &file.assessment, folder, streams)?);
    }
    let names = write_report(&analysis, &args.uitvoer, args.overschrijf)?;
    if !context.quiet {
        let folder = visible_path(&args.uitvoer);
        streams.say(running(&format!("Klaar: {} staan in {folder}.", and_list(&names))).trim_end());
    }
    Ok(Outcome::Done)
}

/// Writes every file of the report of one board into a folder, and gives their names.
///
/// # Errors
/// As [`run`].
pub(super) fn write_report(
    analysis: &Analysis<'_>,
    folder: &Path,
    overwrite: bool,
) -> Result<Vec<&'static str>> {
    let (long, short) = (write(analysis, Length::Long)?, write(analysis, Length::Short)?);
    let report = Report { analysis, long: &long, short: &short };
    // The gap analysis lists weak spots; the paragraph is meant for the public.
    let outputs = [
        Output { name: "gap-analyse.xlsx", bytes: xlsx::render(&report)?, access: Access::Private },
        Output {
            name: "gap-analyse.md",
            bytes: markdown::gap_analysis(&report).into_bytes(),
            access: Access::Private,
        },
        Output { name: "ibp-paragraaf.docx", bytes: docx::render(&report)?, access: Access::Usual },
        Output {
            name: "ibp-paragraaf.md",
            bytes: markdown::paragraph(&report).into_bytes(),
            access: Access::Usual,
        },
    ];
    write_all(folder, &outputs, overwrite)?;
    Ok(outputs.iter().map(|output| output.name).collect())
}

/// Writes every file, or nothing where that can be known beforehand.
///
/// # Errors
/// As [`run`].
pub(super) fn write_all(folder: &Path, outputs: &[Output], overwrite: bool) -> Result<()> {
    make_folder(folder)?;
    let standings = outputs.iter().map(|output| standing(folder, output)).collect::<Result<Vec<_>, _>>()?;
    let changed: Vec<&str> = outputs
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing == Standing::Changed)
        .map(|(output, _)| output.name)
        .collect();
    if !overwrite && !changed.is_empty() {
        return Err(anyhow::Error::new(Changed).context(not_ours(folder, &changed)));
    }
    let mut done = Vec::new();
    for (output, _) in outputs.iter().zip(&standings).filter(|(_, standing)| **standing != Standing::Same) {
        let path = folder.join(output.name);
        write_atomically(&path, &output.bytes, output.access)
            .map_err(|error| not_written(&path, &error, &done))?;
        done.push(output.name);
    }
    Ok(())
}

/// What lies at the place of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nothing.
    Free,
    /// The very bytes that would be written.
    Same,
    /// A file that the program made and nobody changed.
    Ours,
    /// A file that a person changed, or that something else made.
    Changed,
}

/// Why no report was made: a file was changed by a person. Below the [`Problem`] that says so, for whoever can ask.
#[derive(Debug)]
pub struct Changed;

impl std::fmt::Display for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("veranderd sinds ibp-peil het maakte")
    }
}

impl std::error::Error for Changed {}

fn standing(folder: &Path, output: &Output) -> Result<Standing, Problem> {
    let path = folder.join(output.name);
    let unreadable = |error: &io::Error| not_written(&path, error, &[]);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_symlink() => {
            stays_inside(folder, &path)?;
            fs::metadata(&path).map_err(|error| unreadable(&error))?
        }
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Standing::Free),
        Err(error) => return Err(unreadable(&error)),
    };
    if metadata.is_dir() {
        return Err(unreadable(&io::ErrorKind::IsADirectory.into()));
    }
    if !metadata.is_file() || metadata.len() > LARGEST_REPORT {
        return Ok(Standing::Changed);
    }
    let mut bytes = Vec::new();
    let read = File::open(&path).and_then(|file| file.take(LARGEST_REPORT).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(&error))?;
    Ok(match () {
        () if bytes == output.bytes => Standing::Same,
        () if output.is_untouched(&bytes) => Standing::Ours,
        () => Standing::Changed,
    })
}

/// A link that somebody put in the folder must not make the program write outside of it.
fn stays_inside(folder: &Path, link: &Path) -> Result<(), Problem> {
    let inside = fs::canonicalize(link)
        .and_then(|target| Ok(target.starts_with(fs::canonicalize(folder)?)))
        .unwrap_or(false);
    if inside {
        return Ok(());
    }
    Err(Problem::new(format!(
        "{} is een koppeling naar een plek buiten de map; er is niets geschreven",
        visible_path(link)
    ))
    .hint("verwijder de koppeling, of kies achter -o een andere map"))
}

fn not_ours(folder: &Path, names: &[&str]) -> Problem {
    let are = if names.len() == 1 { "is" } else { "zijn" };
    let it = if names.len() == 1 { "het" } else { "ze" };
    let text = format!(
        "{} in {} {are} veranderd sinds ibp-peil {it} maakte; er is niets geschreven",
        and_list(names),
        visible_path(folder)
    );
    Problem::new(text).hint(format!(
        "ook opslaan in Excel of Word telt als veranderen; kies achter -o een andere map, of vervang {it} met --overschrijf"
    ))
}

fn make_folder(folder: &Path) -> Result<(), Problem> {
    if folder.exists() && !folder.is_dir() {
        return Err(Problem::new(format!(
            "{}: dit is een bestand, en er is een map nodig",
            visible_path(folder)
        ))
        .hint("kies achter -o een map; die wordt gemaakt als hij er nog niet is"));
    }
    fs::create_dir_all(folder).map_err(|error| {
        Problem::new(format!("de map {} kan niet gemaakt worden: {}", visible_path(folder), io_text(&error)))
            .hint("kies achter -o een map waarin je mag schrijven")
    })
}

fn not_written(path: &Path, error: &io::Error, done: &[&str]) -> Problem {
    let mut text = format!("{} kan niet geschreven worden: {}", visible_path(path), io_text(error));
    match done {
        [] => text.push_str("; er is niets veranderd"),
        done => text.push_str(&format!("; wel geschreven: {}", and_list(done))),
    }
    let hint = if path.is_dir() {
        "hernoem of verwijder de map met die naam"
    } else if path.exists() {
        "sluit het bestand als het nog open staat, bijvoorbeeld in Excel of Word; is het alleen-lezen, zet dat uit"
    } else {
        "kies achter -o een map waarin je mag schrijven"
    };
    Problem::new(text).hint(hint)
}
