//! The menu that starts without a command in a terminal: the same commands, in plain words.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::help::TOPICS;
use super::report::Changed;
use super::{Context, Outcome};
use crate::cli::{
    CheckArgs, CheckFormat, Command, CompareArgs, FillArgs, Global, HelpArgs, NormsAction, NormsArgs,
    ParagraphArgs, ReportArgs, RestoreArgs, StatusArgs, StatusFormat, Target,
};
use crate::finding::print::visible;
use crate::problem::Problem;
use crate::render::text::{heading, running};
use crate::storage::{files_in, io_text, read_text};
use crate::streams::Streams;

use super::ask::{Ask, Asked};

/// The most files the menu lists; more would not fit a small window. Any other file can be typed.
const LISTED: usize = 8;

/// What stands in the menu, and the questions that turn it into a command.
type Choice = (&'static str, fn(&Menu) -> Asked<Command>);

const CHOICES: [Choice; 9] = [
    ("Vragen beantwoorden", Menu::fill),
    ("Zien hoe ver we zijn", Menu::status),
    ("Rapport maken", Menu::report),
    ("Paragraaf voor het jaarverslag bekijken", Menu::paragraph),
    ("Vergelijken met vorig jaar", Menu::compare),
    ("Toetsen of we er zijn", Menu::check),
    ("Een eerdere versie terugzetten", Menu::restore),
    ("Het normenkader bekijken", Menu::norms),
    ("Uitleg", Menu::help),
];

/// What can be checked from the menu, as a question and as a gate.
const DEMANDS: [(&str, &str); 4] = [
    ("Is elke norm beantwoord?", "volledig"),
    ("Is er een bevestigd en vastgesteld plan?", "plan"),
    ("Voldoen we aan elke norm?", "voldoet"),
    ("Is de IBP-paragraaf compleet?", "jaarverslag"),
];

const STOP: &str = "Stoppen";
const BACK: &str = "Terug";

/// Asks what to do, does it and comes back, until the person stops.
///
/// # Errors
/// The catalogue cannot be used, or the terminal is gone. What goes wrong in a command is shown, and the menu goes on.
pub fn run(global: &Global, streams: &mut Streams<'_>) -> Result<Outcome> {
    let title = Context::new(global)?.catalogue.title();
    let menu = Menu { ask: Ask::new()?, last: RefCell::default() };
    streams.say(
        format!(
            "{}{}Kies met de pijltjes en Enter. Terug gaat met Esc of q.\n",
            heading("ibp-peil"),
            running(&title)
        )
        .as_str(),
    );
    let mut chosen = 0;
    loop {
        let names: Vec<&str> = CHOICES.iter().map(|(name, _)| *name).chain([STOP]).collect();
        let command = match menu.ask.choose("Wat wil je doen?", &names, chosen) {
            Asked::Given(index) if index < CHOICES.len() => {
                chosen = index;
                CHOICES[index].1(&menu)
            }
            Asked::Given(_) | Asked::Back => return Ok(Outcome::Done),
            Asked::Stopped(signal) => return Ok(Outcome::Stopped(signal)),
            Asked::Failed(error) => return Err(gone(&error).into()),
        };
        match command {
            Asked::Given(command) => {
                if let Outcome::Stopped(signal) = menu.perform(command, global, streams)? {
                    return Ok(Outcome::Stopped(signal));
                }
            }
            Asked::Back => {}
            Asked::Stopped(signal) => return Ok(Outcome::Stopped(signal)),
            Asked::Failed(error) => return Err(gone(&error).into()),
        }
    }
}

fn gone(error: &io::Error) -> Problem {
    Problem::new(format!("het terminalvenster is niet meer te gebruiken: {}", io_text(error)))
}

/// The questions that turn a choice into a command.
struct Menu {
    ask: Ask,
    /// The assessment that was chosen last, which is usually the one that is wanted next.
    last: RefCell<Option<PathBuf>>,
}

impl Menu {
    /// Carries out a command. What goes wrong is told, and is no reason to leave the menu.
    fn perform(&self, command: Command, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome> {
        let again = overwriting(&command);
        let outcome = match super::run(command, global, streams) {
            Ok(outcome) => outcome,
            Err(error) => {
                crate::report(&error, streams);
                match again.filter(|_| error.is::<Changed>()) {
                    Some(again) => return self.ask_to_overwrite(again, global, streams),
                    None => Outcome::Done,
                }
            }
        };
        streams.out.flush()?;
        streams.say("");
        Ok(outcome)
    }

    /// Whoever changed a report by hand decides whether it may go.
    fn ask_to_overwrite(
        &self,
        again: Command,
        global: &Global,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        streams.say("");
        let items = ["Laat de bestanden staan", "Vervang ze; wat er veranderd is, gaat verloren"];
        match self.ask.choose("Wat wil je?", &items, 0) {
            Asked::Given(1) => self.perform(again, global, streams),
            Asked::Given(_) | Asked::Back => Ok(Outcome::Done),
            Asked::Stopped(signal) => Ok(Outcome::Stopped(signal)),
            Asked::Failed(error) => Err(gone(&error).into()),
        }
    }

    fn fill(&self) -> Asked<Command> {
        let file = self.assessment(Some("Een nieuwe meting beginnen"));
        file.map(|file| Command::Invullen(FillArgs { file: Some(file), ..FillArgs::default() }))
    }

    fn status(&self) -> Asked<Command> {
        self.assessment(None).map(|file| {
            Command::Status(StatusArgs { file, formaat: StatusFormat::Tekst, groep: None, rol: None })
        })
    }

    fn report(&self) -> Asked<Command> {
        self.assessment(None).and_then(|file| {
            let folder = self.ask.text("In welke map komen de bestanden?", "rapport");
            folder.map(|folder| {
                Command::Rapport(ReportArgs {
                    file,
                    uitvoer: folder.into(),
                    overschrijf: false,
                    zonder_toelichting: false,
                    vorige: None,
                    groep: None,
                })
            })
        })
    }

    fn paragraph(&self) -> Asked<Command> {
        self.assessment(None).and_then(|file| {
            let length =
                self.ask.choose("Welke versie?", &["De lange, ongeveer een bladzijde", "De korte"], 0);
            length.map(|length| Command::Paragraaf(ParagraphArgs { file, kort: length == 1, vorige: None }))
        })
    }

    fn compare(&self) -> Asked<Command> {
        self.assessment(None).and_then(|new| {
            let mut earlier = assessments_here();
            earlier.retain(|path| *path != new);
            let old = if earlier.is_empty() {
                self.typed("Waar staat de meting van vorig jaar?", false)
            } else {
                // Names with a year stand in order, so the one before it is the likely one.
                let before = earlier.iter().filter(|path| **path < new).count().saturating_sub(1);
                self.one_of("Met welke eerdere meting?", &earlier, None, before)
            };
            old.map(|old| {
                Command::Vergelijk(CompareArgs { old, new: Some(new), uitvoer: None, formaat: Vec::new() })
            })
        })
    }

    fn check(&self) -> Asked<Command> {
        self.assessment(None).and_then(|file| {
            let names: Vec<&str> = DEMANDS.iter().map(|(name, _)| *name).chain([BACK]).collect();
            self.ask.choose("Wat wil je weten?", &names, 0).and_then(|index| match DEMANDS.get(index) {
                Some((_, gate)) => Asked::Given(Command::Toets(CheckArgs {
                    files: vec![file],
                    eis: vec![(*gate).to_owned()],
                    eisenbestand: None,
                    toon_eisen: false,
                    formaat: vec![Target { format: CheckFormat::Tekst, file: None }],
                })),
                None => Asked::Back,
            })
        })
    }

    fn restore(&self) -> Asked<Command> {
        self.assessment(None).map(|file| Command::Herstel(RestoreArgs { file, ..RestoreArgs::default() }))
    }

    fn norms(&self) -> Asked<Command> {
        let names = ["De hele lijst", "Eén norm helemaal", "Wat nog vergeleken moet worden", BACK];
        self.ask.choose("Wat wil je zien?", &names, 0).and_then(|index| match index {
            0 => Asked::Given(Command::Normen(NormsArgs { onbevestigd: false, action: None })),
            1 => self.ask.text("Welke norm? Typ het nummer, zoals GO.01", "").map(|id| {
                Command::Normen(NormsArgs { onbevestigd: false, action: Some(NormsAction::Toon { id }) })
            }),
            2 => Asked::Given(Command::Normen(NormsArgs { onbevestigd: true, action: None })),
            _ => Asked::Back,
        })
    }

    fn help(&self) -> Asked<Command> {
        let names: Vec<&str> = TOPICS.iter().map(|topic| topic.title).chain([BACK]).collect();
        self.ask.choose("Waarover?", &names, 0).and_then(|index| match TOPICS.get(index) {
            Some(topic) => Asked::Given(Command::Help(HelpArgs { topic: vec![topic.name.to_owned()] })),
            None => Asked::Back,
        })
    }

    /// Which assessment: one in this folder, another one, or with `new` one that is yet to be made.
    fn assessment(&self, new: Option<&str>) -> Asked<PathBuf> {
        let found = assessments_here();
        if found.is_empty() {
            let question = match new {
                Some(_) => "Hoe moet het bestand van de meting heten?",
                None => "In deze map staat nog geen meting. Waar staat het bestand?",
            };
            return self.typed(question, new.is_some());
        }
        let last = found.iter().position(|path| self.last.borrow().as_ref() == Some(path)).unwrap_or(0);
        self.one_of("Welke meting?", &found, new, last).map(|path| {
            self.last.replace(Some(path.clone()));
            path
        })
    }

    /// One of these assessments, another one, or with `new` one that is yet to be made.
    fn one_of(
        &self,
        question: &str,
        found: &[PathBuf],
        new: Option<&str>,
        proposed: usize,
    ) -> Asked<PathBuf> {
        let names: Vec<String> = found.iter().map(|path| visible(&path.display().to_string())).collect();
        let mut items: Vec<&str> = names.iter().map(String::as_str).collect();
        items.extend(new);
        items.extend(["Een ander bestand", BACK]);
        let (new_at, other_at) = (new.map(|_| found.len()), found.len() + usize::from(new.is_some()));
        self.ask.choose(question, &items, proposed).and_then(|index| match found.get(index) {
            Some(path) => Asked::Given(path.clone()),
            None if Some(index) == new_at => self.typed("Hoe moet het nieuwe bestand heten?", true),
            None if index == other_at => self.typed("Waar staat het bestand?", false),
            None => Asked::Back,
        })
    }

    /// A file name that is typed; a new one gets the usual name and ending.
    fn typed(&self, question: &str, new: bool) -> Asked<PathBuf> {
        let name = self.ask.text(question, if new { free_name() } else { "" });
        name.map(|name| {
            let path = PathBuf::from(name);
            if new && path.extension().is_none() { path.with_extension("toml") } else { path }
        })
    }
}

/// The same command, replacing reports that were changed by hand; `None` where that is not a question.
fn overwriting(command: &Command) -> Option<Command> {
    match command {
        Command::Rapport(args) if !args.overschrijf => {
            Some(Command::Rapport(ReportArgs { overschrijf: true, ..args.clone() }))
        }
        _ => None,
    }
}

/// The name proposed for a new assessment, unless it is taken.
fn free_name() -> &'static str {
    if Path::new("meting.toml").exists() { "" } else { "meting.toml" }
}

/// The assessments in the folder where the person is. One with mistakes is listed too: choosing it shows them.
fn assessments_here() -> Vec<PathBuf> {
    let is_assessment = |path: &PathBuf| {
        read_text(path).is_ok_and(|source| source.text.lines().any(|line| line.trim() == "[meting]"))
    };
    let files = files_in(Path::new("."), "toml").unwrap_or_default();
    let found = files.into_iter().filter(is_assessment).take(LISTED);
    found.map(|path| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded::newest;
    use crate::gate::parse::parse;

    #[test]
    fn everything_that_can_be_checked_from_the_menu_is_a_gate() {
        for (name, gate) in DEMANDS {
            assert!(parse(gate, &newest(), &|_| Err(Problem::new("geen bestand"))).is_ok(), "{name}");
        }
    }
}
