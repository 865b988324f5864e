//! The same folder gives the same bytes: whatever the order in which its files came into being, and however many threads
//! read them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use ibp_peil::catalogue::embedded;

use crate::generated::Generator;

const BOARDS: u32 = 30;

/// Every form of an overview, and the options that change what is in it.
const OUTPUTS: [(&str, &[&str]); 10] = [
    ("overzicht.xlsx", &[]),
    ("overzicht.md", &[]),
    ("overzicht.csv", &[]),
    ("overzicht.json", &[]),
    ("overzicht.jsonl", &[]),
    ("lang.csv", &["--lang"]),
    ("lang.jsonl", &["--lang"]),
    ("anoniem.xlsx", &["--anoniem"]),
    ("anoniem.json", &["--anoniem"]),
    ("nieuwste.csv", &["--nieuwste"]),
];

#[test]
fn the_order_of_the_files_and_the_number_of_threads_change_no_byte() {
    let work = tempfile::tempdir().expect("a folder");
    let texts = texts();
    let ascending: Vec<usize> = (0..texts.len()).collect();
    let descending: Vec<usize> = ascending.iter().rev().copied().collect();
    // A step without a common divisor: every file once, in an order that looks like none.
    let mixed: Vec<usize> = ascending.iter().map(|index| index * 37 % texts.len()).collect();
    let expected = outputs(work.path(), "1", &texts, &ascending);
    assert!(expected.iter().all(|(_, bytes)| !bytes.is_empty()));
    for (threads, order) in
        [("1", &descending), ("2", &ascending), ("2", &mixed), ("4", &descending), ("4", &mixed)]
    {
        for (name, bytes) in outputs(work.path(), threads, &texts, order) {
            assert!(bytes == expected[name], "{name} with {threads} threads differs");
        }
    }
}

#[test]
fn another_answer_changes_the_bytes_of_every_form() {
    let work = tempfile::tempdir().expect("a folder");
    let mut texts = texts();
    let order: Vec<usize> = (0..texts.len()).collect();
    let before = outputs(work.path(), "2", &texts, &order);
    let (_, text) = texts.iter_mut().find(|(name, _)| name == "bestuur-00001.toml").expect("the first board");
    let changed = text.replacen("niveau = 1\n", "niveau = 5\n", 8);
    assert_ne!(changed, *text);
    *text = changed;
    for (name, bytes) in outputs(work.path(), "2", &texts, &order) {
        assert!(bytes != before[name], "{name} is the same with other answers");
    }
}

/// Boards, some unfinished, one twice under another file name, and files that cannot be used.
fn texts() -> Vec<(String, String)> {
    let catalogue = embedded::newest();
    let generator = Generator::new(&catalogue, 7, 20);
    let mut texts: Vec<(String, String)> =
        (1..=BOARDS).map(|number| (generator.file_name(number), generator.text(number))).collect();
    texts.push(("map/nog-eens.toml".to_owned(), generator.text(3)));
    texts.push(("map/andere-editie.toml".to_owned(), generator.text(4).replace("2024-06-06", "1999-01-01")));
    texts.push(("kapot.toml".to_owned(), "formaat = 1\n[bestuur\n".to_owned()));
    texts.push(("leeg.toml".to_owned(), String::new()));
    texts
}

/// Writes the files in this order, always in the same folder because its name is in the outputs, and makes every output.
fn outputs(
    work: &Path,
    threads: &str,
    texts: &[(String, String)],
    order: &[usize],
) -> BTreeMap<&'static str, Vec<u8>> {
    let (boards, made) = (work.join("besturen"), work.join("uit"));
    for folder in [&boards.join("map"), &made] {
        fs::create_dir_all(folder).expect("a folder");
    }
    for index in order {
        let (name, text) = &texts[*index];
        fs::write(boards.join(name), text).expect("a board");
    }
    let mut found = BTreeMap::new();
    for (name, options) in OUTPUTS {
        let output = made.join(name);
        let ran = Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
            .arg("overzicht")
            .arg(&boards)
            .arg("-o")
            .arg(&output)
            .args(options)
            .args(["--datum", "2026-11-21", "-q"])
            .env("RAYON_NUM_THREADS", threads)
            .stderr(Stdio::null())
            .status()
            .expect("the program runs");
        assert_eq!(ran.code(), Some(2), "{name}: some files cannot be used");
        found.insert(name, fs::read(&output).expect("an output"));
    }
    fs::remove_dir_all(&boards).expect("the folder goes");
    fs::remove_dir_all(&made).expect("the folder goes");
    found
}
