//! `herstel`: earlier versions of an assessment, and what can be rescued from a damaged one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::ask::{Ask, Asked};
use super::fill::quoted;
use super::write_over::{hold, keep_first};
use super::{Context, Outcome};
use crate::assessment::differences::differences;
use crate::assessment::file::{AssessmentFile, read};
use crate::assessment::history::{self, Kind, State};
use crate::assessment::rescue::{Rescued, rescue};
use crate::assessment::{Answer, Assessment};
use crate::cli::RestoreArgs;
use crate::finding::print::{visible, visible_path};
use crate::finding::{Code, Findings};
use crate::problem::Problem;
use crate::render::text::running;
use crate::render::text::versions::{self, Effect, Salvage, Version};
use crate::storage::{Access, Disk, SystemDisk, io_text, read_patiently, resolved, write_with};
use crate::streams::Streams;

/// Shows what there is to go back to, or goes back.
///
/// # Errors
/// There is nothing to go back to, somebody is busy with the file, or it cannot be written.
pub fn run(context: &Context, args: &RestoreArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let restore = Restore::new(context, &args.file, streams)?;
    match (args.toon, args.terug, &args.uitvoer) {
        (Some(number), None, None) => restore.show(number, streams),
        (None, Some(number), None) => restore.put_back(number, streams),
        (None, None, Some(new)) => restore.save_salvage(new, streams),
        (None, None, None) => restore.overview(streams),
        _ => Err(Problem::new("--toon, --terug en -o gaan niet samen")
            .hint("kies er één; ibp-peil help herstel legt ze uit")
            .into()),
    }
}

/// How the file is now.
enum Present {
    Readable(Box<AssessmentFile>),
    /// It is there and cannot be used, and this is left of it; `None` where it is not damaged but of another version.
    Damaged(Findings, Option<Box<Rescued>>),
    Missing(Findings),
}

struct Restore<'c> {
    context: &'c Context,
    path: &'c Path,
    present: Present,
    states: Vec<State>,
}

impl<'c> Restore<'c> {
    fn new(context: &'c Context, path: &'c Path, streams: &mut Streams<'_>) -> Result<Self> {
        let present = match read(path, &context.catalogue) {
            Ok(file) => Present::Readable(Box::new(file)),
            Err(findings) => damaged_or_missing(context, path, findings)?,
        };
        let states = history::states(path).unwrap_or_else(|error| {
            streams.say(&running(&format!(
                "Let op: de eerdere versies zijn niet te lezen ({}).",
                io_text(&error)
            )));
            Vec::new()
        });
        Ok(Self { context, path, present, states })
    }

    fn name(&self) -> String {
        visible_path(self.path)
    }

    /// The command with these options, as it can be typed.
    fn command(&self, options: &str) -> String {
        visible(&format!("ibp-peil herstel {} {options}", quoted(self.path)))
    }

    /// What is wrong, what can be rescued and which versions there are; and then asks, where a person can be asked.
    fn overview(&self, streams: &mut Streams<'_>) -> Result<Outcome> {
        let rescued = self.rescued();
        if self.states.is_empty() && rescued.is_none() {
            return self.nothing();
        }
        self.tell_what_is_wrong(streams);
        let mut blocks = Vec::new();
        if let Some(rescued) = rescued {
            blocks.push(self.salvage(rescued));
        }
        if !self.states.is_empty() {
            let list: Vec<Version> = self.states.iter().map(|state| self.version(state)).collect();
            blocks.push(versions::versions(&self.context.catalogue, &self.name(), &list, self.context.now));
        }
        if !streams.interactive {
            blocks.push(self.commands(rescued.is_some()));
        }
        streams.out.write_all(blocks.join("\n").as_bytes())?;
        streams.out.flush()?;
        if streams.interactive { self.ask(rescued, streams) } else { Ok(Outcome::Done) }
    }

