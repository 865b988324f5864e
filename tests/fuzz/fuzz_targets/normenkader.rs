//! Any bytes as the files of a catalogue: no panic, and every error has a place. A line `%% naam.toml` begins a file.
#![no_main]

use ibp_peil::catalogue::file::{Files, read};
use ibp_peil::finding::Findings;
use ibp_peil_fuzz::check_places;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut files = vec![("kader.toml".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("%% ") {
            Some(name) => files.push((name.trim().to_owned(), String::new())),
            None => files.last_mut().expect("there is always one").1.push_str(line),
        }
    }
    files.retain(|(_, text)| !text.is_empty());
    if let Err(findings) = read(&Files::from_texts(files)) {
        assert!(findings.has_errors(), "refused without a reason");
        // Of a file that is not there only the name can be given.
        check_places(&Findings(findings.0.into_iter().filter(|finding| finding.source.is_some()).collect()));
    }
});
