//! Writing files: whole or not at all, whatever goes wrong at whichever step, and whoever else is at the same file.

use std::fs;
use std::io::{self, SeekFrom};
use std::path::Path;

use ibp_peil::storage::{
    Access, Disk, SystemDisk, WAITS, io_text, read_patiently, remove_leftovers, stream_with,
    write_atomically, write_with,
};

use crate::faults::{Fault, FaultyDisk, names};

const OLD: &[u8] = b"oud";
const NEW: &[u8] = b"nieuw, en langer dan het oude";

/// The two ways to write a file.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// All bytes at once.
    Whole,
    /// While they are being made, going back to put right what stands at the beginning.
    Streamed,
}

impl Way {
    const BOTH: [Way; 2] = [Way::Whole, Way::Streamed];

    fn write(self, disk: &dyn Disk, path: &Path) -> io::Result<()> {
        match self {
            Way::Whole => write_with(disk, path, NEW, Access::Private),
            Way::Streamed => stream_with(disk, path, Access::Private, |out| {
                out.write_all(&vec![b'?'; NEW.len()])?;
                out.seek(SeekFrom::Start(0))?;
                out.write_all(NEW)
            }),
        }
    }
}

/// Every step there is, found by a write that succeeds.
fn steps(way: Way, old: Option<&[u8]>) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    if let Some(old) = old {
        fs::write(&path, old).unwrap();
    }
    let disk = FaultyDisk::without_fault();
    way.write(&disk, &path).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    disk.steps()
}

/// The name of the temporary file that this process tries as number `attempt`.
#[cfg(unix)]
fn temporary(name: &str, attempt: usize) -> String {
    format!(".{name}.{}-{attempt}.ibp-peil-tmp", std::process::id())
}

mod a_step_that_goes_wrong {
    use super::*;

    #[test]
    fn can_be_every_step_there_is() {
        let new = ["replaceable", "create", "write", "flush", "rename", "flush folder"];
        assert_eq!(steps(Way::Whole, None), new);
        let mut existing = new.to_vec();
        existing.insert(2, "set permissions");
        assert_eq!(steps(Way::Whole, Some(OLD)), existing);
        existing.insert(3, "write");
        assert_eq!(steps(Way::Streamed, Some(OLD)), existing);
    }

    #[test]
    fn leaves_the_old_file_to_the_byte_or_the_new_one_whole() {
        let mut cases = 0;
        for (way, old) in Way::BOTH.into_iter().flat_map(|way| [(way, None), (way, Some(OLD))]) {
            for (index, step) in steps(way, old).into_iter().enumerate() {
                for fault in Fault::FINAL {
                    one(way, old, index + 1, step, fault);
                    cases += 1;
                }
            }
        }
        assert_eq!(cases, (6 + 7 + 7 + 8) * 4);
    }

    fn one(way: Way, old: Option<&[u8]>, at: usize, step: &str, fault: Fault) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        if let Some(old) = old {
            fs::write(&path, old).unwrap();
            #[cfg(unix)]
            set_mode(&path, 0o640);
        }
        let disk = FaultyDisk::new(fault, at);
        let written = way.write(&disk, &path);
        let case = format!("{way:?}: {fault:?} at step {at}, {step}; taken: {:?}", disk.steps());

        let found = fs::read(&path).ok();
        let taken_all_the_same = matches!(fault, Fault::FailsAfterwards | Fault::DiesAfterwards);
        let is_new = step == "flush folder" || (step == "rename" && taken_all_the_same);
        assert_eq!(found.as_deref(), if is_new { Some(NEW) } else { old }, "{case}");
        // A folder that cannot be flushed is no reason to say that the file was not written.
        assert_eq!(written.is_ok(), step == "flush folder", "{case}");
        #[cfg(unix)]
        if found.is_some() {
            assert_eq!(mode(&path), if old.is_some() { 0o640 } else { 0o600 }, "{case}");
        }

