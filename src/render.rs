//! A finished model to bytes. Renderers lay out and never calculate; one format per file.

use crate::analysis::Analysis;
use crate::paragraph::Paragraph;

mod batches;
pub mod csv;
pub mod docx;
pub mod fingerprint;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
mod pointer;
pub mod sarif;
pub mod text;
pub mod wording;
pub mod xlsx;

/// Everything that can be rendered.
pub struct Report<'a> {
    /// The figures and gaps.
    pub analysis: &'a Analysis<'a>,
    /// The paragraph, about 350 words.
    pub long: &'a Paragraph,
    /// The paragraph, about 150 words.
    pub short: &'a Paragraph,
}

/// What stands above everything that is not for the public.
pub const CONFIDENTIAL: &str = "Vertrouwelijk – intern";

/// What stands there instead where nothing in anybody's own words is in it, so that it can be shared.
pub const WITHOUT_NOTES: &str = "Zonder toelichting – vertrouwelijk";
