//! Any bytes as an assessment: no panic, every error has a place, and what was read can be written and read again.
#![no_main]

use ibp_peil::analysis::analyse;
use ibp_peil::assessment::save::new_text;
use ibp_peil_fuzz::{catalogue, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some((_, assessment)) = read(text) else { return };
    let written = new_text(&assessment);
    let (_, again) = read(&written).expect("what was written can be read");
    assert_eq!(again, assessment, "{written}");
    analyse(catalogue(), &assessment, None, jiff::civil::date(2026, 11, 21));
});
