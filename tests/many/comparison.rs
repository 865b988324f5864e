//! `vergelijk`: what rose, fell, came and went between two assessments and through the years, against a truth that is
//! worked out here from the files alone.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use crate::boards::{TODAY, answer_all, example, shared_catalogue};
use crate::program::{Folder, Said, flat, said};
use calamine::{Data, Reader, Xlsx};
use ibp_peil::analysis::comparison::{Comparison, Moment, Movement, Passage};
use ibp_peil::assessment::save::new_text;
use ibp_peil::assessment::{Answer, Assessment, Method, Reply, Stage};
use ibp_peil::gate::{judge, parse::parse};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;

const YEARS: [&str; 3] =
    ["examples/jaren/meting-2024.toml", "examples/jaren/meting-2025.toml", "examples/jaren/meting-2026.toml"];

fn run(arguments: &[&str]) -> Said {
    said(&[&["vergelijk", "--datum", "2026-12-17"], arguments].concat())
}

#[track_caller]
fn result(arguments: &[&str]) -> String {
    let said = run(arguments);
    assert_eq!(said.code, 0, "{arguments:?}: {}", said.err);
    said.out
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&result(&[arguments, &["--formaat", "json"]].concat())).unwrap()
}

/// A finished board of this year with every norm at this level.
fn of_year(year: u32, level: u8) -> Assessment {
    let mut board = example(shared_catalogue(), "onderweg");
    board.facts.clear();
    board.meta.reporting_year = year;
    board.meta.reference_date = Some(date(i16::try_from(year).unwrap(), 11, 16));
    answer_all(shared_catalogue(), &mut board, &Reply::Level(level));
    board
}

// --- Two assessments ---

/// What a file says of every norm, read as plain TOML: a level, "nvt" or "open".
fn answers(path: &str) -> BTreeMap<String, String> {
    let file: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let given = file.get("antwoorden").and_then(toml::Value::as_table);
    let said = |id: &str| {
        let answer = given?.get(id)?.as_table()?;
        if answer.get("overgenomen").is_some_and(|value| value.as_bool() == Some(true)) {
            return None;
        }
        let level = answer.get("niveau").and_then(toml::Value::as_integer).map(|level| level.to_string());
        level.or_else(|| answer.get("niet-van-toepassing").map(|_| "nvt".to_owned()))
    };
    let ids = shared_catalogue().norms.iter().map(|norm| norm.id.clone());
    ids.map(|id| (id.clone(), said(&id).unwrap_or_else(|| "open".to_owned()))).collect()
}

fn expected(old: &str, new: &str) -> &'static str {
    match (old, new) {
        _ if old == new => "gelijk",
        (_, "nvt") => "nu-niet-van-toepassing",
        ("nvt", _) => "was-niet-van-toepassing",
        (_, "open") => "vervallen",
        ("open", _) => "nieuw",
        // One digit each.
        _ if new > old => "gestegen",
        _ => "gedaald",
    }
}

#[test]
fn every_norm_is_where_its_two_answers_put_it_and_the_counts_follow() {
    let mut met = BTreeMap::<String, u64>::new();
    let files = [YEARS[0], YEARS[1], YEARS[2], "examples/eenpitter.toml", "examples/voldoet.toml"];
    for old in files {
        for new in files {
            let found = json(&[old, new]);
            let (before, after) = (answers(old), answers(new));
            let mut counts = BTreeMap::<&str, u64>::new();
            for norm in found["normen"].as_array().unwrap() {
                let id = norm["id"].as_str().unwrap();
                let wanted = expected(&before[id], &after[id]);
                assert_eq!(norm["verandering"], wanted, "{id} {old} {new}");
                *counts.entry(wanted).or_default() += 1;
            }
            for (word, count) in counts {
                assert_eq!(found["aantallen"][word], count, "{word} {old} {new}");
                *met.entry(word.to_owned()).or_default() += count;
            }
            let at_least_three = |answers: &BTreeMap<String, String>| {
                answers.values().filter(|said| said.parse::<u8>().is_ok_and(|level| level >= 3)).count()
            };
            let whole = &found["cijfers"]["geheel"];
            assert_eq!(whole["oud"]["op-streefniveau"], at_least_three(&before));
            assert_eq!(whole["nieuw"]["op-streefniveau"], at_least_three(&after));
            let difference = at_least_three(&after) as i64 - at_least_three(&before) as i64;
            assert_eq!(whole["verschil"]["op-streefniveau"], difference);
            let passed = |from: &BTreeMap<String, String>, to: &BTreeMap<String, String>| {
                let high = |said: &String| said.parse::<u8>().is_ok_and(|level| level >= 3);
                from.iter().filter(|(id, said)| !high(said) && high(&to[*id])).count()
            };
            assert_eq!(found["aantallen"]["op-streefniveau-gekomen"], passed(&before, &after));
            assert_eq!(found["aantallen"]["van-streefniveau-gezakt"], passed(&after, &before));
        }
    }
    assert_eq!(met.len(), 7, "every movement was met: {met:?}");
}

