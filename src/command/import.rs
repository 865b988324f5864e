//! `importeer`: forms that came back, and parts of an assessment, into one assessment.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::ask::{Ask, Asked};
use super::fill::quoted;
use super::{Context, Outcome};
use crate::assessment::differences::differences;
use crate::assessment::file::AssessmentFile;
use crate::assessment::history::{self, Kind};
use crate::assessment::lock::Lock;
use crate::assessment::place::{Place, differing};
use crate::assessment::save::{self, Editor};
use crate::assessment::{Assessment, Stage};
use crate::cli::ImportArgs;
use crate::dutch::count;
use crate::finding::print::{visible, visible_path};
use crate::finding::{Code, Finding, Findings};
use crate::form::combine::{Combined, Dispute, Owner, Part, Signature, combine};
use crate::form::read::{Filled, read};
use crate::form::{Slot, values};
use crate::limits::WORKBOOK;
use crate::problem::Problem;
use crate::render::text::{import as text, running};
use crate::render::xlsx;
use crate::storage::{Access, SystemDisk, io_text, read_limited, read_patiently, resolved, write_with};
use crate::streams::Streams;
use crate::{table, workbook};

/// Reads the files, shows what changes and where people differ, and saves what is undisputed.
///
/// # Errors
/// A file that cannot be used, people who differ ([`Differ`]), or an assessment that cannot be written; nothing is changed then.
pub fn run(context: &Context, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    own_place(args)?;
    let priority = priority(args)?;
    let parts = parts(context, &args.files)?;
    let target = Target::read(context, &args.uitvoer, streams)?;
    let signature = Signature { by: args.door.as_deref(), today: context.today };
    let before = target.file.as_ref().map(|file| &file.assessment);
    if before.is_none()
        && parts
            .iter()
            .all(|part| !part.filled.values.contains_key(&Slot::Board("naam")) && !names_board(part))
    {
        return Err(Problem::new(format!(
            "{} bestaat nog niet, en de naam van het bestuur staat in geen van de bestanden",
            visible_path(&args.uitvoer)
        ))
        .hint(
            "vul de naam in op het blad Bestuur, of begin eerst een meting met: ibp-peil invullen NAAM.toml",
        )
        .into());
    }
    let mut combined = combine(before, &parts, &priority, &signature, &context.catalogue)?;
    if !context.quiet {
        streams.warn(&combined.warnings);
    }
    finish(&mut combined, &parts, context, before);
    let names: Vec<String> = args.files.iter().map(|path| visible_path(path)).collect();
    let open = combined.disputes.iter().filter(|dispute| dispute.winner.is_none()).count();
    let disputes =
        text::disputes(&context.catalogue, &visible_path(&args.uitvoer), &names, &combined.disputes);
    if open > 0 && !args.sla_verschillen_over {
        streams.out.write_all(disputes.as_bytes())?;
        streams.out.flush()?;
        let undecided = combined.disputes.iter().filter(|dispute| dispute.winner.is_none());
        return Err(anyhow::Error::new(Differ::new(undecided, args)).context(differ(open, args)));
    }
    let changes = before.map(|before| differences(before, &combined.assessment));
    if changes.as_ref().is_some_and(Vec::is_empty) {
        streams.out.write_all(disputes.as_bytes())?;
        streams
            .say(&format!("Er is niets nieuws voor {}; er is niets veranderd.", visible_path(&args.uitvoer)));
        return Ok(Outcome::Done);
    }
    if let Some(changes) = &changes {
        let shown = text::changes(&context.catalogue, &visible_path(&args.uitvoer), changes);
        streams.out.write_all(shown.as_bytes())?;
    }
    streams.out.write_all(disputes.as_bytes())?;
    streams.out.flush()?;
    if let (Some(before), Some(changes)) = (before, &changes)
        && before.meta.stage != Stage::Open
        && changes.iter().any(|change| matches!(change.place, Place::Norm(_)))
    {
        let stage = before.meta.stage.as_str();
        say(
            context,
            streams,
            &running(&format!(
                "Let op: deze meting is al {stage}. Als er antwoorden veranderen, kloppen de peildatum en de status \
             misschien niet meer; kijk die na."
            )),
        );
    }
    if before.is_some() && !args.opslaan {
        if !streams.interactive {
            say(
                context,
                streams,
                running("Er is nog niets opgeslagen. Klopt het? Geef dezelfde opdracht met --opslaan.")
                    .trim_end(),
            );
            return Ok(Outcome::Done);
        }
        match Ask::new()?.choose("Opslaan?", &["Ja", "Nee"], 0) {
            Asked::Given(0) => {}
            Asked::Given(_) | Asked::Back => {
                say(context, streams, "Er is niets veranderd.");
                return Ok(Outcome::Done);
            }
            Asked::Stopped(signal) => return Ok(Outcome::Stopped(signal)),
            Asked::Failed(error) => return Err(error.into()),
        }
    }
    target.save(context, &combined.assessment, streams)?;
    say(
        context,
        streams,
        &done(args, changes.as_ref().map_or(answers(&combined.assessment), Vec::len), before.is_some()),
    );
    Ok(Outcome::Done)
}

