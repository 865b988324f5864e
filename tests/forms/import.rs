//! What people filled in comes into the assessment: everything, once, and never unseen over what somebody else said.

use std::ffi::OsString;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::books::Book;
use crate::program::{Folder, Said, flat, said};
use ibp_peil::assessment::file::read;
use ibp_peil::assessment::{Assessment, Reply, history};
use ibp_peil::catalogue::embedded;
use ibp_peil::form::read::read as form_read;
use ibp_peil::{table, workbook};
use jiff::civil::date;
use proptest::prelude::*;

/// A folder with an assessment and forms of it.
struct Forms(Folder);

impl Forms {
    fn new() -> Self {
        Self(Folder::new())
    }

    /// With an example as `meting.toml`.
    fn with(example: &str) -> Self {
        let folder = Self::new();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example);
        fs::copy(path, folder.path("meting.toml")).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// Runs the program on a fixed day; a word that begins with `@` is a file in the folder.
    fn run(&self, words: &[&str]) -> Said {
        let words: Vec<OsString> = words
            .iter()
            .chain(&["--datum", "2026-12-20"])
            .map(|word| word.strip_prefix('@').map_or_else(|| (*word).into(), |name| self.path(name).into()))
            .collect();
        said(&words)
    }

    #[track_caller]
    fn done(&self, words: &[&str]) -> String {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}\n{}{}", said.out, said.err);
        said.out
    }

    /// A form with everything on it, from `meting.toml`.
    fn form(&self, options: &[&str]) -> Book {
        let words =
            [&["vragenlijst", "@meting.toml", "-o", "@vorm.xlsx", "--overschrijf", "-q"], options].concat();
        self.done(&words);
        Book::open(&self.path("vorm.xlsx"))
    }

    fn assessment(&self, name: &str) -> Assessment {
        read(&self.path(name), &embedded::newest()).unwrap_or_else(|findings| panic!("{findings}")).assessment
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }
}

#[test]
fn a_form_that_nobody_touched_changes_nothing() {
    for example in ["eenpitter.toml", "onderweg.toml", "voldoet.toml"] {
        let folder = Forms::with(example);
        let before = folder.bytes("meting.toml");
        folder.form(&[]).save(&folder.path("terug.xlsx"));
        for form in ["@vorm.xlsx", "@terug.xlsx"] {
            let said = folder.run(&["importeer", form, "-o", "@meting.toml", "--opslaan"]);
            assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
            assert!(said.err.contains("niets nieuws"), "{}", said.err);
            assert_eq!(folder.bytes("meting.toml"), before);
            // And as a new assessment it is the same one.
            folder.done(&["importeer", form, "-o", "@nieuw.toml"]);
            assert_eq!(folder.assessment("nieuw.toml"), folder.assessment("meting.toml"));
            fs::remove_file(folder.path("nieuw.toml")).unwrap();
        }
    }
}

