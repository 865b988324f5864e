//! Markdown, one file per document.

mod paragraph;

pub use paragraph::paragraph;
