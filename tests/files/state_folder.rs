//! What stands beside an assessment in the hidden folder: the lock, so that two do not write at once, and the earlier
//! states, so that there is a way back.

use std::fs;
use std::path::{Path, PathBuf};

use ibp_peil::assessment::history::{self, KEPT, Kind, State};
use ibp_peil::assessment::lock::{Holder, Lock};
use ibp_peil::storage::SystemDisk;
use jiff::Timestamp;
use tempfile::TempDir;

use crate::faults::{Fault, FaultyDisk, names};

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn noon() -> Timestamp {
    moment("2026-11-21T12:00:00Z")
}

/// A folder with an assessment in it, and where its states stand.
struct Beside {
    folder: TempDir,
    file: PathBuf,
    state: PathBuf,
}

impl Beside {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("meting.toml");
        fs::write(&file, "nu").unwrap();
        let state = folder.path().join(".ibp-peil/meting.toml");
        Self { folder, file, state }
    }

    fn take(&self) -> Result<Lock, ibp_peil::assessment::lock::Taken> {
        Lock::take(&SystemDisk, &self.file, noon())
    }

    fn keep(&self, bytes: &str, kind: Kind, now: &str) {
        history::keep(&SystemDisk, &self.file, bytes.as_bytes(), kind, moment(now)).unwrap();
    }

    fn states(&self) -> Vec<State> {
        history::states(&self.file).unwrap()
    }

    /// The names of the states, the newest first.
    fn state_names(&self) -> Vec<String> {
        let name = |state: State| state.path.file_name().unwrap().to_string_lossy().into_owned();
        self.states().into_iter().map(name).collect()
    }

    /// What the states hold, the newest first.
    fn contents(&self) -> Vec<String> {
        self.states().iter().map(|state| fs::read_to_string(&state.path).unwrap()).collect()
    }

    fn plant(&self, name: &str, text: &str) {
        fs::create_dir_all(&self.state).unwrap();
        fs::write(self.state.join(name), text).unwrap();
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::symlink_metadata(path).unwrap().permissions()) & 0o777
}

mod the_lock {
    use super::*;

    const WHO: &str = "computer = \"PC-DIRECTIE\"\nproces = 4711\nsinds = \"2026-11-21T11:35:00Z\"\n";

    #[test]
    fn says_who_has_the_file_and_since_when_until_it_is_let_go() {
        let beside = Beside::new();
        let lock = beside.take().unwrap();
        assert_eq!(lock.warning(), None);
        let taken = beside.take().unwrap_err();
        let computer = gethostname::gethostname().to_string_lossy().into_owned();
        let place = format!("op computer {computer} (proces {})", std::process::id());
        assert_eq!(taken.text(moment("2026-11-21T12:25:59Z")), format!("{place}, al 25 minuten"));
        drop(lock);
        assert_eq!(names(&beside.state), ["slot"]);
        beside.take().unwrap();
    }

    #[test]
    fn says_how_long_in_words() {
        let holder =
            Holder { computer: "LAPTOP-3".to_owned(), process: 12, since: moment("2026-11-21T12:00:00Z") };
        let told = [
            "2026-11-21T11:00:00Z",
            "2026-11-21T12:00:59Z",
            "2026-11-21T12:01:59Z",
            "2026-11-21T13:59:59Z",
            "2026-11-22T12:00:00Z",
            "2026-11-24T11:00:00Z",
        ]
        .map(|now| holder.text(moment(now)));
        let place = "op computer LAPTOP-3 (proces 12)";
        let expected = ["", ", sinds net", ", al 1 minuut", ", al 1 uur", ", al 1 dag", ", al 2 dagen"];
        assert_eq!(told, expected.map(|long| format!("{place}{long}")));
    }

    #[test]
    fn in_other_hands_without_a_readable_name_is_in_another_window() {
        let beside = Beside::new();
        let _lock = beside.take().unwrap();
        let who = beside.state.join("wie");
        for text in ["", "computer = ", "computer = 3", "proces = \"x\"", &"x".repeat(5_000_000)] {
            fs::write(&who, text).unwrap();
            assert_eq!(beside.take().unwrap_err().text(noon()), "in een ander venster");
        }
        fs::remove_file(&who).unwrap();
        assert_eq!(beside.take().unwrap_err().text(noon()), "in een ander venster");
    }

