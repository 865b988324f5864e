//! Saving: the difference between what was read and what is true now is written into the text as found, so that
//! comments, key order, blank lines, line ends and byte order mark stay a person's own.

use std::io;
use std::path::Path;

use jiff::civil::Date;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use super::annual_report::{FACTS, FactValue, NOT_DONE, UNKNOWN};
use super::file::{AssessmentFile, CLOSING_LINE, FORMAT, has_closing_line};
use super::{Answer, Assessment, Board, Meta, Reply};
use crate::storage::{Access, write_atomically};

/// The text of a file after a change: what was read, with only the differences written into it.
///
/// # Errors
/// The text that was read is not TOML; this does not happen with a text that [`super::file::read`] accepted.
pub fn updated_text(file: &AssessmentFile, assessment: &Assessment) -> Result<String, toml_edit::TomlError> {
    let original = &file.text.source.text;
    let windows_lines = original.contains("\r\n");
    let mut document: DocumentMut = original.parse()?;
    write_differences(&mut document, Some(&file.assessment), assessment);
    let mut text = finish(document);
    if windows_lines {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    if file.text.bom {
        text.insert(0, '\u{feff}');
    }
    Ok(text)
}

/// The text of a new file.
pub fn new_text(assessment: &Assessment) -> String {
    let mut document = DocumentMut::new();
    document.insert("formaat", Item::Value(i64::from(FORMAT).into()));
    write_differences(&mut document, None, assessment);
    finish(document)
}

/// Writes a text to the assessment file; a new one is private.
///
/// # Errors
/// The old file is untouched.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    write_atomically(path, text.as_bytes(), Access::Private)
}

fn finish(mut document: DocumentMut) -> String {
    if document.get("slotregel").is_none() {
        document.insert("slotregel", Item::Value(true.into()));
    }
    let mut text = document.to_string();
    if !has_closing_line(&text) {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(CLOSING_LINE);
        text.push('\n');
    }
    text
}

fn write_differences(document: &mut DocumentMut, before: Option<&Assessment>, after: &Assessment) {
    if before.map(|before| &before.board) != Some(&after.board) {
        let old = before.map(|before| &before.board);
        write_table(
            table(document.as_table_mut(), "bestuur"),
            old.map(board_items),
            board_items(&after.board),
        );
    }
    if before.map(|before| &before.meta) != Some(&after.meta) {
        let old = before.map(|before| &before.meta);
        write_table(table(document.as_table_mut(), "meting"), old.map(meta_items), meta_items(&after.meta));
    }
    if before.is_none_or(|before| before.facts != after.facts)
        && !(before.is_none() && after.facts.is_empty())
    {
        let items = |assessment: &Assessment| {
            FACTS.iter().map(|fact| (fact.key, assessment.facts.get(fact.key).map(fact_value))).collect()
        };
        write_table(table(document.as_table_mut(), "jaarverslag"), before.map(items), items(after));
    }
    let empty = Answer::default();
    let removed =
        before.iter().flat_map(|before| before.answers.keys()).filter(|id| !after.answers.contains_key(*id));
    for id in after.answers.keys().chain(removed) {
        let old = before.and_then(|before| before.answers.get(id));
        let new = after.answers.get(id);
        if old == new {
            continue;
        }
        let answers = table(document.as_table_mut(), "antwoorden");
        write_table(table(answers, id), old.map(answer_items), answer_items(new.unwrap_or(&empty)));
    }
}

/// The table with this name, made at the end where it is not there yet. A person may have written it as
/// `[antwoorden."GO.01"]` or as `"GO.01" = { … }`; both are tables.
fn table<'a>(parent: &'a mut dyn TableLike, name: &str) -> &'a mut dyn TableLike {
    parent
        .entry(name)
        .or_insert_with(|| {
            let mut table = Table::new();
            // [antwoorden] itself needs no line of its own, only the tables below it.
            table.set_implicit(name == "antwoorden");
            Item::Table(table)
        })
        .as_table_like_mut()
        .expect("the reader accepted it as a table")
}

