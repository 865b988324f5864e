//! The fictitious boards of `examples/`, and what tests do to them.

#![allow(dead_code, reason = "every test file uses its own part of this")]

pub mod odd;

use std::path::Path;
use std::sync::OnceLock;

use ibp_peil::analysis::{Analysis, analyse};
use ibp_peil::assessment::annual_report::FactValue;
use ibp_peil::assessment::file::read;
use ibp_peil::assessment::{Answer, Assessment, Reply};
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::paragraph::{Length, Paragraph, write};
use jiff::civil::{Date, date};

/// The day every test calls today.
pub const TODAY: Date = date(2026, 11, 21);

/// The three examples.
pub const EXAMPLES: [&str; 3] = ["eenpitter", "onderweg", "voldoet"];

/// Words that stand in every field that is not for the public.
pub const PLANTED: [&str; 8] = [
    "plantnotitie",
    "plantbewijs",
    "plantactie",
    "planthouder",
    "plantreden",
    "plantnavraag",
    "plantinvuller",
    "plantbeoordelaar",
];

/// The catalogue, read once for all tests of a file.
pub fn shared_catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(embedded::newest)
}

/// A catalogue of one's own, to change.
pub fn catalogue() -> Catalogue {
    shared_catalogue().clone()
}

pub fn example(catalogue: &Catalogue, name: &str) -> Assessment {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.toml"));
    read(&path, catalogue).expect("the examples are right").assessment
}

pub fn analysis<'a>(catalogue: &'a Catalogue, assessment: &'a Assessment) -> Analysis<'a> {
    analyse(catalogue, assessment, None, TODAY)
}

pub fn written(catalogue: &Catalogue, assessment: &Assessment, length: Length) -> Paragraph {
    write(&analysis(catalogue, assessment), length).expect("our own template works")
}

pub fn long(catalogue: &Catalogue, assessment: &Assessment) -> String {
    written(catalogue, assessment, Length::Long).text()
}

pub fn short(catalogue: &Catalogue, assessment: &Assessment) -> String {
    written(catalogue, assessment, Length::Short).text()
}

/// Both texts and what stands around them: everything a reader of the paragraph can get to see.
pub fn everything(catalogue: &Catalogue, assessment: &Assessment) -> String {
    let mut all = String::new();
    for length in [Length::Long, Length::Short] {
        let paragraph = written(catalogue, assessment, length);
        all.push_str(&paragraph.text());
        all.push_str(paragraph.notice.as_deref().unwrap_or_default());
        all.push_str(&paragraph.left_out.join("\n"));
    }
    all
}

pub fn set(assessment: &mut Assessment, key: &'static str, value: FactValue) {
    assert!(ibp_peil::assessment::annual_report::fact_key(key).is_some(), "{key}");
    assessment.facts.insert(key, value);
}

pub fn set_number(assessment: &mut Assessment, key: &'static str, number: u32) {
    set(assessment, key, FactValue::Number(number));
}

pub fn without(assessment: &Assessment, key: &str) -> Assessment {
    let mut copy = assessment.clone();
    assert!(copy.facts.remove(key).is_some(), "{key} is in the example");
    copy
}

/// Gives every norm this reply.
pub fn answer_all(catalogue: &Catalogue, assessment: &mut Assessment, reply: &Reply) {
    for norm in &catalogue.norms {
        let answer = assessment.answers.entry(norm.id.clone()).or_default();
        *answer = Answer { reply: reply.clone(), ..Answer::default() };
    }
}

/// Plants a marker word in every field that must never be public.
pub fn plant_markers(catalogue: &Catalogue, assessment: &mut Assessment) {
    assessment.meta.assessor = Some("plantinvuller".to_owned());
    for norm in &catalogue.norms {
        let answer = assessment.answers.entry(norm.id.clone()).or_default();
        match &mut answer.reply {
            Reply::NotApplicable(reason) => *reason = "plantreden".to_owned(),
            Reply::AskAround(who) => *who = "plantnavraag".to_owned(),
            Reply::Level(_) | Reply::Open => {}
        }
        answer.note = Some("plantnotitie".to_owned());
        answer.evidence = vec!["plantbewijs".to_owned()];
        answer.assessed_by = Some("plantbeoordelaar".to_owned());
        answer.action = Some("plantactie".to_owned());
        answer.action_owner = Some("planthouder".to_owned());
        answer.due = Some(date(2028, 3, 31));
        answer.target_reason = Some("plantreden".to_owned());
    }
}
