//! An assessment file to model: all mistakes at once, each with its place.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::annual_report::{Doubt, FACTS, FactKey, FactValue, Kind, NOT_DONE, UNKNOWN, doubts};
use super::{
    Answer, Assessment, Board, ICT_MANAGEMENT, Meta, Method, PARTICIPATION, PlanStatus, Reply, SECTORS,
    SUPERVISION, Stage,
};
use crate::catalogue::Catalogue;
use crate::dutch::and_list;
use crate::finding::{Code, Finding, Findings, SourceText, shortened, suggestion};
use crate::reading::{Entry, Place, Sink, TableReader, entries, on_one_line, parse, whole_number};
use crate::storage::{TextFile, read_text_file};

/// The format number this version reads and writes.
pub const FORMAT: u32 = 1;

/// The last line of a file the tool wrote. Where `slotregel = true` and it is missing, the file was cut off.
pub const CLOSING_LINE: &str = "# einde van deze meting";

/// An assessment with the text it was read from, so that saving can keep everything a person wrote.
pub struct AssessmentFile {
    /// What the file says.
    pub assessment: Assessment,
    /// The text it was read from.
    pub text: TextFile,
    /// Warnings; the file can be used.
    pub warnings: Findings,
}

/// Reads an assessment for this catalogue.
///
/// # Errors
/// Everything that is wrong with the file, sorted by place.
pub fn read(path: &Path, catalogue: &Catalogue) -> Result<AssessmentFile, Findings> {
    let text = read_text_file(path)?;
    let (assessment, warnings) = parse_assessment(&text.source, catalogue)?;
    Ok(AssessmentFile { assessment, text, warnings })
}

/// Reads an assessment from a text.
///
/// # Errors
/// Everything that is wrong with the text, sorted by place.
pub fn parse_assessment(
    source: &Arc<SourceText>,
    catalogue: &Catalogue,
) -> Result<(Assessment, Findings), Findings> {
    if let Some(newer) = newer_format(source) {
        // What a newer version means by the rest, even by its end, is not for this one to judge.
        return Err(newer.into());
    }
    if let Some(cut) = cut_off(source) {
        // Half a file says nothing about the half that is gone; nothing else is judged.
        return Err(cut.into());
    }
    let sink = Sink::new(source);
    let table = parse(&source.text, &sink);
    let start = source.text.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let reader = TableReader::new(&sink, table.get_ref(), start..start, "de meting");
    let newer = read_format(&reader);
    let assessment = if newer { None } else { read_parts(&reader, catalogue) };
    if !newer {
        reader.finish();
    }
    let mut findings = sink.into_findings();
    if findings.0.iter().any(|finding| finding.code == Code::OtherEdition) {
        // Norms and levels of another framework are no mistakes; the framework is.
        findings.0.retain(|finding| !matches!(finding.code, Code::UnknownNorm | Code::UnknownLevel));
    }
    match assessment {
        Some(assessment) if !findings.has_errors() => Ok((assessment, findings)),
        _ => Err(findings),
    }
}

/// True where the file was made by a newer version; then nothing else is judged.
fn read_format(reader: &TableReader<'_, '_>) -> bool {
    let sink = reader.sink();
    match reader.number("formaat") {
        Some(FORMAT) => false,
        Some(format) if format > FORMAT => {
            sink.push(newer(sink.source(), reader.value_span("formaat"), format));
            true
        }
        Some(format) => {
            sink.push(
                sink.error(
                    Code::UnknownValue,
                    reader.value_span("formaat"),
                    format!("formaat {format} bestaat niet"),
                )
                .label(format!("kies {FORMAT}")),
            );
            false
        }
        None => {
            if !reader.has("formaat") {
                reader.missing("formaat");
            }
            false
        }
    }
}

/// The format number at the top of the text, where it is newer than this version knows.
fn newer_format(source: &Arc<SourceText>) -> Option<Finding> {
    let (table, _) = DeTable::parse_recoverable(top_of(&source.text));
    let value = table.get_ref().get("formaat")?;
    let format = value.get_ref().as_integer().and_then(whole_number).filter(|format| *format > FORMAT)?;
    Some(newer(source, value.span(), format))
}

