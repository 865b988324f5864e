//! Files in and out. Everything the program writes goes through [`write_atomically`].

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Code, Finding, Findings, SourceText};

mod disk;
mod words;
mod writing;

pub use crate::limits::FILE as MAX_FILE;
use crate::limits::{FOLDER_FILES, PIECES};
pub use disk::{Disk, SystemDisk, WAITS, is_busy, patiently};
use words::told_apart;
pub use words::{Refusal, io_text};
pub use writing::{
    Access, Out, draft_beside, folder_of, read_patiently, remove_leftovers, remove_leftovers_in, resolved,
    stream_atomically, stream_with, write_atomically, write_own, write_with,
};

const BOM: &str = "\u{feff}";

/// A text file as found: without its byte order mark, which is kept apart for saving.
pub struct TextFile {
    /// The text, with its name.
    pub source: Arc<SourceText>,
    /// True where the file began with a byte order mark.
    pub bom: bool,
}

/// Reads a text file.
///
/// # Errors
/// A finding that says in Dutch why the file cannot be read.
pub fn read_text_file(path: &Path) -> Result<TextFile, Findings> {
    let name = path.display().to_string();
    let bytes = read_bytes(path)?;
    // A smaller file cannot have more, and is not counted: a folder may have a thousand of them.
    if bytes.len() > PIECES && pieces(&bytes) > PIECES {
        return Err(Finding::file_error(
            Code::TooLarge,
            &name,
            "dit bestand heeft te veel regels en leestekens",
        )
        .hint("een meting heeft meestal minder dan duizend regels; kies het goede bestand")
        .into());
    }
    let text = String::from_utf8(bytes).map_err(|error| not_text(&name, &error))?;
    let (bom, text) = match text.strip_prefix(BOM) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        return Err(Finding::file_error(Code::Empty, &name, "dit bestand is leeg")
            .hint("zet een eerdere versie terug, of begin opnieuw met: ibp-peil invullen NIEUW.toml")
            .into());
    }
    Ok(TextFile { source: SourceText::new(name, text), bom })
}

/// How many pieces a parser could make of this.
fn pieces(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| matches!(byte, b'\n' | b'=' | b'.' | b',' | b'[' | b'{' | b'\\')).count()
}

/// A file that is no UTF-8, with the place of the first byte that is not.
fn not_text(name: &str, error: &std::string::FromUtf8Error) -> Finding {
    let place = error.utf8_error().valid_up_to();
    let source = SourceText::new(name, String::from_utf8_lossy(error.as_bytes()));
    Finding::error(Code::NotText, &source, place..place, "dit bestand bevat geen leesbare tekst (UTF-8)")
        .label("tot hier is het te lezen")
        .hint("sla het bestand op als UTF-8, of kies het goede bestand")
}

/// Reads a text file, leaving out a byte order mark.
///
/// # Errors
/// As [`read_text_file`].
pub fn read_text(path: &Path) -> Result<Arc<SourceText>, Findings> {
    read_text_file(path).map(|file| file.source)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Findings> {
    read_limited(path, MAX_FILE).map_err(meant_as_assessment)
}

/// What to do about a text that cannot be read: nearly always it was meant to be an assessment.
fn meant_as_assessment(mut findings: Findings) -> Findings {
    for finding in &mut findings.0 {
        let hint = match finding.code {
            Code::NotFound => {
                "controleer de naam en de map; een nieuwe meting begin je met: ibp-peil invullen NAAM.toml"
            }
            Code::IsFolder => "geef een bestand op dat eindigt op .toml",
            Code::TooLarge => "een meting is meestal kleiner dan 100 kB; kies het goede bestand",
            _ => continue,
        };
        finding.hint = Some(hint.to_owned());
    }
    findings
}

/// Reads a file of at most so many bytes, text or not.
///
/// # Errors
/// A finding that says in Dutch why the file cannot be read.
pub fn read_limited(path: &Path, most: u64) -> Result<Vec<u8>, Findings> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Findings::from(read_problem(&name, &told_apart(error)));
    // Looked at before it is opened: opening a pipe waits until somebody writes into it.
    if fs::metadata(path).is_ok_and(|found| is_special(&found, path)) {
        return Err(special_file(&name).into());
    }
    let file = patiently(&SystemDisk, || File::open(path)).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(folder_instead_of_file(&name).into());
    }
    // One byte more, so that the end is found without asking for more room.
    let mut bytes = Vec::with_capacity(metadata.len().min(most) as usize + 1);
    file.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most {
        return Err(Finding::file_error(
            Code::TooLarge,
            &name,
            format!("dit bestand is groter dan {} MB", most / 1024 / 1024),
        )
        .into());
    }
    Ok(bytes)
}

