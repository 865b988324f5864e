//! The result of `toets` as SARIF 2.1.0, for programs that collect findings with their places.

use serde_json::{Value, json};

use super::pointer::{Pointer, subject};
use crate::finding::print::visible;
use crate::finding::{Code, Finding, Severity};
use crate::gate::{Case, Check, CheckedFile, Judgement, Outcome, Verdict};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The whole result as one JSON object, ending in a line end.
pub fn check(check: &Check<'_>) -> String {
    let results: Vec<Value> = check.files.iter().flat_map(|file| checked_file(check, file)).collect();
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ibp-peil",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules(check),
            } },
            "columnKind": "unicodeCodePoints",
            "language": "nl-NL",
            "invocations": [{ "executionSuccessful": check.verdict() != Verdict::Broken }],
            "artifacts": check.files.iter().map(|file| json!({ "location": { "uri": uri(&file.name) } })).collect::<Vec<_>>(),
            "results": results,
        }],
    });
    format!("{value:#}\n")
}

/// A rule for every gate, and one for every mistake that was found in a file.
fn rules(check: &Check<'_>) -> Vec<Value> {
    let demand = |name: &str| {
        let judged = check.files.iter().filter_map(|file| file.found.as_ref().ok());
        let mut all = judged.flat_map(|judged| &judged.judgements);
        all.find(|judgement| judgement.gate == name).map_or(String::new(), |found| visible(&found.demand))
    };
    let gates = check.gates.iter().map(|gate| rule(&gate.name, &demand(&gate.name)));
    let mut codes: Vec<Code> = check.files.iter().flat_map(findings).map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    gates.chain(codes.into_iter().map(|code| rule(code.as_str(), code.meaning()))).collect()
}

fn rule(id: &str, text: &str) -> Value {
    let text = if text.is_empty() { id } else { text };
    json!({ "id": visible(id), "shortDescription": { "text": text } })
}

fn findings(file: &CheckedFile) -> &[Finding] {
    match &file.found {
        Ok(judged) => &judged.warnings.0,
        Err(findings) => &findings.0,
    }
}

fn checked_file(check: &Check<'_>, file: &CheckedFile) -> Vec<Value> {
    let mut results: Vec<Value> = findings(file).iter().map(finding).collect();
    if let Ok(judged) = &file.found {
        let pointer = Pointer::new(check.catalogue, judged);
        let each = judged.judgements.iter();
        results.extend(each.flat_map(|judgement| missed(check, file, &pointer, judgement)));
    }
    results
}

fn missed<'a>(
    check: &'a Check<'_>,
    file: &'a CheckedFile,
    pointer: &'a Pointer<'_>,
    judgement: &'a Judgement,
) -> impl Iterator<Item = Value> + 'a {
    let shown = |case: &&Case| case.outcome.fails() || case.outcome == Outcome::Excepted;
    judgement.cases.iter().filter(shown).map(move |case| {
        let place = pointer.place(case);
        let mut region = json!({ "startLine": place.line, "startColumn": place.column });
        if (place.end_line, place.end_column) > (place.line, place.column) {
            region["endLine"] = place.end_line.into();
            region["endColumn"] = place.end_column.into();
        }
        let about = subject(check.catalogue, case);
        let mut result = json!({
            "ruleId": visible(&judgement.gate),
            "level": "error",
            "message": { "text": visible(&format!("{about}: {}", case.text)) },
            "locations": [location(&file.name, Some(region))],
            "partialFingerprints": { "eisEnNorm/v1": visible(&format!("{} {about}", judgement.gate)) },
        });
        if case.outcome == Outcome::Excepted {
            result["suppressions"] = json!([{ "kind": "external", "justification": visible(&case.text) }]);
        }
        result
    })
}

fn finding(finding: &Finding) -> Value {
    let region =
        finding.place().map(|[(line, column), _]| json!({ "startLine": line, "startColumn": column }));
    json!({
        "ruleId": finding.code.as_str(),
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": visible(&finding.text) },
        "locations": [location(&finding.file, region)],
    })
}

fn location(file: &str, region: Option<Value>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(region) = region {
        place["region"] = region;
    }
    json!({ "physicalLocation": place })
}

/// The path as a relative address: forward slashes, and everything but letters, digits and a few signs as bytes.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace(std::path::MAIN_SEPARATOR, "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