type Items = Vec<(&'static str, Option<Value>)>;

fn write_table(table: &mut dyn TableLike, before: Option<Items>, after: Items) {
    for (index, (key, value)) in after.into_iter().enumerate() {
        let unchanged = before.as_ref().is_some_and(|before| same(before[index].1.as_ref(), value.as_ref()));
        if unchanged {
            continue;
        }
        match value {
            Some(mut value) => match table.get_mut(key).and_then(Item::as_value_mut) {
                Some(old) => {
                    // A comment behind the old value stays behind the new one.
                    *value.decor_mut() = old.decor().clone();
                    *old = value;
                }
                None => {
                    table.insert(key, Item::Value(value));
                }
            },
            None => {
                table.remove(key);
            }
        }
    }
}

fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    a.map(ToString::to_string) == b.map(ToString::to_string)
}

fn text(value: &Option<String>) -> Option<Value> {
    value.as_ref().map(|text| Value::from(text.as_str()))
}

fn number(value: Option<u32>) -> Option<Value> {
    value.map(|number| i64::from(number).into())
}

fn level(value: Option<u8>) -> Option<Value> {
    value.map(|level| i64::from(level).into())
}

fn date_value(date: Date) -> Value {
    let date = toml_edit::Date {
        year: date.year().unsigned_abs(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    };
    Value::from(toml_edit::Datetime { date: Some(date), time: None, offset: None })
}

fn date(value: Option<Date>) -> Option<Value> {
    value.map(date_value)
}

fn texts(values: &[String]) -> Option<Value> {
    (!values.is_empty()).then(|| Value::Array(values.iter().map(String::as_str).collect::<Array>()))
}

fn board_items(board: &Board) -> Items {
    vec![
        ("naam", Some(Value::from(board.name.as_str()))),
        ("bestuursnummer", text(&board.number)),
        ("sectoren", texts(&board.sectors)),
        ("scholen", number(board.schools)),
        ("leerlingen", number(board.pupils)),
        ("intern-toezicht", text(&board.supervision)),
        ("medezeggenschap", text(&board.participation)),
        ("ict-beheer", text(&board.ict_management)),
    ]
}

fn meta_items(meta: &Meta) -> Items {
    vec![
        ("normenkader", Some(Value::from(meta.framework.as_str()))),
        ("editie", Some(Value::from(meta.edition.as_str()))),
        ("verslagjaar", number(Some(meta.reporting_year))),
        ("werkwijze", Some(Value::from(meta.method.as_str()))),
        ("status", Some(Value::from(meta.stage.as_str()))),
        ("begonnen-op", date(meta.begun_on)),
        ("bijgewerkt-op", date(meta.updated_on)),
        ("invuller", text(&meta.assessor)),
        ("peildatum", date(meta.reference_date)),
        ("vastgesteld-op", date(meta.adopted_on)),
        ("plan-vastgesteld-op", date(meta.plan_adopted_on)),
        ("fg-advies-op", date(meta.fg_advised_on)),
        ("streefniveau", level(meta.target)),
    ]
}

fn fact_value(value: &FactValue) -> Value {
    match value {
        FactValue::Date(date) => date_value(*date),
        FactValue::NotDone => NOT_DONE.into(),
        FactValue::Unknown => UNKNOWN.into(),
        FactValue::Number(number) => i64::from(*number).into(),
        FactValue::List(items) => Value::Array(items.iter().map(String::as_str).collect::<Array>()),
        FactValue::YesNo(yes) => if *yes { "ja" } else { "nee" }.into(),
        FactValue::Text(text) => text.as_str().into(),
    }
}

fn answer_items(answer: &Answer) -> Items {
    let (mut chosen, mut not_applicable, mut ask) = (None, None, None);
    match &answer.reply {
        Reply::Open => {}
        Reply::Level(value) => chosen = level(Some(*value)),
        Reply::NotApplicable(reason) => not_applicable = Some(Value::from(reason.as_str())),
        Reply::AskAround(who) => ask = Some(Value::from(who.as_str())),
    }
    vec![
        ("niveau", chosen),
        ("niet-van-toepassing", not_applicable),
        ("navragen", ask),
        ("toelichting", text(&answer.note)),
        ("bewijs", texts(&answer.evidence)),
        ("beoordeeld-op", date(answer.assessed_on)),
        ("beoordeeld-door", text(&answer.assessed_by)),
        ("actie", text(&answer.action)),
        ("actiehouder", text(&answer.action_owner)),
        ("streefdatum", date(answer.due)),
        ("plan-status", answer.plan_status.map(|status| Value::from(status.as_str()))),
        ("streefniveau", level(answer.target)),
        ("reden", text(&answer.target_reason)),
        ("afgerond-op", date(answer.completed_on)),
        ("overgenomen", answer.carried_over.then(|| true.into())),
    ]
}