    /// Nothing was kept and nothing can be rescued.
    fn nothing(&self) -> Result<Outcome> {
        match &self.present {
            Present::Damaged(findings, _) | Present::Missing(findings) => Err(findings.clone().into()),
            Present::Readable(_) => Err(Problem::new(format!(
                "er zijn nog geen eerdere versies van {}",
                self.name()
            ))
            .hint(
                "die ontstaan vanzelf als je de vragenlijst invult; een oudere kopie staat misschien in de \
                         back-up of in OneDrive (Versiegeschiedenis)",
            )
            .into()),
        }
    }

    fn tell_what_is_wrong(&self, streams: &mut Streams<'_>) {
        let (Present::Damaged(findings, _) | Present::Missing(findings)) = &self.present else { return };
        streams.refuse(findings);
        streams.say("");
    }

    fn rescued(&self) -> Option<&Rescued> {
        match &self.present {
            Present::Damaged(_, Some(rescued)) if is_worth_it(rescued) => Some(rescued),
            _ => None,
        }
    }

    fn salvage(&self, rescued: &Rescued) -> String {
        let newest = self.states.iter().find_map(|state| self.read_state(state).ok());
        let compared = newest.map(|newest| differences(&newest.assessment, &rescued.assessment));
        let says_something = |id: &&str| rescued.assessment.answer(id) != Some(&Answer::default());
        let found = Salvage {
            whole: rescued.whole().iter().filter(|id| says_something(id)).count(),
            partial: &rescued.partial().into_iter().filter(says_something).collect::<Vec<_>>(),
            losses: &rescued.losses,
            compared: compared.as_deref(),
        };
        versions::salvage(&self.context.catalogue, &self.name(), &found)
    }

    fn commands(&self, can_rescue: bool) -> String {
        let mut rows = Vec::new();
        if can_rescue {
            let new = free_name(self.path);
            rows.push(("Redden in een nieuw bestand:", format!("-o {}", quoted(&new))));
        }
        if let Some(state) = self.states.first() {
            rows.push(("Alles zien wat er verandert:", format!("--toon {}", state.number)));
            rows.push(("Een versie terugzetten:", format!("--terug {}", state.number)));
        }
        let line = |(what, options): (&str, String)| format!("{what}\n  {}\n", self.command(&options));
        rows.into_iter().map(line).collect()
    }

    fn version(&self, state: &State) -> Version {
        let effect = match (self.read_state(state), &self.present) {
            (Err(findings), _) => Effect::Broken(findings.0.len()),
            (Ok(then), Present::Readable(now)) => {
                Effect::Changes(differences(&now.assessment, &then.assessment))
            }
            (Ok(then), _) => Effect::Answers(answered(&then.assessment)),
        };
        Version { state: state.clone(), effect }
    }

    fn read_state(&self, state: &State) -> Result<AssessmentFile, Findings> {
        read(&state.path, &self.context.catalogue)
    }

    /// The version with this number.
    fn find(&self, number: u64) -> Result<&State, Problem> {
        let found: Vec<&State> = self.states.iter().filter(|state| state.number == number).collect();
        match found.as_slice() {
            [state] => Ok(state),
            [] => Err(Problem::new(format!("versie {number} van {} is er niet", self.name()))
                .hint(format!("{}laat zien welke er zijn", self.command("")))),
            // Two computers that share a folder may both have kept one with this number.
            _ => Err(Problem::new(format!("er zijn {} versies met nummer {number}", found.len()))
                .hint("kies een andere, of kopieer het goede bestand zelf uit de verborgen map .ibp-peil")),
        }
    }

    fn show(&self, number: u64, streams: &mut Streams<'_>) -> Result<Outcome> {
        let version = self.version(self.find(number)?);
        let mut text = versions::version(&self.context.catalogue, &self.name(), &version, self.context.now);
        if !matches!(version.effect, Effect::Broken(_)) {
            let command = self.command(&format!("--terug {number}"));
            text.push('\n');
            text.push_str(&format!("Terugzetten:\n  {command}\n"));
        }
        streams.out.write_all(text.as_bytes())?;
        Ok(Outcome::Done)
    }

