//! A board in its group, worked out here in another way, and what a report must never tell of the others.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::boards::{TODAY, answer_all, shared_catalogue};
use ibp_peil::analysis::group::{FEWEST, Group, Side, Standing};
use ibp_peil::analysis::overview::{BoardRow, Scope, group_of};
use ibp_peil::assessment::{Assessment, Reply};
use proptest::prelude::*;

fn board(name: &str, year: u32, reply: &Reply) -> BoardRow {
    row(&assessment(name, year, reply))
}

fn assessment(name: &str, year: u32, reply: &Reply) -> Assessment {
    let catalogue = shared_catalogue();
    let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, year, TODAY);
    assessment.board.name = name.to_owned();
    answer_all(catalogue, &mut assessment, reply);
    assessment
}

fn row(assessment: &Assessment) -> BoardRow {
    BoardRow::of(shared_catalogue(), assessment, format!("{}.toml", assessment.board.name))
}

fn standing(own: &BoardRow, others: Vec<BoardRow>) -> Standing {
    let catalogue = shared_catalogue();
    Group::new(catalogue, &group_of(own, others), 0).standing(catalogue, own)
}

/// Boards at these levels, called a, b, c, …
fn at(levels: &[u8]) -> Vec<BoardRow> {
    ('a'..).zip(levels).map(|(name, level)| board(&name.to_string(), 2026, &Reply::Level(*level))).collect()
}

#[test]
fn a_board_counts_once_whether_or_not_its_file_lies_in_the_folder() {
    let own = board("Het Kompas", 2026, &Reply::Level(2));
    let mut others = at(&[1, 1, 2, 3]);
    let outside = standing(&own, others.clone());
    others.push(board(" het kompas ", 2026, &Reply::Level(5)));
    others.push(board("Het Kompas", 2024, &Reply::Level(1)));
    assert_eq!(standing(&own, others), outside);
    assert_eq!(outside.boards, 5);
}

#[test]
fn of_another_board_only_the_newest_assessment_counts() {
    let own = board("eigen", 2026, &Reply::Level(3));
    let mut others = at(&[1, 1, 1, 1]);
    others.push(board("a", 2020, &Reply::Level(5)));
    others.push(board("b", 2027, &Reply::Level(4)));
    let found = standing(&own, others);
    assert_eq!(found.boards, 5);
    let whole = found.scopes[0].group.as_ref().expect("enough boards");
    assert_eq!(whole.place.map(|place| place.place), Some(2), "only b of 2027 is better");
}

#[test]
fn a_small_group_tells_nothing_but_how_small_it_is() {
    let own = board("eigen", 2026, &Reply::Level(3));
    let small = standing(&own, at(&[1, 2, 4]));
    assert_eq!(small.boards, FEWEST - 1);
    assert!(small.scopes.is_empty());
    assert!(!standing(&own, at(&[1, 2, 4, 5])).scopes.is_empty());
}

#[test]
fn a_scope_in_which_few_boards_have_a_figure_tells_nothing() {
    let catalogue = shared_catalogue();
    let own = board("eigen", 2026, &Reply::Level(3));
    let mut others = at(&[2, 2]);
    // Three boards to which the first domain does not apply.
    for name in ["x", "y", "z"] {
        let mut found = assessment(name, 2026, &Reply::Level(2));
        for norm in catalogue.norms.iter().filter(|norm| norm.domain == 0) {
            let answer = found.answers.get_mut(&norm.id).expect("every norm is answered");
            answer.reply = Reply::NotApplicable("bestaat hier niet".to_owned());
        }
        others.push(row(&found));
    }
    let found = standing(&own, others);
    for scope in &found.scopes {
        assert_eq!(scope.group.is_none(), scope.scope == Scope::Domain(0), "{:?}", scope.scope);
    }
}

