//! The catalogue, the scores and the gates, against truths that are worked out here in another way.

#[path = "../boards/mod.rs"]
mod boards;
mod catalogue;
mod check;
mod scoring;
