//! `overzicht`: the assessments of many boards to one overview.

use std::io::{self, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rust_xlsxwriter::XlsxError;

use self::gather::{Gathered, gather};
use self::progress::Progress;
use super::documents::Kind;
use super::{Context, Outcome, targets};
use crate::analysis::overview::{Found, Key, Overview};
use crate::cli::{OverviewArgs, OverviewFormat, Target};
use crate::dutch::or_list;
use crate::finding::print::visible_path;
use crate::folder::{self, without_assessments};
use crate::problem::Problem;
use crate::render::fingerprint::{seal_into, seal_text};
use crate::render::wording::overview as wording;
use crate::render::{csv, json, markdown, text, xlsx};
use crate::signals::Signals;
use crate::storage::{Access, draft_beside, stream_atomically};
use crate::streams::Streams;

mod folder_names;
mod gather;
mod per_board;
mod progress;

/// Reads every assessment in the folder, and writes the overview in every form that was asked for.
///
/// # Errors
/// The folder has no assessments, or what was asked for cannot be written. Files that cannot be used only at the end:
/// the overview is there by then.
pub fn run(context: &Context, args: &OverviewArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let targets = places(args)?;
    // Before minutes go by.
    targets::leave_changed(&targets, document, args.overschrijf)?;
    let signals = Signals::listen()?;
    let done = make(context, args, &targets, &signals, streams);
    let stop = signals.stop();
    signals.stop_listening();
    match stop {
        Some(signal) => Ok(Outcome::Stopped(signal)),
        None => done,
    }
}

fn make(
    context: &Context,
    args: &OverviewArgs,
    targets: &[Target<OverviewFormat>],
    signals: &Signals,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let progress = Progress::new(streams, context.quiet);
    let contents = folder::assessments(&args.folder, args.patroon.as_ref())
        .map_err(|findings| findings.hint("geef de map op waar de metingen in staan"))?;
    let gathered = gather(context, args, contents, &progress, || signals.stop().is_some());
    if gathered.stopped {
        return Ok(Outcome::Done);
    }
    if gathered.boards.is_empty() && gathered.unreadable.is_empty() {
        return Err(without_assessments(&args.folder, args.patroon.as_ref()).into());
    }
    let Gathered { boards, unreadable, shown, warned, .. } = gathered;
    let (found, key) = if args.anoniem {
        let (found, key) = Found::anonymous(boards, unreadable, args.nieuwste);
        (found, Some(key))
    } else {
        let boards = boards.into_iter().map(|(_, board)| board).collect();
        (Found::named(boards, unreadable, args.nieuwste), None)
    };
    let overview = Overview::new(&context.catalogue, context.today, found);
    // Once more: somebody may have opened it meanwhile.
    targets::leave_changed(targets, document, args.overschrijf)?;
    progress.writing();
    for target in targets {
        if target.file.is_none() {
            // On a screen the bar and the result would stand in each other's way.
            progress.finish();
        }
        write(&overview, target, args.lang, signals, streams)?;
    }
    if let (Some(path), Some(key)) = (&args.sleutel, &key) {
        write_key(path, key)?;
    }
    let reports = match per_board_folder(args) {
        Some(folder) => per_board::write(context, args, &overview, folder, (signals, &progress), streams),
        None => Ok(()),
    };
    progress.finish();
    streams.out.flush()?;
    if !context.quiet && reports.is_ok() && signals.stop().is_none() {
        tell(&overview, args, targets, warned, streams);
    }
    // What is wrong with a file can say what is in it.
    if !args.anoniem {
        streams.warn(&shown);
    }
    if overview.unreadable.is_empty() {
        return reports.map(|()| Outcome::Done);
    }
    if let Err(error) = &reports {
        crate::report(error, streams);
    }
    Err(incomplete(&overview, args).into())
}

/// The folder for the overview and the reports of the boards, where those were asked for.
fn per_board_folder(args: &OverviewArgs) -> Option<&Path> {
    args.uitvoer.as_deref().filter(|_| args.per_bestuur)
}

/// Where every form goes.
fn places(args: &OverviewArgs) -> Result<Vec<Target<OverviewFormat>>, Problem> {
    let mut targets = args.formaat.clone();
    let output = args.uitvoer.as_ref().filter(|path| *path != Path::new("-"));
    if args.per_bestuur && output.is_none() {
        return Err(Problem::new("rapporten per bestuur kunnen niet op het scherm")
            .hint("kies achter -o een map, bijvoorbeeld -o rapporten"));
    }
    let unplaced = targets.iter().position(|target| target.file.is_none());
    match (output, unplaced) {
        (Some(_), _) if args.per_bestuur => {}
        (Some(path), Some(index)) => targets[index].file = Some(path.clone()),
        (Some(path), None) => targets.push(Target { format: format_of(path)?, file: Some(path.clone()) }),
        (None, None) if targets.is_empty() || args.uitvoer.is_some() => return Err(nowhere(args)),
        (None, _) => {}
    }
    targets::own_place_for_each(&targets)?;
    if let Some(format) =
        targets.iter().map(|target| target.format).find(|format| args.lang && !has_long(*format))
    {
        return Err(Problem::new(format!("met --lang kan er geen {} gemaakt worden", name(format))).hint(
            "een regel per bestuur en norm is er alleen als csv of jsonl, bijvoorbeeld -o normen.csv",
        ));
    }
    if targets.iter().any(|target| target.format == OverviewFormat::Xlsx && target.file.is_none()) {
        return Err(Problem::new("een werkmap (xlsx) kan niet op het scherm")
            .hint("geef een bestand op, bijvoorbeeld -o overzicht.xlsx"));
    }
    if let Some(key) = &args.sleutel {
        key_place(key, &targets)?;
    }
    Ok(targets)
}

fn name(format: OverviewFormat) -> &'static str {
    FORMATS.iter().find(|(_, found)| *found == format).map_or("", |(name, _)| name)
}

