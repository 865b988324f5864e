//! Forms that come back: seeds made by the program itself, packages written as text, and what must hold for every form.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::save::new_text;
use ibp_peil::finding::{Findings, print};
use ibp_peil::form::Form;
use ibp_peil::form::combine::{Owner, Part, Signature, combine};
use ibp_peil::form::read::{Filled, Sheet, read as read_form};
use jiff::civil::{Date, date};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::{catalogue, read};

/// What stands before the name of a part, at the beginning of a line. A package as text can be changed anywhere and
/// still be unpacked, where a change in a real one is mostly a wrong checksum.
const PART: &str = "%% ";

/// The day of every import.
const TODAY: Date = date(2026, 11, 21);

/// The beginning of an example: a board with its facts and its first answers. Every answer more makes each run slower.
fn example() -> Assessment {
    let mut example =
        read(include_str!("../../../examples/eenpitter.toml")).expect("the example can be read").1;
    let rest = example.answers.keys().nth(3).cloned().expect("the example has answers");
    example.answers.split_off(&rest);
    example
}

/// Writes the seeds into the folder that `SEEDS` names, where it names one: a form that asks everything about the board,
/// one that asks only a few norms, and one in which nothing is filled in. A seed that `parse` and the reader of forms
/// refuse would leave most of the program out of sight.
pub fn write_seeds(
    render: impl Fn(&Form<'_>) -> Vec<u8>,
    parse: impl Fn(&[u8]) -> Result<Vec<Sheet>, Findings>,
) {
    let Some(folder) = std::env::var_os("SEEDS") else { return };
    let example = example();
    let mut empty = Assessment::new(&catalogue().id, &catalogue().edition, 2026, TODAY);
    empty.board.name = "Bestuur".to_owned();
    for (name, assessment, is_whole, norms) in
        [("geheel", &example, true, 1), ("deel", &example, false, 3), ("leeg", &empty, false, 2)]
    {
        let form = Form {
            catalogue: catalogue(),
            assessment,
            norms: (0..norms).collect(),
            is_whole,
            title: String::new(),
            today: TODAY,
        };
        let seed = render(&form);
        let filled = parse(&seed).and_then(|sheets| read_form(&sheets, name, catalogue()));
        assert!(!filled.expect("a seed is a form").norms.is_empty());
        fs::write(Path::new(&folder).join(name), seed).expect("a seed can be written");
    }
}

/// A package as text: every part that says something, below its name.
pub fn as_text(package: &[u8]) -> Vec<u8> {
    let mut parts = ZipArchive::new(Cursor::new(package)).expect("a package of our own");
    let mut text = Vec::new();
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).expect("a part of our own");
        // These are never read.
        if ["docProps/", "xl/theme/", "[Content"].iter().any(|name| part.name().starts_with(name)) {
            continue;
        }
        text.extend_from_slice(format!("{PART}{}\n", part.name()).as_bytes());
        part.read_to_end(&mut text).expect("a part of our own");
        text.push(b'\n');
    }
    text
}

/// The package that a text describes.
pub fn packed(text: &[u8]) -> Vec<u8> {
    let mut package = ZipWriter::new(Cursor::new(Vec::with_capacity(2 * text.len())));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let name = line.strip_prefix(PART.as_bytes()).map(|name| String::from_utf8_lossy(name.trim_ascii()));
        // A name that is there twice, or is no name, leaves what follows with the part before it.
        let is_new = name.is_some_and(|name| package.start_file(name, options).is_ok());
        if !is_new {
            // Before the first name there is nothing to put it in.
            let _ = package.write_all(line);
        }
    }
    package.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// What was accepted; what was refused must say why, in text that controls nothing.
pub fn accepted<T>(result: Result<T, Findings>) -> Option<T> {
    match result {
        Ok(found) => Some(found),
        Err(findings) => {
            assert!(findings.has_errors(), "refused without a reason");
            let some = Findings(findings.0.into_iter().take(3).collect());
            let printed = print::long(&some, false);
            assert!(!printed.contains(['\u{1b}', '\0', '\r', '\u{202e}']), "a text controls the terminal");
            assert_eq!(print::short(&some).lines().count(), some.0.len(), "one line for each");
            None
        }
    }
}

/// Reads these sheets as a form and imports them, into nothing and into an assessment: nothing that was answered goes
/// away, and the result can be written and read again.
pub fn import(sheets: &[Sheet], shown: fn(&str) -> String, cut: Option<&'static str>) {
    let Some(filled) = accepted(read_form(sheets, "vorm", catalogue())) else { return };
    let part = |filled: Filled| [Part { name: "vorm".to_owned(), filled, shown, cut }];
    let parts = part(filled);
    let signature = Signature { by: None, today: TODAY };
    let example = example();
    for target in [None, Some(&example)] {
        for priority in [&[][..], &[Owner::Part(0)]] {
            let Some(combined) = accepted(combine(target, &parts, priority, &signature, catalogue())) else {
                continue;
            };
            let mut result = combined.assessment;
            if let Some(target) = target {
                let lost = target.answers.keys().find(|id| !result.answers.contains_key(*id));
                assert_eq!(lost, None, "a form never takes an answer away");
            }
            if result.board.name.is_empty() {
                // The command asks for it before it writes.
                result.board.name = "Bestuur".to_owned();
            }
            let written = new_text(&result);
            let (_, again) = read(&written).expect("what was imported can be read");
            assert_eq!(again, result, "{written}");
        }
    }
}
