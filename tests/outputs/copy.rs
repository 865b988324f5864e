//! What can be mailed: `kopie`, the same to the byte or without anything in anybody's own words, and `rapport` without
//! them. Neither changes a figure.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use ibp_peil::assessment::Assessment;
use ibp_peil::assessment::annual_report::{FACTS, FactValue, Kind};
use ibp_peil::assessment::file::read;
use ibp_peil::assessment::redact::NOT_SENT;
use ibp_peil::assessment::save::new_text;
use ibp_peil::streams::Streams;
use serde_json::Value;

use crate::boards::{EXAMPLES, PLANTED, example, plant_markers, shared_catalogue};

/// Words that stand in the facts in a person's own words.
const PLANTED_FACT: &str = "plantfeit";

/// Runs the program: exit code, results, and everything else.
fn say(folder: &Path, words: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = words.iter().map(|word| match word.strip_prefix('@') {
        Some(name) => folder.join(name).into_os_string(),
        None => OsString::from(word),
    });
    let args = [OsString::from("ibp-peil")].into_iter().chain(words);
    let code = ibp_peil::run(args, &mut Streams::plain(&mut out, &mut err));
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[track_caller]
fn result(folder: &Path, words: &[&str]) -> String {
    let (code, out, err) = say(folder, words);
    assert_eq!(code, 0, "{words:?}: {err}");
    out
}

fn example_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.toml"))
}

/// An example in which everything in own words, and every comment, is a word to look for.
fn planted(name: &str) -> String {
    let catalogue = shared_catalogue();
    let mut assessment = example(catalogue, name);
    plant_markers(catalogue, &mut assessment);
    for fact in FACTS {
        let value = match fact.kind {
            Kind::Text => FactValue::Text(PLANTED_FACT.to_owned()),
            Kind::List => FactValue::List(vec![PLANTED_FACT.to_owned(), "nog een".to_owned()]),
            _ => continue,
        };
        assessment.facts.insert(fact.key, value);
    }
    format!("# plantopmerking\n{}# plantopmerking\n", new_text(&assessment))
}

fn assessment(path: &Path) -> Assessment {
    read(path, shared_catalogue()).unwrap_or_else(|findings| panic!("{findings}")).assessment
}

#[test]
fn a_copy_is_the_same_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(example_path("onderweg")).unwrap().replace('\n', "\r\n");
    let original = format!("\u{feff}{text}# een opmerking onder de slotregel");
    fs::write(folder.path().join("meting.toml"), &original).unwrap();
    let (code, out, err) = say(folder.path(), &["kopie", "@meting.toml", "-o", "@kopie.toml"]);
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("kopie.toml")).unwrap(), original);
    assert_eq!(result(folder.path(), &["kopie", "@meting.toml", "-o", "-"]), original);
}

#[test]
fn nothing_in_own_words_is_in_a_copy_to_mail() {
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        let original = planted(name);
        assert!(PLANTED.iter().filter(|word| original.contains(**word)).count() >= 7, "{name}");
        fs::write(folder.path().join("meting.toml"), original).unwrap();
        let copy = result(folder.path(), &["kopie", "@meting.toml", "-o", "-", "--zonder-toelichting"]);
        for word in PLANTED.iter().chain(&[PLANTED_FACT, "plantopmerking"]) {
            assert!(!copy.contains(word), "{name}: {word}");
        }
        assert!(copy.contains(NOT_SENT));
        assert!(copy.contains(&format!("naam = \"{}\"", example(shared_catalogue(), name).board.name)));
    }
}

/// What `status` says for programs, without the names of those who were asked: those are people's own words.
fn figures(folder: &Path, file: &str) -> Value {
    let mut value: Value = serde_json::from_str(&result(
        folder,
        &["status", file, "--formaat", "json", "--datum", "2026-12-17"],
    ))
    .unwrap();
    for role in value["navragen"].as_array_mut().unwrap() {
        role.as_object_mut().unwrap().remove("rol");
    }
    value
}

