//! An assessment as a form and back: nothing that it says changes on the way, whatever the texts are.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use ibp_peil::assessment::annual_report::{FACTS, FactValue, Kind};
use ibp_peil::assessment::file::read;
use ibp_peil::assessment::{Answer, Assessment, PlanStatus, Reply};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::Findings;
use ibp_peil::form::combine::{Combined, Part, Signature, combine};
use ibp_peil::form::judge::{Origins, judge};
use ibp_peil::form::read::{Found, Sheet, read as form_read};
use ibp_peil::form::{Content, Form, Slot, Values, cell, values};
use ibp_peil::render::{csv, xlsx};
use ibp_peil::{table, workbook};
use jiff::civil::{Date, date};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(embedded::newest);

fn judged(values: &Values) -> Result<Assessment, Findings> {
    let (cells, norms) = (BTreeMap::new(), BTreeMap::new());
    let origins = Origins { file: "vorm.xlsx", cells: &cells, norms: &norms };
    judge(values, &origins, &CATALOGUE, 2026).map(|(assessment, _)| assessment)
}

fn examples() -> Vec<Assessment> {
    ["examples/eenpitter.toml", "examples/onderweg.toml", "examples/voldoet.toml"]
        .map(|name| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
            read(&path, &CATALOGUE).unwrap_or_else(|findings| panic!("{findings}")).assessment
        })
        .to_vec()
}

/// Text that would steer a spreadsheet, a terminal, TOML or XML.
fn a_text() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        "[a-zé€😀=+@'\"\\\\#<>&;,.\\[\\]{}_0-9 -]{1,40}",
        "[\u{20}-\u{7e}\n\t\u{a0}-\u{2fff}]{1,30}",
        prop::sample::select(vec![
            "=1+1",
            "'=1+1",
            "_x0041_",
            "\"\"\"",
            "'''",
            "a\nb",
            " vooraan",
            "achteraan ",
            "2",
            "ja",
            "a\\nb",
            "-",
            "\u{202e}om",
            "\\u{202E}",
            "\n\ta;b,c\td ",
        ])
        .prop_map(str::to_owned),
    ];
    text.prop_filter("a text says something", |text| !text.trim().is_empty())
}

fn a_line() -> impl Strategy<Value = String> {
    a_text()
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .prop_filter("a line says something", |line| !line.is_empty())
}

fn a_day() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| date(year, month, day))
}

fn a_reply() -> impl Strategy<Value = Reply> {
    prop_oneof![
        Just(Reply::Open),
        (1..=5u8).prop_map(Reply::Level),
        a_line().prop_map(Reply::NotApplicable),
        a_line().prop_map(Reply::AskAround),
    ]
}

prop_compose! {
    fn an_answer()(
        reply in a_reply(),
        note in proptest::option::of(a_text()),
        evidence in proptest::collection::vec(a_line(), 0..4),
        days in proptest::array::uniform3(proptest::option::of(a_day())),
        lines in proptest::array::uniform2(proptest::option::of(a_line())),
        action in proptest::option::of(a_text()),
        plan in proptest::option::of(prop::sample::select(vec![PlanStatus::Proposed, PlanStatus::Confirmed])),
        target in proptest::option::of((1..=5u8, a_line())),
        carried_over in any::<bool>(),
    ) -> Answer {
        let [assessed_on, due, completed_on] = days;
        let [assessed_by, action_owner] = lines;
        Answer {
            reply, note, evidence, assessed_on, assessed_by, action, action_owner, due, plan_status: plan,
            target: target.as_ref().map(|(level, _)| *level),
            target_reason: target.map(|(_, reason)| reason),
            completed_on, carried_over,
        }
    }
}

fn a_fact(kind: Kind) -> BoxedStrategy<FactValue> {
    let unknown = Just(FactValue::Unknown);
    match kind {
        Kind::DateOrWord => {
            prop_oneof![a_day().prop_map(FactValue::Date), Just(FactValue::NotDone), unknown].boxed()
        }
        Kind::Number => prop_oneof![(0..=100_000u32).prop_map(FactValue::Number), unknown].boxed(),
        Kind::List => proptest::collection::vec(a_line(), 0..4).prop_map(FactValue::List).boxed(),
        Kind::YesNo => prop_oneof![any::<bool>().prop_map(FactValue::YesNo), unknown].boxed(),
        Kind::Choice(words) => {
            prop::sample::select(words.to_vec()).prop_map(|word| FactValue::Text(word.to_owned())).boxed()
        }
        Kind::Text => a_line().prop_map(FactValue::Text).boxed(),
    }
}

