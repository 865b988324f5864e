//! What can be rescued from a damaged assessment: everything that is still readable, and a list of what is not.
//!
//! The text is taken apart into headings and `key = value` lines. What is no TOML, and what the reader of assessments
//! refuses, is left out; what remains is a file like any other, with the comments in it. Nothing is guessed: a value is
//! the one that stood there, or the beginning of it and then reported as such.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};
use toml_edit::{DocumentMut, Item, Table};

use super::Assessment;
use super::file::{CLOSING_LINE, FORMAT, has_closing_line, parse_assessment, promises_closing_line};
use crate::catalogue::Catalogue;
use crate::finding::{Code, Findings, Severity, SourceText, shortened};

mod statements;
mod text;

use statements::{Statement, statements};
use text::readable_text;

/// The name of a board of which the name was lost.
pub const NAME_LOST: &str = "Naam verloren gegaan";

/// How often the reader is asked what it refuses; each time several hundred lines can go.
const MOST_PASSES: usize = 60;

/// Everything that could be rescued.
#[derive(Debug)]
pub struct Rescued {
    /// The text of a new file, which the reader accepts.
    pub text: String,
    /// What that file says.
    pub assessment: Assessment,
    /// What was lost or is doubtful, in the order of the damaged file.
    pub losses: Vec<Loss>,
}

impl Rescued {
    /// The norms whose answer was rescued and of which nothing is lost or doubtful.
    pub fn whole(&self) -> Vec<&str> {
        self.ids(false)
    }

    /// The norms whose answer was rescued in part, or is doubtful.
    pub fn partial(&self) -> Vec<&str> {
        self.ids(true)
    }

    fn ids(&self, damaged: bool) -> Vec<&str> {
        let touched: BTreeSet<&str> = self.losses.iter().filter_map(|loss| loss.part.norm()).collect();
        let ids = self.assessment.answers.keys().map(String::as_str);
        ids.filter(|id| touched.contains(id) == damaged).collect()
    }
}

/// One thing that was lost, or that is doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where in the assessment.
    pub part: Part,
    /// The line in the damaged file, from 1.
    pub line: usize,
    /// The key, or what the line begins with.
    pub what: String,
    /// What happened to it.
    pub kind: LossKind,
}

/// A part of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The answer to this norm.
    Answer(String),
    /// `[bestuur]`
    Board,
    /// `[meting]`
    Meta,
    /// `[jaarverslag]`
    Facts,
    /// It cannot be told.
    Unknown,
}

impl Part {
    fn of(path: &[String]) -> Self {
        match path.first().map(String::as_str) {
            Some("bestuur") => Part::Board,
            Some("meting") => Part::Meta,
            Some("jaarverslag") => Part::Facts,
            Some("antwoorden") => path.get(1).map_or(Part::Unknown, |id| Part::Answer(id.clone())),
            _ => Part::Unknown,
        }
    }

    fn norm(&self) -> Option<&str> {
        match self {
            Part::Answer(id) => Some(id),
            _ => None,
        }
    }
}

/// What happened to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LossKind {
    /// It is no TOML any more, and gone.
    Unreadable,
    /// The end of a text is gone; its beginning was kept.
    Shortened,
    /// The value is not one that can be, and was left out.
    Refused,
    /// It had characters that are no UTF-8; they were read as those of an old Windows program.
    OtherCharacters,
    /// The file ends here; what came next is gone, and this may be incomplete.
    Last,
    /// The end of a text above is missing, so this may have been part of that text.
    Uncertain,
}

/// Reads what is still readable. `year` is the reporting year where that was lost too.
///
/// # Errors
/// The file is not damaged but of a newer version, or of another framework or edition.
pub fn rescue(bytes: &[u8], catalogue: &Catalogue, year: u32) -> Result<Rescued, Findings> {
    let readable = readable_text(bytes);
    let promised = promises_closing_line(&readable.text);
    let mut pieces = statements(&readable.text);
    let mut losses = Vec::new();
    for piece in &mut pieces {
        let has_doubtful = readable.doubtful.range(piece.range.clone()).next().is_some();
        if has_doubtful && !piece.is_comment() {
            losses.push(piece.loss(LossKind::OtherCharacters, &readable.text));
        }
    }
    mark_last(&mut pieces, &readable.text, promised || readable.cut, &mut losses);
    losses.extend(pieces.iter().filter_map(|piece| Some(piece.loss(piece.damage?, &readable.text))));
    leave_out_refused(&mut pieces, &readable.text, catalogue, &mut losses)?;

    let text = complete(&assembled(&pieces).0, catalogue, year);
    let source = SourceText::new("", text);
    let (assessment, _) = parse_assessment(&source, catalogue)?;
    losses.sort_by_key(|loss| loss.line);
    losses.dedup();
    Ok(Rescued { text: source.text.clone().into_owned(), assessment, losses })
}

/// Where a file was cut off, the last answer may have had more lines, and the last number more digits.
fn mark_last(pieces: &mut [Statement], text: &str, cut: bool, losses: &mut Vec<Loss>) {
    let broken = pieces.last().is_some_and(|last| last.damage.is_some());
    if has_closing_line(text) || !(cut || broken || !text.ends_with('\n')) {
        return;
    }
    let Some(last) = pieces.iter_mut().rfind(|piece| !piece.is_comment()) else { return };
    if last.damage.is_none() && !last.text.ends_with('\n') && last.may_miss_digits() {
        last.leave_out(LossKind::Unreadable);
    }
    losses.push(last.loss(LossKind::Last, text));
}

