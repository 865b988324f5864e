//! The gap analysis and the paragraph as Markdown.
