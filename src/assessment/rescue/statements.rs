//! A text taken apart into headings, `key = value` lines and comments, however damaged it is.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::super::file::CLOSING_LINE;
use super::{Loss, LossKind, Part, is_number, named};

/// One heading, one `key = value`, or one line of comment or nothing.
pub(super) struct Statement {
    /// Where it stands in the damaged text.
    pub range: Range<usize>,
    /// Its first line, from 1.
    line: usize,
    /// What is kept of it; empty where it is left out.
    pub text: String,
    /// What happened to it, where it is not as it was.
    pub damage: Option<LossKind>,
    path: Vec<String>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Value,
    Comment,
}

impl Statement {
    pub fn is_heading(&self) -> bool {
        self.kind == Kind::Heading
    }

    pub fn is_comment(&self) -> bool {
        self.kind == Kind::Comment
    }

    pub fn is_left_out(&self) -> bool {
        self.text.is_empty()
    }

    pub fn leave_out(&mut self, why: LossKind) {
        self.damage = Some(why);
        self.text.clear();
    }

    /// True for a number at the very end of a file that was cut off.
    pub fn may_miss_digits(&self) -> bool {
        self.kind == Kind::Value && is_number(&self.text)
    }

    /// True for a text of several lines that swallowed an answer, or in which somebody wrote about one.
    fn has_heading_inside(&self) -> bool {
        self.kind == Kind::Value && self.text.lines().any(is_heading)
    }

    pub fn loss(&self, kind: LossKind, text: &str) -> Loss {
        let first = text[self.range.clone()].lines().next().unwrap_or_default();
        Loss { part: Part::of(&self.path), line: self.line, what: named(first), kind }
    }
}

/// Takes a text apart.
///
/// Where only the end is missing, every text above it is closed and read as it stands. Where something in between is
/// broken, the closing quotes of a text of several lines may be gone; then a heading ends such a text.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut pieces = take_apart(text, false);
    let broken = |piece: &Statement| piece.damage.is_some();
    let (last, above) = match pieces.split_last() {
        Some((last, above)) => (Some(last), above),
        None => (None, &[][..]),
    };
    let is_only_cut = !above.iter().any(broken)
        && last.is_none_or(|last| last.range.end == text.len())
        && (!last.is_some_and(broken) || text.trim_end().lines().next_back() != Some(CLOSING_LINE));
    if !is_only_cut {
        return take_apart(text, true);
    }
    if last.is_some_and(broken) {
        for piece in pieces.iter_mut().filter(|piece| piece.has_heading_inside()) {
            piece.damage.get_or_insert(LossKind::Uncertain);
        }
    }
    pieces
}

fn take_apart(text: &str, headings_end_texts: bool) -> Vec<Statement> {
    let (mut pieces, mut at, mut line_number) = (Vec::new(), 0, 1);
    let mut block = Block { path: Vec::new(), lost: false, uncertain: false, closed: false };
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
        let line = &text[at..line_end];
        let mut piece = match line.trim_start().chars().next() {
            None | Some('#') => {
                block.closed |= line.trim() == CLOSING_LINE;
                comment(at..line_end, line, &block)
            }
            Some('[') => heading(at..line_end, line, &mut block),
            Some(_) => value(text, at, headings_end_texts, &mut block),
        };
        piece.line = line_number;
        line_number += text[piece.range.clone()].matches('\n').count();
        at = piece.range.end;
        pieces.push(piece);
    }
    pieces
}

/// The heading that is in force.
struct Block {
    path: Vec<String>,
    /// True where the heading could not be read, so that nobody knows what stands below it.
    lost: bool,
    /// True below a text that had no end.
    uncertain: bool,
    /// True below the closing line, where nothing is expected.
    closed: bool,
}

fn comment(range: Range<usize>, line: &str, block: &Block) -> Statement {
    let text = if DeTable::parse(line).is_ok() { line } else { "" };
    Statement {
        range,
        line: 0,
        text: text.to_owned(),
        damage: None,
        path: block.path.clone(),
        kind: Kind::Comment,
    }
}

fn heading(range: Range<usize>, line: &str, block: &mut Block) -> Statement {
    let path = DeTable::parse(line).ok().and_then(|table| heading_path(table.get_ref()));
    block.lost = path.is_none();
    block.path = path.unwrap_or_default();
    let damage = match () {
        () if block.lost => Some(LossKind::Unreadable),
        () if block.uncertain => Some(LossKind::Uncertain),
        () => None,
    };
    let text = if block.lost { String::new() } else { line.to_owned() };
    Statement { range, line: 0, text, damage, path: block.path.clone(), kind: Kind::Heading }
}

/// `[a."b.c"]` as `a` and `b.c`; none of the headings of an assessment has double brackets.
fn heading_path(table: &DeTable<'_>) -> Option<Vec<String>> {
    let mut path = Vec::new();
    let mut table = table;
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        let DeValue::Table(inner) = value.get_ref() else { return None };
        table = inner;
    }
    Some(path)
}

