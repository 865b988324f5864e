//! Any bytes as a workbook that comes back: no panic, no more memory than the limits say, and nothing is lost. What
//! begins with `%%` is a package written as text; anything else is the file itself.
#![no_main]

use ibp_peil::finding::Findings;
use ibp_peil::form::read::Sheet;
use ibp_peil::render::xlsx;
use ibp_peil::workbook;
use ibp_peil_fuzz::forms::{accepted, as_text, import, packed, write_seeds};
use libfuzzer_sys::fuzz_target;

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Findings> {
    match bytes.starts_with(b"%%") {
        true => workbook::parse(&packed(bytes), "vorm.xlsx"),
        false => workbook::parse(bytes, "vorm.xlsx"),
    }
}

fuzz_target!(
    init: write_seeds(|form| as_text(&xlsx::form(form).expect("a form can be made")), sheets),
    |bytes: &[u8]| {
        let Some(sheets) = accepted(sheets(bytes)) else { return };
        import(&sheets, xlsx::as_shown, Some(xlsx::CUT));
    }
);
