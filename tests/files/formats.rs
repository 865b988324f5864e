//! Every format ever released stays readable: `tests/formats/` holds a file of each that uses every key of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ibp_peil::assessment::annual_report::{FACTS, FactValue};
use ibp_peil::assessment::file::{self, read};
use ibp_peil::assessment::{Assessment, Method, PlanStatus, Reply, Stage};
use ibp_peil::catalogue::edition::load;
use ibp_peil::catalogue::{Catalogue, Role, Status};
use ibp_peil::finding::{Code, Findings};
use ibp_peil::gate::requirements::{self, Requirements};
use jiff::civil::date;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)
}

fn catalogue() -> Catalogue {
    load(Some(&fixture("kader-1"))).unwrap_or_else(|findings| panic!("{findings}"))
}

fn assessment(path: &Path) -> Result<Assessment, Findings> {
    read(path, &catalogue()).map(|file| file.assessment)
}

#[test]
fn every_format_of_an_assessment_has_a_file_here() {
    for format in 1..=file::FORMAT {
        let path = fixture(&format!("meting-{format}.toml"));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        assert!(text.contains(&format!("\nformaat = {format}\n")), "{}", path.display());
        assessment(&path).unwrap_or_else(|findings| panic!("{findings}"));
    }
}

#[test]
fn every_format_of_a_catalogue_has_a_folder_here() {
    for format in 1..=ibp_peil::catalogue::file::FORMAT {
        let folder = fixture(&format!("kader-{format}"));
        let text = fs::read_to_string(folder.join("kader.toml"))
            .unwrap_or_else(|_| panic!("{} is missing", folder.display()));
        assert!(text.contains(&format!("\nformaat = {format}\n")), "{}", folder.display());
        load(Some(&folder)).unwrap_or_else(|findings| panic!("{findings}"));
    }
}

fn demands(path: &Path) -> Result<Requirements, Findings> {
    requirements::read(path, &catalogue(), &|_| unreachable!("no earlier assessment is named"))
}

#[test]
fn every_format_of_demands_has_a_file_here() {
    for format in 1..=requirements::FORMAT {
        let path = fixture(&format!("eisen-{format}.toml"));
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        assert!(text.contains(&format!("\nformaat = {format}\n")), "{}", path.display());
        demands(&path).unwrap_or_else(|findings| panic!("{findings}"));
    }
}

#[test]
fn demands_of_format_1_say_what_they_always_said() {
    let found = demands(&fixture("eisen-1.toml")).unwrap_or_else(|findings| panic!("{findings}"));
    assert_eq!(found.name.as_deref(), Some("Eisen van ons bestuur"));
    let gates: Vec<&str> = found.gates.iter().map(|gate| gate.name.as_str()).collect();
    assert_eq!(gates, ["volledig", "streefniveau=2:AA"]);
    let exception = &found.exceptions[0];
    assert_eq!((exception.norm, exception.until), (0, date(2027, 6, 30)));
    assert_eq!(exception.reason, "Het beleid wordt in het voorjaar vastgesteld.");
    assert_eq!(exception.gates, ["streefniveau=2:AA"]);
}