        // What a killed program left behind, the next one with the lock clears away. The file that the system made while
        // it said that it had not is cleared away by it too.
        let is_killed = matches!(fault, Fault::Dies | Fault::DiesAfterwards);
        if is_killed || (step == "create" && taken_all_the_same) {
            remove_leftovers(&SystemDisk, &path);
        }
        let left: Vec<&str> = found.iter().map(|_| "meting.toml").collect();
        assert_eq!(names(folder.path()), left, "{case}");
    }

    #[test]
    fn in_what_makes_the_file_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("overzicht.xlsx");
        fs::write(&path, OLD).unwrap();
        let made: io::Result<()> = stream_with(&SystemDisk, &path, Access::Private, |out| {
            out.write_all(&[b'x'; 1_000_000])?;
            Err(io::ErrorKind::InvalidData.into())
        });
        assert_eq!(made.unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["overzicht.xlsx"]);
    }

    #[cfg(unix)]
    #[test]
    fn leaves_every_link_a_link() {
        for (index, step) in steps(Way::Whole, Some(OLD)).into_iter().enumerate() {
            for fault in Fault::FINAL {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("meting.toml");
                let link = folder.path().join("link.toml");
                fs::write(&path, OLD).unwrap();
                std::os::unix::fs::symlink("meting.toml", &link).unwrap();
                let _ = write_with(&FaultyDisk::new(fault, index + 1), &link, NEW, Access::Private);
                let case = format!("{fault:?} at {step}");
                assert_eq!(fs::read_link(&link).unwrap(), Path::new("meting.toml"), "{case}");
                assert!([OLD, NEW].contains(&fs::read(&path).unwrap().as_slice()), "{case}");
            }
        }
    }
}

mod another_program_that_holds_the_file {
    use super::*;

    /// The steps that another program can be in the way of.
    const HELD: [&str; 3] = ["replaceable", "create", "rename"];

    fn at(step: &str) -> usize {
        steps(Way::Whole, Some(OLD)).iter().position(|found| *found == step).unwrap() + 1
    }

    #[test]
    fn is_waited_for_as_long_as_it_takes_and_no_longer() {
        for step in HELD {
            for times in 1..=WAITS.len() {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("meting.toml");
                fs::write(&path, OLD).unwrap();
                let disk = FaultyDisk::new(Fault::Busy(times), at(step));
                write_with(&disk, &path, NEW, Access::Private).unwrap();
                assert_eq!(fs::read(&path).unwrap(), NEW);
                assert_eq!(
                    disk.waited().as_millis(),
                    u128::from(WAITS[..times].iter().sum::<u64>()),
                    "{step}"
                );
            }
        }
    }

    #[test]
    fn for_more_than_a_second_is_named_with_what_to_do_and_nothing_is_changed() {
        for step in HELD {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("meting.toml");
            fs::write(&path, OLD).unwrap();
            let disk = FaultyDisk::new(Fault::Busy(WAITS.len() + 1), at(step));
            let error = write_with(&disk, &path, NEW, Access::Private).unwrap_err();
            assert_eq!(
                io_text(&error),
                "een ander programma houdt het bestand vast (Excel, Word, OneDrive of een virusscanner); sluit het daar, \
                 of wacht even, en probeer het nog eens"
            );
            assert_eq!(disk.waited().as_millis(), 1000, "{step}");
            assert_eq!(fs::read(&path).unwrap(), OLD);
            assert_eq!(names(folder.path()), ["meting.toml"], "{step}");
        }
    }

    #[test]
    fn is_waited_for_when_the_file_is_compared_with_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, OLD).unwrap();
        let disk = FaultyDisk::new(Fault::Busy(3), 1);
        assert_eq!(read_patiently(&disk, &path).unwrap(), OLD);
        assert_eq!(disk.waited().as_millis(), 70);
    }
}

/// Excel and Word let nobody else write while they have a file open.
#[cfg(windows)]
mod another_program_on_windows {
    use super::*;
    use std::fs::File;
    use std::os::windows::fs::OpenOptionsExt;
    use std::path::Path;
    use std::time::{Duration, Instant};

    const READ: u32 = 1;

    /// Opens a file as another program does that allows others only so much.
    fn held(path: &Path, allowed: u32) -> File {
        fs::OpenOptions::new().read(true).share_mode(allowed).open(path).unwrap()
    }

    #[test]
    fn that_lets_go_in_time_is_waited_for() {
        for allowed in [0, READ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("meting.toml");
            fs::write(&path, OLD).unwrap();
            let other = held(&path, allowed);
            let letting_go = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(300));
                drop(other);
            });
            write_atomically(&path, NEW, Access::Private).unwrap();
            letting_go.join().unwrap();
            assert_eq!(fs::read(&path).unwrap(), NEW);
            assert_eq!(names(folder.path()), ["meting.toml"]);
        }
    }

    #[test]
    fn that_does_not_let_go_is_named_and_nothing_is_changed() {
        for allowed in [0, READ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("meting.toml");
            fs::write(&path, OLD).unwrap();
            let other = held(&path, allowed);
            let start = Instant::now();
            let error = write_atomically(&path, NEW, Access::Private).unwrap_err();
            assert!(start.elapsed() >= Duration::from_secs(1));
            assert!(io_text(&error).contains("een ander programma houdt het bestand vast"), "{error}");
            drop(other);
            assert_eq!(fs::read(&path).unwrap(), OLD);
            assert_eq!(names(folder.path()), ["meting.toml"]);
        }
    }
}