fn newer(source: &Arc<SourceText>, span: std::ops::Range<usize>, format: u32) -> Finding {
    let text = format!("deze meting is gemaakt met een nieuwere versie van ibp-peil (formaat {format})");
    Finding::error(Code::NewerFormat, source, span, text)
        .hint("werk ibp-peil eerst bij en open het bestand daarna opnieuw")
}

/// What stands above the first table.
fn top_of(text: &str) -> &str {
    &text[..text.find("\n[").map_or(text.len(), |heading| heading + 1)]
}

fn cut_off(source: &Arc<SourceText>) -> Option<Finding> {
    if has_closing_line(&source.text) || !promises_closing_line(&source.text) {
        return None;
    }
    let end = source.text.trim_end().len();
    Some(
        Finding::error(Code::CutOff, source, end..end, "dit bestand is afgebroken: de slotregel ontbreekt")
            .label("hier houdt het bestand op")
            .hint(format!(
                "zet een eerdere kopie terug (OneDrive: Versiegeschiedenis). Klopt het bestand tot hier, zet dan als laatste regel: {CLOSING_LINE}"
            )),
    )
}

/// True where the text has the closing line: as a comment, not as a line of a longer text.
pub(super) fn has_closing_line(text: &str) -> bool {
    // Nearly always it is the last line, and then nothing stands below it that could make it part of a text.
    if text.trim_end().strip_suffix(CLOSING_LINE).is_some_and(|above| above.ends_with('\n')) {
        return true;
    }
    text.match_indices(CLOSING_LINE).any(|(at, found)| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let (above, below) = text.split_at(start);
        let line = below.split('\n').next().unwrap_or_default();
        // Inside a longer text the quotes that end it come further down.
        let may_be_text = || below.contains("\"\"\"") || below.contains("'''");
        line.trim() == found && !(may_be_text() && ends_inside_text(above))
    })
}

/// True where a text between three quotes is still open at the end.
fn ends_inside_text(text: &str) -> bool {
    let errors = DeTable::parse_recoverable(text).1;
    errors.iter().any(|error| {
        error.message().contains("multi-line") && error.span().is_some_and(|span| span.end == text.len())
    })
}

/// True where the text says that it ends with the closing line. It says so at the top; only when it does not
/// seem to, the whole text is read for it.
pub(super) fn promises_closing_line(text: &str) -> bool {
    let promises = |text: &str| {
        let (table, _) = DeTable::parse_recoverable(text);
        table.get_ref().get("slotregel").and_then(|value| value.get_ref().as_bool()) == Some(true)
    };
    let top = top_of(text);
    promises(top) || (text[top.len()..].contains("slotregel") && promises(text))
}

fn read_parts(reader: &TableReader<'_, '_>, catalogue: &Catalogue) -> Option<Assessment> {
    reader.boolean("slotregel");
    let board = match reader.table("bestuur") {
        Some(table) => Some(read_board(table)),
        None => {
            missing_table(reader, "bestuur", "naam = \"Naam van het bestuur\"");
            None
        }
    };
    let meta = match reader.table("meting") {
        Some(table) => read_meta(table, catalogue),
        None => {
            missing_table(reader, "meting", "normenkader, editie en verslagjaar");
            None
        }
    };
    let facts = reader.table("jaarverslag").map(|table| read_facts(table, meta.as_ref())).unwrap_or_default();
    let answers = reader.entry("antwoorden").and_then(|entry| entry.table("een tabel"));
    let answers = answers.map(|table| read_answers(reader.sink(), table, catalogue)).unwrap_or_default();
    Some(Assessment { board: board?, meta: meta?, facts, answers })
}

fn missing_table(reader: &TableReader<'_, '_>, name: &'static str, content: &str) {
    let sink = reader.sink();
    if reader.has(name) || sink.left_out(name) {
        return;
    }
    sink.push(
        sink.error(Code::MissingKey, reader.span(), format!("de tabel [{name}] ontbreekt"))
            .hint(format!("voeg een kop [{name}] toe met daaronder {content}")),
    );
}

