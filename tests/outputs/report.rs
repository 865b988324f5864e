//! `rapport` replaces what it made itself, and nothing that a person changed or put there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const NAMES: [&str; 4] = ["gap-analyse.md", "gap-analyse.xlsx", "ibp-paragraaf.docx", "ibp-paragraaf.md"];

fn report(folder: &Path, board: &str, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
        .env_remove("IBP_PEIL_NORMEN")
        .args(["rapport", &format!("examples/{board}.toml"), "--stil", "--datum", "2026-12-17", "-o"])
        .arg(folder)
        .args(more)
        .output()
        .unwrap()
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap_or_default()))
        .collect()
}

/// What the program said, on one line wherever it was folded.
pub fn message(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_made(output: &Output) {
    assert_eq!((output.status.code(), message(output)), (Some(0), String::new()));
}

#[test]
fn a_report_with_other_answers_replaces_the_one_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    assert_made(&report(folder.path(), "onderweg", &[]));
    let first = contents(folder.path());
    assert_eq!(first.keys().collect::<Vec<_>>(), NAMES);
    assert_made(&report(folder.path(), "eenpitter", &[]));
    let second = contents(folder.path());
    for name in NAMES {
        assert!(first[name] != second[name], "{name} is the first one");
    }
}

#[cfg(unix)]
#[test]
fn a_report_that_is_already_there_to_the_byte_is_left_alone() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().unwrap();
    let places = || NAMES.map(|name| fs::metadata(folder.path().join(name)).unwrap().ino());
    assert_made(&report(folder.path(), "onderweg", &[]));
    let first = places();
    assert_made(&report(folder.path(), "onderweg", &[]));
    assert_eq!(places(), first, "the same files, not new ones with the same bytes");
}

/// A change such as a person makes: one letter in a text, or one part of a package.
pub fn change(path: &Path) {
    let bytes = fs::read(path).unwrap();
    let changed = match path.extension().unwrap().to_str().unwrap() {
        "md" => String::from_utf8(bytes).unwrap().replacen('e', "E", 1).into_bytes(),
        _ => {
            let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for index in 0..parts.len() {
                let part = parts.by_index_raw(index).unwrap();
                if part.name() != "docProps/core.xml" {
                    file.raw_copy_file(part).unwrap();
                    continue;
                }
                drop(part);
                let xml = std::io::read_to_string(parts.by_index(index).unwrap()).unwrap();
                file.start_file("docProps/core.xml", zip::write::SimpleFileOptions::default()).unwrap();
                let other = xml.replacen("2026", "2027", 1);
                assert_ne!(xml, other);
                std::io::Write::write_all(&mut file, other.as_bytes()).unwrap();
            }
            file.finish().unwrap().into_inner()
        }
    };
    assert!(changed != fs::read(path).unwrap());
    fs::write(path, changed).unwrap();
}

#[test]
fn one_changed_file_keeps_all_four_as_they_are_unless_the_person_says_so() {
    for name in NAMES {
        let folder = tempfile::tempdir().unwrap();
        assert_made(&report(folder.path(), "onderweg", &[]));
        change(&folder.path().join(name));
        let before = contents(folder.path());
        let refused = report(folder.path(), "eenpitter", &[]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        let told = message(&refused);
        assert!(told.starts_with(&format!("fout: {name} in ")), "{told}");
        assert!(
            told.contains(
                "is veranderd sinds ibp-peil het maakte; er is niets geschreven tip: ook opslaan in"
            ),
            "{told}"
        );
        assert!(contents(folder.path()) == before, "{name}");
        assert_made(&report(folder.path(), "eenpitter", &["--overschrijf"]));
        let after = contents(folder.path());
        for name in NAMES {
            assert!(after[name] != before[name], "{name}");
        }
        // What replaced it is ours again.
        assert_made(&report(folder.path(), "voldoet", &[]));
    }
}

#[test]
fn files_that_something_else_made_stay_and_are_named_together() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("gap-analyse.xlsx"), "geen werkmap").unwrap();
    fs::write(folder.path().join("ibp-paragraaf.md"), "").unwrap();
    let before = contents(folder.path());
    let refused = report(folder.path(), "onderweg", &[]);
    assert_eq!(refused.status.code(), Some(2));
    let told = message(&refused);
    assert!(told.starts_with("fout: gap-analyse.xlsx en ibp-paragraaf.md in "), "{told}");
    assert!(told.contains("zijn veranderd sinds ibp-peil ze maakte"), "{told}");
    assert!(contents(folder.path()) == before);
}

#[test]
fn line_ends_of_windows_alone_are_no_change_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    assert_made(&report(folder.path(), "onderweg", &[]));
    let path = folder.path().join("gap-analyse.md");
    fs::write(&path, fs::read_to_string(&path).unwrap().replace('\n', "\r\n")).unwrap();
    assert_made(&report(folder.path(), "eenpitter", &[]));
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_that_leads_out_of_the_folder_is_never_followed() {
        let outside = tempfile::tempdir().unwrap();
        let target = outside.path().join("doel");
        for exists in [true, false] {
            for more in [&[][..], &["--overschrijf"]] {
                if exists {
                    fs::write(&target, "van iemand anders").unwrap();
                }
                let folder = tempfile::tempdir().unwrap();
                symlink(&target, folder.path().join("gap-analyse.md")).unwrap();
                let refused = report(folder.path(), "onderweg", more);
                assert_eq!(refused.status.code(), Some(2));
                let told = message(&refused);
                assert!(told.contains("is een koppeling naar een plek buiten de map"), "{told}");
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the link");
                assert_eq!(fs::read(&target).ok(), exists.then(|| b"van iemand anders".to_vec()));
            }
            let _ = fs::remove_file(&target);
        }
    }

    #[test]
    fn a_link_to_a_report_in_the_same_folder_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        assert_made(&report(folder.path(), "onderweg", &[]));
        let (name, kept) = (folder.path().join("gap-analyse.md"), folder.path().join("bewaard.md"));
        fs::rename(&name, &kept).unwrap();
        symlink("bewaard.md", &name).unwrap();
        let before = fs::read(&kept).unwrap();
        assert_made(&report(folder.path(), "eenpitter", &[]));
        assert!(fs::symlink_metadata(&name).unwrap().is_symlink());
        assert!(fs::read(&kept).unwrap() != before);
    }

    #[test]
    fn a_folder_that_is_itself_a_link_is_the_persons_own_choice() {
        let outside = tempfile::tempdir().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("rapport");
        symlink(outside.path(), &link).unwrap();
        assert_made(&report(&link, "onderweg", &[]));
        assert_eq!(contents(outside.path()).len(), NAMES.len());
    }
}