#[test]
fn a_board_without_a_figure_has_no_place_and_does_not_count_in_that_of_others() {
    let nothing = board("eigen", 2026, &Reply::Open);
    let found = standing(&nothing, at(&[1, 2, 3, 4, 5]));
    let whole = &found.scopes[0];
    let group = whole.group.as_ref().expect("enough boards");
    assert_eq!((whole.own, group.place, group.side, group.boards), (None, None, None, 5));
    assert_eq!(found.boards, 6);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn place_and_middle_half_are_those_that_counting_gives(levels in prop::collection::vec(1u8..=5, 4..15), own in 1u8..=5) {
        let found = standing(&board("eigen", 2026, &Reply::Level(own)), at(&levels));
        let mut all: Vec<f64> = levels.iter().chain([&own]).map(|level| f64::from(*level)).collect();
        all.sort_by(f64::total_cmp);
        // Inclusive quartiles, as a spreadsheet has them.
        let quartile = |part: f64| {
            let place = part * (all.len() - 1) as f64;
            let below = all[place.floor() as usize];
            let above = all[place.ceil() as usize];
            below + (above - below) * place.fract()
        };
        let better = levels.iter().filter(|level| **level > own).count();
        let same = 1 + levels.iter().filter(|level| **level == own).count();
        for scope in &found.scopes {
            let group = scope.group.as_ref().expect("enough boards");
            let place = group.place.expect("the board has a figure");
            prop_assert_eq!((place.place as usize, place.shared as usize, place.of as usize), (better + 1, same, all.len()));
            for (shown, exact) in [(group.q1, quartile(0.25)), (group.median, quartile(0.5)), (group.q3, quartile(0.75))] {
                // One decimal; just below the target it is rounded down.
                prop_assert!((shown.value() - exact).abs() <= 0.1 - 1e-9, "{} {}", shown, exact);
            }
            let expected = match () {
                () if f64::from(own) < group.q1.value() => Side::Below,
                () if f64::from(own) > group.q3.value() => Side::Above,
                () => Side::Within,
            };
            prop_assert_eq!(group.side, Some(expected));
        }
    }
}

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("IBP_PEIL_NORMEN")
        .args(args)
        .args(["--datum", "2026-12-17"])
        .output()
        .expect("the program runs")
}

fn folded(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

const OWN: &str = "examples/besturen/bestuur-00003.toml";

#[test]
fn status_and_report_show_the_group_and_never_another_board() {
    let status = run(&["status", OWN, "--groep", "examples/besturen"]);
    assert_eq!(status.status.code(), Some(0), "{}", folded(&status.stderr));
    let text = folded(&status.stdout);
    assert!(text.contains("Naast de groep: 8 besturen in de groep, jullie meegeteld"), "{text}");
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_string_lossy().into_owned();
    let report = run(&["rapport", OWN, "-o", &out, "--groep", "examples/besturen"]);
    assert_eq!(report.status.code(), Some(0), "{}", folded(&report.stderr));
    let page = fs::read_to_string(folder.path().join("gap-analyse.md")).expect("the gap analysis");
    assert!(page.contains("## Naast de groep") && page.contains(" van 8 |"), "{page}");
    let book = fs::read(folder.path().join("gap-analyse.xlsx")).expect("the workbook");
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(book)).expect("a workbook");
    let sheet = calamine::Reader::worksheet_range(&mut book, "Groep").expect("a sheet of the group");
    let cells: String = sheet.rows().flatten().map(|cell| format!("{cell}\n")).collect();
    assert!(cells.contains("Plaats") && cells.contains(" van 8"), "{cells}");
    let paragraph = fs::read_to_string(folder.path().join("ibp-paragraaf.md")).expect("the paragraph");
    for other in fs::read_dir("examples/besturen").expect("the boards") {
        let file = fs::read_to_string(other.expect("a file").path()).expect("an assessment");
        let name =
            file.lines().find_map(|line| line.strip_prefix("naam = ")).expect("a name").trim_matches('"');
        if fs::read_to_string(OWN).expect("the own file").contains(name) {
            continue;
        }
        for text in [&text, &page, &cells] {
            assert!(!text.contains(name), "{name} in a report of another board");
        }
    }
    let alone = tempfile::tempdir().expect("a folder");
    let without = run(&["rapport", OWN, "-o", &alone.path().to_string_lossy()]);
    assert_eq!(without.status.code(), Some(0));
    let public = fs::read_to_string(alone.path().join("ibp-paragraaf.md")).expect("the paragraph");
    assert_eq!(paragraph, public, "the group never reaches the public paragraph");
    assert!(!fs::read_to_string(alone.path().join("gap-analyse.md")).expect("it").contains("Naast de groep"));
}

