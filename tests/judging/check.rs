//! `toets`: every gate, met and not met, in every form, against a truth that is worked out here from the answers alone.

use std::fs;
use std::path::Path;

use crate::boards::{answer_all, catalogue, example, shared_catalogue};
use crate::program::{Folder, Said, flat, said};
use ibp_peil::assessment::annual_report::FactValue;
use ibp_peil::assessment::{Answer, Assessment, PlanStatus, Reply, Stage};
use ibp_peil::catalogue::Status;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;

const FORMATS: [&str; 5] = ["tekst", "json", "junit", "sarif", "github"];

fn run(arguments: &[&str]) -> Said {
    said(&[&["toets"], arguments].concat())
}

/// Whether the output of one format says that every gate is met; read as a program would read it.
fn says_met(format: &str, out: &str) -> bool {
    match format {
        "tekst" => {
            !out.contains("niet gehaald")
                && (out.ends_with("\nAlle eisen gehaald.\n") || out.contains("metingen halen alle eisen."))
        }
        "json" => {
            let value: Value = serde_json::from_str(out).unwrap();
            let each = value["bestanden"].as_array().unwrap().iter();
            let gates = each.flat_map(|file| file["eisen"].as_array().unwrap());
            let met = gates.clone().all(|gate| gate["gehaald"] == true) && gates.count() > 0;
            assert_eq!(met, value["uitkomst"] == "gehaald");
            met
        }
        "junit" => {
            let wrong = out.matches("<failure").count() + out.matches("<error").count();
            let head = out.lines().nth(1).unwrap();
            let number = |name: &str| -> usize {
                let rest = head.split(&format!(" {name}=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().parse().unwrap()
            };
            assert_eq!(wrong, number("failures") + number("errors"), "the counts and the cases differ");
            assert_eq!(out.matches("<testcase").count(), number("tests"));
            wrong == 0
        }
        "sarif" => {
            let value: Value = serde_json::from_str(out).unwrap();
            let results = value["runs"][0]["results"].as_array().unwrap();
            !results.iter().any(|result| result["level"] == "error" && result.get("suppressions").is_none())
        }
        "github" => !out.contains("::error ") && !out.contains("::niet gehaald"),
        other => panic!("no reader for {other}"),
    }
}

/// Judges one file in every format and gives the one verdict they all give.
fn verdict(file: &str, gate: &str, today: Date) -> bool {
    let day = today.to_string();
    let found: Vec<(u8, bool)> = FORMATS
        .iter()
        .map(|format| {
            let run = run(&[file, "--eis", gate, "--formaat", format, "--datum", &day]);
            assert!(run.code < 2, "{gate} {format}: {}", run.err);
            (run.code, says_met(format, &run.out))
        })
        .collect();
    for (format, (code, met)) in FORMATS.iter().zip(&found) {
        assert_eq!(*met, *code == 0, "{gate}: {format} says {met} and the exit code is {code}");
        assert_eq!(*code, found[0].0, "{gate}: {format} ends otherwise than {}", FORMATS[0]);
    }
    found[0].1
}

/// A board that meets every gate but `officieel`, which none can meet that answered an unconfirmed norm.
fn perfect() -> Assessment {
    let mut board = example(shared_catalogue(), "voldoet");
    board.meta.stage = Stage::Finished;
    board
}

const DAY: Date = date(2026, 12, 17);

fn answer<'a>(board: &'a mut Assessment, id: &str) -> &'a mut Answer {
    board.answers.get_mut(id).unwrap_or_else(|| panic!("{id} is answered in the example"))
}

/// A change that makes a board miss the gate.
type Spoil = fn(&mut Assessment);

fn reopen(board: &mut Assessment) {
    answer(board, "BC.03").reply = Reply::Open;
}

fn lower(board: &mut Assessment) {
    answer(board, "BC.03").reply = Reply::Level(2);
}

fn carry_over(board: &mut Assessment) {
    answer(board, "BC.03").carried_over = true;
}

fn ask_around(board: &mut Assessment) {
    answer(board, "BC.03").reply = Reply::AskAround("directeur".to_owned());
}