/// True for what is neither a file nor a folder, such as a device. What the shell itself puts in between, as in
/// `<(…)`, can be read like a file.
fn is_special(found: &fs::Metadata, path: &Path) -> bool {
    let from_the_shell = path.starts_with("/dev/fd") || path == Path::new("/dev/stdin");
    let device = |path: &Path| {
        fs::canonicalize(path).is_ok_and(|real| real.starts_with("/dev") && !real.starts_with("/dev/shm"))
    };
    !found.is_file() && !found.is_dir() && (!from_the_shell || device(path))
}

fn special_file(name: &str) -> Finding {
    Finding::file_error(
        Code::Unreadable,
        name,
        "dit is geen gewoon bestand maar een apparaat of doorgeefluik",
    )
    .hint("kopieer de inhoud naar een gewoon bestand en geef dat op")
}

fn folder_instead_of_file(name: &str) -> Finding {
    Finding::file_error(Code::IsFolder, name, "dit is een map, en er is een bestand nodig")
        .hint("kies een bestand in die map")
}

fn read_problem(name: &str, error: &io::Error) -> Finding {
    if Path::new(name).is_dir() {
        // Opening a folder is "no permission" on Windows.
        return folder_instead_of_file(name);
    }
    match error.kind() {
        io::ErrorKind::NotFound => Finding::file_error(Code::NotFound, name, "dit bestand bestaat niet")
            .hint("controleer de naam en de map"),
        io::ErrorKind::PermissionDenied => {
            Finding::file_error(Code::NoPermission, name, "dit bestand mag je niet lezen")
                .hint("vraag wie het bestand beheert om leesrechten, of kopieer het naar een eigen map")
        }
        io::ErrorKind::IsADirectory => folder_instead_of_file(name),
        _ => Finding::file_error(
            Code::Unreadable,
            name,
            format!("dit bestand kan niet gelezen worden ({})", io_text(error)),
        )
        .hint("controleer of de schijf of het netwerk bereikbaar is"),
    }
}

/// Begins to look into a folder.
///
/// # Errors
/// A finding that says in Dutch why the folder cannot be read.
pub fn open_folder(folder: &Path) -> Result<fs::ReadDir, Findings> {
    fs::read_dir(folder).map_err(|error| unreadable_folder(folder, &error))
}

/// Why a folder cannot be read.
pub fn unreadable_folder(folder: &Path, error: &io::Error) -> Findings {
    let name = folder.display().to_string();
    let finding = match error.kind() {
        io::ErrorKind::NotFound => Finding::file_error(Code::NotFound, &name, "deze map bestaat niet"),
        io::ErrorKind::NotADirectory => Finding::file_error(Code::IsFolder, &name, "dit is geen map"),
        io::ErrorKind::PermissionDenied => {
            Finding::file_error(Code::NoPermission, &name, "deze map mag je niet lezen")
        }
        _ => Finding::file_error(
            Code::Unreadable,
            &name,
            format!("deze map kan niet gelezen worden ({})", io_text(error)),
        ),
    };
    finding.into()
}

/// The files directly in a folder with this extension, sorted by name; hidden files are left out.
///
/// # Errors
/// A finding that says in Dutch why the folder cannot be read.
pub fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Findings> {
    let entries = open_folder(folder)?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .take(FOLDER_FILES + 1)
        .collect();
    if files.len() > FOLDER_FILES {
        let text =
            format!("in deze map staan meer dan {FOLDER_FILES} bestanden die eindigen op .{extension}");
        return Err(Finding::file_error(Code::TooLarge, folder.display().to_string(), text)
            .hint("kies een map met alleen de bestanden waar het om gaat")
            .into());
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_why_a_file_cannot_be_read_has_its_own_words() {
        use io::ErrorKind::{IsADirectory, NotFound, Other, PermissionDenied};
        let told = [NotFound, PermissionDenied, IsADirectory, Other].map(|kind| {
            let finding = read_problem("meting.toml", &kind.into());
            assert!(finding.hint.is_some());
            (finding.code, finding.text)
        });
        assert_eq!(
            told,
            [
                (Code::NotFound, "dit bestand bestaat niet".to_owned()),
                (Code::NoPermission, "dit bestand mag je niet lezen".to_owned()),
                (Code::IsFolder, "dit is een map, en er is een bestand nodig".to_owned()),
                (Code::Unreadable, "dit bestand kan niet gelezen worden (onbekende fout)".to_owned()),
            ]
        );
    }
}
