//! Markdown, one file per document.

mod comparison;
mod escape;
mod gap_analysis;
mod overview;
mod page;
mod paragraph;
mod trend;

pub use comparison::comparison;
pub use escape::escape;
pub use gap_analysis::gap_analysis;
pub use overview::overview;
pub use paragraph::paragraph;
pub use trend::trend;
