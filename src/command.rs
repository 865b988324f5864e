//! One file per command: arguments in, findings and bytes out.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::assessment::file::{AssessmentFile, read};
use crate::catalogue::{Catalogue, edition};
use crate::cli::Global;
use crate::finding::Findings;

pub mod fill;
pub mod help;
pub mod menu;
pub mod norms;
pub mod paragraph;
pub mod report;
pub mod status;

/// How a command ended; everything that went wrong is an error instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or all gates met: exit code 0.
    Done,
    /// A gate is not met: exit code 1.
    NotMet,
    /// The person stopped with this signal after a clean save: exit code 128 + the signal.
    Stopped(u8),
}

/// What every command works with.
pub struct Context {
    /// The catalogue in force.
    pub catalogue: Catalogue,
    /// "Today": `--datum`, or else the date in UTC.
    pub today: Date,
    /// `--stil`
    pub quiet: bool,
}

impl Context {
    /// Loads the catalogue and fixes the date.
    ///
    /// # Errors
    /// Everything that is wrong with the catalogue in the folder.
    pub fn new(global: &Global) -> Result<Self, Findings> {
        let today =
            global.datum.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
        Ok(Self { catalogue: edition::load(global.normen.as_deref())?, today, quiet: global.stil })
    }

    /// Reads an assessment of the catalogue in force.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read(&self, path: &Path) -> Result<AssessmentFile, Findings> {
        read(path, &self.catalogue)
    }

    /// Reads last year's assessment, where one is given.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn read_previous(&self, path: Option<&PathBuf>) -> Result<Option<AssessmentFile>, Findings> {
        path.map(|path| self.read(path)).transpose()
    }
}