#[test]
fn what_was_filled_in_is_shown_first_and_saved_when_asked() {
    let folder = Forms::with("onderweg.toml");
    let mut book = folder.form(&["--rol", "personeelszaken"]);
    book.by("hoofd personeelszaken").fill("HR.01", "Niveau", "3").fill(
        "HR.01",
        "Toelichting",
        "=SOM(A1) is tekst",
    );
    book.save(&folder.path("p.xlsx"));
    let before = folder.bytes("meting.toml");
    let said = folder.run(&["importeer", "@p.xlsx", "-o", "@meting.toml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("HR.01") && said.err.contains("--opslaan"), "{}{}", said.out, said.err);
    assert_eq!(folder.bytes("meting.toml"), before, "nothing is saved yet");
    let said = folder.run(&["importeer", "@p.xlsx", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let assessment = folder.assessment("meting.toml");
    let answer = &assessment.answers["HR.01"];
    assert_eq!(answer.reply, Reply::Level(3));
    assert_eq!(answer.note.as_deref(), Some("=SOM(A1) is tekst"));
    assert_eq!(answer.assessed_by.as_deref(), Some("hoofd personeelszaken"));
    assert_eq!(answer.assessed_on, Some(date(2026, 12, 20)));
    assert_eq!(assessment.meta.updated_on, Some(date(2026, 12, 20)));
    let text = String::from_utf8(folder.bytes("meting.toml")).unwrap();
    assert!(text.contains("# Verzonnen bestuur"), "comments stay");
    let states = history::states(&folder.path("meting.toml")).unwrap();
    assert_eq!(states.iter().map(|state| state.kind).collect::<Vec<_>>(), [history::Kind::Import]);
    assert_eq!(fs::read(&states[0].path).unwrap(), before, "how it was can be put back");
}

#[test]
fn only_answers_that_changed_say_who_and_when_anew() {
    let folder = Forms::with("onderweg.toml");
    let before = folder.assessment("meting.toml");
    let mut book = folder.form(&[]);
    book.fill("GO.01", "Toelichting", "Anders.").save(&folder.path("a.xlsx"));
    folder.done(&["importeer", "@a.xlsx", "-o", "@meting.toml", "--opslaan", "--door", "bestuurder"]);
    let after = folder.assessment("meting.toml");
    for (id, answer) in &after.answers {
        match id.as_str() {
            "GO.01" => {
                assert_eq!(answer.assessed_by.as_deref(), Some("bestuurder"));
                assert_eq!(answer.assessed_on, Some(date(2026, 12, 20)));
            }
            _ => assert_eq!(Some(answer), before.answers.get(id)),
        }
    }
}

#[test]
fn a_blank_cell_never_erases_and_another_kind_of_answer_takes_the_place_of_the_old_one() {
    let folder = Forms::with("onderweg.toml");
    let before = folder.assessment("meting.toml");
    let mut book = folder.form(&[]);
    let note = book.cell("GO.01", "Toelichting");
    book.sheet("Vragenlijst").remove(&note);
    book.fill("GO.02", "Navragen bij", "schoolleiding");
    book.save(&folder.path("a.xlsx"));
    folder.done(&["importeer", "@a.xlsx", "-o", "@meting.toml", "--opslaan"]);
    let after = folder.assessment("meting.toml");
    assert_eq!(after.answers["GO.01"], before.answers["GO.01"]);
    assert_eq!(after.answers["GO.02"].reply, Reply::AskAround("schoolleiding".to_owned()));
    assert_eq!(after.answers["GO.02"].note, before.answers["GO.02"].note);
}

/// Three people with the same form.
fn three_people(folder: &Forms) {
    let mut a = folder.form(&[]);
    a.by("ICT-coördinator")
        .fill("GO.01", "Niveau", 5)
        .fill("BC.01", "Niveau", 4)
        .fill("GO.05", "Actie", "Doen");
    a.save(&folder.path("a.xlsx"));
    let mut b = folder.form(&[]);
    b.by("bestuurder").fill("GO.01", "Niveau", "4").fill("GO.02", "Niveau", 4.0);
    b.reply("Bestuur", "bestuur.scholen", 4).reply("Jaarverslag", "jaarverslag.verwerkers", "onbekend");
    b.save(&folder.path("b.xlsx"));
    let mut c = folder.form(&[]);
    c.by("FG").fill("BC.01", "Niveau", 4).fill("GO.03", "Bewijs", "een\n\ntwee").reply(
        "Bestuur",
        "bestuur.scholen",
        5,
    );
    c.save(&folder.path("c.xlsx"));
}

const ALL: [&str; 6] = ["importeer", "@a.xlsx", "@b.xlsx", "@c.xlsx", "-o", "@meting.toml"];

#[test]
fn where_people_differ_nothing_is_written_and_everybody_is_heard() {
    let folder = Forms::with("onderweg.toml");
    let before = folder.bytes("meting.toml");
    three_people(&folder);
    let said = folder.run(&[&ALL[..], &["--opslaan"]].concat());
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    assert_eq!(folder.bytes("meting.toml"), before);
    let told = flat(&said.out);
    for word in [
        "GO.01",
        "niveau 5",
        "niveau 4",
        "aantal scholen",
        "ICT-coördinator",
        "bestuurder",
        "a.xlsx",
        "c.xlsx",
    ] {
        assert!(told.contains(word), "{word} is not in\n{}", said.out);
    }
    // The same answer from two people is no difference.
    assert!(!told.contains("BC.01"), "{}", said.out);
    assert!(flat(&said.err).contains("op 2 plekken"), "{}", said.err);
}

#[test]
fn three_people_become_the_one_expected_file() {
    let folder = Forms::with("onderweg.toml");
    let mut expected = folder.assessment("meting.toml");
    three_people(&folder);
    let out = folder.done(&[&ALL[..], &["--opslaan", "--voorrang", "@b.xlsx"]].concat());
    assert!(flat(&out).contains("niet overgenomen"), "what did not win is listed: {out}");
    let today = Some(date(2026, 12, 20));
    let mut answer = |id: &str, level: Option<u8>, by: &str| {
        let answer = expected.answers.entry(id.to_owned()).or_default();
        if let Some(level) = level {
            answer.reply = Reply::Level(level);
        }
        (answer.assessed_on, answer.assessed_by) = (today, Some(by.to_owned()));
    };
    answer("GO.01", Some(4), "bestuurder");
    answer("GO.02", Some(4), "bestuurder");
    answer("BC.01", Some(4), "ICT-coördinator");
    answer("GO.05", None, "ICT-coördinator");
    answer("GO.03", None, "FG");
    expected.answers.get_mut("GO.05").unwrap().action = Some("Doen".to_owned());
    expected.answers.get_mut("GO.03").unwrap().evidence = vec!["een".to_owned(), "twee".to_owned()];
    expected.board.schools = Some(4);
    expected.facts.insert("verwerkers", ibp_peil::assessment::annual_report::FactValue::Unknown);
    expected.meta.updated_on = today;
    assert_eq!(folder.assessment("meting.toml"), expected);
}

#[test]
fn what_is_disputed_can_be_left_for_later() {
    let folder = Forms::with("onderweg.toml");
    let before = folder.assessment("meting.toml");
    three_people(&folder);
    let out = folder.done(&[&ALL[..], &["--opslaan", "--sla-verschillen-over"]].concat());
    assert!(out.contains("GO.01") && out.contains("Hier verschillen"), "{out}");
    let after = folder.assessment("meting.toml");
    assert_eq!(after.answers["GO.01"], before.answers["GO.01"]);
    assert_eq!(after.board, before.board);
    assert_eq!(after.answers["GO.02"].reply, Reply::Level(4));
}

#[test]
fn an_answer_that_changed_since_the_form_was_made_is_not_overwritten_unseen() {
    let folder = Forms::with("onderweg.toml");
    let mut old = folder.form(&[]);
    old.fill("GO.01", "Niveau", 5).save(&folder.path("oud.xlsx"));
    let mut new = folder.form(&[]);
    new.fill("GO.01", "Niveau", 4).fill("GO.02", "Niveau", 5).save(&folder.path("nieuw.xlsx"));
    folder.done(&["importeer", "@nieuw.xlsx", "-o", "@meting.toml", "--opslaan"]);
    let said = folder.run(&["importeer", "@oud.xlsx", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(said.code, 2);
    assert!(said.out.contains("GO.01") && !said.out.contains("GO.02"), "{}", said.out);
}

#[test]
fn parts_of_an_assessment_are_taken_together() {
    let folder = Forms::with("onderweg.toml");
    let whole = folder.assessment("meting.toml");
    let text = String::from_utf8(folder.bytes("meting.toml")).unwrap();
    let split = text.find("[antwoorden.\"BC.01\"]").unwrap();
    let (top, first) = text.split_at(text.find("[antwoorden").unwrap());
    let end = "\n# einde van deze meting\n";
    fs::write(folder.path("a.toml"), format!("{top}{}{end}", &first[..split - top.len()])).unwrap();
    fs::write(folder.path("b.toml"), format!("{top}{}", &text[split..])).unwrap();
    folder.done(&["importeer", "@a.toml", "@b.toml", "-o", "@samen.toml"]);
    let mut together = folder.assessment("samen.toml");
    together.meta.updated_on = whole.meta.updated_on;
    assert_eq!(together, whole);
    fs::write(folder.path("c.toml"), text.replacen("niveau = 2", "niveau = 5", 1)).unwrap();
    let said = folder.run(&["importeer", "@a.toml", "@c.toml", "-o", "@ander.toml"]);
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(!folder.path("ander.toml").exists());
}

#[test]
fn an_empty_form_becomes_a_new_assessment() {
    let folder = Forms::new();
    folder.done(&["vragenlijst", "-o", "@leeg.xlsx", "-q"]);
    let mut book = Book::open(&folder.path("leeg.xlsx"));
    book.by("directeur").fill("GO.01", "Niveau", "2");
    book.save(&folder.path("zonder.xlsx"));
    let said = folder.run(&["importeer", "@zonder.xlsx", "-o", "@meting.toml"]);
    assert_eq!(said.code, 2);
    assert!(flat(&said.err).contains("naam van het bestuur"), "{}", said.err);
    book.reply("Bestuur", "bestuur.naam", "Stichting De Linde").save(&folder.path("vol.xlsx"));
    folder.done(&["importeer", "@vol.xlsx", "-o", "@meting.toml"]);
    let assessment = folder.assessment("meting.toml");
    assert_eq!(assessment.board.name, "Stichting De Linde");
    assert_eq!(assessment.meta.begun_on, Some(date(2026, 12, 20)));
    assert_eq!(assessment.answers["GO.01"].assessed_by.as_deref(), Some("directeur"));
}

/// Imports a changed form into the example: it must be refused with this place or these words, and nothing may change.
#[track_caller]
fn refused(change: impl FnOnce(&mut Book), words: &[&str]) {
    let folder = Forms::with("onderweg.toml");
    let mut book = folder.form(&[]);
    change(&mut book);
    book.save(&folder.path("a.xlsx"));
    refused_file(&folder, "@a.xlsx", words);
}

#[track_caller]
fn refused_file(folder: &Forms, file: &str, words: &[&str]) {
    let before = folder.bytes("meting.toml");
    let said = folder.run(&["importeer", file, "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    let told = flat(&said.err);
    for word in words {
        assert!(told.contains(word), "{word} is not in\n{}", said.err);
    }
    assert_eq!(folder.bytes("meting.toml"), before);
    assert!(history::states(&folder.path("meting.toml")).unwrap().is_empty());
}

#[test]
fn every_cell_that_cannot_be_accepted_is_named() {
    refused(
        |book| {
            book.fill("GO.01", "Niveau", 7).fill("GO.02", "Niveau", "veel").fill(
                "GO.03",
                "Streefdatum",
                "ooit",
            );
            book.fill("GO.04", "Niveau", 5).fill("GO.04", "Navragen bij", "wij");
            book.reply("Jaarverslag", "jaarverslag.verwerkers", "een paar");
        },
        &[
            "Vragenlijst!G7: niveau 7 bestaat niet",
            "Vragenlijst!G8",
            "Vragenlijst!P9",
            "Vragenlijst!G10",
            "Jaarverslag!B",
        ],
    );
}

#[test]
fn sheets_and_columns_may_move_but_not_go() {
    refused(|book| book.sheets[1].0 = "Vragen".to_owned(), &["het blad \"Vragenlijst\" ontbreekt"]);
    refused(
        |book| {
            let place = book.find("Vragenlijst", "Norm");
            book.sheet("Vragenlijst").remove(&place);
        },
        &["de kolom \"Norm\" ontbreekt"],
    );
    refused(
        |book| {
            let (row, column) = book.find("Vragenlijst", "Bewijs");
            book.sheet("Vragenlijst").insert((row, column), "Toelichting".to_owned().into());
        },
        &["I002", "staat er twee keer"],
    );
    refused(
        |book| {
            let (_, column) = book.find("Vragenlijst", "Bewijs");
            book.sheet("Vragenlijst").retain(|(_, of), _| *of != column);
        },
        &["de kolom \"Bewijs\" ontbreekt"],
    );
    // Another order of sheets and columns, an extra column and empty rows are no trouble at all.
    let folder = Forms::with("onderweg.toml");
    let mut book = folder.form(&[]);
    book.fill("GO.01", "Niveau", "5");
    book.sheets.reverse();
    let cells = std::mem::take(book.sheet("Vragenlijst"));
    *book.sheet("Vragenlijst") = cells
        .into_iter()
        .map(|((row, column), data)| {
            ((row * 2 + 1, if column < 6 { column + 30 } else { 26 - column }), data)
        })
        .collect();
    book.sheet("Vragenlijst").insert((9, 40), "eigen aantekening".to_owned().into());
    book.save(&folder.path("a.xlsx"));
    let out = folder.done(&["importeer", "@a.xlsx", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(out.lines().filter(|line| line.starts_with("- ")).count(), 1, "{out}");
    assert_eq!(folder.assessment("meting.toml").answers["GO.01"].reply, Reply::Level(5));
}

#[test]
fn formulas_and_joined_cells_are_refused_with_their_place() {
    refused(
        |book| {
            let change: fn(&mut rust_xlsxwriter::Worksheet) = |sheet| {
                sheet.write_formula(6, 6, "=1+1").unwrap();
            };
            book.extra.push(("Vragenlijst".to_owned(), change));
        },
        &["I003", "Vragenlijst!G7: hier staat een formule"],
    );
    refused(
        |book| {
            let change: fn(&mut rust_xlsxwriter::Worksheet) = |sheet| {
                sheet.merge_range(6, 6, 8, 6, "2", &rust_xlsxwriter::Format::new()).unwrap();
            };
            book.extra.push(("Vragenlijst".to_owned(), change));
        },
        &["Vragenlijst!G7: hier zijn cellen samengevoegd"],
    );
}

#[test]
fn a_workbook_that_is_too_much_costs_nothing_and_says_why() {
    refused(
        |book| {
            for row in 200..100_000 {
                book.sheet("Vragenlijst").insert((row, 0), "x".to_owned().into());
            }
        },
        &["meer dan 5000 rijen"],
    );
    refused(
        |book| {
            book.sheet("Vragenlijst").insert((1_048_575, 16_383), "x".to_owned().into());
        },
        &["meer dan 5000 rijen"],
    );
    // A formula that fills the sheet as well is one cell.
    refused(
        |book| {
            let change: fn(&mut rust_xlsxwriter::Worksheet) = |sheet| {
                sheet.write_formula(1_048_575, 16_383, "=1+1").unwrap();
            };
            book.extra.push(("Bestuur".to_owned(), change));
        },
        &["\"Bestuur\" heeft meer dan 5000 rijen"],
    );
}

/// A package with one part of so many bytes of nothing, beside what makes it a workbook.
fn bomb(path: &Path, megabytes: usize) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", options).unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.start_file("xl/sharedStrings.xml", options).unwrap();
    for _ in 0..megabytes {
        zip.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn what_is_no_workbook_is_refused() {
    let folder = Forms::with("onderweg.toml");
    fs::write(folder.path("tekst.xlsx"), "dit is tekst").unwrap();
    refused_file(&folder, "@tekst.xlsx", &["I001", "geen werkmap"]);
    fs::write(folder.path("leeg.ods"), "").unwrap();
    refused_file(&folder, "@leeg.ods", &["I001"]);
    fs::write(folder.path("slot.xlsx"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest").unwrap();
    refused_file(&folder, "@slot.xlsx", &["wachtwoord"]);
    bomb(&folder.path("bom.xlsx"), 70);
    assert!(fs::metadata(folder.path("bom.xlsx")).unwrap().len() < 1024 * 1024);
    refused_file(&folder, "@bom.xlsx", &["B006", "uitgepakt groter dan 64 MB"]);
    bomb(&folder.path("half.xlsx"), 1);
    refused_file(&folder, "@half.xlsx", &["I001"]);
    fs::write(folder.path("brief.pdf"), "x").unwrap();
    refused_file(&folder, "@brief.pdf", &["I001"]);
    refused_file(&folder, "@weg.xlsx", &["B001"]);
    let said = folder.run(&["importeer", "@meting.toml", "-o", "@meting.toml"]);
    assert_eq!(said.code, 2);
}

/// An ods with one sheet of these rows.
fn ods(path: &Path, rows: &str) {
    let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("mimetype", options).unwrap();
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    zip.start_file("META-INF/manifest.xml", options).unwrap();
    zip.write_all(b"<manifest:manifest/>").unwrap();
    zip.start_file("content.xml", options).unwrap();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"Vragenlijst\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zip.write_all(text.as_bytes()).unwrap();
    zip.finish().unwrap();
}

fn ods_row(repeated: u32, cells: &[(&str, &str)]) -> String {
    let cell = |(attributes, text): &(&str, &str)| {
        format!(
            "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let cells: String = cells.iter().map(cell).collect();
    format!("<table:table-row table:number-rows-repeated=\"{repeated}\">{cells}</table:table-row>")
}

#[test]
fn an_ods_is_held_to_the_same() {
    let folder = Forms::with("onderweg.toml");
    let path = folder.path("a.ods");
    let header = ods_row(1, &[("", "Norm"), ("", "Niveau"), ("", "Toelichting")]);
    let with = |rows: &str| ods(&path, &format!("{header}{rows}"));
    with(&ods_row(1_000_000, &[("table:number-columns-repeated=\"16000\"", "x")]));
    refused_file(&folder, "@a.ods", &["meer dan 5000 rijen"]);
    with(&ods_row(4_000, &[("table:number-columns-repeated=\"150\"", &"x".repeat(10_000))]));
    refused_file(&folder, "@a.ods", &["te veel tekst"]);
    with(&ods_row(1, &[("", "GO.01"), ("table:formula=\"of:=1+1\"", "2")]));
    refused_file(&folder, "@a.ods", &["Vragenlijst!B2: hier staat een formule"]);
    with(&ods_row(1, &[("", "GO.01"), ("table:number-rows-spanned=\"3\"", "2")]));
    refused_file(&folder, "@a.ods", &["Vragenlijst!B2: hier zijn cellen samengevoegd"]);
    with(&ods_row(1, &[("", "GO.01"), ("", "7")]));
    refused_file(&folder, "@a.ods", &["Vragenlijst!B2: niveau 7 bestaat niet"]);
    with("<table:table-row><kapot");
    refused_file(&folder, "@a.ods", &["I001"]);
    let empty = "<table:table-row table:number-rows-repeated=\"1048000\">\
                 <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    with(&format!("{}{empty}", ods_row(1, &[("", "GO.01"), ("", "5"), ("", "a<text:s text:c=\"3\"/>b")])));
    folder.done(&["importeer", "@a.ods", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(folder.assessment("meting.toml").answers["GO.01"].reply, Reply::Level(5));
}

#[test]
fn an_ods_with_room_between_its_tags_is_read() {
    let folder = Forms::with("onderweg.toml");
    let header = ods_row(1, &[("", "Norm"), ("", "Niveau"), ("", "Toelichting")]);
    let filled = ods_row(1, &[("", "GO.01"), ("", "5"), ("", "a<text:s/>b<text:span> </text:span>c")]);
    let room = |row: &str| row.replace("><table:", ">\n    <table:").replace("><text:p", ">\n      <text:p");
    ods(&folder.path("a.ods"), &room(&format!("{header}{filled}")).replace("</text:p><", "</text:p>\n <"));
    folder.done(&["importeer", "@a.ods", "-o", "@meting.toml", "--opslaan"]);
    let after = folder.assessment("meting.toml");
    assert_eq!(after.answers["GO.01"].reply, Reply::Level(5));
    assert_eq!(after.answers["GO.01"].note.as_deref(), Some("a b c"));
}

/// The parts of a package, by their names.
type Parts = Vec<(String, Vec<u8>)>;

fn unpacked(path: &Path) -> Parts {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().to_owned(), bytes)
        })
        .collect()
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A form as a workbook with this changed in its parts.
fn with_parts(folder: &Forms, change: impl Fn(&mut (String, String))) {
    folder.form(&["--domein", "GO"]);
    let mut parts = unpacked(&folder.path("vorm.xlsx"));
    for (name, bytes) in &mut parts {
        let mut part = (name.clone(), String::from_utf8(bytes.clone()).unwrap());
        change(&mut part);
        (*name, *bytes) = (part.0, part.1.into_bytes());
    }
    fs::write(folder.path("anders.xlsx"), packed(&parts)).unwrap();
}

#[test]
fn a_cell_that_is_nowhere_is_refused_in_a_sheet_of_any_name() {
    let folder = Forms::with("onderweg.toml");
    for address in ["ZZZZZZZ9", "A0", "C4294967297"] {
        with_parts(&folder, |(name, text)| {
            *name = name.replace("sheet2.xml", "anders.XML");
            *text = text.replace("sheet2.xml", "anders.XML").replacen(
                "<c r=\"A7\"",
                &format!("<c r=\"{address}\""),
                1,
            );
        });
        refused_file(&folder, "@anders.xlsx", &["I001"]);
    }
    for (range, said) in [("H9:G8", "I001"), ("G8:H9", "samengevoegd")] {
        with_parts(&folder, |(_, text)| {
            let merged =
                format!("</sheetData><mergeCells count=\"1\"><mergeCell ref=\"{range}\"/></mergeCells>");
            *text = text.replace("</sheetData>", &merged);
        });
        refused_file(&folder, "@anders.xlsx", &[said]);
    }
}

#[test]
fn what_has_nothing_to_do_with_cells_is_left_alone() {
    let folder = Forms::with("onderweg.toml");
    folder.form(&["--domein", "GO"]);
    let mut parts = unpacked(&folder.path("vorm.xlsx"));
    let utf16: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    parts.push(("customXml/item1.xml".to_owned(), utf16));
    parts.push(("xl/media/image1.png".to_owned(), b"\x89PNG<".to_vec()));
    fs::write(folder.path("anders.xlsx"), packed(&parts)).unwrap();
    let said = folder.run(&["importeer", "@anders.xlsx", "-o", "@meting.toml"]);
    assert_eq!((said.code, said.err.contains("niets nieuws")), (0, true), "{}", said.err);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_that_is_broken_inside_is_read_or_refused(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), broken_piece(), 0..40usize), 1..4),
        is_ods in any::<bool>(),
    ) {
        static PARTS: LazyLock<[Parts; 2]> = LazyLock::new(|| {
            let folder = Forms::with("eenpitter.toml");
            folder.form(&["--domein", "GO"]);
            let rows = [("", "Norm"), ("", "Niveau")].map(|cell| ods_row(1, &[cell])).concat();
            ods(&folder.path("a.ods"), &rows);
            [unpacked(&folder.path("vorm.xlsx")), unpacked(&folder.path("a.ods"))]
        });
        let mut parts = PARTS[usize::from(is_ods)].clone();
        let part = part.index(parts.len());
        for (at, piece, gone) in changes {
            let bytes = &mut parts[part].1;
            let at = at.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        match workbook::parse(&packed(&parts), "stuk.xlsx") {
            Ok(sheets) => prop_assert!(form_read(&sheets, "stuk.xlsx", &embedded::newest()).map_or_else(|findings| findings.has_errors(), |_| true)),
            Err(findings) => prop_assert!(findings.has_errors()),
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_a_table(bytes in prop::collection::vec(any::<u8>(), 0..300), norm in any::<bool>()) {
        let mut all = if norm { b"Norm;Niveau;Bewijs\nGO.01;".to_vec() } else { Vec::new() };
        all.extend(bytes);
        if let Ok(sheet) = table::parse(all, "a.csv") {
            let _ = form_read(&[sheet], "a.csv", &embedded::newest());
        }
    }
}

/// What breaks a piece of XML in a telling way.
fn broken_piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "<",
        ">",
        "&",
        "&#x0;",
        "\"",
        "r=\"\"",
        " r=\"XFD1048577\"",
        " r=\"A0\"",
        " r=\"ZZZZZZZZ9\"",
        " s=\"999999\"",
        " t=\"s\"",
        " t=\"e\"",
        "<v>-1</v>",
        "<v>99999999999999999999</v>",
        "<v>NaN</v>",
        "<v>1e400</v>",
        "<f>1</f>",
        "</row>",
        "</c>",
        "</sheetData>",
        "<mergeCell ref=\"A1:\"/>",
        "<c r=\"B7\"",
        "é",
        "\u{0}",
        " table:number-columns-repeated=\"-1\"",
        " table:number-rows-repeated=\"99999999999999999999\"",
        "office:date-value=\"2026-99-99\"",
        "<f t=\"shared\" si=\"0\" ref=\"A1:XFD1048576\">A1</f>",
    ])
}

#[test]
fn a_cut_off_workbook_is_refused_wherever_it_is_cut() {
    let folder = Forms::with("eenpitter.toml");
    folder.form(&["--domein", "GO"]);
    let bytes = folder.bytes("vorm.xlsx");
    for part in 1..12 {
        fs::write(folder.path("stuk.xlsx"), &bytes[..bytes.len() * part / 12]).unwrap();
        refused_file(&folder, "@stuk.xlsx", &["fout[I001]"]);
    }
}

#[test]
fn a_form_of_another_edition_is_refused() {
    refused(
        |book| {
            let row = book.find("Basis", "meting.editie").0;
            book.sheet("Basis").insert((row, 1), "|\"2031-01-01\"|".to_owned().into());
        },
        &["A009"],
    );
}

#[test]
fn a_form_of_another_board_or_year_is_for_a_person_to_judge() {
    let folder = Forms::with("onderweg.toml");
    let mut book = folder.form(&["--domein", "GO"]);
    book.fill("GO.01", "Niveau", "5").save(&folder.path("a.xlsx"));
    let text = String::from_utf8(folder.bytes("meting.toml")).unwrap();
    let other = text.replace("verslagjaar = 2026", "verslagjaar = 2027");
    fs::write(folder.path("meting.toml"), &other).unwrap();
    refused_file(&folder, "@a.xlsx", &["op één plek"]);
    let words = ["importeer", "@a.xlsx", "-o", "@meting.toml", "--opslaan", "--voorrang", "@meting.toml"];
    folder.done(&words);
    let after = folder.assessment("meting.toml");
    assert_eq!((after.meta.reporting_year, &after.answers["GO.01"].reply), (2027, &Reply::Level(5)));
}

#[test]
fn a_table_of_answers_goes_out_and_comes_back() {
    for example in ["eenpitter.toml", "onderweg.toml", "voldoet.toml"] {
        let folder = Forms::with(example);
        let before = folder.bytes("meting.toml");
        folder.done(&["vragenlijst", "@meting.toml", "-o", "@a.csv", "-q"]);
        let table = String::from_utf8(folder.bytes("a.csv")).unwrap();
        assert!(table.starts_with("\u{feff}\"Norm\";\"Titel\";\"Vraag\";\"Niveau\";"), "{}", &table[..60]);
        assert!(table.contains("\r\n\"GO.02\";"));
        folder.done(&["importeer", "@a.csv", "-o", "@meting.toml", "--opslaan"]);
        assert_eq!(folder.bytes("meting.toml"), before);
    }
    let folder = Forms::with("onderweg.toml");
    fs::write(folder.path("b.csv"), "toelichting,NORM,niveau,extra\n\"'=1+1, \"\"zo\"\"\",GO.01,5,x\n,,,\n")
        .unwrap();
    folder.done(&["importeer", "@b.csv", "-o", "@meting.toml", "--opslaan"]);
    let after = folder.assessment("meting.toml");
    assert_eq!(after.answers["GO.01"].note.as_deref(), Some("=1+1, \"zo\""));
    assert_eq!(after.answers["GO.01"].reply, Reply::Level(5));
    fs::write(folder.path("c.csv"), "Norm;Niveau\r\n\r\nGO.01;7\r\nXX.01;2\r\n").unwrap();
    let said = folder.run(&["importeer", "@c.csv", "-o", "@meting.toml", "--opslaan"]);
    assert_eq!(said.code, 2);
    let told = flat(&said.err);
    assert!(told.contains("regel 3, kolom 2: niveau 7 bestaat niet"), "{told}");
    assert!(told.contains("regel 4, kolom 1: norm \"XX.01\" bestaat niet"), "{told}");
    fs::write(folder.path("d.csv"), "Niveau;Antwoord\r\n2;3\r\n").unwrap();
    assert!(
        flat(&folder.run(&["importeer", "@d.csv", "-o", "@meting.toml"]).err)
            .contains("de kolom \"Norm\" ontbreekt")
    );
    fs::write(folder.path("e.csv"), b"Norm;Toelichting\r\nGO.01;caf\xe9\r\n").unwrap();
    assert!(flat(&folder.run(&["importeer", "@e.csv", "-o", "@meting.toml"]).err).contains("CSV UTF-8"));
}

/// The office programs, where they are installed.
fn through_office(folder: &Forms, from: &str, ending: &str) -> bool {
    let profile = format!("-env:UserInstallation=file://{}", folder.path("profiel").display());
    let out = folder.path("kantoor");
    let ran = std::process::Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", ending, "--outdir"])
        .arg(&out)
        .arg(folder.path(from))
        .output();
    match ran {
        Err(_) if std::env::var_os("IBP_PEIL_OFFICE").is_none() => {
            eprintln!("skipped: soffice is not installed");
            false
        }
        ran => {
            assert!(ran.unwrap().status.success());
            true
        }
    }
}

#[test]
fn a_form_that_was_saved_by_libreoffice_says_the_same() {
    for ending in ["xlsx", "ods"] {
        let folder = Forms::with("onderweg.toml");
        let mut book = folder.form(&[]);
        book.by("ICT-coördinator").fill("GO.01", "Niveau", "4").fill(
            "GO.01",
            "Toelichting",
            "a  b\n\n=c 'd'",
        );
        book.save(&folder.path("vol.xlsx"));
        // The form itself, with its dates and lists, and one that was filled in.
        for name in ["vorm", "vol"] {
            if !through_office(&folder, &format!("{name}.xlsx"), ending) {
                return;
            }
        }
        let same = format!("@kantoor/vorm.{ending}");
        let said = folder.run(&["importeer", &same, "-o", "@meting.toml", "--opslaan"]);
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{ending}: {}", said.err);
        let filled = format!("@kantoor/vol.{ending}");
        let out = folder.done(&["importeer", &filled, "-o", "@meting.toml", "--opslaan"]);
        assert_eq!(out.lines().filter(|line| line.starts_with("- ")).count(), 1, "{ending}: {out}");
        let after = folder.assessment("meting.toml");
        assert_eq!(after.answers["GO.01"].reply, Reply::Level(4));
        assert_eq!(after.answers["GO.01"].assessed_by.as_deref(), Some("ICT-coördinator"));
        let note = after.answers["GO.01"].note.clone().unwrap();
        assert_eq!(note.split_whitespace().collect::<Vec<_>>(), ["a", "b", "=c", "'d'"]);
    }
}

#[test]
fn a_form_that_is_not_there_is_no_reason_to_begin_an_assessment() {
    let folder = Forms::with("onderweg.toml");
    fs::create_dir(folder.path("map.xlsx")).unwrap();
    for (form, hint) in [
        ("@weg.xlsx", "tip: controleer de naam en de map\n"),
        ("@weg.csv", "tip: controleer de naam en de map\n"),
        ("@map.xlsx", "tip: kies een bestand in die map\n"),
        ("@weg.toml", "een nieuwe meting begin je met"),
    ] {
        let said = folder.run(&["importeer", form, "-o", "@meting.toml"]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(hint), "{form}: {}", said.err);
    }
}