fn read_board(table: TableReader<'_, '_>) -> Board {
    let board = Board {
        name: on_one_line(table.required_text("naam")),
        number: table.line("bestuursnummer"),
        sectors: table.choices("sectoren", &as_choices(SECTORS)).into_iter().map(str::to_owned).collect(),
        schools: table.number("scholen"),
        pupils: table.number("leerlingen"),
        supervision: word(&table, "intern-toezicht", SUPERVISION),
        participation: word(&table, "medezeggenschap", PARTICIPATION),
        ict_management: word(&table, "ict-beheer", ICT_MANAGEMENT),
    };
    table.finish();
    board
}

fn word(table: &TableReader<'_, '_>, key: &'static str, words: &'static [&'static str]) -> Option<String> {
    table.choice(key, &as_choices(words)).map(str::to_owned)
}

/// Words that stand for themselves.
fn as_choices(words: &'static [&'static str]) -> Vec<(&'static str, &'static str)> {
    words.iter().map(|word| (*word, *word)).collect()
}

fn read_meta(table: TableReader<'_, '_>, catalogue: &Catalogue) -> Option<Meta> {
    let framework = on_one_line(table.required_text("normenkader"));
    let edition = on_one_line(table.required_text("editie"));
    other_edition(&table, "normenkader", &framework, &catalogue.id, catalogue);
    if framework == catalogue.id {
        other_edition(&table, "editie", &edition, &catalogue.edition, catalogue);
    }
    if !table.has("verslagjaar") {
        table.missing("verslagjaar");
    }
    let reporting_year = table.number("verslagjaar").unwrap_or(0);
    if table.has("verslagjaar") && !(2000..=2100).contains(&reporting_year) && reporting_year != 0 {
        let sink = table.sink();
        sink.push(
            sink.error(
                Code::WrongDate,
                table.value_span("verslagjaar"),
                format!("verslagjaar {reporting_year} kan niet kloppen"),
            )
            .label("een jaar als 2026"),
        );
    }
    let meta = Meta {
        framework,
        edition,
        reporting_year,
        method: table.choice("werkwijze", Method::CHOICES).unwrap_or(Method::SelfAssessment),
        stage: table.choice("status", Stage::CHOICES).unwrap_or(Stage::Open),
        begun_on: table.date("begonnen-op"),
        updated_on: table.date("bijgewerkt-op"),
        assessor: table.line("invuller"),
        reference_date: table.date("peildatum"),
        adopted_on: table.date("vastgesteld-op"),
        plan_adopted_on: table.date("plan-vastgesteld-op"),
        fg_advised_on: table.date("fg-advies-op"),
        target: table.entry("streefniveau").and_then(|entry| read_level(entry, catalogue.top_level(), None)),
    };
    if let Some(target) = meta.target.filter(|target| *target < catalogue.target) {
        let sink = table.sink();
        sink.push(
            sink.error(
                Code::LoweredTarget,
                table.value_span("streefniveau"),
                format!(
                    "het streefniveau van het bestuur is minstens {}, en hier staat {target}",
                    catalogue.target
                ),
            )
            .hint("een lager streefniveau kan alleen per norm, met een reden"),
        );
    }
    table.finish();
    Some(meta)
}

fn other_edition(
    table: &TableReader<'_, '_>,
    key: &'static str,
    found: &str,
    wanted: &str,
    catalogue: &Catalogue,
) {
    if found.is_empty() || found == wanted {
        return;
    }
    let sink = table.sink();
    sink.push(
        sink.error(
            Code::OtherEdition,
            table.value_span(key),
            format!("deze meting hoort bij {key} \"{}\", en geladen is \"{wanted}\"", shortened(found)),
        )
        .hint(format!("geladen is {}; een ander normenkader laad je met --normen MAP", catalogue.title())),
    );
}

fn read_level(entry: Entry<'_, '_>, top: u8, norm: Option<&str>) -> Option<u8> {
    let DeValue::Integer(written) = entry.value() else {
        // Says that a level is a number.
        return entry.number().and(None);
    };
    if let Some(level) = whole_number(written).and_then(|level| u8::try_from(level).ok())
        && (1..=top).contains(&level)
    {
        return Some(level);
    }
    let text = format!("niveau {} bestaat niet", shortened(written.as_str()));
    let mut finding =
        entry.sink().error(Code::UnknownLevel, entry.span(), text).label(format!("kies 1 tot en met {top}"));
    if let Some(norm) = norm {
        finding = finding.hint(format!("ibp-peil normen toon {norm} laat zien wat elk niveau betekent"));
    }
    entry.sink().push(finding);
    None
}

