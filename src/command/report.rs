//! `rapport`: the gap analysis and the IBP paragraph as files in a folder.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Result;

use super::documents::{Kind, is_changed, refusal};
use super::{Context, Outcome, group};
use crate::analysis::{Analysis, analyse};
use crate::assessment::redact::without_notes;
use crate::cli::ReportArgs;
use crate::dutch::and_list;
use crate::finding::print::visible_path;
use crate::paragraph::{Length, write};
use crate::problem::Problem;
use crate::render::text::running;
use crate::render::{Report, docx, markdown, xlsx};
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
    fn kind(&self) -> Kind {
        match Path::new(self.name).extension().and_then(OsStr::to_str) {
            Some("md") => Kind::Text,
            _ => Kind::Package,
        }
    }
}

/// Makes every file first and only then writes them, so that a mistake leaves nothing half done.
///
/// # Errors
/// A file cannot be used or made, the folder cannot be written, or a file in it was changed by a person (`documents::Changed`).
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
    let changed: Vec<String> = outputs
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing == Standing::Changed)
        .map(|(output, _)| output.name.to_owned())
        .collect();
    if !overwrite && !changed.is_empty() {
        return Err(refusal(&changed, Some(folder)));
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
    /// The very bytes that would be written.
    Same,
    /// Nothing, or a file that the program made and nobody changed.
    Free,
    /// A file that a person changed, or that something else made.
    Changed,
}

fn standing(folder: &Path, output: &Output) -> Result<Standing, Problem> {
    let path = folder.join(output.name);
    if path.is_symlink() {
        stays_inside(folder, &path)?;
    }
    let unreadable = |error: io::Error| not_written(&path, &error, &[]);
    if is_there(&path, &output.bytes).map_err(unreadable)? {
        return Ok(Standing::Same);
    }
    let changed = is_changed(&path, output.kind()).map_err(unreadable)?;
    Ok(if changed { Standing::Changed } else { Standing::Free })
}

/// True for a file of exactly these bytes.
fn is_there(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    if !fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64) {
        return Ok(false);
    }
    Ok(fs::read(path)? == bytes)
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
