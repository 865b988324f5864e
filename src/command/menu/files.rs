//! Which file, and what name: what nearly every choice asks first and last.

use std::path::{Path, PathBuf};

use super::{BACK, Menu};
use crate::command::ask::Asked;
use crate::finding::print::visible_path;
use crate::storage::{files_in, read_text};

/// The most files the menu lists; more would not fit a small window. Any other file can be typed.
const LISTED: usize = 8;

/// Where a command writes.
pub(super) struct Place {
    /// The file.
    pub path: PathBuf,
    /// True where the person said that what stands there may go.
    pub replace: bool,
}

impl Menu {
    /// Which assessment: one in this folder, or another one.
    pub(super) fn assessment(&self) -> Asked<PathBuf> {
        let found = assessments_here();
        if found.is_empty() {
            return self.typed("In deze map staat nog geen meting. Waar staat het bestand?");
        }
        self.one_of("Welke meting?", &found, self.last_of(&found)).map(|path| self.remembered(path))
    }

    /// Which assessment: one in this folder, another one, or `None` where the person takes the other possibility.
    pub(super) fn assessment_or(&self, other: &str) -> Asked<Option<PathBuf>> {
        let found = assessments_here();
        let picked = self.pick("Welke meting?", &found, Some(other), self.last_of(&found));
        picked.map(|path| path.map(|path| self.remembered(path)))
    }

    /// Which assessment: one in this folder, another one, or one that is yet to be made.
    pub(super) fn assessment_or_new(&self, new: &str) -> Asked<PathBuf> {
        if assessments_here().is_empty() {
            return self.new_assessment("Hoe moet het bestand van de meting heten?");
        }
        self.assessment_or(new).and_then(|path| match path {
            Some(path) => Asked::Given(path),
            None => self.new_assessment("Hoe moet het nieuwe bestand heten?"),
        })
    }

    fn new_assessment(&self, question: &str) -> Asked<PathBuf> {
        let usual = "meting.toml";
        let proposal = if Path::new(usual).exists() { "" } else { usual };
        self.ask.text(question, proposal).map(|name| self.remembered(with_ending(&name, &["toml"])))
    }

    /// One of these files, or another one.
    pub(super) fn one_of(&self, question: &str, found: &[PathBuf], proposed: usize) -> Asked<PathBuf> {
        self.pick(question, found, None, proposed).and_then(|path| path.map_or(Asked::Back, Asked::Given))
    }

    /// One of these files, another one, or `None` where the person takes the other possibility.
    pub(super) fn pick(
        &self,
        question: &str,
        found: &[PathBuf],
        other: Option<&str>,
        proposed: usize,
    ) -> Asked<Option<PathBuf>> {
        let names: Vec<String> = found.iter().map(|path| visible_path(path)).collect();
        let mut items: Vec<&str> = names.iter().map(String::as_str).collect();
        items.extend(other);
        items.extend(["Een ander bestand", BACK]);
        let typed_at = items.len() - 2;
        self.ask.choose(question, &items, proposed).and_then(|index| match found.get(index) {
            Some(path) => Asked::Given(Some(path.clone())),
            None if index == typed_at => self.typed("Waar staat het bestand?").map(Some),
            None if index < typed_at => Asked::Given(None),
            None => Asked::Back,
        })
    }

    /// A file that is there and is typed.
    pub(super) fn typed(&self, question: &str) -> Asked<PathBuf> {
        self.ask.text(question, "").map(PathBuf::from)
    }

    /// Where something new is written. What stands there already is not replaced unasked.
    pub(super) fn place(&self, question: &str, proposal: &Path, endings: &[&str]) -> Asked<Place> {
        let name = self.ask.text(question, &proposal.display().to_string());
        name.map(|name| with_ending(&name, endings)).and_then(|path| {
            if path.symlink_metadata().is_err() {
                return Asked::Given(Place { path, replace: false });
            }
            let taken = format!("{} bestaat al. Wat wil je?", visible_path(&path));
            // Of an assessment the earlier state is kept.
            let replace = match endings {
                ["toml"] => "Het vervangen; hoe het was, blijft bewaard",
                _ => "Het vervangen; wat erin staat, gaat verloren",
            };
            let items = ["Een andere naam kiezen", replace, BACK];
            self.ask.choose(&taken, &items, 0).and_then(|index| match index {
                0 => self.place(question, proposal, endings),
                1 => Asked::Given(Place { path, replace: true }),
                _ => Asked::Back,
            })
        })
    }

    /// Keeps in mind which assessment was chosen.
    fn remembered(&self, path: PathBuf) -> PathBuf {
        self.last.replace(Some(path.clone()));
        path
    }

    /// Where the assessment stands that was chosen last, or the first one.
    fn last_of(&self, found: &[PathBuf]) -> usize {
        found.iter().position(|path| self.last.borrow().as_ref() == Some(path)).unwrap_or(0)
    }
}

/// The name with one of these endings; the first one where it has none of them.
fn with_ending(name: &str, endings: &[&str]) -> PathBuf {
    let path = PathBuf::from(name);
    let has =
        path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)));
    match endings.first() {
        Some(ending) if !has => PathBuf::from(format!("{name}.{ending}")),
        _ => path,
    }
}

/// The assessments in the folder where the person is. One with mistakes is listed too: choosing it shows them.
pub(super) fn assessments_here() -> Vec<PathBuf> {
    let is_assessment = |path: &PathBuf| {
        read_text(path).is_ok_and(|source| source.text.lines().any(|line| line.trim() == "[meting]"))
    };
    files_here(&["toml"]).filter(is_assessment).take(LISTED).collect()
}

/// What may be filled in forms in the folder where the person is: workbooks and tables, by their names.
pub(super) fn forms_here() -> Vec<PathBuf> {
    files_here(&["xlsx", "ods", "csv"]).take(LISTED).collect()
}

/// The files with these endings in the folder where the person is, without those that Excel keeps beside an open one.
fn files_here(endings: &[&str]) -> impl Iterator<Item = PathBuf> {
    let of_ending = |ending: &&str| files_in(Path::new("."), ending).unwrap_or_default();
    let mut files: Vec<PathBuf> = endings.iter().flat_map(of_ending).collect();
    files.sort();
    let files = files.into_iter().map(|path| path.strip_prefix(".").map(Path::to_owned).unwrap_or(path));
    files.filter(|path| !path.to_string_lossy().starts_with("~$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_gets_an_ending_unless_it_has_one_that_will_do() {
        let named = |name: &str, endings: &[&str]| with_ending(name, endings).display().to_string();
        assert_eq!(named("vragenlijst", &["xlsx"]), "vragenlijst.xlsx");
        assert_eq!(named("Vragenlijst.XLSX", &["xlsx"]), "Vragenlijst.XLSX");
        assert_eq!(named("meting 2.0", &["toml"]), "meting 2.0.toml");
        assert_eq!(named("overzicht.md", &["xlsx", "md"]), "overzicht.md");
    }
}