#[test]
fn every_figure_and_every_gate_of_a_copy_to_mail_is_that_of_the_assessment() {
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        fs::write(folder.path().join("meting.toml"), planted(name)).unwrap();
        result(
            folder.path(),
            &["kopie", "@meting.toml", "-o", "@kopie.toml", "--zonder-toelichting", "--overschrijf"],
        );
        assert_eq!(figures(folder.path(), "@meting.toml"), figures(folder.path(), "@kopie.toml"), "{name}");
        let verdict = |file: &str| {
            let demands = ["volledig", "plan", "voldoet", "bewijs", "jaarverslag", "streefniveau=3"];
            demands.map(|demand| {
                say(folder.path(), &["toets", file, "--eis", demand, "--datum", "2026-12-17"]).0
            })
        };
        assert_eq!(verdict("@meting.toml"), verdict("@kopie.toml"), "{name}");
        assert!(verdict("@kopie.toml").iter().all(|code| *code < 2), "{name}");
    }
}

#[test]
fn a_copy_of_a_copy_to_mail_is_the_same_copy() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meting.toml"), planted("onderweg")).unwrap();
    result(folder.path(), &["kopie", "@meting.toml", "-o", "@een.toml", "--zonder-toelichting"]);
    result(folder.path(), &["kopie", "@een.toml", "-o", "@twee.toml", "--zonder-toelichting"]);
    let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(text("een.toml"), text("twee.toml"));
    let facts = |name: &str| assessment(&folder.path().join(name)).facts.into_keys().collect::<Vec<_>>();
    assert_eq!(facts("een.toml"), facts("meting.toml"), "that a fact was filled in stays visible");
}

#[test]
fn what_would_steer_a_screen_goes_to_a_file_only() {
    let folder = tempfile::tempdir().unwrap();
    let text = planted("onderweg").replace("plantnotitie", "achter\u{202e}stevoren");
    fs::write(folder.path().join("meting.toml"), &text).unwrap();
    refused(folder.path(), &["kopie", "@meting.toml", "-o", "-"], "tekens die een scherm in de war brengen");
    result(folder.path(), &["kopie", "@meting.toml", "-o", "-", "--zonder-toelichting"]);
    result(folder.path(), &["kopie", "@meting.toml", "-o", "@kopie.toml"]);
    assert_eq!(fs::read_to_string(folder.path().join("kopie.toml")).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn a_copy_is_only_for_who_made_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let example = example_path("onderweg");
    let words = ["kopie", example.to_str().unwrap(), "-o", "@kopie.toml"];
    result(folder.path(), &words);
    let mode = fs::metadata(folder.path().join("kopie.toml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[track_caller]
fn refused(folder: &Path, words: &[&str], why: &str) {
    let (code, out, err) = say(folder, words);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    let told = err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(why), "{told}");
}

#[test]
fn a_copy_never_comes_over_the_assessment_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("meting.toml");
    let original = planted("onderweg");
    fs::write(&path, &original).unwrap();
    fs::create_dir(folder.path().join("map")).unwrap();
    let mut names = vec!["@meting.toml", "@map/../meting.toml"];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(&path, folder.path().join("link.toml")).unwrap();
        names.push("@link.toml");
    }
    for name in names {
        for more in [&[][..], &["--overschrijf"], &["--overschrijf", "--zonder-toelichting"]] {
            let words: Vec<&str> =
                ["kopie", "@meting.toml", "-o", name].into_iter().chain(more.iter().copied()).collect();
            refused(folder.path(), &words, "is de meting zelf; er is niets geschreven");
            assert_eq!(fs::read_to_string(&path).unwrap(), original);
        }
    }
}

#[test]
fn another_file_is_only_replaced_where_the_person_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meting.toml"), planted("onderweg")).unwrap();
    fs::write(folder.path().join("ander.toml"), "van iemand anders").unwrap();
    let words = ["kopie", "@meting.toml", "-o", "@ander.toml", "--zonder-toelichting"];
    refused(folder.path(), &words, "bestaat al; er is niets geschreven");
    let words = [&words[..], &["--overschrijf"]].concat();
    refused(folder.path(), &words, "is geen meting die te lezen is; daar gaat geen kopie overheen");
    let path = folder.path().join("ander.toml");
    assert_eq!(fs::read_to_string(&path).unwrap(), "van iemand anders");
    let other = planted("voldoet");
    fs::write(&path, &other).unwrap();
    result(folder.path(), &words);
    assert!(fs::read_to_string(&path).unwrap() != other);
    assessment(&path);
    let (code, _, err) = say(folder.path(), &["herstel", "@ander.toml", "--terug", "1"]);
    assert_eq!(code, 0, "{err}");
    assert!(fs::read_to_string(&path).unwrap() == other, "what was there is kept");
    refused(folder.path(), &["kopie", "@meting.toml", "-o", "@"], "is een map");
}

