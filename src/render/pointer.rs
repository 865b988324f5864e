//! Where a case of a check stands in its file: the line a program can point at.

use std::sync::Arc;

use crate::assessment::lines::Lines;
use crate::catalogue::Catalogue;
use crate::finding::SourceText;
use crate::gate::{Case, JudgedFile, Subject};

/// A place in a file, from 1, the columns counted in characters.
pub(super) struct Place {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Points at the cases of one file.
pub(super) struct Pointer<'a> {
    catalogue: &'a Catalogue,
    source: Arc<SourceText>,
    lines: Lines,
}

impl<'a> Pointer<'a> {
    /// Where the text was not kept, everything is at its beginning.
    pub fn new(catalogue: &'a Catalogue, judged: &JudgedFile) -> Self {
        let source = judged.source.clone().unwrap_or_else(|| SourceText::embedded("", ""));
        Self { catalogue, lines: Lines::of(&source), source }
    }

    pub fn place(&self, case: &Case) -> Place {
        let span = match case.subject {
            Subject::Norm(norm) => self.lines.answer(&self.catalogue.norms[norm].id),
            Subject::Meta(key) => self.lines.meta(key),
            Subject::AnnualReport => self.lines.facts(),
            Subject::Together => self.lines.meta(""),
        };
        let (line, column) = self.source.line_and_column(span.start);
        let (end_line, end_column) = self.source.line_and_column(span.end);
        Place { line, column, end_line, end_column }
    }
}

/// What a case is about, in words: the norm with its title, or the key.
pub(super) fn subject(catalogue: &Catalogue, case: &Case) -> String {
    match case.subject {
        Subject::Norm(norm) => {
            let norm = &catalogue.norms[norm];
            format!("{} {}", norm.id, norm.marked_title())
        }
        Subject::Meta(key) => key.to_owned(),
        Subject::AnnualReport => "jaarverslag".to_owned(),
        Subject::Together => "alles samen".to_owned(),
    }
}