#[test]
fn the_status_as_json_has_the_group_or_null() {
    let json = |args: &[&str]| -> serde_json::Value {
        let output = run(args);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", folded(&output.stderr)))
    };
    let found = json(&["status", OWN, "--formaat", "json", "--groep", "examples/besturen"]);
    assert_eq!(found["groep"]["besturen"], 8);
    let scopes = found["groep"]["bereiken"].as_array().expect("the scopes");
    let catalogue = shared_catalogue();
    assert_eq!(scopes.len(), 1 + catalogue.parts.len() + catalogue.domains.len());
    assert_eq!(scopes[0]["groep"]["plaats"]["van"], 8);
    let keys: Vec<&String> = scopes[0]["groep"].as_object().expect("figures").keys().collect();
    assert_eq!(keys, ["besturen", "eerste-kwartiel", "midden", "derde-kwartiel", "plaats"]);
    assert!(json(&["status", OWN, "--formaat", "json"])["groep"].is_null());
    let small =
        json(&["status", "examples/onderweg.toml", "--formaat", "json", "--groep", "tests/cmd/toets.in"]);
    assert_eq!(small["groep"]["bereiken"], serde_json::json!([]));
}

#[test]
fn a_broken_file_in_the_group_is_told_and_the_rest_is_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in fs::read_dir("examples/besturen").expect("the boards") {
        let path = file.expect("a file").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::write(folder.path().join("kapot.toml"), "kapot = [").expect("written");
    let status = run(&["status", OWN, "--groep", &folder.path().to_string_lossy()]);
    assert_eq!(status.status.code(), Some(0));
    assert!(
        folded(&status.stderr).contains("is 1 bestand niet te lezen; het telt niet mee. ibp-peil overzicht")
    );
    assert!(folded(&status.stdout).contains("Eén bestand in de map van de groep is niet te lezen"));
    let useless = tempfile::tempdir().expect("a folder");
    fs::write(useless.path().join("kapot.toml"), "kapot = [").expect("written");
    let nothing = run(&["status", OWN, "--groep", &useless.path().to_string_lossy()]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(folded(&nothing.stderr).contains("is geen enkele meting te lezen"));
    let empty = tempfile::tempdir().expect("a folder");
    let nobody = run(&["status", OWN, "--groep", &empty.path().to_string_lossy()]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(folded(&nobody.stderr).contains("staat geen meting"));
}

fn per_board(input: &Path, output: &Path, more: &[&str]) -> Output {
    let (input, output) = (input.to_string_lossy(), output.to_string_lossy());
    run(&[&["overzicht", &input, "-o", &output, "--per-bestuur"], more].concat())
}

#[test]
fn every_board_gets_its_own_report_with_its_group_beside_the_overview() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = per_board(Path::new("examples/besturen"), folder.path(), &[]);
    assert_eq!(made.status.code(), Some(0), "{}", folded(&made.stderr));
    let mut reports = 0;
    for entry in fs::read_dir(folder.path()).expect("the output") {
        let entry = entry.expect("an entry");
        if entry.file_name() == "overzicht.xlsx" {
            continue;
        }
        reports += 1;
        let mut files: Vec<String> = fs::read_dir(entry.path())
            .expect("a report")
            .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
            .collect();
        files.sort();
        assert_eq!(files, ["gap-analyse.md", "gap-analyse.xlsx", "ibp-paragraaf.docx", "ibp-paragraaf.md"]);
        let page = fs::read_to_string(entry.path().join("gap-analyse.md")).expect("the gap analysis");
        assert!(page.contains("## Naast de groep"));
    }
    assert_eq!(reports, 8);
    // What the report of one board says is what `rapport --groep` says.
    let alone = tempfile::tempdir().expect("a folder");
    let one = run(&["rapport", OWN, "-o", &alone.path().to_string_lossy(), "--groep", "examples/besturen"]);
    assert_eq!(one.status.code(), Some(0));
    let page = fs::read(alone.path().join("gap-analyse.md")).expect("the gap analysis");
    let same = fs::read_dir(folder.path()).expect("the output").filter(|entry| {
        fs::read(entry.as_ref().expect("an entry").path().join("gap-analyse.md")).ok() == Some(page.clone())
    });
    assert_eq!(same.count(), 1);
}

#[test]
fn a_changed_report_stays_and_does_not_stop_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(per_board(Path::new("examples/besturen"), folder.path(), &[]).status.code(), Some(0));
    let board = fs::read_dir(folder.path())
        .expect("the output")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.is_dir())
        .expect("a board");
    let changed = board.join("gap-analyse.md");
    fs::write(&changed, "met de hand\n").expect("changed");
    let again = per_board(Path::new("examples/besturen"), folder.path(), &[]);
    assert_eq!(again.status.code(), Some(2));
    assert!(folded(&again.stderr).contains("is niet gemaakt"), "{}", folded(&again.stderr));
    assert_eq!(fs::read_to_string(&changed).expect("it is there"), "met de hand\n");
    let forced = per_board(Path::new("examples/besturen"), folder.path(), &["--overschrijf"]);
    assert_eq!(forced.status.code(), Some(0), "{}", folded(&forced.stderr));
    assert!(fs::read_to_string(&changed).expect("it is there").contains("## Naast de groep"));
    fs::write(folder.path().join("overzicht.xlsx"), "met de hand").expect("changed");
    let refused = per_board(Path::new("examples/besturen"), folder.path(), &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("overzicht.xlsx")).expect("it"), "met de hand");
}