prop_compose! {
    fn a_fact_of_the_list()(index in 0..FACTS.len())
        (index in Just(index), value in a_fact(FACTS[index].kind)) -> (&'static str, FactValue) {
        (FACTS[index].key, value)
    }
}

prop_compose! {
    fn an_assessment()(
        name in a_line(),
        number in proptest::option::of(a_line()),
        counts in proptest::array::uniform2(proptest::option::of(any::<u32>())),
        sectors in proptest::sample::subsequence(vec!["po".to_owned(), "so".to_owned(), "vo".to_owned()], 0..=3),
        assessor in proptest::option::of(a_line()),
        days in proptest::array::uniform3(proptest::option::of(a_day())),
        facts in proptest::collection::btree_map(0..FACTS.len(), a_fact_of_the_list(), 0..6),
        answers in proptest::collection::btree_map(0..CATALOGUE.norms.len(), an_answer(), 0..5),
    ) -> Assessment {
        let mut assessment = Assessment::new("ibp-fo", "2024-06-06", 2026, date(2026, 11, 21));
        assessment.board.name = name;
        assessment.board.number = number;
        [assessment.board.schools, assessment.board.pupils] = counts;
        assessment.board.sectors = sectors;
        assessment.meta.assessor = assessor;
        [assessment.meta.begun_on, assessment.meta.reference_date, assessment.meta.plan_adopted_on] = days;
        assessment.facts = facts.into_values().collect();
        assessment.answers =
            answers.into_iter().map(|(index, answer)| (CATALOGUE.norms[index].id.clone(), answer)).collect();
        assessment
    }
}

/// An answer that says nothing is the same as no answer.
fn without_empty(mut assessment: Assessment) -> Assessment {
    assessment.answers.retain(|_, answer| *answer != Answer::default());
    assessment
}

#[test]
fn every_example_is_itself_again() {
    for assessment in examples() {
        assert_eq!(judged(&values(&assessment)).unwrap(), without_empty(assessment));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_assessment_as_values_is_itself_again(assessment in an_assessment()) {
        let again = judged(&values(&assessment)).map_err(|findings| findings.to_string());
        prop_assert_eq!(again, Ok(without_empty(assessment)));
    }

    #[test]
    fn a_cell_means_what_it_shows(assessment in an_assessment()) {
        for (slot, content) in values(&assessment) {
            let shown = cell::shown(&slot, &content, &CATALOGUE);
            match cell::read(&slot, &shown, &CATALOGUE) {
                Some(read) => prop_assert!(cell::is_same(&read, &content), "{} {:?} {:?}", slot, read, content),
                None => {
                    let text = match content {
                        Content::Text(text) => text,
                        Content::Lines(lines) => lines.concat(),
                        other => format!("{other:?}"),
                    };
                    prop_assert_eq!(text.trim(), "");
                }
            }
        }
    }
}

/// The day on which everything is imported.
const IMPORTED_ON: Date = date(2027, 1, 1);

/// What was answered without saying when and by whom, signed by the import.
fn signed(mut assessment: Assessment) -> Assessment {
    for answer in assessment.answers.values_mut() {
        let says_nothing_else =
            Answer { assessed_on: None, assessed_by: None, ..answer.clone() } == Answer::default();
        if !says_nothing_else {
            answer.assessed_on.get_or_insert(IMPORTED_ON);
            answer.assessed_by = answer.assessed_by.take().or_else(|| assessment.meta.assessor.clone());
        }
    }
    assessment
}

/// What comes back of a form, whoever opened it, as a new assessment or into the same one.
fn back(
    sheets: &[Sheet],
    shown: fn(&str) -> String,
    target: Option<&Assessment>,
) -> Result<Combined, Findings> {
    let filled = form_read(sheets, "vorm", &CATALOGUE)?;
    let part = Part { name: "vorm".to_owned(), filled, shown, cut: None };
    let signature = Signature { by: None, today: IMPORTED_ON };
    combine(target, &[part], &[], &signature, &CATALOGUE)
}

fn form<'a>(assessment: &'a Assessment) -> Form<'a> {
    Form {
        catalogue: &CATALOGUE,
        assessment,
        norms: (0..CATALOGUE.norms.len()).collect(),
        is_whole: true,
        title: String::new(),
        today: date(2026, 11, 21),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_assessment_as_a_workbook_is_itself_again(assessment in an_assessment()) {
        let bytes = xlsx::form(&form(&assessment)).unwrap();
        let sheets = workbook::parse(&bytes, "vorm.xlsx").map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        for target in [None, Some(&assessment)] {
            let combined = back(&sheets, xlsx::as_shown, target);
            let combined = combined.map_err(|findings| TestCaseError::fail(findings.to_string()))?;
            prop_assert!(combined.disputes.is_empty());
            prop_assert_eq!(without_empty(combined.assessment), without_empty(assessment.clone()));
        }
    }

    #[test]
    fn answers_as_a_table_are_themselves_again(assessment in an_assessment()) {
        let bytes = csv::form(&form(&assessment)).unwrap();
        let sheet = [table::parse(bytes, "vorm.csv").map_err(|findings| TestCaseError::fail(findings.to_string()))?];
        let combined = back(&sheet, str::to_owned, Some(&assessment));
        let combined = combined.map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        prop_assert!(combined.disputes.is_empty());
        prop_assert_eq!(without_empty(combined.assessment), without_empty(assessment.clone()));
        // Into an assessment without answers they all come back, to the letter.
        let mut empty = assessment.clone();
        empty.answers.clear();
        let combined = back(&sheet, str::to_owned, Some(&empty));
        let combined = combined.map_err(|findings| TestCaseError::fail(findings.to_string()))?;
        prop_assert!(combined.disputes.is_empty());
        prop_assert_eq!(combined.assessment, signed(without_empty(assessment)));
    }
}

