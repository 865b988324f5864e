//! The parts that several people filled in, and the assessment they belong to, made into one. What nobody touched is no
//! change, and where people differ a person chooses: nothing that was answered goes away unseen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cell::{self, Cell};
use super::judge::{Origins, judge};
use super::{Content, Slot, Values, values};
use crate::assessment::annual_report::UNKNOWN;
use crate::assessment::merge::merge;
use crate::assessment::place::{Place, differing};
use crate::assessment::{Answer, Assessment};
use crate::catalogue::Catalogue;
use crate::finding::{Code, Finding, Findings};

/// What one person filled in.
pub struct Part {
    /// The file, as it was named.
    pub name: String,
    /// What was found in it.
    pub filled: super::read::Filled,
    /// How a text looks in a cell of this kind of file.
    pub shown: fn(&str) -> String,
    /// What stands at the end of a text that did not fit in a cell.
    pub cut: Option<&'static str>,
}

/// Who and when, for the answers that changed and do not say so themselves.
pub struct Signature<'a> {
    /// Who, where the form does not say.
    pub by: Option<&'a str>,
    /// The day of the import.
    pub today: Date,
}

/// Whose version of something it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The assessment that is imported into.
    Target,
    /// A part, by its index.
    Part(usize),
}

/// Something that people answered differently.
pub struct Dispute {
    /// Where.
    pub place: Place,
    /// What each says.
    pub versions: Vec<(Owner, Assessment)>,
    /// Who wins, where that was said.
    pub winner: Option<Owner>,
}

/// Everything in one.
pub struct Combined {
    /// The result; where people differ and nobody wins it says what the target says.
    pub assessment: Assessment,
    /// What there was before any of the parts.
    pub original: Assessment,
    /// Where they differ.
    pub disputes: Vec<Dispute>,
    /// Warnings about what was filled in.
    pub warnings: Findings,
}

/// One part as two assessments: as it was when the form was made, and as it is.
struct Judged {
    base: Assessment,
    theirs: Assessment,
}

/// Combines the parts with the assessment they go into; `None` for a new one. Of `priority` the first one that says
/// something wins where people differ.
///
/// # Errors
/// Everything that is wrong with the parts, each at its cell.
pub fn combine(
    target: Option<&Assessment>,
    parts: &[Part],
    priority: &[Owner],
    signature: &Signature<'_>,
    catalogue: &Catalogue,
) -> Result<Combined, Findings> {
    let year = u32::try_from(signature.today.year()).unwrap_or_default();
    let start = target.map_or_else(|| common(parts), values);
    let agreed: Vec<Place> = if target.is_none() { disagreeing(parts, catalogue, year)? } else { Vec::new() };
    let (mut judged, mut errors, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match judge_part(part, &start, catalogue, year) {
            Ok((part, found)) => {
                judged.push(part);
                warnings.extend(found.0);
            }
            Err(findings) => errors.extend(findings.0),
        }
    }
    if !errors.is_empty() {
        errors.extend(warnings);
        return Err(Findings(errors));
    }
    let nothing = blank(catalogue, year);
    let original = match target {
        Some(target) => target.clone(),
        None => {
            // What the forms already disagreed about when they were made, nobody said first.
            let (cells, norms) = (BTreeMap::new(), BTreeMap::new());
            let origins =
                Origins { file: parts.first().map_or("", |part| &part.name), cells: &cells, norms: &norms };
            let mut original = judge(&start, &origins, catalogue, year)?.0;
            for place in &agreed {
                place.copy(&nothing, &mut original);
                for part in &mut judged {
                    place.copy(&nothing, &mut part.base);
                }
            }
            original
        }
    };
    let mut current = original.clone();
    let mut disputed: BTreeSet<Place> = BTreeSet::new();
    for (part, judged) in parts.iter().zip(&mut judged) {
        sign(judged, &current, part, signature);
        // A form of another board or another year: whether it belongs here is for a person to say.
        let strange = differing(&original, &judged.base).into_iter().filter(Place::is_identity);
        disputed.extend(strange.filter(|place| !place.is_same(&original, &judged.theirs)));
        let merged = merge(&judged.base, &current, &judged.theirs);
        disputed.extend(merged.conflicts.into_iter().map(|conflict| conflict.place));
        current = merged.assessment;
    }
    let disputes =
        disputed.into_iter().map(|place| decide(place, &original, &judged, priority, &mut current)).collect();
    Ok(Combined { assessment: current, original, disputes, warnings: Findings(warnings) })
}

