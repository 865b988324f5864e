//! What is rescued from a damaged file is what stood there: nothing more, and nothing less than is still readable.

use std::path::Path;
use std::thread;

use ibp_peil::assessment::file::{CLOSING_LINE, parse_assessment};
use ibp_peil::assessment::rescue::{LossKind, NAME_LOST, Part, Rescued, rescue};
use ibp_peil::assessment::{Answer, Assessment, Reply};
use ibp_peil::finding::{Code, SourceText};
use proptest::prelude::*;

use crate::boards::{EXAMPLES, shared_catalogue};

const YEAR: u32 = 2031;

fn text_of(example: &str) -> String {
    std::fs::read_to_string(Path::new("examples").join(format!("{example}.toml"))).unwrap()
}

fn read(text: &str) -> Assessment {
    parse_assessment(&SourceText::new("t", text), shared_catalogue()).unwrap_or_else(|e| panic!("{e}")).0
}

fn rescued(bytes: &[u8]) -> Rescued {
    let rescued = rescue(bytes, shared_catalogue(), YEAR).unwrap();
    assert_eq!(read(&rescued.text), rescued.assessment, "the new file says what was rescued");
    rescued
}

/// Where each answer ends: at the next heading, or at the closing line.
fn ends(text: &str) -> Vec<(String, usize)> {
    let headings: Vec<usize> = text.match_indices("\n[antwoorden.").map(|(at, _)| at + 1).collect();
    let last = text.rfind(CLOSING_LINE).unwrap();
    let ends = headings.iter().skip(1).copied().chain([last]);
    headings
        .iter()
        .zip(ends)
        .map(|(at, end)| (text[*at..].split('"').nth(1).unwrap().to_owned(), end))
        .collect()
}

#[test]
fn of_a_file_cut_anywhere_every_answer_above_the_cut_is_rescued_and_nothing_is_invented() {
    // The examples at every byte only where there is time for it, which takes minutes; a small file always.
    let step = if std::env::var_os("IBP_PEIL_ELKE_BYTE").is_some() { 1 } else { 23 };
    let examples = EXAMPLES.map(|example| (text_of(example), step));
    for (text, step) in examples.into_iter().chain([(file(), 1)]) {
        let (whole, ends) = (read(&text), ends(&text));
        assert_eq!(ends.len(), whole.answers.len());
        let (middle, end) = (text.len() / 5 * 3, text.rfind(CLOSING_LINE).unwrap());
        thread::scope(|scope| {
            for cuts in [0..middle, middle..end] {
                let (text, whole, ends) = (&text, &whole, &ends);
                scope.spawn(move || {
                    for cut in cuts.step_by(step) {
                        check_cut(text, cut, whole, ends);
                    }
                });
            }
        });
    }
}

fn check_cut(text: &str, cut: usize, whole: &Assessment, ends: &[(String, usize)]) {
    let rescued = rescue(&text.as_bytes()[..cut], shared_catalogue(), YEAR).unwrap();
    let partial = rescued.partial();
    for (id, end) in ends.iter().filter(|(_, end)| *end <= cut) {
        assert_eq!(rescued.assessment.answer(id), whole.answer(id), "cut at {cut}, answer ends at {end}");
    }
    for (id, answer) in &rescued.assessment.answers {
        assert!(whole.answer(id) == Some(answer) || partial.contains(&id.as_str()), "cut at {cut}: {id}");
    }
    assert!(partial.len() <= 1, "cut at {cut}: {partial:?}");
    let touched = |part: Part| rescued.losses.iter().any(|loss| loss.part == part);
    for (key, fact) in &rescued.assessment.facts {
        assert!(whole.facts.get(key) == Some(fact) || touched(Part::Facts), "cut at {cut}: {key}");
    }
    let board = &rescued.assessment.board;
    assert!(board.name == whole.board.name || board.name == NAME_LOST, "cut at {cut}");
    assert!(board.schools.is_none() || board.schools == whole.board.schools, "cut at {cut}");
    assert!(board.pupils.is_none() || board.pupils == whole.board.pupils, "cut at {cut}");
    let year = rescued.assessment.meta.reporting_year;
    assert!(year == whole.meta.reporting_year || year == YEAR, "cut at {cut}");
}

#[test]
fn an_undamaged_file_is_rescued_whole_with_its_comments() {
    for example in EXAMPLES {
        let text = text_of(example);
        let rescued = rescued(text.as_bytes());
        assert_eq!(rescued.assessment, read(&text));
        assert_eq!(rescued.losses, []);
        assert_eq!(rescued.text, text, "{example}");
    }
}

const FILE: &str = r#"formaat = 1
slotregel = true

[bestuur]
naam = "Stichting Voorbeeldland"
scholen = 12