fn read_facts(table: TableReader<'_, '_>, meta: Option<&Meta>) -> BTreeMap<&'static str, FactValue> {
    let mut facts = BTreeMap::new();
    for fact in FACTS {
        if let Some(value) = table.entry(fact.key).and_then(|entry| read_fact(entry, fact)) {
            facts.insert(fact.key, value);
        }
    }
    let sink = table.sink();
    for doubt in doubts(&facts, meta.map(|meta| meta.reporting_year)) {
        let warning =
            |code: Code, key: &str, text: String| sink.error(code, table.value_span(key), text).warning();
        sink.push(match doubt {
            Doubt::MoreThan { key, number, of, most } => {
                let text = format!("{key} ({number}) is meer dan {of} ({most})");
                warning(Code::UnlikelyNumber, key, text).label("een van beide klopt niet")
            }
            Doubt::OverHundred { key } => {
                let text = "meer dan 100 procent kan niet".to_owned();
                warning(Code::UnlikelyNumber, key, text).label("0 tot en met 100")
            }
            Doubt::OutsideYear { key, year } => {
                warning(Code::OutsideYear, key, format!("{key} valt buiten verslagjaar {year}"))
                    .label("klopt het jaar?")
            }
        });
    }
    table.finish();
    facts
}

fn read_fact(entry: Entry<'_, '_>, fact: &'static FactKey) -> Option<FactValue> {
    let word = entry.value().as_str();
    if word == Some(UNKNOWN) && matches!(fact.kind, Kind::DateOrWord | Kind::Number | Kind::YesNo) {
        return Some(FactValue::Unknown);
    }
    match fact.kind {
        Kind::DateOrWord if word == Some(NOT_DONE) => Some(FactValue::NotDone),
        Kind::DateOrWord => match entry.value() {
            DeValue::Datetime(_) => entry.date().map(FactValue::Date),
            _ => wrong_fact(entry, fact),
        },
        Kind::Number => match entry.value() {
            DeValue::Integer(_) => entry.number().map(FactValue::Number),
            _ => wrong_fact(entry, fact),
        },
        Kind::List => Some(FactValue::List(
            entry.texts().into_iter().filter(|text| !text.trim().is_empty()).map(on_one_line).collect(),
        )),
        Kind::YesNo => match word {
            Some("ja") => Some(FactValue::YesNo(true)),
            Some("nee") => Some(FactValue::YesNo(false)),
            _ => wrong_fact(entry, fact),
        },
        Kind::Choice(words) => match word {
            Some(word) if words.contains(&word) => Some(FactValue::Text(word.to_owned())),
            _ => wrong_fact(entry, fact),
        },
        Kind::Text => entry.line().map(FactValue::Text),
    }
}

fn wrong_fact(entry: Entry<'_, '_>, fact: &FactKey) -> Option<FactValue> {
    let sink = entry.sink();
    let quoted_date = fact.kind == Kind::DateOrWord
        && entry.value().as_str().is_some_and(|t| t.parse::<jiff::civil::Date>().is_ok());
    let code = if fact.kind == Kind::DateOrWord { Code::WrongDate } else { Code::WrongType };
    let finding = sink.error(code, entry.span(), format!("{} moet {} zijn", fact.key, fact.kind.text()));
    let finding = if quoted_date { finding.label("haal de aanhalingstekens weg") } else { finding };
    sink.push(finding.hint("ibp-peil help jaarverslag legt uit wat hier hoort"));
    None
}