fn plan_line(board: &mut Assessment) -> &mut Answer {
    lower(board);
    let line = answer(board, "BC.03");
    line.action = Some("regelen".to_owned());
    line.action_owner = Some("bestuurder".to_owned());
    line.due = Some(date(2027, 6, 30));
    line.plan_status = Some(PlanStatus::Confirmed);
    line
}

#[test]
fn every_gate_is_met_or_not_met_the_same_way_in_every_format() {
    let folder = Folder::new();
    let before = folder.board("vorig.toml", &perfect());
    let no_decline = format!("geen-daling={before}");
    let table: &[(&str, &[Spoil])] = &[
        ("volledig", &[reopen, carry_over, ask_around, |b| drop(b.answers.remove("BC.03"))]),
        (
            "plan",
            &[
                reopen,
                lower,
                |b| b.meta.plan_adopted_on = None,
                |b| b.meta.plan_adopted_on = Some(date(2027, 1, 1)),
                |b| plan_line(b).action = None,
                |b| plan_line(b).action = Some("  ".to_owned()),
                |b| plan_line(b).action_owner = None,
                |b| plan_line(b).due = None,
                |b| plan_line(b).due = Some(date(2031, 1, 1)),
                |b| plan_line(b).plan_status = Some(PlanStatus::Proposed),
                |b| plan_line(b).plan_status = None,
            ],
        ),
        ("2027", &[reopen, lower]),
        (
            "voldoet",
            &[reopen, lower, carry_over, |b| {
                lower(b);
                // A target that was lowered guides the plan, and never this verdict.
                answer(b, "BC.03").target = Some(2);
                answer(b, "BC.03").target_reason = Some("tijdelijk".to_owned());
            }],
        ),
        ("2030", &[reopen, lower]),
        ("streefniveau=3", &[reopen, lower]),
        ("streefniveau=3:BC", &[reopen, lower]),
        ("streefniveau=3:bc.03", &[reopen, lower]),
        ("streefniveau=3:informatiebeveiliging", &[reopen, lower]),
        ("streefniveau=3:14", &[reopen, lower]),
        ("gemiddelde=2,5", &[reopen, |b| answer_all(shared_catalogue(), b, &Reply::Level(2))]),
        ("gemiddelde=3,0:BC", &[reopen, |b| answer(b, "BC.03").reply = Reply::Level(1)]),
        (
            &no_decline,
            &[lower, reopen, carry_over, |b| {
                answer(b, "BC.03").reply = Reply::NotApplicable("bestaat niet meer".to_owned());
            }],
        ),
        ("bewijs", &[reopen, |b| answer(b, "BC.03").evidence.clear()]),
        (
            "recent=12-maanden",
            &[
                reopen,
                |b| answer(b, "BC.03").assessed_on = None,
                |b| answer(b, "BC.03").assessed_on = Some(date(2025, 12, 16)),
                |b| answer(b, "BC.03").assessed_on = Some(date(2026, 12, 18)),
            ],
        ),
        (
            "nvt-hoogstens=1",
            &[|b| {
                answer(b, "BC.03").reply = Reply::NotApplicable("bestaat hier niet".to_owned());
            }],
        ),
        ("jaarverslag", &[|b| drop(b.facts.remove("fg"))]),
        ("afgerond", &[|b| b.meta.stage = Stage::Open]),
    ];
    for (gate, spoils) in table {
        let good = folder.board("goed.toml", &perfect());
        assert!(verdict(&good, gate, DAY), "{gate} is met");
        for (index, spoil) in spoils.iter().enumerate() {
            let mut board = perfect();
            spoil(&mut board);
            let bad = folder.board("fout.toml", &board);
            assert!(!verdict(&bad, gate, DAY), "{gate} is not met by change {index}");
        }
        let broken = folder.write("stuk.toml", "formaat = 1\n[bestuur\n");
        for format in FORMATS {
            assert_eq!(run(&[&broken, "--eis", gate, "--formaat", format]).code, 2, "{gate} {format}");
        }
    }
}

