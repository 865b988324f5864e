//! The one writer: a whole file or nothing.

use std::collections::hash_map::DefaultHasher;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::hash::{Hash, Hasher};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::disk::{Disk, SystemDisk, patiently};

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Whatever is usual on this computer.
    Usual,
    /// Only the person who made it (0600 on Unix): an assessment lists a school's weak spots.
    Private,
}

/// Writes a whole file or nothing: a temporary file in the same folder, flush, rename, flush the folder.
/// Links are followed, and the permissions of an existing file are kept; its owner and its group where the system lets
/// the program set them. What the standard library cannot read is not: access lists, extended attributes and a second
/// name of the same file (a hard link). Where another program holds the file, it is tried again for about a second.
///
/// # Errors
/// The old file is untouched and the temporary file is gone.
pub fn write_atomically(path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    write_with(&SystemDisk, path, bytes, access)
}

/// [`write_atomically`] on this disk.
///
/// # Errors
/// The old file is untouched and the temporary file is gone, where it could be removed.
pub fn write_with(disk: &dyn Disk, path: &Path, bytes: &[u8], access: Access) -> io::Result<()> {
    let target = resolved(path);
    let old = patiently(disk, || disk.replaceable(&target))?;
    replace(disk, &target, access, old.as_ref(), |file| disk.write(file, bytes))
}

/// Where a result goes that is too large to be made first and written then. A workbook is written by a library that
/// wants to be able to go back in it, and to do so from another thread.
pub trait Out: Write + Seek + Send {}

impl<T: Write + Seek + Send> Out for T {}

/// Writes a whole file or nothing, as [`write_atomically`], while it is still being made by `make`.
///
/// # Errors
/// Those of `make`, or of the disk. The old file is untouched and the temporary file is gone.
pub fn stream_atomically<E: From<io::Error>>(
    path: &Path,
    access: Access,
    make: impl FnOnce(&mut dyn Out) -> Result<(), E>,
) -> Result<(), E> {
    stream_with(&SystemDisk, path, access, make)
}

/// [`stream_atomically`] on this disk.
///
/// # Errors
/// As [`stream_atomically`]; the temporary file is gone where it could be removed.
pub fn stream_with<E: From<io::Error>>(
    disk: &dyn Disk,
    path: &Path,
    access: Access,
    make: impl FnOnce(&mut dyn Out) -> Result<(), E>,
) -> Result<(), E> {
    let target = resolved(path);
    let old = patiently(disk, || disk.replaceable(&target))?;
    replace(disk, &target, access, old.as_ref(), |file| {
        let mut out = io::BufWriter::with_capacity(STREAM_BUFFER, Through { disk, file });
        make(&mut out)?;
        Ok(out.flush()?)
    })
}

/// A file without a name on the disk where this one comes, for what must be made as a whole before it can be written. It
/// is gone when it is closed, however the program ends.
///
/// # Errors
/// The folder cannot be written.
pub fn draft_beside(path: &Path) -> io::Result<File> {
    tempfile::tempfile_in(folder_of(&resolved(path)))
}

/// Enough for a disk, and small beside what is kept of ten thousand boards.
const STREAM_BUFFER: usize = 256 * 1024;

/// A file that is written by way of a disk, so that a test can let any write fail.
struct Through<'a> {
    disk: &'a dyn Disk,
    file: &'a mut File,
}

impl Write for Through<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.write(self.file, bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // The one flush that counts is that of the whole file, before it gets its name.
        Ok(())
    }
}

impl Seek for Through<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file.seek(place)
    }
}

/// Writes a file of the program's own, that only its person may read. A link at this place is replaced, not followed:
/// nobody can make the program write elsewhere with it.
///
/// # Errors
/// As [`write_with`].
pub fn write_own(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(disk, path, Access::Private, None, |file| disk.write(file, bytes))
}

/// The bytes of a file that may be in use for a moment: it is tried for about a second.
///
/// # Errors
/// It is not there, it is no ordinary file or too large, or it cannot be read.
pub fn read_patiently(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    patiently(disk, || disk.read(path))
}

