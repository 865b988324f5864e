//! The questionnaire and the menu, without a terminal and in a real one.

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
