//! The outputs beside the examples are what the program makes of them today, to the byte.

use std::path::Path;
use std::process::Command;

/// The day on which the outputs in `examples/` were made.
const DATE: &str = "2026-12-17";

fn report(example: &str, folder: &Path, overwrite: bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "rapport",
            &format!("examples/{example}.toml"),
            "--datum",
            DATE,
            "--stil",
            "--overschrijf",
            "-o",
        ])
        .arg(folder)
        .args(overwrite.then_some("--overschrijf"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Makes the outputs anew with `IBP_PEIL_VERNIEUW=1`, to be looked at and committed.
#[test]
fn every_example_still_gives_the_outputs_beside_it() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let boards: Vec<String> =
        names(&examples).iter().filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    assert_eq!(boards, ["eenpitter", "onderweg", "voldoet"]);
    for board in boards {
        let committed = examples.join(&board);
        if std::env::var_os("IBP_PEIL_VERNIEUW").is_some() {
            report(&board, &committed, true);
        }
        let fresh = tempfile::tempdir().unwrap();
        report(&board, fresh.path(), false);
        assert_eq!(names(fresh.path()), names(&committed), "{board}");
        for name in names(fresh.path()) {
            let same = std::fs::read(fresh.path().join(&name)).unwrap()
                == std::fs::read(committed.join(&name)).unwrap();
            assert!(
                same,
                "examples/{board}/{name} differs; make it anew with IBP_PEIL_VERNIEUW=1 and look at it"
            );
        }
    }
}

/// The overview of many boards, in the forms that people read.
#[test]
fn the_folder_of_boards_still_gives_the_overview_beside_it() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let committed = examples.join("besturen-overzicht");
    let fresh = tempfile::tempdir().unwrap();
    let overview = |file: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["overzicht", "examples/besturen", "--datum", DATE, "--stil", "--overschrijf", "-o"])
            .arg(file)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    for name in ["overzicht.md", "overzicht.xlsx"] {
        if std::env::var_os("IBP_PEIL_VERNIEUW").is_some() {
            overview(&committed.join(name));
        }
        overview(&fresh.path().join(name));
        let read = |folder: &Path| std::fs::read(folder.join(name)).unwrap();
        assert!(
            read(fresh.path()) == read(&committed),
            "examples/besturen-overzicht/{name} differs; make it anew with IBP_PEIL_VERNIEUW=1 and look at it"
        );
    }
    assert_eq!(names(&committed), ["overzicht.md", "overzicht.xlsx"]);
}

/// The years of one board, compared, in the forms that people read.
#[test]
fn the_years_of_a_board_still_give_the_comparisons_beside_them() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let committed = examples.join("jaren-vergeleken");
    let fresh = tempfile::tempdir().unwrap();
    let compare = |files: &[&str], out: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_ibp-peil"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .arg("vergelijk")
            .args(files)
            .args(["--datum", DATE, "--stil", "--overschrijf", "-o"])
            .arg(out)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let two = ["examples/jaren/meting-2025.toml", "examples/jaren/meting-2026.toml"];
    for (files, name) in [
        (&two[..], "vergelijking.md"),
        (&two, "vergelijking.xlsx"),
        (&["examples/jaren"], "trend.md"),
        (&["examples/jaren"], "trend.xlsx"),
    ] {
        if std::env::var_os("IBP_PEIL_VERNIEUW").is_some() {
            compare(files, &committed.join(name));
        }
        compare(files, &fresh.path().join(name));
        let read = |folder: &Path| std::fs::read(folder.join(name)).unwrap();
        assert!(
            read(fresh.path()) == read(&committed),
            "examples/jaren-vergeleken/{name} differs; make it anew with IBP_PEIL_VERNIEUW=1 and look at it"
        );
    }
    assert_eq!(names(&committed), ["trend.md", "trend.xlsx", "vergelijking.md", "vergelijking.xlsx"]);
    let last = |path: &str| std::fs::read(examples.join(path)).unwrap();
    assert!(last("jaren/meting-2026.toml") == last("onderweg.toml"), "the last year is the example itself");
}