mod what_belongs_to_somebody_else {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn is_never_written_through_a_planted_link_nor_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        let victim = folder.path().join("slachtoffer");
        fs::write(&victim, "van een ander").unwrap();
        let (first, second) = (temporary("meting.toml", 1), temporary("meting.toml", 2));
        std::os::unix::fs::symlink(&victim, folder.path().join(&first)).unwrap();
        fs::write(folder.path().join(&second), "ook van een ander").unwrap();
        write_atomically(&path, NEW, Access::Usual).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "van een ander");
        assert_eq!(fs::read_to_string(folder.path().join(&second)).unwrap(), "ook van een ander");
        assert_eq!(names(folder.path()).len(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn is_not_reached_through_a_link_in_the_place_of_a_file_of_our_own() {
        let folder = tempfile::tempdir().unwrap();
        let (victim, own) = (folder.path().join("slachtoffer"), folder.path().join("wie"));
        fs::write(&victim, "van een ander").unwrap();
        std::os::unix::fs::symlink(&victim, &own).unwrap();
        ibp_peil::storage::write_own(&SystemDisk, &own, NEW).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "van een ander");
        assert!(fs::symlink_metadata(&own).unwrap().is_file());
    }

    #[test]
    fn is_not_cleared_away_with_our_own_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let keep = [
            // Of other files, and of what merely looks like it.
            ".meting.toml..ibp-peil-tmp",
            ".meting.toml.bak.12-1.ibp-peil-tmp",
            ".meting.toml.ibp-peil-tmp",
            ".meting.toml.x-1.ibp-peil-tmp",
            ".mijn.meting.toml.12-1.ibp-peil-tmp",
            "meting.toml",
            "meting.toml.12-1.ibp-peil-tmp",
        ];
        for name in keep.into_iter().chain([".meting.toml.12-1.ibp-peil-tmp", ".meting.toml.7.ibp-peil-tmp"])
        {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir(folder.path().join(".meting.toml.13-1.ibp-peil-tmp")).unwrap();
        remove_leftovers(&SystemDisk, &folder.path().join("meting.toml"));
        let mut left: Vec<&str> = keep.to_vec();
        left.insert(1, ".meting.toml.13-1.ibp-peil-tmp");
        assert_eq!(names(folder.path()), left);
    }

    #[cfg(unix)]
    #[test]
    fn is_a_pipe_or_a_folder_and_is_refused_without_waiting_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pijp");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let told = |path: &Path| io_text(&write_atomically(path, NEW, Access::Usual).unwrap_err());
        assert_eq!(told(&pipe), "dit is geen gewoon bestand");
        assert_eq!(told(Path::new("/dev/null")), "dit is geen gewoon bestand");
        assert_eq!(told(folder.path()), "dit is een map");
        assert_eq!(io_text(&read_patiently(&SystemDisk, &pipe).unwrap_err()), "dit is geen gewoon bestand");
        assert_eq!(names(folder.path()), ["pijp"]);
    }
}

mod names_and_permissions {
    use super::*;

