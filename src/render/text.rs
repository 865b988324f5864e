//! The status as text, for the terminal.
