//! Which files in a folder are assessments: those with the right name, in every folder below it, in one order whatever
//! the system gives them in.

use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::finding::print::visible_path;
use crate::finding::{Code, Finding, Findings};
use crate::limits::FOLDER_FILES;
use crate::problem::Problem;
use crate::storage::{open_folder, unreadable_folder};

/// What the name of an assessment ends with, unless a person asks for other names.
const EXTENSION: &str = "toml";

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    /// Where it is from the folder on, with `/` between the names: the same on every computer.
    pub name: String,
    /// How it is opened.
    pub path: PathBuf,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// The files, sorted by name.
    pub files: Vec<FoundFile>,
    /// Folders in it that could not be looked into.
    pub unreadable: Findings,
}

/// The names that a person asks for, such as `2026-*.toml`.
#[derive(Debug, Clone)]
pub struct NamePattern {
    pattern: Pattern,
    /// True where it also says something about the folders on the way.
    with_folders: bool,
}

impl NamePattern {
    /// Reads a pattern from the command line.
    ///
    /// # Errors
    /// A Dutch text for what is no pattern.
    pub fn parse(text: &str) -> Result<Self, String> {
        let pattern = Pattern::new(text).map_err(|_| {
            "schrijf * voor een willekeurig stuk van de naam en ? voor één teken, zoals 2026-*.toml"
                .to_owned()
        })?;
        Ok(Self { pattern, with_folders: text.contains('/') })
    }

    /// True for a file that is asked for; `name` is the whole way to it from the folder on.
    fn matches(&self, name: &str) -> bool {
        // Capitals make no difference: on Windows they never do.
        let options =
            MatchOptions { case_sensitive: false, require_literal_separator: true, ..MatchOptions::new() };
        let name = if self.with_folders { name } else { name.rsplit('/').next().unwrap_or(name) };
        self.pattern.matches_with(name, options)
    }
}

/// The assessments in a folder and in the folders below it. What is hidden is left out, and links to folders are not
/// followed: they can go round in circles.
///
/// # Errors
/// The folder itself cannot be looked into, or holds more files than are read as a whole.
pub fn assessments(folder: &Path, wanted: Option<&NamePattern>) -> Result<Contents, Findings> {
    let mut contents = Contents::default();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((path, beginning)) = folders.pop() {
        if let Err(findings) = look_into(&path, &beginning, wanted, &mut contents, &mut folders) {
            if path == folder || findings.0.iter().any(|finding| finding.code == Code::TooLarge) {
                return Err(findings);
            }
            contents.unreadable.0.extend(findings.0);
        }
    }
    contents.files.sort();
    contents.unreadable = contents.unreadable.sorted();
    Ok(contents)
}

fn look_into(
    folder: &Path,
    beginning: &str,
    wanted: Option<&NamePattern>,
    contents: &mut Contents,
    folders: &mut Vec<(PathBuf, String)>,
) -> Result<(), Findings> {
    for entry in open_folder(folder)? {
        let entry = entry.map_err(|error| unreadable_folder(folder, &error))?;
        let file_name = entry.file_name();
        let file_name = file_name.to_string_lossy();
        if file_name.starts_with('.') {
            continue;
        }
        let name = format!("{beginning}{file_name}");
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push((entry.path(), format!("{name}/")));
            continue;
        }
        let path = entry.path();
        let is_wanted = match wanted {
            Some(pattern) => pattern.matches(&name),
            None => path.extension().is_some_and(|found| found.eq_ignore_ascii_case(EXTENSION)),
        };
        if is_wanted {
            contents.files.push(FoundFile { name, path });
        }
        if contents.files.len() > FOLDER_FILES {
            let shown = folder.display().to_string();
            let text = format!("in deze map staan meer dan {FOLDER_FILES} metingen");
            return Err(Finding::file_error(Code::TooLarge, shown, text)
                .hint("kies een map met alleen de bestanden waar het om gaat")
                .into());
        }
    }
    Ok(())
}

/// Says that there is nothing to read.
pub fn without_assessments(folder: &Path, wanted: Option<&NamePattern>) -> Problem {
    let folder = visible_path(folder);
    match wanted {
        None => Problem::new(format!("in de map {folder} staat geen meting"))
            .hint("een meting eindigt op .toml; kies een andere map"),
        Some(_) => Problem::new(format!("in de map {folder} staat geen meting met zo'n naam"))
            .hint("kies een ander patroon of een andere map"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(folder: &Path, pattern: Option<&str>) -> Vec<String> {
        let pattern = pattern.map(|pattern| NamePattern::parse(pattern).unwrap());
        let found = assessments(folder, pattern.as_ref()).unwrap();
        found.files.into_iter().map(|file| file.name).collect()
    }

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn assessments_are_found_in_every_folder_but_not_in_hidden_ones() {
        let folder = folder_with(&[
            "b.toml",
            "A.TOML",
            "zuid/c.toml",
            "zuid/diep/d.toml",
            ".ibp-peil/oud.toml",
            ".verborgen.toml",
            "notitie.txt",
        ]);
        assert_eq!(names(folder.path(), None), ["A.TOML", "b.toml", "zuid/c.toml", "zuid/diep/d.toml"]);
    }

    #[test]
    fn a_pattern_is_about_the_name_or_about_the_whole_way() {
        let folder =
            folder_with(&["2026-a.toml", "2025-a.toml", "zuid/2026-b.toml", "zuid/diep/2026-c.toml"]);
        assert_eq!(
            names(folder.path(), Some("2026-*.TOML")),
            ["2026-a.toml", "zuid/2026-b.toml", "zuid/diep/2026-c.toml"]
        );
        assert_eq!(names(folder.path(), Some("zuid/*.toml")), ["zuid/2026-b.toml"]);
        assert_eq!(
            names(folder.path(), Some("zuid/**/*.toml")),
            ["zuid/2026-b.toml", "zuid/diep/2026-c.toml"]
        );
        assert_eq!(names(folder.path(), Some("?.toml")), Vec::<String>::new());
        assert!(NamePattern::parse("[a").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_is_not_followed_and_one_to_a_file_is() {
        let folder = folder_with(&["zuid/a.toml"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("zuid/rond")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("zuid/a.toml"), folder.path().join("b.toml")).unwrap();
        assert_eq!(names(folder.path(), None), ["b.toml", "zuid/a.toml"]);
    }
}