[meting]
normenkader = "ibp-fo"
editie = "2024-06-06"
verslagjaar = 2026

[jaarverslag]
datalekken-geregistreerd = 61

# eerst het bestuur
[antwoorden."GO.01"]
niveau = 2
toelichting = """
Eerste regel.
Tweede regel."""

[antwoorden."GO.02"]
niveau = 3 # twijfel
bewijs = ["een", "twee"]

[antwoorden."GO.03"]
niveau = 4
toelichting = """
Nog een tekst."""
"#;

fn file() -> String {
    format!("{FILE}\n{CLOSING_LINE}\n")
}

/// The damage in order: the part, the line, what stood there and what happened.
fn losses(rescued: &Rescued) -> Vec<(Part, usize, &str, LossKind)> {
    rescued.losses.iter().map(|loss| (loss.part.clone(), loss.line, loss.what.as_str(), loss.kind)).collect()
}

fn answer(id: &str) -> Part {
    Part::Answer(id.to_owned())
}

#[test]
fn zeros_and_other_bytes_at_the_end_cost_no_answer() {
    let whole = read(&file());
    for tail in [&b"\0\0\0\0\0\0"[..], b"\xff\xfe\x80", b"{{{{", b"\n[[[\n\"\"\"", b"<<<<<<< HEAD\n"] {
        let rescued = rescued(&[file().as_bytes(), tail].concat());
        assert_eq!(rescued.assessment, whole, "{tail:?}");
        assert_eq!(rescued.whole(), ["GO.01", "GO.02", "GO.03"], "{tail:?}");
    }
}

#[test]
fn a_file_of_zeros_or_nothing_gives_no_answers() {
    for bytes in [&b""[..], &[0; 5000], b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04 een werkmap"] {
        let rescued = rescued(bytes);
        assert_eq!(rescued.assessment.answers.len(), 0);
        assert_eq!(rescued.assessment.board.name, NAME_LOST);
    }
}

#[test]
fn one_wrong_value_costs_that_value_only() {
    let rescued = rescued(file().replace("niveau = 3 # twijfel", "niveau = 7").as_bytes());
    assert_eq!(losses(&rescued), [(answer("GO.02"), 24, "niveau", LossKind::Refused)]);
    let partial = &rescued.assessment.answers["GO.02"];
    assert_eq!((&partial.reply, partial.evidence.len()), (&Reply::Open, 2));
    assert_eq!((rescued.whole(), rescued.partial()), (vec!["GO.01", "GO.03"], vec!["GO.02"]));
}

#[test]
fn a_second_answer_to_the_same_norm_does_not_replace_the_first() {
    let rescued = rescued(file().replace("GO.03", "GO.02").as_bytes());
    assert_eq!(rescued.assessment.answers["GO.02"].reply, Reply::Level(3));
    assert_eq!(rescued.partial(), ["GO.02"]);
}

#[test]
fn a_text_that_lost_its_closing_quotes_ends_at_the_next_heading() {
    let rescued = rescued(file().replace("Tweede regel.\"\"\"", "Tweede regel.").as_bytes());
    assert_eq!(rescued.assessment.answers["GO.01"].note.as_deref(), Some("Eerste regel.\nTweede regel."));
    for (id, level) in [("GO.01", 2), ("GO.02", 3), ("GO.03", 4)] {
        assert_eq!(rescued.assessment.answers[id].reply, Reply::Level(level), "{id}");
    }
    assert_eq!(rescued.whole(), Vec::<&str>::new(), "what stands below may have been part of the text");
}

#[test]
fn a_text_in_which_an_answer_is_written_is_not_taken_for_an_answer() {
    let note = "toelichting = \"\"\"\n[antwoorden.\"GO.05\"]\nniveau = 5\n";
    let text = file().replace("toelichting = \"\"\"\n", note);
    let cut = &text[..text.find("Tweede").unwrap()];
    let rescued = rescued(cut.as_bytes());
    assert_eq!(rescued.assessment.answers.keys().collect::<Vec<_>>(), ["GO.01"]);
    assert_eq!(rescued.partial(), ["GO.01"]);
}

#[test]
fn a_list_or_a_text_without_its_end_keeps_what_is_there() {
    let text = file().replace("\"twee\"]", "\"twee\"").replace("niveau = 2", "niveau = 2\nactie = \"Doen");
    let rescued = rescued(text.as_bytes());
    assert_eq!(rescued.assessment.answers["GO.02"].evidence, ["een", "twee"]);
    assert_eq!(rescued.assessment.answers["GO.01"].action.as_deref(), Some("Doen"));
    assert_eq!(
        losses(&rescued),
        [
            (answer("GO.01"), 19, "actie", LossKind::Shortened),
            (answer("GO.02"), 26, "bewijs", LossKind::Shortened)
        ]
    );
}