#[test]
fn a_difference_is_that_of_the_two_figures_beside_it_in_every_scope() {
    let found = json(&[YEARS[1], YEARS[2]]);
    let cijfers = &found["cijfers"];
    let lists = ["onderdelen", "domeinen"].map(|list| cijfers[list].as_array().unwrap().iter());
    let scopes: Vec<&Value> = [&cijfers["geheel"]]
        .into_iter()
        .chain(lists.into_iter().flatten().map(|scope| &scope["cijfers"]))
        .collect();
    assert_eq!(scopes.len(), 1 + 2 + 22);
    for scope in scopes {
        let tenths = |value: &Value| (value.as_f64().unwrap() * 10.0).round() as i64;
        for figure in ["gemiddelde", "percentage-op-streefniveau"] {
            let shown = |when: &str| tenths(&scope[when][figure]["getoond"]);
            assert_eq!(tenths(&scope["verschil"][figure]), shown("nieuw") - shown("oud"), "{scope}");
        }
        for figure in ["op-streefniveau", "onderbouwd", "open", "niet-van-toepassing"] {
            let shown = |when: &str| scope[when][figure].as_i64().unwrap();
            assert_eq!(scope["verschil"][figure], shown("nieuw") - shown("oud"), "{figure} {scope}");
        }
    }
}

#[test]
fn what_has_no_figure_has_no_difference() {
    let folder = Folder::new();
    let (empty, full) = (of_year(2025, 2), of_year(2026, 2));
    let empty = Assessment { answers: BTreeMap::new(), ..empty };
    let (old, new) = (folder.board("oud.toml", &empty), folder.board("nieuw.toml", &full));
    let found = json(&[&old, &new]);
    assert_eq!(found["cijfers"]["geheel"]["verschil"]["gemiddelde"], Value::Null);
    let text = result(&[&old, &new]);
    assert!(flat(&text).contains("Alles samen 0 → 0 van 94 0 0 94 → 0 – → 2,0 –"), "{text}");
}