/// Says something, unless the person wants quiet.
fn say(context: &Context, streams: &mut Streams<'_>, text: &str) {
    if !context.quiet {
        streams.say(text);
    }
}

/// True where a form says of which board it is.
fn names_board(part: &Part) -> bool {
    part.filled.basis.as_ref().and_then(|basis| basis.get(&Slot::Board("naam"))).is_some_and(Option::is_some)
}

fn answers(assessment: &Assessment) -> usize {
    assessment.answers.len()
}

/// What was done, and how to undo it.
fn done(args: &ImportArgs, number: usize, was_there: bool) -> String {
    let name = visible_path(&args.uitvoer);
    if !was_there {
        let text = format!("Klaar: {name} is gemaakt, met {}.", count(number, "antwoord", "antwoorden"));
        return running(&text).trim_end().to_owned();
    }
    let text = format!("Klaar: {} veranderd in {name}.", count(number, "plek", "plekken"));
    let kept = history::states(&args.uitvoer).unwrap_or_default().first().map(|state| state.number);
    match kept {
        Some(kept) => {
            let undo = visible(&format!("ibp-peil herstel {} --terug {kept}", quoted(&args.uitvoer)));
            format!("{}Hoe het was, staat in versie {kept}. Ongedaan maken:\n  {undo}", running(&text))
        }
        None => running(&text).trim_end().to_owned(),
    }
}

/// Why nothing was written: people differ. Below the [`Problem`] that says so, for whoever can ask who wins.
#[derive(Debug)]
pub struct Differ {
    /// The files that say something where nobody wins yet.
    pub files: Vec<PathBuf>,
}

impl Differ {
    fn new<'a>(undecided: impl Iterator<Item = &'a Dispute>, args: &ImportArgs) -> Self {
        let owners: BTreeSet<Owner> =
            undecided.flat_map(|dispute| &dispute.versions).map(|(owner, _)| *owner).collect();
        let files = args.files.iter().enumerate();
        let files = files.filter(|(index, _)| owners.contains(&Owner::Part(*index)));
        Self { files: files.map(|(_, path)| path.clone()).collect() }
    }
}

impl std::fmt::Display for Differ {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("de antwoorden verschillen")
    }
}

impl std::error::Error for Differ {}

fn differ(open: usize, args: &ImportArgs) -> Problem {
    let first = args.files.first().map_or(String::new(), |path| visible_path(path));
    let text = match open {
        1 => "op één plek zeggen de bestanden iets anders; er is niets geschreven".to_owned(),
        more => format!("op {more} plekken zeggen de bestanden iets anders; er is niets geschreven"),
    };
    Problem::new(text).hint(format!(
        "overleg wat er klopt. Daarna: --voorrang {first} laat dat bestand winnen (mag vaker), en \
         --sla-verschillen-over neemt alleen over waar iedereen het over eens is"
    ))
}

/// The days of an assessment that begins or changes here.
fn finish(combined: &mut Combined, parts: &[Part], context: &Context, before: Option<&Assessment>) {
    let changed = !differing(&combined.original, &combined.assessment).is_empty();
    let meta = &mut combined.assessment.meta;
    if before.is_none() && !parts.iter().any(names_board) {
        meta.begun_on.get_or_insert(context.today);
    }
    if changed {
        meta.updated_on = Some(context.today);
    }
}

/// Never over one of the files that are read, and only into an assessment.
fn own_place(args: &ImportArgs) -> Result<(), Problem> {
    let shown = visible_path(&args.uitvoer);
    if !args.uitvoer.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
        return Err(Problem::new(format!("{shown} kan geen meting zijn"))
            .hint("kies achter -o een naam die eindigt op .toml, bijvoorbeeld meting.toml"));
    }
    match args.files.iter().find(|file| resolved(file) == resolved(&args.uitvoer)) {
        Some(_) => Err(Problem::new(format!("{shown} is ook een van de bestanden die gelezen worden"))
            .hint("laat hem daar weg: wat er in staat, telt al mee")),
        None => Ok(()),
    }
}

