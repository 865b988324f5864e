//! `overzicht`: what is found in a folder, where it goes, in which form, and what stays out of an anonymous one.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::{Command, Stdio};

use crate::boards::{EXAMPLES, PLANTED, TODAY, answer_all, example, plant_markers, shared_catalogue};
use crate::program::{Folder, Said, flat, said};
use calamine::{Data, DataType, Reader, Xlsx};
use ibp_peil::assessment::save::new_text;
use ibp_peil::assessment::{Assessment, Reply};
use jiff::civil::date;
use serde_json::Value;

/// Every form, and whether there is a long one.
const FORMATS: [(&str, bool); 5] =
    [("xlsx", false), ("md", false), ("csv", true), ("json", false), ("jsonl", true)];

fn run(arguments: &[&str]) -> Said {
    said(&[&["overzicht"], arguments, &["--datum", "2026-11-21"]].concat())
}

/// A folder with assessments, and beside it room for what is made of them.
struct Place(Folder);

impl Place {
    fn new() -> Self {
        let place = Self(Folder::new());
        fs::create_dir(place.path("in")).unwrap();
        place
    }

    /// With the three examples.
    fn with_examples() -> Self {
        let place = Self::new();
        for name in EXAMPLES {
            place.board(&format!("{name}.toml"), &example(shared_catalogue(), name));
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn text(&self, name: &str) -> String {
        self.0.named(name)
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(&format!("in/{name}"), text);
    }

    fn board(&self, name: &str, board: &Assessment) {
        self.write(name, &new_text(board));
    }

    /// The bytes of the overview that must be made without a mistake.
    fn made(&self, name: &str, options: &[&str]) -> Vec<u8> {
        let out = self.text(name);
        let said = run(&[&[&self.text("in"), "-o", &out], options].concat());
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
        fs::read(out).unwrap()
    }

    /// What goes to standard output.
    fn shown(&self, options: &[&str]) -> String {
        let folder = self.text("in");
        let said = run(&[&[folder.as_str()], options].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        said.out
    }

    fn document(&self, options: &[&str]) -> Value {
        serde_json::from_str(&self.shown(&[&["--formaat", "json"], options].concat())).unwrap()
    }

    /// The files beside the folder.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != "in");
        names.sort();
        names
    }
}

fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    let names = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        names.iter().zip(row.iter()).map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|found| row(found.unwrap())).collect()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn workbook(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// A board on which every norm has this level.
fn all_at(name: &str, level: u8) -> Assessment {
    let catalogue = shared_catalogue();
    let mut made = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    made.board.name = name.to_owned();
    answer_all(catalogue, &mut made, &Reply::Level(level));
    made
}

mod what_is_made {
    use super::*;

    #[test]
    fn has_the_same_figures_in_every_form() {
        let place = Place::with_examples();
        let document = place.document(&[]);
        let table = rows(&place.made("uit.csv", &[]));
        let objects = lines(&String::from_utf8(place.made("uit.jsonl", &[])).unwrap());
        let boards = document["besturen"].as_array().unwrap();
        assert_eq!((boards.len(), table.len(), objects.len()), (3, 3, 3));
        let mut book = workbook(place.made("uit.xlsx", &[]));
        let sheet = book.worksheet_range("Besturen").unwrap();
        let markdown = String::from_utf8(place.made("uit.md", &[])).unwrap();
        for ((board, row), object) in boards.iter().zip(&table).zip(&objects) {
            let name = board["bestuur"].as_str().unwrap();
            assert_eq!((row["bestuur"].as_str(), &object["bestuur"]), (name, &board["bestuur"]));
            let mean = &board["geheel"]["gemiddelde"]["getoond"];
            assert_eq!(row["geheel_gemiddelde"].parse::<f64>().unwrap(), mean.as_f64().unwrap());
            for (key, value) in board.as_object().unwrap() {
                assert_eq!(&object[key], value, "{name} {key}");
            }
            for (domain, figures) in board["domeinen"].as_object().unwrap() {
                let cell = |figure: &str| row[&format!("{domain}_{figure}")].clone();
                let number = |value: &Value| if value.is_null() { String::new() } else { value.to_string() };
                assert_eq!(cell("gemiddelde"), number(&figures["gemiddelde"]["getoond"]), "{name} {domain}");
                assert_eq!(cell("op_streefniveau"), number(&figures["op-streefniveau"]));
                assert_eq!(cell("open"), number(&figures["open"]));
                assert_eq!(cell("nvt"), number(&figures["niet-van-toepassing"]));
                assert_eq!(cell("laagste"), number(&figures["laagste"]["niveau"]));
                assert_eq!(cell("plaats"), number(&figures["plaats"]["plaats"]));
            }
            let cells =
                sheet.rows().find(|row| matches!(&row[0], Data::String(found) if found == name)).unwrap();
            assert!(cells.iter().any(|cell| cell.get_float() == mean.as_f64()), "{name}: {cells:?}");
            assert!(markdown.contains(&name.replace('-', "\\-")) || markdown.contains(name), "{markdown}");
        }
    }

    #[test]
    fn has_in_its_long_form_a_row_for_every_board_and_norm() {
        let place = Place::with_examples();
        let catalogue = shared_catalogue();
        let table = rows(&place.made("uit.csv", &["--lang"]));
        let objects = lines(&String::from_utf8(place.made("uit.jsonl", &["--lang"])).unwrap());
        assert_eq!((table.len(), objects.len()), (3 * catalogue.norms.len(), 3 * catalogue.norms.len()));
        let given: u32 = EXAMPLES
            .iter()
            .flat_map(|name| example(catalogue, name).answers.into_values())
            .filter_map(|answer| answer.level().map(u32::from))
            .sum();
        let found: u32 = table.iter().filter_map(|row| row["niveau"].parse::<u32>().ok()).sum();
        assert_eq!(found, given);
        for (row, object) in table.iter().zip(&objects) {
            assert_eq!(row.len(), object.as_object().unwrap().len());
            for (name, cell) in row {
                let value = match &object[name] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(*cell, value, "{name}");
            }
        }
    }

    #[test]
    fn is_what_the_counts_and_the_spread_say() {
        let place = Place::new();
        for (index, level) in [1, 2, 2, 5].into_iter().enumerate() {
            place.board(&format!("{index}.toml"), &all_at(&format!("Bestuur {index}"), level));
        }
        let catalogue = shared_catalogue();
        let empty = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
        place.board("leeg.toml", &Assessment { board: all_at("Leeg", 1).board, ..empty });
        let document = place.document(&[]);
        let whole = &document["spreiding"]["geheel"];
        let five =
            ["laagste", "kwart", "mediaan", "driekwart", "hoogste"].map(|key| whole[key].as_f64().unwrap());
        // 1, 2, 2 and 5: places 1.75 and 3.25.
        assert_eq!(five, [1.0, 1.8, 2.0, 2.8, 5.0]);
        assert_eq!((&whole["gemiddelde"], &whole["besturen"]), (&2.5.into(), &4.into()));
        assert_eq!(whole["zonder-cijfer"], 1);
        let counts = &document["aantallen"];
        assert_eq!(
            (&counts["besturen"], &counts["voldoet"], &counts["volledig"]),
            (&5.into(), &1.into(), &4.into())
        );
        assert_eq!(document["normen"][0]["onder-streefniveau"], 3);
        let places: Vec<Value> = document["besturen"]
            .as_array()
            .unwrap()
            .iter()
            .map(|board| board["geheel"]["plaats"].clone())
            .collect();
        let place_of = |place, shared| serde_json::json!({ "plaats": place, "gedeeld": shared, "van": 4 });
        assert_eq!(places, [place_of(4, 1), place_of(2, 2), place_of(2, 2), place_of(1, 1), Value::Null]);
    }

    #[test]
    fn goes_to_several_places_in_one_run() {
        let place = Place::with_examples();
        let said = run(&[
            &place.text("in"),
            "-o",
            &place.text("a.xlsx"),
            "--formaat",
            &format!("csv={}", place.text("b.txt")),
            "--formaat",
            &format!("json={}", place.text("c.json")),
        ]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert_eq!(place.beside(), ["a.xlsx", "b.txt", "c.json"]);
        assert_eq!(rows(&fs::read(place.path("b.txt")).unwrap()).len(), 3);
        let both = run(&[&place.text("in"), "-o", &place.text("d.txt"), "--formaat", "md"]);
        assert_eq!((both.code, both.out.as_str()), (0, ""));
        assert!(fs::read_to_string(place.path("d.txt")).unwrap().starts_with("# "));
    }

    #[cfg(unix)]
    #[test]
    fn is_only_for_who_made_it() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::with_examples();
        for (format, _) in FORMATS {
            place.made(&format!("uit.{format}"), &[]);
            let mode = fs::metadata(place.path(&format!("uit.{format}"))).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{format}");
        }
    }

    #[test]
    fn counts_a_board_once_where_only_the_newest_is_wanted() {
        let place = Place::new();
        for year in [2024, 2026, 2025] {
            let mut made = all_at("Waterland", 2);
            made.meta.reporting_year = year;
            place.board(&format!("{year}.toml"), &made);
        }
        let all = place.document(&[]);
        assert_eq!(
            (&all["aantallen"]["besturen"], &all["aantallen"]["meer-metingen"]),
            (&3.into(), &3.into())
        );
        let said = run(&[&place.text("in"), "--formaat", "json"]);
        assert!(
            flat(&said.err).contains("Let op: 3 metingen zijn van een bestuur waarvan er meer"),
            "{}",
            said.err
        );
        let newest = place.document(&["--nieuwste"]);
        assert_eq!(newest["aantallen"]["besturen"], 1);
        assert_eq!(newest["aantallen"]["oudere-weggelaten"], 2);
        assert_eq!(newest["besturen"][0]["verslagjaar"], 2026);
        assert_eq!(newest["alleen-nieuwste"], true);
    }
}

mod what_is_found {
    use super::*;

    #[test]
    fn lies_in_folders_below_and_has_the_name_that_is_asked_for() {
        let place = Place::with_examples();
        place.board("zuid/2025-a.toml", &all_at("A", 2));
        place.board(".ibp-peil/oud.toml", &all_at("Oud", 2));
        place.write("lijstje.txt", "geen meting");
        // What is demanded of assessments is no assessment.
        place.write("eisen.toml", "formaat = 1\neisen = [\"volledig\"]\n");
        let files = |options: &[&str]| -> Vec<String> {
            let document = place.document(options);
            let boards = document["besturen"].as_array().unwrap().iter();
            let mut files: Vec<String> =
                boards.map(|board| board["bestand"].as_str().unwrap().to_owned()).collect();
            files.sort();
            files
        };
        assert_eq!(files(&[]), ["eenpitter.toml", "onderweg.toml", "voldoet.toml", "zuid/2025-a.toml"]);
        assert_eq!(files(&["--patroon", "2025-*"]), ["zuid/2025-a.toml"]);
        assert_eq!(files(&["--patroon", "zuid/*"]), ["zuid/2025-a.toml"]);
    }

    #[test]
    fn and_cannot_be_read_is_named_with_its_place_and_stops_nothing() {
        let place = Place::with_examples();
        place.write("zuid/kapot.toml", "formaat = 1\n[bestuur]\nnaam = \"Kapot\n");
        let other = new_text(&all_at("Ander", 2)).replace(&shared_catalogue().edition, "1999-01-01");
        place.write("andere-editie.toml", &other);
        for (format, _) in FORMATS {
            let out = place.text(&format!("uit.{format}"));
            let said = run(&[&place.text("in"), "-o", &out]);
            assert_eq!(said.code, 2, "{format}");
            let told = flat(&said.err);
            assert!(told.contains("kapot.toml:3:"), "{told}");
            assert!(told.contains("1999-01-01"), "{told}");
            assert!(told.contains("2 bestanden zijn niet te lezen"), "{told}");
            assert!(fs::metadata(out).unwrap().len() > 100);
        }
        let document: Value = serde_json::from_slice(&fs::read(place.path("uit.json")).unwrap()).unwrap();
        assert_eq!(document["besturen"].as_array().unwrap().len(), 3);
        let wrong = document["niet-te-lezen"].as_array().unwrap();
        assert_eq!((&wrong[0]["bestand"], &wrong[0]["code"]), (&"andere-editie.toml".into(), &"A009".into()));
        assert_eq!((&wrong[1]["bestand"], &wrong[1]["code"]), (&"zuid/kapot.toml".into(), &"T001".into()));
        assert_eq!(wrong[1]["regel"], 3);
        let mut book = workbook(fs::read(place.path("uit.xlsx")).unwrap());
        let sheet = book.worksheet_range("Niet gelezen").unwrap();
        let texts: Vec<&str> = sheet.rows().flatten().filter_map(|cell| cell.get_string()).collect();
        assert!(texts.contains(&"zuid/kapot.toml") && texts.contains(&"andere-editie.toml"), "{texts:?}");
    }

    #[test]
    fn and_is_all_broken_gives_an_overview_of_nothing_that_names_them() {
        let place = Place::new();
        for number in 0..30 {
            place.write(&format!("{number:02}.toml"), "formaat = \n");
        }
        let said = run(&[&place.text("in"), "--formaat", "json"]);
        assert_eq!(said.code, 2);
        let document: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(document["niet-te-lezen"].as_array().unwrap().len(), 30);
        assert_eq!(document["spreiding"]["geheel"]["mediaan"], Value::Null);
        // The first twenty are told whole, the others only stand in the overview.
        assert!(said.err.contains("19.toml:1:") && !said.err.contains("20.toml"), "{}", said.err);
        for (format, _) in FORMATS {
            assert_eq!(
                run(&[&place.text("in"), "-o", &place.text(&format!("uit.{format}"))]).code,
                2,
                "{format}"
            );
        }
    }

    #[test]
    fn is_nothing_at_all_and_says_so() {
        let place = Place::new();
        let told = |arguments: &[&str]| {
            let said = run(arguments);
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
            flat(&said.err)
        };
        let (folder, out) = (place.text("in"), place.text("uit.csv"));
        assert!(told(&[&folder, "-o", &out]).contains("staat geen meting tip: een meting eindigt op .toml"));
        place.board("a.toml", &all_at("A", 2));
        assert!(told(&[&folder, "-o", &out, "--patroon", "b*"]).contains("geen meting met zo'n naam"));
        assert!(told(&[&place.text("weg"), "-o", &out]).contains("deze map bestaat niet"));
        assert!(told(&[&place.text("in/a.toml"), "-o", &out]).contains("dit is geen map"));
        assert!(told(&[&folder, "-o", &out, "--patroon", "[a"]).contains("2026-*.toml"));
        assert_eq!(place.beside(), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn in_a_folder_that_may_not_be_opened_is_named_and_the_rest_counts() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::with_examples();
        place.board("dicht/a.toml", &all_at("A", 2));
        let closed = place.path("in/dicht");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let readable = fs::read_dir(&closed).is_ok();
        let said = run(&[&place.text("in"), "--formaat", "json"]);
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
        if readable {
            // The administrator may open everything.
            return;
        }
        assert_eq!(said.code, 2);
        let document: Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(document["besturen"].as_array().unwrap().len(), 3);
        assert_eq!(document["niet-te-lezen"][0]["bestand"], "dicht");
        assert_eq!(document["niet-te-lezen"][0]["code"], "B003");
    }
}

mod where_it_goes {
    use super::*;

    #[test]
    fn must_be_clear() {
        let place = Place::with_examples();
        let folder = place.text("in");
        for (arguments, expected) in [
            (
                &[][..],
                "niet bij waar het overzicht heen moet tip: geef een bestand op, bijvoorbeeld -o overzicht.xlsx",
            ),
            (&["-o", "-"], "in welke vorm het overzicht op het scherm komt"),
            (&["-o", "uit.pdf"], "kies een naam die eindigt op .xlsx, .md, .csv, .json of .jsonl"),
            (&["-o", "uit"], "aan de naam uit is niet te zien"),
            (&["-o", "uit.toml", "--formaat", "csv"], "lijkt een meting; daar komt geen resultaat in"),
            (&["--formaat", "xlsx"], "een werkmap (xlsx) kan niet op het scherm"),
            (&["--formaat", "csv", "--formaat", "json"], "maar één formaat op het scherm"),
            (&["--formaat", "pdf"], "kies xlsx, md, csv, json of jsonl"),
            (&["-o", "uit.xlsx", "--lang"], "met --lang kan er geen xlsx gemaakt worden"),
            (&["--formaat", "csv=a.csv", "--formaat", "jsonl=a.csv"], "a.csv staat er twee keer"),
            (&["-o", &folder], "is een map, en het overzicht is een bestand"),
            (&["-o", "uit.csv", "--sleutel", "sleutel.csv"], "--anoniem"),
        ] {
            let said = run(&[&[folder.as_str()], arguments].concat());
            assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
            assert!(flat(&said.err).contains(expected), "{arguments:?}: {}", said.err);
        }
        assert!(!Path::new("uit.csv").exists());
    }

    #[test]
    fn is_standard_output_with_nothing_but_the_result() {
        let place = Place::with_examples();
        assert_eq!(rows(place.shown(&["--formaat", "csv"]).as_bytes()).len(), 3);
        assert_eq!(rows(place.shown(&["-o", "-", "--formaat", "csv"]).as_bytes()).len(), 3);
        assert!(place.shown(&["--formaat", "md"]).starts_with("# "));
        let quiet = run(&[&place.text("in"), "--formaat", "csv", "-q"]);
        assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
    }

    #[test]
    fn and_cannot_be_written_is_told_and_leaves_nothing() {
        let place = Place::with_examples();
        for (format, _) in FORMATS {
            let said = run(&[&place.text("in"), "-o", &place.text(&format!("weg/uit.{format}"))]);
            assert_eq!(said.code, 2, "{format}");
            assert!(
                flat(&said.err).contains(&format!("uit.{format} kan niet geschreven worden")),
                "{}",
                said.err
            );
        }
        assert_eq!(place.beside(), Vec::<String>::new());
    }

    #[cfg(unix)]
    #[test]
    fn can_be_a_pipe_that_closes() {
        let place = Place::with_examples();
        for name in 0..20 {
            place.board(&format!("{name}.toml"), &all_at(&format!("Bestuur {name}"), 2));
        }
        for format in ["csv", "jsonl"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
            command.arg("overzicht").arg(place.path("in")).args(["--lang", "--formaat", format, "-q"]);
            let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut first = [0; 10];
            program.stdout.take().unwrap().read_exact(&mut first).unwrap();
            let output = program.wait_with_output().unwrap();
            assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{format}");
        }
    }
}

mod an_anonymous_overview {
    use super::*;

    /// What stands in the files and may be nowhere else.
    const NAMES: [&str; 8] =
        ["plantnaam", "plantbestand", "plantfolder", "91827", "48611", "97531", "48.611", "97.531"];
    /// A day that stands in the files, in the ways that it could come out; the last as a workbook counts days.
    const DAYS: [&str; 5] = ["2026-03-17", "17 maart 2026", "17-03-2026", "2028-03-31", "46098"];

    fn planted(name: &str) -> Assessment {
        let catalogue = shared_catalogue();
        let mut made = example(catalogue, name);
        plant_markers(catalogue, &mut made);
        made.board.name = format!("plantnaam {name}");
        made.board.number = Some("91827".to_owned());
        (made.board.schools, made.board.pupils) = (Some(48_611), Some(97_531));
        made.board.sectors = vec!["vo".to_owned()];
        let day = Some(date(2026, 3, 17));
        let meta = &mut made.meta;
        (meta.begun_on, meta.updated_on, meta.reference_date) = (day, day, day);
        (meta.adopted_on, meta.plan_adopted_on, meta.fg_advised_on) = (day, day, day);
        made.answers.values_mut().for_each(|answer| answer.assessed_on = day);
        made
    }

    fn place() -> Place {
        let place = Place::new();
        fs::rename(place.path("in"), place.path("plantfolder")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(place.path("plantfolder"), place.path("in")).unwrap();
        #[cfg(not(unix))]
        fs::rename(place.path("plantfolder"), place.path("in")).unwrap();
        for name in EXAMPLES {
            place.board(&format!("plantbestand-{name}.toml"), &planted(name));
        }
        place.write(
            "plantbestand-stuk.toml",
            "formaat = 1\n[bestuur]\nnaam = \"plantnaam\nplantnotitie = 48611\n",
        );
        place
    }

    /// Everything in a file, of a workbook also what is packed.
    fn unpacked(path: &Path) -> String {
        let bytes = fs::read(path).unwrap();
        let mut all = String::from_utf8_lossy(&bytes).into_owned();
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for index in 0..archive.len() {
                let mut part = archive.by_index(index).unwrap();
                all.push_str(part.name());
                part.read_to_string(&mut all).unwrap();
            }
        }
        all
    }

    #[test]
    fn tells_nothing_about_who_is_who_in_any_form_or_message() {
        let place = place();
        let mut looked = 0;
        for (format, has_long) in FORMATS {
            for options in
                [&[][..], &["--lang"], &["--meldingen", "json"], &["--meldingen", "kort"], &["--nieuwste"]]
            {
                if options.contains(&"--lang") && !has_long {
                    continue;
                }
                let out = place.path(&format!("uit.{format}"));
                let words =
                    [&[&place.text("plantfolder"), "--anoniem", "-o", &out.display().to_string()], options];
                let said = run(&words.concat());
                assert_eq!(said.code, 2, "{}", said.err);
                let everything = unpacked(&out) + &said.out + &said.err;
                for wrong in NAMES.iter().chain(&DAYS).chain(&PLANTED) {
                    assert!(!everything.contains(wrong), "{format} {options:?}: {wrong}");
                }
                looked += everything.len();
            }
        }
        assert!(looked > 100_000);
        // The search would find them: without --anoniem they are there.
        let open = place.text("uit.json");
        assert_eq!(run(&[&place.text("plantfolder"), "-o", &open]).code, 2);
        let everything = unpacked(Path::new(&open));
        for there in ["plantnaam", "plantbestand", "91827", "48611", "97531", "2026-03-17"] {
            assert!(everything.contains(there), "{there}");
        }
    }

    #[test]
    fn names_no_sector_and_leaves_cells_of_that_kind_empty() {
        let place = place();
        fs::remove_file(place.path("plantfolder/plantbestand-stuk.toml")).unwrap();
        for row in rows(&place.made("uit.csv", &["--anoniem"])) {
            for name in ["bestand", "bestuursnummer", "sectoren", "scholen", "leerlingen", "cijfers_van"] {
                assert_eq!(row[name], "", "{name}");
            }
            assert_eq!(row["verslagjaar"], "2026");
        }
    }

    #[test]
    fn has_an_order_that_no_name_decides() {
        let catalogue = shared_catalogue();
        let order = |names: [&str; 4]| -> Vec<Value> {
            let place = Place::new();
            for (index, file) in names.iter().enumerate() {
                let mut made = example(catalogue, EXAMPLES[index % 3]);
                made.meta.reporting_year = 2020 + index as u32;
                place.board(&format!("{file}.toml"), &made);
            }
            let document = place.document(&["--anoniem"]);
            let boards = document["besturen"].as_array().unwrap().iter();
            let labels: Vec<&str> = boards.clone().map(|board| board["bestuur"].as_str().unwrap()).collect();
            assert_eq!(labels, ["A", "B", "C", "D"]);
            boards.map(|board| board["verslagjaar"].clone()).collect()
        };
        // The names of the files turned around: the same order. It is not that of the years either.
        let found = order(["a", "b", "c", "d"]);
        assert_eq!(order(["d", "c", "b", "a"]), found);
        let mut sorted: Vec<u64> = found.iter().filter_map(Value::as_u64).collect();
        sorted.sort_unstable();
        assert_eq!(sorted, [2020, 2021, 2022, 2023]);
    }

    #[test]
    fn has_a_key_only_on_request_and_never_over_another() {
        let place = Place::with_examples();
        place.made("uit.csv", &["--anoniem"]);
        assert_eq!(place.beside(), ["uit.csv"]);
        let key = place.text("sleutel.csv");
        let made = rows(&place.made("uit.csv", &["--anoniem", "--sleutel", &key]));
        let found = rows(&fs::read(&key).unwrap());
        assert_eq!(found.len(), 3);
        for (line, board) in found.iter().zip(&made) {
            assert_eq!(line["letter"], board["bestuur"]);
            let file = place.path("in").join(&line["bestand"]);
            assert!(fs::read_to_string(file).unwrap().contains(&line["bestuur"]));
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let before = fs::read(&key).unwrap();
        let again = run(&[&place.text("in"), "-o", &place.text("uit.csv"), "--anoniem", "--sleutel", &key]);
        assert_eq!(again.code, 2);
        assert!(flat(&again.err).contains("sleutel wordt nooit overschreven"), "{}", again.err);
        assert_eq!(fs::read(&key).unwrap(), before);
        for (name, expected) in [("uit.csv", "staat er twee keer"), ("sleutel.txt", "eindigt op .csv")] {
            let words = ["-o", &place.text("uit.csv"), "--anoniem", "--sleutel", &place.text(name)];
            let said = run(&[&[place.text("in").as_str()], &words[..]].concat());
            assert_eq!(said.code, 2);
            assert!(flat(&said.err).contains(expected), "{}", said.err);
        }
    }

    #[test]
    fn is_not_replaced_by_its_key_under_another_spelling_of_its_name() {
        let place = Place::with_examples();
        let (out, key) = (place.text("uit.csv"), place.text("in/../uit.csv"));
        let said = run(&[&place.text("in"), "-o", &out, "--anoniem", "--sleutel", &key]);
        assert_eq!(said.code, 2);
        assert!(flat(&said.err).contains("een sleutel wordt nooit overschreven"), "{}", said.err);
        assert!(fs::read_to_string(out).unwrap().starts_with("bestand,bestuur,"));
    }

    #[test]
    fn of_few_boards_warns_that_they_are_easily_recognised() {
        let place = Place::with_examples();
        let warns = |place: &Place| {
            let said = run(&[&place.text("in"), "--formaat", "json", "--anoniem"]);
            flat(&said.err).contains("met minder dan vijf besturen is toch gauw te raden wie wie is")
        };
        assert!(warns(&place));
        place.board("a.toml", &all_at("A", 2));
        place.board("b.toml", &all_at("B", 2));
        assert!(!warns(&place));
    }
}

#[cfg(unix)]
mod stopping {
    use std::time::Duration;

    use expectrl::process::unix::{Signal, WaitStatus};
    use expectrl::{Eof, Expect, Session};

    use super::*;

    /// Enough boards to be in the middle of them.
    fn many() -> Place {
        let place = Place::new();
        let text = new_text(&example(shared_catalogue(), "onderweg"));
        for number in 0..1_500 {
            place.write(&format!("{number}.toml"), &text);
        }
        place
    }

    /// The real program in a real terminal.
    fn window(place: &Place, options: &[&str]) -> expectrl::session::OsSession {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
        command.arg("overzicht").arg("in").args(options).current_dir(place.path(""));
        command.env_remove("IBP_PEIL_NORMEN").env("TERM", "xterm-256color").env("NO_COLOR", "1");
        let mut session = Session::spawn(command).unwrap();
        session.get_process_mut().set_window_size(80, 24).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(60)));
        session
    }

    #[test]
    fn leaves_no_half_file_and_says_so_with_its_exit_code() {
        let place = many();
        for (signal, code, out) in [
            (Signal::SIGINT, 130, "uit.xlsx"),
            (Signal::SIGTERM, 143, "uit.csv"),
            (Signal::SIGHUP, 129, "uit.json"),
        ] {
            let mut session = window(&place, &["-o", out]);
            // It is in the middle of the files.
            session.expect(" van 1500 bestanden").unwrap();
            session.get_process_mut().kill(signal).unwrap();
            session.expect(Eof).unwrap();
            let ended = session.get_process().wait().unwrap();
            assert!(matches!(ended, WaitStatus::Exited(_, found) if found == code), "{ended:?}");
            assert_eq!(place.beside(), Vec::<String>::new(), "{out}");
        }
    }

    #[test]
    fn is_not_needed_where_the_bar_goes_away_by_itself() {
        let place = many();
        let mut session = window(&place, &["-o", "uit.csv"]);
        session.expect("per seconde").unwrap();
        session.expect("nog ").unwrap();
        session.expect("Klaar: 1500 metingen in uit.csv.").unwrap();
        session.expect(Eof).unwrap();
        let mut quiet = window(&place, &["-o", "uit.csv", "-q"]);
        let said = quiet.expect(Eof).unwrap();
        assert_eq!(String::from_utf8_lossy(said.as_bytes()), "");
    }

    #[test]
    fn without_a_terminal_there_is_no_bar() {
        let place = Place::with_examples();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibp-peil"));
        let output =
            command.args(["overzicht", "in", "-o", "uit.csv"]).current_dir(place.path("")).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("Klaar: 3 besturen in uit.csv.\n"), "{said:?}");
        assert!(
            !said.contains(" van 3 bestanden") && !said.contains('\r') && !said.contains('\u{1b}'),
            "{said:?}"
        );
    }
}
