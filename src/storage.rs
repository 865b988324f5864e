//! Files in and out. Everything the program writes goes through [`write_atomically`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Code, Finding, Findings, SourceText};

pub use crate::limits::FILE as MAX_FILE;
use crate::limits::FOLDER_FILES;

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
    let text = String::from_utf8(bytes).map_err(|error| not_text(&name, &error))?;
    let (bom, text) = match text.strip_prefix(BOM) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    if text.trim().is_empty() {
        return Err(Finding::file_error(Code::Empty, &name, "dit bestand is leeg")
            .hint("zet een eerdere versie terug, of begin opnieuw met: ibp-peil invullen NIEUW.toml")
            .into());
    }
    Ok(TextFile { source: SourceText::new(name, text), bom })
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
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Findings::from(read_problem(&name, &error));
    // Looked at before it is opened: opening a pipe waits until somebody writes into it.
    if fs::metadata(path).is_ok_and(|found| is_special(&found, path)) {
        return Err(special_file(&name).into());
    }
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(folder_instead_of_file(&name).into());
    }
    // One byte more, so that the end is found without asking for more room.
    let mut bytes = Vec::with_capacity(metadata.len().min(MAX_FILE) as usize + 1);
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Finding::file_error(
            Code::TooLarge,
            &name,
            format!("dit bestand is groter dan {} MB", MAX_FILE / 1024 / 1024),
        )
        .hint("een meting is meestal kleiner dan 100 kB; kies het goede bestand")
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
        .hint("geef een bestand op dat eindigt op .toml")
}

fn read_problem(name: &str, error: &io::Error) -> Finding {
    if Path::new(name).is_dir() {
        // Opening a folder is "no permission" on Windows.
        return folder_instead_of_file(name);
    }
    match error.kind() {
        io::ErrorKind::NotFound => Finding::file_error(Code::NotFound, name, "dit bestand bestaat niet")
            .hint(
                "controleer de naam en de map; een nieuwe meting begin je met: ibp-peil invullen NAAM.toml",
            ),
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

/// What an input or output error means in Dutch, in a few words.
pub fn io_text(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "de map of het bestand bestaat niet".to_owned(),
        io::ErrorKind::PermissionDenied => "geen rechten".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "de schijf is vol".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => "de schijf is alleen-lezen".to_owned(),
        io::ErrorKind::NotADirectory => "een deel van het pad is geen map".to_owned(),
        io::ErrorKind::IsADirectory => "dit is een map".to_owned(),
        io::ErrorKind::InvalidFilename => "deze bestandsnaam mag niet".to_owned(),
        _ => match error.raw_os_error() {
            Some(number) => format!("systeemfout {number}"),
            None => "onbekende fout".to_owned(),
        },
    }
}

/// The files directly in a folder with this extension, sorted by name; hidden files are left out.
///
/// # Errors
/// A finding that says in Dutch why the folder cannot be read.
pub fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Findings> {
    let name = folder.display().to_string();
    let entries = fs::read_dir(folder).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Finding::file_error(Code::NotFound, &name, "deze map bestaat niet"),
        io::ErrorKind::NotADirectory => Finding::file_error(Code::IsFolder, &name, "dit is geen map"),
        io::ErrorKind::PermissionDenied => {
            Finding::file_error(Code::NoPermission, &name, "deze map mag je niet lezen")
        }
        _ => Finding::file_error(
            Code::Unreadable,
            &name,
            format!("deze map kan niet gelezen worden ({})", io_text(&error)),
        ),
    })?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .take(FOLDER_FILES + 1)
        .collect();
    if files.len() > FOLDER_FILES {
        let text =
            format!("in deze map staan meer dan {FOLDER_FILES} bestanden die eindigen op .{extension}");
        return Err(Finding::file_error(Code::TooLarge, &name, text)
            .hint("kies een map met alleen de bestanden waar het om gaat")
            .into());
    }
    files.sort();
    Ok(files)
}

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whatever is usual on this computer.
    Usual,
    /// Only the person who made it (0600 on Unix): an assessment lists a school's weak spots.
    Private,
}

/// Writes a whole file or nothing: a temporary file in the same folder, flush, rename, flush the folder.
/// Links are followed and the permissions of an existing file are kept.
///
/// # Errors
/// The old file is untouched and the temporary file is gone.
pub fn write_atomically(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let target = resolved(path);
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
    let temporary = folder.join(format!(".{name}.{}.ibp-peil-tmp", std::process::id()));
    let written = write_and_rename(&temporary, &target, bytes, access);
    if written.is_err() {
        // The rename did not happen, so this is ours to remove; when even that fails the first error counts.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    flush_folder(folder);
    Ok(())
}

/// Where a path leads, also through links to a file that is not there yet.
fn resolved(path: &Path) -> PathBuf {
    // As many steps as an operating system takes before it calls links endless.
    let mut target = path.to_owned();
    for _ in 0..40 {
        match (fs::canonicalize(&target), fs::read_link(&target)) {
            (Ok(found), _) => return found,
            (Err(_), Ok(link)) => target = target.parent().unwrap_or(Path::new("")).join(link),
            (Err(_), Err(_)) => return target,
        }
    }
    target
}

fn write_and_rename(temporary: &Path, target: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if access == Access::Private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = access;
    let mut file = options.open(temporary)?;
    match fs::metadata(target) {
        Ok(old) => {
            if old.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            file.set_permissions(old.permissions())?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(temporary, target)
}

/// A renamed file only survives a power cut once the folder is flushed too. Windows cannot do this, and a
/// file system that cannot either has still got the file itself flushed.
fn flush_folder(folder: &Path) {
    #[cfg(unix)]
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    #[cfg(not(unix))]
    let _ = folder;
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

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub/meting.toml");
        assert!(write_atomically(&path, b"x", Access::Private).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_assessment_is_private_and_a_link_and_its_permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        write_atomically(&path, b"een", Access::Private).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.toml");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        write_atomically(&link, b"twee", Access::Private).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"twee");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