/// Where a path leads, also through links to a file that is not there yet.
pub fn resolved(path: &Path) -> PathBuf {
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

/// The folder a file is in.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Removes what a program that was killed while it wrote this file left behind. Only for who holds the lock of the file:
/// another program could be writing it just now.
pub fn remove_leftovers(disk: &dyn Disk, path: &Path) {
    let target = resolved(path);
    if let Some(name) = target.file_name() {
        let beginning = temporary_beginning(name);
        remove_temporaries(disk, folder_of(&target), |found| found == beginning.as_encoded_bytes());
    }
}

/// [`remove_leftovers`] for every file in a folder that only the program itself writes in.
pub fn remove_leftovers_in(disk: &dyn Disk, folder: &Path) {
    remove_temporaries(disk, folder, |_| true);
}

fn remove_temporaries(disk: &dyn Disk, folder: &Path, wanted: impl Fn(&[u8]) -> bool) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_wanted = beginning_of_temporary(&entry.file_name()).is_some_and(&wanted);
        if is_wanted && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            // It is of no use and in nobody's way; the next one who holds the lock tries again.
            let _ = disk.remove(&entry.path());
        }
    }
}

const ENDING: &str = ".ibp-peil-tmp";

/// A longer name is cut off in the name of its temporary file: that one may not be too long for the system either.
const LONGEST_NAME: usize = 100;

/// How the name of every temporary file of this target begins: a dot, so that it is hidden, and the name of the target.
fn temporary_beginning(name: &OsStr) -> OsString {
    let mut beginning = OsString::from(".");
    if name.len() <= LONGEST_NAME {
        beginning.push(name);
    } else {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let start: String = name.to_string_lossy().chars().take(LONGEST_NAME / 4).collect();
        beginning.push(format!("{start}~{:016x}", hasher.finish()));
    }
    beginning.push(".");
    beginning
}

/// The beginning of the name of a temporary file. Between it and the ending stand only the number of a process and that
/// of an attempt: "a.toml" has nothing to do with what is left of "a.toml.1".
fn beginning_of_temporary(name: &OsStr) -> Option<&[u8]> {
    let rest = name.as_encoded_bytes().strip_suffix(ENDING.as_bytes())?;
    let end = rest.iter().rposition(|byte| *byte == b'.')?;
    let (beginning, numbers) = rest.split_at(end + 1);
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
    (rest.starts_with(b".") && !numbers.is_empty() && numbers.iter().all(is_number)).then_some(beginning)
}

fn replace<E: From<io::Error>>(
    disk: &dyn Disk,
    target: &Path,
    access: Access,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    // Nobody may look in while the permissions are still to be set.
    let access = if old.is_some() { Access::Private } else { access };
    let (temporary, file) = create_beside(disk, target, access)?;
    let written =
        fill(disk, file, old, write).and_then(|()| Ok(patiently(disk, || disk.rename(&temporary, target))?));
    if written.is_err() {
        // The rename did not happen, so this is ours to remove; when even that fails the first error counts.
        let _ = patiently(disk, || disk.remove(&temporary));
    }
    written?;
    // A renamed file only survives a power cut once the folder is flushed too. Where the system cannot do this the file
    // itself is flushed all the same, and it is there: no reason to say that it was not written.
    let _ = disk.flush_folder(folder_of(target));
    Ok(())
}

/// A new temporary file in the folder of the target. What has that name already is somebody else's and stays.
fn create_beside(disk: &dyn Disk, target: &Path, access: Access) -> io::Result<(PathBuf, File)> {
    const ATTEMPTS: u32 = 100;
    let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let beginning = temporary_beginning(name);
    let mut attempt = 1;
    loop {
        let mut name = beginning.clone();
        name.push(format!("{}-{attempt}{ENDING}", std::process::id()));
        let temporary = folder_of(target).join(name);
        match patiently(disk, || disk.create(&temporary, access)) {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

fn fill<E: From<io::Error>>(
    disk: &dyn Disk,
    mut file: File,
    old: Option<&Metadata>,
    write: impl FnOnce(&mut File) -> Result<(), E>,
) -> Result<(), E> {
    if let Some(old) = old {
        disk.set_permissions(&file, old)?;
    }
    write(&mut file)?;
    Ok(disk.flush(&file)?)
}
