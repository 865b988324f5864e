//! Forms that go out and come back, and who still has to be asked.

#[path = "../boards/mod.rs"]
mod boards;
#[path = "../books/mod.rs"]
mod books;
mod form;
mod form_docx;
mod import;
#[path = "../program/mod.rs"]
mod program;
mod roles;
#[path = "../words/mod.rs"]
mod words;