    #[test]
    fn never_lets_the_name_of_a_computer_steer_the_terminal() {
        let beside = Beside::new();
        let _lock = beside.take().unwrap();
        fs::write(beside.state.join("wie"), WHO.replace("PC-", "\\u001b[2J\\n")).unwrap();
        assert_eq!(
            beside.take().unwrap_err().text(noon()),
            "op computer ␛[2J␊DIRECTIE (proces 4711), al 25 minuten"
        );
    }

    #[test]
    fn is_free_again_when_the_program_that_held_it_was_killed() {
        const FILE: &str = "TAKE_THE_LOCK_OF";
        if let Some(file) = std::env::var_os(FILE) {
            // The other process, which is this same test.
            let _lock = Lock::take(&SystemDisk, Path::new(&file), noon()).unwrap();
            std::thread::sleep(std::time::Duration::from_secs(60));
            panic!("this process was not killed");
        }
        let beside = Beside::new();
        let this = std::thread::current().name().unwrap().to_owned();
        let mut other = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &this])
            .env(FILE, &beside.file)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let who = beside.state.join("wie");
        let start = std::time::Instant::now();
        while !who.exists() {
            assert!(start.elapsed().as_secs() < 30, "the other process does not take the lock");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let held = beside.take().unwrap_err();
        assert_eq!(held.holder.unwrap().process, other.id());
        // As it was killed in the middle of a write.
        fs::write(beside.folder.path().join(".meting.toml.99-1.ibp-peil-tmp"), "half").unwrap();
        fs::write(beside.state.join(".0001-20261121T120000Z-zitting.toml.99-1.ibp-peil-tmp"), "half")
            .unwrap();
        other.kill().unwrap();
        other.wait().unwrap();
        assert!(who.exists(), "a killed program cannot clear up");
        let lock = beside.take().unwrap();
        assert_eq!(lock.warning(), None);
        assert_eq!(names(beside.folder.path()), [".ibp-peil", "meting.toml"]);
        assert_eq!(names(&beside.state), ["slot", "wie"]);
    }

    #[test]
    fn warns_of_another_computer_that_shares_the_folder() {
        let beside = Beside::new();
        beside.plant("wie", WHO);
        let lock = beside.take().unwrap();
        assert_eq!(
            lock.warning().unwrap(),
            "Dit bestand staat misschien ook open op computer PC-DIRECTIE (proces 4711), al 25 minuten. Ga alleen \
             verder als je zeker weet dat daar niemand bezig is."
        );
        // It said so once; who is killed on another computer does not come back for ever.
        drop(lock);
        assert_eq!(beside.take().unwrap().warning(), None);
    }

    #[test]
    fn leaves_the_name_of_another_computer_alone_when_it_is_let_go() {
        let beside = Beside::new();
        let lock = beside.take().unwrap();
        beside.plant("wie", WHO);
        drop(lock);
        assert_eq!(fs::read_to_string(beside.state.join("wie")).unwrap(), WHO);
    }

    #[cfg(unix)]
    #[test]
    fn is_the_same_through_every_link_to_the_file() {
        let beside = Beside::new();
        let link = beside.folder.path().join("link.toml");
        std::os::unix::fs::symlink("meting.toml", &link).unwrap();
        let _lock = Lock::take(&SystemDisk, &link, noon()).unwrap();
        beside.take().unwrap_err();
        assert_eq!(names(&beside.folder.path().join(".ibp-peil")), [".gitignore", "meting.toml"]);
    }

    #[test]
    fn of_a_file_that_is_still_to_be_made_counts_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nieuw.toml");
        let _lock = Lock::take(&SystemDisk, &file, noon()).unwrap();
        Lock::take(&SystemDisk, &file, noon()).unwrap_err();
    }

    #[test]
    fn cannot_be_taken_where_there_is_no_folder_for_it_and_the_person_is_told() {
        let beside = Beside::new();
        fs::write(beside.folder.path().join(".ibp-peil"), "een bestand").unwrap();
        assert_eq!(
            beside.take().unwrap().warning().unwrap(),
            "Er kan niet worden nagegaan of dit bestand ook ergens anders open staat (de map .ibp-peil is een \
             koppeling of een bestand, en wordt niet gebruikt). Werk er met niet meer dan één persoon tegelijk in."
        );
    }

    #[cfg(unix)]
    #[test]
    fn is_never_taken_through_a_planted_link() {
        use std::os::unix::fs::symlink;
        for planted in [".ibp-peil", ".ibp-peil/meting.toml"] {
            let beside = Beside::new();
            let elsewhere = tempfile::tempdir().unwrap();
            let place = beside.folder.path().join(planted);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            symlink(elsewhere.path(), &place).unwrap();
            assert!(beside.take().unwrap().warning().unwrap().contains("koppeling"));
            assert!(names(elsewhere.path()).is_empty(), "{planted}");
        }
        let beside = Beside::new();
        let victim = beside.folder.path().join("slachtoffer");
        fs::write(&victim, WHO).unwrap();
        fs::create_dir_all(&beside.state).unwrap();
        // Who it says is not believed, and it is replaced instead of written to.
        symlink(&victim, beside.state.join("wie")).unwrap();
        assert_eq!(beside.take().unwrap().warning(), None);
        assert_eq!(fs::read_to_string(&victim).unwrap(), WHO);
        fs::remove_file(beside.state.join("slot")).unwrap();
        symlink(&victim, beside.state.join("slot")).unwrap();
        assert!(beside.take().unwrap().warning().unwrap().contains("het slot is geen gewoon bestand"));
        assert_eq!(fs::read_to_string(&victim).unwrap(), WHO);
    }

    #[cfg(unix)]
    #[test]
    fn is_for_the_eyes_of_one_person() {
        let beside = Beside::new();
        let _lock = beside.take().unwrap();
        let modes = ["", "..", "slot", "wie"].map(|name| mode(&beside.state.join(name)));
        assert_eq!(modes, [0o700, 0o700, 0o600, 0o600]);
    }

    #[test]
    fn never_stands_in_the_way_of_a_sitting_when_the_disk_fails() {
        let disk = FaultyDisk::without_fault();
        Lock::take(&disk, &Beside::new().file, noon()).unwrap();
        for (index, step) in disk.steps().into_iter().enumerate() {
            for fault in Fault::FINAL {
                let beside = Beside::new();
                let lock = Lock::take(&FaultyDisk::new(fault, index + 1), &beside.file, noon());
                let lock = lock.unwrap_or_else(|taken| panic!("{fault:?} at {step}: {taken:?}"));
                // Either it is held, or the person knows that it is not.
                assert!(lock.warning().is_some() || beside.take().is_err(), "{fault:?} at {step}");
                drop(lock);
                beside.take().unwrap();
            }
        }
    }
}