#[test]
fn a_heading_that_cannot_be_read_takes_its_answer_along_and_no_other() {
    let rescued = rescued(file().replace("[antwoorden.\"GO.02\"]", "[antwoorden.\"GO.02\"").as_bytes());
    assert_eq!(rescued.assessment.answers.keys().collect::<Vec<_>>(), ["GO.01", "GO.03"]);
    assert_eq!(rescued.whole(), ["GO.01", "GO.03"]);
    assert_eq!(rescued.losses.len(), 3);
}

#[test]
fn a_file_saved_by_an_old_program_or_as_utf_16_keeps_its_accents() {
    let text = file().replace("Eerste", "Eén");
    let old: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let rescued_old = rescued(&old);
    assert_eq!(rescued_old.assessment, read(&text));
    assert_eq!(losses(&rescued_old), [(answer("GO.01"), 19, "toelichting", LossKind::OtherCharacters)]);
    let little: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let rescued_wide = rescued(&little);
    assert_eq!(rescued_wide.assessment, read(&text));
    assert_eq!(rescued_wide.losses, []);
}

#[test]
fn a_number_at_a_cut_is_not_trusted_and_a_level_is() {
    let (text, end) = (file(), "[antwoorden.\"GO.02\"]\nniveau = 3");
    let at_level = rescued(&text.as_bytes()[..text.find(end).unwrap() + end.len()]);
    assert_eq!(at_level.assessment.answers["GO.02"].reply, Reply::Level(3));
    assert_eq!(at_level.partial(), ["GO.02"]);
    let at_number = rescued(&text.as_bytes()[..text.find("= 61").unwrap() + 3]);
    assert_eq!(at_number.assessment.facts.len(), 0, "6 is not 61");
}

#[test]
fn a_file_of_a_newer_version_or_another_edition_is_not_damaged() {
    let newer = rescue(file().replace("formaat = 1", "formaat = 2").as_bytes(), shared_catalogue(), YEAR);
    assert_eq!(newer.unwrap_err().0[0].code, Code::NewerFormat);
    let other = rescue(file().replace("2024-06-06", "2029-01-01").as_bytes(), shared_catalogue(), YEAR);
    assert_eq!(other.unwrap_err().0[0].code, Code::OtherEdition);
}

#[test]
fn dotted_and_inline_answers_are_rescued_too() {
    let head = FILE.split("# eerst").next().unwrap();
    let text = format!(
        "{head}\n[antwoorden]\n\"GO.01\".niveau = 2\n\"GO.02\" = {{ niveau = 3, actie = \"Doen\" }}\n\
         \"GO.03\" = {{ niveau = 9 }}\n\"GO.04\" = {{ niveau = \n"
    );
    let rescued = rescued(text.as_bytes());
    assert_eq!(rescued.assessment.answers["GO.01"].reply, Reply::Level(2));
    assert_eq!(rescued.assessment.answers["GO.02"].action.as_deref(), Some("Doen"));
    assert_eq!(rescued.assessment.answers.len(), 2);
}

#[test]
fn a_hostile_file_is_answered_in_seconds() {
    for line in
        ["a=[\n", "\"\"\"\n", "x = 1\n", "[antwoorden.\"GO.01\"]\nniveau = 9\n", "[[[[\n", "é\u{0}=\n"]
    {
        let text = format!("{FILE}{}", line.repeat(1_000_000 / line.len()));
        let before = std::time::Instant::now();
        assert_eq!(rescued(text.as_bytes()).assessment.answers.len(), 3, "{line}");
        assert!(before.elapsed().as_secs() < 30, "{line:?}: {:?}", before.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_bytes_are_damaged_what_is_called_whole_is_what_stood_there(
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let text = text_of("onderweg");
        let whole = read(&text);
        let mut bytes = text.clone().into_bytes();
        let mut touched = Vec::new();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
            touched.push(at);
        }
        // Another edition is no damage.
        let Ok(rescued) = rescue(&bytes, shared_catalogue(), YEAR) else { return Ok(()) };
        let start = |end: usize| text[..end].rfind("\n[antwoorden.").unwrap();
        for (id, end) in ends(&text) {
            // A byte that is changed inside an answer may change what it says without anybody being able to tell.
            if touched.iter().all(|at| !(start(end)..=end).contains(at)) && rescued.whole().contains(&id.as_str()) {
                prop_assert_eq!(rescued.assessment.answer(&id), whole.answer(&id));
            }
        }
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _: Option<Answer> = rescue(&bytes, shared_catalogue(), YEAR).ok().and_then(|r| r.assessment.answer("GO.01").cloned());
    }
}
