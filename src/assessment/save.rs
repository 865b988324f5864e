//! Saving: the difference between what was read and what is true now is written into the text as found, so that
//! comments, key order, blank lines, line ends and byte order mark stay a person's own.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use toml_edit::{Array, Decor, DocumentMut, InlineTable, Item, Key, RawString, Table, TableLike, Value};

use super::annual_report::{FACTS, FactValue, NOT_DONE, UNKNOWN};
use super::file::{AssessmentFile, CLOSING_LINE, FORMAT, has_closing_line};
use super::{Answer, Assessment, Board, Meta, REPLY_KEYS, Reply};
use crate::finding::SourceText;
use crate::storage::{Access, write_atomically};

/// The text of a file after a change: what was read, with only the differences written into it.
///
/// # Errors
/// The text that was read is not TOML; this does not happen with a text that [`super::file::read`] accepted.
pub fn updated_text(file: &AssessmentFile, assessment: &Assessment) -> Result<String, toml_edit::TomlError> {
    Ok(Editor::new(file)?.text(assessment))
}

/// The text of a new file: the board and the assessment first, the answers by number, the closing line last.
pub fn new_text(assessment: &Assessment) -> String {
    Editor::for_new_file().text(assessment)
}

/// The text of a file through many changes, one after the other. Reading a text for editing is most of the work of a
/// save, and is done once.
pub struct Editor {
    document: DocumentMut,
    /// What the document says; `None` where it is still empty.
    assessment: Option<Assessment>,
    /// What was read, where something was.
    original: Option<Arc<SourceText>>,
    bom: bool,
}

impl Editor {
    /// Begins with a file as it was read.
    ///
    /// # Errors
    /// The text is not TOML; this does not happen with a text that [`super::file::read`] accepted.
    pub fn new(file: &AssessmentFile) -> Result<Self, toml_edit::TomlError> {
        Ok(Self {
            document: file.text.source.text.parse()?,
            assessment: Some(file.assessment.clone()),
            original: Some(Arc::clone(&file.text.source)),
            bom: file.text.bom,
        })
    }

    /// Begins with nothing.
    pub fn for_new_file() -> Self {
        let mut document = DocumentMut::new();
        document.insert("formaat", Item::Value(i64::from(FORMAT).into()));
        Self { document, assessment: None, original: None, bom: false }
    }

    /// The text that says this: what was read, with only the differences written into it.
    pub fn text(&mut self, assessment: &Assessment) -> String {
        write_differences(self.document.as_item_mut(), self.assessment.as_ref(), assessment);
        self.assessment = Some(assessment.clone());
        let mut text = finish(&mut self.document);
        if let Some(original) = &self.original {
            text = with_line_ends_of(&original.text, text);
        }
        if self.bom { format!("\u{feff}{text}") } else { text }
    }
}

/// Writes a text to the assessment file; a new one is private.
///
/// # Errors
/// The old file is untouched.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    write_atomically(path, text.as_bytes(), Access::Private)
}

fn finish(document: &mut DocumentMut) -> String {
    if document.get("slotregel").is_none() {
        document.insert("slotregel", Item::Value(true.into()));
    }
    let mut text = document.to_string();
    if !has_closing_line(&text) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push('\n');
        text.push_str(CLOSING_LINE);
        text.push('\n');
    }
    text
}

/// The text with the line ends of the original: lines that are still there keep their own, new ones get those of
/// the first line. The editing library itself only writes `\n`.
fn with_line_ends_of(original: &str, text: String) -> String {
    if !original.contains("\r\n") {
        return text;
    }
    let old: Vec<&str> = original.split_inclusive('\n').collect();
    let text = text.replace("\r\n", "\n");
    let new: Vec<&str> = text.split_inclusive('\n').collect();
    let content = |line: &str| line.trim_end_matches(['\r', '\n']).len();
    let same = |a: &str, b: &str| a[..content(a)] == b[..content(b)];
    let shortest = old.len().min(new.len());
    let top = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let bottom =
        old.iter().rev().zip(new.iter().rev()).take(shortest - top).take_while(|(a, b)| same(a, b)).count();
    let usual = if old[0].ends_with("\r\n") { "\r\n" } else { "\n" };
    let mut at = 0;
    let mut out = String::with_capacity(original.len() + text.len());
    for (index, line) in new.iter().enumerate() {
        let (from, to) = match index {
            _ if index < top => (index, index + 1),
            _ if index >= new.len() - bottom => (index + old.len() - new.len(), old.len()),
            _ => (at.max(top), old.len() - bottom),
        };
        let found = (from..to).find(|old_index| same(old[*old_index], line));
        at = found.map_or(at, |found| found + 1);
        let end = found.map_or(usual, |found| &old[found][content(old[found])..]);
        out.push_str(&line[..content(line)]);
        // The last line of the original may have had no end at all, and now have lines below it.
        out.push_str(if end.is_empty() && index + 1 < new.len() { usual } else { end });
    }
    out
}

