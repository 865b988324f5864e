//! Whatever is done to a file, it is read or refused: never a panic, and every mistake has its file, line and column.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ibp_peil::assessment::file::{AssessmentFile, parse_assessment};
use ibp_peil::assessment::save::updated_text;
use ibp_peil::catalogue::edition::load;
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::{Findings, SourceText, print};
use ibp_peil::gate::requirements;
use ibp_peil::render::json;
use ibp_peil::storage::{TextFile, read_text_file};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

const EXAMPLES: [&str; 4] = [
    include_str!("../../examples/eenpitter.toml"),
    include_str!("../../examples/onderweg.toml"),
    include_str!("../../examples/voldoet.toml"),
    include_str!("../formats/meting-1.toml"),
];

/// The files of a catalogue that has one of each.
const CATALOGUE_FILES: [&str; 9] = [
    "kader",
    "aa-eerste",
    "bb-tweede",
    "basismaatregelen",
    "aandachtspunten",
    "benchmarks",
    "ondersteuning",
    "themas",
    "groeipad",
];

/// Something that happens to a file: by hand, by a program that merges, or by a disk.
#[derive(Debug, Clone)]
enum Change {
    /// Lines are gone.
    Remove(prop::sample::Index, usize),
    /// Lines stand there twice.
    Repeat(prop::sample::Index, usize),
    /// Lines stand somewhere else.
    Move(prop::sample::Index, usize, prop::sample::Index),
    /// Bytes are others.
    Flip(prop::sample::Index, u8),
    /// Something was typed or pasted.
    Insert(prop::sample::Index, Vec<u8>),
    /// The end is gone.
    Cut(prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    let piece = prop_oneof![
        any::<Vec<u8>>().prop_map(|mut bytes| {
            bytes.truncate(20);
            bytes
        }),
        "[\\[\\]{}\"'=.,#\\\\\n\r\t a-z0-9-]{0,12}".prop_map(String::into_bytes),
        prop::sample::select(vec!["\"\"\"", "'''", "[[", "<<<<<<< HEAD\n", "= ", "\r", "\u{feff}", "\0"])
            .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop_oneof![
        (place(), 1..9usize).prop_map(|(at, count)| Change::Remove(at, count)),
        (place(), 1..9usize).prop_map(|(at, count)| Change::Repeat(at, count)),
        (place(), 1..9usize, place()).prop_map(|(at, count, to)| Change::Move(at, count, to)),
        (place(), any::<u8>()).prop_map(|(at, bits)| Change::Flip(at, bits)),
        (place(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        place().prop_map(Change::Cut),
    ]
}

fn changed(text: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for change in changes {
        let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if lines.is_empty() {
            return bytes;
        }
        let range = |at: &prop::sample::Index, count: usize| {
            let start = at.index(lines.len());
            start..(start + count).min(lines.len())
        };
        match change {
            Change::Remove(at, count) => {
                let range = range(at, *count);
                bytes = [&lines[..range.start], &lines[range.end..]].concat().concat();
            }
            Change::Repeat(at, count) => {
                let range = range(at, *count);
                bytes = [&lines[..range.end], &lines[range.start..]].concat().concat();
            }
            Change::Move(at, count, to) => {
                let range = range(at, *count);
                let mut rest = [&lines[..range.start], &lines[range.end..]].concat();
                let to = to.index(rest.len() + 1);
                rest.splice(to..to, lines[range].iter().cloned());
                bytes = rest.concat();
            }
            Change::Flip(at, bits) => {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
            }
            Change::Insert(at, piece) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, piece.iter().copied());
            }
            Change::Cut(at) => bytes.truncate(at.index(bytes.len() + 1)),
        }
    }
    bytes
}

/// Every mistake names its file, and its line where there was a text; and it can be told in every form.
fn sound(findings: &Findings) -> Result<(), TestCaseError> {
    for finding in &findings.0 {
        prop_assert!(!finding.file.is_empty() && !finding.text.is_empty(), "{finding:?}");
        // Without a text there is no line: what cannot be read, is empty, or a folder of files as a whole.
        let whole_file = finding.code.as_str().starts_with('B');
        prop_assert!(finding.place().is_some() || whole_file, "{finding:?}");
        if let (Some(span), Some(source)) = (&finding.span, &finding.source) {
            prop_assert!(span.start <= span.end && span.end <= source.text.len(), "{finding:?}");
        }
    }
    let steers = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
    for told in [print::long(findings, false), print::short(findings), json::findings(findings)] {
        prop_assert!(!steers(&told), "{told:?}");
    }
    prop_assert_eq!(print::short(findings).lines().count(), findings.0.len());
    Ok(())
}

/// Reads bytes as the file of an assessment; what is read can be saved and says the same again.
fn assessment(path: &Path, bytes: &[u8]) -> Result<(), TestCaseError> {
    fs::write(path, bytes).unwrap();
    let text = match read_text_file(path) {
        Ok(text) => text,
        Err(findings) => return sound(&findings),
    };
    let (assessment, warnings) = match parse_assessment(&text.source, &CATALOGUE) {
        Ok(read) => read,
        Err(findings) => {
            prop_assert!(findings.has_errors());
            return sound(&findings);
        }
    };
    sound(&warnings)?;
    let comments: Vec<String> = comments(&text);
    let file = AssessmentFile { assessment: assessment.clone(), text, warnings };
    let saved = updated_text(&file, &assessment).expect("what was read can be saved");
    let saved = SourceText::new("bewaard.toml", saved.trim_start_matches('\u{feff}'));
    let again = parse_assessment(&saved, &CATALOGUE).map(|(assessment, _)| assessment);
    prop_assert_eq!(again.as_ref().ok(), Some(&assessment), "{}", saved.text);
    for comment in comments {
        prop_assert!(saved.text.contains(&comment), "{comment:?} is gone from\n{}", saved.text);
    }
    Ok(())
}

/// Lines that are a comment and nothing else, as far as can be told from outside.
fn comments(text: &TextFile) -> Vec<String> {
    text.source
        .text
        .lines()
        .filter(|line| line.starts_with("# "))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn copy_of_the_catalogue() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in CATALOGUE_FILES {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/formats/kader-1/{name}.toml"));
        fs::copy(from, folder.path().join(format!("{name}.toml"))).unwrap();
    }
    folder
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn an_example_that_was_changed_is_read_or_refused(
        example in prop::sample::select(EXAMPLES.to_vec()),
        windows in any::<bool>(),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let text = if windows { format!("\u{feff}{}", example.replace('\n', "\r\n")) } else { example.to_owned() };
        assessment(&folder.path().join("meting.toml"), &changed(text.as_bytes(), &changes))?;
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_any_kind_of_file(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let folder = copy_of_the_catalogue();
        let path = folder.path().join("meting.toml");
        assessment(&path, &bytes)?;
        if let Err(findings) = requirements::read(&path, &CATALOGUE, &|_| unreachable!("no gate names a file")) {
            sound(&findings)?;
        }
        fs::write(folder.path().join("kader.toml"), &bytes).unwrap();
        let findings = load(Some(folder.path())).expect_err("these bytes are no catalogue");
        sound(&findings)?;
    }

    #[test]
    fn a_catalogue_of_which_a_file_was_changed_is_read_or_refused(
        name in prop::sample::select(CATALOGUE_FILES.to_vec()),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let folder = copy_of_the_catalogue();
        let path = folder.path().join(format!("{name}.toml"));
        let bytes = changed(&fs::read(&path).unwrap(), &changes);
        fs::write(&path, bytes).unwrap();
        if let Err(findings) = load(Some(folder.path())) {
            prop_assert!(findings.has_errors());
            sound(&findings)?;
        }
    }

    #[test]
    fn demands_that_were_changed_are_read_or_refused(changes in prop::collection::vec(change(), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("eisen.toml");
        let text = include_bytes!("../formats/eisen-1.toml");
        fs::write(&path, changed(text, &changes)).unwrap();
        let catalogue = load(Some(copy_of_the_catalogue().path())).unwrap();
        if let Err(findings) = requirements::read(&path, &catalogue, &|_| unreachable!("no gate names a file")) {
            sound(&findings)?;
        }
    }
}
