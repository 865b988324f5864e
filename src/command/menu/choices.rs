//! What is asked for each choice, before the command can be carried out.

use std::path::PathBuf;

use super::files::assessments_here;
use super::{BACK, Menu};
use crate::cli::{
    CheckArgs, CheckFormat, Command, CompareArgs, CopyArgs, FillArgs, HelpArgs, NormsAction, NormsArgs,
    OverviewArgs, ParagraphArgs, ReportArgs, RestoreArgs, StatusArgs, StatusFormat, Target,
};
use crate::command::ask::Asked;
use crate::command::help::TOPICS;

/// What can be checked from the menu, as a question and as a gate.
const DEMANDS: [(&str, &str); 4] = [
    ("Is elke norm beantwoord?", "volledig"),
    ("Is er een bevestigd en vastgesteld plan?", "plan"),
    ("Voldoen we aan elke norm?", "voldoet"),
    ("Is de IBP-paragraaf compleet?", "jaarverslag"),
];

impl Menu {
    pub(super) fn fill(&self) -> Asked<Command> {
        self.assessment_or_new("Een nieuwe meting beginnen")
            .map(|file| Command::Invullen(FillArgs { file: Some(file), ..FillArgs::default() }))
    }

    pub(super) fn status(&self) -> Asked<Command> {
        self.assessment().map(|file| {
            Command::Status(StatusArgs { file, formaat: StatusFormat::Tekst, groep: None, rol: None })
        })
    }

    pub(super) fn report(&self) -> Asked<Command> {
        self.assessment().and_then(|file| {
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

    pub(super) fn paragraph(&self) -> Asked<Command> {
        self.assessment().and_then(|file| {
            let length =
                self.ask.choose("Welke versie?", &["De lange, ongeveer een bladzijde", "De korte"], 0);
            length.map(|length| Command::Paragraaf(ParagraphArgs { file, kort: length == 1, vorige: None }))
        })
    }

    pub(super) fn compare(&self) -> Asked<Command> {
        self.assessment().and_then(|new| {
            let mut earlier = assessments_here();
            earlier.retain(|path| *path != new);
            let old = if earlier.is_empty() {
                self.typed("Waar staat de meting van vorig jaar?")
            } else {
                // Names with a year stand in order, so the one before it is the likely one.
                let before = earlier.iter().filter(|path| **path < new).count().saturating_sub(1);
                self.one_of("Met welke eerdere meting?", &earlier, before)
            };
            old.map(|old| {
                Command::Vergelijk(CompareArgs {
                    old,
                    new: Some(new),
                    uitvoer: None,
                    formaat: Vec::new(),
                    overschrijf: false,
                })
            })
        })
    }

    pub(super) fn check(&self) -> Asked<Command> {
        self.assessment().and_then(|file| {
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

    pub(super) fn restore(&self) -> Asked<Command> {
        self.assessment().map(|file| Command::Herstel(RestoreArgs { file, ..RestoreArgs::default() }))
    }

    pub(super) fn norms(&self) -> Asked<Command> {
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

    pub(super) fn help(&self) -> Asked<Command> {
        let names: Vec<&str> = TOPICS.iter().map(|topic| topic.title).chain([BACK]).collect();
        self.ask.choose("Waarover?", &names, 0).and_then(|index| match TOPICS.get(index) {
            Some(topic) => Asked::Given(Command::Help(HelpArgs { topic: vec![topic.name.to_owned()] })),
            None => Asked::Back,
        })
    }

    pub(super) fn copy(&self) -> Asked<Command> {
        self.assessment().and_then(|file| {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let proposal = file.with_file_name(format!("{stem}-zonder-toelichting.toml"));
            self.place("Hoe moet de kopie heten?", &proposal, &["toml"]).map(|place| {
                Command::Kopie(CopyArgs {
                    file,
                    uitvoer: place.path,
                    zonder_toelichting: true,
                    overschrijf: place.replace,
                })
            })
        })
    }

    pub(super) fn overview(&self) -> Asked<Command> {
        let places = ["In deze map en de mappen daarin", "In een andere map", BACK];
        let folder = self.ask.choose("Waar staan de metingen?", &places, 0).and_then(|index| match index {
            0 => Asked::Given(PathBuf::from(".")),
            1 => self.typed("Welke map?"),
            _ => Asked::Back,
        });
        folder.and_then(|folder| {
            let proposal = PathBuf::from("overzicht.xlsx");
            let place = self.place(
                "Hoe moet het overzicht heten?",
                &proposal,
                &["xlsx", "md", "csv", "json", "jsonl"],
            );
            place.map(|place| {
                Command::Overzicht(OverviewArgs {
                    folder,
                    uitvoer: Some(place.path),
                    formaat: Vec::new(),
                    lang: false,
                    patroon: None,
                    per_bestuur: false,
                    overschrijf: place.replace,
                    nieuwste: false,
                    anoniem: false,
                    sleutel: None,
                })
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::embedded::newest;
    use crate::gate::parse::parse;
    use crate::problem::Problem;

    #[test]
    fn everything_that_can_be_checked_from_the_menu_is_a_gate() {
        for (name, gate) in DEMANDS {
            assert!(parse(gate, &newest(), &|_| Err(Problem::new("geen bestand"))).is_ok(), "{name}");
        }
    }
}
