//! `invullen`
