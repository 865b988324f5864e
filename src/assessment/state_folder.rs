//! The hidden folder beside an assessment, with the lock and the earlier states: `.ibp-peil/meting.toml/` beside the file
//! that `meting.toml` leads to. Nothing in it is ever followed to another place.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use crate::storage::{Disk, Refusal, folder_of, patiently, resolved, write_own};

/// The folder beside the assessments.
const HIDDEN: &str = ".ibp-peil";

/// Git keeps earlier versions itself, and who holds the lock is nobody else's business.
const GIT_IGNORE: &str = "# Eerdere versies van metingen en wie er nu in werkt: niets voor git.\n*\n";

/// The folder of this assessment, where there is one.
///
/// # Errors
/// What stands there is no folder, or a link to one: it is not used.
pub fn find(file: &Path) -> io::Result<Option<PathBuf>> {
    let Some((hidden, folder)) = places(file) else { return Ok(None) };
    Ok((is_folder(&hidden)? && is_folder(&folder)?).then_some(folder))
}

/// The folder of this assessment, made where there is none yet.
///
/// # Errors
/// As [`find`], or the folder cannot be made.
pub fn find_or_make(disk: &dyn Disk, file: &Path) -> io::Result<PathBuf> {
    let (hidden, folder) = places(file).ok_or(io::ErrorKind::InvalidFilename)?;
    if !is_folder(&hidden)? {
        make(disk, &hidden)?;
        hide(&hidden);
        // Where this fails the folder works all the same.
        let _ = write_own(disk, &hidden.join(".gitignore"), GIT_IGNORE.as_bytes());
    }
    if !is_folder(&folder)? {
        make(disk, &folder)?;
    }
    Ok(folder)
}

/// What stands at this place itself, and not where a link leads; `None` where there is nothing.
///
/// # Errors
/// It cannot be looked at.
pub fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn places(file: &Path) -> Option<(PathBuf, PathBuf)> {
    let target = resolved(file);
    let hidden = folder_of(&target).join(HIDDEN);
    let folder = hidden.join(target.file_name()?);
    Some((hidden, folder))
}

fn is_folder(path: &Path) -> io::Result<bool> {
    match look(path)? {
        None => Ok(false),
        Some(metadata) if metadata.is_dir() => Ok(true),
        Some(_) => Err(Refusal("de map .ibp-peil is een koppeling of een bestand, en wordt niet gebruikt")
            .error(io::ErrorKind::NotADirectory)),
    }
}

/// Makes a folder; another program may just have done so.
fn make(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    match patiently(disk, || disk.create_folder(path)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !is_folder(path)? => return Err(error),
        _ => {}
    }
    // What is flushed in it later must be findable after a power cut; where the system cannot do this it goes on.
    let _ = disk.flush_folder(folder_of(path));
    Ok(())
}

/// On Unix the dot hides the folder. Windows wants an attribute, for which the standard library has no call and which
/// without `unsafe` takes a crate; its own small program does the same, once for every folder. Where it fails the folder
/// is merely visible.
#[cfg(windows)]
fn hide(folder: &Path) {
    use std::process::{Command, Stdio};
    let Some(system) = std::env::var_os("SystemRoot") else { return };
    let program = Path::new(&system).join(r"System32\attrib.exe");
    let _ = Command::new(program)
        .arg("+h")
        .arg(without_prefix(folder))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

#[cfg(not(windows))]
fn hide(_folder: &Path) {}

/// The path as older programs of Windows know it: links are resolved to a path that begins with `\\?\`.
#[cfg(any(windows, test))]
fn without_prefix(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => PathBuf::from(format!(r"\\{share}")),
        (None, Some(rest)) => PathBuf::from(rest),
        (None, None) => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_programs_of_windows_get_a_path_they_know() {
        let told = |path: &str| without_prefix(Path::new(path)).display().to_string();
        assert_eq!(told(r"\\?\C:\meting\.ibp-peil"), r"C:\meting\.ibp-peil");
        assert_eq!(told(r"\\?\UNC\server\school\.ibp-peil"), r"\\server\school\.ibp-peil");
        assert_eq!(told(r"C:\meting\.ibp-peil"), r"C:\meting\.ibp-peil");
    }
}