#[test]
fn a_plan_line_that_is_complete_meets_the_plan() {
    let folder = Folder::new();
    let mut board = perfect();
    plan_line(&mut board);
    assert!(verdict(&folder.board("plan.toml", &board), "plan", DAY));
    plan_line(&mut board).due = Some(date(2030, 12, 31));
    assert!(verdict(&folder.board("plan.toml", &board), "plan", DAY), "the last day is in time");
}

#[test]
fn only_answers_to_confirmed_norms_are_official() {
    let folder = Folder::new();
    let catalogue = catalogue();
    let mut board = perfect();
    assert!(!verdict(&folder.board("alles.toml", &board), "officieel", DAY));
    for norm in catalogue.norms.iter().filter(|norm| norm.status != Status::Confirmed) {
        board.answers.remove(&norm.id);
    }
    assert!(verdict(&folder.board("bevestigd.toml", &board), "officieel", DAY));
    let broken = folder.write("stuk.toml", "formaat = 1\n");
    for format in FORMATS {
        assert_eq!(run(&[&broken, "--eis", "officieel", "--formaat", format]).code, 2);
    }
}

#[test]
fn a_day_that_is_just_in_time_is_recent() {
    let folder = Folder::new();
    let mut board = perfect();
    answer(&mut board, "BC.03").assessed_on = Some(date(2025, 12, 17));
    assert!(verdict(&folder.board("net.toml", &board), "recent=12-maanden", DAY));
    assert!(verdict(&folder.board("net.toml", &board), "recent=1-jaar", DAY));
    assert!(verdict(&folder.board("net.toml", &board), "recent=365-dagen", DAY));
    assert!(!verdict(&folder.board("net.toml", &board), "recent=364-dagen", DAY));
}

#[test]
fn a_mean_is_compared_exactly_and_shows_as_many_decimals_as_it_takes() {
    let catalogue = catalogue();
    let folder = Folder::new();
    let mut board = perfect();
    // 94 norms: 46 at level 3 and 48 at level 2 is 2,489…, which rounds to 2,5.
    for (index, norm) in catalogue.norms.iter().enumerate() {
        let level = if index < 46 { 3 } else { 2 };
        board.answers.entry(norm.id.clone()).or_default().reply = Reply::Level(level);
    }
    let file = folder.board("net-niet.toml", &board);
    assert!(!verdict(&file, "gemiddelde=2,5", DAY));
    let said = run(&[&file, "--eis", "gemiddelde=2,5"]).out;
    assert!(said.contains("gemiddelde 2,49; nodig 2,5"), "{said}");
    answer(&mut board, &catalogue.norms[46].id).reply = Reply::Level(3);
    assert!(verdict(&folder.board("net-wel.toml", &board), "gemiddelde=2,5", DAY), "47 and 47 is 2,5");
}

#[test]
fn where_everything_is_not_applicable_a_gate_is_met_and_says_so() {
    let folder = Folder::new();
    let mut board = perfect();
    answer_all(shared_catalogue(), &mut board, &Reply::NotApplicable("bestaat hier niet".to_owned()));
    let file = folder.board("niets.toml", &board);
    for gate in ["volledig", "voldoet", "streefniveau=3", "gemiddelde=2,5:BC", "bewijs", "recent=1-jaar"] {
        assert!(verdict(&file, gate, DAY), "{gate}");
        let said = flat(&run(&[&file, "--eis", gate]).out);
        assert!(said.contains("n.v.t.; er is niets getoetst"), "{gate}: {said}");
    }
}