    #[test]
    fn the_longest_name_the_system_takes_can_be_written_and_cleared_up_after() {
        let folder = tempfile::tempdir().unwrap();
        for letters in [50, 100, 101, 120] {
            // Two bytes each.
            let name = format!("{}.toml", "é".repeat(letters));
            let path = folder.path().join(&name);
            write_atomically(&path, OLD, Access::Private).unwrap();
            let disk = FaultyDisk::new(Fault::Dies, 5);
            assert!(write_with(&disk, &path, NEW, Access::Private).is_err());
            assert_eq!(names(folder.path()).len(), 2, "{:?}", disk.steps());
            // Another file whose name begins alike keeps its own.
            remove_leftovers(&SystemDisk, &folder.path().join(format!("{}.toml", "é".repeat(letters - 1))));
            assert_eq!(names(folder.path()).len(), 2);
            remove_leftovers(&SystemDisk, &path);
            assert_eq!(names(folder.path()), [name]);
            fs::remove_file(&path).unwrap();
        }
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_the_new_file_before_it_has_the_permissions_of_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rapport.md");
        fs::write(&path, OLD).unwrap();
        set_mode(&path, 0o600);
        let step = steps(Way::Whole, Some(OLD)).iter().position(|step| *step == "set permissions").unwrap();
        assert!(write_with(&FaultyDisk::new(Fault::Dies, step + 1), &path, NEW, Access::Usual).is_err());
        assert_eq!(mode(&folder.path().join(temporary("rapport.md", 1))), 0o600);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_owner_and_its_group_where_the_administrator_writes_it() {
        use std::os::unix::fs::{MetadataExt, chown};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, OLD).unwrap();
        if chown(&path, Some(1234), Some(5678)).is_err() {
            return crate::faults::skipped("only the administrator may give a file away");
        }
        set_mode(&path, 0o660);
        write_atomically(&path, NEW, Access::Private).unwrap();
        let found = fs::metadata(&path).unwrap();
        assert_eq!((found.uid(), found.gid(), mode(&path)), (1234, 5678, 0o660));
    }
}

mod every_reason {
    use super::*;
    use std::io::{Error, ErrorKind};

    #[test]
    fn why_a_disk_says_no_has_its_own_words() {
        let told = [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::NotADirectory,
            ErrorKind::IsADirectory,
            ErrorKind::InvalidFilename,
            ErrorKind::AlreadyExists,
            ErrorKind::NetworkDown,
            ErrorKind::Other,
        ]
        .map(|kind| io_text(&kind.into()));
        assert_eq!(
            told,
            [
                "de map of het bestand bestaat niet",
                "geen rechten",
                "de schijf is vol",
                "je hebt op deze schijf geen ruimte meer over",
                "het bestand wordt groter dan hier mag",
                "op deze schijf mag alleen gelezen worden",
                "een deel van het pad is geen map",
                "dit is een map",
                "deze bestandsnaam is te lang of mag hier niet",
                "er is al een bestand met die naam",
                "de netwerkmap of de schijf is niet bereikbaar",
                "onbekende fout",
            ]
        );
        assert_eq!(io_text(&Error::from_raw_os_error(9999)), "systeemfout 9999");
    }

    #[test]
    fn on_this_system_is_recognised() {
        let folder = tempfile::tempdir().unwrap();
        let told = |name: &str| {
            io_text(&write_atomically(&folder.path().join(name), NEW, Access::Usual).unwrap_err())
        };
        assert_eq!(told("weg/meting.toml"), "de map of het bestand bestaat niet");
        #[cfg(unix)]
        {
            assert_eq!(told(&"x".repeat(300)), "deze bestandsnaam is te lang of mag hier niet");
            let stick = Error::from_raw_os_error(5);
            assert_eq!(io_text(&stick), "de schijf werkt niet goed of is losgekoppeld");
        }
        assert!(names(folder.path()).is_empty());
    }

    #[cfg(windows)]
    #[test]
    fn of_windows_is_recognised() {
        for number in [32, 33, 1224] {
            assert!(io_text(&Error::from_raw_os_error(number)).starts_with("een ander programma houdt"));
        }
        let denied = io_text(&Error::from_raw_os_error(5));
        assert!(denied.starts_with("geen rechten, of een ander programma houdt"), "{denied}");
        // The standard library calls the first two "not found"; the file is not gone, the server is.
        for number in [53, 67, 64, 1167] {
            let told = io_text(&Error::from_raw_os_error(number));
            assert_eq!(told, "de netwerkmap of de schijf is niet bereikbaar", "{number}");
        }
    }
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

/// What only a real system shows: another process writes where a limit, a full disk or missing rights are in its way.
#[cfg(target_os = "linux")]
mod a_real_system {
    use super::*;
    use ibp_peil::assessment::history::{self, Kind};
    use ibp_peil::assessment::lock::Lock;
    use std::io::{Write, stderr};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    const NOON: &str = "2026-11-21T12:00:00Z";
    const NOBODY: u32 = 65534;

    /// About as large as a full assessment.
    fn old() -> String {
        "oud\n".repeat(10_000)
    }

    fn new() -> String {
        "nieuw\n".repeat(6_000)
    }

    /// What the other process tells: how the write, the keeping of the old state and the taking of the lock went.
    #[derive(Debug, PartialEq)]
    struct Told {
        write: String,
        keep: String,
        lock: String,
    }

