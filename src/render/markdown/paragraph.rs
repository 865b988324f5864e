//! The paragraph as Markdown.
use crate::render::Report;
/// x
pub fn paragraph(_report: &Report<'_>) -> String {
    String::new()
}
