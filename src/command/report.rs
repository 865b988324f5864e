//! `rapport`: the gap analysis and the IBP paragraph as files in a folder.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Result;

use super::{Context, Outcome};
use crate::analysis::analyse;
use crate::cli::ReportArgs;
use crate::dutch::and_list;
use crate::paragraph::{Length, write};
use crate::problem::Problem;
use crate::render::text::running;
use crate::render::{Report, docx, markdown, xlsx};
use crate::storage::{Access, io_text, write_atomically};
use crate::streams::Streams;

/// A file that is ready to be written.
struct Output {
    name: &'static str,
    bytes: Vec<u8>,
    access: Access,
}

/// Makes every file first and only then writes them, so that a mistake leaves nothing half done.
///
/// # Errors
/// A file cannot be used or made, or the folder cannot be written.
pub fn run(context: &Context, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let file = context.open(&args.file, streams)?;
    let previous = context.read_previous(args.vorige.as_ref())?;
    let previous = previous.as_ref().map(|file| &file.assessment);
    let analysis = analyse(&context.catalogue, &file.assessment, previous, context.today);
    let (long, short) = (write(&analysis, Length::Long)?, write(&analysis, Length::Short)?);
    let report = Report { analysis: &analysis, long: &long, short: &short };
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
    write_all(&args.uitvoer, &outputs)?;
    if !context.quiet {
        let names: Vec<&str> = outputs.iter().map(|output| output.name).collect();
        let folder = args.uitvoer.display();
        streams.say(running(&format!("Klaar: {} staan in {folder}.", and_list(&names))).trim_end());
    }
    Ok(Outcome::Done)
}

fn write_all(folder: &Path, outputs: &[Output]) -> Result<(), Problem> {
    make_folder(folder)?;
    // What can be known beforehand must not leave half of the files behind.
    let taken = outputs.iter().map(|output| folder.join(output.name)).find(|path| path.is_dir());
    if let Some(path) = taken {
        return Err(not_written(&path, &io::ErrorKind::IsADirectory.into(), &[]));
    }
    for (index, output) in outputs.iter().enumerate() {
        let path = folder.join(output.name);
        if let Err(error) = write_atomically(&path, &output.bytes, output.access) {
            let done: Vec<&str> = outputs[..index].iter().map(|output| output.name).collect();
            return Err(not_written(&path, &error, &done));
        }
    }
    Ok(())
}

fn make_folder(folder: &Path) -> Result<(), Problem> {
    if folder.exists() && !folder.is_dir() {
        return Err(Problem::new(format!(
            "{}: dit is een bestand, en er is een map nodig",
            folder.display()
        ))
        .hint("kies achter -o een map; die wordt gemaakt als hij er nog niet is"));
    }
    fs::create_dir_all(folder).map_err(|error| {
        Problem::new(format!("de map {} kan niet gemaakt worden: {}", folder.display(), io_text(&error)))
            .hint("kies achter -o een map waarin je mag schrijven")
    })
}

fn not_written(path: &Path, error: &io::Error, done: &[&str]) -> Problem {
    let mut text = format!("{} kan niet geschreven worden: {}", path.display(), io_text(error));
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