fn value(text: &str, start: usize, headings_end_texts: bool, block: &mut Block) -> Statement {
    let (end, open) = scan(text, start, headings_end_texts);
    let piece = &text[start..end];
    let mut path = block.path.clone();
    let parsed = DeTable::parse(piece).ok();
    if let Some(table) = &parsed {
        path.extend(value_path(table.get_ref()));
    }
    let whole = parsed.is_some() && open.is_none();
    let (text_kept, damage) = match () {
        () if block.lost => (String::new(), Some(LossKind::Unreadable)),
        () if whole && block.uncertain => (piece.to_owned(), Some(LossKind::Uncertain)),
        () if whole => (piece.to_owned(), None),
        () => match open.as_deref().and_then(|open| closed(piece, open, &path)) {
            Some(closed) => (closed, Some(LossKind::Shortened)),
            None => (String::new(), Some(LossKind::Unreadable)),
        },
    };
    let lacks_quotes = |open: String| open.starts_with("\"\"\"") || open.starts_with("'''");
    if end < text.len() && open.is_some_and(lacks_quotes) {
        block.uncertain = true;
    }
    if block.closed && damage == Some(LossKind::Unreadable) {
        path.clear();
    }
    Statement { range: start..end, line: 0, text: text_kept, damage, path, kind: Kind::Value }
}

/// The part of the path that a line like `antwoorden."GO.01".niveau = 2` has itself.
fn value_path(table: &DeTable<'_>) -> Vec<String> {
    let mut path = Vec::new();
    let mut table = table;
    while let (Some((key, value)), 1) = (table.iter().next(), table.len()) {
        path.push(key.get_ref().to_string());
        let DeValue::Table(inner) = value.get_ref() else { break };
        table = inner;
    }
    path
}

/// The most characters that an escape at the end of a text can be short of.
const LONGEST_ESCAPE: usize = 10;

/// A line with what it lacks at the end, so that its beginning can be read. Only answers: a name or an edition that is
/// half there is worse than none.
fn closed(piece: &str, open: &str, path: &[String]) -> Option<String> {
    if path.first().map(String::as_str) != Some("antwoorden") {
        return None;
    }
    let mut start = piece.trim_end();
    for _ in 0..=LONGEST_ESCAPE {
        let closed = format!("{start}{open}\n");
        if let Ok(table) = DeTable::parse(&closed) {
            return (!is_empty(table.get_ref())).then_some(closed);
        }
        start = &start[..start.char_indices().next_back()?.0];
    }
    None
}

/// True where there is no value worth keeping.
fn is_empty(table: &DeTable<'_>) -> bool {
    table.iter().all(|(_, value)| match value.get_ref() {
        DeValue::String(text) => text.trim().is_empty(),
        DeValue::Array(items) => items.is_empty(),
        DeValue::Table(table) => is_empty(table),
        _ => false,
    })
}

/// Where the value that begins here ends, and what it lacks to be closed.
fn scan(text: &str, start: usize, headings_end_texts: bool) -> (usize, Option<String>) {
    let bytes = text.as_bytes();
    let mut closing = Vec::new();
    let lacking = |closing: &[char]| closing.iter().rev().collect::<String>();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at = line_end(text, at),
            b'\n' if closing.is_empty() => return (at + 1, None),
            b'\n' if next_begins_anew(&text[at + 1..], closing.last()) => {
                return (at + 1, Some(lacking(&closing)));
            }
            quote @ (b'"' | b'\'') => match string_end(text, at, quote, headings_end_texts) {
                Ok(end) => at = end,
                Err((end, quotes)) => return (end, Some(format!("{quotes}{}", lacking(&closing)))),
            },
            b'[' => {
                closing.push(']');
                at += 1;
            }
            b'{' => {
                closing.push('}');
                at += 1;
            }
            byte => {
                if closing.last().is_some_and(|last| *last as u32 == u32::from(byte)) {
                    closing.pop();
                }
                at += 1;
            }
        }
    }
    (text.len(), (!closing.is_empty()).then(|| lacking(&closing)))
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

/// The end of a text between quotes; or else where it must be taken to end, and the quotes that it lacks.
fn string_end(
    text: &str,
    start: usize,
    quote: u8,
    headings_end_texts: bool,
) -> Result<usize, (usize, &'static str)> {
    let (one, three) = if quote == b'"' { ("\"", "\"\"\"") } else { ("'", "'''") };
    let many_lines = text[start..].starts_with(three);
    let quotes = if many_lines { three } else { one };
    let bytes = text.as_bytes();
    let mut at = start + quotes.len();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' && (many_lines || bytes.get(at + 1) != Some(&b'\n')) => at += 2,
            b'\n' if !many_lines => return Err((at + 1, quotes)),
            b'\n' if headings_end_texts && is_heading(first_line(&text[at + 1..])) => {
                return Err((at + 1, quotes));
            }
            _ if bytes[at..].starts_with(quotes.as_bytes()) => {
                // Up to two quotes may stand directly before the closing ones.
                let extra = bytes[at + quotes.len()..].iter().take(2).take_while(|byte| **byte == quote);
                return Ok(at + quotes.len() + if many_lines { extra.count() } else { 0 });
            }
            _ => at += 1,
        }
    }
    Err((text.len(), quotes))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// True for a line that is a heading of an assessment.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    matches!(line, "[bestuur]" | "[meting]" | "[jaarverslag]")
        || (line.starts_with("[antwoorden.") && line.ends_with(']'))
}

/// True where the next line cannot belong to a list or inline table that is still open.
fn next_begins_anew(rest: &str, open: Option<&char>) -> bool {
    let line = first_line(rest);
    let is_key = || {
        let key = line.split('=').next().unwrap_or_default().trim();
        line.contains('=') && !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    is_heading(line) || (open == Some(&']') && is_key())
}