    impl Told {
        fn from(stderr: &[u8]) -> Self {
            let text = String::from_utf8_lossy(stderr);
            let find = |what: &str| {
                let found = text.lines().find_map(|line| line.strip_prefix(what));
                found.unwrap_or_else(|| panic!("no {what} in: {text}")).to_owned()
            };
            Self { write: find("write: "), keep: find("keep: "), lock: find("lock: ") }
        }

        /// Everything failed, for this reason.
        fn nothing_because_of(why: &str) -> Self {
            let lock = format!(
                "Er kan niet worden nagegaan of dit bestand ook ergens anders open staat ({why}). Werk er met niet \
                 meer dan één persoon tegelijk in."
            );
            Self { write: why.to_owned(), keep: why.to_owned(), lock }
        }
    }

    /// What the other process does: it keeps the old state, writes the new one, and tells how both went.
    fn write_and_tell(path: &Path) {
        let now = NOON.parse().unwrap();
        let lock = Lock::take(&SystemDisk, path, now).unwrap();
        let told =
            |done: std::io::Result<()>| done.map_or_else(|error| io_text(&error), |()| "ok".to_owned());
        let kept = told(history::keep(&SystemDisk, path, old().as_bytes(), Kind::Sitting, now));
        let written = told(write_atomically(path, new().as_bytes(), Access::Private));
        // Past the test harness, which keeps back what tests print.
        let warning = lock.warning().unwrap_or("ok");
        let told = format!("write: {written}\nkeep: {kept}\nlock: {warning}\n");
        stderr().write_all(told.as_bytes()).unwrap();
    }

    #[test]
    fn where_all_is_well_everything_is_written() {
        if let Some(path) = std::env::var_os("WRITE_TO") {
            // The other process of this test and of those below.
            return write_and_tell(Path::new(&path));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, old()).unwrap();
        let output = shell("exec \"$0\" $OTHER", &path).output().unwrap();
        let ok = || "ok".to_owned();
        assert_eq!(Told::from(&output.stderr), Told { write: ok(), keep: ok(), lock: ok() });
        assert_eq!(fs::read_to_string(&path).unwrap(), new());
        assert_eq!(names(folder.path()), [".ibp-peil", "meting.toml"]);
    }

    /// A shell that can start the other process as `"$0" $OTHER`, for the file in `$WRITE_TO`.
    fn shell(script: &str, path: &Path) -> Command {
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg(std::env::current_exe().unwrap());
        command
            .env("OTHER", "--exact writing::a_real_system::where_all_is_well_everything_is_written")
            .env("WRITE_TO", path);
        command
    }