/// What the gate comes down to, from the answers alone.
fn truth(gate: &str, board: &Assessment) -> bool {
    let catalogue = shared_catalogue();
    let blank = Answer::default();
    let answers = || catalogue.norms.iter().map(|norm| (norm, board.answers.get(&norm.id).unwrap_or(&blank)));
    let not_applicable = |a: &Answer| !a.carried_over && matches!(a.reply, Reply::NotApplicable(_));
    let level = |a: &Answer| match a.reply {
        Reply::Level(level) if !a.carried_over => Some(level),
        _ => None,
    };
    let open = |a: &Answer| !not_applicable(a) && level(a).is_none();
    let target = |a: &Answer| a.target.or(board.meta.target).unwrap_or(3);
    let all = |holds: &dyn Fn(&Answer) -> bool| answers().all(|(_, a)| not_applicable(a) || holds(a));
    match gate {
        "volledig" => !answers().any(|(_, a)| open(a)),
        "voldoet" => all(&|a| level(a).is_some_and(|level| level >= target(a).max(3))),
        "streefniveau=3" => all(&|a| level(a) >= Some(3)),
        "streefniveau=4:privacy" => answers()
            .filter(|(norm, _)| catalogue.part_of(norm).id == "privacy")
            .all(|(_, a)| not_applicable(a) || level(a) >= Some(4)),
        "gemiddelde=2,5" => {
            let levels: Vec<f64> = answers().filter_map(|(_, a)| level(a)).map(f64::from).collect();
            let mean = levels.iter().sum::<f64>() / levels.len() as f64;
            !answers().any(|(_, a)| open(a)) && (levels.is_empty() || mean >= 2.5)
        }
        "bewijs" => all(&|a| level(a).is_some_and(|level| level < target(a) || !a.evidence.is_empty())),
        "nvt-hoogstens=5" => answers().filter(|(_, a)| not_applicable(a)).count() <= 5,
        "officieel" => answers().all(|(norm, a)| norm.status == Status::Confirmed || open(a)),
        "afgerond" => board.meta.stage != Stage::Open,
        other => panic!("no truth for {other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_board_is_judged_as_its_answers_say(odd in crate::boards::odd::odd_board(shared_catalogue())) {
        const GATES: [&str; 9] = [
            "volledig", "voldoet", "streefniveau=3", "streefniveau=4:privacy", "gemiddelde=2,5", "bewijs",
            "nvt-hoogstens=5", "officieel", "afgerond",
        ];
        let folder = Folder::new();
        let file = folder.board("vreemd.toml", &odd.board);
        let mut arguments = vec![file.as_str()];
        arguments.extend(GATES.iter().flat_map(|gate| ["--eis", gate]));
        let all_met = GATES.iter().all(|gate| truth(gate, &odd.board));
        for format in FORMATS {
            let run = run(&[&arguments[..], &["--formaat", format]].concat());
            prop_assert_eq!(run.code, u8::from(!all_met), "{}: {}", format, run.err);
            prop_assert_eq!(says_met(format, &run.out), all_met, "{}", format);
            if format == "json" {
                let value: Value = serde_json::from_str(&run.out).unwrap();
                for (index, gate) in GATES.iter().enumerate() {
                    let found = &value["bestanden"][0]["eisen"][index];
                    prop_assert_eq!(&found["eis"], gate);
                    prop_assert_eq!(&found["gehaald"], &Value::from(truth(gate, &odd.board)), "{}", gate);
                }
            }
        }
    }
}

#[test]
fn a_broken_file_does_not_stop_the_others_and_the_exit_code_is_the_worst() {
    let folder = Folder::new();
    let good = folder.board("a.toml", &perfect());
    let mut board = perfect();
    reopen(&mut board);
    let bad = folder.board("map/b.toml", &board);
    let broken = folder.write("map/dieper/c.toml", "formaat = 1\n");
    folder.write("map/.ibp-peil/b.toml/0001.toml", "geen meting");
    folder.write("map/notitie.txt", "geen meting");
    assert_eq!(run(&[&good]).code, 0);
    assert_eq!(run(&[&good, &bad]).code, 1);
    let map = folder.path("map").display().to_string();
    for format in FORMATS {
        let all = run(&[&map, &good, &good, "--formaat", format]);
        assert_eq!(all.code, 2);
        for file in [&good, &bad, &broken] {
            let name = if format == "github" { file.replace(':', "%3A") } else { file.clone() };
            assert!(all.out.contains(&name), "{format} names {file}:\n{}", all.out);
        }
        assert!(all.err.contains("c.toml") && !all.err.contains("0001"), "{}", all.err);
    }
    let told = flat(&run(&[&map, &good, &good]).out);
    assert!(told.contains("1 van de 3 metingen haalt alle eisen; 1 is niet te lezen. Begin met"), "{told}");
}

#[test]
fn a_file_of_requirements_in_a_folder_is_no_broken_assessment() {
    let folder = Folder::new();
    let map = folder.path("map").display().to_string();
    let demands = folder.write("map/eisen.toml", "formaat = 1\neisen = [\"volledig\"]\n");
    assert_eq!(run(&[&map]).code, 2, "nothing to judge");
    let file = folder.board("map/a.toml", &perfect());
    let alone = run(&[&map]);
    assert_eq!((alone.code, alone.out.contains("eisen.toml")), (0, false), "{}", alone.out);
    assert_eq!(run(&[&map, &demands]).code, 2, "named, it is an assessment that cannot be read");
    assert_eq!(run(&[&file, &map]).code, 0, "named twice, judged once");
}

#[test]
fn the_order_of_files_and_the_number_of_runs_change_no_byte() {
    let folder = Folder::new();
    for name in ["c.toml", "a.toml", "b.toml"] {
        folder.board(name, &perfect());
    }
    let [a, b, c] = ["a.toml", "b.toml", "c.toml"].map(|name| folder.path(name).display().to_string());
    for format in FORMATS {
        let first = run(&[&c, &a, &b, "--formaat", format, "--datum", "2026-12-17"]).out;
        let second = run(&[&b, &c, &a, "--formaat", format, "--datum", "2026-12-17"]).out;
        assert_eq!(first, second, "{format}");
    }
}

#[test]
fn several_formats_go_to_several_files_in_one_run() {
    let folder = Folder::new();
    let file = folder.board("meting.toml", &perfect());
    let (junit, sarif) = (folder.path("uit.xml"), folder.path("uit.sarif"));
    let (to_junit, to_sarif) = (format!("junit={}", junit.display()), format!("sarif={}", sarif.display()));
    let all = run(&[&file, "--formaat", &to_junit, "--formaat", &to_sarif, "--formaat", "tekst"]);
    assert_eq!(all.code, 0, "{}", all.err);
    assert!(all.out.contains("Alle eisen gehaald"));
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    assert_eq!(read(&junit), run(&[&file, "--formaat", "junit"]).out);
    assert_eq!(read(&sarif), run(&[&file, "--formaat", "sarif"]).out);
    assert_eq!(run(&[&file, "--formaat", "json", "--formaat", "tekst"]).code, 2, "two on the screen");
    assert_eq!(run(&[&file, "--formaat", &to_junit, "--formaat", &to_junit]).code, 2, "one file for two");
    assert_eq!(run(&[&file, "--formaat", "json=weg/uit.json"]).code, 2, "no such folder");
    let before = read(Path::new(&file));
    assert_eq!(run(&[&file, "--formaat", &format!("json={file}")]).code, 2, "over the assessment");
    assert_eq!(read(Path::new(&file)), before);
}

#[test]
fn what_checks_nothing_is_refused_with_a_hint() {
    let folder = Folder::new();
    let file = folder.board("meting.toml", &perfect());
    fs::create_dir(folder.path("leeg")).unwrap();
    let empty = folder.path("leeg").display().to_string();
    let refused: &[&[&str]] = &[
        &[&file, "--eis", "voledig"],
        &[&file, "--eis", "volledig,plan"],
        &[&file, "--eis", ""],
        &[&file, "--eis", "streefniveau"],
        &[&file, "--eis", "streefniveau="],
        &[&file, "--eis", "streefniveau=0"],
        &[&file, "--eis", "streefniveau=6"],
        &[&file, "--eis", "streefniveau=3:"],
        &[&file, "--eis", "streefniveau=3:XX"],
        &[&file, "--eis", "streefniveau=3:1"],
        &[&file, "--eis", "gemiddelde=0,5"],
        &[&file, "--eis", "gemiddelde=5,1"],
        &[&file, "--eis", "gemiddelde=veel"],
        &[&file, "--eis", "geen-daling"],
        &[&file, "--eis", "geen-daling=bestaat-niet.toml"],
        &[&file, "--eis", "recent=0-dagen"],
        &[&file, "--eis", "recent=12"],
        &[&file, "--eis", "nvt-hoogstens=-1"],
        &[&file, "--eis", "bewijs=3"],
        &[&file, "--eis", "2031"],
        &[&empty],
        &[],
        &["bestaat-niet.toml"],
        &[&file, "--eisenbestand", "bestaat-niet.toml"],
        &[&file, "--formaat", "xml"],
        &[&file, "--formaat", "json="],
    ];
    for arguments in refused {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(!run.out.contains("eisen gehaald"), "{}", run.out);
        let helps = ["tip", "Gebruik", "kies", "bedoel"].iter().any(|word| run.err.contains(word));
        assert!(helps, "{arguments:?}: {}", run.err);
    }
    let both = run(&[&file, "--eis", "streefniveau=3:1"]).err;
    assert!(both.contains("GO (Bestuur") && both.contains("BL (Beleid"), "{both}");
}

mod a_file_of_requirements {
    use super::*;

    fn with(requirements: &str, spoil: Spoil, day: &str, format: &str) -> Said {
        let folder = Folder::new();
        let mut board = perfect();
        spoil(&mut board);
        let file = folder.board("meting.toml", &board);
        folder.board("vorig.toml", &perfect());
        let demands = folder.write("eisen.toml", requirements);
        run(&[&file, "--eisenbestand", &demands, "--datum", day, "--formaat", format])
    }

    const DEMANDS: &str = r#"
formaat = 1
naam = "Eisen van ons bestuur"
eisen = ["volledig", "streefniveau=3:BC", "geen-daling=vorig.toml"]

[[uitzondering]]
norm = "BC.03"
reden = "De nieuwe back-up komt in het voorjaar."
tot = 2027-06-30
"#;

    #[test]
    fn demands_the_same_every_time_and_lets_an_exception_pass_until_its_last_day() {
        for format in FORMATS {
            assert_eq!(with(DEMANDS, |_| (), "2026-12-17", format).code, 0);
            let excepted = with(DEMANDS, lower, "2027-06-30", format);
            assert_eq!(excepted.code, 0, "{}", excepted.err);
            assert!(says_met(format, &excepted.out), "{format}: {}", excepted.out);
            let told = flat(&excepted.out);
            assert!(told.contains("komt in het voorjaar"), "{format} gives the reason: {told}");
            let ended = with(DEMANDS, lower, "2027-07-01", format);
            assert_eq!(ended.code, 1);
            assert!(!says_met(format, &ended.out));
        }
    }

    #[test]
    fn an_exception_holds_for_its_own_gates_only() {
        let own = DEMANDS.replace("reden =", "eisen = [\"volledig\"]\nreden =");
        assert_eq!(with(&own, lower, "2026-12-17", "tekst").code, 1);
        let own = DEMANDS
            .replace("reden =", "eisen = [\"streefniveau=3:BC\", \"geen-daling=vorig.toml\"]\nreden =");
        assert_eq!(with(&own, lower, "2026-12-17", "tekst").code, 0);
    }

    #[test]
    fn an_exception_may_name_a_gate_in_another_way() {
        let own = DEMANDS
            .replace("[\"volledig\", ", "[\"plan\", \"streefniveau=3:BC\"] # ")
            .replace("reden =", "eisen = [\"2027\", \"streefniveau=3:bc\"]\nreden =");
        let run = with(&own, lower, "2026-12-17", "tekst");
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }

    #[test]
    fn shows_what_is_in_force() {
        let folder = Folder::new();
        folder.board("vorig.toml", &perfect());
        let demands = folder.write("eisen.toml", DEMANDS);
        let shown = run(&["--eisenbestand", &demands, "--eis", "bewijs", "--toon-eisen"]);
        assert_eq!(shown.code, 0, "{}", shown.err);
        for what in [
            "Eisen van ons bestuur",
            "volledig",
            "streefniveau=3:BC",
            "bewijs",
            "BC.03",
            "30 juni 2027",
            "voorjaar",
        ] {
            assert!(shown.out.contains(what), "{what}: {}", shown.out);
        }
        let default = run(&["--toon-eisen"]);
        assert!(default.out.contains("- volledig"), "{}", default.out);
    }

    #[test]
    fn with_a_mistake_is_refused_and_every_mistake_has_its_place() {
        let wrong = r#"
formaat = 1
eisen = ["voledig", "streefniveau=9"]
eis = ["plan"]

[[uitzondering]]
norm = "BC.3"

[[uitzondering]]
norm = "BC.03"
reden = ""
tot = "morgen"
eisen = ["bewijs"]
"#;
        let run = with(wrong, |_| (), "2026-12-17", "tekst");
        assert_eq!(run.code, 2);
        assert!(run.out.is_empty());
        for (line, what) in [
            (3, "voledig"),
            (3, "streefniveau"),
            (4, "eis"),
            (7, "BC.3"),
            (6, "reden"),
            (6, "einddatum"),
            (11, "reden"),
            (12, "tot"),
            (13, "bewijs"),
        ] {
            assert!(run.err.contains(&format!("eisen.toml:{line}:")), "line {line}: {}", run.err);
            assert!(run.err.contains(what), "{what}: {}", run.err);
        }
        let newer = with("formaat = 2\n", |_| (), "2026-12-17", "tekst");
        assert!(newer.err.contains("nieuwere versie"), "{}", newer.err);
        assert_eq!(with("formaat = 1\neisen = []\n", |_| (), "2026-12-17", "tekst").code, 2);
        assert_eq!(with("formaat = 1\n", |_| (), "2026-12-17", "tekst").code, 2);
    }

    #[test]
    fn the_one_in_the_help_works() {
        let run = with(ibp_peil::command::help::REQUIREMENTS_FILE, |_| (), "2026-12-17", "tekst");
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
}

#[test]
fn sarif_and_workflow_commands_point_at_the_answer_or_else_at_the_heading() {
    let folder = Folder::new();
    let mut board = perfect();
    lower(&mut board);
    board.answers.remove("BC.04");
    let file = folder.board("meting.toml", &board);
    let text = fs::read_to_string(&file).unwrap();
    let line_of = |part: &str, below: &str| {
        let start = text.find(part).unwrap();
        text[..start + text[start..].find(below).unwrap()].lines().count()
    };
    let (answered, heading) = (line_of("[antwoorden.\"BC.03\"]", "2"), line_of("[meting]", "meting"));
    let sarif: Value =
        serde_json::from_str(&run(&[&file, "--eis", "voldoet", "--formaat", "sarif"]).out).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let lines: Vec<u64> = results
        .iter()
        .map(|result| result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap())
        .collect();
    assert_eq!(lines, [answered as u64, heading as u64]);
    let github = run(&[&file, "--eis", "voldoet", "--formaat", "github"]).out;
    for line in lines {
        assert!(github.contains(&format!(",line={line},")), "{github}");
    }
}

#[test]
fn the_example_of_a_file_of_requirements_works() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let [file, demands] =
        ["onderweg.toml", "ci/eisen.toml"].map(|name| folder.join(name).display().to_string());
    let run = run(&[&file, "--eisenbestand", &demands, "--datum", "2026-12-17", "--formaat", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let value: Value = serde_json::from_str(&run.out).unwrap();
    let met: Vec<bool> = value["bestanden"][0]["eisen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gate| gate["gehaald"].as_bool().unwrap())
        .collect();
    assert_eq!(met, [true, false, true], "the second waits for BC.01");
}

#[test]
fn a_fact_that_says_to_fill_in_something_is_no_forged_gap() {
    let folder = Folder::new();
    let mut board = perfect();
    board.facts.insert("training-onderwerp", FactValue::Text("veilig mailen".to_owned()));
    assert!(verdict(&folder.board("meting.toml", &board), "jaarverslag", DAY));
}
