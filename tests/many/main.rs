//! Many boards and many years: overviews, comparisons, groups, and the generator of boards.

#[path = "../boards/mod.rs"]
mod boards;
#[path = "../books/mod.rs"]
mod books;
mod comparison;
#[path = "../../examples/genereer/boards/mod.rs"]
mod generated;
mod generator;
mod group;
mod overview;
mod overview_bytes;
mod overview_workbook;
#[path = "../program/mod.rs"]
mod program;
