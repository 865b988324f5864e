//! A scripted list of keys as a driver of the questionnaire, for tests.
