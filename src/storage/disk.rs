//! Every single step on a disk that writing takes, so that a test can let any of them fail, and the patience with another
//! program that holds a file for a moment.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::words::{Refusal, told_apart};
use super::{Access, MAX_FILE};

/// The steps. [`SystemDisk`] is the real one.
///
/// A disk may be used from another thread than the one that opened it: a library may write from where it likes.
pub trait Disk: Sync {
    /// The bytes of an ordinary file that is no larger than [`MAX_FILE`].
    ///
    /// # Errors
    /// It is not there, it is something else, it is too large, or it cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What is known of the ordinary file at this place, which may be written; `None` where there is nothing yet.
    ///
    /// # Errors
    /// There is something else, or it may not be written.
    fn replaceable(&self, path: &Path) -> io::Result<Option<Metadata>>;

    /// Makes a new file, and never opens what is there already, not even through a link.
    ///
    /// # Errors
    /// There is something at this place, or it cannot be made.
    fn create(&self, path: &Path, access: Access) -> io::Result<File>;

    /// Gives a file the owner, the group and the permissions of another one.
    ///
    /// # Errors
    /// The permissions cannot be set.
    fn set_permissions(&self, file: &File, like: &Metadata) -> io::Result<()>;

    /// Writes all bytes.
    ///
    /// # Errors
    /// Not all of them could be written.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;

    /// Waits until the file stands on the disk itself.
    ///
    /// # Errors
    /// The disk says that it does not.
    fn flush(&self, file: &File) -> io::Result<()>;

    /// Gives a file another name, in the place of what had that name.
    ///
    /// # Errors
    /// The old name and the old file are still there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Waits until the names in a folder stand on the disk itself.
    ///
    /// # Errors
    /// The disk says that they do not, or the system cannot do this.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// It is still there.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Makes a folder that only the person who made it may open.
    ///
    /// # Errors
    /// There is something at this place, or it cannot be made.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Waits a moment, for another program to let go of a file.
    fn wait(&self, time: Duration);
}

/// The disk of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        // Looked at before it is opened: a named pipe would wait for ever.
        let size = ordinary(fs::metadata(path).map_err(told_apart)?)?.len();
        let mut bytes = Vec::with_capacity(size.min(MAX_FILE) as usize + 1);
        File::open(path).map_err(told_apart)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(Refusal("het bestand is te groot").error(io::ErrorKind::Other));
        }
        Ok(bytes)
    }

    fn replaceable(&self, path: &Path) -> io::Result<Option<Metadata>> {
        let metadata = match fs::metadata(path).map_err(told_apart) {
            Ok(metadata) => ordinary(metadata)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if metadata.permissions().readonly() {
            return Err(Refusal("het bestand is alleen-lezen").error(io::ErrorKind::PermissionDenied));
        }
        // A folder that may be written does not mean that this file may be: it could be a colleague's.
        OpenOptions::new().write(true).open(path)?;
        Ok(Some(metadata))
    }

    fn create(&self, path: &Path, access: Access) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        if access == Access::Private {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = access;
        options.open(path)
    }

    #[cfg(unix)]
    fn set_permissions(&self, file: &File, like: &Metadata) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let own = file.metadata()?;
        let mut mode = like.mode();
        // Only the administrator may give a file away, and only to a group of one's own is it always allowed.
        if own.uid() != like.uid() {
            let _ = fchown(file, Some(like.uid()), None);
        }
        if own.gid() != like.gid() && fchown(file, None, Some(like.gid())).is_err() {
            // What the old group might do, this group may only do where everybody might.
            mode = (mode & !0o070) | ((mode & 0o007) << 3);
        }
        file.set_permissions(fs::Permissions::from_mode(mode))
    }

    /// Windows gives the new file the rights of its folder; "read-only" is all that could be set, and is refused.
    #[cfg(not(unix))]
    fn set_permissions(&self, file: &File, like: &Metadata) -> io::Result<()> {
        file.set_permissions(like.permissions())
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn flush(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(unix)]
    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Windows has no such step: it keeps a journal of the names.
    #[cfg(not(unix))]
    fn flush_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    #[cfg(unix)]
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }

    /// Windows gives the new folder the rights of the one it is in.
    #[cfg(not(unix))]
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn wait(&self, time: Duration) {
        thread::sleep(time);
    }
}

/// The same metadata, where it is that of an ordinary file.
fn ordinary(metadata: Metadata) -> io::Result<Metadata> {
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(Refusal("dit is geen gewoon bestand").error(io::ErrorKind::InvalidInput));
    }
    Ok(metadata)
}

/// How long is waited before each new attempt, in milliseconds: about a second in all.
pub const WAITS: [u64; 7] = [10, 20, 40, 80, 150, 300, 400];

/// Takes a step, and takes it again for about a second where another program holds the file.
///
/// # Errors
/// Those of the step; of the last attempt where it stayed busy.
pub fn patiently<T>(disk: &dyn Disk, mut step: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for wait in WAITS {
        match step() {
            Err(error) if is_busy(&error) => disk.wait(Duration::from_millis(wait)),
            done => return done,
        }
    }
    step()
}

/// Numbers of Windows for a file that another program holds: access denied, sharing and lock violation, delete pending,
/// a file of a cloud service in use, and a file that is mapped into memory. "Access denied" can also mean just that,
/// which a second of waiting does not harm.
#[cfg(windows)]
const BUSY: &[i32] = &[5, 32, 33, 303, 391, 1224];
#[cfg(not(windows))]
const BUSY: &[i32] = &[];

/// True where another program holds the file, so that it may work in a moment.
pub fn is_busy(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::ResourceBusy
        || error.raw_os_error().is_some_and(|number| BUSY.contains(&number))
}
