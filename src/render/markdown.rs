//! Markdown, one file per document.

mod escape;
mod gap_analysis;
mod overview;
mod page;
mod paragraph;

pub use escape::escape;
pub use gap_analysis::gap_analysis;
pub use overview::overview;
pub use paragraph::paragraph;
