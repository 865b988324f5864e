//! Writing files: whole or not at all, whatever goes wrong at whichever step; one sitting at a time; earlier states kept.

use std::fs;
use std::path::Path;

use ibp_peil::assessment::history::{self, KEPT, Kind, State};
use ibp_peil::assessment::lock::Lock;
use ibp_peil::storage::{Access, SystemDisk, remove_leftovers, write_with};
use jiff::Timestamp;

mod faults;

use faults::{Fault, FaultyDisk};

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn noon() -> Timestamp {
    moment("2026-11-21T12:00:00Z")
}

mod a_step_that_goes_wrong {
    use super::*;

    const OLD: &[u8] = b"oud";
    const NEW: &[u8] = b"nieuw, en langer dan het oude";

    /// Every step there is, found by a write that succeeds.
    fn steps(old: Option<&[u8]>) -> Vec<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        if let Some(old) = old {
            fs::write(&path, old).unwrap();
        }
        let disk = FaultyDisk::without_fault();
        write_with(&disk, &path, NEW, Access::Private).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        disk.steps()
    }

    #[test]
    fn every_step_is_one_that_can_fail() {
        let new = ["replaceable", "create", "write", "flush", "rename", "flush folder"];
        assert_eq!(steps(None), new);
        let mut existing = new.to_vec();
        existing.insert(2, "set permissions");
        assert_eq!(steps(Some(OLD)), existing);
    }

    #[test]
    fn leaves_the_old_file_to_the_byte_or_the_new_one_whole() {
        for old in [None, Some(OLD)] {
            for at in 1..=steps(old).len() {
                for fault in Fault::FINAL {
                    let folder = tempfile::tempdir().unwrap();
                    let path = folder.path().join("meting.toml");
                    if let Some(old) = old {
                        fs::write(&path, old).unwrap();
                    }
                    let disk = FaultyDisk::new(fault, at);
                    let written = write_with(&disk, &path, NEW, Access::Private);
                    let case = format!("{fault:?} at step {at}: {:?}", disk.steps());
                    let found = fs::read(&path).ok();
                    let renamed_and_then_failed = disk.steps()[at - 1] == "rename"
                        && matches!(fault, Fault::FailsAfterwards | Fault::DiesAfterwards);
                    if written.is_ok() || renamed_and_then_failed {
                        assert_eq!(found.as_deref(), Some(NEW), "{case}");
                    } else {
                        assert_eq!(found.as_deref(), old, "{case}");
                    }
                    // Whatever a killed program left behind, the next one with the lock clears away.
                    if matches!(fault, Fault::Dies | Fault::DiesAfterwards) {
                        remove_leftovers(&SystemDisk, &path);
                    }
                    let left: Vec<String> = found.iter().map(|_| "meting.toml".to_owned()).collect();
                    // A file that was made while the system said it was not cannot be known about.
                    if !(fault == Fault::FailsAfterwards && disk.steps()[at - 1] == "create") {
                        assert_eq!(names(folder.path()), left, "{case}");
                    }
                }
            }
        }
    }
}

mod the_lock {
    use super::*;

    #[test]
    fn says_who_has_the_file_and_since_when_until_it_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        let lock = Lock::take(&SystemDisk, &path, noon()).unwrap();
        assert_eq!(lock.warning(), None);
        let taken = Lock::take(&SystemDisk, &path, noon()).unwrap_err();
        let computer = gethostname::gethostname().to_string_lossy().into_owned();
        let place = format!("op computer {computer} (proces {})", std::process::id());
        assert_eq!(taken.text(moment("2026-11-21T12:25:59Z")), format!("{place}, al 25 minuten"));
        drop(lock);
        assert_eq!(names(&folder.path().join(".ibp-peil/meting.toml")), ["slot"]);
        Lock::take(&SystemDisk, &path, noon()).unwrap();
    }
}

mod earlier_states {
    use super::*;

    fn keep(path: &Path, bytes: &[u8], kind: Kind, now: &str) {
        history::keep(&SystemDisk, path, bytes, kind, moment(now)).unwrap();
    }

    fn states(path: &Path) -> Vec<State> {
        history::states(path).unwrap()
    }

    fn file_names(path: &Path) -> Vec<String> {
        let name = |state: State| state.path.file_name().unwrap().to_string_lossy().into_owned();
        states(path).into_iter().map(name).collect()
    }

    #[test]
    fn are_ten_sittings_and_ten_of_all_other_kinds_the_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        assert_eq!(states(&path), []);
        for n in 0..14 {
            keep(&path, format!("zitting {n}").as_bytes(), Kind::Sitting, "2026-11-21T12:00:00Z");
        }
        for kind in [Kind::Import, Kind::Migration, Kind::Plan, Kind::Restore].repeat(3) {
            keep(&path, format!("{kind:?} {}", states(&path).len()).as_bytes(), kind, "2026-11-21T12:00:00Z");
        }
        let kept = states(&path);
        let (sittings, others): (Vec<_>, Vec<_>) = kept.iter().partition(|state| state.kind == Kind::Sitting);
        assert_eq!((sittings.len(), others.len()), (KEPT, KEPT));
        assert!(kept.is_sorted_by(|a, b| a.number > b.number));
        assert_eq!(fs::read(&sittings[0].path).unwrap(), b"zitting 13");
        assert_eq!(fs::read(&sittings[9].path).unwrap(), b"zitting 4");
        assert_eq!(file_names(&path)[19], "0005-20261121T120000Z-zitting.toml");
    }
}
