//! `the menu without arguments`