/// Every form, by the end of the name of a file.
const FORMATS: [(&str, OverviewFormat); 5] = [
    ("xlsx", OverviewFormat::Xlsx),
    ("md", OverviewFormat::Md),
    ("csv", OverviewFormat::Csv),
    ("json", OverviewFormat::Json),
    ("jsonl", OverviewFormat::Jsonl),
];

/// How a form is sealed that people edit.
fn document(format: OverviewFormat) -> Option<Kind> {
    match format {
        OverviewFormat::Xlsx => Some(Kind::Package),
        OverviewFormat::Md => Some(Kind::Text),
        OverviewFormat::Csv | OverviewFormat::Json | OverviewFormat::Jsonl => None,
    }
}

fn has_long(format: OverviewFormat) -> bool {
    matches!(format, OverviewFormat::Csv | OverviewFormat::Jsonl)
}

/// The form that goes with the end of the name.
fn format_of(path: &Path) -> Result<OverviewFormat, Problem> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let ending = ending.as_deref().unwrap_or_default();
    FORMATS.iter().find(|(name, _)| *name == ending).map(|(_, format)| *format).ok_or_else(|| {
        let endings: Vec<String> = FORMATS.iter().map(|(name, _)| format!(".{name}")).collect();
        let hint = format!("kies een naam die eindigt op {}", or_list(&endings));
        let shown = visible_path(path);
        if path.is_dir() {
            return Problem::new(format!("{shown} is een map, en het overzicht is een bestand"))
                .hint(format!("bijvoorbeeld -o {}", visible_path(&path.join("overzicht.xlsx"))));
        }
        Problem::new(format!("aan de naam {shown} is niet te zien welke vorm het overzicht krijgt"))
            .hint(hint)
    })
}

fn nowhere(args: &OverviewArgs) -> Problem {
    match args.uitvoer {
        None => Problem::new("er staat niet bij waar het overzicht heen moet")
            .hint("geef een bestand op, bijvoorbeeld -o overzicht.xlsx"),
        Some(_) => Problem::new("er staat niet bij in welke vorm het overzicht op het scherm komt")
            .hint("kies een vorm, bijvoorbeeld --formaat md"),
    }
}

/// The key only ever goes into a file of its own.
fn key_place(key: &PathBuf, targets: &[Target<OverviewFormat>]) -> Result<(), Problem> {
    let shown = visible_path(key);
    let ending = key.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if ending.as_deref() != Some("csv") {
        return Err(Problem::new(format!("{shown} kan de sleutel niet zijn"))
            .hint("de sleutel is een tabel; kies een naam die eindigt op .csv"));
    }
    if targets.iter().any(|target| target.file.as_ref() == Some(key)) {
        return Err(Problem::new(format!("{shown} staat er twee keer"))
            .hint("geef de sleutel een eigen bestand, apart van het overzicht"));
    }
    new_key(key)
}

/// A key never goes over anything: it could be the only key to an overview that somebody has already.
fn new_key(key: &Path) -> Result<(), Problem> {
    if key.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(Problem::new(format!("{} bestaat al; een sleutel wordt nooit overschreven", visible_path(key)))
        .hint("kies een andere naam, of zet de oude sleutel eerst ergens anders"))
}