    /// Puts a version back; how the file is now is kept first, so that this too can be undone.
    fn put_back(&self, number: u64, streams: &mut Streams<'_>) -> Result<Outcome> {
        let disk = SystemDisk;
        let (state, now) = (self.find(number)?, self.context.now);
        let then = self.read_state(state)?;
        let bytes = read_patiently(&disk, &state.path).map_err(|error| unreadable(&state.path, &error))?;
        let _held = hold(self.path, now, streams)?;
        let before = self.bytes_now(&disk)?;
        if before.as_ref() == Some(&bytes) {
            let name = visible_path(self.path);
            let text = format!("{name} is al gelijk aan versie {number}; er is niets veranderd.");
            streams.say(running(&text).trim_end());
            return Ok(Outcome::Done);
        }
        if let Some(before) = &before {
            let instead = "maak zelf een kopie van het bestand op een plek waar je mag schrijven, en zet die versie daar terug";
            keep_first(self.path, before, (Kind::Restore, now), instead)?;
        }
        write_with(&disk, self.path, &bytes, Access::Private)
            .map_err(|error| not_written(self.path, &error))?;
        streams.say(&self.restored(number, &then, before.is_some()));
        Ok(Outcome::Done)
    }

    /// The bytes of the file as it is at this moment; `None` where there is no file.
    fn bytes_now(&self, disk: &dyn Disk) -> Result<Option<Vec<u8>>, Problem> {
        match read_patiently(disk, self.path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(self.path, &error)),
        }
    }

    /// What was done, and how to undo it.
    fn restored(&self, number: u64, then: &AssessmentFile, was_there: bool) -> String {
        let text = match &self.present {
            Present::Readable(now) => {
                let changed = differences(&now.assessment, &then.assessment).len();
                let places = crate::dutch::count(changed, "plek", "plekken");
                format!("Versie {number} is teruggezet in {}; {places} veranderd.", self.name())
            }
            _ => format!(
                "Versie {number} is teruggezet in {}, met {}.",
                self.name(),
                versions::answers(answered(&then.assessment))
            ),
        };
        let kept = history::states(self.path).unwrap_or_default().first().map(|newest| newest.number);
        if let (Some(kept), true) = (kept, was_there) {
            let undo = self.command(&format!("--terug {kept}"));
            return format!(
                "{}Hoe het was, staat in versie {kept}. Ongedaan maken:\n  {undo}",
                running(&text)
            );
        }
        running(&text).trim_end().to_owned()
    }

    /// Writes what can be rescued to a new file, and never over another one.
    fn save_salvage(&self, new: &Path, streams: &mut Streams<'_>) -> Result<Outcome> {
        let rescued = match (&self.present, self.rescued()) {
            (_, Some(rescued)) => rescued,
            (Present::Readable(_), _) => {
                return Err(Problem::new(format!("{} is niet beschadigd", self.name()))
                    .hint("-o is er voor een bestand dat niet meer te lezen is; een versie terugzetten kan met --terug")
                    .into());
            }
            (Present::Damaged(findings, _) | Present::Missing(findings), None) => {
                return Err(findings.clone().into());
            }
        };
        if fs::symlink_metadata(new).is_ok() || resolved(new) == resolved(self.path) {
            return Err(Problem::new(format!("{} bestaat al; er is niets geschreven", visible_path(new)))
                .hint("kies achter -o een naam die nog niet bestaat")
                .into());
        }
        write_with(&SystemDisk, new, rescued.text.as_bytes(), Access::Private)
            .map_err(|error| not_written(new, &error))?;
        if !streams.interactive {
            self.tell_what_is_wrong(streams);
            streams.out.write_all(self.salvage(rescued).as_bytes())?;
            streams.out.flush()?;
        }
        let text = format!(
            "{} bewaard in {}. Het beschadigde bestand is niet veranderd.",
            versions::answers(answered(&rescued.assessment)),
            visible_path(new),
        );
        let look = visible(&format!("ibp-peil status {}", quoted(new)));
        streams.say(&format!("\n{}Nakijken:\n  {look}", running(&text)));
        Ok(Outcome::Done)
    }

    /// Asks what to do; nothing is what Enter does.
    fn ask(&self, rescued: Option<&Rescued>, streams: &mut Streams<'_>) -> Result<Outcome> {
        let ask = Ask::new()?;
        let chosen = if rescued.is_none() {
            Asked::Given(Wanted::Version)
        } else {
            let mut ways = vec![(Wanted::Salvage, "Bewaren wat nog te redden is, in een nieuw bestand")];
            if !self.states.is_empty() {
                ways.push((Wanted::Version, "Een eerdere versie terugzetten"));
            }
            let items: Vec<&str> = ways.iter().map(|(_, text)| *text).chain(["Niets"]).collect();
            let index = ask.choose("Wat wil je?", &items, 0);
            index.and_then(|index| ways.get(index).map_or(Asked::Back, |(way, _)| Asked::Given(*way)))
        };
        let done = chosen.and_then(|wanted| match wanted {
            Wanted::Salvage => ask
                .text("Onder welke naam?", &visible_path(&free_name(self.path)))
                .map(|name| self.save_salvage(Path::new(&name), streams)),
            Wanted::Version => ask
                .text("Welke versie terugzetten? Typ het nummer (Enter: geen)", "")
                .map(|typed| self.put_back_typed(&typed, streams)),
        });
        match done {
            Asked::Given(outcome) => outcome,
            Asked::Back => {
                streams.say("Er is niets veranderd.");
                Ok(Outcome::Done)
            }
            Asked::Stopped(signal) => Ok(Outcome::Stopped(signal)),
            Asked::Failed(error) => Err(error.into()),
        }
    }

    fn put_back_typed(&self, typed: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
        match typed.parse() {
            Ok(number) => self.put_back(number, streams),
            Err(_) => Err(Problem::new(format!("{} is geen nummer; er is niets veranderd", visible(typed)))
                .hint("typ het nummer dat voor de versie staat")
                .into()),
        }
    }
}