/// An assessment that says nothing, to tell an absent answer from one that was never asked.
fn blank(catalogue: &Catalogue, year: u32) -> Assessment {
    let mut blank = Assessment::new(&catalogue.id, &catalogue.edition, year, Date::default());
    blank.meta.begun_on = None;
    blank.meta.updated_on = None;
    blank
}

/// What the forms say together about how it was: every slot from the first form that has it.
fn common(parts: &[Part]) -> Values {
    let mut common = Values::new();
    for (slot, content) in parts.iter().filter_map(|part| part.filled.basis.as_ref()).flatten() {
        if let Some(content) = content {
            common.entry(slot.clone()).or_insert_with(|| content.clone());
        }
    }
    common
}

/// The places about which forms that both have them disagreed when they were made.
fn disagreeing(parts: &[Part], catalogue: &Catalogue, year: u32) -> Result<Vec<Place>, Findings> {
    let bases: Vec<(&Part, &BTreeMap<Slot, Option<Content>>)> =
        parts.iter().filter_map(|part| Some((part, part.filled.basis.as_ref()?))).collect();
    let mut places = BTreeSet::new();
    for (index, (part, one)) in bases.iter().enumerate() {
        for (_, other) in &bases[..index] {
            let both: BTreeSet<&Slot> =
                one.iter().filter(|(slot, _)| other.contains_key(*slot)).map(|(slot, _)| slot).collect();
            let of = |basis: &BTreeMap<Slot, Option<Content>>| -> Result<Assessment, Findings> {
                let values = basis.iter().filter(|(slot, _)| both.contains(slot));
                let values =
                    values.filter_map(|(slot, content)| Some((slot.clone(), content.clone()?))).collect();
                let (cells, norms) = (BTreeMap::new(), BTreeMap::new());
                judge(&values, &Origins { file: &part.name, cells: &cells, norms: &norms }, catalogue, year)
                    .map(|(assessment, _)| assessment)
            };
            places.extend(differing(&of(one)?, &of(other)?));
        }
    }
    Ok(places.into_iter().collect())
}

/// What the part says, beside how it was.
fn judge_part(
    part: &Part,
    start: &Values,
    catalogue: &Catalogue,
    year: u32,
) -> Result<(Judged, Findings), Findings> {
    let mut base = start.clone();
    for (slot, content) in part.filled.basis.iter().flatten() {
        match content {
            Some(content) => base.insert(slot.clone(), content.clone()),
            None => base.remove(slot),
        };
    }
    let (theirs, changed) = overlaid(&base, part, catalogue)?;
    let origins = Origins { file: &part.name, cells: &part.filled.cells, norms: &part.filled.norms };
    let (assessment, warnings) = judge(&theirs, &origins, catalogue, year)?;
    // What was there before was warned about before.
    let places: BTreeSet<&String> = changed.iter().filter_map(|slot| part.filled.cells.get(slot)).collect();
    let is_new = |finding: &Finding| {
        finding.text.split_once(": ").is_some_and(|(place, _)| places.contains(&place.to_owned()))
    };
    let warnings = Findings(warnings.0.into_iter().filter(is_new).collect());
    let (cells, norms) = (BTreeMap::new(), BTreeMap::new());
    let basis = Origins { file: &part.name, cells: &cells, norms: &norms };
    Ok((Judged { base: judge(&base, &basis, catalogue, year)?.0, theirs: assessment }, warnings))
}