#[test]
fn an_assessment_of_format_1_says_what_it_always_said() {
    let found = assessment(&fixture("meting-1.toml")).unwrap_or_else(|findings| panic!("{findings}"));
    let board = &found.board;
    assert_eq!((board.name.as_str(), board.number.as_deref()), ("Stichting Voorbeeldland", Some("00000")));
    assert_eq!(board.sectors, ["po", "so", "vo"]);
    assert_eq!((board.schools, board.pupils), (Some(3), Some(612)));
    assert_eq!(board.supervision.as_deref(), Some("raad van toezicht"));
    assert_eq!(board.participation.as_deref(), Some("GMR"));
    assert_eq!(board.ict_management.as_deref(), Some("deels uitbesteed"));

    let meta = &found.meta;
    assert_eq!((meta.framework.as_str(), meta.edition.as_str()), ("klein", "2026-01"));
    assert_eq!((meta.reporting_year, meta.target), (2026, Some(3)));
    assert_eq!((meta.method, meta.stage), (Method::PeerReview, Stage::Adopted));
    assert_eq!(meta.assessor.as_deref(), Some("ICT-coördinator"));
    assert_eq!((meta.begun_on, meta.updated_on), (Some(date(2026, 9, 1)), Some(date(2026, 11, 21))));
    assert_eq!((meta.reference_date, meta.adopted_on), (Some(date(2026, 11, 16)), Some(date(2026, 12, 1))));
    assert_eq!(
        (meta.plan_adopted_on, meta.fg_advised_on),
        (Some(date(2026, 12, 2)), Some(date(2026, 11, 30)))
    );

    assert_eq!(found.facts.len(), 31);
    assert_eq!(found.facts["beleid-vastgesteld-op"], FactValue::Date(date(2026, 3, 1)));
    assert_eq!(found.facts["beleid-geevalueerd-op"], FactValue::NotDone);
    assert_eq!(found.facts["beveiliging-uren"], FactValue::Unknown);
    assert_eq!(found.facts["datalekken-geregistreerd"], FactValue::Number(6));
    assert_eq!(found.facts["school-cert"], FactValue::YesNo(true));
    assert_eq!(found.facts["fg"], FactValue::Text("extern".to_owned()));
    assert_eq!(found.facts["dpias"], FactValue::List(vec!["leerlingvolgsysteem".to_owned()]));

    let answer = &found.answers["AA.01"];
    assert_eq!(answer.reply, Reply::Level(1));
    let note = "Visie ligt er als concept.\nHet bestuur bespreekt die in december.";
    assert_eq!(answer.note.as_deref(), Some(note));
    assert_eq!(answer.evidence, ["beleid/visie-concept.docx", "notulen"]);
    assert_eq!((answer.assessed_on, answer.due), (Some(date(2026, 11, 2)), Some(date(2027, 3, 31))));
    assert_eq!(answer.assessed_by.as_deref(), Some("bestuurder"));
    assert_eq!(answer.action.as_deref(), Some("Visie laten vaststellen"));
    assert_eq!(answer.action_owner.as_deref(), Some("bestuurder"));
    assert_eq!((answer.plan_status, answer.target), (Some(PlanStatus::Confirmed), Some(3)));
    assert_eq!((answer.completed_on, answer.carried_over), (Some(date(2026, 11, 20)), false));
    let lowered = &found.answers["AA.02"];
    assert_eq!((lowered.target, lowered.plan_status), (Some(1), Some(PlanStatus::Proposed)));
    assert_eq!(lowered.target_reason.as_deref(), Some("Eerst de norm waar deze op bouwt."));
    let reason = "Geen systeem beslist zonder mens.".to_owned();
    assert_eq!(found.answers["AA.03"].reply, Reply::NotApplicable(reason));
    assert_eq!(found.answers["BB.01"].reply, Reply::AskAround("personeelszaken".to_owned()));
    assert!(found.answers["AA.04"].carried_over);
}

#[test]
fn a_catalogue_of_format_1_says_what_it_always_said() {
    let found = catalogue();
    assert_eq!((found.id.as_str(), found.edition.as_str(), found.target), ("klein", "2026-01", 2));
    assert_eq!(
        found.levels.iter().map(|level| level.name.as_str()).collect::<Vec<_>>(),
        ["Nog niets", "Op orde", "Beter"]
    );
    let ids: Vec<&str> = found.norms.iter().map(|norm| norm.id.as_str()).collect();
    assert_eq!(ids, ["AA.01", "AA.02", "AA.03", "AA.04", "V-AA.05", "BB.01"]);
    let norm = &found.norms[0];
    assert_eq!((norm.status, norm.provisional), (Status::Confirmed, false));
    assert_eq!(norm.levels, ["Niets van AA.01.", "Alles van AA.01.", "Meer van AA.01."]);
    assert_eq!((norm.who.len(), norm.twins.as_slice()), (Role::ALL.len(), &["BB.01".to_owned()][..]));
    assert_eq!(norm.statutory, ["AVG art. 30"]);
    assert!(found.norms[4].provisional);
    assert_eq!(found.milestones.len(), 3);
    assert_eq!(found.milestone("plan").and_then(|plan| plan.latest), Some(date(2027, 12, 31)));
    assert_eq!((found.measures.items.len(), found.attention.items.len()), (1, 1));
    assert_eq!((found.benchmarks[0].mean, found.benchmarks[0].n), (Some(1.9), 12));
    assert_eq!((found.support[0].id.as_str(), found.themes[0].domains.len()), ("hulp", 2));
    assert_eq!(found.growth_path.phases[0].projects[0].number, "1.1");
}

/// The keys that can stand in a table, as the program itself lists them for who mistypes one.
fn possible_keys(findings: &Findings) -> BTreeSet<String> {
    let list = findings
        .0
        .iter()
        .filter(|finding| finding.code == Code::UnknownKey)
        .find_map(|finding| finding.hint.as_deref()?.strip_prefix("mogelijk zijn: "))
        .unwrap_or_else(|| panic!("no list of keys: {findings}"));
    list.split(", ").map(str::to_owned).collect()
}