fn read_answers(sink: &Sink, table: &DeTable<'_>, catalogue: &Catalogue) -> BTreeMap<String, Answer> {
    let known: HashSet<&str> = catalogue.norms.iter().map(|norm| norm.id.as_str()).collect();
    let mut read = |entry: Entry<'_, '_>| {
        let id = entry.key();
        if !known.contains(id) {
            sink.push(unknown_norm(sink, catalogue, id, entry.key_span(), entry.value()));
            return None;
        }
        let DeValue::Table(answer) = entry.value() else {
            let text = format!("het antwoord op {id} moet een tabel zijn");
            sink.push(
                sink.error(Code::WrongType, entry.span(), text)
                    .hint(format!("schrijf [antwoorden.\"{id}\"] met daaronder niveau = …")),
            );
            return None;
        };
        Some((id.to_owned(), read_answer(sink, answer, id, catalogue)))
    };
    // Collected in the order of the keys, a map is made at once instead of an answer at a time.
    entries(sink, table).take_while(|_| !sink.is_full()).filter_map(&mut read).collect()
}

/// A norm that is not in the catalogue, with what may have been meant.
fn unknown_norm(
    sink: &Sink,
    catalogue: &Catalogue,
    id: &str,
    span: std::ops::Range<usize>,
    value: &DeValue<'_>,
) -> Finding {
    let finding = sink.error(
        Code::UnknownNorm,
        span,
        format!("norm \"{}\" bestaat niet in dit normenkader", shortened(id)),
    );
    // [antwoorden.GO.01] is a table GO with a table 01 in it.
    let dotted = value.as_table().and_then(|table| {
        table.keys().map(|key| format!("{id}.{}", key.get_ref())).find(|id| catalogue.norm(id).is_some())
    });
    if let Some(norm) = dotted {
        return finding
            .label("zet het nummer tussen aanhalingstekens")
            .hint(format!("schrijf [antwoorden.\"{norm}\"]"));
    }
    let known = || catalogue.norms.iter().map(|norm| norm.id.as_str());
    let same = |typed: &str| known().find(|norm| norm.eq_ignore_ascii_case(typed));
    if let Some(norm) = same(id).or_else(|| same(&format!("V-{id}"))) {
        return finding.label(format!("bedoel je \"{norm}\"?"));
    }
    let code = id.split('.').next().unwrap_or_default();
    if let Some(index) = catalogue.domains.iter().position(|domain| domain.code.eq_ignore_ascii_case(code)) {
        let ids: Vec<&str> = catalogue.norms_of(index).map(|norm| norm.id.as_str()).collect();
        return finding.hint(format!(
            "het domein {} heeft {}",
            catalogue.domains[index].name,
            and_list(&ids)
        ));
    }
    match suggestion(id, known()) {
        Some(suggestion) => finding.label(suggestion),
        None => finding.hint("ibp-peil normen laat alle normen zien, met hun nummer"),
    }
}

/// The keys of an answer.
const ANSWER_KEYS: &[&str] = &[
    "niveau",
    "niet-van-toepassing",
    "navragen",
    "toelichting",
    "bewijs",
    "beoordeeld-op",
    "beoordeeld-door",
    "actie",
    "actiehouder",
    "streefdatum",
    "plan-status",
    "streefniveau",
    "reden",
    "afgerond-op",
    "overgenomen",
];

