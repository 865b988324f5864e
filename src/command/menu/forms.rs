//! Forms for other people, and what they filled in.

use std::path::{Path, PathBuf};

use super::files::forms_here;
use super::{BACK, Menu};
use crate::catalogue::Role;
use crate::cli::{Command, FormArgs, FormFormat, ImportArgs};
use crate::command::ask::Asked;
use crate::command::form::is_letter;
use crate::finding::print::visible_path;

impl Menu {
    /// Which assessment, for whom, in what form and under what name.
    pub(super) fn form(&self) -> Asked<Command> {
        self.assessment_or("Geen meting: een lege vragenlijst").and_then(|file| {
            self.who().and_then(|role| {
                let shapes = shapes(role);
                let names: Vec<&str> = shapes.iter().map(|(name, ..)| *name).chain([BACK]).collect();
                self.ask.choose("In welke vorm?", &names, 0).and_then(|index| match shapes.get(index) {
                    Some((_, format, ending)) => self.form_place(file, role, *format, ending),
                    None => Asked::Back,
                })
            })
        })
    }

    /// Who is going to fill it in: a role, or `None` for everything.
    fn who(&self) -> Asked<Option<Role>> {
        let all = "Iedereen: alle vragen, ook over bestuur en jaarverslag";
        let names: Vec<&str> =
            [all].into_iter().chain(self.roles.iter().map(|role| role.as_str())).chain([BACK]).collect();
        self.ask.choose("Voor wie?", &names, 0).and_then(|index| match index.checked_sub(1) {
            None => Asked::Given(None),
            Some(index) => self.roles.get(index).map_or(Asked::Back, |role| Asked::Given(Some(*role))),
        })
    }

    fn form_place(
        &self,
        file: Option<PathBuf>,
        role: Option<Role>,
        format: FormFormat,
        ending: &str,
    ) -> Asked<Command> {
        let name = match role {
            Some(role) => format!("vragenlijst-{}.{ending}", role.as_str()),
            None => format!("vragenlijst.{ending}"),
        };
        let proposal = file.as_deref().unwrap_or(Path::new("")).with_file_name(name);
        self.place("Hoe moet het bestand heten?", &proposal, &[ending]).map(|place| {
            Command::Vragenlijst(FormArgs {
                file,
                uitvoer: place.path,
                domein: Vec::new(),
                rol: role.map(|role| role.as_str().to_owned()),
                formaat: Some(format),
                overschrijf: place.replace,
            })
        })
    }

    /// Which files, one after another, and into which assessment. The command shows what changes and asks about it.
    pub(super) fn import(&self) -> Asked<Command> {
        self.filled_in(Vec::new()).and_then(|files| {
            self.assessment_or_new("Een nieuwe meting maken").map(|target| {
                Command::Importeer(ImportArgs {
                    files,
                    uitvoer: target,
                    opslaan: false,
                    voorrang: Vec::new(),
                    sla_verschillen_over: false,
                    door: None,
                })
            })
        })
    }

    /// The files that are read: these, and what the person adds to them.
    fn filled_in(&self, mut chosen: Vec<PathBuf>) -> Asked<Vec<PathBuf>> {
        let mut found = forms_here();
        found.retain(|path| !chosen.contains(path));
        let picked = match chosen.last() {
            None if found.is_empty() => self.typed("Waar staat de ingevulde vragenlijst?").map(Some),
            None => self.pick("Welke ingevulde vragenlijst?", &found, None, 0),
            Some(last) => {
                let question = format!("{} doet mee. Nog een?", visible_path(last));
                self.pick(&question, &found, Some("Nee, dit was alles"), found.len())
            }
        };
        picked.and_then(|path| match path {
            Some(path) => {
                chosen.push(path);
                self.filled_in(chosen)
            }
            None => Asked::Given(chosen),
        })
    }
}

/// In what forms it can be had: in words, as an option, and as the end of a name.
fn shapes(role: Option<Role>) -> [(&'static str, FormFormat, &'static str); 3] {
    let paper =
        if is_letter(role) { "Brief aan de leverancier (Word)" } else { "Op papier, om te printen (Word)" };
    [
        ("Werkmap, voor Excel of LibreOffice", FormFormat::Xlsx, "xlsx"),
        (paper, FormFormat::Docx, "docx"),
        ("Tabel, voor andere programma's (csv)", FormFormat::Csv, "csv"),
    ]
}
