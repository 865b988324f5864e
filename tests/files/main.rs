//! Reading, saving and rescuing: what a person wrote is never lost, whatever happens to the file or the disk.

mod assessment_file;
#[path = "../boards/mod.rs"]
mod boards;
#[path = "../faults/mod.rs"]
mod faults;
mod findings;
mod formats;
#[cfg(unix)]
mod kill;
mod limits;
mod properties;
mod rescue;
mod restore;
mod saving;
mod state_folder;
mod toml_suite;
#[cfg(unix)]
#[path = "../window/mod.rs"]
mod window;
mod writing;
