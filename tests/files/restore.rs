//! `herstel` gives back what was there, can itself be undone, and never touches a damaged file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ibp_peil::assessment::history::{Kind, keep, states};
use ibp_peil::assessment::lock::Lock;
use ibp_peil::storage::SystemDisk;
use jiff::Timestamp;
use tempfile::TempDir;

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
    command.current_dir(folder).env_remove("IBP_PEIL_NORMEN").arg("herstel").args(args);
    command
}

fn restore(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

/// What the program said, on one line wherever it was folded.
fn message(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", message(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Every file below a folder with its content, but for the lock.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(contents(&path));
        } else if path.file_name().unwrap() != "slot" {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

fn with_levels(first: u8, second: u8) -> String {
    format!(
        "formaat = 1\nslotregel = true\n\n[bestuur]\nnaam = \"Stichting Voorbeeldland\"\n\n[meting]\n\
         normenkader = \"ibp-fo\"\neditie = \"2024-06-06\"\nverslagjaar = 2026\n\n# een opmerking\n\
         [antwoorden.\"GO.01\"]\nniveau = {first}\n\n[antwoorden.\"GO.02\"]\nniveau = {second}\n\n\
         # einde van deze meting\n"
    )
}

/// A folder with an assessment that was changed twice.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    for (day, text) in
        [("2026-11-02T10:15:00Z", with_levels(1, 1)), ("2026-11-09T10:15:00Z", with_levels(2, 2))]
    {
        let now: Timestamp = day.parse().unwrap();
        keep(&SystemDisk, &path, text.as_bytes(), Kind::Sitting, now).unwrap();
    }
    fs::write(&path, with_levels(3, 2)).unwrap();
    (folder, path)
}

#[test]
fn a_version_that_is_put_back_is_the_same_to_the_byte_and_can_be_undone() {
    let (folder, path) = folder();
    let told = message(&restore(folder.path(), &["meting.toml", "--terug", "1"]));
    assert!(told.contains("Versie 1 is teruggezet in meting.toml; 2 plekken veranderd."), "{told}");
    assert!(told.contains("Ongedaan maken: ibp-peil herstel meting.toml --terug 3"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(1, 1));
    restore(folder.path(), &["meting.toml", "--terug", "3"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
}

#[test]
fn looking_changes_nothing() {
    let (folder, _) = folder();
    let before = contents(folder.path());
    let list = result(&restore(folder.path(), &["meting.toml"]));
    assert!(list.contains("Terugzetten verandert 1 plek:"), "{list}");
    assert!(list.contains("- GO.01 Strategie informatiebeveiliging: niveau 3 → 2"), "{list}");
    let one = result(&restore(folder.path(), &["meting.toml", "--toon", "1"]));
    assert!(one.contains("Terugzetten verandert 2 plekken:"), "{one}");
    assert_eq!(contents(folder.path()), before);
}

#[test]
fn while_the_questionnaire_has_the_file_nothing_is_put_back() {
    let (folder, path) = folder();
    let _lock = Lock::take(&SystemDisk, &path, Timestamp::now()).unwrap();
    let refused = restore(folder.path(), &["meting.toml", "--terug", "1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        message(&refused).starts_with("fout: meting.toml staat open op computer "),
        "{}",
        message(&refused)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
    assert_eq!(states(&path).unwrap().len(), 2);
}

#[test]
fn a_version_that_is_damaged_itself_is_not_put_back() {
    let (folder, path) = folder();
    fs::write(&states(&path).unwrap()[0].path, "formaat = \n").unwrap();
    let list = result(&restore(folder.path(), &["meting.toml"]));
    assert!(list.contains("Deze versie kan niet worden teruggezet: er "), "{list}");
    let refused = restore(folder.path(), &["meting.toml", "--terug", "2"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
}

#[test]
fn a_damaged_file_is_never_changed_and_a_rescue_never_replaces_a_file() {
    let (folder, path) = folder();
    let damaged = &with_levels(3, 2)[..250];
    fs::write(&path, damaged).unwrap();
    let new = folder.path().join("gered.toml");
    fs::write(&new, "van iemand").unwrap();
    let refused = restore(folder.path(), &["meting.toml", "-o", "gered.toml"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read(&new).unwrap(), b"van iemand");
    let itself = restore(folder.path(), &["meting.toml", "-o", "./meting.toml"]);
    assert_eq!(itself.status.code(), Some(2));
    fs::remove_file(&new).unwrap();
    let told = result(&restore(folder.path(), &["meting.toml", "-o", "gered.toml"]));
    assert!(told.contains("Anders dan in de nieuwste bewaarde versie, op"), "{told}");
    assert!(fs::read_to_string(&new).unwrap().contains("[antwoorden.\"GO.01\"]\nniveau = 3\n"));
    assert_eq!(fs::read_to_string(&path).unwrap(), damaged);
    assert_eq!(
        restore(folder.path(), &["gered.toml"]).status.code(),
        Some(2),
        "it is whole, and has no versions"
    );
}

#[test]
fn a_damaged_file_that_is_replaced_by_a_version_is_kept_as_a_version() {
    let (folder, path) = folder();
    fs::write(&path, b"\0\0\0\0").unwrap();
    let told = message(&restore(folder.path(), &["meting.toml", "--terug", "2"]));
    assert!(told.contains("Versie 2 is teruggezet in meting.toml, met 2 antwoorden."), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(2, 2));
    assert_eq!(fs::read(&states(&path).unwrap()[0].path).unwrap(), b"\0\0\0\0");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::time::Duration;

    use expectrl::{Eof, Expect, Session};

    #[test]
    fn a_planted_link_instead_of_the_hidden_folder_is_not_followed() {
        let (folder, path) = folder();
        let elsewhere = tempfile::tempdir().unwrap();
        let hidden = folder.path().join(".ibp-peil");
        fs::rename(&hidden, elsewhere.path().join("oud")).unwrap();
        symlink(elsewhere.path().join("oud"), &hidden).unwrap();
        let before = contents(elsewhere.path());
        let told = restore(folder.path(), &["meting.toml", "--terug", "1"]);
        assert_eq!(told.status.code(), Some(2));
        assert!(message(&told).contains("is een koppeling"), "{}", message(&told));
        assert_eq!(contents(elsewhere.path()), before);
        assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
    }

    #[test]
    fn in_a_folder_that_is_read_only_the_versions_can_still_be_seen() {
        let (folder, path) = folder();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        for path in
            [path.clone(), states(&path).unwrap()[0].path.clone(), states(&path).unwrap()[1].path.clone()]
        {
            fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        }
        for closed in [".ibp-peil/meting.toml", ".ibp-peil", "."] {
            fs::set_permissions(folder.path().join(closed), Permissions::from_mode(0o555)).unwrap();
        }
        let mut list = program(folder.path(), &["meting.toml"]);
        let mut back = program(folder.path(), &["meting.toml", "--terug", "1"]);
        if fs::metadata(folder.path()).unwrap().uid() == 0 {
            // Permission bits do not bind the administrator.
            list.uid(65_534).gid(65_534);
            back.uid(65_534).gid(65_534);
        }
        if let (Ok(list), Ok(back)) = (list.output(), back.output()) {
            assert!(result(&list).contains("Eerdere versies van meting.toml"));
            assert_eq!(back.status.code(), Some(2));
            assert!(message(&back).contains("er is niets veranderd"), "{}", message(&back));
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
        for open in [".", ".ibp-peil", ".ibp-peil/meting.toml"] {
            fs::set_permissions(folder.path().join(open), Permissions::from_mode(0o755)).unwrap();
        }
    }

    /// A conversation: what is waited for, and what is typed then.
    #[track_caller]
    fn talk(folder: &Path, talk: &[(&str, &str)]) -> String {
        let mut command = program(folder, &["meting.toml"]);
        command.env("TERM", "xterm-256color").env("NO_COLOR", "1");
        let mut session = Session::spawn(command).unwrap();
        session.get_process_mut().set_window_size(80, 40).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        let mut screen = String::new();
        for (text, keys) in talk {
            match session.expect(text) {
                Ok(found) => screen.push_str(&String::from_utf8_lossy(found.as_bytes())),
                Err(error) => panic!("{text:?} did not come ({error}):\n{screen}"),
            }
            session.send(keys).unwrap();
        }
        screen.push_str(&String::from_utf8_lossy(session.expect(Eof).unwrap().as_bytes()));
        screen
    }

    #[test]
    fn a_person_is_asked_which_version_and_enter_is_none() {
        let (folder, path) = folder();
        let screen = talk(folder.path(), &[("(Enter: geen)", "\r")]);
        assert!(screen.contains("Er is niets veranderd."), "{screen}");
        assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(3, 2));
        talk(folder.path(), &[("(Enter: geen)", "1\r"), ("is teruggezet", "")]);
        assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(1, 1));
    }

    #[test]
    fn a_person_with_a_damaged_file_and_nothing_else_can_still_say_no() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("meting.toml");
        fs::write(&path, &with_levels(3, 2)[..250]).unwrap();
        let up = "\u{1b}[A";
        talk(folder.path(), &[("Niets", up), ("❯ Niets", "\r"), ("Er is niets veranderd.", "")]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_person_with_a_damaged_file_chooses_between_rescue_and_an_earlier_version() {
        let (folder, path) = folder();
        fs::write(&path, &with_levels(3, 2)[..250]).unwrap();
        talk(folder.path(), &[("❯ Bewaren wat nog te redden is", "\r"), ("meting-gered.toml", "\r")]);
        let rescued = fs::read_to_string(folder.path().join("meting-gered.toml")).unwrap();
        assert!(rescued.contains("niveau = 3"));
        talk(
            folder.path(),
            &[
                ("Niets", "\u{1b}[B"),
                ("❯ Een eerdere versie", "\r"),
                ("(Enter: geen)", "2\r"),
                ("Ongedaan", ""),
            ],
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), with_levels(2, 2));
    }
}
