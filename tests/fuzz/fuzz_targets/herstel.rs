//! Any bytes as a damaged assessment: no panic, what is rescued can be read, and nothing is lost of what was whole.
#![no_main]

use ibp_peil::assessment::rescue::rescue;
use ibp_peil_fuzz::{catalogue, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let whole = std::str::from_utf8(bytes).ok().and_then(read);
    let rescued = match (rescue(bytes, catalogue(), 2026), &whole) {
        (Ok(rescued), _) => rescued,
        (Err(findings), None) => return assert!(findings.has_errors()),
        (Err(findings), Some(_)) => panic!("a good file is refused: {findings}"),
    };
    let (_, again) = read(&rescued.text).expect("what was rescued can be read");
    assert_eq!(again, rescued.assessment);
    assert_eq!(
        rescued.whole().len() + rescued.partial().len(),
        rescued.assessment.answers.len(),
        "every answer is counted once"
    );
    if let Some((_, whole)) = whole {
        assert_eq!(rescued.assessment, whole, "{:?}", rescued.losses);
    }
});