/// The base with what was filled in over it. A blank cell never erases, and one kind of answer gives way to another that
/// was filled in beside it.
fn overlaid(base: &Values, part: &Part, catalogue: &Catalogue) -> Result<(Values, BTreeSet<Slot>), Findings> {
    let (mut theirs, mut changed, mut cut) = (base.clone(), BTreeSet::new(), Vec::new());
    for (slot, content) in &part.filled.values {
        let shown = base.get(slot).and_then(|content| as_read(slot, content, part, catalogue));
        if shown.is_some_and(|shown| cell::is_same(&shown, content)) {
            continue;
        }
        if part.cut.is_some_and(|mark| ends_with(content, mark)) {
            let place = part.filled.cells.get(slot).cloned().unwrap_or_else(|| slot.path());
            let text = format!("{place}: deze tekst paste niet in de cel, en is hier niet te veranderen");
            let finding = Finding::file_error(Code::WrongCell, &part.name, text);
            cut.push(finding.hint("verander de tekst in de meting zelf, of maak hem in de cel korter en haal het stukje tussen haken weg"));
        }
        theirs.insert(slot.clone(), content.clone());
        changed.insert(slot.clone());
    }
    for slot in changed.iter().filter(|slot| slot.is_reply()) {
        let Slot::Answer(id, _) = slot else { continue };
        theirs.retain(|other, _| {
            let is_older_kind = matches!(other, Slot::Answer(of, _) if of == id)
                && other.is_reply()
                && !changed.contains(other);
            !is_older_kind
        });
    }
    if cut.is_empty() { Ok((theirs, changed)) } else { Err(Findings(cut)) }
}

/// What a value would be after it was shown in a cell and read back.
fn as_read(slot: &Slot, content: &Content, part: &Part, catalogue: &Catalogue) -> Option<Content> {
    let shown = match cell::shown(slot, content, catalogue) {
        Cell::Text(text) => Cell::Text((part.shown)(&text)),
        other => other,
    };
    cell::read(slot, &shown, catalogue)
}

fn ends_with(content: &Content, mark: &str) -> bool {
    match content {
        Content::Text(text) => text.ends_with(mark),
        Content::Lines(lines) => lines.last().is_some_and(|line| line.ends_with(mark)),
        _ => false,
    }
}

/// Says who gave the answers that changed and when, where the person did not. Two people who answer the same do not
/// differ because they did it on another day.
fn sign(judged: &mut Judged, current: &Assessment, part: &Part, signature: &Signature<'_>) {
    let by = part.filled.filled_in_by.as_deref().or(signature.by).map(str::to_owned);
    let by = by.or_else(|| judged.theirs.meta.assessor.clone());
    for place in differing(&judged.base, &judged.theirs) {
        let Place::Norm(id) = &place else { continue };
        let old = judged.base.answer(id).cloned().unwrap_or_default();
        let Some(answer) = judged.theirs.answers.get_mut(id) else { continue };
        let unsigned = |answer: &Answer| Answer { assessed_on: None, assessed_by: None, ..answer.clone() };
        if unsigned(answer) == unsigned(&old) {
            continue;
        }
        if answer.reply != old.reply && answer.carried_over && old.carried_over {
            // An answer that is given now is no longer merely that of last year.
            answer.carried_over = false;
        }
        let (same_day, same_person) =
            (answer.assessed_on == old.assessed_on, answer.assessed_by == old.assessed_by);
        let there = current.answer(id).filter(|there| unsigned(there) == unsigned(answer));
        if same_day {
            answer.assessed_on = there.map_or(Some(signature.today), |there| there.assessed_on);
        }
        if same_person {
            // Whoever it was, it was not who gave the answer before.
            let other = || by.clone().or_else(|| answer.assessed_by.is_some().then(|| UNKNOWN.to_owned()));
            answer.assessed_by = there.map_or_else(other, |there| there.assessed_by.clone());
        }
    }
}

/// Gathers what everybody says, and lets whoever goes first win.
fn decide(
    place: Place,
    original: &Assessment,
    judged: &[Judged],
    priority: &[Owner],
    current: &mut Assessment,
) -> Dispute {
    let mut versions = vec![(Owner::Target, original.clone())];
    for (index, part) in judged.iter().enumerate() {
        let is_strange = place.is_identity() && !place.is_same(original, &part.theirs);
        if is_strange || !place.is_same(&part.base, &part.theirs) {
            versions.push((Owner::Part(index), part.theirs.clone()));
        }
    }
    let winner = priority.iter().find(|owner| versions.iter().any(|(of, _)| of == *owner)).copied();
    let kept = winner.and_then(|winner| versions.iter().find(|(of, _)| *of == winner));
    place.copy(kept.map_or(original, |(_, version)| version), current);
    Dispute { place, versions, winner }
}
