//! Any bytes as a table that comes back: no panic, and nothing is lost.
#![no_main]

use ibp_peil::finding::Findings;
use ibp_peil::form::read::Sheet;
use ibp_peil::render::csv;
use ibp_peil::table;
use ibp_peil_fuzz::forms::{accepted, import, write_seeds};
use libfuzzer_sys::fuzz_target;

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Findings> {
    table::parse(bytes.to_vec(), "vorm.csv").map(|sheet| vec![sheet])
}

fuzz_target!(
    init: write_seeds(|form| csv::form(form).expect("a form can be made"), sheets),
    |bytes: &[u8]| {
        let Some(sheets) = accepted(sheets(bytes)) else { return };
        import(&sheets, str::to_owned, None);
    }
);
