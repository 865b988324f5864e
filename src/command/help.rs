//! `help`
