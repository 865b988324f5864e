//! The terminal as a driver of the questionnaire.