    #[test]
    fn with_a_limit_to_the_size_of_a_file_loses_nothing() {
        // In blocks of 512 bytes; the signal is ignored, so that it is an error that can be told.
        let needed = new().len().div_ceil(512);
        for blocks in [0, 1, 2, 8, 40, needed - 1, needed] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("meting.toml");
            fs::write(&path, old()).unwrap();
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" $OTHER");
            let output = shell(&script, &path).output().unwrap();
            let told = Told::from(&output.stderr);
            let too_large = "het bestand wordt groter dan hier mag";
            let (expected, found) = if blocks < needed { (too_large, old()) } else { ("ok", new()) };
            assert_eq!((told.write.as_str(), told.lock.as_str()), (expected, "ok"), "{blocks}");
            assert_eq!(fs::read_to_string(&path).unwrap(), found, "{blocks}");
            assert_eq!(names(folder.path()), [".ibp-peil", "meting.toml"], "{blocks}");
            // The old state is a little larger than the new one.
            assert_eq!(told.keep, too_large, "{blocks}");
            assert_eq!(names(&folder.path().join(".ibp-peil/meting.toml")), ["slot"], "{blocks}");
        }
    }

    /// What is in a file system of its own after the other process was there, which nobody outside can see.
    fn in_a_small_mount(options: &str, then: &str) -> Option<(Told, String, Vec<String>)> {
        const NOT_ALLOWED: i32 = 77;
        let outside = tempfile::tempdir().unwrap();
        let mount = outside.path().join("schijf");
        fs::create_dir(&mount).unwrap();
        fs::write(outside.path().join("oud.toml"), old()).unwrap();
        let script = format!(
            "cd \"$OUTSIDE\" && mount -t tmpfs -o {options} tmpfs schijf || exit {NOT_ALLOWED}
             cp oud.toml schijf/meting.toml && {then} || exit 1
             \"$0\" $OTHER
             cat schijf/meting.toml > gevonden && find schijf -mindepth 1 | sort > namen"
        );
        let inside = shell(&script, &mount.join("meting.toml"));
        let mut unshared = Command::new("unshare");
        unshared.args(["--mount", "sh"]).args(inside.get_args()).env("OUTSIDE", outside.path());
        unshared.envs(inside.get_envs().filter_map(|(key, value)| Some((key, value?))));
        let output = match unshared.output() {
            Ok(output) if output.status.success() => output,
            failed => {
                crate::faults::skipped(&format!("a file system cannot be mounted here: {failed:?}"));
                return None;
            }
        };
        let read = |name: &str| fs::read_to_string(outside.path().join(name)).unwrap();
        let names = read("namen").lines().map(str::to_owned).collect();
        Some((Told::from(&output.stderr), read("gevonden"), names))
    }

    #[test]
    fn with_a_full_disk_loses_nothing() {
        // Room for the old file and a half.
        let Some((told, found, names)) = in_a_small_mount("size=64k", "true") else { return };
        let full = "de schijf is vol";
        assert_eq!((told.write.as_str(), told.keep.as_str(), told.lock.as_str()), (full, full, "ok"));
        assert!(found == old());
        let state = "schijf/.ibp-peil/meting.toml";
        let ignore = "schijf/.ibp-peil/.gitignore";
        assert_eq!(
            names,
            ["schijf/.ibp-peil", ignore, state, &format!("{state}/slot"), "schijf/meting.toml"]
        );
    }

    #[test]
    fn with_no_room_for_another_file_loses_nothing() {
        // The folder itself and the old file are all that fits.
        let Some((told, found, names)) = in_a_small_mount("nr_inodes=2", "true") else { return };
        assert_eq!(told, Told::nothing_because_of("de schijf is vol"));
        assert!(found == old());
        assert_eq!(names, ["schijf/meting.toml"]);
    }

    #[test]
    fn with_a_disk_that_may_only_be_read_loses_nothing() {
        let read_only = "mount -o remount,ro schijf";
        let Some((told, found, names)) = in_a_small_mount("size=1m", read_only) else { return };
        assert_eq!(told, Told::nothing_because_of("op deze schijf mag alleen gelezen worden"));
        assert!(found == old());
        assert_eq!(names, ["schijf/meting.toml"]);
    }

    /// Starts the other process as somebody without special rights.
    fn as_nobody(path: &Path) -> Option<Told> {
        let mut command = shell("exec \"$0\" $OTHER", path);
        if fs::metadata("/proc/self").is_ok_and(|this| std::os::unix::fs::MetadataExt::uid(&this) == 0) {
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.output() {
            Ok(output) if output.status.success() => Some(Told::from(&output.stderr)),
            failed => {
                crate::faults::skipped(&format!(
                    "the tests cannot be started by an ordinary user: {failed:?}"
                ));
                None
            }
        }
    }

    #[test]
    fn with_a_folder_in_which_nothing_may_be_made_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, old()).unwrap();
        set_mode(&path, 0o666);
        set_mode(folder.path(), 0o555);
        if let Some(told) = as_nobody(&path) {
            assert_eq!(told, Told::nothing_because_of("geen rechten"));
            assert!(fs::read_to_string(&path).unwrap() == old());
            assert_eq!(names(folder.path()), ["meting.toml"]);
        }
        set_mode(folder.path(), 0o755);
    }

    #[test]
    fn with_a_file_of_a_colleague_does_what_the_colleague_allows() {
        for (allowed, expected, mode_after) in [(0o644, "geen rechten", 0o644), (0o626, "ok", 0o666)] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("meting.toml");
            fs::write(&path, old()).unwrap();
            set_mode(&path, allowed);
            set_mode(folder.path(), 0o777);
            let owner = |path: &Path| std::os::unix::fs::MetadataExt::uid(&fs::metadata(path).unwrap());
            if owner(&path) != 0 {
                return crate::faults::skipped("only the administrator can be a colleague here");
            }
            let Some(told) = as_nobody(&path) else { return };
            assert_eq!(told.write, expected);
            // The group is another one now: it may do what everybody might, and the old one can be no more than that.
            assert_eq!(mode(&path), mode_after);
            assert_eq!(owner(&path), if expected == "ok" { NOBODY } else { 0 });
        }
    }
}
