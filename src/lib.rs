//! ibp-peil: where a Dutch school board stands on the Normenkader IBP FO, offline and from one file.

pub mod analysis;
pub mod assessment;
pub mod catalogue;
pub mod cli;
pub mod command;
pub mod dutch;
pub mod finding;
pub mod paragraph;
pub mod questionnaire;
pub mod reading;
pub mod render;
pub mod storage;