/// What a person can do about a damaged file.
#[derive(Clone, Copy)]
enum Wanted {
    Salvage,
    Version,
}

/// A file that cannot be read as it is: gone, damaged, or good for another version only.
///
/// # Errors
/// It is no file, or one that may not be read.
fn damaged_or_missing(context: &Context, path: &Path, findings: Findings) -> Result<Present, Findings> {
    let has = |codes: &[Code]| findings.0.iter().any(|finding| codes.contains(&finding.code));
    if has(&[Code::NotFound]) {
        return Ok(Present::Missing(findings));
    }
    if has(&[Code::IsFolder, Code::NoPermission, Code::TooLarge, Code::Unreadable]) {
        return Err(findings);
    }
    let year = u32::try_from(context.today.year()).unwrap_or_default();
    let rescued = read_patiently(&SystemDisk, path)
        .ok()
        .and_then(|bytes| rescue(&bytes, &context.catalogue, year).ok())
        .map(Box::new);
    Ok(Present::Damaged(findings, rescued))
}

/// True where at least one answer or fact is left.
fn is_worth_it(rescued: &Rescued) -> bool {
    answered(&rescued.assessment) > 0 || !rescued.assessment.facts.is_empty()
}

/// How many norms have an answer that says something.
fn answered(assessment: &Assessment) -> usize {
    assessment.answers.values().filter(|answer| **answer != Answer::default()).count()
}

/// A name beside the file that is not taken: "meting-gered.toml".
fn free_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |number: &str| path.with_file_name(format!("{stem}-gered{number}.toml"));
    let mut names = std::iter::once(name("")).chain((2..100).map(|number| name(&format!("-{number}"))));
    names.find(|name| fs::symlink_metadata(name).is_err()).unwrap_or_else(|| name(""))
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!(
        "{} kan niet gelezen worden: {}; er is niets veranderd",
        visible_path(path),
        io_text(error)
    ))
    .hint("controleer of de schijf of het netwerk bereikbaar is")
}

fn not_written(path: &Path, error: &io::Error) -> Problem {
    Problem::new(format!(
        "{} kan niet geschreven worden: {}; er is niets veranderd",
        visible_path(path),
        io_text(error)
    ))
    .hint("sluit het bestand in andere programma's, of kies een map waarin je mag schrijven")
}