/// Leaves out, line by line, what the reader of assessments does not accept.
fn leave_out_refused(
    pieces: &mut [Statement],
    original: &str,
    catalogue: &Catalogue,
    losses: &mut Vec<Loss>,
) -> Result<(), Findings> {
    for pass in 0.. {
        let (text, places) = assembled(pieces);
        let refused = refused(&text, catalogue)?;
        if refused.is_empty() {
            return Ok(());
        }
        let mut dropped = false;
        for at in &refused {
            let index = places.partition_point(|(start, _)| start <= at).saturating_sub(1);
            let Some((_, piece)) = places.get(index) else { continue };
            dropped |= drop_piece(pieces, *piece, original, losses);
        }
        if !dropped || pass == MOST_PASSES {
            // Nothing of it can be used, or far too much is wrong to be an assessment.
            for index in 0..pieces.len() {
                drop_piece(pieces, index, original, losses);
            }
        }
    }
    Ok(())
}

/// Leaves out a line, and below a heading everything that stands there; true where that was still to be done.
fn drop_piece(pieces: &mut [Statement], index: usize, original: &str, losses: &mut Vec<Loss>) -> bool {
    if pieces[index].is_left_out() {
        return false;
    }
    let end = if pieces[index].is_heading() {
        (index + 1..pieces.len()).find(|next| pieces[*next].is_heading()).unwrap_or(pieces.len())
    } else {
        index + 1
    };
    for piece in &mut pieces[index..end] {
        if !piece.is_left_out() {
            if !piece.is_comment() {
                losses.push(piece.loss(LossKind::Refused, original));
            }
            piece.leave_out(LossKind::Refused);
        }
    }
    true
}

/// The places in the text that the reader refuses; what is missing is added later.
///
/// # Errors
/// The file is of a newer version, or of another framework or edition.
fn refused(text: &str, catalogue: &Catalogue) -> Result<Vec<usize>, Findings> {
    let errors = DeTable::parse_recoverable(text).1;
    if !errors.is_empty() {
        return Ok(errors.iter().map(|error| error.span().map_or(0, |span| span.start)).collect());
    }
    let source = SourceText::new("", format!("{text}{CLOSING_LINE}\n"));
    let Err(mut findings) = parse_assessment(&source, catalogue) else { return Ok(Vec::new()) };
    findings.0.retain(|finding| finding.severity == Severity::Error);
    if findings.0.iter().any(|finding| matches!(finding.code, Code::NewerFormat | Code::OtherEdition)) {
        return Err(findings);
    }
    let is_absent = |finding: &crate::finding::Finding| {
        finding.code == Code::MissingKey && finding.text.contains(" ontbreekt")
    };
    let places = findings.0.iter().filter(|finding| !is_absent(finding));
    Ok(places.map(|finding| finding.span.as_ref().map_or(0, |span| span.start)).collect())
}

/// What is kept, as one text, and where in it each kept piece begins.
fn assembled(pieces: &[Statement]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| !piece.is_left_out()) {
        places.push((text.len(), index));
        text.push_str(&piece.text);
        if !piece.text.ends_with('\n') {
            text.push('\n');
        }
    }
    (text, places)
}

/// The text with what every assessment must have, and the closing line.
fn complete(text: &str, catalogue: &Catalogue, year: u32) -> String {
    // Only text that was just read as TOML comes here.
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    let formats = [("formaat", i64::from(FORMAT).into()), ("slotregel", true.into())];
    for (key, value) in formats {
        document.entry(key).or_insert(Item::Value(value));
    }
    let required: [(&str, &str, toml_edit::Value); 4] = [
        ("bestuur", "naam", NAME_LOST.into()),
        ("meting", "normenkader", catalogue.id.as_str().into()),
        ("meting", "editie", catalogue.edition.as_str().into()),
        ("meting", "verslagjaar", i64::from(year).into()),
    ];
    for (table, key, value) in required {
        let table = document.entry(table).or_insert(Item::Table(Table::new()));
        if let Some(table) = table.as_table_like_mut()
            && !table.contains_key(key)
        {
            table.insert(key, Item::Value(value));
        }
    }
    let mut text = document.to_string();
    if !has_closing_line(&text) {
        let _ = write!(text, "\n{CLOSING_LINE}\n");
    }
    text
}

/// The key of a piece that is one `key = value`, for a person to recognise.
fn named(line: &str) -> String {
    let key = line.split('=').next().unwrap_or_default();
    shortened(if line.contains('=') { key.trim() } else { line.trim() })
}

/// True where the value of this one line is a whole number that may have had more digits: a level never has.
fn is_number(text: &str) -> bool {
    fn only_number(table: &DeTable<'_>) -> bool {
        table.iter().all(|(key, value)| match value.get_ref() {
            DeValue::Integer(_) => !matches!(key.get_ref().as_ref(), "niveau" | "streefniveau"),
            DeValue::Table(table) => only_number(table),
            _ => false,
        })
    }
    DeTable::parse(text).is_ok_and(|table| only_number(table.get_ref()))
}
