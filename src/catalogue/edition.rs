//! Which catalogue a command works with: the embedded one, or a folder that the person points at.

use std::path::Path;

use super::{Catalogue, embedded, file};
use crate::finding::Findings;

/// The catalogue in a folder, or else the newest embedded one.
///
/// # Errors
/// Everything that is wrong with the catalogue in the folder.
pub fn load(folder: Option<&Path>) -> Result<Catalogue, Findings> {
    match folder {
        Some(folder) => file::read(&file::Files::from_folder(folder)?),
        None => Ok(embedded::newest()),
    }
}
