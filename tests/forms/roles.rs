//! `status --rol`: what is still open per role, in a form that can be mailed as it is.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;

use ibp_peil::analysis::{Analysis, RoleToAsk};
use ibp_peil::assessment::save::new_text;
use ibp_peil::assessment::{Assessment, Reply};
use ibp_peil::catalogue::Role;
use ibp_peil::streams::Streams;
use serde_json::Value;

use crate::boards::{PLANTED, TODAY, analysis, answer_all, example, plant_markers, shared_catalogue};

/// Runs the program on an assessment: exit code, results, and everything else.
fn say(assessment: &Assessment, words: &[&str]) -> (u8, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    fs::write(&path, new_text(assessment)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let day = TODAY.to_string();
    let args = ["ibp-peil", "status"].into_iter().map(OsString::from).chain([path.into_os_string()]);
    let today = ["--datum", &day];
    let args = args.chain(words.iter().chain(&today).map(OsString::from));
    let code = ibp_peil::run(args, &mut Streams::plain(&mut out, &mut err));
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[track_caller]
fn mail(assessment: &Assessment, role: &str) -> String {
    let (code, out, err) = say(assessment, &["--rol", role]);
    assert_eq!((code, err.as_str()), (0, ""));
    out
}

/// A board that answered nothing, or only asked somebody.
fn begun() -> Assessment {
    let catalogue = shared_catalogue();
    let mut assessment = Assessment::new(&catalogue.id, &catalogue.edition, 2026, TODAY);
    assessment.board.name = "Stichting Voorbeeldland".to_owned();
    assessment
}

fn asking(id: &str, who: &str) -> Assessment {
    let mut assessment = begun();
    assessment.answers.entry(id.to_owned()).or_default().reply = Reply::AskAround(who.to_owned());
    assessment
}

/// The norms that a mail asks about, by the line that begins with their number.
fn asked(mail: &str) -> Vec<String> {
    let ids = |line: &&str| shared_catalogue().norm(line.split(' ').next().unwrap_or_default()).is_some();
    mail.lines().filter(ids).map(|line| line.split(' ').next().unwrap().to_owned()).collect()
}

fn norms(analysis: &Analysis<'_>, role: &RoleToAsk) -> Vec<String> {
    role.asked.iter().chain(&role.open).map(|norm| analysis.norm(*norm).id.clone()).collect()
}

#[test]
fn a_mail_asks_a_role_exactly_what_status_says_is_open_for_it() {
    for name in ["eenpitter", "onderweg"] {
        let board = example(shared_catalogue(), name);
        let analysis = analysis(shared_catalogue(), &board);
        for role in &analysis.to_ask {
            assert_eq!(asked(&mail(&board, &role.role)), norms(&analysis, role), "{name} {}", role.role);
        }
    }
}

#[test]
fn all_mails_together_ask_every_open_norm_once() {
    let board = begun();
    let all = mail(&board, "alle");
    let found = asked(&all);
    assert_eq!(found.len(), shared_catalogue().norms.len());
    assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
    let roles = Role::ALL.iter().filter(|role| all.contains(&format!("Aan: {}\n", role.as_str()))).count();
    assert_eq!(roles, all.matches("Onderwerp: ").count());
    assert!(roles > 4);
}

#[test]
fn a_mail_says_nothing_of_levels_or_of_what_was_answered() {
    let catalogue = shared_catalogue();
    let mut board = example(catalogue, "eenpitter");
    plant_markers(catalogue, &mut board);
    // Answers of last year count as open, and have a level.
    for answer in board.answers.values_mut() {
        answer.carried_over = matches!(answer.reply, Reply::Level(_));
    }
    for role in Role::ALL.map(Role::as_str).iter().chain(&["plantnavraag"]) {
        let (code, text, _) = say(&board, &["--rol", role]);
        assert_eq!(code, 0);
        let (_, json, _) = say(&board, &["--rol", role, "--formaat", "json"]);
        for word in PLANTED.iter().filter(|word| *word != role) {
            assert!(!text.contains(word) && !json.contains(word), "{role} {word}");
        }
        for level in &catalogue.levels {
            assert!(!text.contains(&level.name), "{role} {}", level.name);
        }
        assert!(!text.to_lowercase().contains("niveau") && !text.contains("ertrouwelijk"), "{role}\n{text}");
    }
}

#[test]
fn a_mail_fits_in_72_columns_and_has_a_subject_and_a_greeting() {
    for who in ["bestuur", "ict-leverancier", "x".repeat(300).as_str()] {
        let text = mail(&asking("GO.01", who), who);
        assert!(text.starts_with("Aan: "), "{text}");
        assert!(text.contains("\nOnderwerp: "), "{text}");
        assert!(text.contains("\nMet vriendelijke groet,\n"), "{text}");
        for line in text.lines() {
            assert!(textwrap::core::display_width(line) <= 72, "{line}");
            assert_eq!(line, line.trim_end());
        }
    }
}

#[test]
fn a_supplier_is_asked_to_show_things_and_the_others_are_asked_the_question() {
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let norm = shared_catalogue().norm("OP.02").unwrap();
    let board = asking("OP.02", "ict-leverancier");
    let text = flat(mail(&board, "ict-leverancier"));
    assert!(text.contains("Geachte leverancier,"), "{text}");
    assert!(text.contains("Wij vragen u, per onderwerp: OP.02"), "{text}");
    assert!(text.contains(" De back-upafspraken per systeem"), "{text}");
    assert!(!text.contains(&norm.question), "{text}");
    // Where the catalogue does not say what to show there is still the question.
    let without = shared_catalogue().norms.iter().find(|norm| norm.supplier.is_empty()).unwrap();
    let text = flat(mail(&asking(&without.id, "ict-leverancier"), "ict-leverancier"));
    assert!(text.contains(&without.question), "{text}");
    let text = flat(mail(&asking("OP.02", "ict"), "ict"));
    assert!(text.contains("Hallo,") && text.contains(&norm.question), "{text}");
}

#[test]
fn whoever_a_person_named_gets_a_mail_too() {
    let board = asking("GO.01", "Conciërge");
    assert_eq!(asked(&mail(&board, "conciërge")), ["GO.01"]);
    assert!(!asked(&mail(&board, "bestuur")).contains(&"GO.01".to_owned()));
}

#[test]
fn a_role_without_open_questions_is_told_so_and_an_unknown_one_is_a_mistake() {
    let catalogue = shared_catalogue();
    let mut board = begun();
    answer_all(catalogue, &mut board, &Reply::Level(3));
    let (code, out, err) = say(&board, &["--rol", "ict"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "Er zijn geen open vragen meer.\n"));
    board.answers.get_mut("GO.01").unwrap().reply = Reply::AskAround("bestuur".to_owned());
    let (code, _, err) = say(&board, &["--rol", "ict"]);
    assert_eq!((code, err.as_str()), (0, "Voor ict zijn er geen open vragen meer; wel voor bestuur.\n"));
    let (code, out, err) = say(&board, &["--rol", "directeur"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("de rol \"directeur\" is onbekend") && err.contains("of alle"), "{err}");
}

#[test]
fn the_json_has_the_same_questions_as_the_mails() {
    let board = example(shared_catalogue(), "eenpitter");
    let (code, out, _) = say(&board, &["--rol", "alle", "--formaat", "json"]);
    assert_eq!(code, 0);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["formaat"], &json["soort"]), (&1.into(), &"status-rol".into()));
    let roles = json["rollen"].as_array().unwrap();
    assert!(roles.len() > 2);
    for role in roles {
        let ids: Vec<&str> =
            role["vragen"].as_array().unwrap().iter().map(|norm| norm["id"].as_str().unwrap()).collect();
        assert_eq!(asked(&mail(&board, role["rol"].as_str().unwrap())), ids);
    }
}
