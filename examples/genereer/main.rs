//! Makes a folder full of fictitious boards, to practise with and to measure with:
//! `cargo run --release --example genereer -- --besturen 10000 --map X --zaad 7`.
//!
//! The same arguments give the same bytes, on every computer and for ever: see `boards/chance.rs`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};
use ibp_peil::catalogue::embedded;
use ibp_peil::dutch::{help, usage};
use ibp_peil::finding::print::visible_path;
use ibp_peil::limits::FOLDER_FILES;
use ibp_peil::problem::Problem;
use ibp_peil::storage::io_text;
use ibp_peil::streams::Streams;
use rayon::prelude::*;

mod boards;

use boards::Generator;

/// Maak een map vol verzonnen besturen, om mee te oefenen en te meten
#[derive(Parser)]
#[command(name = "genereer", version)]
struct Args {
    /// Hoeveel besturen; elk bestuur is één bestand, direct in de map
    #[arg(long, value_name = "AANTAL", value_parser = number_of_boards)]
    besturen: u32,
    /// De map waar ze in komen; een nieuwe of een lege
    #[arg(long, value_name = "MAP")]
    map: PathBuf,
    /// Een getal; hetzelfde getal geeft altijd dezelfde besturen
    #[arg(long, value_name = "GETAL", default_value = "1", value_parser = seed)]
    zaad: u64,
    /// Hoeveel procent van de besturen nog niet klaar is
    #[arg(long, value_name = "PROCENT", default_value = "0", value_parser = percentage)]
    onaf: u32,
}

fn number_of_boards(text: &str) -> Result<u32, String> {
    let most = FOLDER_FILES.min(boards::identity::MOST);
    let number = text.parse().ok().filter(|number| (1..=most).contains(&(*number as usize)));
    number.ok_or_else(|| format!("schrijf een heel getal van 1 tot en met {most}"))
}

fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| "schrijf een heel getal, 0 of meer".to_owned())
}

fn percentage(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| *number <= 100);
    number.ok_or_else(|| "schrijf een heel getal van 0 tot en met 100".to_owned())
}

fn main() -> ExitCode {
    Streams::with_standard(|streams| {
        let result = match parse() {
            Ok(args) => generate(&args),
            Err(error) if help::is_answer(&error) => {
                let page = format!("{}\n", help::rendered(&error, streams.out_colour).trim_end());
                let shown = streams.out.write_all(page.as_bytes()).and_then(|()| streams.out.flush());
                shown.map(|()| String::new()).map_err(|error| Problem::new(io_text(&error)))
            }
            Err(error) => Err(mistake(&error)),
        };
        match result {
            Ok(done) => {
                if !done.is_empty() {
                    streams.say(&done);
                }
                ExitCode::SUCCESS
            }
            Err(problem) => {
                streams.problem(&problem);
                ExitCode::from(2)
            }
        }
    })
}

fn parse() -> Result<Args, clap::Error> {
    Args::from_arg_matches(&help::localised(Args::command()).try_get_matches()?)
}

/// A mistake on the command line; the help that the program itself points at is not about this one.
fn mistake(error: &clap::Error) -> Problem {
    let typed: Vec<_> = std::env::args_os().collect();
    let mut problem = usage::problem(error, &help::localised(Args::command()), &typed);
    if problem.hint.as_ref().is_none_or(|hint| hint.starts_with("ibp-peil help")) {
        problem.hint = Some("--hulp legt uit wat er kan".to_owned());
    }
    problem
}

/// Writes every board to a file of its own, and tells what was made.
fn generate(args: &Args) -> Result<String, Problem> {
    let folder = args.map.as_path();
    prepare(folder)?;
    let catalogue = embedded::newest();
    let generator = Generator::new(&catalogue, args.zaad, args.onaf);
    (1..=args.besturen).into_par_iter().try_for_each(|number| {
        let path = folder.join(generator.file_name(number));
        fs::write(&path, generator.text(number)).map_err(|error| unwritable(&path, &error))
    })?;
    Ok(format!("{} besturen in {}", args.besturen, visible_path(folder)))
}

/// Makes the folder. One with something in it is left alone: its files would be counted among the boards.
fn prepare(folder: &Path) -> Result<(), Problem> {
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let mut entries = fs::read_dir(folder).map_err(|error| unwritable(folder, &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Problem::new(format!("de map {} is niet leeg", visible_path(folder)))
            .hint("kies een nieuwe map, of maak deze eerst leeg")),
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new(format!("{} kan niet geschreven worden: {}", visible_path(path), io_text(error)))
}