#[test]
fn the_hidden_folder_keeps_itself_out_of_git() {
    let beside = Beside::new();
    beside.keep("zwakke plekken", Kind::Sitting, "2026-11-21T12:00:00Z");
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.args(arguments).current_dir(beside.folder.path());
        git.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").output()
    };
    match git(&["init", "--quiet"]) {
        Ok(begun) if begun.status.success() => {}
        other => return crate::faults::skipped(&format!("git does not work here: {other:?}")),
    }
    let status = git(&["status", "--porcelain", "--untracked-files=all"]).unwrap();
    assert_eq!(String::from_utf8_lossy(&status.stdout), "?? meting.toml\n");
}

#[cfg(windows)]
#[test]
fn the_hidden_folder_is_hidden_on_windows_too() {
    use std::os::windows::fs::MetadataExt;
    const HIDDEN: u32 = 2;
    let beside = Beside::new();
    beside.keep("een", Kind::Sitting, "2026-11-21T12:00:00Z");
    let folder = fs::metadata(beside.folder.path().join(".ibp-peil")).unwrap();
    assert_eq!(folder.file_attributes() & HIDDEN, HIDDEN);
}

mod earlier_states {
    use super::*;

    const NOON: &str = "2026-11-21T12:00:00Z";

    #[test]
    fn are_ten_sittings_and_ten_of_all_other_kinds_the_newest_first() {
        let beside = Beside::new();
        assert_eq!(beside.states(), []);
        for n in 0..14 {
            beside.keep(&format!("zitting {n}"), Kind::Sitting, NOON);
        }
        for (n, kind) in
            [Kind::Import, Kind::Migration, Kind::Plan, Kind::Restore].repeat(3).into_iter().enumerate()
        {
            beside.keep(&format!("{} {n}", kind.as_str()), kind, NOON);
        }
        let kept = beside.contents();
        assert_eq!(kept.len(), 2 * KEPT);
        assert_eq!((kept[0].as_str(), kept[9].as_str()), ("herstel 11", "plan 2"));
        assert_eq!((kept[10].as_str(), kept[19].as_str()), ("zitting 13", "zitting 4"));
        assert_eq!(beside.state_names()[19], "0005-20261121T120000Z-zitting.toml");
        assert!(beside.states().is_sorted_by(|a, b| a.number > b.number));
    }

