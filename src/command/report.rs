//! `rapport`
