//! `kopie`: an assessment to another file, exactly as it is or fit to mail.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Result;

use super::fill::quoted;
use super::{Context, Outcome};
use crate::assessment::redact::redacted;
use crate::assessment::save::new_text;
use crate::cli::CopyArgs;
use crate::finding::print::{visible_char, visible_path};
use crate::problem::Problem;
use crate::render::text::running;
use crate::storage::{Access, io_text, write_atomically};
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
    write_atomically(&args.uitvoer, text.as_bytes(), Access::Private)
        .map_err(|error| not_written(args, &error))?;
    if !context.quiet {
        streams.say(running(&done(args)).trim_end());
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

/// True for one file, by whatever way it is named.
fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

fn not_written(args: &CopyArgs, error: &io::Error) -> Problem {
    let copy = visible_path(&args.uitvoer);
    Problem::new(format!("{copy} kan niet geschreven worden: {}", io_text(error)))
        .hint("kies achter -o een plek waar je mag schrijven")
}
