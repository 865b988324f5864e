//! What the program says and makes of one assessment: on the screen, in workbooks, Word and Markdown.

#[path = "../boards/mod.rs"]
mod boards;
#[path = "../books/mod.rs"]
mod books;
mod copy;
mod documents;
mod dutch;
mod examples;
mod figures;
mod network;
mod paragraph;
mod report;
mod status;
mod word;
#[path = "../words/mod.rs"]
mod words;
mod workbook;