    #[test]
    fn keep_their_order_when_the_clock_jumps_back() {
        let beside = Beside::new();
        for (text, now) in [("een", "2026-11-21T12:00:00Z"), ("twee", "1999-01-01T00:00:00Z"), ("drie", NOON)]
        {
            beside.keep(text, Kind::Sitting, now);
        }
        assert_eq!(beside.contents(), ["drie", "twee", "een"]);
        assert_eq!(beside.states()[1].when, moment("1999-01-01T00:00:00Z"));
    }

    #[test]
    fn are_not_kept_twice_when_nothing_changed() {
        let beside = Beside::new();
        for text in ["een", "een", "twee", "een"] {
            beside.keep(text, Kind::Sitting, NOON);
        }
        assert_eq!(beside.contents(), ["een", "twee", "een"]);
    }

    #[test]
    fn of_two_computers_with_the_same_number_are_both_there() {
        let beside = Beside::new();
        beside.plant("0001-20261120T090000Z-zitting.toml", "van de ander");
        beside.plant("0001-20261121T090000Z-zitting.toml", "van ons");
        beside.keep("nieuw", Kind::Import, NOON);
        assert_eq!(beside.contents(), ["nieuw", "van ons", "van de ander"]);
        assert_eq!(beside.state_names()[0], "0002-20261121T120000Z-import.toml");
    }

    #[test]
    fn are_only_files_with_exactly_such_a_name_and_nothing_else_is_touched() {
        let strange = [
            ".0001-20261121T120000Z-zitting.toml.12-1.ibp-peil-tmp",
            "0001-20261121T120000Z-zitting (kopie).toml",
            "0001-20261121T120000Z-zitting.toml.bak",
            "0001-20261321T120000Z-zitting.toml",
            "0001-20261121T120000Z-onbekend.toml",
            "0001-2026-11-21T12:00:00Z-zitting.toml",
            "001-20261121T120000Z-zitting.toml",
            "00001-20261121T120000Z-zitting.toml",
            "-1-20261121T120000Z-zitting.toml",
            "99999999999999999999999-20261121T120000Z-zitting.toml",
            "slot",
        ];
        let beside = Beside::new();
        for name in strange.into_iter().filter(|name| !(cfg!(windows) && name.contains(':'))) {
            beside.plant(name, "vreemd");
        }
        fs::create_dir(beside.state.join("0500-20261121T120000Z-zitting.toml")).unwrap();
        let before = names(&beside.state);
        assert_eq!(beside.states(), []);
        for n in 0..12 {
            beside.keep(&format!("zitting {n}"), Kind::Sitting, NOON);
        }
        assert_eq!(beside.states().len(), KEPT);
        let after = names(&beside.state);
        assert!(before.iter().all(|name| after.contains(name)), "{after:?}");
    }

