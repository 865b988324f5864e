//! The questionnaire and the menu, without a terminal and in a real one.

#[cfg(unix)]
#[path = "../books/mod.rs"]
mod books;
#[path = "../faults/mod.rs"]
mod faults;
#[cfg(unix)]
mod menu;
#[cfg(unix)]
mod pty;
mod questionnaire;
mod sitting;
#[cfg(unix)]
#[path = "../window/mod.rs"]
mod window;