fn write(
    overview: &Overview<'_>,
    target: &Target<OverviewFormat>,
    long: bool,
    signals: &Signals,
    streams: &mut Streams<'_>,
) -> Result<()> {
    match &target.file {
        None => lines(overview, target.format, long, &mut Stoppable { out: &mut *streams.out, signals }),
        Some(path) => {
            let written = stream_atomically(path, Access::Private, |mut out| match target.format {
                OverviewFormat::Xlsx => {
                    // The fingerprint stands inside, over all the rest: first everything else is made.
                    let mut draft = draft_beside(path)?;
                    xlsx::overview(overview, &mut Stoppable { out: &mut draft, signals })?;
                    seal_into(BufReader::new(draft), &mut out)
                }
                OverviewFormat::Md => Ok(out.write_all(seal_text(markdown::overview(overview)).as_bytes())?),
                format => lines(overview, format, long, &mut Stoppable { out, signals }),
            });
            written.map_err(|error| not_written(path, error))
        }
    }
}

/// Every form but the workbook.
fn lines(overview: &Overview<'_>, format: OverviewFormat, long: bool, out: &mut dyn Write) -> Result<()> {
    match format {
        OverviewFormat::Csv if long => csv::norms(overview, out)?,
        OverviewFormat::Csv => csv::boards(overview, out)?,
        OverviewFormat::Jsonl if long => json::overview::norms(overview, out)?,
        OverviewFormat::Jsonl => json::overview::boards(overview, out)?,
        OverviewFormat::Json => json::overview::document(overview, out)?,
        OverviewFormat::Md => out.write_all(markdown::overview(overview).as_bytes())?,
        OverviewFormat::Xlsx => return Err(Problem::new("een werkmap (xlsx) kan niet op het scherm").into()),
    }
    Ok(())
}

fn not_written(path: &Path, error: anyhow::Error) -> anyhow::Error {
    let of_the_disk = match error.downcast_ref::<XlsxError>() {
        Some(XlsxError::IoError(error)) => Some(error),
        _ => error.downcast_ref::<io::Error>(),
    };
    match of_the_disk {
        Some(why) => targets::not_written(path, why).into(),
        None => error,
    }
}

fn write_key(path: &Path, key: &Key) -> Result<()> {
    // Once more: the overview itself may lie there by now, under another spelling of the same name.
    new_key(path)?;
    let written = stream_atomically(path, Access::Private, |mut out| csv::key(key, &mut out));
    written.map_err(|error| not_written(path, error.into()))
}

/// Says what was made, and what whoever uses it must know.
fn tell(
    overview: &Overview<'_>,
    args: &OverviewArgs,
    targets: &[Target<OverviewFormat>],
    warned: usize,
    streams: &mut Streams<'_>,
) {
    let mut say = |text: &str| streams.say(text::running(text).trim_end());
    for path in targets.iter().filter_map(|target| target.file.as_ref()) {
        say(&format!("Klaar: {} in {}.", wording::boards(overview), visible_path(path)));
    }
    if let Some(folder) = per_board_folder(args) {
        say(&format!(
            "Klaar: overzicht.xlsx en de rapporten van {} staan in {}.",
            wording::boards(overview),
            visible_path(folder)
        ));
    }
    if let Some(path) = &args.sleutel {
        say(&format!(
            "De sleutel staat in {}. Bewaar hem apart: wie hem heeft, weet welke letter welk bestuur is.",
            visible_path(path)
        ));
    }
    // What could not be read comes last, with what is wrong with it.
    let unreadable = wording::unreadable(overview);
    for caution in wording::cautions(overview).into_iter().filter(|said| Some(said) != unreadable.as_ref()) {
        say(&format!("Let op: {caution}"));
    }
    match warned {
        0 => {}
        1 => say("Let op: bij één meting is er een waarschuwing. ibp-peil status laat zien welke."),
        more => {
            say(&format!("Let op: bij {more} metingen zijn er waarschuwingen. ibp-peil status laat ze zien."))
        }
    }
}

/// The end of a run in which files could not be used.
fn incomplete(overview: &Overview<'_>, args: &OverviewArgs) -> Problem {
    let text = wording::unreadable(overview).unwrap_or_default();
    let problem = Problem::new(crate::dutch::lower_first(text.trim_end_matches('.')));
    match (args.anoniem, overview.unreadable.len()) {
        (true, _) => problem.hint("zonder --anoniem staat erbij welke bestanden het zijn en wat er mis is"),
        (false, 1) => problem.hint("het overzicht is gemaakt zonder dit bestand, en noemt het"),
        (false, _) => problem.hint("het overzicht is gemaakt zonder deze bestanden, en noemt ze"),
    }
}

/// Stops writing when the person stops the program; what was written so far is then thrown away.
struct Stoppable<'a, T: ?Sized> {
    out: &'a mut T,
    signals: &'a Signals,
}

impl<T: Write + ?Sized> Write for Stoppable<'_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.signals.stop() {
            Some(_) => Err(io::Error::other("stopped")),
            None => self.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<T: Seek + ?Sized> Seek for Stoppable<'_, T> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.out.seek(place)
    }
}
