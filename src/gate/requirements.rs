//! A file with what an organisation demands every time, and the exceptions that are allowed for a while.

use std::path::Path;

use toml::de::DeTable;

use super::parse::{Load, parse};
use super::{Exception, Gate};
use crate::catalogue::Catalogue;
use crate::finding::{Code, Finding, Findings, closest, shortened};
use crate::reading::{self, Entry, Sink, TableReader};
use crate::storage::read_text;

/// The format number this version reads.
pub const FORMAT: u32 = 1;

/// What the file demands.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirements {
    /// What the organisation calls it.
    pub name: Option<String>,
    /// The gates, in the order of the file.
    pub gates: Vec<Gate>,
    /// The exceptions, in the order of the file.
    pub exceptions: Vec<Exception>,
}

/// Reads a file of requirements; `load` reads an earlier assessment that a gate names.
///
/// # Errors
/// Everything that is wrong with the file, sorted by place.
pub fn read(path: &Path, catalogue: &Catalogue, load: &Load<'_>) -> Result<Requirements, Findings> {
    let source = read_text(path)?;
    let sink = Sink::joining_lines(&source);
    let table = reading::parse(&source.text, &sink);
    let reader = TableReader::new(&sink, table.get_ref(), 0..0, "de eisen");
    let requirements = if is_this_format(&reader) {
        let requirements = read_parts(&reader, catalogue, load);
        reader.finish();
        Some(requirements)
    } else {
        None
    };
    let findings = sink.into_findings();
    requirements.filter(|_| !findings.has_errors()).ok_or(findings)
}

/// True for a file that demands something and is no assessment.
pub fn is_one(path: &Path) -> bool {
    read_text(path).is_ok_and(|source| {
        let (document, _) = DeTable::parse_recoverable(&source.text);
        let has = |key: &str| document.get_ref().contains_key(key);
        has("eisen") && !has("meting") && !has("bestuur") && !has("antwoorden")
    })
}

/// False where the file was made for a newer version; then nothing else is judged.
fn is_this_format(reader: &TableReader<'_, '_>) -> bool {
    let sink = reader.sink();
    let span = || reader.value_span("formaat");
    match reader.number("formaat") {
        Some(FORMAT) => true,
        Some(newer) if newer > FORMAT => {
            let text =
                format!("deze eisen zijn gemaakt voor een nieuwere versie van ibp-peil (formaat {newer})");
            sink.push(sink.error(Code::NewerFormat, span(), text).hint("werk ibp-peil eerst bij"));
            false
        }
        Some(older) => {
            let finding = sink.error(Code::UnknownValue, span(), format!("formaat {older} bestaat niet"));
            sink.push(finding.label(format!("kies {FORMAT}")));
            true
        }
        None => {
            if !reader.has("formaat") {
                reader.missing("formaat");
            }
            true
        }
    }
}

fn read_parts(reader: &TableReader<'_, '_>, catalogue: &Catalogue, load: &Load<'_>) -> Requirements {
    let sink = reader.sink();
    let name = reader.text("naam");
    let mut gates: Vec<Gate> = Vec::new();
    for text in reader.spanned_texts("eisen") {
        match parse(text.get_ref(), catalogue, load) {
            Ok(gate) if gates.contains(&gate) => {}
            Ok(gate) => gates.push(gate),
            Err(problem) => {
                let finding = sink.error(Code::WrongGate, text.span(), problem.text);
                sink.push(Finding { hint: problem.hint, ..finding });
            }
        }
    }
    if !reader.has("eisen") {
        reader.missing("eisen");
    } else if gates.is_empty() && reader.entry("eisen").is_some_and(is_empty_list) {
        let finding = sink.error(Code::WrongGate, reader.value_span("eisen"), "er staat geen enkele eis");
        sink.push(finding.label("bijvoorbeeld \"volledig\""));
    }
    let exceptions = reader.tables("uitzondering").into_iter();
    let exceptions = exceptions.filter_map(|table| read_exception(table, catalogue, &gates, load)).collect();
    Requirements { name, gates, exceptions }
}

fn is_empty_list(entry: Entry<'_, '_>) -> bool {
    entry.value().as_array().is_some_and(|items| items.is_empty())
}

fn read_exception(
    table: TableReader<'_, '_>,
    catalogue: &Catalogue,
    gates: &[Gate],
    load: &Load<'_>,
) -> Option<Exception> {
    let sink = table.sink();
    let id = table.required_text("norm");
    let norm = catalogue.norms.iter().position(|norm| norm.id.eq_ignore_ascii_case(&id));
    if norm.is_none() && !id.is_empty() {
        let text = format!("norm \"{}\" bestaat niet in dit normenkader", shortened(&id));
        let finding = sink.error(Code::UnknownNorm, table.value_span("norm"), text);
        let meant = closest(&id, catalogue.norms.iter().map(|norm| norm.id.as_str()));
        sink.push(meant.map(|id| format!("bedoel je \"{id}\"?")).into_iter().fold(finding, Finding::label));
    }
    let reason = table.required_text("reden");
    let until = table.date("tot");
    if !table.has("tot") {
        let finding =
            sink.error(Code::WrongException, table.span(), "een uitzondering heeft een einddatum nodig");
        sink.push(finding.hint("voeg een regel toe: tot = 2027-06-30"));
    }
    let mut named = Vec::new();
    for text in table.spanned_texts("eisen") {
        let meant = parse(text.get_ref(), catalogue, load).ok();
        let same = |gate: &&Gate| {
            meant.as_ref().is_some_and(|meant| gate.demand == meant.demand && gate.norms == meant.norms)
        };
        match gates.iter().find(same) {
            Some(gate) => named.push(gate.name.clone()),
            None => {
                let what = format!("de eis \"{}\" staat niet in dit bestand", shortened(text.get_ref()));
                let finding = sink.error(Code::WrongException, text.span(), what);
                sink.push(finding.hint("neem de eis over zoals hij bij eisen staat"));
            }
        }
    }
    let gates = named;
    table.finish();
    Some(Exception { norm: norm?, gates, reason, until: until? })
}