/// True where the text gives this key a value, or opens a table of that name.
fn uses(text: &str, key: &str) -> bool {
    text.lines().map(|line| line.trim_start_matches(['[', '{', ' '])).any(|line| {
        line.strip_prefix(key).is_some_and(|rest| rest.starts_with([' ', ']', '.']))
            || line.contains(&format!(", {key} = "))
            || line.contains(&format!("{{ {key} = "))
            || line.contains(&format!(".{key}]"))
    })
}

const NOBODY_KNOWS: &str = "zzzzzzzzzzzz = 1\n";

#[test]
fn the_file_of_an_assessment_uses_every_key() {
    let text = fs::read_to_string(fixture(&format!("meting-{}.toml", file::FORMAT))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    let mut keys = BTreeSet::new();
    for heading in ["[bestuur]", "[meting]", "[jaarverslag]", "[antwoorden.\"AA.01\"]"] {
        let odd = text.replace(&format!("{heading}\n"), &format!("{heading}\n{NOBODY_KNOWS}"));
        assert_ne!(odd, text, "{heading}");
        fs::write(&path, odd).unwrap();
        keys.extend(possible_keys(&assessment(&path).unwrap_err()));
    }
    fs::write(&path, text.replace("formaat = 1\n", &format!("formaat = 1\n{NOBODY_KNOWS}"))).unwrap();
    keys.extend(possible_keys(&assessment(&path).unwrap_err()));
    assert!(keys.len() > FACTS.len() + 30, "{keys:?}");
    for key in keys {
        assert!(uses(&text, &key), "{key} is not in the file");
    }
}

#[test]
fn the_file_of_demands_uses_every_key() {
    let text = fs::read_to_string(fixture(&format!("eisen-{}.toml", requirements::FORMAT))).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("eisen.toml");
    for heading in ["formaat = 1", "[[uitzondering]]"] {
        fs::write(&path, text.replace(&format!("{heading}\n"), &format!("{heading}\n{NOBODY_KNOWS}")))
            .unwrap();
        for key in possible_keys(&demands(&path).expect_err("a mistake")) {
            assert!(uses(&text, &key), "{key} is not in the file");
        }
    }
}

#[test]
fn the_folder_of_a_catalogue_uses_every_key() {
    let folder = fixture(&format!("kader-{}", ibp_peil::catalogue::file::FORMAT));
    let copy = tempfile::tempdir().unwrap();
    let names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut tables = 0;
    for name in &names {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        // An unknown key at the top and one below the first table of every kind.
        let mut headings: Vec<&str> = text.lines().filter(|line| line.starts_with('[')).collect();
        headings.dedup();
        let odd_ones = headings
            .iter()
            .map(|heading| text.replacen(&format!("{heading}\n"), &format!("{heading}\n{NOBODY_KNOWS}"), 1));
        for odd in odd_ones.chain([format!("{NOBODY_KNOWS}{text}")]) {
            for other in &names {
                fs::copy(folder.join(other), copy.path().join(other)).unwrap();
            }
            fs::write(copy.path().join(name), odd).unwrap();
            for key in possible_keys(&load(Some(copy.path())).unwrap_err()) {
                assert!(uses(&text, &key), "{key} is not in {name}");
            }
            tables += 1;
        }
    }
    assert!(tables >= 20, "only {tables} tables");
}

#[test]
fn a_newer_format_is_told_and_nothing_else_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    for text in [
        "formaat = 2\nslotregel = true\n[bestuur]\nkleur = 1\n",
        "# van later\nformaat = 99\n[antwoorden]\nniveau = == 3\n",
    ] {
        fs::write(&path, text).unwrap();
        let findings = assessment(&path).unwrap_err();
        assert_eq!(findings.0.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NewerFormat]);
        assert!(findings.0[0].text.contains("gemaakt met een nieuwere versie"), "{findings}");
    }
    let kader = fs::read_to_string(fixture("kader-1/kader.toml")).unwrap();
    let newer = kader.replace("formaat = 1\n", "formaat = 2\nkleur = \"blauw\"\n");
    fs::write(folder.path().join("kader.toml"), newer).unwrap();
    let findings = load(Some(folder.path())).unwrap_err();
    assert_eq!(findings.0.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::NewerFormat]);
    assert!(findings.0[0].text.contains("gemaakt met een nieuwere versie"), "{findings}");
}
