//! The menu that starts without a command in a terminal: the same things in plain words.

use super::Outcome;
use crate::cli::Global;
use crate::streams::Streams;
use anyhow::Result;
/// todo
pub fn run(_g: &Global, _s: &mut Streams<'_>) -> Result<Outcome> {
    Ok(Outcome::Done)
}
