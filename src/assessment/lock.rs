//! One sitting at a time: a lock on a file beside the assessment, and a second file that says who holds it (on Windows a
//! locked file cannot be read). `state_folder` says where.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state_folder;
use crate::dutch::count;
use crate::finding::print::visible;
use crate::storage::{
    Disk, Refusal, SystemDisk, io_text, read_patiently, remove_leftovers, remove_leftovers_in, write_own,
};

/// The file that is locked. It stays behind, empty: who removes it could remove it under another's hands.
const SLOT: &str = "slot";

/// The file that says who holds the lock.
const WHO: &str = "wie";

/// While this lives, no other sitting has the same assessment; as far as the disk can tell, see [`Lock::warning`].
#[derive(Debug)]
pub struct Lock {
    held: Option<Held>,
    warning: Option<String>,
}

/// The locked file, and what was written about who holds it.
#[derive(Debug)]
struct Held {
    slot: File,
    who: PathBuf,
    text: String,
}

/// Somebody else has the assessment open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who, where that could be read.
    pub holder: Option<Holder>,
}

/// Who holds a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The name of the computer.
    #[serde(rename = "computer")]
    pub computer: String,
    /// The number of the process on that computer.
    #[serde(rename = "proces")]
    pub process: u32,
    /// Since when.
    #[serde(rename = "sinds")]
    pub since: Timestamp,
}

impl Lock {
    /// Takes the lock of an assessment, which need not exist yet. What a killed program left behind is cleared away.
    /// Where locking is not possible the sitting can go on, with a warning.
    ///
    /// # Errors
    /// Somebody else holds it.
    pub fn take(disk: &dyn Disk, file: &Path, now: Timestamp) -> Result<Self, Taken> {
        let slot =
            state_folder::find_or_make(disk, file).and_then(|folder| Ok((open_slot(&folder)?, folder)));
        let (slot, folder) = match slot {
            Ok(found) => found,
            Err(error) => return Ok(Self::without(&error)),
        };
        let who = folder.join(WHO);
        match slot.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Taken { holder: Holder::read(disk, &who) }),
            Err(TryLockError::Error(error)) => return Ok(Self::without(&error)),
        }
        remove_leftovers(disk, file);
        remove_leftovers_in(disk, &folder);
        let me = Holder::me(now);
        // Someone of this computer who is still named here was killed: otherwise the lock would not have been free.
        let other = Holder::read(disk, &who).filter(|holder| holder.computer != me.computer);
        let warning = other.map(|other| {
            format!(
                "Dit bestand staat misschien ook open {}. Ga alleen verder als je zeker weet dat daar niemand \
                 bezig is.",
                other.text(now)
            )
        });
        let text = toml::to_string(&me).unwrap_or_default();
        // Without this file a second window hears only that there is another one.
        let _ = write_own(disk, &who, text.as_bytes());
        Ok(Self { held: Some(Held { slot, who, text }), warning })
    }

    fn without(error: &io::Error) -> Self {
        let warning = format!(
            "Er kan niet worden nagegaan of dit bestand ook ergens anders open staat ({}). Werk er met niet meer \
             dan één persoon tegelijk in.",
            io_text(error)
        );
        Self { held: None, warning: Some(warning) }
    }

    /// What the person should know, in whole sentences: another computer may be busy with the file as well, or nobody can
    /// tell.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let Some(Held { slot, who, text }) = self.held.take() else { return };
        // On a shared folder somebody else may have written there since.
        if read_patiently(&SystemDisk, &who).is_ok_and(|found| found == text.as_bytes()) {
            let _ = fs::remove_file(who);
        }
        // Only then: the next one writes its own name there.
        let _ = slot.unlock();
    }
}

/// Opens the file that is locked, and makes it where there is none yet. Nothing is ever written to it.
fn open_slot(folder: &Path) -> io::Result<File> {
    let path = folder.join(SLOT);
    let mut options = OpenOptions::new();
    options.write(true);
    if state_folder::look(&path)?.is_none() {
        let mut new = options.clone();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut new, 0o600);
        match new.create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened,
        }
    }
    if !state_folder::look(&path)?.is_some_and(|found| found.is_file()) {
        return Err(Refusal("het slot is geen gewoon bestand").error(io::ErrorKind::InvalidInput));
    }
    options.open(&path)
}

impl Holder {
    fn me(now: Timestamp) -> Self {
        Self {
            computer: gethostname::gethostname().to_string_lossy().into_owned(),
            process: std::process::id(),
            // Nobody needs to know it better than to the second.
            since: Timestamp::from_second(now.as_second()).unwrap_or(now),
        }
    }

    fn read(disk: &dyn Disk, who: &Path) -> Option<Self> {
        if !state_folder::look(who).ok()??.is_file() {
            return None;
        }
        toml::from_slice(&read_patiently(disk, who).ok()?).ok()
    }

    /// "op computer X (proces 1234), al 25 minuten"
    pub fn text(&self, now: Timestamp) -> String {
        let Self { computer, process, since } = self;
        let place = format!("op computer {} (proces {process})", visible(computer));
        match now.as_second() - since.as_second() {
            // A clock was set back, or the clocks of two computers differ.
            ..0 => place,
            0..60 => format!("{place}, sinds net"),
            seconds => format!("{place}, al {}", duration(seconds)),
        }
    }
}

impl Taken {
    /// Where the other one is: "op computer X (proces 1234), al 25 minuten" or "in een ander venster".
    pub fn text(&self, now: Timestamp) -> String {
        self.holder.as_ref().map_or("in een ander venster".to_owned(), |holder| holder.text(now))
    }
}

/// In the largest unit of which there is at least one.
pub(crate) fn duration(seconds: i64) -> String {
    let (number, one, more) = match seconds {
        ..3_600 => (seconds / 60, "minuut", "minuten"),
        3_600..86_400 => (seconds / 3_600, "uur", "uur"),
        _ => (seconds / 86_400, "dag", "dagen"),
    };
    count(usize::try_from(number).unwrap_or_default(), one, more)
}
