//! The questionnaire: a pure state machine; the terminal is one driver of it, a scripted list another.

pub mod script;
pub mod terminal;