/// Reads an answer, key by key as they stand there: a folder of assessments has a hundred thousand of them.
fn read_answer(sink: &Sink, table: &DeTable<'_>, id: &str, catalogue: &Catalogue) -> Answer {
    let mut answer = Answer::default();
    let (mut level, mut not_applicable, mut ask, mut target) = (None, None, None, None);
    for entry in entries(sink, table) {
        match entry.key() {
            "niveau" => level = Some(entry),
            "niet-van-toepassing" => not_applicable = Some(entry),
            "navragen" => ask = Some(entry),
            "toelichting" => answer.note = said(entry.text()),
            "bewijs" => {
                let texts = entry.texts().into_iter().filter(|text| !text.trim().is_empty());
                answer.evidence = texts.map(on_one_line).collect();
            }
            "beoordeeld-op" => answer.assessed_on = entry.date(),
            "beoordeeld-door" => answer.assessed_by = said(entry.line()),
            "actie" => answer.action = said(entry.text()),
            "actiehouder" => answer.action_owner = said(entry.line()),
            "streefdatum" => answer.due = entry.date(),
            "plan-status" => answer.plan_status = entry.choice(PlanStatus::CHOICES),
            "streefniveau" => target = Some(entry),
            "reden" => answer.target_reason = said(entry.text()),
            "afgerond-op" => answer.completed_on = entry.date(),
            "overgenomen" => answer.carried_over = entry.boolean().unwrap_or(false),
            _ => entry.unknown(&Place::Below("antwoorden", id), ANSWER_KEYS),
        }
    }
    one_kind_of_answer(&[level, not_applicable, ask], id);
    let level = level.and_then(|entry| read_level(entry, catalogue.top_level(), Some(id)));
    let not_applicable = not_applicable.and_then(|entry| read_reason(entry, id));
    let ask = ask.and_then(|entry| read_whom_to_ask(entry, id));
    answer.reply = match (level, not_applicable, ask) {
        (Some(level), _, _) => Reply::Level(level),
        (None, Some(reason), _) => Reply::NotApplicable(reason),
        (None, None, Some(who)) => Reply::AskAround(who),
        (None, None, None) => Reply::Open,
    };
    if let Some(entry) = target {
        answer.target = read_level(entry, catalogue.top_level(), Some(id));
        let reason = answer.target_reason.as_deref().unwrap_or_default();
        if answer.target.is_some_and(|target| target < catalogue.target) && reason.trim().is_empty() {
            let text = format!("norm {id} heeft een streefniveau onder {}, zonder reden", catalogue.target);
            let finding = sink.error(Code::LoweredTarget, entry.span(), text);
            sink.push(finding.hint("voeg een regel toe: reden = \"…\""));
        }
    }
    answer
}

/// A text in which there is nothing to read says nothing.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// Reports an answer that is more than one of a level, not applicable and ask around.
fn one_kind_of_answer(kinds: &[Option<Entry<'_, '_>>], id: &str) {
    if kinds.iter().flatten().count() < 2 {
        return;
    }
    let mut kinds: Vec<&Entry<'_, '_>> = kinds.iter().flatten().collect();
    kinds.sort_by_key(|entry| entry.key_span().start);
    let names: Vec<&str> = kinds.iter().map(|entry| entry.key()).collect();
    let text = format!("norm {id} heeft twee soorten antwoord: {}", and_list(&names));
    let sink = kinds[1].sink();
    sink.push(
        sink.error(Code::TwoKinds, kinds[1].key_span(), text)
            .label("kies er één")
            .hint("niveau, niet-van-toepassing en navragen sluiten elkaar uit"),
    );
}

/// Why a norm is not applicable; a reason that cannot be one is warned about.
fn read_reason(entry: Entry<'_, '_>, id: &str) -> Option<String> {
    let reason = entry.text()?;
    let finding = |code, text: String| entry.sink().error(code, entry.span(), text);
    if reason.trim().is_empty() {
        let text = format!("norm {id} is niet van toepassing, maar er staat geen reden");
        entry.sink().push(finding(Code::EmptyReason, text).label("schrijf hier waarom"));
    } else if let Some(word) = unlikely_reason(&reason) {
        let text = format!("norm {id}: \"{word}\" is geen reden voor niet van toepassing");
        let hint = "het bestuur blijft verantwoordelijk, ook als een leverancier het doet; kies het niveau dat jullie kunnen laten zien";
        entry.sink().push(finding(Code::UnlikelyReason, text).hint(hint).warning());
    }
    Some(reason)
}

fn read_whom_to_ask(entry: Entry<'_, '_>, id: &str) -> Option<String> {
    let who = entry.line()?;
    if who.trim().is_empty() {
        let text = format!("norm {id}: bij wie moet je dit navragen?");
        let finding = entry.sink().error(Code::MissingKey, entry.span(), text);
        entry.sink().push(finding.label("bijvoorbeeld \"personeelszaken\""));
    }
    Some(who)
}

/// The words in a reason that say the work was outsourced or the school is small: never a reason for n.v.t.
pub fn unlikely_reason(reason: &str) -> Option<&'static str> {
    const WORDS: &[&str] = &["uitbesteed", "uitbested", "leverancier", "te klein", "kleine school"];
    let reason = reason.to_lowercase();
    // "nagevraagd bij de leverancier" tells where a real reason comes from.
    let asked = reason.contains("nagevraagd") || reason.contains("navraag");
    WORDS.iter().find(|word| reason.contains(*word) && !(asked && **word == "leverancier")).copied()
}
