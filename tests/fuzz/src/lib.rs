//! What the fuzz targets share: the catalogue, and what must hold for every finding.

pub mod forms;

use std::sync::{Arc, OnceLock};

use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::file::parse_assessment;
use ibp_peil::catalogue::{Catalogue, embedded};
use ibp_peil::finding::{Findings, SourceText, print};

/// The catalogue, read once.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(embedded::newest)
}

/// An assessment read from a text; every mistake in it must have a place.
pub fn read(text: &str) -> Option<(Arc<SourceText>, Assessment)> {
    let source = SourceText::new("meting.toml", text);
    match parse_assessment(&source, catalogue()) {
        Ok((assessment, warnings)) => {
            check_places(&warnings);
            Some((source, assessment))
        }
        Err(findings) => {
            assert!(findings.has_errors(), "refused without a reason");
            check_places(&findings);
            None
        }
    }
}

/// Every finding points at a place inside its text, in order, and can be printed.
pub fn check_places(findings: &Findings) {
    for finding in &findings.0 {
        let source = finding.source.as_ref().expect("a finding has a text");
        let span = finding.span.as_ref().expect("a finding has a place");
        assert!(span.start <= span.end && span.end <= source.text.len(), "{finding:?}");
        let (line, column) = source.line_and_column(span.start);
        assert!(line >= 1 && column >= 1 && line <= source.text.matches('\n').count() + 1);
    }
    let place = |n: usize| (findings.0[n].file.as_str(), findings.0[n].span.as_ref().map(|span| span.start));
    assert!((1..findings.0.len()).all(|n| place(n - 1) <= place(n)), "sorted by place");
    // The first ones are enough: printing hundreds of them over and over is all that would be tested.
    let some = Findings(findings.0.iter().take(3).cloned().collect());
    let printed = print::long(&some, false);
    assert!(!printed.contains(['\u{1b}', '\0', '\r']), "a text controls the terminal");
    assert_eq!(print::short(&some).lines().count(), some.0.len(), "one line for each");
}