    #[test]
    fn go_past_a_name_that_is_taken() {
        let beside = Beside::new();
        fs::create_dir_all(beside.state.join("0001-20261121T120000Z-zitting.toml")).unwrap();
        beside.keep("een", Kind::Sitting, NOON);
        assert_eq!(beside.state_names(), ["0002-20261121T120000Z-zitting.toml"]);
    }

    #[test]
    fn survive_a_planted_number_that_is_as_high_as_can_be() {
        let beside = Beside::new();
        beside.plant(&format!("{}-20261121T120000Z-zitting.toml", u64::MAX), "geplant");
        beside.keep("echt", Kind::Sitting, "2026-11-21T13:00:00Z");
        assert_eq!(beside.contents(), ["echt", "geplant"]);
    }

    #[test]
    fn are_still_there_when_the_file_is_gone() {
        let beside = Beside::new();
        beside.keep("weg", Kind::Sitting, NOON);
        fs::remove_file(&beside.file).unwrap();
        assert_eq!(beside.contents(), ["weg"]);
    }

    #[cfg(unix)]
    #[test]
    fn are_never_read_or_written_through_a_link() {
        use std::os::unix::fs::symlink;
        let elsewhere = tempfile::tempdir().unwrap();
        for planted in [".ibp-peil", ".ibp-peil/meting.toml"] {
            let beside = Beside::new();
            let place = beside.folder.path().join(planted);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            symlink(elsewhere.path(), &place).unwrap();
            assert!(history::states(&beside.file).is_err());
            assert!(history::keep(&SystemDisk, &beside.file, b"x", Kind::Sitting, noon()).is_err());
        }
        let beside = Beside::new();
        let victim = elsewhere.path().join("slachtoffer");
        fs::write(&victim, "van een ander").unwrap();
        fs::create_dir_all(&beside.state).unwrap();
        symlink(&victim, beside.state.join("0001-20261121T120000Z-zitting.toml")).unwrap();
        assert_eq!(beside.states(), []);
        beside.keep("een", Kind::Sitting, NOON);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "van een ander");
        assert_eq!(names(elsewhere.path()), ["slachtoffer"]);
    }

    #[cfg(unix)]
    #[test]
    fn are_for_the_eyes_of_one_person() {
        let beside = Beside::new();
        beside.keep("een", Kind::Sitting, NOON);
        assert_eq!(mode(&beside.states()[0].path), 0o600);
        assert_eq!(mode(&beside.state), 0o700);
    }

    #[test]
    fn are_whole_or_not_there_whatever_step_goes_wrong() {
        let prepared = || {
            let beside = Beside::new();
            for n in 0..KEPT {
                beside.keep(&format!("zitting {n}"), Kind::Sitting, NOON);
            }
            beside
        };
        let disk = FaultyDisk::without_fault();
        history::keep(&disk, &prepared().file, b"nieuw", Kind::Sitting, noon()).unwrap();
        assert_eq!(disk.steps(), ["read", "create", "write", "flush", "rename", "flush folder", "remove"]);
        for (index, step) in disk.steps().into_iter().enumerate() {
            for fault in Fault::FINAL {
                let beside = prepared();
                let before = beside.contents();
                let disk = FaultyDisk::new(fault, index + 1);
                let kept = history::keep(&disk, &beside.file, b"nieuw", Kind::Sitting, noon());
                let case = format!("{fault:?} at {step}");
                let mut after = beside.contents();
                if after[0] == "nieuw" {
                    after.remove(0);
                } else {
                    assert!(kept.is_err(), "{case}");
                }
                assert_eq!(after[..KEPT - 1], before[..KEPT - 1], "{case}");
                // The next time it is put right.
                let lock = beside.take().unwrap();
                beside.keep("daarna", Kind::Sitting, NOON);
                assert_eq!(beside.contents()[0], "daarna", "{case}");
                assert_eq!(beside.states().len(), KEPT, "{case}");
                drop(lock);
                assert_eq!(names(&beside.state).len(), KEPT + 1, "{case}");
            }
        }
    }
}
