//! `kopie`: an assessment to another file, exactly as it is or fit to mail.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Result;

use super::fill::quoted;
use super::write_over::{hold, keep_first};
use super::{Context, Outcome};
use crate::assessment::history::{self, Kind};
use crate::assessment::lock::Lock;
use crate::assessment::redact::redacted;
use crate::assessment::save::new_text;
use crate::cli::CopyArgs;
use crate::finding::print::{visible, visible_char, visible_path};
use crate::problem::Problem;
use crate::render::text::running;
use crate::storage::{Access, SystemDisk, io_text, read_patiently, write_atomically};
use crate::streams::Streams;

/// Makes a copy of an assessment; what is cut off or otherwise wrong is not copied.
///
/// # Errors
/// The assessment cannot be used, or the copy has no place of its own or cannot be written.
pub fn run(context: &Context, args: &CopyArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let text = if args.zonder_toelichting {
        new_text(&redacted(&file.assessment))
    } else {
        let bom = if file.text.bom { "\u{feff}" } else { "" };
        format!("{bom}{}", file.text.source.text)
    };
    if args.uitvoer == Path::new("-") {
        steers_nothing(&text)?;
        streams.out.write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    }
    has_a_place_of_its_own(args)?;
    let (_held, kept) = keep_what_is_there(context, args, streams)?.unzip();
    write_atomically(&args.uitvoer, text.as_bytes(), Access::Private)
        .map_err(|error| not_written(args, &error))?;
    if !context.quiet {
        streams.say(running(&done(args)).trim_end());
        if let Some(kept) = kept {
            let undo = visible(&format!("ibp-peil herstel {} --terug {kept}", quoted(&args.uitvoer)));
            streams.say(&format!("Wat daar stond, is bewaard als versie {kept}. Terugzetten:\n  {undo}"));
        }
    }
    Ok(Outcome::Done)
}

fn done(args: &CopyArgs) -> String {
    let copy = visible_path(&args.uitvoer);
    if args.zonder_toelichting {
        return format!(
            "Klaar: {copy} is een kopie zonder toelichting, bewijs, acties en andere eigen teksten, en zonder wie wat \
             beoordeelde. De niveaus en cijfers staan er wel in: stuur hem alleen naar wie ze mag zien."
        );
    }
    format!(
        "Klaar: {copy} is een precieze kopie, met alle toelichting en bewijs. Om te mailen is er \
         --zonder-toelichting."
    )
}

/// On a screen a text from a file is only ever text. In a file it stays as a person wrote it.
fn steers_nothing(text: &str) -> Result<(), Problem> {
    let plain = |c: char| matches!(c, '\u{feff}' | '\t' | '\r' | '\n') || visible_char(c) == c;
    if text.chars().all(plain) {
        return Ok(());
    }
    Err(Problem::new(
        "in deze meting staan tekens die een scherm in de war brengen; de kopie kan alleen naar een bestand",
    )
    .hint("zet achter -o de naam van een bestand"))
}

/// Neither the assessment itself nor, without the person's word, anything else is written over.
fn has_a_place_of_its_own(args: &CopyArgs) -> Result<(), Problem> {
    let copy = visible_path(&args.uitvoer);
    match fs::metadata(&args.uitvoer) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(not_written(args, &error)),
        Ok(found) if found.is_dir() => {
            Err(Problem::new(format!("{copy} is een map; daar kan de kopie niet heten"))
                .hint("zet er een naam achter, bijvoorbeeld kopie.toml"))
        }
        Ok(_) if is_same_file(&args.file, &args.uitvoer) => {
            Err(Problem::new(format!("{copy} is de meting zelf; er is niets geschreven"))
                .hint("geef de kopie een andere naam"))
        }
        Ok(_) if args.overschrijf => Ok(()),
        Ok(_) => Err(Problem::new(format!("{copy} bestaat al; er is niets geschreven")).hint(format!(
            "kies een andere naam, of vervang dit bestand met:\nibp-peil kopie {} -o {}{} --overschrijf",
            quoted(&args.file),
            quoted(&args.uitvoer),
            if args.zonder_toelichting { " --zonder-toelichting" } else { "" },
        ))),
    }
}

/// Keeps an assessment that the copy comes over, and holds it until the copy is there; gives the number of the version.
///
/// # Errors
/// What is there is no assessment, which could not be put back; somebody is busy with it; or it cannot be kept.
fn keep_what_is_there(
    context: &Context,
    args: &CopyArgs,
    streams: &mut Streams<'_>,
) -> Result<Option<(Lock, u64)>, Problem> {
    let path = args.uitvoer.as_path();
    if !path.exists() {
        return Ok(None);
    }
    if context.read(path).is_err() {
        return Err(Problem::new(format!(
            "{} is geen meting die te lezen is; daar gaat geen kopie overheen",
            visible_path(path)
        ))
        .hint("kies een andere naam, of verplaats dat bestand eerst zelf"));
    }
    let held = hold(path, context.now, streams)?;
    let before = read_patiently(&SystemDisk, path).map_err(|error| not_written(args, &error))?;
    keep_first(path, &before, (Kind::Copy, context.now), "kies een andere naam voor de kopie")?;
    let newest = history::states(path).unwrap_or_default().first().map(|state| state.number);
    Ok(newest.map(|number| (held, number)))
}

/// True for one file, by whatever way it is named.
fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

fn not_written(args: &CopyArgs, error: &io::Error) -> Problem {
    let copy = visible_path(&args.uitvoer);
    Problem::new(format!("{copy} kan niet geschreven worden: {}", io_text(error)))
        .hint("kies achter -o een plek waar je mag schrijven")
}
