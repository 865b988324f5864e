//! The status as JSON, for programs.
