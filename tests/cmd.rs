//! The transcripts in `tests/cmd/` are what a person sees; they run in a copy of their folder and leave no files behind.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_transcript_is_what_the_program_says() {
    trycmd::TestCases::new()
        .env("COLUMNS", "80")
        .env("IBP_PEIL_NORMEN", "")
        .case("tests/cmd/*.md")
        .case("README.md")
        .run();
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.env_remove("IBP_PEIL_NORMEN");
    command
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { std::fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// Every file below a folder with its content.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn a_file_with_a_mistake_stops_every_command_with_exit_code_2_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("tests/cmd/fouten.in"), folder.path());
    let before = contents(folder.path());
    let mut tried = 0;
    for path in std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()) {
        for arguments in
            [&["status"][..], &["status", "--formaat", "json"], &["paragraaf"], &["rapport", "-o", "uit"]]
        {
            let output = program()
                .args(arguments)
                .arg(path.file_name().unwrap())
                .current_dir(folder.path())
                .output()
                .unwrap();
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?} {path:?}: {error}");
            assert_eq!(output.stdout, b"", "{arguments:?} {path:?} has a result");
            assert!(error.contains("fout["), "{arguments:?} {path:?}: {error}");
            tried += 1;
        }
    }
    assert!(tried >= 40, "only {tried} attempts");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn a_file_that_does_not_exist_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let output = program().args(["status", "weg.toml"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("fout[B001]: dit bestand bestaat niet\n"));
    assert_eq!(contents(folder.path()), BTreeMap::new());
}

#[cfg(unix)]
mod permissions {
    use super::*;
    use std::fs::{self, Permissions};
    use std::io::ErrorKind;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::process::Output;

    /// An account without rights, for when the tests run as the administrator, whom permission bits do not bind.
    const NOBODY: u32 = 65_534;

    /// Runs the program as someone whom permission bits bind; `None` where that person cannot reach the program.
    fn run_bound(folder: &Path, args: &[&str]) -> Option<Output> {
        let mut command = program();
        command.args(args).current_dir(folder);
        // The folder is ours, so it tells who we are.
        let administrator = fs::metadata(folder).unwrap().uid() == 0;
        if administrator {
            fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap();
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.output() {
            Err(error) if administrator && error.kind() == ErrorKind::PermissionDenied => None,
            output => Some(output.unwrap()),
        }
    }

    /// The message on one line, wherever it was folded.
    fn message(output: &Output) -> String {
        let text = String::from_utf8(output.stderr.clone()).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_file_that_may_not_be_read_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, "formaat = 1\n").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o000)).unwrap();
        let Some(output) = run_bound(folder.path(), &["status", "meting.toml"]) else { return };
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            message(&output),
            "fout[B003]: dit bestand mag je niet lezen --> meting.toml = tip: vraag wie het bestand beheert om \
             leesrechten, of kopieer het naar een eigen map 1 fout in meting.toml. Er is niets gewijzigd."
        );
    }

    #[test]
    fn a_folder_in_which_nothing_may_be_written_says_so_and_stays_empty() {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new("tests/cmd/rapport.in"), folder.path());
        let closed = folder.path().join("dicht");
        fs::create_dir(&closed).unwrap();
        fs::set_permissions(&closed, Permissions::from_mode(0o555)).unwrap();
        let args = ["rapport", "meting.toml", "-o", "dicht"];
        let Some(output) = run_bound(folder.path(), &args) else { return };
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            message(&output),
            "fout: dicht/gap-analyse.xlsx kan niet geschreven worden: geen rechten; er is niets veranderd tip: kies \
             achter -o een map waarin je mag schrijven"
        );
        assert_eq!(fs::read_dir(&closed).unwrap().count(), 0);
    }
}