fn write_differences(document: &mut Item, before: Option<&Assessment>, after: &Assessment) {
    if before.map(|before| &before.board) != Some(&after.board) {
        let old = before.map(|before| board_items(&before.board));
        write_items(table(document, "bestuur"), old, board_items(&after.board));
    }
    if before.map(|before| &before.meta) != Some(&after.meta) {
        let old = before.map(|before| meta_items(&before.meta));
        write_items(table(document, "meting"), old, meta_items(&after.meta));
    }
    let no_facts = BTreeMap::new();
    let old_facts = before.map_or(&no_facts, |before| &before.facts);
    if *old_facts != after.facts {
        let items = |facts: &BTreeMap<&'static str, FactValue>| {
            FACTS.iter().map(|fact| (fact.key, facts.get(fact.key).map(fact_value))).collect()
        };
        write_items(facts_table(document), Some(items(old_facts)), items(&after.facts));
    }
    let empty = Answer::default();
    let no_answers = BTreeMap::new();
    let old_answers = before.map_or(&no_answers, |before| &before.answers);
    for (id, answer) in &after.answers {
        let old = old_answers.get(id);
        if old != Some(answer) {
            write_items(
                table(table(document, "antwoorden"), id),
                old.map(answer_items),
                answer_items(answer),
            );
            tidy(table(document, "antwoorden"));
        }
    }
    for (id, old) in old_answers.iter().filter(|(id, _)| !after.answers.contains_key(*id)) {
        let answers = table(document, "antwoorden");
        write_items(table(answers, id), Some(answer_items(old)), answer_items(&empty));
        remove_empty(answers, id);
    }
}

/// The table with this name, made at the end where it is not there yet. A person may have written it as
/// `[antwoorden."GO.01"]`, as `"GO.01" = { … }` or as `"GO.01".niveau = …`; what is new follows its surroundings.
fn table<'a>(parent: &'a mut Item, name: &str) -> &'a mut Item {
    let new = match parent {
        Item::Value(_) => Item::Value(InlineTable::new().into()),
        _ => {
            let mut table = Table::new();
            table.set_dotted(parent.as_table().is_some_and(|parent| parent.is_dotted()));
            // [antwoorden] itself needs no line of its own, only the tables below it.
            table.set_implicit(name == "antwoorden");
            Item::Table(table)
        }
    };
    like(parent).entry(name).or_insert(new)
}

/// The table of facts; a new one comes behind `[meting]`, where a person looks for it, and not below the answers.
fn facts_table(document: &mut Item) -> &mut Item {
    let is_new = document.get("jaarverslag").is_none();
    let behind = document.get("meting").and_then(Item::as_table).and_then(Table::position);
    let facts = table(document, "jaarverslag");
    if let (true, Some(facts)) = (is_new, facts.as_table_mut()) {
        facts.set_position(behind);
    }
    facts
}

fn like(item: &mut Item) -> &mut dyn TableLike {
    item.as_table_like_mut().expect("the reader accepted it as a table, or it was just made as one")
}

/// A removed answer leaves nothing behind but the comments a person wrote around it.
fn remove_empty(answers: &mut Item, id: &str) {
    let Some(item) = like(answers).get(id) else { return };
    let commented = item.as_table().is_some_and(|table| has_comment(table.decor()));
    let empty = item.as_table_like().is_some_and(TableLike::is_empty);
    if empty && !commented {
        like(answers).remove(id);
    }
}

