//! Markdown, one file per document.

mod escape;
mod gap_analysis;
mod page;
mod paragraph;

pub use escape::escape;
pub use gap_analysis::gap_analysis;
pub use paragraph::paragraph;
