//! The menu that starts without a command in a terminal: the same commands, in plain words.

use std::cell::RefCell;
use std::io;
use std::path::PathBuf;

use anyhow::Result;

use super::ask::{Ask, Asked};
use super::documents::Changed;
use super::import::Differ;
use super::{Context, Outcome};
use crate::catalogue::Role;
use crate::cli::{Command, Global, ImportArgs, ReportArgs};
use crate::finding::print::visible_path;
use crate::problem::Problem;
use crate::render::text::{heading, running};
use crate::storage::io_text;
use crate::streams::Streams;

mod choices;
mod files;
mod forms;

/// What stands in the menu, and the questions that turn it into a command.
type Choice = (&'static str, fn(&Menu) -> Asked<Command>);

/// Every command, what is done most first.
const CHOICES: [Choice; 13] = [
    ("Vragen beantwoorden", Menu::fill),
    ("Zien hoe ver we zijn", Menu::status),
    ("Vragenlijst voor anderen maken", Menu::form),
    ("Ingevulde vragenlijsten inlezen", Menu::import),
    ("Rapport maken", Menu::report),
    ("Paragraaf voor het jaarverslag bekijken", Menu::paragraph),
    ("Vergelijken met vorig jaar", Menu::compare),
    ("Toetsen of we er zijn", Menu::check),
    ("Kopie maken om te mailen", Menu::copy),
    ("Overzicht van meer besturen maken", Menu::overview),
    ("Een eerdere versie terugzetten", Menu::restore),
    ("Het normenkader bekijken", Menu::norms),
    ("Uitleg", Menu::help),
];

const STOP: &str = "Stoppen";
const BACK: &str = "Terug";

/// Asks what to do, does it and comes back, until the person stops.
///
/// # Errors
/// The catalogue cannot be used, or the terminal is gone. What goes wrong in a command is shown, and the menu goes on.
pub fn run(global: &Global, streams: &mut Streams<'_>) -> Result<Outcome> {
    let catalogue = Context::new(global)?.catalogue;
    let knows = |role: &Role| catalogue.norms.iter().any(|norm| norm.who.contains(role));
    let roles = Role::ALL.into_iter().filter(knows).collect();
    let menu = Menu { ask: Ask::new()?, last: RefCell::default(), roles };
    streams.say(
        format!(
            "{}{}Kies met de pijltjes en Enter. Terug gaat met Esc of q.\n",
            heading("ibp-peil"),
            running(&catalogue.title())
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
    /// Who can be asked something: the roles that know a norm of the catalogue.
    roles: Vec<Role>,
}

impl Menu {
    /// Carries out a command. What goes wrong is told, and is no reason to leave the menu.
    fn perform(&self, command: Command, global: &Global, streams: &mut Streams<'_>) -> Result<Outcome> {
        let outcome = match super::run(command.clone(), global, streams) {
            Ok(outcome) => outcome,
            Err(error) => match self.other_way(command, &error, streams) {
                Asked::Given(again) => return self.perform(again, global, streams),
                Asked::Back => Outcome::Done,
                Asked::Stopped(signal) => Outcome::Stopped(signal),
                Asked::Failed(error) => return Err(gone(&error).into()),
            },
        };
        streams.out.flush()?;
        streams.say("");
        Ok(outcome)
    }

    /// Tells what went wrong. Where only the person can decide, it is asked, and the command that does it comes back.
    fn other_way(
        &self,
        command: Command,
        error: &anyhow::Error,
        streams: &mut Streams<'_>,
    ) -> Asked<Command> {
        match (command, error.downcast_ref::<Differ>()) {
            (Command::Rapport(args), _) if error.is::<Changed>() && !args.overschrijf => {
                tell_without_hint(error, streams);
                self.may_be_replaced(args)
            }
            (Command::Importeer(args), Some(differ)) => {
                tell_without_hint(error, streams);
                self.who_wins(args, differ)
            }
            _ => {
                crate::report(error, streams);
                Asked::Back
            }
        }
    }

    /// Whoever changed a report by hand decides whether it may go.
    fn may_be_replaced(&self, args: ReportArgs) -> Asked<Command> {
        let items = ["Laat de bestanden staan", "Vervang ze; wat er veranderd is, gaat verloren"];
        let question = "Wat wil je? Ook opslaan in Excel of Word telt als veranderen.";
        self.ask.choose(question, &items, 0).and_then(|index| match index {
            1 => Asked::Given(Command::Rapport(ReportArgs { overschrijf: true, ..args })),
            _ => Asked::Back,
        })
    }

    /// Where people differ somebody goes first, or nobody.
    fn who_wins(&self, mut args: ImportArgs, differ: &Differ) -> Asked<Command> {
        let nobody = if args.uitvoer.exists() {
            format!("Niemand: op die plekken verandert {} niet", visible_path(&args.uitvoer))
        } else {
            "Niemand: die plekken blijven open".to_owned()
        };
        let files: Vec<String> = differ.files.iter().map(|path| visible_path(path)).collect();
        let items: Vec<&str> = files
            .iter()
            .chain([&nobody])
            .map(String::as_str)
            .chain(["Stoppen: er verandert niets"])
            .collect();
        self.ask.choose("Wie gaat voor waar de antwoorden verschillen?", &items, 0).and_then(|index| {
            match differ.files.get(index) {
                Some(file) => args.voorrang.push(file.clone()),
                None if index == differ.files.len() => args.sla_verschillen_over = true,
                None => return Asked::Back,
            }
            Asked::Given(Command::Importeer(args))
        })
    }
}

/// The question that follows says what can be done; the options of the command line do not help here.
fn tell_without_hint(error: &anyhow::Error, streams: &mut Streams<'_>) {
    match error.downcast_ref::<Problem>() {
        Some(problem) => streams.problem(&Problem { hint: None, ..problem.clone() }),
        None => crate::report(error, streams),
    }
    streams.say("");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_the_menu() {
        assert_eq!(CHOICES.len(), crate::cli::command().get_subcommands().count());
    }
}