/// Keys with their values; `None` where nothing is filled in.
pub(crate) type Items = Vec<(&'static str, Option<Value>)>;

/// Writes what differs between `before` and `after` into a table.
fn write_items(item: &mut Item, before: Option<Items>, after: Items) {
    let order: Vec<&'static str> = after.iter().map(|(key, _)| *key).collect();
    let mut entries = Entries::take(item);
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for (index, (key, value)) in after.into_iter().enumerate() {
        let old = before.as_ref().and_then(|before| before[index].1.as_ref());
        match value {
            value if same(old, value.as_ref()) => {}
            Some(value) if entries.has(key) => entries.replace(key, value),
            Some(value) => added.push((key, value)),
            None if entries.has(key) => removed.push(key),
            None => {}
        }
    }
    for (key, value) in added {
        let taken_over = removed.iter().position(|old| REPLY_KEYS.contains(old) && REPLY_KEYS.contains(&key));
        match taken_over {
            Some(old) => entries.take_over(removed.swap_remove(old), key, value),
            None => entries.insert(key, value, &order),
        }
    }
    for key in removed {
        entries.remove(key);
    }
    entries.put_back(item);
}

/// The keys and values of a table in the order in which they stand, taken out to be changed.
struct Entries {
    list: Vec<(Key, Item)>,
    /// Comments of a table that has no keys left to carry them.
    orphaned: String,
}

impl Entries {
    fn take(item: &mut Item) -> Self {
        let table = like(item);
        let keys: Vec<Key> = table.iter().filter_map(|(name, _)| table.key(name)).cloned().collect();
        let list =
            keys.into_iter().filter_map(|key| table.remove(key.get()).map(|item| (key, item))).collect();
        Self { list, orphaned: String::new() }
    }

    fn put_back(self, item: &mut Item) {
        match item {
            Item::Table(table) => {
                for (key, value) in self.list {
                    table.insert_formatted(&key, value);
                }
                if !self.orphaned.is_empty() {
                    let suffix = format!("{}\n{}", raw(table.decor().suffix()), self.orphaned.trim_end());
                    table.decor_mut().set_suffix(suffix);
                }
            }
            Item::Value(Value::InlineTable(table)) => {
                for (key, value) in self.list {
                    table.insert_formatted(&key, value.into_value().expect("only values were taken out"));
                }
            }
            _ => {}
        }
        tidy(item);
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.list.iter().position(|(found, _)| found.get() == key)
    }

    fn has(&self, key: &str) -> bool {
        self.index(key).is_some()
    }

    /// A comment behind the old value stays behind the new one, and a list keeps the elements that stay.
    fn replace(&mut self, key: &str, mut value: Value) {
        let Some(old) = self.index(key).and_then(|index| self.list[index].1.as_value_mut()) else { return };
        match (&mut *old, &value) {
            (Value::Array(old), Value::Array(new)) => replace_elements(old, new),
            _ => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
        }
    }

    /// One kind of answer in the place of another, with the comments around it.
    fn take_over(&mut self, old: &str, key: &str, value: Value) {
        let Some(index) = self.index(old) else { return };
        self.replace(old, value);
        self.list[index].0 = Key::new(key)
            .with_leaf_decor(self.list[index].0.leaf_decor().clone())
            .with_dotted_decor(self.list[index].0.dotted_decor().clone());
    }

    /// Behind the keys that come before it in the usual order.
    fn insert(&mut self, key: &'static str, value: Value, order: &[&str]) {
        let rank = |name: &str| order.iter().position(|known| *known == name);
        let before = |(found, _): &(Key, Item)| rank(found.get()) < rank(key);
        let index = self.list.iter().rposition(before).map_or(0, |index| index + 1);
        self.list.insert(index, (Key::new(key), Item::Value(value)));
    }

    /// Comments above the key, and the one behind its value, stay where they are, on lines of their own.
    fn remove(&mut self, key: &str) {
        let Some(index) = self.index(key) else { return };
        let (key, item) = self.list.remove(index);
        let above = raw(key.leaf_decor().prefix());
        let behind = item.as_value().map_or("", |value| raw(value.decor().suffix())).trim();
        let mut comments = String::new();
        if above.contains('#') {
            comments.push_str(above);
        }
        if behind.contains('#') {
            comments.push_str(&format!("{behind}\n"));
        }
        if comments.is_empty() {
            return;
        }
        if let Some((next, _)) = self.list.get_mut(index) {
            let prefix = format!("{comments}{}", raw(next.leaf_decor().prefix()));
            next.leaf_decor_mut().set_prefix(prefix);
        } else if let Some(last) = self.list.last_mut().and_then(|(_, item)| item.as_value_mut()) {
            let suffix = format!("{}\n{}", raw(last.decor().suffix()), comments.trim_end());
            last.decor_mut().set_suffix(suffix);
        } else {
            self.orphaned.push_str(&comments);
        }
    }
}

/// Changes a list with as few changes as possible, so that its layout and comments stay.
fn replace_elements(old: &mut Array, new: &Array) {
    // However the text is quoted.
    let is_same = |a: &Value, b: &Value| match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a == b,
        _ => same(Some(a), Some(b)),
    };
    let shortest = old.len().min(new.len());
    let front = old.iter().zip(new.iter()).take_while(|(a, b)| is_same(a, b)).count();
    let back = (0..shortest - front)
        .take_while(|n| matches!((old.get(old.len() - 1 - n), new.get(new.len() - 1 - n)), (Some(a), Some(b)) if is_same(a, b)))
        .count();
    let prefix = |value: &Value| raw(value.decor().prefix()).to_owned();
    let first = old.get(0).map(prefix).unwrap_or_default();
    let indent = old.iter().map(prefix).find(|prefix| prefix.contains('\n'));
    let indent = indent.map(|prefix| prefix[prefix.rfind('\n').unwrap_or(0)..].to_owned());
    let mut comments = String::new();
    for _ in front..old.len() - back {
        let removed = prefix(&old.remove(front));
        if removed.contains('#') {
            comments.push_str(removed.trim_end());
        }
    }
    let added = front..new.len() - back;
    for index in added.clone() {
        let mut value = new.get(index).cloned().unwrap_or_else(|| "".into());
        value.decor_mut().set_prefix(indent.as_deref().unwrap_or(" "));
        old.insert_formatted(index, value);
    }
    if indent.is_none() && front == 0 {
        // On one line only the first element stands directly behind the bracket.
        if let Some(second) = old.get_mut(added.end).filter(|_| !added.is_empty()) {
            second.decor_mut().set_prefix(" ");
        }
        if let Some(value) = old.get_mut(0) {
            value.decor_mut().set_prefix(first);
        }
    }
    if !comments.is_empty() {
        match old.get_mut(front) {
            Some(next) => {
                let prefix = format!("{comments}{}", raw(next.decor().prefix()));
                next.decor_mut().set_prefix(prefix);
            }
            None => {
                let trailing = format!("{comments}{}", raw(Some(old.trailing())));
                old.set_trailing(trailing);
            }
        }
    }
}

