//! The catalogue, the scores and the gates, against truths that are worked out here in another way.

#[path = "../boards/mod.rs"]
mod boards;
mod catalogue;
mod check;
#[path = "../program/mod.rs"]
mod program;
mod scoring;
