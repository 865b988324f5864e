//! `overzicht` and `vergelijk` replace a document that they made themselves, and none that a person changed or put there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::report::{change, message};

/// What makes a document or a table, each with a command that makes another one.
const COMMANDS: [(&[&str], &[&str]); 3] = [
    (&["overzicht", "examples/besturen"], &["overzicht", "examples/jaren"]),
    (TWO, &["vergelijk", "examples/jaren/meting-2026.toml", "examples/jaren/meting-2025.toml"]),
    (&["vergelijk", "examples/jaren"], TWO),
];
const TWO: &[&str] = &["vergelijk", "examples/jaren/meting-2025.toml", "examples/jaren/meting-2026.toml"];

fn run(command: &[&str], more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
        .env_remove("IBP_PEIL_NORMEN")
        .args(command)
        .args(["--stil", "--datum", "2026-12-17"])
        .args(more)
        .output()
        .unwrap()
}

fn make(command: &[&str], file: &Path, more: &[&str]) -> Output {
    run(command, &[&["-o", file.to_str().unwrap()], more].concat())
}

/// Makes it, and gives what it is then.
#[track_caller]
fn made(command: &[&str], file: &Path, more: &[&str]) -> Vec<u8> {
    let output = make(command, file, more);
    assert_eq!((output.status.code(), message(&output)), (Some(0), String::new()), "{command:?}");
    fs::read(file).unwrap()
}

#[track_caller]
fn refused(command: &[&str], file: &Path) {
    let before = fs::read(file).unwrap();
    let output = make(command, file, &[]);
    assert_eq!(output.status.code(), Some(2), "{command:?}");
    let told = message(&output);
    assert!(
        told.contains("is veranderd sinds ibp-peil het maakte; er is niets geschreven tip: ook opslaan in")
            && told.contains("kies een andere naam, of vervang het met --overschrijf"),
        "{told}"
    );
    assert!(fs::read(file).unwrap() == before, "{command:?}");
}

#[test]
fn a_document_is_replaced_until_a_person_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    for (one, other) in COMMANDS {
        for ending in ["xlsx", "md"] {
            let file = folder.path().join(format!("uit.{ending}"));
            let first = made(one, &file, &[]);
            let second = made(other, &file, &[]);
            assert!(first != second, "{one:?} {ending}");
            change(&file);
            refused(one, &file);
            assert!(made(one, &file, &["--overschrijf"]) == first, "{one:?} {ending}");
            made(other, &file, &[]);
            fs::write(&file, "van iemand anders").unwrap();
            refused(one, &file);
            fs::remove_file(&file).unwrap();
        }
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing else is left behind");
}

#[test]
fn where_one_document_was_changed_none_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for (command, _) in COMMANDS {
        let (page, book) = (folder.path().join("uit.md"), folder.path().join("uit.xlsx"));
        made(command, &page, &["--overschrijf"]);
        change(&page);
        let other = format!("md={}", page.display());
        let output = make(command, &book, &["--formaat", &other]);
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(!book.exists(), "{command:?}");
    }
}

#[test]
fn a_table_for_programs_is_always_replaced() {
    let folder = tempfile::tempdir().unwrap();
    for ((command, _), endings) in
        COMMANDS.iter().zip([&["csv", "json", "jsonl"][..], &["json", "txt"], &["json", "txt"]])
    {
        for ending in endings {
            let file = folder.path().join(format!("uit.{ending}"));
            fs::write(&file, "van iemand anders").unwrap();
            assert!(made(command, &file, &[]) != b"van iemand anders", "{command:?} {ending}");
        }
    }
}

#[test]
fn a_page_on_the_screen_has_no_fingerprint() {
    for (command, _) in COMMANDS {
        let output = run(command, &["--formaat", "md"]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with('#') && !text.contains("<!--"), "{command:?}\n{text}");
    }
}