fn raw(text: Option<&RawString>) -> &str {
    text.and_then(RawString::as_str).unwrap_or_default()
}

fn has_comment(decor: &Decor) -> bool {
    raw(decor.prefix()).contains('#') || raw(decor.suffix()).contains('#')
}

/// Lays out a table between braces anew, where it is on one line and so loses no comment.
fn tidy(item: &mut Item) {
    let Item::Value(Value::InlineTable(table)) = item else { return };
    let one_line = |decor: &Decor| !raw(decor.prefix()).contains('\n') && !raw(decor.suffix()).contains('\n');
    let all_one_line = table.iter().all(|(name, value)| {
        one_line(value.decor()) && table.key(name).is_some_and(|key| one_line(key.leaf_decor()))
    });
    if all_one_line && !raw(Some(table.trailing())).contains('\n') {
        table.fmt();
    }
}

fn same(a: Option<&Value>, b: Option<&Value>) -> bool {
    let bare = |value: &Value| value.clone().decorated("", "").to_string();
    a.map(bare) == b.map(bare)
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

/// The keys of `[bestuur]` with their values, in order.
pub(crate) fn board_items(board: &Board) -> Items {
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

/// The keys of `[meting]` with their values, in order.
pub(crate) fn meta_items(meta: &Meta) -> Items {
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

/// The value of a fact for the annual report.
pub(crate) fn fact_value(value: &FactValue) -> Value {
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

/// The keys of an answer with their values, in order.
pub(crate) fn answer_items(answer: &Answer) -> Items {
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
