//! Earlier states of an assessment, kept beside it: how it was at the start of a sitting that changed it, and before each
//! import, migration, saved plan, restored state and copy that comes over it. `state_folder` says where.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::state_folder;
use crate::storage::{Disk, read_patiently, write_own};

/// How many states of sittings are kept, and how many of everything else together.
pub const KEPT: usize = 10;

/// What was about to change the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sitting with the questionnaire.
    Sitting,
    /// An import of filled workbooks.
    Import,
    /// A migration to another edition.
    Migration,
    /// A plan that was saved.
    Plan,
    /// An earlier state that was put back.
    Restore,
    /// A copy of another assessment that came in its place.
    Copy,
}

impl Kind {
    /// The words in file names and for people.
    const CHOICES: &[(&str, Kind)] = &[
        ("zitting", Kind::Sitting),
        ("import", Kind::Import),
        ("migratie", Kind::Migration),
        ("plan", Kind::Plan),
        ("herstel", Kind::Restore),
        ("kopie", Kind::Copy),
    ];

    /// The word in the file name, which people read too.
    pub fn as_str(self) -> &'static str {
        super::word_of(Self::CHOICES, self)
    }
}

/// One earlier state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Its number: a higher one was kept later, whatever the clock said.
    pub number: u64,
    /// What was about to change the file.
    pub kind: Kind,
    /// When that was.
    pub when: Timestamp,
    /// The file that holds it.
    pub path: PathBuf,
}

/// Keeps the bytes that an assessment has before it is changed, and lets go of the oldest state of the same kind. Where
/// the newest state already holds these bytes there is nothing to do.
///
/// # Errors
/// The state is not kept; the earlier ones still are.
pub fn keep(disk: &dyn Disk, file: &Path, bytes: &[u8], kind: Kind, now: Timestamp) -> io::Result<()> {
    let folder = state_folder::find_or_make(disk, file)?;
    let states = states_in(&folder)?;
    let newest = states.first();
    if newest.is_some_and(|newest| read_patiently(disk, &newest.path).is_ok_and(|kept| kept == bytes)) {
        return Ok(());
    }
    let number = newest.map_or(0, |newest| newest.number).saturating_add(1);
    write_own(disk, &free_name(&folder, number, kind, now)?, bytes)?;
    let same = |state: &&State| (state.kind == Kind::Sitting) == (kind == Kind::Sitting);
    // The new one is not in the list yet. What cannot be removed now is removed the next time.
    for old in states.iter().filter(same).skip(KEPT - 1) {
        let _ = disk.remove(&old.path);
    }
    Ok(())
}

/// The earlier states of an assessment, the newest first; also of a file that is gone. Files with another name, links
/// and folders are no states.
///
/// # Errors
/// The folder cannot be read, or is a link.
pub fn states(file: &Path) -> io::Result<Vec<State>> {
    state_folder::find(file)?.map_or(Ok(Vec::new()), |folder| states_in(&folder))
}

fn states_in(folder: &Path) -> io::Result<Vec<State>> {
    let mut states: Vec<State> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .filter_map(|entry| State::from_path(entry.path()))
        .collect();
    // On a folder that two computers share a number can come twice.
    let rank = |state: &State| (state.number, state.when, state.path.clone());
    states.sort_by_cached_key(|state| std::cmp::Reverse(rank(state)));
    Ok(states)
}

/// A name that nothing has yet.
fn free_name(folder: &Path, mut number: u64, kind: Kind, now: Timestamp) -> io::Result<PathBuf> {
    loop {
        let path = folder.join(name(number, now, kind));
        if state_folder::look(&path)?.is_none() {
            return Ok(path);
        }
        number = number.checked_add(1).ok_or(io::ErrorKind::InvalidFilename)?;
    }
}

/// The number first, so that names sort in the order in which they were kept.
fn name(number: u64, when: Timestamp, kind: Kind) -> String {
    format!("{number:04}-{}-{}.toml", when.strftime("%Y%m%dT%H%M%SZ"), kind.as_str())
}

impl State {
    /// The state in a file, where its name is exactly one that [`keep`] gives.
    fn from_path(path: PathBuf) -> Option<Self> {
        let found = path.file_name()?.to_str()?;
        let mut parts = found.strip_suffix(".toml")?.splitn(3, '-');
        let number = parts.next()?.parse().ok()?;
        let when = parts.next()?.parse().ok()?;
        let word = parts.next()?;
        let kind = Kind::CHOICES.iter().find(|(name, _)| *name == word)?.1;
        (name(number, when, kind) == found).then_some(Self { number, kind, when, path })
    }
}