#[test]
fn a_board_with_a_hostile_name_stays_inside_the_folder() {
    let source = fs::read_to_string(OWN).expect("an assessment");
    let name = source.lines().find(|line| line.starts_with("naam = ")).expect("a name");
    let around = tempfile::tempdir().expect("a folder");
    let input = around.path().join("in");
    let output = around.path().join("uit");
    fs::create_dir(&input).expect("made");
    for (index, hostile) in
        ["../../weg", "/etc", "con", "..", "a/b", "overzicht.xlsx", "A B", "a b"].iter().enumerate()
    {
        let number = source.lines().find(|line| line.starts_with("bestuursnummer")).expect("a number");
        let text = source.replacen(name, &format!("naam = {hostile:?}"), 1).replacen(
            number,
            &format!("bestuursnummer = \"{index:05}\""),
            1,
        );
        fs::write(input.join(format!("{index}.toml")), text).expect("written");
    }
    let made = per_board(&input, &output, &[]);
    assert_eq!(made.status.code(), Some(0), "{}", folded(&made.stderr));
    let names = |folder: &Path| {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(around.path()), ["in", "uit"]);
    assert_eq!(
        names(&output),
        [
            "A B 2026",
            "a b 2026 (2)",
            "a b 2026 (3)",
            "bestuur con",
            "bestuur zonder naam",
            "etc",
            "overzicht.xlsx",
            "overzicht.xlsx (2)",
            "weg",
        ]
    );
}