#[test]
fn a_list_that_does_not_fit_in_a_cell_stays_whole_unless_it_is_changed() {
    let mut assessment = examples().swap_remove(1);
    let evidence: Vec<String> =
        (0..200).map(|number| format!("{number} {}", "document ".repeat(30).trim())).collect();
    assessment.answers.get_mut("GO.01").unwrap().evidence = evidence;
    let mut sheets = workbook::parse(&xlsx::form(&form(&assessment)).unwrap(), "vorm.xlsx").unwrap();
    let combined = back(&sheets, xlsx::as_shown, None).unwrap();
    assert_eq!(combined.assessment, assessment);
    let cells = sheets.iter_mut().flat_map(|sheet| sheet.rows.values_mut()).flat_map(|row| row.values_mut());
    let cut = cells.filter_map(|found| match found {
        Found::Cell(cell::Cell::Text(text)) if text.ends_with(xlsx::CUT) => Some(text),
        _ => None,
    });
    let changed: Vec<()> = cut.map(|text| text.insert_str(0, "nieuw bewijs\n")).collect();
    assert_eq!(changed.len(), 1);
    let filled = form_read(&sheets, "vorm", &CATALOGUE).unwrap();
    let part = Part { name: "vorm".to_owned(), filled, shown: xlsx::as_shown, cut: Some(xlsx::CUT) };
    let signature = Signature { by: None, today: IMPORTED_ON };
    let refused = combine(None, &[part], &[], &signature, &CATALOGUE).err().unwrap();
    assert!(refused.0[0].text.starts_with("Vragenlijst!K7: deze tekst paste niet"), "{refused}");
}

#[test]
fn a_mistake_is_told_at_its_cell() {
    let mut wrong = values(&examples()[0]);
    let slot = |key| Slot::Answer("GO.01".to_owned(), key);
    wrong.insert(slot("niveau"), Content::Number(7));
    wrong.insert(slot("navragen"), Content::Text("bestuur".to_owned()));
    wrong.insert(slot("streefdatum"), Content::Text("ooit".to_owned()));
    wrong.insert(Slot::Answer("XX.99".to_owned(), "niveau"), Content::Number(1));
    wrong.insert(Slot::Fact("verwerkers"), Content::Decimal(2.5));
    let cells = BTreeMap::from([
        (slot("niveau"), "Vragenlijst!F5".to_owned()),
        (slot("streefdatum"), "Vragenlijst!O5".to_owned()),
        (Slot::Fact("verwerkers"), "Jaarverslag!B25".to_owned()),
    ]);
    let norms = BTreeMap::from([("XX.99".to_owned(), "Vragenlijst!A9".to_owned())]);
    let origins = Origins { file: "a.xlsx", cells: &cells, norms: &norms };
    let findings = judge(&wrong, &origins, &CATALOGUE, 2026).unwrap_err();
    let told: Vec<&str> =
        findings.0.iter().filter_map(|finding| finding.text.split_once(": ").map(|(cell, _)| cell)).collect();
    for cell in ["Vragenlijst!F5", "Vragenlijst!O5", "Vragenlijst!A9", "Jaarverslag!B25"] {
        assert!(told.contains(&cell), "{cell} is not in {findings}");
    }
}