/// Who wins, in order, from the names on the command line.
fn priority(args: &ImportArgs) -> Result<Vec<Owner>, Problem> {
    let of = |path: &PathBuf| {
        let part = args.files.iter().position(|file| resolved(file) == resolved(path)).map(Owner::Part);
        part.or_else(|| (resolved(path) == resolved(&args.uitvoer)).then_some(Owner::Target)).ok_or_else(
            || {
                Problem::new(format!("--voorrang {}: dat bestand doet niet mee", visible_path(path)))
                    .hint("noem een van de bestanden die gelezen worden, of dat achter -o")
            },
        )
    };
    args.voorrang.iter().map(of).collect()
}

/// Every file that is read; all that is wrong with any of them at once.
fn parts(context: &Context, files: &[PathBuf]) -> Result<Vec<Part>, Findings> {
    let (mut parts, mut findings) = (Vec::new(), Vec::new());
    for path in files {
        match part(context, path) {
            Ok(part) => parts.push(part),
            Err(found) => findings.extend(found.0),
        }
    }
    if findings.is_empty() { Ok(parts) } else { Err(Findings(findings)) }
}

fn part(context: &Context, path: &Path) -> Result<Part, Findings> {
    let name = path.display().to_string();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("xlsx" | "xlsm" | "ods") => {
            let sheets = workbook::parse(&read_limited(path, WORKBOOK)?, &name)?;
            let filled = read(&sheets, &name, &context.catalogue)?;
            Ok(Part { name, filled, shown: xlsx::as_shown, cut: Some(xlsx::CUT) })
        }
        Some("csv") => {
            let sheet = table::parse(read_limited(path, WORKBOOK)?, &name)?;
            let filled = read(&[sheet], &name, &context.catalogue)?;
            Ok(Part { name, filled, shown: str::to_owned, cut: None })
        }
        Some("toml") => {
            let file = context.read(path)?;
            let filled =
                Filled { values: values(&file.assessment), cells: BTreeMap::new(), ..Filled::default() };
            Ok(Part { name, filled, shown: str::to_owned, cut: None })
        }
        _ => Err(Finding::file_error(
            Code::NoWorkbook,
            name,
            "aan de naam is niet te zien wat dit voor bestand is",
        )
        .hint("lees een ingevulde werkmap (.xlsx of .ods), een tabel (.csv) of een meting (.toml) in")
        .into()),
    }
}

/// The assessment that is imported into.
struct Target<'a> {
    path: &'a Path,
    file: Option<AssessmentFile>,
    /// The bytes as they were when it was read; `None` where there was no file.
    bytes: Option<Vec<u8>>,
}

impl<'a> Target<'a> {
    fn read(context: &Context, path: &'a Path, streams: &mut Streams<'_>) -> Result<Self> {
        let bytes = bytes_now(path)?;
        let file = bytes.is_some().then(|| context.open(path, streams)).transpose()?;
        Ok(Self { path, file, bytes })
    }

    /// Writes it, unless somebody else is busy with it or changed it meanwhile; how it was is kept first.
    fn save(&self, context: &Context, assessment: &Assessment, streams: &mut Streams<'_>) -> Result<()> {
        let (disk, name) = (SystemDisk, visible_path(self.path));
        let text = match &self.file {
            Some(file) => Editor::new(file)?.text(assessment),
            None => save::new_text(assessment),
        };
        let lock = Lock::take(&disk, self.path, context.now).map_err(|taken| {
            Problem::new(format!("{name} staat open {}", taken.text(context.now)))
                .hint("stop daar eerst met de toets s; er is niets veranderd")
        })?;
        if let Some(warning) = lock.warning() {
            streams.say(&running(warning));
        }
        if bytes_now(self.path)? != self.bytes {
            return Err(Problem::new(format!("{name} is intussen veranderd; er is niets geschreven"))
                .hint("geef de opdracht nog een keer: dan telt mee wat er veranderd is")
                .into());
        }
        if let Some(before) = &self.bytes {
            history::keep(&disk, self.path, before, Kind::Import, context.now).map_err(|error| {
                Problem::new(format!(
                    "de huidige versie van {name} kan niet eerst bewaard worden: {}; er is niets veranderd",
                    io_text(&error)
                ))
                .hint(
                    "maak zelf een kopie van het bestand op een plek waar je mag schrijven, en lees daar in",
                )
            })?;
        }
        Ok(write_with(&disk, self.path, text.as_bytes(), Access::Private).map_err(|error| {
            Problem::new(format!(
                "{name} kan niet geschreven worden: {}; er is niets veranderd",
                io_text(&error)
            ))
            .hint("sluit het bestand in andere programma's, of kies een map waarin je mag schrijven")
        })?)
    }
}

/// The bytes of the file as it is at this moment; `None` where there is no file.
fn bytes_now(path: &Path) -> Result<Option<Vec<u8>>, Problem> {
    match read_patiently(&SystemDisk, path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // What is wrong with it is told when it is read as an assessment.
        Err(_) => Ok(Some(Vec::new())),
    }
}
