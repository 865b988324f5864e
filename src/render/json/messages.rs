//! Mistakes, warnings and other messages for programs: one JSON object per line, always with the same keys.
//!
//! | key | what |
//! |---|---|
//! | `ernst` | `fout`, `let op` or `melding` |
//! | `code` | such as `A003`; `null` for what is not about a file |
//! | `bestand`, `regel`, `kolom`, `eind-regel`, `eind-kolom` | the place, counted from 1 in characters; the end is the first place behind it |
//! | `tekst`, `aanwijzing`, `tip` | what is wrong, the words under the place, what to do |
//! | `gebruik` | how the command is typed, where the command line itself was wrong |

use serde_json::{Map, Value};

use super::safe;
use crate::finding::{Finding, Findings};
use crate::problem::Problem;

const KEYS: [&str; 11] = [
    "ernst",
    "code",
    "bestand",
    "regel",
    "kolom",
    "eind-regel",
    "eind-kolom",
    "tekst",
    "aanwijzing",
    "tip",
    "gebruik",
];

/// All findings, one line each.
pub fn findings(findings: &Findings) -> String {
    findings.0.iter().map(finding).collect()
}

fn finding(finding: &Finding) -> String {
    line(&value(finding))
}

/// One finding as an object.
pub(super) fn value(finding: &Finding) -> Value {
    let [start, end] = match finding.place() {
        Some([start, end]) => [Some(start), Some(end)],
        None => [None, None],
    };
    let label = Some(finding.label.as_str()).filter(|label| !label.is_empty());
    object([
        finding.severity.as_str().into(),
        finding.code.as_str().into(),
        finding.file.as_str().into(),
        start.map(|(line, _)| line).into(),
        start.map(|(_, column)| column).into(),
        end.map(|(line, _)| line).into(),
        end.map(|(_, column)| column).into(),
        finding.text.as_str().into(),
        label.into(),
        finding.hint.as_deref().into(),
        Value::Null,
    ])
}

/// A mistake that has no place in a file.
pub fn problem(problem: &Problem) -> String {
    told("fout", &problem.text, problem.hint.as_deref(), problem.usage.as_deref())
}

/// Something that is no mistake.
pub fn message(text: &str) -> String {
    told("melding", &text.split_whitespace().collect::<Vec<_>>().join(" "), None, None)
}

fn told(severity: &str, text: &str, hint: Option<&str>, usage: Option<&str>) -> String {
    let mut values = [const { Value::Null }; KEYS.len()];
    values[0] = severity.into();
    values[7] = text.into();
    values[9] = hint.into();
    values[10] = usage.into();
    line(&object(values))
}

fn object(values: [Value; KEYS.len()]) -> Value {
    Value::Object(KEYS.iter().map(|key| (*key).to_owned()).zip(values).collect::<Map<_, _>>())
}

fn line(object: &Value) -> String {
    safe(&object.to_string()) + "\n"
}