#[test]
fn a_file_that_is_cut_off_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let whole = planted("onderweg");
    fs::write(folder.path().join("meting.toml"), &whole[..whole.len() * 2 / 3]).unwrap();
    refused(folder.path(), &["kopie", "@meting.toml", "-o", "@kopie.toml"], "Er is niets gewijzigd");
    assert!(!folder.path().join("kopie.toml").exists());
}

/// Everything in a report, every part of every package as text; by the name of the file.
fn report(folder: &Path, more: &[&str]) -> Vec<(String, String)> {
    let words = ["rapport", "@meting.toml", "-o", "@uit", "--datum", "2026-12-17"];
    result(folder, &[&words[..], more].concat());
    let files = fs::read_dir(folder.join("uit")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<(String, String)> = files
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            let text = match zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
                Ok(mut parts) => (0..parts.len())
                    .map(|part| std::io::read_to_string(parts.by_index(part).unwrap()).unwrap())
                    .collect(),
                Err(_) => String::from_utf8(bytes).unwrap(),
            };
            (path.file_name().unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn nothing_in_own_words_is_in_a_report_to_mail_but_what_is_written_for_the_public() {
    let mut all = String::new();
    for name in EXAMPLES {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("meting.toml"), planted(name)).unwrap();
        let whole = report(folder.path(), &[]);
        let shared = report(folder.path(), &["--zonder-toelichting", "--vorige", "@meting.toml"]);
        assert_eq!((whole.len(), shared.len()), (4, 4));
        for (file, text) in &shared {
            for word in PLANTED {
                assert!(!text.contains(word), "{name} {file}: {word}");
            }
            assert!(!text.contains("plantopmerking"), "{name} {file}");
        }
        all.extend(whole.iter().map(|(_, text)| text.as_str()));
    }
    // Otherwise there would be nothing to find.
    for word in PLANTED.iter().filter(|word| **word != "plantnavraag") {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn the_paragraph_of_a_report_to_mail_is_that_of_the_whole_report() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meting.toml"), planted("onderweg")).unwrap();
    let (whole, shared) = (report(folder.path(), &[]), report(folder.path(), &["--zonder-toelichting"]));
    for ((name, whole), (_, shared)) in whole.iter().zip(&shared) {
        assert_eq!(name.starts_with("ibp-paragraaf"), whole == shared, "{name}");
    }
    assert!(whole.iter().any(|(name, text)| name.ends_with(".docx") && text.contains(PLANTED_FACT)));
}

#[test]
fn a_report_to_mail_says_what_it_is_and_leaves_the_columns_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("meting.toml"), planted("onderweg")).unwrap();
    let (whole, shared) = (report(folder.path(), &[]), report(folder.path(), &["--zonder-toelichting"]));
    for (index, (name, text)) in shared.iter().enumerate().filter(|(_, file)| file.0.starts_with("gap")) {
        assert!(text.contains("Zonder toelichting – vertrouwelijk"), "{name}");
        assert!(!text.contains("Vertrouwelijk – intern"), "{name}");
        assert!(!text.contains("Actiehouder"), "{name}");
        assert!(whole[index].1.contains("Actiehouder") && whole[index].1.contains("Vertrouwelijk – intern"));
    }
    let sheets = |text: &str| text.matches("<sheet ").count();
    assert_eq!(sheets(&whole[1].1), sheets(&shared[1].1));
}