#[test]
fn what_fell_stands_first_and_every_group_names_its_norms() {
    let text = result(&[YEARS[1], YEARS[2]]);
    let places: Vec<usize> = ["Gedaald (3)", "Gestegen (19)", "Nieuw: ", "Nu n.v.t. (1)", "Alles samen"]
        .iter()
        .map(|title| text.find(&format!("\n{title}")).unwrap_or_else(|| panic!("{title} in {text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("Vervallen"), "nothing to tell, no heading");
    let fallen = &text[places[0]..places[1]];
    for norm in ["HR.03", "HR.05", "CO.01"] {
        assert!(fallen.contains(norm), "{fallen}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80 || line.contains(".toml")), "{text}");
}

#[test]
fn nothing_changed_is_said_in_so_many_words() {
    let text = result(&[YEARS[2], YEARS[2]]);
    assert!(text.contains("Bij geen enkele norm"), "{text}");
    assert!(!text.contains("Gedaald") && !text.contains("Let op"), "{text}");
    assert!(text.contains("16-11-2026 (1) en 16-11-2026 (2)"), "{text}");
}

/// Every reason to be careful, by the word for programs.
fn cautions(old: &Assessment, new: &Assessment) -> Vec<String> {
    let folder = Folder::new();
    let (old, new) = (folder.board("oud.toml", old), folder.board("nieuw.toml", new));
    let found = json(&[&old, &new]);
    let text = flat(&result(&[&old, &new]));
    let warnings = found["waarschuwingen"].as_array().unwrap();
    for warning in warnings {
        assert!(text.contains(&flat(warning["tekst"].as_str().unwrap())), "{warning} {text}");
    }
    assert_eq!(text.matches("Let op: ").count(), warnings.len(), "{text}");
    warnings.iter().map(|warning| warning["soort"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_reason_to_be_careful_is_told_and_none_where_there_is_none() {
    let (old, new) = (of_year(2025, 2), of_year(2026, 3));
    assert_eq!(cautions(&old, &new), Vec::<String>::new());
    assert_eq!(cautions(&new, &old), ["volgorde"]);
    let mut other = new.clone();
    other.board.number = Some("00009".to_owned());
    assert_eq!(cautions(&old, &other), ["ander-bestuur"]);
    let mut other = new.clone();
    other.meta.method = Method::External;
    other.meta.target = Some(4);
    assert_eq!(cautions(&old, &other), ["andere-werkwijze", "ander-streefniveau"]);
    // The same year, earlier in it.
    let mut earlier = new.clone();
    earlier.meta.reference_date = Some(date(2026, 3, 1));
    assert_eq!(cautions(&new, &earlier), ["volgorde"]);
}

#[test]
fn cautions_are_told_beside_a_result_that_goes_to_a_file_and_not_twice() {
    let folder = Folder::new();
    let out = folder.named("uit.md");
    let said = run(&[YEARS[2], YEARS[1], "-o", &out]);
    assert!(
        said.code == 0 && said.err.starts_with("Let op: de eerste meting (2026) is later"),
        "{}",
        said.err
    );
    assert!(fs::read_to_string(&out).unwrap().contains("> Let op: de eerste meting"));
    assert_eq!(run(&[YEARS[2], YEARS[1], "-o", &out, "--stil"]).err, "");
    assert_eq!(run(&[YEARS[2], YEARS[1]]).err, "", "on the screen it stands in the result");
}

#[test]
fn a_norm_with_another_target_is_named_and_one_that_follows_the_board_is_not() {
    let folder = Folder::new();
    let (old, mut new) = (of_year(2025, 3), of_year(2026, 3));
    new.answers.get_mut("BC.03").unwrap().target = Some(4);
    let (a, b) = (folder.board("oud.toml", &old), folder.board("nieuw.toml", &new));
    let text = result(&[&a, &b]);
    assert!(
        text.contains("Ander streefniveau\n  BC.03 Offsite back-upopslag °: 3 Bepaald → 4 Beheerst\n"),
        "{text}"
    );
    assert!(flat(&text).contains("Eerst wel en nu niet meer: 1 norm."), "{text}");
    new.meta.target = Some(4);
    let b = folder.board("nieuw.toml", &new);
    let text = result(&[&a, &b]);
    assert!(!text.contains("Ander streefniveau"), "{text}");
    assert!(
        text.contains("Let op: het streefniveau van het bestuur was 3 Bepaald en is 4 Beheerst."),
        "{text}"
    );
}

#[test]
fn files_that_cannot_be_compared_are_refused_with_all_that_is_wrong() {
    let folder = Folder::new();
    let good = folder.board("goed.toml", &of_year(2026, 3));
    let text = new_text(&of_year(2025, 3));
    let other =
        folder.write("ander.toml", &text.replace("editie = \"2024-06-06\"", "editie = \"1999-01-01\""));
    let broken = folder.write("stuk.toml", &text.replacen("niveau = 3", "niveau = 9", 1));
    let said = run(&[&other, &broken]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("A009") && said.err.contains("A003"), "{}", said.err);
    let said = run(&[&good]);
    assert!(said.code == 2 && flat(&said.err).contains("vergelijk OUD.toml NIEUW.toml"), "{}", said.err);
    assert!(run(&[&folder.named("weg.toml")]).err.contains("B001"));
    let said = run(&[&good, &folder.named("")]);
    assert!(said.code == 2 && said.err.contains("dit is een map"), "{}", said.err);
}

/// Any answer, or none.
fn any_answer() -> impl Strategy<Value = Option<Answer>> {
    let reply = prop_oneof![
        5 => (1_u8..=5).prop_map(Reply::Level),
        1 => Just(Reply::NotApplicable("Bestaat hier niet.".to_owned())),
        1 => Just(Reply::AskAround("ict".to_owned())),
        1 => Just(Reply::Open),
    ];
    let answer = (reply, prop::option::weighted(0.1, 1_u8..=5), prop::bool::weighted(0.1), any::<bool>());
    prop::option::weighted(
        0.9,
        answer.prop_map(|(reply, target, carried_over, proven)| Answer {
            carried_over: carried_over && matches!(reply, Reply::Level(_)),
            reply,
            target,
            evidence: if proven { vec!["map".to_owned()] } else { Vec::new() },
            ..Answer::default()
        }),
    )
}

fn any_board() -> impl Strategy<Value = Assessment> {
    let answers = prop::collection::vec(any_answer(), shared_catalogue().norms.len());
    (answers, prop::option::of(3_u8..=5)).prop_map(|(answers, target)| {
        let mut board = Assessment::new("ibp-fo", "2024-06-06", 2026, TODAY);
        board.board.name = "Stichting Voorbeeldland".to_owned();
        board.meta.target = target;
        let ids = shared_catalogue().norms.iter().map(|norm| norm.id.clone());
        board.answers = ids.zip(answers).filter_map(|(id, answer)| Some((id, answer?))).collect();
        board
    })
}

fn compared(old: &Assessment, new: &Assessment) -> Comparison<'static> {
    let catalogue = shared_catalogue();
    let moment = |board| Moment::of(catalogue, board, "meting.toml");
    Comparison::new(catalogue, TODAY, moment(old), moment(new))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_board_beside_itself_shows_no_change_at_all(board in any_board()) {
        let same = compared(&board, &board);
        prop_assert!(same.changes.none() && same.cautions.is_empty() && same.other_targets().is_empty());
        let scopes = &same.scopes;
        for scope in [&scopes.whole].into_iter().chain(&scopes.parts).chain(&scopes.domains) {
            let counts = [scope.on_target, scope.evidenced, scope.open, scope.not_applicable];
            prop_assert_eq!(counts, [0; 4]);
            prop_assert!(scope.mean.is_none_or(|found| found.0 == 0) && scope.share.is_none_or(|found| found.0 == 0));
        }
    }

    #[test]
    fn the_other_way_round_everything_is_the_other_way_round(one in any_board(), other in any_board()) {
        let (there, back) = (compared(&one, &other), compared(&other, &one));
        for (movement, opposite) in [
            (Movement::Risen, Movement::Fallen),
            (Movement::New, Movement::Gone),
            (Movement::NowNotApplicable, Movement::NoLongerNotApplicable),
            (Movement::Unchanged, Movement::Unchanged),
        ] {
            let norms = |found: &Comparison<'_>, movement| -> Vec<usize> {
                found.changes.of(movement).map(|change| change.norm).collect()
            };
            prop_assert_eq!(norms(&there, movement), norms(&back, opposite));
            prop_assert_eq!(norms(&there, opposite), norms(&back, movement));
        }
        prop_assert_eq!(there.changes.passed(Passage::Reached), back.changes.passed(Passage::Lost));
        let sum: u32 = Movement::ALL.iter().map(|movement| there.changes.count(*movement)).sum();
        prop_assert_eq!(sum as usize, shared_catalogue().norms.len());
        for (a, b) in there.scopes.domains.iter().zip(&back.scopes.domains) {
            prop_assert_eq!(a.on_target, -b.on_target);
            prop_assert_eq!(a.mean.map(|found| found.0), b.mean.map(|found| -found.0));
        }
    }

    /// The gate is another piece of code with the same words for the same thing.
    #[test]
    fn the_gate_against_decline_is_missed_exactly_where_something_fell_or_lost_its_answer(
        one in any_board(),
        other in any_board(),
    ) {
        let catalogue = shared_catalogue();
        let found = compared(&one, &other);
        let lost = found.changes.0.iter().filter(|change| {
            let had_level = change.old.level().is_some();
            match change.movement {
                Movement::Fallen | Movement::Gone => true,
                Movement::NowNotApplicable => had_level,
                Movement::NoLongerNotApplicable => change.new.open(),
                _ => false,
            }
        });
        let lost: Vec<usize> = lost.map(|change| change.norm).collect();
        let gate = parse("geen-daling=vorig.toml", catalogue, &|_| Ok(one.clone())).unwrap();
        let judged = judge(&[gate], &[], catalogue, &other, TODAY).unwrap().remove(0);
        let missed = judged.failures().map(|case| match case.subject {
            ibp_peil::gate::Subject::Norm(norm) => norm,
            _ => usize::MAX,
        });
        prop_assert_eq!(missed.collect::<Vec<_>>(), lost);
    }
}

// --- Through the years ---

#[test]
fn the_years_of_a_board_come_in_order_with_every_step_between_them() {
    let found = json(&["examples/jaren"]);
    let years: Vec<&Value> =
        found["metingen"].as_array().unwrap().iter().map(|one| &one["meting"]["verslagjaar"]).collect();
    assert_eq!(years, [2024, 2025, 2026]);
    let steps = found["stappen"].as_array().unwrap();
    assert_eq!(steps.len(), 2);
    for (step, pair) in steps.iter().zip(YEARS.windows(2)) {
        let two = json(&[pair[0], pair[1]]);
        assert_eq!(step["aantallen"], two["aantallen"]);
        assert_eq!(step["cijfers"], two["cijfers"]);
    }
    assert_eq!(found["sinds-de-eerste"], json(&[YEARS[0], YEARS[2]])["cijfers"]);
}

#[test]
fn the_names_of_the_files_make_no_difference_to_the_order() {
    let folder = Folder::new();
    for (name, year) in [("c.toml", 2024), ("a.toml", 2026), ("b.toml", 2025)] {
        folder.board(name, &of_year(year, 2));
    }
    let text = result(&[&folder.named("")]);
    let places: Vec<usize> =
        ["2024: ", "2025: ", "2026: "].iter().map(|year| text.find(year).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn two_assessments_in_one_year_go_by_their_day() {
    let folder = Folder::new();
    let mut spring = of_year(2026, 2);
    spring.meta.reference_date = Some(date(2026, 3, 2));
    folder.board("a.toml", &of_year(2026, 3));
    folder.board("b.toml", &spring);
    let text = result(&[&folder.named("")]);
    assert!(text.contains("Trend 2-3-2026 tot en met 16-11-2026"), "{text}");
}

#[track_caller]
fn refused(folder: &Folder, wanted: &[&str]) {
    let said = run(&[&folder.named("")]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    for text in wanted {
        assert!(flat(&said.err).contains(text), "{text}: {}", said.err);
    }
}

#[test]
fn a_folder_that_is_no_trend_is_refused_with_what_to_do_instead() {
    let folder = Folder::new();
    refused(&folder, &["staat geen meting"]);
    let mut board = of_year(2025, 2);
    folder.board("a.toml", &board);
    refused(&folder, &["maar één meting", "vergelijk OUD.toml NIEUW.toml"]);
    folder.board("b.toml", &board);
    refused(
        &folder,
        &["a.toml en ", "b.toml zijn allebei de meting van verslagjaar 2025", "haal er één uit"],
    );
    board.board.name = "Vereniging Verderop".to_owned();
    board.board.number = Some("00002".to_owned());
    board.meta.reporting_year = 2026;
    folder.board("b.toml", &board);
    let names = "Stichting Voorbeeldland (00000) en Vereniging Verderop (00002)";
    refused(&folder, &[names, "ibp-peil overzicht"]);
}

#[test]
fn more_assessments_than_anybody_can_look_at_are_refused() {
    let folder = Folder::new();
    let mut board = of_year(2026, 2);
    for number in 0..=ibp_peil::limits::MOMENTS {
        board.meta.reference_date = board.meta.reference_date.map(|day| day.tomorrow().unwrap());
        folder.board(&format!("{number}.toml"), &board);
    }
    refused(&folder, &["101 metingen; een trend heeft er hoogstens 100"]);
    fs::remove_file(folder.path("0.toml")).unwrap();
    let out = folder.named("uit.xlsx");
    result(&[&folder.named(""), "-o", &out]);
}

#[test]
fn a_broken_file_is_named_the_rest_is_shown_and_the_exit_code_is_2() {
    let folder = Folder::new();
    for year in 2024..=2025 {
        folder.board(&format!("{year}.toml"), &of_year(year, 2));
    }
    let whole = run(&[&folder.named("")]);
    folder.write("eisen.toml", "formaat = 1\neisen = [\"volledig\"]\n");
    assert_eq!(run(&[&folder.named("")]).out, whole.out, "a file of requirements is no assessment");
    folder.write("2026.toml", &new_text(&of_year(2026, 2)).replacen("niveau = 2", "niveau = 9", 1));
    for format in ["tekst", "json", "md", "xlsx"] {
        let out = folder.named(format);
        let said = run(&[&folder.named(""), "--formaat", &format!("{format}={out}")]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains("fout[A003]: niveau 9 bestaat niet"), "{}", said.err);
        let bytes = fs::read(&out).unwrap();
        let shown = match format {
            "xlsx" => cells(&bytes, "Trend").concat().concat(),
            _ => String::from_utf8(bytes).unwrap(),
        };
        assert!(shown.contains("2026.toml") && shown.contains("niveau 9 bestaat niet"), "{format}: {shown}");
        assert!(shown.contains("2024") && shown.contains("2025"), "{format}");
    }
}

// --- Forms ---

fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| match cell {
        // As people see it.
        Data::Float(number) => number.to_string().replace('.', ","),
        other => other.to_string(),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn workbook(arguments: &[&str], sheet: &str) -> Vec<Vec<String>> {
    let folder = Folder::new();
    let out = folder.named("uit.xlsx");
    result(&[arguments, &["-o", &out]].concat());
    cells(&fs::read(out).unwrap(), sheet)
}

fn shown(value: &Value) -> String {
    value["getoond"].as_f64().map_or(String::new(), |number| number.to_string().replace('.', ","))
}

#[test]
fn the_workbook_of_a_comparison_holds_every_figure_and_every_norm_as_the_json_does() {
    let found = json(&[YEARS[1], YEARS[2]]);
    let rows = workbook(&[YEARS[1], YEARS[2]], "Vergelijking");
    for domain in found["cijfers"]["domeinen"].as_array().unwrap() {
        let row = rows.iter().find(|row| row[0] == domain["code"].as_str().unwrap()).unwrap();
        let [old, new] = ["oud", "nieuw"].map(|when| &domain["cijfers"][when]);
        let count = |figures: &Value, key: &str| figures[key].to_string();
        assert_eq!([&row[2], &row[3]], [&count(old, "toepasselijk"), &count(new, "toepasselijk")]);
        assert_eq!([&row[4], &row[5]], [&count(old, "op-streefniveau"), &count(new, "op-streefniveau")]);
        assert_eq!(row[6], domain["cijfers"]["verschil"]["op-streefniveau"].to_string());
        assert_eq!([&row[8], &row[9]], [&count(old, "onderbouwd"), &count(new, "onderbouwd")]);
        assert_eq!([&row[10], &row[11]], [&count(old, "open"), &count(new, "open")]);
        assert_eq!([&row[14], &row[15]], [&shown(&old["gemiddelde"]), &shown(&new["gemiddelde"])]);
        let difference = domain["cijfers"]["verschil"]["gemiddelde"].as_f64().unwrap();
        assert_eq!(row[16], difference.to_string().replace('.', ","), "{domain}");
    }
    let rows = workbook(&[YEARS[1], YEARS[2]], "Normen");
    let norms = found["normen"].as_array().unwrap();
    let of = |id: &str| norms.iter().find(|norm| norm["id"] == id).unwrap();
    let listed: Vec<&Vec<String>> = rows.iter().skip(5).take_while(|row| !row[2].is_empty()).collect();
    assert_eq!(listed.len(), norms.len());
    let words = [("nu n.v.t.", "nu-niet-van-toepassing"), ("niet meer n.v.t.", "was-niet-van-toepassing")];
    for row in &listed {
        let word = words.iter().find(|(short, _)| *short == row[0]).map_or(row[0].as_str(), |(_, word)| word);
        assert_eq!(of(&row[2])["verandering"], word);
        let level = |cell: &str| cell.split(' ').next().and_then(|word| word.parse::<u64>().ok());
        assert_eq!(level(&row[4]), of(&row[2])["oud"]["niveau"].as_u64(), "{row:?}");
        assert_eq!(level(&row[5]), of(&row[2])["nieuw"]["niveau"].as_u64(), "{row:?}");
    }
    assert_eq!(listed[0][0], "gedaald");
}

#[test]
fn the_workbook_of_a_trend_holds_every_figure_and_every_mean_as_the_json_does() {
    let found = json(&["examples/jaren"]);
    let moments = found["metingen"].as_array().unwrap();
    let rows = workbook(&["examples/jaren"], "Trend");
    for moment in moments {
        let label = moment["meting"]["naam"].as_str().unwrap();
        let row = rows.iter().find(|row| row[0] == "Geheel" && row[1] == label).unwrap();
        let whole = &moment["cijfers"]["geheel"];
        assert_eq!(row[3], whole["op-streefniveau"].to_string());
        assert_eq!(row[4], shown(&whole["percentage-op-streefniveau"]));
        assert_eq!([&row[5], &row[6]], [&whole["onderbouwd"].to_string(), &whole["open"].to_string()]);
        assert_eq!(row[8], shown(&whole["gemiddelde"]));
    }
    let rows = workbook(&["examples/jaren"], "Domeinen");
    for (index, domain) in shared_catalogue().domains.iter().enumerate() {
        let row = rows.iter().find(|row| row[0] == domain.code).unwrap();
        for (moment, cell) in moments.iter().zip(&row[2..]) {
            assert_eq!(*cell, shown(&moment["cijfers"]["domeinen"][index]["cijfers"]["gemiddelde"]));
        }
        let change = &found["sinds-de-eerste"]["domeinen"][index]["cijfers"]["verschil"]["gemiddelde"];
        let word = match change.as_f64().unwrap() {
            rise if rise > 0.0 => "↑ gestegen",
            0.0 => "= gelijk",
            _ => "↓ gedaald",
        };
        assert_eq!(row[row.len() - 1], word, "{}", domain.code);
    }
}

#[test]
fn the_same_files_give_the_same_bytes_in_every_form() {
    let folder = Folder::new();
    for arguments in [&[YEARS[1], YEARS[2]][..], &["examples/jaren"]] {
        for format in ["tekst", "json", "md", "xlsx"] {
            let made = |name: &str| {
                let out = folder.named(&format!("{name}.{format}"));
                result(&[arguments, &["--formaat", &format!("{format}={out}")]].concat());
                fs::read(out).unwrap()
            };
            assert!(made("een") == made("twee"), "{format}");
        }
    }
}

#[test]
fn the_end_of_a_name_says_the_form_and_what_makes_no_sense_is_refused() {
    let folder = Folder::new();
    let two = [YEARS[1], YEARS[2]];
    for (name, begin) in [
        ("uit.md", &b"# Vergelijking: "[..]),
        ("uit.json", b"{\n"),
        ("uit.XLSX", b"PK"),
        ("uit.txt", b"Stichting"),
    ] {
        let out = folder.named(name);
        let said = run(&[&two[..], &["-o", &out]].concat());
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
        assert!(fs::read(&out).unwrap().starts_with(begin), "{name}");
        assert!(said.err.starts_with("Klaar: "), "{}", said.err);
    }
    let before = fs::read(YEARS[2]).unwrap();
    for (options, wanted) in [
        (&["-o", "uit.docx"][..], "kies een naam die eindigt op .xlsx, .md, .json of .txt"),
        (&["-o", "uit"], "kies een naam die eindigt op"),
        (&["-o", YEARS[2]], "lijkt een meting; daar komt geen resultaat in"),
        (&["--formaat", "xlsx"], "een werkmap kan niet op het scherm"),
        (&["--formaat", "md", "--formaat", "json"], "er kan maar één formaat op het scherm"),
        (&["--formaat", "pdf"], "kies tekst, json, md of xlsx"),
    ] {
        let said = run(&[&two[..], options].concat());
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{options:?}");
        assert!(flat(&said.err).contains(wanted), "{options:?}: {}", said.err);
    }
    assert_eq!(fs::read(YEARS[2]).unwrap(), before);
    assert!(!Path::new("uit").exists() && !Path::new("uit.docx").exists());
}

#[test]
fn a_stage_and_a_day_that_are_missing_are_no_reason_to_stop() {
    let folder = Folder::new();
    let mut board = Assessment::new("ibp-fo", "2024-06-06", 2025, TODAY);
    board.board.name = "Stichting Voorbeeldland".to_owned();
    board.meta.updated_on = None;
    board.meta.stage = Stage::Open;
    let a = folder.board("a.toml", &board);
    let text = result(&[&a, YEARS[2]]);
    assert!(text.contains("verslagjaar 2025, zonder datum, zelfevaluatie, open"), "{text}");
}
